"""Everyone can use the page: WCAG 2.2 AA on every page in every state, as far as a program can tell."""

import pytest
from accessibility import (
    STREAMLIT_CAUSES,
    Known,
    find_barriers,
    find_cut_off,
    find_known_barriers,
    find_slips,
    walk_by_keyboard,
)
from browsing import DESKTOP, IN_BROWSER, PHONE, WIDTHS, Site, search, settle, take_picture
from playwright.sync_api import expect
from screens import SCREENS, arrive

pytestmark = IN_BROWSER


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_has_no_barrier_and_fits(site: Site, name: str, width: int) -> None:
    screen = SCREENS[name]
    with site.visit(screen.address, width, screen.path) as page:
        arrive(page, screen)
        take_picture(page, name)
        assert find_slips(page) == []
        assert find_cut_off(page) == []
        assert find_barriers(page) == []


@pytest.mark.parametrize("known", STREAMLIT_CAUSES, ids=lambda known: f"{known.rule} {known.selector}")
def test_what_streamlit_causes_is_still_there(site: Site, known: Known) -> None:
    screen = SCREENS[known.screen]
    with site.visit(screen.address, path=screen.path) as page:
        arrive(page, screen)
        assert known in find_known_barriers(page), "dit is verholpen: haal het uit de lijst"


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_can_be_walked_by_keyboard(site: Site, name: str) -> None:
    screen = SCREENS[name]
    with site.visit(screen.address, path=screen.path) as page:
        arrive(page, screen)
        names, wrong = walk_by_keyboard(page)
        assert wrong == []
        assert "Naar de inhoud" in names

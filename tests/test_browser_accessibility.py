"""Everyone can use the page: WCAG 2.2 AA on every page in every state, as far as a program can tell."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from accessibility import (
    SPACED,
    STREAMLIT_CAUSES,
    TWICE,
    Known,
    find_barriers,
    find_cut_off,
    find_known_barriers,
    find_low_contrast,
    find_slips,
    walk_by_keyboard,
)
from browsing import DESKTOP, IN_BROWSER, WIDTHS, Site, search, serve, settle, take_picture
from screens import SCREENS, STATES, arrive

pytestmark = IN_BROWSER

TITLES = {
    "begin": "Vraagbaak",
    "zin": "waarom onderuitputting COA – Vraagbaak",
    "plaats-in-tekst": "Kamerstukken II 2024/25, 36 740 VI, nr. 15, vraag 20, p. 10 – Vraagbaak",
    "vergelijken": "Vergelijken – Vraagbaak",
    "documenten": "Documenten – Vraagbaak",
    "evaluatie": "Evaluatie – Vraagbaak",
    "over": "Over – Vraagbaak",
}


@pytest.fixture
def waiting_site(page_corpus: Path, page_index: Path, browser: Browser, tmp_path: Path) -> Iterator[Site]:
    """A page of which the index is still being made."""
    with serve(page_corpus, page_index, tmp_path) as running:
        yield Site(running, browser)


@pytest.fixture
def empty_site(browser: Browser, tmp_path: Path) -> Iterator[Site]:
    """A page without any document to search."""
    (tmp_path / "corpus").mkdir()
    with serve(tmp_path / "corpus", tmp_path / "index", tmp_path) as running:
        running.go_on.touch()
        yield Site(running, browser)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_can_be_used_by_everyone(site: Site, name: str, width: int) -> None:
    screen = SCREENS[name]
    with site.visit(screen.address, width, screen.path) as page:
        arrive(page, screen)
        take_picture(page, name)
        assert find_slips(page) + find_low_contrast(page) + find_cut_off(page) + find_barriers(page) == []
        if width == DESKTOP:
            check_keyboard(page)
            assert find_cut_off_when_stretched(page) == []


def check_keyboard(page: Page) -> None:
    """Assert that Tab leads through all of a page, in its order, with the focus in sight."""
    names, wrong = walk_by_keyboard(page)
    assert wrong == []
    assert names.index("Naar de inhoud") < names.index("Zoeken") < len(names) - 1


@pytest.mark.parametrize("known", STREAMLIT_CAUSES, ids=lambda known: f"{known.rule} {known.selector}")
def test_what_streamlit_causes_is_still_there(site: Site, known: Known) -> None:
    screen = SCREENS[known.screen]
    with site.visit(screen.address, path=screen.path) as page:
        arrive(page, screen)
        assert known in find_known_barriers(page), "dit is verholpen: haal het uit de lijst"


def find_cut_off_when_stretched(page: Page) -> list[str]:
    """Return what does not fit at 400% and 200% of the size, with twice as large text, and with wide spacing."""
    wrong = []
    for width in (320, DESKTOP // 2):
        page.set_viewport_size({"width": width, "height": 900})
        wrong += [f"{width} px: {line}" for line in find_cut_off(page)]
    page.set_viewport_size({"width": DESKTOP, "height": 900})
    for name, style in (("text at 200%", TWICE), ("spaced text", SPACED)):
        added = page.add_style_tag(content=style)
        wrong += [f"{name}: {line}" for line in find_cut_off(page)]
        added.evaluate("e => e.remove()")
    return wrong


@pytest.mark.parametrize("width", WIDTHS)
def test_an_index_that_is_being_made_has_no_barrier(waiting_site: Site, width: int) -> None:
    with waiting_site.visit(width=width) as page:
        expect(page.get_by_role("progressbar")).to_be_visible()
        expect(page.get_by_role("status").filter(has_text="die wordt nu gemaakt")).to_be_visible()
        take_picture(page, "index-maken")
        assert find_cut_off(page) + find_barriers(page) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_an_error_has_no_barrier_and_is_read_out(empty_site: Site, width: int) -> None:
    with empty_site.visit(width=width) as page:
        settle(page)
        expect(page.get_by_role("alert")).to_be_visible()
        take_picture(page, "zonder-documenten")
        assert find_cut_off(page) + find_barriers(page) == []


@pytest.mark.parametrize("name", TITLES)
def test_a_window_is_named_after_what_it_shows(site: Site, name: str) -> None:
    screen = SCREENS[name]
    with site.visit(screen.address, path=screen.path) as page:
        arrive(page, screen)
        expect(page).to_have_title(TITLES[name])


def test_the_first_stop_of_the_keyboard_leads_past_the_menu(site: Site) -> None:
    with site.visit() as page:
        settle(page)
        page.keyboard.press("Tab")
        while page.evaluate("document.activeElement.matches('[data-testid=stMain]')"):
            page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="Naar de inhoud")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport(ratio=1)
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.get_by_label("Uw vraag")).to_be_focused()


def test_a_screen_reader_hears_what_came_of_each_query(site: Site) -> None:
    with site.visit() as page:
        settle(page)
        heard = page.locator("#vb-ear[role=status]")
        expect(heard).to_have_text("")
        search(page, "hoeveel krijgt het COA in 2026")
        expect(heard).to_have_text("Antwoord gevonden. 20 passages.")
        page.evaluate("""() => {
            window.changes = [];
            const note = () => window.changes.push(document.getElementById('vb-ear').textContent);
            new MutationObserver(note).observe(document.getElementById('vb-ear'), {childList: true, subtree: true});
        }""")
        search(page, "hoeveel krijgt het COA in 2027")
        page.wait_for_function("window.changes.length > 1")
        assert page.evaluate("window.changes.at(-1)") == "Antwoord gevonden. 20 passages."
        search(page, "hoeveel krijgt het COA in 2036")
        expect(heard).to_contain_text("Geen antwoord gevonden.")


def test_a_page_that_is_opened_begins_at_its_heading(site: Site) -> None:
    with site.visit(STATES["zin"]) as page:
        settle(page)
        page.locator(".vb-foot").scroll_into_view_if_needed()
        page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Over").click()
        page.wait_for_url("**/over")
        settle(page)
        expect(page.locator("h1")).to_be_focused()
        expect(page.locator("h1")).to_be_in_viewport()
        expect(page.get_by_role("link", name="Over", exact=True)).to_have_attribute("aria-current", "page")


def test_nothing_moves_for_who_asks_for_less_motion(site: Site) -> None:
    with site.enter(options={"reduced_motion": "reduce"}) as context:
        page = context.new_page()
        page.goto(site.link(STATES["cel"]))
        settle(page)
        moving = "document.getAnimations().filter((found) => found.playState === 'running').length"
        assert page.evaluate(moving) == 0
        own = page.evaluate(
            "[...document.querySelectorAll('main, .stHtml, .stHtml *')].map((e) => getComputedStyle(e))"
            ".filter((s) => s.scrollBehavior === 'smooth' || s.animationName !== 'none').length"
        )
        assert own == 0


def test_with_the_colours_of_the_reader_marks_and_focus_stay(site: Site) -> None:
    with site.enter(options={"forced_colors": "active"}) as context:
        page = context.new_page()
        page.goto(site.link(STATES["cel"]))
        settle(page)
        take_picture(page, "eigen-kleuren")
        cell = page.locator(".vb-answer td mark")
        assert cell.evaluate("e => getComputedStyle(e).outlineStyle") != "none"
        assert int(cell.evaluate("e => getComputedStyle(e).fontWeight")) >= 700
        current = page.locator(".vb-menu [aria-current]")
        assert int(current.evaluate("e => getComputedStyle(e).fontWeight")) >= 700
        button = page.locator(".vb-copy").first
        button.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        assert button.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
        page.goto(site.link(STATES["zin"]))
        settle(page)
        sentence = page.locator(".vb-passage mark.vb-sentence").first
        assert "underline" in sentence.evaluate("e => getComputedStyle(e).textDecorationLine")

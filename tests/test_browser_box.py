"""The box that a question is typed in, in a real browser: by keyboard, by mouse, and what a screen reader is told."""

import re

from playwright.sync_api import Page, expect

from browsing import IN_BROWSER, Site, search, settle

pytestmark = IN_BROWSER

CHOSEN = "[role=option][aria-selected=true]"


def open_box(page: Page, typed: str) -> None:
    """Type into the box as a person does, and wait for how it may go on."""
    settle(page)
    box = page.get_by_label("Uw vraag")
    box.click()
    box.press_sequentially(typed, delay=15)
    expect(page.get_by_role("option").first).to_be_visible()


def test_words_are_completed_by_keyboard_and_asked(site: Site) -> None:
    with site.visit() as page:
        open_box(page, "waarom onderuit")
        box = page.get_by_label("Uw vraag")
        expect(page.locator(".vb-box-said")).to_have_text(re.compile(r"\d+ suggesties?"))
        box.press("ArrowDown")
        expect(page.locator(CHOSEN)).to_contain_text("waarom onderuitputting")
        assert page.locator(CHOSEN).get_attribute("id") == box.get_attribute("aria-activedescendant")
        box.press("Enter")
        expect(box).to_have_value("waarom onderuitputting")
        expect(page.get_by_role("option")).to_have_count(0)
        assert "vraag=" not in page.evaluate("location.search"), "what is chosen is not asked yet"
        box.press_sequentially(" COA")
        box.press("Enter")
        page.wait_for_function("location.search.includes('onderuitputting')")
        settle(page)
        expect(page.locator(".vb-answer")).to_be_visible()
        expect(box).to_be_focused()


def test_enter_asks_what_was_typed_where_nothing_is_chosen(site: Site) -> None:
    with site.visit() as page:
        open_box(page, "opvang")
        page.get_by_label("Uw vraag").press("Enter")
        page.wait_for_function("new URLSearchParams(location.search).get('vraag') === 'opvang'")
        settle(page)
        expect(page.get_by_role("option")).to_have_count(0)


def test_escape_closes_the_list_and_then_empties_the_box(site: Site) -> None:
    with site.visit() as page:
        open_box(page, "opvang")
        box = page.get_by_label("Uw vraag")
        box.press("Escape")
        expect(page.get_by_role("option")).to_have_count(0)
        expect(box).to_have_value("opvang")
        box.press("Escape")
        expect(box).to_have_value("")


def test_a_suggestion_is_chosen_with_the_mouse_and_tab_leaves_the_list(site: Site) -> None:
    with site.visit() as page:
        open_box(page, "wat betekent AMV")
        expect(page.get_by_role("option").first).to_contain_text("Afkorting: Alleenstaande")
        page.get_by_role("option").nth(1).click()
        expect(page.get_by_label("Uw vraag")).to_have_value(re.compile("wat betekent .*AMV"))
        page.get_by_label("Uw vraag").press("Tab")
        expect(page.get_by_role("button", name="Maak de vraag leeg")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_label("Uw vraag")).to_have_value("")
        expect(page.get_by_label("Uw vraag")).to_be_focused()


def test_what_was_asked_in_this_visit_is_offered_and_can_be_forgotten(site: Site) -> None:
    with site.visit() as page:
        settle(page)
        search(page, "wat betekent AMV")
        search(page, "hoeveel krijgt het COA in 2026")
        box = page.get_by_label("Uw vraag")
        box.fill("")
        expect(page.get_by_role("option")).to_have_text(
            [
                re.compile("hoeveel krijgt het COA in 2026"),
                re.compile("wat betekent AMV"),
            ]
        )
        box.press("ArrowDown")
        box.press("ArrowDown")
        box.press("Enter")
        page.wait_for_function("location.search.includes('AMV')")
        settle(page)
        page.get_by_role("link", name="Zoeken", exact=True).click()
        page.wait_for_function("location.search === ''")
        settle(page)
        expect(page.get_by_role("list", name="Eerder gevraagd").get_by_role("link")).to_have_count(2)
        page.get_by_role("button", name="Wis eerder gevraagd").click()
        expect(page.get_by_role("list", name="Eerder gevraagd")).to_have_count(0)
    with site.visit() as other:
        settle(other)
        expect(other.get_by_role("list", name="Eerder gevraagd")).to_have_count(0)


def test_what_is_being_typed_is_never_overwritten(site: Site) -> None:
    with site.visit({"vraag": "opvang"}) as page:
        settle(page)
        box = page.get_by_label("Uw vraag")
        box.fill("hoeveel krijgt het COA in 2026")
        box.press("Enter")
        box.press_sequentially(" en in 2027", delay=20)
        page.wait_for_function("location.search.includes('COA')")
        settle(page)
        expect(box).to_have_value("hoeveel krijgt het COA in 2026 en in 2027")


def test_a_kamervraag_that_is_pasted_in_gets_no_suggestions(site: Site) -> None:
    with site.visit() as page:
        settle(page)
        box = page.get_by_label("Uw vraag")
        box.click()
        page.evaluate("navigator.clipboard.writeText('1. Wat betekent AMV?\\n2. Hoeveel krijgt het COA in 2026?')")
        box.press("ControlOrMeta+V")
        expect(box).to_have_value("1. Wat betekent AMV?\n2. Hoeveel krijgt het COA in 2026?")
        page.wait_for_timeout(400)
        expect(page.get_by_role("option")).to_have_count(0)
        box.press("Enter")
        page.wait_for_selector(".vb-pasted")

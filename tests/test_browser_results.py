"""What the result page shows, in a real browser: the order, the passages, the tables, the filters and their chips."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

from answer.show.present import SHOWN_WHOLE
from browsing import DESKTOP, IN_BROWSER, PHONE, Site, settle
from screens import PASTED, STATES

pytestmark = IN_BROWSER

TABLE = {"vraag": "tabel budgettaire gevolgen", "soort": "tabel"}


def asked_in(page: Page) -> dict[str, list[str]]:
    """Return the parameters of the address that the browser shows."""
    return parse_qs(urlsplit(page.url).query)


def style_of(element: Locator, name: str, pseudo: str = "") -> str:
    value: str = element.evaluate("(e, [name, pseudo]) => getComputedStyle(e, pseudo)[name]", [name, pseudo])
    return value


def follow(page: Page, link: Locator, **wanted: list[str]) -> None:
    """Click a link and wait until the address asks what is wanted and the page is drawn for it."""
    link.click()
    page.wait_for_url(lambda url: all(parse_qs(urlsplit(url).query).get(name, []) == wanted[name] for name in wanted))
    settle(page)


def test_the_answer_comes_first_then_passages_whole_then_finds_by_document(site: Site) -> None:
    with site.visit(STATES["cel"]) as page:
        settle(page)
        parts = page.locator(".vb-answer, section.vb-passages, .vb-finds")
        assert [part.split()[0] for part in parts.evaluate_all("all => all.map(e => e.className)")] == [
            "vb-answer",
            "vb-passages",
            "vb-finds",
        ]
        expect(page.locator("article.vb-passage")).to_have_count(SHOWN_WHOLE)
        groups = page.locator(".vb-find-group")
        counted = [re.findall(r"\((\d+) vindplaats", text)[0] for text in groups.locator("h3").all_inner_texts()]
        assert [str(group.locator("li").count()) for group in groups.all()] == counted
        groups.first.get_by_role("link", name="Zoek alleen in dit document").click()
        page.wait_for_url("**document=*")
        settle(page)
        expect(page.locator(".vb-finds").get_by_text("Zoek alleen in dit document")).to_have_count(0)


def test_a_passage_says_what_it_is_and_opens_in_its_document(site: Site) -> None:
    with site.visit(STATES["filters"]) as page:
        settle(page)
        passage = page.locator("article.vb-passage").first
        expect(passage.locator(".vb-badge")).to_have_text(re.compile("Vraag|Tabel"))
        expect(passage.locator(".vb-document")).to_have_text(
            re.compile(r"lijst van vragen.* · 2024 · .* · 19 juni 2025")
        )
        expect(passage.locator(".vb-page")).to_have_text(re.compile(r"^p\. \d+"))
        wanted = {name: values if isinstance(values, list) else [values] for name, values in STATES["filters"].items()}
        link = passage.get_by_role("link", name="Open in document")
        with page.context.expect_page() as opened:
            link.click(modifiers=["Control"])
        settle(opened.value)
        assert asked_in(opened.value).pop("plaats") and "plaats" not in asked_in(page)
        link.click()
        page.wait_for_url("**plaats=*")
        settle(page)
        asked = asked_in(page)
        assert asked.pop("plaats") and asked == wanted


def test_the_link_that_is_copied_leads_to_the_place(site: Site) -> None:
    with site.visit(STATES["cel"]) as page:
        settle(page)
        source = page.locator(".vb-answer .vb-source")
        source.get_by_role("button", name="Kopieer vaste link").click()
        expect(source.get_by_role("button", name="Gekopieerd")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith(f"{site.url}/?plaats=") and "vraag" not in copied
        page.goto(copied)
        settle(page)
        expect(page.locator("main").get_by_text("4.422.334").first).to_be_visible()


def test_without_permission_the_link_stands_there_to_be_copied(site: Site) -> None:
    with site.visit(STATES["cel"]) as page:
        settle(page)
        page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('nee')); }")
        page.locator(".vb-answer").get_by_role("button", name="Kopieer vaste link").click()
        expect(page.locator(".vb-answer").get_by_role("button", name="Geselecteerd")).to_be_visible()
        assert page.evaluate("String(getSelection())").startswith(f"{site.url}/?plaats=")


def test_marks_are_told_without_colour_in_the_users_colours_and_aloud(site: Site) -> None:
    with site.enter(DESKTOP, {"forced_colors": "active"}) as context:
        page = context.new_page()
        page.goto(site.link(STATES["zin"]))
        settle(page)
        sentence = page.locator(".vb-text mark.vb-sentence").first
        word = page.locator(".vb-text mark.vb-sentence b.vb-word").first
        assert "underline" in style_of(sentence, "textDecorationLine")
        assert style_of(sentence, "backgroundColor") != style_of(page.locator("body"), "backgroundColor")
        assert int(style_of(word, "fontWeight")) >= 700 > int(style_of(sentence, "fontWeight"))
        assert "relevante zin" in style_of(sentence, "content", "::before")
        text = page.locator("article.vb-passage .vb-text").first
        assert "[relevante zin]" in text.aria_snapshot() and "[einde relevante zin]" in text.aria_snapshot()
        page.evaluate("e => getSelection().selectAllChildren(e)", text.element_handle())
        assert "relevante zin]" not in page.evaluate("String(getSelection())"), "what is copied is what is printed"


def test_a_row_and_a_cell_that_answer_are_told_in_the_users_colours(site: Site) -> None:
    with site.enter(DESKTOP, {"forced_colors": "active"}) as context:
        page = context.new_page()
        page.goto(site.link(STATES["cel"]))
        settle(page)
        table = page.locator(".vb-answer table")
        assert style_of(table.locator(".vb-found th"), "borderLeftWidth") == "4px"
        assert style_of(table.locator("td mark"), "outlineStyle") == "solid"
        assert "gevonden: 4.422.334" in table.aria_snapshot()


def test_tables_keep_their_signs_their_empty_cells_and_their_headings(site: Site) -> None:
    with site.visit(TABLE) as page:
        settle(page)
        tables = page.locator("article.vb-passage table")
        assert tables.count() > 0
        for table in tables.all():
            name = table.get_attribute("aria-label")
            assert name and table.locator("thead th[scope=col]").count() > 1
            assert table.locator("tbody th[scope=row], tbody th[scope=colgroup]").count() > 0
        texts = page.locator("article.vb-passage td.vb-number").all_text_contents()
        assert "0" in texts
        for text in page.locator("article.vb-passage td.vb-negative").all_text_contents():
            assert re.match(r"[‒–—−-]", text.strip()), "the minus stays as it is printed"
        numbers = page.locator("article.vb-passage td.vb-number").first
        assert style_of(numbers, "textAlign") == "right"
        assert "tabular-nums" in style_of(page.locator("article.vb-passage table").first, "fontVariantNumeric")


def test_a_table_that_is_too_wide_says_so_and_scrolls_with_its_first_column_in_sight(site: Site) -> None:
    with site.visit(STATES["cel"], PHONE) as page:
        settle(page)
        wide = page.locator(".vb-answer .vb-wide")
        scroll, hint = wide.locator(".vb-scroll"), wide.locator(".vb-more")
        expect(hint).to_be_visible()
        expect(wide).to_have_attribute("data-right", "")
        assert style_of(wide, "content", "::after") == '""'
        assert scroll.get_attribute("tabindex") == "0"
        scroll.focus()
        page.keyboard.press("End")
        scroll.evaluate("e => { e.scrollLeft = e.scrollWidth; }")
        expect(wide).not_to_have_attribute("data-right", "")
        expect(wide).to_have_attribute("data-left", "")
        label = wide.locator(".vb-found th").bounding_box()
        left = scroll.bounding_box()
        assert label is not None and left is not None and abs(label["x"] - left["x"]) < 2
        page.set_viewport_size({"width": DESKTOP, "height": 900})
        expect(hint).to_be_hidden()
        expect(scroll).not_to_have_attribute("tabindex", "0")


def test_filters_count_are_links_and_the_keyboard_goes_on_where_it_was(site: Site) -> None:
    query = ["opvang COA"]
    with site.visit({"vraag": query[0]}) as page:
        settle(page)
        filters = page.get_by_role("navigation", name="Filters")
        filters.locator("summary").first.click()
        row = filters.get_by_role("link", name=re.compile(r"^Rij \(\d"))
        before = row.inner_text()
        row.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**soort=rij*")
        settle(page)
        chosen = filters.get_by_role("link", name=re.compile("Rij"))
        expect(chosen).to_have_attribute("aria-current", "true")
        expect(chosen).to_be_focused()
        assert before in chosen.inner_text(), "a filter does not count for its own values"
        assert set(page.locator("article.vb-passage .vb-badge").all_inner_texts()) == {"Rij"}
        chip = page.get_by_role("link", name="Verwijder filter soort Rij")
        follow(page, chip, vraag=query, soort=[])
        expect(page.locator(".vb-chips")).to_have_count(0)
        expect(filters.locator("details").first).to_have_attribute("open", "")
        page.go_back()
        expect(page.get_by_role("link", name="Verwijder filter soort Rij")).to_be_visible()


def test_operators_are_chips_that_change_the_query_in_the_box(site: Site) -> None:
    with site.visit({**STATES["operatoren"], "soort": "paragraaf"}) as page:
        settle(page)
        box = page.get_by_label("Uw vraag")
        follow(page, page.get_by_role("link", name="zonder Oekraïne"), soort=["paragraaf"])
        expect(box).to_have_value('"menselijke maat" OF maatwerk jaar:2025')
        follow(page, page.get_by_role("link", name="jaar:2025"), vraag=['"menselijke maat" OF maatwerk'])
        follow(page, page.get_by_role("link", name="Wis alles"), vraag=["menselijke maat maatwerk"], soort=[])
        expect(page.locator(".vb-chip")).to_have_count(0)
        page.go_back()
        expect(box).to_have_value('"menselijke maat" OF maatwerk')


def test_a_pasted_kamervraag_stands_side_by_side_with_a_bar(site: Site) -> None:
    with site.visit({"vraag": PASTED}) as page:
        settle(page)
        steps, cards = page.locator(".vb-bar a"), page.locator(".vb-pasted > ol > li[id]")
        assert steps.count() == cards.count() == 3
        for number, step in enumerate(steps.all(), start=1):
            name = " ".join((step.text_content() or "").split())
            assert re.match(rf"Deelvraag {number}[✓?–]: (beantwoord|onzeker|niet gevonden)$", name)
        first, second = cards.nth(0).bounding_box(), cards.nth(1).bounding_box()
        assert first is not None and second is not None
        assert first["y"] == second["y"] and first["x"] + first["width"] <= second["x"]
        expect(page.locator(".vb-chip")).to_have_count(0)
        steps.nth(2).click()
        expect(cards.nth(2)).to_be_in_viewport()
        assert asked_in(page)["vraag"] == [PASTED.replace("\n", "\r\n")] or asked_in(page)["vraag"] == [PASTED]
        page.set_viewport_size({"width": PHONE, "height": 900})
        first, second = cards.nth(0).bounding_box(), cards.nth(1).bounding_box()
        assert first is not None and second is not None
        assert first["x"] == second["x"] and first["y"] + first["height"] <= second["y"]
        cards.nth(1).get_by_role("link", name="Stel alleen deze vraag").click()
        page.wait_for_url(lambda url: "AMV" in url and "Kamer" not in url and "Vries" not in url)
        settle(page)
        expect(page.locator(".vb-pasted")).to_have_count(0)
        expect(page.locator(".vb-answer")).to_contain_text("Alleenstaande Minderjarige Vreemdelingen")

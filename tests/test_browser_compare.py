"""The screen Vergelijken in a real browser: a line typed, lines chosen, the chart with its table, and what is kept."""

import re

import pytest
from playwright.sync_api import Page, expect

from browsing import IN_BROWSER, PHONE, WIDTHS, Site, search, settle, take_picture

pytestmark = IN_BROWSER

PATH = "vergelijken"


def draw(page: Page) -> None:
    """Wait until the page and its charts are drawn."""
    settle(page)
    charts = "[...document.querySelectorAll('[data-testid=stVegaLiteChart]')]"
    page.wait_for_function(f"() => {charts}.every((chart) => chart.querySelector('svg, canvas'))")


def test_a_line_is_typed_and_shown_as_a_chart_with_its_table(site: Site) -> None:
    with site.visit(path=PATH) as page:
        settle(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("Vergelijken")
        expect(page.get_by_role("heading", name="Bijvoorbeeld")).to_be_visible()
        box = page.get_by_label("Regel in de begroting")
        box.fill("COA")
        box.press("Enter")
        page.wait_for_url("**/vergelijken?regel=COA")
        draw(page)
        expect(page.get_by_role("heading", name="COA · in euro’s")).to_be_visible()
        chart = page.get_by_test_id("stVegaLiteChart")
        expect(chart).to_have_attribute(
            "aria-label", re.compile(r"^Lijngrafiek COA · in euro’s\..*2026|2029 € 616,86 mln\.")
        )
        table = page.get_by_role("table", name="COA · in euro’s")
        expect(table.get_by_role("columnheader")).to_have_text(
            ["Reeks", "2023", "2024", "2025", "2026", "2027", "2028", "2029"]
        )
        expect(table.get_by_role("link", name=re.compile(r"^4\.422\.334"))).to_be_visible()
        expect(table).to_contain_text("+ € 359,73 mln. (+ 8,9%)")


def test_a_figure_leads_to_its_place_and_back_leads_to_the_comparison(site: Site) -> None:
    with site.visit({"regel": "COA"}, path=PATH) as page:
        draw(page)
        page.get_by_role("link", name=re.compile(r"^4\.422\.334")).click()
        page.wait_for_url("**/?plaats=begroting-2025-asiel-en-migratie.cel-*")
        settle(page)
        expect(page.locator("[data-testid=stMain]")).to_contain_text("4.422.334")
        page.go_back()
        page.wait_for_url("**/vergelijken?regel=COA")
        draw(page)
        expect(page.get_by_role("heading", name="COA · in euro’s")).to_be_visible()


def test_lines_are_added_by_links_and_the_address_holds_them(site: Site) -> None:
    with site.visit({"regel": "instroom"}, path=PATH) as page:
        draw(page)
        page.get_by_role("link", name=re.compile("^Zet erbij")).first.click()
        page.wait_for_url("**lijn=*lijn=*")
        draw(page)
        expect(page.locator(".vb-compared .vb-chip")).to_have_count(2)
        address = page.url
        page.get_by_role("link", name=re.compile("^Haal weg")).first.click()
        page.wait_for_function("(before) => location.href !== before", arg=address)
        draw(page)
        expect(page.locator(".vb-compared .vb-chip")).to_have_count(0)


@pytest.mark.parametrize("label", ["CSV", "Excel"])
def test_the_figures_are_kept_as_a_file(label: str, site: Site) -> None:
    with site.visit({"regel": "COA"}, path=PATH) as page:
        draw(page)
        with page.expect_download() as waiting:
            page.get_by_role("button", name=f"Bewaar als {label}").click()
        path = waiting.value.path()
        assert waiting.value.suggested_filename.startswith("vergelijking.")
        content = path.read_bytes()
        assert content.startswith(b"PK") if label == "Excel" else "4422334" in content.decode("utf-8-sig")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("recept voor appeltaart", "Geen regel"),
        ("<script>window.kwaad = 1</script>", "Geen regel"),
        ("[x](javascript:alert(1))", "Geen regel"),
        ('=HYPERLINK("x")', "Geen regel"),
        ("🙂", "."),
        ("a" * 10_000, "."),
    ],
)
def test_what_is_not_there_is_said_and_odd_words_are_text(words: str, said: str, site: Site) -> None:
    with site.visit({"regel": words}, path=PATH) as page:
        settle(page)
        expect(page.locator(".vb-status, .vb-error").first).to_contain_text(said)
        assert page.evaluate("window.kwaad") is None
        expect(page.locator("[data-testid=stMain] a[href^='javascript']")).to_have_count(0)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("words", ["COA", "instroom", "onderuitputting asiel", ""])
def test_nothing_sticks_out_at_any_width(words: str, width: int, site: Site) -> None:
    with site.visit({"regel": words} if words else {}, path=PATH, width=width) as page:
        draw(page)
        main = page.locator("[data-testid=stMain]")
        assert main.evaluate("(found) => found.scrollWidth - found.clientWidth") <= 1
        for chart in page.get_by_test_id("stVegaLiteChart").all():
            inside = chart.evaluate("(c) => c.querySelector('svg, canvas').getBoundingClientRect().right - innerWidth")
            assert inside <= 0
        if width == PHONE and words == "COA":
            table = page.locator(".vb-comparison .vb-scroll")
            assert table.evaluate("(found) => found.scrollWidth > found.clientWidth")
        take_picture(page, f"vergelijken-{words.replace(' ', '-') or 'leeg'}")


def test_the_tooltip_shows_the_figure_as_printed(site: Site) -> None:
    with site.visit({"regel": "COA"}, path=PATH) as page:
        draw(page)
        point = page.locator("[data-testid=stVegaLiteChart] .mark-symbol.role-mark path").nth(3)
        point.hover(force=True)
        expect(page.locator("#vg-tooltip-element")).to_contain_text("4.422.334")
        expect(page.locator("#vg-tooltip-element")).to_contain_text("tabel 4, rij COA, kolom 2026")


def test_a_search_stays_a_search_beside_it(site: Site) -> None:
    with site.visit() as page:
        settle(page)
        search(page, "hoeveel krijgt het COA in 2026")
        page.get_by_role("link", name="Vergelijken", exact=True).click()
        page.wait_for_url("**/vergelijken")
        settle(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("Vergelijken")

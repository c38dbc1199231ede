"""The pages Evaluatie and Over in a real browser."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from accessibility import find_barriers, find_cut_off, find_slips, walk_by_keyboard
from browsing import IN_BROWSER, WIDTHS, Site, search, settle, take_picture
from evaluation.record import keep_result, locate_record
from index.search import Searcher
from measured import HOSTILE, make_evaluation

pytestmark = IN_BROWSER


@pytest.fixture
def measured_site(own_site: Site, page_searcher: Searcher) -> Site:
    """A page of which the index was measured."""
    keep_result(make_evaluation(page_searcher), page_searcher, own_site.server.index, 125)
    return own_site


@pytest.mark.parametrize("width", WIDTHS)
def test_the_evaluation_has_no_barrier_and_fits(measured_site: Site, width: int) -> None:
    with measured_site.visit(width=width, path="evaluatie") as page:
        settle(page)
        expect(page.get_by_role("heading", name="In het kort")).to_be_visible()
        page.evaluate("document.querySelectorAll('.stHtml details').forEach((found) => { found.open = true; })")
        take_picture(page, "evaluatie")
        assert find_barriers(page) == []
        assert find_slips(page) == []
        assert find_cut_off(page) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_over_has_no_barrier_and_fits(site: Site, width: int) -> None:
    with site.visit(width=width, path="over") as page:
        settle(page)
        expect(page.get_by_role("heading", name="Verwijzen")).to_be_visible()
        take_picture(page, "over")
        assert find_barriers(page) == []
        assert find_slips(page) == []
        assert find_cut_off(page) == []


def test_both_can_be_walked_by_keyboard(measured_site: Site) -> None:
    for path in ("evaluatie", "over"):
        with measured_site.visit(path=path) as page:
            settle(page)
            names, wrong = walk_by_keyboard(page)
            assert wrong == [] and len(names) > 10


def test_part_and_kind_are_chosen_by_links_and_the_browser_goes_back(measured_site: Site) -> None:
    with measured_site.visit(path="evaluatie") as page:
        settle(page)
        page.get_by_role("link", name="deel afstemmen").click()
        page.wait_for_url("**/evaluatie?deel=afstemmen")
        settle(page)
        page.get_by_role("link", name=re.compile(r"^waarom \(3\)")).click()
        page.wait_for_url("**/evaluatie?deel=afstemmen&soort=waarom")
        settle(page)
        expect(page.get_by_role("heading", name="Klopt de zekerheid?")).to_have_count(0)
        expect(page.locator(".vb-misses .vb-miss")).to_have_count(3)
        expect(page.locator(".vb-choose a[aria-current]").nth(1)).to_contain_text("waarom")
        page.go_back()
        expect(page.get_by_role("heading", name="Klopt de zekerheid?")).to_be_visible()
        page.get_by_role("link", name="RR@10").click()
        page.wait_for_url("**maat=RR%4010")
        expect(page.get_by_text("RR@10 per soort").first).to_be_visible()


def test_the_diagram_is_a_picture_with_a_name_and_its_figures_in_a_table(measured_site: Site) -> None:
    with measured_site.visit(path="evaluatie") as page:
        settle(page)
        drawn = page.get_by_role("img", name=re.compile("Betrouwbaarheidsdiagram"))
        assert drawn.evaluate("e => e.complete && e.naturalWidth > 300")
        table = page.locator("figure.vb-table", has_text="Voorspeld en waargenomen")
        assert table.locator("tbody tr").first.locator("td").all_inner_texts() == ["4", "0,10", "0,25"]


def test_a_miss_opens_the_search_that_failed_and_markup_in_it_is_text(measured_site: Site) -> None:
    with measured_site.visit(path="evaluatie") as page:
        settle(page)
        miss = page.locator(".vb-miss a", has_text="window.kwaad").first
        expect(miss).to_have_text(HOSTILE)
        assert page.evaluate("window.kwaad") is None
        page.locator(".vb-miss a", has_text="en in 2027?").click()
        page.wait_for_url("**/?vraag=**")
        settle(page)
        asked = parse_qs(urlsplit(page.url).query)
        assert asked["vraag"] == ["en in 2027?"] and asked["vorige"] == ["hoeveel krijgt het COA in 2026"]
        expect(page.get_by_label("Uw vraag")).to_have_value("en in 2027?")


def test_a_result_of_another_index_or_a_damaged_one_is_said(own_site: Site, page_searcher: Searcher) -> None:
    path = keep_result(make_evaluation(page_searcher), page_searcher, own_site.server.index)
    path.write_text(re.sub(r'"index": "[0-9a-f]{64}"', '"index": "00"', path.read_text(encoding="utf-8")))
    with own_site.visit(path="evaluatie") as page:
        settle(page)
        expect(page.locator(".vb-warning")).to_contain_text("gemeten op een andere index")
        take_picture(page, "evaluatie-andere-index")
    path.write_text("{")
    with own_site.visit(path="evaluatie") as page:
        settle(page)
        expect(page.get_by_role("alert")).to_contain_text("is beschadigd")
        expect(page.get_by_role("button", name="Meet nu")).to_be_visible()


def test_it_is_measured_in_the_background_while_the_search_goes_on(own_site: Site) -> None:
    with own_site.visit(path="evaluatie") as page:
        settle(page)
        expect(page.get_by_role("heading", name="Nog niet gemeten")).to_be_visible()
        expect(page.get_by_text(str(locate_record(own_site.server.index)))).to_be_visible()
        take_picture(page, "evaluatie-niet-gemeten")
        page.get_by_role("button", name="Meet nu").click()
        expect(page.locator("p.vb-status")).to_contain_text("Bezig met meten")
        expect(page.get_by_role("progressbar")).to_be_visible()
        expect(page.get_by_text(re.compile(r"\d+ van \d+"))).to_be_visible()
        expect(page.get_by_role("button", name="Meet nu")).to_have_count(0)
        take_picture(page, "evaluatie-meten")
        # Who comes later sees the same measurement, and the search answers.
        with own_site.visit() as other:
            settle(other)
            search(other, "hoeveel krijgt het COA in 2026")
            expect(other.locator(".vb-value b").first).to_have_text("4.422.334")
            other.get_by_role("link", name="Evaluatie").click()
            expect(other.locator("p.vb-status")).to_contain_text("Bezig met meten")
        page.get_by_role("link", name="Zoeken").click()
        expect(page.get_by_label("Uw vraag")).to_be_visible()


def test_a_citation_of_vraagbaak_is_copied_as_it_is_printed(site: Site) -> None:
    with site.visit(path="over") as page:
        settle(page)
        page.get_by_role("button", name="Kopieer verwijzing naar Vraagbaak").click()
        expect(page.get_by_role("button", name="Gekopieerd")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == page.locator(".vb-source cite").last.inner_text()
        assert copied.startswith("Vraagbaak ")

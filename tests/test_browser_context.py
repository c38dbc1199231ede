"""A document opened at a place in a real browser: eye and keyboard are there, and all else is a link away."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as PdfTable

from browsing import DESKTOP, IN_BROWSER, PHONE, WIDTHS, Site, serve, settle, take_picture
from conftest import StubEncoder
from index.open import open_index

pytestmark = IN_BROWSER

CELL = {"vraag": "hoeveel krijgt het COA in 2026"}
SENTENCE = {"vraag": "waarom onderuitputting COA"}
BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=12, spaceAfter=10)
IN_SIGHT = """(found) => {
  const { top, bottom, left, right } = found.getBoundingClientRect();
  return top >= 0 && top < innerHeight && bottom > 0 && left >= 0 && right <= innerWidth + 1;
}"""


def make_pdf(path: Path) -> None:
    """Write a PDF of two pages: prose with a table on the first, and prose on the second."""
    rows = [["Uitgaven (x € 1.000)", "2025", "2026"], ["Dijken", "1.250", "4.400"], ["Sluizen", "310", "1.250"]]
    table = PdfTable(rows, colWidths=[180, 70, 70], style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    prose = Paragraph("Het onderhoud van de dijken is in het afgelopen jaar versneld. De sluizen volgen later.", BODY)
    second = Paragraph("Op de tweede bladzijde staat dat de gemalen worden vervangen door zuiniger pompen.", BODY)
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4).build([prose, Spacer(1, 20), table, PageBreak(), second])
    path.write_bytes(out.getvalue())


@pytest.fixture(scope="module")
def pdf_site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("pdf")
    (folder / "corpus").mkdir()
    make_pdf(folder / "corpus" / "waterstaat.pdf")
    open_index(folder / "corpus", folder / "index", StubEncoder())
    with serve(folder / "corpus", folder / "index", folder) as running:
        running.go_on.touch()
        yield Site(running, browser)


def open_first(page: Page) -> None:
    """Open the first thing that was found in its document."""
    settle(page)
    page.locator("main a.vb-open").first.click()
    page.wait_for_url("**plaats=*")
    page.wait_for_selector("#vb-plaats")
    settle(page)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["cel", "zin"])
def test_a_document_opens_at_the_place_for_the_eye_and_the_keyboard(site: Site, name: str, width: int) -> None:
    with site.visit(CELL if name == "cel" else SENTENCE, width) as page:
        open_first(page)
        page.wait_for_function("document.activeElement.id === 'vb-plaats'")
        page.wait_for_function(f"({IN_SIGHT})(document.querySelector('#vb-plaats mark'))")
        marked = page.locator("#vb-plaats td mark, #vb-plaats mark.vb-sentence").first
        expect(marked).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        levels = page.evaluate("[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(e => +e.tagName[1])")
        assert levels.count(1) == 1 and all(b - a <= 1 for a, b in zip(levels, levels[1:], strict=False))
        assert len(page.locator(".vb-picture").all()) == 0
        take_picture(page, f"document-{name}")


def test_a_link_that_was_kept_opens_there_without_what_was_asked(site: Site) -> None:
    with site.visit(CELL) as page:
        open_first(page)
        page.get_by_role("button", name="Kopieer vaste link").click()
        kept = page.evaluate("navigator.clipboard.readText()")
        assert re.fullmatch(re.escape(site.url) + r"/\?plaats=[^&]+", kept)
        page.goto(kept)
        settle(page)
        page.wait_for_function("document.activeElement.id === 'vb-plaats'")
        expect(page.locator("#vb-plaats td mark")).to_have_count(1)
        assert page.get_by_role("navigation", name="Treffers").count() == 0


def test_hits_are_walked_and_lead_back_to_the_results(site: Site) -> None:
    with site.visit(SENTENCE) as page:
        open_first(page)
        walk = page.get_by_role("navigation", name="Treffers")
        before = walk.inner_text()
        number, total = map(int, re.findall(r"Treffer (\d+) van (\d+)", before)[0])
        step = "Volgende treffer" if number < total else "Vorige treffer"
        shown = page.url
        walk.get_by_role("link", name=step).click()
        page.wait_for_function("(before) => location.href !== before", arg=shown)
        expect(walk).to_contain_text(f"Treffer {number + (1 if number < total else -1)} van {total}")
        settle(page)
        page.wait_for_function("document.activeElement.id === 'vb-plaats'")
        page.go_back()
        expect(walk).to_contain_text(f"Treffer {number} van {total}")
        settle(page)
        walk.get_by_role("link", name="Terug naar de resultaten").click()
        page.wait_for_url(re.compile(r"\?vraag=[^&]+$"))
        settle(page)
        expect(page.get_by_label("Uw vraag")).to_have_value(SENTENCE["vraag"])


@pytest.mark.parametrize("width", WIDTHS)
def test_the_outline_is_walked_by_keyboard(site: Site, width: int) -> None:
    with site.visit(CELL, width) as page:
        open_first(page)
        outline = page.get_by_role("navigation", name="Inhoud")
        folded = outline.locator("details").evaluate("(found) => !found.open")
        assert folded == (width == PHONE)
        if folded:
            outline.locator("summary").focus()
            page.keyboard.press("Enter")
        expect(outline.locator("a[aria-current=location]")).to_have_count(1)
        assert outline.locator("a[aria-current]").evaluate("(a) => getComputedStyle(a).fontWeight") == "700"
        other = outline.locator("a:not([aria-current])").first
        title = other.inner_text()
        other.focus()
        page.keyboard.press("Enter")
        expect(outline.locator("a[aria-current]")).to_have_text(title)
        settle(page)
        assert title[:20] in page.locator("#vb-plaats").inner_text().replace("\n", " ")


def test_beside_the_text_there_is_an_outline_on_a_wide_screen_and_above_it_on_a_phone(site: Site) -> None:
    for width in (DESKTOP, PHONE):
        with site.visit(SENTENCE, width) as page:
            open_first(page)
            outline, text = page.locator(".vb-outline").bounding_box(), page.locator(".vb-reading").first.bounding_box()
            assert outline is not None and text is not None
            if width == DESKTOP:
                assert outline["x"] + outline["width"] <= text["x"]
            else:
                assert outline["y"] + outline["height"] <= text["y"]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_of_a_pdf_stands_there_with_a_box_around_the_cell(pdf_site: Site, width: int) -> None:
    with pdf_site.visit({"vraag": "uitgaven sluizen 2026"}, width) as page:
        open_first(page)
        picture = page.locator(".vb-picture img")
        picture.scroll_into_view_if_needed()
        page.wait_for_function("document.querySelector('.vb-picture img')?.naturalWidth > 0")
        assert "met een kader om" in (picture.get_attribute("alt") or "")
        sheet, box = picture.bounding_box(), page.locator(".vb-boxed").first.bounding_box()
        assert sheet is not None and box is not None
        assert sheet["x"] <= box["x"] and box["x"] + box["width"] <= sheet["x"] + sheet["width"] + 1
        assert sheet["y"] <= box["y"] and box["y"] + box["height"] <= sheet["y"] + sheet["height"] + 1
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        take_picture(page, "document-pdf")


def test_pages_of_a_pdf_are_turned_and_made_larger_and_the_address_says_so(pdf_site: Site) -> None:
    with pdf_site.visit({"vraag": "onderhoud dijken versneld"}) as page:
        open_first(page)
        pages = page.get_by_role("navigation", name="Bladzijden")
        pages.get_by_role("link", name="Volgende bladzijde").click()
        page.wait_for_url("**bladzijde=2*")
        expect(page.locator(".vb-picture figcaption")).to_contain_text("Bladzijde 2 van 2")
        expect(page.locator(".vb-boxed")).to_have_count(0)
        expect(pages.get_by_role("link", name="Volgende bladzijde")).to_have_count(0)
        settle(page)
        pages.get_by_role("link", name="Vergroot").click()
        page.wait_for_url("**beeld=groot*")
        expect(page.get_by_role("group", name="Vergrote bladzijde, te schuiven")).to_be_visible()
        settle(page)
        pages.get_by_role("link", name="Naar de bladzijde van de plaats").click()
        expect(page.locator(".vb-boxed").first).to_be_attached()


def test_a_pdf_that_changed_is_told_without_a_trace(pdf_site: Site, browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    make_pdf(tmp_path / "corpus" / "waterstaat.pdf")
    open_index(tmp_path / "corpus", tmp_path / "index", StubEncoder())
    with serve(tmp_path / "corpus", tmp_path / "index", tmp_path) as running:
        running.go_on.touch()
        own = Site(running, browser)
        with own.visit({"vraag": "onderhoud dijken versneld"}) as page:
            settle(page)
            address = page.locator("main a.vb-open").first.get_attribute("href") or ""
            (tmp_path / "corpus" / "waterstaat.pdf").unlink()
            page.goto(f"{own.url}/{address.removeprefix('./')}")
            settle(page)
            expect(page.locator(".vb-picture")).to_contain_text("niet meer in de map")
            expect(page.locator("#vb-plaats")).to_be_attached()
            assert page.locator(".vb-picture img").count() == 0


def test_a_dead_link_says_what_to_do(site: Site) -> None:
    with site.visit({"plaats": "weg.paragraaf12-000000000000", "vraag": "COA"}) as page:
        settle(page)
        expect(page.get_by_role("alert")).to_contain_text("niet (meer) in de index")
        page.get_by_role("link", name="Terug naar de resultaten").click()
        page.wait_for_url(re.compile(r"\?vraag=COA$"))


def test_a_document_full_of_markup_is_shown_as_text(site: Site) -> None:
    with site.visit({"vraag": "zwendelaar", "document": "kwaad"}) as page:
        open_first(page)
        text = page.locator(".vb-reading").first.inner_text()
        for said in ("<script>window.kwaad = 1</script>", "**vet**", "[klik](javascript:alert(1))", "=HYPERLINK("):
            assert said in text
        assert page.evaluate("window.kwaad") is None
        assert page.locator("a[href^='javascript']").count() == 0

"""The search page in a real browser, from a question to what is copied, kept and asked next."""

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import expect

from browsing import IN_BROWSER, PHONE, Site, search, settle
from screens import PASTED, STATES

pytestmark = IN_BROWSER


def test_enter_gives_an_answer_and_the_browser_goes_back_and_forward(site: Site) -> None:
    with site.visit() as page:
        settle(page)
        search(page, "waarom onderuitputting COA")
        # How sure it is depends on the model, and this one is a stub.
        expect(page.locator(".vb-answer h2")).to_have_text(re.compile("Antwoord|Onzeker"))
        assert page.title() == "waarom onderuitputting COA – Vraagbaak"
        search(page, "hoeveel krijgt het COA in 2026")
        expect(page.locator(".vb-value b")).to_have_text("4.422.334")
        page.go_back()
        expect(page.locator(".vb-quote")).to_contain_text("onderuitputting")
        expect(page.get_by_label("Uw vraag")).to_have_value("waarom onderuitputting COA")
        page.go_back()
        expect(page.locator(".vb-answer")).to_have_count(0)
        expect(page.get_by_label("Uw vraag")).to_have_value("")
        page.go_forward()
        page.go_forward()
        expect(page.locator(".vb-value b")).to_have_text("4.422.334")


def test_an_example_and_a_filter_are_one_click(site: Site) -> None:
    with site.visit() as page:
        settle(page)
        example = page.get_by_role("list", name="Bijvoorbeeld").get_by_role("link").first
        query = example.inner_text()
        example.click()
        expect(page.locator(".vb-answer")).to_be_visible()
        expect(page.get_by_label("Uw vraag")).to_have_value(query)
        page.get_by_text("Filters", exact=True).click()
        page.get_by_role("navigation", name="Filters").get_by_role("link", name="Rij").click()
        page.wait_for_url("**soort=rij*")
        settle(page)
        expect(page.locator(".vb-passage .vb-badge").first).to_have_text("Rij")
        assert set(page.locator(".vb-passage .vb-badge").all_inner_texts()) == {"Rij"}
        expect(page.locator(".vb-chip")).to_have_count(1)
        page.go_back()
        page.wait_for_url(lambda url: "soort" not in url)
        expect(page.locator(".vb-chip")).to_have_count(0)
        expect(page.get_by_label("Uw vraag")).to_have_value(query)


def test_the_cell_that_answers_is_in_sight_on_a_phone(site: Site) -> None:
    with site.visit(STATES["cel"], PHONE) as page:
        settle(page)
        table = page.locator(".vb-answer .vb-scroll")
        assert table.evaluate("e => e.scrollWidth > e.clientWidth"), "the table is wider than the phone and scrolls"
        box = page.locator(".vb-answer td mark").bounding_box()
        assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= PHONE


def test_marks_differ_in_more_than_colour(site: Site) -> None:
    with site.visit(STATES["zin"]) as page:
        settle(page)
        sentence, word = page.locator("mark.vb-sentence").nth(1), page.locator("mark.vb-sentence b.vb-word").first
        assert "underline" in sentence.evaluate("e => getComputedStyle(e).textDecorationLine")
        assert int(word.evaluate("e => getComputedStyle(e).fontWeight")) >= 700
        assert int(sentence.evaluate("e => getComputedStyle(e).fontWeight")) < 600


def test_a_citation_is_copied_as_it_is_printed(site: Site) -> None:
    with site.visit(STATES["zin"]) as page:
        settle(page)
        source = page.locator(".vb-answer .vb-source")
        source.get_by_role("button", name="Kopieer bron").click()
        expect(source.get_by_role("button").first).to_have_text("Gekopieerd")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == source.locator("cite").inner_text()
        assert re.match(r"Kamerstukken II 2024/25, 36 740 VI, nr\. 15, vraag \d+, p\. \d+", copied)
        link = source.get_by_role("link", name="Open bij officiële publicatie")
        assert urlsplit(link.get_attribute("href") or "").hostname == "zoek.officielebekendmakingen.nl"


def test_why_a_passage_was_found_opens_by_the_keyboard(site: Site) -> None:
    with site.visit(STATES["zin"]) as page:
        settle(page)
        reason = page.locator(".vb-passage details.vb-reason").first
        expect(reason.locator("p")).to_be_hidden()
        reason.locator("summary").focus()
        page.keyboard.press("Enter")
        expect(reason.locator("p")).to_contain_text("letterlijk onderuitputting, COA")


def test_a_pasted_kamervraag_keeps_its_lines_and_answers_each_question(site: Site) -> None:
    with site.visit() as page:
        settle(page)
        box = page.get_by_label("Uw vraag")
        box.fill(PASTED)
        box.press("Enter")
        page.wait_for_selector(".vb-pasted", timeout=30_000)
        settle(page)
        expect(box).to_have_value(PASTED)
        expect(page.locator("#vb-pasted")).to_have_text("3 van 3 deelvragen beantwoord")
        assert page.locator(".vb-question").all_inner_texts() == [
            "Hoeveel krijgt het COA in 2026?",
            "Wat betekent AMV?",
            "Hoeveel krijgt Nidos in 2027?",
        ]
        levels = page.evaluate("[...document.querySelectorAll('.stHtml :is(h1,h2,h3,h4)')].map(h => +h.tagName[1])")
        assert all(after <= before + 1 for before, after in pairwise(levels))
        ids = page.evaluate("[...document.querySelectorAll('.stHtml [id]')].map(e => e.id)")
        assert len(ids) == len(set(ids))


def test_shift_and_enter_give_a_new_line(site: Site) -> None:
    with site.visit() as page:
        settle(page)
        box = page.get_by_label("Uw vraag")
        box.fill("hoeveel")
        box.press("End")
        box.press("Shift+Enter")
        expect(box).to_have_value("hoeveel\n")
        assert "vraag=" not in page.url


def test_a_follow_up_goes_on_and_its_address_gives_it_again(site: Site) -> None:
    with site.visit() as page:
        settle(page)
        search(page, "hoeveel krijgt het COA in 2026")
        search(page, "en in 2027?")
        expect(page.locator(".vb-value b").first).to_have_text("906.455")
        address = page.url
        search(page, "wat betekent AMV")
        assert "vorige=" not in page.url
    with site.visit(dict(parse_qsl(urlsplit(address).query))) as page:
        settle(page)
        expect(page.locator(".vb-value b").first).to_have_text("906.455")


def test_a_permalink_opens_the_passage_with_its_cell_marked(site: Site) -> None:
    with site.visit(STATES["cel"]) as page:
        settle(page)
        page.locator(".vb-answer").get_by_role("link", name="Open in document").first.click()
        page.wait_for_url("**?*plaats=*")
        settle(page)
        expect(page.locator("td mark").first).to_have_text("4.422.334")
    with site.visit({"plaats": "begroting-2025-asiel-en-migratie.cel-0000000000000000"}) as page:
        settle(page)
        expect(page.locator(".vb-error")).to_contain_text("staat niet (meer) in")


def test_a_citation_is_copied_in_other_forms(site: Site) -> None:
    with site.visit(STATES["cel"]) as page:
        settle(page)
        source = page.locator(".vb-source").first
        source.get_by_text("Kopieer als").click()
        source.get_by_role("button", name="BibTeX").click()
        expect(source.get_by_role("button", name="Gekopieerd")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()").startswith("@")


@pytest.mark.parametrize("label", ["Word", "Excel", "Markdown", "CSV", "JSON"])
def test_an_answer_is_downloaded(site: Site, label: str) -> None:
    with site.visit(STATES["cel"]) as page:
        settle(page)
        with page.expect_download(timeout=30_000) as waiting:
            page.get_by_role("button", name=f"Bewaar als {label}").click()
        assert waiting.value.suggested_filename.startswith("antwoord.")
        assert Path(waiting.value.path()).stat().st_size > 200


def test_a_refusal_offers_a_query_that_works(site: Site) -> None:
    with site.visit({"vraag": "hoeveel krijgt het COA in 2036"}) as page:
        settle(page)
        page.locator(".vb-suggestion").get_by_role("link").click()
        page.wait_for_url("**COA*2029*")
        settle(page)
        expect(page.locator(".vb-value b").first).to_have_text("616.857")

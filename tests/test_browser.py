"""The search page in a real browser: Debian's Chromium, headless, driven by Playwright.

It leaves pictures of every state, as wide as a desktop and as a phone, in `screenshots/`, for people to look at.
"""

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from browsing import DESKTOP, IN_BROWSER, PHONE, Address, Site, search, serve, settle, take_picture

pytestmark = IN_BROWSER

PASTED = (
    "Vragen van het lid De Vries (ABC) aan de minister van Asiel en Migratie over de opvang\n\n"
    "1. Hoeveel krijgt het COA in 2026?\n2. Wat betekent AMV?\n3. Hoeveel krijgt Nidos in 2027?"
)

STATES: dict[str, Address] = {
    "begin": {},
    "cel": {"vraag": "hoeveel krijgt het COA in 2026"},
    "zin": {"vraag": "waarom onderuitputting COA"},
    "onzeker": {"vraag": "recept voor appeltaart"},
    "niet-gevonden": {"vraag": "recept voor appeltaart", "document": "kwaad"},
    "filters": {"vraag": "kosten opvang", "soort": ["vraag", "tabel"], "jaar": "2024"},
    "operatoren": {"vraag": '"menselijke maat" OF maatwerk -Oekraïne jaar:2025'},
    "fout": {"vraag": "opvang", "jaar": "tweeduizend"},
    "opmaak": {"vraag": "zwendelaar", "document": "kwaad"},
    "geplakt": {"vraag": PASTED},
    "vervolg": {"vraag": "en in 2027?", "vorige": "hoeveel krijgt het COA in 2026"},
    "berekend": {"vraag": "hoeveel minder krijgt het COA in 2027 dan in 2026"},
}


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
@pytest.mark.parametrize("state", STATES)
def test_every_state_fits_its_width_is_dutch_and_readable(site: Site, state: str, width: int) -> None:
    with site.visit(STATES[state], width) as page:
        settle(page)
        take_picture(page, state)
        assert page.evaluate("document.documentElement.lang") == "nl"
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        wide = page.evaluate(
            "[...document.querySelectorAll('.stHtml p, .stHtml h1, .stHtml h2, .stHtml h3, .stHtml summary')]"
            ".filter(e => !e.closest('.vb-hidden') && e.getBoundingClientRect().right > innerWidth).length"
        )
        assert wide == 0
        levels = page.evaluate("[...document.querySelectorAll('h1, h2, h3, h4')].map(e => +e.tagName[1])")
        assert levels[0] == 1 and levels.count(1) == 1
        assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))
        assert page.evaluate(LOW_CONTRAST) == []


FOCUS_SHOWS = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.boxShadow !== 'none' || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0);
}"""

LOW_CONTRAST = """() => {
  const parse = (c) => c.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] === 1) return c;
    }
    return [255, 255, 255];
  };
  const bad = [];
  for (const e of document.querySelectorAll('.stHtml *')) {
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())) continue;
    if (!e.checkVisibility() || ['STYLE', 'SCRIPT'].includes(e.tagName)) continue;
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) bad.push(e.className + ': ' + e.textContent.slice(0, 40));
  }
  return bad;
}"""


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
        page.get_by_role("button", name="waarom onderuitputting COA").click()
        expect(page.locator(".vb-answer")).to_be_visible()
        assert "vraag=waarom+onderuitputting+COA" in page.url
        page.get_by_text("Filters").click()
        page.get_by_role("button", name="Rij", exact=True).or_(page.get_by_role("checkbox", name="Rij")).first.click()
        page.wait_for_url("**soort=rij*")
        settle(page)
        expect(page.locator(".vb-badge").first).to_have_text("Rij")
        assert set(page.locator(".vb-badge").all_inner_texts()) == {"Rij"}
        page.go_back()
        page.wait_for_url(lambda url: "soort" not in url)
        expect(page.locator(".vb-badge", has_text="Vraag").first).to_be_visible()


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
        expect(source.get_by_role("button")).to_have_text("Gekopieerd")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == source.locator("cite").inner_text()
        assert re.match(r"Kamerstukken II 2024/25, 36 740 VI, nr\. 15, vraag \d+, p\. \d+", copied)
        link = source.get_by_role("link", name="Open bij officiële publicatie")
        assert urlsplit(link.get_attribute("href") or "").hostname == "zoek.officielebekendmakingen.nl"


def test_the_keyboard_reaches_everything_in_order_with_visible_focus(site: Site) -> None:
    with site.visit(STATES["zin"]) as page:
        settle(page)
        page.get_by_label("Uw vraag").focus()
        reached = []
        for _ in range(9):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("document.activeElement.innerText"))
            seen = page.evaluate(FOCUS_SHOWS)
            assert seen or not reached[-1], f"focus cannot be seen on {reached[-1]!r}"
        wanted = ["Zoek", "Filters", "Kopieer bron", "Open bij officiële publicatie"]
        assert all(any(name in text for text in reached) for name in wanted), reached
        places = [next(i for i, text in enumerate(reached) if name in text) for name in wanted]
        assert places == sorted(places)


def test_why_a_passage_was_found_opens_by_the_keyboard(site: Site) -> None:
    with site.visit(STATES["zin"]) as page:
        settle(page)
        reason = page.locator(".vb-passage details.vb-reason").first
        expect(reason.locator("p")).to_be_hidden()
        reason.locator("summary").focus()
        page.keyboard.press("Enter")
        expect(reason.locator("p")).to_contain_text("letterlijk onderuitputting, COA")
        assert page.evaluate(LOW_CONTRAST) == []


def test_markup_in_documents_and_queries_is_text(site: Site) -> None:
    query = "zwendelaar <script>window.kwaad = 1</script> <img src=x onerror='window.kwaad = 1'> [x](javascript:kwaad)"
    with site.visit({"vraag": query, "document": "kwaad"}) as page:
        settle(page)
        expect(page.get_by_label("Uw vraag")).to_have_value(query)
        shown = page.locator(".vb-passages").inner_text()
        for text in ("<script>window.kwaad = 1</script>", "**vet**", "$x^2$", ":red[rood]", "[klik](javascript:"):
            assert text in shown
        filters = page.locator(".st-key-filters").inner_text()
        assert "<u>Kwaad</u> $x$ [klik](javascript:alert(1))" in filters
        assert "<i>soort</i> :red[rood] **vet**" in filters
        take_picture(page, "opmaak-filters")
        assert page.evaluate("window.kwaad") is None
        assert page.locator("a[href^='javascript'], .stHtml img, .stHtml script:not([src])").count() <= 1


def test_two_visitors_do_not_see_each_other(site: Site) -> None:
    with site.visit(STATES["cel"]) as first, site.visit(STATES["zin"]) as second:
        settle(first)
        settle(second)
        expect(first.locator(".vb-value b")).to_have_text("4.422.334")
        expect(second.locator(".vb-quote")).to_contain_text("onderuitputting")
        expect(first.get_by_label("Uw vraag")).to_have_value("hoeveel krijgt het COA in 2026")


def test_the_making_of_the_index_is_followed(
    page_corpus: Path, page_index: Path, browser: Browser, tmp_path: Path
) -> None:
    with serve(page_corpus, page_index, tmp_path) as slow, Site(slow, browser).visit() as page:
        expect(page.get_by_text("Er is nog geen index; die wordt nu gemaakt.")).to_be_visible(timeout=30_000)
        expect(page.get_by_text("400 van 1.000 teksten")).to_be_visible()
        assert page.get_by_role("progressbar").count() == 1
        take_picture(page, "index-maken")
        slow.go_on.touch()
        settle(page)
        expect(page.get_by_role("progressbar")).to_have_count(0)


def test_no_request_leaves_this_machine_and_no_script_fails(site: Site) -> None:
    with site.visit(STATES["zin"]) as page:
        settle(page)
    assert {urlsplit(url).hostname for url in site.requested} - {None} == {"localhost"}
    assert any(url.startswith("ws://") for url in site.requested)


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
        page.get_by_role("link", name="Vaste link").first.click()
        page.wait_for_url("**?plaats=*")
        settle(page)
        expect(page.locator("td mark")).to_have_text("4.422.334")
    with site.visit({"plaats": "begroting-2025-asiel-en-migratie.cel-0000000000000000"}) as page:
        settle(page)
        expect(page.locator(".vb-error")).to_contain_text("staat niet (meer) in de documenten")


def test_a_citation_is_copied_in_other_forms(site: Site) -> None:
    with site.visit(STATES["cel"]) as page:
        settle(page)
        source = page.locator(".vb-source").first
        source.get_by_text("Kopieer als").click()
        source.get_by_role("button", name="BibTeX").click()
        page.wait_for_timeout(200)
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
        page.get_by_role("button", name="Bedoelde u").click()
        page.wait_for_url("**COA*2029*")
        settle(page)
        expect(page.locator(".vb-value b").first).to_have_text("616.857")

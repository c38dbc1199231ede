"""What stands in documents, queries and addresses is data and shown as text; nothing of it leaves this machine."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from accessibility import find_cut_off
from answer.service import UNEXPECTED
from browsing import (
    IN_BROWSER,
    PHONE,
    ROOT,
    Address,
    Site,
    await_server,
    find_port,
    search,
    serve,
    settle,
    take_picture,
)
from hostile import (
    ATTEMPTS,
    COLUMN,
    FILE_NAME,
    FORMULA,
    HEADING,
    IMAGE,
    LABEL,
    LINK,
    SCRIPT,
    TITLE,
    TURNED,
    write_hostile_corpus,
)

pytestmark = IN_BROWSER

HARM = """() => {
  const wrong = [];
  if (window.kwaad !== undefined) wrong.push('a script of a text ran');
  const made = '.stHtml :is(img, script:not([src]), u, i, iframe, object, form, video, [onerror], [onclick], [onload])';
  const own = (e) => e.closest('[data-own]') || (e.tagName === 'SCRIPT' && !e.textContent.includes('kwaad'));
  for (const e of document.querySelectorAll(made))
    if (!own(e)) wrong.push('made of text: ' + e.outerHTML.slice(0, 120));
  for (const e of document.querySelectorAll('a[href]'))
    if (!['http:', 'https:', 'blob:'].includes(e.protocol)) wrong.push('a link with a script: ' + e.href.slice(0, 80));
    else if (e.hostname === 'kwaad.example') wrong.push('a link made of text: ' + e.href);
  if (document.querySelector('.katex, .stMarkdownColoredText')) wrong.push('Markdown was read');
  if (document.querySelector('[data-testid=stException]')) wrong.push('a stack trace');
  return wrong;
}"""

QUERIES = {
    "script": f"zwendelaar {SCRIPT}",
    "markdown": f"zwendelaar {LINK} :red[x] **vet** $x^2$",
    "formule": f"zwendelaar {FORMULA}",
    "beeld": f"{IMAGE} zwendelaar",
    "mal": "zwendelaar {{7*7}} ${7*7}",
    "lang": ("zwendelaar " * 1000)[:10_000].strip(),
    "een-lang-woord": "z" * 10_000,
    "emoji": "🙂🏳️‍🌈 zwendelaar",
    "alleen-emoji": "🙂🙂",
    "omgekeerd": f"{TURNED}zwendelaar",
    "nul": "zwendelaar\x00regeling",
    "aanhalingsteken": '"zwendelaar',
    "haken": "((((zwendelaar))))",
    "sql": "'; DROP TABLE chunks; --",
}

WRONG: dict[str, tuple[str, Address]] = {
    "filter-dat-er-niet-is": ("", {"vraag": "opvang", "onbekend": "waarde"}),
    "waarde-die-er-niet-is": ("", {"vraag": "opvang", "soort": "onbekend"}),
    "document-dat-er-niet-is": ("", {"vraag": "opvang", "document": "bestaat-niet"}),
    "jaar-dat-geen-jaar-is": ("", {"vraag": "opvang", "jaar": ["tweeduizend", "-1", "99999999999999999999"]}),
    "plaats-als-pad": ("", {"plaats": "../../etc/passwd"}),
    "plaats-met-opmaak": ("", {"plaats": f"{SCRIPT}.cel-000000000000"}),
    "plaats-reusachtig": ("", {"plaats": "x" * 20_000}),
    "plaats-herhaald": ("", {"plaats": ["a.cel-000000000000", "b.cel-000000000000"]}),
    "vraag-herhaald": ("", {"vraag": ["opvang", "COA"]}),
    "vorige-reusachtig": ("", {"vraag": "en in 2027?", "vorige": "x" * 20_000}),
    "filter-honderd-keer": ("", {"vraag": "opvang", "document": [f"d{number}" for number in range(100)]}),
    "alleen-spaties": ("", {"vraag": "   "}),
    "regel-met-opmaak": ("vergelijken", {"regel": SCRIPT}),
    "regel-reusachtig": ("vergelijken", {"regel": "x" * 20_000}),
    "document-als-pad": ("documenten", {"document": "../../etc/passwd"}),
    "document-met-opmaak": ("documenten", {"document": IMAGE}),
    "verwijder-wat-er-niet-is": ("documenten", {"document": "../metadata", "doe": "verwijderen"}),
    "doe-iets-anders": ("documenten", {"document": "kwaad", "doe": SCRIPT}),
    "evaluatie-van-niets": ("evaluatie", {"soort": SCRIPT, "fout": "-1"}),
}
TOLD = {name for name in WRONG if name.startswith(("waarde", "document-", "jaar", "plaats", "filter-honderd"))}
"""Of these the page says what is wrong with the address; the others ask for nothing that there is."""


@pytest.fixture(scope="module")
def hostile_site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A page on one document of which every part is an attempt."""
    folder = tmp_path_factory.mktemp("hostile")
    write_hostile_corpus(folder / "corpus")
    with serve(folder / "corpus", folder / "index", folder) as running:
        running.go_on.touch()
        yield Site(running, browser)


def look(page: Page) -> str:
    """Return what a drawn page shows, unfolded; it must be harmless and know what it shows."""
    settle(page)
    page.evaluate("document.querySelectorAll('details').forEach((found) => { found.open = true; })")
    assert page.evaluate(HARM) == []
    shown = page.locator("main").inner_text()
    assert UNEXPECTED not in shown and "Traceback" not in shown
    return shown


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_is_text(hostile_site: Site, name: str) -> None:
    query = QUERIES[name]
    with hostile_site.visit({"vraag": query}) as page:
        look(page)
        kept = query.replace("\x00", "")
        assert (
            "".join(page.get_by_label("Uw vraag").input_value().split()) in {"".join(kept.split()), ""} or name == "nul"
        )
        assert find_cut_off(page) == []


def test_a_typed_query_is_text_in_the_title_the_box_and_the_results(hostile_site: Site) -> None:
    with hostile_site.visit() as page:
        settle(page)
        query = f"zwendelaar {SCRIPT} {IMAGE} {LINK}"
        search(page, query)
        look(page)
        expect(page.get_by_label("Uw vraag")).to_have_value(query)
        assert page.title().startswith("zwendelaar <script>")


def test_spaces_ask_nothing(hostile_site: Site) -> None:
    with hostile_site.visit() as page:
        settle(page)
        box = page.get_by_label("Uw vraag")
        box.fill("    ")
        box.press("Enter")
        look(page)
        expect(page.locator(".vb-answer")).to_have_count(0)


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_address_is_told_and_harmless(site: Site, name: str) -> None:
    path, address = WRONG[name]
    with site.visit(address, path=path) as page:
        look(page)
        if name in TOLD:
            message = page.locator(".vb-error, .vb-niet-gevonden, .vb-status").first
            expect(message).to_be_visible()
            assert len(message.inner_text()) > 20
        assert find_cut_off(page) == []


def test_a_hostile_document_is_text_among_the_results(hostile_site: Site) -> None:
    with hostile_site.visit({"vraag": "zwendelaar schrijft begroting"}) as page:
        shown = look(page)
        take_picture(page, "kwaad-resultaten")
        assert [text for text in (*ATTEMPTS, HEADING, LABEL, COLUMN) if _flat(text) not in _flat(shown)] == []
        assert [text for text in (TITLE, "<u>Kwaad</u> $x$", "<i>soort</i>") if _flat(text) not in _flat(shown)] == []


def test_a_hostile_document_is_text_on_a_phone(hostile_site: Site) -> None:
    with hostile_site.visit({"vraag": "kwaadaardige regeling 2026"}, PHONE) as page:
        look(page)
        take_picture(page, "kwaad-regel")
        assert find_cut_off(page) == []


def test_a_hostile_document_is_text_in_its_context(hostile_site: Site) -> None:
    with hostile_site.visit({"vraag": "afpersing"}) as page:
        settle(page)
        page.locator("main a[data-go][href*='plaats=']").first.click()
        page.wait_for_url("**plaats=*")
        shown = look(page)
        take_picture(page, "kwaad-context")
        assert IMAGE in shown and _flat(HEADING) in _flat(shown)


@pytest.mark.parametrize("path", ["documenten", "vergelijken", "over", "evaluatie"])
def test_a_hostile_document_is_text_on_the_other_pages(hostile_site: Site, path: str) -> None:
    with hostile_site.visit(path=path) as page:
        shown = look(page)
        take_picture(page, f"kwaad-{path}")
        if path == "documenten":
            assert _flat(TITLE) in _flat(shown)


def test_a_hostile_document_is_text_in_the_ledger(hostile_site: Site) -> None:
    with hostile_site.visit({"document": FILE_NAME.removesuffix(".html")}, path="documenten") as page:
        shown = look(page)
        take_picture(page, "kwaad-document")
        assert _flat(TITLE) in _flat(shown) and FILE_NAME in shown


def test_a_hostile_row_is_text_in_the_comparison(hostile_site: Site) -> None:
    with hostile_site.visit({"regel": LABEL}, path="vergelijken") as page:
        look(page)
        take_picture(page, "kwaad-vergelijken-regel")


def test_hostile_suggestions_are_text(hostile_site: Site) -> None:
    with hostile_site.visit() as page:
        settle(page)
        box = page.get_by_label("Uw vraag")
        box.click()
        box.press_sequentially("kwaad")
        suggestion = page.get_by_role("option").first
        expect(suggestion).to_contain_text("Kwaadaardige regeling")
        assert page.evaluate(HARM) == []
        take_picture(page, "kwaad-aanvullen")


def test_the_name_of_a_download_is_our_own(hostile_site: Site) -> None:
    with hostile_site.visit({"vraag": f"afpersing {SCRIPT}"}) as page:
        settle(page)
        button = page.get_by_role("button", name="Bewaar als CSV")
        with page.expect_download() as waiting:
            button.click()
        assert re.fullmatch(r"[a-z0-9.-]+\.csv", waiting.value.suggested_filename)


def test_no_request_leaves_this_machine(site: Site) -> None:
    with site.visit({"vraag": "waarom onderuitputting COA"}) as page:
        settle(page)
        fonts = page.evaluate("[...document.fonts].filter((font) => font.status === 'loaded').length")
        assert fonts > 0, "the fonts come from this machine too"
    assert site.asked_elsewhere() == set()
    assert any(url.startswith("ws://localhost") for url in site.requested)


@contextmanager
def run(command: list[str], folder: Path, port: int, settings: dict[str, str]) -> Iterator[None]:
    """Run a server until the end, in a session of its own so that all of it can be ended."""
    log = folder / "log.txt"
    with log.open("w") as output:
        environment = {**os.environ, "HOME": str(folder), **settings}
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, env=environment)
        try:
            await_server(f"http://localhost:{port}/_stcore/health", process, log)
            yield
        finally:
            process.terminate()
            process.wait(10)


def listening_on(port: int) -> set[str]:
    """Return the addresses on which something listens on a port, as Linux lists them: in hexadecimal, little-endian."""
    lines = [
        line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]
    ]
    return {place.split(":")[0] for _, place, _, state, *_ in lines if state == "0A" and place.endswith(f":{port:04X}")}


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="leest /proc/net, dat alleen Linux heeft")
@pytest.mark.parametrize("started", ["vraagbaak app", "streamlit run app.py"])
def test_the_page_listens_to_this_machine_only(page_corpus: Path, tmp_path: Path, started: str) -> None:
    port = find_port()
    settings = {"VRAAGBAAK_CORPUS": str(page_corpus), "VRAAGBAAK_INDEX": str(tmp_path / "index")}
    if started == "vraagbaak app":
        command = [sys.executable, "-m", "cli", "app", "--poort", str(port), "--corpus", str(page_corpus)]
    else:
        command = [sys.executable, "-m", "streamlit", "run", "app.py"]
        settings["STREAMLIT_SERVER_PORT"] = str(port)
    with run(command, tmp_path, port, settings):
        assert listening_on(port) <= {"0100007F", "00000000000000000000000001000000"}
        assert listening_on(port)


def _flat(text: str) -> str:
    """Return a text without its white space, which a page lays out anew."""
    return "".join(text.split())

"""What the page says of itself while something is going on or wrong: each state has its text and its next step."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from accessibility import find_barriers, find_cut_off
from browsing import IN_BROWSER, ROOT, WIDTHS, Site, search, serve, settle, take_picture
from screens import STATES

pytestmark = IN_BROWSER

NEW = "Begroting 2026\n\n1. Zebrapaden\n\nDe minister legt in 2026 nieuwe zebrapaden aan. Dat kost 77 miljoen euro.\n"

HOLD = """
import sys
import time
from pathlib import Path

sys.path.insert(0, {root!r})
from ingest.lock import hold_lock

with hold_lock(Path({lock!r})):
    print("held", flush=True)
    time.sleep(600)
"""


@dataclass(frozen=True, slots=True)
class Folders:
    """Copies of the documents and their index; while there is a file `loads`, the model of a page is being loaded."""

    corpus: Path
    index: Path
    loads: Path


@pytest.fixture
def folders(page_corpus: Path, page_index: Path, tmp_path: Path) -> Folders:
    made = Folders(tmp_path / "corpus", tmp_path / "index", tmp_path / "load")
    shutil.copytree(page_corpus, made.corpus)
    shutil.copytree(page_index, made.index)
    return made


def look(page: Page, name: str) -> None:
    """Take a picture of a state at each width, and look for barriers in it."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        take_picture(page, name)
        assert find_cut_off(page) + find_barriers(page) == []


def test_while_the_model_loads_the_passages_with_the_words_stand_there(folders: Folders, browser: Browser) -> None:
    folders.loads.touch()
    with _opened(folders, browser) as site, site.visit(STATES["zin"]) as page:
        expect(page.get_by_role("status").filter(has_text="Het taalmodel wordt geladen")).to_be_visible()
        expect(page.locator(".vb-passage").first).to_contain_text("onderuitputting")
        expect(page.locator(".vb-answer")).to_have_count(0)
        look(page, "model-laadt")
        folders.loads.unlink()
        expect(page.locator(".vb-answer")).to_contain_text("lagere gemiddelde bezetting")
        expect(page.get_by_text("Het taalmodel wordt geladen")).to_have_count(0)


def test_the_examples_come_by_themselves_after_the_start(folders: Folders, browser: Browser) -> None:
    folders.loads.touch()
    with _opened(folders, browser) as site, site.visit() as page:
        settle(page)
        expect(page.get_by_role("list", name="Bijvoorbeeld")).to_have_count(0)
        page.get_by_label("Uw vraag").fill("waarom")
        folders.loads.unlink()
        expect(page.get_by_role("list", name="Bijvoorbeeld").get_by_role("link").first).to_be_visible()
        expect(page.get_by_label("Uw vraag")).to_have_value("waarom")


def test_documents_that_changed_are_named_and_taken_up_by_a_button(own_site: Site) -> None:
    with own_site.visit() as page:
        settle(page)
        (own_site.server.corpus / "zebra.txt").write_text(NEW, encoding="utf-8")
        notice = page.get_by_role("status").filter(has_text="De documenten zijn gewijzigd")
        deadline = time.monotonic() + 30
        while not notice.count():
            assert time.monotonic() < deadline
            page.reload()
            settle(page)
        expect(notice).to_contain_text("nieuw: zebra.txt")
        look(page, "verouderd")
        page.get_by_label("Uw vraag").fill("wat kost")
        page.get_by_role("button", name="Werk de index bij").click()
        expect(notice).to_have_count(0)
        expect(page.get_by_label("Uw vraag")).to_have_value("wat kost")
        expect(page.locator(".vb-foot")).to_contain_text("4 documenten")
        search(page, "wat kosten de zebrapaden in 2026")
        expect(page.locator("main")).to_contain_text("77 miljoen euro")


def test_an_index_that_another_process_makes_is_waited_for(folders: Folders, browser: Browser, tmp_path: Path) -> None:
    ready = folders.index.rename(tmp_path / "ready")
    script = HOLD.format(root=str(ROOT), lock=str(tmp_path / ".index.slot"))
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None and other.stdout.readline() == b"held\n"
        try:
            with _opened(folders, browser) as site, site.visit() as page:
                expect(page.get_by_role("status").filter(has_text="door een ander proces gemaakt")).to_be_visible()
                look(page, "ander-proces")
                ready.rename(folders.index)
                other.kill()
                settle(page)
                search(page, STATES["cel"]["vraag"])  # type: ignore[arg-type]
                expect(page.locator(".vb-value b").first).to_have_text("4.422.334")
        finally:
            other.kill()


def test_a_model_that_is_not_there_is_named_with_what_to_do(folders: Folders, browser: Browser, tmp_path: Path) -> None:
    missing = str(tmp_path / "geen-model")
    with serve(folders.corpus, folders.index, tmp_path, missing) as server, Site(server, browser).visit() as page:
        expect(page.get_by_role("alert")).to_contain_text("geen-model")
        expect(page.get_by_role("button", name="Probeer opnieuw")).to_be_visible()
        look(page, "zonder-model")
    assert folders.index.exists(), "an index of another model is not lost"


def test_an_index_that_is_damaged_is_made_anew_and_answers(folders: Folders, browser: Browser) -> None:
    (folders.index / "chunks.jsonl").write_bytes(b"\x00" * 1000)
    with _opened(folders, browser) as site, site.visit(STATES["cel"]) as page:
        expect(page.locator(".vb-value b").first).to_have_text("4.422.334")
        expect(page.locator(".vb-error")).to_have_count(0)


def test_a_program_that_was_stopped_is_told_in_dutch_and_taken_up_again(folders: Folders, browser: Browser) -> None:
    first = ExitStack()
    site = first.enter_context(_opened(folders, browser))
    with site.visit(STATES["cel"]) as page:
        settle(page)
        first.close()
        dialog = page.get_by_role("dialog", name="De verbinding is verbroken")
        expect(dialog).to_contain_text("vraagbaak app")
        expect(dialog).not_to_contain_text("Streamlit", use_inner_text=True)
        look(page, "verbroken")
        with _opened(folders, browser, urlsplit(site.url).port):
            expect(dialog).to_have_count(0)
            # The program that was started anew has not drawn a box yet that it could call back for.
            box = page.get_by_label("Uw vraag")
            box.fill("wat betekent AMV")
            box.press("Enter")
            expect(page.locator(".vb-answer")).to_contain_text("Alleenstaande")
            assert "AMV" in page.evaluate("location.search")
        # The console has a line for what did not answer meanwhile.
        site.forgive("net::ERR_CONNECTION_REFUSED", "/_stcore/health", "Is Streamlit still running")


def test_an_address_of_no_page_says_so_in_dutch(site: Site) -> None:
    with site.visit(path="onbekend") as page:
        settle(page)
        dialog = page.get_by_role("dialog", name="Deze pagina bestaat niet")
        expect(dialog).to_contain_text("Kies in het menu")
        look(page, "onbekend")
        dialog.get_by_role("button", name="Sluit").click()
        expect(dialog).to_have_count(0)
        expect(page.get_by_label("Uw vraag")).to_be_visible()
        site.forgive("The page that you have requested does not seem to exist")


@contextmanager
def _opened(folders: Folders, browser: Browser, port: int | None = None) -> Iterator[Site]:
    """Give a page on folders, of which the index is opened at once."""
    folder = folders.corpus.parent
    (folder / "go_on").touch()
    with serve(folders.corpus, folders.index, folder, port=port) as server:
        yield Site(server, browser)

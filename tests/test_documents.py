"""What the screen Documenten shows: the ledger, one document, what is sent, and what waits for a new index."""

import copy
import os
import shutil
import time
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from answer.documents.folder import look_in_folder
from answer.documents.given import list_unsaid, read_given
from answer.documents.ledger import read_ledger
from answer.documents.markup import (
    document_html,
    library_html,
    problems_html,
    receipts_html,
    refused_html,
    upload_html,
    waiting_html,
)
from answer.documents.one import DocumentPage, present_document
from answer.documents.present import document_address, present_library, present_waiting
from answer.documents.uploads import Added, find_receipts, present_upload
from answer.page.site import Site
from answer.permalink import resolve_permalink
from answer.service import SearchService
from index.encoder import Encoder
from index.identity import hash_index
from index.manifest import MANIFEST_FILE
from index.open import open_index
from index.search import Searcher
from ingest.document import Metadata
from ingest.errors import DocumentError
from ingest.files import METADATA_FILE, Problem
from ingest.library import find_clash, remove_document
from ingest.readers import READERS
from ingest.source import load_sources
from ingest.upload import Upload, check_upload

BUDGET = "begroting-2025-asiel-en-migratie"
QUESTIONS = "vragen-en-antwoorden-jaarverslag-2024-asiel-en-migratie"
HOSTILE = '<script>x</script> **vet** [x](javascript:alert(1)) =HYPERLINK("x") 🙂'
LETTER = b"BRIEF VAN DE MINISTER\n\nGeachte voorzitter,\n\nDe opvang kost 3 miljoen euro.\n"


@pytest.fixture
def library(page_corpus: Path, page_index: Path, tmp_path: Path) -> Path:
    """A folder that holds copies of the documents and their index, as `corpus` and `index`."""
    shutil.copytree(page_corpus, tmp_path / "corpus")
    shutil.copytree(page_index, tmp_path / "index")
    return tmp_path


def one(name: str, searcher: Searcher) -> DocumentPage:
    page = present_document(name, searcher)
    assert page is not None
    return page


def test_the_table_has_each_document_with_its_counts(page_searcher: Searcher, library: Path) -> None:
    folder = look_in_folder(library / "corpus", library / "index")
    view = present_library(page_searcher, 1e9, folder)
    assert [row.title.split()[0] for row in view.rows] == ["Vaststelling", "<b>Titel</b>", "Jaarverslag"]
    budget = view.rows[0]
    assert budget.facts[:6] == (
        "memorie van toelichting",
        "Asiel en Migratie",
        "2025",
        "17 september 2024",
        "36 600 XX, nr. 2",
        "TXT",
    )
    assert budget.facts[6].startswith("in de map sinds ")
    assert (budget.pages, budget.questions, budget.tables) == ("52", "0", "29")
    document = page_searcher.documents[BUDGET]
    said = sum(int(verdict.split()[0]) for verdict in budget.verdicts)
    assert said == len(document.tables) and "1 klopt niet" in budget.verdicts
    assert sum(int(row.passages) for row in view.rows) == len(page_searcher.chunks)
    assert view.hash == hash_index(page_searcher)
    assert view.summary.startswith(f"3 documenten, {len(page_searcher.chunks)} passages. Index van 9 september 2001")


def test_the_ledger_is_made_once(page_searcher: Searcher) -> None:
    assert read_ledger(page_searcher) is read_ledger(page_searcher)


def test_one_document_shows_all_that_the_ledger_has(page_searcher: Searcher) -> None:
    for name, document in page_searcher.documents.items():
        page, entry = one(name, page_searcher), read_ledger(page_searcher).entries[name]
        assert sum(len(group.tables) for group in page.groups) == len(document.tables)
        shown = [finding.text for group in page.groups for table in group.tables for finding in table.findings]
        assert len(shown) == sum(len(table.findings) for table in entry.tables)
        facts = dict(page.facts)
        assert facts["SHA-256"] == document.sha256
        assert facts["Bestand"].startswith(document.path)
    assert [group.state for group in one(BUDGET, page_searcher).groups][0] == "klopt niet"
    assert present_document("er-is-geen", page_searcher) is None


def test_every_link_of_a_document_leads_to_what_it_names(page_searcher: Searcher) -> None:
    page, document = one(BUDGET, page_searcher), page_searcher.documents[BUDGET]
    tables = [table for group in page.groups for table in group.tables]
    for view in tables:
        place = resolve_permalink(view.address, page_searcher)
        assert view.address.startswith("./?") and place is not None
        assert document.slice(place.span).startswith(view.title.split()[0])
    for remark in (remark for group in page.remarks for remark in group.remarks if remark.address):
        assert resolve_permalink(remark.address, page_searcher) is not None
    short = next(group for group in page.remarks if group.heading.startswith("Afkortingen"))
    assert len(short.remarks) == len(document.abbreviations) and all(remark.address for remark in short.remarks)


def test_questions_without_an_answer_are_named(page_searcher: Searcher) -> None:
    document = page_searcher.documents[QUESTIONS]
    silent = replace(document.questions[3], answer=None)
    changed = replace(document, questions=(*document.questions[:3], silent, *document.questions[4:]))
    searcher = copy.copy(page_searcher)
    searcher.documents = {QUESTIONS: changed}
    groups = one(QUESTIONS, searcher).remarks
    group = next(group for group in groups if group.heading == "Vragen zonder antwoord")
    assert [remark.text.partition(":")[0] for remark in group.remarks] == [f"vraag {silent.number}"]
    place = resolve_permalink(group.remarks[0].address, page_searcher)
    assert place is not None and place.span.overlaps(silent.question)


def test_what_differs_between_the_folder_and_the_index(library: Path) -> None:
    corpus, index = library / "corpus", library / "index"
    assert look_in_folder(corpus, index).waiting == ()
    (corpus / "nieuw.txt").write_bytes(LETTER)
    (corpus / "kwaad.txt").write_bytes(LETTER + b"Anders.\n")
    text = (corpus / METADATA_FILE).read_text(encoding="utf-8").replace("budget_year = 2024", "budget_year = 2023")
    (corpus / METADATA_FILE).write_text(text, encoding="utf-8")
    remove_document(corpus, f"{BUDGET}.txt")
    found = {each.id: each.change for each in look_in_folder(corpus, index).waiting}
    assert found == {"nieuw": "nieuw", "kwaad": "gewijzigd", QUESTIONS: "andere gegevens", BUDGET: "verwijderd"}
    views = present_waiting(look_in_folder(corpus, index), ["nieuw.txt: is kapot."])
    assert [view.name for view in views] == ["kwaad.txt", f"{QUESTIONS}.txt", BUDGET]
    assert views[-1].address == "" and views[0].address == document_address("kwaad")


def test_a_folder_that_cannot_be_read_is_told_beside_the_index(library: Path, page_searcher: Searcher) -> None:
    (library / "corpus" / METADATA_FILE).write_text("geen toml", encoding="utf-8")
    folder = look_in_folder(library / "corpus", library / "index")
    assert "geen geldig TOML" in folder.error and folder.waiting == ()
    view = present_library(page_searcher, None, folder)
    assert len(view.rows) == 3 and not any("niet meer in de map" in row.facts for row in view.rows)


def upload(name: str = "brief.txt", content: bytes = LETTER) -> Upload:
    found = check_upload(name, content)
    assert isinstance(found, Upload)
    return found


def test_a_file_is_shown_with_what_was_understood_before_it_is_added(library: Path) -> None:
    sources = load_sources(library / "corpus")
    view = present_upload(upload(), find_clash(library / "corpus", sources, upload()))
    assert (view.name, view.known, view.notice) == ("brief.txt", "brief van de minister", "")
    assert view.found.startswith("1 bladzijde, ")
    same = upload("x.txt", (library / "corpus" / "kwaad.txt").read_bytes())
    assert "staat er al, als 'kwaad.txt'" in present_upload(same, find_clash(library / "corpus", sources, same)).notice
    other = upload("kwaad.txt")
    assert "met de naam 'kwaad.txt'" in present_upload(other, find_clash(library / "corpus", sources, other)).notice


def test_only_what_the_document_does_not_say_is_asked() -> None:
    assert list(list_unsaid(upload().read)) == ["title", "ministry", "budget_year", "date", "kamerstuk"]
    assert list_unsaid(Metadata("t", "k", "m", 2025, "2025-01-01", None, "36 600, nr. 1")) == {}


def test_what_is_typed_is_checked() -> None:
    typed = {"title": f"  {HOSTILE}\n\x00 ", "budget_year": "2026", "date": "16-9-2025", "ministry": "", "url": "kwaad"}
    known = read_given(typed)
    assert known == Metadata(title=HOSTILE, budget_year=2026, date="2025-09-16")
    assert read_given({"date": "2025-09-16"}).date == "2025-09-16"
    assert len(read_given({"title": "a" * 10_000}).title or "") == 300
    for wrong in (
        {"budget_year": "tweeduizend"},
        {"budget_year": "20255"},
        {"date": "31-2-2025"},
        {"date": "gisteren"},
    ):
        with pytest.raises(DocumentError, match="Typ"):
            read_given(wrong)


def test_a_receipt_comes_when_the_document_is_in_the_index(page_searcher: Searcher) -> None:
    document = page_searcher.documents["kwaad"]
    added = [Added(document.path, document.sha256), Added(document.path, "een andere versie"), Added("weg.txt", "0")]
    assert find_receipts(added, None) == ()
    (receipt,) = find_receipts(added, page_searcher)
    assert receipt.address == document_address("kwaad") and receipt.found.endswith("1 passage")


def test_markup_in_names_and_documents_is_text(page_searcher: Searcher, library: Path) -> None:
    (library / "corpus" / "<b>x<b>.txt").write_bytes(LETTER)
    folder = look_in_folder(library / "corpus", library / "index")
    clash = find_clash(library / "corpus", (), upload())
    parts = (
        library_html(present_library(page_searcher, None, folder)),
        document_html(one("kwaad", page_searcher)),
        waiting_html(present_waiting(folder, ())),
        problems_html([f"{HOSTILE}: stuk"]),
        refused_html(Problem(HOSTILE, HOSTILE)),
        upload_html(replace(present_upload(upload(), clash), name=HOSTILE, title=HOSTILE, notice=HOSTILE)),
        receipts_html(find_receipts([Added("kwaad.txt", page_searcher.documents["kwaad"].sha256)], page_searcher)),
    )
    for html in parts:
        assert not any(mark in html for mark in ("<script", "<b>", "<i>", "<u>", 'href="javascript'))
    assert problems_html(()) == waiting_html(()) == receipts_html(()) == ""


@dataclass(frozen=True, slots=True)
class Opener:
    """Opens the index of a folder with the stub encoder."""

    library: Path
    encoder: Encoder

    def site(self) -> Site:
        corpus, index = self.library / "corpus", self.library / "index"
        service = SearchService(
            lambda notify, progress: open_index(corpus, index, self.encoder, notify=notify, progress=progress),
            index / MANIFEST_FILE,
        )
        return Site(service, corpus, index)


def draw(site: "Site") -> None:
    from answer.page.documents import draw_documents

    draw_documents(site)


def open_page(site: Site, **address: str) -> AppTest:
    page = AppTest.from_function(draw, args=(site,), default_timeout=60)
    for name, value in address.items():
        page.query_params[name] = value
    return page.run()


def html_of(page: AppTest) -> str:
    assert not page.exception
    return "\n".join(element.value for element in page.html)


def test_the_screen_shows_the_ledger_and_each_document(library: Path, stub_encoder: Encoder) -> None:
    site = Opener(library, stub_encoder).site()
    html = html_of(open_page(site))
    assert "3 documenten" in html and "Documenten toevoegen" in html and "Prullenbak" not in html
    assert all(suffix.lstrip(".").upper() in html for suffix in READERS)
    assert "36 600 XX, nr. 2" in html_of(open_page(site, document=BUDGET))
    assert "is er niet (meer)" in html_of(open_page(site, document="../../etc/passwd", doe="verwijderen"))


def test_a_document_is_removed_after_it_was_confirmed_and_put_back(library: Path, stub_encoder: Encoder) -> None:
    site = Opener(library, stub_encoder).site()
    page = open_page(site, document="kwaad", doe="verwijderen")
    assert "&lt;b&gt;Titel&lt;/b&gt; **vet** [klik](javascript:alert(1))» verwijderen?" in html_of(page)
    assert (library / "corpus" / "kwaad.txt").exists()
    next(button for button in page.button if button.label == "Verwijder dit document").click().run()
    assert not (library / "corpus" / "kwaad.txt").exists()
    assert "Verwijderd: &lt;b&gt;Titel" in html_of(page) and "Prullenbak" in html_of(page)
    page.button(key="ongedaan").click().run()
    assert (library / "corpus" / "kwaad.txt").exists()
    assert "Teruggezet: &lt;b&gt;Titel" in html_of(page) and "Prullenbak" not in html_of(page)


def test_a_folder_that_cannot_be_written_has_no_form(
    library: Path, stub_encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    page = open_page(Opener(library, stub_encoder).site())
    assert "mag Vraagbaak niet schrijven" in html_of(page)
    assert not page.button and "stFileUploader" not in str(page.main)
    assert "doe=verwijderen" not in html_of(page)


def test_an_index_without_documents_says_what_to_do(library: Path, stub_encoder: Encoder) -> None:
    site = Opener(library, stub_encoder).site()
    site.service.wait(60)
    for source in load_sources(library / "corpus"):
        remove_document(library / "corpus", source.name)
    site.service.reopen()
    while site.service.refresh().rebuilding:
        time.sleep(0.02)
    html = html_of(open_page(site))
    assert "In de index" not in html and "nog wel doorzocht" not in html, "what was removed is not searched any more"
    assert "Er is niets om in te zoeken" in html and "Documenten toevoegen" in html and "Prullenbak" in html

"""The ledger: what is counted of a document, what is said of files that cannot be read, and how it is shown."""

import gc
import hashlib
import io
import json
import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas
from rich.console import Console

import cli
from answer.terminal.progress import ProgressBar
from answer.terminal.tree import describe_tree
from ingest import load_sources, read_corpus, read_document
from ingest.corpus import iterate_documents, read_named
from ingest.document import (
    UNDETERMINED,
    Abbreviation,
    Block,
    Cell,
    Document,
    Finding,
    Metadata,
    Note,
    Page,
    Question,
    Row,
    Span,
    Table,
)
from ingest.errors import CorpusError, DocumentError
from ingest.files import Problem
from ingest.ledger import Remark, ledger_entry
from ingest.readers import READERS
from ingest.source import find_unread

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus"
WATER = Path(__file__).parent / "water"
SAMPLES = os.environ.get("VRAAGBAAK_SAMPLES")
TEXT = "1. Inleiding\n\nDit is een alinea over de opvang van asielzoekers in dit jaar.\n"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `vraagbaak documenten` and gives its exit code, output and messages."""

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["vraagbaak", "documenten", *arguments])
        with pytest.raises(SystemExit) as left:
            cli.main()
        captured = capsys.readouterr()
        assert "Traceback" not in captured.out + captured.err
        assert isinstance(left.value.code, int)
        return left.value.code, captured.out, captured.err

    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("VRAAGBAAK_DEBUG", raising=False)
    return call


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder of its own with the two small documents."""
    return Path(shutil.copytree(WATER, tmp_path / "corpus"))


@pytest.fixture(scope="module")
def documents() -> tuple[Document, ...]:
    return read_corpus(CORPUS).documents


def problems_of(folder: Path) -> list[str]:
    return [str(read) for read in iterate_documents(folder) if isinstance(read, Problem)]


def ids_of(folder: Path) -> list[str]:
    return [read.id for read in iterate_documents(folder) if isinstance(read, Document)]


# --- what is counted ----------------------------------------------------------------------------------------------


def make_document() -> Document:
    """A document of three pages, the second without text, with one of everything that the ledger counts."""
    lines = [
        "1. Uitgaven",
        "Tabel 1 Uitgaven (x € 1.000)",
        "Totaal 3 5",
        "Tabel 2 Los",
        "Vraag 1 Hoe?",
        "Zo \ufffd is het (cid:12) ja.",
        "1 Noot.",
        "Begroting 2025",
    ]
    starts = [sum(len(line) + 1 for line in lines[:i]) for i in range(len(lines))]
    spans = [Span(start, start + len(line)) for start, line in zip(starts, lines, strict=True)]
    cells = (
        Cell("2024", "3", Span(spans[2].start + 7, spans[2].start + 8), Decimal(3)),
        Cell(UNDETERMINED, "5", Span(spans[2].start + 9, spans[2].end), Decimal(5)),
    )
    row = Row("Totaal", (), cells, spans[2])
    wrong = Finding("Totaal: 3 is niet de som", spans[2])
    table = Table(
        "Tabel 1", "Uitgaven (x € 1.000)", "x € 1.000", ("2024",), (row,), Span(spans[1].start, spans[2].end), ()
    )
    question = Question("1", spans[4], Span(spans[4].start + 8, spans[4].end), None, ())
    return Document(
        id="proef",
        path="proef.txt",
        sha256="57ab",
        metadata=Metadata(title="Een proef", date="2025-06-19"),
        text="\n".join(lines) + "\n",
        page_starts=(0, starts[3], starts[3]),
        line_spans=(*spans, Span(0, 0)),
        blocks=(
            Block("heading", spans[0], ("1. Uitgaven",)),
            Block("table", table.span, ("1. Uitgaven",)),
            Block("table", spans[3], ("1. Uitgaven",)),
            Block("question", spans[4], ()),
            Block("footnote", spans[6], ()),
            Block("furniture", spans[7], ()),
        ),
        tables=(
            replace(table, verdict="klopt niet", findings=(wrong,)),
            Table("Tabel 2", "Los", "", (), (), spans[3], ()),
        ),
        questions=(question,),
        notes=(Note("1", None, spans[6]), Note("2", 3, spans[6])),
        abbreviations=(Abbreviation("COA", "Centraal Orgaan", spans[5]),),
        findings=(Finding("€ 1,3 mld. of € 1,2 mld.", spans[5]),),
    )


def test_everything_is_counted() -> None:
    entry = ledger_entry(make_document())
    assert (entry.id, entry.file, entry.sha256, entry.title, entry.date) == (
        *("proef", "proef.txt", "57ab", "Een proef", "2025-06-19"),
    )
    assert (entry.pages, entry.lines, entry.sections, entry.characters) == (3, 8, 1, len(make_document().text))
    assert entry.table_states == {"klopt": 0, "klopt niet": 1, "niet te controleren": 0, "als tekst": 1}
    assert (entry.cells, entry.undetermined) == (2, 1)
    assert [table.findings for table in entry.tables] == [(Remark("Totaal: 3 is niet de som", (1,)),), ()]
    assert (entry.questions, entry.unanswered) == (1, (Remark("vraag 1: Hoe?", (3,)),))
    assert (entry.notes, entry.loose_notes, entry.abbreviations) == (2, 1, 1)
    assert entry.findings == (Remark("€ 1,3 mld. of € 1,2 mld.", (3,)),)


def test_a_line_in_no_block_is_found() -> None:
    """The sixth line lies in no block; the ninth is blank and need not lie in any."""
    assert ledger_entry(make_document()).lost_lines == (6,)


def test_a_page_without_text_is_found_and_a_running_header_is_no_text() -> None:
    assert ledger_entry(make_document()).empty_pages == (2,)


def test_letters_that_are_lost_are_found_with_the_words_around_them() -> None:
    entry = ledger_entry(make_document())
    [remark] = entry.unreadable
    assert remark.pages == (3,)
    assert remark.text.startswith("2 onleesbare tekens, eerst in «")
    assert "Zo \ufffd is het (cid:12)" in remark.text


def test_lost_letters_without_number_are_a_remark_a_page() -> None:
    """A remark for each of them filled the memory with a file of nothing else."""
    pages = ["\uf0b7 \ufffd " * 50_000, "goed", "\uf0e0"]
    starts = (0, len(pages[0]), len(pages[0]) + len(pages[1]))
    entry = ledger_entry(replace(make_document(), text="".join(pages), page_starts=starts))
    assert [remark.pages for remark in entry.unreadable] == [(1,), (3,)]
    assert entry.unreadable[0].text.startswith("100000 onleesbare tekens")
    assert entry.unreadable[1].text.endswith("goed\uf0e0»")


def test_a_format_without_pages_has_no_empty_ones() -> None:
    entry = ledger_entry(replace(make_document(), page_starts=()))
    assert (entry.pages, entry.empty_pages, entry.unanswered[0].pages) == (0, (), ())


def test_documents_of_the_corpus(documents: tuple[Document, ...]) -> None:
    for document in documents:
        entry = ledger_entry(document)
        assert entry.sha256 == hashlib.sha256((CORPUS / entry.file).read_bytes()).hexdigest()
        assert (entry.lost_lines, entry.empty_pages, entry.unreadable) == ((), (), ())
        assert sum(entry.table_states.values()) == len(document.tables)
    budget, questions = map(ledger_entry, documents)
    assert (budget.pages, len(budget.tables), budget.questions) == (52, 29, 0)
    assert (questions.pages, questions.questions, questions.unanswered) == (19, 37, ())


def test_every_block_that_is_missing_shows_in_the_lost_lines(documents: tuple[Document, ...]) -> None:
    document = documents[1]
    for missing in document.blocks:
        kept = replace(document, blocks=tuple(block for block in document.blocks if block is not missing))
        lost = ledger_entry(kept).lost_lines
        assert [missing.span.contains(document.line_spans[number - 1]) for number in lost] == [True] * len(lost) != []


def test_empty_pages_of_a_text(tmp_path: Path) -> None:
    pages = ["Begroting 2025\nDe eerste bladzijde gaat over de opvang.", "Begroting 2025", "", "Begroting 2025\nSlot."]
    (tmp_path / "stuk.txt").write_text("\n\f".join([*pages, "Begroting 2025\nNog een bladzijde."]), encoding="utf-8")
    entry = ledger_entry(read_named(tmp_path, "stuk"))
    assert (entry.pages, entry.empty_pages, entry.lost_lines) == (5, (2, 3), ())


# --- what cannot be read ------------------------------------------------------------------------------------------


def break_reader(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Make the reader of texts fail on a file that begins with `STUK`."""
    read = READERS[".txt"]

    def fail(data: bytes) -> tuple[Page, ...]:
        if data.startswith(b"STUK"):
            raise error
        return read(data)

    monkeypatch.setitem(READERS, ".txt", fail)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (IndexError("tuple index out of range"), "onverwachte fout bij het lezen (IndexError)"),
        (RecursionError("maximum recursion depth exceeded"), "onverwachte fout bij het lezen (RecursionError)"),
        (MemoryError(), "te groot voor het geheugen. Deel het document op."),
        (UnicodeDecodeError("utf-8", b"x", 0, 1, "stuk"), "onverwachte fout bij het lezen (UnicodeDecodeError)"),
        (DocumentError("Het bestand is versleuteld.\nBewaar het zonder wachtwoord."), "versleuteld. Bewaar het"),
    ],
)
def test_a_slip_in_one_document_does_not_cost_the_others(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    """A bug that one document brought to light ended the whole reading, with a line that named no file."""
    (corpus / "map").mkdir()
    (corpus / "map" / "kapot.txt").write_bytes(b"STUK")
    break_reader(monkeypatch, error)
    [problem] = problems_of(corpus)
    assert problem.startswith("map/kapot.txt: ")
    assert words in problem
    assert "\n" not in problem
    assert ids_of(corpus) == ["begroting", "vragen"]
    assert read_corpus(corpus).problems == (problem,)


def test_a_slip_is_logged_with_what_led_to_it(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (corpus / "kapot.txt").write_bytes(b"STUK")
    break_reader(monkeypatch, IndexError("hier"))
    with caplog.at_level(logging.DEBUG, "ingest"):
        problems_of(corpus)
    [record] = caplog.records
    assert record.getMessage() == "kapot.txt"
    assert record.exc_info is not None
    assert record.exc_info[0] is IndexError


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(3)])
def test_who_stops_the_program_stops_it(corpus: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    (corpus / "kapot.txt").write_bytes(b"STUK")
    break_reader(monkeypatch, error)
    with pytest.raises(type(error)):
        problems_of(corpus)


def test_a_file_that_is_gone_when_its_turn_comes(corpus: Path) -> None:
    (corpus / "zz.txt").write_text(TEXT, encoding="utf-8")
    found = []
    for read in iterate_documents(corpus):
        found.append(read)
        (corpus / "zz.txt").unlink(missing_ok=True)
    assert [type(read) for read in found] == [Document, Document, Problem]
    assert str(found[-1]).startswith("zz.txt: ")


def test_what_is_no_file_is_named_and_never_opened(corpus: Path) -> None:
    """A pipe without a writer would make the reading wait for ever, a link to a folder above it go round for ever."""
    os.mkfifo(corpus / "pijp.txt")
    (corpus / "rond").symlink_to(corpus)
    (corpus / "zelf.txt").symlink_to(corpus / "zelf.txt")
    (corpus / "weg.txt").symlink_to(corpus / "nergens.txt")
    (corpus / "nul.txt").symlink_to("/dev/null")
    problems = problems_of(corpus)
    assert [problem.split(":")[0] for problem in problems] == ["nul.txt", "pijp.txt", "rond", "weg.txt", "zelf.txt"]
    assert "koppeling naar een map" in problems[2]
    assert ids_of(corpus) == ["begroting", "vragen"]


def test_a_link_to_a_file_is_read(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "elders.txt").write_text(TEXT, encoding="utf-8")
    (corpus / "link.txt").symlink_to(tmp_path / "elders.txt")
    assert ids_of(corpus) == ["begroting", "link", "vragen"]


def test_a_folder_that_cannot_be_opened_is_named(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its documents were left out without a word."""
    (corpus / "dicht").mkdir()
    scan = os.scandir

    def refuse(path: Path) -> Any:  # noqa: ANN401
        if Path(path).name == "dicht":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    [problem] = problems_of(corpus)
    assert problem.startswith("dicht: niet te openen")


def test_files_that_are_not_for_the_reader_are_not_named(corpus: Path) -> None:
    for name in (".verborgen.txt", "~$brief.docx", "README.md", ".git/config.txt"):
        (corpus / name).parent.mkdir(exist_ok=True)
        (corpus / name).write_text(TEXT, encoding="utf-8")
    assert (problems_of(corpus), ids_of(corpus)) == ([], ["begroting", "vragen"])


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"twee\nregels.txt", r"twee\nregels.txt"),
        (b"caf\xe9.txt", r"caf\udce9.txt"),
        (b"rood\x1b[31m.txt", r"rood\x1b[31m.txt"),
        (b"[bold]vet[x].txt", "[bold]vet[x].txt"),
    ],
)
def test_names_that_cannot_be_shown(corpus: Path, run: Run, name: bytes, shown: str) -> None:
    """A byte in a name that is no text ended the printing of what had been read; a line end made two lines of one."""
    path = os.fsencode(corpus) + b"/" + name
    Path(os.fsdecode(path)).write_text(TEXT, encoding="utf-8")
    Path(os.fsdecode(path + b".xlsx")).write_bytes(b"PK")
    code, out, err = run("--corpus", str(corpus))
    assert (code, err) == (0, "")
    assert shown.removesuffix(".txt") in out.splitlines()
    assert f"Niet gelezen: {shown}.xlsx: overgeslagen" in out
    assert run("--json", "--corpus", str(corpus), shown)[0] == 0


def test_a_folder_of_thousands_of_files(tmp_path: Path) -> None:
    for number in range(3000):
        (tmp_path / f"{number:04}.jpg").write_bytes(b"")
    (tmp_path / "brief.txt").write_text(TEXT, encoding="utf-8")
    problems = find_unread(tmp_path)
    assert len(problems) == 3000
    assert str(problems[0]).startswith(
        "0000.jpg: overgeslagen, want bestanden met '.jpg' worden niet gelezen (wel .txt"
    )
    assert ids_of(tmp_path) == ["brief"]


def test_a_file_without_a_suffix_is_named(corpus: Path) -> None:
    (corpus / "LEESMIJ").write_text(TEXT, encoding="utf-8")
    [problem] = problems_of(corpus)
    assert problem.startswith("LEESMIJ: overgeslagen, want bestanden zonder achtervoegsel worden niet gelezen")


@pytest.mark.parametrize("suffix", sorted(READERS))
@pytest.mark.parametrize("content", [b"", b"\x00", b"%PDF-1.7 kapot", b"<a><b></a>", b"PK\x03\x04kapot", b"\xff" * 999])
def test_garbage_of_every_kind_is_one_line_or_a_document(corpus: Path, suffix: str, content: bytes) -> None:
    (corpus / f"rommel{suffix}").write_bytes(content)
    problems = problems_of(corpus)
    assert {"begroting", "vragen"} <= set(ids_of(corpus))
    assert len(problems) == (0 if "rommel" in ids_of(corpus) else 1)
    assert not any("onverwachte fout" in problem for problem in problems)


def make_pdf(path: Path, *, text: bool = True, password: str | None = None) -> Path:
    """Write a PDF of one page: with a line of text, or with a drawing only, as a scanner makes."""
    canvas = Canvas(str(path), encrypt=password)
    if text:
        canvas.drawString(72, 720, "Dit is een brief over de opvang van asielzoekers in dit jaar.")
    else:
        canvas.rect(72, 400, 300, 200, fill=1)
    canvas.showPage()
    canvas.save()
    return path


def test_files_of_other_formats_that_cannot_be_read_are_one_line_each(corpus: Path, run: Run) -> None:
    whole = make_pdf(corpus / "heel.pdf").read_bytes()
    make_pdf(corpus / "scan.pdf", text=False)
    make_pdf(corpus / "slot.pdf", password="geheim")
    (corpus / "half.pdf").write_bytes(whole[:200])
    (corpus / "kapot.docx").write_bytes(b"PK\x03\x04" + bytes(50))
    (corpus / "kapot.xml").write_bytes(b"<?xml version='1.0'?><officiele-publicatie><kop>")
    code, out, err = run("--corpus", str(corpus))
    assert (code, err) == (0, "")
    assert "heel" in out.splitlines()
    unread = [line.split(": ")[1] for line in out.splitlines() if line.startswith("Niet gelezen: ")]
    assert {"half.pdf", "scan.pdf", "slot.pdf", "kapot.docx"} <= set(unread)
    assert len(unread) == len(set(unread))
    assert "onverwachte fout" not in out
    assert f"documenten gelezen, {len(unread)} bestanden niet." in out


def test_a_file_that_is_too_large_is_refused_before_it_is_read(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (corpus / "groot.txt").open("wb") as file:
        file.truncate(200_000_000_000)  # holds no bytes on the disk
    [problem] = problems_of(corpus)
    assert problem.startswith("groot.txt: Het bestand is groter dan ")


def test_one_document_is_held_at_a_time(tmp_path: Path) -> None:
    for number in range(8):
        (tmp_path / f"blijft-niet-{number}.txt").write_text(TEXT, encoding="utf-8")

    def alive() -> int:
        gc.collect()
        # The type itself: asking other objects what they are an instance of makes some of them warn.
        found = [each for each in gc.get_objects() if type(each) is Document]
        return sum(document.id.startswith("blijft-niet") for document in found)

    assert max(alive() for _ in iterate_documents(tmp_path)) <= 2


def test_progress_is_told_before_each_document(corpus: Path) -> None:
    steps: list[tuple[int, int]] = []
    assert len(list(iterate_documents(corpus, lambda done, total: steps.append((done, total))))) == 2
    assert steps == [(0, 2), (1, 2)]


def test_one_document_by_id_or_file_name(corpus: Path) -> None:
    assert read_named(corpus, "vragen").id == read_named(corpus, "vragen.txt").id == "vragen"
    (corpus / "kaart.xlsx").write_bytes(b"PK")
    with pytest.raises(DocumentError, match=r"^kaart\.xlsx: overgeslagen"):
        read_named(corpus, "kaart.xlsx")
    with pytest.raises(DocumentError, match=r"geen document 'brief'. Bekend zijn: begroting, vragen\."):
        read_named(corpus, "brief")
    for number in range(30):
        (corpus / f"brief-{number:02}.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(DocumentError, match=r"Het meest lijken erop: (?:brief-\d\d, )*brief-1, |lijken erop: brief-"):
        read_named(corpus, "brief-1")


# --- how it is shown ----------------------------------------------------------------------------------------------


def test_the_list(corpus: Path, run: Run) -> None:
    (corpus / "leeg.txt").write_bytes(b"")
    (corpus / "kaart.xlsx").write_bytes(b"PK")
    code, out, err = run("--corpus", str(corpus))
    assert (code, err) == (0, "")
    assert max(map(len, out.splitlines()[:-3])) <= 80
    assert re.search(r"^begroting\n", out)
    assert re.search(r"^  Tabellen  +2: ", out, re.MULTILINE)
    assert re.search(r"^  Regels  +\d+, waarvan 0 in geen blok", out, re.MULTILINE)
    assert re.search(r"^  Vragen  +2, alle met antwoord", out, re.MULTILINE)
    tail = out.splitlines()[-3:]
    assert tail[0] == "2 documenten gelezen, 2 bestanden niet."
    assert tail[1].startswith("Niet gelezen: kaart.xlsx: overgeslagen")
    assert tail[2].startswith("Niet gelezen: leeg.txt: Het bestand is leeg.")


def test_one_document(corpus: Path, run: Run) -> None:
    code, out, err = run("begroting", "--corpus", str(corpus))
    assert (code, err) == (0, "")
    assert hashlib.sha256((corpus / "begroting.txt").read_bytes()).hexdigest() in out
    assert "  Tabel 1 Budgettaire gevolgen van beleid (bedragen x € 1.000)\n    blz. 1 · 3 rijen · 9 cellen · " in out
    assert "vragen" not in out.splitlines()


def test_remarks_in_the_list_and_in_full(monkeypatch: pytest.MonkeyPatch, run: Run, corpus: Path) -> None:
    many = tuple(Finding(f"tegenspraak {number}", Span(0, 1)) for number in range(5))
    document = replace(make_document(), findings=many)
    monkeypatch.setattr("ingest.corpus.read_document", lambda source: replace(document, id=source.id))
    out = run("--corpus", str(corpus))[1]
    assert "tegenspraak 2 (blz. 1)\n" in re.sub(" +\n", "\n", out)
    assert "tegenspraak 3" not in out
    assert "en nog 3" in out  # two, and that of the table
    assert "2: 1 klopt niet, 1 als tekst" in out
    assert "1 in geen blok: 6" in out
    assert "vraag 1: Hoe? (blz. 3)" in out
    assert "zonder tekst (blz. 2)" in out
    assert "2, waarvan 1 zonder plaats in de tekst" in out
    full = run("vragen", "--corpus", str(corpus))[1]
    assert "tegenspraak 4 (blz. 1)" in full
    assert (
        "    blz. 1 · 1 rij · 2 cellen, waarvan 1 onbepaald · klopt niet\n    Totaal: 3 is niet de som (blz. 1)" in full
    )


def test_json(corpus: Path, run: Run) -> None:
    (corpus / "leeg.txt").write_bytes(b"")
    code, out, err = run("--json", "--corpus", str(corpus))
    assert (code, err) == (0, "")
    budget, empty, questions = (json.loads(line) for line in out.splitlines())
    assert set(empty) == {"file", "problem"}
    assert (budget["id"], budget["table_states"]["als tekst"], len(budget["tables"])) == ("begroting", 0, 2)
    assert (questions["questions"], questions["unanswered"], questions["lost_lines"]) == (2, [], [])
    [alone] = run("vragen", "--json", "--corpus", str(corpus))[1].splitlines()
    assert json.loads(alone) == questions


def test_tree_of_one_and_of_all(corpus: Path, run: Run) -> None:
    code, out, err = run("--boom", "begroting", "--corpus", str(corpus))
    assert (code, err) == (0, "")
    assert out.rstrip() == describe_tree(read_named(corpus, "begroting")).rstrip()
    both = run("--boom", "--corpus", str(corpus))[1]
    assert [line for line in both.splitlines() if line in {"== begroting ==", "== vragen =="}] == [
        *("== begroting ==", "== vragen =="),
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("brief",), "staat geen document 'brief'. Bekend zijn: begroting, leeg, vragen."),
        (("leeg.txt",), "leeg.txt: Het bestand is leeg."),
        (("--boom", "--json"), "Kies --boom of --json."),
    ],
)
def test_what_cannot_be_done_is_one_line(corpus: Path, run: Run, arguments: tuple[str, ...], message: str) -> None:
    (corpus / "leeg.txt").write_bytes(b"")
    code, out, err = run(*arguments, "--corpus", str(corpus))
    assert (code, out) == (1, "")
    assert message in err
    assert err.count("\n") == 1


def test_a_folder_without_a_document_that_can_be_read(tmp_path: Path, run: Run) -> None:
    (tmp_path / "leeg.txt").write_bytes(b"")
    code, out, err = run("--corpus", str(tmp_path))
    assert code == 1
    assert "Niet gelezen: leeg.txt: Het bestand is leeg." in out
    assert err.count("\n") == 1
    assert "geen document dat gelezen kan worden" in err
    with pytest.raises(CorpusError, match=r"geen document[^§]*leeg\.txt"):
        read_corpus(tmp_path)


def test_reading_needs_no_model(corpus: Path) -> None:
    """Loading it takes seconds, which the ledger does not need."""
    heavy = "{'torch', 'transformers', 'sentence_transformers', 'langchain_text_splitters', 'streamlit'}"
    code = (
        "import sys, cli\n"
        f"sys.argv = ['vraagbaak', 'documenten', '--corpus', {str(corpus)!r}]\n"
        "try:\n    cli.main()\nexcept SystemExit as left:\n    assert left.code == 0\n"
        f"assert not {heavy} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_bar_leaves_nothing_in_the_output(monkeypatch: pytest.MonkeyPatch) -> None:
    """While it shows, Rich takes over standard output, and what goes to a file ended up on the terminal."""
    output, screen = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "stdout", output)
    with ProgressBar("Lezen", Console(file=screen, force_terminal=True, width=80)) as bar:
        for done in range(3):
            bar.advance(done, 3)
            assert sys.stdout is output
            bar.hide()
            output.write(f"document {done}\n")
    assert output.getvalue() == "document 0\ndocument 1\ndocument 2\n"
    assert "Lezen" in screen.getvalue()


def test_a_bar_that_never_showed_or_has_no_terminal_prints_nothing() -> None:
    """A file of messages got an empty line for each document."""
    for terminal in (True, False):
        screen = io.StringIO()
        with ProgressBar("Lezen", Console(file=screen, force_terminal=terminal)) as bar:
            if not terminal:
                bar.advance(1, 2)
            bar.hide()
        assert screen.getvalue() == ""


def test_readme_shows_the_real_ledger(run: Run) -> None:
    out = run("--corpus", str(CORPUS))[1]
    real = "\n".join(line.rstrip() for line in out.splitlines())
    shown = f"```text\n{real}\n```" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert shown, f"README.md shows another ledger than this one, of 80 columns:\n{real}"


def test_readme_names_every_key_of_the_json(corpus: Path, run: Run) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    [keys] = re.findall(r"An object of `--json` has these keys.*?```text\n(.*?)```", readme, re.DOTALL)
    [line] = run("begroting", "--json", "--corpus", str(corpus))[1].splitlines()
    record = json.loads(line)
    assert {*record, *record["tables"][0]} <= set(re.findall(r"\w+", keys))


# --- the tree -----------------------------------------------------------------------------------------------------


def tree_of(**changes: Any) -> str:  # noqa: ANN401
    return describe_tree(replace(make_document(), **changes))


def test_tree_shows_every_part_with_its_page() -> None:
    tree = tree_of()
    assert tree.startswith("== proef ==\n\nbestand: proef.txt\ntitel: Een proef\ndatum: 2025-06-19\nbladzijden: 3\n")
    assert "1. Uitgaven (blz. 1)\n" in tree
    assert "-- bladzijde 1 --\n# 1. Uitgaven\n\nTabel 1 Uitgaven (x € 1.000) (blz. 1)\n    eenheid: x € 1.000\n" in tree
    assert "    oordeel: klopt niet\n    let op: Totaal: 3 is niet de som (blz. 1)\n" in tree
    assert "Tabel 2 Los (blz. 3)\n    oordeel: als tekst\n    | Tabel 2 Los\n" in tree
    assert "vraag 1 (blz. 3)\n  vraag: Hoe?\n  antwoord: geen\n" in tree
    assert "1 (blz. 3) bij geen plaats in de tekst\n  1 Noot.\n2 (blz. 3) bij «1.» (blz. 1)\n" in tree
    assert "COA = Centraal Orgaan (blz. 3)\n" in tree
    assert "== Tegenspraken ==\n\n€ 1,3 mld. of € 1,2 mld. (blz. 3)\n" in tree
    assert tree.endswith("== Kop- en voetregels ==\n\n1 keer: Begroting #\n")


def test_tree_without_pages_names_none() -> None:
    assert "blz." not in tree_of(page_starts=())
    assert "bladzijden: geen\n" in tree_of(page_starts=())


def rows_in_tree(rows: tuple[Row, ...], columns: tuple[str, ...], unit: str = "") -> list[str]:
    table = replace(make_document().tables[0], rows=rows, columns=columns, unit=unit, verdict="klopt", findings=())
    tree = tree_of(tables=(table,))
    lines = tree[tree.index("Tabel 1") :].split("\n\n")[0].splitlines()
    return [line.removeprefix("    ") for line in lines[1:] if "oordeel:" not in line]


def make_row(label: str, groups: tuple[str, ...] = (), **cells: str | tuple[str, str]) -> Row:
    place = Span(12, 13)
    made = []
    for column, value in cells.items():
        text, unit = value if isinstance(value, tuple) else (value, "")
        made.append(Cell(column, text, place, Decimal(text) if text.isdigit() else None, unit))
    return Row(label, groups, tuple(made), place)


def test_rows_stand_under_their_groups_and_cells_below_each_other() -> None:
    rows = (
        make_row("Duur", ("Asiel",), a="10", b="200"),
        make_row("Kosten", ("Asiel",), b="3"),
        make_row("Regulier", a="1", b="2"),
        make_row("Duur", ("Regulier", "Eerste"), a="4", onbepaald="5"),
    )
    assert rows_in_tree(rows, ("a", "b")) == [
        "kolommen: a | b",
        "Asiel:",
        "  Duur    a=10  b=200",
        "  Kosten        b=3",
        "Regulier  a=1   b=2",
        "  Eerste:",
        "    Duur  a=4          onbepaald=5",
    ]


def test_a_unit_stands_where_all_share_it() -> None:
    rows = (
        make_row("Kosten", nr="1", a=("10", "x € 1.000"), b=("20", "x € 1.000")),
        make_row("Aantal fte", nr="2", a="30", b="40"),
        make_row("Gemengd", nr="3", a=("5", "%"), b="6"),
        make_row("Prijs (x € 1)", nr="4", a=("7", "x € 1"), b=("8", "x € 1")),
    )
    assert rows_in_tree(rows, ("nr", "a", "b"), "x € 1.000") == [
        "eenheid: x € 1.000",
        "kolommen: nr [geen eenheid] | a | b",
        "Kosten                     nr=1  a=10     b=20",
        "Aantal fte [geen eenheid]  nr=2  a=30     b=40",
        "Gemengd                    nr=3  a=5 [%]  b=6 [geen eenheid]",
        "Prijs (x € 1)              nr=4  a=7      b=8",
    ]


def test_cells_of_text_stand_each_on_a_line() -> None:
    long = " ".join(["toezegging"] * 20)
    row = make_row("Motie 1", wat=long, stand="Afgerond", jaar="2024", bedrag=("5", "x € 1"))
    lines = rows_in_tree((row,), ("wat", "stand", "jaar", "bedrag"))
    assert lines[:2] == ["kolommen: wat | stand | jaar | bedrag [x € 1]", "Motie 1"]
    assert lines[2].startswith("  wat=toezegging toezegging")
    assert lines[3].startswith("      toezegging")
    assert lines[-1] == "  stand=Afgerond  jaar=2024  bedrag=5"
    assert " ".join(" ".join(lines[2:-1]).split()) == f"wat={long}"


def test_words_have_no_unit() -> None:
    """In a table of amounts each column of text was said to have no unit."""
    rows = (make_row("A15", naam="Regeling", b=("5", "x € 1 mln.")),)
    assert rows_in_tree(rows, ("naam", "b"), "x € 1 mln.")[1] == "kolommen: naam | b"


def test_trees_of_the_corpus_hold_every_heading_cell_and_question(documents: tuple[Document, ...]) -> None:
    for document in documents:
        tree = describe_tree(document)
        squeezed = " ".join(tree.split())
        for block in document.blocks:
            if block.kind == "heading":
                assert block.headings[-1] in tree
        for table in document.tables:
            for row in table.rows:
                for cell in row.cells:
                    assert f"{cell.column}={' '.join(cell.text.split())}" in squeezed
        assert tree.count("\nvraag ") == len(document.questions)
        assert "\n\n\n" not in tree
        assert all(line == line.rstrip() for line in tree.splitlines())


# --- documents that are not part of the project -------------------------------------------------------------------


@pytest.fixture
def samples() -> Iterator[Path]:
    if not SAMPLES:
        pytest.skip("VRAAGBAAK_SAMPLES names no folder")
    yield Path(SAMPLES)


def test_every_sample_is_read_or_named(samples: Path, run: Run) -> None:
    code, out, err = run("--json", "--corpus", str(samples))
    assert (code, err) == (0, "")
    records = [json.loads(line) for line in out.splitlines()]
    assert len(records) == len(load_sources(samples)) + len(find_unread(samples))
    read = [record for record in records if "id" in record]
    assert not any("onverwachte fout" in record.get("problem", "") for record in records)
    assert all(record["lost_lines"] == [] for record in read)
    assert len(run("--corpus", str(samples))[1].splitlines()) <= 20 * len(records)


def test_samples_give_the_same_twice(samples: Path) -> None:
    source = load_sources(samples)[0]
    assert describe_tree(read_document(source)) == describe_tree(read_document(source))

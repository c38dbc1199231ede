"""Every citation lands: of each chunk, cell and sentence, read as a reader reads it, the quoted text stands there.

A citation is taken apart here by its text alone, and followed through tables, questions and headings to a place and a
page. Nothing of `answer` is used for that but the text itself, and pages are those that the reader of the file gave.
"""

import importlib.util
import os
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from answer.cite import Citation, cite
from answer.permalink import resolve_permalink
from index.build import build_index, chunk_documents
from index.encoder import Encoder
from index.search import Searcher
from index.sentences import find_sentences
from ingest import clean_pages, read_corpus, read_pages
from ingest.chunk import Chunk, ChunkSettings
from ingest.document import Cell, Document, Question, Row, Span, Table

ROOT = Path(__file__).parents[1]
SAMPLES = os.environ.get("VRAAGBAAK_SAMPLES")
FORMATS = (".txt", ".pdf", ".xml", ".html", ".docx")

ODD = """<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>Stuk</title></head><body><main>
<h1>1 Uitgaven, ontvangsten en wat daar verder bij hoort in het lopende begrotingsjaar en de vier jaren erna</h1>
<h2>1.1 Toelichting op de verplichtingen en de uitgaven van de diensten die onder het ministerie vallen</h2>
<p>De uitgaven dalen. De ontvangsten ook.</p>
<h3>Diensten</h3><p>De uitgaven dalen. Dat komt door de rente.</p>
<table><caption>Tabel 1 Uitgaven (bedragen x € 1.000)</caption>
<thead><tr><th>Omschrijving</th><th>2025</th><th>2026</th><th>2025</th></tr></thead><tbody>
<tr><td>Subsidies</td><td></td><td></td><td></td></tr><tr><td>Overig</td><td>10</td><td>20</td><td>11</td></tr>
<tr><td>Kunst, kolom 2026</td><td>1</td><td>2</td><td>3</td></tr>
<tr><td>Opdrachten</td><td></td><td></td><td></td></tr><tr><td>Overig</td><td>10</td><td>20</td><td>11</td></tr>
<tr><td>Overig</td><td>10</td><td>20</td><td>11</td></tr><tr><td>Onderhoud</td><td>4</td><td>5</td><td>6</td></tr>
</tbody></table>
<table><thead><tr><th>Toezegging</th><th>Stand van zaken</th></tr></thead><tbody>
<tr><td>{long}dit jaar.</td><td>Loopt.</td></tr><tr><td>{long}volgend jaar.</td><td>Loopt.</td></tr></tbody></table>
<table><caption>Vluchten vanaf ’s lands velden (x € 1 mln).</caption>
<thead><tr><th>Basis</th><th>2024</th></tr></thead>
<tbody><tr><td>Volkel</td><td>7</td></tr><tr><td>De Peel</td><td>8</td></tr></tbody></table>
<table><caption>Schepen</caption><thead><tr><th>Soort</th><th>2024</th></tr></thead>
<tbody><tr><td>Fregat</td><td>7</td></tr><tr><td>Onderzeeboot</td><td>8</td></tr></tbody></table>
</main></body></html>""".format(
    long="De minister zegt de Kamer toe dat hij voor de zomer een brief zendt over alle moties van "
)

METADATA = """
["oneven.html"]
title = "Brief over ’s Rijks uitgaven, met bijlage"
date = "2025-03-01"
["proef-txt.txt"]
kamerstuk = "36 410 B, nr. 7"
session = "1999/00"
page_offset = 11
["proef-pdf.pdf"]
kamerstuk = "Aanhangsel, nr. 1178"
session = "2023-2024"
["proef-xml.xml"]
kamerstuk = "36 410, C"
session = "2024/25"
["proef-docx.docx"]
kamerstuk = "21501-02, nr. 3174"
"""
SOURCES = {
    "proef-txt": "Kamerstukken II 1999/2000, 36 410 B, nr. 7",
    "proef-pdf": "Aanhangsel Handelingen II 2023/24, nr. 1178",
    "proef-xml": "Kamerstukken I 2024/25, 36 410, C",
    "proef-docx": "Kamerstukken II, 21 501-02, nr. 3174",
    "oneven": "Brief over ’s Rijks uitgaven, met bijlage, 1 maart 2025",
    "begroting-2025-asiel-en-migratie": "Kamerstukken II 2024/25, 36 600 XX, nr. 2",
    "vragen-en-antwoorden-jaarverslag-2024-asiel-en-migratie": "Kamerstukken II 2024/25, 36 740 VI, nr. 15",
}
"""How each document is cited; the others have no number, and a title of their own."""

APPENDIX = "Aanhangsel Handelingen"
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip

PAGES = re.compile(r"(?:^|, )p\. (?P<first>\d+)(?:-(?P<last>\d+))?(?P<of_file> van het bestand)?$")
QUESTION = re.compile(r"(?:(?P<nth>\d+)e )?vraag (?P<number>[^,]+)")
TABLE = re.compile(
    r"(?:(?P<question>(?:\d+e )?vraag [^,]+), )?(?:(?P<nth>\d+)e )?(?P<name>tabel(?: [^,‘]+)?)(?: ‘(?P<caption>.+)’)?"
    r"(?:, (?P<row>(?:\d+e )?rij\b.*))?"
)
ROW = re.compile(
    r"(?:(?P<nth>\d+)e )?rij(?: (?P<name>.*?))?(?:, (?P<column>(?:\d+e )?kolom (?:(?!, (?:\d+e )?kolom ).)*))?"
)
COLUMN = re.compile(r"(?:(?P<nth>\d+)e )?kolom (?P<name>.*)")


class Lost(AssertionError):
    """A citation leads to no place, or to more than one."""


@dataclass(frozen=True)
class Landing:
    """Where a citation leads: the document, its pages of the file, and one of question, table (and row) or headings."""

    document: Document
    pages: tuple[int, ...]
    question: Question | None = None
    table: Table | None = None
    row: Row | None = None
    cell: Cell | None = None
    headings: str = ""


@dataclass(frozen=True)
class Library:
    """What a reader has: the documents, and the text of each page of their files without white space."""

    searcher: Searcher
    pages: dict[str, dict[int, str]]

    @property
    def documents(self) -> Sequence[Document]:
        return tuple(self.searcher.documents.values())


def squeeze(text: str) -> str:
    return "".join(text.split())


def one_line(text: str) -> str:
    return " ".join(text.split())


def reads(shown: str, text: str) -> bool:
    """Return whether a name is that of a text: the same, or where it ends in an ellipsis its beginning."""
    line = one_line(text)
    return shown == line or (shown.endswith("…") and line.startswith(shown[:-1]))


def pick(kind: str, found: Sequence[object], nth: str | None) -> int:
    """Return the place among those found that a citation means: the only one, or the nth of several."""
    if nth is None and len(found) == 1:
        return 0
    if nth is None or len(found) < 2 or not 0 < int(nth) <= len(found):
        raise Lost(f"{kind}: {len(found)} gevonden, {nth or 'zonder nummer'}")
    return int(nth) - 1


def land(text: str, library: Library) -> Landing:
    """Return where the text of a citation leads.

    Raises:
        Lost: it leads nowhere, or to several places.
    """
    found = [d for d in library.documents if f"{text}, ".startswith(f"{name_source(d)}, ")]
    document = found[pick("document", found, None)]
    rest = text.removeprefix(name_source(document)).removeprefix(", ")
    printed = PAGES.search(rest)
    pages: tuple[int, ...] = ()
    if printed:
        rest = rest[: printed.start()]
        offset = document.metadata.page_offset
        if (offset is None) != bool(printed["of_file"]):
            raise Lost("niet te zeggen van welke telling de bladzijde is")
        first = int(printed["first"]) - (offset or 0)
        pages = tuple(range(first, int(printed["last"] or printed["first"]) - (offset or 0) + 1))
    if asked := QUESTION.fullmatch(rest):
        return Landing(document, pages, question=land_question(document, asked))
    if table := TABLE.fullmatch(rest):
        return land_table(Landing(document, pages), table)
    return Landing(document, pages, headings=rest)


def name_source(document: Document) -> str:
    """Return how a document is cited, by the rules for the plain cases where it does not stand in `SOURCES`."""
    known = document.metadata
    title = one_line(known.title or "") or document.path
    session = f" {known.session}" if known.session else ""
    if document.id in SOURCES:
        return SOURCES[document.id]
    if known.kamerstuk:
        series, _, number = f"Kamerstukken, {known.kamerstuk}".replace("Kamerstukken, Aanhangsel", APPENDIX).partition(
            ", "
        )
        return f"{series} II{session}, {number}"
    if known.date:
        year, month, day = known.date.split("-")
        return f"{title}, {int(day)} {MONTHS[int(month) - 1]} {year}"
    return title


def land_question(document: Document, match: re.Match[str]) -> Question:
    found = [question for question in document.questions if question.number == match["number"]]
    return found[pick("vraag", found, match["nth"])]


def land_table(landing: Landing, match: re.Match[str]) -> Landing:
    """Return the table, and the row and the cell of it, that a citation leads to."""
    document, tables = landing.document, list(landing.document.tables)
    if match["question"]:
        asked = QUESTION.fullmatch(match["question"])
        assert asked is not None
        answer = land_question(document, asked)
        tables = [t for t in tables if any(s.contains(t.span) for s in (answer.span, answer.answer) if s)]
    if match["name"] == "tabel" and not match["caption"]:
        table = tables[pick("tabel", tables, match["nth"])]
    else:
        named = [table for table in tables if table.name.lower() == match["name"].lower()]
        if match["caption"]:
            named = [
                t for t in named if one_line(t.caption).removeprefix("Tabel ").startswith(match["caption"].rstrip("…"))
            ]
        table = named[pick("tabel", named, match["nth"])]
    if match["row"] is None:
        return Landing(document, landing.pages, table=table)
    for row_match in filter(
        None,
        (ROW.fullmatch(match["row"]), re.fullmatch(r"(?:(?P<nth>\d+)e )?rij (?P<name>.*)(?P<column>)", match["row"])),
    ):
        try:
            row = land_row(table, row_match)
        except Lost as lost:
            failure = lost
            continue
        cell = land_cell(table, row, row_match["column"]) if row_match["column"] else None
        return Landing(document, landing.pages, table=table, row=row, cell=cell)
    raise failure


def land_row(table: Table, match: re.Match[str]) -> Row:
    if match["name"] is None:
        return table.rows[int(match["nth"]) - 1]
    parts = match["name"].split(" > ")
    found = []
    for row in table.rows:
        path = " > ".join(map(one_line, (*row.groups, row.label)))
        tail = [*row.groups, row.label][-len(parts) :]
        same = len(tail) == len(parts) and all(map(reads, parts, tail))
        if same or path == match["name"] or path.endswith(f" > {match['name']}"):
            found.append(row)
    return found[pick("rij", found, match["nth"])]


def land_cell(table: Table, row: Row, named: str) -> Cell:
    """Return the cell of a row that a column's name leads to; a unit in brackets behind it must be the cell's."""
    match = COLUMN.fullmatch(named)
    assert match is not None
    for name, unit in ((match["name"], None), match["name"].removesuffix(")").rsplit(" (", 1)):
        columns = [column for column in table.columns if reads(name, re.sub(r" \(kolom \d+\)$", "", column))]
        columns = columns or [column for column in table.columns if reads(name, column) or column == f"kolom {name}"]
        if len(columns) > 1:
            columns = [columns[pick("kolom", columns, match["nth"])]]
            found = [cell for cell in row.cells if cell.column in columns]
            nth = None
        else:
            found = [cell for cell in row.cells if cell.column in columns or reads(name, cell.column)]
            nth = match["nth"]
        if found and unit in (None, found[0].unit):
            return found[pick("kolom", found, nth)]
    raise Lost(f"kolom {named}")


def check_pages(landing: Landing, quoted: str, library: Library) -> None:
    """Check that a quoted text stands on the pages cited, beginning on the first and ending on the last of them."""
    document = landing.document
    if not document.page_starts:
        assert landing.pages == ()
        return
    pages = [library.pages[document.id][number] for number in landing.pages]
    lines = [squeeze(line) for line in quoted.split("\n") if line.strip()]
    assert pages, "zonder bladzijde"
    assert lines[0] in pages[0], "begint niet op de eerste bladzijde"
    assert lines[-1] in pages[-1], "eindigt niet op de laatste bladzijde"
    assert all(any(line in page for page in pages) for line in lines), "staat niet op de bladzijden"
    assert len(pages) == 1 or squeeze(quoted) not in pages[0], "staat al op de eerste bladzijde"


def check(
    citation: Citation, chunk: Chunk, library: Library, cell: Cell | None = None, span: Span | None = None
) -> None:
    """Check that a citation leads to what it is of, and that the quoted text stands there."""
    landing = land(citation.text, library)
    document = landing.document
    quoted = span or (cell.span if cell else chunk.span)
    assert document.id == chunk.document
    check_pages(landing, document.slice(quoted), library)
    if chunk.question is not None:
        assert landing.question is not None
        question = document.questions[chunk.question]
        assert landing.question == question
        assert any(place.contains(quoted) for place in (landing.question.span, landing.question.answer) if place)
    elif chunk.table is not None:
        assert landing.table is document.tables[chunk.table]
        if chunk.row is None:
            assert landing.row is None
            assert landing.table.span.contains(quoted)
            return
        assert landing.row is landing.table.rows[chunk.row]
        assert landing.cell is cell
        if landing.cell is not None:
            assert (
                squeeze(landing.cell.text) in squeeze(document.slice(landing.table.span)) or landing.cell.span == quoted
            )
    else:
        check_headings(landing, quoted)


def check_headings(landing: Landing, quoted: Span) -> None:
    """Check that the headings cited are those above the quoted text, the innermost last."""
    blocks = [block for block in landing.document.blocks if block.span.overlaps(quoted) and block.kind != "furniture"]
    assert blocks
    for block in blocks:
        path = [one_line(heading) for heading in block.headings]
        if not path:
            assert landing.headings == ""
            continue
        cited = landing.headings.removeprefix("… > ")
        assert cited, "zonder koppen"
        above = path[max(0, len(path) - cited.count(" > ") - 1) :]
        kept = [heading for heading in path if not heading.isupper()] or path
        assert any(
            all(map(reads, cited.split(" > "), tail)) or " > ".join(tail) == cited
            for tail in (kept[i:] for i in range(len(kept)))
            if len(tail) == cited.count(" > ") + 1 or " > ".join(tail) == cited
        ), (cited, above)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, stub_encoder: Encoder) -> Library:
    """Return the documents of the corpus, a small one in each format that is read, and one of all that is awkward."""
    folder = tmp_path_factory.mktemp("citaten") / "corpus"
    shutil.copytree(ROOT / "corpus", folder)
    formats = load_formats()
    (small,) = (d for d in read_corpus(ROOT / "tests" / "water").documents if d.tables)
    (asked,) = (d for d in read_corpus(ROOT / "tests" / "water").documents if d.questions)
    for suffix in FORMATS:
        takes = formats.is_of_figures if suffix in {".txt", ".pdf"} else formats.is_understood
        parts = [part for document in (small, asked) for part in formats.parts_of(document, takes)]
        (folder / f"proef-{suffix[1:]}{suffix}").write_bytes(formats.WRITERS[suffix](parts))
    (folder / "oneven.html").write_text(ODD, encoding="utf-8")
    with (folder / "metadata.toml").open("a", encoding="utf-8") as file:
        file.write(METADATA)
    return open_library(folder, stub_encoder)


def open_library(folder: Path, encoder: Encoder) -> Library:
    """Return the documents of a folder with the text of their pages."""
    documents = read_corpus(folder).documents
    searcher = build_index(documents, chunk_documents(documents, encoder, ChunkSettings()), encoder)
    pages = {
        document.id: {
            page.number: "".join(squeeze(line.text) for line in page.lines)
            for page in clean_pages(read_pages(folder / document.path))
        }
        for document in documents
    }
    return Library(searcher, pages)


def load_formats() -> ModuleType:
    """Return the module that writes one document in every format."""
    spec = importlib.util.spec_from_file_location("formats", Path(__file__).parent / "test_formats.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cited_cells(library: Library) -> list[tuple[Document, Chunk, Cell]]:
    """Return every cell of every table, each with the chunk of its row."""
    found = []
    for chunk in library.searcher.chunks:
        document = library.searcher.documents[chunk.document]
        if chunk.table is not None and chunk.row is not None:
            found += [(document, chunk, cell) for cell in document.tables[chunk.table].rows[chunk.row].cells]
    return found


def test_the_citation_of_every_chunk_lands(library: Library) -> None:
    for chunk in library.searcher.chunks:
        citation = cite(library.searcher.documents[chunk.document], chunk)
        try:
            check(citation, chunk, library)
        except AssertionError as error:
            error.add_note(f"{chunk.id}: {citation.text}")
            raise
        assert citation.text == f"{citation.source}, {citation.locator}".rstrip(", ")


def test_the_citation_of_every_cell_lands(library: Library) -> None:
    cells = cited_cells(library)
    tables = [table for document in library.documents for table in document.tables]
    assert {id(cell) for _, _, cell in cells} == {id(c) for table in tables for row in table.rows for c in row.cells}
    for document, chunk, cell in cells:
        citation = cite(document, chunk, cell)
        try:
            check(citation, chunk, library, cell)
        except AssertionError as error:
            error.add_note(f"{chunk.id}, {cell.column}: {citation.text}")
            raise


def test_the_citation_of_every_sentence_lands(library: Library) -> None:
    for chunk in library.searcher.chunks:
        document = library.searcher.documents[chunk.document]
        for span in find_sentences(chunk, document):
            citation = cite(document, chunk, span=span)
            try:
                check(citation, chunk, library, span=span)
            except AssertionError as error:
                error.add_note(f"{document.slice(span)[:80]!r}: {citation.text}")
                raise


@pytest.mark.skipif(SAMPLES is None, reason="VRAAGBAAK_SAMPLES names no folder of documents")
def test_every_citation_of_real_documents_lands(stub_encoder: Encoder) -> None:
    library = open_library(Path(SAMPLES or ""), stub_encoder)
    for chunk in library.searcher.chunks:
        document = library.searcher.documents[chunk.document]
        check(cite(document, chunk), chunk, library)
        for span in find_sentences(chunk, document):
            check(cite(document, chunk, span=span), chunk, library, span=span)
    for document, chunk, cell in cited_cells(library):
        check(cite(document, chunk, cell), chunk, library, cell)


def test_no_two_cells_have_one_citation(library: Library) -> None:
    seen: dict[str, int] = {}
    for document, chunk, cell in cited_cells(library):
        assert seen.setdefault(cite(document, chunk, cell).text, id(cell)) == id(cell)


def test_the_permalink_of_every_chunk_and_cell_leads_to_it(library: Library) -> None:
    searcher = library.searcher
    for chunk in searcher.chunks:
        document = searcher.documents[chunk.document]
        place = resolve_permalink(cite(document, chunk).permalink, searcher)
        assert place is not None, chunk.id
        # The part of a long table begins where the row before it ends, in white space.
        assert document.slice(place.span) == document.slice(chunk.span).strip()
        assert chunk.span.contains(place.span)
        assert (place.document, place.cell, place.chunks[0]) == (document, None, chunk)
    for document, chunk, cell in cited_cells(library):
        place = resolve_permalink(cite(document, chunk, cell).permalink, searcher)
        assert place is not None, (chunk.id, cell.column)
        assert place.cell is cell
        assert (place.document, place.span) == (document, cell.span)
        assert chunk in place.chunks


def test_a_wrong_citation_is_seen(library: Library) -> None:
    """What checks every citation would be worth nothing if it let these pass."""
    cells = {
        (document.id, cite(document, chunk, cell).text): (chunk, cell) for document, chunk, cell in cited_cells(library)
    }
    budget, first = "begroting-2025-asiel-en-migratie", "Kamerstukken II 2024/25, 36 600 XX, nr. 2, tabel 4, "
    right = f"{first}rij COA, kolom 2026 (x € 1.000), p. 12 van het bestand"
    chunk, cell = cells[budget, right]
    citation = cite(library.searcher.documents[budget], chunk, cell)
    check(citation, chunk, library, cell)
    for wrong, by in [
        ("36 600 XX", "36 740 VI"), ("36 600 XX", "36 601 XX"), ("tabel 4", "tabel 5"), ("rij COA", "rij Nidos"),
        ("rij COA", "2e rij COA"), ("rij COA", "rij CO"), ("kolom 2026", "kolom 2025"), ("x € 1.000", "x € 1 mln."),
        ("p. 12", "p. 13"), ("p. 12", "p. 11-12"), ("p. 12", "p. 12-13"), (", p. 12 van het bestand", ""),
        (" van het bestand", ""), (", kolom 2026 (x € 1.000)", ""),
    ]:  # fmt: skip
        assert wrong in right
        with pytest.raises((AssertionError, StopIteration)):
            check(Citation(right.replace(wrong, by), budget, "", (), None), chunk, library, cell)
    odd = [text for name, text in cells if name == "oneven"]
    grouped = next(text for text in odd if "rij Subsidies > Overig" in text)
    with pytest.raises(Lost):
        land(grouped.replace("Subsidies > ", ""), library)
    with pytest.raises(Lost):
        land(next(text for text in odd if "2e kolom 2025" in text).replace("2e kolom", "kolom"), library)


def test_the_awkward_document_is_awkward(library: Library) -> None:
    """The names that it is there for: groups, counted rows, columns and tables, a caption, cut labels and headings."""
    document = library.searcher.documents["oneven"]
    texts = [cite(document, chunk).locator for chunk in library.searcher.chunks if chunk.document == "oneven"]
    texts += [cite(d, chunk, cell).locator for d, chunk, cell in cited_cells(library) if d is document]
    for locator in (
        "tabel 1, rij Subsidies > Overig, 1e kolom 2025 (x € 1.000)",
        "tabel 1, rij Subsidies > Overig, kolom 2026 (x € 1.000)",
        "tabel 1, 1e rij Opdrachten > Overig, 2e kolom 2025 (x € 1.000)",
        "tabel 1, 2e rij Opdrachten > Overig",
        "tabel 1, rij Kunst, kolom 2026, kolom 2026 (x € 1.000)",
        "2e tabel, 2e rij De minister zegt de Kamer toe dat hij voor de zomer een brief zendt over alle…",
        "tabel ‘Vluchten vanaf ’s lands velden’, rij De Peel, kolom 2024 (x € 1 mln)",
        "tabel ‘Schepen’, rij Fregat, kolom 2024",
    ):
        assert locator in texts
    assert any(locator.startswith("… > ") for locator in texts)

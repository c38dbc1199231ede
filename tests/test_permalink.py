"""Permalinks: made of what stands at a place, found again in every later index, and of one place alone."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.permalink import PARAMETER, make_permalink, resolve_permalink
from index.build import build_index, chunk_documents
from index.encoder import Encoder
from index.search import Searcher
from index.sentences import find_sentences
from index.store import load_index, save_index
from ingest.chunk import Chunk, ChunkSettings
from ingest.corpus import read_corpus
from ingest.document import Block, Cell, Document, Metadata, Row, Span, Table

USUAL, SMALL = ChunkSettings(), ChunkSettings(max_tokens=60)


@pytest.fixture(scope="module")
def documents() -> tuple[Document, ...]:
    return read_corpus(Path(__file__).parent.parent / "corpus").documents


@pytest.fixture(scope="module")
def searcher(documents: tuple[Document, ...], stub_encoder: Encoder) -> Searcher:
    return make_searcher(documents, stub_encoder)


def make_searcher(documents: Sequence[Document], encoder: Encoder, settings: ChunkSettings = USUAL) -> Searcher:
    return build_index(documents, chunk_documents(documents, encoder, settings), encoder)


def make_document(text: str, name: str = "stuk", tables: tuple[Table, ...] = ()) -> Document:
    blocks = (Block("paragraph", Span(0, len(text)), ()),)
    return Document(name, f"{name}.txt", "0", Metadata(), text, (0,), (), blocks, tables, ())


def make_chunk(document: Document, span: Span) -> Chunk:
    text = document.slice(span)
    return Chunk(f"{document.id}:paragraaf:0", document.id, "paragraaf", span, (1,), (), text, text)


def all_places(searcher: Searcher) -> Iterator[tuple[Document, Chunk, Cell | None, Span | None]]:
    """Yield what can be cited: each chunk, each cell and each sentence."""
    for chunk in searcher.chunks:
        document = searcher.documents[chunk.document]
        yield document, chunk, None, None
        if chunk.table is not None and chunk.row is not None:
            for cell in document.tables[chunk.table].rows[chunk.row].cells:
                yield document, chunk, cell, None
        for span in find_sentences(chunk, document):
            yield document, chunk, None, span


def trim(document: Document, span: Span) -> Span:
    """Return a span without white space at its ends: the part of a long table begins where the row before it ends."""
    text = document.slice(span)
    return Span(span.start + len(text) - len(text.lstrip()), span.end - len(text) + len(text.rstrip()))


def test_no_two_places_have_one_address(searcher: Searcher, stub_encoder: Encoder) -> None:
    found: dict[str, set[tuple[str, str, Span]]] = {}
    small = make_searcher(tuple(searcher.documents.values()), stub_encoder, SMALL)
    for source in (searcher, small):
        for document, chunk, cell, span in all_places(source):
            # A cell that is the only one of its row reads as the row does.
            kind = "cel" if cell else chunk.kind
            place = (document.id, kind, cell.span if cell else span or chunk.span)
            found.setdefault(make_permalink(document, chunk, cell, span), set()).add(place)
    assert len(found) > 4000
    assert [(address, places) for address, places in found.items() if len(places) > 1] == []


def test_an_address_outlasts_other_chunks_other_documents_and_a_better_title(
    searcher: Searcher, stub_encoder: Encoder
) -> None:
    """Chunk ids do not: they are made of the chunk's text, and that depends on how text is cut."""
    documents = [
        replace(document, metadata=replace(document.metadata, title="Verbeterd", kamerstuk=None, date="2020-01-01"))
        for document in searcher.documents.values()
    ]
    later = make_searcher([make_document("Een ander stuk.", "aaa"), *reversed(documents)], stub_encoder, SMALL)
    places = list(all_places(searcher))
    assert {chunk.id for _, chunk, _, _ in places} - {chunk.id for chunk in later.chunks}
    for document, chunk, cell, span in places[::19]:
        place = resolve_permalink(make_permalink(document, chunk, cell, span), later)
        assert place is not None
        assert place.span == trim(document, cell.span if cell else span or chunk.span)
        assert place.cell == cell
        assert place.document.id == document.id
        assert place.chunks
        assert set(place.chunks) <= set(later.chunks)


def test_an_address_outlasts_a_saved_index(searcher: Searcher, stub_encoder: Encoder, tmp_path: Path) -> None:
    save_index(searcher, tmp_path / "index")
    loaded = load_index(tmp_path / "index", stub_encoder)
    for document, chunk, cell, span in list(all_places(searcher))[::101]:
        address = make_permalink(document, chunk, cell, span)
        place = resolve_permalink(address, loaded)
        assert place is not None
        assert place.span == trim(document, cell.span if cell else span or chunk.span)
        own = loaded.documents[document.id]
        assert make_permalink(own, place.chunks[0], place.cell, place.span) == address


def test_the_first_chunk_is_the_one_that_was_linked_to(searcher: Searcher) -> None:
    for chunk in searcher.chunks[::17]:
        place = resolve_permalink(make_permalink(searcher.documents[chunk.document], chunk), searcher)
        assert place is not None
        assert place.chunks[0].kind == chunk.kind
        assert place.chunks[0] == chunk


def test_a_cell_leads_to_the_chunk_of_its_row(searcher: Searcher) -> None:
    """Cells of records may stand outside the lines of their own row, among those of another."""
    for document, chunk, cell, _ in list(all_places(searcher))[::7]:
        if cell is not None:
            place = resolve_permalink(make_permalink(document, chunk, cell), searcher)
            assert place is not None
            assert {(found.table, found.row) for found in place.chunks} == {(chunk.table, chunk.row)}


def test_an_address_is_short_and_tells_nothing_but_the_document(searcher: Searcher) -> None:
    for document, chunk, cell, span in list(all_places(searcher))[::11]:
        address = make_permalink(document, chunk, cell, span)
        assert address.startswith(f"?{PARAMETER}={document.id}.")
        assert len(address) <= len(document.id) + 40
        assert address == make_permalink(document, replace(chunk, id="x", text="", indexed=""), cell, span)


def test_content_that_is_gone_is_not_found(stub_encoder: Encoder) -> None:
    before = make_document("De bijdrage aan het COA daalt. De bezetting is lager.")
    span = Span(0, 30)
    address = make_permalink(before, make_chunk(before, span))
    for text, found in [
        ("De bijdrage aan het COA daalt. Meer niet.", True),
        ("Vooraf. De bijdrage\naan het  COA daalt.", True),
        ("De bijdrage aan het COA stijgt. De bezetting is lager.", False),
        ("De bijdrage aan de COA daalt. De bezetting is lager.", False),
        ("Kort.", False),
    ]:
        place = resolve_permalink(address, make_searcher([make_document(text)], stub_encoder))
        assert (place is not None) == found, text
        if place is not None:
            assert place.document.slice(place.span).split() == before.slice(span).split()
    assert resolve_permalink(address, make_searcher([make_document(before.text, "ander")], stub_encoder)) is None


def test_the_same_text_twice_has_two_addresses(stub_encoder: Encoder) -> None:
    document = make_document("Dat klopt. Nee. Dat klopt. Dat\nklopt. Omdat klopt. Dat klopt.")
    searcher = make_searcher([document], stub_encoder)
    spans = [Span(0, 10), Span(16, 26), Span(27, 37), Span(51, 61)]
    addresses = [make_permalink(document, make_chunk(document, span)) for span in spans]
    assert [address.rpartition("-")[2] for address in addresses[1:]] == ["2", "3", "4"]
    found = [resolve_permalink(address, searcher) for address in addresses]
    assert [place.span for place in found if place] == spans


def test_cells_that_say_the_same_of_the_same_are_told_apart(stub_encoder: Encoder) -> None:
    text = "COA 5 5\nCOA 5 5"
    cells = [Cell("2025", "5", Span(start, start + 1)) for start in (4, 6, 12, 14)]
    rows = (Row("COA", (), (cells[0], cells[1]), Span(0, 7)), Row("COA", (), (cells[2], cells[3]), Span(8, 15)))
    table = Table("Tabel 1", "", "", ("2025", "2025"), rows, Span(0, 15), ())
    document = make_document(text, tables=(table, replace(table, name="Tabel 2")))
    searcher = make_searcher([document], stub_encoder)
    chunks = {(chunk.table, chunk.row): chunk for chunk in searcher.chunks if chunk.row is not None}
    addresses = [
        make_permalink(document, chunks[i, j], cell) for i in range(2) for j in range(2) for cell in rows[j].cells
    ]
    assert len(set(addresses)) == 8
    places = [resolve_permalink(address, searcher) for address in addresses]
    assert [place and place.cell for place in places] == cells * 2
    assert [place and place.chunks[0].table for place in places] == [0] * 4 + [1] * 4


def test_a_cell_is_not_found_by_its_value_alone(stub_encoder: Encoder) -> None:
    """The same amount in another row, column or table is another figure: a link must not lead to it in silence."""

    def make(table: str, row: str, group: str, column: str, value: str = "5") -> Document:
        cell = Cell(column, value, Span(4, 5))
        rows = (Row(row, (group,), (cell,), Span(0, 5)),)
        text = f"COA {value}"
        return make_document(text, tables=(Table(table, "", "", (column,), rows, Span(0, 5), ()),))

    document = make("Tabel 1", "COA", "Uitgaven", "2025")
    searcher = make_searcher([document], stub_encoder)
    chunk = next(chunk for chunk in searcher.chunks if chunk.row is not None)
    address = make_permalink(document, chunk, document.tables[0].rows[0].cells[0])
    assert resolve_permalink(address, searcher) is not None
    for other in (
        make("Tabel 2", "COA", "Uitgaven", "2025"),
        make("Tabel 1", "IND", "Uitgaven", "2025"),
        make("Tabel 1", "COA", "Ontvangsten", "2025"),
        make("Tabel 1", "COA", "Uitgaven", "2026"),
        make("Tabel 1", "COA", "Uitgaven", "2025", "6"),
    ):
        assert resolve_permalink(address, make_searcher([other], stub_encoder)) is None


def test_a_span_is_of_whole_words(stub_encoder: Encoder) -> None:
    document = make_document("  Zie (€ 7,9 miljoen) en onderuitputting.  ")
    searcher = make_searcher([document], stub_encoder)
    for span, shown in [
        (Span(0, 44), "Zie (€ 7,9 miljoen) en onderuitputting."),
        (Span(7, 20), "€ 7,9 miljoen"),
        (Span(30, 40), "onderuitputting"),
    ]:
        place = resolve_permalink(make_permalink(document, make_chunk(document, span)), searcher)
        assert place is not None
        assert document.slice(place.span) == shown


def test_a_document_id_may_hold_anything(stub_encoder: Encoder) -> None:
    for name in ("map/stuk 1.pdf", "a&b=c?d#e%20.tekst3-000000000000", "één.cel-0"):
        document = make_document("Hier staat het.", name)
        searcher = make_searcher([document], stub_encoder)
        address = make_permalink(document, searcher.chunks[0])
        assert urlsplit(address).fragment == ""
        bare = unquote(address.removeprefix(f"?{PARAMETER}="))
        for given_address in (address, f"http://localhost:8501/{address}", f"?vraag=x&{address[1:]}", bare):
            if "?" in bare and given_address == bare:
                continue
            place = resolve_permalink(given_address, searcher)
            assert place is not None
            assert place.document.id == name


@pytest.mark.parametrize(
    "address",
    [
        "", "?", "?plaats=", "stuk", "stuk.", "stuk.cel-", "stuk.paragraaf-000000000000",
        "stuk.paragraaf0-000000000000", "stuk.paragraaf999999999-000000000000", "stuk.cel-000000000000",
        "stuk.cel-000000000000-9", "stuk.x4-000000000000", "stuk.paragraaf4-000000000000-0", "x" * 100_000,
        "?vraag=stuk.cel-000000000000", "\0", "stuk.vraag٣-000000000000",
    ],
)  # fmt: skip
def test_what_is_no_address_is_not_found(address: str, stub_encoder: Encoder) -> None:
    assert resolve_permalink(address, make_searcher([make_document("Hier staat het.")], stub_encoder)) is None


@given(
    words=st.lists(st.sampled_from(["de", "COA", "a", "aa", "€", "(", "1,2", "é"]), min_size=1, max_size=12),
    data=st.data(),
)
def test_every_run_of_words_is_found_where_it_stands(words: list[str], data: st.DataObject) -> None:
    separators = data.draw(
        st.lists(st.sampled_from([" ", "\n", "\n\n", "  "]), min_size=len(words), max_size=len(words))
    )
    starts, text = [], ""
    for word, separator in zip(words, separators, strict=True):
        starts.append(len(text))
        text += word + separator
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    span = Span(starts[first], starts[last] + len(words[last]))
    document = make_document(text)
    chunk = make_chunk(document, span)
    searcher = Places(document, chunk)
    place = resolve_permalink(make_permalink(document, chunk), searcher)  # type: ignore[arg-type]
    assert place is not None
    assert "".join(document.slice(place.span).split()) == "".join(document.slice(span).split())
    assert place.span == span


class Places:
    """A searcher that knows one document and one chunk: an index for each example would take seconds."""

    def __init__(self, document: Document, chunk: Chunk) -> None:
        self.documents = {document.id: document}
        self.chunks = (chunk,)

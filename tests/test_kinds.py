"""Which kinds of chunk suit a query: tables where one is asked for, meanings where one is, no figures for a reason."""

from decimal import Decimal

import pytest

from index.kinds import KindIndex
from ingest.chunk import Chunk, ChunkKind
from ingest.document import Cell, Document, Metadata, Row, Span, Table

SPAN = Span(0, 1)
FIGURES = Table(
    "Tabel 4", "Uitgaven", "", ("2025",), (Row("COA", (), (Cell("2025", "1", SPAN, Decimal(1)),), SPAN),), SPAN, ()
)
WORDS = Table("Tabel 9", "Gebruikte afkortingen", "", ("Betekenis",), (Row("COA", (), (), SPAN),), SPAN, ())
DOCUMENT = Document("stuk", "stuk.txt", "0", Metadata(), "x", (0,), (), (), (FIGURES, WORDS), ())


def make_chunk(kind: ChunkKind, table: int | None = None, row: int | None = None) -> Chunk:
    return Chunk(f"{kind}:{table}", "stuk", kind, SPAN, (1,), (), "x", "x", table=table, row=row)


CHUNKS = (make_chunk("paragraaf"), make_chunk("tabel", 0), make_chunk("rij", 0, 0), make_chunk("rij", 1, 0))


@pytest.mark.parametrize(
    ("query", "suited"),
    [
        ("uitgaven COA", [1, 0, 1, 0]),
        ("tabel uitgaven COA", [0, 1, 0, 0]),
        ("wat betekent COA", [1, 0, 1, 1]),
        ("waar staat COA voor", [1, 0, 1, 1]),
        ("waarom stijgen de uitgaven", [1, 0, 0, 0]),
    ],
)
def test_kinds_that_suit(query: str, suited: list[int]) -> None:
    assert KindIndex({"stuk": DOCUMENT}, CHUNKS).scores(query).tolist() == suited

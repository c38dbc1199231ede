"""What an answer is made of: the sentence or cell that answers, where it stands, and what was computed of two."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from answer.cite import Citation
from ingest.chunk import Chunk
from ingest.document import Span

FoundKind = Literal["cel", "rij", "afkorting", "zin", "geen cijfer"]
"""What answers: one cell, a row whole since the query does not tell which of its cells, the meaning of a short form,
a sentence, or a sentence in which the source itself says that it cannot be told."""

Operation = Literal["verschil", "aandeel", "procent"]
"""What is computed of two figures: their difference, what share one is of the other, by how many percent it changed."""


@dataclass(frozen=True, slots=True)
class Found:
    """What answers a query, or one of several things that it asks: `text` stands in the document, verbatim, at `span`.

    `chunk` is the passage that it stands in. `asked` tells which of several things it answers (`2026`, `Nidos`), empty
    where one was asked.

    A figure has its `value` as printed, at `value_span`: the text of a cell, or the amount, number or date in a
    sentence; of a reason it is the amount that is explained. `number` times `scale` is in euros, or as it is where
    `unit` is not one of money; `unit` is as printed beside it (`x € 1.000`), and `plain` says an amount of money so
    that it needs no unit (`€ 4,42 mld.`). `column` is the heading above a cell. `also` are the citations of other
    places that state the same.
    """

    kind: FoundKind
    text: str
    span: Span
    citation: Citation
    chunk: Chunk
    asked: str = ""
    column: str | None = None
    value: str | None = None
    value_span: Span | None = None
    unit: str | None = None
    plain: str | None = None
    number: Decimal | None = None
    scale: Decimal = Decimal(1)
    also: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Computed:
    """What was computed of the two figures of an answer, exactly, in their common unit, and rounded only to be read.

    `number` is in `unit` (`x € 1.000`, or `%` for a share and a change in percent), `text` is it as shown
    (`359.734 (x € 1.000)`, `8,9%`), `plain` an amount of money in words that need no unit, and `formula` how it was
    computed, with the values as printed (`4.422.334 ‒ 4.062.600`).
    """

    operation: Operation
    number: Decimal
    unit: str
    text: str
    formula: str
    plain: str | None = None

"""A sentence that answers a query, with the figure in it and what keeps it from being sure."""

from dataclasses import dataclass
from typing import Literal

from answer.statements.figures import Figure
from ingest.chunk import Chunk
from ingest.document import Span

StatementKind = Literal["zin", "afkorting", "geen cijfer"]
"""A sentence that answers; where a document says what a short form stands for; a sentence in which the source itself
says that it cannot be told."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that answers a query, best first among others by `score`.

    `span` covers whole sentences of the document: the one that answers, `sentence`, and those that it cannot be read
    without. `figure` is what was asked for, or in a reason the amount that is explained; None where the query asks for
    none, or where it is not sure which one is meant.

    `lacking`, 0..1, is which part of the query, by weight, neither the sentence nor what stands around it accounts for;
    `fits_year` whether it is about a year asked for, or none was asked for; `lead` by how much its score exceeds that
    of the next sentence of which the figure differs, or of the next sentence where no figure is asked for.
    """

    kind: StatementKind
    chunk: Chunk
    span: Span
    sentence: Span
    score: float
    figure: Figure | None = None
    lacking: float = 0.0
    fits_year: bool = True
    lead: float = 0.0

    @property
    def document(self) -> str:
        """Return the id of the document that it stands in."""
        return self.chunk.document

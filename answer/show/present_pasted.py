"""What is shown of a pasted Kamervraag: its sub-questions, each with its answer, and how many were found."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from answer.answer import Answer, Status
from answer.question_kind import recognize_kind
from answer.show.asked import NOTHING_ASKED, Asked, search_address
from answer.show.present import (
    AnswerView,
    EarlierView,
    PassageView,
    present_answer,
    present_earlier,
    present_passages,
)
from index.search import Searcher

SHOWN_PASSAGES = 3
"""So many passages stand below the answer to each sub-question; its own search shows the others."""


@dataclass(frozen=True, slots=True)
class PartView:
    """A sub-question as typed, the query that it was searched for with, its card, earlier ones and first passages.

    `alone` is the address where it is asked by itself.
    """

    question: str
    asked: str
    card: AnswerView
    earlier: tuple[EarlierView, ...]
    passages: tuple[PassageView, ...]
    alone: str


@dataclass(frozen=True, slots=True)
class PastedView:
    """A pasted Kamervraag: what stands above its questions, how many of them were answered, and the questions."""

    heading: str
    introduction: str
    found: int
    parts: tuple[PartView, ...]


def present_pasted(
    answer: Answer, searcher: Searcher, asked: Asked = NOTHING_ASKED, *, filtered: bool = False
) -> PastedView:
    """Return a pasted Kamervraag as it is shown; `filtered` says that not all passages were searched."""
    parts = tuple(_present_part(part, searcher, asked, filtered=filtered) for part in answer.parts)
    return PastedView(answer.heading, answer.introduction, count_found(answer), parts)


def _present_part(part: Answer, searcher: Searcher, asked: Asked, *, filtered: bool) -> PartView:
    """Return a sub-question as it is shown; what it leads to goes on from it and not from all that was pasted."""
    # With words from above the question it may read as a question of another kind, which the card does not answer.
    same = recognize_kind(part.understood.text) == part.kind
    own = {**asked, "vraag": [part.asked if same else part.query], "vorige": []}
    return PartView(
        " ".join(part.query.split()),
        part.asked,
        present_answer(part, searcher, own, filtered=filtered),
        present_earlier(part, searcher, own),
        present_passages(part, searcher, own, SHOWN_PASSAGES),
        search_address(own),
    )


def count_found(answer: Answer) -> int:
    """Return how many sub-questions of a pasted Kamervraag have an answer."""
    return sum(bool(part.answers) for part in answer.parts)


def count_statuses(cards: Sequence[AnswerView]) -> dict[Status, int]:
    """Return how many sub-questions were answered, surely or not, and how many were not; only what there is."""
    counted = Counter(card.status for card in cards)
    return {status: counted[status] for status in get_args(Status) if counted[status]}


def describe_found(found: int, parts: int) -> str:
    """Return in words how many of the sub-questions were answered: `5 van 7 deelvragen beantwoord`."""
    return f"{found} van {parts} {'deelvraag' if parts == 1 else 'deelvragen'} beantwoord"

"""What is shown of a pasted Kamervraag: its sub-questions, each with its answer, and how many were found."""

from dataclasses import dataclass

from answer.answer import Answer
from answer.present import (
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
    """A sub-question as typed, the query that it was searched for with, its card, earlier ones and first passages."""

    question: str
    asked: str
    card: AnswerView
    earlier: tuple[EarlierView, ...]
    passages: tuple[PassageView, ...]


@dataclass(frozen=True, slots=True)
class PastedView:
    """A pasted Kamervraag: what stands above its questions, how many of them were answered, and the questions."""

    heading: str
    introduction: str
    found: int
    parts: tuple[PartView, ...]


def present_pasted(answer: Answer, searcher: Searcher, *, filtered: bool = False) -> PastedView:
    """Return a pasted Kamervraag as it is shown; `filtered` says that not all passages were searched."""
    parts = tuple(
        PartView(
            " ".join(part.query.split()),
            part.asked,
            present_answer(part, searcher, filtered=filtered),
            present_earlier(part, searcher),
            present_passages(part, searcher)[:SHOWN_PASSAGES],
        )
        for part in answer.parts
    )
    return PastedView(answer.heading, answer.introduction, count_found(answer), parts)


def count_found(answer: Answer) -> int:
    """Return how many sub-questions of a pasted Kamervraag have an answer."""
    return sum(bool(part.answers) for part in answer.parts)


def describe_found(found: int, parts: int) -> str:
    """Return in words how many of the sub-questions were answered: `5 van 7 deelvragen beantwoord`."""
    return f"{found} van {parts} {'deelvraag' if parts == 1 else 'deelvragen'} beantwoord"

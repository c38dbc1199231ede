"""How much of a text a sentence needs to be read: what it refers back to, what introduces its list, its whole list."""

from collections.abc import Sequence

from answer.question_kind import QuestionKind
from answer.statements.candidates import Candidate, is_item
from ingest.document import Span

LONGEST = 700
"""A sentence is not quoted with what comes before it where that makes so many characters."""

LONGEST_LIST = 2500
"""Of a longer list only the item that answers is quoted."""

_SAYS_LITTLE = 15
"""An item of so many words is read with the sentence that introduces it."""


def extend_span(kind: QuestionKind, candidate: Candidate, others: Sequence[Candidate]) -> Span:
    """Return the span of a sentence with what it cannot be read without; `others` are all sentences of its passage."""
    if kind == "welke":
        whole = _find_list(candidate, others)
        if whole is not None:
            return whole
    before = candidate.before
    if before is None or candidate.span.end - before.start > LONGEST or before.start > candidate.span.start:
        return candidate.span
    if is_item(candidate.text):
        short = len(candidate.text.split()) <= _SAYS_LITTLE
        return Span(before.start, candidate.span.end) if short else candidate.span
    # What only refers back says nothing by itself: `Dit wordt veroorzaakt door …`.
    own = len(candidate.own) > len(candidate.near) and kind != "waarom"
    return candidate.span if own else Span(before.start, candidate.span.end)


def _find_list(candidate: Candidate, others: Sequence[Candidate]) -> Span | None:
    """Return the span of the list that a sentence introduces or is an item of, with its introduction, None without."""
    number = candidate.number
    if is_item(candidate.text):
        opening = next((each.number for each in others if each.span == candidate.before), number)
    elif number + 1 < len(others) and is_item(others[number + 1].text):
        opening = number
    else:
        return None
    last = opening
    for each in others[opening + 1 :]:
        if not is_item(each.text) and not is_item(others[each.number - 1].text):
            break
        if is_item(each.text):
            last = each.number
    whole = Span(others[opening].span.start, others[last].span.end)
    return whole if last > opening and whole.end - whole.start <= LONGEST_LIST else None

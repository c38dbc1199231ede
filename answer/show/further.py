"""What a card leads on to beside its source: the row of a figure compared over years.

It stands apart from `answer.show.present`, on which the exports stand, and on these the comparison.
"""

from dataclasses import replace

from answer.answer import Answer
from answer.compare.address import compare_address
from answer.show.present import AnswerView
from answer.show.present_pasted import PastedView
from index.search import Searcher


def add_comparisons(view: AnswerView, answer: Answer, searcher: Searcher) -> AnswerView:
    """Return the card of an answer with the addresses of the comparisons, once for figures of the same table."""
    items = tuple(
        replace(item, compare=compare_address(found.chunk, searcher)) if item.table is not None else item
        for item, found in zip(view.items, answer.answers, strict=True)
    )
    return replace(view, items=items)


def add_part_comparisons(view: PastedView, answer: Answer, searcher: Searcher) -> PastedView:
    """Return a pasted Kamervraag with the addresses of the comparisons on the cards of its sub-questions."""
    parts = tuple(
        replace(shown, card=add_comparisons(shown.card, part, searcher))
        for shown, part in zip(view.parts, answer.parts, strict=True)
    )
    return replace(view, parts=parts)

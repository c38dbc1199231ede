"""The passages that have the words of a query, found without the model: what can be shown while it is being loaded."""

from answer.answer import Passage
from answer.cite import cite
from answer.highlight import find_words
from index.filters import NO_FILTERS, Filters
from index.search import Searcher


def find_keyword_passages(
    query: str, searcher: Searcher, filters: Filters = NO_FILTERS, count: int = 10
) -> tuple[Passage, ...]:
    """Return the (at most) `count` passages that share most words with a query, with those words marked.

    No sentence is marked as one that answers: that takes the model.

    Raises:
        QueryError: the query has no letter or figure in it, or a filter has an unknown value.
    """
    results = searcher.search(query, filters, count, mode="lexical")
    return tuple(
        Passage(
            hit,
            cite(searcher.documents[hit.chunk.document], hit.chunk),
            (),
            find_words(results.words, hit.chunk),
        )
        for hit in results.hits
    )

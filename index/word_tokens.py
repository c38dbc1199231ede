"""Which of a model's tokens speak for the words of a text: not its special ones, the prompt's, or bare punctuation."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.analyze import content_tokens, tokenize
from ingest.document import Span

if TYPE_CHECKING:
    from tokenizers import Encoding


def find_word_tokens(text: str, spans: Sequence[Span]) -> NDArray[np.bool_]:
    """Return for each token whether it counts, shape (tokens,): there is a letter or figure in it.

    `spans` say where the tokens stand in `text`; those that are not of it have an empty one.
    """
    return np.array([any(map(str.isalnum, text[span.start : span.end])) for span in spans], dtype=np.bool_)


def find_content_tokens(text: str, spans: Sequence[Span]) -> NDArray[np.bool_]:
    """Return for each token of a query whether it counts, shape (tokens,): it is of a word that is no stopword.

    Of a query of stopwords only all its words count.
    """
    words = find_word_tokens(text, spans)
    content = content_tokens(text)
    stopwords = [token for token in tokenize(text) if token not in content]
    # A part of a compound overlaps the whole of it: what is of a content word counts, whatever else it is of.
    kept = np.array(
        [
            bool(counts)
            and (
                not any(token.start < span.end and span.start < token.end for token in stopwords)
                or any(token.start < span.end and span.start < token.end for token in content)
            )
            for counts, span in zip(words, spans, strict=True)
        ],
        dtype=np.bool_,
    )
    return kept if kept.any() else words


def locate_tokens(encoding: "Encoding", ids: Sequence[int], prompt: int) -> tuple[Span, ...]:
    """Return where in its text each of the tokens `ids` stands, empty for special tokens and those of the prompt.

    `encoding` is of the prompt, of so many characters, and the text together, whole. The model may have cut it off,
    which the ids show: what follows the first that differs is not of the text.
    """
    spans = [Span(0, 0)] * len(ids)
    rows = zip(ids, encoding.ids, encoding.special_tokens_mask, encoding.offsets, strict=False)
    for position, (own, whole, special, (start, end)) in enumerate(rows):
        if own != whole:
            break
        # Many tokens begin with the space before their word, which may be the prompt's last.
        if not special and end > prompt:
            spans[position] = Span(max(start, prompt) - prompt, end - prompt)
    return tuple(spans)

"""Which of a model's tokens speak for the words of a text: not special ones, the prompt's, punctuation, stopwords."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.analyze import Token, content_tokens, tokenize
from ingest.document import Span

if TYPE_CHECKING:
    from tokenizers import Encoding


def find_content_tokens(text: str, spans: Sequence[Span]) -> NDArray[np.bool_]:
    """Return for each token whether it counts, shape (tokens,): it is of a word that is no stopword.

    `spans` say where the tokens stand in `text`; those that are not of it have an empty one. Of a text of stopwords
    only all its words count.
    """
    words = _find_word_tokens(text, spans)
    content = content_tokens(text)
    in_content, in_stopword = _mark(text, content), _mark(text, set(tokenize(text)).difference(content))
    # A part of a compound overlaps the whole of it: what is of a content word counts, whatever else it is of.
    kept = np.array(
        [
            counts and (in_content[span.start : span.end].any() or not in_stopword[span.start : span.end].any())
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


def _find_word_tokens(text: str, spans: Sequence[Span]) -> NDArray[np.bool_]:
    """Return for each token whether there is a letter or figure in it, shape (tokens,)."""
    return np.array([any(map(str.isalnum, text[span.start : span.end])) for span in spans], dtype=np.bool_)


def _mark(text: str, tokens: Iterable[Token]) -> NDArray[np.bool_]:
    """Return for each character of `text` whether it is of one of the tokens."""
    marked = np.zeros(len(text), dtype=np.bool_)
    for token in tokens:
        marked[token.start : token.end] = True
    return marked

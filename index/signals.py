"""What the words of a query and its vectors say of each candidate: one signal for each way of looking, 0..1."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.analyze import GRAM_MARK, analyze_tokens
from index.fuse import min_max
from index.lexical import LexicalIndex
from index.readings import QueryWords

EVIDENCE_POWER = 0.5
"""Scores of words count by this power of how much of the query the best chunk accounts for (`LexicalIndex.evidence`).

Stretching alone makes the best of a bad list as good as a full match: everyday words for what the documents call
otherwise then drown what the vectors know. At 0 evidence would not count; between .5 and 1 the result is flat.
"""


class WordScores:
    """The BM25 scores that a query's words give every chunk, apart for whole words and for parts of words."""

    def __init__(self, words: QueryWords, lexical: LexicalIndex) -> None:
        """Score the terms of each word, and let a reading take a word's place where it finds more."""
        self._lexical = lexical
        own = analyze_tokens(words.tokens)
        self._terms = [term for terms in own for term in terms]
        self.whole = self._score(words, own, parts=False)
        self.parts = self._score(words, own, parts=True)

    def stretch(self, positions: NDArray[np.int64], *, parts: bool) -> NDArray[np.float64]:
        """Return the scores of the candidates at `positions` as a signal, lowered by what is not accounted for."""
        scores = self.parts if parts else self.whole
        evidence = self._lexical.evidence(_choose(self._terms, parts), scores)
        stretched: NDArray[np.float64] = evidence**EVIDENCE_POWER * min_max(scores[positions])
        return stretched

    def _score(self, words: QueryWords, own: Sequence[Sequence[str]], *, parts: bool) -> NDArray[np.float32]:
        """Return the score of every chunk, shape (chunks,).

        A reading never adds to the words that it stands for: of each chunk the better of the two counts. Nor does it
        count for more than those words do where they are found best: what was typed comes first.
        """
        scores = [self._lexical.scores(_choose(terms, parts)).astype(np.float64) for terms in own]
        if not scores:
            return np.zeros(self._lexical.matrix.shape[1], dtype=np.float32)
        for reading in words.readings:
            terms = _choose(reading.terms, parts)
            if not terms:
                continue
            covered = np.sum(scores[reading.start : reading.end], axis=0)
            most = float(covered.max()) or np.inf
            gain = np.maximum(0.0, np.minimum(reading.weight * self._lexical.scores(terms), most) - covered)
            for place in range(reading.start, reading.end):
                scores[place] = scores[place] + gain / (reading.end - reading.start)
        total: NDArray[np.float64] = np.sum(scores, axis=0)
        return total.astype(np.float32)


def combine(signals: Mapping[str, NDArray[np.float64]], weights: Mapping[str, float]) -> NDArray[np.float64]:
    """Return the weighted mean of the signals; all are of the same candidates in the same order."""
    fused: NDArray[np.float64] = np.sum([weights.get(name, 0.0) * values for name, values in signals.items()], axis=0)
    return fused


def _choose(terms: Sequence[str], parts: bool) -> list[str]:
    """Return the terms that are parts of words, or the others."""
    return [term for term in terms if term.startswith(GRAM_MARK) == parts]

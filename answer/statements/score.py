"""How well a sentence answers: by meaning, by the query's words in it and about it, by its form and its figures."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from answer.question_kind import QuestionKind, asks_figure
from answer.statements.candidates import Candidate, is_item, share_of
from answer.statements.cues import has_form, tells_unknown
from answer.statements.figures import list_figures, wanted_measures
from index.search import Searcher
from index.tokens import find_years

WEIGHTS: Mapping[str, float] = {
    "betekenis": 2.2,
    "woorden": 3.4,
    "nabij": 2.7,
    "alinea": 1.7,
    "rondom": 1.0,
    "reden": 2.1,
    "betekent": 2.1,
    "beslist": 2.0,
    "vorm": 1.0,
    "cijfer": 2.2,
    "onbekend": 2.8,
    "jaar": 1.5,
    "ander jaar": -1.0,
    "bijschrift": -5.0,
    "vraagzin": -0.5,
    "begin": 0.3,
    "eerste": 0.7,
    "vindplaats": 2.0,
    "rang": 1.6,
}
"""How much each feature counts. First set by hand, then fitted on the queries that are for tuning (that the right
sentence has most of the score among all), held near the first by an L2 penalty, as on so few of them it must be; but
for captions and questions, which never answer whatever the queries say.

- `betekenis`: by how many standard deviations the sentence's cosine stands out above the mean over all passages.
- `woorden`, `nabij`, `alinea`, `rondom`: which part of the query, by weight, stands in the sentence; in the one that it
  leans on (`Dit komt door …`); in those before it in its paragraph; in the question that it answers or the headings.
- `reden`, `betekent`, `beslist`, `vorm`: the form of an answer: to why, to what something is, to whether it is so, and
  to who and which. `cijfer`: a figure of the kind asked for; `onbekend`: that none is known, where one is asked for.
- `jaar`, `ander jaar`: it is about the year asked for, or plainly about another.
- `bijschrift`: it is a caption, which names what is told and does not tell it, so that it never goes above a sentence.
  `vraagzin`: it is a question, or figures of a table. `begin`: the part of the query among its first words.
  `eerste`: it is the first of an answer to a question of parliament, by how much of the query that question has.
- `vindplaats`, `rang`: the score of the passage beside that of the first, and one over its rank.
"""

LEAST_SPREAD = 0.001
"""Below this the cosines are as good as all the same, and none stands out."""

_MOST_MARGIN = 6.0
_LONGEST_CAPTION = 8
"""A line of at most so many words, without the stop of a sentence or the bullet of a list, is a caption."""

_STOPPED = re.compile(r"[.!?…:;][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Asked:
    """What sentences are compared with: the query's text and kind, the weight of each of its words, and its years.

    `mean` and `spread` are those of the cosines of the query with all passages, which make one scale of its cosines.
    """

    query: str
    kind: QuestionKind
    weights: tuple[float, ...]
    years: frozenset[str]
    mean: float
    spread: float


def make_asked(query: str, kind: QuestionKind, weights: tuple[float, ...], searcher: Searcher) -> Asked:
    """Return what the sentences of `searcher` are compared with."""
    return Asked(query, kind, weights, find_years(query), searcher.mean_cosine(query), searcher.cosine_spread(query))


def score_sentence(asked: Asked, candidate: Candidate, found: float = 1.0, rank: int = 1) -> float:
    """Return how well a sentence answers, higher is better.

    `found` is the score of its passage beside that of the first one, `rank` its place among the passages, from 1.
    """
    values = (*measure_features(asked, candidate), found, 1 / rank)
    return sum(weight * value for weight, value in zip(WEIGHTS.values(), values, strict=True))


def measure_features(asked: Asked, candidate: Candidate) -> tuple[float, ...]:
    """Return the values of the features of `WEIGHTS` that a sentence has by itself, in their order, each about 0..1."""
    text = candidate.text
    near = candidate.near - candidate.own
    above = candidate.above - candidate.own - near
    around = candidate.around - candidate.own - near - above
    form = has_form(asked.kind, asked.query, text)
    margin = 0.0
    if candidate.cosine is not None and asked.spread >= LEAST_SPREAD:
        margin = (candidate.cosine - asked.mean) / asked.spread
    measures = wanted_measures(asked.kind, asked.query)
    figures = list_figures(text, 0) if measures else ()
    has = max((1.0 - 0.2 * measures.index(each.measure) for each in figures if each.measure in measures), default=0.0)
    unknown = tells_unknown(text)
    return (
        max(-1.0, min(_MOST_MARGIN, margin)) / _MOST_MARGIN,
        share_of(candidate.own, asked.weights),
        share_of(near, asked.weights),
        share_of(above, asked.weights),
        share_of(around, asked.weights),
        form * (asked.kind == "waarom"),
        form * (asked.kind in ("wat is", "afkorting")),
        form * (asked.kind == "is het zo"),
        form * (asked.kind in ("wie", "welke")),
        has,
        float(unknown and asks_figure(asked.kind)),
        *_compare_years(asked.years, candidate),
        float(_is_caption(text)),
        float(candidate.in_table or text.rstrip().endswith("?")),
        share_of(candidate.first, asked.weights),
        share_of(candidate.around, asked.weights) * (candidate.number == 0 and candidate.chunk.question is not None),
    )


def _compare_years(asked: frozenset[str], candidate: Candidate) -> tuple[float, float]:
    """Return how surely a sentence is about a year asked for, and whether it is plainly about another, each 0..1.

    Surest is the year in the sentence itself, then in those before it, then what its passage is about.
    """
    own, before, around = candidate.years
    if not asked:
        return 0.0, 0.0
    if asked & own:
        return 1.0, 0.0
    if own:
        return 0.0, 1.0
    if before:
        return (0.9, 0.0) if asked & before else (0.0, 0.5)
    return (0.7, 0.0) if asked & around else (0.0, 0.3)


def _is_caption(text: str) -> bool:
    """Return whether a line only names what stands below it: `Ontwikkeling bezetting COA`."""
    short = len(text.split()) <= _LONGEST_CAPTION
    return short and not is_item(text) and not _STOPPED.search(text) and not list_figures(text, 0)

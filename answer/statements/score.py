"""How well a sentence answers: by meaning, by the query's words in it and about it, by its form and its figures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answer.question_kind import QuestionKind, asks_figure
from answer.statements.candidates import Candidate, is_item, share_of
from answer.statements.cues import has_form, tells_unknown
from answer.statements.figures import find_figures, wanted_measures
from index.search import Searcher
from index.tokens import find_years

FEATURES = (
    "betekenis",
    "woorden",
    "nabij",
    "alinea",
    "rondom",
    "reden",
    "betekent",
    "beslist",
    "vorm",
    "cijfer",
    "onbekend",
    "jaar",
    "ander jaar",
    "bijschrift",
    "eerste",
    "begin",
)

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
    return Asked(
        query, kind, weights, find_years(query), searcher.mean_cosine(query), searcher.cosine_spread(query)
    )


def measure_features(asked: Asked, candidate: Candidate, context_years: frozenset[str]) -> tuple[float, ...]:
    """Return the values of `FEATURES`, in their order, each about 0..1; `context_years` are those around a sentence."""
    text = candidate.text
    near = candidate.near - candidate.own
    above = candidate.above - candidate.own - near
    around = candidate.around - candidate.own - near - above
    form = has_form(asked.kind, text)
    margin = 0.0
    if candidate.cosine is not None and asked.spread >= LEAST_SPREAD:
        margin = (candidate.cosine - asked.mean) / asked.spread
    years = find_years(text)
    measures = wanted_measures(asked.kind, asked.query)
    figures = find_figures(text, 0) if measures else ()
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
        float(bool(asked.years & years)) if asked.years else 0.0,
        float(bool(asked.years and years and not asked.years & years)),
        float(_is_caption(text) or text.rstrip().endswith("?")),
        float(candidate.number == 0),
        share_of(candidate.first, asked.weights),
    )


def _is_caption(text: str) -> bool:
    """Return whether a line only names what stands below it: `Ontwikkeling bezetting COA`."""
    short = len(text.split()) <= _LONGEST_CAPTION
    return short and not is_item(text) and not _STOPPED.search(text) and not find_figures(text, 0)

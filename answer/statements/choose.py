"""Which of the figures in a sentence is the one that a query asks for."""

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.months import ANY_MONTH
from answer.query_words import find_query_words
from answer.statements.candidates import Candidate
from answer.statements.cues import tells_unknown
from answer.statements.figures import Figure, list_figures, wanted_measures
from answer.statements.score import Asked
from index.readings import QueryWords
from index.stem import stem
from index.tokens import find_years, tokenize
from ingest.document import Span

LEAST_LEAD = 0.15
"""By so much of the query's words the figure must be nearer than the next one to be the one that is meant."""

BEFORE = 0.6
"""What is counted or paid for mostly stands behind a figure, and what happens before its date; the rest counts less."""

_YEAR_WEIGHT = 0.5
_NOUN_WEIGHT = 1.0
_COUNTED = re.compile(r"\b(?:hoe ?veel|aantal(?:len)?)\s+(?:\S+\s+){0,2}?(?P<noun>[^\W\d_]{4,})", re.IGNORECASE)
_BECAUSE = re.compile(r"\b(?:doordat|omdat|aangezien|waardoor|zodat|vanwege|wegens|als gevolg van)\b", re.IGNORECASE)
_TOGETHER = re.compile(r"\(([^()\d]+) en ([^()\d]+)\)")
_TIME = re.compile(rf"\b(?:(?:19|20)\d\d|{ANY_MONTH})\b")
_CLAUSE = re.compile(r";|, (?:maar|terwijl)\b|\n\n")
_EDGE = re.compile(r";|, (?:maar|terwijl)\b|\bwaarvan\b|\n\n")


def choose_figure(asked: Asked, candidate: Candidate, words: QueryWords) -> Figure | None:
    """Return the figure of a sentence that is asked for, None where there is none or it is not plain which.

    Of several it is the one that the query's words, its year and what it counts stand nearest to. A figure that the
    query itself names is not what it asks for.
    """
    figures = list_asked(asked, candidate)
    values = {figure.value for figure in figures}
    if not figures or tells_unknown(candidate.text) or _covers_more(asked, candidate, words):
        return None
    if len(values) == 1:
        return figures[0]
    rated = sorted(
        ((_rate(asked, candidate, words, figures, place), -place) for place in range(len(figures))), reverse=True
    )
    best = figures[-rated[0][1]]
    next_best = next(score for score, place in rated if figures[-place].value != best.value)
    return best if rated[0][0] - next_best >= LEAST_LEAD else None


def fits_year(asked: Asked, candidate: Candidate, figure: Figure | None) -> bool:
    """Return whether a sentence, or a figure in it, is about a year asked for; True where none was asked for.

    The years before a reason are those of the figure: `€ 34,5 mln. hoger, doordat wat voor 2025 was voorzien …` is not
    of 2025.
    """
    if not asked.years:
        return True
    own, before, around = candidate.years
    if figure is not None:
        main = _BECAUSE.split(candidate.text)[0]
        if figure.span.end <= candidate.span.start + len(main):
            own &= find_years(main)
    return bool(asked.years & (own or before or around))


def list_asked(asked: Asked, candidate: Candidate) -> tuple[Figure, ...]:
    """Return the figures in a sentence of the kind asked for, those that the query names itself left out."""
    measures = wanted_measures(asked.kind, asked.query)
    named = {figure.value for figure in list_figures(asked.query, 0)}
    found = list_figures(candidate.text, candidate.span.start)
    for measure in measures:
        figures = tuple(figure for figure in found if figure.measure == measure and figure.value not in named)
        if figures:
            return figures
    return ()


def _rate(asked: Asked, candidate: Candidate, words: QueryWords, figures: Sequence[Figure], place: int) -> float:
    """Return how near the words of a query stand to one of the figures, between the one before and the one behind."""
    figure, start = figures[place], candidate.span.start
    text = candidate.text
    first = figures[place - 1].span.end - start if place else 0
    last = figures[place + 1].span.start - start if place + 1 < len(figures) else len(text)
    before = _CLAUSE.split(text[first : figure.span.start - start])[-1]
    behind = _EDGE.split(text[figure.span.end - start : last])[0]
    if _dates_lead(candidate, figures):
        return _rate_date(asked, before)
    if before.rstrip().endswith("("):
        behind = ""  # `schepen (12), kranen (3)`: what stands before the bracket is counted
    near = _share(asked, candidate, words, behind)
    far = _share(asked, candidate, words, before)
    score = near + BEFORE * far if figure.measure != "datum" else BEFORE * near + far
    score += _rate_year(asked, candidate, behind)
    noun = _COUNTED.search(asked.query)
    if noun is not None and _counts(noun["noun"], behind, before):
        score += _NOUN_WEIGHT
    return score


def _covers_more(asked: Asked, candidate: Candidate, words: QueryWords) -> bool:
    """Return whether a figure is told of two things together and the query names one: `opvang (regulier en nood)`."""
    return any(
        (_share(asked, candidate, words, both[1]) > 0) != (_share(asked, candidate, words, both[2]) > 0)
        for both in _TOGETHER.finditer(candidate.text)
    )


def _dates_lead(candidate: Candidate, figures: Sequence[Figure]) -> bool:
    """Return whether each of the figures stands behind a date of its own: `in 2027 € 5 mln. en in 2028 € 9 mln.`.

    All else that is said of the first one is then said of all.
    """
    if figures[0].measure == "datum":
        return False
    ends = [candidate.span.start, *(figure.span.end for figure in figures)]
    gaps = [
        candidate.text[start - candidate.span.start : figure.span.start - candidate.span.start]
        for start, figure in zip(ends, figures, strict=False)
    ]
    return all(any(found.measure == "datum" for found in list_figures(gap, 0)) for gap in gaps)


def _rate_date(asked: Asked, before: str) -> float:
    """Return which part of the years and months that a query names stands before a figure."""
    named = _TIME.findall(asked.query.casefold())
    return sum(word in before.casefold() for word in named) / len(named) if named else 0.0


def _rate_year(asked: Asked, candidate: Candidate, behind: str) -> float:
    """Return what the year behind a figure tells for or against it: nothing where the sentence has one year for all."""
    years = find_years(behind)
    if not asked.years or not years or len(find_years(candidate.text)) < 2:
        return 0.0
    return _YEAR_WEIGHT * (1 if asked.years & years else -1)


def _counts(noun: str, behind: str, before: str) -> bool:
    """Return whether what is counted is the noun: behind the figure, or right before it where nothing stands behind."""
    root = "".join(stem(token.text) for token in tokenize(noun)[:1])
    words = [token.text for token in (tokenize(behind)[:4] if behind else tokenize(before)[-2:])]
    return bool(root) and any(root in (stem(word), word) or root in word for word in words)


def _share(asked: Asked, candidate: Candidate, words: QueryWords, text: str) -> float:
    """Return which part of the query's words, by weight, stand in a stretch of a sentence."""
    total = sum(asked.weights)
    found = find_query_words(words, replace(candidate.chunk, text=text, span=Span(0, len(text))))
    positions = {word for _, which in found for word in which}
    return sum(asked.weights[position] for position in positions) / total if total else 0.0

"""How much of a row's label, of its column and of what stands around it a query names."""

import re
from functools import lru_cache

from answer.figures.headings import CHANGES, Heading, HeadingKind
from answer.figures.rows import TABLE, RowWords
from answer.figures.wants import MET, Wants
from answer.figures.weigh import LIGHT, light_term
from answer.measures import Measure
from index.analyze import stem, tokenize
from index.search import Searcher

EXACT = 0.9
"""From this credit on a word itself stands in a label, a group or a column's heading."""

_ONLY_ROW = 0.7  # how much of its label counts as named where a row is all that its group has

_UNASKED: dict[HeadingKind, float] = {
    "begroot": 0.92,
    "suppletoire": 0.88,
    "streefwaarde": 0.7,
    "ontvangsten": 0.6,
    "verplichtingen": 0.6,
}
"""What is left of a column's fit where it says a kind that the query does not; of a realisation all."""

_OTHER_KIND = 0.85
"""What is left where the query says a kind and the column does not say which one it is."""

_LITERAL = 1.08
"""A label that the query has word by word is rather meant than one with the same words in it."""

_NATURE = re.compile(r".{3,}(?:kost|uitgav|uitgaf|last|prijs|tarief|aandeel|percentage)")
_OTHER_NATURE = 0.8
"""What is left of a score where the group or caption says which kind of cost a row has, and the query does not."""

_OF_MINISTRY = 0.25
"""What of a label's word is named that is the ministry's, where another word is left: the `Defensie
Ondersteuningscommando` is not `Defensie`."""

_LIGHT_WORD = 0.3
_TOTALS = frozenset({"totaal", "total", "tot"})
_LIGHT_LABEL = _TOTALS | frozenset(map(stem, ("waarvan", "omschrijving", "bedrag", "aantal", "regeling", "programma")))


def share_of_label(wants: Wants, row: RowWords, searcher: Searcher) -> float:
    """Return how much of a row's label the query names, 0..1; a label that says nothing by itself is named by all."""
    if row.label and all(word in _TOTALS or light_term(word) for word in row.label) and _TOTALS & set(row.label):
        return 1.0 if _is_literal(wants.text, row.row.label) else _near_share(wants, row)
    named = wants.name_words(row.label)
    weights = {word: _weigh_label(word, row, searcher) for word in row.label}
    total = sum(weights.values())
    if not total:
        return 1.0
    if any(weights[word] > _LIGHT_WORD and word not in row.above.ministry and word not in named for word in weights):
        named = {word: _OF_MINISTRY * sure if word in row.above.ministry else sure for word, sure in named.items()}
    share = sum(weight * named.get(word, 0.0) for word, weight in weights.items()) / total
    return max(share, _ONLY_ROW) if _is_only_in_group(wants, row) else share


def _near_share(wants: Wants, row: RowWords) -> float:
    """Return how much of the query a total's group and caption account for, which tell what it is the total of."""
    telling = [want for want in wants.wants if want.kind != "jaar" and want.weight > LIGHT]
    weight = sum(want.weight for want in telling)
    return sum(want.weight for want in telling if wants.credit(want, row, {}, TABLE) >= MET) / weight if weight else 0.0


def _is_only_in_group(wants: Wants, row: RowWords) -> bool:
    """Return whether the query has all words of a row's group, and the group has no other row."""
    telling = [word for word in row.groups if not light_label(word)]
    if not telling or not all(wants.name_words(row.groups).get(word, 0.0) >= EXACT for word in telling):
        return False
    return sum(other.groups == row.row.groups for other in row.table.rows) == 1


def share_of_column(wants: Wants, heading: Heading, asked: Measure | None) -> float:
    """Return how well a column's heading fits what is not said of it in the query."""
    named = wants.name_words(heading.words)
    fit = 1.0
    for word in heading.words:
        dated = asked == "datum" and word.endswith("datum")
        if not (dated or word in heading.kind_words or light_label(word)):
            fit *= 0.8 + 0.2 * named.get(word, 0.0)
    for kind in heading.kinds - wants.headings:
        fit *= _UNASKED.get(kind, 1.0)
    return fit * (
        _OTHER_KIND if wants.strict_headings - heading.kinds - CHANGES and not heading.kinds & CHANGES else 1.0
    )


def share_around(wants: Wants, row: RowWords, searcher: Searcher) -> float:
    """Return what is left of a score for the words of the group and the caption that the query does not have."""
    named = wants.name_words(row.groups | row.above.caption).keys()
    unnamed = sum(_weigh_label(word, row, searcher) for word in sorted(row.groups - named) if not light_term(word))
    above = sum(_weigh_label(word, row, searcher) for word in sorted(row.above.caption - named) if not light_term(word))
    nature = any(_NATURE.fullmatch(word) for word in (row.groups | row.above.caption) - named)
    nature |= row.changes and not wants.headings & CHANGES
    literal = _LITERAL if _is_literal(wants.text, row.row.label) else 1.0
    return literal * (_OTHER_NATURE if nature else 1.0) * max(0.7, 1 - 0.03 * min(unnamed, 4) - 0.015 * min(above, 4))


def is_total(row: RowWords) -> bool:
    """Return whether a row's label says that it is a total."""
    return not _TOTALS.isdisjoint(row.label)


def light_label(word: str) -> bool:
    """Return whether a stem says little of what a row is about: `waarvan`, `totaal`, `uitgaven`."""
    return word in _LIGHT_LABEL or light_term(word)


def _weigh_label(word: str, row: RowWords, searcher: Searcher) -> float:
    """Return how much a word of a label tells; a note in brackets tells less."""
    if word in _LIGHT_LABEL:
        return 0.15
    if light_term(word):
        return _LIGHT_WORD
    weight = 0.5 + 0.5 * searcher.lexical.rarity(word) / searcher.lexical.rarity("")
    return weight * (0.25 if word in row.noted else 1.0)


@lru_cache(maxsize=65536)
def list_words(text: str) -> tuple[str, ...]:
    """Return the folded words and figures of a text; each label is compared with many queries."""
    return tuple(token.text for token in tokenize(text))


def _is_literal(text: str, label: str) -> bool:
    """Return whether a query has the words of a label, two or more, as they stand there."""
    words, asked = list_words(label), list_words(text)
    return len(words) > 1 and any(asked[at : at + len(words)] == words for at in range(len(asked) - len(words) + 1))

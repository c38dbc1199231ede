"""A query as the embedding model is given it: in one of the ways in which the same can be typed, always the same one."""

from decimal import Decimal

from index.readings import QueryWords, Reading
from ingest.tables.numbers import plain_amount

LEAST_SURE = 0.55
"""A compound takes the place of its parts from this weight on: below it is a guess at what the words have to do."""

_STRAIGHT = str.maketrans(
    {**dict.fromkeys("\u2018\u2019\u201a\u201b", "'"), **dict.fromkeys("\u201c\u201d\u201e\u201f", '"')}
)


def rewrite_query(text: str, words: QueryWords) -> str:
    """Return a query in small letters and straight quotes, with short forms, compounds and amounts for what they mean.

    `Opvang van asielzoekers` is `asielopvang`, `Dienst Terugkeer en Vertrek` is `dtenv` where the documents have these
    words, `€ 1.200 mln.` is `€ 1,20 mld.`: what means the same is then found alike. None of it costs anything that was
    measured.
    """
    taken: set[int] = set()
    changes: list[tuple[int, int, str]] = []
    for reading in sorted(words.readings, key=lambda each: (each.start - each.end, -each.weight, each.start)):
        places = set(range(reading.start, reading.end))
        written = _write(reading)
        if written is None or places & taken:
            continue
        taken |= places
        changes.append((words.tokens[reading.start].start, words.tokens[reading.end - 1].end, written))
    for start, end, written in sorted(changes, reverse=True):
        text = text[:start] + written + text[end:]
    return text.translate(_STRAIGHT).lower()


def _write(reading: Reading) -> str | None:
    """Return what takes the place of the words of a reading; None where they stay."""
    several = reading.end - reading.start > 1
    if reading.kind == "bedrag":
        number = Decimal(reading.text.removeprefix("€ ").replace(".", "").replace(",", "."))
        return plain_amount(number, "€")
    if reading.kind == "afkorting" and several:
        return reading.text
    return reading.text if reading.kind == "samenstelling" and several and reading.weight >= LEAST_SURE else None

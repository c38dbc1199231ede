"""A query as the embedding model is given it: of the ways in which the same can be typed always the same one."""

from decimal import Decimal

from index.readings import QueryWords, Reading
from ingest.tables.numbers import plain_amount

LEAST_SURE = 0.55
"""A compound takes the place of its parts from this weight on: below it is a guess at what the words have to do."""

NAME_WORDS = 3
"""A meaning of so many words is a name and known by its short form; two are words like others, as in `SPUK`."""

_STRAIGHT = str.maketrans(
    {**dict.fromkeys("\u2018\u2019\u201a\u201b", "'"), **dict.fromkeys("\u201c\u201d\u201e\u201f", '"')}
)


def rewrite_query(text: str, words: QueryWords) -> str:
    """Return a query in small letters and straight quotes, with its compounds joined and its amounts in one form.

    `Opvang van asielzoekers` is `asielopvang` where the documents have that word, `€ 1.200 mln.` is `€ 1,20 mld.`: what
    means the same is then found alike, at no cost that could be measured. The name of an organisation is its short
    form; a short form is never written in full, which cost more than it gave.
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
    if reading.kind == "afkorting" and reading.end - reading.start >= NAME_WORDS:
        return reading.text
    if reading.kind == "bedrag":
        number = Decimal(reading.text.removeprefix("€ ").replace(".", "").replace(",", "."))
        return plain_amount(number, "€")
    return reading.text if reading.kind == "samenstelling" and several and reading.weight >= LEAST_SURE else None

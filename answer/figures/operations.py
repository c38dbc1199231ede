"""What a query asks to be computed of two figures, and the query for each of the two.

A difference is what is new less the base: of `van A naar B` and `tussen A en B` the base is A, of `A dan B` it is B.
Of a fall (`minder`, `daling`) it is the other way round, so that it is positive where what is asked is so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from answer.figures.several import Part, drop_small, split_subjects
from answer.found import Operation

_FALLS = (
    r"minder|lager|kleiner|korter|daling|dalen|daalt|daalden?|afname|neemt\b.*\baf|nam\b.*\baf|omlaag|krimpt"
    r"|onderuitputting|onderbesteding"
)
_RISES = (
    r"meer|hoger|groter|langer|stijging|stijgen|stijgt|steeg|stegen|toename|neemt\b.*\btoe|nam\b.*\btoe"
    r"|groei|groeit|groeide|omhoog|extra|overschrijding|verandering|verandert|verschuiving"
)
_PERCENT = r"hoeveel\s+(?:procent|%)|welk\s+percentage|procentue(?:el|le)"
_BESIDE = r"ten opzichte van|t\.?o\.?v\.?|vergeleken met|in vergelijking met|tegenover"
_NUMBER = r"(?:\d{1,3}\b|een\b|twee|drie|vier|vijf|zes|tien)"
_CHANGES = re.compile(rf"\b(?:{_FALLS}|{_RISES}|verschil|scheelt|verschilt|wijziging)\b", re.IGNORECASE)
_FALL = re.compile(rf"\b(?:{_FALLS})\b", re.IGNORECASE)
_ASKS_PERCENT = re.compile(rf"\b(?:{_PERCENT})\b", re.IGNORECASE)
_COMPARES = re.compile(rf"\b(?:dan(?!\s+{_NUMBER})|{_BESIDE})(?=\s)", re.IGNORECASE)
_THAN_NUMBER = re.compile(rf"\bdan\s+{_NUMBER}", re.IGNORECASE)
_UNSPENT = re.compile(r"\b(?:onderuitputting|onderbesteding)\b", re.IGNORECASE)
_THAN_PLANNED = re.compile(
    r"\b(?:dan|ten opzichte van|vergeleken met)\s+(?:er\s+|was\s+|werd\s+|is\s+|de\s+|het\s+)*"
    r"(?:begroot|geraamd|begroting|raming|gepland|verwacht|vastgestelde begroting)\b",
    re.IGNORECASE,
)
_SPENT = re.compile(
    r"\b(?:uitgegeven|besteed|gerealiseerd|realisatie|daadwerkelijk|werkelijk|begroot)\b", re.IGNORECASE
)
_WORDS = re.compile(
    rf"\b(?:met\s+)?(?:{_PERCENT}|procentpunt(?:en)?|meer|minder|hoger|lager|groter|kleiner|langer|korter|verschil(?:t|len)?"
    r"|scheelt|tussen|stijging|stijgen|stijgt|steeg|stegen|daling|dalen|daalt|daalden?|toename|afname|groei|groeit|groeide"
    rf"|omhoog|omlaag|neemt|nam|toe|af|extra|onderuitputting|onderbesteding|overschrijding|verandering|verandert|{_BESIDE})"
    r"(?=\W|$)",
    re.IGNORECASE,
)
_YEAR = r"(?:19|20)\d\d"
_QUARTER = r"(?:(?:eerste|tweede|derde|vierde|[1-4]e)\s+kwartaal|[QK][1-4])"
_PERIOD = re.compile(
    rf"\b(?:{_YEAR}[-\s]?[QK][1-4]|{_QUARTER}(?:\s+(?:van\s+|in\s+)?{_YEAR})?|{_YEAR})\b", re.IGNORECASE
)
_OF_DOCUMENT = re.compile(r"(?:begroting|jaarverslag|suppletoire|nota|stand)(?: van| over| voor)?\s*$", re.IGNORECASE)
_VERB = (
    r"(?:gaat|ging|gaan|gingen|komt|kwam|komen|wordt|werd|worden|werden|is|was|zijn|waren|bestaat|bestond|betreft|betrof"
    r"|besteedt?|besteedde|zit|maakt|krijgt|kreeg)"
)
_SHARE = r"(?:deel|aandeel|percentage|gedeelte|procent)"
_SHARES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:welk|wat voor|hoe groot is het|wat is het|hoeveel)?\s*(?:{_SHARE}|%)\s+van\s+"
        rf"(?P<whole>.+?)\s+{_VERB}\s+(?P<part>.+)",
        rf"(?P<part>.+?)\s+als\s+{_SHARE}\s+van\s+(?P<whole>.+)",
        rf"\b{_SHARE}\s+(?:van\s+)?(?P<part>.+?)\s+(?:in|binnen|van|op)\s+(?P<whole>(?:de|het|alle)\s+.+)",
    )
)


@dataclass(frozen=True, slots=True)
class Sides:
    """A way to read a query as two: the one for what is new and for the base, or for the part and for the whole.

    `asked` has the two in the order in which they were asked.
    """

    operation: Operation
    first: Part
    second: Part
    reverse: bool = False
    falls: bool = False

    @property
    def asked(self) -> tuple[Part, Part]:
        """Return the two in the order in which they were asked."""
        return (self.second, self.first) if self.reverse else (self.first, self.second)


def says_change(text: str) -> bool:
    """Return whether a text has a word for a difference or change: a row may print what would be computed."""
    return _CHANGES.search(text) is not None


def computes(text: str) -> bool:
    """Return whether a query asks for something to be computed, as far as its words tell."""
    return next(read_sides(text), None) is not None


def read_sides(text: str) -> Iterator[Sides]:
    """Yield the ways to read a query as asking for two figures to be compared, the likeliest first."""
    if _CHANGES.search(text) and not (_THAN_NUMBER.search(text) and not _COMPARES.search(text)):
        yield from _read_changes(text)
        if _COMPARES.search(text) or _UNSPENT.search(text):
            return
    for pattern in _SHARES:
        found = pattern.search(text)
        if found is not None:
            periods = [match[0] for match in _PERIOD.finditer(text)]
            part, whole = (_complete(found[name], periods) for name in ("part", "whole"))
            yield Sides("aandeel", Part(part, _name(found["part"])), Part(whole, _name(found["whole"])))


def _read_changes(text: str) -> Iterator[Sides]:
    """Yield the ways to read a query as asking how two figures differ."""
    operation: Operation = "procent" if _ASKS_PERCENT.search(text) else "verschil"
    falls = _FALL.search(text) is not None
    planned = _THAN_PLANNED.search(text)
    if planned is not None or _UNSPENT.search(text):
        bare = _strip(text if planned is None else text[: planned.start()] + text[planned.end() :])
        bare = _SPENT.sub(" ", bare)
        sides = (Part(f"{bare} realisatie", "realisatie"), Part(f"{bare} begroot", "begroot"))
        yield Sides(operation, *sides, reverse=planned is None, falls=falls)
        return
    compares = _COMPARES.search(text)
    periods = [match for match in _PERIOD.finditer(text) if not _OF_DOCUMENT.search(text[: match.start()])]
    if compares is not None:
        before = [match for match in periods if match.end() <= compares.start()]
        behind = [match for match in periods if match.start() >= compares.end()]
        # A period on either side, and nothing else behind: what differs is the period.
        if before and behind:
            yield _by_period(text, before[-1], behind[0], operation, reverse=False, falls=falls)
        joined = f"{text[: compares.start()]} dan {text[compares.end() :]}"
        for things in split_subjects(joined, frozenset({"dan"})):
            yield _by_subject(things, periods, operation, reverse=False, falls=falls)
        return
    if len({match[0] for match in periods}) == 2:
        yield _by_period(text, periods[0], periods[-1], operation, reverse=True, falls=falls)
    for things in split_subjects(text):
        if len(things) == 2:
            yield _by_subject(things, periods, operation, reverse=True, falls=falls)


def _by_period(
    text: str, one: re.Match[str], other: re.Match[str], operation: Operation, *, reverse: bool, falls: bool
) -> Sides:
    """Return the sides of which one has one period and the other the other; a quarter has the other's year."""
    years = re.findall(_YEAR, f"{one[0]} {other[0]}")
    texts = []
    for kept, dropped in ((one, other), (other, one)):
        alone = text[: dropped.start()] + text[dropped.end() :]
        missing = years[0] if years and not re.search(_YEAR, kept[0]) else ""
        texts.append(Part(_strip(f"{alone} {missing}"), f"{kept[0]} {missing}".strip()))
    first, second = reversed(texts) if reverse else texts
    return Sides(operation, first, second, reverse, falls)


def _by_subject(
    things: tuple[Part, ...], periods: list[re.Match[str]], operation: Operation, *, reverse: bool, falls: bool
) -> Sides:
    """Return the sides of which one has one thing and the other the other."""
    known = [match[0] for match in periods]
    parts = [Part(_complete(_strip(thing.text), known), thing.asked) for thing in things[:2]]
    first, second = reversed(parts) if reverse else parts
    return Sides(operation, first, second, reverse, falls)


def _complete(text: str, periods: list[str]) -> str:
    """Return a side with the period that the other one names, where it names none."""
    missing = "" if _PERIOD.search(text) or not periods else periods[0]
    return f"{text} {missing}".strip(" ?.")


def _name(text: str) -> str:
    """Return what a side is called: without its period and the small words that lead it in."""
    return " ".join(drop_small(_PERIOD.sub(" ", text).strip(" ?.").split()))


def _strip(text: str) -> str:
    """Return a text without the words that say what is to be computed."""
    return " ".join(_WORDS.sub(" ", text).split())

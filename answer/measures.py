"""What is measured: the kind of figure or statement that a query asks for, and the kinds that a passage has."""

import re
from dataclasses import dataclass
from typing import Literal, get_args

from answer.months import ANY_MONTH
from ingest.chunk import Chunk
from ingest.document import Cell, Document, Row, Table

Measure = Literal["aantal", "bedrag", "percentage", "duur", "datum", "persoon", "reden"]
MEASURES: tuple[Measure, ...] = get_args(Measure)

_AMOUNT_WORDS = (
    r"geld|budget(?:ten)?|bedrag(?:en)?|kost(?:en|te|ten)?|prijs|prijzen|euro|miljoen(?:en)?|miljard(?:en)?|subsidie|"
    r"uitgaven|ontvangsten|inkomsten|omzet|opbrengst(?:en)?|lasten|baten|salaris(?:sen)?|"
    r"vergoeding(?:en)?|bekostiging|financiering|bijdragen?|middelen|verplichtingen|winst|verlies|schuld|premie|belasting"
)
_ASKING: tuple[tuple[Measure, str], ...] = (
    ("reden", r"\b(?:waarom|waardoor|hoezo|hoe komt het)\b"),
    ("persoon", r"\bwie (?:is|was|zijn|waren|wordt)\b"),
    ("percentage", r"\b\w*percentages?\b|\baandeel\b|\b(?:hoeveel|welk) (?:procent|%)|\bwelk (?:deel|gedeelte)\b"),
    ("duur", r"\bhoe ?lang\b|\bhoeveel (?:\w+ )?(?:uur|uren|dagen|weken|maanden|jaren|jaar)\b"),
    ("datum", r"^\W*(?:sinds |tot |vanaf )?wanneer\b|\bop welke datum\b"),
    (
        "bedrag",
        rf"\bhoeveel (?:extra |meer |minder |nieuwe? |totale? )*(?:{_AMOUNT_WORDS})\b"
        r"|\bwat kost(?:te|ten|en)?\b|\b\w*(?:kosten|bedrag|bedragen|budget|prijs)\b|€",
    ),
    ("aantal", r"\baantal(?:len)?\b|\bfte(?:'s)?\b|\bhoeveel (?=\w)"),
)
"""By what words each kind is asked for; the first one that a query has counts."""

_ASKS = {measure: re.compile(pattern, re.IGNORECASE) for measure, pattern in _ASKING}
# Words that say only what is asked for and not what it is about, so that a passage need not have them.
_MEASURE_WORD = re.compile(
    r"geld|bedrag(?:en)?|kost(?:en|te|ten)?|euro|miljoen(?:en)?|miljard(?:en)?|aantal(?:len)?|procent(?:en)?|percentages?"
)
# Behind `hoeveel` these tell no kind of figure: `hoeveel krijgt`, `hoeveel is`.
_VERB = re.compile(
    r"\bhoeveel (?:\w+t|kostte|kostten|kosten|is|was|zijn|waren|had|hadden|ging|gaan|kreeg|kregen|krijgen|mag|mogen"
    r"|werd|er|het|de)\b",
    re.IGNORECASE,
)

_MONEY = re.compile(r"€|\beuro\b|\b(?:mln|mld|miljoen|miljard)\b", re.IGNORECASE)
_PERCENTAGE = re.compile(r"\d ?%|\bprocent\b|\b(?:helft|kwart|derde deel)\b", re.IGNORECASE)
_NUMBER_WORD = r"(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|twaalf|\d[\d.,]{0,20})"
_DURATION = re.compile(rf"\b{_NUMBER_WORD} (?:uur|uren|dag|dagen|weken|maand|maanden|jaar|jaren)\b", re.IGNORECASE)
_DATE = re.compile(
    rf"\b(?:19|20)\d\d\b|\b(?:{ANY_MONTH})\b"
    r"|\b(?:kwartaal|voorjaar|najaar|zomer|jaarwisseling|eind|begin|medio)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:doordat|omdat|vanwege|wegens|gevolg|veroorzaakt|reden(?:en)?|oorza(?:ak|ken)|hierdoor|daardoor|door|om|want"
    r"|zodat|aangezien|teneinde|doel|waardoor|dankzij|verklaar[dt]|nodig|wegens|daarom|vandaar|zo)\b",
    re.IGNORECASE,
)
# A figure that counts something: neither a year nor money, percentage, length of time, date, article or paper.
_NO_UNIT = (
    rf"(?! ?(?:%|procent|miljoen|miljard|mln|mld|euro|{ANY_MONTH}"
    r"|uur|uren|dag|dagen|week|weken|maand|maanden|jaar|jaren)\b)"
)
_COUNT = re.compile(
    r"(?<![€\w.,/(-])(?<!€ )(?<!artikel )(?<!nr\. )(?<!tabel )(?<!vraag )(?<!\d )(?!(?:19|20)\d\d\b)(?!\d\d \d{3}\b)"
    rf"\d+(?:\.\d{{3}})*(?![\w%/-])(?!,\d){_NO_UNIT}",
    re.IGNORECASE,
)
_COUNT_WORD = re.compile(
    r"\b(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|honderd|honderden|duizend|duizenden|tientallen"
    rf"|geen enkele?|één)\b{_NO_UNIT}",
    re.IGNORECASE,
)
# Who asks for a figure is answered by a text that says that there is none.
_UNKNOWN = re.compile(
    r"\b(?:(?:on|niet )bekend|geen (?:\w+ )?(?:cijfers|gegevens|inzicht|overzicht|informatie|uitsplitsing|registratie"
    r"|beeld|zicht)|niet (?:te (?:geven|zeggen|bepalen|herleiden)|mogelijk|beschikbaar|geregistreerd|bijgehouden"
    r"|vast te stellen|exact|precies|in beeld)|kan(?: \w+){0,3} (?:niet|geen) \w+|hangt(?: \w+){0,3} af|afhankelijk"
    r"|verschil(?:t|len))\b",
    re.IGNORECASE,
)
_PERCENTAGE_UNIT = re.compile(r"%|procent", re.IGNORECASE)
_MONEY_UNIT = re.compile(r"€|\beuro|\bEUR\b|\b(?:mln|mld|miljoen|miljard)\b|\bbedrag", re.IGNORECASE)
_COUNTED_ROW = re.compile(r"\baantal|\bfte|\b(?:instroom|uitstroom|bezetting|personen)\b", re.IGNORECASE)
_UNIT_TIME = re.compile(r"\b(?:dag(?:en)?|we(?:ek|ken)|maand(?:en)?|ja(?:ar|ren)|uren|uur)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AskedMeasure:
    """What a query asks to be told: the kind of it, and where in the query that is said, as a half-open range."""

    measure: Measure
    start: int
    end: int


def find_measure(query: str) -> AskedMeasure | None:
    """Return the kind of figure or statement that `query` asks for, None where it may be any."""
    for measure, pattern in _ASKS.items():
        match = pattern.search(query)
        if match is not None and not (measure == "aantal" and _VERB.match(query, match.start())):
            return AskedMeasure(measure, match.start(), match.end())
    return None


def asks_count(text: str) -> bool:
    """Return whether a text asks somewhere how many of something there are."""
    return any(not _VERB.match(text, match.start()) for match in _ASKS["aantal"].finditer(text))


def has_count(sentence: str) -> bool:
    """Return whether a sentence says how many of something there are, or that this is not known."""
    return any(pattern.search(sentence) for pattern in (_COUNT, _COUNT_WORD, _UNKNOWN))


def is_measure_word(word: str) -> bool:
    """Return whether a folded word says only what is measured, so that a passage need not have it."""
    return _MEASURE_WORD.fullmatch(word) is not None


def list_measures(document: Document, chunk: Chunk) -> frozenset[Measure]:
    """Return the kinds of figure and statement that a passage has."""
    found: set[Measure] = {"persoon"}
    if chunk.table is None:
        return frozenset(found | _read_text(chunk.text))
    table = document.tables[chunk.table]
    rows = table.rows if chunk.row is None else (table.rows[chunk.row],)
    for row in rows:
        for cell in row.cells:
            found |= measure_cell(table, row, cell)
    return frozenset(found | (_read_text(chunk.text) if not rows else set()))


def _read_text(text: str) -> set[Measure]:
    """Return the kinds that running text has."""
    patterns: tuple[tuple[Measure, re.Pattern[str]], ...] = (
        ("bedrag", _MONEY),
        ("percentage", _PERCENTAGE),
        ("duur", _DURATION),
        ("datum", _DATE),
        ("reden", _REASON),
        ("aantal", _COUNT),
        ("aantal", _COUNT_WORD),
    )
    if _UNKNOWN.search(text):
        return set(MEASURES)
    return {measure for measure, pattern in patterns if pattern.search(text)}


def measure_cell(table: Table, row: Row, cell: Cell) -> set[Measure]:
    """Return the kinds that a cell is: by its unit, or else by what its row, column and caption say of it."""
    if cell.number is None:
        return _read_text(cell.text)
    said = f"{row.label} {' '.join(row.groups[-1:])} {cell.column}"
    if _PERCENTAGE_UNIT.search(f"{cell.text} {cell.unit}"):
        return {"percentage"}
    if _UNIT_TIME.search(cell.unit):
        return {"duur"}
    counts = _COUNTED_ROW.search(said) is not None
    if _MONEY_UNIT.search(f"{cell.unit} {cell.text}") or (
        not counts and _MONEY_UNIT.search(f"{table.unit} {table.caption}")
    ):
        return {"bedrag"}
    if counts:
        return {"aantal"}
    # Without a unit a figure may be anything that is not told otherwise.
    return {"aantal", "bedrag", "percentage", "duur"}

"""What the values of a column look like, by its kind: papers of parliament, members with their party, years, phases.

The shapes are those of the publications themselves: how parliament numbers its papers, how its systems name a member
and a meeting, which kinds of study and which states the budget rules know. They tell where one cell ends and the next
begins on a line that holds several, and which column a cell belongs to.
"""

import re
from functools import cache

from ingest.records.columns import ColumnKind

_OPEN = r"n\.? ?t\.? ?b\.?|n\.? ?n\.? ?b\.?|n\.? ?v\.? ?t\.?|nog te bepalen|nader te bepalen|onbekend|[-‒–—]"
"""What stands in a cell that is not known yet."""

_MONTH = (
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    r"|jan|feb|mrt|apr|jun|jul|aug|sep|sept|okt|nov|dec)\.?"
)
_DATE = rf"\d{{1,2}}[-/. ](?:\d{{1,2}}|{_MONTH})[-/. ](?:19|20)?\d\d"
_YEAR = (
    rf"(?:(?:eind|begin|medio|uiterlijk|vanaf|voor|na|(?:voor|na)jaar|zomer|herfst|winter|{_MONTH}|[1-4]e kwartaal"
    r"|Q[1-4],?|[12]e helft) )*"
    r"(?:19|20)\d\d(?:[-–/](?:(?:19|20)\d\d|\d{1,2}|Q[1-4]))?(?: ?Q[1-4])?(?: e\.v\.| en verder)?"
)
_AND = r"(?: ?[,;/&+]| en| t/m| tot en met| tot| ?[-–])"
_PERIOD = (
    rf"(?:{_YEAR}|{_DATE}|{_OPEN})(?:{_AND} ?(?:{_YEAR}|{_OPEN}))*|doorlopend|jaarlijks|continu|structureel|periodiek"
)
_STATUS = (
    r"(?:nog )?te starten|(?:nog )?niet gestart|gestart|lopend|loopt|doorlopend|gepland|voorgenomen|uitgesteld"
    r"|vervallen|(?:deels )?afgerond|(?:deels )?uitgevoerd|(?:deels )?afgedaan|in uitvoering|in voorbereiding"
    rf"|in behandeling|in ontwikkeling|openstaand|open|opgeleverd|aangehouden|{_OPEN}"
)
_STUDY_NAME = (
    r"ex[- ](?:ante|durante|post)(?:[- ](?:evaluatie|onderzoek|analyse))?|periodieke rapportages?|beleidsdoorlichting"
    r"|synthese(?:[- ]?(?:onderzoek|studie))?|fenomeen(?:[- ]{0,2}onderzoek)?|[\w-]*evaluatie|[\w-]*doorlichting"
    r"|monitor(?:ing)?|[\w-]*monitor|(?:nul|effect|tussen|1|0)[- ]?meting|probleemanalyse|trendanalyse|m?kba|verkenning"
    r"|(?:overig|verkennend|kwalitatief|kwantitatief) onderzoek|pilot|experiment|quick ?scan|impactanalyse"
    r"|literatuur(?:studie|onderzoek)|voortgangsrapportage"
)
_STUDY = rf"(?:{_STUDY_NAME}|{_OPEN})(?:(?: ?[,;/&+]| en) ?(?:{_STUDY_NAME}))*"
_ARTICLE_NUMBER = (
    r"(?:(?:begrotings|beleids|niet-beleids)?artikel(?:en)?|art\.) ?\d{1,3}(?:\.\d{1,2})*|\d{1,3}(?:\.\d{1,2})*"
)
_ARTICLE = rf"(?:{_ARTICLE_NUMBER}|alle(?: artikelen)?|divers|{_OPEN})(?:{_AND} ?(?:{_ARTICLE_NUMBER}))*"
_PAPER_NUMBER = (
    r"(?:(?:aanhangsel )?(?:kamerstuk(?:ken)?|handelingen)[, ]*)?(?:(?:TK|EK|II|I)[, ]*)?"
    r"(?:(?:vergaderjaar )?\d{4}[-–/]\d{2,4}[, ]*)?"
    r"\d{2}[ .]?\d{3}(?:[- ](?:[IVX]+[ABCD]?|[A-Z]{1,2}))?(?:[- ]?\(R ?\d+\))?"
    r"(?:,? ?nrs?\.? ?\d+[a-z]?(?: en \d+)?|, ?[A-Z]{1,2}|[-/]\d{1,4})?"
)
_PAPER = rf"{_PAPER_NUMBER}(?:(?:[,;]| en) {_PAPER_NUMBER})*"
_PARTICLE = r"(?:van|de|der|den|ten|ter|het|el|al|la|le|in|op|te|en|c\.s\.|lid|leden|[’']t)"
_NAME = r"[A-ZÀ-Ý][\w’'-]*[a-zà-ÿ][\w’'-]*"
_SURNAME = rf"(?:{_PARTICLE} |(?:Van|De|Den|El|Al|Ten|Ter|Lid|Leden) )*{_NAME}(?: {_NAME})?"
_INITIALS = rf"(?:[A-ZÀ-Ý][a-z]?\.-?)+(?: {_PARTICLE})*"
_PARTY = r"\((?:[A-Z][\w/+. -]{0,28}|50PLUS)\)"
_PERSON = rf"{_SURNAME}(?:, ?{_INITIALS})?(?: c\.s\.)? {_PARTY}(?: c\.s\.)?"
_PERSONS = rf"{_PERSON}(?:(?: ?[,;/&]| en) ?{_PERSON})*"
_FIRST_HALF = re.compile(rf"{_NAME} (?={_NAME}, )")
_PHASE = r"[1-9]0\. ?[A-Z][a-zà-ÿ][^.]{2,80}"
"""The ministry numbers the phases of a bill in tens: `10.Interne voorbereiding`; chapters are not numbered so."""

_CODE = r"TZ\d{6}-\d+|[A-Z]{1,3}\d{1,6}[A-Z]?|\d{1,4}\.?"
_PLACE_OPENINGS = (
    r"(?:parlementaire agenda|uitgaande brief"
    r"|(?:commissie|tweeminuten|dertigleden|plenair|begrotings|mondeling|nota|wetgevings|rondetafel|algemeen"
    r"|schriftelijk|voortgezet|interpellatie)[ -]?(?:debat|overleg|behandeling|gesprek)?\b"
    rf"|WGO\b|AO\b|CD\b|EK\b|TK\b|debat\b|vragenuur|brief\b|handelingen|kamerstuk|{_PAPER_NUMBER})"
)

_PLACE = re.compile(rf"(?<!\S){_PLACE_OPENINGS}", re.IGNORECASE)

_WHOLE: dict[ColumnKind, str] = {
    "person": _PERSONS,
    "paper": _PAPER,
    "period": _PERIOD,
    "date": _DATE,
    "status": _STATUS,
    "study": _STUDY,
    "article": _ARTICLE,
    "phase": _PHASE,
    "code": _CODE,
}
_CASED: frozenset[ColumnKind] = frozenset({"person", "phase", "code"})
_LONGEST: dict[ColumnKind, int] = {"person": 300, "paper": 90, "study": 90, "phase": 90}
_LONGEST_VALUE = 45


def has_shape(kind: ColumnKind) -> bool:
    """Return whether all values of the kind have a shape of their own; those of a text or a theme have none."""
    return kind in _WHOLE


def has_open_shape(kind: ColumnKind) -> bool:
    """Return whether a column of the kind may hold other words than those known here: ministries have their own."""
    return kind in {"period", "status", "study"}


def is_value(kind: ColumnKind, text: str) -> bool:
    """Return whether `text` as a whole has the shape of a value of the kind."""
    pattern = _pattern(kind)
    return pattern is not None and len(text) <= longest_value(kind) and pattern.fullmatch(text) is not None


def has_double_name(text: str) -> bool:
    """Return whether a member is named with two surnames: rare, so that the first word is likelier another cell's."""
    return _FIRST_HALF.match(text) is not None


def longest_value(kind: ColumnKind) -> int:
    """Return how many characters a value of the kind has at most."""
    return _LONGEST.get(kind, _LONGEST_VALUE)


def opens_place(text: str) -> bool:
    """Return whether `text` begins like the place of a debate or letter: `Parlementaire Agenda punt [26-09-2023] …`."""
    return _PLACE.match(text) is not None


def find_places(line: str) -> tuple[int, ...]:
    """Return where in a line words stand with which the place of a debate or letter begins: `Commissiedebat`."""
    return tuple(match.start() for match in _PLACE.finditer(line) if not line[match.start()].islower())


def find_values(kind: ColumnKind, line: str) -> tuple[tuple[int, int], ...]:
    """Return where in a line whole words stand that have the shape of a value of the kind."""
    # The place of a motion may be no more than the number of its paper.
    pattern = _pattern("paper" if kind == "place" else kind)
    if pattern is None:
        return ()
    found = [match.span() for match in pattern.finditer(line)]
    if kind == "person":
        # What looks like the first half of a double name may be the last word of the cell before.
        found += [(start + len(half[0]), end) for start, end in found if (half := _FIRST_HALF.match(line[start:end]))]
    return tuple(found)


@cache
def _pattern(kind: ColumnKind) -> re.Pattern[str] | None:
    if kind not in _WHOLE:
        return None
    return re.compile(rf"(?<!\S)(?:{_WHOLE[kind]})(?!\S)", 0 if kind in _CASED else re.IGNORECASE)

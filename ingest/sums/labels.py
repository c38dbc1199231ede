"""What the words of a row's label say about sums: totals, balances, parts that do not count, amounts taken off."""

import re
from functools import lru_cache

from ingest.tables import hierarchy

_REMEMBERED = 4096
"""Labels of which an answer is kept: a table is read in several ways, and each asks the same of all its rows."""

_NUMBERING = re.compile(r"^(?:\(?(?P<key>\d{1,2}|[a-zA-Z])[.)]|(?P<bare>\d{1,2})(?=\s))\s*(?=\S)")
_TOTAL = re.compile(
    r"^(?:generaal |algemeen |bruto[- ]?|netto[- ]?|sub[- ]?|eind[- ]?)?(?:totaal|totalen|totale|som)\b", re.IGNORECASE
)
_BALANCE = re.compile(
    r"^(?:(?:netto|begrotings|exploitatie)?(?:saldo|resultaat)|per saldo|verschil|netto|tekort|overschot)\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^(?:eindstand|eindsaldo|eindbalans|stand|saldo)\b"
    r"|\b(?:31[ -](?:december|12)|ultimo|einde? (?:jaar|periode|verslagjaar))\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:beginstand|beginsaldo|beginbalans|stand|saldo|vastgestelde begroting|ontwerpbegroting)\b"
    r"|\b(?:1[ -](?:januari|1|01)\b|primo|begin (?:jaar|periode|verslagjaar))",
    re.IGNORECASE,
)
_INCLUDED = re.compile(r"^(?:[-–‒•] ?)?\(?(?:waarvan|w\.?[vo]\.?|w/v|inclusief|incl\.)(?=[\s:(.]|$)", re.IGNORECASE)
_DASH = re.compile(r"^[-–‒•*] ?(?=\w)")
_MINUS = re.compile(
    r"^(?:[-–‒−] ?/ ?[-–‒−]|af(?:trek)?\b|min(?:us)?\b)|\([-–‒−](?: ?/ ?[-–‒−])?\)|[-–‒−]/[-–‒−]"
    r"|\b(?:onttrekking\w*|vrijval|uitstroom|aflossing\w*|afname|afboeking\w*|afschrijving\w*)\b",
    re.IGNORECASE,
)
_OUTGOING = re.compile(r"\b\w*(?:lasten|uitgaven|kosten)\b", re.IGNORECASE)
_INCOMING = re.compile(r"\b\w*(?:baten|ontvangsten|inkomsten|opbrengsten)\b", re.IGNORECASE)
_NO_SUM = re.compile(
    r"\b(?:gemiddeld\w*|\w*prijs|tarief|\w*duur|index\w*|\w*graad|score|ratio|norm|mediaan|doorlooptijd\w*"
    r"|per (?:stuk|eenheid|persoon|dag|uur|maand|plaats|bed|zaak|aanvraag|fte|inwoner|leerling|student|amv))\b",
    re.IGNORECASE,
)
_RATIO = re.compile(r"%|\bpercentage\b|\b(?:unieke?|ontdubbeld)\b", re.IGNORECASE)
_NO_QUANTITY = re.compile(
    r"^(?:art|nr|code|blz|pagina|paragraaf|jaar|datum)\b|artikel(?:en|\(en\))?$|(?:nummers?|\bnrs?)\.?$", re.IGNORECASE
)
_STANDALONE = re.compile(r"^(?:totale? )?(?:verplichtingen|ontvangsten|uitgaven|programma-?uitgaven)\b", re.IGNORECASE)
_COMMITMENTS = re.compile(r"^(?:totale? )?(?:\w*verplichtingen|garantieverplichtingen)\b", re.IGNORECASE)
_FORMULA = re.compile(r"\(?\s*(?:\(?\w{1,2}\)?\s*)?=\s*(?P<terms>\(?\w{1,2}\)?(?:\s*[-–‒−+]\s*\(?\w{1,2}\)?)+)\s*\)?")
_TERM = re.compile(r"(?P<sign>[-–‒−+])?\s*\(?(?P<key>\w{1,2})\)?")


def strip_numbering(label: str) -> str:
    """Return the label without the number or letter in front of it: `2. Totaal operationele kasstroom`."""
    return _NUMBERING.sub("", label, count=1)


def find_key(label: str) -> str:
    """Return the number or letter by which formulas name a row or column (`(3)`, `2.`), empty where there is none."""
    found = _NUMBERING.match(label)
    if found:
        return (found["key"] or found["bare"]).lower()
    bracketed = re.search(r"\((\d{1,2}|[a-z])\)", label, re.IGNORECASE)
    return bracketed[1].lower() if bracketed else ""


def find_formula(label: str) -> tuple[tuple[str, int], ...]:
    """Return the terms of a formula in a label, each a key and a sign: `(=1+2-3)`, `(3) = (1) + (2)`."""
    found = _FORMULA.search(label)
    if found is None:
        return ()
    terms = _TERM.finditer(found["terms"])
    return tuple((term["key"].lower(), -1 if term["sign"] and term["sign"] != "+" else 1) for term in terms)


def is_sum(label: str) -> bool:
    """Return whether a label says that the row adds up other rows, and nothing else: `Totaal`, `Subtotaal A`."""
    return _TOTAL.match(strip_numbering(label)) is not None and not _is_ratio(label)


def is_total_alone(label: str) -> bool:
    """Return whether a label says only that the row is a total, not of what: `Totaal`, not `Totale capaciteit`."""
    return is_sum(label) and re.match(r"totale\b", strip_numbering(label), re.IGNORECASE) is None


@lru_cache(maxsize=_REMEMBERED)
def is_result(label: str) -> bool:
    """Return whether a label says that the row follows from others: a total, a balance, a closing stand, a formula."""
    bare = strip_numbering(label)
    found = (
        hierarchy.is_total(bare) or _TOTAL.match(bare) or is_balance(label) or is_closing(label) or find_formula(label)
    )
    return bool(found) and not _is_ratio(label)


def is_balance(label: str) -> bool:
    """Return whether a label says that the row is a difference of others: `Saldo van baten en lasten`."""
    return _BALANCE.search(strip_numbering(label)) is not None


def is_closing(label: str) -> bool:
    """Return whether a label names a stand that closes a period: `Stand per 31 december`, `Eindstand`."""
    return _CLOSING.search(strip_numbering(label)) is not None


@lru_cache(maxsize=_REMEMBERED)
def is_opening(label: str) -> bool:
    """Return whether a label names a stand that mutations follow: `Beginstand`, `Stand ontwerpbegroting 2024`."""
    return _OPENING.search(strip_numbering(label)) is not None


def is_part(label: str) -> bool:
    """Return whether a label says that the row is counted in the row above: `waarvan eigen personeel`, `w.o. huur`."""
    return hierarchy.is_part(label) or _INCLUDED.match(label) is not None


def is_dashed(label: str) -> bool:
    """Return whether a dash or bullet sets the row below the one above: `- Materieel`; not `-/- Leges`."""
    return _DASH.match(label) is not None


@lru_cache(maxsize=_REMEMBERED)
def is_taken_off(label: str) -> bool:
    """Return whether a label says that the amount is taken off although it may be printed without a sign."""
    return _MINUS.search(label) is not None


@lru_cache(maxsize=_REMEMBERED)
def is_outgoing(label: str) -> bool:
    """Return whether a label names costs or expenses, and no income: what a balance takes off."""
    return _OUTGOING.search(label) is not None and _INCOMING.search(label) is None


def is_no_sum(label: str) -> bool:
    """Return whether what a label or heading names cannot be added up: averages, prices, durations."""
    return _NO_SUM.search(label) is not None


def _is_ratio(label: str) -> bool:
    """Return whether a label names something that is measured or counted, not added up: `Saldo (% van de baten)`."""
    return is_no_sum(label) or _RATIO.search(label) is not None


def is_no_quantity(heading: str) -> bool:
    """Return whether a heading stands above numbers that name something: articles, years."""
    return _NO_QUANTITY.search(heading) is not None


def is_commitments(label: str) -> bool:
    """Return whether a label names commitments, which stand above the expenses and are no sum of them."""
    return _COMMITMENTS.match(strip_numbering(label)) is not None


@lru_cache(maxsize=_REMEMBERED)
def is_standalone(label: str) -> bool:
    """Return whether a label names one of the three amounts of a budget article, which need no parts."""
    return _STANDALONE.match(strip_numbering(label)) is not None

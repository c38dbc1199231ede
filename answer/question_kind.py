"""What kind of thing a query asks for, by the words that it asks with: an amount, a date, a reason, a meaning."""

import re
from typing import Literal, get_args

QuestionKind = Literal[
    "hoeveel",
    "aantal",
    "percentage",
    "wanneer",
    "hoe lang",
    "wie",
    "wat is",
    "afkorting",
    "waarom",
    "is het zo",
    "welke",
    "overig",
]
"""What is asked: an amount of money (`hoeveel`, also where it may be a number), a number of things (`aantal`), a share,
a date or year, a length of time, a person or body, what something is or is for, what a short form stands for, a reason,
whether something is so, which things (`welke`), and all else (`overig`)."""

LONGEST = 1000
"""Of a longer query the beginning tells."""

QUESTION_KINDS: tuple[QuestionKind, ...] = get_args(QuestionKind)

_MONEY = (
    r"(?:\w*(?:kosten|bedrag(?:en)?|budget(?:ten)?|uitgaven|ontvangsten|bijdragen?|subsidies?|omzet|prijs|prijzen|"
    r"lasten|baten|leges|opbrengst(?:en)?|inkomsten|middelen|bekostiging|financiering|vergoeding(?:en)?|investering(?:en)?|"
    r"verplichtingen|tegenvallers?|meevallers?|onderuitputting|onderbesteding|overschrijding|tarief|tarieven|boetes?)"
    r"|geld|euro|miljoen(?:en)?|miljard(?:en)?|\w*begroting|salaris(?:sen)?|winst|verlies|schuld|premie|tekort|overschot)"
)
_COUNTED = (
    r"\w*(?:instroom|uitstroom|bezetting|capaciteit|capaciteitsbehoefte|caseload|werkvoorraad|voorraad|formatie|personen"
    r"|aanvragen)"
)
_LASTING = r"\w*(?:duur|termijn|(?:doorloop|wacht|behandel|reactie)tijd|looptijd)(?:en)?"
_SPENT = (
    r"(?:krijg(?:t|en)?|kreeg|kregen|ontvang(?:t|en)?|ontving(?:en)?|kost(?:te|ten|en)?|betaal(?:t|de|den)?|betalen"
    r"|gaf|gaven|geeft|geven|gaat|gaan|ging|gingen|mag|mogen|trekt|trekken|draagt|dragen|besteed(?:t|de|den)?|besteden)"
)
_IS = r"(?:is|was|zijn|waren|wordt|worden|bedraagt|bedroeg)"
_TIME_UNIT = r"(?:tijd|uur|uren|dag|dagen|we(?:ek|ken)|maand|maanden|jaar|jaren)"
# What may stand before the word that asks: `naar welke`, `Kunt u aangeven welke`.
_LEAD = (
    r"(?:(?:en|of|door|van|voor|aan|met|bij|op|in|uit|tegen|namens|onder|over|naar|per|tot|sinds|vanaf|tussen|rond) )?"
)
_ASKED_OF = r"^(?:kunt|kan|kun|wil|zou) (?:u|je|jij|de \w+)\b.{0,60}?\b"
_FIRST = rf"(?:^\W*{_LEAD}|{_ASKED_OF})"
# `is het budget van 2025 ook …` asks whether it is so, `is bekend hoeveel …` how many.
_NO_QUESTION_WORD = (
    r"^(?!.*\b(?:hoe|hoeveel|waarom|waardoor|wat|welke?|wie|wanneer|waar(?:voor|toe|in|uit|op|mee)?|redenen)\b)"
)
_QUESTION_WORD = re.compile(
    r"\b(?:hoe|hoeveel|wat|waar\w*|welke?|wie|wanneer|is|zijn|was|heeft|hebben|kan|kunnen)\b", re.IGNORECASE
)

_BY_WORDS: tuple[tuple[QuestionKind, str], ...] = (
    (
        "is het zo",
        rf"{_NO_QUESTION_WORD}(?:klopt|is|zijn|was|waren|heeft|hebben|had|hadden|kan|kunnen|kon|wordt|worden|werd|werden"
        r"|moet|moeten|mag|mogen|gaat|gaan|zal|zullen|blijft|blijven|geldt|gelden|bestaat|bestaan|staat|staan|komt|komen"
        r"|doet|doen|krijgen|vallen|liggen|lopen|hoeven|bent|zou|zouden|ontvangen)\b (?!voor\b)"
        rf"|{_NO_QUESTION_WORD}(?!het |dat |met |niet |uit )[a-z]{{2,}}t (?:het|de|een|er|u|die|deze|dit|\S+ ook)\b"
        rf"|{_NO_QUESTION_WORD}(?!het |dat |met |niet |uit )[a-z]{{2,}}t \S+ .*\?$"
        rf"|{_ASKED_OF}of\b|^(?:en )?of\b .*\?|\bis het zo dat\b|\bklopt het\b",
    ),
    (
        "waarom",
        r"\b(?:waarom|waardoor|hoezo|vanwaar|hoe (?:komt|kwam|kan) (?:het|dit|dat|de)|reden(?:en)?|oorza(?:ak|ken)"
        r"|verklaring(?:en)?|verklaar[dt]?|aanleiding|waar (?:komt|kwam|ligt) .+ (?:door|aan))\b|^hoe komt\b",
    ),
    (
        "afkorting",
        r"\bafkorting(?:en)?\b|\bafgekort\b|\bwaar (?:staa[nt]|stond) .+ voor\b|\bstaa[nt] voor\W*$|\bvoluit\b"
        r"|^wat beteken(?:t|en) (?:de |het )?\S{2,6}\W*$|^\S{2,8} betekenis\W*$|^betekenis (?:van )?\S{2,6}\W*$"
        r"|^(?-i:[A-Z][A-Za-z&]*[A-Z][A-Za-z&]*)\W*$",
    ),
    (
        "percentage",
        r"\w*percentages?\b|\bhoeveel (?:procent|%)|\bwelk (?:deel|gedeelte|aandeel|procent)\b|^aandeel\b",
    ),
    (
        "hoe lang",
        rf"^(?!.*\bhangt\b).*\bhoe ?lang\w*\b|\bhoeveel (?:\w+ )?{_TIME_UNIT}\b|\bwat {_IS} (?:\S+ ){{0,4}}{_LASTING}\b"
        rf"|^(?!.*\b(?:waar|wat|hoe|welke?|wie)\b).*\b{_LASTING}\b",
    ),
    (
        "wanneer",
        rf"{_FIRST}wanneer\b|\bwanneer\W*$|\b(?:op|per|vanaf|sinds) welke (?:datum|dag)\b|\b\w*datum\W*$"
        r"|\b(?:in|per|vanaf|tot|sinds|uit) welke? (?:jaar|maand|kwartaal|periode)\b"
        r"|\b(?:ingangs|start|eind|peil)datum\b",
    ),
    (
        "hoeveel",
        rf"\bhoe ?veel (?:extra |meer |minder |nieuwe? |totale? |van (?:het|de) )*{_MONEY}\b"
        rf"|\bhoe ?veel (?:extra |meer |minder )?{_SPENT}\b|\bwat kost(?:te|ten|en)?\b|\bwat {_SPENT}\b"
        r"|\bhoe (?:hoog|duur)\b|\bwelke? (?:\w+ ){0,2}(?:bedrag(?:en)?|budget|kosten|bijdrage|omzet)\b"
        r"|\bin (?:miljoenen|miljarden|euro(?:'s)?)\W*$"
        rf"|\b(?:hoe groot|wat) {_IS} (?:in \d+ )?(?:de |het |er )?(?:\w+ ){{0,2}}{_MONEY}\b"
        rf"|^wat (?:de|het) (?:\w+ ){{0,2}}{_MONEY}\b"
        r"|\bhoeveel (?:is|was|zijn|waren|wordt|werd|worden|werden|heeft|hebben|had|er|het|de)\b|\bhoeveel\W*$",
    ),
    (
        "aantal",
        rf"\bhoe ?veel\b|\bhoe (?:vaak|groot)\b|\baantal(?:len)?\b|\bfte(?:'s)?\b"
        rf"|\bwat (?:{_IS} )?(?:in \d+ )?(?:de|het) (?:\w+ ){{0,2}}{_COUNTED}\b|\bwelke (?:\w+ )?{_COUNTED}\b",
    ),
    (
        "wie",
        rf"{_FIRST}wie\b|(?<!aan )(?<!van )(?<!voor )(?<!met )\bwie (?:\w+t|is|zijn)\b|\bwiens\b"
        rf"|{_FIRST}welke (?:minister|staatssecretaris|bewindspersoon|organisatie|instantie|dienst|partij|persoon)\b",
    ),
    (
        "welke",
        rf"{_FIRST}welke?\b|^waaruit besta\w+\b|^(?:noem|som|geef|lijst|overzicht|opsomming)\b"
        r"|\bwat (?:zijn|waren) de (?:[\w’'-]+ ){0,2}[\w’'-]+(?:en|s)\b",
    ),
    (
        "wat is",
        rf"\bdefinitie\w*\b|\bbetekenis\b|\bbegripsbepaling\b|\bwat {_IS}\b|^wat (?:de|het) .+ {_IS}\W*$"
        r"|\bwat (?:beteken(?:t|en)|houdt|houden|doet|doen|meet|meten|behelst|omvat|regelt)\b|\bwat versta\w+\b"
        r"|\bwaar(?:voor|toe)\b|\bwaar\b.+\bvoor (?:bedoeld|gebruikt|nodig|bestemd|dient)\b"
        r"|^(?:het )?doel(?:en|stelling)? (?:van|en)\b|\bdoel(?:en|stelling)?\W*$|\bomschrijving\b"
        r"|^(?:uitleg|begrip)\b",
    ),
)
"""By what words each kind is asked for; the first one that a query has counts."""

_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _BY_WORDS)
# Without a question's words, what a budget counts or pays is asked for by its name: `nidos 2027 bijdrage`.
_NAMES_MONEY = re.compile(rf"\b{_MONEY}\b|€", re.IGNORECASE)
_NAMES_COUNT = re.compile(rf"\b{_COUNTED}\b", re.IGNORECASE)
_ASKS_AMOUNT = re.compile(
    r"\b(?:hoeveel|bedrag(?:en)?|budget(?:ten)?|kosten|kostte|kost|uitgaven|percentage|aantal(?:len)?"
    r"|hoe (?:hoog|groot)|begroot|geraamd|raming|bijdrage|subsidie|omzet|prijs)\b|€",
    re.IGNORECASE,
)
_EXPLAINS_MONEY = re.compile(r"\btoelichting\b|\bbedoeld\b", re.IGNORECASE)


def recognize_kind(query: str) -> QuestionKind:
    """Return the kind of thing that `query` asks for, of a whole question or of mere keywords.

    `wat kost een opvangplek` and `nidos 2027 bijdrage` give `hoeveel`, `oorzaak daling instroom` gives `waarom`.
    """
    text = " ".join(query[:LONGEST].split())
    found = next((kind for kind, pattern in _PATTERNS if pattern.search(text)), None)
    if found is not None:
        return found
    if _QUESTION_WORD.search(text) or _EXPLAINS_MONEY.search(text):
        return "overig"
    if _NAMES_MONEY.search(text):
        return "hoeveel"
    return "aantal" if _NAMES_COUNT.search(text) else "overig"


def names_money(query: str) -> bool:
    """Return whether a query says itself that money is meant: `hoeveel geld`, `budget`, `kosten`, `€`."""
    return _NAMES_MONEY.search(query) is not None


def asks_figure(kind: QuestionKind) -> bool:
    """Return whether a kind of question is answered by a figure, a date included."""
    return kind in ("hoeveel", "aantal", "percentage", "wanneer", "hoe lang")


def asks_amount(query: str) -> bool:
    """Return whether a query has a word for a figure anywhere: `hoeveel …`, `kosten …`, `budget …`."""
    return _ASKS_AMOUNT.search(query) is not None

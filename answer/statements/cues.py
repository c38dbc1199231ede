"""By what words a sentence shows that it answers: it explains, it defines, it settles, or it says that nobody knows."""

import re

from answer.question_kind import QuestionKind

LONGEST = 2000
"""Of a longer sentence the beginning tells; patterns that look for several words at once take too long on more."""


def _compile(*phrases: str) -> re.Pattern[str]:
    """Return a pattern of phrases that stand as whole words; a space in them is one space of the text."""
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.IGNORECASE)


_EXPLAINS = _compile(
    "doordat|omdat|vanwege|wegens|als gevolg van|ten gevolge van|veroorzaak\\w*|ten grondslag|te wijten",
    "toe te schrijven|hierdoor|daardoor|aangezien|reden(?:en)?|oorza(?:ak|ken)|dankzij|te danken",
    "te maken met|verklaar[dt]|verband met|naar aanleiding van|immers",
    "daarom|vandaar|derhalve|gelet op|gezien",
    r"kom(?:t|en) (?:dit |deze |mede |vooral |o\.a\. |onder andere )*door",
)
_MAY_EXPLAIN = _compile(
    r"door|om (?:\S+ ){0,12}te|zodat|waardoor|want|namelijk|teneinde|met het oog op|ten behoeve van",
    r"gevolg|nodig|lukt\w*|zo zijn",
)
_DEFINES = _compile(
    r"(?:is|zijn|betreft|vormt) (?:\w+ )?(?:een|het|de)|staa[nt] voor",
    r"(?:wordt|worden|is) (?:\S+ ){0,6}(?:verstaan|bedoeld)",
    r"wat (?:inhoudt|betekent|wil zeggen)|houdt (?:\S+ ){0,3}in",
    r"dat wil zeggen|oftewel|bedoeld (?:om|voor)|belast met|verantwoordelijk voor",
    r"tot (?:doel|taak)|kerntaa?k\w*|geeft (?:\S+ ){0,2}(?:aan|weer)",
    "aangewezen als|sprake van|aangeduid (?:met|als)|de term|ook wel",
)
_MAY_DEFINE = _compile(
    "bestemd|hiermee|doel|ten behoeve van|omvat|bestaat uit|voert|voeren|regelt|draagt|dragen|zorgt|verzorgt",
    "zet zich in|ondersteunt|biedt|gebruikt (?:om|voor)|gericht op|opgericht|beoordeelt|beoordeeld|maakt|meet",
)
_SERVES = _compile(
    "bedoeld|bestemd|gebruikt|ingezet|gericht op|(?:tot|als|het) doel|ten behoeve van|dient|dienen|voorkomen",
    r"zodat|nodig|om (?:\S+ ){1,15}te|verantwoordelijk voor|belast met",
)
_ASKS_PURPOSE = _compile(r"waar(?:voor|toe)|bedoeld|bestemd|gebruikt|doel\w*|nodig|dient")
_GIVES_SHORT_FORM = re.compile(
    r"\(\W?(?:hierna:? ?)?[A-Z][\w&’']*\W?\)|\b[A-Z]{2}\w* \([A-Z]|\bstaa[nt] voor\b|\bafgekort\b"
)

_FIGURES = "cijfers?|gegevens|data|registraties?|inzicht|overzicht|informatie|uitsplitsing|beeld|zicht|schatting"
_TELL = (
    r"\w*kwantificeren|preciseren|geven|zeggen|bepalen|herleiden|stellen|schatten|becijferen|achterhalen|berekenen"
    "|duiden|voorspellen|ramen|onderscheiden|leveren|genereren"
)
_KEPT = "geregistreerd|bijgehouden|gemeten|uitgesplitst|beschikbaar|gemonitord|voorhanden|in beeld"
_UNKNOWN = _compile(
    rf"geen (?:\w+ ){{0,3}}(?:{_FIGURES})|niet (?:over|voorzien van) (?:\S+ ){{0,2}}(?:{_FIGURES})",
    r"beschik(?:t|ken) (?:\S+ ){0,4}(?:niet|geen)|(?:weinig|onvoldoende|nauwelijks|beperkt) (?:in)?zicht",
    rf"(?:niet|moeilijk|lastig|onmogelijk) (?:\S+ ){{0,8}}(?:aan |vast |in )?te (?:{_TELL})",
    r"(?:niet|lastig|moeilijk) (?:\S+ ){0,6}uitspra(?:ak|ken)|weten (?:\S+ ){0,2}weinig|niet kwantificeerbaar",
    r"onbekend|niet (?:\w+ )?bekend|niet (?:exact|precies)|valt (?:\S+ ){0,3}niet (?:\S+ ){0,2}te",
    rf"(?:wordt|worden|is|zijn) (?:\S+ ){{0,4}}niet (?:\S+ ){{0,2}}(?:{_KEPT})|niet (?:\S+ ){{0,2}}(?:{_KEPT})",
    r"(?:kan|kunnen) (?:\S+ ){0,10}(?:niet|geen) (?:\S+ ){0,6}"
    "(?:worden|gegeven|ontleend|aangegeven|bepaald|gezegd|gedaan|vastgesteld)",
)

_NAMES_BODY = re.compile(
    r"\b(?:[Mm]inister(?:ie)?|[Ss]taatssecretaris|[Ss]tichting|[Dd]ienst|[Gg]emeenten?|[Pp]rovincies?|[Rr]aad|kabinet)\b"
    r"|\b[A-Z][A-Za-z&]*[A-Z][A-Za-z&]*\b|(?<=[a-z,] )[A-Z][a-z]{2,}"
)
_SETTLES = re.compile(r"^\W*(?:ja|nee|neen|klopt|inderdaad)\b|\b(?:niet|geen|geenszins|nooit|klopt)\b", re.IGNORECASE)
_MAY_SETTLE = _compile("wel|ook|alle|altijd|uitsluitend|slechts|alleen|nog|reeds|al|kan|kunnen|mag|mogen")
_LISTS = re.compile(
    r":\s*(?:\n|$)|;|(?:[^,;.]+, ){2,}[^,;.]+ (?:en|of) "
    r"|\b(?:de volgende|als volgt|bestaa[nt] uit|te weten|namelijk|onder (?:meer|andere)|zoals|belast met)\b",
    re.IGNORECASE,
)
_BACK = r"(?:hier|daar)(?:van|voor|bij|mee|in|uit|aan|op|door|over|om)"
_REFERS_BACK = re.compile(
    rf"\W*(?:(?:dit|deze|dat|die|zo|zij|ze|hij|voorts|daarnaast|ook|het betreft|het gaat)\b"
    rf"|(?:\S+ ){{0,6}}(?:dit|deze|{_BACK})\b"
    r"|de (?:belangrijkste )?(?:reden|oorzaak|verklaring|stijging|daling|verhoging|verlaging|mutatie|toename|afname)"
    r" (?:hier|daar|is|wordt|hangt))",
    re.IGNORECASE,
)
_COUNTS_PART = re.compile(r"\W*(?:daarvan|hiervan|waarvan|van (?:deze|die|hen))\b", re.IGNORECASE)


def tells_unknown(text: str) -> bool:
    """Return whether a sentence says that something cannot be told: `niet te kwantificeren`, `geen cijfers`."""
    return _UNKNOWN.search(_read(text)) is not None


def counts_part(text: str) -> bool:
    """Return whether a sentence counts a part of what another one is about: `Daarvan zijn er 227 …`."""
    return _COUNTS_PART.match(text) is not None


def refers_back(text: str) -> bool:
    """Return whether a sentence begins with what points to the one before it: `Dit wordt veroorzaakt door …`."""
    return _REFERS_BACK.match(_read(text)) is not None


def has_form(kind: QuestionKind, query: str, text: str) -> float:
    """Return how far a sentence has the form of an answer to a question that asks for no figure, 0..1.

    Half or a little more is for words that stand in other sentences as well: `door`, `ook`, `biedt`.
    """
    plain = _read(text)
    if kind == "waarom":
        return _grade(plain, _EXPLAINS, _MAY_EXPLAIN, 0.5)
    if kind == "afkorting":
        return float(_GIVES_SHORT_FORM.search(plain) is not None)
    if kind == "wat is" and _ASKS_PURPOSE.search(query):
        return float(_SERVES.search(plain) is not None)
    if kind == "wat is":
        return _grade(plain, _DEFINES, _MAY_DEFINE, 0.6)
    if kind == "wie":
        return float(_NAMES_BODY.search(plain[1:]) is not None)
    if kind == "is het zo":
        return 1.0 if tells_unknown(plain) else _grade(plain, _SETTLES, _MAY_SETTLE, 0.5)
    return float(kind == "welke" and _LISTS.search(text[:LONGEST]) is not None)


def _read(text: str) -> str:
    """Return the beginning of a sentence on one line."""
    return " ".join(text[:LONGEST].split())


def _grade(text: str, surely: re.Pattern[str], perhaps: re.Pattern[str], worth: float) -> float:
    """Return 1 where the first pattern stands in a text, `worth` where only the second does, else 0."""
    return 1.0 if surely.search(text) else worth if perhaps.search(text) else 0.0

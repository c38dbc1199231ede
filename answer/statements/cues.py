"""By what words a sentence shows that it answers: it explains, it defines, it settles, or it says that nobody knows."""

import re

from answer.question_kind import QuestionKind

_EXPLAINS = re.compile(
    r"\b(?:doordat|omdat|vanwege|wegens|als gevolg van|ten gevolge van|veroorzaak\w*|ten grondslag|te wijten"
    r"|toe te schrijven|hierdoor|daardoor|aangezien|reden(?:en)?|oorza(?:ak|ken)|dankzij|te danken|te maken met"
    r"|verklaar[dt]|verband met|naar aanleiding van|immers|kom(?:t|en) (?:dit |deze |mede |vooral |o\.a\. |onder andere )*door"
    r"|daarom|vandaar|derhalve|gelet op|gezien)\b",
    re.IGNORECASE,
)
_MAY_EXPLAIN = re.compile(
    r"\b(?:door|om (?:\S+ ){0,12}te|zodat|waardoor|want|namelijk|teneinde|met het oog op|ten behoeve van|gevolg|nodig|lukt\w*"
    r"|zo zijn)\b",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"\b(?:is|zijn|betreft|vormt) (?:\w+ )?(?:een|het|de)\b|\bstaa[nt] voor\b|\b(?:wordt|worden|is) (?:\S+ ){0,6}(?:verstaan|bedoeld)\b"
    r"|\b(?:bedoeld (?:om|voor)|bestemd voor|wat inhoudt|houdt (?:\S+ ){0,3}in|dat wil zeggen|oftewel|hiermee|belast met"
    r"|verantwoordelijk voor|tot (?:doel|taak)|(?:als|het) doel|ten behoeve van|kerntaa?k\w*|omvat|bestaat uit|geeft (?:\S+ ){0,2}(?:aan|weer)"
    r"|sprake van|aangewezen als|voert|voeren|regelt|draagt|dragen|zorgt|zet zich in|ondersteunt|gebruikt (?:om|voor)|gericht op|opgericht)\b",
    re.IGNORECASE,
)
_SERVES = re.compile(
    r"\b(?:bedoeld|bestemd|gebruikt|ingezet|gericht op|(?:tot|als|het) doel|ten behoeve van|dient|dienen|om (?:\S+ ){1,15}te|voorkomen"
    r"|zodat|nodig|verantwoordelijk voor|belast met)\b",
    re.IGNORECASE,
)
_ASKS_PURPOSE = re.compile(r"\bwaar(?:voor|toe)\b|\b(?:bedoeld|bestemd|gebruikt|doel\w*|nodig|dient)\b", re.IGNORECASE)
_GIVES_SHORT_FORM = re.compile(r"\(\W?(?:hierna:? ?)?[A-Z][\w&’']*\W?\)|\b[A-Z]{2}\w* \([A-Z]|\bstaa[nt] voor\b|\bafgekort\b")
_NO_FIGURES = r"(?:cijfers?|gegevens|data|registraties?|inzicht|overzicht|informatie|uitsplitsing|beeld|zicht|uitspra(?:ak|ken)|schatting)"
_UNKNOWN = re.compile(
    rf"\bgeen (?:\w+ ){{0,3}}{_NO_FIGURES}\b|\b(?:weinig|onvoldoende|nauwelijks|beperkt) (?:in)?zicht\b"
    r"|\b(?:niet|lastig|moeilijk) (?:\S+ ){0,8}(?:te genereren|uitspraa?k\w*|te herleiden|te kwantificeren|aan te geven)\b|\bweten (?:\S+ ){0,2}weinig\b"
    rf"|\bbeschikt?\w* (?:\S+ ){{0,4}}(?:niet|geen)\b|\bniet (?:over|voorzien van) (?:\S+ ){{0,2}}{_NO_FIGURES}\b"
    r"|\b(?:niet|moeilijk|lastig|onmogelijk) (?:\S+ ){0,2}(?:te|aan te|vast te|in te) (?:\w*kwantificeren|preciseren|geven|zeggen|bepalen|herleiden|stellen"
    r"|schatten|becijferen|achterhalen|berekenen|duiden|voorspellen|ramen|onderscheiden|leveren)\b"
    r"|\b(?:niet|nog niet|on)(?: \w+)? ?bekend\b|\bonbekend\b|\b(?:wordt|worden|is|zijn) (?:\S+ ){0,4}niet (?:\S+ ){0,2}(?:geregistreerd|bijgehouden|gemeten|uitgesplitst|beschikbaar|gemonitord)\b"
    r"|\bniet (?:\S+ ){0,2}(?:beschikbaar|voorhanden|geregistreerd|bijgehouden|in beeld)\b"
    r"|\b(?:kan|kunnen) (?:\S+ ){0,10}(?:niet|geen) (?:\S+ ){0,6}(?:worden|gegeven|ontleend|aangegeven|bepaald|gezegd|gedaan|vastgesteld)\b"
    r"|\bniet (?:te kwantificeren|kwantificeerbaar|exact|precies)\b|\bvalt (?:\S+ ){0,3}niet (?:\S+ ){0,2}te\b",
    re.IGNORECASE,
)
_NAMES_BODY = re.compile(
    r"\b(?:de |het )?(?:[Mm]inister(?:ie)?|[Ss]taatssecretaris|[Ss]tichting|[Dd]ienst|[Gg]emeenten?|[Pp]rovincies?|[Rr]aad|kabinet)\b"
    r"|\b[A-Z][A-Za-z&]*[A-Z][A-Za-z&]*\b|(?<=[a-z,] )[A-Z][a-z]{2,}"
)
_SETTLES = re.compile(r"^\W*(?:ja|nee|neen|klopt|inderdaad)\b|\b(?:niet|geen|geenszins|nooit|klopt)\b", re.IGNORECASE)
_MAY_SETTLE = re.compile(r"\b(?:wel|ook|alle|altijd|uitsluitend|slechts|alleen|nog|reeds|al|kan|kunnen|mag|mogen)\b", re.IGNORECASE)
_LISTS = re.compile(
    r":\s*(?:\n|$)|\b(?:de volgende|als volgt|bestaat uit|bestaan uit|te weten|namelijk|onder (?:meer|andere)|zoals|belast met)\b|;"
    r"|(?:[^,;.]+, ){2,}[^,;.]+ (?:en|of) ",
    re.IGNORECASE,
)
_REFERS_BACK = re.compile(
    r"^\W*(?:(?:dit|deze|dat|die|hierdoor|daardoor|hierbij|hiermee|daarmee|hiervan|daarvan|hierin|daarin|daarom|hieruit|zo"
    r"|het betreft|het gaat|zij|ze|hij|hiervoor|daarvoor|voorts|daarnaast|ook)\b"
    r"|(?:\S+ ){1,6}(?:dit|deze|hier(?:van|voor|bij|mee|in|uit|aan|op|door|over)|daar(?:van|voor|bij|mee|in|uit|aan|op|door|over))\b"
    r"|(?:de (?:belangrijkste )?(?:reden|oorzaak|verklaring|stijging|daling|verhoging|verlaging|mutatie|toename|afname)) (?:hier|daar|is|wordt|hangt))",
    re.IGNORECASE,
)

_COUNTS_PART = re.compile(r"\W*(?:daarvan|hiervan|waarvan|van (?:deze|die|hen))\b", re.IGNORECASE)


def explains(text: str) -> float:
    """Return how surely a sentence gives a reason: 1 for `doordat`, half for words that may do so (`door`)."""
    return 1.0 if _EXPLAINS.search(text) else 0.5 if _MAY_EXPLAIN.search(text) else 0.0


def tells_unknown(text: str) -> bool:
    """Return whether a sentence says that something cannot be told: `niet te kwantificeren`, `geen cijfers`."""
    return _UNKNOWN.search(" ".join(text.split())) is not None


def counts_part(text: str) -> bool:
    """Return whether a sentence counts a part of what another one is about: `Daarvan zijn er 227 …`."""
    return _COUNTS_PART.match(text) is not None


def refers_back(text: str) -> bool:
    """Return whether a sentence begins with what points to the one before it: `Dit wordt veroorzaakt door`."""
    return _REFERS_BACK.match(text) is not None


def has_form(kind: QuestionKind, query: str, text: str) -> float:
    """Return how far a sentence has the form of an answer to a kind of question that asks no figure, 0..1."""
    plain = " ".join(text.split())
    if kind == "waarom":
        return explains(plain)
    if kind == "afkorting":
        return float(_GIVES_SHORT_FORM.search(plain) is not None)
    if kind == "wat is":
        pattern = _SERVES if _ASKS_PURPOSE.search(query) else _DEFINES
        return float(pattern.search(plain) is not None)
    if kind == "wie":
        return float(_NAMES_BODY.search(plain[1:]) is not None)
    if kind == "is het zo":
        return 1.0 if _SETTLES.search(plain) or tells_unknown(plain) else 0.5 if _MAY_SETTLE.search(plain) else 0.0
    return float(kind == "welke" and _LISTS.search(text) is not None)

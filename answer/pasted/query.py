"""What to search for on behalf of a sub-question of a pasted Kamervraag: its own words, and the few that it lacks.

A member asks politely (`Kunt u aangeven hoeveel …`) and refers back (`Wat is daarvan de oorzaak?`). The asking goes,
and what is referred to comes in, sparingly: the question's own words must count most.
"""

import re
from dataclasses import dataclass

from answer.demands import weigh_word
from answer.measures import find_measure, is_measure_word
from index.analyze import content_tokens, stem
from index.operators import disarm
from index.tokens import Token, find_years

MOST_ADDED, FEW_ADDED = 4, 2
"""So many words are added to a question with hardly a subject of its own, and to one that has words enough."""

ENOUGH = 1.5
"""With so much that says what it is about, in words, a question stands by itself, unless it refers back."""

PLENTY = 4.0
"""With so much what `dit` stands for is in the question itself."""

_WHO = (
    r"(?:u|jij|hij|zij|het (?:kabinet|ministerie)|de (?:regering|minister(?:-president)?|staatssecretaris|bewinds\w+)"
    r"(?: van (?:(?!aangeven|toelichten)[\w&]+ ?){1,6}?)?)"
)
_SAYS = (
    r"(?:aangeven|toelichten|uitleggen|uiteenzetten|specificeren|vertellen|zeggen|melden|laten weten|verduidelijken|"
    r"duidelijk maken|inzichtelijk maken|in kaart brengen|beschrijven|schetsen|nader ingaan op|ingaan op|reflecteren "
    r"op|"
    r"verklaren|(?:een |nadere? )*(?:overzicht|toelichting|uitsplitsing|inzicht|duiding|schatting|indicatie)"
    r"(?: te)? (?:geven|verschaffen|sturen)(?: (?:van|op|over|in))?|de Kamer (?:informeren|inlichten)(?: over)?)"
)
_BETWEEN = r"(?:[^\W\d_]+[ ,]+){0,5}?"
_POLITE = (
    # `Kunt u (per jaar) aangeven hoeveel`, `Kan de minister toelichten waarom`, `Bent u bereid aan te geven`
    re.compile(
        rf"^(?:en |ook |verder |tevens )*(?:kunt|kan|zou|zoudt|wilt|wil) {_WHO} (?P<kept>{_BETWEEN}){_SAYS}[,:]? "
        rf"?(?:of\b)?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?:en )?(?:kan|kunnen|zou) (?:er )?(?P<kept>{_BETWEEN})(?:worden )?(?:aangegeven|toegelicht|uitgelegd|"
        r"uiteengezet|gespecificeerd|inzichtelijk gemaakt)(?: worden)?[,:]? ?(?:of\b)?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?:en )?(?:bent|is) {_WHO} (?:ermee |er mee )?(?:bekend met|op de hoogte van|bereid)"
        r"(?: (?:het feit|het gegeven|de constatering))?(?: dat\b)?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?:en )?(?:deelt|onderschrijft|erkent|herkent) {_WHO} (?:de (?:mening|opvatting|zorgen?|conclusie|analyse)"
        r"(?: over)?)?(?: ?dat\b)?",
        re.IGNORECASE,
    ),
    re.compile(rf"^(?:en )?(?:heeft|hebt) {_WHO} (?:kennis ?genomen|kennis) van|^(?:en )?kent {_WHO}\b", re.IGNORECASE),
    re.compile(rf"^(?:en )?(?:kunt|kan) {_WHO} (?:bevestigen|ontkennen)", re.IGNORECASE),
    re.compile(r"^graag (?:ontvang\w* (?:ik|wij|de leden\b[^,.]{0,40}?) )?", re.IGNORECASE),
)
_POLITE_WORDS = re.compile(
    rf"\b(?:volgens|naar (?:het )?oordeel van) {_WHO}\b|\balstublieft\b"
    r"|\bgraag (?:een )?[^.?!]{0,200}\bantwoord\w*\b[^.?!]*"
    r"|\b(?:kunt|wilt) u (?:dit|dat|uw antwoord|het antwoord|deze vraag) (?:nader )?(?:toelichten|motiveren|"
    r"uitleggen|verklaren)\b",
    re.IGNORECASE,
)
_EMPTY_REST = re.compile(
    r"(?:zo (?:ja|nee|niet)|indien (?:ja|nee|niet))\b[\W]*(?:waarom|hoezo)?(?: (?:wel|niet))?\W*", re.IGNORECASE
)
_REFERS = re.compile(
    r"\b(?:(?:daar|hier|er)(?:van|voor|bij|aan|in|mee|door|tegen|over|op|toe|uit|onder)|deze|dit|die|zij|hun|hen|"
    r"dezelfde|"
    r"hetzelfde|genoemde|bovengenoemde|voornoemde|dergelijke|zulke|ervan|ervoor|(?:dat|datzelfde) "
    r"(?:bedrag|jaar|percentage|aantal|budget|geld|cijfer|verschil|artikel|doel|tekort|overschot))\b",
    re.IGNORECASE,
)
_SAME_YEAR = re.compile(r"\b(?:dat|dit|hetzelfde|datzelfde|genoemde) (?:begrotings)?jaar\b", re.IGNORECASE)
_RELATIVE = re.compile(
    r"(?<=[\w,]) die\b(?! (?:bedragen|middelen|kosten|uitgaven|cijfers|aantallen|jaren))", re.IGNORECASE
)
_BROKEN_WORD = re.compile(r"(?<=[a-zà-ÿ])-\s*\n\s*(?!(?:en|of|tot)\b)(?=[a-zà-ÿ])")
_QUOTES = re.compile(r"[\"„“”«»‟＂]")
_NOTES = re.compile(r"\[\d{1,3}\]|(?<=[?.!])\d{1,2}(?=\s|$)|[¹²³⁴-⁹⁰]+|\(?(?:https?://|www\.)\S+")
_SIGNS = re.compile(r"^\W+")
_DATE = re.compile(
    r"\b\d{1,2}[ -](?:jan\w*|feb\w*|maart|mrt|apr\w*|mei|juni?|juli?|aug\w*|sep\w*|okt\w*|nov\w*|dec\w*|"
    r"\d{1,2})\.?[ -]\d{4}\b",
    re.IGNORECASE,
)
_BEFORE_NAME = 20
"""Within so many characters before a word stands what closes the sentence before it."""

_FORMAL = re.compile(
    r"minister\w*|staatssecretaris\w*|kabinet\w*|regering\w*|kamer\w*|leden|lid|vra(?:ag|gen)|antwoord\w*|bericht\w*|"
    r"artikel\w*|"
    r"begroting|jaarverslag|nota|brief|rapport|geachte|groet|namens|fractie\w*|volgende|volgens|aanleiding|"
    r"overwegende|constaterende"
)
"""Words of letters and papers, which say nothing of what is asked."""


@dataclass(frozen=True, slots=True)
class Context:
    """What stands above a sub-question: the text before it within it, the question before it, and the introduction."""

    lead: str = ""
    before: str = ""
    introduction: str = ""
    subject: str = ""


def tidy_text(text: str) -> str:
    """Return a text on one line, without marks of notes, links and anything that a query would take for an operator."""
    joined = _BROKEN_WORD.sub("", text.replace("\r\n", "\n"))
    return disarm(_QUOTES.sub(" ", _NOTES.sub(" ", joined)))


def write_query(asked: str, context: Context) -> tuple[str, tuple[str, ...]]:
    """Return what to search for on behalf of a sub-question, and the words in it that its context brought.

    `asked` is a tidy text of one or more sentences. `Wat is daarvan de oorzaak?` below `Hoeveel bonussen zijn niet
    uitgekeerd?` gives `Wat is daarvan de oorzaak? bonussen uitgekeerd`.
    """
    own = strip_politeness(asked)
    added = [*_find_missing(own, context), *_find_year(own, context)]
    return " ".join((own, *added)), tuple(added)


def strip_politeness(asked: str) -> str:
    """Return a tidy question without the asking around it: `Kunt u aangeven hoeveel …?` gives `hoeveel …?`."""
    sentences = re.split(r"(?<=[?])\s+", asked.strip())
    kept = [_strip_sentence(sentence) for sentence in sentences if not _EMPTY_REST.fullmatch(sentence)]
    text = " ".join(sentence for sentence in kept if any(letter.isalnum() for letter in sentence))
    return text if any(letter.isalnum() for letter in text) else asked


def _strip_sentence(sentence: str) -> str:
    """Return one question without the asking around it; as it is where nothing else is left."""
    text = _SIGNS.sub("", _POLITE_WORDS.sub(" ", sentence))
    for pattern in _POLITE:
        match = pattern.match(text)
        if match is not None:
            rest = f"{match.groupdict().get('kept') or ''}{text[match.end() :]}".strip(" ,:")
            text = rest if content_tokens(rest) else text
            break
    return " ".join(text.split())


def _find_missing(own: str, context: Context) -> list[str]:
    """Return the words that a question lacks: what it refers to, or a subject where it has hardly one of its own."""
    refers = _REFERS.search(_RELATIVE.sub(" ", own)) is not None
    tells = _measure_subject(own)
    if tells >= (PLENTY if refers else ENOUGH):
        return []
    most = MOST_ADDED if tells <= 2 * ENOUGH else FEW_ADDED
    known = {stem(token.text) for token in content_tokens(own)}
    if not refers and any(stem(token.text) in known for token in _subject_words(context.subject)):
        return []  # it names what all the questions are about
    added: list[str] = []
    for source in _list_sources(own, context, refers=refers):
        for printed in _telling_words(source):
            roots = {stem(token.text) for token in content_tokens(printed)}
            if len(added) < most and not roots <= known:
                known |= roots
                added.append(printed)
        if added:
            break
    return added


def _list_sources(own: str, context: Context, *, refers: bool) -> tuple[str, ...]:
    """Return the texts that a question may lack words of, the likeliest first."""
    sentences = [part for part in re.split(r"(?<=[.!?])\s+", context.introduction) if part]
    near = " ".join(sentences[-2:])
    if refers or re.match(r"\W*(?:en|maar|of|zo (?:ja|nee))\b", own, re.IGNORECASE):
        return (context.lead, context.before, near, context.subject)
    # Who names somebody else asks of somebody else: `Hoeveel krijgt Nidos?` does not go on about the COA above it.
    names = any(_is_name(own, token) for token in _subject_words(own))
    return (context.lead, context.subject, near, "" if names else context.before)


def _telling_words(text: str) -> list[str]:
    """Return the words of a text that say most what it is about, as printed: names first, then the longest words."""
    tokens = _subject_words(text)
    ranked = sorted(tokens, key=lambda token: (not _is_name(text, token), -len(token.text), token.start))
    chosen = sorted(ranked[:MOST_ADDED], key=lambda token: token.start)
    return list(dict.fromkeys(text[token.start : token.end] for token in chosen))


def _subject_words(text: str) -> list[Token]:
    """Return the words of a text that say what it is about: neither figures nor words that any question has."""
    return [
        token
        for token in content_tokens(text)
        if token.kind == "word"
        and len(token.text) > 2
        and weigh_word(token.text) == 1
        and not is_measure_word(token.text)
        and _FORMAL.fullmatch(token.text) is None
    ]


def _measure_subject(text: str) -> float:
    """Return how much a text says of what it is about, in words: those that any question has count less."""
    words = {token.text for token in content_tokens(text) if token.kind == "word" and len(token.text) > 2}
    return sum(weigh_word(word) for word in words if not is_measure_word(word))


def _is_name(text: str, token: Token) -> bool:
    """Return whether a word is a name or an abbreviation: it has a capital that its place does not explain."""
    printed = text[token.start : token.end]
    before = text[max(0, token.start - _BEFORE_NAME) : token.start]
    return printed[1:].lower() != printed[1:] or (printed[0].isupper() and not re.search(r"(?:^|[.?!]\s+)$", before))


def _find_year(own: str, context: Context) -> list[str]:
    """Return the year that a question means and does not name: the one of its context, where it asks for a figure.

    A year in a date is that of a letter or a newspaper.
    """
    if find_years(own):
        return []
    same = _SAME_YEAR.search(own) is not None
    asked = find_measure(own)
    if not same and (asked is None or asked.measure == "reden"):
        return []
    sources = (
        (context.lead, context.before, context.introduction) if same or _REFERS.search(own) else (context.introduction,)
    )
    for source in sources:
        years = find_years(_DATE.sub(" ", source))
        if len(years) == 1:
            return list(years)
    return []

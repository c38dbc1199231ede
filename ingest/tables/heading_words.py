"""The words of a table's heading row: where one heading ends and the next begins, and what kind of heading it is.

Extractors write the headings of a row one after another: `Omschrijving Vastgestelde begroting Realisatie Verschil`. The
tables of budgets and annual reports follow models (Rijksbegrotingsvoorschriften), so that their headings are few.
"""

import re
from collections.abc import Iterable

from ingest.tables.numbers import PERIOD, find_unit

_MONTH = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_FORMULA = r"\(?\d\)?(?: ?= ?\(?\d\)?(?: ?[-+–‒] ?\(?\d\)?)*)?"
_WORDS = re.compile(
    rf"(?:per |ultimo )?\d{{1,2}} (?:{_MONTH})(?: \d{{4}})?|(?=\(\d\)){_FORMULA}(?!\S)|\S+", re.IGNORECASE
)
_DATE = re.compile(rf"^(?:per |ultimo )?\d{{1,2}} (?:{_MONTH})", re.IGNORECASE)
_NUMBERING = re.compile(rf"^{_FORMULA}$")
_GLUED = re.compile(r"(?<=[a-zë]{4})(?=[A-Z][a-zë]{4})")

# After these a heading goes on: adjectives of amounts, words that need a noun, and all that is no word.
_BINDING = re.compile(
    r"^(?:vastgestelde|vastgesteld|oorspronkelijke?|ontwerp-?|stand|nieuwe|huidige|vorige|eerste|tweede|derde|[123]e|totale"
    r"|gemiddelde?|geraamde?|gerealiseerde?|begrote?|geschatte|verwachte|juridisch|bestuurlijk|structurele?|incidentele"
    r"|jaarlijkse|nominale|vermoedelijke|gewijzigde|bijgestelde|actuele|definitieve|voorlopige|maximale?"
    r"|t/m|t\.o\.v\.|excl\.|incl\.|excl|incl|exclusief|inclusief|[a-z]{1,2}|van|het|een|aan|per|tot|met|voor|naar|uit|door"
    r"|over|onder|tussen|vanaf|sinds|ten|ter|tov|&|\+|-|–|‒|/|x|€|=)$",
    re.IGNORECASE,
)
_MUTATION = re.compile(r"^mutaties?$", re.IGNORECASE)
_ALONE = re.compile(r"^(?:bedrag(?:en)?|aantal(?:len)?|percentages?|aandeel|budget|saldo|fte|index|score|%|€)$")

_COLUMN = re.compile(
    r"^(?:\(\d\) ?)?(?:vastgestelde?|oorspronkelijke?|ontwerp\w*|begrot(?:e|ing)|geraamde?|ram(?:ing|ingen)"
    r"|gerealiseerde?|realisaties?|stand|mutaties?|verschil(?:len)?|bedrag(?:en)?|aantal(?:len)?|aandeel|percentages?|totaal|totale"
    r"|(?:programma-?)?(?:verplichtingen|uitgaven|ontvangsten)|saldo|budget(?:ten)?|norm(?:en)?|streefwaarden?"
    r"|doel(?:waarden?)?|waarden?|fte|index|balans|slotwet|(?:meerjaren)?ramingen|meerjarenraming|prognose|geschatte?"
    r"|verwachte?|kas|ultimo|begin(?:stand)?|eind(?:stand)?|structureel|incidenteel"
    r"|\d(?:e|de|ste)? ?(?:suppletoire|kwartaal))\b|^[%€]|^in %",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:art(?:ikel(?:en|naam|nummer|onderdeel)?)?\b\.?|omschrijving|onderdeel|\w*naam|\w*categorie|product|\w*groep|soort|instrument"
    r"|indicator(?:en)?|kengetal(?:len)?|land|lidstaat|gemeente|provincie|organisatie|instelling|regeling|post|nr\b|nummer|code"
    r"|begrotings(?:artikel(?:en)?|nummers?)|programma|thema|maatregel|ministerie|hoofdstuk|jaar"
    r"|motie|toezegging|titel|kamerstuk\w*|indieners?|vindplaats|status|afronding|toelichting|fase|type)(?=\W|$)",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"^(?:art(?:ikel)?(?:nr|nummer)?|nr|nummer|volgnummer|code|(?:sisa|begrotings?)[ -]?n.*)\.?$", re.IGNORECASE
)

_MARKED_UNIT = re.compile(
    r"(?:\b(?:in|x)|[×*]) ?(?:€|EUR\b|euro\b|%|mln\b|mld\b|miljoen|miljard|duizend)", re.IGNORECASE
)
COUNT = re.compile(r"\b(?:aantal(?:len)?|fte|fte's)\b", re.IGNORECASE)
"""What is counted is not in euros, whatever the caption says."""


def split_words(text: str) -> list[str]:
    """Return the words of a heading row; a date (`31 december 2023`) and the number of a column are one each."""
    return [part for word in _WORDS.findall(text) for part in _GLUED.split(word)]


def split_headings(text: str) -> list[str]:
    """Return the headings in a line of them: `Productgroep bedrag %` has three.

    A heading begins at a capital, at a word that is a heading by itself (`bedrag`), and after a date or year; not after
    a word that asks for another (`Vastgestelde begroting`), nor in brackets.
    """
    words = split_words(text)
    numbers_first = bool(words) and _is_number(words[0])
    headings: list[list[str]] = []
    open_brackets = 0
    for word in words:
        before = headings[-1][-1] if headings else ""
        if _is_number(word) or _is_number(before):
            begins = numbers_first == _is_number(word)
        else:
            begins = open_brackets == 0 and _begins(word, before)
        if begins or not headings:
            headings.append([word])
        else:
            headings[-1].append(word)
        open_brackets = max(0, open_brackets + word.count("(") - word.count(")"))
    return [" ".join(words) for words in headings]


def is_numbering(text: str) -> int:
    """Return how many columns a row numbers (`(1) (2) (3)=(2)-(1)`), or 0 where it is no such row."""
    words = split_words(text)
    if len(words) < 2 or not all(_NUMBERING.match(word) for word in words):
        return 0
    numbers = [int(re.sub(r"\D*(\d).*", r"\1", word)) for word in words]
    return len(words) if numbers == list(range(1, len(words) + 1)) else 0


def strip_numbering(heading: str) -> str:
    """Return a heading without the number of its column: `Realisatie (2)` is `Realisatie`."""
    words = [word for word in split_words(heading) if not _is_number(word)]
    return " ".join(words) or heading


def is_column_heading(heading: str) -> bool:
    """Return whether a heading is one of amounts: `Realisatie`, `Aandeel`, `2025`."""
    return bool(_COLUMN.match(heading) or is_time(split_words(heading)[-1]))


def are_columns(headings: Iterable[str]) -> bool:
    """Return whether all headings are ones of amounts."""
    return all(is_column_heading(heading) for heading in headings)


def is_label_heading(heading: str) -> bool:
    """Return whether a heading is one of names and codes: `Omschrijving`, `Art.`."""
    return _LABEL.match(heading) is not None


def is_code_heading(heading: str) -> bool:
    """Return whether a heading is one of codes: `Art.`, `Nr.`, `Begrotingsnummers`."""
    return _CODE.match(heading) is not None


def is_one_heading(word: str) -> bool:
    """Return whether a word is the whole name of a column of names or codes: `Begrotingsnummers`."""
    return bool(_LABEL.fullmatch(word) or _CODE.fullmatch(word))


def find_column_unit(heading: str) -> str | None:
    """Return the unit that a column's heading names, empty for a count, or None where it names none."""
    if heading in {"%", "€"}:
        return heading
    marked = _MARKED_UNIT.search(heading)
    found = find_unit(heading) or (find_unit(f"({heading[marked.start() :]})") if marked else "")
    if found:
        return found
    if re.search(r"(?:^|\()%", heading):
        return "%"
    return "" if COUNT.search(heading) else None


def is_time(word: str) -> bool:
    """Return whether a word of a heading row is a date, a year or a part of one."""
    return bool(PERIOD.match(word) or _DATE.match(word))


def _is_number(word: str) -> bool:
    """Return whether a word is the number of a column in brackets, perhaps with what it is made of: `(3)=(2)-(1)`."""
    return word.startswith("(") and _NUMBERING.match(word) is not None


def _begins(word: str, before: str) -> bool:
    """Return whether a heading begins at `word`, after the word `before`."""
    if _BINDING.match(before):
        return False
    if is_time(before):
        return word[0] != "("
    if _MUTATION.match(before) and word[0].isupper():
        return is_column_heading(word)
    return word[0].isupper() or bool(_ALONE.match(word))

"""A query that goes on from the one before, completed: `en in 2027?` after `hoeveel krijgt het COA in 2026`.

What the follow-up names takes the place of what is of the same kind in the query before: a year that of a year, an
organisation that of an organisation, a row of a table that of another row beside it. Where nothing has its kind, its
words are added.
"""

import re
from dataclasses import dataclass

from answer.demands import weigh_word
from answer.follow_up_words import (
    ARTICLE,
    ARTICLE_BEFORE,
    ASKED,
    ASKING,
    BARE,
    CONNECTS,
    EARLIER,
    ENDING,
    LATER,
    LEAD,
    OF_DOCUMENT,
    PERIODS,
    PREPOSITIONS,
    PRONOUN,
    SAME,
    SAME_ASKED,
    STANDS_FOR,
    WHY,
    YEARS,
)
from answer.measures import find_measure, is_measure_word
from answer.slots import Slot, find_slot
from index.analyze import content_tokens
from index.operators import is_blank
from index.query import parse_query
from index.search import Searcher
from index.tokens import find_years
from ingest.errors import QueryError

MOST_WORDS = 12
"""A follow-up has no more words; who types more, asks something of its own."""

LONGEST_BEFORE = 1000
"""A query before it of more characters is a text of its own, such as a pasted Kamervraag: nothing in it is meant."""

MOST_NAMED = 3
"""So many words with a question mark behind them, and nothing asked of them, go on from the query before: `Nidos?`."""


@dataclass(frozen=True, slots=True)
class _FollowUp:
    """What a follow-up names: its years, a part of a year, and all else with the words that lead it in.

    `is_part` tells that it keeps what the query before asks for, of something else: `die van het COA`.
    """

    years: str
    period: str
    lead: str
    words: str
    is_part: bool


def complete_query(query: str, previous: str, searcher: Searcher) -> str:
    """Return `query` completed from the query before it, or as it is where it is complete by itself.

    `en nidos?` after `hoeveel krijgt het COA in 2026` gives `hoeveel krijgt nidos in 2026`. In a chain `previous` is
    the completed one.
    """
    rest = " ".join(query.split()).rstrip(ENDING)
    before = " ".join(previous.split())
    if not rest or len(rest.split()) > MOST_WORDS or "\n" in query.strip() or _has_operators(query):
        return query
    if is_blank(before) or len(before) > LONGEST_BEFORE:
        return query
    connects = CONNECTS.match(rest)
    rest = rest[connects.end() :] if connects else rest
    bare = BARE.fullmatch(rest)
    if bare is not None:
        return _ask_otherwise(bare["word"], before)
    same = SAME_ASKED.match(rest)
    if same is None and _is_complete(rest, connects=connects is not None):
        return _carry_year(query, before) if connects else query
    if same is None and ASKING.match(rest):
        return _join(query, rest, before) if connects or PRONOUN.search(rest) else query
    found = _read_follow_up(rest[same.end() :] if same else rest, before)
    names_only = query.rstrip().endswith("?") and len(rest.split()) <= MOST_NAMED
    if not (connects or same or names_only or _is_fragment(rest, found)):
        return query
    completed = _replace(found, before, searcher, adds=connects is not None)
    return query if completed is None else completed


def _has_operators(query: str) -> bool:
    """Return whether a query has more than words; one that cannot be searched for is left as it is too."""
    try:
        return parse_query(query).has_operators
    except QueryError:
        return True


def _is_complete(rest: str, *, connects: bool) -> bool:
    """Return whether a query asks something about something, so that it needs no other.

    Behind `en` it may ask something about what `dat` stands for; without it `het` and `dat` say nothing.
    """
    if ASKING.match(rest) is None:
        return False
    return len(_subject(rest)) > (1 if connects and PRONOUN.search(rest) else 0)


def _is_fragment(rest: str, found: _FollowUp) -> bool:
    """Return whether words without `en` can be nothing but a follow-up: a year alone, or `voor de IND`."""
    if not found.words:
        return True
    return bool(found.lead) and len(rest.split()) <= 4 and bool(LEAD.match(rest))


def _subject(text: str) -> list[str]:
    """Return the words and figures of a text that say what it is about, years left out."""
    years = find_years(text)
    return [
        token.text
        for token in content_tokens(text)
        if not is_measure_word(token.text)
        and (token.text not in years if token.kind == "number" else weigh_word(token.text) == 1)
    ]


def _read_follow_up(rest: str, before: str) -> _FollowUp:
    """Return what a follow-up names, without the `en` before it."""
    text, years = _take_years(rest, before)
    period = ""
    for pattern in PERIODS:
        match = pattern.search(text)
        if match is not None:
            period = match[0]
            text = text[: match.start()] + text[match.end() :]
            break
    text = _tidy(text)
    same = SAME.match(text)
    text = text[same.end() :] if same else text
    lead = LEAD.match(text)
    return _FollowUp(
        years, period, lead[0].strip() if lead else "", _tidy(text[lead.end() :] if lead else text), same is not None
    )


def _take_years(rest: str, before: str) -> tuple[str, str]:
    """Return a follow-up without its years, and those, written out where they are told from the query before."""
    match = YEARS.search(rest)
    if match is not None:
        return _tidy(rest[: match.start()]) + " " + rest[match.end() :], match[0]
    known = sorted(find_years(before))
    for pattern, step in ((LATER, 1), (EARLIER, -1)):
        match = pattern.search(rest)
        if match is not None and known:
            year = int(known[-1 if step > 0 else 0]) + step
            return rest[: match.start()] + rest[match.end() :], str(year)
    return rest, ""


def _tidy(text: str) -> str:
    """Return a text without the words that are left over at its ends when what they led in is taken out."""
    joined = " ".join(text.split())
    joined = re.sub(rf"(?:^|\s)(?:{PREPOSITIONS}|het|de|dan|ook)(?:\s+(?:het|de))?$", "", joined, flags=re.IGNORECASE)
    return joined.strip(" ,-–")


def _replace(found: _FollowUp, before: str, searcher: Searcher, *, adds: bool) -> str | None:
    """Return the query before with what the follow-up names in its place.

    Where nothing is of its kind its words are added, or None is returned where they may not be.
    """
    text, ending = _split_ending(before)
    if found.words:
        lead = found.lead.lower()
        is_place, is_row = lead in {"in", "uit", "naar"}, lead not in {"in", "per"} and not found.is_part
        slot = find_slot(found.words, text, searcher, is_place=is_place, is_row=is_row)
        if slot is None and not adds:
            return None
        text = _fill(text, slot, found.words) if slot else f"{text} {found.lead} {found.words}"
    if found.period:
        text = _replace_period(text, found.period)
    if found.years:
        text = _replace_years(text, found.years)
    return " ".join(text.split()) + ending


def _fill(text: str, slot: Slot, words: str) -> str:
    """Return a query with other words in a slot; they lose their article where the query is a row of words."""
    article = ARTICLE_BEFORE.search(text[: slot.start])
    start = article.start() if article else slot.start
    is_sentence = article or ASKED.match(text) or re.search(rf"\b{PREPOSITIONS}\s+$", text[:start], re.IGNORECASE)
    named = words if is_sentence else ARTICLE.sub("", words, count=1) if ARTICLE.match(words) else words
    return f"{text[:start]}{slot.before}{named}{text[slot.end :]}"


def _replace_years(text: str, years: str) -> str:
    """Return a query about other years; those that name a document stay."""
    places = [match for match in YEARS.finditer(text) if not OF_DOCUMENT.search(text[: match.start()])]
    if not places:
        places = list(YEARS.finditer(text)) if not re.search(r"\b(?:hoe|wat|wie|welke?)", text, re.IGNORECASE) else []
    if not places:
        return f"{text} in {years}"
    return f"{text[: places[0].start()]}{years}{text[places[0].end() :]}"


def _replace_period(text: str, period: str) -> str:
    """Return a query about another part of a year: a quarter for a quarter, a month for a month."""
    for pattern in PERIODS:
        if pattern.fullmatch(period):
            match = pattern.search(text)
            return f"{text[: match.start()]}{period}{text[match.end() :]}" if match else f"{text} {period}"
    return f"{text} {period}"


def _ask_otherwise(word: str, before: str) -> str:
    """Return the query before with another question word: `waarom?` after `hoeveel krijgt het COA`."""
    asked = "waarom" if re.fullmatch(WHY, word, re.IGNORECASE) else word.lower()
    connects = CONNECTS.match(before)
    text = before[connects.end() :] if connects else before
    match = ASKED.match(text)
    return f"{asked} {text[match.end() :] if match else text}"


def _join(query: str, rest: str, before: str) -> str:
    """Return a question that refers back with what it refers to: `waarom daalt dat?` as `waarom daalt het COA?`.

    One that asks the same for other years (`hoeveel is dat in 2027?`) is the one before with these.
    """
    text, ending = _split_ending(" ".join(query.split()))
    years = find_years(rest)
    if years and not _subject(rest) and not re.match(WHY, rest, re.IGNORECASE):
        asked, closing = _split_ending(before)
        return _replace_years(asked, _take_years(rest, before)[1]) + closing
    meant = _read_subject(before, rest)
    if not years and (own := YEARS.search(before)) is not None:
        meant = f"{meant} in {own[0]}"
    pronoun = STANDS_FOR.search(text)
    if pronoun is not None:
        return f"{text[: pronoun.start()]}{meant}{text[pronoun.end() :]}{ending}"
    return f"{text} van {meant}{ending}" if meant else query


def _read_subject(before: str, rest: str) -> str:
    """Return what the query before is about, as it says it, without its years and what the next query says itself."""
    known = {token.text for token in content_tokens(rest)}
    tokens = [
        token
        for token in content_tokens(before)
        if token.text not in known and token.kind == "word" and weigh_word(token.text) == 1
    ]
    if not tokens:
        return ""
    start, end = tokens[0].start, max(token.end for token in tokens)
    article = ARTICLE_BEFORE.search(before[:start])
    said = before[article.start() if article else start : end]
    return " ".join(re.sub(rf"(?:\b{PREPOSITIONS} )?{YEARS.pattern}", " ", said).split())


def _carry_year(query: str, before: str) -> str:
    """Return a question after `en` with the year of the one before, where it asks for a figure and names no year."""
    years = find_years(before)
    asked = find_measure(query)
    figure = asked is not None and asked.measure in {"bedrag", "aantal", "percentage", "duur"}
    if len(years) != 1 or find_years(query) or not (figure or re.search(r"\bhoeveel\b", query, re.IGNORECASE)):
        return query
    text, ending = _split_ending(" ".join(query.split()))
    return f"{text} in {next(iter(years))}{ending}"


def _split_ending(text: str) -> tuple[str, str]:
    """Return a query without the sign at its end, and that sign."""
    said = text.rstrip(ENDING)
    return said, text[len(said) :].strip()

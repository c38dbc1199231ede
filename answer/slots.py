"""Which words of a query are of the same kind as some others, so that these can take their place.

A name stands for a name of its kind, and what is a row of a table for another row of it: `asielzaken` for `regulier`
where the two stand below each other.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from os.path import commonprefix

from answer.names import find_names
from index.analyze import content_tokens, stem
from index.search import Searcher
from index.tokens import Token
from ingest.document import Row, Table

MOST_ROWS = 200
"""So many rows that have the words are looked at; more have them only where the words say nothing."""

LEAST_SHARE = 0.34
"""A row is named by a query that has so much of its label."""

_SHORTEST_PART = 5
"""A shorter word is not looked for at the start of longer ones."""

_SHORTEST_ENDING = 6
"""So many letters two compounds share that are of one kind: `loonbijstelling` and `prijsbijstelling`."""

_ITEMS = re.compile(
    r"uitgaven|ontvangsten|verplichtingen|subsidies?|opdrachten|bijdragen?|baten|lasten|kosten|\w+kosten|opbrengsten?|"
    r"inkomsten|omzet|leges|leningen|garanties|bekostiging|instroom|uitstroom|bezetting|budget|begroting|realisatie|"
    r"raming|resultaat|saldo|productie|capaciteit|doorlooptijd(?:en)?|formatie|personeel|materieel",
    re.IGNORECASE,
)
"""What budgets have a figure for, whatever they are about: one of these stands for another where no table tells."""


_STAGES = re.compile(
    r"(?:stand )?(?:(?:oorspronkelijk )?vastgestelde begroting|ontwerpbegroting|(?:[12]e|eerste|tweede) "
    r"suppletoire(?: begroting)?|"
    r"slotwet|miljoenennota)|begroot|begrote?|begroting|realisatie|gerealiseerde?|raming|geraamde?|verschil|mutaties?",
    re.IGNORECASE,
)
"""The columns that budgets and annual reports have beside each other: what was planned, changed and spent."""

_JOINS = re.compile(r"\s*(?:,|en|of|&|plus)?\s*(?:(?:de|het|van|voor|aan)\s*)*", re.IGNORECASE)

_PEOPLE = re.compile(
    r"(?!cijfers?$)[a-zà-ÿ]{3,}(?:ers?|elingen|eling|heemden?|isten|ist|enten|anten|jarigen?|genoten|wezen|personen|"
    r"mensen)",
    re.IGNORECASE,
)
"""What a group of people is mostly called: `statushouders`, `vreemdelingen`, `studenten`."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The characters of a query, half-open, that other words take the place of; `before` stays before them."""

    start: int
    end: int
    before: str = ""


def find_slot(
    words: str, query: str, searcher: Searcher, *, is_place: bool = False, is_row: bool = True
) -> Slot | None:
    """Return what of `query` is of the same kind as `words`, None where nothing is.

    `is_place` tells that a country is meant and not who comes from there: `in Syrië`, not `voor Syriërs`;
    `is_row` that the words may name a row of a table: `en de instroom`, not `en in totaal`.
    """
    return (
        _find_name(words, query, is_place=is_place)
        or _find_stage(words, query)
        or (_find_row(words, query, searcher) if is_row else None)
        or _find_short_form(words, query, searcher)
        or _find_alike(_ITEMS, words, query)
        or (None if is_place else _find_alike(_PEOPLE, words, query))
        or _find_ending(words, query)
    )


def _find_name(words: str, query: str, *, is_place: bool) -> Slot | None:
    """Return the first name in the query of the kind that the words are a name of.

    Who comes from a country is a group of people too. Names that are joined (`de IND en het COA`) go together.
    """
    own = find_names(words, content_tokens(words))
    if not own:
        return None
    kinds = [own[0].name.kind, *(["groep"] if own[0].name.kind == "plaats" and not is_place else [])]
    tokens = content_tokens(query)
    named = [match for match in find_names(query, tokens) if match.name != own[0].name]
    first = next((match for kind in kinds for match in named if match.name.kind == kind), None)
    if first is None:
        return None
    last = first
    for match in named:
        between = query[tokens[last.end - 1].end : tokens[match.start].start]
        if match.start >= last.end and match.name.kind == first.name.kind and _JOINS.fullmatch(between):
            last = match
    return _span(tokens[first.start : last.end])


def _find_stage(words: str, query: str) -> Slot | None:
    """Return what of a budget's course the query names, where the words name another: `realisatie` for `begroot`."""
    if _STAGES.fullmatch(words.removeprefix("de ").removeprefix("het ")) is None:
        return None
    found = re.search(rf"\b(?:{_STAGES.pattern})\b", query, re.IGNORECASE)
    return Slot(found.start(), found.end()) if found else None


def _find_row(words: str, query: str, searcher: Searcher) -> Slot | None:
    """Return the words of the query that name a row beside one that the words name."""
    wanted = _stems(words)
    tokens = [token for token in content_tokens(query) if token.kind == "word"]
    best: tuple[tuple[float, ...], Slot] | None = None
    for table, row in _rows_named(wanted, searcher):
        for other in table.rows:
            slot = _match_label(other.label, wanted | _stems(row.label), tokens, searcher) if other != row else None
            if slot is not None:
                beside = other.groups == row.groups and table.rows
                rank = (float(bool(beside)), slot[0], len(wanted) / max(1, len(_stems(row.label))))
                if best is None or rank > best[0]:
                    best = (rank, slot[1])
    return best[1] if best else None


def _rows_named(wanted: frozenset[str], searcher: Searcher) -> Iterator[tuple[Table, Row]]:
    """Yield the rows whose label has all of some stems, each with its table."""
    if not wanted:
        return
    places = [set(searcher.labels.rows_with(root)) for root in sorted(wanted)]
    for place in sorted(set.intersection(*places))[:MOST_ROWS]:
        chunk = searcher.chunks[place]
        if chunk.table is not None and chunk.row is not None:
            table = searcher.documents[chunk.document].tables[chunk.table]
            yield table, table.rows[chunk.row]


def _match_label(
    label: str, taken: frozenset[str], tokens: Sequence[Token], searcher: Searcher
) -> tuple[float, Slot] | None:
    """Return how much of a label a query names, and which words these are, but for those of the other row too."""
    stems = _stems(label)
    own = stems - taken
    if not own:
        return None
    named = [token for token in tokens if stem(token.text) in own]
    rarity = searcher.lexical.rarity
    total = sum(rarity(root) for root in sorted(stems))
    if named:
        found = {stem(token.text) for token in tokens} & stems
        share = sum(rarity(root) for root in sorted(found)) / total
        return (share, _span(named)) if share >= LEAST_SHARE else None
    for token in tokens:
        for root in sorted(own):
            if (
                len(stems) == 1
                and len(root) >= _SHORTEST_PART
                and token.text.startswith(root)
                and len(token.text) > len(root) + 3
            ):
                rest = token.text[len(root) :]
                return 0.5, Slot(token.start, token.end, f"{rest} " if rest in searcher.indexes.vocabulary else "")
    return None


def _find_short_form(words: str, query: str, searcher: Searcher) -> Slot | None:
    """Return a short form in the query where the words are one that the documents explain, or written in capitals."""
    if not _short_forms(words, searcher):
        return None
    found = _short_forms(query, searcher)
    return _span(found[:1]) if found else None


def _short_forms(text: str, searcher: Searcher) -> list[Token]:
    """Return the words of a text that are short forms."""
    read = searcher.read_query(text)
    explained = {
        reading.start for reading in read.readings if reading.kind == "afkorting" and reading.end - reading.start == 1
    }
    return [
        token
        for place, token in enumerate(read.tokens)
        if place in explained or re.fullmatch(r"[A-Z][A-Za-z&]*[A-Z]", text[token.start : token.end])
    ]


def _find_alike(pattern: re.Pattern[str], words: str, query: str) -> Slot | None:
    """Return the first word of the query that a pattern knows, where it knows one of the other words too."""
    own = [token for token in content_tokens(words) if pattern.fullmatch(words[token.start : token.end])]
    found = [token for token in content_tokens(query) if pattern.fullmatch(query[token.start : token.end])]
    return _span(found[:1]) if own and found else None


def _find_ending(words: str, query: str) -> Slot | None:
    """Return the first compound of the query with the same last part as the last of the words."""
    own = content_tokens(words)[-1:]
    for token in content_tokens(query):
        ending = commonprefix([token.text[::-1], own[0].text[::-1]]) if own else ""
        if len(ending) >= _SHORTEST_ENDING and own and len(ending) < min(len(token.text), len(own[0].text)):
            return _span([token])
    return None


def _span(tokens: Sequence[Token]) -> Slot:
    """Return the range of some tokens."""
    return Slot(tokens[0].start, max(token.end for token in tokens))


def _stems(text: str) -> frozenset[str]:
    """Return the stems of the words of a text, figures left out."""
    return frozenset(stem(token.text) for token in content_tokens(text) if token.kind == "word")

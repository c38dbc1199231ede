"""Where a document does not agree with itself: the same passage at two places, with another amount.

Budgets explain a change once in the policy agenda and again in an appendix. Where one of the two was brought up to date
and the other was not, the words are the same and an amount is not. Texts that only follow the same model, for another
year or another article, are told apart by what else they name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from ingest.document import Block, Finding
from ingest.passages import AMOUNT, Passage, read_passage

_KINDS = frozenset({"paragraph", "list_item", "answer"})

_KEY = 5
"""Words before or after an amount by which the same place in another passage is found."""

_MOST_VALUES = 3
"""The same words around more different amounts than this are a model text, filled in for each of many things."""

_LEAST_SHARED, _LEAST_ALIKE = 15, 25
"""Words that two passages share at least: under the same heading with another amount that agrees, or else."""

_MOST_WORDS = 400
"""Words around an amount that are laid beside each other."""

_SMALL = frozenset(
    """
    aan al als bij binnen daar daarbij daarmee daarnaast dan dat de der deze die dit door dus een en er ervan het hier
    hierbij hiermee hiervoor in inmiddels is met na naar nog nu of om ook op over te ten ter tevens tot uit van vanuit
    voor waarbij wel wordt worden zijn
    """.split()  # noqa: SIM905 - a list of words is easier to read and to add to as a text
)
"""Words that may differ between two versions of a sentence that say the same."""

_NUMBERED = re.compile(r"^(?P<kind>artikel|hoofdstuk|paragraaf|vraag|onderdeel) (?P<number>\d+)", re.IGNORECASE)
_NUMBERING = re.compile(r"^(?:\d+(?:\.\d+)*\.?|[A-Z]\.) ")


@dataclass(frozen=True, slots=True)
class _Place:
    """An amount in a passage."""

    passage: Passage
    word: int


def find_inconsistencies(text: str, blocks: tuple[Block, ...]) -> tuple[Finding, ...]:
    """Return what two places of a document state differently: the same passage with another amount.

    Each of the two places gets a finding, which names the amount and the headings of the other.
    """
    found: dict[tuple[int, str], Finding] = {}
    for first, second in _pair_places(text, blocks):
        if not _is_same_statement(text, first, second):
            continue
        for here, there in ((first, second), (second, first)):
            finding = _tell(text, here, there)
            found.setdefault((finding.span.start, finding.text), finding)
    return tuple(sorted(found.values(), key=lambda finding: finding.span))


def _pair_places(text: str, blocks: tuple[Block, ...]) -> Iterator[tuple[_Place, _Place]]:
    """Yield pairs of different amounts with the same words before or after them, in different passages."""
    seen: set[tuple[int, int]] = set()
    for standing in _gather_places(text, blocks).values():
        values = {place.passage.amounts[place.word].value for place in standing}
        if not 1 < len(values) <= _MOST_VALUES or len(standing) > 2 * _MOST_VALUES:
            continue
        for first, second in combinations(standing, 2):
            key = (first.passage.spans[first.word].start, second.passage.spans[second.word].start)
            if first.passage is not second.passage and key not in seen:
                seen.add(key)
                yield first, second


def _gather_places(text: str, blocks: tuple[Block, ...]) -> dict[tuple[str, ...], list[_Place]]:
    """Return the amounts of the running text by the words right before them, and by those right after."""
    places: dict[tuple[str, ...], list[_Place]] = {}
    for block in blocks:
        if block.kind not in _KINDS:
            continue
        passage = read_passage(text, block)
        for i in passage.amounts:
            before, after = passage.words[max(0, i - _KEY) : i], passage.words[i + 1 : i + 1 + _KEY]
            for side, words in (("voor", before), ("na", after)):
                if len(words) == _KEY:
                    places.setdefault((side, *words), []).append(_Place(passage, i))
    return places


def _is_same_statement(text: str, first: _Place, second: _Place) -> bool:
    """Return whether two amounts that differ stand at the same place of the same passage.

    Their sentences say the same in all words but small ones, figures included; the passages around them share many
    words; and not more amounts differ than agree, which would be a model text.
    """
    one, other = first.passage, second.passage
    if one.amounts[first.word].agrees(other.amounts[second.word]):
        return False
    if _are_different_things(one.block.headings, other.block.headings):
        return False
    if not _say_the_same(text, first, second):
        return False
    shared, agreeing, differing = _lay_beside(first, second)
    paths = one.block.headings, other.block.headings
    alike = paths[0] != paths[1] and _strip("".join(paths[0][-1:])) == _strip("".join(paths[1][-1:]))
    if differing > agreeing + 1 or shared < _LEAST_SHARED:
        return False
    return (shared >= _LEAST_ALIKE and (alike or agreeing > 0)) or (alike and agreeing > 0)


def _say_the_same(text: str, first: _Place, second: _Place) -> bool:
    """Return whether the sentences of two amounts differ in small words at most, with the amounts at the same place."""
    ranges = [place.passage.find_sentence(text, place.word) for place in (first, second)]
    one, other = (
        place.passage.words[words.start : words.stop] for place, words in zip((first, second), ranges, strict=True)
    )
    if len(one) > _MOST_WORDS or len(other) > _MOST_WORDS:
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    blocks = matcher.get_matching_blocks()
    at = first.word - ranges[0].start, second.word - ranges[1].start
    if not any(block.a <= at[0] < block.a + block.size and at[0] - block.a == at[1] - block.b for block in blocks):
        return False
    left = [
        *(word for i, word in enumerate(one) if not any(block.a <= i < block.a + block.size for block in blocks)),
        *(word for i, word in enumerate(other) if not any(block.b <= i < block.b + block.size for block in blocks)),
    ]
    return 8 * len(left) <= len(one) + len(other) and all(word in _SMALL for word in left)


def _lay_beside(first: _Place, second: _Place) -> tuple[int, int, int]:
    """Return how many words two passages share around two amounts, and how many amounts in them agree and differ."""
    windows = [
        range(max(0, place.word - _MOST_WORDS // 2), min(len(place.passage.words), place.word + _MOST_WORDS // 2))
        for place in (first, second)
    ]
    one, other = (
        place.passage.words[window.start : window.stop] for place, window in zip((first, second), windows, strict=True)
    )
    shared = agreeing = differing = 0
    for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        for i in range(block.size):
            if one[block.a + i] != AMOUNT:
                shared += 1
                continue
            amounts = (
                first.passage.amounts[windows[0].start + block.a + i],
                second.passage.amounts[windows[1].start + block.b + i],
            )
            agreeing += amounts[0].agrees(amounts[1])
            differing += not amounts[0].agrees(amounts[1])
    return shared, agreeing, differing


def _are_different_things(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether the headings of two places name different articles, chapters or questions."""
    numbers = [
        {match["kind"].lower(): match["number"] for title in path if (match := _NUMBERED.match(_strip(title)))}
        for path in (one, other)
    ]
    return any(numbers[0][kind] != numbers[1][kind] for kind in numbers[0].keys() & numbers[1].keys())


def _strip(title: str) -> str:
    """Return a heading without its numbering and full stop, in lower case: `2. Beperken asielinstroom`."""
    return _NUMBERING.sub("", title).rstrip(".").lower()


def _tell(text: str, here: _Place, there: _Place) -> Finding:
    """Return the finding that stands at `here`: what `there` has instead."""
    span, other = (place.passage.spans[place.word] for place in (here, there))
    amounts = [" ".join(text[each.start : each.end].split()) for each in (span, other)]
    # The title of a part in capitals says nothing about the place.
    path = " > ".join(title for title in there.passage.block.headings if not title.isupper())
    where = f"onder {path}" if path else "elders in dit document"
    return Finding(f"hier staat {amounts[0]}, in dezelfde tekst {where} staat {amounts[1]}", span)

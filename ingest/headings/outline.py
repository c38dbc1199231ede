"""From headings in reading order to one tree: how deep each stands, told by all of them together.

Numbers tell most of it. The depth of a heading without a number follows from what stands around it, as a reader sees it
without the fonts: right below another heading it is a part of that one; run in, above its text, it is a part of the
last that stands alone; the same title cannot stand twice side by side; and some titles belong side by side, because the
rules for budgets prescribe them: the instruments, `Uitgaven` and `Ontvangsten`, `Baten` and `Lasten`.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.headings.kin_titles import are_kin, is_total_of_article, strip_title
from ingest.headings.numbered import Heading, HeadingKind

_RANKS: dict[HeadingKind, int] = {
    "part": 0, "chapter": 100, "appendix": 100, "section": 200, "article": 300, "letter": 400, "article_part": 500,
}  # fmt: skip
_UNDER_APPENDICES = 150
_LOOSE = 600
"""Ranks leave room between them: for the parts of a section, and for headings without a number in between."""

DEEPEST = 15
"""No document goes deeper; a path as long as a page has lines would only be a burden."""

FARTHEST = 200
"""The depth of a heading is not told by one that stands so many headings before it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a heading stands: the titles down to it, outermost first, and whether it only repeats an open one."""

    path: tuple[str, ...]
    repeated: bool = False


@dataclass(slots=True)
class _Group:
    """Headings without a number of their own between two that have one, and the rank of each as it is found.

    `within` is the kind of the one with a number above them; `alone` is the rank of the last on a line of its own,
    `base` that of the outermost, `over` that of those between which a local numbering runs on.
    """

    headings: Sequence[Heading]
    within: HeadingKind | None = None
    ranks: list[int] = field(default_factory=list)
    base: int = _LOOSE
    alone: int | None = None
    over: int | None = None


def place_headings(headings: Sequence[Heading]) -> tuple[Place, ...]:
    """Return for each heading its place in the tree."""
    repeated = _find_repeated(headings)
    kept = _tell_run_in([heading for i, heading in enumerate(headings) if i not in repeated])
    ranks = iter(zip(kept, _rank(kept), strict=True))
    path: list[tuple[int, str]] = []
    places = []
    for i in range(len(headings)):
        if i not in repeated:
            heading, rank = next(ranks)
            while path and (path[-1][0] >= rank or len(path) == DEEPEST):
                path.pop()
            path.append((rank, heading.title))
        places.append(Place(tuple(title for _, title in path), i in repeated))
    return tuple(places)


def _tell_run_in(headings: Sequence[Heading]) -> list[Heading]:
    """Return the headings with those at the foot of a page taken to be run in where one beside them is."""
    told = list(headings)
    for i, heading in enumerate(headings):
        if heading.kind == "loose" and heading.ends_page:
            beside = [told[j] for j in (i + 1, i - 1) if 0 <= j < len(headings) and headings[j].kind == "loose"]
            told[i] = replace(heading, run_in=any(other.run_in for other in beside))
    return told


def _find_repeated(headings: Sequence[Heading]) -> frozenset[int]:
    """Return the indexes of headings that are printed once more where their text goes on.

    That is at the top of a page the last one of its kind, or right below itself.
    """
    found = set()
    last: dict[tuple[HeadingKind, bool], str] = {}
    for i, heading in enumerate(headings):
        title, key = strip_title(heading.title), (heading.kind, heading.run_in)
        again = title in {last.get((heading.kind, run_in)) for run_in in (False, True)}
        below_itself = heading.after_heading and i > 0 and title == strip_title(headings[i - 1].title)
        if heading.kind != "given" and ((heading.opens_page and again) or below_itself):
            found.add(i)
            continue
        if heading.kind not in {"loose", "local"}:
            # What stands below a new section is new too.
            last = {other: text for other, text in last.items() if _RANKS.get(other[0], _LOOSE) < _rank_of(heading)}
        last[key] = title
    return frozenset(found)


def _rank_of(heading: Heading) -> int:
    """Return the rank of a heading with a number: the lower, the higher it stands."""
    if heading.kind == "given":
        return heading.level
    return _RANKS.get(heading.kind, _LOOSE) + heading.number.count(".")


def _rank(headings: Sequence[Heading]) -> list[int]:
    """Return the rank of each heading: those with a number by their kind, those between them group by group."""
    ranks: list[int] = []
    appendices = _LOOSE
    i = 0
    while i < len(headings):
        end = _end_of_group(headings, i)
        if end > i:
            group = _Group(headings[i:end], headings[i - 1].kind if i else None)
            ranks += _rank_group(group, headings[end] if end < len(headings) else None)
            i = end
            continue
        heading = headings[i]
        rank = _rank_of(heading)
        if heading.kind == "appendix" and appendices < rank + 1:
            rank = _UNDER_APPENDICES
        if heading.kind in {"part", "chapter"}:
            appendices = rank if heading.kind == "chapter" and re.search(r"bijlagen$", heading.title, re.I) else _LOOSE
        ranks.append(rank)
        i += 1
    return ranks


def _end_of_group(headings: Sequence[Heading], first: int) -> int:
    """Return the index after the headings without a number of their own from `first` on; `first` where there are none.

    An article right below one of them, and the articles after that, are parts of it and belong to the group.
    """
    i = first
    articles = False
    while i < len(headings):
        heading = headings[i]
        below = i > first and heading.after_heading and not headings[i - 1].run_in
        if heading.kind == "article" and (below or articles):
            articles = True
        elif heading.kind not in {"loose", "local"}:
            break
        i += 1
    return i


def _rank_group(group: _Group, following: Heading | None) -> list[int]:
    """Return the ranks of headings without a number of their own; `following` is the one with a number after them."""
    patterned = _find_pattern(group.headings)
    for i, heading in enumerate(group.headings):
        if heading.kind == "local":
            rank = _rank_local(group, i)
        elif heading.run_in and _rank_prescribed(group, i) is None:
            rank = patterned.get(i, group.base if group.alone is None else group.alone + 1)
        else:
            rank = patterned.get(i, _rank_alone(group, i))
            group.alone = max(rank, group.base)
        group.ranks.append(rank)
    _raise_heads(group, following)
    return group.ranks


def _rank_local(group: _Group, i: int) -> int:
    """Return the rank of a numbered heading within a section: that of a lower number, else below what is open."""
    heading = group.headings[i]
    for j in range(i - 1, max(-1, i - 1 - FARTHEST), -1):
        other = group.headings[j]
        if other.kind == "local" and int(other.number) < int(heading.number):
            rank = group.ranks[j]
            break
    else:
        rank = group.base if group.alone is None else group.alone + 1
    if not heading.run_in:
        group.base, group.alone = rank + 1, None
    return rank


def _rank_alone(group: _Group, i: int) -> int:
    """Return the rank of a heading without a number on a line of its own."""
    heading = group.headings[i]
    above = group.headings[i - 1] if i else None
    prescribed = _rank_prescribed(group, i)
    if prescribed is not None:
        return prescribed
    group.over = group.over or _rank_over(group, i)
    if group.over is not None:
        return group.over
    if above is not None and heading.after_heading and not above.run_in:
        return group.ranks[i - 1] + 1
    if group.alone is None:
        return group.base
    # Of headings right below each other the last stands as deep as the last one before them that had text.
    return max(group.base, group.alone - _count_below(group.headings, i))


def _rank_prescribed(group: _Group, i: int) -> int | None:
    """Return the rank of a heading by its title: beside one that is open, or beside the parts of its article.

    What an article costs and yields is told for it as a whole, not by its parts.
    """
    kin = _find_kin(group, i)
    if kin is None and group.within == "article_part" and is_total_of_article(group.headings[i].title):
        return _RANKS["article_part"]
    return kin


def _rank_over(group: _Group, i: int) -> int | None:
    """Return the rank of headings over a local numbering, where `i` is one: the numbering runs on right below it."""
    j = i + 1 + _count_below(group.headings, i)
    if j >= len(group.headings):
        return None
    below = group.headings[j]
    if below.kind != "local" or not below.after_heading or below.number == "1":
        return None
    return next(
        (
            group.ranks[k] - 1
            for k in range(i - 1, max(-1, i - 1 - FARTHEST), -1)
            if group.headings[k].kind == "local" and int(group.headings[k].number) < int(below.number)
        ),
        None,
    )


def _count_below(headings: Sequence[Heading], i: int) -> int:
    """Return how many headings on lines of their own follow heading `i` without text between them."""
    count = 0
    end = min(len(headings), i + FARTHEST)
    while i + 1 < end and headings[i + 1].after_heading and not headings[i + 1].run_in:
        if headings[i + 1].kind == "local":
            break
        i, count = i + 1, count + 1
    return count


def _find_kin(group: _Group, i: int) -> int | None:
    """Return the rank of an open heading beside which heading `i` belongs, or None where none is open."""
    lowest: int | None = None
    for j in range(i - 1, max(-1, i - 1 - FARTHEST), -1):
        other, rank = group.headings[j], group.ranks[j]
        if lowest is None or rank < lowest:
            if are_kin(group.headings[i], other):
                return rank
            lowest = rank
    return None


def _find_pattern(headings: Sequence[Heading]) -> dict[int, int]:
    """Return the ranks of headings where the same titles come back below one after another of them.

    `A`, `Planning`, `Inhoud`, `B`, `Planning`, `Inhoud`: two of one title do not stand side by side, so that they are
    parts of `A` and `B`. Only the headings on lines of their own are looked at, or all where none is.
    """
    alone = [i for i, heading in enumerate(headings) if heading.kind == "loose" and not heading.run_in]
    if not alone:
        alone = [i for i, heading in enumerate(headings) if heading.kind == "loose"]
    counts = Counter(strip_title(headings[i].title) for i in alone)
    lead = next((strip_title(headings[i].title) for i in alone if counts[strip_title(headings[i].title)] > 1), None)
    heads = {
        above
        for above, i in zip(alone, alone[1:], strict=False)
        if strip_title(headings[i].title) == lead and counts[strip_title(headings[above].title)] == 1
    }
    if lead is None or len(heads) < 2 or len(heads) != counts[lead]:
        return {}
    first = min(heads)
    return {i: _LOOSE if i in heads else _LOOSE + 1 for i in alone if i >= first}


def _raise_heads(group: _Group, following: Heading | None) -> None:
    """Put a heading right above one with a number over it, with those beside and over it: `Uitgaven` above `37.2 …`."""
    if following is None or not following.after_heading or following.kind == "given":
        return
    last = group.ranks[-1]
    if group.headings[-1].kind == "loose" and not group.headings[-1].run_in:
        up = last + 1 - _rank_of(following)
        group.ranks = [rank - up if rank <= last else rank for rank in group.ranks]

"""What a text refers to, as terms of their own: `tabel 4` is `tabel4`, `36 740 VI` is `36740vi`.

`tabel` and `4` by themselves stand in every table that has a 4 in it.
"""

import re
from collections.abc import Sequence

from index.tokens import Token

# What is numbered in budget documents: first the name that counts, then the other singular forms, then the plurals.
_KINDS = (
    ("tabel tab", "tabellen"),
    ("figuur fig", "figuren"),
    ("grafiek", "grafieken"),
    ("vraag", "vragen"),
    ("antwoord", "antwoorden"),
    ("artikel art artikelnr beleidsartikel", "artikelen beleidsartikelen"),
    ("bijlage", "bijlagen bijlages"),
    ("hoofdstuk", "hoofdstukken"),
    ("paragraaf par", "paragrafen"),
    ("box", "boxen"),
    ("motie", "moties"),
    ("aanhangsel", ""),
)
_NAMES = {form: one.split()[0] for one, many in _KINDS for form in (*one.split(), *many.split())}
_PLURALS = frozenset(form for _, many in _KINDS for form in many.split())
_NUMBER_WORDS = frozenset({"nr", "nrs", "nummer", "nummers", "no"})
_DOSSIER = re.compile(r"[1-4]\d{4}")
_CHAPTER = re.compile(r"[ivxlc]{1,6}")
_NEAR = 3
"""At most so many characters stand between a word and its number: `. (`."""
_LONGEST_LIST = 20
_LISTED = range(2, 5)
"""So many stand between the numbers of a list: `, ` or ` en `, not a single space."""


def references(tokens: Sequence[Token], place: int) -> tuple[str, ...]:
    """Return the terms of what the content token at `place` is the number of, none for most tokens.

    Of a list each is one: `vragen 20, 21 en 22` gives `vraag20`, `vraag21`, `vraag22`. A paper of parliament has a term
    with its chapter and one with its number too; without a chapter the number stands behind the dossier: `36333-67`.
    """
    token = tokens[place]
    if token.kind == "word":
        paper = _read_chapter(tokens, place)
        return (paper,) if paper else ()
    if not _is_plain(token):
        return ()
    before = _skip_number_word(tokens, place)
    paper = _read_paper(tokens, before, place)
    if paper:
        return (f"{paper}-{token.text}",)
    name = _find_name(tokens, before)
    return (name + token.text,) if name else ()


def _find_name(tokens: Sequence[Token], place: int) -> str:
    """Return what the number behind the token at `place` is of, or nothing; a list of several has a plural."""
    is_listed = False
    for _ in range(_LONGEST_LIST):
        if place < 0 or not _is_plain(tokens[place]) or _gap(tokens, place + 1) not in _LISTED:
            break
        is_listed = True
        place = _skip_number_word(tokens, place)
    if place < 0 or _gap(tokens, place + 1) > _NEAR or (is_listed and tokens[place].text not in _PLURALS):
        return ""
    return _NAMES.get(tokens[place].text, "")


def _read_chapter(tokens: Sequence[Token], place: int) -> str:
    """Return `36740vi` where the token at `place` is the `VI` of `36 740 VI`, or nothing."""
    if place < 1 or not _CHAPTER.fullmatch(tokens[place].text) or _gap(tokens, place) > _NEAR:
        return ""
    dossier = tokens[place - 1]
    return dossier.text + tokens[place].text if _DOSSIER.fullmatch(dossier.text) else ""


def _read_paper(tokens: Sequence[Token], before: int, place: int) -> str:
    """Return the paper's dossier and chapter where the number at `place` is its number, or nothing."""
    if before < 0 or _gap(tokens, before + 1) > _NEAR:
        return ""
    chapter = _read_chapter(tokens, before)
    is_marked = before < place - 1  # `nr.` stands between
    if chapter:
        return chapter if is_marked or len(tokens[place].text) <= _NEAR else ""
    return tokens[before].text if is_marked and _DOSSIER.fullmatch(tokens[before].text) else ""


def _skip_number_word(tokens: Sequence[Token], place: int) -> int:
    """Return the position before `place`, or the one before `nr.` where that stands there; -1 for none."""
    named = place > 0 and tokens[place - 1].text in _NUMBER_WORDS and _gap(tokens, place) <= _NEAR
    return place - 2 if named else place - 1


def _gap(tokens: Sequence[Token], place: int) -> int:
    """Return how many characters stand between the token at `place` and the one before it."""
    return tokens[place].start - tokens[place - 1].end


def _is_plain(token: Token) -> bool:
    """Return whether a token is a number as things are numbered: `20`, `37.2`, not `4,5` or `4422334`."""
    return token.kind == "number" and "," not in token.text and len(token.text) <= 6

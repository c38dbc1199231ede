"""From text to its sentences, as spans: Dutch official prose, with its abbreviations, lists and wrapped lines."""

import re
from collections.abc import Iterator

from ingest.document import Span

BULLETS = "•‣▪◦·–—‒-*�\uf0b7\uf0a7\uf02d"
"""What opens an item of a list at the start of a line; the last four are what extractors leave of a bullet."""

_ITEM = re.compile(rf"[^\S\n]*[{re.escape(BULLETS)}](?:[^\S\n]|$)", re.MULTILINE)
_PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*(?=\n)")
_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)")
_LAST_WORD = re.compile(r"\S+$")
_INITIALS = re.compile(r"[(\"'“‘«]*(?:[^\W\d_]\.-?)*[^\W\d_]\.")
_ORDINAL = re.compile(r"\s*(?:\d{1,3}|[a-z]|[ivx]+)\.", re.IGNORECASE)
_FIRST = re.compile(r"\s*(?P<first>\S)")
_OPENING = re.compile(r"\s+[\"'“‘«(\[]*(?P<word>\S+)")

# After these a sentence goes on: a name, a figure or a phrase follows.
_GOES_ON = frozenset(
    """
    art. artt. bijv. bv. bl. blz. ca. cf. circa. dhr. dr. drs. evt. excl. fig. gem. hfst. incl. ing. ir. kst. max. mevr.
    min. mr. mw. nr. nrs. p. par. pag. prof. red. resp. sub. tab. tel. vgl. vnl. v.a. zgn. o.a. o.g.v. t.o.v. m.b.t.
    i.v.m. i.h.k.v. i.p.v. d.w.z. m.i.v. m.n. n.a.v. o.b.v. t.a.v. t.b.v. t.g.v. t.w. z.g. jan. feb. mrt. apr. jun. jul.
    aug. sept. okt. nov. dec.
    """.split()  # noqa: SIM905 - a list of words is easier to read and to add to as a text
)
# These stand within a sentence or close it; a sentence begins after them only with a word that often begins one.
_MAY_CLOSE = frozenset(["jl.", "mln.", "mld.", "e.d.", "e.v.", "etc.", "enz.", "e.a.", "c.q.", "c.s."])
_OPENERS = frozenset(
    """
    Aan Aangezien Al Alle Als Bij Binnen Bovendien Daar Daarbij Daardoor Daarmee Daarnaast Daarom Dat De Deze Die Dit
    Door Doordat Een Eén Er Gelet Gezien Het Hier Hierbij Hierdoor Hiermee Hieronder Hiervan Hiervoor Hij Ik In Indien
    Met Na Naar Naast Niet Nu Om Omdat Ook Op Over Sinds Te Tegelijk Ten Ter Tevens Tot Tussen Uit Van Vanaf Vanuit
    Verder Via Volgens Voor Voorts Waar Wanneer Wat We Wel Wij Ze Zij Zo Zoals
    """.split()  # noqa: SIM905 - as above
)


def split_sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of `text` as spans without white space at their ends, in order.

    Every other character lies in exactly one of them. A blank line or an item of a list starts a new sentence, unless
    the old one plainly goes on after the blank line; a line that just wraps does not:
    `Zie o.a. art. 3. De rest` gives `Zie o.a. art. 3.` and `De rest`.
    """
    return tuple(
        span
        for start, end in _split_passages(text)
        for first, last in _split_passage(text, start, end)
        if (span := _trim(text, first, last)) is not None
    )


def _split_passages(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges between blank lines and before items of a list."""
    starts = {0}
    breaks = (match.end() for match in _PARAGRAPH_BREAK.finditer(text))
    starts.update(place for place in breaks if not _goes_on_after(text, place))
    line = 0
    while line < len(text):
        if _ITEM.match(text, line):
            starts.add(line)
        newline = text.find("\n", line)
        line = len(text) if newline < 0 else newline + 1
    bounds = [*sorted(starts), len(text)]
    yield from zip(bounds, bounds[1:], strict=False)


def _goes_on_after(text: str, place: int) -> bool:
    """Return whether the sentence before the blank line at `place` plainly goes on after it.

    A page may end in mid-sentence, and extractors leave blank lines in paragraphs: `uitkomen op ca.`, `€ 643,2
    miljoen`. It goes on after an abbreviation that ends no sentence, and where no stop precedes a small letter.
    """
    before = _LAST_WORD.search(text[max(0, place - 200) : place].rstrip())
    after = _FIRST.match(text, place)
    if before is None or after is None:
        return False
    if before[0].lower() in _GOES_ON:
        return True
    return after["first"].islower() and before[0][-1] not in ".?!:;"


def _split_passage(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the sentences within one passage."""
    first = start
    for stop in _STOP.finditer(text, start, end):
        if _ends_sentence(text, first, stop, end):
            yield first, stop.end()
            first = stop.end()
    yield first, end


def _ends_sentence(text: str, first: int, stop: re.Match[str], end: int) -> bool:
    """Return whether the full stop (or `?`, `!`) at `stop` ends the sentence that began at `first`."""
    following = _OPENING.match(text, stop.end(), end)
    if following is None or following["word"][0].islower():
        return False
    if stop[0] != ".":
        return True
    word = _LAST_WORD.search(text, max(first, stop.start() - 40), stop.end())
    last = word[0].lstrip("(\"'“‘«[") if word else ""
    if last.lower() in _MAY_CLOSE:
        return re.split(r"\W", following["word"])[0] in _OPENERS
    if last.lower() in _GOES_ON or _INITIALS.fullmatch(last):
        return False
    # `1. Inleiding`: a number or letter alone at the start of a line counts what follows, behind a bullet too.
    line = max(first, text.rfind("\n", first, stop.start()) + 1)
    return not _ORDINAL.fullmatch(text[line : stop.end()].lstrip(f"{BULLETS} \t\u00a0"))


def _trim(text: str, start: int, end: int) -> Span | None:
    """Return the range without white space at its ends, or None where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None

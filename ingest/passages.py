"""Running text as words and amounts with their place, so that two passages can be laid beside each other."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal

from ingest.document import Block, Span
from ingest.sentence import split_sentences
from ingest.tables.numbers import parse_number, unit_scale

AMOUNT = "\0"
"""What stands for any amount among the words of a passage."""

_SIZE = r"(?:mln|mld|miljoen|miljard|duizend)\b\.?"
_TOKEN = re.compile(
    rf"(?P<amount>€\s?(?P<money>\d[\d.,]*\d|\d)(?:\s?(?P<size>{_SIZE}))?(?:\seuro\b)?"
    rf"|\b(?P<bare>\d[\d.,]*\d|\d)\s?(?:(?P<big>{_SIZE})(?:\seuro\b)?|euro\b|(?P<percent>%|procent\b)))"
    r"|[^\W_]+(?:[-'’.][^\W_]+)*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as printed: what it is in euros or percent, and what its last printed digit is worth."""

    value: Decimal
    step: Decimal
    percent: bool

    def agrees(self, other: "Amount") -> bool:
        """Return whether the two can be the same amount: equal, or one the other rounded."""
        half = max(self.step, other.step) / 2
        return self.percent == other.percent and abs(self.value - other.value) <= (
            half if self.step != other.step else 0
        )


@dataclass(frozen=True, slots=True)
class Passage:
    """A block as words: lower case, `AMOUNT` for each amount; where each word stands, and the amounts by place."""

    block: Block
    words: tuple[str, ...]
    spans: tuple[Span, ...]
    amounts: dict[int, Amount]

    def find_sentence(self, text: str, place: int) -> range:
        """Return the places of the words of the sentence that the word at `place` stands in."""
        start = self.block.span.start
        whole = text[start : self.block.span.end]
        at = self.spans[place].start - start
        sentence = next(span for span in split_sentences(whole) if span.end > at)
        starts = [span.start - start for span in self.spans]
        return range(bisect_right(starts, sentence.start - 1), bisect_right(starts, sentence.end - 1))


def read_passage(text: str, block: Block) -> Passage:
    """Return the words and amounts of a block; figures that are no amount (`2025`, `37.2`) are words like others."""
    words: list[str] = []
    spans: list[Span] = []
    amounts: dict[int, Amount] = {}
    for token in _TOKEN.finditer(text, block.span.start, block.span.end):
        amount = _read_amount(token) if token["amount"] else None
        if amount is not None:
            amounts[len(words)] = amount
        words.append(AMOUNT if amount is not None else token[0].lower())
        spans.append(Span(token.start(), token.end()))
    return Passage(block, tuple(words), tuple(spans), amounts)


def _read_amount(token: re.Match[str]) -> Amount | None:
    """Return the amount of a printed figure with a currency, a size or a percent sign."""
    number = parse_number(token["money"] or token["bare"])
    if number is None:
        return None
    exponent = number.as_tuple().exponent
    scale = unit_scale(f"€ {token['size'] or token['big'] or ''}")
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return Amount(number * scale, step * scale, percent=token["percent"] is not None)

"""What a sentence quotes, between whatever marks, so that it can be looked up word for word."""

import re

from answer.summary.sources import spell

_DOUBLE = re.compile(r'"([^"]*)"')
# An apostrophe opens no quotation: `'s avonds`, `zo'n`, `AMV's`.
_SINGLE = re.compile(r"(?<!\w)'(?!(?:s|t|n|k|m|r|ie)\b)(?=\S)(.+?)'(?!\w)")
_END = " .,;:!?…"


def find_quotations(sentence: str) -> tuple[str, ...] | None:
    """Return what stands between quotation marks in a sentence, None where a mark lacks its counterpart."""
    text = spell(sentence.replace("<<", "«").replace(">>", "»"))
    if text.count('"') % 2:
        return None
    single = _SINGLE.findall(_DOUBLE.sub(" ", text))
    return tuple(quoted.strip() for quoted in (*_DOUBLE.findall(text), *single) if quoted.strip(_END))


def stands_in(quoted: str, parts: tuple[str, ...]) -> bool:
    """Return whether a quotation stands in one of some texts, in whole words; the stop at its end may be the writer's.

    `parts` are in the spelling of `spell`.
    """
    wanted = re.escape(spell(quoted).strip('" ').rstrip(_END))
    # `een cijfer` does not stand in `geen cijfers`.
    pattern = re.compile(rf"(?<!\w){wanted}(?!\w)")
    return any(pattern.search(part) for part in parts)

"""Names in a sentence that no passage has: words with a capital, abbreviations, organisations and places."""

from collections.abc import Callable, Iterator, Sequence

from answer.names import NameMatch, find_names
from answer.summary.sources import PassageSource
from index.analyze import content_tokens, is_stopword, stem
from index.tokens import Token, tokenize


def find_unnamed(sentence: str, sources: Sequence[PassageSource], is_ordinary: Callable[[str], bool]) -> Iterator[str]:
    """Yield the names in a sentence that none of the passages has, in reading order.

    An organisation or place that is listed may stand there under another of its names. The first word of a sentence has
    a capital anyway: it is a name where it has more of them, or is no ordinary word.
    """
    had = frozenset(token for source in sources for token in source.tokens)
    listed = frozenset(name for source in sources for name in source.names)
    content = content_tokens(sentence)
    matches = [match for match in find_names(sentence, content) if match.name.kind != "groep"]
    ranges = [(content[match.start].start, content[match.end - 1].end) for match in matches]
    for match, (start, end) in zip(matches, ranges, strict=True):
        if not _is_named(match, content, listed, had):
            yield sentence[start:end]
    tokens = _list_parts(sentence)
    for position, token in enumerate(tokens):
        printed = sentence[token.start : token.end]
        if token.kind == "number" or printed == printed.lower():
            continue
        if any(start <= token.start and token.end <= end for start, end in ranges):
            continue
        if token.text in had or stem(token.text) in had:
            continue
        capitals = sum(character.isupper() for character in printed)
        if position == 0 and capitals == 1 and (is_stopword(token.text) or is_ordinary(printed.lower())):
            continue
        yield printed


def _is_named(match: NameMatch, content: Sequence[Token], listed: frozenset[str], had: frozenset[str]) -> bool:
    """Return whether a listed name stands in a passage, under any of its names or word for word."""
    words = [token.text for token in content[match.start : match.end]]
    return match.name.text in listed or all(word in had or stem(word) in had for word in words)


def _list_parts(sentence: str) -> list[Token]:
    """Return the tokens of a sentence, of a hyphenated compound its parts: the `IND` in `IND-medewerkers`."""
    tokens = tokenize(sentence)
    return [
        token
        for position, token in enumerate(tokens)
        if position + 1 == len(tokens) or tokens[position + 1].start >= token.end
    ]

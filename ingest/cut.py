"""Text cut to what an embedding model reads at once, counted in its own tokens."""

from collections.abc import Callable

from ingest.document import Span

_SEPARATORS = ["\n\n", ".\n", "\n", " ", ""]
MAX_CONTEXT_SHARE = 0.3
"""The context before a text gets at most this part of the tokens that the text may have: headings can be long."""


class Cutter:
    """Cuts text to a number of tokens, as the model counts them."""

    def __init__(self, count_tokens: Callable[[str], int], max_tokens: int) -> None:
        """Keep how tokens are counted, and how many a part may have."""
        self.count_tokens = count_tokens
        self.max_tokens = max_tokens

    def split(self, text: str, first: int, most: int | None = None) -> list[Span]:
        """Return the spans of the parts of `text`, which begins at character `first` of the document.

        Every part has at most `most` tokens. The splitter keeps every character, so that a part's place follows from
        the lengths of those before it.
        """
        # Imported here: it takes half a second, and a search never splits.
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(
            separators=_SEPARATORS,
            keep_separator="end",
            strip_whitespace=False,
            chunk_size=most or self.max_tokens,
            chunk_overlap=0,
            length_function=self.count_tokens,
        )
        spans = []
        for part in splitter.split_text(text):
            inner = part.strip()
            if inner:
                start = first + len(part) - len(part.lstrip())
                spans.append(Span(start, start + len(inner)))
            first += len(part)
        return spans

    def shorten_path(self, headings: tuple[str, ...]) -> str:
        """Return a path of headings, without the outermost where it is too long: the last ones say most."""
        kept = list(headings)
        while len(kept) > 1 and self.count_tokens(" > ".join(kept)) > MAX_CONTEXT_SHARE * self.max_tokens / 2:
            kept.pop(0)
        return " > ".join(kept)

    def shorten(self, text: str, most: int) -> str:
        """Return the beginning of `text` that has at most `most` tokens, cut between words."""
        if self.count_tokens(text) <= most:
            return text
        words = text.split()
        low, high = 0, len(words)
        while low < high:
            middle = (low + high + 1) // 2
            if self.count_tokens(" ".join(words[:middle])) <= most:
                low = middle
            else:
                high = middle - 1
        return " ".join(words[:low])

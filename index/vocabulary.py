"""The words of the indexed texts: in how many chunks each occurs, and which of them share a stem.

The lexical index knows stems and 5-grams only; to mend a slip or to take a compound apart, the words themselves are
needed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from index.analyze import is_stopword
from index.stem import stem
from index.tokens import tokenize

WORDS_FILE = "words.tsv"


@dataclass(frozen=True)
class Vocabulary:
    """Folded words in alphabetical order, their stems, and in how many chunks each occurs, all and with a small letter.

    Figures, single letters and words with a figure in them are not among them; stopwords are.
    """

    words: tuple[str, ...]
    stems: tuple[str, ...]
    chunks: tuple[int, ...]
    small: tuple[int, ...]

    def __contains__(self, word: object) -> bool:
        """Return whether the texts have `word`, as it is."""
        return word in self._places

    def frequency(self, word: str) -> int:
        """Return in how many chunks `word` occurs; 0 where the texts do not have it."""
        place = self._places.get(word)
        return 0 if place is None else self.chunks[place]

    def is_capitalized(self, word: str) -> bool:
        """Return whether the texts have `word`, and never with a small first letter: a name or an abbreviation."""
        place = self._places.get(word)
        return place is not None and not self.small[place]

    def is_small(self, word: str) -> bool:
        """Return whether the texts mostly have `word` with a small first letter: a word and not an abbreviation."""
        place = self._places.get(word)
        return place is not None and 2 * self.small[place] > self.chunks[place]

    def with_stem(self, root: str) -> tuple[str, ...]:
        """Return the words whose stem is `root`, the most frequent first."""
        return self._by_stem.get(root, ())

    def has_part(self, letters: str) -> bool:
        """Return whether `letters` stand somewhere within a word."""
        return letters in self._joined

    @cached_property
    def content_words(self) -> tuple[str, ...]:
        """Return the words without the stopwords."""
        return tuple(word for word in self.words if not is_stopword(word))

    @cached_property
    def _places(self) -> dict[str, int]:
        return {word: place for place, word in enumerate(self.words)}

    @cached_property
    def _by_stem(self) -> dict[str, tuple[str, ...]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for place in sorted(range(len(self.words)), key=lambda place: (-self.chunks[place], place)):
            found[self.stems[place]].append(self.words[place])
        return {root: tuple(words) for root, words in found.items()}

    @cached_property
    def _joined(self) -> str:
        return "\n".join(self.words)

    def save(self, folder: Path) -> None:
        """Write one word a line, with its stem and its two counts, between tabs."""
        rows = zip(self.words, self.stems, self.chunks, self.small, strict=True)
        text = "".join(f"{word}\t{root}\t{chunks}\t{small}\n" for word, root, chunks, small in rows)
        (folder / WORDS_FILE).write_text(text, encoding="utf-8", newline="\n")


def count_words(texts: Iterable[str]) -> Vocabulary:
    """Return the vocabulary of `texts`, one text a chunk."""
    chunks: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for text in texts:
        found = [token for token in tokenize(text) if len(token.text) > 1 and token.text.isalpha()]
        chunks.update({token.text for token in found})
        small.update({token.text for token in found if text[token.start].islower()})
    words = tuple(sorted(chunks))
    return Vocabulary(
        words,
        tuple(stem(word) for word in words),
        tuple(chunks[word] for word in words),
        tuple(small[word] for word in words),
    )


def load_vocabulary(folder: Path) -> Vocabulary:
    """Return the vocabulary that `Vocabulary.save` wrote.

    Raises:
        ValueError: a line is not a word with its stem and two numbers.
        OSError: the file cannot be read.
    """
    rows: Sequence[Sequence[str]] = [
        line.split("\t") for line in (folder / WORDS_FILE).read_text(encoding="utf-8").split("\n") if line
    ]
    if any(len(row) != 4 for row in rows):
        raise ValueError(f"a line of {WORDS_FILE} is not a word with its stem and two numbers")
    return Vocabulary(
        tuple(row[0] for row in rows),
        tuple(row[1] for row in rows),
        tuple(int(row[2]) for row in rows),
        tuple(int(row[3]) for row in rows),
    )

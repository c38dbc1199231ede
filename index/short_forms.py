"""Abbreviations both ways: what a short form stands for in each document, and the short form of a meaning."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.analyze import content_tokens
from index.stem import stem
from index.tokens import Token, fold
from index.vocabulary import Vocabulary
from ingest.document import Abbreviation

MOST_MEANINGS = 3
"""A short form that stands for more in the documents tells nothing."""

# Short words that someone who types small letters means as words, also where the texts happen not to have them.
_DUTCH_WORDS = frozenset(
    """
    aas arm bad bak bal ban bar bes bom bon bos bot boy bus cel dak dal dam das dek den dik dip dom dor dus eed eik els
    erf ets fit gas gat geb gel god gom gum haak haan hak ham hart hok hol hop hor hut ijs jas jus kaas kam kan kap kar
    kas kat kin kip kit kok kom kop kwam lam lap las lat lek les lid lip lof lol lot mais mak man map mat mes mis mos
    mot net nier nut oor pak pan pas pek pen pet pit pol pot pri pus raad rad ram rat rem rib riet rij rit rok ros rot
    rug sap ski slim som spa spot stem ster tak tal tap tas tin tol ton top tor tram vak val van vat ver vet via vis
    vla vol vos wal wan was web wet wig wij wis wol zak zee zin zon zus
    """.split()  # noqa: SIM905 - a list of words is easier to read and to add to as a text
)


@dataclass(frozen=True, slots=True)
class ShortForm:
    """An abbreviation as a document writes it; `key` is the folded short form, `stems` those of the meaning's words."""

    short: str
    meaning: str
    key: str
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShortFormMatch:
    """A short form or its meaning that stands in a query: the tokens `start` to `end`, half-open.

    A short form that is spelled otherwise than in the documents is found as both.
    """

    start: int
    end: int
    form: ShortForm
    is_short: bool


class ShortForms:
    """The abbreviations of all documents, found by their short forms and by their meanings."""

    def __init__(self, abbreviations: Iterable[Abbreviation], vocabulary: Vocabulary) -> None:
        """Collect the abbreviations; those of several documents that fold to the same are one."""
        self._vocabulary = vocabulary
        forms: dict[tuple[str, tuple[str, ...]], ShortForm] = {}
        for each in sorted(abbreviations, key=lambda each: (each.short, each.meaning)):
            key, stems = _fold_short(each.short), _stems(each.meaning)
            if key and stems and stems != (stem(key),):
                forms.setdefault((key, stems), ShortForm(each.short, each.meaning, key, stems))
        self._by_key: defaultdict[str, list[ShortForm]] = defaultdict(list)
        self._by_first: defaultdict[str, list[ShortForm]] = defaultdict(list)
        for form in forms.values():
            self._by_key[form.key].append(form)
            self._by_first[form.stems[0]].append(form)

    @property
    def keys(self) -> frozenset[str]:
        """Return the short forms, folded."""
        return frozenset(self._by_key)

    def find(self, text: str, tokens: Sequence[Token]) -> Iterator[ShortFormMatch]:
        """Yield the short forms and the meanings that stand among the content `tokens` of `text`."""
        for place, token in enumerate(tokens):
            forms = self._find_short(text[token.start : token.end], token.text)
            for form in forms if len(forms) <= MOST_MEANINGS else ():
                yield ShortFormMatch(place, place + 1, form, is_short=True)
                if form.key != token.text and form.key + "s" != token.text:
                    yield ShortFormMatch(place, place + 1, form, is_short=False)
        yield from self._find_meanings(tokens)

    def terms_of(self, text: str) -> tuple[str, ...]:
        """Return the terms of the short forms whose meaning a passage has, each once, but for those that it has itself.

        So a query for `COA` finds the passage that has the whole name, and none that has a part of it.
        """
        tokens = content_tokens(text)
        written = {token.text for token in tokens}
        named = (match.form.key for match in self._find_meanings(tokens))
        return tuple(dict.fromkeys(stem(key) for key in named if key not in written))

    def _find_meanings(self, tokens: Sequence[Token]) -> Iterator[ShortFormMatch]:
        """Yield the meanings whose words follow each other among `tokens`."""
        stems = [stem(token.text) for token in tokens]
        for place, root in enumerate(stems):
            for form in self._by_first.get(root, ()):
                end = place + len(form.stems)
                if tuple(stems[place:end]) == form.stems:
                    yield ShortFormMatch(place, end, form, is_short=False)

    def _find_short(self, printed: str, folded: str) -> Sequence[ShortForm]:
        """Return what a word may be short for; in small letters it must not be a word of its own."""
        # `DT&V` and `DTenV` are one; so are `amvs` and `AMV`.
        spellings = (folded, fold(printed.replace("&", "en")), folded.removesuffix("s"))
        key = next((spelling for spelling in spellings if spelling in self._by_key), "")
        forms = self._by_key.get(key, ())
        if any(letter.isupper() for letter in printed):
            return forms
        if key in _DUTCH_WORDS:
            return ()
        return [form for form in forms if form.short.islower() or not self._vocabulary.is_small(key)]


def _fold_short(short: str) -> str:
    """Return a short form as a token has it: `AMV's` is `amv`; nothing where it is more than one token."""
    tokens = content_tokens(short)
    if not tokens:
        return ""
    # `NGO-EU` gives the whole first, then its parts.
    whole = tokens[0]
    return whole.text if whole.end == tokens[-1].end and fold(short)[:1] == whole.text[:1] else ""


def _stems(meaning: str) -> tuple[str, ...]:
    """Return the stems of the words of a meaning, small words left out."""
    return tuple(stem(token.text) for token in content_tokens(meaning))

"""How much the words of a query tell of what it asks for."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from answer.demands import MANNER_WEIGHT, weigh_word
from answer.figures.headings import kind_of_word
from answer.measures import is_measure_word
from index.analyze import stem
from index.search import Searcher

LIGHT = 0.12
"""What a word counts for that carries the question, or says that money is meant, or a plan, and not which."""

_KIND_WEIGHT = 0.7  # `ontvangsten` tells a row from that of the `uitgaven` beside it
_NOUN_WEIGHT = MANNER_WEIGHT + 0.2
_NOUNS = ("heid", "heden", "ing", "ingen")

_LIGHT_WORDS = frozenset(
    map(
        stem,
        """
        budget begroting begroot begrote geraamd geraamde raming uitgave uitgaven uitgegeven bijdrage bijdragen
        middelen financiering bedragen ministerie departement artikel beleidsartikel stand volgens geld kosten
        besteed bestede ontwerpbegroting rijksbegroting gereserveerd toegekend uitgetrokken overgemaakt bestemd
        beschikbare nodig cijfer mensen personen gaf kreeg vergeleken vergelijking verwachting besteding saldo af
        toe vast uit aan op terug mee weg neer
        """.split(),  # noqa: SIM905 - a list of words is easier to read and to add to as a text
    )
)


def weigh_query_word(word: str, terms: Sequence[str], searcher: Searcher) -> float:
    """Return how much a folded word with these terms tells, 0..1: more the rarer it is.

    What carries the question tells little, but a noun made of such a word may be what is asked about.
    """
    if stem(word) in _LIGHT_WORDS or is_measure_word(word):
        return LIGHT
    manner = weigh_word(word)
    if manner < MANNER_WEIGHT and word.endswith(_NOUNS) and word not in _list_frame_words():
        manner = _NOUN_WEIGHT  # `bereikbaarheid` is no form of `bereiken`
    if kind_of_word(word) in ("ontvangsten", "verplichtingen"):
        return _KIND_WEIGHT
    if manner < MANNER_WEIGHT:
        return LIGHT
    most = searcher.lexical.rarity("")
    rarity = min((searcher.lexical.rarity(term) for term in terms), default=most)
    return manner * (0.5 + 0.5 * rarity / most)


def light_term(term: str) -> bool:
    """Return whether a stem says only that money or a plan is meant."""
    return term in _LIGHT_WORDS or is_measure_word(term)


@cache
def _list_frame_words() -> frozenset[str]:
    """Return the words that carry a question as they are listed."""
    lines = files("answer").joinpath("frame_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith(("#", "[")) for word in line.split())

"""The misses of a measurement one by one, as they are shown: what was asked, what was wanted and what came."""

from dataclasses import dataclass

from answer.show.addresses import make_address
from evaluation.answering import Outcome
from evaluation.kamervragen import COLLECTION, COLLECTION_WITH_BUDGET
from evaluation.measure import DEPTH
from evaluation.names import name_kind
from evaluation.run import Evaluation, Miss
from evaluation.selection import Selection

NOT_OPENED = "De verzonnen stukken staan niet in de index; deze vragen kunnen niet worden geopend."
OTHER_INDEX = (
    "Bij het meten zijn Kamervragen gesteld aan een index zonder de tekst van de vragen zelf, anders zou elke vraag "
    "zichzelf vinden. Wie ze hier opent, ziet daarom vaak de vraag zelf als eerste."
)


@dataclass(frozen=True, slots=True)
class MissView:
    """A query that went wrong: what it is, its kind and part, what was wanted, what came, and where the answer was.

    `address` is the link that asks it again, empty where that cannot be done here.
    """

    query: str
    about: str
    wanted: tuple[str, ...]
    came: str
    place: str
    address: str


@dataclass(frozen=True, slots=True)
class MissList:
    """The misses of one measurement, the worst first: its heading, remarks, and the misses."""

    name: str
    heading: str
    notes: tuple[str, ...]
    misses: tuple[MissView, ...]


def list_misses(evaluation: Evaluation, selection: Selection) -> tuple[MissList, ...]:
    """Return the misses of the search, of the answers, and of the answers on invented documents that are looked at."""
    searched = [miss for miss in evaluation.misses if selection.includes(miss.part, miss.kind)]
    searched.sort(key=lambda miss: (-(miss.rank or DEPTH + 1), miss.collection, miss.id))
    of_parliament = any(miss.collection in (COLLECTION, COLLECTION_WITH_BUDGET) for miss in searched)
    answered, invented = (
        sorted(
            (miss for miss in found.misses if selection.includes(miss.part, miss.kind)),
            key=lambda miss: (not miss.wrong_figure, miss.verdict, miss.kind, miss.id),
        )
        for found in (evaluation.answering, evaluation.invented)
    )
    lists = (
        MissList(
            "zoeken",
            "De eerste passage is niet het antwoord",
            (OTHER_INDEX,) if of_parliament else (),
            tuple(_present_search(miss) for miss in searched),
        ),
        MissList(
            "antwoorden",
            "Het antwoord is fout of ontbreekt",
            (),
            tuple(_present_answer(miss, opened=True) for miss in answered),
        ),
        MissList(
            "verzonnen",
            "Het antwoord op verzonnen stukken is fout of ontbreekt",
            (NOT_OPENED,),
            tuple(_present_answer(miss, opened=False) for miss in invented),
        ),
    )
    return tuple(each for each in lists if each.misses)


def _present_search(miss: Miss) -> MissView:
    """Return a query of which the first passage is not the answer."""
    place = f"op plaats {miss.rank}" if miss.rank is not None else f"niet bij de eerste {DEPTH}"
    return MissView(
        query=" ".join(miss.query.split()),
        about=_describe(miss.collection, miss.kind, miss.part),
        wanted=miss.wanted,
        came=miss.first or "geen enkele passage",
        place=f"het antwoord stond {place}",
        address=make_address("", {"vraag": miss.query}),
    )


def _present_answer(miss: Outcome, *, opened: bool) -> MissView:
    """Return a query that was answered wrongly or refused; it can be `opened` where its documents are in the index."""
    if miss.wrong_figure:
        place = "fout: er stond een cijfer dat nergens klopt"
    elif miss.verdict == "geweigerd":
        place = "geen antwoord gegeven"
    else:
        place = "fout: er had geen antwoord mogen staan" if not miss.wanted else "fout: dit is niet wat gevraagd was"
    return MissView(
        query=" ".join(miss.query.split()),
        about=_describe("", miss.kind, miss.part),
        wanted=miss.wanted or ("geen antwoord: niets in de documenten beantwoordt dit",),
        came=miss.said or f"geen antwoord ({miss.status})",
        place=place,
        address=make_address("", {"vraag": miss.asked or miss.query, "vorige": miss.previous}) if opened else "",
    )


def _describe(collection: str, kind: str, part: str) -> str:
    """Return what kind of query it is: `korte vragen · alledaags woord · rapporteren`."""
    name = name_kind(kind)
    named = "" if name.casefold() in collection.casefold() else name
    return " · ".join(filter(None, (collection, named, part)))

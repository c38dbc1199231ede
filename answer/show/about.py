"""What the page Over says: how Vraagbaak works and what it cannot, and which index and version this is, computed."""

from collections.abc import Mapping
from dataclasses import dataclass

from answer.answer import Status
from answer.calibration import load_calibration
from answer.cite import cite
from answer.export.gather import find_version, hide_folder
from answer.export.reproduction import flatten_settings
from answer.show.about_texts import PIECE_MEANINGS, STATUS_MEANINGS
from answer.show.contents import count_things, describe_moment, format_count, list_options
from answer.show.present import HEADINGS
from answer.show.present_source import Source, present_source
from index.identity import hash_index
from index.operators import FIELDS, HINT, split_query
from index.search import Searcher
from ingest.chunk import Chunk
from ingest.readers import READERS

LICENCE = ("EUPL-1.2", "https://eupl.eu/1.2/nl/")

SHORT = 12
"""So many digits of a hash tell one index from another for a reader."""

_SHOWN_VALUES = 4
_PREFERRED = ("vraag", "rij", "paragraaf", "tabel")
"""Of which kinds of passage an example of a citation is taken, the first that there is."""


@dataclass(frozen=True, slots=True)
class Typed:
    """Something that can be typed, as an example, and what it means."""

    example: str
    meaning: str


@dataclass(frozen=True, slots=True)
class AboutView:
    """All that is worked out for the page: the states with their meaning, what can be typed, how to cite, and facts.

    `example` is a citation from the index, None where that is empty; `citation` is how to cite Vraagbaak itself.
    """

    statuses: tuple[tuple[str, str], ...]
    typed: tuple[Typed, ...]
    example: Source | None
    citation: str
    formats: str
    facts: tuple[tuple[str, str], ...]


def present_about(searcher: Searcher, made: float | None, today: float) -> AboutView:
    """Return what the page says of an index that was made at a moment; `today` is when it is looked at."""
    return AboutView(
        statuses=_describe_statuses(),
        typed=_list_typed(list_options(searcher)),
        example=_find_example(searcher),
        citation=cite_program(searcher, today),
        formats=", ".join(READERS),
        facts=_list_facts(searcher, made),
    )


def cite_program(searcher: Searcher, today: float) -> str:
    """Return how to cite Vraagbaak: `Vraagbaak 0.1.0, index 4f0e21c55ab0, geraadpleegd op 23 november 2026`."""
    day = describe_moment(today).rpartition(",")[0]
    name = f"Vraagbaak {find_version()}".strip()
    return f"{name}, index {hash_index(searcher)[:SHORT]}, geraadpleegd op {day}"


def _describe_statuses() -> tuple[tuple[str, str], ...]:
    """Return the states of an answer as they are headed, with what they mean and from which certainty on."""
    calibration = load_calibration()
    bounds: dict[Status, str] = {
        "beantwoord": f"vanaf {_percent(calibration.sure)} zekerheid",
        "onzeker": f"tussen {_percent(calibration.refused)} en {_percent(calibration.sure)} zekerheid",
        "niet gevonden": f"onder {_percent(calibration.refused)} zekerheid",
    }
    return tuple(
        (heading, f"{STATUS_MEANINGS[status]} (als regel {bounds[status]})") for status, heading in HEADINGS.items()
    )


def _list_typed(options: Mapping[str, Mapping[str, str]]) -> tuple[Typed, ...]:
    """Return what can be typed beside words: the examples of the hint, and the filters with values of this index."""
    examples = []
    for example in HINT.split(", "):
        kinds = [piece.kind for piece in split_query(example)]
        meaning = next((PIECE_MEANINGS[kind] for kind in kinds if kind in PIECE_MEANINGS), "")
        if "filter" not in kinds:
            examples.append(Typed(example, meaning))
    for field in FIELDS:
        values = list(options.get(field, {}))
        shown = [f'"{value}"' if " " in value else value for value in values[:_SHOWN_VALUES]]
        rest = f" en nog {len(values) - len(shown)}" if len(values) > len(shown) else ""
        if shown:
            examples.append(Typed(f"{field}:{shown[0]}", f"{PIECE_MEANINGS['filter']}: {', '.join(shown)}{rest}"))
    return tuple(examples)


def _find_example(searcher: Searcher) -> Source | None:
    """Return a citation of a passage of the index, of a question where it has one."""
    by_kind: dict[str, Chunk] = {}
    for chunk in searcher.chunks:
        by_kind.setdefault(chunk.kind, chunk)
    for chunk in (by_kind[kind] for kind in _PREFERRED if kind in by_kind):
        document = searcher.documents[chunk.document]
        return present_source(cite(document, chunk), document)
    return None


def _list_facts(searcher: Searcher, made: float | None) -> tuple[tuple[str, str], ...]:
    """Return which version and index this is, and what the index was made with."""
    encoder, reranker = searcher.encoder, searcher.options.reranker
    facts = (
        ("Versie", find_version() or "niet geïnstalleerd als pakket"),
        ("Licentie", LICENCE[0]),
        ("Index", hash_index(searcher)),
        ("Index gemaakt op", "" if made is None else describe_moment(made)),
        ("Documenten", format_count(len(searcher.documents))),
        ("Passages", format_count(len(searcher.chunks))),
        ("Tabellen", count_things(sum(len(d.tables) for d in searcher.documents.values()), "tabel", "tabellen")),
        ("Taalmodel", hide_folder(encoder.name)),
        ("Vingerafdruk van het taalmodel", encoder.fingerprint),
        ("Gewichten, geleerd op", searcher.options.fusion.training),
        ("Herschikt door", "" if reranker is None else hide_folder(reranker.name)),
        ("Instellingen", "; ".join(f"{name} = {value}" for name, value in flatten_settings(searcher.settings))),
        ("Leest", ", ".join(READERS)),
    )
    return tuple((label, value) for label, value in facts if value)


def _percent(share: float) -> str:
    """Return a probability in whole percents."""
    return f"{100 * share:.0f}%"

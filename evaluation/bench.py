"""What is measured on: the searchers over the documents, and the topics that each of them is asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evaluation.gold import UNANSWERABLE, Part, Query, load_queries, resolve_queries
from evaluation.judge import FULL, Topic, judge_chunks
from evaluation.kamervragen import COLLECTION as KAMERVRAGEN
from evaluation.kamervragen import (
    COLLECTION_WITH_BUDGET,
    find_leaks,
    judge_questions,
    judge_questions_with_budget,
    select_questions,
)
from index.build import build_index, chunk_documents
from index.encoder import Encoder
from index.remember import RememberingEncoder
from index.search import Searcher
from index.settings import DEFAULT_SETTINGS, IndexSettings
from ingest.document import Document
from ingest.errors import VraagbaakError

QUERIES_FILE = Path(__file__).parent / "queries.jsonl"
SHORT_QUERIES = "korte vragen"
TUNING: Part = "afstemmen"

Progress = Callable[[str, int, int], None]
"""Called with what is being done, in Dutch, how much of it is done and how much there is."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Topics of one kind and the searcher that they are asked."""

    name: str
    searcher: Searcher
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class Bench:
    """All that is measured on: collections, the gold queries (the unanswerable among them), and remarks in Dutch.

    `settings` are those of the index. `queries` is empty where the documents that they are about are not there.
    """

    settings: IndexSettings
    collections: tuple[Collection, ...]
    queries: tuple[Query, ...]
    notes: tuple[str, ...]

    def collection(self, name: str) -> Collection | None:
        """Return a collection by its name."""
        return next((found for found in self.collections if found.name == name), None)

    def tuning_topics(self) -> tuple[Topic, ...]:
        """Return the topics that weights may be learned on."""
        short = self.collection(SHORT_QUERIES)
        return () if short is None else tuple(topic for topic in short.topics if topic.part == TUNING)


def prepare_bench(
    documents: Sequence[Document],
    encoder: Encoder,
    settings: IndexSettings = DEFAULT_SETTINGS,
    queries_path: Path = QUERIES_FILE,
    progress: Progress | None = None,
) -> Bench:
    """Return the collections that can be asked of `documents`.

    The short queries belong to certain documents: where those are not in the corpus they are left out with a note.

    Raises:
        VraagbaakError: there is nothing to measure on, or the gold set does not fit the documents.
    """
    remembering = encoder if isinstance(encoder, RememberingEncoder) else RememberingEncoder(encoder)
    queries, notes = _choose_queries(documents, queries_path)
    asked = any(select_questions(document) for document in documents)
    if not queries and not asked:
        raise VraagbaakError(
            "Er is niets om op te meten: dit corpus heeft geen vragen met antwoorden, en de korte vragen horen bij "
            "andere documenten. Voeg een lijst van vragen en antwoorden toe aan de corpusmap."
        )
    collections = []
    if queries:
        searcher = _build(documents, remembering, settings, SHORT_QUERIES, progress)
        collections.append(Collection(SHORT_QUERIES, searcher, judge_queries(queries, searcher)))
    if asked:
        bare = replace(settings, chunks=replace(settings.chunks, with_question_text=False))
        searcher = _build(documents, remembering, bare, KAMERVRAGEN, progress)
        own = judge_questions(documents, searcher.chunks)
        collections.append(Collection(KAMERVRAGEN, searcher, own))
        both = judge_questions_with_budget(documents, searcher.chunks)
        # Of documents that nobody has read for it the two would be the same.
        if [topic.targets for topic in both] != [topic.targets for topic in own]:
            collections.append(Collection(COLLECTION_WITH_BUDGET, searcher, both))
        if leaks := find_leaks(documents, searcher.chunks):
            notes.append(f"Let op: van {len(leaks)} Kamervragen staat de eigen tekst nog in de index.")
    return Bench(settings, tuple(collections), queries, tuple(notes))


def judge_queries(queries: Sequence[Query], searcher: Searcher) -> tuple[Topic, ...]:
    """Return a topic for each answerable query, judged for the searcher's chunks."""
    places = resolve_queries(queries, searcher.documents)
    return tuple(
        Topic(
            collection=SHORT_QUERIES,
            id=query.id,
            kind=query.kind,
            part=query.part,
            query=query.text,
            targets=judge_chunks(places[query.id], searcher.chunks),
            wanted=tuple(gold.quote for gold in query.gold if gold.grade == FULL),
        )
        for query in queries
        if query.kind != UNANSWERABLE
    )


def _choose_queries(documents: Sequence[Document], path: Path) -> tuple[tuple[Query, ...], list[str]]:
    """Return the short queries, none where their documents are not in the corpus, and notes on that for the reader."""
    queries = load_queries(path)
    wanted = {gold.document for query in queries for gold in query.gold}
    present = {document.id for document in documents}
    if not wanted <= present:
        return (), [f"De korte vragen horen bij {', '.join(sorted(wanted))}; die staan hier niet: overgeslagen."]
    if extra := present - wanted:
        return queries, [
            f"De korte vragen zijn geschreven zonder {', '.join(sorted(extra))}: een antwoord daaruit telt als gemist."
        ]
    return queries, []


def _build(
    documents: Sequence[Document], encoder: Encoder, settings: IndexSettings, name: str, progress: Progress | None
) -> Searcher:
    """Return a searcher over the documents, chunked as `settings` say."""
    chunks = chunk_documents(documents, encoder, settings.chunks)

    def report(done: int, total: int) -> None:
        if progress is not None:
            progress(f"index voor {name}", done, total)

    return build_index(documents, chunks, encoder, settings, report)

"""The evaluation from documents to figures: the Kamervragen and the short queries, through three systems."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from answer import answer_question
from evaluation.gold import UNANSWERABLE, Query, load_queries, resolve_queries
from evaluation.judge import FULL, Topic, judge_chunks
from evaluation.kamervragen import COLLECTION as KAMERVRAGEN
from evaluation.kamervragen import find_leaks, judge_questions, select_questions
from evaluation.measure import DEPTH, Ranking, Score, score_rankings
from evaluation.refusal import Refusal, ask_queries, measure_refusals
from evaluation.summary import Comparison, Group, compare_halves, summarise_scores
from index.build import build_index, chunk_documents
from index.encoder import Encoder
from index.remember import RememberingEncoder
from index.search import Mode, Searcher
from index.settings import DEFAULT_SETTINGS, IndexSettings
from ingest.document import Document
from ingest.errors import VraagbaakError

QUERIES_FILE = Path(__file__).parent / "queries.jsonl"
SHORT_QUERIES = "korte vragen"

SYSTEMS: tuple[Mode, ...] = ("lexical", "dense", "hybrid")

Progress = Callable[[str, int, int], None]
"""Called with what is being done, in Dutch, how much of it is done and how much there is."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A query whose first hit in the hybrid does not answer it: what was wanted, what came, and where the answer was.

    `rank` is None where the first ten hits do not answer it either.
    """

    collection: str
    id: str
    kind: str
    part: str
    query: str
    wanted: tuple[str, ...]
    first: str
    rank: int | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that was measured, and on what: enough to tell whether two results can be compared.

    `index` is the hash of the index of the short queries, or of the Kamervragen where there are no short ones.
    """

    settings: IndexSettings
    model: str
    fingerprint: str
    index: str
    documents: Mapping[str, str]
    chunks: int
    groups: tuple[Group, ...]
    comparisons: tuple[Comparison, ...]
    refusals: tuple[Refusal, ...]
    misses: tuple[Miss, ...]
    notes: tuple[str, ...]


def evaluate_corpus(
    documents: Sequence[Document],
    encoder: Encoder,
    settings: IndexSettings = DEFAULT_SETTINGS,
    queries_path: Path = QUERIES_FILE,
    progress: Progress | None = None,
) -> Evaluation:
    """Return what the three systems reach on the questions in `documents` and on the short queries.

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
    searchers: list[Searcher] = []
    rankings: dict[str, list[Ranking]] = {system: [] for system in SYSTEMS}
    refusals: tuple[Refusal, ...] = ()
    if queries:
        searchers.append(_build(documents, remembering, settings, SHORT_QUERIES, progress))
        topics = judge_queries(queries, searchers[-1])
        _rank_topics(topics, searchers[-1], rankings, progress)
        refusals = _ask(queries, searchers[-1], progress)
    if asked:
        bare = replace(settings, chunks=replace(settings.chunks, with_question_text=False))
        searchers.append(_build(documents, remembering, bare, KAMERVRAGEN, progress))
        _rank_topics(judge_questions(documents, searchers[-1].chunks), searchers[-1], rankings, progress)
        if leaks := find_leaks(documents, searchers[-1].chunks):
            notes.append(f"Let op: van {len(leaks)} Kamervragen staat de eigen tekst nog in de index.")
    scores = {system: score_rankings(found) for system, found in rankings.items()}
    if unreached := sum(not target.chunks for score in scores["hybrid"] for target in score.topic.targets):
        notes.append(f"{unreached} antwoordplekken liggen in geen enkel fragment: ze tellen als gemist.")
    return Evaluation(
        settings=settings,
        model=encoder.name,
        fingerprint=encoder.fingerprint,
        index=hash_index(searchers[0]),
        documents={document.id: document.sha256 for document in documents},
        chunks=len(searchers[0].chunks),
        groups=summarise_scores(scores),
        comparisons=compare_halves(scores),
        refusals=refusals,
        misses=_list_misses(scores["hybrid"], rankings["hybrid"], searchers),
        notes=tuple(notes),
    )


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


def hash_index(searcher: Searcher) -> str:
    """Return 64 hexadecimal digits that change when the model, the settings or what is indexed changes."""
    digest = hashlib.sha256(searcher.encoder.fingerprint.encode())
    digest.update(json.dumps(asdict(searcher.settings), sort_keys=True).encode())
    for chunk in searcher.chunks:
        digest.update(f"\0{chunk.id}\0{chunk.indexed}".encode())
    return digest.hexdigest()


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


def _rank_topics(
    topics: Sequence[Topic], searcher: Searcher, rankings: Mapping[str, list[Ranking]], progress: Progress | None
) -> None:
    """Add to `rankings` what each system returns for each topic."""
    for done, topic in enumerate(topics, start=1):
        for system in SYSTEMS:
            hits = searcher.search(topic.query, count=DEPTH, mode=system)
            rankings[system].append(Ranking(topic, tuple(hit.chunk.id for hit in hits)))
        if progress is not None:
            progress(f"zoeken: {topic.collection}", done, len(topics))


def _ask(queries: Sequence[Query], searcher: Searcher, progress: Progress | None) -> tuple[Refusal, ...]:
    """Return how the product answered the queries, the unanswerable ones among them."""
    if progress is not None:
        progress("antwoorden", 0, len(queries))
    return measure_refusals(ask_queries(queries, lambda query: answer_question(query, searcher)))


def _list_misses(
    scores: Sequence[Score], rankings: Sequence[Ranking], searchers: Sequence[Searcher]
) -> tuple[Miss, ...]:
    """Return the topics whose first hit does not answer, with the beginning of that hit."""
    chunks = {chunk.id: chunk for searcher in searchers for chunk in searcher.chunks}
    misses = []
    for score, ranking in zip(scores, rankings, strict=True):
        if score.rank == 1:
            continue
        first = chunks[ranking.chunks[0]] if ranking.chunks else None
        shown = "" if first is None else f"{first.document}: {' '.join(first.text.split())[:160]}"
        topic = score.topic
        misses.append(
            Miss(topic.collection, topic.id, topic.kind, topic.part, topic.query, topic.wanted, shown, score.rank)
        )
    return tuple(misses)

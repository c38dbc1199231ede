"""The evaluation from documents to figures: the Kamervragen and the short queries, through three systems."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

from answer import Answer, answer_question
from evaluation.ablate import Ablation, ablate
from evaluation.answering import Answering, measure_answers
from evaluation.bench import QUERIES_FILE, SHORT_QUERIES, Bench, Collection, Progress, prepare_bench
from evaluation.gold import Query
from evaluation.invented import measure_invented
from evaluation.measure import DEPTH, Ranking, Score, score_rankings
from evaluation.refusal import Refusal, Reply, ask_queries, measure_refusals
from evaluation.reliability import Reliability, measure_reliability
from evaluation.summary import Comparison, Group, compare_halves, summarise_scores
from index.encoder import Encoder
from index.identity import hash_index
from index.search import Mode, Searcher
from index.settings import DEFAULT_SETTINGS, IndexSettings
from ingest.document import Document

SYSTEMS: tuple[Mode, ...] = ("lexical", "dense", "hybrid")


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
    reliabilities: tuple[Reliability, ...]
    ablations: tuple[Ablation, ...]
    misses: tuple[Miss, ...]
    answering: Answering
    invented: Answering
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
    bench = prepare_bench(documents, encoder, settings, queries_path, progress)
    return measure_bench(bench, documents, encoder, progress)


def measure_bench(
    bench: Bench,
    documents: Sequence[Document],
    encoder: Encoder,
    progress: Progress | None = None,
    *,
    with_ablations: bool = False,
    with_invented: bool = False,
) -> Evaluation:
    """Return what the three systems reach on a bench, and how good the answers are.

    With `with_ablations` also what each part of the search adds, with `with_invented` the answers on invented papers.
    """
    rankings: dict[str, list[Ranking]] = {system: [] for system in SYSTEMS}
    for collection in bench.collections:
        _rank_topics(collection, rankings, progress)
    short = bench.collection(SHORT_QUERIES)
    replies = () if short is None else _ask(bench.queries, short.searcher, progress)
    scores = {system: score_rankings(found) for system, found in rankings.items()}
    notes = list(bench.notes)
    if unreached := sum(not target.chunks for score in scores["hybrid"] for target in score.topic.targets):
        notes.append(f"{unreached} antwoordplekken liggen in geen enkel fragment: ze tellen als gemist.")
    tell = _tell(progress, "antwoorden nakijken")
    answering = measure_answers(short.searcher, progress=tell) if short is not None else Answering((), ())
    searchers = [collection.searcher for collection in bench.collections]
    return Evaluation(
        settings=bench.settings,
        model=encoder.name,
        fingerprint=encoder.fingerprint,
        index=hash_index(searchers[0]),
        documents={document.id: document.sha256 for document in documents},
        chunks=len(searchers[0].chunks),
        groups=summarise_scores(scores),
        comparisons=compare_halves(scores),
        refusals=measure_refusals(replies),
        reliabilities=measure_reliability(replies),
        ablations=ablate(bench, progress) if with_ablations else (),
        misses=_list_misses(scores["hybrid"], rankings["hybrid"], searchers),
        answering=answering,
        invented=measure_invented(encoder, bench.settings, _tell(progress, "verzonnen stukken"))
        if with_invented
        else Answering((), ()),
        notes=tuple(notes),
    )


def _rank_topics(collection: Collection, rankings: Mapping[str, list[Ranking]], progress: Progress | None) -> None:
    """Add to `rankings` what each system returns for each topic of a collection."""
    for done, topic in enumerate(collection.topics, start=1):
        for system in SYSTEMS:
            hits = collection.searcher.search(topic.query, count=DEPTH, mode=system)
            rankings[system].append(Ranking(topic, tuple(hit.chunk.id for hit in hits)))
        if progress is not None:
            progress(f"zoeken: {collection.name}", done, len(collection.topics))


def _ask(queries: Sequence[Query], searcher: Searcher, progress: Progress | None) -> tuple[Reply, ...]:
    """Return how the product answered the queries, the unanswerable ones among them."""
    done = count(1)

    def ask(query: str) -> Answer:
        answer = answer_question(query, searcher)
        if progress is not None:
            progress("antwoorden", next(done), len(queries))
        return answer

    return ask_queries(queries, ask)


def _tell(progress: Progress | None, stage: str) -> Callable[[int, int], None] | None:
    """Return what reports the progress of one stage, None where nobody listens."""
    return None if progress is None else partial(progress, stage)


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

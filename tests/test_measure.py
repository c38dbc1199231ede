from math import log2

import numpy as np
import pytest

from evaluation.gold import Query
from evaluation.judge import Place, Target, Topic, judge_chunks
from evaluation.kamervragen import find_leaks, judge_questions
from evaluation.measure import (
    METRICS,
    Ranking,
    Score,
    estimate_interval,
    measure_separation,
    score_rankings,
)
from evaluation.refusal import Reply, measure_refusals
from evaluation.summary import compare_halves, summarise_scores
from ingest.chunk import Chunk, ChunkKind
from ingest.document import Document, Metadata, Question, Span, Table


def make_chunk(name: str, start: int, end: int, kind: ChunkKind = "paragraaf", indexed: str = "") -> Chunk:
    return Chunk(name, "stuk", kind, Span(start, end), (1,), (), "x" * (end - start), indexed)


def make_topic(*targets: Target, kind: str = "vraag", part: str = "afstemmen") -> Topic:
    return Topic("korte vragen", "q", kind, part, "hoeveel", targets)


def score(targets: tuple[Target, ...], *chunks: str) -> Score:
    (found,) = score_rankings([Ranking(make_topic(*targets), chunks)])
    return found


ROW = Target(2, {"row": 2, "table": 1})
TEXT = Target(2, {"text": 2})
AID = Target(1, {"aid": 1})


def test_a_perfect_ranking_gives_one_everywhere() -> None:
    found = score((ROW, TEXT, AID), "row", "text", "aid", "other")
    assert found.metrics == pytest.approx(dict.fromkeys(METRICS, 1.0))
    assert found.rank == 1


def test_a_reversed_ranking_gives_less() -> None:
    found = score((ROW, TEXT, AID), "other", "aid", "text", "row")
    gained = 1 / log2(3) + 2 / log2(4) + 2 / log2(5)
    ideal = 2 + 2 / log2(3) + 1 / log2(4)
    assert found.metrics == pytest.approx(
        {"nDCG@10": gained / ideal, "RR@10": 1 / 3, "Success@1": 0.0, "Success@5": 1.0}, abs=1e-6
    )
    assert found.rank == 3


@pytest.mark.parametrize("chunks", [(), ("other",), tuple(f"other{n}" for n in range(10)) + ("row",)])
def test_a_miss_gives_zero(chunks: tuple[str, ...]) -> None:
    found = score((ROW,), *chunks)
    assert found.metrics == dict.fromkeys(METRICS, 0.0)
    assert found.rank is None


def test_a_target_that_no_chunk_reaches_counts_as_missed() -> None:
    found = score((TEXT, Target(2, {})), "text")
    assert found.metrics["nDCG@10"] == pytest.approx(2 / (2 + 2 / log2(3)))


def test_near_duplicates_neither_help_nor_harm() -> None:
    twice = Target(2, {"here": 2, "there": 2})
    assert score((twice,), "here").metrics["nDCG@10"] == pytest.approx(1)
    assert score((twice,), "here", "there").metrics["nDCG@10"] == pytest.approx(1)


def test_a_whole_table_is_less_than_its_row() -> None:
    row_first = score((ROW,), "row", "table").metrics
    table_first = score((ROW,), "table", "row").metrics
    table_only = score((ROW,), "table").metrics
    assert row_first["nDCG@10"] == pytest.approx(1)
    assert 1 > table_first["nDCG@10"] > table_only["nDCG@10"] > 0
    assert table_first["RR@10"] == 0.5
    assert table_only["RR@10"] == table_only["Success@5"] == 0.0


def test_a_row_far_below_its_table_still_counts_as_found() -> None:
    found = score((ROW,), "table", "a", "b", "c", "row")
    assert found.metrics["RR@10"] == pytest.approx(0.2)
    assert found.metrics["Success@5"] == 1.0
    assert found.rank == 5


def test_a_hit_further_up_never_scores_less() -> None:
    values = [score((ROW,), "table", *["other"] * place, "row").metrics["nDCG@10"] for place in range(9)]
    assert values == sorted(values, reverse=True)


def test_rankings_keep_their_order() -> None:
    topics = [make_topic(TEXT), make_topic(ROW)]
    first, second = score_rankings([Ranking(topics[0], ("other",)), Ranking(topics[1], ("row",))])
    assert (first.metrics["Success@1"], second.metrics["Success@1"]) == (0.0, 1.0)


def test_a_chunk_with_half_of_the_place_reaches_it() -> None:
    chunks = [make_chunk("most", 0, 16), make_chunk("rest", 16, 40)]
    (target,) = judge_chunks([Place("stuk", Span(10, 20))], chunks)
    assert target.chunks == {"most": 2}


def test_a_chunk_of_another_document_does_not_reach_a_place() -> None:
    (target,) = judge_chunks([Place("ander", Span(10, 20))], [make_chunk("here", 0, 40)])
    assert target.chunks == {}


def test_the_parts_of_a_long_answer_all_reach_it() -> None:
    chunks = [make_chunk("first", 0, 40), make_chunk("second", 40, 80), make_chunk("third", 80, 120)]
    (target,) = judge_chunks([Place("stuk", Span(10, 120))], chunks)
    assert target.chunks == dict.fromkeys(("first", "second", "third"), 2)


def test_a_table_gets_grade_one_beside_its_row() -> None:
    table, row = make_chunk("table", 0, 100, "tabel"), make_chunk("row", 40, 50, "rij")
    assert judge_chunks([Place("stuk", Span(40, 48))], [table, row])[0].chunks == {"table": 1, "row": 2}
    assert judge_chunks([Place("stuk", Span(40, 48))], [table])[0].chunks == {"table": 2}
    assert judge_chunks([Place("stuk", Span(0, 20))], [table, row])[0].chunks == {"table": 2}


def test_two_rows_of_a_table_stay_two_targets() -> None:
    chunks = [make_chunk("table", 0, 100, "tabel"), make_chunk("a", 40, 50, "rij"), make_chunk("b", 50, 60, "rij")]
    targets = judge_chunks([Place("stuk", Span(40, 50)), Place("stuk", Span(50, 60))], chunks)
    assert [target.chunks for target in targets] == [{"table": 1, "a": 2}, {"table": 1, "b": 2}]


def test_places_in_one_chunk_are_one_target() -> None:
    places = [Place("stuk", Span(0, 10)), Place("stuk", Span(20, 30), grade=1)]
    (target,) = judge_chunks(places, [make_chunk("both", 0, 40)])
    assert (target.grade, target.chunks) == (2, {"both": 2})


def test_places_with_the_same_fact_are_one_target() -> None:
    places = [Place("stuk", Span(0, 10), fact="a"), Place("stuk", Span(20, 30)), Place("stuk", Span(40, 50), fact="a")]
    chunks = [make_chunk("here", 0, 10), make_chunk("between", 20, 30), make_chunk("there", 40, 50)]
    first, second = judge_chunks(places, chunks)
    assert (first.chunks, second.chunks) == ({"here": 2, "there": 2}, {"between": 2})


def test_another_table_without_rows_is_less_than_the_row_with_the_fact() -> None:
    places = [Place("stuk", Span(0, 10), fact="a"), Place("stuk", Span(60, 70), fact="a")]
    chunks = [make_chunk("row", 0, 10, "rij"), make_chunk("other table", 50, 90, "tabel")]
    (target,) = judge_chunks(places, chunks)
    assert target.chunks == {"row": 2, "other table": 1}


def test_an_interval_is_the_same_every_time_and_holds_the_mean() -> None:
    values = np.random.default_rng(1).random(40).tolist()
    interval = estimate_interval(values)
    assert interval == estimate_interval(values)
    assert interval.mean == pytest.approx(np.mean(values))
    assert interval.low < interval.mean < interval.high
    assert interval != estimate_interval(values, seed=1)


def test_an_interval_narrows_with_more_values() -> None:
    few, many = estimate_interval([0.0, 1.0] * 5), estimate_interval([0.0, 1.0] * 100)
    assert many.high - many.low < few.high - few.low


@pytest.mark.parametrize("value", [0.0, 0.1, 1.0])
def test_an_interval_of_equal_values_is_that_value(value: float) -> None:
    interval = estimate_interval([value] * 7)
    assert interval.low <= interval.mean <= interval.high
    assert (interval.low, interval.high) == pytest.approx((value, value))


def test_no_values_have_no_interval() -> None:
    with pytest.raises(ValueError, match="no values"):
        estimate_interval([])


def test_separation_counts_pairs_in_the_right_order() -> None:
    assert measure_separation([3.0, 2.0], [1.0, 0.0]) == 1.0
    assert measure_separation([0.0], [1.0, 2.0]) == 0.0
    assert measure_separation([1.0, 3.0], [1.0, 2.0]) == pytest.approx((0.5 + 0 + 1 + 1) / 4)
    assert measure_separation([], [1.0]) is None


def make_questions() -> Document:
    text = (
        "Vraag (1): Waarom is er minder uitgegeven dan er begroot was? Antwoord: Vanwege de lagere bezetting. Tabel 1"
    )
    question = Question("1", Span(0, 99), Span(11, 60), Span(71, 99), (), ("Tabel vraag 1",))
    silent = Question("2", Span(99, 99), Span(0, 10), None, ())
    table = Table("Tabel vraag 1", "", "", (), (), Span(100, 107), ())
    return Document("stuk", "stuk.txt", "00", Metadata(), text, (0,), (), (), (table,), (question, silent))


def test_a_question_finds_its_answer_or_its_table() -> None:
    document = make_questions()
    chunks = [
        make_chunk("answer", 0, 99, "vraag"),
        make_chunk("table", 100, 107, "tabel"),
        make_chunk("next", 107, 200),
    ]
    (topic,) = judge_questions([document], chunks)
    assert topic.query == "Waarom is er minder uitgegeven dan er begroot was"
    assert [target.chunks for target in topic.targets] == [{"answer": 2, "table": 2}]


def test_a_question_that_stands_in_the_index_is_a_leak() -> None:
    document = make_questions()
    clean = make_chunk("answer", 0, 99, "vraag", "Vanwege de lagere bezetting.")
    leaking = make_chunk("table", 100, 107, "tabel", "Waarom is er minder\nuitgegeven dan er begroot was?")
    assert find_leaks([document], [clean]) == ()
    assert find_leaks([document], [clean, leaking]) == ("stuk:1",)


def test_groups_are_by_collection_part_and_kind() -> None:
    topics = [make_topic(TEXT, kind="vraag"), make_topic(TEXT, kind="bedrag", part="rapporteren")]
    scores = {
        system: score_rankings([Ranking(topic, chunks) for topic, chunks in zip(topics, found, strict=True)])
        for system, found in {"lexical": ((), ("text",)), "hybrid": (("text",), ("text",))}.items()
    }
    groups = {(group.part, group.kind, group.system): group for group in summarise_scores(scores)}
    assert groups["alle", "alle", "lexical"].metrics["nDCG@10"].mean == 0.5
    assert groups["alle", "vraag", "lexical"].metrics["nDCG@10"].mean == 0.0
    assert groups["rapporteren", "alle", "lexical"].queries == 1
    (overall,) = [found for found in compare_halves(scores) if (found.part, found.kind) == ("alle", "alle")]
    assert (overall.better_half, overall.difference.mean) == ("lexical", 0.5)


def test_refusals_are_counted_on_both_sides() -> None:
    def reply(answerable: bool, status: str, confidence: float) -> Reply:
        if answerable:
            return Reply(Query("a", "vraag", "hoeveel", "afstemmen", ()), status, confidence)
        return Reply(Query("b", "onbeantwoordbaar", "taart", "afstemmen", (), "ver"), status, confidence)

    refusals = measure_refusals(
        [
            reply(True, "beantwoord", 0.9),
            reply(True, "onzeker", 0.4),
            reply(False, "niet gevonden", 0.1),
            reply(False, "beantwoord", 0.5),
        ]
    )
    found = {(refusal.part, refusal.group): refusal for refusal in refusals}
    assert found["alle", "beantwoordbaar"].refused.mean == 0.5
    assert found["alle", "beantwoordbaar"].auroc is None
    assert found["alle", "onbeantwoordbaar"].not_found.mean == 0.5
    assert found["afstemmen", "onbeantwoordbaar, ver"].auroc == pytest.approx(0.75)
    assert found["alle", "onbeantwoordbaar"].statuses == {"beantwoord": 1, "onzeker": 0, "niet gevonden": 1}

"""Why a passage was found: what each word of a query met in it, and the share of meaning in its score."""

import pytest

from answer.query_words import find_query_words
from answer.why import Match, Why, describe_why, explain_hit
from index.analyze import analyze, content_tokens
from index.build import build_index
from index.encoder import Encoder
from index.hits import Hit
from index.query import parse_query
from index.readings import QueryWords, Reading, ReadingKind
from ingest.chunk import Chunk
from ingest.document import Document, Metadata, Span

TEXT = (
    "De bezettingsgraad bij het Centraal Orgaan opvang asielzoekers daalt; de uitgaven aan asielopvang zijn € 1,2 mld."
)


def read(kind: ReadingKind, start: int, end: int, text: str, *terms: str) -> Reading:
    """Return a reading of some words of a query."""
    return Reading(start, end, text, terms or analyze(text), 0.9, kind)


def explain(
    encoder: Encoder, query: str, *readings: Reading, text: str = TEXT, above: str = "", parts: tuple[float, ...] = ()
) -> Why:
    """Return why one passage was found, which stands under what `above` says."""
    chunk = Chunk("stuk:0", "stuk", "paragraaf", Span(0, len(text)), (1,), (), text, f"{above}\n{text}")
    document = Document("stuk", "stuk.txt", "0", Metadata(), text, (0,), (), (), (), ())
    searcher = build_index([document], [chunk], encoder)
    understood = parse_query(query)
    names = ("betekenis", "zinnen", "woordbetekenis", "woorden", "rij")
    hit = Hit(1, chunk, sum(parts), None, None, parts=tuple(zip(names, parts, strict=False)))
    return explain_hit(hit, understood, QueryWords(content_tokens(understood.text), readings), searcher)


@pytest.mark.parametrize(
    ("query", "readings", "match"),
    [
        ("ORGAAN", (), Match("ORGAAN", "letterlijk", "Orgaan")),
        ("uitgave", (), Match("uitgave", "stam", "uitgaven")),
        ("bezetting", (), Match("bezetting", "samenstelling", "bezettingsgraad")),
        (
            "opvangasiel",
            (read("samenstelling", 0, 1, "opvang asiel"),),
            Match("opvangasiel", "samenstelling", "opvang"),
        ),
        (
            "opvang van asiel",
            (read("samenstelling", 0, 2, "asielopvang"),),
            Match("opvang", "letterlijk", "opvang"),
        ),
        (
            "asiel uitgave",
            (read("samenstelling", 0, 2, "asielopvang"),),
            Match("asiel uitgave", "samenstelling", "asielopvang"),
        ),
        (
            "COA",
            (read("afkorting", 0, 1, "Centraal Orgaan opvang Asielzoekers"),),
            Match("COA", "afkorting", "Centraal Orgaan opvang Asielzoekers"),
        ),
        (
            "bezetingsgraad",
            (read("spelling", 0, 1, "bezettingsgraad"),),
            Match("bezetingsgraad", "spelling", "bezettingsgraad"),
        ),
        ("kost", (read("omschrijving", 0, 1, "uitgave"),), Match("kost", "omschrijving", "uitgaven")),
    ],
)
def test_how_a_word_was_met(stub_encoder: Encoder, query: str, readings: tuple[Reading, ...], match: Match) -> None:
    why = explain(stub_encoder, query, *readings)
    assert why.matches[0] == match
    if len(why.matches) == 1:
        assert why.missing == ()


def test_a_reading_that_is_not_there_whole_explains_nothing(stub_encoder: Encoder) -> None:
    meaning = read("afkorting", 0, 1, "Dienst opvang en uitgaven")
    assert explain(stub_encoder, "DOU", meaning) == Why((), ("DOU",), None)


def test_an_amount_is_met_in_other_units_or_missed_as_a_whole(stub_encoder: Encoder) -> None:
    amount = read("bedrag", 0, 2, "€ 1.200.000.000", "orgaan")  # a term that the passage has
    assert explain(stub_encoder, "1200 mln", amount).matches == (Match("1200 mln", "bedrag", "€ 1.200.000.000"),)
    other = read("bedrag", 0, 2, "€ 7.000.000", "€7000000")
    assert explain(stub_encoder, "7 mln", other).missing == ("7 mln",)


def test_what_stands_above_the_passage_only_is_said_so(stub_encoder: Encoder) -> None:
    why = explain(stub_encoder, "begrotingen 2025 orgaan", above="begroting, 2025")
    assert why.matches == (
        Match("begrotingen", "stam", "begroting", above=True),
        Match("2025", "letterlijk", "2025", above=True),
        Match("orgaan", "letterlijk", "Orgaan"),
    )
    assert describe_why(why) == (
        "letterlijk orgaan; in de kop 2025; begrotingen als «begroting» (andere vorm, in de kop)"
    )


def test_a_compound_with_a_hyphen_is_explained_once(stub_encoder: Encoder) -> None:
    assert explain(stub_encoder, "COA-opvang", text="De COA-opvang.").matches == (
        Match("COA-opvang", "letterlijk", "COA-opvang"),
    )
    why = explain(stub_encoder, "COA-opvang", text="De opvang.")
    assert (why.matches, why.missing) == ((Match("opvang", "letterlijk", "opvang"),), ("COA",))


def test_words_are_named_once_and_stopwords_not(stub_encoder: Encoder) -> None:
    why = explain(stub_encoder, "waarom is het orgaan het orgaan van xyz xyz")
    assert [match.word for match in why.matches] == ["orgaan"]
    assert why.missing == ("xyz",)


def test_of_what_is_chosen_between_the_others_are_not_missed(stub_encoder: Encoder) -> None:
    assert explain(stub_encoder, "orgaan OF stichting OF raad kosten").missing == ("kosten",)


def test_the_share_of_meaning(stub_encoder: Encoder) -> None:
    why = explain(stub_encoder, "orgaan", parts=(0.3, 0.1, 0.2, 0.3, 0.1))
    assert why.meaning == pytest.approx(0.6)
    assert describe_why(why) == "letterlijk orgaan; betekenis 60% van de score"
    assert explain(stub_encoder, "orgaan").meaning is None
    assert explain(stub_encoder, "orgaan", parts=(0.0, 0.0)).meaning is None


def test_what_is_said_in_a_line(stub_encoder: Encoder) -> None:
    why = explain(stub_encoder, "centraal bezetting xyz", parts=(0.5, 0, 0, 0.5))
    assert describe_why(why) == (
        "letterlijk centraal; bezetting als «bezettingsgraad» (samenstelling); niet: xyz; betekenis 50% van de score"
    )


@pytest.mark.parametrize(
    ("reading", "marked"),
    [
        (read("spelling", 0, 1, "bezettingsgraad"), ["bezettingsgraad"]),
        (read("afkorting", 0, 1, "Centraal Orgaan"), ["Centraal", "Orgaan"]),
        (read("afkorting", 0, 1, "Centraal Orgaan Toezicht"), []),  # not all of it stands there
        (read("samenstelling", 0, 1, "opvang locatie"), ["opvang"]),  # a part will do
        (read("bedrag", 0, 1, "€ 1.200.000.000"), []),
    ],
)
def test_words_reached_by_a_reading_are_marked(reading: Reading, marked: list[str]) -> None:
    chunk = Chunk("stuk:0", "stuk", "paragraaf", Span(10, 10 + len(TEXT)), (1,), (), TEXT, TEXT)
    words = QueryWords(content_tokens("xyz"), (reading,))
    found = [TEXT[span.start - 10 : span.end - 10] for span, _ in find_query_words(words, chunk)]
    assert found == marked

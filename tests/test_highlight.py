"""What is marked in a passage: the query's words, literally, and the sentence that answers."""

import pytest

from answer.highlight import SENTENCES, find_highlights
from index.build import build_index
from index.encoder import Encoder
from index.search import Searcher
from ingest.chunk import Chunk, ChunkKind
from ingest.document import Document, Metadata, Question, Span, Table

BEFORE = "Hiervoor staat nog iets anders.\n\n"


def make_searcher(text: str, encoder: Encoder, kind: ChunkKind = "paragraaf") -> Searcher:
    """Return a searcher over one passage, which does not begin at the start of its document."""
    span = Span(len(BEFORE), len(BEFORE) + len(text))
    tables = (Table("Tabel 1", "", "", (), (), span, ()),) if kind == "tabel" else ()
    answer = text.find("Antwoord:") + len("Antwoord:")
    question = Question("1", span, span, Span(span.start + answer, span.end), ())
    questions = (question,) if kind == "vraag" else ()
    document = Document("stuk", "stuk.txt", "0", Metadata(), BEFORE + text, (0,), (), (), tables, questions)
    chunk = Chunk(
        *("stuk:0", "stuk", kind, span, (1,), (), text, text),
        table=0 if tables else None,
        question=0 if questions else None,
    )
    return build_index([document], [chunk], encoder)


def mark(query: str, text: str, encoder: Encoder, kind: ChunkKind = "paragraaf") -> tuple[list[str], list[str]]:
    """Return the sentences and words that are marked, as they stand in the document."""
    searcher = make_searcher(text, encoder, kind)
    document = searcher.documents["stuk"]
    marks = find_highlights(query, searcher.chunks[0], searcher)
    assert all(searcher.chunks[0].span.contains(span) for span in (*marks.sentences, *marks.words))
    return [document.slice(span) for span in marks.sentences], [document.slice(span) for span in marks.words]


@pytest.mark.parametrize(
    ("query", "text", "words"),
    [
        ("opvang", "De opvang en de Opvang.", ["opvang", "Opvang"]),
        ("opvang", "De asielopvang is vol.", ["asielopvang"]),
        ("uitgave", "De uitgaven stijgen.", ["uitgaven"]),
        ("bijdrage", "De bĳdrage en de BIJDRAGE.", ["bĳdrage", "BIJDRAGE"]),
        ("financiële", "Het financieel beeld.", ["financieel"]),
        ("amv", "De AMV’s wachten.", ["AMV’s"]),
        ("coa", "De COA-opvang is vol.", ["COA"]),
        ("waarom is het COA", "Het COA is het COA.", ["COA", "COA"]),
        ("100", "Dat kost 1.000 euro, 100 meer.", ["100"]),
        ("1000", "Dat kost 1.000 euro.", ["1.000"]),
        ("coa", "De coalitie vergadert.", []),
        ("ind", "Het indexcijfer van 2023.", []),
    ],
)
def test_the_words_of_the_query(stub_encoder: Encoder, query: str, text: str, words: list[str]) -> None:
    assert mark(query, text, stub_encoder)[1] == words


def test_marked_words_never_overlap(stub_encoder: Encoder) -> None:
    searcher = make_searcher("De COA-opvang van het COA, in- en uitstroom.", stub_encoder)
    spans = find_highlights("COA opvang COA-opvang uitstroom", searcher.chunks[0], searcher).words
    assert all(first.end <= second.start for first, second in zip(spans, spans[1:], strict=False))
    assert spans


NEUTRAL = (
    "Het COA heeft een bezetting. De bezetting van het COA is lager doordat er minder instroom is. Dat was het COA."
)


def test_a_question_for_the_reason_prefers_a_reason(stub_encoder: Encoder) -> None:
    assert mark("waarom bezetting COA", NEUTRAL, stub_encoder)[0][0].startswith("De bezetting van het COA is lager")


@pytest.mark.parametrize("query", ["hoeveel kost de opvang", "kosten opvang", "bedrag voor de opvang"])
def test_a_question_for_a_figure_prefers_an_amount(stub_encoder: Encoder, query: str) -> None:
    text = "De opvang kost geld. De opvang kost € 12,5 miljoen. De opvang kost minder."
    assert mark(query, text, stub_encoder, "tabel")[0][0] == "De opvang kost € 12,5 miljoen."


def test_at_most_two_sentences_and_the_best_one_first(stub_encoder: Encoder) -> None:
    text = "Dijken zijn hoog. Sluizen zijn breed. De haven is diep. Havens worden gebaggerd."
    sentences, _ = mark("diepte van de haven", text, stub_encoder)
    assert sentences[0] == "De haven is diep."
    assert len(sentences) == SENTENCES


def test_a_sentence_over_lines_is_verbatim(stub_encoder: Encoder) -> None:
    assert mark("haven", "De haven\nis diep.", stub_encoder)[0] == ["De haven\nis diep."]


def test_only_the_answer_of_a_question_is_marked(stub_encoder: Encoder) -> None:
    text = "Vraag (1):\nHoe diep is de haven?\nAntwoord:\nDat is tien meter."
    assert mark("hoe diep is de haven", text, stub_encoder, "vraag")[0] == ["Dat is tien meter."]


@pytest.mark.parametrize("kind", ["paragraaf", "tabel"])
def test_a_caption_is_not_the_answer_where_there_is_a_sentence(stub_encoder: Encoder, kind: ChunkKind) -> None:
    """`wie bestuurt het COA` was answered with `Ontwikkeling bezetting COA`."""
    text = "Ontwikkeling bezetting COA\n\nDe opvang heeft zich als volgt ontwikkeld."
    sentences, _ = mark("ontwikkeling bezetting COA", text, stub_encoder, kind)
    assert sentences == ["De opvang heeft zich als volgt ontwikkeld.", "Ontwikkeling bezetting COA"]


def test_lines_without_any_sentence_are_as_good_as_each_other(stub_encoder: Encoder) -> None:
    text = "Ontwikkeling instroom\n\nOntwikkeling bezetting COA"
    assert mark("bezetting COA", text, stub_encoder, "tabel")[0][0] == "Ontwikkeling bezetting COA"


def test_an_item_of_a_list_is_no_caption(stub_encoder: Encoder) -> None:
    text = "De redenen volgen hieronder.\n• lagere bezetting COA"
    assert mark("bezetting COA", text, stub_encoder)[0][0] == "• lagere bezetting COA"


def test_a_row_is_marked_whole(stub_encoder: Encoder) -> None:
    text = "COA 4.422.334"
    span = Span(len(BEFORE), len(BEFORE) + len(text))
    document = Document("stuk", "stuk.txt", "0", Metadata(), BEFORE + text, (0,), (), (), (), ())
    # A position without a table would not do for the search by labels, which is asked for nothing here.
    chunk = Chunk("stuk:0", "stuk", "rij", span, (1,), (), text, text, row=0)
    searcher = build_index([document], [chunk], stub_encoder)
    assert find_highlights("COA 2026", chunk, searcher).sentences == (span,)


def test_a_query_of_stopwords_marks_no_word(stub_encoder: Encoder) -> None:
    assert mark("wat is de", "De haven is diep.", stub_encoder) == (["De haven is diep."], [])

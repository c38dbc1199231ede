"""Which sentence answers a query, what is quoted with it, and which figure in it is given, if any."""

import re
from collections.abc import Callable

import pytest

from answer.question_kind import recognize_kind
from answer.statements import Statement, find_statements, rank_sentences
from evaluation.bench import Bench
from index.build import build_index
from index.encoder import Encoder
from index.search import Searcher
from ingest.chunk import Chunk
from ingest.document import Document, Metadata, Question, Span

Ask = Callable[[str], tuple[Statement, ...]]


def make_searcher(encoder: Encoder, *passages: str, year: int | None = None) -> Searcher:
    """Return a searcher over passages of one document; what has an `Antwoord:` is a question with its answer."""
    text = "\n\n".join(passages)
    chunks: list[Chunk] = []
    questions: list[Question] = []
    start = 0
    for number, passage in enumerate(passages):
        span = Span(start, start + len(passage))
        start = span.end + 2
        asked = re.match(r"Vraag:\n(.*)\nAntwoord:\n", passage)
        if asked:
            question = Span(span.start + asked.start(1), span.start + asked.end(1))
            questions.append(Question(str(number), span, question, Span(span.start + asked.end(), span.end), ()))
        chunks.append(
            Chunk(
                *(f"stuk:{number}", "stuk", "vraag" if asked else "paragraaf", span, (1,), (), passage, passage),
                question=len(questions) - 1 if asked else None,
            )
        )
    document = Document("stuk", "stuk.txt", "0", Metadata(budget_year=year), text, (0,), (), (), (), tuple(questions))
    return build_index([document], chunks, encoder)


def ask(searcher: Searcher, query: str) -> tuple[Statement, ...]:
    """Return the statements for a query."""
    results = searcher.search(query)
    return find_statements(query, recognize_kind(query), results.hits, results.words, searcher)


def quote(searcher: Searcher, statement: Statement) -> str:
    """Return the text of a statement."""
    return searcher.documents[statement.document].slice(statement.span)


@pytest.fixture
def first(stub_encoder: Encoder) -> Callable[..., tuple[str, str | None]]:
    """Return what answers a query first: its text, and the figure given."""

    def answer(query: str, *passages: str, year: int | None = None) -> tuple[str, str | None]:
        searcher = make_searcher(stub_encoder, *passages, year=year)
        best = ask(searcher, query)[0]
        return quote(searcher, best), best.figure.text if best.figure else None

    return answer


First = Callable[..., tuple[str, str | None]]


def test_the_reason_comes_before_a_mention(first: First) -> None:
    text = (
        "De bijdrage aan de haven daalt in 2026. De bijdrage daalt doordat er minder schepen komen. De haven is diep."
    )
    assert first("waarom daalt de bijdrage aan de haven", text)[0].endswith("doordat er minder schepen komen.")


def test_a_reason_that_refers_back_is_quoted_with_what_it_explains_and_its_amount(first: First) -> None:
    text = "Op de haven is € 7,9 mln. minder uitgegeven. Dit komt doordat er minder schepen kwamen. De sluis is dicht."
    said, amount = first("waarom is er minder uitgegeven op de haven", text)
    assert said == "Op de haven is € 7,9 mln. minder uitgegeven. Dit komt doordat er minder schepen kwamen."
    assert amount == "€ 7,9 mln."


def test_a_definition_comes_before_a_mention(first: First) -> None:
    text = "Over de kasschuif is veel gesproken. Een kasschuif is een verschuiving van geld tussen jaren. Dat mag."
    assert first("wat is een kasschuif", text)[0].startswith("Een kasschuif is een verschuiving")


def test_that_the_source_does_not_know_counts_as_the_answer(stub_encoder: Encoder) -> None:
    text = "In 2024 telde de haven 40 kranen. Het aantal gezonken schepen in de haven is niet bekend."
    best = ask(make_searcher(stub_encoder, text), "hoeveel schepen zijn er in de haven gezonken")[0]
    assert (best.kind, best.figure) == ("geen cijfer", None)


@pytest.mark.parametrize(
    ("query", "figure"),
    [
        ("hoeveel geld gaat er in 2028 naar de haven", "€ 9 mln."),
        ("hoeveel geld gaat er in 2027 naar de haven", "€ 5 mln."),
        ("hoeveel geld gaat er in 2031 naar de haven", None),
    ],
)
def test_the_figure_of_the_year_asked_for_or_none(first: First, query: str, figure: str | None) -> None:
    text = "Naar de haven gaat in 2027 een bedrag van € 5 mln. en in 2028 een bedrag van € 9 mln."
    assert first(query, text)[1] == figure


def test_the_figure_that_counts_what_is_asked_for(first: First) -> None:
    text = "In 2024 zijn er in de haven 12 kranen geplaatst en 3 sluizen gebouwd."
    assert first("hoeveel sluizen zijn er in 2024 in de haven gebouwd", text)[1] == "3"
    assert first("hoeveel kranen zijn er in 2024 in de haven geplaatst", text)[1] == "12"


def test_no_figure_of_another_kind(first: First) -> None:
    """A number of people was asked for, and an amount of money was given."""
    assert first("hoeveel mensen werken er in de haven", "In de haven werken mensen voor € 5 mln. per jaar.")[1] is None


def test_no_figure_for_what_the_text_does_not_name(first: First) -> None:
    text = "De haven heeft 12 kranen. De haven is diep."
    assert first("hoeveel Zweedse ijsbrekers heeft de haven", text)[1] is None


def test_no_figure_of_a_part(first: First) -> None:
    text = "In de haven werken 300 mensen. Daarvan zijn 20 mensen kraanmachinist."
    assert first("hoeveel mensen zijn kraanmachinist in de haven", text)[1] is None


def test_no_figure_of_two_things_together_where_one_is_asked_for(first: First) -> None:
    """The average of two kinds of berth was given for one of them."""
    text = "De haven (zeeschepen en binnenvaart) heeft 40 ligplaatsen."
    assert first("hoeveel ligplaatsen heeft de haven voor binnenvaart", text)[1] is None
    assert first("hoeveel ligplaatsen heeft de haven voor zeeschepen en binnenvaart", text)[1] == "40"


def test_a_figure_that_the_query_names_is_not_the_answer(first: First) -> None:
    text = "De 64 gemeenten bij de haven kregen samen 900 ligplaatsen."
    assert first("hoeveel ligplaatsen kregen de 64 gemeenten bij de haven", text)[1] == "900"
    text = "De 64 gemeenten bij de haven krijgen steun."
    assert first("hoeveel krijgen de 64 gemeenten bij de haven", text)[1] is None


def test_figures_in_brackets_are_of_what_stands_before_them(first: First) -> None:
    text = "In de haven liggen zeeschepen (48), sleepboten (32), kotters (15) en jachten (233)."
    assert first("hoeveel kotters liggen er in de haven", text)[1] == "15"
    assert first("hoeveel jachten liggen er in de haven", text)[1] == "233"


def test_what_is_counted_tells_more_than_what_else_stands_beside_a_figure(first: First) -> None:
    text = "De reder heeft 12 schepen en 3 kranen die in de haven van de reder liggen."
    assert first("hoeveel schepen heeft de reder in de haven liggen", text)[1] == "12"


def test_between_dates_and_figures_each_figure_has_the_date_before_it(first: First) -> None:
    """`per 1 maart € 100 en per 15 oktober € 83` gave € 100 for October."""
    text = "Een ligplaats in de haven kost per 1 maart 2022 € 100 en per 15 oktober 2022 € 83."
    assert first("wat kost een ligplaats in de haven in oktober 2022", text)[1] == "€ 83"
    assert first("wat kost een ligplaats in de haven in maart 2022", text)[1] == "€ 100"
    assert first("wat kost een ligplaats in de haven in 2022", text)[1] is None


def test_a_sentence_between_items_introduces_nothing(first: First) -> None:
    """The amount of one item was quoted as the introduction of the next."""
    text = "Het gaat om:\n– De kade is oud. Dat kost € 6 mln.\n– De haven krijgt kranen voor € 9 mln."
    assert first("hoeveel geld is er voor kranen in de haven", text)[0].startswith("Het gaat om:")


def test_a_year_to_compare_with_is_not_the_year_of_the_figure(first: First) -> None:
    """`1.100 meer dan in 2023` kept the figure of a report of 2024 back."""
    text = "In de haven meldden zich 12.400 schepen, ruim 1.100 meer dan in 2023."
    assert first("hoeveel schepen meldden zich in de haven in 2024", text, year=2024)[0] == text
    assert first("hoeveel schepen meldden zich in de haven in 2023", text, year=2024)[1] is None


def test_a_year_in_a_reason_is_not_the_year_of_the_figure(first: First) -> None:
    text = "Aan kranen is € 34,5 mln. uitgegeven, doordat leveringen die voor 2025 waren voorzien al kwamen."
    assert first("hoeveel is er in 2025 aan kranen uitgegeven", text, year=2024)[1] is None
    assert first("hoeveel is er in 2024 aan kranen uitgegeven", text, year=2024)[1] == "€ 34,5 mln."


def test_figures_that_compete_are_not_given(first: First) -> None:
    """Two sentences that are as good as each other, with other figures."""
    text = "De haven heeft 12 kranen.\n\nDe haven heeft 14 kranen."
    assert first("hoeveel kranen heeft de haven", text)[1] is None


def test_the_question_itself_never_answers(first: First) -> None:
    passage = "Vraag:\nHoe diep is de haven van Delfzijl?\nAntwoord:\nDie meet tien meter."
    assert first("hoe diep is de haven van Delfzijl", passage)[0] == "Die meet tien meter."


def test_a_list_is_quoted_whole_with_its_introduction(first: First) -> None:
    items = "De taken van de havenmeester zijn:\n– schepen ontvangen;\n– kranen keuren;\n– sluizen bedienen."
    said, _ = first("welke taken heeft de havenmeester", f"De haven is diep. {items}\n\nDe sluis is dicht.")
    assert said == items


def test_a_short_item_is_quoted_with_its_introduction(first: First) -> None:
    text = "Voor de haven is nodig:\n– € 5 mln. voor kranen;\n– verf."
    said, figure = first("hoeveel geld is er nodig voor kranen in de haven", text)
    assert said == "Voor de haven is nodig:\n– € 5 mln. voor kranen;"
    assert figure == "€ 5 mln."


def test_statements_are_whole_sentences_and_the_same_every_time(stub_encoder: Encoder) -> None:
    texts = ("De haven is diep. De sluis is dicht.", "De haven is diep. Het waait.")
    searcher = make_searcher(stub_encoder, *texts)
    found = ask(searcher, "hoe diep is de haven")
    assert found == ask(searcher, "hoe diep is de haven")
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    for each in found:
        assert each.sentence in searcher.sentences(each.chunk)
        assert each.span.contains(each.sentence)


def test_without_hits_there_is_no_statement(stub_encoder: Encoder) -> None:
    searcher = make_searcher(stub_encoder, "De haven is diep.")
    assert find_statements("haven", "overig", (), searcher.read_query("haven"), searcher) == ()


def test_what_is_marked_is_what_answers(stub_encoder: Encoder) -> None:
    searcher = make_searcher(stub_encoder, "De haven is diep. De haven kost geld. De haven kost € 5 mln. Het waait.")
    query = "wat kost de haven"
    ranked = rank_sentences(query, "hoeveel", searcher.chunks[0], searcher.read_query(query), searcher)
    assert ranked[0] == ask(searcher, query)[0].sentence
    assert sorted(ranked) == sorted(searcher.sentences(searcher.chunks[0]))


REAL = (
    ("hoe komt het dat er bij het COA 7,9 miljoen minder is uitgegeven", "ten grondslag ligt aan de onderuitputting"),
    ("kent de asielprocedure een bezwaarfase?", "De asielprocedure kent geen bezwaarfase"),
    ("wat doet stichting nidos", "Stichting Nidos is op grond van het Burgerlijk Wetboek"),
    ("waarom is de spreidingswet ontwikkeld?", "steeds lastiger om voldoende opvanglocaties"),
    ("herhaalde asielaanvragen 2025 t/m mei", "640 herhaalde asielaanvragen"),
    ("welk deel van de onderuitputting bij het COA komt door vertraging bij nieuwe locaties?", "niet te kwantificeren"),
    ("waar staat HTL voor", "Handhaving- en Toezichtlocatie"),
)


@pytest.mark.parametrize(("query", "words"), REAL)
def test_the_sentence_that_answers_in_real_documents(bench: Bench, query: str, words: str) -> None:
    searcher = bench.collections[0].searcher
    assert words in " ".join(quote(searcher, ask(searcher, query)[0]).split())


@pytest.mark.parametrize(
    ("query", "figure"),
    [
        ("hoeveel asielvergunningen zijn in 2024 ingetrokken vanwege de openbare orde", "20"),
        ("verlaging asielbegroting 2028", "€ 935,1 mln."),
        ("gemiddelde opvangkosten per persoon per jaar COA", "€50.250"),
        ("subsidie defence for children 2025", None),
        ("hoeveel asielvergunningen zijn in 2031 ingetrokken vanwege de openbare orde", None),
    ],
)
def test_the_figure_in_real_documents(bench: Bench, query: str, figure: str | None) -> None:
    best = ask(bench.collections[0].searcher, query)[0]
    assert (best.figure.text if best.figure else None) == figure

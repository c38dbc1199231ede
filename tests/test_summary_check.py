"""What a model wrote is held against the passages: what does not stand there is struck out, with the reason."""

import re
import time
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from answer.summary.check import check_summary, split_summary
from answer.summary.figure_keys import list_keyed_figures
from answer.summary.number_words import read_number_word, read_ordinal
from answer.summary.quotations import find_quotations, stands_in
from answer.summary.show import summary_html, summary_lines, summary_to_json
from answer.summary.sources import PassageSource, read_source
from answer.summary.summary import Summary, SummarySentence
from ingest.chunk import Chunk, ChunkKind, chunk_document
from ingest.corpus import read_corpus
from ingest.document import Cell, Document, Metadata, Row, Span, Table
from ingest.sentence import split_sentences

TEXT = (
    "De bezetting van het COA was in 2024 lager dan geraamd, namelijk 3.200 plaatsen. "
    "Hierdoor valt € 7,9 miljoen vrij. "
    "Van de aanvragen bij de IND is 41,5% op 19 juni 2025 nog niet beoordeeld. Nidos ving 12 kinderen op."
)
OTHER = "Voor de rechtsbijstand is in 2025 € 643,2 miljoen beschikbaar. Dat is ‘ruim voldoende’ volgens de raad."


def make_source(text: str, number: int = 1, kind: ChunkKind = "paragraaf") -> PassageSource:
    """Return a passage of running text as a source."""
    span = Span(0, len(text))
    chunk = Chunk(f"stuk:{kind}:0", "stuk", kind, span, (1,), ("2 Opvang",), text, text)
    return read_source(number, chunk, Document("stuk", "stuk.txt", "0", Metadata(), text, (0,), (), (), (), ()))


def make_table(number: int = 3, *, row: int | None = None) -> PassageSource:
    """Return a table of two rows and two years in thousands of euros as a source, or one row of it."""
    lines = ("Tabel 4 Uitgaven (x € 1.000)", "COA 4.422.334 3.100.000", "IND 540.000 530.100")
    text = "\n".join(lines)
    starts = [text.index(line) for line in lines]
    rows = []
    for line, start in zip(lines[1:], starts[1:], strict=True):
        label, *values = line.split()
        cells = tuple(
            Cell(column, value, Span(start, start + 1), Decimal(value.replace(".", "")), "x € 1.000", Decimal(1000))
            for column, value in zip(("2025", "2026"), values, strict=True)
        )
        rows.append(Row(label, ("Bijdragen",), cells, Span(start, start + len(line))))
    whole = Span(0, len(text))
    table = Table("Tabel 4", "Uitgaven (x € 1.000)", "x € 1.000", ("2025", "2026"), tuple(rows), whole, ())
    span = whole if row is None else rows[row].span
    document = Document("stuk", "stuk.txt", "0", Metadata(), text, (0,), (), (), (table,), ())
    chunk = Chunk("stuk:tabel:0", "stuk", "tabel", span, (1,), (), document.slice(span), "", table=0, row=row)
    return read_source(number, chunk, document)


def check(text: str, *sources: PassageSource) -> tuple[SummarySentence, ...]:
    """Return the checked sentences of a summary; no word is an ordinary one unless the passages have it."""
    given = sources or (make_source(TEXT), make_source(OTHER, 2), make_table())
    return check_summary(text, given, lambda word: word in {"de", "voor", "daarvan", "ongeveer"})


def reasons(text: str, *sources: PassageSource) -> tuple[str, ...]:
    """Return why the one sentence of a summary does not stand; nothing where it does."""
    (sentence,) = check(text, *sources)
    assert sentence.stands is not bool(sentence.reasons)
    return sentence.reasons


@pytest.mark.parametrize(
    "sentence",
    [
        "Hierdoor valt € 7,9 miljoen vrij [1].",
        "Hierdoor valt €7,9 mln. vrij [1].",
        "Hierdoor valt € 7.900.000 vrij [1].",
        "Hierdoor valt 7,9 miljoen euro vrij. [1]",
        "De bezetting van het COA was lager, en voor de rechtsbijstand is € 643,2 miljoen beschikbaar [1][2].",
        "De bezetting van het COA was lager, en voor de rechtsbijstand is € 643,2 miljoen beschikbaar [1, 2].",
        "Van de aanvragen bij de IND is 41,5 procent op 19-06-2025 nog niet beoordeeld [1].",
        "De Immigratie- en Naturalisatiedienst heeft 41,5% van de aanvragen nog niet beoordeeld [1].",
        "Nidos ving twaalf kinderen op [1].",
        "Dat is “ruim voldoende” volgens de raad [2].",
        'Dat is "ruim voldoende" volgens de raad [2].',
        "**Dat is ‘ruim voldoende’ volgens de raad [2].**",
        "- Nidos ving 12 kinderen op [1].",
        "2. Nidos ving 12 kinderen op [1].",
        "<think>Het zijn er 99.</think>Nidos ving 12 kinderen op [1].",
        "Het COA: in 2025 4.422.334 (x € 1.000) aan uitgaven [3].",
        "Uitgaven COA 2025: 4.422.334 [3].",
        "De uitgaven van het COA zijn in 2025 € 4,42 mld. [3].",
        "De uitgaven van het COA zijn in 2025 € 4.422.334.000 [3].",
    ],
)
def test_what_stands_in_the_passage_cited_stands(sentence: str) -> None:
    assert reasons(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Hierdoor valt € 8,9 miljoen vrij [1].", "€ 8,9 miljoen staat niet in passage 1"),
        ("Hierdoor valt € 7,9 miljard vrij [1].", "€ 7,9 miljard staat niet in passage 1"),
        ("Hierdoor valt € -7,9 miljoen vrij [1].", "€ -7,9 miljoen staat niet in passage 1"),
        ("Hierdoor valt € 7,9 miljoen vrij [2].", "€ 7,9 miljoen staat niet in passage 2"),
        ("De bezetting was 3,2 miljoen plaatsen [2].", "3,2 miljoen staat niet in passage 2"),
        ("De bezetting van het COA was € 3.200 [1].", "€ 3.200 staat niet in passage 1"),
        ("De bezetting van het COA was in 2023 lager [1].", "2023 staat niet in passage 1"),
        ("Van de aanvragen is 42,5% niet beoordeeld [1].", "42,5% staat niet in passage 1"),
        ("Van de aanvragen is 12% niet beoordeeld [1].", "12% staat niet in passage 1"),
        ("Op 20 juni 2025 nog niet beoordeeld [1].", "20 juni 2025 staat niet in passage 1"),
        ("In juli nog niet beoordeeld [1].", "juli staat niet in passage 1"),
        ("Nidos ving dertien kinderen op [1].", "dertien staat niet in passage 1"),
        ("Nidos ving de helft van de kinderen op [1].", "helft staat niet in passage 1"),
        ("Nidos ving in het tweede kwartaal kinderen op [1].", "tweede staat niet in passage 1"),
        ("Nidos ving 12 kinderen op in Q3 [1].", "Q3 staat niet in passage 1"),
        ("Nidos ving 12² kinderen op [1].", "122 staat niet in passage 1"),
        ("De raad noemt dat “ruim onvoldoende” [2].", "het citaat ‘ruim onvoldoende’ staat niet in passage 2"),
        ("De raad noemt dat 'ruim te weinig' [2].", "het citaat ‘ruim te weinig’ staat niet in passage 2"),
        (
            "De raad noemt dat „voldoende beschikbaar” [2].",
            "het citaat ‘voldoende beschikbaar’ staat niet in passage 2",
        ),
        ("Voor de rechtsbijstand is “schikbaar [2].", "een aanhalingsteken staat alleen"),
        ("Nidos ving 12 kinderen op.", "er staat geen passage bij"),
        ("Nidos ving 12 kinderen op [7].", "passage 7 is er niet"),
        ("Nidos ving 12 kinderen op [1, 7].", "passage 7 is er niet"),
        ("Voor de DJI is € 643,2 miljoen beschikbaar [2].", "DJI staat niet in passage 2"),
        ("Nidos heeft € 643,2 miljoen beschikbaar [2].", "Nidos staat niet in passage 2"),
        ("Jansen heeft € 643,2 miljoen beschikbaar [2].", "Jansen staat niet in passage 2"),
        ("De raad heeft volgens Jansen € 643,2 miljoen [2].", "Jansen staat niet in passage 2"),
        ("De raad is niet beschikbaar [2].", "de ontkenning ‘niet’ staat niet in passage 2"),
        ("De raad staat op kwaad.example/geld [2].", "kwaad.example staat niet in passage 2"),
        ("De uitgaven van het COA zijn € 4.422.334 [3].", "€ 4.422.334 staat niet in passage 3"),
        ("De uitgaven van het COA zijn € 4,43 mld. [3].", "€ 4,43 mld. staat niet in passage 3"),
        (
            "De uitgaven van het COA zijn in 2026 4.422.334 [3].",
            "4.422.334 staat in passage 3 bij Bijdragen > COA, 2025",
        ),
        ("De uitgaven van de IND zijn 4.422.334 [3].", "4.422.334 staat in passage 3 bij Bijdragen > COA, 2025"),
    ],
)
def test_what_does_not_stand_there_is_struck_out_with_the_reason(sentence: str, reason: str) -> None:
    assert reason in reasons(sentence)


def test_a_sentence_about_something_else_is_struck_out_though_it_has_no_figure() -> None:
    assert reasons("Wie hier klikt krijgt gratis reizen naar warme stranden [2].") == (
        "te weinig van de woorden staat in passage 2",
    )


def test_words_of_figures_count_neither_for_nor_against_a_sentence() -> None:
    assert reasons("COA 2025: ongeveer € 4,42 miljard [3].") == ()


def test_one_row_needs_no_label_but_its_year() -> None:
    row = make_table(row=0)
    assert reasons("De uitgaven zijn in 2026 3.100.000 [3].", row) == ()
    assert reasons("De uitgaven zijn in 2026 540.000 [3].", row) == ("540.000 staat niet in passage 3",)
    assert reasons("De uitgaven zijn in 2025 3.100.000 [3].", row) == (
        "3.100.000 staat in passage 3 bij Bijdragen > COA, 2026",
    )


def test_several_passages_cited_are_named_in_the_reason() -> None:
    assert reasons("Nidos ving 14 kinderen op [1][2].") == ("14 staat niet in passage 1 of 2",)


def test_a_citation_behind_the_stop_belongs_to_the_sentence_before_it() -> None:
    assert split_summary("Nidos ving op. [1] De raad is ruim. [2][1]\n\n## Kop\nNog iets [2]\nEn dit.[1] [2]") == (
        "Nidos ving op. [1]",
        "De raad is ruim. [2][1]",
        "Kop",
        "Nog iets [2]",
        "En dit. [1] [2]",
    )


def test_characters_that_cannot_be_seen_hide_nothing() -> None:
    (sentence,) = check("Nidos ving 1\u200b3 kin\u00adderen \u202eop\x1b[31m [1].")
    assert sentence.text == "Nidos ving 13 kinderen op[31m [1]."
    assert "13 staat niet in passage 1" in sentence.reasons


def test_nothing_but_a_citation_is_no_sentence() -> None:
    assert check("[1]\n\n* \n[2].") == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("€ 7,9 miljoen", "€7,9 mln."),
        ("1.200 mln. euro", "€ 1,2 mld."),
        ("41,50%", "41,5 procent"),
        ("19 juni 2025", "19-6-2025"),
        ("1/7/24", "2024-07-01"),
        ("tweeëntwintig", "22"),
        ("2e", "tweede"),
        ("3,2 miljoen mensen", "3.200.000 mensen"),
        ("‒ 467.554", "-467.554"),
    ],
)
def test_spellings_of_one_figure_agree(one: str, other: str) -> None:
    (first,), (second,) = list_keyed_figures(one), list_keyed_figures(other)
    assert first.keys & second.gives


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("€ 100", "100"),
        ("3%", "3 procentpunt"),
        ("2026", "2.026"),
        ("37.2", "37,2"),
        ("€ 3,2 miljoen", "3,2 miljoen mensen"),
        ("€ 4,421 mln.", "€ 4,420 mln."),
        ("12345678901234567890123456789012", "12345678901234567890123456789013"),
        ("Q1", "Q2"),
        ("19 juni", "juni"),
    ],
)
def test_figures_that_differ_do_not_agree(one: str, other: str) -> None:
    (first,), (second,) = list_keyed_figures(one), list_keyed_figures(other)
    assert not first.keys & second.gives


@given(st.text(alphabet="0123456789., €%-–/:abjuni miljoen²½\n", max_size=60))
def test_no_digit_is_left_out(text: str) -> None:
    runs = re.findall(r"\d+", "".join(figure.text for figure in list_keyed_figures(text)))
    plain = text.replace("²", "2").replace("½", "1⁄2")
    assert sorted("".join(runs)) == sorted(re.sub(r"\D", "", plain))


@pytest.mark.parametrize(
    ("word", "number"),
    [("twee", 2), ("eenentwintig", 21), ("driehonderdvijf", 305), ("tienduizend", 10000), ("één", 1), ("een", None)],
)
def test_number_words(word: str, number: int | None) -> None:
    assert read_number_word(word) == number


def test_ordinals() -> None:
    assert [read_ordinal(word) for word in ("eerste", "vierde", "twintigste", "waarde", "beste")] == [
        1,
        4,
        20,
        None,
        None,
    ]


def test_an_apostrophe_opens_no_quotation() -> None:
    assert find_quotations("De AMV's gaan 's avonds naar 's-Hertogenbosch, zo'n 't is.") == ()
    assert find_quotations("Hij zei ‘de AMV’s komen’ en „ja”.") == ("ja", "de AMV's komen")


def test_a_quotation_stands_in_whole_words() -> None:
    assert not stands_in("een cijfer", ("Er zijn geen cijfers.",))
    assert stands_in("geen cijfers!", ("Er zijn geen cijfers.",))


CORPUS = Path(__file__).parent.parent / "corpus"


@cache
def copied_sentences() -> list[tuple[str, PassageSource]]:
    """Return sentences of the running text of the real documents, each with its passage as the source [1]."""
    found = []
    for document in read_corpus(CORPUS).documents:
        for chunk in chunk_document(document, lambda text: len(text) // 4):
            if chunk.kind != "paragraaf":
                continue
            source = read_source(1, chunk, document)
            for span in split_sentences(chunk.text):
                said = " ".join(chunk.text[span.start : span.end].split())
                if said.endswith(".") and "[" not in said and len(split_summary(said)) == 1:
                    found.append((said.rstrip("."), source))
    assert len(found) > 400
    return found


@given(number=st.integers(0, 10_000))
def test_sentences_copied_from_the_passages_cited_stand(number: int) -> None:
    copied = copied_sentences()
    said, source = copied[number % len(copied)]
    assert [sentence.reasons for sentence in check_summary(f"{said} [1].", [source], lambda _: False)] == [()]


@given(number=st.integers(0, 10_000), place=st.integers(0, 100), more=st.integers(1, 9))
def test_any_other_digit_in_a_copied_sentence_strikes_it_out(number: int, place: int, more: int) -> None:
    with_digits = [pair for pair in copied_sentences() if re.search("[0-9]", pair[0])]
    said, source = with_digits[number % len(with_digits)]
    places = [match.start() for match in re.finditer("[0-9]", said)]
    place = places[place % len(places)]
    digit = (int(said[place]) + more) % 10
    changed = f"{said[:place]}{digit}{said[place + 1 :]}"
    # The figure that it became may stand in the passage too, which is then no other figure.
    assume(not all(figure.keys & source.figures for figure in list_keyed_figures(changed)))
    (sentence,) = check_summary(f"{changed} [1].", [source], lambda _: True)
    assert not sentence.stands
    assert any("staat niet in passage 1" in reason for reason in sentence.reasons)


SUMMARY = Summary(
    (
        SummarySentence("Dit klopt [1].", (1,), True),
        SummarySentence("<script>alert(1)</script> & 9 [1].", (1,), False, ("9 staat niet in passage 1", "<b> ook")),
    ),
    "<i>model</i>",
    "localhost:1",
)


def test_html_is_escaped_and_struck_out() -> None:
    shown = summary_html(SUMMARY)
    assert "<script" not in shown and "<i>" not in shown and "<b>" not in shown
    assert "Samenvatting door &lt;i&gt;model&lt;/i&gt;, gecontroleerd tegen de passages; doorgestreept is" in shown
    assert "<p>Dit klopt [1]. <del>" in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; 9 [1].</del>" in shown
    assert "(9 staat niet in passage 1; &lt;b&gt; ook)" in shown


def test_lines_and_data() -> None:
    label, stands, struck = summary_lines(SUMMARY)
    assert label.endswith("met ✗ ervoor is wat daar niet in staat.")
    assert (stands, struck[:2], struck[-36:]) == (
        "Dit klopt [1].",
        "✗ ",
        "(9 staat niet in passage 1; <b> ook)",
    )
    data = summary_to_json(SUMMARY)
    assert data["text"] == "Dit klopt [1]."
    assert [sentence["stands"] for sentence in data["sentences"]] == [True, False]


def test_where_all_failed_only_a_line_is_shown() -> None:
    failed = Summary(SUMMARY.sentences[1:], "model", "localhost:1", "Geen zin <houdt> stand.")
    assert "alert" not in summary_html(failed) and "Geen zin &lt;houdt&gt; stand." in summary_html(failed)
    assert summary_lines(failed) == ("Samenvatting door model: Geen zin <houdt> stand.",)
    assert summary_to_json(failed)["text"] == ""


@pytest.mark.parametrize("repeated", ["1", "1.", "a", "€ 1 "])
def test_figures_without_end_take_no_time(repeated: str) -> None:
    # A model may write whatever it likes, up to the longest text that is read.
    started = time.process_time()
    list_keyed_figures((repeated * 10_000)[:10_000])
    assert time.process_time() - started < 5

"""How a query may go on: from headings, labels of rows, abbreviations and words."""

from dataclasses import replace

import pytest

from answer.offers.complete import Completions, build_completions, complete, completions_of, list_words
from answer.offers.recent import MOST, remember_query
from index.search import Searcher
from ingest.document import Abbreviation, Block, Document, Metadata, Row, Span, Table


def make_document(name: str, headings: tuple[str, ...] = (), labels: tuple[str, ...] = ()) -> Document:
    text = "\n".join(headings)
    starts = [text.index(heading) for heading in headings]
    blocks = tuple(
        Block("heading", Span(start, start + len(heading)), (heading,))
        for start, heading in zip(starts, headings, strict=True)
    )
    rows = tuple(Row(label, (), (), Span(0, 0)) for label in labels)
    table = Table("Tabel 1", "", "", (), rows, Span(0, 0), ())
    return Document(name, f"{name}.txt", "", Metadata(), text, (), (), blocks, (table,), ())


def texts(typed: str, completions: Completions, count: int = 8) -> list[str]:
    return [option.text for option in complete(typed, completions, count)]


def test_what_is_typed_is_completed_from_the_beginning_of_a_word() -> None:
    known = build_completions([make_document("a", labels=("Bijdrage aan agentschappen", "Opdrachten"))])
    assert texts("agen", known) == ["Bijdrage aan agentschappen"]
    assert texts("schappen", known) == []
    assert texts("BIJDRAGE A", known) == ["Bijdrage aan agentschappen"]


def test_the_end_of_a_longer_query_is_completed() -> None:
    known = build_completions([make_document("a", labels=("Opdrachten", "IND"))])
    assert texts("hoeveel opdr", known) == ["hoeveel opdrachten"]
    assert texts("kosten van de in", known) == ["kosten van de IND"]


def test_a_letter_is_too_little_and_pasted_lines_are_whole() -> None:
    known = build_completions([make_document("a", labels=("Opdrachten",))])
    assert texts("o", known) == texts("", known) == texts("1. opdr\n2. opdr", known) == []


def test_accents_case_and_the_letter_ij_do_not_matter() -> None:
    known = build_completions([make_document("a", labels=("Financiële bĳdrage",))])
    assert texts("financiele b", known) == texts("FINANCIËLE BIJ", known) == ["Financiële bĳdrage"]


def test_headings_lose_their_numbers_and_long_ones_are_no_query() -> None:
    known = build_completions(
        [make_document("a", ("3.1 Artikel 37. Asiel en Migratie", "2. " + "woord " * 40, "2024"))]
    )
    assert [entry.text for entry in known.entries] == ["Asiel en Migratie"]


def test_what_more_documents_have_comes_first_and_the_same_once() -> None:
    first = make_document("a", ("Opvang",), ("Opvang jonge asielzoekers", "Opvang nieuw"))
    known = build_completions([first, make_document("b", labels=("Opvang jonge asielzoekers",))])
    assert texts("opva", known) == ["Opvang jonge asielzoekers", "Opvang", "Opvang nieuw"]
    assert texts("opva", known, count=1) == ["Opvang jonge asielzoekers"]


def test_an_abbreviation_has_its_meaning_also_when_it_is_typed_whole() -> None:
    document = replace(
        make_document("a"), abbreviations=(Abbreviation("NVWA", "Voedsel-  en\nWarenautoriteit", Span(0, 0)),)
    )
    (option,) = complete("wat betekent NVWA", build_completions([document]))
    assert (option.text, option.kind, option.hint) == ("wat betekent NVWA", "Afkorting", "Voedsel- en Warenautoriteit")


def test_words_come_after_what_the_documents_name() -> None:
    known = build_completions([make_document("a", labels=("Onderhoud",))], ("onderuitputting", "onderhoud"))
    assert texts("waarom onder", known) == ["waarom onderhoud", "waarom onderuitputting"]


def test_markup_is_text_like_any_other() -> None:
    known = build_completions([make_document("a", labels=("<script>alert(1)</script>",))])
    assert texts("alert", known) == ["<script>alert(1)</script>"]


def test_many_labels_with_the_same_beginning_give_the_best_few_of_a_bounded_number() -> None:
    known = build_completions(
        [make_document("a", labels=tuple(f"post {number:06} opvang" for number in range(20_000)))]
    )
    assert texts("post", known, 3) == ["post 000000 opvang", "post 000001 opvang", "post 000002 opvang"]
    assert len(texts("opvang", known)) == 8


def test_a_real_index_completes_what_it_has(page_searcher: Searcher) -> None:
    known = completions_of(page_searcher)
    assert completions_of(page_searcher) is known
    assert "waarom onderuitputting" in texts("waarom onderuit", known)
    assert "onderuitputting" in list_words(page_searcher.indexes.vocabulary)
    assert texts("opva", known) == texts("opva", known)


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        (["a", "b", "a"], ("a", "b")),
        (["a", "  ", ""], ("a",)),
        (["een  twee\ndrie"], ("een twee drie",)),
    ],
)
def test_queries_are_remembered_last_first_and_once(asked: list[str], left: tuple[str, ...]) -> None:
    recent: tuple[str, ...] = ()
    for query in asked:
        recent = remember_query(recent, query)
    assert recent == left


def test_only_so_many_queries_are_remembered() -> None:
    recent: tuple[str, ...] = ()
    for number in range(3 * MOST):
        recent = remember_query(recent, str(number))
    assert recent == tuple(map(str, range(3 * MOST - 1, 2 * MOST - 1, -1)))

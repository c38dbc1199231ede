"""What is shown of an answer: marked text, tables, labels; and that it is escaped where it becomes HTML."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from html import escape
from types import SimpleNamespace
from typing import cast
from urllib.parse import parse_qs, urlsplit

import pytest

from answer import Answer, Citation, Found, Passage, answer_question, cite
from answer.answer import Status
from answer.permalink import resolve_permalink
from answer.show.contents import (
    describe_facts,
    describe_moment,
    describe_progress,
    escape_markdown,
    list_options,
    make_filters,
    present_documents,
)
from answer.show.further import add_comparisons, add_part_comparisons
from answer.show.grid import view_around, view_rows
from answer.show.markup import contents_html, error_html, passages_html, table_html
from answer.show.markup_answer import answer_html, pasted_html
from answer.show.present import present_answer, present_passage, present_passages
from answer.show.present_pasted import count_statuses, present_pasted
from answer.show.present_source import web_address
from answer.show.prose import Segment, mark_span, split_text
from answer.understood import NOTHING_FITS
from index.analyze import content_tokens
from index.filters import Filters
from index.hits import Hit, Retrieved
from index.query import parse_query
from index.readings import QueryWords
from index.search import Searcher
from ingest.chunk import Chunk
from ingest.document import UNDETERMINED, Cell, Metadata, Row, Span, Table
from ingest.errors import QueryError

BUDGET = "begroting-2025-asiel-en-migratie"
QUESTIONS = "vragen-en-antwoorden-jaarverslag-2024-asiel-en-migratie"


def find_chunk(searcher: Searcher, wanted: Callable[[Chunk], bool]) -> Chunk:
    return next(chunk for chunk in searcher.chunks if wanted(chunk))


def find_row(searcher: Searcher, table: str, label: str) -> Chunk:
    """Return the chunk of the first row with this label in a table of the budget."""
    tables = searcher.documents[BUDGET].tables

    def is_it(chunk: Chunk) -> bool:
        if chunk.document != BUDGET or chunk.table is None or chunk.row is None:
            return False
        return tables[chunk.table].name == table and tables[chunk.table].rows[chunk.row].label == label

    return find_chunk(searcher, is_it)


def make_passage(
    searcher: Searcher, chunk: Chunk, sentences: tuple[Span, ...] = (), words: tuple[Span, ...] = (), rank: int = 1
) -> Passage:
    hit = Hit(rank, chunk, 0.9, Retrieved(3, 2.0), Retrieved(1, 0.8))
    return Passage(hit, cite(searcher.documents[chunk.document], chunk), sentences, words)


def make_answer(
    query: str, status: Status, found: Found | None, passages: tuple[Passage, ...], missing: tuple[str, ...] = ()
) -> Answer:
    """Return an answer to a query whose words have no readings."""
    understood = parse_query(query)
    words = QueryWords(content_tokens(understood.text))
    return Answer(query, status, 0.5, () if found is None else (found,), passages, missing, (), understood, words)


def span_of(searcher: Searcher, chunk: Chunk, text: str) -> Span:
    start = searcher.documents[chunk.document].text.index(text, chunk.span.start)
    return Span(start, start + len(text))


def coa_answer(searcher: Searcher) -> Answer:
    """Return the answer that is the cell COA, 2026 of Tabel 4."""
    chunk = find_row(searcher, "Tabel 4", "COA")
    document = searcher.documents[BUDGET]
    assert chunk.table is not None and chunk.row is not None
    cell = next(cell for cell in document.tables[chunk.table].rows[chunk.row].cells if cell.column == "2026")
    citation = cite(document, chunk, cell)
    found = Found(
        "cel",
        chunk.text,
        chunk.span,
        citation,
        chunk,
        column="2026",
        value=cell.text,
        value_span=cell.span,
        unit=cell.unit,
        plain="€ 4,42 mld.",
    )
    return make_answer("hoeveel krijgt het COA in 2026", "beantwoord", found, (make_passage(searcher, chunk),))


def test_a_cell_is_shown_with_unit_plain_form_path_and_column(page_searcher: Searcher) -> None:
    answer = present_answer(coa_answer(page_searcher), page_searcher)
    (view,) = answer.items
    assert (answer.heading, view.value, view.unit, view.plain) == ("Antwoord", "4.422.334", "x € 1.000", "€ 4,42 mld.")
    assert view.path[-2:] == ("Bijdrage aan ZBO's/RWT's", "COA")
    assert view.column == "2026"
    assert view.source.citation.startswith("Kamerstukken II 2024/25, 36 600 XX, nr. 2, tabel 4, rij COA, kolom 2026")


def test_the_small_table_has_the_row_with_its_neighbours_and_one_marked_cell(page_searcher: Searcher) -> None:
    (view,) = present_answer(coa_answer(page_searcher), page_searcher).items
    assert view.table is not None
    assert view.table.columns == ("2023", "2024", "2025", "2026", "2027", "2028", "2029")
    assert "x € 1.000" in view.table.caption and view.table.caption.count("x € 1.000") == 1
    marked = [(row.label, cell.text) for row in view.table.rows for cell in row.cells if cell.marked]
    assert marked == [("COA", "4.422.334")]
    assert [row.label for row in view.table.rows if row.marked] == ["COA"]
    assert {"NIDOS - opvang", "Bijdrage aan ZBO's/RWT's"} <= {row.label for row in view.table.rows}
    assert view.table.omitted > 0


def test_the_passage_of_the_answer_repeats_only_its_row(page_searcher: Searcher) -> None:
    views = present_passages(coa_answer(page_searcher), page_searcher)
    assert views[0].table is not None
    assert [row.label for row in views[0].table.rows if row.cells] == ["COA"]
    assert views[0].kind == "Rij" and views[0].title == "Tabel 4, rij COA"
    assert not any(heading.isupper() for heading in views[0].path)


def test_groups_open_before_their_rows_and_are_not_said_twice(page_searcher: Searcher) -> None:
    table = next(table for table in page_searcher.documents[BUDGET].tables if table.name == "Tabel 4")
    view = view_rows(table, table.span, ())
    assert len([row for row in view.rows if row.cells]) == len(table.rows)
    assert view.omitted == 0
    # `Uitgaven` is a row with amounts and the group of those after it: it needs no heading of its own.
    assert [row.label for row in view.rows].count("Uitgaven") == 1
    coa = next(row for row in view.rows if row.label == "COA")
    assert coa.depth == 3


def test_cells_keep_their_print_and_stand_under_their_column() -> None:
    span = Span(0, 1)
    cells = (
        Cell("2024", "‒ 467.554", Span(1, 2), Decimal(-467554), "x € 1.000"),
        Cell("2026", "‒", Span(2, 3)),
        Cell(UNDETERMINED, "12", Span(3, 4), Decimal(12)),
    )
    table = Table(
        "Tabel 1", "Mutaties", "x € 1.000", ("2024", "2025", "2026"), (Row("Saldo", (), cells, span),), span, ()
    )
    view = view_around(table, (0,))
    assert view.caption == "Tabel 1 Mutaties (x € 1.000)"
    assert view.columns == ("2024", "2025", "2026", UNDETERMINED) and view.loose
    assert [cell.text for cell in view.rows[0].cells] == ["‒ 467.554", "", "‒", "12"]
    assert [cell.numeric for cell in view.rows[0].cells] == [True, False, True, True]
    html = table_html(view)
    assert '<td class="vb-number vb-negative">‒ 467.554</td><td></td>' in html
    assert "laat de kolom van deze waarde open" in html


def test_a_sentence_is_quoted_on_one_line_without_its_bullet(page_searcher: Searcher) -> None:
    chunk = find_chunk(page_searcher, lambda chunk: "• Een onderuitputting van € 7,9 mln." in chunk.text)
    sentence = span_of(page_searcher, chunk, "• Een onderuitputting van € 7,9 mln. op het budget bijdrage\nCOA vanwege")
    word = span_of(page_searcher, chunk, "onderuitputting van € 7,9")
    word = Span(word.start, word.start + len("onderuitputting"))
    passage = make_passage(page_searcher, chunk, (sentence,), (word,))
    text = page_searcher.documents[chunk.document].slice(sentence)
    answer = make_answer("q", "onzeker", Found("zin", text, sentence, passage.citation, chunk), (passage,), ("xyz",))
    view = present_answer(answer, page_searcher)
    assert view.heading == "Onzeker" and view.notes[0].startswith("Onzeker:") and "xyz" in view.notes[1]
    assert view.items[0].quote[0] == Segment("Een ")
    assert view.items[0].quote[1] == Segment("onderuitputting", word=True)
    quoted = "".join(segment.text for segment in view.items[0].quote)
    assert quoted == "Een onderuitputting van € 7,9 mln. op het budget bijdrage COA vanwege"


def test_nothing_found_names_the_words_and_marks_no_sentence(page_searcher: Searcher) -> None:
    chunk = find_chunk(page_searcher, lambda chunk: chunk.kind == "vraag")
    passage = make_passage(page_searcher, chunk, (Span(chunk.span.start, chunk.span.start + 30),))
    answer = make_answer("recept voor appeltaart", "niet gevonden", None, (passage,), ("recept", "appeltaart"))
    view = present_answer(answer, page_searcher)
    assert view.heading == "Niet gevonden"
    assert view.notes == (
        "De documenten beantwoorden deze vraag niet.",
        "Komt in de documenten niet voor: recept, appeltaart.",
    )
    assert view.items == ()
    views = present_passages(answer, page_searcher)
    assert not any(part.sentence for paragraph in views[0].paragraphs for part in paragraph.segments)
    html = passages_html(views, answered=False)
    assert "Dichtstbijzijnde passages" in html and "geen antwoord" in html and "<mark" not in html
    nothing = present_answer(replace(answer, passages=()), page_searcher, filtered=True)
    assert nothing.notes[0] == "De documenten beantwoorden deze vraag met de gekozen filters niet."
    assert nothing.notes[-1] == NOTHING_FITS
    literal = replace(answer, passages=(), understood=parse_query('"recept voor appeltaart"'))
    assert present_answer(literal, page_searcher).notes[-1] == NOTHING_FITS
    assert present_answer(replace(answer, passages=()), page_searcher).notes[-1] == "Er is geen passage gevonden."


def test_a_question_stands_apart_from_its_answer(page_searcher: Searcher) -> None:
    chunk = find_chunk(page_searcher, lambda chunk: "lagere gemiddelde bezetting" in " ".join(chunk.text.split()))
    view = present_passage(make_passage(page_searcher, chunk), page_searcher)
    assert (view.kind, view.title) == ("Vraag", "Vraag 20")
    assert [paragraph.role for paragraph in view.paragraphs[:2]] == ["vraag", "antwoord"]
    first = "".join(segment.text for segment in view.paragraphs[0].segments)
    assert first.startswith("In hoeverre is de onderuitputting") and "Antwoord:" not in first
    assert "\n" not in first


def test_a_later_part_of_an_answer_comes_with_its_question(page_searcher: Searcher) -> None:
    document = page_searcher.documents[QUESTIONS]
    question = document.questions[12]
    assert question.answer is not None
    middle = document.text.index("• Een onderuitputting van € 7,9", question.answer.start)
    whole = find_chunk(page_searcher, lambda chunk: chunk.document == QUESTIONS and chunk.question == 12)
    later = replace(whole, span=Span(middle, question.span.end), text=document.text[middle : question.span.end])
    roles = [paragraph.role for paragraph in split_text(make_passage(page_searcher, later), document)]
    assert roles == ["vraag", "punt"]
    later = replace(whole, span=Span(middle + 2, question.span.end), text=document.text[middle + 2 : question.span.end])
    roles = [paragraph.role for paragraph in split_text(make_passage(page_searcher, later), document)]
    assert roles == ["vraag", "vervolg"]


def test_a_blank_line_within_a_sentence_starts_no_paragraph(page_searcher: Searcher) -> None:
    """A page ended between `uitkomen op ca.` and `€ 643,2 miljoen.`, and the amount stood alone."""
    chunk = find_chunk(page_searcher, lambda chunk: chunk.kind == "vraag" and "€ 643,2 miljoen" in chunk.text)
    view = present_passage(make_passage(page_searcher, chunk), page_searcher)
    texts = ["".join(segment.text for segment in paragraph.segments) for paragraph in view.paragraphs]
    assert any("uitkomen op ca. € 643,2 miljoen." in text for text in texts)


def test_a_table_that_was_not_understood_keeps_its_lines(page_searcher: Searcher) -> None:
    def is_verbatim(chunk: Chunk) -> bool:
        table = page_searcher.documents[chunk.document].tables[chunk.table] if chunk.table is not None else None
        return table is not None and not table.rows

    chunk = find_chunk(page_searcher, is_verbatim)
    view = present_passage(make_passage(page_searcher, chunk), page_searcher)
    assert view.table is None and view.paragraphs[0].role == "vast"
    assert "".join(segment.text for segment in view.paragraphs[0].segments) == chunk.text
    assert "<pre" in passages_html((view,), answered=True)


def test_a_passage_tells_the_facts_of_its_document_one_by_one(page_searcher: Searcher) -> None:
    chunk = find_chunk(page_searcher, lambda chunk: chunk.document == QUESTIONS and chunk.kind == "vraag")
    view = present_passage(make_passage(page_searcher, chunk), page_searcher)
    assert view.facts == ("lijst van vragen en antwoorden", "2024", "Justitie en Veiligheid", "19 juni 2025")
    assert re.fullmatch(r"p\. \d+(-\d+)?", view.pages) and view.source.citation.endswith(view.pages)
    unknown = replace(page_searcher.documents[QUESTIONS], metadata=Metadata(title="Een stuk"))
    assert describe_facts(unknown) == ("Een stuk",)
    assert describe_facts(replace(unknown, metadata=Metadata(date="2025"))) == ("2025",)


def test_a_source_leads_to_its_place_and_takes_along_what_was_asked(page_searcher: Searcher) -> None:
    answer, asked = coa_answer(page_searcher), {"vraag": ["a & b"], "jaar": ["2025"], "soort": []}
    (found,) = present_answer(answer, page_searcher, asked).items
    (passage, *_) = present_passages(answer, page_searcher, asked)
    for source, citation in (
        (found.source, answer.answers[0].citation),
        (passage.source, answer.passages[0].citation),
    ):
        place = parse_qs(citation.permalink.removeprefix("?"))
        assert source.permalink.startswith("./?") and parse_qs(urlsplit(source.permalink).query) == place
        assert parse_qs(urlsplit(source.opened).query) == {**place, "vraag": ["a & b"], "jaar": ["2025"]}
        assert resolve_permalink(source.permalink, page_searcher) is not None
    html = passages_html((passage,), answered=True)
    assert f'href="{escape(passage.source.opened)}" data-go' in html
    assert f'data-link="{escape(passage.source.permalink)}"' in html


def test_a_figure_can_be_compared_over_years_where_that_is_known(page_searcher: Searcher) -> None:
    answer = coa_answer(page_searcher)
    view = add_comparisons(present_answer(answer, page_searcher), answer, page_searcher)
    assert view.items[0].compare.startswith("./vergelijken?regel=COA")
    without = replace(view, items=(replace(view.items[0], compare=""),))
    assert "Vergelijk over jaren" not in answer_html(without)
    known = replace(view, items=(replace(view.items[0], compare="./vergelijken?regel=<COA>"),))
    html = answer_html(known)
    assert 'href="./vergelijken?regel=&lt;COA&gt;" data-go' in html and "Vergelijk over jaren" in html


def test_a_caption_that_is_the_title_is_not_seen_twice(page_searcher: Searcher) -> None:
    chunk = find_chunk(page_searcher, lambda chunk: chunk.kind == "tabel" and "Budgettaire gevolgen" in chunk.text)
    view = present_passage(make_passage(page_searcher, chunk), page_searcher)
    assert view.table is not None
    html = passages_html((view,), answered=True)
    assert '<figcaption class="vb-hidden">' in html
    assert "<figcaption>" in passages_html((replace(view, title="Elders"),), answered=True)


def test_a_pasted_kamervraag_has_a_step_for_each_question_and_asks_each_alone(page_searcher: Searcher) -> None:
    pasted = (
        "Vragen van het lid De Vries (ABC) aan de minister van Asiel en Migratie over de opvang\n\n"
        "1. Hoeveel krijgt het COA in 2026?\n2. Wat betekent AMV?\n3. Wat kost <b>appeltaart</b> in Zwitserland?"
    )
    answer = answer_question(pasted, page_searcher)
    view = present_pasted(answer, page_searcher, {"vraag": [pasted], "jaar": ["2025"], "vorige": ["x"]})
    for part, shown in zip(answer.parts, view.parts, strict=True):
        asked = parse_qs(urlsplit(shown.alone).query)
        assert asked.pop("jaar") == ["2025"] and set(asked) == {"vraag"}
        alone = answer_question(asked["vraag"][0], page_searcher)
        assert (alone.kind, alone.answers[:1] and alone.answers[0].text) == (
            part.kind,
            part.answers[:1] and part.answers[0].text,
        ), "what is asked alone is answered as it was among the others"
        assert all(parse_qs(urlsplit(item.source.opened).query)["vraag"] == asked["vraag"] for item in shown.card.items)
    compared = add_part_comparisons(view, answer, page_searcher).parts
    assert compared[0].card.items[0].compare and not compared[1].card.items[0].compare
    assert sum(count_statuses([part.card for part in view.parts]).values()) == 3
    html = pasted_html(view)
    assert html.count('class="vb-step vb-') == 3 and "&lt;b&gt;appeltaart" in html and "<b>appeltaart" not in html
    assert all(
        f'href="#vb-deelvraag-{number}"' in html and f'id="vb-deelvraag-{number}"' in html for number in (1, 2, 3)
    )


def test_every_passage_is_shown_whole(page_searcher: Searcher) -> None:
    """No word of a passage of running text may be lost on its way to the page."""
    for chunk in page_searcher.chunks:
        document = page_searcher.documents[chunk.document]
        sentences = page_searcher.sentences(chunk)[:2]
        view = present_passage(make_passage(page_searcher, chunk, sentences), page_searcher)
        assert view.title and view.source.citation
        if chunk.kind != "paragraaf":
            assert view.paragraphs or view.table
            continue
        shown = " ".join("".join(segment.text for segment in paragraph.segments) for paragraph in view.paragraphs)
        furniture = [document.slice(block.span) for block in document.blocks if block.kind == "furniture"]
        expected = chunk.text
        for text in furniture:
            expected = expected.replace(text, " ")
        assert shown.split() == expected.split()


def test_segments_know_both_marks(page_searcher: Searcher) -> None:
    chunk = page_searcher.chunks[0]
    document = page_searcher.documents[chunk.document]
    span = Span(chunk.span.start, chunk.span.start + 20)
    sentence, word = Span(span.start + 4, span.start + 12), Span(span.start + 6, span.start + 8)
    segments = mark_span(document, span, (sentence,), (word,), keep_lines=True)
    assert "".join(segment.text for segment in segments) == document.slice(span)
    assert [(len(part.text), part.sentence, part.word) for part in segments] == [
        (4, False, False),
        (2, True, False),
        (2, True, True),
        (4, True, False),
        (8, False, False),
    ]


def test_why_a_passage_was_found_is_said_with_it(page_searcher: Searcher) -> None:
    view = present_passages(coa_answer(page_searcher), page_searcher)[0]
    assert view.reason == "letterlijk COA; in de kop 2026"
    html = passages_html((replace(view, reason="letterlijk <COA>"),), answered=True)
    assert "<summary>Waarom gevonden</summary><p>letterlijk &lt;COA&gt;</p>" in html


def test_the_other_places_that_say_the_same_are_named(page_searcher: Searcher) -> None:
    chunk, other = find_row(page_searcher, "Tabel 4", "COA"), find_row(page_searcher, "Tabel 7", "Bijdrage COA")
    passage = make_passage(page_searcher, chunk)
    passage = replace(passage, hit=replace(passage.hit, also=(other, other, chunk)))
    view = present_passage(passage, page_searcher)
    assert len(view.also) == 1 and "tabel 7, rij Bijdrage COA" in view.also[0]
    assert "Staat ook in: Kamerstukken II" in passages_html((view,), answered=True)


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"])
def test_only_web_pages_are_linked(url: str | None) -> None:
    assert web_address(Citation("bron", "d", "x", (1,), url)) is None
    assert web_address(Citation("bron", "d", "x", (1,), "https://voorbeeld.nl/")) == "https://voorbeeld.nl/"


def test_document_text_and_queries_become_text_in_html(page_searcher: Searcher) -> None:
    chunk = find_chunk(page_searcher, lambda chunk: "zwendelaar" in chunk.text)
    passage = make_passage(page_searcher, chunk, (chunk.span,), (span_of(page_searcher, chunk, "script"),))
    found = Found("zin", chunk.text, chunk.span, passage.citation, chunk)
    missing = ("<script>alert(1)</script>", "**vet**")
    answer = make_answer("<b>q</b>", "onzeker", found, (passage,), missing)
    html = "".join(
        (
            answer_html(present_answer(answer, page_searcher)),
            passages_html(present_passages(answer, page_searcher), answered=True),
            contents_html(present_documents(page_searcher), "9 passages", "vandaag", ("<img src=x>",)),
            error_html("Onbekend filter <script>"),
        )
    )
    tags = set(re.findall(r"<\s*/?\s*([a-zA-Z]+)", html))
    assert not tags & {"script", "img", "u", "i"}
    assert "javascript:" not in "".join(re.findall(r'(?:href|src)="[^"]*"', html))
    assert "&lt;" in html and "**vet**" in html


def test_markdown_in_a_label_is_neutralised() -> None:
    assert escape_markdown("[k](javascript:x) **v** $x$ :red[r]") == (
        r"\[k\]\(javascript\:x\) \*\*v\*\* \$x\$ \:red\[r\]"
    )
    assert escape_markdown("één\n  jaar") == "één jaar"


def test_filters_of_an_address() -> None:
    chosen = {"soort": ["rij", "tabel"], "jaar": ["2025"], "ministerie": ["Asiel en Migratie"], "document": []}
    assert make_filters(chosen) == Filters((), ("rij", "tabel"), (2025,), ("Asiel en Migratie",))
    with pytest.raises(QueryError, match="Onbekend filter jaar 'x'"):
        make_filters({"jaar": ["2024", "x"]})


def test_options_come_from_the_documents(page_searcher: Searcher) -> None:
    options = list_options(page_searcher)
    assert options["soort"] == {"vraag": "Vraag", "paragraaf": "Paragraaf", "tabel": "Tabel", "rij": "Rij"}
    assert list(options["jaar"]) == ["2025", "2024", "2023"]
    assert set(options["document"]) == set(page_searcher.documents)


def test_documents_that_are_the_same_thing_are_told_apart_by_their_source(page_searcher: Searcher) -> None:
    document = page_searcher.documents[QUESTIONS]
    other = replace(document, id="ander", metadata=replace(document.metadata, kamerstuk="36 740 VI, nr. 16"))
    searcher = SimpleNamespace(documents={QUESTIONS: document, "ander": other})
    labels = list_options(cast(Searcher, searcher))["document"]
    assert labels["ander"].endswith("nr. 16") and labels[QUESTIONS].endswith("nr. 15")
    assert len(set(list_options(page_searcher)["document"].values())) == len(page_searcher.documents)


def test_documents_are_described_with_what_is_in_them(page_searcher: Searcher) -> None:
    views = {view.source: view for view in present_documents(page_searcher)}
    contents = views["Kamerstukken II 2024/25, 36 740 VI, nr. 15"].contents
    assert "37 vragen" in contents and "3 tabellen" in contents and "bladzijden" in contents


def test_progress_says_how_long_it_still_takes() -> None:
    assert describe_progress(0, 0, 3.0) == "De documenten worden gelezen."
    assert describe_progress(10, 1200, 1.0) == "10 van 1.200 teksten."
    assert describe_progress(600, 1200, 60.0) == "600 van 1.200 teksten, nog ongeveer 60 seconden."
    assert describe_progress(300, 1200, 60.0) == "300 van 1.200 teksten, nog ongeveer 3 minuten."


def test_a_moment_is_written_in_dutch() -> None:
    assert describe_moment(datetime(2026, 3, 5, 9, 7).timestamp()) == "5 maart 2026, 09:07"

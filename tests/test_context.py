"""A document opened at a place: what is shown around it, its outline, the hits, and where a dead link leads."""

import re
import time
from dataclasses import replace

import pytest

from answer.cite import cite
from answer.context.hits import NO_WALK, Stop, Walk, find_walk, present_walk
from answer.context.markup import context_head_html, context_text_html, missing_html, outline_html
from answer.context.missing import present_missing
from answer.context.outline import Entry, EntryView, open_outline
from answer.context.parts import PART_OF_DOCUMENT, ROWS, choose_parts, split_document
from answer.context.view import ContextView, present_context
from answer.permalink import Place, make_permalink, resolve_permalink
from answer.show.asked import place_address
from index.search import Searcher
from ingest.chunk import Chunk
from ingest.document import Block, Cell, Document, Metadata, Row, Span, Table

TAGS = ("section", "nav", "p", "a", "span", "h", "div", "mark", "b", "details", "summary", "ul", "li", "button", "cite")


def long_document(blocks: int, length: int = 1_000) -> Document:
    """Return a document of many paragraphs, each tenth a heading, on pages of some 3,000 characters."""
    texts = [f"{i // 10}. Kop" if i % 10 == 0 else f"Alinea {i} " + "woord " * (length // 6) for i in range(blocks)]
    made: list[Block] = []
    start, heading = 0, ""
    for i, text in enumerate(texts):
        heading = text if i % 10 == 0 else heading
        made.append(Block("heading" if i % 10 == 0 else "paragraph", Span(start, start + len(text)), (heading,)))
        start += len(text) + 2
    whole = "\n\n".join(texts)
    starts = tuple(range(0, len(whole), 3_000))
    return Document("lang", "lang.txt", "", Metadata(title="Lang"), whole, starts, (), tuple(made), (), ())


def open_place(searcher: Searcher, chunk: Chunk, cell: Cell | None = None, walk: Walk = NO_WALK) -> ContextView:
    document = searcher.documents[chunk.document]
    place = resolve_permalink(make_permalink(document, chunk, cell), searcher)
    assert place is not None
    return present_context(place, walk, searcher)


def text_html(view: ContextView) -> str:
    return "".join(context_text_html(view))


def read_out(html: str) -> str:
    """Return what HTML says."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_every_block_but_running_lines_is_in_one_part(page_searcher: Searcher) -> None:
    for document in page_searcher.documents.values():
        parts = split_document(document)
        assert all(a.span.end <= b.span.start for a, b in zip(parts, parts[1:], strict=False))
        for block in document.blocks:
            inside = "".join(document.slice(part.span) for part in parts if block.span.contains(part.span))
            expected = "" if block.kind == "furniture" else document.slice(block.span)
            assert "".join(inside.split()) == "".join(expected.split())


def test_what_is_shown_of_a_long_document_is_bounded_and_holds_the_place() -> None:
    document = long_document(3_000)
    parts = split_document(document)
    for place in (Span(0, 10), Span(1_000_000, 1_000_400), Span(len(document.text) - 5, len(document.text))):
        excerpt = choose_parts(parts, place)
        assert sum(part.span.end - part.span.start for part in excerpt.parts) <= 1.1 * PART_OF_DOCUMENT
        assert any(part.span.overlaps(place) for part in excerpt.parts)
        assert (excerpt.before is None) == (excerpt.parts[0] == parts[0])
        assert (excerpt.after is None) == (excerpt.parts[-1] == parts[-1])
    short = split_document(long_document(30))
    assert choose_parts(short, Span(5, 9)).parts == short


def test_one_block_without_end_and_a_table_without_end_are_shown_in_parts() -> None:
    text = "woord " * 200_000
    document = Document(
        "x", "x.txt", "", Metadata(), text, (), (), (Block("paragraph", Span(0, len(text)), ()),), (), ()
    )
    parts = split_document(document)
    assert "".join(document.slice(part.span) for part in parts) == text
    assert len(choose_parts(parts, Span(600_000, 600_010)).parts) < 20
    lines = [f"Rij {i:05}" for i in range(1_000)]
    rows = tuple(Row(line, (), (), Span(10 * i, 10 * i + 9)) for i, line in enumerate(lines))
    text = "\n".join(lines)
    table = Table("Tabel 1", "", "", (), rows, Span(0, len(text)), ())
    document = replace(document, text=text, blocks=(Block("table", table.span, ()),), tables=(table,))
    pieces = split_document(document)
    assert [piece.rows[1] - piece.rows[0] for piece in pieces[:-1]] == [ROWS] * (len(pieces) - 1)
    assert "".join(document.slice(piece.span) for piece in pieces) == text


def test_a_cell_is_marked_in_its_whole_table(page_searcher: Searcher) -> None:
    chunk = next(
        chunk
        for chunk in page_searcher.chunks
        if chunk.kind == "rij" and chunk.text.startswith("COA") and chunk.table is not None
    )
    assert chunk.table is not None and chunk.row is not None
    table = page_searcher.documents[chunk.document].tables[chunk.table]
    cell = table.rows[chunk.row].cells[-1]
    view = open_place(page_searcher, chunk, cell)
    (block,) = (block for block in view.blocks if block.marked)
    assert block.table is not None and len(block.table.rows) >= len(table.rows)
    marked = [(row.label, each.text) for row in block.table.rows for each in row.cells if each.marked]
    assert marked == [(table.rows[chunk.row].label, cell.text)]
    html = text_html(view)
    assert html.count('id="vb-plaats"') == 1 and html.count(f"<mark>{cell.text}</mark>") == 1
    assert view.kind == "Cel" and "kolom" in view.source.citation and view.source.opened == ""
    assert "Nog" not in read_out(table_of_place(html))


def table_of_place(html: str) -> str:
    """Return the HTML of the marked place."""
    return html[html.index('id="vb-plaats"') : html.index("</section>")]


def test_a_question_stands_under_its_number_with_its_answer(page_searcher: Searcher) -> None:
    chunk = next(chunk for chunk in page_searcher.chunks if chunk.kind == "vraag" and "onderuitputting" in chunk.text)
    assert chunk.question is not None
    document = page_searcher.documents[chunk.document]
    question = document.questions[chunk.question]
    view = open_place(page_searcher, chunk)
    said = read_out(table_of_place(text_html(view)))
    assert f"Vraag {question.number}" in said and "Antwoord" in said
    assert " ".join(document.slice(question.question).split()) in said
    assert "Vraag (" not in said and "Antwoord:" not in said


def test_headings_go_down_one_level_at_a_time(page_searcher: Searcher) -> None:
    for chunk in page_searcher.chunks[::60]:
        levels = [block.level for block in open_place(page_searcher, chunk).blocks if block.heading]
        assert all(3 <= level <= 6 for level in levels) and (not levels or levels[0] == 3)
        assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


def test_every_passage_is_marked_at_its_own_words(page_searcher: Searcher) -> None:
    for chunk in page_searcher.chunks[::25]:
        view = open_place(page_searcher, chunk)
        place = next(number for number, block in enumerate(view.blocks) if block.marked)
        last = max(number for number, block in enumerate(view.blocks) if block.marked)
        assert all(block.marked for block in view.blocks[place : last + 1])
        if chunk.table is None and chunk.question is None:
            said = "".join(
                block.heading + "".join(segment.text for each in block.paragraphs for segment in each.segments)
                for block in view.blocks[place : last + 1]
            )
            assert "".join(chunk.text.split()) in "".join(said.split())
        assert text_html(view).count("<section") == text_html(view).count("</section>") == 1


def test_a_page_begins_where_its_first_words_stand() -> None:
    document = long_document(60)
    chunk = Chunk(
        "c", "lang", "paragraaf", document.blocks[5].span, (), (), document.slice(document.blocks[5].span), ""
    )
    place = Place(document, chunk.span, None, (chunk,))
    view = present_context(place, NO_WALK, _Nothing())  # type: ignore[arg-type]
    pages = [int(page) for block in view.blocks for page in re.findall(r"p\. (\d+)", block.page)]
    assert pages[0] == 1 and pages == sorted(set(pages)) and len(pages) > 5


class _Nothing:
    """A searcher without passages."""

    chunks: tuple[Chunk, ...] = ()


def test_a_hundred_pages_are_opened_within_a_third_of_a_second() -> None:
    document = long_document(3_000)
    place = Place(document, document.blocks[1_505].span, None, ())
    present_context(place, NO_WALK, _Nothing())  # type: ignore[arg-type]
    begun = time.process_time()
    view = present_context(place, NO_WALK, _Nothing())  # type: ignore[arg-type]
    html = text_html(view) + outline_html(view.outline)
    assert time.process_time() - begun < 0.9  # 3,000,000 characters, ten times as much, on a busy machine
    assert len(html) < 200_000
    assert view.before and view.after


def entries(*depths: int) -> list[Entry]:
    return [Entry(f"Kop {i}", depth, Span(10 * i, 10 * i + 5), "paragraaf") for i, depth in enumerate(depths)]


def shown(views: tuple[EntryView, ...]) -> list[tuple[str, int]]:
    return [(view.title, view.depth) for view in views]


def test_a_short_outline_is_shown_whole_with_one_current_entry() -> None:
    views = open_outline(entries(0, 1, 3, 0, 2), Span(22, 23), lambda entry: entry.title)
    assert shown(views) == [("Kop 0", 0), ("Kop 1", 1), ("Kop 2", 2), ("Kop 3", 0), ("Kop 4", 1)]
    assert [view.current for view in views] == [False, False, True, False, False]
    html = outline_html(views)
    assert html.count('aria-current="location"') == 1 and html.count("<ul>") == html.count("</ul>") == 4
    assert html.count("<li>") == html.count("</li>") == 5
    assert html.count("<a ") == html.count("data-go") == 5


def test_of_a_long_outline_the_way_to_the_place_is_open() -> None:
    many = entries(*[0, *[1] * 50] * 20)
    views = open_outline(many, many[5 * 51 + 25].span, lambda entry: entry.title)
    assert len(views) < 80
    deep = [view for view in views if view.depth == 1]
    assert next(view for view in views if view.current).title == f"Kop {5 * 51 + 25}"
    assert deep[0].more and deep[-1].more and "eerder" in deep[0].title and "verder" in deep[-1].title
    assert len([view for view in views if view.depth == 0]) == 20


def test_before_the_first_heading_no_entry_is_current() -> None:
    views = open_outline([Entry("Kop", 0, Span(50, 55), "paragraaf")], Span(3, 9), lambda entry: entry.title)
    assert not any(view.current for view in views)
    assert outline_html(()) == ""


def test_the_outline_leads_to_its_headings(page_searcher: Searcher) -> None:
    view = open_place(page_searcher, page_searcher.chunks[0])
    document = page_searcher.documents[page_searcher.chunks[0].document]
    for entry in view.outline:
        place = resolve_permalink(entry.address, page_searcher)
        assert place is not None and place.document.id == document.id
        if not entry.more:
            start = " ".join(document.slice(place.span).split())[:30]
            assert start in entry.title or entry.title.split(":")[-1].strip()[:20] in start


def test_hits_are_walked_document_by_document_and_back(page_searcher: Searcher) -> None:
    asked = {"vraag": ["onderuitputting COA"], "soort": ["vraag", "paragraaf"]}
    walk = find_walk(asked, page_searcher, 20)
    assert len(walk.stops) > 3
    forward: list[str] = []
    address = place_address(walk.stops[0].permalink, asked)
    while address:
        place = resolve_permalink(address.replace("./", ""), page_searcher)
        assert place is not None
        view = present_walk(walk, place)
        assert view is not None and view.place.startswith(f"Treffer {len(forward) + 1} van {len(walk.stops)}")
        assert (view.previous == "") == (not forward) and (not forward or view.previous == forward[-1])
        assert view.results == "./?vraag=onderuitputting+COA&soort=vraag&soort=paragraaf"
        forward.append(address)
        address = view.following
    assert len(forward) == len(walk.stops) == len(set(forward))
    documents = [stop.chunk.document for stop in walk.stops]
    assert len(list(dict.fromkeys(documents))) == 1 + sum(
        a != b for a, b in zip(documents, documents[1:], strict=False)
    )


def test_a_place_that_is_no_hit_stands_between_two(page_searcher: Searcher) -> None:
    walk = find_walk({"vraag": ["onderuitputting COA"]}, page_searcher, 10)
    hits = {stop.chunk.id for stop in walk.stops}
    first = walk.stops[0].chunk.document
    other = next(
        chunk
        for chunk in page_searcher.chunks
        if chunk.document == first
        and chunk.id not in hits
        and not any(stop.chunk.span.overlaps(chunk.span) for stop in walk.stops)
        and chunk.span.start > walk.stops[0].chunk.span.start
    )
    place = Place(page_searcher.documents[first], other.span, None, (other,))
    view = present_walk(walk, place)
    assert view is not None and "geen treffer" in view.place and view.previous
    assert present_walk(NO_WALK, place) is None


def test_words_and_answering_sentences_are_marked_in_the_text(page_searcher: Searcher) -> None:
    walk = find_walk({"vraag": ["waarom onderuitputting COA"]}, page_searcher, 20)
    stop = next(stop for stop in walk.stops if stop.chunk.kind == "vraag" and stop.marked)
    place = resolve_permalink(stop.permalink, page_searcher)
    assert place is not None
    html = table_of_place(text_html(present_context(place, walk, page_searcher)))
    assert '<mark class="vb-sentence">' in html and '<b class="vb-word">COA</b>' in html
    plain = present_context(place, NO_WALK, page_searcher)
    assert "<mark" not in text_html(plain) and "vb-word" not in text_html(plain)


def test_while_the_model_loads_the_hits_are_those_with_the_words(page_searcher: Searcher) -> None:
    walk = find_walk({"vraag": ["onderuitputting"]}, page_searcher, 5, warm=False)
    assert walk.stops and all(stop.marked == () for stop in walk.stops)
    view = open_place(page_searcher, walk.stops[0].chunk, walk=walk)
    assert any("onderuitputting" in stop.chunk.text.lower() for stop in walk.stops)
    assert '<b class="vb-word">' in text_html(view)


def test_a_pasted_letter_is_walked_through_all_its_questions(page_searcher: Searcher) -> None:
    pasted = "Vragen over de opvang\n\n1. Hoeveel krijgt het COA in 2026?\n2. Hoeveel krijgt Nidos in 2027?"
    walk = find_walk({"vraag": [pasted]}, page_searcher, 5)
    assert len(walk.words) == 2 and 5 < len(walk.stops) <= 12


def test_what_answers_outside_the_passages_is_a_stop_too(page_searcher: Searcher) -> None:
    walk = find_walk({"vraag": ["hoeveel krijgt het COA in 2026"]}, page_searcher, 1)
    assert len(walk.stops) == len({stop.chunk.id for stop in walk.stops})
    assert any(stop.marked for stop in walk.stops)


@pytest.mark.parametrize("query", ["zwendelaar", '<script>alert("x")</script> zwendelaar', "[x](javascript:alert(1))"])
def test_what_a_document_and_a_query_say_is_shown_as_text(page_searcher: Searcher, query: str) -> None:
    chunk = next(chunk for chunk in page_searcher.chunks if chunk.document == "kwaad")
    asked = {"vraag": [query]}
    walk = Walk(asked, (Stop(chunk, cite(page_searcher.documents["kwaad"], chunk).permalink),), ())
    view = open_place(page_searcher, chunk, walk=walk)
    html = context_head_html(view) + outline_html(view.outline) + text_html(view)
    html += missing_html(present_missing("kwaad.rij-0", asked, page_searcher))
    tags = set(re.findall(r"<\s*([a-zA-Z]+)", html))
    assert tags <= {*TAGS}
    assert 'href="javascript' not in html and "onerror=" not in re.sub(r"&[^;]*;[^<]*", "", html)
    assert "=HYPERLINK" in read_out(html) and "&lt;img src=x" in html


def test_a_dead_link_says_why_and_where_to_go(page_searcher: Searcher) -> None:
    name = next(iter(page_searcher.documents))
    gone = present_missing(f"{name}.paragraaf12-000000000000", {"vraag": ["COA"]}, page_searcher)
    assert "staat niet (meer) in" in gone.text and gone.steps[0] == ("Terug naar de resultaten", "./?vraag=COA")
    assert any(address.startswith("./documenten?document=") for _, address in gone.steps)
    away = present_missing("weg.paragraaf12-000000000000", {}, page_searcher)
    assert "document" in away.text and away.steps[-1] == ("Zoek opnieuw", "./")
    for nonsense in ("", "....", "a" * 10_000, "<script>"):
        assert resolve_permalink(nonsense, page_searcher) is None
        assert "<script>" not in missing_html(present_missing(nonsense, {}, page_searcher))

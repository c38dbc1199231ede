"""The further finds by document, and which sentences of a passage are marked."""

import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from answer import Answer, Found, Passage, answer_question
from answer.show.finds import LINE, FindView, group_finds
from answer.show.marks import choose_sentences
from answer.show.markup_finds import finds_html
from answer.show.present import SHOWN_WHOLE, present_passages
from index.search import Searcher
from ingest.document import Span

QUESTIONS = "vragen-en-antwoorden-jaarverslag-2024-asiel-en-migratie"
ASKED = {"vraag": ["opvang COA"], "soort": ["vraag", "rij", "paragraaf", "tabel"]}


@pytest.fixture(scope="module")
def answer(page_searcher: Searcher) -> Answer:
    return answer_question("opvang COA", page_searcher, count=60)


def finds_of(answer: Answer, searcher: Searcher) -> list[FindView]:
    return [find for group in group_finds(answer, searcher, ASKED) for find in group.finds]


def line_of(find: FindView) -> str:
    return "".join(segment.text for segment in find.line)


def test_what_is_not_shown_whole_stands_once_under_its_document(answer: Answer, page_searcher: Searcher) -> None:
    groups = group_finds(answer, page_searcher, ASKED)
    assert len(groups) > 1
    found = [parse_qs(urlsplit(find.opened).query)["plaats"][0] for group in groups for find in group.finds]
    wanted = [passage.citation.permalink.removeprefix("?plaats=") for passage in answer.passages[SHOWN_WHOLE:]]
    assert sorted(found) == sorted(wanted)
    first = page_searcher.documents[answer.passages[SHOWN_WHOLE].hit.chunk.document]
    assert groups[0].title == first.metadata.title, "the document with the best find comes first"
    assert groups[0].facts[0] == first.metadata.kind
    shown = present_passages(answer, page_searcher, ASKED, SHOWN_WHOLE)
    assert len(shown) == SHOWN_WHOLE


def test_a_find_is_one_line_with_the_words_marked(answer: Answer, page_searcher: Searcher) -> None:
    finds = finds_of(answer, page_searcher)
    assert {"Rij", "Tabel", "Paragraaf"} <= {find.kind for find in finds}
    for find in finds:
        assert find.title and find.pages.startswith("p. ")
        assert 0 < len(line_of(find)) <= LINE + 4 and "\n" not in line_of(find)
    marked = [segment.text for find in finds for segment in find.line if segment.word]
    assert {"opvang", "COA"} <= set(marked)
    lines = [line_of(find) for find in finds if find.kind == "Rij"]
    assert any(re.search(r": 20\d\d: [\d.‒-]", line) for line in lines), "a value stands with its column"


def test_a_find_opens_with_what_was_asked(answer: Answer, page_searcher: Searcher) -> None:
    for find in finds_of(answer, page_searcher):
        asked = parse_qs(urlsplit(find.opened).query)
        assert asked.pop("plaats") and asked == ASKED


def test_a_document_can_be_searched_alone(answer: Answer, page_searcher: Searcher) -> None:
    groups = {group.title: group for group in group_finds(answer, page_searcher, ASKED)}
    title = page_searcher.documents[QUESTIONS].metadata.title or ""
    assert parse_qs(urlsplit(groups[title].narrowed).query) == {**ASKED, "document": [QUESTIONS]}
    already = {**ASKED, "document": [QUESTIONS]}
    (own,) = (group for group in group_finds(answer, page_searcher, already) if group.title == title)
    assert own.narrowed == ""


def test_a_long_sentence_is_cut_around_the_first_word(page_searcher: Searcher) -> None:
    chunk = max((chunk for chunk in page_searcher.chunks if chunk.kind == "paragraaf"), key=lambda c: len(c.text))
    at = chunk.text.rindex(" ") + 1
    word = Span(chunk.span.start + at, chunk.span.end)
    (base,) = answer_question("opvang", page_searcher).passages[:1]
    passage = Passage(replace(base.hit, chunk=chunk, also=()), base.citation, (), (word,))
    found = replace(answer_question("opvang", page_searcher), passages=(base,) * SHOWN_WHOLE + (passage,))
    (find,) = finds_of(found, page_searcher)
    assert line_of(find).startswith("… ") and find.line[-1].word
    early = replace(passage, words=(Span(chunk.span.start, chunk.span.start + 3),))
    (find,) = finds_of(replace(found, passages=(base,) * SHOWN_WHOLE + (early,)), page_searcher)
    assert line_of(find).endswith(" …") and not line_of(find).startswith("…")


def test_finds_are_escaped_counted_and_named_for_what_they_are(answer: Answer, page_searcher: Searcher) -> None:
    groups = group_finds(answer, page_searcher, ASKED)
    count = len(answer.passages) - SHOWN_WHOLE
    html = finds_html(groups)
    assert "Meer vindplaatsen" in html and f"{count} vindplaatsen in {len(groups)} documenten" in html
    assert html.count('class="vb-find"') == count
    assert "Meer vindplaatsen" not in finds_html(groups, answered=False)
    assert finds_html(()) == ""
    hostile = answer_question("zwendelaar", page_searcher, count=60)
    kept = tuple(p for p in hostile.passages if p.hit.chunk.document == "kwaad") * (SHOWN_WHOLE + 1)
    html = finds_html(group_finds(replace(hostile, passages=kept), page_searcher, {"vraag": ["<b>zwendelaar"]}))
    assert "&lt;b&gt;Titel&lt;/b&gt;" in html
    assert not re.search(r"<\s*(script|img|u|i)\b", html)


def mark(
    searcher: Searcher, answers: tuple[Found, ...], sentences: tuple[str, ...], words: tuple[str, ...]
) -> list[str]:
    """Return which sentences are marked in the answer to question 20 of the list."""
    (base,) = answer_question("onderuitputting COA vertragingen nieuwe locaties", searcher).passages[:1]
    document = searcher.documents[QUESTIONS]
    chunk = next(chunk for chunk in searcher.chunks if "lagere gemiddelde bezetting" in " ".join(chunk.text.split()))

    def find(text: str) -> Span:
        start = document.text.index(text, chunk.span.start)
        return Span(start, start + len(text))

    passage = Passage(
        replace(base.hit, chunk=chunk, also=()), base.citation, tuple(map(find, sentences)), tuple(map(find, words))
    )
    given = tuple(replace(found, chunk=chunk, span=find(found.text)) for found in answers)
    return [document.slice(span) for span in choose_sentences(passage, given)]


def test_a_sentence_that_is_only_the_least_far_off_is_not_marked(page_searcher: Searcher) -> None:
    base = answer_question("opvang COA", page_searcher).answers
    assert base, "the stub must give some answer to go by"
    elsewhere = (replace(base[0], kind="cel", text="In hoeverre"),)
    assert mark(page_searcher, (), ("In hoeverre",), ("In",)) == [], "where nothing was found nothing answers"
    first, word, other = "Het belangrijkste aspect", "bezetting", "kwantificeren"
    assert mark(page_searcher, elsewhere, (first, other), ()) == [first]
    assert mark(page_searcher, elsewhere, (first, word), ("bezetting",)) == [first, word]
    assert mark(page_searcher, elsewhere, ("Het", "belangrijkste"), ()) == ["Het", "belangrijkste"], "it goes on"


def test_the_sentence_that_answers_is_marked_in_its_passage_and_first(page_searcher: Searcher) -> None:
    """An answer of two sentences was marked in its passage for one of them."""
    base = answer_question("opvang COA", page_searcher).answers
    answering = (replace(base[0], kind="zin", text="Het belangrijkste aspect"),)
    assert mark(page_searcher, answering, ("kwantificeren",), ("kwantificeren",))[0] == "Het belangrijkste aspect"

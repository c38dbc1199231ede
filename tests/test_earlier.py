"""Earlier Kamervragen that are nearly the same: found by what they ask, and not by what their answers are about."""

import gc
from pathlib import Path
from weakref import ref

import numpy as np
import pytest

from answer.earlier import NEARLY_SAME, find_earlier
from index.build import build_index, chunk_documents
from index.encoder import Encoder
from index.search import Searcher
from index.settings import DEFAULT_SETTINGS
from ingest.corpus import read_corpus
from ingest.errors import QueryError

FRONT = """LIJST VAN VRAGEN EN ANTWOORDEN

De commissie heeft een aantal vragen voorgelegd aan de minister over het jaarverslag. De minister heeft deze vragen
beantwoord.

"""
LISTS = {
    "vragen-2024": """Vraag (1):
Hoeveel reservisten heeft de landmacht in het afgelopen jaar geworven en opgeleid?

Antwoord:
In 2023 zijn 450 reservisten geworven.

Hiervan zijn er 300 opgeleid.

Vraag (2):
Waarom is de levering van munitie aan de luchtmacht vertraagd?

Antwoord:
Doordat de fabriek te weinig personeel heeft.

Vraag (3):
Wat kostte de opleiding van vliegers in 2023 en hoeveel vliegers hebben de opleiding afgerond?

Antwoord:
De opleiding kostte € 12 miljoen. Er waren 40 geslaagden.
""",
    "vragen-2025": """Vraag (1):
Hoeveel reservisten heeft de landmacht in het afgelopen jaar geworven en opgeleid?

Antwoord:
In 2024 zijn 510 reservisten geworven.

Vraag (2):
Welke oefeningen met schepen van de marine zijn uitgesteld?

Antwoord:
De vertraging van munitie voor de luchtmacht had daarop geen invloed.
""",
}
METADATA = """
["vragen-2024.txt"]
title = "Vragen jaarverslag 2023"
date = "2024-06-01"
["vragen-2025.txt"]
title = "Vragen jaarverslag 2024"
date = "2025-06-01"
"""


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory, stub_encoder: Encoder) -> Searcher:
    folder = tmp_path_factory.mktemp("vragen")
    for name, text in LISTS.items():
        (folder / f"{name}.txt").write_text(FRONT + text, encoding="utf-8")
    (folder / "metadata.toml").write_text(METADATA, encoding="utf-8")
    documents = read_corpus(folder).documents
    assert [len(document.questions) for document in documents] == [3, 2]
    return build_index(documents, chunk_documents(documents, stub_encoder, DEFAULT_SETTINGS.chunks), stub_encoder)


def numbers(question: str, searcher: Searcher) -> list[tuple[str, str]]:
    """Return the documents and numbers of the questions that are nearly the same."""
    return [(found.document, found.number) for found in find_earlier(question, searcher)]


def test_the_answer_comes_whole_and_verbatim(searcher: Searcher) -> None:
    found = find_earlier("Waarom is de levering van munitie aan de luchtmacht vertraagd?", searcher)[0]
    document = searcher.documents[found.document]
    assert found.question == document.slice(found.question_span)
    assert found.answer == document.slice(found.answer_span) == "Doordat de fabriek te weinig personeel heeft."
    assert found.similarity == 1.0
    assert found.date == "2024-06-01"
    assert "vraag 2" in found.citation.text
    two = find_earlier("hoeveel reservisten heeft de landmacht het afgelopen jaar geworven en opgeleid", searcher)[1]
    assert "450" in two.answer
    assert two.answer.rstrip().endswith("Hiervan zijn er 300 opgeleid.")


def test_equals_stand_with_the_most_recent_first(searcher: Searcher) -> None:
    asked = "Hoeveel reservisten heeft de landmacht afgelopen jaar geworven en opgeleid?"
    assert numbers(asked, searcher) == [("vragen-2025", "1"), ("vragen-2024", "1")]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("Waardoor is de munitielevering aan de luchtmacht vertraagd?", ("vragen-2024", "2")),
        ("wat was de reden dat levering munitie luchtmacht vertraagd is", ("vragen-2024", "2")),
        ("Hoeveel vliegers hebben de opleiding afgerond?", ("vragen-2024", "3")),
        ("Welke oefeningen met marineschepen zijn er uitgesteld?", ("vragen-2025", "2")),
    ],
)
def test_said_otherwise(asked: str, expected: tuple[str, str], searcher: Searcher) -> None:
    assert numbers(asked, searcher)[:1] == [expected]


@pytest.mark.parametrize(
    "asked",
    [
        "Waarom is de levering van munitie aan de landmacht vertraagd?",  # another organisation
        "Wat kostte de opleiding van vliegers in 2019?",  # another year
        "Hoe lang is de levering van munitie aan de luchtmacht vertraagd?",  # another measure
        "Hoeveel munitie is er besteld?",
        "munitie",
        "fabriek personeel",  # stands in an answer only
        "Wat is een reservist?",
        "Hoeveel reservisten zijn er?",
    ],
)
def test_what_is_only_near_is_not_the_same(asked: str, searcher: Searcher) -> None:
    assert numbers(asked, searcher) == []


def test_filters_count(searcher: Searcher) -> None:
    asked = "Hoeveel reservisten heeft de landmacht afgelopen jaar geworven en opgeleid?"
    allowed = np.array([chunk.document == "vragen-2024" for chunk in searcher.chunks])
    assert [found.document for found in find_earlier(asked, searcher, allowed)] == ["vragen-2024"]
    assert find_earlier(asked, searcher, np.zeros(len(searcher.chunks), dtype=np.bool_)) == ()


def test_every_question_is_the_same_as_itself(searcher: Searcher) -> None:
    for document in searcher.documents.values():
        for question in document.questions:
            found = find_earlier(" ".join(document.slice(question.question).split()), searcher)
            assert (document.id, question.number) in {(each.document, each.number) for each in found}
            assert all(NEARLY_SAME <= each.similarity <= 1 for each in found)


def test_an_empty_query_is_refused(searcher: Searcher) -> None:
    with pytest.raises(QueryError):
        find_earlier("?", searcher)


def test_documents_without_questions(page_searcher: Searcher) -> None:
    assert find_earlier("Hoeveel reservisten heeft de landmacht geworven?", page_searcher) == ()


def test_questions_read_do_not_outlive_their_index(tmp_path: Path, stub_encoder: Encoder) -> None:
    (tmp_path / "lijst.txt").write_text(FRONT + LISTS["vragen-2024"], encoding="utf-8")
    documents = read_corpus(tmp_path).documents
    searcher = build_index(documents, chunk_documents(documents, stub_encoder, DEFAULT_SETTINGS.chunks), stub_encoder)
    find_earlier("Waarom is de levering van munitie vertraagd?", searcher)
    gone = ref(searcher)
    del searcher
    gc.collect()
    assert gone() is None

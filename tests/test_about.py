"""The page Over without a browser: what it says is worked out from the code and the index, and escaped."""

import re
import time
from importlib.metadata import version
from pathlib import Path
from typing import get_args

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from answer.answer import Status
from answer.calibration import load_calibration
from answer.cite import cite
from answer.export import EXPORT_FORMS
from answer.show.about import LICENCE, cite_program, present_about
from answer.show.about_texts import PIECE_MEANINGS, STATUS_MEANINGS, STEPS
from answer.show.markup_about import about_html
from index.identity import hash_index
from index.operators import FIELDS, HINT
from index.search import Searcher
from ingest.readers import READERS

NOW = time.mktime((2026, 11, 23, 9, 5, 0, 0, 0, -1))


@pytest.fixture
def html(page_searcher: Searcher) -> str:
    return about_html(present_about(page_searcher, NOW, NOW))


def test_the_facts_are_those_of_the_index_and_the_program(page_searcher: Searcher) -> None:
    facts = dict(present_about(page_searcher, NOW, NOW).facts)
    assert facts["Versie"] == version("vraagbaak")
    assert facts["Index"] == hash_index(page_searcher)
    assert facts["Index gemaakt op"] == "23 november 2026, 09:05"
    assert (facts["Documenten"], facts["Taalmodel"], facts["Vingerafdruk van het taalmodel"]) == ("3", "stub", "57ab")
    assert facts["Passages"] == f"{len(page_searcher.chunks):,}".replace(",", ".")
    assert "k1 = 1.5" in facts["Instellingen"] and "chunks.max_tokens = " in facts["Instellingen"]
    assert facts["Leest"] == ", ".join(READERS)
    assert "Herschikt door" not in facts
    assert "Index gemaakt op" not in dict(present_about(page_searcher, None, NOW).facts)


def test_the_licence_is_that_of_the_package() -> None:
    written = (Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8")
    assert f'license = "{LICENCE[0]}"' in written


def test_it_says_how_to_cite_a_place_and_vraagbaak(page_searcher: Searcher, html: str) -> None:
    view = present_about(page_searcher, NOW, NOW)
    assert view.example is not None
    chunk = next(chunk for chunk in page_searcher.chunks if chunk.kind == "vraag")
    assert view.example.citation == cite(page_searcher.documents[chunk.document], chunk).text
    assert view.example.citation in html and 'data-copy="@misc{' in html
    short = hash_index(page_searcher)[:12]
    said = f"Vraagbaak {version('vraagbaak')}, index {short}, geraadpleegd op 23 november 2026"
    assert cite_program(page_searcher, NOW) == said and f"<cite>{said}</cite>" in html
    assert all(form.label in html for form in EXPORT_FORMS.values())


def test_all_that_can_be_typed_is_explained(page_searcher: Searcher) -> None:
    typed = present_about(page_searcher, NOW, NOW).typed
    assert all(each.meaning for each in typed)
    examples = [each.example for each in typed]
    assert [example for example in HINT.split(", ") if ":" not in example] == examples[:3]
    assert [example.partition(":")[0] for example in examples[3:]] == list(FIELDS)
    assert '"Asiel en Migratie"' in typed[-1].meaning
    # What is given as an example can be searched for.
    for example in examples:
        page_searcher.search(f"opvang {example}", count=1)
    # Each of them means to the search what the page says.
    meanings = {each.example: each.meaning for each in typed}
    assert meanings["-zonder"] == PIECE_MEANINGS["zonder"]
    assert meanings["COA OF IND"] == PIECE_MEANINGS["of"]


def test_the_states_are_explained_with_their_thresholds(page_searcher: Searcher) -> None:
    assert set(get_args(Status)) == STATUS_MEANINGS.keys()
    calibration = load_calibration()
    said = dict(present_about(page_searcher, NOW, NOW).statuses)
    assert list(said) == ["Antwoord", "Onzeker", "Niet gevonden"]
    assert f"vanaf {100 * calibration.sure:.0f}%" in said["Antwoord"]
    assert f"onder {100 * calibration.refused:.0f}%" in said["Niet gevonden"]


def test_the_walk_has_eight_steps_and_the_marks_are_shown_as_they_look(html: str) -> None:
    assert len(STEPS) == 8
    assert html.count("<li><b>") == 8
    for mark in ('<mark class="vb-sentence">', '<b class="vb-word">', "<b>Berekend</b>", "<b>Onbepaald</b>"):
        assert mark in html


def test_a_summariser_is_told_of_and_only_then(page_searcher: Searcher, html: str) -> None:
    assert "samenvatter" not in html
    told = about_html(present_about(page_searcher, NOW, NOW), "<b>ergens</b>:11434")
    assert "gaan naar &lt;b&gt;ergens&lt;/b&gt;:11434" in told


def test_the_headings_are_in_order_and_what_documents_say_is_escaped(html: str) -> None:
    assert re.findall(r"<h(\d)", html) == ["2"] * 9
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids)) and all(name.startswith("vb-") for name in ids)
    assert "<u>Kwaad" not in html and "&lt;u&gt;Kwaad" in html
    assert "javascript:" not in re.sub(r"<dd>.*?</dd>|<dt>.*?</dt>", "", html)


def draw(index: "Path", searcher: "Searcher") -> None:
    """Draw the screen; AppTest runs the text of this function as a script of its own."""
    from answer.page.about import draw_about
    from answer.page.site import Site
    from answer.service import SearchService
    from index.open import OpenedIndex

    service = SearchService(lambda notify, progress: OpenedIndex(searcher, (), (), 0.0), index / "manifest.json")
    draw_about(Site(service, index, index))


@pytest.mark.parametrize("address", ["", "http://localhost:11434/v1", "geen adres"])
def test_the_screen_is_drawn_whatever_the_settings_of_the_summary(
    page_index: Path, page_searcher: Searcher, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    st.cache_resource.clear()
    monkeypatch.setenv("VRAAGBAAK_SAMENVATTER", address)
    monkeypatch.setenv("VRAAGBAAK_SAMENVATTER_MODEL", "klein")
    page = AppTest.from_function(draw, args=(page_index, page_searcher), default_timeout=60).run()
    assert not page.exception
    html = "\n".join(element.value for element in page.html)
    assert "Zo werkt het" in html and "Doorzocht: 3 documenten" in html
    assert ("gaan naar localhost:11434" in html) == address.startswith("http")

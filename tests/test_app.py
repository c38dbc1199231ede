"""The search page, run without a browser by Streamlit's own AppTest, on the real documents and the stub encoder."""

import json
import os
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import streamlit as st
from streamlit import config
from streamlit.testing.v1 import AppTest

import app
from answer.service import UNEXPECTED
from answer.show.contents import describe_progress
from answer.understood import NOTHING_FITS
from index.build import Progress
from index.encoder import Encoder
from index.open import Notify, OpenedIndex, open_index
from index.search import Searcher
from index.store import load_index
from ingest.errors import CorpusError

ASKED = "waarom onderuitputting COA"
HOSTILE = '<script>alert(1)</script> [x](javascript:alert(1)) **vet** $x$ :red[rood] =HYPERLINK("x") 🙂'


@dataclass(slots=True)
class Library:
    """Opens the index of the page, and counts how often; what stands in `errors` is raised first.

    With `go_on` the opening stops half-way until it is set.
    """

    folder: Path
    encoder: Encoder
    opened: int = 0
    errors: list[Exception] = field(default_factory=list)
    go_on: threading.Event | None = None

    def open_searcher(self, notify: Notify, progress: Progress) -> OpenedIndex:
        self.opened += 1
        if self.errors:
            raise self.errors.pop(0)
        if self.go_on is not None:
            notify("Er is nog geen index; die wordt nu gemaakt.")
            progress(5, 10)
            assert self.go_on.wait(60)
        return OpenedIndex(load_index(self.folder, self.encoder), (), ("plaatje.png: overgeslagen",), 0.0)


@pytest.fixture
def library(page_index: Path, stub_encoder: Encoder) -> Iterator[Library]:
    st.cache_resource.clear()
    yield Library(page_index, stub_encoder)
    st.cache_resource.clear()


def draw(library: "Library") -> None:
    """Draw the page; AppTest runs the text of this function as a script of its own."""
    import app

    app.main(library.open_searcher, library.folder)


def open_page(library: Library, **address: str | list[str]) -> AppTest:
    page = AppTest.from_function(draw, args=(library,), default_timeout=60)
    for name, value in address.items():
        page.query_params[name] = value
    return page.run()


def html_of(page: AppTest) -> str:
    """Return all that the page shows as HTML, but for its style and script."""
    assert not page.exception
    return "\n".join(element.value for element in page.html if not element.value.startswith("<style>"))


def box_of(page: AppTest) -> dict[str, object]:
    """Return what the box is given: the query that was asked, and how what is typed may go on."""
    given: dict[str, object] = {}
    for part in page.get("bidi_component"):
        if part.proto.component_name in ("vraagbaak.box", "vraagbaak.completions"):
            given |= json.loads(part.proto.json)
    return given


def kinds_of(page: AppTest) -> set[str]:
    parts = html_of(page).split('<span class="vb-badge">')[1:]
    return {part[: part.index("<")] for part in parts}


def test_the_page_opens_with_a_box_and_what_is_searched(library: Library) -> None:
    page = open_page(library)
    assert box_of(page) == {"query": "", "typed": "", "options": []}
    html = html_of(page)
    assert 'tabindex="-1">Vraagbaak</h1>' in html
    assert "Doorzocht: 3 documenten" in html and "Index van" in html
    assert "plaatje.png: overgeslagen" in html
    assert "vb-answer" not in html


def test_the_examples_are_links_that_are_answered(library: Library) -> None:
    page = open_page(library)
    deadline = time.monotonic() + 60
    while "Bijvoorbeeld" not in html_of(page.run()):  # they are chosen while nobody waits
        assert time.monotonic() < deadline
        time.sleep(0.05)
    examples = re.search('aria-label="Bijvoorbeeld">(.*?)</ul>', html_of(page))
    assert examples is not None
    addresses = re.findall('href="([^"]+)"', examples[1])
    assert len(addresses) >= 2
    for address in addresses:
        (query,) = parse_qs(urlsplit(address).query)["vraag"]
        assert "vb-answer vb-beantwoord" in html_of(open_page(library, vraag=query))


def test_an_address_is_a_search(library: Library) -> None:
    page = open_page(library, vraag=ASKED)
    assert box_of(page)["query"] == ASKED
    # How sure it is depends on the model, and this one is a stub.
    assert re.search("vb-answer vb-(?:beantwoord|onzeker)", html_of(page))
    assert "36 740 VI, nr. 15, vraag 13" in html_of(page)


def test_what_was_asked_in_a_visit_is_offered_again(library: Library) -> None:
    page = open_page(library, vraag=ASKED)
    page.query_params["vraag"] = "wat betekent AMV"
    page.run()
    page.query_params.clear()
    page.run()
    assert [option["text"] for option in box_of(page)["options"]] == ["wat betekent AMV", ASKED]  # type: ignore[attr-defined]
    assert "Eerder gevraagd" in html_of(page)
    next(button for button in page.button if button.label == "Wis eerder gevraagd").click().run()
    assert box_of(page)["options"] == [] and "Eerder gevraagd" not in html_of(page)


def test_a_figure_has_its_table_with_the_cell_marked(library: Library) -> None:
    html = html_of(open_page(library, vraag="hoeveel krijgt het COA in 2026"))
    assert '<b>4.422.334</b> <span class="vb-unit">x € 1.000</span> <span class="vb-plain">€ 4,42 mld.</span>' in html
    assert '<td class="vb-number"><mark>4.422.334</mark></td>' in html
    assert '<th scope="col" class="vb-number">2026</th>' in html


def test_what_the_documents_do_not_answer_is_said(library: Library) -> None:
    page = open_page(library, vraag="recept voor appeltaart", document="kwaad")
    html = html_of(page)
    assert "vb-answer vb-niet-gevonden" in html
    assert "De documenten beantwoorden deze vraag met de gekozen filters niet." in html
    assert "Komt in de documenten niet voor: recept, appeltaart." in html
    assert "Dichtstbijzijnde passages" in html and "vb-sentence" not in html and "vb-quote" not in html
    assert "Ook te typen" in html


def test_the_address_sets_the_filters(library: Library) -> None:
    page = open_page(library, vraag="opvang COA", soort=["rij", "tabel"], jaar="2025")
    html = html_of(page)
    assert "Filters (3 gekozen)" in html
    assert re.findall("Verwijder filter </span>(\\w+) ", html) == ["soort", "soort", "jaar"]
    assert kinds_of(page) <= {"Rij", "Tabel"}
    assert len(re.findall('aria-current="true"', html)) == 3


def test_a_chip_leads_to_the_search_without_it(library: Library) -> None:
    html = html_of(open_page(library, vraag="opvang COA", soort="vraag"))
    assert kinds_of(open_page(library, vraag="opvang COA", soort="vraag")) == {"Vraag"}
    chip = re.search('class="vb-chip" href="([^"]+)"', html)
    assert chip is not None
    assert chip[1] == "./?vraag=opvang+COA"


def test_going_back_to_another_address_sets_box_and_filters_again(library: Library) -> None:
    """The browser's buttons change the address only; the page must follow it, not the other way round."""
    page = open_page(library, vraag="opvang COA", soort="vraag")
    page.query_params.clear()
    page.query_params["vraag"] = ASKED
    page.run()
    assert box_of(page)["query"] == ASKED
    assert "vb-chip" not in html_of(page)
    assert page.query_params == {"vraag": ASKED}


def test_operators_in_the_box_are_understood_and_said(library: Library) -> None:
    html = html_of(open_page(library, vraag='"menselijke maat" -x<b> soort:paragraaf'))
    assert "Gezocht naar: menselijke maat · letterlijk «menselijke maat» · zonder x&lt;b&gt; · soort paragraaf" in html
    assert kinds_of(open_page(library, vraag="opvang soort:rij")) == {"Rij"}
    assert "Gezocht naar" not in html_of(open_page(library, vraag="bezetting opvang"))


def test_what_can_be_typed_is_said_where_nothing_is_asked_yet(library: Library) -> None:
    assert "&quot;letterlijk&quot;, -zonder, COA OF IND, jaar:2025" in html_of(open_page(library))
    assert "Ook te typen" not in html_of(open_page(library, vraag=ASKED))


def test_a_phrase_that_stands_nowhere_is_no_answer(library: Library) -> None:
    html = html_of(open_page(library, vraag='"zwendelaar van menselijke maat"'))
    assert "vb-niet-gevonden" in html and NOTHING_FITS in html
    assert "vb-passages" not in html


def test_each_passage_says_why_it_was_found(library: Library) -> None:
    html = html_of(open_page(library, vraag="onderuitputting COA appeltaart"))
    assert html.count("<summary>Waarom gevonden</summary><p>") == html.count('class="vb-passage"') > 0
    assert "niet: appeltaart" in html


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ({"vraag": "jaar:2025"}, "De zoekvraag is alleen een filter."),
        ({"vraag": "opvang soort:plaatje"}, "Onbekend filter soort"),
        ({"vraag": "opvang jaar:2024", "jaar": "2025"}, "maar het gekozen filter is 2025"),
        ({"soort": "plaatje"}, "Onbekend filter soort"),
        ({"jaar": "tweeduizend"}, "Onbekend filter jaar"),
        ({"document": "<script>alert(1)</script>"}, "Onbekend filter document"),
        ({"vraag": "???"}, "bevat geen letters of cijfers"),
    ],
)
def test_what_cannot_be_searched_is_one_message(library: Library, address: dict[str, str], message: str) -> None:
    html = html_of(open_page(library, **{"vraag": "opvang", **address}))
    assert html.count('class="vb-error"') == 1 and message in html
    assert "<script>" not in html
    assert "Doorzocht: 3 documenten" in html, "the rest of the page must stay"


def test_nothing_but_spaces_is_no_search(library: Library) -> None:
    html = html_of(open_page(library, vraag="   "))
    assert "vb-answer" not in html and "vb-error" not in html


def test_a_query_of_markup_is_shown_as_text(library: Library) -> None:
    page = open_page(library, vraag=HOSTILE)
    html = html_of(page)
    assert box_of(page)["query"] == HOSTILE
    assert "<script>" not in html and 'href="javascript' not in html
    assert not page.markdown, "text of users and documents never goes through Markdown"


def test_a_document_of_markup_is_shown_as_text(library: Library) -> None:
    html = html_of(open_page(library, vraag="zwendelaar", document="kwaad"))
    assert "&lt;script&gt;window.kwaad = 1&lt;/script&gt;" in html
    assert "**vet**" in html and ":red[rood]" in html and "[klik](javascript:alert(1))" in html
    assert "<script>" not in html and "<img" not in html and 'href="javascript' not in html


def test_very_long_and_odd_queries(library: Library) -> None:
    for query in ("opvang " * 5000, "x" * 10_000, "🙂 opvang\x00\u202e", "' OR 1=1 --"):
        assert "vb-passages" in html_of(open_page(library, vraag=query))


def test_sessions_share_one_searcher(library: Library) -> None:
    for _ in range(3):
        open_page(library, vraag=ASKED)
    assert library.opened == 1


def test_an_index_that_cannot_be_opened_is_one_message_and_can_be_tried_again(library: Library) -> None:
    library.errors.append(CorpusError("De map 'x' <b>bestaat</b> niet. Wijs een andere aan met --corpus MAP."))
    page = open_page(library)
    assert "De map &#x27;x&#x27; &lt;b&gt;bestaat&lt;/b&gt; niet." in html_of(page)
    assert [button.label for button in page.button] == ["Probeer opnieuw"]
    page.button[0].click().run()
    assert "Doorzocht: 3 documenten" in html_of(page)


def test_a_defect_is_one_line_without_a_trace(
    library: Library, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("internal detail")

    open_page(library)
    monkeypatch.setattr(Searcher, "search", fail)
    html = html_of(open_page(library, vraag=ASKED))
    assert UNEXPECTED in html and "internal detail" not in html and "ZeroDivision" not in html
    assert "internal detail" in caplog.text


def test_the_making_of_an_index_is_shown_and_then_gone(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.go_on = threading.Event()
    seen: list[str] = []

    def note_progress(done: int, total: int, seconds: float) -> str:
        if total and library.go_on is not None:
            seen.append(describe_progress(done, total, seconds))
            library.go_on.set()
        return "voortgang"

    monkeypatch.setattr("answer.page.frame.describe_progress", note_progress)
    page = open_page(library)
    assert seen and seen[0].startswith("5 van 10 teksten")
    assert "Doorzocht" in html_of(page) and "wordt nu gemaakt" not in html_of(page)
    assert not page.get("progress")


def test_an_index_replaced_meanwhile_is_noticed(
    library: Library, page_corpus: Path, tmp_path: Path, stub_encoder: Encoder
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "een.txt").write_text("Begroting\n\n1. Inleiding\n\nDe opvang van vogels kost geld.\n", encoding="utf-8")
    library.folder = tmp_path / "index"
    open_index(corpus, library.folder, stub_encoder)
    page = open_page(library)
    assert "Doorzocht: 1 document," in html_of(page)
    (corpus / "twee.txt").write_text(
        "Begroting\n\n1. Inleiding\n\nDe opvang van vissen kost niets.\n", encoding="utf-8"
    )
    open_index(corpus, library.folder, stub_encoder)
    deadline = time.monotonic() + 60
    while "Doorzocht: 2 documenten," not in html_of(page.run()):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_the_settings_of_the_page_exist_and_keep_it_private() -> None:
    arguments = app.streamlit_arguments(8599)
    assert os.path.samefile(arguments[0], app.__file__)
    settings = dict(argument[2:].split("=", 1) for argument in arguments[1:])
    assert set(settings) <= set(config.get_config_options())
    assert settings["server.port"] == "8599"
    assert settings["server.address"] == "localhost"
    assert settings["browser.gatherUsageStats"] == "false"
    assert settings["client.showErrorDetails"] == "none"

"""The page Evaluatie without a browser: what is kept of a measurement, and how its figures and misses are shown."""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import get_args
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from answer.service import UNEXPECTED
from answer.show.grid import TableView
from evaluation import measuring
from evaluation.answer_gold import ANSWER_KINDS
from evaluation.diagram import diagram_html, draw_diagram
from evaluation.gold import PARTS, Kind
from evaluation.markup import choices_html, misses_html, notes_html, section_html, summary_html
from evaluation.measurable import can_measure, list_measurable
from evaluation.measure import METRICS, estimate_share
from evaluation.measuring import Measuring, MeasuringState, describe_measuring
from evaluation.misses import NOT_OPENED, OTHER_INDEX, list_misses
from evaluation.names import KIND_NAMES, METRIC_MEANINGS, PART_MEANINGS, SYSTEM_MEANINGS
from evaluation.present import NOT_DIVIDED, present_sections, summarise_sections
from evaluation.provenance import describe_difference, describe_record, name_command
from evaluation.record import Record, RecordError, compare_record, keep_result, locate_record, read_record
from evaluation.report import SYSTEM_NAMES
from evaluation.run import SYSTEMS, Evaluation, evaluate_corpus
from evaluation.section import Section
from evaluation.selection import Selection, list_choices, read_selection
from index.build import build_index, chunk_documents
from index.encoder import Encoder
from index.identity import hash_index
from index.locations import default_corpus, default_index
from index.search import Searcher
from index.store import check_folder
from ingest.chunk import ChunkSettings
from ingest.corpus import read_corpus
from ingest.document import Document
from ingest.errors import VraagbaakError
from measured import HOSTILE, WHOLE, make_evaluation, make_reliability


@pytest.fixture
def evaluation(page_searcher: Searcher) -> Evaluation:
    return make_evaluation(page_searcher)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    folder = tmp_path / "indexen" / "stukken"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def record(evaluation: Evaluation, page_searcher: Searcher, index: Path) -> Record:
    keep_result(evaluation, page_searcher, index, 125.04)
    found = read_record(index)
    assert found is not None
    return found


def test_what_is_kept_is_read_back_whole_from_beside_the_index(
    record: Record, evaluation: Evaluation, page_searcher: Searcher, index: Path
) -> None:
    assert locate_record(index) == index.parent / "stukken.evaluatie.json"
    assert asdict(record.evaluation) == asdict(evaluation)
    assert (record.index, record.seconds) == (hash_index(page_searcher), 125.0)
    assert abs(record.measured.timestamp() - time.time()) < 60
    # The folder itself stays one that an index may be written to, and nothing half-written is left.
    check_folder(index)
    assert sorted(path.name for path in index.parent.iterdir()) == ["stukken", "stukken.evaluatie.json"]


def test_nothing_is_kept_of_an_index_that_was_not_measured(index: Path) -> None:
    assert read_record(index) is None


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"kind": "iets anders"}', "\x00\xff"])
def test_a_damaged_record_is_an_error_that_says_what_to_do(record: Record, index: Path, damage: str) -> None:
    locate_record(index).write_text(damage, encoding="latin-1")
    with pytest.raises(RecordError, match="beschadigd.*Meet opnieuw"):
        read_record(index)


def test_a_record_with_another_field_or_format_is_refused(record: Record, index: Path) -> None:
    path = locate_record(index)
    written = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**written, "format": 99}), encoding="utf-8")
    with pytest.raises(RecordError, match="indeling 99"):
        read_record(index)
    written["evaluation"]["misses"][0]["rank"] = "hoog"
    path.write_text(json.dumps(written), encoding="utf-8")
    with pytest.raises(RecordError, match="beschadigd"):
        read_record(index)


def test_a_record_that_cannot_be_written_or_read_is_an_error(
    evaluation: Evaluation, page_searcher: Searcher, index: Path
) -> None:
    locate_record(index).mkdir()
    with pytest.raises(RecordError, match="kan niet worden bewaard"):
        keep_result(evaluation, page_searcher, index)
    with pytest.raises(RecordError, match="kan niet worden gelezen"):
        read_record(index)


def test_a_record_says_whether_it_is_of_the_index_that_is_open(record: Record, page_searcher: Searcher) -> None:
    assert compare_record(record, page_searcher) == ()
    assert describe_difference(record, page_searcher, "vraagbaak evalueer") == ""
    name = min(page_searcher.documents)
    documents = {**record.evaluation.documents, name: "00", "weg": "11"}
    other = replace(record, index="00", evaluation=replace(record.evaluation, documents=documents, fingerprint="01"))
    reasons = compare_record(other, page_searcher)
    assert reasons == (f"gewijzigd: {name}", "verwijderd: weg", "een ander taalmodel")
    said = describe_difference(other, page_searcher, "vraagbaak evalueer")
    assert "gemeten op een andere index (gewijzigd" in said and said.endswith("Meet opnieuw met: vraagbaak evalueer")
    assert compare_record(replace(record, index="00"), page_searcher) == ("de passages zijn anders gemaakt",)
    assert "andere versie" in describe_difference(replace(record, program="00"), page_searcher, "")


def test_the_facts_of_a_record_name_the_index_the_model_the_settings_and_the_file(
    record: Record, page_searcher: Searcher, index: Path
) -> None:
    facts = dict(describe_record(record, page_searcher, index))
    assert facts["Index die is gemeten"] == facts["Index die nu open is"] == hash_index(page_searcher)
    assert facts["Taalmodel"] == "stub" and "k1 = 1.5" in facts["Instellingen"]
    assert facts["Bewaard in"] == str(locate_record(index))
    assert "ongeveer 2 min." in facts["Gemeten"]


def test_the_command_has_the_options_that_it_takes() -> None:
    corpus = default_corpus()
    assert name_command(corpus, default_index(corpus), None) == "vraagbaak evalueer"
    assert name_command(Path("/stukken"), Path("/mijn index"), "e5") == (
        "vraagbaak evalueer --corpus /stukken --index '/mijn index' --model e5"
    )


def test_what_an_address_asks_is_read_and_what_was_not_measured_is_not_asked(evaluation: Evaluation) -> None:
    asked = {"deel": "afstemmen", "soort": "waarom", "maat": "RR@10"}
    selection = read_selection(asked, evaluation)
    assert selection == Selection("afstemmen", "waarom", "RR@10")
    found = urlsplit(selection.address)
    assert found.path == "./evaluatie"
    assert {name: values[0] for name, values in parse_qs(found.query).items()} == asked
    assert read_selection({"deel": HOSTILE, "soort": HOSTILE, "maat": HOSTILE}, evaluation) == Selection()
    assert Selection().address == "./evaluatie"


def test_the_choices_count_the_misses_of_the_part(evaluation: Evaluation) -> None:
    parts, kinds = list_choices(Selection("afstemmen", "waarom"), evaluation)
    assert [(choice.label, choice.chosen) for choice in parts.choices] == [
        ("alle vragen", False),
        ("deel afstemmen", True),
        ("deel rapporteren", False),
    ]
    counts = {choice.label: choice.misses for choice in kinds.choices}
    # One of the search, one of the answers and one of the invented documents; the one of the other part is left out.
    assert (counts["waarom"], counts["alledaags woord"], counts["alle soorten"]) == (3, 0, 7)
    assert [choice.label for choice in kinds.choices if choice.chosen] == ["waarom"]


def test_the_figures_of_the_search_are_those_that_were_measured(evaluation: Evaluation) -> None:
    (systems, kinds, parliament), section = _tables(evaluation, Selection(metric="Success@1"))
    assert systems.caption == "Korte vragen, alle vragen: 8 vragen"
    assert systems.columns == METRICS
    assert [row.label for row in systems.rows] == ["BM25", "dense", "hybride"]
    assert [row.marked for row in systems.rows] == [False, False, True]
    assert systems.rows[2].cells[0].text == "0,70 [0,40–0,90]"
    assert kinds.columns == ("Vragen", "BM25", "dense", "hybride")
    assert [cell.text for cell in kinds.rows[0].cells] == [
        "4",
        "0,52 [0,40–0,90]",
        "0,62 [0,40–0,90]",
        "0,72 [0,40–0,90]",
    ]
    assert parliament.caption == "Kamervragen, alle vragen: 3 vragen"
    assert section.choices is not None


def test_by_the_main_metric_a_kind_has_what_the_hybrid_adds(evaluation: Evaluation) -> None:
    (_, kinds, _), _ = _tables(evaluation, Selection())
    assert kinds.columns[-1] == "hybride min beste helft"
    assert kinds.rows[0].cells[-1].text == "−0,100 [−0,200; +0,050]"
    # What was not compared has an empty cell: a row is as long as its table.
    assert [len(row.cells) for row in kinds.rows] == [5, 5]


def test_a_part_leaves_out_what_is_not_divided_and_says_so(evaluation: Evaluation) -> None:
    tables, section = _tables(evaluation, Selection("afstemmen"))
    assert all("deel afstemmen" in table.caption for table in tables)
    assert any("niet in delen verdeeld" in text for text in section.text)


def test_answers_are_added_up_over_the_parts(evaluation: Evaluation) -> None:
    section = next(one for one in present_sections(evaluation, Selection()) if one.name == "antwoorden")
    rows = {row.label: [cell.text for cell in row.cells] for row in section.tables[0].rows}
    assert rows["waarom"] == ["6", "5", "0,83 [0,44–0,97]", "1", "0"]
    assert rows["alle soorten"] == ["12", "10", "0,83 [0,55–0,95]", "1", "1"]
    assert section.tables[0].rows[-1].label == "alle soorten"


def test_a_share_of_all_is_not_sure_to_be_all() -> None:
    # Wilson's interval for 3 of 3 begins at n / (n + z²).
    found = estimate_share(3, 3)
    assert (found.mean, found.high) == (1.0, 1.0) and found.low == pytest.approx(3 / (3 + 1.959964**2))
    assert estimate_share(0, 4).low == 0.0
    with pytest.raises(ValueError):
        estimate_share(0, 0)


def test_a_kind_by_itself_has_only_what_is_divided_by_kind(evaluation: Evaluation) -> None:
    sections = present_sections(evaluation, Selection(kind="waarom"))
    assert [section.name for section in sections] == ["zoeken", "antwoorden"]
    assert [table.caption for table in sections[0].tables] == ["Korte vragen, alle vragen, waarom: 4 vragen"]
    only_answered = present_sections(evaluation, Selection(kind="tabelcijfer"))[0]
    assert only_answered.tables == () and "alleen het antwoord" in only_answered.text[0]


def test_what_was_not_measured_says_why(evaluation: Evaluation) -> None:
    bare = replace(
        evaluation, refusals=(), reliabilities=(), ablations=(), answering=replace(evaluation.answering, scores=())
    )
    sections = {section.name: section for section in present_sections(bare, Selection())}
    assert "horen bij andere stukken" in sections["weigeren"].text[0]
    assert "horen bij andere stukken" in sections["zekerheid"].text[0] and sections["zekerheid"].drawn is None
    assert sections["weglaten"].text == ("Niet gemeten. Dat duurt langer en kan met: vraagbaak evalueer --ablatie",)
    assert all(section_html(section) for section in sections.values())


def test_a_measurement_of_other_documents_says_what_is_missing(
    tmp_path: Path, stub_encoder: Encoder, index: Path
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    asked = "Vraag (1):\nHoeveel locaties zijn er geopend?\n\nAntwoord:\nEr zijn twaalf locaties geopend.\n"
    (corpus / "lijst.txt").write_text(asked, encoding="utf-8")
    documents = read_corpus(corpus).documents
    searcher = build_index(documents, chunk_documents(documents, stub_encoder, ChunkSettings()), stub_encoder)
    keep_result(evaluate_corpus(documents, stub_encoder), searcher, index)
    record = read_record(index)
    assert record is not None
    # The index that was measured leaves out the text of the questions, and is another one than the one that is open.
    assert record.evaluation.index != record.index and compare_record(record, searcher) == ()
    sections = {section.name: section for section in present_sections(record.evaluation, Selection())}
    assert [table.caption for table in sections["zoeken"].tables] == ["Kamervragen, alle vragen: 1 vraag"]
    assert "horen bij andere documenten" in sections["antwoorden"].text[0]
    assert "overgeslagen" in notes_html(record.evaluation.notes)
    told = dict(list_measurable(searcher.documents))
    assert told["Kamervragen"] == "1 vraag met antwoord" and told["Antwoorden"].startswith("niet: ")
    in_a_part = present_sections(record.evaluation, Selection("afstemmen"))[0]
    assert in_a_part.tables == () and in_a_part.text == (NOT_DIVIDED,)


def test_in_short_it_says_what_the_figures_say(evaluation: Evaluation) -> None:
    lines = summarise_sections(evaluation, Selection())
    assert lines[0] == (
        "Korte vragen: bij 72% [40–90] van de 8 vragen is de eerste passage het antwoord, bij 73% [40–90] een van de "
        "eerste vijf."
    )
    assert lines[2] == (
        "Antwoorden: 83% [55–95] van de 12 vragen is goed beantwoord; 1 keer kwam er ten onrechte geen antwoord, "
        "1 keer een ander dan gewenst. In 1 antwoord stond een fout cijfer."
    )


def test_the_misses_stand_one_by_one_the_worst_first(evaluation: Evaluation) -> None:
    searched, answered, invented = list_misses(evaluation, Selection())
    assert [miss.place for miss in searched.misses] == [
        "het antwoord stond niet bij de eerste 10",
        "het antwoord stond op plaats 4",
        "het antwoord stond op plaats 2",
    ]
    assert searched.notes == (OTHER_INDEX,) and searched.misses[2].came == "geen enkele passage"
    assert answered.misses[0].place == "fout: er stond een cijfer dat nergens klopt"
    places = {miss.query: miss.place for miss in answered.misses}
    assert places["waarom is dat"] == "geen antwoord gegeven"
    assert places["recept voor appeltaart"] == "fout: er had geen antwoord mogen staan"
    assert invented.notes == (NOT_OPENED,)
    (only,) = list_misses(evaluation, Selection("rapporteren"))
    assert len(only.misses) == 1


def test_a_miss_opens_the_search_that_failed(evaluation: Evaluation) -> None:
    searched, answered, invented = list_misses(evaluation, Selection())
    opened = {miss.query: parse_qs(urlsplit(miss.address).query) for miss in (*searched.misses, *answered.misses)}
    assert opened["waarom minder"] == {"vraag": ["waarom minder"]}
    assert opened["Hoeveel locaties zijn er?"] == {"vraag": ["Hoeveel\nlocaties zijn er?"]}
    assert opened["en in 2027?"] == {"vraag": ["en in 2027?"], "vorige": ["hoeveel krijgt het COA in 2026"]}
    assert opened["Wat betekent AMV?"] == {"vraag": [WHOLE]}
    assert all(not miss.address for miss in invented.misses)


def test_everything_is_escaped(evaluation: Evaluation) -> None:
    selection = Selection()
    html = "".join(
        (
            choices_html(list_choices(selection, evaluation), HOSTILE),
            summary_html((HOSTILE,)),
            notes_html(evaluation.notes),
            misses_html(list_misses(evaluation, selection)),
            *(section_html(section) for section in present_sections(evaluation, selection)),
        )
    )
    assert "<script" not in html and "<b>een opmerking" not in html and "&lt;script&gt;" in html
    assert not re.search(r'href="(?!\./)', html), "every link leads to the page itself"
    links = re.findall(r"<a [^>]*>", html)
    assert links and all("data-go" in link for link in links)


def test_every_kind_part_metric_and_system_has_a_dutch_name() -> None:
    assert {*get_args(Kind), *ANSWER_KINDS} <= KIND_NAMES.keys()
    assert set(METRICS) == METRIC_MEANINGS.keys()
    assert set(SYSTEMS) == SYSTEM_MEANINGS.keys() == SYSTEM_NAMES.keys()
    assert set(PARTS) == PART_MEANINGS.keys()


def test_the_diagram_has_a_point_for_each_bin_with_its_number() -> None:
    drawn = ElementTree.fromstring(draw_diagram(make_reliability("alle")))
    space = "{http://www.w3.org/2000/svg}"
    circles = [
        {name: float(circle.attrib[name]) for name in ("cx", "cy", "r")} for circle in drawn.iter(f"{space}circle")
    ]
    first, second = circles
    diagonal = next(line.attrib for line in drawn.iter(f"{space}line") if line.attrib.get("class") == "diagonal")
    left, bottom, right, top = (float(diagonal[name]) for name in ("x1", "y1", "x2", "y2"))
    side = right - left
    assert (first["cx"], first["cy"]) == pytest.approx((left + 0.1 * side, bottom - 0.25 * side))
    assert (second["cx"], second["cy"]) == pytest.approx((left + 0.9 * side, top))
    assert second["r"] > first["r"]
    texts = [text.text for text in drawn.iter(f"{space}text")]
    assert {"4", "16", "voorspeld", "waargenomen"} <= set(texts)
    assert 'alt="Een &quot;titel&quot;"' in diagram_html(make_reliability("alle"), 'Een "titel"')


def test_what_can_be_measured_is_told_beforehand(page_searcher: Searcher) -> None:
    told = dict(list_measurable(page_searcher.documents))
    assert told["Kamervragen"] == "37 vragen met antwoord"
    assert told["Antwoorden"] == told["Korte vragen, weigeren en zekerheid"] == "ja"
    assert can_measure(page_searcher.documents)
    bare: dict[str, Document] = {}
    told = dict(list_measurable(bare))
    assert told["Kamervragen"].startswith("geen: in deze documenten staan geen vragen")
    assert told["Antwoorden"].startswith("niet: de vragen horen bij ")
    assert not can_measure(bare)


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., Evaluation]], None]:
    def set_measure(measure: Callable[..., Evaluation]) -> None:
        monkeypatch.setattr(measuring, "measure_searcher", measure)

    return set_measure


def await_end(running: Measuring) -> MeasuringState:
    deadline = time.monotonic() + 30
    while running.state().running:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return running.state()


def test_it_is_measured_once_at_a_time_and_kept(
    evaluation: Evaluation, page_searcher: Searcher, index: Path, measured: Callable[..., None]
) -> None:
    go_on, told = threading.Event(), threading.Event()

    def measure(searcher: Searcher, folder: Path, progress: Callable[[str, int, int], None]) -> Evaluation:
        assert (searcher, folder) == (page_searcher, index)
        progress("zoeken: korte vragen", 3, 12)
        told.set()
        assert go_on.wait(30)
        return evaluation

    measured(measure)
    running = Measuring(index)
    assert running.start(page_searcher)
    assert told.wait(30)
    assert not running.start(page_searcher), "one at a time"
    line, share, said = describe_measuring(running.state())
    assert "zoeken: korte vragen" in line and share == 0.25 and said.startswith("3 van 12, 0 min. ")
    assert read_record(index) is None
    go_on.set()
    assert await_end(running).error is None
    record = read_record(index)
    assert record is not None and record.evaluation.misses == evaluation.misses


@pytest.mark.parametrize(
    ("error", "said"),
    [(VraagbaakError("Er is niets om op te meten."), "Er is niets om op te meten."), (ValueError("x"), UNEXPECTED)],
)
def test_what_goes_wrong_is_said_and_can_be_tried_again(
    error: Exception, said: str, page_searcher: Searcher, index: Path, measured: Callable[..., None]
) -> None:
    def fail(*_: object) -> Evaluation:
        raise error

    measured(fail)
    running = Measuring(index)
    running.start(page_searcher)
    assert await_end(running).error == said
    assert read_record(index) is None
    assert running.start(page_searcher)
    await_end(running)


def test_the_end_of_the_program_waits_for_the_query_that_is_measured(tmp_path: Path) -> None:
    script = tmp_path / "program.py"
    script.write_text(
        "import threading, time\n"
        "from pathlib import Path\n"
        "from evaluation import measuring\n"
        "begun = threading.Event()\n"
        "def measure(searcher, folder, progress):\n"
        "    while True:\n"
        "        begun.set()\n"
        "        time.sleep(0.2)\n"
        "        print('gemeten', flush=True)\n"
        "        progress('zoeken', 1, 2)\n"
        "measuring.measure_searcher = measure\n"
        f"measuring.Measuring(Path({str(tmp_path)!r})).start(None)\n"
        "begun.wait()\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    command = [sys.executable, str(script)]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "gemeten\n", "")


def draw(corpus: "Path", index: "Path", searcher: "Searcher") -> None:
    """Draw the screen; AppTest runs the text of this function as a script of its own."""
    from answer.page.site import Site
    from answer.service import SearchService
    from evaluation.page import draw_evaluation
    from index.open import OpenedIndex

    service = SearchService(lambda notify, progress: OpenedIndex(searcher, (), (), 0.0), index / "manifest.json")
    draw_evaluation(Site(service, corpus, index))


@pytest.fixture
def screen(page_corpus: Path, page_index: Path, page_searcher: Searcher, tmp_path: Path) -> Iterator[AppTest]:
    st.cache_resource.clear()
    own = tmp_path / "index"
    shutil.copytree(page_index, own)
    yield AppTest.from_function(draw, args=(page_corpus, own, page_searcher), default_timeout=60)
    st.cache_resource.clear()


def html_of(page: AppTest) -> str:
    assert not page.exception
    return "\n".join(element.value for element in page.html)


def test_without_a_result_the_screen_says_how_to_get_one(screen: AppTest, tmp_path: Path) -> None:
    page = screen.run()
    html = html_of(page)
    assert "Nog niet gemeten" in html and "vraagbaak evalueer --corpus" in html
    assert str(locate_record(tmp_path / "index")) in html
    assert [button.label for button in page.button] == ["Meet nu (ongeveer 5 minuten)"]


def test_a_result_is_shown_and_a_damaged_one_is_said(
    screen: AppTest, evaluation: Evaluation, page_searcher: Searcher, tmp_path: Path
) -> None:
    path = keep_result(evaluation, page_searcher, tmp_path / "index", 60)
    screen.query_params["soort"] = "waarom"
    html = html_of(screen.run())
    assert "In het kort" in html and "Let op: gemeten" not in html and "Klopt de zekerheid?" not in html
    keep_result(replace(evaluation, fingerprint="01"), page_searcher, tmp_path / "index", 60)
    written = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**written, "index": "00"}), encoding="utf-8")
    assert "Let op: gemeten op een andere index (een ander taalmodel)" in html_of(screen.run())
    path.write_text("{", encoding="utf-8")
    html = html_of(screen.run())
    assert "is beschadigd" in html and "Nog niet gemeten" in html and "Traceback" not in html


def _tables(evaluation: Evaluation, selection: Selection) -> tuple[tuple[TableView, ...], Section]:
    section = present_sections(evaluation, selection)[0]
    assert section.name == "zoeken"
    return section.tables, section

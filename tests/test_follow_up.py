"""Follow-ups completed from the query before: on a budget of another ministry than any list was made on."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.follow_up import complete_query
from index.build import build_index, chunk_documents
from index.encoder import Encoder
from index.search import Searcher
from index.settings import DEFAULT_SETTINGS
from ingest.corpus import read_corpus

PAGE = """<html><body><h1>Begroting Defensie</h1>
<p>De Defensie Materieel Organisatie (DMO) koopt in. Het Nationaal Ruimtevaartcentrum (NLR) doet onderzoek.</p>
<table><caption>Tabel 3 Uitgaven (bedragen x € 1.000)</caption>
<tr><th></th><th>2025</th><th>2026</th></tr>
<tr><td>Koninklijke Landmacht</td><td>4.100</td><td>4.200</td></tr>
<tr><td>Koninklijke Luchtmacht</td><td>3.100</td><td>3.300</td></tr>
<tr><td>Gereedstelling schepen</td><td>100</td><td>300</td></tr>
<tr><td>Instandhouding</td><td>200</td><td>400</td></tr></table>
<table><caption>Tabel 4 Wachttijden (in weken)</caption>
<tr><th></th><th>2025</th><th>2026</th></tr>
<tr><td>Keuring</td><td>6</td><td>7</td></tr>
<tr><td>Opleiding</td><td>12</td><td>13</td></tr></table>
</body></html>"""

LANDMACHT = "hoeveel krijgt de Landmacht in 2025"


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory, stub_encoder: Encoder) -> Searcher:
    folder = tmp_path_factory.mktemp("defensie")
    (folder / "defensie.html").write_text(PAGE, encoding="utf-8")
    documents = read_corpus(folder).documents
    return build_index(documents, chunk_documents(documents, stub_encoder, DEFAULT_SETTINGS.chunks), stub_encoder)


@pytest.mark.parametrize(
    ("previous", "query", "completed"),
    [
        # years
        (LANDMACHT, "en in 2026?", "hoeveel krijgt de Landmacht in 2026"),
        (f"{LANDMACHT}?", "En in 2026", "hoeveel krijgt de Landmacht in 2026?"),
        (LANDMACHT, "2026?", "hoeveel krijgt de Landmacht in 2026"),
        (LANDMACHT, "en in 2026 en 2027", "hoeveel krijgt de Landmacht in 2026 en 2027"),
        (LANDMACHT, "en het jaar daarna?", "hoeveel krijgt de Landmacht in 2026"),
        (LANDMACHT, "en het jaar ervoor", "hoeveel krijgt de Landmacht in 2024"),
        (LANDMACHT, "en daarna?", "hoeveel krijgt de Landmacht in 2026"),
        (LANDMACHT, "en hoeveel is dat in 2026?", "hoeveel krijgt de Landmacht in 2026"),
        ("subsidie NLR", "en in 2026?", "subsidie NLR in 2026"),
        ("uitgaven in de begroting 2025 voor 2027", "en in 2028?", "uitgaven in de begroting 2025 voor 2028"),
        ("instroom tweede kwartaal 2025", "en in het derde kwartaal?", "instroom derde kwartaal 2025"),
        ("munitie jaar:2025", "en in 2026?", "munitie jaar:2026"),
        # names
        (LANDMACHT, "en de luchtmacht?", "hoeveel krijgt de luchtmacht in 2025"),
        (LANDMACHT, "en voor de Luchtmacht in 2026?", "hoeveel krijgt de Luchtmacht in 2026"),
        (LANDMACHT, "hoe zit het met de luchtmacht?", "hoeveel krijgt de luchtmacht in 2025"),
        ("de uitgaven van de landmacht", "en die van de luchtmacht?", "de uitgaven van de luchtmacht"),
        ("oefeningen in Duitsland 2025", "en in Litouwen?", "oefeningen in Litouwen 2025"),
        ("bijdrage aan DMO in 2025", "en NLR?", "bijdrage aan NLR in 2025"),
        ("bijdrage DMO 2025", "en voor het NLR?", "bijdrage NLR 2025"),
        # rows beside each other
        ("wachttijd keuring 2025", "en opleiding?", "wachttijd opleiding 2025"),
        ("wat is de wachttijd voor een keuring?", "en voor de opleiding?", "wat is de wachttijd voor de opleiding?"),
        ("instandhouding 2026", "en de gereedstelling?", "gereedstelling 2026"),
        # what any budget has
        ("uitgaven artikel 3 in 2025", "en de ontvangsten?", "ontvangsten artikel 3 in 2025"),
        ("realisatie 2024 munitie", "en begroot?", "begroot 2024 munitie"),
        ("wat kostte de opvang van vluchtelingen", "en van oekraïners?", "wat kostte de opvang van oekraïners"),
        # question words
        (LANDMACHT, "waarom?", "waarom krijgt de Landmacht in 2025"),
        (LANDMACHT, "en waarom is dat?", "waarom krijgt de Landmacht in 2025"),
        ("hoe hoog is de achterstand bij de keuring?", "hoe komt dat?", "waarom is de achterstand bij de keuring?"),
        ("hoeveel meer krijgt het NLR in 2026", "en hoeveel procent?", "hoeveel procent meer krijgt het NLR in 2026"),
        (LANDMACHT, "waarom stijgt dat in 2026?", "waarom stijgt de Landmacht in 2026?"),
        # nothing of its kind
        ("wachttijd keuring 2025", "en per regio?", "wachttijd keuring 2025 per regio"),
        # several of a kind, a part of what was asked, a name alone
        ("geld voor de landmacht en de luchtmacht", "en de marechaussee?", "geld voor de marechaussee"),
        ("wachttijd keuring", "en die van reservisten?", "wachttijd keuring van reservisten"),
        ("wachttijd keuring", "en in totaal?", "wachttijd keuring in totaal"),
        ("loonbijstelling 2025", "en prijsbijstelling?", "prijsbijstelling 2025"),
        (LANDMACHT, "Luchtmacht?", "hoeveel krijgt Luchtmacht in 2025"),
        # a year that goes on
        (LANDMACHT, "en hoeveel krijgt de luchtmacht?", "en hoeveel krijgt de luchtmacht in 2025?"),
    ],
)  # fmt: skip
def test_completed(previous: str, query: str, completed: str, searcher: Searcher) -> None:
    assert complete_query(query, previous, searcher) == completed


@pytest.mark.parametrize(
    "query",
    [
        "en wat kost de opvang in 2025?",
        "en waarom is de keuring duurder geworden?",
        "hoeveel kost het NLR?",
        "wat zijn de totale kosten in 2028?",
        "luchtmacht 2026",
        "Luchtmacht",
        "wie is verantwoordelijk voor de luchtmacht",
        "waarom is er onderuitputting?",
        "hoeveel is er in 2027 beschikbaar voor munitie",
        "hoeveel mensen werken er bij de luchtmacht",
        "wat is er met het bedrag van 166,5 miljoen gebeurd",
        "hoeveel kost het voor een reservist om te oefenen",
        "wat doet het NLR en wat kost dat",
        "hoe zit het met schijnzelfstandigheid bij ingehuurde mensen",
        "over hoeveel militairen beschikt de landmacht op dit moment in Litouwen",
        'luchtmacht -landmacht',
        '"en de luchtmacht"',
        "en",
        "?",
        "",
    ],
)  # fmt: skip
def test_complete_by_itself(query: str, searcher: Searcher) -> None:
    assert complete_query(query, LANDMACHT, searcher) == query


def test_nothing_before(searcher: Searcher) -> None:
    for previous in ("", "  ", "?"):
        assert complete_query("en in 2026?", previous, searcher) == "en in 2026?"


def test_a_chain(searcher: Searcher) -> None:
    asked = LANDMACHT
    for query in ("en in 2026?", "en de luchtmacht?", "en het jaar ervoor?", "waarom?"):
        asked = complete_query(query, asked, searcher)
    assert asked == "waarom krijgt de luchtmacht in 2025"


PIECES = st.sampled_from(
    ["en", "maar", "in", "2026", "2025", "het jaar daarna", "waarom", "dat", "?", "de", "luchtmacht", "NLR", "keuring",
     "hoeveel is", "jaar:2025", '"', "-", "OF", "die van", "eerste kwartaal", ".", "hoe zit het met", "wie"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=8).map(" ".join))


@given(query=TEXTS, previous=TEXTS)
def test_any_text_is_completed_or_left_as_it_is(query: str, previous: str, searcher: Searcher) -> None:
    completed = complete_query(query, previous, searcher)
    assert completed == query or completed.strip()


def test_nothing_goes_on_from_a_whole_text(searcher: Searcher) -> None:
    # What was searched for of a pasted Kamervraag is all of its questions in a row.
    assert complete_query("en in 2026?", " ".join([f"{LANDMACHT}?"] * 50), searcher) == "en in 2026?"


@pytest.mark.parametrize("repeated", ["2024 ", "; ", "?"])
def test_signs_without_end_take_no_time(repeated: str, searcher: Searcher) -> None:
    started = time.process_time()
    text = f"en in {repeated * (20_000 // len(repeated))} dan"
    complete_query(text, LANDMACHT, searcher)
    complete_query("en in 2026?", text, searcher)
    assert time.process_time() - started < 1

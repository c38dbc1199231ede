"""What a query demands and what meets it, on a defence and care budget that no list or rule was made on."""

import time

import pytest

from answer.demands import (
    FRAME_WEIGHT,
    Demand,
    check_demands,
    demand_share,
    find_best,
    find_demands,
    meet_degree,
    meets,
)
from answer.measures import Measure, asks_count, find_measure, has_count
from answer.names import find_names
from index.analyze import content_tokens
from index.build import build_index, chunk_documents
from index.encoder import Encoder
from index.search import Searcher
from index.settings import DEFAULT_SETTINGS
from ingest.chunk import Chunk
from ingest.corpus import read_corpus

PAGE = """<html><body><h1>Begroting Defensie</h1>
<h2>Artikel 3 Koninklijke Landmacht</h2>
<p>De landmacht (KL) werkt samen met Duitsland. In 2026 oefenen 1.200 militairen in Litouwen.
De uitgaven aan munitie stijgen met € 45 miljoen, omdat de voorraden laag zijn.</p>
<p>Hoeveel reservisten er over tien jaar zullen zijn is niet bekend.</p>
<h2>Artikel 7 Zorg voor veteranen</h2>
<p>Een veteraan wacht gemiddeld zes weken op een behandeling. De zorgkosten worden vergoed door het fonds.</p>
<table><caption>Tabel 3 Uitgaven (bedragen x € 1.000)</caption>
<tr><th></th><th>2025</th><th>2026</th></tr>
<tr><td>Bijdrage aan het Veteraneninstituut</td><td>4.100</td><td>4.200</td></tr>
<tr><td>Subsidies</td><td>1.100</td><td>1.300</td></tr></table>
<table><caption>Tabel 4 Personeel (aantallen)</caption>
<tr><th></th><th>2025</th><th>2026</th></tr>
<tr><td>Aantal fte landmacht</td><td>21.000</td><td>22.500</td></tr></table>
</body></html>"""

METADATA = """
["defensie.html"]
title = "Begroting Defensie"
ministry = "Defensie"
budget_year = 2026
"""


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory, stub_encoder: Encoder) -> Searcher:
    folder = tmp_path_factory.mktemp("defensie")
    (folder / "defensie.html").write_text(PAGE, encoding="utf-8")
    (folder / "metadata.toml").write_text(METADATA, encoding="utf-8")
    documents = read_corpus(folder).documents
    chunks = chunk_documents(documents, stub_encoder, DEFAULT_SETTINGS.chunks)
    return build_index(documents, chunks, stub_encoder)


def find_chunk(searcher: Searcher, words: str, kind: str = "paragraaf") -> Chunk:
    return next(chunk for chunk in searcher.chunks if words in chunk.text and chunk.kind == kind)


def list_demands(query: str, searcher: Searcher) -> list[tuple[str, str]]:
    return [(demand.kind, demand.text) for demand in find_demands(query, searcher)]


@pytest.mark.parametrize(
    ("query", "demands"),
    [
        ("munitie landmacht 2026", [("onderwerp", "munitie"), ("organisatie", "landmacht"), ("jaar", "2026")]),
        ("oefeningen in Litouwen", [("onderwerp", "oefeningen"), ("plaats", "Litouwen")]),
        ("Litouwse militairen", [("plaats", "Litouwse"), ("groep", "militairen")]),
        ("kosten munitie", [("onderwerp", "munitie"), ("maat", "kosten")]),
        ("aantal fte 2019", [("onderwerp", "fte"), ("jaar", "2019"), ("maat", "aantal")]),
        ("subsidie artsen zonder grenzen", [("onderwerp", "subsidie"), ("organisatie", "artsen zonder grenzen")]),
        ("kazerne Horst aan de Maas", [("onderwerp", "kazerne"), ("plaats", "Horst aan de Maas")]),
        ("munitie munitie", [("onderwerp", "munitie")]),
        ("munitie -drones jaar:2026", [("onderwerp", "munitie")]),
    ],
)
def test_what_a_query_demands(searcher: Searcher, query: str, demands: list[tuple[str, str]]) -> None:
    assert list_demands(query, searcher) == demands


@pytest.mark.parametrize(
    ("query", "words", "unmet"),
    [
        ("munitie landmacht 2026", "oefenen", ()),
        ("munitie landmacht 2019", "oefenen", ("2019",)),
        ("militairen in Litouwen", "oefenen", ()),
        ("litouwse oefeningen", "oefenen", ()),
        ("militairen in Estland", "oefenen", ("Estland",)),
        ("munitie voor de luchtmacht", "oefenen", ("luchtmacht",)),
        ("Duitse landmacht", "oefenen", ()),
        ("hoeveel militairen oefenen er", "oefenen", ()),
        ("hoeveel oefeningen zijn er met fregatten", "oefenen", ("fregatten",)),
        ("waarom stijgen de uitgaven aan munitie", "oefenen", ()),
        ("welk percentage veteranen krijgt zorg", "wacht", ("percentage",)),
        ("klopt het dat er meer munitie komt", "oefenen", ()),
        ("wat gebeurt er met de munitie", "oefenen", ()),
        ("hoe lang wacht een veteraan op zorg", "wacht", ()),
        ("hoeveel veteranen wachten op zorg", "wacht", ("hoeveel",)),
        ("hoeveel reservisten zijn er over tien jaar", "reservisten", ()),
    ],
)
def test_what_a_passage_does_not_meet(searcher: Searcher, query: str, words: str, unmet: tuple[str, ...]) -> None:
    chunk = find_chunk(searcher, words)
    hits = [hit for hit in searcher.search(query, count=20) if hit.chunk == chunk]
    found = check_demands(find_demands(query, searcher), hits, searcher)
    assert tuple(demand.text for demand in found) == unmet


@pytest.mark.parametrize(
    ("query", "row", "met"),
    [
        ("bijdrage veteraneninstituut 2026", "Veteraneninstituut", True),
        ("bijdrage veteraneninstituut 2021", "Veteraneninstituut", False),
        ("hoeveel geld krijgt het veteraneninstituut", "Veteraneninstituut", True),
        ("hoeveel veteranen kent het veteraneninstituut", "Veteraneninstituut", False),
        ("hoeveel fte heeft de landmacht", "fte", True),
        ("budget landmacht", "fte", False),
        ("wat kost de landmacht", "fte", False),
    ],
)
def test_years_and_figures_of_a_row(searcher: Searcher, query: str, row: str, met: bool) -> None:
    chunk = find_chunk(searcher, row, "rij")
    hard = [demand for demand in find_demands(query, searcher) if demand.kind in ("jaar", "maat")]
    assert all(meets(demand, chunk, searcher) for demand in hard) is met


def test_the_document_itself_meets_its_ministry_and_year(searcher: Searcher) -> None:
    chunk = find_chunk(searcher, "wacht")
    assert all(meets(demand, chunk, searcher) for demand in find_demands("defensie 2026", searcher))


def test_a_part_of_a_word_meets_in_part(searcher: Searcher) -> None:
    chunk = find_chunk(searcher, "wacht")
    (costs,) = find_demands("zorgkostenstijging", searcher)
    assert 0 < meet_degree(costs, chunk, searcher) < 1
    assert not find_demands("appeltaart", searcher)[0].somewhere


def test_the_best_passage_is_the_one_that_meets_most(searcher: Searcher) -> None:
    demands = find_demands("munitie Litouwen", searcher)
    hits = searcher.search("munitie Litouwen", count=20).hits
    best = find_best(demands, hits, searcher)
    assert best is not None and "munitie" in best.chunk.text
    shares = [demand_share(demands, hit.chunk, searcher) for hit in hits]
    assert max(shares) == demand_share(demands, best.chunk, searcher) == 1
    assert find_best(demands, (), searcher) is None
    assert check_demands(demands, (), searcher) == demands
    assert demand_share((), best.chunk, searcher) == 1


def test_words_that_carry_a_question_weigh_little(searcher: Searcher) -> None:
    asked = {demand.text: demand for demand in find_demands("wat gebeurt er met appeltaart", searcher)}
    assert asked["gebeurt"].weight == pytest.approx(FRAME_WEIGHT * asked["appeltaart"].weight)


def test_demands_do_not_depend_on_capitals(searcher: Searcher) -> None:
    def bare(query: str) -> list[tuple[str, float]]:
        return [(demand.kind, demand.weight) for demand in find_demands(query, searcher)]

    assert (
        bare("munitie landmacht litouwen") == bare("Munitie Landmacht Litouwen") == bare("MUNITIE LANDMACHT LITOUWEN")
    )


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("afghanen in nederland", ["Afghanistan"]),
        ("turkse asielzoekers", ["Turkije"]),
        ("ZUID-AFRIKAANSE boeren", ["Zuid-Afrika", "boer"]),
        ("het beste plan van Best", ["Best"]),
        ("best een goed plan", []),
        ("wat betekent het voor den haag", ["'s-Gravenhage"]),
        ("houten huizen bergen putten", []),
        ("leningen en lossen", []),
        ("vrijwillige terugkeer", []),
        ("de politie in zwolle", ["Politie", "Zwolle"]),
        ("defence for children", ["Defence for Children"]),
        ("", []),
    ],
)
def test_names_in_a_query(query: str, names: list[str]) -> None:
    assert [match.name.text for match in find_names(query, content_tokens(query))] == names


@pytest.mark.parametrize(
    ("query", "measure"),
    [
        ("hoeveel mensen wachten er", "aantal"),
        ("hoeveel krijgt het COA in 2026", None),
        ("hoeveel extra geld is er", "bedrag"),
        ("hoeveel procent van de zaken", "percentage"),
        ("hoeveel maanden duurt het", "duur"),
        ("hoelang duurt het", "duur"),
        ("wat kost een tank", "bedrag"),
        ("kosten munitie", "bedrag"),
        ("aantal fte", "aantal"),
        ("welk deel van de kosten", "percentage"),
        ("waarom stijgen de kosten", "reden"),
        ("wanneer komt het rapport", "datum"),
        ("wie is de minister", "persoon"),
        ("munitie landmacht", None),
        ("kostbare aantallenregister", None),
    ],
)
def test_what_is_measured(query: str, measure: Measure | None) -> None:
    asked = find_measure(query)
    assert (asked and asked.measure) == measure


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        ("Er zijn 1.200 plekken.", True),
        ("Er zijn twaalf locaties.", True),
        ("Het aantal is niet bekend.", True),
        ("Dat kost € 643,2 miljoen.", False),
        ("Het steeg met 12%.", False),
        ("Dit gebeurt in 2026.", False),
        ("Zie artikel 37 en tabel 4, nr. 15.", False),
        ("Kamerstuk 36 740 is op 18-06-2024 besproken.", False),
    ],
)
def test_which_sentences_count(sentence: str, counts: bool) -> None:
    assert has_count(sentence) is counts


def test_a_question_may_ask_how_many() -> None:
    assert asks_count("Kan worden toegelicht hoeveel locaties er zijn?")
    assert not asks_count("Hoeveel kost de opvang?")


def test_a_demand_is_a_record() -> None:
    assert Demand("jaar", "2026", 1.0) == Demand("jaar", "2026", 1.0)


def test_a_word_without_end_takes_no_time() -> None:
    started = time.process_time()
    assert find_measure("kamer" * 4000) is None
    assert time.process_time() - started < 1

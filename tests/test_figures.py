"""Figures found in tables, on invented documents of another ministry and on the corpus: the right cell, or none."""

from decimal import Decimal

import numpy as np
import pytest

from answer.figures import CellPlace, Figures, find_figures, read_cell
from answer.figures.arithmetic import compute, write_number
from index.build import build_index, chunk_documents
from index.encoder import Encoder
from index.search import Searcher
from index.settings import DEFAULT_SETTINGS
from index.tokens import find_years
from ingest.corpus import read_corpus
from ingest.document import UNDETERMINED, Cell, Span

BUDGET = """<html><body><h1>Begroting Infrastructuur en Waterstaat 2025</h1>
<h2>Artikel 14 Wegen en verkeersveiligheid</h2>
<table><caption>Tabel 1 Budgettaire gevolgen van beleid artikel 14 (bedragen x € 1.000)</caption>
<tr><th></th><th>2023</th><th>2024</th><th>2025</th><th>2026</th></tr>
<tr><td>Uitgaven</td><td>9.000</td><td>10.000</td><td>12.000</td><td>11.000</td></tr>
<tr><td>Subsidies (regelingen)</td><td>4.000</td><td>4.000</td><td>5.000</td><td>4.500</td></tr>
<tr><td>Veilig Verkeer Nederland (VVN)</td><td>3.700</td><td>3.800</td><td>4.000</td><td>4.100</td></tr>
<tr><td>Fietsersbond</td><td>300</td><td>200</td><td>1.000</td><td>400</td></tr>
<tr><td>Bijdrage aan agentschappen</td><td>5.000</td><td>6.000</td><td>7.000</td><td>6.500</td></tr>
<tr><td>Rijkswaterstaat</td><td>5.000</td><td>6.000</td><td>7.000</td><td>6.500</td></tr>
<tr><td>Ontvangsten</td><td>10</td><td>20</td><td>30</td><td></td></tr></table>
<h2>Artikel 15 Openbaar vervoer</h2>
<table><caption>Tabel 2 Budgettaire gevolgen van beleid artikel 15 (bedragen x € 1.000)</caption>
<tr><th></th><th>2023</th><th>2024</th><th>2025</th><th>2026</th></tr>
<tr><td>Uitgaven</td><td>800</td><td>900</td><td>1.000</td><td>1.100</td></tr>
<tr><td>Opdrachten</td><td>800</td><td>900</td><td>1.000</td><td>1.100</td></tr>
<tr><td>Ontvangsten</td><td>1</td><td>2</td><td>3</td><td>4</td></tr></table>
<table><caption>Tabel 3 Kengetallen verkeersveiligheid</caption>
<tr><th></th><th>2023</th><th>2024</th></tr>
<tr><td>Aantal verkeersdoden</td><td>684</td><td>675</td></tr>
<tr><td>Aandeel fietsers onder verkeersdoden (%)</td><td>39%</td><td>36%</td></tr></table>
<h2>Belangrijkste mutaties</h2>
<table><caption>Tabel 5 Belangrijkste uitgavenmutaties (bedragen x € 1.000)</caption>
<tr><th></th><th>2025</th><th>2026</th><th>2027</th></tr>
<tr><td>Beperken verkeersdrempels</td><td>‒ 100</td><td>‒ 200</td><td>‒ 300</td></tr></table>
<h2>Begroting agentschap Rijkswaterstaat</h2>
<table><caption>Tabel 6 Doelmatigheidsindicatoren Rijkswaterstaat</caption>
<tr><th></th><th>2024</th><th>2025</th></tr>
<tr><td>Aantal fte</td><td>9.800</td><td>9.900</td></tr>
<tr><td>Tevredenheid weggebruikers (rapportcijfer)</td><td>7,1</td><td>7,2</td></tr>
<tr><td>Meldingen binnen termijn hersteld (%)</td><td>81%</td><td>84%</td></tr>
<tr><td>Uitstoot werkverkeer in ton (afname t.o.v. 2019)</td><td>410</td><td>390</td></tr></table>
<h2>Personeel</h2>
<table><caption>Tabel 7 Bezetting Infrastructuur en Waterstaat (in fte)</caption>
<tr><th></th><th>2024</th><th>2025</th></tr>
<tr><td>Inspectie Leefomgeving</td><td>1.100</td><td>1.150</td></tr>
<tr><td>Inspectie Mijnen en bodem</td><td>210</td><td>205</td></tr>
<tr><td>Bestuurskern Infrastructuur</td><td>1.900</td><td>1.850</td></tr></table>
<table><caption>Tabel 8 Kengetallen laadpalen</caption>
<tr><th></th><th>2024</th><th>2025</th></tr>
<tr><td><b>Uitgaven per laadpunt (x € 1)</b></td><td></td><td></td></tr>
<tr><td>Snelladers</td><td>4.100</td><td>4.000</td></tr></table>
<table><caption>Tabel 9 Klimaataandeel van de uitgaven (bedragen x € 1.000)</caption>
<tr><th></th><th>2024</th><th>2025</th></tr>
<tr><td>Onderhoud dijken</td><td>310</td><td>330</td></tr></table>
<h2>Bijlage Subsidieoverzicht</h2>
<table><caption>Tabel 4 Subsidieoverzicht (bedragen x € 1 mln.)</caption>
<tr><th></th><th>2024</th><th>2025</th></tr>
<tr><td>Veilig Verkeer Nederland (VVN)</td><td>3,8</td><td>4,0</td></tr></table>
</body></html>"""

REPORT = """<html><body><h1>Jaarverslag Infrastructuur en Waterstaat 2024</h1>
<h2>Artikel 14 Wegen en verkeersveiligheid</h2>
<table><caption>Tabel 1 Budgettaire gevolgen van beleid artikel 14 (bedragen x € 1.000)</caption>
<tr><th></th><th>Realisatie 2023</th><th>Realisatie 2024</th>
<th>Vastgestelde begroting 2024</th><th>Verschil 2024</th></tr>
<tr><td>Fietsersbond</td><td>300</td><td>250</td><td>200</td><td>50</td></tr>
<tr><td>Trajectcontroles</td><td>600</td><td>700</td><td>650</td><td>50</td></tr></table>
<table><caption>Tabel 2 Bruggen en sluizen (bedragen x € 1 mln.)</caption>
<tr><th rowspan="2"></th><th colspan="2">Begroot 2024</th><th colspan="2">Realisatie 2024</th></tr>
<tr><th>Uitgaven</th><th>Ontvangsten</th><th>Uitgaven</th><th>Ontvangsten</th></tr>
<tr><td>Onderhoud sluizen</td><td>40,5</td><td>1,0</td><td>38,2</td><td>0,5</td></tr>
<tr><td>Vervanging bruggen</td><td>12,0</td><td>0,0</td><td>14,5</td><td>0,0</td></tr></table>
</body></html>"""

METADATA = """
["begroting-2025-ienw.html"]
title = "Begroting Infrastructuur en Waterstaat 2025"
kind = "memorie van toelichting"
ministry = "Infrastructuur en Waterstaat"
budget_year = 2025
date = "2024-09-17"

["jaarverslag-2024-ienw.html"]
title = "Jaarverslag Infrastructuur en Waterstaat 2024"
kind = "jaarverslag"
ministry = "Infrastructuur en Waterstaat"
budget_year = 2024
date = "2025-05-21"
"""


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory, stub_encoder: Encoder) -> Searcher:
    folder = tmp_path_factory.mktemp("ienw")
    (folder / "begroting-2025-ienw.html").write_text(BUDGET, encoding="utf-8")
    (folder / "jaarverslag-2024-ienw.html").write_text(REPORT, encoding="utf-8")
    (folder / "metadata.toml").write_text(METADATA, encoding="utf-8")
    documents = read_corpus(folder).documents
    return build_index(documents, chunk_documents(documents, stub_encoder, DEFAULT_SETTINGS.chunks), stub_encoder)


def _find(query: str, searcher: Searcher) -> Figures:
    """Return what is found without any hits: it must not depend on which row the search ranks first."""
    return find_figures(query, (), searcher, np.ones(len(searcher.chunks), dtype=np.bool_))


def _say(place: CellPlace, searcher: Searcher) -> str:
    """Return a cell as `row | column | value unit`."""
    _, row, cell = read_cell(place, searcher.documents)
    return f"{row.label} | {cell.column} | {cell.text} {cell.unit}".strip()


def _answers(query: str, searcher: Searcher) -> list[str]:
    """Return the cells that answer a query."""
    return [_say(place, searcher) for place in _find(query, searcher).cells]


@pytest.mark.parametrize(
    ("query", "cell"),
    [
        ("hoeveel krijgt de Fietsersbond in 2025?", "Fietsersbond | 2025 | 1.000 x € 1.000"),
        ("fietsersbond 2026", "Fietsersbond | 2026 | 400 x € 1.000"),
        ("Welke bijdrage krijgt Rijkswaterstaat in 2026?", "Rijkswaterstaat | 2026 | 6.500 x € 1.000"),
        ("uitgaven artikel 15 openbaar vervoer 2025", "Uitgaven | 2025 | 1.000 x € 1.000"),
        ("uitgaven openbaar vervoer 2026", "Uitgaven | 2026 | 1.100 x € 1.000"),
        ("ontvangsten artikel 14 2025", "Ontvangsten | 2025 | 30 x € 1.000"),
        ("hoeveel verkeersdoden waren er in 2023", "Aantal verkeersdoden | 2023 | 684"),
        ("hoeveel fte heeft Rijkswaterstaat in 2025?", "Aantal fte | 2025 | 9.900"),
        ("mutatie beperken verkeersdrempels 2026", "Beperken verkeersdrempels | 2026 | ‒ 200 x € 1.000"),
        (
            "uitstoot werkverkeer in ton (afname t.o.v. 2019) 2025",
            "Uitstoot werkverkeer in ton (afname t.o.v. 2019) | 2025 | 390",
        ),
        ("aandeel fietsers onder verkeersdoden 2024", "Aandeel fietsers onder verkeersdoden (%) | 2024 | 36% %"),
        (
            "trajectcontroles 2024 vastgestelde begroting",
            "Trajectcontroles | Vastgestelde begroting 2024 | 650 x € 1.000",
        ),
        ("wat is er in 2024 gerealiseerd voor trajectcontroles", "Trajectcontroles | Realisatie 2024 | 700 x € 1.000"),
        (
            "verschil tussen begroting en realisatie trajectcontroles 2024",
            "Trajectcontroles | Verschil 2024 | 50 x € 1.000",
        ),
        ("uitgaven per laadpunt snelladers 2025", "Snelladers | 2025 | 4.000 x € 1"),
        ("klimaataandeel onderhoud dijken 2025", "Onderhoud dijken | 2025 | 330 x € 1.000"),
        ("inspectie leefomgeving 2025", "Inspectie Leefomgeving | 2025 | 1.150 in fte"),
        ("tevredenheid weggebruikers 2025", "Tevredenheid weggebruikers (rapportcijfer) | 2025 | 7,2"),
        ("onderhoud sluizen begrote ontvangsten 2024", "Onderhoud sluizen | Begroot 2024 Ontvangsten | 1,0 x € 1 mln."),
        ("onderhoud van de sluizen 2024", "Onderhoud sluizen | Realisatie 2024 Uitgaven | 38,2 x € 1 mln."),
    ],
)
def test_cell_is_found(query: str, cell: str, searcher: Searcher) -> None:
    assert _answers(query, searcher) == [cell]


@pytest.mark.parametrize(
    "query",
    [
        "hoeveel krijgt de Fietsersbond in 2027?",  # a year that the table lacks
        "trajectcontroles 2025",  # in another document, of another year
        "ontvangsten artikel 14 2026",  # an empty cell
        "hoeveel krijgt de ANWB in 2025",  # an organisation that is nowhere
        "uitgaven artikel 16 2025",  # an article that is nowhere
        "uitgaven 2025",  # of article 14 or 15
        "hoeveel leden heeft de Fietsersbond in 2025",  # a number of people where only an amount is given
        "verkeersdoden in Groningen 2023",  # a place that nothing accounts for
        "hoeveel fte heeft Infrastructuur en Waterstaat in 2025",  # only its agency's number is there
        "verkeersdrempels 2027",  # by how much an amount changes is no amount
        "gemiddelde bijdrage per lid van de Fietsersbond 2025",  # divided by what nothing divides it by
        "realisatie 2024 Veilig Verkeer Nederland",  # a budget has no realisation
        "hoeveel fte heeft Infrastructuur en Waterstaat in 2024",  # a row with the ministry's name is not all of it
        "Infrastructuur en Waterstaat 2025",
        "uitgaven Infrastructuur 2025",
        "inspectie 2025",  # two rows have the word
        "hoeveel weggebruikers zijn er in 2025",  # only their satisfaction is given
        "doorlooptijd herstel van meldingen 2025",  # a share says nothing of how long it takes
        "hoe lang duurt het herstel van meldingen in 2025",
        "uitgaven snelladers 2025",  # only those for each of them are given
        "wat krijgt een agentschap in 2025",
        "uitgaven inspectie leefomgeving 2025",  # its people, not its money
        "verkeersveiligheid 2024",  # what the caption says of all rows
        "kosten per verkeersdrempel 2026",  # only a total is given
        "wat kost een trajectcontrole in 2024",
        "onderhoud dijken 2025",  # only the share of it that counts for something else
        "welk deel van de uitgaven van artikel 15 gaat in 2025 naar de Fietsersbond",  # of another article
        "waarom krijgt de Fietsersbond in 2025 meer",
        "wat doet Rijkswaterstaat",
    ],
)
def test_nothing_is_given_where_it_is_not_sure(query: str, searcher: Searcher) -> None:
    found = _find(query, searcher)
    assert (found.cells, found.computed, found.row) == ((), None, None)


def test_label_and_column_give_that_figure_or_none(searcher: Searcher) -> None:
    """Whatever cell is asked for by its own words: never another figure than a row of that name has there."""
    known: dict[str, set[str]] = {}
    for document in searcher.documents.values():
        for table in document.tables:
            for row in table.rows:
                for cell in row.cells:
                    for heading in (cell.column, *find_years(cell.column)):
                        known.setdefault(f"{row.label} {heading}", set()).add(cell.text)
    given = 0
    for query, figures in known.items():
        cells = _find(query, searcher).cells
        given += len(cells)
        assert all(read_cell(place, searcher.documents)[2].text in figures for place in cells), query
        assert len(cells) <= 1, query
    assert given > 0.6 * len(known)


def test_row_is_given_whole_where_the_column_is_not_told(searcher: Searcher) -> None:
    found = _find("hoeveel krijgt Rijkswaterstaat", searcher)
    assert not found.cells
    assert found.row is not None
    assert searcher.documents[found.row.document].tables[found.row.table].rows[found.row.row].label == "Rijkswaterstaat"


def test_same_figure_in_two_tables_is_one_answer(searcher: Searcher) -> None:
    found = _find("subsidie Veilig Verkeer Nederland 2025", searcher)
    assert [_say(place, searcher) for place in found.cells] == [
        "Veilig Verkeer Nederland (VVN) | 2025 | 4.000 x € 1.000"
    ]
    assert [[_say(place, searcher) for place in places] for places in found.same] == [
        ["Veilig Verkeer Nederland (VVN) | 2025 | 4,0 x € 1 mln."]
    ]
    assert found.differing == ()


def test_figures_that_differ_stay_two(searcher: Searcher) -> None:
    found = _find("fietsersbond 2024", searcher)
    assert [_say(place, searcher) for place in found.cells] == ["Fietsersbond | Realisatie 2024 | 250 x € 1.000"]
    assert [_say(place, searcher) for place in found.differing] == ["Fietsersbond | 2024 | 200 x € 1.000"]
    assert found.same == ((),)


def test_several_things_asked_get_a_cell_each(searcher: Searcher) -> None:
    found = _find("fietsersbond en VVN 2025 t/m 2026", searcher)
    assert [(place.asked, _say(place, searcher)) for place in found.cells] == [
        ("fietsersbond 2025", "Fietsersbond | 2025 | 1.000 x € 1.000"),
        ("VVN 2025", "Veilig Verkeer Nederland (VVN) | 2025 | 4.000 x € 1.000"),
        ("fietsersbond 2026", "Fietsersbond | 2026 | 400 x € 1.000"),
        ("VVN 2026", "Veilig Verkeer Nederland (VVN) | 2026 | 4.100 x € 1.000"),
    ]


def test_one_of_several_that_is_not_there_makes_it_unsure(searcher: Searcher) -> None:
    assert _find("fietsersbond en ANWB 2025", searcher) == Figures()
    assert _find("fietsersbond 2026 en 2027", searcher) == Figures()


@pytest.mark.parametrize(
    ("query", "operation", "number", "text", "formula"),
    [
        (
            "hoeveel meer krijgt de Fietsersbond in 2025 dan in 2026",
            "verschil",
            "600",
            "600 (x € 1.000)",
            "1.000 ‒ 400",
        ),
        (
            "hoeveel minder krijgt de Fietsersbond in 2026 dan in 2025",
            "verschil",
            "600",
            "600 (x € 1.000)",
            "1.000 ‒ 400",
        ),
        ("verschil fietsersbond tussen 2025 en 2026", "verschil", "-600", "‒ 600 (x € 1.000)", "400 ‒ 1.000"),
        (
            "hoeveel meer krijgt VVN dan de Fietsersbond in 2025",
            "verschil",
            "3000",
            "3.000 (x € 1.000)",
            "4.000 ‒ 1.000",
        ),
        (
            "met hoeveel procent daalt de subsidie van de Fietsersbond van 2025 naar 2026",
            "procent",
            "60.0",
            "60,0%",
            "(1.000 ‒ 400) / 1.000 × 100%",
        ),
        (
            "welk deel van de uitgaven van artikel 14 gaat in 2025 naar VVN",
            "aandeel",
            "33.3",
            "33,3%",
            "4.000 / 12.000 × 100%",
        ),
        ("onderuitputting onderhoud sluizen 2024", "verschil", "2.3", "2,3 (x € 1 mln.)", "40,5 ‒ 38,2"),
        ("hoeveel daalde het aantal verkeersdoden van 2023 op 2024", "verschil", "9", "9", "684 ‒ 675"),
    ],
)
def test_computed_is_exact(
    query: str, operation: str, number: str, text: str, formula: str, searcher: Searcher
) -> None:
    found = _find(query, searcher)
    assert found.computed is not None
    assert (found.computed.operation, found.computed.number) == (operation, Decimal(number))
    assert (found.computed.text, found.computed.formula) == (text, formula)
    assert len(found.cells) == 2


def test_nothing_is_computed_with_a_cell_that_is_not_there(searcher: Searcher) -> None:
    """The one figure that is there would be taken for the difference."""
    assert _find("hoeveel meer krijgt de Fietsersbond in 2027 dan in 2026", searcher) == Figures()
    assert _find("welk deel van de uitgaven van artikel 14 gaat in 2025 naar de ANWB", searcher) == Figures()


def test_what_is_not_allowed_is_not_looked_at(searcher: Searcher) -> None:
    allowed = np.array([chunk.document == "jaarverslag-2024-ienw" for chunk in searcher.chunks], dtype=np.bool_)
    assert find_figures("fietsersbond 2025", (), searcher, allowed) == Figures()
    found = find_figures("fietsersbond 2024", (), searcher, allowed)
    assert [_say(place, searcher) for place in found.cells] == ["Fietsersbond | Realisatie 2024 | 250 x € 1.000"]


def test_result_does_not_depend_on_the_hits(searcher: Searcher) -> None:
    query = "hoeveel krijgt de Fietsersbond in 2025?"
    allowed = np.ones(len(searcher.chunks), dtype=np.bool_)
    hits = searcher.search(query, count=50).hits
    assert find_figures(query, hits, searcher, allowed) == find_figures(query, (), searcher, allowed)


def _cell(text: str, number: str, unit: str, scale: int = 1) -> Cell:
    return Cell("2025", text, Span(0, 1), Decimal(number), unit, Decimal(scale))


def test_units_are_brought_together_or_refused() -> None:
    thousands, millions = _cell("1.500", "1500", "x € 1.000", 1000), _cell("2,0", "2.0", "x € 1 mln.", 1_000_000)
    found = compute("verschil", millions, thousands)
    assert found is not None
    assert (found.number, found.unit, found.plain) == (Decimal("0.5"), "x € 1 mln.", "€ 500.000")
    assert found.formula == "2,0 (x € 1 mln.) ‒ 1.500 (x € 1.000)"
    assert compute("verschil", thousands, _cell("12", "12", "in fte")) is None
    assert compute("aandeel", millions, thousands) is None  # no part is larger than its whole
    assert compute("procent", thousands, _cell("0", "0", "x € 1.000", 1000)) is None


def test_percentages_differ_by_points_and_are_rounded_half_up() -> None:
    points = compute("verschil", _cell("86%", "86", "%"), _cell("67", "67", "in %"))
    assert points is not None
    assert points.text == "19 procentpunt"
    share = compute("aandeel", _cell("1", "1", ""), _cell("16", "16", ""))
    assert share is not None
    assert share.text == "6,3%"
    assert write_number(Decimal("-1234.5")) == "‒ 1.234,5"


def test_undetermined_cell_is_never_given(page_searcher: Searcher) -> None:
    undetermined = [
        row.label
        for document in page_searcher.documents.values()
        for table in document.tables
        for row in table.rows
        if any(cell.column == UNDETERMINED for cell in row.cells)
    ]
    assert undetermined
    for label in undetermined:
        for year in range(2023, 2030):
            for place in _find(f"{label} {year}", page_searcher).cells:
                assert read_cell(place, page_searcher.documents)[2].column != UNDETERMINED


@pytest.mark.parametrize(
    ("query", "cell"),
    [
        ("hoeveel krijgt het COA in 2026", "COA | 2026 | 4.422.334 x € 1.000"),
        ("wat was de bijdrage aan het COA in 2023", "COA | 2023 | 2.549.415"),
        ("inwilliging zweden 3e kwartaal 2024", "Zweden | 2024-Q3 | 37% %"),
        ("hoeveel krijgt het COA in 2030", None),
        ("aantal fte bij het COA in 2025", None),
        ("inwilligingspercentage noorwegen 2024-q2", None),
        ("opdrachten 2026", None),
    ],
)
def test_corpus(query: str, cell: str | None, page_searcher: Searcher) -> None:
    assert _answers(query, page_searcher) == ([] if cell is None else [cell])


def test_given_year_is_the_one_asked(page_searcher: Searcher) -> None:
    """For every row of the corpus, in a year that no table has, nothing is given."""
    labels = {
        row.label
        for document in page_searcher.documents.values()
        for table in document.tables
        for row in table.rows
        if any(cell.number is not None for cell in row.cells)
    }
    assert len(labels) > 100
    for label in sorted(labels):
        assert _find(f"hoeveel is {label} in 2041", page_searcher).cells == (), label

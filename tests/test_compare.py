"""Lines of the budget over years and documents: which lines, which years and kinds, the chart, the table, the files."""

import csv
import io
import json
import re
from collections.abc import Sequence
from decimal import Decimal
from html import escape
from pathlib import Path

import pytest
from openpyxl import load_workbook

from answer.compare import Compared, compare_address, compare_lines, export_comparison, read_compared
from answer.compare.address import MOST_CHOSEN, compared_address
from answer.compare.chart import COLOURS, DASHES, SHAPES, choose_scale, describe_chart, make_chart
from answer.compare.columns import read_column, say_kind
from answer.compare.find import find_lines, list_examples
from answer.compare.lines import Line, index_lines
from answer.compare.markup import chosen_html, heading_html, lines_html, loose_html, table_html
from answer.compare.views import MOST_SERIES, Comparison, GroupView
from answer.figures.rows import RowWords, index_rows
from answer.permalink import resolve_permalink
from conftest import StubEncoder
from index.open import open_index
from index.search import Searcher
from ingest.document import UNDETERMINED, Cell, Span
from ingest.errors import QueryError

EVIL = '<script>window.kwaad = 1</script> [x](javascript:alert(1)) **vet** {"signal": "1"} =HYPERLINK("x")'


def make_table(caption: str, columns: Sequence[str], *rows: Sequence[str]) -> str:
    """Return a table as HTML."""
    head = "".join(f"<th>{escape(column)}</th>" for column in ("", *columns))
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><caption>{escape(caption)}</caption><tr>{head}</tr>{body}</table>"


DOCUMENTS = {
    "begroting": make_table(
        "Tabel 1 Budgettaire gevolgen van beleid artikel 5 (bedragen x € 1.000)",
        ("t-1", "t", "t+1", "2028"),
        ("Kwispelregeling", "1.000", "2.000", "-500", "700"),
        ("Blafsubsidie", "0", "p.m.", "30", "40"),
        (EVIL, "1", "2", "3", "4"),
    )
    + make_table(
        "Tabel 2 Toelichting op artikel 5 (bedragen x € 1 mln.)", ("2025", "2026"), ("Kwispelregeling", "2,0", "-0,5")
    )
    + make_table(
        "Tabel 3 Kengetallen artikel 5",
        ("Norm", "2024", "2025", "2025-Q1"),
        ("Tijdige kwispels (in %)", "95%", "91%", "92,5%", "90%"),
        ("Aantal kwispelaars (in fte)", "12", "10", "11", "9"),
        ("Blafgeluid afname t.o.v. 2009", "70", "60", "61", "62"),
    ),
    "verslag-2024": make_table(
        "Tabel 1 Budgettaire gevolgen van beleid artikel 5 (bedragen x € 1.000)",
        ("Realisatie 2023", "Realisatie 2024", "Vastgestelde begroting", "Verschil"),
        ("Kwispelregeling", "900", "1.100", "1.000", "100"),
    ),
    "verslag-2023": make_table(
        "Tabel 1 Budgettaire gevolgen van beleid artikel 5 (bedragen x € 1.000)",
        ("Realisatie 2022", "Realisatie 2023"),
        ("Kwispelregeling", "800", "950"),
    )
    + make_table(
        "Tabel 2 Budgettaire gevolgen van beleid artikel 6 (bedragen x € 1.000)",
        ("Realisatie 2022", "Realisatie 2023"),
        ("Kwispelregeling", "5", "6"),
    ),
    "ander": make_table(
        "Tabel 1 Uitgaven artikel 5 (bedragen x € 1.000)", ("2024", "2025"), ("Kwispelregeling", "77", "88")
    ),
}
METADATA = """
["begroting.html"]
title = "Begroting Huisdieren 2025"
kind = "memorie van toelichting"
ministry = "Huisdieren"
budget_year = 2025
date = "2024-09-17"
["verslag-2024.html"]
title = "Jaarverslag Huisdieren 2024"
kind = "jaarverslag"
ministry = "Huisdieren"
budget_year = 2024
date = "2025-05-21"
["verslag-2023.html"]
title = "Jaarverslag Huisdieren 2023"
kind = "jaarverslag"
ministry = "Huisdieren"
budget_year = 2023
date = "2024-05-15"
["ander.html"]
title = "Begroting Wegen 2025"
kind = "memorie van toelichting"
ministry = "Wegen"
budget_year = 2025
date = "2024-09-17"
"""


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """Four small documents with tables made up for these tests."""
    corpus = tmp_path_factory.mktemp("vergelijken") / "corpus"
    corpus.mkdir()
    for name, tables in DOCUMENTS.items():
        text = f"<html><body><h1>Stuk</h1><h2>Hoofdstuk</h2><p>Een inleiding.</p>{tables}</body></html>"
        (corpus / f"{name}.html").write_text(text, encoding="utf-8")
    (corpus / "metadata.toml").write_text(METADATA, encoding="utf-8")
    return open_index(corpus, corpus.parent / "index", StubEncoder()).searcher


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """The invented documents of the evaluation."""
    corpus = Path(__file__).parent.parent / "evaluation" / "invented"
    return open_index(corpus, tmp_path_factory.mktemp("verzonnen") / "index", StubEncoder()).searcher


def line_of(words: str, searcher: Searcher) -> Line:
    return find_lines(words, searcher).lines[0]


def compare(words: str, searcher: Searcher, *documents: str) -> Comparison:
    return compare_lines(Compared(words, documents=documents), searcher)


def list_printed(group: GroupView) -> dict[str, dict[int, list[str]]]:
    """Return what each series of a chart has for its years, as printed."""
    return {
        series.name: {year.year: [value.printed for value in year.values] for year in series.years if year.values}
        for series in group.series
    }


def kwispels(searcher: Searcher) -> GroupView:
    (group,) = compare("kwispelregeling", searcher).groups
    return group


# Columns.


def row_of(label: str, document: str, searcher: Searcher) -> RowWords:
    return next(
        row for row in index_rows(searcher).rows if row.row.label.startswith(label) and row.document.id == document
    )


@pytest.mark.parametrize(
    ("column", "year", "kind"),
    [
        ("2025", 2025, "Jaarverslag"),
        ("Realisatie 2023", 2023, "Realisatie"),
        ("Realisatie 2023 (x € 1.000)", 2023, "Realisatie"),
        ("Ontwerpbegroting 2025", 2025, "Ontwerpbegroting"),
        ("Vastgestelde begroting", 2024, "Vastgestelde begroting"),
        ("Stand 1e suppletoire begroting 2024", 2024, "Stand 1e suppletoire begroting"),
        ("Realisatie t-1", 2023, "Realisatie"),
        ("t", 2024, "Jaarverslag"),
        ("t+2", 2026, "Jaarverslag"),
        ("2024-Q1", None, ""),
        ("Realisatie 1e kwartaal 2024", None, "Realisatie 1e kwartaal"),
        ("t/m augustus 2024", None, "T/m augustus"),
        ("2023/24", None, ""),
        ("2021-2025", None, ""),
        ("31-12-2024", None, ""),
        ("2024 en 2025", None, "En"),
        ("Norm", None, "Norm"),
        (UNDETERMINED, None, ""),
    ],
)
def test_a_heading_says_year_and_kind(column: str, year: int | None, kind: str, searcher: Searcher) -> None:
    row = row_of("Kwispelregeling", "verslag-2024", searcher)
    read = read_column(row, Cell(column, "1", Span(0, 1), Decimal(1)))
    assert read.year == year
    assert bool(read.reason) == (year is None)
    if year is not None:
        assert read.kind == kind


def test_differences_and_numbers_of_articles_are_no_figures_of_the_line(searcher: Searcher) -> None:
    row = row_of("Kwispelregeling", "verslag-2024", searcher)
    for column in ("Verschil 2024", "Verschil realisatie en begroting", "Artikel", "Afwijking"):
        assert read_column(row, Cell(column, "5", Span(0, 1), Decimal(5))).skipped


def test_mutations_are_changes(invented: Searcher) -> None:
    view = compare("schoolmaaltijden", invented)
    assert [group.title for group in view.groups] == [
        "Schoolmaaltijden · in euro’s",
        "Schoolmaaltijden · mutaties · in euro’s",
    ]
    assert not any(year.difference for series in view.groups[1].series for year in series.years)


def test_without_a_budget_year_a_t_is_no_year() -> None:
    assert say_kind("Stand t", relative=False) == "Stand t"
    assert say_kind("Stand t", relative=True) == "Stand"


# Lines.


def test_one_line_in_documents_of_one_ministry_and_article(searcher: Searcher) -> None:
    lines = find_lines("kwispelregeling", searcher).lines
    assert [(line.documents, line.years) for line in lines if line.label == "Kwispelregeling"] == [
        (("verslag-2024", "begroting", "verslag-2023"), (2022, 2023, 2024, 2025, 2026, 2028)),
        (("ander",), (2024, 2025)),
        (("verslag-2023",), (2022, 2023)),
    ]


def test_real_lines_are_found_by_inflection_abbreviation_and_compound(page_searcher: Searcher) -> None:
    for words, label in [
        ("COA", "COA"),
        ("hoeveel krijgt het COA in 2026", "COA"),
        ("instroom asiel", "Asielinstroom"),
        ("apparaatskosten", "Apparaatskosten"),
        ("Vluchtelingenwerk Nederland", "Vluchtingenwerk Nederland"),
        ("personeelskosten overig", "Overige personeelskosten"),
    ]:
        assert label in [line.label for line in find_lines(words, page_searcher).lines[:3]], words


def test_the_same_words_in_tables_of_spending_and_receipts_are_two_lines(page_searcher: Searcher) -> None:
    found = [line for line in index_lines(page_searcher).lines if line.label.startswith("Stand ontwerpbegroting 2025")]
    assert len(found) >= 2
    assert all(len({row.row.table_position for row in line.rows}) == len(line.rows) for line in found)


def test_a_line_has_no_two_rows_of_a_table(page_searcher: Searcher, invented: Searcher, searcher: Searcher) -> None:
    for each in (page_searcher, invented, searcher):
        lines = index_lines(each).lines
        for line in lines:
            places = [(row.row.document.id, row.row.table_position) for row in line.rows]
            assert len(places) == len(set(places)), line.label
        assert len({row.id for line in lines for row in line.rows}) == sum(len(line.rows) for line in lines)


def test_what_is_not_there_gives_what_comes_nearest(searcher: Searcher) -> None:
    assert find_lines("kwispelregeling ruimtevaart", searcher).lines == ()
    assert find_lines("kwispelregeling ruimtevaart", searcher).nearest[0].label == "Kwispelregeling"
    assert find_lines("blaf", searcher).nearest[0].label.startswith("Blaf")
    assert find_lines("xqzw", searcher) == find_lines("xqzw", searcher)


def test_examples_are_lines_of_the_index(searcher: Searcher) -> None:
    examples = list_examples(searcher)
    assert examples[0].label == "Kwispelregeling"
    assert len({line.label for line in examples}) == len(examples)


# Figures.


def test_figures_stand_under_their_year_and_kind(searcher: Searcher) -> None:
    assert list_printed(kwispels(searcher)) == {
        "Jaarverslag 2024: Realisatie": {2023: ["900"], 2024: ["1.100"]},
        "Jaarverslag 2024: Vastgestelde begroting": {2024: ["1.000"]},
        "Begroting 2025": {2024: ["1.000"], 2025: ["2.000"], 2026: ["-500"], 2028: ["700"]},
        "Jaarverslag 2023: Realisatie": {2022: ["800"], 2023: ["950"]},
    }


def test_the_same_figure_twice_is_one_value_with_two_places(searcher: Searcher) -> None:
    series = {each.name: each for each in kwispels(searcher).series}["Begroting 2025"]
    value = next(year for year in series.years if year.year == 2025).values[0]
    assert value.number == Decimal(2_000_000)
    assert len(value.places) == 2
    assert len(series.sources) == 2


def test_differing_figures_of_documents_are_said(searcher: Searcher) -> None:
    notes = kwispels(searcher).notes
    assert "Documenten verschillen over realisatie 2023: Jaarverslag 2024: 900; Jaarverslag 2023: 950." in notes


def test_differing_figures_within_a_document_are_all_shown(searcher: Searcher) -> None:
    """Two rows that are the same line by their article, of two years' documents merged into one, may disagree."""
    from answer.compare.series import group_figures

    first, second = find_lines("kwispelregeling", searcher).lines[:2]
    merged = Line((first.rows[0], *(row for row in second.rows)))
    (group,) = group_figures([merged])
    assert all(len(values) == 1 for series in group.series for values in series.values.values())
    doubled = Line(tuple(row for line in find_lines("kwispelregeling", searcher).lines for row in line.rows))
    (group,) = group_figures([doubled], ("verslag-2023",))
    (series,) = group.series
    assert {year: [value.number for value in values] for year, values in series.values.items()} == {
        2022: [Decimal(800_000), Decimal(5_000)],
        2023: [Decimal(950_000), Decimal(6_000)],
    }
    assert series.differs == (2022, 2023)


def test_each_unit_has_a_chart_of_its_own(searcher: Searcher) -> None:
    lines = [line_of(words, searcher).first.id for words in ("tijdige kwispels", "kwispelaars", "kwispelregeling")]
    view = compare_lines(Compared("", tuple(lines)), searcher)
    assert [group.unit for group in view.groups] == ["%", "fte", "€"]
    assert [len(group.series) for group in view.groups] == [1, 1, 4]


def test_what_has_no_year_stands_apart_with_its_reason(searcher: Searcher) -> None:
    view = compare("tijdige kwispels", searcher)
    assert {(cell.column, cell.text, cell.reason) for cell in view.loose} == {
        ("Norm", "95% (%)", "de kolom noemt geen jaar"),
        ("2025-Q1", "90% (%)", "de kolom is geen heel kalenderjaar"),
    }
    assert list_printed(view.groups[0]) == {"Begroting 2025": {2024: ["91%"], 2025: ["92,5%"]}}
    assert [cell.text for cell in compare("blafsubsidie", searcher).loose] == ["p.m. (x € 1.000)"]


def test_a_year_in_a_label_is_not_taken_for_that_of_its_figures(searcher: Searcher) -> None:
    view = compare("blafgeluid", searcher)
    assert [group.years for group in view.groups] == [(2024, 2025)] or view.groups[0].years == (2024, 2025)


def test_one_year_is_no_course(invented: Searcher) -> None:
    (group, *_) = compare("Lbv-plus", invented).groups
    assert not group.has_chart
    assert "maar één jaar" in group.notes[0]


def test_differences_are_computed_exactly(searcher: Searcher) -> None:
    series = {each.name: each for each in kwispels(searcher).series}
    assert {year.year: year.difference for year in series["Begroting 2025"].years if year.difference} == {
        2025: "+ € 1,00 mln. (+ 100,0%)",
        2026: "‒ € 2,50 mln.",
    }
    percentages = compare("tijdige kwispels", searcher).groups[0].series[0]
    assert [year.difference for year in percentages.years] == ["", "+ 1,5 procentpunt"]


def test_a_comparison_is_kept_to_a_document(searcher: Searcher) -> None:
    view = compare("kwispelregeling", searcher, "begroting")
    assert list(list_printed(view.groups[0])) == ["Begroting 2025"]
    assert [(name, chosen) for name, _, chosen in view.documents] == [
        ("Alle documenten", False),
        ("Jaarverslag 2024", False),
        ("Begroting 2025", True),
        ("Jaarverslag 2023", False),
    ]


@pytest.mark.parametrize("corpus", ["searcher", "invented", "page_searcher"])
def test_every_value_is_that_of_its_cell(corpus: str, request: pytest.FixtureRequest) -> None:
    """What is shown for a year stands in a column of that year, and leads to that cell."""
    searcher: Searcher = request.getfixturevalue(corpus)
    shown = 0
    for line in index_lines(searcher).lines[::3]:
        view = compare_lines(Compared("", (line.first.id,)), searcher)
        for group in view.groups:
            for year in (year for series in group.series for year in series.years):
                for value in year.values:
                    place = resolve_permalink(value.places[0][1], searcher)
                    assert place is not None and place.cell is not None
                    assert " ".join(place.cell.text.split()) == value.printed
                    named = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", place.cell.column))
                    assert named <= {str(year.year)}
                    shown += 1
    assert shown > 10


# Addresses.


def test_the_address_holds_the_whole_state(searcher: Searcher) -> None:
    compared = Compared("a & b=c", ("x", "y"), ("begroting",))
    assert compared_address(compared) == "./vergelijken?regel=a+%26+b%3Dc&lijn=x&lijn=y&document=begroting"
    assert read_compared({"regel": ["a & b=c"], "lijn": ["x", "y", "x"], "document": ["begroting"]}) == compared
    assert read_compared({"regel": ["  "], "lijn": list("abcdefgh")}).lines == tuple("abcdefgh")[:MOST_CHOSEN]


def test_a_row_leads_to_the_comparison_of_its_line(searcher: Searcher) -> None:
    chunks = {
        chunk.text.split()[0]: chunk for chunk in searcher.chunks if chunk.row is not None and chunk.document == "ander"
    }
    address = compare_address(chunks["Kwispelregeling"], searcher)
    assert address.startswith("./vergelijken?regel=Kwispelregeling&lijn=")
    name = address.rpartition("=")[2]
    view = compare_lines(Compared("", (name,)), searcher)
    assert [line.about for line in view.shown] == ["Wegen · 2024–2025 · 1 document"]
    paragraph = next(chunk for chunk in searcher.chunks if chunk.kind == "paragraaf")
    assert compare_address(paragraph, searcher) == ""


def test_lines_are_added_and_taken_away_by_their_addresses(searcher: Searcher) -> None:
    view = compare("kwispelregeling", searcher)
    first, second = view.found[:2]
    assert first.shown and not second.shown
    names = read_compared({"lijn": re.findall(r"lijn=([^&]+)", second.toggled)}).lines
    both = compare_lines(Compared("kwispelregeling", names), searcher)
    assert [line.label for line in both.shown] == ["Kwispelregeling", "Kwispelregeling"]
    assert len({series.line for series in both.groups[0].series}) == 2  # told apart though they have one label
    assert re.findall(r"lijn=([^&]+)", both.shown[1].toggled) == [names[0]]


def test_a_line_that_is_gone_is_said(searcher: Searcher) -> None:
    view = compare_lines(Compared("kwispelregeling", ("weg",)), searcher)
    assert view.missing and view.shown[0].label == "Kwispelregeling"
    assert "staat niet (meer)" in lines_html(view)


@pytest.mark.parametrize("words", ["🙂", "[x](javascript:alert(1))", "=HYPERLINK(1)", "a" * 3000, "<script>", '"'])
def test_odd_words_are_found_nowhere_or_refused(words: str, searcher: Searcher) -> None:
    try:
        view = compare(words, searcher)
    except QueryError as error:
        assert "\n" not in str(error)
        return
    assert "<script>" not in lines_html(view)


# The chart.


def test_the_chart_has_the_figures_and_no_more(searcher: Searcher) -> None:
    group = kwispels(searcher)
    spec = make_chart(group).to_dict()
    values = next(iter(spec["datasets"].values())) if "datasets" in spec else spec["data"]["values"]
    drawn = {(value["reeks"], int(value["jaar"])): (value["waarde"], value["gedrukt"]) for value in values}
    stated = {
        (series.name, year.year): (float(value.number / 10**6), value.printed)
        for series in group.series
        for year in series.years
        for value in year.values
    }
    assert drawn == stated
    assert choose_scale(group) == (Decimal(10**6), "€ mln.")
    # Two years without a figure between them are not joined by a line.
    parts = {int(value["jaar"]): value["deel"] for value in values if value["reeks"] == "Begroting 2025"}
    assert parts[2024] == parts[2025] == parts[2026] != parts[2028]


def test_the_chart_begins_at_nought_and_is_dutch(searcher: Searcher) -> None:
    spec = make_chart(kwispels(searcher)).to_dict()
    line, point = spec["layer"]
    assert line["encoding"]["y"]["scale"] == {"zero": True}
    assert line["encoding"]["x"]["scale"]["domain"] == ["2022", "2023", "2024", "2025", "2026", "2027", "2028"]
    assert spec["config"]["locale"]["number"]["decimal"] == ","
    assert spec["title"]["text"] == "Kwispelregeling · in euro’s"
    names = line["encoding"]["color"]["scale"]["domain"]
    assert point["encoding"]["shape"]["scale"]["range"] == list(SHAPES[: len(names)])
    assert len({tuple(dash) for dash in line["encoding"]["strokeDash"]["scale"]["range"]}) == len(names)


def test_the_chart_is_told_in_words(searcher: Searcher) -> None:
    group = kwispels(searcher)
    said = describe_chart(group)
    assert make_chart(group).to_dict()["description"] == said
    assert "Jaarverslag 2024: Realisatie: 2023 € 900.000, 2024 € 1,10 mln." in said


def test_series_are_told_apart_without_colour() -> None:
    assert len(set(COLOURS)) == len(set(SHAPES)) == len(set(DASHES)) == MOST_SERIES

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    assert all(1.05 / (light(colour) + 0.05) >= 3 for colour in COLOURS)


def test_texts_of_documents_are_data_in_the_chart(searcher: Searcher) -> None:
    """Neither a field, nor an expression, nor a signal is made of what a document says."""
    name = next(line for line in index_lines(searcher).lines if line.label.startswith("<script>")).first.id
    other = line_of("blafsubsidie", searcher).first.id
    (group,) = compare_lines(Compared("", (name, other)), searcher).groups
    spec = make_chart(group).to_dict()
    text = json.dumps(spec)
    assert "script" in text
    for found in _walk(spec):
        for key in ("field", "signal", "expr", "calculate", "filter", "labelExpr", "href", "url"):
            if key in found:
                assert found[key] in {"jaar", "waarde", "reeks", "deel", "gedrukt", "eenheid", "leesbaar", "bron"} or (
                    found[key] == "datum.deel >= 0"
                )


def _walk(found: object) -> list[dict[str, object]]:
    """Return all objects of a specification but the records of data."""
    if isinstance(found, dict):
        inner = [each for key, value in found.items() if key not in ("datasets", "values") for each in _walk(value)]
        return [found, *inner]
    return [each for value in found for each in _walk(value)] if isinstance(found, list) else []


# Markup.


def test_all_texts_are_escaped(searcher: Searcher) -> None:
    name = next(line for line in index_lines(searcher).lines if line.label.startswith("<script>")).first.id
    view = compare_lines(Compared(EVIL, (name,)), searcher)
    (group,) = view.groups
    for text in (lines_html(view), chosen_html(view), heading_html(group, 1), table_html(group, 1)):
        assert "<script" not in text
        assert 'href="javascript' not in text
    assert "&lt;script&gt;" in lines_html(view)
    assert "&lt;script&gt;" in heading_html(group, 1)


def test_the_table_has_a_link_for_each_figure_and_what_was_computed(searcher: Searcher) -> None:
    group = kwispels(searcher)
    text = table_html(group, 1)
    figures = sum(len(value.places) for series in group.series for year in series.years for value in year.values)
    assert text.count('href="./?plaats=') - text.count("vb-open") == figures
    assert "+ € 1,00 mln. (+ 100,0%)" in text and "het is berekend" in text
    assert "vb-negative" in text and "geen cijfer" in text
    assert text.count("<cite>") == sum(len(sources) for sources in {series.sources for series in group.series})
    assert loose_html(()) == ""


def test_states_without_a_comparison(searcher: Searcher) -> None:
    begin = lines_html(compare_lines(Compared(), searcher))
    assert "Typ een regel" in begin and "Kwispelregeling" in begin
    nothing = lines_html(compare("xqzw", searcher))
    assert "Geen regel" in nothing
    near = lines_html(compare("kwispelregeling ruimtevaart", searcher))
    assert "Dichtstbijzijnde regels" in near


# Files.


def test_the_csv_has_a_row_for_each_cell_and_how_to_have_it_again(searcher: Searcher) -> None:
    compared = Compared("kwispelregeling")
    made = export_comparison(compared, searcher, "csv")
    rows = list(csv.DictReader(io.StringIO(made.decode("utf-8-sig")), delimiter=";"))
    cells = [row for row in rows if row["Soort"] == "Cel"]
    assert {(row["Jaar"], row["Soort cijfer"], row["Waarde zoals gedrukt"]) for row in cells} >= {
        ("2023", "Realisatie", "900"),
        ("2026", "Begroting", "-500"),
        ("2024", "Vastgestelde begroting", "1.000"),
    }
    assert {row["In euro"] for row in cells if row["Jaar"] == "2025"} == {"2000000"}
    assert all(row["Bron"] and row["Plaats in Vraagbaak"] for row in cells)
    facts = {row["Gevraagd"]: row["Tekst"] for row in rows if row["Soort"] == "Verantwoording"}
    assert facts["Vraag"] == "kwispelregeling" and "Sha256 van begroting" in facts and "Hash van de index" in facts
    assert export_comparison(compared, searcher, "csv") == made


def test_a_label_computes_nothing_in_a_spreadsheet(searcher: Searcher) -> None:
    label = next(line for line in index_lines(searcher).lines if line.label.startswith("<script>"))
    compared = Compared("=1+1", (label.first.id,))
    rows = list(
        csv.reader(io.StringIO(export_comparison(compared, searcher, "csv").decode("utf-8-sig")), delimiter=";")
    )
    assert "'=1+1" in [cell for row in rows for cell in row]
    book = load_workbook(io.BytesIO(export_comparison(compared, searcher, "xlsx")))
    assert book.sheetnames == ["Vergelijking", "Verantwoording"]
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    header = [cell.value for cell in next(book["Vergelijking"].iter_rows())]
    values = [
        dict(zip(header, (cell.value for cell in row), strict=True))
        for row in book["Vergelijking"].iter_rows(min_row=2)
    ]
    assert [row["Getal"] for row in values] == [1, 2, 3, 4]


def test_there_must_be_something_to_keep(searcher: Searcher) -> None:
    for compared, form in ((Compared("xqzw"), "csv"), (Compared("kwispelregeling"), "pdf"), (Compared(), "xlsx")):
        with pytest.raises(QueryError):
            export_comparison(compared, searcher, form)

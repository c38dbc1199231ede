"""Sums as proof: what adds up is told, what does not is named, and a changed digit is never taken for proof."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import Document, load_sources, read_document
from ingest.document import UNDETERMINED, Finding, Row, Span, Verdict
from ingest.sums.verdict import check_sums
from ingest.tables.cells import make_cell
from ingest.tables.numbers import parse_number

CORPUS = Path(__file__).parents[1] / "corpus"
YEARS = ("2023", "2024", "2025", "2026", "2027")

Spec = tuple[str, Sequence[str | None]]
"""A row: its label and its printed values; None where a cell is empty. A label `Asiel > Instroom` has a group."""


def make_table(rows: Sequence[Spec], unit: str = "", columns: tuple[str, ...] = YEARS) -> tuple[Row, ...]:
    made, at = [], 0
    for path, values in rows:
        *groups, label = path.split(" > ")
        cells = []
        for column, text in zip(columns, values, strict=False):
            if text is not None:
                cells.append(make_cell(column, text, Span(at, at + len(text)), "" if "fte" in label else unit))
                at += len(text) + 1
        made.append(Row(label, tuple(groups), tuple(cells), Span(at, at + 1)))
    return tuple(made)


def check(rows: Sequence[Spec], unit: str = "", columns: tuple[str, ...] = YEARS) -> tuple[Verdict, list[str]]:
    width = max((len(values) for _, values in rows), default=0)
    used = columns[: max(width, 1)]
    verdict, findings = check_sums(used, make_table(rows, unit, used))
    return verdict, [finding.text for finding in findings]


# --- compositions that hold ---------------------------------------------------------------------------------------

HOLDING: dict[str, tuple[list[Spec], str]] = {
    "rows, then their total": ([("A", ["10", "1"]), ("B", ["20", "2"]), ("Totaal", ["30", "3"])], ""),
    "total above its parts": ([("Totaal", ["30", "5"]), ("A", ["10", "2"]), ("B", ["20", "3"])], ""),
    "subtotals and a total": (
        [("A", ["10"]), ("B", ["20"]), ("Subtotaal", ["30"]), ("C", ["5"]), ("Subtotaal", ["5"]), ("Totaal", ["35"])],
        "",
    ),
    "a total that goes on": (
        [("A", ["10"]), ("B", ["20"]), ("Subtotaal", ["30"]), ("C", ["5"]), ("Totaal", ["35"])],
        "",
    ),
    "totals of groups": (
        [
            ("X > a", ["1"]),
            ("X > b", ["20"]),
            ("Totaal X", ["21"]),
            ("Y > c", ["300"]),
            ("Y > d", ["5.000"]),
            ("Totaal Y", ["5.300"]),
            ("Totaal", ["5.321"]),
        ],
        "",
    ),
    "a row that happens to be the sum of two": ([("A", ["5"]), ("B", ["5"]), ("C", ["10"]), ("Totaal", ["20"])], ""),
    "balance of two totals": (
        [
            ("Omzet", ["70", "80"]),
            ("Rente", ["30", "10"]),
            ("Totaal baten", ["100", "90"]),
            ("Loon", ["50", "60"]),
            ("Huur", ["30", "35"]),
            ("Totaal lasten", ["80", "95"]),
            ("Saldo van baten en lasten", ["20", "‒ 5"]),
        ],
        "x € 1.000",
    ),
    "balance of two rows": ([("Baten", ["100", "90"]), ("Lasten", ["80", "95"]), ("Saldo", ["20", "‒ 5"])], ""),
    "what is left after a tax": (
        [
            ("Totaal baten", ["100", "90"]),
            ("Totaal lasten", ["80", "80"]),
            ("Saldo gewone bedrijfsvoering", ["20", "10"]),
            ("Agentschapsdeel Vpb-lasten", ["5", "2"]),
            ("Saldo van baten en lasten", ["15", "8"]),
        ],
        "x € 1.000",
    ),
    "mutations": (
        [
            ("Stand ontwerpbegroting 2024", ["4.475", "4.496"]),
            ("Nieuwe mutaties > asielinstroom", ["0", "‒ 467"]),
            ("Nieuwe mutaties > loonbijstelling", ["20", "21"]),
            ("Stand ontwerpbegroting 2025", ["4.495", "4.050"]),
        ],
        "x € 1.000",
    ),
    "flows without signs": (
        [
            ("Beginstand", ["100", "90"]),
            ("Instroom", ["20", "30"]),
            ("Uitstroom", ["5", "7"]),
            ("Eindstand", ["115", "113"]),
        ],
        "",
    ),
    "cash flow with a formula": (
        [
            ("1 Rekening courant 1 januari", ["73", "98"]),
            ("+/+ totaal ontvangsten operationele kasstroom", ["800", "850"]),
            ("– /– totaal uitgaven operationele kasstroom", ["‒ 796", "‒ 847"]),
            ("2 Totaal operationele kasstroom", ["4", "3"]),
            ("– /– totaal investeringen", ["‒ 11", "‒ 3"]),
            ("3 Totaal investeringsstroom", ["‒ 11", "‒ 3"]),
            ("4 Rekening courant 31 december (=1+2+3)", ["66", "98"]),
        ],
        "x € 1.000",
    ),
    "cash flow whose labels have the signs": (
        [
            ("1. Rekening courant RHB 1 januari", ["73.374", "98.295"]),
            ("Totaal ontvangsten operationele kasstroom (+)", ["800.160", "850.388"]),
            ("Totaal uitgaven operationele kasstroom (-/-)", ["796.526", "847.184"]),
            ("2. Totaal operationele kasstroom", ["3.634", "3.204"]),
            ("Totaal investeringen (-/-)", ["10.970", "3.950"]),
            ("Totaal boekwaarde desinvesteringen (+)", ["0", "0"]),
            ("3. Totaal investeringskasstroom", ["‒ 10.970", "‒ 3.950"]),
            ("4. Rekening courant RHB 31 december", ["66.038", "97.549"]),
        ],
        "x € 1.000",
    ),
    "parts that are not counted twice": (
        [("Omzet", ["100"]), ("waarvan a", ["60"]), ("waarvan b", ["30"]), ("Overig", ["5"]), ("Totaal", ["105"])],
        "",
    ),
    "items with a dash": (
        [("Vaste activa", ["10"]), ("- grond", ["4"]), ("- gebouwen", ["6"]), ("Voorraad", ["5"]), ("Totaal", ["15"])],
        "",
    ),
    "people among money": (
        [("Personeel", ["100"]), ("Aantal fte", ["7"]), ("Materieel", ["50"]), ("Totaal", ["150"])],
        "x € 1.000",
    ),
    "leges after the total": (
        [
            ("Asiel", ["384"]),
            ("Regulier", ["302"]),
            ("Totale bekostiging", ["686"]),
            ("Leges", ["‒ 60"]),
            ("Bijdrage", ["626"]),
        ],
        "x € 1.000",
    ),
    "a hierarchy without totals": (
        [
            ("Verplichtingen", ["9.490", "9.769"]),
            ("Uitgaven", ["9.480", "9.700"]),
            ("Uitgaven > COA", ["4.480", "4.700"]),
            ("Uitgaven > Nidos", ["5.000", "5.000"]),
            ("Ontvangsten", ["12", "13"]),
        ],
        "x € 1.000",
    ),
    "a last row that adds up the others": (
        [
            ("Asiel", ["291.923", "351.796"]),
            ("Regulier", ["262.534", "325.596"]),
            ("-/- Leges", ["‒ 70.893", "‒ 70.000"]),
            ("Omzet moederdepartement", ["483.564", "607.392"]),
        ],
        "x € 1.000",
    ),
    "shares of a whole": ([("a", ["44%", "30%"]), ("b", ["23%", "20%"]), ("c", ["33%", "50%"])], ""),
    "an empty column": ([("Totaal", ["‒ 9,9", "0,4"]), ("A", ["‒ 4,9", None]), ("B", ["‒ 5,0", None])], "x € 1 mln."),
}


@pytest.mark.parametrize("name", HOLDING)
def test_a_composition_that_holds_is_proof(name: str) -> None:
    rows, unit = HOLDING[name]
    assert check(rows, unit) == ("klopt", [])


@pytest.mark.parametrize(
    ("columns", "values"),
    [
        (("mannen", "vrouwen", "Totaal"), ["10", "5", "15"]),
        (("Totaal", "mannen", "vrouwen"), ["15", "10", "5"]),
        (("Begroting 2024", "Realisatie 2024", "Verschil"), ["10", "15", "5"]),
        (("Begroting 2024", "Realisatie 2024", "Verschil"), ["15", "10", "5"]),
        (("(1) Begroting", "(2) NvW", "(3)=(1)-(2) Stand"), ["15", "10", "5"]),
        (("Stand 1 januari", "Toevoegingen", "Onttrekkingen", "Stand 31 december"), ["10", "5", "3", "12"]),
    ],
)
def test_columns_that_follow_from_others(columns: tuple[str, ...], values: list[str]) -> None:
    more = [str(7 * int(value)) for value in values]
    assert check([("A", values), ("B", more)], columns=columns) == ("klopt", [])
    wrong = [*more[:-1], str(int(more[-1]) + 1)] if columns[0] != "Totaal" else [str(int(more[0]) + 1), *more[1:]]
    verdict, [finding] = check(
        [("A", values), ("C", [str(3 * int(value)) for value in values]), ("B", wrong)], columns=columns
    )
    assert verdict == "klopt niet"
    assert finding.startswith("B, ")
    assert "de kolommen tellen op tot" in finding


# --- what does not hold -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "unit", "text"),
    [
        (
            [("A", ["1.000", "1"]), ("B", ["235", "2"]), ("Totaal", ["1.234", "3"])],
            "",
            "Totaal, 2023: gedrukt 1.234, de rijen tellen op tot 1.235",
        ),
        ([("A", ["10"]), ("B", ["20"]), ("Totaal", ["99"])], "", "Totaal, 2023: gedrukt 99, de rijen tellen op tot 30"),
        (
            [("Totaal", ["31", "5"]), ("A", ["10", "2"]), ("B", ["20", "3"])],
            "",
            "Totaal, 2023: gedrukt 31, de rijen daaronder tellen op tot 30",
        ),
        (
            [("A", ["11"]), ("B", ["20"]), ("Subtotaal", ["30"]), ("C", ["5"]), ("D", ["6"]), ("Subtotaal", ["11"])]
            + [("Totaal", ["41"])],
            "",
            "Subtotaal, 2023: gedrukt 30, de rijen tellen op tot 31",
        ),
        (
            [("A", ["10"]), ("B", ["20"]), ("Subtotaal", ["30"]), ("C", ["5"]), ("D", ["6"]), ("Subtotaal", ["11"])]
            + [("Totaal", ["42"])],
            "",
            "Totaal, 2023: gedrukt 42, de rijen tellen op tot 41",
        ),
        (
            [("Baten", ["100", "90"]), ("Lasten", ["80", "95"]), ("Saldo", ["20", "‒ 6"])],
            "",
            "Saldo, 2024: gedrukt ‒ 6, de rijen tellen op tot ‒ 5",
        ),
        (
            [
                ("Stand 1 januari", ["100"]),
                ("Dotaties", ["20"]),
                ("Onttrekkingen", ["5"]),
                ("Stand 31 december", ["116"]),
            ],
            "",
            "Stand 31 december, 2023: gedrukt 116, de rijen tellen op tot 115",
        ),
        ([("A", ["40,1%"]), ("B", ["62,0%"]), ("Totaal", ["100%"])], "", None),
        ([("A", ["1,5"]), ("B", ["2,3"]), ("Totaal", ["4,0"])], "x € 1 mln.", None),
        ([("A", ["€ 1,50"]), ("B", ["€ 2,25"]), ("Totaal", ["€ 3,76"])], "", None),
    ],
)
def test_a_total_that_differs_is_named(rows: list[Spec], unit: str, text: str | None) -> None:
    verdict, findings = check(rows, unit)
    assert verdict == "klopt niet"
    assert len(findings) == 1
    assert text is None or findings == [text]


def test_the_finding_stands_at_the_printed_value() -> None:
    rows = make_table([("A", ["10"]), ("B", ["20"]), ("Totaal", ["31"])])
    _, [finding] = check_sums(("2023",), rows)
    assert finding.span == rows[2].cells[0].span


def test_a_part_that_is_off_in_one_year_is_named() -> None:
    """The years that do add up tell what the row is made of, although nothing says that it is a sum."""
    rows: list[Spec] = [
        ("Omzet", ["796.433", "850.388", "926.372"]),
        ("waarvan moederdepartement", ["721.066", "783.888", "866.372"]),
        ("waarvan derden", ["75.367", "70.000", "60.000"]),
    ]
    assert check(rows, "x € 1.000") == (
        "klopt niet",
        ["Omzet, 2024: gedrukt 850.388, de rijen daaronder tellen op tot 853.888"],
    )


# --- rounding -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "unit"),
    [
        ([("A", ["1.718.754"]), ("B", ["44.851"]), ("Totaal", ["1.763.606"])], "x € 1.000"),
        ([("A", ["23,9"]), ("B", ["7"]), ("C", ["‒ 33,7"]), ("Totaal", ["‒ 2,9"])], "x € 1 mln."),
        ([("A", ["41,5%"]), ("B", ["58,6%"]), ("Totaal", ["100,0%"])], ""),
    ],
)
def test_a_difference_of_rounding_holds_and_is_remembered(rows: list[Spec], unit: str) -> None:
    verdict, [finding] = check(rows, unit)
    assert verdict == "klopt"
    assert finding.endswith("het verschil valt binnen de afronding")


def test_counts_are_not_rounded() -> None:
    assert check([("A", ["100"]), ("B", ["50"]), ("Totaal", ["151"])])[0] == "klopt niet"


def test_many_parts_may_not_be_as_much_off_as_each_could_be() -> None:
    rows: list[Spec] = [(f"Gemeente {i}", ["10"]) for i in range(40)]
    assert check([*rows, ("Totaal", ["406"])], "x € 1.000")[0] == "klopt"
    assert check([*rows, ("Totaal", ["419"])], "x € 1.000")[0] == "klopt niet"


# --- what cannot be checked ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "unit"),
    [
        ([], ""),
        ([("Asiel", ["78%", "90%"]), ("Regulier", ["83%", "95%"]), ("Naturalisatie", ["94%", "95%"])], ""),
        ([("A", ["90%"]), ("B", ["80%"]), ("Totaal", ["85%"])], ""),
        ([("Totale capaciteit", ["100", "110"]), ("Bezetting", ["90", "95"]), ("Uitstroom", ["30", "31"])], ""),
        ([("Omzet", ["10"]), ("Saldo (% van de baten)", ["8,2%"])], ""),
        ([("A", ["500", "300"]), ("B", ["400", "250"]), ("Totaal unieke personen", ["700", "450"])], ""),
        ([("2025", ["6.564"]), ("2026", ["6.564"]), ("2027", ["6.564"])], "x € 1.000"),
        ([("A", ["3"]), ("B", ["5"]), ("C", ["8"])], ""),
    ],
)
def test_nothing_to_check_is_no_proof_and_no_fault(rows: list[Spec], unit: str) -> None:
    assert check(rows, unit) == ("niet te controleren", [])


def test_a_value_that_is_no_number_is_named() -> None:
    rows: list[Spec] = [(year, ["€ 6.564.785,00"]) for year in ("2025", "2026", "2027")]
    verdict, findings = check([*rows, ("Totaal", ["€ 19.694,355,00"])])
    assert verdict == "niet te controleren"
    assert findings == ["Totaal: € 19.694,355,00 is geen leesbaar getal; zo staat het in de bron"]


@pytest.mark.parametrize("text", ["37.2.1", "20.05.2024", "n.v.t.", "‒", "2024/25", "6.37.2.1.20"])
def test_codes_dates_and_dashes_are_no_unreadable_numbers(text: str) -> None:
    assert check([("A", [text, "1"]), ("B", ["2", "1"])]) == ("niet te controleren", [])


def test_values_without_a_column_stand_in_the_way_unless_they_fill_the_gap() -> None:
    rows = make_table([("Omzet", ["796", "850"]), ("Rente", ["3", None]), ("Totaal baten", ["799", "850"])])
    loose = (replace(rows[1], cells=(replace(rows[1].cells[0], column=UNDETERMINED),)),)
    assert check_sums(YEARS[:2], (rows[0], *loose, rows[2])) == ("klopt", ())
    off = make_table([("Totaal baten", ["790", "850"])])
    verdict, findings = check_sums(YEARS[:2], (rows[0], *loose, *off))
    assert verdict == "niet te controleren"
    assert [finding.text for finding in findings] == [
        "Totaal baten: niet te controleren, van een waarde staat de kolom niet vast"
    ]


# --- a changed digit is never taken for proof ---------------------------------------------------------------------

Place = tuple[int, int, int, int]
"""Which row, cell and digit is changed, and by how much."""


def change(rows: tuple[Row, ...], place: Place) -> tuple[Row, ...] | None:
    """Return the rows with one digit changed; None where there is none, or nothing that is printed so comes out."""
    row = rows[place[0] % len(rows)]
    if not row.cells:
        return None
    cell = row.cells[place[1] % len(row.cells)]
    digits = [i for i, character in enumerate(cell.text) if character.isdigit()]
    if not digits or cell.number is None:
        return None
    at = digits[place[2] % len(digits)]
    text = cell.text[:at] + str((int(cell.text[at]) + 1 + place[3] % 9) % 10) + cell.text[at + 1 :]
    number = parse_number(text)
    if number is None or number == cell.number or re.match(r"\D*0\d", text):
        return None
    cells = tuple(replace(other, text=text, number=number) if other is cell else other for other in row.cells)
    return tuple(replace(other, cells=cells) if other is row else other for other in rows)


def assert_no_proof(columns: tuple[str, ...], before: tuple[Row, ...], after: tuple[Row, ...]) -> None:
    """A difference that rounding explains is told; any other takes the proof away."""
    verdict, findings = check_sums(columns, after)
    if verdict == "klopt":
        assert tell(findings) != tell(check_sums(columns, before)[1])
        assert all(text.endswith("het verschil valt binnen de afronding") for text in tell(findings))


def tell(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.text for finding in findings]


PLACES = st.tuples(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99), st.integers(0, 8))
AMOUNTS = st.lists(st.lists(st.integers(1, 999_999), min_size=3, max_size=3), min_size=2, max_size=8)


@given(AMOUNTS, PLACES, st.sampled_from(["", "x € 1.000"]))
def test_a_changed_digit_of_a_simple_table(amounts: list[list[int]], place: Place, unit: str) -> None:
    totals = [sum(column) for column in zip(*amounts, strict=True)]
    specs: list[Spec] = [(f"Regel {i}", [f"{n:,}".replace(",", ".") for n in row]) for i, row in enumerate(amounts)]
    specs.append(("Totaal", [f"{n:,}".replace(",", ".") for n in totals]))
    rows = make_table(specs, unit, YEARS[:3])
    assert check_sums(YEARS[:3], rows) == ("klopt", ())
    changed = change(rows, place)
    if changed is not None:
        assert_no_proof(YEARS[:3], rows, changed)
        assert unit or check_sums(YEARS[:3], changed)[0] != "klopt"


@given(st.sampled_from(sorted(set(HOLDING) - {"parts that are not counted twice", "an empty column"})), PLACES)
def test_a_changed_digit_of_each_composition(name: str, place: Place) -> None:
    specs, unit = HOLDING[name]
    rows = make_table(specs, unit)
    columns = YEARS[: max(len(values) for _, values in specs)]
    changed = change(rows, place)
    alone = ("Verplichtingen", "Ontvangsten", "Aantal fte")  # nothing adds these up
    if changed is None or any(a is not b and a.label in alone for a, b in zip(rows, changed, strict=True)):
        return
    assert_no_proof(columns, rows, changed)


# --- the documents of the corpus ----------------------------------------------------------------------------------

VERDICTS: dict[str, Verdict] = {
    **dict.fromkeys((f"Tabel {number}" for number in (1, 2, 4, 5, 7, 8, 10, 16, 17, 18, 22, 23, 30)), "klopt"),
    **dict.fromkeys((f"Tabel {number}" for number in (3, 6, 9, 11, 12, 13, 14, 19, 20)), "niet te controleren"),
    **dict.fromkeys((f"Tabel {number}" for number in (24, 25, 27, 28, 29, 31)), "niet te controleren"),
    "Tabel 15": "klopt niet",
}

FAULTS = [
    "Omzet, 2024: gedrukt 850.388, de rijen daaronder tellen op tot 853.888",
    "Afschrijvingskosten, 2024: gedrukt 3.204, de rijen daaronder tellen op tot 6.000",
]
"""In the source 783.888 + 70.000 is not 850.388, and 2.000 + 4.000 is not 3.204."""


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [read_document(source) for source in load_sources(CORPUS)]


def test_verdicts_of_the_budget(documents: list[Document]) -> None:
    assert {table.name: table.verdict for table in documents[0].tables} == VERDICTS


def test_what_is_wrong_in_the_budget(documents: list[Document]) -> None:
    faults = [
        finding.text for table in documents[0].tables for finding in table.findings if "afronding" not in finding.text
    ]
    assert faults == FAULTS


def test_the_total_that_is_no_number(documents: list[Document]) -> None:
    [table] = [table for table in documents[1].tables if table.name == "Tabel vraag 24"]
    assert table.verdict == "niet te controleren"
    assert any("19.694,355,00 is geen leesbaar getal" in finding.text for finding in table.findings)


ALONE = ("Verplichtingen", "verplichtingen", "Uitgaven", "Ontvangsten", "Aantal fte")
"""Rows of the budget that stand beside the others: nothing in their table adds them up."""


@settings(max_examples=150, deadline=None)
@given(which=st.integers(0, 99), place=PLACES)
def test_a_changed_digit_of_the_budget(documents: list[Document], which: int, place: Place) -> None:
    tables = [table for table in documents[0].tables if table.verdict == "klopt"]
    table = tables[which % len(tables)]
    rows = tuple(
        replace(row, cells=tuple(cell for cell in row.cells if cell.column != "Artikel")) for row in table.rows
    )
    changed = change(rows, place)
    if changed is None or any(a is not b and a.label in ALONE for a, b in zip(rows, changed, strict=True)):
        return
    assert_no_proof(table.columns, rows, changed)


def test_a_number_keeps_what_is_printed() -> None:
    """A figure that does not agree is flagged, never corrected."""
    rows = make_table([("A", ["10"]), ("Totaal", ["11"])])
    check_sums(("2023",), rows)
    assert rows[1].cells[0].number == Decimal(11)

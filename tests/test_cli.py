"""The command line, run in this process with an encoder that is a function of the text."""

import io
import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

import cli
from answer.terminal.ask import LONGEST_INPUT
from index.encoder import Encoder
from index.store import FILES

WATER = Path(__file__).parent / "water"
QUERY = "hoeveel krijgt het Waterfonds in 2025"
HIT_KEYS = {
    "rank",
    "score",
    "id",
    "document",
    "kind",
    "headings",
    "pages",
    "text",
    "citation",
    "url",
    "permalink",
    "sentences",
    "also",
    "why",
}


@dataclass
class Shell:
    """Runs a command and gives its exit code, output and messages; none of them may hold a traceback."""

    corpus: Path
    index: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def run(self, *arguments: str) -> tuple[int, str, str]:
        self.monkeypatch.setattr(sys, "argv", ["vraagbaak", *arguments])
        with pytest.raises(SystemExit) as left:
            cli.main()
        captured = self.capsys.readouterr()
        assert "Traceback" not in captured.out + captured.err
        assert isinstance(left.value.code, int)
        return left.value.code, captured.out, captured.err

    def ask(self, command: str, *arguments: str) -> tuple[int, str, str]:
        """Run a command on the corpus and index of the test."""
        return self.run(command, *arguments, "--corpus", str(self.corpus), "--index", str(self.index))

    def records(self, *arguments: str) -> list[dict[str, Any]]:
        """Run a command with `--json` and return its objects, one a line."""
        code, out, _ = self.ask(*arguments, "--json")
        assert code == 0
        return [json.loads(line) for line in out.splitlines()]


@pytest.fixture(scope="session")
def made_index(tmp_path_factory: pytest.TempPathFactory, stub_encoder: Encoder) -> Path:
    """An index of the documents in `water`, made once."""
    from index.open import open_index

    folder = tmp_path_factory.mktemp("gemaakt") / "index"
    open_index(WATER, folder, stub_encoder)
    return folder


@pytest.fixture
def shell(
    tmp_path: Path,
    made_index: Path,
    stub_encoder: Encoder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Shell:
    shutil.copytree(WATER, tmp_path / "corpus")
    shutil.copytree(made_index, tmp_path / "index")
    monkeypatch.setattr("index.load_encoder", lambda model: stub_encoder)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("VRAAGBAAK_DEBUG", raising=False)
    return Shell(tmp_path / "corpus", tmp_path / "index", monkeypatch, capsys)


def test_vraag(shell: Shell) -> None:
    code, out, err = shell.ask("vraag", QUERY)
    assert (code, err) == (0, "")
    assert "5.000 (x € 1.000), dat is € 5,00 mln." in out
    assert "tabel 1, rij Waterfonds, kolom 2025 (x € 1.000), p. 1 van het bestand" in out
    assert " 5. " in out
    assert " 6. " not in out


def test_vraag_that_is_not_answered(shell: Shell) -> None:
    code, out, _ = shell.ask("vraag", "recept voor appeltaart")
    assert code == 0
    assert "Niet gevonden: de documenten beantwoorden deze vraag niet." in out
    assert "Komt in de documenten niet voor: recept, appeltaart" in out


def test_zoek(shell: Shell) -> None:
    code, out, _ = shell.ask("zoek", "onderuitputting Deltabureau", "--aantal", "2")
    assert code == 0
    assert "De onderuitputting komt doordat de werving van personeel tegenviel." in out
    assert " 2. " in out
    assert " 3. " not in out


RECORD_KEYS = {
    "query", "asked", "kind", "understood", "status", "confidence", "missing", "unmet", "answer", "answers", "computed",
    "differing", "suggestion", "earlier", "parts", "hits",
}  # fmt: skip


def test_json(shell: Shell) -> None:
    (record,) = shell.records("vraag", QUERY, "--aantal", "3")
    assert set(record) == RECORD_KEYS
    assert (record["query"], record["status"]) == (QUERY, "beantwoord")
    place = "tabel 1, rij Waterfonds, kolom 2025 (x € 1.000), p. 1 van het bestand"
    permalink = record["answer"].pop("permalink")
    assert permalink.startswith("?plaats=begroting.cel-")
    assert record["answer"] == {
        "kind": "cel",
        "asked": "",
        "text": "Waterfonds 4.000 5.000 6.000",
        "value": "5.000",
        "unit": "x € 1.000",
        "plain": "€ 5,00 mln.",
        "number": "5000",
        "column": "2025",
        "path": ["Uitgaven", "Waterfonds"],
        "citation": f"Kamerstukken II, 36 999, nr. 2, {place}",
        "pages": [1],
        "url": "https://zoek.officielebekendmakingen.nl/kst-36999-2.html",
        "also": [],
    }
    hits = record["hits"]
    assert [hit["rank"] for hit in hits] == [1, 2, 3]
    assert all(set(hit) == HIT_KEYS for hit in hits)
    assert hits[0]["text"] == "Waterfonds 4.000 5.000 6.000"
    assert (hits[0]["document"], hits[0]["kind"], hits[0]["pages"]) == ("begroting", "rij", [1])
    assert hits[0]["headings"] == ["1. Inleiding"]
    assert hits[0]["id"].startswith("begroting:rij:")
    assert all(0 <= hit["score"] <= 1 for hit in hits)


def test_a_follow_up_and_its_previous_query(shell: Shell) -> None:
    (record,) = shell.records("vraag", "en in 2026?", "--vorige", QUERY)
    assert record["asked"] == QUERY.replace("2025", "2026") and record["answer"]["value"] == "6.000"


def test_queries_of_a_file_may_go_on_from_each_other(shell: Shell, tmp_path: Path) -> None:
    source = tmp_path / "vragen.txt"
    source.write_text(f"{QUERY}\nen in 2026?\nen in 2024?\n", encoding="utf-8")
    values = [record["answer"]["value"] for record in shell.records("vraag", "--invoer", str(source))]
    assert values == ["5.000", "6.000", "4.000"]


def test_a_pasted_kamervraag_tells_how_many_were_found(shell: Shell) -> None:
    pasted = "Vragen over water.\n1. Hoeveel krijgt het Waterfonds in 2025?\n2. Wat betekent DGW?"
    code, out, _ = shell.ask("vraag", pasted)
    assert code == 0
    assert out.splitlines()[0] == "2 van 2 deelvragen beantwoord"
    assert "5.000 (x € 1.000)" in out and "Directoraat-Generaal Waterbeheer" in out
    (record,) = shell.records("vraag", pasted)
    queries = [part["query"] for part in record["parts"]]
    assert queries == ["Hoeveel krijgt het Waterfonds in 2025?", "Wat betekent DGW?"]


def test_the_citation_alone_in_each_form(shell: Shell) -> None:
    code, out, _ = shell.ask("vraag", QUERY, "--bron", "tekst")
    assert (code, out.count("\n")) == (0, 1) and out.startswith("Kamerstukken II, 36 999, nr. 2, tabel 1,")
    assert shell.ask("vraag", QUERY, "--bron", "bibtex")[1].startswith("@")
    assert json.loads(shell.ask("vraag", QUERY, "--bron", "csl-json")[1])[0]["number"]
    code, _, err = shell.ask("vraag", QUERY, "--bron", "apa")
    assert code == 1 and "Kies uit: tekst, markdown, bibtex, csl-json." in err


@pytest.mark.parametrize("suffix", [".md", ".csv", ".json", ".docx", ".xlsx"])
def test_an_answer_is_kept_in_a_file(shell: Shell, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"antwoord{suffix}"
    code, out, err = shell.ask("vraag", QUERY, "--uitvoer", str(path))
    assert code == 0 and "5.000" in out and f"Bewaard in {path}" in err
    assert path.stat().st_size > 200


def test_a_file_that_cannot_be_written_is_said(shell: Shell, tmp_path: Path) -> None:
    code, _, err = shell.ask("vraag", QUERY, "--uitvoer", str(tmp_path / "geen" / "antwoord.md"))
    assert code == 1 and "kan niet worden geschreven" in err
    code, out, err = shell.ask("vraag", QUERY, "--uitvoer", "antwoord.pdf")
    assert (code, out) == (1, "") and ".docx" in err


def test_a_refusal_tells_what_is_in_the_index_and_what_would_work(shell: Shell) -> None:
    _, out, _ = shell.ask("vraag", "hoeveel krijgt het Waterfonds in 2040")
    assert "In de index: memorie van toelichting, Waterbeheer, 2025" in out
    assert "Bedoelde u: hoeveel krijgt het Waterfonds in 2026" in out


def test_operators_work_as_options_do_and_what_was_understood_is_told(shell: Shell) -> None:
    (typed,) = shell.records("vraag", "onderuitputting jaar:2024 soort:vraag")
    (chosen,) = shell.records("vraag", "onderuitputting", "--jaar", "2024", "--soort", "vraag")
    assert typed["hits"] == chosen["hits"] and {hit["kind"] for hit in typed["hits"]} == {"vraag"}
    assert typed["understood"]["filters"] == {"document": [], "soort": ["vraag"], "jaar": [2024], "ministerie": []}
    assert typed["query"] == "onderuitputting jaar:2024 soort:vraag"
    _, out, _ = shell.ask("vraag", "onderuitputting jaar:2024 soort:vraag")
    assert out.splitlines()[1] == "Gezocht naar: onderuitputting · jaar 2024 · soort vraag"
    code, _, err = shell.ask("vraag", "onderuitputting jaar:2024", "--jaar", "2025")
    assert code == 1 and "maar het gekozen filter is 2025" in err


def test_a_phrase_an_exclusion_and_a_choice(shell: Shell) -> None:
    (phrase,) = shell.records("zoek", '"werving van personeel" waterfonds')
    assert all("werving van personeel" in " ".join(hit["text"].split()) for hit in phrase["hits"])
    assert phrase["hits"]
    (without,) = shell.records("zoek", "onderuitputting -personeel", "--aantal", "100")
    assert without["hits"] and not any("personeel" in hit["text"] for hit in without["hits"])
    (either,) = shell.records("zoek", "havens OF sluizen", "--aantal", "100")
    assert either["hits"] and all("haven" in hit["text"] or "sluizen" in hit["text"] for hit in either["hits"])


def test_a_phrase_that_stands_nowhere(shell: Shell) -> None:
    code, out, _ = shell.ask("vraag", '"sluizen van personeel" onderuitputting')
    assert code == 0
    assert "Niet gevonden: de documenten beantwoorden deze vraag niet." in out
    assert "Geen enkele passage voldoet aan alle voorwaarden" in out
    (record,) = shell.records("vraag", '"sluizen van personeel" onderuitputting')
    assert (record["status"], record["answer"], record["hits"]) == ("niet gevonden", None, [])


def test_why_a_passage_was_found(shell: Shell) -> None:
    (record,) = shell.records("zoek", "onderuitputting Deltabureau appeltaart", "--aantal", "1")
    why = record["hits"][0]["why"]
    assert {"word": "onderuitputting", "how": "letterlijk", "form": "onderuitputting", "above": False} in why["words"]
    assert why["missing"] == ["appeltaart"]
    assert 0 <= why["meaning"] <= 1
    _, out, _ = shell.ask("zoek", "onderuitputting Deltabureau appeltaart", "--aantal", "1")
    assert "Waarom gevonden: letterlijk onderuitputting, Deltabureau;" in out


def test_json_of_what_is_not_found_and_of_zoek(shell: Shell) -> None:
    (refused,) = shell.records("vraag", "recept voor appeltaart")
    assert (refused["status"], refused["answer"]) == ("niet gevonden", None)
    (searched,) = shell.records("zoek", QUERY)
    assert searched["answer"] is None
    assert len(searched["hits"]) == 10


def test_the_same_command_gives_the_same_bytes(shell: Shell) -> None:
    assert shell.ask("vraag", QUERY, "--json") == shell.ask("vraag", QUERY, "--json")


def test_a_file_of_queries(shell: Shell, tmp_path: Path) -> None:
    source = tmp_path / "vragen.txt"
    source.write_text(f"\ufeff{QUERY}\r\n\n   \nwat betekent DGW\n", encoding="utf-8")
    records = shell.records("vraag", "--invoer", str(source))
    assert [record["query"] for record in records] == [QUERY, "wat betekent DGW"]
    assert [record["answer"]["kind"] for record in records] == ["cel", "afkorting"]


def test_a_bad_line_does_not_stop_the_others(shell: Shell, tmp_path: Path) -> None:
    source = tmp_path / "vragen.txt"
    source.write_text(f"{QUERY}\n???\nwat betekent DGW\n", encoding="utf-8")
    code, out, err = shell.ask("vraag", "--invoer", str(source), "--json")
    assert code == 1
    assert [json.loads(line)["query"] for line in out.splitlines()] == [QUERY, "???", "wat betekent DGW"]
    assert "'???' bevat geen letters of cijfers" in err


def test_queries_from_standard_input(shell: Shell) -> None:
    shell.monkeypatch.setattr(sys, "stdin", io.StringIO(f"{QUERY}\nwat betekent DGW\n"))
    assert [record["query"] for record in shell.records("zoek", "--invoer", "-")] == [QUERY, "wat betekent DGW"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "staat geen vraag"),
        (b"\n  \n", "staat geen vraag"),
        (b"\xff\xfe\x00", "is geen tekst (UTF-8)"),
        (None, "is niet te lezen"),
        (b"x" * (LONGEST_INPUT + 1), "is te groot"),
    ],
)
def test_a_file_of_queries_that_cannot_be_used(
    shell: Shell, tmp_path: Path, content: bytes | None, message: str
) -> None:
    source = tmp_path / "vragen.txt"
    if content is not None:
        source.write_bytes(content)
    code, out, err = shell.ask("vraag", "--invoer", str(source))
    assert (code, out) == (1, "")
    assert message in err
    assert str(source) in err


def test_a_folder_is_no_file_of_queries(shell: Shell, tmp_path: Path) -> None:
    code, _, err = shell.ask("vraag", "--invoer", str(tmp_path))
    assert code == 1
    assert "is niet te lezen" in err


@pytest.mark.parametrize("arguments", [(), ("haven", "--invoer", "vragen.txt")])
def test_a_query_or_a_file_and_not_both(shell: Shell, arguments: tuple[str, ...]) -> None:
    code, _, err = shell.ask("vraag", *arguments)
    assert code == 1
    assert "Geef een vraag of een bestand met vragen" in err


@pytest.mark.parametrize(
    ("options", "documents", "kinds"),
    [
        (("--document", "vragen"), {"vragen"}, {"vraag", "paragraaf"}),
        (("--soort", "rij"), {"begroting"}, {"rij"}),
        (("--soort", "rij", "--soort", "vraag"), {"begroting", "vragen"}, {"rij", "vraag"}),
        (("--jaar", "2024"), {"vragen"}, {"vraag", "paragraaf"}),
        (("--ministerie", "waterbeheer", "--soort", "tabel"), {"begroting"}, {"tabel"}),
    ],
)
def test_filters(shell: Shell, options: tuple[str, ...], documents: set[str], kinds: set[str]) -> None:
    (record,) = shell.records("zoek", "Waterfonds", "--aantal", "100", *options)
    assert {hit["document"] for hit in record["hits"]} == documents
    assert {hit["kind"] for hit in record["hits"]} == kinds


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--document", "brief"), "Onbekend filter document 'brief'. Bekend zijn: begroting, vragen."),
        (("--jaar", "1999"), "Onbekend filter jaar '1999'. Bekend zijn: 2024, 2025."),
        (("--ministerie", "Ruimtevaart"), "Onbekend filter ministerie 'Ruimtevaart'. Bekend zijn: Waterbeheer."),
    ],
)
def test_a_filter_that_nothing_has_is_told_once(shell: Shell, options: tuple[str, ...], message: str) -> None:
    shell.monkeypatch.setattr(sys, "stdin", io.StringIO("haven\nsluis\n"))
    code, out, err = shell.ask("vraag", "--invoer", "-", *options)
    assert (code, out) == (1, "")
    assert err == f"Fout: {message}\n"


@pytest.mark.parametrize("query", ["", "   ", "\n"])
def test_an_empty_query(shell: Shell, query: str) -> None:
    code, out, err = shell.ask("vraag", query)
    assert (code, out) == (1, "")
    assert "De zoekvraag is leeg." in err


def test_a_query_of_5000_words(shell: Shell) -> None:
    (record,) = shell.records("vraag", " ".join(f"woord{'abcdefgh'[i % 8]}{i}" for i in range(4999)) + " Waterfonds")
    assert len(record["hits"]) == 5


def test_a_query_that_is_not_text(shell: Shell) -> None:
    """The shell gives bytes that are no UTF-8 as half characters, which no tokenizer takes and no JSON holds."""
    code, out, _ = shell.ask("vraag", "Waterfonds \udcff", "--json")
    assert code == 0
    assert json.loads(out)["query"] == "Waterfonds \ufffd"


def test_markup_in_a_query_or_path_is_shown_as_it_is(shell: Shell) -> None:
    code, out, _ = shell.ask("vraag", "[bold]Waterfonds[/bold] [/]")
    assert code == 0
    assert out.startswith("[bold]Waterfonds[/bold] [/]\n")
    assert "'[/x]'" in shell.run("indexeer", "--corpus", "[/x]")[2]


def test_indexeer(shell: Shell) -> None:
    code, out, err = shell.ask("indexeer")
    assert (code, err) == (0, "")
    assert out.startswith(f"De index is actueel: {shell.index}\n")
    assert "  vragen: 1 bladzijden, 0 tabellen, 2 vragen, 3 fragmenten" in out
    code, out, err = shell.ask("indexeer", "--opnieuw")
    assert code == 0
    assert out.startswith("Index gemaakt in ")
    assert "De index wordt opnieuw gemaakt: op verzoek." in err
    assert "Index gemaakt" not in err


def test_the_first_question_makes_the_index_and_says_so(shell: Shell) -> None:
    shutil.rmtree(shell.index)
    code, out, err = shell.ask("vraag", QUERY, "--json")
    assert code == 0
    assert len(out.splitlines()) == 1
    assert err.startswith("Er is nog geen index; die wordt nu gemaakt.\n2 documenten, ")
    assert "Index gemaakt in " in err
    assert shell.ask("vraag", QUERY, "--json") == (0, out, "")


def test_without_options_the_index_is_in_the_users_cache(shell: Shell, tmp_path: Path) -> None:
    code, _, _ = shell.run("indexeer", "--corpus", str(shell.corpus))
    assert code == 0
    (folder,) = (tmp_path / "cache" / "vraagbaak" / "indexen").glob("[!.]*")  # beside it stands its lock
    assert folder.name.startswith("corpus-")


@pytest.mark.parametrize(
    "command", [("vraag", "haven"), ("zoek", "haven"), ("indexeer",), ("evalueer",), ("app",), ("documenten",)]
)
def test_a_corpus_that_is_not_there(shell: Shell, tmp_path: Path, command: tuple[str, ...]) -> None:
    code, out, err = shell.run(*command, "--corpus", str(tmp_path / "nergens"))
    assert (code, out) == (1, "")
    assert "nergens' bestaat niet." in err
    assert "--corpus MAP" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "reason"), [(b"", "is leeg"), (bytes(range(256)) * 20, "geen leesbare tekst"), (b"\n \n", "is leeg")]
)
def test_a_file_that_cannot_be_read_does_not_stop_the_others(shell: Shell, content: bytes, reason: str) -> None:
    (shell.corpus / "stuk.txt").write_bytes(content)
    code, out, err = shell.ask("vraag", QUERY, "--json")
    assert code == 0
    assert json.loads(out)["answer"]["value"] == "5.000"
    assert "nieuw: stuk" in err
    assert [line for line in err.splitlines() if "Let op: " in line and "stuk.txt" in line and reason in line]
    again = shell.ask("vraag", QUERY, "--json")
    assert again[:2] == (0, out)
    assert "Let op: stuk.txt: niet gelezen" in again[2]
    assert "opnieuw gemaakt" not in again[2]


@pytest.mark.parametrize(
    "content", ["[", '["brief.txt"]\ntitle = "x"', '["vragen.txt"]\ntitel = "x"', '["vragen.txt"]\nbudget_year = "x"']
)
def test_a_metadata_file_that_is_broken(shell: Shell, content: str) -> None:
    (shell.corpus / "metadata.toml").write_text(content, encoding="utf-8")
    code, out, err = shell.ask("vraag", QUERY)
    assert (code, out) == (1, "")
    assert "metadata.toml" in err


@pytest.mark.parametrize("name", FILES)
def test_an_index_with_a_damaged_file_is_made_again(shell: Shell, name: str) -> None:
    before = shell.ask("vraag", QUERY, "--json")
    (shell.index / name).write_bytes(b"x")
    code, out, err = shell.ask("vraag", QUERY, "--json")
    assert (code, out) == before[:2]
    assert f"De index wordt opnieuw gemaakt: {name} ontbreekt of is beschadigd." in err


def test_a_folder_that_is_no_index(shell: Shell, tmp_path: Path) -> None:
    code, _, err = shell.run("vraag", QUERY, "--corpus", str(shell.corpus), "--index", str(shell.corpus))
    assert code == 1
    assert "bevat bestanden die niet van een index zijn" in err
    assert "Er is niets gewijzigd." in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("vrag", "haven"), "Onbekende opdracht: vrag. Bedoel je vraag?"),
        (("zwem",), "Onbekende opdracht: zwem."),
        (("--qqq",), "Onbekende optie: --qqq."),
        (("vraag", "haven", "--qqq"), "Onbekende optie: --qqq."),
        (("vraag", "haven", "--jsn"), "Onbekende optie: --jsn. Bedoel je --json?"),
        (
            ("vraag", "-xyz haven"),
            "Onbekende optie: -x. Zet een woord met een minteken achter een ander woord.",
        ),
        (("vraag", "een", "twee", "drie"), "Te veel woorden (twee drie); zet de vraag tussen aanhalingstekens."),
        (("vraag", "haven", "--aantal"), "Na --aantal hoort een waarde."),
        (("vraag", "haven", "--json=ja"), "Na --json hoort geen waarde."),
        (("vraag", "haven", "--aantal", "veel"), "De waarde voor --aantal hoort een geheel getal te zijn."),
        (("vraag", "haven", "--aantal", "2,5"), "De waarde voor --aantal hoort een geheel getal te zijn."),
        (("vraag", "haven", "--aantal", "0"), "De waarde voor --aantal hoort minstens 1 te zijn."),
        (("vraag", "haven", "--aantal", "1001"), "De waarde voor --aantal hoort hoogstens 1000 te zijn."),
        (("app", "--poort", "70000"), "De waarde voor --poort hoort hoogstens 65535 te zijn."),
        (("vraag", "haven", "--jaar", "vorig"), "De waarde voor --jaar hoort een geheel getal te zijn."),
        (
            ("vraag", "haven", "--soort", "boek"),
            "Onbekende waarde 'boek' voor --soort. Bekend zijn: 'vraag', 'paragraaf', 'tabel', 'rij'.",
        ),
    ],
)
def test_a_command_that_cannot_be_understood(shell: Shell, arguments: tuple[str, ...], message: str) -> None:
    code, out, err = shell.run(*arguments)
    assert (code, out) == (2, "")
    assert err == f"Fout: {message} Bekijk wat kan met: vraagbaak --help\n"


def test_a_message_that_is_not_known_is_shown_as_it_is() -> None:
    assert cli._translate("Something else.") == "Something else. Bekijk wat kan met: vraagbaak --help"


ENGLISH = ("Usage", "OPTIONS", "COMMAND", "Options", "Arguments", "Commands", "Show this", "exit.", "default", "<bool>")


@pytest.mark.parametrize("command", ["", "vraag", "zoek", "indexeer", "documenten", "evalueer", "app"])
def test_help_is_in_dutch(shell: Shell, command: str) -> None:
    code, out, err = shell.run(*command.split(), "--help")
    assert (code, err) == (0, "")
    assert f"Gebruik: vraagbaak {command}".strip() in out
    assert "Toon deze uitleg." in out
    assert [word for word in ENGLISH if word in out] == []


def test_without_a_command_the_help_is_shown(shell: Shell) -> None:
    code, out, err = shell.run()
    assert (code, err) == (2, "")
    assert "Gebruik: vraagbaak [OPTIES]" in out


def test_an_unexpected_error_is_one_line(shell: Shell) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise ZeroDivisionError("iets [/] ging mis")

    shell.monkeypatch.setattr("answer.terminal.ask.answer_question", fail)
    code, out, err = shell.ask("vraag", QUERY)
    assert (code, out) == (70, "")
    assert err.startswith("Fout: Onverwachte fout (ZeroDivisionError: iets [/] ging mis). ")
    assert err.count("\n") == 1


def test_an_unexpected_error_shows_its_details_on_request(shell: Shell) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise ZeroDivisionError

    shell.monkeypatch.setattr("answer.terminal.ask.answer_question", fail)
    shell.monkeypatch.setenv("VRAAGBAAK_DEBUG", "1")
    shell.monkeypatch.setattr(sys, "argv", ["vraagbaak", "vraag", QUERY, "--corpus", str(WATER)])
    with pytest.raises(ZeroDivisionError):
        cli.main()


def test_stopping_with_the_keyboard(shell: Shell) -> None:
    def stop(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    shell.monkeypatch.setattr("answer.terminal.ask.answer_question", stop)
    code, _, err = shell.ask("vraag", QUERY)
    assert (code, err) == (130, "Fout: Afgebroken.\n")


NOWHERE = 12345


class GoneReader(io.StringIO):
    """Standard output of which the reader has left."""

    def write(self, text: str) -> int:
        raise BrokenPipeError(32, "Broken pipe")

    def fileno(self) -> int:
        return NOWHERE


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_reader_that_left_is_no_error(shell: Shell, options: tuple[str, ...]) -> None:
    replaced: list[int] = []
    duplicate = os.dup2

    def replace_descriptor(source: int, target: int, inheritable: bool = True) -> int:
        if target != NOWHERE:
            return duplicate(source, target, inheritable)
        os.close(source)
        replaced.append(target)
        return target

    shell.monkeypatch.setattr(os, "dup2", replace_descriptor)
    shell.monkeypatch.setattr(sys, "stderr", sys.stderr)  # Typer wraps both
    shell.monkeypatch.setattr(sys, "stdout", GoneReader())
    shell.monkeypatch.setattr(cli, "out", Console(highlight=False))  # Rich keeps what it could not write
    code, _, err = shell.ask("vraag", QUERY, *options)
    assert (code, err) == (0, "")
    assert set(replaced) == {NOWHERE}


def test_evalueer(shell: Shell, tmp_path: Path) -> None:
    calls: list[tuple[Any, ...]] = []

    def measure(
        bench: Any,  # noqa: ANN401
        documents: Any,  # noqa: ANN401
        encoder: Any,  # noqa: ANN401
        progress: Callable[[str, int, int], None],
        *,
        with_ablations: bool,
        with_invented: bool,
    ) -> str:
        progress("korte vragen", 1, 2)
        calls.append((bench, len(documents), encoder.name, with_ablations, with_invented))
        return "gemeten"

    shell.monkeypatch.setattr("evaluation.bench.prepare_bench", lambda *_, **__: "bank")
    shell.monkeypatch.setattr("evaluation.measure_bench", measure)
    shell.monkeypatch.setattr("evaluation.print_report", lambda found, out: out.print(found))
    shell.monkeypatch.setattr("evaluation.write_result", lambda found, path: path.write_text(found, encoding="utf-8"))
    kept: list[tuple[Any, ...]] = []

    def keep(*given: object) -> Path:
        kept.append(given)
        return Path("bewaard")

    shell.monkeypatch.setattr("evaluation.record.keep_result", keep)
    (shell.corpus / "leeg.txt").write_bytes(b"")
    target = tmp_path / "uitkomst.json"
    asked = ("evalueer", "--corpus", str(shell.corpus), "--uitvoer", str(target))
    code, out, err = shell.run(*asked)
    assert code == 0
    assert calls == [("bank", 2, "stub", False, True)]
    assert out == f"gemeten\nResultaat geschreven naar {target}, en voor de zoekpagina naar bewaard\n"
    assert kept[0][0] == "gemeten" and Path(kept[0][2]).parent.name == "indexen"
    assert "leeg.txt" in err
    assert target.read_text(encoding="utf-8") == "gemeten"
    shell.run(*asked, "--ablatie")
    assert calls[-1] == ("bank", 2, "stub", True, True)


def test_leer_on_other_documents_says_what_to_do(shell: Shell) -> None:
    shell.monkeypatch.setattr("index.fuse.write_fusion", lambda fusion: pytest.fail("niets geleerd"))
    code, _, err = shell.run("leer", "--corpus", str(shell.corpus))
    assert code == 1
    assert "niets om" in err


@pytest.mark.parametrize("model", [None, "ander/model"])
def test_app_starts_the_page_on_this_corpus(shell: Shell, model: str | None) -> None:
    pytest.importorskip("app", reason="the page is not there")
    started: list[tuple[str, list[str], dict[str, str]]] = []
    shell.monkeypatch.setattr(os, "execve", lambda *call: started.append(call))
    options = () if model is None else ("--model", model)
    shell.monkeypatch.delenv("VRAAGBAAK_MODEL", raising=False)
    code, out, _ = shell.ask("app", "--poort", "8765", *options)
    assert code == 0
    assert out == "De zoekpagina staat op http://localhost:8765 (stoppen met Ctrl+C)\n"
    ((program, command, environment),) = started
    assert program == command[0] == sys.executable
    assert command[1:4] == ["-m", "streamlit", "run"]
    assert command[4].endswith("app.py")
    assert "--server.port=8765" in command
    assert "--browser.gatherUsageStats=false" in command
    assert environment["VRAAGBAAK_CORPUS"] == str(shell.corpus)
    assert environment["VRAAGBAAK_INDEX"] == str(shell.index)
    assert environment.get("VRAAGBAAK_MODEL") == model
    assert environment["PATH"] == os.environ["PATH"]

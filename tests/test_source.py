"""From a folder to documents: which files count, what is said of them, and those that cannot be read."""

import datetime
from pathlib import Path

import pytest

from ingest import load_sources, read_corpus, read_document
from ingest.errors import CorpusError, DocumentError
from ingest.metadata import parliamentary_session
from ingest.readers import read_pages

CORPUS = Path(__file__).parents[1] / "corpus"
TEXT = "1. Inleiding\n\nDit is een alinea over de opvang van asielzoekers in dit jaar.\n"


def write(folder: Path, name: str, content: str | bytes = TEXT) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_corpus_of_the_project() -> None:
    budget, questions = read_corpus(CORPUS).documents
    assert (budget.metadata.kamerstuk, budget.metadata.ministry) == ("36 600 XX, nr. 2", "Asiel en Migratie")
    assert (questions.metadata.kamerstuk, questions.metadata.budget_year) == ("36 740 VI, nr. 15", 2024)
    assert read_corpus(CORPUS).problems == ()


# --- which files count --------------------------------------------------------------------------------------------


def test_files_in_folders_below_count_and_are_named_by_their_path(tmp_path: Path) -> None:
    write(tmp_path, "2025/begroting.txt")
    write(tmp_path, "brief.TXT")
    assert [(source.id, source.name) for source in load_sources(tmp_path)] == [
        ("2025/begroting", "2025/begroting.txt"),
        ("brief", "brief.TXT"),
    ]


def test_readme_and_hidden_files_are_no_documents(tmp_path: Path) -> None:
    for name in ("README.txt", "readme.md", ".verborgen.txt", ".git/config.txt", "sub/.DS_Store", "brief.txt"):
        write(tmp_path, name)
    corpus = read_corpus(tmp_path)
    assert [document.id for document in corpus.documents] == ["brief"]
    assert corpus.problems == ()


def test_two_files_of_one_stem_have_ids_of_their_own(tmp_path: Path) -> None:
    write(tmp_path, "brief.txt")
    write(tmp_path, "brief.TXT", TEXT + "Iets anders.\n")
    if len(list(tmp_path.iterdir())) == 1:
        pytest.skip("this file system does not tell capitals apart")
    assert sorted(source.id for source in load_sources(tmp_path)) == ["brief.TXT", "brief.txt"]


def test_a_file_of_another_kind_is_named_and_not_silently_skipped(tmp_path: Path) -> None:
    write(tmp_path, "brief.txt")
    write(tmp_path, "cijfers.xlsx", b"PK")
    [problem] = read_corpus(tmp_path).problems
    assert "cijfers.xlsx" in problem
    assert ".xlsx" in problem
    assert ".txt" in problem


def test_hash_is_that_of_the_bytes_and_order_that_of_the_names(tmp_path: Path) -> None:
    for name in ("c.txt", "a.txt", "b.txt"):
        write(tmp_path, name)
    sources = load_sources(tmp_path)
    assert [source.id for source in sources] == ["a", "b", "c"]
    assert len({source.sha256 for source in sources}) == 1


# --- what cannot be read ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "leeg"),
        (b" \n\n \t\n", "leeg"),
        ("\u00a0\n\u200b\n".encode(), "geen tekst"),
        (bytes(range(256)) * 20, "geen leesbare tekst"),
        (b"%PDF-1.7\n\x00\x01\x02", "geen leesbare tekst"),
        ("Tekst".encode("utf-16"), "geen leesbare tekst"),
    ],
)
def test_a_file_that_is_no_text_is_refused_by_name(tmp_path: Path, content: bytes, words: str) -> None:
    path = write(tmp_path, "stuk.txt", content)
    with pytest.raises(DocumentError, match=words) as error:
        read_pages(path)
    assert "stuk.txt" in str(error.value)


def test_one_bad_document_does_not_stop_the_rest(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", b"")
    write(tmp_path, "b.txt")
    write(tmp_path, "c.txt", b"\x00\x01\x02")
    corpus = read_corpus(tmp_path)
    assert [document.id for document in corpus.documents] == ["b"]
    assert [problem.split(":")[0] for problem in corpus.problems] == ["a.txt", "c.txt"]


def test_a_file_without_read_rights_does_not_stop_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error came from hashing the file, before any reader could catch it."""
    write(tmp_path, "a.txt")
    write(tmp_path, "b.txt")
    read_bytes = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    corpus = read_corpus(tmp_path)
    assert [document.id for document in corpus.documents] == ["b"]
    assert "a.txt: niet te lezen" in corpus.problems[0]


def test_a_folder_in_the_place_of_the_metadata_file(tmp_path: Path) -> None:
    write(tmp_path, "metadata.toml/brief.txt")
    with pytest.raises(CorpusError, match="metadata.toml"):
        read_corpus(tmp_path)


def test_a_broken_link_is_no_document(tmp_path: Path) -> None:
    write(tmp_path, "b.txt")
    (tmp_path / "a.txt").symlink_to(tmp_path / "weg.txt")
    assert [document.id for document in read_corpus(tmp_path).documents] == ["b"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="bestaat niet.*--corpus"):
        read_corpus(tmp_path / "weg")


def test_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="map"):
        read_corpus(write(tmp_path, "brief.txt"))


def test_a_folder_without_documents(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="geen document"):
        read_corpus(tmp_path)


def test_a_folder_with_only_bad_documents_says_why(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", b"")
    with pytest.raises(CorpusError, match=r"geen document[^§]*a\.txt: Het bestand is leeg"):
        read_corpus(tmp_path)


def test_text_of_an_older_tool_is_read(tmp_path: Path) -> None:
    """Windows-1252 is no UTF-8: the euro sign and the accents came out as question marks."""
    write(tmp_path, "oud.txt", "De geïnde bedragen zijn € 1.000 ‘extra’ – zo’n jaar.\n".encode("cp1252"))
    [document] = read_corpus(tmp_path).documents
    assert document.text == "De geïnde bedragen zijn € 1.000 ‘extra’ – zo’n jaar.\n"


def test_one_damaged_byte_leaves_the_other_letters_whole(tmp_path: Path) -> None:
    """The whole file was read as Windows-1252 then: `geÃ¯nd` for `geïnd`, and no word with an accent was found."""
    write(tmp_path, "stuk.txt", "De geïnde bedragen zijn € 1.000 voor Oekraïne".encode() + b" en \xff meer.\n")
    [document] = read_corpus(tmp_path).documents
    assert document.text == "De geïnde bedragen zijn € 1.000 voor Oekraïne en \ufffd meer.\n"


def test_line_ends_of_other_systems_and_a_mark_at_the_start(tmp_path: Path) -> None:
    write(tmp_path, "windows.txt", b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    write(tmp_path, "mac.txt", TEXT.replace("\n", "\r"))
    write(tmp_path, "unix.txt", TEXT)
    assert len({document.text for document in read_corpus(tmp_path).documents}) == 1


# --- the metadata file --------------------------------------------------------------------------------------------


def test_metadata_of_the_file_comes_first(tmp_path: Path) -> None:
    write(tmp_path, "sub/brief.txt")
    write(tmp_path, "metadata.toml", '["sub/brief.txt"]\ntitle = "Een brief"\nbudget_year = 2025\npage_offset = 0\n')
    [source] = load_sources(tmp_path)
    assert (source.metadata.title, source.metadata.budget_year, source.metadata.page_offset) == ("Een brief", 2025, 0)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('["brief.txt"\ntitle = "x"', "geen geldig TOML-bestand"),
        (b"\xff\xfe\x00", "geen geldig TOML-bestand"),
        ('["brief.txt"]\ntitel = "x"', "onbekend veld 'titel'.*title"),
        ('["brief.txt"]\ntitle = 3', "'title'.*tekst"),
        ('["brief.txt"]\nbudget_year = "2025"', "'budget_year'.*geheel getal"),
        ('["brief.txt"]\nbudget_year = true', "'budget_year'.*geheel getal"),
        ('["brief.txt"]\ndate = 2025-06-19', "'date'.*tekst"),
        ('"brief.txt" = "x"', "hoort een deel te zijn"),
        ('["anders.txt"]\ntitle = "x"', "geen document 'anders.txt'"),
    ],
)
def test_a_metadata_file_that_cannot_be_used(tmp_path: Path, content: str | bytes, words: str) -> None:
    write(tmp_path, "brief.txt")
    write(tmp_path, "metadata.toml", content)
    with pytest.raises(CorpusError, match=words) as error:
        read_corpus(tmp_path)
    assert "metadata.toml" in str(error.value)


# --- what a document says of itself -------------------------------------------------------------------------------


def test_metadata_is_read_from_the_first_page_where_it_stands_there(tmp_path: Path) -> None:
    [described] = [source for source in load_sources(CORPUS) if "vragen" in source.id]
    write(tmp_path, "lijst.txt", described.path.read_bytes())
    [document] = read_corpus(tmp_path).documents
    known = document.metadata
    assert known.title == "Jaarverslag Ministerie van Justitie en Veiligheid 2024 (onderdeel Asiel en Migratie)"
    assert known.kind == "lijst van vragen en antwoorden"
    assert known.ministry == "Justitie en Veiligheid"
    assert known.budget_year == 2024
    assert known.date == "2025-06-19"
    assert known.session == "2024/25"
    assert known.kamerstuk == "36 740 VI, nr. 15"
    assert known.url is None


def test_what_does_not_stand_on_the_first_page_is_left_open(tmp_path: Path) -> None:
    write(tmp_path, "los.txt", "Een tekst zonder voorblad over 19 juni 2025.\n\fVastgesteld 1 mei 2020\n")
    known = read_corpus(tmp_path).documents[0].metadata
    assert (known.title, known.date, known.kamerstuk, known.ministry, known.budget_year) == (None,) * 5


LETTER = """\
Postbus 1
2500 EA Den Haag

{dated}
4 juni 2019
{about}
Beantwoording vragen over het jaarverslag 2018
van het Ministerie van Defensie

Geachte mevrouw Jansen,

Hierbij bieden wij u de antwoorden aan.
"""


@pytest.mark.parametrize(
    ("dated", "about"),
    [("datum", "betreft"), ("D A T U M", "B E T R E F T\n"), ("DA TU M\n", "B ETR EF T"), ("Datum:", "Betreft:")],
)
def test_date_and_subject_of_a_letter(tmp_path: Path, dated: str, about: str) -> None:
    """Letters print their labels in spaced capitals, which extractors space in their own way."""
    write(tmp_path, "brief.txt", LETTER.format(dated=dated, about=about))
    known = read_corpus(tmp_path).documents[0].metadata
    assert known.title == "Beantwoording vragen over het jaarverslag 2018 van het Ministerie van Defensie"
    assert (known.date, known.session, known.kind) == ("2019-06-04", "2018/19", "brief")
    assert (known.ministry, known.budget_year) == ("Defensie", 2018)


def test_a_date_that_does_not_exist_is_none(tmp_path: Path) -> None:
    write(tmp_path, "brief.txt", "Vastgesteld 31 februari 2024\n\nTekst van de brief.\n")
    assert read_corpus(tmp_path).documents[0].metadata.date is None


@pytest.mark.parametrize(
    ("date", "session"),
    [
        ("2024-09-16", "2023/24"),
        ("2024-09-17", "2024/25"),  # Prinsjesdag 2024
        ("2025-06-19", "2024/25"),
        ("2025-09-15", "2024/25"),
        ("2025-09-16", "2025/26"),  # Prinsjesdag 2025
        ("2026-01-01", "2025/26"),
        ("2099-12-31", "2099/00"),
        ("2020-09-15", "2020/21"),  # 1 September 2020 was a Tuesday itself
        ("2020-09-14", "2019/20"),
    ],
)
def test_parliamentary_session_begins_on_prinsjesdag(date: str, session: str) -> None:
    assert parliamentary_session(datetime.date.fromisoformat(date)) == session


def test_reading_a_source_twice_gives_the_same_document() -> None:
    [source, _] = load_sources(CORPUS)
    assert read_document(source) == read_document(source)

"""Documents that are added, removed and put back: what is refused, and that nothing is ever there by half or lost."""

import io
import os
import stat
import threading
import time
import tomllib
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import bin as bin_module
from ingest import library
from ingest.bin import BIN_FOLDER, find_removed
from ingest.corpus import read_corpus
from ingest.document import Metadata
from ingest.errors import CorpusError, DocumentError, VraagbaakError
from ingest.files import METADATA_FILE, Problem, list_files
from ingest.library import add_document, find_clash, remove_document, restore_document, why_fixed
from ingest.metadata_file import add_entry, append_entry, take_entry
from ingest.readers import MAX_BYTES
from ingest.source import load_sources
from ingest.upload import MOST_NAME_BYTES, Upload, check_upload, safe_name

LETTER = """BRIEF VAN DE MINISTER

Geachte voorzitter,

De opvang kost dit jaar 3 miljoen euro. Dat is meer dan vorig jaar.
"""

DESCRIBED = """# Wat van elk document bekend is.

["een.txt"] # de eerste
title = "Een [niet een kop]"

# Over twee:
# het is een lijst.
["twee.txt"]
budget_year = 2024
# Het bestand is heel.
page_offset = 0
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two documents and what is known of them."""
    corpus = tmp_path / "stukken"
    corpus.mkdir()
    (corpus / "een.txt").write_text("Een\n\nDit is de eerste tekst.\n", encoding="utf-8")
    (corpus / "twee.txt").write_text("Twee\n\nDit is de tweede tekst.\n", encoding="utf-8")
    (corpus / METADATA_FILE).write_text(DESCRIBED, encoding="utf-8")
    return corpus


def read(name: str = "brief.txt", text: str = LETTER) -> Upload:
    upload = check_upload(name, text.encode())
    assert isinstance(upload, Upload)
    return upload


def contents(corpus: Path) -> dict[str, bytes]:
    """Return all files below a folder, hidden ones too, but for the lock, which is empty and stays."""
    files = (path for path in corpus.rglob("*") if path.is_file() and path.name != ".slot")
    return {str(path.relative_to(corpus)): path.read_bytes() for path in files}


def names(corpus: Path) -> set[str]:
    return {source.name for source in load_sources(corpus)}


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("brief.txt", "brief.txt"),
        ("../../x.txt", "x.txt"),
        ("/etc/passwd.txt", "passwd.txt"),
        ("C:\\stukken\\brief.docx", "brief.docx"),
        (".bashrc.txt", "bashrc.txt"),
        ("~$brief.docx", "brief.docx"),
        ("CON.txt", "CON_.txt"),
        ("con.deel.txt", "con_.deel.txt"),
        ("README.txt", "README_.txt"),
        ("a\x00b\r\nc\x1b[31m.txt", "abc[31m.txt"),
        ("\u202etxt.exe.pdf", "txt.exe.pdf"),
        ("<script>.txt", "-script-.txt"),
        ('=HYPERLINK("x").txt', "=HYPERLINK(-x-).txt"),
        ("🙂 begroting.txt", "🙂 begroting.txt"),
        ("brief. .txt", "brief.txt"),
        ("e\u0301e\u0301n.txt", "één.txt"),
        ("", "document"),
        ("...", "document"),
        ("\udce9.txt", "document.txt"),
    ],
)
def test_a_name_is_made_safe(given_name: str, safe: str) -> None:
    assert safe_name(given_name) == safe


@given(st.text(st.characters(), max_size=400), st.sampled_from([".txt", ".PDF", ".docx", ""]))
def test_a_safe_name_is_one_that_counts_as_a_document(text: str, suffix: str) -> None:
    name = safe_name(text + suffix)
    assert name and len(name.encode()) <= MOST_NAME_BYTES
    assert not name.startswith((".", "~$")) and not set(name) & set('/\\\x00<>:"|?*')
    assert Path(name).name == name and name.strip() == name
    assert safe_name(name) == name


def test_a_long_name_keeps_its_suffix() -> None:
    assert safe_name("é" * 255 + ".pdf").endswith("é.pdf")


def test_a_file_that_can_be_read_is_understood() -> None:
    upload = read()
    assert upload.read.kind == "brief van de minister"
    assert upload.entry.file == "brief.txt" and upload.entry.characters > 50
    assert len(upload.sha256) == 64


def zip_bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 300_000_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("plaatje.png", b"\x89PNG", "bestanden met '.png' worden niet gelezen"),
        ("zonder", b"tekst", "bestanden zonder achtervoegsel worden niet gelezen"),
        ("leeg.txt", b"", "leeg"),
        ("wit.txt", b" \n\n ", "leeg"),
        ("beeld.txt", bytes(range(256)) * 40, "geen leesbare tekst"),
        ("kapot.pdf", b"%PDF-1.7 kapot", ""),
        ("verkeerd.pdf", LETTER.encode(), ""),
        ("verkeerd.docx", LETTER.encode(), ""),
        ("kapot.xml", b"<a><b></a>", ""),
        ("kaal.html", b"<html><body><script>1</script></body></html>", ""),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(name: str, content: bytes, reason: str) -> None:
    problem = check_upload(name, content)
    assert isinstance(problem, Problem)
    assert problem.name == name and reason in problem.reason
    assert problem.reason and "\n" not in problem.reason and "Traceback" not in problem.reason
    assert "uit de map" not in problem.reason, "het staat nog niet in de map"


def test_a_bomb_and_a_giant_are_refused() -> None:
    assert isinstance(check_upload("bom.docx", zip_bomb()), Problem)
    giant = check_upload("reus.txt", b"a" * (MAX_BYTES + 1))
    assert isinstance(giant, Problem) and "50 MB" in giant.reason


def test_nothing_is_left_behind_by_reading(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = contents(tmp_path)
    read()
    check_upload("kapot.pdf", b"%PDF kapot")
    assert contents(tmp_path) == before


def test_a_document_is_added_with_what_it_does_not_say_itself(folder: Path) -> None:
    typed = Metadata(kind="iets anders", ministry="Asiel en Migratie", budget_year=2026, title='De <brief> "x" \x7f')
    assert add_document(folder, read(), typed) == "brief.txt"
    assert (folder / "brief.txt").read_text(encoding="utf-8") == LETTER
    text = (folder / METADATA_FILE).read_text(encoding="utf-8")
    assert text.startswith(DESCRIBED), "what stood there stays as it was, with its comments"
    added = tomllib.loads(text)["brief.txt"]
    assert added == {"title": typed.title, "ministry": "Asiel en Migratie", "budget_year": 2026}
    document = next(each for each in read_corpus(folder).documents if each.id == "brief")
    assert document.metadata.kind == "brief van de minister" and document.metadata.budget_year == 2026


def test_without_anything_to_add_the_metadata_file_stays_as_it_is(folder: Path) -> None:
    before = (folder / METADATA_FILE).stat()
    add_document(folder, read(), Metadata())
    assert (folder / METADATA_FILE).stat() == before


def test_a_first_document_needs_no_metadata_file(tmp_path: Path) -> None:
    add_document(tmp_path, read(), Metadata(ministry="Defensie"))
    assert names(tmp_path) == {"brief.txt"}
    assert load_sources(tmp_path)[0].metadata.ministry == "Defensie"


def test_the_same_document_is_not_added_twice(folder: Path) -> None:
    add_document(folder, read(), Metadata())
    before = contents(folder)
    again = read("andere naam.txt")
    assert find_clash(folder, load_sources(folder), again).same_content == "brief.txt"
    with pytest.raises(DocumentError, match="staat er al, als 'brief.txt'"):
        add_document(folder, again, Metadata(), replacing=True)
    assert contents(folder) == before


def test_another_document_of_the_same_name_replaces_only_when_asked(folder: Path) -> None:
    newer = read("Een.TXT".lower(), "Een\n\nDit is een nieuwere tekst.\n")
    before = contents(folder)
    with pytest.raises(DocumentError, match="er staat al een ander document"):
        add_document(folder, newer, Metadata())
    assert contents(folder) == before
    assert add_document(folder, newer, Metadata(ministry="Defensie"), replacing=True) == "een.txt"
    assert (folder / "een.txt").read_bytes() == newer.content
    assert {source.name: source.metadata.ministry for source in load_sources(folder)}["een.txt"] == "Defensie"
    (old,) = find_removed(folder)
    assert old.path.read_bytes() == before["een.txt"] and "Een [niet een kop]" in old.entry
    restore_document(folder, old.slot)
    assert (folder / "een.txt").read_bytes() == before["een.txt"]
    assert find_removed(folder)[0].path.read_bytes() == newer.content, "the newer one is not lost either"
    assert load_sources(folder)[0].metadata.title == "Een [niet een kop]"


def test_a_name_in_other_capitals_is_the_same_name(folder: Path) -> None:
    clash = find_clash(folder, load_sources(folder), read("EEN.TXT"))
    assert clash.same_name == clash.name == "een.txt"


def test_another_format_does_not_take_the_name_by_which_a_document_is_known(folder: Path) -> None:
    page = check_upload("een.html", b"<html><body><h1>Kop</h1><p>Andere tekst staat hier.</p></body></html>")
    assert isinstance(page, Upload)
    assert add_document(folder, page, Metadata()) == "een-2.html"
    assert {source.id for source in load_sources(folder)} == {"een", "een-2", "twee"}


def test_what_is_removed_can_be_put_back_as_it_was(folder: Path) -> None:
    before = contents(folder)
    moment = (folder / "twee.txt").stat().st_mtime_ns
    removed = remove_document(folder, "twee.txt", "De tweede")
    assert names(folder) == {"een.txt"} and not list_files(folder).problems
    assert "twee" not in (folder / METADATA_FILE).read_text(encoding="utf-8")
    assert removed.path.parent.parent == folder / BIN_FOLDER
    assert [(each.name, each.title) for each in find_removed(folder)] == [("twee.txt", "De tweede")]
    assert abs(find_removed(folder)[0].moment - time.time()) < 60
    restore_document(folder, removed.slot)
    assert contents(folder) == before
    assert (folder / "twee.txt").stat().st_mtime_ns == moment
    assert not (folder / BIN_FOLDER).exists()


def test_the_last_document_can_be_removed_and_come_back(folder: Path) -> None:
    removed = [remove_document(folder, name) for name in ("een.txt", "twee.txt")]
    assert names(folder) == set()
    with pytest.raises(CorpusError, match="staat geen document"):
        read_corpus(folder)
    for each in removed:
        restore_document(folder, each.slot)
    assert names(folder) == {"een.txt", "twee.txt"}


def test_a_document_in_a_folder_within_comes_back_there(folder: Path) -> None:
    within = folder / "2024" / "drie.txt"
    within.parent.mkdir()
    within.write_text("Drie\n\nDerde tekst.\n", encoding="utf-8")
    removed = remove_document(folder, "2024/drie.txt")
    within.parent.rmdir()
    restore_document(folder, removed.slot)
    assert within.exists()


@pytest.mark.parametrize("name", ["../buiten.txt", "/etc/passwd", "nergens.txt", METADATA_FILE, ".prullenbak", ""])
def test_only_what_is_a_document_can_be_removed(folder: Path, name: str) -> None:
    (folder.parent / "buiten.txt").write_text("buiten", encoding="utf-8")
    before = contents(folder.parent)
    with pytest.raises(DocumentError, match="staat niet meer tussen de documenten"):
        remove_document(folder, name)
    assert contents(folder.parent) == before


def test_a_slot_that_points_outside_the_folder_does_not_count(folder: Path) -> None:
    for place in ("../uit.txt", "/tmp/uit.txt", "", "x\x00.txt"):
        slot = bin_module.open_slot(folder, "x.txt", "", "")
        slot.path.write_text("x", encoding="utf-8")
        record = slot.path.parent / "verwijderd.json"
        record.write_text(record.read_text(encoding="utf-8").replace('"x.txt"', repr(place).replace("'", '"')), "utf-8")
    (folder / BIN_FOLDER / "kapot").mkdir()
    assert find_removed(folder) == ()
    with pytest.raises(DocumentError, match="ligt niet meer in de prullenbak"):
        restore_document(folder, "../..")


def test_a_failure_half_way_leaves_all_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(folder)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", fail)
        with pytest.raises(CorpusError, match="kan niet worden gewijzigd"):
            add_document(folder, read("een.txt"), Metadata(), replacing=True)
        assert contents(folder) == before
        with pytest.raises(CorpusError, match="kan niet worden gewijzigd"):
            remove_document(folder, "een.txt")
    assert contents(folder) == before
    replace = os.replace
    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", lambda a, b: fail() if Path(a).name == "een.txt" else replace(a, b))
        with pytest.raises(CorpusError, match="kan niet worden gewijzigd"):
            remove_document(folder, "een.txt")
    assert contents(folder) == before


def test_a_folder_that_is_fixed_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert why_fixed(folder) == ""
    assert "bestaat niet" in why_fixed(folder / "nergens")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert "mag Vraagbaak niet schrijven" in why_fixed(folder)
    for change in (lambda: add_document(folder, read(), Metadata()), lambda: remove_document(folder, "een.txt")):
        with pytest.raises(CorpusError, match="mag Vraagbaak niet schrijven"):
            change()


def test_many_at_once_lose_nothing(folder: Path) -> None:
    uploads = [read(f"brief {i}.txt", f"{LETTER}\nBrief nummer {i}.\n") for i in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda each: add_document(folder, each, Metadata(ministry=f"M {each.name}")), uploads))
    assert names(folder) == {"een.txt", "twee.txt", *(each.name for each in uploads)}
    assert {source.metadata.ministry for source in load_sources(folder)} >= {f"M {each.name}" for each in uploads}

    def remove(name: str) -> str:
        try:
            return remove_document(folder, name).slot
        except VraagbaakError as error:
            return str(error)

    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(remove, ["een.txt"] * 8))
    assert sum("staat niet meer tussen de documenten" in each for each in said) == 7
    assert len(find_removed(folder)) == 1


def test_who_waits_too_long_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "PATIENCE", 0.05)
    begun, done = threading.Event(), threading.Event()

    def hold() -> None:
        with library._changing(folder):
            begun.set()
            done.wait(10)

    other = threading.Thread(target=hold)
    other.start()
    begun.wait(10)
    with pytest.raises(CorpusError, match="Iemand anders wijzigt de documenten nu"):
        remove_document(folder, "een.txt")
    done.set()
    other.join()
    remove_document(folder, "een.txt")


def test_a_new_file_can_be_read_by_whom_the_folder_is_for(folder: Path) -> None:
    add_document(folder, read(), Metadata())
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((folder / "brief.txt").stat().st_mode) == 0o666 & ~mask


def test_an_entry_is_taken_out_with_its_comment_and_put_back() -> None:
    rest, entry = take_entry(DESCRIBED, "twee.txt")
    assert rest == '# Wat van elk document bekend is.\n\n["een.txt"] # de eerste\ntitle = "Een [niet een kop]"\n'
    assert entry.startswith("# Over twee:\n") and entry.endswith("page_offset = 0\n")
    assert append_entry(rest, "twee.txt", entry) == DESCRIBED
    rest, entry = take_entry(DESCRIBED, "een.txt")
    assert rest.startswith("# Wat van elk document bekend is.\n") and "# Over twee:" in rest and "eerste" in entry


def test_what_cannot_be_taken_out_is_refused_and_not_spoiled() -> None:
    for text in ('"een.txt" = {title = "x"}\n', '["een.txt"]\ntitle = """\n["twee.txt"]\n"""\n["twee.txt"]\n'):
        try:
            rest, entry = take_entry(text, "een.txt")
        except CorpusError as error:
            assert "Pas het bestand met de hand aan" in str(error)
        else:
            assert "een.txt" not in tomllib.loads(rest) and "een.txt" in tomllib.loads(entry)
    with pytest.raises(CorpusError, match="geen geldig TOML"):
        take_entry("dit is geen toml", "een.txt")


@given(st.text(min_size=1, max_size=30), st.text(max_size=60), st.integers(1900, 2100))
def test_any_text_can_be_written_and_read_back(name: str, title: str, year: int) -> None:
    if any("\ud800" <= character <= "\udfff" for character in name + title) or name in {"een.txt", "twee.txt"}:
        return
    text = add_entry(DESCRIBED, name, Metadata(title=title, budget_year=year))
    assert tomllib.loads(text)[name] == {"title": title, "budget_year": year}
    rest, entry = take_entry(text, name)
    assert tomllib.loads(rest) == tomllib.loads(DESCRIBED) and tomllib.loads(entry)[name]["title"] == title

"""The screen Documenten in a real browser: the ledger, adding documents, removing them and putting them back."""

import re

import pytest
from playwright.sync_api import FilePayload, Page, expect

from browsing import IN_BROWSER, PHONE, WIDTHS, Site, search, settle, take_picture
from ingest.bin import BIN_FOLDER

pytestmark = IN_BROWSER

PATH, MAIN = "documenten", "[data-testid=stMain]"
LETTER = """BRIEF VAN DE MINISTER VAN ASIEL EN MIGRATIE

Geachte voorzitter,

De kwispelregeling kost dit jaar 3 miljoen euro. Dat is meer dan vorig jaar.
"""
HOSTILE_NAME = '=HYPERLINK("x") <script>window.kwaad = 1</script> 🙂.txt'


def a_file(name: str, text: str | bytes = LETTER) -> FilePayload:
    content = text.encode() if isinstance(text, str) else text
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def choose(page: Page, *files: FilePayload) -> None:
    """Choose files in the box, and wait until each was read."""
    page.locator("input[type=file]").set_input_files(files=files)
    expect(page.locator(".vb-upload")).to_have_count(len(files))
    settle(page)


def await_index(page: Page) -> None:
    """Wait until what was added is in the index."""
    expect(page.locator("ul.vb-done")).to_be_visible()
    settle(page)


def test_the_ledger_leads_to_each_document_and_from_there_into_it(site: Site) -> None:
    with site.visit(path=PATH) as page:
        settle(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("Documenten")
        expect(page.locator(".vb-scope").first).to_contain_text(
            re.compile(r"3 documenten, \d+ passages\. Index van \d")
        )
        row = page.get_by_role("row", name=re.compile("Vaststelling van de begrotingsstaten"))
        expect(row).to_contain_text("13 kloppen")
        expect(row).to_contain_text("36 600 XX, nr. 2")
        row.get_by_role("link", name=re.compile("^Vaststelling")).click()
        page.wait_for_url("**/documenten?document=begroting-2025-asiel-en-migratie")
        expect(page.get_by_role("heading", level=2).first).to_contain_text("Vaststelling")
        page.get_by_role("link", name="Tabel 15").click()
        page.wait_for_url("**/?plaats=begroting-2025-asiel-en-migratie.tabel*")
        expect(page.locator("main, [data-testid=stMain]").first).to_contain_text(
            "Meerjarige begroting van baten en lasten"
        )


@pytest.mark.parametrize("width", WIDTHS)
def test_the_ledger_fits_its_width_and_shows_hostile_metadata_as_text(site: Site, width: int) -> None:
    for name, address in (("documenten", {}), ("document", {"document": "kwaad"})):
        with site.visit(address, width, PATH) as page:
            settle(page)
            take_picture(page, name)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            expect(page.locator(MAIN)).to_contain_text("<b>Titel</b> **vet** [klik](javascript:alert(1))")
            assert page.evaluate("window.kwaad") is None
            assert page.locator("a[href^='javascript']").count() == 0


def test_a_document_is_added_searched_removed_and_put_back(own_site: Site) -> None:
    with own_site.visit(path=PATH) as page:
        settle(page)
        choose(page, a_file("kwispel.txt"), a_file("plaatje.png", b"\x89PNG"))
        take_picture(page, "documenten-toevoegen")
        expect(page.locator(".vb-refused")).to_contain_text("bestanden met '.png' worden niet gelezen")
        page.get_by_text("Aanvullen (mag leeg blijven)").click()
        page.get_by_label("Titel").fill("De <b>kwispel</b> **brief**")
        page.get_by_label("Begrotingsjaar").fill("2026")
        page.get_by_label("Begrotingsjaar").press("Tab")
        settle(page)
        page.get_by_role("button", name="Voeg toe").click()
        await_index(page)
        take_picture(page, "documenten-toegevoegd")
        receipt = page.locator("ul.vb-done")
        expect(receipt).to_contain_text("Toegevoegd: De <b>kwispel</b> **brief**")
        receipt.get_by_role("link").click()
        page.wait_for_url("**document=kwispel")
        expect(page.locator(".vb-facts")).to_contain_text("brief van de minister")
        expect(page.locator(".vb-facts")).to_contain_text("2026")
        page.get_by_role("link", name="Zoeken").click()
        settle(page)
        search(page, "wat kost de kwispelregeling")
        expect(page.locator(MAIN)).to_contain_text("3 miljoen euro")

        page.get_by_role("link", name="Documenten").click()
        page.get_by_role("link", name=re.compile("^Verwijderen van De <b>kwispel")).click()
        page.wait_for_url("**doe=verwijderen*")
        settle(page)
        take_picture(page, "documenten-verwijderen")
        expect(page.locator(".vb-confirm")).to_contain_text("De <b>kwispel</b> **brief**")
        assert (own_site.server.corpus / "kwispel.txt").exists(), "nothing goes before it was confirmed"
        page.get_by_role("button", name="Verwijder dit document").click()
        expect(page.locator(".vb-done", has_text="Verwijderd: De <b>kwispel</b>")).to_be_visible()
        expect(page.locator(".vb-ledger", has_text="kwispel")).to_have_count(0)
        assert not (own_site.server.corpus / "kwispel.txt").exists()
        page.reload()
        settle(page)
        take_picture(page, "documenten-prullenbak")
        expect(page.locator(".st-key-prullenbak")).to_contain_text(BIN_FOLDER)
        page.get_by_role("button", name=re.compile("^Zet terug")).click()
        expect(page.locator(".vb-ledger", has_text="De <b>kwispel</b> **brief**")).to_be_visible()
        assert (own_site.server.corpus / "kwispel.txt").read_text(encoding="utf-8") == LETTER
        assert page.evaluate("window.kwaad") is None


def test_undo_stands_ready_right_after_removing(own_site: Site) -> None:
    with own_site.visit({"document": "kwaad", "doe": "verwijderen"}, path=PATH) as page:
        settle(page)
        page.get_by_role("button", name="Verwijder dit document").click()
        expect(page.locator(".vb-done")).to_contain_text("Verwijderd: <b>Titel</b>")
        page.get_by_role("button", name="Ongedaan maken").click()
        expect(page.locator(".vb-done")).to_contain_text("Teruggezet: <b>Titel</b>")
        assert (own_site.server.corpus / "kwaad.txt").exists()
        settle(page)


def test_what_stands_there_already_is_said_and_replaced_only_when_asked(own_site: Site) -> None:
    corpus = own_site.server.corpus
    same = (corpus / "kwaad.txt").read_bytes()
    with own_site.visit(path=PATH) as page:
        settle(page)
        choose(page, a_file("anders.txt", same), a_file("kwaad.txt"))
        expect(page.locator(".vb-notice").first).to_contain_text("Dit document staat er al, als 'kwaad.txt'")
        expect(page.locator(".vb-notice").last).to_contain_text(
            "Er staat al een ander document met de naam 'kwaad.txt'"
        )
        expect(page.get_by_role("button", name="Voeg toe")).to_have_count(0)
        page.get_by_text("Vervang het document dat er staat").click()
        page.get_by_role("button", name="Voeg toe").click()
        await_index(page)
        assert (corpus / "kwaad.txt").read_text(encoding="utf-8") == LETTER
        (old,) = corpus.glob(f"{BIN_FOLDER}/*/kwaad.txt")
        assert old.read_bytes() == same
        assert not (corpus / "anders.txt").exists()


def test_hostile_names_are_text_and_lead_nowhere(own_site: Site) -> None:
    corpus = own_site.server.corpus
    names = [HOSTILE_NAME, "../../x.txt", f"{'lang' * 60}.txt", ".verborgen.txt"]
    with own_site.visit(path=PATH, width=PHONE) as page:
        settle(page)
        choose(page, *(a_file(name, f"{LETTER}\nNummer {number}.\n") for number, name in enumerate(names)))
        page.get_by_role("button", name="Voeg 4 documenten toe").click()
        await_index(page)
        take_picture(page, "documenten-namen")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
        assert page.evaluate("window.kwaad") is None
    assert not [folder for folder in corpus.parents if (folder / "x.txt").exists()]
    added = {path.name for path in corpus.iterdir()}
    assert {"x.txt", "verborgen.txt", "script- 🙂.txt"} <= added


def test_broken_files_leave_nothing_behind_and_no_trace(own_site: Site) -> None:
    before = {path.name for path in own_site.server.corpus.iterdir()}
    with own_site.visit(path=PATH) as page:
        settle(page)
        choose(page, a_file("kapot.pdf", b"%PDF-1.7 kapot"), a_file("leeg.txt", b""), a_file("nep.docx", b"PK\x03\x04"))
        expect(page.locator(".vb-refused")).to_have_count(3)
        expect(page.locator(MAIN)).not_to_contain_text("Traceback")
        take_picture(page, "documenten-geweigerd")
    assert {path.name for path in own_site.server.corpus.iterdir()} == before


def test_two_visitors_remove_the_same_document(own_site: Site) -> None:
    address = {"document": "kwaad", "doe": "verwijderen"}
    with own_site.visit(address, path=PATH) as one, own_site.visit(address, path=PATH) as other:
        settle(one)
        settle(other)
        one.get_by_role("button", name="Verwijder dit document").click()
        expect(one.locator(".vb-done")).to_contain_text("Verwijderd")
        other.get_by_role("button", name="Verwijder dit document").click()
        settle(other)
        expect(other.locator("[data-testid=stMain]")).not_to_contain_text("Traceback")
        assert len(list(own_site.server.corpus.glob(f"{BIN_FOLDER}/*"))) == 1


def test_the_last_document_may_go_and_the_page_says_what_to_do(own_site: Site) -> None:
    names = [path.stem for path in own_site.server.corpus.glob("*.txt")]
    for name in names:
        with own_site.visit({"document": name, "doe": "verwijderen"}, path=PATH) as page:
            settle(page)
            page.get_by_role("button", name="Verwijder dit document").click()
            expect(page.locator(".vb-done")).to_contain_text("Verwijderd")
    with own_site.visit(path=PATH) as page:
        settle(page)
        take_picture(page, "documenten-leeg")
        expect(page.locator(MAIN)).to_contain_text("Er is niets om in te zoeken")
        page.get_by_role("button", name=re.compile("^Zet terug")).first.click()
        expect(page.locator(".vb-done")).to_contain_text("Teruggezet")
        settle(page)
        expect(page.locator(".vb-ledger tbody tr")).to_have_count(1)


def test_what_cannot_be_read_is_named_with_the_reason_and_can_be_removed(own_site: Site) -> None:
    (own_site.server.corpus / "kapot.pdf").write_bytes(b"%PDF-1.7 kapot")
    with own_site.visit(path=PATH) as page:
        page.locator(".vb-unread, .vb-waiting").first.wait_for()
        if page.locator(".vb-waiting").count():
            page.get_by_role("button", name="Werk de index bij").click()
        expect(page.locator(".vb-unread")).to_contain_text("kapot.pdf: ")
        page.goto(own_site.link({"document": "kapot"}, PATH))
        expect(page.locator(".vb-one")).to_contain_text("kapot.pdf")
        page.get_by_role("link", name="Verwijder dit document").click()
        page.get_by_role("button", name="Verwijder dit document").click()
        expect(page.locator(".vb-done")).to_contain_text("Verwijderd: kapot.pdf")


def test_the_box_for_files_speaks_dutch(site: Site) -> None:
    with site.visit(path=PATH) as page:
        settle(page)
        box = page.get_by_test_id("stFileUploader")
        expect(box.get_by_test_id("stBaseButton-secondary")).to_have_accessible_name("Kies bestanden")
        choose(page, a_file("brief.txt"))
        expect(box.get_by_role("button", name="Verwijder brief.txt")).to_be_visible()
        expect(box.get_by_role("button", name="Kies meer bestanden")).to_be_visible()
        labels = box.evaluate("e => [...e.querySelectorAll('[aria-label]')].map((part) => part.ariaLabel)")
        assert not [label for label in labels if re.search(r"\b(?:Remove|Add|upload|files)\b", label)]

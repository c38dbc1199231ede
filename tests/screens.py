"""Every page of the site in every state that a visitor may meet, for the tests that look at all of them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Page

from browsing import Address, settle

PASTED = (
    "Vragen van het lid De Vries (ABC) aan de minister van Asiel en Migratie over de opvang\n\n"
    "1. Hoeveel krijgt het COA in 2026?\n2. Wat betekent AMV?\n3. Hoeveel krijgt Nidos in 2027?"
)


@dataclass(frozen=True, slots=True)
class Screen:
    """A page in a state: its path, the parameters of its address, and what the visitor does there first."""

    path: str = ""
    address: Address = field(default_factory=dict)
    act: Callable[[Page], None] | None = None


def arrive(page: Page, screen: Screen) -> None:
    """Wait until a screen stands there that was just opened, and do what belongs to it."""
    settle(page)
    if screen.act is not None:
        screen.act(page)
        settle(page)


def open_filters(page: Page) -> None:
    """Unfold the filters."""
    page.get_by_text("Filters").first.click()


def open_reasons(page: Page) -> None:
    """Unfold everything that can be unfolded: reasons, other forms of a citation, the foot."""
    page.evaluate("document.querySelectorAll('.stHtml details').forEach((found) => { found.open = true; })")


def open_place(page: Page) -> None:
    """Follow the permalink of the first thing that was found."""
    page.locator("main a[data-go][href*='plaats=']").first.click()
    page.wait_for_url("**plaats=*")


def open_first_document(page: Page) -> None:
    """Open the first document of the list."""
    page.locator("main a[href*='document=']").first.click()
    page.wait_for_url("**document=*")


STATES: dict[str, Address] = {
    "begin": {},
    "cel": {"vraag": "hoeveel krijgt het COA in 2026"},
    "zin": {"vraag": "waarom onderuitputting COA"},
    "onzeker": {"vraag": "recept voor appeltaart"},
    "niet-gevonden": {"vraag": "recept voor appeltaart", "document": "kwaad"},
    "filters": {"vraag": "kosten opvang", "soort": ["vraag", "tabel"], "jaar": "2024"},
    "operatoren": {"vraag": '"menselijke maat" OF maatwerk -Oekraïne jaar:2025'},
    "fout": {"vraag": "opvang", "jaar": "tweeduizend"},
    "opmaak": {"vraag": "zwendelaar", "document": "kwaad"},
    "geplakt": {"vraag": PASTED},
    "vervolg": {"vraag": "en in 2027?", "vorige": "hoeveel krijgt het COA in 2026"},
    "berekend": {"vraag": "hoeveel minder krijgt het COA in 2027 dan in 2026"},
}
"""The states of the page Zoeken that an address alone brings about."""

SCREENS = {
    **{name: Screen(address=address) for name, address in STATES.items()},
    "filters-open": Screen(act=open_filters),
    "uitgeklapt": Screen(address=STATES["zin"], act=open_reasons),
    "plaats": Screen(address=STATES["cel"], act=open_place),
    "plaats-in-tekst": Screen(address=STATES["zin"], act=open_place),
    "plaats-weg": Screen(address={"plaats": "begroting-2025-asiel-en-migratie.cel-0000000000000000"}),
    "vergelijken": Screen("vergelijken"),
    "vergelijken-regel": Screen("vergelijken", {"regel": "COA"}),
    "documenten": Screen("documenten"),
    "document": Screen("documenten", act=open_first_document),
    "evaluatie": Screen("evaluatie"),
    "evaluatie-soort": Screen("evaluatie", {"soort": "cel"}),
    "over": Screen("over"),
}
"""All pages in all states, by a name that is also that of their picture."""

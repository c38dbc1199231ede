"""The addresses of the page: which pages there are, and the links between them."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

PAGES = {
    "": "Zoeken",
    "vergelijken": "Vergelijken",
    "documenten": "Documenten",
    "evaluatie": "Evaluatie",
    "over": "Over",
}
"""The pages by their path, with the names that stand in the menu."""

Parameters = Mapping[str, str | Sequence[str]]


def make_address(page: str = "", parameters: Parameters | None = None) -> str:
    """Return the link to a page, relative to any other page: `./documenten?document=begroting`; no empty parameters.

    Every page lies directly below the same root, so that the link also holds where the root is not the server's.
    """
    given = {name: value for name, value in (parameters or {}).items() if value}
    return f"./{page}" + (f"?{urlencode(given, doseq=True)}" if given else "")

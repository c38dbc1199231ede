"""What stands around every screen as HTML: the style, the menu, and the name of the page."""

from functools import cache
from html import escape
from importlib.resources import files

from answer.show.addresses import PAGES, make_address


@cache
def head_html() -> str:
    """Return the style of all screens and the script of the page, which hold no text of documents or users."""
    folder = files("answer").joinpath("page")
    styles = [path for path in folder.iterdir() if path.name.endswith(".css")]
    # What holds for all of the page comes first.
    ordered = sorted(styles, key=lambda path: (path.name != "page.css", path.name))
    style = "\n".join(path.read_text(encoding="utf-8") for path in ordered)
    script = folder.joinpath("page.js").read_text(encoding="utf-8")
    return f"<style>{style}</style><script>{script}</script>"


def menu_html(current: str) -> str:
    """Return the menu, with the page that is looked at marked; before it the link past it for who uses a keyboard."""
    items = "".join(_item_html(path, name, current=path == current) for path, name in PAGES.items())
    return (
        '<a class="vb-skip" href="#vb-title" target="_self">Naar de inhoud</a>'
        f'<nav class="vb-menu" aria-label="Hoofdmenu"><ul>{items}</ul></nav>'
    )


def title_html(current: str) -> str:
    """Return the name of the page; that of the first one is Vraagbaak's own, with what it does."""
    if current:
        return f'<header class="vb-title"><h1 id="vb-title" tabindex="-1">{escape(PAGES[current])}</h1></header>'
    return (
        '<header class="vb-title"><h1 id="vb-title" tabindex="-1">Vraagbaak</h1>'
        "<p>Antwoorden uit begrotingsstukken en Kamervragen, letterlijk en met bron.</p></header>"
    )


def _item_html(path: str, name: str, *, current: bool) -> str:
    """Return one name of the menu as a link."""
    marked = ' aria-current="page"' if current else ""
    return f'<li><a href="{make_address(path)}" data-go target="_self"{marked}>{escape(name)}</a></li>'

"""A document that is nothing but attempts: markup, Markdown, formulas and control characters in every part of it."""

from html import escape
from pathlib import Path

SCRIPT = "<script>window.kwaad = 1</script>"
IMAGE = '<img src=x onerror="window.kwaad = 1">'
LINK = "[klik](javascript:alert(1))"
FORMULA = '=HYPERLINK("http://kwaad.example/";"klik")'
TURNED = "\u202e\u2066"
"""Characters that turn the direction of what follows; a page must not let them reach beyond their own text."""

ATTEMPTS = (
    SCRIPT,
    IMAGE,
    LINK,
    FORMULA,
    "{{7*7}}",
    "$x^2$",
    ":red[rood]",
    "**vet**",
    "🙂",
    "<b>dik</b>",
    "${7*7}",
    "&lt;",
)
"""What must stand on the page as it stands here."""

FILE_NAME = "begroting <b>vet<b> $x^2$ {{7*7}} [klik](javascript_alert) =1+1 🙂.html"
LABEL = f"Kwaadaardige regeling {IMAGE} :red[rood] =1+1"
COLUMN = "2026 <u>x</u> $x^2$"
TITLE = f"Begroting {SCRIPT} **vet** {LINK}"
HEADING = f"Zwendel {SCRIPT} $x^2$ {LINK}"


def write_hostile_corpus(folder: Path) -> None:
    """Write a corpus with one document whose name, title, headings, table and text are all attempts."""
    folder.mkdir()
    columns = "".join(f"<th>{escape(head)}</th>" for head in ("Naam", "2025", COLUMN, "2027"))
    rows = "".join(
        f"<tr><td>{escape(label)}</td><td>{amount}</td><td>{amount + 10}</td><td>{amount + 20}</td></tr>"
        for label, amount in ((LABEL, 100), (f"Tweede regel {FORMULA}", 250), ("Totaal", 350))
    )
    text = " ".join(ATTEMPTS)
    (folder / FILE_NAME).write_text(
        f"<html><head><title>{escape(TITLE)}</title></head><body><h1>{escape(TITLE)}</h1><h2>1. {escape(HEADING)}</h2>"
        f"<p>De zwendelaar schrijft {escape(text)} in zijn begroting.</p>"
        f"<p>De afpersing {escape(TURNED)}omgekeerd kost 12 miljoen euro, {escape(IMAGE)}.</p>"
        f"<table><caption>Tabel 1 Zwendel {escape(SCRIPT)} (bedragen x € 1.000)</caption>"
        f"<thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table>"
        f"<h2>2. {escape(FORMULA)}</h2><p>Nog een alinea over de zwendelaar en {escape(SCRIPT)}.</p></body></html>",
        encoding="utf-8",
    )
    quoted = FILE_NAME.replace('"', '\\"')
    (folder / "metadata.toml").write_text(
        f'["{quoted}"]\ntitle = {_toml(TITLE)}\nkind = {_toml("<i>soort</i> :red[rood] **vet** =1+1")}\n'
        f"ministry = {_toml('<u>Kwaad</u> $x$ ' + LINK)}\nbudget_year = 2026\n"
        f'kamerstuk = {_toml(SCRIPT)}\nurl = "javascript:alert(1)"\n',
        encoding="utf-8",
    )


def _toml(text: str) -> str:
    """Return a text as a string of TOML; none of them has a single quote."""
    return f"'{text}'"

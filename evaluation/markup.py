"""A measurement as HTML: every text from a query or a document is escaped here, or in what is called from here."""

from collections.abc import Sequence
from html import escape

from answer.show.markup import table_html
from evaluation.diagram import diagram_html
from evaluation.misses import MissList, MissView
from evaluation.names import name_part
from evaluation.section import Section
from evaluation.selection import Choice, Choices

_AT_ONCE = 15
"""Of a list of misses so many are shown; the others are folded."""


def introduction_html() -> str:
    """Return what the page is about."""
    return (
        '<p class="vb-lead">Hoe goed is Vraagbaak? Dat is gemeten met vragen waarvan mensen vooraf hebben opgeschreven '
        "welke plaats in de documenten het antwoord geeft. Hier staat wat goed gaat en wat niet, vraag voor vraag.</p>"
    )


def status_line_html(line: str, warning: str, damage: str = "") -> str:
    """Return when and on what was measured, and plainly why that does not hold for the index that is open."""
    told = f'<p class="vb-label">{escape(line)}</p>' if line else ""
    warned = f'<p class="vb-warning" role="note">{escape(warning)}</p>' if warning else ""
    damaged = f'<p class="vb-warning" role="alert">{escape(damage)}</p>' if damage else ""
    return f'<div class="vb-measured-on">{told}{warned}{damaged}</div>'


def unmeasured_html(command: str, place: str, reasons: Sequence[tuple[str, str]]) -> str:
    """Return how to get a measurement where there is none, and which of its parts can be measured here."""
    items = "".join(f"<li><b>{escape(name)}</b>: {escape(can)}</li>" for name, can in reasons)
    return (
        '<section aria-labelledby="vb-unmeasured"><h2 id="vb-unmeasured">Nog niet gemeten</h2>'
        "<p>Van deze index is nog geen meting bewaard. Meet hieronder, of op de opdrachtregel met:</p>"
        f'<pre class="vb-verbatim" tabindex="0">{escape(command)}</pre>'
        f'<p>De meting komt naast de index te staan, in <span class="vb-file">{escape(place)}</span>.</p>'
        f"<h3>Wat hier te meten is</h3><ul>{items}</ul></section>"
    )


def choices_html(groups: Sequence[Choices], about: str = "") -> str:
    """Return links that choose what is looked at."""
    lists = "".join(_choices_html(group) for group in groups)
    told = f'<p class="vb-label">{escape(about)}</p>' if about else ""
    return f'<nav class="vb-choose" aria-label="Wat u bekijkt">{lists}{told}</nav>'


def summary_html(lines: Sequence[str]) -> str:
    """Return the few sentences that say how good it is."""
    if not lines:
        return ""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return (
        '<section class="vb-short" aria-labelledby="vb-short"><h2 id="vb-short">In het kort</h2>'
        f"<ul>{items}</ul></section>"
    )


def section_html(section: Section) -> str:
    """Return figures under their heading."""
    first, *others = section.text
    more = "".join(f"<li>{escape(text)}</li>" for text in others)
    explained = f"<details><summary>Wat de maten betekenen</summary><ul>{more}</ul></details>" if more else ""
    name = f"vb-{escape(section.name)}"
    choices = _metrics_html(section.choices) if section.choices is not None else ""
    drawn = ""
    if section.drawn is not None:
        title = (
            f"Betrouwbaarheidsdiagram, {name_part(section.drawn.part)}: voorspeld tegen waargenomen aandeel vragen met "
            "een antwoord. De cijfers staan in de tabel hierna."
        )
        drawn = f'<figure class="vb-drawing">{diagram_html(section.drawn, title)}</figure>'
    tables = "".join(table_html(table) for table in section.tables)
    return (
        f'<section class="vb-figures" aria-labelledby="{name}"><h2 id="{name}">{escape(section.heading)}</h2>'
        f"<p>{escape(first)}</p>{explained}{choices}{drawn}{tables}</section>"
    )


def misses_html(lists: Sequence[MissList]) -> str:
    """Return the misses one by one, each with a link that asks it again."""
    body = "".join(_list_html(each) for each in lists) or "<p>Bij deze keuze ging niets mis.</p>"
    return f'<section class="vb-misses" aria-labelledby="vb-misses"><h2 id="vb-misses">Wat misging</h2>{body}</section>'


def notes_html(notes: Sequence[str]) -> str:
    """Return the remarks that a measurement made."""
    return "".join(f'<p class="vb-note">{escape(note)}</p>' for note in notes)


def _choices_html(group: Choices) -> str:
    """Return one list of links under its name."""
    items = "".join(f"<li>{_choice_html(choice)}</li>" for choice in group.choices)
    return f'<div class="vb-choice-list"><p>{escape(group.name)}</p><ul>{items}</ul></div>'


def _metrics_html(group: Choices) -> str:
    """Return the metrics that kinds are compared by, as links."""
    return f'<nav class="vb-choose" aria-label="Maat per soort">{_choices_html(group)}</nav>'


def _choice_html(choice: Choice) -> str:
    """Return one link; the one that is looked at says so."""
    count = "" if choice.misses is None else f' <span class="vb-count">({choice.misses})</span>'
    chosen = ' aria-current="true"' if choice.chosen else ""
    return f'<a href="{escape(choice.address)}" data-go target="_self"{chosen}>{escape(choice.label)}{count}</a>'


def _list_html(misses: MissList) -> str:
    """Return one list of misses; what comes after many of them is folded."""
    shown, folded = misses.misses[:_AT_ONCE], misses.misses[_AT_ONCE:]
    if len(folded) == 1:
        shown, folded = misses.misses, ()
    notes = "".join(f'<p class="vb-note">{escape(note)}</p>' for note in misses.notes)
    more = ""
    if folded:
        rest = "".join(_miss_html(miss) for miss in folded)
        more = f'<details><summary>Nog {len(folded)} missers</summary><ol start="{_AT_ONCE + 1}">{rest}</ol></details>'
    items = "".join(_miss_html(miss) for miss in shown)
    return f"<h3>{escape(misses.heading)}: {len(misses.misses)}</h3>{notes}<ol>{items}</ol>{more}"


def _miss_html(miss: MissView) -> str:
    """Return one query that went wrong."""
    query = escape(miss.query)
    asked = f'<a href="{escape(miss.address)}" data-go target="_self">{query}</a>' if miss.address else query
    facts = (("Gewenst", " · ".join(miss.wanted)), ("Kwam eerst", miss.came), ("Uitkomst", miss.place))
    items = "".join(f"<div><dt>{label}</dt><dd>{escape(value)}</dd></div>" for label, value in facts)
    return f'<li><p class="vb-miss">{asked}</p><p class="vb-about">{escape(miss.about)}</p><dl>{items}</dl></li>'

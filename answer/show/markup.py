"""What is shown of an answer as HTML: every text from a document or a user is escaped here and nowhere else.

The result goes to `st.html`, which does not read Markdown and cleans what it gets once more.
"""

import re
from collections.abc import Iterable, Sequence
from html import escape

from answer.show.addresses import make_address
from answer.show.contents import DocumentView
from answer.show.grid import CellView, RowView, TableView
from answer.show.present import PassageView
from answer.show.present_source import Source
from answer.show.prose import Paragraph, Segment
from index.operators import HINT

_ROLE_NAMES = {"vraag": "Vraag", "antwoord": "Antwoord", "vervolg": "Antwoord (vervolg)"}
_ROWS_AT_ONCE = 14
"""A longer table is folded after so many rows."""


def passages_html(views: Sequence[PassageView], *, answered: bool) -> str:
    """Return the list of passages; where they are no answer, its heading says so."""
    if answered:
        return _section_html("Passages", '<mark class="vb-sentence">Relevante zin</mark> ', views)
    note = '<p class="vb-note">Deze passages zijn geen antwoord op uw vraag.</p>'
    return _section_html("Dichtstbijzijnde passages", "", views, note)


def keyword_passages_html(views: Sequence[PassageView]) -> str:
    """Return the list of passages that were found by their words alone, before anything can be said of an answer."""
    return _section_html("Passages met uw woorden", "", views)


def _section_html(heading: str, marks: str, views: Sequence[PassageView], note: str = "") -> str:
    """Return passages below a heading, with what their `marks` mean, or nothing without any."""
    if not views:
        return ""
    items = "".join(f"<li>{passage_html(view)}</li>" for view in views)
    return (
        f'<section class="vb-passages" aria-labelledby="vb-passages"><h2 id="vb-passages">{heading}</h2>{note}'
        f'<p class="vb-legend">{marks}<b class="vb-word">Woorden uit uw vraag</b></p><ol>{items}</ol></section>'
    )


def passage_html(view: PassageView) -> str:
    """Return one passage: what it is and where it stands, its text or table, its source, and why it was found."""
    path = f'<p class="vb-path">{path_html(view.path)}</p>' if view.path else ""
    also = "".join(f'<p class="vb-also">Staat ook in: {escape(place)}</p>' for place in view.also)
    about = f"{kind_html(view.kind)} {facts_html(view.facts)}{pages_html(view.pages)}"
    return (
        f'<article class="vb-passage"><p class="vb-kind">{about}</p><h3>{escape(view.title)}</h3>{path}'
        f"{paragraphs_html(view.paragraphs)}{table_html(view.table, view.title) if view.table else ''}"
        f"{source_html(view.source, view.reason)}{also}</article>"
    )


def kind_html(kind: str) -> str:
    """Return what kind of passage it is."""
    return f'<span class="vb-badge">{escape(kind)}</span>'


def facts_html(facts: Sequence[str]) -> str:
    """Return the badge of a document: its kind, year, ministry and date."""
    return f'<span class="vb-document">{" · ".join(map(escape, facts))}</span>'


def pages_html(pages: str) -> str:
    """Return the pages where something stands, or nothing."""
    return f' <span class="vb-page">{escape(pages)}</span>' if pages else ""


def table_html(view: TableView, title: str = "", *, whole: bool = False) -> str:
    """Return a table that can be scrolled sideways; what comes after many rows is folded unless it is shown `whole`.

    A caption that the `title` above it says already is not seen twice.
    """
    shown, folded = view.rows, view.rows[:0]
    if not whole and len(view.rows) > _ROWS_AT_ONCE + 2 and not any(row.marked for row in view.rows):
        shown, folded = view.rows[:_ROWS_AT_ONCE], view.rows[_ROWS_AT_ONCE:]
    more = ""
    if folded:
        more = f"<details><summary>Nog {len(folded)} rijen</summary>{_grid_html(view, folded)}</details>"
    notes = [f"Deel van de tabel; {_rows(view.omitted)} niet getoond."] if view.omitted else []
    notes += ["Onbepaald: de bron laat de kolom van deze waarde open."] if view.loose else []
    notes += [escape(note) for note in view.notes]
    below = "".join(f'<p class="vb-omitted">{note}</p>' for note in notes)
    said = re.findall(r"\w+", view.caption) == re.findall(r"\w+", title)
    caption = f"<figcaption{_class('vb-hidden' if said else '')}>{escape(view.caption)}</figcaption>"
    return f'<figure class="vb-table">{caption}{_grid_html(view, shown)}{more}{below}</figure>'


def source_html(source: Source, reason: str = "") -> str:
    """Return a citation with where it leads and what can be copied; `reason` is why the passage was found."""
    opened = copied = published = ""
    if source.opened:
        opened = f'<a class="vb-open" href="{escape(source.opened)}" data-go target="_self">Open in document</a>'
    if source.permalink:
        link = escape(source.permalink)
        copied = f'<button type="button" class="vb-copy" data-link="{link}">Kopieer vaste link</button>'
    if source.link:
        published = (
            f'<a href="{escape(source.link)}" target="_blank" rel="noopener noreferrer">'
            'Open bij officiële publicatie<span class="vb-hidden"> (nieuw tabblad)</span></a>'
        )
    others = "".join(
        f'<button type="button" class="vb-copy" data-copy="{escape(text)}">{escape(label)}</button>'
        for label, text in source.forms[1:]
    )
    folded = f"<details><summary>Kopieer als …</summary>{others}</details>" if others else ""
    why = f'<details class="vb-reason"><summary>Waarom gevonden</summary><p>{escape(reason)}</p></details>'
    return (
        f'<div class="vb-source"><p><cite>{escape(source.citation)}</cite></p>'
        f'<div class="vb-actions">{opened}<button type="button" class="vb-copy">Kopieer bron</button>'
        f"{copied}{published}{folded}{why if reason else ''}</div></div>"
    )


def contents_html(documents: Sequence[DocumentView], passages: str, made: str, problems: Iterable[str]) -> str:
    """Return the foot of the page: what was searched, as of when, and what could not be read."""
    items = "".join(
        f"<li><b>{escape(view.title)}</b><br>{escape(view.source)}<br>{escape(view.contents)}</li>"
        for view in documents
    )
    unread = "".join(f"<li>Niet gelezen: {escape(problem)}</li>" for problem in problems)
    count = f"{len(documents)} {'document' if len(documents) == 1 else 'documenten'}"
    return (
        f'<footer class="vb-foot"><details><summary>Doorzocht: {count}, {escape(passages)}. '
        f"Index van {escape(made)}.</summary><ul>{items}{unread}</ul></details></footer>"
    )


def understood_html(line: str) -> str:
    """Return the line that says how a query was understood; nothing where there is nothing to say."""
    return f'<p class="vb-understood">Gezocht naar: {escape(line)}</p>' if line else ""


def hint_html() -> str:
    """Return the line that says what can be typed beside words."""
    return f'<p class="vb-label">Ook te typen: {escape(HINT)}</p>'


def status_html(text: str) -> str:
    """Return a line that a screen reader reads out when it appears."""
    return f'<p class="vb-status" role="status">{escape(text)}</p>'


def error_html(message: str) -> str:
    """Return an error as the user sees it: one message."""
    lines = "<br>".join(escape(line) for line in message.splitlines())
    return f'<div class="vb-error" role="alert"><p>{lines}</p></div>'


def paragraphs_html(paragraphs: Sequence[Paragraph]) -> str:
    """Return the text of a passage; a question and its answer each under their name."""
    parts = []
    named = ""
    for paragraph in paragraphs:
        name = _ROLE_NAMES.get(paragraph.role, "")
        text = segments_html(paragraph.segments)
        if paragraph.role == "vast":
            parts.append(f'<pre class="vb-verbatim" tabindex="0">{text}</pre>')
            continue
        if name and name != named:
            parts.append(f'<p class="vb-role">{name}</p>')
            named = name
        parts.append(f'<p class="vb-{paragraph.role}">{text}</p>')
    return f'<div class="vb-text">{"".join(parts)}</div>' if parts else ""


def segments_html(segments: Iterable[Segment]) -> str:
    """Return marked text: neighbouring segments of a sentence share one mark, with the words bold within."""
    parts: list[str] = []
    inside = False
    for segment in segments:
        if segment.sentence != inside:
            parts.append('<mark class="vb-sentence">' if segment.sentence else "</mark>")
            inside = segment.sentence
        text = escape(segment.text)
        parts.append(f'<b class="vb-word">{text}</b>' if segment.word else text)
    return "".join(parts) + ("</mark>" if inside else "")


def _grid_html(view: TableView, rows: Sequence[RowView]) -> str:
    """Return rows under the heading of their columns."""
    numeric = [any(row.cells[i].numeric for row in rows if row.cells) for i in range(len(view.columns))]
    heads = "".join(
        f'<th scope="col"{_class("vb-number" if is_number else "")}>{escape(column)}</th>'
        for column, is_number in zip(view.columns, numeric, strict=True)
    )
    body = "".join(_row_html(row, len(view.columns)) for row in rows)
    label_column = escape(view.label_column) or '<span class="vb-hidden">Rij</span>'
    # No region: a page has many tables, and not each is a place to go to.
    return (
        '<div class="vb-wide"><div class="vb-scroll" role="group" tabindex="0" aria-label="Tabel, opzij te schuiven">'
        f'<table aria-label="{escape(view.caption)}">'
        f'<thead><tr><th scope="col">{label_column}</th>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
        '<p class="vb-more" aria-hidden="true">Schuif opzij voor meer kolommen</p></div>'
    )


def _row_html(row: RowView, columns: int) -> str:
    """Return a row of a table, or the heading of a group over all columns."""
    depth = f"vb-depth-{min(row.depth, 4)}"
    label = f'<b class="vb-word">{escape(row.label)}</b>' if row.matched else escape(row.label)
    if not row.cells:
        across = f'scope="colgroup" colspan="{columns + 1}" class="{depth}"'
        return f'<tr class="vb-group"><th {across}><span>{label}</span></th></tr>'
    cells = "".join(_cell_html(cell) for cell in row.cells)
    return f'<tr{_class("vb-found" if row.marked else "")}><th scope="row" class="{depth}">{label}</th>{cells}</tr>'


def _cell_html(cell: CellView) -> str:
    """Return one cell; the one that answers is marked, and one that the source leaves empty stays empty."""
    text = f"<mark>{escape(cell.text)}</mark>" if cell.marked else escape(cell.text)
    names = [name for name, has in (("vb-number", cell.numeric), ("vb-negative", cell.negative)) if has]
    return f"<td{_class(' '.join(names))}>{text}</td>"


def path_html(path: Sequence[str]) -> str:
    """Return a path of headings or groups."""
    return ' <span aria-hidden="true">›</span> '.join(escape(part) for part in path)


def _class(name: str) -> str:
    """Return the attribute for a class, or nothing without one."""
    return f' class="{name}"' if name else ""


def _rows(number: int) -> str:
    """Return a number of rows in words."""
    return "1 rij is" if number == 1 else f"{number} rijen zijn"


def examples_html(queries: Sequence[str]) -> str:
    """Return queries to try, each a link that asks it, or nothing without any."""
    return _queries_html("Bijvoorbeeld", queries)


def recent_html(queries: Sequence[str]) -> str:
    """Return the queries of this visit, each a link that asks it again, or nothing without any."""
    return _queries_html("Eerder gevraagd", queries)


def suggestion_html(query: str | None) -> str:
    """Return a query that would be answered as a link that asks it, or nothing without one."""
    if not query:
        return ""
    address = escape(make_address("", {"vraag": query}))
    return f'<p class="vb-suggestion">Bedoelde u: <a href="{address}" data-go target="_self">{escape(query)}</a></p>'


def _queries_html(name: str, queries: Sequence[str]) -> str:
    """Return queries as links that ask them, under a name."""
    items = "".join(
        f'<li><a href="{escape(make_address("", {"vraag": query}))}" data-go target="_self">{escape(query)}</a></li>'
        for query in queries
    )
    return f'<p class="vb-label">{name}</p><ul class="vb-examples" aria-label="{name}">{items}</ul>' if queries else ""

"""The screen Documenten as HTML: every name and text of a document is escaped here."""

from collections.abc import Sequence
from html import escape

from answer.documents.one import DocumentPage, LedgerTableView, RemarkGroup, RemarkView, TableGroup
from answer.documents.present import PAGE, DocumentRow, LibraryView, RemovedView, WaitingView
from answer.documents.uploads import ReceiptView, UploadView
from answer.show.addresses import make_address
from ingest.files import Problem

_MANY = 12
"""More remarks or tables than this are folded."""


def library_html(view: LibraryView) -> str:
    """Return the table of all documents under a line about the index."""
    rows = "".join(_row_html(row) for row in view.rows)
    heads = "".join(
        f'<th scope="col" role="columnheader"{number}>{name}</th>'
        for name, number in (
            ("Document", ""),
            *((name, ' class="vb-number"') for name in ("Bladzijden", "Vragen", "Tabellen", "Passages")),
        )
    )
    return (
        '<section class="vb-library" aria-labelledby="vb-library"><h2 id="vb-library">In de index</h2>'
        f'<p class="vb-scope">{escape(view.summary)} <span class="vb-hash">Kenmerk van de index: '
        f'<code title="{escape(view.hash)}">{escape(view.hash[:12])}</code></span></p>'
        f'<table class="vb-ledger" role="table" aria-labelledby="vb-library"><thead role="rowgroup">'
        f'<tr role="row">{heads}</tr></thead><tbody role="rowgroup">{rows}</tbody></table></section>'
    )


def waiting_html(views: Sequence[WaitingView]) -> str:
    """Return the documents that are not in the index as they are in the folder; nothing without any."""
    if not views:
        return ""
    items = "".join(f"<li>{_link_html(view.name, view.address)}: {escape(view.change)}</li>" for view in views)
    return (
        '<section class="vb-waiting" aria-labelledby="vb-waiting">'
        '<h2 id="vb-waiting">Nog niet bijgewerkt in de index</h2>'
        f"<ul>{items}</ul></section>"
    )


def problems_html(problems: Sequence[str]) -> str:
    """Return what could not be read with the reason and the next step; nothing without any."""
    if not problems:
        return ""
    items = "".join(f"<li>{escape(problem)}</li>" for problem in problems)
    return (
        '<section class="vb-unread" aria-labelledby="vb-unread"><h2 id="vb-unread">Niet gelezen</h2>'
        f"<ul>{items}</ul></section>"
    )


def document_html(page: DocumentPage) -> str:
    """Return all that is known of one document."""
    link = (
        f'<p><a href="{escape(page.link)}" target="_blank" rel="noopener noreferrer">Officiële publicatie'
        '<span class="vb-hidden"> (nieuw tabblad)</span></a></p>'
        if page.link
        else ""
    )
    facts = "".join(f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>" for label, value in page.facts)
    remarks = "".join(_remarks_html(group) for group in page.remarks)
    groups = "".join(_group_html(group) for group in page.groups)
    tables = f"<section><h3>Tabellen</h3>{groups}</section>" if groups else ""
    return (
        f'<article class="vb-one">{back_html()}<h2>{escape(page.title)}</h2>'
        f'<dl class="vb-facts">{facts}</dl>{link}{remarks}{tables}</article>'
    )


def unread_html(name: str, reason: str) -> str:
    """Return what is known of a file that is not in the index: its name, and why it is not."""
    return f'<article class="vb-one">{back_html()}<h2>{escape(name)}</h2><p>{escape(reason)}</p></article>'


def back_html() -> str:
    """Return the link to all documents."""
    return f'<p class="vb-back"><a href="{make_address(PAGE)}" data-go target="_self">Alle documenten</a></p>'


def act_link_html(label: str, address: str) -> str:
    """Return a link that asks for something or calls it off."""
    return f'<p class="vb-act"><a href="{escape(address)}" data-go target="_self">{escape(label)}</a></p>'


def section_html(heading: str, text: str = "") -> str:
    """Return the heading of a part of the screen, with a line under it."""
    line = f'<p class="vb-scope">{escape(text)}</p>' if text else ""
    return f'<div class="vb-adding"><h2>{escape(heading)}</h2>{line}</div>'


def question_html(heading: str, text: str) -> str:
    """Return what is asked before something is done."""
    return f'<div class="vb-confirm"><h2>{escape(heading)}</h2><p>{escape(text)}</p></div>'


def note_html(text: str) -> str:
    """Return a line that says what was done; a screen reader reads it out."""
    return f'<p class="vb-done" role="status">{escape(text)}</p>'


def upload_html(view: UploadView) -> str:
    """Return a file that can be read, before it is added."""
    title = f"<p>{escape(view.title)}</p>" if view.title else ""
    lines = "".join(f'<p class="vb-path">{escape(line)}</p>' for line in (view.known, view.found) if line)
    notice = f'<p class="vb-notice">{escape(view.notice)}</p>' if view.notice else ""
    return f'<div class="vb-upload"><h3>{escape(view.name)}</h3>{title}{lines}{notice}</div>'


def refused_html(problem: Problem) -> str:
    """Return a file that cannot be added, and why."""
    return (
        f'<div class="vb-upload vb-refused" role="alert"><h3>{escape(problem.name)}</h3>'
        f"<p>Niet toegevoegd: {escape(problem.reason)}</p></div>"
    )


def removed_html(view: RemovedView) -> str:
    """Return when a document was removed, and its file; its title stands on the button that puts it back."""
    return f'<p class="vb-removed vb-path">{escape(view.name)} · verwijderd op {escape(view.moment)}</p>'


def receipts_html(views: Sequence[ReceiptView]) -> str:
    """Return what was added and is searched from now on, each with its page; nothing without any."""
    if not views:
        return ""
    items = "".join(
        f'<li>Toegevoegd: {_link_html(view.title, view.address)}<br><span class="vb-path">{escape(view.found)}</span>'
        "</li>"
        for view in views
    )
    return f'<ul class="vb-done" role="status">{items}</ul>'


def _row_html(row: DocumentRow) -> str:
    """Return a document as a row; each count has its name beside it, for a phone, where the heads are gone."""
    verdicts = "".join(f"<span>{escape(verdict)}</span>" for verdict in row.verdicts)
    remove = f' <a href="{escape(row.remove)}" data-go target="_self">Verwijderen' if row.remove else ""
    remove += f'<span class="vb-hidden"> van {escape(row.title)}</span></a>' if remove else ""
    facts = " · ".join(f'<span class="vb-fact">{escape(fact)}</span>' for fact in row.facts)
    counts = "".join(
        f'<td role="cell" class="vb-number"><span class="vb-name">{name}</span> {value}</td>'
        for name, value in (
            ("Bladzijden", escape(row.pages)),
            ("Vragen", escape(row.questions)),
            ("Tabellen", f'{escape(row.tables)}<span class="vb-verdicts">{verdicts}</span>'),
            ("Passages", escape(row.passages)),
        )
    )
    return (
        f'<tr role="row"><th scope="row" role="rowheader">{_link_html(row.title, row.address)}'
        f'<span class="vb-path">{facts}</span>{remove}</th>{counts}</tr>'
    )


def _group_html(group: TableGroup) -> str:
    """Return the tables of one state; those that a person need not look at are folded."""
    items = "".join(_table_html(table) for table in group.tables)
    inside = f'<p class="vb-path">{escape(group.meaning)}</p><ul>{items}</ul>'
    shown = " open" if group.state == "klopt niet" else ""
    return f"<details{shown}><summary>{escape(group.heading)}</summary>{inside}</details>"


def _table_html(table: LedgerTableView) -> str:
    """Return one table with what does not add up in it."""
    findings = "".join(_remark_html(finding) for finding in table.findings)
    size = f' <span class="vb-path">{escape(table.size)}</span>' if table.size else ""
    return f"<li>{_link_html(table.title, table.address)}{size}{f'<ul>{findings}</ul>' if findings else ''}</li>"


def _remarks_html(group: RemarkGroup) -> str:
    """Return remarks under their heading, folded where they are many."""
    items = f"<ul>{''.join(_remark_html(remark) for remark in group.remarks)}</ul>"
    if group.folded or len(group.remarks) > _MANY:
        items = f"<details><summary>Toon alle {len(group.remarks)}</summary>{items}</details>"
    return f"<section><h3>{escape(group.heading)}</h3>{items}</section>"


def _remark_html(remark: RemarkView) -> str:
    """Return one remark, as a link to where it stands."""
    return f"<li>{_link_html(remark.text, remark.address)}</li>"


def _link_html(text: str, address: str) -> str:
    """Return a text as a link within the page, or as it is where there is no address."""
    return f'<a href="{escape(address)}" data-go target="_self">{escape(text)}</a>' if address else escape(text)

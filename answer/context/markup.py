"""A document opened at a place as HTML: all text of documents and users is escaped, here or in `answer.show.markup`."""

from collections.abc import Iterator, Sequence
from html import escape

from answer.context.missing import MissingView
from answer.context.outline import EntryView
from answer.context.picture import PictureView
from answer.context.view import BlockView, ContextView
from answer.show.markup import facts_html, kind_html, paragraphs_html, path_html, source_html, table_html
from ingest.readers.pdf.picture import Box

PLACE_ID = "vb-plaats"
"""What the marked place is called in the page: the script puts the keyboard there and scrolls to it."""


def context_head_html(view: ContextView) -> str:
    """Return what document this is, where the place stands in it, and where it is among the hits."""
    path = f'<p class="vb-path">{path_html(view.path)}</p>' if view.path else ""
    return (
        f'<section class="vb-context" aria-labelledby="vb-context-title">{_walk_html(view)}'
        f'<h2 id="vb-context-title">{escape(view.title)}</h2>'
        f'<p class="vb-kind">{kind_html(view.kind)} {facts_html(view.facts)}</p>'
        f"{path}{source_html(view.source)}</section>"
    )


def _walk_html(view: ContextView) -> str:
    """Return where the place is among the hits, with links to those beside it and back to the results."""
    walk = view.walk
    if walk is None:
        return ""
    beside = [
        _link(address, label, rel=rel) if address else f'<span class="vb-no-link">{label}</span>'
        for address, label, rel in (
            (walk.previous, "← Vorige treffer", "prev"),
            (walk.following, "Volgende treffer →", "next"),
        )
    ]
    return (
        f'<nav class="vb-walk" aria-label="Treffers"><p class="vb-walk-place">{escape(walk.place)} '
        f'<span class="vb-walk-query">voor «{escape(walk.query)}»</span></p>'
        f'<p class="vb-walk-steps">{"".join(beside)}{_link(walk.results, "Terug naar de resultaten")}</p></nav>'
    )


def outline_html(entries: Sequence[EntryView]) -> str:
    """Return the outline of a document; nothing where it has none."""
    if not entries:
        return ""
    return (
        '<nav class="vb-outline" aria-label="Inhoud"><details open><summary>Inhoud</summary>'
        f"{_list_html(entries)}</details></nav>"
    )


def _list_html(entries: Sequence[EntryView]) -> str:
    """Return entries as lists within lists."""
    parts: list[str] = []
    depth = -1
    for entry in entries:
        while depth < entry.depth:
            depth += 1
            parts.append("<ul>" if depth == entry.depth else '<ul><li class="vb-no-entry">')
        if parts and not parts[-1].startswith("<ul>"):
            while depth > entry.depth:
                depth -= 1
                parts.append("</li></ul>")
            parts.append("</li>")
        parts.append(f"<li>{_entry_html(entry)}")
    return "".join(parts) + "</li></ul>" * (depth + 1)


def _entry_html(entry: EntryView) -> str:
    """Return the link of one entry; where the reader is, it says so."""
    name = ' class="vb-more-entries"' if entry.more else ""
    here = ' aria-current="location"' if entry.current else ""
    return f'<a href="{escape(entry.address)}"{name}{here} data-go target="_self">{escape(entry.title)}</a>'


def context_text_html(view: ContextView) -> tuple[str, str]:
    """Return the text of a document, down to the end of the place, and what comes after it."""
    last = max((number for number, block in enumerate(view.blocks) if block.marked), default=-1)
    above = [_edge_html(view.before, "Eerder in dit document")] if view.before else []
    above.extend(_blocks_html(view.blocks[: last + 1]))
    below = list(_blocks_html(view.blocks[last + 1 :]))
    if view.after:
        below.append(_edge_html(view.after, "Verder in dit document"))
    return _reading_html(above), _reading_html(below)


def _reading_html(parts: Sequence[str]) -> str:
    """Return parts of the text together, or nothing without any."""
    return f'<div class="vb-reading">{"".join(parts)}</div>' if parts else ""


def _edge_html(address: str, label: str) -> str:
    """Return the link to what comes before or after what is shown."""
    return f'<p class="vb-edge">{_link(address, label)}</p>'


def _blocks_html(blocks: Sequence[BlockView]) -> Iterator[str]:
    """Yield blocks, those of the place together in one region."""
    inside = False
    for block in blocks:
        if block.page and not (block.marked and inside):
            yield _border_html(block.page)
        if block.marked and not inside:
            yield (
                f'<section id="{PLACE_ID}" class="vb-place" tabindex="-1" aria-label="Aangehaalde plaats">'
                '<p class="vb-place-name" aria-hidden="true">Aangehaalde plaats</p>'
            )
        elif block.marked and block.page:
            yield _border_html(block.page)
        elif inside and not block.marked:
            yield "</section>"
        inside = block.marked
        yield _block_html(block)
    if inside:
        yield "</section>"


def _border_html(page: str) -> str:
    """Return the border between two pages."""
    return f'<p class="vb-border"><span>{escape(page)}</span></p>'


def _block_html(block: BlockView) -> str:
    """Return one block."""
    heading = f"<h{block.level}>{escape(block.heading)}</h{block.level}>" if block.heading else ""
    table = table_html(block.table, whole=True) if block.table else ""
    return heading + paragraphs_html(block.paragraphs) + table


def picture_html(view: PictureView) -> str:
    """Return a page as a picture with its boxes and what can be done with it, or why it is not there."""
    steps = [
        _link(address, label)
        for address, label in (
            (view.previous, "← Vorige bladzijde"),
            (view.following, "Volgende bladzijde →"),
            (view.back, "Naar de bladzijde van de plaats"),
            (view.sized, "Verklein" if view.large else "Vergroot"),
        )
        if address
    ]
    notes = "".join(f'<p class="vb-note">{escape(note)}</p>' for note in (view.note, view.error) if note)
    return (
        f'<figure class="vb-picture"><figcaption>{escape(view.name)}</figcaption>{_sheet_html(view)}{notes}'
        f'<nav class="vb-walk-steps" aria-label="Bladzijden">{"".join(steps)}</nav></figure>'
    )


def _sheet_html(view: PictureView) -> str:
    """Return the picture itself; one that is large is scrolled through."""
    if not view.image:
        return ""
    boxes = "".join(f'<span class="vb-boxed" style="{_place_style(box)}"></span>' for box in view.boxes)
    name, scrolls = "vb-sheet", ""
    if view.large:
        name, scrolls = "vb-sheet vb-large", ' role="group" tabindex="0" aria-label="Vergrote bladzijde, te schuiven"'
    size = f'width="{view.width}" height="{view.height}"'
    return (
        f'<div class="{name}"{scrolls}><div class="vb-paper">'
        f'<img src="{view.image}" alt="{escape(view.alt)}" {size}>{boxes}</div></div>'
    )


def _place_style(box: Box) -> str:
    """Return where a box stands on the picture, in hundredths of it."""
    sides = {"left": box.left, "top": box.top, "width": box.right - box.left, "height": box.bottom - box.top}
    return ";".join(f"{name}:{value:.3f}%" for name, value in sides.items())


def missing_html(view: MissingView) -> str:
    """Return why a place is not shown, and where to go from here."""
    steps = "".join(f"<li>{_link(address, label)}</li>" for label, address in view.steps)
    return f'<div class="vb-error" role="alert"><p>{escape(view.text)}</p></div><ul class="vb-next">{steps}</ul>'


def _link(address: str, label: str, rel: str = "") -> str:
    """Return a link within the page."""
    kind = f' rel="{rel}"' if rel else ""
    return f'<a href="{escape(address)}"{kind} data-go target="_self">{escape(label)}</a>'

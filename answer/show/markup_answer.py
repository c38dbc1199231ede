"""The answer as HTML: the card, earlier questions that are nearly the same, and a pasted Kamervraag.

As in `answer.show.markup` every text from a document or a user is escaped.
"""

from collections.abc import Sequence
from html import escape

from answer.answer import Status
from answer.found import Computed
from answer.show.markup import paragraphs_html, passage_html, path_html, segments_html, source_html, table_html
from answer.show.present import AnswerView, EarlierView, FoundView
from answer.show.present_pasted import PartView, PastedView, count_statuses, describe_found

_SIGNS: dict[Status, str] = {"beantwoord": "✓", "onzeker": "?", "niet gevonden": "–"}


def answer_html(view: AnswerView, name: str = "antwoord", level: int = 2) -> str:
    """Return the card of an answer; `name` tells it apart from others on the page, `level` is that of its heading."""
    notes = "".join(f'<p class="vb-note">{escape(note)}</p>' for note in view.notes)
    several = len(view.items) > 1
    body = _computed_html(view.computed) if view.computed else ""
    body += "".join(_found_html(item, several=several) for item in view.items)
    body += _differing_html(view.differing)
    body += f'<p class="vb-scope">{escape(view.scope)}</p>' if view.scope else ""
    # Many cards on one page are no landmarks: those are to be few, and each with a name of its own.
    element, role = ("section", "") if level == 2 else ("div", ' role="group"')
    return (
        f'<{element} class="vb-answer {_status_class(view)}"{role} aria-labelledby="vb-{name}">'
        f'<h{level} id="vb-{name}" class="vb-status-name">{escape(view.heading)}</h{level}>{notes}{body}</{element}>'
    )


def pasted_html(view: PastedView) -> str:
    """Return a pasted Kamervraag: how many sub-questions were answered, and each with its card and first passages."""
    above = "".join(
        f'<p class="vb-{name}">{escape(" ".join(text.split()))}</p>'
        for name, text in (("above", view.heading), ("introduction", view.introduction))
        if text
    )
    said = describe_found(view.found, len(view.parts))
    parts = "".join(_part_html(part, number) for number, part in enumerate(view.parts, start=1))
    return (
        f'<section class="vb-pasted" aria-labelledby="vb-pasted"><h2 id="vb-pasted">{said}</h2>'
        f"{_bar_html(view.parts)}{above}<ol>{parts}</ol></section>"
    )


def _bar_html(parts: Sequence[PartView]) -> str:
    """Return the bar of what was found: a link to each sub-question, and in words how many there are of each status.

    What became of a sub-question is told by its sign and by the pattern behind it, not by colour alone.
    """
    steps = "".join(
        f'<li><a class="vb-step {_status_class(part.card)}" href="#vb-deelvraag-{number}" target="_self">'
        f'<span class="vb-hidden">Deelvraag </span>{number}<span class="vb-sign" aria-hidden="true">'
        f'{_SIGNS[part.card.status]}</span><span class="vb-hidden">: {part.card.status}</span></a></li>'
        for number, part in enumerate(parts, start=1)
    )
    counted = count_statuses([part.card for part in parts])
    said = " · ".join(f"{_SIGNS[status]} {number} {status}" for status, number in counted.items())
    return f'<ol class="vb-bar" aria-label="Deelvragen">{steps}</ol><p class="vb-legend">{said}</p>'


def _status_class(view: AnswerView) -> str:
    """Return the class of what became of a question."""
    return f"vb-{view.status.replace(' ', '-')}"


def _part_earlier_html(views: Sequence[EarlierView]) -> str:
    """Return the earlier questions that are nearly the same as a sub-question."""
    return "".join(
        f'<div class="vb-earlier"><p class="vb-label">Eerder zo beantwoord: {escape(view.question)}</p>'
        f"{paragraphs_html(view.answer)}{source_html(view.source)}</div>"
        for view in views
    )


def _part_html(view: PartView, number: int) -> str:
    """Return one sub-question: what was asked, its card, its first passages, folded, and the link to ask it alone."""
    asked = f'<p class="vb-understood">Gezocht naar: {escape(view.asked)}</p>' if view.asked != view.question else ""
    passages = "".join(f"<li>{passage_html(passage)}</li>" for passage in view.passages)
    folded = f"<details><summary>Passages ({len(view.passages)})</summary><ol>{passages}</ol></details>"
    alone = (
        f'<p class="vb-further"><a href="{escape(view.alone)}" data-go target="_self">'
        f'Stel alleen deze vraag<span class="vb-hidden"> ({number})</span></a></p>'
    )
    return (
        f'<li id="vb-deelvraag-{number}" tabindex="-1"><p class="vb-label">Deelvraag {number}</p>'
        f'<h3 class="vb-question">{escape(view.question)}</h3>{asked}{_part_earlier_html(view.earlier)}'
        f"{answer_html(view.card, f'antwoord-{number}', level=4)}{folded if passages else ''}{alone}</li>"
    )


def earlier_html(views: Sequence[EarlierView]) -> str:
    """Return the earlier questions that are nearly the same, each with its answer whole, or nothing."""
    if not views:
        return ""
    items = "".join(
        f'<li><p class="vb-about">{escape(view.about)}</p><h3>{escape(view.question)}</h3>'
        f"{paragraphs_html(view.answer)}{source_html(view.source)}</li>"
        for view in views
    )
    return (
        '<section class="vb-earlier" aria-labelledby="vb-eerder"><h2 id="vb-eerder">Eerder zo beantwoord</h2>'
        f"<ul>{items}</ul></section>"
    )


def _found_html(view: FoundView, *, several: bool) -> str:
    """Return one thing that answers, with its source; under its own name where there are several."""
    asked = f'<h3 class="vb-asked">{escape(view.asked)}</h3>' if several and view.asked else ""
    body = _figure_html(view) if view.path else _quote_html(view)
    also = "".join(f'<p class="vb-also">Staat ook in: {escape(place)}</p>' for place in view.also)
    return f'<div class="vb-item">{asked}{body}{source_html(view.source)}{also}</div>'


def _computed_html(computed: Computed) -> str:
    """Return what was computed, with how; that no document prints it is said beside it."""
    plain = f' <span class="vb-plain">{escape(computed.plain)}</span>' if computed.plain else ""
    return (
        f'<p class="vb-value"><b>{escape(computed.text)}</b>{plain}</p>'
        f'<p class="vb-formula">Berekend: {escape(computed.formula)}. Staat zo niet in een document.</p>'
    )


def _differing_html(views: Sequence[FoundView]) -> str:
    """Return the figures for the same that differ, side by side, each with its document and source."""
    if not views:
        return ""
    items = "".join(
        f'<li><p class="vb-about">{escape(view.about)}</p>{_found_html(view, several=False)}</li>' for view in views
    )
    return (
        '<div class="vb-differing"><h3>Elders staat een ander cijfer</h3>'
        f"<p>De cijfers hieronder verschillen van het antwoord; het recentste staat voorop.</p><ul>{items}</ul></div>"
    )


def _figure_html(view: FoundView) -> str:
    """Return a figure: the value large, its unit and plain form, its row and column, and the table around it."""
    value = ""
    if view.value is not None:
        unit = f' <span class="vb-unit">{escape(view.unit)}</span>' if view.unit else ""
        plain = f' <span class="vb-plain">{escape(view.plain)}</span>' if view.plain else ""
        long = " vb-long" if len(view.value) > 24 else ""
        value = f'<p class="vb-value{long}"><b>{escape(view.value)}</b>{unit}{plain}</p>'
    compare = f'<a href="{escape(view.compare)}" data-go target="_self">Vergelijk over jaren</a>'
    compared = f'<p class="vb-further">{compare}</p>' if view.compare else ""
    column = f' · <span class="vb-column">kolom {escape(view.column)}</span>' if view.column else ""
    table = table_html(view.table) if view.table else ""
    return f'{value}<p class="vb-path">{path_html(view.path)}{column}</p>{table}{compared}'


def _quote_html(view: FoundView) -> str:
    """Return the sentence that answers; a figure in it is marked."""
    plain = f'<p class="vb-plain">{escape(view.plain)}</p>' if view.plain else ""
    return f'<blockquote class="vb-quote"><p>{segments_html(view.quote)}</p></blockquote>{plain}' if view.quote else ""

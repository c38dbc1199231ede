"""The further finds of a search as HTML, by document.

As in `answer.show.markup` every text from a document or a user is escaped.
"""

from collections.abc import Sequence
from html import escape

from answer.show.contents import count_things
from answer.show.finds import FindGroup, FindView
from answer.show.markup import facts_html, kind_html, pages_html, segments_html


def finds_html(groups: Sequence[FindGroup], *, answered: bool = True) -> str:
    """Return the finds below the passages that are shown whole, or nothing without any.

    Where nothing was found they are not called finds.
    """
    if not groups:
        return ""
    found = sum(len(group.finds) for group in groups)
    within = "" if len(groups) == 1 else f" in {count_things(len(groups), 'document', 'documenten')}"
    heading = "Meer vindplaatsen" if answered else "Verder weg"
    one, more = ("vindplaats", "vindplaatsen") if answered else ("passage", "passages")
    shown = "".join(_group_html(group, count_things(len(group.finds), one, more)) for group in groups)
    return (
        f'<section class="vb-finds" aria-labelledby="vb-finds"><h2 id="vb-finds">{heading}</h2>'
        f'<p class="vb-legend">{count_things(found, one, more)}{within}</p>{shown}</section>'
    )


def _group_html(group: FindGroup, counted: str) -> str:
    """Return the finds of one document under its name."""
    finds = "".join(map(_find_html, group.finds))
    only = f'<a href="{escape(group.narrowed)}" data-go target="_self">Zoek alleen in dit document</a>'
    return (
        f'<div class="vb-find-group"><h3>{escape(group.title)} '
        f'<span class="vb-count">({counted})</span></h3>'
        f'<p class="vb-kind">{facts_html(group.facts)} {only if group.narrowed else ""}</p><ol>{finds}</ol></div>'
    )


def _find_html(find: FindView) -> str:
    """Return one find: where it stands, a line of what it says, and the link to it."""
    place = f'<a href="{escape(find.opened)}" data-go target="_self">{escape(find.title)}'
    hidden = '<span class="vb-hidden"> (open in document)</span></a>'
    line = f'<p class="vb-line">{segments_html(find.line)}</p>' if find.line else ""
    return f'<li><p class="vb-find">{place}{hidden} {kind_html(find.kind)}{pages_html(find.pages)}</p>{line}</li>'

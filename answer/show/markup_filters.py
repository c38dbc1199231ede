"""The filters with their counts and the chips of what narrows a search as HTML.

As in `answer.show.markup` every text from a document or a user is escaped.
"""

from collections.abc import Sequence
from html import escape

from answer.show.chips import ChipsView, ChipView
from answer.show.contents import format_count
from answer.show.facet_list import FacetView, OptionView


def chips_html(view: ChipsView) -> str:
    """Return the chips of a search, each a link to the same search without it, or nothing where nothing narrows it."""
    if not view.chips:
        return ""
    items = "".join(f"<li>{_chip_html(chip)}</li>" for chip in view.chips)
    clear = f'<li><a class="vb-clear" href="{escape(view.clear)}" data-go target="_self">Wis alles</a></li>'
    return f'<ul class="vb-chips" aria-label="Gekozen voorwaarden">{items}{clear if len(view.chips) > 1 else ""}</ul>'


def filters_html(views: Sequence[FacetView], *, opened: bool = False) -> str:
    """Return the filters as lists of links, folded unless one is chosen or `opened` says otherwise."""
    if not views:
        return ""
    chosen = sum(option.chosen for view in views for option in (*view.options, *view.folded))
    name = f"Filters ({chosen} gekozen)" if chosen else "Filters"
    groups = "".join(_facet_html(view) for view in views)
    return (
        f'<nav class="vb-filters" aria-label="Filters"><details{" open" if chosen or opened else ""}>'
        f'<summary>{name}</summary><div class="vb-facets">{groups}</div></details></nav>'
    )


def _chip_html(chip: ChipView) -> str:
    """Return one chip; its name says what taking it away does, and has what is seen at its end."""
    before = escape(chip.act.removesuffix(chip.label))
    return (
        f'<a class="vb-chip" href="{escape(chip.address)}" data-go data-key="weg" target="_self">'
        f'<span class="vb-hidden">{before}</span>{escape(chip.label)}'
        '<span class="vb-cross" aria-hidden="true">×</span></a>'
    )


def _facet_html(view: FacetView) -> str:
    """Return one filter with its options."""
    more = ""
    if view.folded:
        number = len(view.options) + len(view.folded)
        rest = "".join(_option_html(view.name, option) for option in view.folded)
        more = f'<details class="vb-all"><summary>Toon alle {number}</summary><ul>{rest}</ul></details>'
    options = "".join(_option_html(view.name, option) for option in view.options)
    return (
        f'<div class="vb-facet"><p class="vb-facet-name" id="vb-filter-{view.name}">{escape(view.label)}</p>'
        f'<ul aria-labelledby="vb-filter-{view.name}">{options}</ul>{more}</div>'
    )


def _option_html(name: str, option: OptionView) -> str:
    """Return an option as a link with its count; one that is chosen says so in more than its colour.

    By its key the page finds it again when it is drawn anew, so that the keyboard goes on from where it was.
    """
    key = escape(f"{name} {option.label}")
    current = ' aria-current="true"' if option.chosen else ""
    mark = '<span class="vb-check" aria-hidden="true">✓</span>' if option.chosen else ""
    none = "" if option.count else ' class="vb-none"'
    return (
        f'<li{none}><a href="{escape(option.address)}" data-go data-key="{key}" target="_self"{current}>{mark}'
        f'{escape(option.label)} <span class="vb-count">({format_count(option.count)})</span></a></li>'
    )

"""The filters as they are shown: each value with how many passages it would leave, and the address that chooses it."""

from collections.abc import Mapping
from dataclasses import dataclass

from answer.show.asked import Asked, toggle_filter
from answer.show.contents import FILTERS
from index.facets import Facets

MOST_OPTIONS = 8
"""Of more options the others are folded: what is chosen comes first, then what leaves most."""


@dataclass(frozen=True, slots=True)
class OptionView:
    """A value of a filter: its label, how many passages it would leave, and the address that chooses or drops it."""

    label: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class FacetView:
    """A filter: its name in an address, its label, and its options, of which some are folded at first."""

    name: str
    label: str
    options: tuple[OptionView, ...]
    folded: tuple[OptionView, ...] = ()


def present_facets(facets: Facets, options: Mapping[str, Mapping[str, str]], asked: Asked) -> tuple[FacetView, ...]:
    """Return the filters with what can be chosen; `options` are their values with labels (`list_options`).

    A filter with one value or none is left out, since it tells nothing apart, unless it is chosen.
    """
    counts = {
        "soort": facets.kinds,
        "jaar": facets.years,
        "ministerie": facets.ministries,
        "document": facets.documents,
    }
    views = []
    for name, label in FILTERS.items():
        chosen = asked.get(name, ())
        shown = tuple(
            OptionView(
                options[name].get(found.value, found.value),
                found.count,
                found.value in chosen,
                toggle_filter(asked, name, found.value),
            )
            for found in counts[name]
        )
        if len(shown) > 1 or any(option.chosen for option in shown):
            views.append(_fold(FacetView(name, label, shown)))
    return tuple(views)


def _fold(view: FacetView) -> FacetView:
    """Return a filter whose less telling options are folded where there are many."""
    if len(view.options) <= MOST_OPTIONS:
        return view
    ordered = sorted(view.options, key=lambda option: (not option.chosen, -option.count))
    most = max(MOST_OPTIONS, sum(option.chosen for option in ordered))
    return FacetView(view.name, view.label, tuple(ordered[:most]), tuple(ordered[most:]))

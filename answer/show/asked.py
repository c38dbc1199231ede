"""What is asked, as it stands in an address: the query, what it goes on from, and the filters."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from urllib.parse import parse_qs

from answer.permalink import PARAMETER
from answer.show.addresses import make_address
from answer.show.contents import FILTERS

Asked = Mapping[str, Sequence[str]]
"""The values of `vraag`, `vorige` and of each filter by its name; what is not asked has none."""

NOTHING_ASKED: Asked = MappingProxyType({})

_ASKED = ("vraag", "vorige", *FILTERS)


def read_asked(parameters: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return what an address asks, without what else stands in it and without what is empty."""
    read = {name: [value for value in parameters.get(name, ()) if value.strip()] for name in _ASKED}
    return {name: values for name, values in read.items() if values}


def search_address(asked: Asked) -> str:
    """Return the address of a search."""
    return make_address("", read_asked(asked))


def place_address(permalink: str, asked: Asked = NOTHING_ASKED) -> str:
    """Return the address of a place, from any page; with what is asked its hits can be walked through.

    `permalink` is what `make_permalink` gives. Without anything asked the address outlasts an index.
    """
    places = parse_qs(permalink.removeprefix("?")).get(PARAMETER, ())
    return make_address("", {PARAMETER: places, **read_asked(asked)}) if places else ""


def toggle_filter(asked: Asked, name: str, value: str) -> str:
    """Return the address where a value of a filter is chosen, or where it no longer is."""
    chosen = list(asked.get(name, ()))
    left = [other for other in chosen if other != value] if value in chosen else [*chosen, value]
    return search_address({**asked, name: left})

"""The screen Zoeken: the box, what narrows the search, and what was found. The address holds the whole state."""

from collections.abc import Sequence

import streamlit as st

from answer.follow_up import complete_query
from answer.offers.complete import completions_of
from answer.offers.recent import remember_query
from answer.page.box import draw_box
from answer.page.context import draw_context
from answer.page.frame import await_searcher, draw_foot
from answer.page.results import FOUND, draw_results
from answer.page.site import Site
from answer.pasted.split import split_pasted
from answer.show.asked import Asked, read_asked
from answer.show.chips import present_chips
from answer.show.contents import FILTERS, list_options, make_filters
from answer.show.facet_list import present_facets
from answer.show.markup import examples_html, hint_html, recent_html
from answer.show.markup_filters import chips_html, filters_html
from index import Filters, Searcher
from index.facets import count_facets
from index.query import Query, parse_query
from ingest.errors import QueryError

_RECENT = "eerder"
"""Where in the session stand the queries of this visit."""


def draw_search(site: Site) -> None:
    """Draw the box, what narrows the search, what was found, and the foot."""
    asked = read_asked({name: st.query_params.get_all(name) for name in st.query_params})
    query = " ".join(asked.get("vraag", ()))
    if query:
        st.set_page_config(page_title=f"{' '.join(query.split())[:60]} – Vraagbaak")
    state = await_searcher(site)
    if state.searcher is None:
        return
    place = st.query_params.get("plaats", "")
    if place:
        draw_context(site, state, place, asked, FOUND)
    else:
        searcher = state.searcher
        recent = st.session_state[_RECENT] = remember_query(st.session_state.get(_RECENT, ()), query)
        draw_box(query, completions_of(searcher), recent, lambda typed: ask(typed, searcher))
        draw_filters(searcher, asked)
        found = bool(query) and draw_results(site, state, asked)
        if not found:
            draw_hint(site)
        if not query and recent:
            draw_recent(recent)
    draw_foot(state)


def draw_hint(site: Site) -> None:
    """Draw what can be typed, and queries to try: right after a start those come when they are chosen."""
    state = site.service.refresh()
    st.html(hint_html() + examples_html(state.examples))
    if not state.prepared:
        await_examples(site)


@st.fragment(run_every=1.0)
def await_examples(site: Site) -> None:
    """Draw the page anew when there are queries to try."""
    if site.service.refresh().prepared:
        st.rerun()


def draw_recent(recent: Sequence[str]) -> None:
    """Draw the queries of this visit, and what forgets them."""
    st.html(recent_html(recent))
    if st.button("Wis eerder gevraagd", type="tertiary"):
        st.session_state[_RECENT] = ()
        st.rerun()


def draw_filters(searcher: Searcher, asked: Asked) -> None:
    """Draw what narrows the search, to be taken away, and what would narrow it further, with counts."""
    options = list_options(searcher)
    try:
        filters, understood = make_filters(asked), parse_asked(asked)
    except QueryError:  # what is wrong is told where the results would stand
        filters, understood = Filters(), None
    pasted = split_pasted(" ".join(asked.get("vraag", ()))) is not None
    facets = count_facets(understood, filters, searcher)
    chips = chips_html(present_chips(asked, options, operators=not pasted))
    st.html(chips + filters_html(present_facets(facets, options, asked)))


def parse_asked(asked: Asked) -> Query | None:
    """Return the query of an address as it is understood; None where there is none, or a Kamervraag was pasted in.

    Raises:
        QueryError: it cannot be understood.
    """
    query = " ".join(asked.get("vraag", ()))
    return parse_query(query) if query and split_pasted(query) is None else None


def ask(query: str, searcher: Searcher) -> None:
    """Put a query in the address beside the filters; a follow-up with the question that it goes on from."""
    query = query.strip()
    before = st.session_state.get("asked", "")
    follows = bool(before and query) and complete_query(query, before, searcher) != query
    previous = before if follows else st.query_params.get("vorige", "") if query == st.query_params.get("vraag") else ""
    chosen = {name: st.query_params.get_all(name) for name in FILTERS}
    address = {"vraag": query, "vorige": previous, **chosen}
    st.query_params.from_dict({name: value for name, value in address.items() if value})

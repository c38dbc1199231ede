"""The screen Zoeken: the box, what narrows the search, and what was found. The address holds the whole state."""

import streamlit as st

from answer.asked import Asked, read_asked
from answer.chips import present_chips
from answer.confidence import find_missing
from answer.contents import FILTERS, list_options, make_filters
from answer.facet_list import present_facets
from answer.follow_up import complete_query
from answer.markup import error_html, examples_html, hint_html, place_html
from answer.markup_filters import chips_html, filters_html
from answer.page.frame import await_searcher, draw_foot
from answer.page.results import draw_results
from answer.page.site import Site
from answer.pasted import split_pasted
from answer.present_place import NOT_THERE, present_place
from index import Filters, Searcher
from index.facets import count_facets
from index.query import Query, parse_query
from ingest.errors import QueryError

EXAMPLES = (
    "waarom onderuitputting COA",
    "hoeveel krijgt het COA in 2026",
    "wat betekent AMV",
    "kosten opvang statushouders azc 2024",
)


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
        draw_place(state.searcher, place)
    else:
        draw_box(query, state.searcher)
        draw_filters(state.searcher, asked)
        found = bool(query) and draw_results(site, state, asked)
        if not found:
            draw_examples(state.searcher)
    draw_foot(state)


def draw_box(query: str, searcher: Searcher) -> None:
    """Draw the box with the query that was asked."""
    st.session_state["vraag"] = query
    with st.form("zoeken", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        # A box of several lines, which grows: a Kamervraag that is pasted in keeps its line ends. Enter asks.
        st.text_area("Uw vraag", key="vraag", height="content", placeholder="Typ of plak uw vraag")
        st.form_submit_button("Zoek", type="primary", on_click=lambda: ask(st.session_state["vraag"], searcher))


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


def draw_place(searcher: Searcher, address: str) -> bool:
    """Draw the passage that a permalink leads to; return whether it is there."""
    view = present_place(address, searcher)
    st.html(place_html(view) if view is not None else error_html(NOT_THERE))
    return view is not None


def draw_examples(searcher: Searcher) -> None:
    """Draw what can be typed, and queries to try, of which the documents have all words."""
    st.html(hint_html() + examples_html([example for example in EXAMPLES if not find_missing(example, searcher)]))


def ask(query: str, searcher: Searcher) -> None:
    """Put a query in the address beside the filters; a follow-up with the question that it goes on from."""
    query = query.strip()
    before = st.session_state.get("asked", "")
    follows = bool(before and query) and complete_query(query, before, searcher) != query
    previous = before if follows else st.query_params.get("vorige", "") if query == st.query_params.get("vraag") else ""
    chosen = {name: st.query_params.get_all(name) for name in FILTERS}
    address = {"vraag": query, "vorige": previous, **chosen}
    st.query_params.from_dict({name: value for name, value in address.items() if value})

"""A document opened at a place: the text with its outline, the hits of the query, and for a PDF the page itself."""

import streamlit as st

from answer.context.hits import NO_WALK, Walk, find_walk
from answer.context.markup import context_head_html, context_text_html, missing_html, outline_html, picture_html
from answer.context.missing import present_missing
from answer.context.picture import LOOK, PAGE, has_pictures, present_picture, read_look
from answer.context.view import present_context
from answer.page.site import Site
from answer.permalink import resolve_permalink
from answer.service import ServiceState
from answer.show.asked import Asked
from answer.show.markup import error_html, status_html
from ingest.errors import VraagbaakError

_WALK = "treffers"
"""Where in the session stand the hits that are walked through."""


def draw_context(site: Site, state: ServiceState, address: str, asked: Asked, count: int) -> bool:
    """Draw the document at the place that `address`, the value of `plaats`, names; return whether it is there.

    The hits of what is asked, at most `count` for each question, can be walked through.
    """
    searcher = state.searcher
    assert searcher is not None, "the screen is drawn only with a searcher"
    place = resolve_permalink(address, searcher)
    if place is None:
        st.html(missing_html(present_missing(address, asked, searcher)))
        return False
    view = present_context(place, _remember_walk(state, asked, count), searcher)
    st.set_page_config(page_title=f"{view.source.citation[:100]} – Vraagbaak")
    st.html(context_head_html(view))
    with st.container(key="document"):
        aside, main = st.columns([3, 8], gap="medium") if view.outline else (None, st.container())
        if aside is not None:
            aside.html(outline_html(view.outline))
        upto, after = context_text_html(view)
        main.html(upto)
        sheet = main.empty()
        if after:
            main.html(after)
    if has_pictures(place.document):
        # The text stands there already: a page takes up to a second to draw.
        sheet.html(status_html("De bladzijde wordt getekend …"))
        look = read_look(st.query_params.get(PAGE, ""), st.query_params.get(LOOK, ""))
        sheet.html(picture_html(present_picture(place, site.corpus, look, address, asked)))
    return True


def _remember_walk(state: ServiceState, asked: Asked, count: int) -> Walk:
    """Return the hits of what is asked, found once for each walk; what cannot be asked is said and has none."""
    searcher = state.searcher
    assert searcher is not None, "the screen is drawn only with a searcher"
    key = (dict(asked), id(searcher), state.warm)
    known = st.session_state.get(_WALK)
    if known is None or known[0] != key:
        try:
            known = (key, find_walk(asked, searcher, count, warm=state.warm))
        except VraagbaakError as error:
            st.html(error_html(str(error)))
            return NO_WALK
        st.session_state[_WALK] = known
    walk: Walk = known[1]
    return walk

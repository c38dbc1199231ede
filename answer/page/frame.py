"""What stands around every screen: the menu, the name of the page, what the service is doing, and the foot."""

import logging
import time
from collections.abc import Callable, Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import StreamlitPage

from answer.page.links import draw_links
from answer.page.site import Site
from answer.service import UNEXPECTED, ServiceState
from answer.show.addresses import PAGES
from answer.show.contents import describe_moment, describe_progress, format_count, present_documents
from answer.show.markup import contents_html, error_html, status_html
from answer.show.markup_frame import head_html, menu_html, title_html
from answer.show.states import ACTS, describe_state
from index.open import MADE_ELSEWHERE
from ingest.errors import VraagbaakError

Screen = Callable[[Site], None]


def draw_pages(screens: Mapping[str, Screen], site: Site) -> None:
    """Draw the screen that the address names in its frame; `screens` are by the paths of `PAGES`."""
    pages = {path: _make_page(path, screen, site) for path, screen in screens.items()}
    current = st.navigation(list(pages.values()), position="hidden")
    # Set on every drawing: the screen of a search puts its query there, which must not stay for the next page.
    st.set_page_config(page_title=_title(current.url_path))
    st.html(head_html(), unsafe_allow_javascript=True)
    st.html(menu_html(current.url_path))
    draw_links("/".join((current.url_path, *st.query_params.get_all("plaats"))))
    st.html(title_html(current.url_path))
    current.run()


def await_searcher(site: Site) -> ServiceState:
    """Return the state of the service once there is a searcher or an error; until then the page says what is going on.

    What there is to say of an index that serves is said as well, with what can be done.
    """
    # In a place of its own: what comes and goes here must not move the box below it, with what is being typed there.
    with st.container():
        state = site.service.wait(0.5)
        if state.pending:
            state = follow_opening(site)
        draw_notices(site, state)
    return state


def draw_notices(site: Site, state: ServiceState) -> None:
    """Draw what there is to say of the index, with what can be done."""
    for number, notice in enumerate(describe_state(state)):
        st.html(error_html(notice.text) if notice.is_error else status_html(notice.text))
        if notice.act:
            # An index that could not be opened is asked for again by the next refresh; one that serves is replaced.
            act = site.service.retry if state.searcher is None else site.service.reopen
            st.button(ACTS[notice.act], key=f"toestand-{number}", on_click=act)
    if state.rebuilding:
        follow_rebuilding(site)


def follow_opening(site: Site) -> ServiceState:
    """Draw how far the opening of the first index is, and return the state at its end."""
    with st.container(key="bezig"):
        said, bar = st.empty(), st.empty()
    while (state := site.service.wait(0.2)).pending:
        said.html(status_html(describe_state(state)[0].text))
        draw_progress(state, bar)
    said.empty()
    bar.empty()
    return state


def draw_progress(state: ServiceState, bar: DeltaGenerator) -> None:
    """Draw how far the making of an index is, where it is made here and not only read."""
    if state.lines and state.lines[-1] != MADE_ELSEWHERE:
        share = state.done / state.total if state.total else 0.0
        bar.progress(min(1.0, share), describe_progress(state.done, state.total, state.seconds))


@st.fragment(run_every=1.0)
def follow_rebuilding(site: Site) -> None:
    """Draw how far the new index is while the old one serves; when it is there the page is drawn anew with it."""
    state = site.service.refresh()
    if not state.rebuilding:
        st.rerun()
    draw_progress(state, st.empty())


def draw_foot(state: ServiceState) -> None:
    """Draw the foot: what is searched, as of when, and what could not be read."""
    if state.searcher is None:
        return
    passages = f"{format_count(len(state.searcher.chunks))} passages"
    moment = describe_moment(state.made or time.time())
    st.html(contents_html(present_documents(state.searcher), passages, moment, state.problems))


def _make_page(path: str, screen: Screen, site: Site) -> StreamlitPage:
    """Return a page for Streamlit; what goes wrong in it is one message, never a traceback."""

    def run() -> None:
        try:
            screen(site)
        except VraagbaakError as error:
            st.html(error_html(str(error)))
        except Exception:
            logging.getLogger("vraagbaak").exception("Onverwachte fout op de pagina %s", PAGES[path])
            st.html(error_html(UNEXPECTED))

    return st.Page(run, title=_title(path), url_path=path, default=not path)


def _title(path: str) -> str:
    """Return what the browser calls a page."""
    return f"{PAGES[path]} – Vraagbaak" if path else "Vraagbaak"

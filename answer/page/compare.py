"""The screen Vergelijken: one line of the budget over years and documents. The address holds the whole state."""

import streamlit as st

from answer.compare import Compared, compare_lines, export_comparison, read_compared
from answer.compare.markup import chosen_html, heading_html, lines_html, loose_html, table_html
from answer.compare.views import GroupView
from answer.page.exports import draw_exports
from answer.page.frame import await_searcher, draw_foot
from answer.page.site import Site
from answer.show.markup import error_html
from index import Searcher
from ingest.errors import QueryError

_FORMS = ("xlsx", "csv")


def draw_compare(site: Site) -> None:
    """Draw the box for a line, the lines that fit, and of the chosen ones a chart, a table and the sources."""
    compared = read_compared({name: st.query_params.get_all(name) for name in st.query_params})
    if compared.words:
        st.set_page_config(page_title=f"{compared.words[:60]} – Vergelijken – Vraagbaak")
    state = await_searcher(site)
    if state.searcher is None:
        return
    _draw_box(compared)
    try:
        _draw_comparison(compared, state.searcher)
    except QueryError as error:
        st.html(error_html(str(error)))
    draw_foot(state)


def _draw_box(compared: Compared) -> None:
    """Draw the box with the line that was typed."""
    st.session_state["regel"] = compared.words
    with st.form("vergelijken", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Regel in de begroting", key="regel", placeholder="Bijvoorbeeld COA of apparaatsuitgaven")
        st.form_submit_button("Vergelijk", type="primary", on_click=_ask)


def _ask() -> None:
    """Put the line that was typed in the address; what was chosen for another line goes."""
    words = " ".join(st.session_state["regel"].split())
    st.query_params.from_dict({"regel": words} if words else {})


def _draw_comparison(compared: Compared, searcher: Searcher) -> None:
    """Draw what is compared: the lines to choose from above it, and below it what can be kept."""
    view = compare_lines(compared, searcher)
    st.html(lines_html(view))
    chosen = chosen_html(view)
    if chosen:
        st.html(chosen)
    for number, group in enumerate(view.groups, start=1):
        st.html(heading_html(group, number))
        if group.has_chart:
            _draw_chart(group, number)
        st.html(table_html(group, number))
    if view.loose:
        st.html(loose_html(view.loose))
    if view.groups:
        draw_exports("vergelijking", _FORMS, lambda form: export_comparison(compared, searcher, form))


def _draw_chart(group: GroupView, number: int) -> None:
    """Draw the chart of a group."""
    from answer.compare.chart import make_chart  # here: the other screens need no library that draws

    st.altair_chart(make_chart(group), theme=None, key=f"grafiek-{number}")

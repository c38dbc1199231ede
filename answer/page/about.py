"""The screen Over: how it works, what it cannot, how to cite, and which version and index this is."""

import os
import time

import streamlit as st

from answer.page.frame import await_searcher, draw_foot
from answer.page.site import Site
from answer.show.about import present_about
from answer.show.markup_about import about_html
from answer.summary.settings import SummarySettingsError, load_summary_settings


def draw_about(site: Site) -> None:
    """Draw the page, with the facts of the index that is open."""
    state = await_searcher(site)
    if state.searcher is None:
        return
    st.html(about_html(present_about(state.searcher, state.made, time.time()), _find_summariser()))
    draw_foot(state)


def _find_summariser() -> str:
    """Return the host of the model that writes summaries; empty where there is none, or its settings cannot be used."""
    try:
        settings = load_summary_settings(os.environ)
    except SummarySettingsError:
        return ""
    return settings.host if settings is not None else ""

"""The screen Evaluatie: how good the search is, as it was measured; measuring it; and the misses one by one."""

from pathlib import Path

import streamlit as st

from answer.page.frame import await_searcher, draw_foot
from answer.page.site import Site
from answer.service import configured_places
from answer.show.markup import status_html
from answer.show.markup_about import facts_html
from evaluation.markup import (
    choices_html,
    introduction_html,
    misses_html,
    notes_html,
    section_html,
    status_line_html,
    summary_html,
    unmeasured_html,
)
from evaluation.measurable import can_measure, list_measurable
from evaluation.measuring import Measuring, describe_measuring
from evaluation.misses import list_misses
from evaluation.present import describe_parts, present_sections, summarise_sections
from evaluation.provenance import describe_difference, describe_record, name_command, summarise_record
from evaluation.record import Record, RecordError, locate_record, read_record
from evaluation.selection import list_choices, read_selection
from index.search import Searcher


def draw_evaluation(site: Site) -> None:
    """Draw what was measured, or how to measure it where that was not done."""
    state = await_searcher(site)
    searcher = state.searcher
    if searcher is None:
        return
    st.html(introduction_html())
    command = name_command(site.corpus, site.index, configured_places()[2])
    record, damage = None, ""
    try:
        record = read_record(site.index)
    except RecordError as error:
        damage = str(error)
    if record is None:
        if damage:
            st.html(status_line_html("", "", damage))
        reasons = list_measurable(searcher.documents)
        st.html(unmeasured_html(command, str(locate_record(site.index)), reasons))
        _draw_measuring(site, searcher, "Meet nu")
    else:
        warning = describe_difference(record, searcher, command)
        st.html(status_line_html(summarise_record(record), warning))
        if warning or share_measuring(str(site.index)).state().running:
            _draw_measuring(site, searcher, "Meet opnieuw")
        _draw_record(record, searcher, site)
        if not warning and not share_measuring(str(site.index)).state().running:
            _draw_measuring(site, searcher, "Meet opnieuw")
    draw_foot(state)


@st.cache_resource(show_spinner=False)
def share_measuring(index: str) -> Measuring:
    """Return what measures the index in a folder, the same for all sessions."""
    return Measuring(Path(index))


def _draw_record(record: Record, searcher: Searcher, site: Site) -> None:
    """Draw the figures and the misses of what is looked at."""
    evaluation = record.evaluation
    selection = read_selection(st.query_params.to_dict(), evaluation)
    st.html(choices_html(list_choices(selection, evaluation), describe_parts(selection)))
    st.html(summary_html(summarise_sections(evaluation, selection)) + notes_html(evaluation.notes) or " ")
    for section in present_sections(evaluation, selection):
        st.html(section_html(section))
    st.html(misses_html(list_misses(evaluation, selection)))
    st.html(facts_html("Waarop gemeten", "measured", describe_record(record, searcher, site.index)))


def _draw_measuring(site: Site, searcher: Searcher, label: str) -> None:
    """Draw how far the measurement is that goes on, or a button that starts one."""
    measuring = share_measuring(str(site.index))
    if measuring.state().running:
        with st.container(key="meten"):
            st.fragment(_follow_measuring, run_every=1.0)(measuring)
        return
    with st.container(key="meten"):
        if measuring.state().error:
            st.html(status_line_html("", "", measuring.state().error or ""))
        if can_measure(searcher.documents) and st.button(f"{label} (ongeveer 5 minuten)"):
            measuring.start(searcher)
            st.rerun()


def _follow_measuring(measuring: Measuring) -> None:
    """Draw how far the measurement is; when it is done the whole page is drawn anew."""
    state = measuring.state()
    if not state.running:
        st.rerun()
    line, share, said = describe_measuring(state)
    st.html(status_html(line))
    st.progress(share, said)

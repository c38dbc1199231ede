"""What was found for a query, drawn: the answer first, then the passages, the further finds, and how to keep it."""

import os

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from answer import Answer, answer_question
from answer.export import EXPORT_FORMS, export_answer
from answer.keywords import find_keyword_passages
from answer.page.exports import draw_exports
from answer.page.site import Site
from answer.service import ServiceState
from answer.show.asked import Asked
from answer.show.contents import make_filters
from answer.show.finds import group_finds
from answer.show.further import add_comparisons, add_part_comparisons
from answer.show.markup import (
    error_html,
    keyword_passages_html,
    passages_html,
    status_html,
    suggestion_html,
    understood_html,
)
from answer.show.markup_answer import answer_html, earlier_html, pasted_html
from answer.show.markup_finds import finds_html
from answer.show.present import SHOWN_WHOLE, present_answer, present_earlier, present_passage, present_passages
from answer.show.present_pasted import present_pasted
from answer.show.said import said_html
from answer.show.states import MODEL_LOADS
from answer.summary.settings import SummarySettings, load_summary_settings
from answer.understood import describe_query
from index import Filters, Searcher
from ingest.errors import VraagbaakError

FOUND = 20
"""So many passages are found: the first of them are shown whole, the others in a line each."""


def draw_results(site: Site, state: ServiceState, asked: Asked) -> bool:
    """Draw what was found for what is asked; return whether it is an answer.

    While the model is being loaded the passages with the query's words stand there first.
    """
    searcher = state.searcher
    assert searcher is not None, "the screen is drawn only with a searcher"
    query, previous = asked["vraag"][0], "".join(asked.get("vorige", ()))
    try:
        filters = make_filters(asked)
        if not state.warm:
            draw_keywords(site, searcher, asked, filters)
        with st.spinner("Zoeken …"):
            answer = answer_question(query, searcher, filters, FOUND, previous=previous)
    except VraagbaakError as error:
        st.html(error_html(str(error)))
        return False
    st.session_state["asked"] = answer.asked
    if answer.parts:
        view = present_pasted(answer, searcher, asked, filtered=filters != Filters())
        view = add_part_comparisons(view, answer, searcher)
        st.html(pasted_html(view) + said_html(answer))
        draw_exports("antwoord", EXPORT_FORMS, lambda form: export_answer(answer, searcher, form, filters=filters))
        return True
    draw_one(answer, searcher, asked, filters)
    return answer.answer is not None


def draw_keywords(site: Site, searcher: Searcher, asked: Asked, filters: Filters) -> None:
    """Draw the passages that have the query's words until the model can answer, and then take them away."""
    place = st.empty()
    passages = find_keyword_passages(asked["vraag"][0], searcher, filters, SHOWN_WHOLE)
    views = [present_passage(passage, searcher, asked) for passage in passages]
    place.html(status_html(MODEL_LOADS) + keyword_passages_html(views))
    while not (state := site.service.wait_warm(0.5)).warm and state.error is None:
        pass  # in small steps: a visitor who leaves or asks anew stops the script between two of them
    place.empty()


def draw_one(answer: Answer, searcher: Searcher, asked: Asked, filters: Filters) -> None:
    """Draw the answer to one question with its passages."""
    completed = answer.asked if answer.asked != answer.query else ""
    understood = understood_html(describe_query(answer.understood, answer.words) or completed)
    earlier = earlier_html(present_earlier(answer, searcher, asked))
    view = present_answer(answer, searcher, asked, filtered=filters != Filters())
    card = answer_html(add_comparisons(view, answer, searcher))
    st.html(f"{understood}{earlier}{card}{suggestion_html(answer.suggestion)}{said_html(answer)}")
    above = st.empty()
    found = answer.answer is not None
    passages = passages_html(present_passages(answer, searcher, asked, SHOWN_WHOLE), answered=found)
    if passages:
        st.html(passages + finds_html(group_finds(answer, searcher, asked), answered=found))
        draw_exports("antwoord", EXPORT_FORMS, lambda form: export_answer(answer, searcher, form, filters=filters))
    settings = load_summary_settings(os.environ)
    if settings is not None and found:
        draw_summary(answer, searcher, settings, above)


def draw_summary(answer: Answer, searcher: Searcher, settings: SummarySettings, place: DeltaGenerator) -> None:
    """Draw the summary by the model that the user chose above the passages, which stand there before it is written."""
    from answer.summary.show import summary_html
    from answer.summary.summarise import summarise_answer  # the network's own module: only for who wants it

    asked = (answer.asked, tuple(passage.hit.chunk.id for passage in answer.passages), settings)
    if st.session_state.get("samengevat", (None,))[0] != asked:
        place.html(status_html("De samenvatting wordt geschreven …"))
        st.session_state["samengevat"] = (asked, summary_html(summarise_answer(answer, searcher, settings)))
    place.html(st.session_state["samengevat"][1])

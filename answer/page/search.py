"""The screen Zoeken: the box, what was found, and the filters. The address holds the whole state."""

import os
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from answer import Answer, answer_question
from answer.confidence import find_missing
from answer.contents import FILTERS, escape_markdown, list_options, make_filters
from answer.export import EXPORT_FORMS, export_answer
from answer.follow_up import complete_query
from answer.markup import error_html, hint_html, passages_html, place_html, status_html, understood_html
from answer.markup_answer import answer_html, earlier_html, pasted_html
from answer.page.frame import await_searcher, draw_foot
from answer.page.site import Site
from answer.present import present_answer, present_earlier, present_passages
from answer.present_pasted import present_pasted
from answer.present_place import NOT_THERE, present_place
from answer.service import ServiceState
from answer.summary.settings import SummarySettings, load_summary_settings
from answer.understood import describe_query
from index import Filters, Searcher
from ingest.errors import VraagbaakError

EXAMPLES = (
    "waarom onderuitputting COA",
    "hoeveel krijgt het COA in 2026",
    "wat betekent AMV",
    "kosten opvang statushouders azc 2024",
)
MOST_PILLS = 6  # More options than these are chosen from a list.


def draw_search(site: Site) -> None:
    """Draw the box with its filters, what was found, and the foot."""
    query = st.query_params.get("vraag", "").strip()
    title = " ".join(query.split())[:60]
    if title:
        st.set_page_config(page_title=f"{title} – Vraagbaak")
    state = await_searcher(site)
    if state.searcher is None:
        return
    searcher = state.searcher
    options = list_options(searcher)
    read_address(options)
    with st.form("zoeken", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        # A box of several lines, which grows: a Kamervraag that is pasted in keeps its line ends. Enter asks.
        st.text_area("Uw vraag", key="vraag", height="content", placeholder="Typ of plak uw vraag")
        st.form_submit_button("Zoek", type="primary", on_click=write_address, args=(searcher,))
    active = sum(len(st.query_params.get_all(name)) for name in FILTERS)
    with st.expander(f"Filters ({active} gekozen)" if active else "Filters", expanded=active > 0, key="filters"):
        for name, label in FILTERS.items():
            draw_filter(name, label, options[name])
    place = st.query_params.get("plaats", "")
    found = draw_answer(state, searcher, query) if query else draw_place(searcher, place) if place else False
    if not found:
        draw_examples(searcher)
    draw_foot(state)


def draw_filter(name: str, label: str, options: dict[str, str]) -> None:
    """Draw the choice for one filter: all options side by side when they are few."""
    names = list(options)
    if len(names) > MOST_PILLS:
        st.multiselect(
            label, names, format_func=lambda v: options[v], key=name, on_change=write_address, placeholder="Alle"
        )
        return
    shown = {value: escape_markdown(text) for value, text in options.items()}
    st.pills(label, names, selection_mode="multi", format_func=lambda v: shown[v], key=name, on_change=write_address)


def draw_answer(state: ServiceState, searcher: Searcher, query: str) -> bool:
    """Draw what was found for a query; return whether it is an answer."""
    waiting = "Zoeken …" if state.warm else "Zoeken … Het taalmodel wordt geladen; dat duurt eenmalig enkele seconden."
    try:
        filters = make_filters({name: st.query_params.get_all(name) for name in FILTERS})
        with st.spinner(waiting):
            answer = answer_question(query, searcher, filters, previous=st.query_params.get("vorige", ""))
    except VraagbaakError as error:
        st.html(error_html(str(error)))
        return False
    st.session_state["asked"] = answer.asked
    filtered = filters != Filters()
    if answer.parts:
        st.html(pasted_html(present_pasted(answer, searcher, filtered=filtered)))
        draw_exports(answer, searcher, filters)
        return True
    found = answer.answer is not None
    completed = answer.asked if answer.asked != query else ""
    understood = understood_html(describe_query(answer.understood, answer.words) or completed)
    if understood:
        st.html(understood)
    earlier = earlier_html(present_earlier(answer, searcher))
    if earlier:
        st.html(earlier)
    st.html(answer_html(present_answer(answer, searcher, filtered=filtered)))
    if answer.suggestion is not None:
        ask = {"vraag": answer.suggestion}
        label = f"Bedoelde u: {escape_markdown(answer.suggestion)}"
        st.button(label, key="bedoelde", on_click=st.query_params.from_dict, args=(ask,))
    above = st.empty()
    passages = passages_html(present_passages(answer, searcher), answered=found)
    if passages:
        st.html(passages)
        draw_exports(answer, searcher, filters)
    settings = load_summary_settings(os.environ)
    if settings is not None and found:
        draw_summary(answer, searcher, settings, above)
    return found


def draw_summary(answer: Answer, searcher: Searcher, settings: SummarySettings, place: DeltaGenerator) -> None:
    """Draw the summary by the model that the user chose above the passages, which stand there before it is written."""
    from answer.summary.show import summary_html
    from answer.summary.summarise import summarise_answer  # the network's own module: only for who wants it

    asked = (answer.asked, tuple(passage.hit.chunk.id for passage in answer.passages), settings)
    if st.session_state.get("samengevat", (None,))[0] != asked:
        place.html(status_html("De samenvatting wordt geschreven …"))
        st.session_state["samengevat"] = (asked, summary_html(summarise_answer(answer, searcher, settings)))
    place.html(st.session_state["samengevat"][1])


def draw_exports(answer: Answer, searcher: Searcher, filters: Filters) -> None:
    """Draw a button for each form in which the answer can be kept; a file is made when it is asked for."""
    with st.container(key="uitvoer", horizontal=True):
        for form in EXPORT_FORMS.values():
            make = partial(export_answer, answer, searcher, form.name, filters=filters)
            label, name = f"Bewaar als {form.label}", f"antwoord{form.suffix}"
            st.download_button(label, make, name, form.mime, on_click="ignore", type="tertiary")


def draw_place(searcher: Searcher, address: str) -> bool:
    """Draw the passage that a permalink leads to; return whether it is there."""
    view = present_place(address, searcher)
    st.html(place_html(view) if view is not None else error_html(NOT_THERE))
    return view is not None


def draw_examples(searcher: Searcher) -> None:
    """Draw what can be typed, and queries to try, of which the documents have all words."""
    st.html(hint_html())
    known = [example for example in EXAMPLES if not find_missing(example, searcher)]
    if not known:
        return
    st.html('<p class="vb-label">Bijvoorbeeld</p>')
    with st.container(key="voorbeelden", horizontal=True):
        for example in known:
            st.button(example, on_click=st.query_params.from_dict, args=({"vraag": example},))


def read_address(options: dict[str, dict[str, str]]) -> None:
    """Put what the address says into the widgets, which are drawn after this."""
    st.session_state["vraag"] = st.query_params.get("vraag", "")
    for name in FILTERS:
        st.session_state[name] = [value for value in st.query_params.get_all(name) if value in options[name]]


def write_address(searcher: Searcher | None = None) -> None:
    """Put what the widgets say into the address; a follow-up with the question that it goes on from."""
    chosen = {name: st.session_state.get(name) or [] for name in FILTERS}
    query = st.session_state.get("vraag", "").strip()
    before = st.session_state.get("asked", "")
    follows = searcher is not None and bool(before and query) and complete_query(query, before, searcher) != query
    previous = before if follows else st.query_params.get("vorige", "") if query == st.query_params.get("vraag") else ""
    address = {"vraag": query, "vorige": previous, **chosen}
    st.query_params.from_dict({name: value for name, value in address.items() if value})

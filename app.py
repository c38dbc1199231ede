"""The search page: `vraagbaak app`, or `streamlit run app.py`.

It wires widgets to functions that tests call without Streamlit: `answer.service` keeps the searcher, `answer.present`
says what is shown of an answer, `answer.markup` writes it as HTML. The address holds the whole state of the page, so
that a link gives the same search again and the browser's buttons go back and forward.
"""

import logging
import os
import time
from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from answer import Answer, answer_question
from answer.confidence import find_missing
from answer.contents import (
    FILTERS,
    describe_moment,
    describe_progress,
    escape_markdown,
    format_count,
    list_options,
    make_filters,
    present_documents,
)
from answer.export import EXPORT_FORMS, export_answer
from answer.follow_up import complete_query
from answer.markup import (
    contents_html,
    error_html,
    hint_html,
    page_head,
    passages_html,
    place_html,
    status_html,
    title_html,
    understood_html,
)
from answer.markup_answer import answer_html, earlier_html, pasted_html
from answer.present import present_answer, present_earlier, present_passages
from answer.present_pasted import present_pasted
from answer.present_place import NOT_THERE, present_place
from answer.service import UNEXPECTED, Opener, SearchService, ServiceState, configured_places, open_configured
from answer.summary.settings import SummarySettings, load_summary_settings
from answer.understood import describe_query
from index import Filters, Searcher
from index.manifest import MANIFEST_FILE
from ingest.errors import VraagbaakError

EXAMPLES = (
    "waarom onderuitputting COA",
    "hoeveel krijgt het COA in 2026",
    "wat betekent AMV",
    "kosten opvang statushouders azc 2024",
)
MOST_PILLS = 6  # More options than these are chosen from a list.


def main(open_searcher: Opener | None = None, index: Path | None = None) -> None:
    """Draw the page; `open_searcher` opens the index in the folder `index`, by default as the environment says."""
    query = st.query_params.get("vraag", "").strip()
    title = " ".join(query.split())[:60]
    st.set_page_config(page_title=f"{title} – Vraagbaak" if title else "Vraagbaak", layout="centered")
    st.html(page_head(), unsafe_allow_javascript=True)
    st.html(title_html())
    try:
        service = share_service(open_searcher or open_configured, str(index or configured_places()[1]))
        state = await_searcher(service)
        if state.searcher is not None:
            draw_search(state, state.searcher, query)
    except VraagbaakError as error:
        st.html(error_html(str(error)))
    except Exception:  # a user never sees a traceback
        logging.getLogger("vraagbaak").exception("Onverwachte fout op de zoekpagina")
        st.html(error_html(UNEXPECTED))


def streamlit_arguments(port: int = 8501) -> list[str]:
    """Return what comes after `streamlit run`: this file, and settings that keep the page private, quiet and light."""
    settings = {
        "server.port": str(port),
        "server.address": "localhost",
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "server.showEmailPrompt": "false",
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "minimal",
        "client.showErrorDetails": "none",
        "client.showErrorLinks": "false",
        "runner.magicEnabled": "false",
        "logger.level": "warning",
        "theme.base": "light",
        "theme.primaryColor": "#154273",
        "theme.backgroundColor": "#fdfcf9",
        "theme.secondaryBackgroundColor": "#f4f1e9",
        "theme.textColor": "#1c1b19",
        "theme.baseRadius": "small",
        "theme.showWidgetBorder": "true",
    }
    return [str(Path(__file__).resolve()), *(f"--{name}={value}" for name, value in settings.items())]


@st.cache_resource(show_spinner=False)
def share_service(_open_searcher: Opener, index: str) -> SearchService:
    """Return the service of an index folder, the same one for all sessions."""
    return SearchService(_open_searcher, Path(index) / MANIFEST_FILE)


def await_searcher(service: SearchService) -> ServiceState:
    """Return the state once there is a searcher; until then the page says what is going on."""
    state = service.wait(0.5)
    if state.pending:
        with st.container(key="bezig"):
            said, bar = st.empty(), st.empty()
    while state.pending:
        said.html(status_html("\n".join(state.lines) or "De index wordt geladen."))
        if state.lines:
            share = state.done / state.total if state.total else 0.0
            bar.progress(share, describe_progress(state.done, state.total, state.seconds))
        state = service.wait(0.2)
        if not state.pending:
            said.empty()
            bar.empty()
    if state.error is not None:
        st.html(error_html(state.error))
        if state.searcher is None:
            st.button("Probeer opnieuw", on_click=service.retry)
    return state


def draw_search(state: ServiceState, searcher: Searcher, query: str) -> None:
    """Draw the box with its filters, what was found, and the foot."""
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
    passages = f"{format_count(len(searcher.chunks))} passages"
    moment = describe_moment(state.made or time.time())
    st.html(contents_html(present_documents(searcher), passages, moment, state.problems))


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


if __name__ == "__main__":
    main()

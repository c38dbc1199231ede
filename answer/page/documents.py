"""The screen Documenten: the ledger of what is in the index, documents to add, and documents to remove or put back."""

import streamlit as st

from answer.documents.folder import FolderView, look_in_folder
from answer.documents.markup import (
    act_link_html,
    back_html,
    document_html,
    library_html,
    note_html,
    problems_html,
    question_html,
    receipts_html,
    removed_html,
    section_html,
    unread_html,
    waiting_html,
)
from answer.documents.one import present_document
from answer.documents.present import (
    describe_bin,
    document_address,
    present_library,
    present_removed,
    present_waiting,
)
from answer.documents.uploads import find_receipts
from answer.page.frame import await_searcher, draw_foot
from answer.page.site import Site
from answer.page.uploads import ADDED, DONE, draw_upload
from answer.service import ServiceState
from answer.show.contents import escape_markdown
from answer.show.markup import error_html, status_html
from ingest.bin import find_removed
from ingest.library import remove_document, restore_document, why_fixed

_REMOVED = "verwijderd"
"""Where in the session stands what was removed last."""


def draw_documents(site: Site) -> None:
    """Draw one document where the address names one, and otherwise all of them."""
    state = await_searcher(site)
    folder = look_in_folder(site.corpus, site.index)
    _draw_done(site)
    name = st.query_params.get("document", "")
    if name:
        _draw_document(name, site, state, folder)
    else:
        _draw_library(site, state, folder)
    draw_foot(state)


def _draw_library(site: Site, state: ServiceState, folder: FolderView) -> None:
    """Draw the table of documents, what is not in the index, and what can be changed."""
    fixed = why_fixed(site.corpus)
    receipts = find_receipts(st.session_state.get(ADDED, ()), state.searcher)
    if receipts:
        st.html(receipts_html(receipts))
    if folder.error:
        st.html(error_html(folder.error))
    elif not folder.sources:
        st.html(
            status_html(
                "Er is niets om in te zoeken: in de map staat geen document. Voeg er een toe, of zet er een terug."
            )
        )
    if state.searcher is not None:
        st.html(library_html(present_library(state.searcher, state.made, folder, fixed=bool(fixed))))
        for part in (waiting_html(present_waiting(folder, state.problems)), problems_html(state.problems)):
            if part:
                st.html(part)
    if fixed:
        st.html(section_html("Documenten toevoegen", fixed))
        return
    draw_upload(site, folder)
    _draw_bin(site)


def _draw_document(name: str, site: Site, state: ServiceState, folder: FolderView) -> None:
    """Draw all that is known of one document, and what may be done with it."""
    page = present_document(name, state.searcher) if state.searcher is not None else None
    source = folder.sources.get(name)
    if page is not None:
        title, file = page.title, page.file
    elif source is not None:
        title = file = source.name
    else:
        st.html(back_html() + error_html("Dit document is er niet (meer). Kies een ander uit de lijst."))
        return
    may_remove = source is not None and not why_fixed(site.corpus)
    asked = may_remove and st.query_params.get("doe") == "verwijderen"
    if asked:
        _ask_removal(name, title, file, site)
    if page is not None:
        st.html(document_html(page))
    else:
        reasons = [problem for problem in state.problems if problem.startswith(f"{file}: ")]
        st.html(unread_html(title, reasons[0] if reasons else "Dit document staat nog niet in de index."))
    if may_remove and not asked:
        st.html(act_link_html("Verwijder dit document", document_address(name, "verwijderen")))


def _ask_removal(name: str, title: str, file: str, site: Site) -> None:
    """Draw the question whether a document is to be removed, and remove it."""
    with st.container(key="vragen"):
        about = f"Het bestand '{file}' gaat naar de prullenbak en wordt niet meer doorzocht. U kunt dit ongedaan maken."
        st.html(question_html(f"«{title}» verwijderen?", about))
        if st.button("Verwijder dit document", type="primary"):
            removed = remove_document(site.corpus, file, title)
            st.session_state.pop(ADDED, None)
            st.session_state[_REMOVED] = removed.slot
            site.service.reopen()
            st.query_params.clear()
            st.rerun()
        st.html(act_link_html("Annuleren", document_address(name)))


def _draw_done(site: Site) -> None:
    """Draw what was put back or removed last; what was removed can be put back at once."""
    done = st.session_state.pop(DONE, "")
    if done:
        st.html(note_html(done))
    slot = st.session_state.get(_REMOVED)
    removed = next((each for each in find_removed(site.corpus) if each.slot == slot), None)
    if removed is None:
        return
    with st.container(key="gedaan", horizontal=True, vertical_alignment="center"):
        st.html(note_html(f"Verwijderd: {removed.title or removed.name}."))
        if st.button("Ongedaan maken", key="ongedaan"):
            _restore(removed.slot, site)


def _draw_bin(site: Site) -> None:
    """Draw what was removed, each with a button that puts it back."""
    views = present_removed(find_removed(site.corpus))
    if not views:
        return
    with st.container(key="prullenbak"):
        st.html(section_html("Prullenbak", describe_bin(site.corpus)))
        for view in views:
            st.html(removed_html(view))
            if st.button(f"Zet terug: {escape_markdown(view.title)}", key=f"terug-{view.slot}"):
                _restore(view.slot, site)


def _restore(slot: str, site: Site) -> None:
    """Put a document back where it stood, and draw the page anew."""
    restored = restore_document(site.corpus, slot)
    st.session_state[DONE] = f"Teruggezet: {restored.title or restored.name}."
    site.service.reopen()
    st.rerun()

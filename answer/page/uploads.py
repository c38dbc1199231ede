"""The part of the screen Documenten where documents are added: chosen, read, completed, and put among the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from answer.documents.folder import FolderView
from answer.documents.given import EXAMPLES, list_unsaid, read_given
from answer.documents.markup import refused_html, section_html, upload_html
from answer.documents.uploads import Added, present_upload
from answer.page.site import Site
from answer.show.markup import error_html
from ingest.document import Metadata
from ingest.errors import VraagbaakError
from ingest.files import Problem
from ingest.library import add_document, find_clash
from ingest.readers import MAX_BYTES, READERS
from ingest.upload import Upload, check_upload

ADDED, DONE = "toegevoegd", "gedaan"
"""Where in the session stands what was added, and what is to be said of what was done."""

_CHECKED, _ROUND, _REFUSED = "gelezen", "ronde", "geweigerd"
"""Likewise the files that were sent and read, how often files were added, since the next ones are chosen in a new box,
and what could not be added though it can be read."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A file that can be added: what was typed of it, and whether it may replace one of the same name."""

    upload: Upload
    typed: Mapping[str, str]
    replacing: bool


def draw_upload(site: Site, folder: FolderView) -> None:
    """Draw the box for files, what was understood of each, and the button that adds them."""
    kinds = ", ".join(suffix.lstrip(".").upper() for suffix in READERS)
    explained = (
        f"Soorten bestanden: {kinds}; elk ten hoogste {MAX_BYTES // 10**6} MB. Een bestand wordt eerst gelezen: "
        "u ziet wat ervan begrepen is voordat u het toevoegt."
    )
    st.html(section_html("Documenten toevoegen", explained))
    for message in st.session_state.pop(_REFUSED, []):
        st.html(error_html(message))
    with st.container(key="toevoegen"):
        # Without `type`: what is sent is judged here, in Dutch and with a reason, and not by the box.
        key = f"bestanden-{st.session_state.get(_ROUND, 0)}"
        files = st.file_uploader("Kies een of meer bestanden", accept_multiple_files=True, key=key)
        wanted = []
        for number, checked in enumerate(_check_files(files)):
            if isinstance(checked, Problem):
                st.html(refused_html(checked))
            elif (chosen := _draw_choice(f"{key}-{number}", checked, site, folder)) is not None:
                wanted.append(chosen)
        if wanted:
            label = "Voeg toe" if len(wanted) == 1 else f"Voeg {len(wanted)} documenten toe"
            if st.button(label, type="primary", key="voeg-toe"):
                try:
                    _add(wanted, site)
                except VraagbaakError as error:
                    st.html(error_html(str(error)))


def _check_files(files: Sequence[UploadedFile]) -> list[Upload | Problem]:
    """Return each file that was sent, read; once, since that may take seconds."""
    before: dict[str, Upload | Problem] = st.session_state.get(_CHECKED, {})
    checked: dict[str, Upload | Problem] = {}
    for number, file in enumerate(files, start=1):
        known = before.get(file.file_id)
        if known is None:
            with st.spinner(f"Bestand {number} van {len(files)} wordt gelezen …"):
                known = check_upload(file.name, file.getvalue())
        checked[file.file_id] = known
    st.session_state[_CHECKED] = checked
    return list(checked.values())


def _draw_choice(key: str, upload: Upload, site: Site, folder: FolderView) -> _Wanted | None:
    """Draw a file that can be read; return what was chosen and typed of it, None where it is there already."""
    clash = find_clash(site.corpus, folder.sources.values(), upload)
    st.html(upload_html(present_upload(upload, clash)))
    if clash.same_content:
        return None
    replacing = False
    before = Metadata()
    if clash.same_name:
        label = "Vervang het document dat er staat. De oude versie gaat naar de prullenbak."
        replacing = st.checkbox(label, key=f"{key}-vervang")
        before = next((each.metadata for each in folder.sources.values() if each.name == clash.same_name), before)
        if not replacing:
            return None
    return _Wanted(upload, _draw_fields(key, upload, before), replacing)


def _draw_fields(key: str, upload: Upload, before: Metadata) -> dict[str, str]:
    """Draw a field for all that a document does not say itself; return what was typed.

    `before` is what the metadata file says of the one that it replaces, which may hold for it as well.
    """
    unsaid = list_unsaid(upload.read)
    if not unsaid:
        return {}
    names = ", ".join(label.lower() for label in unsaid.values())
    with st.expander(f"Aanvullen (mag leeg blijven): {names}"):
        return {
            field: st.text_input(
                label,
                value=str(getattr(before, field) or ""),
                key=f"{key}-{field}",
                placeholder=f"bijvoorbeeld {EXAMPLES[field]}",
            )
            for field, label in unsaid.items()
        }


def _add(wanted: Sequence[_Wanted], site: Site) -> None:
    """Put files among the documents and have them indexed; one that cannot be added does not stop the others."""
    refused: list[str] = []
    added: list[Added] = []
    for each, given in [(each, read_given(each.typed)) for each in wanted]:
        try:
            name = add_document(site.corpus, each.upload, given, replacing=each.replacing)
        except VraagbaakError as error:
            refused.append(str(error))
        else:
            added.append(Added(name, each.upload.sha256))
    st.session_state[_REFUSED] = refused
    if added:
        st.session_state[ADDED] = added
        # What could not be added is chosen again: a box cannot be emptied in part.
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
        site.service.reopen()
    st.rerun()

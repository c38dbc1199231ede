"""The buttons under what was found or compared, with which it is kept as a file."""

from collections.abc import Callable, Iterable
from functools import partial

import streamlit as st

from answer.export import EXPORT_FORMS


def draw_exports(name: str, forms: Iterable[str], export: Callable[[str], bytes]) -> None:
    """Draw a button for each of the `forms` in which a file `name` can be kept; it is made when it is asked for."""
    with st.container(key="uitvoer", horizontal=True):
        for form in (EXPORT_FORMS[form] for form in forms):
            make = partial(export, form.name)
            label = f"Bewaar als {form.label}"
            st.download_button(label, make, f"{name}{form.suffix}", form.mime, on_click="ignore", type="tertiary")

"""The links of the page: a click is followed without loading the page anew, so that the visit lives on."""

from importlib.resources import files

import streamlit as st

_LINKS = st.components.v2.component(
    "vraagbaak.links",
    js=files("answer").joinpath("page", "links.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def draw_links(place: str) -> None:
    """Draw what follows links with `data-go`.

    Where `place`, which names what is looked at, differs from the time before, the page begins at its top.
    """
    _LINKS(key="verwijzingen", data={"place": place})

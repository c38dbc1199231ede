"""The links of the page: a click is handed to Streamlit, so that the session lives on and the address tells all."""

from collections.abc import Callable
from importlib.resources import files

import streamlit as st

_KEY = "verwijzingen"
_LINKS = st.components.v2.component(
    "vraagbaak.links",
    js=files("answer").joinpath("page", "links.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def draw_links(place: str, follow: Callable[[str], None]) -> None:
    """Draw what catches clicks on links with `data-go`: `follow` gets the link's address before the page is drawn anew.

    Where `place`, which names what is looked at, differs from the time before, the page begins at its top.
    """

    def hand_over() -> None:
        link = st.session_state[_KEY].get("go")
        if link:
            follow(link)

    _LINKS(key=_KEY, data={"place": place}, on_go_change=hand_over)

"""The box that a question is typed in, with how the words may go on and what was asked before."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from importlib.resources import files

import streamlit as st

from answer.offers.complete import Completion, Completions, complete

_ASKED, _TYPED = "vraag", "aanvullingen"
_FOLDER = files("answer").joinpath("page")
# In the page's own style, and not in a shadow of it, so that it reads and is read like all else on the page.
_BOX = st.components.v2.component(
    "vraagbaak.box",
    html=_FOLDER.joinpath("box.html").read_text(encoding="utf-8"),
    js=_FOLDER.joinpath("box.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)
_COMPLETIONS = st.components.v2.component(
    "vraagbaak.completions",
    js=_FOLDER.joinpath("completions.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def draw_box(query: str, completions: Completions, recent: Sequence[str], on_ask: Callable[[str], None]) -> None:
    """Draw the box with the `query` that was asked; `on_ask` gets what is asked next, and the page is drawn anew.

    Where nothing is typed yet the `recent` queries are offered.
    """
    box = _BOX(key=_ASKED, data={"query": query}, on_ask_change=lambda: None)
    # Not in that callback: a program that was started anew knows none of a box that it has not drawn yet.
    if box.ask is not None and box.ask.strip() != query.strip():
        on_ask(box.ask)
        st.rerun()
    draw_completions(completions, recent)


# Only this is drawn anew for what is typed: completions come from here, so that their number has no bound.
@st.fragment
def draw_completions(completions: Completions, recent: Sequence[str]) -> None:
    """Hand the box how what is typed may go on; where nothing is typed yet, the `recent` queries."""
    typed = str(st.session_state.get(_TYPED, {}).get("typed") or "")
    options = complete(typed, completions) if typed.strip() else _offer(recent)
    data = {"typed": typed, "options": [asdict(option) for option in options]}
    _COMPLETIONS(key=_TYPED, data=data, on_typed_change=lambda: None)


def _offer(recent: Sequence[str]) -> tuple[Completion, ...]:
    """Return the queries that were asked before, each to be asked again at once."""
    return tuple(Completion(query, "Eerder gevraagd", ask=True) for query in recent)

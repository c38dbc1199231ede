"""What the page says of its own state: what is going on with the index, what is wrong with it, and what can be done."""

from dataclasses import dataclass
from typing import Literal

from answer.service import ServiceState
from answer.show.contents import count_things

Act = Literal["", "werk bij", "probeer opnieuw"]


@dataclass(frozen=True, slots=True)
class Notice:
    """A line about the state of the index, whether it is an error, and the act that is offered with it."""

    text: str
    is_error: bool = False
    act: Act = ""


ACTS: dict[Act, str] = {"werk bij": "Werk de index bij", "probeer opnieuw": "Probeer opnieuw"}
"""The acts with the words on their buttons."""

MODEL_LOADS = "Het taalmodel wordt geladen; het antwoord komt vanzelf, na enkele seconden."


def describe_state(state: ServiceState) -> tuple[Notice, ...]:
    """Return what there is to say of the state of the index; nothing where it is there and up to date."""
    if state.error is not None:
        kept = "" if state.searcher is None else " Er wordt gezocht in de vorige index."
        return (Notice(state.error + kept, is_error=True, act="probeer opnieuw"),)
    if state.searcher is None:
        return (Notice("\n".join(state.lines) or "De index wordt geladen."),)
    notices = []
    if state.rebuilding:
        notices.append(Notice("\n".join((*state.lines, "Zoeken kan intussen, in de vorige index."))))
    elif state.outdated:
        changed = "; ".join(state.outdated)
        notices.append(Notice(f"De documenten zijn gewijzigd sinds de index is gemaakt ({changed}).", act="werk bij"))
    if not state.searcher.chunks:
        notices.append(Notice("Er is geen passage om in te zoeken. Voeg documenten toe bij Documenten."))
    return tuple(notices)


def describe_problems(state: ServiceState) -> str:
    """Return in a line how many files could not be read; empty where all were."""
    if not state.problems:
        return ""
    number = count_things(len(state.problems), "bestand is", "bestanden zijn")
    return f"{number} niet gelezen; bij Documenten staat waarom."

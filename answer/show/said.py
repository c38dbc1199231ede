"""What a screen reader reads out when an answer has come: how it went, and how much was found, in one line."""

from html import escape

from answer.answer import Answer, Status
from answer.show.present_pasted import count_found, describe_found

_OUTCOMES: dict[Status, str] = {
    "beantwoord": "Antwoord gevonden.",
    "onzeker": "Onzeker antwoord.",
    "niet gevonden": "Geen antwoord gevonden.",
}


def describe_outcome(answer: Answer) -> str:
    """Return what came of a query, for the ear, as in `Antwoord gevonden. 12 passages.`."""
    if answer.parts:
        return f"{describe_found(count_found(answer), len(answer.parts))}."
    number = len(answer.passages)
    return f"{_OUTCOMES[answer.status]} {number} {'passage' if number == 1 else 'passages'}."


def said_html(answer: Answer) -> str:
    """Return what is read out of an answer; the page's script puts it where a screen reader listens."""
    return f'<p class="vb-said" hidden data-asked="{escape(answer.asked)}">{escape(describe_outcome(answer))}</p>'

"""The page Over as HTML; names of documents and citations come from the index and are escaped here."""

from collections.abc import Sequence
from html import escape

from answer.export import EXPORT_FORMS
from answer.show.about import LICENCE, AboutView
from answer.show.about_texts import ACCESSIBLE, KEYS, LEAD, LIMITS, PRIVACY, STEPS, SUMMARISED
from answer.show.markup import source_html
from ingest.document import UNDETERMINED

_MARKS = (
    ("<mark class=\"vb-sentence\">Een zin met een streep eronder</mark>", "de zin die antwoord geeft op uw vraag"),
    ('<b class="vb-word">Een vet woord</b>', "een woord uit uw vraag, of een woord dat hetzelfde betekent"),
    ("<b>Berekend</b>", "Vraagbaak heeft gerekend met twee cijfers; beide staan erbij, met hun plaats"),
    (f"<b>{escape(UNDETERMINED.capitalize())}</b>", "het document laat open bij welke kolom een cijfer hoort; "
     "zo'n cijfer wordt nooit als antwoord gegeven"),
)  # fmt: skip


def about_html(view: AboutView, summariser: str = "") -> str:
    """Return the page; `summariser` is the host of the model that writes summaries, where the user chose one."""
    private = (*PRIVACY, SUMMARISED.format(host=summariser)) if summariser else PRIVACY
    steps = "".join(f"<li><b>{escape(name)}.</b> {escape(text)}</li>" for name, text in STEPS)
    return (
        f'<p class="vb-lead">{escape(LEAD)}</p>'
        + _section("works", "Zo werkt het, in acht stappen", f"<ol>{steps}</ol>")
        + _section("limits", "Wat Vraagbaak niet kan", _list(LIMITS))
        + _section("marks", "Wat de woorden en tekens betekenen", _meanings(view))
        + _section("typing", "Wat u kunt typen", _typing(view))
        + _section("keys", "Met het toetsenbord", _pairs(KEYS))
        + _section("citing", "Verwijzen", _citing(view))
        + _section("private", "Wat er met uw vraag gebeurt", _list(private))
        + _section("accessible", "Toegankelijkheid", "".join(f"<p>{escape(text)}</p>" for text in ACCESSIBLE))
        + facts_html("Deze versie en deze index", "version", view.facts, _licence())
    )


def facts_html(heading: str, name: str, facts: Sequence[tuple[str, str]], below: str = "") -> str:
    """Return facts under a heading, each with its label; `name` makes the id of the heading, `below` is HTML."""
    return (
        f'<section class="vb-listing" aria-labelledby="vb-{name}"><h2 id="vb-{name}">{escape(heading)}</h2>'
        f"{_pairs(facts)}{below}</section>"
    )


def _section(name: str, heading: str, body: str) -> str:
    """Return a part of the page under its heading."""
    title = f'<h2 id="vb-{name}">{escape(heading)}</h2>'
    return f'<section class="vb-part" aria-labelledby="vb-{name}">{title}{body}</section>'


def _meanings(view: AboutView) -> str:
    """Return what the states of an answer and the marks in a text mean."""
    statuses = "".join(
        f"<div><dt><b>{escape(name)}</b></dt><dd>{escape(meaning)}</dd></div>" for name, meaning in view.statuses
    )
    marks = "".join(f"<div><dt>{mark}</dt><dd>{escape(meaning)}</dd></div>" for mark, meaning in _MARKS)
    return f"<dl>{statuses}{marks}</dl>"


def _typing(view: AboutView) -> str:
    """Return what can be typed beside words."""
    items = "".join(
        f"<div><dt><code>{escape(each.example)}</code></dt><dd>{escape(each.meaning)}</dd></div>" for each in view.typed
    )
    return (
        "<p>Gewone woorden, een hele vraag of een geplakte Kamervraag. Hoofdletters, accenten en kleine typefouten "
        "maken niet uit. Verder kunt u typen:</p>"
        f"<dl>{items}</dl><p>Na een antwoord kunt u doorvragen: <code>en in 2027?</code></p>"
    )


def _citing(view: AboutView) -> str:
    """Return how documents and Vraagbaak are cited."""
    *others, last = (form.label for form in EXPORT_FORMS.values())
    forms = f"{', '.join(others)} of {last}"
    example = ""
    if view.example is not None:
        example = f"<p>Zo ziet een verwijzing naar een plaats in de documenten eruit:</p>{source_html(view.example)}"
    return (
        f"{example}<p>Verwijs altijd naar het document, niet naar Vraagbaak: daar staat het antwoord. Een heel "
        f"antwoord kunt u met de bronnen bewaren als {escape(forms)}. Wilt u ook zeggen hoe u het vond? Schrijf:</p>"
        f'<div class="vb-source"><p><cite>{escape(view.citation)}</cite></p><div class="vb-actions">'
        '<button type="button" class="vb-copy">Kopieer verwijzing naar Vraagbaak</button></div></div>'
    )


def _licence() -> str:
    """Return the licence, with a link to its text."""
    name, address = LICENCE
    return (
        f'<p>Vraagbaak is vrije software onder de licentie <a href="{escape(address)}" target="_blank" '
        f'rel="noopener noreferrer">{escape(name)}<span class="vb-hidden"> (nieuw tabblad)</span></a>.</p>'
    )


def _pairs(pairs: Sequence[tuple[str, str]]) -> str:
    """Return names with what belongs to them."""
    items = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(text)}</dd></div>" for name, text in pairs)
    return f"<dl>{items}</dl>"


def _list(lines: Sequence[str]) -> str:
    """Return lines as a list."""
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"

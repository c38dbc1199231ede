"""A summary as it is shown, with what was struck out: as HTML, as lines for the terminal, and as plain data."""

from html import escape
from typing import Any

from answer.summary.summary import Summary, SummarySentence

HEADING = "Samenvatting"
_LABEL = "Samenvatting door {model}, gecontroleerd tegen de passages; {how} is wat daar niet in staat."
_STRUCK = "✗ "


def summary_html(summary: Summary) -> str:
    """Return a summary as HTML, all of it escaped: who wrote it, and its sentences, struck out where they fail."""
    if summary.problem is not None:
        body = f'<p class="vb-note">{escape(summary.problem)}</p>'
        label = f"Samenvatting door {summary.model}."
    else:
        body = f"<p>{' '.join(map(_sentence_html, summary.sentences))}</p>"
        label = _LABEL.format(model=summary.model, how="doorgestreept")
    return (
        '<section class="vb-summary" aria-labelledby="vb-summary">'
        f'<h2 id="vb-summary">{HEADING}</h2><p class="vb-label">{escape(label)}</p>{body}</section>'
    )


def summary_lines(summary: Summary) -> tuple[str, ...]:
    """Return a summary as lines of text for the terminal; a line that begins with `✗` is struck out."""
    if summary.problem is not None:
        return (f"Samenvatting door {summary.model}: {summary.problem}",)
    sentences = (
        sentence.text if sentence.stands else f"{_STRUCK}{sentence.text} ({'; '.join(sentence.reasons)})"
        for sentence in summary.sentences
    )
    return (_LABEL.format(model=summary.model, how="met ✗ ervoor"), *sentences)


def summary_to_json(summary: Summary) -> dict[str, Any]:
    """Return a summary as plain data: `model`, `endpoint`, `problem` (or None) and `sentences`.

    `text` has the sentences that stand, joined. Each of `sentences` has `stands`, its `citations` and its `reasons`.
    """
    return {
        "model": summary.model,
        "endpoint": summary.endpoint_host,
        "problem": summary.problem,
        "text": " ".join(sentence.text for sentence in summary.sentences if sentence.stands),
        "sentences": [
            {
                "text": sentence.text,
                "citations": list(sentence.citations),
                "stands": sentence.stands,
                "reasons": list(sentence.reasons),
            }
            for sentence in summary.sentences
        ],
    }


def _sentence_html(sentence: SummarySentence) -> str:
    """Return a sentence, struck out with the reasons behind it where it does not stand."""
    if sentence.stands:
        return escape(sentence.text)
    # Screen readers seldom tell that a text is struck out.
    return (
        f'<del><span class="vb-hidden">Doorgestreept: </span>{escape(sentence.text)}</del> '
        f'<span class="vb-struck">({escape("; ".join(sentence.reasons))})</span>'
    )

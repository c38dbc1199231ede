"""From an answer to a summary of its passages: asked of the endpoint in the settings, and checked."""

import re
from collections.abc import Callable, Iterable

from answer.answer import Answer
from answer.summary.check import check_summary
from answer.summary.client import EndpointError, ask_endpoint
from answer.summary.prompt import UNANSWERED, write_messages
from answer.summary.settings import SummarySettings
from answer.summary.sources import read_sources
from answer.summary.summary import Summary
from index.search import Searcher
from ingest.document import Document

LONGEST_TEXT = 10_000
"""Characters of a summary; a model that writes more has run wild."""

_PASTED = "Een ingeplakte Kamervraag wordt niet als geheel samengevat. Stel een deelvraag apart voor een samenvatting."
_NOTHING = "De passages beantwoorden deze vraag niet; er is niets om samen te vatten. Stel de vraag in andere woorden."
_UNANSWERED = "De samenvatter vond in de passages geen antwoord. Lees de passages hieronder."
_ALL_STRUCK = "Geen zin van de samenvatting houdt stand tegen de passages; hij wordt niet getoond. Lees de passages."
_TOO_LONG = "De samenvatter schreef te veel om een samenvatting te zijn. Lees de passages."


def summarise_answer(answer: Answer, searcher: Searcher, settings: SummarySettings) -> Summary:
    """Return a summary of the first passages of an answer, checked sentence by sentence.

    The endpoint is sent the query and the text of those passages. Trouble with it raises nothing: `Summary.problem`
    says in Dutch what it is. An answer that was not found is not summarised, and nothing is sent.
    """
    if answer.parts:
        return _explain(settings, _PASTED)
    if answer.status == "niet gevonden" or not answer.passages:
        return _explain(settings, _NOTHING)
    sources = read_sources(answer.passages, searcher)
    try:
        text = ask_endpoint(settings, write_messages(answer.asked or answer.query, sources))
    except EndpointError as error:
        return _explain(settings, str(error))
    if len(text) > LONGEST_TEXT:
        return _explain(settings, _TOO_LONG)
    sentences = check_summary(text, sources, _make_ordinary(searcher.documents.values()))
    if not sentences or (len(sentences) == 1 and _is_unanswered(sentences[0].text)):
        return _explain(settings, _UNANSWERED)
    stands = any(sentence.stands for sentence in sentences)
    return Summary(sentences, settings.model, settings.host, None if stands else _ALL_STRUCK)


def _explain(settings: SummarySettings, problem: str) -> Summary:
    """Return a summary without sentences that says why."""
    return Summary((), settings.model, settings.host, problem)


def _is_unanswered(sentence: str) -> bool:
    """Return whether a model says only that the passages do not answer."""
    return re.sub(r"[^\w\s]|\d", "", sentence).strip().casefold() == UNANSWERED


def _make_ordinary(documents: Iterable[Document]) -> Callable[[str], bool]:
    """Return what tells whether a word stands in any document in small letters, as a name does not."""
    texts = [document.text for document in documents]

    def is_ordinary(word: str) -> bool:
        pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
        return any(pattern.search(text) for text in texts)

    return is_ordinary

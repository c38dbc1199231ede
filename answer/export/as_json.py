"""Answers as JSON: what the command line gives as data, with how to have it again."""

import json

from answer.export.gather import list_origins
from answer.export.record import Export, Origin
from answer.export.reproduction import reproduction_to_json
from answer.terminal.to_json import answer_to_json
from index.search import Searcher


def write_json(export: Export, searcher: Searcher) -> bytes:
    """Return an object with `answers`, each as `answer_to_json` has it, `documents` and `reproduction`, in UTF-8.

    Sub-questions stand in the `parts` of their answer; `documents` are those that are cited, by their ids.
    """
    answers = [each.answer for each in export.answers if "." not in each.number]
    cited = dict.fromkeys(origin for answer in export.answers for origin in list_origins(answer))
    data = {
        "answers": [answer_to_json(answer, searcher) for answer in answers],
        "documents": {document.document: _describe_document(document) for document in cited},
        "reproduction": reproduction_to_json(export.reproduction),
    }
    # What is no character cannot be written as UTF-8: half of a pair in a pasted text.
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _describe_document(origin: Origin) -> dict[str, str | None]:
    """Return what is known of a document as plain data."""
    return {
        "title": origin.title or None,
        "kind": origin.kind or None,
        "ministry": origin.ministry or None,
        "date": origin.date or None,
        "url": origin.url,
    }

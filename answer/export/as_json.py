"""Answers as JSON: what the command line gives as data, with how to have it again."""

import json

from answer.export.record import Export
from answer.export.reproduction import reproduction_to_json
from answer.text import answer_to_json
from index.search import Searcher


def write_json(export: Export, searcher: Searcher) -> bytes:
    """Return an object with `answers`, each as `answer_to_json` has it, and `reproduction`, in UTF-8.

    Sub-questions stand in the `parts` of their answer.
    """
    answers = [each.answer for each in export.answers if "." not in each.number]
    data = {
        "answers": [answer_to_json(answer, searcher) for answer in answers],
        "reproduction": reproduction_to_json(export.reproduction),
    }
    # What is no character cannot be written as UTF-8: half of a pair in a pasted text.
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")

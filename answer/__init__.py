"""From hits to an answer: the sentence or cell that answers, each passage with a citation, or an honest refusal."""

from answer.answer import Answer, Passage, answer_question
from answer.cite import Citation, cite
from answer.found import Computed, Found

__all__ = ["Answer", "Citation", "Computed", "Found", "Passage", "answer_question", "cite"]

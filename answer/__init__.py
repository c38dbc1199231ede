"""From hits to an answer: the sentence or cell that answers, each passage with a citation, or an honest refusal."""

from answer.answer import Answer, Found, Passage, answer_question
from answer.cite import Citation, cite

__all__ = ["Answer", "Citation", "Found", "Passage", "answer_question", "cite"]

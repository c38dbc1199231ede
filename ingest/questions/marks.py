"""Where questions and answers begin: by what the format tells, by labels (`Vraag 3`, `Antwoord:`), or by numbers alone.

Questions are printed in three ways. A label stands before each (`Vraag (13):`, `Antwoord op vraag 13`); or a number
alone does (`13`, `13.`), on a line of its own or before the text; or the format itself tells (`<vraag>`, `<antwoord>`).
A number alone says little, so it counts only in a document that says that it answers questions, and only where what
follows is asked.
"""

import re
from dataclasses import dataclass, replace
from typing import Literal

from ingest.layout import Layout
from ingest.shapes import starts_anew

ONE = r"\d{1,3}[a-z]?"
NUMBERS = rf"{ONE}(?:(?:, en | ?(?:,|&|en|t/m|tot en met|–|-|/) ?){ONE})*"
"""The numbers in a label: `3`, `2a`, `3 en 4`, `3, 4 en 5`, `3 t/m 5`."""

LEAST_QUESTIONS = 2
"""So many numbered questions make a document a list of them; a single `Vraag 3:` may be a quotation."""

_QUESTION = re.compile(
    rf"^V(?i:ra(?:ag|gen))(?: nr\.?)? ?(?P<open>\()?(?P<number>{NUMBERS})\)?"
    r"(?P<asker> \([^()]{4,80}\)| van (?:het lid|de leden) [^.?!:]{3,80}(?=:|$))?"
    r"(?P<colon> ?[:.])?(?:$| (?P<text>\S.*)$)"
)
_ALONE = re.compile(r"^Vraag ?:?$")
_ANSWER = re.compile(
    r"^A(?i:ntwoord(?:en)?)(?: (?:op|bij))?(?: de)?(?: [Vv]ra(?:ag|gen))?(?: nr\.?)?"
    rf"(?: ?\(?(?P<number>{NUMBERS})\)?)?(?P<colon> ?[:.])?(?:$| (?P<text>\S.*)$)"
)
_TOLD = re.compile(
    r"^(?:(?:V(?i:ra(?:ag|gen))|A(?i:ntwoord(?:en)?)(?: (?:op|bij))?(?: de)?(?: [Vv]ra(?:ag|gen))?) ?)?"
    rf"(?:\(?(?P<number>{NUMBERS})\)?(?=$| ?[:.](?:$| )| [^a-z])(?P<colon> ?[:.])?)?(?:$| ?(?P<text>\S.*)$)"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A line on which a question or an answer begins, or (`end`) on which the one before it is over.

    `number` is as printed, empty where an answer has none; `text` is where on the line the text begins, None where
    nothing but the label stands there. `sure` tells that it can be no sentence: `Vraag 3:`, not `Vraag 3 Gaat …`.
    """

    kind: Literal["question", "answer", "end"]
    line: int
    number: str = ""
    text: int | None = None
    sure: bool = True

    @property
    def numbers(self) -> tuple[str, ...]:
        """Return the numbers of the questions that it begins or answers."""
        return split_number(self.number) if self.number else ()


def split_number(number: str) -> tuple[str, ...]:
    """Return the numbers of the questions that are answered together: 3, 4 and 5 of `3 t/m 5` and of `3, 4 en 5`."""
    parts: list[str] = []
    for part in re.split(r" ?(?:,|&|\ben\b|/(?!m)) ?", write_number(number)):
        ends = re.fullmatch(r"(\d+) t/m (\d+)", part)
        if ends and int(ends[1]) < int(ends[2]):
            parts.extend(str(each) for each in range(int(ends[1]), int(ends[2]) + 1))
        else:
            parts.append(part)
    return tuple(parts)


def write_number(printed: str) -> str:
    """Return the numbers of questions as they are cited: `3 tot en met 5` as `3 t/m 5`."""
    joined = re.sub(r" ?(?:t/m|tot en met|–|-) ?", " t/m ", printed)
    return re.sub(r" ?(?:, en |&) ?", " en ", joined)


def find_labels(layout: Layout) -> tuple[Mark, ...]:
    """Return the marks of the labels of questions and answers, in reading order.

    Where no question has a number they are counted: the only question of a member has none.
    """
    marks = [mark for i in range(len(layout.lines)) if (mark := _read_label(layout, i)) is not None]
    numbered = any(mark.number for mark in marks if mark.kind == "question")
    kept = _keep_fitting([mark for mark in marks if mark.number or mark.kind == "answer"])
    if not numbered:
        asked = [mark for mark, below in zip(marks, marks[1:], strict=False) if mark.kind > below.kind]
        return tuple(
            replace(mark, number=str(asked.index(mark) + 1)) if mark in asked else mark
            for mark in marks
            if mark.kind == "answer" or mark in asked
        )
    return tuple(mark for mark in marks if mark.kind == "answer" or mark in kept)


def _read_label(layout: Layout, i: int) -> Mark | None:
    """Return the mark that line `i` is by its role or its label, or None."""
    line = layout.lines[i]
    if line.role in {"question", "answer"}:
        match = _TOLD.match(line.text)
        assert match is not None  # every part of it is optional
        kind: Literal["question", "answer"] = "question" if line.role == "question" else "answer"
        return Mark(kind, i, match["number"] or "", match.start("text") if match["text"] else None)
    if line.role not in {"", "heading", "text", "item"} or line.cells:
        return None
    return _read_question_label(layout, i) or _read_answer_label(layout, i)


def _read_question_label(layout: Layout, i: int) -> Mark | None:
    """Return the mark of `Vraag (13):`, `Vraag 13`, `Vragen 3 t/m 5: …`, or of `Vraag 4 Gaan …`, which is not sure."""
    begins = starts_anew(layout, i) or layout.lines[i].opens_page or not layout.cue
    if _ALONE.match(layout.lines[i].text) and begins:
        return Mark("question", i)
    match = _QUESTION.match(layout.lines[i].text)
    if match is None:
        return None
    text = match.start("text") if match["text"] else None
    if text is None or match["colon"] or match["open"]:
        return Mark("question", i, match["number"], text) if begins else None
    if _can_begin(layout, i) and match["text"][0].isupper():
        return Mark("question", i, match["number"], text, sure=False)
    return None


def _read_answer_label(layout: Layout, i: int) -> Mark | None:
    """Return the mark of `Antwoord:`, `Antwoord op vraag 3` or `Antwoord: Ja`; `Antwoord 3 Ja …` is not sure."""
    match = _ANSWER.match(layout.lines[i].text)
    if match is None:
        return None
    text = match.start("text") if match["text"] else None
    if text is None or match["colon"]:
        return Mark("answer", i, match["number"] or "", text)
    if match["number"] and _can_begin(layout, i) and match["text"][0].isupper():
        return Mark("answer", i, match["number"], text, sure=False)
    return None


def _can_begin(layout: Layout, i: int) -> bool:
    """Return whether a question or an answer can begin on line `i`: what comes before it has come to an end."""
    before = layout.lines[i - 1]
    return starts_anew(layout, i) or (not before.wraps and before.text.endswith((".", "?", "!", ":")))


def _keep_fitting(marks: list[Mark]) -> set[Mark]:
    """Return the questions among the marks that are sure, and of the others those that fit in.

    `Vraag 4 Gaan …` could be a sentence. It is none where an answer with its number comes next, or where its number is
    the one that the sure ones leave open there.
    """
    questions = [mark for mark in marks if mark.kind == "question"]
    kept = {mark for mark in questions if mark.sure}
    for mark, below in zip(marks, marks[1:], strict=False):
        if mark.kind == "question" and below.kind == "answer" and mark.number in below.numbers:
            kept.add(mark)
    nexts: list[int | None] = [None]
    for mark in reversed(questions):
        nexts.append(_edge(mark, 0) if mark in kept else nexts[-1])
    last = 0
    for mark, after in zip(questions, nexts[-2::-1], strict=True):
        if mark not in kept and last and mark.number == str(last + 1) and (after is None or after > last + 1):
            kept.add(mark)
        if mark in kept:
            last = _edge(mark, -1)
    return kept


def _edge(mark: Mark, place: int) -> int:
    """Return the first (0) or last (-1) of the numbers of a mark, without letters: 2 of `2a`."""
    return int(re.sub(r"\D", "", mark.numbers[place]))

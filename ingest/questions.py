"""From lines to questions and answers: where each begins, its number, and what is the one and what the other."""

import re
from dataclasses import dataclass

from ingest.document import Span
from ingest.layout import Layout
from ingest.shapes import APPENDIX, CAPTION, starts_anew

_NUMBER = r"\d{1,3}[a-z]?(?: ?(?:t/m|tot en met|,|en) ?\d{1,3}[a-z]?)*"
_QUESTION = re.compile(
    rf"^Vra(?:ag|gen) ?(?P<open>\()?(?P<number>{_NUMBER})\)?(?P<colon> ?[:.])?(?:$| (?P<text>\S.*)$)"
)
_ANSWER = re.compile(
    rf"^Antwoord(?:en)?(?: (?:op )?vra(?:ag|gen))?(?: ?\(?{_NUMBER}\)?)?(?P<colon> ?:)?(?:$| (?P<text>\S.*)$)"
)
_NOTE = re.compile(r"^\d{1,2} [^\W\d_]")
LEAST_QUESTIONS = 2
"""So many numbered questions make a document a list of them; a single `Vraag 3:` may be a quotation."""


@dataclass(frozen=True, slots=True)
class QuestionLines:
    """A question by its lines: it begins at `first`, its answer at `answer` (None without one), and it ends at `end`.

    `question_start` and `answer_start` are where their texts begin, after `Vraag (1):` and `Antwoord:`; the latter is
    None too where nothing stands after `Antwoord:`.
    """

    number: str
    first: int
    answer: int | None
    end: int
    question_start: int
    answer_start: int | None


def split_number(number: str) -> tuple[str, ...]:
    """Return the numbers of the questions that are answered together: 3, 4 and 5 of `3 t/m 5` and of `3, 4 en 5`."""
    parts: list[str] = []
    for part in re.split(r" ?(?:,|en) ?", number):
        first, _, last = part.partition(" t/m ")
        if first.isdigit() and last.isdigit():
            parts.extend(str(each) for each in range(int(first), int(last) + 1))
        else:
            parts.append(part)
    return tuple(parts)


def find_questions(layout: Layout) -> tuple[QuestionLines, ...]:
    """Return the questions of the document in reading order; none where it is no list of questions."""
    starts = [i for i in range(len(layout.lines)) if _match_question(layout, i)]
    if len(starts) < LEAST_QUESTIONS:
        return ()
    starts = _add_unmarked(layout, starts)
    ends = [*starts[1:], len(layout.lines)]
    return tuple(_read_question(layout, first, end) for first, end in zip(starts, ends, strict=True))


def span_of(layout: Layout, start: int, end: int) -> Span:
    """Return the span from character `start` to the end of the last line before line `end`."""
    return Span(start, max(start, layout.lines[end - 1].span.end))


def _match_question(layout: Layout, i: int) -> re.Match[str] | None:
    """Return the match of a line that begins a question: `Vraag (13):`, `Vraag 13`, `Vragen 3 t/m 5: …`."""
    match = _QUESTION.match(layout.lines[i].text)
    if match is None or not (starts_anew(layout, i) or not layout.cue):
        return None
    return match if match["text"] is None or match["colon"] or match["open"] else None


def _add_unmarked(layout: Layout, starts: list[int]) -> list[int]:
    """Return the starts of questions with those added whose text follows on the line without a colon: `Vraag 4 Gaan …`.

    Such a line could be a sentence; it is a question when its number is the one that the marked ones leave open there.
    """
    added: list[int] = []
    for first, end in zip(starts, [*starts[1:], len(layout.lines)], strict=True):
        number, after = _last_number(layout, first), _first_number(layout, end)
        for i in range(first + 1, end):
            match = _QUESTION.match(layout.lines[i].text)
            if match is None or not starts_anew(layout, i) or not match["text"] or not match["text"][0].isupper():
                continue
            if match["number"] == str(number + 1) and (after is None or number + 1 < after):
                added.append(i)
                number += 1
    return sorted([*starts, *added])


def _last_number(layout: Layout, i: int) -> int:
    """Return the last number of the question on line `i`: 5 of `Vragen 3 t/m 5`."""
    match = _QUESTION.match(layout.lines[i].text)
    return int(re.findall(r"\d+", match["number"])[-1]) if match else 0


def _first_number(layout: Layout, i: int) -> int | None:
    """Return the first number of the question on line `i`, or None where no question begins there."""
    match = _QUESTION.match(layout.lines[i].text) if i < len(layout.lines) else None
    return int(re.findall(r"\d+", match["number"])[0]) if match else None


def _read_question(layout: Layout, first: int, limit: int) -> QuestionLines:
    """Return the question that begins on line `first` and ends before line `limit`, or at an appendix before that."""
    match = _QUESTION.match(layout.lines[first].text)
    assert match is not None  # `first` comes from this very match
    end = next((i for i in range(first + 1, limit) if _ends_answer(layout, i)), limit)
    answer = next((i for i in range(first + 1, end) if _match_answer(layout, i)), None)
    answer_start: int | None = None
    if answer is not None:
        label = _match_answer(layout, answer)
        answer_start = _text_start(layout, answer, label["text"] if label else None, end)
    else:
        answer = _find_unmarked_answer(layout, first, end)
        answer_start = layout.lines[answer].span.start if answer is not None else None
    question_end = end if answer is None else answer
    return QuestionLines(
        number=re.sub(r" ?(t/m|tot en met) ?", " t/m ", match["number"]),
        first=first,
        answer=answer,
        end=end,
        question_start=_text_start(layout, first, match["text"], question_end) or layout.lines[first].span.end,
        answer_start=answer_start,
    )


def _match_answer(layout: Layout, i: int) -> re.Match[str] | None:
    """Return the match of a line that begins an answer: `Antwoord:`, `Antwoord op vraag 3`, `Antwoord: Ja`."""
    match = _ANSWER.match(layout.lines[i].text)
    return match if match and (match["text"] is None or match["colon"]) else None


def _ends_answer(layout: Layout, i: int) -> bool:
    """Return whether line `i` begins an appendix, or a table that belongs to a question: the answers are over there."""
    if not (starts_anew(layout, i) or layout.lines[i].opens_page):
        return False
    text = layout.lines[i].text
    caption = CAPTION.match(text)
    return bool(APPENDIX.match(text) and len(text) < layout.width) or bool(caption and "vraag" in caption["name"])


def _find_unmarked_answer(layout: Layout, first: int, end: int) -> int | None:
    """Return the line on which an answer without a mark begins: below the first blank line after the question mark.

    Where no blank line comes after it, the answer begins on the line after the question mark; where there is no
    question mark, below the first blank line.
    """
    asked = next((i for i in range(first, end) if layout.lines[i].text.endswith("?")), None)
    below = range((first if asked is None else asked) + 1, end)
    gap = next((i for i in below if i > first + 1 and (layout.lines[i].gap or layout.lines[i].opens_page)), None)
    if gap is not None and _NOTE.match(layout.lines[gap].text):
        # Notes at the foot of the page stand between the question and its answer, which begins on the next page.
        gap = next((i for i in range(gap + 1, end) if layout.lines[i].opens_page), gap)
    return gap if gap is not None or asked is None or not below else asked + 1


def _text_start(layout: Layout, i: int, text: str | None, end: int) -> int | None:
    """Return where the text after a label on line `i` begins: on the same line, or on the next one before `end`."""
    if text is not None:
        return layout.lines[i].span.end - len(text)
    return layout.lines[i + 1].span.start if i + 1 < end else None

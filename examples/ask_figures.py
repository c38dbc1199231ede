"""Ask for figures, and get each with its unit, its cell and its citation: `python examples/ask_figures.py`."""

from pathlib import Path

from answer import answer_question
from index import open_index

searcher = open_index(Path("corpus"), Path("my-index")).searcher

previous = ""
for query in ("hoeveel krijgt het COA in 2026", "en in 2027?", "hoeveel meer krijgt Nidos in 2026 dan in 2025"):
    answer = answer_question(query, searcher, previous=previous)
    print(f"{query}  [{answer.status}]")
    for found in answer.answers:
        print(f"  {found.value or found.text} {found.unit or ''}  ({found.citation.text})")
    if answer.computed is not None:
        print(f"  berekend: {answer.computed.text}, {answer.computed.formula}")
    previous = answer.asked

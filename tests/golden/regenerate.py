"""Golden files: what is understood of each document of the corpus, as text to hold beside the source.

`python tests/golden/regenerate.py` writes them anew and prints what changed; read that change before it is kept. The
tests compare by the same function and write nothing.
"""

import difflib
import sys
from pathlib import Path

from answer.terminal.tree import describe_tree
from ingest.corpus import iterate_documents
from ingest.document import Document

GOLDEN = Path(__file__).parent
CORPUS = GOLDEN.parents[1] / "corpus"


def compare_golden(corpus: Path, golden: Path, *, regenerate: bool = False) -> str:
    """Return how the documents in `corpus` differ from their files in `golden`: a unified diff, empty where they agree.

    With `regenerate` the files are made what the documents are, and those of documents that are gone are removed.
    """
    wanted = {}
    for document in iterate_documents(corpus):
        if isinstance(document, Document):
            wanted[f"{document.id}.txt"] = describe_tree(document)
    there = {path.relative_to(golden).as_posix(): path.read_text("utf-8") for path in sorted(golden.rglob("*.txt"))}
    if regenerate:
        for name in there.keys() - wanted.keys():
            (golden / name).unlink()
        for name, text in wanted.items():
            (golden / name).parent.mkdir(parents=True, exist_ok=True)
            (golden / name).write_text(text, encoding="utf-8", newline="\n")
    return "".join(_compare(name, there.get(name, ""), wanted.get(name, "")) for name in sorted({*there, *wanted}))


def _compare(name: str, before: str, after: str) -> str:
    """Return how two texts differ, line by line."""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"golden/{name}", f"nu/{name}", n=2
    )
    return "".join(lines)


if __name__ == "__main__":
    sys.stdout.write(compare_golden(CORPUS, GOLDEN, regenerate=True) or "Er is niets veranderd.\n")

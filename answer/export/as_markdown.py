r"""Answers as Markdown, in which every text of a document or a user shows as text.

CommonMark with the tables and footnotes of GitHub. Only signs that could mean something where they stand are escaped,
since a Markdown file is read as it is as well: `4.422.334` and not `4\.422\.334`.
"""

import re
from collections.abc import Iterator

from answer.export.blocks import Block, compose_blocks, has_figures
from answer.export.harmless import clean_text
from answer.export.record import Export
from answer.show.grid import RowView, TableView

_SIGNS = re.compile(r"[\\`*_\[\]<>|~$&!^{}#]")
_LINE_START = re.compile(r"^(\d{0,9})(?=[-+=:.)](?:[\s\-+=:]|$))")
_BARE_ADDRESS = re.compile(r"(?i)(\b(?:https?|ftp|mailto|xmpp):|\bwww\.|@)")


def write_markdown(export: Export) -> bytes:
    r"""Return a Markdown file in UTF-8, its lines ended by `\n`."""
    text = "\n\n".join(_write_block(block) for block in compose_blocks(export))
    return f"{text}\n".encode()


def escape_line(text: str) -> str:
    r"""Return a text on one line that Markdown shows as it is: `\<script\>`, `\[klik\](javascript:alert(1))`."""
    line = _SIGNS.sub(r"\\\g<0>", " ".join(clean_text(text).split()))
    # GitHub makes a link of a bare address; the sign of no width would be copied along, an entity is not.
    return _BARE_ADDRESS.sub(lambda match: f"{match[1][:-1]}&#{ord(match[1][-1])};", line)


def escape_start(text: str) -> str:
    r"""Return a text as `escape_line` does, for the beginning of a line, where it may be an item: `1\. Inleiding`."""
    return _LINE_START.sub(r"\1\\", escape_line(text))


def _write_block(block: Block) -> str:
    """Return one block, whose lines are followed by an empty one."""
    notes = "".join(f"[^{number}]" for number in block.sources)
    label = f"**{escape_line(block.label)}:** " if block.label else ""
    if block.kind == "heading":
        return f"{'#' * block.level} {escape_line(block.text)}"
    if block.kind == "table" and block.table is not None:
        return "\n\n".join(filter(None, (escape_start(block.text), "\n".join(_write_rows(block.table)))))
    if block.kind == "quote":
        return "\n".join(_write_quote(label, block.text, notes))
    if block.kind == "source":
        # The word before it keeps a reader without footnotes from taking the citation for the address of a link.
        return f"[^{block.level}]: Bron {block.level}: {escape_line(block.text)}{_write_link(block.link)}"
    text = escape_line(block.text) if label else escape_start(block.text)
    shown = f"**{text}**" if block.kind == "value" and text else text
    return f"{label}{shown}{notes}{_write_link(block.link)}"


def _write_quote(label: str, text: str, notes: str) -> Iterator[str]:
    """Yield the lines of a quotation; the line ends of its text stay."""
    paragraphs = [[line for line in part.split("\n") if line.strip()] for part in text.split("\n\n")]
    paragraphs = [lines for lines in paragraphs if lines] or [[""]]
    for number, lines in enumerate(paragraphs):
        if number:
            yield ">"
        for place, line in enumerate(lines):
            before = label if number == place == 0 else ""
            last = place == len(lines) - 1
            after = (notes if number == len(paragraphs) - 1 else "") if last else "\\"
            yield f"> {before}{escape_line(line) if before else escape_start(line)}{after}"


def _write_rows(view: TableView) -> Iterator[str]:
    """Yield the lines of a table; figures stand right under their heading."""
    yield f"| {' | '.join(escape_line(heading) for heading in (view.label_column, *view.columns))} |"
    signs = ["---:" if has_figures(view, column) else "---" for column in range(len(view.columns))]
    yield f"| {' | '.join(('---', *signs))} |"
    yield from (_write_row(row, len(view.columns)) for row in view.rows)


def _write_row(row: RowView, columns: int) -> str:
    """Return a row of a table, the heading of a group and the cells that answer in bold."""
    texts = [_write_bold(row.label, bold=not row.cells)]
    texts += [_write_bold(cell.text, bold=cell.marked) for cell in row.cells]
    texts += [""] * (columns + 1 - len(texts))
    return f"| {' | '.join(texts)} |"


def _write_bold(text: str, *, bold: bool) -> str:
    """Return a text escaped, and bold where it should be and is not empty."""
    escaped = escape_line(text)
    return f"**{escaped}**" if bold and escaped else escaped


def _write_link(link: str | None) -> str:
    """Return a link, or nothing where there is none."""
    return f" <{link}>" if link else ""

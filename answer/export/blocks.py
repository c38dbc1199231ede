"""An export as it is read: headings, lines, quotes, tables and numbered sources, for the forms that are for people.

The order and the words are decided here, once; a form only writes each block in its own signs and escapes its texts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from answer.cite import Citation
from answer.export.gather import MOST_ROWS
from answer.export.harmless import clean_link, clean_text
from answer.export.record import Export, ExportedAnswer, ExportedFound, ExportedPassage
from answer.export.reproduction import ADVICE, describe_reproduction
from answer.found import Computed
from answer.show.contents import count_things
from answer.show.grid import TableView
from answer.show.present_pasted import count_found, describe_found
from answer.show.present_source import web_address
from answer.terminal.text import unwrap

BlockKind = Literal["heading", "line", "value", "quote", "table", "source"]

LONGEST_HEADING = 120
"""A query of more characters is a heading only by its beginning; it stands whole below it."""

_ROLES = {"vraag": "Vraag", "antwoord": "Antwoord", "vervolg": "Vervolg van het antwoord", "voetnoot": "Voetnoot"}


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of what is read, its `text` plain, with line ends where the source's own are kept.

    A heading has a `level` from 1; a line may have a `label` before it; a value is what answers, to be read first.
    `sources` are the numbers of the sources behind a block. A source has its own as `level`, and its `link` if any.
    """

    kind: BlockKind
    text: str = ""
    level: int = 0
    label: str = ""
    sources: tuple[int, ...] = ()
    table: TableView | None = None
    link: str | None = None


@dataclass(slots=True)
class _Sources:
    """The citations so far, each with its number, from 1."""

    numbers: dict[str, int] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)

    def number(self, citation: Citation, about: str) -> int:
        """Return the number of a citation, a new one where it was not cited yet."""
        known = self.numbers.setdefault(citation.text, len(self.numbers) + 1)
        if known > len(self.blocks):
            where = f"in Vraagbaak: {citation.permalink}" if citation.permalink else ""
            text = " · ".join(filter(None, (citation.text, about, where)))
            self.blocks.append(Block("source", clean_text(text), known, link=web_address(citation)))
        return known


def compose_blocks(export: Export) -> tuple[Block, ...]:
    """Return all blocks of an export in reading order, their texts free of what no file can hold."""
    sources = _Sources()
    several = len(export.reproduction.queries) > 1
    blocks = [Block("heading", "Dossier uit Vraagbaak" if several else "Antwoord uit Vraagbaak", 1)]
    for answer in export.answers:
        blocks.extend(_compose_answer(answer, sources))
    if sources.blocks:
        blocks += [Block("heading", "Bronnen", 2), *sources.blocks]
    blocks += [Block("heading", "Zo is dit gemaakt", 2), Block("line", ADVICE)]
    blocks += [Block("line", value, label=label) for label, value in describe_reproduction(export.reproduction)]
    return tuple(map(_clean_block, blocks))


def _clean_block(block: Block) -> Block:
    """Return a block with nothing in its texts and its link that no file can hold."""
    text, label = clean_text(block.text), clean_text(block.label)
    return replace(block, text=text, label=label, link=clean_link(block.link))


def limit_rows(view: TableView) -> TableView:
    """Return a table with as many rows as are given, the others counted with those that it lacks already."""
    left_out = max(0, len(view.rows) - MOST_ROWS)
    return replace(view, rows=view.rows[:MOST_ROWS], omitted=view.omitted + left_out)


def has_figures(view: TableView, column: int) -> bool:
    """Return whether figures stand in a column, so that it is set on the right."""
    return any(row.cells[column].numeric for row in view.rows if row.cells)


def _compose_answer(exported: ExportedAnswer, sources: _Sources) -> Iterator[Block]:
    """Yield one answer: its query, its status, what answers, and its passages."""
    answer, card = exported.answer, exported.card
    line = " ".join(answer.query.split())
    short = line if len(line) <= LONGEST_HEADING else f"{line[:LONGEST_HEADING].rpartition(' ')[0]}…"
    yield Block("heading", f"{exported.number}. {short}", 2)
    yield Block("line", answer.query, label="Vraag")
    if answer.asked and answer.asked.split() != answer.query.split() and not answer.parts:
        yield Block("line", answer.asked, label="Gezocht naar")
    if exported.understood:
        yield Block("line", exported.understood, label="Begrepen als")
    if answer.parts:
        yield Block("line", describe_found(count_found(answer), len(answer.parts)), label="Deelvragen")
        return
    yield Block("line", f"{answer.status} (zekerheid {_show_share(answer.confidence)})", label="Status")
    yield from (Block("line", note) for note in card.notes)
    if card.scope:
        yield Block("line", card.scope)
    if card.suggestion:
        yield Block("line", card.suggestion, label="Bedoelde u")
    yield from _compose_found(exported, sources)
    if exported.passages:
        yield Block("heading", "Passages", 3)
    for passage in exported.passages:
        yield from _compose_passage(passage, sources)


def _compose_found(exported: ExportedAnswer, sources: _Sources) -> Iterator[Block]:
    """Yield what answers, what was computed, and the figures elsewhere that differ."""
    answers = [found for found in exported.found if found.role == "Antwoord"]
    differing = [found for found in exported.found if found.role != "Antwoord"]
    if answers or exported.card.computed:
        yield Block("heading", "Antwoord", 3)
    if exported.card.computed:
        yield from _compose_computed(exported.card.computed, answers, sources)
    for found in answers:
        yield from _compose_one(found, sources)
    if differing:
        yield Block("heading", "Andere cijfers", 3)
        yield Block("line", "Elders staat een ander cijfer, het recentste voorop.")
    for found in differing:
        yield from _compose_one(found, sources)


def _compose_computed(computed: Computed, cited: Sequence[ExportedFound], sources: _Sources) -> Iterator[Block]:
    """Yield what was computed, and of what; it stands in no document."""
    numbers = tuple(sources.number(found.found.citation, found.origin.line) for found in cited)
    plain = f", dat is {computed.plain}" if computed.plain else ""
    yield Block("value", f"{computed.text}{plain}", label="Berekend")
    yield Block("line", computed.formula, label="Berekening", sources=numbers)


def _compose_one(exported: ExportedFound, sources: _Sources) -> Iterator[Block]:
    """Yield one figure, row or sentence, with where it stands."""
    found, view = exported.found, exported.view
    numbers = (sources.number(found.citation, exported.origin.line),)
    plain = f", dat is {view.plain}" if view.plain else ""
    if view.value is not None:
        unit = f" ({view.unit})" if view.unit else ""
        yield Block("value", f"{view.value}{unit}{plain}", label=view.asked, sources=numbers)
    else:
        yield Block("quote", unwrap(found.text), label=view.asked, sources=numbers)
        if view.plain:
            yield Block("line", view.plain, label="Dat is")
    if view.path:
        yield Block("line", " > ".join(view.path), label="Rij")
    if view.column:
        yield Block("line", view.column, label="Kolom")
    yield Block("line", found.citation.text, label="Bron", link=view.source.link)
    if view.table is not None:
        yield from _compose_table(view.table)
    for citation in found.also:
        yield Block("line", citation.text, label="Staat ook in", sources=(sources.number(citation, ""),))


def _compose_passage(exported: ExportedPassage, sources: _Sources) -> Iterator[Block]:
    """Yield a passage: what it is called, where it stands, and its text or its table."""
    view, citation = exported.view, exported.passage.citation
    number = sources.number(citation, exported.origin.line)
    yield Block("heading", f"Passage {view.rank}: {view.title}", 4)
    if view.path:
        yield Block("line", " > ".join(view.path), label="Onder")
    yield Block("line", exported.origin.line, label="Document")
    yield Block("line", citation.text, label="Bron", sources=(number,), link=view.source.link)
    for paragraph in view.paragraphs:
        text = "".join(segment.text for segment in paragraph.segments).strip("\n")
        yield Block("quote", text, label=_ROLES.get(paragraph.role, ""))
    if view.table is not None:
        yield from _compose_table(view.table)
    yield from (Block("line", text, label="Staat ook in") for text in view.also)
    yield Block("line", exported.passage.hit.chunk.id, label="Kenmerk")


def _compose_table(view: TableView) -> Iterator[Block]:
    """Yield a table, what of it is not given, and what the source itself gets wrong in it."""
    shown = limit_rows(view)
    yield Block("table", shown.caption, table=shown)
    if shown.omitted:
        yield Block("line", f"Van deze tabel {_describe_omitted(shown.omitted)} hier niet.")
    yield from (Block("line", note, label="Let op") for note in shown.notes)


def _describe_omitted(omitted: int) -> str:
    """Return how many rows are not given, with the verb: `staat 1 rij`, `staan 12 rijen`."""
    return f"{'staat' if omitted == 1 else 'staan'} {count_things(omitted, 'rij', 'rijen')}"


def _show_share(share: float) -> str:
    """Return a share as it is written in Dutch: `0,87`."""
    return f"{share:.2f}".replace(".", ",")

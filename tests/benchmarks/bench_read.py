"""Prints what reading takes: the budget's text, a page of a PDF, and memory after one document and after twenty.

Run it as `python tests/benchmarks/bench_read.py`. It makes PDFs with pages of prose and with pages of dense tables, and
reads those in the folder that `VRAAGBAAK_SAMPLES` names too. Milliseconds depend on the machine and its load; the ratio
to reading the same words as text does so much less.
"""

import gc
import io
import os
import resource
import statistics
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from rich.console import Console

from ingest import load_sources, read_document
from ingest.document import Page
from ingest.readers.pdf.pdf import read_pdf_pages
from ingest.readers.text import read_text_pages

out = Console(highlight=False, soft_wrap=True)

CORPUS = Path(__file__).parents[2] / "corpus"
ROUNDS = 5
PAGES = 20
DOCUMENTS = 20
SENTENCE = "De uitgaven voor de opvang van vreemdelingen nemen in het jaar dat begint verder toe, omdat de instroom "


def main() -> None:
    """Print the figures of one run."""
    largest = max(load_sources(CORPUS), key=lambda source: source.path.stat().st_size)
    seconds = min(_seconds(lambda: read_document(largest)) for _ in range(ROUNDS))
    out.print(f"{largest.name}: {seconds:.2f} s to read and parse")
    documents = {"prose": _draw(_draw_prose), "dense table": _draw(_draw_table)}
    documents.update(_load_samples())
    taken: list[float] = []
    for name, data in documents.items():
        each, pages, ratio = _measure(data)
        taken.extend([each] * pages)
        out.print(f"{name:32} {each:7.1f} ms a page  {ratio:6.1f} x its words as text")
    deciles = statistics.quantiles(taken, n=10)
    out.print(f"{'all pages':32} {statistics.median(taken):7.1f} ms in the median, {deciles[-1]:.1f} ms at 90%")
    _print_memory(documents["dense table"])


def _seconds(call: Callable[[], object]) -> float:
    """Return what a call takes."""
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def _measure(data: bytes) -> tuple[float, int, float]:
    """Return what a page of a PDF takes in milliseconds, how many it has, and how many times as long as text it takes.

    The process that opens a PDF takes as long to start for one page as for a hundred.
    """
    pages = read_pdf_pages(data)
    text = _as_text(pages).encode()
    pdf = statistics.median(_seconds(lambda: read_pdf_pages(data)) for _ in range(ROUNDS))
    plain = statistics.median(_seconds(lambda: read_text_pages(text)) for _ in range(ROUNDS))
    return 1000 * pdf / len(pages), len(pages), pdf / plain


def _as_text(pages: tuple[Page, ...]) -> str:
    """Return the words of the pages as an extractor would write them."""
    return "\f".join("\n".join(line.text for line in page.lines) for page in pages)


def _load_samples() -> dict[str, bytes]:
    """Return the PDFs among the samples by name; none where there is no such folder."""
    folder = os.environ.get("VRAAGBAAK_SAMPLES")
    return {path.name: path.read_bytes() for path in sorted(Path(folder).glob("*.pdf"))} if folder else {}


def _draw(draw: Callable[[Canvas], None]) -> bytes:
    """Return a PDF of which `draw` makes each page."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A4)
    for _ in range(PAGES):
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def _draw_prose(canvas: Canvas) -> None:
    """Draw a page of sixty lines."""
    canvas.setFont("Times-Roman", 10)
    for i in range(60):
        start = 7 * i % len(SENTENCE)
        canvas.drawString(60, 790 - 12 * i, (SENTENCE[start:] + SENTENCE)[:95])


def _draw_table(canvas: Canvas) -> None:
    """Draw a table of seventy rows with eight columns of figures, and a line below each row."""
    canvas.setFont("Helvetica-Bold", 8)
    canvas.drawString(40, 810, "Tabel 1 Budgettaire gevolgen van beleid (bedragen x € 1.000)")
    canvas.setFont("Helvetica", 7)
    for i in range(71):
        y = 795 - 10.5 * i
        canvas.drawString(40, y, f"Bijdrage {i} aan agentschappen" if i else "")
        for j in range(8):
            text = f"{(i * 7919 + j * 104729) % 10_000_000:,}".replace(",", ".") if i else str(2022 + j)
            canvas.drawRightString(210 + 48 * j, y, text)
        canvas.line(40, y - 2.5, 550, y - 2.5)


def _print_memory(data: bytes) -> None:
    """Print the most memory that Python and the process had after one document and after `DOCUMENTS`."""
    tracemalloc.start()
    for count in (1, DOCUMENTS):
        tracemalloc.reset_peak()
        for _ in range(count if count == 1 else DOCUMENTS - 1):
            read_pdf_pages(data)
            gc.collect()
        kept, peak = (size / 2**20 for size in tracemalloc.get_traced_memory())
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        out.print(
            f"after {count:2} documents: {kept:.1f} MB kept, {peak:.1f} MB at most, "
            f"process {most:.0f} MB, the one that opens PDFs {child:.0f} MB"
        )
    tracemalloc.stop()


if __name__ == "__main__":
    main()

"""The part of reading a PDF that runs in a process of its own: from the bytes of a file to its glyphs and drawn lines.

PDFium is written in C, and a file can make it crash, ask for gigabytes or never end: a drawing that draws itself a
billion times is a few lines. Here it can take only itself along. The process reads the file from its input and writes
JSON to its output, a line at a time: `{"pages": 3}`, then one object for each page, then `{"end": true}`; or
`{"error": …}` with a key of `ERRORS` in `pdf.py`. Whoever misses the last line knows that it broke off.

A page is `{"layers": […], "styles": […], "unknown": 0, "lines": […], "box": […], "angle": 0}`, lengths in hundredths of
a point. A layer is the text that runs in one direction, turned so that it runs to the right, and down the page as y
grows: `text`, and for each of its characters where it begins (`x0`) and ends (`x1`), its baseline (`y`) and its style
(`style`, an index in `styles`: size and whether it is bold). `unknown` counts the characters that are a guess. The
layer with most text comes first, and `angle` is its direction in degrees; `box`, the edges of the page, and `lines` are
turned as it is. A line that is drawn is a list of
points, `[x, y, x, y, …]`, after a 1 where it is filled or a 0.

With the number of a page and a width in pixels as its arguments it reads that page alone. Its object then has in
`picture` how the page looks: a PNG in base64 (`png`), its `width` and `height` in pixels, how many `pages` there are,
and `turned`: where in it a point of the first layer stands, as `[a, b, c, d, e, f]`: at ax + cy + e, bx + dy + f.
"""

import base64
import ctypes
import json
import math
import re
import resource
import struct
import sys
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

MAX_PAGES = 3_000
"""The longest papers of parliament have some 1,500 pages."""

MAX_OBJECTS = 400_000
"""Things drawn on one page; a map may have tens of thousands, a page of text has hundreds."""

MAX_CHARACTERS = 100_000
"""Characters on one page; a page full of the smallest print has some 15,000."""

MAX_TEXT = 10_000_000
"""Characters in all; the longest papers of parliament have some 5 million."""

MAX_SEGMENTS = 20_000
"""A page with more lines than this is a drawing, and no line on it is read as one of a table."""

MAX_DEPTH = 8
"""Drawings within drawings; deeper ones hold no line of a table."""

MEMORY = 1024**3
"""Bytes of address space for the process; a paper of 400 pages takes a quarter of it."""

SECONDS, PAGE_SECONDS = 20, 10
"""Processor time for opening the file, and for each page; a page takes some hundredths of a second."""

MAX_PIXELS = 8_000_000
"""Of a picture: a page of A4 that is 2,000 wide has 5.7 million, in 17 MB."""

_BOLD = re.compile(r"bold|black|heavy|demi|[-,]bd", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_HYPHEN = 0x02  # what PDFium gives for a hyphen at the end of a line
_SURROGATES = range(0xD800, 0xE000)
_Point = tuple[float, float]
_Matrix = tuple[float, float, float, float, float, float]


class _RefusedError(Exception):
    """The file is refused; the message is a key of the errors that the reader knows."""


@dataclass(frozen=True, slots=True)
class _Run:
    """What the characters of one text object share: their direction in degrees, their baseline and their style.

    `guessed` tells that the font does not say which characters it shows.
    """

    angle: int
    y: int
    style: int
    guessed: bool


@dataclass(slots=True)
class _Layer:
    """The text of a page that runs in one direction."""

    text: list[str] = field(default_factory=list)
    x0: list[int] = field(default_factory=list)
    x1: list[int] = field(default_factory=list)
    y: list[int] = field(default_factory=list)
    style: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Styles:
    """The styles of a page, which fonts are bold, by their address, and how many characters are a guess."""

    indexes: dict[tuple[int, bool], int] = field(default_factory=dict)
    bold: dict[int, bool] = field(default_factory=dict)
    unknown: int = 0


def main() -> None:
    """Read a PDF from the input and write its pages to the output."""
    _limit(SECONDS)
    data = sys.stdin.buffer.read()
    wanted = [int(number) for number in sys.argv[1:]]
    try:
        for message in _read_one(data, wanted[0], wanted[1]) if wanted else _read_document(data):
            _write(message)
    except _RefusedError as error:
        _write({"error": str(error)})
    except (pypdfium2.PdfiumError, MemoryError):
        _write({"error": "damaged"})


def _write(message: dict[str, object]) -> None:
    """Write one line of JSON."""
    sys.stdout.write(json.dumps(message, separators=(",", ":")) + "\n")
    sys.stdout.flush()


def _limit(seconds: int) -> None:
    """Allow the process `seconds` of processor time more, and no more memory than `MEMORY`."""
    with suppress(ValueError, OSError):  # a system may know the limit and not let it be set
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    used = math.ceil(time.process_time())
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _open(data: bytes) -> pypdfium2.PdfDocument:
    """Return the document in a file, which is to be closed."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise _RefusedError("password" if locked else "damaged") from error
    if len(document) > MAX_PAGES:
        document.close()
        raise _RefusedError("pages")
    return document


def _read_document(data: bytes) -> Iterator[dict[str, object]]:
    """Return the messages of a document, in order."""
    with _open(data) as document:
        yield {"pages": len(document)}
        left = MAX_TEXT
        for number in range(len(document)):
            _limit(PAGE_SECONDS)
            page = document[number]
            message, count = _read_page(page)
            page.close()
            left -= count
            if left < 0:
                raise _RefusedError("characters")
            yield message
    yield {"end": True}


def _read_one(data: bytes, number: int, width: int) -> Iterator[dict[str, object]]:
    """Return the messages of one page, from 1, with its picture of so many pixels wide; none where it is not there."""
    with _open(data) as document:
        if 1 <= number <= len(document):
            _limit(PAGE_SECONDS)
            page = document[number - 1]
            message, _ = _read_page(page)
            drawn = _draw_page(page, width, int(str(message["angle"])))
            yield {**message, "picture": {**drawn, "pages": len(document)}}
            page.close()
    yield {"end": True}


def _draw_page(page: pypdfium2.PdfPage, width: int, angle: int) -> dict[str, object]:
    """Return how a page looks as a reader of it sees it, and where in the picture text at `angle` stands."""
    across, down = page.get_size()
    scale = min(width / across, math.sqrt(MAX_PIXELS / (across * down)))
    bitmap = page.render(scale=scale, may_draw_forms=False, rev_byteorder=True)
    # Whole numbers are all that it gives, so that it is asked for a page a thousand times as fine.
    fine = 1000
    points = []
    for x, y in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0)):
        left, top = ctypes.c_int(), ctypes.c_int()
        # Turning twice is standing still: the same gives back what a turned point was.
        pdfium.FPDF_PageToDevice(
            page, 0, 0, round(fine * across), round(fine * down), 0, *_turn((x, y), angle), left, top
        )
        points.append((left.value * bitmap.width / across / fine, top.value * bitmap.height / down / fine))
    (e, f), (x1, y1), (x2, y2) = points
    png = _write_png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
    return {
        "png": base64.b64encode(png).decode("ascii"),
        "width": bitmap.width,
        "height": bitmap.height,
        "turned": [(x1 - e) / 100, (y1 - f) / 100, (x2 - e) / 100, (y2 - f) / 100, e, f],
    }


def _write_png(pixels: bytes, width: int, height: int, stride: int) -> bytes:
    """Return a picture of red, green and blue bytes, in rows of `stride`, as a PNG."""
    rows = b"".join(b"\0" + pixels[row * stride : row * stride + 3 * width] for row in range(height))
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows, 6)),
        (b"IEND", b""),
    ]
    packed = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def _read_page(page: pypdfium2.PdfPage) -> tuple[dict[str, object], int]:
    """Return the message of a page, and the number of its characters."""
    if pdfium.FPDFPage_CountObjects(page) > MAX_OBJECTS:
        raise _RefusedError("objects")
    textpage = page.get_textpage()
    count = textpage.count_chars()
    if count > MAX_CHARACTERS:
        raise _RefusedError("characters")
    styles = _Styles()
    layers = _read_layers(textpage, count, page.get_bbox(), styles)
    textpage.close()
    angles = sorted(layers, key=lambda angle: (-len(layers[angle].text), angle))
    main = angles[0] if angles else 0
    left, bottom, right, top = page.get_bbox()
    message: dict[str, object] = {
        "layers": [
            {"text": "".join(layer.text), "x0": layer.x0, "x1": layer.x1, "y": layer.y, "style": layer.style}
            for layer in (layers[angle] for angle in angles)
        ],
        "styles": [[size, int(bold)] for size, bold in styles.indexes],
        "unknown": styles.unknown,
        "lines": [[filled, *_place(points, main)] for filled, points in _read_lines(page)] if main % 90 == 0 else [],
        "box": _place([(left, bottom), (right, top)], main),
        "angle": main,
    }
    return message, count


def _turn(point: _Point, angle: int) -> _Point:
    """Return where a point is once text that runs at `angle` degrees runs to the right, with y growing downwards."""
    cosine, sine = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}.get(
        angle, (math.cos(math.radians(angle)), math.sin(math.radians(angle)))
    )
    return point[0] * cosine + point[1] * sine, point[0] * sine - point[1] * cosine


def _place(points: Iterable[_Point], angle: int) -> list[int]:
    """Return points in hundredths, turned."""
    return [round(100 * value) for point in points for value in _turn(point, angle)]


def _take_address(function: Any) -> int:  # noqa: ANN401 - ctypes has no name for a function of a library
    """Return where a function of PDFium stands, to call it with plain addresses: four times as quick."""
    return ctypes.cast(function, ctypes.c_void_p).value or 0


# These are called for each character of a page.
_get_object = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    _take_address(pdfium.FPDFText_GetTextObject)
)
_get_unicode = ctypes.CFUNCTYPE(ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)(_take_address(pdfium.FPDFText_GetUnicode))
_get_box = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(
    _take_address(pdfium.FPDFText_GetLooseCharBox)
)


def _read_layers(
    textpage: pypdfium2.PdfTextPage, count: int, bounds: tuple[float, float, float, float], styles: _Styles
) -> dict[int, _Layer]:
    """Return the characters within the page's visible bounds by the direction in which they run."""
    left, bottom, right, top = bounds
    raw = ctypes.cast(textpage.raw, ctypes.c_void_p).value
    box = pdfium.FS_RECTF()
    box_address = ctypes.addressof(box)
    runs: dict[int, _Run] = {}
    layers: dict[int, _Layer] = {}
    for i in range(count):
        address = _get_object(raw, i)
        if not address:
            continue  # a space or line end that PDFium put there: what is drawn tells it better
        run = runs.get(address)
        if run is None:
            run = runs[address] = _read_run(textpage, i, styles)
        _get_box(raw, i, box_address)
        x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
        if not (left <= x <= right and bottom <= y <= top):
            continue  # outside the page's edge, where nobody sees it: a printer's mark
        layer = layers.get(run.angle)
        if layer is None:
            layer = layers[run.angle] = _Layer()
        styles.unknown += run.guessed
        code = _get_unicode(raw, i)
        layer.text.append("-" if code == _HYPHEN else chr(code) if code and code not in _SURROGATES else "\ufffd")
        start, end = _along(box, run.angle)
        layer.x0.append(start)
        layer.x1.append(end)
        layer.y.append(run.y)
        layer.style.append(run.style)
    return layers


def _along(box: pdfium.FS_RECTF, angle: int) -> tuple[int, int]:
    """Return where a character begins and ends along its line."""
    if angle == 0:
        return round(100 * box.left), round(100 * box.right)
    x0, _ = _turn((box.left, box.bottom), angle)
    x1, _ = _turn((box.right, box.top), angle)
    return round(100 * min(x0, x1)), round(100 * max(x0, x1))


def _read_run(textpage: pypdfium2.PdfTextPage, i: int, styles: _Styles) -> _Run:
    """Return what the characters of a text object share, the first of which is character `i`."""
    matrix, x, y = pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetMatrix(textpage, i, matrix)
    pdfium.FPDFText_GetCharOrigin(textpage, i, x, y)
    angle = round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360
    size = pdfium.FPDFText_GetFontSize(textpage, i) * math.hypot(matrix.c, matrix.d)
    text_object = pdfium.FPDFText_GetTextObject(textpage, i)
    stroked = pdfium.FPDFTextObj_GetTextRenderMode(text_object) == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
    bold = stroked or _is_bold(pdfium.FPDFTextObj_GetFont(text_object), styles)
    style = styles.indexes.setdefault((round(100 * size), bold), len(styles.indexes))
    guessed = pdfium.FPDFText_HasUnicodeMapError(textpage, i) == 1
    return _Run(angle, round(100 * _turn((x.value, y.value), angle)[1]), style, guessed)


def _is_bold(font: pdfium.FPDF_FONT, styles: _Styles) -> bool:
    """Return whether a font is bold by its name, or by what it says of itself where its name tells nothing."""
    if not font:
        return False
    address = ctypes.addressof(font.contents)
    if address not in styles.bold:
        name = ctypes.create_string_buffer(256)
        pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
        flags = pdfium.FPDFFont_GetFlags(font)
        named = _BOLD.search(name.value.decode("utf-8", "replace")) is not None
        styles.bold[address] = named or (flags > 0 and flags & _FORCE_BOLD != 0)
    return styles.bold[address]


def _read_lines(page: pypdfium2.PdfPage) -> list[tuple[int, list[_Point]]]:
    """Return the points of the lines that are drawn on a page, and whether each is filled; none of a whole drawing."""
    lines: list[tuple[int, list[_Point]]] = []
    left = MAX_SEGMENTS
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    for path, matrix in _walk_paths(page):
        left -= 1 + max(0, pdfium.FPDFPath_CountSegments(path))
        if left < 0:
            return []
        pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
        if stroke.value or fill.value:
            lines.extend((int(not stroke.value), points) for points in _read_subpaths(path, matrix))
    return lines


def _walk_paths(page: pypdfium2.PdfPage) -> Iterator[tuple[pdfium.FPDF_PAGEOBJECT, _Matrix]]:
    """Yield the paths of a page, those within other drawings too, and how each is placed on the page."""
    left = MAX_OBJECTS
    pending = [(pdfium.FPDFPage_GetObject(page, i), (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0)
               for i in reversed(range(pdfium.FPDFPage_CountObjects(page)))]  # fmt: skip
    while pending and left:
        left -= 1
        thing, outer, depth = pending.pop()
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind not in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM):
            continue
        own = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(thing, own)
        matrix = _multiply((own.a, own.b, own.c, own.d, own.e, own.f), outer)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield thing, matrix
        elif depth < MAX_DEPTH:
            inner = reversed(range(max(0, pdfium.FPDFFormObj_CountObjects(thing))))
            pending.extend((pdfium.FPDFFormObj_GetObject(thing, i), matrix, depth + 1) for i in inner)


def _multiply(first: _Matrix, second: _Matrix) -> _Matrix:
    """Return the matrix that places by `first` and then by `second`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _read_subpaths(path: pdfium.FPDF_PAGEOBJECT, matrix: _Matrix) -> Iterator[list[_Point]]:
    """Yield the points of each part of a path, on the page; parts with curves are left out."""
    a, b, c, d, e, f = matrix
    points: list[_Point] = []
    curved = False
    for i in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, i)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                yield points
            points, curved = [], False
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((x.value * a + y.value * c + e, x.value * b + y.value * d + f))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1 and not curved:
        yield points


if __name__ == "__main__":
    main()

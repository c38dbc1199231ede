"""The reliability diagram as a drawing: what was predicted against what was observed, and where they would agree."""

import base64
from html import escape
from math import sqrt

from evaluation.reliability import Bin, Reliability

_SIDE, _LEFT, _TOP = 300, 58, 22
_WIDTH, _HEIGHT = _LEFT + _SIDE + 22, _TOP + _SIDE + 52
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_LEAST, _MOST = 4.0, 15.0
"""The radius of a point, by how many queries it stands for."""

_STYLE = (
    "text{font:13px sans-serif;fill:#1c1b19;font-variant-numeric:tabular-nums}"
    ".grid{stroke:#dcd7cb}"
    ".diagonal{stroke:#55524b;stroke-width:1.5;stroke-dasharray:6 5}"
    ".measured{fill:none;stroke:#154273;stroke-width:1.5}"
    ".point{fill:#fff;stroke:#154273;stroke-width:2.5}"
)
"""The colours of the page, which its own style cannot give to an image."""


def diagram_html(reliability: Reliability, title: str) -> str:
    """Return the diagram as a picture: a point for each bin, larger where it has more queries, with their number.

    It is an image of its own, since what cleans the page's HTML leaves no drawing in it; `title` tells what it is to
    who cannot see it, and the figures stand in a table as well.
    """
    drawn = base64.b64encode(draw_diagram(reliability).encode()).decode()
    return f'<img class="vb-diagram" src="data:image/svg+xml;base64,{drawn}" alt="{escape(title)}">'


def draw_diagram(reliability: Reliability) -> str:
    """Return the diagram as SVG."""
    most = max((each.count for each in reliability.bins), default=1)
    points = "".join(_point_svg(each, most) for each in reliability.bins)
    size = f'width="{_WIDTH}" height="{_HEIGHT}" viewBox="0 0 {_WIDTH} {_HEIGHT}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}><style>{_STYLE}</style>'
        f"{_axes_svg()}{_line_svg(reliability)}{points}</svg>"
    )


def _axes_svg() -> str:
    """Return the frame, the marks along it, what is measured along each side, and the diagonal."""
    parts = []
    for tick in _TICKS:
        x, y = _x(tick), _y(tick)
        label = f"{tick:g}".replace(".", ",")
        parts.append(f'<line class="grid" x1="{x}" y1="{_y(0)}" x2="{x}" y2="{_y(1)}"/>')
        parts.append(f'<line class="grid" x1="{_x(0)}" y1="{y}" x2="{_x(1)}" y2="{y}"/>')
        parts.append(f'<text x="{x}" y="{_y(0) + 18}" text-anchor="middle">{label}</text>')
        parts.append(f'<text x="{_x(0) - 8}" y="{y + 4}" text-anchor="end">{label}</text>')
    middle = _y(0.5)
    parts.append(f'<line class="diagonal" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}"/>')
    parts.append(f'<text x="{_x(0.5)}" y="{_HEIGHT - 8}" text-anchor="middle">voorspeld</text>')
    parts.append(
        f'<text x="14" y="{middle}" text-anchor="middle" transform="rotate(-90 14 {middle})">waargenomen</text>'
    )
    return "".join(parts)


def _line_svg(reliability: Reliability) -> str:
    """Return the line through the points."""
    points = " ".join(f"{_x(each.predicted)},{_y(each.observed)}" for each in reliability.bins)
    return f'<polyline class="measured" points="{points}"/>'


def _point_svg(each: Bin, most: int) -> str:
    """Return the point of one bin with its number of queries, left of it where there is no room at the right."""
    radius = round(_LEAST + (_MOST - _LEAST) * sqrt(each.count / most), 1)
    x, y = _x(each.predicted), _y(each.observed)
    left = each.predicted > 0.8
    label_x = round(x - radius - 4 if left else x + radius + 4, 1)
    below = y + 5 + (radius if y < _TOP + 20 else 0)
    return (
        f'<circle class="point" cx="{x}" cy="{y}" r="{radius}"/>'
        f'<text x="{label_x}" y="{round(below, 1)}" text-anchor="{"end" if left else "start"}">{each.count}</text>'
    )


def _x(share: float) -> float:
    """Return where a share stands from the left."""
    return round(_LEFT + _SIDE * share, 1)


def _y(share: float) -> float:
    """Return where a share stands from the top."""
    return round(_TOP + _SIDE * (1 - share), 1)

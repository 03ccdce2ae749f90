"""The confusion matrix as a picture."""

from collections import Counter
from collections.abc import Sequence
from html import escape
from typing import Final

from nlp.labelled import Message
from nlp.reading import Reading

_CELL: Final = 22
_MARGIN: Final = 170


def confusion_svg(messages: Sequence[Message], readings: Sequence[Reading]) -> str:
    """Rows are what was meant, columns what was read; darker is more."""
    meant, said = [m.intent for m in messages], [r.intent for r in readings]
    names = sorted({*meant, *said})
    counts = Counter(zip(meant, said, strict=True))
    rows = Counter(meant)
    side = _MARGIN + _CELL * len(names) + 10
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}" font-size="11">']
    for at, name in enumerate(names):
        here = _MARGIN + at * _CELL + 15
        parts.append(f'<text x="{_MARGIN - 6}" y="{here}" text-anchor="end">{escape(name)}</text>')
        parts.append(f'<text transform="translate({here},{_MARGIN - 6}) rotate(-90)">{escape(name)}</text>')
    for (row, column), count in sorted(counts.items()):
        parts.append(_cell(names.index(row), names.index(column), count, count / rows[row]))
    return "\n".join([*parts, "</svg>", ""])


def _cell(row: int, column: int, count: int, part: float) -> str:
    x, y = _MARGIN + column * _CELL, _MARGIN + row * _CELL
    colour = "#2a6f4e" if row == column else "#b3392f"
    return (
        f'<rect x="{x}" y="{y}" width="{_CELL}" height="{_CELL}" fill="{colour}" fill-opacity="{part:.2f}"/>'
        f'<text x="{x + _CELL / 2}" y="{y + 15}" text-anchor="middle">{count}</text>'
    )

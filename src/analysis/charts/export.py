"""Charts as files: SVG for HTML and PDF, a narrow one for phones, PNG for DOCX.

It and `files` alone touch the disk in this room.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from analysis.charts.shown import chart_files
from analysis.charts.style import NARROW, WIDE, Sheet, css_families, styled
from analysis.charts.svg import clean_svg

Draw = Callable[[Sheet], Figure]
"""Draws one chart on a sheet."""


def write_chart(draw: Draw, name: str, folder: Path, *, see_through: bool = False) -> float:
    """Write `<name>.svg` and `<name>.png` as wide as the text, and the SVG for phones.

    Both folders of charts stand in `folder`. Same chart, same bytes. Returns the height of the wide
    form in points. The PNG has a white ground, by which it can be read on any page, unless it is to
    be `see_through`, so that it does not cut the mark of a draft.
    """
    wide, narrow = draw(WIDE), draw(NARROW)
    height: float = wide.get_figheight() * 72
    wide_svg, wide_png, narrow_svg = (folder / path for path in chart_files(name))
    wide_svg.write_bytes(svg_bytes(wide, name))
    wide_png.write_bytes(png_bytes(wide, see_through=see_through))
    # both SVGs stand on one page: their ids differ
    narrow_svg.write_bytes(svg_bytes(narrow, f"{name}-hep"))
    for figure in (wide, narrow):
        figure.clear()
    return height


def svg_bytes(figure: Figure, name: str) -> bytes:
    """The figure as cleaned SVG, its ids behind `name`; it has no ground, so that the mark of a draft shows."""
    saved = _saved(figure, "svg", metadata={"Date": None}, transparent=True)
    return clean_svg(saved, name, css_families())


def png_bytes(figure: Figure, *, see_through: bool = False) -> bytes:
    """The figure as PNG of 200 dots an inch, without metadata but its size in print."""
    how = {"metadata": {"Software": None}, "pil_kwargs": {"compress_level": 3}}
    return _saved(figure, "png", transparent=see_through, **how)


@styled
def _saved(figure: Figure, kind: str, **how: Any) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        # A sign that the font lacks is reported once, by the font check, and not as noise in the
        # notebook.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        figure.savefig(buffer, format=kind, **how)
    return buffer.getvalue()

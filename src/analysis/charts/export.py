"""Charts as files: SVG for HTML and PDF, PNG for DOCX.

The only module of the room that touches the disk.
"""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from analysis.charts.style import css_families, styled
from analysis.charts.svg import clean_svg


def write_figure(figure: Figure, name: str, folder: Path) -> None:
    """Write `<name>.svg` and `<name>.png` into the folder and empty the figure.

    Same figure, same bytes.
    """
    (folder / f"{name}.svg").write_bytes(svg_bytes(figure, name))
    (folder / f"{name}.png").write_bytes(png_bytes(figure))
    figure.clear()


def svg_bytes(figure: Figure, name: str) -> bytes:
    """The figure as cleaned SVG; `name` goes in front of its ids."""
    return clean_svg(_saved(figure, "svg", metadata={"Date": None}), name, css_families())


def png_bytes(figure: Figure) -> bytes:
    """The figure as PNG of 200 dots an inch, without metadata but its size in print."""
    return _saved(figure, "png", metadata={"Software": None}, pil_kwargs={"compress_level": 3})


@styled
def _saved(figure: Figure, kind: str, **how: Any) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        # A sign that the font lacks is reported once, by the font check, and not as noise in the
        # notebook.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        figure.savefig(buffer, format=kind, **how)
    return buffer.getvalue()

"""The look of all charts.

The style file's settings, the font files, and text measured before it is placed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import LoadFlags, StyleFlags

MARGIN = 2.0
"""Room at both sides for strokes and for letters that lean out of their box."""


@dataclass(frozen=True)
class Sheet:
    """What a chart is drawn on: its width in points, and whether it is for a phone."""

    page: float
    is_narrow: bool = False

    @property
    def width(self) -> float:
        """What is left between the margins."""
        return self.page - 2 * MARGIN


WIDE = Sheet(160 / 25.4 * 72)
"""As wide as the report's text."""
NARROW = Sheet(250.0, is_narrow=True)
"""A phone shows its width on about 350 px: the smallest letters are then 13 px high."""
_BUNDLED = Path(mpl.get_data_path()) / "fonts" / "ttf"
BODY_FAMILIES = ("Times New Roman", "Tinos", "Liberation Serif", "DejaVu Serif")

_STYLE = mpl.rc_params_from_file(
    Path(__file__).with_name("charts.mplstyle"), use_default_template=True
)
# The whole default style goes with ours: a user's own matplotlibrc then changes nothing. The
# backend is not a style.
_LOOK: Any = {key: value for key, value in _STYLE.items() if key != "backend"}

BODY: float = _STYLE["font.size"]
SMALL: float = _STYLE["xtick.labelsize"]
PITCH = 1.25
CAP = 0.33
"""Half the height of a capital, in font sizes: what centres a line of text on a bar."""

INK: str = _STYLE["text.color"]
GREY: str = _STYLE["axes.edgecolor"]
RULE: str = _STYLE["grid.color"]
MAIN, SOFT = _STYLE["axes.prop_cycle"].by_key()["color"][:2]


styled = mpl.rc_context(_LOOK)
"""Runs a function in the charts' style, as a decorator.

Matplotlib looks its settings up while drawing as well as while saving.
"""


@dataclass
class _Faces:
    """The font files that text is measured and drawn with, DejaVu Serif's unless told."""

    family: str = "DejaVu Serif"
    upright: Path = _BUNDLED / "DejaVuSerif.ttf"
    italic: Path = _BUNDLED / "DejaVuSerif-Italic.ttf"


_faces = _Faces()


def register_fonts(files: Sequence[Path], family: str) -> None:
    """Draw with exactly these files of `family` (the PDF's), whatever the system's font list holds.

    Without files an SVG still asks for the family, measured with DejaVu Serif: matplotlib brings it
    along, it is the widest.

    Raises:
        ValueError: none of the files given is upright and of that family.
    """
    global _faces  # noqa: PLW0603  (one choice a run, like matplotlib's own font list)
    _advance.cache_clear()
    _faces = _Faces(family)
    if not files:
        return
    styles = {}
    for path in files:
        face = get_font(str(path))
        if face.family_name == family:
            styles[face.style_flags] = path
    upright = styles.get(StyleFlags.NORMAL)
    if upright is None:
        raise ValueError(f"none of the {len(files)} font files is upright of the family {family!r}")
    _faces = _Faces(family, upright, styles.get(StyleFlags.ITALIC, upright))


def font(size: float, italic: bool = False) -> FontProperties:
    """The registered font, by its file and never by a search."""
    return FontProperties(
        family=_faces.family,
        style="italic" if italic else "normal",
        fname=_faces.italic if italic else _faces.upright,
        size=size,
    )


def css_families() -> str:
    """The families that an SVG asks for: the registered one, then the body's."""
    return ", ".join(f"'{family}'" for family in dict.fromkeys((_faces.family, *BODY_FAMILIES)))


@lru_cache(maxsize=4096)
def _advance(character: str) -> float:
    """Width of a character in font sizes."""
    face = get_font(str(_faces.upright))
    face.set_size(100, 72)
    # by its index: `load_char` warns of a missing glyph, which the font check tells once
    glyph = face.load_glyph(face.get_char_index(ord(character)), flags=LoadFlags.NO_HINTING)
    return glyph.linearHoriAdvance / 65536 / 100


def text_width(text: str, size: float = BODY) -> float:
    """Width in points of one line of text."""
    return size * sum(map(_advance, text))


def wrap(text: str, width: float, size: float = BODY, most: int = 5) -> list[str]:
    """Text in lines no wider than `width` points and about equally long.

    What `most` lines cannot hold becomes `…`.
    """
    lines = _filled(text, width, size)
    if len(lines) > most:
        room = width - text_width("…", size)
        last = _pieces(lines[most - 1], room, size)[0]
        return [*lines[: most - 1], last.rstrip() + "…"]
    narrower = lines
    while len(lines) > 1 and len(narrower) == len(lines):
        lines, width = narrower, width * 0.96
        narrower = _filled(text, width, size)
    return lines


def _filled(text: str, width: float, size: float) -> list[str]:
    """Lines filled one after the other; a word wider than a line is cut."""
    # XML has no place for control characters, and no font a glyph.
    shown = "".join(c for c in text if c.isprintable() or c.isspace())
    lines = [""]
    for word in shown.split():
        joined = f"{lines[-1]} {word}".lstrip()
        if text_width(joined, size) <= width:
            lines[-1] = joined
        else:
            lines += _pieces(word, width, size)
    return list(filter(None, lines)) or [""]


def _pieces(word: str, width: float, size: float) -> list[str]:
    """Text cut wherever the width is full."""
    pieces = [""]
    for character in word:
        if pieces[-1] and text_width(pieces[-1] + character, size) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces

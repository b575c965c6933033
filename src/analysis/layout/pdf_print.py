"""The print of a PDF page by page: pieces of text with their place and form, and the lines between them."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analysis.layout.lines import plain

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

THIN, SHORTEST = 2.5, 15.0  # points: of a rule
_HEAVY = 650
_SMALL = 9.0  # points: marks of notes


@dataclass
class Piece:
    """Runs of one line: where they stand in points, from the left and from below, and their form."""

    page: int
    left: float
    right: float
    base: float
    texts: list[str]
    sizes: set[float]
    bold: set[bool]
    italic: set[bool]
    fonts: set[str]
    colours: set[str]
    in_grid: bool = False

    @property
    def size(self) -> float:
        """The size of its largest letters."""
        return max(self.sizes)

    @property
    def text(self) -> str:
        """Its text on one line."""
        return plain("".join(self.texts))


@dataclass
class Page:
    """A page: its size, its pieces in reading order, the rules across it as (left, right, height).

    `uprights` are the lines between the columns of its tables as (place, bottom, top).
    """

    number: int
    width: float
    height: float
    pieces: list[Piece] = field(default_factory=list)
    rules: list[tuple[float, float, float]] = field(default_factory=list)
    uprights: list[tuple[float, float, float]] = field(default_factory=list)

    @property
    def is_turned(self) -> bool:
        """Whether the page lies on its side."""
        return self.width > self.height

    def in_grid(self, piece: Piece) -> bool:
        """Whether a piece lies between lines of a table."""
        beside = [place for place, bottom, top in self.uprights if bottom - 1 <= piece.base <= top]
        return any(place <= piece.left + 1 for place in beside) and any(
            place >= piece.right - 1 for place in beside
        )


def printed_pages(document: PdfDocument) -> Iterator[Page]:
    """The pages in order."""
    for number, shown in enumerate(document, 1):
        width, height = shown.get_size()
        page = Page(number, width, height)
        page.pieces = _pieces(number, shown)
        _add_rules(page, shown)
        for piece in page.pieces:
            piece.in_grid = page.in_grid(piece)
        yield page


def _pieces(number: int, shown: PdfPage) -> list[Piece]:
    """The text of a page, joined run by run, from above to below and from the left to the right."""
    from pypdfium2 import raw

    text = shown.get_textpage()
    runs = []
    for drawn in shown.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=text):
        words = drawn.extract()
        matrix = drawn.get_matrix()
        if not words.strip() or abs(matrix.b) > 0.01:
            continue
        size = drawn.get_font_size() * math.hypot(matrix.c, matrix.d)
        font = drawn.get_font()
        name = font.get_base_name().split("+")[-1]
        left, _, right, _ = drawn.get_bounds()
        if size < _SMALL:
            continue
        runs.append(
            Piece(
                page=number,
                left=min(left, matrix.e) if words[0] != " " else left,
                right=right,
                base=matrix.f,
                texts=[words],
                sizes={round(size * 2) / 2},
                bold={"bold" in name.lower() or font.get_weight() >= _HEAVY},
                italic={"italic" in name.lower() or "oblique" in name.lower()},
                fonts={name},
                colours={_colour(drawn.raw)},
            )
        )
    runs.sort(key=lambda run: (-round(run.base), run.left))
    pieces: list[Piece] = []
    for run in runs:
        if pieces and _continues(pieces[-1], run):
            _join(pieces[-1], run)
        else:
            pieces.append(run)
    return pieces


def _colour(drawn: object) -> str:
    from pypdfium2 import raw

    parts = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(drawn, *parts)
    return "".join(f"{part.value:02X}" for part in parts[:3])


def _continues(piece: Piece, run: Piece) -> bool:
    """Whether a run goes on with a piece: the words of a line that is stretched stand far apart."""
    return abs(piece.base - run.base) < 1 and run.left - piece.right < 1.5 * piece.size


def _join(piece: Piece, run: Piece) -> None:
    if run.left - piece.right > 0.15 * piece.size:
        piece.texts.append(" ")
    piece.texts += run.texts
    piece.right = max(piece.right, run.right)
    for mine, other in (
        (piece.bold, run.bold),
        (piece.italic, run.italic),
        (piece.fonts, run.fonts),
        (piece.colours, run.colours),
    ):
        mine.update(other)  # type: ignore[arg-type]
    piece.sizes |= run.sizes


def _add_rules(page: Page, shown: PdfPage) -> None:
    """The rules across a page, and the lines down its tables; a frame has two."""
    from pypdfium2 import raw

    for drawn in shown.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = drawn.get_bounds()
        if top - bottom < THIN and right - left > SHORTEST:
            page.rules.append((left, right, (top + bottom) / 2))
        elif top - bottom > SHORTEST / 2:
            page.uprights += [(left, bottom, top), (right, bottom, top)]

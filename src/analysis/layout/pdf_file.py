"""A PDF of any origin as lines: the form is measured where print stands.

Runs of one baseline make a piece, pieces that fill their line make a paragraph with the next. Margins are those of the
print itself, to a millimetre. What lies at a slant is a mark behind the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from analysis.layout.lines import CONTENTS, Line, Opened, PageNumbers, Sheet, plain
from analysis.layout.parts import ANNEX
from analysis.layout.pdf_print import Page, Piece, printed_pages

MM, CM = 72 / 25.4, 72 / 2.54
HEADER = 20 * MM  # from the edge: the least margin of the decree
NEAR = 3.0  # points: places that are the same to the eye
FARTHEST_RULE = 22.0  # points below the line
FARTHEST_LINE = 3.2  # sizes
LONG = 0.75  # of the print: a line that another may follow
OVER = 40.0  # points: by so much a column may reach over the middle of the page
_LINE_HEIGHT = 1.15  # of Times New Roman, in sizes
_NUMERAL = re.compile(
    r"(?:trang\s+)?[-–]?\s*(\d{1,4}|[ivxlc]{1,6})\s*[-–]?(?:\s*/\s*\d+)?", re.IGNORECASE
)
_SLACK = 1.0  # mm
_LINE_BELOW = 5.0  # mm: print may begin so much below the margin
_LEADER = re.compile(r"(?:[.…]\s?){4,}\s*\d+$")
LINES_AT_MARGIN = 3
LIMITS = {"layout-margins": "đo theo chữ in; lề dưới chỉ đo được mức ít nhất"}
GRID = -1
Column = tuple[int, int, int]  # page, block, and half of the page; GRID in a table
_DASHES = ("-", "–", "•")


@dataclass
class Paragraph:
    """Pieces that follow each other: a paragraph."""

    pieces: list[Piece]

    @property
    def first(self) -> Piece:
        """The first of its lines."""
        return self.pieces[0]

    @property
    def last(self) -> Piece:
        """The last of its lines."""
        return self.pieces[-1]

    @property
    def left(self) -> float:
        """Where its leftmost line begins."""
        return min(piece.left for piece in self.pieces)

    @property
    def right(self) -> float:
        """Where its longest line ends."""
        return max(piece.right for piece in self.pieces)

    @property
    def text(self) -> str:
        """Its text on one line."""
        return plain(" ".join(piece.text for piece in self.pieces))


def read_pdf(data: bytes) -> Opened:
    """The lines, the pages and the page numbers of a PDF.

    Raises:
        pypdfium2.PdfiumError: the bytes are no sound PDF.
    """
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        pages = list(printed_pages(document))
    numbers = {page.number: _page_numeral(page) for page in pages}
    for page in pages:
        top, bottom = numbers[page.number]
        page.pieces = [piece for piece in page.pieces if piece not in (top, bottom)]
    areas = _areas(pages)
    lines = tuple(_lines(pages, areas))
    sheets = tuple(_sheets(pages, areas))
    return Opened("PDF", lines, sheets, _page_numbers(pages, numbers, lines, areas), LIMITS)


# -- pages -------------------------------------------------------------------------------------------------------------


def _areas(pages: Sequence[Page]) -> dict[bool, tuple[float, float]]:
    """The left and the right end of the print on upright and on turned pages."""
    areas = {}
    for turned in {page.is_turned for page in pages}:
        pieces = [piece for page in pages if page.is_turned is turned for piece in page.pieces]
        if pieces:
            areas[turned] = (
                min(piece.left for piece in pieces),
                max(piece.right for piece in pieces),
            )
    return areas


def _sheets(pages: Sequence[Page], areas: dict[bool, tuple[float, float]]) -> Iterator[Sheet]:
    """The pages of one size each; the margins are those of the page whose print comes nearest to the edge."""
    sizes = dict.fromkeys((round(page.width), round(page.height)) for page in pages)
    for size in sizes:
        alike = [page for page in pages if (round(page.width), round(page.height)) == size]
        printed = [page for page in alike if page.pieces]
        margins = {}
        if printed:
            left, right = areas.get(alike[0].is_turned, (0.0, 0.0))
            above = min(
                page.height - max(piece.base + 0.7 * piece.size for piece in page.pieces)
                for page in printed
            )
            below = min(min(piece.base for piece in page.pieces) for page in printed)
            margins = {
                "trên": (above / MM - _LINE_BELOW, above / MM + _SLACK),
                "dưới": (0.0, below / MM + _SLACK),
                "trái": (left / MM - _SLACK, left / MM + _SLACK),
                "phải": (
                    (alike[0].width - right) / MM - _SLACK,
                    (alike[0].width - right) / MM + _SLACK,
                ),
            }
        where = "" if len(sizes) == 1 else f"trang {alike[0].number}"
        yield Sheet(where, alike[0].width / MM, alike[0].height / MM, margins)


def _page_numeral(page: Page) -> tuple[Piece | None, Piece | None]:
    """The piece in the top and in the bottom margin that is a page number."""
    found = [piece for piece in page.pieces if _NUMERAL.fullmatch(piece.text)]
    top = next((piece for piece in found if piece.base > page.height - HEADER), None)
    bottom = next((piece for piece in found if piece.base < HEADER), None)
    return top, bottom


def _page_numbers(
    pages: Sequence[Page],
    numbers: dict[int, tuple[Piece | None, Piece | None]],
    lines: Sequence[Line],
    areas: dict[bool, tuple[float, float]],
) -> PageNumbers:
    begins_annex = {line.page for line in lines if ANNEX.fullmatch(line.text)}
    shown, elsewhere, missing = [], [], []
    for page in pages:
        top, bottom = numbers[page.number]
        if top is not None:
            left, right = areas.get(page.is_turned, (0.0, page.width))
            middle = (top.left + top.right) / 2
            near = min(abs(middle - (left + right) / 2), abs(middle - page.width / 2))
            shown.append(_line(Paragraph([top]), "giữa" if near < 2 * NEAR else "trái"))
        elif bottom is not None:
            elsewhere.append(f"trang {page.number}: số trang ở lề dưới")
        elif page.number > 1 and page.number not in begins_annex:
            missing.append(f"trang {page.number}: không có số trang ở lề trên")
    return PageNumbers(
        tuple(shown), tuple(elsewhere), tuple(missing), bool(pages) and any(numbers[1])
    )


# -- paragraphs --------------------------------------------------------------------------------------------------------


def _lines(pages: Sequence[Page], areas: dict[bool, tuple[float, float]]) -> Iterator[Line]:
    paragraphs = _paragraphs(pages, areas)
    columns = _columns(paragraphs, pages, areas)
    common = _line_distance(paragraphs)
    known = {turned: _is_told(turned, area[0], pages) for turned, area in areas.items()}
    above: Paragraph | None = None
    noted = False
    for at, paragraph in enumerate(paragraphs):
        page = pages[paragraph.first.page - 1]
        left, right = areas[page.is_turned] if areas else (0.0, page.width)
        align = _align(paragraph, (left, right), columns[at], paragraphs)
        noted = columns[at] is not None or (noted and paragraph.first.size < 13)
        noted = noted or bool(CONTENTS.fullmatch(paragraph.text))
        before = None
        if above is not None and above.last.page == paragraph.first.page and common:
            before = above.last.base - paragraph.first.base - common * paragraph.first.size
        distances = _distances(paragraph)
        yield _line(
            paragraph,
            align,
            column=columns[at],
            indent=(paragraph.first.left - left) / CM if known[page.is_turned] else None,
            before=before,
            spacing=median(distances) / paragraph.first.size / _LINE_HEIGHT if distances else None,
            ruled=_ruled(paragraph, page),
            width=paragraph.last.right - paragraph.last.left,
            is_note=(noted and columns[at] is None) or bool(_LEADER.search(paragraph.text)),
        )
        above = paragraph


def _is_told(turned: bool, left: float, pages: Sequence[Page]) -> bool:
    """Whether enough lines begin at the left end of the print to be sure that it is the margin."""
    own = [page for page in pages if page.is_turned is turned]
    beginning = [piece for page in own for piece in page.pieces if abs(piece.left - left) <= 1]
    return len(beginning) >= LINES_AT_MARGIN


def _line(paragraph: Paragraph, align: str, **rest: object) -> Line:
    bold = set[bool]().union(*(piece.bold for piece in paragraph.pieces))
    italic = set[bool]().union(*(piece.italic for piece in paragraph.pieces))
    return Line(
        text=paragraph.text,
        sizes=tuple(sorted(set[float]().union(*(piece.sizes for piece in paragraph.pieces)))),
        bold=bold.pop() if len(bold) == 1 else None,
        italic=italic.pop() if len(italic) == 1 else None,
        align=align,
        fonts=frozenset[str]().union(*(piece.fonts for piece in paragraph.pieces)),
        colours=frozenset[str]().union(*(piece.colours for piece in paragraph.pieces)),
        page=paragraph.first.page,
        **rest,  # type: ignore[arg-type]
    )


def _paragraphs(pages: Sequence[Page], areas: dict[bool, tuple[float, float]]) -> list[Paragraph]:
    made: list[Paragraph] = []
    latest: dict[
        int, Paragraph
    ] = {}  # of each size the last: notes at the foot stand between the halves of one
    for page in pages:
        left, right = areas.get(page.is_turned, (0.0, page.width))
        for piece in page.pieces:
            above = latest.get(round(piece.size))
            if above is not None and _goes_on(above, piece, left, right):
                above.pieces.append(piece)
            else:
                made.append(Paragraph([piece]))
                latest[round(piece.size)] = made[-1]
    return made


def _goes_on(above: Paragraph, piece: Piece, left: float, right: float) -> bool:
    """Whether a piece is the next line of a paragraph whose last line is long."""
    is_text = above.first.left < left + 2 * CM
    if (
        not is_text
        or above.last.right - left < LONG * (right - left)
        or piece.text.startswith(_DASHES)
    ):
        return False
    if above.first.in_grid or piece.in_grid:
        return False
    listed = (
        above.text.startswith(_DASHES) and NEAR < piece.left - above.first.left < 2 * piece.size
    )
    below = abs(piece.left - left) <= NEAR or left < piece.left < above.first.left - NEAR
    if not (below or listed):
        return False
    if above.last.page != piece.page:
        return above.last.page == piece.page - 1 and _is_full(above.last, right)
    return 0 < above.last.base - piece.base < FARTHEST_LINE * piece.size


def _columns(
    paragraphs: Sequence[Paragraph], pages: Sequence[Page], areas: dict[bool, tuple[float, float]]
) -> list[Column | None]:
    """The place of each paragraph that has text beside it; None for one that has the page to itself."""
    columns: list[Column | None] = [None] * len(paragraphs)
    block: list[tuple[int, int]] = []

    def close() -> None:
        if len({half for _, half in block}) == 2:
            for at, half in block:
                columns[at] = (page, block[0][0], half)
        block.clear()

    page = 0
    for at, paragraph in enumerate(paragraphs):
        shown = pages[paragraph.first.page - 1]
        middle = shown.width / 2
        crosses = paragraph.left < middle - OVER and paragraph.right > middle + OVER
        centred = _is_centred(paragraph, areas[shown.is_turned])
        alone = crosses or centred or len(paragraph.pieces) > 1 or paragraph.first.in_grid
        if paragraph.first.page != page or alone:
            close()
        page = paragraph.first.page
        if paragraph.first.in_grid:
            columns[at] = (page, at, GRID)
        elif not alone:
            block.append((at, int(paragraph.left + paragraph.right >= 2 * middle)))
    close()
    return columns


def _align(
    paragraph: Paragraph,
    area: tuple[float, float],
    column: Column | None,
    paragraphs: Sequence[Paragraph],
) -> str:
    left, right = area
    middle = (paragraph.left + paragraph.right) / 2
    if column is not None:
        beside = [
            other
            for other in paragraphs
            if other is not paragraph
            and other.first.page == paragraph.first.page
            and abs(other.first.base - paragraph.first.base) < 100
            and abs((other.left + other.right) / 2 - middle) < 2 * NEAR
        ]
        return "giữa" if beside else "trái"
    if _is_centred(paragraph, area):
        return "giữa"
    full = [_is_full(piece, right) for piece in paragraph.pieces[:-1]]
    if full:
        return "đều" if all(full) else "trái"
    if paragraph.right >= right - NEAR and paragraph.left > left + CM / 2:
        # one full line, or one that ends at the right margin
        return "" if paragraph.left < left + 2 * CM else "phải"
    return ""


def _is_centred(paragraph: Paragraph, area: tuple[float, float]) -> bool:
    """Whether a single line stands in the middle of the print."""
    off = abs(paragraph.left + paragraph.right - sum(area)) / 2
    return len(paragraph.pieces) == 1 and off < 2 * NEAR


def _is_full(piece: Piece, right: float) -> bool:
    """Whether a line reaches the right end of the print; a blank that stays together may end it."""
    return piece.right >= right - piece.size / 2


def _distances(paragraph: Paragraph) -> list[float]:
    follow = zip(paragraph.pieces, paragraph.pieces[1:], strict=False)
    return [above.base - below.base for above, below in follow if above.page == below.page]


def _line_distance(paragraphs: Sequence[Paragraph]) -> float:
    """The distance of the lines of the text, in sizes; 0 where no paragraph has two lines."""
    shares = [
        distance / paragraph.first.size
        for paragraph in paragraphs
        if paragraph.first.size >= 13
        for distance in _distances(paragraph)
    ]
    return median(shares) if shares else 0


def _ruled(paragraph: Paragraph, page: Page) -> float:
    """The length of the rule under the last line of a paragraph, in lengths of the line; 0 without one."""
    line = paragraph.last
    width = line.right - line.left
    for left, right, height in page.rules:
        below = line.base - height
        if (
            0.5 < below < FARTHEST_RULE
            and abs((left + right) / 2 - (line.left + line.right) / 2) < 2 * NEAR
        ):
            return (right - left) / width
    return 0

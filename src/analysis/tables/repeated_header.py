"""A header that stands again below itself: the table goes on, as on a further page, or another one begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from analysis.definitions.provinces import FORMER_NAMES, provinces
from analysis.faults import Problems
from analysis.language.numbering import count_of
from analysis.language.place_words import without_unit
from analysis.language.year_parts import LONE_YEAR
from analysis.sheets.sheet import Sheet, positions
from analysis.tables.header import (
    ROWS_OF_HEADER,
    Header,
    Row,
    Rows,
    begins_header,
    header_at,
    is_numbering,
)
from analysis.tables.row_words import is_label
from analysis.tables.table import GAP_ROWS, Body
from analysis.tables.units import folded

# A row over a header that is repeated: on a further page it says no more than that the table goes on.
_PAGE = re.compile(r"\W*(?:(?:trang|page|to)\b.*|.*\btiep(?: theo)?\W*|[0-9]+)?\W*")
_UNIT = re.compile(
    r"\W*(?:(?:dvt|don vi(?: tinh)?)\W*)?(?:(?:nghin|ngan|trieu|ty|ti) )?(?:dong|vnd)\W*"
)
_NUMBERED = re.compile(r"\W*(?:[ivxlcdm]+|[a-z]|[0-9]+(?:\.[0-9]+)*)\s*[.)/:-]\s*\S.*")
_YEAR_OR_PROVINCE = re.compile(rf".*(?:{LONE_YEAR}|(?<!cong )\btinh \w).*")
# What is said of all schemes below: a list of its own, the fund, the status, the unit.
_OF_ALL = re.compile(
    r".*\b(?:danh muc|danh sach|bieu|phu luc|khuyen cong|kcqg|kcdp|nguon|von|ngan sach|kinh phi"
    r"|ke hoach|thuc hien|trien khai|ket qua|du kien|de xuat|de nghi|dang ky|phe duyet|nghiem thu|quyet toan"
    r"|uoc|dung|ngung|huy|thu hoi|hoan tra|don vi tinh|dvt|dong|trieu|ty)\b.*"
)


class RowsBelow:
    """Rows below a header that are neither sure schemes nor blank nor the header repeated, up to another header.

    When they are passed, `following` is that header, and `end` the row where it begins; `is_captioned` says whether
    it is the same header below a caption of its own.
    """

    def __init__(self, body: Body, above: Rows, is_scheme: np.ndarray, problems: Problems) -> None:
        self._body = body
        self._above = above
        self._is_scheme = is_scheme
        self._problems = problems
        self.following: Header | None = None
        self.is_captioned = False
        self.end = body.sheet.height

    def __iter__(self) -> Iterator[tuple[int, Row]]:
        """Each row with its cells."""
        body, sheet, header = self._body, self._body.sheet, self._body.header
        first = header.bottom + 1
        next_row = first + any(map(is_numbering, sheet.rows(first, first + 1)))
        # The header and what is above it are no schemes: they come first.
        for row in positions(~self._is_scheme)[first:]:
            cells = sheet.row(row)
            if row < next_row or not "".join(cells).strip():
                continue
            if row not in sheet.headers and not begins_header(cells):
                yield row, cells
                continue
            goes_on = _goes_on_below(body, row)
            self.is_captioned = goes_on and _has_new_caption(body, self._above, row)
            if goes_on and not self.is_captioned:
                message = (
                    "tiêu đề được lặp lại giữa bảng, như khi in sang trang; bảng được đọc liền"
                )
                self._problems.tell("header-repeated", sheet.place(row), message)
                next_row = _below_header(body, row)
            else:
                self.following = header_at(sheet.rows(row, row + ROWS_OF_HEADER), row, sheet)
                self.end = row
                return


def _goes_on_below(body: Body, row: int) -> bool:
    """Whether a row begins the table's own header again, and the count of the schemes goes on below it.

    Where the next row has no number, it must follow the table at once, and not its total.
    """
    sheet, header = body.sheet, body.header
    height = header.bottom - header.top + 1
    if _names_down(sheet.rows(row, row + height)) != _names_down(
        sheet.rows(header.top, header.bottom + 1)
    ):
        return False
    following = body.next_filled(_below_header(body, row) - 1)
    if following is None:
        return False
    above = range(max(header.bottom + 1, row - GAP_ROWS), row)
    counts = [count_of(body.number(over)) for over in above]
    known = [count for count in counts if count is not None]
    count = count_of(body.number(following))
    if count is None:
        follows_at_once = bool(above) and "".join(sheet.row(row - 1)).strip() != ""
        return follows_at_once and not body.total_text(row - 1)
    return bool(known) and count == known[-1] + 1


def _has_new_caption(body: Body, above: Rows, row: int) -> bool:
    """Whether the rows over a repeated header say what those over the table do not: another table begins there.

    They do by a year, a province, a fund, a status or a unit; a group with a number by one of the first two.
    """
    known = {folded(text) for cells in above for text in cells}
    for over in range(row - 1, max(body.header.bottom, row - GAP_ROWS), -1):
        texts = [text.strip() for text in body.sheet.row(over) if text.strip()]
        if not texts:
            continue
        label = body.number(over)
        words = [text for text in texts if not is_label(text)]
        if len(words) not in (1, 2) or body.has_money(over) or body.total_text(over):
            return False
        numbered = len(words) < len(texts) and is_label(label)
        for text in map(folded, words):
            is_group = numbered or _NUMBERED.fullmatch(text) is not None
            says_all = (
                _YEAR_OR_PROVINCE.fullmatch(text) is not None or without_unit(text) in _names()
            )
            says_all = says_all or (not is_group and _OF_ALL.fullmatch(text) is not None)
            if says_all and text not in known and _PAGE.fullmatch(text) is None:
                return True
    return False


def says_no_more(rows: Rows, known: Rows) -> bool:
    """Whether the rows over a header say nothing but what stands over another one, a unit or a number of a page."""
    before = {folded(text) for cells in known for text in cells}
    texts = {folded(text) for cells in rows for text in cells if text.strip()}
    return all(_PAGE.fullmatch(text) or _UNIT.fullmatch(text) for text in texts - before)


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """The names of all provinces, folded."""
    return frozenset(folded(name) for name in (*FORMER_NAMES, *(one.name for one in provinces())))


def top_of_caption(sheet: Sheet, last: int, header: int) -> int:
    """The first of the rows that stand over a header with no blank one between, below the last row of a table."""
    row = header
    while row - 1 > last and "".join(sheet.row(row - 1)).strip():
        row -= 1
    return row


def _names_down(rows: Rows) -> list[list[str]]:
    """Of each column its texts, those that merged cells repeat once."""
    texts = [[cell.strip() for cell in cells] for cells in zip(*rows, strict=True)]
    return [[text for text in dict.fromkeys(cells) if text] for cells in texts]


def _below_header(body: Body, row: int) -> int:
    """The row below a header that begins in that row, and below the numbers of its columns."""
    below = row + body.header.bottom - body.header.top + 1
    numbered = any(map(is_numbering, body.sheet.rows(below, below + 1)))
    return below + numbered

"""The words of the register's template (words.toml), and its second sheet.

How to fill it in, what is refused, and the lists of its drop-downs.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from xlsxwriter.utility import xl_col_to_name

from analysis.packaged import packaged_table
from analysis.tables.columns import GUIDE_LISTS, GUIDE_SHEET, REGISTER_COLUMNS, REGISTER_REQUIRED
from analysis.vocabulary import (
    ACTIVITIES,
    BENEFICIARIES,
    KINDS,
    LEGAL_FORMS,
    MANY_ACTIVITIES,
    REGISTER_STATUSES,
    SUPPORTS,
)

Entry = Literal["ordinal", "text", "list", "money", "count", "date"]

# The total follows from the funds where its column is missing; where the column stands, its cells
# are required.
REQUIRED_COLUMNS = tuple(REGISTER_COLUMNS[code].label for code in (*REGISTER_REQUIRED, "tong"))


@dataclass(frozen=True)
class Column:
    """One column of the register.

    Its letter, how wide it is (in Excel's characters), what is entered, how to fill it in, what
    Excel shows beside a chosen cell, the name of its list, and what is wanted where it is not what
    is wanted of every such entry.
    """

    letter: str
    name: str
    width: float
    entry: Entry
    how: str
    hint: str = ""
    names: str = ""
    wanted: str = ""

    @property
    def header(self) -> str:
        """The header cell, with the unit where the column holds money."""
        if self.entry == "money":
            return f"{self.name} (đồng)"
        return self.name

    @property
    def is_required(self) -> bool:
        """Whether an empty cell is refused."""
        return self.name in REQUIRED_COLUMNS


_WORDS = packaged_table("form/words.toml")
COLUMNS = tuple(
    Column(xl_col_to_name(index), name, **cells)
    for index, (name, cells) in enumerate(_WORDS["column"].items())
)
RULES = _WORDS["rule"]
WANTED = _WORDS["wanted"]

# Rows of the register's sheet, counted from 0: its header, the first that is prepared, and their number.
HEADER_ROW = 3
FIRST_ROW = HEADER_ROW + 1
ROWS = 300

_WIDTHS = (7, 34, 12, 68)
# Per cent at which the four columns fill the width of A4.
_SCALE = 68
# Letters of the text that one of Excel's units of width holds, counted low: some programs draw
# wider than others.
_LETTERS = 1.15
_INDENT = 2
_LINE_HEIGHT = 16


@dataclass(frozen=True)
class GuideList:
    """One closed list: the name that drop-downs refer to, its headings, words with meanings."""

    name: str
    heading: str
    words: Sequence[tuple[str | int, str]]
    meaning: str = "Nghĩa là"


def styles(workbook: Any, group: str) -> dict[str, Any]:
    """The formats of a group of words.toml by their names, as formats of the workbook."""
    return {name: workbook.add_format(shape) for name, shape in _WORDS[group].items()}


def filled_in(text: str, year: int) -> str:
    """A text of words.toml with what it leaves open."""
    return text.format(
        year=year,
        status=REGISTER_STATUSES["actual"].label,
        first=FIRST_ROW + 1,
        rows=ROWS,
    )


def guide_lists(year: int) -> tuple[GuideList, ...]:
    """The lists of the drop-downs in the guide's order."""
    kinds = [(kind.label, _kind_text(kind.code)) for kind in KINDS.values()]
    meanings = _WORDS["status"]
    statuses = [(status.label, meanings[status.code]) for status in REGISTER_STATUSES.values()]
    forms = _WORDS["support"]
    supports = [(form.label, forms[form.code]) for form in SUPPORTS.values()]
    types = [(code, BENEFICIARIES[code].label) for code in LEGAL_FORMS]
    clauses = "Nội dung tại Điều 4 Nghị định số 45/2012/NĐ-CP"
    return (
        GuideList("Loai_hinh", "Loại hình", kinds, clauses),
        GuideList("Tinh_trang", "Tình trạng", statuses),
        GuideList("Hinh_thuc", "Hình thức hỗ trợ", supports),
        GuideList("Loai_hinh_co_so", "Loại hình cơ sở", types),
        GuideList("Co_khong", "Địa bàn khó khăn", list(_WORDS["difficult_area"].items())),
        GuideList("Nam_de_an", "Năm", [(year, "Năm của danh mục này")]),
    )


def _kind_text(code: str) -> str:
    if code == MANY_ACTIVITIES:
        return str(_WORDS["several"])
    text = ACTIVITIES[code].label
    if code.startswith("ND"):
        return f"Khoản {code[2]}: {text}"
    return text


def write_guide(workbook: Any, sheet: Any, year: int) -> None:
    """Write the guide and define the names of its lists, which the drop-downs refer to."""
    for number, width in enumerate(_WIDTHS):
        sheet.set_column(number, number, width)
    sheet.hide_gridlines(2)
    page = _Page(workbook, sheet, styles(workbook, "guide"))
    page.title(f"HƯỚNG DẪN ĐIỀN DANH MỤC ĐỀ ÁN KHUYẾN CÔNG NĂM {year}")
    page.heading("I. CÁCH DÙNG TỆP")
    page.paragraphs(filled_in(text, year) for text in _WORDS["steps"])
    page.heading("II. CÁCH GHI TỪNG CỘT")
    page.cells("head", ("Cột", "Tên cột", "Bắt buộc", "Cách ghi"))
    page.next_row()
    for column in COLUMNS:
        page.column(column, filled_in(column.how, year))
    page.heading("III. NHỮNG TRƯỜNG HỢP KHÔNG ĐƯỢC NHẬN")
    page.paragraphs(_WORDS["refused"])
    lists_row = page.row
    page.heading("IV. CÁC DANH SÁCH ĐỂ CHỌN")
    for number, words in enumerate(guide_lists(year), start=1):
        page.words(number, words)
    _set_print(sheet, lists_row)


@dataclass
class _Page:
    """Writes one row below the other.

    The second column of a list is the range of its defined name.
    """

    workbook: Any
    sheet: Any
    styles: dict[str, Any]
    row: int = 0

    def title(self, text: str) -> None:
        self.wide(0, "title", text)
        self.next_row(30)

    def heading(self, text: str) -> None:
        self.cells("heading", [text])
        self.next_row(32)

    def paragraphs(self, texts: Iterable[str]) -> None:
        for number, text in enumerate(texts, start=1):
            self.cells("number", [f"{number}."])
            self.wide(1, "paragraph", text)
            self.next_row(_height(text, sum(_WIDTHS[1:])))

    def column(self, column: Column, how: str) -> None:
        """How to fill in one column of the register."""
        needed = "không"
        if column.is_required:
            needed = "có"
        self.cells("centred", [column.letter])
        self.cells("cell", [column.header], 1)
        self.cells("centred", [needed], 2)
        self.cells("cell", [how], 3)
        self.next_row(_height(how, _WIDTHS[3]))

    def words(self, number: int, words: GuideList) -> None:
        """One list: words in the second column, meanings in the merged third and fourth."""
        self.cells("number", [GUIDE_LISTS.format(number)])
        self.cells("head", [words.heading], 1)
        self.wide(2, "head", words.meaning)
        self.next_row()
        first = self.row + 1
        for word, meaning in words.words:
            self.cells("cell", [word], 1)
            self.wide(2, "cell", meaning)
            self.next_row(_height(meaning, sum(_WIDTHS[2:])))
        cells = f"='{GUIDE_SHEET}'!$B${first}:$B${self.row}"
        self.workbook.define_name(words.name, cells)
        self.next_row()

    def cells(self, style: str, texts: Sequence[str | int], column: int = 0) -> None:
        """Write cells of the row from `column` on."""
        self.sheet.write_row(self.row, column, texts, self.styles[style])

    def wide(self, column: int, style: str, text: str) -> None:
        """Write a cell that reaches from `column` to the last one."""
        self.sheet.merge_range(self.row, column, self.row, 3, text, self.styles[style])

    def next_row(self, height: float | None = None) -> None:
        """Go on below the row; without a height it has the usual one."""
        if height is not None:
            self.sheet.set_row(self.row, height)
        self.row += 1


def _height(text: str, width: float) -> int:
    """A row's height: merged cells get none of themselves, and not every program fits the others."""
    letters = _LETTERS * (width - _INDENT)
    return 3 + _LINE_HEIGHT * math.ceil(len(text) / letters)


def _set_print(sheet: Any, lists_row: int) -> None:
    """A4, the lists on a page of their own.

    At a fixed scale, as Excel breaks no page of a sheet fitted to a width.
    """
    sheet.set_paper(9)
    sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    sheet.set_print_scale(_SCALE)
    sheet.set_h_pagebreaks([lists_row])
    sheet.set_footer("&RTrang &P/&N")

"""The second sheet of the register's template: how to fill it in, what is refused, and the lists of its drop-downs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from analysis.registers.words import GUIDE_SHEET
from analysis.template.text import COLUMN_TEXT, REFUSED, STEPS
from analysis.template.words import REQUIRED_COLUMNS

_WIDTHS: Final = (7, 34, 12, 68)
_SCALE: Final = 68
"""Per cent at which the four columns fill the width of A4."""
_LETTERS: Final = 1.15
"""Letters of the text that one of Excel's units of width holds, counted low: some programs draw wider than others."""
_INDENT: Final = 2
_LINE_HEIGHT: Final = 16


@dataclass(frozen=True)
class GuideList:
    """One closed list: the defined name that drop-downs refer to, its two headings, and each word with its meaning."""

    name: str
    heading: str
    meaning: str
    words: tuple[tuple[str | int, str], ...]


def write_guide(
    workbook: Any,
    sheet: Any,
    year: int,
    columns: Iterable[tuple[str, str, str]],
    lists: Sequence[GuideList],
    *,
    first: int,
    rows: int,
) -> None:
    """Write the guide; `columns` are (letter, header, name), `first` the first of the register's `rows`."""
    page = _Page(workbook, sheet)
    page.title(f"HƯỚNG DẪN ĐIỀN DANH MỤC ĐỀ ÁN KHUYẾN CÔNG NĂM {year}")
    page.heading("I. CÁCH DÙNG TỆP")
    page.paragraphs([text.format(year=year, first=first, rows=rows) for text in STEPS])
    page.heading("II. CÁCH GHI TỪNG CỘT")
    page.head(("Cột", "Tên cột", "Bắt buộc", "Cách ghi"))
    for letter, header, name in columns:
        needed = "có" if name in REQUIRED_COLUMNS else "không"
        page.line((letter, header, needed, COLUMN_TEXT[name][0].format(year=year)))
    page.heading("III. NHỮNG TRƯỜNG HỢP KHÔNG ĐƯỢC NHẬN")
    page.paragraphs(REFUSED)
    lists_row = page.row
    page.heading("IV. CÁC DANH SÁCH ĐỂ CHỌN")
    for number, words in enumerate(lists, start=1):
        page.words(number, words)
    _set_print(sheet, lists_row)


@dataclass
class _Page:
    """Writes one row below the other; the second column of a list is the range of its defined name."""

    workbook: Any
    sheet: Any
    row: int = 0
    styles: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        cell = {"text_wrap": True, "valign": "vcenter", "border": 1, "border_color": "#BFBFBF"}
        centred = {**cell, "align": "center"}
        shapes: dict[str, dict[str, Any]] = {
            "title": {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"},
            "heading": {"bold": True, "font_size": 13, "valign": "bottom"},
            "number": {"align": "center", "valign": "top"},
            "paragraph": {"text_wrap": True, "valign": "top", "align": "left"},
            "head": {**centred, "bold": True, "bg_color": "#D9E5F3"},
            "cell": {**cell, "align": "left", "indent": 1},
            "centred": centred,
        }
        self.styles = {name: self.workbook.add_format(shape) for name, shape in shapes.items()}
        for number, width in enumerate(_WIDTHS):
            self.sheet.set_column(number, number, width)
        self.sheet.hide_gridlines(2)

    def title(self, text: str) -> None:
        self.sheet.set_row(self.row, 30)
        self.sheet.merge_range(self.row, 0, self.row, 3, text, self.styles["title"])
        self.row += 1

    def heading(self, text: str) -> None:
        self.sheet.set_row(self.row, 32)
        self.sheet.write_string(self.row, 0, text, self.styles["heading"])
        self.row += 1

    def paragraphs(self, texts: Sequence[str]) -> None:
        for number, text in enumerate(texts, start=1):
            self._fit(text, sum(_WIDTHS[1:]))
            self.sheet.write_string(self.row, 0, f"{number}.", self.styles["number"])
            self.sheet.merge_range(self.row, 1, self.row, 3, text, self.styles["paragraph"])
            self.row += 1

    def head(self, words: Sequence[str]) -> None:
        for number, word in enumerate(words):
            self.sheet.write_string(self.row, number, word, self.styles["head"])
        self.row += 1

    def line(self, words: Sequence[str]) -> None:
        self._fit(words[3], _WIDTHS[3])
        for number, word in enumerate(words):
            self.sheet.write_string(self.row, number, word, self.styles["cell" if number in (1, 3) else "centred"])
        self.row += 1

    def words(self, number: int, words: GuideList) -> None:
        """One list: the words in the second column, their meaning in the merged third and fourth."""
        self.sheet.write_string(self.row, 0, f"IV.{number}.", self.styles["number"])
        self.sheet.write_string(self.row, 1, words.heading, self.styles["head"])
        self.sheet.merge_range(self.row, 2, self.row, 3, words.meaning, self.styles["head"])
        self.row += 1
        first = self.row
        for word, meaning in words.words:
            self._fit(meaning, sum(_WIDTHS[2:]))
            self.sheet.write(self.row, 1, word, self.styles["cell"])
            self.sheet.merge_range(self.row, 2, self.row, 3, meaning, self.styles["cell"])
            self.row += 1
        self.workbook.define_name(words.name, f"='{GUIDE_SHEET}'!$B${first + 1}:$B${self.row}")
        self.row += 1

    def _fit(self, text: str, width: float) -> None:
        """Set the row's height: merged cells get none by themselves, and not every program fits the others."""
        self.sheet.set_row(self.row, 3 + _LINE_HEIGHT * math.ceil(len(text) / (_LETTERS * (width - _INDENT))))


def _set_print(sheet: Any, lists_row: int) -> None:
    """A4, the lists on a page of their own: at a fixed scale, as Excel breaks no page of a sheet fitted to a width."""
    sheet.set_paper(9)
    sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    sheet.set_print_scale(_SCALE)
    sheet.set_h_pagebreaks([lists_row])
    sheet.set_footer("&RTrang &P/&N")

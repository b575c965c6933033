"""The register's template.

A workbook that an official fills in, with lists, checks and a guide in Vietnamese.

The prepared rows hold no value and no formula, so that an unused row is an empty row for every
reader. They have no filter and no border of their own either: a filter would hide rows, and borders
would print as empty pages.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from analysis.edition import FIRST_YEAR, LAST_YEAR
from analysis.errors import AnalysisError
from analysis.registers.columns import GUIDE_SHEET
from analysis.template.guide import (
    COLUMN_TEXT,
    ESTABLISHMENT_TYPES,
    KIND_CODES,
    LEGEND,
    MONEY_COLUMNS,
    OPTIONAL_COLUMNS,
    REQUIRED_COLUMNS,
    SEVERAL_TEXT,
    STATUS_CODES,
    STATUS_TEXT,
    UNIT_CAPTION,
    YES_NO,
    YES_NO_TEXT,
    GuideList,
    write_guide,
)
from analysis.vocabulary import ACTIVITIES, BENEFICIARIES, MANY_ACTIVITIES

Entry = Literal["ordinal", "text", "list", "money", "count", "date"]

REGISTER_SHEET: Final = "Danh mục"
UNIT_SUFFIX: Final = " (đồng)"
HEADER_ROW: Final = 3
"""Row of the header, counted from 0."""
FIRST_ROW: Final = HEADER_ROW + 1
ROWS: Final = 300
LAST_ROW: Final = FIRST_ROW + ROWS - 1
SMALLEST_USUAL: Final = 1_000_000
"""Đồng; a smaller amount that is not 0 is likely meant in triệu đồng."""

_BLUE, _GREY, _LINE = "#D9E5F3", "#EDEDED", "#BFBFBF"
_YELLOW, _RED, _RED_INK, _ORANGE = "#FFF2B3", "#F8CBC6", "#9C0006", "#FBDDB5"


@dataclass(frozen=True)
class Column:
    """One column of the register.

    How wide it is (in Excel's characters), what is entered, and the name of its list.
    """

    name: str
    width: float
    entry: Entry
    names: str = ""

    @property
    def header(self) -> str:
        """The header cell, with the unit where the column holds money."""
        return self.name + (UNIT_SUFFIX if self.name in MONEY_COLUMNS else "")


COLUMNS: Final = (
    Column("STT", 5, "ordinal"),
    Column("Tên đề án", 30, "text"),
    Column("Đơn vị thụ hưởng", 20, "text"),
    Column("Loại hình", 17, "list", "Loai_hinh"),
    Column("Địa bàn", 13, "text"),
    Column("Năm", 6, "list", "Nam_de_an"),
    Column("Nội dung hoạt động", 24, "text"),
    Column("Kinh phí KCQG", 13.5, "money"),
    Column("Kinh phí KCĐP", 13.5, "money"),
    Column("Kinh phí đối ứng", 13.5, "money"),
    Column("Tổng kinh phí", 14, "money"),
    Column("Mã đề án", 9, "text"),
    Column("Tình trạng", 10, "list", "Tinh_trang"),
    Column("Ngày phê duyệt", 10.5, "date"),
    Column("Địa bàn khó khăn", 8.5, "list", "Co_khong"),
    Column("Số cơ sở", 6.5, "count"),
    Column("Loại hình cơ sở", 8.5, "list", "Loai_hinh_co_so"),
    Column("Đơn vị thực hiện", 18, "text"),
    Column("Tổng dự toán", 14, "money"),
)
_ALIGN: Final[Mapping[Entry, str]] = {
    "ordinal": "center", "text": "left", "list": "center", "money": "right", "count": "center", "date": "center"
}  # fmt: skip
_NUMBER_FORMAT: Final[Mapping[Entry, str]] = {
    "ordinal": "0", "text": "General", "list": "General", "money": "#,##0", "count": "#,##0", "date": "dd/mm/yyyy"
}  # fmt: skip


def template_name(year: int) -> str:
    """File name of a year's template."""
    return f"mau-dang-ky-{year}.xlsx"


def write_template(folder: Path, year: int) -> Path:
    """Write the template of a year into `folder`, and give its path.

    Raises:
        AnalysisError: a file of that name is there already; it may be filled in, so it is left
            alone.
    """
    path = folder / template_name(year)
    content = template_bytes(year)
    try:
        file = path.open("xb")
    except FileExistsError:
        raise AnalysisError(
            f"{path.name}: đã có tệp này trong thư mục của dự án; chương trình không ghi đè vì tệp có thể đã được điền "
            "[file-exists]. Cách khắc phục: đổi tên hoặc chuyển tệp cũ đi nơi khác rồi chạy lại"
        ) from None
    try:
        with file:
            file.write(content)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def template_bytes(year: int) -> bytes:
    """The template of a year as a workbook; the same bytes at any time and in any place."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _options()) as workbook:
        created = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed date, not a moment
        workbook.set_properties(
            {"created": created, "title": f"Danh mục đề án khuyến công năm {year}"}
        )
        register = workbook.add_worksheet(REGISTER_SHEET)
        guide = workbook.add_worksheet(GUIDE_SHEET)
        entries = [(_letter(n), column.header, column.name) for n, column in enumerate(COLUMNS)]
        write_guide(workbook, guide, year, entries, _lists(year), first=FIRST_ROW + 1, rows=ROWS)
        _write_register(workbook, register, year)
    return buffer.getvalue()


def _options() -> dict[str, Any]:
    """New options for each workbook, which keeps and changes them.

    The default font is the unit of all widths.
    """
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": "Times New Roman", "font_size": 12},
        "default_row_height": 21,
        "default_column_width": 72,
    }


def _lists(year: int) -> tuple[GuideList, ...]:
    """The lists of the drop-downs in the guide's order."""
    kinds = [(kind, _kind_text(code)) for kind, code in KIND_CODES.items()]
    statuses = [(label, STATUS_TEXT[code]) for label, code in STATUS_CODES.items()]
    types = [(code, BENEFICIARIES[code].label) for code in ESTABLISHMENT_TYPES]
    yes_no = [(word, YES_NO_TEXT[flag]) for word, flag in YES_NO.items()]
    return (
        GuideList(
            "Loai_hinh", "Loại hình", "Nội dung tại Điều 4 Nghị định số 45/2012/NĐ-CP", tuple(kinds)
        ),
        GuideList("Tinh_trang", "Tình trạng", "Nghĩa là", tuple(statuses)),
        GuideList("Loai_hinh_co_so", "Loại hình cơ sở", "Nghĩa là", tuple(types)),
        GuideList("Co_khong", "Địa bàn khó khăn", "Nghĩa là", tuple(yes_no)),
        GuideList("Nam_de_an", "Năm", "Nghĩa là", ((year, "Năm của danh mục này"),)),
    )


def _kind_text(code: str) -> str:
    if code == MANY_ACTIVITIES:
        return SEVERAL_TEXT
    clause = f"Khoản {code[2]}: " if code.startswith("ND") else ""
    return clause + ACTIVITIES[code].label


def _letter(column: int) -> str:
    """Excel's letter of one of the columns, counted from 0."""
    return chr(ord("A") + column)


def _write_register(workbook: Any, sheet: Any, year: int) -> None:
    _write_head(workbook, sheet, year)
    for number, column in enumerate(COLUMNS):
        align = _ALIGN[column.entry]
        style = workbook.add_format(
            {
                "align": align,
                "indent": int(align == "left"),
                "valign": "top",
                "text_wrap": column.entry in ("text", "list"),
                "num_format": _NUMBER_FORMAT[column.entry],
            }
        )
        sheet.set_column(number, number, column.width)
        for row in range(FIRST_ROW, LAST_ROW + 1):
            sheet.write_blank(row, number, None, style)
        sheet.data_validation(FIRST_ROW, number, LAST_ROW, number, _validation(column, year))
    _add_marks(workbook, sheet)
    _set_print(sheet)


def _write_head(workbook: Any, sheet: Any, year: int) -> None:
    title = workbook.add_format({"bold": True, "font_size": 16, "valign": "vcenter"})
    remark = workbook.add_format({"italic": True})
    head = {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1}
    needed = workbook.add_format({**head, "bg_color": _BLUE, "border_color": _LINE})
    optional = workbook.add_format({**head, "bg_color": _GREY, "border_color": _LINE})
    sheet.write_string(0, 0, f"DANH MỤC ĐỀ ÁN KHUYẾN CÔNG NĂM {year}", title)
    sheet.write_string(1, 0, LEGEND, remark)
    sheet.write_string(2, 0, UNIT_CAPTION, remark)
    sheet.set_row(0, 26)
    sheet.set_row(HEADER_ROW, 50)
    for number, column in enumerate(COLUMNS):
        style = optional if column.name in OPTIONAL_COLUMNS else needed
        sheet.write_string(HEADER_ROW, number, column.header, style)
    sheet.freeze_panes(FIRST_ROW, 2)


def _validation(column: Column, year: int) -> dict[str, Any]:
    """What Excel lets people enter in a column, with its words before and after."""
    prompt = COLUMN_TEXT[column.name][1].format(year=year)
    words = {"input_title": column.header, "input_message": prompt} if prompt else {}
    return words | _rule(column, year)


def _rule(column: Column, year: int) -> dict[str, Any]:
    if column.entry == "text":
        return {"validate": "any"}
    if column.entry == "list":
        wanted = "hãy chọn một từ trong danh sách"
        if column.name == "Năm":
            wanted = f"chỉ nhận năm {year}"
        rule: dict[str, Any] = {"validate": "list", "source": f"={column.names}"}
    elif column.entry == "date":
        wanted = f"cần một ngày có thật, dạng ngày/tháng/năm, ví dụ 15/03/{year}"
        first, last = dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31)
        rule = {"validate": "date", "criteria": "between", "minimum": first, "maximum": last}
    else:
        least = int(column.entry == "ordinal")
        unit = ""
        if column.entry == "money":
            unit = " đồng"
        wanted = f"cần số nguyên{unit} từ {least} trở lên, chỉ gồm chữ số, không ghi chữ và đơn vị trong ô"
        rule = {"validate": "integer", "criteria": ">=", "value": least}
    return rule | {
        "error_title": "Giá trị không hợp lệ",
        "error_message": f"{column.name}: {wanted}.",
    }


def _add_marks(workbook: Any, sheet: Any) -> None:
    """Let Excel itself colour what is missing, wrong or doubtful.

    Each formula is that of the first prepared row.
    """
    row = FIRST_ROW + 1
    place = {column.name: _letter(number) for number, column in enumerate(COLUMNS)}
    last, first, final = (
        _letter(len(COLUMNS) - 1),
        place[REQUIRED_COLUMNS[0]],
        place[REQUIRED_COLUMNS[-1]],
    )
    border = {"border": 1, "border_color": _LINE}
    red = workbook.add_format({"bg_color": _RED, "font_color": _RED_INK, **border})
    orange = workbook.add_format({"bg_color": _ORANGE, **border})
    yellow = workbook.add_format({"bg_color": _YELLOW, **border})
    parts = f"${place['Kinh phí KCQG']}{row}:${place['Kinh phí đối ứng']}{row}"
    whole = f"${place['Tổng kinh phí']}{row}"
    differs = f"AND(COUNT({parts},{whole})=4,ABS(SUM({parts})-{whole})>=1)"
    for column in COLUMNS:
        letter = place[column.name]
        if wrong := _wrong(column, f"{letter}{row}"):
            _mark(sheet, letter, letter, wrong, red)
        if column.entry == "money":
            # Not every program keeps Excel's order of overlapping marks, so that no two fills may
            # hold for one cell.
            matches = f",NOT({differs})" if column.name in REQUIRED_COLUMNS else ""
            small = f"AND(ISNUMBER({letter}{row}),{letter}{row}>0,{letter}{row}<{SMALLEST_USUAL}{matches})"
            _mark(sheet, letter, letter, small, orange)
    _mark(sheet, place["Kinh phí KCQG"], place["Tổng kinh phí"], differs, red)
    started = f"COUNTA($A{row}:${last}{row})>0"
    _mark(sheet, first, final, f"AND({started},LEN(TRIM({first}{row}))=0)", yellow)
    _mark(sheet, "A", last, started, workbook.add_format(border))


def _wrong(column: Column, cell: str) -> str | None:
    """Formula that is true for a cell, pasted or typed, that the reader would refuse."""
    if column.entry == "text":
        return None
    if column.entry == "list":
        return f"AND(LEN(TRIM({cell}))>0,COUNTIF({column.names},{cell})=0)"
    filled = f"LEN(TRIM({cell}))>0"
    if column.entry == "date":
        return f"AND({filled},NOT(ISNUMBER({cell})))"
    return f"AND({filled},IF(ISNUMBER({cell}),OR({cell}<0,{cell}<>INT({cell})),TRUE))"


def _mark(sheet: Any, first: str, last: str, formula: str, style: Any) -> None:
    area = f"{first}{FIRST_ROW + 1}:{last}{LAST_ROW + 1}"
    sheet.conditional_format(area, {"type": "formula", "criteria": f"={formula}", "format": style})


def _set_print(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.set_footer("&RTrang &P/&N")

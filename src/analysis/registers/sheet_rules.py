"""Rules about whole sheets and tables: what is hidden, what lies outside, what has no name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.around.remarks import tell_comments, tell_notes
from analysis.around.summaries import has_register, has_summary
from analysis.faults import Problems
from analysis.language.place_words import without_unit
from analysis.language.year_parts import YEAR
from analysis.messages import shown
from analysis.registers.cell_rules import check_formulas, check_runs
from analysis.sheets.cells import column_letters
from analysis.sheets.sheet import Sheet, part
from analysis.tables.column_names import read_name
from analysis.tables.columns import GUIDE_SHEET, REGISTER_AMOUNTS
from analysis.tables.row_words import is_total_text, names_kind
from analysis.tables.table import GAP_ROWS, Table
from analysis.tables.units import folded, normal

_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile("[1-9]")
_AMOUNT = re.compile(r"[0-9][0-9.,\s]*(?:(?:tỷ|tỉ|triệu|tr|nghìn|ngàn|đồng|đ)\b.*)?", re.IGNORECASE)
_FEW_OR_YEAR = re.compile(rf"(?:[0-9]{{1,2}}|{YEAR})(?:\.0)?")
_SUMMED_BY = re.compile(
    r"(?:trong do:?\s*)?(?:(?:nguon|von|kinh phi|ngan sach|kp|ns)\b.*|kcqg|kcdp|khuyen cong\b.*|doi ung\b.*"
    r"|(?:nam )?[12][0-9]{3})"
)
_HIDDEN = {
    True: "trang tính ẩn có bảng danh mục đề án; không đọc",
    False: "trang tính ẩn, không có danh mục đề án; không đọc",
}


def visible_sheets(sheets: Sequence[Sheet], problems: Problems) -> list[Sheet]:
    """The visible sheets with a register's header, else all visible ones; what is skipped is told.

    Offices keep last year's list, lookup lists and drafts in hidden sheets: none of them is this
    year's register.
    """
    pages = [(sheet, sheet.place(), has_register(sheet)) for sheet in sheets]
    registers = [sheet for sheet, _, header in pages if header and sheet.visible]
    for sheet, where, header in pages:
        if header and not sheet.visible and not registers:
            problems.fault("sheet-hidden-only", where, "danh mục đề án chỉ nằm ở trang tính ẩn")
        elif registers and not sheet.visible:
            problems.warn("sheet-hidden", where, _HIDDEN[header])
        elif registers and not header and not has_summary(sheet):
            tell_notes(sheet, problems)
            if where.sheet != GUIDE_SHEET:
                message = "trang tính không có tiêu đề của danh mục đề án; không đọc"
                problems.tell("header-not-found", where, message)
        elif header:
            tell_comments(sheet, problems)
    if any(header for _, _, header in pages):
        return registers
    return [sheet for sheet in sheets if sheet.visible]


def check_sheet(table: Table, problems: Problems) -> None:
    """Hidden rows, hidden and nameless columns, late rows, odd cells of one table."""
    _hidden(table, problems)
    _unseen(table, problems)
    _continuations(table, problems)
    check_runs(table, problems)
    check_formulas(table, problems)
    _nameless_columns(table, problems)
    _late_rows(table, problems)


def _hidden(table: Table, problems: Problems) -> None:
    sheet = table.sheet
    header = table.header
    if not (sheet.hidden_rows or sheet.hidden_columns):
        return
    schemes = set(table.schemes.tolist())
    for row in sorted(sheet.hidden_rows):
        where = sheet.place(row)
        # A filter left on: what is hidden counts in no total that the office sees.
        if row in schemes and _has_money(table, row):
            problems.fault("row-hidden", where, "dòng ẩn là một đề án có số tiền")
        elif header.top <= row < sheet.height and "".join(sheet.row(row)).strip():
            problems.warn("row-hidden", where, "dòng ẩn, không làm đổi tổng")
    for index in sorted(sheet.hidden_columns & set(header.columns.values())):
        problems.warn(
            "col-hidden",
            sheet.place(None, index, header.names[index].printed),
            f"cột {column_letters(index)} bị ẩn nhưng vẫn được đọc",
        )


def _unseen(table: Table, problems: Problems) -> None:
    """Refuse a scheme of which nothing is seen, as a hidden row; tell names and money in the colour of their cell.

    Where the style of a table or a condition may colour the cell too, nobody knows: that is told.
    """
    sheet, header = table.sheet, table.header
    if not sheet.unseen:
        return
    told = header.present(("name", *REGISTER_AMOUNTS))
    # where a column was divided by fund, its cells are those of the file
    columns = {code: header.columns[code] for code in told}
    columns = {code: sheet.sources.get(index) or index for code, index in columns.items()}
    schemes = set(table.schemes.tolist())
    for row in sorted({row for row, _ in sheet.unseen} & schemes):
        filled = [code for code in told if table.cell(code, row)[0].strip()]
        unseen = [code for code in filled if (row, columns[code]) in sheet.unseen]
        painted = [code for code in unseen if _is_painted(sheet, row, columns[code])]
        if unseen == filled and not painted and _has_money(table, row):
            got = "chữ cùng màu với nền ô: dòng này là một đề án có số tiền mà không ai nhìn thấy"
            remedy = "tô lại màu chữ, hoặc xóa dòng nếu không tính"
            problems.fault("row-hidden", sheet.place(row), got, remedy=remedy)
            continue
        for code in unseen:
            message = "chữ cùng màu với nền ô nên không nhìn thấy; vẫn được đọc"
            if code in painted:
                message = "chữ cùng màu với nền ô, chỉ nhìn thấy nếu kiểu bảng hoặc định dạng có điều kiện tô nền"
            problems.warn("text-unseen", table.place(code, row), message)


def _is_painted(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a cell lies where more than its own style may colour it."""
    return any(
        area.top <= row <= area.bottom and area.left <= column <= area.right
        for area in sheet.painted
    )


def _continuations(table: Table, problems: Problems) -> None:
    """Refuse rows that only go on with the row above: which text they end, nobody can tell for sure."""
    for row in table.continuations:
        text = table.row_text(row)
        got = f'dòng "{shown(text)}" không có số thứ tự, năm và số tiền: có vẻ là phần nối tiếp của dòng trên'
        problems.fault("row-continuation", table.sheet.place(row), got)


def _has_money(table: Table, row: int) -> bool:
    money = table.header.present(REGISTER_AMOUNTS)
    return any(_DIGIT.search(table.cell(code, row)[0]) for code in money)


def _nameless_columns(table: Table, problems: Problems) -> None:
    """A column without a name that holds something beside the schemes may be a required one, or a table beside them."""
    if not len(table.schemes):
        return
    named = [index for index, name in enumerate(table.header.names) if name.printed]
    apart = _columns_apart(table, named[-1])
    beside = False
    for index, column in enumerate(table.sheet.columns):
        if index in named:
            continue
        filled = table.schemes[~_blank(column, table.schemes)]
        if len(filled) and index in apart and not _is_amounts(table, index, apart):
            beside = True
        elif len(filled):
            problems.fault(
                "header-missing",
                table.sheet.place(table.header.bottom, index),
                f"cột thứ {index + 1} có dữ liệu (dòng {filled[0] + 1}) nhưng không có tên",
                "mỗi cột một tên",
                "ghi tên cột hoặc xóa dữ liệu thừa",
            )
    if beside:
        _table_beside(table, apart, problems)


def _columns_apart(table: Table, last: int) -> range:
    """The columns right of the last one with a name that a blank column divides from the register."""
    rows = np.arange(table.header.top, table.schemes[-1] + 1)
    columns = table.sheet.columns
    for index in range(last + 1, len(columns)):
        if _blank(columns[index], rows).all():
            return range(index + 1, len(columns))
    return range(0)


def _is_amounts(table: Table, index: int, columns: range) -> bool:
    """Whether a column has money beside every scheme, and no words: it is the register's, and its name is missing."""
    for row in table.schemes.tolist():
        texts = [table.sheet.columns[column][row].as_py().strip() for column in columns]
        if not _is_money(texts[index - columns.start]) or any(map(_has_words, texts)):
            return False
    return True


def _table_beside(table: Table, columns: range, problems: Problems) -> None:
    """Sums, a legend or signatures beside a register are told; what has a name and money like a scheme is refused."""
    sheet = table.sheet
    places: set[str] = set()
    if "place" in table.header.columns:
        places.update(map(bare_name, table.texts("place").unique().to_pylist()))
    told = None
    rows = [int(table.schemes[-1]), *table.breaks, *table.notes]
    for row in range(table.header.top, max(rows) + 1):
        cells = {index: sheet.columns[index][row].as_py().strip() for index in columns}
        filled = [index for index in columns if cells[index]]
        if told is None and filled:
            told = sheet.place(row, filled[0])
        if not any(_is_money(cells[index]) for index in filled):
            continue
        names = [index for index in filled if not _is_label(cells[index], places)]
        for index in names[:1]:
            problems.fault(
                "header-missing",
                sheet.place(row, index),
                f'bên phải danh mục, cột không có tên, có "{shown(cells[index])}" với số tiền như một đề án',
                "mỗi đề án một dòng của danh mục",
                "đưa đề án vào danh mục; nếu là bảng khác thì chuyển sang trang tính khác",
            )
    if told is not None:
        message = "bảng nhỏ hoặc ghi chú bên phải, cách danh mục một cột trống, cột không có tên; không đọc"
        problems.tell("table-beside", told, message)


def _is_money(text: str) -> bool:
    """Whether a cell holds a number that may be money: no count of a few, and no year."""
    if _AMOUNT.fullmatch(text) is None:
        return False
    return _FEW_OR_YEAR.fullmatch(text) is None


def _has_words(text: str) -> bool:
    return _LETTER.search(text) is not None and not _is_money(text)


def _is_label(text: str, places: AbstractSet[str]) -> bool:
    """Whether a text is no name of a scheme beside money: without letters, or what sums are made by.

    That is a total, a fund, a column, a kind, a year or one of the places.
    """
    if not _has_words(text):
        return True
    words = folded(text).strip(" .:-+*")
    by_words = is_total_text(text) or read_name(text).code or _SUMMED_BY.fullmatch(words)
    return bool(by_words) or names_kind(words) or bare_name(text) in places


def bare_name(place: str) -> str:
    """The name of a place without the word for its unit, as names are compared."""
    return normal(without_unit(place.strip()))


def _blank(column: pa.Array, rows: np.ndarray) -> np.ndarray:
    """Which cells of a column are blank in these rows."""
    return np.asarray(pc.equal(pc.utf8_trim_whitespace(part(column, rows)), ""))


def _late_rows(table: Table, problems: Problems) -> None:
    """Schemes far below the others are read, and told: they may be notes of another list."""
    rows = table.schemes
    stops = sorted([*table.breaks, *table.notes, *table.components])
    # Rows of groups, totals and notes between two schemes are no gap.
    gaps = np.diff(rows) - np.diff(np.searchsorted(stops, rows))
    for row in rows[1:][gaps > GAP_ROWS].tolist():
        problems.warn(
            "row-after-gap",
            table.sheet.place(row),
            "đề án nằm sau một khoảng trống dài; vẫn được đọc",
        )
    for note in table.notes:
        for row in rows[rows > note][:1].tolist():
            problems.warn(
                "row-after-gap", table.sheet.place(row), "đề án nằm sau dòng ghi chú; vẫn được đọc"
            )

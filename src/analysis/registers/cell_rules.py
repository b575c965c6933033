"""Cells that show another thing than they hold: struck or raised parts, formulas that nobody computed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from analysis.faults import MOST_FAULTS_A_KIND, Problems
from analysis.language.numbers import format_number, readings
from analysis.messages import shown
from analysis.sheets.cells import Cell, Merge
from analysis.sheets.formulas import (
    MOST_CELLS_OF_A_SUM,
    Formulas,
    Range,
    Stored,
    Sum,
    agrees,
    covers,
    size,
)
from analysis.sheets.sheet import BOOLEAN, DATE, ERROR, NO_VALUE, NUMBER, TEXT, Sheet
from analysis.tables.columns import MONEY
from analysis.tables.table import Table
from analysis.vocabulary import FUNDS_SUMMED

# The types of stored cells that are no texts.
_KINDS = {"n": NUMBER, "b": BOOLEAN, "e": ERROR, "none": NO_VALUE, "d": DATE}
_FIRST_DAYS = (dt.date(1899, 12, 30), dt.date(1904, 1, 1))
_MOST_DAYS = 1_000_000
_DIGITS = re.compile(r"[0-9][0-9.,]*[0-9]")
_NUMBER_FOR_TEXT = "thay hàm TEXT và phép ghép chữ bằng chính con số; định dạng số thì đặt ở ô"
_CALCULATE = "mở tệp bằng phần mềm bảng tính, tính lại rồi lưu; hoặc dán giá trị thay cho công thức"

# What is told of the first cells of a column, and of all others together.
_LEFT_OUT = {
    "text-struck": 'đã bỏ phần bị gạch ngang hoặc ẩn "{part}"; ô còn "{text}"',
    "text-footnote": 'chữ nâng lên "{part}" là dấu chú thích; đã bỏ khi đọc',
}
_LEFT_OUT_TOO = {
    "text-struck": "các ô khác của cột cũng có phần bị gạch ngang hoặc ẩn; đã bỏ khi đọc",
    "text-footnote": "các ô khác của cột cũng có chữ nâng lên là dấu chú thích; đã bỏ khi đọc",
}


def check_runs(table: Table, problems: Problems) -> None:
    """Tell what was left out of cells because it is struck, hidden or raised; refuse what nobody can tell apart.

    Args:
        table: the table; only workbooks have runs.
        problems: receives text-struck, text-footnote and row-strikethrough.
    """
    sheet = table.sheet
    _tell_left_out(table, problems)
    if not sheet.struck:
        return
    rows: dict[int, list[int]] = {}
    for row, column in sorted(sheet.struck):
        rows.setdefault(row, []).append(column)
    schemes = set(table.schemes.tolist())
    for row, columns in rows.items():
        alone = _struck_alone(table, row) if row in schemes or row in table.totals else []
        for code in alone:
            got = f'"{shown(table.cell(code, row)[0])}" bị gạch ngang, dòng thì không'
            problems.fault("text-struck", table.place(code, row), got)
        if row in schemes:
            message = "dòng có chữ bị gạch ngang; vẫn được tính"
            problems.warn("row-strikethrough", sheet.place(row), message)
        elif not alone:
            for column in columns:
                where = sheet.place(row, column, table.header.text(column))
                problems.warn("text-struck", where, "ô bị gạch ngang; vẫn được đọc")


def _struck_alone(table: Table, row: int) -> list[str]:
    """The columns of the struck cells of a row of which something else is not struck."""
    struck = table.sheet.struck
    filled = {
        code: (row, index) in struck
        for code, index in table.header.columns.items()
        if code != "stt" and table.cell(code, row)[0].strip()
    }
    if all(filled.values()):
        return []  # the whole row: the scheme may be cancelled, which only the office knows
    return [code for code, is_struck in filled.items() if is_struck]


def _tell_left_out(table: Table, problems: Problems) -> None:
    sheet, header = table.sheet, table.header
    codes = {index: code for code, index in header.columns.items()}
    first = header.top - len(table.above)
    warned: dict[tuple[str, int], list[tuple[int, str, str]]] = {}
    for (row, column), read in sorted(sheet.runs.items()):
        if row < first:
            continue
        if read.unclear and (row <= header.bottom or column in codes):
            problems.fault(
                "text-struck",
                sheet.place(row, column, table.header.text(column)),
                f'bỏ phần bị gạch ngang, ẩn, cùng màu nền hoặc nâng lên thì ô còn "{shown(read.text)}", không rõ là gì',
            )
            continue
        if read.left_out:
            warned.setdefault(("text-struck", column), []).append((row, read.left_out, read.text))
        if read.marks:
            warned.setdefault(("text-footnote", column), []).append((row, read.marks, read.text))
    for (code, column), cells in warned.items():
        where = sheet.place(None, column, table.header.text(column))
        for row, part, text in cells[:MOST_FAULTS_A_KIND]:
            message = _LEFT_OUT[code].format(part=shown(part), text=shown(text))
            problems.warn_rows(code, where, message, np.array([row]))
        others = np.array([row for row, _, _ in cells[MOST_FAULTS_A_KIND:]])
        if len(others):
            problems.warn_rows(code, where, _LEFT_OUT_TOO[code], others)


def check_formulas(table: Table, problems: Problems) -> None:
    """Refuse amounts, texts and years that a formula keeps and that are not its value.

    Of texts and years only a formula that repeats a cell of its sheet, or takes the year of one, is held against it.

    Args:
        table: the table; only workbooks have formulas.
        problems: receives formula-no-value and formula-stale.
    """
    formulas = table.sheet.formulas
    if formulas is None:
        return
    codes = table.header.present(MONEY)
    schemes = set(table.schemes.tolist())
    for row in sorted({*schemes, *table.totals}):
        for code in codes:
            cell = row, table.header.columns[code]
            if formulas.has(cell):
                _check_formula(table, code, cell, formulas, problems, is_scheme=row in schemes)
    texts = {
        index: code
        for code, index in table.header.columns.items()
        if code not in MONEY and code != "stt"
    }
    for cell in sorted(cell for cell in formulas.cells if cell[1] in texts and cell[0] in schemes):
        _check_repeated(table, texts[cell[1]], cell, formulas, problems)


def _check_repeated(
    table: Table, code: str, cell: Cell, formulas: Formulas, problems: Problems
) -> None:
    """Refuse a text or year that is not that of the cell which its formula repeats."""
    sheet = table.sheet
    name = sheet.name or ""
    source, of_year = formulas.source(name, cell), formulas.source(name, cell, "YEAR")
    where = source or of_year
    if where is None or where in sheet.runs or cell in sheet.runs:
        return
    if sheet.kind(*cell) in (ERROR, NO_VALUE):
        return  # told with the texts of the column
    row, column = where
    if row >= sheet.height or column >= len(sheet.columns):
        return
    kept, original = (
        " ".join(sheet.columns[at_column][at_row].as_py().split())
        for at_row, at_column in (cell, where)
    )
    right = {original}
    if of_year is not None:
        right = _years_of(original, sheet.kind(row, column))
    elif not original:
        right = {"", "0"}  # what a spreadsheet makes of a blank cell
    elif DATE in (sheet.kind(*cell), sheet.kind(row, column)):
        return  # one day may be printed in two ways
    if right and kept not in right:
        got = f'công thức giữ "{shown(kept)}", ô của nó ghi "{shown(original)}"'
        problems.fault("formula-stale", table.place(code, cell[0]), got, remedy=_CALCULATE)


def _years_of(text: str, kind: int) -> set[str]:
    """The years that a cell may be of, as a spreadsheet takes them; none where it is no date."""
    if kind == DATE and re.match("[0-9]{4}-", text):
        return {text[:4]}
    if kind == NUMBER and re.fullmatch(r"[1-9][0-9]{0,6}(?:\.[0-9]+)?", text):
        # The two ways to count days, of Windows and of the old Macintosh.
        days = dt.timedelta(days=int(text.partition(".")[0]))
        return {str((first + days).year) for first in _FIRST_DAYS if days.days < _MOST_DAYS}
    return set()


def _check_formula(
    table: Table, code: str, cell: Cell, formulas: Formulas, problems: Problems, *, is_scheme: bool
) -> None:
    text, kind = table.cell(code, cell[0])
    where = table.place(code, cell[0])
    if kind in (TEXT, BOOLEAN) and not text.strip():
        problems.fault("formula-no-value", where, "công thức có giá trị trống", remedy=_CALCULATE)
        return
    if kind == TEXT and _has_two_readings(text):
        got = f'công thức cho chữ "{shown(text)}", đọc được thành hai số'
        problems.fault("number-ambiguous", where, got, "một số tiền", _NUMBER_FOR_TEXT)
    if kind == TEXT and not any(letter.isdigit() for letter in text):
        got = f'công thức cho "{shown(text)}", không phải số'
        problems.fault("formula-stale", where, got, "một số tiền", _CALCULATE)
    if kind != NUMBER:
        return
    kept = Decimal(text)
    right = _right(table, cell, formulas)
    if right is not None and not agrees(kept, right):
        got = f"công thức giữ {_printed(kept)}, các ô của nó cộng được {_printed(right)}"
        problems.fault("formula-stale", where, got, "giá trị đúng của công thức", _CALCULATE)
    elif right is None and kept == 0 and is_scheme and not _is_proved(table, code, cell, formulas):
        got = "công thức giữ số 0 mà không ô nào của dòng xác nhận: có thể chưa được tính"
        problems.fault("formula-stale", where, got, "giá trị đúng của công thức", _CALCULATE)


def _right(table: Table, cell: Cell, formulas: Formulas) -> Decimal | None:
    """What a sum gives; None for another formula, or one too long."""
    parts = formulas.parts(table.sheet.name or "", cell)
    if parts is None or size(parts) > MOST_CELLS_OF_A_SUM or covers(parts, cell):
        return None
    return _computed(table.sheet, parts, formulas)


def _has_two_readings(text: str) -> bool:
    """Whether a text that a formula made is another number in another language of the program that made it."""
    return any(
        vietnamese is not None and english is not None and vietnamese != english
        for vietnamese, english in map(readings, _DIGITS.findall(text))
    )


def _computed(sheet: Sheet, parts: Sum, formulas: Formulas) -> Decimal | None:
    """The sum of the ranges and the typed numbers; None where a cell holds what cannot be added."""
    ranges, total = parts
    for one in ranges:
        if one.subtotal and any(
            one.cells.top <= row <= one.cells.bottom for row in sheet.hidden_rows
        ):
            return None  # which hidden rows a subtotal leaves out depends on why they are hidden
        for text, kind in _added(sheet, one, formulas):
            if kind == NUMBER:
                total += Decimal(text)
            elif one.adds and kind in (TEXT, BOOLEAN) and text.strip():
                return None  # a spreadsheet reads some texts as numbers there, by its own settings
            elif kind not in (TEXT, BOOLEAN):
                return None
    return total


def _added(sheet: Sheet, one: Range, formulas: Formulas) -> Iterator[tuple[str, int]]:
    """Text and kind of the cells that a range adds up."""
    area = one.cells
    if one.sheet:
        yield from _stored(formulas.sheets[one.sheet], area)
        return
    bottom = min(area.bottom, sheet.height - 1)
    for column in range(area.left, min(area.right, len(sheet.columns) - 1) + 1):
        texts = sheet.columns[column].slice(area.top, max(0, bottom - area.top + 1)).to_pylist()
        for row, text in enumerate(texts, start=area.top):
            if not (one.subtotal and formulas.is_subtotal((row, column))):
                yield text, sheet.kind(row, column)


def _stored(cells: Stored, area: Merge) -> Iterator[tuple[str, int]]:
    """Text and kind of the cells of a range of another sheet."""
    for row in range(area.top, area.bottom + 1):
        for column in range(area.left, area.right + 1):
            kind, text = cells.get((row, column), ("str", ""))
            yield text, _KINDS.get(kind, TEXT)


def _is_proved(table: Table, code: str, cell: Cell, formulas: Formulas) -> bool:
    """Whether a typed total of the row says that an amount is 0: then its sum is checked."""
    if code not in FUNDS_SUMMED or "tong" not in table.header.columns:
        return False
    row = cell[0]
    total, _ = table.cell("tong", row)
    return bool(total.strip()) and not formulas.has((row, table.header.columns["tong"]))


def _printed(number: Decimal) -> str:
    return format_number(int(number), 0) if number == int(number) else f"{number.normalize():f}"

"""Cells that show another thing than they hold: struck or raised parts, formulas that nobody computed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from analysis.faults import Problems, shown
from analysis.language.numbers import format_number
from analysis.registers.header import MONEY
from analysis.registers.rows import Table
from analysis.sheets.cells import Cell, Merge
from analysis.sheets.formulas import (
    MOST_CELLS_OF_A_SUM,
    Formulas,
    Sum,
    agrees,
    covers,
    size,
)
from analysis.sheets.sheet import BOOLEAN, NUMBER, TEXT, Sheet

_CALCULATE = "mở tệp bằng phần mềm bảng tính, tính lại rồi lưu; hoặc dán giá trị thay cho công thức"


def check_runs(table: Table, problems: Problems) -> None:
    """Tell what was left out of cells because it is struck, hidden or raised; refuse what nobody can tell apart.

    Args:
        table: the table; only workbooks have runs.
        problems: receives text-struck, text-footnote and row-strikethrough.
    """
    sheet, header = table.sheet, table.header
    _tell_left_out(table, problems)
    if not sheet.struck:
        return
    counted = {*table.schemes.tolist(), *table.totals}
    struck_rows = {row for row, _ in sheet.struck}
    for row in sorted(struck_rows):
        if row <= header.bottom:
            for column in sorted(column for at, column in sheet.struck if at == row):
                where = sheet.place(row, column)
                problems.warn("text-struck", where, "ô bị gạch ngang; vẫn được đọc")
            continue
        if row not in counted:
            continue
        for code in _struck_amounts(table, row):
            problems.fault(
                "text-struck",
                table.place(code, row),
                f'số tiền "{shown(table.cell(code, row)[0])}" bị gạch ngang, dòng thì không',
            )
        if row in table.schemes:
            message = "dòng có chữ bị gạch ngang; vẫn được tính"
            problems.warn("row-strikethrough", sheet.place(row), message)


def _struck_amounts(table: Table, row: int) -> Iterator[str]:
    """The columns of struck amounts in a row of which something else is not struck."""
    struck = table.sheet.struck
    filled = {
        code: (row, index) in struck
        for code, index in table.header.columns.items()
        if code != "stt" and table.cell(code, row)[0].strip()
    }
    if all(filled.values()):
        return  # the whole row: the scheme may be cancelled, which only the office knows
    for code in MONEY:
        if filled.get(code):
            yield code


def _tell_left_out(table: Table, problems: Problems) -> None:
    sheet, header = table.sheet, table.header
    codes = {index: code for code, index in header.columns.items()}
    first = header.top - len(table.above)
    for (row, column), read in sorted(sheet.runs.items()):
        if row < first:
            continue
        printed = ""
        if column < len(header.names):
            printed = header.names[column].printed
        where = sheet.place(row, column, printed)
        if read.unclear and (row <= header.bottom or column in codes):
            problems.fault(
                "text-struck",
                where,
                f'bỏ phần bị gạch ngang, ẩn hoặc nâng lên thì ô còn "{shown(read.text)}", không rõ là gì',
            )
            continue
        if read.left_out:
            message = f'đã bỏ phần bị gạch ngang hoặc ẩn "{shown(read.left_out)}"'
            problems.warn("text-struck", where, f'{message}; ô còn "{shown(read.text)}"')
        if read.marks:
            message = f'chữ nâng lên "{shown(read.marks)}" là dấu chú thích; đã bỏ khi đọc'
            problems.warn("text-footnote", where, message)


def check_formulas(table: Table, problems: Problems) -> None:
    """Refuse amounts that a formula keeps and that are not its value.

    Args:
        table: the table; only workbooks have formulas.
        problems: receives formula-no-value and formula-stale.
    """
    formulas = table.sheet.formulas
    if formulas is None:
        return
    codes = [code for code in MONEY if code in table.header.columns]
    schemes = set(table.schemes.tolist())
    for row in sorted({*schemes, *table.totals}):
        for code in codes:
            cell = row, table.header.columns[code]
            if formulas.has(cell):
                _check_formula(table, code, cell, formulas, problems, is_scheme=row in schemes)


def _check_formula(
    table: Table,
    code: str,
    cell: Cell,
    formulas: Formulas,
    problems: Problems,
    *,
    is_scheme: bool,
) -> None:
    text, kind = table.cell(code, cell[0])
    where = table.place(code, cell[0])
    if kind in (TEXT, BOOLEAN) and not text.strip():
        problems.fault("formula-no-value", where, "công thức có giá trị trống", remedy=_CALCULATE)
        return
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
    return _computed(table.sheet, parts)


def _computed(sheet: Sheet, parts: Sum) -> Decimal | None:
    """The sum of the ranges and the typed numbers; None where a cell holds what cannot be added."""
    ranges, total = parts
    for one in ranges:
        for text, kind in _cells(sheet, one.cells):
            if kind == NUMBER:
                total += Decimal(text)
            elif one.adds and kind in (TEXT, BOOLEAN) and text.strip():
                return None  # a spreadsheet reads some texts as numbers there, by its own settings
            elif kind not in (TEXT, BOOLEAN):
                return None
    return total


def _cells(sheet: Sheet, area: Merge) -> Iterator[tuple[str, int]]:
    """Text and kind of the cells of a range, as far as the sheet has them."""
    bottom = min(area.bottom, sheet.height - 1)
    for column in range(area.left, min(area.right, len(sheet.columns) - 1) + 1):
        texts = sheet.columns[column].slice(area.top, max(0, bottom - area.top + 1)).to_pylist()
        for offset, text in enumerate(texts):
            yield text, sheet.kind(area.top + offset, column)


def _is_proved(table: Table, code: str, cell: Cell, formulas: Formulas) -> bool:
    """Whether a typed total of the row says that an amount is 0: then its sum is checked."""
    if code not in ("kcqg", "kcdp", "doi_ung") or "tong" not in table.header.columns:
        return False
    row = cell[0]
    total, _ = table.cell("tong", row)
    return bool(total.strip()) and not formulas.has((row, table.header.columns["tong"]))


def _printed(number: Decimal) -> str:
    return format_number(int(number), 0) if number == int(number) else f"{number.normalize():f}"

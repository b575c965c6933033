"""Corrections of known source errors (dinh-chinh.csv).

Lines to corrections, applied to published figures.

Those of a register are applied to its grid when it is read (`registers.corrected`); the raw files
stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from analysis.faults import Problems
from analysis.messages import shown
from analysis.project import RAW_FOLDER
from analysis.raw.rows import Cells, Correction, RawData, RawRow
from analysis.raw.tables import sound_rows
from analysis.vocabulary import CORRECTIONS_TABLE


def tell_done(correction: Correction, problems: Problems) -> None:
    """Say that the source shows the right value by now."""
    problems.warn(
        "correction-done",
        correction.where,
        f"ô {correction.cell} đã ghi đúng “{shown(correction.right)}”; bỏ dòng đính chính này",
    )


def refuse_stale(
    correction: Correction,
    found: str,
    problems: Problems,
) -> None:
    """Refuse a line whose cell shows neither the wrong value nor the right one."""
    problems.fault(
        "correction-stale",
        correction.where,
        f"ô {correction.cell} ghi “{shown(found)}”",
        f"giá trị sai “{shown(correction.wrong)}” như dòng đính chính nêu",
        "đối chiếu lại với nguồn, sửa gia_tri_sai hoặc bỏ dòng đính chính",
    )


def corrected(raw: RawData, without: Iterable[int] = ()) -> RawData:
    """The raw data with their corrections read, and applied to published figures.

    `without` names lines left out.
    """
    problems = Problems()
    left_out = set(without)
    lines = [line for line in _corrections(raw, problems) if line.line not in left_out]
    rows = _applied(raw, lines, problems)
    return replace(
        raw,
        tables={**raw.tables, "figures": rows},
        faults=(*raw.faults, *problems.faults),
        findings=(*raw.findings, *problems.findings()),
        corrections=tuple(lines),
    )


def _corrections(raw: RawData, problems: Problems) -> list[Correction]:
    """The lines that can be read; each fault is told with its line."""
    registers = {register.name for register in raw.registers}
    figures = {row.file.name for row in raw.tables["figures"]}
    found = []
    seen: dict[tuple[object, ...], int] = {}
    for row, cells in sound_rows(raw, CORRECTIONS_TABLE, problems, _check):
        line = _correction(row, cells)
        cell = line.file, line.sheet, line.row, line.column
        first = seen.setdefault(cell, line.line)
        if first != line.line:
            problems.fault(
                "row-duplicate",
                row.place(),
                f"ô {line.cell} đã được đính chính ở dòng {first}",
                "mỗi ô một dòng đính chính",
            )
        elif line.file not in registers | figures:
            names = (name.removeprefix(f"{RAW_FOLDER}/") for name in registers | figures)
            problems.fault(
                "correction-file",
                row.place("tep"),
                f'tệp "{shown(line.file)}" không có, hoặc không phải số liệu công bố hay danh mục đề án',
                f"một trong: {', '.join(sorted(names))}",
            )
        elif line.sheet and line.file in figures:
            problems.fault(
                "correction-cell",
                row.place("trang_tinh"),
                f'tệp CSV không có trang tính "{shown(line.sheet)}"',
                "để trống",
            )
        else:
            found.append(line)
    return found


def _check(
    row: RawRow,
    cells: Cells,
    problems: Problems,
) -> None:
    """Tell a line whose row is no number, or that corrects nothing."""
    number = cells["dong"]
    # a blank cell is told by itself; a number of nine digits is that of no row
    if number and not re.fullmatch("[0-9]{1,8}", number):
        problems.fault(
            "correction-cell",
            row.place("dong"),
            f'"{shown(number)}" không phải số dòng',
            "số thứ tự của dòng trong tệp, tính cả dòng tiêu đề",
            "ghi số dòng bằng chữ số",
        )
    if cells["gia_tri_sai"] == cells["gia_tri_dung"]:
        problems.fault(
            "correction-same", row.place("gia_tri_dung"), "giá trị sai và giá trị đúng như nhau"
        )


def _correction(row: RawRow, cells: Cells) -> Correction:
    return Correction(
        line=row.number,
        file=f"{RAW_FOLDER}/{cells['tep'].removeprefix(f'{RAW_FOLDER}/')}",
        sheet=cells["trang_tinh"],
        row=int(cells["dong"]),
        column=cells["cot"],
        wrong=cells["gia_tri_sai"],
        right=cells["gia_tri_dung"],
        reason=cells["ly_do"],
        who=cells["nguoi"],
        sha256=row.file.sha256,
    )


def _applied(
    raw: RawData,
    lines: Iterable[Correction],
    problems: Problems,
) -> tuple[RawRow, ...]:
    """The rows of published figures with their corrections applied."""
    rows = {(row.file.name, row.number): row for row in raw.tables["figures"]}
    files = {name for name, _ in rows}
    for line in lines:
        # a cell of a register is corrected where that is read
        if line.file not in files:
            continue
        row = rows.get((line.file, line.row))
        if row is None or line.column not in row.cells:
            problems.fault("correction-cell", line.where, f"ô {line.cell} không có")
            continue
        text = row.cells[line.column].strip()
        if text == line.wrong:
            cells = {**row.cells, line.column: line.right}
            known = {**row.corrected, line.column: line}
            rows[line.file, line.row] = replace(row, cells=cells, corrected=known)
        elif text == line.right:
            tell_done(line, problems)
        else:
            refuse_stale(line, text, problems)
    return tuple(rows.values())


def uncorrected(row: RawRow) -> RawRow:
    """A row of published figures as its file prints it."""
    printed = {column: line.wrong for column, line in row.corrected.items()}
    return replace(row, cells={**row.cells, **printed}, corrected={})

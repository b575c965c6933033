"""The tables of schemes in one file: its bytes to sheets, the sheets to tables, or why there are none."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Protocol

import pyarrow as pa

from analysis.around.summaries import has_summary, is_summary
from analysis.faults import Place, Problems
from analysis.raw.file_types import check_type
from analysis.raw.folder import MOST_REGISTER_BYTES, refuse_large
from analysis.raw.rows import Correction, RegisterSource
from analysis.raw.text_file import decode, garbled, garbled_fault
from analysis.registers.corrected import Changes, corrected_sheets
from analysis.registers.csv_sheet import read_delimited
from analysis.registers.header_rules import lossy_names, required_labels
from analysis.registers.over_sheets import check_without_header, joined_over_sheets
from analysis.registers.sheet_rules import check_sheet, visible_sheets
from analysis.registers.unmerged import with_spans
from analysis.sheets.sheet import Sheet
from analysis.sheets.xlsx_file import read_workbook
from analysis.tables.header import LEAST_NAMES, MOST_TITLE_ROWS
from analysis.tables.rows import find_tables
from analysis.tables.table import Table

LARGE_BYTES = 50 * 1024 * 1024


class Arrangement(Protocol):
    """What the office, or the file outside its cells, says of a register: the reader reads it as if a cell said so."""

    def named(self, sheets: list[Sheet], problems: Problems) -> list[Sheet]:
        """The sheets of a file, with the names of a register where the office knows its columns by others."""

    def completed(self, table: Table, problems: Problems) -> list[Table]:
        """The registers that a table is, each with the columns that it lacks and that something else says."""


def sheets_of(source: RegisterSource, problems: Problems) -> Sequence[Sheet]:
    """The sheets of a file; none after a fault in it as a whole.

    From its first large file on a process, with its forks, takes Arrow's memory from the system and never goes back:
    columns of the file outlive this call, and no value depends on where they lie.
    """
    size = len(source.data)
    if size > MOST_REGISTER_BYTES:
        refuse_large(source.name, size, MOST_REGISTER_BYTES, problems)
        return []
    if size > LARGE_BYTES:
        problems.warn(
            "file-large",
            Place(source.name),
            f"tệp lớn ({size // 2**20} MiB), đọc lâu hơn thường lệ",
        )
        # Arrow's own pool gives the memory of each large column back, and touching it anew takes as long as the work
        pa.set_memory_pool(pa.system_memory_pool())
    kind = check_type(source.name, source.data, problems)
    if kind == "xlsx":
        return [with_spans(page) for page in read_workbook(source, problems)]
    if kind == "csv" and (text := decode(source.name, source.data, problems)):
        return read_delimited(source, text, problems)
    return []


def tables_of(
    source: RegisterSource,
    opened: Sequence[Sheet],
    corrections: Sequence[Correction],
    arrangement: Arrangement | None,
    problems: Problems,
    *,
    has_forms: bool,
) -> tuple[list[Table], Changes, list[Sheet]]:
    """The tables of a file, the cells of each sheet that corrections changed, and the sheets with summaries."""
    sheets = pages = _named([*opened], arrangement, problems)
    summaries: list[Sheet] = []
    if any(page.name is not None for page in pages):
        sheets = visible_sheets(pages, problems)
        summaries = [
            page
            for page in pages
            if not any(page is sheet for sheet in sheets) and has_summary(page)
        ]
    changed: Changes = {}
    if corrections and sheets:
        sheets, changed = corrected_sheets(sheets, corrections, problems)
    found: list[list[Table]] = []
    for sheet in sheets:
        of_sheet = find_tables(sheet, problems)
        registers = [table for table in of_sheet if not is_summary(table.header)]
        found.append(registers)
        if len(of_sheet) > len(registers):
            summaries.append(sheet)
    check_without_header([page for page in pages if page.visible], found, problems)
    tables: list[Table] = []
    for table in chain.from_iterable(joined_over_sheets(found, problems)):
        completed = _completed(table, arrangement, problems)
        for one in completed:
            check_sheet(one, problems)
        tables += completed
    if tables or has_forms or problems.faults:
        return tables, changed, summaries
    if summaries:
        _only_summary(summaries[0], problems)
    elif sheets:
        _no_header(source.name, sheets, problems)
    return tables, changed, summaries


def _named(sheets: list[Sheet], arrangement: Arrangement | None, problems: Problems) -> list[Sheet]:
    return sheets if arrangement is None else arrangement.named(sheets, problems)


def _completed(table: Table, arrangement: Arrangement | None, problems: Problems) -> list[Table]:
    return [table] if arrangement is None else arrangement.completed(table, problems)


def _only_summary(sheet: Sheet, problems: Problems) -> None:
    problems.fault(
        "header-not-found",
        sheet.place(),
        "chỉ có bảng tổng hợp (không có tên đề án), không có danh mục đề án",
        f"một dòng tiêu đề có các cột {required_labels()}",
    )


def _no_header(name: str, sheets: Sequence[Sheet], problems: Problems) -> None:
    """Say why no table was found: letters of an old code, letters lost, or no register at all."""
    for sheet in sheets:
        rows = sheet.rows(0, MOST_TITLE_ROWS)
        code = garbled("\n".join(cell for row in rows for cell in row))
        if code is not None:
            garbled_fault(code, sheet.place(), problems)
            return
        if lossy_names(rows) >= LEAST_NAMES:
            problems.fault(
                "encoding-lossy",
                sheet.place(),
                "tên cột có dấu ? thay cho chữ Việt: chữ đã mất khi lưu",
                "tên cột đủ chữ",
                "lưu lại từ tệp gốc thành UTF-8",
            )
            return
    problems.fault(
        "header-not-found",
        Place(name),
        "không tìm thấy dòng tiêu đề của danh mục đề án (hay của bảng số liệu công bố)",
        f"một dòng tiêu đề có các cột {required_labels()}",
    )

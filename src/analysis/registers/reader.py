"""Scheme registers (danh mục đề án), one row a scheme: right sums to the đồng, or a refusal that names the cell."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis import vocabulary
from analysis.faults import MOST_FAULTS_A_KIND, Fault, Finding, Place, Problems, shown
from analysis.raw.file_types import check_type
from analysis.raw.folder import MOST_REGISTER_BYTES, too_large
from analysis.raw.rows import Correction, RegisterSource
from analysis.registers.amount_columns import read_amounts
from analysis.registers.columns import REGISTER_COLUMNS, REGISTER_REQUIRED
from analysis.registers.corrected import ChangedCell, corrected_sheets
from analysis.registers.csv_sheet import read_delimited
from analysis.registers.duplicates import check_duplicates, check_numbering
from analysis.registers.header import LEAST_NAMES, MONEY, check_header, lossy_names
from analysis.registers.result import (
    SheetRows,
    TableRef,
    empty_schemes,
    layouts,
    no_integers,
    scheme_frame,
    table_ref,
)
from analysis.registers.rows import Table, find_tables
from analysis.registers.sheet import Sheet
from analysis.registers.sheet_rules import check_sheet, check_tables, visible_sheets
from analysis.registers.stated_units import Units, table_units
from analysis.registers.text_columns import (
    YES_NO,
    cells_of,
    coded_column,
    dates_column,
    establishments_column,
    tell_assumed_status,
    text_column,
    year_column,
)
from analysis.registers.text_file import decode, garbled, garbled_fault
from analysis.registers.totals import check_rows, check_totals
from analysis.registers.xlsx_file import unpack
from analysis.registers.xlsx_sheet import read_workbook

OPEN_TEXT = ("name", "beneficiary", "place", "activity_text")
PLAIN_TEXT = ("stt", "code", "approved_on", "difficult_area", "establishments", "implementer")
LARGE_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True)
class RegisterResult:
    """The schemes of one or more registers (no row counts when there is a fault) and what was found.

    `printed` are the tables with their cells as they were read, one for each of `tables`.
    """

    schemes: pd.DataFrame
    faults: list[Fault]
    findings: list[Finding]
    tables: tuple[TableRef, ...] = ()
    sheets: tuple[SheetRows, ...] = ()
    printed: tuple[Table, ...] = ()


def read_register(name: str, data: bytes, corrections: Sequence[Correction] = ()) -> RegisterResult:
    """Read one register. Faults are collected, never raised; with any fault the frame is empty."""
    return _read(RegisterSource(name, hashlib.sha256(data).hexdigest(), data), corrections)


def _read(source: RegisterSource, corrections: Sequence[Correction]) -> RegisterResult:
    problems = Problems(MOST_FAULTS_A_KIND)
    name = source.name
    tables, changed = _tables(name, source.sha256, source.data, corrections, problems)
    units = table_units(tables, problems)
    frames = [
        _schemes(table, number, units[number], problems) for number, table in enumerate(tables)
    ]
    frame = (
        pd.concat(frames, ignore_index=True)
        if len(frames) > 1
        else frames[0]
        if frames
        else empty_schemes()
    )
    check_tables(tables, [frame_of["year"].unique().tolist() for frame_of in frames], problems)
    check_duplicates(_sound_rows(frame, problems), problems)
    faults = problems.all_faults(name)
    frame = empty_schemes() if faults else frame
    if faults:
        return RegisterResult(frame, faults, problems.findings())
    refs = tuple(
        table_ref(table, changed.get(table.sheet.name or "", []), own)
        for table, own in zip(tables, units, strict=True)
    )
    return RegisterResult(frame, faults, problems.findings(), refs, layouts(tables), tuple(tables))


def _sound_rows(frame: pd.DataFrame, problems: Problems) -> pd.DataFrame:
    """The rows without a fault: what could not be read of others says nothing about duplicates."""
    named = {
        (fault.where.sheet or "", fault.where.row)
        for fault in problems.faults
        if fault.where.row is not None
    }
    if not named:
        return frame
    places = zip(frame["sheet"], frame["row"], strict=True)
    return frame[
        np.fromiter((place not in named for place in places), dtype=bool, count=len(frame))
    ]


def read_registers(
    files: Iterable[RegisterSource], corrections: Sequence[Correction] = ()
) -> RegisterResult:
    """Read registers together, corrected: no file twice, no row in two files."""
    sources = list(files)
    problems = Problems(MOST_FAULTS_A_KIND)
    seen: dict[str, str] = {}
    for source in sources:
        first = seen.setdefault(source.sha256, source.name)
        if first != source.name:
            got = f"nội dung giống hệt {shown(first)}"
            problems.fault("file-duplicate", Place(source.name), got)
    results = [
        _read(source, [line for line in corrections if line.file == source.name])
        for source in sources
        if seen[source.sha256] == source.name
    ]
    frames, tables, printed = [], list[TableRef](), list[Table]()
    for result in results:
        if len(result.schemes):
            frames.append(
                result.schemes.assign(table=result.schemes["table"] + len(tables))
                if tables
                else result.schemes
            )
            tables += result.tables
            printed += result.printed
    frame = pd.concat(frames, ignore_index=True) if frames else empty_schemes()
    if len(frames) > 1:
        check_duplicates(frame, problems, between_files=True)
    faults = [fault for result in results for fault in result.faults] + problems.all_faults("")
    findings = [finding for result in results for finding in result.findings] + problems.findings()
    sheets = tuple(sheet for result in results for sheet in result.sheets)
    frame = empty_schemes() if faults else frame
    return RegisterResult(frame, faults, findings, tuple(tables), sheets, tuple(printed))


def _tables(
    name: str, sha256: str, data: bytes, corrections: Sequence[Correction], problems: Problems
) -> tuple[list[Table], dict[str, list[ChangedCell]]]:
    """The tables of a file and the cells of each sheet that corrections changed."""
    if len(data) > MOST_REGISTER_BYTES:
        problems.faults.append(too_large(name, len(data), MOST_REGISTER_BYTES))
        return [], {}
    if len(data) > LARGE_BYTES:
        problems.warn(
            "file-large", Place(name), f"tệp lớn ({len(data) // 2**20} MiB), đọc lâu hơn thường lệ"
        )
    sheets, changed = _sheets(name, sha256, data, problems), dict[str, list[ChangedCell]]()
    if corrections and sheets:
        sheets, changed = corrected_sheets(sheets, corrections, problems)
    tables: list[Table] = []
    for sheet in sheets:
        found = find_tables(sheet, problems)
        for table in found:
            check_sheet(table, problems)
        tables += found
    if sheets and not tables and not problems.faults:
        _no_header(name, sheets, problems)
    return tables, changed


def _sheets(name: str, sha256: str, data: bytes, problems: Problems) -> list[Sheet]:
    kind = check_type(name, data, problems)
    if kind == "csv":
        text = decode(name, data, problems)
        if text is None:
            return []
        if text.is_blank:
            problems.fault("file-empty", Place(name), "tệp rỗng")
            return []
        sheet = read_delimited(name, sha256, text, problems)
        return [] if sheet is None else [sheet]
    members = unpack(name, data, problems) if kind == "xlsx" else None
    sheets = read_workbook(name, sha256, members, problems) if members is not None else None
    return visible_sheets(name, sheets, problems) if sheets is not None else []


def _no_header(name: str, sheets: Sequence[Sheet], problems: Problems) -> None:
    for sheet in sheets:
        rows = [sheet.row(index) for index in range(min(sheet.height, 60))]
        code = garbled("\n".join(cell for row in rows for cell in row))
        if code is not None:
            garbled_fault(code, sheet.place(), problems)
            return
        if lossy_names(rows) >= LEAST_NAMES:
            got = "tên cột có dấu ? thay cho chữ Việt: chữ đã mất khi lưu"
            problems.fault(
                "encoding-lossy",
                sheet.place(),
                got,
                "tên cột đủ chữ",
                "lưu lại từ tệp gốc thành UTF-8",
            )
            return
    wanted = "một dòng tiêu đề có các cột " + ", ".join(
        REGISTER_COLUMNS[code].label for code in REGISTER_REQUIRED
    )
    got = "không tìm thấy dòng tiêu đề của danh mục đề án (hay của bảng số liệu công bố)"
    problems.fault("header-not-found", Place(name), got, wanted)


def _schemes(table: Table, number: int, units: Units, problems: Problems) -> pd.DataFrame:
    """The schemes of one table; empty after a fault in its header."""
    if not check_header(table.sheet, table.header, problems):
        return empty_schemes()
    if not len(table.schemes):
        got = "chỉ có dòng tiêu đề, không có đề án nào"
        where = table.sheet.place(table.header.bottom)
        problems.fault("table-no-rows", where, got, "ít nhất một đề án", "thêm đề án hoặc bỏ bảng")
        return empty_schemes()
    amounts = {
        code: read_amounts(table.sheet, table.header, code, table.schemes, units[code], problems)
        for code in MONEY
        if code in table.header.columns
    }
    funds = {code: column for code, column in amounts.items() if code != "budget"}
    check_rows(table, funds, problems)
    check_totals(table, funds, units, problems)
    texts = _texts(table, problems)
    years = year_column(table.sheet, table.header, table.schemes, cells_of(table, "year"), problems)
    _year_cells(table, problems)
    if "approved_on" in texts:
        texts["approved_on"] = dates_column(table, texts["approved_on"], years, problems)
    establishments = (
        establishments_column(table, texts["establishments"], problems)
        if "establishments" in texts
        else no_integers(len(table.schemes))
    )
    return scheme_frame(table, number, texts, years, amounts, establishments)


def _texts(table: Table, problems: Problems) -> dict[str, pa.Array]:
    sheet, header, rows = table.sheet, table.header, table.schemes
    texts: dict[str, pa.Array] = {}
    for code in (*OPEN_TEXT, "kind", *PLAIN_TEXT, "status", "beneficiary_type"):
        if code in header.columns:
            column = cells_of(table, code)
            required = code in REGISTER_REQUIRED
            texts[code] = text_column(
                sheet, header, code, rows, column, problems, required=required
            )
    texts["activity"] = coded_column(
        sheet, header, "kind", rows, texts["kind"], vocabulary.KINDS, problems
    )
    tell_assumed_status(table, texts.get("status"), problems)
    if "status" in texts:
        printed = texts["status"]
        codes = coded_column(sheet, header, "status", rows, printed, vocabulary.STATUSES, problems)
        texts["status"] = pc.if_else(pc.equal(codes, ""), "actual", codes)
    if "difficult_area" in texts:
        printed = texts["difficult_area"]
        texts["difficult_area"] = coded_column(
            sheet, header, "difficult_area", rows, printed, YES_NO, problems
        )
    if "beneficiary_type" in texts:
        types = {
            code: word
            for code, word in vocabulary.BENEFICIARIES.items()
            if code in vocabulary.BENEFICIARY_TYPES[:4]
        }
        printed = texts["beneficiary_type"]
        texts["beneficiary_type"] = coded_column(
            sheet, header, "beneficiary_type", rows, printed, types, problems, default=""
        )
    if "stt" in texts:
        check_numbering(table, texts["stt"], problems)
    return texts


def _year_cells(table: Table, problems: Problems) -> None:
    column = cells_of(table, "year")
    text_column(table.sheet, table.header, "year", table.schemes, column, problems, required=True)

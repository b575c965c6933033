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
from analysis.raw.folder import MOST_REGISTER_BYTES, refuse_large
from analysis.raw.rows import Correction, RegisterSource
from analysis.registers.amount_columns import read_amounts
from analysis.registers.corrected import ChangedCell, corrected_sheets
from analysis.registers.csv_sheet import read_delimited
from analysis.registers.duplicates import check_duplicates, check_numbering
from analysis.registers.header import (
    LEAST_NAMES,
    MONEY,
    MOST_TITLE_ROWS,
    check_header,
    lossy_names,
    required_labels,
)
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

TEXT_COLUMNS = (
    "name", "beneficiary", "place", "activity_text", "kind", "stt", "code", "approved_on",
    "difficult_area", "establishments", "implementer", "status", "beneficiary_type",
)  # fmt: skip
LARGE_BYTES = 50 * 1024 * 1024
# Only the first four sorts are legal forms; the others say what a beneficiary does, or where.
LEGAL_FORMS = {code: vocabulary.BENEFICIARIES[code] for code in vocabulary.BENEFICIARY_TYPES[:4]}


@dataclass(frozen=True)
class RegisterResult:
    """The schemes of one or more registers (no row counts when there is a fault) and what was found.

    `schemes` has the columns that `registers.result` names. `printed` are the tables with their cells as they were
    read, one for each of `tables`.
    """

    schemes: pd.DataFrame
    faults: list[Fault]
    findings: list[Finding]
    tables: tuple[TableRef, ...] = ()
    sheets: tuple[SheetRows, ...] = ()
    printed: tuple[Table, ...] = ()


def read_register(
    name: str,
    data: bytes,
    corrections: Sequence[Correction] = (),
) -> RegisterResult:
    """Read one register: the bytes of a CSV or XLSX whose name ends so.

    Faults are collected, never raised; with any fault the frame is empty.
    """
    return _read(RegisterSource(name, hashlib.sha256(data).hexdigest(), data), corrections)


def read_registers(
    files: Iterable[RegisterSource], corrections: Sequence[Correction] = ()
) -> RegisterResult:
    """Read registers together, corrected: no file twice, no row in two files.

    Faults are collected, never raised; with any fault in any file the frame is empty.
    """
    problems = Problems(most=MOST_FAULTS_A_KIND)
    first_names: dict[str, str] = {}
    frames: list[pd.DataFrame] = []
    faults: list[Fault] = []
    findings: list[Finding] = []
    tables: list[TableRef] = []
    sheets: list[SheetRows] = []
    printed: list[Table] = []
    for source in files:
        first = first_names.setdefault(source.sha256, source.name)
        if first != source.name:
            got = f"nội dung giống hệt {shown(first)}"
            problems.fault("file-duplicate", Place(source.name), got)
            continue
        result = _read(source, [line for line in corrections if line.file == source.name])
        faults += result.faults
        findings += result.findings
        sheets += result.sheets
        if len(result.schemes):
            result.schemes["table"] += len(tables)  # counted on over all files
            frames.append(result.schemes)
            tables += result.tables
            printed += result.printed
    frame = _stacked(frames)
    if len(frames) > 1:
        check_duplicates(frame, problems, between_files=True)
    faults += problems.all_faults("")
    findings += problems.findings()
    if faults:
        frame = empty_schemes()
    return RegisterResult(frame, faults, findings, tuple(tables), tuple(sheets), tuple(printed))


def _read(source: RegisterSource, corrections: Sequence[Correction]) -> RegisterResult:
    problems = Problems(most=MOST_FAULTS_A_KIND)
    tables, changed = _tables(source, corrections, problems)
    units = table_units(tables, problems)
    frames = [
        _schemes(table, number, units[number], problems) for number, table in enumerate(tables)
    ]
    frame = _stacked(frames)
    check_tables(tables, [schemes["year"].unique().tolist() for schemes in frames], problems)
    check_duplicates(_sound_rows(frame, problems), problems)
    faults, findings = problems.all_faults(source.name), problems.findings()
    if faults:
        return RegisterResult(empty_schemes(), faults, findings)
    refs = [
        table_ref(table, changed.get(table.sheet.name or "", []), own)
        for table, own in zip(tables, units, strict=True)
    ]
    return RegisterResult(frame, faults, findings, tuple(refs), layouts(tables), tuple(tables))


def _stacked(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """One frame below the other; a frame that stands alone is not copied."""
    if not frames:
        return empty_schemes()
    if len(frames) == 1:
        return frames[0]
    return pd.concat(frames, ignore_index=True)


def _sound_rows(frame: pd.DataFrame, problems: Problems) -> pd.DataFrame:
    """The rows without a fault: what could not be read of others says nothing about duplicates."""
    if not problems.faults:
        return frame
    # A fault without a row is one of the whole file: its rows may all be sound.
    named = {(fault.where.sheet or "", fault.where.row) for fault in problems.faults}
    places = zip(frame["sheet"], frame["row"], strict=True)
    return frame[np.array([place not in named for place in places], dtype=bool)]


def _tables(
    source: RegisterSource,
    corrections: Sequence[Correction],
    problems: Problems,
) -> tuple[list[Table], dict[str, list[ChangedCell]]]:
    """The tables of a file and the cells of each sheet that corrections changed."""
    size = len(source.data)
    if size > MOST_REGISTER_BYTES:
        refuse_large(source.name, size, MOST_REGISTER_BYTES, problems)
        return [], {}
    if size > LARGE_BYTES:
        message = f"tệp lớn ({size // 2**20} MiB), đọc lâu hơn thường lệ"
        problems.warn("file-large", Place(source.name), message)
    sheets = _sheets(source, problems)
    changed: dict[str, list[ChangedCell]] = {}
    if corrections and sheets:
        sheets, changed = corrected_sheets(sheets, corrections, problems)
    tables: list[Table] = []
    for sheet in sheets:
        found = find_tables(sheet, problems)
        for table in found:
            check_sheet(table, problems)
        tables += found
    if sheets and not tables and not problems.faults:
        _no_header(source.name, sheets, problems)
    return tables, changed


def _sheets(source: RegisterSource, problems: Problems) -> list[Sheet]:
    """The sheets of a file that people see; none after a fault."""
    name = source.name
    kind = check_type(name, source.data, problems)
    if kind == "xlsx":
        members = unpack(name, source.data, problems)
        if members is None:
            return []
        sheets = read_workbook(name, source.sha256, members, problems)
        return [] if sheets is None else visible_sheets(name, sheets, problems)
    if kind != "csv":
        return []
    text = decode(name, source.data, problems)
    if text is None:
        return []
    if text.is_blank:
        problems.fault("file-empty", Place(name), "tệp rỗng")
        return []
    sheet = read_delimited(name, source.sha256, text, problems)
    return [] if sheet is None else [sheet]


def _no_header(
    name: str,
    sheets: Sequence[Sheet],
    problems: Problems,
) -> None:
    """Say why no table was found: letters of an old code, letters lost, or no register at all."""
    for sheet in sheets:
        rows = sheet.rows(0, MOST_TITLE_ROWS)
        code = garbled("\n".join(cell for row in rows for cell in row))
        if code is not None:
            garbled_fault(code, sheet.place(), problems)
            return
        if lossy_names(rows) >= LEAST_NAMES:
            got = "tên cột có dấu ? thay cho chữ Việt: chữ đã mất khi lưu"
            wanted, remedy = "tên cột đủ chữ", "lưu lại từ tệp gốc thành UTF-8"
            problems.fault("encoding-lossy", sheet.place(), got, wanted, remedy)
            return
    got = "không tìm thấy dòng tiêu đề của danh mục đề án (hay của bảng số liệu công bố)"
    wanted = f"một dòng tiêu đề có các cột {required_labels()}"
    problems.fault("header-not-found", Place(name), got, wanted)


def _schemes(
    table: Table,
    number: int,
    units: Units,
    problems: Problems,
) -> pd.DataFrame:
    """The schemes of one table; empty after a fault in its header."""
    sheet, header, rows = table.sheet, table.header, table.schemes
    if not check_header(sheet, header, problems):
        return empty_schemes()
    if not len(rows):
        where, got = sheet.place(header.bottom), "chỉ có dòng tiêu đề, không có đề án nào"
        problems.fault("table-no-rows", where, got, "ít nhất một đề án", "thêm đề án hoặc bỏ bảng")
        return empty_schemes()
    amounts = {
        code: read_amounts(table, code, units[code], problems)
        for code in MONEY
        if code in header.columns
    }
    funds = {code: column for code, column in amounts.items() if code != "budget"}
    check_rows(table, funds, problems)
    check_totals(table, funds, units, problems)
    texts = _texts(table, problems)
    years = year_column(table, problems)
    text_column(table, "year", problems)  # its blanks, errors and odd letters; the years are read
    if "approved_on" in texts:
        texts["approved_on"] = dates_column(table, texts["approved_on"], years, problems)
    establishments = no_integers(len(rows))
    if "establishments" in texts:
        establishments = establishments_column(table, texts["establishments"], problems)
    return scheme_frame(table, number, texts, years, amounts, establishments)


def _texts(table: Table, problems: Problems) -> dict[str, pa.Array]:
    """The columns of text by code, those of a closed list as its codes; `activity` has the codes of `kind`."""
    texts = {
        code: text_column(table, code, problems)
        for code in TEXT_COLUMNS
        if code in table.header.columns
    }
    texts["activity"] = coded_column(table, "kind", texts["kind"], vocabulary.KINDS, problems)
    tell_assumed_status(table, texts.get("status"), problems)
    for code, words, default in (
        ("status", vocabulary.STATUSES, None),
        ("difficult_area", YES_NO, None),
        ("beneficiary_type", LEGAL_FORMS, ""),
    ):
        if code in texts:
            texts[code] = coded_column(table, code, texts[code], words, problems, default=default)
    if "status" in texts:
        codes = texts["status"]
        texts["status"] = pc.if_else(pc.equal(codes, ""), "actual", codes)
    if "stt" in texts:
        check_numbering(table, texts["stt"], problems)
    return texts

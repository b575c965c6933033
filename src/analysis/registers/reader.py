"""Scheme registers (danh mục đề án), one row a scheme: right sums to the đồng, or a refusal that names the cell."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import Any, Protocol

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis import vocabulary
from analysis.around.doubts import tell_doubts
from analysis.around.named_years import check_far_years, check_named_years
from analysis.around.statuses import assumed_statuses
from analysis.around.summaries import check_summaries, has_summary, is_summary
from analysis.around.supports import supports_of
from analysis.around.territory import territory_of
from analysis.around.year_parts import check_group_years, titled_part
from analysis.faults import MOST_FAULTS_A_KIND, Fault, Finding, Noted, Place, Problems, shown
from analysis.filled.form import FilledForm
from analysis.filled.reading import forms_of
from analysis.raw.file_types import check_type
from analysis.raw.folder import MOST_REGISTER_BYTES, refuse_large
from analysis.raw.rows import Correction, RegisterSource
from analysis.raw.text_file import decode, garbled, garbled_fault
from analysis.registers.corrected import Changes, corrected_sheets
from analysis.registers.csv_sheet import read_delimited
from analysis.registers.duplicates import check_duplicates, check_numbering
from analysis.registers.effects import effect_units, effects_of
from analysis.registers.header_rules import check_header, lossy_names, required_labels
from analysis.registers.in_words import check_words
from analysis.registers.over_sheets import check_without_header, joined_over_sheets
from analysis.registers.parts import check_components, check_repeats
from analysis.registers.result import (
    TableRef,
    empty_schemes,
    moved_cells,
    one_scheme,
    scheme_frame,
    table_ref,
)
from analysis.registers.row_sums import check_rows, without_total
from analysis.registers.sheet_rules import check_sheet, check_tables, visible_sheets
from analysis.registers.totals import check_counts, check_totals
from analysis.registers.unmerged import with_spans
from analysis.sheets.sheet import Sheet
from analysis.sheets.xlsx_file import read_workbook
from analysis.tables.amount_columns import read_amounts
from analysis.tables.columns import LATER_DATES, MONEY, REGISTER_AMOUNTS
from analysis.tables.dates import (
    ASKED_DATE,
    check_year_answers,
    dates_column,
    deciding_date,
    deciding_days,
    year_column,
)
from analysis.tables.header import LEAST_NAMES, MOST_TITLE_ROWS
from analysis.tables.rows import find_tables
from analysis.tables.stated_units import table_units
from analysis.tables.table import Table
from analysis.tables.text_columns import (
    YES_NO,
    Column,
    coded_column,
    establishments_column,
    text_columns,
)
from analysis.tables.units import Units

TEXT_COLUMNS = (
    "name", "beneficiary", "place", "activity_text", "kind", "stt", "code", "approved_on",
    "difficult_area", "establishments", "implementer", "status", "beneficiary_type", "support",
)  # fmt: skip
LARGE_BYTES = 50 * 1024 * 1024
LEGAL_FORMS = {code: vocabulary.BENEFICIARIES[code] for code in vocabulary.LEGAL_FORMS}
# Column, its words, the code of any other word where that is no fault.
CLOSED_LISTS = (("difficult_area", YES_NO, None), ("beneficiary_type", LEGAL_FORMS, ""))


class Arrangement(Protocol):
    """What the office, or the file outside its cells, says of a register: the reader reads it as if a cell said so."""

    def named(self, sheets: list[Sheet], problems: Problems) -> list[Sheet]:
        """The sheets of a file, with the names of a register where the office knows its columns by others."""

    def completed(self, table: Table, problems: Problems) -> list[Table]:
        """The registers that a table is, each with the columns that it lacks and that something else says."""


class Kept(Protocol):
    """What earlier runs read, by what it was made from."""

    def reading(
        self,
        source: RegisterSource,
        corrections: Sequence[Correction],
        read: Callable[[], RegisterResult],
    ) -> RegisterResult:
        """What one register is read as."""

    def nothing_between(self, check: Callable[[], bool]) -> bool:
        """Whether a check finds nothing between all registers that were read so far."""


@dataclass(frozen=True)
class RegisterResult:
    """The schemes of one or more registers (no row counts when there is a fault) and what was found.

    `schemes` has the columns that `registers.result` names. `printed` are the tables with their cells as they were
    read, one for each of `tables`. `doubts` are the provinces, by slug, of which one may be meant by a table, by its
    number. `forms` are the filled official forms among the sheets, which are no registers.
    """

    schemes: pd.DataFrame
    faults: list[Fault]
    notes: list[Noted]
    tables: Sequence[TableRef] = ()
    printed: Sequence[Table] = ()
    doubts: Mapping[int, Sequence[str]] = field(default_factory=dict)
    forms: Sequence[FilledForm] = ()

    @property
    def findings(self) -> list[Finding]:
        """The notes in words."""
        return [note.finding for note in self.notes]


def read_register(
    name: str,
    data: bytes,
    corrections: Sequence[Correction] = (),
    arrangement: Arrangement | None = None,
) -> RegisterResult:
    """Read one register: the bytes of a CSV or XLSX whose name ends so.

    Faults are collected, never raised; with any fault the frame is empty.
    """
    source = RegisterSource(name, hashlib.sha256(data).hexdigest(), data)
    return _read(source, corrections, arrangement)


def read_again(
    source: RegisterSource, opened: Sequence[Sheet], arrangement: Arrangement
) -> RegisterResult:
    """Read a register by another arrangement, with its sheets as they came to the first one."""
    return _read(source, (), arrangement, opened)


def read_registers(
    files: Iterable[RegisterSource],
    corrections: Sequence[Correction] = (),
    arrangement: Arrangement | None = None,
    kept: Kept | None = None,
) -> RegisterResult:
    """Read registers together, corrected and arranged: no file twice, no row in two files.

    Faults are collected, never raised; with any fault in any file the frame is empty. What is `kept` of a file by the
    same arrangement is not read again.
    """
    problems = Problems(most=MOST_FAULTS_A_KIND)
    first_names: dict[str, str] = {}
    results: list[RegisterResult] = []
    count = 0  # of tables: they are counted on over all files
    doubts: dict[int, Sequence[str]] = {}
    for source in files:
        first = first_names.setdefault(source.sha256, source.name)
        if first != source.name:
            problems.fault(
                "file-duplicate", Place(source.name), f"nội dung giống hệt {shown(first)}"
            )
            continue
        own = [line for line in corrections if line.file == source.name]
        read = partial(_read, source, own, arrangement)
        result = read() if kept is None else kept.reading(source, own, read)
        result.schemes["table"] += count
        doubts |= {count + number: slugs for number, slugs in result.doubts.items()}
        count += len(result.tables)
        results.append(result)
    frames = [result.schemes for result in results if len(result.schemes)]
    frame = _stacked(frames)
    if len(frames) > 1:
        check = partial(_nothing_between, frame, problems)
        if kept is None:
            check()
        else:
            kept.nothing_between(check)
    faults = [*_all(results, "faults"), *problems.all_faults("")]
    notes = [*_all(results, "notes"), *problems.notes()]
    if faults:
        frame = empty_schemes()
    return RegisterResult(
        frame,
        faults,
        notes,
        _all(results, "tables"),
        _all(results, "printed"),
        doubts,
        _all(results, "forms"),
    )


def _nothing_between(frame: pd.DataFrame, problems: Problems) -> bool:
    before = len(problems.faults)
    check_duplicates(frame, problems, between_files=True)
    return len(problems.faults) == before and not problems.notes()


def _all(results: Iterable[RegisterResult], part: str) -> list[Any]:
    return list(chain.from_iterable(map(attrgetter(part), results)))


def _read(
    source: RegisterSource,
    corrections: Sequence[Correction],
    arrangement: Arrangement | None,
    opened: Sequence[Sheet] | None = None,
) -> RegisterResult:
    problems = Problems(most=MOST_FAULTS_A_KIND)
    if opened is None:
        opened = _opened(source, problems)
    forms, rest = forms_of(opened, problems)
    corrections = _of_registers(corrections, opened, rest, problems)
    opened = rest
    tables, changed, summaries = _tables(
        source, opened, corrections, arrangement, problems, has_forms=bool(forms)
    )
    units = [
        own | effect_units(table, own)
        for table, own in zip(tables, table_units(tables, problems), strict=True)
    ]
    frames: list[pd.DataFrame] = []
    above: dict[str, int] = {}  # sums of the tables with which the next one goes on
    for number, table in enumerate(tables):
        above = _with_sums(above, frames[-1]) if table.continues else {}
        tables[number], schemes = _schemes(table, number, units[number], above, problems)
        frames.append(schemes)
    check_words(tables, frames, problems)
    check_tables(tables, frames, problems)
    if any(table.pairs for table in tables):
        frames = one_scheme(tables, frames, problems)
    frame = _stacked(frames)
    check_year_answers(tables, problems)
    parts: list[str] = []
    for table, schemes in zip(tables, frames, strict=True):
        check_named_years(table, _sound_rows(schemes, problems), problems)
        part = ""
        if len(schemes):
            check_group_years(table, schemes, problems)
            part = titled_part(table, schemes, problems)
        parts.append(part)
    sound = _sound_rows(frame, problems)
    check_far_years(tables, sound, problems)
    check_duplicates(sound, problems)
    territories = [territory_of(table, problems) for table in tables]
    if summaries and not problems.faults:
        check_summaries(summaries, frame, units, problems)
    faults, notes = problems.all_faults(source.name), problems.notes()
    if faults:
        return RegisterResult(empty_schemes(), faults, notes)
    refs = [
        table_ref(
            table,
            changed.get(table.sheet.name or "", []),
            units[number],
            territories[number].slug,
            moved_cells(tables, number),
            parts[number],
        )
        for number, table in enumerate(tables)
    ]
    doubts = {
        number: territory.doubtful
        for number, territory in enumerate(territories)
        if territory.doubtful
    }
    return RegisterResult(frame, faults, notes, refs, tables, doubts, forms)


def _of_registers(
    corrections: Sequence[Correction],
    opened: Sequence[Sheet],
    rest: Sequence[Sheet],
    problems: Problems,
) -> list[Correction]:
    """The corrections of sheets that are no forms; a form is put right in its own file."""
    of_forms = {sheet.name or "" for sheet in opened} - {sheet.name or "" for sheet in rest}
    for correction in corrections:
        if correction.sheet in of_forms:
            problems.fault(
                "correction-cell",
                correction.where,
                f"ô {correction.cell} là ô của biểu mẫu đã điền",
                "một ô của danh mục đề án hoặc của số liệu công bố",
                "sửa số ngay trong biểu rồi bỏ dòng đính chính",
            )
    return [correction for correction in corrections if correction.sheet not in of_forms]


def _with_sums(above: Mapping[str, int], schemes: pd.DataFrame) -> dict[str, int]:
    return {code: above.get(code, 0) + int(schemes[code].sum()) for code in REGISTER_AMOUNTS}


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


def _opened(source: RegisterSource, problems: Problems) -> Sequence[Sheet]:
    """The sheets of a file; none after a fault in it as a whole."""
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
    kind = check_type(source.name, source.data, problems)
    if kind == "xlsx":
        return [with_spans(page) for page in read_workbook(source, problems)]
    if kind == "csv" and (text := decode(source.name, source.data, problems)):
        return read_delimited(source, text, problems)
    return []


def _tables(
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


def _schemes(
    table: Table, number: int, units: Units, above: Mapping[str, int], problems: Problems
) -> tuple[Table, pd.DataFrame]:
    """The schemes of one table, below those of the sums `above`; none after a fault in its header.

    With it the table as it was read: without totals that are not of the whole money.
    """
    sheet, header, rows = table.sheet, table.header, table.schemes
    if not check_header(sheet, header, problems):
        return table, empty_schemes()
    if not len(rows):
        problems.fault(
            "table-no-rows",
            sheet.place(header.bottom),
            "chỉ có dòng tiêu đề, không có đề án nào",
            "ít nhất một đề án",
            "thêm đề án hoặc bỏ bảng",
        )
        return table, empty_schemes()
    amounts = {
        code: read_amounts(table, code, units[code], problems) for code in header.present(MONEY)
    }
    funds = {code: amounts[code] for code in REGISTER_AMOUNTS if code in amounts}
    checked = check_rows(table, funds, problems)
    amounts |= checked
    check_components(table, funds, units, problems)
    check_repeats(table, funds, problems)
    check_counts(table, problems)
    columns = text_columns(table, header.present(TEXT_COLUMNS), problems)
    years = year_column(table, problems)
    texts = _texts(table, columns, years, problems)
    apart = np.asarray(pc.is_in(texts["status"], value_set=pa.array(vocabulary.APART_STATUSES)))
    check_totals(table, funds, units, above, apart, problems)
    supports = supports_of(table, columns.get("support"), amounts, problems)
    texts.pop("support", None)
    if supports is not None:
        texts["support"] = supports
    text_columns(
        table, ["year"], problems
    )  # its blanks, errors and odd letters; the years are read
    if "approved_on" in columns:
        texts["approved_on"] = dates_column(columns["approved_on"], years)
    deciding = deciding_date(table)
    if deciding not in ("", ASKED_DATE):
        done = np.asarray(pc.equal(texts["status"], "actual"))
        speaks = done if deciding in LATER_DATES else np.ones(len(rows), dtype=bool)
        texts["dated_on"] = deciding_days(table, deciding, speaks, problems)
    if funds.keys() - checked.keys():
        del amounts["tong"]
        table = replace(table, header=without_total(header))
    counts = effects_of(table, units, problems)
    if "establishments" in columns:
        counts["establishments"] = establishments_column(columns["establishments"])
    return table, scheme_frame(table, number, texts, years, amounts, counts)


def _texts(
    table: Table, columns: Mapping[str, Column], years: np.ndarray, problems: Problems
) -> dict[str, pa.Array]:
    """The texts of the columns, of a closed list its codes; `activity` has the codes of `kind`."""
    texts = {code: column.texts for code, column in columns.items()}
    texts["activity"] = coded_column(columns["kind"], vocabulary.KINDS)
    texts["status"] = assumed_statuses(table, columns, years, problems)
    tell_doubts(table, problems)
    for code, words, default in CLOSED_LISTS:
        if code in columns:
            texts[code] = coded_column(columns[code], words, default)
    if "stt" in texts and not table.left_out:
        check_numbering(table, texts["stt"], problems)
    return texts

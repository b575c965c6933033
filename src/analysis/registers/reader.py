"""Scheme registers (danh mục đề án), one row a scheme: right sums to the đồng, or a refusal that names the cell."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import Any, Protocol

import numpy as np
import pandas as pd

from analysis.around.former_parts import former_parts, territories_of
from analysis.around.named_years import check_far_years, check_named_years
from analysis.around.summaries import check_summaries
from analysis.around.year_parts import check_group_years, titled_part
from analysis.faults import MOST_FAULTS_A_KIND, Fault, Finding, Noted, Place, Problems
from analysis.filled.form import FilledForm
from analysis.filled.reading import forms_of
from analysis.messages import shown
from analysis.raw.rows import Correction, RegisterSource
from analysis.registers.duplicates import check_duplicates
from analysis.registers.effects import effect_units
from analysis.registers.file_tables import Arrangement, sheets_of, tables_of
from analysis.registers.in_words import check_words
from analysis.registers.paired_rows import moved_cells, one_scheme
from analysis.registers.result import empty_schemes
from analysis.registers.table_refs import TableRef, table_ref
from analysis.registers.table_schemes import schemes_of
from analysis.registers.tables_together import check_tables
from analysis.sheets.sheet import Sheet
from analysis.tables.columns import REGISTER_AMOUNTS
from analysis.tables.dates import check_year_answers
from analysis.tables.stated_units import table_units
from analysis.tables.table import Table


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
        opened = sheets_of(source, problems)
    forms, rest = forms_of(opened, problems)
    corrections = _of_registers(corrections, opened, rest, problems)
    tables, changed, summaries = tables_of(
        source, rest, corrections, arrangement, problems, has_forms=bool(forms)
    )
    units = [
        own | effect_units(table, own)
        for table, own in zip(tables, table_units(tables, problems), strict=True)
    ]
    frames: list[pd.DataFrame] = []
    above: dict[str, int] = {}  # sums of the tables with which the next one goes on
    for number, table in enumerate(tables):
        above = _with_sums(above, frames[-1]) if table.continues else {}
        tables[number], schemes = schemes_of(table, number, units[number], above, problems)
        frames.append(schemes)
    check_words(tables, frames, problems)
    former = former_parts(tables, frames)
    check_tables(tables, frames, former, problems)
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
    territories = territories_of(tables, former, problems)
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

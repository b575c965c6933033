"""What an edition uses of data/raw: its rows, one hash a file over them, and what is told of the rest.

The hash that is printed for a file is that of its used rows with their header, so that other rows
and other files leave an edition as it is. Its lines (`stages.row_hash`) are the header, then the rows in the
order of the file; of a register its known columns, with the name of the sheet and the unit of each
column.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.book.ranges import row_ranges
from analysis.checks.waivers import Waiver
from analysis.definitions.forms import comparable
from analysis.definitions.provinces import usual_name
from analysis.faults import Finding, Noted, Place
from analysis.figures.figure import Figures
from analysis.figures.of_edition import Lists
from analysis.figures.places import same_name
from analysis.official.own_forms import concerns
from analysis.official.placing import texts_of
from analysis.project import RAW_FOLDER
from analysis.raw.rows import RawRow
from analysis.registers.table_refs import TableRef
from analysis.sheets.sheet import part
from analysis.stages.row_hash import RowHash, frame_hash
from analysis.stages.used_rows import Used, used_rows
from analysis.tables.table import meant_by
from analysis.vocabulary import (
    ACTIVITIES_TABLE,
    ACTS_TABLE,
    CORRECTIONS_TABLE,
    FORM_LINES_TABLE,
    NORMS_TABLE,
    PLACES_TABLE,
    READINGS_TABLE,
    REVISIONS_TABLE,
    SOURCES_TABLE,
    WAIVERS_TABLE,
)

if TYPE_CHECKING:
    from analysis.filled.form import FilledForm
    from analysis.registers.reader import RegisterResult
    from analysis.tables.table import Table

T = TypeVar("T")
Cells = Mapping[str, str]
# Told of a whole file, whatever rows it has.
OF_WHOLE_FILES = ("file-large", "table-by-year")
# The fields of a figure and of a scheme that say where it stands.
POSITIONS = ("file", "sha256", "sheet", "row", "table", "parts", "year_cell", "corrected", "column")
# Says only which schemes lie in a part of a year, and these are told themselves.
PLACING = "dated_on"
# Each of more files without a used row is not told: with the registers of a country nobody would find what counts.
MOST_OTHERS = 5
DIGEST_LETTERS = 64


def used_lines(lists: Lists, touching: Iterable[int]) -> set[int]:
    """The lines of dinh-chinh.csv that touch the edition, or a row that it uses."""
    if not lists.corrections:
        return set(touching)
    rows = {(figure.file, "", figure.row) for figure in lists.published}
    for table, _, numbers in _tables_in(lists.registers):
        rows |= {(table.file, table.sheet, row) for row in numbers.tolist()}
    of_rows = {line.line for line in lists.corrections if (line.file, line.sheet, line.row) in rows}
    return of_rows.union(touching)


def small_rows(
    lists: Lists, lines: set[int], waivers: Iterable[Waiver], law: Mapping[str, set[int]]
) -> dict[str, list[RawRow]]:
    """The used rows of each small table by its name.

    `lines` are those of dinh-chinh.csv, `law` those of the tables of acts and of norms, by table.
    """
    edition, received = lists.edition, lists.received
    sources = {figure.source for figure in lists.published}
    labels = {figure.activity_label for figure in lists.published}
    waived = {waiver.line for waiver in waivers}
    files = {table.file.rpartition("/")[2] for table in lists.registers.tables}
    typed = {
        *lists.registers.schemes["place"].unique(),
        *(figure.place_name for figure in lists.published),
    }
    places = set(map(same_name, typed))
    told_by: set[str] = set()
    if received.rows(FORM_LINES_TABLE):
        told_by = texts_of(lists.registers.schemes)
    wanted: dict[str, Callable[[RawRow, Cells], bool]] = {
        SOURCES_TABLE: lambda _, cells: cells["id"] in sources,
        READINGS_TABLE: lambda _, cells: cells["source"] in sources,
        ACTIVITIES_TABLE: lambda _, cells: (
            cells["label"] in labels and cells["source"] in {"", *sources}
        ),
        PLACES_TABLE: lambda _, cells: cells["tep"] in files or same_name(cells["ten"]) in places,
        FORM_LINES_TABLE: lambda _, cells: comparable(cells["de_an"]) in told_by,
        CORRECTIONS_TABLE: lambda row, _: row.number in lines,
        WAIVERS_TABLE: lambda row, _: row.number in waived,
        REVISIONS_TABLE: lambda _, cells: usual_name(cells["ky"]) == edition.name,
        ACTS_TABLE: lambda row, _: row.number in law[ACTS_TABLE],
        NORMS_TABLE: lambda row, _: row.number in law[NORMS_TABLE],
    }
    return {
        table: [row for row in received.rows(table) if is_used(row, row.stripped)]
        for table, is_used in wanted.items()
    }


def used_of(lists: Lists, small: Mapping[str, Sequence[RawRow]]) -> Used:
    """The used rows of every file: of published figures, small tables (`small`), registers."""
    published = {(figure.file, figure.row) for figure in lists.published}
    figures = [
        row for row in lists.received.rows("figures") if (row.file.name, row.number) in published
    ]
    typed = used_rows([*figures, *chain.from_iterable(small.values())])
    hashes, rows = typed.hashes, typed.rows
    texts: dict[str, RowHash] = defaultdict(RowHash)
    places = defaultdict(list)
    for table, printed, numbers in _tables_in(lists.registers):
        _add_register(texts[table.file], table, printed, numbers)
        where = f"{table.sheet}: " if table.sheet else ""
        places[table.file].append(where + row_ranges(numbers))
    for name, lines, where in _form_texts(lists):
        texts[name].add(lines)
        places[name].append(where)
    for name, own in texts.items():
        hashes[name] = own.hexdigest()
        rows[name] = "; ".join(places[name])
    answers = lists.received.answers
    used = sorted(_answers_used(lists.registers))
    if answers is not None and used:
        hashes[answers.name] = RowHash([used]).hexdigest()
        rows[answers.name] = f"{len(used)} mục"
    return Used(dict(sorted(hashes.items())), dict(sorted(rows.items())))


def _form_texts(lists: Lists) -> Iterator[tuple[str, list[list[str]], str]]:
    """Of each sheet with a used form its file, its used cells, and where these stand."""
    by_sheet = defaultdict(list)
    for figure in lists.published:
        if figure.column:
            by_sheet[figure.file, figure.sheet].append(figure)
    for (name, sheet), figures in by_sheet.items():
        lines = [[sheet, f.column, str(f.row), f.activity_label, f.printed] for f in figures]
        where = f"{sheet}: " if sheet else ""
        rows = sorted({figure.row for figure in figures})
        yield name, lines, where + row_ranges(np.array(rows))


def _tables_in(registers: RegisterResult) -> Iterator[tuple[TableRef, Table, np.ndarray]]:
    """Each table with its grid and the rows of its schemes."""
    numbers = registers.schemes["table"].to_numpy()
    rows = registers.schemes["row"].to_numpy()
    for number, pair in enumerate(zip(registers.tables, registers.printed, strict=True)):
        yield *pair, rows[numbers == number]


def _answers_used(registers: RegisterResult) -> set[str]:
    """What the office said of how the used tables are read; of its words those that stand in used rows."""
    used: set[str] = set()
    for table, printed, rows in _tables_in(registers):
        if not len(rows):
            continue
        used.update(f"{table.file}: {line}" for line in printed.answers)
        for code, words in printed.words.items():
            if code in printed.header.columns:
                column = printed.sheet.columns[printed.header.columns[code]]
                for cell in column.take(rows - 1).unique().to_pylist():
                    if meaning := meant_by(words, cell):
                        used.add(f"{' '.join(cell.split())} = {meaning}")
    return used


def _add_register(to: RowHash, table: TableRef, printed: Table, rows: np.ndarray) -> None:
    """Add the header of a table and its rows as the file has them, before any correction."""
    header = printed.header
    codes = sorted(header.columns, key=header.columns.__getitem__)
    units = [str(table.units.get(code, "")) for code in codes]
    names = [header.printed(code) for code in codes]
    to.add([[table.sheet], names, units])
    columns = []
    for code in codes:
        texts = part(printed.sheet.columns[header.columns[code]], rows - 1)
        wrong = {cell.row: cell.wrong for cell in table.corrected if cell.code == code}
        mended = np.isin(rows, [*wrong])
        if mended.any():
            right = pa.array([wrong[row] for row in rows[mended].tolist()], texts.type)
            texts = pc.replace_with_mask(texts, pa.array(mended), right)
        columns.append(texts)
    to.add_columns(columns)


def meaning_of(figures: Figures, schemes: pd.DataFrame, told: Iterable[object]) -> str:
    """One hash over what the used rows were read as, and what is told of them, wherever they stand.

    A title, the name of a sheet or another row may give a row another meaning without a change of
    its cells: a status, a unit, a territory.
    """
    lines = [
        json.dumps({name: text for name, text in vars(figure).items() if name not in POSITIONS})
        for figure in figures
    ]
    lines += map(repr, told)
    digest = hashlib.sha256("\n".join(lines).encode())
    digest.update(frame_hash(schemes.drop(columns=[*POSITIONS, PLACING], errors="ignore")))
    return digest.hexdigest()


def with_hashes(thing: T, hashes: Mapping[str, str]) -> T:
    """A thing of texts, lists and dataclasses with other SHA-256 wherever one of `hashes` stands."""
    made: Any = thing
    if isinstance(made, str):
        made = _renamed(made, hashes)
    elif isinstance(made, dict):
        made = {key: with_hashes(part, hashes) for key, part in made.items()}
    elif isinstance(made, list | tuple):
        made = type(made)([with_hashes(part, hashes) for part in made])
    elif is_dataclass(made) and not isinstance(made, type):
        parts = {part.name: with_hashes(getattr(made, part.name), hashes) for part in fields(made)}
        made = replace(made, **parts)
    return made  # type: ignore[no-any-return]  # of the type that came in


def _renamed(text: str, hashes: Mapping[str, str]) -> str:
    # the rows of a large sum are a text of megabytes: a search for a plain text takes no time there
    if len(text) >= DIGEST_LETTERS:
        for digest, other in hashes.items():
            if digest in text:
                return other.join(_renamed(piece, hashes) for piece in text.split(digest))
    return text


def notes_apart(
    registers: RegisterResult, lists: Lists, forms: Iterable[FilledForm]
) -> tuple[list[Noted], list[Noted]]:
    """What reading the registers and forms noted of used rows and their headers, and of all else.

    Of the `forms`, which have their places, all of the edition's own is told, and nothing of those of other places and
    periods: their own editions tell it.
    """
    edition = lists.edition
    inside_of: dict[tuple[str, str], bool] = {}
    for form in forms:
        sheet = form.where.file, form.where.sheet or ""
        if concerns(form, edition) or not concerns(form, edition.year_before):
            inside_of[sheet] = concerns(form, edition)
    rows_of: dict[tuple[str, str], list[np.ndarray]] = defaultdict(list)
    for figure in lists.published:
        if figure.column:
            rows_of[figure.file, figure.sheet].append(np.array([figure.row]))
    for table, printed, rows in _tables_in(lists.registers):
        header = np.arange(printed.header.top, printed.header.bottom + 1) + 1
        rows_of[table.file, table.sheet] += [header, rows]
    own, beside = [], []
    for note in registers.notes:
        sheet = note.where.file, note.where.sheet or ""
        held = rows_of.get(sheet)
        if sheet in inside_of:
            own += [note] * inside_of[sheet]
        elif held is None or note.code in OF_WHOLE_FILES:
            beside.append(note)
        elif not note.rows:
            own.append(note)
        else:
            rows = np.array(note.rows)
            inside = np.isin(rows, np.concatenate(held))
            for told, mask in ((own, inside), (beside, ~inside)):
                if mask.any():
                    told.append(replace(note, rows=tuple(rows[mask].tolist())))
    return own, beside


def files_of_others(registers: RegisterResult, lists: Lists) -> set[str]:
    """The registers without a row that the edition uses, where they are too many to tell of each.

    `registers` are all that were read.
    """
    read = {table.file for table in registers.tables}
    others = read - {table.file for table in lists.registers.tables}
    return others if len(others) > MOST_OTHERS else set()


def rows_beside(
    figures: Figures, registers: RegisterResult, lists: Lists, others: AbstractSet[str]
) -> list[Finding]:
    """A notice for each file with rows of other places or periods, which the edition does not use.

    `figures` and `registers` are all that was read; the files in `others` are told in one line.
    """
    read = Counter(figure.file for figure in figures) + _schemes_by_file(registers)
    used = Counter(figure.file for figure in lists.published) + _schemes_by_file(lists.registers)
    beside = read - used
    findings = []
    if others:
        count = sum(beside.pop(file, 0) for file in others)
        message = (
            f"{len(others)} danh mục khác ({count} dòng) là của địa bàn khác hoặc kỳ khác; không dùng cho kỳ"
            f" {lists.edition.name}, không nêu từng tệp"
        )
        findings.append(Finding("lưu ý", "row-beside", RAW_FOLDER, message))
    for file, count in sorted(beside.items()):
        message = (
            f"{count} dòng của địa bàn khác hoặc kỳ khác; không dùng cho kỳ {lists.edition.name}"
        )
        findings.append(Finding("lưu ý", "row-beside", str(Place(file)), message))
    return findings


def _schemes_by_file(registers: RegisterResult) -> Counter[str]:
    """How many schemes each file has."""
    counts: Counter[str] = Counter()
    numbers = np.bincount(registers.schemes["table"], minlength=len(registers.tables))
    for table, number in zip(registers.tables, numbers.tolist(), strict=True):
        counts[table.file] += number
    return counts

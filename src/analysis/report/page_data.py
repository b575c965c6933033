"""The data of the HTML page: each value that it prints, down to the raw cells, so that the page can check itself.

One object: `files` (name, sha256), `tables` of registers with every raw row once, `cells` of published figures
`[file, row, column, printed, unit, qualifier]`, those of an issued record with the name of its list as a seventh,
`sets` of rows as text (`2-5, 7`), and `values`. A value names its raw cells by number: `cells`, or `ranges`
`[table, column, set]`. What the page holds is told in docs/architecture.md; the script in templates/html reads it.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

import numpy as np
import pandas as pd

from analysis.book.book import Origin, Value, needed, printed_text
from analysis.book.plain import Record, plain
from analysis.book.records import row_spans
from analysis.checks.case import AGREED, CHECKED
from analysis.checks.ledger import MONEY as LEDGER_MONEY
from analysis.checks.ledger import ROWS as LEDGER_ROWS
from analysis.checks.ledger import account_id
from analysis.definitions.indicators import YEARS_INPUT
from analysis.figures.accounts import PRINTED as AS_PRINTED
from analysis.figures.accounts import PUBLISHED, READ
from analysis.figures.figure import Figure, corrections_of, own_cell
from analysis.figures.origins import SingleCell
from analysis.issued.files import ISSUED_FOLDER
from analysis.language.printed_units import MONEY_SCALES
from analysis.registers.result import PRINTED
from analysis.registers.table_refs import TableRef
from analysis.report.parts import status_text
from analysis.report.view import Report
from analysis.stages.processed import Clean
from analysis.tables.columns import EFFECT_MONEY, REGISTER_AMOUNTS, REGISTER_COLUMNS
from analysis.vocabulary import NORM_SHARE, UNIT_COLUMN, VALUE_COLUMN

MOST_TEXT = 1_000_000
SHORT_TEXT = 100
# The keys of a value in the order of the page.
VALUE_KEYS = """
id label value unit status bound printed formula inputs gather caveat cells ranges
""".split()
UNNAMED_SCHEME = "đề án"
WORDS_ONLY = ("name", "kind", "activity_text")  # shown to readers; nothing is computed from them
# These add up the amounts as the sources print them;
# all others have the unit that a correction gives.
SUMS_AS_PRINTED = {account_id(LEDGER_MONEY, PUBLISHED, reason) for reason in (READ, AS_PRINTED)}
# What the ids begin with of the period's years, of the ledger's rows and money, their sums and differences.
STATUSLESS = (
    "nam_dau",
    "nam_cuoi",
    YEARS_INPUT,
    f"{LEDGER_ROWS}_",
    f"{LEDGER_MONEY}_",
    "R18",
    "R19",
    CHECKED,
    AGREED,
)

_UNDONE = re.compile(r"\.dc([0-9_]+)$")
_ESCAPED = re.compile("[<>&\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]")


def page_text(data: Mapping[str, Any]) -> str:
    """The data as JSON for a script element: no text in it can end the element or begin a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def page_data(report: Report, shown: Iterable[str]) -> Record:
    """The page's data: the ids that it prints, what they are computed from, residuals of all checks."""
    residuals = [check.residual for check in report.checks if check.residual]
    raw = _Raw(report)
    values = [_value(report, id_, raw) for id_ in needed(report.book, [*shown, *residuals])]
    # after the values: files are numbered in the order in which they are asked for
    tables = raw.tables()
    return {
        "edition": report.edition.told,
        "chart_scale": MONEY_SCALES[report.money_unit],
        "files": [list(file) for file in raw.files],
        "tables": tables,
        "cells": list(raw.cells),
        "sets": list(raw.sets),
        "values": values,
    }


def _value(report: Report, id_: str, raw: _Raw) -> Record:
    """The record of a value.

    What is empty is left out, but for the value itself, which may be missing.
    """
    value = report.book[id_]
    told = plain(value) | {
        "status": _status(value),
        "printed": printed_text(value, report.printing.unit(value)),
        "cells": [raw.cell(origin, value) for origin in value.origins if not origin.rows],
        "ranges": [raw.rows(origin, value) for origin in value.origins if origin.rows],
    }
    return {name: told[name] for name in VALUE_KEYS if told[name] or name == "value"}


def _status(value: Value) -> str:
    """The status of a value; none of constants and years, and of the ledger, which counts rows of any status."""
    is_constant = value.derived and not value.inputs
    if is_constant or value.id.startswith(STATUSLESS):
        return ""
    return status_text(value.status)


T = TypeVar("T")


class _Numbered(dict[T, int]):
    """Things by number, each once, in the order in which they are first asked for."""

    def number(self, thing: T) -> int:
        """The number of a thing, a new one where it has none yet."""
        return self.setdefault(thing, len(self))


# A column of a sheet of a file.
_Heading = tuple[str, str | None, str]
# By file, sheet, row and column of a cell.
_PrintedAs = dict[tuple[str, str | None, int, str], tuple[str, str]]


class _Table(NamedTuple):
    """A table of the page: its file with its hash, the numbers of its rows, its columns."""

    file: tuple[str, str]
    sheet: str | None
    rows: list[int]
    columns: list[Record]


class _Raw:
    """The raw cells that values name so far, each once."""

    def __init__(self, report: Report) -> None:
        clean = report.clean
        self.files = _Numbered[tuple[str, str]]()
        self.cells = _Numbered[tuple[int | str, ...]]()
        self.sets = _Numbered[str]()
        self._tables = [*_registers_of(clean), *map(_list_of, _lists_of(clean.singles))]
        # by file, sheet and heading the tables that print a column: number, code, rows
        self._columns = defaultdict[_Heading, list[tuple[int, str, set[int]]]](list)
        for number, table in enumerate(self._tables):
            held = set(table.rows)
            for column in table.columns:
                heading = (table.file[0], table.sheet, column["column"])
                self._columns[heading].append((number, column["code"], held))
        self._printed_as = {"": _printed_as(report.figures)}
        for key, figures in clean.undone.items():
            self._printed_as[f".dc{key}"] = _printed_as(figures or [])

    def cell(self, origin: Origin, value: Value) -> int:
        """The number of a single cell, with the unit and the qualifier with which the value reads it.

        Those are the corrected ones, but for a value without the correction.
        """
        file = self.files.number((origin.file, origin.sha256))
        column = origin.column
        if origin.sheet and not origin.file.startswith(f"{ISSUED_FOLDER}/"):
            column = f"{column}, trang tính “{origin.sheet}”"
        cell = (file, origin.row, column, origin.printed)
        if origin.file.startswith(f"{ISSUED_FOLDER}/"):
            return self.cells.number((*cell, "", "", origin.sheet or ""))
        read_as = ("", "")
        if value.unit in MONEY_SCALES:
            read_as = (value.money_unit, value.word)
        elif origin.column in (VALUE_COLUMN, NORM_SHARE):
            read_as = (value.unit, value.word)
        undone = _UNDONE.search(value.id)
        figures = self._printed_as.get(undone[0] if undone else "", {})
        read_as = figures.get(_cell(origin), read_as)
        return self.cells.number((*cell, *read_as))

    def rows(self, origin: Origin, value: Value) -> list[int | str]:
        """The table, the column and the set of rows of an origin.

        Table and column -1 where the page lacks them.
        """
        rows = self.sets.number(origin.rows)
        wanted = _rows_in(origin.rows)
        # several tables of a sheet may have a column of this name; the rows tell which
        found = [
            (table, code)
            for table, code, held in self._columns[origin.file, origin.sheet, origin.column]
            if wanted <= held
        ]
        if not found:
            return [-1, origin.column, rows]
        # the corrected list comes last: a value reads it unless it adds up what the sources print
        turn = 0 if value.id in SUMS_AS_PRINTED else -1
        return [*found[turn], rows]

    def tables(self) -> list[Record]:
        """The tables with their rows, of each the columns that readers may see.

        Then the lists of single cells.
        """
        return [
            {
                "file": self.files.number(table.file),
                "sheet": table.sheet,
                # each row as its distance from the one before: mostly 1, which compresses well
                "rows": np.diff(np.array(table.rows), prepend=0).tolist(),
                "columns": table.columns,
            }
            for table in self._tables
        ]


@lru_cache(maxsize=4)  # the columns of a group, whose values follow each other, have the same rows
def _rows_in(rows: str) -> frozenset[int]:
    return frozenset(row for first, last in row_spans(rows) for row in range(first, last + 1))


def _registers_of(clean: Clean) -> Iterator[_Table]:
    cells = clean.cells
    if clean.hides_households:
        # what is counted is still there, and no name
        cells = cells.assign(name=UNNAMED_SCHEME)
    for number, part in cells.groupby("table", sort=True):
        ref = clean.tables[int(number)]
        columns = [_column(code, ref, part) for code in PRINTED if code in ref.columns]
        yield _Table((ref.file, ref.sha256), ref.sheet or None, part["row"].tolist(), columns)


def _list_of(singles: Sequence[SingleCell]) -> _Table:
    """Single cells of one file and column as a table of their texts and units."""
    cells = [single.cell for single in singles]
    first = cells[0]
    values = [cell.printed for cell in cells]
    units = [single.unit for single in singles]
    columns = [
        {"code": VALUE_COLUMN, "column": first.column, "label": "Giá trị", "cells": values},
        {"code": UNIT_COLUMN, "column": UNIT_COLUMN, "label": "Đơn vị", "cells": units},
    ]
    return _Table((first.file, first.sha256), first.sheet, [cell.row for cell in cells], columns)


def _lists_of(singles: Iterable[SingleCell]) -> list[list[SingleCell]]:
    """The single cells by file, sheet and column as printed, then with the units of corrections."""
    printed = defaultdict(list)
    for single in singles:
        printed[single.cell.file, single.cell.sheet, single.cell.column].append(single)
    corrected = [
        [replace(cell, unit=cell.right_unit) for cell in cells]
        for cells in printed.values()
        if any(cell.unit != cell.right_unit for cell in cells)
    ]
    return [*printed.values(), *corrected]


def _cell(origin: Origin) -> tuple[str, str | None, int, str]:
    return origin.file, origin.sheet, origin.row, origin.column


def _printed_as(figures: Iterable[Figure]) -> _PrintedAs:
    """The unit and the qualifier of the amount in each cell and in each line that corrects one."""
    found: _PrintedAs = {}
    for figure in figures:
        places = [_cell(own_cell(figure, VALUE_COLUMN, ""))]
        mended = corrections_of(figure).get(VALUE_COLUMN)
        if mended is not None:
            places.append(_cell(mended.right))
        found.update(dict.fromkeys(places, (figure.printed_unit, figure.qualifier)))
    return found


def _column(code: str, ref: TableRef, part: pd.DataFrame) -> Record:
    """One column: texts, or distinct texts and the number of each cell's.

    Of money the unit and what is stored.
    """
    texts = part[code].tolist()
    if code in WORDS_ONLY and sum(map(len, texts)) > MOST_TEXT:
        # long words would make the page heavy, and no value is computed from them
        texts = [text if len(text) <= SHORT_TEXT else f"{text[:SHORT_TEXT]}…" for text in texts]
    column: Record = {
        "code": code,
        "column": ref.columns[code],
        "label": REGISTER_COLUMNS[code].label,
    }
    if code in (*REGISTER_AMOUNTS, *EFFECT_MONEY):
        column["unit"] = ref.units.get(code, 1)
        stored = part[f"{code}_stored"]
        if stored.any():
            column["stored"] = "".join("01"[number] for number in stored.tolist())
    numbers, words = pd.factorize(np.array(texts, dtype=object))
    # words are told once only where most of them come again
    if len(words) * 2 < len(texts):
        return {**column, "words": words.tolist(), "cells": numbers.tolist()}
    return {**column, "cells": texts}

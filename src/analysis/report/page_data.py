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
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from analysis.book.book import Origin, Value, needed, printed_text
from analysis.book.records import row_spans
from analysis.checks.ledger import MONEY as LEDGER_MONEY
from analysis.checks.ledger import account_id
from analysis.figures.accounts import PRINTED as AS_PRINTED
from analysis.figures.accounts import PUBLISHED, READ
from analysis.figures.figure import Figure, corrections_of
from analysis.figures.origins import SingleCell
from analysis.issued.files import ISSUED_FOLDER
from analysis.language.numbers import MONEY_SCALES, exact_text
from analysis.registers.columns import REGISTER_AMOUNTS, REGISTER_COLUMNS
from analysis.registers.result import PRINTED, TableRef
from analysis.report.parts import MONEY, status_text
from analysis.report.view import Report
from analysis.vocabulary import UNIT_COLUMN, VALUE_COLUMN

MOST_TEXT = 1_000_000
SHORT_TEXT = 100
WORDS_ONLY = ("name", "kind", "activity_text")  # shown to readers; nothing is computed from them
# These add up the amounts as the sources print them;
# all others have the unit that a correction gives.
SUMS_AS_PRINTED = {account_id(LEDGER_MONEY, PUBLISHED, reason) for reason in (READ, AS_PRINTED)}

_UNDONE = re.compile(r"\.dc([0-9_]+)$")
_ESCAPED = re.compile("[<>&\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]")


def page_text(data: Mapping[str, Any]) -> str:
    """The data as JSON for a script element: no text in it can end the element or begin a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def page_data(report: Report, shown: Iterable[str]) -> dict[str, Any]:
    """The page's data: the ids that it prints, what they are computed from, residuals of all checks."""
    residuals = [check.residual for check in report.checks if check.residual]
    raw = _Raw(report)
    values = [_value(report.book[id_], raw) for id_ in needed(report.book, [*shown, *residuals])]
    # after the values: files are numbered in the order in which they are asked for
    tables = raw.tables()
    return {
        "edition": report.edition.told,
        "chart_scale": MONEY_SCALES[MONEY],
        "files": [list(file) for file in raw.files],
        "tables": tables,
        "cells": list(raw.cells),
        "sets": list(raw.sets),
        "values": values,
    }


def _value(value: Value, raw: _Raw) -> dict[str, Any]:
    """The record of a value.

    What is empty is left out, but for the value itself, which may be missing.
    """
    record: dict[str, Any] = {
        "id": value.id,
        "label": value.label,
        "value": None if value.value is None else exact_text(value.value),
        "unit": value.unit,
        "status": status_text(value.status),
        "bound": value.bound,
        "strict": value.strict,
        "printed": printed_text(value),
        "formula": value.formula,
        "inputs": list(value.inputs),
        "gather": value.gather,
        "caveat": value.caveat,
        "cells": [raw.cell(origin, value) for origin in value.origins if not origin.rows],
        "ranges": [raw.rows(origin, value) for origin in value.origins if origin.rows],
    }
    return {name: part for name, part in record.items() if part or name == "value"}


T = TypeVar("T")


class _Numbered(dict[T, int]):
    """Things by number, each once, in the order in which they are first asked for."""

    def number(self, thing: T) -> int:
        """The number of a thing, a new one where it has none yet."""
        return self.setdefault(thing, len(self))


class _Raw:
    """The raw cells that values name so far, each once."""

    def __init__(self, report: Report) -> None:
        clean = report.clean
        self.files = _Numbered[tuple[str, str]]()
        self.cells = _Numbered[tuple[int | str, ...]]()
        self.sets = _Numbered[str]()
        printed = clean.cells.groupby("table", sort=True)
        self._registers = [(clean.tables[int(number)], part) for number, part in printed]
        self._columns = _columns_of(self._registers)
        self._lists = _lists_of(clean.singles)
        self._list_numbers = {key: number for number, key in enumerate(self._lists)}
        self._printed_as = {"": _printed_as(report.figures)}
        for key, figures in clean.undone.items():
            self._printed_as[f".dc{key}"] = _printed_as(figures or [])

    def cell(self, origin: Origin, value: Value) -> int:
        """The number of a single cell, with the unit and the qualifier with which the value reads it.

        Those are the corrected ones, but for a value without the correction.
        """
        file = self.files.number((origin.file, origin.sha256))
        cell = (file, origin.row, origin.column, origin.printed)
        if origin.file.startswith(f"{ISSUED_FOLDER}/"):
            return self.cells.number((*cell, "", "", origin.sheet or ""))
        read_as = ("", "")
        if value.unit in MONEY_SCALES:
            read_as = (value.money_unit, value.word)
        elif origin.column == VALUE_COLUMN:
            read_as = (value.unit, value.word)
        undone = _UNDONE.search(value.id)
        figures = self._printed_as.get(undone[0] if undone else "", {})
        place = (origin.file, origin.row, origin.column)
        return self.cells.number((*cell, *figures.get(place, read_as)))

    def rows(self, origin: Origin, value: Value) -> list[int | str]:
        """The table, the column and the set of rows of an origin.

        Table and column -1 where the page lacks them.
        """
        rows = self.sets.number(origin.rows)
        # the corrected list first: a value reads it unless it adds up what the sources print
        for right in (True, False):
            listed = self._list_numbers.get((origin.file, origin.column, right))
            if listed is not None and not (right and value.id in SUMS_AS_PRINTED):
                return [len(self._registers) + listed, VALUE_COLUMN, rows]
        spans = row_spans(origin.rows)
        wanted = set(chain.from_iterable(range(first, last + 1) for first, last in spans))
        for table, code, held in self._columns[origin.file, origin.sheet, origin.column]:
            # several tables of a sheet may have a column of this name; the rows tell which
            if wanted <= held:
                return [table, code, rows]
        return [-1, origin.column, rows]

    def tables(self) -> list[dict[str, Any]]:
        """The tables with their rows, of each the columns that readers may see.

        Then the lists of single cells.
        """
        tables = []
        for ref, part in self._registers:
            columns = [_column(code, ref, part) for code in PRINTED if code in ref.columns]
            file = self.files.number((ref.file, ref.sha256))
            tables.append(_table(file, ref.sheet or None, part["row"].tolist(), columns))
        for singles in self._lists.values():
            cells = [single.cell for single in singles]
            first = cells[0]
            file = self.files.number((first.file, first.sha256))
            values = [cell.printed for cell in cells]
            units = [single.unit for single in singles]
            columns = [
                {"code": VALUE_COLUMN, "column": first.column, "label": "Giá trị", "cells": values},
                {"code": UNIT_COLUMN, "column": UNIT_COLUMN, "label": "Đơn vị", "cells": units},
            ]
            tables.append(_table(file, None, [cell.row for cell in cells], columns))
        return tables


def _table(
    file: int, sheet: str | None, rows: Sequence[int], columns: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    # each row as its distance from the one before: mostly 1, which compresses well
    steps = np.diff(np.array(rows), prepend=0).tolist()
    return {"file": file, "sheet": sheet, "rows": steps, "columns": columns}


_Columns = dict[tuple[str, str | None, str], list[tuple[int, str, set[int]]]]


def _columns_of(registers: Iterable[tuple[TableRef, pd.DataFrame]]) -> _Columns:
    """By file, sheet and heading the tables that print a column: number, code, rows."""
    found: _Columns = defaultdict(list)
    for number, (ref, part) in enumerate(registers):
        rows = set(part["row"])
        for code, name in ref.columns.items():
            if code in PRINTED:
                found[ref.file, ref.sheet or None, name].append((number, code, rows))
    return found


def _lists_of(singles: Iterable[SingleCell]) -> dict[tuple[str, str, bool], list[SingleCell]]:
    """The single cells by file and column as printed, then (True) with the unit of a correction."""
    lists = defaultdict(list)
    for single in singles:
        lists[single.cell.file, single.cell.column, False].append(single)
    for (file, column, _), cells in list(lists.items()):
        if any(cell.unit != cell.right_unit for cell in cells):
            lists[file, column, True] = [replace(cell, unit=cell.right_unit) for cell in cells]
    return lists


def _printed_as(figures: Iterable[Figure]) -> dict[tuple[str, int, str], tuple[str, str]]:
    """The unit and the qualifier of the amount in each cell and in each line that corrects one."""
    found: dict[tuple[str, int, str], tuple[str, str]] = {}
    for figure in figures:
        places = [(figure.file, figure.row, VALUE_COLUMN)]
        mended = corrections_of(figure).get(VALUE_COLUMN)
        if mended is not None:
            places.append((mended.right.file, mended.right.row, mended.right.column))
        found.update(dict.fromkeys(places, (figure.printed_unit, figure.qualifier)))
    return found


def _column(code: str, ref: TableRef, part: pd.DataFrame) -> dict[str, Any]:
    """One column: texts, or distinct texts and the number of each cell's.

    Of money the unit and what is stored.
    """
    texts = part[code].tolist()
    if code in WORDS_ONLY and sum(map(len, texts)) > MOST_TEXT:
        # long words would make the page heavy, and no value is computed from them
        texts = [_shortened(text) for text in texts]
    column: dict[str, Any] = {
        "code": code,
        "column": ref.columns[code],
        "label": REGISTER_COLUMNS[code].label,
    }
    if code in REGISTER_AMOUNTS:
        column["unit"] = ref.units.get(code, 1)
        stored = part[f"{code}_stored"]
        if stored.any():
            column["stored"] = "".join("01"[number] for number in stored.tolist())
    words = _Numbered[str]()
    numbers = [words.number(text) for text in texts]
    # words are told once only where most of them come again
    if len(words) * 2 < len(texts):
        return {**column, "words": list(words), "cells": numbers}
    return {**column, "cells": texts}


def _shortened(text: str) -> str:
    return text if len(text) <= SHORT_TEXT else f"{text[:SHORT_TEXT]}…"

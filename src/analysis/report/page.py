"""The data of the HTML page: each value that it prints, down to the raw cells, so that the page can check itself.

One object: `files` (name, sha256), `tables` of registers with every raw row once, `cells` of published figures
`[file, row, column, printed, unit, qualifier]`, those of an issued record with the name of its list as a seventh,
`sets` of rows as text (`2-5, 7`), and `values`. A value names its raw cells by number: `cells`, or `ranges`
`[table, column, set]`. What the page holds is told in docs/architecture.md; the script in templates/html reads it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from analysis.book.book import Origin, Value, needed, printed_text
from analysis.book.records import row_spans
from analysis.checks.ledger import MONEY as LEDGER_MONEY
from analysis.checks.ledger import account_id
from analysis.figures.accounts import PRINTED as AS_PRINTED
from analysis.figures.accounts import PUBLISHED, READ
from analysis.figures.cells import SingleCell
from analysis.figures.figure import Figure, corrections_of
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
# These add up the amounts as the sources print them; all others have the unit that a correction gives.
SUMS_AS_PRINTED = {account_id(LEDGER_MONEY, PUBLISHED, reason) for reason in (READ, AS_PRINTED)}
LABELS = {VALUE_COLUMN: "Giá trị", UNIT_COLUMN: "Đơn vị"}

_UNDONE = re.compile(r"\.dc([0-9_]+)$")
_ESCAPED = re.compile("[<>&\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]")


def page_text(data: Mapping[str, Any]) -> str:
    """The data as JSON that can stand in a script element: no text in it can end the element or begin a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def page_data(report: Report, shown: Iterable[str]) -> dict[str, Any]:
    """The page's data for the ids that it prints, what they are computed from, and the residuals of all checks."""
    residuals = [check.residual for check in report.checks if check.residual]
    raw = _Raw(
        report.clean.tables,
        report.clean.cells,
        report.figures,
        report.clean.singles,
        report.clean.undone,
    )
    values = [_value(report.book[id_], raw) for id_ in needed(report.book, [*shown, *residuals])]
    tables = raw.tables()
    edition = report.edition
    return {
        "edition": {"place": edition.place, "from": edition.year_from, "to": edition.year_to},
        "chart_scale": MONEY_SCALES[MONEY],
        "files": [list(file) for file in raw.files],
        "tables": tables,
        "cells": list(raw.cells),
        "sets": list(raw.sets),
        "values": values,
    }


def _value(value: Value, raw: _Raw) -> dict[str, Any]:
    record: dict[str, Any] = {
        "id": value.id,
        "label": value.label,
        "value": None if value.value is None else exact_text(value.value),
        "unit": value.unit,
        "status": status_text(value.status),
        "bound": value.bound,
        "printed": printed_text(value),
        "formula": value.formula,
        "inputs": list(value.inputs),
        "gather": value.gather,
        "caveat": value.caveat,
        "cells": [raw.cell(origin, value) for origin in value.origins if not origin.rows],
        "ranges": [raw.range(origin, value) for origin in value.origins if origin.rows],
    }
    return {
        key: part for key, part in record.items() if part not in ("", [], None) or key == "value"
    }


@dataclass
class _Raw:
    """The raw cells that values name so far, each once."""

    refs: Sequence[TableRef]
    printed: pd.DataFrame
    figures: Iterable[Figure]
    singles: Sequence[SingleCell]
    undone: Mapping[str, Sequence[Figure] | None] = field(default_factory=dict)
    files: dict[tuple[str, str], int] = field(default_factory=dict)
    cells: dict[tuple[int | str, ...], int] = field(default_factory=dict)
    sets: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._parts = {
            int(number): part for number, part in self.printed.groupby("table", sort=True)
        }
        self._numbers = {number: place for place, number in enumerate(self._parts)}
        self._rows = {number: set(part["row"].tolist()) for number, part in self._parts.items()}
        self._lists: dict[tuple[str, str, bool], list[SingleCell]] = {}
        for single in self.singles:
            place = (single.cell.file, single.cell.column, False)
            self._lists.setdefault(place, []).append(single)
        for file, column, _ in list(self._lists):
            cells = self._lists[file, column, False]
            if any(cell.unit != cell.right_unit for cell in cells):
                self._lists[file, column, True] = [
                    replace(cell, unit=cell.right_unit) for cell in cells
                ]
        self._printed_as = {"": _printed_as(self.figures)}
        self._printed_as |= {
            f".dc{key}": _printed_as(rows) for key, rows in self.undone.items() if rows
        }

    def file(self, name: str, sha256: str) -> int:
        """The number of a file."""
        return self.files.setdefault((name, sha256), len(self.files))

    def cell(self, origin: Origin, value: Value) -> int:
        """The number of a single cell; the figure in it has the unit and the qualifier with which the value reads it.

        Those are the corrected ones, but for a value without the correction. An issued record holds exact values.
        """
        if origin.file.startswith(f"{ISSUED_FOLDER}/"):
            file, part = self.file(origin.file, origin.sha256), origin.sheet or ""
            return self._cell((file, origin.row, origin.column, origin.printed, "", "", part))
        unit, qualifier = "", ""
        place = (origin.file, origin.row, origin.column)
        undone = _UNDONE.search(value.id)
        known = self._printed_as.get(undone[0] if undone else "", {})
        if place in known or origin.column == VALUE_COLUMN or value.unit in MONEY_SCALES:
            own = value.money_unit if value.unit in MONEY_SCALES else value.unit
            unit, qualifier = known.get(place, (own, value.word))
        where = (
            self.file(origin.file, origin.sha256),
            origin.row,
            origin.column,
            origin.printed,
            unit,
            qualifier,
        )
        return self._cell(where)

    def _cell(self, where: tuple[int | str, ...]) -> int:
        return self.cells.setdefault(where, len(self.cells))

    def range(self, origin: Origin, value: Value) -> list[int | str]:
        """The table, the column and the set of rows of an origin; table and column -1 where the page lacks them."""
        rows = self.sets.setdefault(origin.rows, len(self.sets))
        right = (origin.file, origin.column, True)
        listed = (
            right
            if right in self._lists and value.id not in SUMS_AS_PRINTED
            else (*right[:2], False)
        )
        if listed in self._lists:
            return [len(self._parts) + list(self._lists).index(listed), VALUE_COLUMN, rows]
        wanted = {row for first, last in row_spans(origin.rows) for row in range(first, last + 1)}
        for number in self._parts:
            ref = self.refs[number]
            code = next(
                (
                    code
                    for code, name in ref.columns.items()
                    if name == origin.column and code in PRINTED
                ),
                "",
            )
            here = (ref.file, ref.sheet or None) == (origin.file, origin.sheet)
            if here and code and wanted <= self._rows[number]:
                return [self._numbers[number], code, rows]
        return [-1, origin.column, rows]

    def tables(self) -> list[dict[str, Any]]:
        """The tables with their rows, of each the columns that readers may see; then the lists of single cells."""
        registers = [self._table(self.refs[number], part) for number, part in self._parts.items()]
        return [*registers, *(self._list(cells) for cells in self._lists.values())]

    def _list(self, singles: Sequence[SingleCell]) -> dict[str, Any]:
        first = singles[0].cell
        texts = {
            VALUE_COLUMN: [single.cell.printed for single in singles],
            UNIT_COLUMN: [single.unit for single in singles],
        }
        columns = [
            {
                "code": code,
                "column": first.column if code == VALUE_COLUMN else code,
                "label": LABELS[code],
                "cells": own,
            }
            for code, own in texts.items()
        ]
        rows = np.diff(np.array([single.cell.row for single in singles]), prepend=0).tolist()
        return {
            "file": self.file(first.file, first.sha256),
            "sheet": None,
            "rows": rows,
            "columns": columns,
        }

    def _table(self, ref: TableRef, part: pd.DataFrame) -> dict[str, Any]:
        columns = [_column(code, ref, part) for code in PRINTED if code in ref.columns]
        rows = part["row"].to_numpy()
        place = {"file": self.file(ref.file, ref.sha256), "sheet": ref.sheet or None}
        return {**place, "rows": np.diff(rows, prepend=0).tolist(), "columns": columns}


def _printed_as(figures: Iterable[Figure]) -> dict[tuple[str, int, str], tuple[str, str]]:
    """The unit and the qualifier of the amount in each cell: in its row, or in the line that corrects the amount."""
    found: dict[tuple[str, int, str], tuple[str, str]] = {}
    for row in figures:
        found[row.file, row.row, VALUE_COLUMN] = row.printed_unit, row.qualifier
        mended = corrections_of(row).get(VALUE_COLUMN)
        if mended is not None:
            right = mended.right
            found[right.file, right.row, right.column] = row.printed_unit, row.qualifier
    return found


def _column(code: str, ref: TableRef, part: pd.DataFrame) -> dict[str, Any]:
    """One column: texts, or distinct texts and the number of each cell's; of money the unit and what is stored."""
    texts = part[code].tolist()
    if code in WORDS_ONLY and sum(map(len, texts)) > MOST_TEXT:
        texts = [text if len(text) <= SHORT_TEXT else f"{text[:SHORT_TEXT]}…" for text in texts]
    column: dict[str, Any] = {
        "code": code,
        "column": ref.columns[code],
        "label": REGISTER_COLUMNS[code].label,
    }
    if code in REGISTER_AMOUNTS:
        column["unit"] = ref.units.get(code, 1)
        if part[f"{code}_stored"].any():
            column["stored"] = "".join("01"[stored] for stored in part[f"{code}_stored"].tolist())
    words = list(dict.fromkeys(texts))
    if len(words) * 2 < len(texts):
        numbers = {word: number for number, word in enumerate(words)}
        return {**column, "words": words, "cells": [numbers[text] for text in texts]}
    return {**column, "cells": texts}

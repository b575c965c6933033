"""Cells merged over rows: a text stands for each of them, an amount for nobody knows which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa

from analysis.faults import Problems
from analysis.sheets.cells import Merge
from analysis.sheets.sheet import text_array, trimmed
from analysis.tables.columns import MONEY
from analysis.tables.table import FILLED, Body

_MERGED_AMOUNT = re.compile(r"[\s0-9.,]*[0-9][^A-Za-z]{0,12}")


def with_merged_texts(body: Body, problems: Problems) -> Body:
    """The rows, known columns trimmed, text merged over rows in each of them; merged amounts are refused."""
    sheet, header = body.sheet, body.header
    columns = list(sheet.columns)
    codes = {index: code for code, index in header.columns.items()}
    for index in codes:
        columns[index] = trimmed(columns[index])
    downward: dict[int, list[Merge]] = {}
    for merge in sheet.merges:
        left, top = merge.left, merge.top
        if not header.bottom < top < sheet.height or left >= len(columns):
            continue
        text = columns[left][top].as_py()
        money = [
            header.printed(code)
            for index, code in codes.items()
            if left <= index <= merge.right and code in MONEY
        ]
        if money and _MERGED_AMOUNT.fullmatch(text):
            # One number for several cells: nobody can tell whose share is how much.
            problems.fault(
                "merged-amount",
                sheet.place(top, left, money[0]),
                f"ô số tiền bị gộp với ô khác ({merge.address})",
            )
        # A kind or place merged over the schemes that share it: Excel keeps it in the first row only.
        elif text and left == merge.right and merge.bottom > top and codes.get(left) in FILLED:
            downward.setdefault(left, []).append(merge)
            problems.warn(
                "merged-filled",
                sheet.place(top, left, header.names[left].printed),
                "ô gộp qua nhiều dòng: nội dung được ghi cho từng dòng",
            )
    for index, merges in downward.items():
        columns[index] = _repeated(columns[index], merges)
    return replace(body, sheet=replace(sheet, columns=tuple(columns)))


def _repeated(column: pa.Array, merges: Sequence[Merge]) -> pa.Array:
    """A column with the text of each merge in all its rows; where merges overlap, the upper one counts."""
    cells = column.to_pylist()
    filled = 0
    for merge in sorted(merges, key=lambda merge: merge.top):
        end = min(merge.bottom + 1, len(cells))
        for row in range(max(merge.top + 1, filled), end):
            cells[row] = cells[merge.top]
        filled = max(filled, end)
    return text_array(cells)

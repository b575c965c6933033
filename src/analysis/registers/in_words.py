"""The amount in words below a total: it is held against the sums, or it is told that it was not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pandas as pd

from analysis.faults import Place, Problems
from analysis.language.amount_words import amount_in_words
from analysis.language.numbers import format_number
from analysis.messages import shown
from analysis.tables.columns import REGISTER_AMOUNTS
from analysis.tables.table import Table

_IN_WORDS = re.compile(r"(?<!\w)(?:viết )?bằng chữ\s*[):]*\s*", re.IGNORECASE)


def check_words(
    tables: Sequence[Table], frames: Sequence[pd.DataFrame], problems: Problems
) -> None:
    """Refuse words of an amount that is the sum of no column, in their table or in the file.

    Args:
        tables: the tables of a file.
        frames: the schemes of each.
        problems: receives total-mismatch, and total-in-words where the words could not be read.
    """
    if problems.faults:
        return
    of_file = _sums(pd.concat(frames)) if len(frames) > 1 else set()
    for table, schemes in zip(tables, frames, strict=True):
        for where, words in _words(table):
            amount = amount_in_words(words)
            if amount is None:
                message = (
                    f'số tiền bằng chữ "{shown(words)}" không đọc được; không đối chiếu với tổng'
                )
                problems.tell("total-in-words", where, message)
            elif amount not in of_file | _sums(schemes):
                total = format_number(int(schemes["tong"].sum()), 0)
                got = (
                    f'bằng chữ "{shown(words)}" là {format_number(amount, 0)} đồng, không phải tổng của cột nào'
                    f" (tổng kinh phí cộng được {total} đồng)"
                )
                problems.fault("total-mismatch", where, got)


def _sums(schemes: pd.DataFrame) -> set[int]:
    """The sums of the columns of money in đồng, and that of the support."""
    sums = {code: int(schemes[code].sum()) for code in REGISTER_AMOUNTS}
    return {*sums.values(), sums["kcqg"] + sums["kcdp"]}


def _words(table: Table) -> Iterator[tuple[Place, str]]:
    """The words behind "Bằng chữ:", in its cell or in those beside it, with their place."""
    sheet = table.sheet
    for row in sorted({*table.breaks, *table.notes, *table.totals}):
        cells = sheet.row(row)
        for column, text in enumerate(cells):
            found = _IN_WORDS.search(text)
            if found is None:
                continue
            beside = (cell for cell in cells[column + 1 :] if cell.strip())
            words = text[found.end() :].strip() or next(beside, "")
            if words:
                yield sheet.place(row, column), words

"""Texts over columns that nobody merged: "Kế hoạch" over the first of three columns, "Thực hiện" over the fourth."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from analysis.around.status_words import sense_of
from analysis.sheets.cells import Merge
from analysis.sheets.sheet import Sheet
from analysis.tables.column_names import read_name
from analysis.tables.columns import MONEY
from analysis.tables.header import MOST_TITLE_ROWS
from analysis.tables.units import normal

LEAST_BELOW = 2
MOST_LETTERS = 60
_SHORT = re.compile(r"(?:kh|th|ưth|điều chỉnh)(?:\W*(?:năm )?[0-9]{4})?")


def with_spans(sheet: Sheet) -> Sheet:
    """The sheet of a workbook in which such texts span the columns below them, as if they were merged.

    A text spans what stands below it up to the next text, where the next ones stand over the same names in the same
    order: then each column belongs to one of them. Texts in the middle of their columns span nothing.
    """
    if sheet.name is None:
        return sheet
    rows = sheet.rows(0, min(MOST_TITLE_ROWS, sheet.height))
    merges: list[Merge] = []
    for top in range(len(rows) - 1):
        taken = {
            index
            for merge in sheet.merges
            if merge.top <= top <= merge.bottom
            for index in range(merge.left, merge.right + 1)
        }
        merges += _spans(rows[top], rows[top + 1], top, taken)
    return replace(sheet, merges=(*sheet.merges, *merges)) if merges else sheet


def _spans(over: Sequence[str], below: Sequence[str], top: int, taken: set[int]) -> list[Merge]:
    """The spans of the texts of a row over the names of the row below."""
    if not any(map(_says_status, over)):
        return []
    filled = [index for index, text in enumerate(over) if text.strip()]
    names = [normal(text) for text in below]
    ends = [*filled[1:], len(names)]
    runs = {
        start: names[start:end]
        for start, end in zip(filled, ends, strict=True)
        if start < len(names) and names[start] and start not in taken
    }
    for start, repeated in runs.items():
        alike = [other for other in runs if other >= start and _begins(runs[other], repeated)]
        is_money = any(read_name(name).code in MONEY for name in repeated)
        if len(alike) > 1 and is_money and len(set(repeated)) == len(repeated) >= LEAST_BELOW:
            return [Merge(top, other, top, other + len(repeated) - 1) for other in alike]
    return []


def _begins(names: Sequence[str], with_names: Sequence[str]) -> bool:
    return all(with_names) and list(names[: len(with_names)]) == list(with_names)


def _says_status(text: str) -> bool:
    words = normal(text)
    if not words or len(words) > MOST_LETTERS:
        return False
    return bool(sense_of(text)) or _SHORT.fullmatch(words) is not None

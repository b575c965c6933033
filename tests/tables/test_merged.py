"""Merged cells: a text stands for each row, an amount is refused."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.cell_range import CellRange

from analysis.faults import Problems
from analysis.sheets.cells import Merge
from analysis.sheets.sheet import Sheet, text_array
from analysis.tables.rows import find_tables
from register_files import (
    HEADER,
    ROWS,
    SUMS,
    fault_codes,
    merged_as_named,
    read_workbook,
    sums,
)

corner = st.tuples(st.integers(1, 14), st.integers(1, 60))


@settings(deadline=None, max_examples=60)
@given(corner, corner)
def test_any_merge_is_read_or_refused(one: tuple[int, int], other: tuple[int, int]) -> None:
    """Wherever a range is merged, in the table, across its edge or far below, the reader answers."""
    (left, right), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    merge = CellRange(min_col=left, max_col=right, min_row=top, max_row=bottom)
    result = read_workbook(lambda sheet: merged_as_named(sheet, merge.coord))
    if top > 4 or left > len(HEADER):
        assert sums(result) == SUMS
    elif left <= 8 <= right and top > 1 and (top, left) != (bottom, right) and left == 8:
        assert fault_codes(result) == {"merged-amount"}


@pytest.mark.parametrize("merge", ["H2:I2", "H2:H3", "J3:K4"])
def test_merged_amounts_are_named_by_their_range(merge: str) -> None:
    """The refusal of a merged amount says which cells are merged."""
    result = read_workbook(lambda sheet: merged_as_named(sheet, merge))
    assert any(fault.code == "merged-amount" and merge in fault.got for fault in result.faults)


def test_merged_text_takes_time_in_proportion() -> None:
    """Every second row merged with the next in a column: sixteen times the rows, far less than 256 times as long."""

    def seconds(count: int) -> float:
        rows = [list(HEADER), *([f"{row}.", *ROWS[0][1:]] for row in range(count))]
        merges = tuple(Merge(row, 4, row + 1, 4) for row in range(1, count, 2))
        columns = tuple(text_array(cells) for cells in zip(*rows, strict=True))
        kinds = tuple(np.zeros(count + 1, dtype=np.uint8) for _ in HEADER)
        start = time.process_time()
        (table,) = find_tables(Sheet("so.xlsx", "", "Danh mục", columns, kinds, merges), Problems())
        assert len(table.schemes) == count
        return time.process_time() - start

    assert seconds(16_000) < 60 * min(seconds(1000), seconds(1000), seconds(1000))

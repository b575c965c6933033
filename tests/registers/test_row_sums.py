"""The total of a row, and what a blank or a zero means beside it."""

from __future__ import annotations

import re

import pytest

from register_files import (
    HEADER,
    ROWS,
    SUMS,
    changed,
    csv_text,
    fault_codes,
    in_sheet,
    numbers,
    read,
    rezipped,
    sums,
    workbook,
)


@pytest.mark.parametrize("zero", ["0", "", "-"])
def test_three_spellings_of_zero_are_one(zero: str) -> None:
    """A 0, a blank and a dash that a typed total proves are the same amount in the frame."""
    result = read(changed(0, 8, zero))
    assert list(result.schemes["kcdp"].isna()) == [False] * 3
    assert sums(result) == SUMS


@pytest.mark.parametrize(("formula", "missing"), [("SUM(H2:J2)", True), ("H2+J2", False)])
def test_a_total_over_the_same_blanks_proves_nothing(formula: str, missing: bool) -> None:
    """A blank is 0 by a total that is computed without it, and stays blank beside one that is computed from it."""
    rows = [HEADER, *map(numbers, ROWS)]
    rows[1] = [*rows[1][:8], None, *rows[1][9:]]
    data = workbook(rows=rows)
    change = in_sheet(r'(<c r="K2"[^>]*>)<v>', rf"\1<f>{formula}</f><v>")
    result = read(rezipped(data, change), "data/raw/so.xlsx")
    assert sums(result) == SUMS
    assert result.schemes["kcdp"].isna().iloc[0] == missing
    assert (
        re.search("chưa chắc là 0", "".join(f.message for f in result.findings)) is not None
        or not missing
    )


@pytest.mark.parametrize("blank", ["", "-"])
def test_a_dash_as_total_proves_no_blank_to_be_nothing(blank: str) -> None:
    """Dashes and blanks beside a dashed total are no zeros; three typed zeros are."""
    names = ROWS[0][:7]
    assert fault_codes(read(csv_text([HEADER, [*names, blank, blank, blank, "-"], *ROWS[1:]]))) == {
        "amount-missing"
    }
    typed = read(csv_text([HEADER, [*names, "0", "0", "0", "-"], *ROWS[1:]]))
    assert not typed.faults, typed.faults

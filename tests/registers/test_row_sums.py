"""The total of a row, and what a blank or a zero means beside it."""

from __future__ import annotations

import re

import pytest

from analysis.language.printed_units import MILLION
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


def of_support(rows: list[list[object]]) -> list[list[object]]:
    """Rows whose total is that of both funds, without the counterpart."""
    return [[*row[:10], int(row[7]) + int(row[8])] for row in rows]  # type: ignore[call-overload]


def test_a_total_of_the_support_is_no_total_of_the_scheme() -> None:
    """The sum of KCQG and KCĐP alone proves blanks of these two, none of the counterpart, and changes no sum."""
    rows = of_support([numbers(row) for row in ROWS])
    result = read(workbook(rows=[HEADER, *rows]), "data/raw/so.xlsx")
    assert sums(result) == SUMS
    assert "tong" not in result.tables[0].columns
    blank = [[None if cell == 0 else cell for cell in row] for row in rows]
    assert sums(read(workbook(rows=[HEADER, *blank]), "data/raw/so.xlsx")) == SUMS
    for column, code in ((7, "row-total-mismatch"), (9, "amount-missing")):
        wrong = [*map(list, rows)]
        wrong[0][column] = 11_000_000 if column == 7 else None
        assert code in fault_codes(read(workbook(rows=[HEADER, *wrong]), "data/raw/so.xlsx"))


def test_totals_that_hold_an_unread_column_are_one_fault_that_names_it() -> None:
    """Where every total is the three funds and one more column, that column is named once, with what to do."""
    read_rows = map(numbers, ROWS)
    rows = [[*row[:10], sum(map(int, row[7:10])) + 20 * MILLION, 20] for row in read_rows]
    faults = read(
        workbook(rows=[[*HEADER, "Nguồn khác (triệu đồng)"], *rows]), "data/raw/so.xlsx"
    ).faults
    (fault,) = faults
    assert fault.code == "row-total-mismatch"
    assert "Nguồn khác" in fault.got
    assert "make adopt" in fault.remedy


def test_one_slip_in_a_total_makes_it_no_total_of_the_support() -> None:
    """Where one scheme alone has a counterpart, a total without it is a slip and refused."""
    rows = [[*numbers(row)[:9], 0, int(row[7]) + int(row[8])] for row in ROWS]
    rows[0][9] = 20 * MILLION
    faults = fault_codes(read(workbook(rows=[HEADER, *rows]), "data/raw/so.xlsx"))
    assert faults == {"row-total-mismatch"}


def test_a_total_that_does_not_fit_is_told_with_the_blank_of_its_row() -> None:
    """The fault of a blank fund names the column of the total, its amount, the sum of the others and the difference."""
    row = [*ROWS[0][:7], "310000000", "", "690000000", "1050000000"]
    [fault] = read(csv_text([HEADER, row, *ROWS[1:]])).faults
    assert fault.code == "amount-missing"
    for told in ('cột "Tổng kinh phí"', "1.050.000.000", "1.000.000.000", "lệch 50.000.000 đồng"):
        assert told in fault.got

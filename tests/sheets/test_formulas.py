"""Formulas of a workbook: a stale value is refused, a value of another file told, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from analysis.sheets.formulas import external_names, is_external
from register_files import (
    ROWS,
    SUMS,
    fault_codes,
    finding_codes,
    in_sheet,
    read,
    rezipped,
    sums,
    workbook,
)

NAME = "data/raw/so.xlsx"

Change = Callable[[str, bytes], bytes]


def cell(address: str, formula: str, value: str, sort: str = "") -> Change:
    """A cell with a formula and its kept value; `value` '' keeps none, `sort` is the type of the cell."""
    kept = f"<v>{value}</v>" if value or sort else ""
    kind = f' t="{sort}"' if sort else ""
    return in_sheet(
        rf'<c r="{address}"[^>]*>.*?</c>', f'<c r="{address}"{kind}><f>{formula}</f>{kept}</c>'
    )


def made(*changes: Change) -> bytes:
    """The base workbook changed."""
    data = workbook()
    for change in changes:
        data = rezipped(data, change)
    return data


@pytest.mark.parametrize(
    ("address", "formula", "value", "sort"),
    [
        ("K2", "SUM(H2:J2)", "", ""),
        ("K2", "SUM(H2:J2)", "", "str"),
        ("K2", "SUM(H2:J2)", "1000000001", ""),
        ("K2", "H2+I2+J2", "999999999", ""),
        ("K2", "SUM(H2,I2,J2)", "0", ""),
        ("H2", "SUM(H3:H4)", "310000000", ""),
        ("I2", "VLOOKUP(B2,A1:B9,2)", "-", "str"),
        ("J2", "VLOOKUP(B2,A1:B9,2)", "chưa có", "str"),
    ],
)
def test_a_stale_value_is_refused(address: str, formula: str, value: str, sort: str) -> None:
    """A formula in a money cell without its value, without a number, or with another sum than its cells have, stops."""
    codes = fault_codes(read(made(cell(address, formula, value, sort)), NAME))
    assert codes & {"formula-stale", "formula-no-value"}


@pytest.mark.parametrize(
    ("formula", "value", "is_stale"),
    [
        ("SUBTOTAL(9,H2:J2)", "1000000000", False),
        ("SUBTOTAL(109;H2:J2)", "1000000000", False),
        ("SUBTOTAL(9,H2:J2)", "1000000001", True),
        ("SUBTOTAL(109,H2:I2)+J2", "999999999", True),
        ("SUBTOTAL(109,H2:I2)", "0", True),
    ],
)
def test_a_subtotal_that_adds_is_held_against_its_cells(
    formula: str, value: str, *, is_stale: bool
) -> None:
    """A SUBTOTAL of sums is computed as a SUM is; another value than that is stale."""
    codes = fault_codes(read(made(cell("K2", formula, value)), NAME))
    assert ("formula-stale" in codes) == is_stale


def test_a_subtotal_leaves_out_the_subtotals_in_its_range() -> None:
    """A grand total over groups with totals of their own counts no scheme twice."""

    def change(sheet: Any) -> None:
        sheet.append(["", "Cộng", *[None] * 5, *["x"] * 4])
        sheet.append(["", "Tổng cộng", *[None] * 5, *["x"] * 4])

    totals = dict(zip("HIJK", SUMS[1:], strict=True))
    data = workbook(change)
    for letter, total in totals.items():
        for row in (5, 6):
            formula = f"SUBTOTAL(9,{letter}2:{letter}{row - 1})"
            data = rezipped(data, cell(f"{letter}{row}", formula, str(total)))
    assert sums(read(data, NAME)) == SUMS
    twice = rezipped(data, cell("H6", "SUBTOTAL(9,H2:H5)", str(2 * SUMS[1])))
    assert "formula-stale" in fault_codes(read(twice, NAME))


def test_a_subtotal_over_hidden_rows_is_not_computed() -> None:
    """Which hidden rows a SUBTOTAL leaves out cannot be seen: its value is kept, and a hidden scheme refused."""

    def change(sheet: Any) -> None:
        sheet.append(["", "Tổng cộng", *[None] * 5, *["x"] * 4])
        sheet.row_dimensions[3].hidden = True

    data = rezipped(workbook(change), cell("H5", "SUBTOTAL(109,H2:H4)", "1544000000"))
    codes = fault_codes(read(data, NAME))
    assert "row-hidden" in codes
    assert "formula-stale" not in codes


@pytest.mark.parametrize(
    ("formula", "value", "is_stale"),
    [
        ("KH!B1", "310000000", False),
        ("KH!B1", "300000000", True),
        ("SUM(KH!B1:B2)", "310000000", False),
        ("SUM(KH!A1:B2)", "31000000", True),
        ("'kh'!B1+KH!B2", "0", True),
    ],
)
def test_a_value_of_another_sheet_is_held_against_it(
    formula: str, value: str, *, is_stale: bool
) -> None:
    """A reference, SUM or + over another sheet of the workbook is computed from what stands there."""

    def change(sheet: Any) -> None:
        other = sheet.parent.create_sheet("KH")
        other.append(["Máy sao", 310000000])
        other.append(["Khác", 0])

    data = rezipped(workbook(change), cell("H2", formula, value))
    codes = fault_codes(read(data, NAME))
    assert ("formula-stale" in codes) == is_stale
    assert codes <= {"formula-stale", "row-total-mismatch"}


@pytest.mark.parametrize("text", ["310,000", "12,345 triệu", "310.000"])
def test_a_text_of_a_formula_with_two_readings_is_refused(text: str) -> None:
    """A text that TEXT made has the marks of the program's language, which nobody knows."""
    data = made(cell("H2", 'TEXT(A1,"#,##0")', text, "str"))
    assert "number-ambiguous" in fault_codes(read(data, NAME))


def test_a_text_of_a_formula_with_one_reading_is_a_number() -> None:
    """310.000.000 is one number only, whoever wrote it."""
    data = made(cell("H2", 'TEXT(A1,"#,##0")', "310.000.000", "str"))
    assert sums(read(data, NAME)) == SUMS


@pytest.mark.parametrize("formula", ["KH!I2", "I9*2", "SUM(KH!I2:I3)"])
def test_a_kept_zero_counts_only_where_a_typed_total_confirms_it(formula: str) -> None:
    """The 0 of a formula that is not computed here is believed beside a typed total, not beside a computed one."""
    zero = cell("I2", formula, "0")
    assert sums(read(made(zero), NAME)) == SUMS
    total = cell("K2", "SUM(H2:J2)", "1000000000")
    assert "formula-stale" in fault_codes(read(made(zero, total), NAME))


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("SUM(H2:J2)", "1000000000"),
        ("H2+I2+J2", "1000000000.0000001"),
        ("SUM($H2:$I2)+J2", "1000000000"),
        ("SUM('Danh mục'!H2:J2)", "1000000000"),
        ("+H2+690000000", "1000000000"),
        ("ROUND(H2*1,0)+J2", "1000000000"),
    ],
)
def test_a_computed_value_is_that_of_its_cells(formula: str, value: str) -> None:
    """A total that is the sum of its cells, or a formula that is no plain sum, is read as it is kept."""
    assert sums(read(made(cell("K2", formula, value)), NAME)) == SUMS


def test_a_shared_formula_is_checked_in_each_of_its_rows() -> None:
    """A formula that stands in full in its first row only is that of each row, moved down."""

    def change(name: str, content: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return content
        text = content.decode()
        first = '<f t="shared" ref="K2:K4" si="0">SUM(H2:J2)</f>'
        text = re.sub(r'(<c r="K2"[^>]*>)', rf"\1{first}", text)
        return re.sub(r'(<c r="K[34]"[^>]*>)', r'\1<f t="shared" si="0"/>', text).encode()

    assert sums(read(made(change), NAME)) == SUMS
    changed = in_sheet(r'(<c r="K4"[^>]*>.*?<v>)1884000000', r"\g<1>1884000001")
    assert "formula-stale" in fault_codes(read(made(change, changed), NAME))


NAMES = external_names({"Gia": "[1]Gia!$A$1", "Nua": "Gia/2", "Trong": "'Danh mục'!$H$2"})


@pytest.mark.parametrize(
    "formula",
    [
        "[1]Sheet!A1",
        "SUM([2]Sheet1!A1:B2)",
        "'[1]Danh mục'!A1",
        r"'C:\du lieu\[so.xlsx]Danh mục'!A1",
        "[so.xlsx]Nam!A1",
        "[1]!Gia",
        "so.xlsx!Gia",
        "'https://noi/[so.xlsx]A'!B2",
        "'file:///C:/so.ods'#$A.B2",
        "Gia*2",
        "nua+1",
        'INDIRECT("[so.xlsx]A!B"&amp;2)',
        "Excel|'so.xlsx'!'R1C1'",
        'WEBSERVICE("https://noi")',
    ],
)
def test_a_value_of_another_file_is_told_whatever_its_spelling(formula: str) -> None:
    """Whatever the spelling, a formula that names another file or program is told as such."""
    assert is_external(formula.replace("&amp;", "&"), NAMES)


@pytest.mark.parametrize(
    "formula",
    [
        "SUM(H2:J2)",
        "SUM(DanhMuc[[#This Row],[KCQG]:[Đối ứng]])",
        "DanhMuc[KCQG]",
        "SUBTOTAL(109,DanhMuc[Tổng kinh phí])",
        "'Danh mục'!A1+KH!B2",
        "Trong+1",
        'IF(A1="[1]Sheet!A1",1,2)',
        'HYPERLINK("[so.xlsx]A!B2","tên")',
        "Bang[[#Headers],[a]]",
    ],
)
def test_a_formula_of_its_own_workbook_is_not_told(formula: str) -> None:
    """A structured reference, a sheet, a name or a text of the workbook itself is no other file."""
    assert not is_external(formula, NAMES)


def test_another_file_is_told_at_its_cells() -> None:
    """The cells that take their value from another file are named, and keep it."""
    result = read(made(cell("H2", "[1]Sheet!A1", "310000000")), NAME)
    assert sums(result) == SUMS
    assert "formula-external" in finding_codes(result)


@pytest.mark.parametrize(
    ("address", "formula", "value", "is_stale"),
    [
        ("F2", "F3", "{year}", False),
        ("F2", "+$F$3", "{year}", False),
        ("F2", "F3", "2019", True),
        ("E2", "E3", "{place}", False),
        ("E2", "E3", "Huyện Khác", True),
        ("B2", "B3", "Tên cũ", True),
        ("F2", "YEAR(M2)", "2022", False),
        ("F2", "YEAR(M2)", "2023", True),
        ("E2", "VLOOKUP(A2,A1:E9,5)", "Huyện Khác", False),
    ],
)
def test_a_text_or_year_that_repeats_a_cell_is_that_of_the_cell(
    address: str, formula: str, value: str, is_stale: bool
) -> None:
    """A formula that repeats a cell of its sheet and keeps something else is stale; others are not judged."""
    kept = value.format(year=ROWS[1][5], place=ROWS[1][4])
    sort = "" if address[0] == "F" else "str"
    day = in_sheet('</row>(?=<row r="3")', '<c r="M2"><v>44562</v></c></row>')
    codes = fault_codes(read(made(cell(address, formula, kept, sort), day), NAME))
    assert ("formula-stale" in codes) == is_stale

"""Registers as workbooks: what readers hide, unsafe containers, sheets, stored numbers and dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, GradientFill, PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from analysis.raw.folder import read_raw
from register_files import (
    HEADER,
    ROWS,
    SUMS,
    csv_text,
    fault_codes,
    finding_codes,
    in_sheet,
    numbers,
    read,
    read_workbook,
    rezipped,
    sums,
    workbook,
)

NAME = "data/raw/so.xlsx"


def test_plain_workbook() -> None:
    """A plain workbook gives the sums of its stored numbers, its rows counted as the sheet's."""
    result = read_workbook()
    assert sums(result) == SUMS
    assert list(result.schemes["row"]) == [2, 3, 4]
    assert set(result.schemes["sheet"]) == {"Danh mục"}


def test_stored_numbers_are_rounded_not_cut() -> None:
    """1.001 tỷ stored as a binary fraction is 1.001.000.000 đồng."""
    header = [f"{name} (tỷ đồng)" if index >= 7 else name for index, name in enumerate(HEADER)]
    row = [*numbers(ROWS[0])[:7], 1.001, 0, 0.69, 1.691]
    assert sums(read_workbook(rows=[header, row])) == [1, 1001000000, 0, 690000000, 1691000000]


def test_parts_of_a_dong_round_to_the_nearest_and_are_told() -> None:
    """A stored number with a part of a đồng is rounded half up, and said."""
    result = read_workbook(lambda sheet: sheet.__setitem__("H2", 309999999.5))
    assert sums(result) == SUMS
    assert "amount-not-whole" in finding_codes(result)


def colour(sheet: Any, cells: str, letters: str, fill: str = "") -> None:
    """Give cells a colour of their letters, and one of their own."""
    for cell in (cell for row in sheet[cells] for cell in row):
        cell.font = Font(color=letters)
        if fill:
            cell.fill = PatternFill("solid", fgColor=fill)


def very_hidden(sheet: Any) -> None:
    """Add a copy of the register that no menu of a spreadsheet program shows."""
    sheet.parent.copy_worksheet(sheet).sheet_state = "veryHidden"


def test_letters_that_are_seen_are_not_told() -> None:
    """White on a dark cell, and black on a white one, are there for everybody."""

    def change(sheet: Any) -> None:
        colour(sheet, "A1:K3", "FFFFFFFF", "FF1F4E79")
        colour(sheet, "A4:K4", "FF000000", "FFFFFFFF")

    result = read_workbook(change)
    assert sums(result) == SUMS
    assert "text-unseen" not in finding_codes(result)


def styled_table(sheet: Any) -> None:
    """White letters on the dark rows of a table style."""
    table = Table(displayName="DeAn", ref="A1:K4")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleDark2", showRowStripes=True)
    sheet.add_table(table)
    colour(sheet, "A2:K4", "FFFFFFFF")


def conditional(sheet: Any) -> None:
    """White letters that a condition puts on a dark cell."""
    dark = PatternFill("solid", bgColor="FF1F4E79")
    sheet.conditional_formatting.add("A2:K4", FormulaRule(formula=["TRUE"], fill=dark))
    colour(sheet, "A2:K4", "FFFFFFFF")


def gradient(sheet: Any) -> None:
    """White letters on cells of two colours."""
    colour(sheet, "A2:K4", "FFFFFFFF")
    for cell in (cell for row in sheet["A2:K4"] for cell in row):
        cell.fill = GradientFill(stop=("FF1F4E79", "FF000000"))


@pytest.mark.parametrize(
    ("change", "is_told"), [(styled_table, True), (conditional, True), (gradient, False)]
)
def test_letters_that_another_colour_may_show_are_not_refused(change: Any, is_told: bool) -> None:
    """Where a table, a condition or a gradient colours the cell the row is read, and told where nobody can know."""
    result = read_workbook(change)
    assert sums(result) == SUMS
    assert ("text-unseen" in finding_codes(result)) == is_told


def test_a_row_in_the_colour_of_its_cells_is_to_be_coloured() -> None:
    """It is not hidden: the remedy speaks of its letters."""
    (fault,) = read_workbook(lambda sheet: colour(sheet, "A3:K3", "FFFFFFFF")).faults
    assert "tô lại màu chữ" in str(fault)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda sheet: sheet.merge_cells("H2:H3"), "merged-amount"),
        (lambda sheet: sheet.__setitem__("H2", "=A1*2"), "formula-no-value"),
        (lambda sheet: sheet.__setitem__("H2", "#N/A"), "excel-error"),
        (lambda sheet: sheet.__setitem__("E2", "#NAME?"), "excel-error"),
        (lambda sheet: sheet.__setitem__("H2", True), "number-unreadable"),
        (lambda sheet: sheet.__setitem__("H2", dt.date(2023, 1, 5)), "number-unreadable"),
        (lambda sheet: setattr(sheet.row_dimensions[3], "hidden", True), "row-hidden"),
        (lambda sheet: colour(sheet, "A3:K3", "FFFFFFFF"), "row-hidden"),
        (lambda sheet: sheet.__setitem__("XFD1048576", 1), "sheet-too-large"),
        (
            lambda sheet: (
                setattr(sheet, "sheet_state", "hidden") or sheet.parent.create_sheet("Bìa")
            ),
            "sheet-hidden-only",
        ),
        (lambda sheet: sheet.__setitem__("H2", -5), "amount-negative"),
    ],
)
def test_what_readers_hide_is_refused(change: Any, code: str) -> None:
    """Errors, formulas without value, merged amounts, hidden schemes and stray cells are refused."""
    assert code in fault_codes(read_workbook(change))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda sheet: setattr(sheet.column_dimensions["I"], "hidden", True), "col-hidden"),
        (lambda sheet: colour(sheet, "H2:H2", "FFFFFFFF"), "text-unseen"),
        (lambda sheet: colour(sheet, "B2:B4", "FFFFC000", "FFFFC000"), "text-unseen"),
        (very_hidden, "sheet-hidden"),
        (lambda sheet: setattr(sheet["A3"], "font", Font(strike=True)), "row-strikethrough"),
        (lambda sheet: sheet.__setitem__("H2", "310000000"), "number-as-text"),
        (lambda sheet: sheet.__setitem__("F2", dt.date(2023, 6, 1)), "year-from-date"),
        (
            lambda sheet: (sheet.__setitem__("E3", None), sheet.merge_cells("E2:E3")),
            "merged-filled",
        ),
        (lambda sheet: sheet.parent.create_sheet("Bìa").append(["Báo cáo"]), "header-not-found"),
    ],
)
def test_what_readers_hide_is_told(change: Any, code: str) -> None:
    """Hidden columns and sheets, letters in the colour of their cell and struck rows are read and said."""
    result = read_workbook(change)
    assert sums(result) == SUMS
    assert code in finding_codes(result)


def test_dates_of_1904_are_right() -> None:
    """A workbook with the date system of 1904 gives the right year."""

    def change(sheet: Any) -> None:
        sheet.parent.epoch = CALENDAR_MAC_1904
        sheet["F2"] = dt.date(2023, 6, 1)

    assert read_workbook(change).schemes["year"].iloc[0] == 2023


def test_sheets_of_years() -> None:
    """Sheets of separate years are both read, with a notice."""

    def change(sheet: Any) -> None:
        other = sheet.parent.create_sheet("2021")
        for row in [HEADER, *([*numbers(cells)[:5], 2021, *numbers(cells)[6:]] for cells in ROWS)]:
            other.append(list(row))

    result = read_workbook(change)
    assert sums(result)[0] == 6
    assert "table-by-year" in finding_codes(result)


def test_merged_two_row_header() -> None:
    """A merged header over two rows is joined by its merges."""
    top = [*HEADER[:7], "Kinh phí (đồng)", None, None, None]
    low = [*[None] * 7, "KCQG", "KCĐP", "Đối ứng", "Tổng"]
    result = read_workbook(
        lambda sheet: sheet.merge_cells("H1:K1"), [top, low, *map(numbers, ROWS)]
    )
    assert sums(result) == SUMS


def test_cached_values_of_formulas_count() -> None:
    """A formula with a stored value is that value; one of another file is told."""
    data = rezipped(
        workbook(), in_sheet(r'(<c r="K2"[^>]*>)<v>', r"\1<f>[1]Sheet!A1+SUM(H2:J2)</f><v>")
    )
    result = read(data, NAME)
    assert sums(result) == SUMS


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (workbook()[:3000], "file-corrupt"),
        (
            rezipped(workbook(), lambda _, content: content, {"../x.xml": b"<a/>"}),
            "file-dangerous-zip",
        ),
        (
            rezipped(workbook(), in_sheet("^", '<!DOCTYPE a [<!ENTITY b "9">]>')),
            "file-dangerous-xml",
        ),
        (
            rezipped(
                workbook(),
                lambda _, content: content,
                {"xl/a.xml": b"<a>" + b" " * 30_000_000 + b"</a>"},
            ),
            "file-too-large",
        ),
        (
            rezipped(
                workbook(), lambda _, content: content, {f"x{i}.xml": b"<a/>" for i in range(2001)}
            ),
            "file-too-large",
        ),
        (rezipped(workbook(), in_sheet("</sheetData>", "")), "file-corrupt"),
        (rezipped(workbook(), in_sheet('r="H2"', 'r="H0"')), "file-corrupt"),
        (rezipped(workbook(), in_sheet('r="I2"', 'r="H2"')), "file-corrupt"),
        (csv_text().encode(), "file-type-mismatch"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "file-encrypted",
        ),
    ],
)
def test_unsafe_containers_are_refused(data: bytes, code: str) -> None:
    """Broken, swollen, encrypted or treacherous containers are refused before any reader."""
    assert code in fault_codes(read(data, NAME))


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.xls", b"<html><table></table></html>", "file-type-mismatch"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "file-type-unsupported"),
        ("a.ods", workbook(), "file-type-unsupported"),
        ("a.pdf", b"%PDF-1.4", "file-type-unsupported"),
        ("a.pkl", b"cos\nsystem\n", "file-type-unsupported"),
    ],
)
def test_raw_folder_refuses_other_types(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    """The raw folder refuses what is neither table nor register, by its content."""
    (tmp_path / name).write_bytes(data)
    assert [fault.code for fault in read_raw(tmp_path).faults] == [code]


def test_raw_folder_keeps_registers_apart(tmp_path: Path) -> None:
    """Registers come as bytes with their sha256, tables of figures as rows; links are refused."""
    (tmp_path / "so.csv").write_text(csv_text(), encoding="utf-8")
    (tmp_path / "so.XLSX").write_bytes(workbook())
    (tmp_path / "lien-ket.csv").symlink_to(tmp_path / "so.csv")
    raw = read_raw(tmp_path)
    assert [source.name for source in raw.registers] == ["data/raw/so.XLSX", "data/raw/so.csv"]
    assert [fault.code for fault in raw.faults] == ["file-symlink"]
    assert raw.tables["figures"] == ()


def test_empty_workbook_is_refused() -> None:
    """A workbook without a header is refused, whatever it holds."""
    assert "file-empty" in fault_codes(read_workbook(rows=[[]]))
    assert "header-not-found" in fault_codes(read_workbook(rows=[["a", "b"], [1, 2]]))
    assert openpyxl.__version__


def formatted(number_format: str, cells: str = "H2:K4") -> Any:
    """A change that gives the cells a number format."""

    def change(sheet: Any) -> None:
        for row in sheet[cells]:
            for cell in row:
                cell.number_format = number_format

    return change


@pytest.mark.parametrize(
    ("number_format", "unit"),
    [
        ('#,##0" nghìn đồng"', 1000), ('#,##0.0 "triệu đồng"', 10**6), ("General\\ \\t\\r", 10**6), ('0" tỷ"', 10**9),
        ('_-* #,##0 "nghìn đồng"_-;-* #,##0 "nghìn đồng"_-;_-* "-"_-', 1000), ('#,##0 "đồng"', 1),
        ("#,##0\\ [$₫-42A]", 1), ('#,##0,," triệu đồng"', 1), ("#,##0,,", 1), ("#,##0.00", 1), ("[$-42A]#,##0", 1),
        ('[>=1000000]#,##0,,"tr";#,##0', 1), ("@", 1), ("#\\.##0", 1), ("_(* #,##0_);_(* \\(#,##0\\);_(@_)", 1),
    ],
)  # fmt: skip
def test_a_unit_shown_by_a_number_format_counts(number_format: str, unit: int) -> None:
    """What a number format shows beside every amount is its unit, a scale taken into account."""
    cells = [[*numbers(row)[:7], *(int(cell) / unit for cell in row[7:])] for row in ROWS]
    assert sums(read_workbook(formatted(number_format), [HEADER, *cells])) == SUMS


@pytest.mark.parametrize(
    ("number_format", "code"),
    [
        ("[$$-409]#,##0", "unit-currency"), ("#,##0 [$€-1]", "unit-currency"), ('"$"#,##0', "unit-currency"),
        ('#,##0 "USD"', "unit-currency"), ("0%", "number-unreadable"), ("0.00%", "number-unreadable"),
        (";;;", "row-hidden"), (";-0", "row-hidden"), ('#,##0" kđ"', "unit-unknown"), ('#,##0"000"', "unit-unknown"),
        ('#,##0" nghìn";-#,##0" triệu"', "unit-conflict"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("cells", ["H2:K4", "J3:J3"])
def test_a_number_format_that_shows_another_amount_is_refused(
    number_format: str, code: str, cells: str
) -> None:
    """A currency, a percentage, hidden digits or words that are no unit are refused at their cell."""
    result = read_workbook(formatted(number_format, cells))
    assert code in fault_codes(result)
    assert {fault.where.row for fault in result.faults} == ({3} if cells == "J3:J3" else {2, 3, 4})


@pytest.mark.parametrize("cells", ["H2:H4", "H2:K2", "H2:H2"])
def test_a_number_format_must_agree_with_the_unit_of_its_column(cells: str) -> None:
    """A unit shown in some cells only, or another than the column states, is refused."""
    assert {"unit-conflict", "unit-missing"} & fault_codes(
        read_workbook(formatted('#,##0" nghìn đồng"', cells))
    )
    header = [*HEADER[:7], *(f"{name} (đồng)" for name in HEADER[7:])]
    rows = [header, *map(numbers, ROWS)]
    assert "unit-conflict" in fault_codes(
        read_workbook(formatted('#,##0" nghìn đồng"', cells), rows)
    )
    united = [*HEADER[:7], *(f"{name} (nghìn đồng)" for name in HEADER[7:])]
    small = [[*numbers(row)[:7], *(int(cell) // 1000 for cell in row[7:])] for row in ROWS]
    assert sums(read_workbook(formatted('#,##0" nghìn đồng"', cells), [united, *small])) == SUMS


@pytest.mark.parametrize("number_format", ["[$$-409]#,##0", "0%", ";;;", '0" cái"'])
def test_number_formats_of_other_cells_do_not_matter(number_format: str) -> None:
    """Formats of columns without money, of texts and of zeros say nothing of the amounts."""
    assert sums(read_workbook(formatted(number_format, "A1:G4"))) == SUMS
    assert sums(read_workbook(formatted(number_format, "H1:K1"))) == SUMS
    assert sums(read_workbook(formatted(number_format, "I2:I2"))) == SUMS


@pytest.mark.parametrize("height", ["0", "0.0", "0.00", ".5", "0.75"])
def test_rows_without_height_are_hidden(height: str) -> None:
    """A row that is too low to be seen is hidden, however its height is written."""
    row = in_sheet(r'<row r="3"', f'<row r="3" ht="{height}" customHeight="1"')
    assert "row-hidden" in fault_codes(read(rezipped(workbook(), row), NAME))
    default = in_sheet(
        r"<sheetFormatPr [^>]*/>", f'<sheetFormatPr defaultRowHeight="{height}" customHeight="1"/>'
    )
    assert "row-hidden" in fault_codes(read(rezipped(workbook(), default), NAME))


@pytest.mark.parametrize("height", ["15", "15.75", "1", "10.0"])
def test_low_rows_are_read(height: str) -> None:
    """A row with any height that shows is read."""
    row = in_sheet(r'<row r="3"', f'<row r="3" ht="{height}" customHeight="1"')
    assert sums(read(rezipped(workbook(), row), NAME)) == SUMS


@pytest.mark.parametrize("value", ["1e999", "-1e999", "1e400"])
@pytest.mark.parametrize("cell", ["H2", "K3", "H5"])
def test_stored_numbers_beyond_all_bounds_are_refused(value: str, cell: str) -> None:
    """A stored number that is not finite is refused, in a scheme and in a declared total."""
    total = ["", "Tổng cộng", *[""] * 5, *SUMS[1:]]
    data = workbook(rows=[HEADER, *map(numbers, ROWS), total])
    change = in_sheet(rf'(<c r="{cell}"[^>]*><v>)[^<]*', rf"\g<1>{value}")
    assert "amount-not-finite" in fault_codes(read(rezipped(data, change), NAME))


@pytest.mark.parametrize(
    ("cell", "right"),
    [(1.234, None), (3, 3), (3.0, 3), (1234, 1234), (0.5, None), (-2, None), (1e20, None), (True, None),
     ("1.234", 1234), ("12", 12), (None, None)],
)  # fmt: skip
def test_numbers_of_establishments_are_whole(cell: object, right: int | None) -> None:
    """A stored number of establishments is whole; only a text may have points for thousands."""
    rows = [[*HEADER, "Số cơ sở"], *([*numbers(row), cell] for row in ROWS)]
    result = read_workbook(rows=rows)
    if right is not None:
        assert list(result.schemes["establishments"]) == [right] * 3
    elif cell is not None:
        assert fault_codes(result) == {"number-unreadable"}
    else:
        assert result.schemes["establishments"].isna().all()


@pytest.mark.parametrize("digits", [6, 25, 5000, 100_000])
def test_any_count_of_digits_is_refused_not_raised(digits: int) -> None:
    """A number of establishments with ever so many digits is a fault of its cell."""
    rows = [[*HEADER, "Số cơ sở"], *([*row, "9" * digits] for row in ROWS)]
    assert fault_codes(read(csv_text(rows))) & {"number-unreadable", "text-too-long"}


def beside(block: Sequence[Sequence[object]], gap: int = 1) -> Callable[[Worksheet], object]:
    """A change that writes a block right of the register, from the row below its header on."""

    def change(sheet: Worksheet) -> None:
        for row, cells in enumerate(block, 2):
            for column, value in enumerate(cells, len(HEADER) + 1 + gap):
                sheet.cell(row, column, value)

    return change


@pytest.mark.parametrize(
    "block",
    [
        [["Nguồn", "Kinh phí"], ["KCQG", 1806500000], ["KCĐP", 237500000], ["Tổng cộng", 2044000000]],
        [["Khuyến công quốc gia", "1.806,5 triệu đồng"], ["Vốn đối ứng", 1840000000]],
        [["Năm 2023", 2, 572500000], ["Nghệ An", 1, 310000000], ["Đào tạo nghề", 1, 1234000000]],
        [["Chú thích"], ["(*) vốn đối ứng do cơ sở kê khai"], ["x: máy cũ"]],
        [["1", "máy sấy"], ["2", "máy in"]],
        [[None], ["Người lập biểu"], ["(Ký, ghi rõ họ tên)"], [None], ["Nguyễn Văn A"]],
    ],
)  # fmt: skip
def test_a_small_table_beside_the_register_is_told_and_left_aside(
    block: Sequence[Sequence[object]],
) -> None:
    """Sums by fund, year, place or kind, a legend and signatures behind a blank column change no sum and are named."""
    result = read_workbook(beside(block))
    assert sums(result) == SUMS
    assert "table-beside" in finding_codes(result)
    assert fault_codes(read_workbook(beside(block, gap=0))) == {"header-missing"}


@pytest.mark.parametrize(
    "block",
    [
        [["Máy ép viên", "HTX Mới", 100000000]],
        [["KCQG", 1806500000], ["Máy cưa gỗ", "200 triệu"]],
        [["Chú thích"], [None], [None], [None], [None], ["Máy in", 300.5]],
        [[1000000000], [1000000000], [1884000000]],
    ],
)
def test_what_may_be_a_scheme_beside_the_register_is_refused(
    block: Sequence[Sequence[object]],
) -> None:
    """A name with money, or money beside every scheme, is never left aside."""
    assert fault_codes(read_workbook(beside(block))) == {"header-missing"}

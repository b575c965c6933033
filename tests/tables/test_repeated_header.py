"""A header that stands again: the table goes on, or another one begins."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from register_files import (
    HEADER,
    ROWS,
    SUMS,
    csv_text,
    fault_codes,
    finding_codes,
    group_row,
    merged_as_named,
    numbers,
    read,
    read_workbook,
    sums,
    total_row,
)


def test_a_header_repeated_for_printing_is_told_and_the_table_goes_on() -> None:
    """The table's own header between counted schemes is no other table, with a subtotal, numbers or merges too."""
    numbering = [str(number) for number in range(1, len(HEADER) + 1)]
    for between in (
        [HEADER],
        [HEADER, numbering],
        [total_row("Cộng", 0, 1), HEADER],
        [[""] * 11, HEADER],
    ):
        table = [HEADER, *ROWS[:2], *between, ROWS[2], total_row("Tổng cộng", 0, 1, 2)]
        result = read(csv_text(table))
        assert sums(result) == SUMS
        assert "header-repeated" in finding_codes(result)
    high = [[*HEADER[:7], "Kinh phí", "", "", ""], [*[""] * 7, "KCQG", "KCĐP", "Đối ứng", "Tổng"]]

    def merge(sheet: Worksheet) -> None:
        merged_as_named(sheet, "B1:B2", "H1:K1", "B5:B6", "H5:K5")

    rows = [*high, *map(numbers, ROWS[:2]), *high, numbers(ROWS[2])]
    result = read_workbook(merge, rows)
    assert sums(result) == SUMS


def test_a_header_below_which_the_count_begins_again_is_another_table() -> None:
    """A second list under the same header may be a draft of the first: of the same year, both are refused."""
    again = ["1", *ROWS[1][1:]]
    for between in ([HEADER], [[""] * 11, HEADER], [group_row("", "BIỂU 2"), HEADER]):
        assert fault_codes(read(csv_text([HEADER, ROWS[0], *between, again]))) == {"table-several"}

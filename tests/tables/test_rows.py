"""Rows of a register: merges, schemes, groups, declared totals and duplicates; none is counted wrongly or lost."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from analysis.faults import Problems
from analysis.raw.rows import RegisterSource
from analysis.registers.reader import read_registers
from analysis.sheets.cells import Merge
from analysis.sheets.sheet import Sheet, text_array
from analysis.tables.rows import find_tables
from register_files import (
    HEADER,
    ROWS,
    SUMS,
    csv_text,
    fault_codes,
    finding_codes,
    numbers,
    read,
    read_workbook,
    sums,
)

corner = st.tuples(st.integers(1, 14), st.integers(1, 60))


def merged_name(sheet: Worksheet, *ranges: str) -> None:
    """Merge as a file may, also over cells that hold something."""
    for text in ranges:
        sheet.merged_cells.ranges.add(CellRange(text))


@settings(deadline=None, max_examples=60)
@given(corner, corner)
def test_any_merge_is_read_or_refused(one: tuple[int, int], other: tuple[int, int]) -> None:
    """Wherever a range is merged, in the table, across its edge or far below, the reader answers."""
    (left, right), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    merge = CellRange(min_col=left, max_col=right, min_row=top, max_row=bottom)
    result = read_workbook(lambda sheet: merged_name(sheet, merge.coord))
    if top > 4 or left > len(HEADER):
        assert sums(result) == SUMS
    elif left <= 8 <= right and top > 1 and (top, left) != (bottom, right) and left == 8:
        assert fault_codes(result) == {"merged-amount"}


@pytest.mark.parametrize("merge", ["H2:I2", "H2:H3", "J3:K4"])
def test_merged_amounts_are_named_by_their_range(merge: str) -> None:
    """The refusal of a merged amount says which cells are merged."""
    result = read_workbook(lambda sheet: merged_name(sheet, merge))
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


def group(label: str, words: str) -> list[str]:
    """A row that names a group."""
    return [label, words, *[""] * 9]


def total(words: str, *schemes: int, label: str = "") -> list[str]:
    """A row that declares the sums of those schemes."""
    return [
        label,
        words,
        *[""] * 5,
        *(str(sum(int(ROWS[row][column]) for row in schemes)) for column in range(7, 11)),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "TỔNG CỘNG",
        "Tổng số:",
        "Tổng kinh phí",
        "Tổng cộng (A+B)",
        "tong cong",
        "Tổng cộng năm 2023",
    ],
)
def test_a_grand_total_is_that_of_the_whole_table(words: str) -> None:
    """Words of a grand total never mean the last group alone; "Cộng" may."""
    top = [HEADER, group("A", "Nhóm A"), *ROWS[:2], group("B", "Nhóm B"), ROWS[2]]
    assert fault_codes(read(csv_text([*top, total(words, 2)]))) == {"total-mismatch"}
    assert sums(read(csv_text([*top, total(words, 0, 1, 2)]))) == SUMS
    assert sums(read(csv_text([*top, total("Cộng", 2), total(words, 0, 1, 2)]))) == SUMS


def test_parts_may_each_end_with_a_grand_total() -> None:
    """Where each part of a table ends with its grand total, the next counts from there; an empty group has zeros."""
    parts = [
        HEADER,
        *ROWS[:2],
        total("Tổng cộng", 0, 1),
        ROWS[2],
        total("Tổng cộng", 2),
        total("Tổng cộng", 0, 1, 2),
    ]
    assert sums(read(csv_text(parts))) == SUMS
    empty = [HEADER, *ROWS, total("Nhóm C", label="III"), total("Tổng cộng", 0, 1, 2)]
    assert sums(read(csv_text(empty))) == SUMS
    assert fault_codes(read(csv_text([HEADER, *ROWS, total("Cộng")]))) == {"total-mismatch"}


@pytest.mark.parametrize("words", ["TỔNG CỘNG", "Tổng số", "Cộng", "Cộng 2 đề án"])
@pytest.mark.parametrize("below", [[], [group("", "ĐỀ ÁN BỔ SUNG")]])
def test_a_scheme_below_the_grand_total_is_in_some_total_or_refused(
    words: str, below: list[list[str]]
) -> None:
    """A total of the schemes above says nothing of one below; one of all, of those below or a further one does."""
    grouped = len(below) == 1 and words.startswith("Cộng")
    table = [HEADER, *ROWS[:2], total(words, 0, 1), *below, ROWS[2]]
    result = read(csv_text(table))
    if grouped:
        assert sums(result) == SUMS
    else:
        assert [(fault.code, fault.where.row) for fault in result.faults] == [
            ("total-mismatch", len(table))
        ]
        assert "dòng 4" in result.faults[0].got
    assert sums(read(csv_text([*table, total("Cộng", 2)]))) == SUMS
    assert sums(read(csv_text([*table, total(words, 0, 1, 2)]))) == SUMS
    whole = [HEADER, *ROWS[:2], total(words, 0, 1, 2), *below, ROWS[2]]
    assert sums(read(csv_text(whole))) == SUMS
    heads = [HEADER, total(words, 0, 1), *ROWS[:2], total(words, 2), ROWS[2]]
    assert sums(read(csv_text(heads))) == SUMS


@pytest.mark.parametrize(
    "words", ["Cộng", "Cộng 2 đề án", "Tổng số: 2 đề án", "Cộng (I)", "Lũy kế", "TONG CONG"]
)
def test_a_filled_total_is_no_scheme(words: str) -> None:
    """A total with every other cell filled is a control; a wrong one is refused. "Công …" is a name like any other."""
    row = [
        "",
        words,
        "2 cơ sở",
        "Ứng dụng máy móc",
        "Toàn tỉnh",
        "2023",
        "2 đề án",
        *total("", 0, 1)[7:],
    ]
    assert sums(read(csv_text([HEADER, *ROWS[:2], row])))[0] == 2
    assert fault_codes(read(csv_text([HEADER, *ROWS[:2], [*row[:10], "2000000005"]]))) == {
        "total-mismatch"
    }
    named = [
        [*ROWS[0][:2], "Công (Cơ sở)", *ROWS[0][3:]],
        [*ROWS[1][:1], "Tổng hợp, đánh giá mô hình", *ROWS[1][2:]],
    ]
    assert sums(read(csv_text([HEADER, *named])))[0] == 2


@pytest.mark.parametrize(
    "amounts",
    [["lOO.OOO.OOO", "O", "O", "lOO.OOO.OOO"], ["ba trăm triệu"] * 4, ["n/a"] * 4, [""] * 4],
)
@pytest.mark.parametrize("cells", [["IV", "Đề án bổ sung", "Cơ sở Z", "", "Nghệ An", "", "Mua máy"],
                                   ["", "Đề án bổ sung", "Cơ sở Z", "", "", "", ""],
                                   ["b)", "", "Cơ sở Z", "", "Nghệ An", "", ""]])  # fmt: skip
def test_an_incomplete_scheme_is_no_group(cells: list[str], amounts: list[str]) -> None:
    """A row that names a beneficiary or several facts is refused by its place, never passed over."""
    result = read(csv_text([HEADER, *ROWS, [*cells, *amounts]]))
    assert fault_codes(result) & {"number-unreadable", "amount-missing", "cell-required"}
    assert {fault.where.row for fault in result.faults} == {5}


@pytest.mark.parametrize(
    "below",
    [
        [["", "Người lập biểu", "Kế toán trưởng", "", "", "", "", "Giám đốc", "", "", ""],
         ["", "(Ký, ghi rõ họ tên)", "(Ký, ghi rõ họ tên)", "", "", "", "", "(Ký tên, đóng dấu)", "", "", ""],
         ["", "Nguyễn Văn A", "Trần Thị B", "", "", "", "", "Lê Văn Triệu", "", "", ""]],
        [["", "", "", "", "", "", "", "Nghệ An, ngày 05 tháng 01 năm 2024", "", "", ""],
         ["Người lập", "", "", "Trưởng phòng", "", "", "", "GIÁM ĐỐC", "", "", ""]],
        [["", "Ghi chú: số liệu đến 31/12/2023", *[""] * 9], group("IV", "Nhóm chưa có đề án")],
    ],
)  # fmt: skip
def test_signatures_and_empty_groups_are_no_schemes(below: list[list[str]]) -> None:
    """Signatures in any column, notes and groups without schemes are passed over."""
    assert sums(read(csv_text([HEADER, *ROWS, total("Tổng cộng", 0, 1, 2), *below]))) == SUMS


@pytest.mark.parametrize("off", [0, 1, 5])
def test_thousands_of_group_totals_are_each_checked(off: int) -> None:
    """However many groups there are, right totals pass, rounded ones are told, wrong ones refused."""
    rows = [list(HEADER)]
    for number in range(2200):
        money = [10**7 + number, 0, 2 * 10**7, 3 * 10**7 + number]
        rows.append([f"{number + 1}.", f"Nhóm {number}", *[""] * 9])
        rows.append(
            [str(number), f"Đề án {number}", f"Cơ sở {number}", *ROWS[0][3:7], *map(str, money)]
        )
        rows.append(
            ["", "Cộng", *[""] * 5, *(str(value + off) if value else "0" for value in money)]
        )
    result = read(csv_text(rows))
    assert fault_codes(result) == ({"total-mismatch"} if off > 1 else set())
    assert ("total-rounding" in finding_codes(result)) == (off == 1)


@pytest.mark.parametrize(
    ("change", "extra", "exact"),
    [
        ({1: "Ứng dụng  máy sao chè"}, {}, True),
        ({1: "Ứng dụng\u00a0máy sao chè "}, {}, True),
        ({2: "Công ti TNHH Chè Xanh", 6: "Mua máy  sao"}, {}, True),
        ({6: "Mua máy sáo"}, {}, False),
        ({8: ""}, {}, True),
        ({8: "-"}, {}, True),
        ({}, {"Mã đề án": "M1"}, True),
        ({}, {"Số cơ sở": "3", "Đơn vị thực hiện": "Trung tâm"}, True),
        ({}, {"Tình trạng": "thực hiện"}, True),
        ({}, {"Tình trạng": "kế hoạch"}, False),
        ({7: "320000000", 10: "1010000000"}, {}, False),
        ({1: "ỨNG DỤNG MÁY SAO CHÈ"}, {}, False),
    ],
)
def test_copies_in_two_files_are_refused(
    change: dict[int, str], extra: dict[str, str], exact: bool
) -> None:
    """Other spaces, a blank for a confirmed 0 or a column that one file lacks leave a copy one: it is refused."""
    row = [change.get(index, cell) for index, cell in enumerate(ROWS[0])]
    texts = [csv_text(), csv_text([[*HEADER, *extra], [*row, *extra.values()]])]
    result = read_registers(
        [RegisterSource(f"{n}.csv", str(n), text.encode()) for n, text in enumerate(texts)]
    )
    assert fault_codes(result) == ({"row-duplicate"} if exact else set())
    assert exact or "row-duplicate-suspected" in finding_codes(result)


def test_rows_with_different_codes_are_two_schemes() -> None:
    """Where both rows have a column and differ in it, they are not one scheme."""
    header, rows = [*HEADER, "Mã đề án"], [[*ROWS[0], "M1"], [*ROWS[0], "M2"]]
    assert "row-duplicate-suspected" in finding_codes(read(csv_text([header, *rows])))
    sources = [
        RegisterSource(f"{n}.csv", str(n), csv_text([header, row]).encode())
        for n, row in enumerate(rows)
    ]
    assert not read_registers(sources).faults


def test_messages_name_the_group() -> None:
    """A wrong total of a group is named by its label and its words."""
    result = read(csv_text([HEADER, [*group("I", "Nghệ An")[:7], "1", "1", "1", "1"], *ROWS]))
    assert any("I Nghệ An" in fault.got for fault in result.faults)


def test_tone_marks_moved_hide_no_copy() -> None:
    """A scheme typed again with its tone marks on the other vowel is refused as a copy."""
    row = [*ROWS[0][:2], "HTX Hoà Thuỷ", *ROWS[0][3:]]
    again = [*ROWS[0][:2], "HTX Hòa Thủy", *ROWS[0][3:]]
    assert fault_codes(read(csv_text([HEADER, row, again]))) == {"row-duplicate"}


@pytest.mark.parametrize(
    ("one", "again", "others", "exact"),
    [
        ("Huyện Tây Sơn", "Tây Sơn", [], True),
        ("An Nhơn", "thị xã An Nhơn", [], True),
        ("TX. An Nhơn", "An Nhơn", [], True),
        ("xã Hoà Phú", "Hòa Phú", [], True),
        ("Huyện Tây Sơn", "Thị xã Tây Sơn", [], False),
        ("Huyện Tây Sơn", "Tây Sơn", ["Xã Tây Sơn"], False),
        ("Huyện Tây Sơn", "TÂY SƠN", [], False),
    ],
)
@pytest.mark.parametrize("files", [1, 2])
def test_a_bare_place_is_the_one_of_its_name_with_a_word_before_it(
    one: str, again: str, others: list[str], exact: bool, files: int
) -> None:
    """A scheme typed again with its place bare is a copy where the data have one such place, else it is only told."""
    rows = [[*ROWS[0][:4], place, *ROWS[0][5:]] for place in (one, again)]
    rows += [[*ROWS[1][:4], place, *ROWS[1][5:]] for place in others]
    texts = [csv_text([HEADER, *rows])]
    if files == 2:
        texts = [csv_text([HEADER, rows[0]]), csv_text([HEADER, *rows[1:]])]
    result = read_registers(
        [RegisterSource(f"{n}.csv", str(n), text.encode()) for n, text in enumerate(texts)]
    )
    assert fault_codes(result) == ({"row-duplicate"} if exact else set())
    assert exact or "row-duplicate-suspected" in finding_codes(result)


@pytest.mark.parametrize(
    ("change", "codes", "refused"),
    [
        ({}, ("", ""), True),
        ({1: "Ứng dụng máy sao chè ", 2: "CÔNG TI TNHH CHÈ XANH"}, ("", ""), True),
        ({}, ("M1", ""), True),
        ({}, ("M1", "M2"), False),
        ({9: "680000000", 10: "780000000"}, ("", ""), False),
        ({5: "2022"}, ("", ""), False),
    ],
)
@pytest.mark.parametrize("files", [1, 2])
def test_a_scheme_under_both_funds_is_not_counted_twice(
    change: dict[int, str], codes: tuple[str, str], refused: bool, files: int
) -> None:
    """One counterpart beside KCQG here and KCĐP there: the pair is refused and named, unless codes tell two schemes."""
    header = [*HEADER, "Mã đề án"]
    local = [*ROWS[0][:7], "0", "100000000", "690000000", "790000000"]
    rows = [
        [*ROWS[0], codes[0]],
        [*(change.get(n, cell) for n, cell in enumerate(local)), codes[1]],
    ]
    texts = [csv_text([header, *rows])]
    if files == 2:
        texts = [csv_text([header, own]) for own in rows]
    result = read_registers(
        [RegisterSource(f"{n}.csv", str(n), text.encode()) for n, text in enumerate(texts)]
    )
    assert fault_codes(result) == ({"scheme-two-funds"} if refused else set())
    assert not refused or "dòng 2" in result.faults[0].got


@pytest.mark.parametrize(
    "change",
    [
        {1: "Ứng dụng máy sao chè (phần KCĐP)"},
        {1: "Ứng dụng máy sao chè - khuyến công địa phương"},
        {1: "Ứng dụng máy sao chè (bổ sung vốn KCĐP)"},
        {1: "Ứng dụng máy sao chẻ"},
        {1: "ƯD máy sao chè"},
        {2: "Cty TNHH Chè Xanh"},
    ],
)
def test_a_scheme_under_both_funds_is_known_by_a_name_typed_in_another_way(
    change: dict[int, str],
) -> None:
    """The share said behind the name, one wrong mark or an abbreviation hides no second entry of a scheme."""
    first = [*ROWS[0][:1], "Ứng dụng máy sao chè", "Công ty TNHH Chè Xanh", *ROWS[0][3:]]
    local = [*first[:7], "0", "100000000", "690000000", "790000000"]
    again = [change.get(n, cell) for n, cell in enumerate(local)]
    assert fault_codes(read(csv_text([HEADER, first, again]))) == {"scheme-two-funds"}


@pytest.mark.parametrize(
    "change",
    [{1: "ƯD máy sao chè"}, {1: "Ưng dụng máy sao chè"}, {2: "CS Chè Xanh"}],
)
def test_a_scheme_entered_twice_is_told_by_a_name_typed_in_another_way(
    change: dict[int, str],
) -> None:
    """A name of a scheme that differs by marks or abbreviations, of one beneficiary and counterpart, is suspected."""
    first = [*ROWS[0][:1], "Ứng dụng máy sao chè", "Cơ sở Chè Xanh", *ROWS[0][3:]]
    again = [change.get(n, cell) for n, cell in enumerate(first)]
    result = read(csv_text([HEADER, first, again]))
    assert (fault_codes(result), "row-duplicate-suspected" in finding_codes(result)) == (
        set(),
        True,
    )


def test_a_plan_and_its_result_in_one_file_are_no_suspected_copies() -> None:
    """The same scheme planned and done is entered once each; twice done or stopped it is suspected."""
    header = [*HEADER, "Tình trạng"]
    for one, other, suspected in [
        ("kế hoạch", "thực hiện", False),
        ("dừng thực hiện", "thực hiện", True),
    ]:
        result = read(csv_text([header, [*ROWS[0], one], [*ROWS[0], other]]))
        assert ("row-duplicate-suspected" in finding_codes(result)) is suspected


def test_two_funds_are_compared_under_every_code() -> None:
    """A first row with a code of its own hides no pair of another code below it."""
    header = [*HEADER, "Mã đề án"]
    local = [*ROWS[0][:7], "0", "100000000", "690000000", "790000000"]
    result = read(csv_text([header, [*ROWS[0], "M1"], [*ROWS[0], "M2"], [*local, "M2"]]))
    assert [(fault.code, fault.where.row) for fault in result.faults] == [("scheme-two-funds", 4)]
    assert "dòng 3" in result.faults[0].got


@pytest.mark.parametrize("blank", ["", "-"])
def test_a_dash_as_total_proves_no_blank_to_be_nothing(blank: str) -> None:
    """Dashes and blanks beside a dashed total are no zeros; three typed zeros are."""
    names = ROWS[0][:7]
    assert fault_codes(read(csv_text([HEADER, [*names, blank, blank, blank, "-"], *ROWS[1:]]))) == {
        "amount-missing"
    }
    typed = read(csv_text([HEADER, [*names, "0", "0", "0", "-"], *ROWS[1:]]))
    assert not typed.faults, typed.faults


def test_a_header_repeated_for_printing_is_told_and_the_table_goes_on() -> None:
    """The table's own header between counted schemes is no other table, with a subtotal, numbers or merges too."""
    numbering = [str(number) for number in range(1, len(HEADER) + 1)]
    for between in (
        [HEADER],
        [HEADER, numbering],
        [total("Cộng", 0, 1), HEADER],
        [[""] * 11, HEADER],
    ):
        table = [HEADER, *ROWS[:2], *between, ROWS[2], total("Tổng cộng", 0, 1, 2)]
        result = read(csv_text(table))
        assert sums(result) == SUMS
        assert "header-repeated" in finding_codes(result)
    high = [[*HEADER[:7], "Kinh phí", "", "", ""], [*[""] * 7, "KCQG", "KCĐP", "Đối ứng", "Tổng"]]

    def merge(sheet: Worksheet) -> None:
        merged_name(sheet, "B1:B2", "H1:K1", "B5:B6", "H5:K5")

    rows = [*high, *map(numbers, ROWS[:2]), *high, numbers(ROWS[2])]
    result = read_workbook(merge, rows)
    assert sums(result) == SUMS


def test_a_header_below_which_the_count_begins_again_is_another_table() -> None:
    """A second list under the same header may be a draft of the first: of the same year, both are refused."""
    again = ["1", *ROWS[1][1:]]
    for between in ([HEADER], [[""] * 11, HEADER], [group("", "BIỂU 2"), HEADER]):
        assert fault_codes(read(csv_text([HEADER, ROWS[0], *between, again]))) == {"table-several"}


@pytest.mark.parametrize(
    ("first", "second", "whole", "is_right"),
    [
        ("I. Nhóm một (01 đề án)", "II. Nhóm hai (02 đề án)", "Tổng cộng: 03 đề án", True),
        ("I. Nhóm một (02 đề án)", "II. Nhóm hai (02 đề án)", "Tổng cộng: 03 đề án", False),
        ("I. Nhóm một", "II. Nhóm hai: 4 nhiệm vụ", "Tổng cộng", False),
        ("I. Nhóm một", "II. Nhóm hai", "Tổng cộng: 06 đề án", False),
        ("I. Nhóm một", "II. Nhóm hai của 15 đề án điểm", "Tổng cộng", True),
    ],
)
def test_the_number_of_schemes_that_a_group_or_total_states_is_theirs(
    first: str, second: str, whole: str, is_right: bool
) -> None:
    """A scheme that was lost or added does not pass beside the number that the list states."""
    rows = [[first], ROWS[0], [second], *ROWS[1:3], [whole]]
    filled = [[*row, *[""] * (len(HEADER) - len(row))] for row in rows]
    codes = fault_codes(read(csv_text([HEADER, *filled])))
    assert codes == (set() if is_right else {"total-mismatch"})

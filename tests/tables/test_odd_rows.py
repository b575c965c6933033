"""Rows and cells that are no scheme or no text: lines as rows, components, summaries, machine words, blanks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pytest

from register_files import (
    HEADER,
    ROWS,
    SUMS,
    changed,
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

NAMES = range(1, 5)


def with_row(after: int, cells: dict[int, str], name: str = "") -> str:
    """The base register with a row below a scheme; `name` replaces the name of that scheme."""
    rows = [list(row) for row in ROWS]
    if name:
        rows[after][1] = name
    extra = [cells.get(index, "") for index in range(len(HEADER))]
    return csv_text([HEADER, *rows[: after + 1], extra, *rows[after + 1 :]])


@pytest.mark.parametrize("column", [1, 2, 4, 6])
@pytest.mark.parametrize("word", ["0", "45050", "12/5", "TRUE", "false", "#VALUE!", "ĐÚNG", "NaT"])
def test_a_required_text_has_a_letter_that_somebody_typed(column: int, word: str) -> None:
    """A number, a truth value, an error or another word of a program is no name, beneficiary, place or content."""
    assert fault_codes(read(changed(1, column, word))) == {"text-no-letter"}


@pytest.mark.parametrize("column", [1, 2, 4, 6])
@pytest.mark.parametrize(
    "word",
    [
        "(blank)", "(trống)", "[null]", "Err:502", "Error 2042", "#GETTING_DATA", "#SPILL!", "#CALC!", "#N/D", "#NV",
        "#TÊN?", "#ЗНАЧ!", "# N/A", "N / A", "#N/A Requesting Data...", "undefined", "[object Object]", "Column1",
        "Cột 2", "Unnamed: 3", "Sheet1", "REF!", "Loading...", "System.String[]",
    ],
)  # fmt: skip
def test_a_word_of_a_program_is_no_text(word: str, column: int) -> None:
    """What a program writes where it has no value, or as a name of its own, in any language, names nothing."""
    assert fault_codes(read(changed(1, column, word))) == {"text-no-letter"}


@pytest.mark.parametrize("column", [2, 4, 6])
@pytest.mark.parametrize(
    "word", ["nt", "-nt-", "N.T", "Như trên", "như dòng trên", '"', "″", "- như trên -", "tương tự"]
)
def test_a_word_for_the_cell_above_is_no_text(word: str, column: int) -> None:
    """What repeats the cell above for a reader is asked, and becomes no place and no firm of that name."""
    faults = read(changed(1, column, word)).faults
    assert [(fault.code, fault.where.row) for fault in faults] == [("text-no-letter", 3)]


@pytest.mark.parametrize(
    "word",
    ["Thôn 2", "Cột điện 110", "Nghề đan lát (trống đồng)", "Bảng 1 màu", "Lỗi 5 số", "#read('a')"],
)
def test_what_people_type_is_a_text(word: str) -> None:
    """A name of a few letters, a number or brackets is a name."""
    assert not read(changed(1, 1, word)).faults


@pytest.mark.parametrize("value", [45050, True, 0])
def test_a_stored_number_or_truth_value_is_no_text(value: object) -> None:
    """What a workbook stores as no text is refused where a text is required."""
    result = read_workbook(lambda sheet: sheet.__setitem__("C3", value))
    assert fault_codes(result) == {"text-no-letter"}


def test_a_zero_byte_refuses_the_whole_file() -> None:
    """A file with a zero byte is damaged: no row of it is read, whatever the column in which the byte stands."""
    header = [*HEADER, "Ghi chú"]
    text = csv_text([header, *([*row, "a\x00b"] for row in ROWS)])
    assert fault_codes(read(text)) == {"file-corrupt"}
    data = rezipped(workbook(), in_sheet("</sheetData>", "\x00</sheetData>"))
    assert fault_codes(read(data, "data/raw/so.xlsx")) == {"file-corrupt"}


@pytest.mark.parametrize(
    "cells",
    [
        {1: "tiết kiệm điện"},
        {1: "Hòa Phú"},
        {1: "sao chè", 2: "Chè Xanh"},
        {2: "Hòa Phú"},
        {3: "máy móc"},
        {6: "và lắp đặt"},
        {1: "Sao chè", 2: "Xanh", 3: "móc", 4: "An", 6: "sao"},
    ],
)
def test_a_line_of_a_cell_as_a_row_is_refused_as_a_continuation(cells: dict[int, str]) -> None:
    """A row between schemes that has only texts does not disappear: it is named as what goes on with the row above."""
    result = read(with_row(0, cells))
    assert fault_codes(result) == {"row-continuation"}
    assert [fault.where.row for fault in result.faults] == [3]


@pytest.mark.parametrize(
    "text", ["HUYỆN VÂN CANH", "Huyện Vân Canh", "II. Miền núi", "Đào tạo nghề"]
)
def test_a_group_without_a_number_stays_a_group(text: str) -> None:
    """Capitals, words of places or funds, a label inside or a kind of scheme make a row the name of a group."""
    assert sums(read(with_row(0, {1: text}))) == SUMS


@pytest.mark.parametrize(
    "cells", [{1: "TỰ ĐỘNG TẠI XÃ"}, {2: "VÀ CHÈ XANH"}, {2: "Huyện Vân Canh"}, {1: "2. Máy vò"}]
)
@pytest.mark.parametrize("capitals", [False, True])
def test_capitals_and_digits_name_no_group_in_a_list_without_groups(
    cells: dict[int, str], *, capitals: bool
) -> None:
    """Where no group stands above the first scheme, a row in capitals or with digits goes on with the row above."""
    name = ROWS[0][1].upper() if capitals else ""
    result = read(with_row(0, cells, name))
    assert [(fault.code, fault.where.row) for fault in result.faults] == [("row-continuation", 3)]


@pytest.mark.parametrize(
    ("name", "place"),
    [("Mô hình sấy chè tại", "Nghệ An"), ("Mô hình sấy chè", "Xã Tây Bình, huyện Tây Sơn")],
)
@pytest.mark.parametrize("below", ["Xã Tây Bình", "Xã Tây Bình,", "XÃ TÂY BÌNH"])
def test_a_place_that_may_end_the_name_above_is_asked_about(
    name: str, place: str, below: str
) -> None:
    """A name that was broken off, or a place of the scheme above, is no name of a group: no name is cut."""
    cut = ["1", name, *ROWS[0][2:4], place, *ROWS[0][5:]]
    row = ["", below, *[""] * 9]
    result = read(csv_text([HEADER, cut, row, *ROWS[1:]]))
    assert [(fault.code, fault.where.row) for fault in result.faults] == [("row-continuation", 3)]


@pytest.mark.parametrize("words", [("MIỀN XUÔI", "MIỀN NÚI"), ("1. Miền xuôi", "2. Miền núi")])
def test_groups_without_words_or_numbers_stand_above_every_part(words: Sequence[str]) -> None:
    """A list that such a name opens is divided by others; among names in capitals, capitals divide nothing."""
    first, second = (["", name, *[""] * 9] for name in words)
    assert sums(read(csv_text([HEADER, first, ROWS[0], second, *ROWS[1:]]))) == SUMS
    shouted = [ROWS[0][0], ROWS[0][1].upper(), *ROWS[0][2:]]
    result = read(csv_text([HEADER, first, shouted, second, *ROWS[1:]]))
    assert fault_codes(result) == ({"row-continuation"} if words[0].isupper() else set())


@pytest.mark.parametrize("mark", ["", ".", ")"])
@pytest.mark.parametrize("name", ["Máy ép viên", "MÁY ÉP VIÊN"])
@pytest.mark.parametrize("after", [1, 2])
def test_a_row_that_counts_on_is_a_scheme_without_its_data_and_no_group(
    mark: str, name: str, after: int
) -> None:
    """The next number in the form of the schemes' own, with a name alone, is refused and not passed over as a group."""
    rows = [[f"{number}{mark}", *row[1:]] for number, row in enumerate(ROWS, 1)]
    rows.insert(after + 1, [f"{after + 2}{mark}", name, *[""] * 9])
    result = read(csv_text([HEADER, *rows]))
    assert {fault.where.row for fault in result.faults} == {after + 3}


def test_groups_and_schemes_may_be_numbered_alike() -> None:
    """A group "2." after scheme "1." stays one where the count begins again below it, or goes on with a dash."""
    for numbers_below in (["1.", "1.", "2."], ["-", "-", "-"]):
        first, *others = ([stt, *row[1:]] for stt, row in zip(numbers_below, ROWS, strict=True))
        heads = [[stt, "Miền núi", *[""] * 9] for stt in ("1.", "2.")]
        assert sums(read(csv_text([HEADER, heads[0], first, heads[1], *others]))) == SUMS


PARTS = ("200000000", "0", "300000000", "500000000"), ("110000000", "0", "390000000", "500000000")


def components(names: Sequence[str], amounts: Sequence[Sequence[str]] = PARTS, **more: str) -> str:
    """The base register with rows of components below its first scheme."""
    rows = []
    for name, money in zip(names, amounts, strict=True):
        stt, _, rest = name.rpartition("|")
        middle = [more.get("beneficiary", ""), more.get("kind", ""), more.get("place", "")]
        rows.append([stt, rest, *middle, more.get("year", ""), more.get("activity", ""), *money])
    return csv_text([HEADER, ROWS[0], *rows, *ROWS[1:]])


WHOLE = {
    "beneficiary": "Công ty TNHH Chè Xanh",
    "kind": "Ứng dụng máy móc",
    "place": "Nghệ An",
    "year": "2023",
}


@pytest.mark.parametrize(
    "names",
    [
        ("- Máy sấy", "- Lắp đặt"),
        ("+ Máy sấy", "+ Lắp đặt"),
        ("-|Máy sấy", "-|Lắp đặt"),
        ("Trong đó: máy sấy", "- Lắp đặt"),
        ("1.1|Máy sấy", "1.2|Lắp đặt"),
    ],
)
@pytest.mark.parametrize("more", [{}, WHOLE])
def test_components_are_checked_against_their_scheme_and_not_counted(
    names: Sequence[str], more: dict[str, str]
) -> None:
    """Parts below a scheme, even with all its texts repeated, add nothing; a changed digit in one stops the reading."""
    result = read(components(names, **more))
    assert sums(result) == SUMS
    assert "row-component" in finding_codes(result)
    other = ("201000000", "0", "300000000", "500000000"), PARTS[1]
    faults = read(components(names, other, **more)).faults
    assert [fault.code for fault in faults] == ["component-mismatch"]
    assert "thành phần của đề án" in faults[0].got


@pytest.mark.parametrize(
    ("first", "second"),
    [("1a", "1b"), ("1.a", "1.b"), ("1-1", "1-2"), ("1/1", "1/2"), ("1,1", "1,2"), ("01.1", "01.2"), ("1(1)", "1(2)"),
     ("a", "b"), ("a)", "b)"), ("(a)", "(b)"), ("i.", "ii."), ("(1)", "(2)"), ("1)", "2)")],
)  # fmt: skip
@pytest.mark.parametrize("more", [{}, WHOLE])
def test_rows_numbered_below_a_scheme_are_its_parts_by_their_sum(
    first: str, second: str, more: dict[str, str]
) -> None:
    """Whatever the way of numbering, rows that add up to the scheme above are not counted; others are asked about."""
    names = f"{first}|Máy sấy", f"{second}|Lắp đặt"
    assert sums(read(components(names, **more))) == SUMS
    off = ("201000000", "0", "300000000", "501000000"), PARTS[1]
    assert fault_codes(read(components(names, off, **more))) == {"component-mismatch"}


@pytest.mark.parametrize(
    "names",
    [
        ("1.1|Máy sấy", "1.1.1|Khung", "1.1.2|Quạt", "1.2|Lắp đặt"),
        ("1.1|Máy sấy", "- Khung", "- Quạt", "1.2|Lắp đặt"),
        ("- Máy sấy", "+ Khung", "+ Quạt", "- Lắp đặt"),
    ],
)
@pytest.mark.parametrize("is_told", [True, False])
def test_parts_of_parts_add_up_to_them_and_the_parts_to_the_scheme(
    names: Sequence[str], *, is_told: bool
) -> None:
    """The lowest level is checked against the next, whose own money may be left to its parts."""
    lower = (
        ("150000000", "0", "100000000", "250000000"),
        ("50000000", "0", "200000000", "250000000"),
    )
    upper = PARTS[0] if is_told else ("",) * 4
    amounts = [upper, *lower, PARTS[1]]
    result = read(components(names, amounts))
    assert sums(result) == SUMS, [str(fault) for fault in result.faults]
    for row in range(1 - is_told, 4):
        wrong = [list(cells) for cells in amounts]
        wrong[row][2] = "201000000"
        faults = read(components(names, wrong)).faults
        assert {fault.code for fault in faults} == {"component-mismatch"}


@pytest.mark.parametrize("numbers_below", [("I.1", "I.2"), ("I-1", "I-2"), ("", "")])
@pytest.mark.parametrize("more", [{}, WHOLE])
def test_parts_under_another_sort_of_number_or_none_are_checked(
    numbers_below: Sequence[str], more: dict[str, str]
) -> None:
    """I.1 below 1, and rows without a number that repeat the scheme, are its parts by their sum, or are asked about."""
    names = [f"{number}|{ROWS[0][1]}" for number in numbers_below]
    middle = {"activity": ROWS[0][6], **more} if more else more
    assert sums(read(components(names, **middle))) == SUMS
    off = ("201000000", "0", "300000000", "501000000"), PARTS[1]
    assert fault_codes(read(components(names, off, **middle))) == {"component-mismatch"}


def test_a_row_without_a_number_that_says_something_else_is_a_scheme() -> None:
    """Of another year, the same scheme is counted in each."""
    names = [f"|{ROWS[0][1]}"] * 2
    result = read(components(names, **{**WHOLE, "activity": ROWS[0][6], "year": "2022"}))
    assert sums(result)[0] == 5


def test_in_a_list_without_numbers_rows_that_share_out_the_money_above_are_asked_about() -> None:
    """Rows with all texts of the row above are schemes or its parts: where their sum is its money, nobody can tell."""
    whole, *others = (row[1:] for row in ROWS)
    parts = [[*whole[:6], *money] for money in PARTS]
    result = read(csv_text([HEADER[1:], whole, *parts, *others]))
    assert [(fault.code, fault.where.row) for fault in result.faults] == [("component-mismatch", 2)]


def test_a_whole_row_numbered_below_a_scheme_says_its_money() -> None:
    """Without an amount nobody can tell a part from a scheme: the row is asked about."""
    result = read(components(("1a|Máy sấy", "1b|Lắp đặt"), [[""] * 4] * 2, **WHOLE))
    assert [(fault.code, fault.where.row) for fault in result.faults] == [
        ("component-mismatch", 3),
        ("component-mismatch", 4),
    ]


@pytest.mark.parametrize(
    ("heads", "numbers_below"),
    [
        (("", ""), ("1a", "1b", "2a")),
        (("", ""), ("a", "b", "c")),
        (("1", "2"), ("1.1", "1.2", "2.1")),
        (("1", "2"), ("1a", "1b", "2a")),
        (("1", "2"), ("a)", "b)", "a)")),
        (("I", "II"), ("I.1", "I.2", "II.1")),
        (("a)", "b)"), ("1", "2", "1")),
    ],
)
@pytest.mark.parametrize("with_totals", [False, True])
def test_schemes_numbered_below_a_group_stay_schemes(
    heads: Sequence[str], numbers_below: Sequence[str], *, with_totals: bool
) -> None:
    """Without a scheme above, 1a and 1.1 are schemes; the group over them is none, its money is their total."""
    first, second, third = ([stt, *row[1:]] for stt, row in zip(numbers_below, ROWS, strict=True))
    parts = [first, second], [third]
    table: list[Sequence[str]] = [HEADER]
    for head, part in zip(heads, parts, strict=True):
        money = [str(sum(int(row[column]) for row in part)) for column in range(7, 11)]
        if head:
            table.append([head, "Huyện A", *[""] * 5, *(money if with_totals else [""] * 4)])
        table += part
    assert sums(read(csv_text(table))) == SUMS


@pytest.mark.parametrize("other", [{"beneficiary": "Công ty TNHH Chè Vàng"}, {"place": "Hà Giang"}])
@pytest.mark.parametrize("names", [("- Máy sấy", "- Lắp đặt"), ("1.1|Máy sấy", "1.2|Lắp đặt")])
def test_a_component_of_somebody_else_never_drops_out_of_the_sums(
    names: Sequence[str], other: dict[str, str]
) -> None:
    """A row with a dash that has its own beneficiary or place, year and kind is refused, though the amounts add up."""
    assert fault_codes(read(components(names, **{**WHOLE, **other}))) == {"component-mismatch"}


def test_a_list_that_of_which_opens_may_go_on_without_a_dash() -> None:
    """Below "Trong đó" a row with money and neither number nor other texts is a component too."""
    assert sums(read(components(("Trong đó máy sấy", "Lắp đặt")))) == SUMS


SUMMARY = [
    ["TỔNG HỢP"],
    ["Loại hình", "Số đề án", "KCQG", "KCĐP", "Đối ứng", "Tổng"],
    ["Ứng dụng máy móc", 1, 310000000, 0, 690000000, 1000000000],
    ["Mô hình trình diễn", 1, 262500000, 87500000, 650000000, 1000000000],
    ["Tổng cộng", 3, 1806500000, 237500000, 1840000000, 3884000000],
]


def with_summary(
    rows: Sequence[Sequence[object]], *, first: bool = False, below: bool = False
) -> Any:
    """The base workbook with a summary on a sheet of its own, before or after, or below the register."""

    def change(sheet: Any) -> None:
        other = sheet
        if not below:
            other = sheet.parent.create_sheet("Tổng hợp", 0 if first else None)
        else:
            sheet.append([])
        for row in rows:
            other.append(list(row))

    return read_workbook(change)


@pytest.mark.parametrize("place", [{}, {"first": True}, {"below": True}])
def test_a_summary_beside_a_register_is_no_register_and_controls_it(place: dict[str, bool]) -> None:
    """A table of counts is skipped and told wherever it stands, with no hint from its names; a wrong one is refused."""
    result = with_summary(SUMMARY, **place)
    assert sums(result) == SUMS
    assert any("đối chiếu 3 dòng" in finding.message for finding in result.findings)
    wrong = [list(row) for row in SUMMARY]
    wrong[2][2] = 311000000
    assert fault_codes(with_summary(wrong, **place)) == {"total-mismatch"}
    wrong = [list(row) for row in SUMMARY]
    wrong[4][1] = 4
    assert fault_codes(with_summary(wrong, **place)) == {"total-mismatch"}


@pytest.mark.parametrize("power", [1, 10**3, 10**6, 10**9])
@pytest.mark.parametrize("unit", [("đồng", 1), ("triệu đồng", 10**6)])
def test_a_summary_without_a_unit_agrees_in_its_own(power: int, unit: tuple[str, int]) -> None:
    """Whatever the unit of the register, a summary that states none is read in the one in which it agrees, and told."""
    name, of_register = unit
    header = [f"{text} ({name})" if index >= 7 else text for index, text in enumerate(HEADER)]
    rows = [[*numbers(row)[:7], *(int(cell) / of_register for cell in row[7:])] for row in ROWS]

    def result(summary: Sequence[Sequence[Any]]) -> Any:
        small = [[*row[:2], *(cell / power for cell in row[2:])] for row in summary[2:]]

        def change(sheet: Any) -> None:
            other = sheet.parent.create_sheet("Tổng hợp")
            for row in [*summary[:2], *small]:
                other.append(list(row))

        return read_workbook(change, [header, *rows])

    right = result(SUMMARY)
    assert sums(right) == SUMS
    printed = {1: "đồng", 10**3: "nghìn đồng", 10**6: "triệu đồng", 10**9: "tỷ đồng"}[power]
    assert any(f"đọc theo {printed} " in finding.message for finding in right.findings)
    for row, column in ((2, 2), (4, 1), (4, 5)):
        wrong: list[list[Any]] = [list(cells) for cells in SUMMARY]
        wrong[row][column] += 10**6 if column > 1 else 1
        assert fault_codes(result(wrong)) == {"total-mismatch"}


@pytest.mark.parametrize("first", [False, True])
def test_a_summary_is_a_control_wherever_its_counts_stand(*, first: bool) -> None:
    """Counts in the first column are no names of rows: one changed amount beside them stops the reading."""
    order = [1, 0, 2, 3, 4, 5] if first else range(6)
    rows = [SUMMARY[0], *([row[at] for at in order] for row in SUMMARY[1:])]
    assert sums(with_summary(rows)) == SUMS
    rows[2][2] = 999000000
    assert fault_codes(with_summary(rows)) == {"total-mismatch"}


OF_FUNDS = [
    ["Nguồn vốn", "Số đề án", "Kinh phí hỗ trợ"],
    ["KCQG", 3, 1806500000],
    ["Khuyến công địa phương", 2, 237500000],
    ["Tổng cộng", 3, 2044000000],
]


@pytest.mark.parametrize("is_numbered", [True, False])
@pytest.mark.parametrize("header", [None, "Kinh phí", "Tổng kinh phí"])
def test_a_summary_by_fund_is_known_by_its_counts_and_controls_the_funds(
    header: str | None, *, is_numbered: bool
) -> None:
    """Three columns without one name of a register's suffice; a wrong count or sum of a fund stops the reading."""
    rows: list[list[Any]] = [list(row) for row in OF_FUNDS]
    rows[0][2] = header or rows[0][2]
    rows[3][2] = 3884000000 if header == "Tổng kinh phí" else rows[3][2]
    if is_numbered:
        rows = [[number or "TT", *row] for number, row in enumerate(rows)]
    assert sums(with_summary(rows)) == SUMS
    assert any("đối chiếu 3 dòng" in note.message for note in with_summary(rows).findings)
    for row, column, value in ((1, -1, 1806400000), (2, -1, 237400000), (2, -2, 1)):
        wrong = [list(cells) for cells in rows]
        wrong[row][column] = value
        assert fault_codes(with_summary(wrong)) == {"total-mismatch"}


def test_a_summary_alone_is_no_register() -> None:
    """A file with a summary only is refused as one that has no register."""
    faults = read_workbook(rows=SUMMARY).faults
    assert [fault.code for fault in faults] == ["header-not-found"]
    assert "tổng hợp" in faults[0].got


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


NESTED = [
    ("- Thiết bị", ["200000000", "0", "500000000", "700000000"]),
    ("+ Máy trộn", ["150000000", "0", "300000000", "450000000"]),
    ("+ Lò hấp", ["50000000", "0", "200000000", "250000000"]),
    ("- Lắp đặt", ["100000000", "0", "200000000", "300000000"]),
]


@pytest.mark.parametrize("changed_part", [None, 0, 1, 2, 3])
def test_parts_of_parts_add_up_to_their_part(changed_part: int | None) -> None:
    """Parts with another mark are inside the part above them, and any one changed digit is refused."""
    rows = [["", name, *[""] * 5, *amounts] for name, amounts in NESTED]
    if changed_part is not None:
        rows[changed_part][9] = "1" + rows[changed_part][9]
    whole = [
        "1",
        "Đề án có hai tầng thành phần",
        *ROWS[0][2:7],
        "300000000",
        "0",
        "700000000",
        "1000000000",
    ]
    result = read(csv_text([HEADER, whole, *rows]))
    assert fault_codes(result) == (set() if changed_part is None else {"component-mismatch"})
    if changed_part is None:
        assert [int(n) for n in result.schemes[["kcqg", "doi_ung"]].sum()] == [300000000, 700000000]

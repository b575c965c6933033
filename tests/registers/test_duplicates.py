"""Schemes that stand twice: copies, two funds of one scheme, a plan and its result."""

from __future__ import annotations

import pytest

from analysis.raw.rows import RegisterSource
from analysis.registers.reader import read_registers
from register_files import (
    HEADER,
    ROWS,
    csv_text,
    fault_codes,
    finding_codes,
    read,
)


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

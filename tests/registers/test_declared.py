"""Totals that a table declares, of its schemes or of a group of them."""

from __future__ import annotations

import pytest

from register_files import (
    HEADER,
    ROWS,
    SUMS,
    csv_text,
    fault_codes,
    finding_codes,
    group_row,
    read,
    sums,
    total_row,
)


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
    top = [HEADER, group_row("A", "Nhóm A"), *ROWS[:2], group_row("B", "Nhóm B"), ROWS[2]]
    assert fault_codes(read(csv_text([*top, total_row(words, 2)]))) == {"total-mismatch"}
    assert sums(read(csv_text([*top, total_row(words, 0, 1, 2)]))) == SUMS
    assert sums(read(csv_text([*top, total_row("Cộng", 2), total_row(words, 0, 1, 2)]))) == SUMS


def test_parts_may_each_end_with_a_grand_total() -> None:
    """Where each part of a table ends with its grand total, the next counts from there; an empty group has zeros."""
    parts = [
        HEADER,
        *ROWS[:2],
        total_row("Tổng cộng", 0, 1),
        ROWS[2],
        total_row("Tổng cộng", 2),
        total_row("Tổng cộng", 0, 1, 2),
    ]
    assert sums(read(csv_text(parts))) == SUMS
    empty = [HEADER, *ROWS, total_row("Nhóm C", label="III"), total_row("Tổng cộng", 0, 1, 2)]
    assert sums(read(csv_text(empty))) == SUMS
    assert fault_codes(read(csv_text([HEADER, *ROWS, total_row("Cộng")]))) == {"total-mismatch"}


@pytest.mark.parametrize("words", ["TỔNG CỘNG", "Tổng số", "Cộng", "Cộng 2 đề án"])
@pytest.mark.parametrize("below", [[], [group_row("", "ĐỀ ÁN BỔ SUNG")]])
def test_a_scheme_below_the_grand_total_is_in_some_total_or_refused(
    words: str, below: list[list[str]]
) -> None:
    """A total of the schemes above says nothing of one below; one of all, of those below or a further one does."""
    grouped = len(below) == 1 and words.startswith("Cộng")
    table = [HEADER, *ROWS[:2], total_row(words, 0, 1), *below, ROWS[2]]
    result = read(csv_text(table))
    if grouped:
        assert sums(result) == SUMS
    else:
        assert [(fault.code, fault.where.row) for fault in result.faults] == [
            ("total-mismatch", len(table))
        ]
        assert "dòng 4" in result.faults[0].got
    assert sums(read(csv_text([*table, total_row("Cộng", 2)]))) == SUMS
    assert sums(read(csv_text([*table, total_row(words, 0, 1, 2)]))) == SUMS
    whole = [HEADER, *ROWS[:2], total_row(words, 0, 1, 2), *below, ROWS[2]]
    assert sums(read(csv_text(whole))) == SUMS
    heads = [HEADER, total_row(words, 0, 1), *ROWS[:2], total_row(words, 2), ROWS[2]]
    assert sums(read(csv_text(heads))) == SUMS


@pytest.mark.parametrize("off", [0, 1, 5])
def test_a_thousand_group_totals_are_each_checked(off: int) -> None:
    """However many groups there are, right totals pass, rounded ones are told, wrong ones refused."""
    rows = [list(HEADER)]
    for number in range(1000):
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


def test_messages_name_the_group() -> None:
    """A wrong total of a group is named by its label and its words."""
    result = read(csv_text([HEADER, [*group_row("I", "Nghệ An")[:7], "1", "1", "1", "1"], *ROWS]))
    assert any("I Nghệ An" in fault.got for fault in result.faults)


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

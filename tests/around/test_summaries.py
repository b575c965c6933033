"""Summaries beside a register: no register, and a control of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from register_files import (
    HEADER,
    ROWS,
    SUMS,
    fault_codes,
    numbers,
    read_workbook,
    sums,
)

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

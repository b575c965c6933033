"""An answer of the office that a table contradicts by itself is of no use there, and that is told."""

from __future__ import annotations

import pytest

from analysis.registers.reader import RegisterResult
from office_books import UNIT, book, read_book, sha256

HEADER = ["TT", "Tên đề án", "Đơn vị thụ hưởng", "Loại hình", "Địa bàn"]
FUNDS = ["KCQG", "KCĐP", "Đối ứng"]


def register(more: list[str], *cells: list[object], over: str = "", group: str = "") -> bytes:
    """A scheme a list of cells of the further columns, below a title, a group and a text over the money, if any."""
    groups = [["I", group]] if group else []
    header = [[*HEADER, *more, *FUNDS]]
    if over:
        header = [[*HEADER, *more, over], [*[None] * (5 + len(more)), *FUNDS]]  # type: ignore[list-item]
    rows = [
        [n, f"Máy {n}", f"HTX {n}", "Ứng dụng máy móc", "Huyện A", *own, 100, 0, 50]
        for n, own in enumerate(cells, 1)
    ]
    return book({"Danh mục": [["DANH MỤC"], [UNIT], *header, *groups, *rows]})


def answered(data: bytes, line: str) -> RegisterResult:
    result = read_book(data, f'[[tep]]\nten = "so.xlsx"\nsha256 = "{sha256(data)}"\n{line}\n')
    assert not result.faults, [str(fault) for fault in result.faults]
    return result


def told(result: RegisterResult) -> list[str]:
    return [finding.message for finding in result.findings if finding.code == "answers-unused"]


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (
            register(["Năm"], [2022], [2022], [2023]),
            "nam = 2023",
            ["nam = 2023", '"Năm"', "2022 (2 đề án)"],
        ),
        (
            register([], [], group="Năm 2022"),
            "nam = 2023",
            ["nam = 2023", "dòng nhóm", "2022 (1 đề án)"],
        ),
        (
            register([], [], over="Kinh phí năm 2022"),
            "nam = 2023",
            ["nam = 2023", "2022 (1 đề án)"],
        ),
        (
            register(["Năm", "Tình trạng"], [2022, "Hoàn thành"], [2022, "Kế hoạch"]),
            'tinh_trang = "kế hoạch"',
            ['tinh_trang = "kế hoạch"', '"Tình trạng"', "Hoàn thành (1 đề án)"],
        ),
    ],
    ids=["column of years", "group", "over the money", "column of statuses"],
)
def test_an_answer_that_the_table_contradicts_is_told(
    data: bytes, line: str, words: list[str]
) -> None:
    """The table is followed; the warning quotes the answer, what says otherwise, and of how many schemes."""
    (message,) = told(answered(data, line))
    assert [word for word in words if word not in message] == []


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (register(["Năm"], [2023], ["Năm 2023"], ["15/03/2023"]), "nam = 2023"),
        (register([], [], group="Năm 2023"), "nam = 2023"),
        (register([], []), "nam = 2023"),
        (register(["Năm", "Tình trạng"], [2022, "Đã thực hiện"]), 'tinh_trang = "thực hiện"'),
        (
            register(["Năm", "Tình trạng"], [2022, "thực hiện"], [2022, ""]),
            'tinh_trang = "kế hoạch"',
        ),
    ],
    ids=["same years", "same group", "used", "same status", "used for a blank"],
)
def test_an_answer_that_is_used_or_agrees_is_not_told(data: bytes, line: str) -> None:
    """What the table says too, or leaves open, is no contradiction."""
    assert told(answered(data, line)) == []

"""Effects of schemes: numbers are summed with their coverage, all else is told, counts as none and refuses nothing."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.proposing.proposals import look_at
from analysis.proposing.written import block_of
from analysis.raw.rows import RegisterSource
from analysis.registers.reader import RegisterResult
from office_books import WHOLE_HEADER, answers, book, read_book, sha256
from register_files import HEADER, ROWS, csv_text, finding_codes, read

OFFICE_ROW = [1, "Máy sấy", "HTX Một", "Ứng dụng máy móc", "Huyện A", 2023, 10**8, 0, 10**8, 12]
EFFECTS = ("jobs", "posts", "trained", "revenue", "output")


def with_columns(**columns: tuple[str, str, str]) -> RegisterResult:
    """The base register with columns more, by their header with '_' for blanks."""
    header = (*HEADER, *(name.replace("_", " ") for name in columns))
    rows = [(*row, *(cells[at] for cells in columns.values())) for at, row in enumerate(ROWS)]
    return read(csv_text([header, *rows]))


def column(result: RegisterResult, code: str) -> list[object]:
    return [None if pd.isna(cell) else int(cell) for cell in result.schemes[code]]


def test_numbers_are_effects_and_blanks_are_none() -> None:
    """People as whole numbers, money in the unit of its own header; a dash and a blank are no zero."""
    result = with_columns(
        **{
            "Lao_động_có_việc_làm": ("12", "", "1.200"),
            "Số_lao_động_được_đào_tạo": ("0", "-", "30"),
            "Doanh_thu_(triệu_đồng)": ("2.500", "–", "0"),
            "Giá_trị_sản_xuất": ("3000000000", "", ""),
        }
    )
    assert not result.faults
    assert column(result, "jobs") == [12, None, 1200]
    assert column(result, "trained") == [0, None, 30]
    assert column(result, "revenue") == [2_500_000_000, None, 0]
    assert column(result, "output") == [3_000_000_000, None, None]
    assert "effect-unread" not in finding_codes(result)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Số LĐ có việc làm", "jobs"),
        ("Số chỗ làm việc mới", "posts"),
        ("LĐ được đào tạo", "trained"),
    ],
)
def test_the_short_words_of_offices_name_the_same_effect(name: str, code: str) -> None:
    """LĐ is lao động, and a place of work is a job."""
    assert column(with_columns(**{name: (20, None, 5)}), code) == [20, None, 5]


@pytest.mark.parametrize(
    ("name", "cells", "code", "expected"),
    [
        ("Lao_động_có_việc_làm", ("khoảng 20", "5", "-3"), "jobs", [None, 5, None]),
        ("Doanh_thu", ("tăng 20%", "4000000000", ""), "revenue", [None, 4_000_000_000, None]),
        # nothing says that these are triệu đồng
        ("Doanh_thu", ("2500", "300", "1"), "revenue", [None, None, None]),
        ("Giá_trị_sản_xuất_(USD)", ("2500", "300", "1"), "output", [None, None, None]),
    ],
)
def test_what_is_no_number_is_told_and_stops_nothing(
    name: str, cells: tuple[str, str, str], code: str, expected: list[object]
) -> None:
    """Words, a negative number, a unit that is not said or not known: the register is read without them."""
    result = with_columns(**{name: cells})
    assert not result.faults
    assert column(result, code) == expected
    assert "effect-unread" in finding_codes(result)


def test_of_two_columns_of_an_effect_none_is_read() -> None:
    """Two columns of one meaning do not stop the register, nobody chooses between them, and both are named."""
    one, two = "Lao động có việc làm", "Số lao động có việc làm mới"
    result = with_columns(**{name.replace(" ", "_"): ("5",) * 3 for name in (one, two)})
    assert not result.faults
    assert column(result, "jobs") == [None] * 3
    (told,) = (finding for finding in result.findings if finding.code == "effect-unread")
    assert f'cột "{one}" và "{two}" cùng được hiểu là "{one}": không cột nào được đọc' in str(told)


@pytest.mark.parametrize(
    ("meant", "read"), [("Lao động có việc làm", False), ("Việc làm mới", True)]
)
def test_jobs_made_are_no_people_by_an_answer_of_an_earlier_catalogue(
    meant: str, read: bool
) -> None:
    """What make adopt wrote while both had one name is told by its line to mend, and makes no people of jobs."""
    data = book({"2023": [[*WHOLE_HEADER, "Việc làm mới"], OFFICE_ROW]})
    given = RegisterSource("data/raw/so.xlsx", sha256(data), data)
    text = block_of(look_at(given, answers("")), "")
    line = '"Việc làm mới" = "Việc làm mới"'
    assert line in text
    result = read_book(data, text.replace(line, f'"Việc làm mới" = "{meant}"'))
    assert not result.faults
    assert column(result, "jobs") == [None]
    assert column(result, "posts") == [12 if read else None]
    told = [str(finding) for finding in result.findings if finding.code == "effect-unread"]
    assert bool(told) != read
    assert all("sửa dòng đó trong doc-so.toml" in one for one in told)


def test_a_register_without_effects_has_none() -> None:
    """The columns of the frame are there and empty."""
    result = read(csv_text())
    assert result.schemes[[*EFFECTS]].isna().all(axis=None)


def test_a_name_near_that_of_an_effect_is_any_other_column() -> None:
    """The column "Doanh thuu" is one that is not read, as it always was, and no misprint that stops the reading."""
    result = with_columns(Doanh_thuu=("1",) * 3, Lao_động_có_việc_lam_2023=("1",) * 3)
    assert not result.faults
    assert "header-extra" in finding_codes(result)

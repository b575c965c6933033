"""Money under a name that nobody knows: no value stands ready for it, and what is left out of it is told."""

from __future__ import annotations

import pytest

from analysis.adopting.answers import Answers
from analysis.adopting.money import names_money
from analysis.faults import Problems
from analysis.proposing.proposals import look_at
from analysis.proposing.written import block_of
from analysis.raw.rows import RegisterSource
from office_books import UNIT, answers, book, read_book, sha256
from register_files import fault_codes, sums

HEADER = ["TT", "Tên đề án", "Đơn vị thụ hưởng", "Loại hình", "Địa bàn", "Năm", "KCQG", "KCĐP"]
HEADER += ["Đối ứng"]
ROW = ["HTX Một", "Ứng dụng máy móc", "Huyện A", 2023, 100, 0, 100]


def with_column(name: str, *cells: object) -> RegisterSource:
    """A register in triệu đồng with a column more."""
    rows = [[number, f"Máy số {number}", *ROW, cell] for number, cell in enumerate(cells, 1)]
    data = book({"2023": [[UNIT], [*HEADER, name], *rows]})
    return RegisterSource("data/raw/so.xlsx", sha256(data), data)


def told(given: RegisterSource, value: str) -> list[str]:
    """What is told of money left out once the column has a value."""
    text = block_of(look_at(given, Answers()), "").replace('# "Hỗ trợ', '"Hỗ trợ')
    text = text.replace('huyện" = "?"', f'huyện" = "{value}"')
    result = read_book(given.data, text)
    assert not result.faults
    return [one.message for one in result.findings if one.code == "money-left-out"]


def test_a_column_of_money_is_decided_by_no_ready_value() -> None:
    """Taking the mark away decides nothing: the line is refused with what may stand there."""
    given = with_column("Hỗ trợ của huyện", 2300)
    text = block_of(look_at(given, Answers()), "")
    assert '# "Hỗ trợ của huyện" = "?"  # chưa rõ: 100% ô là số, có thể là tiền' in text
    problems = Problems()
    answers(text.replace('# "Hỗ trợ', '"Hỗ trợ'), problems)
    (fault,) = problems.faults
    assert fault.code == "answers-unknown"
    assert fault.where.row is not None
    assert "Kinh phí KCĐP" in fault.wanted
    assert "bỏ" in fault.wanted


def test_numbers_under_a_word_of_a_place_are_asked_about_as_money() -> None:
    """Where the place is not found, "Hỗ trợ của huyện" over numbers is no candidate for it."""
    header = ["Chỗ" if name == "Địa bàn" else name for name in HEADER]
    data = book({"2023": [[UNIT], [*header, "Hỗ trợ của huyện"], [1, "Máy số 1", *ROW, 2300]]})
    given = RegisterSource("data/raw/so.xlsx", sha256(data), data)
    assert '"Hỗ trợ của huyện" = "?"  # chưa rõ: 100% ô là số' in block_of(
        look_at(given, Answers()), ""
    )


def test_money_that_the_office_left_out_is_told_with_its_sum() -> None:
    """In đồng, by the unit of the register, with the number of schemes, and cells that are no number."""
    (message,) = told(with_column("Hỗ trợ của huyện", 2000, None, 300.5), "bỏ")
    assert '"Hỗ trợ của huyện"' in message
    assert "để ngoài 2.300.500.000 đồng ở 2 đề án" in message
    cells = (2000, 100, 100, 100, 100, "hai tỷ rưỡi")
    (message,) = told(with_column("Hỗ trợ của huyện", *cells), "bỏ")
    assert "để ngoài 2.400.000.000 đồng ở 5 đề án, và 1 ô không đọc được thành tiền" in message


def test_money_that_nobody_reads_is_told_by_the_unit_of_its_own_column() -> None:
    """A column of nghìn đồng in a register of triệu đồng is a thousandth of it, left out or not decided."""
    row = [1, "Máy 1", "HTX 1", "Ứng dụng máy móc", "Huyện A", 2023, 100, 0, 50, 70_000]
    header = [*HEADER[:6], *(f"{name} (triệu đồng)" for name in HEADER[6:])]
    data = book({"Sổ": [[*header, "Kinh phí của huyện (nghìn đồng)"], row]})
    given = RegisterSource("data/raw/so.xlsx", sha256(data), data)
    name = '# "Kinh phí của huyện (nghìn đồng)" = "?"'
    asked = block_of(look_at(given, Answers()), "")
    assert name in asked
    for text in ("", asked.replace(name, name[2:].replace("?", "bỏ"))):
        findings = read_book(data, text).findings
        (message,) = [one.message for one in findings if one.code == "money-left-out"]
        assert "để ngoài 70.000.000 đồng" in message


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("Số lao động", 12),
        ("Số LĐ sử dụng", 12),
        ("Tổng số LĐ", 12),
        ("LĐ thường xuyên", 12),
        ("Số chỗ làm việc hiện có", 12),
        ("Số lao động được vay vốn", 12),
        ("Việc làm duy trì", 40),
        ("Ghi chú", "đã nghiệm thu"),
    ],
)
def test_what_is_no_money_is_left_out_without_a_word_of_money(name: str, cell: object) -> None:
    """Workers and notes have no sum that would be missed."""
    given = with_column(name, cell)
    result = read_book(given.data, block_of(look_at(given, Answers()), ""))
    assert not [one for one in result.findings if one.code == "money-left-out"]


@pytest.mark.parametrize(
    ("name", "is_money"),
    [
        ("Số LĐ / Dự toán", False),
        ("Kinh phí hỗ trợ / Số lao động", False),
        ("Số lao động / Kinh phí", True),
        ("Kinh phí hỗ trợ lao động", True),
        ("KCQG / Quyết toán", True),
    ],
)
def test_the_lowest_name_says_whether_people_or_their_money_are_counted(
    name: str, *, is_money: bool
) -> None:
    """A stage of people is no money; money below the people is."""
    assert names_money(name) == is_money


def beside_funds(name: str) -> bytes:
    """A whole register with one more column of money."""
    row = [1, "Máy 1", "HTX 1", "Ứng dụng máy móc", "Huyện A", 2023, 100, 0, 50, 70]
    return book({"Sổ": [[UNIT], [*HEADER, name], row]})


@pytest.mark.parametrize("name", ["KCQG đợt 2", "KCQG bổ sung", "Vốn KCQG 2022"])
def test_money_of_a_fund_that_nobody_decided_is_asked(name: str) -> None:
    """A second column of a fund may have to be added: it stops the reading until the office says what it is."""
    data = beside_funds(name)
    assert fault_codes(read_book(data)) == {"header-unknown"}


@pytest.mark.parametrize("name", ["KCQG đã giải ngân", "Kinh phí của huyện"])
def test_other_money_that_is_not_read_is_told_with_its_sum(name: str) -> None:
    """A later stage of the same money, and money of others, are left out with their sum."""
    result = read_book(beside_funds(name))
    (told,) = [note.message for note in result.findings if note.code == "money-left-out"]
    assert "70.000.000 đồng" in told
    assert sums(result)[1:3] == [100_000_000, 0]

"""The workbook of the forms says what the register says, exact, and leaves blank what it does not."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from analysis.edition import Edition
from analysis.official.filling import (
    AS_COUNTERPART,
    NO_REGISTER,
    NO_SCHEMES,
    NOT_TOLD,
    UNPLACED,
)
from analysis.official.workbook import APART, AWARDS, FUNDS, RESULTS, SCHEMES, forms_bytes
from analysis.registers.reader import read_register
from filled_forms import register
from office_program import recalculated
from register_files import HEADER, csv_text
from register_files import row as listed

EDITION = Edition("binh-dinh", 2024, 2024)


def sheets(
    schemes: pd.DataFrame, decided: dict[str, str] | None = None, hides: bool = False
) -> tuple[Any, Any]:
    """The workbook as values and as formulas."""
    content = forms_bytes(schemes, EDITION, "Bình Định", decided or {}, hides)
    return (
        openpyxl.load_workbook(io.BytesIO(content), data_only=True),
        openpyxl.load_workbook(io.BytesIO(content)),
    )


def line(sheet: Any, number: str) -> list[Any]:
    """The cells of the line of a number."""
    return next([cell.value for cell in row] for row in sheet if row[0].value == number)


def total_of(sheet: Any) -> list[Any]:
    return next([cell.value for cell in row] for row in sheet if row[1].value == "Tổng số kinh phí")


def test_money_of_a_line_is_parted_by_fund_to_the_dong() -> None:
    """The form of funds has the local fund first and every đồng as triệu đồng; the total adds up its lines."""
    values, formulas = sheets(
        register(
            {"kcqg": 100_000_001, "doi_ung": 5_000_000},
            {"kcqg": 50_000_000, "kcdp": 25_500_000},
            {"activity": "ND3-MH", "kcdp": 1},
        )
    )
    assert line(values[FUNDS], "10")[2:4] == [25.5, 150.000001]
    assert line(values[FUNDS], "9")[2:4] == [0.000001, None]
    assert total_of(values[FUNDS])[2:4] == [25.500001, 150.000001]
    assert total_of(formulas[FUNDS])[3] == "=ROUND(SUM(D7:D30),6)"


def test_counterpart_of_both_funds_is_in_no_column_and_named() -> None:
    """Only the counterpart of a scheme of one fund is that fund's; the other scheme is named in the line."""
    values, _ = sheets(
        register(
            {"kcqg": 100_000_000, "doi_ung": 300_000_000},
            {"kcqg": 1, "kcdp": 1, "doi_ung": 700_000_000, "name": "Máy ép của hai nguồn"},
        )
    )
    rows = [[cell.value for cell in row] for row in values[RESULTS]]
    told = rows[rows.index(next(row for row in rows if row[0] == "10")) + 1]
    assert told[3:5] == [300, None]
    assert AS_COUNTERPART in told[5]
    assert "chung hai nguồn" in told[5]
    assert "Máy ép của hai nguồn" in told[5]


def test_a_scheme_without_support_is_in_no_column_and_is_named() -> None:
    """It may have a counterpart and an establishment: neither fund paid for them, and the line says so."""
    values, _ = sheets(
        register(
            {"kcdp": 1_000_000, "establishments": 1},
            {"kcqg": 0, "kcdp": 0, "doi_ung": 5_000_000, "establishments": 1},
        )
    )
    told = line(values[RESULTS], "10")
    assert told[3:5] == [None, 1]
    assert "không có kinh phí hỗ trợ, chưa cộng vào cột nào: Đề án 3" in told[5]


def test_what_the_register_does_not_say_is_blank_with_a_remark_and_never_zero() -> None:
    """No cell of a form holds 0, and every line without a number says why."""
    values, _ = sheets(register({"kcqg": 100_000_000}))
    for name, first in ((FUNDS, 2), (RESULTS, 3), (AWARDS, 3)):
        for row in values[name].iter_rows(min_row=6, values_only=True):
            numbers = row[first : first + 2]
            assert 0 not in numbers
            if numbers == (None, None):
                assert row[-1]
    assert line(values[FUNDS], "1")[4] == NO_SCHEMES


def test_a_plan_fills_no_form() -> None:
    """A register of planned schemes leaves every line blank and lists none of them."""
    values, _ = sheets(register({"kcqg": 100_000_000, "status": "planned"}))
    assert line(values[FUNDS], "10")[2:5] == [None, None, NO_REGISTER]
    assert total_of(values[FUNDS])[2:4] == [None, None]
    assert values[SCHEMES].max_row == 5


def test_schemes_of_unknown_lines_stay_in_the_total() -> None:
    """Money whose line is not known stands on a sheet of its own, which the total adds; its lines are blank."""
    values, formulas = sheets(
        register({"kcqg": 70_000_000, "activity": "ND1"}, {"kcqg": 30_000_000})
    )
    assert line(values[FUNDS], "1")[2:5] == [None, None, UNPLACED]
    assert line(values[FUNDS], "10")[3] == 30
    assert total_of(values[FUNDS])[3] == 100
    assert f"'{APART}'!E6" in total_of(formulas[FUNDS])[3]
    assert values[APART]["E6"].value == 70
    decided, _ = sheets(register({"kcqg": 70_000_000, "activity": "ND1"}), {"đề án 2": "1"})
    assert line(decided[FUNDS], "1")[3] == 70
    assert APART not in decided.sheetnames


def test_a_line_that_no_register_counts_names_the_schemes_that_may_be_its_own() -> None:
    """A study tour to an unnamed place stands in no line: those of both say so, beside what the register lacks."""
    tour = {"activity": "ND2", "name": "Tham quan học tập kinh nghiệm", "kcqg": 1_000_000}
    values, _ = sheets(register(tour))
    rows = [[cell.value for cell in row] for row in values[RESULTS]]
    for number in ("6", "7"):
        at = rows.index(line(values[RESULTS], number))
        for told in rows[at : at + 2]:
            assert UNPLACED in told[5]
            assert NOT_TOLD in told[5]
    assert line(values[RESULTS], "13")[5] == NOT_TOLD


def test_recoverable_support_is_in_no_form() -> None:
    """Money that is to be paid back is no expense of a line."""
    values, _ = sheets(
        register({"kcqg": 100_000_000, "support": "recoverable"}, {"kcqg": 1_000_000})
    )
    assert line(values[FUNDS], "10")[3] == 1
    assert total_of(values[FUNDS])[3] == 1


@pytest.mark.parametrize("hides", [True, False])
def test_names_of_households_print_as_the_owner_decides(hides: bool) -> None:
    """A household stands in no cell of the forms where the register's owner keeps names out of print."""
    household = "Hộ kinh doanh Nguyễn Thị Mơ"
    values, _ = sheets(
        register(
            {
                "kcqg": 1_000_000,
                "kcdp": 1_000_000,
                "beneficiary": household,
                "beneficiary_type": "HKD",
                "name": f"Máy xay cho {household}",
            }
        ),
        hides=hides,
    )
    texts = [str(cell.value) for sheet in values for row in sheet for cell in row]
    assert any("Nguyễn Thị Mơ" in text for text in texts) is not hides


def test_each_scheme_adds_up_in_the_form_of_schemes() -> None:
    """Support is the sum of both funds, the total that of support and counterpart, as formulas with their values."""
    values, formulas = sheets(
        register(
            {"kcqg": 100_000_000, "kcdp": 20_000_000, "doi_ung": 300_500_000}, {"kcdp": 1_000_000}
        )
    )
    rows = [[cell.value for cell in row] for row in values[SCHEMES]][5:]
    assert rows[0][2:8] == [2024, 100, 20, 420.5, 120, 300.5]
    assert rows[1][2:8] == [2024, None, 1, 1, 1, None]
    assert rows[2][3:8] == [100, 21, 421.5, 121, 300.5]
    assert formulas[SCHEMES]["F6"].value == "=ROUND(G6+H6,6)"


def test_the_same_schemes_give_the_same_bytes() -> None:
    """A workbook made again is the same file."""
    schemes = register({"kcqg": 100_000_000})
    first, second = (forms_bytes(schemes, EDITION, "Bình Định", {}, False) for _ in range(2))
    assert first == second


def test_people_of_a_line_are_those_that_the_register_counts_for_all_of_its_schemes() -> None:
    """Trained and employed people stand in their lines, by fund; where one scheme says no number the cell is blank."""
    new = {"activity": "ND1", "name": "Đào tạo nghề cho lao động mới"}
    better = {"activity": "ND1", "name": "Đào tạo nâng cao tay nghề"}
    values, _ = sheets(
        register(
            {**new, "kcqg": 1_000_000, "trained": 30, "jobs": 25},
            {**new, "kcqg": 1_000_000, "trained": 20, "jobs": None},
            {**better, "kcdp": 1_000_000, "trained": 40},
        )
    )
    rows = [[cell.value for cell in row] for row in values[RESULTS]]
    first = rows.index(line(values[RESULTS], "1"))
    assert rows[first][3:5] == [50, None]
    assert rows[first + 1][3:5] == [None, None]
    assert "chưa ghi lao động có việc làm của mọi đề án" in rows[first + 1][5]
    assert line(values[RESULTS], "2")[3:5] == [None, 40]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Lao động có việc làm", 12),
        ("Số lao động được tạo việc làm", 12),
        ("Việc làm mới", None),
        ("Số việc làm mới", None),
        ("Việc làm tạo mới", None),
        ("Số người có việc làm mới", 12),
    ],
)
def test_jobs_that_were_made_are_no_people_who_have_one(name: str, told: int | None) -> None:
    """A column of new jobs fills no line of people, however few, and the line says that people are not told."""
    header = [*HEADER, "Lao động được đào tạo", name]
    own = listed(1, place="Bình Định", year=2024, q=20, c=10)
    named = [text.replace("Đề án 1", "Đào tạo nghề cho lao động mới") for text in own]
    result = read_register("data/raw/so.csv", csv_text([header, [*named, "30", "12"]]).encode())
    assert not result.faults
    column = "posts" if told is None else "jobs"
    assert result.schemes[column].tolist() == [12]
    values, _ = sheets(result.schemes)
    rows = [[cell.value for cell in cells] for cells in values[RESULTS]]
    part = rows[rows.index(line(values[RESULTS], "1")) + 1]
    assert part[3] == told
    assert ("danh mục chưa ghi lao động có việc làm" in part[5]) is (told is None)


@pytest.mark.parametrize(
    ("trained", "jobs", "told"), [(30, 25, 25), (30, 500, None), (None, 25, None)]
)
def test_jobs_are_those_of_the_trained_only_where_they_can_be(
    trained: int | None, jobs: int, told: int | None
) -> None:
    """A column of jobs may be of all that a scheme created: more jobs than people trained are not theirs."""
    new = {"activity": "ND1", "name": "Đào tạo nghề cho lao động mới", "kcqg": 1_000_000}
    values, _ = sheets(register({**new, "trained": trained, "jobs": jobs}))
    rows = [[cell.value for cell in row] for row in values[RESULTS]]
    part = rows[rows.index(line(values[RESULTS], "1")) + 1]
    assert part[3] == told
    assert "người được đào tạo" in part[5]


def test_an_office_program_computes_the_values_that_are_stored(tmp_path: Path) -> None:
    """Every formula, computed anew by LibreOffice from a file without values, gives the value stored beside it."""
    schemes = register(
        {"kcqg": 100_000_001, "doi_ung": 5_000_000, "trained": 30, "jobs": 20, "activity": "ND1"},
        {"kcqg": 50_000_000, "kcdp": 25_500_000, "doi_ung": 7},
        {"activity": "ND3-MH", "kcdp": 1},
        {"activity": "NHIEU", "kcdp": 70_000_000},
    )
    values, formulas = sheets(schemes)
    # what is saved has the formulas and no value of theirs
    formulas.save(tmp_path / "bieu-mau.xlsx")
    content = recalculated(tmp_path / "bieu-mau.xlsx", tmp_path)
    computed = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    seen = 0
    for sheet in formulas:
        for cell in (cell for row in sheet for cell in row if cell.data_type == "f"):
            stored = values[sheet.title][cell.coordinate].value
            assert computed[sheet.title][cell.coordinate].value == pytest.approx(stored, abs=1e-9)
            seen += 1
    assert seen > 10

"""`ready` tells what was understood of the rows that the asked edition uses, in the order of the workbook."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.commands.ready import check_ready
from analysis.parameters import parse_parameters
from analysis.project import Project
from analysis.stages.asked import edition_asked
from data_builder import figure, write_raw
from filled_forms import OFFICE
from office_books import WHOLE_HEADER, book

HEADER = [*WHOLE_HEADER, "Tình trạng", "Hình thức hỗ trợ"]


SHEETS = {"Năm 2022": 2022, "Sau": 2023, "A": 2021}  # neither by name nor by year


def told(folder: Path, given: dict[str, str], counterpart: object = 10**8) -> list[str]:
    """What `ready` says was understood in three sheets, in each of which rows 3, 9 and 11 leave something open."""
    sheets: dict[str, list[list[object]]] = {}
    for name, year in SHEETS.items():
        rows: list[list[object]] = [
            [number, f"Máy {number}", f"HTX {number}", "Ứng dụng máy móc", "Huyện A", year,
             10**8, 0, counterpart, "thực hiện", ""]
            for number in range(1, 13)
        ]  # fmt: skip
        rows[1][-1] = "có thu hồi"
        rows[7][-1] = "phải hoàn trả"
        rows[9][-2] = ""
        sheets[name] = [HEADER, *rows]
    project = Project(folder)
    project.raw.mkdir(parents=True)
    (project.raw / "so.xlsx").write_bytes(book(sheets))
    parameters = parse_parameters(given)
    return check_ready(project, edition_asked(project, parameters), parameters).assumed


def test_what_is_understood_of_other_sheets_is_counted_in_one_line(tmp_path: Path) -> None:
    """Of a workbook of three years every line but the last names the sheet of the asked one."""
    *own, others = told(tmp_path, {"YEAR": "2021"})
    assert len(own) > 3
    assert all('trang tính "A"' in line for line in own)
    # the other two sheets leave as much open
    assert (
        others == f"và {2 * len(own)} lưu ý về cách đọc trang tính, năm, tệp không dùng cho kỳ này"
    )


@pytest.mark.parametrize("counterpart", [10**8, "không rõ"])
def test_what_is_understood_stands_in_the_order_of_the_workbook(
    tmp_path: Path, counterpart: object
) -> None:
    """By sheet as the workbook has them, then by row, 9 before 11; also where the register is refused."""
    lines = told(tmp_path, {"FROM": "2021", "TO": "2023"}, counterpart)
    found = [re.search(r'trang tính "([^"]+)", dòng ([0-9]+)', line) for line in lines]
    places = [(place[1], int(place[2])) for place in found if place]
    names = list(SHEETS)
    assert places == sorted(places, key=lambda place: (names.index(place[0]), place[1]))
    assert {(name, row) for name in names for row in (3, 9, 11)} <= set(places)


def test_a_table_of_offices_that_is_refused_is_not_called_missing(tmp_path: Path) -> None:
    """Its fault says what to do; that there is no file would be untrue."""
    project = Project(tmp_path)
    project.raw.mkdir(parents=True)
    (project.raw / "co-quan.csv").write_text("Địa bàn,Cơ quan\nHà Tĩnh,Sở Công Thương\n", "utf-8")
    parameters = parse_parameters({"YEAR": "2021"})
    ready = check_ready(project, edition_asked(project, parameters), parameters)
    assert any("co-quan.csv" in line for line in ready.refused)
    assert not any("co-quan.csv" in line for line in ready.lacking)


def test_a_missing_row_is_to_be_added_and_a_missing_file_to_be_made(tmp_path: Path) -> None:
    """What to do for an office that is not told is what its table lacks: a row, or the whole of it."""
    raw = tmp_path / "data" / "raw"
    write_raw(raw, [figure("10", fund="KCQG", years=(2021, 2021))])
    project, parameters = Project(tmp_path), parse_parameters({"PLACE": "thu", "YEAR": "2021"})
    for table, remedy in ((None, "lập tệp với các cột"), (OFFICE, "thêm một dòng")):
        if table:
            (raw / "co-quan.csv").write_text(table, encoding="utf-8")
        lacking = check_ready(project, edition_asked(project, parameters), parameters).lacking
        (line,) = [line for line in lacking if "in DỰ THẢO" in line and "co-quan" in line]
        assert remedy in line

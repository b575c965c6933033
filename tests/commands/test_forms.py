"""`forms` writes the forms of an edition: from its register, or empty for a person to fill."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from analysis.commands.forms import write_forms
from analysis.errors import NoDataError
from analysis.official.workbook import FUNDS
from analysis.parameters import parse_parameters
from analysis.project import Project
from filled_forms import csv_register, funds, raw_folder, text


def forms(folder: Path, **given: str) -> tuple[str, str]:
    """The name of the file that is written, and what stands over its lines."""
    write_forms(Project(folder), parse_parameters(given))
    (path,) = folder.glob("bieu-mau-*.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))[FUNDS]
    return path.name, f"{sheet['A2'].value}: {sheet['A4'].value}"


@pytest.mark.parametrize(
    ("given", "name", "heading"),
    [
        ({"PLACE": "gia-lai", "PERIOD": "2026-6T"}, "gia-lai-2026-6t", "Gia Lai, 6 tháng đầu năm 2026"),
        ({"PLACE": "binh-dinh", "YEAR": "2024"}, "binh-dinh-2024", "Bình Định, năm 2024"),
        ({"YEAR": "2026"}, "ha-tinh-2026", "Hà Tĩnh, năm 2026"),
    ],
)  # fmt: skip
def test_a_place_without_data_has_forms_to_fill(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], given: dict[str, str], name: str, heading: str
) -> None:  # fmt: skip
    """A province of that time, or the own place: an empty form, told as one."""
    raw_folder(tmp_path / "data" / "raw")
    assert forms(tmp_path, **given)[0] == f"bieu-mau-{name}.xlsx"
    assert "biểu trống để điền, vì data/raw không có số liệu nào của" in capsys.readouterr().out
    (path,) = tmp_path.glob("*.xlsx")
    path.unlink()
    assert forms(tmp_path, **given)[1].startswith(f"{heading}: BIỂU TRỐNG ĐỂ ĐIỀN")


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("gia-lia", "có phải PLACE=gia-lai?"),
        ("binh-dinh", "[place-unknown]"),
        ("huyen-a", "huyen-a"),
    ],
)
def test_a_place_that_is_none_has_no_form(tmp_path: Path, place: str, told: str) -> None:
    """A misspelt province is told with the one that is meant; one that the reform ended has no form after it."""
    raw_folder(tmp_path / "data" / "raw")
    with pytest.raises(NoDataError) as caught:
        forms(tmp_path, PLACE=place, PERIOD="2026-6T")
    assert told in str(caught.value)
    assert not list(tmp_path.glob("*.xlsx"))


def test_a_register_fills_the_forms_and_a_filled_form_does_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was done by a register stands in the form; of numbers that a filled form has the empty one tells."""
    raw_folder(
        tmp_path / "a" / "data" / "raw", dm_csv=csv_register((300_000_000, 0), (0, 150_000_000))
    )
    assert "BIỂU TRỐNG" not in forms(tmp_path / "a", YEAR="2025")[1]
    raw_folder(tmp_path / "b" / "data" / "raw", b_csv=text(funds({"9": {"national": 300}})))
    assert "BIỂU TRỐNG" in forms(tmp_path / "b", YEAR="2025")[1]
    assert "số đã có ở data/raw/b.csv không được chép vào biểu trống" in capsys.readouterr().out

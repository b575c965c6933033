"""The forms that a person fills: empty, said to be so, of one place and period, and read as nothing until then."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from analysis.definitions.provinces import provinces
from analysis.edition import LAST_DAY_BEFORE, Edition
from analysis.errors import NoDataError
from analysis.filled.sums import WITHOUT_TOTAL
from analysis.official.workbook import AWARDS, FUNDS, RESULTS, SCHEMES, empty_forms_bytes
from analysis.raw.folder import read_raw
from analysis.registers.reader import RegisterResult, read_register
from analysis.stages.reading import sound
from filled_forms import form_in, funds, raw_folder, values

HALF = Edition("gia-lai", 2026, 2026, "2026-01-01", "2026-06-30")
NAME = "data/raw/bieu-mau-gia-lai-2026-6t.xlsx"


def read(content: bytes) -> RegisterResult:
    result = read_register(NAME, content)
    assert not result.faults, list(map(str, result.faults))
    return result


def filled(**cells: dict[str, object]) -> bytes:
    """The empty forms with cells by sheet that a person wrote."""
    book = openpyxl.load_workbook(io.BytesIO(empty_forms_bytes(HALF, "Gia Lai")))
    for name, own in cells.items():
        for address, value in own.items():
            book[name][address] = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_an_empty_form_says_so_and_nothing_beside_its_fields() -> None:
    """Each sheet is headed as empty; no field has a number, and no remark on a register that there is not."""
    book = openpyxl.load_workbook(io.BytesIO(empty_forms_bytes(HALF, "Gia Lai")))
    assert book.sheetnames == [RESULTS, FUNDS, AWARDS, SCHEMES]
    for sheet in book:
        assert sheet["A2"].value == "Gia Lai, 6 tháng đầu năm 2026"
        assert sheet["A4"].value.startswith("BIỂU TRỐNG ĐỂ ĐIỀN")
        below = [cell for row in sheet.iter_rows(min_row=6) for cell in row]
        assert not [cell for cell in below if cell.data_type in "nf" and cell.value is not None]
        told = " ".join(str(cell.value) for cell in below if cell.value)
        assert "danh mục" not in told


@pytest.mark.parametrize(
    ("edition", "name"),
    [
        (HALF, "Gia Lai"),
        (Edition("hue", 2025, 2025), "Huế"),
        (Edition("gia-lai", 2024, 2024), "Gia Lai"),
        (Edition("ha-tinh", 2021, 2025), "Hà Tĩnh"),
        (Edition("ho-chi-minh", 2026, 2026, "2026-04-01", "2026-06-30"), "Hồ Chí Minh"),
    ],
)
def test_an_empty_form_is_read_as_empty(edition: Edition, name: str) -> None:
    """Its four sheets are forms of that place and period without a number, and told as empty: never zeros."""
    result = read(empty_forms_bytes(edition, name))
    assert [form.kind for form in result.forms] == ["results", "funds", "awards", "schemes"]
    assert {(form.place, *form.fields) for form in result.forms} == {
        (edition.place, *edition.fields)
    }
    assert all(form.is_empty and form.status == "actual" for form in result.forms)
    told = [note.message for note in result.notes if note.code == "form-read"]
    assert len(told) == len(result.forms)
    assert all(message.endswith("biểu trống, chưa có số nào") for message in told)
    assert result.schemes.empty


def test_the_line_of_a_form_names_every_province_that_there_is() -> None:
    """A province by its name, of today and of before, is the one that its form is read as."""
    period = {True: "năm 2024", False: "6 tháng đầu năm 2026"}
    for province in provinces():
        rows = funds({})
        rows[1] = [f"{province.name}, {period[province.end == LAST_DAY_BEFORE]}"]
        assert form_in(rows).place == province.slug


def test_what_a_person_writes_into_an_empty_form_is_all_that_is_read() -> None:
    """Two numbers of the form of funds and a scheme come back; what was left blank does not."""
    scheme = {
        "A6": 1, "B6": "Máy ép", "C6": 2026, "D6": 300, "F6": 800, "G6": 300, "H6": 500,
        "D26": 300, "F26": 800, "G26": 300, "H26": 500,
    }  # fmt: skip
    forms = {
        form.kind: form
        for form in read(filled(**{FUNDS: {"D16": 300, "C15": 0}, SCHEMES: scheme})).forms
    }
    assert values(forms["funds"]) == {("9", "local"): 0, ("10", "national"): 300 * 10**6}
    assert forms["schemes"].sums["national"] == 300 * 10**6
    assert forms["results"].is_empty


@pytest.mark.parametrize(
    ("sheet", "cells", "told"),
    [
        (SCHEMES, {"E6": 300}, "Nguồn vốn: Địa phương 300.000.000 đồng"),
        (SCHEMES, {"G6": 300}, "KP khuyến công hỗ trợ 300.000.000 đồng"),
        (SCHEMES, {"D6": 0, "E6": 300}, "Nguồn vốn: TW 0 đồng, Nguồn vốn: Địa phương 300.000.000 đồng"),
        (FUNDS, {"D16": 300}, "KCQG 300.000.000 đồng"),
    ],
)  # fmt: skip
def test_a_blank_column_is_told_by_no_sum(sheet: str, cells: dict[str, object], told: str) -> None:
    """The sums that are told of a form are of its columns with a number, a written zero too: blank is not zero."""
    scheme = {"A6": 1, "B6": "Máy ép", "C6": 2026} if sheet == SCHEMES else {}
    notes = read(filled(**{sheet: scheme | cells})).notes
    [message] = [note.message for note in notes if "tổng" in note.message]
    assert message.partition("số; ")[2] == f"các dòng cộng lại {told}, {WITHOUT_TOTAL}"


def test_an_edition_of_nothing_but_empty_forms_is_refused_by_their_name(tmp_path: Path) -> None:
    """The refusal names the file that nobody has filled; of another period it is not named."""
    folder = raw_folder(tmp_path, b_xlsx=empty_forms_bytes(HALF, "Gia Lai"))
    with pytest.raises(NoDataError, match=r"data/raw/b\.xlsx: biểu trống, chưa có số nào"):
        sound(read_raw(folder), HALF)
    with pytest.raises(NoDataError) as other:
        sound(read_raw(folder), Edition("gia-lai", 2027, 2027))
    assert "biểu trống" not in str(other.value)

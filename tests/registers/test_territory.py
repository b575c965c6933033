"""The province that a register names: in its title, its sheet or its file name, nearest first; else none."""

from __future__ import annotations

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from analysis.registers.territory import territory_in
from register_files import HEADER, ROWS, csv_text, finding_codes, read, workbook


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("DANH MỤC ĐỀ ÁN KHUYẾN CÔNG TỈNH GIA LAI NĂM 2024", "gia-lai"),
        ("UBND TỈNH KHÁNH HOÀ", "khanh-hoa"),
        ("tỉnh Đăk Lăk", "dak-lak"),
        ("Bà Rịa – Vũng Tàu", "ba-ria-vung-tau"),
        ("Danh mục Gia Lai (cũ)", "gia-lai-truoc-sap-xep"),
        ("tỉnh Gia Lai (trước khi sắp xếp)", "gia-lai-truoc-sap-xep"),
        ("gia-lai-moi-2025", "gia-lai-sau-sap-xep"),
        ("Danh mục tỉnh Gia Lai (sau sáp nhập)", "gia-lai-sau-sap-xep"),
        ("cao-bang-moi", "cao-bang"),
        ("dm_gia_lai_cu_2025", "gia-lai-truoc-sap-xep"),
        ("DAK LAK 2024", "dak-lak"),
        ("xã Hòa Bình, tỉnh Phú Thọ", "phu-tho"),
        ("TP. Hồ Chí Minh", "ho-chi-minh"),
        ("huyện Quảng Ninh", ""),
        ("xa-hoa-binh", ""),
        ("Danh mục của Gia Lai và Bình Định", ""),
        ("Danh mục đề án năm 2024", ""),
        ("Hà Namm", ""),
    ],
)
def test_a_text_names_one_province_or_none(text: str, slug: str) -> None:
    """With or without diacritics, in either spelling; a commune of that name is none, of two names neither counts."""
    assert territory_in(text) == slug


def test_the_nearest_name_counts_and_another_is_told() -> None:
    """The title goes before the file name; where they differ this is said."""
    titled = csv_text([["Danh mục đề án tỉnh Gia Lai"], HEADER, *ROWS])
    result = read(titled, "data/raw/binh-dinh-2023.csv")
    assert [table.territory for table in result.tables] == ["gia-lai"]
    assert any(
        "Bình Định" in finding.message
        for finding in result.findings
        if finding.severity == "cảnh báo"
    )
    assert read(csv_text(), "data/raw/binh-dinh-2023.csv").tables[0].territory == "binh-dinh"
    unnamed = read(csv_text())
    assert unnamed.tables[0].territory == ""
    assert "register-territory" not in finding_codes(unnamed)


def test_a_sheet_may_name_it() -> None:
    """A workbook with a sheet a province."""

    def named(sheet: Worksheet) -> None:
        sheet.title = "Bình Định"

    assert read(workbook(named), "data/raw/so.xlsx").tables[0].territory == "binh-dinh"

"""The province that a register names: in its title, its sheet or its file name, nearest first; else none."""

from __future__ import annotations

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from analysis.around.territory import territory_said_in
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
        ("Danh mục đề án tỉnh Thừa Thiên Huế", "hue"),
        ("DANH MỤC ĐỀ ÁN TỈNH THỪA THIÊN - HUẾ NĂM 2023", "hue"),
        ("dm_thua_thien_hue_2023", "hue"),
        ("huyện Quảng Ninh", ""),
        ("THÀNH PHỐ HÒA BÌNH", ""),
        ("UBND THÀNH PHỐ THÁI BÌNH", ""),
        ("tp-hai-duong-2023", ""),
        ("UBND thành phố Cần Thơ", "can-tho"),
        ("TP Huế", "hue"),
        ("Danh mục đề án TPHCM", "ho-chi-minh"),
        ("TP. HCM", "ho-chi-minh"),
        ("tphcm-2023", "ho-chi-minh"),
        ("TỈNH ĐẮC LẮC", "dak-lak"),
        ("DM-BinhDinh-2023", "binh-dinh"),
        ("Nơi gửi: Sở Công Thương Phú Yên", ""),
        ("xa-hoa-binh", ""),
        ("Danh mục của Gia Lai và Bình Định", ""),
        ("Danh mục đề án năm 2024", ""),
        ("Hà Namm", ""),
        ("SỞ CÔNG THƯƠNG GIA LAI PHÒNG QUẢN LÝ CÔNG NGHIỆP", "gia-lai"),
        ("Trung tâm Khuyến công và Xúc tiến thương mại Gia Lai", "gia-lai"),
        ("Danh mục đề án thực hiện tại tỉnh Bình Định năm 2024", "binh-dinh"),
        ("(Kèm theo hồ sơ của Công ty CP Xây dựng Hòa Bình)", ""),
        ("Cơ sở chế biến gỗ Hòa Bình", ""),
        ("phường Quảng Bình", ""),
        ("Gia Lai, ngày 15 tháng 3 năm 2024", ""),
        ("hoa-binh-phat-2025", ""),
        ("cong-ty-hoa-binh", ""),
        ("khuyen-cong-gia-lai-2024", "gia-lai"),
        ("Danh mục đề án học tập kinh nghiệm tại tỉnh Bình Định", ""),
        ("Danh mục đề án tham gia hội chợ tỉnh Bình Định", ""),
        ("Thiết bị của Công ty A, xã B, tỉnh Phú Thọ", ""),
        ("Danh mục đề án tỉnh Gia Lai (Bình Định cũ)", ""),
        ("Tỉnh/Thành phố: Gia Lai", "gia-lai"),
        ("TRUNG TÂM KHUYẾN CÔNG VÀ TVPTCN GIA LAI", "gia-lai"),
        ("Gia Lai; ĐVT: triệu đồng", "gia-lai"),
        ("Đơn vị nhận: Sở Công Thương Phú Yên", ""),
    ],
)
def test_a_text_names_one_province_or_none(text: str, slug: str) -> None:
    """With or without diacritics, in either spelling; a commune, firm or fair is none, of two names neither counts."""
    assert territory_said_in([text]).slug == slug


@pytest.mark.parametrize(
    ("title", "doubts"),
    [
        ("Danh mục đề án học tập kinh nghiệm tại tỉnh Bình Định", ["binh-dinh"]),
        ("Thiết bị của Công ty A, xã B, tỉnh Phú Thọ", ["phu-tho"]),
        ("Hồ sơ của Công ty CP Hòa Bình", []),
        ("Danh mục đề án xã Hòa Bình", []),
    ],
)
def test_a_province_that_may_be_meant_otherwise_is_a_doubt(title: str, doubts: list[str]) -> None:
    """A fair and an address are kept to be asked, but for a sure province beside; a firm or commune says nothing."""
    result = read(csv_text([[title], HEADER, *ROWS]))
    assert list(result.doubts.get(0, [])) == doubts
    sure = read(csv_text([["Danh mục đề án tỉnh Gia Lai"], [title], HEADER, *ROWS]))
    assert (sure.tables[0].territory, dict(sure.doubts)) == ("gia-lai", {})


def test_two_provinces_of_one_title_are_both_doubtful() -> None:
    """A list of two provinces, or a new one with the old one in brackets, is not taken for either."""
    result = read(csv_text([["Danh mục đề án các tỉnh Gia Lai, Bình Định"], HEADER, *ROWS]))
    assert result.tables[0].territory == ""
    assert list(result.doubts[0]) == ["gia-lai", "binh-dinh"]


def test_what_one_province_hands_to_another_is_doubtful() -> None:
    """A list that goes from a province to another may be of either: both are kept to be asked."""
    title = "BÀN GIAO ĐỀ ÁN TỪ TỈNH BÌNH ĐỊNH SANG TỈNH GIA LAI"
    result = read(csv_text([[title], HEADER, *ROWS]))
    assert result.tables[0].territory == ""
    assert list(result.doubts[0]) == ["binh-dinh", "gia-lai"]


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

"""A workbook of a province that the reform joined, a sheet for each former province, is one register of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.edition import Edition
from analysis.errors import NoDataError
from data_builder import compute
from office_books import UNIT, Rows, book, read_book
from register_files import fault_codes, sums

HEADER = ["TT", "Tên đề án", "Đơn vị thụ hưởng", "Loại hình", "Địa bàn", "KCQG", "KCĐP", "Đối ứng"]
TITLE = "DANH MỤC ĐỀ ÁN KHUYẾN CÔNG TỈNH LÂM ĐỒNG NĂM 2025"
PARTS = ("Lâm Đồng cũ", "Bình Thuận", "Đắk Nông")
SLUGS = ["lam-dong-truoc-sap-xep", "binh-thuan", "dak-nong"]
EDITION = Edition("lam-dong", 2025, 2025)


def scheme(number: int, place: str = "Xã Đức Lập, tỉnh Lâm Đồng") -> list[object]:
    """A scheme with KCQG of ten times its number in triệu đồng."""
    kind = "Ứng dụng máy móc"
    return [number, f"Máy {number}", f"HTX {number}", kind, place, 10 * number, 5, 7]


def table(number: int, title: str = TITLE, place: str = "Xã Đức Lập, tỉnh Lâm Đồng") -> Rows:
    """A table of one scheme below its title and unit."""
    return [[title], [UNIT], [*HEADER], scheme(number, place)]


def sheets(*names: str, title: str = TITLE) -> bytes:
    """A sheet with a scheme of its own for each name."""
    return book({name: table(number, title) for number, name in enumerate(names, 1)})


@pytest.mark.parametrize(
    "names",
    [
        PARTS,
        ("Lâm Đồng (cũ)", "Khu vực Bình Thuận", "tỉnh Đắk Nông (cũ)"),
        ("Lam Dong cu", "Khu vuc Binh Thuan", "DAK NONG"),
        ("KV Lâm Đồng cũ", "DM Bình Thuận 2025", "Đăk Nông"),
    ],
)
@pytest.mark.parametrize("title", [TITLE, "DANH MỤC ĐỀ ÁN NĂM 2025"])
def test_sheets_of_the_parts_of_one_province_are_read(names: tuple[str, ...], title: str) -> None:
    """The name of the sheet says the part, also below the title of the whole; places stay as the rows say them."""
    result = read_book(sheets(*names, title=title))
    assert sums(result)[:2] == [3, 60_000_000]
    found = [one.territory.removesuffix("-truoc-sap-xep") for one in result.tables]
    assert found == ["lam-dong", "binh-thuan", "dak-nong"]
    assert set(result.schemes["place"]) == {"Xã Đức Lập, tỉnh Lâm Đồng"}


def test_captions_on_one_sheet_name_the_parts() -> None:
    """Tables below each other, a caption for each part, are told apart as sheets are."""
    second = [*table(2, "II. KHU VỰC BÌNH THUẬN NĂM 2025")[:-1], [1, *scheme(2)[1:]]]
    first = [[TITLE], *table(1, "I. TỈNH LÂM ĐỒNG CŨ")]
    result = read_book(book({"DM": [*first, [None], *second]}))
    assert [one.territory for one in result.tables] == SLUGS[:2]
    assert sums(result)[:2] == [2, 30_000_000]


@pytest.mark.parametrize(
    ("names", "title"),
    [
        (("Lâm Đồng", "Bình Thuận", "Đắk Nông"), TITLE),
        (("Lâm Đồng cũ", "Bình Thuận", "Gia Lai cũ"), "DANH MỤC ĐỀ ÁN NĂM 2025"),
        (("Bình Thuận", "Đắk Nông"), "DANH MỤC ĐỀ ÁN TỈNH GIA LAI NĂM 2025"),
        (("Bình Thuận", "Khu vực Bình Thuận"), TITLE),
        (("Bình Thuận", "Danh mục chung"), TITLE),
        (("Ninh Thuận", "Bình Thuận"), "DANH MỤC ĐỀ ÁN NĂM 2025"),
    ],
)
def test_other_names_tell_no_tables_apart(names: tuple[str, ...], title: str) -> None:
    """The whole beside its parts, a part of another province, one part twice: asked, with a remedy that can be used."""
    result = read_book(sheets(*names, title=title))
    assert fault_codes(result) == {"table-several"}
    assert "tỉnh cũ" in str(result.faults[0])


@pytest.mark.parametrize("place", ["Tỉnh Bình Thuận", "Xã A, tỉnh Bình Thuận (cũ)"])
def test_a_scheme_of_another_part_is_asked_about(place: str) -> None:
    """A row whose place is another part of the province may stand on the sheet of that part too."""
    both = {"Bình Thuận": table(1), "Đắk Nông": table(2, place=place)}
    assert fault_codes(read_book(book(both))) == {"table-several"}


def test_no_scheme_is_counted_on_two_sheets() -> None:
    """The same name and beneficiary on the sheets of two parts is refused, whatever their places and amounts are."""
    again = [*scheme(1, "Xã Tuy Đức")[:5], 30, 6, 8]
    both = {"Bình Thuận": table(1), "Đắk Nông": [*table(2), [2, *again[1:]]]}
    assert fault_codes(read_book(book(both))) == {"table-several"}


def test_a_total_is_that_of_its_sheet() -> None:
    """A total below a sheet counts the schemes of that sheet alone."""
    total: list[object] = [None, "Tổng cộng", None, None, None, 20, 5, 7]
    right = {"Bình Thuận": table(1), "Đắk Nông": [*table(2), total]}
    assert sums(read_book(book(right)))[0] == 2
    wrong = {"Bình Thuận": table(1), "Đắk Nông": [*table(2), [*total[:5], 30, 10, 14]]}
    assert fault_codes(read_book(book(wrong))) == {"total-mismatch"}


def test_all_parts_are_the_year_of_the_province_and_a_missing_one_is_told(tmp_path: Path) -> None:
    """With all sheets the sum is that of the province; without one there is no year, until the office says so."""
    file = tmp_path / "lam-dong-2025.xlsx"
    file.write_bytes(sheets(*PARTS))
    assert compute(tmp_path, EDITION).value("Q") == 60_000_000
    file.write_bytes(sheets(*PARTS[:2]))
    told = [finding.message for finding in read_book(file.read_bytes()).findings]
    assert any("không có bảng của Đắk Nông" in message for message in told)
    with pytest.raises(NoDataError, match="thiếu Đắk Nông"):
        compute(tmp_path, EDITION)
    line = f"tep,ten,dia_ban\n{file.name},,Lâm Đồng\n"
    (tmp_path / "dia-ban.csv").write_text(line, encoding="utf-8")
    assert compute(tmp_path, EDITION).value("Q") == 30_000_000

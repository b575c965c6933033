"""The year of a scheme is that of what names a year nearest to it: its group, the header over its money."""

from __future__ import annotations

from office_books import UNIT, book, read_book, sha256
from register_files import fault_codes

HEADER = ["TT", "Tên đề án", "Đơn vị thụ hưởng", "Loại hình", "Địa bàn"]
FUNDS = ["KCQG", "KCĐP", "Đối ứng"]


def scheme(number: int, *cells: object) -> list[object]:
    return [number, f"Máy {number}", f"HTX {number}", "Ứng dụng máy móc", "Huyện A", *cells]


def grouped(*groups: list[object]) -> bytes:
    """A scheme in each group; no column for years."""
    rows: list[list[object]] = [["DANH MỤC ĐỀ ÁN"], [UNIT], [*HEADER, *FUNDS]]
    for number, group in enumerate(groups, 1):
        rows += [group, scheme(number, 100, 0, 50)]
    return book({"Danh mục": rows})


def years(data: bytes, text: str = "") -> list[int]:
    """The years of the schemes of a file that is named for 2023."""
    result = read_book(data, text, "so-2023.xlsx")
    assert not result.faults, [str(fault) for fault in result.faults]
    return list(result.schemes.sort_values("name")["year"])


def test_the_year_of_a_group_is_nearer_than_that_of_the_file() -> None:
    """With its total, with a group inside it, as a bare number: the schemes below are of the year of the group."""
    money = [None, None, None, 100, 0, 50]
    assert years(grouped(["I", "Năm 2022"], ["II", "Năm 2023"])) == [2022, 2023]
    assert years(grouped(["I", "Năm 2022", *money], ["II", "2023", *money])) == [2022, 2023]
    assert years(grouped(["I", "Đề án năm 2022"], ["1.1", "Huyện B"])) == [2022, 2022]
    assert years(grouped(["I", "Huyện A"], ["II", "Huyện B"])) == [2023, 2023]


def test_a_group_of_several_years_or_of_none_beside_one_of_a_year_is_asked_about() -> None:
    """The file's year is not that of the rest; the office may say it."""
    for year, other in ((2022, "Giai đoạn 2021-2023"), (2023, "Năm 2021, 2022"), (2022, "Khác")):
        data = grouped(["I", f"Năm {year}"], ["II", other])
        assert fault_codes(read_book(data, "", "so-2023.xlsx")) == {"header-missing"}
        own = f'[[tep]]\nten = "so-2023.xlsx"\nsha256 = "{sha256(data)}"\nnam = 2021\n'
        assert years(data, own) == [year, 2021]


def over_money(over: list[object], year: object = None) -> bytes:
    """Two sets of columns of money under texts of their own, and a column for years where one is given."""
    header, row = [*HEADER], scheme(1)
    if year is not None:
        header, row = [*header, "Năm"], [*row, year]
    first = "FGHIJKL"[len(header) - 5 :]
    merges = [f"{first[0]}3:{first[2]}3", f"{first[3]}3:{first[5]}3"]
    under: list[object] = [*[None] * len(header), *FUNDS, *FUNDS]
    rows = [["DANH MỤC"], [UNIT], [*header, *over], under, [*row, 70, 0, 40, 100, 0, 50]]
    return book({"Danh mục": rows}, merges)


OVER: list[object] = ["Thực hiện năm 2022", None, None, "Kế hoạch năm 2023", None, None]


def test_each_set_of_columns_is_of_the_year_over_it() -> None:
    """The result of one year beside the plan of the next: neither takes the year of the file or of the office."""
    data = over_money(OVER)
    own = f'[[tep]]\nten = "so.xlsx"\nsha256 = "{sha256(data)}"\nnam = 2023\n'
    for text, name in (("", "so-2023.xlsx"), (own, "so.xlsx")):
        result = read_book(data, text, name)
        found = result.schemes[["status", "year"]].itertuples(index=False)
        assert sorted(map(tuple, found)) == [("actual", 2022), ("planned", 2023)]
        assert not result.printed[0].answers


def test_the_year_of_a_scheme_that_the_header_over_its_money_does_not_name_is_refused() -> None:
    """A column Năm with one year cannot be that of the money of two."""
    assert fault_codes(read_book(over_money(OVER, 2023))) == {"year-not-named"}
    same: list[object] = ["Kế hoạch năm 2023", None, None, "Thực hiện năm 2023", None, None]
    assert not read_book(over_money(same, 2023)).faults
    over = [*HEADER, "Năm", "Kinh phí năm 2022", None, None]
    rows = [["DANH MỤC"], [UNIT], over, [*[None] * 6, *FUNDS], scheme(1, 2023, 100, 0, 50)]
    assert fault_codes(read_book(book({"Danh mục": rows}, ["G3:I3"]))) == {"year-not-named"}

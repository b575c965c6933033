"""The year of a scheme is that of what names a year nearest to it: its group, the header over its money."""

from __future__ import annotations

import pytest

from analysis.adopting.answers import Answers, HeaderAnswers
from analysis.faults import Problems
from analysis.proposing.proposals import look_at
from analysis.proposing.written import block_of
from analysis.raw.rows import RegisterSource
from office_books import UNIT, answers, book, read_book, sha256
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


def of_cells(*years: object) -> bytes:
    """Schemes with these cells in the column Năm, from row 4 on."""
    rows: list[list[object]] = [["DANH MỤC"], [UNIT], [*HEADER, "Năm", *FUNDS]]
    rows += [scheme(number, year, 100, 0, 50) for number, year in enumerate(years, 1)]
    return book({"Danh mục": rows})


def said_of_rows(data: bytes, *lines: str) -> str:
    own = f'[[tep]]\nten = "so.xlsx"\nsha256 = "{sha256(data)}"\n'
    return own + '[tep.trang."Danh mục".nam_cua_dong]\n' + "\n".join(lines)


@pytest.mark.parametrize(
    ("cell", "can_be"),
    [
        ("2022-2023", "2022 hoặc 2023"),
        ("2021 - 23", "2021 hoặc 2022 hoặc 2023"),
        ("2021, 2023", "2021 hoặc 2023"),
        ("12/2022-06/2023", "2022 hoặc 2023"),
    ],
)
def test_a_scheme_of_several_years_is_of_the_one_that_the_office_gives_to_its_row(
    cell: str, can_be: str
) -> None:
    """It is asked once with the years that can be meant, refused until then, and never split."""
    data = of_cells(2023, cell)
    source = RegisterSource("data/raw/so.xlsx", sha256(data), data)
    text = block_of(look_at(source, Answers()), "")
    (line,) = (line for line in text.splitlines() if can_be in line)
    assert line.startswith('# 5 = "?"  # chưa rõ')
    assert fault_codes(read_book(data, text)) == {"year-range"}
    for year in (int(can_be[:4]), 2023):
        told = text.replace(line, line[2:].replace('5 = "?"', f"5 = {year}"))
        result = read_book(data, told)
        assert list(result.schemes["year"]) == [2023, year]
        assert list(result.schemes["kcqg"]) == [10**8, 10**8]
        assert block_of(look_at(source, answers(told)), told) == ""


def test_the_year_of_a_row_is_that_of_one_file() -> None:
    """Next year's book with the same words is asked again."""
    first, later = of_cells("2022-2023"), of_cells(2023, "2022-2023")
    text = said_of_rows(first, "4 = 2022")
    assert not read_book(first, text).faults
    assert fault_codes(read_book(later, text)) == {"year-range"}


@pytest.mark.parametrize(
    ("line", "wanted"),
    [("4 = 2024", "một trong: 2022, 2023"), ("5 = 2022", "nhiều năm"), ("9 = 2022", "nhiều năm")],
)
def test_a_year_that_a_row_cannot_have_is_one_fault(line: str, wanted: str) -> None:
    """A year outside the cell's, a row with one year, a row that is no scheme: told with what can be said."""
    data = of_cells("2022-2023", 2023)
    told = [line] if line.startswith("4") else ["4 = 2022", line]
    (fault,) = read_book(data, said_of_rows(data, *told)).faults
    assert fault.code == "answers-unknown"
    assert wanted in fault.wanted


def test_the_year_of_a_row_of_a_workbook_names_its_sheet() -> None:
    """Every sheet has such a row: for the whole workbook the answer is refused."""
    data = of_cells("2022-2023")
    told = said_of_rows(data, "4 = 2022").replace('trang."Danh mục".', "")
    assert "answers-unknown" in fault_codes(read_book(data, told))


SETS = [f"{fund} {year}" for year in (2022, 2023) for fund in FUNDS]
NOTHING = [None, None, None]


def of_two_years(*rows: list[object], header: list[str] = SETS, years: object = None) -> bytes:
    """Money of 2022 beside that of 2023; each row is the money of a scheme."""
    middle = [] if years is None else [years]
    over = [*HEADER, *(["Năm"] if middle else []), *header]
    made = [scheme(number, *middle, *row) for number, row in enumerate(rows, 1)]
    return book({"Danh mục": [["DANH MỤC"], [UNIT], over, *made]})


def answered(data: bytes) -> str:
    """What is proposed of a file, all of it accepted."""
    source = RegisterSource("data/raw/so.xlsx", sha256(data), data)
    lines = block_of(look_at(source, Answers()), "").splitlines()
    return "\n".join(line[2:] if "  # " in line and line[0] == "#" else line for line in lines)


@pytest.mark.parametrize("cell", [None, "2022-2023"])
def test_columns_of_the_money_of_two_years_are_schemes_of_each(cell: object) -> None:
    """Once the office says which year's money a column holds, a scheme is of each year in which it has money."""
    data = of_two_years(
        [100, 0, 50, *NOTHING], [10, 1, 5, 20, 2, 7], [*NOTHING, 0, 30, 9], years=cell
    )
    source = RegisterSource("data/raw/so.xlsx", sha256(data), data)
    asked = [line for line in look_at(source, Answers()).lines if line.is_open]
    assert [line.text for line in asked] == SETS
    assert read_book(data).faults
    result = read_book(data, answered(data))
    assert not result.faults, [str(fault) for fault in result.faults]
    money = ["kcqg", "kcdp", "doi_ung"]
    sums = result.schemes.groupby("year")[money].sum() // 10**6
    assert sums.to_numpy().tolist() == [[110, 1, 55], [20, 32, 16]]
    assert result.schemes.groupby("year").size().tolist() == [2, 2]
    assert block_of(look_at(source, answers(answered(data))), answered(data)) == ""


def test_columns_of_a_year_that_are_left_out_leave_the_other_year() -> None:
    """Of two years one may be read alone; money that is printed once is then its own."""
    header = ["KCQG 2022", "KCQG 2023", "KCĐP", "Đối ứng"]
    data = of_two_years([70, 30, 1, 40], header=header)
    text = answered(data).replace('"Kinh phí KCQG, năm 2022"', '"bỏ"')
    result = read_book(data, text)
    assert result.schemes[["year", "kcqg", "kcdp"]].to_numpy().tolist() == [
        [2023, 30 * 10**6, 10**6]
    ]


def test_money_that_is_printed_once_for_two_years_is_never_split() -> None:
    """A year without all its funds is refused, and the columns that name no year are told."""
    data = of_two_years([70, 30, 1, 40], header=["KCQG 2022", "KCQG 2023", "KCĐP", "Đối ứng"])
    faults = read_book(data, answered(data)).faults
    assert {fault.code for fault in faults} == {"header-missing"}
    assert all('"Đối ứng" không nêu năm' in fault.got for fault in faults)


def test_a_scheme_whose_own_year_is_not_that_of_its_money_is_refused() -> None:
    """Money in the columns of 2022 and 2023 beside 2023 in the column Năm: one of the two was typed wrong."""
    data = of_two_years([10, 1, 5, 20, 2, 7], years=2023)
    assert fault_codes(read_book(data, answered(data))) == {"year-not-named"}


def test_a_column_has_only_a_year_that_its_name_says() -> None:
    """The column "KCQG 2022" holds no money of 2024; next year's columns are asked about, not taken for these."""
    data = of_two_years([10, 1, 5, 20, 2, 7])
    text = answered(data)
    problems = Problems()
    answers(text.replace("KCQG, năm 2022", "KCQG, năm 2024"), problems)
    (fault,) = problems.faults
    assert (fault.code, fault.wanted) == ("answers-unknown", "một trong: 2022")
    later = of_two_years(
        [10, 1, 5, 20, 2, 7], header=[f"{one[:-1]}{int(one[-1]) + 1}" for one in SETS]
    )
    source = RegisterSource("data/raw/so.xlsx", sha256(later), later)
    asked = [line.text for line in look_at(source, answers(text)).lines if line.is_open]
    assert asked == [f"{fund} 2024" for fund in FUNDS]


def test_what_is_of_one_year_is_not_taken_over_by_another() -> None:
    """The one column "KP 2022" that was said to be of 2022 says nothing of next year's "KP 2023"."""
    one = HeaderAnswers("1", 1, ("KP 2022",), {"kp 2022": "kcqg"}, years={"kp 2022": 2022})
    assert one.meanings(["KP 2022"]) == {"KP 2022": "kcqg"}
    assert one.meanings(["KP 2023"]) == {}


def test_a_total_of_two_years_is_told_and_left_aside() -> None:
    """It is the total of neither year: no sum is held against it, which is said."""
    data = of_two_years([10, 1, 5, 20, 2, 7, 45], header=[*SETS, "Tổng cộng"])
    result = read_book(data, answered(data))
    assert sorted(result.schemes["tong"] // 10**6) == [16, 29]
    told = [finding for finding in result.findings if "không nêu năm" in finding.message]
    assert ["(Tổng cộng)" in finding.where for finding in told] == [True]


@pytest.mark.parametrize("name", ["Niên độ", "Năm ngân sách", "Kỳ", "Thời điểm"])
def test_a_column_of_years_under_another_name_is_not_passed_over(name: str) -> None:
    """Years beside the schemes that differ from the title's are asked; those of a firm or a machine are not."""
    found = {}
    for column in (name, "Năm thành lập"):
        rows = [scheme(number, 10, 0, 5, 2021 + number) for number in (1, 2)]
        data = book({"Sổ": [["DANH MỤC NĂM 2023"], [UNIT], [*HEADER, *FUNDS, column], *rows]})
        found[column] = fault_codes(read_book(data))
    assert found == {name: {"year-not-named"}, "Năm thành lập": set()}

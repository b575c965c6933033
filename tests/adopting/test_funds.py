"""One column of money for two funds: a fund is taken from words that name one, and from no other."""

from __future__ import annotations

import pytest

import office_books
from office_books import UNIT, Rows, book, read_book
from register_files import fault_codes, finding_codes, sums

HEADER = ["TT", "Tên đề án", "Đơn vị thụ hưởng", "Loại hình", "Địa bàn", "Năm"]
MONEY = ["Kinh phí khuyến công", "Đối ứng"]


def scheme(number: int, support: int) -> list[object]:
    """A scheme with money of one fund and no counterpart, in triệu đồng."""
    return [
        number,
        f"Máy {number}",
        f"HTX {number}",
        "Ứng dụng máy móc",
        "Huyện A",
        2023,
        support,
        0,
    ]


def table(title: Rows, *below: list[object]) -> bytes:
    """A sheet with one column of money under these titles."""
    return book({"Sổ": [*title, [UNIT], [*HEADER, *MONEY], *below]})


@pytest.mark.parametrize(
    "title",
    [
        "TRUNG TÂM KHUYẾN CÔNG TỈNH GIA LAI",
        "TRUNG TÂM KHUYẾN CÔNG VÀ XÚC TIẾN THƯƠNG MẠI TỈNH",
        "CỤC CÔNG THƯƠNG ĐỊA PHƯƠNG - KINH PHÍ HỖ TRỢ",
        "DANH MỤC ĐỀ ÁN VÀ KINH PHÍ HỖ TRỢ TRÊN ĐỊA BÀN TỈNH GIA LAI NĂM 2023",
        "DANH MỤC ĐỀ ÁN SỬ DỤNG KINH PHÍ KHUYẾN CÔNG TRÊN ĐỊA BÀN TỈNH",
        "DANH MỤC ĐỀ ÁN KHUYẾN CÔNG TỈNH GIA LAI NĂM 2023",
        "NGUỒN KINH PHÍ ĐỐI ỨNG CỦA TỈNH",
        "KINH PHÍ CỦA DOANH NGHIỆP TRÊN ĐỊA BÀN TỈNH",
        "NGUỒN VỐN CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA",
    ],
)
def test_an_office_a_territory_and_the_money_of_others_name_no_fund(title: str) -> None:
    """Words that only hold the words of a fund leave the money open: it is asked about, once."""
    assert fault_codes(read_book(table([[title]], scheme(1, 100)))) == {"fund-unclear"}


NATIONAL: list[object] = ["I", "Khuyến công quốc gia"]
OF_NO_FUND: list[list[object]] = [
    ["II", "Sự nghiệp kinh tế huyện"],
    ["II", "Hỗ trợ khởi nghiệp"],
    [None, "NGUỒN KINH PHÍ KHÁC"],
    ["a)", "Nguồn vốn huy động"],
    [None, "Cộng I", *[None] * 4, 100, 0],
]


@pytest.mark.parametrize("group", OF_NO_FUND)
def test_what_is_said_of_one_section_is_not_said_of_the_next(group: list[object]) -> None:
    """Below a section that ended, or one of other money, the fund is asked for; the office's answer settles it."""
    data = table([["DANH MỤC"]], NATIONAL, scheme(1, 100), group, scheme(2, 30))
    assert "fund-unclear" in fault_codes(read_book(data))
    own = f'[[tep]]\nten = "so.xlsx"\nsha256 = "{office_books.sha256(data)}"\nnguon = "KCĐP"\n'
    assert sums(read_book(data, own))[1:3] == [100_000_000, 30_000_000]


def test_a_section_of_other_money_is_asked_about_under_a_title_that_names_a_fund() -> None:
    """The title's fund is not that of a group which says that its money is another."""
    title: Rows = [["DANH MỤC ĐỀ ÁN KHUYẾN CÔNG QUỐC GIA"]]
    plain = table(title, ["I", "Hoạt động của Trung tâm Khuyến công tỉnh"], scheme(1, 100))
    assert sums(read_book(plain))[1:3] == [100_000_000, 0]
    other = table(title, scheme(1, 100), ["B", "Nguồn kinh phí khác"], scheme(2, 30))
    assert "fund-unclear" in fault_codes(read_book(other))


def test_groups_inside_a_section_are_of_its_fund() -> None:
    """Districts, with or without numbers and totals of their own, divide a section and end nothing."""
    below: Rows = [NATIONAL, ["a", "Huyện A"], scheme(1, 100), ["b", "Huyện B"], scheme(2, 50)]
    below += [[None, "Cộng I", *[None] * 4, 150, 0], ["II", "Khuyến công địa phương"]]
    below += [[None, "Huyện A"], scheme(3, 20), [None, "Huyện B"], scheme(4, 10)]
    below += [[None, "Cộng II", *[None] * 4, 30, 0], [None, "Tổng cộng", *[None] * 4, 180, 0]]
    result = read_book(table([["DANH MỤC"]], *below))
    assert not result.faults, [str(fault) for fault in result.faults]
    assert sums(result)[1:3] == [150_000_000, 30_000_000]


TWO = [scheme(1, 100), scheme(2, 30)]


@pytest.mark.parametrize("mark", ["-", "*", "+", "•"])
def test_a_section_with_a_dash_before_its_name_is_no_part_of_the_scheme_above(mark: str) -> None:
    """Sections written "- Nguồn KCQG", "- Nguồn KCĐP" name the fund of the schemes below them."""
    rows = [[None, f"{mark} Nguồn KCQG"], TWO[0], [None, f"{mark} Nguồn KCĐP"], TWO[1]]
    result = read_book(table([], *rows))
    assert (fault_codes(result), sums(result)[1:3]) == (set(), [100_000_000, 30_000_000])


def test_a_dash_before_groups_with_sums_makes_no_parts() -> None:
    """Where a row with a dash stands above the first scheme, rows with that mark are groups, with money or without."""
    header = [*HEADER, "Kinh phí KCQG", "Kinh phí KCĐP", "Đối ứng"]
    rows = [
        [None, "- Huyện A", *[None] * 4, 100, 0, 50],
        [*TWO[0][:6], 100, 0, 50],
        [None, "- Huyện B", *[None] * 4, 0, 30, 20],
        [*TWO[1][:6], 0, 30, 20],
    ]
    result = read_book(book({"Sổ": [[UNIT], header, *rows]}))
    assert (fault_codes(result), sums(result)[:3]) == (set(), [2, 100_000_000, 30_000_000])
    rows[2][7] = 60
    assert "total-mismatch" in fault_codes(read_book(book({"Sổ": [[UNIT], header, *rows]})))


def test_a_section_typed_in_the_column_of_kinds_is_no_scheme() -> None:
    """A row with nothing but the name of a fund, in whatever column of words, is a section."""
    rows = [["KHUYẾN CÔNG QUỐC GIA"], TWO[0], [None, None, None, "Khuyến công địa phương"], TWO[1]]
    result = read_book(table([], *rows))
    assert (fault_codes(result), sums(result)[1:3]) == (set(), [100_000_000, 30_000_000])


def in_column(name: str, *cells: str, title: Rows = (), section: str = "") -> bytes:
    """Two schemes with a cell each of one more column, under a title and a section."""
    rows = [[*row, cell] for row, cell in zip(TWO, cells, strict=True)]
    sections = [[section]] if section else []
    return book({"Sổ": [*title, [UNIT], [*HEADER, *MONEY, name], *sections, *rows]})


@pytest.mark.parametrize("name", ["Nguồn vốn", "Nguồn kinh phí", "Nguồn", "Nguồn KP hỗ trợ"])
@pytest.mark.parametrize("title", [[], [["ĐỀ ÁN KHUYẾN CÔNG QUỐC GIA"]]])
def test_a_column_of_funds_says_the_fund_of_each_scheme(name: str, title: Rows) -> None:
    """What a scheme's own cell says is nearer than the title; a blank cell leaves it to the title."""
    for first in ["KCQG", "Ngân sách trung ương"]:
        result = read_book(in_column(name, first, "Nguồn KCĐP", title=title))
        assert (fault_codes(result), sums(result)[1:3]) == (set(), [100_000_000, 30_000_000])
        assert "header-extra" not in finding_codes(
            result
        )  # the column is used, and the note names it
        assert any(f'theo cột "{name}"' in str(finding) for finding in result.findings)
    result = read_book(in_column(name, "", "KCĐP", title=title))
    assert ("fund-unclear" in fault_codes(result)) == (not title)


@pytest.mark.parametrize(
    ("name", "cells", "where"),
    [
        ("Nguồn vốn", ("KCQG", "KCĐP"), 4),
        ("Nguồn vốn", ("KCQG", "Vốn khác"), 4),
        ("Ghi chú", ("", "Nguồn KCĐP"), 4),
        ("Ghi chú", ("thuộc vốn KCĐP", ""), 3),
    ],
)
def test_a_cell_that_contradicts_its_section_is_asked(
    name: str, cells: tuple[str, str], where: int
) -> None:
    """A section of one fund with a scheme whose cell names the other, or none, is refused at that cell."""
    faults = read_book(in_column(name, *cells, section="KHUYẾN CÔNG QUỐC GIA")).faults
    rows = [fault.where.row for fault in faults if fault.code == "fund-unclear"]
    assert rows == [where + 1]


OF_BOTH = [
    "KHUYẾN CÔNG TW VÀ ĐỊA PHƯƠNG",
    "KHUYẾN CÔNG QUỐC GIA/ĐỊA PHƯƠNG",
    "KHUYẾN CÔNG TRUNG ƯƠNG VÀ TỈNH",
    "NGUỒN VỐN TRUNG ƯƠNG, ĐP",
    "KCQG và ĐP",
]


@pytest.mark.parametrize("words", OF_BOTH)
def test_words_of_both_funds_are_asked_wherever_they_stand(words: str) -> None:
    """A title, a sheet, a section or a cell that names both funds makes no money that of one."""
    above: Rows = [["DANH MỤC ĐỀ ÁN KHUYẾN CÔNG QUỐC GIA"]]
    books = [
        table([[f"DANH MỤC ĐỀ ÁN {words} NĂM 2023"]], *TWO),
        table(above, ["I", words], *TWO),
        in_column("Nguồn vốn", words, "KCQG", title=above),
        book({words.replace("/", ","): [[UNIT], [*HEADER, *MONEY], *TWO]}),
    ]
    assert [fault_codes(read_book(data)) for data in books] == [{"fund-unclear"}] * 4


@pytest.mark.parametrize("word", ["TW", "Trung ương", "NSTW", "QG", "Vốn TW"])
def test_a_column_of_funds_is_understood_in_its_shortest_words_or_asked(word: str) -> None:
    """Under a name for whose money it is an owner alone is a fund; a word for other money is asked."""
    title: Rows = [["ĐỀ ÁN KHUYẾN CÔNG ĐỊA PHƯƠNG"]]
    result = read_book(in_column("Nguồn vốn", word, "ĐP", title=title))
    assert (fault_codes(result), sums(result)[1:3]) == (set(), [100_000_000, 30_000_000])
    asked = in_column("Nguồn vốn", "Vốn xã hội hóa", "Vốn xã hội hóa", title=title)
    assert fault_codes(read_book(asked)) == {"fund-unclear"}
    silent = read_book(in_column("Nguồn vốn", "Ngân sách nhà nước", "NSNN", title=title))
    assert (fault_codes(silent), sums(silent)[1:3]) == (set(), [0, 130_000_000])


def test_a_remark_about_another_fund_is_no_fund_of_the_scheme() -> None:
    """A remark that speaks of more than whose money it is leaves the section's fund."""
    data = in_column(
        "Ghi chú", "Đã được KCĐP hỗ trợ năm 2021", "Công văn số 1", section="KHUYẾN CÔNG QUỐC GIA"
    )
    result = read_book(data)
    assert (fault_codes(result), sums(result)[1:3]) == (set(), [130_000_000, 0])


def test_totals_over_both_funds_stand_beside_a_column_of_funds() -> None:
    """A total of the whole table is that of both funds, and a wrong one is refused."""
    rows = [[*row, cell] for row, cell in zip(TWO, ("KCQG", "KCĐP"), strict=True)]
    for total, codes in [(130, set()), (150, {"total-mismatch"})]:
        last = [None, "Tổng cộng", *[None] * 4, total, 0]
        data = book({"Sổ": [[UNIT], [*HEADER, *MONEY, "Nguồn vốn"], *rows, last]})
        result = read_book(data)
        assert fault_codes(result) & {"total-mismatch"} == codes
        assert codes or sums(result)[1:3] == [100_000_000, 30_000_000]


@pytest.mark.parametrize(("stated", "codes"), [(130, set()), (150, {"total-mismatch"})])
def test_totals_of_groups_beside_a_column_of_funds_are_those_of_both(
    stated: int, codes: set[str]
) -> None:
    """A district's total over schemes of both funds is checked though neither fund has it."""
    group = ["I", "Huyện A", *[None] * 4, stated, 0]
    rows = [[*row, cell] for row, cell in zip(TWO, ("KCQG", "KCĐP"), strict=True)]
    data = book({"Sổ": [[UNIT], [*HEADER, *MONEY, "Nguồn vốn"], group, *rows]})
    assert fault_codes(read_book(data)) == codes

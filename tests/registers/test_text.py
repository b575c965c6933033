"""Registers as delimited text: encodings, separators, headers, amounts, years, words, duplicates."""

from __future__ import annotations

import unicodedata

import pytest

from analysis.raw.rows import RegisterSource
from analysis.raw.text_file import to_tcvn3, to_vni
from analysis.registers.reader import read_registers
from analysis.tables.column_names import parent_unit, read_name
from analysis.tables.columns import REGISTER_COLUMNS
from analysis.tables.header import find_header
from analysis.tables.units import plain
from register_files import (
    HEADER,
    ROWS,
    SUMS,
    changed,
    csv_text,
    fault_codes,
    finding_codes,
    read,
    sums,
    windows_1258,
    with_unit,
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_files_are_read(encoding: str) -> None:
    """UTF-8 with or without its mark and UTF-16 with its mark give the same sums."""
    assert sums(read(csv_text().encode(encoding))) == SUMS


def test_decomposed_letters_are_composed() -> None:
    """Text in NFD is the same text."""
    result = read(unicodedata.normalize("NFD", csv_text()))
    assert sums(result) == SUMS
    assert list(result.schemes["place"]) == ["Nghệ An", "Hà Giang", "Bình Định"]


def test_windows_1258_is_read_and_told() -> None:
    """windows-1258 without loss is read with a warning."""
    result = read(windows_1258(csv_text()))
    assert sums(result) == SUMS
    assert "encoding-guessed" in finding_codes(result)
    assert result.schemes["name"].iloc[1] == ROWS[1][1]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (csv_text().encode("utf-16-le"), "encoding-unknown"),
        (to_tcvn3(csv_text()).encode("latin-1", "replace"), "encoding-legacy-tcvn3"),
        (to_vni(csv_text()).encode("latin-1", "replace"), "encoding-legacy-vni"),
        (to_tcvn3(csv_text()).encode(), "encoding-legacy-tcvn3"),
        (csv_text().encode().decode("cp1252", errors="ignore").encode(), "encoding-mojibake"),
        (csv_text().encode().replace("máy".encode(), b"m\xe1y", 1), "encoding-bad-byte"),
        (csv_text().replace("Chè", "Ch\ufffd").encode(), "encoding-lossy"),
        (csv_text().encode("ascii", errors="replace"), "encoding-lossy"),
        (b"", "file-empty"),
        (b"\xef\xbb\xbf\n", "file-empty"),
        (b"PK\x03\x04" + b"x" * 40, "file-type-mismatch"),
        (b"%PDF-1.4 " + b"x" * 40, "file-type-mismatch"),
        (csv_text([HEADER]).encode(), "table-no-rows"),
        (b"a,b,c\n1,2,3\n", "header-not-found"),
    ],
)
def test_unreadable_files_are_refused(data: bytes, code: str) -> None:
    """A file whose letters or kind are not certain is refused with its code."""
    assert code in fault_codes(read(data))


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Hỗ trợ máy móc, thiết bị", "ND3-MM"),
        ("hỗ trợ máy móc , thiết bị", "ND3-MM"),
        ("Máy móc thiết bị", "ND3-MM"),
        ("MMTB", "ND3-MM"),
        ("Phát triển sản phẩm CNNT tiêu biểu", "ND4"),
        ("HỘI CHỢ TRIỂN LÃM", "ND4"),
        ("Cụm công nghiệp", "ND7"),
        ("Mô hình trình diễn kĩ thuật", "ND3-MH"),
        ("Thông tin,tuyên truyền", "ND6"),
    ],
)
def test_usual_words_of_kinds_are_read_in_any_case_and_told(word: str, code: str) -> None:
    """Everyday words of offices mean one activity each, whatever their capitals, blanks and placement of i and y."""
    result = read(changed(1, 3, word))
    assert not result.faults, result.faults
    assert result.schemes["activity"].iloc[1] == code
    assert "category-mapped" in finding_codes(result)
    assert fault_codes(read(changed(1, 3, "XDCB"))) == {"category-unknown"}


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends(separator: str, end: str) -> None:
    """Every separator is found by the header, with any line end."""
    assert sums(read(csv_text(separator=separator, end=end))) == SUMS


def test_separator_hint_counts_as_a_record() -> None:
    """A first line sep=; is obeyed, and rows are counted as records of the file."""
    result = read("sep=;\r\n" + csv_text(separator=";"))
    assert sums(result) == SUMS
    assert list(result.schemes["row"]) == [3, 4, 5]


def test_quoted_line_breaks_are_text() -> None:
    """A quoted cell may hold line breaks and quotes."""
    assert sums(read(changed(0, 1, 'Đề án "chè"\nđợt 2'))) == SUMS


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (csv_text().replace(",2023,Mua máy sao", ",2023", 1), "row-width"),
        (csv_text().replace("Nghệ An", "Nghệ, An", 1), "row-width"),
        (csv_text().replace("Mua máy sao", '"Mua máy sao', 1), "csv-quote"),
        (changed(0, 6, "x\n" + ",".join(ROWS[1])), "csv-quote"),
        (changed(0, 1, "x" * 140_000), "text-too-long"),
        (changed(0, 1, "x" * 20_000), "text-too-long"),
        (changed(0, 1, "a\x07b"), "cell-control-char"),
        (changed(0, 1, "a\u202eb"), "text-invisible"),
        (changed(0, 1, "  "), "cell-required"),
        (changed(0, 4, "NA"), "category-unknown"),
        (changed(0, 4, "Bình Ðịnh"), "category-unknown"),
        (changed(0, 3, "Đào tạo nghê"), "category-unknown"),
        (csv_text([HEADER, ROWS[0], ("2", *ROWS[0][1:])]), "row-duplicate"),
    ],
)
def test_faulty_rows_are_refused(text: str, code: str) -> None:
    """A row that cannot be read for certain is refused."""
    assert code in fault_codes(read(text))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (changed(0, 3, "Ứng dụng\u200b máy móc"), "text-invisible"),
        (changed(0, 3, "Ung dung may moc"), "category-mapped"),
        (changed(0, 1, "S? ch? chè"), "text-suspicious"),
        (changed(1, 0, "1"), "stt-duplicate"),
        (changed(2, 0, "9"), "stt-gap"),
        (changed(0, 7, "'310000000"), "number-as-text"),
        (changed(0, 7, "３１０.０００.０００"), "number-unicode-digits"),
        (changed(0, 7, "310.000.000 (*)"), "number-footnote"),
        (changed(0, 8, "–"), "amount-dash"),
        (changed(0, 8, ""), "amount-blank"),
        (changed(0, 5, "15/03/2023"), "year-from-date"),
        (changed(0, 5, "2.023"), "year-reformatted"),
        (
            csv_text(
                [HEADER, *([*cells[:7], str(int(cells[7]) + 1), *cells[8:]] for cells in ROWS)]
            ),
            "row-total-rounding",
        ),
        (
            csv_text([[name.upper().replace("STT", "TT") for name in HEADER], *ROWS]),
            "header-synonym",
        ),
        (csv_text([[name.replace("Đ", "Ð") for name in HEADER], *ROWS]), "header-homoglyph"),
        (
            csv_text([[*HEADER, "Số điện thoại"], *([*cells, "0912345678"] for cells in ROWS)]),
            "header-extra",
        ),
        (csv_text([row[:-1] for row in (HEADER, *ROWS)]), "header-derived"),
    ],
)
def test_unusual_but_certain_cells_are_read_and_told(text: str, code: str) -> None:
    """What has one meaning only is read, and said."""
    result = read(text)
    assert sums(result)[0] == 3
    assert sums(result)[2:] == SUMS[2:]
    assert code in finding_codes(result)
    assert "0912345678" not in result.schemes.to_csv()


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("", "amount-missing"), ("n/a", "amount-missing"), ("-", "amount-missing"), ("NaN", "amount-not-finite"),
        ("inf", "amount-not-finite"), ("3,1E+08", "number-scientific"), ("-310000000", "amount-negative"),
        ("310_000_000", "number-unreadable"), ("310'000'000", "number-unreadable"), ("0x127A3980", "number-unreadable"),
        ("khoảng 310 triệu", "number-approximate"), ("300-320 triệu", "number-approximate"),
        ("310,000,000", "number-format-foreign"), ("12.500 USD", "unit-currency"), ("3.100", "amount-implausible"),
        ("9007199254740993", "amount-implausible"), ("200+110 triệu", "number-unreadable"),
        ("٣١٠", "number-unreadable"),
        ("ba trăm mười triệu", "number-unreadable"), ("310.000.000,5", "amount-not-whole"),
    ],
)  # fmt: skip
def test_doubtful_amounts_are_refused(cell: str, code: str) -> None:
    """An amount without one certain reading is refused with its code."""
    assert code in fault_codes(read(changed(0, 7, cell)))


@pytest.mark.parametrize(
    "cell", ["310.000.000", "310 000 000", "310\u202f000\u202f000", "310 triệu", "310tr", "0,31 tỷ đồng",
             "310.000 nghìn đồng",
             "310.000.000 ₫", "310.000.000đ", "310,0 triệu đồng"],
)  # fmt: skip
def test_one_amount_in_many_forms(cell: str) -> None:
    """Every usual way to write 310 triệu đồng gives it exactly."""
    assert sums(read(changed(0, 7, cell))) == SUMS


@pytest.mark.parametrize(
    ("unit", "cells"),
    [
        ("triệu đồng", {0: ("310", "0", "690", "1.000"), 1: ("262,5", "87,5", "650", "1.000"),
                        2: ("1.234", "150", "500", "1.884")}),
        ("tr.đ", {0: ("310", "0", "690", "1000"), 1: ("262,5", "87,5", "650", "1000"),
                   2: ("1234", "150", "500", "1884")}),
        ("tỷ đồng", {0: ("0,31", "0", "0,69", "1"), 1: ("0,2625", "0,0875", "0,65", "1"),
                     2: ("1,234", "0,15", "0,5", "1,884")}),
        ("1.000 đồng", {0: ("310.000", "0", "690.000", "1.000.000"), 1: ("262.500", "87.500", "650.000", "1.000.000"),
                        2: ("1.234.000", "150.000", "500.000", "1.884.000")}),
    ],
)  # fmt: skip
def test_units_of_headers(unit: str, cells: dict[int, tuple[str, ...]]) -> None:
    """The unit in the header makes the same đồng."""
    assert sums(read(with_unit(unit, cells))) == SUMS


def test_unit_of_the_caption_counts_and_must_not_contradict() -> None:
    """A caption gives the unit of all columns; a header with another unit is refused."""
    rows = [
        [*cells[:7], *(str(int(cell) // 500_000 / 2).replace(".", ",") for cell in cells[7:])]
        for cells in ROWS
    ]
    caption = ["Đơn vị tính: triệu đồng", *[""] * 10]
    assert sums(read(csv_text([caption, HEADER, *rows]))) == SUMS
    header = [*HEADER[:10], "Tổng kinh phí (đồng)"]
    assert "unit-conflict" in fault_codes(read(csv_text([caption, header, *rows])))
    assert "unit-missing" in fault_codes(read(csv_text([HEADER, *rows])))
    assert "unit-currency" in fault_codes(
        read(csv_text([[*HEADER[:10], "Tổng kinh phí (USD)"], *rows]))
    )


@pytest.mark.parametrize("text", ["５ USD", "(USD) ５，４"])
def test_a_refused_currency_is_shown_as_printed(text: str) -> None:
    """What is taken off to read a number is still in the message: the reader searches for the cell's own text."""
    faults = read(changed(0, 7, text)).faults
    assert [fault.code for fault in faults][:1] == ["unit-currency"]
    assert f'"{text}"' in faults[0].got


def test_conventions_are_not_mixed() -> None:
    """English and Vietnamese numbers in one column are refused, and so is a text that could be either."""
    rows = {
        0: ("1.500", "0", "690", "2.190"),
        1: ("262.5", "87,5", "650", "1.000"),
        2: ("1,234", "150", "500", "1.884"),
    }
    assert {"number-format-mixed", "number-ambiguous"} <= fault_codes(
        read(with_unit("triệu đồng", rows))
    )


@pytest.mark.parametrize(
    ("cell", "code"),
    [("23", "year-unreadable"), ("01/02/03", "year-unreadable"), ("2021-2022", "year-range"),
     ("2021, 2022", "year-range"), ("1890", "year-out-of-range"), ("45078", "year-unreadable"),
     ("35/13/2023", "year-unreadable"), ("31/02/2023", "year-unreadable"), ("2023-02-29", "year-unreadable"),
     ("31/12/2022 đến 30/06/2023", "year-range"), ("01/02/2022 - 30/06/2023", "year-range"),
     ("15/03/2022 (chuyển sang 2023)", "year-range"), ("2022-12-31 to 2023-06-01", "year-range"),
     ("12/2022-06/2023", "year-range"), ("15/03/2023 theo quyết định", "year-unreadable"), ("", "cell-required")],
)  # fmt: skip
def test_years_that_are_not_one_year_are_refused(cell: str, code: str) -> None:
    """A scheme has one year of four digits."""
    assert code in fault_codes(read(changed(0, 5, cell)))


@pytest.mark.parametrize(
    "cell",
    ["năm 2023", "Năm 2023", "2023.0", "2023-03-15", "2023-03-15 08:30:00", "2023-03-15T00:00:00.000Z",
     "ngày 15/3/2023", "15.3.2023 8:30", "03/15/2023", "03/2023"],
)  # fmt: skip
def test_years_in_other_forms(cell: str) -> None:
    """Usual ways to write a year give it."""
    result = read(changed(0, 5, cell))
    assert sums(result) == SUMS
    assert result.schemes["year"].iloc[0] == 2023


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ([*HEADER[:7], "Kinh phí \u041a\u0421QG", *HEADER[8:]], "header-unknown"),
        ([*HEADER[:2], "Đơn vị thụ hửơng", *HEADER[3:]], "header-unknown"),
        ([*HEADER[:7], "KPQG", *HEADER[8:]], "header-missing"),
        ([*HEADER[:3], "", *HEADER[4:]], "header-missing"),
        ([*HEADER[:10], "KCQG"], "header-duplicate"),
    ],
)
def test_headers_are_never_guessed(header: list[str], code: str) -> None:
    """A name that is not exactly known is refused, with the nearest one."""
    assert code in fault_codes(read(csv_text([header, *ROWS])))


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("Quyết định phê duyệt", "Số 45/QĐ-SCT, 12/3/2023"),
        ("Số quyết định", "45/QĐ-SCT"),
        ("Năm phê duyệt", "2022"),
        ("Nguồn kinh phí", "Ngân sách nhà nước"),
        ("Dự toán được duyệt", "1000000000"),
    ],
)
def test_a_usual_column_beside_those_of_a_register_stops_nothing(name: str, cell: str) -> None:
    """A column that offices keep beside is no misprint of a column of the register, near as its name is."""
    assert sums(read(csv_text([[*HEADER, name], *([*row, cell] for row in ROWS)]))) == SUMS


@pytest.mark.parametrize("short", ["KP KCQG", "KP khuyến công quốc gia"])
def test_money_of_a_fund_is_known_by_its_short_name(short: str) -> None:
    """KP is Kinh phí."""
    header = [*HEADER[:7], short, "KP KCĐP", "KP đối ứng", HEADER[10]]
    assert sums(read(csv_text([header, *ROWS]))) == SUMS


@pytest.mark.parametrize(
    ("column", "name"),
    [
        (1, "Tên chương trình, đề án, nhiệm vụ"),
        (2, "Tên cơ sở thụ hưởng"),
        (5, "Năm hỗ trợ"),
        (7, "Kinh phí khuyến công quốc gia hỗ trợ"),
        (8, "KCĐP hỗ trợ"),
        (9, "Đơn vị thụ hưởng đối ứng"),
        (9, "Vốn đối ứng của doanh nghiệp"),
        (10, "Tổng kinh phí đề án"),
    ],
)
def test_a_column_is_known_by_the_words_that_offices_put_around_its_name(
    column: int, name: str
) -> None:
    """Who gives the money and what it is given to may stand in the name; the column is the same."""
    header = [*HEADER[:column], name, *HEADER[column + 1 :]]
    assert sums(read(csv_text([header, *ROWS]))) == SUMS


def test_a_lost_column_is_told_with_the_names_that_were_not_understood() -> None:
    """Whoever lacks a column reads which of the columns of the file may be it."""
    faults = read(csv_text([[*HEADER[:7], "Tiền nhà nước cấp", *HEADER[8:]], *ROWS])).faults
    assert [fault.code for fault in faults] == ["header-missing"]
    assert '"Tiền nhà nước cấp"' in faults[0].got


MONEY_NAMES = ("Kinh phí KCQG", "Kinh phí KCĐP", "Kinh phí đối ứng", "Tổng kinh phí")


@pytest.mark.parametrize("name", ["Kinh phí khuyến công", "Kinh phí KCQQ", "Kinh phí KC"])
def test_no_hint_names_one_fund(name: str) -> None:
    """A name that is nearly one of money is answered with every column of money, never with one of them."""
    faults = read(csv_text([[*HEADER[:7], name, *HEADER[8:]], *ROWS])).faults
    told = " ".join(str(fault) for fault in faults if fault.code == "header-unknown")
    assert not told or all(wanted in told for wanted in MONEY_NAMES), told
    assert "có phải" not in told


def test_no_hint_takes_a_count_for_a_code() -> None:
    """A count, "Số đề án", has nearly the letters of "Mã số đề án" and another meaning: no one name is proposed."""
    rows = [[*row, "1"] for row in ROWS]
    told = " ".join(map(str, read(csv_text([[*HEADER, "Số đề án"], *rows])).faults))
    assert "header-unknown" in told
    assert "có phải" not in told


def test_a_misprint_of_a_name_is_answered_with_it() -> None:
    """Where only letters of one word differ, and it is no name of money, the name is told."""
    faults = read(csv_text([[*HEADER[:2], "Đơn vị thụ hưởngg", *HEADER[3:]], *ROWS])).faults
    assert any('có phải "Đơn vị thụ hưởng"?' in str(fault) for fault in faults)


def test_two_row_headers_take_the_unit_of_their_parent() -> None:
    """A header over two rows is joined; the parent's unit counts for its columns."""
    top = [*HEADER[:7], "Kinh phí (đồng)", "", "", ""]
    low = [*[""] * 7, "KCQG", "KCĐP", "Đối ứng", "Tổng"]
    numbering = [f"({number})" for number in range(1, 12)]
    assert sums(read(csv_text([top, low, *ROWS]))) == SUMS
    assert sums(read(csv_text([top, low, numbering, *ROWS]))) == SUMS


def test_totals_of_groups_above_or_below_are_controls() -> None:
    """A declared total above or below its schemes is checked and never counted."""
    total = [str(value) for value in SUMS[1:]]
    lead = ["", "Tổng cộng", *[""] * 5, *total]
    group = ["I", "Khuyến công quốc gia", *[""] * 5, *total]
    assert sums(read(csv_text([HEADER, lead, group, *ROWS]))) == SUMS
    bad = [*lead[:7], str(SUMS[1] + 100_000_000), *lead[8:]]
    assert "total-mismatch" in fault_codes(read(csv_text([HEADER, *ROWS, bad])))


def test_totals_are_known_by_their_words() -> None:
    """A row named as a total is never a scheme, though it is numbered or has a year."""
    total = [str(value) for value in SUMS[1:]]
    numbered = ["4", "Tổng cộng", *[""] * 5, *total]
    dated = ["", "Cộng (I+II)", "", "", "", "2023", "", *total]
    assert sums(read(csv_text([HEADER, *ROWS, numbered]))) == SUMS
    assert sums(read(csv_text([HEADER, *ROWS, dated]))) == SUMS


def test_rows_read_as_totals_without_the_word_are_told() -> None:
    """A row of amounts that names no total is one only if its sums agree, and then it is said."""
    row = ["", "Huyện A", *[""] * 5, *ROWS[0][7:]]
    result = read(csv_text([HEADER, ROWS[0], row, *ROWS[1:]]))
    assert sums(result) == SUMS
    assert "row-read-as-total" in finding_codes(result)
    wrong = [*row[:10], "1000000005"]
    assert "total-mismatch" in fault_codes(read(csv_text([HEADER, ROWS[0], wrong, *ROWS[1:]])))


def test_row_totals_hint_at_a_wrong_unit() -> None:
    """A row total 1.000 times off says so."""
    result = read(changed(2, 10, "1884000"))
    assert "row-total-mismatch" in fault_codes(result)
    assert any("1.000 lần" in str(fault) for fault in result.faults)


def test_notes_and_signatures_below_are_not_data() -> None:
    """Notes and signatures below the table are passed over."""
    below = [
        [""] * 11,
        ["Ghi chú: số liệu đến 31/12/2023", *[""] * 10],
        [*[""] * 8, "Người lập biểu", "", ""],
    ]
    assert sums(read(csv_text([HEADER, *ROWS, *below]))) == SUMS


def test_tables_of_other_years_are_read_and_others_refused() -> None:
    """Two tables in one file are read when their years differ, else refused."""
    other = [[*cells[:5], "2021", *cells[6:]] for cells in ROWS]
    result = read(csv_text([HEADER, *ROWS, [""] * 11, HEADER, *other]))
    assert sums(result)[0] == 6
    assert "table-by-year" in finding_codes(result)
    renamed = [[cells[0], cells[1] + " b", *cells[2:]] for cells in ROWS]
    assert "table-several" in fault_codes(read(csv_text([HEADER, *ROWS, HEADER, *renamed])))


def test_files_are_checked_together() -> None:
    """The same file twice or the same row in two files is refused; a similar row is told."""
    first = RegisterSource("a.csv", "1", csv_text().encode())
    again = RegisterSource("b.csv", "1", csv_text().encode())
    row = RegisterSource("c.csv", "2", csv_text([HEADER, ROWS[0]]).encode())
    near = [["9", ROWS[1][1].upper(), "HTX Gạch Đỏ", *ROWS[1][3:]]]
    like = RegisterSource("d.csv", "3", csv_text([HEADER, *near]).encode())
    assert fault_codes(read_registers([first, again])) == {"file-duplicate"}
    assert fault_codes(read_registers([first, row])) == {"row-duplicate"}
    together = read_registers([first, like])
    assert len(together.schemes) == 4
    assert "row-duplicate-suspected" in finding_codes(together)


def test_faults_of_all_kinds_are_told_together_in_the_order_of_rows() -> None:
    """An unreadable amount does not hide a duplicate row; faults come by row, and a row with one is no duplicate."""
    broken = [*ROWS[1][:7], "262SOOOOO", *ROWS[1][8:]]
    faults = read(csv_text([HEADER, ROWS[0], broken, broken, ROWS[0]])).faults
    assert [(fault.where.row, fault.code) for fault in faults] == [
        (3, "number-unreadable"),
        (4, "number-unreadable"),
        (5, "row-duplicate"),
    ]


def test_only_an_empty_cell_is_told_as_empty() -> None:
    """A notice that a cell is blank names the blank cells alone, not those that hold a refused word."""
    header = [*HEADER, "Tình trạng"]
    amount = [*ROWS[2][:8], "lSO.OOO.OOO", *ROWS[2][9:]]
    blank = [*ROWS[1][:8], "", "737500000", ROWS[1][10]]
    result = read(csv_text([header, [*ROWS[0], "đang làm"], [*blank, ""], [*amount, "\u00a0"]]))
    assert fault_codes(result) == {"category-unknown", "number-unreadable"}
    told = [
        (finding.code, finding.where) for finding in result.findings if "trống" in finding.message
    ]
    assert told == [
        ("amount-blank", 'data/raw/so.csv, dòng 3, cột "Kinh phí KCĐP"'),
        ("status-assumed", 'data/raw/so.csv, dòng 3, 4, cột "Tình trạng"'),
    ]


def test_optional_columns() -> None:
    """Optional columns reach the frame as codes, text and đồng."""
    header = [*HEADER, "Tình trạng", "Mã đề án", "Loại hình cơ sở", "Tổng dự toán (triệu đồng)"]
    rows = [[*cells, "kế hoạch", f"DA-{cells[0]}", "HTX", "1.884"] for cells in ROWS]
    frame = read(csv_text([header, *rows])).schemes
    assert set(frame["status"]) == {"planned"}
    assert set(frame["beneficiary_type"]) == {"HTX"}
    assert list(frame["code"]) == ["DA-1", "DA-2", "DA-3"]
    assert set(frame["budget"]) == {1884000000}
    assert list(frame["activity"]) == ["ND3-MM", "ND3-MH", "ND1"]


def test_each_printed_name_means_its_own_column() -> None:
    """No two columns share a name, with its diacritics or with none."""
    for word in REGISTER_COLUMNS.values():
        for text in (word.label, *word.printed):
            assert {read_name(text).code, read_name(plain(text)).code} == {word.code}


def test_recognition() -> None:
    """A register is known by its header, wherever its table begins."""
    assert find_header([["Danh mục"], list(HEADER)])
    assert not find_header([["nguon_tin", "dia_ban", "tu_nam", "den_nam"]])


@pytest.mark.parametrize(
    "mark", ["(*)", " (*)", "*", " **", "(1)", " (1)", "[2]", "¹", " ²", " (†)"]
)
def test_a_mark_of_a_note_in_a_header_is_no_unit(mark: str) -> None:
    """A name with a mark behind it, before its unit or alone, is the name without it; an unknown unit stays one."""
    for text in (f"Kinh phí KCQG{mark}", f"Kinh phí KCQG{mark} (triệu đồng)"):
        name = read_name(text)
        assert (name.code, name.unit_problem) == ("kcqg", None)
        assert name.unit == (10**6 if "triệu" in text else None)
        assert name.printed == " ".join(text.split())
    assert parent_unit(f"Kinh phí hỗ trợ{mark}, triệu đồng") == (10**6, None)
    assert read_name("Kinh phí KCQG (xu)").unit_problem == "unit-unknown"

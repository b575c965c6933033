"""A filled form is read by its header and its lines, exact; what cannot be so is refused at its cell."""

from __future__ import annotations

from itertools import permutations

import pytest

from analysis.filled.form import TOTAL
from analysis.raw.rows import Correction
from analysis.registers.reader import read_register
from filled_forms import (
    FORMS,
    Numbers,
    Rows,
    awards,
    form_in,
    funds,
    read,
    results,
    schemes,
    text,
    values,
    workbook,
)
from register_files import HEADER, ROWS, csv_text, fault_codes

NUMBERS = {"9": {"local": 500.25}, "10": {"local": 150, "national": 300.000001}}
SUM = {"local": 650.25, "national": 300.000001}
DONG = {
    (TOTAL, "local"): 650_250_000,
    (TOTAL, "national"): 300_000_001,
    ("9", "local"): 500_250_000,
    ("10", "local"): 150_000_000,
    ("10", "national"): 300_000_001,
}


@pytest.mark.parametrize("columns", list(permutations(("local", "national"))))
def test_a_fund_is_the_column_that_its_header_names(columns: tuple[str, str]) -> None:
    """The same numbers are read to the đồng whatever the order of the columns; a blank cell is no number."""
    assert values(form_in(funds(NUMBERS, SUM, columns=columns))) == DONG


def test_a_workbook_and_a_csv_of_a_form_are_the_same_numbers() -> None:
    """Stored numbers and typed ones are one thing, each with its cell."""
    result = read_register("data/raw/bieu.xlsx", workbook(KP=funds(NUMBERS, SUM)))
    (form,) = result.forms
    assert not result.faults
    assert values(form) == DONG
    assert (
        str(form.cells["10", "national"].where)
        == 'data/raw/bieu.xlsx, trang tính "KP", dòng 15, cột "D"'
    )
    assert form.cells["10", "national"].origin.printed == "300,000001"


def test_dashes_and_words_around_a_form_are_no_numbers() -> None:
    """Numbers of columns, dashes, notes and signatures stand around the lines as in any office's paper."""
    rows = funds({"9": {"local": 500, "national": "-"}}, {"local": 500})
    rows.insert(4, ["(1)", "(2)", "(3)", "(4)"])
    rows += [["Ghi chú: số liệu đến 31/12/2025"], ["", "", "Hà Tĩnh, ngày 15 tháng 01 năm 2026"]]
    rows += [["", "NGƯỜI LẬP BIỂU", "GIÁM ĐỐC"], ["", "Nguyễn Văn A", "Trần Văn B"]]
    assert values(form_in(rows)) == {(TOTAL, "local"): 500_000_000, ("9", "local"): 500_000_000}


def test_a_line_is_known_by_its_words_in_another_spelling_where_its_number_agrees() -> None:
    """An office writes "qui hoạch" and "nước ngoài" in the lines 21 and 7."""
    rows = funds({"21": {"local": 150}, "7": {"local": 70}})
    for row in rows:
        if row[0] == "21":
            row[1] = "Hỗ trợ lập qui hoạch chi tiết cụm CN"
        elif row[0] == "7":
            row[1] = "Hỗ trợ tham quan, khảo sát nước ngoài"
    assert values(form_in(rows)) == {("21", "local"): 150_000_000, ("7", "local"): 70_000_000}


def test_a_form_of_results_has_counts_and_money_by_the_unit_of_their_line() -> None:
    """People and models are whole numbers; what was invested stands in triệu đồng."""
    form = form_in(
        results({"1": {"national": 50}, "9": {"national": 2}, "9a": {"national": 4500.5}})
    )
    assert values(form) == {
        ("1", "national"): 50,
        ("9", "national"): 2,
        ("9a", "national"): 4_500_500_000,
    }


def test_groups_of_products_belong_to_the_line_above_them() -> None:
    """Registered and recognised products have groups of the same names."""
    form = form_in(
        awards(
            {
                "1": {"province": 30},
                "1a": {"province": 30},
                "2": {"province": 20},
                "2a": {"province": 20},
            }
        )
    )
    assert values(form)["1a", "province"] == 30
    assert values(form)["2a", "province"] == 20


def test_a_form_of_schemes_gives_its_totals_and_what_its_rows_add_up_to() -> None:
    """TW and địa phương, the support, the counterpart and the whole stand in the last row."""
    form = form_in(
        schemes(
            ("Máy CNC", 2025, 300, None, 800, 300, 500),
            ("Máy sấy", 2025, None, 150.5, 350.5, 150.5, 200),
            total=(300, 150.5, 1150.5, 450.5, 700),
        )
    )
    assert values(form)[TOTAL, "all"] == 1_150_500_000
    assert form.sums["local"] == 150_500_000


def test_sums_of_groups_without_a_number_are_no_schemes() -> None:
    """Rows that state what the numbered ones below them add up to are added once."""
    rows = schemes(
        ("Máy CNC", 2025, 300, None, 800, 300, 500),
        ("Máy sấy", 2025, None, 150.5, 350.5, 150.5, 200),
        total=(300, 150.5, 1150.5, 450.5, 700),
    )
    rows.insert(4, [None, "Khuyến công quốc gia", None, 300, None, 800, 300, 500])
    rows.insert(6, [None, "Khuyến công địa phương", None, None, 150.5, 350.5, 150.5, 200])
    assert form_in(rows).sums["all"] == 1_150_500_000


@pytest.mark.parametrize("group", [["1", "KCQG", None, 300, 150, 1150, 450, 700], ["1", "KCQG"]])
def test_schemes_with_numbers_of_two_levels_are_added_once(group: list[object]) -> None:
    """1.1 and 1.2 are schemes, 1 their group, whether it states their sum or not."""
    rows = schemes(
        ("Máy CNC", 2025, 300, None, 800, 300, 500), ("Máy sấy", 2025, None, 150, 350, 150, 200)
    )
    rows[4][0], rows[5][0] = "1.1", "1.2"
    assert form_in([*rows[:4], group, *rows[4:]]).sums["all"] == 1_150_000_000


def test_a_form_of_schemes_without_a_total_says_that_it_gives_no_figure() -> None:
    """Its rows are only compared."""
    notes = read(schemes(("Máy CNC", 2025, 300, None, 800, 300, 500))).notes
    assert [note for note in notes if "không có dòng Tổng cộng" in str(note)]


def test_a_comma_before_three_digits_is_a_decimal_where_the_form_writes_so() -> None:
    """Another number of the form, or tỷ đồng, tells how it is written."""
    typed = {"9": {"local": "145,125"}, "10": {"local": "1.200"}}
    assert values(form_in(funds(typed)))["9", "local"] == 145_125_000
    form = form_in(funds({"9": {"local": "1,200"}}, unit="Đơn vị tính: tỷ đồng"))
    assert values(form) == {("9", "local"): 1_200_000_000}


def with_unit(numbers: Numbers, unit: str, other: str) -> Rows:
    """The form of results in which another unit stands for one."""
    return [[other if cell == unit else cell for cell in row] for row in results(numbers)]


REFUSED = {
    "a comma that may be before decimals or thousands": (
        funds({"9": {"local": "1,200"}, "10": {"local": "2,300"}}, {"local": "3,500"}),
        "number-ambiguous",
        "có thể là phần lẻ hay hàng nghìn",
    ),
    "brackets in a header that hold no unit": (
        [
            ["KCĐP (gồm cấp huyện)" if cell == "KCĐP" else cell for cell in row]
            for row in funds({"9": {"local": 1}})
        ],
        "unit-unknown",
        "phần trong ngoặc không phải đơn vị tính",
    ),
    "a total above the sum of lines that are all known": (
        funds({line: {"local": 10} for line in map(str, range(1, 25))}, {"local": 250}),
        "form-total",
        'dòng 5, cột "KCĐP"',
    ),
    "a total below its lines": (
        funds({"9": {"local": 500}}, {"local": 400}),
        "form-total",
        "tổng ghi 400 triệu đồng, các dòng cộng lại là 500 triệu đồng",
    ),
    "products that are more than their total": (
        awards({"2": {"province": 20}, "2a": {"province": 21}}),
        "form-total",
        "tổng ghi 20, các dòng cộng lại là 21",
    ),
    "a scheme whose support is not that of its funds": (
        schemes(("Máy CNC", 2025, 300, 100, 900, 300, 600)),
        "form-total",
        "KP khuyến công hỗ trợ ghi 300 triệu đồng, các phần cộng lại là 400 triệu đồng",
    ),
    "a scheme of a year outside the period": (
        schemes(("Máy CNC", 2023, 300, None, 800, 300, 500)),
        "year-not-named",
        "1 đề án của năm 2023 (dòng 5), biểu của 2025",
    ),
    "a row of no line": (
        [*funds({}), ["25", "Hỗ trợ chuyển đổi số", 30, None]],
        "form-row",
        '"Hỗ trợ chuyển đổi số" có số mà không phải dòng nào',
    ),
    "a line twice": (
        [
            *funds({"9": {"local": 1}}),
            ["9", "Hỗ trợ xây dựng mô hình trình diễn kỹ thuật", 2, None],
        ],
        "form-row",
        "có hai lần",
    ),
    "no unit": (funds({"9": {"local": 1}}, unit=""), "unit-missing", "không nêu đơn vị tính"),
    "a count that is not whole": (
        results({"9": {"local": 2.5}}),
        "number-unreadable",
        '"2,5" không phải một số nguyên',
    ),
    "people counted in classes": (
        with_unit({"1": {"local": 60}}, "Lao động", "Lớp"),
        "unit-conflict",
        "đơn vị “Lao động”, ô ghi “Lớp”",
    ),
    "people counted by the thousand": (
        with_unit({"1": {"local": 60}}, "Lao động", "Nghìn lao động"),
        "unit-conflict",
        "Nghìn lao động",
    ),
    "money counted in models": (
        with_unit({"9a": {"local": 60}}, "Triệu đồng", "Mô hình"),
        "unit-conflict",
        "đơn vị “Triệu đồng”, ô ghi “Mô hình”",
    ),
    "numbers of triệu đồng below another unit": (
        funds({"9": {"local": 1950}}, {"local": 1950}, unit="Đơn vị tính: đồng"),
        "amount-implausible",
        '"1950" đồng là 1.950 đồng, ngoài khoảng hợp lý',
    ),
    "a text in the place of a number": (
        funds({"9": {"local": "chưa có số"}, "10": {"local": "x5"}}),
        "number-unreadable",
        "x5",
    ),
    "no period": (funds({"9": {"local": 1}}, period=""), "form-period", "không nêu kỳ báo cáo"),
    "two periods": (
        funds({"9": {"local": 1}}, period="thực hiện năm 2025, kế hoạch năm 2026"),
        "form-period",
        "nêu nhiều kỳ",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_a_form_says_wrongly_is_refused_at_its_place(case: str) -> None:
    """The message has the place, what stands there and its code, and no number of the form is used."""
    rows, code, words = REFUSED[case]
    result = read(rows)
    assert code in fault_codes(result)
    assert words in "\n".join(map(str, result.faults))
    assert not result.forms


@pytest.mark.parametrize("other", ["Người", "LĐ", "lao động", ""])
def test_a_unit_in_the_words_of_an_office_is_the_unit_of_the_line(other: str) -> None:
    """Only another thing, or many of them, is another unit."""
    form = form_in(with_unit({"1": {"local": 60}}, "Lao động", other))
    assert values(form) == {("1", "local"): 60}


@pytest.mark.parametrize(
    ("amount", "unit", "invested", "is_told"),
    [
        (4300, "tỷ đồng", "triệu đồng", True),
        (4300, "triệu đồng", "Tỷ đồng", True),
        (4.3, "tỷ đồng", "triệu đồng", False),
        (4300, "triệu đồng", "Triệu đồng", False),
        (4_300_000_000, "đồng", "triệu đồng", False),
    ],
)
def test_two_units_of_a_file_are_refused_where_only_the_prints_are_alike(
    amount: float, unit: str, invested: str, is_told: bool
) -> None:
    """Support of 4.300 beside 2.200 that was invested is money of one unit, whatever unit stands there."""
    book = workbook(
        KP=funds({"9": {"local": amount}}, unit=f"Đơn vị tính: {unit}"),
        KQ=with_unit({"9a": {"local": 2200}}, "Triệu đồng", invested),
    )
    result = read_register("data/raw/a.xlsx", book)
    assert fault_codes(result) == ({"unit-conflict"} if is_told else set())
    told = "".join(map(str, result.faults))
    assert ('"KP"' in told and '"KQ"' in told) == is_told


def test_one_wrong_year_of_many_schemes_is_one_message() -> None:
    """A title of another year makes every scheme differ; the message counts them and names their rows."""
    own = [(f"Máy {number}", 2024, 300, None, 800, 300, 500) for number in range(19)]
    (told,) = map(str, read(schemes(*own)).faults)
    assert "19 đề án của năm 2024 (dòng 5, 6, 7, 8, 9" in told


@pytest.mark.parametrize(
    ("name", "is_told"),
    [("bieu-mau-2024", True), ("bieu-mau-2025", False), ("2021-2025", False), ("bieu", False)],
)
def test_a_name_of_another_year_than_the_title_is_told(name: str, is_told: bool) -> None:
    """The title is believed; somebody may have copied the file of last year and changed one of both."""
    result = read(funds(NUMBERS, SUM), f"data/raw/{name}.csv")
    (form,) = result.forms
    assert form.year_from == 2025
    assert ("form-period" in [finding.code for finding in result.findings]) is is_told


SUMS = {
    "as its totals state": (funds(NUMBERS, SUM), "tổng KCĐP 650.250.000 đồng, KCQG 300.000.001 đồng"),
    "as its lines add up": (
        funds({"1": {"local": 2}, "9": {"local": 500}}),
        "; các dòng cộng lại KCĐP 502.000.000 đồng, biểu không ghi tổng",
    ),
    "one total of two": (
        funds(NUMBERS, {"local": 650.25}),
        "tổng KCĐP 650.250.000 đồng; các dòng cộng lại KCQG 300.000.001 đồng, biểu không ghi tổng",
    ),
    "as its schemes add up": (
        schemes(("Máy A", 2025, 300, None, 800, 300, 500), ("Máy B", 2025, 100, None, 100, 100, None)),
        "; các dòng cộng lại Nguồn vốn: TW 400.000.000 đồng, Tổng kinh phí 900.000.000 đồng",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SUMS)
def test_what_is_told_of_a_form_has_its_sums_in_dong(case: str) -> None:
    """A number a thousand times too small is seen before any report is made; only a stated total is called one."""
    rows, words = SUMS[case]
    (told,) = (finding.message for finding in read(rows).findings if finding.code == "form-read")
    assert words in told


def test_a_total_that_blank_lines_may_explain_is_told_and_kept() -> None:
    """An office that knows its total and a line of it says nothing wrong; the difference is a finding."""
    result = read(funds({"9": {"local": 500}}, {"local": 650}))
    assert not result.faults
    assert "phần còn lại có thể ở các dòng để trống" in "\n".join(map(str, result.findings))
    assert values(result.forms[0])[TOTAL, "local"] == 650_000_000


HEADERS = {
    "a fund under another name": (["TT", "Nội dung", "KCĐP", "Nguồn A"], "không có cột KCQG"),
    "a fund twice": (["TT", "Nội dung", "KCQG", "KCQG"], "có hai cột KCQG"),
    "a column beside": (["TT", "Nội dung", "KCĐP", "KCQG", "Lũy kế"], 'có cột lạ "Lũy kế"'),
}


@pytest.mark.parametrize("case", HEADERS)
def test_a_changed_header_is_one_message_with_what_is_there_and_what_is_wanted(case: str) -> None:
    """Nothing is guessed from where a column stands."""
    header, words = HEADERS[case]
    rows = [[*row, 7][: max(4, len(header))] for row in funds({"9": {"local": 1, "national": 2}})]
    rows[3] = header
    result = read(rows)
    (told,) = map(str, result.faults)
    assert "form-header" in told
    assert words in told
    assert " | ".join(header) in told
    assert "các cột KCĐP, KCQG" in told


def test_a_cell_of_a_form_is_corrected_in_the_form() -> None:
    """A line of dinh-chinh.csv that names one is refused, never passed over."""
    line = Correction(2, "data/raw/bieu.csv", "", 14, "KCĐP", "500,25", "501", "", "", "0" * 64)
    result = read_register("data/raw/bieu.csv", text(funds(NUMBERS)).encode(), [line])
    (told,) = map(str, result.faults)
    assert "correction-cell" in told
    assert "là ô của biểu mẫu đã điền" in told


def test_a_register_beside_a_form_is_read_as_a_register() -> None:
    """A workbook may hold both; the sheet of a form is no register, and a register no form."""
    result = read_register(
        "data/raw/so.xlsx", workbook(KP=funds(NUMBERS, SUM), DM=[list(HEADER), *map(list, ROWS)])
    )
    assert not result.faults
    assert len(result.schemes) == len(ROWS)
    assert [form.kind for form in result.forms] == ["funds"]
    assert not read_register("data/raw/so.csv", csv_text().encode()).forms


def test_a_register_that_tells_of_its_schemes_in_the_words_of_a_form_is_a_register() -> None:
    """An office puts each scheme under the official line that it is of; the header is a list's."""
    rows = [
        (str(number), *row[1:6], line.label, *row[7:])
        for number, line in enumerate(FORMS.funds, start=1)
        for row in ROWS[:1]
    ]
    result = read_register("data/raw/danh-muc.csv", csv_text((HEADER, *rows)).encode())
    assert not fault_codes(result) & {"form-header", "form-row", "form-period"}
    assert not result.forms
    assert len(result.schemes) == len(rows)

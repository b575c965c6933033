"""The period, the place and the status of a form are those that its title says, in the words of offices."""

from __future__ import annotations

import pytest

from analysis.definitions.provinces import provinces
from analysis.edition import OwnPlace, place_slug
from analysis.faults import Problems
from analysis.official.reported import check_provinces
from filled_forms import Rows, form_in, funds, read
from register_files import fault_codes

NUMBERS = {"9": {"local": 1}}
PERIODS = {
    "6 tháng đầu năm 2026": (2026, 2026, "2026-01-01", "2026-06-30"),
    "9 THÁNG NĂM 2025": (2025, 2025, "2025-01-01", "2025-09-30"),
    "Quý I/2026": (2026, 2026, "2026-01-01", "2026-03-31"),
    "Năm: 2024": (2024, 2024, "", ""),
    "giai đoạn 2021-2025": (2021, 2025, "", ""),
    "từ 01/01/2025 đến 14/9/2025": (2025, 2025, "2025-01-01", "2025-09-14"),
    "Kỳ báo cáo: 6 tháng đầu năm - Năm: 2025": (2025, 2025, "2025-01-01", "2025-06-30"),
    "Kỳ báo cáo: Quý II. Năm: 2025": (2025, 2025, "2025-04-01", "2025-06-30"),
    "năm 2025 (so với cùng kỳ năm 2024)": (2025, 2025, "", ""),
}


@pytest.mark.parametrize("words", PERIODS)
def test_a_period_is_read_as_it_is_said(words: str) -> None:
    """Whole years, parts of a year and days, as titles print them."""
    assert form_in(funds(NUMBERS, period=words)).fields == PERIODS[words]


def _under(*titles: str) -> Rows:
    return [*([title] for title in titles), *funds(NUMBERS, period="")]


@pytest.mark.parametrize(
    "titles",
    [
        ("6 tháng đầu năm và ước cả năm 2025",),
        ("Quý I, II năm 2025",),
        ("Kỳ báo cáo: 6 tháng đầu năm", "Năm: 2025"),
        ("6 tháng đầu năm",),
    ],
)
def test_a_part_of_a_year_beside_a_whole_one_is_asked_about(titles: tuple[str, ...]) -> None:
    """Half a year in a title is never read as the year that stands elsewhere, nor as that of the file's name."""
    assert fault_codes(read(_under(*titles), "data/raw/bieu-2025.csv")) == {"form-period"}


def test_a_sheet_named_by_a_part_of_the_year_in_its_title_is_asked_about() -> None:
    """Which of the two the numbers are of, only the office knows; what is expected of the year stands for itself."""
    name = "data/raw/bieu-6t-2025.csv"
    assert fault_codes(read(_under("năm 2025"), name)) == {"form-period"}
    assert not read(_under("Ước thực hiện năm 2025"), name).faults


def test_a_period_that_a_name_states_is_traced_to_the_name() -> None:
    """No cell of the form has it."""
    (form,) = read(_under("Biểu của Sở"), "data/raw/bieu-2025.csv").forms
    assert (form.period_cell.column, form.period_cell.printed) == ("tên tệp", "bieu-2025")


def test_the_day_and_the_paper_of_a_form_are_no_period() -> None:
    """What the form goes with and when it was signed says nothing of the period that it is about."""
    rows = funds(NUMBERS, period="năm 2025")
    rows.insert(2, ["(Kèm theo Báo cáo số 12/BC-SCT ngày 15/01/2026 của Sở Công Thương, năm 2026)"])
    rows.insert(0, ["", "", "Hà Tĩnh, ngày … tháng … năm 2026"])
    assert form_in(rows).fields == (2025, 2025, "", "")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("năm 2025", "actual"),
        ("Kết quả thực hiện kế hoạch năm 2025", "actual"),
        ("Ước thực hiện năm 2025", "estimated"),
        ("Ước cả năm 2025", "estimated"),
        ("Kế hoạch năm 2026", "planned"),
        ("Nhu cầu kinh phí năm 2026", "planned"),
        ("Dự toán năm 2026", "planned"),
        ("năm 2025 (theo Kế hoạch số 12/KH-UBND)", "actual"),
        ("Phòng Kế hoạch - Tài chính, năm 2025", "actual"),
    ],
)
def test_a_form_tells_of_what_was_done_unless_its_title_says_a_plan(
    words: str, status: str
) -> None:
    """The form's own name, which tells of results, decides nothing."""
    assert form_in(funds(NUMBERS, period=words)).status == status


@pytest.mark.parametrize("words", ["KẾ HOẠCH", "Biểu dự toán", "(Theo danh mục đề xuất)"])
def test_a_plan_that_neither_title_nor_period_tells_of_is_asked_about(words: str) -> None:
    """It may be the form's or an office's; the line of the period settles it."""
    assert fault_codes(read(_under(words, "năm 2025"))) == {"form-status"}
    assert not read(_under(words, "Kết quả thực hiện năm 2025")).faults


def test_a_plan_that_only_the_name_of_the_file_tells_of_is_asked_about() -> None:
    """A register's name says so too."""
    assert fault_codes(read(_under("năm 2026"), "data/raw/ke-hoach-2026.csv")) == {"form-status"}


@pytest.mark.parametrize(
    ("titles", "is_below"),
    [
        (("UBND HUYỆN THẠCH HÀ",), True),
        (("UBND huyện Thạch Hà, tỉnh Hà Tĩnh",), True),
        (("Phòng Kinh tế thị xã Hồng Lĩnh",), True),
        (("TP. Hà Tĩnh",), True),
        (("CÔNG TY CP MÂY TRE",), True),
        (("Kính gửi: UBND huyện Thạch Hà",), False),
        (("UBND TỈNH HÀ TĨNH", "tại huyện Thạch Hà"), False),
        (("UBND THÀNH PHỐ ĐÀ NẴNG",), False),
        (("Khuyến công cấp huyện, xã",), False),
        (("Liên minh hợp tác xã",), False),
        (("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",), False),
    ],
)
def test_a_form_of_a_district_or_a_firm_is_known_by_who_heads_it(
    titles: tuple[str, ...], is_below: bool
) -> None:
    """A district in an address beside the province, or one that the form goes to, makes it none."""
    rows = funds(NUMBERS)
    rows[1] = ["năm 2025"]
    assert bool(form_in([*([title] for title in titles), *rows]).below) == is_below


def test_the_province_of_a_form_is_that_of_its_title() -> None:
    """Hà Tĩnh stands beside the words of a period."""
    assert form_in(funds(NUMBERS, period="6 tháng đầu năm 2026")).place == "ha-tinh"


@pytest.mark.parametrize(
    "words", ["{}, năm 2025, ước thực hiện", "Ước thực hiện cả năm 2025, {}", "Lũy kế năm 2025, {}"]
)
def test_a_province_is_seen_beside_any_words_of_status_and_period(words: str) -> None:
    """Every province, also one whose name begins as a word of titles does (Cà Mau, Đà Nẵng)."""
    for province in provinces():
        rows = funds(NUMBERS)
        rows[1] = [words.format(province.name)]
        form = form_in(rows)
        assert place_slug(province.name) in (form.place, *form.doubtful), province.name


@pytest.mark.parametrize(
    ("title", "is_clear"),
    [
        ("Năm 2025", True),
        ("Ước thực hiện cả năm 2025", True),
        ("Tổng hợp nguồn kinh phí khuyến công cả tỉnh năm 2025 (lần 2)", True),
        ("Gia Lia, năm 2025", False),
        ("Năm 2025, các xã, phường thuộc Gia Lai", False),
        ("Năm 2025, vùng Bắc Tây Nguyên", False),
    ],
)
def test_what_a_title_says_beside_form_period_and_status_is_a_province_or_asked_about(
    title: str, is_clear: bool
) -> None:
    """The office's own is meant only where nothing else may be."""
    rows = funds(NUMBERS)
    rows[1] = [title]
    form = form_in(rows)
    problems = Problems()
    check_provinces([form], OwnPlace("ha-tinh", "Hà Tĩnh"), {}, problems)
    assert [fault.code for fault in problems.faults] == ([] if is_clear else ["territory-unclear"])
    check_provinces([form], OwnPlace("ha-tinh", "Hà Tĩnh"), {form.where.file: "gia-lai"}, problems)
    assert len(problems.faults) == (not is_clear)


def test_an_office_that_is_spelled_wrongly_and_two_provinces_are_asked_about() -> None:
    """A line beside the title may name the province too."""
    rows = [["Sở Công Thương Gia Lia"], *funds(NUMBERS)]
    rows[2] = ["Năm 2025"]
    assert form_in(rows).unplaced == "Sở Công Thương Gia Lia"
    rows = [["Sở Công Thương Gia Lai"], *funds(NUMBERS)]
    assert form_in(rows).doubtful == ("ha-tinh", "gia-lai")

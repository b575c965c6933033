"""Registers as offices keep them: what stands outside the cells of a scheme is read as if each cell said it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings

import office_books
from analysis.adopting.arrangement import Arrangement
from analysis.adopting.headers import fingerprint_of
from analysis.faults import Problems
from analysis.raw.rows import Correction
from analysis.registers.reader import RegisterResult, read_register
from analysis.tables.dates import read_day
from office_books import FORMS, FUND_TITLES, UNIT, Scheme, answers, book, read_book
from register_files import fault_codes, finding_codes, sums


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=6)
@given(schemes=office_books.schemes())
def test_no_form_of_a_register_changes_a_sum(
    form: Callable[[Sequence[Scheme]], bytes], schemes: list[Scheme]
) -> None:
    """Sheets a year, sections or tables a fund, groups a kind, plan beside actual: the sums of the schemes come out."""
    result = read_book(form(schemes))
    assert not result.faults, [str(fault) for fault in result.faults]
    actual = result.schemes[result.schemes["status"] == "actual"]
    money = [int(actual[code].sum()) for code in ("kcqg", "kcdp", "doi_ung", "tong")]
    assert [len(actual), *money] == office_books.right_sums(schemes)
    kinds = dict(zip(actual["name"], actual["kind"], strict=True))
    years = dict(zip(actual["name"], actual["year"], strict=True))
    assert kinds == {scheme.name: scheme.kind for scheme in schemes}
    assert years == {scheme.name: scheme.year for scheme in schemes}


@settings(max_examples=6)
@given(schemes=office_books.schemes())
def test_a_plan_beside_the_actual_money_is_kept_and_not_added(schemes: list[Scheme]) -> None:
    """Each scheme has its planned money under another status; the file is told to have one table."""
    result = read_book(office_books.plan_beside(schemes))
    planned = result.schemes[result.schemes["status"] == "planned"]
    support = planned["kcqg"] + planned["kcdp"]
    assert support.sum() == sum(scheme.planned for scheme in schemes) * office_books.MILLION
    assert len(planned) == len(schemes)
    assert "table-by-year" not in finding_codes(result)


SCHEME = [1, "Máy sấy", "HTX Một", "Ứng dụng máy móc", "Huyện A", 2023]
HEADER = ["TT", "Tên đề án", "Đơn vị thụ hưởng", "Loại hình", "Địa bàn", "Năm"]


def test_one_column_of_money_without_a_word_of_its_fund_is_asked_about() -> None:
    """Money that may be of either fund is refused until a section, a title or the office names it."""
    rows = [[UNIT], [*HEADER, "Kinh phí khuyến công", "Đối ứng"], [*SCHEME, 100, 50]]
    data = book({"2023": rows})
    assert "fund-unclear" in fault_codes(read_book(data))
    own = f'[[tep]]\nten = "so.xlsx"\nsha256 = "{office_books.sha256(data)}"\nnguon = "KCĐP"\n'
    assert sums(read_book(data, own)) == [1, 0, 100_000_000, 50_000_000, 150_000_000]
    assert "fund-unclear" in fault_codes(read_book(data, own, "so-khac.xlsx"))


def test_a_total_of_both_funds_that_is_not_the_sum_of_the_schemes_is_refused() -> None:
    """The total below the sections is a control, though no column of a fund has it."""
    rows: list[list[object]] = [[UNIT], [*HEADER, "Kinh phí khuyến công", "Đối ứng"]]
    rows += [["A", FUND_TITLES[0]], [*SCHEME, 100, 50], ["B", FUND_TITLES[1]]]
    rows.append([2, "Máy ép", "HTX Hai", "Ứng dụng máy móc", "Huyện A", 2023, 30, 10])
    rows.append([None, "Tổng cộng (A+B)", None, None, None, None, 140, 60])
    assert "total-mismatch" in fault_codes(read_book(book({"2023": rows})))
    rows[-1][6] = 130
    assert sums(read_book(book({"2023": rows})))[1:3] == [100_000_000, 30_000_000]


def test_a_title_of_several_years_gives_no_scheme_a_year() -> None:
    """Where the title names a period, the year of a scheme is asked for."""
    header = [name for name in HEADER if name != "Năm"]
    row = [1, "Máy sấy", "HTX Một", "Ứng dụng máy móc", "Huyện A"]
    money = ["KCQG", "KCĐP", "Đối ứng"]
    rows = [["DANH MỤC ĐỀ ÁN GIAI ĐOẠN 2021-2025"], [*header, *money], [*row, 10**8, 0, 10**8]]
    assert fault_codes(read_book(book({"Danh mục": rows}))) == {"header-missing"}


@pytest.mark.parametrize("name", ["dm-15.01.2024.xlsx", "dm cap nhat thang 3-2024.xlsx"])
def test_the_day_in_the_name_of_a_file_gives_no_scheme_a_year(name: str) -> None:
    """A file may be of any year on the day on which it was saved: the year of a scheme is asked for."""
    header = [text for text in HEADER if text != "Năm"]
    data = book({"Sổ": [[UNIT], [*header, "KCQG", "KCĐP", "Đối ứng"], [*SCHEME[:5], 1, 0, 1]]})
    assert fault_codes(read_book(data, name=name)) == {"header-missing"}
    assert list(read_book(data, name="dm-2024.xlsx").schemes["year"]) == [2024]


def test_kinds_by_the_names_of_schemes_wait_for_the_office() -> None:
    """The words of a name are a basis for the kind only once the office has said so."""
    header = ["TT", "Tên đề án", "Đơn vị thụ hưởng", "Địa bàn", "Năm", "KCQG", "KCĐP", "Đối ứng"]
    row = [1, "Hỗ trợ ứng dụng máy móc chế biến gỗ", "HTX Một", "Huyện A", 2023, 10**8, 0, 10**8]
    data = book({"2023": [header, row]})
    assert "header-missing" in fault_codes(read_book(data))
    listed = ", ".join(f'"{name}"' for name in header)
    text = f'[[tieu_de]]\nvan_tay = "{fingerprint_of(header)}"\ncot = [{listed}]\n'
    assert "header-missing" in fault_codes(read_book(data, text))
    result = read_book(data, text + "loai_hinh_theo_ten = true\n")
    assert list(result.schemes["activity"]) == ["ND3-MM"]
    assert "kind-from-words" in finding_codes(result)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[[tep]]\nten = "a.xlsx"\nsha256 = "1"\n nam = 2023"\n', "answers-malformed"),
        ("[[tep]]\nten = a.xlsx\n", "answers-malformed"),
        ('[[tep]]\nten = "a.xlsx"\nsha256 = "1"\nnam = "2023"\n', "answers-malformed"),
        ('[[tep]]\nten = "a.xlsx"\nsha256 = "1"\ntinh_trang = "xong"\n', "answers-unknown"),
        ('[[tep]]\nten = "a.xlsx"\nsha256 = "1"\nnamm = 2023\n', "answers-unknown"),
        (
            '[[tep]]\nten = "a.xlsx"\nsha256 = "1"\n[[tep]]\nten = "a.xlsx"\nsha256 = "1"\n',
            "answers-duplicate",
        ),
        (
            f'[[tieu_de]]\nvan_tay = "{fingerprint_of(["TT"])}"\ncot = ["TT"]\n[tieu_de.nghia]\n"Tiền" = "KCQG"\n',
            "answers-unknown",
        ),
    ],
)
def test_answers_that_cannot_be_followed_are_refused_with_their_line(text: str, code: str) -> None:
    """A line half uncommented, a word, column or entry that is not there, two answers for one: each is told once."""
    problems = Problems()
    answers(text, problems)
    assert [fault.code for fault in problems.faults] == [code]
    assert problems.faults[0].where.row


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("101/QĐ-SCT ngày 12/3/2023", "2023-03-12"),
        ("QĐ số 15/QĐ-UBND, ngày 01/02/2023", "2023-02-01"),
        ("101/QĐ-SCT", None),
        ("101/QĐ-SCT ngày 12/3/2023 và 102/QĐ-SCT ngày 13/3/2023", None),
        ("15/3/2023; 20/8/2023", None),
        ("3/2023, 20/8/2023", None),
        ("số 15/3/2023 20/8/2023", None),
    ],
)
def test_a_decision_with_its_day_in_one_cell_is_approved_on_that_day(
    text: str, day: str | None
) -> None:
    """The number of a decision before its day does not hide the day; two decisions, and two days, have no one day."""
    assert read_day(text) == day


def pair_of_funds() -> bytes:
    """One scheme in the sections of both funds, with one counterpart in both."""
    rows: list[list[object]] = [[UNIT], [*HEADER, "Kinh phí khuyến công", "Đối ứng", "Tổng cộng"]]
    rows += [["A", FUND_TITLES[0]], [*SCHEME, 300, 450, 750], ["B", FUND_TITLES[1]]]
    rows += [[*SCHEME, 100, 450, 550], [2, "Máy ép", *SCHEME[2:], 80, 0, 80]]
    return book({"2023": rows})


def test_a_scheme_under_two_funds_is_one_once_the_office_says_so() -> None:
    """It is refused, naming the pair; once told, its counterpart counts once and each fund has its own cell."""
    data = pair_of_funds()
    assert "scheme-two-funds" in fault_codes(read_book(data))
    own = f'[[tep]]\nten = "so.xlsx"\nsha256 = "{office_books.sha256(data)}"\n'
    result = read_book(data, own + "mot_de_an = [[4, 6]]\n")
    assert sums(result) == [2, 300_000_000, 180_000_000, 450_000_000, 930_000_000]
    (cell,) = result.tables[0].corrected
    assert (cell.code, cell.row, cell.right.row, cell.right.printed) == ("kcdp", 4, 6, "100")
    for wrong in ("[[4, 7]]", "[[4, 9]]"):
        assert "answers-unknown" in fault_codes(read_book(data, f"{own}mot_de_an = {wrong}\n"))


def test_a_pair_of_rows_is_looked_for_in_all_tables_of_its_sheet() -> None:
    """Two tables, a fund each, share a scheme: the answer names its rows once, whichever table has which of them."""
    rows: list[list[object]] = []
    money = ((300, 40), (100, 80))
    for title, (shared, own) in zip(FUND_TITLES, money, strict=True):
        rows += [[f"BIỂU: {title}"], [UNIT], [*HEADER, "Kinh phí hỗ trợ", "Đối ứng"]]
        rows += [[*SCHEME, shared, 450], [2, f"Máy {own}", *SCHEME[2:], own, 0], [None]]
    data = book({"2023": rows, "Ghi chép": [["Họp ngày 1"]]})
    assert "scheme-two-funds" in fault_codes(read_book(data))
    own_file = f'[[tep]]\nten = "so.xlsx"\nsha256 = "{office_books.sha256(data)}"\n'
    of_sheet = f'{own_file}[tep.trang."2023"]\nmot_de_an = '
    result = read_book(data, f"{of_sheet}[[4, 10]]\n")
    assert sums(result) == [3, 340_000_000, 180_000_000, 450_000_000, 970_000_000]
    (cell,) = result.tables[0].corrected
    assert (cell.code, cell.row, cell.right.row, cell.right.printed) == ("kcdp", 4, 10, "100")
    assert not result.tables[1].corrected
    for wrong in (f"{of_sheet}[[4, 11]]\n", f"{own_file}mot_de_an = [[4, 10]]\n"):
        assert "answers-unknown" in fault_codes(read_book(data, wrong))


def test_a_correction_of_a_cell_under_two_funds_is_that_of_its_fund() -> None:
    """The cell that dinh-chinh.csv replaces is known in the column that was added for its fund."""
    rows: list[list[object]] = [[UNIT], [*HEADER, "Kinh phí khuyến công", "Đối ứng"]]
    rows += [["A", FUND_TITLES[0]], [*SCHEME, 100, 50], ["B", FUND_TITLES[1]]]
    rows.append([2, "Máy ép", "HTX Hai", "Ứng dụng máy móc", "Huyện A", 2023, 30, 10])
    line = Correction(2, "data/raw/so.xlsx", "2023", 6, "G", "30", "40", "gõ nhầm", "A", "0" * 64)
    data = book({"2023": rows})
    result = read_register("data/raw/so.xlsx", data, [line], Arrangement(answers("")))
    assert sums(result)[1:3] == [100_000_000, 40_000_000]
    (cell,) = result.tables[0].corrected
    assert (cell.code, cell.row, cell.wrong_dong) == ("kcdp", 6, 30_000_000)


def test_money_of_the_centre_and_of_the_province_under_one_parent_is_that_of_the_two_funds() -> (
    None
):
    """Under "Kinh phí hỗ trợ", "TW" and "Địa phương" are KCQG and KCĐP; alone, "Địa phương" stays a place."""
    over = [*HEADER[:4], "Địa phương", "Năm", "Kinh phí hỗ trợ", None, "Đối ứng"]
    under = [None] * 6 + ["TW", "Địa phương", None]
    data = book({"2023": [[UNIT], over, under, [*SCHEME, 300, 100, 50]]}, ["G2:H2"])
    result = read_book(data)
    assert sums(result) == [1, 300_000_000, 100_000_000, 50_000_000, 450_000_000]
    assert list(result.schemes["place"]) == ["Huyện A"]


def test_an_answer_about_a_sheet_that_is_not_there_is_refused() -> None:
    """A sheet that was renamed since is named, with those that there are."""
    data = book({"2023": [[UNIT], [*HEADER, "KCQG", "KCĐP", "Đối ứng"], [*SCHEME, 1, 2, 3]]})
    text = f'[[tep]]\nten = "so.xlsx"\nsha256 = "{office_books.sha256(data)}"\n[tep.trang."2022"]\nnam = 2022\n'
    assert "answers-unknown" in fault_codes(read_book(data, text))


def test_a_sheet_that_the_office_leaves_out_is_told() -> None:
    """Two lists of one year are refused; with one left out the other is read, and that is said."""
    header = [*HEADER, "KCQG", "KCĐP", "Đối ứng"]
    sheet: list[list[object]] = [[UNIT], [*header], [*SCHEME, 1, 2, 3]]
    draft: list[list[object]] = [[UNIT], [*header], [1, "Máy khác", *SCHEME[2:], 4, 5, 6]]
    data = book({"Chính thức": sheet, "Bản 2": draft})
    assert "table-several" in fault_codes(read_book(data))
    text = f'[[tep]]\nten = "so.xlsx"\nsha256 = "{office_books.sha256(data)}"\n[tep.trang."Bản 2"]\nkhong_doc = true\n'
    result = read_book(data, text)
    assert sums(result)[0] == 1
    assert "header-not-found" in finding_codes(result)


def test_a_section_beside_those_of_the_funds_is_of_neither() -> None:
    """A third section, of another source, does not go on with the fund above it: its schemes are asked about."""
    rows: list[list[object]] = [[UNIT], [*HEADER, "Kinh phí khuyến công", "Đối ứng"]]
    rows += [["A", FUND_TITLES[0]], [*SCHEME, 100, 50], ["B", FUND_TITLES[1]]]
    rows.append([2, "Máy ép", "HTX Hai", "Ứng dụng máy móc", "Huyện A", 2023, 30, 10])
    rows += [
        ["I", "Huyện B"],
        [3, "Máy xay", "HTX Ba", "Ứng dụng máy móc", "Huyện B", 2023, 20, 10],
    ]
    assert sums(read_book(book({"2023": rows})))[1:3] == [100_000_000, 50_000_000]
    rows[-2] = ["C", "NGUỒN XÃ HỘI HÓA"]
    assert "fund-unclear" in fault_codes(read_book(book({"2023": rows})))


def test_a_group_beside_those_of_kinds_has_no_kind() -> None:
    """A group with a label of the same sort that names no kind does not go on with the kind above it."""
    header = ["TT", "Tên đề án", "Đơn vị thụ hưởng", "Địa bàn", "Năm", "KCQG", "KCĐP", "Đối ứng"]
    rows: list[list[object]] = [[UNIT], [*header], ["I", "Đào tạo nghề"]]
    rows += [[1, "Lớp may", "HTX Một", "Huyện A", 2023, 10, 0, 5], ["1.1", "Huyện B"]]
    rows.append([2, "Lớp mộc", "HTX Hai", "Huyện B", 2023, 20, 0, 5])
    result = read_book(book({"2023": rows}))
    assert list(result.schemes["activity"]) == ["ND1", "ND1"]
    rows[-2] = ["II", "Các đề án khác"]
    assert fault_codes(read_book(book({"2023": rows}))) == {"kind-unclear"}


def told_of(data: bytes, line: str) -> RegisterResult:
    """A workbook read with one line of doc-so.toml about it."""
    text = f'[[tep]]\nten = "so.xlsx"\nsha256 = "{office_books.sha256(data)}"\n{line}\n'
    return read_book(data, text)


@pytest.mark.parametrize("line", ["nam = 2022", 'nguon = "KCĐP"', 'don_vi = "nghìn đồng"'])
def test_an_answer_by_which_nothing_is_read_is_not_told(line: str) -> None:
    """Where a column of the register says it, the answer changes nothing, and no edition depends on it."""
    money = ["KCQG (triệu đồng)", "KCĐP (triệu đồng)", "Đối ứng (triệu đồng)"]
    result = told_of(book({"2023": [[*HEADER, *money], [*SCHEME, 100, 0, 50]]}), line)
    assert sums(result) == [1, 100_000_000, 0, 50_000_000, 150_000_000]
    assert not result.printed[0].answers


def test_a_fund_for_a_file_of_which_the_title_names_another_is_refused() -> None:
    """The office's answer and its title cannot both be right; the same fund twice is no contradiction."""
    header = [*HEADER, "Kinh phí khuyến công", "Đối ứng"]
    data = book({"2023": [["ĐỀ ÁN KHUYẾN CÔNG QUỐC GIA"], [UNIT], header, [*SCHEME, 100, 50]]})
    assert fault_codes(told_of(data, 'nguon = "KCĐP"')) == {"answers-differ"}
    same = told_of(data, 'nguon = "KCQG"')
    assert sums(same)[1:3] == [100_000_000, 0]
    assert not same.printed[0].answers


def test_a_territory_for_a_file_of_which_the_title_names_another_is_told() -> None:
    """The office's answer counts; that the title says another province is not passed over."""
    rows = [["DANH MỤC ĐỀ ÁN TỈNH GIA LAI"], [UNIT], [*HEADER, "KCQG", "KCĐP", "Đối ứng"]]
    data = book({"2023": [*rows, [*SCHEME, 100, 0, 50]]})
    result = told_of(data, 'dia_ban = "Bình Định"')
    told = [note.message for note in result.findings if note.code == "register-territory"]
    assert told == ["tên bảng lại nêu Gia Lai; đang hiểu là của Bình Định theo doc-so.toml"]
    assert "register-territory" not in finding_codes(told_of(data, 'dia_ban = "Gia Lai"'))


def test_a_unit_for_a_file_is_that_of_its_one_column_of_money_for_both_funds() -> None:
    """The column of promotion has the unit of the others, in one set or in several; its own header is nearer."""
    title = ["ĐỀ ÁN KHUYẾN CÔNG ĐỊA PHƯƠNG"]
    unit = 'don_vi = "triệu đồng"'
    for name, amount in (("Kinh phí hỗ trợ", 100), ("Kinh phí hỗ trợ (nghìn đồng)", 100_000)):
        data = book({"2023": [title, [*HEADER, name, "Đối ứng"], [*SCHEME, amount, 50]]})
        assert sums(told_of(data, unit))[2:4] == [100_000_000, 50_000_000]
    both = ["Kinh phí hỗ trợ kế hoạch", "Kinh phí hỗ trợ thực hiện", "Đối ứng"]
    result = told_of(book({"2023": [title, [*HEADER, *both], [*SCHEME, 70, 100, 50]]}), unit)
    assert sorted(result.schemes["kcdp"]) == [70_000_000, 100_000_000]


@pytest.mark.parametrize(
    ("rows", "wanted"), [(1, set()), (2, {"answers-differ"}), (99, {"answers-differ"})]
)
def test_answers_for_a_header_of_another_height_are_refused(rows: int, wanted: set[str]) -> None:
    """Where so_dong is not the number of rows of the header nothing would be read by its columns: that is told."""
    header = [*HEADER, "KCQG", "KCĐP", "Đối ứng", "Nơi làm"]
    data = book({"2023": [[UNIT], [*header], [*SCHEME, 100, 0, 50, "Huyện A"]]})
    listed = ", ".join(f'"{name}"' for name in header)
    own = f'[[tieu_de]]\nvan_tay = "{fingerprint_of(header)}"\nso_dong = {rows}\ncot = [{listed}]'
    said = f'{own}\n[tieu_de.nghia]\n"Nơi làm" = "Đơn vị thực hiện"\n'
    assert fault_codes(read_book(data, said)) == wanted

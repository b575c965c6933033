"""Plan beside actual: each set of columns of money is read under its own status, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from analysis.adopting.answers import Answers
from analysis.adopting.headers import fingerprint_of
from analysis.proposing.proposals import look_at
from analysis.raw.rows import RegisterSource
from analysis.registers.reader import RegisterResult
from office_books import UNIT, book, read_book, sha256
from register_files import fault_codes, finding_codes

HEADER = ["TT", "Tên đề án", "Đơn vị thụ hưởng", "Loại hình", "Địa bàn", "Năm"]
FUNDS = ["KCQG", "KCĐP", "Đối ứng"]
BESIDE = ["Kế hoạch", None, None, "Thực hiện", None, None]
MERGES = ("G3:I3", "J3:L3")
PLAN, DONE = (70, 0, 40), (100, 0, 50)


def scheme(number: int, *cells: object) -> list[object]:
    return [number, f"Máy {number}", f"HTX {number}", "Ứng dụng máy móc", "Huyện A", 2023, *cells]


def beside(
    *rows: list[object],
    title: str = "DANH MỤC ĐỀ ÁN",
    over: Sequence[object] = BESIDE,
    under: Sequence[object] = (*FUNDS, *FUNDS),
    merges: Sequence[str] = MERGES,
) -> bytes:
    """A register of which the header has a row with statuses over a row with funds."""
    top: list[list[object]] = [[title], [UNIT], [*HEADER, *over], [None] * 6 + list(under)]
    return book({"Danh mục": [*top, *rows]}, merges)


def support(result: RegisterResult) -> list[tuple[str, str, int]]:
    """Name, status and KCQG in triệu đồng of each scheme as read."""
    assert not result.faults, [str(fault) for fault in result.faults]
    rows = result.schemes[["name", "status", "kcqg"]].itertuples(index=False)
    return sorted((name, status, int(money) // 10**6) for name, status, money in rows)


def told(result: RegisterResult) -> str:
    """What is told of the sets of columns."""
    return "\n".join(note.message for note in result.findings if note.code == "status-columns")


BOTH = [("Máy 1", "actual", 100), ("Máy 1", "planned", 70)]


@pytest.mark.parametrize(
    "rows",
    [
        [scheme(1, *PLAN, *DONE, "Dừng thực hiện")],
        [["I", "Đề án dừng thực hiện"], scheme(1, *PLAN, *DONE)],
        [["I", "Đề án dừng thực hiện", *[None] * 4, *PLAN, *DONE], scheme(1, *PLAN, *DONE)],
        [scheme(1, *PLAN, *DONE), [None], ["Ghi chú: đề án số 1 đã dừng thực hiện"]],
        [scheme(1, *PLAN, *DONE, "Số ước thực hiện")],
    ],
)
def test_words_of_a_scheme_are_heard_beside_the_status_of_its_columns(
    rows: list[list[object]],
) -> None:
    """A note, a group or a footnote that says that a scheme was stopped or estimated is asked about, once."""
    data = beside(*rows, over=[*BESIDE, "Ghi chú"])
    assert [fault.code for fault in read_book(data).faults] == ["status-unclear"]


@pytest.mark.parametrize("note", ["Chưa nghiệm thu", "Chuyển sang năm sau"])
def test_a_scheme_that_waits_is_planned_where_it_has_no_other_money(note: str) -> None:
    """A note that it is not done yet asks nothing beside a plan alone; beside money that was spent it does."""
    over = [*BESIDE, "Ghi chú"]
    waiting = scheme(2, *PLAN, None, None, None, note)
    data = beside(scheme(1, *PLAN, *DONE), waiting, over=over)
    assert support(read_book(data)) == [*BOTH, ("Máy 2", "planned", 70)]
    data = beside(scheme(1, *PLAN, *DONE, note), waiting, over=over)
    assert [fault.where.row for fault in read_book(data).faults] == [5]


def test_words_that_only_name_the_statuses_of_the_columns_are_no_doubt() -> None:
    """Titles, groups and notes of plan and result are what such a register has."""
    rows = [["I", "Kế hoạch giao đầu năm"], scheme(1, *PLAN, *DONE, "Đã hoàn thành")]
    title = "KẾ HOẠCH VÀ KẾT QUẢ THỰC HIỆN"
    data = beside(*rows, title=title, over=[*BESIDE, "Ghi chú"])
    assert support(read_book(data)) == BOTH


def test_a_status_that_a_scheme_states_is_that_of_the_columns_furthest_along() -> None:
    """The column Tình trạng answers what was asked: the plan stays one, the money beside it was not done."""
    over = [*BESIDE, "Tình trạng", "Ghi chú"]
    data = beside(scheme(1, *PLAN, *DONE, "Dừng thực hiện", "Dừng thực hiện"), over=over)
    assert support(read_book(data)) == [("Máy 1", "planned", 70), ("Máy 1", "stopped", 100)]


@pytest.mark.parametrize("is_plan", [True, False])
def test_a_set_of_columns_that_lacks_one_is_refused_with_its_name(is_plan: bool) -> None:
    """Neither a plan nor a result is passed over because a column of it is missing."""
    whole, part = [*FUNDS], ["KCQG", "KCĐP", None]
    under, cells = [*whole, *part], [*PLAN, 100, 0, None]
    if is_plan:
        under, cells = [*part, *whole], [70, 0, None, *DONE]
    data = beside(scheme(1, *cells), title="KẾT QUẢ THỰC HIỆN", under=under)
    (fault,) = read_book(data).faults
    assert fault.code == "header-missing"
    assert '"Kinh phí đối ứng"' in fault.got
    assert ("kế hoạch" if is_plan else "thực hiện") in fault.got


def shared(total: int) -> bytes:
    """One counterpart and one total beside the funds of plan and result."""
    over = ["Kế hoạch", None, "Thực hiện", None, "Vốn đối ứng", "Tổng kinh phí"]
    row = scheme(1, 70, 0, 100, 0, 50, total)
    return beside(row, over=over, under=FUNDS[:2] * 2, merges=("G3:H3", "I3:J3"))


def test_a_column_under_no_status_is_told_to_count_for_each() -> None:
    """One counterpart for plan and result is read for both, and that is said."""
    result = read_book(shared(150))
    assert set(result.schemes["doi_ung"]) == {50_000_000}
    assert '"Vốn đối ứng" không thuộc nhóm nào' in told(result)


@pytest.mark.parametrize(("total", "label"), [(150, "thực hiện"), (120, "kế hoạch")])
def test_a_total_under_no_status_controls_the_one_that_it_agrees_with(
    total: int, label: str
) -> None:
    """It is no total of the other one; that it is of neither is refused."""
    result = read_book(shared(total))
    assert support(result) == BOTH
    assert f"đối chiếu với nhóm {label}" in told(result)
    assert fault_codes(read_book(shared(130))) == {"row-total-mismatch"}


def test_statuses_in_the_names_of_one_row_are_read_with_the_fund_of_the_title() -> None:
    """Small amounts under "Kinh phí hỗ trợ kế hoạch" are money of the plan, no words about the result."""
    names = ["Kinh phí hỗ trợ kế hoạch", "Kinh phí hỗ trợ thực hiện", "Vốn đối ứng"]
    rows: list[list[object]] = [["ĐỀ ÁN KHUYẾN CÔNG QUỐC GIA"], [UNIT], [*HEADER, *names]]
    result = read_book(book({"Danh mục": [*rows, scheme(1, 7, 5, 50)]}))
    assert support(result) == [("Máy 1", "actual", 5), ("Máy 1", "planned", 7)]


def test_a_scheme_without_money_of_one_status_is_no_scheme_of_it() -> None:
    """Not carried out, or not planned: it has one row, and which is told; without any money it is asked about."""
    none = (None, "-", None)
    rows = [scheme(1, *PLAN, *DONE), scheme(2, *PLAN, *none), scheme(3, *none, *DONE)]
    result = read_book(beside(*rows))
    assert support(result) == [*BOTH, ("Máy 2", "planned", 70), ("Máy 3", "actual", 100)]
    assert "nhóm cột thực hiện, không được tính ở tình trạng này: dòng 6" in told(result)
    assert "nhóm cột kế hoạch, không được tính ở tình trạng này: dòng 7" in told(result)
    assert "stt-gap" not in finding_codes(result)
    assert fault_codes(read_book(beside(scheme(1, *none, *none)))) == {"amount-missing"}


def test_the_parts_of_a_scheme_without_money_of_a_status_go_with_it() -> None:
    """Blank parts below a scheme that was only planned are parts of the plan alone."""
    part = [None, "- Máy sấy", *[None] * 4, *PLAN]
    result = read_book(beside(scheme(1, *PLAN, *DONE), scheme(2, *PLAN), part))
    assert support(result) == [*BOTH, ("Máy 2", "planned", 70)]
    assert [note.code for note in result.findings].count("row-component") == 1


def test_columns_of_a_plan_that_has_no_result_yet_are_read() -> None:
    """Before the end of the year nothing stands under "Thực hiện"."""
    assert support(read_book(beside(scheme(1, *PLAN)))) == [("Máy 1", "planned", 70)]


def answered(data: bytes, line: str) -> RegisterResult:
    """A workbook read with one line of doc-so.toml about it."""
    return read_book(data, f'[[tep]]\nten = "so.xlsx"\nsha256 = "{sha256(data)}"\n{line}\n')


def plain(*rows: list[object], more: Sequence[object], title: str = "KẾT QUẢ") -> bytes:
    """A register with one set of columns of money, and another column."""
    return book({"Danh mục": [[title], [UNIT], [*HEADER, *FUNDS, *more], *rows]})


@pytest.mark.parametrize(
    ("answer", "note"), [("thực hiện", "Dừng thực hiện"), ("kế hoạch", "Đã hoàn thành")]
)
def test_a_status_for_a_file_leaves_the_words_of_a_row_to_be_asked(answer: str, note: str) -> None:
    """The office's word for all settles title and sheet; the note or group of one scheme is nearer."""
    data = plain(scheme(1, *DONE), scheme(2, *DONE, note), more=["Ghi chú"], title="KẾ HOẠCH")
    (fault,) = answered(data, f'tinh_trang = "{answer}"').faults
    assert (fault.code, fault.where.row) == ("status-unclear", 5)
    data = plain(["I", note], scheme(1, *DONE), more=[])
    assert fault_codes(answered(data, f'tinh_trang = "{answer}"')) == {"status-unclear"}
    data = plain(scheme(1, *DONE), more=[], title="KẾ HOẠCH")
    code = {"thực hiện": "actual", "kế hoạch": "planned"}[answer]
    assert support(answered(data, f'tinh_trang = "{answer}"')) == [("Máy 1", code, 100)]


@pytest.mark.parametrize(("answer", "wanted"), [("thực hiện", True), ("kế hoạch", False)])
def test_a_status_for_a_file_against_its_title_is_told(answer: str, wanted: bool) -> None:
    """The office's word is followed below a title that says another one, and both are named."""
    result = answered(
        plain(scheme(1, *DONE), more=[], title="KẾ HOẠCH"), f'tinh_trang = "{answer}"'
    )
    told = [note.message for note in result.findings if note.code == "status-contradicted"]
    assert ["KẾ HOẠCH" in message and "doc-so.toml" in message for message in told] == [
        True
    ] * wanted


@pytest.mark.parametrize("over", ["Lũy kế thực hiện", "Thực hiện năm trước", "Thực hiện còn thiếu"])
def test_money_of_more_or_of_another_year_beside_a_plan_is_asked(over: str) -> None:
    """Beside another set, columns of a running sum or of the year before are no result of the year."""
    data = beside(scheme(1, *PLAN, *DONE), over=["Kế hoạch", None, None, over, None, None])
    assert fault_codes(read_book(data)) == {"money-of-another-year"}


def test_a_status_for_a_file_is_that_of_the_blank_cells() -> None:
    """Cells of Tình trạng stay what they say; a full column leaves the answer unused."""
    rows = [scheme(1, *DONE, "thực hiện"), scheme(2, *DONE)]
    result = answered(plain(*rows, more=["Tình trạng"]), 'tinh_trang = "kế hoạch"')
    assert support(result) == [("Máy 1", "actual", 100), ("Máy 2", "planned", 100)]
    assert result.printed[0].answers == ("status = planned",)
    full = answered(plain(rows[0], more=["Tình trạng"]), 'tinh_trang = "kế hoạch"')
    assert not full.printed[0].answers


@pytest.mark.parametrize(
    ("one", "other", "status"),
    [
        ("KH 2023", "TH 2023", "actual"),
        ("KH năm 2023", "TH năm 2023", "actual"),
        ("KH", "TH", "actual"),
        ("KH 2023", "ƯTH 2023", "estimated"),
    ],
)
def test_the_short_words_of_plan_and_result_are_known_over_columns(
    one: str, other: str, status: str
) -> None:
    """KH and TH over columns of money are two statuses of each scheme, never one sum."""
    over = [one, None, None, other, None, None]
    result = read_book(beside(scheme(1, *PLAN, *DONE), over=over))
    assert support(result) == sorted([("Máy 1", status, 100), ("Máy 1", "planned", 70)])


@pytest.mark.parametrize("names", [("Nhóm một", "Nhóm hai"), ("THCS 2023", "KHKT 2023")])
def test_two_groups_of_money_without_a_status_are_refused_and_none_is_to_be_dropped(
    names: tuple[str, str],
) -> None:
    """Where nothing says which is the plan, the office is asked to say so, not to drop columns of money."""
    over = [names[0], None, None, names[1], None, None]
    faults = read_book(beside(scheme(1, *PLAN, *DONE), over=over)).faults
    (of_money,) = (str(fault) for fault in faults if fault.code == "header-duplicate")
    assert "ghi tình trạng" in of_money
    assert all(f'"Kinh phí {fund}"' in of_money for fund in ("KCQG", "KCĐP", "đối ứng"))


def columns_said(data: bytes, header: Sequence[str], meanings: dict[str, str]) -> str:
    """The text of doc-so.toml with the meanings of some columns, and that the money is planned."""
    listed = ", ".join(f'"{name}"' for name in header)
    lines = [f'[[tieu_de]]\nvan_tay = "{fingerprint_of(header)}"\nso_dong = 2\ncot = [{listed}]']
    lines += ["[tieu_de.nghia]", *(f'"{name}" = "{label}"' for name, label in meanings.items())]
    lines.append(f'[[tep]]\nten = "so.xlsx"\nsha256 = "{sha256(data)}"\ntinh_trang = "kế hoạch"')
    return "\n".join(lines)


CHANGED = ["Kế hoạch", None, None, "Điều chỉnh", None, None]
LABELS = dict(zip(FUNDS, ("Kinh phí KCQG", "Kinh phí KCĐP", "Kinh phí đối ứng"), strict=True))


@pytest.mark.parametrize("merges", [MERGES, ()])
def test_money_before_and_after_a_change_is_asked_about_and_never_summed(
    merges: Sequence[str],
) -> None:
    """A plan and its change stop the reading with one message until the office says which one is read."""
    data = beside(scheme(1, *PLAN, *DONE), over=CHANGED, merges=merges)
    (fault,) = read_book(data).faults
    assert fault.code == "money-adjusted"
    overs = ("Kế hoạch", "Điều chỉnh")
    header = [*HEADER, *(f"{over} / {fund}" for over in overs for fund in FUNDS)]
    for chosen, other, money in zip(overs, overs[::-1], (PLAN, DONE), strict=True):
        meanings = {f"{chosen} / {fund}": LABELS[fund] for fund in FUNDS}
        meanings |= {f"{other} / {fund}": "bỏ" for fund in FUNDS}
        result = read_book(data, columns_said(data, header, meanings))
        assert support(result) == [("Máy 1", "planned", money[0])]


def test_one_changed_fund_beside_its_first_amount_is_asked_about() -> None:
    """The columns KCQG and KCQG điều chỉnh are two amounts of one fund: neither is read by itself."""
    under = ["KCQG", "KCQG điều chỉnh", "KCĐP", "Đối ứng"]
    data = beside(scheme(1, 100, 90, 0, 50), over=[None] * 4, under=under, merges=())
    assert fault_codes(read_book(data)) == {"money-adjusted"}


def test_texts_over_columns_that_nobody_merged_span_what_stands_under_each() -> None:
    """Where each stands over the same names the columns are those of its status; in the middle they span nothing."""
    data = beside(scheme(1, *PLAN, *DONE), merges=())
    assert support(read_book(data)) == [("Máy 1", "actual", 100), ("Máy 1", "planned", 70)]
    middle = [None, "Kế hoạch", None, None, "Thực hiện", None]
    data = beside(scheme(1, *PLAN, *DONE), over=middle, merges=())
    assert fault_codes(read_book(data)) == {"header-duplicate"}


def test_statuses_under_the_name_of_a_fund_are_those_of_its_money() -> None:
    """Plan and result may stand under each fund as well as over both: the money is the same."""
    over = ["KCQG", None, "KCĐP", None, "Đối ứng", None]
    under = ["Kế hoạch", "Thực hiện"] * 3
    row = scheme(1, 70, 100, 0, 0, 40, 50)
    data = beside(row, over=over, under=under, merges=("G3:H3", "I3:J3", "K3:L3"))
    assert support(read_book(data)) == BOTH
    once = beside(row[:-1], over=over[:-1], under=under[:-1], merges=("G3:H3", "I3:J3"))
    assert fault_codes(read_book(once)) == {"header-missing"}


def test_payments_under_the_name_of_a_fund_are_named_and_none_is_taken_for_the_whole() -> None:
    """Two payments under a fund are columns of their own: each is asked about, none is proposed."""
    over, under = ["KCQG", None, "KCĐP", "Đối ứng"], ["Đợt 1", "Đợt 2", None, None]
    data = beside(scheme(1, 70, 30, 0, 50), over=over, under=under, merges=("G3:H3",))
    (missing,) = read_book(data).faults
    assert '"KCQG Đợt 1", "KCQG Đợt 2"' in missing.got
    look = look_at(RegisterSource("data/raw/so.xlsx", sha256(data), data), Answers())
    asked = {line.text: line.meaning for line in look.lines if line.is_open}
    assert asked == {"KCQG / Đợt 1": "?", "KCQG / Đợt 2": "?"}


def test_a_column_of_both_funds_beside_those_of_each_is_read_as_neither() -> None:
    """Where each set has KCQG and KCĐP, nobody can tell what "Kinh phí hỗ trợ" is: its sum is told."""
    under = ("Kinh phí hỗ trợ", *FUNDS) * 2
    over = ["Kế hoạch", None, None, None, "Thực hiện", None, None, None]
    row = scheme(1, 999, *PLAN, 999, *DONE)
    result = read_book(beside(row, over=over, under=under, merges=("G3:J3", "K3:N3")))
    assert support(result) == BOTH
    assert "money-left-out" in finding_codes(result)


def test_the_title_of_a_plan_names_its_year_and_not_that_of_the_result_beside_it() -> None:
    """Each set is of the year that its own columns name; one that the title names for no set is refused."""
    row = scheme(1, *DONE, *PLAN)
    del row[5]

    def read_with(first: str, title: str) -> RegisterResult:
        over = [first, None, None, "Kế hoạch năm 2024", None, None]
        top = [[title], [UNIT], [*HEADER[:5], *over], [None] * 5 + [*FUNDS, *FUNDS]]
        return read_book(book({"Danh mục": [*top, row]}, ("F3:H3", "I3:K3")))

    result = read_with("Thực hiện năm 2023", "KẾ HOẠCH KHUYẾN CÔNG NĂM 2024")
    assert support(result) == BOTH
    assert dict(zip(result.schemes["status"], result.schemes["year"], strict=True)) == {
        "actual": 2023,
        "planned": 2024,
    }
    wrong = read_with("Thực hiện năm 2023", "KẾ HOẠCH KHUYẾN CÔNG NĂM 2025")
    assert fault_codes(wrong) == {"year-not-named"}

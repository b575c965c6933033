"""The look at a workbook: what is known, what is proposed and why, and what is withheld."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings

import office_books
from analysis.adopting.answer_values import wanted_words
from analysis.adopting.answers import Answers
from analysis.adopting.headers import fingerprint_of
from analysis.faults import Problems
from analysis.proposing.look import ASKED, KNOWN, OPEN, SET, FileLook, Line
from analysis.proposing.proposals import look_at
from analysis.proposing.written import block_of
from analysis.raw.rows import RegisterSource
from office_books import FORMS, WHOLE_HEADER, Scheme, answers, book, read_book, sha256
from register_files import sums

ROW = [1, "Máy sấy", "HTX Một", "Ứng dụng máy móc", "Huyện A", 2023, 10**8, 0, 10**8]


def source(header: Sequence[str], *rows: Sequence[object], name: str = "so.xlsx") -> RegisterSource:
    data = book({"2023": [list(header), *map(list, rows)]})
    return RegisterSource(f"data/raw/{name}", sha256(data), data)


def column(look: FileLook, text: str) -> Line:
    (header,) = look.headers
    return next(line for line in header.columns if line.text == text)


def renamed(old: str, new: str) -> list[str]:
    return [new if name == old else name for name in WHOLE_HEADER]


def accepted(text: str) -> str:
    """The text with every proposal accepted."""
    lines = text.splitlines()
    return "\n".join(line[2:] if "  # đề xuất" in line else line for line in lines)


def test_a_column_is_proposed_by_its_words_and_its_cells() -> None:
    """A name that shares enough words over cells that fit is proposed, with both shares."""
    given = source(renamed("KCQG", "Kinh phí từ nguồn KCQG"), ROW)
    line = column(look_at(given, Answers()), "Kinh phí từ nguồn KCQG")
    assert (line.state, line.meaning) == (OPEN, "Kinh phí KCQG")
    assert "% từ phù hợp" in line.reason
    assert "100% ô phù hợp" in line.reason


def test_a_proposal_is_withheld_where_the_cells_do_not_fit() -> None:
    """Words alone are not enough: where the cells are no money, no column of money is proposed."""
    words = [*ROW[:6], "chưa rõ", *ROW[7:]]
    line = column(
        look_at(source(renamed("KCQG", "Kinh phí từ nguồn KCQG"), words), Answers()),
        "Kinh phí từ nguồn KCQG",
    )
    assert line.is_open
    assert line.state == ASKED
    assert line.meaning == "?"


def test_accepted_columns_give_the_sums_and_unaccepted_ones_nothing() -> None:
    """The text that is written reads as nothing until its marks are taken away."""
    given = source(renamed("KCQG", "Kinh phí từ nguồn KCQG"), ROW)
    text = block_of(look_at(given, Answers()), "")
    assert read_book(given.data, text).faults == read_book(given.data).faults
    assert sums(read_book(given.data, accepted(text))) == [1, 10**8, 0, 10**8, 2 * 10**8]


@pytest.mark.parametrize(
    "header",
    [WHOLE_HEADER, [*WHOLE_HEADER[3:6], *WHOLE_HEADER[:3], *WHOLE_HEADER[6:]]],
    ids=["unchanged", "moved"],
)
def test_a_header_that_is_known_asks_nothing(header: list[str]) -> None:
    """A book that did not change, or whose columns only moved, asks nothing in its second year."""
    first = block_of(look_at(source(renamed("KCQG", "Nguồn vốn KCQG"), ROW), Answers()), "")
    text = accepted(first)
    moved = [WHOLE_HEADER.index(name) for name in header]
    names = ["Nguồn vốn KCQG" if name == "KCQG" else name for name in header]
    next_year = source(names, [ROW[index] for index in moved])
    look = look_at(next_year, answers(text))
    assert block_of(look, text) == ""
    assert not [line for line in look.lines if line.is_open]


def test_the_first_text_of_a_header_in_other_letters_or_of_another_year_is_known_again() -> None:
    """A header whose first column is typed "Số  TT" this year, or names this year, is read by last year's answers."""
    for first, later in (("Số TT", "SỐ  tt"), ("Danh mục 2022", "Danh mục 2023")):
        names = [first, *renamed("KCQG", "Nguồn vốn KCQG")[1:]]
        text = accepted(block_of(look_at(source(names, ROW), Answers()), ""))
        names[0] = later
        assert sums(read_book(source(names, ROW).data, text))[1] == 10**8


def test_of_columns_that_differ_in_their_year_none_is_proposed() -> None:
    """The money of one year is not taken for the fund while that of the other is left out: both are asked about."""
    names = [*renamed("KCQG", "Nguồn KCQG 2022"), "Nguồn KCQG 2023"]
    look = look_at(source(names, [*ROW, 10**8]), Answers())
    states = [column(look, name).state for name in ("Nguồn KCQG 2022", "Nguồn KCQG 2023")]
    assert states == [ASKED, ASKED]


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=4)
@given(schemes=office_books.schemes())
def test_accepting_every_proposal_changes_no_sum(
    form: Callable[[Sequence[Scheme]], bytes], schemes: list[Scheme]
) -> None:
    """What is written for a register of any form reads as the register itself, and asks nothing more."""
    data = form(schemes)
    given_file = RegisterSource("data/raw/so.xlsx", sha256(data), data)
    text = accepted(block_of(look_at(given_file, Answers()), ""))
    result = read_book(data, text)
    assert not result.faults, [str(fault) for fault in result.faults]
    actual = result.schemes[result.schemes["status"] == "actual"]
    money = [int(actual[code].sum()) for code in ("kcqg", "kcdp", "doi_ung", "tong")]
    assert [len(actual), *money] == office_books.right_sums(schemes)
    assert block_of(look_at(given_file, answers(text)), text) == ""


def test_a_renamed_column_is_asked_once_and_the_others_are_as_before() -> None:
    """The columns of last year keep their meaning; the one with another name is asked anew, never mapped silently."""
    text = accepted(
        block_of(look_at(source(renamed("KCQG", "Nguồn vốn KCQG"), ROW), Answers()), "")
    )
    names = [
        "Nguồn vốn KCQG" if name == "KCQG" else name for name in renamed("Địa bàn", "Địa bàn xã")
    ]
    look = look_at(source(names, ROW), answers(text))
    (header,) = look.headers
    assert answers(text).header(header.fingerprint) is None
    assert column(look, "Nguồn vốn KCQG").state == SET
    assert column(look, "KCĐP").state == KNOWN
    assert [line.text for line in look.lines if line.is_open] == ["Địa bàn xã"]
    assert read_book(source(names, ROW).data, text).faults


def test_a_word_typed_with_other_blanks_is_asked_once_and_is_told_next_year() -> None:
    """Cells that differ in blanks alone are one word, with all of them counted; a second entry could not be read."""
    rows = [
        [number, f"Máy {number}", "HTX", kind, *ROW[4:]]
        for number, kind in enumerate(("Trao  quà", "Trao quà"))
    ]
    text = block_of(look_at(source(WHOLE_HEADER, *rows), Answers()), "")
    assert text.count('"Trao quà" = ""  # chưa rõ: 2 ô') == 1
    text = text.replace('# "Trao quà" = ""', '"Trao quà" = "Mô hình trình diễn"')
    names = renamed("Địa bàn", "Địa bàn xã")
    later = block_of(look_at(source(names, *rows), answers(text)), text)
    assert later.count('"Trao quà" = "Mô hình trình diễn"  # người đặt') == 1


GIFTS = ("Trao quà", "TRAO QUÀ", "trao  quà")


@pytest.mark.parametrize("in_sheets", [False, True])
def test_a_word_typed_in_other_capitals_is_asked_once_and_its_answer_holds_for_all(
    in_sheets: bool,
) -> None:
    """In one table and over several sheets, this year and in a later file that has other capitals still."""
    rows = [[number, f"Máy {number}", "HTX", kind, *ROW[4:]] for number, kind in enumerate(GIFTS)]
    sheets = {"S": rows} if not in_sheets else {f"S{row[0]}": [row] for row in rows}
    data = book({name: [list(WHOLE_HEADER), *own] for name, own in sheets.items()})
    given = RegisterSource("data/raw/so.xlsx", sha256(data), data)
    text = block_of(look_at(given, Answers()), "")
    (line,) = [line for line in text.splitlines() if "trao quà" in " ".join(line.lower().split())]
    entry = line.removeprefix("# ").partition(" = ")[0]
    text = text.replace(line, f'{entry} = "Mô hình trình diễn"')
    result = read_book(data, text)
    assert not result.faults
    assert result.schemes["activity"].tolist() == ["ND3-MH"] * len(GIFTS)
    later = source(WHOLE_HEADER, [1, "Máy", "HTX", "Trao Quà", *ROW[4:]])
    assert asked(later, text) == []
    assert read_book(later.data, text).schemes["activity"].tolist() == ["ND3-MH"]


def test_words_that_mean_two_things_by_their_capitals_say_nothing_of_a_third() -> None:
    """An office that told ĐT from đt keeps both meanings; "Đt" is asked about, and not guessed."""
    rows = [
        [number, f"Máy {number}", "HTX", kind, *ROW[4:]] for number, kind in enumerate(("ĐT", "đt"))
    ]
    given = source(WHOLE_HEADER, *rows[:1])
    text = block_of(look_at(given, Answers()), "")
    (line,) = [line for line in text.splitlines() if '"ĐT"' in line]
    both = '"ĐT" = "Mô hình trình diễn"\n"đt" = "Đào tạo nghề"'
    text = text.replace(line, both)
    assert read_book(source(WHOLE_HEADER, *rows).data, text).schemes["activity"].tolist() == [
        "ND3-MH",
        "ND1",
    ]
    third = source(WHOLE_HEADER, [1, "Máy", "HTX", "Đt", *ROW[4:]])
    assert [fault.code for fault in read_book(third.data, text).faults] == ["category-unknown"]
    assert [one for one, _ in asked(third, text)] == ["Đt"]


def test_a_register_under_names_of_its_own_is_read_once_the_proposals_are_accepted() -> None:
    """Where no name of a register stands in the header, everyday words and the cells below are enough to propose."""
    header = [
        "Số",
        "Nội dung dự án",
        "Bên nhận hỗ trợ",
        "Nơi làm",
        "Loại hỗ trợ",
        "Tiền hỗ trợ quốc gia",
    ]
    header += ["Tiền hỗ trợ của tỉnh", "Tiền cơ sở đối ứng"]
    rows: list[list[object]] = [["BẢNG KÊ HỖ TRỢ NĂM 2023"], ["ĐVT: triệu đồng"], header]
    rows += [
        [
            number,
            f"Máy sấy số {number}",
            f"HTX {number}",
            "Huyện A",
            "Ứng dụng máy móc",
            100 * number,
            50,
            200,
        ]
        for number in range(1, 5)
    ]
    data = book({"DS": rows})
    given_file = RegisterSource("data/raw/so.xlsx", sha256(data), data)
    assert read_book(data).faults
    text = accepted(block_of(look_at(given_file, Answers()), ""))
    assert sums(read_book(data, text)) == [4, 10**9, 2 * 10**8, 8 * 10**8, 2 * 10**9]


def test_a_new_and_a_lost_column_are_asked_once_each_and_nothing_else() -> None:
    """Next year's book with a column more and one less asks for the new one; what is lost is refused by name."""
    text = accepted(
        block_of(look_at(source(renamed("KCQG", "Nguồn vốn KCQG"), ROW), Answers()), "")
    )
    names = ["Nguồn vốn KCQG" if name == "KCQG" else name for name in WHOLE_HEADER]
    more = source([*names, "Tiền tổng cộng"], [*ROW, 2 * 10**8])
    look = look_at(more, answers(text))
    assert [line.text for line in look.lines if line.is_open] == ["Tiền tổng cộng"]
    less = source(names[:-1], ROW[:-1])
    look = look_at(less, answers(text))
    assert not [line for line in look.lines if line.is_open]
    added = block_of(look, text)
    (fault,) = read_book(less.data, text + accepted(added)).faults
    assert fault.code == "header-missing"
    assert "Kinh phí đối ứng" in fault.got


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("Kinh phí bổ sung", 77),
        ("Bổ sung đợt 2", "1.500.000"),
        ("Tiền còn nợ", None),
        ("Tạm ứng", "77 triệu"),
    ],
)
def test_a_new_column_of_money_is_asked_about(name: str, cell: object) -> None:
    """Next year's book has a column of money more: it is never left out silently, also where its cells are few."""
    text = block_of(look_at(source(WHOLE_HEADER, ROW), Answers()), "")
    later = source([*WHOLE_HEADER, name], [*ROW, None], [2, "Máy xay", *ROW[2:], cell])
    look = look_at(later, answers(text))
    assert [(line.text, line.state) for line in look.lines if line.is_open] == [(name, ASKED)]
    added = block_of(look, text)
    assert f'# "{name}" = "?"' in added
    assert f'\n"{name}"' not in added


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("Số lao động", 12),
        ("Điện thoại", "0905123456"),
        ("Ghi chú", "đã nghiệm thu"),
        ("Người theo dõi", "Nguyễn Văn A"),
        ("Nguồn vốn", "KCQG"),
    ],
)
def test_a_new_column_of_no_money_asks_nothing(name: str, cell: object) -> None:
    """What counts other things, and words, are left out and said to be."""
    text = block_of(look_at(source(WHOLE_HEADER, ROW), Answers()), "")
    later = source([*WHOLE_HEADER, name], [*ROW, cell])
    look = look_at(later, answers(text))
    assert not [line for line in look.lines if line.is_open]
    assert f'\n"{name}" = "bỏ"' in block_of(look, text)


def known() -> str:
    """The answers for the header of these tests."""
    return block_of(look_at(source(WHOLE_HEADER, ROW), Answers()), "")


def test_a_needed_column_under_another_name_is_asked_together_with_the_one_that_is_gone() -> None:
    """At its place, or where no other column fits, it is proposed; once accepted the register is read by it."""
    later = source(renamed("Địa bàn", "Nơi triển khai năm"), ROW)
    line = column(look_at(later, answers(known())), "Nơi triển khai năm")
    assert (line.state, line.meaning) == (OPEN, "Địa bàn")
    assert line.reason == "cột của lần trước không còn: Địa bàn"
    text = known() + accepted(block_of(look_at(later, answers(known())), known()))
    assert list(read_book(later.data, text).schemes["place"]) == ["Huyện A"]
    names = [name for name in WHOLE_HEADER if name != "Địa bàn"]
    moved = source([*names, "Nơi triển khai"], [*ROW[:4], *ROW[5:], "Huyện A"])
    line = column(look_at(moved, answers(known())), "Nơi triển khai")
    assert (line.state, line.meaning) == (ASKED, "Địa bàn")


def test_of_several_columns_that_may_be_the_one_that_is_gone_none_is_proposed_or_left_out() -> None:
    """Two new columns of words at no place of the old one are both asked about; none is written as left out."""
    names = [name for name in WHOLE_HEADER if name != "Địa bàn"]
    given = source([*names, "Vùng", "Khu"], [*ROW[:4], *ROW[5:], "Miền núi", "Huyện A"])
    look = look_at(given, answers(known()))
    assert {column(look, name).meaning for name in ("Vùng", "Khu")} == {"?"}
    assert '"bỏ"' not in block_of(look, known())


def test_a_fund_that_is_gone_is_named_beside_the_new_column_and_never_proposed() -> None:
    """A column of money at the place of a fund may be another money: nobody but the office says which."""
    line = column(look_at(source(renamed("KCĐP", "Cấp"), ROW), answers(known())), "Cấp")
    assert (line.state, line.meaning) == (ASKED, "?")
    assert "cột của lần trước không còn: KCĐP" in line.reason


def of_places(*places: str) -> RegisterSource:
    """A register with a scheme at each place."""
    rows = [
        [number, f"Máy {number}", *ROW[2:4], place, *ROW[5:]]
        for number, place in enumerate(places, 1)
    ]
    return source(WHOLE_HEADER, *rows)


def asked(given: RegisterSource, text: str) -> list[tuple[str, str]]:
    """What is asked of a file, with what is proposed."""
    return [(one.text, one.meaning) for one in look_at(given, answers(text)).lines if one.is_open]


def test_a_place_that_last_year_did_not_have_is_asked_about_once() -> None:
    """The nearest name that is gone is proposed, else that it is new; once answered nobody asks again."""
    text = block_of(look_at(of_places("Huyện Phù Cát", "Huyện B"), Answers()), "")
    assert '"Huyện B" = "Huyện B"  # nhận theo tệp' in text
    assert asked(of_places("huyện  phù cát"), text) == []
    later = of_places("Xã Phù Cát", "Huyện B", "Xã Kim Sơn")
    assert asked(later, text) == [("Xã Phù Cát", "Huyện Phù Cát"), ("Xã Kim Sơn", "mới")]
    added = block_of(look_at(later, answers(text)), text)
    assert block_of(look_at(later, answers(text + added)), text + added) == ""
    told = text + added.replace('# "Xã', '"Xã')
    assert asked(later, told) == []


def test_registers_of_one_province_are_held_against_each_other_alone() -> None:
    """Another province's places, columns and their loss are no question; each province has its list, in one file."""
    names = renamed("KCQG", "Nguồn vốn KCQG")

    def of(province: str, place: str, header: Sequence[str] = names) -> RegisterSource:
        return source(header, [*ROW[:4], place, *ROW[5:]], name=f"{province} 2023.xlsx")

    text = ""
    for province, place in (("Phú Thọ", "Xã A"), ("Lâm Đồng", "Xã B"), ("Gia Lai", "Xã A")):
        added = block_of(look_at(of(province, place), answers(text)), text)
        assert f'dia_ban_tinh."{province}"]\n"{place}" = "{place}"' in added
        text += accepted(added)
        assert block_of(look_at(of(province, place), answers(text)), text) == ""
    assert asked(of("Lâm Đồng", "Xã A"), text) == [("Xã A", "mới")]
    assert asked(of("Lâm Đồng", "Xã B"), text) == []
    other = [*names[:-1], "Vốn của cơ sở"]
    assert look_at(of("Lâm Đồng", "Xã B", other), answers(text)).headers[0].gone == ("Đối ứng",)
    (header,) = look_at(of("Hà Tĩnh", "Xã C", other), answers(text)).headers
    assert header.gone == ()
    assert {line.state for lines in header.areas.values() for line in lines} == {KNOWN}


JOINED = ("Bình Thuận", "Lâm Đồng")


def of_province(province: str, year: int, *places: str) -> RegisterSource:
    rows = [[n, f"Máy {n}", *ROW[2:4], place, year, *ROW[6:]] for n, place in enumerate(places, 1)]
    return source(WHOLE_HEADER, *rows, name=f"{province} {year}.xlsx")


@pytest.mark.parametrize(
    ("year", "new"), [(2026, ["Xã C"]), (2025, ["Xã C"]), (2024, ["Xã A", "Xã C"])]
)
def test_places_of_the_provinces_that_were_joined_are_no_new_ones(
    year: int, new: list[str]
) -> None:
    """The list of Lâm Đồng has what Bình Thuận had from the year of the reform on, and never what neither had."""
    text = ""
    for province, place in zip(JOINED, ("Xã A", "Xã B"), strict=True):
        given = of_province(province, 2023, place)
        text += block_of(look_at(given, answers(text)), text)
    given = of_province("Lâm Đồng", year, "Xã A", "Xã B", "Xã C")
    assert [place for place, _ in asked(given, text)] == new


@pytest.mark.parametrize(("year", "gone"), [(2026, ("Đối ứng",)), (2024, ())])
def test_a_header_of_a_joined_province_is_one_of_the_province_that_it_was_joined_to(
    year: int, gone: tuple[str, ...]
) -> None:
    """Of a header that Bình Thuận alone had a column is gone in Lâm Đồng after the reform, not before it."""
    text = block_of(look_at(of_province("Bình Thuận", 2023, "Xã A"), Answers()), "")
    row = [*ROW[:5], year, *ROW[6:]]
    given = source(renamed("Đối ứng", "Vốn của cơ sở"), row, name=f"Lâm Đồng {year}.xlsx")
    (header,) = look_at(given, answers(text)).headers
    assert header.gone == gone


def test_a_register_that_names_no_province_is_held_against_those_that_name_none() -> None:
    """Its places stand apart; a register of a province is held against them too, as an office may name it later."""
    text = block_of(look_at(of_places("Huyện Phù Cát"), Answers()), "")
    rows = [[*ROW[:4], "Xã Phù Cát", *ROW[5:]]]
    later = source(WHOLE_HEADER, *rows, name="Gia Lai 2023.xlsx")
    assert asked(later, text) == [("Xã Phù Cát", "Huyện Phù Cát")]
    text += block_of(look_at(later, answers(text)), text).replace('# "Xã', '"Xã')
    assert asked(of_places("Huyện Phù Cát"), text) == []
    assert asked(later, text) == []


def test_a_question_about_a_place_stops_nothing_and_maps_nothing() -> None:
    """Asked or answered, the register is read with its places as typed."""
    text = block_of(look_at(of_places("Huyện Phù Cát"), Answers()), "")
    later = of_places("Xã Phù Cát")
    text += block_of(look_at(later, answers(text)), text)
    for told in (text, text.replace('# "Xã', '"Xã')):
        result = read_book(later.data, told)
        assert not result.faults
        assert list(result.schemes["place"]) == ["Xã Phù Cát"]


def test_a_name_that_no_place_had_is_one_fault() -> None:
    """The answer about a place is one of the names before it, or that it is new."""
    text = block_of(look_at(of_places("Huyện Phù Cát"), Answers()), "")
    added = block_of(look_at(of_places("Xã Phù Cát"), answers(text)), text)
    problems = Problems()
    wrong = added.replace('# "Xã', '"Xã').replace('= "Huyện Phù Cát"', '= "Huyện Phù Mỹ"')
    answers(text + wrong, problems)
    assert [fault.code for fault in problems.faults] == ["answers-unknown"]


def test_many_addresses_are_no_places_to_ask_about() -> None:
    """Texts of which there are more than units of a province are not listed."""
    given = of_places(*(f"Số {number}, xã A" for number in range(1, 302)))
    assert "dia_ban" not in block_of(look_at(given, Answers()), "")


@pytest.mark.parametrize(
    "word",
    [
        "Chờ quyết toán",
        "Chuẩn bị triển khai",
        "Đang hoàn thành hồ sơ",
        "Đã giải ngân 50%",
        "Đang thực hiện",
        "Sẽ thực hiện",
        "dang thuc hien",
    ],
)
def test_what_is_not_done_in_full_is_never_proposed_as_done(word: str) -> None:
    """Neither doc-so.toml nor the message of the fault has it as "thực hiện", as they have a word of what is done."""
    for text, is_done in ((word, False), ("Đã thực hiện xong", True)):
        look = look_at(source([*WHOLE_HEADER, "Tình trạng"], [*ROW, text]), Answers())
        (line,) = look.headers[0].words["status"]
        hints = ['có phải "thực hiện"' in str(fault) for fault in look.result.faults]
        assert (line.meaning == "thực hiện", any(hints)) == (is_done, is_done)


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("Vốn góp", "Kinh phí đối ứng"),
        ("Vốn tự có", "Kinh phí đối ứng"),
        ("Vốn đầu tư của cơ sở", "?"),
    ],
)
def test_the_own_money_of_a_beneficiary_is_proposed_as_counterpart(name: str, meaning: str) -> None:
    """What a firm puts in or has of its own is proposed; what it invests, which the support is a part of, is not."""
    look = look_at(source([*WHOLE_HEADER[:-1], name], ROW), Answers())
    (line,) = (line for line in look.lines if line.text == name)
    assert line.meaning == meaning


OWN_HEADER = [
    ["TT", "Nhiệm vụ", "Cơ sở được hỗ trợ", "Nguồn tiền", None, None],
    [None, None, None, "NSTW", "NS tỉnh", "DN bỏ ra"],
]
OWN_MEANINGS = {
    "Nhiệm vụ": "Tên đề án",
    "Cơ sở được hỗ trợ": "Đơn vị thụ hưởng",
    "NSTW": "Kinh phí KCQG",
    "NS tỉnh": "Kinh phí KCĐP",
    "DN bỏ ra": "Kinh phí đối ứng",
}


def own_book(*groups: Sequence[object]) -> RegisterSource:
    """A book in an office's own words below a header of two rows, with a group over the schemes."""
    rows = [["ĐỀ ÁN NĂM 2023 (ĐVT: triệu đồng)"], *OWN_HEADER]
    scheme = ["Ứng dụng máy móc sấy", "HTX Một", 100, 0, 50]
    data = book({"2023": [*rows, *map(list, groups), [1, *scheme]]}, ["D2:F2"])
    return RegisterSource("data/raw/so.xlsx", sha256(data), data)


def told(text: str) -> str:
    """The text with the meanings of the office's own names, and with all other proposals accepted."""
    lines = []
    for line in accepted(text).splitlines():
        names = line.removeprefix("# ").partition(" = ")[0]
        own = [
            label for name, label in OWN_MEANINGS.items() if name in names.strip('"').split(" / ")
        ]
        lines.append(f'{names} = "{own[0]}"' if own and not line.startswith("cot") else line)
    return "\n".join(lines)


@pytest.mark.parametrize(
    "group",
    [["I", "Huyện Diễn Châu"], ["Huyện Diễn Châu"], [None, "Huyện Diễn Châu", None, 100, 0, 50]],
)
def test_a_book_whose_names_are_all_its_own_is_read_by_its_answers(group: list[object]) -> None:
    """The rows of the header hold few names of a register, even when answered: the book is read as it was told."""
    given_file = own_book(group)
    text = told(block_of(look_at(given_file, Answers()), ""))
    assert "so_dong = 2" in text
    assert sums(read_book(given_file.data, text)) == [1, 10**8, 0, 5 * 10**7, 15 * 10**7]


def test_a_number_of_header_rows_that_the_office_puts_right_is_followed() -> None:
    """Answers of a header that was taken for too high are read with so_dong as the office wrote it."""
    texts = [
        "TT / I",
        "Nhiệm vụ / Huyện Diễn Châu",
        "Cơ sở được hỗ trợ",
        "Nguồn tiền / NSTW",
        "Nguồn tiền / NS tỉnh",
        "Nguồn tiền / DN bỏ ra",
    ]
    listed = ", ".join(f'"{text}"' for text in texts)
    meanings = [f'"{text}" = ""' for text in texts[1:]]
    head = f'[[tieu_de]]\nvan_tay = "{fingerprint_of(texts)}"\nso_dong = 2\ncot = [{listed}]'
    lines = [head, "loai_hinh_theo_ten = true", "[tieu_de.nghia]", '"TT / I" = "STT"', *meanings]
    given_file = own_book(["I", "Huyện Diễn Châu"])
    text = told("\n".join(lines))
    assert sums(read_book(given_file.data, text)) == [1, 10**8, 0, 5 * 10**7, 15 * 10**7]
    assert read_book(given_file.data, text.replace("so_dong = 2", "so_dong = 3")).faults


def test_a_question_without_a_proposal_names_the_words_that_it_may_be_answered_by() -> None:
    """A word of no meaning, and a name of no kind beside kinds by name, say beside them what may be written there."""
    word = source(WHOLE_HEADER, [1, "Trao quà", "HTX Một", "Trao quà", *ROW[4:]])
    names = [*(f"Ứng dụng máy móc số {number}" for number in range(9)), "Trao quà"]
    rows = [[number, name, "HTX", *ROW[4:]] for number, name in enumerate(names)]
    by_name = source([name for name in WHOLE_HEADER if name != "Loại hình"], *rows)
    of_name = look_at(by_name, answers(accepted(block_of(look_at(by_name, Answers()), ""))))
    for look in (look_at(word, Answers()), of_name):
        (line,) = (line for line in look.lines if line.text == "Trao quà" and line.state == ASKED)
        assert f"ghi {wanted_words('kind')}" in line.reason


def test_rows_in_own_words_below_names_that_are_known_are_rows_of_the_header() -> None:
    """Where the first row of a header is known by its names, what divides them further is asked about with it."""
    header = [
        ["TT", "Tên đề án", "Đơn vị thụ hưởng", "Địa bàn", "Nguồn tiền", None, None],
        [None, None, None, None, "Nhà nước", None, "DN bỏ ra"],
        [None, None, None, None, "NSTW", "NS tỉnh", None],
    ]
    scheme = [1, "Ứng dụng máy móc sấy", "HTX Một", "Xã A", 100, 0, 50]
    rows = [["ĐỀ ÁN NĂM 2023 (ĐVT: triệu đồng)"], *header, ["I", "Huyện Diễn Châu"], scheme]
    data = book({"2023": rows}, ["E2:G2", "E3:F3"])
    given_file = RegisterSource("data/raw/so.xlsx", sha256(data), data)
    text = told(block_of(look_at(given_file, Answers()), ""))
    assert "so_dong = 3" in text
    assert sums(read_book(data, text)) == [1, 10**8, 0, 5 * 10**7, 15 * 10**7]

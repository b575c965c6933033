"""Answers as text: whatever stands there is read, or told with its line, and never stops the program."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.adopting import answers_text as module
from analysis.adopting.answers import Answers, HeaderAnswers
from analysis.adopting.answers_text import read_answers
from analysis.adopting.headers import fingerprint_of
from analysis.faults import Problems
from analysis.raw.rows import RawFile
from office_books import answers, book, read_book, sha256

NAMES = (
    "tieu_de tep them van_tay so_dong cot nghia tu loai_hinh_theo_ten ten sha256 trang nam tinh_trang don_vi"
    " nguon dia_ban khong_doc mot_de_an"
).split()
names = st.sampled_from([*NAMES, "Loại hình", "Năm", "2023", "TT"])
leaves = st.one_of(
    st.booleans(), st.integers(), st.text(max_size=5), st.sampled_from(["KCQG", "bỏ"])
)
values = st.recursive(
    leaves,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(names, inner, max_size=4)),
    max_leaves=12,
)
tables = st.dictionaries(st.sampled_from(["tieu_de", "tep", "them"]), values, max_size=3)
entries = st.dictionaries(names, values, max_size=5)
files = st.one_of(
    tables,
    st.dictionaries(
        st.sampled_from(["tieu_de", "tep", "them"]), st.lists(entries, max_size=3), max_size=3
    ),
)


@settings(max_examples=200)
@given(told=files)
def test_any_tables_are_read_or_told(told: dict[str, Any]) -> None:
    """Tables of any shape give answers or faults of the file, and no error of the program."""
    with pytest.MonkeyPatch.context() as patch:
        stand_in = SimpleNamespace(loads=lambda _: told, TOMLDecodeError=ValueError)
        patch.setattr(module, "tomllib", stand_in)
        problems = Problems()
        found = read_answers(RawFile("data/raw/doc-so.toml", "0" * 64, "x"), problems)
    assert isinstance(found, Answers)
    assert {fault.code for fault in problems.faults} <= {
        "answers-malformed",
        "answers-unknown",
        "answers-duplicate",
    }


@given(text=st.text(max_size=60))
def test_any_text_is_read_or_told(text: str) -> None:
    """A text that is no TOML is one fault."""
    problems = Problems()
    read_answers(RawFile("data/raw/doc-so.toml", "0" * 64, text), problems)
    assert len([fault for fault in problems.faults if fault.code == "answers-malformed"]) <= 1


FILE = '[[tep]]\nten = "a.xlsx"\nsha256 = "1"\n'
SHEET = f'{FILE}[tep.trang."Nháp"]\n'
MARK = fingerprint_of(["TT", "Tiền"])
HEADER = f'[[tieu_de]]\nvan_tay = "{MARK}"\ncot = ["TT", "Tiền"]\n'


def told(text: str) -> list[tuple[str, int | None]]:
    """The code and the line of each fault in a text."""
    problems = Problems()
    answers(text, problems)
    return [(fault.code, fault.where.row) for fault in problems.faults]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (f'{SHEET}khong_doc = "true"\n', 5),
        (f"{FILE}khong_doc = true\n", 4),
        (f'{FILE}nam = "2023"\n', 4),
        (f"{FILE}nam = true\n", 4),
        (f"{FILE}nam = 23\n", 4),
        (f"{FILE}tinh_trang = 1\n", 4),
        (f'{FILE}mot_de_an = "5, 8"\n', 4),
        (f"{FILE}mot_de_an = [5, 8]\n", 4),
        (f'{FILE}trang = "Nháp"\n', 4),
        (f'{FILE}[tep.trang]\n"Nháp" = true\n', 5),
        (f'{HEADER}loai_hinh_theo_ten = "true"\n', 4),
        (f"{HEADER}so_dong = -1\n", 4),
        (f'{HEADER}so_dong = "1"\n', 4),
        (f'{HEADER}tu = "x"\n', 4),
        (f'{HEADER}tu."Loại hình" = "x"\n', 4),
        (f'{HEADER}nghia = ["x"]\n', 4),
        (f'{HEADER}[tieu_de.nghia]\n"Tiền" = 1\n', 5),
        (f'{HEADER}[tieu_de.tu."Loại hình"]\n"Máy" = true\n', 5),
        (f'{HEADER}[[them]]\nvan_tay = "{MARK}"\nloai_hinh_theo_ten = 1\n', 6),
        ('[[tieu_de]]\ncot = ["TT"]\n', 1),
        ('[[tieu_de]]\nvan_tay = "1"\n', 1),
        ('[[tieu_de]]\nvan_tay = "1"\ncot = "TT"\n', 3),
        ('[[tep]]\nsha256 = "1"\n', 1),
        ('[[tep]]\nten = "a.xlsx"\n', 1),
        ('[tep]\nten = "a.xlsx"\n', 1),
    ],
)
def test_an_answer_of_another_type_is_refused_with_its_line(text: str, row: int) -> None:
    """Quotes around true, a number below 1, a table without the entry that says of what it speaks: told once."""
    assert told(text) == [("answers-malformed", row)]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (f'{HEADER}tu = {{ "Nghề" = {{ "Máy" = "x" }} }}\n', 4),
        (f'{HEADER}[tieu_de.tu."Nghề"]\n"Máy" = "x"\n', 4),
        (f'{HEADER}[tieu_de.tu."Loại hình"]\n"Máy" = ""\n', 5),
        (f'{HEADER}[tieu_de.nghia]\n"Tiền" = ""\n', 5),
        (f'{HEADER}[[them]]\nvan_tay = "2"\n', 5),
        (f"{FILE}{FILE.replace('1', '2')}namm = 2023\n", 7),
        (f'{FILE}tinh_trang = ""\n', 4),
        (f"{FILE}[[tepp]]\n", 4),
    ],
)
def test_a_name_or_word_that_is_not_there_is_told_once_with_its_line(text: str, row: int) -> None:
    """Each at its own line, also where an entry of that name stands in another table before it."""
    assert told(text) == [("answers-unknown", row)]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (f'{HEADER}[tieu_de.nghia]\n"Tiền" = "Kinh phí KCQG"\n"tiền" = "bỏ"\n', 6),
        (f'{HEADER}[tieu_de.tu."Loại hình"]\n"A  b" = "Đào tạo nghề"\n"A b" = "Đào tạo nghề"\n', 6),
        (f'{FILE}nam = 2023\n[[them]]\nten = "a.xlsx"\nsha256 = "1"\nnam = 2024\n', 8),
        (
            f'{SHEET}nguon = "KCQG"\n[[them]]\nten = "a.xlsx"\nsha256 = "1"\n[them.trang."Nháp"]\nnguon = "KCĐP"\n',
            10,
        ),
        (
            f'{HEADER}[tieu_de.nghia]\n"Tiền" = "bỏ"\n[[them]]\nvan_tay = "{MARK}"\n[them.nghia]\n"Tiền" = "bỏ"\n',
            9,
        ),
    ],
)
def test_two_answers_to_one_question_are_refused(text: str, row: int) -> None:
    """Neither of them wins by its place in the text."""
    assert told(text) == [("answers-duplicate", row)]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("loai_hinh_theo_ten = có", "loai_hinh_theo_ten = true hoặc false, không có ngoặc kép"),
        ("nam = năm 2023", "nam = số nguyên, không có ngoặc kép"),
        ("8 = hai", "8 = số nguyên, không có ngoặc kép"),
        ("tinh_trang = kế hoạch", "tinh_trang = chữ trong ngoặc kép"),
        ('"Cột / A" = bỏ', '"Cột / A" = chữ trong ngoặc kép'),
        ("nam = 2023 đề xuất", "nam = 2023, lời ghi sau giá trị có # ở trước"),
        (
            'tinh_trang = "kế hoạch" 5 ô',
            'tinh_trang = "kế hoạch", lời ghi sau giá trị có # ở trước',
        ),
        ("hết phần của so.xlsx", "một dòng tên = giá trị; lời ghi có # ở đầu dòng"),
    ],
)
def test_a_line_that_is_no_entry_is_told_what_is_wanted_in_its_place(
    line: str, wanted: str
) -> None:
    """Quotes are asked for where a text is wanted, and only there; what is a remark is told to stand behind #."""
    problems = Problems()
    answers(f"{FILE}{line}\n", problems)
    assert [(fault.where.row, fault.wanted) for fault in problems.faults] == [(4, wanted)]


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("nam = true", "nam = true"),
        ('nam = "2023"', 'nam = "2023"'),
        ("tinh_trang = 1", "tinh_trang = 1"),
        ("mot_de_an = [5, 8]", "mot_de_an = [5, 8]"),
        ('nam_cua_dong.8 = "2023"', '8 = "2023"'),
    ],
)
def test_a_value_is_told_as_it_is_typed(line: str, typed: str) -> None:
    """A number without quotes is not shown in quotes, which the message then asks for."""
    problems = Problems()
    answers(f"{FILE}{line}\n", problems)
    assert [fault.got.startswith(f"{typed} không") for fault in problems.faults] == [True]


def test_a_mark_that_is_not_that_of_its_columns_is_refused() -> None:
    """Columns changed by hand would be renamed under one header and left out under another."""
    assert told(HEADER.replace("Tiền", "Kinh phí")) == [("answers-malformed", 2)]


def test_all_that_is_wrong_is_told_at_once() -> None:
    """One run names every answer that cannot be followed, in whatever tables they stand."""
    text = f'{SHEET}khong_doc = "true"\nnam = 1\n{HEADER}so_dong = 0\ntu = "x"\n[[tep]]\n'
    assert sorted(row or 0 for _, row in told(text)) == [5, 6, 10, 11, 12, 12]


def test_a_column_of_another_year_is_the_same_column_only_where_there_is_one() -> None:
    """Of two columns that differ in their year each means what was said of its own text, a third nothing."""
    two = HeaderAnswers("1", 1, ("KP 2022", "KP 2023"), {"kp 2022": "kcqg", "kp 2023": "bỏ"})
    assert two.meanings(["KP 2022", "KP 2023"]) == {"KP 2022": "kcqg", "KP 2023": "bỏ"}
    assert two.meanings(["KP 2023", "KP 2024"]) == {"KP 2023": "bỏ"}
    one = HeaderAnswers("1", 1, ("KP 2022",), {"kp 2022": "kcqg"})
    assert one.meanings(["KP 2023"]) == {"KP 2023": "kcqg"}
    assert one.meanings(["KP 2023", "KP 2024"]) == {}


def test_a_status_of_the_file_does_not_hide_those_of_its_header() -> None:
    """Plan beside actual stays two statuses of each scheme, whatever status was given to the whole file."""
    header = ["TT", "Tên đề án", "Đơn vị thụ hưởng", "Loại hình", "Địa bàn", "Năm"]
    money = ["KCQG", "KCĐP", "Đối ứng"]
    over = [*header, "Kế hoạch", None, None, "Thực hiện", None, None]
    row = [
        1,
        "Máy",
        "HTX",
        "Ứng dụng máy móc",
        "Huyện A",
        2023,
        10**8,
        0,
        10**8,
        2 * 10**8,
        0,
        10**8,
    ]
    data = book({"DM": [over, [None] * 6 + money * 2, row]}, ["G1:I1", "J1:L1"])
    own = FILE.replace('"a.xlsx"', '"so.xlsx"').replace('"1"', f'"{sha256(data)}"')
    result = read_book(data, f'{own}tinh_trang = "kế hoạch"\n')
    told = dict(zip(result.schemes["status"], result.schemes["kcqg"], strict=True))
    assert told == {"planned": 10**8, "actual": 2 * 10**8}


def test_a_sheet_that_is_left_out_is_a_part_of_what_its_file_was_read_by() -> None:
    """An edition made without a draft is stale once the draft is read: the answer is kept with the other tables."""
    header = ["TT", "Tên đề án", "Đơn vị thụ hưởng", "Loại hình", "Địa bàn", "Năm", "KCQG", "KCĐP"]
    row = [1, "Máy", "HTX", "Ứng dụng máy móc", "Huyện A", 2023, 10**8, 0, 10**8]
    rows: list[list[object]] = [[*header, "Đối ứng"], row]
    data = book({"Chính": rows, "Nháp": rows})
    own = FILE.replace('"a.xlsx"', '"so.xlsx"').replace('"1"', f'"{sha256(data)}"')
    (table,) = read_book(data, f'{own}[tep.trang."Nháp"]\nkhong_doc = true\n').printed
    assert 'khong_doc, trang "Nháp" = true' in table.answers


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Gia Lai (cũ)", "gia-lai-truoc-sap-xep"),
        ("tỉnh Gia Lai cũ", "gia-lai-truoc-sap-xep"),
        ("Gia Lai mới", "gia-lai-sau-sap-xep"),
        ("Gia Lai trước sắp xếp", "gia-lai-truoc-sap-xep"),
        ("Gia Lai", "gia-lai"),
        ("Gia Lay", ""),
    ],
)
def test_a_territory_is_answered_in_the_words_that_titles_have(text: str, slug: str) -> None:
    """The old and the new province are known by the words of titles; a refusal shows forms that work."""
    problems = Problems()
    told = f'[[tep]]\nten = "so.xlsx"\nsha256 = "1"\ndia_ban = "{text}"\n'
    (file,) = answers(told, problems).files
    assert file.whole.territory == slug
    assert [fault.code for fault in problems.faults] == ([] if slug else ["answers-unknown"])
    assert all("Gia Lai trước sắp xếp" in fault.wanted for fault in problems.faults)

"""What is written of a workbook reads back as what it was written for, whatever stands in doc-so.toml before it."""

from __future__ import annotations

from analysis.adopting.answers import Answers, SheetAnswers
from analysis.faults import Problems
from analysis.proposing.proposals import look_at
from analysis.proposing.rounds import asked_at_once
from analysis.proposing.written import block_of, parted
from analysis.raw.rows import RegisterSource
from office_books import MILLION, UNIT, Rows, answers, book, read_book, sha256

HEADER = ["TT", "Tên đề án", "Đơn vị thụ hưởng", "Loại hình", "Địa bàn", "Năm"]
MONEY = ["KCQG", "KCĐP", "Đối ứng"]


def scheme(number: int, *money: object) -> list[object]:
    kind, place = "Ứng dụng máy móc", "Huyện A"
    return [number, f"Máy số {number}", f"HTX {number}", kind, place, 2020 + number, *money]


def sheet(number: int, title: str) -> Rows:
    return [[title], [UNIT], [*HEADER, *MONEY], scheme(number, 100, 0, 50)]


def source(sheets: dict[str, Rows]) -> RegisterSource:
    data = book(sheets)
    return RegisterSource("data/raw/so.xlsx", sha256(data), data)


def said_of(given: RegisterSource, more: str) -> str:
    return f'[[tep]]\nten = "so.xlsx"\nsha256 = "{given.sha256}"\n{more}'


def test_a_note_that_looks_like_a_beginning_is_no_part_of_a_register() -> None:
    """Only what has its end below is one: questions under a note of the office are of no register of that name."""
    given = source({"A": sheet(1, "DANH MỤC ĐỀ ÁN DỰ KIẾN")})
    block = block_of(look_at(given, answers("")), "")
    text = f"# ---- ghi chú của tôi ----\n{block}# ---- ghi chú cuối ----\n# sau cùng\n"
    names = [name for _, name, line in parted(text) if line]
    assert names[0] == ""
    assert set(names[1:-2]) == {"so.xlsx", ""}
    assert names[-2:] == ["", ""]


def test_an_answer_asked_for_later_belongs_to_its_own_file() -> None:
    """A sheet's answer that is asked for after another file was written down is that of its own file."""
    given = source({"A": sheet(1, ""), "B": sheet(2, "DANH MỤC ĐỀ ÁN DỰ KIẾN")})
    before = said_of(given, "") + '[[tep]]\nten = "khac.xlsx"\nsha256 = "2"\nnam = 2020\n'
    added = block_of(look_at(given, answers(before)), before)
    assert '# tinh_trang = "?"' in added
    text = before + added.replace('# tinh_trang = "?"', 'tinh_trang = "kế hoạch"')
    own, other = answers(text).files
    assert own.sheets == {"B": SheetAnswers(status="planned")}
    assert (other.name, other.sheets) == ("khac.xlsx", {})
    assert not read_book(given.data, text).faults


def test_what_one_sheet_was_asked_is_asked_of_another_too() -> None:
    """The same question of two sheets is two questions, of which an earlier run may have asked one."""
    given = source({"A": sheet(1, "ĐỀ ÁN DỰ KIẾN"), "B": sheet(2, "ĐỀ ÁN DỰ KIẾN")})
    before = said_of(given, '[tep.trang."A"]\n# tinh_trang = "kế hoạch"  # chưa rõ\n')
    added = block_of(look_at(given, answers(before)), before)
    assert '[them.trang."B"]' in added
    assert '[them.trang."A"]' not in added


def test_a_header_with_columns_of_two_years_is_read_as_each_was_answered() -> None:
    """Of "KP 2022" and "KP 2023" the one that is the fund is read as the fund, whichever it is."""
    header = [*HEADER, "KP 2022", "KP 2023", "KCĐP", "Đối ứng"]
    given = source({"DM": [[UNIT], [*header], scheme(1, 70, 30, 0, 40)]})
    text = block_of(look_at(given, Answers()), "")
    for name, money in (("KP 2022", 70), ("KP 2023", 30)):
        (line,) = (line for line in text.splitlines() if f'"{name}" = ' in line)
        mapped = text.replace(line, f'"{name}" = "Kinh phí KCQG"')
        assert list(read_book(given.data, mapped).schemes["kcqg"]) == [money * MILLION]


def test_next_years_columns_of_two_years_are_asked_about() -> None:
    """A column of a year that nobody spoke of is asked about below the known header; the others mean what they did."""
    header = [*HEADER, "KP 2022", "KP 2023", "KCĐP", "Đối ứng"]
    first = source({"DM": [[UNIT], [*header], scheme(1, 70, 30, 0, 40)]})
    before = block_of(look_at(first, Answers()), "")
    header[6:8] = ["KP 2023", "KP 2024"]
    later = source({"DM": [[UNIT], [*header], scheme(2, 70, 30, 0, 40)]})
    added = block_of(look_at(later, answers(before)), before)
    assert '# "KP 2024" = ' in added
    assert '"KP 2023" = ' not in added
    text = before + added.replace('# "KP 2024" = "?"', '"KP 2024" = "Kinh phí KCQG"')
    assert list(read_book(later.data, text).schemes["kcqg"]) == [30 * MILLION]


def test_two_columns_of_one_name_are_one_entry() -> None:
    """A name that stands twice in a header is written once, so that the text can be read."""
    given = source({"DM": [[UNIT], [*HEADER, *MONEY, "Xem", "Xem"], scheme(1, 70, 30, 0, 1, 2)]})
    text = block_of(look_at(given, Answers()), "")
    assert text.count('"Xem" = ') == 1
    assert not read_book(given.data, text).faults


def test_entries_in_another_spelling_are_known_again() -> None:
    """Blanks around = and notes behind an entry do not make the program ask again."""
    given = source({"DM": [[UNIT], [*HEADER, *MONEY], scheme(1, 70, 30, 0)]})
    text = block_of(look_at(given, Answers()), "")
    other = "\n".join(line.replace(" = ", "=") + "  # của Sở" for line in text.splitlines())
    assert block_of(look_at(given, answers(other)), other) == ""


def test_a_column_or_a_word_with_the_name_of_an_entry_is_a_text() -> None:
    """Headers and cells may be typed as the entries of doc-so.toml are called: what is written reads back."""
    names = ("nam", "mot_de_an", "loai_hinh_theo_ten", "tinh_trang")
    header = [*HEADER[:-1], "nam", *MONEY, *names[1:]]
    row = scheme(1, 100, 0, 50, *names[1:])
    row[3] = "nam"
    given = source({"A": [["DANH MỤC"], [UNIT], [*header], row]})
    problems = Problems()
    (read,) = answers(block_of(look_at(given, Answers()), ""), problems).headers
    assert not problems.faults
    assert read.texts == tuple(header)


def test_no_question_of_a_file_has_an_answer_ready() -> None:
    """Who takes the mark of a question away has answered nothing: status, fund, unit and year are refused as "?"."""
    header = [*HEADER[:-1], "Kinh phí hỗ trợ", "Đối ứng"]
    asking: dict[str, Rows] = {
        "A": [["DANH MỤC"], [*header], [*scheme(1)[:-1], 100, 50]],
        "B": sheet(2, "ĐỀ ÁN DỰ KIẾN"),
        "C": [[UNIT], [*HEADER, *MONEY], [*scheme(3)[:-1], "2022-2023", 100, 0, 50]],
    }
    text = block_of(asked_at_once(source(asking), ""), "")
    taken = [line.removeprefix("# ") if '"?"' in line else line for line in text.splitlines()]
    names = {"nam", "nguon", "don_vi", "tinh_trang", "3"}
    assert {line.partition(" = ")[0] for line in taken if '"?"' in line} == names
    problems = Problems()
    answers("\n".join(taken), problems)
    assert len(problems.faults) == len(names)

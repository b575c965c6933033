"""Texts of a column: what nobody typed as one is refused."""

from __future__ import annotations

import pytest

from analysis.tables import text_columns
from register_files import (
    HEADER,
    ROWS,
    changed,
    csv_text,
    fault_codes,
    in_sheet,
    read,
    read_workbook,
    rezipped,
    workbook,
)


@pytest.mark.parametrize("column", [1, 2, 4, 6])
@pytest.mark.parametrize("word", ["0", "45050", "12/5", "TRUE", "false", "#VALUE!", "ĐÚNG", "NaT"])
def test_a_required_text_has_a_letter_that_somebody_typed(column: int, word: str) -> None:
    """A number, a truth value, an error or another word of a program is no name, beneficiary, place or content."""
    assert fault_codes(read(changed(1, column, word))) == {"text-no-letter"}


@pytest.mark.parametrize("column", [1, 2, 4, 6])
@pytest.mark.parametrize(
    "word",
    [
        "(blank)", "(trống)", "[null]", "Err:502", "Error 2042", "#GETTING_DATA", "#SPILL!", "#CALC!", "#N/D", "#NV",
        "#TÊN?", "#ЗНАЧ!", "# N/A", "N / A", "#N/A Requesting Data...", "undefined", "[object Object]", "Column1",
        "Cột 2", "Unnamed: 3", "Sheet1", "REF!", "Loading...", "System.String[]",
    ],
)  # fmt: skip
def test_a_word_of_a_program_is_no_text(word: str, column: int) -> None:
    """What a program writes where it has no value, or as a name of its own, in any language, names nothing."""
    assert fault_codes(read(changed(1, column, word))) == {"text-no-letter"}


@pytest.mark.parametrize("column", [2, 4, 6])
@pytest.mark.parametrize(
    "word", ["nt", "-nt-", "N.T", "Như trên", "như dòng trên", '"', "″", "- như trên -", "tương tự"]
)
def test_a_word_for_the_cell_above_is_no_text(word: str, column: int) -> None:
    """What repeats the cell above for a reader is asked, and becomes no place and no firm of that name."""
    faults = read(changed(1, column, word)).faults
    assert [(fault.code, fault.where.row) for fault in faults] == [("text-no-letter", 3)]


@pytest.mark.parametrize(
    "word",
    ["Thôn 2", "Cột điện 110", "Nghề đan lát (trống đồng)", "Bảng 1 màu", "Lỗi 5 số", "#read('a')"],
)
def test_what_people_type_is_a_text(word: str) -> None:
    """A name of a few letters, a number or brackets is a name."""
    assert not read(changed(1, 1, word)).faults


@pytest.mark.parametrize("value", [45050, True, 0])
def test_a_stored_number_or_truth_value_is_no_text(value: object) -> None:
    """What a workbook stores as no text is refused where a text is required."""
    result = read_workbook(lambda sheet: sheet.__setitem__("C3", value))
    assert fault_codes(result) == {"text-no-letter"}


def test_a_zero_byte_refuses_the_whole_file() -> None:
    """A file with a zero byte is damaged: no row of it is read, whatever the column in which the byte stands."""
    header = [*HEADER, "Ghi chú"]
    text = csv_text([header, *([*row, "a\x00b"] for row in ROWS)])
    assert fault_codes(read(text)) == {"file-corrupt"}
    data = rezipped(workbook(), in_sheet("</sheetData>", "\x00</sheetData>"))
    assert fault_codes(read(data, "data/raw/so.xlsx")) == {"file-corrupt"}


ODD = {
    1: ("Máy\u200b sao", "n/a", "Dự án đã hủy", "Máy ?ao"),
    2: ("12345", "nt", "#REF!", "Ð Hoa"),
    3: ("Ứng dụng\u202e máy móc", "Đào tạo nghề", "-", "MMTB"),
    4: ("NA", "nt", "Hà Giang", "Ж"),
    5: ("null", "2023", "nt", "2o23"),
    6: ("", "đã rút", "#N/A", "Mua m?y"),
}


def told(text: str) -> tuple[list[str], list[str]]:
    result = read(text)
    return [str(fault) for fault in result.faults], [str(found) for found in result.findings]


@pytest.mark.parametrize("text", range(4))
def test_columns_looked_through_together_are_told_of_as_each_alone(
    text: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Odd cells in each column in turn: the same faults and warnings at the same cells, in the same order."""
    for column, texts in ODD.items():
        cells = [list(own) for own in ROWS]
        cells[column % 3][column] = texts[text]
        register = csv_text([HEADER, *cells])
        together = told(register)
        with monkeypatch.context() as each_alone:
            each_alone.setattr(text_columns, "SAMPLE", 0)
            assert told(register) == together, column

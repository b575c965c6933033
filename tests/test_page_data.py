"""The data of the page as the program makes them: printed cells as they were read, text that stays text."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.page import MOST_TEXT, SHORT_TEXT, _column, page_text
from analysis.registers.printed import PRINTED, printed_cells
from analysis.registers.reader import TableRef, read_registers
from analysis.registers.units import TRIEU
from register_files import AMOUNTS, HEADER, ROWS, csv_text, read, with_unit, workbook


@given(st.dictionaries(st.text(), st.text()))
def test_no_text_ends_the_script_element(data: dict[str, str]) -> None:
    """Whatever the texts are, the data hold no sign of markup, and reading them gives the same texts."""
    text = page_text(data)
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == data


@pytest.mark.parametrize("text", ["</script>", "<!--", "<script>", "]]>", "&lt;", "\ufeff\u0085"])
def test_signs_of_markup_are_escaped(text: str) -> None:
    """The texts that a browser could take for the end of the data."""
    assert page_text({"a": text}).isascii()


def test_cells_are_kept_as_printed() -> None:
    """The printed amounts of a CSV are the texts of its cells, those of a workbook are stored numbers."""
    amounts = ("262,5 triệu", "87.500.000", "650000000", "1 tỷ")
    typed = read(csv_text([HEADER, *ROWS[:1], [*ROWS[1][:7], *amounts]]))
    cells = printed_cells(typed.printed, typed.schemes)
    assert tuple(cells.loc[1, list(AMOUNTS)]) == amounts
    assert cells["row"].tolist() == [2, 3]
    assert not cells[[f"{code}_stored" for code in AMOUNTS]].to_numpy().any()
    stored = read(workbook(), "data/raw/so.xlsx")
    cells = printed_cells(stored.printed, stored.schemes)
    assert cells["kcqg"].tolist() == [row[7] for row in ROWS]
    assert cells[[f"{code}_stored" for code in AMOUNTS]].to_numpy().all()


def test_cells_of_the_wanted_schemes_alone() -> None:
    """Only the schemes asked for are there, each once, and only columns that readers may see."""
    header = [*HEADER, "Điện thoại", "Đơn vị thực hiện"]
    result = read(csv_text([header, *([*row, "0912345678", "Trung tâm"] for row in ROWS)]))
    wanted = result.schemes[result.schemes["year"] == 2023]
    cells = printed_cells(result.printed, pd.concat([wanted, wanted]))
    assert cells["name"].tolist() == [row[1] for row in ROWS[:2]]
    assert "beneficiary" not in PRINTED
    assert not {"0912345678", "Trung tâm", "Cơ sở may Hoa Mai"} & set(cells.astype(str).to_numpy().ravel())
    assert len(printed_cells(result.printed, result.schemes.head(0))) == 0


def test_tables_of_several_files_keep_their_numbers() -> None:
    """The table of a scheme is the one that its cells are taken from, also with several files."""
    from analysis.registers.grid import RegisterSource

    texts = [csv_text([HEADER, ROWS[0]]), csv_text([HEADER, ROWS[2]])]
    result = read_registers(RegisterSource(f"data/raw/{n}.csv", str(n), text.encode()) for n, text in enumerate(texts))
    assert [ref.file for ref in result.tables] == ["data/raw/0.csv", "data/raw/1.csv"]
    cells = printed_cells(result.printed, result.schemes)
    assert cells["name"].tolist() == [ROWS[0][1], ROWS[2][1]]
    assert cells["table"].tolist() == [0, 1]


def test_units_of_the_columns_are_kept() -> None:
    """A column of money keeps the đồng in one of its unit; without a stated unit that is one."""
    assert read(csv_text()).tables[0].units == dict.fromkeys(AMOUNTS, 1)
    stated = read(with_unit("triệu đồng", {0: ("310", "0", "690", "1000")}))
    assert stated.tables[0].units == dict.fromkeys(AMOUNTS, TRIEU)


def test_repeated_and_long_texts_are_kept_short() -> None:
    """A column of few different texts names each once; very much text that nothing is computed from is cut."""
    ref = TableRef("data/raw/a.csv", "0", "", {"place": "Địa bàn", "activity_text": "Nội dung"})
    places = ["A", "B"] * 10
    column = _column("place", ref, pd.DataFrame({"place": places}))
    assert [column["words"][number] for number in column["cells"]] == places
    long = [f"{number}" + "x" * 1000 for number in range(MOST_TEXT // 1000 + 1)]
    column = _column("activity_text", ref, pd.DataFrame({"activity_text": long}))
    assert {len(text) for text in column["cells"]} == {SHORT_TEXT + 1}

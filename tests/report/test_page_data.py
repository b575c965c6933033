"""The data of the page as the program makes them: printed cells as they were read, text that stays text."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import accumulate
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.book.records import row_spans
from analysis.edition import Edition
from analysis.language.numbers import bound_of, parse_exact, parse_figure
from analysis.language.printed_units import MILLION
from analysis.registers.reader import read_registers
from analysis.registers.result import PRINTED, printed_cells
from analysis.registers.table_refs import TableRef
from analysis.report.page_data import MOST_TEXT, SHORT_TEXT, _column, page_data, page_text
from data_builder import FIGURES, Computed, Row, compute, figure, made, write_raw, write_table
from filled_forms import funds, raw_folder
from filled_forms import workbook as in_workbook
from issued_data import issue
from register_files import AMOUNTS, HEADER, ROWS, csv_text, read, register, row, with_unit, workbook


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
    assert not {"0912345678", "Trung tâm", "Cơ sở may Hoa Mai"} & set(
        cells.astype(str).to_numpy().ravel()
    )
    assert len(printed_cells(result.printed, result.schemes.head(0))) == 0


def test_tables_of_several_files_keep_their_numbers() -> None:
    """The table of a scheme is the one that its cells are taken from, also with several files."""
    from analysis.raw.rows import RegisterSource

    texts = [csv_text([HEADER, ROWS[0]]), csv_text([HEADER, ROWS[2]])]
    result = read_registers(
        RegisterSource(f"data/raw/{n}.csv", str(n), text.encode()) for n, text in enumerate(texts)
    )
    assert [ref.file for ref in result.tables] == ["data/raw/0.csv", "data/raw/1.csv"]
    cells = printed_cells(result.printed, result.schemes)
    assert cells["name"].tolist() == [ROWS[0][1], ROWS[2][1]]
    assert cells["table"].tolist() == [0, 1]


def test_units_of_the_columns_are_kept() -> None:
    """A column of money keeps the đồng in one of its unit; without a stated unit that is one."""
    assert read(csv_text()).tables[0].units == dict.fromkeys(AMOUNTS, 1)
    stated = read(with_unit("triệu đồng", {0: ("310", "0", "690", "1000")}))
    assert stated.tables[0].units == dict.fromkeys(AMOUNTS, MILLION)


def test_repeated_and_long_texts_are_kept_short() -> None:
    """A column of few different texts names each once; very much text that nothing is computed from is cut."""
    ref = TableRef("data/raw/a.csv", "0", "", {"place": "Địa bàn", "activity_text": "Nội dung"})
    places = ["A", "B"] * 10
    column = _column("place", ref, pd.DataFrame({"place": places}))
    assert [column["words"][number] for number in column["cells"]] == places
    long = [f"{number}" + "x" * 1000 for number in range(MOST_TEXT // 1000 + 1)]
    column = _column("activity_text", ref, pd.DataFrame({"activity_text": long}))
    assert {len(text) for text in column["cells"]} == {SHORT_TEXT + 1}


def data_for(computed: Computed) -> dict[str, Any]:
    """The page's data for every value of an edition."""
    report = computed.report
    return page_data(report, [value.id for value in computed.book])


def test_a_cell_of_a_form_says_its_sheet_and_is_read_in_its_unit(tmp_path: Path) -> None:
    """Two funds of one row are two cells, each in the unit of its form, read as any print is."""
    rows = funds({"9": {"local": 500.5, "national": 20}}, {"local": 500.5, "national": 20})
    folder = raw_folder(tmp_path, bieu_xlsx=in_workbook(KP=rows))
    data = data_for(compute(folder, Edition("ha-tinh", 2025, 2025)))
    cells = [cell[1:] for cell in data["cells"] if "KP" in cell[2]]
    assert (5, "D, trang tính “KP”", "20", "triệu đồng", "") in cells
    assert (5, "C, trang tính “KP”", "500,5", "triệu đồng", "") in cells
    assert (14, "C, trang tính “KP”", "500,5", "triệu đồng", "") in cells


def gathered(data: dict[str, Any], entry: dict[str, Any]) -> set[Fraction]:
    """What each cell of a raw value gives, and the sum of its ranges in a list of single cells."""
    found = set()
    for number in entry.get("cells", ()):
        _, _, _, printed, unit, qualifier, *part = data["cells"][number]
        found.add(parse_exact(printed) if part else parse_figure(printed, unit))
        assert part or bound_of(qualifier) == entry["bound"], entry["id"]
    total = Fraction(0)
    for span in entry.get("ranges", ()):
        total += sum(amounts(data, *span))
    return found | ({total} if "ranges" in entry else set())


def correction(number: int, row: int, column: str, wrong: str, right: str) -> Row:
    cells = {
        "tep": FIGURES,
        "dong": str(row),
        "cot": column,
        "gia_tri_sai": wrong,
        "gia_tri_dung": right,
    }
    return {**cells, "trang_tinh": "", "ly_do": f"văn bản gốc {number}", "nguoi": "Người thử"}


CORRECTED = [
    figure("100", "tỷ đồng", fund="KCQG"),
    figure("50", fund="KCĐP"),
    figure("400", fund="đối ứng"),
    figure("9", "đơn vị", measure="đơn vị thụ hưởng"),
]
LINES = [
    correction(1, 2, "don_vi", "tỷ đồng", "triệu đồng"),
    correction(2, 3, "dinh_ngu", "", "trên"),
    correction(3, 4, "don_vi", "triệu đồng", "tỷ đồng"),
    correction(4, 4, "gia_tri", "400", "0,5"),
    correction(5, 4, "dinh_ngu", "", "gần"),
    correction(6, 5, "gia_tri", "9", "10"),
]


def corrected_edition(folder: Path) -> Computed:
    write_raw(folder, CORRECTED)
    write_table(folder, "dinh-chinh.csv", LINES, tuple(LINES[0]))
    return compute(folder, Edition("thu", 2022, 2022))


def test_cells_have_the_unit_and_qualifier_of_their_value(tmp_path: Path) -> None:
    """With corrections of unit, qualifier and amount each raw value, with and without them, is what its cells give."""
    computed = corrected_edition(tmp_path)
    data = data_for(computed)
    known = [
        entry for entry in data["values"] if "formula" not in entry and entry["value"] is not None
    ]
    raw = [entry for entry in known if entry["unit"] in ("đồng", "cơ sở", "đơn vị")]
    assert {"Q", "Q.dc2", "L", "L.dc3", "C_goc", "tien_cb_doc", "tien_cb_dung"} <= {
        entry["id"] for entry in raw
    }
    assert any(entry["id"].startswith("C.dc") for entry in raw)
    for entry in raw:
        assert gathered(data, entry) == {parse_exact(entry["value"])}, entry["id"]


def ratios(data: dict[str, Any], entry: dict[str, Any]) -> list[Fraction]:
    """Three ranges at a time: the first by the sum of the others in every row, by the cells of the page."""
    columns = [amounts(data, *span) for span in entry["ranges"]]
    found: list[Fraction] = []
    for counterpart, national, local in zip(*[iter(columns)] * 3, strict=True):
        rows = zip(counterpart, national, local, strict=True)
        found += [part / (first + second) for part, first, second in rows]
    return found


def texts_of(column: dict[str, Any]) -> list[str]:
    """The cells of a column, where it names each distinct text once too."""
    words = column.get("words")
    return [words[number] for number in column["cells"]] if words else column["cells"]


def amounts(data: dict[str, Any], number: int, code: str, set_: int) -> list[Fraction]:
    """The amounts of a range row by row, in a register of đồng or in a list of single cells."""
    table = data["tables"][number]
    columns = {column["code"]: column for column in table["columns"]}
    texts, units = texts_of(columns[code]), texts_of(columns.get("don_vi", {"cells": []}))
    at = {row: place for place, row in enumerate(accumulate(table["rows"]))}
    places = [
        at[row] for first, last in row_spans(data["sets"][set_]) for row in range(first, last + 1)
    ]
    return [parse_figure(texts[place], units[place] if units else "đồng") for place in places]


def test_the_ratio_of_a_corrected_scheme_is_made_of_its_right_cell(tmp_path: Path) -> None:
    """The cells under the mean of ratios stand row by row, those of dinh-chinh.csv in their place."""
    rows = [row(n, q=100, l=10 * n, c=100 * n) for n in range(1, 5)]
    folder = register(tmp_path, *rows)
    lines = [
        {**correction(1, 3, column, wrong, right), "tep": "dm.csv"}
        for column, wrong, right in (
            ("Kinh phí đối ứng", "200000000", "240000000"),
            ("Tổng kinh phí", "320000000", "360000000"),
        )
    ]
    write_table(folder, "dinh-chinh.csv", lines, tuple(lines[0]))
    computed = compute(folder, Edition("tinh", 2023, 2023))
    data = data_for(computed)
    (entry,) = [entry for entry in data["values"] if entry["id"] == "HS_tong"]
    assert sorted(ratios(data, entry)) == [
        Fraction(100, 110),
        Fraction(240, 120),
        Fraction(300, 130),
        Fraction(400, 140),
    ]


def test_cells_of_issued_records_are_exact(tmp_path: Path) -> None:
    """A value of an issued record is read as the record holds it: whole đồng, a fraction, with no unit or qualifier."""
    rows = [
        figure("100,5", fund="KCQG"),
        figure("40", fund="KCĐP", word="trên"),
        figure("300", fund="đối ứng"),
    ]
    later = [{**row, "tu_nam": "2023", "den_nam": "2023"} for row in rows]
    first = made(tmp_path / "a", rows)
    write_raw(tmp_path / "b", [*rows, *later])
    data = data_for(compute(tmp_path / "b", Edition("thu", 2023, 2023), [issue(first)]))
    old = [entry for entry in data["values"] if entry["id"].endswith(".kt0")]
    assert {"Q.kt0", "L.kt0", "I10.kt0"} <= {entry["id"] for entry in old}
    assert any("/" in entry["value"] for entry in old)
    for entry in old:
        (number,) = entry["cells"]
        assert data["cells"][number][3:] == (entry["value"], "", "", "values")
        assert data["files"][data["cells"][number][0]][0] == "data/issued/thu-2022.json"
        assert gathered(data, entry) == {parse_exact(entry["value"])}

"""The page of editions whose sources are corrected and whose earlier edition is issued, in a real browser."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

import page_browser as pb
import reading
from analysis.edition import Edition as Period
from data_builder import SIGNED, compute, correction_line, figure, over, write_raw, write_table
from editions import Edition, Scratch, fresh_copy
from issued_data import done, issue, period, shelve
from page_browser import Page, data_of

ROWS = [
    figure("100", "tỷ đồng", fund="KCQG"),
    figure("50,5", fund="KCĐP"),
    figure("400", fund="đối ứng"),
    figure("9", "đơn vị", measure="đơn vị thụ hưởng"),
]
LATER = over(ROWS, tu_nam="2023", den_nam="2023")
LINES = [
    correction_line(6, "don_vi", "tỷ đồng", "triệu đồng"),
    correction_line(7, "dinh_ngu", "", "trên"),
    correction_line(8, "don_vi", "triệu đồng", "tỷ đồng"),
    correction_line(8, "gia_tri", "400", "0,5"),
    correction_line(8, "dinh_ngu", "", "gần"),
    correction_line(9, "gia_tri", "9", "10"),
]


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """A project that issued 2022 and then made 2023, whose sources are corrected."""
    copy = fresh_copy(tmp_path_factory.mktemp("dinh-chinh") / "du-an")
    raw = copy.root / "data" / "raw"
    shutil.rmtree(raw)
    write_raw(raw, ROWS)
    shelve(copy.root / "data" / "issued", issue(compute(raw, Period("thu", 2022, 2022))))
    write_raw(raw, [*ROWS, *LATER])
    write_table(raw, "dinh-chinh.csv", LINES)
    # a draft has a mark across each page
    write_table(raw, "co-quan.csv", [{"dia_ban": "Thử", **SIGNED}])
    done(copy.report(*period("thu-2023")))
    return copy


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    driver: Any = pb.start()
    yield Page(driver, tmp_path)
    driver.quit()


def test_an_untouched_page_with_corrections_and_a_record_agrees(
    page: Page, changed: Scratch
) -> None:
    """Values with and without each correction and those of the record are found right; the record's place is told."""
    made = Edition(changed, "thu-2023")
    ids = {entry["id"] for entry in data_of(made.html.read_text(encoding="utf-8"))["values"]}
    assert {"Q.kt0", "L.dc3", "C_goc", "tien_cb_doc", "tien_cb_dung"} <= ids
    verdict = page.open(made.html).check()
    assert page.red == []
    assert verdict.startswith("Khớp.")
    page.run("document.querySelector('.so[data-v=\"Q.kt0\"]').click()")
    assert "data/issued/thu-2022.json, phần “values”, mục " in page.panel
    assert "Đã kiểm tra: đúng" in page.panel


def test_the_lines_of_a_row_s_corrections_are_told(changed: Scratch) -> None:
    """Technical section III and so-lieu.json name the line that corrects the unit or the qualifier of a value."""
    made = Edition(changed, "thu-2023")
    for id_, lines in (("Q", "2"), ("L", "3"), ("C", "4, 6")):
        told = f"Đính chính ở dinh-chinh.csv, dòng {lines}."
        assert told in reading.html_trace(made.page)[id_][1]
        records = json.loads((made.report / "so-lieu.json").read_text(encoding="utf-8"))["values"]
        assert next(record for record in records if record["id"] == id_)["caveat"] == told


def test_no_letter_crosses_the_line_of_a_cell(changed: Scratch) -> None:
    """Large amounts, bounds and many corrections leave every letter of the PDF inside its cell."""
    crossing = []
    made = Edition(changed, "thu-2023")
    with pdfplumber.open(made.pdf) as signed, pdfplumber.open(made.technical) as technical:
        for page in [*signed.pages, *technical.pages]:
            lines = [edge for edge in page.edges if edge["orientation"] == "v"]
            letters = [letter for letter in page.chars if not letter["text"].isspace()]
            crossing += [
                (page.page_number, letter["text"])
                for letter in letters
                for line in lines
                if line["top"] <= (letter["top"] + letter["bottom"]) / 2 <= line["bottom"]
                and letter["x0"] + 0.5 < line["x0"] < letter["x1"] - 0.5
            ]
    assert crossing == []

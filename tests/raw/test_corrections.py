"""Corrections of source errors: only while the cell shows the wrong value, as origin of their own, told and undone."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from analysis.book.book import Origin
from analysis.definitions.indicators import load_definitions
from analysis.document.blocks import text_of
from analysis.edition import Edition
from analysis.errors import InputErrors
from analysis.faults import Fault
from analysis.raw.folder import read_raw
from analysis.report.reconciliation import corrections
from analysis.report.view import Report
from analysis.stages.cleaning import clean_edition
from analysis.stages.processed import read_clean, write_clean
from data_builder import (
    FIGURES,
    Computed,
    Row,
    compute,
    correction_line,
    faults_of,
    figure,
    schemes,
    write_raw,
    write_table,
)
from register_files import HEADER, ROWS, csv_text, workbook

EDITION = Edition("thu", 2022, 2022)
OWN = Edition("tinh", 2023, 2023)
BASE = [figure("100", fund="KCQG"), figure("50", fund="KCĐP"), figure("400", fund="đối ứng")]


def folder(path: Path, *lines: Row, rows: list[Row] | None = None) -> Path:
    write_raw(path, rows or BASE)
    if lines:
        write_table(path, "dinh-chinh.csv", lines)
    return path


def codes(path: Path, edition: Edition = EDITION) -> list[tuple[str, int | None]]:
    """(code, line) of the faults of dinh-chinh.csv."""
    return [
        (fault.code, fault.where.row)
        for fault in faults_of(path, edition)
        if "dinh-chinh" in fault.where.file
    ]


def told(computed: Computed) -> list[str]:
    findings = [*computed.clean.findings, *computed.clean.beside]
    return [finding.code for finding in findings if finding.code.startswith("correction")]


def test_a_corrected_figure_stands_in_dinh_chinh(tmp_path: Path) -> None:
    """The right value is used, its origin is the correction's cell; the wrong cell stays as `<id>_goc`, unused."""
    computed = compute(folder(tmp_path, correction_line(2, "gia_tri", "100", "110")), EDITION)
    assert computed.value("Q") == 110_000_000
    assert computed.value("P") == 160_000_000
    digest = computed.clean.inputs["data/raw/dinh-chinh.csv"]
    assert computed.book["Q"].origins == (
        Origin("data/raw/dinh-chinh.csv", digest, None, 2, "gia_tri_dung", "110"),
    )
    printed = computed.book["Q_goc"]
    assert (printed.value, printed.origins[0].row, printed.origins[0].printed) == (
        100_000_000,
        2,
        "100",
    )
    assert printed.origins[0].file == f"data/raw/{FIGURES}"
    assert not [
        value.id
        for value in computed.book
        if "Q_goc" in value.inputs and not value.id.endswith(".dc2")
    ]


@pytest.mark.parametrize(
    ("column", "wrong", "right", "id_", "value"),
    [
        ("don_vi", "triệu đồng", "tỷ đồng", "Q", 100 * 10**9),
        ("nguon_kinh_phi", "KCQG", "KCĐP", "L", None),
        ("tinh_trang", "thực hiện", "kế hoạch", "Q.kh", 100 * 10**6),
        ("ghi_chu", "", "đã xem", "Q", 100 * 10**6),
    ],
)
def test_any_column_is_corrected(
    tmp_path: Path, column: str, wrong: str, right: str, id_: str, value: int | None
) -> None:
    """A unit, a fund, a status or a blank note is corrected before the row is read."""
    rows = BASE if id_ != "L" else [BASE[0], BASE[2]]
    computed = compute(
        folder(tmp_path, correction_line(2, column, wrong, right), rows=rows), EDITION
    )
    assert computed.value(id_) == (100_000_000 if value is None else value)


def test_a_wrong_text_that_is_no_number_can_be_corrected(tmp_path: Path) -> None:
    """A cell that could not be read at all is corrected too; without the line the edition is refused."""
    rows = [figure("l00", fund="KCQG"), *BASE[1:]]
    assert "number-unreadable" in [
        fault.code for fault in faults_of(folder(tmp_path / "a", rows=rows), EDITION)
    ]
    computed = compute(
        folder(tmp_path / "b", correction_line(2, "gia_tri", "l00", "100"), rows=rows), EDITION
    )
    assert computed.value("Q") == 100_000_000
    assert computed.value("Q_goc") is None
    assert computed.clean.undone == {"2": None}
    assert {check.verdict for check in computed.checks if check.code.startswith("R19")} == {"khớp"}


def test_a_source_that_is_right_by_now_is_told(tmp_path: Path) -> None:
    """When the cell shows the right value the line is not used and a warning asks to remove it."""
    computed = compute(folder(tmp_path, correction_line(2, "gia_tri", "90", "100")), EDITION)
    assert computed.book["Q"].origins[0].file == f"data/raw/{FIGURES}"
    (finding,) = [finding for finding in computed.clean.beside if finding.code == "correction-done"]
    assert finding.severity == "cảnh báo"
    assert "dinh-chinh.csv, dòng 2" in finding.where
    assert "bỏ dòng đính chính" in finding.message


@pytest.mark.parametrize(
    ("lines", "faults"),
    [
        ([correction_line(2, "gia_tri", "90", "110")], [("correction-stale", 2)]),
        ([correction_line(9, "gia_tri", "90", "110")], [("correction-cell", 2)]),
        ([correction_line(2, "gia_trị", "90", "110")], [("correction-cell", 2)]),
        ([correction_line(2, "gia_tri", "100", "110", dong="hai")], [("correction-cell", 2)]),
        (
            [correction_line(2, "gia_tri", "100", "110", trang_tinh="Sheet1")],
            [("correction-cell", 2)],
        ),
        ([correction_line(2, "gia_tri", "100", "110", tep="khac.csv")], [("correction-file", 2)]),
        ([correction_line(2, "gia_tri", "100", "110", tep="nguon.csv")], [("correction-file", 2)]),
        ([correction_line(2, "gia_tri", "100", "110", ly_do=" ")], [("cell-required", 2)]),
        ([correction_line(2, "gia_tri", "100", "110", nguoi="")], [("cell-required", 2)]),
        ([correction_line(2, "gia_tri", "100", "100")], [("correction-same", 2)]),
        (
            [
                correction_line(2, "gia_tri", "100", "110"),
                correction_line(2, "gia_tri", "100", "120"),
            ],
            [("row-duplicate", 3)],
        ),
        (
            [correction_line(3, "gia_tri", "50", "60"), correction_line(2, "gia_tri", "90", "110")],
            [("correction-stale", 3)],
        ),
    ],
)
def test_a_line_that_does_not_fit_is_refused(
    tmp_path: Path, lines: list[Row], faults: list[tuple[str, int | None]]
) -> None:
    """A line whose cell shows something else or is not there, or that is malformed or repeated, is refused by line."""
    assert codes(folder(tmp_path, *lines)) == faults


def test_the_right_value_is_read_like_any_cell(tmp_path: Path) -> None:
    """A right value that is no figure is refused where the figure stands."""
    assert [
        fault.code
        for fault in faults_of(
            folder(tmp_path, correction_line(2, "gia_tri", "100", "1l0")), EDITION
        )
    ] == ["number-unreadable"]


def test_a_correction_outside_the_edition_is_a_notice(tmp_path: Path) -> None:
    """A line that changes nothing of an edition is told there, and used where its cell belongs."""
    rows = [*BASE, figure("70", fund="KCQG", place="Khác")]
    path = folder(tmp_path, correction_line(5, "gia_tri", "70", "80"), rows=rows)
    here, there = compute(path, EDITION), compute(path, Edition("khac", 2022, 2022))
    assert (told(here), told(there)) == (["correction-idle"], [])
    assert (here.clean.corrections, len(there.clean.corrections)) == ([], 1)
    assert there.value("Q") == 80_000_000


def test_raw_files_are_left_alone(tmp_path: Path) -> None:
    """Applying corrections changes no byte of data/raw."""
    path = folder(tmp_path, correction_line(2, "gia_tri", "100", "110"))
    before = {file.name: file.read_bytes() for file in path.iterdir()}
    compute(path, EDITION)
    assert {file.name: file.read_bytes() for file in path.iterdir()} == before


def test_without_each_line_the_indicators_are_the_source_s(tmp_path: Path) -> None:
    """`.dc2` tells each input and indicator as it would be without the line, equal to an edition without the file."""
    lines = [
        correction_line(2, "gia_tri", "100", "110"),
        correction_line(4, "gia_tri", "400", "450"),
    ]
    computed = compute(folder(tmp_path / "a", *lines), EDITION)
    for number, other in ((2, [lines[1]]), (3, [lines[0]])):
        plain = compute(folder(tmp_path / f"b{number}", *other), EDITION)
        for id_ in [*load_definitions().inputs, *load_definitions().indicators]:
            undone = f"{id_}.dc{number}"
            if id_ in plain.book:
                assert computed.value(undone if undone in computed.book else id_) == plain.value(
                    id_
                ), undone
    assert computed.value("I10") == Fraction(450, 160)
    assert computed.value("I10.dc2") == Fraction(450, 150)
    assert computed.value("I10.dc3") == Fraction(400, 160)
    assert computed.book["I10.dc3"].inputs == ("C.dc3", "P")
    assert computed.book["C.dc3"].origins == computed.book["C_goc"].origins
    assert "Q.dc3" not in computed.book


def test_a_corrected_row_shows_its_own_print(tmp_path: Path) -> None:
    """Of three rows that agree the last two are corrected: the table shows beside each what its cell holds."""
    wrong_prints = [("90", "trang 2"), ("80", "trang 3")]
    rows = [*BASE, *(figure(wrong, fund="KCQG", position=page) for wrong, page in wrong_prints)]
    lines = [correction_line(row, "gia_tri", wrong, "100") for row, wrong in ((5, "90"), (6, "80"))]
    made = compute(folder(tmp_path, *lines, rows=rows), EDITION)
    report = made.report
    shown = [
        [text_of(cell).replace("\u00a0", " ") for cell in row["cells"][2:4]]
        for row in corrections(report)["rows"]
    ]
    assert shown == [["90 triệu đồng", "100 triệu đồng"], ["80 triệu đồng", "100 triệu đồng"]]


def test_processed_data_keep_corrections(tmp_path: Path) -> None:
    """What the first stage writes of corrections, waivers and accounts is read back as it was."""
    frame, clean = clean_edition(
        read_raw(folder(tmp_path / "raw", correction_line(2, "gia_tri", "100", "110"))), EDITION
    )
    write_clean(tmp_path / "out", frame, clean)
    assert read_clean(tmp_path / "out")[1] == clean
    assert clean.corrections
    assert clean.undone
    assert clean.accounts


def test_the_report_tells_each_correction(tmp_path: Path) -> None:
    """Technical section II prints the cell, what the source prints, what is right, why and who; raw text stays text."""
    path = folder(
        tmp_path, correction_line(2, "gia_tri", "100", "110", ly_do="*sai* {I26}", nguoi="Lê A")
    )
    computed = compute(path, EDITION)
    report = Report(
        computed.clean,
        [row for fact in computed.facts for row in fact.rows],
        computed.book,
        [],
        load_definitions(),
    )
    (row,) = corrections(report)["rows"]
    cells = [text_of(cell).replace("\u00a0", " ") for cell in row["cells"]]
    place = f"{FIGURES}, dòng 2, cột gia_tri"
    assert cells == ["2", place, "100 triệu đồng", "110 triệu đồng", "*sai* {I26}", "Lê A"]


# Registers ------------------------------------------------------------------------------------------------------------


def register(path: Path, *lines: Row, data: bytes | None = None, name: str = "dm.csv") -> Path:
    path.mkdir(exist_ok=True)
    (path / name).write_bytes(data or csv_text().encode())
    if lines:
        write_table(path, "dinh-chinh.csv", [{**cells, "tep": name} for cells in lines])
    return path


AMOUNTS = (
    correction_line(2, "Kinh phí KCQG", "310000000", "300000000"),
    correction_line(2, "Tổng kinh phí", "1000000000", "990000000"),
)


def test_a_corrected_cell_of_a_register_stands_in_dinh_chinh(tmp_path: Path) -> None:
    """The sum takes the corrected row's cell from dinh-chinh.csv and all others from the register."""
    plain, mended = (
        compute(register(tmp_path / "a"), OWN),
        compute(register(tmp_path / "b", *AMOUNTS), OWN),
    )
    assert (plain.value("Q") or 0) - (mended.value("Q") or 0) == 10_000_000
    places = {(origin.file, origin.column, origin.rows) for origin in mended.book["Q"].origins}
    assert places == {
        ("data/raw/dm.csv", "Kinh phí KCQG", "3"),
        ("data/raw/dinh-chinh.csv", "gia_tri_dung", "2"),
    }
    assert {origin.rows for origin in mended.book["L"].origins} == {"2-3"}
    assert mended.value("Q.dc2_3") == plain.value("Q"), (
        "the amount and the row's total only hold together"
    )
    assert [c.verdict for c in mended.checks if c.code in ("R18a", "R19a")] == ["khớp", "khớp"]
    assert mended.value("tien_dm_goc") == 310_000_000
    assert mended.value("tien_dm_dinh_chinh") == 300_000_000


def test_a_total_without_a_column_names_the_corrected_cell(tmp_path: Path) -> None:
    """Where the total is the sum of three cells, a corrected one of them is the only one taken from dinh-chinh.csv."""
    rows = [HEADER[:-1], *(row[:-1] for row in ROWS)]
    path = register(tmp_path, AMOUNTS[0], data=csv_text(rows).encode())
    computed = compute(path, OWN)
    funds = ("Kinh phí KCQG", "Kinh phí KCĐP", "Kinh phí đối ứng")
    assert [(o.file.rpartition("/")[2], o.column, o.rows) for o in computed.book["T"].origins] == [
        *(("dm.csv", fund, "3") for fund in funds),
        *(("dm.csv", fund, "2") for fund in funds[1:]),
        ("dinh-chinh.csv", "gia_tri_dung", "2"),
    ]


def test_a_stored_number_is_known_as_a_person_reads_it(tmp_path: Path) -> None:
    """In a workbook the column is named by letters, the sheet by its name, and 310.000.000 is the number 310000000."""
    lines = [
        correction_line(2, "H", "310.000.000", "300.000.000", trang_tinh="Danh mục"),
        correction_line(2, "K", "1000000000", "990000000", trang_tinh="Danh mục"),
        correction_line(3, "E", "Hà Giang", "Nghệ An", trang_tinh="Danh mục"),
    ]
    computed = compute(register(tmp_path, *lines, data=workbook(), name="dm.xlsx"), OWN)
    assert computed.value("Q") == 562_500_000
    assert computed.value("DB_n") == 1
    assert not [f for f in computed.clean.findings if f.code == "number-as-text"]


@pytest.mark.parametrize(
    "style",
    [
        {"font": Font(strike=True)},
        {"number_format": '0" USD"'},
        {"value": CellRichText("310.", TextBlock(InlineFont(strike=True), "9"), "000.000")},
    ],
)
def test_a_correction_mends_an_amount_that_shows_another_thing(
    style: dict[str, Any], tmp_path: Path
) -> None:
    """A struck amount, one with a currency in its format, or one struck in part is refused until it is corrected."""

    def change(sheet: Any) -> None:
        for name, value in style.items():
            setattr(sheet["H2"], name, value)

    data = workbook(change)
    lines = [
        correction_line(2, "H", "310.000.000", "300.000.000", trang_tinh="Danh mục"),
        correction_line(2, "K", "1000000000", "990000000", trang_tinh="Danh mục"),
    ]
    assert faults_of(register(tmp_path / "a", data=data, name="dm.xlsx"), OWN)
    computed = compute(register(tmp_path / "b", *lines, data=data, name="dm.xlsx"), OWN)
    assert computed.value("Q") == 562_500_000


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([correction_line(2, "Kinh phí KCQG", "1", "300000000")], "correction-stale"),
        ([correction_line(2, "Kinh phí", "310000000", "300000000")], "correction-cell"),
        ([correction_line(99, "Kinh phí KCQG", "310000000", "300000000")], "correction-cell"),
        (
            [correction_line(2, "Kinh phí KCQG", "310000000", "300000000", trang_tinh="Danh mục")],
            "correction-cell",
        ),
        ([correction_line(2, "Kinh phí KCQG", "310000000", "300000000")], "row-total-mismatch"),
    ],
)
def test_a_register_s_line_that_does_not_fit_is_refused(
    tmp_path: Path, lines: list[Row], code: str
) -> None:
    """The guard holds in registers too, and a correction that breaks the row's own total is refused like any cell."""
    with pytest.raises(InputErrors) as refused:
        clean_edition(read_raw(register(tmp_path, *lines)), OWN)
    faults: tuple[Fault, ...] = refused.value.faults
    assert [fault.code for fault in faults] == [code]


def test_rows_of_figures_are_counted_apart_from_schemes(tmp_path: Path) -> None:
    """Both ledgers stand side by side, of the edition's own place and period and the year that it is compared with."""
    path = register(tmp_path)
    years = [(2020, 2020), (OWN.year_to, OWN.year_to)]
    write_table(path, FIGURES, [schemes("9", place="(không nêu tên)", years=y) for y in years])
    computed = compute(path, OWN)
    assert computed.value("dong_cb_doc") == 1
    assert (computed.value("dong_dm_doc"), computed.value("dong_dm_dung")) == (3, 2)
    assert computed.value("dong_dm_nam_truoc") == 1
    assert computed.book["dong_dm_doc"].label == "Số dòng đã đọc, danh mục đề án"


@pytest.mark.parametrize(
    ("column", "wrong", "right", "id_"),
    [
        ("don_vi", "triệu đồng", "tỷ đồng", "Q"),
        ("dinh_ngu", "", "trên", "Q"),
        ("tinh_trang", "thực hiện", "kế hoạch", "Q.kh"),
        ("nguon_kinh_phi", "KCQG", "không nêu", "kp_KN"),
    ],
)
def test_a_value_names_the_corrections_of_its_row(
    tmp_path: Path, column: str, wrong: str, right: str, id_: str
) -> None:
    """A corrected cell other than the amount's is told by its line with the value, and only with that row's value."""
    lines = (
        correction_line(3, "ghi_chu", "", "đã xem"),
        correction_line(2, column, wrong, right),
        correction_line(2, "gia_tri", "100", "110"),
    )
    book = compute(folder(tmp_path, *lines), EDITION).book
    assert book[id_].caveat == "Đính chính ở dinh-chinh.csv, dòng 3."
    assert book["L"].caveat == "Đính chính ở dinh-chinh.csv, dòng 2."
    assert book["C"].caveat == ""
    stem, point, suffix = id_.partition(".")
    assert book[f"{stem}_goc{point}{suffix}"].caveat.endswith(
        " Đính chính ở dinh-chinh.csv, dòng 3."
    )

"""The frame of the document: what the office's table says of the edition stands there, in the words of the decree."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.document.blocks import NOTHING, text_of
from analysis.edition import UNNAMED, Edition
from analysis.report.letterhead import letterhead
from analysis.report.notes import EMPTY, section
from analysis.report.view import Report
from analysis.vocabulary import SIGNED_COLUMNS
from data_builder import HEADERS, compute, figure, write_raw, write_table


@pytest.fixture
def report(tmp_path: Path) -> Report:
    """An edition whose office has a row for all editions and one of its own."""
    folder = write_raw(tmp_path, [figure("100", fund="KCQG"), figure("50", fund="KCĐP")])
    common = {
        "dia_ban": "Thử",
        "so_ky_hieu": "/BC-SCT",
        "dia_danh": "Bình An",
        "nguoi_ky": "Người chung",
    }
    own = {"dia_ban": "Thử", "ky": "thu-2022", "ngay": "2023-01-05", "so_ky_hieu": "05/BC-SCT"}
    columns = (*HEADERS["co-quan.csv"], "ky", "ngay")
    write_table(folder, "co-quan.csv", [common, own], columns)
    made = compute(folder, Edition("thu", 2022, 2022))
    return made.report


def test_number_and_day_of_the_edition_are_printed(report: Report) -> None:
    """The edition's own number and day stand in the head and the line of the appendices, the rest is the office's."""
    meta = letterhead(report, None, draft=False)
    assert meta["so_ky_hieu"] == "Số: 05/BC-SCT"
    assert meta["dia_danh_ngay"] == "Bình An, ngày 05 tháng 01 năm 2023"
    assert "số 05/BC-SCT ngày 05 tháng 01 năm 2023" in meta["kem_theo"]
    assert meta["nguoi_ky"] == "Người chung"


def with_office(report: Report, office: dict[str, str]) -> Report:
    narrative = replace(report.clean.narrative, office=office)
    return replace(report, clean=replace(report.clean, narrative=narrative))


@pytest.mark.parametrize("column", SIGNED_COLUMNS)
def test_what_nobody_can_sign_is_a_draft(report: Report, column: str) -> None:
    """Without its office, its place or the signatory's office the document is a draft, asked for or not."""
    office = {**dict.fromkeys(SIGNED_COLUMNS, "có"), column: ""}
    lacking = with_office(report, office)
    assert lacking.clean.unsigned == [column]
    assert letterhead(lacking, None, draft=False)["draft"]


def test_a_report_of_a_province_without_a_name_is_a_draft(report: Report) -> None:
    """Where "[tên tỉnh]" is printed nobody signs."""
    office = dict.fromkeys(SIGNED_COLUMNS, "có")
    named = with_office(report, office)
    unnamed = replace(named, clean=replace(named.clean, place_name=UNNAMED))
    assert unnamed.clean.unsigned == ["dia_ban"]
    assert letterhead(unnamed, None, draft=False)["draft"]


def test_a_blank_number_day_and_name_are_written_by_hand(report: Report) -> None:
    """What pen and stamp add to a paper makes no draft of it."""
    signed = with_office(report, dict.fromkeys(SIGNED_COLUMNS, "có"))
    assert not signed.clean.unsigned
    assert not letterhead(signed, None, draft=False)["draft"]
    assert letterhead(signed, None, draft=True)["draft"]


def test_a_section_without_notes_is_told_in_a_draft_only(report: Report) -> None:
    """A draft asks for the text; the report itself leaves the section out."""
    assert text_of(section(report, "Giải pháp", draft=True)["blocks"][0]["c"]) == EMPTY
    assert section(report, "Giải pháp", draft=False) == NOTHING


def test_the_day_of_the_run_wins_over_that_of_the_table(report: Report) -> None:
    """REPORT_DATE is meant for this run."""
    meta = letterhead(report, dt.date(2023, 2, 15), draft=False)
    assert meta["dia_danh_ngay"] == "Bình An, ngày 15 tháng 02 năm 2023"

"""A mismatch that the office accepts leaves its trace in the document that is signed."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.checks.waivers import refuse_open
from analysis.document.blocks import text_of
from analysis.edition import Edition
from analysis.report import basis, summary
from analysis.report.view import Report
from data_builder import Row, compute, schemes, write_raw, write_table

YEAR = Edition("thu", 2022, 2022)
REASON = "nguồn in lẫn hai số"
LINE = ("R01c", "R01c.2022", "1", "thu-2022", REASON, "Người thử")
COLUMNS = ("ma", "khoa", "chenh_lech", "ky", "ly_do", "nguoi")


def report_of(folder: Path, local: str) -> Report:
    rows: list[Row] = [schemes("31"), schemes("7", "KCQG"), schemes(local, "KCĐP")]
    write_raw(folder, rows)
    if local == "23":
        write_table(folder, "mien-tru.csv", [dict(zip(COLUMNS, LINE, strict=True))], COLUMNS)
    made = compute(folder, YEAR).report
    refuse_open(made.checks, made.clean.waivers, made.edition, made.book)
    return made


def scope(report: Report) -> str:
    blocks = basis.scope(report)["blocks"]
    items = [item for block in blocks for item in block.get("items", [block.get("c", [])])]
    return " ".join(map(text_of, items)).replace("\u00a0", " ")


def messages(report: Report) -> list[str]:
    items = summary.text(report)["blocks"][0]["items"]
    return [text_of(item).replace("\u00a0", " ") for item in items]


def test_a_waived_mismatch_is_told_with_its_numbers_and_reason(tmp_path: Path) -> None:
    """Where the report says what its figures are, the numbers, the difference and the office's reason stand."""
    told = scope(report_of(tmp_path, "23"))
    assert (
        "Số đề án theo nguồn: 7 đề án + 23 đề án không bằng 31 đề án: chênh lệch 1 đề án. "
        f"Đơn vị chấp nhận vì: {REASON}."
    ) in told


@pytest.mark.parametrize(("local", "is_waived"), [("23", True), ("24", False)])
def test_the_summary_marks_numbers_that_do_not_meet(
    tmp_path: Path, local: str, *, is_waived: bool
) -> None:
    """Beside the numbers of a waived mismatch the summary says that they do not meet; of sound ones nothing."""
    (message,) = messages(report_of(tmp_path, local))
    assert f"7 đề án KCQG, {local} đề án KCĐP" in message
    assert ("không khớp" in message) is is_waived
    assert ("chấp nhận" in scope(report_of(tmp_path, local))) is is_waived

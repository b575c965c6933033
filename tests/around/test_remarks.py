"""What stands beside the tables of a workbook, and speaks of a status, a unit or a fund, is told."""

from __future__ import annotations

from typing import Any

import pytest
from openpyxl.comments import Comment

from analysis.form.workbook import template_bytes
from register_files import SUMS, read, read_workbook, sums

TEXTS = [
    ("Đề án này đã dừng thực hiện", "tình trạng"),
    ("Số tiền tính bằng triệu đồng", "đơn vị tiền"),
    ("Tiền này là của KCĐP", "nguồn kinh phí"),
    ("Chị Lan đã xem", ""),
    ("Đã thực hiện xong", ""),
]


@pytest.mark.parametrize(("text", "wanted"), TEXTS)
def test_a_comment_of_a_cell_is_told(text: str, wanted: str) -> None:
    """A note tied to a cell changes no sum; what it says of a status, a unit or a fund is told at the cell."""

    def change(sheet: Any) -> None:
        sheet["H3"].comment = Comment(text, "Lan")

    result = read_workbook(change)
    assert sums(result) == SUMS
    told = [finding for finding in result.findings if finding.code == "note-unread"]
    assert [wanted in one.message and "dòng 3" in one.where for one in told] == [True] * bool(
        wanted
    )


@pytest.mark.parametrize("name", ["Ghi chú", "Hướng dẫn"])
@pytest.mark.parametrize(("text", "wanted"), TEXTS)
def test_a_sheet_of_notes_is_told(name: str, text: str, wanted: str) -> None:
    """A sheet that is no register changes no sum; what it says of a status, a unit or a fund is told."""

    def change(sheet: Any) -> None:
        notes = sheet.parent.create_sheet(name)
        notes.append(["Ghi chú"])
        notes.append([text])
        notes.append([text])

    result = read_workbook(change)
    assert sums(result) == SUMS
    told = [finding for finding in result.findings if finding.code == "note-unread"]
    assert [wanted in one.message for one in told] == [True] * bool(wanted)


def test_the_guide_of_the_template_is_not_told() -> None:
    """What the program itself writes beside an empty register says nothing of schemes."""
    result = read(template_bytes(2023), "data/raw/so.xlsx")
    assert "note-unread" not in {finding.code for finding in result.findings}

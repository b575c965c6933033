"""What stands beside the tables of a workbook and is not read: comments of cells, sheets of notes.

Where they speak of a status, a unit or a fund, that is told: somebody has to look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.around.status_words import ACTUAL, sense_of
from analysis.faults import Problems
from analysis.messages import shown
from analysis.sheets.sheet import Sheet
from analysis.tables.columns import GUIDE_LISTS, GUIDE_SHEET
from analysis.tables.units import UnitError, caption_unit, folded, loose_units

_FUND = re.compile(r"\b(?:kcqg|kcdp|khuyen cong (?:quoc gia|trung uong|tw|dia phuong|tinh))\b")
MOST_ROWS = 200  # of a sheet of notes


def tell_comments(sheet: Sheet, problems: Problems) -> None:
    """Tell the comments of a sheet that speak of a status, a unit or a fund.

    Args:
        sheet: a sheet with a register.
        problems: receives note-unread.
    """
    for (row, column), text in sorted(sheet.comments.items()):
        if said := ", ".join(_spoken_of(text)):
            message = f'ghi chú gắn vào ô nói đến {said}: "{shown(text)}"; không được đọc'
            problems.warn("note-unread", sheet.place(row, column), message)


def tell_notes(sheet: Sheet, problems: Problems) -> None:
    """Tell what a sheet without a register says of statuses, units and funds, each at the first cell that does.

    The guide that the program itself writes beside a template says nothing of schemes.

    Args:
        sheet: a visible sheet that is not read.
        problems: receives note-unread.
    """
    rows = sheet.rows(0, MOST_ROWS)
    if sheet.name == GUIDE_SHEET and any(cells[0] == GUIDE_LISTS.format(1) for cells in rows):
        return
    told: set[str] = set()
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            new = [said for said in _spoken_of(text) if said not in told]
            if new:
                told.update(new)
                message = (
                    f'trang tính không được đọc, có chữ nói đến {", ".join(new)}: "{shown(text)}"'
                )
                problems.warn("note-unread", sheet.place(row, column), message)


def _spoken_of(text: str) -> Iterator[str]:
    """What a text speaks of."""
    if sense_of(text) not in ("", ACTUAL):
        yield "tình trạng"
    if _states_unit(text):
        yield "đơn vị tiền"
    if _FUND.search(folded(text)):
        yield "nguồn kinh phí"


def _states_unit(text: str) -> bool:
    try:
        return caption_unit(text) is not None or bool(loose_units(text))
    except UnitError:
        return True

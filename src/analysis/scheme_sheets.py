"""The whole register of an edition as sheets of `so-lieu.xlsx`: every scheme with what the support norms say of it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import pandas as pd

from analysis.document import sentence, text_of
from analysis.edition import Edition
from analysis.norm_values import all_norms
from analysis.registers.words import REGISTER_COLUMNS
from analysis.scheme_groups import details_of
from analysis.vocabulary import FUNDS, STATUSES

SHEET = "Danh mục đầy đủ"
ROWS_A_SHEET = 1_000_000
SHOWN = (
    "stt", "code", "name", "beneficiary", "beneficiary_type", "kind", "place", "year", "status", "approved_on",
    "difficult_area", "establishments", "activity_text", "kcqg", "kcdp", "doi_ung", "tong", "budget", "implementer",
)  # fmt: skip
AMOUNTS = ("kcqg", "kcdp", "doi_ung", "tong", "budget")
NORM_HEAD = "Đối chiếu mức hỗ trợ"
ORIGIN_HEADS = ("Tệp", "Trang tính", "Dòng")

_CLAIM = re.compile(r"\{([^{}:]+):[^{}]*\}")


def write_schemes(workbook: Any, schemes: pd.DataFrame, edition: Edition, bold: Any, whole: Any) -> None:
    """Add the sheets; text stays text, amounts are whole đồng, a blank cell is one that the register leaves blank."""
    verdicts = _verdicts(schemes, edition)
    heads = [REGISTER_COLUMNS[code].label + (" (đồng)" if code in AMOUNTS else "") for code in SHOWN]
    for number, start in enumerate(range(0, len(schemes), ROWS_A_SHEET), start=1):
        sheet = workbook.add_worksheet(SHEET + (f" ({number})" if number > 1 else ""))
        for column, head in enumerate([*heads, NORM_HEAD, *ORIGIN_HEADS]):
            sheet.write_string(0, column, head, bold)
        sheet.set_column(0, len(heads) + len(ORIGIN_HEADS), 16)
        for line, row in enumerate(schemes.iloc[start : start + ROWS_A_SHEET].itertuples(), start=1):
            cells = [STATUSES[row.status].label if code == "status" else getattr(row, code) for code in SHOWN]
            cells += [verdicts.get(row.Index, ""), row.file, row.sheet, row.row]
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    sheet.write_string(line, column, cell)
                elif not pd.isna(cell):
                    sheet.write_number(line, column, int(cell), whole)
        sheet.freeze_panes(1, 0)


def _verdicts(schemes: pd.DataFrame, edition: Edition) -> dict[int, str]:
    """What the norms say of each scheme, by its index."""
    details = details_of(schemes, edition)
    if details is None:
        return {}
    index = schemes.index[schemes["status"] == details.status]
    texts: dict[int, list[str]] = {}
    for row in details.judged.itertuples(index=False):
        text = f"{row.norm}, {FUNDS[row.fund].label}: {row.verdict} ({_spoken(row.reason)})"
        texts.setdefault(int(index[row.scheme]), []).append(text)
    return {scheme: "; ".join(parts) for scheme, parts in texts.items()}


@lru_cache(maxsize=256)
def _spoken(reason: str) -> str:
    """A reason in words; that a statement in it is true of the scheme is why it was chosen."""
    return text_of(sentence(_CLAIM.sub(r"\1", reason), all_norms()))

"""Rows of a register's table: schemes, group names, declared totals, notes, and where the table ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.registers.grid import ERROR, NO_VALUE, Problems, Sheet
from analysis.registers.header import ROWS_OF_HEADER, Header, find_header, header_at, is_numbering
from analysis.registers.units import normal, plain
from analysis.registers.words import REGISTER_AMOUNTS

GAP_ROWS = 10
FILLED = ("name", "beneficiary", "kind", "place", "year", "activity_text")

_TOTAL = re.compile(
    r"(?:tong(?: cong| so| kinh phi| toan tinh| toan bo| chung| hop)?|cong(?: don| nhom| muc| so)?|luy ke|tong cong)"
    r"(?:\s*[(:.\[].*"
    r"|\s+(?:cong\s*)?(?:\(?[ivx0-9+ a-d]+\)?|nam .*|nhom .*|muc .*|phan .*|huyen .*|tinh .*|trang .*))?\s*"
)
_NUMBER = re.compile(r"[0-9]+(?:\.0)?")
_PLAIN_YEAR = r"^(?:[12][0-9]{3})$"


@dataclass(frozen=True)
class Table:
    """One table of a sheet: its header, the rows above that may state a unit, and its rows by sort, all counted from 0.

    `schemes` are scheme rows, `totals` declared totals, `breaks` group rows and totals, `notes` other words.
    """

    sheet: Sheet
    header: Header
    above: tuple[tuple[str, ...], ...]
    schemes: np.ndarray
    totals: tuple[int, ...]
    breaks: tuple[int, ...]
    notes: tuple[int, ...]


def find_tables(sheet: Sheet, problems: Problems) -> list[Table]:
    """Every table of a sheet, one below the other."""
    rows = [sheet.row(index) for index in range(min(sheet.height, 80))]
    header = find_header(rows, 0, sheet)
    tables: list[Table] = []
    above_from = 0
    while header is not None:
        above = tuple(tuple(sheet.row(index)) for index in range(above_from, header.top))
        filled = _filled(sheet, header, problems)
        table, header, above_from = _read_table(filled, header, above)
        tables.append(table)
    return tables


def is_total_text(text: str) -> bool:
    """Whether a text names a total: "Cộng (I)", "TỔNG CỘNG", "Tổng số:"."""
    return _TOTAL.fullmatch(plain(normal(text)).strip(" .:-*")) is not None


def row_text(sheet: Sheet, header: Header, row: int) -> str:
    """The first words of a row before its amounts."""
    money = {header.columns[code] for code in REGISTER_AMOUNTS if code in header.columns}
    texts = (column[row].as_py().strip() for index, column in enumerate(sheet.columns) if index not in money)
    return next((text for text in texts if text and not _NUMBER.fullmatch(text)), "")


def _read_table(sheet: Sheet, header: Header, above: tuple[tuple[str, ...], ...]) -> tuple[Table, Header | None, int]:
    """One table, the header of the next one below it, and the row after which that one's caption may stand."""
    first = header.bottom + 1
    sure = _sure_schemes(sheet, header)
    schemes: list[int] = []
    totals: list[int] = []
    breaks: list[int] = []
    notes: list[int] = []
    following: Header | None = None
    last = first
    for row in np.flatnonzero(~sure[first:]).tolist():
        row += first  # noqa: PLW2901 - counted from the sheet's top
        cells = sheet.row(row)
        if not any(cell.strip() for cell in cells) or (row == first and is_numbering(cells)):
            continue
        following = header_at(
            [cells, *(sheet.row(r) for r in range(row + 1, min(row + ROWS_OF_HEADER, sheet.height)))], row, sheet
        )
        if following is not None:
            last = row
            break
        sort = _sort(sheet, header, row, cells)
        {"scheme": schemes, "total": totals, "group": breaks, "note": notes}[sort].append(row)
    end = following.top if following is not None else sheet.height
    known = np.flatnonzero(sure[:end])
    all_schemes = np.sort(np.concatenate([known[known >= first], np.array(schemes, dtype=np.int64)])).astype(np.int64)
    table = Table(sheet, header, above, all_schemes, tuple(totals), tuple(sorted([*breaks, *totals])), tuple(notes))
    if following is not None:
        below = [int(row) for row in (*all_schemes[-1:], *totals[-1:])]
        last = max([first, *(row + 1 for row in below)])
    return table, following, last


def _sure_schemes(sheet: Sheet, header: Header) -> np.ndarray:
    """Rows that are schemes at one look: a plain year and every name there."""
    sure = np.ones(sheet.height, dtype=bool)
    for code in ("name", "beneficiary", "kind", "place"):
        if code in header.columns:
            sure &= np.asarray(pc.not_equal(sheet.columns[header.columns[code]], ""))
    if "year" not in header.columns:
        return np.zeros(sheet.height, dtype=bool)
    year = sheet.columns[header.columns["year"]]
    sure &= np.asarray(pc.match_substring_regex(year, _PLAIN_YEAR))
    sure[: header.bottom + 1] = False
    return sure


def _sort(sheet: Sheet, header: Header, row: int, cells: Sequence[str]) -> str:
    """scheme, total, group or note."""
    here = {code: cells[index].strip() for code, index in header.columns.items()}
    amounts = [here.get(code, "") for code in REGISTER_AMOUNTS]
    special = any(
        sheet.kind(row, header.columns[code]) in (ERROR, NO_VALUE)
        for code in REGISTER_AMOUNTS
        if code in header.columns
    )
    has_money = special or any(re.search("[0-9]", text) for text in amounts)
    words = row_text(sheet, header, row)
    described = sum(bool(here.get(code)) and here[code] != words for code in ("beneficiary", "kind", "place"))
    if is_total_text(words) and described < 2:
        return "total" if has_money else "group"
    numbered = _NUMBER.fullmatch(here.get("stt", "")) is not None
    if here.get("kind") or (here.get("year") and (here.get("name") or has_money)) or (numbered and here.get("name")):
        return "scheme"
    if has_money and (here.get("beneficiary") or here.get("place") or numbered):
        return "scheme"
    if has_money and (words or not _is_words_or_zero(amounts)):
        return "total"
    return "group" if here.get("stt") or here.get("name") else "note"


def _is_words_or_zero(amounts: Sequence[str]) -> bool:
    """Whether a row without a name holds only zeros or signatures where amounts would stand."""
    texts = [text for text in amounts if text]
    return all(re.fullmatch(r"[0.,]+", text) or re.search(r"[^\W\d_]{3}|/", text) for text in texts)


def _filled(sheet: Sheet, header: Header, problems: Problems) -> Sheet:
    """The sheet, its known columns trimmed, text merged over rows repeated in each; merged amounts are refused."""
    columns = [
        pc.utf8_trim_whitespace(column) if index in header.columns.values() else column
        for index, column in enumerate(sheet.columns)
    ]
    by_index = {index: code for code, index in header.columns.items()}
    for merge in sheet.merges:
        if merge.top <= header.bottom:
            continue
        codes = [
            by_index[index] for index in range(merge.left, min(merge.right, len(columns) - 1) + 1) if index in by_index
        ]
        merged_money = [code for code in codes if code in REGISTER_AMOUNTS or code == "budget"]
        text = columns[merge.left][merge.top].as_py() if merge.left < len(columns) else ""
        if merged_money and re.fullmatch(r"[\s0-9.,]*[0-9][^A-Za-z]{0,12}", text):
            where = sheet.place(merge.top, merge.left, header.printed(merged_money[0]))
            down, across = f"{merge.top + 1}-{merge.bottom + 1}", f"{merge.left + 1}-{merge.right + 1}"
            got = f"ô số tiền bị gộp qua các dòng {down}, cột {across}"
            problems.fault("merged-amount", where, got, "mỗi đề án một ô số tiền", "bỏ gộp ô rồi ghi số từng đề án")
        elif merge.bottom > merge.top and merge.left == merge.right and by_index.get(merge.left) in FILLED and text:
            cells = columns[merge.left].to_pylist()
            for row in range(merge.top + 1, min(merge.bottom, sheet.height - 1) + 1):
                cells[row] = text
            columns[merge.left] = pa.array(cells, type=pa.large_string())
            where = sheet.place(merge.top, merge.left, header.names[merge.left].printed)
            problems.warn("merged-filled", where, f"ô gộp đến dòng {merge.bottom + 1}: nội dung được ghi cho từng dòng")
    return replace(sheet, columns=tuple(columns))

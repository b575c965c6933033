"""Rows of a register's table: schemes, group names, declared totals, notes, and where the table ends."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.faults import Problems
from analysis.registers.columns import REGISTER_AMOUNTS, REGISTER_COLUMNS
from analysis.registers.header import (
    MONEY,
    ROWS_OF_HEADER,
    Header,
    find_header,
    header_at,
    is_numbering,
)
from analysis.registers.sheet import ERROR, NO_VALUE, Merge, Sheet, trimmed
from analysis.registers.units import is_unit, normal, plain

_SUM: Final = r"tong(?: cong| so| kinh phi| toan tinh| toan bo| chung| hop)?"
_TOTAL: Final = re.compile(
    rf"(?:{_SUM}|cong(?: don| nhom| muc| so)?|luy ke)"
    r"(?:\s*[(:.\[].*"
    r"|\s+(?:cong\s*)?(?:\(?[ivx0-9+ a-d]+\)?|(?:nam|nhom|muc|phan|huyen|tinh|trang|cac|ca|nguon|von|kinh phi) .*"
    r"|(?:[0-9]+ )?(?:de an|co so|don vi|nhiem vu|chuong trinh)\b.*|kcqg|kcdp|khuyen cong .*))?\s*"
)
# "Công" is no "Cộng": the first word counts with its right diacritics or with none.
_TOTAL_WORD: Final = re.compile(r"(?:tổng|tong|cộng|cong|lũy|luỹ|luy)\b")
_GRAND: Final = re.compile(
    rf"{_SUM}(?: (?:toan tinh|toan bo|ca tinh|cac nguon|chung))*(?: nam [0-9]{{4}})?\s*(?:[(\[]?\s*(?:i|a|1)\s*\+.*)?"
)
# For a quick look at whole columns, in the words of Arrow's regular expressions.
MAY_BE_TOTAL: Final = r"^[^\pL\pN]*(?i:t[oổ]ng|c[oộ]ng|lu[yỹ]|lũy)"

_LABEL: Final = re.compile(
    r"\(?(?:[0-9]{1,6}|[ivxlcdm]{1,7}|[a-zđ])(?:\.[0-9]{1,4})*\s*[.)/-]?", re.IGNORECASE
)
_DAY: Final = re.compile(r".*\bngay\b.*\bthang\b.*\bnam\b.*")
_SIGNATURE: Final = re.compile(
    r"\(?(?:da )?ky\b.*|nguoi (?:lap|tong hop|duyet|kiem)\b.*|ke toan\b.*|thu truong\b.*|xac nhan\b.*|dai dien\b.*"
    r"|(?:pho )?(?:(?:tong )?giam doc|truong (?:phong|ban)|chi cuc truong|chu tich)\b.*|thu quy\b.*"
    r"|can bo\b.*|chuyen vien\b.*|noi nhan\b.*|(?:t/?m|kt|tl|tuq)\b\.?.*"
)
_LOOKALIKE: Final = re.compile(r"(?=.*[OoIlSBZ|])[OoIlSBZ|.,\s-]+")
_NUMERALS: Final = (
    r"(?:khong|mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin|muoi|tram"
    r"|nghin|ngan|trieu|ty|ti|linh|le|ruoi|dong|chan)"
)
_IN_WORDS: Final = re.compile(rf"{_NUMERALS}(?: {_NUMERALS})+")


@lru_cache(maxsize=4096)
def is_total_text(text: str) -> bool:
    """Whether a text names a total: "Cộng (I)", "TỔNG CỘNG", "Tổng số:"."""
    words = normal(text).strip(" .:-*")
    return _TOTAL_WORD.match(words) is not None and _TOTAL.fullmatch(plain(words)) is not None


def is_grand_total(text: str) -> bool:
    """Whether a text names the total of a whole table, or of a part that ends with such a total itself."""
    return _GRAND.fullmatch(plain(normal(text)).strip(" .:-*")) is not None


def is_label(text: str) -> bool:
    """Whether a text numbers a row: "3", "IV.", "a)", "1.2"."""
    return _LABEL.fullmatch(text.strip()) is not None


def is_signature(text: str) -> bool:
    """Whether a text belongs to the signatures below a table, with their date and place."""
    words = plain(normal(text))
    return _SIGNATURE.fullmatch(words) is not None or _DAY.fullmatch(words) is not None


def is_date_line(text: str) -> bool:
    """Whether a text is the date over a signature: its digits are no money."""
    return _DAY.fullmatch(plain(normal(text))) is not None


def meant_as_amount(text: str) -> bool:
    """Whether a text without digits was meant as an amount: "lOO.OOO", "ba trăm triệu"."""
    if is_unit(text):
        return False
    words = plain(normal(text)).strip(" .")
    return _LOOKALIKE.fullmatch(text) is not None or _IN_WORDS.fullmatch(words) is not None


GAP_ROWS = 10
LEAST_FACTS = 4
NAMING = ("name", "stt", "beneficiary")
FILLED = ("name", "beneficiary", "kind", "place", "year", "activity_text")

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


def row_text(sheet: Sheet, header: Header, row: int) -> str:
    """The words by which people know a row: its number or label with its name, else its first other text."""
    here = {
        code: sheet.columns[index][row].as_py().strip() for code, index in header.columns.items()
    }
    named = " ".join(text for text in (here.get("stt"), here.get("name")) if text)
    texts = (here[code] for code in REGISTER_COLUMNS if code in here and code not in MONEY)
    return named or next((text for text in texts if text), "") or total_text(header, sheet.row(row))


def total_text(header: Header, cells: Sequence[str]) -> str:
    """The cell of a row that names a total, '' where there is none; the order of the columns does not matter."""
    first = [header.columns[code] for code in NAMING if code in header.columns]
    money = {header.columns[code] for code in MONEY if code in header.columns}
    others = (index for index in range(len(cells)) if index not in money and index not in first)
    return next(
        (cells[index].strip() for index in (*first, *others) if is_total_text(cells[index])), ""
    )


def _read_table(
    sheet: Sheet, header: Header, above: tuple[tuple[str, ...], ...]
) -> tuple[Table, Header | None, int]:
    """One table, the header of the next one below it, and the row after which that one's caption may stand."""
    first = header.bottom + 1
    sure = _sure_schemes(sheet, header)
    schemes: list[int] = []
    totals: list[int] = []
    breaks: list[int] = []
    notes: list[int] = []
    following: Header | None = None
    signed = False
    last = first
    for row in np.flatnonzero(~sure[first:]).tolist():
        row += first  # noqa: PLW2901 - counted from the sheet's top
        cells = sheet.row(row)
        if not any(cell.strip() for cell in cells) or (row == first and is_numbering(cells)):
            continue
        following = header_at(
            [
                cells,
                *(sheet.row(r) for r in range(row + 1, min(row + ROWS_OF_HEADER, sheet.height))),
            ],
            row,
            sheet,
        )
        if following is not None:
            last = row
            break
        sort = _sort(sheet, header, row, cells, signed=signed)
        signed = signed or (sort == "note" and any(is_signature(cell) for cell in cells))
        {"scheme": schemes, "total": totals, "group": breaks, "note": notes}[sort].append(row)
    end = following.top if following is not None else sheet.height
    known = np.flatnonzero(sure[:end])
    all_schemes = np.sort(
        np.concatenate([known[known >= first], np.array(schemes, dtype=np.int64)])
    ).astype(np.int64)
    table = Table(
        sheet,
        header,
        above,
        all_schemes,
        tuple(totals),
        tuple(sorted([*breaks, *totals])),
        tuple(notes),
    )
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
    for code in NAMING:
        if code in header.columns:
            column = sheet.columns[header.columns[code]]
            for row in np.flatnonzero(
                sure & np.asarray(pc.match_substring_regex(column, MAY_BE_TOTAL))
            ).tolist():
                sure[row] = not is_total_text(column[row].as_py())
    return sure


def _sort(sheet: Sheet, header: Header, row: int, cells: Sequence[str], *, signed: bool) -> str:
    """scheme, total, group or note. What may be a scheme is read as one: its gaps are refused, never passed over."""
    here = {code: cells[index].strip() for code, index in header.columns.items()}
    amounts = [here.get(code, "") for code in REGISTER_AMOUNTS]
    special = any(
        sheet.kind(row, header.columns[code]) in (ERROR, NO_VALUE)
        for code in REGISTER_AMOUNTS
        if code in header.columns
    )
    has_money = special or any(
        re.search("[0-9]", text) and not is_date_line(text) for text in amounts
    )
    total = total_text(header, cells)
    described = sum(
        bool(here.get(code)) and here[code] != total for code in ("beneficiary", "kind", "place")
    )
    if total and (described < 2 or total in [here.get(code) for code in NAMING]):
        return "total" if has_money else "group"
    numbered = _NUMBER.fullmatch(here.get("stt", "")) is not None
    label = numbered or is_label(here.get("stt", ""))
    facts = sum(bool(here.get(code)) for code in FILLED)
    if (
        not has_money
        and not label
        and facts < LEAST_FACTS
        and (signed or any(map(is_signature, cells)))
    ):
        return "note"
    if (
        here.get("kind")
        or (here.get("year") and (here.get("name") or has_money))
        or (numbered and here.get("name"))
    ):
        return "scheme"
    if has_money and (here.get("beneficiary") or here.get("place") or numbered):
        return "scheme"
    if has_money and (row_text(sheet, header, row) or not _is_words_or_zero(amounts)):
        return "total"
    if _is_incomplete(here, amounts, facts, label=label):
        return "scheme"
    return "group" if here.get("stt") or here.get("name") else "note"


def _is_incomplete(
    here: Mapping[str, str], amounts: Sequence[str], facts: int, *, label: bool
) -> bool:
    """Whether a row without readable amounts holds more than the words of a group or a note."""
    if not here.get("name"):
        return facts >= (2 if label else 3)
    stated = any(text and text not in "-–—" and not is_unit(text) for text in amounts)
    return (
        bool(here.get("beneficiary"))
        or facts >= 3
        or (label and stated)
        or any(meant_as_amount(text) for text in amounts)
    )


def _is_words_or_zero(amounts: Sequence[str]) -> bool:
    """Whether a row without a name holds only zeros or signatures where amounts would stand."""
    texts = [text for text in amounts if text]
    return all(re.fullmatch(r"[0.,]+", text) or re.search(r"[^\W\d_]{3}|/", text) for text in texts)


def _filled(sheet: Sheet, header: Header, problems: Problems) -> Sheet:
    """The sheet, its known columns trimmed, text merged over rows repeated in each; merged amounts are refused."""
    columns = [
        trimmed(column) if index in header.columns.values() else column
        for index, column in enumerate(sheet.columns)
    ]
    by_index = {index: code for code, index in header.columns.items()}
    downward: dict[int, list[Merge]] = {}
    for merge in sheet.merges:
        if merge.top <= header.bottom or merge.top >= sheet.height or merge.left >= len(columns):
            continue
        codes = [
            by_index[index]
            for index in range(merge.left, min(merge.right, len(columns) - 1) + 1)
            if index in by_index
        ]
        merged_money = [code for code in codes if code in REGISTER_AMOUNTS or code == "budget"]
        text = columns[merge.left][merge.top].as_py()
        if merged_money and re.fullmatch(r"[\s0-9.,]*[0-9][^A-Za-z]{0,12}", text):
            where = sheet.place(merge.top, merge.left, header.printed(merged_money[0]))
            got = f"ô số tiền bị gộp với ô khác ({merge.address})"
            problems.fault("merged-amount", where, got)
        elif (
            merge.bottom > merge.top
            and merge.left == merge.right
            and by_index.get(merge.left) in FILLED
            and text
        ):
            downward.setdefault(merge.left, []).append(merge)
            where = sheet.place(merge.top, merge.left, header.names[merge.left].printed)
            problems.warn(
                "merged-filled", where, "ô gộp qua nhiều dòng: nội dung được ghi cho từng dòng"
            )
    for index, merges in downward.items():
        columns[index] = _repeated(columns[index], merges)
    return replace(sheet, columns=tuple(columns))


def _repeated(column: pa.Array, merges: Sequence[Merge]) -> pa.Array:
    """A column with the text of each merge in all its rows, in one pass: where merges overlap, the upper one counts."""
    cells = column.to_pylist()
    filled = 0
    for merge in sorted(merges, key=lambda merge: merge.top):
        last = min(merge.bottom, len(cells) - 1)
        for row in range(max(merge.top + 1, filled), last + 1):
            cells[row] = cells[merge.top]
        filled = max(filled, last + 1)
    return pa.array(cells, type=pa.large_string())

"""The texts of a header as its file prints them, its fingerprint, and the names of a register written over them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from analysis.language.printed_units import MONEY_NAMES
from analysis.language.year_parts import LONE_YEAR
from analysis.sheets.sheet import Sheet, positions
from analysis.tables.column_names import parent_unit
from analysis.tables.columns import MONEY, REGISTER_COLUMNS
from analysis.tables.guessed_header import goes_on_below
from analysis.tables.header import LEAST_NAMES, MOST_TITLE_ROWS, ROWS_OF_HEADER, standing_over
from analysis.tables.table import Body
from analysis.tables.units import folded, normal

# The one column of money of a fund that a section, a title or the office names.
SUPPORT = "promotion"  # as the fund of `vocabulary`; no column of a register has this code
SUPPORT_LABEL = "Kinh phí khuyến công"
_SUPPORT = re.compile(
    r"(?:kinh phi|kp|von|ngan sach|so tien|muc)(?: (?:nha nuoc|nsnn|ngan sach))?"
    r"(?: (?:ho tro|khuyen cong|kc|ho tro khuyen cong|khuyen cong ho tro|ho tro tu nguon khuyen cong))"
    r"|kpkc|ngan sach nha nuoc ho tro|nsnn ho tro"
)
_UNIT = re.compile(
    r"\s*[(\[][^()\[\]]*[)\]]\s*$|\s*[,;–-]?\s*(?:đvt|đơn vị tính).*$", re.IGNORECASE
)
_YEAR = re.compile(LONE_YEAR)
BETWEEN = " / "
MOST_FINGERPRINT = 12

Texts = Sequence[str]


def same_text(text: str) -> str:
    """A header text for comparing: one case, single blanks, any year as another."""
    return _YEAR.sub("····", normal(text))


def is_support(text: str) -> bool:
    """Whether a header names the money of promotion without saying of which fund."""
    return _SUPPORT.fullmatch(folded(_UNIT.sub("", text)).strip(" .:*")) is not None


def fingerprint_of(texts: Iterable[str]) -> str:
    """The mark by which a header is known again, wherever its columns stand and whatever year it names."""
    lines = sorted(same_text(text) for text in texts if text)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:MOST_FINGERPRINT]


def column_texts(sheet: Sheet, top: int, bottom: int) -> list[str]:
    """Of each column its texts in the rows of a header, that over several columns first: "Kế hoạch / Đối ứng"."""
    paths: list[list[str]] = [[] for _ in sheet.columns]
    cells = sheet.rows(top, bottom + 1)
    for offset, row in enumerate(cells):
        for index, at in enumerate(standing_over(row, top + offset, sheet)):
            has_below = any(below[index].strip() for below in cells[offset + 1 :])
            if at is not None and (at == index or has_below):
                paths[index].append(" ".join(row[at].split()))
    return [
        sheet.printed.get(index, BETWEEN.join(dict.fromkeys(path)))
        for index, path in enumerate(paths)
    ]


def header_texts(table: Body) -> list[str]:
    """The texts of each column in the header of a table, as `column_texts`."""
    return column_texts(table.sheet, table.header.top, table.header.bottom)


def header_rows(sheet: Sheet, texts: Texts, rows: int) -> Iterator[tuple[int, list[str]]]:
    """The first row of each header of `rows` rows, and the texts by which it is known.

    Where the office put the number of rows right, the texts are those of as many rows as adopt had taken for it.
    """
    wanted = fingerprint_of(texts)
    first = texts[0].split(BETWEEN)[0]
    # below the titles a header repeats the one above; there it may be typed in other letters, or name another year
    top = sheet.rows(0, min(MOST_TITLE_ROWS, sheet.height))
    found = {row for row, cells in enumerate(top) if same_text(first) in map(same_text, cells)}
    for column in sheet.columns:
        found.update(positions(pc.equal(pc.utf8_trim_whitespace(column), first)))
    for row in sorted(found):
        for height in (rows, *range(1, ROWS_OF_HEADER + 1)):
            if max(height, rows) > sheet.height - row:
                continue
            here = column_texts(sheet, row, row + height - 1)
            if wanted == fingerprint_of(here):
                if goes_on_below(sheet, row, height, rows):
                    yield row, here
                break


def renamed(sheet: Sheet, top: int, rows: int, texts: Texts, meanings: Mapping[str, str]) -> Sheet:
    """The sheet with the names of a register in one of its headers, each with the unit that it states.

    Args:
        sheet: the sheet.
        top: the first row of the header.
        rows: how many rows it has.
        texts: those of its columns, by which the office knows them.
        meanings: the code of a register's column, or `SUPPORT`, by the text of a column.
    """
    columns, printed = list(sheet.columns), dict(sheet.printed)
    if list(texts) != column_texts(sheet, top, top + rows - 1):
        printed.update((index, text) for index, text in enumerate(texts) if text)
    for index, text in enumerate(texts):
        code = meanings.get(text, "")
        label = SUPPORT_LABEL if code == SUPPORT else ""
        if code in REGISTER_COLUMNS:
            label = REGISTER_COLUMNS[code].label
        if not label:
            continue
        cells = [column.as_py() for column in columns[index].slice(top, rows)]
        lowest = max((row for row, cell in enumerate(cells) if cell.strip()), default=0)
        stated = parent_unit(cells[lowest])
        if code in (*MONEY, SUPPORT) and stated is not None and stated[0] is not None:
            label = f"{label} ({MONEY_NAMES[stated[0]]})"
        columns[index] = _with_cell(columns[index], top + lowest, label)
        printed[index] = text
    headers = dict(sheet.headers)
    # fewer columns may be those of a table beside the registers, which is found by its names or not at all
    if len(REGISTER_COLUMNS.keys() & set(meanings.values())) >= LEAST_NAMES:
        headers[top] = rows
    return replace(sheet, columns=tuple(columns), printed=printed, headers=headers)


def _with_cell(column: pa.Array, row: int, text: str) -> pa.Array:
    cell = pa.array([text], type=column.type)
    return pa.concat_arrays([column.slice(0, row), cell, column.slice(row + 1)])

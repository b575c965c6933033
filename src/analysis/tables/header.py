"""The header of a table: found under title rows, one to three rows high."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.sheets.sheet import Sheet
from analysis.tables.column_names import (
    Name,
    StatedUnit,
    bare_name,
    is_count,
    known_names,
    parent_unit,
    read_name,
    unit_said_in,
)
from analysis.tables.columns import MONEY, REGISTER_COLUMNS
from analysis.tables.units import caption_unit, factor_of, folded, is_unit, normal

LEAST_NAMES = 4
MOST_TITLE_ROWS = 60
MOST_HEADER_ROWS = 3
ROWS_OF_HEADER = MOST_HEADER_ROWS + 2  # with its column numbers and its units
_NUMBERING = re.compile(
    r"\(?[0-9]{1,2}\)?(?:\s*=.*)?|\(?[A-ZĐ]\)?|\([0-9]{1,2}\s*=.*\)|\(?[0-9]{1,2}(?:\s*[+\-–]\s*[0-9]{1,2})+\)?"
)
_WORDS = re.compile(r"[^\W\d_]{2}")
# Under the name of a fund: a plan and its result.
_STATUS = re.compile(
    r"(?:theo |số )?(?:kế hoạch|kh|thực hiện|th|(?:được |phê )?duyệt|ước(?: thực hiện)?|giải ngân|quyết toán)"
)
LEAST_OF_SUMMARY = 3
_FIGURE = re.compile(r"\W*[0-9][0-9.,\s]*$")
Row = Sequence[str]
Rows = Sequence[Row]


@dataclass(frozen=True)
class Header:
    """Rows `top` to `bottom` (from 0, ends included), columns by their code, the name of each.

    `aside` are columns that another table of the same rows has, or whose cells stand in added columns; `asked` the
    codes of columns that it lacks and of which a fault has told already what is to be said.
    """

    top: int
    bottom: int
    columns: Mapping[str, int]
    names: tuple[Name, ...]
    aside: frozenset[int] = frozenset()
    asked: frozenset[str] = frozenset()

    def printed(self, code: str) -> str:
        """The header text of a column."""
        return self.names[self.columns[code]].printed

    def text(self, index: int) -> str:
        """The header text over a column of the sheet; '' where there is none."""
        return self.names[index].printed if index < len(self.names) else ""

    def code(self, index: int) -> str:
        """The code of the column of a register that a column of the sheet is; '' for none."""
        return self.names[index].code if index < len(self.names) else ""

    def present(self, codes: Iterable[str]) -> list[str]:
        """Those of some codes that it has a column of."""
        return [code for code in codes if code in self.columns]

    def indexes(self, codes: Iterable[str]) -> list[int]:
        """The columns of some codes, as far as it has them."""
        return [self.columns[code] for code in self.present(codes)]

    def unit(self, code: str) -> int | None:
        """The unit that the header states for a column."""
        return self.names[self.columns[code]].unit


def first_header(sheet: Sheet) -> Header | None:
    """The first header of a sheet."""
    return find_header(sheet.rows(0, MOST_TITLE_ROWS + ROWS_OF_HEADER), sheet)


def find_header(rows: Rows, sheet: Sheet | None = None) -> Header | None:
    """The first header in at most `MOST_TITLE_ROWS` rows, the first rows of their sheet."""
    for index in range(min(len(rows), MOST_TITLE_ROWS)):
        header = header_at(rows[index : index + ROWS_OF_HEADER], index, sheet)
        if header is not None:
            return header
    return None


def begins_header(row: Row) -> bool:
    """Whether a row has so many names of columns that a header begins there, or is one of counts of schemes."""
    return known_names(map(read_name, row)) >= LEAST_NAMES or _counts_schemes(row)


def _counts_schemes(row: Row) -> bool:
    """Whether a row is the header of a summary: a name of counts among short names, none of them that of a scheme."""
    # Most rows are schemes, which have a figure in one of their first cells.
    if any(map(_FIGURE.match, row)):
        return False
    cells = [cell for cell in row if cell.strip()]
    if len(cells) < LEAST_OF_SUMMARY or not any(map(is_count, cells)):
        return False
    return "name" not in {read_name(cell).code for cell in cells}


def header_at(rows: Rows, top: int, sheet: Sheet | None = None) -> Header | None:
    """The header that begins in the first of the rows, None when that row is none.

    One that the office knows has as many rows as it said, whatever stands in the first of them.
    """
    said = None if sheet is None else sheet.headers.get(top)
    if said is None and not begins_header(rows[0]):
        return None
    lowest = list(rows[0])  # of each column the text that stands lowest so far
    names = tuple(map(read_name, lowest))
    units: list[StatedUnit | None] = [None] * len(lowest)
    bottom = top
    for row in rows[1 : said or MOST_HEADER_ROWS]:
        below = [*row, *[""] * (len(lowest) - len(row))][: len(lowest)]
        parents = _parents(lowest, bottom, sheet)
        # Where a parent states none, the one that stands still further above.
        over = [parent_unit(parent) or unit for parent, unit in zip(parents, units, strict=True)]
        joined = tuple(map(_joined, lowest, parents, below, over))
        tells_more = known_names(joined) > known_names(names) or _divides_money(parents, below)
        if said is None and not (tells_more and _continues(names, row)):
            break
        names, units, bottom = joined, over, bottom + 1
        for index, cell in enumerate(below):
            if cell.strip():
                lowest[index] = cell
    names = _told_apart(names)
    columns = columns_of(names)
    names, bottom = _with_unit_row(names, columns, rows[bottom - top + 1 :], bottom)
    return Header(top, bottom, columns, names)


def _told_apart(names: tuple[Name, ...]) -> tuple[Name, ...]:
    """The names where of two columns for one thing their own words say which is which.

    "Nội dung đề án" is the name of a scheme where no other column is, else what was done; "Địa điểm thực hiện" is the
    place but beside "Địa bàn", and then nothing of a register.
    """
    codes = [name.code for name in names]
    told = list(names)
    if codes.count("name") == 2:
        contents = [
            index
            for index, name in enumerate(names)
            if name.code == "name" and folded(name.printed).startswith("noi dung")
        ]
        if len(contents) == 1:
            meant = "" if "activity_text" in codes else "activity_text"
            told[contents[0]] = replace(names[contents[0]], code=meant)
    if codes.count("place") == 2:
        label = folded(REGISTER_COLUMNS["place"].label)
        others = [
            index
            for index, name in enumerate(names)
            if name.code == "place" and folded(name.printed) != label
        ]
        if len(others) == 1:
            told[others[0]] = replace(names[others[0]], code="")
    return tuple(told)


def columns_of(names: Iterable[Name]) -> dict[str, int]:
    """The columns that names tell, by their code; of two of one code the first."""
    columns: dict[str, int] = {}
    for index, name in enumerate(names):
        if name.code:
            columns.setdefault(name.code, index)
    return columns


def is_numbering(row: Row) -> bool:
    """Whether a row under a header only numbers its columns: (1) (2) (3)…, or A B 1 2 … ."""
    cells = [cell.strip() for cell in row if cell.strip()]
    return len(cells) >= LEAST_NAMES and all(map(_NUMBERING.fullmatch, cells))


def _continues(names: Sequence[Name], below: Row) -> bool:
    """A further header row is blank under the names that stand already, and holds no figures."""
    for name, cell in zip(names, below, strict=False):
        stands = (name.code and name.code not in MONEY) or is_count(name.printed)
        if stands and cell.strip():
            return False
    return not any(re.search(r"[0-9]{4}", cell) for cell in below)


def _divides_money(parents: Row, below: Row) -> bool:
    """Whether a row says nothing but what the columns under one name of money are: "Kế hoạch", "Thực hiện"."""
    said = [(parent, cell) for parent, cell in zip(parents, below, strict=True) if cell.strip()]
    over = [parent for parent, _ in said]
    return len(set(over)) < len(over) and all(
        read_name(bare_name(parent)).code in MONEY and _WORDS.search(cell) and not is_unit(cell)
        for parent, cell in said
    )


def _is_status_of_money(parent: str, text: str) -> bool:
    is_status = _STATUS.fullmatch(normal(text).strip(" .:")) is not None
    return is_status and read_name(bare_name(parent)).code in MONEY


def standing_over(cells: Row, row: int, sheet: Sheet | None) -> list[int | None]:
    """For each column the one whose text in a row of a header stands over it: its own, or one further left."""
    over: list[int | None] = []
    at: int | None = None
    for index, cell in enumerate(cells):
        if cell.strip():
            at = index
        elif sheet is not None and not sheet.may_span(row, index):
            at = None
        over.append(at)
    return over


def _parents(cells: Row, row: int, sheet: Sheet | None) -> list[str]:
    """The text of a header row over each column."""
    return ["" if at is None else cells[at] for at in standing_over(cells, row, sheet)]


def texts_over(sheet: Sheet, header: Header, index: int) -> list[str]:
    """The texts of a header over a column, the highest first, and its own; those that the office gave in its place."""
    texts = [
        _parents(sheet.row(row), row, sheet)[index] for row in range(header.top, header.bottom + 1)
    ]
    return [text for text in dict.fromkeys(texts) if text.strip()]


def _joined(high: str, parent: str, low: str, unit: StatedUnit | None) -> Name:
    """The name of a column whose texts stand one below the other, with the unit over it.

    The lower text may be the whole name or need its parent: "KCQG" under "Kinh phí".
    """
    name = read_name(low)
    if not low.strip():
        name = read_name(high)
    elif _is_status_of_money(parent, low):
        name = replace(read_name(parent), printed=f"{parent} {low}")
    elif (both := read_name(f"{bare_name(parent)} {low}")).code:
        # "Địa phương" alone is a place, under "Kinh phí hỗ trợ" it is money.
        if not name.code or (both.code in MONEY and name.code not in MONEY):
            name = both
        elif name.code == both.code and both.exact:
            name = replace(name, exact=True)
    elif not name.code:
        return replace(name, printed=f"{parent} {low}".strip())
    if name.code in MONEY:
        return _with_unit(name, unit)
    return name


def _with_unit(name: Name, stated: StatedUnit | None) -> Name:
    """A name with what another cell of its header states too; the first problem stays."""
    if name.unit_problem is not None or stated is None:
        return name
    unit, problem = stated
    if problem is None and name.unit not in (None, unit):
        problem = "unit-conflict"
    return replace(name, unit=unit or name.unit, unit_problem=problem)


def _with_unit_row(
    names: tuple[Name, ...], columns: Mapping[str, int], below: Rows, bottom: int
) -> tuple[tuple[Name, ...], int]:
    """The names with the units of a row below them, before or after the row of column numbers."""
    money = [columns[code] for code in MONEY if code in columns]
    for offset, row in enumerate(below[:2], 1):
        said: dict[int, StatedUnit | None] = {}
        others = False
        for index, cell in enumerate(row):
            if index not in money:
                others = others or bool(cell.strip(" -–—xX"))
            elif cell.strip():
                said[index] = _cell_says(cell)
        if said and not others and None not in said.values():
            # One unit that stands under some columns of money is meant for all of them.
            first, *others_said = set(said.values())
            common = None if others_said else first
            mended = list(names)
            for index in money:
                mended[index] = _with_unit(names[index], said.get(index, common))
            return tuple(mended), bottom + offset
        if not is_numbering(row):
            break
    return names, bottom


def _cell_says(text: str) -> StatedUnit | None:
    """What a cell under a name says of the unit."""
    stated = unit_said_in(caption_unit, text)
    return unit_said_in(factor_of, text) if stated is None and is_unit(text) else stated

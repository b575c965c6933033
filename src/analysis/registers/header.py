"""The header of a scheme register: found under title rows, over one to three rows, names matched to columns.

A name matches with its right diacritics or with none, word by word; else the nearest name is only told.

A unit may stand with a name, in brackets or after a comma.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from analysis.faults import Place, Problems, shown
from analysis.language.numbers import MONEY_NAMES
from analysis.registers.columns import REGISTER_AMOUNTS, REGISTER_COLUMNS, REGISTER_REQUIRED
from analysis.registers.sheet import Sheet, column_letters
from analysis.registers.units import (
    MANY_DONG,
    SURE_WORDS,
    UnitError,
    bracket_unit,
    caption_unit,
    factor_of,
    is_currency,
    is_unit,
    leading_unit,
    loose_units,
    normal,
    plain,
)

MONEY = (*REGISTER_AMOUNTS, "budget")

_HOMOGLYPHS = str.maketrans("ÐƉðɖ", "ĐĐđđ")
_PARENTHESES = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_KEYWORD = re.compile(
    rf"^(.*?[^\s,;:\-–])[\s,;:\-–]+(?:{SURE_WORDS}|tính bằng|tinh bang)(?!\w)[\s:.\-–]*(\S.*)$"
)
_TRAILING = re.compile(rf"^(.*?)\s*[,;:\-–/]?\s+({MANY_DONG})$")
_AFTER_COMMA = re.compile(r"^(.*\S)\s*(?:[,;:]|\s[\-–])\s*(\S.*)$")
_COLUMN = r"[(\[\s]*(?:[0-9]{1,2}|[a-h])[)\]\s]*"
_COLUMN_NUMBERS = re.compile(rf"(?<![\w.])(?:[=(\[\s]*{_COLUMN})(?:[=+\-–]{_COLUMN})*$")

StatedUnit = tuple[int | None, str | None]  # in đồng, and the code of what is wrong with it
NO_UNIT: StatedUnit = (None, None)


@dataclass(frozen=True)
class Name:
    """What a header text means: its column's code ('' unknown), whether it is the canonical name, its unit in đồng."""

    code: str
    printed: str
    exact: bool = True
    unit: int | None = None
    unit_problem: str | None = None
    homoglyph: bool = False


@lru_cache(maxsize=4096)
def read_name(text: str) -> Name:
    """The meaning of one header text, its unit taken off."""
    clean = " ".join(text.split())
    mended = clean.translate(_HOMOGLYPHS)
    homoglyph = mended != clean
    base, unit, problem = _split_unit(normal(mended))
    code, exact = _match(base)
    if not code:
        code, exact = _match(normal(mended))
        unit, problem = (None, None) if code else (unit, problem)
    if code not in MONEY and problem is None and unit is None and not code:
        bare = _PARENTHESES.sub("", normal(mended))
        code, exact = _match(bare)[0], False
    if code not in MONEY:
        unit, problem = None, None
    return Name(code, clean, exact, unit, problem, homoglyph)


def bare_name(text: str) -> str:
    """A header text without the brackets at its end."""
    return _PARENTHESES.sub("", text)


@lru_cache(maxsize=1024)
def parent_unit(text: str) -> StatedUnit:
    """What a text over several columns says of their unit; what is not plain is a problem."""
    clean = _without_numbers(normal(text))
    _, unit, problem = _split_unit(clean)
    if unit is None and problem is None and loose_units(clean):
        return None, "unit-unknown"
    return unit, problem


def _split_unit(text: str) -> tuple[str, int | None, str | None]:
    """Base name, unit in đồng, and the code of what is wrong with the unit."""
    text = base = _without_numbers(text)
    units = set[int]()
    for match in _BRACKETS.finditer(text):
        cut = base.replace(match.group(), "")
        try:
            unit = bracket_unit(match.group(1))
            if unit is None and not units and match.end() == len(text):
                unit = factor_of(match.group(1))
        except UnitError as error:
            return cut, None, error.code
        if unit is not None:
            base, units = cut, units | {unit}
    if units:
        return base, next(iter(units)), None if len(units) == 1 else "unit-conflict"
    for pattern, sure in ((_KEYWORD, True), (_TRAILING, False), (_AFTER_COMMA, False)):
        words = pattern.match(text)
        if words is not None and (sure or is_unit(words.group(2)) or is_currency(words.group(2))):
            try:
                return words.group(1), leading_unit(words.group(2)), None
            except UnitError as error:
                return words.group(1), None, error.code
    return text, None, None


def _without_numbers(text: str) -> str:
    """A name without the numbers of columns after it: (11), (11=8+9+10), (d = a + b + c)."""
    match = _COLUMN_NUMBERS.search(text)
    tail = match.group().strip() if match is not None else ""
    if match is None or tail in ("(d)", "[d]") or not re.search(r"[(\[=+]", tail):
        return text
    return text[: match.start()].rstrip(" :")


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.sub(r"\s*([/,])\s*", r" \1 ", text).split())


_KNOWN: dict[tuple[str, ...], list[tuple[str, tuple[str, ...], bool]]] = {}
for _word in REGISTER_COLUMNS.values():
    for _printed in (_word.label, *_word.printed):
        _full = _words(normal(_printed))
        _KNOWN.setdefault(tuple(map(plain, _full)), []).append(
            (_word.code, _full, _printed == _word.label)
        )


def _match(text: str) -> tuple[str, bool]:
    """Code of a name and whether it is the canonical one, each word with its right diacritics or with none."""
    words = _words(text.strip(" .:*;-"))
    for code, full, canonical in _KNOWN.get(tuple(map(plain, words)), ()):
        if all(word in (right, plain(right)) for word, right in zip(words, full, strict=True)):
            return code, canonical and words == full
    return "", False


LEAST_NAMES = 4
MOST_TITLE_ROWS = 60
MOST_HEADER_ROWS = 3
ROWS_OF_HEADER = MOST_HEADER_ROWS + 2  # with its column numbers and its units
NEAR = 0.8

_NUMBERING = re.compile(
    r"\(?[0-9]{1,2}\)?(?:\s*=.*)?|\(?[A-ZĐ]\)?|\([0-9]{1,2}\s*=.*\)|\(?[0-9]{1,2}(?:\s*[+\-–]\s*[0-9]{1,2})+\)?"
)


@dataclass(frozen=True)
class Header:
    """Rows `top` to `bottom` (from 0, ends included) and the columns by code: index, printed name, unit."""

    top: int
    bottom: int
    columns: Mapping[str, int]
    names: tuple[Name, ...]

    def printed(self, code: str) -> str:
        """The header text of a column."""
        return self.names[self.columns[code]].printed

    def unit(self, code: str) -> int | None:
        """The unit that the header states for a column."""
        return self.names[self.columns[code]].unit


def is_register(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first rows of a table hold the header of a scheme register."""
    return find_header(rows) is not None


def find_header(
    rows: Sequence[Sequence[str]], start: int = 0, sheet: Sheet | None = None
) -> Header | None:
    """The first header in at most `MOST_TITLE_ROWS` rows; row numbers count from `start`."""
    for index in range(min(len(rows), MOST_TITLE_ROWS)):
        header = header_at(rows[index : index + ROWS_OF_HEADER], start + index, sheet)
        if header is not None:
            return header
    return None


def header_at(rows: Sequence[Sequence[str]], top: int, sheet: Sheet | None = None) -> Header | None:
    """The header that begins in the first of the rows, None when that row is none."""
    names = tuple(read_name(cell) for cell in rows[0])
    if len(_codes(names)) < LEAST_NAMES:
        return None
    parents, units, bottom = list(rows[0]), [NO_UNIT] * len(rows[0]), top
    for below in rows[1:MOST_HEADER_ROWS]:
        over = _units_over(parents, units, bottom, sheet)
        more = tuple(_joined(parents, below, bottom, sheet, over))
        if len(_codes(more)) <= len(_codes(names)) or not _continues(names, below):
            break
        names, units, bottom = more, over, bottom + 1
        parents = [
            low if low.strip() else high
            for high, low in zip(parents, _padded(below, parents), strict=True)
        ]
    columns: dict[str, int] = {}
    for index, name in enumerate(names):
        if name.code:
            columns.setdefault(name.code, index)
    names, bottom = _with_unit_row(names, columns, rows[bottom - top + 1 :], bottom)
    return Header(top, bottom, columns, names)


def is_numbering(row: Sequence[str]) -> bool:
    """Whether a row under a header only numbers its columns: (1) (2) (3)…, or A B 1 2 … ."""
    cells = [cell.strip() for cell in row if cell.strip()]
    return len(cells) >= LEAST_NAMES and all(_NUMBERING.fullmatch(cell) for cell in cells)


def check_header(sheet: Sheet, header: Header, problems: Problems) -> bool:
    """Add every fault and warning of a header; False when it cannot be used."""
    before = len(problems.faults)
    row = header.bottom
    seen: dict[str, int] = {}
    missing = [code for code in REGISTER_REQUIRED if code not in header.columns]
    for index, name in enumerate(header.names):
        where = sheet.place(row, index, name.printed)
        if name.code in seen:
            first = f"cột {column_letters(seen[name.code])} và cột {column_letters(index)}"
            got = f'{first} cùng là "{REGISTER_COLUMNS[name.code].label}"'
            problems.fault("header-duplicate", where, got)
        elif name.code:
            seen[name.code] = index
            _check_known(name, where, problems)
        elif name.printed:
            _check_unknown(
                name, where, [c for c in REGISTER_COLUMNS if c not in header.columns], problems
            )
    if missing:
        got = "thiếu cột " + ", ".join(f'"{REGISTER_COLUMNS[code].label}"' for code in missing)
        wanted = "các cột " + ", ".join(REGISTER_COLUMNS[code].label for code in REGISTER_REQUIRED)
        problems.fault(
            "header-missing", sheet.place(row), got, wanted, "thêm cột còn thiếu hoặc sửa tên cột"
        )
    if "tong" not in header.columns:
        problems.warn(
            "header-derived",
            sheet.place(row),
            'không có cột "Tổng kinh phí": tổng được cộng từ ba nguồn',
        )
    if "stt" not in header.columns:
        problems.warn("header-derived", sheet.place(row), 'không có cột "STT"')
    return len(problems.faults) == before


def lossy_names(rows: Sequence[Sequence[str]]) -> int:
    """How many canonical names the rows hold with '?' in place of letters."""
    names = [normal(word.label) for word in REGISTER_COLUMNS.values()]
    cells = {
        normal(cell)
        for row in rows[:MOST_TITLE_ROWS]
        for cell in row
        if "?" in cell and len(cell) < 60
    }
    return sum(any(_fits(cell, name) for cell in cells) for name in names)


def _fits(cell: str, name: str) -> bool:
    return len(cell) == len(name) and all(a in ("?", b) for a, b in zip(cell, name, strict=True))


def _codes(names: Sequence[Name]) -> set[str]:
    return {name.code for name in names if name.code}


def _padded(row: Sequence[str], like: Sequence[str]) -> list[str]:
    return [*row, *[""] * (len(like) - len(row))][: len(like)]


def _continues(names: Sequence[Name], below: Sequence[str]) -> bool:
    """A further header row is blank under the names that stand already, and holds no figures."""
    under = [
        cell
        for name, cell in zip(names, below, strict=False)
        if name.code and name.code not in MONEY
    ]
    return not any(cell.strip() for cell in under) and not any(
        re.search(r"[0-9]{4}", cell) for cell in below
    )


def _units_over(
    parents: Sequence[str], above: Sequence[StatedUnit], row: int, sheet: Sheet | None
) -> list[StatedUnit]:
    """The unit that the parents of the columns in a row state, else the one that stands still further above."""
    over, parent = list[StatedUnit](), ""
    for index, (high, unit) in enumerate(zip(parents, above, strict=True)):
        parent = high if high.strip() else parent if _spanned(sheet, row, index) else ""
        stated = parent_unit(parent)
        over.append(unit if stated == NO_UNIT else stated)
    return over


def _joined(
    parents: Sequence[str],
    below: Sequence[str],
    top: int,
    sheet: Sheet | None,
    over: Sequence[StatedUnit],
) -> list[Name]:
    names, parent = [], ""
    for index, (high, low) in enumerate(zip(parents, _padded(below, parents), strict=True)):
        parent = high if high.strip() else parent if _spanned(sheet, top, index) else ""
        alone, both = read_name(low), read_name(f"{bare_name(parent)} {low}")
        name = (
            alone
            if alone.code
            else both
            if both.code
            else replace(alone, printed=f"{parent} {low}".strip())
        )
        name = name if low.strip() else read_name(high)
        name = _with_unit(name, *over[index]) if name.code in MONEY else name
        exact = name.exact or (bool(low.strip()) and name.code == both.code and both.exact)
        names.append(replace(name, exact=exact) if name.code else name)
    return names


def _with_unit(name: Name, unit: int | None, problem: str | None) -> Name:
    """A name with what another cell of its header states too."""
    if name.unit_problem is not None or (unit is None and problem is None):
        return name
    if problem is None and name.unit is not None and name.unit != unit:
        problem = "unit-conflict"
    return replace(name, unit=name.unit if unit is None else unit, unit_problem=problem)


def _with_unit_row(
    names: tuple[Name, ...], columns: Mapping[str, int], below: Sequence[Sequence[str]], bottom: int
) -> tuple[tuple[Name, ...], int]:
    """The names with the units of a row of units below them, before or after the row of column numbers."""
    money = [columns[code] for code in MONEY if code in columns]
    for offset, row in enumerate(below[:2]):
        said = {
            index: _cell_says(row[index])
            for index in money
            if index < len(row) and row[index].strip()
        }
        others = any(cell.strip(" -–—xX") for index, cell in enumerate(row) if index not in money)
        if said and not others and NO_UNIT not in said.values():
            only = next(iter(said.values())) if len(set(said.values())) == 1 else NO_UNIT
            said = {index: said.get(index, only) for index in money}
            mended = [
                _with_unit(name, *said.get(index, NO_UNIT)) for index, name in enumerate(names)
            ]
            return tuple(mended), bottom + offset + 1
        if not is_numbering(row):
            break
    return names, bottom


def _cell_says(text: str) -> StatedUnit:
    """What a cell under a name says of the unit."""
    try:
        unit = caption_unit(text)
    except UnitError as error:
        return None, error.code
    return (factor_of(text), None) if unit is None and is_unit(text) else (unit, None)


def _spanned(sheet: Sheet | None, row: int, column: int) -> bool:
    """Whether a blank cell continues the parent left of it: merged in a workbook, taken as so in a CSV."""
    if sheet is None or sheet.name is None:
        return True
    return any(m.top <= row <= m.bottom and m.left < column <= m.right for m in sheet.merges)


def _check_known(name: Name, where: Place, problems: Problems) -> None:
    label = REGISTER_COLUMNS[name.code].label
    if name.homoglyph:
        problems.warn(
            "header-homoglyph", where, f'tên cột "{shown(name.printed)}" có chữ Ð, Ɖ thay cho chữ Đ'
        )
    if not name.exact:
        problems.warn(
            "header-synonym", where, f'tên cột "{shown(name.printed)}" được hiểu là "{label}"'
        )
    if name.unit_problem is not None:
        got = f'đơn vị trong tên cột "{shown(name.printed)}" không phải đơn vị tiền đồng đã biết'
        if name.unit_problem == "unit-conflict":
            got = f'các dòng tiêu đề của cột "{shown(name.printed)}" ghi đơn vị trái nhau'
        problems.fault(
            name.unit_problem,
            where,
            got,
            ", ".join(MONEY_NAMES.values()),
            "sửa đơn vị trong tên cột",
        )


def _check_unknown(name: Name, where: Place, missing: Sequence[str], problems: Problems) -> None:
    spellings = {
        plain(normal(text)): code
        for code in missing
        for text in (REGISTER_COLUMNS[code].label, *REGISTER_COLUMNS[code].printed)
    }
    near = difflib.get_close_matches(plain(normal(name.printed)), spellings, n=1, cutoff=NEAR)
    if near:
        label = REGISTER_COLUMNS[spellings[near[0]]].label
        got = f'không có cột tên "{shown(name.printed)}"'
        remedy = f'nếu đúng là cột đó thì sửa tên thành "{label}"'
        problems.fault("header-unknown", where, got, f'có phải "{label}"?', remedy)
        return
    problems.warn(
        "header-extra",
        where,
        f'cột "{shown(name.printed)}" không dùng đến và không được đưa vào báo cáo',
    )

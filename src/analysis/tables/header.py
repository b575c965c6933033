"""The header of a scheme register: found under title rows, one to three rows high.

A name matches word by word, with its right diacritics or with none; else the nearest is only told.

A unit may stand with a name, in brackets or after a comma.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from analysis.faults import Place, Problems, shown
from analysis.language.misprints import misprinted
from analysis.language.numbers import MONEY_NAMES
from analysis.sheets.cells import column_letters
from analysis.sheets.sheet import Sheet
from analysis.tables.columns import REGISTER_AMOUNTS, REGISTER_COLUMNS, REGISTER_REQUIRED
from analysis.tables.units import (
    MANY_DONG,
    SURE_WORDS,
    UnitError,
    bracket_unit,
    caption_unit,
    factor_of,
    folded,
    is_currency,
    is_unit,
    leading_unit,
    loose_units,
    normal,
    plain,
)
from analysis.vocabulary import Word

MONEY = (*REGISTER_AMOUNTS, "budget")
LEAST_NAMES = 4
MOST_TITLE_ROWS = 60
MOST_HEADER_ROWS = 3
ROWS_OF_HEADER = MOST_HEADER_ROWS + 2  # with its column numbers and its units
NEAR = 0.8
MOST_UNREAD = 8
# Two columns of one money may be a plan and its result: nobody should drop one of the two.
_TWO_OF_MONEY = (
    "mỗi cột một lần; hai nhóm cột tiền thì phía trên mỗi nhóm là tên tình trạng",
    "nếu là kế hoạch và thực hiện thì ghi tình trạng ở ô gộp phía trên các cột tiền của nó; chỉ bỏ cột nếu ghi trùng",
)

# Icelandic and African letters that look like Đ; some keyboards give them.
_HOMOGLYPHS = str.maketrans("ÐƉðɖ", "ĐĐđđ")
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_LAST_BRACKETS = re.compile(rf"{_BRACKETS.pattern}\s*$")
_KEYWORD = re.compile(
    rf"^(.*?[^\s,;:\-–])[\s,;:\-–]+(?:{SURE_WORDS}|tính bằng|tinh bang)(?!\w)[\s:.\-–]*(\S.*)$"
)
_TRAILING = re.compile(rf"^(.*?)\s*[,;:\-–/]?\s+({MANY_DONG})$")
_AFTER_COMMA = re.compile(r"^(.*\S)\s*(?:[,;:]|\s[\-–])\s*(\S.*)$")
_TERMS = re.compile(
    r"[\s,(\[-]*(?:hỗ trợ )?(?:không hoàn lại|(?:không |có )?(?:có )?thu hồi)[)\]]*(?= |$)"
)
_COLUMN = r"[(\[\s]*(?:[0-9]{1,2}|[a-h])[)\]\s]*"
_COLUMN_NUMBERS = re.compile(rf"(?<![\w.])(?:[=(\[\s]*{_COLUMN})(?:[=+\-–]{_COLUMN})*$")
# Marks that point to a note: "KCQG (*)", "KCQG(1)", "KCQG¹"; in brackets they are no unit.
_NOTE_MARKS = re.compile(
    r"(?:\s*[(\[][*¹²³⁴-⁹†‡]+[)\]]|\s*[*¹²³⁴-⁹†‡]+|(?<=[^\W\d])\s*[(\[][0-9]{1,2}[)\]])(?=[\s(\[,;:]|$)"
)
_NUMBERING = re.compile(
    r"\(?[0-9]{1,2}\)?(?:\s*=.*)?|\(?[A-ZĐ]\)?|\([0-9]{1,2}\s*=.*\)|\(?[0-9]{1,2}(?:\s*[+\-–]\s*[0-9]{1,2})+\)?"
)

_COUNT = re.compile(
    r"(?:tong )?(?:so (?:luong )?|sl )(?:cac )?(?:de an|da|nhiem vu|chuong trinh)\b.*"
)
LEAST_OF_SUMMARY = 3
_FIGURE = re.compile(r"\W*[0-9][0-9.,\s]*$")
# A column that says of each scheme whose money it is.
COLUMN_OF_FUNDS = re.compile(
    r"(?:thuoc )?(?:loai )?(?:nguon|von)(?: (?:von|kinh phi|kp|ngan sach|ho tro|khuyen cong|kc|cap))*"
)
# Usual columns that are nothing of a register, near as their names are to one that is.
_NO_COLUMN = re.compile(
    rf"{COLUMN_OF_FUNDS.pattern}|(?:so |so,? ngay )?(?:quyet dinh|qd)(?: phe duyet)?"
)

Row = Sequence[str]
Rows = Sequence[Row]
# What is told where a column is absent that a register need not have.
_DERIVED = {
    "tong": 'không có cột "Tổng kinh phí": tổng được cộng từ ba nguồn',
    "stt": 'không có cột "STT"',
}

StatedUnit = tuple[int | None, str | None]  # in đồng, and the code of what is wrong with it


@dataclass(frozen=True)
class Name:
    """What a header text means: its column's code ('' unknown), whether canonical, its unit in đồng."""

    code: str
    printed: str
    exact: bool = True
    unit: int | None = None
    unit_problem: str | None = None
    homoglyph: bool = False


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

    def unit(self, code: str) -> int | None:
        """The unit that the header states for a column."""
        return self.names[self.columns[code]].unit


@lru_cache(maxsize=4096)
def read_name(text: str) -> Name:
    """The meaning of one header text, its unit taken off."""
    printed = " ".join(text.split())
    mended = printed.translate(_HOMOGLYPHS)
    # "Kinh phí KCQG có thu hồi" is money of the fund; what it says of the support is read apart
    clean = _NOTE_MARKS.sub("", normal(mended))
    whole = _TERMS.sub("", clean) or clean
    base, stated = _split_unit(whole)
    code, exact = _match(base)
    if not code:
        # What was taken for a unit may be a part of the name.
        code, exact = _match(whole)
        if code:
            stated = None
        elif stated is None:
            code, _ = _match(bare_name(whole))
    if stated is None or code not in MONEY:
        stated = None, None
    return Name(code, printed, exact, *stated, homoglyph=mended != printed)


def bare_name(text: str) -> str:
    """A header text without the brackets at its end."""
    return _LAST_BRACKETS.sub("", text)


@lru_cache(maxsize=1024)
def parent_unit(text: str) -> StatedUnit | None:
    """What a text over several columns says of their unit; what is not plain is a problem."""
    clean = _without_numbers(_NOTE_MARKS.sub("", normal(text)))
    _, stated = _split_unit(clean)
    if stated is None and loose_units(clean):
        return None, "unit-unknown"
    return stated


def _said(read: Callable[[str], int | None], text: str) -> StatedUnit | None:
    """What a reader of units finds in a text."""
    try:
        unit = read(text)
    except UnitError as error:
        return None, error.code
    return None if unit is None else (unit, None)


def _split_unit(text: str) -> tuple[str, StatedUnit | None]:
    """The name without its unit, and that unit."""
    text = base = _without_numbers(text)
    units = set[int | None]()
    for match in _BRACKETS.finditer(text):
        inside = match[1]
        stated = _said(bracket_unit, inside)
        if stated is None and not units and match.end() == len(text):
            # The last brackets are for the unit: one that is not known must not be passed over.
            stated = _said(factor_of, inside)
        if stated is None:
            continue
        unit, problem = stated
        cut = base.replace(match[0], "")
        if problem is not None:
            return cut, stated
        base = cut
        units.add(unit)
    if units:
        several = len(units) > 1
        return base, (units.pop(), "unit-conflict" if several else None)
    for pattern in (_KEYWORD, _TRAILING, _AFTER_COMMA):
        words = pattern.match(text)
        if words is None:
            continue
        base, rest = words.groups()
        # After a word such as "ĐVT" the rest must be a unit, after a comma it may be.
        if pattern is _KEYWORD or is_unit(rest) or is_currency(rest):
            return base, _said(leading_unit, rest)
    return text, None


def _without_numbers(text: str) -> str:
    """A name without the numbers of columns after it: (11), (11=8+9+10), (d = a + b + c)."""
    match = _COLUMN_NUMBERS.search(text)
    if match is None:
        return text
    tail = match[0].strip()
    # "(d)" is an abbreviation of đồng, and a number without a sign may be a part of the name.
    if tail in ("(d)", "[d]") or not re.search(r"[(\[=+]", tail):
        return text
    return text[: match.start()].rstrip(" :")


def _spaced(text: str) -> str:
    """A text with one space around its words, slashes and commas."""
    return " ".join(re.sub("[/,]", r" \g<0> ", text).split())


# By the name without diacritics: code, name with them, whether it is the canonical name.
_KNOWN: dict[str, tuple[str, str, bool]] = {}
for _word in REGISTER_COLUMNS.values():
    for _printed in (_word.label, *_word.printed):
        _full = _spaced(normal(_printed))
        _KNOWN[plain(_full)] = _word.code, _full, _printed == _word.label


def _match(text: str) -> tuple[str, bool]:
    """Code of a name, each word with its right diacritics or none, and whether it is the canonical name."""
    name = _spaced(text.strip(" .:*;-"))
    code, full, canonical = _KNOWN.get(plain(name), ("", "", False))
    for word, right in zip(name.split(), full.split(), strict=False):
        if word not in (right, plain(right)):
            return "", False
    return code, canonical and name == full


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


def known_names(names: Iterable[Name]) -> int:
    """How many columns the names tell, each counted once."""
    return len({name.code for name in names} - {""})


@lru_cache(maxsize=4096)
def is_count(text: str) -> bool:
    """Whether a header names a column of counts of schemes: "Số đề án"."""
    return _COUNT.fullmatch(folded(text)) is not None


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


def header_at(
    rows: Rows,
    top: int,
    sheet: Sheet | None = None,
) -> Header | None:
    """The header that begins in the first of the rows, None when that row is none."""
    if not begins_header(rows[0]):
        return None
    lowest = list(rows[0])  # of each column the text that stands lowest so far
    names = tuple(map(read_name, lowest))
    units: list[StatedUnit | None] = [None] * len(lowest)
    bottom = top
    for row in rows[1:MOST_HEADER_ROWS]:
        below = [*row, *[""] * (len(lowest) - len(row))][: len(lowest)]
        parents = _parents(lowest, bottom, sheet)
        # Where a parent states none, the one that stands still further above.
        over = [parent_unit(parent) or unit for parent, unit in zip(parents, units, strict=True)]
        joined = tuple(map(_joined, lowest, parents, below, over))
        if known_names(joined) <= known_names(names) or not _continues(names, row):
            break
        names, units, bottom = joined, over, bottom + 1
        for index, cell in enumerate(below):
            if cell.strip():
                lowest[index] = cell
    columns: dict[str, int] = {}
    for index, name in enumerate(names):
        if name.code:
            columns.setdefault(name.code, index)
    names, bottom = _with_unit_row(names, columns, rows[bottom - top + 1 :], bottom)
    return Header(top, bottom, columns, names)


def is_numbering(row: Row) -> bool:
    """Whether a row under a header only numbers its columns: (1) (2) (3)…, or A B 1 2 … ."""
    cells = [cell.strip() for cell in row if cell.strip()]
    return len(cells) >= LEAST_NAMES and all(map(_NUMBERING.fullmatch, cells))


def check_header(
    sheet: Sheet,
    header: Header,
    problems: Problems,
) -> bool:
    """Add every fault and warning of a header; False when it cannot be used."""
    before = len(problems.faults)
    row = sheet.place(header.bottom)
    absent = [word for code, word in REGISTER_COLUMNS.items() if code not in header.columns]
    for index, name in enumerate(header.names):
        if index in header.aside:
            continue
        where = sheet.place(header.bottom, index, name.printed)
        first = header.columns.get(name.code, index)
        if first != index:
            both = f"cột {column_letters(first)} và cột {column_letters(index)}"
            # one of two columns of a fund may be for what is to be paid back
            terms = {
                _TERMS.search(normal(header.names[at].printed)) is None for at in (first, index)
            }
            code = "header-duplicate" if len(terms) == 1 else "support-unclear"
            got = f'{both} cùng là "{REGISTER_COLUMNS[name.code].label}"'
            told = _TWO_OF_MONEY if code == "header-duplicate" and name.code in MONEY else ("", "")
            problems.fault(code, where, got, *told)
        elif name.code:
            _check_known(name, where, problems)
        elif name.printed:
            _check_unknown(name, where, absent, problems)
    required = [word for word in absent if word.code in REGISTER_REQUIRED]
    missing = [f'"{word.label}"' for word in required if word.code not in header.asked]
    if missing:
        unread = [
            f'"{shown(name.printed)}"'
            for index, name in enumerate(header.names)
            if name.printed and not name.code and index not in header.aside
        ]
        got = "thiếu cột " + ", ".join(missing)
        if unread:
            got += "; các cột có tên chưa hiểu: " + ", ".join(unread[:MOST_UNREAD])
        remedy = "thêm cột còn thiếu hoặc sửa tên cột"
        problems.fault("header-missing", row, got, f"các cột {required_labels()}", remedy)
    for code, message in _DERIVED.items():
        if code not in header.columns:
            problems.warn("header-derived", row, message)
    return not required and len(problems.faults) == before


def required_labels() -> str:
    """The names of the columns that a register must have."""
    return ", ".join(REGISTER_COLUMNS[code].label for code in REGISTER_REQUIRED)


def lossy_names(rows: Rows) -> int:
    """How many canonical names the rows hold with '?' in place of letters."""
    cells = {normal(cell) for row in rows for cell in row if "?" in cell and len(cell) < 60}
    lost = re.compile("|".join(re.escape(cell).replace(r"\?", ".") for cell in cells))
    return sum(bool(lost.fullmatch(normal(word.label))) for word in REGISTER_COLUMNS.values())


def _continues(names: Sequence[Name], below: Row) -> bool:
    """A further header row is blank under the names that stand already, and holds no figures."""
    for name, cell in zip(names, below, strict=False):
        stands = (name.code and name.code not in MONEY) or is_count(name.printed)
        if stands and cell.strip():
            return False
    return not any(re.search(r"[0-9]{4}", cell) for cell in below)


def _parents(cells: Row, row: int, sheet: Sheet | None) -> list[str]:
    """The text of a header row over each column: its own, or one further left that spans it."""
    parents: list[str] = []
    parent = ""
    for index, cell in enumerate(cells):
        if cell.strip():
            parent = cell
        # A workbook says which cells are merged; in a CSV any blank one may continue the one left of it.
        elif sheet is not None and sheet.name is not None:
            spans = [m.left < index <= m.right for m in sheet.merges if m.top <= row <= m.bottom]
            if not any(spans):
                parent = ""
        parents.append(parent)
    return parents


def texts_over(sheet: Sheet, header: Header, index: int) -> list[str]:
    """The texts of a header over a column, the highest first, and its own; those that the office gave in its place."""
    texts = [
        _parents(sheet.row(row), row, sheet)[index] for row in range(header.top, header.bottom + 1)
    ]
    return [text for text in dict.fromkeys(texts) if text.strip()]


def _joined(
    high: str,
    parent: str,
    low: str,
    unit: StatedUnit | None,
) -> Name:
    """The name of a column whose texts stand one below the other, with the unit over it.

    The lower text may be the whole name or need its parent: "KCQG" under "Kinh phí".
    """
    name = read_name(low)
    if not low.strip():
        name = read_name(high)
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
    names: tuple[Name, ...],
    columns: Mapping[str, int],
    below: Rows,
    bottom: int,
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
    stated = _said(caption_unit, text)
    return _said(factor_of, text) if stated is None and is_unit(text) else stated


def _check_known(
    name: Name,
    where: Place,
    problems: Problems,
) -> None:
    column = f'cột "{shown(name.printed)}"'
    if name.homoglyph:
        problems.warn("header-homoglyph", where, f"tên {column} có chữ Ð, Ɖ thay cho chữ Đ")
    if not name.exact:
        label = REGISTER_COLUMNS[name.code].label
        problems.warn("header-synonym", where, f'tên {column} được hiểu là "{label}"')
    if name.unit_problem is not None:
        got = f"đơn vị trong tên {column} không phải đơn vị tiền đồng đã biết"
        if name.unit_problem == "unit-conflict":
            got = f"các dòng tiêu đề của {column} ghi đơn vị trái nhau"
        problems.fault(
            name.unit_problem,
            where,
            got,
            ", ".join(MONEY_NAMES.values()),
            "sửa đơn vị trong tên cột",
        )


def _check_unknown(
    name: Name,
    where: Place,
    absent: Sequence[Word],
    problems: Problems,
) -> None:
    """A name that is nearly one that is missing stops the reading; any other is only told.

    Only a misprint is answered with one name, and no name of money: of several funds nobody but the
    office knows which is meant.
    """
    spellings: dict[str, Word] = {}
    for word in absent:
        for text in (word.label, *word.printed):
            spellings[folded(text)] = word
    printed = shown(name.printed)
    near = difflib.get_close_matches(folded(name.printed), spellings, n=1, cutoff=NEAR)
    if near and not _NO_COLUMN.fullmatch(folded(name.printed)):
        word = spellings[near[0]]
        wanted = f'có phải "{word.label}"?'
        remedy = f'nếu đúng là cột đó thì sửa tên thành "{word.label}"'
        possible = absent
        if word.code in MONEY:
            possible = [REGISTER_COLUMNS[code] for code in MONEY]
        if word.code in MONEY or not misprinted(name.printed, [near[0]]):
            labels = ", ".join(f'"{other.label}"' for other in possible)
            wanted = f"tên nói đúng cột này là gì, các tên có thể dùng: {labels}"
            remedy = "sửa thành tên đúng nghĩa theo hồ sơ; nếu là số liệu khác thì bỏ cột hoặc đổi hẳn tên"
        problems.fault("header-unknown", where, f'không có cột tên "{printed}"', wanted, remedy)
        return
    problems.warn(
        "header-extra", where, f'cột "{printed}" không dùng đến và không được đưa vào báo cáo'
    )

"""Rows of a register's table: schemes, groups, declared totals, notes, and where the table ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.definitions.provinces import FORMER_NAMES, provinces
from analysis.faults import Place, Problems
from analysis.language.numbering import (
    MAY_GO_ON,
    count_of,
    goes_on,
    list_forms,
    number_form,
    opens_list,
)
from analysis.language.place_words import without_unit
from analysis.sheets.cells import Merge
from analysis.sheets.sheet import (
    ERROR,
    NO_VALUE,
    TEXT,
    Sheet,
    part,
    positions,
    text_array,
    trimmed,
)
from analysis.tables.columns import REGISTER_AMOUNTS, REGISTER_COLUMNS
from analysis.tables.header import (
    MONEY,
    ROWS_OF_HEADER,
    Header,
    Row,
    Rows,
    begins_header,
    first_header,
    header_at,
    is_numbering,
)
from analysis.tables.units import folded, is_unit, normal, plain
from analysis.vocabulary import KINDS

_SUM = r"tong(?: cong| so| kinh phi| toan tinh| toan bo| chung| hop)?"
_TOTAL = re.compile(
    rf"(?:{_SUM}|cong(?: don| nhom| muc| so)?|luy ke)"
    r"(?:\s*[(:.\[].*"
    r"|\s+(?:cong\s*)?(?:\(?[ivx0-9+ a-d]+\)?|(?:nam|nhom|muc|phan|huyen|tinh|trang|cac|ca|nguon|von|kinh phi) .*"
    r"|(?:[0-9]+ )?(?:de an|co so|don vi|nhiem vu|chuong trinh)\b.*|kcqg|kcdp|khuyen cong .*))?\s*"
)
# "Công" is no "Cộng": the first word counts with its right diacritics or with none.
_TOTAL_WORD = re.compile(r"(?:tổng|tong|cộng|cong|lũy|luỹ|luy)\b")
_GRAND = re.compile(
    rf"{_SUM}(?: (?:toan tinh|toan bo|ca tinh|cac nguon|chung))*(?: nam [0-9]{{4}})?\s*(?:[(\[]?\s*(?:i|a|1)\s*\+.*)?"
)
# For a quick look at whole columns, in the words of Arrow's regular expressions: totals, and components of a scheme.
MAY_BE_TOTAL = (
    r"^[^\pL\pN]*(?i:t[oổ]ng|c[oộ]ng|lu[yỹ]|lũy)|^\s*[-–—+•*▪]|^[^\pL\pN]*(?i:trong [đd][oó])"
)
_BULLET = re.compile(r"\s*([-–—+•*▪])")
_OF_WHICH = re.compile(r"\W*trong do\b")

_LABEL = re.compile(
    r"\(?(?:[0-9]{1,6}|[ivxlcdm]{1,7}|[a-zđ])(?:\.[0-9]{1,4})*\s*[.)/-]?", re.IGNORECASE
)
_DAY = re.compile(r".*\bngay\b.*\bthang\b.*\bnam\b.*")
_SIGNATURE = re.compile(
    r"\(?(?:da )?ky\b.*|nguoi (?:lap|tong hop|duyet|kiem)\b.*|ke toan\b.*|thu truong\b.*|xac nhan\b.*|dai dien\b.*"
    r"|(?:pho )?(?:(?:tong )?giam doc|truong (?:phong|ban)|chi cuc truong|chu tich)\b.*|thu quy\b.*"
    r"|can bo\b.*|chuyen vien\b.*|noi nhan\b.*|(?:t/?m|kt|tl|tuq)\b\.?.*"
)
# Typed on a machine without the digits 0 and 1: "lOO.OOO".
_LOOKALIKE = re.compile(r"(?=.*[OoIlSBZ|])[OoIlSBZ|.,\s-]+")
_NUMERALS = (
    r"(?:khong|mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin|muoi|tram"
    r"|nghin|ngan|trieu|ty|ti|linh|le|ruoi|dong|chan)"
)
_IN_WORDS = re.compile(rf"{_NUMERALS}(?: {_NUMERALS})+")


@lru_cache(maxsize=4096)
def is_total_text(text: str) -> bool:
    """Whether a text names a total: "Cộng (I)", "TỔNG CỘNG", "Tổng số:"."""
    words = normal(text).strip(" .:-*")
    return _TOTAL_WORD.match(words) is not None and _TOTAL.fullmatch(plain(words)) is not None


def is_grand_total(text: str) -> bool:
    """Whether a text names the total of a whole table, or of a part that ends with such a total."""
    return _GRAND.fullmatch(folded(text).strip(" .:-*")) is not None


def is_label(text: str) -> bool:
    """Whether a text numbers a row: "3", "IV.", "a)", "1.2"."""
    return _LABEL.fullmatch(text.strip()) is not None


def is_signature(text: str) -> bool:
    """Whether a text belongs to the signatures below a table, with their date and place."""
    words = folded(text)
    return _SIGNATURE.fullmatch(words) is not None or _DAY.fullmatch(words) is not None


def is_date_line(text: str) -> bool:
    """Whether a text is the date over a signature: its digits are no money."""
    return _DAY.fullmatch(folded(text)) is not None


def meant_as_amount(text: str) -> bool:
    """Whether a text without digits was meant as an amount: "lOO.OOO", "ba trăm triệu"."""
    if is_unit(text):
        return False
    words = folded(text).strip(" .")
    return _LOOKALIKE.fullmatch(text) is not None or _IN_WORDS.fullmatch(words) is not None


# A name of a group without a number says by its first words that it is one.
_GROUP_WORDS = re.compile(
    r"(?:[ivxlcdm]+|[a-z])\s*[.)/:-]\s*\S.*"
    r"|(?:huyen|thi xa|thi tran|thanh pho|tp|xa|phuong|tinh|quan|dac khu|vung|khu vuc|nguon|khuyen cong|kinh phi"
    r"|von|nam|quy|thang|dot|nhom|muc|phan|noi dung|loai|linh vuc|nganh|hang muc|de an|chuong trinh|nhiem vu|cac"
    r"|danh muc|danh sach|ke hoach|du kien|ho tro cac|hoat dong)\b.*"
)

# A row over a header that is repeated: on a further page it says no more than that the table goes on.
_PAGE = re.compile(r"\W*(?:(?:trang|page|to)\b.*|.*\btiep(?: theo)?\W*|[0-9]+)?\W*")
_NUMBERED = re.compile(r"\W*(?:[ivxlcdm]+|[a-z]|[0-9]+(?:\.[0-9]+)*)\s*[.)/:-]\s*\S.*")
_YEAR_OR_PROVINCE = re.compile(r".*(?:(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])|(?<!cong )\btinh \w).*")
# What is said of all schemes below: a list of its own, the fund, the status, the unit.
_OF_ALL = re.compile(
    r".*\b(?:danh muc|danh sach|bieu|phu luc|khuyen cong|kcqg|kcdp|nguon|von|ngan sach|kinh phi"
    r"|ke hoach|thuc hien|trien khai|ket qua|du kien|de xuat|de nghi|dang ky|phe duyet|nghiem thu|quyet toan"
    r"|uoc|dung|ngung|huy|thu hoi|hoan tra|don vi tinh|dvt|dong|trieu|ty)\b.*"
)

_SOURCE = re.compile(
    r"(?:[ivxlcdm]+|[a-z])?\s*[.)/:-]?\s*(?:(?:nguon|von|kinh phi) )*"
    r"(?:khuyen cong (?:quoc gia|trung uong|dia phuong|tinh)\b.*|kcqg|kcdp)"
)
# Behind a dash only these divide a list of schemes: "- Nội dung: …" below a scheme speaks of that scheme.
_GROUP_BEHIND_BULLET = re.compile(
    r"(?:nguon|khuyen cong|von khuyen cong|kinh phi khuyen cong|ngan sach|kcqg|kcdp|huyen|thi xa|thanh pho|tp|xa|phuong"
    r"|nam [0-9]{4}|quy [0-9ivx]|dot [0-9ivx]|nhom|ke hoach|du kien|de an|cac de an)\b.*"
)
# A name that ends so is cut off.
_OPEN_END = re.compile(
    r"(?:[,–-]|(?<!\w)(?:tại|ở|của|cho|và|với|từ|thuộc|địa bàn|xã|huyện|phường|thôn))\s*$"
)

# Digits before a name may as well count what a cell lists.
_COUNTED = re.compile(r"[0-9]+(?:\.[0-9]+)*\s*[.)/:-]\s*\S.*")

GAP_ROWS = 10
LEAST_FACTS = 4
NAMING = ("name", "stt", "beneficiary")
FILLED = ("name", "beneficiary", "kind", "place", "year", "activity_text")

_NUMBER = re.compile(r"[0-9]+(?:\.0)?")
_PLAIN_YEAR = r"^(?:[12][0-9]{3})$"
_MERGED_AMOUNT = re.compile(r"[\s0-9.,]*[0-9][^A-Za-z]{0,12}")


@dataclass(frozen=True)
class Standing:
    """A status that stands for the schemes of a table that state none: a code of `REGISTER_STATUSES`.

    The office said it (`by_office`), or the header says it over one of several sets of columns of money. Then `beside`
    are the statuses of all sets, `others` the columns of the other ones; `is_earlier`: what a scheme states of itself
    is of a set further along.
    """

    code: str
    by_office: bool = False
    beside: frozenset[str] = frozenset()
    others: frozenset[int] = frozenset()
    is_earlier: bool = False


@dataclass(frozen=True)
class Table:
    """One table of a sheet: its header, the rows above that may state a unit, its rows by sort.

    Counted from 0: `schemes`, declared `totals`, `breaks` (groups and totals), `notes` (other words), `components`
    (rows of parts of the scheme above them), `continuations` (rows that only go on with the texts of the row above).
    With `continues` it has the header of the table above it, and only another caption.
    `standing` is the status of schemes that state none, None where their words decide.
    `words` are the meanings that the office gives to texts of a column, by its code; `territory` is the slug of the
    province that it names, `pairs` the rows (from 1) that it says are one scheme, `years` the year that it gives to a
    row (from 1) of several years; `answers` are all that it said and that was used for this table, in words.
    `left_out` are rows (from 0) of schemes without money in the set of columns that this table is of.
    """

    sheet: Sheet
    header: Header
    above: Rows
    schemes: np.ndarray
    totals: Sequence[int]
    breaks: Sequence[int]
    notes: Sequence[int]
    components: Sequence[int] = ()
    continuations: Sequence[int] = ()
    continues: bool = False
    standing: Standing | None = None
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    territory: str = ""
    pairs: tuple[tuple[int, int], ...] = ()
    years: Mapping[int, int] = field(default_factory=dict)
    answers: tuple[str, ...] = ()
    left_out: tuple[int, ...] = ()

    def place(self, code: str, row: int | None = None) -> Place:
        """Where a column stands, or its cell in a row of the sheet, counted from 0."""
        return self.sheet.place(row, self.header.columns[code], self.header.printed(code))

    def place_at(self, code: str, position: int) -> Place:
        """Where the cell of a column stands in a scheme, counted from 0."""
        return self.place(code, int(self.schemes[position]))

    def cell(self, code: str, row: int) -> tuple[str, int]:
        """The text and the kind of the cell of a column in a row of the sheet."""
        index = self.header.columns[code]
        return self.sheet.columns[index][row].as_py(), self.sheet.kind(row, index)

    def meaning(self, code: str, text: str) -> str:
        """The word that the office means by a text of a column, else the text."""
        words = self.words.get(code)
        return words.get(" ".join(text.split()), text) if words else text

    def places(self, code: str, mask: np.ndarray) -> list[Place]:
        """Where the cells of a column stand in the schemes of a mask."""
        return [self.place(code, row) for row in self.schemes[mask].tolist()]

    def texts(self, code: str) -> pa.Array:
        """The cells of a column in the scheme rows."""
        return part(self.sheet.columns[self.header.columns[code]], self.schemes)

    def kinds(self, code: str) -> np.ndarray:
        """The kinds of the cells of a column in the scheme rows; in a CSV all are text."""
        if self.sheet.kinds is None:
            return np.full(len(self.schemes), TEXT, dtype=np.uint8)
        return np.asarray(self.sheet.kinds[self.header.columns[code]][self.schemes])


def find_tables(sheet: Sheet, problems: Problems) -> list[Table]:
    """Every table of a sheet, one below the other."""
    tables: list[Table] = []
    header = first_header(sheet)
    caption = 0  # the row from which on the words above a header belong to it
    continues = False
    while header is not None:
        above = sheet.rows(caption, header.top)
        filled = _filled(sheet, header, problems)
        table, below = _read_table(filled, header, above, problems)
        tables.append(replace(table, continues=continues))
        last = max([header.bottom, *table.schemes[-1:].tolist(), *table.totals[-1:]])
        header, caption, continues = below.following, last + 1, below.is_captioned
    return tables


def titles(table: Table) -> list[tuple[Place, str]]:
    """The cells above a table, and those above the first table of its sheet, with their places."""
    sheet, top = table.sheet, table.header.top
    first = first_header(sheet)
    own = range(top - len(table.above), top)
    above = [*own]
    if first is not None and first.top < own.start:
        above += range(first.top)
    return [
        (sheet.place(row, index), text)
        for row in above
        for index, text in enumerate(sheet.row(row))
    ]


def row_text(sheet: Sheet, header: Header, row: int) -> str:
    """The words by which people know a row: its number and name, else its first other text."""
    cells = sheet.row(row)
    here = _by_code(header, cells)
    named = f"{here['stt']} {here['name']}".strip()
    others = (text for code, text in here.items() if text and code not in MONEY)
    return named or next(others, "") or total_text(header, cells)


def _by_code(header: Header, cells: Row) -> dict[str, str]:
    """The cells of a row by all columns of a register, in their order; '' for one that is not there."""
    here = dict.fromkeys(REGISTER_COLUMNS, "")
    for code, index in header.columns.items():
        here[code] = cells[index].strip()
    return here


def total_text(header: Header, cells: Row) -> str:
    """The cell of a row that names a total, wherever it stands; '' where there is none."""
    naming = [header.columns[code] for code in NAMING if code in header.columns]
    money = [header.columns[code] for code in MONEY if code in header.columns]
    for index in naming + list(range(len(cells))):
        text = cells[index].strip()
        if index not in money and is_total_text(text):
            return text
    return ""


def _read_table(
    sheet: Sheet,
    header: Header,
    above_rows: Rows,
    problems: Problems,
) -> tuple[Table, _RowsBelow]:
    """One table, and what follows it."""
    is_scheme = _sure_schemes(sheet, header)
    found: dict[str, list[int]] = {
        "scheme": [],
        "total": [],
        "group": [],
        "note": [],
        "component": [],
    }
    signed = False
    below = _RowsBelow(sheet, header, above_rows, is_scheme, problems)
    before, sort_before, scheme = header.bottom, "", header.bottom
    going_on: list[int] = []
    bullets: set[str] = set()  # those before groups
    for row, cells in below:
        sort = _sort(sheet, header, row, cells, signed=signed)
        # Below the signatures stand names of people, which look like names of schemes.
        signed = signed or (sort == "note" and any(map(is_signature, cells)))
        between = positions(is_scheme[before + 1 : row])
        if between:
            scheme = before = before + 1 + between[-1]
            sort_before = "scheme"
        if sort == "group" and _counts_on(sheet, header, row, scheme):
            sort = "scheme"
        if sort == "scheme" and _heads_others(sheet, header, row):
            sort = "total" if _has_money(sheet, header, row) else "group"
        divides = _divides(sheet, header, row, sort, bullets, is_first=scheme == header.bottom)
        if sort_before in ("scheme", "component") and not divides:
            # A list that "Trong đó:" opens may go on without a dash.
            listed = (
                sort_before == "component" and sort == "total" and not _says_more(header, cells)
            )
            listed = listed or _is_listed(sheet, header, row, scheme, before, sort)
            if sort != "note" and (listed or _is_component(sheet, header, row, scheme)):
                sort = "component"
            elif not signed and _goes_on(header, cells):
                going_on.append(row)
        found[sort].append(row)
        before, sort_before = row, sort
        if sort == "scheme":
            scheme = row
    is_scheme[below.end :] = False
    is_scheme[found["scheme"]] = True
    groups = found["group"]
    continuations = _continuations(sheet, header, going_on, is_scheme, groups, below.end)
    for rows in found.values():
        rows[:] = [row for row in rows if row not in continuations]
    if continuations:
        is_scheme[continuations] = False
    schemes = np.flatnonzero(is_scheme)
    totals = found["total"]
    if below.following is not None:
        # What stands over the next header is said of the schemes below it.
        caption = _top_of_caption(
            sheet, max([header.bottom, *schemes[-1:].tolist(), *totals[-1:]]), below.end
        )
        for sort in ("group", "note"):
            found[sort] = [row for row in found[sort] if not caption <= row < below.end]
    breaks = sorted(found["group"] + totals)
    table = Table(
        sheet,
        header,
        above_rows,
        schemes,
        totals,
        breaks,
        found["note"],
        found["component"],
        continuations,
    )
    return table, below


class _RowsBelow:
    """Rows below a header that are neither sure schemes nor blank nor the header repeated, up to another header.

    When they are passed, `following` is that header, and `end` the row where it begins; `is_captioned` says whether
    it is the same header below a caption of its own.
    """

    def __init__(
        self,
        sheet: Sheet,
        header: Header,
        above: Rows,
        is_scheme: np.ndarray,
        problems: Problems,
    ) -> None:
        self._sheet = sheet
        self._header = header
        self._above = above
        self._is_scheme = is_scheme
        self._problems = problems
        self.following: Header | None = None
        self.is_captioned = False
        self.end = sheet.height

    def __iter__(self) -> Iterator[tuple[int, Row]]:
        """Each row with its cells."""
        sheet, header = self._sheet, self._header
        first = header.bottom + 1
        next_row = first + any(map(is_numbering, sheet.rows(first, first + 1)))
        # The header and what is above it are no schemes: they come first.
        for row in positions(~self._is_scheme)[first:]:
            cells = sheet.row(row)
            if row < next_row or not "".join(cells).strip():
                continue
            if not begins_header(cells):
                yield row, cells
                continue
            goes_on = _goes_on_below(sheet, header, row)
            self.is_captioned = goes_on and _has_new_caption(sheet, header, self._above, row)
            if goes_on and not self.is_captioned:
                message = (
                    "tiêu đề được lặp lại giữa bảng, như khi in sang trang; bảng được đọc liền"
                )
                self._problems.tell("header-repeated", sheet.place(row), message)
                next_row = _below_header(sheet, header, row)
            else:
                self.following = header_at(sheet.rows(row, row + ROWS_OF_HEADER), row, sheet)
                self.end = row
                return


def _goes_on_below(sheet: Sheet, header: Header, row: int) -> bool:
    """Whether a row begins the table's own header again, and the count of the schemes goes on below it.

    Where the next row has no number, it must follow the table at once, and not its total.
    """
    height = header.bottom - header.top + 1
    if _names_down(sheet.rows(row, row + height)) != _names_down(
        sheet.rows(header.top, header.bottom + 1)
    ):
        return False
    following = _next_row(sheet, _below_header(sheet, header, row) - 1)
    if following is None:
        return False
    above = sheet.rows(max(header.bottom + 1, row - GAP_ROWS), row)
    counts = [count_of(_by_code(header, cells)["stt"]) for cells in above]
    known = [count for count in counts if count is not None]
    count = count_of(_by_code(header, following)["stt"])
    if count is None:
        return bool(above and "".join(above[-1]).strip() and not total_text(header, above[-1]))
    return bool(known) and count == known[-1] + 1


def _has_new_caption(sheet: Sheet, header: Header, above: Rows, row: int) -> bool:
    """Whether the rows over a repeated header say what those over the table do not: another table begins there.

    They do by a year, a province, a fund, a status or a unit; a group with a number by one of the first two.
    """
    known = {folded(text) for cells in above for text in cells}
    for over in range(row - 1, max(header.bottom, row - GAP_ROWS), -1):
        cells = sheet.row(over)
        texts = [text.strip() for text in cells if text.strip()]
        if not texts:
            continue
        label = _number(sheet, header, over)
        words = [text for text in texts if not is_label(text)]
        if len(words) not in (1, 2) or _has_money(sheet, header, over) or total_text(header, cells):
            return False
        numbered = len(words) < len(texts) and is_label(label)
        for text in map(folded, words):
            is_group = numbered or _NUMBERED.fullmatch(text) is not None
            says_all = (
                _YEAR_OR_PROVINCE.fullmatch(text) is not None or without_unit(text) in _names()
            )
            says_all = says_all or (not is_group and _OF_ALL.fullmatch(text) is not None)
            if says_all and text not in known and _PAGE.fullmatch(text) is None:
                return True
    return False


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """The names of all provinces, folded."""
    return frozenset(folded(name) for name in (*FORMER_NAMES, *(one.name for one in provinces())))


def _top_of_caption(sheet: Sheet, last: int, header: int) -> int:
    """The first of the rows that stand over a header with no blank one between, below the last row of a table."""
    row = header
    while row - 1 > last and "".join(sheet.row(row - 1)).strip():
        row -= 1
    return row


def _names_down(rows: Rows) -> list[list[str]]:
    """Of each column its texts, those that merged cells repeat once."""
    texts = [[cell.strip() for cell in cells] for cells in zip(*rows, strict=True)]
    return [[text for text in dict.fromkeys(cells) if text] for cells in texts]


def _below_header(sheet: Sheet, header: Header, row: int) -> int:
    """The row below a header that begins in that row, and below the numbers of its columns."""
    below = row + header.bottom - header.top + 1
    numbered = any(map(is_numbering, sheet.rows(below, below + 1)))
    return below + numbered


def _says_more(header: Header, cells: Row) -> bool:
    """Whether a row with money has a number of its own, or names a total."""
    return bool(_by_code(header, cells)["stt"] or total_text(header, cells))


def _is_component(sheet: Sheet, header: Header, row: int, scheme: int) -> bool:
    """Whether a row names a part of the scheme above it: "- Máy sấy", "Trong đó: …", "1.1" or "1a" under "1"."""
    here, over = _by_code(header, sheet.row(row)), _by_code(header, sheet.row(scheme))
    if _NUMBER.fullmatch(here["stt"]):
        return False
    if _repeats(here, over):
        return True
    # A row without money has no parts in money: those numbered below it are schemes of their own.
    if goes_on(here["stt"], over["stt"]):
        return _has_money(sheet, header, scheme)
    # Where every name or number has a dash before it, a dash says nothing.
    if _BULLET.match(over["name"]) and _NUMBER.fullmatch(over["stt"]):
        return False
    if _BULLET.match(over["stt"]) and here["stt"][:1] == over["stt"][:1]:
        return False
    words = here["name"] or row_text(sheet, header, row)
    return _begins_component(here["stt"]) or _begins_component(words)


def _repeats(here: Mapping[str, str], over: Mapping[str, str]) -> bool:
    """Whether a row without a number says of a numbered scheme above it nothing else, but for its money."""
    if here["stt"] or not over["stt"] or not here["name"]:
        return False
    return any(here[code] for code in MONEY) and _says_the_same(here, over)


def _says_the_same(here: Mapping[str, str], over: Mapping[str, str]) -> bool:
    texts = {code: text for code, text in here.items() if text and code not in MONEY}
    return all(folded(over[code]) == folded(text) for code, text in texts.items())


def repeated_rows(table: Table) -> Iterator[list[int]]:
    """Schemes one below the other with the same texts in every column, by their positions."""
    if "name" not in table.header.columns:
        return
    names = table.texts("name")
    same = np.array(pc.equal(names[1:], names[:-1]))
    for first in np.flatnonzero(same & ~np.pad(same, (1, 0))[:-1]).tolist():
        over = _by_code(table.header, table.sheet.row(int(table.schemes[first])))
        run = [first]
        for position in range(first + 1, len(names)):
            here = _by_code(table.header, table.sheet.row(int(table.schemes[position])))
            if not here["name"] or here["stt"] or not _says_the_same(here, over):
                break
            run.append(position)
        if len(run) > 1:
            yield run


def _divides(
    sheet: Sheet, header: Header, row: int, sort: str, bullets: set[str], *, is_first: bool
) -> bool:
    """Whether a row with a dash before its name is a group and no part of the scheme above.

    What stands above the first scheme is no part of one: in this table its mark, put into `bullets`, is that of groups.
    """
    bullet = bullet_of(sheet, header, row) if sort in ("group", "total") else ""
    if bullet and is_first:
        bullets.add(bullet)
    return bullet != "" and (bullet in bullets or _is_bulleted_group(sheet, header, row))


def bullet_of(sheet: Sheet, header: Header, row: int) -> str:
    """The dash, star or plus before the name of a row, or before its first text; '' for none."""
    words = _by_code(header, sheet.row(row))["name"] or row_text(sheet, header, row)
    found = _BULLET.match(words)
    return found[1] if found else ""


def _is_bulleted_group(sheet: Sheet, header: Header, row: int) -> bool:
    """Whether a row without money names behind its dash what divides a list: a fund, a place, a kind, a year."""
    if _has_money(sheet, header, row):
        return False
    words = _BULLET.sub("", row_text(sheet, header, row), count=1)
    return _names_kind(words) or _GROUP_BEHIND_BULLET.fullmatch(folded(words)) is not None


def _names_kind(text: str) -> bool:
    """Whether a text is the name of a kind of scheme."""
    return folded(text) in _words_of_kinds()


@lru_cache(maxsize=1)
def _words_of_kinds() -> frozenset[str]:
    return frozenset(
        folded(word) for kind in KINDS.values() for word in (kind.label, *kind.printed)
    )


def _is_listed(sheet: Sheet, header: Header, row: int, scheme: int, before: int, sort: str) -> bool:
    """Whether a row stands in a list with numbers of its own below a scheme: "a)", "b)" under "1".

    Offices number groups so too. A group's row has no money or says nothing of a scheme, and its schemes follow.
    """
    number = _number(sheet, header, row)
    forms = list_forms(number)
    if not forms or sort not in ("scheme", "total"):
        return False
    above = _number(sheet, header, scheme)
    if before == scheme:
        goes = opens_list(number, above) and _has_money(sheet, header, scheme)
    else:
        goes = bool(forms & list_forms(_number(sheet, header, before)))
    if sort == "total" and before == scheme:
        below = _next_row(sheet, row)
        goes = goes and bool(below and forms & list_forms(_by_code(header, below)["stt"]))
    return goes


def _heads_others(sheet: Sheet, header: Header, row: int) -> bool:
    """Whether a row with a number, a name and nothing else of a scheme is the head of the schemes numbered below it."""
    here = _by_code(header, sheet.row(row))
    facts = [here[code] for code in ("beneficiary", "kind", "year", "activity_text")]
    if any(facts) or not (here["stt"] and here["name"]):
        return False
    below = _next_row(sheet, row)
    if below is None:
        return False
    first = _by_code(header, below)
    if not _is_below(first["stt"], here["stt"]):
        return False
    return bool(first["beneficiary"] and (first["kind"] or first["year"]))


def _counts_on(sheet: Sheet, header: Header, row: int, scheme: int) -> bool:
    """Whether a row has the number after that of the scheme above, in the same form, and the count goes on below it."""
    number, above = _number(sheet, header, row), _number(sheet, header, scheme)
    last, own = (re.fullmatch(r"([0-9]{1,6})(\D?)", text) for text in (above, number))
    if last is None or own is None or (int(own[1]), own[2]) != (int(last[1]) + 1, last[2]):
        return False
    below = _next_row(sheet, row)
    return below is None or not _is_below(_by_code(header, below)["stt"], number)


def _number(sheet: Sheet, header: Header, row: int) -> str:
    """The number that a row has in the column STT."""
    if "stt" not in header.columns:
        return ""
    text: str = sheet.columns[header.columns["stt"]][row].as_py()
    return text.strip()


def _is_below(number: str, above: str) -> bool:
    """Whether a number is the first below another: it goes on with it, opens a list, or counts from 1 again."""
    again = re.fullmatch(r"0*1(?:\.0)?\W?", number) is not None
    return again or goes_on(number, above) or opens_list(number, above)


def _next_row(sheet: Sheet, row: int) -> Row | None:
    """The next row below that is not blank."""
    for below in range(row + 1, min(row + 1 + GAP_ROWS, sheet.height)):
        cells = sheet.row(below)
        if "".join(cells).strip():
            return cells
    return None


def _has_money(sheet: Sheet, header: Header, row: int) -> bool:
    """Whether a row holds an amount, or an error or a formula without its value where one should be."""
    columns = [header.columns[code] for code in REGISTER_AMOUNTS if code in header.columns]
    return any(
        _is_amount(sheet.columns[index][row].as_py().strip(), sheet.kind(row, index))
        for index in columns
    )


def parents_of(table: Table, scheme: int, components: Sequence[int]) -> dict[int, int]:
    """For each component of a scheme the row that it is a part of, by the sort of their numbers or marks.

    Below "1.1", "1.1.1" or "- …" is a part of it, until a row is numbered or marked as one above is.
    """
    above: dict[int, int] = {}
    path = [(scheme, "")]
    for row in components:
        mark = _mark(table, row)
        marks = [of_row for _, of_row in path]
        if mark in marks:
            del path[marks.index(mark) :]
        above[row] = path[-1][0]
        path.append((row, mark))
    return above


def _mark(table: Table, row: int) -> str:
    """The sort of number or mark of a component: digits and letters stand for all others, a dash is none."""
    here = _by_code(table.header, table.sheet.row(row))
    bullet = _BULLET.match(here["stt"]) or _BULLET.match(here["name"])
    if bullet is not None:
        return re.sub("[-–—]", "-", bullet[0].strip())
    return number_form(here["stt"]) or "-"


def names_another(table: Table, row: int, scheme: int) -> bool:
    """Whether a row says a kind and a year of its own, and another beneficiary or place than the scheme above it."""
    here, over = (_by_code(table.header, table.sheet.row(at)) for at in (row, scheme))
    others = [code for code in ("beneficiary", "place") if here[code]]
    return is_whole(table, row) and any(folded(here[code]) != folded(over[code]) for code in others)


def is_whole(table: Table, row: int) -> bool:
    """Whether a row says a kind and a year of its own, as a scheme does."""
    here = _by_code(table.header, table.sheet.row(row))
    return bool(here["kind"] and here["year"])


def _begins_component(text: str) -> bool:
    return _BULLET.match(text) is not None or _OF_WHICH.match(folded(text)) is not None


def _goes_on(header: Header, cells: Row) -> bool:
    """Whether a row has texts of a scheme, but no number, year or amount of its own."""
    here = _by_code(header, cells)
    own = ("stt", "year", "code", *MONEY)
    if any(here[code] for code in own):
        return False
    return any(here[code] for code in ("name", "beneficiary", "kind", "place", "activity_text"))


def _continuations(
    sheet: Sheet,
    header: Header,
    going_on: Sequence[int],
    is_scheme: np.ndarray,
    groups: Sequence[int],
    end: int,
) -> list[int]:
    """Rows that go on with the texts of the row above, as lines of a cell that was pasted from a document."""
    if not going_on:
        return []
    schemes = np.setdiff1d(np.flatnonzero(is_scheme[:end]), going_on)
    # Who divides a list by names without a number has one above the first scheme too.
    divided = any(
        not schemes[schemes < row].size and not _number(sheet, header, row) for row in groups
    )
    found: list[int] = []
    for row in going_on:
        here = _by_code(header, sheet.row(row))
        texts = [here[code] for code in FILLED if here[code]]
        goes_on = texts[0][:1].islower()
        below = schemes[schemes > row][:1].tolist()
        names = [
            _by_code(header, sheet.row(above))["name"] for above in schemes[schemes < row][-1:]
        ]
        # Below the last scheme stand notes and signatures too.
        for next_scheme in below:
            first = _number(sheet, header, next_scheme) in ("1", "1.0")
            is_group = first or _names_group(sheet, header, row, names, divided=divided)
            goes_on = goes_on or len(texts) > 1 or not is_group
        for scheme in schemes[schemes < row][-1:].tolist():
            over = _by_code(header, sheet.row(scheme))
            goes_on = goes_on or _OPEN_END.search(over["name"].lower()) is not None
            goes_on = goes_on or (not divided and _is_in(over["place"], here["name"]))
        if goes_on:
            found.append(row)
    return found


def _is_in(place: str, text: str) -> bool:
    """Whether a text with the word for its unit names a place of a scheme, or a part of it: "Xã Tây Bình"."""
    text = text.strip(" .,;")
    bare = without_unit(text)
    return bare != text and f" {folded(bare)} " in f" {folded(place).replace(',', ' ')} "


def _names_group(
    sheet: Sheet, header: Header, row: int, names: Sequence[str], *, divided: bool
) -> bool:
    """Whether a text without a number is the name of a group: by its first words, cells merged for it, a kind's name.

    Capitals and digits before it say so only in a list that is divided by such names, and capitals only where the
    `names` of schemes above it are not in capitals.
    """
    here = _by_code(header, sheet.row(row))
    if any(merge.top <= row <= merge.bottom and merge.right > merge.left for merge in sheet.merges):
        return True
    text = here["name"] or here["kind"] or here["place"]
    if _names_kind(text) or _GROUP_WORDS.fullmatch(folded(text)):
        return True
    stands_out = text.isupper() and not any(name.isupper() for name in names)
    return divided and (stands_out or _COUNTED.fullmatch(text) is not None)


def _sure_schemes(sheet: Sheet, header: Header) -> np.ndarray:
    """Rows that are schemes at one look: a plain year and every name there."""
    columns = {code: sheet.columns[index] for code, index in header.columns.items()}
    if "year" not in columns:
        return np.zeros(sheet.height, dtype=bool)
    sure = np.array(pc.match_substring_regex(columns["year"], _PLAIN_YEAR))
    for code in ("name", "beneficiary", "kind", "place"):
        if code in columns:
            sure &= np.asarray(pc.not_equal(columns[code], ""))
    sure[: header.bottom + 1] = False
    # "Tổng công ty Giấy" begins like a total, a component may repeat all of its scheme: such rows are looked at singly.
    for code in NAMING:
        if code in columns:
            doubtful = pc.match_substring_regex(columns[code], MAY_BE_TOTAL)
            for row in positions(sure & np.asarray(doubtful)):
                text = columns[code][row].as_py()
                sure[row] = not (is_total_text(text) or _begins_component(text))
    if "stt" in columns:
        sure &= ~np.asarray(pc.match_substring_regex(columns["stt"], MAY_GO_ON))
        sure &= ~_may_repeat(columns)
    return sure


def _may_repeat(columns: Mapping[str, pa.Array]) -> np.ndarray:
    """Rows without a number that have the name of the row above: they may be parts of a scheme."""
    repeated = np.array(pc.equal(columns["stt"], ""))
    if repeated.all() or "name" not in columns:
        return np.zeros(len(repeated), dtype=bool)
    names = columns["name"]
    repeated[1:] &= np.asarray(pc.equal(names[1:], names[:-1]))
    return repeated


def _sort(
    sheet: Sheet,
    header: Header,
    row: int,
    cells: Row,
    *,
    signed: bool,
) -> str:
    """scheme, total, group or note. What may be a scheme is one: its gaps are refused, not passed over."""
    here = _by_code(header, cells)
    name, beneficiary, kind, place, year, _ = facts = [here[code] for code in FILLED]
    amounts = [here[code] for code in REGISTER_AMOUNTS]
    has_money = _has_money(sheet, header, row)
    total = total_text(header, cells)
    described = sum(text not in ("", total) for text in (beneficiary, kind, place))
    # "Công ty Tổng hợp" names no total where the row says all else of a scheme.
    if total and (described < 2 or total in [here[code] for code in NAMING]):
        return "total" if has_money else "group"
    numbered = _NUMBER.fullmatch(here["stt"]) is not None
    label = numbered or is_label(here["stt"])
    known = sum(text != "" for text in facts)
    says_little = not has_money and not label and known < LEAST_FACTS
    if says_little and (signed or any(map(is_signature, cells))):
        return "note"
    if kind and known == 1 and not (has_money or here["stt"]) and _names_source(kind):
        return "group"
    if kind or (numbered and name) or (year and (name or has_money)):
        return "scheme"
    if has_money and (beneficiary or place or numbered):
        return "scheme"
    if has_money and (row_text(sheet, header, row) or not all(map(_is_words_or_zero, amounts))):
        return "total"
    if name:
        incomplete = beneficiary or known >= 3 or any(map(meant_as_amount, amounts))
        # A number and a name are a group, unless something stands where the amounts should.
        incomplete = incomplete or (label and any(map(_is_other_text, amounts)))
    else:
        incomplete = known >= 3 or (label and known == 2)
    if incomplete:
        return "scheme"
    return "group" if here["stt"] or name else "note"


def _names_source(text: str) -> bool:
    """Whether a text is the name of a section of one fund, which is no kind of scheme."""
    words = folded(text)
    return _SOURCE.fullmatch(words) is not None and not _names_kind(text)


def _is_amount(text: str, kind: int) -> bool:
    """Whether a cell holds money, or an error or a formula without its value where money should be."""
    if kind in (ERROR, NO_VALUE):
        return True
    return re.search("[0-9]", text) is not None and not is_date_line(text)


def _is_other_text(amount: str) -> bool:
    """Whether where an amount would stand there is neither nothing, nor a dash, nor a unit."""
    return amount not in ("", "-", "–", "—") and not is_unit(amount)


def _is_words_or_zero(amount: str) -> bool:
    """Whether where an amount would stand there is nothing, a zero or a signature."""
    return re.search(r"^[0.,]*$|[^\W\d_]{3}|/", amount) is not None


def _filled(sheet: Sheet, header: Header, problems: Problems) -> Sheet:
    """The sheet, known columns trimmed, text merged over rows in each of them; merged amounts are refused."""
    columns = list(sheet.columns)
    codes = {index: code for code, index in header.columns.items()}
    for index in codes:
        columns[index] = trimmed(columns[index])
    downward: dict[int, list[Merge]] = {}
    for merge in sheet.merges:
        left, top = merge.left, merge.top
        if not header.bottom < top < sheet.height or left >= len(columns):
            continue
        text = columns[left][top].as_py()
        money = [
            header.printed(code)
            for index, code in codes.items()
            if left <= index <= merge.right and code in MONEY
        ]
        if money and _MERGED_AMOUNT.fullmatch(text):
            # One number for several cells: nobody can tell whose share is how much.
            problems.fault(
                "merged-amount",
                sheet.place(top, left, money[0]),
                f"ô số tiền bị gộp với ô khác ({merge.address})",
            )
        # A kind or place merged over the schemes that share it: Excel keeps it in the first row only.
        elif text and left == merge.right and merge.bottom > top and codes.get(left) in FILLED:
            downward.setdefault(left, []).append(merge)
            problems.warn(
                "merged-filled",
                sheet.place(top, left, header.names[left].printed),
                "ô gộp qua nhiều dòng: nội dung được ghi cho từng dòng",
            )
    for index, merges in downward.items():
        columns[index] = _repeated(columns[index], merges)
    return replace(sheet, columns=tuple(columns))


def _repeated(column: pa.Array, merges: Sequence[Merge]) -> pa.Array:
    """A column with the text of each merge in all its rows; where merges overlap, the upper one counts."""
    cells = column.to_pylist()
    filled = 0
    for merge in sorted(merges, key=lambda merge: merge.top):
        end = min(merge.bottom + 1, len(cells))
        for row in range(max(merge.top + 1, filled), end):
            cells[row] = cells[merge.top]
        filled = max(filled, end)
    return text_array(cells)

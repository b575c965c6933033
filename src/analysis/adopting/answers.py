"""What the office said of how its registers are to be read: the text of `doc-so.toml` to `Answers`.

Columns and words hold for every file with the same header; year, status, unit, fund and territory for one file, known
by its name and its sha256. A line behind # is a proposal and no answer.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any, TypeVar

from analysis.adopting.headers import SUPPORT, SUPPORT_LABEL, fingerprint_of, same_text
from analysis.adopting.lines import lines_of
from analysis.definitions.provinces import province_at, slug_of
from analysis.edition import FIRST_YEAR, LAST_YEAR
from analysis.faults import Place, Problems, shown
from analysis.raw.rows import RawFile
from analysis.tables.columns import MONEY, REGISTER_COLUMNS
from analysis.tables.dates import years_of_range
from analysis.tables.units import UnitError, factor_of, normal
from analysis.vocabulary import FUNDS, KINDS, REGISTER_STATUSES, Words

_TERRITORIES = "tên một tỉnh, thành phố, ví dụ Gia Lai, Gia Lai trước sắp xếp, Gia Lai sau sắp xếp"
T = TypeVar("T")

LEFT_OUT = "bỏ"
# What stands for a value that nobody gave yet; no answer.
UNDECIDED = "?"
NEW_AREA = "mới"
FUND_CODES = ("kcqg", "kcdp")
# The columns whose words may be given a meaning, with the words that they may mean.
WORDS: Mapping[str, Words] = {"kind": KINDS, "status": REGISTER_STATUSES}
_LABELS = {normal(word.label): code for code, word in REGISTER_COLUMNS.items()}
_FUNDS = {normal(fund.label): fund.column for fund in FUNDS.values() if fund.column in FUND_CODES}
_TABLES = ("tieu_de", "tep", "them")
_OF_MORE = ("van_tay", "nghia", "tu", "dia_ban", "loai_hinh_theo_ten")
_OF_HEADER = ("van_tay", "so_dong", "cot", "nghia", "tu", "dia_ban", "loai_hinh_theo_ten")
_OF_FILE = ("ten", "sha256", "trang")
_OF_SHEET = (
    "nam", "tinh_trang", "don_vi", "nguon", "dia_ban", "khong_doc", "mot_de_an", "nam_cua_dong",
)  # fmt: skip
# Entries of which a sheet has one answer, with the field of `SheetAnswers` that keeps it.
_SAID_ONCE = {
    "nam": "year",
    "tinh_trang": "status",
    "don_vi": "unit",
    "nguon": "fund",
    "dia_ban": "territory",
}
_TYPES: Mapping[type, str] = {
    str: "chữ trong ngoặc kép",
    int: "số nguyên, không có ngoặc kép",
    bool: "true hoặc false, không có ngoặc kép",
    list: "danh sách trong ngoặc vuông",
}
# Entries whose values are no texts; a row's year has the row for its name.
_UNQUOTED: Mapping[str, type] = {
    "so_dong": int,
    "nam": int,
    "loai_hinh_theo_ten": bool,
    "khong_doc": bool,
    "cot": list,
    "mot_de_an": list,
}
_PAIRS = "từng cặp số dòng, ví dụ mot_de_an = [[5, 8]]"
_ENTRY = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|[A-Za-z0-9_-]+)\s*=\s*(.*?)\s*""")
_VALUE = re.compile(r"""("(?:[^"\\]|\\.)*"|\[.*\]|[0-9]+|true|false)\s+([^#\s].*)""")
_UNITS = ("đồng", "nghìn đồng", "triệu đồng", "tỷ đồng")
_OF_A_YEAR = re.compile(r"(.+?),? năm ([0-9]{4})")


@dataclass(frozen=True)
class HeaderAnswers:
    """What holds for every table under one header.

    `texts` are those of its columns, `rows` how many it has; `columns` the code of a register's column by the text in
    one case (`normal`), 'bỏ' for one that is not read, `years` the year whose money a column holds; `words` by the code
    of a column what its texts mean; `kinds_by_name`: the kind follows from the name of a scheme. `areas` are the places
    of earlier files, as typed there, with the name that each had before: nothing is read by them.
    """

    fingerprint: str
    rows: int
    texts: tuple[str, ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    kinds_by_name: bool = False
    years: Mapping[str, int] = field(default_factory=dict)
    areas: Mapping[str, str] = field(default_factory=dict)

    def year_of(self, text: str) -> int | None:
        """The year whose money a column holds, by its text; None where nobody said one."""
        return self.years.get(normal(text))

    def meanings(self, texts: Iterable[str]) -> dict[str, str]:
        """What the columns of a table mean, by their texts.

        A text that was answered as it stands means that; another means what the one of another year does, where neither
        the table nor this header has a second that differs only in its year. What is of one year is of no other.
        """
        own = {normal(text) for text in self.texts} | self.columns.keys()
        here = {text: normal(text) for text in texts if text}
        meanings: dict[str, str] = {}
        for text, exact in here.items():
            mine = {other for other in here.values() if same_text(other) == same_text(exact)}
            theirs = {other for other in own if same_text(other) == same_text(exact)}
            known = exact
            if exact not in self.columns and len(mine) == 1 and len(theirs) == 1:
                (known,) = theirs
            is_of_another_year = known != exact and known in self.years
            if known in self.columns and not is_of_another_year:
                meanings[text] = self.columns[known]
        return meanings


@dataclass(frozen=True)
class SheetAnswers:
    """What holds for a sheet or a file: year, code of the status, đồng in one of the unit, column of the fund, slug.

    None and '' mean that nothing was said; `pairs` are rows that are one scheme under two funds, `years` the year of a
    row whose cell has several.
    """

    year: int | None = None
    status: str = ""
    unit: int | None = None
    fund: str = ""
    territory: str = ""
    unread: bool = False
    pairs: tuple[tuple[int, int], ...] = ()
    years: Mapping[int, int] = field(default_factory=dict)

    def over(self, wider: SheetAnswers) -> SheetAnswers:
        """These answers, and where they say nothing those of the whole file."""
        return SheetAnswers(
            self.year or wider.year,
            self.status or wider.status,
            self.unit or wider.unit,
            self.fund or wider.fund,
            self.territory or wider.territory,
            self.unread or wider.unread,
            (*self.pairs, *wider.pairs),
            {**wider.years, **self.years},
        )


@dataclass(frozen=True)
class FileAnswers:
    """What holds for one file: for the whole of it, and by the name of a sheet."""

    name: str
    sha256: str
    whole: SheetAnswers = SheetAnswers()
    sheets: Mapping[str, SheetAnswers] = field(default_factory=dict)

    def years_of(self, sheet: str) -> Mapping[int, int]:
        """The years that were given to the rows of a sheet."""
        return self.sheets.get(sheet, SheetAnswers()).over(self.whole).years

    def is_of(self, other: FileAnswers) -> bool:
        """Whether both speak of the same file as it was then."""
        return (self.name, self.sha256) == (other.name, other.sha256)


@dataclass(frozen=True)
class Answers:
    """All that the office said, in the order of the file."""

    headers: tuple[HeaderAnswers, ...] = ()
    files: tuple[FileAnswers, ...] = ()

    def header(self, fingerprint: str) -> HeaderAnswers | None:
        """The answers for a header."""
        return next((one for one in self.headers if one.fingerprint == fingerprint), None)

    def file(self, name: str, sha256: str) -> FileAnswers | None:
        """The answers for a file as it is now: another content under the same name is another file."""
        base = name.rpartition("/")[2]
        own = (one for one in self.files if (one.name, one.sha256) == (base, sha256))
        return next(own, None)


def read_answers(file: RawFile | None, problems: Problems) -> Answers:
    """The answers in the text of `doc-so.toml`; those with a fault are left out.

    `problems` receives answers-malformed, answers-unknown and answers-duplicate.
    """
    if file is None:
        return Answers()
    try:
        told = tomllib.loads(file.text)
    except ValueError as error:
        _malformed(file, str(error), problems)
        return Answers()
    reader = _Reader(file, _rows_of(file.text), problems)
    reader.known(_Part("", -1, (), told), "", _TABLES)
    headers: list[HeaderAnswers] = []
    for part in reader.parts(told, "tieu_de"):
        header = reader.header(part, headers)
        if header.fingerprint and any(header.fingerprint == other.fingerprint for other in headers):
            reader.duplicate(part, "van_tay", f'tiêu đề "{shown(header.fingerprint)}"')
        headers.append(header)
    files: list[FileAnswers] = []
    for part in reader.parts(told, "tep"):
        one = reader.file(part, _OF_FILE)
        if one.sha256 and any(one.is_of(other) for other in files):
            reader.duplicate(part, "sha256", f'tệp "{shown(one.name)}"')
        files.append(one)
    for part in reader.parts(told, "them"):
        if "van_tay" in part.told:
            headers = reader.more_of_header(part, headers)
        else:
            files = reader.more_of_file(part, files)
    return Answers(tuple(headers), tuple(files))


def _rows_of(text: str) -> dict[tuple[object, ...], int]:
    """The first line of every table and entry by its way in the text, from the outermost name on."""
    rows: dict[tuple[object, ...], int] = {}
    for line in lines_of(text):
        if not line.is_open:
            for length in range(1, len(line.way) + 1):
                rows.setdefault(line.way[:length], line.row)
    return rows


def _malformed(file: RawFile, error: str, problems: Problems) -> None:
    """Name the line at which the text is no TOML, and what keeps it from being an entry."""
    found = re.search(r"line ([0-9]+)", error)
    lines = file.text.splitlines()
    row = min(int(found[1]), len(lines)) if found else len(lines)
    text = lines[row - 1].strip() if lines else ""
    got = f'dòng không đọc được: "{shown(text)}"'
    problems.fault("answers-malformed", Place(file.name, None, row), got, *_mended(text))


def _mended(line: str) -> tuple[str, str]:
    """What a line that is no entry should be, and what to do; '' where nothing better is known than for any line."""
    found = _ENTRY.fullmatch(line)
    if found is None:
        if "=" in line:
            return "", ""
        wanted = "một dòng tên = giá trị; lời ghi có # ở đầu dòng"
        return wanted, "đặt # ở đầu dòng nếu đó là lời ghi, không phải đề xuất được nhận"
    name, value = found[1], found[2]
    if rest := _VALUE.fullmatch(value):
        wanted = f"{name} = {rest[1]}, lời ghi sau giá trị có # ở trước"
        return wanted, f'đặt # trước "{shown(rest[2])}", hoặc xóa phần đó'
    kind = int if re.fullmatch("[0-9]+", name) else _UNQUOTED.get(name, str)
    return f"{name} = {_TYPES[kind]}", "sửa giá trị, hoặc đặt # ở đầu dòng"


def _as_typed(told: object) -> str:
    """A value as a line of the file has it."""
    if isinstance(told, bool):
        return str(told).lower()
    return json.dumps(told, ensure_ascii=False) if isinstance(told, str) else str(told)


@dataclass(frozen=True)
class _Part:
    """A table of the text: what it says, and where: the n-th [[kind]], the names below it."""

    kind: str
    number: int
    names: tuple[str, ...]
    told: Mapping[str, Any]

    @property
    def words(self) -> str:
        """The table as a message names it."""
        return f"[[{self.kind}]]" if not self.names else f'{self.names[0]} "{self.names[-1]}"'


@dataclass(frozen=True)
class _Reader:
    """Reads the tables of one text; whatever is wrong is told with the line on which it stands."""

    source: RawFile
    rows: Mapping[tuple[object, ...], int]
    problems: Problems

    def fault(
        self, code: str, part: _Part, name: str, got: str, wanted: str = "", remedy: str = ""
    ) -> None:
        """Add a fault at the line of an entry, else where its table begins."""
        way = (name,) if part.kind == "" else (part.kind, part.number, *part.names, name)
        shorter = (way[:length] for length in range(len(way), 0, -1))
        row = next((self.rows[place] for place in shorter if place in self.rows), None)
        self.problems.fault(code, Place(self.source.name, None, row), got, wanted, remedy)

    def duplicate(self, part: _Part, name: str, what: str) -> None:
        self.fault("answers-duplicate", part, name, f"{what} có ở hai mục")

    def parts(self, told: Mapping[str, Any], kind: str) -> list[_Part]:
        tables = told.get(kind, [])
        if isinstance(tables, list) and all(isinstance(table, dict) for table in tables):
            return [_Part(kind, number, (), table) for number, table in enumerate(tables)]
        top = _Part("", -1, (), told)
        self.fault("answers-malformed", top, kind, f"{kind} không phải mục [[{kind}]]")
        return []

    def below(self, part: _Part, name: str) -> _Part:
        """The table under a name of a table; an empty one where there is none."""
        told = part.told.get(name, {})
        if not isinstance(told, dict):
            wanted = f"mục [{'.'.join((part.kind, *part.names, name))}]"
            self.fault("answers-malformed", part, name, f"{name} không phải một mục", wanted)
            told = {}
        return _Part(part.kind, part.number, (*part.names, name), told)

    def known(self, part: _Part, where: str, names: Iterable[str]) -> None:
        for name in sorted(part.told.keys() - set(names)):
            got, wanted = f'{where}không có mục "{shown(name)}"', f"một trong: {', '.join(names)}"
            self.fault("answers-unknown", part, name, got, wanted)

    def of_type(self, part: _Part, name: str, kind: type[T], nothing: T) -> T:
        """The value of an entry, of the wanted type; `nothing` where it is not there or of another, which is told."""
        told = part.told.get(name, nothing)
        if type(told) is kind:
            return told
        got = f"{name} = {shown(_as_typed(told))} không đúng kiểu"
        self.fault("answers-malformed", part, name, got, _TYPES[kind])
        return nothing

    def needed(self, part: _Part, name: str) -> str:
        """A text without which a table speaks of nothing."""
        text = self.of_type(part, name, str, "")
        if not part.told.get(name, ""):
            got = f"{part.words} không có {name}"
            self.fault("answers-malformed", part, name, got, f'dòng {name} = "…" do make adopt ghi')
        return text

    def texts(self, part: _Part) -> list[tuple[str, str]]:
        """The names and texts of a table's entries; one that is no text is told."""
        told = [(name, self.of_type(part, name, str, "")) for name in part.told]
        return [(name, text) for name, text in told if isinstance(part.told[name], str)]

    def header(self, part: _Part, headers: Iterable[HeaderAnswers]) -> HeaderAnswers:
        self.known(part, "[[tieu_de]]: ", _OF_HEADER)
        rows = self.of_type(part, "so_dong", int, 1)
        if rows < 1:
            got = f"so_dong = {rows} không phải số dòng của tiêu đề"
            self.fault("answers-malformed", part, "so_dong", got, "số nguyên từ 1 trở lên")
        listed = self.of_type(part, "cot", list, [])
        is_list = isinstance(part.told.get("cot", []), list)
        if is_list and (not listed or any(type(text) is not str for text in listed)):
            wanted = 'danh sách tên cột trong ngoặc kép, ví dụ ["TT", "Tên đề án"]'
            self.fault("answers-malformed", part, "cot", "cot không có tên cột nào", wanted)
            listed = []
        fingerprint = self.needed(part, "van_tay")
        if fingerprint and listed and fingerprint != fingerprint_of(listed):
            got = f'van_tay "{shown(fingerprint)}" không phải của các tên cột ở cot'
            wanted = "van_tay và cot như make adopt đã ghi cho cùng một tiêu đề"
            remedy = "đặt lại cot như cũ, hoặc xóa phần của sổ đó rồi chạy lại make adopt"
            self.fault("answers-malformed", part, "van_tay", got, wanted, remedy)
        columns, years = self.columns(part, listed, {})
        return HeaderAnswers(
            fingerprint,
            rows,
            tuple(listed),
            columns,
            self.words(part, {}),
            self.of_type(part, "loai_hinh_theo_ten", bool, False),
            years,
            self.areas(part, headers, {}),
        )

    def areas(
        self, part: _Part, headers: Iterable[HeaderAnswers], before: Mapping[str, str]
    ) -> dict[str, str]:
        """The places of a header by their text, each with the name that it had, itself or 'mới'."""
        below = self.below(part, "dia_ban")
        told = self.texts(below)
        others = chain.from_iterable(header.areas for header in headers)
        known = {NEW_AREA, *map(normal, others), *(normal(text) for text, _ in told)}
        taken = set(map(normal, before))
        areas: dict[str, str] = {}
        for text, name in told:
            if normal(name) not in known:
                got = f'"{shown(name)}" không phải địa bàn của sổ nào trước đó'
                wanted = f'một địa bàn đã có ở mục dia_ban, hoặc "{NEW_AREA}"'
                self.fault("answers-unknown", below, text, got, wanted)
            elif normal(text) in taken:
                self.duplicate(below, text, f'địa bàn "{shown(text)}"')
            else:
                taken.add(normal(text))
                areas[text] = name
        return areas

    def columns(
        self, part: _Part, listed: Iterable[str], before: Mapping[str, str]
    ) -> tuple[dict[str, str], dict[str, int]]:
        """The meaning and the year of each column by its text in one case, beside those that were answered before."""
        known = set(map(same_text, listed))
        below = self.below(part, "nghia")
        columns: dict[str, str] = {}
        years: dict[str, int] = {}
        for text, label in self.texts(below):
            meaning, year = _meaning_of_column(label)
            if known and same_text(text) not in known:
                got = f'tiêu đề không có cột "{shown(text)}"'
                self.fault("answers-unknown", below, text, got)
            elif label == UNDECIDED:
                got = f'cột "{shown(text)}" còn ghi "{UNDECIDED}", chưa nói là cột nào'
                self.fault("answers-unknown", below, text, got, _labels())
            elif meaning is None:
                got = f'"{shown(label)}" không phải cột của danh mục'
                self.fault("answers-unknown", below, text, got, _labels())
            elif normal(text) in {*columns, *before}:
                self.duplicate(below, text, f'cột "{shown(text)}"')
            elif year is None or self.is_named(below, text, year):
                columns[normal(text)] = meaning
                if year is not None:
                    years[normal(text)] = year
        return columns, years

    def is_named(self, part: _Part, text: str, year: int) -> bool:
        """Whether a text of the register names a year that was given for it; else it is told."""
        named = years_of_range(text)
        if year not in named:
            wanted = f"một trong: {', '.join(map(str, named))}" if named else "tên cột nêu năm"
            self.fault(
                "answers-unknown", part, text, f'"{shown(text)}" không nêu năm {year}', wanted
            )
        return year in named

    def words(
        self, part: _Part, before: Mapping[str, Mapping[str, str]]
    ) -> dict[str, dict[str, str]]:
        """By the code of a column what its texts mean, beside those that were answered before."""
        told = self.below(part, "tu")
        codes = {REGISTER_COLUMNS[code].label: code for code in (*WORDS, "year")}
        self.known(told, "tu: ", codes)
        words: dict[str, dict[str, str]] = {}
        for name, code in codes.items():
            below = self.below(told, name)
            meanings: dict[str, str] = {}
            for typed, label in self.texts(below):
                text = " ".join(typed.split())
                if not is_word(code, label):
                    got = f'"{shown(label)}" không phải từ của cột {name}'
                    self.fault("answers-unknown", below, typed, got, wanted_words(code))
                elif text in {*meanings, *before.get(code, ())}:
                    self.duplicate(below, typed, f'từ "{shown(text)}"')
                elif (
                    code != "year"
                    or not years_of_range(text)
                    or self.is_named(below, typed, int(label))
                ):
                    meanings[text] = label
            if meanings:
                words[code] = meanings
        return words

    def more_of_header(self, part: _Part, headers: list[HeaderAnswers]) -> list[HeaderAnswers]:
        """The headers, one of them with more columns and words, as a later file had them."""
        self.known(part, "[[them]]: ", _OF_MORE)
        fingerprint = self.needed(part, "van_tay")
        own = next((one for one in headers if one.fingerprint == fingerprint), None)
        if own is None:
            if fingerprint:
                got = f'không có [[tieu_de]] nào có van_tay "{shown(fingerprint)}"'
                self.fault("answers-unknown", part, "van_tay", got)
            return headers
        words = dict(own.words)
        for code, told in self.words(part, own.words).items():
            words[code] = {**words.get(code, {}), **told}
        by_name = self.of_type(part, "loai_hinh_theo_ten", bool, False)
        columns, years = self.columns(part, own.texts, own.columns)
        more = replace(
            own,
            columns={**own.columns, **columns},
            years={**own.years, **years},
            areas={**own.areas, **self.areas(part, headers, own.areas)},
            words=words,
            kinds_by_name=own.kinds_by_name or by_name,
        )
        return [more if one is own else one for one in headers]

    def more_of_file(self, part: _Part, files: list[FileAnswers]) -> list[FileAnswers]:
        """The files, one of them with what was asked of it later."""
        more = self.file(part, _OF_FILE)
        own = next((one for one in files if more.is_of(one)), None)
        if own is None:
            return [*files, more]
        whole = self.joined(part, own.whole, more.whole)
        sheets = dict(own.sheets)
        for name, sheet in more.sheets.items():
            below = _Part("them", part.number, ("trang", name), {})
            sheets[name] = self.joined(below, sheets.get(name, SheetAnswers()), sheet)
        joined = replace(own, whole=whole, sheets=sheets)
        return [joined if one is own else one for one in files]

    def joined(self, part: _Part, first: SheetAnswers, later: SheetAnswers) -> SheetAnswers:
        """Two sets of answers about one thing, of which each says what the other does not."""
        for name, field_name in _SAID_ONCE.items():
            if getattr(first, field_name) and getattr(later, field_name):
                self.duplicate(part, name, name)
        for row in first.years.keys() & later.years.keys():
            self.duplicate(self.below(part, "nam_cua_dong"), str(row), f"năm của dòng {row}")
        return later.over(first)

    def file(self, part: _Part, names: Iterable[str]) -> FileAnswers:
        self.known(part, f"{part.words}: ", (*names, *_OF_SHEET))
        if "khong_doc" in part.told:
            got = "khong_doc chỉ dùng cho một trang tính"
            wanted = f'khong_doc = true ở mục [{part.kind}.trang."tên trang"]; bỏ cả tệp thì đưa tệp ra khỏi data/raw'
            self.fault("answers-malformed", part, "khong_doc", got, wanted)
        told = self.below(part, "trang")
        sheets = {}
        for name in told.told:
            below = self.below(told, name)
            self.known(below, f'trang "{shown(name)}": ', _OF_SHEET)
            sheets[name] = self.sheet(below)
        return FileAnswers(
            self.needed(part, "ten"), self.needed(part, "sha256"), self.sheet(part), sheets
        )

    def sheet(self, part: _Part) -> SheetAnswers:
        year = self.of_type(part, "nam", int, FIRST_YEAR)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            got, wanted = f"nam = {year} không phải năm", f"từ {FIRST_YEAR} đến {LAST_YEAR}"
            self.fault("answers-malformed", part, "nam", got, wanted)
        statuses = {word.label: code for code, word in REGISTER_STATUSES.items()}
        return SheetAnswers(
            year=year if "nam" in part.told else None,
            status=self.one_of(part, "tinh_trang", statuses.get, statuses) or "",
            unit=self.one_of(part, "don_vi", _unit, _UNITS),
            fund=self.one_of(part, "nguon", _fund, ("KCQG", "KCĐP")) or "",
            territory=self.one_of(part, "dia_ban", _territory, (_TERRITORIES,)) or "",
            unread=self.of_type(part, "khong_doc", bool, False),
            pairs=self.pairs(part),
            years=self.years(part),
        )

    def years(self, part: _Part) -> dict[int, int]:
        """The year of each row of several years, by the row from 1."""
        below = self.below(part, "nam_cua_dong")
        years: dict[int, int] = {}
        for row, year in below.told.items():
            if re.fullmatch("[1-9][0-9]{0,6}", row) and type(year) is int:
                years[int(row)] = year
                continue
            got = f"{shown(row)} = {shown(_as_typed(year))} không phải năm của một dòng"
            self.fault(
                "answers-malformed",
                below,
                row,
                got,
                "số dòng và năm, không có ngoặc kép, ví dụ 8 = 2023",
            )
        return years

    def pairs(self, part: _Part) -> tuple[tuple[int, int], ...]:
        told = part.told.get("mot_de_an", [])
        if isinstance(told, list) and all(map(_is_pair, told)):
            return tuple((first, second) for first, second in told)
        got = f"mot_de_an = {shown(_as_typed(told))} không phải các cặp số dòng"
        self.fault("answers-malformed", part, "mot_de_an", got, _PAIRS)
        return ()

    def one_of(
        self, part: _Part, name: str, read: Callable[[str], T | None], wanted: Iterable[str]
    ) -> T | None:
        """What a text of a table means; None where there is none, or one of no meaning, which is told."""
        text = self.of_type(part, name, str, "")
        meaning = read(text)
        if meaning is None and name in part.told and isinstance(part.told[name], str):
            got = f'{name} = "{shown(text)}" không rõ là gì'
            self.fault("answers-unknown", part, name, got, ", ".join(wanted))
        return meaning


def is_word(code: str, label: str) -> bool:
    """Whether a text may be given as the meaning of a text in a column: four digits for a year, else a label."""
    if code == "year":
        return re.fullmatch("[0-9]{4}", label) is not None
    return any(label == word.label for word in WORDS[code].values())


def wanted_words(code: str) -> str:
    """What `is_word` takes, for a message."""
    if code == "year":
        return "bốn chữ số trong ngoặc kép"
    return f"một trong: {', '.join(word.label for word in WORDS[code].values())}"


def _is_pair(told: object) -> bool:
    return isinstance(told, list) and len(told) == 2 and all(type(row) is int for row in told)


def _fund(text: str) -> str | None:
    return _FUNDS.get(normal(text))


def _unit(text: str) -> int | None:
    try:
        return factor_of(text)
    except UnitError:
        return None


def _territory(text: str) -> str | None:
    slug = slug_of(text)
    return slug if province_at(slug, dt.date.max) or province_at(slug, dt.date.min) else None


def _meaning_of_column(label: str) -> tuple[str | None, int | None]:
    """The code of the column that a label names, `SUPPORT`, or `LEFT_OUT`, and of money the year that it names.

    None for another text, and for no year.
    """
    words = normal(label)
    if words == LEFT_OUT:
        return LEFT_OUT, None
    of_a_year = _OF_A_YEAR.fullmatch(words)
    name = of_a_year[1] if of_a_year else words
    code = SUPPORT if name == normal(SUPPORT_LABEL) else _LABELS.get(name)
    if of_a_year is None:
        return code, None
    return (code, int(of_a_year[2])) if code in (*MONEY, SUPPORT) else (None, None)


def _labels() -> str:
    labels = [word.label for word in REGISTER_COLUMNS.values()]
    return ", ".join([*labels, SUPPORT_LABEL, LEFT_OUT])

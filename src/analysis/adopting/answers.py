"""What the office said of how its registers are to be read: the text of `doc-so.toml` to `Answers`.

Columns and words hold for every file with the same header; year, status, unit, fund and territory for one file, known
by its name and its sha256. A line behind # is a proposal and no answer.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from analysis.adopting.headers import SUPPORT, SUPPORT_LABEL, same_text
from analysis.definitions.provinces import province_at
from analysis.edition import FIRST_YEAR, LAST_YEAR, place_slug
from analysis.faults import Place, Problems, shown
from analysis.raw.rows import RawFile
from analysis.registers.columns import REGISTER_COLUMNS
from analysis.registers.units import UnitError, factor_of, normal
from analysis.vocabulary import FUNDS, KINDS, REGISTER_STATUSES, Words

T = TypeVar("T")

LEFT_OUT = "bỏ"
FUND_CODES = ("kcqg", "kcdp")
# The columns whose words may be given a meaning, with the words that they may mean.
WORDS: Mapping[str, Words] = {"kind": KINDS, "status": REGISTER_STATUSES}
_LABELS = {normal(word.label): code for code, word in REGISTER_COLUMNS.items()}
_FUNDS = {normal(fund.label): fund.column for fund in FUNDS.values() if fund.column in FUND_CODES}
_TABLES = ("tieu_de", "tep", "them")
_OF_MORE = ("van_tay", "tu", "loai_hinh_theo_ten")
_OF_HEADER = ("van_tay", "so_dong", "cot", "nghia", "tu", "loai_hinh_theo_ten")
_OF_FILE = ("ten", "sha256", "trang")
_OF_SHEET = ("nam", "tinh_trang", "don_vi", "nguon", "dia_ban", "khong_doc", "mot_de_an")


@dataclass(frozen=True)
class HeaderAnswers:
    """What holds for every table under one header.

    `texts` are those of its columns, `rows` how many it has; `columns` the label of a register's column by the text,
    'bỏ' for one that is not read; `words` by the code of a column what its texts mean; `kinds_by_name`: the kind
    follows from the name of a scheme.
    """

    fingerprint: str
    rows: int
    texts: tuple[str, ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    kinds_by_name: bool = False


@dataclass(frozen=True)
class SheetAnswers:
    """What holds for a sheet or a file: year, code of the status, đồng in one of the unit, column of the fund, slug.

    None and '' mean that nothing was said; `pairs` are rows that are one scheme under two funds.
    """

    year: int | None = None
    status: str = ""
    unit: int | None = None
    fund: str = ""
    territory: str = ""
    unread: bool = False
    pairs: tuple[tuple[int, int], ...] = ()

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
        )


@dataclass(frozen=True)
class FileAnswers:
    """What holds for one file: for the whole of it, and by the name of a sheet."""

    name: str
    sha256: str
    whole: SheetAnswers = SheetAnswers()
    sheets: Mapping[str, SheetAnswers] = field(default_factory=dict)


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
    except tomllib.TOMLDecodeError as error:
        _malformed(file, str(error), problems)
        return Answers()
    reader = _Reader(file, problems)
    reader.known("", told, _TABLES)
    headers = [reader.header(table) for table in reader.tables(told, "tieu_de")]
    files = [reader.file(table) for table in reader.tables(told, "tep")]
    reader.once("tiêu đề", [(header.fingerprint, "") for header in headers])
    reader.once("tệp", [(one.name, one.sha256) for one in files])
    for table in reader.tables(told, "them"):
        if "van_tay" in table:
            headers = reader.more_of_header(table, headers)
        else:
            files = reader.more_of_file(table, files)
    return Answers(tuple(headers), tuple(files))


def _malformed(file: RawFile, error: str, problems: Problems) -> None:
    """Name the line at which the text is no TOML: most often a proposal of which a part is behind # still."""
    found = re.search(r"line ([0-9]+)", error)
    lines = file.text.splitlines()
    row = min(int(found[1]), len(lines)) if found else len(lines)
    text = lines[row - 1].strip() if lines else ""
    problems.fault(
        "answers-malformed", Place(file.name, None, row), f'dòng không đọc được: "{shown(text)}"'
    )


@dataclass(frozen=True)
class _Reader:
    """Reads the tables of one text; whatever is wrong is told with the line on which it stands."""

    source: RawFile
    problems: Problems

    def tables(self, told: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
        tables = told.get(name, [])
        if isinstance(tables, list) and all(isinstance(table, dict) for table in tables):
            return tables
        self.fault("answers-malformed", name, f"{name} không phải bảng [[{name}]]")
        return []

    def fault(self, code: str, text: str, got: str, wanted: str = "") -> None:
        """Add a fault at the first line with a text."""
        lines = self.source.text.splitlines()
        rows = [number for number, line in enumerate(lines, 1) if text and text in line]
        where = Place(self.source.name, None, rows[0] if rows else None)
        self.problems.fault(code, where, got, wanted)

    def known(self, where: str, table: Mapping[str, Any], names: Iterable[str]) -> None:
        for name in table.keys() - set(names):
            wanted = f"một trong: {', '.join(names)}"
            self.fault("answers-unknown", name, f'{where}không có mục "{shown(name)}"', wanted)

    def once(self, what: str, keys: list[tuple[str, str]]) -> None:
        for name, sha256 in sorted({key for key in keys if keys.count(key) > 1}):
            self.fault("answers-duplicate", sha256 or name, f'{what} "{shown(name)}" có ở hai mục')

    def text(self, table: Mapping[str, Any], name: str) -> str:
        text = table.get(name, "")
        if isinstance(text, str):
            return text
        self.fault("answers-malformed", name, f"{name} không phải chữ trong ngoặc kép")
        return ""

    def texts(self, table: Mapping[str, Any], name: str) -> dict[str, str]:
        texts = table.get(name, {})
        if isinstance(texts, dict) and all(isinstance(text, str) for text in texts.values()):
            return {" ".join(key.split()): text for key, text in texts.items()}
        self.fault(
            "answers-malformed", name, f'{name} phải gồm các dòng dạng "chữ trong sổ" = "nghĩa"'
        )
        return {}

    def header(self, table: dict[str, Any]) -> HeaderAnswers:
        self.known("[[tieu_de]]: ", table, _OF_HEADER)
        rows = table.get("so_dong", 1)
        listed = table.get("cot", [])
        if not isinstance(rows, int) or not isinstance(listed, list) or not listed:
            self.fault(
                "answers-malformed", "tieu_de", "so_dong phải là số, cot phải là danh sách tên cột"
            )
            rows, listed = 1, []
        texts = tuple(map(str, listed))
        known = set(map(same_text, texts))
        columns = {}
        for text, label in self.texts(table, "nghia").items():
            if same_text(text) not in known:
                self.fault("answers-unknown", text, f'tiêu đề không có cột "{shown(text)}"')
            elif (meaning := _meaning_of_column(label)) is None:
                self.fault(
                    "answers-unknown",
                    text,
                    f'"{shown(label)}" không phải cột của danh mục',
                    _labels(),
                )
            else:
                columns[same_text(text)] = meaning
        words = {code: self.words(table.get("tu", {}), code) for code in (*WORDS, "year")}
        by_name = table.get("loai_hinh_theo_ten", False)
        if not isinstance(by_name, bool):
            self.fault(
                "answers-malformed",
                "loai_hinh_theo_ten",
                "loai_hinh_theo_ten phải là true hoặc false",
            )
        used = {code: meanings for code, meanings in words.items() if meanings}
        return HeaderAnswers(
            self.text(table, "van_tay"), rows, texts, columns, used, by_name is True
        )

    def more_of_header(
        self, table: dict[str, Any], headers: list[HeaderAnswers]
    ) -> list[HeaderAnswers]:
        """The headers, one of them with more words, as a later file had them."""
        self.known("[[them]]: ", table, _OF_MORE)
        fingerprint = self.text(table, "van_tay")
        own = next((one for one in headers if one.fingerprint == fingerprint), None)
        if own is None:
            self.fault("answers-unknown", fingerprint, f'không có tiêu đề "{shown(fingerprint)}"')
            return headers
        words = dict(own.words)
        for code in (*WORDS, "year"):
            told = self.words(table.get("tu", {}), code)
            for text in told.keys() & words.get(code, {}).keys():
                self.fault("answers-duplicate", text, f'từ "{shown(text)}" có ở hai mục')
            if told:
                words[code] = {**words.get(code, {}), **told}
        by_name = own.kinds_by_name or table.get("loai_hinh_theo_ten") is True
        more = replace(own, words=words, kinds_by_name=by_name)
        return [more if one is own else one for one in headers]

    def more_of_file(self, table: dict[str, Any], files: list[FileAnswers]) -> list[FileAnswers]:
        """The files, one of them with what was asked of it later."""
        more = self.file(table)
        own = next(
            (one for one in files if (one.name, one.sha256) == (more.name, more.sha256)), None
        )
        if own is None:
            return [*files, more]
        names = {**own.sheets, **more.sheets}
        nothing = SheetAnswers()
        sheets = {
            name: more.sheets.get(name, nothing).over(own.sheets.get(name, nothing))
            for name in names
        }
        whole = more.whole.over(own.whole)
        joined = replace(own, whole=whole, sheets=sheets)
        return [joined if one is own else one for one in files]

    def words(self, told: Any, code: str) -> dict[str, str]:
        """The meanings of the texts of a column; a year is four digits, another word one of the column's own."""
        name = REGISTER_COLUMNS[code].label
        if not isinstance(told, dict):
            self.fault("answers-malformed", "tu", 'tu phải gồm các bảng [tieu_de.tu."tên cột"]')
            return {}
        self.known("tu: ", told, [REGISTER_COLUMNS[one].label for one in (*WORDS, "year")])
        meanings = {}
        for text, label in self.texts(told, name).items():
            if code == "year":
                wanted, is_known = "bốn chữ số", re.fullmatch("[0-9]{4}", label) is not None
            else:
                labels = [word.label for word in WORDS[code].values()]
                wanted, is_known = f"một trong: {', '.join(labels)}", label in labels
            if is_known:
                meanings[text] = label
            else:
                self.fault(
                    "answers-unknown",
                    text,
                    f'"{shown(label)}" không phải từ của cột {name}',
                    wanted,
                )
        return meanings

    def file(self, table: dict[str, Any]) -> FileAnswers:
        self.known("[[tep]]: ", table, (*_OF_FILE, *_OF_SHEET))
        told = table.get("trang", {})
        if not isinstance(told, dict) or not all(isinstance(one, dict) for one in told.values()):
            self.fault(
                "answers-malformed", "trang", 'trang phải gồm các bảng [tep.trang."tên trang"]'
            )
            told = {}
        whole = {name: answer for name, answer in table.items() if name in _OF_SHEET}
        sheets = {name: self.sheet(f'trang "{name}": ', one) for name, one in told.items()}
        name, sha256 = self.text(table, "ten"), self.text(table, "sha256")
        return FileAnswers(name, sha256, self.sheet("", whole), sheets)

    def sheet(self, where: str, table: Mapping[str, Any]) -> SheetAnswers:
        self.known(where, table, _OF_SHEET)
        year = table.get("nam")
        if year is not None and (type(year) is not int or not FIRST_YEAR <= year <= LAST_YEAR):
            wanted = f"từ {FIRST_YEAR} đến {LAST_YEAR}, không có ngoặc kép"
            self.fault("answers-malformed", "nam", f'"{shown(str(year))}" không phải năm', wanted)
            year = None
        statuses = {word.label: code for code, word in REGISTER_STATUSES.items()}
        return SheetAnswers(
            year=year,
            status=self.one_of(table, "tinh_trang", statuses.get, statuses) or "",
            unit=self.one_of(
                table, "don_vi", _unit, ("đồng", "nghìn đồng", "triệu đồng", "tỷ đồng")
            ),
            fund=self.one_of(
                table, "nguon", lambda text: _FUNDS.get(normal(text)), ("KCQG", "KCĐP")
            )
            or "",
            territory=self.one_of(table, "dia_ban", _territory, ("tên một tỉnh, thành phố",)) or "",
            unread=table.get("khong_doc") is True,
            pairs=self.pairs(table),
        )

    def pairs(self, table: Mapping[str, Any]) -> tuple[tuple[int, int], ...]:
        told = table.get("mot_de_an", [])
        if isinstance(told, list) and all(map(_is_pair, told)):
            return tuple((first, second) for first, second in told)
        got = "mot_de_an phải gồm từng cặp số dòng, ví dụ [[5, 8]]"
        self.fault("answers-malformed", "mot_de_an", got)
        return ()

    def one_of(
        self,
        table: Mapping[str, Any],
        name: str,
        read: Callable[[str], T | None],
        wanted: Iterable[str],
    ) -> T | None:
        """What a text of a table means; None where there is none, or one of no meaning, which is told."""
        text = self.text(table, name)
        meaning = read(text) if text else None
        if text and meaning is None:
            got = f'{name} = "{shown(text)}" không rõ là gì'
            self.fault("answers-unknown", f'"{text}"', got, ", ".join(wanted))
        return meaning


def _is_pair(told: object) -> bool:
    return isinstance(told, list) and len(told) == 2 and all(type(row) is int for row in told)


def _unit(text: str) -> int | None:
    try:
        return factor_of(text)
    except UnitError:
        return None


def _territory(text: str) -> str | None:
    slug = place_slug(text)
    return slug if province_at(slug, dt.date.max) or province_at(slug, dt.date.min) else None


def _meaning_of_column(label: str) -> str | None:
    """The code of the column that a label names, `SUPPORT`, or `LEFT_OUT`; None for another text."""
    words = normal(label)
    if words == LEFT_OUT:
        return LEFT_OUT
    if words == normal(SUPPORT_LABEL):
        return SUPPORT
    return _LABELS.get(words)


def _labels() -> str:
    labels = [word.label for word in REGISTER_COLUMNS.values()]
    return ", ".join([*labels, SUPPORT_LABEL, LEFT_OUT])

"""The text of `doc-so.toml` to `Answers`; a line behind # is a proposal and no answer."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain

from analysis.adopting.answer_values import (
    AREAS_BY_PROVINCE,
    DATE_ANSWERS,
    DATED_BY,
    TERRITORIES,
    UNITS,
    WORDS,
    column_labels,
    column_meant,
    date_of,
    fund_of,
    is_pair,
    is_word,
    territory_of,
    unit_of,
    wanted_words,
)
from analysis.adopting.answers import (
    NEW_AREA,
    UNDECIDED,
    Answers,
    FileAnswers,
    HeaderAnswers,
    SheetAnswers,
)
from analysis.adopting.entries import Entries, Part, as_typed, malformed, rows_of
from analysis.adopting.headers import fingerprint_of, same_text
from analysis.definitions.provinces import bare_slug
from analysis.edition import FIRST_YEAR, LAST_YEAR
from analysis.faults import Problems
from analysis.messages import shown
from analysis.raw.rows import RawFile
from analysis.tables.columns import REGISTER_COLUMNS
from analysis.tables.dates import years_of_range
from analysis.tables.units import normal
from analysis.vocabulary import REGISTER_STATUSES

_TABLES = ("tieu_de", "tep", "them")
_OF_MORE = ("van_tay", "nghia", "tu", "dia_ban", AREAS_BY_PROVINCE, "loai_hinh_theo_ten", DATED_BY)
_OF_HEADER = ("van_tay", "so_dong", "cot", *_OF_MORE[1:])
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
_PAIRS = "từng cặp số dòng, ví dụ mot_de_an = [[5, 8]]"


def read_answers(file: RawFile | None, problems: Problems) -> Answers:
    """The answers in the text of `doc-so.toml`; those with a fault are left out.

    `problems` receives answers-malformed, answers-unknown and answers-duplicate.
    """
    if file is None:
        return Answers()
    try:
        told = tomllib.loads(file.text)
    except ValueError as error:
        malformed(file, str(error), problems)
        return Answers()
    reader = _Reader(file, rows_of(file.text), problems)
    reader.known(Part("", -1, (), told), "", _TABLES)
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


class _Reader(Entries):
    """Reads headers and files out of the tables of one text."""

    def header(self, part: Part, headers: Iterable[HeaderAnswers]) -> HeaderAnswers:
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
            self.areas_by_province(part, headers, {}),
            self.one_of(part, DATED_BY, date_of, DATE_ANSWERS) or "",
        )

    def areas_by_province(
        self,
        part: Part,
        headers: Iterable[HeaderAnswers],
        before: Mapping[str, Mapping[str, str]],
    ) -> dict[str, dict[str, str]]:
        """The places of a header by province, '' of files that name none, beside those that were told before."""
        found = {slug: dict(areas) for slug, areas in before.items()}
        if "dia_ban" in part.told:
            found[""] = self.areas(self.below(part, "dia_ban"), headers, found.get("", {}))
        provinces = self.below(part, AREAS_BY_PROVINCE)
        for name in provinces.told:
            slug = territory_of(name)
            if slug is None:
                got = f'"{shown(name)}" không phải tỉnh nào'
                self.fault("answers-unknown", provinces, name, got, TERRITORIES)
                continue
            slug = bare_slug(slug)
            areas = self.areas(self.below(provinces, name), headers, found.get(slug, {}))
            found[slug] = areas
        return found

    def areas(
        self, below: Part, headers: Iterable[HeaderAnswers], before: Mapping[str, str]
    ) -> dict[str, str]:
        """The places of a table by their text, each with the name that it had, itself or 'mới', and those of before."""
        told = self.texts(below)
        others = chain.from_iterable(areas for header in headers for areas in header.areas.values())
        known = {NEW_AREA, *map(normal, others), *(normal(text) for text, _ in told)}
        taken = set(map(normal, before))
        areas = dict(before)
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
        self, part: Part, listed: Iterable[str], before: Mapping[str, str]
    ) -> tuple[dict[str, str], dict[str, int]]:
        """The meaning and the year of each column by its text in one case, beside those that were answered before."""
        known = set(map(same_text, listed))
        below = self.below(part, "nghia")
        columns: dict[str, str] = {}
        years: dict[str, int] = {}
        for text, label in self.texts(below):
            meaning, year = column_meant(label)
            if known and same_text(text) not in known:
                got = f'tiêu đề không có cột "{shown(text)}"'
                self.fault("answers-unknown", below, text, got)
            elif label == UNDECIDED:
                got = f'cột "{shown(text)}" còn ghi "{UNDECIDED}", chưa nói là cột nào'
                self.fault("answers-unknown", below, text, got, column_labels())
            elif meaning is None:
                got = f'"{shown(label)}" không phải cột của danh mục'
                self.fault("answers-unknown", below, text, got, column_labels())
            elif normal(text) in {*columns, *before}:
                self.duplicate(below, text, f'cột "{shown(text)}"')
            elif year is None or self.is_named(below, text, year):
                columns[normal(text)] = meaning
                if year is not None:
                    years[normal(text)] = year
        return columns, years

    def is_named(self, part: Part, text: str, year: int) -> bool:
        """Whether a text of the register names a year that was given for it; else it is told."""
        named = years_of_range(text)
        if year not in named:
            wanted = f"một trong: {', '.join(map(str, named))}" if named else "tên cột nêu năm"
            self.fault(
                "answers-unknown", part, text, f'"{shown(text)}" không nêu năm {year}', wanted
            )
        return year in named

    def words(
        self, part: Part, before: Mapping[str, Mapping[str, str]]
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

    def more_of_header(self, part: Part, headers: list[HeaderAnswers]) -> list[HeaderAnswers]:
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
        dated_by = self.one_of(part, DATED_BY, date_of, DATE_ANSWERS) or ""
        if dated_by and own.dated_by:
            self.duplicate(part, DATED_BY, DATED_BY)
        more = replace(
            own,
            columns={**own.columns, **columns},
            years={**own.years, **years},
            areas=self.areas_by_province(part, headers, own.areas),
            words=words,
            kinds_by_name=own.kinds_by_name or by_name,
            dated_by=own.dated_by or dated_by,
        )
        return [more if one is own else one for one in headers]

    def more_of_file(self, part: Part, files: list[FileAnswers]) -> list[FileAnswers]:
        """The files, one of them with what was asked of it later."""
        more = self.file(part, _OF_FILE)
        own = next((one for one in files if more.is_of(one)), None)
        if own is None:
            return [*files, more]
        whole = self.joined(part, own.whole, more.whole)
        sheets = dict(own.sheets)
        for name, sheet in more.sheets.items():
            below = Part("them", part.number, ("trang", name), {})
            sheets[name] = self.joined(below, sheets.get(name, SheetAnswers()), sheet)
        joined = replace(own, whole=whole, sheets=sheets)
        return [joined if one is own else one for one in files]

    def joined(self, part: Part, first: SheetAnswers, later: SheetAnswers) -> SheetAnswers:
        """Two sets of answers about one thing, of which each says what the other does not."""
        for name, field_name in _SAID_ONCE.items():
            if getattr(first, field_name) and getattr(later, field_name):
                self.duplicate(part, name, name)
        for row in first.years.keys() & later.years.keys():
            self.duplicate(self.below(part, "nam_cua_dong"), str(row), f"năm của dòng {row}")
        return later.over(first)

    def file(self, part: Part, names: Iterable[str]) -> FileAnswers:
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

    def sheet(self, part: Part) -> SheetAnswers:
        year = self.of_type(part, "nam", int, FIRST_YEAR)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            got, wanted = f"nam = {year} không phải năm", f"từ {FIRST_YEAR} đến {LAST_YEAR}"
            self.fault("answers-malformed", part, "nam", got, wanted)
        statuses = {word.label: code for code, word in REGISTER_STATUSES.items()}
        return SheetAnswers(
            year=year if "nam" in part.told else None,
            status=self.one_of(part, "tinh_trang", statuses.get, statuses) or "",
            unit=self.one_of(part, "don_vi", unit_of, UNITS),
            fund=self.one_of(part, "nguon", fund_of, ("KCQG", "KCĐP")) or "",
            territory=self.one_of(part, "dia_ban", territory_of, (TERRITORIES,)) or "",
            unread=self.of_type(part, "khong_doc", bool, False),
            pairs=self.pairs(part),
            years=self.years(part),
        )

    def years(self, part: Part) -> dict[int, int]:
        """The year of each row of several years, by the row from 1."""
        below = self.below(part, "nam_cua_dong")
        years: dict[int, int] = {}
        for row, year in below.told.items():
            if re.fullmatch("[1-9][0-9]{0,6}", row) and type(year) is int:
                years[int(row)] = year
                continue
            got = f"{shown(row)} = {shown(as_typed(year))} không phải năm của một dòng"
            self.fault(
                "answers-malformed",
                below,
                row,
                got,
                "số dòng và năm, không có ngoặc kép, ví dụ 8 = 2023",
            )
        return years

    def pairs(self, part: Part) -> tuple[tuple[int, int], ...]:
        told = part.told.get("mot_de_an", [])
        if isinstance(told, list) and all(map(is_pair, told)):
            return tuple((first, second) for first, second in told)
        got = f"mot_de_an = {shown(as_typed(told))} không phải các cặp số dòng"
        self.fault("answers-malformed", part, "mot_de_an", got, _PAIRS)
        return ()

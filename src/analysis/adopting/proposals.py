"""What a workbook would have to be told to be read: of each column, word and sheet what is known or proposed.

A proposal says why: the words that its text shares with a name of a register, and the share of the cells that fit it.
Below `LEAST_WORDS` or `LEAST_FIT` none is made, and the line says that too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from itertools import chain
from operator import itemgetter

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.adopting.answers import (
    LEFT_OUT,
    NEW_AREA,
    UNDECIDED,
    WORDS,
    Answers,
    FileAnswers,
    HeaderAnswers,
)
from analysis.adopting.arrangement import Arrangement
from analysis.adopting.headers import (
    BETWEEN,
    SUPPORT,
    SUPPORT_LABEL,
    column_texts,
    fingerprint_of,
    same_text,
)
from analysis.adopting.kinds import kind_of_name, kind_of_word
from analysis.adopting.money import (
    LEAST_FIT,
    NUMBERS,
    YEARS,
    filled_cells,
    matching,
    may_hold_money,
    names_money,
)
from analysis.adopting.statuses import money_code
from analysis.around.status_words import sense_of
from analysis.faults import Fault, Problems, shown
from analysis.language.place_words import without_unit
from analysis.raw.rows import RegisterSource
from analysis.registers.reader import RegisterResult, read_registers
from analysis.sheets.sheet import Sheet, positions
from analysis.tables.column_names import read_name
from analysis.tables.columns import MONEY, REGISTER_COLUMNS, REGISTER_REQUIRED
from analysis.tables.dates import read_day, read_year, years_of_range
from analysis.tables.header import Header
from analysis.tables.table import Table
from analysis.tables.units import folded, normal
from analysis.vocabulary import KINDS, REGISTER_STATUSES

KINDS_BY_NAME = "loai_hinh_theo_ten"
LEAST_WORDS = 50  # percent of words in common
MOST_WORDS = 60
MOST_AREAS = 300
SAMPLE = 2000
OPEN, KNOWN, SET, LEFT, ASKED = "đề xuất", "nhận theo tệp", "người đặt", LEFT_OUT, "chưa rõ"
_COUNT = r"^\s*[0-9]{1,5}(?:\.0)?\s*$"
# A column of money is proposed only where its name has a word of its fund, or of a total.
_FUND_WORDS = {
    "kcqg": {"kcqg", "qg", "quoc", "tw", "trung"},
    "kcdp": {"kcdp", "dp", "dia", "tinh"},
    "doi_ung": {"doi"},
    "tong": {"tong", "cong"},
}

_OF_A_YEAR = re.compile(", năm [0-9]{4}$")
_YEARS_OF_NAME = re.compile(
    r"[(\[]?(?:năm )?(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])[)\]]?", re.IGNORECASE
)
# Words that a name of nearly any column may have.
_EMPTY_WORDS = frozenset("va cua cac trong duoc don vi ho tro thuc hien".split())
# Everyday words of a column, where offices have names of their own for it.
_HINTS = {
    code: frozenset(words.split())
    for code, words in {
        "stt": "so tt thu tu",
        "name": "ten du de an nhiem vu cong trinh chuong noi dung",
        "beneficiary": "ben nhan thu huong co so doanh nghiep chu dau tu",
        "kind": "loai hinh nhom",
        "place": "noi dia chi diem ban huyen xa phuong",
        "year": "nam",
        "approved_on": "so qd quyet dinh phe duyet ngay",
        "kcqg": "tien kinh phi von quoc gia tw trung uong",
        "kcdp": "tien kinh phi von dia phuong tinh",
        "doi_ung": "tien kinh phi von co so doi ung gop",
        "tong": "tong cong tien kinh phi von",
    }.items()
}


@dataclass(frozen=True)
class Line:
    """What one text of a file means: its state, and why."""

    text: str
    meaning: str
    state: str
    reason: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nothing is read by it until somebody accepts it."""
        return self.state in (OPEN, ASKED)


@dataclass(frozen=True)
class HeaderLook:
    """A header of a file: where it stands, its columns, the words below it by the code of their column.

    `gone` are the columns of the header of an earlier file, next to this one, that it has no more; `areas` are the
    places of its schemes.
    """

    fingerprint: str
    texts: tuple[str, ...]
    rows: int
    places: tuple[str, ...]
    columns: tuple[Line, ...]
    words: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    kinds_by_name: Line | None = None
    is_new: bool = True
    gone: tuple[str, ...] = ()
    areas: tuple[Line, ...] = ()


@dataclass(frozen=True)
class FileLook:
    """A file: its headers, what must be said of its sheets ('' for all of them), and how it is read as it is now.

    `rows` are the rows of each sheet whose cell of a year has several.
    """

    source: RegisterSource
    headers: tuple[HeaderLook, ...]
    sheets: Mapping[str, tuple[Line, ...]]
    result: RegisterResult
    is_new: bool = True
    rows: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)

    @property
    def lines(self) -> list[Line]:
        """Every line, those of headers first."""
        lines: list[Line] = []
        for header in self.headers:
            lines += header.columns
            lines += (line for words in header.words.values() for line in words)
            lines += header.areas
            if header.kinds_by_name is not None:
                lines.append(header.kinds_by_name)
        of_file = chain(self.sheets.values(), self.rows.values())
        return lines + list(chain.from_iterable(of_file))


@dataclass
class _Watch:
    """An arrangement that keeps what passes through it, so that a file is opened once."""

    inner: Arrangement
    sheets: list[Sheet] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def named(self, sheets: list[Sheet], problems: Problems) -> list[Sheet]:
        self.sheets = self.inner.named(sheets, problems)
        return self.sheets

    def completed(self, table: Table, problems: Problems) -> list[Table]:
        self.tables.append(table)
        return self.inner.completed(table, problems)


def look_at(source: RegisterSource, answers: Answers) -> FileLook:
    """What a workbook is and what it would have to be told; nothing is raised for a fault in it."""
    watch = _Watch(Arrangement(answers))
    result = read_registers([source], (), watch)
    tables = watch.tables or [
        table for sheet in watch.sheets if sheet.visible and (table := _guessed(sheet)) is not None
    ]
    headers: dict[str, HeaderLook] = {}
    of_one_year: list[Table] = []
    areas: dict[str, dict[str, str]] = {}
    for table in tables:
        look = _header(table, answers)
        if not any(_OF_A_YEAR.search(line.meaning) for line in look.columns):
            of_one_year.append(table)
        known = headers.get(look.fingerprint)
        headers[look.fingerprint] = look if known is None else _joined(known, look)
        areas.setdefault(look.fingerprint, {}).update(_areas_of(table, look))
    for fingerprint, look in headers.items():
        earlier = answers.header(fingerprint) or _nearest(look.texts, answers)
        lines = _areas(list(areas[fingerprint].values()), earlier)
        headers[fingerprint] = replace(look, areas=lines)
    of_years = {
        table.sheet.name or "" for table in tables if not any(table is one for one in of_one_year)
    }
    sheets = _sheets(result.faults, tables, of_years)
    own = answers.file(source.name, source.sha256)
    # columns of money of several years say the year of each row
    rows = _rows_of_years(of_one_year, own)
    return FileLook(source, tuple(headers.values()), sheets, result, own is None, rows)


def _areas_of(table: Table, look: HeaderLook) -> dict[str, str]:
    """The places of the schemes of a table, as they are typed, by their text in one case."""
    index = _codes(look.columns, table).get("place")
    if index is None:
        return {}
    distinct = table.sheet.columns[index].take(pa.array(table.schemes)).unique().to_pylist()
    texts = (" ".join(text.split()) for text in distinct)
    return {normal(text): text for text in texts if text}


def _areas(texts: Sequence[str], earlier: HeaderAnswers | None) -> tuple[Line, ...]:
    """The places of a file: known, or asked about where earlier files of the header had none of that name.

    Many are addresses rather than units: none is listed.
    """
    if len(texts) > MOST_AREAS:
        return ()
    told = {} if earlier is None else earlier.areas
    before = {normal(text): name for text, name in told.items()}
    here = set(map(normal, texts))
    gone = [text for text in told if normal(text) not in here]
    lines = []
    for text in texts:
        name = before.get(normal(text))
        if not before or (name is not None and normal(name) == normal(text)):
            lines.append(Line(text, text, KNOWN))
        elif name is not None:
            lines.append(Line(text, name, SET, "như lần trước"))
        else:
            lines.append(_new_area(text, gone))
    return tuple(lines)


def _new_area(text: str, gone: Iterable[str]) -> Line:
    """The question of a place that no earlier file had: a new one, or the new name of one that is gone."""
    bare = without_unit(normal(text))
    ranked = [(_shared(bare, without_unit(normal(name))), name) for name in gone]
    shared, name = max(ranked, default=(0, ""))
    if shared < LEAST_WORDS:
        return Line(text, NEW_AREA, ASKED, "sổ trước không có địa bàn này")
    reason = f"tên mới của địa bàn cũ? {shared}% từ giống, tên cũ không còn trong sổ; nơi khác thì ghi {NEW_AREA}"
    return Line(text, name, ASKED, f"{reason}; tính chung thì ghi ở dia-ban.csv")


def _joined(one: HeaderLook, other: HeaderLook) -> HeaderLook:
    """A header that several tables have, with the words of all of them."""
    words = {}
    for code in {**one.words, **other.words}:
        lines = [*one.words.get(code, ()), *other.words.get(code, ())]
        words[code] = tuple({line.text: line for line in lines}.values())
    places = (*one.places, *other.places)
    by_name = one.kinds_by_name or other.kinds_by_name
    return replace(one, places=places, words=words, kinds_by_name=by_name)


def _guessed(sheet: Sheet) -> Table | None:
    """The table of a sheet in which no header was found: the row of most short texts over rows with numbers."""
    best, top = 3, None
    rows = sheet.rows(0, 40)
    for index, row in enumerate(rows[:-1]):
        texts = [cell for cell in row if re.search(r"[^\W\d_]", cell) and len(cell) < 80]
        below = [cell for cell in rows[index + 1] if cell.strip()]
        if (
            len(texts) > best
            and len(below) > 2
            and not any(re.search("[0-9]{4,}", cell) for cell in row)
        ):
            best, top = len(texts), index
    if top is None:
        return None
    names = tuple(map(read_name, rows[top]))
    columns: dict[str, int] = {}
    for index, name in enumerate(names):
        if name.code:
            columns.setdefault(name.code, index)
    bottom = top
    while bottom + 1 < len(rows) and bottom - top < 2 and _is_under(rows[bottom + 1]):
        bottom += 1
    schemes = np.arange(bottom + 1, sheet.height)
    return Table(sheet, Header(top, bottom, columns, names), rows[:top], schemes, (), (), ())


def _is_under(row: Sequence[str]) -> bool:
    """Whether a row goes on with the header above it: texts only, and not in every column."""
    filled = [cell for cell in row if cell.strip()]
    return (
        bool(filled)
        and len(filled) < len(row)
        and not any(re.search("[0-9]", cell) for cell in filled)
    )


def _header(table: Table, answers: Answers) -> HeaderLook:
    texts = column_texts(table.sheet, table.header.top, table.header.bottom)
    fingerprint = fingerprint_of(texts)
    own = answers.header(fingerprint)
    earlier = own or _nearest(texts, answers)
    columns = _columns(table, texts, earlier)
    rows = table.header.bottom - table.header.top + 1
    name = table.sheet.name
    first = table.header.top + 1
    place = f"dòng {first}" if rows == 1 else f"dòng {first}-{first + rows - 1}"
    if name is not None:
        place = f'trang tính "{name}", {place}'
    codes = _codes(columns, table)
    words = {
        code: lines
        for code in (*WORDS, "year")
        if code in codes and (lines := _words(table, code, codes[code], earlier))
    }
    by_name = _kinds_by_name(table, codes, own, earlier)
    said = own is not None and own.kinds_by_name
    said = said or (by_name is not None and by_name.state != ASKED)
    if said and "kind" not in codes and (lines := _names_of_no_kind(table, codes, earlier)):
        words["kind"] = lines
    return HeaderLook(
        fingerprint,
        tuple(text for text in texts if text),
        rows,
        (place,),
        columns,
        words,
        by_name,
        own is None,
        () if earlier is None else _gone(texts, earlier),
    )


def _gone(texts: Iterable[str], earlier: HeaderAnswers) -> tuple[str, ...]:
    here = {same_text(text) for text in texts if text}
    return tuple(text for text in earlier.texts if same_text(text) not in here)


def _nearest(texts: Iterable[str], answers: Answers) -> HeaderAnswers | None:
    """The answered header with which most texts are shared, at least half of them."""
    mine = {same_text(text) for text in texts if text}
    best, shared = None, len(mine) // 2
    for header in answers.headers:
        both = len(mine.intersection(map(same_text, header.texts)))
        if both > shared:
            best, shared = header, both
    return best


def _columns(table: Table, texts: Sequence[str], earlier: HeaderAnswers | None) -> tuple[Line, ...]:
    lines: dict[int, Line] = {}
    taken = set(table.header.columns)
    meanings = {} if earlier is None else earlier.meanings(texts)
    alike = Counter(same_text(text) for text in set(texts) if text)
    for index, text in enumerate(texts):
        if not text:
            continue
        meant = meanings.get(text)
        if meant is not None:
            taken.add(meant)
            label = label_of(meant)
            if earlier is not None and (year := earlier.year_of(text)):
                label = of_year(label, year)
            lines[index] = Line(text, label, _state(text, meant), "như lần trước")
            continue
        code = money_code(text) or (
            table.header.names[index].code if index < len(table.header.names) else ""
        )
        if code and not (alike[same_text(text)] > 1 and code in (*MONEY, SUPPORT)):
            taken.add(code)
            lines[index] = Line(text, label_of(code), KNOWN)
    if SUPPORT in taken:
        taken |= {"kcqg", "kcdp"}
    for index, text in enumerate(texts):
        if text and index not in lines and alike[same_text(text)] > 1:
            lines[index] = _asked_year(text)
        elif text and index not in lines:
            lines[index] = _proposed(table, index, text, taken)
            if lines[index].state == OPEN:
                taken.add(code_of(lines[index].meaning) or "")
    if earlier is not None:
        lines |= _in_place_of_lost(table, texts, lines, taken, earlier)
    # two columns of one text are one question
    return tuple({lines[index].text: lines[index] for index in sorted(lines)}.values())


def _in_place_of_lost(
    table: Table,
    texts: Sequence[str],
    lines: Mapping[int, Line],
    taken: AbstractSet[str],
    earlier: HeaderAnswers,
) -> dict[int, Line]:
    """The questions of columns that nothing knows and that may be one of last year's under another name, by index.

    Of a needed column that is gone the one at its place is proposed, else the only one whose cells fit. No fund is
    ever proposed: the name has no word of it.
    """
    unknown = [index for index, line in lines.items() if line.state in (LEFT, ASKED)]
    unknown = [index for index in unknown if normal(texts[index]) not in earlier.columns]
    found: dict[int, Line] = {}
    for gone in _gone(texts, earlier):
        code = earlier.columns.get(normal(gone), "")
        if code in taken or not (code in REGISTER_REQUIRED or code == SUPPORT):
            continue
        as_code = "tong" if code == SUPPORT else code
        fitting = [
            index
            for index in unknown
            if index not in found and _fit(_sample(table, index), as_code) >= LEAST_FIT
        ]
        there = [index for index in fitting if _stands_as(texts, index, gone, earlier.texts)]
        chosen = there or fitting
        is_one = len(chosen) == 1 and code not in (*MONEY, SUPPORT)
        meaning = label_of(code) if is_one else UNDECIDED
        state = OPEN if is_one and there else ASKED
        reason = f"cột của lần trước không còn: {gone}"
        if not is_one:
            reason += f"; ghi {label_of(code)} nếu là cột đó, không thì ghi {LEFT_OUT}"
        found |= {index: Line(texts[index], meaning, state, reason) for index in chosen}
    return found


def _stands_as(texts: Sequence[str], index: int, gone: str, before: Sequence[str]) -> bool:
    """Whether a column has a neighbour that a column of an earlier header had on the same side."""
    here = [same_text(text) for text in texts if text]
    there = list(map(same_text, before))
    now, then = here.index(same_text(texts[index])), there.index(same_text(gone))
    left = now > 0 and then > 0 and here[now - 1] == there[then - 1]
    return left or (here[now + 1 : now + 2] == there[then + 1 : then + 2] != [])


def _asked_year(text: str) -> Line:
    """The question of a column that differs from another one only in its year: of which year its money is.

    Whether it is read at all only the office knows.
    """
    reason = "có cột khác chỉ khác ở năm"
    years = years_of_range(text)
    code = money_code(_YEARS_OF_NAME.sub("", text))
    if not code or not years:
        return Line(text, UNDECIDED, ASKED, reason)
    reason += f": tiền của năm {' hoặc '.join(map(str, years))}; không đọc thì ghi {LEFT_OUT}"
    return Line(text, of_year(label_of(code), years[-1]), ASKED, reason)


def of_year(label: str, year: int) -> str:
    """The meaning of a column of the money of one year, as doc-so.toml has it."""
    return f"{label}, năm {year}"


def _rows_of_years(tables: Iterable[Table], own: FileAnswers | None) -> dict[str, tuple[Line, ...]]:
    """By sheet the schemes whose cell has several years, by their row, with the years that may be meant."""
    asked: dict[str, list[Line]] = {}
    for table in tables:
        if "year" not in table.header.columns:
            continue
        sheet = table.sheet.name or ""
        said = own.years_of(sheet) if own is not None else {}
        texts = table.texts("year")
        distinct = texts.unique().to_pylist()
        several = [
            text for text in distinct if read_year(table.meaning("year", text))[1] == "year-range"
        ]
        found = pc.is_in(texts, value_set=pa.array(several, texts.type))
        for position in positions(found):
            row = int(table.schemes[position]) + 1
            if row in said:
                continue
            text, years = texts[position].as_py(), years_of_range(texts[position].as_py())
            name = table.cell("name", row - 1)[0] if "name" in table.header.columns else ""
            reason = f'"{shown(name)}", ô Năm ghi "{shown(text)}": {" hoặc ".join(map(str, years))}'
            asked.setdefault(sheet, []).append(Line(str(row), str(years[-1]), ASKED, reason))
    return {sheet: tuple(lines) for sheet, lines in asked.items()}


def _state(text: str, meant: str) -> str:
    """Who said what an answered column means: its own name, or a person."""
    if meant == LEFT_OUT:
        return LEFT
    codes = {money_code(text), *(read_name(part).code for part in text.split(BETWEEN))}
    return KNOWN if meant in codes else SET


def label_of(code: str) -> str:
    """The label of a column by its code, as doc-so.toml has it."""
    if code == SUPPORT:
        return SUPPORT_LABEL
    return REGISTER_COLUMNS[code].label if code in REGISTER_COLUMNS else code


def code_of(label: str) -> str | None:
    """The code of a column by its label, None for 'bỏ' and for no label."""
    if label == SUPPORT_LABEL:
        return SUPPORT
    return next((code for code, word in REGISTER_COLUMNS.items() if word.label == label), None)


def _proposed(table: Table, index: int, text: str, taken: set[str]) -> Line:
    """The best of the columns that the header lacks, where its words and the cells below are enough for one."""
    cells = _sample(table, index)
    ranked = []
    for code, word in REGISTER_COLUMNS.items():
        if code in taken:
            continue
        shared = max(_shared(text, printed) for printed in (word.label, *word.printed))
        shared = max(shared, _hinted(text, code))
        if code in _FUND_WORDS and not _tokens(text).intersection(_FUND_WORDS[code]):
            shared = 0
        ranked.append((shared, _fit(cells, code), code))
    shared, fit, code = max(ranked, key=itemgetter(0, 1), default=(0, 0, ""))
    if shared >= LEAST_WORDS and fit >= LEAST_FIT:
        return Line(text, label_of(code), OPEN, f"{shared}% từ phù hợp, {fit}% ô phù hợp")
    money = _money_reason(text, cells)
    # "Hỗ trợ của huyện" over numbers shares a word with a place and is none
    if shared >= LEAST_WORDS and (code in MONEY or not money):
        reason = f'có thể là "{label_of(code)}" nhưng chỉ {fit}% ô phù hợp'
        return Line(text, UNDECIDED, ASKED, reason)
    if money:
        return Line(text, UNDECIDED, ASKED, money)
    return Line(
        text, LEFT_OUT, LEFT, "không là cột của danh mục; lời ghi vẫn được xét về tình trạng"
    )


def _money_reason(text: str, cells: pa.Array) -> str:
    """Why a column may hold money that nobody has spoken of: '' where neither its name nor its cells say so."""
    if names_money(text) and not len(cells):
        return "tên nói đến tiền, chưa có ô nào được ghi"
    if not may_hold_money(text, cells):
        return ""
    fit = matching(cells, NUMBERS)
    return f"{fit}% ô là số, có thể là tiền: ghi cột của danh mục, hoặc ghi {LEFT_OUT}"


def _tokens(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", folded(text))) - _EMPTY_WORDS


def _shared(one: str, other: str) -> int:
    """Percent of the words of two texts that both have."""
    first, second = _tokens(one), _tokens(other)
    if not first or not second:
        return 0
    return 100 * len(first & second) // len(first | second)


def _hinted(text: str, code: str) -> int:
    """Percent of the words of a text that offices use for a column."""
    tokens = _tokens(text)
    return 100 * len(tokens & _HINTS.get(code, frozenset())) // max(1, len(tokens))


def _sample(table: Table, index: int) -> pa.Array:
    """The first cells of a column in schemes, without blanks."""
    return filled_cells(table, index).slice(0, SAMPLE)


def _fit(cells: pa.Array, code: str) -> int:
    """Percent of the cells that may stand in a column of a register."""
    if not len(cells):
        return 0
    if code == "stt" and cells[0].as_py() not in ("1", "1.0"):
        return 0
    texts = cells.to_pylist()
    if code == "approved_on":
        return 100 * sum(bool(read_day(text)) for text in texts) // len(texts)
    if code == "kind":
        return (
            100
            * sum(bool(kind_of_word(text) or kind_of_name(text)) for text in texts)
            // len(texts)
        )
    pattern = {"year": YEARS, "establishments": _COUNT, "stt": _COUNT}.get(code, r"\pL")
    return matching(cells, NUMBERS if code in MONEY else pattern)


def _codes(columns: Iterable[Line], table: Table) -> dict[str, int]:
    """The column of each code, those that are proposed too."""
    texts = column_texts(table.sheet, table.header.top, table.header.bottom)
    codes: dict[str, int] = dict(table.header.columns)
    for line in columns:
        code = code_of(line.meaning)
        if code is not None:
            codes.setdefault(code, texts.index(line.text))
    return codes


def _words(table: Table, code: str, index: int, earlier: HeaderAnswers | None) -> tuple[Line, ...]:
    """The words of a column that the vocabulary lacks, with how many cells have each."""
    known = {} if earlier is None else earlier.words.get(code, {})
    counted = table.sheet.columns[index].take(pa.array(table.schemes)).value_counts()
    lines = []
    for one in counted.to_pylist():
        text = " ".join(one["values"].split())
        count = one["counts"]
        if text in known:
            lines.append(Line(text, known[text], SET, "như lần trước"))
        elif text and not _is_known(code, text) and len(lines) < MOST_WORDS:
            meaning, why = _meaning(code, text)
            state = OPEN if meaning else ASKED
            lines.append(Line(text, meaning, state, f"{count} ô; {why}"))
    return tuple(lines)


def _is_known(code: str, text: str) -> bool:
    if code == "year":
        # of several years each row is asked about: another file may mean another one by the same text
        year, told = read_year(text)
        return year > 0 or told in ("", "year-range")
    words = normal(text)
    return any(
        words in {normal(printed) for printed in (word.label, word.code, *word.printed)}
        for word in WORDS[code].values()
    )


def _meaning(code: str, text: str) -> tuple[str, str]:
    """The best meaning of a word with its reason, '' where none is near enough."""
    if code == "year":
        return "", "không đọc được thành năm"
    if code == "status":
        sense = sense_of(text, beside=True)
        if sense in REGISTER_STATUSES:
            return REGISTER_STATUSES[sense].label, "theo từ về tình trạng"
        return "", "chưa đủ căn cứ để đề xuất"
    if label := kind_of_name(text):
        return label, "theo từ về loại hình"
    ranked = [
        (_shared(text, printed), kind.label)
        for kind in KINDS.values()
        for printed in (kind.label, *kind.printed)
    ]
    shared, label = max(ranked)
    if shared >= LEAST_WORDS:
        return label, f"{shared}% từ giống"
    return "", f"chưa đủ căn cứ để đề xuất (từ giống nhất {shared}%)"


def _kinds_by_name(
    table: Table,
    codes: Mapping[str, int],
    own: HeaderAnswers | None,
    earlier: HeaderAnswers | None,
) -> Line | None:
    """Whether the names of schemes say their kinds, asked where no column does and no earlier header was told it."""
    if "kind" in codes or "name" not in codes or (own is not None and own.kinds_by_name):
        return None
    if earlier is not None and earlier.kinds_by_name:
        return Line(KINDS_BY_NAME, "true", SET, "như lần trước")
    if "activity_text" in codes:
        cells = _sample(table, codes["activity_text"])
        if all(map(kind_of_word, cells.to_pylist())):
            return None
    names = _sample(table, codes["name"]).to_pylist()
    said = sum(1 for name in names if kind_of_name(name))
    if not said:
        return None
    fit = 100 * said // max(1, len(names))
    reason = f"không có cột Loại hình; {said} trong {len(names)} tên đề án nói rõ loại hình"
    return Line(KINDS_BY_NAME, "true", OPEN if fit >= LEAST_FIT else ASKED, reason)


def _names_of_no_kind(
    table: Table, codes: Mapping[str, int], earlier: HeaderAnswers | None
) -> tuple[Line, ...]:
    """The names of schemes that do not say their kind, where the other names do: each is asked for its own."""
    known = {} if earlier is None else earlier.words.get("kind", {})
    lines = []
    if "name" not in codes:
        return ()
    names = table.sheet.columns[codes["name"]].take(pa.array(table.schemes)).unique()
    for typed in names.to_pylist():
        text = " ".join(typed.split())
        if text in known:
            lines.append(Line(text, known[text], SET, "như lần trước"))
        elif text and not kind_of_name(text) and len(lines) < MOST_WORDS:
            lines.append(Line(text, "", ASKED, "tên không nói rõ một loại hình"))
    return tuple(lines)


# What a fault asks of a file, as an entry of doc-so.toml: name, a value to begin with.
_ASKED_BY: Mapping[str, tuple[str, str]] = {
    "status-unclear": ("tinh_trang", "kế hoạch"),
    "fund-unclear": ("nguon", "KCQG"),
    "unit-missing": ("don_vi", "triệu đồng"),
}


# What stops a register and may be told once in doc-so.toml.
ADOPTABLE = frozenset(
    """
    header-missing header-not-found header-unknown header-duplicate category-unknown year-range year-unreadable
    status-unclear fund-unclear unit-missing scheme-two-funds
    """.split()
)


def _sheets(
    faults: Iterable[Fault], tables: Iterable[Table], of_years: AbstractSet[str]
) -> dict[str, tuple[Line, ...]]:
    """What must be said of each sheet, by what stops its reading; no proposal is made of a guess.

    A status that the row or the group of a scheme leaves open is no question of its sheet, whose answer would not
    settle it; `of_years` are the sheets whose columns of money are asked for their years.
    """
    of_rows: set[tuple[str, int | None]] = set()
    for table in tables:
        sheet = table.sheet.name or ""
        of_rows.update((sheet, row + 1) for row in (*table.schemes.tolist(), *table.breaks))
    asked: dict[str, dict[str, Line]] = {}
    pairs: dict[str, list[list[int]]] = {}
    for fault in faults:
        name, value = _ASKED_BY.get(fault.code, ("", ""))
        place = (fault.where.sheet or "", fault.where.row)
        if name and not (fault.code == "status-unclear" and place in of_rows):
            line = Line(name, value, ASKED, fault.got)
            asked.setdefault(fault.where.sheet or "", {}).setdefault(name, line)
        lacks_year = f'"{REGISTER_COLUMNS["year"].label}"' in fault.got
        if fault.code == "header-missing" and lacks_year and place[0] not in of_years:
            line = Line(
                "nam",
                "2023",
                ASKED,
                "không có cột Năm; tên bảng, trang tính, tên tệp không nêu một năm",
            )
            asked.setdefault(fault.where.sheet or "", {})["nam"] = line
        if fault.code == "scheme-two-funds" and fault.where.row is not None:
            pairs.setdefault(fault.where.sheet or "", []).extend(
                [int(row), fault.where.row] for row in re.findall(r"dòng ([0-9]+)$", fault.got)
            )
    for sheet, rows in pairs.items():
        reason = "cùng đề án, cùng vốn đối ứng ở hai nguồn: vốn đối ứng tính một lần"
        asked.setdefault(sheet, {})["mot_de_an"] = Line("mot_de_an", str(rows), OPEN, reason)
    return {sheet: tuple(lines.values()) for sheet, lines in asked.items()}


def answering(fault: Fault, look: FileLook) -> Iterator[str]:
    """The open lines of a look that would answer a fault, as a message names them."""
    for header in look.headers:
        if fault.code == "header-missing":
            labels = ((line, line.meaning.partition(", năm ")[0]) for line in header.columns)
            found = [line for line, label in labels if f'"{label}"' in fault.got]
            yield from (f'"{shown(line.text)}"' for line in found if line.is_open)
            kind = f'"{REGISTER_COLUMNS["kind"].label}"'
            if header.kinds_by_name is not None and kind in fault.got:
                yield header.kinds_by_name.text
            if kind in fault.got:
                names = (line for line in header.words.get("kind", ()) if line.is_open)
                yield from (f'"{shown(line.text)}"' for line in names)
        if fault.code in ("category-unknown", "year-unreadable"):
            words = chain.from_iterable(header.words.values())
            found = [line for line in words if f'"{shown(line.text)}"' in fault.got]
            yield from (f'"{shown(line.text)}"' for line in found if line.is_open)
    sheet = fault.where.sheet or ""
    if fault.code == "year-range" and look.rows.get(sheet):
        yield "nam_cua_dong"
    asked = {line.text for line in look.sheets.get(sheet, ()) if line.is_open}
    name, _ = _ASKED_BY.get(fault.code, ("", ""))
    if fault.code == "header-missing" and f'"{REGISTER_COLUMNS["year"].label}"' in fault.got:
        name = "nam"
    if fault.code == "scheme-two-funds":
        name = "mot_de_an"
    if name in asked:
        yield name

"""A register of a part of a year, or with a group of another year than its schemes', is refused.

Schemes have no dates and would be read as those of the year in their row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from analysis.around.texts import said_in_groups, titles
from analysis.faults import Place, Problems, shown
from analysis.language.year_parts import YEAR, part_words, without_length_of_class
from analysis.tables.columns import REGISTER_AMOUNTS
from analysis.tables.header import texts_over
from analysis.tables.table import Table
from analysis.tables.units import folded

# The day of a decision or of a signature, also one that is left blank, is not what a table is about.
_SIGNED = re.compile(
    r"(?<!đến )(?<!tới )(?<!hết )ngày[\s0-9.…_]*tháng[\s0-9.…_]*năm(?!\w)"
    rf"|^[^,;]{{1,40}}, tháng [0-9]{{1,2}} năm {YEAR}$"
)
_UNTIL = re.compile(
    r"(?<!\w)(?:đến|tới)(?: (?:hết|cuối|ngày|thời điểm|tháng|quý))* (?:[0-9]{1,2}[/.-])?(?:[0-9]{1,2}|iv|i{1,3})"
    rf"(?: ?[/.-] ?| năm | tháng [0-9]{{1,2}} năm )({YEAR})"
)
# Without marks, as in the names of files, only these count, and beside the year.
_PLAIN_PART = (
    r"(?:(?:0?[1-9]|1[01]) ?(?:thang|t)|(?:quy|q) ?(?:[1-4]|i{1,3}|iv)|ban nien)(?: (?:dau|cuoi))?"
)
_PLAIN = re.compile(
    rf"(?<!\w){_PLAIN_PART}(?: nam)? ?{YEAR}(?!\w)|(?<!\w){YEAR} {_PLAIN_PART}(?: nam)?(?!\w)"
)


_QUARTER = re.compile(r"q(?!\w)|q[.0-9iv]|quý(?!\w)")
# The parts with which a year ends.
_TO_THE_END = re.compile(
    r"(?<!\w)(?:quý|q\.?) ?(?:iv|4|bốn|tư|cuối)(?!\w)|(?<!\w)tháng (?:12|mười hai|chạp)(?!\w)|(?<!\w)cuối năm(?!\w)"
    r"|(?<!\w)nửa cuối(?!\w)"
)
_WHOLE_YEAR = re.compile(r"(?<!\w)(?:cả|trọn) năm(?!\w)|(?<!\w)12 tháng(?!\w)")
# A group that is called by its year; one of schemes that were put off from a year names it too.
_GROUP_YEAR = re.compile(
    rf"(?:\W*\w{{1,4}}[.)\s]\s*)?(?:(?:các|danh mục|đề án|khuyến công|thực hiện|kết quả|kế hoạch|kinh phí|trong)\s+)*"
    rf"năm\s+({YEAR})\W*"
)


def check_group_years(table: Table, schemes: pd.DataFrame, problems: Problems) -> None:
    """Refuse schemes that stand in a group that is called by another year than theirs.

    Args:
        table: the table.
        schemes: its schemes, with `row` (from 1) and `year`.
        problems: receives year-not-named.
    """
    said = list(said_in_groups(table, _year_of_group))
    if not said:
        return
    years = dict(zip(schemes["row"], schemes["year"], strict=True))
    told = set()
    for position, group in said:
        row = int(table.schemes[position])
        year = str(years.get(row + 1, group.sense))
        if year != group.sense and (group.where, year) not in told:
            told.add((group.where, year))
            got = f"đề án của năm {year}, {group.level} “{shown(group.text)}” nêu {group.sense}"
            problems.fault("year-not-named", table.place("year", row), got)


def _year_of_group(text: str) -> str:
    found = _GROUP_YEAR.fullmatch(" ".join(text.lower().split()))
    return found[1] if found else ""


def check_year_parts(table: Table, last_year: int, problems: Problems) -> None:
    """Refuse a table whose title, header over the money, sheet, file, one group or only total speaks of a part.

    Args:
        table: the table.
        last_year: the last year of its schemes; a list up to a day of a later year has all of its own.
        problems: receives period-unclear.
    """
    for level, where, text, words in _told(table, last_year):
        got = f"{level} “{shown(text)}” nói đến một phần của năm ({shown(words)})"
        problems.fault_once(
            "period-unclear",
            where,
            got,
            "danh mục của cả năm",
            "chờ danh mục cả năm, hoặc ghi số liệu của phần năm vào bảng số liệu công bố có tu_ngay, den_ngay; danh mục"
            ' chia nhóm theo quý mà đã đủ cả năm thì ghi "cả năm" ở tên bảng',
        )


def _told(table: Table, last_year: int) -> Iterator[tuple[str, Place, str, str]]:
    sheet = table.sheet
    for where, text in titles(table):
        if words := _words(text, last_year):
            yield "tên bảng", where, text, words
    yield from _over_money(table, last_year)
    name = sheet.name or ""
    if words := _words(name, last_year):
        yield "tên trang tính", sheet.place(), name, words
    file = sheet.stem
    if words := _plain_words(file):
        yield "tên tệp", Place(sheet.file), file, words
    last = table.schemes[-1]
    rows = [row for row in table.breaks if row < last]  # below all schemes are notes
    totals = [row for row in table.totals if row > last or table.total_text(row)]
    groups = list(_in_rows(table, [row for row in rows if row not in totals], last_year))
    if groups and not _divide_the_year(groups) and not _is_of_a_whole_year(table):
        yield groups[0]
    summed = list(_in_rows(table, totals, last_year))
    # A total of a part may stand beside that of the year.
    if len(summed) == len(totals) and len({words for *_, words in summed}) == 1:
        yield summed[0]


def _divide_the_year(groups: Sequence[tuple[str, Place, str, str]]) -> bool:
    """Whether groups are of several parts of a year that may be all of it; quarters without the last one are not."""
    texts = {" ".join(text.casefold().split()) for _, _, text, _ in groups}
    if len(texts) > 1 and any(map(_TO_THE_END.search, texts)):
        return True
    words = {words for *_, words in groups}
    return len(words) > 1 and not all(map(_QUARTER.match, words))


def _is_of_a_whole_year(table: Table) -> bool:
    texts = [table.sheet.name or "", *(text for _, text in titles(table))]
    return any(_WHOLE_YEAR.search(text.casefold()) for text in texts)


def _in_rows(
    table: Table, rows: Iterable[int], last_year: int
) -> Iterator[tuple[str, Place, str, str]]:
    """The rows of groups and totals that speak of a part of a year."""
    for row in rows:
        for text in table.sheet.row(row):
            if text and (words := _words(text, last_year)):
                yield "dòng nhóm", table.sheet.place(row), text, words
                break


def _over_money(table: Table, last_year: int) -> Iterator[tuple[str, Place, str, str]]:
    """The texts of the header over and in the columns of money that speak of a part of a year, each once."""
    sheet, header = table.sheet, table.header
    told = set[str]()
    for index in header.indexes(REGISTER_AMOUNTS):
        source = sheet.sources.get(index, index)
        if source is None:
            continue
        for text in texts_over(sheet, header, source):
            words = _words(text, last_year)
            if words and text not in told:
                told.add(text)
                yield "tên cột", sheet.place(header.bottom, index), text, words


def _words(text: str, last_year: int) -> str:
    plain = " ".join(text.casefold().split())
    if plain.isascii() and (words := _plain_words(plain)):
        return words
    plain = _SIGNED.sub(" ", plain)
    plain = _UNTIL.sub(lambda found: " " if int(found[1]) > last_year else found[0], plain)
    return part_words(without_length_of_class(plain))


def _plain_words(text: str) -> str:
    found = _PLAIN.search(re.sub(r"[\W_]+", " ", folded(text)))
    return found[0] if found else ""

"""A register of a part of a year is refused: its schemes have no dates and would be read as those of the year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.faults import Place, Problems, shown
from analysis.language.year_parts import part_words
from analysis.registers.rows import Table, titles, total_text
from analysis.registers.units import folded

_YEAR = "(?:19|20)[0-9]{2}"
# The day of a decision or of a signature, also one that is left blank, is not what a table is about.
_SIGNED = re.compile(
    r"(?<!đến )(?<!tới )(?<!hết )ngày[\s0-9.…_]*tháng[\s0-9.…_]*năm(?!\w)"
    rf"|^[^,;]{{1,40}}, tháng [0-9]{{1,2}} năm {_YEAR}$"
)
_UNTIL = re.compile(
    r"(?<!\w)(?:đến|tới)(?: (?:hết|cuối|ngày|thời điểm|tháng|quý))* (?:[0-9]{1,2}[/.-])?(?:[0-9]{1,2}|iv|i{1,3})"
    rf"(?: ?[/.-] ?| năm | tháng [0-9]{{1,2}} năm )({_YEAR})"
)
# How long a class lasts.
_CLASS = re.compile(r"(?<!\w)(?:lớp|khóa|khoá|nghề|đào tạo)(?!\w)")
_LONG = re.compile(r"(?<!\w)[0-9]{1,2} tháng(?! (?:đầu|cuối|năm)(?!\w))(?!\w)")
# Without marks, as in the names of files, only these count, and beside the year.
_PLAIN_PART = r"(?:(?:0?[1-9]|1[01]) ?(?:thang|t)|(?:quy|q) ?(?:[1-4]|i{1,3}|iv))(?: (?:dau|cuoi))?"
_PLAIN = re.compile(
    rf"(?<!\w){_PLAIN_PART}(?: nam)? ?{_YEAR}(?!\w)|(?<!\w){_YEAR} {_PLAIN_PART}(?: nam)?(?!\w)"
)


def check_year_parts(table: Table, last_year: int, problems: Problems) -> None:
    """Refuse a table whose title, sheet, file or one group speaks of a part of a year.

    Args:
        table: the table.
        last_year: the last year of its schemes; a list up to a day of a later year has all of its own.
        problems: receives period-unclear.
    """
    for level, where, text, words in _told(table, last_year):
        got = f"{level} “{shown(text)}” nói đến một phần của năm ({shown(words)})"
        if any(known.where == where and known.got == got for known in problems.faults):
            continue
        problems.fault(
            "period-unclear",
            where,
            got,
            "danh mục của cả năm",
            "chờ danh mục cả năm, hoặc ghi số liệu của phần năm vào bảng số liệu công bố có tu_ngay, den_ngay",
        )


def _told(table: Table, last_year: int) -> Iterator[tuple[str, Place, str, str]]:
    sheet = table.sheet
    for where, text in titles(table):
        if words := _words(text, last_year):
            yield "tên bảng", where, text, words
    name = sheet.name or ""
    if words := _words(name, last_year):
        yield "tên trang tính", sheet.place(), name, words
    file = sheet.file.rpartition("/")[2].rpartition(".")[0]
    if words := _plain_words(file):
        yield "tên tệp", Place(sheet.file), file, words
    groups = [
        ("dòng nhóm", sheet.place(row), text, words)
        for row in table.breaks
        if row < table.schemes[-1]  # what stands below all schemes is a note
        and not total_text(table.header, sheet.row(row))
        for text in sheet.row(row)
        if (words := _words(text, last_year))
    ]
    # Groups of several parts divide a year.
    if len({words for *_, words in groups}) == 1:
        yield groups[0]


def _words(text: str, last_year: int) -> str:
    plain = " ".join(text.casefold().split())
    if plain.isascii() and (words := _plain_words(plain)):
        return words
    plain = _SIGNED.sub(" ", plain)
    plain = _UNTIL.sub(lambda found: " " if int(found[1]) > last_year else found[0], plain)
    if _CLASS.search(plain):
        plain = _LONG.sub(" ", plain)
    return part_words(plain)


def _plain_words(text: str) -> str:
    found = _PLAIN.search(re.sub(r"[\W_]+", " ", folded(text)))
    return found[0] if found else ""

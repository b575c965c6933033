"""A register of a part of a year is refused, or known as one where its days say so; so is a group of another year.

Schemes without days would be read as those of the year in their row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from analysis.around.said_periods import said_in, said_in_name
from analysis.around.texts import said_in_groups, titles
from analysis.edition import UNNAMED_PLACE, Edition
from analysis.faults import Place, Problems
from analysis.language.year_parts import YEAR, part_words, without_length_of_class
from analysis.messages import shown
from analysis.tables.columns import DATES, REGISTER_AMOUNTS, REGISTER_COLUMNS
from analysis.tables.dates import ASKED_DATE, NO_DAY, deciding_date
from analysis.tables.header import texts_over
from analysis.tables.table import Table
from analysis.tables.units import folded

APPROVED = DATES[0]
OF_SHEET, OF_FILE = "tên trang tính", "tên tệp"
NAMES = (OF_SHEET, OF_FILE)
WHOLE_LIST = "danh mục của cả năm"
WAIT = (
    "chờ danh mục cả năm, hoặc ghi số liệu của phần năm vào bảng số liệu công bố có tu_ngay, den_ngay; danh mục"
    " có cột ngày mà mọi ngày nằm trong phần năm nêu rõ ở tên bảng thì lập được báo cáo của phần năm đó (nhiều cột"
    " ngày thì ghi ky_theo trong data/raw/doc-so.toml); danh mục chia nhóm theo quý mà đã đủ cả năm thì ghi"
    ' "cả năm" ở tên bảng'
)
# A year that a text leaves open at its end: "6 tháng đầu năm".
_OPEN_YEAR = re.compile(r"(?i)[\s.:]*(?:năm)?[\s.:]*$")
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


def titled_part(table: Table, schemes: pd.DataFrame, problems: Problems) -> str:
    """The part of a year of which a table is a list, as `Span.period_code`; '' of whole years.

    Its title, header over the money, sheet, file, one group or only total speak of it. Only where all that do name one
    part and the days of the schemes lie in it the table is taken; else it is refused.

    Args:
        table: the table.
        schemes: its schemes, with `row` (from 1), `year` and `dated_on`. A list up to a day of a later year than
            theirs has all of its own.
        problems: receives period-unclear, date-outside-part for the days that contradict the words, and
            period-from-title.
    """
    told = list(_told(table, int(schemes["year"].max())))
    if not told:
        return ""
    decides = deciding_date(table)
    parts = {_part_said(level, text, schemes["year"]) for level, _, text, _ in told}
    part = parts.pop() if len(parts) == 1 else None
    if part is None or decides in ("", ASKED_DATE):
        for level, where, text, words in told:
            got = f"{level} “{shown(text)}” nói đến một phần của năm ({shown(words)})"
            problems.fault_once("period-unclear", where, got, WHOLE_LIST, WAIT)
        return ""
    level, _, text, _ = told[0]
    title = f"{level} “{shown(text)}”"
    label = REGISTER_COLUMNS[decides].label.lower()
    for scheme in _outside(schemes, part, decides).itertuples(index=False):
        got = f"{label} {scheme.dated_on} nằm ngoài {part.period_text}, là phần năm mà {title} nêu"
        problems.fault("date-outside-part", table.place(decides, scheme.row - 1), got)
    message = f"danh mục chỉ của {part.period_text} theo {title}; xếp đề án theo {label}"
    problems.tell("period-from-title", table.sheet.place(), message)
    return part.period_code


# A list of what is after, without or beside a part of a year, or of two of them, is none of that part.
_ELSE = re.compile(
    r"(?<!\w)(?:sau (?=\d)|sau (?:quý|tháng)|trừ|trước|ngoài|chưa|chuyển|còn lại|bổ sung|không"
    r"|tru|truoc|ngoai|chua|chuyen|con lai|bo sung|khong)(?!\w)"
    r"|(?<!\w)(?:từ|tu) (?:tháng|thang|quý|quy)(?!.*(?:đến|den|tới|toi|-))"
    r"|(?<!\w)(?:quý|quy)(?!\w).*(?<!\w)(?:quý|quy)(?!\w)"
)


def _part_said(level: str, text: str, years: pd.Series) -> Edition | None:
    """The one part of the only year of some schemes that a text names, whether or not the year stands in it."""
    year = int(years.iloc[0])
    if (years != year).any() or _ELSE.search(text.lower()):
        return None
    if not re.search(YEAR, text):
        text = f"{_OPEN_YEAR.sub('', text)} năm {year}"
    if level in NAMES or text.isascii():
        name = said_in_name(text) if len(re.findall(YEAR, text)) == 1 else None
        found, rest = [name] if name else [], ""
    else:
        found, rest = said_in(text)
    if len(found) != 1 or part_words(rest):
        return None
    part = Edition(UNNAMED_PLACE, *found[0])
    return part if part.is_part and (part.year_from, part.year_to) == (year, year) else None


def _outside(schemes: pd.DataFrame, part: Edition, decides: str) -> pd.DataFrame:
    """The schemes whose day is outside a part; of one from January an approval in the year before is none of them."""
    days = schemes["dated_on"]
    inside = days.between(part.from_date, part.to_date)
    if decides == APPROVED and part.from_date.endswith("-01-01"):
        inside |= days.str.startswith(str(part.year_from - 1))
    return schemes[(days != "") & ~days.str.startswith(NO_DAY) & ~inside]


def _told(table: Table, last_year: int) -> Iterator[tuple[str, Place, str, str]]:
    sheet = table.sheet
    for where, text in titles(table):
        if words := _words(text, last_year):
            yield "tên bảng", where, text, words
    yield from _over_money(table, last_year)
    name = sheet.name or ""
    if words := _words(name, last_year):
        yield OF_SHEET, sheet.place(), name, words
    file = sheet.stem
    if words := _plain_words(file):
        yield OF_FILE, Place(sheet.file), file, words
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

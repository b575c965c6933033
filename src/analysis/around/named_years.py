"""The years that a title or the name of a sheet names: a scheme of another year is asked about, never passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import pandas as pd

from analysis.around.texts import titles
from analysis.faults import Problems
from analysis.language.year_parts import YEAR
from analysis.messages import shown
from analysis.tables.columns import REGISTER_AMOUNTS
from analysis.tables.header import texts_over
from analysis.tables.table import Table
from analysis.tables.units import folded

# The second year of a period may be short, "2021-25".
_SPAN = re.compile(
    rf"(?<![0-9])({YEAR})(?:\s*(?:[-–—/]|đến|tới)\s*(?:hết\s+)?(?:năm\s+)?({YEAR})|\s*[-–—]\s*([0-9]{{2}}))?(?![0-9])"
)
# The day of a decision or of a signature, and the number of an act, are not what a table is about.
_CUT = re.compile(
    rf"tháng\s+(?:[0-9]{{1,2}}|[.…]+)\s+năm\s+{YEAR}|(?<![0-9])(?:[0-9]{{1,2}}[/.-])?[0-9]{{1,2}}[/.-]{YEAR}(?![0-9])"
    rf"|[0-9]+/{YEAR}/\S+|cập nhật(?:\s+(?:đến|tới|hết|ngày|tháng|quý|năm|lần|số liệu|[0-9]{{1,2}}))*[\s,/.-]*{YEAR}"
    rf"|số\s*:?\s*[0-9.…][\w/.…-]*(?:\s+của(?:\s+\w+){{1,3}}?)?\s+năm\s+{YEAR}"
)
# In names of sheets and files, without marks: days, months, and when somebody changed the file; the number of a form
# ("Biểu 03-2023") is no month.
_OF_A_FORM = re.compile(
    rf"\b(?:bieu|mau|phu luc|pl|dot|lan|quy)(?: so)?[ ./-]*[0-9]{{1,2}}[ ./-]+(?={YEAR})"
)
_DATED = re.compile(
    rf"(?<![0-9])[0-9]{{1,2}}[ ./-][0-9]{{1,2}}[ ./-]{YEAR}(?![0-9])"
    rf"|(?<![0-9]){YEAR}[ ./-](?:0[1-9]|1[0-2])(?:[ ./-][0-9]{{1,2}})?(?![0-9])"
    rf"|(?<![0-9])[0-9]{{1,2}}[./-]{YEAR}(?![0-9])"
    rf"|\b(?:thang|t) ?[0-9]{{1,2}}[ ./-]*(?:nam )?{YEAR}(?![0-9])"
    rf"|\b(?:cap[ -]?nhat|sua|in|gui|lap|luu|update|updated)"
    rf"(?:[ -]+(?:den|toi|het|ngay|thang|quy|nam|lan|cuoi|so lieu|[0-9]{{1,2}}))*[ ,./-]*{YEAR}(?![0-9])"
)
_LIST_NAME = re.compile(r"\b(?:danh muc|danh sach|dm|ds|de an|khuyen cong|kcqg|kcdp)\b")
_YEAR_LABEL = re.compile(r"năm\s*:?")
_GOES_ON = re.compile(r"và(?!\w)|[,;&]")
# Years in a row.
_JOINED = re.compile(rf"(?:[\s,;/&-]|và|năm|đến|tới|{_SPAN.pattern})*")
_MORE = rf"(?:\s*[-–—]\s*[0-9]{{2}}(?![0-9])|\s*(?:[-–—,;/]|và|đến|tới|hết|năm)\s*|{YEAR})*"
_TITLE = re.compile(rf"(?:năm|giai đoạn|thời kỳ)\s+{YEAR}{_MORE}")
# A text that numbers a part of a sheet.
_OF_A_PART = re.compile(
    r"\s*(?:(?:phần|mục|biểu|bảng|nhóm)\s+(?:số\s+)?\w+|[ivx]+|[a-zđ]|[0-9]+)\s*[.:)/–-]",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"\W*({YEAR}{_MORE})\W*")
# A year by itself counts in a title, but not as an amount or beside the name of an act.
_OF_TABLE = re.compile(r"(?<!\w)(?:danh mục|đề án|bảng|biểu|khuyến công)(?!\w)")
_ACT = re.compile(r"(?<!\w)(?:kèm theo|căn cứ|quyết định|thông tư|nghị định|nghị quyết|luật)(?!\w)")
_BARE = re.compile(
    rf"(?<![\w/.,-]){YEAR}(?![\w.,][0-9])(?!\s*(?:nghìn|ngàn|triệu|tr|tỷ|tỉ|đồng|đ|đề án|cơ sở|lớp)(?!\w)){_MORE}"
)

# A year is far from others by so many years, and its schemes are few beside so many times as many others.
FAR, FEW = 5, 2


def check_named_years(table: Table, schemes: pd.DataFrame, problems: Problems) -> None:
    """Refuse the years of schemes that the title or the sheet of their table, which name years, do not name."""
    said = list(years_named(table)) or list(_years_of_file(table, schemes))
    own = {year for _, years in years_over_money(table) for year in years}
    beside = _years_beside(table)
    for words, named in said:
        # the title of a plan names its year, not that of the result beside it, which its own columns name
        may_be = named | own if named <= beside else named
        other = schemes[~schemes["year"].isin(may_be)]
        for year, rows in other.groupby("year", sort=True)["row"]:
            where = table.place("year", int(rows.min()) - 1)
            got = f"{len(rows)} đề án của năm {year}, {words} nêu {', '.join(map(str, sorted(named)))}"
            problems.fault("year-not-named", where, got)


def check_far_years(tables: Sequence[Table], schemes: pd.DataFrame, problems: Problems) -> None:
    """Refuse the few schemes of a file whose year lies far from all its other years, and is named nowhere.

    Args:
        tables: the tables of the file.
        schemes: their schemes, with `table` (number of the table), `row` (from 1) and `year`.
        problems: receives year-far.
    """
    counts = schemes["year"].value_counts()
    for year in sorted(counts.index.tolist()):
        others = counts.drop(year)
        if FEW * counts[year] > others.sum() or not _is_far(year, others.index.tolist()):
            continue
        of_year = schemes[schemes["year"] == year]
        for number, rows in of_year.groupby("table", sort=True)["row"]:
            table = tables[number]
            if year in _years_around(table):
                continue
            span = f"{others.index.min()}-{others.index.max()}"
            got = f"{len(rows)} đề án của năm {year}, các đề án khác của tệp ({others.sum()}) thuộc {span}"
            problems.fault("year-far", table.place("year", int(rows.min()) - 1), got)


def _is_far(year: int, others: Sequence[int]) -> bool:
    """Whether a year lies far after or before all others, beside how far those lie apart."""
    known = sorted(others)
    if not known or known[0] < year < known[-1]:
        return False
    gap = max((after - before for before, after in pairwise(known)), default=1)
    away = min(abs(year - other) for other in known)
    return away >= FAR and away > 2 * gap


def _years_around(table: Table) -> set[int]:
    """All years that are named over the money, above a table, on its sheet or by its groups."""
    named = {year for _, years in years_named(table) for year in years}
    rows = [*table.breaks, *table.notes]
    texts = (text for row in rows for text in table.sheet.row(row))
    return named | {year for text in texts for year in years_in_group(text)}


def year_phrases(text: str) -> list[tuple[str, frozenset[int]]]:
    """A title in phrases, each up to the years that it ends with; the words behind the last years have none.

    "Kết quả năm 2022, 2023 và kế hoạch năm 2024" is "kết quả năm 2022, 2023" and "và kế hoạch năm 2024".
    """
    words = _CUT.sub(" ", " ".join(text.split()).lower())
    phrases: list[tuple[str, frozenset[int]]] = []
    start = 0
    for found in _SPAN.finditer(words):
        phrase, years = words[start : found.end()], frozenset(_years(found[0]))
        start = found.end()
        if phrases and _JOINED.fullmatch(phrase):
            phrase, years = phrases[-1][0] + phrase, phrases[-1][1] | years
            phrases.pop()
        phrases.append((phrase, years))
    rest = words[start:]
    if rest.strip():
        phrases.append((rest, frozenset()))
    return phrases


def years_named(table: Table) -> Iterator[tuple[str, set[int]]]:
    """What names years over the money, above the table or on its sheet, in words, and the years."""
    yield from years_over_money(table)
    yield from years_above(table)
    if table.carried:
        yield from years_over_sheet(table)


def years_over_money(table: Table) -> Iterator[tuple[str, set[int]]]:
    """The texts of the header that name years over or in the columns of money, and the years, each once."""
    header = table.header
    sheet = table.sheet
    sources = (sheet.sources.get(index, index) for index in header.indexes(REGISTER_AMOUNTS))
    told: list[set[int]] = []
    for index in sorted({index for index in sources if index is not None}):
        for text in texts_over(sheet, header, index):
            plain = _without_acts(text)
            years = set() if _ACT.search(plain) else set(_years(plain))
            if years and years not in told:
                told.append(years)
                yield f"tên cột “{shown(text)}”", years


def _years_beside(table: Table) -> set[int]:
    """The years that the header names over the money of another status beside that of a table."""
    others = table.standing.others if table.standing is not None else ()
    texts = (text for index in others for text in texts_over(table.sheet, table.header, index))
    return {year for text in texts for year in _years(_without_acts(text))}


def years_in_group(text: str) -> set[int]:
    """The years that the name of a group names, "Năm 2022" or "2022"."""
    bare = _ALONE.fullmatch(text)
    return set(_years(bare[1])) if bare else _years_in_title(text)


def years_above(table: Table) -> Iterator[tuple[str, set[int]]]:
    """What names years above the table or on its sheet, in words, and the years."""
    for text in _lines(table):
        if named := _years_in_title(text):
            yield f"tên bảng “{shown(text)}”", named
    sheet = table.sheet.name or ""
    if named := years_in_name(sheet):
        yield f"tên trang tính “{shown(sheet)}”", named


def _years_of_file(table: Table, schemes: pd.DataFrame) -> Iterator[tuple[str, set[int]]]:
    """The years by which a file is named as a list, where not one scheme is of them."""
    name = table.sheet.stem
    named = years_in_name(name)
    is_list = _LIST_NAME.search(" ".join(folded(name).replace("_", " ").replace("-", " ").split()))
    if is_list and named.isdisjoint(schemes["year"]) and named:
        yield f"tên tệp “{shown(name)}”", named


def years_over_sheet(table: Table) -> Iterator[tuple[str, set[int]]]:
    """What names years above the first table of a sheet, in words, and the years that all of it names.

    The number of a part ("I. Khuyến công quốc gia năm 2023") is that of the first table alone.
    """
    goes_on = table.continues or table.carried
    named = [
        (text, years)
        for _, text in titles(table)
        if (goes_on or not _OF_A_PART.match(text)) and (years := _years_in_title(text))
    ]
    if named:
        common = set.intersection(*(years for _, years in named))
        yield f"tên bảng “{shown(named[-1][0])}” ở đầu trang tính", common


def years_in_name(name: str) -> set[int]:
    """The years that the name of a sheet or file names: no days or months, and not when it was changed."""
    words = " ".join(folded(name).replace("_", " ").split())
    return set(_years(_DATED.sub(" ", _OF_A_FORM.sub(" ", words))))


def _lines(table: Table) -> list[str]:
    """The texts above a table; a line that "và" or a comma joins to the one above is one with it."""
    lines: list[str] = []
    for text in (text for row in table.above for text in _texts_of(row)):
        if lines and (_GOES_ON.match(text.strip().lower()) or lines[-1].rstrip().endswith(",")):
            lines[-1] += f" {text}"
        else:
            lines.append(text)
    return lines


def _texts_of(row: Sequence[str]) -> list[str]:
    """The texts of a row; "Năm:" is one with the cell beside it."""
    texts = [text for text in row if text.strip()]
    if texts and _YEAR_LABEL.fullmatch(texts[0].strip().lower()):
        return [" ".join(["năm", *texts[1:]])]
    return texts


def _years_in_title(text: str) -> set[int]:
    """The years that a text above a table names, but for those of acts and days."""
    plain = _without_acts(text)
    titles = _TITLE.findall(plain)
    if _OF_TABLE.search(plain) and not _ACT.search(plain):
        titles += _BARE.findall(plain)
    return {year for title in titles for year in _years(title)}


def _without_acts(text: str) -> str:
    """A text in small letters without the days and numbers of acts."""
    return _CUT.sub("", " ".join(text.split()).lower())


def _years(text: str) -> Iterator[int]:
    for first, last, short in _SPAN.findall(text):
        end = int(last or first)
        if short:
            end = max(end, int(first[:2] + short))
        yield from range(int(first), end + 1)

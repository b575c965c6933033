"""What a form says outside its lines: its period, its province, whether it is a plan or done, and its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.around.said_periods import Period, said_in, said_in_name, without_papers
from analysis.around.status_words import PLANNED, PROPOSED, senses_in
from analysis.around.territory import Territory, mentioned_in, territory_said_in
from analysis.book.book import Origin
from analysis.definitions.provinces import near_provinces
from analysis.edition import place_slug
from analysis.faults import Place, Problems
from analysis.filled.form import FILE_NAME, SHEET_NAME
from analysis.filled.layout import Layout, title_words
from analysis.language.year_parts import part_words
from analysis.messages import shown
from analysis.sheets.cells import column_letters
from analysis.sheets.sheet import Sheet
from analysis.tables.units import folded, normal

_BUDGET = re.compile(r"(?<!\w)dự toán(?!\w)")
_NOT_DONE = ("estimated", PLANNED, PROPOSED)
# A district, a town, a commune by its name, or a firm: what reports to a province and is none.
_BELOW = re.compile(
    r"(?<!\w)(?<!hợp tác )(?:huyện|thị xã|quận|thị trấn|phường|xã|thành phố|tp\.?)"
    r" (?!(?:năm|và|các|trên|của|trong|hội|viên|theo|có|được|đặc|khó|miền|nghèo|thuộc|tỉnh|cấp|kỳ báo|báo|xã|thị|trực)"
    r"(?!\w))[^\W\d_]+"
    r"|^(?:đơn vị(?: báo cáo)? ?:? ?)?(?:công ty|cty|htx|hợp tác xã|dntn|doanh nghiệp tư nhân|tập đoàn|xí nghiệp) \w"
)
_SENT_TO = re.compile(r"\W*(?:nơi (?:gửi|nhận)|(?:đơn vị|cơ quan) nhận|kính gửi)(?!\w)")
# It heads the form, whatever province is named after it.
_ISSUED_BELOW = re.compile(
    r"(?:ubnd |[uủ][ỷy] ban nhân dân |phòng [^,;]*)?(?:huyện|thị xã|quận|thị trấn|phường|xã) "
)
# Words of a period, which say nothing of a place.
_OF_PERIOD = re.compile(
    r"(?i)(?<!\w)(?:kỳ báo cáo|[0-9]+ tháng|đầu năm|quý [ivx0-9]+|giai đoạn|[0-9]+[/.][0-9]+[/.][0-9]+)(?!\w)"
)
# How many texts a row of titles has; a row of a header has more.
MOST_BESIDE = 2
# Words of titles of forms beside those of any register (`around.territory`), without diacritics.
_OF_TITLE = re.compile(
    r"(?<!\w)(?:uoc(?: (?:tinh|dat))?|luy ke|ca(?! mau)|hang nam|dau|cuoi|thang|quy|ngay|den het|ky|cung ky|so voi"
    r"|tinh hinh|cong tac|tieu bieu|binh chon|san pham|cnnt|bieu mau|du toan|de xuat|nhu cau|phan bo|giao|hoan thanh"
    r"|nghiem thu|quyet toan|giai ngan|thuc chi|da duoc|theo|kem|nghi dinh|thong tu|(?:toan|ca) (?:tinh|nuoc)|trong"
    r"|tong(?: (?:hop|cong|so))?|so bo|tai chinh|cap|i{1,3}|iv|v)(?!\w)"
)


def period_of(layout: Layout, problems: Problems) -> tuple[Period, Origin] | None:
    """The period of a form and the cell that states it: above its lines, else the name of the sheet or the file.

    Args:
        layout: the form.
        problems: receives form-period where nothing states one, or cells state several; as a finding where a name has
            other years than the cells.
    """
    sheet = layout.sheet
    said: dict[Period, Origin] = {}
    parts: list[Origin] = []
    for row, column, text in _texts(layout):
        found, rest = said_in(text)
        origin = _origin(sheet, row, column, text)
        for period in found:
            said.setdefault(period, origin)
        if part_words(rest):
            parts.append(origin)
    named = list(_in_names(layout))
    if not said:
        said = dict(named[:1])
    elif status_of(layout) == "actual":
        # one of several sheets of a file may tell what is expected of the whole year
        parts += [
            name for (year, _, first, _), name in named if first and year in map(_first, said)
        ]
    if len(said) == 1:
        period, origin = next(iter(said.items()))
        if period[2] or not parts:
            _tell_other_names(period, named, sheet.place(layout.bottom), problems)
            return period, origin
    got = "không nêu kỳ báo cáo"
    if said or parts:
        told = dict.fromkeys(origin.printed for origin in (*said.values(), *parts))
        which = "nêu nhiều kỳ" if len(said) > 1 else "không rõ là phần nào của năm nào"
        got = f"{which}: {'; '.join(told)}"
    problems.fault("form-period", sheet.place(layout.bottom), got)
    return None


def _tell_other_names(
    period: Period, named: Sequence[tuple[Period, Origin]], where: Place, problems: Problems
) -> None:
    """Tell of names of the sheet or the file with other years than the form itself."""
    for (first, last, _, _), origin in named:
        if last < period[0] or first > period[1]:
            years = " đến ".join(map(str, dict.fromkeys(period[:2])))
            message = f"tên “{shown(origin.printed)}” nêu năm khác; đã đọc theo tiêu đề: {years}"
            problems.warn("form-period", where, message)


def place_of(layout: Layout) -> Territory:
    """The province that the titles, the sheet or the file name, or those of which one may be meant.

    Several that titles name, and one that the line with the title or the period names beside unknown words, are asked
    about.
    """
    headings = [_bare(layout, text) for text in _headings(layout)]
    texts = [_OF_PERIOD.sub(" ", text) for text in _titles(layout)]
    titles = [territory_said_in([text]) for text in (*headings, *texts)]
    sure = tuple(dict.fromkeys(said.slug for said in titles if said.slug))
    if sure:
        return Territory(sure[0]) if len(sure) == 1 else Territory("", sure)
    sheet = layout.sheet
    names = [_OF_PERIOD.sub(" ", name) for name in (sheet.name or "", sheet.stem)]
    mentioned = [Territory("", mentioned_in(text)[0]) for text in headings]
    found = [*mentioned, *titles, *(territory_said_in([name]) for name in names)]
    doubtful = next((said for said in found if said.doubtful), Territory())
    if any(said.doubtful for said in mentioned):
        return doubtful
    return next((said for said in found if said.slug), doubtful)


def unplaced_of(layout: Layout, place: Territory) -> str:
    """The title that says more than form, period and status where nothing names a province; '' without one.

    Args:
        layout: the form.
        place: the province that it names, or those that may be meant.
    """
    if place.slug or place.doubtful:
        return ""
    for text in _headings(layout):
        if mentioned_in(_bare(layout, text))[1]:
            return " ".join(text.split())
    for _, _, text in _texts(layout):
        rest = place_slug(mentioned_in(_bare(layout, text))[1])
        # an office or a line of its own with a province that is spelled wrongly
        if rest and near_provinces(rest):
            return " ".join(text.split())
    return ""


def _headings(layout: Layout) -> list[str]:
    """The lines with the title or the period, above the header."""
    rows = range(layout.bottom)
    alone = [row for row in rows if len({*filter(str.strip, layout.sheet.row(row))}) <= MOST_BESIDE]
    return [text for row, _, text in _texts(layout) if row in alone and _is_heading(layout, text)]


def _bare(layout: Layout, text: str) -> str:
    """What a title says beside the name of the form, periods, papers, and words of any title; without diacritics."""
    _, rest = said_in(text)
    words = _OF_PERIOD.sub(" ", _without_title(layout, rest))
    return _OF_TITLE.sub(" ", folded(words))


def below_of(layout: Layout, place: Territory) -> str:
    """The text by which a form is of a district, a commune or a firm, and not of a province; '' without one.

    Args:
        layout: the form.
        place: the province that it names: a district beside it is that of an address, but where it heads the form.
    """
    for row, _, text in _texts(layout):
        words = normal(text)
        if row == layout.bottom or _SENT_TO.match(words) or not _BELOW.search(words):
            continue
        is_issuer = _ISSUED_BELOW.match(words) is not None
        if is_issuer or not (place.slug or territory_said_in([text]).slug):
            return " ".join(text.split())
    return ""


def status_of(layout: Layout) -> str:
    """Whether a form tells of what was done, of an estimate or of a plan, as its title and the line of its period say.

    The names of offices and papers above them say nothing of it; a form that says nothing tells of what was done.
    """
    for text in _titles(layout):
        if not _is_heading(layout, text):
            continue
        senses = _senses(layout, text)
        if "estimated" in senses:
            return "estimated"
        if "actual" not in senses and not senses.isdisjoint(_NOT_DONE):
            return "planned"
    return "actual"


def check_status(layout: Layout, status: str, problems: Problems) -> None:
    """Ask where the lines with the title and the period say nothing and something else speaks of a plan.

    Args:
        layout: the form.
        status: what `status_of` makes of it.
        problems: receives form-status.
    """
    headings = [text for text in _titles(layout) if _is_heading(layout, text)]
    if status != "actual" or any("actual" in _senses(layout, text) for text in headings):
        return
    sheet = layout.sheet
    names = [re.sub(r"[-_]+", " ", name) for name in (sheet.name or "", sheet.stem)]
    for text in [*_titles(layout), *names]:
        senses = _senses(layout, text)
        if "actual" not in senses and not senses.isdisjoint(_NOT_DONE):
            got = f"“{shown(text)}” nói đến kế hoạch hay ước, còn dòng kỳ báo cáo không nói"
            problems.fault("form-status", sheet.place(layout.bottom), got)
            return


def _titles(layout: Layout) -> list[str]:
    return [text for _, _, text in _texts(layout)]


def _is_heading(layout: Layout, text: str) -> bool:
    """Whether a text is the form's title or states its period."""
    found, rest = said_in(text)
    has_title = title_words(layout.kind).search(folded(text)) is not None
    return has_title or bool(found) or bool(part_words(rest))


def _senses(layout: Layout, text: str) -> set[str]:
    """What a text says of whether something was done; a budget is a plan."""
    words = _without_title(layout, without_papers(text))
    senses = {*senses_in(words, beside=False, over=False)}
    return senses | ({PLANNED} if _BUDGET.search(words) else set())


def _without_title(layout: Layout, words: str) -> str:
    """A text without the form's own name, which tells of results."""
    found = title_words(layout.kind).search(folded(words))
    return words if found is None else f"{words[: found.start()]} {words[found.end() :]}"


def _texts(layout: Layout) -> Iterator[tuple[int, int, str]]:
    """The texts above the lines with their rows and columns: titles, and the header."""
    for row in range(layout.bottom + 1):
        for column, text in enumerate(layout.sheet.row(row)):
            if text.strip():
                yield row, column, text


def _origin(sheet: Sheet, row: int, column: int, text: str) -> Origin:
    printed = " ".join(text.split())
    return Origin(sheet.file, sheet.sha256, sheet.name, row + 1, column_letters(column), printed)


def _in_names(layout: Layout) -> Iterator[tuple[Period, Origin]]:
    """The periods in the names of the sheet and of the file."""
    sheet = layout.sheet
    for column, name in ((SHEET_NAME, sheet.name or ""), (FILE_NAME, sheet.stem)):
        found = said_in_name(name)
        if found is not None:
            yield found, replace(_origin(sheet, layout.bottom, 0, name), column=column)


def _first(period: Period) -> int:
    return period[0]

"""Where a form stands on a sheet: which form it is, its header, and what each column holds.

A form is known by the words of its lines, so that a changed header is told as one; its columns are known by the
header alone, never by where they stand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.faults import Problems
from analysis.filled.form import CENTRAL, NAMES, PROVINCE, Kind
from analysis.filled.lines import known_words, names_total, words_of
from analysis.messages import shown
from analysis.sheets.sheet import Sheet, holds
from analysis.tables.header import first_header, is_numbering
from analysis.tables.units import folded

MOST_LINES = 300
MOST_TITLE_ROWS = 40
# How many different lines make a sheet a form; of one with the title of the form a single one does.
LEAST_LINES = 5
# What a form has somewhere, in the words of Arrow: only such a sheet is looked at line by line.
_MAY_BE_FORM = (
    r"(?i)khởi sự|truyền thanh|hiệp hội ngành|tham quan khảo sát|trình diễn kỹ thuật|thủ công mỹ nghệ"
    r"|báo cáo (?:kinh phí|kết quả|dự án)|chưa xếp được vào dòng"
)
_TITLES: Mapping[Kind, re.Pattern[str]] = {
    "funds": re.compile(r"bao cao kinh phi khuyen cong"),
    "results": re.compile(r"bao cao ket qua cong tac khuyen cong"),
    "awards": re.compile(r"bao cao ket qua binh chon san pham"),
    "schemes": re.compile(r"bao cao du an khuyen cong"),
    "apart": re.compile(r"de an chua xep duoc vao dong"),
}
# Columns of a form that are no numbers of it.
NUMBER, LABEL, UNIT, REMARK, SUM, YEAR = "number", "label", "unit", "remark", "sum", "year"
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_MONEY = r"(?:(?:nguon|von|kinh phi|kp|kpkc|ngan sach|nguon von|khuyen cong|kc|cap)[ :]+)*"
_HELP = r"(?: ho tro)?"
_NAMES: Mapping[str, re.Pattern[str]] = {
    "national": re.compile(rf"{_MONEY}(?:kcqg|quoc gia|qg|trung uong|tw|tu){_HELP}"),
    "local": re.compile(rf"{_MONEY}(?:kcdp|dia phuong|dp|tinh){_HELP}"),
    CENTRAL: re.compile(r"(?:cap )?(?:trung uong|tw|quoc gia)"),
    PROVINCE: re.compile(r"(?:cap )?(?:tinh|dia phuong|tinh thanh pho)"),
    "all": re.compile(r"tong(?: so| cong)?(?: kinh phi| kp| von| muc dau tu)?(?: thuc hien)?"),
    "promotion": re.compile(
        r"(?:kinh phi|kp|von)? ?(?:khuyen cong|kc) ho tro|(?:kinh phi|kp|von) ho tro(?: cua khuyen cong)?"
    ),
    "counterpart": re.compile(r"(?:.* )?doi ung(?: .*)?"),
    LABEL: re.compile(r"(?:ten )?(?:noi dung|chi tieu|de an|du an|hoat dong)(?: .*)?"),
    UNIT: re.compile(r"don vi tinh|dvt|don vi|dv tinh"),
    REMARK: re.compile(
        r"ghi chu(?: .*)?|(?:dinh kem )?danh sach .*|doanh nghiep thu huong|dong co the thuoc .*"
    ),
    NUMBER: re.compile(r"stt|tt|so tt|so thu tu"),
    SUM: re.compile(r"tong(?: so| cong)?|cong"),
    YEAR: re.compile(r"(?:thoi gian|nam)(?: thuc hien)?(?: nam)?"),
}
# The columns of numbers of a form, as its header names them.
VALUES: Mapping[Kind, Mapping[str, str]] = {
    "funds": {"local": "KCĐP", "national": "KCQG"},
    "results": {"national": "KCQG", "local": "KCĐP"},
    "awards": {CENTRAL: "Cấp trung ương", PROVINCE: "Cấp tỉnh"},
    "schemes": {
        "national": "Nguồn vốn: TW",
        "local": "Nguồn vốn: Địa phương",
        "all": "Tổng kinh phí",
        "promotion": "KP khuyến công hỗ trợ",
        "counterpart": "KP DN đối ứng",
    },
    "apart": {"local": "KCĐP", "national": "KCQG"},
}
_REST: Mapping[Kind, Sequence[str]] = {
    "funds": (LABEL, UNIT, REMARK, NUMBER, SUM),
    "results": (LABEL, UNIT, REMARK, NUMBER, SUM),
    "awards": (LABEL, UNIT, REMARK, NUMBER, SUM),
    "schemes": (LABEL, YEAR, REMARK, NUMBER),
    "apart": (LABEL, REMARK, NUMBER),
}
MOST_HEADER_ROWS = 3
LONGEST_HEADER = 200
_NUMBER = re.compile(r"\s*[0-9][0-9.,\s]*%?\s*")


@dataclass(frozen=True)
class Layout:
    """A form on its sheet, rows and columns counted from 0: the row below its header, and the column of each thing.

    `names` are the lowest texts of the header by column.
    """

    kind: Kind
    sheet: Sheet
    bottom: int
    columns: Mapping[str, int]
    names: Mapping[int, str]

    @property
    def values(self) -> dict[str, int]:
        """The columns of numbers."""
        return {name: self.columns[name] for name in VALUES[self.kind] if name in self.columns}

    @property
    def numbers(self) -> dict[str, int]:
        """The columns of numbers, and the one of their sums where there is one."""
        sums = {SUM: self.columns[SUM]} if SUM in self.columns else {}
        return self.values | sums

    def text(self, row: int, name: str) -> str:
        """The text of a row in one of the columns; '' without that column."""
        return self.sheet.row(row)[self.columns[name]].strip() if name in self.columns else ""


@dataclass(frozen=True)
class _Found:
    """Which form a sheet is, the column of its labels, and the row above which its header must stand."""

    kind: Kind
    label: int
    first: int


def layout_of(sheet: Sheet, problems: Problems) -> Layout | None:
    """The form that a sheet is; None for any other sheet, and after a fault in the header of a form.

    Args:
        sheet: a visible sheet.
        problems: receives form-header.
    """
    if not any(holds(column[:MOST_LINES], _MAY_BE_FORM) for column in sheet.columns):
        return None
    found = _by_lines(sheet) or _by_title(sheet)
    if found is None or (_title(sheet) is None and _is_register(sheet)):
        return None
    layout = _layout(sheet, found)
    roles = Counter(_role(found.kind, text) for text in layout.names.values())
    twice = [name for name in layout.values if roles[name] > 1]
    lacking = [name for name in VALUES[found.kind] if name not in layout.columns]
    unknown = _unknown(layout, found)
    if lacking or twice or unknown:
        _refuse(layout, lacking, twice, unknown, problems)
        return None
    return layout


def _is_register(sheet: Sheet) -> bool:
    """Whether a header names a scheme and who got its money: a list, which may use the words of a form."""
    header = first_header(sheet)
    return header is not None and {"name", "beneficiary"} <= header.columns.keys()


def _by_lines(sheet: Sheet) -> _Found | None:
    """The form whose lines stand in a column of the sheet."""
    title = _title(sheet)
    best: tuple[int, _Found] | None = None
    for index, column in enumerate(sheet.columns):
        texts = [words_of(text) for text in column[:MOST_LINES].to_pylist()]
        kinds = Counter(kind for text in {*texts} for kind in known_words().get(text, ()))
        for kind, count in kinds.most_common(1):
            if count < (1 if title == kind else LEAST_LINES) or (best and count <= best[0]):
                continue
            known = [kind in known_words().get(text, ()) for text in texts]
            best = count, _Found(kind, index, known.index(True))
    if best is None:
        return None
    found = best[1]
    labels = sheet.columns[found.label][: found.first].to_pylist()
    # the total may stand above the first line
    above = [row for row, text in enumerate(labels) if names_total(text)]
    return replace(found, first=min([found.first, *above]))


def _by_title(sheet: Sheet) -> _Found | None:
    """The form of schemes, or the sheet of schemes without a line, under its title."""
    kind = _title(sheet)
    if kind not in ("schemes", "apart"):
        return None
    for row in range(min(MOST_TITLE_ROWS, sheet.height)):
        if not _names_several(sheet, row):
            continue
        for index, text in enumerate(sheet.row(row)):
            if _role(kind, text) == LABEL:
                return _Found(kind, index, row + MOST_HEADER_ROWS)
    return _Found(kind, 0, MOST_TITLE_ROWS)


def _title(sheet: Sheet) -> Kind | None:
    for row in range(min(MOST_TITLE_ROWS, sheet.height)):
        for text in sheet.row(row):
            words = folded(text)
            for kind, pattern in _TITLES.items():
                if pattern.search(words):
                    return kind
    return None


def title_words(kind: Kind) -> re.Pattern[str]:
    """The title of a form, in a text as `folded` gives it."""
    return _TITLES[kind]


def _layout(sheet: Sheet, found: _Found) -> Layout:
    """The form with the columns that its header names; the first of those that it names twice."""
    top, bottom = _header_rows(sheet, found)
    names: dict[int, str] = {}
    for row in range(top, bottom + 1):
        names |= {index: text for index, text in enumerate(sheet.row(row)) if text.strip()}
    columns = {LABEL: found.label}
    for index, text in sorted(names.items()):
        role = _role(found.kind, text)
        if role and role != LABEL:
            columns.setdefault(role, index)
    return Layout(found.kind, sheet, bottom, columns, names)


def _header_rows(sheet: Sheet, found: _Found) -> tuple[int, int]:
    """The first and the last row of the header: the lowest row that names columns, and those over it that do."""
    last = min(found.first, sheet.height) - 1
    # two at least: a row of sums may begin with the word of one column
    named = [row for row in range(last + 1) if _known(sheet, row, found.kind) > 1]
    # a header that no longer names its columns is shown whole
    filled = [row for row in range(last + 1) if _names_several(sheet, row)]
    bottom = max(named or [row for row in filled if not is_numbering(sheet.row(row))] or [0])
    top = bottom
    while top > 0 and bottom - top < MOST_HEADER_ROWS - 1 and _names_several(sheet, top - 1):
        top -= 1
    return top, bottom


def _known(sheet: Sheet, row: int, kind: Kind) -> int:
    """How many columns of numbers a row names."""
    roles = {_role(kind, text) for text in sheet.row(row) if text.strip()}
    return len(roles.intersection(VALUES[kind]))


def _names_several(sheet: Sheet, row: int) -> bool:
    """Whether a row has texts in several columns, as a header has and a title has not."""
    return sum(bool(text.strip()) for text in sheet.row(row)) > 2


def _role(kind: Kind, text: str) -> str:
    """What a column of a form is by a text of its header; '' for none."""
    words = " ".join(_BRACKETS.sub(" ", folded(text)).split()).strip(" .:*-")
    for name in (*VALUES[kind], *_REST[kind]):
        if _NAMES[name].fullmatch(words):
            return name
    return ""


def _unknown(layout: Layout, found: _Found) -> list[int]:
    """The columns with numbers beside lines of the form whose names are not known."""
    sheet, known = layout.sheet, {*layout.columns.values()}
    unknown = []
    for index, column in enumerate(sheet.columns):
        if index in known or (index < found.label and index not in layout.names):
            continue
        if _role(found.kind, layout.names.get(index, "")):
            continue
        texts = column[layout.bottom + 1 : layout.bottom + MOST_LINES].to_pylist()
        rows = range(layout.bottom + 1, layout.bottom + 1 + len(texts))
        if any(
            _NUMBER.fullmatch(text) and not is_numbering(sheet.row(row))
            for row, text in zip(rows, texts, strict=True)
        ):
            unknown.append(index)
    return unknown


def _refuse(
    layout: Layout,
    lacking: Sequence[str],
    twice: Sequence[str],
    unknown: Sequence[int],
    problems: Problems,
) -> None:
    wanted = VALUES[layout.kind]
    header = " | ".join(" ".join(text.split()) for _, text in sorted(layout.names.items()))
    why = [f"không có cột {wanted[name]}" for name in lacking]
    why += [f"có hai cột {wanted[name]}" for name in twice]
    why += [f'có cột lạ "{shown(layout.names.get(index, ""))}"' for index in unknown]
    problems.fault(
        "form-header",
        layout.sheet.place(layout.bottom),
        f"biểu {NAMES[layout.kind]} có tiêu đề “{shown(header, LONGEST_HEADER)}”: {', '.join(why)}",
        f"tiêu đề có các cột {', '.join(wanted.values())} (thứ tự nào cũng được), mỗi cột một lần",
    )

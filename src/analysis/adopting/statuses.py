"""Plan beside actual: two sets of columns of money over the same rows are two statuses of each scheme."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.adopting.columns import (
    lacking_funds,
    refuse_lacking,
    unpaid,
    with_names,
    without,
    without_rows,
)
from analysis.adopting.funds import unit_over
from analysis.adopting.headers import BETWEEN, SUPPORT, header_texts, is_support
from analysis.around.status_words import OTHER_SUM, sense_of
from analysis.faults import Place, Problems
from analysis.language.printed_units import MILLION
from analysis.messages import rows_text, shown
from analysis.tables.amount_columns import read_column
from analysis.tables.column_names import Name, read_name
from analysis.tables.columns import MONEY
from analysis.tables.table import Standing, Table
from analysis.tables.units import normal
from analysis.vocabulary import FUNDS_SUMMED, STATUSES, SUPPORT_COLUMNS

SIDE_BY_SIDE = ("planned", "approved", "estimated", "actual")
_STATUS_WORDS = re.compile(
    r"(?<!\w)(?:theo |số )?(?:kế hoạch|dự kiến|ước thực hiện|thực hiện|được duyệt|phê duyệt|ước)"
    r"(?: năm)?(?: [0-9]{4})?(?!\w)",
    re.IGNORECASE,
)
# Over columns of money, with a year or alone, these are the statuses of a plan and of its result.
_SHORT = {"kh": "kế hoạch", "th": "thực hiện", "ưth": "ước thực hiện"}
_SHORT_PART = re.compile(r"(KH|TH|ƯTH)(?=(?:\W*năm)?\W*(?:[0-9]{4})?\W*$)", re.IGNORECASE)
# Money that was changed later: of it and of what it was before only one is that of a scheme.
_ADJUSTED = re.compile(r"(?:(?:sau|đã|được) )?điều chỉnh(?: (?:lần|đợt) [0-9]+)?", re.IGNORECASE)
_TOTAL = "tong"

# The column of each money by its code, of one status.
Money = Mapping[str, int]


@dataclass(frozen=True)
class _Sets:
    """The columns of money by status, the furthest along first, and those that stand under none."""

    table: Table
    own: Mapping[str, Money]
    shared: Money

    def money(self, status: str) -> Money:
        """The columns from which the money of a status is read."""
        return {**self.shared, **self.own[status]}

    def printed(self, index: int) -> str:
        return shown(self.table.header.names[index].printed)


def by_status(table: Table, problems: Problems) -> list[Table]:
    """A table for each status of which the header has a set of columns of money; else the table itself.

    `problems` receives status-columns, header-missing for a set that lacks a column, money-adjusted for money before
    and after a change, and money-of-another-year: then none is read.
    """
    if not len(table.schemes):
        return [table]
    if doubtful := adjusted_columns(table):
        where, named = _columns(table, doubtful)
        got = f"các cột {named} là tiền trước và sau điều chỉnh"
        problems.fault("money-adjusted", where, got)
        return []
    own = _sets(table)
    shared = own.pop("", {})
    twice = [code for code in (*MONEY, SUPPORT) if sum(code in one for one in own.values()) > 1]
    if len(own) < 2 or not twice or set(own) - set(SIDE_BY_SIDE):
        return [table]
    if others := other_sums(table):
        where, named = _columns(table, others)
        got = f"các cột {named} không phải tiền của riêng năm"
        problems.fault("money-of-another-year", where, got)
        return []
    order = sorted(own, key=SIDE_BY_SIDE.index, reverse=True)
    sets = _Sets(table, {status: own[status] for status in order}, shared)
    if not _check_whole(sets, problems):
        return []
    _tell_sets(sets, problems)
    controlled = _controlled(sets, problems)
    left_out = unpaid(table, {status: own.values() for status, own in sets.own.items()})
    tables = []
    for status in order:
        _tell_left_out(table, status, left_out[status], problems)
        one = _of_status(sets, status, left_out[status], controlled)
        if len(one.schemes):
            tables.append(one)
    return tables


def _sets(table: Table) -> dict[str, dict[str, int]]:
    """The columns of money by the status that the texts over them name, '' for none; none where two are alike."""
    header = table.header
    texts = header_texts(table)
    sets: dict[str, dict[str, int]] = {}
    for index, text in enumerate(texts[: len(header.names)]):
        if index in header.aside:
            continue
        in_full = BETWEEN.join(map(_in_full, text.split(BETWEEN)))
        code = money_code(in_full)
        if not code:
            continue
        own = sets.setdefault(sense_of(in_full.replace(BETWEEN, " : ")), {})
        if code in own:
            return {}
        own[code] = index
    return sets


def adjusted_columns(table: Table) -> list[int]:
    """The columns of money before and after a change, of which the office must say which ones are read."""
    header = table.header
    texts = header_texts(table)
    before: dict[str, list[int]] = {}
    after: dict[str, list[int]] = {}
    for index, text in enumerate(texts[: len(header.names)]):
        in_full = BETWEEN.join(map(_in_full, text.split(BETWEEN)))
        code = money_code(BETWEEN.join(map(_unadjusted, in_full.split(BETWEEN))))
        if not code or index in header.aside:
            continue
        if _ADJUSTED.search(text):
            after.setdefault(code, []).append(index)
        elif sense_of(in_full.replace(BETWEEN, " : ")) not in ("actual", "estimated"):
            before.setdefault(code, []).append(index)
    both = before.keys() & after.keys()
    return sorted(index for code in both for index in (*before[code], *after[code]))


def other_sums(table: Table) -> list[int]:
    """The columns of money over which stands that it is not that of the year alone: "Lũy kế", "Năm trước"."""
    header = table.header
    return [
        index
        for index, text in enumerate(header_texts(table)[: len(header.names)])
        if index not in header.aside and OTHER_SUM.search(normal(text)) and money_code(text)
    ]


def _columns(table: Table, indexes: Sequence[int]) -> tuple[Place, str]:
    """Where the first of some columns stands, and the texts over all of them."""
    texts = header_texts(table)
    named = ", ".join(f'"{shown(texts[index])}"' for index in indexes)
    return table.sheet.place(table.header.bottom, indexes[0]), named


def _unadjusted(text: str) -> str:
    return _ADJUSTED.sub("", text).strip(" :,-–()")


def _in_full(text: str) -> str:
    """A text over columns with the word of its status written out: "KH 2023" is "kế hoạch 2023"."""
    found = _SHORT_PART.match(text)
    return text if found is None else _SHORT[found[1].lower()] + text[found.end() :]


def money_code(text: str) -> str:
    """The column of money that the texts over a column name, once the words of a status are taken off; '' for none."""
    parts = [_STATUS_WORDS.sub("", part).strip(" :,-–") for part in text.split(BETWEEN)]
    for words in (parts[-1], " ".join(filter(None, parts))):
        code = read_name(words).code if words else ""
        if code in MONEY:
            return code
        if words and is_support(words):
            return SUPPORT
    return ""


def _check_whole(sets: _Sets, problems: Problems) -> bool:
    """Refuse each set from which a scheme's three funds cannot be read; whether there is none."""
    is_whole = True
    table = sets.table
    for status, own in sets.own.items():
        missing = lacking_funds(sets.money(status))
        if not missing:
            continue
        is_whole = False
        where = table.sheet.place(table.header.top, min(own.values()))
        got = f'nhóm cột tiền "{STATUSES[status].label}" thiếu cột {", ".join(missing)}'
        refuse_lacking(where, got, "nhóm cột", problems)
    return is_whole


def _tell_sets(sets: _Sets, problems: Problems) -> None:
    table = sets.table
    labels = ", ".join(STATUSES[status].label for status in sets.own)
    message = (
        f"tiêu đề có {len(sets.own)} nhóm cột tiền; mỗi đề án được đọc theo tình trạng: {labels}"
    )
    problems.tell("status-columns", table.sheet.place(table.header.top), message)
    for code, index in sets.shared.items():
        if code == _TOTAL or all(code in own for own in sets.own.values()):
            continue
        printed = sets.printed(index)
        where = table.sheet.place(table.header.bottom, index, printed)
        message = f'cột "{printed}" không thuộc nhóm nào: được tính cho mọi tình trạng'
        problems.tell("status-columns", where, message)


def _controlled(sets: _Sets, problems: Problems) -> str:
    """The one status whose sums a total under no status is checked against: that with which most rows agree."""
    index = sets.shared.get(_TOTAL)
    if index is None:
        return ""
    table = sets.table
    agreeing = {status: _agreeing_rows(sets, status, index) for status in sets.own}
    status = max(agreeing, key=lambda one: agreeing[one])
    printed = sets.printed(index)
    message = (
        f'cột "{printed}" không thuộc nhóm nào: được đối chiếu với nhóm'
        f" {STATUSES[status].label} ({agreeing[status]} dòng khớp)"
    )
    where = table.sheet.place(table.header.bottom, index, printed)
    problems.tell("status-columns", where, message)
    return status


def _agreeing_rows(sets: _Sets, status: str, total: int) -> int:
    """In how many schemes a total is the sum of the money of a status."""
    money = sets.money(status)
    wholes = _amounts(sets.table, total)
    parts = [
        _amounts(sets.table, money[code]) for code in (SUPPORT, *FUNDS_SUMMED) if code in money
    ]
    sums = np.sum(parts, axis=0)
    return int(np.count_nonzero(sums == wholes))


def _amounts(table: Table, index: int) -> np.ndarray:
    """The amounts of a column in đồng; one without a unit of its own as if in triệu đồng, an unreadable one as 0."""
    unit = table.header.names[index].unit or unit_over(table, index) or MILLION
    cells = read_column(table, index, unit)
    return np.array([cell.value if cell.state == "value" else 0 for cell in cells])


def _tell_left_out(table: Table, status: str, rows: Sequence[int], problems: Problems) -> None:
    """Tell the schemes that have no money of a status."""
    if rows:
        message = (
            f"{len(rows)} đề án không có tiền ở nhóm cột {STATUSES[status].label}, không được tính ở"
            f" tình trạng này: dòng {rows_text([row + 1 for row in rows])}"
        )
        problems.tell("status-columns", table.place_over(), message)


def _of_status(sets: _Sets, status: str, left_out: Sequence[int], controlled: str) -> Table:
    """The table with the columns of money and the schemes of one status alone."""
    money = sets.money(status)
    others = {index for own in sets.own.values() for index in own.values()} - set(money.values())
    aside = set(others)
    if _TOTAL not in sets.own[status] and status != controlled and _TOTAL in money:
        aside.add(money[_TOTAL])
    has_funds = any(code in money for code in SUPPORT_COLUMNS)
    table = without_rows(without(sets.table, aside), left_out)
    names = list(table.header.names)
    for code, index in sets.own[status].items():
        if code == SUPPORT and has_funds:
            continue  # beside the columns of funds nobody can tell what it is
        unit = names[index].unit or unit_over(table, index)
        names[index] = Name(code, names[index].printed, unit=unit)
    standing = Standing(
        status,
        beside=frozenset(sets.own),
        others=frozenset(aside),
        is_earlier=status != next(iter(sets.own)),
    )
    header = with_names(table.header, names)
    return replace(table, header=header, standing=standing)

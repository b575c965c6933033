"""Plan beside actual: two sets of columns of money over the same rows are two statuses of each scheme."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from analysis.adopting.columns import same_in_all, with_names, without
from analysis.adopting.funds import unit_over
from analysis.adopting.headers import BETWEEN, SUPPORT, column_texts, is_support
from analysis.faults import Problems
from analysis.registers.header import MONEY, Name, read_name
from analysis.registers.rows import Table
from analysis.registers.status_words import sense_of
from analysis.vocabulary import FUNDS_SUMMED, STATUSES

SIDE_BY_SIDE = ("planned", "approved", "estimated", "actual")
_STATUS_WORDS = re.compile(
    r"(?<!\w)(?:theo |số )?(?:kế hoạch|dự kiến|ước thực hiện|thực hiện|được duyệt|phê duyệt|ước)"
    r"(?: năm)?(?: [0-9]{4})?(?!\w)",
    re.IGNORECASE,
)

# The column of each money by its code, of one status.
Money = Mapping[str, int]


def by_status(table: Table, problems: Problems) -> list[Table]:
    """A table for each status of which the header has a whole set of columns of money; else the table itself.

    `problems` receives status-columns.
    """
    if "status" in table.header.columns or not len(table.schemes):
        return [table]
    sets = _sets(table)
    shared = sets.pop("", {})
    twice = [code for code in (*MONEY, SUPPORT) if sum(code in own for own in sets.values()) > 1]
    if len(sets) < 2 or not twice or set(sets) - set(SIDE_BY_SIDE):
        return [table]
    whole = {status: own for status, own in sets.items() if _is_whole({**shared, **own})}
    tables = []
    for status in sorted(whole, key=SIDE_BY_SIDE.index, reverse=True):
        others = [index for own in sets.values() for index in own.values()]
        label = STATUSES[status].label
        one = _of_status(table, sets[status], set(others) - set(sets[status].values()))
        tables.append(same_in_all(one, "status", label))
    labels = ", ".join(STATUSES[status].label for status in whole)
    where = table.sheet.place(table.header.top)
    if tables:
        message = (
            f"tiêu đề có {len(sets)} nhóm cột tiền; mỗi đề án được đọc theo tình trạng: {labels}"
        )
        problems.tell("status-columns", where, message)
    return tables or [table]


def _is_whole(money: Money) -> bool:
    """Whether a scheme's three funds can be read from these columns."""
    return "doi_ung" in money and (SUPPORT in money or all(code in money for code in FUNDS_SUMMED))


def _sets(table: Table) -> dict[str, dict[str, int]]:
    """The columns of money by the status that the texts over them name, '' for none; none where two are alike."""
    header = table.header
    texts = column_texts(table.sheet, header.top, header.bottom)
    sets: dict[str, dict[str, int]] = {}
    for index, text in enumerate(texts[: len(header.names)]):
        if index in header.aside:
            continue
        code = money_code(text)
        if not code:
            continue
        own = sets.setdefault(sense_of(text.replace(BETWEEN, " : ")), {})
        if code in own:
            return {}
        own[code] = index
    return sets


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


def _of_status(table: Table, own: Money, others: set[int]) -> Table:
    """The table with the columns of money of one status alone."""
    names = list(table.header.names)
    for code, index in own.items():
        if code != SUPPORT:
            unit = names[index].unit or unit_over(table, index)
            names[index] = Name(code, names[index].printed, unit=unit)
    table = without(table, others)
    kept = [
        name if index not in others else table.header.names[index]
        for index, name in enumerate(names)
    ]
    return replace(table, header=with_names(table.header, kept))

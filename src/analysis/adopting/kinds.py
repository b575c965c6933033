"""The kind of a scheme where no column says it: from the row of its group, from its activity, from its own name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from analysis.adopting.headers import group_level
from analysis.registers.rows import Table, is_total_text, row_text
from analysis.registers.units import folded, normal
from analysis.vocabulary import KINDS

# What names of schemes begin with; a name that two of these fit says nothing.
_NAMES: Mapping[str, re.Pattern[str]] = {
    code: re.compile(pattern)
    for code, pattern in {
        "ND1": r"\b(?:dao tao|day|truyen) nghe\b",
        "ND3-MH": r"\bmo hinh (?:trinh dien|thi diem)\b",
        "ND3-MM": r"\bmay moc\b|\bmmtb\b|\b(?:ung dung|dau tu|trang bi) (?:may|thiet bi)\b",
        "ND4": r"\b(?:binh chon|san pham (?:cong nghiep nong thon|cnnt) tieu bieu|hoi cho|trung bay)\b",
        "ND5": r"\b(?:tu van|mau ma|bao bi|nhan hieu|thuong hieu)\b",
        "ND6": r"\b(?:chuyen muc|truyen hinh|phat thanh|ban tin|tuyen truyen|trang tin|an pham)\b",
        "ND7": r"\b(?:cum cong nghiep|ccn|xu ly (?:o nhiem|nuoc thai|moi truong))\b",
    }.items()
}
_NUMBER = re.compile(r"^\s*(?:[ivxlc]+|[a-zđ]|[0-9]+(?:\.[0-9]+)*)\s*[.)/:-]\s*", re.IGNORECASE)


@lru_cache(maxsize=65536)
def kind_of_name(text: str) -> str:
    """The label of the one kind whose pattern the name of a scheme fits; '' for none, or for several."""
    words = folded(text)
    found = [code for code, pattern in _NAMES.items() if pattern.search(words)]
    return KINDS[found[0]].label if len(found) == 1 else ""


@lru_cache(maxsize=4096)
def kind_of_word(text: str) -> str:
    """The label of the kind that a text is a word of, '' for another text."""
    words = normal(_NUMBER.sub("", text)).strip(" .:")
    for kind in KINDS.values():
        if words in {normal(printed) for printed in (kind.label, *kind.printed)}:
            return kind.label
    return ""


def kinds_of_groups(table: Table) -> list[str]:
    """The label of each scheme's kind by the row of its group, '' where none of the groups above names one.

    A group inside one of a kind has its kind; one beside it, with a label of the same sort, has none.
    """
    named: list[str] = []
    stops = iter([*table.breaks, table.sheet.height])
    stop, kind, level = next(stops), "", ""
    for row in table.schemes.tolist():
        while row > stop:
            own, label = kind_of_word(_words(table, stop)), group_level(table, stop)
            if own or (label == level != "" and not is_total_text(_words(table, stop))):
                kind, level = own, label
            stop = next(stops)
        named.append(kind)
    return named


def _words(table: Table, row: int) -> str:
    """The name of a group without its label."""
    words = row_text(table.sheet, table.header, row)
    if "stt" in table.header.columns:
        words = words.removeprefix(table.cell("stt", row)[0])
    return words.strip()

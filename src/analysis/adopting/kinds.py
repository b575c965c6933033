"""The kind of a scheme where no column says it: from the row of its group, from its activity, from its own name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from analysis.adopting.groups import OTHER, said_by_groups
from analysis.faults import Problems
from analysis.messages import shown
from analysis.tables.row_words import kind_named
from analysis.tables.table import Table
from analysis.tables.units import folded, normal
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
# A group of schemes that are of no kind in the list, or of several.
_OTHER_KIND = re.compile(
    r"(?:cac )?(?:ho tro|hoat dong|noi dung|nhiem vu|de an|chi phi|chi)\b.*\bkhac\b"
)
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
    kind = kind_named(words)
    return "" if kind is None else kind.label


def kinds_of_groups(table: Table) -> list[str]:
    """The label of each scheme's kind by the row of its group, '' where none of the groups above names one."""
    said = said_by_groups(table, _said_of_kind)
    return [said[row] if said[row] != OTHER else "" for row in table.schemes.tolist()]


def _said_of_kind(text: str) -> str:
    """The label of the kind that a group is named by, `OTHER` for one of other kinds, '' for nothing about kinds."""
    return kind_of_word(text) or (OTHER if _OTHER_KIND.match(folded(text)) else "")


def check_kinds(table: Table, labels: Sequence[str], problems: Problems) -> bool:
    """Ask for kinds that only some groups name, and for those that the scheme's own activity contradicts.

    True where nothing is asked.

    Args:
        table: the table; it has no column of kinds.
        labels: the kind of each scheme by its group, '' for none.
        problems: receives kind-unclear.
    """
    schemes = table.schemes.tolist()
    before = len(problems.faults)
    unclear = [row for row, label in zip(schemes, labels, strict=True) if not label]
    if unclear and len(unclear) < len(labels):
        got = f"{len(unclear)} đề án không nằm dưới nhóm nào mang tên một loại hình, các đề án khác thì có"
        problems.fault("kind-unclear", table.sheet.place(unclear[0]), got)
    if "activity_text" not in table.header.columns:
        return len(problems.faults) == before
    texts = table.texts("activity_text").to_pylist()
    own = [kind_of_word(text) for text in texts]
    told = zip(labels, own, texts, strict=True)
    different = [
        at for at, (label, kind, _) in enumerate(told) if label and kind not in ("", label)
    ]
    if different:
        first = different[0]
        got = f'{len(different)} đề án có nội dung khác nhóm: ô ghi "{shown(texts[first])}", nhóm là {labels[first]}'
        problems.fault("kind-unclear", table.place_at("activity_text", first), got)
    return len(problems.faults) == before

"""The kind of a scheme where no column says it: from the row of its group, from its activity, from its own name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from analysis.adopting.groups import OTHER, names_of_groups, said_by_groups
from analysis.faults import Problems
from analysis.messages import first_of, shown
from analysis.tables.row_words import kind_named
from analysis.tables.table import Table, meant_by
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
MOST_GROUPS = 5
# What the programme and its plans put before and behind the name of a kind: "Hỗ trợ … tiên tiến vào sản xuất".
_AROUND = re.compile(
    r"(?:(?:các )?(?:chương trình|nội dung|hoạt động|nhiệm vụ|đề án|công tác|hỗ trợ|tổ chức|thực hiện) )*"
    r"(.+?)(?: tiên tiến)?(?:,? (?:vào|trong) (?:các khâu )?sản xuất(?: (?:công nghiệp|cn)\b.*)?)?"
    r"(?:,? (?:cho |của )?(?:các )?cơ sở (?:công nghiệp nông thôn|cnnt))?"
)
_NUMBER = re.compile(r"^\s*(?:[ivxlc]+|[a-zđ]|[0-9]+(?:\.[0-9]+)*)\s*[.)/:-]\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Kinds:
    """The kinds of a table's schemes, by their labels, '' for none.

    `of_groups` by their groups alone, `labels` by all that says one; `counts` how many were told by groups ('') and by
    the columns of each code.
    """

    of_groups: Sequence[str]
    labels: Sequence[str]
    counts: Mapping[str, int]


@lru_cache(maxsize=65536)
def kind_of_name(text: str) -> str:
    """The label of the one kind whose pattern the name of a scheme fits; '' for none, or for several."""
    words = folded(text)
    found = [code for code, pattern in _NAMES.items() if pattern.search(words)]
    return KINDS[found[0]].label if len(found) == 1 else ""


@lru_cache(maxsize=4096)
def kind_of_word(text: str) -> str:
    """The label of the kind that a text is a word of, also between words of the programme; '' for another."""
    words = normal(_NUMBER.sub("", text)).strip(" .:")
    around = _AROUND.fullmatch(words)
    kind = kind_named(words) or (kind_named(around[1].strip(" ,")) if around else None)
    return "" if kind is None else kind.label


def kinds_of_groups(table: Table, words: Mapping[str, str]) -> list[str]:
    """The label of each scheme's kind by the row of its group, '' where none of the groups above names one.

    Args:
        table: the table.
        words: what the office said that names of groups mean (`in_any_case`).
    """
    said = said_by_groups(table, partial(_said_of_kind, words))
    return [said[row] if said[row] != OTHER else "" for row in table.schemes.tolist()]


def kinds_of_schemes(table: Table, words: Mapping[str, str], *, by_name: bool) -> Kinds:
    """The kinds that the groups of a table say, where they say none its activities, and after these its names.

    Args:
        table: the table; it has no column of kinds.
        words: what the office said that names of groups and of schemes mean (`in_any_case`).
        by_name: whether the office said that names of schemes say their kinds.
    """
    of_groups = labels = kinds_of_groups(table, words)
    counts = {"": sum(map(bool, labels))}
    says: dict[str, Callable[[str], str]] = {"activity_text": kind_of_word}
    if by_name:
        says["name"] = lambda text: meant_by(words, text) or kind_of_name(text)
    for code, kind in says.items():
        if all(labels) or code not in table.header.columns:
            continue
        texts = (" ".join(text.split()) for text in table.texts(code).to_pylist())
        labels = [label or kind(text) for label, text in zip(labels, texts, strict=True)]
        counts[code] = sum(map(bool, labels)) - sum(counts.values())
    return Kinds(of_groups, labels, counts)


def groups_of_schemes(table: Table, words: Mapping[str, str]) -> list[str]:
    """The name of each scheme's innermost group that does not only divide, as it is typed; '' for none.

    Arguments as in `kinds_of_groups`.
    """
    names = names_of_groups(table, partial(_said_of_kind, words))
    return [names[row] for row in table.schemes.tolist()]


def _said_of_kind(words: Mapping[str, str], text: str) -> str:
    """The label of the kind that a group is named by, `OTHER` for one of other kinds, '' for nothing about kinds."""
    told = meant_by(words, text) or kind_of_word(text)
    return told or (OTHER if _OTHER_KIND.match(folded(text)) else "")


def check_kinds(table: Table, kinds: Kinds, words: Mapping[str, str], problems: Problems) -> bool:
    """Ask for kinds that nothing says where groups say others, and for those that a scheme's own activity contradicts.

    True where nothing is asked.

    Args:
        table: the table; it has no column of kinds.
        kinds: the kinds that its schemes have.
        words: what the office said that names of groups mean (`in_any_case`).
        problems: receives kind-unclear, with the names of the groups that were not understood.
    """
    schemes = table.schemes.tolist()
    before = len(problems.faults)
    unclear = [at for at, label in enumerate(kinds.labels) if not label]
    if unclear and any(kinds.of_groups):
        got = f"{len(unclear)} đề án không nằm dưới nhóm nào mang tên một loại hình, các đề án khác thì có"
        groups = groups_of_schemes(table, words)
        counted = Counter(groups[at] for at in unclear if groups[at])
        named = [f'"{shown(name)}" ({count} đề án)' for name, count in counted.items()]
        if named:
            got += f"; nhóm chưa hiểu: {first_of(named, MOST_GROUPS, 'nhóm')}"
        problems.fault("kind-unclear", table.sheet.place(schemes[unclear[0]]), got)
    if "activity_text" not in table.header.columns:
        return len(problems.faults) == before
    texts = table.texts("activity_text").to_pylist()
    own = [kind_of_word(text) for text in texts]
    told = zip(kinds.of_groups, own, texts, strict=True)
    different = [
        at for at, (label, kind, _) in enumerate(told) if label and kind not in ("", label)
    ]
    if different:
        first = different[0]
        group = kinds.of_groups[first]
        got = f'{len(different)} đề án có nội dung khác nhóm: ô ghi "{shown(texts[first])}", nhóm là {group}'
        problems.fault("kind-unclear", table.place_at("activity_text", first), got)
    return len(problems.faults) == before

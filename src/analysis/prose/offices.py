"""Names of offices, whose words say nothing of what is done: "Trung tâm Khuyến công và Xúc tiến thương mại"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping

from analysis.prose.rules import Cue

_SIGN = re.compile(r"[^\w ]|[0-9]")
_LETTER = re.compile(r"[^\W\d_]")
# Tables of what is done, of whose money it is, and of what people are.
_OF_WORK = ("activity", "training", "work")
_TABLES = (*_OF_WORK, "fund")
# Words that begin the name of an office in small letters too; the others are also common words.
_ALWAYS = ("trung tâm", "chi cục", "liên minh", "hiệp hội")


def without_offices(
    text: str, cues: Mapping[str, list[Cue]], is_capital: Callable[[int], bool]
) -> dict[str, list[Cue]]:
    """The words of the tables of what is done and given, without those that stand in the name of an office.

    Args:
        text: the folded text.
        cues: its words by table.
        is_capital: whether a letter of the folded text was a capital.
    """
    names = list(_names(text, cues, is_capital))
    starts = [start for start, _ in names]

    def is_of_name(table: str, cue: Cue) -> bool:
        place = bisect_left(starts, cue.start) - 1
        if place < 0 or cue.start >= names[place][1]:
            return False
        if is_capital(cue.start):
            return True
        # "Trung tâm Khuyến công đào tạo nghề": small letters behind a capital are no name any more
        inside = names[place][0], cue.start
        letters = _LETTER.finditer(text, *inside)
        return table in _OF_WORK and not any(is_capital(one.start()) for one in letters)

    return {
        table: [cue for cue in cues[table] if not is_of_name(table, cue)]
        for table in _TABLES
        if names and table in cues
    }


def _names(
    text: str, cues: Mapping[str, list[Cue]], is_capital: Callable[[int], bool]
) -> Iterator[tuple[int, int]]:
    """Where the name of an office stands behind the word that says which sort it is of."""
    ends = [cue.start for cue in cues.get("office", ()) if cue.code == "ends"]
    ends = sorted([*ends, *(cue.start for cue in cues.get("status", ()) if cue.code != "neutral")])
    for cue in cues.get("office", ()):
        if cue.code != "begins":
            continue
        is_common = text[cue.start : cue.end] not in _ALWAYS
        if is_common and not (is_capital(cue.start) or is_capital(cue.end + 1)):
            continue
        sign = _SIGN.search(text, cue.end)
        closing = bisect_left(ends, cue.end)
        yield (
            cue.end,
            min(sign.start() if sign else len(text), *ends[closing : closing + 1], len(text)),
        )

"""A text as it is looked through: small letters, one spelling, single blanks; and where each character stood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.language.spelling import one_spelling

PARAGRAPH = "\n"
_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
# All white space but a single blank, which stays as it is.
# "9tháng đầu năm2021": a blank that was not typed stands between.
_DIGITS = re.compile("[0-9]+")
_GLUED_BEFORE = re.compile(
    r"(?<![^\W\d_])(?:năm|tháng|quý|đạt|trên|hơn|gần|khoảng|là|từ|đến|có|và)$"
)
_GLUED_BEHIND = re.compile(
    r"(?:tháng|năm|cơ sở|đề án|hộ|lớp|lao động|học viên|người|sản phẩm|mô hình|đơn vị|htx)(?![^\W\d_])"
)
_LONGEST_GLUED = 6
_GAP = re.compile(rf"[\s{_UNSEEN}](?:(?<! )[\s{_UNSEEN}]*|[\s{_UNSEEN}]+)")
_HYPHENS = re.compile("[–—−‐‑‒―]")
_OPENING = '(“"«['
_SENTENCE_END = '.!?:;…”"»'
_BULLET = re.compile(r"(?:[-+•*●▪◦]|[0-9]{1,2}[.)]|[a-zđ]\))\s")
_NUMBER_BEFORE = re.compile(r"(?<![\w.,])(?!(?:19|20)[0-9]{2}$)[0-9][0-9.,]*$")
# A line that fills this much of the longest one was broken by a program, not by its writer.
_FULL = 0.75
_WIDEST_WRAP = 130


@dataclass(frozen=True)
class Plain:
    """The text that rules look at; `at[i]` is where its i-th character stands in the text as read."""

    text: str
    at: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece stands in the text as read."""
        return self.at[start], self.at[end - 1] + 1


def plain_of(text: str) -> Plain:
    """Fold a text in NFC; paragraphs are parted by a line end, and a line broken inside a sentence is whole again."""
    folded = folded_words(text)
    widest = _wrap_width(text)
    pieces: list[str] = []
    at: list[int] = []
    end = 0
    gaps = sorted(
        [gap.span() for gap in _GAP.finditer(folded)] + [(place, place) for place in _glued(folded)]
    )
    for start, after in gaps:
        pieces.append(folded[end:start])
        at.extend(range(end, start))
        end = after
        between = _between(text, start, end, widest) if end > start else " "
        if between:
            pieces.append(between)
            at.append(start)
    pieces.append(folded[end:])
    at.extend(range(end, len(text) + 1))
    return Plain("".join(pieces), at)


def _glued(text: str) -> Iterator[int]:
    """Where a blank was not typed between a word and digits."""
    for run in _DIGITS.finditer(text):
        start, end = run.span()
        is_letter_before = start > 0 and text[start - 1].isalpha()
        if is_letter_before and _GLUED_BEFORE.search(text, max(0, start - _LONGEST_GLUED), start):
            yield start
        if text[end : end + 1].isalpha() and _GLUED_BEHIND.match(text, end):
            yield end


def folded_words(text: str) -> str:
    """Words in small letters, one spelling and one sort of hyphen, each letter in its place."""
    return _HYPHENS.sub("-", one_spelling(_small(text)))


def _small(text: str) -> str:
    """Small letters, each in the place of its large one."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def _wrap_width(text: str) -> int:
    """The width at which a program broke the lines of a text; 0 where nothing looks like it."""
    lengths = [len(line.rstrip()) for line in text.split("\n")]
    longest = max(lengths)
    full = sum(length >= _FULL * longest for length in lengths)
    return longest if longest <= _WIDEST_WRAP and full >= 3 else 0


def _between(text: str, start: int, end: int, widest: int) -> str:
    """What stands for white space: nothing for signs without width, a blank, or the end of a paragraph."""
    gap = text[start:end]
    if "\n" not in gap:
        return " " if gap.strip(_UNSEEN) else ""
    if gap.count("\n") > 1 or start == 0 or end == len(text):
        return PARAGRAPH
    number = _NUMBER_BEFORE.search(text, max(0, start - 20), start)
    bullet = _BULLET.match(text, end)
    if bullet and not (number and text[end] == "-"):
        return PARAGRAPH
    if text[start - 1] in _SENTENCE_END:
        return PARAGRAPH
    if not (text[end].isupper() or text[end] in _OPENING):
        return " "
    line = start - (text.rfind("\n", 0, start) + 1)
    return " " if widest and line >= _FULL * widest else PARAGRAPH

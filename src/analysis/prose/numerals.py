"""Numbers of a text, in digits and in words, before it is known what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from analysis.prose.spoken import FIRST_WORDS, NUMBER_WORDS, spoken_number
from analysis.prose.words import Words

NUMBER = (
    r"(?:[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?(?![0-9])|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)(?![0-9])"
    r"|[0-9]{1,3}(?:,[0-9]{3}){2,}(?![0-9])|[0-9]{1,3}(?: [0-9]{3})+(?![0-9.,/]*[0-9])(?:,[0-9]+)?"
    r"|[0-9]+(?:[.,][0-9]+)?)"
)
_DIGITS = re.compile(
    rf"(?<=[^\W\d_] )[0-9]{{1,3}}\. [0-9]{{3}}(?= (?:triệu|tỷ|nghìn|đồng))"
    rf"|(?<!\w)(?<![0-9][.,/])(?<!\w-){NUMBER}|(?<=[0-9]-){NUMBER}|(?<=[0-9]/){NUMBER}"
)
_DIGIT = re.compile("[0-9]")
_FIRST = re.compile("|".join(FIRST_WORDS))
# "hai tỷ lệ này" is no money
_INNER = "|".join(
    f"{word}(?! (?:lệ|trọng|suất|giá|số))" if word == "tỷ" else word for word in NUMBER_WORDS
)
_SPOKEN = re.compile(rf"(?:{_FIRST.pattern})(?: (?:{_INNER}))*(?!\w)")
_MANY = re.compile(r"(?<!\w)(?:vài|dăm|mấy|hàng)(?: |$)$")
# "mỗi năm cơ sở …": the word is a year, no five.
_A_YEAR = re.compile(
    r"(?<!\w)(?:mỗi|hằng|hàng|cả|trong|đầu|cuối|các|nhiều|những|một|hai|ba|từng|giữa|[0-9]+) $"
)
_SCALE = re.compile(r"(?<!\w)(?:nghìn|ngàn|triệu|tỷ)(?!\w)")
_POINT_DECIMALS = re.compile(
    r"[0-9](?<![0-9.,/].)[0-9]{0,3}\.[0-9]{1,2}(?![0-9.,/])(?= ?(?:tỷ|triệu|%|lần|phần trăm))"
)
_COMMA_DECIMALS = re.compile(
    r"[0-9.](?<![0-9.,].)[0-9.]*,"
    r"(?:(?:[0-9]{1,2}|[0-9]{4,})(?![0-9.,])|[0-9]{3}(?= ?(?:tỷ|triệu|%)))"
)
_COMMA_GROUPS = re.compile(
    r"[0-9](?:(?<![0-9.,].)[0-9]{0,2}(?:,[0-9]{3})+(?= ?(?:đồng|vnđ|đ(?!\w)))|,[0-9]{3},[0-9]{3})"
)


class Numeral(NamedTuple):
    """A number at its place; `scale` is the one that its words end with ("hai tỷ"), else ''."""

    start: int
    end: int
    text: str
    value: Fraction | None = None
    scale: str = ""

    @property
    def is_spoken(self) -> bool:
        """Whether it is written out in words."""
        return self.value is not None


@dataclass(frozen=True)
class Style:
    """How a text writes its decimals: by a comma, as is usual, or by a point."""

    points: bool
    commas: bool

    @property
    def is_english(self) -> bool:
        """Whether only the point starts decimals."""
        return self.points and not self.commas


def style_of(text: str) -> Style:
    """What the numbers of a text show of its writing of decimals."""
    grouped = bool(_COMMA_GROUPS.search(text))
    points = bool(_POINT_DECIMALS.search(text)) or grouped
    return Style(points, bool(_COMMA_DECIMALS.search(text)) and not grouped)


def numerals(words: Words) -> list[Numeral]:
    """All numbers of a folded text in its order."""
    found = list(_written(words.text))
    found.extend(_spoken(words))
    return sorted(found, key=lambda numeral: numeral.start)


def _written(text: str) -> Iterator[Numeral]:
    """Numbers in digits; a look at the digits alone passes over the letters between them."""
    end = 0
    while digit := _DIGIT.search(text, end):
        end = digit.end()
        if match := _DIGITS.match(text, digit.start()):
            yield Numeral(match.start(), match.end(), match[0])
            end = match.end()


def _spoken(told: Words) -> Iterator[Numeral]:
    """Numbers in words, each without words before it that are none of it: "năm hai mươi lăm đề án"."""
    text = told.text
    for match in told.found(_SPOKEN, told.places_of(FIRST_WORDS)):
        if _MANY.search(text, max(0, match.start() - 5), match.start()):
            continue
        start, words = match.start(), match[0]
        while words:
            value = spoken_number(words)
            if words == "năm" and _A_YEAR.search(text, max(0, start - 8), start):
                break
            if value is not None and _FIRST.match(words):
                scales = _SCALE.findall(words)
                yield Numeral(
                    start,
                    start + len(words),
                    words,
                    value,
                    scales[-1] if words.endswith(tuple(scales or "-")) else "",
                )
                break
            dropped, _, words = words.partition(" ")
            start += len(dropped) + 1


def digits_value(
    text: str, *, is_whole: bool, is_large: bool, style: Style
) -> tuple[Fraction, str]:
    """The value of a number in digits, and why it may be another one ('' where it is sure).

    Args:
        text: as `NUMBER` has it.
        is_whole: whether its unit has no parts (đồng, schemes).
        is_large: whether its unit is tỷ đồng or per cent, of which thousands are rare.
        style: that of the whole text.
    """
    plain = text.replace(" ", "")
    points, commas = plain.count("."), plain.count(",")
    if points and commas:
        group, point = (".", ",") if plain.rindex(",") > plain.rindex(".") else (",", ".")
        return _value(plain, group, point), ""
    if not points and not commas:
        return Fraction(int(plain)), ""
    sign = "." if points else ","
    other = "," if points else "."
    whole, _, rest = plain.partition(sign)
    if plain.count(sign) > 1:
        return _value(plain, sign, other), ""
    if len(rest) != 3 or whole == "0" or len(whole) > 3:
        return _value(plain, other, sign), ""
    if is_whole:
        return _value(
            plain, sign, other
        ), "" if points or style.is_english else "dấu phẩy ở số nguyên"
    if points:
        if style.is_english and is_large:
            return _value(plain, other, sign), ""
        unsure = is_large and not style.commas and len(whole) < 3
        return _value(plain, sign, other), "dấu chấm có thể là dấu thập phân" if unsure else ""
    if style.is_english:
        return _value(plain, other, sign), "dấu phẩy có thể là dấu nhóm nghìn"
    return _value(plain, other, sign), ""


def _value(text: str, group: str, point: str) -> Fraction:
    whole, _, rest = text.replace(group, "").partition(point)
    # far quicker than to let a fraction read its text
    return Fraction(int(whole + rest), 10 ** len(rest))

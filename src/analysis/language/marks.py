"""Marks in sentences: what stands between braces, double brackets and quotation marks, the same in templates and notes.

    {C}  {C#}  {C|triệu đồng}       a value with its bound word and unit, without the unit, in that unit
    {tăng|giảm: P_chenh}            the word that the sign of a value picks; a third word is for zero
    {cao hơn|thấp hơn: I26 so với I28}  the word that the order of two values picks; a third word is for equal ones
    {cao hơn: I26 > I28}            a word that stops the build unless the condition holds: > < >= <= =, against 0
    {cao nhất: I26 > I10, I28}      or against values, all of them
    [[năm 2021]]  [[Điều 4]]        a period, date, legal citation or code: exempt from being a value
    {@tbl-nguon}  {'nhan}           templates only: a cross reference, a text quoted from a raw cell by its name

Text inside “…” is a quotation. A digit anywhere else is a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from analysis.language.digits import has_digit, kind_of

COMPARED_WITH = "so với"
OPERATORS = (">=", "<=", ">", "<", "=")
ZERO = "0"

FREE = re.compile(r"“[^”]*”|\[\[(.*?)\]\]")
_TOKEN = re.compile(r"\{([^{}]*)\}|\[\[(.*?)\]\]|[{}“”]|\[\[|\]\]")
_ID = r"[A-Za-z_][A-Za-z0-9_.]*"
_VALUE = re.compile(rf"({_ID})(?:(#)|\|([^|]+))?")
_SIGN = re.compile(rf"({_ID})(?: {COMPARED_WITH} ({_ID}))?")
_CONDITION = re.compile(rf"({_ID}) *({'|'.join(OPERATORS)}) *({_ID}(?: *, *{_ID})*|{ZERO})")


class MarkError(ValueError):
    """A mark that is not of the grammar.

    In a template a mistake of the program, in a note one of the analyst.
    """

    def __init__(self, start: int, message: str) -> None:
        self.start = start
        super().__init__(message)


Kind = Literal["text", "quote", "mark", "exempt"]
# By the first sign of a mark.
_INSIDE: dict[str, Kind] = {"{": "mark", "[": "exempt"}


@dataclass(frozen=True)
class Token:
    """A part of a sentence: plain text, quoted text, the inside of braces, or exempt text.

    `start` is its offset.
    """

    kind: Kind
    text: str
    start: int


@dataclass(frozen=True)
class ValueMark:
    """A value to print, `bare` without its unit or in `unit`."""

    id: str
    bare: bool
    unit: str


@dataclass(frozen=True)
class ClaimMark:
    """Words of direction or rank.

    With `operator` the one word must be true against each of `others` (none: zero).

    Without it the first word is for greater, the second for less, the third for equal.
    """

    words: tuple[str, ...]
    id: str
    operator: str
    others: tuple[str, ...]


def tokens(sentence: str) -> list[Token]:
    """The parts of a sentence in order.

    MarkError for a brace, bracket or quotation mark without its partner.
    """
    found = []
    plain: Literal["text", "quote"] = "text"
    depth, end, opened = 0, 0, 0
    for match in _TOKEN.finditer(sentence):
        sign, start = match.group(), match.start()
        if end < start:
            found.append(Token(plain, sentence[end:start], end))
        end = match.end()
        inside = match[1] or match[2]
        if inside:
            found.append(Token(_INSIDE[sign[0]], inside, start))
            continue
        if sign == "“":
            depth += 1
            opened = start
        elif sign == "”" and depth:
            depth -= 1
        else:
            raise MarkError(start, f"dấu {sign} không có dấu đi cùng, hoặc bên trong để trống")
        found.append(Token("text", sign, start))
        plain = "text"
        if depth:
            plain = "quote"
    if depth:
        raise MarkError(opened, "dấu “ không có dấu ” đóng lại")
    if end < len(sentence):
        found.append(Token("text", sentence[end:], end))
    return found


def value_mark(text: str, units: tuple[str, ...]) -> ValueMark:
    """The value that a mark names; ValueError when it is none or its unit is not one of money."""
    match = _VALUE.fullmatch(text)
    if match is None or (match[3] and match[3] not in units):
        raise ValueError(f"{{{text}}} không phải là {{mã}}, {{mã#}} hoặc {{mã|đơn vị tiền}}")
    return ValueMark(match[1], bool(match[2]), match[3] or "")


def is_claim(text: str) -> bool:
    """True when a mark states a direction or rank: words, a colon, a condition."""
    return ":" in text


def claim_mark(text: str) -> ClaimMark:
    """The statement that a mark makes.

    ValueError when its words or its condition are not of the grammar.
    """
    given, _, condition = text.partition(":")
    words = tuple(word.strip() for word in given.split("|"))
    wrong = ValueError(f"{{{text}}} không có dạng {{tăng|giảm: mã}} hoặc {{cao hơn: mã > mã}}")
    if not all(words) or any(character.isdigit() for character in given):
        raise wrong
    if len(words) == 1:
        stated = _CONDITION.fullmatch(condition.strip())
        if stated is None:
            raise wrong
        others = tuple(id_.strip() for id_ in stated[3].split(",") if id_ != ZERO)
        return ClaimMark(words, stated[1], stated[2], others)
    signed = _SIGN.fullmatch(condition.strip())
    if signed is None or len(words) > 3:
        raise wrong
    return ClaimMark(words, signed[1], "", tuple(filter(None, signed.groups()[1:])))


def renamed(sentence: str, name_of: Callable[[str], str]) -> str:
    """The sentence with every name of a value in its marks replaced; references and quotes stay."""

    def other_id(match: re.Match[str]) -> str:
        return name_of(match.group())

    def other_mark(match: re.Match[str]) -> str:
        mark = match[1]
        if mark is None or mark.startswith(("@", "'")):
            return match.group()
        if not is_claim(mark):
            return "{" + re.sub(_ID, other_id, mark, count=1) + "}"
        words, _, condition = mark.partition(":")
        # the words between two ids are letters too, and no name
        sides = [re.sub(_ID, other_id, side) for side in condition.split(COMPARED_WITH)]
        return "{" + words + ":" + COMPARED_WITH.join(sides) + "}"

    return _TOKEN.sub(other_mark, sentence)


def exempt_kind(text: str) -> str:
    """The kind of a text in double brackets; ValueError when it has the form of none."""
    kind = kind_of(text)
    if kind is None:
        raise ValueError(f"[[{text}]] không phải là thời kỳ, ngày tháng, viện dẫn văn bản hay mã")
    return kind


def printed_marks(text: str) -> str:
    """A Markdown cell for the report.

    Exempt text as a span of its kind, a quotation with a digit as a quoted one.
    """

    def span(match: re.Match[str]) -> str:
        if match[1] is not None:
            return f"[{match[1]}]{{.x-{kind_of(match[1])}}}"
        quoted = match.group()
        if has_digit(quoted):
            return f"“[{quoted[1:-1]}]{{.goc}}”"
        return quoted

    return FREE.sub(span, text)

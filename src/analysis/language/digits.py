"""Digits that are no value: periods, dates, legal citations, codes and numbering, each known by its form.

Everything else with a digit in it has to be a value of the book or a text quoted from a raw cell. The list of forms is
closed on purpose: what is not in it is refused, so that no quantity slips through as a "code".
"""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["ky", "ngay", "luat", "ma"]
QUOTE = "q"

_YEARS = r"[0-9]{4}(?:-[0-9]{4})?"
_DAY = r"ngày [0-9]{1,2} tháng [0-9]{1,2} năm [0-9]{4}"
_SHORT = r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}"
_NUMBER = r"[0-9]+(?:/[0-9]{4})?/[A-ZĐ][A-ZĐa-z0-9-]*"
_ACTS = (
    "Hiến pháp|Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư liên tịch|Thông tư|Quyết định|Chỉ thị|Công văn"
    "|Công điện|Kế hoạch|Chương trình|Thông báo|Hướng dẫn|Tờ trình|Báo cáo|Văn bản"
)
_PARTS = "Điều|điều|[Kk]hoản|[Đđ]iểm|Chương|chương|Mục|mục|Phụ lục|phụ lục|Mẫu số|Mẫu|mẫu số|mẫu"
_PART = rf"(?:{_PARTS}) [0-9]+(?:\.[0-9]+)*[a-zđ]?"

# A date is whole; a period is a year, several years, or a part of a year; a code begins with a
# capital letter.
_FORMS: dict[Kind, str] = {
    "luat": rf"(?:(?:{_ACTS})(?: số)? )?{_NUMBER}(?: {_DAY})?|{_PART}",
    "ngay": rf"{_DAY}|(?:ngày )?{_SHORT}",
    "ky": (
        rf"(?:thời gian |Thời gian )?[Tt]ừ {_SHORT} đến {_SHORT}|"
        r"(?:(?:[Qq]uý (?:[1-4]|I{1,3}|IV)|[Tt]háng [0-9]{1,2}|[0-9]{1,2} tháng(?: đầu| cuối)?) )?"
        rf"(?:các năm|[Nn]ăm|[Gg]iai đoạn|[Tt]hời kỳ|[Kk]ỳ) {_YEARS}(?:, {_YEARS})*(?: và {_YEARS})?"
    ),
    "ma": (
        r"[A-ZĐ][A-ZĐa-z_]*-?[0-9][A-Za-z0-9_]*(?:[-.][A-Za-z0-9_]+)*"
        r"|[Nn]ội dung [0-9]|bản phát hành lần [0-9]+|dòng [0-9]+(?:-[0-9]+)?(?:, [0-9]+(?:-[0-9]+)?)*"
    ),
}
_PIECE = re.compile(
    rf"(?P<{QUOTE}>“.*”)|"
    + "|".join(rf"(?<!\w)(?P<{kind}>{form})(?!\w)" for kind, form in _FORMS.items()),
    re.DOTALL,
)
_CITED = re.compile(rf"{_DAY}|{_NUMBER}|{_PART}|năm {_YEARS}|{_YEARS}")
_NAMES_ACT = re.compile(rf"(?:{_ACTS}|{_PARTS})(?!\w)")


def has_digit(text: str) -> bool:
    """True when any character is a digit or a number sign (½), of whatever script or height."""
    return any(character.isnumeric() for character in text)


def typed(text: str) -> bool:
    """True when a label has a digit that is neither quoted nor of an exempt form."""
    try:
        pieces(text)
    except ValueError:
        return True
    return False


def kind_of(text: str) -> Kind | None:
    """The kind of a text that is marked as exempt, None when it has none of the forms.

    A citation may be longer than its number: it begins with the act's or the article's name,
    and all its digits belong to numbers of acts, articles or dates.
    """
    for kind, form in _FORMS.items():
        if re.fullmatch(form, text):
            return kind
    if re.fullmatch(rf"{_YEARS}(?:, {_YEARS})*(?: và {_YEARS})?", text):
        return "ky"
    rest = _CITED.sub("", text)
    if _NAMES_ACT.match(text) and has_digit(text) and not has_digit(rest):
        return "luat"
    return None


def pieces(text: str) -> list[tuple[str, str]]:
    """A label of the program's own split into (kind, text).

    '' plain, 'q' quoted from a cell, else an exempt kind.

    A quotation runs to the last closing mark, because a raw text may hold quotation marks
    itself. ValueError when a digit is left over.
    """
    found = []
    end = 0
    for match in _PIECE.finditer(text):
        kind = match.lastgroup or ""
        if not has_digit(match.group()):
            continue
        start, stop = match.span()
        if kind == QUOTE:
            # the marks of a quotation are plain text themselves
            start, stop = start + 1, stop - 1
        found.append(("", text[end:start]))
        found.append((kind, text[start:stop]))
        end = stop
    found.append(("", text[end:]))
    for kind, part in found:
        if not kind and has_digit(part):
            raise ValueError(f"a digit that is neither a value nor exempt: {part!r}")
    return [(kind, part) for kind, part in found if part]

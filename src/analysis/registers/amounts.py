"""Amounts of a register: cell texts or stored numbers -> whole đồng, or the fault of the cell. Nothing is ever a float.

The unit is the cell's own, else the header's, else the caption's. Both the Vietnamese and the English reading of a text
are computed; the Vietnamese one is taken when it is plausible for a scheme, the English one never.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final, Literal

from analysis.faults import shown
from analysis.language.numbers import (
    BILLION,
    MILLION,
    MONEY_NAMES,
    ONE_DONG,
    NumberFault,
    format_number,
    readings,
    shortest_decimals,
    unreadable,
)
from analysis.registers.units import INVISIBLE, UnitError, factor_of, is_currency

State = Literal["value", "blank", "dash", "fault"]
Style = Literal["", "vi", "en"]

LEAST_PLAUSIBLE: Final = 10 * MILLION
MOST_PLAUSIBLE: Final = 100 * BILLION
LEAST_STATED: Final = MILLION
MOST_TOTAL: Final = 10**16
LONGEST: Final = 100
NOISE: Final = Decimal("0.01")

_DASHES: Final = ("-", "–", "—")
_FULL_WIDTH: Final = {ord("０") + digit: str(digit) for digit in range(10)} | {
    ord("．"): ".",
    ord("，"): ",",
}
_FOOTNOTE: Final = re.compile(
    r"(?<=[0-9đ₫a-zỷỉ.])\s*(?:[¹²³⁴-⁹⁰]+|\*{1,3}|[(\[](?:\*{1,3}|[0-9])[)\]])$", re.IGNORECASE
)
_PART: Final = re.compile(
    r"\s*([-−]?[0-9](?:[0-9.,]|[ \u00a0\u202f](?=[0-9]))*)\s*([^\s0-9.,+\-−*/][^0-9+*/]*)?"
)
_MONEY: Final = "số tiền viết theo cách Việt Nam: 300.000.000 hoặc 262,5 triệu đồng"
_RANGE: Final = (
    "0, hoặc từ 10 triệu đồng (từ 1 triệu đồng khi có ghi đơn vị) đến 100 tỷ đồng một đề án"
)
_REMEDIES: Final = {
    "number-approximate": ("một số đúng", "ghi đúng số tiền của đề án, không ghi ước chừng"),
    "amount-missing": (_MONEY, "ghi số tiền theo hồ sơ, ghi 0 nếu không có"),
    "number-unreadable": (_MONEY, "chỉ ghi chữ số, dấu phân cách và đơn vị"),
}


@dataclass(frozen=True)
class Amount:
    """One cell: value in đồng, its last printed unit in đồng (0 for a zero), and what is to be told about it."""

    state: State
    value: int = 0
    step: int = 0
    style: Style = ""
    notes: tuple[str, ...] = ()
    own_unit: int | None = None
    fault: NumberFault | None = None
    bare: Decimal | None = None


BLANK: Final = Amount("blank")
DASH: Final = Amount("dash")


def read_amount(text: str, unit: int | None, *, total: bool = False) -> Amount:
    """The amount of a typed text; `unit` None means none is stated (đồng); a total may be any size."""
    stripped = text.strip()
    if not stripped:
        return BLANK
    clean, notes = _mended(stripped)
    if clean in _DASHES:
        return replace(DASH, notes=notes)
    if len(clean) > LONGEST:
        return _fault("number-unreadable", text, "dài quá một số tiền")
    parts = _parts(clean)
    if parts is None:
        return _unreadable(text, clean)
    if len(parts) == 1:
        return _single(text, parts[0], unit, notes, total)
    return _compound(text, parts, notes, total)


def read_number(text: str, unit: int | None, *, total: bool = False) -> Amount:
    """The amount of a number stored by a workbook, as its shortest decimal text: times the unit, then rounded."""
    number = Decimal(text)
    if not number.is_finite():
        return _fault(
            "amount-not-finite", text, "là số vô hạn", "một số tiền", "ghi lại số tiền theo hồ sơ"
        )
    factor = unit or ONE_DONG
    exact = number * factor
    value = int(exact.to_integral_value(ROUND_HALF_UP)) if abs(exact) < MOST_TOTAL else MOST_TOTAL
    notes = ("amount-not-whole",) if abs(exact - value) > NOISE and value < MOST_TOTAL else ()
    if number < 0:
        return _fault(
            "amount-negative", text, "là số âm", "số không âm", "kiểm tra lại dấu của số theo hồ sơ"
        )
    if not total and not _plausible(value) and not _allowed(value, stated=unit is not None):
        return replace(_implausible(text, value, _step(number, factor)), bare=number)
    return Amount("value", value, _step(number, factor), "", notes, None, None, number)


def _single(
    text: str, part: tuple[str, str], unit: int | None, notes: tuple[str, ...], total: bool
) -> Amount:
    digits, unit_text = part
    own = _own_unit(text, unit_text)
    if isinstance(own, Amount):
        return own
    factor = own or unit or ONE_DONG
    vietnamese, english = readings(digits)
    reading = english if vietnamese is None else vietnamese
    if reading is None:
        return _unreadable(text, text)
    if reading.is_signed():
        return _fault(
            "amount-negative", text, "là số âm", "số không âm", "kiểm tra lại dấu của số theo hồ sơ"
        )
    if vietnamese is None:
        remedy = "đổi dấu phẩy và dấu chấm theo cách Việt Nam"
        return replace(
            _fault("number-format-foreign", text, "là số viết theo kiểu Anh", _MONEY, remedy),
            style="en",
        )
    result = _decide(
        text, vietnamese, english, factor, stated=own is not None or unit is not None, total=total
    )
    style: Style = "vi" if english != vietnamese and result.state == "value" else ""
    return replace(result, style=style, notes=notes, own_unit=own, bare=vietnamese)


def _decide(
    text: str,
    vietnamese: Decimal,
    english: Decimal | None,
    factor: int,
    *,
    stated: bool,
    total: bool,
) -> Amount:
    exact = vietnamese * factor
    value = int(exact)
    if exact != value:
        return _fault(
            "amount-not-whole",
            text,
            "không phải số đồng nguyên",
            "số nguyên đồng",
            "kiểm tra số và đơn vị",
        )
    fits = value < MOST_TOTAL if total else _plausible(value)
    if fits:
        return Amount("value", value, _step(vietnamese, factor))
    if english is not None and english != vietnamese:
        if _plausible(int(english * factor)):
            return _ambiguous(text, vietnamese, english, factor)
    elif not total and _allowed(value, stated=stated or english is None):
        return Amount("value", value, _step(vietnamese, factor))
    return _implausible(text, value, _step(vietnamese, factor))


def _compound(
    text: str, parts: list[tuple[str, str]], notes: tuple[str, ...], total: bool
) -> Amount:
    """'1 tỷ 200 triệu': each part a whole number with its own, ever smaller unit, none as large as the one before."""
    value, before = 0, 0
    factor = ONE_DONG
    for index, (digits, unit_text) in enumerate(parts):
        own = _own_unit(text, unit_text)
        if isinstance(own, Amount):
            return own
        if own is None or not digits.isascii() or not digits.isdigit():
            return _unreadable(text, text)
        factor, number = own, int(digits)
        if index and (factor >= before or number * factor >= before):
            return _unreadable(text, text)
        value, before = value + number * factor, factor
    if not total and not _plausible(value) and not _allowed(value, stated=True):
        return _implausible(text, value, factor)
    return Amount("value", value, factor, "", notes, factor)


def _mended(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without what does not change its number, and the codes of the warnings."""
    notes = []
    clean = INVISIBLE.sub("", text)
    if clean != text:
        notes.append("text-invisible")
    if clean.startswith(("'", "’")) and clean[1:2].isdigit():
        clean = clean[1:]
        notes.append("number-as-text")
    ascii_digits = clean.translate(_FULL_WIDTH)
    if ascii_digits != clean and not re.search("[0-9]", clean):
        clean = ascii_digits
        notes.append("number-unicode-digits")
    marked = _FOOTNOTE.sub("", clean)
    if marked != clean:
        clean = marked
        notes.append("number-footnote")
    return clean.strip(), tuple(notes)


def _parts(text: str) -> list[tuple[str, str]] | None:
    """Numbers with the text after each, None when the text is not made of them."""
    parts, position = [], 0
    while position < len(text):
        match = _PART.match(text, position)
        if match is None or match.end() == position:
            return None
        parts.append((match.group(1).rstrip(), (match.group(2) or "").strip()))
        position = match.end()
    return parts or None


def _own_unit(text: str, unit_text: str) -> int | Amount | None:
    if not unit_text:
        return None
    try:
        return factor_of(unit_text)
    except UnitError:
        return _unreadable(text, text)


def _unreadable(text: str, clean: str) -> Amount:
    if is_currency(clean):
        return _fault(
            "unit-currency",
            text,
            "là ngoại tệ",
            "tiền đồng Việt Nam",
            "ghi số tiền bằng đồng theo hồ sơ",
        )
    fault = unreadable(clean)
    wanted, remedy = _REMEDIES.get(fault.code, (fault.wanted, fault.remedy))
    return Amount("fault", fault=NumberFault(fault.code, fault.got, wanted, remedy))


def _ambiguous(text: str, vietnamese: Decimal, english: Decimal, factor: int) -> Amount:
    name = MONEY_NAMES[factor]
    what = f"đọc theo cách Việt Nam là {_printed(vietnamese)} {name}, theo kiểu Anh là {_printed(english)} {name}"
    remedy = "đối chiếu hồ sơ rồi viết lại, bỏ dấu phân cách gây hiểu hai cách"
    return _fault("number-ambiguous", text, what, _MONEY, remedy)


def _implausible(text: str, value: int, step: int) -> Amount:
    """A fault that keeps its value: the row's total is checked all the same."""
    what = f"là {format_number(value, 0)} đồng, ngoài khoảng hợp lý"
    remedy = "kiểm tra lại số và đơn vị; ghi rõ đơn vị ở tiêu đề cột hoặc trong ô"
    fault = _fault("amount-implausible", text, what, _RANGE, remedy).fault
    return Amount("value", min(value, MOST_TOTAL), step, fault=fault)


def _fault(
    code: str, text: str, what: str, wanted: str = _MONEY, remedy: str = "sửa lại theo hồ sơ"
) -> Amount:
    return Amount("fault", fault=NumberFault(code, f'"{shown(text)}" {what}', wanted, remedy))


def _plausible(value: int) -> bool:
    return value == 0 or LEAST_PLAUSIBLE <= value <= MOST_PLAUSIBLE


def _allowed(value: int, *, stated: bool) -> bool:
    """A small amount is believed where its unit is stated or only one reading is possible."""
    return stated and LEAST_STATED <= value <= MOST_PLAUSIBLE


def _step(number: Decimal, factor: int) -> int:
    """The last printed unit in đồng: 0,1 triệu of "262,5 triệu"; at least 1 đồng, 0 for a zero."""
    if number == 0:
        return 0
    exponent = number.as_tuple().exponent
    return max(1, int(Decimal(factor).scaleb(min(0, int(exponent)))))


def _printed(value: Decimal) -> str:
    return format_number(value, shortest_decimals(Fraction(value), LONGEST))

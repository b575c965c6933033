"""Amounts of a register: cell texts or stored numbers -> whole đồng, or the fault of the cell.

Nothing is ever a float. The unit is the cell's own, else the header's, else the caption's. Both the Vietnamese and the
English reading of a text are computed; the Vietnamese one is taken when it is plausible for a
scheme, the English one never.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from math import inf
from typing import Final, Literal

from analysis.language.number_faults import NumberError, NumberFault, unreadable
from analysis.language.numbers import both_readings, format_number, readings
from analysis.language.printed_units import BILLION, MILLION, MONEY_NAMES, ONE_DONG
from analysis.messages import shown
from analysis.tables.units import INVISIBLE, UnitError, factor_of, is_currency

State = Literal["value", "blank", "dash", "fault"]

# What one scheme may cost in đồng; less, down to a million, is believed where the unit is stated.
LEAST_PLAUSIBLE: Final = 10 * MILLION
MOST_PLAUSIBLE: Final = 100 * BILLION
LEAST_STATED: Final = MILLION
MOST_TOTAL: Final = 10**16
LONGEST: Final = 100
# Sums of floats in a workbook end in parts of a đồng that nobody typed: 262500000.00000003.
NOISE: Final = Decimal("0.01")

DASHES: Final = ("-", "–", "—")
_FULL_WIDTH: Final = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
# What is dropped, by the code of its warning.
_DROPPED: Final = {
    "text-invisible": INVISIBLE,
    "number-as-text": re.compile(r"^['’](?=\d)"),
    "number-footnote": re.compile(
        r"(?<=[0-9đ₫a-zỷỉ.])\s*(?:[¹²³⁴-⁹⁰]+|\*{1,3}|[(\[](?:\*{1,3}|[0-9])[)\]])$", re.IGNORECASE
    ),
}
_PART: Final = re.compile(
    r"\s*([-−]?[0-9](?:[0-9.,]|[ \u00a0\u202f](?=[0-9]))*)\s*([^\s0-9.,+\-−*/][^0-9+*/]*)?"
)
_MONEY: Final = "số tiền viết theo cách Việt Nam: 300.000.000 hoặc 262,5 triệu đồng"
_RANGE: Final = (
    "0, hoặc từ 10 triệu đồng (từ 1 triệu đồng khi có ghi đơn vị) đến 100 tỷ đồng một đề án"
)
# For each code what is wrong (where one text says it for all), what is wanted, what to do.
_FAULTS: Final = {
    "amount-implausible": (
        "", _RANGE, "kiểm tra lại số và đơn vị; ghi rõ đơn vị ở tiêu đề cột hoặc trong ô"
    ),
    "amount-negative": ("là số âm", "số không âm", "kiểm tra lại dấu của số theo hồ sơ"),
    "amount-not-finite": ("là số vô hạn", "một số tiền", "ghi lại số tiền theo hồ sơ"),
    "amount-not-whole": ("không phải số đồng nguyên", "số nguyên đồng", "kiểm tra số và đơn vị"),
    "number-ambiguous": (
        "", _MONEY, "đối chiếu hồ sơ rồi viết lại, bỏ dấu phân cách gây hiểu hai cách"
    ),
    "number-format-foreign": (
        "là số viết theo kiểu Anh", _MONEY, "đổi dấu phẩy và dấu chấm theo cách Việt Nam"
    ),
    "number-unreadable": ("dài quá một số tiền", _MONEY, "sửa lại theo hồ sơ"),
    "unit-currency": ("là ngoại tệ", "tiền đồng Việt Nam", "ghi số tiền bằng đồng theo hồ sơ"),
}  # fmt: skip
# What `unreadable` wants of any number, told for an amount of a register.
_REMEDIES: Final = {
    "number-approximate": ("một số đúng", "ghi đúng số tiền của đề án, không ghi ước chừng"),
    "amount-missing": (_MONEY, "ghi số tiền theo hồ sơ, ghi 0 nếu không có"),
    "number-unreadable": (_MONEY, "chỉ ghi chữ số, dấu phân cách và đơn vị"),
}


@dataclass(frozen=True)
class Amount:
    """One cell: value and last printed unit in đồng (0 for a zero), and what is to be told of it.

    `bare` is the number without its unit; `vietnamese` tells that an English reader would take it
    for another one. A value that is not plausible keeps its value beside its fault: the row's total
    is checked all the same.
    """

    state: State
    value: int = 0
    step: int = 0
    notes: tuple[str, ...] = ()
    own_unit: int | None = None
    fault: NumberFault | None = None
    bare: Decimal | None = None
    vietnamese: bool = False


def read_amount(text: str, unit: int | None, *, total: bool = False) -> Amount:
    """The amount of a typed text in đồng; `unit` None means none is stated (đồng); a total may be any size."""
    stripped = text.strip()
    if not stripped:
        return Amount("blank")
    clean, notes = _mended(stripped)
    if clean in DASHES:
        return Amount("dash", notes=notes)
    try:
        if len(clean) > LONGEST:
            raise _error("number-unreadable", text)
        parts = _parts(clean)
        if not parts:
            raise _unreadable(text, clean)
        if len(parts) == 1:
            return _single(text, *parts[0], unit, notes, total=total)
        return _compound(text, parts, notes, total=total)
    except NumberError as error:
        return Amount("fault", fault=error.fault)


def read_number(text: str, unit: int | None, *, total: bool = False) -> Amount:
    """The amount in đồng of a number that a workbook stores, as its shortest decimal text: times the unit, rounded."""
    number = Decimal(text)
    if not number.is_finite():
        return Amount("fault", fault=_fault("amount-not-finite", text))
    if number < 0:
        return Amount("fault", fault=_fault("amount-negative", text))
    factor = unit or ONE_DONG
    exact = min(number * factor, Decimal(MOST_TOTAL))
    value = int(exact.to_integral_value(ROUND_HALF_UP))
    read = Amount("value", value, _step(number, factor), bare=number)
    if not total and not _plausible(value, small=unit is not None):
        return replace(read, fault=_implausible(text, exact))
    if abs(exact - value) > NOISE:
        return replace(read, notes=("amount-not-whole",))
    return read


def _single(
    text: str, digits: str, unit_text: str, unit: int | None, notes: tuple[str, ...], *, total: bool
) -> Amount:
    own = _own_unit(text, unit_text)
    stated = own or unit
    factor = stated or ONE_DONG
    vietnamese, english = readings(digits)
    if vietnamese is None and english is None:
        raise _unreadable(text, text)
    if digits.startswith(("-", "−")):
        raise _error("amount-negative", text)
    if vietnamese is None:
        raise _error("number-format-foreign", text)
    exact = vietnamese * factor
    value = int(exact)
    refused = Amount("fault", notes=notes, own_unit=own, bare=vietnamese)
    if exact != value:
        return replace(refused, fault=_fault("amount-not-whole", text))
    same = english == vietnamese
    small = english is None or (same and stated is not None)
    plausible = _plausible(value, small=small, total=total)
    # The English reading is never taken; a text of which only that one is plausible is ambiguous.
    if not plausible and english is not None and not same and _plausible(int(english * factor)):
        return replace(
            refused,
            fault=_fault(
                "number-ambiguous", text, both_readings(vietnamese, english, MONEY_NAMES[factor])
            ),
        )
    step = _step(vietnamese, factor)
    read = Amount("value", value, step, notes, own, bare=vietnamese, vietnamese=not same)
    if plausible:
        return read
    return replace(read, value=min(value, MOST_TOTAL), fault=_implausible(text, value))


def _compound(
    text: str, parts: list[tuple[str, str]], notes: tuple[str, ...], *, total: bool
) -> Amount:
    """'1 tỷ 200 triệu': each part a whole number with its own, ever smaller unit, none as large as the one before."""
    value = 0
    factor = ONE_DONG
    before = inf
    for digits, unit_text in parts:
        own = _own_unit(text, unit_text)
        if own is None or not re.fullmatch("[0-9]+", digits):
            raise _unreadable(text, text)
        factor, part = own, int(digits) * own
        if max(factor, part) >= before:
            raise _unreadable(text, text)
        value, before = value + part, factor
    if _plausible(value, small=True, total=total):
        return Amount("value", value, factor, notes, factor)
    return Amount("value", min(value, MOST_TOTAL), factor, fault=_implausible(text, value))


def _mended(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without what does not change its number, and the codes of the warnings."""
    notes = []
    if not re.search("[0-9]", text):
        ascii_digits = text.translate(_FULL_WIDTH)
        if ascii_digits != text:
            notes.append("number-unicode-digits")
        text = ascii_digits
    for note, pattern in _DROPPED.items():
        clean = pattern.sub("", text)
        if clean != text:
            notes.append(note)
        text = clean
    return text.strip(), tuple(notes)


def _parts(text: str) -> list[tuple[str, str]]:
    """Numbers with the text after each, none when the text is not made of them."""
    if _PART.sub("", text):
        return []
    return [(digits.rstrip(), unit.strip()) for digits, unit in _PART.findall(text)]


def _own_unit(text: str, unit_text: str) -> int | None:
    if not unit_text:
        return None
    try:
        return factor_of(unit_text)
    except UnitError:
        raise _unreadable(text, text) from None


def _unreadable(text: str, clean: str) -> NumberError:
    """The refusal of a text, or of what is left of it without footnotes and the like."""
    if is_currency(clean):
        return _error("unit-currency", text)
    fault = unreadable(clean)
    wanted, remedy = _REMEDIES.get(fault.code, (fault.wanted, fault.remedy))
    return NumberError(replace(fault, wanted=wanted, remedy=remedy))


def _implausible(text: str, value: Decimal | int) -> NumberFault:
    """The refusal of an amount; a part of a đồng, which is no money, is named as such."""
    said = dong(int(value))
    if value != int(value):
        said = f"{format_number(value, 2)} đồng, có phần lẻ của đồng"
    return _fault("amount-implausible", text, f"là {said}, ngoài khoảng hợp lý")


def _error(code: str, text: str) -> NumberError:
    return NumberError(_fault(code, text))


def _fault(code: str, text: str, what: str = "") -> NumberFault:
    usual, wanted, remedy = _FAULTS[code]
    return NumberFault(code, f'"{shown(text)}" {what or usual}', wanted, remedy)


def _plausible(value: int, *, small: bool = False, total: bool = False) -> bool:
    """Whether a scheme may cost that; `small`: its unit is stated or only one reading possible."""
    if total:
        return value < MOST_TOTAL
    least = LEAST_PLAUSIBLE
    if small:
        least = LEAST_STATED
    return value == 0 or least <= value <= MOST_PLAUSIBLE


def _step(number: Decimal, factor: int) -> int:
    """The last printed unit in đồng: 0,1 triệu of "262,5 triệu"; at least 1 đồng, 0 for a zero."""
    if number == 0:
        return 0
    exponent = number.as_tuple().exponent
    return max(1, int(Decimal(factor).scaleb(min(0, int(exponent)))))


def fitting_unit(amounts: Sequence[Decimal]) -> int | None:
    """đồng in one of the smallest unit in which all of these numbers are amounts of schemes; None without any."""
    for factor in sorted(MONEY_NAMES):
        if min(amounts) * factor >= LEAST_STATED and max(amounts) * factor <= MOST_PLAUSIBLE:
            return factor
    return None


def dong(value: int) -> str:
    """An amount as messages show it."""
    return f"{format_number(value, 0)} đồng"

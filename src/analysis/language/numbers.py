"""Vietnamese text <-> exact value.

Dots group thousands, a comma starts the decimals, money is whole đồng.

Raw text reaches a conversion only after the grammar here has matched it on ASCII digits; nothing is
ever a float. A text that gives no value raises `NumberError`; a reader adds the place and collects
it as a `Fault`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from analysis.language.number_faults import (
    MOST_CHARACTERS,
    NumberError,
    number_error,
    trimmed,
    unreadable,
)
from analysis.language.printed_units import BILLION, MILLION, UnitKind, find_unit, unit_words
from analysis.vocabulary import Bound

LEAST_MONEY = MILLION
MOST_MONEY = MILLION * BILLION
MOST_EXACT_CHARACTERS = 4000

# Only these three spaces group thousands in sources; both conventions allow them.
_SPACES = " \u00a0\u202f"
_VIETNAMESE = re.compile(
    rf"[-−]?(?:[0-9]+|[1-9][0-9]{{0,2}}([.{_SPACES}])[0-9]{{3}}(?:\1[0-9]{{3}})*)(?:,[0-9]+)?"
)
_ENGLISH = re.compile(
    rf"[-−]?(?:[0-9]+|[1-9][0-9]{{0,2}}([,{_SPACES}])[0-9]{{3}}(?:\1[0-9]{{3}})*)(?:\.[0-9]+)?"
)
_HALF = Fraction(1, 2)
_EXACT = re.compile(r"(-?[0-9]+)(?:\.([0-9]+)|/([0-9]+))?")

_QUALIFIERS: Mapping[str, Bound] = {
    "": "exact",
    "trên": "at_least",
    "hơn": "at_least",
    "gần": "at_most",
    "dưới": "at_most",
    "không dưới": "at_least",
    "không quá": "at_most",
    "khoảng": "about",
}
# These leave the printed number itself out.
_STRICT = ("trên", "hơn", "gần", "dưới")
_BOUND_WORDS: Mapping[Bound, str] = {
    "at_least": "không dưới",
    "at_most": "không quá",
    "about": "khoảng",
}
_STRICT_WORDS: Mapping[Bound, str] = {"at_least": "trên", "at_most": "dưới"}


def readings(text: str) -> tuple[Decimal | None, Decimal | None]:
    """The Vietnamese and the English reading of a text, each None where it is not grammatical."""
    clean = trimmed(text)
    if len(clean) > MOST_CHARACTERS:
        return None, None
    return _reading(_VIETNAMESE, clean, ","), _reading(_ENGLISH, clean, ".")


def both_readings(vietnamese: Decimal, english: Decimal, unit: str) -> str:
    """What a message says of a text that can be read in both ways."""
    ways = f"đọc theo cách Việt Nam là {_plain(vietnamese)} {unit}"
    return f"{ways}, theo kiểu Anh là {_plain(english)} {unit}"


def parse_figure(text: str, unit: str) -> Fraction:
    """A published figure in the base unit of its printed unit; money in whole đồng.

    The Vietnamese reading is taken when grammatical and possible; the English one only makes
    the refusal clearer.

    Raises:
        NumberError: as `find_unit`, or the number-* or amount-* of a text that is no possible figure.
    """
    known = find_unit(unit)
    vietnamese, english = readings(text)
    reading = vietnamese
    if reading is None:
        reading = english
    if reading is None:
        raise NumberError(unreadable(text))
    if reading.is_signed():
        raise number_error("amount-negative", text)
    if vietnamese is None:
        raise number_error("number-format-foreign", text)
    value = Fraction(vietnamese) * known.factor
    problem = _problem(value, known.kind)
    if problem is None:
        return value
    # where only the English reading is possible, nobody can say which one was meant
    if english is not None and not _problem(Fraction(english) * known.factor, known.kind):
        name = unit_words(unit)
        what = both_readings(vietnamese, english, name)
        raise number_error("number-ambiguous", text, what=what)
    raise number_error(problem, f"{text} {unit}")


def format_number(
    value: Fraction | int | Decimal,
    decimals: int,
    bound: Bound = "exact",
) -> str:
    """Vietnamese text with that many decimals; below 0 of them the last digits before the comma are rounded too.

    Half away from zero, a lower bound rounds down and an upper one up.
    """
    scaled = Fraction(value) * Fraction(10) ** decimals
    if bound == "at_least":
        whole = floor(scaled)
    elif bound == "at_most":
        whole = ceil(scaled)
    elif scaled < 0:
        whole = ceil(scaled - _HALF)
    else:
        whole = floor(scaled + _HALF)
    if decimals < 0:
        return _decimal(whole * 10**-decimals, 0, ".", ",")
    return _decimal(whole, decimals, ".", ",")


def format_money(
    value_dong: int | Fraction,
    unit: str,
    bound: Bound = "exact",
) -> str:
    """Money in that unit, as `60,182`: the fewest decimals that keep every đồng, no name of the unit."""
    factor = find_unit(unit).factor
    value = Fraction(value_dong, factor)
    decimals = shortest_decimals(value, len(str(factor)) - 1)
    return format_number(value, decimals, bound)


def shortest_decimals(value: Fraction, most: int) -> int:
    """The fewest decimals that print the value exactly, else `most`."""
    for decimals in range(most):
        if 10**decimals % value.denominator == 0:
            return decimals
    return most


def format_date_official(day: date) -> str:
    """A date as `ngày 05 tháng 4 năm 2023`.

    By decree a zero leads only days under 10 and the months 1 and 2.
    """
    month = str(day.month)
    if day.month <= 2:
        month = f"0{month}"
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def exact_text(value: Fraction | int) -> str:
    """The exact value as a decimal (`0.5`) if it ends, else as a fraction in lowest terms (`14958/1315`)."""
    top, bottom = Fraction(value).as_integer_ratio()
    # a divisor made of twos and fives divides a power of ten below its length in bits
    for decimals in range(bottom.bit_length()):
        scale, rest = divmod(10**decimals, bottom)
        if not rest:
            return _decimal(top * scale, decimals, "", ".")
    return f"{top}/{bottom}"


def _decimal(scaled: int, decimals: int, group: str, point: str) -> str:
    """The text of `scaled` / 10**`decimals`, its thousands divided by `group`."""
    whole, rest = divmod(abs(scaled), 10**decimals)
    text = f"{whole:,}".replace(",", group)
    if decimals:
        text += f"{point}{rest:0{decimals}d}"
    if scaled < 0:
        text = "-" + text
    return text


def parse_exact(text: str) -> Fraction:
    """The value of a text made by `exact_text`.

    Raises:
        NumberError: number-unreadable for any other text.
    """
    match = _EXACT.fullmatch(text)
    # Python refuses to read very long digits with an error of its own.
    if match is None or len(text) > MOST_EXACT_CHARACTERS:
        raise number_error("number-unreadable", text)
    whole, decimals, divisor = match.groups(default="")
    bottom = int(divisor or 1) * 10 ** len(decimals)
    if not bottom:
        raise number_error("number-unreadable", text, what="có mẫu số bằng 0")
    return Fraction(int(whole + decimals), bottom)


def bound_of(word: str) -> Bound:
    """What a printed qualifier makes of its figure; '' is exact.

    Raises:
        NumberError: category-unknown for another word than the known ones.
    """
    known = trimmed(word).lower()
    if known not in _QUALIFIERS:
        raise number_error("category-unknown", word)
    return _QUALIFIERS[known]


def is_strict(word: str) -> bool:
    """Whether a printed qualifier leaves the number itself out: "trên 350" is more than 350."""
    return trimmed(word).lower() in _STRICT


def bound_word(bound: Bound, *, strict: bool = False) -> str:
    """The word printed before a value of that bound; empty for exact and unknown."""
    if strict:
        return _STRICT_WORDS.get(bound, "")
    return _BOUND_WORDS.get(bound, "")


def _reading(
    grammar: re.Pattern[str],
    text: str,
    point: str,
) -> Decimal | None:
    if grammar.fullmatch(text) is None:
        return None
    whole, _, decimals = text.partition(point)
    digits = re.sub(f"[.,{_SPACES}]", "", whole).replace("−", "-")
    return Decimal(f"{digits}.{decimals}")


def _problem(value: Fraction, kind: UnitKind) -> str | None:
    if kind == "money" and not LEAST_MONEY <= value <= MOST_MONEY:
        return "amount-implausible"
    if kind in ("money", "count") and value.denominator != 1:
        return "amount-not-whole"
    return None


def _plain(value: Decimal) -> str:
    return format_number(value, shortest_decimals(Fraction(value), MOST_CHARACTERS))

"""Numbers in words: "hai mươi lăm", "một phẩy năm", "một nghìn rưỡi", "hai tỷ ba trăm"."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from analysis.language.amount_words import below_thousand

FIRST_WORDS = "một hai ba bốn năm sáu bảy bẩy tám chín mười".split()
_INNER = "không mốt tư lăm nhăm mươi trăm linh lẻ chục nghìn ngàn triệu tỷ rưỡi phẩy".split()
NUMBER_WORDS = (*FIRST_WORDS, *_INNER)
_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9}
_POINT = "phẩy"
_HALF = "rưỡi"


@lru_cache(maxsize=4096)
def spoken_number(words: str) -> Fraction | None:
    """The number that words say, its scales multiplied in; None where they say none.

    "hai mươi lăm" is 25, "một phẩy năm tỷ" 1 500 000 000, "một nghìn rưỡi" 1 500, "hai chục" 20.
    """
    tokens = words.replace("chục", "mươi").split()
    if tokens[-1:] == [_HALF]:
        return _with_half(tokens[:-1])
    total = Fraction(0)
    group: list[str] = []
    last = 0
    for token in tokens:
        scale = _SCALES.get(token)
        if scale is None:
            group.append(token)
            continue
        # "66 nghìn tỷ": a scale right behind a scale multiplies it
        if not group and total and scale > last:
            total, last = total * scale, scale
            continue
        value = _group(group)
        if not value or (last and scale >= last):
            return None
        total, last, group = total + value * scale, scale, []
    if not group:
        return total or None
    rest = _group(group)
    if not rest:
        return None
    return total + _loose(rest, group, last)


def _loose(rest: Fraction, group: list[str], last: int) -> Fraction:
    """What stands behind the last scale: "một tỷ hai" is 1,2 tỷ, "hai nghìn không trăm linh năm" is 2 005."""
    is_digit = len(group) == 1 and rest < 10
    return rest * last / 10 if last and is_digit else rest


def _with_half(tokens: list[str]) -> Fraction | None:
    """A number with half of its last scale: "hai tỷ rưỡi", "một trăm rưỡi"."""
    if not tokens:
        return None
    value = spoken_number(" ".join(tokens))
    step = {**_SCALES, "trăm": 100}.get(tokens[-1])
    if value is None or step is None:
        return None
    return value + Fraction(step, 2)


def _group(tokens: list[str]) -> Fraction | None:
    """A number below a thousand, with decimals behind "phẩy"; None where the words are none."""
    if _POINT not in tokens:
        value = below_thousand(" ".join(tokens))
        return None if value is None else Fraction(value)
    at = tokens.index(_POINT)
    whole = below_thousand(" ".join(tokens[:at]))
    behind = tokens[at + 1 :]
    decimals = [below_thousand(token) for token in behind]
    if whole is None or not behind:
        return None
    if all(digit is not None and digit < 10 for digit in decimals):
        return whole + Fraction(int("".join(map(str, decimals))), 10 ** len(behind))
    # "hai phẩy sáu mươi ba" is 2,63
    number = below_thousand(" ".join(behind))
    return None if number is None else whole + Fraction(number, 10 ** len(str(number)))

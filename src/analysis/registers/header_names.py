"""Names of columns: the known one that a header text means, with its right diacritics or with none, and its unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from analysis.registers.units import (
    SURE_WORDS,
    UnitError,
    bracket_unit,
    factor_of,
    is_currency,
    is_unit,
    leading_unit,
    loose_units,
    normal,
    plain,
)
from analysis.registers.words import REGISTER_AMOUNTS, REGISTER_COLUMNS

MONEY = (*REGISTER_AMOUNTS, "budget")

_HOMOGLYPHS = str.maketrans("ÐƉðɖ", "ĐĐđđ")
_PARENTHESES = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_KEYWORD = re.compile(rf"^(.*?[^\s,;:\-–])[\s,;:\-–]+(?:{SURE_WORDS}|tính bằng|tinh bang)(?!\w)[\s:.\-–]*(\S.*)$")
_TRAILING = re.compile(r"^(.*?)\s*[,;:\-–/]?\s+((?:triệu|trieu|nghìn|nghin|ngàn|ngan|tỷ|tỉ|ty|ti)\s+(?:đồng|dong))$")
_AFTER_COMMA = re.compile(r"^(.*\S)\s*(?:[,;:]|\s[\-–])\s*(\S.*)$")
_COLUMN = r"[(\[\s]*(?:[0-9]{1,2}|[a-h])[)\]\s]*"
_COLUMN_NUMBERS = re.compile(rf"(?<![\w.])(?:[=(\[\s]*{_COLUMN})(?:[=+\-–]{_COLUMN})*$")

StatedUnit = tuple[int | None, str | None]  # in đồng, and the code of what is wrong with it
NO_UNIT: StatedUnit = (None, None)


@dataclass(frozen=True)
class Name:
    """What a header text means: its column's code ('' unknown), whether it is the canonical name, its unit in đồng."""

    code: str
    printed: str
    exact: bool = True
    unit: int | None = None
    unit_problem: str | None = None
    homoglyph: bool = False


@lru_cache(maxsize=4096)
def read_name(text: str) -> Name:
    """The meaning of one header text, its unit taken off."""
    clean = " ".join(text.split())
    mended = clean.translate(_HOMOGLYPHS)
    homoglyph = mended != clean
    base, unit, problem = _split_unit(normal(mended))
    code, exact = _match(base)
    if not code:
        code, exact = _match(normal(mended))
        unit, problem = (None, None) if code else (unit, problem)
    if code not in MONEY and problem is None and unit is None and not code:
        bare = _PARENTHESES.sub("", normal(mended))
        code, exact = _match(bare)[0], False
    if code not in MONEY:
        unit, problem = None, None
    return Name(code, clean, exact, unit, problem, homoglyph)


def bare_name(text: str) -> str:
    """A header text without the brackets at its end."""
    return _PARENTHESES.sub("", text)


@lru_cache(maxsize=1024)
def parent_unit(text: str) -> StatedUnit:
    """What a text over several columns says of their unit; what is not plain is a problem."""
    clean = _without_numbers(normal(text))
    _, unit, problem = _split_unit(clean)
    if unit is None and problem is None and loose_units(clean):
        return None, "unit-unknown"
    return unit, problem


def _split_unit(text: str) -> tuple[str, int | None, str | None]:
    """Base name, unit in đồng, and the code of what is wrong with the unit."""
    text = base = _without_numbers(text)
    units = set[int]()
    for match in _BRACKETS.finditer(text):
        cut = base.replace(match.group(), "")
        try:
            unit = bracket_unit(match.group(1))
            if unit is None and not units and match.end() == len(text):
                unit = factor_of(match.group(1))
        except UnitError as error:
            return cut, None, error.code
        if unit is not None:
            base, units = cut, units | {unit}
    if units:
        return base, next(iter(units)), None if len(units) == 1 else "unit-conflict"
    for pattern, sure in ((_KEYWORD, True), (_TRAILING, False), (_AFTER_COMMA, False)):
        words = pattern.match(text)
        if words is not None and (sure or is_unit(words.group(2)) or is_currency(words.group(2))):
            try:
                return words.group(1), leading_unit(words.group(2)), None
            except UnitError as error:
                return words.group(1), None, error.code
    return text, None, None


def _without_numbers(text: str) -> str:
    """A name without the numbers of columns after it: (11), (11=8+9+10), (d = a + b + c)."""
    match = _COLUMN_NUMBERS.search(text)
    tail = match.group().strip() if match is not None else ""
    if match is None or tail in ("(d)", "[d]") or not re.search(r"[(\[=+]", tail):
        return text
    return text[: match.start()].rstrip(" :")


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.sub(r"\s*([/,])\s*", r" \1 ", text).split())


_KNOWN: dict[tuple[str, ...], list[tuple[str, tuple[str, ...], bool]]] = {}
for _word in REGISTER_COLUMNS.values():
    for _printed in (_word.label, *_word.printed):
        _full = _words(normal(_printed))
        _KNOWN.setdefault(tuple(map(plain, _full)), []).append((_word.code, _full, _printed == _word.label))


def _match(text: str) -> tuple[str, bool]:
    """Code of a name and whether it is the canonical one, each word with its right diacritics or with none."""
    words = _words(text.strip(" .:*;-"))
    for code, full, canonical in _KNOWN.get(tuple(map(plain, words)), ()):
        if all(word in (right, plain(right)) for word, right in zip(words, full, strict=True)):
            return code, canonical and words == full
    return "", False

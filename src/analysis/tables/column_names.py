"""What the text of one cell of a header means: the column of a register, with the unit of its money.

A name matches word by word, with its right diacritics or with none. A unit may stand with it, in brackets or after a
comma.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from analysis.tables.columns import EFFECT_MONEY, MONEY, REGISTER_COLUMNS
from analysis.tables.units import (
    MANY_DONG,
    SURE_WORDS,
    UnitError,
    bracket_unit,
    factor_of,
    folded,
    is_currency,
    is_unit,
    leading_unit,
    loose_units,
    normal,
    plain,
)

# Icelandic and African letters that look like Đ; some keyboards give them.
_HOMOGLYPHS = str.maketrans("ÐƉðɖ", "ĐĐđđ")
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_LAST_BRACKETS = re.compile(rf"{_BRACKETS.pattern}\s*$")
_KEYWORD = re.compile(
    rf"^(.*?[^\s,;:\-–])[\s,;:\-–]+(?:{SURE_WORDS}|tính bằng|tinh bang)(?!\w)[\s:.\-–]*(\S.*)$"
)
_TRAILING = re.compile(rf"^(.*?)\s*[,;:\-–/]?\s+({MANY_DONG})$")
_AFTER_COMMA = re.compile(r"^(.*\S)\s*(?:[,;:]|\s[\-–])\s*(\S.*)$")
TERMS = re.compile(
    r"[\s,(\[-]*(?:hỗ trợ )?(?:(?:không|có|phải) )*(?:thu hồi|hoàn (?:lại|trả|vốn))[)\]]*(?= |$)"
)
# "Hình thức (hoàn lại/không hoàn lại)" lists the forms that its cells may have.
_RETURN = "(?:thu hoi|hoan (?:lai|tra|von))"
_COLUMN_OF_FORMS = re.compile(
    rf"hinh thuc\b.*\b{_RETURN}\b.*\b(?:{_RETURN}|(?:hay|hoac) khong)\b.*"
)
_COLUMN = r"[(\[\s]*(?:[0-9]{1,2}|[a-h])[)\]\s]*"
_COLUMN_NUMBERS = re.compile(rf"(?<![\w.])(?:[=(\[\s]*{_COLUMN})(?:[=+\-–]{_COLUMN})*$")
# Marks that point to a note: "KCQG (*)", "KCQG(1)", "KCQG¹"; in brackets they are no unit.
_NOTE_MARKS = re.compile(
    r"(?:\s*[(\[][*¹²³⁴-⁹†‡]+[)\]]|\s*[*¹²³⁴-⁹†‡]+|(?<=[^\W\d])\s*[(\[][0-9]{1,2}[)\]])(?=[\s(\[,;:]|$)"
)
_COUNT = re.compile(
    r"(?:tong )?(?:so (?:luong )?|sl )(?:cac )?(?:de an|da|nhiem vu|chuong trinh)\b.*"
)
# A column that says of each scheme whose money it is.
COLUMN_OF_FUNDS = re.compile(
    r"(?:thuoc )?(?:loai )?(?:nguon|von)(?: (?:von|kinh phi|kp|ngan sach|ho tro|khuyen cong|kc|cap))*"
)
StatedUnit = tuple[int | None, str | None]  # in đồng, and the code of what is wrong with it


@dataclass(frozen=True)
class Name:
    """What a header text means: its column's code ('' unknown), whether canonical, its unit in đồng."""

    code: str
    printed: str
    exact: bool = True
    unit: int | None = None
    unit_problem: str | None = None
    homoglyph: bool = False


@lru_cache(maxsize=4096)
def read_name(text: str) -> Name:
    """The meaning of one header text, its unit taken off."""
    printed = " ".join(text.split())
    mended = printed.translate(_HOMOGLYPHS)
    # "Kinh phí KCQG có thu hồi" is money of the fund; what it says of the support is read apart
    clean = _NOTE_MARKS.sub("", normal(mended))
    whole = TERMS.sub("", clean) or clean
    base, stated = _split_unit(whole)
    code, exact = _match(base)
    if not code:
        # What was taken for a unit may be a part of the name.
        code, exact = _match(whole)
        if code:
            stated = None
        elif stated is None:
            code, _ = _match(bare_name(whole))
    if not code and _COLUMN_OF_FORMS.fullmatch(folded(clean)):
        code = "support"
    if stated is None or code not in (*MONEY, *EFFECT_MONEY):
        stated = None, None
    return Name(code, printed, exact, *stated, homoglyph=mended != printed)


def bare_name(text: str) -> str:
    """A header text without the brackets at its end."""
    return _LAST_BRACKETS.sub("", text)


@lru_cache(maxsize=1024)
def parent_unit(text: str) -> StatedUnit | None:
    """What a text over several columns says of their unit; what is not plain is a problem."""
    clean = _without_numbers(_NOTE_MARKS.sub("", normal(text)))
    _, stated = _split_unit(clean)
    if stated is None and loose_units(clean):
        return None, "unit-unknown"
    return stated


def unit_said_in(read: Callable[[str], int | None], text: str) -> StatedUnit | None:
    """What a reader of units finds in a text."""
    try:
        unit = read(text)
    except UnitError as error:
        return None, error.code
    return None if unit is None else (unit, None)


def _split_unit(text: str) -> tuple[str, StatedUnit | None]:
    """The name without its unit, and that unit."""
    text = base = _without_numbers(text)
    units = set[int | None]()
    for match in _BRACKETS.finditer(text):
        inside = match[1]
        stated = unit_said_in(bracket_unit, inside)
        if stated is None and not units and match.end() == len(text):
            # The last brackets are for the unit: one that is not known must not be passed over.
            stated = unit_said_in(factor_of, inside)
        if stated is None:
            continue
        unit, problem = stated
        cut = base.replace(match[0], "")
        if problem is not None:
            return cut, stated
        base = cut
        units.add(unit)
    if units:
        several = len(units) > 1
        return base, (units.pop(), "unit-conflict" if several else None)
    for pattern in (_KEYWORD, _TRAILING, _AFTER_COMMA):
        words = pattern.match(text)
        if words is None:
            continue
        base, rest = words.groups()
        # After a word such as "ĐVT" the rest must be a unit, after a comma it may be.
        if pattern is _KEYWORD or is_unit(rest) or is_currency(rest):
            return base, unit_said_in(leading_unit, rest)
    return text, None


def _without_numbers(text: str) -> str:
    """A name without the numbers of columns after it: (11), (11=8+9+10), (d = a + b + c)."""
    match = _COLUMN_NUMBERS.search(text)
    if match is None:
        return text
    tail = match[0].strip()
    # "(d)" is an abbreviation of đồng, and a number without a sign may be a part of the name.
    if tail in ("(d)", "[d]") or not re.search(r"[(\[=+]", tail):
        return text
    return text[: match.start()].rstrip(" :")


def _spaced(text: str) -> str:
    """A text with one space around its words, slashes and commas."""
    return " ".join(re.sub("[/,]", r" \g<0> ", text).split())


# By the name without diacritics: code, name with them, whether it is the canonical name.
_KNOWN: dict[str, tuple[str, str, bool]] = {}
for _word in REGISTER_COLUMNS.values():
    for _printed in (_word.label, *_word.printed):
        _full = _spaced(normal(_printed))
        _KNOWN[plain(_full)] = _word.code, _full, _printed == _word.label


def _match(text: str) -> tuple[str, bool]:
    """Code of a name, each word with its right diacritics or none, and whether it is the canonical name."""
    name = _spaced(text.strip(" .:*;-"))
    code, full, canonical = _KNOWN.get(plain(name), ("", "", False))
    for word, right in zip(name.split(), full.split(), strict=False):
        if word not in (right, plain(right)):
            return "", False
    return code, canonical and name == full


def known_names(names: Iterable[Name]) -> int:
    """How many columns the names tell, each counted once."""
    return len({name.code for name in names} - {""})


@lru_cache(maxsize=4096)
def is_count(text: str) -> bool:
    """Whether a header names a column of counts of schemes: "Số đề án"."""
    return _COUNT.fullmatch(folded(text)) is not None

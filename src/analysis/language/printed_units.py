"""The units that sources print: money, what is counted, shares; what one of each is of its base unit."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from analysis.language.misprints import misprinted
from analysis.language.number_faults import number_error, trimmed, unreadable

UnitKind = Literal["money", "count", "ratio", "share", "duration"]

# Money is counted in whole đồng; the others are the đồng in one thousand, one million, one billion.
DONG = "đồng"
ONE_DONG = 1
THOUSAND = 10**3
MILLION = 10**6
BILLION = 10**9


@dataclass(frozen=True)
class Unit:
    """A printed unit: one of it is `factor` of `base`.

    `spellings` are all the ways in which registers write it.
    """

    base: str
    factor: int
    kind: UnitKind
    spellings: tuple[str, ...] = ()


# The units of money, smallest first: name, đồng in one, words (alone or before a word for đồng),
# digits (only before one), short forms. Registers print all of them; the table of published figures
# has only the names in `UNITS`.
_MONEY_TABLE = (
    ("đồng", ONE_DONG, "", "", ""),
    ("nghìn đồng", THOUSAND, "nghìn|ngàn", "1.000|1000",
     "ng.đ|ngđ|ng đ|ng.đồng|ng đồng|1.000đ|1000đ|1.000vnđ|1000vnđ"),
    ("triệu đồng", MILLION, "triệu", "1.000.000|1000000",
     "tr.đ|trđ|tr đ|tr|tr.đồng|tr đồng|tr.vnđ|1.000.000đ"),
    ("tỷ đồng", BILLION, "tỷ|tỉ", "", ""),
)  # fmt: skip
_WORDS_FOR_DONG = "đồng|đ|vnđ|vnd|₫|đồng việt nam|việt nam đồng|đồng vn|vn đồng".split("|")


def _spellings(words: str, digits: str, short: str) -> tuple[str, ...]:
    names = list(filter(None, f"{words}|{short}".split("|")))
    for many in f"{words}|{digits}".strip("|").split("|"):
        names += [f"{many} {dong}".strip() for dong in _WORDS_FOR_DONG]
    return tuple(names)


MONEY_UNITS = MappingProxyType(
    {
        name: Unit(DONG, factor, "money", _spellings(*printed))
        for name, factor, *printed in _MONEY_TABLE
    }
)
MONEY_NAMES = MappingProxyType({unit.factor: name for name, unit in MONEY_UNITS.items()})
# Powers of ten.
MONEY_SCALES = MappingProxyType(
    {name: len(str(unit.factor)) - 1 for name, unit in MONEY_UNITS.items()}
)
_COUNTED = (
    "đơn vị|cơ sở|đề án|chương trình, đề án|đề án, nhiệm vụ|nhiệm vụ, đề án|chương trình|nhiệm vụ|lớp"
    "|học viên|lao động|lượt cơ sở|mô hình|sản phẩm|địa phương"
).split("|")
UNITS = MappingProxyType(
    {
        **MONEY_UNITS,
        "tỉ đồng": MONEY_UNITS["tỷ đồng"],
        **{name: Unit(name, 1, "count") for name in _COUNTED},
        "năm": Unit("năm", 1, "duration"),
        "lần": Unit("lần", 1, "ratio"),
        "%": Unit("%", 1, "share"),
    }
)


def find_unit(name: str) -> Unit:
    """The unit of a printed name (NFC or NFD, outer white space dropped).

    Raises:
        NumberError: unit-missing, unit-unknown (with the nearest name) or unit-currency.
    """
    known = unit_words(name)
    if known in UNITS:
        return UNITS[known]
    if not known:
        raise number_error("unit-missing", name)
    if unreadable(name).code == "unit-currency":
        raise number_error("unit-currency", name)
    near = misprinted(known, UNITS)
    if not near:
        near = next(iter(difflib.get_close_matches(known.casefold(), _COUNTED, n=1)), "")
    if near:
        raise number_error("unit-unknown", name, remedy=f'sửa tên đơn vị, có phải là "{near}"?')
    raise number_error("unit-unknown", name)


def unit_words(text: str) -> str:
    """The name of a unit as it is looked for: NFC, single blanks."""
    return " ".join(trimmed(text).split())

"""Units of money as registers print them, in a cell, a header or a caption: the factor to đồng."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from analysis.language.printed_units import MONEY_UNITS
from analysis.vocabulary import uniform

# Word processors put these into copied cells: soft hyphens, joiners, byte-order marks.
INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_CURRENCY: Final = re.compile(r"[$€£¥]|\b(?:usd|eur|euro|jpy|cny|krw|đô la|do la|yên|yen)\b")

SURE_WORDS: Final = (
    r"đơn vị tính|don vi tinh|đơn vị tiền(?: tệ)?|don vi tien(?: te)?|đv tính|dv tinh|đvt|dvt"
)
_KEYWORD: Final = re.compile(
    rf"(?<!\w)(?:(?P<sure>{SURE_WORDS})|đơn vị|don vi|đv|dv|tính bằng|tinh bang|tính theo|tinh theo)(?!\w)"
    r"(?:\s+l[àa](?!\w))?[\s:：.,(\[\-–]*"
)
_BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
MANY_DONG: Final = r"(?:nghìn|nghin|ngàn|ngan|triệu|trieu|tỷ|tỉ|ty|ti)\s+(?:đồng|dong)"
_LOOSE: Final = re.compile(rf"(?<!\w)({MANY_DONG})(?!\w)")
# After one of these, or a digit, "triệu đồng" is an amount in words.
_COUNT: Final = re.compile(
    "một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười|mươi|chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ"
    "|hàng|vài|mấy|nửa|rưỡi|lẻ"
    "|mot|bon|tu|nam|sau|bay|tam|chin|muoi|chuc|tram|nghin|ngan|van|trieu|ty|ti"
    "|hang|vai|may|nua|ruoi|le"
)


# đồng in one of the unit of each column of money, by code; None where none is stated.
Units = dict[str, int | None]


class UnitError(ValueError):
    """Raised when a text that must be a unit of money is none; `code`: unit-unknown, unit-currency or unit-conflict."""

    def __init__(self, code: str, text: str) -> None:
        self.code = code
        super().__init__(text)


def normal(text: str) -> str:
    """A text for comparing: NFC, one case, single spaces, no invisible characters."""
    return uniform(INVISIBLE.sub("", text))


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A text without its diacritics, đ as d."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def folded(text: str) -> str:
    """A text for comparing without diacritics: `normal`, then `plain`."""
    return plain(normal(text))


_FACTORS: Final = {
    form: unit.factor
    for unit in MONEY_UNITS.values()
    for spelling in unit.spellings
    for form in (normal(spelling), folded(spelling))
}
FORMS: Final = "|".join(re.escape(form) for form in sorted(_FACTORS, key=len, reverse=True))
_LEADING: Final = re.compile(rf"({FORMS})\s*(?:[()\[\],;:.\-–](.*))?")
_TRAILING: Final = re.compile(rf".*\S\s*[,;:\-–]\s*({FORMS})")
_FOREIGN: Final = re.compile(rf"(?:(?:{FORMS})\s+)?(?:{_CURRENCY.pattern})(?:\s+mỹ| my)?")
_BARE_LETTERS: Final = ("đ", "d")


def factor_of(text: str) -> int:
    """đồng in one of the unit; right diacritics or none.

    Raises:
        UnitError: the text is no unit of money.
    """
    name = _name(text)
    if name in _FACTORS:
        return _FACTORS[name]
    if _CURRENCY.search(name):
        raise UnitError("unit-currency", text)
    raise UnitError("unit-unknown", text)


def is_unit(text: str) -> bool:
    """Whether a text is a known unit."""
    return _name(text) in _FACTORS


def is_currency(text: str) -> bool:
    """Whether a text names a foreign currency."""
    return _CURRENCY.search(normal(text)) is not None


def leading_unit(text: str) -> int:
    """The unit that a text begins with: "ngàn đồng (chưa gồm VAT)".

    Raises:
        UnitError: it begins with none, or a second unit or a currency stands in the remark.
    """
    name = _name(text)
    while (keyword := _KEYWORD.match(name)) is not None and keyword.end() < len(name):
        name = name[keyword.end() :]
    match = _LEADING.fullmatch(name)
    if match is None:
        return factor_of(name)
    factor = _FACTORS[match[1]]
    remark = match[2] or ""
    others = {*loose_units(remark), _FACTORS.get(_name(remark), factor)}
    if others != {factor}:
        raise UnitError("unit-conflict", text)
    if is_currency(remark):
        raise UnitError("unit-currency", text)
    return factor


@lru_cache(maxsize=4096)
def caption_unit(text: str) -> int | None:
    """The unit that a text states plainly, None for any other text.

    It is the whole text, or stands after a word such as "ĐVT" or "tính bằng", in brackets, or last
    after a comma or a dash. "Đơn vị: …" may also name an office, so there only known units and
    currencies count.

    Raises:
        UnitError: it states something that is no unit of money, or two units.
    """
    clean = normal(text).strip()
    whole = cell_unit(clean)
    if whole is not None:
        return whole
    stated = {_after(keyword) for keyword in _KEYWORD.finditer(clean)}
    stated |= {bracket_unit(inside) for inside in _BRACKETS.findall(clean)}
    stated.discard(None)
    last = _TRAILING.fullmatch(_tight(clean).strip(" .:;)]"))
    # "Mục 1, 1.000đ" and "Tổ 3, đ" are more often an amount and a letter than units.
    if last is not None and last[1] not in _BARE_LETTERS and not last[1][0].isdigit():
        stated.add(_FACTORS[last[1]])
    if len(stated) > 1:
        raise UnitError("unit-conflict", text)
    return next(iter(stated), None)


def cell_unit(text: str) -> int | None:
    """The unit that is the whole text, in brackets or not; None for any other, and for a lone "đ", a letter of lists.

    Raises:
        UnitError: it is a foreign currency.
    """
    name = _name(text)
    if _FOREIGN.fullmatch(name):
        raise UnitError("unit-currency", text)
    return None if name in _BARE_LETTERS else _FACTORS.get(name)


def announced_unit(text: str) -> int | None:
    """The unit of a text that is about nothing else: "nghìn đồng", "ĐVT: nghìn đồng".

    Raises:
        UnitError: a word announces a unit, and what follows is none.
    """
    clean = normal(text).strip(" ([")
    keyword = _KEYWORD.match(clean)
    return cell_unit(clean) if keyword is None else _after(keyword)


def bracket_unit(inside: str) -> int | None:
    """The unit in brackets, None when they hold something else.

    Raises:
        UnitError: they hold a currency or two units.
    """
    keyword = _KEYWORD.search(normal(inside))
    # "(triệu đồng, đơn vị: …)" states its unit before the word, "(số tiền tính bằng nghìn đồng)" behind it.
    if keyword is not None and not loose_units(keyword.string[: keyword.start()]):
        return _after(keyword)
    if _LEADING.fullmatch(_name(inside)) or loose_units(inside) or cell_unit(inside) is not None:
        return leading_unit(inside)
    return None


def waits_for_unit(text: str) -> bool:
    """Whether a text is only a word that announces a unit: "Đơn vị tính:"."""
    match = _KEYWORD.fullmatch(_name(text))
    return match is not None and bool(match["sure"])


def loose_units(text: str) -> set[int]:
    """Units of many đồng that a text mentions without a number before them."""
    clean = normal(text)
    found = set[int]()
    for match in _LOOSE.finditer(clean):
        before = clean[: match.start()].rstrip(" -–").rpartition(" ")[2].strip("(,.;:")
        if not any(letter.isdigit() for letter in before) and not _COUNT.fullmatch(before):
            found.add(_FACTORS[match[1]])
    return found


def _after(keyword: re.Match[str]) -> int | None:
    """The unit in the rest of the text after a keyword."""
    rest = keyword.string[keyword.end() :]
    if not _name(rest):
        return None
    try:
        return leading_unit(rest)
    except UnitError as error:
        office = not keyword["sure"] and not is_currency(" ".join(rest.split()[:3]))
        if office and error.code != "unit-conflict":
            return None
        raise


def _tight(text: str) -> str:
    return re.sub(r"\s*\.\s*", ".", text)


def _name(text: str) -> str:
    return _tight(normal(text)).strip(" .:;,()[]-–")

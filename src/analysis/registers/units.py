"""Units of money as registers print them, in a cell, a header or a caption: the factor to đồng."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

DONG, NGHIN, TRIEU, TY = 1, 10**3, 10**6, 10**9

_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_CURRENCY: Final = re.compile(r"[$€£¥]|\b(?:usd|eur|euro|jpy|cny|krw|đô la|do la|yên|yen)\b")
_MONEY: Final = (
    "đồng",
    "đ",
    "vnđ",
    "vnd",
    "₫",
    "đồng việt nam",
    "việt nam đồng",
    "đồng vn",
    "vn đồng",
)
_NAMES: Final = {
    DONG: _MONEY,
    NGHIN: ("nghìn", "ngàn", "ng.đ", "ngđ", "ng đ", "ng.đồng", "ng đồng",
            *(f"{name} {money}" for name in ("nghìn", "ngàn", "1.000", "1000") for money in _MONEY),
            "1.000đ", "1000đ", "1.000vnđ", "1000vnđ"),
    TRIEU: ("triệu", "tr.đ", "trđ", "tr đ", "tr", "tr.đồng", "tr đồng", "tr.vnđ",
            *(f"{name} {money}" for name in ("triệu", "1.000.000", "1000000") for money in _MONEY), "1.000.000đ"),
    TY: ("tỷ", "tỉ", *(f"{name} {money}" for name in ("tỷ", "tỉ") for money in _MONEY)),
}  # fmt: skip
UNIT_NAMES: Final = {DONG: "đồng", NGHIN: "nghìn đồng", TRIEU: "triệu đồng", TY: "tỷ đồng"}

SURE_WORDS: Final = (
    r"đơn vị tính|don vi tinh|đơn vị tiền(?: tệ)?|don vi tien(?: te)?|đv tính|dv tinh|đvt|dvt"
)
_KEYWORD: Final = re.compile(
    rf"(?<!\w)(?:(?P<sure>{SURE_WORDS})|đơn vị|don vi|đv|dv|tính bằng|tinh bang|tính theo|tinh theo)(?!\w)"
    r"[\s:：.,(\[\-–]*"
)
_BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_LOOSE: Final = re.compile(
    r"(?<!\w)(?P<unit>(?:nghìn|nghin|ngàn|ngan|triệu|trieu|tỷ|tỉ|ty|ti)\s+(?:đồng|dong))(?!\w)"
)
# After one of these, or a digit, "triệu đồng" is an amount in words.
_COUNT: Final = re.compile(
    "một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười|mươi|chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ|hàng|vài|mấy|nửa|rưỡi|lẻ"
    "|mot|bon|tu|nam|sau|bay|tam|chin|muoi|chuc|tram|nghin|ngan|van|trieu|ty|ti|hang|vai|may|nua|ruoi|le"
)


class UnitError(ValueError):
    """Raised when a text that must be a unit of money is none; `code`: unit-unknown, unit-currency or unit-conflict."""

    def __init__(self, code: str, text: str) -> None:
        self.code = code
        super().__init__(text)


def normal(text: str) -> str:
    """A text for comparing: NFC, one case, single spaces, no invisible characters."""
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).casefold().split())


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A text without its diacritics, đ as d."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


_FACTORS: Final = {
    form: factor
    for factor, names in _NAMES.items()
    for name in names
    for form in (normal(name), plain(normal(name)))
}
FORMS: Final = "|".join(re.escape(form) for form in sorted(_FACTORS, key=len, reverse=True))
_LEADING: Final = re.compile(rf"({FORMS})\s*(?:[()\[\],;:.\-–](.*))?")
_TRAILING: Final = re.compile(rf".*\S\s*[,;:\-–]\s*({FORMS})")
_FOREIGN: Final = re.compile(rf"(?:(?:{FORMS})\s+)?(?:{_CURRENCY.pattern})(?:\s+mỹ| my)?")
_BARE_LETTERS: Final = ("đ", "d")


def factor_of(text: str) -> int:
    """đồng in one of the unit; right diacritics or none. Errors: `UnitError`."""
    name = _name(text)
    if name in _FACTORS:
        return _FACTORS[name]
    raise UnitError("unit-currency" if _CURRENCY.search(name) else "unit-unknown", text)


def is_unit(text: str) -> bool:
    """Whether a text is a known unit."""
    return _name(text) in _FACTORS


def is_currency(text: str) -> bool:
    """Whether a text names a foreign currency."""
    return _CURRENCY.search(normal(text)) is not None


def leading_unit(text: str) -> int:
    """The unit that a text begins with: "ngàn đồng (chưa gồm VAT)". Errors: `UnitError`, also for a second unit."""
    name = _name(text)
    while (keyword := _KEYWORD.match(name)) is not None and keyword.end() < len(name):
        name = name[keyword.end() :]
    match = _LEADING.fullmatch(name)
    if match is None:
        return factor_of(name)
    factor = _FACTORS[match.group(1)]
    remark = match.group(2) or ""
    others = loose_units(remark) | ({_FACTORS[_name(remark)]} if is_unit(remark) else set())
    if others - {factor}:
        raise UnitError("unit-conflict", text)
    if is_currency(remark):
        raise UnitError("unit-currency", text)
    return factor


@lru_cache(maxsize=4096)
def caption_unit(text: str) -> int | None:
    """The unit that a text states plainly, None for any other text. Errors: `UnitError`.

    It is the whole text, or stands after a word such as "ĐVT" or "tính bằng", in brackets, or last after a comma or a
    dash. "Đơn vị: …" may also name an office, so there only known units and currencies count.
    """
    clean = normal(text).strip()
    whole = cell_unit(clean)
    if whole is not None:
        return whole
    stated = {
        unit
        for match in _KEYWORD.finditer(clean)
        if (unit := _after(clean[match.end() :], match)) is not None
    }
    for inside in _BRACKETS.findall(clean):
        unit = bracket_unit(inside)
        stated |= {unit} if unit is not None else set()
    last = _TRAILING.fullmatch(re.sub(r"\s*\.\s*", ".", clean).strip(" .:;)]"))
    if last is not None and last.group(1) not in _BARE_LETTERS and not last.group(1)[0].isdigit():
        stated.add(_FACTORS[last.group(1)])
    if len(stated) > 1:
        raise UnitError("unit-conflict", text)
    return next(iter(stated), None)


def cell_unit(text: str) -> int | None:
    """The unit that is the whole text, in brackets or not; None for any other. Errors: `UnitError` for a currency."""
    name = _name(text)
    if name in _FACTORS:
        return None if name in _BARE_LETTERS else _FACTORS[name]
    if _FOREIGN.fullmatch(name):
        raise UnitError("unit-currency", text)
    return None


def announced_unit(text: str) -> int | None:
    """The unit of a text that is about nothing else: "nghìn đồng", "ĐVT: nghìn đồng". Errors: `UnitError`."""
    clean = normal(text).strip(" ([")
    keyword = _KEYWORD.match(clean)
    return cell_unit(clean) if keyword is None else _after(clean[keyword.end() :], keyword)


def bracket_unit(inside: str) -> int | None:
    """The unit in brackets, None when they hold something else. Errors: `UnitError` for a currency or two units."""
    keyword = _KEYWORD.match(normal(inside))
    if keyword is not None:
        return _after(normal(inside)[keyword.end() :], keyword)
    if _LEADING.fullmatch(_name(inside)) or loose_units(inside) or cell_unit(inside) is not None:
        return leading_unit(inside)
    return None


def waits_for_unit(text: str) -> bool:
    """Whether a text is only a word that announces a unit: "Đơn vị tính:"."""
    match = _KEYWORD.fullmatch(_name(text))
    return match is not None and match.group("sure") is not None


def loose_units(text: str) -> set[int]:
    """Units of many đồng that a text mentions without a number before them."""
    clean, found = normal(text), set[int]()
    for match in _LOOSE.finditer(clean):
        before = clean[: match.start()].rstrip(" -–").rpartition(" ")[2].strip("(,.;:")
        if not any(letter.isdigit() for letter in before) and not _COUNT.fullmatch(before):
            found.add(_FACTORS[match.group("unit")])
    return found


def _after(rest: str, keyword: re.Match[str]) -> int | None:
    """The unit after a keyword."""
    if not _name(rest):
        return None
    if keyword.group("sure") or is_currency(" ".join(rest.split()[:3])):
        return leading_unit(rest)
    try:
        return leading_unit(rest)
    except UnitError as error:
        if error.code == "unit-conflict":
            raise
        return None


def _name(text: str) -> str:
    return re.sub(r"\s*\.\s*", ".", normal(text)).strip(" .:;,()[]-–")

"""Units of money as registers print them, in a cell, a header or a caption: the factor to đồng."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

DONG, NGHIN, TRIEU, TY = 1, 10**3, 10**6, 10**9

_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_CURRENCY: Final = re.compile(r"[$€£¥]|\b(?:usd|eur|euro|jpy|cny|krw|đô la|do la|yên|yen)\b")
_CAPTION: Final = re.compile(r"(đơn vị tính|đvt|dvt|don vi tinh|đơn vị|don vi)\s*[:：]\s*(.+)")
_NAMES: Final = {
    DONG: ("đồng", "đ", "₫", "vnđ", "vnd", "đồng việt nam", "việt nam đồng"),
    NGHIN: ("nghìn đồng", "ngàn đồng", "nghìn", "ngàn", "nghìn đ", "ngàn đ", "ng.đ", "ngđ", "1.000 đồng", "1000 đồng",
            "1.000đ", "1000đ", "1.000 đ", "1000 đ", "nghìn vnđ", "ngàn vnđ"),
    TRIEU: ("triệu đồng", "triệu", "triệu đ", "tr.đ", "trđ", "tr đ", "tr", "tr.đồng", "tr đồng", "triệu vnđ",
            "triệu vnd", "1.000.000 đồng", "1.000.000đ", "1000000 đồng", "tr.vnđ"),
    TY: ("tỷ đồng", "tỉ đồng", "tỷ", "tỉ", "tỷ đ", "tỉ đ", "tỷ vnđ", "tỉ vnđ"),
}  # fmt: skip
UNIT_NAMES: Final = {DONG: "đồng", NGHIN: "nghìn đồng", TRIEU: "triệu đồng", TY: "tỷ đồng"}


class UnitError(ValueError):
    """Raised when a text that must be a unit of money is none; `code` is unit-unknown or unit-currency."""

    def __init__(self, code: str, text: str) -> None:
        self.code = code
        super().__init__(text)


def normal(text: str) -> str:
    """A text for comparing: NFC, one case, single spaces, no invisible characters."""
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).casefold().split())


def plain(text: str) -> str:
    """A text without its diacritics, đ as d."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


_FACTORS: Final = {
    form: factor for factor, names in _NAMES.items() for name in names for form in (normal(name), plain(normal(name)))
}


def factor_of(text: str) -> int:
    """đồng in one of the unit; right diacritics or none. Errors: `UnitError`."""
    name = re.sub(r"\s*\.\s*", ".", normal(text)).strip(" .:;,")
    if name in _FACTORS:
        return _FACTORS[name]
    raise UnitError("unit-currency" if _CURRENCY.search(name) else "unit-unknown", text)


def is_unit(text: str) -> bool:
    """Whether a text is a known unit."""
    try:
        factor_of(text)
    except UnitError:
        return False
    return True


def is_currency(text: str) -> bool:
    """Whether a text names a foreign currency."""
    return _CURRENCY.search(normal(text)) is not None


def caption_unit(text: str) -> int | None:
    """The unit that a caption states ("Đơn vị tính: triệu đồng"), None for any other text. Errors: `UnitError`.

    "Đơn vị: …" may also name an office, so there only known units count.
    """
    match = _CAPTION.search(normal(text))
    if match is None:
        return None
    word, rest = match.groups()
    rest = rest.strip(" ().;:[]")
    if is_unit(rest):
        return factor_of(rest)
    if word in ("đơn vị", "don vi") and not is_currency(rest):
        return None
    return factor_of(rest)

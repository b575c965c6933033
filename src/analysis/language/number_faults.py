"""Why a text is no exact value, in the words of a fault that still has no place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import astuple, dataclass

from analysis.faults import catalogue
from analysis.messages import shown

MOST_CHARACTERS = 100
# Tried in this order: a text such as "3E-05" would also look like a range.
_UNREADABLE = (
    ("amount-missing", r"\s*|n/?a|null|none|[-–—]"),
    (
        "number-scientific",
        r"[-+−]?[0-9][0-9.,]*\s*(?:e\s*[-+]?[0-9]+|[x×*.]\s*10(?:\^|\*\*|[⁻⁰¹²³⁴-⁹]).*)",
    ),
    ("amount-not-finite", r"[-+−]?(?:nan|inf|infinity|∞)"),
    ("unit-currency", r".*(?:[$€£¥]|\b(?:usd|eur|jpy|cny)\b|đô la).*"),
    (
        "number-approximate",
        r"(?:(?:trên|hơn|gần|dưới|khoảng|ước|chừng|xấp xỉ|ít nhất|không quá)\b|[~≈<>≤≥±]).*",
    ),
    ("number-approximate", r"[^0-9]*[0-9].*(?:[-–—~]|đến|tới).*[0-9].*"),
    ("amount-negative", r"\([0-9., ]+\)"),
)


@dataclass(frozen=True)
class NumberFault:
    """Why a text gives no value: the code and the Vietnamese words of a `Fault`, still without a place."""

    code: str
    got: str
    wanted: str
    remedy: str


class NumberError(ValueError):
    """Raised when a text is not an exact value.

    `code`, `got`, `wanted`, `remedy` are those of its fault.
    """

    def __init__(self, fault: NumberFault) -> None:
        self.fault = fault
        self.code, self.got, self.wanted, self.remedy = astuple(fault)
        super().__init__(
            f"{self.got}; cần: {self.wanted} [{self.code}]. Cách khắc phục: {self.remedy}"
        )


def unreadable(text: str) -> NumberFault:
    """The fault of a text that neither reading takes, named as closely as it can be."""
    clean = trimmed(text)[:MOST_CHARACTERS].casefold()
    for code, pattern in _UNREADABLE:
        if re.fullmatch(pattern, clean):
            return number_fault(code, text)
    return number_fault("number-unreadable", text)


def trimmed(text: str) -> str:
    """A text in NFC, without the white space around it."""
    return unicodedata.normalize("NFC", text).strip()


def number_fault(code: str, text: str, what: str = "", remedy: str = "") -> NumberFault:
    """The fault of a text, with the words of the catalogue where none are given."""
    words = catalogue()[code]
    what = what or words["got"]
    remedy = remedy or words["remedy"]
    return NumberFault(code, f'"{shown(text)}" {what}', words["wanted"], remedy)


def number_error(code: str, text: str, what: str = "", remedy: str = "") -> NumberError:
    """That fault, to be raised."""
    return NumberError(number_fault(code, text, what, remedy))

"""What the text of one cell says of its row: a total, a number, a signature, a date, an amount in words, a kind."""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.sheets.sheet import ERROR, NO_VALUE
from analysis.tables.amounts import DASHES
from analysis.tables.fund_words import NAMED_FUND
from analysis.tables.units import folded, is_unit, normal, plain
from analysis.vocabulary import KINDS, Word

_SUM = r"tong(?: cong| so| kinh phi| toan tinh| toan bo| chung| hop)?"
_TOTAL = re.compile(
    rf"(?:{_SUM}|cong(?: don| nhom| muc| so)?|luy ke)"
    r"(?:\s*[(:.\[].*"
    r"|\s+(?:cong\s*)?(?:\(?[ivx0-9+ a-d]+\)?|(?:nam|nhom|muc|phan|huyen|tinh|trang|cac|ca|nguon|von|kinh phi) .*"
    r"|(?:[0-9]+ )?(?:de an|co so|don vi|nhiem vu|chuong trinh)\b.*|kcqg|kcdp|khuyen cong .*))?\s*"
)
# "Công" is no "Cộng": the first word counts with its right diacritics or with none.
_TOTAL_WORD = re.compile(r"(?:tổng|tong|cộng|cong|lũy|luỹ|luy)\b")
_GRAND = re.compile(
    rf"{_SUM}(?: (?:toan tinh|toan bo|ca tinh|cac nguon|chung))*(?: nam [0-9]{{4}})?\s*(?:[(\[]?\s*(?:i|a|1)\s*\+.*)?"
)
# What stands before an item of a list.
BULLETS = "-–—+•*▪"
# For a quick look at whole columns, in the words of Arrow's regular expressions: totals, and components of a scheme.
MAY_BE_TOTAL = (
    rf"^[^\pL\pN]*(?i:t[oổ]ng|c[oộ]ng|lu[yỹ]|lũy)|^\s*[{BULLETS}]|^[^\pL\pN]*(?i:trong [đd][oó])"
)
BULLET = re.compile(rf"\s*([{BULLETS}])")
_OF_WHICH = re.compile(r"\W*trong do\b")
_LABEL = re.compile(
    r"\(?(?:[0-9]{1,6}|[ivxlcdm]{1,7}|[a-zđ])(?:\.[0-9]{1,4})*\s*[.)/-]?", re.IGNORECASE
)
_DAY = re.compile(r".*\bngay\b.*\bthang\b.*\bnam\b.*")
_SIGNATURE = re.compile(
    r"\(?(?:da )?ky\b.*|nguoi (?:lap|tong hop|duyet|kiem)\b.*|ke toan\b.*|thu truong\b.*|xac nhan\b.*|dai dien\b.*"
    r"|(?:pho )?(?:(?:tong )?giam doc|truong (?:phong|ban)|chi cuc truong|chu tich)\b.*|thu quy\b.*"
    r"|can bo\b.*|chuyen vien\b.*|noi nhan\b.*|(?:t/?m|kt|tl|tuq)\b\.?.*"
)
# Typed on a machine without the digits 0 and 1: "lOO.OOO".
_LOOKALIKE = re.compile(r"(?=.*[OoIlSBZ|])[OoIlSBZ|.,\s-]+")
_NUMERALS = (
    r"(?:khong|mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin|muoi|tram"
    r"|nghin|ngan|trieu|ty|ti|linh|le|ruoi|dong|chan)"
)
_IN_WORDS = re.compile(rf"{_NUMERALS}(?: {_NUMERALS})+")


@lru_cache(maxsize=4096)
def is_total_text(text: str) -> bool:
    """Whether a text names a total: "Cộng (I)", "TỔNG CỘNG", "Tổng số:"."""
    words = normal(text).strip(" .:-*")
    return _TOTAL_WORD.match(words) is not None and _TOTAL.fullmatch(plain(words)) is not None


def is_grand_total(text: str) -> bool:
    """Whether a text names the total of a whole table, or of a part that ends with such a total."""
    return _GRAND.fullmatch(folded(text).strip(" .:-*")) is not None


def is_label(text: str) -> bool:
    """Whether a text numbers a row: "3", "IV.", "a)", "1.2"."""
    return _LABEL.fullmatch(text.strip()) is not None


def is_signature(text: str) -> bool:
    """Whether a text belongs to the signatures below a table, with their date and place."""
    words = folded(text)
    return _SIGNATURE.fullmatch(words) is not None or _DAY.fullmatch(words) is not None


def is_date_line(text: str) -> bool:
    """Whether a text is the date over a signature: its digits are no money."""
    return _DAY.fullmatch(folded(text)) is not None


def meant_as_amount(text: str) -> bool:
    """Whether a text without digits was meant as an amount: "lOO.OOO", "ba trăm triệu"."""
    if is_unit(text):
        return False
    words = folded(text).strip(" .")
    return _LOOKALIKE.fullmatch(text) is not None or _IN_WORDS.fullmatch(words) is not None


_SOURCE = re.compile(
    r"(?:[ivxlcdm]+|[a-z])?\s*[.)/:-]?\s*(?:(?:nguon|von|kinh phi) )*"
    rf"{NAMED_FUND}\b.*"
)


_KINDS = {normal(word): kind for kind in KINDS.values() for word in (kind.label, *kind.printed)}
_WORDS_OF_KINDS = frozenset(map(plain, _KINDS))


def kind_named(text: str) -> Word | None:
    """The kind of scheme that a text is a word of, each with its right diacritics; None for another text."""
    return _KINDS.get(normal(text))


def names_kind(text: str) -> bool:
    """Whether a text is the name of a kind of scheme, with its diacritics or without."""
    return folded(text) in _WORDS_OF_KINDS


def begins_component(text: str) -> bool:
    """Whether a name begins as that of a part of a scheme does: with a dash, or "Trong đó"."""
    return BULLET.match(text) is not None or _OF_WHICH.match(folded(text)) is not None


def names_source(text: str) -> bool:
    """Whether a text is the name of a section of one fund, which is no kind of scheme."""
    words = folded(text)
    return _SOURCE.fullmatch(words) is not None and not names_kind(text)


def is_amount(text: str, kind: int) -> bool:
    """Whether a cell holds money, or an error or a formula without its value where money should be."""
    if kind in (ERROR, NO_VALUE):
        return True
    return re.search("[0-9]", text) is not None and not is_date_line(text)


def is_other_text(amount: str) -> bool:
    """Whether where an amount would stand there is neither nothing, nor a dash, nor a unit."""
    return amount not in ("", *DASHES) and not is_unit(amount)


def is_words_or_zero(amount: str) -> bool:
    """Whether where an amount would stand there is nothing, a zero or a signature."""
    return re.search(r"^[0.,]*$|[^\W\d_]{3}|/", amount) is not None

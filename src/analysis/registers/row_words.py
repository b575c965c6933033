"""Words that tell the sort of a row: totals, labels of groups, signatures, and texts that were meant as amounts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from analysis.registers.units import is_unit, normal, plain

_SUM: Final = r"tong(?: cong| so| kinh phi| toan tinh| toan bo| chung| hop)?"
_TOTAL: Final = re.compile(
    rf"(?:{_SUM}|cong(?: don| nhom| muc| so)?|luy ke)"
    r"(?:\s*[(:.\[].*"
    r"|\s+(?:cong\s*)?(?:\(?[ivx0-9+ a-d]+\)?|(?:nam|nhom|muc|phan|huyen|tinh|trang|cac|ca|nguon|von|kinh phi) .*"
    r"|(?:[0-9]+ )?(?:de an|co so|don vi|nhiem vu|chuong trinh)\b.*|kcqg|kcdp|khuyen cong .*))?\s*"
)
# "Công" is no "Cộng": the first word counts with its right diacritics or with none.
_TOTAL_WORD: Final = re.compile(r"(?:tổng|tong|cộng|cong|lũy|luỹ|luy)\b")
_GRAND: Final = re.compile(
    rf"{_SUM}(?: (?:toan tinh|toan bo|ca tinh|cac nguon|chung))*(?: nam [0-9]{{4}})?\s*(?:[(\[]?\s*(?:i|a|1)\s*\+.*)?"
)
# For a quick look at whole columns, in the words of Arrow's regular expressions.
MAY_BE_TOTAL: Final = r"^[^\pL\pN]*(?i:t[oổ]ng|c[oộ]ng|lu[yỹ]|lũy)"

_LABEL: Final = re.compile(r"\(?(?:[0-9]{1,6}|[ivxlcdm]{1,7}|[a-zđ])(?:\.[0-9]{1,4})*\s*[.)/-]?", re.IGNORECASE)
_DAY: Final = re.compile(r".*\bngay\b.*\bthang\b.*\bnam\b.*")
_SIGNATURE: Final = re.compile(
    r"\(?(?:da )?ky\b.*|nguoi (?:lap|tong hop|duyet|kiem)\b.*|ke toan\b.*|thu truong\b.*|xac nhan\b.*|dai dien\b.*"
    r"|(?:pho )?(?:(?:tong )?giam doc|truong (?:phong|ban)|chi cuc truong|chu tich)\b.*|thu quy\b.*"
    r"|can bo\b.*|chuyen vien\b.*|noi nhan\b.*|(?:t/?m|kt|tl|tuq)\b\.?.*"
)
_LOOKALIKE: Final = re.compile(r"(?=.*[OoIlSBZ|])[OoIlSBZ|.,\s-]+")
_NUMERALS: Final = (
    r"(?:khong|mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin|muoi|tram|nghin|ngan|trieu|ty|ti|linh|le|ruoi|dong|chan)"
)
_IN_WORDS: Final = re.compile(rf"{_NUMERALS}(?: {_NUMERALS})+")


@lru_cache(maxsize=4096)
def is_total_text(text: str) -> bool:
    """Whether a text names a total: "Cộng (I)", "TỔNG CỘNG", "Tổng số:"."""
    words = normal(text).strip(" .:-*")
    return _TOTAL_WORD.match(words) is not None and _TOTAL.fullmatch(plain(words)) is not None


def is_grand_total(text: str) -> bool:
    """Whether a text names the total of a whole table, or of a part that ends with such a total itself."""
    return _GRAND.fullmatch(plain(normal(text)).strip(" .:-*")) is not None


def is_label(text: str) -> bool:
    """Whether a text numbers a row: "3", "IV.", "a)", "1.2"."""
    return _LABEL.fullmatch(text.strip()) is not None


def is_signature(text: str) -> bool:
    """Whether a text belongs to the signatures below a table, with their date and place."""
    words = plain(normal(text))
    return _SIGNATURE.fullmatch(words) is not None or _DAY.fullmatch(words) is not None


def is_date_line(text: str) -> bool:
    """Whether a text is the date over a signature: its digits are no money."""
    return _DAY.fullmatch(plain(normal(text))) is not None


def meant_as_amount(text: str) -> bool:
    """Whether a text without digits was meant as an amount: "lOO.OOO", "ba trăm triệu"."""
    if is_unit(text):
        return False
    words = plain(normal(text)).strip(" .")
    return _LOOKALIKE.fullmatch(text) is not None or _IN_WORDS.fullmatch(words) is not None

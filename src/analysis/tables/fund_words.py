"""The two funds of khuyến công in the words of titles, groups, headers and cells: one vocabulary for all that look."""

from __future__ import annotations

import re

from analysis.definitions.provinces import FORMER_NAMES, provinces
from analysis.tables.units import folded, plain
from analysis.vocabulary import SUPPORT_COLUMNS

# Whose money it is, by the column of the fund, and the abbreviations of a fund.
_OWNERS = {"kcqg": "quốc gia|trung ương|tw|qg", "kcdp": "địa phương|đp|tỉnh"}
_SHORT = {"kcqg": "kcqg", "kcdp": "kcđp"}
_SHORT_SOURCE = {"kcqg": "nstw", "kcdp": "nsđp"}
_OWNER = "|".join(_OWNERS.values())
# The name of a fund, as printed in lower case, and without marks.
PRINTED_FUND = rf"(?:{'|'.join(_SHORT.values())}|(?:khuyến công|kc|kpkc) (?:cấp )?(?:{_OWNER}))"
NAMED_FUND = plain(PRINTED_FUND)

_ANY_OWNER = plain(_OWNER)
_ANY_SHORT = plain("|".join([*_SHORT.values(), *_SHORT_SOURCE.values()]))
_WORDS_OF = {
    fund: re.compile(
        rf"\b(?:{plain('|'.join([_OWNERS[fund], _SHORT[fund], _SHORT_SOURCE[fund]]))})\b"
    )
    for fund in SUPPORT_COLUMNS
}
_PROVINCE = "|".join(
    sorted(folded(name) for name in {one.name for one in provinces()} | {*FORMER_NAMES})
)
# "Khuyến công tỉnh Gia Lai" over a table names the place: schemes of both funds may stand there.
_OF_A_PROVINCE = re.compile(rf"\bkhuyen cong (?:tinh|thanh pho|tp) (?={_PROVINCE})")
# What names an office, a territory or the money of others: no fund, though it holds the words of one.
_NO_FUND = re.compile(
    r"\b(?:trung tam|phong|chi cuc|cuc|so|ban quan ly|hoi|lien minh htx)"
    r"(?:(?: (?:va|&|,|-))? ?\b(?:khuyen cong|kc|xuc tien|tu van|phat trien|thuong mai|cong nghiep|cong thuong|ttcn"
    r"|xttm|tvptcn|du lich|dau tu|dich vu|tiet kiem nang luong|quan ly|ho tro|doanh nghiep|tai chinh|vung|htx))+"
    r"(?: (?:quoc gia|dia phuong|tinh|thanh pho|tp))?\b"
    r"|\b(?:ubnd|hdnd|uy ban nhan dan|hoi dong nhan dan)(?: (?:tinh|thanh pho|dia phuong))?\b"
    r"|\b(?:tren|trong|tai|o)(?: (?:dia ban|pham vi|cac|toan))* (?:tinh|thanh pho|dia phuong)\b"
    r"|\b(?:dia ban|pham vi)(?: (?:toan|cac))*(?: (?:tinh|thanh pho|dia phuong))?\b"
    r"|\b(?:(?:nguon|von|kinh phi|ngan sach|tinh|dia phuong|thanh pho) )*doi ung"
    r"(?: (?:cua|tu|phia|cac|co so|don vi|doanh nghiep|nguon|ngan sach))*"
    r"(?: (?:tinh|dia phuong|thanh pho|tw|trung uong))?\b"
)
_MONEY = "nguon|von|ngan sach|kinh phi|kp|ns|khuyen cong|kc|kpkc"
_OF = "su nghiep|nha nuoc|cap|tu|cua|thuoc|hang nam"
# What goes on with a second owner: "quốc gia và địa phương", "trung ương, ngân sách tỉnh", "TW/ĐP".
_JOINED = (
    rf"(?:(?: nam [0-9]{{4}})?\s*(?:\b(?:va|hoac|cung)\b|[,/+&;–-])\s*(?:(?:{_MONEY}|{_OF}) )*"
    rf"(?:{_ANY_OWNER}|{_ANY_SHORT})\b(?! (?:{_PROVINCE})\b))*"
)
# A fund by its name, and where none is named, money by its source.
_MONEY_OF = rf"(?:nguon|von|ngan sach|kinh phi|kp|ns)(?: (?:{_MONEY}|{_OF}))* (?:{_ANY_OWNER})"
_NAMES = (
    re.compile(rf"\b(?:{NAMED_FUND}|khuyen cong thanh pho)\b{_JOINED}"),
    re.compile(rf"\b(?:{_MONEY_OF}|{_ANY_SHORT})\b{_JOINED}"),
)
_BEFORE = rf"\W*(?:(?:{_MONEY}|{_OF}|su dung|ho tro|phan)\W+)*"
_ONLY_A_FUND = re.compile(rf"{_BEFORE}(?:(?:{_MONEY})\W+(?:cap )?(?:{_ANY_OWNER})|{_ANY_SHORT})\W*")
_ONLY_AN_OWNER = re.compile(rf"{_BEFORE}(?:{_ANY_OWNER}|{_ANY_SHORT})\W*")
_ONLY_MONEY = re.compile(rf"\W*(?:(?:{_MONEY}|{_OF}|nsnn|kinh te|ho tro)\b\W*)*")


def funds_in(text: str, *, over: bool = False) -> list[str]:
    """The columns of the funds that a text names; offices, places and counterpart name none.

    `over`: the text stands over a table, where the name of a province is that of the place.
    """
    words = folded(text)
    if over:
        words = _OF_A_PROVINCE.sub("khuyen cong ", words)
    words = _NO_FUND.sub(" | ", words)
    for pattern in _NAMES:
        named = " | ".join(match[0] for match in pattern.finditer(words))
        if named:
            found = [fund for fund in SUPPORT_COLUMNS if _WORDS_OF[fund].search(named)]
            return found or ["kcdp"]  # that of a city
    return []


def fund_in(text: str) -> str:
    """The one fund that a text names; '' for none, or for both."""
    found = funds_in(text)
    return found[0] if len(found) == 1 else ""


def fund_of_cell(text: str) -> str:
    """The fund of a text that says nothing but whose money it is: there "TW", "Tỉnh" are enough."""
    if _ONLY_AN_OWNER.fullmatch(folded(text)):
        return next(fund for fund in SUPPORT_COLUMNS if speaks_of(fund, text))
    return fund_in(text)


def speaks_of(fund: str, text: str) -> bool:
    """Whether a text has a word of the owner of a fund, or an abbreviation."""
    return _WORDS_OF[fund].search(folded(text)) is not None


def is_only_a_fund(text: str) -> bool:
    """Whether a text says whose money it is, and no more."""
    return _ONLY_A_FUND.fullmatch(folded(text)) is not None


def is_only_money(text: str) -> bool:
    """Whether a text speaks of money of the state without saying whose it is: "Ngân sách nhà nước"."""
    return _ONLY_MONEY.fullmatch(folded(text)) is not None

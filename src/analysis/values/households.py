"""Names of households and persons in a register, which its owner may keep out of what is handed on."""

from __future__ import annotations

import re

import pandas as pd

HOUSEHOLD = "Hộ kinh doanh"
_OF_PERSON = re.compile(
    r"(?:hộ(?: kinh doanh| kd| cá thể)?|hkd|ông|bà|anh|chị)\b[\s:.]*", re.IGNORECASE
)
# A name of one word is a word of many names of schemes.
_LEAST_WORDS = 2


def without_households(schemes: pd.DataFrame) -> pd.DataFrame:
    """The schemes with each household and person told as "Hộ kinh doanh", in the names of schemes too.

    Args:
        schemes: with the columns name, beneficiary, and beneficiary_type with its code.
    """
    rows = schemes[["name", "beneficiary", "beneficiary_type"]].itertuples(index=False, name=None)
    told = [_without_household(*cells) for cells in rows]
    names, beneficiaries = zip(*told, strict=True) if told else ((), ())
    return schemes.assign(name=list(names), beneficiary=list(beneficiaries))


def _without_household(name: str, beneficiary: str, kind: str) -> tuple[str, str]:
    title = _OF_PERSON.match(beneficiary)
    if kind != "HKD" and title is None:
        return name, beneficiary
    own = beneficiary[title.end() :] if title else beneficiary
    for text in (beneficiary, own):
        if len(text.split()) >= _LEAST_WORDS:
            name = re.sub(re.escape(text), HOUSEHOLD.lower(), name, flags=re.IGNORECASE)
    return name, HOUSEHOLD

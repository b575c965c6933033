"""Names of households and persons in a register, which its owner may keep out of what is handed on."""

from __future__ import annotations

import re
import unicodedata

import pandas as pd

from analysis.language.spelling import one_spelling

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
            name = _without(name, text)
    return name, HOUSEHOLD


def _without(name: str, told: str) -> str:
    """The name of a scheme with that of a household, in whatever spelling, as "hộ kinh doanh"."""
    words = r"\s+".join(map(re.escape, one_spelling(unicodedata.normalize("NFC", told)).split()))
    name = unicodedata.normalize("NFC", name)
    # every letter has the same place in both spellings
    found = [match.span() for match in re.finditer(words, one_spelling(name), re.IGNORECASE)]
    for start, end in reversed(found):
        name = name[:start] + HOUSEHOLD.lower() + name[end:]
    return name

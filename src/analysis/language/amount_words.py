"""Amounts of money written out in words: "Một tỷ hai trăm linh năm triệu đồng chẵn"."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SCALES = {"triệu": 10**6, "nghìn": 10**3, "ngàn": 10**3}
_BILLION = 10**9
_DIGIT = "|".join(_DIGITS)
_GROUP = re.compile(
    rf"(?:(?P<hundreds>{_DIGIT}) trăm)?"
    rf"(?:(?:^| )(?:(?:linh|lẻ) (?P<odd>{_DIGIT})|(?P<tens>mười|(?:{_DIGIT}) mươi)(?: (?P<units>{_DIGIT}))?"
    rf"|(?P<alone>{_DIGIT})))?"
)
_SCALE = re.compile(rf"(?<!\w)({'|'.join(_SCALES)})(?!\w)")
_SIGNS = re.compile(r"[,()“”\"]")
_END = re.compile(r"(?:\s*(?:đồng|chẵn|việt nam|vnđ|/))*[\s./]*$")


def amount_in_words(text: str) -> int | None:
    """The amount in đồng that words say; None where they are no whole amount in the usual words.

    Each scale stands once, from the largest down: "hai triệu ba trăm nghìn đồng".
    """
    plain = unicodedata.normalize("NFC", text).casefold().replace("tỉ", "tỷ")
    words = _END.sub("", " ".join(_SIGNS.sub(" ", plain).split()))
    *billions, rest = words.split("tỷ")
    if len(billions) > 1 or not words.strip():
        return None
    parts = [_below_billion(part) for part in (*billions, rest)]
    if None in parts:
        return None
    values = [part or 0 for part in parts]
    return values[-1] + (values[0] * _BILLION if billions else 0)


def _below_billion(words: str) -> int | None:
    """The number of the words before or behind "tỷ", 0 of none; None where they are no number."""
    total, last = 0, _BILLION
    *pairs, group = _SCALE.split(words)
    for number, name in zip(pairs[::2], pairs[1::2], strict=True):
        value, scale = below_thousand(number), _SCALES[name]
        if not value or scale >= last:
            return None
        total, last = total + value * scale, scale
    value = below_thousand(group)
    return None if value is None else total + value


def below_thousand(words: str) -> int | None:
    """A number below a thousand in words, 0 of no words; None where the words are none."""
    found = _GROUP.fullmatch(" ".join(words.split()))
    if found is None:
        return None
    tens = 0
    if found["tens"]:
        tens = 1 if found["tens"] == "mười" else _DIGITS[found["tens"].split()[0]]
    units = found["odd"] or found["units"] or found["alone"] or "không"
    return 100 * _DIGITS[found["hundreds"] or "không"] + 10 * tens + _DIGITS[units]

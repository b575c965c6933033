"""Numbers of rows, as offices write them: 1, 1.1, 1a, a), (i); which of them go on with the number above.

A part of a scheme is numbered below it, and so is a scheme below its group: numbers alone do not tell the two apart.
"""

from __future__ import annotations

import re

_BETWEEN = r"[\s.,/_()\-–]"
_LETTER = r"(?:[a-zđ]|[ivx]{1,4})"
_PLAIN = re.compile(r"0*([0-9]{1,6})(?:\.0)?\s*[.)/-]?")
_DIGITS = re.compile(r"[0-9]+")
_SIGN = re.compile(_BETWEEN)
_MARKS = re.compile(rf"^{_BETWEEN}+|{_BETWEEN}+$")
_BELOW_DIGIT = re.compile(
    rf"(?:{_BETWEEN}+[0-9]{{1,3}}|{_BETWEEN}*{_LETTER}){_BETWEEN}*(?:{_BETWEEN}[0-9a-zđ]{{1,3}}{_BETWEEN}*)*"
)
# After a letter another one may be the same numeral: II does not go on with I.
_BELOW_LETTER = re.compile(rf"(?:{_BETWEEN}*[0-9]{{1,3}}|{_BETWEEN}+{_LETTER}){_BETWEEN}*")
# A spreadsheet makes a date of 1-1 or 1/2.
_DATE = re.compile(r"[0-9]{4}-([0-9]{2})-([0-9]{2})(?:[T ].*)?")
_FORMS = {
    "letter": re.compile(r"\(?\s*[a-zđ]\s*[.)/]?"),
    "numeral": re.compile(r"\(?\s*[ivx]{1,5}\s*[.)/]?"),
    "bracket": re.compile(r"\(?\s*[0-9]{1,3}\s*\)"),
}
_ROMAN = {50: "L", 40: "XL", 10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I"}
_FIRST = {"letter": "a", "numeral": "i", "bracket": "1"}
# In the words of Arrow: whether a number may go on with another, or belong to a list below another.
MAY_GO_ON = (
    r"^[\s(]*(?i:(?:[0-9]{1,6}|\pL|[ivx]{1,5})[\s.,/_()\-–]+(?:[0-9]{1,3}|\pL|[ivx]{1,4})(?:[^\pL0-9]|$)"
    r"|(?:\pL[0-9]{1,3}|[0-9]{1,6}(?:\pL|[ivx]{1,4}))(?:[^\pL0-9]|$)|(?:\pL|[ivx]{1,5})[^\pL0-9]*$|[0-9]{1,3}\s*\)"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2})"
)


def count_of(number: str) -> int | None:
    """The count of a number that counts rows of its own, "3" or "03."; None for "3.1" and "a)"."""
    match = _PLAIN.fullmatch(number.strip())
    return None if match is None else int(match[1])


def is_plain(number: str) -> bool:
    """Whether a number counts rows of its own."""
    return count_of(number) is not None


def goes_on(number: str, above: str) -> bool:
    """Whether a number goes on with the one above: 1.1, 1a, 1-1, (1.2), 01/1 or I.1 with 1, I.1 with I."""
    if is_plain(number):
        return False
    root, text = (_MARKS.sub("", part.strip().lower()) for part in (above, number))
    plain = _PLAIN.fullmatch(above.strip())
    if plain is None:
        if not root or not text.startswith(root):
            return False
        below = _BELOW_DIGIT if root[-1].isdigit() else _BELOW_LETTER
        return below.fullmatch(text[len(root) :]) is not None
    date = _DATE.fullmatch(text)
    if date is not None:
        return int(plain[1]) in (int(date[1]), int(date[2]))
    rest = _behind_count(text, int(plain[1]))
    return rest is not None and _BELOW_DIGIT.fullmatch(rest) is not None


def _behind_count(text: str, count: int) -> str | None:
    """What stands behind a count at the beginning of a text; behind a Roman numeral it is a sign."""
    digits = _DIGITS.match(text)
    if digits is not None:
        is_count = digits[0].lstrip("0") == str(count).lstrip("0")
        return text[digits.end() :] if is_count else None
    # what is longer is another sign of the number before it
    numeral = roman(count).lower() if 0 < count < 40 else ""
    if numeral and text.startswith(numeral) and _SIGN.match(text, len(numeral)):
        return text[len(numeral) :]
    return None


def roman(number: int) -> str:
    """A number from 1 to 89 as sections and annexes are numbered: 14 is XIV."""
    made = ""
    for worth, letters in _ROMAN.items():
        made += letters * (number // worth)
        number %= worth
    return made


def number_form(number: str) -> str:
    """The form of a number, whatever its digits, letters and signs: "0.0" for 1.2, 1-2 and its date, "0.a" for 1b."""
    if _DATE.fullmatch(number.strip()):
        return "0.0"
    parts = re.findall(r"[0-9]+|[^\W\d_]+", number)
    return ".".join("0" if part.isdigit() else "a" for part in parts)


def list_forms(number: str) -> set[str]:
    """The sorts of list in which a number may stand: small letters, small Roman numerals, digits in brackets."""
    return {form for form, pattern in _FORMS.items() if pattern.fullmatch(number.strip())}


def opens_list(number: str, above: str) -> bool:
    """Whether a number is the first of such a list below a row that is counted: a), (i) or (1) below 1."""
    text = _MARKS.sub("", number.strip())
    first = {form for form in list_forms(number) if _FIRST[form] == text}
    return bool(first - list_forms(above)) and is_plain(above)


def label_sort(text: str) -> str:
    """Which sort of number a group has: "I" Roman, "A" a capital, "a" a small letter, "10" digits, "11" for 1.1; ''."""
    label = text.strip(" .)(:/-")
    if re.fullmatch(r"[IVX]+", label):
        return "I"
    if re.fullmatch(r"[A-ZĐ]", label):
        return "A"
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)*", label):
        return f"1{label.count('.')}"
    return "a" if re.fullmatch(r"[a-zđ]", label) else ""

"""One name under two spellings, and the order of Vietnamese words.

Both placements of a tone mark are in use (hòa, hoà), so are i and y for the same sound (kĩ, kỹ), and
a name of the highlands with or without its tone (Đắk, Đăk). What else differs (another tone, ă or â,
a word for a unit) is another name.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0309\u0303\u0301\u0323"  # in the order of dictionaries; no tone comes first
_TONE = re.compile(f"[{_TONES}]")
_LETTERS = {letter: number for number, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}


def _composed(*parts: str) -> str:
    return unicodedata.normalize("NFC", "".join(parts))


# Open syllables whose tone mark stands on either vowel: the first in the older placement, the second in the newer one.
_OLDER = {
    _composed(first, second, tone): _composed(first, tone, second)
    for pair in ("oa", "oe", "uy")
    for tone in _TONES
    for first in (pair[0], pair[0].upper())
    for second in (pair[1], pair[1].upper())
}
_END = r"(?![^\W\d_])"
_START = r"(?<![^\W\d_])"
_NEWER = re.compile(rf"(?<![qQ])(?:{'|'.join(_OLDER)}){_END}")
# The tone of "quý" may stand on its u as well, which is no vowel there.
_ON_U = re.compile(rf"{_START}([qQ])([ùủũúụÙỦŨÚỤ])([iIyY]){_END}")
_SHORT_I = re.compile(rf"{_START}([hklmstHKLMST]|[qQ][uU])([iìỉĩíịIÌỈĨÍỊ]){_END}")
_LONG_Y = str.maketrans("iìỉĩíịIÌỈĨÍỊ", "yỳỷỹýỵYỲỶỸÝỴ")
_HIGHLAND = re.compile(rf"{_START}([đlĐL])([ăĂ])([kK]){_END}")
_SYLLABLE = re.compile(r"([^\W\d_]+)")
_HYPHEN = re.compile(r"\s*[-\u2010-\u2015]\s*")
# In the words of Arrow: whether a text may have another form than its own.
MAY_DIFFER = (
    r"(?i:o[àảãáạèẻẽéẹ]|u[ỳỷỹýỵ]|q[ùủũúụ][iy]"
    r"|(?:^|[^\pL])(?:[hklmst]|qu)[iìỉĩíị](?:$|[^\pL])|[đl]ăk)"
    r"|[-\x{2010}-\x{2015}]|\pM"
)


@lru_cache(maxsize=65536)
def spelled(text: str) -> str:
    """The one form of all spellings of a text, for comparing; capitals and blanks between words stay."""
    text = one_spelling(unicodedata.normalize("NFC", text))
    return _composed(_HYPHEN.sub("-", text))


def one_spelling(text: str) -> str:
    """A text in NFC with one form of each syllable, every letter in its place; blanks and hyphens stay."""
    pieces = _SYLLABLE.split(text)
    pieces[1::2] = map(_one_syllable, pieces[1::2])
    return "".join(pieces)


@lru_cache(maxsize=65536)
def _one_syllable(text: str) -> str:
    text = _ON_U.sub(_tone_on_vowel, text)
    text = _NEWER.sub(lambda match: _OLDER[match[0]], text)
    text = _SHORT_I.sub(lambda match: match[1] + match[2].translate(_LONG_Y), text)
    return _HIGHLAND.sub(lambda match: _composed(match[1], match[2], "\u0301", match[3]), text)


def _tone_on_vowel(match: re.Match[str]) -> str:
    bare, *tone = list(unicodedata.normalize("NFD", match[2]))
    return match[1] + bare + _composed(match[3], *tone)


# Of each word its letters and its tone.
Order = tuple[tuple[tuple[int, ...], int], ...]


@lru_cache(maxsize=65536)
def vietnamese_order(text: str) -> Order:
    """The key by which texts sort as in a dictionary: word by word, by letters, then by tone."""
    return tuple(map(_word_order, spelled(text).casefold().split()))


def _word_order(word: str) -> tuple[tuple[int, ...], int]:
    apart = unicodedata.normalize("NFD", word)
    tones = _TONE.findall(apart)
    bare = _composed(_TONE.sub("", apart))
    # whatever is no letter of the alphabet stands before the letters, in the order of the codes
    letters = tuple(_LETTERS.get(letter, ord(letter) - sys.maxunicode) for letter in bare)
    return letters, _TONES.index(tones[0]) + 1 if tones else 0

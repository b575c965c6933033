"""Bytes of a text file -> text. Unicode is read; windows-1258 when nothing is lost; old font codes are refused.

TCVN3 (ABC) and VNI keep no trace in the bytes, so common words, written in each code, are looked for.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.faults import Place, Problems

LEAST_WORDS = 3
LEAST_MOJIBAKE = 3

_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng
_TCVN3_GROUPS = {
    "a": "µ¶·¸¹", "ă": "»¼½¾Æ", "â": "ÇÈÉÊË", "e": "ÌÎÏÐÑ", "ê": "ÒÓÔÕÖ", "i": "×ØÜÝÞ",
    "o": "ßáâãä", "ô": "åæçèé", "ơ": "êëìíî", "u": "ïñòóô", "ư": "õö÷øù", "y": "úûüýþ",
}  # fmt: skip
_TCVN3_BASES = dict(zip("ăâêôơưđĂÂÊÔƠƯĐ", "¨©ª«¬\u00ad®¡¢£¤¥¦§", strict=True))
_VNI_MARKS = {
    "": dict(zip(_TONES, "øûõùï", strict=True)),
    "\u0302": {"": "â", **dict(zip(_TONES, "àåãáä", strict=True))},
    "\u0306": {"": "ê", **dict(zip(_TONES, "èúüéë", strict=True))},
}
_VNI_WHOLE = dict(zip("đĐơưƠƯìỉĩíịỵ", "ñÑôöÔÖìæóíòî", strict=True))
_WORDS = [
    "tên",
    "đề",
    "án",
    "đơn",
    "vị",
    "hưởng",
    "loại",
    "địa",
    "bàn",
    "năm",
    "hoạt",
    "động",
    "đối",
    "ứng",
    "tổng",
    "cộng",
    "hỗ",
    "trợ",
    "thiết",
    "bị",
    "máy",
    "sản",
    "xuất",
    "công",
    "nghiệp",
    "được",
    "không",
    "của",
    "và",
    "xã",
    "huyện",
    "tỉnh",
    "thực",
    "hiện",
    "người",
    "nghề",
    "mô",
    "hình",
    "trình",
    "diễn",
    "kỹ",
    "thuật",
    "số",
    "tiền",
    "đồng",
    "quốc",
    "gia",
]
# Two Latin letters that only a second decoding puts together: "Ä‘", "á»", "áº", "Æ°", "Ã¡".
_MOJIBAKE = re.compile("á[º»]|Æ[°¡]|Ä[‘\u0090\u0091]|Ã[\u0080-\u00bf]|Ã\u00a0|Ä[ƒ©¨]")

_UNICODE = "bảng mã Unicode (UTF-8)"
_LOST = "\ufffd".encode()


def decode(file: str, data: bytes, problems: Problems) -> Utf8 | None:
    """The text of a file, its byte order mark dropped and not yet NFC; None after a fault."""
    where = Place(file)
    text = _unicode(where, data, problems)
    if text is None:
        return None
    if _LOST in text.data:
        line = text.data.count(b"\n", 0, text.data.index(_LOST)) + 1
        got = f"dòng văn bản {line} có ký tự thay thế U+FFFD: chữ đã mất khi chuyển mã"
        problems.fault("encoding-lossy", where, got)
        return None
    code = garbled(text.head)
    if code is not None:
        garbled_fault(code, where, problems)
        return None
    return text


def garbled(text: str) -> str | None:
    """Code of the fault of a text whose letters are those of another encoding, else None."""
    if len(_MOJIBAKE.findall(text)) >= LEAST_MOJIBAKE:
        return "encoding-mojibake"
    scores = _scores(text)
    best = max(("tcvn3", "vni"), key=lambda name: scores[name])
    if scores[best] >= LEAST_WORDS and scores[best] > scores["unicode"]:
        return f"encoding-legacy-{best}"
    return None


def garbled_fault(code: str, where: Place, problems: Problems) -> None:
    """Add the fault of a garbled text with its advice."""
    if code == "encoding-mojibake":
        got = "chữ tiếng Việt đã bị đọc sai bảng mã rồi lưu lại (ví dụ Ä‘, á»)"
        problems.fault(
            code, where, got, _UNICODE, "lưu lại từ tệp gốc theo dạng CSV UTF-8 hoặc .xlsx"
        )
        return
    name = {"encoding-legacy-tcvn3": "TCVN3 (phông ABC)", "encoding-legacy-vni": "VNI-Windows"}[
        code
    ]
    remedy = f"chuyển sang Unicode (bảng mã nguồn {name}) bằng công cụ chuyển mã rồi lưu lại"
    problems.fault(code, where, f"chữ viết bằng bảng mã {name}", _UNICODE, remedy)


def _unicode(where: Place, data: bytes, problems: Problems) -> Utf8 | None:
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return _strict(where, data[len(mark) :], name, problems)
    if b"\x00" in data[:SAMPLE_CHARACTERS] and _looks_wide(data[:SAMPLE_CHARACTERS]):
        got = "có nhiều byte 0, giống UTF-16 hoặc UTF-32 không có dấu thứ tự byte"
        problems.fault("encoding-unknown", where, got, _UNICODE)
        return None
    if is_utf8(data):
        return Utf8(data)
    return (
        _strict(where, data, "utf-8", problems)
        if _mostly_utf8(data)
        else _single_byte(where, data, problems)
    )


def _strict(where: Place, data: bytes, name: str, problems: Problems) -> Utf8 | None:
    if name == "utf-8" and is_utf8(data):
        return Utf8(data)
    try:
        return Utf8(data.decode(name).encode())
    except UnicodeDecodeError as error:
        _bad_byte(where, data, error, problems)
        return None


def _bad_byte(where: Place, data: bytes, error: UnicodeDecodeError, problems: Problems) -> None:
    line = len(re.findall(rb"\r\n|\r|\n", data[: error.start])) + 1
    got = f"dòng văn bản {line}: byte {data[error.start] if error.start < len(data) else 0:#04x} không hợp lệ"
    at = Place(where.file, None, line)
    remedy = "mở tệp, sửa chữ hỏng ở dòng này rồi lưu lại theo dạng CSV UTF-8"
    problems.fault("encoding-bad-byte", at, got, _UNICODE, remedy)


def _looks_wide(data: bytes) -> bool:
    return data.count(0) * 5 > len(data)


def _mostly_utf8(data: bytes) -> bool:
    """Whether the letters beyond ASCII are UTF-8 sequences but for a few bytes."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(character > "\x7f" for character in text) - bad
    return good > 2 * bad


def _single_byte(where: Place, data: bytes, problems: Problems) -> Utf8 | None:
    sample = data[:SAMPLE_CHARACTERS]
    windows = unicodedata.normalize("NFC", sample.decode("cp1258", errors="replace"))
    # The bytes are looked at as Latin letters: that is how the tables of the old codes are written.
    scores = _scores(sample.decode("latin-1"))
    scores["unicode"] = _words_in(windows)
    best = max(scores, key=lambda name: scores[name])
    if scores[best] < LEAST_WORDS:
        got = "không phải UTF-8 và không nhận ra bảng mã"
        problems.fault("encoding-unknown", where, got, _UNICODE)
        return None
    if best != "unicode":
        garbled_fault(f"encoding-legacy-{best}", where, problems)
        return None
    return _windows_1258(where, data, problems)


def _windows_1258(where: Place, data: bytes, problems: Problems) -> Utf8 | None:
    try:
        text = data.decode("cp1258")
    except UnicodeDecodeError as error:
        _bad_byte(where, data, error, problems)
        return None
    normal = unicodedata.normalize("NFC", text)
    if any(unicodedata.combining(character) for character in normal):
        got = "đọc theo windows-1258 thì còn dấu không ghép được với chữ nào"
        problems.fault("encoding-lossy", where, got, _UNICODE, "lưu lại tệp theo dạng CSV UTF-8")
        return None
    problems.warn(
        "encoding-guessed",
        where,
        "tệp không phải UTF-8; đã đọc theo bảng mã windows-1258, không mất chữ",
    )
    return Utf8(normal.encode())


def _scores(text: str) -> dict[str, int]:
    """How many of the common words a text holds, written in Unicode and in each of the old codes."""
    return {
        "unicode": _words_in(unicodedata.normalize("NFC", text)),
        "tcvn3": sum(word in text for word in map(to_tcvn3, _WORDS) if not word.isascii()),
        "vni": sum(word in text for word in map(to_vni, _WORDS) if not word.isascii()),
    }


def _words_in(text: str) -> int:
    lower = text.lower()
    return sum(word in lower for word in _WORDS if not word.isascii())


def to_tcvn3(text: str) -> str:
    """A text as its TCVN3 bytes look in Latin-1."""
    return "".join(_tcvn3_letter(letter) for letter in unicodedata.normalize("NFC", text))


def _tcvn3_letter(letter: str) -> str:
    if letter in _TCVN3_BASES:
        return _TCVN3_BASES[letter]
    decomposed = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in decomposed if mark in _TONES), "")
    base = unicodedata.normalize("NFC", decomposed.replace(tone, "")) if tone else letter
    group = _TCVN3_GROUPS.get(base)
    return group[_TONES.index(tone)] if tone and group else letter


def to_vni(text: str) -> str:
    """A text as its VNI-Windows bytes look in Latin-1."""
    return "".join(_vni_letter(letter) for letter in unicodedata.normalize("NFC", text))


def _vni_letter(letter: str) -> str:
    if letter in _VNI_WHOLE:
        return _VNI_WHOLE[letter]
    decomposed = unicodedata.normalize("NFD", letter)
    base, marks = decomposed[0], decomposed[1:]
    tone = next((mark for mark in marks if mark in _TONES), "")
    if "\u031b" in marks:  # ơ, ư: a letter of its own, the tone after it
        return _VNI_WHOLE[unicodedata.normalize("NFC", base + "\u031b")] + _VNI_MARKS[""].get(
            tone, ""
        )
    shape = next((mark for mark in marks if mark in "\u0302\u0306"), "")
    return base + _VNI_MARKS[shape].get(tone, "")


SAMPLE_CHARACTERS = 200_000
MOST_BYTES_A_CHARACTER = 4
# Any letter but these may be part of a decomposed one: Latin with the letters of Vietnamese, punctuation, currencies.
COMPOSED = "\x00-\u02ff\u1e00-\u1eff\u2010-\u20cf"


@dataclass(frozen=True)
class Utf8:
    """Valid UTF-8 without its byte order mark."""

    data: bytes

    @cached_property
    def head(self) -> str:
        """The first characters of the text."""
        some = self.data[: MOST_BYTES_A_CHARACTER * SAMPLE_CHARACTERS]
        return some.decode("utf-8", errors="ignore")[:SAMPLE_CHARACTERS]

    @property
    def whole(self) -> str:
        """All of the text."""
        return self.data.decode("utf-8")

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing but white space."""
        return not self.head.strip() and not self.whole.strip()

    @property
    def is_composed(self) -> bool:
        """Whether every letter stands with its marks in one character (NFC)."""
        doubtful = pc.match_substring_regex(_one_text(self.data), f"[^{COMPOSED}]")[0].as_py()
        return not doubtful or unicodedata.is_normalized("NFC", self.whole)


def is_utf8(data: bytes) -> bool:
    """Whether bytes are valid UTF-8."""
    try:
        _one_text(data).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _one_text(data: bytes) -> pa.Array:
    """Bytes as a column of one text, not copied."""
    ends = np.array([0, len(data)], dtype=np.int64)
    return pa.LargeStringArray.from_buffers(1, pa.py_buffer(ends), pa.py_buffer(data))

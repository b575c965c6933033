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

from analysis.faults import Place, Problems

LEAST_WORDS = 3
LEAST_MOJIBAKE = 3

# How the letters of Vietnamese are written in the old codes, each byte shown as its letter of Latin-1. TCVN3 has
# small letters with tones only; capitals are another font there.
_SMALL = "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵăâêôơưđ"
_LARGE = _SMALL.upper()
_TCVN3 = str.maketrans(
    _SMALL + "ĂÂÊÔƠƯĐ",
    "µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ¨©ª«¬\u00ad®¡¢£¤¥¦§",
)
_VNI_SMALL = """
aø aû aõ aù aï aè aú aü aé aë aà aå aã aá aä eø eû eõ eù eï eà eå eã eá eä ì æ ó í ò
oø oû oõ où oï oà oå oã oá oä ôø ôû ôõ ôù ôï uø uû uõ uù uï öø öû öõ öù öï yø yû yõ yù î
aê aâ eâ oâ ô ö ñ
"""
_VNI_LARGE = """
Aø Aû Aõ Aù Aï Aè Aú Aü Aé Aë Aà Aå Aã Aá Aä Eø Eû Eõ Eù Eï Eà Eå Eã Eá Eä Iø Iû Iõ Iù Iï
Oø Oû Oõ Où Oï Oà Oå Oã Oá Oä Ôø Ôû Ôõ Ôù Ôï Uø Uû Uõ Uù Uï Öø Öû Öõ Öù Öï Yø Yû Yõ Yù Yï
Aê Aâ Eâ Oâ Ô Ö Ñ
"""
_VNI = str.maketrans(
    dict(zip(_SMALL + _LARGE, (_VNI_SMALL + _VNI_LARGE).split(), strict=True)),
)
# Words that nearly every register holds, each with a letter that is not ASCII.
_WORDS = """
tên đề án đơn vị hưởng loại địa bàn năm hoạt động đối ứng tổng cộng hỗ trợ thiết bị máy sản xuất
công nghiệp được không của và xã huyện tỉnh thực hiện người nghề mô hình trình diễn kỹ thuật số
tiền đồng quốc
"""
# Two Latin letters that only a second decoding puts together: "Ä‘", "á»", "áº", "Æ°", "Ã¡".
_MOJIBAKE = re.compile("á[º»]|Æ[°¡]|Ä[‘\u0090\u0091]|Ã[\u0080-\u00bf]|Ã\u00a0|Ä[ƒ©¨]")

_UNICODE = "bảng mã Unicode (UTF-8)"
_LOST = "\ufffd".encode()
_BEGINS_LOST = _LOST[:1]
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OLD_CODES = {
    "encoding-legacy-tcvn3": "TCVN3 (phông ABC)",
    "encoding-legacy-vni": "VNI-Windows",
}


def decode(file: str, data: bytes, problems: Problems) -> Utf8 | None:
    """The text of a file, its byte order mark dropped and not yet NFC; None after a fault."""
    where = Place(file)
    try:
        text = _unicode(where, data, problems)
    except UnicodeDecodeError as error:
        line = len(re.findall(rb"\r\n|\r|\n", error.object[: error.start])) + 1
        problems.fault(
            "encoding-bad-byte",
            Place(file, None, line),
            f"dòng văn bản {line}: byte {error.object[error.start]:#04x} không hợp lệ",
            _UNICODE,
            "mở tệp, sửa chữ hỏng ở dòng này rồi lưu lại theo dạng CSV UTF-8",
        )
        return None
    if text is None:
        return None
    if b"\x00" in text.data:
        line = text.data.count(b"\n", 0, text.data.index(b"\x00")) + 1
        problems.fault(
            "file-corrupt",
            where,
            f"dòng văn bản {line} có byte 0: tệp hỏng, phần sau có thể đã mất",
            "tệp văn bản nguyên vẹn",
            "lấy lại tệp từ bản gốc hoặc bản sao lưu",
        )
        return None
    # one byte is looked for much quicker than three, and Vietnamese has none of it
    if _BEGINS_LOST in text.data and _LOST in text.data:
        line = text.data.count(b"\n", 0, text.data.index(_LOST)) + 1
        problems.fault(
            "encoding-lossy",
            where,
            f"dòng văn bản {line} có ký tự thay thế U+FFFD: chữ đã mất khi chuyển mã",
        )
        return None
    code = garbled(text.head)
    if code is not None:
        garbled_fault(code, where, problems)
        return None
    if text.is_blank:
        problems.fault("file-empty", where, "tệp rỗng")
        return None
    return text


def garbled(text: str) -> str | None:
    """Code of the fault of a text whose letters are those of another encoding, else None."""
    if len(_MOJIBAKE.findall(text)) >= LEAST_MOJIBAKE:
        return "encoding-mojibake"
    code, found = _old_code(text)
    return code if found > _words_in(text) else None


def garbled_fault(code: str, where: Place, problems: Problems) -> None:
    """Add the fault of a garbled text with its advice."""
    got = "chữ tiếng Việt đã bị đọc sai bảng mã rồi lưu lại (ví dụ Ä‘, á»)"
    remedy = "lưu lại từ tệp gốc theo dạng CSV UTF-8 hoặc .xlsx"
    if code in _OLD_CODES:
        name = _OLD_CODES[code]
        got = f"chữ viết bằng bảng mã {name}"
        remedy = f"chuyển sang Unicode (bảng mã nguồn {name}) bằng công cụ chuyển mã rồi lưu lại"
    problems.fault(code, where, got, _UNICODE, remedy)


def to_tcvn3(text: str) -> str:
    """A text as its TCVN3 bytes look in Latin-1."""
    return unicodedata.normalize("NFC", text).translate(_TCVN3)


def to_vni(text: str) -> str:
    """A text as its VNI-Windows bytes look in Latin-1."""
    return unicodedata.normalize("NFC", text).translate(_VNI)


def _unicode(where: Place, data: bytes, problems: Problems) -> Utf8 | None:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], name)
    # Text of ASCII letters in two or four bytes each has a zero beside every letter.
    sample = data[:SAMPLE_CHARACTERS]
    if sample.count(0) * 5 > len(sample):
        problems.fault(
            "encoding-unknown",
            where,
            "có nhiều byte 0, giống UTF-16 hoặc UTF-32 không có dấu thứ tự byte",
            _UNICODE,
        )
        return None
    if is_utf8(data):
        return Utf8(data)
    if _is_mostly_utf8(data):
        return _decoded(data, "utf-8")
    return _single_byte(where, data, problems)


def _decoded(data: bytes, name: str) -> Utf8:
    if name == "utf-8" and is_utf8(data):
        return Utf8(data)
    return Utf8(data.decode(name).encode())


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether the letters beyond ASCII are UTF-8 sequences but for a few bytes."""
    text = data.decode("utf-8", errors="replace")
    beyond_ascii = len(text) - len(text.encode("ascii", errors="ignore"))
    return beyond_ascii > 3 * text.count("\ufffd")


def _single_byte(where: Place, data: bytes, problems: Problems) -> Utf8 | None:
    sample = data[:SAMPLE_CHARACTERS]
    # The bytes are looked at as Latin letters: that is how the tables of the old codes are written.
    code, found = _old_code(sample.decode("latin-1"))
    readable = _words_in(sample.decode("cp1258", errors="replace"))
    if readable >= max(found, LEAST_WORDS):
        return _windows_1258(where, data, problems)
    if found:
        garbled_fault(code, where, problems)
    else:
        problems.fault(
            "encoding-unknown",
            where,
            "không phải UTF-8 và không nhận ra bảng mã",
            _UNICODE,
        )
    return None


def _windows_1258(where: Place, data: bytes, problems: Problems) -> Utf8 | None:
    composed = unicodedata.normalize("NFC", data.decode("cp1258"))
    if any(map(unicodedata.combining, composed)):
        problems.fault(
            "encoding-lossy",
            where,
            "đọc theo windows-1258 thì còn dấu không ghép được với chữ nào",
            _UNICODE,
            "lưu lại tệp theo dạng CSV UTF-8",
        )
        return None
    problems.warn(
        "encoding-guessed",
        where,
        "tệp không phải UTF-8; đã đọc theo bảng mã windows-1258, không mất chữ",
    )
    return Utf8(composed.encode())


def _old_code(text: str) -> tuple[str, int]:
    """The old code in which a text holds most of the common words, and their number; 0 of too few."""
    tcvn3 = sum(word in text for word in to_tcvn3(_WORDS).split())
    vni = sum(word in text for word in to_vni(_WORDS).split())
    code = "encoding-legacy-vni" if vni > tcvn3 else "encoding-legacy-tcvn3"
    found = max(tcvn3, vni)
    return code, found if found >= LEAST_WORDS else 0


def _words_in(text: str) -> int:
    """How many of the common words a text holds, whatever the case of its letters."""
    lower = unicodedata.normalize("NFC", text).lower()
    return sum(word in lower for word in _WORDS.split())


SAMPLE_CHARACTERS = 200_000
MOST_BYTES_A_CHARACTER = 4
# Letters from U+0300 on begin with such a byte.
_BEYOND_LATIN = "\u0300".encode()[0]
_STRETCH = 1 << 17  # bytes that stay in the cache while they are looked at again


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
        return stands_alone(self.data) or unicodedata.is_normalized("NFC", self.whole)


def stands_alone(data: bytes) -> bool:
    """Whether no letter of a text in UTF-8 may be part of a decomposed one: Latin, punctuation and currencies are none.

    Those from U+0300 on are known by their first bytes: U+1E00 to U+1EFF and U+2010 to U+20BF pass.
    """
    if max(data[-2:], default=0) >= _BEYOND_LATIN:
        return False  # no letter of three bytes begins there
    letters = np.frombuffer(data, dtype=np.uint8)
    starts = range(0, len(letters), _STRETCH)
    return all(_stand_alone(letters[start : start + _STRETCH + 2]) for start in starts)


def _stand_alone(letters: np.ndarray) -> bool:
    """The same of a stretch of bytes; the last two are looked at only as parts of letters that begin before them."""
    first, second, third = letters[:-2], letters[1:-1], letters[2:]
    beyond = np.count_nonzero(first >= _BEYOND_LATIN)
    # bytes below the first of a range wrap round to large ones
    vietnamese = np.count_nonzero((first == 0xE1) & (second - 0xB8 <= 0xBB - 0xB8))
    if beyond == vietnamese:
        return True
    sign = (first == 0xE2) & (second <= 0x82) & ((second > 0x80) | (third >= 0x90))
    return bool(beyond == vietnamese + np.count_nonzero(sign))


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

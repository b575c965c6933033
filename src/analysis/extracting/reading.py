"""The bytes of a file to its text: plain text, DOCX, HTML, and PDF with a text layer.

A file of another sort, encrypted, scanned or in an encoding of before Unicode is refused by its name.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from typing import ClassVar
from xml.etree.ElementTree import Element, ParseError

from analysis.delimited import plain_text
from analysis.faults import Fault, Place, Problems
from analysis.raw.file_types import real_type

MOST_BYTES = 64 * 1024 * 1024
MOST_CHARACTERS = 2_000_000
MOST_PAGES = 500
ENDINGS = (".txt", ".docx", ".html", ".htm", ".pdf")
WANTED = "tệp .txt, .docx, .html, hoặc .pdf có lớp chữ"
_UTF8 = "mở tệp, lưu lại theo bảng mã Unicode (UTF-8) rồi chạy lại"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_ENCRYPTED_ZIP = 1
# Letters that a text in an encoding of before Unicode is full of, and a Vietnamese text in Unicode seldom has.
_OLD_LETTERS = re.compile(
    "[\u00a1-\u00bf\u00d0\u00d7\u00de\u00df\u00e4-\u00e7\u00eb\u00ee-\u00f1\u00f6-\u00f8\u00fb-\u00ff]"
)
_FEW = 5
# Where a row and each of its cells begin, and where a row ends; no text that is read keeps these signs.
_ROW, _CELL, _ROW_END = "\ue000", "\ue001", "\ue002"
_WHOLE_ROW = re.compile(f"{_ROW}([^{_ROW}{_ROW_END}]*){_ROW_END}")
_MARKS = re.compile(f"[{_ROW}{_CELL}{_ROW_END}]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def text_of(name: str, data: bytes, problems: Problems) -> str | None:
    """The text of a file in NFC with single line ends; None after a fault.

    Args:
        name: the file's name, for messages; its ending says what is expected.
        data: its bytes.
        problems: gets the fault.
    """
    where = Place(name)
    if len(data) > MOST_BYTES:
        problems.fault(
            "file-too-large", where, f"tệp có {len(data)} byte", f"không quá {MOST_BYTES} byte"
        )
        return None
    read = _reader(name, data, problems)
    text = read(where, data, problems) if read else None
    if text is None:
        return None
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _CONTROLS.sub(" ", text)
    if not text.strip():
        problems.fault("file-empty", where, "văn bản không có chữ nào", remedy="kiểm tra lại tệp")
        return None
    if len(text) > MOST_CHARACTERS:
        got = f"văn bản có {len(text)} ký tự"
        problems.fault(
            "file-too-large",
            where,
            got,
            f"không quá {MOST_CHARACTERS} ký tự",
            "tách thành nhiều tệp",
        )
        return None
    return None if _is_garbled(where, text, problems) else text


def _with_rows(text: str) -> str:
    """A text whose table rows are lines: the first cell is the label of the others."""
    return _MARKS.sub("\n", _WHOLE_ROW.sub(_row_line, text))


def _row_line(row: re.Match[str]) -> str:
    cells = [" ".join(cell.split()) for cell in row[1].split(_CELL)]
    label, *others = [cell for cell in cells if cell] or [""]
    return f"\n\n{label}: {'; '.join(others)}\n\n" if others else f"\n\n{label}\n\n"


Read = Callable[[Place, bytes, Problems], str | None]


def _reader(name: str, data: bytes, problems: Problems) -> Read | None:
    """What reads a file, by its first bytes and the ending of its name."""
    kind = real_type(data)
    ending = name.lower().rpartition(".")[2]
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \r\n\t"):
        problems.fault("file-empty", Place(name), "tệp rỗng")
    elif kind == "pdf":
        return _pdf
    elif kind == "zip" and ending == "docx":
        return _docx
    elif kind == "ole" and "EncryptedPackage".encode("utf-16-le") in data:
        problems.fault("file-encrypted", Place(name), "tệp có mật khẩu")
    elif kind == "html" or (kind == "text" and ending in ("html", "htm")):
        return _html
    elif kind == "text" and ending in ("txt", "text", "md", ""):
        return _plain
    elif f".{ending}" in ENDINGS:
        got = "nội dung tệp không khớp phần mở rộng của tên"
        problems.fault(
            "file-type-mismatch", Place(name), got, WANTED, "lưu lại văn bản thành .docx hoặc .txt"
        )
    else:
        got = "loại tệp không đọc được thành văn bản"
        problems.fault(
            "file-type-unsupported",
            Place(name),
            got,
            WANTED,
            "lưu lại văn bản thành .docx hoặc .txt",
        )
    return None


def _plain(where: Place, data: bytes, problems: Problems) -> str | None:
    text = plain_text(data)
    if text is not None and "\x00" not in text:
        return text
    # what knows the encodings of before Unicode is slow to start
    from analysis.raw.text_file import decode

    told = Problems()
    decoded = decode(where.file, data, told)
    problems.faults += [_of_a_text(fault) for fault in told.faults]
    return decoded.whole if decoded else None


def _of_a_text(fault: Fault) -> Fault:
    """A fault of an encoding with the advice for a text, where that for a table is given."""
    return replace(fault, remedy=_UTF8) if "CSV" in fault.remedy else fault


def _html(where: Place, data: bytes, problems: Problems) -> str | None:
    markup = _plain(where, data, problems)
    if markup is None:
        return None
    page = _Page()
    page.feed(markup)
    page.close()
    text = _with_rows("".join(page.parts))
    return re.sub(r"[ \t\r\f\v]*\n[ \t\r\f\v]*(?:\n\s*)?", "\n\n", text).strip()


class _Page(HTMLParser):
    """Collects what a page shows as text."""

    UNSEEN = frozenset(
        "script style template noscript head nav aside footer svg iframe select button form".split()
    )
    TABLE: ClassVar[dict[str, str]] = {"tr": _ROW, "td": _CELL, "th": _CELL}
    INLINE = frozenset(
        "a abbr b bdi bdo cite code data dfn em font i ins kbd mark q s samp small span strong sub sup time u var"
        " wbr".split()
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in self.UNSEEN:
            self.unseen.append(tag)
        elif tag not in self.INLINE:
            self.parts.append(self.TABLE.get(tag, "\n"))

    def handle_endtag(self, tag: str) -> None:
        if tag in self.unseen:
            # what was opened inside it ends with it
            del self.unseen[self.unseen.index(tag) :]
        elif tag not in self.INLINE:
            self.parts.append(_ROW_END if tag == "tr" else "\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.parts.append(re.sub(r"\s+", " ", _MARKS.sub(" ", data)))


def _docx(where: Place, data: bytes, problems: Problems) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            member = archive.getinfo("word/document.xml")
            if member.flag_bits & _ENCRYPTED_ZIP:
                problems.fault("file-encrypted", where, "tệp có mật khẩu")
                return None
            if member.file_size > MOST_BYTES:
                got = f"văn bản trong tệp có {member.file_size} byte"
                problems.fault("file-too-large", where, got, f"không quá {MOST_BYTES} byte")
                return None
            return _paragraphs(where, archive.read(member), problems)
    # zipfile says NotImplementedError of a compression that it does not know
    except (KeyError, zipfile.BadZipFile, NotImplementedError, OSError, EOFError):
        problems.fault("file-corrupt", where, "tệp hỏng, hoặc không phải văn bản Word")
        return None


def _paragraphs(where: Place, xml: bytes, problems: Problems) -> str | None:
    """The paragraphs of a DOCX as they read with all changes accepted."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(xml, forbid_dtd=True)
    except (ParseError, DefusedXmlException):
        problems.fault(
            "file-corrupt", where, "văn bản trong tệp hỏng, hoặc có khai báo không được phép"
        )
        return None
    pieces: list[str] = []
    _collect(root, pieces)
    return _with_rows("".join(pieces))


_AS_TEXT = {
    f"{_WORD}tab": "\t",
    f"{_WORD}br": "\n",
    f"{_WORD}cr": "\n",
    f"{_WORD}noBreakHyphen": "-",
}
_LEFT_OUT = (f"{_WORD}del", f"{_WORD}instrText", f"{_WORD}moveFrom", _FALLBACK)


def _collect(root: Element, pieces: list[str]) -> None:
    """The text below an element in its order; without recursion, since a file may be nested very deep."""
    waiting: list[Element | str] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            pieces.append(node)
            continue
        if node.tag in _LEFT_OUT:
            continue
        if node.tag == f"{_WORD}t":
            pieces.append(_MARKS.sub(" ", node.text or ""))
        if node.tag == f"{_WORD}tr":
            pieces.append(_ROW)
            waiting.append(_ROW_END)
        if node.tag == f"{_WORD}tc":
            pieces.append(_CELL)
        pieces.append(_AS_TEXT.get(node.tag, ""))
        if node.tag == f"{_WORD}p":
            waiting.append("\n\n")
        waiting.extend(reversed(node))


def _pdf(where: Place, data: bytes, problems: Problems) -> str | None:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            problems.fault(
                "file-encrypted", where, "PDF có mật khẩu", remedy="bỏ mật khẩu rồi lưu lại tệp"
            )
        else:
            problems.fault("file-corrupt", where, "PDF hỏng, không mở được")
        return None
    try:
        if len(document) > MOST_PAGES:
            problems.fault(
                "file-too-large",
                where,
                f"PDF có {len(document)} trang",
                f"không quá {MOST_PAGES} trang",
            )
            return None
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    # a soft hyphen at the end of a line is shown by this sign
    text = re.sub("[\ufffe\x02]\r?\n?", "", "\n".join(pages))
    if not text.strip():
        problems.fault("text-no-layer", where, "PDF không có lớp chữ (bản quét hoặc ảnh)")
        return None
    return text


def _is_garbled(where: Place, text: str, problems: Problems) -> bool:
    """Refuse a text in Unicode whose letters are those of another encoding, as a font of before Unicode shows them."""
    if len(_OLD_LETTERS.findall(text)) < _FEW:
        return False
    from analysis.raw.text_file import garbled, garbled_fault

    code = garbled(text)
    if code is None:
        return False
    told = Problems()
    garbled_fault(code, where, told)
    problems.faults += [_of_a_text(fault) for fault in told.faults]
    return True

"""The bytes of a file to lines, whatever it is; what cannot be read is told in words."""

from __future__ import annotations

import io
import zipfile

from analysis.errors import LayoutError
from analysis.faults import Fault, Place
from analysis.layout.docx_file import read_docx
from analysis.layout.lines import Opened
from analysis.layout.pdf_file import read_pdf

MOST_UNPACKED = 500 * 1024 * 1024
_OLD = b"\xd0\xcf\x11\xe0"
_DAMAGED = "tệp hỏng, bị cắt hoặc đặt mật khẩu, không mở được"
_RESAVE = "mở tệp bằng Word hoặc LibreOffice rồi lưu lại thành tệp .docx mới"
_REMEDY = "lấy lại tệp từ bản gốc, hoặc mở bằng Word hoặc LibreOffice, bỏ mật khẩu, lưu lại"


def opened(name: str, data: bytes) -> Opened:
    """A DOCX or PDF as lines, by what its bytes say and not by its name.

    Raises:
        LayoutError: the bytes are neither, or damaged, locked, empty of text, or far too large.
    """
    if b"%PDF-" in data[:1024]:
        found = _read_pdf(name, data)
    elif data.startswith(b"PK"):
        found = _read_docx(name, data)
    elif data.startswith(_OLD):
        raise _fault(name, "tệp .doc kiểu cũ, hoặc tệp Word đặt mật khẩu", _RESAVE)
    elif not data:
        raise _fault(name, "tệp rỗng", _REMEDY)
    else:
        raise _fault(name, "không phải tệp DOCX hay PDF", _RESAVE)
    if not found.lines:
        raise _fault(name, "tệp không có lớp chữ (bản quét, ảnh chụp)", "kiểm tra tệp gốc có chữ")
    return found


def _read_docx(name: str, data: bytes) -> Opened:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            unpacked = sum(part.file_size for part in package.infolist())
    except zipfile.BadZipFile:
        raise _fault(name, _DAMAGED, _REMEDY) from None
    if unpacked > MOST_UNPACKED:
        raise _fault(name, f"tệp giải nén được {unpacked // 1024**2} MB, quá lớn", _REMEDY)
    try:
        return read_docx(data)
    # the library lets through whatever its own libraries meet in a package that is no document
    except Exception:  # noqa: BLE001
        raise _fault(name, "tệp nén hỏng, hoặc không phải tệp Word (.docx)", _RESAVE) from None


def _read_pdf(name: str, data: bytes) -> Opened:
    from pypdfium2 import PdfiumError

    try:
        return read_pdf(data)
    except PdfiumError:
        raise _fault(name, _DAMAGED, _REMEDY) from None


def _fault(name: str, got: str, remedy: str) -> LayoutError:
    return LayoutError(str(Fault("layout-unreadable", Place(name), got, remedy=remedy)))

"""What a received file really is, by its first bytes."""

from __future__ import annotations

import codecs
import re

from analysis.faults import Place, Problems

RATIO_FROM = 1024 * 1024
WORKBOOK_ENDINGS = (".xlsx", ".xlsm")

_MAGIC: dict[str, bytes | tuple[bytes, ...]] = {
    "zip": (b"PK\x03\x04", b"PK\x05\x06"),
    "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "pdf": b"%PDF",
    "gzip": b"\x1f\x8b",
    "rar": b"Rar!",
    "7z": b"7z\xbc\xaf",
    "ảnh": (b"\x89PNG", b"\xff\xd8\xff"),
    "sqlite": b"SQLite format",
    "parquet": b"PAR1",
    "pickle": (b"\x80\x04", b"\x80\x05"),
    "rtf": b"{\\rtf",
}
# What is told of a file whose content is another than its name promises.
_KINDS = {
    "zip": "tệp nén hoặc XLSX",
    "ole": "XLS kiểu cũ",
    "text": "chữ thường",
    "html": "HTML hoặc XML",
}
# What to do with files of other programs, by the endings of their names: they may hold the very data.
_REMEDIES = {
    ending: remedy
    for endings, remedy in (
        (
            "xls xlt xltx xlsb ods ots fods dbf txt tsv tab prn",
            "mở tệp bằng phần mềm bảng tính và lưu lại thành .xlsx",
        ),
        ("et ett", "mở tệp bằng WPS Spreadsheets và lưu lại thành .xlsx"),
        ("numbers", "mở tệp bằng Numbers, chọn File > Export To > Excel để được tệp .xlsx"),
        (
            "gsheet",
            "tệp này chỉ là đường dẫn: mở Google Trang tính, chọn Tệp > Tải xuống > Microsoft Excel (.xlsx)",
        ),
        (
            "doc docx odt rtf wps pdf",
            "chép bảng số liệu sang sổ tính rồi lưu thành .xlsx, giữ văn bản này ở thư mục khác",
        ),
        ("zip rar 7z gz", "giải nén rồi chép các tệp số liệu bên trong ra data/raw"),
    )
    for ending in endings.split()
}
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|table|\?xml|head|body|meta|mso)", re.IGNORECASE)
_TABLES = "tệp .csv (UTF-8) hoặc .xlsx"


def real_type(data: bytes) -> str:
    """What the first bytes say: 'zip', 'ole', 'pdf' … , 'html' for any markup, else 'text'."""
    head = data[:512]
    for name, magic in _MAGIC.items():
        if head.startswith(magic):
            return name
    if _MARKUP.match(head.removeprefix(codecs.BOM_UTF8)):
        return "html"
    return "text"


def check_type(
    file: str,
    data: bytes,
    problems: Problems,
) -> str | None:
    """'csv' or 'xlsx' for a file that may be read, None after a fault."""
    where = Place(file)
    name = file.lower()
    real = real_type(data)
    # a large file is not copied to be told from blanks
    if len(data) < RATIO_FROM and not data.strip(b"\xef\xbb\xbf\xff\xfe \r\n\t"):
        problems.fault("file-empty", where, "tệp rỗng")
    elif name.endswith(WORKBOOK_ENDINGS) and real == "zip":
        return "xlsx"
    elif name.endswith(".csv") and real == "text":
        return "csv"
    elif real == "ole" and _is_encrypted(data):
        problems.fault("file-encrypted", where, "tệp có mật khẩu")
    elif name.endswith((".csv", *WORKBOOK_ENDINGS)) or (
        name.endswith((".xls", ".ods")) and real in ("html", "text")
    ):
        problems.fault(
            "file-type-mismatch",
            where,
            f"nội dung là {_KINDS.get(real, real)}, không khớp phần mở rộng của tên tệp",
            _TABLES,
            "mở tệp bằng phần mềm bảng tính và lưu lại thành .xlsx",
        )
    else:
        told = _REMEDIES.get(name.rpartition(".")[2], "bỏ tệp khỏi thư mục")
        problems.fault("file-type-unsupported", where, "loại tệp không dùng được", _TABLES, told)
    return None


def _is_encrypted(data: bytes) -> bool:
    return "EncryptedPackage".encode("utf-16-le") in data

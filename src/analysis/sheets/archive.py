"""The members of a workbook file, unpacked once with every byte counted; what may mislead a reader is refused."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping

from analysis.faults import Place, Problems
from analysis.messages import shown
from analysis.raw.file_types import RATIO_FROM
from analysis.sheets.xlsx_scan import without_blank_rows

MOST_MEMBERS = 2000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 200
_UNSAFE_NAME = re.compile(r"^$|^/|[\\:]|(?:^|/)\.\.(?:/|$)|.{256}", re.DOTALL)
_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)")
_PLAIN_ENCODINGS = (b"utf-8", b"us-ascii", b"ascii")
_WIDE_MARKS = (b"\xfe\xff", b"\xff\xfe", b"\x00", b"<\x00")
_UNSAFE_XML = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# What zipfile raises for an archive that is broken, cut or made to mislead.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    KeyError,
)


def unpack(file: str, data: bytes, problems: Problems) -> dict[str, bytes] | None:
    """The XML members of a workbook by name, None after a fault."""
    where = Place(file)
    members: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_directory(where, archive.infolist(), len(data), problems)
            if not problems.faults:
                members = _read_members(where, archive, problems)
    except _BROKEN:
        problems.fault("file-corrupt", where, "tệp hỏng hoặc bị cắt, không mở được")
    if problems.faults:
        return None
    if "[Content_Types].xml" not in members or "xl/workbook.xml" not in members:
        problems.fault("file-corrupt", where, "tệp nén nhưng không phải sổ tính XLSX")
    for name, content in members.items():
        if b"\x00" in content and not content.startswith(_WIDE_MARKS):
            problems.fault(
                "file-corrupt",
                where,
                f'thành phần "{shown(name)}" có byte 0: tệp hỏng',
                remedy="lấy lại tệp từ bản gốc hoặc bản sao lưu",
            )
            continue
        declared = _ENCODING.search(content[:200])
        is_odd = declared is not None and declared[1].lower() not in _PLAIN_ENCODINGS
        if is_odd or b"\x00" in content or _UNSAFE_XML.search(content):
            problems.fault(
                "file-dangerous-xml",
                where,
                f'thành phần "{shown(name)}" có khai báo DOCTYPE, ENTITY hoặc bảng mã lạ',
            )
    return None if problems.faults else members


def packed(members: Mapping[str, bytes]) -> bytes:
    """The members as a plain archive for a reader."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


def _check_directory(
    where: Place, infos: list[zipfile.ZipInfo], size: int, problems: Problems
) -> None:
    names = [info.filename for info in infos]
    unsafe = [name for name in names if _UNSAFE_NAME.search(name) or not name.isprintable()]
    if unsafe:
        problems.fault("file-dangerous-zip", where, f'có thành phần mang tên "{shown(unsafe[0])}"')
    elif len({name.lower() for name in names}) < len(names):
        # Of two members of one name every reader takes the one it likes.
        problems.fault("file-dangerous-zip", where, "có hai thành phần cùng tên")
    total = sum(info.file_size for info in infos)
    swells = total > max(RATIO_FROM, MOST_RATIO * size)
    if swells or total > MOST_UNPACKED or len(infos) > MOST_MEMBERS:
        _too_large(where, f"{len(infos)} thành phần, giải nén thành {total} byte", problems)
    if any(info.flag_bits & 1 for info in infos):
        problems.fault("file-encrypted", where, "tệp có mật khẩu")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        problems.warn("file-macro", where, "sổ tính có macro; macro không được chạy, chỉ đọc các ô")


def _read_members(
    where: Place,
    archive: zipfile.ZipFile,
    problems: Problems,
) -> dict[str, bytes]:
    """Every XML member, counting what really comes out: a declared size can lie."""
    members: dict[str, bytes] = {}
    left = MOST_UNPACKED
    for info in archive.infolist():
        if info.is_dir() or not info.filename.lower().endswith((".xml", ".rels")):
            continue
        with archive.open(info) as stream:
            content = stream.read(left + 1)  # the one byte too many tells
        left -= len(content)
        if left < 0:
            _too_large(where, f"giải nén ra hơn {MOST_UNPACKED} byte", problems)
            return {}
        if "worksheets/" in info.filename:
            content = without_blank_rows(content)
        members[info.filename] = content
    return members


def _too_large(where: Place, got: str, problems: Problems) -> None:
    most = f"{MOST_MEMBERS} thành phần, {MOST_UNPACKED} byte, nén không quá {MOST_RATIO} lần"
    problems.fault(
        "file-too-large",
        where,
        got,
        f"không quá {most}",
        "xóa phần thừa trong sổ tính hoặc chia tệp theo năm",
    )

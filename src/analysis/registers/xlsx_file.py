"""The safety of an XLSX before any reader opens it: unpacked here once, every byte counted."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping

from analysis.faults import Place, Problems, shown
from analysis.raw.file_types import RATIO_FROM

MOST_MEMBERS = 2000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 200
CHUNK = 1 << 20
_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)")
_UNSAFE_XML = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def unpack(file: str, data: bytes, problems: Problems) -> dict[str, bytes] | None:
    """The XML members of a workbook by name, None after a fault."""
    where = Place(file)
    before = len(problems.faults)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_directory(where, archive.infolist(), len(data), problems)
            members = (
                {} if len(problems.faults) > before else _read_members(where, archive, problems)
            )
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        KeyError,
    ):
        _corrupt(where, "tệp hỏng hoặc bị cắt, không mở được", problems)
        return None
    if len(problems.faults) > before:
        return None
    if "[Content_Types].xml" not in members or "xl/workbook.xml" not in members:
        _corrupt(where, "tệp nén nhưng không phải sổ tính XLSX", problems)
    for name, content in members.items():
        _check_xml(where, name, content, problems)
    return members if len(problems.faults) == before else None


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
    unsafe = [name for name in names if _is_unsafe(name)]
    if unsafe or len({name.lower() for name in names}) != len(names):
        got = (
            f'có thành phần mang tên "{shown(unsafe[0])}"'
            if unsafe
            else "có hai thành phần cùng tên"
        )
        problems.fault("file-dangerous-zip", where, got)
    total = sum(info.file_size for info in infos)
    if len(infos) > MOST_MEMBERS or total > MOST_UNPACKED or _swells(total, size):
        _too_large(where, f"{len(infos)} thành phần, giải nén thành {total} byte", problems)
    if any(info.flag_bits & 1 for info in infos):
        problems.fault("file-encrypted", where, "tệp có mật khẩu")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        problems.warn("file-macro", where, "sổ tính có macro; macro không được chạy, chỉ đọc các ô")


def _read_members(where: Place, archive: zipfile.ZipFile, problems: Problems) -> dict[str, bytes]:
    """Every XML member, counting what really comes out: a declared size can lie."""
    members: dict[str, bytes] = {}
    left = MOST_UNPACKED
    for info in archive.infolist():
        if info.is_dir() or not info.filename.lower().endswith((".xml", ".rels")):
            continue
        parts = []
        with archive.open(info) as stream:
            while chunk := stream.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    _too_large(where, f"giải nén ra hơn {MOST_UNPACKED} byte", problems)
                    return {}
                parts.append(chunk)
        members[info.filename] = b"".join(parts)
    return members


def _check_xml(where: Place, name: str, content: bytes, problems: Problems) -> None:
    declared = _ENCODING.search(content[:200])
    odd = declared is not None and declared.group(1).lower() not in (
        b"utf-8",
        b"us-ascii",
        b"ascii",
    )
    if odd or b"\x00" in content or _UNSAFE_XML.search(content):
        got = f'thành phần "{shown(name)}" có khai báo DOCTYPE, ENTITY hoặc bảng mã lạ'
        problems.fault("file-dangerous-xml", where, got)


def _is_unsafe(name: str) -> bool:
    parts = name.split("/")
    return (
        not name or ".." in parts or name.startswith("/") or "\\" in name or ":" in name or not name.isprintable()
        or len(name) > 255
    )  # fmt: skip


def _swells(total: int, size: int) -> bool:
    return total > RATIO_FROM and total > MOST_RATIO * max(size, 1)


def _too_large(where: Place, got: str, problems: Problems) -> None:
    wanted = (
        f"không quá {MOST_MEMBERS} thành phần, {MOST_UNPACKED} byte, nén không quá {MOST_RATIO} lần"
    )
    problems.fault(
        "file-too-large", where, got, wanted, "xóa phần thừa trong sổ tính hoặc chia tệp theo năm"
    )


def _corrupt(where: Place, got: str, problems: Problems) -> None:
    problems.fault("file-corrupt", where, got)

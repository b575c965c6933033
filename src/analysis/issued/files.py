"""The files of issued records: what they are named, which editions they bear on, and whether they are as issued.

Only the standard library and the ground: a run with nothing to do looks at these files and reads no record.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Final

from analysis.edition import Edition, edition_of
from analysis.errors import IssuedError
from analysis.faults import printable

ISSUED_FOLDER: Final = "data/issued"
ISSUED_SUMS: Final = "SHA256SUMS"
_LINE: Final = re.compile(r"([0-9a-f]{64})  ([a-z0-9.-]+\.json)")
_FILE: Final = re.compile(r"([^.]+)(?:\.([2-9]|[1-9][0-9]{1,3}))?\.json")


def file_name(edition: Edition, number: int) -> str:
    """The name of a record's file: `tinh-2022.json`, of its second issue `tinh-2022.2.json`."""
    return f"{edition.name}.json" if number == 1 else f"{edition.name}.{number}.json"


def named_by(base: str) -> tuple[Edition, int] | None:
    """The edition and issue that a file name tells, or None."""
    match = _FILE.fullmatch(base)
    edition = edition_of(match[1]) if match else None
    return (edition, int(match[2] or 1)) if match and edition else None


def concerns(edition: Edition, other: Edition) -> bool:
    """Whether a record of `other` bears on a report of `edition`: its own, or one of an earlier edition."""
    return other == edition or (other.place == edition.place and other.year_to < edition.year_to)


def issued_hashes(folder: Path) -> dict[str, str]:
    """The hash of each record by its file name, checked against the list; IssuedError when they differ."""
    listed = _listed(folder / ISSUED_SUMS)
    there = {path.name: path for path in sorted(folder.glob("*.json"))} if folder.is_dir() else {}
    for base in sorted({*listed, *there}):
        file = f"{ISSUED_FOLDER}/{base}"
        path = there.get(base)
        if path is None:
            raise damaged(file, f"có trong {ISSUED_SUMS} nhưng không còn tệp")
        if base not in listed:
            raise damaged(
                file,
                f"không có trong {ISSUED_SUMS} (tệp lạ, hoặc lần phát hành bị ngắt: khi đó xóa tệp này)",
            )
        if path.is_symlink() or not path.is_file() or named_by(base) is None:
            raise damaged(file, "không phải tệp thường, hoặc tên không phải của một kỳ")
        if hashlib.sha256(path.read_bytes()).hexdigest() != listed[base]:
            raise damaged(file, f"nội dung đã bị sửa, mã băm khác với {ISSUED_SUMS}")
    return listed


def _listed(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    file, listed = f"{ISSUED_FOLDER}/{ISSUED_SUMS}", {}
    for line in path.read_bytes().decode("utf-8", "replace").splitlines():
        match = _LINE.fullmatch(line)
        if match is None or match[2] in listed:
            raise damaged(file, "có dòng sai dạng hoặc lặp lại")
        listed[match[2]] = match[1]
    return dict(sorted(listed.items()))


def damaged(file: str, got: str) -> IssuedError:
    """The refusal of a record that is not as it was issued."""
    return IssuedError(
        f"{printable(file)}: {got} [issued-damaged]. Cách khắc phục: lấy lại tệp đã phát hành từ lịch sử git"
        f" (git checkout -- {ISSUED_FOLDER}); không sửa, xóa hay đổi tên tệp trong thư mục này"
    )

"""The files of issued records.

What they are named, which editions they bear on, and whether they are as issued.

Only the standard library, the ground and the provinces: a run with nothing to do looks at these files
and reads no record.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Final

from analysis.definitions.provinces import edition_named, same_territory, usual
from analysis.edition import Edition
from analysis.errors import IssuedError
from analysis.messages import printable

ISSUED_FOLDER: Final = "data/issued"
ISSUED_SUMS: Final = "SHA256SUMS"
_LINE: Final = re.compile(r"([0-9a-f]{64})  ([a-z0-9.-]+\.json)")
_FILE: Final = re.compile(r"([^.]+)(?:\.([2-9]|[1-9][0-9]{1,3}))?\.json")


def file_name(edition: Edition, number: int) -> str:
    """The name of a record's file: `tinh-2022.json`, of its second issue `tinh-2022.2.json`."""
    if number == 1:
        return f"{edition.name}.json"
    return f"{edition.name}.{number}.json"


def named_by(base: str) -> tuple[Edition, int] | None:
    """The edition, by its one name, and the issue that a file name tells, or None."""
    match = _FILE.fullmatch(base)
    if match is None:
        return None
    edition = edition_named(match[1])
    if edition is None:
        return None
    return edition, int(match[2] or 1)


def concerns(edition: Edition, other: Edition) -> bool:
    """Whether a record of `other` bears on a report of `edition`: its own, or an earlier one of its territory.

    A part of a year is compared with the same part of an earlier one and with nothing else.
    """
    edition, other = usual(edition), usual(other)
    if other.place != edition.place or other.year_to >= edition.year_to:
        return other == edition
    same = same_territory((other.place, other.last_day), (edition.place, edition.last_day))
    return same and edition.comparable(other)


def issued_hashes(folder: Path) -> dict[str, str]:
    """The hash of each record by its file name, checked against the list.

    Raises:
        IssuedError: a record is not as listed, not listed, or gone.
    """
    listed = _listed(folder / ISSUED_SUMS)
    there = {path.name: path for path in folder.glob("*.json")}
    for base in sorted(listed.keys() | there.keys()):
        fault = _fault_of(there.get(base), listed.get(base))
        if fault:
            raise damaged(f"{ISSUED_FOLDER}/{base}", fault)
    return listed


def _fault_of(path: Path | None, digest: str | None) -> str:
    """What is wrong with a record that is there or listed with a hash; '' when nothing is."""
    if path is None:
        return f"có trong {ISSUED_SUMS} nhưng không còn tệp"
    if digest is None:
        return (
            f"không có trong {ISSUED_SUMS} (tệp lạ, hoặc lần phát hành bị ngắt: khi đó xóa tệp này)"
        )
    # a link could lead to a file that changes after it was issued
    if path.is_symlink() or not path.is_file() or named_by(path.name) is None:
        return "không phải tệp thường, hoặc tên không phải của một kỳ"
    if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
        return f"nội dung đã bị sửa, mã băm khác với {ISSUED_SUMS}"
    return ""


def _listed(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    file = f"{ISSUED_FOLDER}/{ISSUED_SUMS}"
    listed = {}
    for line in path.read_bytes().decode("utf-8", "replace").splitlines():
        match = _LINE.fullmatch(line)
        if match is None or match[2] in listed:
            raise damaged(file, "có dòng sai dạng hoặc lặp lại")
        listed[match[2]] = match[1]
    return dict(sorted(listed.items()))


def damaged(file: str, got: str) -> IssuedError:
    """The refusal of a record that is not as it was issued."""
    return IssuedError(
        f"{printable(file)}: {got} [issued-damaged]."
        " Cách khắc phục: lấy lại tệp đã phát hành từ lịch sử git"
        f" (git checkout -- {ISSUED_FOLDER}); không sửa, xóa hay đổi tên tệp trong thư mục này"
    )

"""The folder of issued records: read, with every file's hash held against SHA256SUMS. Nothing is written here."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Final

from analysis.issued.record import ISSUED_FOLDER, Record, damaged, named_by, parse_record

ISSUED_SUMS: Final = "SHA256SUMS"
_LINE: Final = re.compile(r"([0-9a-f]{64})  ([a-z0-9.-]+\.json)")


def read_issued(folder: Path) -> list[Record]:
    """Every issued record, sorted by edition and issue.

    Raises IssuedError when a record was edited, removed or added by hand, or does not follow the one before it.
    """
    records = []
    for base, digest in issued_hashes(folder).items():
        text = (folder / base).read_bytes().decode("utf-8", "replace")
        records.append(parse_record(f"{ISSUED_FOLDER}/{base}", digest, text))
    records.sort(key=lambda record: (record.edition, record.number))
    known = {(record.edition, record.number): record for record in records}
    for record in records:
        before = known.get((record.edition, record.number - 1))
        if record.previous != (before.sha256 if before else ""):
            raise damaged(record.file, "không nối tiếp bản phát hành trước của kỳ ấy")
    return records


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

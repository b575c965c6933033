"""Hashes of an edition's files, and whether a published report is still what its inputs would give.

Only the standard library: a run with nothing to do imports this module and ends.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from analysis.running.files import read_json

Hashes = dict[str, str]  # SHA-256 by the name of a file
State = Mapping[str, object]  # what something was made from, by keys of COMPARED

SUMS = "SHA256SUMS"
MANIFEST = "manifest.json"
COMPARED = {
    "inputs": "số liệu gốc hoặc bản đã phát hành",
    "code": "chương trình",
    "lock": "danh mục thư viện",
    "versions": "phiên bản thư viện đã cài",
    "parameters": "tham số",
    "processed": "số liệu đã xử lý",
    "content": "nội dung báo cáo",
    "fonts": "phông chữ",
}
NAMED_FILES = 3


def sha256_file(path: Path) -> str:
    """The SHA-256 of a file's bytes in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def tree_hashes(folder: Path, skipped: tuple[str, ...] = ()) -> Hashes:
    """SHA-256 of every file under `folder` by its path from there, with `/`, sorted.

    Files and folders whose name begins with one of `skipped` are left out.
    """
    found = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(skipped) for part in name.parts):
            found[name.as_posix()] = sha256_file(path)
    return dict(sorted(found.items()))


def write_sums(folder: Path) -> None:
    """Write SHA256SUMS over every other file of `folder`, as `sha256sum -c` checks it there."""
    hashes = tree_hashes(folder)
    hashes.pop(SUMS, None)
    (folder / SUMS).write_text(sums_text(hashes), encoding="utf-8", newline="\n")


def up_to_date(report: Path, wanted: State) -> list[str]:
    """Why the published edition in `report` is stale, in Vietnamese; empty when it is not.

    `wanted` holds the values of the manifest's keys inputs, code, lock, parameters and processed.
    The manifest's `outputs` are the hashes of every published file but the manifest and SHA256SUMS;
    the files are hashed again.
    """
    try:
        manifest = read_json(report / MANIFEST)
        outputs = dict(manifest["outputs"])
    except FileNotFoundError:
        return ["chưa có báo cáo của kỳ này"]
    except (OSError, ValueError, KeyError, TypeError):
        return [f"{MANIFEST} của báo cáo không đọc được"]
    return [*changes(manifest, wanted), *_damaged(report, outputs)]


def changes(before: State, wanted: State) -> list[str]:
    """What is wanted otherwise than it was before, in Vietnamese; both have keys of `COMPARED`."""
    now = json.loads(json.dumps(wanted))
    return [
        _changed(name, before.get(key), now[key])
        for key, name in COMPARED.items()
        if key in now and before.get(key) != now[key]
    ]


def _changed(name: str, before: Any, now: Any) -> str:
    told = f"{name} đã thay đổi"
    if not (isinstance(before, dict) and isinstance(now, dict)):
        return told
    names = sorted(key for key in {*before, *now} if before.get(key) != now.get(key))
    told += f": {', '.join(names[:NAMED_FILES])}"
    if len(names) > NAMED_FILES:
        told += f" và {len(names) - NAMED_FILES} mục khác"
    return told


def _damaged(report: Path, outputs: Hashes) -> Iterator[str]:
    for name, wanted in sorted(outputs.items()):
        if hash_or_nothing(report / name) != wanted:
            yield f"{name} đã bị sửa hoặc không còn"
    hashes = {**outputs, MANIFEST: hash_or_nothing(report / MANIFEST)}
    sums = hashlib.sha256(sums_text(hashes).encode()).hexdigest()
    if hash_or_nothing(report / SUMS) != sums:
        yield f"{SUMS} không khớp với các tệp của báo cáo"


def sums_text(hashes: Hashes) -> str:
    """A hash and a name a line, sorted by name, as `sha256sum` reads them."""
    return "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes))


def hash_or_nothing(path: Path) -> str:
    """The SHA-256 of a file, '' when it cannot be read."""
    try:
        return sha256_file(path)
    except OSError:
        return ""

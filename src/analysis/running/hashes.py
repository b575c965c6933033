"""Hashes of an edition's files, and whether a published report is still what its inputs would give.

Only the standard library: a run with nothing to do imports this module and ends.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

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


def tree_hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of every file under `folder` by its path from there, with `/`, sorted."""
    files = {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()
    }
    return {name: sha256_file(files[name]) for name in sorted(files)}


def write_sums(folder: Path) -> None:
    """Write SHA256SUMS over every other file of `folder`; `sha256sum -c SHA256SUMS` checks it there."""
    hashes = tree_hashes(folder)
    hashes.pop(SUMS, None)
    (folder / SUMS).write_text(_sums_text(hashes), encoding="utf-8", newline="\n")


def up_to_date(report: Path, wanted: Mapping[str, object]) -> list[str]:
    """Why the published edition in `report` is stale, in Vietnamese; empty when it is what `wanted` would give.

    `wanted` holds the values of the manifest's keys inputs, code, lock, parameters and processed.
    The manifest's `outputs` are the hashes of every published file but the manifest and SHA256SUMS;
    the files are hashed again.
    """
    try:
        manifest = json.loads((report / MANIFEST).read_text(encoding="utf-8"))
        outputs = dict(manifest["outputs"])
    except FileNotFoundError:
        return ["chưa có báo cáo của kỳ này"]
    except (OSError, ValueError, KeyError, TypeError):
        return [f"{MANIFEST} của báo cáo không đọc được"]
    before = {key: manifest.get(key) for key in wanted}
    return [*changes(before, wanted), *_damaged(report, outputs)]


def changes(before: Mapping[str, object], wanted: Mapping[str, object]) -> list[str]:
    """What differs between two states of what something is made from, both with keys of `COMPARED`; in Vietnamese."""
    now = json.loads(json.dumps(wanted))
    stale = [key for key in COMPARED if before.get(key) != now.get(key)]
    return [_changed(COMPARED[key], before.get(key), now.get(key)) for key in stale]


def _changed(name: str, before: Any, now: Any) -> str:
    if not (isinstance(before, dict) and isinstance(now, dict)):
        return f"{name} đã thay đổi"
    names = sorted(key for key in {*before, *now} if before.get(key) != now.get(key))
    more = f" và {len(names) - NAMED_FILES} mục khác" if len(names) > NAMED_FILES else ""
    return f"{name} đã thay đổi: {', '.join(names[:NAMED_FILES])}{more}"


def _damaged(report: Path, outputs: Mapping[str, str]) -> Iterator[str]:
    for name, wanted in sorted(outputs.items()):
        if hash_or_nothing(report / name) != wanted:
            yield f"{name} đã bị sửa hoặc không còn"
    hashes = {**outputs, MANIFEST: hash_or_nothing(report / MANIFEST)}
    if _text_or_nothing(report / SUMS) != _sums_text(hashes):
        yield f"{SUMS} không khớp với các tệp của báo cáo"


def _sums_text(hashes: Mapping[str, str]) -> str:
    return "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes))


def hash_or_nothing(path: Path) -> str:
    """The SHA-256 of a file, '' when it cannot be read."""
    try:
        return sha256_file(path)
    except OSError:
        return ""


def _text_or_nothing(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""

"""Whether a published report is still what its inputs would give, and what has changed when not.

Only the standard library: a run with nothing to do imports this module and ends.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from analysis.messages import first_of
from analysis.running.files import read_json
from analysis.running.hashes import MANIFEST, SUMS, Hashes, hash_or_nothing, sha256_text, sums_text

State = Mapping[str, object]  # what something was made from, by keys of COMPARED

COMPARED = {
    "inputs": "số liệu gốc hoặc bản đã phát hành",
    "seen": "số liệu gốc hoặc bản đã phát hành",
    "meaning": "cách hiểu các dòng dữ liệu (tình trạng, đơn vị, địa bàn …)",
    "code": "chương trình",
    "lock": "danh mục thư viện",
    "versions": "phiên bản thư viện đã cài",
    "parameters": "tham số",
    "processed": "số liệu đã xử lý",
    "content": "nội dung báo cáo",
    "fonts": "phông chữ",
    "system": "hệ điều hành",
}
NAMED_FILES = 3


def up_to_date(report: Path, wanted: State) -> list[str]:
    """Why the published edition in `report` is stale, in Vietnamese; empty when it is not.

    `wanted` holds the values of the manifest's keys seen, code, lock, parameters and processed.
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
    return [*changes(manifest, wanted), *damaged(report, outputs)]


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
    return f"{told}: {first_of(names, NAMED_FILES, 'mục')}"


def damaged(report: Path, outputs: Hashes, edited: Collection[str] = ()) -> Iterator[str]:
    """The published files that are not those of the manifest's `outputs` any more, in Vietnamese.

    Documents that a person `edited` are left out.
    """
    for name, wanted in sorted(outputs.items()):
        if name not in edited and hash_or_nothing(report / name) != wanted:
            yield f"{name} đã bị sửa hoặc không còn"
    hashes = {**outputs, MANIFEST: hash_or_nothing(report / MANIFEST)}
    if hash_or_nothing(report / SUMS) != sha256_text(sums_text(hashes)):
        yield f"{SUMS} không khớp với các tệp của báo cáo"

"""Files of a folder as what goes over the network: their bytes by name, with one hash over all."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from analysis.errors import PublishError
from analysis.fonts import choose_fonts
from analysis.project import Project
from analysis.running.hashes import Hashes, sha256_text, sums_text
from analysis.running.manifest import code_hash, font_texts, lock_hash, versions

Files = Mapping[str, bytes]  # by the path from their folder, with `/`


@dataclass(frozen=True)
class Parcel:
    """What a worker gives back of an edition.

    `kind` and `reason` are those of an `Outcome`; `files` are those of the processed data and of the
    report, below `processed` and `report`, none where the edition failed; `logs` are those of the run,
    `digest` is the hash over all
    files, and `seconds` is the time that it took.
    """

    kind: str
    reason: str
    files: Files
    logs: Files
    digest: str
    seconds: float


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder; none where there is no folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def lay(files: Files, folder: Path) -> None:
    """Write files below a folder.

    Raises:
        PublishError: a name would lie elsewhere; nothing was written then.
        OSError: the disk refuses.
    """
    for name in files:
        parts = PurePosixPath(name).parts
        if (
            not parts
            or name != "/".join(parts)
            or {"..", "/"} & {*parts}
            or {"\\", ":", "\0"} & {*name}
        ):
            raise PublishError("nhận được tên tệp dẫn ra ngoài thư mục [cluster-damaged]")
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def digest_of(files: Files) -> str:
    """One hash over names and bytes."""
    hashes: Hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    return sha256_text(sums_text(hashes))


def identity(project: Project) -> dict[str, Any]:
    """What must be the same on two machines for them to make the same bytes, by names of a manifest."""
    return {
        "code": code_hash(project),
        "lock": lock_hash(project),
        "versions": versions(),
        "fonts": font_texts(choose_fonts()),
        "system": sys.platform,
    }

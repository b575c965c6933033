"""Files of a folder as what goes over the network: their bytes by name, with one hash over all."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.errors import PublishError
from analysis.fonts import choose_fonts
from analysis.project import Project
from analysis.running.freshness import COMPARED
from analysis.running.hashes import Hashes, sha256_text, sums_text
from analysis.running.manifest import code_hash, font_texts, lock_hash, versions
from analysis.running.many import Outcome

Files = Mapping[str, bytes]  # by the path from their folder, with `/`


@dataclass(frozen=True)
class Parcel:
    """What a worker gives back of an edition.

    `kind` and `reason` are those of an `Outcome`; `files` are those of the processed data and of the
    report, below `processed` and `report`, none where the edition failed; `logs` are those of the run.
    `digest` is the hash over all of them, and `seconds` is the time that it took. `full` is the address
    of a worker that failed and whose disk takes no edition.
    """

    kind: str
    reason: str
    files: Files
    logs: Files
    digest: str
    seconds: float
    full: str = ""


def packed(outcome: Outcome, files: Files, logs: Files, seconds: float) -> Parcel:
    """The parcel of these files, with its hash."""
    # what the edition before had is seen where that is published
    return Parcel(outcome.kind, outcome.reason, files, logs, _digest(files, logs), seconds)


def is_whole(parcel: Parcel) -> bool:
    """Whether it holds what was put into it."""
    return parcel.digest == _digest(parcel.files, parcel.logs)


def _digest(files: Files, logs: Files) -> str:
    return sha256_text(digest_of(files) + digest_of(logs))


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
        path = Path(name)
        if path.anchor or ".." in path.parts or path.as_posix() != name:
            raise PublishError("nhận được tên tệp dẫn ra ngoài thư mục [cluster-damaged]")
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def digest_of(files: Files) -> str:
    """One hash over names and bytes."""
    hashes: Hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    return sha256_text(sums_text(hashes))


def differences(identities: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[str]:
    """What is otherwise there than on this machine, in Vietnamese, of two `identity` or a manifest and one."""
    return [
        f"{COMPARED[key]} khác máy này"
        for key, here in json.loads(json.dumps(wanted)).items()
        if identities.get(key) != here
    ]


def identity(project: Project) -> dict[str, Any]:
    """What must be the same on two machines for them to make the same bytes, by names of a manifest."""
    return {
        "code": code_hash(project),
        "lock": lock_hash(project),
        "versions": versions(),
        "fonts": font_texts(choose_fonts()),
        "system": sys.platform,
    }

"""Hashes of files and folders, and the file of sums that `sha256sum -c` checks.

Only the standard library: a run with nothing to do imports this module and ends.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

Hashes = dict[str, str]  # SHA-256 by the name of a file

SUMS = "SHA256SUMS"
MANIFEST = "manifest.json"
BLOCK = 64 * 1024


def sha256_file(path: Path) -> str:
    """The SHA-256 of a file's bytes in hexadecimal."""
    digest = hashlib.sha256()
    # a run hashes thousands of small files: `file_digest` would take new memory for each
    with path.open("rb", buffering=0) as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def tree_hashes(folder: Path, skipped: tuple[str, ...] = ()) -> Hashes:
    """SHA-256 of every file under `folder` by its path from there, with `/`, sorted.

    Files and folders whose name begins with one of `skipped` are left out.
    """
    found = {}
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(skipped)]
        here = Path(place)
        inside = here.relative_to(folder)
        for name in files:
            if not name.startswith(skipped) and (here / name).is_file():
                found[(inside / name).as_posix()] = sha256_file(here / name)
    return dict(sorted(found.items()))


def write_sums(folder: Path) -> None:
    """Write SHA256SUMS over every other file of `folder`, as `sha256sum -c` checks it there."""
    hashes = tree_hashes(folder, (SUMS,))
    (folder / SUMS).write_text(sums_text(hashes), encoding="utf-8", newline="\n")


def sums_text(hashes: Hashes) -> str:
    """A hash and a name a line, sorted by name, as `sha256sum` reads them."""
    return "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes))


def sha256_text(text: str) -> str:
    """The SHA-256 of a text's UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def hash_or_nothing(path: Path) -> str:
    """The SHA-256 of a file, '' when it cannot be read."""
    try:
        return sha256_file(path)
    except OSError:
        return ""

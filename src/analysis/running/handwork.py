"""Handwork on a published report: a DOCX that a person changed is kept before another takes its place."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from analysis.errors import PublishError
from analysis.project import handwork_folder
from analysis.rendering.docx import is_whole
from analysis.rendering.pandoc import DOCX
from analysis.running.exchange import disk_errors, sync_folder, write_durably
from analysis.running.hashes import SUMS, hash_or_nothing

# how a document begins that Word protects by a password; nothing else of it can be read
_PROTECTED = bytes.fromhex("d0cf11e0a1b11ae1")


def edited_document(report: Path) -> Path | None:
    """The published DOCX when it is not what SHA256SUMS lists and is a document; else None."""
    document = report / DOCX
    digest = hash_or_nothing(document)
    if not digest or document.is_symlink() or f"{digest}  {DOCX}" in _sums(report):
        return None
    if _opens(document):
        return document
    return None


def keep_handwork(report: Path, published: Path) -> None:
    """Keep an edited document of `report` beside the folder `published`, and tell where.

    What is kept is never changed: a second one has another name, and the same one is kept once. The
    caller holds the lock.

    Raises:
        PublishError: it cannot be kept; nothing was published then.
    """
    document = edited_document(report)
    if document is None:
        return
    folder = handwork_folder(published)
    if folder.is_symlink():
        raise PublishError(
            f"reports/{folder.name}: là liên kết tới nơi khác, không cất được bản sửa tay [folder-link]."
            " Cách khắc phục: thay liên kết bằng thư mục thật rồi chạy lại"
        )
    with disk_errors(folder):
        folder.mkdir(exist_ok=True)
        # not the half document of a cut run
        kept = {hash_or_nothing(path): path for path in sorted(folder.glob("[!.]*"))}
        target = kept.get(hash_or_nothing(document))
        # of the folder that was replaced only what nobody has told yet
        if target is not None and report != published:
            return
        if target is None:
            target = _free_name(folder)
            # under a name of its own until it is whole: a cut run leaves no half document
            new = folder / f".moi-{DOCX}"
            write_durably(new, document.read_bytes())
            new.rename(target)
            sync_folder(folder)
    print(
        f"  cảnh báo: {DOCX} của kỳ {published.name} đã được sửa tay; bản sửa được giữ ở"
        f" reports/{folder.name}/{target.name}. Bản lập lại không có các chỗ sửa ấy: hãy đưa chúng vào số liệu,"
        " nhận định hoặc co-quan.csv [handwork-kept]",
        flush=True,
    )


def _sums(report: Path) -> list[str]:
    try:
        return (report / SUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return []


def _opens(document: Path) -> bool:
    try:
        with document.open("rb") as file:
            if file.read(len(_PROTECTED)) == _PROTECTED:
                return True
        return is_whole(document)
    except (OSError, KeyError, RuntimeError, zipfile.BadZipFile, zlib.error):
        return False


def _free_name(folder: Path) -> Path:
    """`bao-cao.docx`, `bao-cao-2.docx` …: the first that nothing has."""
    stem, dot, ending = DOCX.rpartition(".")
    target, number = folder / DOCX, 1
    while target.exists() or target.is_symlink():
        number += 1
        target = folder / f"{stem}-{number}{dot}{ending}"
    return target

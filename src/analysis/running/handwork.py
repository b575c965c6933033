"""Handwork on a published report: a DOCX that a person changed is kept before another takes its place."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from analysis.errors import PublishError
from analysis.project import handwork_folder
from analysis.rendering.documents import names_of
from analysis.rendering.docx import is_whole
from analysis.running.exchange import disk_errors, sync_folder, write_durably
from analysis.running.files import free_name
from analysis.running.hashes import SUMS, hash_or_nothing

# how a document begins that Word protects by a password; nothing else of it can be read
_PROTECTED = bytes.fromhex("d0cf11e0a1b11ae1")


def edited_documents(report: Path) -> list[Path]:
    """The published DOCX that are documents and not what SHA256SUMS lists."""
    listed = _sums(report)
    return [report / name for name in names_of("docx") if _is_edited(report / name, listed)]


def _is_edited(document: Path, listed: Sequence[str]) -> bool:
    digest = hash_or_nothing(document)
    if not digest or document.is_symlink() or f"{digest}  {document.name}" in listed:
        return False
    return _opens(document)


def keep_handwork(report: Path, published: Path) -> None:
    """Keep the edited documents of `report` beside the folder `published`, and tell where.

    What is kept is never changed: a second one has another name, and the same one is kept once. The
    caller holds the lock.

    Raises:
        PublishError: it cannot be kept; nothing was published then.
    """
    for document in edited_documents(report):
        _keep(document, report, published)


def _keep(document: Path, report: Path, published: Path) -> None:
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
            target = free_name(folder / document.name)
            # under a name of its own until it is whole: a cut run leaves no half document
            new = folder / f".moi-{document.name}"
            write_durably(new, document.read_bytes())
            new.rename(target)
            sync_folder(folder)
    print(
        f"  cảnh báo: {document.name} của kỳ {published.name} đã được sửa tay; bản sửa được giữ ở"
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

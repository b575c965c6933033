"""Exchange whole folders so that a reader always finds one of them under the name.

Names change in one atomic step where the system has one (Linux, macOS). Elsewhere two renames do
it, with an instant without the folder; a journal in the build folder lets the next run finish a cut
exchange.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from analysis.errors import PublishError
from analysis.messages import printable
from analysis.mishaps import DISK_FULL, DISK_IS_FULL, READ_ONLY
from analysis.running.files import read_json


def publish_edition(
    processed_new: Path, processed_target: Path, report_new: Path, report_target: Path, build: Path
) -> None:
    """Exchange the processed data, then the report; when the second fails the first is taken back.

    What was replaced then lies under the names of the new. Raises PublishError, with both old
    editions whole, when a disk is full, a folder read-only or on another disk.
    """
    for new, target in ((processed_new, processed_target), (report_new, report_target)):
        settle_beside(new, target)
    with disk_errors(processed_target.parent):
        replaced = place(processed_new, processed_target, build)
    try:
        with disk_errors(report_target.parent):
            place(report_new, report_target, build)
    except PublishError:
        # A failure here leaves new data beside an old report, which the next run recognises by the
        # hash. So does a request to end: it may come when the new report is in its place, and then
        # old data must not come back.
        with suppress(OSError):
            if replaced:
                place(processed_new, processed_target, build)
            else:
                processed_target.rename(processed_new)
        raise


JOURNAL = "trao-doi.json"
NO_EXCHANGE = {errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL, errno.EPERM}


def heal(build: Path) -> None:
    """Finish the two-step exchange that a killed run left, if any, or take it back."""
    journal = build / JOURNAL
    try:
        entry = read_json(journal)
    except FileNotFoundError:
        return
    except ValueError:
        # Cut while the journal was written, so nothing had been renamed.
        journal.unlink()
        return
    new, target, aside = (build.parent / entry[key] for key in ("new", "target", "aside"))
    with disk_errors(target.parent):
        if not _is_there(target):
            (new if _is_there(new) else aside).rename(target)
            sync_folder(target.parent)
        journal.unlink()
    discard(aside)


@contextmanager
def disk_errors(folder: Path) -> Iterator[None]:
    """Turn a failing file operation inside into a PublishError that names `folder` and says why."""
    try:
        yield
    except OSError as error:
        if error.errno in DISK_FULL:
            reason = DISK_IS_FULL
        elif error.errno in READ_ONLY:
            reason = "không có quyền ghi hoặc thư mục chỉ cho đọc"
        else:
            reason = f"{error.strerror or error} ({errno.errorcode.get(error.errno or 0, 'lỗi hệ thống')})"
        raise PublishError(
            f"Không ghi được vào {printable(str(folder))}: {reason}. Bản cũ vẫn giữ nguyên."
        ) from error


def discard(path: Path) -> None:
    """Remove a dead folder as far as it goes; what stays is tried again by the next run."""
    with suppress(OSError):
        if path.is_symlink():
            path.unlink()
        shutil.rmtree(path, ignore_errors=True)


def settle_beside(new: Path, target: Path) -> None:
    """Make `new` durable and readable by all, before its name changes."""
    with disk_errors(new):
        for folder, folders, files in os.walk(new, topdown=False, onerror=_raise):
            for name in (*folders, *files):
                _settle(Path(folder, name))
        _settle(new)
    with disk_errors(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)


def _raise(error: OSError) -> None:
    raise error


def _settle(path: Path) -> None:
    mode = path.lstat().st_mode
    if stat.S_ISDIR(mode):
        path.chmod(0o755)
        sync_folder(path)
    elif stat.S_ISREG(mode):
        path.chmod(0o644)
        _sync(path, os.O_RDWR)
    else:
        raise PublishError(f"{printable(str(path))}: chỉ công bố tệp và thư mục thường.")


def sync_folder(path: Path) -> None:
    """Make names in a folder durable, as far as the system can."""
    # Windows has no handle on a folder, and some network systems refuse it: the rename is then as
    # durable as it gets.
    if sys.platform != "win32":
        try:
            _sync(path, os.O_RDONLY)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):
                raise


def _sync(path: Path, flags: int) -> None:
    fd = os.open(path, flags)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def write_durably(path: Path, data: bytes) -> None:
    """Write a file, on the disk when this returns."""
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        # a disk that is nearly full takes a part, and refuses the rest
        while data:
            data = data[os.write(fd, data) :]
        os.fsync(fd)
    finally:
        os.close(fd)


def write_at_once(files: Mapping[Path, bytes]) -> None:
    """Give files their new bytes, one after the other, each at once and none before all are on the disk."""
    # names that no reader takes for data, in the same folders, since a rename stays on one disk
    new = {path: path.with_name(f"~${path.name}") for path in files}
    try:
        for path, data in files.items():
            write_durably(new[path], data)
        for path in files:
            new[path].replace(path)
    finally:
        for written in new.values():
            written.unlink(missing_ok=True)


def place(new: Path, target: Path, build: Path) -> bool:
    """Give `new` the name `target`; True when an old folder had it, which then lies at `new`.

    Raises OSError, with the old folder in its place, or PublishError when the two lie on different
    disks.
    """
    replaced = _is_there(target)
    try:
        if not replaced:
            new.rename(target)
        elif not _swap_names(new, target):
            _swap_in_two_steps(new, target, build)
    except OSError as error:
        if error.errno == errno.EXDEV:
            where = printable(str(target))
            raise PublishError(
                f"Không thay được thư mục {where} trong một bước vì nó nằm trên đĩa hoặc lớp đĩa khác với thư mục"
                f" .build. Hãy đặt cả dự án trên một đĩa; nếu {where} có sẵn trong ảnh container thì chép nó ra nơi"
                " khác, xoá đi, chạy lại."
            ) from error
        raise
    # The new folder is in its place: a failure to make that durable must not be told as a failure
    # to publish.
    with suppress(OSError):
        sync_folder(target.parent)
        sync_folder(new.parent)
    return replaced


def _is_there(path: Path) -> bool:
    """Whether the name is taken; unlike for `exists` a failing disk is no missing name."""
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    return True


def _swap_names(one: Path, other: Path) -> bool:
    """Exchange two names in one step; False where the system or the file system cannot."""
    import ctypes

    here, there = os.fsencode(one), os.fsencode(other)
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            failed = libc.renamex_np(here, there, ctypes.c_uint(2))
        else:
            failed = libc.renameat2(-100, here, -100, there, ctypes.c_uint(2))
    except (AttributeError, OSError, TypeError):
        return False
    code = ctypes.get_errno()
    if failed and code not in NO_EXCHANGE:
        raise OSError(code, os.strerror(code), str(one), None, str(other))
    return not failed


def _swap_in_two_steps(new: Path, target: Path, build: Path) -> None:
    aside = new.with_name(new.name + ".cu")
    journal = build / JOURNAL
    entry = {"new": new, "target": target, "aside": aside}
    text = json.dumps({key: os.path.relpath(path, build.parent) for key, path in entry.items()})
    write_durably(journal, text.encode())
    try:
        target.rename(aside)
        new.rename(target)
    except BaseException:
        if not _is_there(target):
            aside.rename(target)
        journal.unlink()
        raise
    with suppress(OSError):
        aside.rename(new)
        journal.unlink()

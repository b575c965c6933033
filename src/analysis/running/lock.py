"""One run at a time in a project: the lock that a run holds, and a run that waits for it."""

from __future__ import annotations

import errno
import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Self

from analysis.errors import PublishError
from analysis.running.exchange import discard, disk_errors, heal

LOCK = "khoa-chay"
BUILD_PREFIX = "lan-chay-"
NO_FILE_LOCKS = {errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL, errno.ENOLCK}
WINDOWS_LOCK_OFFSET = 1 << 20
HELD = {errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}
POLL = 0.2
PATIENCE = 300.0  # seconds, for a few runs of usual size; of several that wait any may be the next


class RunLock:
    """One run at a time in a project; the lock is free when the process ends, however it ends.

    Entering waits for a run that holds the lock, once it has said so, and heals an exchange that an
    earlier run left cut. Raises PublishError when the other run takes longer than `patience`.
    """

    def __init__(self, project_build: Path, patience: float = PATIENCE) -> None:
        self._path = project_build / LOCK
        self._patience = patience
        self._fd = -1
        self._claim: Path | None = None

    def __enter__(self) -> Self:
        with disk_errors(self._path.parent):
            self._wait()
            try:
                os.ftruncate(self._fd, 0)
                os.write(self._fd, str(os.getpid()).encode("ascii"))
                heal(self._path.parent)
            except BaseException:
                self._release()
                raise
        return self

    def __exit__(self, *exception: object) -> None:
        self._release()

    def _wait(self) -> None:
        end = time.monotonic() + self._patience
        told = False
        while not self._acquire():
            if time.monotonic() >= end:
                raise PublishError(
                    f"đang có lần chạy khác ({self._holder()}); hãy đợi lần chạy đó kết thúc rồi chạy lại."
                )
            if not told:
                print(
                    f"Đang có lần chạy khác ({self._holder()}); đang chờ lần chạy đó kết thúc …",
                    flush=True,
                )
                told = True
            time.sleep(POLL)

    def _acquire(self) -> bool:
        """Try once to lock the file that has the name; `make clean` may have removed an earlier one."""
        while True:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._fd = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
            locked = held = False
            try:
                locked = self._lock()
                held = locked and self._has_its_name()
            finally:
                if not held:
                    self._release()
            if held or not locked:
                return held

    def _has_its_name(self) -> bool:
        with suppress(FileNotFoundError):
            return os.path.samestat(os.fstat(self._fd), self._path.stat())
        return False

    def _lock(self) -> bool:
        try:
            _lock_file(self._fd)
        except OSError as error:
            if error.errno in HELD:
                return False
            if error.errno not in NO_FILE_LOCKS:
                raise
            claim = self._path.with_name(LOCK + ".pid")
            if not _claimed(claim):
                return False
            self._claim = claim
        return True

    def _release(self) -> None:
        # What may be published by now must not be told as a failure; the end of the process frees
        # the lock anyway.
        with suppress(OSError):
            os.close(self._fd)
        if self._claim is not None:
            with suppress(OSError):
                self._claim.unlink(missing_ok=True)
            self._claim = None

    def _holder(self) -> str:
        pid = _written(self._path)
        return f"tiến trình {pid}" if pid else "không rõ tiến trình"


def _lock_file(fd: int) -> None:
    """Lock the open file, or OSError at once: another process holds it, or there are no file locks."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(fd, WINDOWS_LOCK_OFFSET, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        os.lseek(fd, 0, os.SEEK_SET)
    else:
        import fcntl

        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _claimed(path: Path) -> bool:
    """Where a file system has no locks: a file naming its owner, void once that process is gone."""
    while True:
        try:
            fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
            break
        except FileExistsError:
            if _is_running(_written(path)):
                return False
            path.unlink(missing_ok=True)
    os.write(fd, str(os.getpid()).encode("ascii"))
    os.close(fd)
    return True


def _written(path: Path) -> int:
    with suppress(OSError, ValueError):
        return int(path.read_text(encoding="ascii"))
    return 0


def _is_running(pid: int) -> bool:
    if sys.platform == "win32":  # there is no harmless signal there
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return pid > 0


def fresh_build(build: Path, name: str) -> Path:
    """A new empty folder under `build`; the caller holds the lock, so earlier ones are dead and go."""
    with disk_errors(build):
        build.mkdir(parents=True, exist_ok=True)
        for dead in build.glob(f"{BUILD_PREFIX}*"):
            discard(dead)
        folder = build / f"{BUILD_PREFIX}{name}"
        folder.mkdir()
    return folder

"""One run at a time in a project: the lock that a run holds, and a run that waits for it."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from analysis.errors import PublishError
from analysis.running.exchange import discard, disk_errors, heal

LOCK = "khoa-chay"
BUILD_PREFIX = "lan-chay-"
NO_FILE_LOCKS = {errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL, errno.ENOLCK}
WINDOWS_LOCK_OFFSET = 1 << 20
HELD = {errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}
POLL = 0.2
PATIENCE = 300.0  # seconds, for a few runs of usual size; of several that wait any may be the next


@contextmanager
def run_lock(build: Path, patience: float = PATIENCE) -> Iterator[None]:
    """One run at a time in a project; the lock is free when the process ends, however it ends.

    Entering waits for a run that holds the lock, once it has said so, and heals an exchange that an
    earlier run left cut. Raises PublishError when the other run takes longer than `patience`.
    """
    with ExitStack() as held:
        with disk_errors(build):
            fd = _wait(build / LOCK, patience, held)
            os.ftruncate(fd, 0)
            os.write(fd, str(os.getpid()).encode("ascii"))
            heal(build)
        yield


def _wait(path: Path, patience: float, held: ExitStack) -> int:
    """The open file of the lock, which `held` frees."""
    end = time.monotonic() + patience
    told = False
    while (fd := _acquire(path, held)) is None:
        pid = _written(path)
        holder = f"tiến trình {pid}" if pid else "không rõ tiến trình"
        another = f"có lần chạy khác ({holder})"
        if time.monotonic() >= end:
            raise PublishError(f"đang {another}; hãy đợi lần chạy đó kết thúc rồi chạy lại.")
        if not told:
            print(f"Đang {another}; đang chờ lần chạy đó kết thúc …", flush=True)
            told = True
        time.sleep(POLL)
    return fd


def _acquire(path: Path, held: ExitStack) -> int | None:
    """Try once to lock the file that has the name; `make clean` may have removed an earlier one."""
    while True:
        path.parent.mkdir(parents=True, exist_ok=True)
        with ExitStack() as tried:
            fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
            tried.callback(_free, os.close, fd)
            if not _lock(fd, path.with_name(LOCK + ".pid"), tried):
                return None
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(fd), path.stat()):
                    held.enter_context(tried.pop_all())
                    return fd


def _lock(fd: int, claim: Path, tried: ExitStack) -> bool:
    """Lock the open file, or where a file system has no locks, claim it by a second file."""
    try:
        _lock_file(fd)
    except OSError as error:
        if error.errno in HELD:
            return False
        if error.errno not in NO_FILE_LOCKS:
            raise
        if not _claimed(claim):
            return False
        tried.callback(_free, os.unlink, claim)
    return True


def _free(free: Callable[..., None], what: int | Path) -> None:
    # What may be published by now must not be told as a failure; the end of the process frees the
    # lock anyway.
    with suppress(OSError):
        free(what)


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
            with path.open("x", encoding="ascii") as file:
                file.write(str(os.getpid()))
            return True
        except FileExistsError:
            if _is_running(_written(path)):
                return False
            path.unlink(missing_ok=True)


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

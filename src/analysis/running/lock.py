"""One run at a time of an edition, one exchange at a time in a project, and who waits for them."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from analysis.errors import PublishError
from analysis.running.exchange import JOURNAL, discard, disk_errors, heal

LOCK = "khoa-chay"
BUILD_PREFIX = "lan-chay-"
NO_FILE_LOCKS = {errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL, errno.ENOLCK}
WINDOWS_LOCK_OFFSET = 1 << 20
HELD = {errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}
POLL = 0.2
PATIENCE = 300.0  # seconds, for a few runs of usual size; of several that wait any may be the next


@contextmanager
def run_lock(build: Path, edition: str, patience: float = PATIENCE) -> Iterator[None]:
    """One run at a time of an edition; the lock is free when the process ends, however it ends.

    Entering waits for a run that holds the lock, once it has said so, and heals an exchange that an
    earlier run left cut. Raises PublishError when the other run takes longer than `patience`.
    """
    with ExitStack() as held:
        _hold(build, _lock_of(build, edition), patience, held)
        with disk_errors(build):
            cut = (build / JOURNAL).exists()
        if cut:
            with exchange_lock(build):
                pass
        yield


@contextmanager
def exchange_lock(build: Path, patience: float = PATIENCE) -> Iterator[None]:
    """For what runs of all editions share: one exchange of folders, one change of data/issued at a time.

    Entering waits for the one before, and heals an exchange that was cut. Raises PublishError when
    it takes longer than `patience`.
    """
    with ExitStack() as held:
        _hold(build, build / LOCK, patience, held, tells=False)
        with disk_errors(build):
            heal(build)
        yield


def _lock_of(build: Path, edition: str) -> Path:
    return build / f"{LOCK}-{edition}"


def _hold(build: Path, path: Path, patience: float, held: ExitStack, *, tells: bool = True) -> None:
    """Have the lock until `held` frees it, with the number of this process in it."""
    with disk_errors(build):
        fd = _wait(path, patience, held, tells)
        os.ftruncate(fd, 0)
        os.write(fd, str(os.getpid()).encode("ascii"))


def _wait(path: Path, patience: float, held: ExitStack, tells: bool) -> int:
    """The open file of the lock, which `held` frees."""
    end = time.monotonic() + patience
    told = not tells
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
            if not _lock(fd, path.with_name(f"{path.name}.pid"), tried):
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
    else:
        # where closing the file fails, this process may still want the lock again
        tried.callback(_free, _unlock_file, fd)
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


def _unlock_file(fd: int) -> None:
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(fd, fcntl.LOCK_UN)


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
    """A new empty folder under `build` of the edition `name`, whose lock the caller holds.

    The folders of earlier runs are dead and go, also those of other editions that nobody makes now.
    """
    with disk_errors(build):
        build.mkdir(parents=True, exist_ok=True)
        folder = build / f"{BUILD_PREFIX}{name}"
        discard(folder)
        for other in build.glob(f"{BUILD_PREFIX}*"):
            with ExitStack() as held:
                lock = _lock_of(build, other.name.removeprefix(BUILD_PREFIX))
                if _acquire(lock, held) is not None:
                    discard(other)
        folder.mkdir()
    return folder

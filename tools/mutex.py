"""One set-up of an environment at a time, by a lock of the system that ends with its process, however that ends."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

MUTEX: Final = "khuyen-cong.khoa"
_PAUSE: Final = 0.2


@contextlib.contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Hold `folder`, made if it is not there, against every other process that does the same; waits for its turn."""
    Path(os.path.realpath(folder)).mkdir(parents=True, exist_ok=True)
    with (folder / MUTEX).open("ab") as mutex:
        if not take(mutex.fileno()):
            print("Đang chờ một lần cài đặt khác kết thúc…", flush=True)
            while not take(mutex.fileno()):
                time.sleep(_PAUSE)
        yield


def take(descriptor: int) -> bool:
    """Lock an open file for this process; False when another process holds it."""
    try:
        if os.name == "nt":
            import msvcrt

            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True

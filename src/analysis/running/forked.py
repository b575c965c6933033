"""Work in forks of this process, which has imported everything once.

A fork copies the thread that forks and no other, and what another thread held just then stays
locked in the copy: so a process with threads must not fork. A fork is the first of a group of its
own, with all that it starts, and ends with the process that made it, however that one ends.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import connection
from typing import TYPE_CHECKING, Any, NoReturn

from analysis.stopping import REQUESTS

if TYPE_CHECKING:
    Link = connection.Connection[Any, Any]


WATCH = "watch-over-parent"
_holds: set[int] = set()  # open as long as this process lives: its forks wait for that


def can_fork() -> bool:
    """Whether work may go to a fork; on macOS, frameworks may crash in the child."""
    # the watch of a fork over its parent waits in the system and holds nothing
    known = [thread.name for thread in threading.enumerate() if thread.name == WATCH]
    alone = threading.active_count() == 1 + len(known)
    return hasattr(os, "fork") and sys.platform != "darwin" and alone


@contextmanager
def forked(work: Callable[[Link], None]) -> Iterator[tuple[int, Link]]:
    """Let `work` go on in a fork until the block ends; its process number and the link with it.

    Where the fork ends, reading from the link raises EOFError or OSError.
    """
    ours, theirs = connection.Pipe()
    life, hold = os.pipe()
    _holds.add(hold)
    pid = 0
    try:
        with requests_held():
            pid = _fork()
            if not pid:
                ours.close()
                _work(work, theirs, life)
        theirs.close()
        yield pid, ours
    finally:
        ours.close()
        _holds.remove(hold)
        for end in (life, hold):
            os.close(end)
        if pid:
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


@contextmanager
def requests_held() -> Iterator[None]:
    """A request to end that comes inside is heard at the end: else it would come between a start and its record."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, REQUESTS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _fork() -> int:
    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.flush()
    # what there is by now is never garbage: looking for it in a fork would copy its pages
    gc.freeze()
    with warnings.catch_warnings():
        # of the libraries' own threads (memory), which know of forks
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid:
        # both set it, so that whoever is first finds it done
        with suppress(OSError):
            os.setpgid(pid, pid)
    return pid


def _work(work: Callable[[Link], None], link: Link, life: int) -> NoReturn:
    """In the fork: nothing may go back to what the process did before."""
    try:
        # else this fork would keep the others alive
        for hold in _holds:
            os.close(hold)
        _holds.clear()
        os.setpgid(0, 0)
        for number in REQUESTS:
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        end_with(life)
        work(link)
    except BaseException:  # noqa: BLE001
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def end_with(life: int) -> None:
    """Let this process, the first of its group, end with all that it started once the pipe is closed elsewhere."""
    threading.Thread(target=_end_with, args=(life,), name=WATCH, daemon=True).start()


def _end_with(life: int) -> None:
    os.read(life, 1)
    os.killpg(0, signal.SIGKILL)

"""Ending on request: Ctrl+C, the end of a session or of the terminal, in a moment and with one line.

The first request raises KeyboardInterrupt, so that what is under way is cleaned up. A library may
swallow that, or wait for what never comes; so at a second request, or soon after the first, the
program ends at once, as if it were killed, which a run has to stand anyway. Whatever became of the
exception, a request that was heard ends with its own exit code. This module imports nothing slow: it
is to be ready before anything else is.
"""

from __future__ import annotations

import _thread
import os
import signal
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from subprocess import CompletedProcess, Popen
    from types import FrameType
    from typing import NoReturn

STOPPED = 130
GRACE = 1.0  # seconds
REQUESTS = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]
_said: list[str] = []
_children: set[Popen[bytes]] = set()
_starting = _thread.allocate_lock()
_ending: list[bool] = []
_heard: list[bool] = []


def on_request() -> None:
    """Obey requests to end from now on, until `run` at once.

    One that the caller ignores (nohup) stays ignored.
    """
    _from_now_on(_give_up)


def run(main: Callable[[Sequence[str]], int], arguments: Sequence[str]) -> NoReturn:
    """End with the exit code of `main`, and without goodbyes.

    They could be interrupted, or wait for a library.
    """
    try:
        _from_now_on(_stop)
        code = main(arguments)
        _from_now_on(_give_up)
        if _heard:
            # the work may have gone on as if nobody had asked
            _say()
            code = STOPPED
        code = _flushed(code)
    except KeyboardInterrupt:
        _give_up(0, None)
    except BaseException:
        # a library may have made another exception of it
        if _heard:
            _give_up(0, None)
        raise
    # a thread may be starting a program just now
    _ending.append(True)
    with _starting:
        _end_children()
    os._exit(code)


def _flushed(code: int) -> int:
    """The exit code once all is written.

    What could not be written, but for a reader who had enough, is no success.
    """
    from contextlib import suppress

    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, ValueError, BrokenPipeError):
            continue
        except OSError as error:
            code = code or 1
            with suppress(OSError):
                os.write(
                    2,
                    f"Không ghi hết được kết quả: {error.strerror}. Cách khắc phục: dọn bớt ổ đĩa.\n".encode(),
                )
    return code


def run_child(
    command: Sequence[str], folder: Path | None, env: Mapping[str, str], seconds: float
) -> CompletedProcess[bytes]:
    """Run a program to its end, with its output kept; it ends with us when we are asked to end.

    Raises OSError when it cannot be started, subprocess.TimeoutExpired when it takes longer than
    `seconds`.
    """
    from subprocess import DEVNULL, PIPE, CompletedProcess, Popen

    with _starting:
        if _ending:
            raise InterruptedError
        child = Popen(command, cwd=folder, env=env, stdin=DEVNULL, stdout=PIPE, stderr=PIPE)
        _children.add(child)
    with child:
        try:
            out, err = child.communicate(timeout=seconds)
        except BaseException:
            child.kill()
            raise
        finally:
            _children.discard(child)
    return CompletedProcess(command, child.returncode, out, err)


def _end_children() -> None:
    for child in list(_children):
        child.kill()


def word() -> str:
    """What is said, once, of a program that stops on request."""
    _said.append("Đã dừng theo yêu cầu.")
    return _said[0]


def obey() -> None:
    """Raise KeyboardInterrupt again where a request was heard, and swallowed by what was under way."""
    if _heard:
        raise KeyboardInterrupt


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    _heard.append(True)
    _from_now_on(_give_up)
    _end_children()
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, _give_up)
        signal.setitimer(signal.ITIMER_REAL, GRACE)
    raise KeyboardInterrupt


def _from_now_on(act: Callable[[int, FrameType | None], None]) -> None:
    for number in REQUESTS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, act)


def _give_up(_number: int, _frame: FrameType | None) -> NoReturn:
    _say()
    _end_children()
    os._exit(STOPPED)


def _say() -> None:
    if not _said:
        # not through a stream, which the interrupted code may be writing to
        os.write(2, f"{word()}\n".encode())

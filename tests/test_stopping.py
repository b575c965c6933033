"""Ending on request: whatever a library does with Ctrl+C, the program is gone in a moment, with one line."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SRC = Path(__file__).parent.parent / "src"
LINE = "Đã dừng theo yêu cầu.\n"
HANG = 30.0

pytestmark = pytest.mark.skipif(os.name != "posix", reason="dùng tín hiệu của POSIX")

# A background job of a shell ignores Ctrl+C; here it counts.
PROGRAM = """
import signal
for name in ("SIGINT", "SIGTERM", "SIGHUP"):
    signal.signal(getattr(signal, name), signal.SIG_DFL)
import atexit, sys, threading, time
from analysis import stopping

def main(_):
    print("ready", flush=True)
    try:
        {work}
    except KeyboardInterrupt:
        sys.stderr.write(stopping.word() + "\\n")
        return stopping.STOPPED
    return 0

def forever():
    while True:
        time.sleep(60)

def swallow():
    while True:
        try:
            time.sleep(60)
        except BaseException:
            pass

stopping.on_request()
stopping.run(main, ())
"""
WORK = {
    "working": "forever()",
    "swallowing": "swallow()",
    "leaving a thread": "threading.Thread(target=forever).start(); forever()",
    "with a slow goodbye": "atexit.register(forever); forever()",
    "in the middle of a line": "sys.stderr.write('nửa dòng\\n'); forever()",
}


def started(*command: str, path: str = "") -> subprocess.Popen[str]:
    """A program that has said that it is ready."""
    program = subprocess.Popen(
        [sys.executable, *command], env={**os.environ, "PYTHONPATH": f"{path}{os.pathsep}{SRC}", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    assert program.stdout is not None
    assert program.stdout.readline() == "ready\n"
    return program


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("work", WORK)
def test_one_request_is_enough(work: str, name: str) -> None:
    """The exit code is 130 and the line is there once, also where the request is swallowed or the goodbye hangs."""
    with started("-c", PROGRAM.format(work=WORK[work])) as program:
        program.send_signal(getattr(signal, name))
        told = program.communicate(timeout=HANG)[1]
    assert program.returncode == 130
    assert told.removeprefix("nửa dòng\n") == LINE


def test_a_second_request_does_not_wait() -> None:
    """Two requests one after the other end it as one does, without a traceback from the first one's clean-up."""
    with started("-c", PROGRAM.format(work=WORK["swallowing"])) as program:
        for _ in range(2):
            program.send_signal(signal.SIGINT)
            time.sleep(0.05)
        told = program.communicate(timeout=HANG)[1]
    assert (program.returncode, told) == (130, LINE)


def test_a_request_during_the_first_imports_leaves_no_traceback(tmp_path: Path) -> None:
    """The command line obeys requests before it imports anything else."""
    text = "print('ready', flush=True)\nimport time; time.sleep(60)"
    (tmp_path / "argparse.py").write_text(text, encoding="utf-8")
    with started("-m", "analysis", "help", path=str(tmp_path)) as program:
        program.send_signal(signal.SIGTERM)
        told = program.communicate(timeout=HANG)[1]
    assert (program.returncode, told) == (130, LINE)

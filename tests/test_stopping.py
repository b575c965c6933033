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

told = []

def ready():
    if not told:
        told.append(True)
        print("ready", flush=True)

def main(_):
    try:
        {work}
    except KeyboardInterrupt:
        sys.stderr.write(stopping.word() + "\\n")
        return stopping.STOPPED
    return 0

def forever():
    ready()
    while True:
        time.sleep(60)

def swallow_once(code):
    try:
        ready()
        time.sleep(60)
    except BaseException:
        pass
    if code:
        sys.exit(code)

def swallow():
    while True:
        swallow_once("")

stopping.on_request()
stopping.run(main, ())
"""
WORK = {
    "working": "forever()",
    "swallowing": "swallow()",
    "swallowing and done": "swallow_once('')",
    "swallowing and leaving": "swallow_once('một lỗi khác')",
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


@pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="cần /proc để biết một tiến trình đã chết hay chưa"
)
def test_a_program_that_we_started_is_gone_when_we_are(tmp_path: Path) -> None:
    """A program run in a thread, as Pandoc is, ends before ours: it writes into a folder that the next run uses."""
    number = tmp_path / "pid"
    child = ["sh", "-c", f"echo $$ > {number}; exec sleep 60"]
    work = f"threading.Thread(target=stopping.run_child, args=({child!r}, None, None, 60)).start(); forever()"
    with started("-c", PROGRAM.format(work=work)) as program:
        while not number.exists() or not number.read_text():
            time.sleep(0.05)
        program.send_signal(signal.SIGTERM)
        program.communicate(timeout=HANG)
    assert program.returncode == 130
    # a killed process is gone when the system next gives it its turn; left alone it would sleep for a minute
    end = time.monotonic() + HANG / 3
    while runs(int(number.read_text())) and time.monotonic() < end:
        time.sleep(0.01)
    assert not runs(int(number.read_text()))


def runs(pid: int) -> bool:
    """Whether a process does anything still; one that only waits for its parent to ask is dead."""
    try:
        state = Path("/proc", str(pid), "stat").read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        return False
    return state.rpartition(")")[2].split()[0] not in ("Z", "X")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="cần /dev/full, một đĩa luôn đầy")
def test_output_that_cannot_be_written_is_no_success() -> None:
    """What stays in the buffer at the end and finds the disk full gives exit code 1 and a word about it."""
    code = "from analysis import stopping; stopping.run(lambda _: print('x') or 0, ())"
    buffered = {name: text for name, text in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-c", code], env={**buffered, "PYTHONPATH": str(SRC), "PYTHONUTF8": "1"},
            stdout=full, stderr=subprocess.PIPE, encoding="utf-8", timeout=HANG, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert "Không ghi hết được kết quả" in done.stderr


def test_a_request_during_the_first_imports_leaves_no_traceback(tmp_path: Path) -> None:
    """The command line obeys requests before it imports anything else."""
    text = "print('ready', flush=True)\nimport time; time.sleep(60)"
    (tmp_path / "argparse.py").write_text(text, encoding="utf-8")
    with started("-m", "analysis", "help", path=str(tmp_path)) as program:
        program.send_signal(signal.SIGTERM)
        told = program.communicate(timeout=HANG)[1]
    assert (program.returncode, told) == (130, LINE)

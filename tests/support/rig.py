"""A project with an old edition and changed raw data, for faults: what is published must be wholly old or new."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from editions import Scratch, fresh_copy, without_parameters
from register_files import HEADER, ROWS, csv_text

YEAR = "2023"
NAME = f"tinh-{YEAR}"
COMMAND = (sys.executable, "-m", "analysis", "report", "--year", YEAR)
FOLDERS = (f"reports/{NAME}", f"data/processed/{NAME}")
PATIENCE = 180
REQUESTS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
SECONDS_TO_STOP = 20.0  # a person waits a tenth of that; the machine may be busy
Files = dict[str, bytes]
# A batch of two editions that the session makes by single runs.
NAMES = ("binh-dinh-2022", "yen-bai-2016-2020")
LIST = "PLACE,YEAR,FROM,TO\nbinh-dinh,2022,,\nyen-bai,,2016,2020\n"
BATCH = (sys.executable, "-m", "analysis", "batch", "--editions", "e.csv", "--jobs", "2")


def register(national: int) -> str:
    """The register with another amount in its first row."""
    first = [*ROWS[0][:7], str(national), "0", str(1_000_000_000 - national), "1000000000"]
    return csv_text([HEADER, first, *ROWS[1:]])


OLD, NEW = register(310_000_000), register(320_000_000)


def empty_project(folder: Path, text: str) -> Scratch:
    """A copy of the program whose only raw file is that register."""
    copy = fresh_copy(folder)
    shutil.rmtree(copy.root / "data" / "raw")
    (copy.root / "data" / "raw").mkdir()
    (copy.root / "data" / "raw" / "danh-muc.csv").write_text(text, encoding="utf-8")
    return copy


@dataclass(frozen=True)
class Rig:
    """The project with its old edition finished, and what its folders hold before and after the change."""

    source: Scratch
    old: Files
    new: Files

    @classmethod
    def made(cls, folder: Path) -> Rig:
        """Make the old edition and, in a project of its own, the new one."""
        states = []
        for name, text in (("cu", OLD), ("moi", NEW)):
            copy = empty_project(folder / name, text)
            result = copy.run(list(COMMAND))
            assert result.returncode == 0, result.stdout + result.stderr
            states.append((copy, copy.bytes_of(*FOLDERS)))
        (source, old), (_, new) = states
        assert old != new
        return cls(source, old, new)

    def changed(self, folder: Path) -> Scratch:
        """The project in a folder of its own, with the old edition and the new raw data."""
        copy = self.source.copied(folder)
        (copy.root / "data" / "raw" / "danh-muc.csv").write_text(NEW, encoding="utf-8")
        return copy

    def state(self, copy: Scratch) -> str:
        """Which edition a reader finds; each folder has to be whole, and the processed data may be ahead."""
        found = copy.bytes_of(*FOLDERS)
        parts = {}
        for folder in FOLDERS:
            here = {name: content for name, content in found.items() if name.startswith(folder)}
            for word, files in (("old", self.old), ("new", self.new)):
                if here == {
                    name: content for name, content in files.items() if name.startswith(folder)
                }:
                    parts[folder] = word
            assert folder in parts, f"{folder} is neither the old nor the new one"
        report, processed = (parts[folder] for folder in FOLDERS)
        assert (report, processed) != ("new", "old"), "the report is ahead of its data"
        return report

    def heals(self, copy: Scratch) -> None:
        """A plain run afterwards gives the new edition, and nothing is left lying about."""
        result = copy.run(list(COMMAND))
        assert result.returncode == 0, result.stdout + result.stderr
        assert self.state(copy) == "new"
        assert sorted(
            path.name for path in (copy.root / "reports").iterdir() if path.name != ".gitkeep"
        ) == [NAME]
        assert (copy.root / "data" / "raw" / "danh-muc.csv").read_text(encoding="utf-8") == NEW


def start(
    copy: Scratch, command: Sequence[str] = COMMAND, env: Mapping[str, str] | None = None
) -> subprocess.Popen[str]:
    """A run in a process group of its own, which heeds signals also where this process was begun to ignore them."""
    before = {
        number: signal.signal(number, signal.SIG_DFL)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    }
    try:
        return subprocess.Popen(
            command, cwd=copy.root, env=without_parameters({"PYTHONUNBUFFERED": "1", **(env or {})}),
            start_new_session=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, encoding="utf-8",
        )  # fmt: skip
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def wait_for(running: subprocess.Popen[str], word: str) -> str:
    """Read what a run prints until a line has the word."""
    assert running.stdout is not None
    seen = ""
    for line in running.stdout:
        seen += line
        if word in line:
            return seen
    raise AssertionError(f"{word!r} was not printed: {seen}")


def kill(running: subprocess.Popen[str], way: str, copy: Scratch) -> None:
    """Kill -9 the whole group, the program alone, or its newest child; what is left of it has to end by itself."""
    with suppress(ProcessLookupError):
        if way == "group":
            os.killpg(running.pid, signal.SIGKILL)
        elif way == "alone":
            running.kill()
        else:
            os.kill(max(_children(running.pid), default=running.pid), signal.SIGKILL)
    running.communicate(timeout=PATIENCE)
    assert gone(running.pid, SECONDS_TO_STOP, copy), "a process outlives its run"


def gone(group: int, seconds: float, copy: Scratch) -> bool:
    """Whether after at most that time no process of a group is left, nor one that works in the copy, as kernels do."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            if not _working_in(copy.root):
                return True
        time.sleep(0.1)
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
    for pid in _working_in(copy.root):
        os.kill(pid, signal.SIGKILL)
    return False


def _working_in(folder: Path) -> list[int]:
    """Processes whose working folder is there; none where the system has no /proc."""
    found = []
    for link in Path("/proc").glob("[0-9]*/cwd"):
        with suppress(OSError):
            if link.readlink().is_relative_to(folder.resolve()):
                found.append(int(link.parent.name))
    return found


def _children(pid: int) -> list[int]:
    found = subprocess.run(
        ["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False
    ).stdout.split()
    return [int(number) for number in found]

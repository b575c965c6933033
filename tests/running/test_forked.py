"""Forks of a run: made only where that is safe, and gone with it, however it ends."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from analysis.running import building, forked
from cell_notebooks import forking, write_notebook
from editions import ROOT, without_parameters

SECONDS = 8.0

proc = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="cần /proc để tìm tiến trình còn sót"
)
# jemalloc's own thread, of the library of tables, knows of forks
KNOWN_THREADS = {"jemalloc_bg_thd"}
THREADS = """
import json, sys, threading
from pathlib import Path
from analysis.commands import main
from analysis.stages.asked import edition_asked
from analysis.parameters import parse_parameters
from analysis.project import NOTEBOOKS, Project
project = Project(Path.cwd())
main._prepare_children(project)
from analysis.running import readings, steps
readings.refused_input(project, edition_asked(project, parse_parameters({})))
for name in NOTEBOOKS:
    steps.import_for(project.notebooks / name, project)
from analysis.charts import bars
from analysis.running import notebooks, cells
notebooks._fork_engine()
tasks = [task for task in Path("/proc/self/task").iterdir() if task.name != str(main.os.getpid())]
print(json.dumps([threading.active_count(), [(task / "comm").read_text().strip() for task in tasks]]))
"""


@forking
def test_a_process_with_threads_does_not_fork() -> None:
    """What another thread holds would stay locked in the fork: papermill's own kernel is taken then."""
    before = threading.active_count()
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert not forked.can_fork()
    finally:
        stop.set()
        thread.join()
    assert forked.can_fork() == (before == 1)


@forking
@proc
def test_a_run_starts_no_thread_before_its_notebooks() -> None:
    """Neither reading data/raw nor the libraries leave one, that of the allocator apart."""
    ran = subprocess.run(
        [sys.executable, "-c", THREADS], cwd=ROOT, capture_output=True, text=True, check=True,
        env=without_parameters({"PYTHONPATH": str(ROOT / "src")}),
    )  # fmt: skip
    python, others = json.loads(ran.stdout)
    assert python == 1
    assert set(others) <= KNOWN_THREADS


class Terminal(io.StringIO):
    """A stream that takes itself for a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("threads", [True, False])
def test_the_progress_line_starts_no_thread_where_it_must_not(
    monkeypatch: pytest.MonkeyPatch, threads: bool
) -> None:
    """A step with a notebook is shown by the run while it waits; the last one may have a thread for it."""
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    before = threading.active_count()
    with building.progress(1, 4, "làm sạch", threads=threads) as tick:
        assert tick is not None
        tick()
        assert (threading.active_count() > before) == threads
        assert "làm sạch" in sys.stdout.getvalue()  # type: ignore[attr-defined]


PROGRAM = """
import signal, sys, time
from pathlib import Path
from analysis.running import notebooks
signal.signal(signal.SIGTERM, signal.SIG_DFL)
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
folder = Path(sys.argv[1])
try:
    notebooks.execute(folder / "n.ipynb", folder / "o.ipynb", {}, folder, sys.argv[2])
except KeyboardInterrupt:
    time.sleep(0.3)
    sys.exit(130)
"""
BUSY = """
import subprocess, pathlib, time
{}
pathlib.Path("started").touch()
while True:
    {}
"""


def alive(mark: str) -> list[int]:
    """Processes with the variable MARK in their environment, zombies left out."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            environment = (folder / "environ").read_bytes()
            state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
        except (OSError, IndexError):
            continue
        if folder.name.isdigit() and f"MARK={mark}".encode() in environment and state != "Z":
            found.append(int(folder.name))
    return found


def wait_until(condition: Any, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


@proc
@pytest.mark.parametrize(
    ("engine", "moment"),
    [
        pytest.param("fork", "sleeping", marks=forking),
        pytest.param("fork", "computing", marks=forking),
        ("papermill", "computing"),
    ],
)
@pytest.mark.parametrize("name", ["SIGKILL", "SIGINT", "SIGTERM"])
def test_no_process_outlives_its_run(tmp_path: Path, name: str, moment: str, engine: str) -> None:
    """Killed alone, or interrupted with its group, a run ends in seconds and with it all that it started."""
    # A kernel of the library leaves what it started itself; a fork takes it along.
    child = 'subprocess.Popen(["sleep", "60"])' if engine == "fork" else ""
    work = "time.sleep(60)" if moment == "sleeping" else "pass"
    write_notebook(tmp_path / "n.ipynb", BUSY.format(child, work))
    mark = f"{tmp_path}{time.time_ns()}"
    temporary = tmp_path / "t"
    temporary.mkdir()
    environment = {
        **os.environ, "MARK": mark, "PYTHONPATH": str(ROOT / "src"), "TMPDIR": str(temporary),
        "OPENBLAS_NUM_THREADS": "1",
    }  # fmt: skip
    command = [sys.executable, "-c", PROGRAM, str(tmp_path), engine]
    program = subprocess.Popen(
        command, env=environment, start_new_session=True, stderr=subprocess.PIPE, text=True
    )
    try:
        assert wait_until((tmp_path / "started").exists, 60), "the notebook did not start"
        number = getattr(signal, name)
        (os.kill if name == "SIGKILL" else os.killpg)(program.pid, number)
        errors = program.communicate(timeout=SECONDS)[1]
        assert wait_until(lambda: not alive(mark), SECONDS), f"left: {alive(mark)}"
        assert program.returncode == (130 if name == "SIGINT" else -number)
        assert "Traceback" not in errors
        assert engine == "papermill" or not list(temporary.iterdir())
    finally:
        for pid in alive(mark):
            os.kill(pid, signal.SIGKILL)

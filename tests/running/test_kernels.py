"""Warm kernels: they compute what papermill's own kernels compute, begin fresh, and never outlive their run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import pytest

from analysis.errors import NotebookError
from analysis.faults import SHOWN_FAULTS, shortened_faults
from analysis.running import kernels, notebooks

SRC = Path(__file__).parents[2] / "src"
PRELOAD = ("pandas", "matplotlib.pyplot", "matplotlib_inline.backend_inline")
SECONDS = 8.0

forking = pytest.mark.skipif(not kernels.can_fork(), reason="hệ này không dùng kernel fork")
proc = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="cần /proc để tìm tiến trình còn sót"
)


def write_notebook(path: Path, *cells: str) -> Path:
    """A notebook with a parameters cell and the code cells given."""
    sources = ["year: int = 2020", *(textwrap.dedent(cell).strip("\n") for cell in cells)]
    code: list[dict[str, Any]] = [
        {
            "cell_type": "code",
            "id": f"c{n}",
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": source,
        }
        for n, source in enumerate(sources)
    ]
    code[0]["metadata"] = {"tags": ["parameters"]}
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {"cells": code, "metadata": {"kernelspec": spec}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def printed(executed: Path) -> str:
    cells = json.loads(executed.read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell["outputs"]]
    return "".join("".join(output.get("text", ())) for output in outputs)


def run(folder: Path, *cells: str) -> str:
    """What the cells print in a kernel of ours."""
    notebook = write_notebook(folder / "n.ipynb", *cells)
    notebooks.execute(notebook, folder / "executed.ipynb", {"year": 2023}, folder)
    return printed(folder / "executed.ipynb")


@pytest.fixture(autouse=True)
def _helper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A helper process for the test alone, and a place for temporary files that must be empty at the end."""
    temporary = tmp_path / "tạm"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    monkeypatch.setenv("PYTHONPATH", str(SRC))
    kernels.prepare(PRELOAD)
    yield
    kernels.shutdown()
    # The library's own folder goes with the process.
    assert not [path for path in temporary.iterdir() if not path.name.startswith("pymp-")]


STATE = (
    """
    import os, random, signal, sys, threading, warnings, pandas as pd, matplotlib, matplotlib.pyplot as plt
    print(os.getcwd(), sorted(key for key in os.environ if not key.startswith(("IPYTHON", "JPY", "PYDEVD"))))
    print(sys.path, __name__, sorted(name for name in vars(sys.modules["__main__"]) if name[0] != "_"))
    print(os.path.basename(sys.argv[0]), sys.argv[1], sys.flags, sys.warnoptions, os.getpgid(0) == os.getpid())
    print(signal.getsignal(signal.SIGINT), signal.pthread_sigmask(signal.SIG_BLOCK, ()), os.environ["MPLBACKEND"])
    print({key: value for key, value in matplotlib.rcParams.items()}, plt.isinteractive(), plt.get_backend())
    print([type(thread).__name__ for thread in threading.enumerate()][:1], "__mp_main__" in sys.modules)
    """,
    "warnings.warn('cảnh báo')\nprint('lỗi', file=sys.stderr)\nos.system('echo từ tiến trình con')",
    "pd.DataFrame({'năm': [year], 'tiền': [1.5]})",
    "pd.DataFrame([[f'chữ dài {n}' * 3 for n in range(9)]])",
    "print(pd._config.config._global_config)",
    "plt.plot([1, 3, 2]);",
    "year",
)


def same_apart_from_streams_order(executed: Path, source: Path) -> Any:
    notebook = notebooks.clean(
        json.loads(executed.read_text("utf-8")), json.loads(source.read_text("utf-8"))
    )
    return notebook["cells"]


@forking
def test_a_warm_kernel_gives_what_papermill_alone_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """State at the start, tables, figures, warnings and results are equal to those of stock papermill's kernel."""
    import papermill

    # What the test runner adds for itself is no part of a run.
    installed = [
        part for part in sys.path if part.startswith((str(SRC), sys.prefix, sys.base_prefix))
    ]
    monkeypatch.setattr(sys, "path", installed)
    notebook = write_notebook(tmp_path / "n.ipynb", *STATE)
    ours, stock = tmp_path / "ours.ipynb", tmp_path / "stock.ipynb"
    notebooks.execute(notebook, ours, {"year": 2023}, tmp_path)
    papermill.execute_notebook(
        str(notebook), str(stock), {"year": 2023}, cwd=str(tmp_path), progress_bar=False
    )
    assert same_apart_from_streams_order(ours, notebook) == same_apart_from_streams_order(
        stock, notebook
    )
    kinds = {
        kind
        for cell in json.loads(ours.read_text("utf-8"))["cells"]
        for o in cell["outputs"]
        for kind in o.get("data", ())
    }
    assert {"image/png", "text/html", "text/plain"} <= kinds


@forking
def test_a_warm_kernel_is_a_fork_with_its_libraries_loaded(tmp_path: Path) -> None:
    """The libraries are there before the first import, so that three notebooks pay for them once."""
    assert run(tmp_path, "import sys; print('pandas' in sys.modules)") == "True\n"


@forking
def test_kernels_do_not_know_of_each_other(tmp_path: Path) -> None:
    """Each kernel has its own variables, modules, environment and random numbers."""
    cell = """
        import os, random, sys, numpy
        print(globals().get("left"), os.environ.get("LEFT"), getattr(sys, "left", None))
        print(random.random(), numpy.random.rand())
        left = os.environ["LEFT"] = sys.left = "x"
    """
    first, second = (run(tmp_path, cell).splitlines() for _ in range(2))
    assert first[0] == second[0] == "None None None"
    assert not {*first[1].split()} & {*second[1].split()}


@pytest.mark.parametrize(
    "fork", [pytest.param(True, marks=forking), False], ids=["fork", "no fork"]
)
def test_no_settings_of_the_user_reach_a_kernel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fork: bool
) -> None:
    """A kernel is this interpreter, whatever the user's specification `python3` and start-up files say."""
    monkeypatch.setattr(kernels, "can_fork", lambda: fork)
    spec = tmp_path / "jupyter/kernels/python3/kernel.json"
    startup = tmp_path / ".ipython/profile_default/startup/00.py"
    for path, text in (
        (spec, '{"argv": ["false"], "display_name": "x", "language": "python"}'),
        (startup, "left = 1"),
    ):
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / ".ipython"))
    cell = "import sys, analysis; print(sys.executable, 'left' in globals())"
    assert run(tmp_path, cell) == f"{sys.executable} False\n"


def test_a_folder_for_temporary_files_may_have_a_long_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a socket's path would be too long, the kernel is reached over the loopback interface."""
    folder = tmp_path / ("d" * 120)
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    assert run(tmp_path, "print(year)") == "2023\n"
    assert not list(folder.iterdir())


@forking
def test_a_broken_module_of_the_helper_is_shown_by_a_plain_kernel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the helper dies of a module that cannot be imported, notebooks run without it."""
    (tmp_path / "broken.py").write_text("raise ValueError('hỏng')", encoding="utf-8")
    kernels.shutdown()
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(SRC), str(tmp_path)]))
    kernels.prepare(["broken"])
    assert run(tmp_path, "print(year)") == "2023\n"


PROGRAM = """
import signal, sys, time
from pathlib import Path
from analysis.running import kernels; from analysis.running import notebooks
signal.signal(signal.SIGTERM, signal.SIG_DFL)
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
folder = Path(sys.argv[1])
try:
    kernels.can_fork = lambda fork=kernels.can_fork(): fork and sys.argv[2] == "fork"
    kernels.prepare(["pandas", "matplotlib.pyplot"])
    if sys.argv[3] == "early":
        (folder / "started").touch()
        time.sleep(60)
    notebooks.execute(folder / "n.ipynb", folder / "o.ipynb", {}, folder)
except KeyboardInterrupt:
    time.sleep(0.3)
    sys.exit(130)
"""


def test_a_kernel_that_dies_leaves_no_files(tmp_path: Path) -> None:
    """The folder with the connection goes also when the kernel is not there to be shut down."""
    with pytest.raises(NotebookError):
        run(tmp_path, "import os; os.kill(os.getpid(), 9)")


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
    ("fork", "moment"),
    [
        pytest.param("fork", "early", marks=forking),
        pytest.param("fork", "sleeping", marks=forking),
        pytest.param("fork", "computing", marks=forking),
        ("plain", "computing"),
    ],
)
@pytest.mark.parametrize("name", ["SIGKILL", "SIGINT", "SIGTERM"])
def test_no_process_outlives_its_run(tmp_path: Path, name: str, moment: str, fork: str) -> None:
    """Killed alone, or interrupted with its group, a run ends in seconds and with it all that it started."""
    # A plain kernel leaves what it started itself; ours takes it along.
    child = 'subprocess.Popen(["sleep", "60"])' if fork == "fork" else ""
    work = "time.sleep(60)" if moment == "sleeping" else "pass"
    write_notebook(tmp_path / "n.ipynb", BUSY.format(child, work))
    mark = f"{tmp_path}{time.time_ns()}"
    temporary = tmp_path / "t"
    temporary.mkdir()
    environment = {**os.environ, "MARK": mark, "PYTHONPATH": str(SRC), "TMPDIR": str(temporary)}
    command = [sys.executable, "-c", PROGRAM, str(tmp_path), fork, moment]
    program = subprocess.Popen(
        command, env=environment, start_new_session=True, stderr=subprocess.PIPE, text=True
    )
    try:
        assert wait_until((tmp_path / "started").exists, 60), "the notebook did not start"
        if moment == "early":
            time.sleep(0.3)
        number = getattr(signal, name)
        (os.kill if name == "SIGKILL" else os.killpg)(program.pid, number)
        errors = program.communicate(timeout=SECONDS)[1]
        assert wait_until(lambda: not alive(mark), SECONDS), f"left: {alive(mark)}"
        assert program.returncode == (130 if name == "SIGINT" else -number)
        assert "Traceback" not in errors
        assert fork == "plain" or not list(temporary.glob("kernel-*"))
    finally:
        for pid in alive(mark):
            os.kill(pid, signal.SIGKILL)


def test_a_long_list_of_faults_names_codes_alone() -> None:
    """Of what is cut off every fault is counted and every code named once; cell numbers and places are none."""
    lines = [f"- ô {n} (In [4]): sai [cell-required]" for n in range(SHOWN_FAULTS)]
    text = "\n".join(
        [
            "Có lỗi:",
            *lines,
            "- x (In [4]): sai [row-width]",
            "- y [12]: sai [row-width]",
            "Dừng tại 01-lam-sach.ipynb.",
        ]
    )
    assert shortened_faults(text, "log").endswith(
        "- … và 2 lỗi khác, gồm các mã: row-width; xem log"
    )

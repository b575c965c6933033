"""Two ways to one report from the same notebooks: this program, and the plain commands that it stands for.

Both run in one copy of the project below a temporary folder, as child processes of the same Python, with the same
parameters. Every way raises `BenchmarkError` when its result is not there.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

COPIED = (
    "analysis",
    "src",
    "notebooks",
    "templates",
    "data/raw",
    "pyproject.toml",
    "requirements.lock",
)
NOTEBOOKS = ("01-lam-sach.ipynb", "02-chi-tieu.ipynb", "03-bao-cao.ipynb")
FORMATS = ("bao-cao.html", "bao-cao.pdf", "bao-cao.docx")
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
# The page that nbconvert writes asks the network for scripts; a name that is never found costs no waiting.
BROWSER_FLAGS = (
    *(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-sync",
    ),
    *(
        "--disable-background-networking",
        "--disable-component-update",
        "--host-resolver-rules=MAP * ~NOTFOUND",
    ),
)
FONT_CACHE = "matplotlib"
TIMEOUT_SECONDS = 4 * 3600  # a batch of 630 editions takes a quarter of an hour and more
PR_SET_CHILD_SUBREAPER = 36
SHOWN_LINES = 12


class BenchmarkError(Exception):
    """A command failed or left nothing; the text is Vietnamese and holds the command's last words."""


@dataclass(frozen=True)
class Step:
    """One timed part of a way: its Vietnamese name, its seconds, and those of the processor in all its processes.

    The processor's seconds are told by POSIX systems alone; elsewhere they are 0.
    """

    name: str
    seconds: float
    processor: float = 0.0


@dataclass(frozen=True)
class Copy:
    """A copy of the project that both ways run in, and the edition that they make there."""

    root: Path
    place: str = "tinh"
    year_from: int = 2012
    year_to: int = 2022

    @property
    def report(self) -> Path:
        """Where this program publishes the edition."""
        years = dict.fromkeys((self.year_from, self.year_to))
        return self.root / "reports" / "-".join([self.place, *map(str, years)])

    @property
    def command(self) -> list[str]:
        """The command of this program for the edition."""
        years = ["--from", str(self.year_from), "--to", str(self.year_to)]
        return [sys.executable, "-m", "analysis", "report", "--place", self.place, *years]


def copy_project(source: Path, root: Path) -> Copy:
    """The parts of the project that a run reads, without results of earlier runs."""
    for name in COPIED:
        if not (source / name).exists():  # an earlier state of the project may lack one
            continue
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (source / name).is_dir():
            shutil.copytree(
                source / name,
                target,
                ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"),
            )
        else:
            shutil.copyfile(source / name, target)
    return Copy(root)


def find_browser() -> str | None:
    """A Chromium of this machine, or None."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def forget(copy: Copy) -> None:
    """Let nothing be up to date. The cache of fonts stays, as that of the plain commands does in the user's home."""
    build = copy.root / ".build"
    kept = [path for path in build.glob("*") if path.name != FONT_CACHE]
    for made in (copy.root / "reports", copy.root / "data" / "processed", *kept):
        if made.is_dir():
            shutil.rmtree(made)
        else:
            made.unlink(missing_ok=True)


def run_report(copy: Copy) -> list[Step]:
    """This program with nothing up to date: three notebooks, three formats, the files beside them."""
    forget(copy)
    step = timed("python -m analysis report", copy, copy.command)
    _demand(*(copy.report / name for name in FORMATS))
    return [step]


def run_nothing(copy: Copy) -> list[Step]:
    """This program once more: it looks at every input and every published file, and makes nothing."""
    before = (copy.report / "manifest.json").stat().st_mtime_ns
    step = timed("python -m analysis report", copy, copy.command)
    if (copy.report / "manifest.json").stat().st_mtime_ns != before:
        raise BenchmarkError("lần chạy thứ hai đã lập lại báo cáo, dù không có gì thay đổi")
    return [step]


def run_plain(copy: Copy, scratch: Path, browser: str | None) -> list[Step]:
    """The plain commands: papermill three times, nbconvert to HTML, the browser to PDF, Pandoc to DOCX."""
    scratch.mkdir()
    executed = scratch / NOTEBOOKS[-1]
    html, pdf, docx = (scratch / name for name in FORMATS)
    steps = [_papermill(copy, scratch, name) for name in NOTEBOOKS]
    convert = [
        "nbconvert",
        "--log-level=ERROR",
        "--to",
        "html",
        str(executed),
        "--output",
        str(html),
    ]
    steps.append(timed("nbconvert ra HTML", copy, [sys.executable, "-m", *convert]))
    made = [html, docx]
    if browser is not None:
        profile = f"--user-data-dir={scratch / 'trinh-duyet'}"
        printing = [browser, *BROWSER_FLAGS, profile, f"--print-to-pdf={pdf}", html.as_uri()]
        steps.append(timed("Chromium in ra PDF", copy, printing))
        made.append(pdf)
    steps.append(timed("Pandoc ra DOCX", copy, [str(_pandoc()), str(html), "-o", str(docx)]))
    _demand(*made)
    return steps


def _papermill(copy: Copy, scratch: Path, name: str) -> Step:
    values = {
        "place": copy.place,
        "year_from": str(copy.year_from),
        "year_to": str(copy.year_to),
        "processed": str(scratch / "processed"),
    }
    if name == NOTEBOOKS[-1]:
        values |= {"work": str(scratch / "work"), "report_date": "", "draft": "False"}
    parameters = [word for parameter in values.items() for word in ("-p", *parameter)]
    notebook, executed = copy.root / "notebooks" / name, scratch / name
    command = [
        sys.executable,
        "-m",
        "papermill",
        str(notebook),
        str(executed),
        "--no-progress-bar",
        *parameters,
    ]
    return timed(f"papermill {name}", copy, command)


def _pandoc() -> Path:
    import pypandoc

    return Path(pypandoc.__file__).with_name("files") / (
        "pandoc.exe" if os.name == "nt" else "pandoc"
    )


def timed(name: str, copy: Copy, command: Sequence[str]) -> Step:
    """The seconds of one command, from its start to its end; the processor's are those of all that it started."""
    # users have byte code kept; what a tester switched off would be paid by every way at each start
    known = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env = {**known, "PYTHONPATH": str(copy.root / "src"), "PYTHONUTF8": "1"}
    _adopt_orphans()
    started, processor = time.perf_counter(), _processor_of_children()
    try:
        done = subprocess.run(
            command,
            cwd=copy.root,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BenchmarkError(f"{name}: không chạy được ({error})") from error
    seconds = time.perf_counter() - started
    if done.returncode:
        last = "\n".join(f"  {line}" for line in done.stdout.strip().splitlines()[-SHOWN_LINES:])
        raise BenchmarkError(f"{name}: dừng với mã {done.returncode}\n{last}")
    return Step(name, seconds, _processor_of_children() - processor)


@cache
def _adopt_orphans() -> None:
    """Where the system can, become the parent of processes whose own parent ends before them, as of a browser."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _processor_of_children() -> float:
    with suppress(ChildProcessError, AttributeError):
        # a process is counted once it has been waited for
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    times = os.times()
    return times.children_user + times.children_system


def _demand(*files: Path) -> None:
    """Every file is there and not empty."""
    missing = [file.name for file in files if not file.is_file() or not file.stat().st_size]
    if missing:
        raise BenchmarkError(f"không thấy kết quả: {', '.join(missing)}")

"""What several tests share: a clean environment, and a copy of the program in a folder with an awkward name."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import settings

# the finished editions, for every test that asks for one
from editions import edition, finished, registers, scratch, tinh  # noqa: F401

# A machine that is busy is no fault of a law.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

ROOT = Path(__file__).resolve().parent.parent
AWKWARD = "Báo cáo (thử)'s $1 #2"
PROGRAM = ("Makefile", "analysis.py", "pyproject.toml", "requirements.lock", "requirements-lab.lock", "src", "tools")
OF_MAKE = ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "ANALYSIS_GIVEN", "CONDA_DEFAULT_ENV")
PARAMETERS = ("PLACE", "YEAR", "FROM", "TO", "REPORT_DATE", "RENDERER", "QUARTO", "DRAFT", "A", "B")

# As under make: kernels and other processes that a test starts find the package too.
os.environ["PYTHONPATH"] = str(ROOT / "src")

# Shows what reached it, in place of a whole run
STAND_IN = """
import json
def run_report(project, parameters):
    print(json.dumps([str(project.root), vars(parameters)], default=str, ensure_ascii=False))
    return 0
"""


@dataclass(frozen=True)
class Copy:
    """A copy of the program whose run is a stand-in; `make` and `python` work in it, away from the real results."""

    root: Path

    def make(self, *words: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        return started(["make", *words], self.root, env)

    def python(self, *words: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        return started([sys.executable, "-B", *words], self.root, env)

    def run_is(self, body: str) -> None:
        """Replace the body of the stand-in for a whole run."""
        lines = "\n".join(f"    {line}" for line in body.splitlines())
        self.root.joinpath("src", "analysis", "run.py").write_text(
            f"def run_report(project, parameters):\n{lines}\n    return 0\n", encoding="utf-8"
        )

    def files(self) -> dict[str, bytes]:
        """Every file there and its bytes, to see that nothing was written."""
        return {
            path.relative_to(self.root).as_posix(): b"" if path.is_symlink() else path.read_bytes()
            for path in self.root.rglob("*")
            if path.is_symlink() or path.is_file()
        }


def started(command: list[str], folder: Path, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        command,
        cwd=folder,
        env={**inherited, **(env or {})},
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=120,
    )


def pytest_addoption(parser: pytest.Parser) -> None:
    words = "write the text of the reports as the new tests/golden/*.txt; read the difference before committing it"
    parser.addoption("--renew-golden", action="store_true", default=False, help=words)


@pytest.fixture(autouse=True)
def no_parameters_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*OF_MAKE, *PARAMETERS):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    root = tmp_path / AWKWARD
    for name in PROGRAM:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            root.mkdir(exist_ok=True)
            shutil.copy(source, root / name)
    (root / "data" / "raw").mkdir(parents=True)
    (root / "notebooks").mkdir()
    (root / "src" / "analysis" / "run.py").write_text(STAND_IN, encoding="utf-8")
    return Copy(root)


@pytest.fixture
def ready(copy: Copy, setup_env: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Copy:
    """A copy whose environment looks set up: this Python, and the stamp of the lock."""
    if shutil.which("make") is None or os.name != "posix":
        pytest.skip("máy này không có make và sh")
    monkeypatch.chdir(copy.root)
    folder = Path(".venv")
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").symlink_to(Path(sys.executable).resolve())
    for kind, lock in setup_env.LOCKS.items():
        setup_env.stamp_of(folder, kind).write_bytes(setup_env.stamp_content(folder, Path(lock)))
    return copy


@pytest.fixture
def setup_env(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The set-up program, loaded as a module; its folder is no part of the search path of a run."""
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    return importlib.import_module("setup_env")

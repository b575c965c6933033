"""What several tests share: a clean environment, and a copy of the program in a folder with an awkward name."""

from __future__ import annotations

import gc
import importlib
import os
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import settings

# the finished editions, for every test that asks for one
from editions import common, compiled, edition, finished, registers, scratch, tinh  # noqa: F401
from page_browser import driver, page  # noqa: F401
from program import AWKWARD, OF_MAKE, PARAMETERS, PROGRAM, ROOT, STAND_IN, Copy

# A machine that is busy is no fault of a law.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

# As under make: kernels and other processes that a test starts find the package too.
os.environ["PYTHONPATH"] = str(ROOT / "src")


def pytest_addoption(parser: pytest.Parser) -> None:
    words = (
        "write the text of the reports as the new tests/whole/golden/*.txt; "
        "read the difference before committing it"
    )
    parser.addoption("--renew-golden", action="store_true", default=False, help=words)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long folders first, so that two workers end at about the same time."""
    folders = ["whole", "running", "issued", "tables", "around", "registers", "report", "rendering"]
    ranks = {name: rank for rank, name in enumerate(folders)}

    def rank(item: pytest.Item) -> int:
        return min((ranks.get(name, len(ranks)) for name in item.path.parts), default=0)

    items.sort(key=rank)


def pytest_collection_finish() -> None:
    """What is imported and collected stays to the end: looking through it for garbage again and again is lost time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


@pytest.fixture(autouse=True)
def no_parameters_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*OF_MAKE, *PARAMETERS):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    root = tmp_path / AWKWARD
    for name in PROGRAM:
        source = compiled() if name == "src" else ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name)
        else:
            root.mkdir(exist_ok=True)
            shutil.copy(source, root / name)
    (root / "data" / "raw").mkdir(parents=True)
    (root / "notebooks").mkdir()
    (root / "src" / "analysis" / "running" / "run.py").write_text(STAND_IN, encoding="utf-8")
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

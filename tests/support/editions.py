"""Finished editions for the tests: the program copied once a run, each edition made at most once in it.

Two workers of one run share them: whoever asks first makes, the other waits and reads.
"""

from __future__ import annotations

import atexit
import compileall
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pytest
from lxml import html as lxml_html

import reading
from scheme_data import write_registers

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("Makefile", "pyproject.toml", "requirements.lock", "requirements-lab.lock")
FOLDERS = ("analysis", "src", "notebooks", "templates", "tools", "data/raw")
FOREIGN = (
    "PLACE", "YEAR", "FROM", "TO", "REPORT_DATE", "RENDERER", "QUARTO", "DRAFT", "ANALYSIS_GIVEN", "PYTHONPATH",
    "MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "CONDA_DEFAULT_ENV", "SOURCE_DATE_EPOCH",
    "PYTHONDONTWRITEBYTECODE",
)  # fmt: skip
NAMES = (
    "tinh-2012-2022",
    "binh-dinh-2022",
    "binh-dinh-2016-2022",
    "yen-bai-2016-2020",
    "ca-nuoc-2016",
)
REGISTER_NAMES = ("tinh-2023", "tinh-2022-2023")
PATIENCE = 300  # seconds; an edition takes about ten
Run = subprocess.CompletedProcess[str]


def without_parameters(changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment without what a shell or make may have left in it for a report."""
    return {name: text for name, text in os.environ.items() if name not in FOREIGN} | dict(
        changes or {}
    )


@dataclass(frozen=True)
class Scratch:
    """A copy of the project in a folder of its own, where the command line really works."""

    root: Path

    def report(self, *words: str, env: Mapping[str, str] | None = None, umask: int = -1) -> Run:
        """Run `python -m analysis report` there."""
        return self.run([sys.executable, "-m", "analysis", "report", *words], env, umask)

    def run(self, command: list[str], env: Mapping[str, str] | None = None, umask: int = -1) -> Run:
        return subprocess.run(
            command, cwd=self.root, env=without_parameters(env), umask=umask, check=False, stdin=subprocess.DEVNULL,
            capture_output=True, encoding="utf-8", errors="replace", timeout=180,
        )  # fmt: skip

    def copied(self, folder: Path, *, steps: bool = False) -> Scratch:
        """The whole copy, results included, once more in `folder`; with `steps` what they kept too."""
        shutil.copytree(
            self.root, folder, ignore=None if steps else shutil.ignore_patterns(".build")
        )
        return Scratch(folder)

    def bytes_of(self, *folders: str) -> dict[str, bytes]:
        """Every file of these folders and its bytes."""
        paths = [
            path
            for name in folders
            for path in sorted((self.root / name).rglob("*"))
            if path.is_file()
        ]
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in paths}


@dataclass(frozen=True)
class Edition:
    """One finished edition and what its files say."""

    scratch: Scratch
    name: str

    @property
    def report(self) -> Path:
        return self.scratch.root / "reports" / self.name

    @property
    def html(self) -> Path:
        return self.report / "bao-cao.html"

    @property
    def pdf(self) -> Path:
        return self.report / "bao-cao.pdf"

    @property
    def docx(self) -> Path:
        return self.report / "bao-cao.docx"

    @property
    def technical(self) -> Path:
        return self.report / "phu-luc-ky-thuat.pdf"

    def alone(self, folder: Path) -> Scratch:
        """A copy in `folder` with this edition and what its steps kept, whatever is made beside it meanwhile."""
        copy = fresh_copy(folder, self.scratch.root)
        for place in ("reports", "data/processed", ".build/da-lap"):
            shutil.copytree(self.scratch.root / place / self.name, folder / place / self.name)
        return copy

    @cached_property
    def page(self) -> lxml_html.HtmlElement:
        return reading.html_page(self.html)

    @cached_property
    def signed(self) -> str:
        """The text of the report without the folded technical part, a block a line."""
        page = reading.html_page(self.html)
        for fold in page.xpath(reading.FOLDED):
            fold.drop_tree()
        return "\n".join(reading.outline(page))

    @cached_property
    def outline(self) -> list[str]:
        """The text of the report, a block a line, as the HTML shows it."""
        return reading.outline(self.page)

    @cached_property
    def text(self) -> str:
        return "\n".join(self.outline)


def fresh_copy(folder: Path, source: Path = ROOT) -> Scratch:
    """The program, its templates and the raw files of `source`, without any result, in the new folder `folder`."""
    folder.mkdir(parents=True)
    for name in PARTS:
        shutil.copy(source / name, folder / name)
    for name in FOLDERS:
        origin = compiled() if (source, name) == (ROOT, "src") else source / name
        shutil.copytree(origin, folder / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    return Scratch(folder)


@cache
def compiled() -> Path:
    """The package with its byte code, made once by each worker: no run in a copy has to compile it again."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    source = folder / "src"
    shutil.copytree(ROOT / "src", source, ignore=shutil.ignore_patterns("__pycache__"))
    compileall.compile_dir(source, quiet=1)
    return source


def options(name: str) -> list[str]:
    """The options of the command line for an edition's folder name."""
    place, *years = name.rsplit("-", 2) if name[-9:-5].isdecimal() else name.rsplit("-", 1)
    period = ["--year", *years] if len(years) == 1 else ["--from", years[0], "--to", years[1]]
    return ["--place", place, *period]


def once(folder: Path, make: Callable[[], object]) -> None:
    """Run `make` in the first process that asks for `folder`; the others wait until it is through."""
    done = folder.with_name(f"{folder.name}.xong")
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder.with_name(f"{folder.name}.nhan").mkdir()
    except FileExistsError:
        for _ in range(PATIENCE * 10):
            if done.exists():
                return
            time.sleep(0.1)
        pytest.fail(f"the other worker did not make {folder.name} in {PATIENCE} s")
    try:
        make()
    finally:
        done.touch()


@pytest.fixture(scope="session")
def common(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run have in common."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "chung"


@pytest.fixture(scope="session")
def scratch(common: Path) -> Scratch:
    """The copy in which the run's editions are made; tests that change something copy it first."""
    root = common / "ky-bao-cao" / "du-an"
    once(root, lambda: fresh_copy(root))
    return Scratch(root)


@pytest.fixture(scope="session")
def registers(common: Path) -> Scratch:
    """A copy whose raw data are registers of schemes and two published totals."""
    root = common / "danh-muc" / "du-an"

    def make() -> None:
        fresh_copy(root)
        shutil.rmtree(root / "data" / "raw")
        (root / "data" / "raw").mkdir()
        write_registers(root / "data" / "raw")

    once(root, make)
    return Scratch(root)


@pytest.fixture(scope="session")
def finished(common: Path, scratch: Scratch, registers: Scratch) -> Callable[[str], Edition]:
    """Makes an edition by its folder name, once a run of the tests, also when that fails."""
    known: dict[str, Edition] = {}

    def make(name: str) -> Edition:
        copy = registers if name in REGISTER_NAMES else scratch
        told = common / f"{name}.json"

        def run() -> None:
            result = copy.report(*options(name))
            words = [result.returncode, result.stdout + result.stderr]
            told.write_text(json.dumps(words), encoding="utf-8")

        once(common / name, run)
        code, words = json.loads(told.read_text(encoding="utf-8"))
        assert code == 0, words
        return known.setdefault(name, Edition(copy, name))

    return make


@pytest.fixture(scope="session")
def tinh(finished: Callable[[str], Edition]) -> Edition:
    """The conference figures of 2012-2022, the edition that all defaults give."""
    return finished("tinh-2012-2022")


# Two register years take as long as all editions of published figures together.
LONG_NAMES = tuple(pytest.param(name, marks=pytest.mark.slow) for name in REGISTER_NAMES[1:])


@pytest.fixture(scope="session", params=(*NAMES, *REGISTER_NAMES[:1], *LONG_NAMES))
def edition(request: pytest.FixtureRequest, finished: Callable[[str], Edition]) -> Edition:
    """Editions of the project's raw files and of registers, one after another."""
    return finished(request.param)

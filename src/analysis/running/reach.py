"""Which files a step's code is: modules within reach of imports, and the package's data.

A change anywhere else in the package leaves what the step made as good as it was.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain
from pathlib import Path

from analysis.running.files import read_notebook
from analysis.running.hashes import Hashes, sha256_file

PACKAGE = "analysis"
SOURCE = "src"
DATA_SUFFIXES = (".toml", ".tsv", ".mplstyle")
_IMPORT = re.compile(
    rf"^[ \t]*(?:from[ \t]+({PACKAGE}[\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n]*)|import[ \t]+({PACKAGE}[\w.]*))",
    re.MULTILINE,
)


def imports_in(code: str) -> set[str]:
    """Dotted names that the code may import from the package, those within modules too."""
    names: set[str] = set()
    for module, taken, plain in _IMPORT.findall(code):
        names.add(module or plain)
        for name in re.findall(r"(\w+)(?:[ \t]+as[ \t]+\w+)?", taken):
            names.add(f"{module}.{name}")
    return names


def code_of(root: Path, modules: Iterable[str], notebook: Path | None = None) -> Hashes:
    """sha256 of every file that `modules` and the notebook can reach, by path from `root`."""
    wanted = {f"{PACKAGE}.{name}" for name in modules}
    if notebook is not None:
        wanted |= imports_in(_code_in(notebook))
    names = _reached(root, frozenset(wanted))
    if notebook is not None:
        names = sorted([*names, notebook.relative_to(root).as_posix()])
    return {name: sha256_file(root / name) for name in names}


@functools.cache
def _reached(root: Path, modules: frozenset[str]) -> list[str]:
    """The files within reach of modules, by path from `root`, as this process found them."""
    package = root / SOURCE / PACKAGE
    wanted = set(modules)
    files = {path for path in package.rglob("*") if path.suffix in DATA_SUFFIXES}
    while wanted:
        found = set(chain.from_iterable(_files_of(root, name) for name in wanted)) - files
        files |= found
        # Every import passes by the public names, which import all rooms when they are called; no
        # step calls them.
        found.discard(package / "__init__.py")
        wanted = set(chain.from_iterable(map(_imports_of, found)))
    return sorted(path.relative_to(root).as_posix() for path in files)


def modules_of(root: Path, notebook: Path) -> list[str]:
    """The modules of the package that a notebook imports by itself, sorted."""
    return sorted(imports_in(_code_in(notebook)) & _modules(root).keys())


@functools.cache
def _imports_of(path: Path) -> set[str]:
    return imports_in(path.read_text(encoding="utf-8"))


def _files_of(root: Path, name: str) -> Iterator[Path]:
    """The module of that name, if it is one, and the packages that it lies in."""
    known = _modules(root)
    for above in accumulate(name.split("."), "{}.{}".format):
        if above in known:
            yield known[above]


@functools.cache
def _modules(root: Path) -> dict[str, Path]:
    """The files of the package by the names that import them."""
    source = root / SOURCE
    files = (source / PACKAGE).rglob("*.py")
    return {_name_of(path.relative_to(source)): path for path in files}


def _name_of(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def _code_in(notebook: Path) -> str:
    cells = read_notebook(notebook)["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")

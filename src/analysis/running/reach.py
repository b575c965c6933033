"""Which files a step's code is: the modules that it can reach through imports, and the data files of the package.

A change anywhere else in the package leaves what the step made as good as it was.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from analysis.running.hashes import sha256_file

PACKAGE = "analysis"
SOURCE = "src"
DATA_SUFFIXES = (".toml", ".mplstyle")
_IMPORT = re.compile(
    rf"^[ \t]*(?:from[ \t]+({PACKAGE}[\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n]*)|import[ \t]+({PACKAGE}[\w.]*))",
    re.MULTILINE,
)


def imports_in(code: str) -> set[str]:
    """Dotted names that the code may import from the package; a name that it takes out of a module is one of them."""
    names: set[str] = set()
    for module, taken, plain in _IMPORT.findall(code):
        names.add(module or plain)
        names.update(
            f"{module}.{name}" for name in re.findall(r"(\w+)(?:[ \t]+as[ \t]+\w+)?", taken)
        )
    return names


def code_of(root: Path, modules: Iterable[str], notebook: Path | None = None) -> dict[str, str]:
    """sha256 of every file that `modules` and the notebook can reach, by its path from `root`, sorted."""
    wanted = {f"{PACKAGE}.{name}" for name in modules}
    if notebook is not None:
        wanted |= imports_in("\n".join(_code_cells(notebook)))
    files = {notebook} if notebook is not None else set()
    files.update(
        path for path in (root / SOURCE / PACKAGE).rglob("*") if path.suffix in DATA_SUFFIXES
    )
    while wanted:
        found = {path for name in wanted for path in _files_of(root, name)} - files
        files |= found
        # Every import passes by the public names, which import all rooms when they are called; no
        # step calls them.
        wanted = set().union(*map(_imports_of, found - {root / SOURCE / PACKAGE / "__init__.py"}))
    return {
        name: sha256_file(root / name)
        for name in sorted(path.relative_to(root).as_posix() for path in files)
    }


@functools.cache
def _imports_of(path: Path) -> set[str]:
    return imports_in(path.read_text(encoding="utf-8"))


def _files_of(root: Path, name: str) -> Iterator[Path]:
    """The module of that name and the packages that it lies in; nothing for a name that is no module."""
    parts = name.split(".")
    for length in range(1, len(parts) + 1):
        base = Path(root, SOURCE, *parts[:length])
        yield from (
            path for path in (base.with_suffix(".py"), base / "__init__.py") if path.is_file()
        )


def _code_cells(notebook: Path) -> Iterator[str]:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    yield from ("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")

"""The package reads as the data's way: rooms in one order, no circle, and few modules that touch the disk."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "analysis"
ARCHITECTURE = ROOT / "docs" / "architecture.md"
MOST_FILES = 23

# A room imports from itself and from the rooms before it only; the ground is what lies in the package's own folder.
GROUND = "ground"
FACE = "face"
ROOMS = (
    GROUND,
    "language",
    "definitions",
    "book",
    "document",
    "raw",
    "prose",
    "statuses",
    "extracting",
    "sheets",
    "tables",
    "around",
    "filled",
    "registers",
    "adopting",
    "proposing",
    "figures",
    "values",
    "checks",
    "issued",
    "official",
    "stages",
    "charts",
    "report",
    "content",
    "exploring",
    "rendering",
    "overview",
    "running",
    "cluster",
    "form",
    "layout",
    "commands",
    FACE,
)

# What each module may do to the disk; a module that is not named here computes.
PACKAGED = {"packaged"}  # reads the package's own tables
READERS = {"raw.folder", "stages.processed", "project", "issued.files", "issued.shelf"}
PLACES = {"stages.workplace"}  # ask where the project is
WRITERS = {"charts.export", "charts.files", "content.content", "form.workbook"}
RUN_ROOMS = {"rendering", "running", "cluster", "commands"}
RUN = {"fonts", "mishaps", "stopping"}
IN_MEMORY = {
    "sheets.archive",
    "registers.csv_sheet",
    "layout.opening",
}  # open and read what are bytes already
# drawing, Excel cells, waiting times, measures of pages
FLOATS = {
    "sheets.xlsx_file", "charts.axes", "charts.style", "charts.spread", "charts.ranges", "charts.bars",
    "running.outputs", "running.notebooks", "official.sheets",
    "layout.docx_file", "layout.forms", "layout.head_rules", "layout.lines", "layout.page_rules", "layout.pdf_file",
    "layout.pdf_print", "layout.rules", "layout.text_rules",
}  # fmt: skip

DISK_MODULES = {
    "os",
    "shutil",
    "tempfile",
    "subprocess",
    "socket",
    "urllib",
    "http",
    "glob",
    "fileinput",
    "requests",
}
DISK_METHODS = {
    "open", "read_text", "write_text", "read_bytes", "write_bytes", "mkdir", "rmdir", "unlink", "touch", "glob",
    "rglob", "iterdir", "walk", "exists", "is_file", "is_dir", "is_symlink", "stat", "lstat", "chmod", "symlink_to",
    "hardlink_to", "cwd", "home", "expanduser", "savefig", "to_parquet", "to_csv", "to_excel", "read_parquet",
    "read_csv", "read_excel",
}  # fmt: skip
POSIX_ONLY = {
    "fcntl",
    "grp",
    "posix",
    "pty",
    "pwd",
    "readline",
    "resource",
    "syslog",
    "termios",
    "tty",
}


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(path_of(name).read_text(encoding="utf-8"))


@cache
def nodes(name: str) -> list[ast.AST]:
    """Every node of a module, found once for all that is asked of it."""
    return [*ast.walk(tree(name))]


def path_of(name: str) -> Path:
    return PACKAGE.joinpath(*name.split(".")).with_suffix(".py")


@cache
def modules() -> list[str]:
    return sorted(
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts) for path in PACKAGE.rglob("*.py")
    )


def room_of(name: str) -> str:
    """The room that a module lies in; two modules of the package's own folder are no ground.

    The program's first lines start everything. The package's `__init__` is its face: public names for notebooks that
    reach into every room, when they are called and not before; no room may import from it.
    """
    above = {"__main__": "commands", "__init__": FACE}
    return above.get(name) or name.rpartition(".")[0] or GROUND


@cache
def imported(name: str) -> frozenset[str]:
    """Modules of the package that a module imports, wherever it does so."""
    found: set[str] = set()
    for node in nodes(name):
        if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith(PACKAGE.name):
            continue
        assert node.level == 0, f"{name}.py:{node.lineno}: imports are absolute"
        base = (node.module or "").removeprefix(PACKAGE.name).removeprefix(".")
        names = {f"{base}.{alias.name}".removeprefix(".") for alias in node.names}
        found |= {inner if inner in modules() else base or "__init__" for inner in names}
    return frozenset(found)


def foreign(name: str) -> Iterator[tuple[str, ast.stmt]]:
    """Top packages from outside that a module imports."""
    for node in nodes(name):
        if isinstance(node, ast.Import):
            yield from ((alias.name.partition(".")[0], node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0], node


def called(name: str) -> Iterator[tuple[str, int]]:
    """Names of the functions and methods that a module calls, with the line."""
    for node in nodes(name):
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Name | ast.Attribute):
                yield (
                    (function.id if isinstance(function, ast.Name) else function.attr),
                    node.lineno,
                )


def computing() -> list[str]:
    free = READERS | WRITERS | RUN | IN_MEMORY
    return [name for name in modules() if name not in free and room_of(name) not in RUN_ROOMS]


@pytest.mark.parametrize("room", ROOMS[1:-1])
def test_a_room_says_what_it_may_import(room: str) -> None:
    """The paragraph of a room names each room that its modules import from."""
    paragraph = (PACKAGE / room / "__init__.py").read_text(encoding="utf-8")
    (named,) = re.findall(r"May import: ([^.]+)\.", paragraph)
    before = set(ROOMS[: ROOMS.index(room)])
    said = before if named == "every room before it" else set(re.findall(r"`(\w+)`", named))
    here = [name for name in modules() if room_of(name) == room]
    used = {room_of(other) for name in here for other in imported(name)} - {room, GROUND}
    assert used <= said <= before


def test_rooms_follow_the_data() -> None:
    """A room imports from itself and from the rooms before it, never from one after it."""
    wrong = [
        f"{name} imports {other}"
        for name in modules()
        for other in imported(name)
        if ROOMS.index(room_of(other)) > ROOMS.index(room_of(name))
    ]
    assert not wrong


def test_no_circle() -> None:
    """No module needs itself through others."""
    TopologicalSorter({name: imported(name) for name in modules()}).prepare()


def test_no_room_is_a_heap() -> None:
    """A folder holds few enough files to be looked over."""
    rooms = [room_of(name) for name in modules()]
    assert max(map(rooms.count, ROOMS)) <= MOST_FILES


@pytest.mark.parametrize("name", computing())
def test_computing_modules_leave_the_disk_alone(name: str) -> None:
    """What is no reader, writer or part of a run opens no file, asks no folder and starts no program."""
    allowed = (
        {"read_text"}
        if name in PACKAGED
        else {"cwd", "is_dir", "is_symlink"}
        if name in PLACES
        else set()
    )
    wrong = [
        f"{name}.py:{line}: {function}()"
        for function, line in called(name)
        if function in DISK_METHODS - allowed
    ]
    wrong += [
        f"{name}.py:{node.lineno}: import {other}"
        for other, node in foreign(name)
        if other in DISK_MODULES
    ]
    assert not wrong
    if name in PACKAGED:
        assert "importlib" in {other for other, _ in foreign(name)}


@pytest.mark.parametrize("name", sorted(READERS))
def test_readers_do_not_write_to_raw(name: str) -> None:
    """A reader of raw data has no function that writes; only the store of processed data writes what it reads later."""
    writing = {
        "write_text",
        "write_bytes",
        "mkdir",
        "unlink",
        "touch",
        "to_parquet",
        "chmod",
        "rename",
        "rmtree",
    }
    wrong = [
        f"{name}.py:{line}: {function}()" for function, line in called(name) if function in writing
    ]
    assert name == "stages.processed" or not wrong


@pytest.mark.parametrize("name", modules())
def test_no_text_is_run_as_code(name: str) -> None:
    """No `eval`, `exec`, `compile` or frame query; no `float()` but for drawing, Excel cells and waiting times.

    Typst is asked one constant question: where the targets of links lie.
    """
    forbidden = {"exec", "eval", "__import__", "query", "literal_eval"} | (
        set() if name in FLOATS else {"float"}
    )
    if name == "rendering.pdf":
        text = (PACKAGE / "rendering" / "pdf.py").read_text(encoding="utf-8")
        assert re.findall(r"\beval\(.*", text) == ["eval(_TARGETS))"]
        forbidden -= {"eval"}
    wrong = [
        f"{name}.py:{line}: {function}()"
        for function, line in called(name)
        if function in forbidden
    ]
    assert not wrong


@pytest.mark.parametrize("name", modules())
def test_posix_modules_are_guarded(name: str) -> None:
    """A module that only POSIX systems have is imported below a question about the system."""
    guarded = {
        id(inner)
        for node in nodes(name)
        if isinstance(node, ast.If)
        and any(word in ast.unparse(node.test) for word in ("platform", "os.name"))
        for inner in ast.walk(node)
    }
    wrong = [
        f"{name}.py:{node.lineno}: import {other}"
        for other, node in foreign(name)
        if other in POSIX_ONLY and id(node) not in guarded
    ]
    assert not wrong


def test_architecture_shows_every_module_once() -> None:
    """The tree lists the rooms in the order in which they may import, and under each its modules."""
    (tree,) = re.findall(
        r"^```text\n\(ground\)(.*?)^```",
        ARCHITECTURE.read_text(encoding="utf-8"),
        re.DOTALL | re.MULTILINE,
    )
    shown: dict[str, list[str]] = {}
    room = GROUND
    for line in tree.splitlines()[1:]:
        if line.startswith(" "):
            shown.setdefault(room, []).extend(line.split())
        else:
            room = line.partition("/")[0]
    assert (*shown, FACE) == ROOMS
    for name, modules in shown.items():
        folder = PACKAGE if name == GROUND else PACKAGE / name
        assert modules == sorted(
            path.stem for path in folder.glob("*.py") if path.stem != "__init__"
        )

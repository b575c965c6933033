"""The package reads as the data's way: layers in one order, and few modules that touch the disk."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "analysis"
LONGEST = 320
PACKAGES = ("analysis", "analysis.registers", "analysis.template", "analysis.issued")

# A module imports from the layers above it only, not from its own.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("__init__", "registers.__init__", "template.__init__", "issued.__init__", "errors", "stopping"),
    ("vocabulary", "edition", "exempt", "directions"),
    ("marks",),
    ("numbers", "issued.names"),
    ("registers.units", "registers.words", "registers.grid", "registers.utf8"),
    ("registers.number_formats", "registers.header_names"),
    ("registers.archive", "registers.encoding", "registers.header", "registers.amounts", "registers.sheet_scan"),
    ("registers.row_words",),
    (
        "registers.delimited",
        "registers.workbook",
        "registers.amount_columns",
        "registers.cells",
        "registers.table_rows",
    ),
    ("registers.format_units", "registers.declared"),
    ("registers.stated_units",),
    (
        "registers.totals",
        "registers.sheet_rules",
        "registers.duplicates",
        "registers.options",
        "registers.corrected",
        "registers.printed",
    ),
    ("registers.layout", "registers.scheme_frame"),
    ("registers.reader",),
    ("template.words",),
    ("template.text",),
    ("template.guide",),
    ("template.workbook",),
    ("paths", "raw"),
    ("corrections",),
    ("formulas", "tidy", "notes", "mishaps", "scheme_cells"),
    ("schemes",),
    ("available", "bounds", "definitions", "norms", "legal"),
    ("trace",),
    ("norm_values", "claims", "prose"),
    ("compliance",),
    ("facts", "document", "changes", "records"),
    ("scheme_groups", "accounts", "issued.record", "fact_values", "single_cells"),
    ("issued.shelf", "issued.place", "issued.revisions", "issued.differ"),
    ("indicators", "cases", "scheme_values"),
    ("reconcile", "plausible", "register_checks", "ledger", "waivers", "sensitivity", "inside"),
    ("checks", "store", "issued.recompute"),
    ("issued.compare",),
    ("cleaning", "report", "issued.lineage"),
    ("table_parts", "chart_style", "svg"),
    ("scheme_tables", "issued.section"),
    ("tables",),
    ("narrative", "appendix", "letterhead", "sheet"),
    ("ledger_tables", "sensitivity_table", "indicator_narrative"),
    ("framing", "chart_ranges", "chart_series", "scheme_narrative", "scheme_sheets", "page"),
    ("charts",),
    ("exhibits",),
    ("own_place", "fonts"),
    ("stage", "compute"),
    ("content",),
    ("kernel_helper", "lint"),
    ("kernels",),
    ("notebooks",),
    ("sums", "exchange"),
    ("publish", "manifest", "reach", "kept"),
    ("pandoc",),
    ("quarto",),
    ("render", "outputs", "ready", "finished"),
    ("steps", "progress"),
    ("run", "issued.published"),
    ("issued.freeze", "issued.verify", "issued.sides"),
    ("__main__",),
)
ORDER = {name: number for number, names in enumerate(LAYERS) for name in names}

# What each module may do to the disk; a module that is not named here computes.
PACKAGED = {"definitions", "norms", "legal"}  # read the package's own TOML
READERS = {"raw", "store", "own_place", "issued.shelf"}
PLACES = {"paths", "stage"}  # ask where the project is
WRITERS = {"charts", "content", "template.workbook"}
RUN = {
    "fonts", "kernels", "notebooks", "sums", "exchange", "publish", "manifest", "pandoc", "quarto", "render", "outputs",
    "ready", "reach", "kept", "finished", "steps", "progress", "run", "lint",
    "issued.published", "issued.freeze", "issued.verify", "mishaps", "__main__",
    "kernel_helper", "stopping",
}  # fmt: skip
IN_MEMORY = {"registers.archive", "registers.delimited"}  # open and read what are bytes already
# drawing, Excel cells, waiting times
FLOATS = {"registers.workbook", "sheet", "chart_style", "chart_series", "chart_ranges", "charts", "outputs", "kernels"}

DISK_MODULES = {"os", "shutil", "tempfile", "subprocess", "socket", "urllib", "http", "glob", "fileinput", "requests"}
DISK_METHODS = {
    "open", "read_text", "write_text", "read_bytes", "write_bytes", "mkdir", "rmdir", "unlink", "touch", "glob",
    "rglob", "iterdir", "walk", "exists", "is_file", "is_dir", "is_symlink", "stat", "lstat", "chmod", "symlink_to",
    "hardlink_to", "cwd", "home", "expanduser", "savefig", "to_parquet", "to_csv", "to_excel", "read_parquet",
    "read_csv", "read_excel",
}  # fmt: skip
POSIX_ONLY = {"fcntl", "grp", "posix", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty"}


@lru_cache
def tree(name: str) -> ast.Module:
    return ast.parse(path_of(name).read_text(encoding="utf-8"))


def path_of(name: str) -> Path:
    return PACKAGE.joinpath(*name.split(".")).with_suffix(".py")


def modules() -> list[str]:
    return sorted(".".join(path.relative_to(PACKAGE).with_suffix("").parts) for path in PACKAGE.rglob("*.py"))


def imported(name: str) -> Iterator[tuple[str, int]]:
    """Modules of the package that a module imports, wherever it does so, with the line."""
    for node in ast.walk(tree(name)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}.py:{node.lineno}: imports are absolute"
            of_package = node.module in PACKAGES
            names = [f"{node.module}.{alias.name}" for alias in node.names] if of_package else [node.module or ""]
        yield from ((text.partition(".")[2], node.lineno) for text in names if text.startswith(f"{PACKAGE.name}."))


def foreign(name: str) -> Iterator[tuple[str, ast.stmt]]:
    """Top packages from outside that a module imports."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            yield from ((alias.name.partition(".")[0], node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0], node


def called(name: str) -> Iterator[tuple[str, int]]:
    """Names of the functions and methods that a module calls, with the line."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Name | ast.Attribute):
                yield (function.id if isinstance(function, ast.Name) else function.attr), node.lineno


def test_every_module_has_its_layer() -> None:
    """The list of layers names each module of the package once, and no other."""
    listed = [name for names in LAYERS for name in names]
    assert sorted(listed) == modules()


@pytest.mark.parametrize("name", modules())
def test_imports_lead_one_way(name: str) -> None:
    """A module imports modules of earlier layers only, so that there is no circle."""
    own, unknown = ORDER.get(name, 0), len(LAYERS)
    wrong = [f"{name}.py:{line}: {other}" for other, line in imported(name) if ORDER.get(other, unknown) >= own]
    assert not wrong


@pytest.mark.parametrize("name", sorted(set(modules()) - READERS - WRITERS - RUN - IN_MEMORY))
def test_computing_modules_leave_the_disk_alone(name: str) -> None:
    """What is no reader, writer or part of a run opens no file, asks no folder and starts no program."""
    allowed = {"read_text"} if name in PACKAGED else {"cwd", "is_dir", "is_symlink"} if name in PLACES else set()
    wrong = [f"{name}.py:{line}: {function}()" for function, line in called(name) if function in DISK_METHODS - allowed]
    wrong += [f"{name}.py:{node.lineno}: import {other}" for other, node in foreign(name) if other in DISK_MODULES]
    assert not wrong
    if name in PACKAGED:
        assert "importlib" in {other for other, _ in foreign(name)}


@pytest.mark.parametrize("name", sorted(READERS))
def test_readers_do_not_write_to_raw(name: str) -> None:
    """A reader of raw data has no function that writes; only the store of processed data writes what it reads later."""
    writing = {"write_text", "write_bytes", "mkdir", "unlink", "touch", "to_parquet", "chmod", "rename", "rmtree"}
    wrong = [f"{name}.py:{line}: {function}()" for function, line in called(name) if function in writing]
    assert name == "store" or not wrong


@pytest.mark.parametrize("name", modules())
def test_no_text_is_run_as_code(name: str) -> None:
    """No `eval`, `exec`, `compile` or frame query; no `float()` but for drawing, Excel cells and waiting times."""
    forbidden = {"exec", "eval", "__import__", "query", "literal_eval"} | (set() if name in FLOATS else {"float"})
    wrong = [f"{name}.py:{line}: {function}()" for function, line in called(name) if function in forbidden]
    assert not wrong


@pytest.mark.parametrize("name", modules())
def test_posix_modules_are_guarded(name: str) -> None:
    """A module that only POSIX systems have is imported below a question about the system."""
    guarded = {
        id(inner)
        for node in ast.walk(tree(name))
        if isinstance(node, ast.If) and any(word in ast.unparse(node.test) for word in ("platform", "os.name"))
        for inner in ast.walk(node)
    }
    wrong = [
        f"{name}.py:{node.lineno}: import {other}"
        for other, node in foreign(name)
        if other in POSIX_ONLY and id(node) not in guarded
    ]
    assert not wrong


@pytest.mark.parametrize("name", modules())
def test_modules_are_short(name: str) -> None:
    """A module is short enough to be read at one sitting."""
    lines = path_of(name).read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST

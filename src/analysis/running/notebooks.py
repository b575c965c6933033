"""Run a notebook by papermill, and say in words why it stopped."""

from __future__ import annotations

import ast
import functools
import logging
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from analysis import errors
from analysis.errors import EXECUTED_COPY, STOPPED, AnalysisError, NotebookError
from analysis.messages import printable, told
from analysis.mishaps import DISK_FULL, DISK_IS_FULL
from analysis.parameter_reader import Engine
from analysis.running.executed import (
    INJECTED_TAG,
    PARAMETERS_TAG,
    Cell,
    clean_file,
    tags_of,
    text_of,
)
from analysis.running.files import read_notebook, write_json
from analysis.running.forked import can_fork, forked

if TYPE_CHECKING:
    from jupyter_client.manager import KernelManager

    from analysis.running.forked import Link

TICK = 0.1
# Imports that papermill tries and a run never uses: what a schema of JSON may ask of a text (one of them a
# grammar that takes 1.5 s to build), and Hadoop.
UNUSED_MODULES = ("rfc3987_syntax", "rfc3986_validator", "isoduration", "pyarrow")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")

# Its warnings would reach the terminal in English; what matters of them comes as an error.
logging.getLogger("papermill").addHandler(logging.NullHandler())


def execute(
    notebook: Path,
    executed: Path,
    parameters: Mapping[str, object],
    cwd: Path,
    engine: Engine = "fork",
    tick: Callable[[], None] | None = None,
) -> None:
    """Run `notebook` in the folder `cwd` and write the executed copy, free of time stamps.

    Its cells run in a fork of this process; by papermill's own kernel where `engine` says so, or where
    forking is not safe. While a fork computes, `tick` is called every TICK seconds.

    Raises NotebookError, before any run, unless exactly one cell is tagged `parameters` and assigns
    every parameter given; and when a cell fails, naming the cell, the reason and the executed copy.
    """
    check_parameters(notebook, parameters)
    with _unused_modules_hidden():
        import papermill

    executed.parent.mkdir(parents=True, exist_ok=True)
    executed.unlink(missing_ok=True)
    quick = engine == "fork" and can_fork()
    try:
        papermill.execute_notebook(
            _literal(notebook),
            _literal(executed),
            dict(parameters),
            cwd=str(cwd),
            progress_bar=False,
            # it saves before and after every cell else; what a failing cell leaves is saved all the
            # same
            request_save_on_cell_execute=False,
            copy_of_the_dead=executed,
            # no installed specification is needed
            kernel_name="python3",
            **(_in_fork(tick) if quick else _in_kernel()),
        )
    except papermill.PapermillExecutionError as error:
        raise _failure(notebook, executed, error) from error
    except RuntimeError as error:
        if "kernel" not in str(error).lower():
            raise
        raise NotebookError(_death(notebook, executed)) from error
    clean_file(executed, notebook)


def _in_fork(tick: Callable[[], None] | None) -> dict[str, Any]:
    """Options of papermill for cells in a fork of this process."""
    return {"engine_name": _fork_engine(), "tick": tick}


def _in_kernel() -> dict[str, Any]:
    """Options of papermill for its own kernel; killed once the last results are in, it spends no time on goodbyes."""
    return {
        "engine_name": _kernel_engine(),
        "kernel_manager_class": _kernel_manager(),
        "shutdown_kernel": "immediate",
    }


@functools.cache
def _fork_engine() -> str:
    """The name of papermill's engine that runs the cells in a fork."""
    from nbformat import from_dict
    from papermill.engines import Engine, papermill_engines

    from analysis.running.cells import LANGUAGE, serve_cells

    class ForkEngine(Engine):  # type: ignore[misc]  # papermill comes without types
        @classmethod
        def execute_managed_notebook(
            cls,
            nb_man: Any,
            _kernel_name: str,
            *,
            copy_of_the_dead: Path,
            tick: Callable[[], None] | None,
            **_: Any,
        ) -> None:
            nb_man.nb.metadata["language_info"] = from_dict(LANGUAGE)
            try:
                with forked(serve_cells) as (_pid, link):
                    _run_cells(nb_man, link, tick)
            except (EOFError, OSError) as error:
                write_json(copy_of_the_dead, nb_man.nb)
                raise RuntimeError("the kernel died") from error

    papermill_engines.register("fork", ForkEngine)
    return "fork"


def _run_cells(nb_man: Any, link: Link, tick: Callable[[], None] | None) -> None:
    """Have the cells run at the other end of the link, one after another until one fails."""
    from nbformat import from_dict

    for index, cell in enumerate(nb_man.nb.cells):
        nb_man.cell_start(cell, index)
        if cell.cell_type == "code" and cell.source.strip():
            link.send(cell.source)
            while tick is not None and not link.poll(TICK):
                tick()
            answer = link.recv()
            cell.execution_count = answer.executed
            cell.outputs = [from_dict(output) for output in answer.outputs]
            if answer.failed:
                nb_man.cell_exception(cell, index)
                break
        nb_man.cell_complete(cell, index)


@functools.cache
def _kernel_engine() -> str:
    """The name of papermill's engine, which also leaves a copy when the kernel dies in a cell."""
    from papermill.engines import NBClientEngine, papermill_engines

    class KernelEngine(NBClientEngine):  # type: ignore[misc]  # papermill comes without types
        @classmethod
        def execute_managed_notebook(
            cls, nb_man: Any, kernel_name: str, *, copy_of_the_dead: Path, **options: Any
        ) -> None:
            try:
                super().execute_managed_notebook(nb_man, kernel_name, **options)
            except RuntimeError:
                write_json(copy_of_the_dead, nb_man.nb)
                raise

    papermill_engines.register("kernel", KernelEngine)
    return "kernel"


@functools.cache
def _kernel_manager() -> type[KernelManager]:
    """The library's kernels with this interpreter, whatever the user has installed and set."""
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager

    class OwnKernelManager(AsyncKernelManager):
        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            words = "-m ipykernel_launcher -f {connection_file} --log-level=CRITICAL".split()
            argv = [sys.executable, *words]
            self._kernel_spec = KernelSpec(argv=argv, display_name="Python 3", language="python")

        async def _async_pre_start_kernel(self, **options: Any) -> Any:
            self.settings = TemporaryDirectory(ignore_cleanup_errors=True)
            options.setdefault("env", {**os.environ, "IPYTHONDIR": self.settings.name})
            return await super()._async_pre_start_kernel(**options)

        async def _async_cleanup_resources(self, restart: bool = False) -> None:
            await super()._async_cleanup_resources(restart)
            self.settings.cleanup()

        # the name under which nbclient calls it for a kernel that died
        cleanup_resources = _async_cleanup_resources

    return OwnKernelManager


def _literal(path: Path) -> str:
    """A path as papermill takes it, which reads braces in a path as names of parameters."""
    return str(path).replace("{", "{{").replace("}", "}}")


def check_parameters(notebook: Path, parameters: Mapping[str, object]) -> None:
    """Raise NotebookError unless one cell is tagged `parameters` and assigns every name given."""
    cells = [cell for cell in read_notebook(notebook)["cells"] if PARAMETERS_TAG in tags_of(cell)]
    where = printable(str(notebook))
    if len(cells) != 1:
        raise NotebookError(
            f"{where}: cần đúng một ô mã mang nhãn “parameters”, hiện có {len(cells)} ô."
        )
    try:
        tree = ast.parse(text_of(cells[0]["source"]))
    except SyntaxError as error:
        raise NotebookError(
            f"{where}: ô “parameters” sai cú pháp Python ở dòng {error.lineno}: {error.msg}."
        ) from error
    assigned = sorted(_assigned_names(tree))
    if unknown := sorted(set(parameters).difference(assigned)):
        raise NotebookError(
            f"{where}: ô “parameters” không khai báo tham số {', '.join(unknown)}; "
            f"các tham số đã khai báo: {', '.join(assigned) or 'không có'}."
        )


def _failure(notebook: Path, executed: Path, error: Any) -> NotebookError:
    """The error for a failed cell: a mistake of the user comes first, in its own words and without a trace."""
    cell = _cell_name(notebook, clean_file(executed, notebook), error.cell_index)
    where = f"{cell} (In [{error.exec_count}])"
    copy = f"{EXECUTED_COPY}{_from_here(executed)}"
    known = getattr(errors, error.ename, None)
    if isinstance(known, type) and issubclass(known, AnalysisError):
        return NotebookError(f"{error.evalue}{STOPPED}{where}. {copy}")
    trace = COLOUR.sub("", "\n".join(error.traceback))
    return NotebookError(f"{where}: {_reason(error.ename, error.evalue)}\n{copy}", trace)


def _from_here(path: Path) -> str:
    """The path as a person in the project's folder types it."""
    if path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    return printable(str(path))


def _cell_name(notebook: Path, cells: Sequence[Cell], index: int) -> str:
    """Notebook and cell, counted from 1 as the cells stand in the notebook's source."""
    return _named(notebook, sum(INJECTED_TAG not in tags_of(cell) for cell in cells[: index + 1]))


def _named(notebook: Path, number: int) -> str:
    return f"{_from_here(notebook)}, ô số {number}"


def cell_with(notebook: Path, words: str) -> str | None:
    """Notebook and number of the first code cell with `words`; None where no cell has them."""
    for number, cell in enumerate(read_notebook(notebook)["cells"], 1):
        if cell["cell_type"] == "code" and words in text_of(cell["source"]):
            return _named(notebook, number)
    return None


def _reason(name: str, message: str) -> str:
    last = told(": ".join([name, *(line.strip() for line in message.strip().splitlines()[-1:])]))
    if message.startswith(tuple(f"[Errno {number}]" for number in DISK_FULL)):
        return f"{DISK_IS_FULL} ({last})."
    return f"mã trong ô dừng vì lỗi {last}"


def _death(notebook: Path, executed: Path) -> str:
    """The Vietnamese text for a kernel that died; papermill has saved which cells were begun."""
    where = printable(str(notebook))
    if executed.exists():
        cells = read_notebook(executed)["cells"]
        for index, cell in enumerate(cells):
            if cell["metadata"]["papermill"].get("start_time"):
                where = _cell_name(notebook, cells, index)
        clean_file(executed, notebook)
    return f"{where}: chương trình tính dừng đột ngột, thường vì máy thiếu bộ nhớ."


def _assigned_names(tree: ast.Module) -> Iterator[str]:
    """Names that a cell gives a value to outside of any block: `a = 1`, `a: int = 1`."""
    for statement in tree.body:
        if isinstance(statement, (ast.Assign, ast.AnnAssign)):
            for node in ast.walk(statement):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    yield node.id


@contextmanager
def _unused_modules_hidden() -> Iterator[None]:
    """Let an import believe that unused modules are not installed; imported ones stay."""
    hidden = [name for name in UNUSED_MODULES if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in hidden:
            if sys.modules.get(name, ...) is None:
                del sys.modules[name]

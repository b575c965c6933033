"""Cells of a notebook in an IPython shell, in a fork: what a Jupyter kernel computes, without its server."""

from __future__ import annotations

import base64
import io
import os
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ipykernel.compiler import XCachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

if TYPE_CHECKING:
    from analysis.running.forked import Link

Output = dict[str, Any]  # as nbformat stores it

INLINE_BACKEND = "module://matplotlib_inline.backend_inline"
# What a Jupyter kernel tells the programs that it starts.
ENVIRONMENT = {
    "TERM": "xterm-color", "CLICOLOR": "1", "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1", "PAGER": "cat",
    "GIT_PAGER": "cat",
}  # fmt: skip
LANGUAGE = {
    "name": "python",
    "version": sys.version.split()[0],
    "mimetype": "text/x-python",
    "codemirror_mode": {"name": "ipython", "version": sys.version_info[0]},
    "pygments_lexer": "ipython3",
    "nbconvert_exporter": "python",
    "file_extension": ".py",
}
"""What a notebook says of its language, by the kernel that ran it."""


class Answer(NamedTuple):
    """What came of a cell."""

    executed: int
    outputs: list[Output]
    failed: bool


def serve_cells(link: Link) -> None:
    """Answer the source of each cell with an `Answer`, until the other side has no more."""
    _begin_as_a_kernel()
    shell = Shell.instance(config=_settings())
    with suppress(EOFError, OSError):
        while True:
            link.send(shell.answer(link.recv()))


def _settings() -> Config:
    settings = Config()
    settings.HistoryManager.enabled = False
    settings.HistoryManager.hist_file = ":memory:"
    return settings


def _begin_as_a_kernel() -> None:
    """Undo what this process and its libraries have for themselves: a kernel begins without it."""
    os.environ.update(ENVIRONMENT)
    os.environ.setdefault("MPLBACKEND", INLINE_BACKEND)
    sys.argv[1:] = []
    # the folder that `python -m` put first is that of the run; a cell means its own
    sys.path[:] = ["", *(path for path in sys.path if path not in ("", str(Path.cwd())))]
    modules = sys.modules
    if pandas := modules.get("pandas"):
        pandas.set_option("display.max_columns", 20, "display.encoding", "UTF-8")
    if random := modules.get("numpy.random"):
        random.seed()
    if matplotlib := modules.get("matplotlib"):
        matplotlib.rcParams["backend"] = os.environ["MPLBACKEND"]
    # it joins figures to the shell that it finds when imported
    for name in [*modules]:
        if name.startswith("matplotlib_inline"):
            del modules[name]


class Text(io.TextIOBase):
    """`sys.stdout` or `sys.stderr` of cells."""

    encoding = "UTF-8"

    def __init__(self, shell: Shell, name: str, fd: int) -> None:
        self._shell, self._name, self._fd = shell, name, fd

    def write(self, text: str) -> int:
        """Show it as what the cell printed."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        self._shell.show({"output_type": "stream", "name": self._name, "text": text})
        return len(text)

    def writable(self) -> bool:
        """Yes."""
        return True

    def fileno(self) -> int:
        """The file that programs started by a cell print to."""
        return self._fd


class Publisher(DisplayPublisher):
    """`display` in a cell."""

    shell: Shell

    def publish(
        self,
        data: Any,
        metadata: Any = None,
        source: Any = None,  # noqa: ARG002 the library's name
        *,
        transient: Any = None,
        update: Any = False,
        **_: Any,
    ) -> None:
        """Show a result, or change one of this cell that has the name."""
        output = _result("display_data", data, metadata)
        key = (transient or {}).get("display_id")
        if update:
            self.shell.named[key].update(output)
            return
        if key is not None:
            self.shell.named[key] = output
        self.shell.show(output)

    def clear_output(self, wait: bool = False) -> None:  # noqa: ARG002 the library's name
        """Take back what the cell has shown; the end of a cell is awaited anyway."""
        self.shell.shown.clear()


class Hook(DisplayHook):
    """The value of a cell's last line."""

    shell: Any

    def write_output_prompt(self) -> None:
        """Nothing: the count stands with the result."""

    def write_format_data(
        self, format_dict: Mapping[str, Any], md_dict: Mapping[str, Any] | None = None
    ) -> None:
        """Show the value in each format."""
        output = _result("execute_result", format_dict, md_dict)
        self.shell.show({**output, "execution_count": self.prompt_count})

    def finish_displayhook(self) -> None:
        """Without the blank line of a terminal."""
        self._is_active = False


def _result(kind: str, data: Mapping[str, Any], metadata: Mapping[str, Any] | None) -> Output:
    texts = {name: _text(held) for name, held in data.items()}
    return {"output_type": kind, "data": texts, "metadata": dict(metadata or {})}


def _text(held: Any) -> Any:
    """Pictures as a notebook stores them."""
    return base64.b64encode(held).decode("ascii") if isinstance(held, bytes) else held


class Shell(InteractiveShell):
    """A shell that keeps what cells show, and has no settings of the user."""

    def __init__(self, **options: Any) -> None:
        self.shown: list[Output] = []
        self.named: dict[str | None, Output] = {}
        self._printed: dict[str, io.FileIO] = {}
        # the compiler of a kernel names cells in warnings and traces
        super().__init__(  # type: ignore[no-untyped-call]
            displayhook_class=Hook,
            display_pub_class=Publisher,
            compiler_class=XCachingCompiler,
            **options,
        )
        # what is printed past `sys.stdout`, by programs and libraries
        for name, fd in (("stdout", 1), ("stderr", 2)):
            file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 open as long as the shell
            os.dup2(file.fileno(), fd)
            self._printed[name] = file
            setattr(sys, name, Text(self, name, fd))

    def init_ipython_dir(self, ipython_dir: object) -> None:
        """No folder of settings."""

    def init_profile_dir(self, profile_dir: object) -> None:
        """No profile."""

    def show(self, output: Output) -> None:
        """Keep an output of the cell, behind what was printed before it."""
        self._show_printed()
        self.shown.append(output)

    def _show_printed(self) -> None:
        for name, file in self._printed.items():
            if os.fstat(file.fileno()).st_size:
                # its place is shared with those who print
                file.seek(0)
                text = file.read().decode("utf-8", "replace")
                file.seek(0)
                file.truncate()
                self.shown.append({"output_type": "stream", "name": name, "text": text})

    def answer(self, source: str) -> Answer:
        """Run one cell."""
        self.shown = []
        self.named = {}
        ran = self.run_cell(source, store_history=True)  # type: ignore[no-untyped-call]
        self._show_printed()
        return Answer(self.execution_count - 1, self.shown, not ran.success)

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        self.show(
            {
                "output_type": "error",
                "ename": etype.__name__,
                "evalue": str(evalue),
                "traceback": stb,
            }
        )

"""The helper process of warm kernels: it imports heavy libraries once, then forks kernels.

It runs alone in a session of its own, so that no signal to a run's group reaches it. Its standard
input is the connection to the process that asks: when that closes, whatever the reason, the helper
kills its kernels, removes their folder and ends. A kernel whose helper dies ends itself.
"""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
import threading
import time
import traceback
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from multiprocessing import connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

if TYPE_CHECKING:
    Asking = connection.Connection[Any, Any]

INLINE_BACKEND = "module://matplotlib_inline.backend_inline"


class Request(NamedTuple):
    """A kernel that is wanted: what `ipykernel_launcher` is given, and where it runs."""

    arguments: Sequence[str]
    env: dict[str, str]
    cwd: str


def serve(folder: str, preload: Sequence[str]) -> NoReturn:
    """Import those of `preload` that are installed; fork kernels until the asking process is gone.

    Says None when it is ready. To a `Request` it answers the process number of a new kernel; to a
    process number the exit code of that kernel, None while it runs.
    """
    asking: Asking = connection.Connection(os.dup(0))
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    # modules are never garbage: looking for it takes a tenth of the time of imports, and of all
    # that kernels do later
    gc.disable()
    _import(preload, asking)
    gc.freeze()
    gc.enable()
    running: set[int] = set()
    try:
        with suppress(EOFError, OSError):
            asking.send(None)
            _serve_requests(asking, running)
    finally:
        for pid in running:
            kill_group(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        shutil.rmtree(folder, ignore_errors=True)
        # without the goodbyes of all those libraries, which take half a second
        os._exit(0)


def kill_group(leader: int, number: int) -> None:
    """Signal a kernel and the processes it started; harmless when they are gone."""
    with suppress(ProcessLookupError):
        os.killpg(leader, number)


def _import(preload: Sequence[str], asking: Asking) -> None:
    """Import what is installed; end where the asking process is gone, or a module is broken."""
    try:
        for name in preload:
            # nothing is asked before we are ready, so there is only the end to hear
            if asking.poll():
                break
            with suppress(ImportError):
                import_module(name)
    except BaseException:  # noqa: BLE001 a plain kernel, without the helper, shows it where it matters
        os._exit(1)


def _serve_requests(asking: Asking, running: set[int]) -> None:
    life, hold = os.pipe()
    while True:
        asked: Request | int = asking.recv()
        if isinstance(asked, int):
            done, status = os.waitpid(asked, os.WNOHANG)
            if done:
                running.remove(asked)
            asking.send(os.waitstatus_to_exitcode(status) if done else None)
            continue
        pid = os.fork()
        if pid == 0:
            os.close(hold)
            asking.close()
            _kernel(asked, life)
        running.add(pid)
        with suppress(OSError):  # it may have ended already
            os.setpgid(pid, pid)
        asking.send(pid)


def _kernel(request: Request, life: int) -> NoReturn:
    """In the fork: become a fresh kernel, serve until killed."""
    try:
        os.setpgid(0, 0)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        folder = Path(request.arguments[request.arguments.index("-f") + 1]).parent
        threading.Thread(target=_end_with_helper, args=(life, folder), daemon=True).start()
        os.environ.clear()
        os.environ.update(request.env)
        time.tzset()
        os.chdir(request.cwd)
        # the helper was started by `-c`, which puts the working folder first
        sys.path[:] = filter(None, sys.path)
        sys.modules.pop("__mp_main__", None)
        _reset_libraries()
        # The debugger's 0.1 s of imports buys nothing: papermill never debugs.
        sys.modules["debugpy"] = None  # type: ignore[assignment]
        import ipykernel_launcher
        from ipykernel.kernelapp import IPKernelApp

        sys.argv = [ipykernel_launcher.__file__, *request.arguments]
        app: Any = IPKernelApp.instance()
        # A handle of 1 keeps the kernel quiet about itself and starts no second watch over the
        # parent.
        app.initialize([*request.arguments, "--IPKernelApp.parent_handle=1"])
        del sys.modules["debugpy"]
        app.start()
    except BaseException:  # noqa: BLE001 nothing may go back to the helper's own work
        traceback.print_exc()
    os._exit(1)


def _end_with_helper(life: int, folder: Path) -> None:
    """Wait until the helper is gone, then end this kernel and all it started, without litter."""
    os.read(life, 1)
    shutil.rmtree(folder, ignore_errors=True)
    os.killpg(0, signal.SIGKILL)


def _reset_libraries() -> None:
    """Undo what libraries decided at import: the random state, and that nobody looks."""
    modules = sys.modules
    if pandas := modules.get("pandas"):
        pandas.set_option("display.max_columns", 20, "display.encoding", "UTF-8")
    if random := modules.get("numpy.random"):
        random.seed()
    if matplotlib := modules.get("matplotlib"):
        backend = os.environ.setdefault("MPLBACKEND", INLINE_BACKEND)
        matplotlib.rcParams["backend"] = backend
    # It joins figures to the shell that it finds when imported, and the helper has no shell.
    for name in [*modules]:
        if name.startswith("matplotlib_inline"):
            del modules[name]

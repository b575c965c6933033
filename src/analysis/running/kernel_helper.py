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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from multiprocessing import connection
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

INLINE_BACKEND = "module://matplotlib_inline.backend_inline"
STARTED = None


class Request(NamedTuple):
    """A kernel that is wanted: what `ipykernel_launcher` is given, and where it runs."""

    arguments: Sequence[str]
    env: dict[str, str]
    cwd: str
    path: Sequence[str]


def serve(folder: str, preload: Sequence[str]) -> NoReturn:
    """Import those of `preload` that are installed; fork kernels until the asking process is gone.

    Answers (0, STARTED) when it is ready, (pid, STARTED) to a request, and (pid, exit code) when a
    kernel has ended.
    """
    asking: connection.Connection[Any, Any] = connection.Connection(os.dup(0))
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    # modules are never garbage: looking for it takes a tenth of the time of imports, and of all
    # that kernels do later
    gc.disable()
    with _ending_with(asking, folder):
        _import(preload)
    gc.freeze()
    gc.enable()
    running: set[int] = set()
    try:
        with suppress(EOFError, OSError):
            asking.send((0, STARTED))
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


def _import(preload: Sequence[str]) -> None:
    try:
        for name in preload:
            with suppress(ImportError):
                import_module(name)
    except BaseException:  # noqa: BLE001 a plain kernel, without the helper, shows it where it matters
        os._exit(1)


@contextmanager
def _ending_with(asking: connection.Connection[Any, Any], folder: str) -> Iterator[None]:
    """End this process when the asking one goes while imports keep us from listening to it."""
    over, end = os.pipe()

    def watch() -> None:
        # nothing is asked before we are ready, so there is only the end to hear
        if over not in connection.wait([asking, over]):
            shutil.rmtree(folder, ignore_errors=True)
            os._exit(1)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        os.close(end)
        thread.join()
        os.close(over)


def _serve_requests(asking: connection.Connection[Any, Any], running: set[int]) -> None:
    woken, wake = os.pipe()
    os.set_blocking(woken, False)
    os.set_blocking(wake, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    life, hold = os.pipe()
    while True:
        ready = connection.wait([asking, woken])
        if asking in ready:
            request: Request = asking.recv()
            pid = os.fork()
            if pid == 0:
                for fd in (woken, wake, hold, asking.fileno()):
                    os.close(fd)
                _kernel(request, life)
            running.add(pid)
            with suppress(OSError):  # it may have ended already
                os.setpgid(pid, pid)
            asking.send((pid, STARTED))
        if woken in ready:
            with suppress(BlockingIOError):
                os.read(woken, 4096)
        for pid in [*running]:
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                running.remove(pid)
                asking.send((pid, os.waitstatus_to_exitcode(status)))


def _kernel(request: Request, life: int) -> NoReturn:
    """In the fork: become a fresh kernel, serve until killed."""
    try:
        os.setpgid(0, 0)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        folder = Path(request.arguments[request.arguments.index("-f") + 1]).parent
        threading.Thread(target=_end_with_helper, args=(life, folder), daemon=True).start()
        os.environ.clear()
        os.environ.update(request.env)
        time.tzset()
        os.chdir(request.cwd)
        sys.path[:] = request.path
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

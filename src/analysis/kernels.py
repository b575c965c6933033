"""Kernels for papermill: our own interpreter always, and warm ones where the system can fork safely.

A warm kernel is a fork of one helper process that has imported the heavy libraries once. The helper is started by
`prepare` before the caller imports papermill, so both imports run at the same time. A fork begins like a fresh
`python -m ipykernel_launcher`: same arguments, environment, folder, module path, matplotlib back end, own random state
and own session. It ends with the process that asked for it, however that one ends.
"""

from __future__ import annotations

import atexit
import functools
import multiprocessing
import os
import queue
import shutil
import signal
import sys
import tempfile
import threading
import time
import types
from contextlib import contextmanager, suppress
from multiprocessing import connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from multiprocessing.process import BaseProcess

    from jupyter_client.manager import KernelManager

STARTED_IN = str(Path.cwd())
KERNEL_NAME = "python3"
INLINE_BACKEND = "module://matplotlib_inline.backend_inline"
# What a kernel imports for itself between its start and the end of its first cell.
KERNEL_MODULES = (
    *("ipykernel.kernelapp", "ipykernel.zmqshell", "sqlite3", "tornado.platform.asyncio", "tornado.queues"),
    *("IPython.core.completerlib", "IPython.core.debugger", "IPython.core.oinspect", "IPython.extensions.storemagic"),
)
# A Unix socket's path holds at most 107 bytes (103 on BSD); the names inside the folder need 16 of them.
LONGEST_SOCKET_FOLDER = 80


def can_fork() -> bool:
    """Whether kernels may be forks; macOS can fork too, but its frameworks may crash in the child."""
    return sys.platform != "darwin" and "forkserver" in multiprocessing.get_all_start_methods()


def prepare(preload: Sequence[str]) -> None:
    """Start the helper process that imports `preload`, without waiting for it; call it as early as possible.

    A module of `preload` that is not installed is passed over. Does nothing where kernels cannot be forks.
    """
    if not can_fork():
        return
    from multiprocessing import forkserver, resource_tracker

    multiprocessing.set_forkserver_preload([*KERNEL_MODULES, *preload])
    resource_tracker.ensure_running()
    # A folder for temporary files may have too long a name for a socket; then kernels are plain ones.
    with _sigint_blocked(), _python_path_set(), suppress(OSError):
        forkserver.ensure_running()
    atexit.register(shutdown)


def shutdown() -> None:
    """End the helper process at once, also in the middle of its imports; harmless when there is none."""
    # The library stops the helper by closing a pipe, unread until the imports are done: too long for Ctrl-C.
    server: Any = getattr(sys.modules.get("multiprocessing.forkserver"), "_forkserver", None)
    if getattr(server, "_forkserver_pid", None) is not None:
        os.kill(server._forkserver_pid, signal.SIGKILL)  # noqa: SLF001 there is no public way
        server._stop()  # noqa: SLF001 there is no public way


def kernel_options() -> dict[str, Any]:
    """Arguments for `papermill.execute_notebook`; no installed kernel specification is needed.

    A kernel is killed once the last cell's results are in: it neither delays an interrupted run nor spends time on
    saying goodbye, so a notebook has to close the files that it writes.
    """
    return {"kernel_name": KERNEL_NAME, "kernel_manager_class": manager_class(), "shutdown_kernel": "immediate"}


@functools.cache
def manager_class() -> type[KernelManager]:
    """The kernel manager; made on demand because importing jupyter_client takes 0.2 s."""
    from jupyter_client.asynchronous.client import AsyncKernelClient
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager
    from jupyter_client.provisioning.local_provisioner import LocalProvisioner

    class ForkProvisioner(LocalProvisioner):
        """Stock life cycle of a local kernel over a forked process."""

        async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
            try:
                kernel = ForkedKernel(cmd, kwargs["env"])
            except (EOFError, OSError):
                # The helper died (a preloaded module is broken): a plain kernel shows the user where.
                return await super().launch_kernel(cmd, **kwargs)
            self.process, self.pid = cast("Any", kernel), kernel.pid
            return self.connection_info

    class QuickClient(AsyncKernelClient):
        """Ready with the first answer; the stock client then waits 0.2 s more for messages that nbclient ignores."""

        async def wait_for_ready(self, timeout: float | None = None) -> None:  # noqa: ASYNC109 the library's name
            deadline = time.monotonic() + (timeout or float("inf"))
            while time.monotonic() < deadline:
                self.kernel_info()
                try:
                    reply = await self.get_shell_msg(timeout=1)
                    await self.get_iopub_msg(timeout=0.2)
                except queue.Empty:
                    if await self.is_alive():
                        continue
                    raise RuntimeError("Kernel died before replying to kernel_info") from None
                self._handle_kernel_info_reply(reply)
                return
            raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")

    class ProjectKernelManager(AsyncKernelManager):
        """Runs this interpreter, talks over private files where it can, and reads no settings of the user."""

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.client_factory = QuickClient
            self.folder = tempfile.mkdtemp(prefix="kernel-")
            self.connection_file = str(Path(self.folder, "kernel.json"))
            if sys.platform != "win32" and len(os.fsencode(self.folder)) <= LONGEST_SOCKET_FOLDER:
                self.transport = "ipc"
            argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", "--log-level=CRITICAL"]
            self._kernel_spec = KernelSpec(argv=argv, display_name="Python 3", language="python")

        async def _async_pre_start_kernel(self, **kwargs: Any) -> Any:
            env = dict(os.environ, PYTHONPATH=_python_path(), IPYTHONDIR=str(Path(self.folder, "ipython")))
            if can_fork():
                self.provisioner = ForkProvisioner(parent=self, kernel_id="warm", kernel_spec=self.kernel_spec)
            return await super()._async_pre_start_kernel(**{"env": env, **kwargs})

        async def _async_interrupt_kernel(self) -> None:
            """Nothing: every shutdown is a kill, and an interrupt before it only makes the kernel complain."""

        async def _async_wait(self, pollinterval: float = 0.01) -> None:
            await super()._async_wait(pollinterval)

        async def _async_cleanup_resources(self, restart: bool = False) -> None:
            await super()._async_cleanup_resources(restart)
            shutil.rmtree(self.folder, ignore_errors=True)

        # The name under which nbclient calls it for a kernel that died.
        cleanup_resources = _async_cleanup_resources

    return ProjectKernelManager


class ForkedKernel:
    """A forked kernel with the part of `subprocess.Popen` that jupyter_client uses.

    Raises EOFError or OSError when the helper process is not there.
    """

    stdin = stdout = stderr = None

    def __init__(self, cmd: Sequence[str], env: dict[str, str]) -> None:
        arguments = list(cmd[cmd.index("ipykernel_launcher") + 1 :])
        context = multiprocessing.get_context("forkserver")
        self._process: BaseProcess = context.Process(target=_serve, args=(arguments, env, _fresh_path()), daemon=True)
        with _sigint_blocked(), _main_hidden():
            self._process.start()
        self.pid = cast("int", self._process.pid)

    def poll(self) -> int | None:
        """The exit code, None while the kernel runs."""
        return self._process.exitcode

    def wait(self) -> int:
        """Wait for the end; the exit code."""
        self._process.join()
        return self._process.exitcode or 0

    def send_signal(self, signum: int) -> None:
        """Signal the kernel and the processes it started."""
        if self.poll() is not None:
            return
        try:
            os.killpg(self.pid, signum)
        except ProcessLookupError:
            # The fork has not opened its own session yet, so it is still alone.
            os.kill(self.pid, signum)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the kernel at once."""
        self.send_signal(signal.SIGKILL)


def _serve(arguments: Sequence[str], env: dict[str, str], path: Sequence[str]) -> None:
    """In the fork, which begins in the folder of the asking process: become a fresh kernel, serve until killed."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    folder = Path(arguments[arguments.index("-f") + 1]).parent
    threading.Thread(target=_end_with_parent, args=(folder,), daemon=True).start()
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    sys.path[:] = path
    sys.modules.pop("__mp_main__", None)
    _reset_libraries()
    # The debugger's 0.1 s of imports buys nothing: papermill never debugs.
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    import ipykernel_launcher
    from ipykernel.kernelapp import IPKernelApp

    sys.argv = [ipykernel_launcher.__file__, *arguments]
    app: Any = IPKernelApp.instance()
    # A handle of 1 keeps the kernel quiet about itself and starts no second watch over the parent.
    app.initialize([*arguments, "--IPKernelApp.parent_handle=1"])
    del sys.modules["debugpy"]
    app.start()


def _end_with_parent(folder: Path) -> None:
    """Wait until the asking process is gone, then end this kernel and all it started, leaving no connection file."""
    parent = cast("BaseProcess", multiprocessing.parent_process())
    connection.wait([parent.sentinel])
    shutil.rmtree(folder, ignore_errors=True)
    os.killpg(0, signal.SIGKILL)


def _reset_libraries() -> None:
    """Undo what a library decided at import in the helper: numpy's random state, matplotlib's way to show figures."""
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()
    if "matplotlib" in sys.modules:
        backend = os.environ.setdefault("MPLBACKEND", INLINE_BACKEND)
        sys.modules["matplotlib"].rcParams["backend"] = backend
    # It joins figures to the shell that it finds when imported, and the helper has no shell.
    for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib_inline"]:
        del sys.modules[name]


def _package_root() -> str:
    return str(Path(__file__).resolve().parent.parent)


def _python_path() -> str:
    """PYTHONPATH for kernels: this package first, so that notebooks find it whatever their folder."""
    entries = [part for part in os.environ.get("PYTHONPATH", "").split(os.pathsep) if part]
    absolute = [str(Path(part).absolute()) for part in entries]
    return os.pathsep.join(dict.fromkeys([_package_root(), *absolute]))


def _fresh_path() -> list[str]:
    """The module path of a fresh kernel: as here, without what stands for the running script."""
    script = getattr(sys.modules["__main__"], "__file__", None) or STARTED_IN
    added = {STARTED_IN, str(Path(script).absolute().parent)}
    entries = [str(Path(part).absolute()) for part in sys.path if part]
    return list(dict.fromkeys([*_python_path().split(os.pathsep), *(part for part in entries if part not in added)]))


@contextmanager
def _python_path_set() -> Iterator[None]:
    """Let a process started inside find this package."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = _python_path()
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before


@contextmanager
def _main_hidden() -> Iterator[None]:
    """Keep multiprocessing from importing the running script again inside the kernel."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@contextmanager
def _sigint_blocked() -> Iterator[None]:
    """Start the helper deaf to Ctrl-C, which a terminal sends to the whole group: imports would print a traceback."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

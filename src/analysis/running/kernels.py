"""Kernels for papermill: our own interpreter, and warm ones where the system can fork safely.

A warm kernel is a fork of one helper process (`kernel_helper`) that has imported the heavy
libraries once. The helper is started by `prepare` before the caller imports papermill, so both
imports run at the same time. A fork begins like a fresh `python -m ipykernel_launcher`: same
arguments, environment, folder, module path, matplotlib back end, own random state and own process
group. It ends with the process that asked for it, however that one ends.
"""

from __future__ import annotations

import atexit
import functools
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing import connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from analysis.running.kernel_helper import Request, kill_group
from analysis.stopping import REQUESTS

if TYPE_CHECKING:
    from jupyter_client.manager import KernelManager

# What a kernel imports for itself between its start and the end of its first cell.
KERNEL_MODULES = """
    ipykernel.kernelapp ipykernel.zmqshell sqlite3 tornado.platform.asyncio tornado.queues
    IPython.core.completerlib IPython.core.debugger IPython.core.oinspect IPython.extensions.storemagic
""".split()
# A Unix socket's path holds at most 107 bytes (103 on BSD); the names inside the folder need 16 of
# them.
LONGEST_SOCKET_FOLDER = 80
HELPER = (
    "import sys; from analysis.running.kernel_helper import serve; serve(sys.argv[1], sys.argv[2:])"
)
SECONDS_TO_END = 2.0


def can_fork() -> bool:
    """Whether kernels may be forks; on macOS, frameworks may crash in the child."""
    return hasattr(os, "fork") and sys.platform != "darwin"


def prepare(preload: Sequence[str]) -> None:
    """Start the helper process that imports `preload`, without waiting; call it early.

    A module of `preload` that is not installed is passed over. Does nothing where a helper runs
    already, or where kernels cannot be forks.
    """
    if _helpers or not can_fork():
        return
    atexit.register(shutdown)
    # a request to end that comes while a process is started would else be lost
    before = signal.pthread_sigmask(signal.SIG_BLOCK, REQUESTS)
    try:
        _helpers.append(Helper([*KERNEL_MODULES, *preload]))
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def shutdown() -> None:
    """End the helper process, also in the middle of its imports, and its kernels."""
    while _helpers:
        _helpers[-1].end()
        _helpers.pop()


class Helper:
    """The helper process, seen from here."""

    def __init__(self, preload: Sequence[str]) -> None:
        self.folder = tempfile.mkdtemp(prefix="kernel-")
        self._ready = False
        self._asking, answering = connection.Pipe()
        command = [sys.executable, "-c", HELPER, self.folder, *preload]
        self._process = subprocess.Popen(command, stdin=answering.fileno(), start_new_session=True)
        answering.close()

    def ask(self, about: Request | int) -> Any:
        """The process number of a new kernel, or the exit code of one, None while it runs.

        Raises EOFError or OSError when the helper is dead.
        """
        if not self._ready:
            self._asking.recv()
            self._ready = True
        self._asking.send(about)
        return self._asking.recv()

    def end(self) -> None:
        """Let the helper kill its kernels and end, and wait for it."""
        self._asking.close()
        if not self._ready:
            self._process.kill()
        try:
            self._process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


_helpers: list[Helper] = []


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
                kernel = ForkedKernel(cmd, kwargs["env"], _helpers[-1])
            except (EOFError, OSError):
                # The helper died (a preloaded module is broken): a plain kernel shows the user
                # where.
                return await super().launch_kernel(cmd, **kwargs)
            self.process, self.pid = cast("Any", kernel), kernel.pid
            return self.connection_info

    class QuickClient(AsyncKernelClient):
        """Ready with the first answer; the stock client waits 0.2 s more for what nbclient ignores."""

        async def wait_for_ready(self, timeout: float | None = None) -> None:  # noqa: ASYNC109 the library's name
            deadline = time.monotonic() + (timeout or float("inf"))
            while time.monotonic() < deadline:
                self.kernel_info()
                with suppress(queue.Empty):
                    reply = await self.get_shell_msg(timeout=1)
                    await self.get_iopub_msg(timeout=0.2)
                    self._handle_kernel_info_reply(reply)
                    return
                if not await self.is_alive():
                    raise RuntimeError("Kernel died before replying to kernel_info")
            raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")

    class ProjectKernelManager(AsyncKernelManager):
        """Runs this interpreter, over private files where it can, without settings of the user."""

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.client_factory = QuickClient
            self.folder = tempfile.mkdtemp(
                prefix="kernel-", dir=_helpers[-1].folder if _helpers else None
            )
            self.connection_file = str(Path(self.folder, "kernel.json"))
            if sys.platform != "win32" and len(os.fsencode(self.folder)) <= LONGEST_SOCKET_FOLDER:
                self.transport = "ipc"
            words = "-m ipykernel_launcher -f {connection_file} --log-level=CRITICAL".split()
            argv = [sys.executable, *words]
            self._kernel_spec = KernelSpec(argv=argv, display_name="Python 3", language="python")

        async def _async_pre_start_kernel(self, **kwargs: Any) -> Any:
            settings = str(Path(self.folder, "ipython"))
            kwargs.setdefault("env", {**os.environ, "IPYTHONDIR": settings})
            if _helpers:
                self.provisioner = ForkProvisioner(
                    parent=self, kernel_id="warm", kernel_spec=self.kernel_spec
                )
            return await super()._async_pre_start_kernel(**kwargs)

        async def _async_interrupt_kernel(self) -> None:
            """Nothing: every shutdown is a kill, before which an interrupt only makes noise."""

        async def _async_wait(self, pollinterval: float = 0.01) -> None:
            await super()._async_wait(pollinterval)

        async def _async_cleanup_resources(self, restart: bool = False) -> None:
            await super()._async_cleanup_resources(restart)
            shutil.rmtree(self.folder, ignore_errors=True)

        # The name under which nbclient calls it for a kernel that died.
        cleanup_resources = _async_cleanup_resources

    return ProjectKernelManager


class ForkedKernel:
    """A forked kernel with the part of `subprocess.Popen` that jupyter_client uses on POSIX.

    Raises EOFError or OSError when the helper process is dead.
    """

    stdin = stdout = stderr = None

    def __init__(self, cmd: Sequence[str], env: dict[str, str], helper: Helper) -> None:
        arguments = list(cmd[cmd.index("ipykernel_launcher") + 1 :])
        self._ask = helper.ask
        self._code: int | None = None
        self.pid = helper.ask(Request(arguments, env, str(Path.cwd())))

    def poll(self) -> int | None:
        """The exit code, None while the kernel runs."""
        if self._code is None:
            try:
                self._code = self._ask(self.pid)
            except (EOFError, OSError):
                # a kernel ends with the helper
                self._code = -signal.SIGKILL
        return self._code

    def wait(self) -> int:
        """The exit code; jupyter_client asks for it when `poll` has told the end."""
        return self.poll() or 0

    def send_signal(self, number: int) -> None:
        """Signal the kernel and the processes it started."""
        if self.poll() is None:
            kill_group(self.pid, number)

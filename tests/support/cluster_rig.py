"""A scheduler and workers on loopback, each a process of its own in a copy of the program."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from distributed import Client

from editions import Scratch, without_parameters

ON_CLUSTER = (sys.executable, "-m", "analysis", "batch", "--editions", "e.csv", "--scheduler")
SECONDS = 60  # for a process to be there; the machine may be busy


@dataclass
class Cluster:
    """The processes, and where each worker has its files."""

    folder: Path
    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def add_worker(self, copy: Scratch, largest: int | None = None) -> None:
        """A worker of the program in that copy; its disk takes no file of more than `largest` bytes."""
        place = self.place(len(self.workers))
        words = [
            self.address,
            "--nthreads",
            "1",
            "--no-nanny",
            "--no-dashboard",
            "--local-directory",
            str(place),
        ]
        self.workers.append(_process(copy, "worker", *words, largest=largest))

    def place(self, number: int) -> Path:
        """The folder of a worker."""
        return self.folder / f"may-{number}"

    def wait_for_workers(self, count: int) -> None:
        """Until so many have told the scheduler of themselves."""
        with Client(self.address, timeout=SECONDS) as client:  # type: ignore[no-untyped-call]
            client.wait_for_workers(count, timeout=SECONDS)

    def worker_at_work(self, at_least: int = 0) -> int:
        """The number of a worker, from that one on, that has begun to make an edition, once one has."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            for number in range(at_least, len(self.workers)):
                if any(self.place(number).glob("*/*/khuyen-cong-*/.build/nhat-ky/*/lan-chay.txt")):
                    return number
            time.sleep(0.05)
        raise AssertionError("no worker began an edition")

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """Kill -9 a process alone; what it started has to end by itself."""
        process.kill()
        process.wait()


def _process(
    copy: Scratch, kind: str, *words: str, largest: int | None = None
) -> subprocess.Popen[bytes]:
    limit = ["prlimit", f"--fsize={largest}"] if largest else []
    return subprocess.Popen(
        [*limit, sys.executable, "-m", "distributed.cli.dask_" + kind, *words],
        cwd=copy.root,
        env=without_parameters({"PYTHONPATH": str(copy.root / "src")}),
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@contextmanager
def cluster(copy: Scratch, folder: Path, workers: int) -> Iterator[Cluster]:
    """A scheduler with so many workers of the program in `copy`; all end with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    scheduler = _process(
        copy, "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"
    )
    made = Cluster(folder, f"tcp://127.0.0.1:{port}", scheduler)
    try:
        for _ in range(workers):
            made.add_worker(copy)
        yield made
    finally:
        for process in (*made.workers, scheduler):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

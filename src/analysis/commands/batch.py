"""`make batch`: many editions in one run, each in a fork of what has imported and read everything once."""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections import deque
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from multiprocessing import connection
from typing import TYPE_CHECKING, NamedTuple

from analysis.commands.editions import editions_of
from analysis.commands.mishaps import disk_trouble, missing_package
from analysis.errors import AnalysisError
from analysis.issued.files import issued_hashes
from analysis.parameters import Batch, Parameters
from analysis.project import TRACE_LOG, Project
from analysis.raw.folder import read_raw
from analysis.running.exchange import disk_errors
from analysis.running.forked import can_fork, forked
from analysis.running.lock import run_lock
from analysis.running.outputs import write_csv
from analysis.running.run import make_report
from analysis.running.steps import PRELOAD
from analysis.stages.cleaning import read_once

if TYPE_CHECKING:
    from analysis.running.forked import Link

SUMMARY = "tong-hop"
LOGS = "nhat-ky"
LOG = "lan-chay.txt"
POLL = 0.5  # seconds between two looks for what takes too long
MADE, STANDS, FAILED = "đã lập", "đã đúng, không phải lập lại", "lỗi"
# What an edition imports beyond its notebooks.
RENDERING = """
    analysis.running.building analysis.running.handwork analysis.running.notebooks analysis.running.cells
    analysis.rendering.render analysis.rendering.readback papermill
""".split()


class Outcome(NamedTuple):
    """What became of an edition: one of MADE, STANDS and FAILED, and then why."""

    kind: str
    reason: str = ""


@dataclass(frozen=True)
class Job:
    """An edition in the making in a fork."""

    name: str
    began: float
    held: ExitStack


def run_batch(project: Project, batch: Batch) -> int:
    """Make every edition asked for, each as a run of its own would; 1 where one failed, else 0.

    Raises:
        AnalysisError: before any edition is made, with all mistakes in what is asked for or in data/raw.
    """
    issued_hashes(project.issued)
    raw = read_raw(project.raw)
    asked = editions_of(project, batch, raw, read_once(raw))
    editions = {project.edition(parameters).name: parameters for parameters in asked}
    with run_lock(project.build, SUMMARY):
        sys.dont_write_bytecode = bool(os.environ.get("PYTHONDONTWRITEBYTECODE"))
        print(f"Lập {len(editions)} báo cáo, {batch.jobs} báo cáo cùng lúc", flush=True)
        progress = Progress(len(editions))
        if can_fork():
            _import_libraries()
            _make_in_forks(project, editions, batch, progress)
        else:
            for name, parameters in editions.items():
                began = time.monotonic()
                progress.tell(name, _outcome(_own(project, name), parameters), began)
        _write_summary(project, progress.outcomes)
    return progress.told()


class Progress:
    """What became of the editions so far, told a line each."""

    def __init__(self, count: int) -> None:
        self.outcomes: dict[str, Outcome] = {}
        self._count = count
        self._began = time.monotonic()

    def tell(self, name: str, outcome: Outcome, began: float) -> None:
        """Note and tell the outcome of an edition that began at that moment."""
        self.outcomes[name] = outcome
        now = time.monotonic()
        done = len(self.outcomes)
        rate = done / (now - self._began)
        pace = f"{now - began:.1f} giây; {60 * rate:.1f} báo cáo/phút".replace(".", ",")
        if done < self._count:
            pace += f", còn khoảng {_span((self._count - done) / rate)}"
        why = ": ".join(filter(None, (outcome.kind, outcome.reason.partition("\n")[0])))
        print(f"  {done}/{self._count} {name}: {why} ({pace})", flush=True)

    def told(self) -> int:
        """Tell what became of all; the exit code."""
        failed = {name: o for name, o in sorted(self.outcomes.items()) if o.kind == FAILED}
        for kind in (MADE, STANDS, FAILED):
            count = sum(outcome.kind == kind for outcome in self.outcomes.values())
            print(f"{kind.capitalize()}: {count}")
        for name, outcome in failed.items():
            print(f"- {name}: {outcome.reason}")
        print(f"Danh sách: reports/{SUMMARY}.csv", flush=True)
        return 1 if failed else 0


def _span(seconds: float) -> str:
    return f"{seconds / 60:.0f} phút" if seconds >= 90 else f"{seconds:.0f} giây"


def _import_libraries() -> None:
    for name in (*PRELOAD, *RENDERING):
        import_module(name)


def _make_in_forks(
    project: Project, editions: dict[str, Parameters], batch: Batch, progress: Progress
) -> None:
    """As many at a time as asked for; what is under way when this ends early ends too."""
    waiting = deque(editions.items())
    running: dict[Link, Job] = {}
    with ExitStack() as everything:
        while waiting or running:
            while waiting and len(running) < batch.jobs:
                name, parameters = waiting.popleft()
                held = everything.enter_context(ExitStack())
                work = partial(_make_edition, _own(project, name), parameters)
                _, link = held.enter_context(forked(work))
                running[link] = Job(name, time.monotonic(), held)
            ready = connection.wait([*running], POLL)
            for link, job in [*running.items()]:
                if link in ready:
                    outcome = _received(link)
                elif batch.limit is not None and time.monotonic() - job.began > batch.limit:
                    reason = (
                        f"lâu hơn {batch.limit} giây [edition-late]. Cách khắc phục: tăng LIMIT"
                    )
                    outcome = Outcome(FAILED, reason)
                else:
                    continue
                job.held.close()
                del running[link]
                progress.tell(job.name, outcome, job.began)


def _received(link: Link) -> Outcome:
    try:
        outcome: Outcome = link.recv()
    except (EOFError, OSError):
        reason = "chương trình tính dừng đột ngột, thường vì máy thiếu bộ nhớ"
        return Outcome(FAILED, reason)
    return outcome


def _own(project: Project, name: str) -> Project:
    """The project with a folder for the logs of one edition."""
    own = replace(project, log_folder=f"{LOGS}/{name}")
    with disk_errors(own.logs):
        own.logs.mkdir(parents=True, exist_ok=True)
    return own


def _make_edition(project: Project, parameters: Parameters, link: Link) -> None:
    """In the fork: make the edition; what it prints goes to its log."""
    with (project.logs / LOG).open("w", encoding="utf-8") as log:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(log.fileno(), stream.fileno())
        outcome = _outcome(project, parameters)
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        link.send(outcome)


def _outcome(project: Project, parameters: Parameters) -> Outcome:
    try:
        return Outcome(MADE if make_report(project, parameters) else STANDS)
    except AnalysisError as error:
        return Outcome(FAILED, str(error))
    # one edition's mishap is told, and stops no other
    except Exception as error:  # noqa: BLE001
        if reason := disk_trouble(error) or missing_package(error):
            return Outcome(FAILED, reason)
        log = project.logs / TRACE_LOG
        log.write_text(traceback.format_exc(), encoding="utf-8", errors="backslashreplace")
        told = log.relative_to(project.root).as_posix()
        return Outcome(FAILED, f"lỗi ngoài dự kiến ({type(error).__name__}); chi tiết trong {told}")


def _write_summary(project: Project, outcomes: dict[str, Outcome]) -> None:
    """reports/tong-hop.csv: ky, ket_qua, ly_do; an edition a row, whenever its report was made."""
    rows: list[Sequence[str]] = [
        (name, "lỗi" if outcome.kind == FAILED else "có báo cáo", outcome.reason)
        for name, outcome in sorted(outcomes.items())
    ]
    target = project.root / "reports" / f"{SUMMARY}.csv"
    fresh = project.build / target.name
    with disk_errors(target.parent):
        write_csv(fresh, ("ky", "ket_qua", "ly_do"), rows)
        target.parent.mkdir(exist_ok=True)
        fresh.replace(target)

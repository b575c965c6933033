"""Many editions in one run, each in a fork of what has imported and read everything once."""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from multiprocessing import connection
from typing import TYPE_CHECKING, NamedTuple

from analysis.errors import AnalysisError, NotebookError
from analysis.mishaps import disk_trouble, missing_package
from analysis.parameters import Parameters
from analysis.project import NOTEBOOKS, TRACE_LOG, Project
from analysis.running.exchange import disk_errors
from analysis.running.forked import can_fork, forked
from analysis.running.manifest import dropped_date
from analysis.running.steps import import_for
from analysis.stopping import obey

if TYPE_CHECKING:
    from analysis.running.forked import Link

LOGS = "nhat-ky"
LOG = "lan-chay.txt"
POLL = 0.5  # seconds between two looks for what takes too long
MADE, STANDS, FAILED = "đã lập", "đã đúng, không phải lập lại", "lỗi"
# What an edition imports beyond its notebooks and once they draw.
RENDERING = """
    matplotlib.backends.backend_agg matplotlib.backends.backend_svg analysis.charts.bars analysis.charts.panels
    analysis.charts.ranges analysis.charts.spread
    analysis.running.building analysis.running.handwork analysis.running.notebooks analysis.running.cells
    analysis.rendering.render analysis.rendering.readback papermill
""".split()


class Outcome(NamedTuple):
    """What became of an edition: one of MADE, STANDS and FAILED, and then why.

    `note` is what the one that was made has no more of the one before it.
    """

    kind: str
    reason: str = ""
    note: str = ""


DIED = Outcome(FAILED, "chương trình tính dừng đột ngột, thường vì máy thiếu bộ nhớ")


class Ended(NamedTuple):
    """An edition whose work ended: its name, what became of it, and when it began, by the steady clock."""

    name: str
    outcome: Outcome
    began: float


Work = Callable[[Project, Parameters], bool]  # on one edition; whether it was or must be made


@dataclass(frozen=True)
class Job:
    """An edition in the making in a fork."""

    name: str
    began: float
    held: ExitStack


def import_libraries(project: Project) -> None:
    """Import all that an edition takes, so that forks of this process need not."""
    for name in NOTEBOOKS:
        # a notebook that cannot be read is told by the edition that needs it
        with suppress(NotebookError):
            import_for(project.notebooks / name, project)
    for name in RENDERING:
        import_module(name)


def each(
    project: Project,
    editions: Mapping[str, Parameters],
    work: Work,
    jobs: int = 1,
    limit: int | None = None,
) -> Iterator[Ended]:
    """Do the work on every edition, in forks where that is safe, as they end.

    With forks `jobs` go on at a time, and one that takes more than `limit` seconds is ended. What is
    under way when the caller takes no more ends too.
    """
    if can_fork():
        import_libraries(project)
        yield from _in_forks(project, editions, work, jobs, limit)
        return
    for name, parameters in editions.items():
        # where the system has no alarm, nothing else ends a batch whose request was swallowed
        obey()
        began = time.monotonic()
        yield Ended(name, outcome_of(with_own_logs(project, name), parameters, work), began)


def _in_forks(
    project: Project,
    editions: Mapping[str, Parameters],
    work: Work,
    jobs: int,
    limit: int | None,
) -> Iterator[Ended]:
    waiting = deque(editions.items())
    running: dict[Link, Job] = {}
    with ExitStack() as everything:
        while waiting or running:
            while waiting and len(running) < jobs:
                name, parameters = waiting.popleft()
                held = everything.enter_context(ExitStack())
                part = partial(_work_in_fork, with_own_logs(project, name), parameters, work)
                _, link = held.enter_context(forked(part))
                running[link] = Job(name, time.monotonic(), held)
            ready = connection.wait([*running], POLL)
            for link, job in [*running.items()]:
                if link in ready:
                    outcome = _received(link)
                elif limit is not None and time.monotonic() - job.began > limit:
                    outcome = late(limit)
                else:
                    continue
                job.held.close()
                del running[link]
                yield Ended(job.name, outcome, job.began)


def _received(link: Link) -> Outcome:
    try:
        outcome: Outcome = link.recv()
    except (EOFError, OSError):
        return DIED
    return outcome


def late(limit: int) -> Outcome:
    """Of an edition that was ended after so many seconds."""
    reason = f"lâu hơn {limit} giây [edition-late]. Cách khắc phục: tăng LIMIT"
    return Outcome(FAILED, reason)


def with_own_logs(project: Project, name: str) -> Project:
    """The project with a folder for the logs of one edition."""
    own = replace(project, log_folder=f"{LOGS}/{name}")
    with disk_errors(own.logs):
        own.logs.mkdir(parents=True, exist_ok=True)
    return own


def _work_in_fork(project: Project, parameters: Parameters, work: Work, link: Link) -> None:
    """In the fork: what the work prints goes to the edition's log."""
    with (project.logs / LOG).open("w", encoding="utf-8") as log:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(log.fileno(), stream.fileno())
        outcome = outcome_of(project, parameters, work)
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        link.send(outcome)


def outcome_of(project: Project, parameters: Parameters, work: Work) -> Outcome:
    """Do the work on an edition; whatever goes wrong is told, and stops no other."""
    try:
        # asked before the work, which replaces the published edition
        note = dropped_date(project, parameters)
        return Outcome(MADE, note=note) if work(project, parameters) else Outcome(STANDS)
    except AnalysisError as error:
        return Outcome(FAILED, str(error))
    except Exception as error:  # noqa: BLE001
        if reason := disk_trouble(error) or missing_package(error):
            return Outcome(FAILED, reason)
        log = project.logs / TRACE_LOG
        log.write_text(traceback.format_exc(), encoding="utf-8", errors="backslashreplace")
        told = log.relative_to(project.root).as_posix()
        return Outcome(FAILED, f"lỗi ngoài dự kiến ({type(error).__name__}); chi tiết trong {told}")

"""`make batch`: many editions in one run, each in a fork of what has imported and read everything once."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import partial

from analysis.commands.editions import ALL, editions_of, without_data
from analysis.edition import ALL_EDITIONS
from analysis.errors import PublishError
from analysis.figures.periods import left_out
from analysis.issued.files import issued_hashes
from analysis.parameters import Batch, Parameters
from analysis.project import Project
from analysis.raw.corrections import corrected
from analysis.raw.folder import read_raw
from analysis.running.freshness import State
from analysis.running.hashes import SUMS
from analysis.running.index_file import INDEX, keep_up_index, write_index
from analysis.running.listed import (
    LIST,
    STOOD,
    UNMADE,
    Told,
    refuse_folder,
    report_hash,
    settle_list,
    superseded,
    unmade,
    write_list,
)
from analysis.running.lock import run_lock
from analysis.running.manifest import program_of
from analysis.running.many import FAILED, MADE, STANDS, Ended, Outcome, each
from analysis.running.readings import keep_waiting, read_kept
from analysis.running.run import make_report
from analysis.stages.asked import edition_asked
from analysis.stages.reading import read_once

INDEX_SHARE = 50  # what a batch does between two renewals of the page, in times what one takes


def run_batch(project: Project, batch: Batch) -> int:
    """Make every edition asked for, each as a run of its own would; 1 where one failed, else 0.

    Raises:
        AnalysisError: before any edition is made, with all mistakes in what is asked for or in data/raw.
        PublishError: the disk does not take the list or the page of what was made; the reports stand.
    """
    program = program_of(project)
    issued_hashes(project.issued)
    raw = read_raw(project.raw)
    read_kept(project, raw)
    registers = read_once(raw)
    asked = editions_of(project, batch, raw, registers)
    made = [edition_asked(project, parameters) for parameters in asked]
    editions = {edition.name: parameters for edition, parameters in zip(made, asked, strict=True)}
    with run_lock(project.build, ALL_EDITIONS):
        sys.dont_write_bytecode = bool(os.environ.get("PYTHONDONTWRITEBYTECODE"))
        for name in (LIST, INDEX, SUMS):
            refuse_folder(project.published / name)
        settle_list(project, partial(without_data, project, raw, registers))
        keep_waiting()
        print(f"Lập {len(editions)} báo cáo, {_by_whom(batch)}", flush=True)
        if batch.editions == ALL and (unmade := left_out(corrected(raw), made)):
            print(unmade, flush=True)
        progress = Progress(len(editions))
        overview = Overview(project)
        for ended in _each(project, editions, batch, program):
            progress.tell(*ended)
            overview.keep_up(ended.name, ended.outcome)
        # told before the list and the page are written, which a full disk may refuse
        code = progress.told()
        _tell_superseded(project)
        overview.write()
        print(f"Danh sách: reports/{LIST}; mọi báo cáo: reports/{INDEX}", flush=True)
    return code


def _tell_superseded(project: Project) -> None:
    for old, now in superseded(project).items():
        print(
            f"- lưu ý, reports/{old.name}: tên cũ của kỳ {now.name}, không được lập lại và không có trong trang mọi"
            f" báo cáo; không cần nữa thì xóa được, cùng với data/processed/{old.name}",
            flush=True,
        )


def _by_whom(batch: Batch) -> str:
    if batch.scheduler is None:
        return f"{batch.jobs} báo cáo cùng lúc"
    return f"bằng các máy tính của bộ điều phối {batch.scheduler}"


def _each(
    project: Project, editions: dict[str, Parameters], batch: Batch, program: State
) -> Iterator[Ended]:
    if batch.scheduler is None:
        make = partial(make_report, program=program)
        return each(project, editions, make, batch.jobs, batch.limit)
    from analysis.cluster.client import each_on_cluster

    return each_on_cluster(project, editions, batch.scheduler, batch.limit)


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
        if outcome.note:
            why += f"; lưu ý: {outcome.note}"
        print(f"  {done}/{self._count} {name}: {why} ({pace})", flush=True)

    def told(self) -> int:
        """Tell what became of all; the exit code."""
        failed = {name: o for name, o in sorted(self.outcomes.items()) if o.kind == FAILED}
        for kind in (MADE, STANDS, FAILED):
            count = sum(outcome.kind == kind for outcome in self.outcomes.values())
            print(f"{kind.capitalize()}: {count}")
        for name, outcome in failed.items():
            print(f"- {name}: {outcome.reason}", flush=True)
        for name, outcome in sorted(self.outcomes.items()):
            if outcome.note:
                print(f"- lưu ý, {name}: {outcome.note}", flush=True)
        return 1 if failed else 0


class Overview:
    """List and page of all editions, which keep up with a long batch.

    A failure, or the end of one, is in the list at once, so that a batch that is ended has lost none. All else waits
    for the page, which takes a small part of the batch's time; its sums name the list, and so tell that it lags behind.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._ended: dict[str, Told] = {}  # what the list does not tell yet
        self._failed = {*unmade(project)}
        self._took = 0.0
        self._renewed = time.monotonic()

    def keep_up(self, name: str, outcome: Outcome) -> None:
        """Write what must not wait; where that fails, the batch goes on."""
        result = UNMADE if outcome.kind == FAILED else STOOD
        # of the report that stands now, since a run of its own may replace it before this is written
        report = report_hash(self._project, name)
        self._ended[name] = Told(result, outcome.reason or outcome.note, report)
        began = time.monotonic()
        with suppress(PublishError):
            if result == UNMADE or name in self._failed:
                self._write_list()
        if began - self._renewed > INDEX_SHARE * self._took:
            with suppress(PublishError):
                self._write_list()
                keep_up_index(self._project)
            self._renewed = time.monotonic()
            self._took = self._renewed - began

    def write(self) -> None:
        """Write both as all stands now; every edition is read for it.

        Raises:
            PublishError: the disk does not take them.
        """
        self._write_list()
        write_index(self._project)

    def _write_list(self) -> None:
        write_list(self._project, self._ended)
        self._ended = {}


def _span(seconds: float) -> str:
    return f"{seconds / 60:.0f} phút" if seconds >= 90 else f"{seconds:.0f} giây"

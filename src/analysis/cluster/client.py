"""The client of a cluster: sends what an edition is made from, checks what comes back and publishes it."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from distributed import KilledWorker, wait

from analysis.cluster.connection import (
    LOST,
    NO_WORKER,
    Asked,
    Cluster,
    connected,
    lost_told,
    refuse_foreign,
)
from analysis.cluster.parcel import Parcel, differences, identity, is_whole, lay
from analysis.cluster.worker import FOREIGN
from analysis.errors import AnalysisError, PublishError
from analysis.messages import printable
from analysis.parameters import Parameters
from analysis.project import Project
from analysis.running.exchange import disk_errors
from analysis.running.files import read_json
from analysis.running.freshness import up_to_date
from analysis.running.hashes import MANIFEST, SUMS, tree_hashes
from analysis.running.manifest import tables_hash, wanted
from analysis.running.many import (
    DIED,
    FAILED,
    MADE,
    Ended,
    Outcome,
    each,
    outcome_of,
    with_own_logs,
)
from analysis.running.run import is_due, publish_received
from analysis.running.steps import Making
from analysis.stages.asked import edition_asked

if TYPE_CHECKING:
    from analysis.cluster.connection import Task

PATIENCE = 60  # seconds without any worker after which those that are left are given up
POLL = 1
TRIES = 3  # of an edition, with workers of another version
FOREIGN_WORKER = Outcome(
    FAILED,
    "máy tính nối vào sau có chương trình, thư viện hoặc phông chữ khác máy này [cluster-foreign]. Cách khắc phục: đưa"
    " cùng một bản tới máy đó, hoặc ngắt máy đó",
)


class Result(NamedTuple):
    """What became of an edition, and the seconds that a worker took for it.

    `is_of_worker` says that it is so on this worker: another one may make the edition.
    """

    outcome: Outcome
    seconds: float = 0
    is_of_worker: bool = False


def each_on_cluster(
    project: Project, editions: Mapping[str, Parameters], scheduler: str, limit: int | None
) -> Iterator[Ended]:
    """Make every edition on the workers of a scheduler, as they end; each is published here.

    One that takes a worker more than `limit` seconds is ended.

    Raises:
        ClusterError: there is no scheduler or no worker, or a worker would make other bytes; nothing
            was made.
    """
    due = {}
    # all of them before there is a connection: its threads would keep this process from forking
    for ended in [*each(project, editions, is_due, jobs=os.cpu_count() or 1)]:
        if ended.outcome.kind == MADE:
            due[ended.name] = editions[ended.name]
        else:
            yield ended
    if due:
        # the libraries tell every lost connection in many lines, some when all is over
        logging.disable(logging.ERROR)
        with connected(scheduler) as client:
            cluster = Cluster(client, project, identity(project), limit)
            with lost_told():
                refuse_foreign(cluster)
                cluster.send_inputs()
            yield from _made(cluster, due)


def _made(cluster: Cluster, due: Mapping[str, Parameters]) -> Iterator[Ended]:
    waiting: dict[Task, Asked] = {}
    for name, parameters in due.items():
        edition = edition_asked(cluster.project, parameters)
        asked = Asked(name, parameters, wanted(cluster.project, edition, parameters))
        waiting[cluster.send(asked)] = asked
    last_seen = time.monotonic()
    while waiting:
        connected = cluster.client.scheduler_info(n_workers=-1)["workers"].keys()
        if connected:
            last_seen = time.monotonic()
        lost = NO_WORKER if time.monotonic() - last_seen > PATIENCE else None
        done: set[Task] = set()
        try:
            done = _ended([*waiting])
        except CancelledError:
            lost = LOST
        except TimeoutError:
            pass
        if lost is not None:
            for asked in waiting.values():
                yield Ended(asked.name, lost, time.monotonic())
            return
        deserted = {
            future
            for future, asked in waiting.items()
            if asked.workers and connected.isdisjoint(asked.workers)
        }
        for future in done | deserted:
            asked = waiting.pop(future)
            result = _result(cluster, asked, future) if future in done else _deserted(asked)
            future.release()  # type: ignore[no-untyped-call]
            if result.is_of_worker and (again := _sent_again(cluster, asked, result.outcome)):
                waiting[again] = asked
            else:
                yield Ended(asked.name, result.outcome, time.monotonic() - result.seconds)


def _sent_again(cluster: Cluster, asked: Asked, before: Outcome) -> Task | None:
    """The edition asked of the workers that can make the same bytes; None without any, or after a few times."""
    matching: list[str] = []
    with suppress(AnalysisError, TimeoutError), lost_told():
        found = cluster.differences()
        unfit = cluster.full | {name for name, why in found.items() if why}
        matching = [name for name in found if name not in unfit]
    if not matching or asked.tries == TRIES:
        return None
    asked.tries += 1
    asked.workers, asked.before = matching, before
    return cluster.send(asked)


def _ended(tasks: list[Task]) -> set[Task]:
    """Those that ended, once one has; TimeoutError after a while, CancelledError when the scheduler is gone."""
    ended = wait(tasks, timeout=POLL, return_when="FIRST_COMPLETED")  # type: ignore[no-untyped-call]
    done: set[Task] = ended.done
    return done


def _result(cluster: Cluster, asked: Asked, future: Task) -> Result:
    """What became of an edition on a worker."""
    try:
        parcel: Parcel = future.result()
    except KilledWorker:
        return Result(DIED)
    except CancelledError:
        return Result(LOST)
    # whatever a worker of another make raises
    except Exception as error:  # noqa: BLE001
        told = printable(f"{type(error).__name__}: {error}")
        return Result(Outcome(FAILED, f"máy tính được giao báo lỗi ({told}) [cluster-failed]"))
    if parcel.kind == FOREIGN:
        return Result(FOREIGN_WORKER, is_of_worker=True)
    own = with_own_logs(cluster.project, asked.name)
    take = partial(_take, cluster, asked, parcel)
    outcome = outcome_of(own, asked.parameters, take)
    if outcome.kind == FAILED:
        return Result(outcome, parcel.seconds)
    if parcel.full:
        cluster.full.add(parcel.full)
        return Result(_full_disk(parcel), parcel.seconds, is_of_worker=True)
    outcome = outcome._replace(kind=parcel.kind, reason=parcel.reason)
    return Result(outcome, parcel.seconds)


def _deserted(asked: Asked) -> Result:
    """What became of an edition whose workers are gone: what the one before them told of itself."""
    return Result(asked.before, is_of_worker=True)


def _full_disk(parcel: Parcel) -> Outcome:
    """That the worker's disk takes nothing, and behind it what the edition failed of, which may be something else."""
    reason = (
        f"ổ đĩa của máy tính {printable(parcel.full)} không ghi thêm được, không còn máy nào khác lập kỳ này"
        " [disk-full]. Cách khắc phục: dọn bớt ổ đĩa của máy đó hoặc ngắt máy đó, rồi chạy lại\n"
        f"Máy đó báo: {parcel.reason}"
    )
    return Outcome(FAILED, reason)


def _take(
    cluster: Cluster, asked: Asked, parcel: Parcel, project: Project, parameters: Parameters
) -> bool:
    """Keep the logs of the edition and publish it, where the worker made it; whether it did."""
    lay(parcel.logs, project.logs)
    is_made = parcel.kind == MADE
    if is_made:
        receive_parcel = partial(receive, cluster, asked, parcel)
        publish_received(project, parameters, asked.made_from, receive_parcel)
    return is_made


def receive(cluster: Cluster, asked: Asked, parcel: Parcel, making: Making) -> None:
    """Lay the parcel into the build folder, and hold it against what it was to be made from.

    Raises:
        PublishError: it is damaged, or was made from something else.
    """
    damaged = ["đến không nguyên vẹn"]
    if is_whole(parcel):
        with disk_errors(making.build):
            lay(parcel.files, making.build)
        state = {**asked.made_from, "processed": tables_hash(making.processed)}
        damaged = up_to_date(making.report, state)
    if not damaged:
        manifest = read_json(making.report / MANIFEST)
        damaged = differences(manifest, cluster.wanted)
        if {*tree_hashes(making.report)} != {*manifest["outputs"], MANIFEST, SUMS}:
            damaged.append("có tệp lạ")
    if damaged:
        raise PublishError(
            f"báo cáo do máy khác lập không dùng được: {'; '.join(damaged)} [cluster-damaged]."
            " Cách khắc phục: chạy lại; nếu còn lặp lại thì kiểm tra ổ đĩa và bộ nhớ của máy đó"
        )

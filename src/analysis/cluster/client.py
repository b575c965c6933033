"""The client of a cluster: sends what an edition is made from, checks what comes back and publishes it."""

from __future__ import annotations

import hashlib
import logging
import os
import time
import warnings
from collections.abc import Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from distributed import Client, Future, KilledWorker, wait

from analysis.cluster.parcel import Parcel, differences, files_of, identity, is_whole, lay
from analysis.cluster.worker import FOREIGN, as_sent, identity_here, make_here
from analysis.definitions.asked import edition_asked
from analysis.errors import AnalysisError, ClusterError, PublishError
from analysis.faults import printable
from analysis.issued.files import ISSUED_FOLDER
from analysis.parameters import Parameters
from analysis.project import RAW_FOLDER, Project
from analysis.running.exchange import disk_errors
from analysis.running.files import read_json
from analysis.running.freshness import State, up_to_date
from analysis.running.hashes import MANIFEST, SUMS, tree_hashes
from analysis.running.manifest import is_leftover, parameter_texts, tables_hash, wanted
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

if TYPE_CHECKING:
    Task = Future[Parcel]

CONNECT = 20  # seconds in which a scheduler must answer
PATIENCE = 60  # seconds without any worker after which those that are left are given up
POLL = 1
TRIES = 3  # of an edition, with workers of another version
LOST = Outcome(
    FAILED,
    "mất liên lạc với bộ điều phối [cluster-lost]. Cách khắc phục: khởi động lại bộ điều phối, chạy lại; báo cáo đã"
    " lập không phải lập lại",
)
FOREIGN_WORKER = Outcome(
    FAILED,
    "máy tính nối vào sau có chương trình, thư viện hoặc phông chữ khác máy này [cluster-foreign]. Cách khắc phục: đưa"
    " cùng một bản tới máy đó, hoặc ngắt máy đó",
)
NO_WORKER = Outcome(
    FAILED,
    "không còn máy tính nào nối với bộ điều phối [cluster-empty]. Cách khắc phục: khởi động lại dask worker, chạy lại",
)


@dataclass
class Asked:
    """An edition that the workers were asked for, `tries` times.

    After the first time it was asked of some of them, since another had told `before` of itself.
    """

    name: str
    parameters: Parameters
    made_from: State
    tries: int = 1
    workers: list[str] | None = None
    before: Outcome = NO_WORKER


@dataclass
class Cluster:
    """A connection, and what all editions of a batch are made from."""

    client: Client
    project: Project
    wanted: Mapping[str, Any]
    limit: int | None
    inputs: dict[str, Future[bytes]] = field(default_factory=dict)
    full: dict[Outcome, str] = field(default_factory=dict)  # addresses of workers whose disk takes nothing

    def send_inputs(self) -> None:
        """Send the raw files and the issued records, each once and known by its hash."""
        files = {
            f"{folder}/{name}": content
            for folder in (RAW_FOLDER, ISSUED_FOLDER)
            for name, content in files_of(self.project.root / folder).items()
            if not is_leftover(name)
        }
        with warnings.catch_warnings():
            # that they are large: as results of calls they are not lost with the worker that has them
            warnings.filterwarnings("ignore", "Sending large graph", UserWarning)
            for name, content in files.items():
                key = f"tep-{hashlib.sha256(content).hexdigest()}"
                self.inputs[name] = self.client.submit(as_sent, content, key=key)

    def send(self, asked: Asked) -> Task:
        """Ask for an edition."""
        texts = parameter_texts(edition_asked(self.project, asked.parameters), asked.parameters)
        given = {name: text for name, text in texts.items() if text}
        future: Task = self.client.submit(
            make_here,
            self.wanted,
            given,
            self.limit,
            [*self.inputs],
            *self.inputs.values(),
            workers=asked.workers,
            pure=False,
        )
        return future

    def differences(self) -> dict[str, list[str]]:
        """Why each worker, by its address, would make other bytes, in Vietnamese; [] where it would not."""
        found = self.client.run(identity_here, on_error="return")
        return {
            address: differences(told, self.wanted)
            if isinstance(told, dict)
            else [f"không nạp được chương trình ({printable(str(told))})"]
            for address, told in found.items()
        }


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
            with _lost_told():
                _refuse_foreign(cluster)
                cluster.send_inputs()
            yield from _made(cluster, due)


def connected(address: str) -> Client:
    """A connection with a scheduler that has a worker.

    Raises:
        ClusterError: there is none.
    """
    told = printable(address)
    try:
        client = Client(address, timeout=CONNECT)  # type: ignore[no-untyped-call]
    # which of many it is follows from the address, the network and the settings of dask
    except Exception as error:
        why = printable(f"{type(error).__name__}: {error}")
        raise ClusterError(
            f"SCHEDULER={told}: không nối được với bộ điều phối ({why}) [cluster-absent]. Cách khắc phục: kiểm tra địa"
            " chỉ, cổng và chứng thư TLS, khởi động dask scheduler rồi chạy lại"
        ) from error
    with ExitStack() as held:
        held.callback(client.close)
        try:
            with _lost_told():
                client.wait_for_workers(1, timeout=CONNECT)
        except TimeoutError as error:
            raise ClusterError(
                f"SCHEDULER={told}: chưa có máy tính nào nối với bộ điều phối [cluster-empty]. Cách khắc phục: khởi"
                " động dask worker trên các máy rồi chạy lại"
            ) from error
        held.pop_all()
    return client


@contextmanager
def _lost_told() -> Iterator[None]:
    """Where the connection breaks, say so, whatever the library raises; a time that ran out is left to the caller.

    Raises:
        ClusterError: it broke.
    """
    try:
        yield
    except (AnalysisError, TimeoutError):
        raise
    except Exception as error:
        raise ClusterError(LOST.reason) from error


def _refuse_foreign(cluster: Cluster) -> None:
    differing = {address: why for address, why in cluster.differences().items() if why}
    if differing:
        opening = (
            f"{len(differing)} máy tính khác máy này nên sẽ cho kết quả khác [cluster-foreign]; chưa lập báo cáo nào."
            " Cách khắc phục: đưa cùng chương trình, thư viện và phông chữ tới các máy đó, hoặc ngắt chúng, rồi chạy"
            " lại:"
        )
        lines = [f"- {address}: {'; '.join(why)}" for address, why in sorted(differing.items())]
        raise ClusterError("\n".join([opening, *lines]))


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
            outcome, seconds = asked.before, 0.0
            if future in done:
                outcome, seconds = _result(cluster, asked, future)
            future.release()  # type: ignore[no-untyped-call]
            of_worker = outcome is FOREIGN_WORKER or outcome in cluster.full
            if of_worker and (again := _sent_again(cluster, asked, outcome)):
                waiting[again] = asked
            else:
                yield Ended(asked.name, outcome, time.monotonic() - seconds)


def _sent_again(cluster: Cluster, asked: Asked, before: Outcome) -> Task | None:
    """The edition asked of the workers that can make the same bytes; None without any, or after a few times."""
    matching: list[str] = []
    with suppress(AnalysisError, TimeoutError), _lost_told():
        found = cluster.differences()
        unfit = {*cluster.full.values(), *(name for name, why in found.items() if why)}
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


def _result(cluster: Cluster, asked: Asked, future: Task) -> tuple[Outcome, float]:
    """What became of an edition, and the seconds that a worker took for it."""
    try:
        parcel: Parcel = future.result()
    except KilledWorker:
        return DIED, 0
    except CancelledError:
        return LOST, 0
    # whatever a worker of another make raises
    except Exception as error:  # noqa: BLE001
        told = printable(f"{type(error).__name__}: {error}")
        return Outcome(FAILED, f"máy tính được giao báo lỗi ({told}) [cluster-failed]"), 0
    if parcel.kind == FOREIGN:
        return FOREIGN_WORKER, 0
    own = with_own_logs(cluster.project, asked.name)
    take = partial(_take, cluster, asked, parcel)
    outcome = outcome_of(own, asked.parameters, take)
    if outcome.kind != FAILED:
        outcome = outcome._replace(kind=parcel.kind, reason=parcel.reason)
        if parcel.full:
            outcome = _full_disk(parcel)
            cluster.full[outcome] = parcel.full
    return outcome, parcel.seconds


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

"""A connection with a scheduler: its workers, what they are sent and asked, and why they cannot be asked."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from distributed import Client, Future

from analysis.cluster.parcel import Parcel, differences, files_of
from analysis.cluster.worker import as_sent, identity_here, make_here
from analysis.errors import AnalysisError, ClusterError
from analysis.issued.files import ISSUED_FOLDER
from analysis.messages import printable
from analysis.parameters import Parameters
from analysis.project import RAW_FOLDER, Project
from analysis.running.freshness import State
from analysis.running.manifest import is_leftover, parameter_texts
from analysis.running.many import FAILED, Outcome
from analysis.stages.asked import edition_asked

if TYPE_CHECKING:
    Task = Future[Parcel]

CONNECT = 20  # seconds in which a scheduler must answer
LOST = Outcome(
    FAILED,
    "mất liên lạc với bộ điều phối [cluster-lost]. Cách khắc phục: khởi động lại bộ điều phối, chạy lại; báo cáo đã"
    " lập không phải lập lại",
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
    full: set[str] = field(default_factory=set)  # addresses of workers whose disk takes nothing

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
            with lost_told():
                client.wait_for_workers(1, timeout=CONNECT)
        except TimeoutError as error:
            raise ClusterError(
                f"SCHEDULER={told}: chưa có máy tính nào nối với bộ điều phối [cluster-empty]. Cách khắc phục: khởi"
                " động dask worker trên các máy rồi chạy lại"
            ) from error
        held.pop_all()
    return client


@contextmanager
def lost_told() -> Iterator[None]:
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


def refuse_foreign(cluster: Cluster) -> None:
    """Refuse workers that would make other bytes.

    Raises:
        ClusterError: there are some; it names each with what differs.
    """
    differing = {address: why for address, why in cluster.differences().items() if why}
    if differing:
        opening = (
            f"{len(differing)} máy tính khác máy này nên sẽ cho kết quả khác [cluster-foreign]; chưa lập báo cáo nào."
            " Cách khắc phục: đưa cùng chương trình, thư viện và phông chữ tới các máy đó, hoặc ngắt chúng, rồi chạy"
            " lại:"
        )
        lines = [f"- {address}: {'; '.join(why)}" for address, why in sorted(differing.items())]
        raise ClusterError("\n".join([opening, *lines]))

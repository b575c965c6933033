"""A batch on other machines gives what single runs give, and publishes nothing that it has not checked."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from analysis.cluster import client, connection
from analysis.cluster.parcel import files_of, identity, lay, packed
from analysis.errors import ClusterError, PublishError
from analysis.parameters import Parameters
from analysis.project import Project
from analysis.running.hashes import sums_text, tree_hashes
from analysis.running.manifest import wanted
from analysis.running.many import FAILED, MADE, Outcome
from analysis.running.run import publish_received
from analysis.stages.asked import edition_asked
from cluster_rig import ON_CLUSTER, cluster
from editions import Edition, Scratch, fresh_copy
from rig import LIST, NAMES, PATIENCE, SECONDS_TO_STOP, gone, start


@pytest.mark.skipif(os.name != "posix", reason="dùng tín hiệu của POSIX")
def test_a_worker_that_dies_loses_nothing_and_the_bytes_are_those_of_a_single_run(
    finished: Callable[[str], Edition], tmp_path: Path
) -> None:
    """Kill -9 of the one of two workers that is at work: what it started ends, and the other makes the edition."""
    single = finished(NAMES[0])
    copy = fresh_copy(tmp_path / "du-an", single.scratch.root)
    (copy.root / "e.csv").write_text(LIST.rpartition("yen-bai")[0], encoding="utf-8")
    with cluster(copy, tmp_path, workers=2) as machines:
        with start(copy, [*ON_CLUSTER, machines.address]) as running:
            number = machines.worker_at_work()
            worker = machines.workers[number]
            machines.kill(worker)
            assert gone(worker.pid, SECONDS_TO_STOP, Scratch(machines.place(number)))
            told, _ = running.communicate(timeout=PATIENCE)
        assert running.returncode == 0, told
    assert f"1/1 {single.name}: {MADE}" in told
    folders = (f"reports/{single.name}", f"data/processed/{single.name}")
    assert copy.bytes_of(*folders) == single.scratch.bytes_of(*folders)


def test_an_encrypted_address_without_certificates_is_told_as_no_connection() -> None:
    """The library's own error, whatever its type, is one line that says what to look at."""
    with pytest.raises(ClusterError, match=r"tls://127.0.0.1:9: .*cluster-absent.*TLS"):
        connection.connected("tls://127.0.0.1:9")


@pytest.mark.parametrize("name", ["../x", "report/../../x", "/x", "report//x", "", "report/./x"])
def test_no_name_of_a_file_leads_out_of_its_folder(tmp_path: Path, name: str) -> None:
    """A parcel with such a name is refused before any of its files is written."""
    with pytest.raises(PublishError, match="cluster-damaged"):
        lay({"report/a": b"1", name: b"2"}, tmp_path / "noi")
    assert not (tmp_path / "noi").exists()


def _sums_renewed(files: dict[str, bytes], folder: Path) -> dict[str, bytes]:
    """The same files with a SHA256SUMS that fits them: what a worker with wrong files would send."""
    lay(files, folder)
    hashes = tree_hashes(folder / "report", ("SHA256SUMS",))
    return {**files, "report/SHA256SUMS": sums_text(hashes).encode()}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ("report/bao-cao.pdf", "bao-cao.pdf đã bị sửa"),
        ("processed/figures.parquet", "số liệu đã xử lý đã thay đổi"),
        ("report/la.html", "có tệp lạ"),
        ("on the way", "không nguyên vẹn"),
        ("another version", "phiên bản thư viện đã cài khác máy này"),
        ("other raw files", "số liệu gốc hoặc bản đã phát hành đã thay đổi"),
    ],
)
def test_what_comes_back_damaged_is_not_published(
    finished: Callable[[str], Edition], tmp_path: Path, changed: str, why: str
) -> None:
    """Bytes, data, libraries or raw files that are not those asked for: refused, and nothing is published."""
    edition = finished("yen-bai-2016-2020")
    source = Project(edition.scratch.root)
    parameters = Parameters("yen-bai", 2016, 2020)
    files = {
        f"{kind}/{name}": content
        for kind, folder in (
            ("processed", source.processed(edition_asked(source, parameters))),
            ("report", edition.report),
        )
        for name, content in files_of(folder).items()
    }
    project = Project(fresh_copy(tmp_path / "du-an", edition.scratch.root).root)
    made_from = wanted(project, edition_asked(project, parameters), parameters)
    told = identity(project)
    if changed in files:
        files[changed] += b" "
        files = _sums_renewed(files, tmp_path / "goi")
    if changed == "report/la.html":
        files[changed] = b"<p>"
    if changed == "another version":
        told = {**told, "versions": {**told["versions"], "pandas": "0"}}
    seen = {"data/raw/x.csv": "0"} if changed == "other raw files" else made_from["seen"]
    asked = connection.Asked(edition.name, parameters, {**made_from, "seen": seen})
    parcel = packed(Outcome(MADE), files, {}, 0)
    if changed == "on the way":
        parcel = replace(parcel, logs={"lan-chay.txt": b""})

    def receive() -> None:
        held = connection.Cluster(None, project, told, None)  # type: ignore[arg-type] it is not asked
        publish_received(
            project,
            parameters,
            made_from,
            lambda making: client.receive(held, asked, parcel, making),
        )

    with pytest.raises(PublishError, match=why):
        receive()
    assert not project.reports(edition_asked(project, parameters)).exists()


def test_the_reason_behind_a_full_disk_and_the_logs_reach_the_user(tmp_path: Path) -> None:
    """What an edition failed of on a worker short of disk is told behind the disk, and the run's logs are kept."""
    project = Project(tmp_path)
    told = packed(Outcome(FAILED, "bieu.csv: ô C7 sai"), {}, {"lan-chay.txt": b"1"}, 2.0)
    future = SimpleNamespace(result=lambda: replace(told, full="tcp://a:1"))
    held = connection.Cluster(None, project, {}, None)  # type: ignore[arg-type] it is not asked
    asked = connection.Asked("yen-bai-2020", Parameters("yen-bai", 2020, 2020), {})
    result = client._result(held, asked, future)  # type: ignore[arg-type] a stand-in
    first, _, rest = result.outcome.reason.partition("\n")
    assert "tcp://a:1" in first
    assert "[disk-full]" in first
    assert "bieu.csv: ô C7 sai" in rest
    assert (result.outcome.kind, result.seconds, result.is_of_worker) == (FAILED, 2.0, True)
    assert held.full == {"tcp://a:1"}
    assert (tmp_path / ".build/nhat-ky/yen-bai-2020/lan-chay.txt").read_bytes() == b"1"

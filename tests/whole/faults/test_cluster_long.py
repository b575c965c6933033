"""Faults of a cluster that take minutes, run by `make test-faults`."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cluster_rig import ON_CLUSTER, cluster
from editions import Edition, Scratch, fresh_copy
from rig import BATCH, LIST, NAMES, PATIENCE, kill, start

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="dùng tín hiệu của POSIX"),
]
FOLDERS = [f"{top}/{name}" for top in ("reports", "data/processed") for name in NAMES]


@pytest.fixture
def project(finished: Callable[[str], Edition], tmp_path: Path) -> Scratch:
    """A copy of the program with a list of two editions, neither made."""
    copy = fresh_copy(tmp_path / "du-an", finished(NAMES[0]).scratch.root)
    (copy.root / "e.csv").write_text(LIST, encoding="utf-8")
    return copy


@pytest.fixture
def wanted(finished: Callable[[str], Edition]) -> dict[str, bytes]:
    """The bytes of both by single runs."""
    editions = [finished(name) for name in NAMES]
    return editions[0].scratch.bytes_of(*FOLDERS)


def test_a_scheduler_that_dies_is_named_and_a_re_run_here_gives_the_same_bytes(
    project: Scratch, wanted: dict[str, bytes], tmp_path: Path
) -> None:
    """Kill -9 of the scheduler at work: the batch ends, says what is not made, and a re-run without it makes that."""
    with (
        cluster(project, tmp_path, workers=1) as machines,
        start(project, [*ON_CLUSTER, machines.address]) as running,
    ):
        machines.worker_at_work()
        machines.kill(machines.scheduler)
        told, _ = running.communicate(timeout=PATIENCE)
    assert running.returncode == 1, told
    assert told.count("[cluster-lost]") >= len(NAMES), told
    assert "Traceback" not in told, told
    assert project.bytes_of(*FOLDERS).items() <= wanted.items()
    again = project.run(list(BATCH))
    assert again.returncode == 0, again.stdout + again.stderr
    assert project.bytes_of(*FOLDERS) == wanted


@pytest.mark.parametrize("way", ["group", "alone"])
def test_a_client_that_dies_leaves_whole_editions_and_the_workers_serve_the_next(
    project: Scratch, wanted: dict[str, bytes], tmp_path: Path, way: str
) -> None:
    """Kill -9 of the client at work: no half edition, and the same batch again, on the same workers, finishes."""
    with cluster(project, tmp_path, workers=1) as machines:
        with start(project, [*ON_CLUSTER, machines.address]) as running:
            machines.worker_at_work()
            kill(running, way, Scratch(tmp_path / "nowhere"))
        assert project.bytes_of(*FOLDERS).items() <= wanted.items()
        again = project.run([*ON_CLUSTER, machines.address])
    assert again.returncode == 0, again.stdout + again.stderr
    assert project.bytes_of(*FOLDERS) == wanted


def test_a_worker_of_another_version_is_refused_before_work(
    project: Scratch, tmp_path: Path
) -> None:
    """One changed line of the program on one of two workers: it is named with what differs, and nothing is made."""
    other = project.copied(tmp_path / "khac")
    with (other.root / "src" / "analysis" / "span.py").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    with cluster(project, tmp_path, workers=1) as machines:
        machines.add_worker(other)
        machines.wait_for_workers(2)
        refused = project.run([*ON_CLUSTER, machines.address])
    assert refused.returncode == 1
    assert "1 máy tính khác máy này" in refused.stderr
    assert "chương trình đã thay đổi" in refused.stderr
    assert not project.bytes_of(*FOLDERS)


def test_without_scheduler_or_workers_nothing_is_made_and_the_message_says_what_to_start(
    project: Scratch, tmp_path: Path
) -> None:
    """An address where nobody listens, and a scheduler that nobody serves: one line each."""
    with cluster(project, tmp_path, workers=0) as machines:
        empty = project.run([*ON_CLUSTER, machines.address])
        machines.kill(machines.scheduler)
        absent = project.run([*ON_CLUSTER, machines.address])
    for run, code in ((empty, "cluster-empty"), (absent, "cluster-absent")):
        assert run.returncode == 1
        assert f"[{code}]" in run.stderr
        assert "Traceback" not in run.stderr
    assert not project.bytes_of(*FOLDERS)

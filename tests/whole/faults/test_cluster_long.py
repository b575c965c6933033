"""Faults of a cluster that take minutes, run by `make test-faults`."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cluster_rig import ON_CLUSTER, cluster
from editions import Edition, Scratch, fresh_copy
from rig import BATCH, LIST, NAMES, PATIENCE, kill, start, wait_for

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="dùng tín hiệu của POSIX"),
]
FULL = 100_000  # bytes: less than the largest file of an edition
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


def test_a_worker_that_joins_late_gets_editions(
    project: Scratch, wanted: dict[str, bytes], tmp_path: Path
) -> None:
    """It comes when the only other is at work, which is killed once the late one works too: both editions are made."""
    with cluster(project, tmp_path, workers=1) as machines:
        with start(project, [*ON_CLUSTER, machines.address]) as running:
            machines.worker_at_work()
            machines.add_worker(project)
            machines.worker_at_work(at_least=1)
            machines.kill(machines.workers[0])
            told, _ = running.communicate(timeout=PATIENCE)
        assert running.returncode == 0, told
    assert project.bytes_of(*FOLDERS) == wanted


@pytest.mark.skipif(shutil.which("prlimit") is None, reason="máy này không có prlimit")
def test_a_worker_with_a_full_disk_fails_no_edition_that_another_can_make(
    project: Scratch, wanted: dict[str, bytes], tmp_path: Path
) -> None:
    """It alone is named with its address, and nothing is made; with another beside it that makes all."""
    with cluster(project, tmp_path, workers=0) as machines:
        machines.add_worker(project, largest=FULL)
        alone = project.run([*ON_CLUSTER, machines.address])
        assert alone.returncode == 1
        assert alone.stdout.count("ổ đĩa của máy tính tcp://127.0.0.1:") >= len(NAMES), alone.stdout
        assert "[disk-full]" in alone.stdout
        assert not project.bytes_of(*FOLDERS)
        machines.add_worker(project)
        machines.wait_for_workers(2)
        both = project.run([*ON_CLUSTER, machines.address])
    assert both.returncode == 0, both.stdout + both.stderr
    assert project.bytes_of(*FOLDERS) == wanted


@pytest.mark.skipif(shutil.which("prlimit") is None, reason="máy này không có prlimit")
def test_a_batch_ends_where_only_a_worker_with_a_full_disk_is_left(
    project: Scratch, wanted: dict[str, bytes], tmp_path: Path
) -> None:
    """The other, which was given its edition, is killed at work: what is not made is named, nothing is waited for."""
    with (
        cluster(project, tmp_path, workers=1) as machines,
        start(project, [*ON_CLUSTER, machines.address]) as running,
    ):
        machines.worker_at_work()
        machines.add_worker(project, largest=FULL)
        wait_for(running, "1/2 ")
        machines.kill(machines.workers[0])
        told, _ = running.communicate(timeout=PATIENCE)
    assert running.returncode == 1, told
    assert "[disk-full]" in told
    assert project.bytes_of(*FOLDERS).items() <= wanted.items()


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
    assert "chương trình khác máy này" in refused.stderr
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

"""Faults of a batch that take minutes, run by `make test-faults`."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from editions import Edition, fresh_copy
from rig import BATCH, LIST, NAMES, kill, start

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="dùng tín hiệu của POSIX"),
]
LENGTH = 12.0  # seconds of a batch of two on idle cores; a kill after its end does no harm


@pytest.mark.parametrize("part", [10, 30, 50, 70, 90])
@pytest.mark.parametrize("way", ["group", "alone", "child"])
def test_killed_at_any_time_a_batch_is_finished_by_a_re_run(
    finished: Callable[[str], Edition], tmp_path: Path, part: int, way: str
) -> None:
    """Kill -9 of all, of the batch, or of one edition: no orphan, whole editions, and a re-run gives the same bytes."""
    single = [finished(name) for name in NAMES]
    folders = [f"{top}/{name}" for top in ("reports", "data/processed") for name in NAMES]
    wanted = single[0].scratch.bytes_of(*folders)
    copy = fresh_copy(tmp_path / "du-an", single[0].scratch.root)
    (copy.root / "e.csv").write_text(LIST, encoding="utf-8")
    with start(copy, BATCH) as running:
        time.sleep(LENGTH * part / 100)
        kill(running, way, copy)
    assert copy.bytes_of(*folders).items() <= wanted.items()
    again = copy.run(list(BATCH))
    assert again.returncode == 0, again.stdout + again.stderr
    assert copy.bytes_of(*folders) == wanted

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
CELL = "Bình Định,2022,2022,kinh phí,KCQG,,,2.400,"
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


def test_a_changed_cell_of_one_place_makes_its_editions_and_the_index_anew(tmp_path: Path) -> None:
    """After a batch, another cell of one place and the batch again: its edition and the index differ, no other file."""
    copy = fresh_copy(tmp_path / "du-an")
    (copy.root / "e.csv").write_text(LIST, encoding="utf-8")
    assert copy.run(list(BATCH)).returncode == 0
    before = copy.bytes_of("reports", "data")
    figures = copy.root / "data" / "raw" / "so-lieu-cong-bo.csv"
    text = figures.read_text(encoding="utf-8")
    assert text.count(CELL) == 1
    figures.write_text(text.replace(CELL, CELL.replace("2.400", "2.300")), encoding="utf-8")
    again = copy.run(list(BATCH))
    assert again.returncode == 0, again.stdout + again.stderr
    after = copy.bytes_of("reports", "data")
    changed = {name for name in after if after[name] != before.get(name)}
    own = {name for name in changed if "/binh-dinh-2022/" in name}
    index = {"reports/index.html", "reports/SHA256SUMS"}
    assert changed - own == {*index, "data/raw/so-lieu-cong-bo.csv"}
    assert "reports/binh-dinh-2022/so-lieu.json" in own

"""What is told of a full disk says what to do: to make room, and where."""

from __future__ import annotations

import errno
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from analysis.errors import NotebookError
from analysis.mishaps import DISK_IS_FULL, disk_trouble
from analysis.rendering.pandoc import filter_faults
from analysis.running import steps


def test_of_a_copy_that_fails_what_was_written_is_named() -> None:
    """The source of a copy lies on another disk, as fonts do, and is no place to make room."""
    told = disk_trouble(OSError(errno.ENOSPC, "", "/phong/chu.ttf", None, "/du-an/chu.ttf"))
    assert told is not None
    assert "(/du-an/chu.ttf) [disk-full]" in told


@pytest.mark.parametrize("words", ["No space left on device", "Disk quota exceeded"])
def test_a_program_that_finds_the_disk_full_is_told_in_one_line(words: str) -> None:
    """Not by its own last words, which are a trace of many lines."""
    log = f"bao-cao.html: hPutBuf: resource exhausted ({words})\nHasCallStack backtrace:\n  a\n"
    told = filter_faults(log.encode(), "Pandoc")
    assert told.startswith("Pandoc dừng vì hết chỗ trên ổ đĩa [disk-full]")
    assert "HasCallStack" not in told


@pytest.mark.parametrize(
    ("reason", "code", "remedy"),
    [
        (f"{DISK_IS_FULL} (OSError)", "disk-full", "dọn bớt ổ đĩa"),
        ("mã trong ô dừng vì lỗi ZeroDivisionError", "notebook-failed", "sửa ô ấy"),
    ],
)
def test_a_cell_that_finds_the_disk_full_is_not_to_be_mended(
    tmp_path: Path, reason: str, code: str, remedy: str
) -> None:
    """Where a cell stops, the remedy is that of its reason."""
    making: Any = SimpleNamespace(
        project=SimpleNamespace(root=tmp_path, logs=tmp_path),
        edition=SimpleNamespace(name="hue-2022"),
    )
    told = str(steps._logged(making, NotebookError(f"01.ipynb, ô số 3: {reason}", "Traceback")))
    assert f"[{code}]. Cách khắc phục: {remedy}" in told

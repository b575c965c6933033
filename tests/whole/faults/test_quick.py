"""Faults of a whole run that fit in the time of `make test`: it is killed, doubled, or finds odd files."""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from analysis.edition import Edition as Period
from analysis.errors import PublishError
from analysis.project import Project
from analysis.raw.folder import _opened_bytes
from analysis.running.lock import run_lock
from editions import Edition, Scratch, fresh_copy, without_parameters
from rig import PATIENCE, SECONDS_TO_STOP, gone, start, wait_for

pytestmark = pytest.mark.skipif(
    os.name != "posix", reason="dùng tín hiệu và tệp đặc biệt của POSIX"
)
FOLDERS = ("reports", "data/processed")


@pytest.fixture
def unmade(tinh: Edition, tmp_path: Path) -> Scratch:
    """The project of the finished edition without it, so that the next run has everything to do."""
    return fresh_copy(tmp_path / "du-an", tinh.scratch.root)


def of(edition: Edition, copy: Scratch) -> dict[str, bytes]:
    return copy.bytes_of(*(f"{folder}/{edition.name}" for folder in FOLDERS))


def test_a_second_run_waits_and_a_killed_one_is_healed(unmade: Scratch, tinh: Edition) -> None:
    """While a run works another says for whom it waits; the first killed, nothing is published, and the other heals."""
    command = (sys.executable, "-m", "analysis", "report")
    with start(unmade, command) as running:
        wait_for(running, "02-chi-tieu")
        with start(unmade, command) as second:
            wait_for(second, f"Đang có lần chạy khác (tiến trình {running.pid})")
            assert of(tinh, unmade) == {}
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
            told = second.communicate(timeout=PATIENCE)[0]
        assert gone(running.pid, SECONDS_TO_STOP, unmade)
    assert second.returncode == 0, told
    assert of(tinh, unmade) == of(tinh, tinh.scratch)
    assert [path.name for path in (unmade.root / ".build").glob("lan-chay-*")] == []


def test_a_waiting_run_stops_on_request(unmade: Scratch, tinh: Edition) -> None:
    """Ctrl+C ends a run that waits for another at once, and leaves the other alone."""
    command = (sys.executable, "-m", "analysis", "report")
    with run_lock(unmade.root / ".build", tinh.name), start(unmade, command) as second:
        wait_for(second, "Đang có lần chạy khác")
        os.killpg(second.pid, signal.SIGINT)
        told = second.communicate(timeout=10)[0]
    assert (second.returncode, told) == (130, "Đã dừng theo yêu cầu.\n")
    assert of(tinh, unmade) == {}


SPECIAL: dict[str, tuple[Callable[[Path], object], str]] = {
    "ong.csv": (os.mkfifo, "file-not-regular"),
    "co-quan.csv": (os.mkfifo, "file-not-regular"),
    "so.xlsx": (os.mkfifo, "file-not-regular"),
    "o-cam.csv": (lambda path: socket.socket(socket.AF_UNIX).bind(path.name), "file-not-regular"),
    "thiet-bi.csv": (
        lambda path: os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, 5)),
        "file-not-regular",
    ),
    "vo-tan.csv": (lambda path: path.symlink_to("/dev/zero"), "file-symlink"),
    "tu-tro.csv": (lambda path: path.symlink_to(path), "file-symlink"),
    "nhan-dinh-tinh-2021.md": (lambda path: path.symlink_to("/etc/passwd"), "file-symlink"),
    "thu-muc.xlsx": (Path.mkdir, "file-not-regular"),
}


def test_special_files_are_refused_without_waiting(
    tinh: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A raw name that is no plain file is refused by its code; nothing waits for it, whichever table it stands for."""
    copy = tinh.alone(tmp_path / "du-an")
    before = copy.bytes_of("reports")
    monkeypatch.chdir(copy.root / "data" / "raw")  # the address of a socket is short
    made = {}
    for name, (make, code) in SPECIAL.items():
        with suppress(PermissionError):  # only root makes devices
            path = copy.root / "data" / "raw" / name
            path.unlink(missing_ok=True)  # the shipped office has a file of its own
            make(path)
            made[name] = code
    assert len(made) >= len(SPECIAL) - 1
    result = subprocess.run(
        [sys.executable, "-m", "analysis", "ready"], cwd=copy.root, check=False, capture_output=True, encoding="utf-8",
        env=without_parameters(), stdin=subprocess.DEVNULL, timeout=120,
    )  # fmt: skip
    told = result.stdout + result.stderr
    assert result.returncode == 1, told
    for name, code in made.items():
        assert [
            line for line in told.splitlines() if f"data/raw/{name}" in line and f"[{code}]" in line
        ], name
    assert copy.bytes_of("reports") == before


def test_a_name_that_changes_its_file_is_not_waited_for(tmp_path: Path) -> None:
    """What is opened is looked at again: a FIFO or link put in a file's place after the first look is refused."""
    fifo, link, plain = tmp_path / "ong", tmp_path / "link", tmp_path / "thuong"
    os.mkfifo(fifo)
    plain.write_bytes(b"abc")
    link.symlink_to(plain)
    for path in (fifo, link):
        with pytest.raises(OSError, match=r".") as raised:
            _opened_bytes(path, 10)
        assert raised.value.errno
    with pytest.raises(OSError, match=r"."):
        _opened_bytes(plain, 2)
    assert _opened_bytes(plain, 3) == b"abc"


@pytest.mark.parametrize(
    "name",
    [
        ".build",
        "data",
        "data/processed",
        "data/processed/tinh-2022",
        "reports/tinh-2022",
        "reports",
    ],
)
def test_nothing_is_written_through_a_link(tmp_path: Path, name: str) -> None:
    """A folder of the project that is a link to elsewhere stops the run before any work, by its name."""
    root, outside = tmp_path / "du-an", tmp_path / "ngoai"
    outside.mkdir()
    (root / name).parent.mkdir(parents=True)
    (root / name).symlink_to(outside)
    with pytest.raises(PublishError, match=rf"^{name}: .*\[folder-link\]"):
        Project(root).refuse_links(Period("tinh", 2022, 2022))
    (root / name).unlink()
    (root / name).mkdir()
    Project(root).refuse_links(Period("tinh", 2022, 2022))


def test_a_linked_reports_folder_refuses_the_run(tinh: Edition, tmp_path: Path) -> None:
    """With `reports` led elsewhere, `ready` and `report` say so, and nothing is written there."""
    copy = tinh.alone(tmp_path / "du-an")
    outside = tmp_path / "ngoai"
    outside.mkdir()
    (copy.root / "reports").rename(tmp_path / "cu")
    (copy.root / "reports").symlink_to(outside)
    for verb in ("ready", "report"):
        result = copy.run([sys.executable, "-m", "analysis", verb])
        assert result.returncode == 1
        assert "reports: là liên kết" in result.stdout + result.stderr
    assert list(outside.iterdir()) == []

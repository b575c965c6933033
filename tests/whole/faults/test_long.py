"""Faults that take minutes, run by `make test-faults`: each starts from an old edition and changed raw data."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from editions import Scratch, without_parameters
from rig import COMMAND, PATIENCE, SECONDS_TO_STOP, Rig, gone, kill, start

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="dùng tín hiệu và quyền của POSIX"),
]
KILLS = 18
STOPS = 12


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Rig:
    return Rig.made(tmp_path_factory.mktemp("su-co"))


@pytest.fixture(scope="module")
def length(rig: Rig, tmp_path_factory: pytest.TempPathFactory) -> float:
    """How long an undisturbed run from the old edition to the new one takes."""
    copy = rig.changed(tmp_path_factory.mktemp("do") / "du-an")
    started = time.monotonic()
    rig.heals(copy)
    return time.monotonic() - started


@pytest.mark.parametrize(
    ("part", "way"), [*zip(range(1, KILLS + 1), cycle(("group", "alone", "child")), strict=False)]
)
def test_killed_at_any_time_a_run_leaves_one_edition(
    rig: Rig, length: float, tmp_path: Path, part: int, way: str
) -> None:
    """Kill -9 of all, of the program, or of its newest child: old or new whole, no orphan, and a plain run heals."""
    copy = rig.changed(tmp_path / "du-an")
    with start(copy) as running:
        time.sleep(length * part / KILLS)
        kill(running, way, copy)
    rig.state(copy)
    rig.heals(copy)


@pytest.mark.parametrize(
    ("part", "name", "whom"),
    [
        *zip(
            range(1, STOPS + 1),
            cycle(("SIGINT", "SIGTERM", "SIGHUP")),
            cycle(("group", "alone")),
            strict=False,
        )
    ],
)
def test_asked_to_stop_a_run_stops(
    rig: Rig, length: float, tmp_path: Path, part: int, name: str, whom: str
) -> None:
    """Ctrl+C, an end of session or of the terminal end the run soon, with a word, no orphan and one whole edition."""
    copy = rig.changed(tmp_path / "du-an")
    (tmp_path / "tạm").mkdir()
    with start(copy, env={"TMPDIR": str(tmp_path / "tạm")}) as running:
        time.sleep(length * part / STOPS)
        was_running = running.poll() is None
        if was_running:
            (os.killpg if whom == "group" else os.kill)(running.pid, getattr(signal, name))
        told = running.communicate(timeout=SECONDS_TO_STOP)[0]
        assert gone(running.pid, SECONDS_TO_STOP, copy), "a process outlives its run"
    assert "Traceback" not in told
    if was_running and running.returncode:
        assert running.returncode == 130
        assert told.count("Đã dừng theo yêu cầu.") == 1
    assert [path.name for path in (tmp_path / "tạm").iterdir() if path.is_dir()] == []
    rig.state(copy)
    rig.heals(copy)


@pytest.mark.parametrize("kilobytes", [0, 16, 64, 256, 1024])
def test_a_file_that_may_not_grow_ends_the_run(rig: Rig, tmp_path: Path, kilobytes: int) -> None:
    """Where no file may be larger than that, the run says that the disk is full and the old edition stays."""
    copy = rig.changed(tmp_path / "du-an")

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, kilobytes * 1024))

    ran = subprocess.run(
        COMMAND, cwd=copy.root, check=False, capture_output=True, encoding="utf-8", timeout=PATIENCE,
        preexec_fn=limited, stdin=subprocess.DEVNULL, env=without_parameters(),
    )  # fmt: skip
    if ran.returncode:
        assert rig.state(copy) == "old"
        assert "Traceback" not in ran.stderr
        assert "đầy" in ran.stderr or "Hết chỗ" in ran.stderr, ran.stderr
    else:
        assert rig.state(copy) == "new"
    rig.heals(copy)


@pytest.fixture
def small_disk(rig: Rig, tmp_path: Path) -> Iterator[Scratch]:
    """The project on a disk of its own that can be filled."""
    disk = tmp_path / "dia"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", str(disk)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("không gắn được đĩa tạm (cần quyền root)")
    yield rig.changed(disk / "du-an")
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("kilobytes", [0, 32, 128, 512, 2048])
def test_a_full_disk_ends_the_run(rig: Rig, small_disk: Scratch, kilobytes: int) -> None:
    """With that much room left the run says that the disk is full, the old edition stays, and with room it heals."""
    filler = small_disk.root.parent / "day"
    room = shutil.disk_usage(small_disk.root).free - kilobytes * 1024
    filler.write_bytes(b"\0" * max(0, room))
    ran = small_disk.run(list(COMMAND))
    if ran.returncode:
        assert rig.state(small_disk) == "old"
        assert "Traceback" not in ran.stderr
        assert "đầy" in ran.stderr or "Hết chỗ" in ran.stderr, ran.stderr
    else:
        assert rig.state(small_disk) == "new"
    filler.unlink()
    rig.heals(small_disk)


def read_only(copy: Scratch, folder: str) -> subprocess.CompletedProcess[str]:
    """A run in which that folder may not be written: by its modes, or for root by a mount of its own."""
    path = copy.root / folder
    if os.getuid():
        for item in (path, *path.rglob("*")):
            item.chmod(item.stat().st_mode & ~0o222)
        try:
            return copy.run(list(COMMAND))
        finally:
            for item in (path, *path.rglob("*")):
                item.chmod(item.stat().st_mode | 0o200)
    script = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && shift 0 && exec "$@"'
    ran = copy.run(["unshare", "-m", "sh", "-c", script, str(path), *COMMAND])
    if "unshare:" in ran.stderr or "mount:" in ran.stderr:
        pytest.skip("không gắn được thư mục chỉ đọc")
    return ran


def test_raw_data_may_be_read_only(rig: Rig, tmp_path: Path) -> None:
    """A run writes nothing into data/raw, not even for a moment."""
    copy = rig.changed(tmp_path / "du-an")
    ran = read_only(copy, "data/raw")
    assert ran.returncode == 0, ran.stderr
    assert rig.state(copy) == "new"


@pytest.mark.parametrize("folder", ["reports", "data/processed"])
def test_a_read_only_result_folder_is_named(rig: Rig, tmp_path: Path, folder: str) -> None:
    """Where a folder of results may not be written, it is named, nothing changes, and with the right a run heals."""
    copy = rig.changed(tmp_path / "du-an")
    ran = read_only(copy, folder)
    assert ran.returncode == 1, ran.stdout
    assert folder in ran.stderr
    assert "Traceback" not in ran.stderr
    assert rig.state(copy) == "old"
    rig.heals(copy)


NAMES = {
    "blanks": "Báo cáo khuyến công (năm 2023)",
    "decomposed": unicodedata.normalize("NFD", "Báo cáo tỉnh Đắk Lắk"),
    "signs": 'it\'s 100% #1 & $HOME; `x` "y" [z] {w}',
    "backslash": "a\\b ~ * ? !",
    "long": "x" * 200,
    "option": "-rf --version",
}


@pytest.mark.parametrize("kind", NAMES)
def test_the_folder_may_have_any_name(rig: Rig, tmp_path: Path, kind: str) -> None:
    """Blanks, diacritics, quotes, signs of the shell and of make in the path change no byte."""
    copy = rig.changed(tmp_path / NAMES[kind])
    rig.heals(copy)


def test_the_folder_may_be_reached_by_a_link(rig: Rig, tmp_path: Path) -> None:
    """A link to the whole project is as good as its own name."""
    copy = rig.changed(tmp_path / "du-an")
    (tmp_path / "loi-tat").symlink_to(copy.root)
    rig.heals(Scratch(tmp_path / "loi-tat"))


ENVIRONMENTS = (
    {"TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"},
    {"TZ": "Asia/Ho_Chi_Minh", "LANG": "vi_VN.UTF-8", "LC_ALL": "", "USER": "ai", "COLUMNS": "40"},
    {
        "LC_ALL": "POSIX",
        "PYTHONUTF8": "0",
        "PYTHONIOENCODING": "ascii",
        "NO_COLOR": "1",
        "PYTHONHASHSEED": "4242",
    },
    {
        "LC_ALL": "tr_TR.UTF-8",
        "OMP_NUM_THREADS": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "MPLBACKEND": "TkAgg",
    },
    {
        "HOME": "/khong-co",
        "XDG_CACHE_HOME": "/khong-co",
        "PYTHONWARNINGS": "error::DeprecationWarning",
    },
    {
        "SOURCE_DATE_EPOCH": "1",
        "TYPST_FONT_PATHS": "/khong-co",
        "MPLCONFIGDIR": "/khong-co",
        "IPYTHONDIR": "/khong-co",
    },
)


@pytest.mark.parametrize("number", range(len(ENVIRONMENTS)))
def test_no_environment_moves_a_byte(rig: Rig, tmp_path: Path, number: int) -> None:
    """Time zone, locale, home, hash seed, threads, settings of other programs: the new edition has the same bytes."""
    copy = rig.changed(tmp_path / "du-an")
    temporary = tmp_path / "tạm thời"
    temporary.mkdir()
    ran = copy.run(
        list(COMMAND),
        {**ENVIRONMENTS[number], "TMPDIR": str(temporary)},
        umask=0o000 if number % 2 else 0o077,
    )
    assert ran.returncode == 0, ran.stderr
    assert rig.state(copy) == "new"
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("turn", range(3))
def test_two_runs_at_once(rig: Rig, length: float, tmp_path: Path, turn: int) -> None:
    """Of two runs one makes the new edition; the other waits for it, and finds everything done."""
    copy = rig.changed(tmp_path / "du-an")
    with start(copy) as one:
        time.sleep(length * turn / 3)
        with start(copy) as other:
            told = [running.communicate(timeout=PATIENCE)[0] for running in (one, other)]
    codes = [running.returncode for running in (one, other)]
    assert codes == [0, 0], told
    assert rig.state(copy) == "new"


@pytest.mark.parametrize("days", [-10_000, 3_650])
def test_content_decides_not_time(rig: Rig, tmp_path: Path, days: int) -> None:
    """Raw data and results dated long ago or years ahead: what changed is made anew, and what did not is not."""
    copy = rig.changed(tmp_path / "du-an")
    moment = time.time() + days * 86_400
    for folder in ("data", "reports"):
        for path in (copy.root / folder).rglob("*"):
            os.utime(path, (moment, moment))
    rig.heals(copy)
    again = copy.run(list(COMMAND))
    assert "không phải lập lại" in again.stdout


def test_a_run_needs_no_network(rig: Rig, tmp_path: Path) -> None:
    """In a network of its own, with nothing but itself to talk to, a run gives the new edition."""
    copy = rig.changed(tmp_path / "du-an")
    up = (
        "import fcntl, os, socket, struct, sys; link = socket.socket(); "
        "fcntl.ioctl(link, 0x8914, struct.pack('16sh', b'lo', 1)); link.close(); os.execv(sys.argv[1], sys.argv[1:])"
    )
    ran = copy.run(["unshare", "-rn", sys.executable, "-c", up, *COMMAND])
    if "unshare:" in ran.stderr:
        pytest.skip("máy này không cho tạo mạng riêng")
    assert ran.returncode == 0, ran.stderr
    assert rig.state(copy) == "new"


def test_a_refused_file_is_refused_again_until_it_goes(rig: Rig, tmp_path: Path) -> None:
    """A failing run fails the same way each time, names the file, changes nothing; without the file a run heals."""
    copy = rig.changed(tmp_path / "du-an")
    bad = copy.root / "data" / "raw" / "xau.csv"
    bad.write_text(
        (copy.root / "data" / "raw" / "danh-muc.csv")
        .read_text(encoding="utf-8")
        .replace("32000", "0x32")
    )
    for _ in range(2):
        ran = copy.run(list(COMMAND))
        assert ran.returncode == 1
        assert "data/raw/xau.csv" in ran.stdout + ran.stderr
        assert rig.state(copy) == "old"
    bad.unlink()
    rig.heals(copy)

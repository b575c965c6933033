"""Publishing: whatever happens, a reader of a published folder finds the old edition whole or the new one whole."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import failing_publish
from analysis.errors import PublishError
from analysis.running import exchange, freshness, hashes, lock
from failing_publish import FILES, Project, make_folder, no_locks, word_of

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src"

posix = pytest.mark.skipif(sys.platform == "win32", reason="dùng tín hiệu và fork của POSIX")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "Tỉnh ‘thử’ $x")


def test_an_edition_replaces_the_one_before_and_leaves_no_litter(project: Project) -> None:
    """Publishing puts both folders in place, readable by all, and removes what it replaced."""
    project.publish()
    assert project.words() == ("new", "new")
    assert [path.name for path in project.report.parent.iterdir()] == ["tinh-2022"]
    left = [path for path in project.build.rglob("*") if path.is_file()]
    assert {path.name for path in left} == {lock.LOCK, f"{lock.LOCK}-tinh-2022"}
    if sys.platform != "win32":
        assert {
            path.stat().st_mode & 0o777 for path in project.report.rglob("*") if path.is_file()
        } == {0o644}
        assert project.report.stat().st_mode & 0o777 == 0o755


def test_the_first_edition_needs_no_folder_before_it(tmp_path: Path) -> None:
    """The first exchange makes the missing folders above its target."""
    new = make_folder(tmp_path / ".build/x", "new")
    target = tmp_path / "reports/tinh-2022"
    exchange.settle_beside(new, target)
    exchange.place(new, target, tmp_path / ".build")
    assert word_of(tmp_path / "reports/tinh-2022") == "new"


@pytest.mark.skipif(
    sys.platform != "linux", reason="chỉ Linux chắc chắn có phép đổi tên nguyên tử ở đây"
)
def test_a_reader_sees_no_gap_while_editions_are_exchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thread that opens the report all the time never misses it and never reads a third thing."""
    # Without the waiting for the disk there are thousands of exchanges.
    monkeypatch.setattr(exchange, "_sync", lambda *_: None)
    target = make_folder(tmp_path / "reports/tinh-2022", "old")
    new = make_folder(tmp_path / ".build/new", "new")
    assert exchange._swap_names(new, target), "this file system has no exchanging rename"
    stop, seen, missing = threading.Event(), set(), []

    def read() -> None:
        while not stop.is_set():
            try:
                seen.add((target / FILES[0]).read_text(encoding="utf-8"))
            except OSError as error:
                missing.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    end = time.monotonic() + 0.5
    while time.monotonic() < end:
        exchange.place(new, target, tmp_path / ".build")
    stop.set()
    reader.join()
    assert not missing
    assert seen == {"old", "new"}


@posix
@pytest.mark.parametrize(
    ("system", "failure", "least"),
    [
        *(("one step", failure, 80) for failure in failing_publish.FAILURES),
        # one word of a disk is as good as another where the way of exchange is the law
        *(("two steps", failure, 80) for failure in ("ENOSPC", "interrupted", "killed")),
        ("no file locks", "ENOSPC", 80),
        ("no file locks", "killed", 80),
        ("two steps", "killed twice", 6),
    ],
)
def test_whichever_operation_fails_an_edition_is_whole(
    tmp_path: Path, system: str, failure: str, least: int
) -> None:
    """The disk fails, or the run ends, before its 1st, 2nd, 3rd … file operation: a reader finds one whole edition.

    A failure that is told has left both folders old, one that is not told has published; a run killed in two steps is
    healed by the next, also when that one is killed too. Then a plain run gives the new edition and leaves no litter.
    """
    command = [sys.executable, failing_publish.__file__, str(tmp_path), system, failure]
    ran = subprocess.run(
        command,
        env={**os.environ, "PYTHONPATH": str(SRC)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout) >= least


COUNTED = """
import os, sys
from pathlib import Path
import failing_publish as failing
seen = []
failing.two_steps_only()
project = failing.Project(Path(sys.argv[1]))
sys.addaudithook(lambda event, _: seen.append(event))
failing.count(lambda _: seen.append("counted"), lambda: seen.append("made"))
project.publish()
reported = [n for n, event in enumerate(seen) if event == "open" or event.startswith("os.")]
uncounted = {seen[n] for n in reported if seen[n - 1] != "counted"} - {"os.walk"}  # that only begins
sys.stdout.write(f"{len(reported) > 30} {uncounted}")
"""


@posix
def test_no_file_operation_of_a_publication_goes_uncounted(tmp_path: Path) -> None:
    """What Python itself reports of files opened, made, renamed, removed is all among the operations that may fail."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(SRC), str(ROOT / "tests" / "support")]),
    }
    command = [sys.executable, "-c", COUNTED, str(tmp_path)]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (ran.stdout, ran.stderr) == ("True set()", "")


def test_a_cut_between_the_two_renames_is_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the old folder aside and the new one not yet in place, healing brings the new one; without it, the old."""
    target, build = make_folder(tmp_path / "reports/x", "old"), tmp_path / ".build"
    real = Path.rename

    def cut(self: Path, goal: Path) -> Path:
        if self.name in ("new", "x.cu"):
            os._exit(9)
        return real(self, goal)

    for lost, word in ((False, "new"), (True, "old")):
        shutil.rmtree(target)
        make_folder(target, "old")
        new = make_folder(build / "new", "new")
        if (pid := os.fork()) == 0:
            monkeypatch.setattr(exchange, "_swap_names", lambda *_: False)
            monkeypatch.setattr(Path, "rename", cut)
            exchange.place(new, target, build)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 9
        assert not target.exists()
        if lost:
            shutil.rmtree(new)
        exchange.heal(build)
        assert word_of(target) == word
        assert not list(build.glob("*.cu"))
        assert not (build / exchange.JOURNAL).exists()


def test_a_folder_on_another_disk_is_refused_with_advice(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """EXDEV leaves both editions old and tells what to do."""

    def other_disk(*_: object) -> bool:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    monkeypatch.setattr(exchange, "_swap_names", other_disk)
    with pytest.raises(PublishError, match=r"reports|data/processed.*chạy lại"):
        project.publish()
    assert project.words() == ("old", "old")


@posix
@pytest.mark.skipif(
    sys.platform != "win32" and os.getuid() == 0, reason="root không bị quyền thư mục ngăn"
)
def test_a_read_only_reports_folder_is_named(project: Project) -> None:
    """Where `reports/` may not be written, it is named and both editions stay old."""
    project.report.parent.chmod(0o555)
    try:
        with pytest.raises(PublishError, match=r"reports.*chỉ cho đọc"):
            project.publish()
    finally:
        project.report.parent.chmod(0o755)
    assert project.words() == ("old", "old")


def test_a_link_is_not_published(project: Project, tmp_path: Path) -> None:
    """What is published consists of plain files, so that it can be zipped and copied."""
    new = make_folder(tmp_path / ".build/x", "new")
    (new / "link").symlink_to("so-lieu.json")
    with pytest.raises(PublishError, match="link"):
        exchange.settle_beside(new, project.report)
    assert project.words() == ("old", "old")


HOLDER = """
import sys, time
from pathlib import Path
from analysis.running.lock import run_lock
with run_lock(Path(sys.argv[1]), "a-2022"):
    print("held", flush=True)
    time.sleep(60)
"""


@posix
@pytest.mark.parametrize("file_locks", [True, False], ids=["flock", "no file locks"])
def test_the_lock_holds_one_run_and_is_freed_by_kill_9(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file_locks: bool
) -> None:
    """A second run is told who runs; once that process is killed the lock is free without any unlocking by hand."""
    program = HOLDER
    if not file_locks:
        refuse = "raise OSError(errno.ENOTSUP, 'no locks')"
        program = (
            f"import errno\nfrom analysis.running import lock\n"
            f"def no(fd): {refuse}\nlock._lock_file = no\n{HOLDER}"
        )
        monkeypatch.setattr(lock, "_lock_file", no_locks)
    environment = {**os.environ, "PYTHONPATH": str(SRC)}
    command = [sys.executable, "-c", program, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(
            PublishError, match=rf"đang có lần chạy khác \(tiến trình {holder.pid}\)"
        ):
            lock.run_lock(tmp_path, "a-2022", patience=0).__enter__()
        holder.kill()
        holder.wait()
    with (
        lock.run_lock(tmp_path, "a-2022"),
        pytest.raises(PublishError, match="đang có lần chạy khác"),
    ):
        lock.run_lock(tmp_path, "a-2022", patience=0).__enter__()
    with lock.run_lock(tmp_path, "a-2022"):
        pass


@posix
@pytest.mark.parametrize("file_locks", [True, False], ids=["flock", "no file locks"])
def test_a_run_waits_for_the_one_before(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    file_locks: bool,
) -> None:
    """Behind another run it says so once, with that one's number, and takes the lock when that one has ended."""
    if not file_locks:
        monkeypatch.setattr(lock, "_lock_file", no_locks)
    waited = []

    def other_ends(_: float) -> None:
        waited.append(True)
        if len(waited) == 3:
            other.__exit__(None, None, None)

    other = lock.run_lock(tmp_path, "a-2022")
    other.__enter__()
    monkeypatch.setattr(lock.time, "sleep", other_ends)
    with lock.run_lock(tmp_path, "a-2022"):
        assert len(waited) == 3
        with pytest.raises(PublishError, match="đang có lần chạy khác"):
            lock.run_lock(tmp_path, "a-2022", patience=0).__enter__()
    said = f"Đang có lần chạy khác (tiến trình {os.getpid()}); đang chờ lần chạy đó kết thúc …\n"
    assert capsys.readouterr().out == said


@posix
def test_a_lock_whose_file_was_removed_is_no_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """When `make clean` takes the file away before the lock is got, the file that then has the name is locked."""
    real = lock._lock_file

    def removed_first(fd: int) -> None:
        monkeypatch.setattr(lock, "_lock_file", real)
        (tmp_path / f"{lock.LOCK}-a-2022").unlink()
        real(fd)

    monkeypatch.setattr(lock, "_lock_file", removed_first)
    with (
        lock.run_lock(tmp_path, "a-2022"),
        pytest.raises(PublishError, match="đang có lần chạy khác"),
    ):
        lock.run_lock(tmp_path, "a-2022", patience=0).__enter__()
    assert not capsys.readouterr().out


def test_runs_of_other_editions_are_not_waited_for(tmp_path: Path) -> None:
    """While an edition is made, another may be; what they share is held for a moment only."""
    first, other = (lock.run_lock(tmp_path, name, patience=0) for name in ("a-2022", "a-2023"))
    with first, other, lock.exchange_lock(tmp_path, patience=0):
        assert len([*tmp_path.glob(f"{lock.LOCK}-*")]) == 2


@posix
def test_dead_build_folders_are_cleared(tmp_path: Path) -> None:
    """A fresh build folder is empty; those of earlier runs are gone, while logs stay and what others make just now."""
    make_folder(lock.fresh_build(tmp_path, "a-2020"), "alive")
    make_folder(lock.fresh_build(tmp_path, "a-2022"), "dead")
    with lock.run_lock(tmp_path, "a-2020"):
        make_folder(lock.fresh_build(tmp_path, "a-2020"), "alive")
        make_folder(lock.fresh_build(tmp_path, "a-2021"), "dead")
        (tmp_path / "loi.txt").touch()
        fresh = lock.fresh_build(tmp_path, "a-2022")
        assert not list(fresh.iterdir())
        kept = {path.name for path in tmp_path.iterdir() if not path.name.startswith(lock.LOCK)}
    assert kept == {fresh.name, f"{lock.BUILD_PREFIX}a-2020", "loi.txt"}


def test_sums_are_those_of_sha256sum(tmp_path: Path) -> None:
    """`sha256sum -c` accepts SHA256SUMS and it names every file but itself, sorted."""
    make_folder(tmp_path, "nội dung")
    hashes.write_sums(tmp_path)
    hashes.write_sums(tmp_path)
    text = (tmp_path / "SHA256SUMS").read_text(encoding="utf-8")
    assert [line.split("  ")[1] for line in text.splitlines()] == sorted(FILES)
    if (program := shutil.which("sha256sum")) is None:
        pytest.skip("máy không có sha256sum")
    checked = subprocess.run(
        [program, "-c", "SHA256SUMS"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stderr


WANTED: Mapping[str, object] = {
    "inputs": {"data/raw/a.csv": "1", "data/raw/b.csv": "2"},
    "code": "3",
    "lock": "4",
    "parameters": {"from": 2012, "to": 2022, "date": None},
    "processed": "5",
}


def publish_manifest(report: Path) -> Path:
    make_folder(report, "new")
    manifest = {**WANTED, "outputs": hashes.tree_hashes(report)}
    (report / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    hashes.write_sums(report)
    return report


def test_what_is_published_from_the_same_is_up_to_date(tmp_path: Path) -> None:
    """An untouched report with equal inputs, code, lock, parameters and processed data has no reason to be stale."""
    assert freshness.up_to_date(publish_manifest(tmp_path / "r"), WANTED) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            {"inputs": {"data/raw/a.csv": "1", "data/raw/c.csv": "2"}},
            "số liệu gốc hoặc bản đã phát hành đã thay đổi: data/raw/b.csv, data/raw/c.csv",
        ),
        ({"code": "0"}, "chương trình"),
        ({"lock": "0"}, "thư viện"),
        ({"parameters": {"from": 2012, "to": 2021, "date": None}}, "tham số đã thay đổi: to"),
        ({"processed": "0"}, "đã xử lý"),
    ],
)
def test_each_changed_origin_makes_a_report_stale(
    tmp_path: Path, change: dict[str, object], reason: str
) -> None:
    """A change of any one origin is the one reason given."""
    reasons = freshness.up_to_date(publish_manifest(tmp_path / "r"), {**WANTED, **change})
    assert len(reasons) == 1
    assert reason in reasons[0]


@pytest.mark.parametrize("name", [*FILES, "manifest.json", "SHA256SUMS"])
@pytest.mark.parametrize("lost", [True, False], ids=["lost", "edited"])
def test_each_damaged_file_makes_a_report_stale(tmp_path: Path, name: str, lost: bool) -> None:
    """A published file that is edited or gone is noticed, the manifest and the sums too."""
    file = publish_manifest(tmp_path / "r") / name
    if lost:
        file.unlink()
    else:
        file.write_bytes(file.read_bytes() + b" ")
    assert freshness.up_to_date(tmp_path / "r", WANTED)


def test_looking_whether_a_report_is_up_to_date_imports_no_library() -> None:
    """The modules behind a run with nothing to do come from the standard library and load in a moment."""
    program = (
        "import sys; before = set(sys.modules); import analysis.running.lock; "
        "print(*sorted(set(sys.modules) - before))"
    )
    environment = {**os.environ, "PYTHONPATH": str(SRC)}
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=True
    )
    tops = {name.partition(".")[0] for name in ran.stdout.split()}
    assert tops - set(sys.stdlib_module_names) == {"analysis"}

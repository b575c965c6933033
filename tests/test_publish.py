"""Publishing: whatever happens, a reader of a published folder finds the old edition whole or the new one whole."""

from __future__ import annotations

import errno
import io
import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from analysis import exchange, publish
from analysis.errors import PublishError

if TYPE_CHECKING:
    from collections.abc import Mapping

SRC = Path(__file__).parent.parent / "src"
FILES = ("bao-cao.html", "qa/phat-hien.csv")
OPERATIONS = (
    "chmod", "close", "fstat", "fsync", "ftruncate", "lstat", "mkdir", "open", "rename", "rmdir", "scandir", "stat",
    "unlink", "write",
)  # fmt: skip

posix = pytest.mark.skipif(sys.platform == "win32", reason="dùng tín hiệu và fork của POSIX")


def make_folder(folder: Path, word: str) -> Path:
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(word, encoding="utf-8")
    return folder


def word_of(folder: Path) -> str:
    """The word that every file of the folder holds; the set of words when it is torn."""
    words = sorted({(folder / name).read_text(encoding="utf-8") for name in FILES})
    return words[0] if len(words) == 1 else f"torn: {words}"


class Project:
    """A project with an old edition published and a new one ready in the build folder."""

    def __init__(self, root: Path, *, fresh: bool = True) -> None:
        self.build = root / ".build"
        self.processed, self.report = root / "data/processed/tinh-2022", root / "reports/tinh-2022"
        if fresh:
            make_folder(self.processed, "old")
            make_folder(self.report, "old")

    def publish(self) -> None:
        """A run that has just made the new edition."""
        with publish.RunLock(self.build):
            folder = publish.fresh_build(self.build, "tinh-2022")
            with publish.disk_errors(folder):
                new = make_folder(folder / "processed", "new"), make_folder(folder / "report", "new")
            publish.publish_edition(new[0], self.processed, new[1], self.report, self.build)

    def litter(self) -> list[str]:
        """Files and folders that a finished run leaves beside its edition, its own build folder apart."""
        beside = [*self.processed.parent.iterdir(), *self.report.parent.iterdir()]
        files = [path for path in self.build.rglob("*") if path.is_file()]
        return [path.name for path in (*beside, *files) if path.name not in ("tinh-2022", publish.LOCK)]

    def words(self) -> tuple[str, str]:
        """What the readers of the two folders find."""
        return word_of(self.processed), word_of(self.report)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "Tỉnh ‘thử’ $x")


def two_steps_only(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(exchange, "_swap_names", lambda *_: False)


def no_locks(_: int) -> None:
    raise OSError(errno.ENOTSUP, "no locks")


def no_file_locks(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(publish, "_lock_file", no_locks)


SYSTEMS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "one step": lambda _: None,
    "two steps": two_steps_only,
    "no file locks": no_file_locks,
}


def count(act: Callable[[int], None], patch: pytest.MonkeyPatch) -> None:
    """Call `act` with the number of each file operation of a publication, before the operation is made."""
    numbers = itertools.count(1)

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            act(next(numbers))
            return real(*args, **options)

        return call

    for name in OPERATIONS:
        patch.setattr(os, name, counted(getattr(os, name)))
    patch.setattr(io, "open", counted(io.open))
    patch.setattr(exchange, "_swap_names", counted(exchange._swap_names))


def failing(number: int) -> Callable[[], None]:
    def fail() -> None:
        raise OSError(number, os.strerror(number))

    return fail


def interrupted() -> None:
    raise KeyboardInterrupt


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


# failure: what happens, and a word of what is then told
FAILURES: dict[str, tuple[Callable[[], None], str]] = {
    "ENOSPC": (failing(errno.ENOSPC), "đĩa đã đầy"),
    "EACCES": (failing(errno.EACCES), "chỉ cho đọc"),
    "EIO": (failing(errno.EIO), "(EIO)"),
    "interrupted": (interrupted, ""),
    "killed": (killed, ""),
}
DONE, REFUSED, STOPPED, UNTOUCHED = 0, 1, 130, 3


def publish_failing(project: Project, turn: int, act: Callable[[], None], system: str) -> tuple[int, str]:
    """A run, in a process of its own, whose `turn`-th file operation fails so: its exit code and what it told."""
    reader, writer = os.pipe()
    if (pid := os.fork()) == 0:
        write, code, told, seen = os.write, DONE, "", []
        try:
            patch = pytest.MonkeyPatch()
            patch.setattr(os, "fsync", lambda _: None)
            SYSTEMS[system](patch)
            count(lambda number: seen.append(number) if number < turn else act() if number == turn else None, patch)
            project.publish()
            code = UNTOUCHED if len(seen) < turn - 1 else DONE
        except PublishError as error:
            code, told = REFUSED, str(error)
        except KeyboardInterrupt:
            code = STOPPED
        except BaseException as error:  # noqa: BLE001 nothing may go back to the test runner
            code, told = 70, repr(error)
        write(writer, told.encode())
        os._exit(code)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as pipe:
        told = pipe.read()
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), told


def test_an_edition_replaces_the_one_before_and_leaves_no_litter(project: Project) -> None:
    """Publishing puts both folders in place, readable by all, and removes what it replaced."""
    project.publish()
    assert project.words() == ("new", "new")
    assert [path.name for path in project.report.parent.iterdir()] == ["tinh-2022"]
    left = [path for path in project.build.rglob("*") if path.is_file()]
    assert [path.name for path in left] == [publish.LOCK]
    if sys.platform != "win32":
        assert {path.stat().st_mode & 0o777 for path in project.report.rglob("*") if path.is_file()} == {0o644}
        assert project.report.stat().st_mode & 0o777 == 0o755


def test_the_first_edition_needs_no_folder_before_it(tmp_path: Path) -> None:
    """The first exchange makes the missing folders above its target."""
    new = make_folder(tmp_path / ".build/x", "new")
    publish.exchange(new, tmp_path / "reports/tinh-2022", tmp_path / ".build")
    assert word_of(tmp_path / "reports/tinh-2022") == "new"


@pytest.mark.skipif(sys.platform != "linux", reason="chỉ Linux chắc chắn có phép đổi tên nguyên tử ở đây")
def test_a_reader_sees_no_gap_while_editions_are_exchanged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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


WHOLE = {("old", "old"), ("new", "old"), ("new", "new")}  # the processed data may be one run ahead, never behind


@posix
@pytest.mark.parametrize(
    ("system", "failure"),
    [
        *(("one step", failure) for failure in FAILURES),
        *(("two steps", failure) for failure in ("ENOSPC", "interrupted", "killed")),
        *(("no file locks", failure) for failure in ("ENOSPC", "killed")),
    ],
)
def test_whichever_operation_fails_an_edition_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, failure: str
) -> None:
    """The disk fails, or the run ends, before its 1st, 2nd, 3rd … file operation: a reader finds one whole edition.

    A failure that is told has left both folders old, one that is not told has published; a killed run in two steps is
    healed by the next lock. Then a plain re-run gives the new edition and leaves no litter.
    """
    act, word = FAILURES[failure]
    SYSTEMS[system](monkeypatch)
    monkeypatch.setattr(os, "fsync", lambda _: None)
    code, turn = DONE, 0
    while code != UNTOUCHED:
        turn += 1
        project = Project(tmp_path / str(turn))
        code, told = publish_failing(project, turn, act, system)
        assert code in (DONE, UNTOUCHED, REFUSED, STOPPED, -signal.SIGKILL), told
        if system == "two steps":
            with publish.RunLock(project.build, patience=0):
                pass
        assert project.words() in WHOLE, f"operation {turn}"
        if word or code == UNTOUCHED:
            assert word in told or not told
            assert project.words() == (("old", "old") if told else ("new", "new")), f"operation {turn}"
        project.publish()
        assert project.words() == ("new", "new"), f"re-run after operation {turn}"
        assert project.litter() == [], f"re-run after operation {turn}"
        shutil.rmtree(tmp_path / str(turn))
    assert turn > 60


@posix
def test_a_run_that_heals_may_be_killed_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed in two steps, and its successor killed before any operation, an exchange is healed by the third run."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    cuts = []
    for turn in itertools.count(1):
        project = Project(tmp_path / "lan-mot" / str(turn))
        if publish_failing(project, turn, killed, "two steps")[0] == UNTOUCHED:
            break
        if (project.build / exchange.JOURNAL).exists():
            cuts.append(project.build.parent)
    assert len(cuts) >= 8
    for cut in cuts:
        code = DONE
        for turn in itertools.count(1):
            root = tmp_path / "lan-hai" / f"{cut.name}-{turn}"
            shutil.copytree(cut, root)
            project = Project(root, fresh=False)
            code, _ = publish_failing(project, turn, killed, "two steps")
            with publish.RunLock(project.build, patience=0):
                pass
            assert project.words() in WHOLE, f"operations {cut.name}, {turn}"
            assert not list(project.build.rglob(exchange.JOURNAL))
            shutil.rmtree(root)
            if code == UNTOUCHED or turn > 25:
                break


@posix
def test_no_file_operation_of_a_publication_goes_uncounted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Python itself reports of files opened, made, renamed, removed is all among the operations that may fail."""
    project = Project(tmp_path)
    reader, writer = os.pipe()
    if (pid := os.fork()) == 0:  # a hook cannot be taken away again
        seen: list[str] = []
        write, leave = os.write, os._exit
        with suppress(BaseException):
            two_steps_only(monkeypatch)
            sys.addaudithook(lambda event, _: seen.append(event))
            count(lambda _: seen.append("counted"), monkeypatch)
            project.publish()
            reported = [n for n, event in enumerate(seen) if event == "open" or event.startswith("os.")]
            uncounted = {seen[n] for n in reported if seen[n - 1] != "counted"} - {"os.walk"}  # that only begins
            write(writer, f"{len(reported) > 30} {uncounted}".encode())
        leave(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        assert pipe.read() == "True set()"
    os.waitpid(pid, 0)


def test_a_cut_between_the_two_renames_is_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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
            two_steps_only(monkeypatch)
            monkeypatch.setattr(Path, "rename", cut)
            publish.exchange(new, target, build)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 9
        assert not target.exists()
        if lost:
            shutil.rmtree(new)
        publish.heal(build)
        assert word_of(target) == word
        assert not list(build.glob("*.cu"))
        assert not (build / exchange.JOURNAL).exists()


def test_a_folder_on_another_disk_is_refused_with_advice(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """EXDEV leaves both editions old and tells what to do."""

    def other_disk(*_: object) -> bool:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    monkeypatch.setattr(exchange, "_swap_names", other_disk)
    with pytest.raises(PublishError, match=r"reports|data/processed.*chạy lại"):
        project.publish()
    assert project.words() == ("old", "old")


@posix
@pytest.mark.skipif(sys.platform != "win32" and os.getuid() == 0, reason="root không bị quyền thư mục ngăn")
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
        publish.exchange(new, project.report, project.build)
    assert project.words() == ("old", "old")


HOLDER = """
import sys, time
from pathlib import Path
from analysis.publish import RunLock
with RunLock(Path(sys.argv[1])):
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
        program = f"import errno\nfrom analysis import publish\ndef no(fd): {refuse}\npublish._lock_file = no\n{HOLDER}"
        monkeypatch.setattr(publish, "_lock_file", no_locks)
    environment = {**os.environ, "PYTHONPATH": str(SRC)}
    command = [sys.executable, "-c", program, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(PublishError, match=rf"đang có lần chạy khác \(tiến trình {holder.pid}\)"):
            publish.RunLock(tmp_path, patience=0).__enter__()
        holder.kill()
        holder.wait()
    with publish.RunLock(tmp_path), pytest.raises(PublishError, match="đang có lần chạy khác"):
        publish.RunLock(tmp_path, patience=0).__enter__()
    with publish.RunLock(tmp_path):
        pass


@posix
@pytest.mark.parametrize("file_locks", [True, False], ids=["flock", "no file locks"])
def test_a_run_waits_for_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], file_locks: bool
) -> None:
    """Behind another run it says so once, with that one's number, and takes the lock when that one has ended."""
    if not file_locks:
        monkeypatch.setattr(publish, "_lock_file", no_locks)
    waited = []

    def other_ends(_: float) -> None:
        waited.append(True)
        if len(waited) == 3:
            other.__exit__()

    other = publish.RunLock(tmp_path).__enter__()
    monkeypatch.setattr(publish.time, "sleep", other_ends)
    with publish.RunLock(tmp_path):
        assert len(waited) == 3
        with pytest.raises(PublishError, match="đang có lần chạy khác"):
            publish.RunLock(tmp_path, patience=0).__enter__()
    said = f"Đang có lần chạy khác (tiến trình {os.getpid()}); đợi lần ấy xong …\n"
    assert capsys.readouterr().out == said


@posix
def test_a_lock_whose_file_was_removed_is_no_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When `make clean` takes the file away before the lock is got, the file that then has the name is locked."""
    real = publish._lock_file

    def removed_first(fd: int) -> None:
        monkeypatch.setattr(publish, "_lock_file", real)
        (tmp_path / publish.LOCK).unlink()
        real(fd)

    monkeypatch.setattr(publish, "_lock_file", removed_first)
    with publish.RunLock(tmp_path), pytest.raises(PublishError, match="đang có lần chạy khác"):
        publish.RunLock(tmp_path, patience=0).__enter__()


def test_dead_build_folders_are_cleared(tmp_path: Path) -> None:
    """A fresh build folder is empty, and those of earlier runs are gone while logs stay."""
    make_folder(publish.fresh_build(tmp_path, "a-2021"), "dead")
    make_folder(publish.fresh_build(tmp_path, "a-2022"), "dead")
    (tmp_path / "loi.txt").touch()
    fresh = publish.fresh_build(tmp_path, "a-2022")
    assert not list(fresh.iterdir())
    assert sorted(path.name for path in tmp_path.iterdir()) == [fresh.name, "loi.txt"]


def test_sums_are_those_of_sha256sum(tmp_path: Path) -> None:
    """`sha256sum -c` accepts SHA256SUMS and it names every file but itself, sorted."""
    make_folder(tmp_path, "nội dung")
    publish.write_sums(tmp_path)
    publish.write_sums(tmp_path)
    text = (tmp_path / "SHA256SUMS").read_text(encoding="utf-8")
    assert [line.split("  ")[1] for line in text.splitlines()] == sorted(FILES)
    if (program := shutil.which("sha256sum")) is None:
        pytest.skip("máy không có sha256sum")
    checked = subprocess.run([program, "-c", "SHA256SUMS"], cwd=tmp_path, capture_output=True, text=True, check=False)
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
    manifest = {**WANTED, "outputs": publish.tree_hashes(report)}
    (report / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    publish.write_sums(report)
    return report


def test_what_is_published_from_the_same_is_up_to_date(tmp_path: Path) -> None:
    """An untouched report with equal inputs, code, lock, parameters and processed data has no reason to be stale."""
    assert publish.up_to_date(publish_manifest(tmp_path / "r"), WANTED) == []


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
def test_each_changed_origin_makes_a_report_stale(tmp_path: Path, change: dict[str, object], reason: str) -> None:
    """A change of any one origin is the one reason given."""
    reasons = publish.up_to_date(publish_manifest(tmp_path / "r"), {**WANTED, **change})
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
    assert publish.up_to_date(tmp_path / "r", WANTED)


def test_looking_whether_a_report_is_up_to_date_imports_no_library() -> None:
    """The modules behind a run with nothing to do come from the standard library and load in a moment."""
    program = (
        "import sys; before = set(sys.modules); import analysis.publish; print(*sorted(set(sys.modules) - before))"
    )
    environment = {**os.environ, "PYTHONPATH": str(SRC)}
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=True)
    tops = {name.partition(".")[0] for name in ran.stdout.split()}
    assert tops - set(sys.stdlib_module_names) == {"analysis"}

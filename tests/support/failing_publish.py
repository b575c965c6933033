"""Publications that fail on purpose: the disk fails, or the run ends, before any one of its file operations.

Run by `test_publish` as a program of its own, since the thousand processes that it forks are quick only where little is
loaded: `failing_publish.py FOLDER SYSTEM FAILURE`. It prints how many operations a publication has; a law that does not
hold ends it with an AssertionError.
"""

from __future__ import annotations

import errno
import io
import itertools
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from analysis.errors import PublishError
from analysis.running import exchange, lock

FILES = ("bao-cao.html", "qa/phat-hien.csv")
OPERATIONS = (
    "chmod", "close", "fstat", "fsync", "ftruncate", "lstat", "mkdir", "open", "rename", "rmdir", "scandir", "stat",
    "unlink", "write",
)  # fmt: skip
WHOLE = {
    ("old", "old"),
    ("new", "old"),
    ("new", "new"),
}  # the processed data may be one run ahead, never behind
DONE, REFUSED, STOPPED, UNTOUCHED = 0, 1, 130, 3


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
        with lock.run_lock(self.build, "tinh-2022"):
            folder = lock.fresh_build(self.build, "tinh-2022")
            with exchange.disk_errors(folder):
                new = (
                    make_folder(folder / "processed", "new"),
                    make_folder(folder / "report", "new"),
                )
            with lock.exchange_lock(self.build):
                exchange.publish_edition(new[0], self.processed, new[1], self.report, self.build)
            exchange.discard(folder)

    def litter(self) -> list[str]:
        """Files and folders that a finished run leaves beside its edition, its own build folder apart."""
        beside = [*self.processed.parent.iterdir(), *self.report.parent.iterdir()]
        files = [path for path in self.build.rglob("*") if path.is_file()]
        return [
            path.name
            for path in (*beside, *files)
            if path.name not in ("tinh-2022", lock.LOCK, f"{lock.LOCK}-tinh-2022")
        ]

    def words(self) -> tuple[str, str]:
        """What the readers of the two folders find."""
        return word_of(self.processed), word_of(self.report)


def two_steps_only() -> None:
    exchange._swap_names = lambda *_: False  # type: ignore[assignment]


def no_locks(_: int) -> None:
    raise OSError(errno.ENOTSUP, "no locks")


def no_file_locks() -> None:
    lock._lock_file = no_locks


SYSTEMS: dict[str, Callable[[], None]] = {
    "one step": lambda: None,
    "two steps": two_steps_only,
    "no file locks": no_file_locks,
}


def count(act: Callable[[int], None], after: Callable[[], None] = lambda: None) -> None:
    """From now on call `act` with the number of each file operation of a publication before it, and `after`."""
    numbers = itertools.count(1)

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            act(next(numbers))
            try:
                return real(*args, **options)
            finally:
                after()

        return call

    for name in OPERATIONS:
        setattr(os, name, counted(getattr(os, name)))
    io.open = counted(io.open)  # type: ignore[assignment]
    exchange._swap_names = counted(exchange._swap_names)


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


def publish_failing(project: Project, turn: int, act: Callable[[], None]) -> tuple[int, str]:
    """A run, in a process of its own, that does this at its `turn`-th file operation: exit code, and what it told."""
    reader, writer = os.pipe()
    if (pid := os.fork()) == 0:
        write, code, told, made = os.write, DONE, "", [0]

        def at(number: int) -> None:
            made[0] = number
            if number == turn:
                act()

        try:
            count(at)
            project.publish()
            code = UNTOUCHED if made[0] < turn else DONE
        except PublishError as error:
            code, told = REFUSED, str(error)
        except KeyboardInterrupt:
            code = STOPPED
        except BaseException as error:  # noqa: BLE001 nothing may go on in the fork
            code, told = 70, repr(error)
        write(writer, told.encode())
        os._exit(code)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as pipe:
        told = pipe.read()
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), told


def whole(project: Project, where: str) -> tuple[str, str]:
    """What readers find, proved to be allowed; only the next lock brings back what was cut between two steps."""
    with lock.run_lock(project.build, "tinh-2022", patience=0):
        pass
    words = project.words()
    assert words in WHOLE, f"{words} after {where}"
    return words


def fail_everywhere(folder: Path, system: str, failure: str) -> int:
    """Each operation fails once; then a plain run publishes and leaves no litter. How many operations there are."""
    act, word = FAILURES[failure]
    for turn in itertools.count(1):
        where = f"operation {turn}"
        project = Project(folder / str(turn))
        code, told = publish_failing(project, turn, act)
        assert code in (DONE, UNTOUCHED, REFUSED, STOPPED, -signal.SIGKILL), f"{told} after {where}"
        if system != "two steps":
            assert project.words() in WHOLE, f"{project.words()} after {where}"
        words = whole(project, where)
        if word or code == UNTOUCHED:
            assert word in told or not told, f"{told} after {where}"
            assert words == (("old", "old") if told else ("new", "new")), (
                f"{words}, told {told!r} after {where}"
            )
        project.publish()
        assert project.words() == ("new", "new"), where
        assert project.litter() == [], f"{project.litter()} after {where}"
        shutil.rmtree(folder / str(turn))
        if code == UNTOUCHED:
            return turn - 1
    raise AssertionError


def kill_twice(folder: Path) -> int:
    """A run killed with a journal written, and the next killed at any operation of its healing: the third heals."""
    cuts: dict[tuple[object, ...], Path] = {}
    for turn in itertools.count(1):
        project = Project(folder / str(turn))
        if publish_failing(project, turn, killed)[0] == UNTOUCHED:
            break
        if (project.build / exchange.JOURNAL).exists():
            journal = (project.build / exchange.JOURNAL).read_bytes()
            names = sorted(
                path.relative_to(folder / str(turn)).as_posix()
                for path in project.build.parent.rglob("*")
            )
            cuts.setdefault((journal, *names), project.build.parent)
    for cut in cuts.values():
        for turn in range(1, 40):
            root = folder / f"{cut.name}-{turn}"
            shutil.copytree(cut, root)
            project = Project(root, fresh=False)
            publish_failing(project, turn, killed)
            whole(project, f"operations {cut.name}, {turn}")
            assert not (project.build / exchange.JOURNAL).exists()
            shutil.rmtree(root)
    return len(cuts)


def main(folder: str, system: str, failure: str) -> None:
    SYSTEMS[system]()
    os.fsync = lambda _: None  # the power does not fail here
    print(
        kill_twice(Path(folder))
        if failure == "killed twice"
        else fail_everywhere(Path(folder), system, failure)
    )


if __name__ == "__main__":
    main(*sys.argv[1:])

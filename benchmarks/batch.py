"""`python -m benchmarks.batch ROW …`: what many reports cost, as ratios of ways that take turns on one machine.

Every way runs in a copy of the project below a temporary folder, as processes of their own. A row measures the CPU of
all of these and the wall time; what it finds is printed and written to RESULTS.md. See README.md beside this file.
"""

from __future__ import annotations

import argparse
import csv
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path

from benchmarks import made_data, registers
from benchmarks.results import RESULTS, ROOT, Aim, Outcome, medians, section, write
from benchmarks.ways import (
    BenchmarkError,
    Copy,
    Step,
    copy_project,
    find_browser,
    forget,
    run_plain,
    run_report,
    timed,
)

OTHER = "c9d985c"
NOTE = "data/raw/nhan-dinh-tinh-2012-2022.md"
SUMMARY_FILES = ", SUMMARY_PDF, SUMMARY_DOCX)"
"""What `rendering.documents` has of tom-tat, which no other way makes."""
POLL = 0.2  # seconds between two looks at the memory


@dataclass(frozen=True)
class Asked:
    """What the command line asks for; `folder` is an empty one."""

    folder: Path
    rounds: int
    editions: int
    plain: int
    many: int
    rows: int
    places: int
    schemes: int
    other: Path | None

    @property
    def base(self) -> Path:
        """The checkout to compare with."""
        if self.other is None:
            raise BenchmarkError(f"cần --other=<bản sao của dự án ở {OTHER}>")
        return self.other


Way = Callable[[], Sequence[Step]]
Taken = tuple[float, float]  # CPU and wall, in seconds


def in_turns(
    rounds: int, ways: dict[str, Way], *, rehearsed: bool = True
) -> dict[str, list[Taken]]:
    """What each way takes in each round; a rehearsal before the first fills the caches of system and Python."""
    taken: dict[str, list[Taken]] = {name: [] for name in ways}
    for number in range(0 if rehearsed else 1, rounds + 1):
        for name, way in ways.items():
            print(f"  {number}/{rounds} {name}", flush=True)
            steps = way()
            if number:
                cpu, wall = sum(step.processor for step in steps), sum(s.seconds for s in steps)
                taken[name].append((cpu, wall))
    return taken


def ratios(above: Sequence[Taken], below: Sequence[Taken], *, wall: bool = False) -> list[float]:
    """The ratio of two ways in each round, of CPU or of wall."""
    return [one[wall] / other[wall] for one, other in zip(above, below, strict=True)]


def own(asked: Asked, name: str = "ban-nay") -> Copy:
    """A copy of this project, without the documents that nothing compared with it makes."""
    copy = copy_project(ROOT, asked.folder / name)
    path = copy.root / "src" / "analysis" / "rendering" / "documents.py"
    text = path.read_text(encoding="utf-8")
    if text.count(SUMMARY_FILES) != 1:
        raise BenchmarkError(f"{path.name}: không thấy tom-tat ở chỗ quen thuộc")
    path.write_text(text.replace(SUMMARY_FILES, ")"), encoding="utf-8")
    return copy


# One report ------------------------------------------------------------------------------------


def cold_plain(asked: Asked) -> Outcome:
    """A cold report, and the plain commands on the same notebooks."""
    copy = own(asked)
    ways: dict[str, Way] = {
        "cold report": partial(run_report, copy),
        "plain commands": partial(_plain, copy),
    }
    taken = in_turns(asked.rounds, ways)
    return Outcome(ratios(taken["cold report"], taken["plain commands"]), medians(taken))


def cold_floor(asked: Asked) -> Outcome:
    """A cold report, and the same functions called in one process."""
    copy = own(asked)

    def floor() -> list[Step]:
        program = ROOT / "benchmarks" / "floor.py"
        years = (str(copy.year_from), str(copy.year_to))
        step = timed("floor", copy, [sys.executable, str(program), copy.place, *years])
        made, published = (
            (folder / "bao-cao.html").read_bytes()
            for folder in (copy.root / ".build" / "san" / "report", copy.report)
        )
        if made != published:
            raise BenchmarkError("hai cách không ra cùng một bao-cao.html")
        return [step]

    ways: dict[str, Way] = {"cold report": partial(run_report, copy), "floor": floor}
    taken = in_turns(asked.rounds, ways)
    return Outcome(ratios(taken["cold report"], taken["floor"]), medians(taken))


def changed_note(asked: Asked) -> Outcome:
    """A report after one changed note, and a cold one of the other checkout."""
    return _changed(asked, _change_note)


def changed_date(asked: Asked) -> Outcome:
    """A report with another date, and a cold one of the other checkout."""
    return _changed(asked, _change_date)


def _changed(asked: Asked, change: Callable[[Copy, int], list[str]]) -> Outcome:
    copy, other = own(asked), copy_project(asked.base, asked.folder / "ban-kia")
    run_report(copy)
    turns = iter(range(asked.rounds + 1))

    def again() -> list[Step]:
        words = change(copy, next(turns))
        before = (copy.report / "manifest.json").read_bytes()
        step = timed("again", copy, [*copy.command, *words])
        if (copy.report / "manifest.json").read_bytes() == before:
            raise BenchmarkError("báo cáo không được lập lại")
        return [step]

    cold = f"cold report of {OTHER}"
    taken = in_turns(asked.rounds, {"changed": again, cold: partial(run_report, other)})
    return Outcome(ratios(taken["changed"], taken[cold]), medians(taken))


def _change_note(copy: Copy, turn: int) -> list[str]:
    path = copy.root / NOTE
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text.rstrip()} Thêm{' nữa' * turn}.\n", encoding="utf-8")
    return []


def _change_date(_: Copy, turn: int) -> list[str]:
    return ["--report-date", f"2023-02-{turn + 1:02}"]


def _plain(copy: Copy) -> list[Step]:
    scratch = copy.root / "lenh-roi"
    shutil.rmtree(scratch, ignore_errors=True)
    return run_plain(copy, scratch, find_browser())


# Many reports ----------------------------------------------------------------------------------


def batch_loop(asked: Asked) -> Outcome:
    """Reports a minute of a batch, and of the plain commands one edition after another."""
    copy, editions = _figures(asked, asked.editions)
    few = editions[: asked.plain]

    def loop() -> list[Step]:
        each = [replace(copy, place=place, year_from=year, year_to=year) for place, year in few]
        return [step for one in each for step in _plain(one)]

    ways: dict[str, Way] = {"batch": partial(_batch, copy, editions, 1), "plain commands": loop}
    taken = in_turns(asked.rounds, ways, rehearsed=False)
    rate = len(editions) / len(few)
    found = [rate * ratio for ratio in ratios(taken["plain commands"], taken["batch"], wall=True)]
    counts = f"{len(editions)} editions in the batch, {len(few)} by the plain commands"
    return Outcome(found, [counts, *medians(taken)])


def jobs(asked: Asked) -> Outcome:
    """Reports a minute with two workers, and with one."""
    copy, editions = _figures(asked, asked.editions)
    names = ("JOBS=2", "JOBS=1")
    ways: dict[str, Way] = {name: partial(_batch, copy, editions, int(name[-1])) for name in names}
    taken = in_turns(asked.rounds, ways, rehearsed=False)
    found = ratios(taken["JOBS=1"], taken["JOBS=2"], wall=True)
    return Outcome(found, [f"{len(editions)} editions", *medians(taken)])


def cluster(asked: Asked) -> Outcome:
    """Reports a minute by two dask workers on this machine, and with JOBS=2."""
    copy, editions = _figures(asked, asked.editions)
    with workers_of_dask(copy, 2) as address:
        ways: dict[str, Way] = {
            "two dask workers": partial(_batch, copy, editions, ["--scheduler", address]),
            "JOBS=2": partial(_batch, copy, editions, 2),
        }
        taken = in_turns(asked.rounds, ways, rehearsed=False)
    found = ratios(taken["JOBS=2"], taken["two dask workers"], wall=True)
    told = f"{len(editions)} editions; CPU of the workers is not in the figures of their way"
    return Outcome(found, [told, *medians(taken)])


@contextmanager
def workers_of_dask(copy: Copy, count: int) -> Iterator[str]:
    """So many workers of one thread on loopback, of the program in the copy; the scheduler's address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    environment = {**os.environ, "PYTHONPATH": str(copy.root / "src")}
    commands = [
        ["scheduler", "--host", "127.0.0.1", "--port", str(port)],
        *[["worker", address, "--nthreads", "1", "--no-nanny"]] * count,
    ]
    started = []
    try:
        for kind, *words in commands:
            folder = (
                ["--local-directory", str(copy.root.parent / "dask")] if kind == "worker" else []
            )
            command = [
                sys.executable,
                "-m",
                f"distributed.cli.dask_{kind}",
                *words,
                *folder,
                "--no-dashboard",
            ]
            process = subprocess.Popen(
                command,
                env=environment,
                cwd=copy.root,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            started.append(process)
        yield address
    finally:
        for process in started:
            process.kill()
            process.wait()


def memory(asked: Asked) -> Outcome:
    """The most memory that a batch holds with a second worker more than with one."""
    copy, editions = _figures(asked, asked.editions)
    found = []
    lines = []
    for _ in range(asked.rounds):
        one, two = (_most_memory(copy, editions, workers) for workers in (1, 2))
        found.append((two - one) / one)
        lines.append(f"JOBS=1: {one / 1024:.0f} MB, JOBS=2: {two / 1024:.0f} MB, at the most")
    return Outcome(found, [f"{len(editions)} editions; sums of proportional set sizes", *lines])


def many(asked: Asked) -> Outcome:
    """CPU an edition of a large batch, and of a small one before and after it, since the machine changes meanwhile."""
    large, small = _figures(asked, asked.many, "nhieu"), _figures(asked, asked.editions, "it")
    before, whole, after = (partial(_batch, *one, 2) for one in (small, large, small))
    few = f"{len(small[1])} editions"
    ways: dict[str, Way] = {
        f"{few}, before": before,
        f"{len(large[1])} editions": whole,
        f"{few}, after": after,
    }
    taken = in_turns(asked.rounds, ways, rehearsed=False)
    first, above, last = taken.values()
    below = [((one + other) / 2, 0.0) for (one, _), (other, _) in zip(first, last, strict=True)]
    each = len(small[1]) / len(large[1])
    return Outcome([each * ratio for ratio in ratios(above, below)], medians(taken))


def register_places(asked: Asked) -> Outcome:
    """CPU of reports of many places from one large register, and of as many single runs of the other checkout."""
    named = made_data.places(asked.places)
    names = [name for _, name in named]
    copy, other = own(asked), copy_project(asked.base, asked.folder / "ban-kia")
    for one, sheets in ((copy, names), (other, names[:1])):
        made_data.only_registers(one.root / "data" / "raw")
        path = one.root / "data" / "raw" / f"danh-muc-{made_data.LAST_YEAR}.xlsx"
        made_data.write_places(path, sheets, asked.rows)
    editions = [(slug, made_data.LAST_YEAR) for slug, _ in named]
    single = replace(other, year_from=made_data.LAST_YEAR, year_to=made_data.LAST_YEAR)
    once = f"one run of {OTHER}"
    ways: dict[str, Way] = {
        "batch": partial(_batch, copy, editions, 1),
        once: partial(run_report, single),
    }
    taken = in_turns(asked.rounds, ways, rehearsed=False)
    found = [ratio / len(editions) for ratio in ratios(taken["batch"], taken[once])]
    told = f"{asked.rows} schemes of {len(editions)} provinces in one workbook; {OTHER} reads one table of a file,"
    return Outcome(
        found,
        [
            f"{told} so one run of it, with all schemes in one table, counts {len(editions)} times",
            *medians(taken),
        ],
    )


def _figures(asked: Asked, count: int, name: str = "ban-nay") -> tuple[Copy, list[tuple[str, int]]]:
    """A copy with figures of so many editions: places by ten years."""
    copy = own(asked, name)
    years = min(count, 10)
    editions = made_data.write_figures(copy.root / "data" / "raw", -(-count // years), years)
    return copy, editions[:count]


def _command(
    copy: Copy, editions: Sequence[tuple[str, int]], workers: int | Sequence[str]
) -> list[str]:
    """The command that makes all editions, where nothing is up to date."""
    forget(copy)
    with (copy.root / "editions.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("PLACE", "YEAR"), *editions])
    by_whom = ["--jobs", str(workers)] if isinstance(workers, int) else workers
    return [sys.executable, "-m", "analysis", "batch", "--editions", "editions.csv", *by_whom]


def _batch(
    copy: Copy, editions: Sequence[tuple[str, int]], workers: int | Sequence[str]
) -> list[Step]:
    """A batch of so many workers, or with words of its own that say who works."""
    step = timed("python -m analysis batch", copy, _command(copy, editions, workers))
    made = [*(copy.root / "reports").glob("*/manifest.json")]
    if len(made) != len(editions):
        raise BenchmarkError(f"có {len(made)} báo cáo, cần {len(editions)}")
    return [step]


def _most_memory(copy: Copy, editions: Sequence[tuple[str, int]], workers: int) -> int:
    """The most that all processes of a batch held at once, in KB."""
    seen = [0]
    done = threading.Event()

    def look() -> None:
        while not done.wait(POLL):
            seen.append(sum(map(_proportional, _processes_in(copy.root))))

    watch = threading.Thread(target=look)
    watch.start()
    try:
        _batch(copy, editions, workers)
    finally:
        done.set()
        watch.join()
    return max(seen)


def _processes_in(folder: Path) -> Iterator[Path]:
    """The processes whose working folder is this one."""
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if (path / "cwd").readlink() == folder:
                yield path
        except OSError:  # it has ended
            continue


def _proportional(process: Path) -> int:
    """The proportional set size of a process in KB."""
    try:
        text = (process / "smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))


# Registers -------------------------------------------------------------------------------------


def schemes(asked: Asked) -> Outcome:
    """A whole report of a register with many schemes, and of one with sixty."""
    ways: dict[str, Way] = {}
    for count in (asked.schemes, 60):
        copy = copy_project(ROOT, asked.folder / str(count))
        copy = replace(copy, year_from=registers.YEAR, year_to=registers.YEAR)
        made_data.only_registers(copy.root / "data" / "raw")
        path = copy.root / "data" / "raw" / f"danh-muc-{registers.YEAR}.xlsx"
        registers.write_workbook(path, count, registers.labels())
        ways[f"{count} schemes"] = partial(run_report, copy)
    taken = in_turns(asked.rounds, ways)
    return Outcome(ratios(*taken.values()), medians(taken))


def csv_many(asked: Asked) -> Outcome:
    """A CSV of so many rows to schemes, and what pandas takes to read its texts."""
    count = asked.rows * 10
    path = _csv(asked, count)
    return _reads(asked, f"{count} rows", ("csv-many", path.parent), ("pandas-many", path))


def csv_country(asked: Asked) -> Outcome:
    """A CSV of a tenth of the rows, and pandas' read of all."""
    count = asked.rows
    path = _csv(asked, count * 10)
    part = _csv(asked, count)
    told = f"{count} rows, {count * 10} for pandas"
    return _reads(asked, told, ("csv-country", part.parent), ("pandas-many", path))


def xlsx(asked: Asked) -> Outcome:
    """A workbook to schemes, and a bare read of its cells."""
    path = asked.folder / "xlsx" / f"danh-muc-{registers.YEAR}.xlsx"
    path.parent.mkdir()
    count = asked.rows // 2
    registers.write_workbook(path, count, registers.labels())
    return _reads(asked, f"{count} rows", ("xlsx", path.parent), ("calamine", path))


def _csv(asked: Asked, count: int) -> Path:
    path = asked.folder / str(count) / f"danh-muc-{registers.YEAR}.csv"
    path.parent.mkdir()
    registers.write_csv(path, count)
    return path


def _reads(asked: Asked, sizes: str, *ways: tuple[str, Path]) -> Outcome:
    def read(way: str, path: Path) -> list[Step]:
        told = registers.read(way, path)
        return [Step(way, told["seconds"], told["processor"])]

    taken = in_turns(asked.rounds, {way: partial(read, way, path) for way, path in ways})
    return Outcome(ratios(*taken.values()), [sizes, *medians(taken)])


ROWS: dict[str, tuple[Aim, Callable[[Asked], Outcome]]] = {
    "cold-plain": (
        Aim("CPU of a cold report", "the plain commands on the same notebooks", 0.38),
        cold_plain,
    ),
    "cold-floor": (
        Aim("CPU of a cold report", "the same functions in one process", 1.25),
        cold_floor,
    ),
    "changed-note": (
        Aim("CPU of a report after one changed note", f"a cold report of {OTHER}", 0.45),
        changed_note,
    ),
    "changed-date": (
        Aim("CPU of a report with another REPORT_DATE", f"a cold report of {OTHER}", 0.45),
        changed_date,
    ),
    "batch-loop": (
        Aim(
            "Reports a minute of a batch, JOBS=1", "the plain commands in a loop", 8, is_least=True
        ),
        batch_loop,
    ),
    "jobs": (Aim("Reports a minute, JOBS=2", "JOBS=1", 1.6, is_least=True), jobs),
    "cluster": (
        Aim("Reports a minute by two dask workers", "JOBS=2", 0.85, is_least=True),
        cluster,
    ),
    "memory": (Aim("Memory that a second worker adds", "that of a batch with one", 0.4), memory),
    "many": (Aim("CPU an edition of many editions", "CPU an edition of few", 1.05), many),
    "register-places": (
        Aim("CPU of 34 places from one register", f"34 single runs of {OTHER}", 0.25),
        register_places,
    ),
    "schemes": (Aim("CPU of a report with many schemes", "one with 60 schemes", 1.35), schemes),
    "csv-many": (Aim("CPU of reading a CSV of a million rows", "pandas", 1.2), csv_many),
    "csv-country": (
        Aim("CPU of reading a CSV of 100 thousand rows", "pandas' read of a million", 0.15),
        csv_country,
    ),
    "xlsx": (Aim("CPU of reading an XLSX of 50 thousand rows", "a bare calamine read", 8), xlsx),
}


def main() -> int:
    """Measure the rows asked for; 0 when every command worked."""
    given = _given()
    for name in given.rows_asked or ROWS:
        aim, measure = ROWS[name]
        print(name, flush=True)
        try:
            with tempfile.TemporaryDirectory(
                prefix="do-thoi-gian-", ignore_cleanup_errors=True
            ) as folder:
                outcome = measure(_asked(given, Path(folder)))
        except BenchmarkError as error:
            print(f"Không đo được {name}: {error}", file=sys.stderr)
            return 1
        written = section(name, aim, outcome)
        write(given.results, written, name, [*ROWS])
        print(written)
    return 0


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.batch", description=__doc__)
    parser.add_argument(
        "rows_asked", nargs="*", metavar="ROW", choices=[[], *ROWS], help=", ".join(ROWS)
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--editions", type=int, default=60, help="editions of a batch")
    parser.add_argument("--plain", type=int, default=6, help="editions of the loop beside it")
    parser.add_argument("--many", type=int, default=630, help="editions of the large batch")
    parser.add_argument("--rows", type=int, default=100_000, help="rows of a country's register")
    parser.add_argument("--places", type=int, default=34, help="places in that register")
    parser.add_argument("--schemes", type=int, default=10_000, help="schemes of a large register")
    parser.add_argument("--results", type=Path, default=RESULTS, help="file of the results")
    parser.add_argument("--other", type=Path, help=f"another checkout of the project, at {OTHER}")
    return parser.parse_args()


def _asked(given: argparse.Namespace, folder: Path) -> Asked:
    values = {field.name: getattr(given, field.name) for field in fields(Asked)[1:]}
    return Asked(folder.resolve(), **values)


if __name__ == "__main__":
    sys.exit(main())

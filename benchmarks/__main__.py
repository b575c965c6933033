"""`make bench`: a report beside the plain commands on the same notebooks, and registers beside bare reads, as ratios.

Seconds differ from machine to machine and from minute to minute; so both ways take turns on one machine, each keeps its
best time, and nothing fails when a target is missed: the table says it.

With `BENCH_BASE=<folder>`, another checkout of this project, its cold runs take turns too, and the seconds of the
processor are compared: `git worktree add ../truoc c9d985c && BENCH_BASE=../truoc make bench`.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from pathlib import Path

from benchmarks import country, registers
from benchmarks.summary import compare, summarize
from benchmarks.ways import (
    BenchmarkError,
    Step,
    copy_project,
    find_browser,
    run_nothing,
    run_plain,
    run_report,
)

ROUNDS = 5
ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Measure, print the table; 0 when every command worked."""
    browser = find_browser()
    base = Path(os.environ["BENCH_BASE"]) if os.environ.get("BENCH_BASE") else None
    try:
        with tempfile.TemporaryDirectory(
            prefix="do-thoi-gian-", ignore_cleanup_errors=True
        ) as folder:
            runs = measure(Path(folder), browser, base)
            reads = registers.measure(Path(folder) / "danh-muc")
            reads += country.measure(Path(folder) / "ca-nuoc")
    except BenchmarkError as error:
        print(f"Không đo được: {error}", file=sys.stderr)
        return 1
    machine = f"{os.cpu_count()} nhân, {platform.system()}, Python {platform.python_version()}"
    print(f"\nMáy: {machine}. Mỗi cách {ROUNDS} lần, xen kẽ nhau, sau một lần chạy nháp.\n")
    print("\n".join(summarize(runs)))
    print()
    if base is not None and os.name == "posix":
        print("\n".join(compare(runs, runs["other"])))
        print()
    print("\n".join(reads))
    if browser is None:
        print(
            "Bỏ qua bước in PDF của cách b vì máy này không có Chromium: cách b được tính nhẹ hơn thực tế."
        )
    return 0


def measure(
    folder: Path, browser: str | None, base: Path | None = None
) -> dict[str, list[list[Step]]]:
    """Steps of each run by way; one round before the counted ones fills caches of the system and of Python."""
    copy = copy_project(ROOT, folder / "du-an")
    other = copy_project(base, folder / "ban-kia") if base else None
    runs: dict[str, list[list[Step]]] = {"report": [], "nothing": [], "plain": [], "other": []}
    for number in range(ROUNDS + 1):
        print(f"Lượt {number}/{ROUNDS}…" if number else "Chạy nháp…", flush=True)
        steps = {
            "report": run_report(copy),
            "nothing": run_nothing(copy),
            "plain": run_plain(copy, folder / f"lenh-roi-{number}", browser),
        }
        if other:
            steps["other"] = run_report(other)
        if number:
            for way, taken in steps.items():
                runs[way].append(taken)
    return runs


if __name__ == "__main__":
    sys.exit(main())

"""`RESULTS.md`: one section a measured figure, each with the machine and the versions that it was measured on."""

from __future__ import annotations

import os
import platform
import re
import statistics
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
PACKAGES = ("pandas", "pyarrow", "matplotlib", "papermill", "nbconvert", "typst", "python-calamine")
HEAD = """# Measured figures

Written by `python -m benchmarks.batch` (see `benchmarks/README.md`). A ratio is that of the two ways in one round; told
are the median of the rounds, the least and the most. CPU is that of all processes of a way.
"""


@dataclass(frozen=True)
class Outcome:
    """What came of a row: a ratio a round, and lines of detail."""

    ratios: Sequence[float]
    details: Sequence[str]


@dataclass(frozen=True)
class Aim:
    """What is measured, against what, and the limit of the ratio: a most, or a least."""

    what: str
    against: str
    limit: float
    is_least: bool = False

    def verdict(self, ratio: float) -> str:
        """Whether a ratio is within the limit."""
        met = ratio >= self.limit if self.is_least else ratio <= self.limit
        return "met" if met else "not met"


def section(name: str, aim: Aim, outcome: Outcome) -> str:
    """The section of a row."""
    ratio = statistics.median(outcome.ratios)
    least, most = min(outcome.ratios), max(outcome.ratios)
    word = "at least" if aim.is_least else "at most"
    spread = f"{least:.3f} to {most:.3f}, {len(outcome.ratios)} rounds"
    wanted = f"wanted: {word} {aim.limit:g}, {aim.verdict(ratio)}"
    lines = [
        f"## {name}",
        "",
        f"{aim.what}, against {aim.against}: **{ratio:.3f}** ({spread}); {wanted}.",
        "",
        *(f"- {line}" for line in outcome.details),
        f"- {machine()}",
    ]
    return "\n".join(lines) + "\n"


def machine() -> str:
    """Cores, memory and versions; no name of the machine."""
    memory = ""
    if hasattr(os, "sysconf"):
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        memory = f", {size / 2**30:.0f} GB"
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in PACKAGES)
    return (
        f"{os.cpu_count()} cores{memory}, {platform.system()} {platform.machine()}; "
        f"Python {platform.python_version()}, {versions}; commit {_commit()}"
    )


def _commit() -> str:
    """The commit that is measured; `-dirty` where more than the file of results differs from it."""
    commit = _git("rev-parse", "--short", "HEAD")
    if commit and _git("status", "--porcelain", "--untracked-files=no", "--", f":!{RESULTS.name}"):
        commit += "-dirty"
    return commit or "unknown"


def _git(*words: str) -> str:
    done = subprocess.run(
        ["git", *words], cwd=RESULTS.parent, capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def with_section(text: str, name: str, written: str, order: Sequence[str]) -> str:
    """The text of RESULTS.md with one section written anew; sections stand in the order of the rows."""
    found: dict[str, str] = {}
    for part in re.split(r"^(?=## )", text, flags=re.MULTILINE)[1:]:
        found[part.splitlines()[0].removeprefix("## ")] = part.strip() + "\n"
    found[name] = written
    return "\n".join([HEAD, *(found[row] for row in order if row in found)])


def write(path: Path, written: str, name: str, order: Sequence[str]) -> None:
    """Write the section of a row into the file of results."""
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    path.write_text(with_section(text, name, written, order), encoding="utf-8", newline="\n")


def medians(ways: Mapping[str, Sequence[tuple[float, float]]]) -> list[str]:
    """A line a way: the medians of its CPU and wall seconds."""
    return [
        f"{name}: {statistics.median(cpu for cpu, _ in taken):.2f} s CPU,"
        f" {statistics.median(wall for _, wall in taken):.2f} s wall"
        for name, taken in ways.items()
    ]

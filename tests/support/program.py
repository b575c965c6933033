"""A copy of the program in a folder with an awkward name, whose run is a stand-in, for the tests of commands."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
AWKWARD = "Báo cáo (thử)'s $1 #2"
PROGRAM = (
    "Makefile",
    "analysis",
    "pyproject.toml",
    "requirements.lock",
    "requirements-lab.lock",
    "src",
    "tools",
)
OF_MAKE = (
    "MAKEFLAGS",
    "MFLAGS",
    "MAKELEVEL",
    "MAKEOVERRIDES",
    "ANALYSIS_GIVEN",
    "CONDA_DEFAULT_ENV",
)
PARAMETERS = ("PLACE", "YEAR", "FROM", "TO", "REPORT_DATE", "RENDERER", "QUARTO", "DRAFT", "A", "B")


# Shows what reached it, in place of a whole run
STAND_IN = """
import json
def run_report(project, parameters):
    print(json.dumps([str(project.root), vars(parameters)], default=str, ensure_ascii=False))
    return 0
"""


@dataclass(frozen=True)
class Copy:
    """A copy of the program whose run is a stand-in; `make` and `python` work in it, away from the real results."""

    root: Path

    def make(
        self, *words: str, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        return started(["make", *words], self.root, env)

    def python(
        self, *words: str, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        return started([sys.executable, "-B", *words], self.root, env)

    def run_is(self, body: str) -> None:
        """Replace the body of the stand-in for a whole run."""
        lines = "\n".join(f"    {line}" for line in body.splitlines())
        self.root.joinpath("src", "analysis", "running", "run.py").write_text(
            f"def run_report(project, parameters):\n{lines}\n    return 0\n", encoding="utf-8"
        )

    def files(self) -> dict[str, bytes]:
        """Every file there and its bytes, to see that nothing was written."""
        return {
            path.relative_to(self.root).as_posix(): b"" if path.is_symlink() else path.read_bytes()
            for path in self.root.rglob("*")
            if path.is_symlink() or path.is_file()
        }


def started(
    command: list[str], folder: Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        command,
        cwd=folder,
        env={**inherited, **(env or {})},
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=120,
    )

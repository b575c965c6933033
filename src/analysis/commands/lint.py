"""What `make lint` looks for itself: typed numbers and directions in prose, and types."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from analysis.faults import Fault
from analysis.project import NOTEBOOKS, Project
from analysis.raw.folder import read_raw
from analysis.raw.notes import note_faults, notebook_faults, parse_notes
from analysis.running.files import read_notebook


def prose_faults(project: Project) -> list[Fault]:
    """Every typed numeral and word of direction of the notebooks of a run and of the notes in `data/raw`."""
    faults = [
        fault
        for path in sorted(project.notebooks.glob("*.ipynb"))
        if path.name in NOTEBOOKS
        for fault in _of_notebook(path)
    ]
    for file in read_raw(project.raw).notes.values():
        sections, wrong = parse_notes(file)
        faults += [*wrong, *note_faults(file.name, sections)]
    return faults


def type_faults(project: Project) -> list[str]:
    """What mypy finds in the package, one mistake a text; or why it does not run."""
    command = [sys.executable, "-m", "mypy", "--no-error-summary", "--no-color-output"]
    done = subprocess.run(
        command,
        cwd=project.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    lines = done.stdout.splitlines()
    # notes and hints of mypy belong to the mistake above them; without one, it says why it failed
    wrong = [line for line in lines if ": error: " in line]
    return wrong or (lines if done.returncode else [])


def _of_notebook(path: Path) -> list[Fault]:
    cells = read_notebook(path)["cells"]
    numbered = [
        (number, "".join(cell["source"]))
        for number, cell in enumerate(cells, 1)
        if cell["cell_type"] == "markdown"
    ]
    return notebook_faults(f"notebooks/{path.name}", numbered)

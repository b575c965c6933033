"""The prose of the project's files for `make lint`: notebooks and narrative notes hold no typed number or direction."""

from __future__ import annotations

import json
from pathlib import Path

from analysis.faults import Fault
from analysis.project import Project
from analysis.raw.folder import read_raw
from analysis.raw.notes import note_faults, notebook_faults, parse_notes


def prose_faults(project: Project) -> list[Fault]:
    """Every typed numeral and word of direction of the notebooks and of the notes in `data/raw`."""
    faults = [
        fault
        for path in sorted((project.root / "notebooks").glob("*.ipynb"))
        for fault in _of_notebook(path)
    ]
    for file in read_raw(project.raw).notes.values():
        sections, wrong = parse_notes(file)
        faults += [*wrong, *note_faults(file.name, sections)]
    return faults


def _of_notebook(path: Path) -> list[Fault]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    numbered = [
        (number, "".join(cell["source"]))
        for number, cell in enumerate(cells, 1)
        if cell["cell_type"] == "markdown"
    ]
    return notebook_faults(f"notebooks/{path.name}", numbered)

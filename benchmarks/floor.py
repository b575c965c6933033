"""The floor of a report: the program's own functions called in one process, nothing kept and nothing checked twice.

`python benchmarks/floor.py PLACE FROM TO` in a copy of the project leaves the report in `.build/san/report`. The cells
of the notebooks are executed as plain code; everything that a run does beside them (papermill, forks, hashes, locks,
what is kept, the exchange of folders) is left out, so that its distance from a whole run is what these cost.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

NOTEBOOKS = ("01-lam-sach.ipynb", "02-chi-tieu.ipynb", "03-bao-cao.ipynb")


class Markdown:
    """What stands for IPython's class of that name."""

    def __init__(self, text: str) -> None:
        self.text = text

    def _repr_mimebundle_(self) -> dict[str, str]:
        return {"text/markdown": self.text}


def without_ipython() -> list[Any]:
    """Put an empty IPython in the place of the real one; what cells display comes into the list."""
    shown: list[Any] = []
    display = ModuleType("IPython.display")
    display.__dict__.update(display=shown.append, Markdown=Markdown)
    ipython = ModuleType("IPython")
    ipython.__dict__.update(display=display, version_info=(9, 0))
    sys.modules.update({"IPython": ipython, "IPython.display": display})
    return shown


def execute(
    source: Path, executed: Path, parameters: Mapping[str, object], shown: list[Any]
) -> None:
    """The cells of a notebook as code, and a copy with what they display as Markdown."""
    from analysis.running.files import read_notebook, write_json

    notebook = read_notebook(source)
    names: dict[str, Any] = {"__name__": "__main__"}
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        shown.clear()
        exec(compile("".join(cell["source"]), source.name, "exec"), names)
        if "parameters" in cell["metadata"].get("tags", ()):
            names.update(parameters)
        bundles = [thing._repr_mimebundle_() for thing in shown]
        cell["outputs"] = [{"data": {"text/markdown": one["text/markdown"]}} for one in bundles]
    executed.parent.mkdir(exist_ok=True)
    write_json(executed, notebook)


def main() -> None:
    """Make the report."""
    place, year_from, year_to = sys.argv[1:]
    shown = without_ipython()
    from analysis.parameters import parse_parameters
    from analysis.project import EXECUTED, find_root
    from analysis.running.building import write_outputs
    from analysis.running.executed import export_markdown
    from analysis.running.steps import STEPS, Making
    from analysis.stages.asked import edition_asked

    project = find_root(Path.cwd())
    given = parse_parameters({"PLACE": place, "FROM": year_from, "TO": year_to})
    making = Making(project, edition_asked(project, given), given, project.build / "san")
    shutil.rmtree(making.build, ignore_errors=True)
    for folder in (making.processed, making.work, making.report):
        folder.mkdir(parents=True)
    parameters: dict[str, object] = {
        "place": place,
        "year_from": int(year_from),
        "year_to": int(year_to),
        "processed": str(making.processed),
        "work": str(making.work),
    }
    executed = making.processed / EXECUTED
    for name in NOTEBOOKS:
        execute(project.notebooks / name, executed / name, parameters, shown)
    export_markdown(executed / NOTEBOOKS[-1], making.work / "bao-cao.md")
    STEPS[-1].run(making)
    write_outputs(making)


if __name__ == "__main__":
    main()

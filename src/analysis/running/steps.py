"""The steps from raw files to three documents: what each is made from, what it runs, and the files that it leaves.

What two runs make from the same is the same, byte for byte, so a step whose origins did not change
need not run again.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from analysis.book.plain import plain, typed
from analysis.edition import Edition, Parameters
from analysis.errors import NotebookError
from analysis.faults import Finding, shortened_faults
from analysis.fonts import choose_fonts
from analysis.project import CONTENT, FAULT_LOG, TRACE_LOG, Project
from analysis.rendering.quarto import find_quarto
from analysis.running import kernels, manifest
from analysis.running.hashes import sha256_file, tree_hashes
from analysis.running.reach import code_of

NOTEBOOKS = ("01-lam-sach.ipynb", "02-chi-tieu.ipynb", "03-bao-cao.ipynb")
EXECUTED = "notebooks"
OWN = "src/analysis/running/steps.py"
PRELOAD = (
    "pandas",
    "pyarrow.parquet",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "lxml.etree",
    *(
        f"analysis.{name}"
        for name in (
            "stages.cleaning",
            "stages.computing",
            "report.content",
            "report.funds",
            "charts.bars",
        )
    ),
)
RENDERING_FINDINGS = "phat-hien-dan-trang.json"


@dataclass(frozen=True)
class Making:
    """One edition in the making: its folders lie in `build`, a fresh folder of the project."""

    project: Project
    edition: Edition
    parameters: Parameters
    build: Path

    @property
    def processed(self) -> Path:
        """What becomes the processed data."""
        return self.build / "processed"

    @property
    def work(self) -> Path:
        """What rendering reads, and its scratch files."""
        return self.build / "work"

    @property
    def report(self) -> Path:
        """What becomes the report."""
        return self.build / "report"


@dataclass(frozen=True)
class Step:
    """One step; `made_from` has keys of `sums.COMPARED`, `leaves` are the places in the build that it fills."""

    name: str
    title: str
    made_from: Callable[[Making], dict[str, object]]
    run: Callable[[Making], None]
    leaves: tuple[str, ...]

    def files(self, making: Making) -> dict[str, str]:
        """sha256 of the files in the places that the step fills, by their path from the build folder."""
        places = (making.build / place for place in self.leaves)
        paths = (
            path for place in places for path in (place.rglob("*") if place.is_dir() else (place,))
        )
        return {
            path.relative_to(making.build).as_posix(): sha256_file(path)
            for path in paths
            if path.is_file()
        }


# What each step is made from ------------------------------------------------------------------------------------------


def _of_notebook(making: Making, name: str, *parameters: str) -> dict[str, object]:
    """Code, libraries and parameters of a notebook; the place and the period are always among the parameters."""
    code = code_of(making.project.root, ("running.notebooks",), making.project.notebooks / name)
    return {
        **_shared(making, code),
        "parameters": _parameters(making, "PLACE", "FROM", "TO", *parameters),
    }


def _shared(making: Making, code: dict[str, str]) -> dict[str, object]:
    """Code and libraries of a step; what this module hands to it counts as its code."""
    return {
        "code": {**code, OWN: sha256_file(making.project.root / OWN)},
        "lock": manifest.lock_hash(making.project),
        "versions": manifest.versions(),
    }


def _parameters(making: Making, *names: str) -> dict[str, str]:
    texts = manifest.parameter_texts(making.edition, making.parameters)
    return {name: texts[name] for name in names}


def _tables(making: Making) -> dict[str, str]:
    """The processed data so far, without the executed notebooks, which no step reads."""
    files = tree_hashes(making.processed)
    return {name: digest for name, digest in files.items() if not name.startswith(f"{EXECUTED}/")}


def _cleaning_from(making: Making) -> dict[str, object]:
    return {
        "inputs": manifest.input_hashes(making.project, making.edition),
        **_of_notebook(making, NOTEBOOKS[0]),
    }


def _indicators_from(making: Making) -> dict[str, object]:
    return {"processed": _tables(making), **_of_notebook(making, NOTEBOOKS[1])}


def _content_from(making: Making) -> dict[str, object]:
    fonts = manifest.font_texts(choose_fonts())
    return {
        "processed": _tables(making),
        "fonts": fonts,
        **_of_notebook(making, NOTEBOOKS[2], "REPORT_DATE", "DRAFT"),
    }


def _rendering_from(making: Making) -> dict[str, object]:
    project = making.project
    code = code_of(project.root, ("rendering.render", "rendering.readback")) | manifest.code_files(
        project, project.templates.name
    )
    made_from = {
        "content": tree_hashes(making.work),
        **_shared(making, code),
        "parameters": _parameters(making, "TO", "REPORT_DATE", "RENDERER"),
        "fonts": manifest.font_texts(choose_fonts()),
    }
    if making.parameters.renderer == "quarto":
        made_from["versions"] = {
            **manifest.versions(),
            "quarto": list(find_quarto(making.parameters.quarto)),
        }
    return made_from


# What each step runs --------------------------------------------------------------------------------------------------


def _clean(making: Making) -> None:
    _run_notebook(making, NOTEBOOKS[0], {})


def _compute(making: Making) -> None:
    _run_notebook(making, NOTEBOOKS[1], {})


def _write(making: Making) -> None:
    from analysis.running.notebooks import export_markdown

    date = making.parameters.report_date.isoformat() if making.parameters.report_date else ""
    paper = {
        "work": _from_root(making, making.work),
        "report_date": date,
        "draft": making.parameters.draft,
    }
    _run_notebook(making, NOTEBOOKS[2], paper)
    export_markdown(making.processed / EXECUTED / NOTEBOOKS[2], making.work / "bao-cao.md")


def _run_notebook(making: Making, name: str, own: dict[str, object]) -> None:
    _start_kernels()
    from analysis.running.notebooks import execute

    edition, project = making.edition, making.project
    parameters = {
        "place": edition.place,
        "year_from": edition.year_from,
        "year_to": edition.year_to,
    }
    folders = {"processed": _from_root(making, making.processed)}
    try:
        execute(
            project.notebooks / name,
            making.processed / EXECUTED / name,
            {**parameters, **folders, **own},
            project.root,
        )
    except NotebookError as error:
        log = project.build / FAULT_LOG
        log.write_text(f"{error}\n", encoding="utf-8")
        text = shortened_faults(str(error), f"{project.build.name}/{FAULT_LOG}")
        if error.trace:
            heading = f"Kỳ {edition.name}\n{error}"
            (project.build / TRACE_LOG).write_text(
                f"{heading}\n\n{error.trace}\n", encoding="utf-8"
            )
            text = (
                f"{text}\nVết lỗi đầy đủ: {project.build.name}/{TRACE_LOG}\n"
                "Báo cáo cũ giữ nguyên [notebook-failed]. Cách khắc phục: sửa ô ấy của sổ tay rồi chạy lại"
            )
        raise NotebookError(text) from error


def _from_root(making: Making, folder: Path) -> str:
    # relative, since the executed copies print it
    return folder.relative_to(making.project.root).as_posix()


@functools.cache
def _start_kernels() -> None:
    """Let the process that kernels are forked from begin its imports, once the first notebook is to run."""
    kernels.prepare(PRELOAD)


def _render(making: Making) -> None:
    kernels.shutdown()
    from analysis.rendering.readback import check_finished
    from analysis.rendering.render import render_report

    parameters = making.parameters
    day = parameters.report_date or dt.date(making.edition.year_to, 12, 31)
    epoch = int(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp())
    findings = render_report(
        making.work, making.report, fonts=choose_fonts(), epoch=epoch,
        renderer=parameters.renderer, quarto=parameters.quarto, templates=making.project.templates,
    )  # fmt: skip
    check_finished(
        making.report, json.loads((making.work / CONTENT).read_text(encoding="utf-8"))["blocks"]
    )
    text = json.dumps(plain(findings), ensure_ascii=False)
    (making.build / RENDERING_FINDINGS).write_text(text, encoding="utf-8")


def rendering_findings(making: Making) -> list[Finding]:
    """What the last step found about fonts."""
    text = (making.build / RENDERING_FINDINGS).read_text(encoding="utf-8")
    return typed(list[Finding], json.loads(text))


STEPS = (
    Step("lam-sach", f"làm sạch số liệu ({NOTEBOOKS[0]})", _cleaning_from, _clean, ("processed",)),
    Step("chi-tieu", f"tính chỉ tiêu ({NOTEBOOKS[1]})", _indicators_from, _compute, ("processed",)),
    Step("bao-cao", f"viết báo cáo ({NOTEBOOKS[2]})", _content_from, _write, ("processed", "work")),
    Step(
        "dan-trang",
        "dàn trang HTML, PDF, DOCX",
        _rendering_from,
        _render,
        ("report", RENDERING_FINDINGS),
    ),
)

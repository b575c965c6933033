"""The steps from raw files to three documents: what each is made from, runs and leaves.

What two runs make from the same is the same, byte for byte, so a step whose origins did not change
need not run again.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path

from analysis.book.plain import plain, typed
from analysis.charts.shown import CHARTS, NARROW_CHARTS
from analysis.edition import Edition
from analysis.errors import STOPPED, InputErrors, NotebookError
from analysis.faults import Finding, shortened_faults
from analysis.fonts import choose_fonts
from analysis.mishaps import DISK_IS_FULL
from analysis.parameters import PERIOD_NAMES, Parameters
from analysis.project import (
    APART,
    BESIDE,
    CONTENT,
    DRAWN,
    EXECUTED,
    FAULT_LOG,
    NARRATIVE,
    NOTEBOOKS,
    RAW_FOLDER,
    TRACE_LOG,
    Project,
)
from analysis.rendering.quarto import find_quarto
from analysis.running import manifest
from analysis.running.files import read_json, write_json
from analysis.running.freshness import State
from analysis.running.hashes import Hashes, sha256_file, tree_hashes
from analysis.running.reach import code_of, modules_of
from analysis.stages.narrative import is_narrative
from analysis.vocabulary import OFFICE_TABLE

OWN = "src/analysis/running/steps.py"
LIBRARIES = ("pandas", "pyarrow.parquet")
RENDERING_FINDINGS = "phat-hien-dan-trang.json"


@dataclass(frozen=True)
class Making:
    """One edition in the making: its folders lie in `build`, a fresh folder of the project.

    `refused` has the faults of data/raw, where they were found before any notebook ran; `tick` shows
    that a notebook is still at work.
    """

    project: Project
    edition: Edition
    parameters: Parameters
    build: Path
    refused: InputErrors | None = None
    tick: Callable[[], None] | None = None

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


def _nothing(_: Making) -> None:
    """Most steps leave nothing beside their own files."""


@dataclass(frozen=True)
class Step:
    """One step; `made_from` gives keys of `freshness.COMPARED`, `leaves` are the places that it fills.

    `renew` writes what the step leaves there beside its own files, where these are taken over. Where
    it runs anew, it finds what it left in `lent` places, in the folder EARLIER of the work folder.
    """

    name: str
    title: str
    made_from: Callable[[Making], State]
    run: Callable[[Making], None]
    leaves: tuple[str, ...]
    renew: Callable[[Making], None] = _nothing
    lent: tuple[str, ...] = ()

    def files(self, making: Making) -> Hashes:
        """sha256 of the files in places that the step fills, by path from the build folder."""
        return {
            name: digest
            for name, digest in tree_hashes(making.build).items()
            if name.partition("/")[0] in self.leaves and name != f"processed/{NARRATIVE}"
        }


# What each step is made from -----------------------------------------------------------


def _of_notebook(making: Making, name: str, *parameters: str) -> State:
    """Code, libraries and parameters of a notebook, always with place and period."""
    code = code_of(making.project.root, ("running.notebooks",), making.project.notebooks / name)
    return _shared(making, code, *PERIOD_NAMES, *parameters)


def _shared(making: Making, code: Hashes, *parameters: str) -> State:
    """Code, libraries and parameters of a step; what this module hands to it counts as its code."""
    texts = manifest.parameter_texts(making.edition, making.parameters)
    return {
        "code": {**code, OWN: sha256_file(making.project.root / OWN)},
        "lock": manifest.lock_hash(making.project),
        "versions": manifest.versions(),
        "parameters": {name: texts[name] for name in parameters if name in texts},
    }


def _cleaning_from(making: Making) -> State:
    files = manifest.input_hashes(making.project, making.edition)
    inputs = {name: hash_ for name, hash_ in files.items() if not is_narrative(Path(name).name)}
    # of the office figures need its place alone: a register without a place is of that
    own = making.project.own_place()
    inputs[f"{RAW_FOLDER}/{OFFICE_TABLE}, cột dia_ban"] = f"{own.slug} {own.name}"
    # the one fault that words and figures have together
    if twice := [name for name in files if name not in inputs and files[name] in inputs.values()]:
        inputs[f"{RAW_FOLDER}, hai tệp như nhau"] = ", ".join(twice)
    return {"inputs": inputs, **_of_notebook(making, NOTEBOOKS[0])}


def _indicators_from(making: Making) -> State:
    tables = tree_hashes(making.processed, (*APART, NARRATIVE))
    return {"processed": tables, **_of_notebook(making, NOTEBOOKS[1])}


def _content_from(making: Making) -> State:
    return {
        # without what lies apart there, which no step reads
        "processed": tree_hashes(making.processed, APART),
        "fonts": manifest.font_texts(choose_fonts()),
        **_of_notebook(making, NOTEBOOKS[2], "REPORT_DATE", "DRAFT", "UNIT"),
    }


def _rendering_from(making: Making) -> State:
    project, parameters = making.project, making.parameters
    code = code_of(project.root, ("rendering.render", "rendering.readback"))
    code |= manifest.code_files(project, project.templates.name)
    made_from = {
        "content": tree_hashes(making.work, (BESIDE, DRAWN)),
        "fonts": manifest.font_texts(choose_fonts()),
        **_shared(making, code, "TO", "PERIOD", "TO_DATE", "REPORT_DATE", "RENDERER"),
    }
    if parameters.renderer == "quarto":
        quarto = list(find_quarto(parameters.quarto))
        made_from["versions"] = {**manifest.versions(), "quarto": quarto}
    return made_from


# What each step runs -------------------------------------------------------------------


def _clean(making: Making) -> None:
    if making.refused is not None:
        _tell_refused(making, making.refused)
    _run_notebook(NOTEBOOKS[0], making, work=_from_root(making, making.work))


def _tell_refused(making: Making, refused: InputErrors) -> None:
    """Raise as the notebook would; nothing is done where it does not read the data as this program does."""
    from analysis.running.notebooks import cell_with

    where = cell_with(making.project.notebooks / NOTEBOOKS[0], "clean_edition(")
    if where is not None:
        raise _logged(making, NotebookError(f"{refused}{STOPPED}{where}.")) from refused


def _narrate(making: Making) -> None:
    """Read notes and office once more, of which a run of the first step leaves what was read then."""
    from analysis.raw.folder import read_raw
    from analysis.stages.narrative import sound_narrative
    from analysis.stages.processed import write_narrative

    raw = read_raw(making.project.raw, is_narrative)
    try:
        write_narrative(making.processed, sound_narrative(raw, making.edition))
    except InputErrors as error:
        raise _logged(making, NotebookError(str(error))) from error


def _write(making: Making) -> None:
    from analysis.running.executed import export_markdown

    texts = manifest.parameter_texts(making.edition, making.parameters)
    _run_notebook(
        NOTEBOOKS[2],
        making,
        work=_from_root(making, making.work),
        report_date=texts["REPORT_DATE"],
        draft=making.parameters.draft,
        unit=making.parameters.unit,
    )
    export_markdown(making.processed / EXECUTED / NOTEBOOKS[2], making.work / "bao-cao.md")


def _run_notebook(name: str, making: Making, **own: object) -> None:
    if making.parameters.engine == "fork":
        import_for(making.project.notebooks / name, making.project)
    from analysis.running.notebooks import execute

    edition, project = making.edition, making.project
    parameters = {
        "place": edition.place,
        "year_from": edition.year_from,
        "year_to": edition.year_to,
        "period": "".join(edition.asked.values()) if edition.is_part else "",
        "processed": _from_root(making, making.processed),
        **own,
    }
    executed = making.processed / EXECUTED / name
    try:
        execute(
            project.notebooks / name,
            executed,
            parameters,
            project.root,
            making.parameters.engine,
            making.tick,
        )
    except NotebookError as error:
        raise _logged(making, error) from error


@functools.cache
def import_for(notebook: Path, project: Project) -> None:
    """Import once what a notebook does, so that its forks have it."""
    names = [*LIBRARIES]
    # a notebook that cannot be read is told by the step that runs it
    with suppress(NotebookError):
        names += modules_of(project.root, notebook)
    for name in names:
        # one that is not there, or is broken, is told by the cell that uses it
        with suppress(Exception):
            import_module(name)


def _logged(making: Making, error: NotebookError) -> NotebookError:
    """The error as a terminal shows it; all of its faults and its trace go to logs."""
    logs = making.project.logs
    told = logs.relative_to(making.project.root).as_posix()
    (logs / FAULT_LOG).write_text(f"{error}\n", encoding="utf-8")
    text = shortened_faults(str(error), f"{told}/{FAULT_LOG}")
    if error.trace:
        trace = f"Kỳ {making.edition.name}\n{error}\n\n{error.trace}\n"
        (logs / TRACE_LOG).write_text(trace, encoding="utf-8")
        what = "[notebook-failed]. Cách khắc phục: sửa ô ấy của sổ tay"
        if DISK_IS_FULL in text:
            what = "[disk-full]. Cách khắc phục: dọn bớt ổ đĩa"
        text += f"\nVết lỗi đầy đủ: {told}/{TRACE_LOG}\nBáo cáo cũ giữ nguyên {what} rồi chạy lại"
    return NotebookError(text)


def _from_root(making: Making, folder: Path) -> str:
    # relative, since the executed copies print it
    return folder.relative_to(making.project.root).as_posix()


def _render(making: Making) -> None:
    from analysis.rendering.documents import STEM, part_of_blocks
    from analysis.rendering.readback import check_finished
    from analysis.rendering.render import render_report

    parameters = making.parameters
    day = parameters.report_date or making.edition.last_day
    epoch = int(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp())
    findings = render_report(
        making.work, making.report, fonts=choose_fonts(), epoch=epoch,
        renderer=parameters.renderer, quarto=parameters.quarto, templates=making.project.templates,
    )  # fmt: skip
    content = read_json(making.work / CONTENT)
    parts = part_of_blocks((making.work / f"{STEM}.md").read_text(encoding="utf-8"))
    # the Typst of an older Quarto cannot tag a PDF
    tagged = parameters.renderer == "embedded"
    findings += check_finished(making.report, content, parts, tagged=tagged)
    write_json(making.build / RENDERING_FINDINGS, plain(findings))


def rendering_findings(making: Making) -> list[Finding]:
    """What the last step found about fonts, and what is printed over other print."""
    return typed(list[Finding], read_json(making.build / RENDERING_FINDINGS))


STEPS = (
    Step(
        "lam-sach",
        f"làm sạch số liệu ({NOTEBOOKS[0]})",
        _cleaning_from,
        _clean,
        ("processed", "work"),
        _narrate,
    ),
    Step(
        "chi-tieu",
        f"tính chỉ tiêu ({NOTEBOOKS[1]})",
        _indicators_from,
        partial(_run_notebook, NOTEBOOKS[1]),
        ("processed",),
    ),
    Step(
        "bao-cao",
        f"viết báo cáo ({NOTEBOOKS[2]})",
        _content_from,
        _write,
        ("processed", "work"),
        lent=tuple(f"work/{name}" for name in (f"{CHARTS}/", f"{NARROW_CHARTS}/", DRAWN)),
    ),
    Step(
        "dan-trang",
        "dàn trang HTML, PDF, DOCX",
        _rendering_from,
        _render,
        ("report", RENDERING_FINDINGS),
    ),
)

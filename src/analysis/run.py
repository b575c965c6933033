"""One run: from parameters to a published edition. What is up to date by content is not made again."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
import time
from pathlib import Path

from analysis import kernels, manifest
from analysis.available import refuse_early
from analysis.edition import Edition, Parameters
from analysis.errors import Finding, NoDataError, NotebookError, PublishError, shortened_faults
from analysis.issued.shelf import issued_hashes
from analysis.own_place import own_place
from analysis.paths import Project
from analysis.publish import RunLock, fresh_build, publish_edition
from analysis.raw import read_raw
from analysis.sums import up_to_date, write_sums

NOTEBOOKS = ("01-lam-sach.ipynb", "02-chi-tieu.ipynb", "03-bao-cao.ipynb")
PRELOAD = (
    "pandas",
    "pyarrow.parquet",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "lxml.etree",
)
FAULT_LOG = "loi.txt"
QUIET = ("note-empty", "activity-uncoded")  # notices that the report itself tells where it matters


def run_report(project: Project, parameters: Parameters) -> int:
    """Make the edition and publish it; 0 when the published one is up to date afterwards."""
    edition = Edition(parameters.place or own_place(project.raw), parameters.year_from, parameters.year_to)
    project.refuse_links(edition)
    issued_hashes(project.issued)
    if up_to_date(project.reports(edition), manifest.wanted(project, edition, parameters)):
        refuse_early(read_raw(project.raw), edition)
    # the program starts without byte code, so that what is refused above writes nothing at all; from here on it may
    sys.dont_write_bytecode = bool(os.environ.get("PYTHONDONTWRITEBYTECODE"))
    with RunLock(project.build):
        wanted = manifest.wanted(project, edition, parameters)
        reasons = up_to_date(project.reports(edition), wanted)
        if not reasons:
            _say(f"Báo cáo {edition.name} đã đúng với dữ liệu hiện có; không phải lập lại: reports/{edition.name}/")
            return 0
        _say(f"Lập báo cáo {edition.name}: {reasons[0]}")
        _make(project, edition, parameters, wanted)
    _say(f"Đã xong: reports/{edition.name}/bao-cao.html, bao-cao.pdf, bao-cao.docx")
    return 0


def register_sums(project: Project, parameters: Parameters) -> list[int]:
    """[schemes, KCQG, KCĐP, đối ứng, tổng] in đồng of the processed register of an edition, for an auditor.

    Raises NoDataError when the edition was not made yet or has no register.
    """
    from analysis.store import read_schemes

    edition = Edition(parameters.place or own_place(project.raw), parameters.year_from, parameters.year_to)
    schemes = read_schemes(project.processed(edition))
    if not len(schemes):
        raise NoDataError(
            f"data/processed/{edition.name} chưa có đề án nào [year-no-rows]. Cách khắc phục: đưa danh mục đề án vào "
            "data/raw rồi chạy make report với cùng tham số"
        )
    return [len(schemes), *(int(schemes[column].sum()) for column in ("kcqg", "kcdp", "doi_ung", "tong"))]


def _make(project: Project, edition: Edition, parameters: Parameters, wanted: dict[str, object]) -> None:
    build = fresh_build(project.build, edition.name)
    processed, report = build_edition(project, edition, parameters, wanted, build)
    publish_edition(processed, project.processed(edition), report, project.reports(edition), project.build)
    shutil.rmtree(build, ignore_errors=True)


def build_edition(
    project: Project, edition: Edition, parameters: Parameters, wanted: dict[str, object], build: Path
) -> tuple[Path, Path]:
    """Make the edition's processed data and its report inside `build`, a fresh folder; the caller holds the lock."""
    kernels.prepare([*PRELOAD, *_analysis_modules()])
    try:
        processed, work, report = build / "processed", build / "work", build / "report"
        for folder in (processed, work, report):
            folder.mkdir()
        _run_notebooks(project, edition, parameters, processed, work)
        findings = _render(project, edition, parameters, work, report)
    finally:
        kernels.shutdown()
    _write_outputs(edition, processed, work, report, findings)
    if manifest.input_hashes(project, edition) != wanted["inputs"]:
        raise PublishError("dữ liệu trong data thay đổi trong khi chạy; hãy chạy lại [input-changed]")
    from analysis.fonts import choose_fonts

    manifest.write_manifest(report, {**wanted, "processed": manifest.folder_hash(processed)}, choose_fonts())
    write_sums(report)
    return processed, report


def _run_notebooks(project: Project, edition: Edition, parameters: Parameters, processed: Path, work: Path) -> None:
    from analysis.notebooks import execute, export_markdown

    period: dict[str, object] = {"place": edition.place, "year_from": edition.year_from, "year_to": edition.year_to}
    date = parameters.report_date.isoformat() if parameters.report_date else ""
    # relative, since the executed copies print them
    folders = {"processed": processed.relative_to(project.root).as_posix()}
    paper = {"work": work.relative_to(project.root).as_posix(), "report_date": date, "draft": parameters.draft}
    extra: tuple[dict[str, object], ...] = ({**folders}, {**folders}, {**folders, **paper})
    executed = [processed / "notebooks" / name for name in NOTEBOOKS]
    for name, target, own in zip(NOTEBOOKS, executed, extra, strict=True):
        started = time.monotonic()
        try:
            execute(project.notebooks / name, target, {**period, **own}, project.root)
        except NotebookError as error:
            log = project.build / FAULT_LOG
            log.write_text(f"{error}\n", encoding="utf-8")
            raise NotebookError(shortened_faults(str(error), f".build/{FAULT_LOG}")) from error
        _say(f"  {name}: {_seconds(started)}")
    export_markdown(executed[-1], work / "bao-cao.md")


def _render(project: Project, edition: Edition, parameters: Parameters, work: Path, report: Path) -> list[Finding]:
    from analysis.fonts import choose_fonts
    from analysis.render import check_rendered, render_report

    started = time.monotonic()
    day = parameters.report_date or dt.date(edition.year_to, 12, 31)
    epoch = int(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp())
    findings = render_report(
        work, report, fonts=choose_fonts(), epoch=epoch,
        renderer=parameters.renderer, quarto=parameters.quarto, templates=project.templates,
    )  # fmt: skip
    check_rendered(report)
    _say(f"  dàn trang HTML, PDF, DOCX: {_seconds(started)}")
    return findings


def _write_outputs(edition: Edition, processed: Path, work: Path, report: Path, rendering: list[Finding]) -> None:
    import json

    from analysis.checks import findings_of
    from analysis.document import values_in
    from analysis.outputs import WORKBOOK, write_findings, write_ledger, write_values, write_workbook
    from analysis.store import read_clean_findings, read_indicators, read_schemes, write_printed
    from analysis.trace import needed

    book, checks = read_indicators(processed)
    blocks = json.loads((work / "noi-dung.json").read_text(encoding="utf-8"))["blocks"]
    findings = [*read_clean_findings(processed), *findings_of(checks), *rendering]
    write_printed(processed, needed(book, dict.fromkeys(values_in(blocks))))
    write_values(report, edition, book)
    write_workbook(report / WORKBOOK, book, blocks, read_schemes(processed), edition)
    write_findings(report, findings)
    write_ledger(report, book, checks)
    cleaning = read_clean_findings(processed)
    for finding in findings:
        if finding.severity != "lưu ý" or (finding in cleaning and finding.code not in QUIET):
            _say(f"  {finding}")


def _analysis_modules() -> list[str]:
    names = ("cleaning", "stage", "store", "narrative", "tables", "exhibits", "content")
    return [f"analysis.{name}" for name in names]


def _seconds(started: float) -> str:
    return f"{time.monotonic() - started:.1f} giây".replace(".", ",")


def _say(text: str) -> None:
    print(text, flush=True)

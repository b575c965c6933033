"""One run: from parameters to a published edition. What is up to date by content is not made again."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.edition import Parameters
from analysis.errors import NoDataError, PublishError
from analysis.figures.periods import refuse_early
from analysis.issued.shelf import issued_hashes
from analysis.project import CONTENT, Project
from analysis.raw.folder import read_raw
from analysis.running import kernels, manifest
from analysis.running.exchange import discard, publish_edition
from analysis.running.hashes import COMPARED, changes, up_to_date, write_sums
from analysis.running.kept import keep, restore
from analysis.running.lock import RunLock, fresh_build
from analysis.running.steps import (
    FAULT_LOG,
    STEPS,
    TRACE_LOG,
    Making,
    Step,
    rendering_findings,
)

OF_OTHERS = ("inputs", "code", "lock")
QUIET = ("note-empty", "activity-uncoded")  # notices that the report itself tells where it matters


def run_report(project: Project, parameters: Parameters) -> int:
    """Make the edition and publish it; 0 when the published one is up to date afterwards."""
    edition = project.edition(parameters)
    project.refuse_links(edition)
    issued_hashes(project.issued)
    started_with = manifest.wanted(project, edition, parameters)
    if up_to_date(project.reports(edition), started_with):
        refuse_early(read_raw(project.raw), edition)
    # the program starts without byte code, so that what is refused above writes nothing at all; from here on it may
    sys.dont_write_bytecode = bool(os.environ.get("PYTHONDONTWRITEBYTECODE"))
    with RunLock(project.build):
        wanted = manifest.wanted(project, edition, parameters)
        # this process has the code that there was when it started, perhaps long before it got the lock
        _refuse_changed({**started_with, "inputs": wanted["inputs"]}, wanted)
        for log in (FAULT_LOG, TRACE_LOG):
            (project.build / log).unlink(missing_ok=True)
        reasons = up_to_date(project.reports(edition), wanted)
        if not reasons:
            _say(
                f"Báo cáo {edition.name} đã đúng với dữ liệu hiện có; không phải lập lại: reports/{edition.name}/"
            )
            _say(
                f"  bỏ qua cả {len(STEPS)} bước: số liệu, chương trình, danh mục thư viện và tham số không thay đổi"
            )
            return 0
        _say(f"Lập báo cáo {edition.name}: {'; '.join(reasons)}")
        making = Making(project, edition, parameters, fresh_build(project.build, edition.name))
        build_edition(making, wanted, project.kept(edition))
        publish_edition(
            making.processed,
            project.processed(edition),
            making.report,
            project.reports(edition),
            project.build,
        )
        discard(making.build)
    _say(f"Đã xong: reports/{edition.name}/bao-cao.html, bao-cao.pdf, bao-cao.docx")
    return 0


def register_sums(project: Project, parameters: Parameters) -> list[int]:
    """[schemes, KCQG, KCĐP, đối ứng, tổng] in đồng of the processed register of an edition, for an auditor.

    Raises NoDataError when the edition was not made yet or has no register.
    """
    from analysis.stages.processed import read_schemes

    edition = project.edition(parameters)
    schemes = read_schemes(project.processed(edition))
    if not len(schemes):
        raise NoDataError(
            f"data/processed/{edition.name} chưa có đề án nào [year-no-rows]. Cách khắc phục: đưa danh mục đề án vào "
            "data/raw rồi chạy make report với cùng tham số"
        )
    return [
        len(schemes),
        *(int(schemes[column].sum()) for column in ("kcqg", "kcdp", "doi_ung", "tong")),
    ]


def build_edition(making: Making, wanted: dict[str, object], kept: Path | None = None) -> None:
    """Make the edition's processed data and its report in the build folder; the caller holds the lock.

    With `kept`, the folder of what the last run made, a step runs only when what it is made from has changed.
    """
    for folder in (making.processed, making.work, making.report):
        folder.mkdir()
    try:
        with progress(len(STEPS)) as show:
            for number, step in enumerate(STEPS, 1):
                show(number, step.title)
                _say(f"  {number}/{len(STEPS)} {step.title}: {_take(step, making, wanted, kept)}")
    finally:
        kernels.shutdown()
    _write_outputs(making)
    _refuse_changed(wanted, manifest.wanted(making.project, making.edition, making.parameters))
    from analysis.fonts import choose_fonts

    made_from = {**wanted, "processed": manifest.folder_hash(making.processed)}
    manifest.write_manifest(making.report, made_from, choose_fonts())
    write_sums(making.report)


def _take(step: Step, making: Making, wanted: dict[str, object], kept: Path | None) -> str:
    """Run the step, or take what the last run made of the same; what to tell of it."""
    made_from = step.made_from(making)
    reason = restore(kept / step.name, made_from, making.build) if kept else ""
    if reason is None:
        return f"dùng lại kết quả lần trước, vì những gì bước này dùng không thay đổi ({_told(made_from)})"
    started = time.monotonic()
    before = step.files(making)
    step.run(making)
    took = f"{time.monotonic() - started:.1f} giây".replace(".", ",")
    # not only what this step is made from: kernels hold the code that there was when the run began
    _refuse_changed(wanted, manifest.wanted(making.project, making.edition, making.parameters))
    if kept:
        made = {name for name, digest in step.files(making).items() if before.get(name) != digest}
        keep(kept / step.name, made_from, making.build, made)
    return f"{took} ({reason})" if reason else took


def _told(made_from: dict[str, object]) -> str:
    """What a step is made from; of the parameters their names, since each step has its own."""
    named = [words for key, words in COMPARED.items() if key in made_from and key != "parameters"]
    parameters = made_from["parameters"]
    names = ", ".join(parameters if isinstance(parameters, dict) else ())
    return f"{', '.join(named)}, {COMPARED['parameters']} {names}"


def _refuse_changed(before: dict[str, object], now: dict[str, object]) -> None:
    """Raise PublishError when what others may change was changed meanwhile: an edition would be of two minds."""
    if changed := changes(*({key: state.get(key) for key in OF_OTHERS} for state in (before, now))):
        raise PublishError(f"Trong khi chạy, {'; '.join(changed)}; hãy chạy lại [input-changed]")


def _write_outputs(making: Making) -> None:
    from analysis.book.book import needed
    from analysis.checks.all import findings_of
    from analysis.document.blocks import values_in
    from analysis.running.outputs import (
        WORKBOOK,
        write_findings,
        write_ledger,
        write_values,
        write_workbook,
    )
    from analysis.stages.processed import (
        read_clean_findings,
        read_indicators,
        read_schemes,
        write_printed,
    )

    edition, processed, report = making.edition, making.processed, making.report
    book, checks = read_indicators(processed)
    blocks = json.loads((making.work / CONTENT).read_text(encoding="utf-8"))["blocks"]
    cleaning = read_clean_findings(processed)
    findings = [*cleaning, *findings_of(checks), *rendering_findings(making)]
    write_printed(processed, needed(book, dict.fromkeys(values_in(blocks))))
    write_values(report, edition, book)
    write_workbook(report / WORKBOOK, book, blocks, read_schemes(processed), edition)
    write_findings(report, findings)
    write_ledger(report, book, checks)
    for finding in findings:
        if finding.severity != "lưu ý" or (finding in cleaning and finding.code not in QUIET):
            _say(f"  {finding}")


def _say(text: str) -> None:
    print(text, flush=True)


@contextmanager
def progress(steps: int) -> Iterator[Callable[[int, str], None]]:
    """Show how many of `steps` are done; what is yielded takes the number of the step that begins, and its title."""
    if not _on_terminal():
        yield lambda _number, _title: None
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        BarColumn(bar_width=12),
        TextColumn("{task.description}", markup=False),
        TimeElapsedColumn(),
    )
    with Progress(*columns, transient=True) as display:
        task = display.add_task("", total=steps)
        yield lambda number, title: display.update(task, completed=number - 1, description=title)


def _on_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"

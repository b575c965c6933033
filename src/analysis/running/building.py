"""An edition in a build folder: four steps, run or taken over from the last run, then outputs."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from analysis.faults import UNDERSTOOD_OF_OTHERS, Finding
from analysis.fonts import choose_fonts
from analysis.project import CLEAN, CONTENT, EARLIER, FORMS, NARRATIVE, RAW_FOLDER, WORKBOOK
from analysis.raw.offices import hides_households, unsigned
from analysis.running.exchange import discard
from analysis.running.files import read_json
from analysis.running.freshness import COMPARED, State
from analysis.running.hashes import write_sums
from analysis.running.kept import keep, lend, restore
from analysis.running.manifest import (
    issued_inputs,
    refuse_changed,
    tables_hash,
    wanted,
    write_manifest,
)
from analysis.running.steps import STEPS, Making, Step, rendering_findings
from analysis.vocabulary import OFFICE_TABLE

QUIET = ("note-empty", "activity-uncoded")  # notices that the report itself tells where it matters


def build_edition(making: Making, now: State, kept: Path | None = None) -> None:
    """Make the edition's processed data and report in the build folder, under the caller's lock.

    `now` is what `manifest.wanted` gave when the run began. With `kept`, the folder of what the
    last run made, a step runs only when what it is made from has changed.

    Raises:
        AnalysisError: a step failed, or inputs, code or the list of libraries changed meanwhile.
    """
    # the libraries that this process imports are never garbage, and looking for it is a twentieth
    # of its time
    gc.set_threshold(100_000)
    for folder in (making.processed, making.work, making.report):
        folder.mkdir()
    for number, step in enumerate(STEPS, 1):
        # only the last step runs here, and not in a fork of this process
        with progress(number, len(STEPS), step.title, threads=step is STEPS[-1]) as tick:
            told = take(step, replace(making, tick=tick), now, kept)
        print(f"  {number}/{len(STEPS)} {step.title}: {told}", flush=True)
    write_outputs(making)
    _refuse_changed(making, now)
    made_from = {**now, "processed": tables_hash(making.processed)}
    used = {**used_in(making), "unsigned": unsigned_in(making)}
    write_manifest(making.report, made_from, used, choose_fonts())
    write_sums(making.report)


def take(step: Step, making: Making, now: State, kept: Path | None) -> str:
    """Run the step, or take what the last run made of the same; tells which, in Vietnamese."""
    made_from = step.made_from(making)
    reason = restore(kept / step.name, made_from, making.build) if kept else ""
    if reason is None:
        step.renew(making)
        # it may have been made a moment ago, to see whether the report still stands
        return f"dùng lại kết quả đã lập từ cùng những gì bước này dùng ({_told(made_from)})"
    started = time.monotonic()
    before = step.files(making)
    if kept and step.lent:
        lend(kept / step.name, made_from, step.lent, making.work / EARLIER)
    step.run(making)
    discard(making.work / EARLIER)
    took = f"{time.monotonic() - started:.1f} giây".replace(".", ",")
    # not only what this step is made from: this process holds the code that there was when the run began
    _refuse_changed(making, now)
    if kept:
        made = {name for name, digest in step.files(making).items() if before.get(name) != digest}
        keep(kept / step.name, made_from, making.build, made)
    return f"{took} ({reason})" if reason else took


def _refuse_changed(making: Making, before: State) -> None:
    refuse_changed(before, wanted(making.project, making.edition, making.parameters))


def _told(made_from: State) -> str:
    """What a step is made from; of the parameters their names, since each step has its own."""
    told = [words for key, words in COMPARED.items() if key in made_from and key != "parameters"]
    names = ", ".join(cast("dict[str, str]", made_from["parameters"]))
    return f"{', '.join(told)}, {COMPARED['parameters']} {names}"


def write_outputs(making: Making) -> None:
    """Write what stands beside the report, and tell the findings that a person should see."""
    from analysis.book.book import needed
    from analysis.checks.all import findings_of
    from analysis.checks.early import dated_early, early_day
    from analysis.document.blocks import values_in
    from analysis.issued.revisions import unlike_issued
    from analysis.official import workbook as forms
    from analysis.report.view import load_report
    from analysis.running import outputs
    from analysis.stages.processed import (
        listed_of,
        read_clean_findings,
        read_indicators,
        read_memory,
        read_narrative,
        read_own_norms,
        read_schemes,
        write_printed,
    )
    from analysis.values.households import without_households

    edition, processed, report = making.edition, making.processed, making.report
    book, checks = read_indicators(processed)
    blocks = read_json(making.work / CONTENT)["blocks"]
    narrative = read_narrative(processed)
    cleaning = [*read_clean_findings(processed), *narrative.findings]
    printed = needed(book, dict.fromkeys(values_in(blocks)))
    findings = [*cleaning, *findings_of(checks), *rendering_findings(making), *_unsigned(making)]
    findings += unlike_issued(read_memory(processed), book, printed)
    report_date = making.parameters.report_date
    if early_day(narrative.office, edition, report_date):
        facts = load_report(processed).facts
        findings += dated_early(facts, narrative.office, edition, report_date)
    write_printed(processed, printed)
    outputs.write_values(report, edition, book)
    schemes, norms = read_schemes(processed), read_own_norms(processed)
    clean = read_json(processed / CLEAN)
    hides = hides_households(narrative.office)
    listed = listed_of(schemes, clean["is_broken"])
    place, decided = clean["place_name"], clean["form_lines"]
    workbook = forms.forms_bytes(listed, edition, place, decided, hides)
    (report / FORMS).write_bytes(workbook)
    if hides:
        schemes = without_households(schemes)
    outputs.write_workbook(report / WORKBOOK, book, blocks, schemes, edition, norms)
    outputs.write_findings(report, findings)
    outputs.write_ledger(report, book, checks)
    for finding in findings:
        if finding.severity != "lưu ý" or (finding in cleaning and finding.code not in QUIET):
            print(f"  {finding}")
    tell_beside(making)


def used_in(making: Making) -> dict[str, Any]:
    """What the cleaned data in the build folder come from.

    `inputs` has the hash of the used rows of each file, and of issued records; `meaning` that of what
    they were read as; `rows` tells where they stand.
    """
    clean, narrative = (read_json(making.processed / name) for name in (CLEAN, NARRATIVE))
    issued = issued_inputs(making.project, making.edition)
    inputs, rows = (
        dict(sorted((clean[name] | narrative[name]).items())) for name in ("inputs", "rows")
    )
    return {"inputs": inputs | issued, "meaning": clean["meaning"], "rows": rows}


def unsigned_in(making: Making) -> list[str]:
    """The columns of `co-quan.csv` without which nobody can sign what is in the build folder."""
    clean, narrative = (read_json(making.processed / name) for name in (CLEAN, NARRATIVE))
    return unsigned(narrative["office"], clean["place_name"])


def _unsigned(making: Making) -> Iterator[Finding]:
    """Why the report is printed as a draft, where it is one that nobody can sign."""
    lacking = unsigned_in(making)
    if lacking:
        message = (
            f"chưa có {', '.join(lacking)} của địa bàn {making.edition.place} nên báo cáo chưa ký được và in"
            " DỰ THẢO trên mọi trang"
        )
        yield Finding("cảnh báo", "office-unsigned", f"{RAW_FOLDER}/{OFFICE_TABLE}", message)


def tell_beside(making: Making) -> None:
    """Tell what cleaning found in files and rows that the edition does not use."""
    from analysis.stages.processed import read_beside

    beside = read_beside(making.work)
    told = [finding for finding in beside if not finding.is_assumed]
    for finding in told:
        print(f"  {finding}")
    # what the edition does not use is understood for others
    if count := len(beside) - len(told):
        print(f"  và {count} {UNDERSTOOD_OF_OTHERS}")


@contextmanager
def progress(
    number: int, steps: int, title: str, *, threads: bool
) -> Iterator[Callable[[], None] | None]:
    """Show on a terminal that a step is at work; without threads it must be told so again and again."""
    if sys.stdout is None or not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        yield None
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TimeElapsedColumn

    with Progress(
        SpinnerColumn(),
        BarColumn(bar_width=12),
        "{task.description}",
        TimeElapsedColumn(),
        transient=True,
        auto_refresh=threads,
    ) as display:
        display.add_task(title, total=steps, completed=number - 1)
        yield display.refresh

"""One run: from parameters to a published edition. What is up to date by content is not made again.

A run with nothing to do imports no library: what makes an edition is imported once it must be made.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from analysis.edition import Edition
from analysis.errors import InputErrors, NoDataError
from analysis.issued.files import issued_hashes
from analysis.parameters import Parameters
from analysis.project import FAULT_LOG, TRACE_LOG, Project
from analysis.rendering.documents import DOCUMENTS
from analysis.running.exchange import discard, publish_edition
from analysis.running.freshness import State
from analysis.running.index_file import renew_index
from analysis.running.listed import stands_now
from analysis.running.lock import exchange_lock, fresh_build, run_lock
from analysis.running.manifest import refuse_changed, wanted
from analysis.running.standing import needed, stale
from analysis.stages.asked import edition_asked
from analysis.vocabulary import STATUSES

if TYPE_CHECKING:
    from analysis.running.steps import Making


def run_report(project: Project, parameters: Parameters) -> int:
    """Make the edition and publish it; 0 when the published one is up to date afterwards.

    List and page of all editions, where there are such, tell it then. Raises as `make_report`.
    """
    make_report(project, parameters)
    stands_now(project, edition_asked(project, parameters))
    renew_index(project)
    return 0


def make_report(project: Project, parameters: Parameters, program: State | None = None) -> bool:
    """Make the edition and publish it, where the published one is not up to date; whether it was made.

    `program` is what `manifest.program_of` gave when this process, or the one it was forked from, began
    to import; without it the program is as old as this call.

    Raises:
        NoDataError: data/raw has nothing of the edition; nothing was written.
        PublishError: a written folder is a link, another run takes too long, or an input changed.
    """
    edition = edition_asked(project, parameters)
    project.refuse_links(edition)
    issued_hashes(project.issued)
    at_start = {**wanted(project, edition, parameters), **(program or {})}
    refused = None
    is_new = stale(project, edition, at_start) and not _cleaned_before(project, edition, parameters)
    if is_new:
        from analysis.running.readings import refused_input

        refused = refused_input(project, edition)
    # the program starts without byte code, so that what is refused above writes nothing at all;
    # from here on it may
    sys.dont_write_bytecode = bool(os.environ.get("PYTHONDONTWRITEBYTECODE"))
    with run_lock(project.build, edition.name):
        now = wanted(project, edition, parameters)
        # this process has the code that there was when it started, perhaps long before it got the
        # lock
        refuse_changed({**at_start, "seen": now["seen"]}, now)
        if now["seen"] != at_start["seen"]:
            refused = None
        for log in (FAULT_LOG, TRACE_LOG):
            (project.logs / log).unlink(missing_ok=True)
        reasons = stale(project, edition, now)
        if reasons:
            reasons = needed(project, edition, parameters, now, refused)
        if reasons:
            if is_new:
                from analysis.running.readings import keep_waiting

                keep_waiting()
            print(f"Lập báo cáo {edition.name}: {'; '.join(reasons)}", flush=True)
            _make(project, edition, parameters, now, refused)
        else:
            print(
                f"Báo cáo {edition.name} đã đúng với dữ liệu hiện có; không phải lập lại: reports/{edition.name}/\n"
                "  bỏ qua mọi bước: số liệu, chương trình, danh mục thư viện và tham số không thay đổi"
            )
    return bool(reasons)


def _cleaned_before(project: Project, edition: Edition, parameters: Parameters) -> bool:
    """Whether the last run cleaned these files and found no fault; what cleaning does not rest on is read anew then."""
    from analysis.running.kept import why_not
    from analysis.running.steps import STEPS, Making

    making = Making(project, edition, parameters, project.build)
    return why_not(project.kept(edition) / STEPS[0].name, STEPS[0].made_from(making)) is None


def is_due(project: Project, parameters: Parameters) -> bool:
    """Whether `make_report` would make the edition now; raises as it does."""
    edition = edition_asked(project, parameters)
    project.refuse_links(edition)
    with run_lock(project.build, edition.name):
        now = wanted(project, edition, parameters)
        return bool(stale(project, edition, now)) and bool(
            needed(project, edition, parameters, now)
        )


def publish_received(
    project: Project, parameters: Parameters, made_from: State, receive: Callable[[Making], None]
) -> None:
    """Publish an edition that another machine made from the state that `manifest.wanted` gave then.

    `receive` lays it into the fresh folders of a build, and checks it.

    Raises:
        PublishError: the disk refuses, another run takes too long, or an input changed meanwhile.
    """
    from analysis.running.steps import Making

    edition = edition_asked(project, parameters)
    with run_lock(project.build, edition.name):
        refuse_changed(made_from, wanted(project, edition, parameters))
        making = Making(project, edition, parameters, fresh_build(project.build, edition.name))
        receive(making)
        _publish(making)


def _make(
    project: Project,
    edition: Edition,
    parameters: Parameters,
    made_from: State,
    refused: InputErrors | None,
) -> None:
    """Make the edition aside and exchange it for the published one; the caller holds the lock."""
    from analysis.running.building import build_edition
    from analysis.running.steps import Making

    build = fresh_build(project.build, edition.name)
    making = Making(project, edition, parameters, build, refused)
    build_edition(making, made_from, project.kept(edition))
    _publish(making)
    names = ", ".join(document.name for document in DOCUMENTS)
    print(f"Đã xong: reports/{edition.name}/{names}", flush=True)


def _publish(making: Making) -> None:
    """Exchange the finished edition for the published one; the caller holds its lock."""
    from analysis.running.handwork import keep_handwork

    project, edition = making.project, making.edition
    published = project.reports(edition)
    # kept while it still stands in its place, so that a run that ends here has lost nothing
    keep_handwork(published, published)
    with exchange_lock(project.build):
        publish_edition(
            making.processed,
            project.processed(edition),
            making.report,
            published,
            project.build,
        )
    # the folder that was replaced: somebody may have saved the document a moment before
    keep_handwork(making.report, published)
    discard(making.build)


def print_sums(project: Project, parameters: Parameters) -> int:
    """Print [schemes, KCQG, KCĐP, đối ứng, tổng] of an edition's register as JSON, in đồng.

    Those of one status: the one asked for, else what was done, else the next that there is. They hold grants and what
    is to be paid back; how much is to be paid back, in the same order, is told on standard error.

    Raises:
        NoDataError: the edition was not made yet or has no register, or no scheme of the status asked for.
    """
    from analysis.registers.result import recoverable_of, sums_of
    from analysis.stages.processed import read_schemes

    edition = edition_asked(project, parameters)
    schemes = read_schemes(project.processed(edition))
    if schemes.empty:
        raise NoDataError(
            f"data/processed/{edition.name} chưa có đề án nào [year-no-rows]. Cách khắc phục: đưa danh mục đề án vào "
            "data/raw rồi chạy make report với cùng tham số"
        )
    found = [code for code in STATUSES if code in set(schemes["status"])]
    status = parameters.status or found[0]
    if status not in found:
        labels = ", ".join(STATUSES[code].label for code in found)
        raise NoDataError(
            f"danh mục không có đề án nào ở tình trạng {STATUSES[status].label} [year-no-rows]. "
            f"Cách khắc phục: chọn một trong các tình trạng {labels}"
        )
    schemes = schemes[schemes["status"] == status]
    print(json.dumps(sums_of(schemes)))
    recoverable = recoverable_of(schemes)
    if len(recoverable):
        print(f"trong đó hỗ trợ có thu hồi: {json.dumps(sums_of(recoverable))}", file=sys.stderr)
    return 0

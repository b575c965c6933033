"""`reports/tong-hop.csv`: of each edition whether it has a report, and what the last batch that had it told.

What was told is true of the report that stood then: a row names it by the hash of its SHA256SUMS, and tells no more
once another report stands. An edition that a run of its own finds right has a report, whatever a batch told before.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from analysis.definitions.provinces import usual
from analysis.delimited import QuoteError, plain_text, records_of
from analysis.edition import ALL_EDITIONS, Edition, edition_of
from analysis.project import Project
from analysis.running.exchange import disk_errors
from analysis.running.hashes import SUMS, hash_or_nothing
from analysis.running.lock import exchange_lock

LIST = f"{ALL_EDITIONS}.csv"
COLUMNS = ["ky", "ket_qua", "ly_do", "bao_cao"]
STOOD, UNMADE = "có báo cáo", "lỗi"
# Before each of several reasons, in the list with the apostrophe that keeps it from being a formula.
_DASH = "'- "
_REMEDY = " Cách khắc phục: "


class Told(NamedTuple):
    """What became of an edition, STOOD or UNMADE, and why; `report` is the hash of what stood then, '' of none."""

    result: str
    reason: str
    report: str


def told_of(project: Project, ended: Mapping[str, Told] | None = None) -> dict[str, Told]:
    """What the list, and then what has `ended` since, tell of each published edition and each other that failed.

    What they tell of a report that does not stand any more is left out.
    """
    told = {**_listed(project), **(ended or {})}
    published = {edition.name for edition in published_editions(project)}
    found = {name: Told(STOOD, "", report_hash(project, name)) for name in published}
    for name, row in told.items():
        stands = found[name].report if name in published else ""
        if row.report == stands and (name in published or row.result == UNMADE):
            found[name] = row
    return dict(sorted(found.items()))


def unmade(project: Project) -> dict[str, list[str]]:
    """Why the last batch could not make an edition, of those of which no batch or run knows better.

    That is the first line of its reason and, where this only announces others, the first of them.
    """
    return {
        name: _in_short(row.reason)
        for name, row in told_of(project).items()
        if row.result == UNMADE
    }


def _in_short(reason: str) -> list[str]:
    """What is short of a reason: how it is mended stands in the list."""
    lines = [line.lstrip(_DASH).partition(_REMEDY)[0] for line in reason.splitlines()] or [""]
    count = 2 if lines[0].endswith(":") else 1
    return [line.rstrip(".:") for line in lines[:count]]


def write_list(project: Project, ended: Mapping[str, Told]) -> None:
    """Write the list with what has ended; one that says so already keeps its file.

    Raises:
        PublishError: the disk does not take it.
    """
    from analysis.running.outputs import write_csv

    target, fresh = project.published / LIST, project.build / LIST
    with exchange_lock(project.build), disk_errors(target.parent):
        rows = [(name, *row) for name, row in told_of(project, ended).items()]
        write_csv(fresh, COLUMNS, rows)
        target.parent.mkdir(exist_ok=True)
        if hash_or_nothing(fresh) == hash_of_list(project):
            fresh.unlink()
        else:
            fresh.replace(target)


def stands_now(project: Project, edition: Edition) -> None:
    """Where there is a list, say in it that a run of its own found or made the edition right.

    Raises:
        PublishError: the disk does not take it.
    """
    now = Told(STOOD, "", report_hash(project, edition.name))
    listed = _listed(project)
    if listed and listed.get(edition.name) != now:
        write_list(project, {edition.name: now})


def _listed(project: Project) -> dict[str, Told]:
    """The rows of the list as it lies there; none where it cannot be read."""
    file = project.published / LIST
    if not _is_plain(file):
        return {}
    try:
        top, records = records_of(plain_text(file.read_bytes()) or "", COLUMNS)
    except (OSError, QuoteError):
        return {}
    if records[top : top + 1] != [COLUMNS]:
        return {}
    rows = [row for row in records[top + 1 :] if len(row) == len(COLUMNS)]
    return {name: Told(*told) for name, *told in rows}


def hash_of_list(project: Project) -> str:
    """The SHA-256 of the list, '' where there is none."""
    file = project.published / LIST
    return hash_or_nothing(file) if _is_plain(file) else ""


def _is_plain(file: Path) -> bool:
    """Whether a file is no link, and nothing else that could be waited for."""
    return file.is_file() and not file.is_symlink()


def report_hash(project: Project, name: str) -> str:
    """What names a published report: the hash of its SHA256SUMS, '' where there is none."""
    return hash_or_nothing(project.published / name / SUMS)


def published_editions(project: Project) -> list[Edition]:
    """The editions that have a folder, by name; of one under two names the one that commands make."""
    replaced = superseded(project)
    return [edition for edition in _with_folder(project) if edition not in replaced]


def superseded(project: Project) -> dict[Edition, Edition]:
    """Folders of before, by a name that no command makes any more, with the edition of today's name beside each."""
    found = _with_folder(project)
    return {
        edition: usual(edition)
        for edition in found
        if edition != usual(edition) and usual(edition) in found
    }


def _with_folder(project: Project) -> list[Edition]:
    if not project.published.is_dir():
        return []
    folders = [path for path in project.published.iterdir() if path.is_dir()]
    # a link would show what is published elsewhere
    names = sorted(path.name for path in folders if not path.is_symlink())
    return [edition for edition in map(edition_of, names) if edition is not None]

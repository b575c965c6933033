"""`reports/tong-hop.csv`: of each edition whether it has a report, and what the last batch that had it told.

What was told is true of the report that stood then: a row names it by the hash of its SHA256SUMS, and tells no more
once another report stands. An edition that a run of its own finds right has a report, whatever a batch told before.
A list that a person changed is read as far as it is understood, and kept aside before another takes its place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from analysis.definitions.provinces import usual
from analysis.delimited import QuoteError, plain_text, records_of
from analysis.edition import ALL_EDITIONS, Edition, edition_of
from analysis.errors import EXECUTED_COPY, NOT_MADE, STOPPED, PublishError
from analysis.messages import printable, why_unread
from analysis.project import Project
from analysis.running.exchange import disk_errors
from analysis.running.files import free_name
from analysis.running.hashes import SUMS, hash_or_nothing
from analysis.running.lock import exchange_lock

LIST = f"{ALL_EDITIONS}.csv"
COLUMNS = ["ky", "ket_qua", "ly_do", "bao_cao"]
STOOD, UNMADE = "có báo cáo", "lỗi"
_REMEDY = " Cách khắc phục: "
# In one line the first of several reasons and the second begin so.
_FIRST, _SECOND = ": (1) ", "; (2) "


class Told(NamedTuple):
    """What became of an edition, STOOD or UNMADE, and why; `report` is the hash of what stood then, '' of none."""

    result: str
    reason: str
    report: str


def told_of(project: Project, ended: Mapping[str, Told] | None = None) -> dict[str, Told]:
    """What the list, and then what has `ended` since, tell of each published edition and each other that failed.

    What they tell of a report that does not stand any more is left out.
    """
    told = {**_read(project).rows, **(ended or {})}
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
    line = in_one_line(reason)
    head, _, faults = line.partition(_FIRST)
    first, is_several, _ = faults.partition(_SECOND)
    told = [head, first] if is_several else [line]
    return [part.partition(_REMEDY)[0].rstrip(".:") for part in told]


def in_one_line(reason: str) -> str:
    """A reason as a cell holds it: several faults by number, one alone; not where a notebook stopped."""
    told = reason.partition(STOPPED)[0].partition(f"\n{EXECUTED_COPY}")[0]
    # before a dash lists of before have the apostrophe that keeps it from being a formula
    lines = [line.strip() for line in re.sub("(?m)^'- ", "- ", told).splitlines()]
    head, *rest = [line for line in lines if line] or [""]
    faults = [line.removeprefix("- ") for line in rest if line.startswith("- ")]
    if not head.endswith(":") or len(faults) < max(len(rest), 1):
        joined = "; ".join([head, *(line.removeprefix("- ") for line in rest)])
        return re.sub(r"([.:;]); ", r"\1 ", joined)
    if len(faults) == 1:
        return faults[0]
    numbered = "; ".join(f"({number}) {fault}" for number, fault in enumerate(faults, 1))
    return f"{head.removesuffix(':').removesuffix(NOT_MADE)}: {numbered}"


def settle_list(
    project: Project, without_data: Callable[[Collection[Edition]], Collection[Edition]]
) -> None:
    """Before a batch: put a list aside that a person changed, and drop failures that no batch can have any more.

    Args:
        project: the project.
        without_data: those of some editions of which data/raw has nothing.

    Raises:
        PublishError: the disk does not take the list, or a folder lies in its place.
    """
    refuse_folder(project.published / LIST)
    unread = _read(project).unread
    told = map(edition_of, told_of(project))
    asked = [edition for edition in told if edition and not project.reports(edition).is_dir()]
    gone = [edition.name for edition in without_data(asked)] if asked else []
    if gone:
        print(
            f"- lưu ý, reports/{LIST}: bỏ dòng của {', '.join(gone)}, vì data/raw không có số liệu của kỳ ấy",
            flush=True,
        )
    if gone or unread:
        write_list(project, {}, gone)


def write_list(project: Project, ended: Mapping[str, Told], gone: Collection[str] = ()) -> None:
    """Write the list with what has ended, without editions that are `gone`; one that says so already keeps its file.

    A list of which not all is understood is kept beside it, which is told.

    Raises:
        PublishError: the disk does not take it, or a folder lies in its place.
    """
    from analysis.running.outputs import write_csv

    target, fresh = project.published / LIST, project.build / LIST
    refuse_folder(target)
    with exchange_lock(project.build), disk_errors(target.parent):
        unread = _read(project).unread
        told = told_of(project, ended)
        write_csv(
            fresh,
            COLUMNS,
            [
                (name, row.result, in_one_line(row.reason), row.report)
                for name, row in told.items()
                if name not in gone
            ],
        )
        target.parent.mkdir(exist_ok=True)
        if unread:
            _keep_aside(target, unread)
        if hash_or_nothing(fresh) == hash_of_list(project):
            fresh.unlink()
        else:
            fresh.replace(target)


def _keep_aside(file: Path, unread: Iterable[str]) -> None:
    aside = free_name(file.with_stem(f"{file.stem}-sua-tay"))
    file.rename(aside)
    print(
        f"- cảnh báo, reports/{file.name}: {'; '.join(unread)}. Bản ấy được giữ ở reports/{aside.name}; danh sách mới"
        " chỉ còn các dòng đọc được. Cách khắc phục: kỳ lỗi nào mất dòng thì chạy lại make batch với kỳ ấy [list-kept]",
        flush=True,
    )


def refuse_folder(file: Path) -> None:
    """Refuse a folder in the place of a file below reports.

    Raises:
        PublishError: there is one.
    """
    if file.is_dir() and not file.is_symlink():
        raise PublishError(
            f"reports/{file.name}: là thư mục, nên không ghi được tệp cùng tên [list-folder]."
            " Cách khắc phục: đổi tên thư mục ấy hoặc chuyển nó đi nơi khác rồi chạy lại"
        )


def stands_now(project: Project, edition: Edition) -> None:
    """Where there is a list, say in it that a run of its own found or made the edition right.

    Raises:
        PublishError: the disk does not take it.
    """
    now = Told(STOOD, "", report_hash(project, edition.name))
    listed = _read(project).rows
    if listed and listed.get(edition.name) != now:
        write_list(project, {edition.name: now})


class Listed(NamedTuple):
    """The rows of the list as it lies there, by edition, and in Vietnamese what else stands there."""

    rows: dict[str, Told]
    unread: list[str]


def _read(project: Project) -> Listed:
    """The list, its columns in any order; nothing of it counts where they are not all there, each once."""
    file = project.published / LIST
    if file.is_symlink():
        return Listed({}, ["là liên kết tới nơi khác"])
    if not file.exists():
        return Listed({}, [])
    if not file.is_file():
        return Listed({}, ["không phải tệp"])
    try:
        text = plain_text(file.read_bytes())
        if text is None:
            return Listed({}, ["không phải văn bản UTF-8"])
        top, records = records_of(text, COLUMNS)
    except OSError as error:
        return Listed({}, [f"không đọc được ({why_unread(error)})"])
    except QuoteError as error:
        return Listed({}, [f"dòng {error.record}: dấu ngoặc kép không bao trọn một ô"])
    header = [cell.strip() for line in records[top : top + 1] for cell in line]
    if lacking := [name for name in COLUMNS if header.count(name) != 1]:
        return Listed({}, [f"không có đúng một cột {', '.join(lacking)}"])
    rows: dict[str, Told] = {}
    further = [name for name in header if name and name not in COLUMNS]
    unread = [f"có thêm cột {printable(', '.join(further))}"] if further else []
    for number, record in enumerate(records[top + 1 :], top + 2):
        cells = [cell.strip() for cell in record]
        if any(cells) and (why := _take(rows, header, cells)):
            unread.append(f"dòng {number}: {why}")
    return Listed(rows, unread)


def _take(rows: dict[str, Told], header: Sequence[str], record: Sequence[str]) -> str:
    """Put a record among the rows; why not, or what of it is lost, '' where nothing is."""
    cells = dict(zip(header, record, strict=False))
    if not cells.keys() >= {*COLUMNS}:
        return "thiếu ô"
    name, result, reason, report = (cells[column] for column in COLUMNS)
    result = unicodedata.normalize("NFC", result)
    if edition_of(name) is None:
        return f"“{printable(name)}” không phải kỳ nào"
    if result not in (STOOD, UNMADE):
        return f"ket_qua “{printable(result)}” không phải “{STOOD}” hay “{UNMADE}”"
    told = Told(result, reason, report)
    before = rows.get(name, told)
    # of two that differ the failure counts: it is never lost
    rows[name] = before if before.result == UNMADE else told
    if before != told:
        return f"kỳ {name} đã có ở dòng trên, nói khác"
    is_beyond = any(record[len(header) :]) or any(cells.get("", ""))
    return "có ô ở ngoài các cột" if is_beyond else ""


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

"""`reports/index.html`, the page of all published editions, and `reports/SHA256SUMS`, which tells whether it is right.

The sums name the page, the list of `running.listed`, of which the page tells what could not be made, and the
SHA256SUMS of each edition that it shows: where they hold, the page shows what stands.
A batch makes the page from all that is published; from then on every run that finds it otherwise makes it anew, and
reads only editions with other sums: the rows of the others are kept below `.build` by the hash of their SHA256SUMS.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from analysis.definitions.provinces import usual
from analysis.edition import Edition
from analysis.errors import AnalysisError
from analysis.issued.files import ISSUED_FOLDER, named_by
from analysis.project import CLEAN, Project
from analysis.running.exchange import disk_errors, sync_folder, write_durably
from analysis.running.files import read_json
from analysis.running.freshness import damaged
from analysis.running.hashes import (
    MANIFEST,
    SUMS,
    hash_or_nothing,
    sha256_text,
    sums_text,
)
from analysis.running.listed import (
    LIST,
    hash_of_list,
    published_editions,
    refuse_folder,
    report_hash,
    unmade,
)
from analysis.running.lock import exchange_lock
from analysis.running.manifest import tables_hash

if TYPE_CHECKING:
    from analysis.book.plain import Record
    from analysis.overview.card import Issue
    from analysis.overview.row import Row

INDEX = "index.html"
KEPT = "trang-moi-bao-cao.json"
_NUMBERS = "html/numbers.js"
# What reading an edition may raise that is damaged, or of a program that wrote otherwise.
_UNREADABLE = (OSError, ValueError, LookupError, TypeError, AttributeError, AnalysisError)


def renew_index(project: Project) -> None:
    """Make the page anew where there is one that does not show the editions that stand.

    Raises:
        PublishError: the disk does not take it.
    """
    folder = project.published
    if not any((folder / name).exists() for name in (INDEX, SUMS)):
        return
    editions = published_editions(project)
    wanted = _sums(project, editions, hash_or_nothing(folder / INDEX))
    if hash_or_nothing(folder / SUMS) != sha256_text(wanted):
        keep_up_index(project)


def keep_up_index(project: Project) -> None:
    """Write the page and its sums, and read only the editions that the last page did not show as they stand.

    Raises:
        PublishError: as `write_index`.
    """
    _write_page(project, _kept_rows(project))


def write_index(project: Project) -> None:
    """Read all published editions and write the page and its sums; what is right already keeps its file.

    Raises:
        PublishError: the disk does not take them, or a written folder is a link.
    """
    _write_page(project, {})


def _write_page(project: Project, known: Mapping[str, Row]) -> None:
    """Write the page and its sums; editions whose row is `known` by their key are not read."""
    from analysis.overview.page import page_of

    project.refuse_linked([project.published])
    with exchange_lock(project.build):
        rows, reasons = {}, {}
        for edition in published_editions(project):
            key = _key(project, edition)
            try:
                rows[key] = known.get(key) or _row(project, edition)
            except _Damaged as error:
                reasons[edition.name] = error.reasons
        numbers = (project.templates / _NUMBERS).read_text(encoding="utf-8")
        page = page_of([*rows.values()], reasons, unmade(project), numbers)
        with disk_errors(project.published):
            project.published.mkdir(exist_ok=True)
            # the page first: sums of a page that is not there yet would be wrong about both
            _write(project, INDEX, page)
            shown = [row.edition for row in rows.values()]
            _write(project, SUMS, _sums(project, shown, sha256_text(page)))
        _keep_rows(project, rows)


class _Damaged(Exception):
    """An edition is not as it was published; `reasons` in Vietnamese."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__()
        self.reasons = reasons


def _sums(project: Project, editions: Iterable[Edition], page: str) -> str:
    """What SHA256SUMS holds for a page of that hash which shows these editions."""
    hashes = {f"{edition.name}/{SUMS}": report_hash(project, edition.name) for edition in editions}
    if listed := hash_of_list(project):
        hashes[LIST] = listed
    return sums_text({INDEX: page, **hashes})


def _write(project: Project, name: str, text: str) -> None:
    target = project.published / name
    refuse_folder(target)
    if hash_or_nothing(target) == sha256_text(text):
        return
    fresh = project.build / f"{project.published.name}-{name}"
    write_durably(fresh, text.encode())
    fresh.replace(target)
    sync_folder(target.parent)


def _key(project: Project, edition: Edition) -> str:
    """What the row of an edition is kept by: its SHA256SUMS names all its files, the manifest its data."""
    return f"{edition.name} {report_hash(project, edition.name)}"


def _kept_rows(project: Project) -> dict[str, Row]:
    """The rows that the page last had, by the key of their edition; none that another program made."""
    from analysis.book.plain import typed
    from analysis.overview.row import Row

    try:
        mark, _, text = (project.build / KEPT).read_text(encoding="utf-8").partition("\n")
        if mark == _mark(project, text):
            return typed(dict[str, Row], json.loads(text))
    except _UNREADABLE:
        pass
    return {}


def _keep_rows(project: Project, rows: Mapping[str, Row]) -> None:
    """Keep the rows of the page; it does not depend on them: where the disk refuses, nothing is kept."""
    from analysis.book.plain import plain

    text = json.dumps(plain(rows), ensure_ascii=False)
    fresh = project.build / f".{KEPT}"
    with suppress(OSError):
        fresh.write_text(f"{_mark(project, text)}\n{text}", encoding="utf-8", newline="\n")
        fresh.replace(project.build / KEPT)


def _mark(project: Project, text: str) -> str:
    """What kept rows must have above them: a hash of them and of the program that made them."""
    from analysis.running.reach import code_of

    return sha256_text(sums_text(code_of(project.root, ("running.index_file",))) + text)


def _row(project: Project, edition: Edition) -> Row:
    """The row of an edition all of whose files are as published.

    Raises:
        _Damaged: they are not, or this program does not understand them.
    """
    from analysis.overview.card import card_of
    from analysis.overview.row import row_of
    from analysis.running.handwork import edited_documents
    from analysis.running.outputs import VALUES
    from analysis.stages.processed import read_printed

    report, processed = project.reports(edition), project.processed(edition)
    try:
        manifest = read_json(report / MANIFEST)
        # an office may have put words of its own into a DOCX; its numbers still stand in the other files
        edited = [document.name for document in edited_documents(report)]
        reasons = [*damaged(report, manifest["outputs"], edited)]
        if tables_hash(processed) != manifest["processed"]:
            reasons.append(f"data/processed/{edition.name} không phải số liệu của báo cáo")
        if reasons:
            raise _Damaged(reasons)
        values, printed = read_json(report / VALUES)["values"], read_printed(processed)
        issue = _issue(project, edition, manifest, values, printed)
        files = {*manifest["outputs"], MANIFEST, SUMS}
        clean = read_json(processed / CLEAN)
        return row_of(card_of(edition, values, printed, clean, issue, files, edited))
    except _UNREADABLE as error:
        told = f"{MANIFEST} hoặc số liệu kèm theo không đọc được, hoặc của một bản chương trình cũ"
        raise _Damaged([told]) from error


def _issue(
    project: Project,
    edition: Edition,
    manifest: Mapping[str, Any],
    values: list[Record],
    printed: list[str],
) -> Issue:
    """What became of an edition, by what its own manifest says that it was made from."""
    from analysis.issued.revisions import record_of, same_issue
    from analysis.overview.card import CHANGED, DRAFT, ISSUED, UNISSUED, Issue
    from analysis.stages.processed import read_memory

    number = 0
    for name in manifest["inputs"]:
        named = named_by(name.removeprefix(f"{ISSUED_FOLDER}/"))
        if named is not None and named[0] == usual(edition):
            number = max(number, named[1])
    if manifest["parameters"]["DRAFT"] == "1" or manifest["unsigned"]:
        return Issue(DRAFT, number)
    if not number:
        return Issue(UNISSUED)
    memory = read_memory(project.processed(edition))
    stands = same_issue(memory.own[-1], record_of(edition, memory, values, printed))
    return Issue(ISSUED if stands else CHANGED, number)

"""What a published edition says of itself on the page of all: its name, whether it is issued, its headlines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.book.book import Value
from analysis.book.plain import Record, typed
from analysis.book.printing import Printing
from analysis.book.records import from_records
from analysis.edition import UNNAMED, Edition
from analysis.faults import Finding
from analysis.figures.dated import date_label, deciding_columns
from analysis.issued.causes import HEADLINES
from analysis.overview.comparing import mixes_territories, parts_of
from analysis.project import FORMS, WORKBOOK
from analysis.registers.table_refs import TableRef
from analysis.rendering.documents import DOCUMENTS
from analysis.vocabulary import STATUS_SUFFIX

DRAFT, UNISSUED, ISSUED, CHANGED = "du-thao", "chua-phat-hanh", "da-phat-hanh", "da-sua"
ISSUES = {
    ISSUED: "Đã phát hành",
    CHANGED: "Đã sửa sau phát hành",
    UNISSUED: "Chưa phát hành",
    DRAFT: "Dự thảo",
}
# The files that a reader may want, in the order in which they are named.
FILES = {
    **{
        document.name: f"{document.title or 'Báo cáo'} ({document.format.upper()})"
        for document in DOCUMENTS
    },
    WORKBOOK: "Số liệu (XLSX)",
    FORMS: "Biểu mẫu (XLSX)",
    "so-lieu.json": "Số liệu (JSON)",
    "qa/doi-chieu.csv": "Đối chiếu (CSV)",
    "qa/phat-hien.csv": "Phát hiện (CSV)",
    "manifest.json": "Nguồn gốc (JSON)",
    "SHA256SUMS": "Mã băm",
}
# Findings of cleaning that say of an edition that it is not of all its years or of all its territory.
PART_COVERAGE = ("territory-lacking", "register-year-missing")
# Others that a reader should know before comparing.
TOLD = ("territory-ended", "period-by-date", "period-not-compared", "scheme-undated")
UNNAMED_WORDS = "Tỉnh không nêu tên"
BROKEN = "các năm của kỳ nằm ở hai bên ngày 01/7/2025, không chắc cùng một địa bàn"


@dataclass(frozen=True)
class Issue:
    """What became of an edition: one of ISSUES, and the number of its last record, 0 where it has none."""

    kind: str
    number: int = 0

    @property
    def words(self) -> str:
        """The same for people; what is a draft or changed is never said to be issued."""
        told = ISSUES[self.kind]
        if not self.number:
            return told
        if self.kind == ISSUED:
            return f"{told} lần {self.number}"
        return f"{told} (bản phát hành lần {self.number} là bản khác)"


@dataclass(frozen=True)
class Card:
    """One edition.

    `figures` has for each headline that the report prints its values, one a status, what was done first; `printing`
    gives them the digits that they have in a report. `barred` says why the edition is compared with no other, '' where
    it may be; `notes` are what else a reader should know of it. `dated_by` names the days by which schemes were placed
    in a part of a year.
    """

    edition: Edition
    place: str
    issue: Issue
    figures: Mapping[str, tuple[Value, ...]]
    printing: Printing
    files: tuple[str, ...]
    barred: str = ""
    notes: tuple[str, ...] = ()
    dated_by: str = ""


def card_of(
    edition: Edition,
    values: Iterable[Record],
    printed: Collection[str],
    clean: Mapping[str, Any],
    issue: Issue,
    files: Collection[str],
    edited: Collection[str] = (),
) -> Card:
    """The card of an edition.

    Args:
        edition: the edition.
        values: the entries of so-lieu.json.
        printed: the ids in print; only these have their row in the report, to which a figure leads.
        clean: clean.json, of which the name of the place, the findings and the tables are read.
        issue: what became of it.
        files: the names of its published files.
        edited: those of them that a person changed.

    Raises:
        KeyError, TypeError, ValueError: these are no data of an edition.
    """
    named = {id_: headline for headline in HEADLINES for id_ in ids_of(headline)}
    records = {record["id"]: record for record in values}
    shown = [id_ for id_ in named if id_ in records and id_ in printed]
    book = from_records(_with_inputs(records, shown))
    found: dict[str, tuple[Value, ...]] = {}
    for id_ in shown:
        if book.known(id_):
            headline = named[id_]
            found[headline] = (*found.get(headline, ()), book[id_])
    ordered = {
        headline: tuple(sorted(found[headline], key=_by_status))
        for headline in HEADLINES
        if headline in found
    }
    tables = typed(list[TableRef], clean["tables"])
    findings = typed(list[Finding], clean["findings"])
    lacking = _messages(findings, PART_COVERAGE)
    barred = "; ".join(lacking)
    if mixes_territories(edition, is_broken=clean["is_broken"]):
        barred = "; ".join([BROKEN, *lacking])
    notes = [f"Chưa so được: {barred}"] if barred else []
    notes += [f"Lưu ý: {message}" for message in _messages(findings, TOLD)]
    if parts := parts_of(edition):
        notes.append(f"Địa bàn từ ngày 01/7/2025, hợp nhất từ: {', '.join(parts)}")
    if edited:
        notes.append(f"Đã được sửa tay sau khi lập: {', '.join(sorted(edited))}")
    return Card(
        edition=edition,
        place=UNNAMED_WORDS if clean["place_name"] == UNNAMED else clean["place_name"],
        issue=issue,
        figures=ordered,
        printing=Printing(book),
        files=tuple(name for name in FILES if name in files),
        barred=barred,
        notes=tuple(notes),
        dated_by=", ".join(map(date_label, deciding_columns(tables, findings))),
    )


def _with_inputs(records: Mapping[str, Record], ids: Iterable[str]) -> list[Record]:
    """The records of values and of all that they are computed from, by which print knows how coarse they are."""
    found = {}
    waiting = [*ids]
    while waiting:
        id_ = waiting.pop()
        if id_ not in found:
            found[id_] = records[id_]
            waiting += records[id_]["inputs"]
    return [*found.values()]


def _messages(findings: Iterable[Finding], codes: Collection[str]) -> list[str]:
    return [finding.message for finding in findings if finding.code in codes]


def ids_of(headline: str) -> list[str]:
    """The ids of a headline of the edition's own period, one a status, what was done first."""
    return [headline + suffix for suffix in STATUS_SUFFIX.values()]


def _by_status(value: Value) -> int:
    return [*STATUS_SUFFIX].index(value.status)

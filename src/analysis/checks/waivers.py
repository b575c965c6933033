"""Waivers of the reconciliation (mien-tru.csv), and the stop of a build whose identities neither meet nor are waived.

A waiver holds for one identity, one difference and the editions that it names; it has a reason, a
name and no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from analysis.book.book import Book, Origin, cells_of
from analysis.checks.case import CODES, PERIOD_ENDING, STATUS_ENDING, STOPPING, WAIVED, Check
from analysis.definitions.provinces import edition_named, usual_name
from analysis.document.blocks import text_of
from analysis.edition import Edition
from analysis.errors import ReconciliationError
from analysis.faults import Fault, Place, Problems
from analysis.language.number_faults import NumberError
from analysis.language.numbers import exact_text, parse_exact
from analysis.messages import shown
from analysis.project import RAW_FOLDER
from analysis.raw.rows import Cells, RawData, RawRow
from analysis.raw.tables import sound_rows
from analysis.vocabulary import WAIVERS_TABLE

ALL_EDITIONS = "*"
MOST_CELLS = 12
REMEDY = (
    "sửa số liệu nếu nhập sai; ghi dinh-chinh.csv nếu nguồn in sai; hoặc thêm vào mien-tru.csv dòng {line}, kèm lý do "
    "và người chịu trách nhiệm"
)

_KEY = re.compile(rf"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Z][A-Za-z0-9]*)?{PERIOD_ENDING}{STATUS_ENDING}")


@dataclass(frozen=True)
class Waiver:
    """One line of mien-tru.csv; `editions` are the one names of editions, or '*' alone."""

    line: int
    code: str
    key: str
    difference: str
    editions: tuple[str, ...]
    reason: str
    who: str

    @property
    def of(self) -> tuple[str, str]:
        """The code and the key of the check that it excuses."""
        return self.code, self.key

    def names(self, edition: Edition) -> bool:
        """Whether it names an edition; '*' names none and holds for all."""
        return edition.name in self.editions

    def holds_for(self, edition: Edition) -> bool:
        """Whether it speaks of an edition."""
        return self.names(edition) or self.editions == (ALL_EDITIONS,)


def read_waivers(raw: RawData, problems: Problems) -> list[Waiver]:
    """The waivers of all editions; each is told whose line is malformed or stands twice."""
    found: list[Waiver] = []
    seen: dict[tuple[str, str, str], int] = {}
    for row, cells in sound_rows(raw, WAIVERS_TABLE, problems, _check):
        waiver = Waiver(
            line=row.number,
            code=cells["ma"],
            key=cells["khoa"],
            difference=exact_text(parse_exact(cells["chenh_lech"])),
            editions=_editions(cells["ky"]),
            reason=cells["ly_do"],
            who=cells["nguoi"],
        )
        for edition in waiver.editions:
            first = seen.setdefault((waiver.code, waiver.key, edition), waiver.line)
            if first != waiver.line:
                got = f"phép đối chiếu đã được miễn trừ ở dòng {first} cho kỳ {edition}"
                problems.fault("row-duplicate", row.place(), got, "mỗi phép một dòng")
                break
        found.append(waiver)
    return found


def _editions(text: str) -> tuple[str, ...]:
    names = (usual_name(name.strip()) for name in text.split(";"))
    return tuple(dict.fromkeys(name for name in names if name))


def _check(row: RawRow, cells: Cells, problems: Problems) -> None:
    """Tell the filled cells of a line that cannot be those of a waiver."""
    code, key, difference, named = (cells[name] for name in ("ma", "khoa", "chenh_lech", "ky"))
    if code and code not in CODES:
        wanted = "một trong: " + ", ".join(CODES)
        problems.fault("waiver-code", row.place("ma"), f'mã "{shown(code)}"', wanted)
    if key and not _KEY.fullmatch(key):
        problems.fault("waiver-key", row.place("khoa"), f'khóa "{shown(key)}"')
    try:
        parse_exact(difference or "0")
    except NumberError:
        problems.fault("waiver-difference", row.place("chenh_lech"), f'"{shown(difference)}"')
    editions = _editions(named)
    wrong = [name for name in editions if edition_named(name) is None]
    if editions == (ALL_EDITIONS,):
        return
    if wrong or (named and not editions):
        got = f'kỳ "{shown("; ".join(wrong) or named)}"'
        problems.fault("waiver-edition", row.place("ky"), got)


def waived(
    checks: Iterable[Check], waivers: Iterable[Waiver], edition: Edition, book: Book
) -> list[Check]:
    """The checks, those that a waiver excuses with its verdict, reason and name."""
    # a waiver that is also for other editions excuses nothing when the difference is another
    known = {waiver.of: waiver for waiver in waivers if waiver.holds_for(edition)}
    told = []
    for check in checks:
        waiver = known.get(check.of)
        stops = check.verdict in STOPPING
        if stops and waiver is not None and waiver.difference == _difference(check, book):
            told.append(
                replace(
                    check, verdict=WAIVED, reason=waiver.reason, who=waiver.who, line=waiver.line
                )
            )
        else:
            told.append(check)
    return told


def refuse_open(
    checks: Sequence[Check], waivers: Iterable[Waiver], edition: Edition, book: Book
) -> None:
    """Stop the build where a difference stays open.

    Raises:
        ReconciliationError: with every identity that stays open and every waiver that this edition
        does not need.
    """
    waivers = [waiver for waiver in waivers if waiver.holds_for(edition)]
    stopping = [check for check in checks if check.verdict in STOPPING]
    faults = [_open(check, waivers, edition, book) for check in stopping]
    # a waiver of another difference is told with the check that it does not excuse
    needed = {check.line for check in checks if check.verdict == WAIVED}
    stopped = {check.of for check in stopping}
    for waiver in waivers:
        if waiver.names(edition) and waiver.line not in needed and waiver.of not in stopped:
            got = (
                f"kỳ {edition.name} không có chỗ lệch nào mang mã {waiver.code}, khóa {waiver.key}"
            )
            where = Place(f"{RAW_FOLDER}/{WAIVERS_TABLE}", None, waiver.line)
            remedy = f"bỏ {edition.name} khỏi cột ky, hoặc bỏ dòng miễn trừ"
            faults.append(Fault("waiver-unused", where, got, remedy=remedy))
    if faults:
        raise ReconciliationError(faults)


def _open(check: Check, waivers: Iterable[Waiver], edition: Edition, book: Book) -> Fault:
    difference = _difference(check, book)
    where = Place(RAW_FOLDER)
    if check.residual:
        cells = cells_of(book, check.left or check.residual)
        if cells:
            where = Place(cells[0].file, cells[0].sheet, cells[0].row, cells[0].column)
    got = f"{check.code}, {check.title}: {text_of(check.text)}".removesuffix(".")
    if check.right:
        got += _other_cells(cells_of(book, check.right))
    others = [waiver for waiver in waivers if waiver.of == check.of]
    if others:
        got += (
            f". Dòng {others[0].line} của {WAIVERS_TABLE} chỉ miễn trừ chênh lệch "
            f"{others[0].difference}, nay là {difference}"
        )
    line = f"{check.code},{check.key},{difference},{edition.name}"
    return Fault("identity-open", where, got, remedy=REMEDY.format(line=line))


def _other_cells(cells: Sequence[Origin]) -> str:
    """Where the numbers of the other side stand; those of a register's sum are too many to name."""
    single = [cell for cell in cells if not cell.rows]
    if not single or len(single) < len(cells):
        return ""
    named = [f"{cell.file} dòng {cell.row}" for cell in single[:MOST_CELLS]]
    if single[MOST_CELLS:]:
        named.append("…")
    return f". Vế kia ở {', '.join(named)}"


def _difference(check: Check, book: Book) -> str:
    value = book[check.residual].value if check.residual else None
    return "" if value is None else exact_text(value)

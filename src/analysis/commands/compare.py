"""`make compare`: two editions by name, and the differences of their headlines by cause as a table of text."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from analysis.book.book import Value, show, spoken_bound
from analysis.commands.names import Compared, EditionName
from analysis.edition import Edition
from analysis.errors import IssuedError
from analysis.issued.causes import (
    CAUSES,
    HEADLINES,
    NOT_SPLIT,
    Change,
    Part,
    Side,
    changes_between,
    side_of,
    step_books,
)
from analysis.issued.record import Record
from analysis.issued.shelf import read_issued
from analysis.language.numbers import DONG, MONEY_SCALES, exact_text
from analysis.project import Project
from analysis.report.parts import MONEY
from analysis.running.hashes import up_to_date
from analysis.running.manifest import manifest_of, parameters_of, wanted
from analysis.stages.processed import read_indicators, read_memory
from analysis.vocabulary import STATUSES

NOTHING = "–"


def compare(project: Project, names: Compared) -> int:
    """Print the comparison; nothing is written.

    Raises IssuedError when an edition of that name is neither issued nor published.
    """
    records = read_issued(project.issued)
    a, told_a = _side(project, records, names.a, issued_first=True)
    b, told_b = _side(project, records, names.b, issued_first=False)
    changes = changes_between(a, b, step_books(a, b), (*HEADLINES,))
    print("\n".join(comparison_text(changes, (told_a, told_b))))
    return 0


def _side(
    project: Project, records: Iterable[Record], name: EditionName, *, issued_first: bool
) -> tuple[Side, str]:
    own = [record for record in records if record.edition == name.edition]
    if name.number is not None:
        chosen = next((record for record in own if record.number == name.number), None)
        if chosen is None:
            raise _unknown(name, records)
        return _issued(chosen)
    if own and issued_first:
        return _issued(own[-1])
    try:
        folder = project.processed(name.edition)
        book, memory = read_indicators(folder)[0], read_memory(folder)
    except FileNotFoundError:
        if own:
            return _issued(own[-1])
        raise _unknown(name, records) from None
    told = f"báo cáo hiện có, reports/{name.edition.name}"
    return Side(
        name.edition, book.values, memory.place
    ), f"{told}{_staleness(project, name.edition)}"


def _staleness(project: Project, edition: Edition) -> str:
    """Why the published report is not what the data would give now; '' when it is."""
    try:
        wanted_now = wanted(project, edition, parameters_of(manifest_of(project, edition)))
    except IssuedError:
        return " (không đọc được manifest.json)"
    stale = up_to_date(project.reports(edition), wanted_now)
    if not stale:
        return ""
    return f" (cần lập lại, vì {'; '.join(stale)})"


def _issued(record: Record) -> tuple[Side, str]:
    return side_of(record), f"đã phát hành, {record.file}"


def _unknown(name: EditionName, records: Iterable[Record]) -> IssuedError:
    issued = (
        ", ".join(record.file.rpartition("/")[2].removesuffix(".json") for record in records)
        or "chưa có"
    )
    return IssuedError(
        f"{name.text}: chưa phát hành và chưa có báo cáo [edition-unknown]. Các bản đã phát hành: {issued}."
        " Cách khắc phục: dùng một tên trên, hoặc lập báo cáo của kỳ ấy bằng make report"
    )


def comparison_text(changes: Iterable[Change], told: tuple[str, str]) -> list[str]:
    """The lines of the table: as printed first, then the exact values that add up."""
    heads = ["Mã", "Giá trị ở A", "Giá trị ở B", "Chênh lệch", *CAUSES.values()]
    lines = [
        f"A: {told[0]}",
        f"B: {told[1]}",
        f"Tiền tính bằng {MONEY}. Chênh lệch = {' + '.join(CAUSES.values())}.",
        "Chênh lệch được tính từ giá trị chính xác rồi mới làm tròn.",
        "",
    ]
    changes = list(changes)
    if not changes:
        return [*lines, "Không có số chung nào để so sánh."]
    rows = [heads, *(_row(change) for change in changes)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    for row, change in zip(rows, [None, *changes], strict=True):
        cells = [
            row[0].ljust(widths[0]),
            *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)),
        ]
        lines.append("  ".join(cells).rstrip())
        if change is not None:
            lines += [f"    {line}" for line in _details(change)]
    return lines


def _row(change: Change) -> list[str]:
    shown = [change.id, _text(change.old), _text(change.new)]
    if not change.parts or change.new is None:
        return [*shown, *[NOTHING] * (1 + len(CAUSES))]
    by_cause = {part.cause: part for part in change.parts}
    shown.append(_signed(change.difference, change.new))
    for cause in CAUSES:
        if cause in by_cause:
            shown.append(_signed(change.part(by_cause[cause]), change.new))
        else:
            shown.append(NOT_SPLIT)
    return shown


def _text(value: Value | None) -> str:
    if value is None:
        return NOTHING
    return f"{spoken_bound(value)} {show(value, _scale(value)).text}".strip()


def _signed(number: Fraction, like: Value) -> str:
    return show(_plain(number, like), _scale(like)).text


def _scale(value: Value) -> str | None:
    """The unit that money is shown in, so that a column can be added up; None for all else."""
    if value.unit == DONG:
        return MONEY
    return None


def _plain(number: Fraction, like: Value) -> Value:
    return Value("", "", number, like.unit, decimals=like.decimals, money_unit=like.money_unit)


def _details(change: Change) -> list[str]:
    """The label, then exact values where print rounds, and what could not be compared or split."""
    unit = ""
    if value := change.new or change.old:
        unit = _scale(value) or value.unit
    lines = [f"{change.label} ({unit})"]
    if change.old is None:
        return [*lines, "A không có số liệu này, chỉ B có; không tính chênh lệch"]
    if change.new is None:
        return [*lines, "B không có số liệu này, chỉ A có; không tính chênh lệch"]
    if not change.parts:
        statuses = " và ".join(STATUSES[v.status].label for v in (change.old, change.new))
        return [*lines, f"không so sánh: khác tình trạng hoặc đơn vị ({statuses})"]
    numbers = [change.difference, *(change.part(part) for part in change.parts)]
    if any(not _ends(number, change.new) for number in numbers):
        parts = "; ".join(
            f"{CAUSES[part.cause]} {_exact(change.part(part), change.new)}" for part in change.parts
        )
        lines.append(f"chính xác: chênh lệch {_exact(change.difference, change.new)} = {parts}")
    return lines + [_joined(part) for part in change.parts if part.joined]


def _joined(part: Part) -> str:
    lacking = list(CAUSES.values())[part.low : part.high - 1]
    return f"không tính lại được bước: {', '.join(lacking)}; phần ấy nằm trong phần {CAUSES[part.cause]}"


def _ends(number: Fraction, like: Value) -> bool:
    shown = show(_plain(number, like), _scale(like))
    printed: Fraction = number / 10**shown.scale * 10**shown.decimals
    return printed.denominator == 1


def _exact(number: Fraction, like: Value) -> str:
    if like.unit == DONG:
        number /= 10 ** MONEY_SCALES[MONEY]
    return exact_text(number)

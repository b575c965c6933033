"""`make compare`: the headlines of two editions and their differences by cause, as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from analysis.book.book import Book, Shown, Value, shown_bound
from analysis.book.printing import Printing
from analysis.commands.compared import EditionName
from analysis.definitions.provinces import same_territory
from analysis.edition import Edition
from analysis.errors import IssuedError, ParameterError
from analysis.issued.causes import (
    CAUSES,
    HEADLINES,
    NOT_SPLIT,
    Change,
    Side,
    changes_between,
    side_of,
    step_books,
)
from analysis.issued.record import Record
from analysis.issued.shelf import read_issued
from analysis.language.numbers import exact_text
from analysis.project import Project
from analysis.running.manifest import published
from analysis.running.standing import stale
from analysis.stages.processed import read_all_years, read_indicators
from analysis.vocabulary import STATUSES

NOTHING = "–"
# How the values of A and of B are printed: as reports in the usual unit of money print them in columns.
Prints = tuple[Printing, Printing]


def compare(project: Project, names: tuple[EditionName, EditionName]) -> int:
    """Print the comparison; nothing is written.

    Raises IssuedError when an edition of that name is neither issued nor published.
    """
    _refuse_other_territory(names)
    records = read_issued(project.issued)
    a, told_a = _side(project, records, names[0], issued_first=True)
    b, told_b = _side(project, records, names[1], issued_first=False)
    changes = changes_between(a, b, step_books(a, b), (*HEADLINES,))
    print("\n".join(comparison_text(changes, (told_a, told_b), prints_of(a, b))))
    return 0


def prints_of(a: Side, b: Side) -> Prints:
    """How the values of each side are printed."""
    return Printing(Book(dict(a.values))), Printing(Book(dict(b.values)))


def _refuse_other_territory(names: tuple[EditionName, EditionName]) -> None:
    """Raise ParameterError where the place means another territory at the end of each edition."""
    first, second = (name.edition for name in names)
    if not same_territory((first.place, first.last_day), (second.place, second.last_day)):
        raise ParameterError(
            f"{names[0].text}, {names[1].text}: hai kỳ ở hai bên ngày 01/7/2025 không chắc cùng một địa bàn"
            " [territory-differs]. Cách khắc phục: so sánh hai kỳ cùng trước hoặc cùng từ ngày đó"
        )


def _side(
    project: Project, records: Iterable[Record], name: EditionName, *, issued_first: bool
) -> tuple[Side, str]:
    """An edition as a side and what it is: the issue asked for, the last, or the report."""
    own = [record for record in records if record.edition == name.edition]
    asked = own[-1:]
    if name.number is not None:
        asked = [record for record in own if record.number == name.number]
    elif not (own and issued_first):
        try:
            return _published(project, name.edition)
        except FileNotFoundError:
            # not published any more: then its last issue, if it has one
            pass
    for record in asked:
        return side_of(record), f"đã phát hành, {record.file}"
    issued = [record.file.rpartition("/")[2].removesuffix(".json") for record in records]
    raise IssuedError(
        f"{name.text}: chưa phát hành và chưa có báo cáo [edition-unknown]. Các bản đã phát hành:"
        f" {', '.join(issued) or 'chưa có'}."
        " Cách khắc phục: dùng một tên trên, hoặc lập báo cáo của kỳ ấy bằng make report"
    )


def _published(project: Project, edition: Edition) -> tuple[Side, str]:
    folder = project.processed(edition)
    book, _ = read_indicators(folder)
    side = Side(edition, book.values, read_all_years(folder))
    return side, f"báo cáo hiện có, reports/{edition.name}{_staleness(project, edition)}"


def _staleness(project: Project, edition: Edition) -> str:
    """Why the published report is not what the data would give now; '' when it is."""
    try:
        now = published(project, edition).now
    except IssuedError:
        return " (không đọc được manifest.json)"
    reasons = stale(project, edition, now)
    if not reasons:
        return ""
    return f" (cần lập lại, vì {'; '.join(reasons)})"


def comparison_text(changes: Sequence[Change], told: tuple[str, str], prints: Prints) -> list[str]:
    """The lines of the table: as printed first, then the exact values that add up."""
    lines = [
        f"A: {told[0]}",
        f"B: {told[1]}",
        f"Tiền tính bằng {prints[0].money.unit}. Chênh lệch = {' + '.join(CAUSES.values())}.",
        "Chênh lệch được tính từ giá trị chính xác rồi mới làm tròn.",
        "",
    ]
    if not changes:
        return [*lines, "Không có số chung nào để so sánh."]
    head = ["Mã", "Giá trị ở A", "Giá trị ở B", "Chênh lệch", *CAUSES.values()]
    rows = [head, *(_row(change, prints) for change in changes)]
    details = [[], *(_details(change, prints) for change in changes)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for (id_, *numbers), below in zip(rows, details, strict=True):
        cells = [id_.ljust(widths[0]), *map(str.rjust, numbers, widths[1:])]
        lines.append("  ".join(cells).rstrip())
        lines += [f"    {line}" for line in below]
    return lines


def _row(change: Change, prints: Prints) -> list[str]:
    values = [_text(change.old, prints[0]), _text(change.new, prints[1])]
    numbers = [NOTHING] * (1 + len(CAUSES))
    if change.parts:
        by_cause = {part.cause: change.part(part) for part in change.parts}
        exact = [change.difference, *map(by_cause.get, CAUSES)]
        numbers = [
            NOT_SPLIT if number is None else _shown(number, change.value, prints[1]).text
            for number in exact
        ]
    return [change.id, *values, *numbers]


def _text(value: Value | None, printing: Printing) -> str:
    if value is None:
        return NOTHING
    return f"{shown_bound(value)} {printing.in_column(value).text}".strip()


def _shown(number: Fraction, new: Value, printing: Printing) -> Shown:
    """How a difference to a value of B is printed: as the table of the report prints what is computed from it."""
    told = replace(
        new, id=f"{new.id} {number}", value=number, bound="exact", formula=new.id, inputs=(new.id,)
    )
    return printing.in_column(replace(told, gather=None))


def _details(change: Change, prints: Prints) -> list[str]:
    """The label, then exact values where print rounds, and what could not be compared or split."""
    value = change.value
    lines = [f"{value.label} ({prints[0].unit(value)})"]
    for lacking, there, side in (("A", "B", change.old), ("B", "A", change.new)):
        if side is None:
            return [
                *lines,
                f"{lacking} không có số liệu này, chỉ {there} có; không tính chênh lệch",
            ]
    if not change.parts:
        sides = filter(None, (change.old, change.new))
        statuses = " và ".join(STATUSES[side.status].label for side in sides)
        return [*lines, f"không so sánh: khác tình trạng hoặc đơn vị ({statuses})"]
    parts = {CAUSES[part.cause]: change.part(part) for part in change.parts}
    # a part that print rounds may not seem to add up, so all of them are then told exactly
    numbers = {"chênh lệch": change.difference, **parts}
    shown = [_shown(number, value, prints[1]) for number in numbers.values()]
    exact = [n / Fraction(10) ** s.scale for n, s in zip(numbers.values(), shown, strict=True)]
    if any(
        (n * Fraction(10) ** s.decimals).denominator > 1 for n, s in zip(exact, shown, strict=True)
    ):
        whole, *told = map(" ".join, zip(numbers, map(exact_text, exact), strict=True))
        lines.append(f"chính xác: {whole} = {'; '.join(told)}")
    causes = [*CAUSES.values()]
    return lines + [
        f"không tính lại được bước: {', '.join(causes[part.low : part.high - 1])};"
        f" phần ấy nằm trong phần {CAUSES[part.cause]}"
        for part in change.parts
        if part.joined
    ]

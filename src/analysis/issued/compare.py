"""Why a value differs between two editions: correction, revised data, method, period, each step a recomputation.

R0 is edition A from its own record, R1 has B's corrections, R2 is B's data for A's period, R3 has B's definitions, R4
is B's period. A part is the difference of two steps; what a changed program alone does belongs to the method. A step
that cannot be computed is None, and its part goes to the next step that can.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from analysis.definitions import parse_definitions
from analysis.edition import Edition
from analysis.issued.recompute import Source, bound_to, corrected, recompute, with_record_cells
from analysis.issued.record import PlaceData, Record
from analysis.trace import Book, Value

HEADLINES = (
    "T", "P", "Q", "L", "C", "DA", "N",
    "I10", "I26", "I28", "I06", "I07", "I17", "I21", "I30", "I32",
)  # fmt: skip
CAUSES = {"dc": "Đính chính", "sl": "Số liệu sửa lại", "pp": "Phương pháp", "ky": "Kỳ"}
NOT_SPLIT = "không tính được"


@dataclass(frozen=True)
class Side:
    """One of the two editions: its values as issued or published, and the data that they come from."""

    edition: Edition
    values: Mapping[str, Value]
    data: PlaceData
    source: Source | None = None


@dataclass(frozen=True)
class Part:
    """The difference between two steps by their numbers; `joined` when steps in between could not be computed."""

    cause: str
    low: int
    high: int
    joined: bool


@dataclass(frozen=True)
class Change:
    """One value in A and B: the value of each step and the parts; `parts` is empty where they cannot be compared."""

    id: str
    old: Value | None
    new: Value | None
    steps: tuple[Value | None, ...]
    parts: tuple[Part, ...]

    @property
    def label(self) -> str:
        """The label of the newer value."""
        value = self.new or self.old
        return value.label if value else self.id

    @property
    def difference(self) -> Fraction:
        """B less A; only where they can be compared."""
        return _number(self.new) - _number(self.old)

    def part(self, part: Part) -> Fraction:
        """What a cause makes of the difference."""
        change = _number(self.steps[part.high]) - _number(self.steps[part.low])
        return change + self.program if part.cause == "pp" else change

    @property
    def program(self) -> Fraction:
        """What the program alone changed: today's results less those that A and B told."""
        old, new = self.steps[0], self.steps[4]
        return _number(old) - _number(self.old) + _number(self.new) - _number(new)


def side_of(record: Record) -> Side:
    """A record as a side; its figures are cells of its file."""
    return Side(record.edition, record.by_id, record.place, Source(record.file, record.sha256))


def step_books(a: Side, b: Side) -> list[Book | None]:
    """The values of R0 to R4."""
    mine, theirs = (bound_to(side.source, side.data) if side.source else side.data for side in (a, b))
    old, new = parse_definitions(mine.definitions), parse_definitions(theirs.definitions)
    fixed = corrected(mine, theirs, a.edition)
    first = recompute(mine.figures, mine.readings, old, a.edition)
    second = first
    if fixed != mine.figures:
        second = None if fixed is None else recompute(fixed, mine.readings, old, a.edition)
    third = recompute(theirs.figures, theirs.readings, old, a.edition)
    fourth = third if new == old else recompute(theirs.figures, theirs.readings, new, a.edition)
    books = [first, second, third, fourth, recompute(theirs.figures, theirs.readings, new, b.edition)]
    for side in (a, b):
        if side.source:
            books = [with_record_cells(book, side.source, side.data) if book else None for book in books]
    return books


def changes_between(a: Side, b: Side, books: Sequence[Book | None], ids: Sequence[str] = HEADLINES) -> list[Change]:
    """The values that A or B has, with the parts of their difference."""
    found = []
    for id_ in ids:
        old, new = _known(a.values.get(id_)), _known(b.values.get(id_))
        if old is None and new is None:
            continue
        if old is None or new is None or (old.unit, old.status) != (new.unit, new.status):
            found.append(Change(id_, old, new, (), ()))
            continue
        steps = [_like(_known(book.values.get(id_)) if book else None, old) for book in books]
        steps[0] = steps[0] or old
        steps[4] = steps[4] or new
        found.append(Change(id_, old, new, tuple(steps), tuple(_parts(steps))))
    return found


def _parts(steps: Sequence[Value | None]) -> list[Part]:
    parts, low = [], 0
    for high, cause in enumerate(CAUSES, start=1):
        if steps[high] is not None:
            parts.append(Part(cause, low, high, high - low > 1))
            low = high
    return parts


def _known(value: Value | None) -> Value | None:
    return value if value is not None and value.value is not None else None


def _like(value: Value | None, other: Value) -> Value | None:
    """A step counts only in the unit and status that are compared."""
    return value if value is not None and (value.unit, value.status) == (other.unit, other.status) else None


def _number(value: Value | None) -> Fraction:
    if value is None or value.value is None:
        raise ValueError("no value to compare")
    return value.value

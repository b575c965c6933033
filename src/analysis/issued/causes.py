"""Why values differ between two editions: by correction, revision, method or period.

As values of the book, every part has a formula down to cells. `X.kt0` is the value as the record
holds it, a cell of `data/issued/…`; `X.kt1` to `X.kt3` are the steps that differ from the one
before, each with its own inputs; `X.ktx` is the record computed by today's program, where that differs.
`X.kt_cl` is the difference, `X.kt_dc`, `X.kt_sl`, `X.kt_pp` and `X.kt_ky` are its parts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from analysis.book.book import Book, Value, needed
from analysis.definitions.indicators import parse_definitions
from analysis.edition import Edition
from analysis.issued.memory import Memory
from analysis.issued.recompute import Source, bound_to, corrected, recompute, with_record_cells
from analysis.issued.record import PlaceData, Record
from analysis.language.formulas import parse_formula, rename
from analysis.language.numbers import DONG

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
    mine, theirs = (
        bound_to(side.source, side.data) if side.source else side.data for side in (a, b)
    )
    old, new = parse_definitions(mine.definitions), parse_definitions(theirs.definitions)
    fixed = corrected(mine, theirs, a.edition)
    first = recompute(mine.figures, mine.readings, old, a.edition)
    second = first
    if fixed != mine.figures:
        second = None if fixed is None else recompute(fixed, mine.readings, old, a.edition)
    third = recompute(theirs.figures, theirs.readings, old, a.edition)
    fourth = third if new == old else recompute(theirs.figures, theirs.readings, new, a.edition)
    books = [
        first,
        second,
        third,
        fourth,
        recompute(theirs.figures, theirs.readings, new, b.edition),
    ]
    for side in (a, b):
        if side.source:
            books = [
                with_record_cells(book, side.source, side.data) if book else None for book in books
            ]
    return books


def changes_between(
    a: Side, b: Side, books: Sequence[Book | None], ids: Sequence[str] = HEADLINES
) -> list[Change]:
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
    return (
        value
        if value is not None and (value.unit, value.status) == (other.unit, other.status)
        else None
    )


def _number(value: Value | None) -> Fraction:
    if value is None or value.value is None:
        raise ValueError("no value to compare")
    return value.value


STEP_WORDS = {
    "x": "bản phát hành trước, tính lại bằng chương trình hiện nay",
    "1": "bản phát hành trước sau khi đính chính",
    "2": "số liệu hiện nay của kỳ trước",
    "3": "số liệu và phương pháp hiện nay của kỳ trước",
}


def add_comparison(book: Book, memory: Memory, edition: Edition) -> None:
    """Add the values that compare the edition with the record of the earlier one; nothing without a record."""
    if memory.earlier is None:
        return
    a, b = side_of(memory.earlier), Side(edition, dict(book.values), memory.place)
    books = step_books(a, b)
    for change in changes_between(a, b, books):
        if change.parts:
            _Chain(book, books, memory.earlier, change).add()


@dataclass
class _Chain:
    """One headline's way from the record to today's value."""

    book: Book
    books: list[Book | None]
    record: Record
    change: Change

    def add(self) -> None:
        old, new, id_ = self.change.old, self.change.new, self.change.id
        if old is None or new is None or not self._traceable():
            return
        label = f"{new.label}, kỳ trước đã phát hành"
        origins = (self.record.origin(id_),)
        blank = {"formula": None, "inputs": (), "caveat": "", "revised": False}
        first = self.book.add(replace(old, id=f"{id_}.kt0", label=label, origins=origins, **blank))
        ids = self._entries(first.id)
        self._derive("cl", f"{id_} - {first.id}", "chênh lệch so với kỳ trước")
        for part in self.change.parts:
            self._derive(
                part.cause,
                self._formula(part, ids, first.id),
                f"phần do {CAUSES[part.cause].lower()}",
            )

    def _traceable(self) -> bool:
        """Whether each step that differs rests on cells alone."""
        for number, step in enumerate(self.change.steps[1:4], start=1):
            book = self.books[number]
            if step is not None and book is not None:
                below = (book[id_] for id_ in needed(book, [self.change.id]))
                if not all(
                    value.derived or value.origins or value.value is None for value in below
                ):
                    return False
        return True

    def _entries(self, first: str) -> list[str | None]:
        """The id of the value of each step; a step that changes nothing has the id of the one before."""
        steps, id_ = self.change.steps, self.change.id
        ids: list[str | None] = [first]
        if steps[0] is not None and _differ(steps[0], self.change.old):
            ids[0] = self._imported(0, "x")
        last, at = steps[0], ids[0]
        for number in (1, 2, 3):
            step = steps[number]
            if step is None:
                ids.append(None)
                continue
            if _differ(step, last):
                at = self._imported(number, str(number))
            last = step
            ids.append(at)
        return [*ids, id_]

    def _imported(self, number: int, mark: str) -> str:
        """A step's value under its own id, with everything that it is computed from."""
        source = self.books[number]
        if source is None:
            raise ValueError("a step without values")
        names = needed(source, [self.change.id])
        mapping = {name: f"{name}.kt{mark}" for name in names}
        for name in names:
            value = source[name]
            if mapping[name] not in self.book:
                self.book.add(_renamed(value, mapping, STEP_WORDS[mark]))
        return mapping[self.change.id]

    def _formula(self, part: Part, ids: list[str | None], first: str) -> str:
        text = f"{ids[part.high]} - {ids[part.low]}"
        if part.cause == "pp" and ids[0] != first:
            text += f" + {ids[0]} - {first}"
        return text

    def _derive(self, mark: str, formula: str, words: str) -> None:
        value = self.change.new
        if value is not None:
            decimals = 3 if value.unit == DONG else value.decimals
            id_, label = f"{self.change.id}.kt_{mark}", f"{value.label}, {words}"
            self.book.derive(
                id_, label, value.unit, formula, status=value.status, decimals=decimals
            )


def _differ(value: Value | None, other: Value | None) -> bool:
    if value is None or other is None:
        return value is not other
    return (value.value, value.bound) != (other.value, other.bound)


def _renamed(value: Value, mapping: dict[str, str], words: str) -> Value:
    label = f"{value.label}, {words}"
    if value.formula is None:
        return replace(value, id=mapping[value.id], label=label)
    formula = rename(parse_formula(value.formula), mapping).text
    return replace(
        value,
        id=mapping[value.id],
        label=label,
        formula=formula,
        inputs=tuple(mapping[n] for n in value.inputs),
    )

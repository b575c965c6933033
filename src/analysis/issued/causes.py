"""Why values differ between two editions: by correction, revision, method or period.

As values of the book, every part has a formula down to cells. `X.kt0` is the value as the record
holds it, a cell of `data/issued/…`; `X.kt1` to `X.kt3` are the steps that differ from the one
before, each with its own inputs; `X.ktx` is the record computed by today's program, where that
differs. `X.kt_cl` is the difference, `X.kt_dc`, `X.kt_sl`, `X.kt_pp` and `X.kt_ky` are its parts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from operator import attrgetter

from analysis.book.book import Book, Value, needed
from analysis.definitions.indicators import parse_definitions
from analysis.edition import Edition
from analysis.issued.memory import Memory
from analysis.issued.recompute import bound_to, corrected, recompute, with_record_cells
from analysis.issued.record import PlaceData, Record, amount_of, issued_value, known
from analysis.language.formulas import parse_formula, rename
from analysis.language.printed_units import DONG

HEADLINES = tuple("T P Q L C DA N I10 I26 I28 I06 I07 I17 I21 I30 I32".split())
CAUSES = {"dc": "Đính chính", "sl": "Số liệu sửa lại", "pp": "Phương pháp", "ky": "Kỳ"}
NOT_SPLIT = "không tính được"


@dataclass(frozen=True)
class Side:
    """One of the two editions.

    Its values as issued or published, and the data that they come from; of an issued one the record,
    of whose file its figures are then cells.
    """

    edition: Edition
    values: Mapping[str, Value]
    data: PlaceData
    record: Record | None = None


@dataclass(frozen=True)
class Part:
    """The difference between two steps by their numbers.

    `joined` when steps in between could not be computed.
    """

    cause: str
    low: int
    high: int
    joined: bool


@dataclass(frozen=True)
class Change:
    """One value in A and B and in each step, none where they cannot be compared."""

    id: str
    old: Value | None
    new: Value | None
    steps: tuple[Value | None, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """One part a cause, from the last step before it that could be computed; none without steps."""
        parts = []
        low = 0
        for high, (cause, step) in enumerate(zip(CAUSES, self.steps[1:], strict=False), start=1):
            if step is not None:
                parts.append(Part(cause, low, high, joined=high - low > 1))
                low = high
        return tuple(parts)

    @property
    def value(self) -> Value:
        """The newer value, or the one that is gone."""
        value = self.new or self.old
        if value is None:
            raise ValueError("a change of nothing")
        return value

    @property
    def difference(self) -> Fraction:
        """B less A; only where they can be compared."""
        return _number(self.new) - _number(self.old)

    def part(self, part: Part) -> Fraction:
        """What a cause makes of the difference."""
        low = _number(self.steps[part.low])
        change = _number(self.steps[part.high]) - low
        if part.cause == "pp":
            # what the program alone changed: today's results less those that A and B told
            change += _number(self.steps[0]) - _number(self.old)
            change += _number(self.new) - _number(self.steps[4])
        return change


def side_of(record: Record) -> Side:
    """A record as a side; its figures are cells of its file."""
    return Side(record.edition, record.by_id, bound_to(record), record)


def step_books(a: Side, b: Side) -> list[Book | None]:
    """The values of the five steps: A, then with B's corrections, B's data, B's method, B's period.

    None for a step that cannot be computed.
    """
    mine = a.data
    theirs = b.data
    old = parse_definitions(mine.definitions)
    new = parse_definitions(theirs.definitions)
    mended = of_a = None
    if theirs.covers(a.edition):
        mended = corrected(mine, theirs, a.edition)
        of_a = theirs.figures
    steps = [
        (mine.figures, mine.readings, old, a.edition),
        (mended, mine.readings, old, a.edition),
        (of_a, theirs.readings, old, a.edition),
        (of_a, theirs.readings, new, a.edition),
        (theirs.figures, theirs.readings, new, b.edition),
    ]
    books: list[Book | None] = []
    for number, step in enumerate(steps):
        if number and step == steps[number - 1]:
            books.append(books[-1])
        else:
            # what A's years are of is told by its own record, whatever figures it is computed from
            edition = step[-1]
            broken = theirs.broken if edition == b.edition else mine.broken
            books.append(recompute(*step, is_broken=edition.name in broken))
    # cells of records are named as the records hold them
    for record in (a.record, b.record):
        if record is not None:
            books = [book and with_record_cells(book, record) for book in books]
    return books


def changes_between(
    a: Side,
    b: Side,
    books: Sequence[Book | None],
    ids: Sequence[str] = HEADLINES,
) -> list[Change]:
    """The values that A or B has, with the parts of their difference."""
    found = []
    for id_ in ids:
        old = known(a.values, id_)
        new = known(b.values, id_)
        if old is None and new is None:
            continue
        steps: tuple[Value | None, ...] = ()
        if old is not None and new is not None and _kind(old) == _kind(new):
            first, *between, last = (_step(book, id_, old) for book in books)
            steps = (first or old, *between, last or new)
        found.append(Change(id_, old, new, steps))
    return found


_kind = attrgetter("unit", "status")


def _step(
    book: Book | None,
    id_: str,
    old: Value,
) -> Value | None:
    """The value of a step; it counts only in the unit and status that are compared."""
    if book is not None:
        value = known(book.values, id_)
        if value is not None and _kind(value) == _kind(old):
            return value
    return None


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


def add_comparison(
    book: Book,
    memory: Memory,
    edition: Edition,
) -> None:
    """Add the values that compare the edition with the record of the earlier one.

    Nothing without a record.
    """
    if memory.earlier is None:
        return
    a = side_of(memory.earlier)
    b = Side(edition, dict(book.values), memory.place)
    books = step_books(a, b)
    for change in changes_between(a, b, books):
        if change.parts and change.new is not None and _traceable(books, change):
            _add_way(book, books, memory.earlier, change, change.new)


def _traceable(books: Sequence[Book | None], change: Change) -> bool:
    """Whether each step between the record and today's book rests on cells alone."""
    steps = zip(books[1:4], change.steps[1:4], strict=True)
    return all(_rests_on_cells(book, change.id) for book, step in steps if book and step)


def _rests_on_cells(book: Book, id_: str) -> bool:
    values = [book[name] for name in needed(book, [id_])]
    return all(value.value is None or value.derived or value.origins for value in values)


def _add_way(
    book: Book, books: Sequence[Book | None], record: Record, change: Change, new: Value
) -> None:
    """Add one headline's way from the record to today's value."""
    id_ = change.id
    first = f"{id_}.kt0"
    book.add(issued_value(record, id_, first, f"{new.label}, kỳ trước đã phát hành"))
    # the id of each step's value; a step that changes nothing has that of the one before
    ids: list[str | None] = []
    last = change.old
    at = first
    for source, step, mark in zip(books, change.steps, STEP_WORDS, strict=False):
        if step is None:
            ids.append(None)
            continue
        # a step that could not be computed stands for the record, whose value it has
        if source and (last is None or amount_of(step) != amount_of(last)):
            at = _imported(book, source, id_, mark)
        last = step
        ids.append(at)
    ids.append(id_)

    def derive(mark: str, formula: str, words: str) -> None:
        decimals = 3 if new.unit == DONG else new.decimals
        label = f"{new.label}, {words}"
        derived = f"{id_}.kt_{mark}"
        book.derive(derived, label, new.unit, formula, status=new.status, decimals=decimals)

    derive("cl", f"{id_} - {first}", "chênh lệch so với kỳ trước")
    for part in change.parts:
        formula = f"{ids[part.high]} - {ids[part.low]}"
        if part.cause == "pp" and ids[0] != first:
            # what today's program makes of the record is a change of method too
            formula += f" + {ids[0]} - {first}"
        derive(part.cause, formula, f"phần do {CAUSES[part.cause].lower()}")


def _imported(book: Book, source: Book, id_: str, mark: str) -> str:
    """A step's value under its own id, with everything that it is computed from."""
    mapping = {name: f"{name}.kt{mark}" for name in needed(source, [id_])}
    for name, new_id in mapping.items():
        if new_id not in book:
            book.add(_renamed(source[name], mapping, STEP_WORDS[mark]))
    return mapping[id_]


def _renamed(
    value: Value,
    mapping: Mapping[str, str],
    words: str,
) -> Value:
    """A value of a step under its own id, with a formula over the ids of the step."""
    label = f"{value.label}, {words}"
    renamed = replace(value, id=mapping[value.id], label=label)
    if value.formula is None:
        return renamed
    formula = rename(parse_formula(value.formula), mapping).text
    inputs = [mapping[name] for name in value.inputs]
    return replace(renamed, formula=formula, inputs=tuple(inputs))

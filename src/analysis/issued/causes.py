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
from analysis.issued.record import PlaceData, Record, issued_value, known
from analysis.language.formulas import parse_formula, rename
from analysis.language.numbers import DONG

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
    """One value in A and B: the value of each step and the parts.

    `parts` is empty where they cannot be compared.
    """

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
        low = _number(self.steps[part.low])
        change = _number(self.steps[part.high]) - low
        if part.cause == "pp":
            change += self.program
        return change

    @property
    def program(self) -> Fraction:
        """What the program alone changed: today's results less those that A and B told."""
        old = self.steps[0]
        new = self.steps[4]
        of_old = _number(old) - _number(self.old)
        of_new = _number(self.new) - _number(new)
        return of_old + of_new


def side_of(record: Record) -> Side:
    """A record as a side; its figures are cells of its file."""
    return Side(record.edition, record.by_id, record.place, record)


def step_books(a: Side, b: Side) -> list[Book | None]:
    """The values of the five steps: A, then with B's corrections, B's data, B's method, B's period.

    None for a step that cannot be computed.
    """
    mine = _bound(a)
    theirs = _bound(b)
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
            books.append(recompute(*step))
    return [_with_cells(book, a, b) for book in books]


def _bound(side: Side) -> PlaceData:
    if side.record is None:
        return side.data
    return bound_to(side.record)


def _with_cells(book: Book | None, *sides: Side) -> Book | None:
    """A step's book with the cells of records named as the records hold them."""
    for side in sides:
        if book is not None and side.record is not None:
            book = with_record_cells(book, side.record)
    return book


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
        steps: list[Value | None] = []
        if old is not None and new is not None and _kind(old) == _kind(new):
            steps = [_step(book, id_, old) for book in books]
            steps[0] = steps[0] or old
            steps[4] = steps[4] or new
        found.append(
            Change(
                id_,
                old,
                new,
                tuple(steps),
                tuple(_parts(steps)),
            )
        )
    return found


_kind = attrgetter("unit", "status")
_amount = attrgetter("value", "bound")


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


def _parts(steps: Sequence[Value | None]) -> list[Part]:
    """One part a cause, from the last step before it that could be computed; none without steps."""
    parts = []
    low = 0
    for high, (cause, step) in enumerate(zip(CAUSES, steps[1:], strict=False), start=1):
        if step is not None:
            parts.append(Part(cause, low, high, joined=high - low > 1))
            low = high
    return parts


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
        """Add the values of the way; nothing where a step does not rest on cells."""
        new = self.change.new
        id_ = self.change.id
        if new is None or not self._traceable():
            return
        first = f"{id_}.kt0"
        label = f"{new.label}, kỳ trước đã phát hành"
        self.book.add(issued_value(self.record, id_, first, label))
        ids = self._entries(first)
        self._derive(new, "cl", f"{id_} - {first}", "chênh lệch so với kỳ trước")
        for part in self.change.parts:
            formula = f"{ids[part.high]} - {ids[part.low]}"
            if part.cause == "pp" and ids[0] != first:
                # what today's program makes of the record is a change of method too
                formula += f" + {ids[0]} - {first}"
            cause = CAUSES[part.cause].lower()
            self._derive(new, part.cause, formula, f"phần do {cause}")

    def _traceable(self) -> bool:
        """Whether each step between rests on cells alone."""
        steps = zip(self.books, self.change.steps, strict=True)
        # the first step is the record and the last one today's book
        for book, step in list(steps)[1:4]:
            if book is not None and step is not None and not self._rests_on_cells(book):
                return False
        return True

    def _rests_on_cells(self, book: Book) -> bool:
        for id_ in needed(book, [self.change.id]):
            value = book[id_]
            if value.value is not None and not (value.derived or value.origins):
                return False
        return True

    def _entries(self, first: str) -> list[str | None]:
        """The id of the value of each step.

        A step that changes nothing has the id of the one before.
        """
        ids: list[str | None] = []
        last = self.change.old
        at = first
        for number, (step, mark) in enumerate(zip(self.change.steps, STEP_WORDS, strict=False)):
            if step is None:
                ids.append(None)
                continue
            if last is None or _amount(step) != _amount(last):
                at = self._imported(number, mark)
            last = step
            ids.append(at)
        return [*ids, self.change.id]

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

    def _derive(
        self,
        value: Value,
        mark: str,
        formula: str,
        words: str,
    ) -> None:
        id_ = f"{value.id}.kt_{mark}"
        label = f"{value.label}, {words}"
        decimals = 3 if value.unit == DONG else value.decimals
        self.book.derive(
            id_,
            label,
            value.unit,
            formula,
            status=value.status,
            decimals=decimals,
        )


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

"""The comparison with the earlier edition as values of the book: every part has a formula down to cells.

`X.kt0` is the value as the record holds it, a cell of `data/issued/…`; `X.kt1` to `X.kt3` are the steps that differ
from the one before, each with its own inputs; `X.ktx` is the record computed by today's program, where that differs.
`X.kt_cl` is the difference, `X.kt_dc`, `X.kt_sl`, `X.kt_pp` and `X.kt_ky` are its parts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from analysis.edition import Edition
from analysis.formulas import rename
from analysis.issued.compare import CAUSES, Change, Part, Side, changes_between, side_of, step_books
from analysis.issued.record import Memory, Record
from analysis.trace import DONG, Book, Value, needed, parsed_formula

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
            self._derive(part.cause, self._formula(part, ids, first.id), f"phần do {CAUSES[part.cause].lower()}")

    def _traceable(self) -> bool:
        """Whether each step that differs rests on cells alone."""
        for number, step in enumerate(self.change.steps[1:4], start=1):
            book = self.books[number]
            if step is not None and book is not None:
                below = (book[id_] for id_ in needed(book, [self.change.id]))
                if not all(value.derived or value.origins or value.value is None for value in below):
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
            self.book.derive(id_, label, value.unit, formula, status=value.status, decimals=decimals)


def _differ(value: Value | None, other: Value | None) -> bool:
    if value is None or other is None:
        return value is not other
    return (value.value, value.bound) != (other.value, other.bound)


def _renamed(value: Value, mapping: dict[str, str], words: str) -> Value:
    label = f"{value.label}, {words}"
    if value.formula is None:
        return replace(value, id=mapping[value.id], label=label)
    formula = rename(parsed_formula(value.formula), mapping).text
    return replace(
        value, id=mapping[value.id], label=label, formula=formula, inputs=tuple(mapping[n] for n in value.inputs)
    )

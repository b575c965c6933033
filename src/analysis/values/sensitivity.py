"""What the indicators become without each correction.

The book of the other figures, grafted on where it differs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from analysis.book.book import Book, Value
from analysis.definitions.indicators import Definitions
from analysis.edition import Edition
from analysis.figures.figure import Figure
from analysis.language.formulas import parse_formula, rename
from analysis.values.chosen import Reading
from analysis.values.indicators import build_book
from analysis.vocabulary import Bound

UNDONE_NOTE = "Giá trị khi không đính chính ô mà dòng {} của dinh-chinh.csv nêu."


def undone_suffix(line: str) -> str:
    """What the ids of values without a correction end in; `line` is a key of `Clean.undone`."""
    return f".dc{line}"


def undone_words(line: str) -> str:
    """The same in words."""
    return f"không đính chính dòng {_lines(line)}"


def _lines(line: str) -> str:
    return line.replace("_", ", ")


def add_undone(
    book: Book,
    undone: Mapping[str, Sequence[Figure] | None],
    edition: Edition,
    definitions: Definitions,
    readings: Sequence[Reading],
) -> None:
    """For each correction every value that would be another without it, with what it rests on."""
    for line, figures in undone.items():
        if not figures:
            continue
        other = build_book(figures, edition, definitions, readings)
        for value in other:
            if value.id in book and _number(value) != _number(book[value.id]):
                _bring(book, other, value.id, line)


def _number(value: Value) -> tuple[Fraction | None, Bound]:
    return value.value, value.bound


def _bring(book: Book, other: Book, id_: str, line: str) -> str:
    """The id in the book of a value of the other one.

    It is its own where nothing below it differs, else a new entry.
    """
    new = id_ + undone_suffix(line)
    if new in book:
        return new
    value, formula = other[id_], other[id_].formula
    inputs = {name: _bring(book, other, name, line) for name in value.inputs}
    names = tuple(inputs.values())
    if id_ in book and names == value.inputs:
        mine = book[id_]
        same = (formula, value.origins) == (mine.formula, mine.origins)
        if same and _number(value) == _number(mine):
            return id_
    if formula is not None:
        formula = rename(parse_formula(formula), inputs).text
    caveat = UNDONE_NOTE.format(_lines(line))
    if value.origins:
        caveat = f"{caveat} {value.caveat}".strip()  # the row's other corrections hold
    book.add(
        replace(
            value,
            id=new,
            label=f"{value.label}, {undone_words(line)}",
            caveat=caveat,
            formula=formula,
            inputs=names,
        )
    )
    return new

"""What the indicators become without each correction.

The book of the other figures, grafted on where it differs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from analysis.book.book import Book, Value
from analysis.definitions.indicators import Definitions
from analysis.edition import Edition
from analysis.figures.figure import Figure
from analysis.language.formulas import parse_formula, rename
from analysis.values.indicators import build_book

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
    readings: Sequence[Mapping[str, str]],
) -> None:
    """For each correction every value that would be another without it, with what it rests on."""
    for line, figures in undone.items():
        if figures:
            other = build_book(figures, edition, definitions, readings)
            for id_ in other.values:
                if id_ in book and _differs(other[id_], book[id_]):
                    _bring(book, other, id_, line)


def _differs(one: Value, other: Value) -> bool:
    return (one.value, one.bound) != (other.value, other.bound)


def _bring(book: Book, other: Book, id_: str, line: str) -> str:
    """The id in the book of a value of the other one.

    It is its own where nothing below it differs, else a new entry.
    """
    new = id_ + undone_suffix(line)
    if new in book:
        return new
    value, mine = other[id_], book.values.get(id_)
    inputs = {name: _bring(book, other, name, line) for name in value.inputs}
    if (
        mine is not None
        and all(name == known for name, known in inputs.items())
        and _same(value, mine)
    ):
        return id_
    formula = None if value.formula is None else rename(parse_formula(value.formula), inputs).text
    label, caveat = f"{value.label}, {undone_words(line)}", UNDONE_NOTE.format(_lines(line))
    if value.origins and value.caveat:
        caveat = f"{caveat} {value.caveat}"  # the row's other corrections hold
    names = tuple(inputs[name] for name in value.inputs)
    book.add(
        replace(
            value,
            id=new,
            label=label,
            caveat=caveat,
            formula=formula,
            inputs=names,
        )
    )
    return new


def _same(value: Value, mine: Value) -> bool:
    return not _differs(value, mine) and (value.formula, value.origins) == (
        mine.formula,
        mine.origins,
    )

"""The lines of `doc-so.toml`: which entry stands on which, under which table, and whether it is behind #."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_BARE_NAME = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=")


@dataclass(frozen=True)
class TextLine:
    """One line of the text: an entry, or with the name '' the beginning of a table.

    `table` is the table [[…]] that it belongs to, `number` counts those of one name from 0, `part` are the names
    between the table and the entry. `is_open`: it is behind #. `value` is None where it goes on below the line.
    """

    row: int
    table: str
    number: int
    part: tuple[str, ...]
    name: str
    value: Any
    is_open: bool

    @property
    def way(self) -> tuple[object, ...]:
        """The names from the outermost table to the entry; an entry above all tables has its own alone."""
        own = (*self.part, self.name) if self.name else self.part
        return (self.table, self.number, *own) if self.table else own


def lines_of(text: str) -> Iterator[TextLine]:
    """The entries and the beginnings of tables, in the order of the text; other lines are left out."""
    counts: Counter[str] = Counter()
    table = ""
    part: tuple[str, ...] = ()
    for row, line in enumerate(text.splitlines(), start=1):
        bare = line.strip()
        is_open = bare.startswith("#")
        told = _told(bare.lstrip("# "))
        if told is None:
            continue
        names, value = told
        if bare.startswith("["):
            table, part = names[0], names[1:]
            counts[table] += bare.startswith("[[")
            yield TextLine(row, table, counts[table] - 1, part, "", None, is_open=False)
        elif names and value != {}:
            place = (*part, *names[:-1])
            yield TextLine(row, table, counts[table] - 1, place, names[-1], value, is_open)


def _told(line: str) -> tuple[tuple[str, ...], Any] | None:
    """The names that a line gives, the outer first, and its value; None where it is no entry of its own."""
    try:
        told: Any = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        found = _BARE_NAME.match(line)
        return None if found is None else ((found[1],), None)
    names: list[str] = []
    while isinstance(told, dict) and len(told) == 1:
        ((name, told),) = told.items()
        names.append(name)
        if isinstance(told, list) and told == [{}]:
            told = {}
    return (tuple(names), told) if names else None

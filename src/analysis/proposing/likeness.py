"""How alike two texts are by their words, in percent, and the cells by which a column is judged."""

from __future__ import annotations

import re

import pyarrow as pa

from analysis.adopting.money import filled_cells
from analysis.tables.table import Table
from analysis.tables.units import folded

LEAST_WORDS = 50  # percent of words in common
SAMPLE = 2000
# Words that a name of nearly any column may have.
_EMPTY_WORDS = frozenset("va cua cac trong duoc don vi ho tro thuc hien".split())


def words_in(text: str) -> set[str]:
    """The words of a text by which it may be told from others."""
    return set(re.findall(r"[a-z0-9]+", folded(text))) - _EMPTY_WORDS


def percent_shared(one: str, other: str) -> int:
    """Percent of the words of two texts that both have."""
    first, second = words_in(one), words_in(other)
    if not first or not second:
        return 0
    return 100 * len(first & second) // len(first | second)


def first_cells(table: Table, index: int) -> pa.Array:
    """The first cells of a column in schemes, without blanks."""
    return filled_cells(table, index).slice(0, SAMPLE)

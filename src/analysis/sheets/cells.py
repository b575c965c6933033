"""Cells of a sheet by row and column from 0, and as people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

Cell = tuple[int, int]  # row and column

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")


@dataclass(frozen=True)
class Merge:
    """A merged range, rows and columns from 0, ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def address(self) -> str:
        """The range as people write it: "H2:I2"."""
        first, last = column_letters(self.left), column_letters(self.right)
        return f"{first}{self.top + 1}:{last}{self.bottom + 1}"


def column_letters(index: int) -> str:
    """Letters of a sheet's column, from 0: 'A', 'Z', 'AA'."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def address(text: str) -> Cell:
    """Row and column from 0 of an address such as 'B12'.

    Raises:
        ValueError: the text is no address.
    """
    match = _ADDRESS.fullmatch(text)
    if match is None:
        raise ValueError(text)
    letters, row = match.groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(row) - 1, column - 1

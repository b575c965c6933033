"""The two editions that `compare` sets side by side, by their names.

Light: the command line reads it before any work, with no library installed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from analysis.definitions.provinces import edition_named
from analysis.edition import Edition
from analysis.errors import ParameterError
from analysis.parameter_reader import Given, Reader

COMPARED_NAMES: Final = ("A", "B")
_ISSUE: Final = re.compile(r"[1-9][0-9]{0,3}")


@dataclass(frozen=True)
class EditionName:
    """An edition by its name, with or without the number of an issue: `tinh-2022.1`."""

    text: str
    edition: Edition
    number: int | None = None


class _NamesReader(Reader):
    """Reads the names of editions."""

    def edition_name(self, name: str) -> EditionName | None:
        """The edition that a parameter names; None where a mistake was found."""
        text = self._values.get(name)
        wanted = "tên một kỳ như tên thư mục trong reports, hoặc tên một bản đã phát hành"
        remedy = f"viết theo mẫu {name}=tinh-2012-2022, hoặc {name}=tinh-2012-2022.1 cho bản phát hành lần 1"
        if text is None:
            self._problem(name, "parameter-incomplete", wanted, remedy)
            return None
        base, dot, number = text.partition(".")
        edition = edition_named(base)
        if edition is None or (dot and not _ISSUE.fullmatch(number)):
            if text:
                self._problem(name, "parameter-malformed", wanted, remedy)
            return None
        return EditionName(text, edition, int(number) if dot else None)

    def same_place(self, first: EditionName | None, second: EditionName | None) -> None:
        """Only editions of one place are compared, and a part of a year only with the same part."""
        if first and second and first.edition.place != second.edition.place:
            wanted = f"một kỳ của cùng địa bàn với A ({first.edition.place})"
            self._problem("B", "parameter-conflict", wanted, "chọn hai kỳ của một địa bàn")
        elif first and second and not first.edition.comparable(second.edition):
            wanted = "một kỳ so được với A: một phần của năm chỉ so với cùng phần ấy của năm khác"
            self._problem("B", "parameter-conflict", wanted, "chọn hai kỳ cùng loại")


def parse_compared(given: Given) -> tuple[EditionName, EditionName]:
    """Check the names of the two editions to compare, which must both be given and be of one place.

    Raises:
        ParameterError: once, with every mistake found.
    """
    reader = _NamesReader(given, COMPARED_NAMES)
    first, second = (reader.edition_name(name) for name in COMPARED_NAMES)
    reader.same_place(first, second)
    reader.raise_problems()
    if first is None or second is None:
        raise ParameterError("A, B")  # told above
    return first, second

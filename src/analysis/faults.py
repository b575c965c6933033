"""Mistakes and findings as data, and their Vietnamese words.

A `Fault` is one mistake in one place; a `Finding` is something a reviewer should know that does not stop the run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Severity = Literal["lỗi", "cảnh báo", "lưu ý"]

SHOWN_FAULTS = 50


@dataclass(frozen=True, order=True)
class Place:
    """A raw cell or part of a raw file. `row` counts records of a CSV from 1 (header included) or is the sheet row."""

    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        parts = [printable(self.file)]
        if self.sheet is not None:
            parts.append(f'trang tính "{printable(self.sheet)}"')
        if self.row is not None:
            parts.append(f"dòng {self.row}")
        if self.column is not None:
            parts.append(f'cột "{printable(self.column)}"')
        return ", ".join(parts)


@dataclass(frozen=True)
class Fault:
    """One mistake: where it is, what was found, what is wanted, what to do, and its code."""

    code: str
    where: Place
    got: str
    wanted: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}: {self.got}; cần: {self.wanted} [{self.code}]. Cách khắc phục: {self.remedy}"


@dataclass(frozen=True)
class Finding:
    """Something a reviewer should know; `where` may be empty when it concerns the edition as a whole."""

    severity: Severity
    code: str
    where: str
    message: str

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{self.severity}: {place}{self.message} [{self.code}]"


def shortened_faults(text: str, log: str) -> str:
    """The text of many faults cut after `SHOWN_FAULTS`, every code named at least once; the whole list is in `log`."""
    lines = text.split("\n")
    if len(lines) <= SHOWN_FAULTS + 1:
        return text
    rest = lines[SHOWN_FAULTS + 1 :]
    codes = ", ".join(sorted(set(re.findall(r"\[([a-z][a-z0-9-]*)\]", "\n".join(rest)))))
    return "\n".join(
        [*lines[: SHOWN_FAULTS + 1], f"- … và {len(rest)} lỗi khác, gồm các mã: {codes}; xem {log}"]
    )


def printable(text: str) -> str:
    """Text that is safe on one line of a terminal or a log: control characters are shown as escapes."""
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text
    )

"""What can go wrong, as data first and as Vietnamese words last.

AnalysisError                 every mistake that a user can mend; exit code 1, never a traceback
├── ParameterError            a parameter is unknown, malformed or contradicts another (exit code 2)
├── InputErrors               raw files hold faults; carries all of them
│   └── ReconciliationError   identities neither meet nor are waived, or a waiver points to nothing
├── NoDataError               the edition asked for has no figure and no scheme
├── FormulaError              a formula of indicators.toml is not in the allowed language
├── StatementError            a word of direction or rank that the values do not bear out
├── NotebookError             a notebook stopped; carries the cell and the reason
├── IssuedError               an issued record is damaged, or an issued figure would change without a reason
├── RenderError               a document could not be typeset
└── PublishError              the finished edition could not be put in place

A `Fault` is one mistake in one place; a `Finding` is something a reviewer should know that does not stop the run.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
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


class AnalysisError(Exception):
    """A mistake that the user can mend; its text is Vietnamese and complete."""

    exit_code = 1


class ParameterError(AnalysisError):
    """Raised before any work when a parameter is unknown, malformed or contradicts another."""

    exit_code = 2


class InputErrors(AnalysisError):
    """Raised once for all faults of the raw files together; `findings` is what else was seen in them."""

    opening = "Số liệu đầu vào có {} lỗi; báo cáo không được lập:"

    def __init__(self, faults: Sequence[Fault], findings: Sequence[Finding] = ()) -> None:
        self.faults = tuple(faults)
        self.findings = tuple(findings)
        lines = [self.opening.format(len(faults))]
        super().__init__("\n".join(lines + [f"- {fault}" for fault in faults]))


class ReconciliationError(InputErrors):
    """Raised once for all identities that stay open in an edition, and the waivers that it does not need."""

    opening = "Đối chiếu còn {} chỗ chưa khớp và chưa được miễn trừ; báo cáo không được lập:"


class NoDataError(AnalysisError):
    """Raised when the edition asked for has neither a figure nor a scheme inside its period."""


class FormulaError(AnalysisError):
    """Raised when a formula uses anything outside the allowed language."""


class StatementError(AnalysisError):
    """Raised when a sentence says a direction or a rank that the values do not bear out; `detail` has the values."""

    def __init__(self, detail: str, sentence: str = "") -> None:
        self.detail = detail
        where = f'Câu "{sentence}"' if sentence else "Một câu"
        super().__init__(
            f"{where} không đúng với số liệu: {detail} [statement-untrue]."
            " Cách khắc phục: xem lại số liệu gốc; nếu số liệu đúng thì phải sửa câu này của chương trình"
        )


class NotebookError(AnalysisError):
    """Raised when a notebook stops; names the cell and where the executed copy lies; `trace` is for the log."""

    def __init__(self, text: str, trace: str = "") -> None:
        self.trace = trace
        super().__init__(text)


class IssuedError(AnalysisError):
    """Raised when an issued record is damaged, or a build would change an issued figure that no note explains."""


class RenderError(AnalysisError):
    """Raised when HTML, PDF or DOCX cannot be made or is not whole."""


class PublishError(AnalysisError):
    """Raised when the finished edition cannot be put in its place, or another run holds the lock."""


def shortened_faults(text: str, log: str) -> str:
    """The text of many faults cut after `SHOWN_FAULTS`, every code named at least once; the whole list is in `log`."""
    lines = text.split("\n")
    if len(lines) <= SHOWN_FAULTS + 1:
        return text
    rest = lines[SHOWN_FAULTS + 1 :]
    codes = ", ".join(sorted(set(re.findall(r"\[([a-z][a-z0-9-]*)\]", "\n".join(rest)))))
    return "\n".join([*lines[: SHOWN_FAULTS + 1], f"- … và {len(rest)} lỗi khác, gồm các mã: {codes}; xem {log}"])


def printable(text: str) -> str:
    """Text that is safe on one line of a terminal or a log: control characters are shown as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)

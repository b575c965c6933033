"""The errors of the program, each a mistake that a user can mend.

AnalysisError                 every mistake that a user can mend; exit code 1, never a traceback
├── ParameterError            a parameter is unknown, malformed or contradicts another (exit code 2)
├── InputErrors               raw files hold faults; carries all of them
│   └── ReconciliationError   identities neither meet nor are waived, or a waiver points to nothing
├── NoDataError               the edition asked for has no figure and no scheme
├── FormulaError              a formula of indicators.toml is not in the allowed language
├── StatementError            a word of direction or rank that the values do not bear out
├── NotebookError             a notebook stopped; carries the cell and the reason
├── IssuedError               an issued record is damaged, or an issued figure would change without a reason
├── ExplorationError          an analyst's own notebook names, or asks for, what is not there
├── LayoutError               a file whose layout is to be checked is not there, or cannot be read
├── RenderError               a document could not be typeset
├── ClusterError              a scheduler or workers that cannot make the editions of a batch
└── PublishError              the finished edition could not be put in place
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.faults import Fault, Finding

# What else stands in a reason, that a list of many editions need not say.
NOT_MADE = "; báo cáo không được lập"
STOPPED = "\nDừng tại "
EXECUTED_COPY = "Bản đã chạy tới ô này: "


class AnalysisError(Exception):
    """A mistake that the user can mend; its text is Vietnamese and complete."""

    exit_code = 1

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows in the place of a traceback."""
        return str(self).split("\n")


class ParameterError(AnalysisError):
    """Raised before any work when a parameter is unknown, malformed or contradicts another."""

    exit_code = 2


class InputErrors(AnalysisError):
    """Raised once for all faults of the raw files together.

    `findings` is what else was seen in them.
    """

    opening = f"Số liệu đầu vào có {{}} lỗi{NOT_MADE}:"

    def __init__(self, faults: Sequence[Fault], findings: Sequence[Finding] = ()) -> None:
        self.faults = tuple(faults)
        self.findings = tuple(findings)
        lines = [self.opening.format(len(faults))]
        super().__init__("\n".join(lines + [f"- {fault}" for fault in faults]))


class AdoptionError(InputErrors):
    """Raised once for all that keeps a register from being looked at, or its answers from being written."""

    opening = "Chưa ghi gì vào data/raw; có {} lỗi:"


class ExtractionError(InputErrors):
    """Raised once for all that keeps a text from being read, or drafts from being accepted."""

    opening = "Chưa ghi gì; có {} lỗi:"


class ReconciliationError(InputErrors):
    """Raised once for all identities that stay open, and the waivers that are not needed."""

    opening = f"Đối chiếu còn {{}} chỗ chưa khớp và chưa được miễn trừ{NOT_MADE}:"


class NoDataError(AnalysisError):
    """Raised when the edition asked for has neither a figure nor a scheme inside its period."""


class FormulaError(AnalysisError):
    """Raised when a formula uses anything outside the allowed language."""


class StatementError(AnalysisError):
    """Raised when a sentence says a direction or a rank that the values do not bear out.

    `detail` has the values.
    """

    def __init__(self, detail: str, sentence: str = "") -> None:
        self.detail = detail
        where = f'Câu "{sentence}"' if sentence else "Một câu"
        super().__init__(
            f"{where} không đúng với số liệu: {detail} [statement-untrue]."
            " Cách khắc phục: xem lại số liệu gốc; nếu số liệu đúng thì phải sửa câu này của chương trình"
        )


class NotebookError(AnalysisError):
    """Raised when a notebook stops; names the cell and where the executed copy lies.

    `trace` is for the log.
    """

    def __init__(self, text: str, trace: str = "") -> None:
        self.trace = trace
        super().__init__(text)


class IssuedError(AnalysisError):
    """Raised when an issued record is damaged, or an issued figure would change unexplained."""


class ExplorationError(AnalysisError):
    """Raised when an analyst's own notebook names what is not there, or asks what a table cannot tell."""


class LayoutError(AnalysisError):
    """Raised when a file whose layout is to be checked is not there, or is neither a sound DOCX nor a sound PDF."""


class RenderError(AnalysisError):
    """Raised when HTML, PDF or DOCX cannot be made or is not whole."""


class ClusterError(AnalysisError):
    """Raised before any edition is made, when a scheduler or its workers are missing or of another version."""


class PublishError(AnalysisError):
    """Raised when the finished edition cannot be put in its place, or another run is at work."""

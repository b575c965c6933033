"""What checks of rules share: the form of a line, the stops of a list, why a rule has nothing to hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from analysis.layout.lines import Line
from analysis.layout.rules import CENTRED, UPPER, Rule, measure

ABSENT, UNCHECKED = "không có", "không kiểm được"
NEAR = 0.06
"""Of a measure: what a word processor rounds away."""


class NotHeld(Exception):
    """The rule has nothing to hold: the document needs no such part, or the format does not tell.

    The text is the reason, `state` ABSENT or UNCHECKED.
    """

    def __init__(self, state: str, reason: str) -> None:
        self.state = state
        super().__init__(reason)


def form_faults(rule: Rule, lines: Iterable[Line]) -> Iterator[str]:
    """What is wrong with the form of these lines."""
    for line in lines:
        for found in _line_faults(rule, line):
            yield f"{line.where} {found}"


def _line_faults(rule: Rule, line: Line) -> Iterator[str]:
    if line.has_letters and rule.case and (rule.case == UPPER) != line.text.isupper():
        yield "in thường" if rule.case == UPPER else "in hoa"
    if rule.sizes:
        least, most = rule.sizes
        if any(not least - NEAR <= size <= most + NEAR for size in line.sizes):
            yield f"cỡ chữ {', '.join(measure(size) for size in line.sizes)}"
    if rule.bold is not None and line.bold is not rule.bold:
        yield {True: "đậm", False: "không đậm", None: "có chỗ đậm, có chỗ không"}[line.bold]
    if rule.italic is not None and line.italic is not rule.italic:
        yield {True: "nghiêng", False: "đứng", None: "có chỗ nghiêng, có chỗ đứng"}[line.italic]
    if rule.align == CENTRED and line.align != CENTRED:
        yield "không ở giữa"


def needed(line: Line | None) -> Line:
    """A part that the document needs.

    Raises:
        PartMissing: it is not there.
    """
    if line is None:
        raise PartMissing
    return line


class PartMissing(Exception):
    """A part that every document needs is not there."""


def stop_faults(lines: Sequence[Line]) -> Iterator[str]:
    """Lines of a list that do not end with ";", and a last one that does not end with "."."""
    for line in lines[:-1]:
        if not line.text.endswith(";"):
            yield f"{line.where} không kết thúc bằng dấu chấm phẩy"
    for line in lines[-1:]:
        if not line.text.endswith("."):
            yield f"{line.where} không kết thúc bằng dấu chấm"

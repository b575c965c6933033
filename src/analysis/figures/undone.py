"""What the lines of dinh-chinh.csv do to an edition.

The figures as they would be without each of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from operator import attrgetter

from analysis.edition import Edition
from analysis.faults import Finding
from analysis.figures.figure import Figure, Figures
from analysis.figures.of_edition import Lists, figures_inside, lists_of, with_published
from analysis.figures.published import tidy_figures
from analysis.raw.corrections import corrected
from analysis.raw.rows import Correction

_row = attrgetter("file", "sheet", "row")


@dataclass(frozen=True)
class Effect:
    """What a correction does to an edition.

    Whether anything that it prints changes, and its figures without the line. Corrections of one
    row that only hold together are undone together: `lines` has all of them. `undone` is None where
    the source's own text cannot be read even so.
    """

    correction: Correction
    touches: bool
    lines: tuple[int, ...]
    undone: list[Figure] | None

    @property
    def key(self) -> str:
        """What the ids of values without the lines end in, after `.dc`.

        '2', or '2_3' for lines undone together.
        """
        return "_".join(map(str, self.lines))


def effects_of(lists: Lists) -> list[Effect]:
    """What the edition would be without each line of dinh-chinh.csv."""
    inside = figures_inside(lists)
    return [_effect(line, lists, inside) for line in lists.corrections]


def _effect(correction: Correction, lists: Lists, inside: list[Figure]) -> Effect:
    for lines in _alone_or_with_its_row(correction, lists):
        other = _without(lines, lists)
        if other is not None:
            undone = figures_inside(other)
            same_schemes = other.schemes.equals(lists.schemes)
            touches = not same_schemes or _printed(undone) != _printed(inside)
            return Effect(correction, touches, lines, undone)
    return Effect(correction, _holds(correction, lists, inside), (correction.line,), None)


def without_corrections(lists: Lists) -> Lists:
    """The lists without the corrections.

    Where the source's own text is refused, each correction, or all of its row, is left out where
    the rest can be read.
    """
    bare = _without([line.line for line in lists.corrections], lists)
    if bare is not None:
        return bare
    # some wrong text is no figure at all: as many lines as can be are left out, one after another
    left_out: set[int] = set()
    for correction in lists.corrections:
        for lines in _alone_or_with_its_row(correction, lists):
            if left_out.issuperset(lines):
                continue
            bare = _without(left_out.union(lines), lists)
            if bare is not None:
                left_out.update(lines)
                lists = bare
                break
    return lists


def _alone_or_with_its_row(correction: Correction, lists: Lists) -> list[tuple[int, ...]]:
    """The line alone, then all lines of its row: a part and its total are often mended together."""
    row = _row(correction)
    lines = [other.line for other in lists.corrections if _row(other) == row]
    return [(correction.line,), tuple(lines)]


def _without(lines: Iterable[int], lists: Lists) -> Lists | None:
    """The lists without some lines of dinh-chinh.csv; None where the raw data are then refused."""
    left_out = set(lines)
    raw = corrected(lists.received, left_out)
    figures, faults = tidy_figures(raw)
    if faults:
        return None
    touched = {line.file for line in lists.corrections if line.line in left_out}
    if touched.isdisjoint(register.name for register in raw.registers):
        # a large register is not read again for a line about a published figure
        return with_published(lists, figures)
    # a report that is only written anew does without the reader
    from analysis.adopting.arrangement import arrangement_of
    from analysis.registers.reader import read_registers

    registers = read_registers(raw.registers, raw.corrections, arrangement_of(raw))
    if registers.faults:
        return None
    return lists_of(lists.received, lists.corrections, figures, registers, lists.editions)


def _printed(figures: Figures) -> Counter[Figure]:
    """The figures without what no report prints, in any order."""
    return Counter(replace(figure, note="") for figure in figures)


def _holds(line: Correction, lists: Lists, inside: Figures) -> bool:
    """Whether the row of a corrected cell is one of the edition's."""
    published = {(figure.file, figure.row) for figure in inside if not figure.parts}
    schemes = lists.schemes.set_index(["file", "sheet", "row"]).index
    return (line.file, line.row) in published or _row(line) in schemes


def idle_corrections(effects: Iterable[Effect], edition: Edition) -> list[Finding]:
    """A notice for each correction that changes nothing of the edition."""
    findings = []
    for effect in effects:
        if effect.touches:
            continue
        line = effect.correction
        message = (
            f"không làm thay đổi số liệu nào của kỳ {edition.name}: ô {line.cell} không thuộc kỳ này"
            " hoặc đã được ghi đúng"
        )
        findings.append(Finding("lưu ý", "correction-idle", str(line.where), message))
    return findings

"""What the lines of dinh-chinh.csv do to an edition: the figures as they would be without each of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.edition import Edition, OwnPlace
from analysis.faults import Finding
from analysis.figures.figure import Figure, figures_in, in_edition
from analysis.figures.of_edition import Inside, figures_inside, totals_before
from analysis.figures.of_registers import figures_of_place, schemes_of
from analysis.figures.published import tidy_figures
from analysis.raw.corrections import corrected
from analysis.raw.rows import Correction, RawData
from analysis.registers.reader import RegisterResult, read_registers


@dataclass(frozen=True)
class Effect:
    """What a correction does to an edition: whether anything that it prints changes, and its figures without the line.

    Corrections of one row that only hold together are undone together: `lines` has all of them. `undone` is None where
    the source's own text cannot be read even so.
    """

    correction: Correction
    touches: bool
    lines: tuple[int, ...]
    undone: list[Figure] | None

    @property
    def key(self) -> str:
        """What the ids of values without the lines end in, after `.dc`: '2', or '2_3' for lines undone together."""
        return "_".join(map(str, self.lines))


def effects_of(
    received: RawData,
    corrections: Sequence[Correction],
    inside: Inside,
    registers: RegisterResult,
    edition: Edition,
    own: OwnPlace,
) -> list[Effect]:
    """What the edition would be without each line of dinh-chinh.csv."""
    effects = []
    for line in corrections:
        row = [
            other.line
            for other in corrections
            if other.cell.row == line.row and _table(other) == _table(line)
        ]
        for lines in dict.fromkeys([(line.line,), tuple(row)]):
            other = _without(received, line, lines, inside, registers, edition, own)
            if other is not None:
                break
        if other is None:
            effects.append(Effect(line, _holds(line, inside), (line.line,), None))
            continue
        touches = _printed(inside[0]) != _printed(other[0]) or not inside[1].equals(other[1])
        effects.append(Effect(line, touches, lines, figures_in(other[0])))
    return effects


def _table(line: Correction) -> tuple[str, str]:
    return line.file, line.sheet


def _without(
    received: RawData,
    line: Correction,
    lines: tuple[int, ...],
    inside: Inside,
    registers: RegisterResult,
    edition: Edition,
    own: OwnPlace,
) -> Inside | None:
    """The edition's figures and schemes without some lines; None where the raw data are then refused."""
    raw = corrected(received, without=lines)
    figures, faults = tidy_figures(raw)
    if any(line.file == register.name for register in raw.registers):
        registers = read_registers(raw.registers, raw.corrections)
        faults += registers.faults
        if faults:
            return None
        sums = figures_of_place(registers.schemes, edition, own.slug, registers.tables)
        schemes = schemes_of(registers.schemes, edition, own.slug)
        return figures_inside(figures, sums, schemes, edition, own), schemes
    if faults:
        return None
    parts = [
        inside[0][inside[0]["parts"] != ""],
        in_edition(figures, edition.place, edition.year_from, edition.year_to),
    ]
    if edition.is_single_year:
        parts.append(totals_before(figures, edition))
    return pd.concat(parts, ignore_index=True), inside[1]


def _printed(figures: pd.DataFrame) -> list[dict[str, object]]:
    """The figures without what no report prints, in an order of their own."""
    records: list[dict[str, object]] = figures.drop(columns="note").to_dict("records")
    return sorted(records, key=str)


def _holds(line: Correction, inside: Inside) -> bool:
    """Whether the row of a corrected cell is one of the edition's."""
    figures, schemes = inside
    here = (figures["file"] == line.file) & (figures["row"] == line.row) & (figures["parts"] == "")
    there = (
        (schemes["file"] == line.file)
        & (schemes["sheet"] == line.sheet)
        & (schemes["row"] == line.row)
    )
    return bool(here.any() or there.any())


def idle_corrections(effects: Iterable[Effect], edition: Edition) -> list[Finding]:
    """A notice for each correction that changes nothing of the edition."""
    message = (
        "không làm thay đổi số liệu nào của kỳ {}: ô {} không thuộc kỳ này hoặc đã được ghi đúng"
    )
    return [
        Finding(
            "lưu ý",
            "correction-idle",
            str(effect.correction.where),
            message.format(edition.name, effect.correction.cell),
        )
        for effect in effects
        if not effect.touches
    ]


def without_corrections(raw: RawData) -> tuple[pd.DataFrame, RegisterResult]:
    """Published figures and registers without the corrections.

    Where the source's own text is refused, each correction, or all of its row, is left out where the rest can be read.
    """
    lines = corrected(raw).corrections
    whole, faults = _lists_without(raw, {line.line for line in lines})
    if not faults:
        return whole
    left_out: set[int] = set()
    read, _ = _lists_without(raw, left_out)
    for line in lines:
        row = {
            o.line for o in lines if (o.file, o.sheet, o.row) == (line.file, line.sheet, line.row)
        }
        for more in ({line.line}, row):
            if not more <= left_out:
                tried, faults = _lists_without(raw, left_out | more)
                if not faults:
                    left_out, read = left_out | more, tried
                    break
    return read


def _lists_without(
    raw: RawData, lines: set[int]
) -> tuple[tuple[pd.DataFrame, RegisterResult], bool]:
    bare = corrected(raw, without=lines)
    figures, faults = tidy_figures(bare)
    registers = read_registers(bare.registers, bare.corrections)
    return (figures, registers), bool(faults or registers.faults)

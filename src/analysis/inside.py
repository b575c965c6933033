"""Which figures and schemes an edition goes on with, and what they would be without one of the corrections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.available import OwnPlace
from analysis.corrections import corrected
from analysis.edition import Edition
from analysis.errors import Finding
from analysis.raw import RawData
from analysis.registers.corrected import Correction
from analysis.registers.reader import RegisterResult, read_registers
from analysis.schemes import figures_of_place, province_name, schemes_of
from analysis.tidy import Figure, figures_in, in_edition, tidy_figures

Inside = tuple[pd.DataFrame, pd.DataFrame]


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


def figures_inside(
    figures: pd.DataFrame, sums: pd.DataFrame, schemes: pd.DataFrame, edition: Edition, own: OwnPlace
) -> pd.DataFrame:
    """The figures of an edition, from the sums of registers and published, with the year before to compare with."""
    published = in_edition(figures, edition.place, edition.year_from, edition.year_to)
    if not len(published) and not len(schemes):
        return published
    sums = sums.assign(place_name=place_name_of(published, schemes, edition, own))
    parts = [in_edition(sums, edition.place, edition.year_from, edition.year_to), published]
    if edition.is_single_year:
        parts += [_totals_before(sums, edition), _totals_before(figures, edition)]
    return pd.concat(parts, ignore_index=True)


def _year_before(edition: Edition) -> Edition:
    return Edition(edition.place, edition.year_from - 1, edition.year_from - 1)


def _totals_before(figures: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """The actual totals of the year before, to compare with."""
    before = _year_before(edition)
    found = in_edition(figures, before.place, before.year_from, before.year_to)
    totals = (
        found["measure"].isin(["amount", "schemes"]) & (found["activity_label"] == "") & (found["status"] == "actual")
    )
    return found[totals]


def schemes_before(registers: RegisterResult, edition: Edition, own: OwnPlace) -> pd.DataFrame:
    """The schemes of the year before an edition of one year, whose totals it compares with."""
    found = schemes_of(registers.schemes, _year_before(edition), own.slug)
    return found if edition.is_single_year else found.head(0)


def place_name_of(published: pd.DataFrame, schemes: pd.DataFrame, edition: Edition, own: OwnPlace) -> str:
    """The name of the edition's place as its sources write it."""
    if len(published):
        return str(published["place_name"].iloc[0])
    return own.name if edition.place == own.slug else province_name(str(schemes["place"].iloc[0]))


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
        row = [other.line for other in corrections if other.cell.row == line.row and _table(other) == _table(line)]
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
        parts.append(_totals_before(figures, edition))
    return pd.concat(parts, ignore_index=True), inside[1]


def _printed(figures: pd.DataFrame) -> list[dict[str, object]]:
    """The figures without what no report prints, in an order of their own."""
    records: list[dict[str, object]] = figures.drop(columns="note").to_dict("records")
    return sorted(records, key=str)


def _holds(line: Correction, inside: Inside) -> bool:
    """Whether the row of a corrected cell is one of the edition's."""
    figures, schemes = inside
    here = (figures["file"] == line.file) & (figures["row"] == line.row) & (figures["parts"] == "")
    there = (schemes["file"] == line.file) & (schemes["sheet"] == line.sheet) & (schemes["row"] == line.row)
    return bool(here.any() or there.any())


def idle_corrections(effects: Iterable[Effect], edition: Edition) -> list[Finding]:
    """A notice for each correction that changes nothing of the edition."""
    message = "không làm thay đổi số liệu nào của kỳ {}: ô {} không thuộc kỳ này hoặc đã được ghi đúng"
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

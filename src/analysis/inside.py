"""Which figures and schemes an edition goes on with, and what they would be without one of the corrections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from analysis.available import OwnPlace
from analysis.corrections import corrected
from analysis.edition import Edition
from analysis.errors import Finding
from analysis.raw import RawData
from analysis.registers.corrected import Correction
from analysis.registers.reader import RegisterResult, read_registers
from analysis.schemes import figures_of_schemes, province_name, schemes_of
from analysis.tidy import Figure, figures_in, in_edition, tidy_figures

Inside = tuple[pd.DataFrame, pd.DataFrame]


@dataclass(frozen=True)
class Effect:
    """What a correction does to an edition: whether anything that it prints changes, and its figures without the line.

    `undone` is None where the source's own text cannot be read as a figure.
    """

    correction: Correction
    touches: bool
    undone: list[Figure] | None


def figures_inside(figures: pd.DataFrame, registers: RegisterResult, edition: Edition, own: OwnPlace) -> Inside:
    """The figures of an edition, from registers and published, with the year before to compare with; its schemes."""
    published = in_edition(figures, edition.place, edition.year_from, edition.year_to)
    schemes = schemes_of(registers.schemes, edition, own.slug)
    if not len(published) and not len(schemes):
        return published, schemes
    name = place_name_of(published, schemes, edition, own)
    given = figures_of_schemes(schemes, edition, name, registers.tables)
    before = _year_before(figures, registers, edition, own, name)
    return pd.concat([given, published, before], ignore_index=True), schemes


def _year_before(
    figures: pd.DataFrame, registers: RegisterResult, edition: Edition, own: OwnPlace, name: str
) -> pd.DataFrame:
    """The actual totals of the year before an edition of one year, to compare with."""
    before = Edition(edition.place, edition.year_from - 1, edition.year_from - 1)
    published = in_edition(figures, before.place, before.year_from, before.year_to)
    schemes = schemes_of(registers.schemes, before, own.slug)
    found = pd.concat([figures_of_schemes(schemes, before, name, registers.tables), published], ignore_index=True)
    totals = (
        found["measure"].isin(["amount", "schemes"]) & (found["activity_label"] == "") & (found["status"] == "actual")
    )
    return found[totals] if edition.is_single_year else found.head(0)


def place_name_of(published: pd.DataFrame, schemes: pd.DataFrame, edition: Edition, own: OwnPlace) -> str:
    """The name of the edition's place as its sources write it."""
    if len(published):
        return str(published["place_name"].iloc[0])
    return own.name if edition.place == own.slug else province_name(str(schemes["place"].iloc[0]))


def effect_of(
    received: RawData, line: Correction, inside: Inside, registers: RegisterResult, edition: Edition, own: OwnPlace
) -> Effect:
    """What the edition would be without one line of dinh-chinh.csv."""
    raw = corrected(received, without=[line.line])
    figures, faults = tidy_figures(raw)
    if any(line.file == register.name for register in raw.registers):
        registers = read_registers(raw.registers, raw.corrections)
        faults += registers.faults
    if faults:
        return Effect(line, _holds(line, inside), None)
    other = figures_inside(figures, registers, edition, own)
    touches = not (_printed(inside[0]).equals(_printed(other[0])) and inside[1].equals(other[1]))
    return Effect(line, touches, figures_in(other[0]))


def _printed(figures: pd.DataFrame) -> pd.DataFrame:
    return figures.drop(columns="note")


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

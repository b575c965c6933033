"""The figures of a place for all years, as a record keeps them: published ones, and registers as sums of each year."""

from __future__ import annotations

import pandas as pd

from analysis.corrections import corrected
from analysis.definitions import definitions_text
from analysis.edition import FIRST_YEAR, LAST_YEAR, Edition
from analysis.issued.record import PlaceData
from analysis.raw import RawData
from analysis.registers.reader import RegisterResult, read_registers
from analysis.schemes import figures_of_place
from analysis.tidy import Figure, figures_in, in_edition, tidy_figures, tidy_table
from analysis.vocabulary import CORRECTIONS_TABLE


def all_figures(figures: pd.DataFrame, sums: pd.DataFrame, place: str) -> list[Figure]:
    """Every figure of a place: those of its registers, then published ones."""
    return [*figures_in(sums), *figures_in(in_edition(figures, place, FIRST_YEAR, LAST_YEAR))]


def _undone(raw: RawData) -> tuple[pd.DataFrame, RegisterResult]:
    """Published figures and registers without the corrections.

    Where the source's own text is refused, each correction, or all of its row, is left out where the rest can be read.
    """
    lines = corrected(raw).corrections
    whole, faults = _without(raw, {line.line for line in lines})
    if not faults:
        return whole
    left_out: set[int] = set()
    read, _ = _without(raw, left_out)
    for line in lines:
        row = {o.line for o in lines if (o.file, o.sheet, o.row) == (line.file, line.sheet, line.row)}
        for more in ({line.line}, row):
            if not more <= left_out:
                tried, faults = _without(raw, left_out | more)
                if not faults:
                    left_out, read = left_out | more, tried
                    break
    return read


def _without(raw: RawData, lines: set[int]) -> tuple[tuple[pd.DataFrame, RegisterResult], bool]:
    bare = corrected(raw, without=lines)
    figures, faults = tidy_figures(bare)
    registers = read_registers(bare.registers, bare.corrections)
    return (figures, registers), bool(faults or registers.faults)


def place_data(raw: RawData, figures: pd.DataFrame, sums: pd.DataFrame, edition: Edition, own_place: str) -> PlaceData:
    """What a recomputation of any edition of this place needs, from all published figures and the registers' sums."""
    before: list[Figure] = []
    rows = raw.tables.get(CORRECTIONS_TABLE, ())
    if rows:
        bare, registers = _undone(raw)
        undone = figures_of_place(registers.schemes, edition, own_place, registers.tables)
        before = all_figures(bare, undone, edition.place)
    return PlaceData(
        figures=all_figures(figures, sums, edition.place),
        figures_before=before,
        readings=tidy_table(raw.tables.get("cach-hieu.csv", ())),
        corrections=tidy_table(rows),
        definitions=definitions_text(),
    )

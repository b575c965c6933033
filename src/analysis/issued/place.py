"""The figures of a place for all years, as a record keeps them: published ones, and registers as sums of each year."""

from __future__ import annotations

import pandas as pd

from analysis.corrections import corrected
from analysis.definitions import definitions_text
from analysis.edition import FIRST_YEAR, LAST_YEAR, Edition
from analysis.issued.record import PlaceData
from analysis.raw import RawData
from analysis.registers.reader import RegisterResult, TableRef, read_registers
from analysis.schemes import figures_of_schemes, schemes_of
from analysis.tidy import Figure, figures_in, in_edition, tidy_figures, tidy_table
from analysis.vocabulary import CORRECTIONS_TABLE


def all_figures(
    figures: pd.DataFrame, schemes: pd.DataFrame, tables: list[TableRef], place: Edition, own_place: str
) -> list[Figure]:
    """Every figure of the place of `place`: registers by year and for the edition's own period, then published ones."""
    always = Edition(place.place, FIRST_YEAR, LAST_YEAR)
    inside = schemes_of(schemes, always, own_place)
    name = place.place
    sums = figures_in(figures_of_schemes(inside, always, name, tables)) if len(inside) else []
    if not place.is_single_year and len(inside):
        period = schemes_of(schemes, place, own_place)
        if len(period):
            whole = figures_in(figures_of_schemes(period, place, name, tables))
            sums += [figure for figure in whole if figure.year_from != figure.year_to]
    return [*sums, *figures_in(in_edition(figures, place.place, FIRST_YEAR, LAST_YEAR))]


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


def place_data(
    raw: RawData, figures: pd.DataFrame, schemes: pd.DataFrame, tables: list[TableRef], edition: Edition, own_place: str
) -> PlaceData:
    """What a recomputation of any edition of this place needs; `figures` and `schemes` are those of all places."""
    before: list[Figure] = []
    rows = raw.tables.get(CORRECTIONS_TABLE, ())
    if rows:
        bare, registers = _undone(raw)
        before = all_figures(bare, registers.schemes, list(registers.tables), edition, own_place)
    return PlaceData(
        figures=all_figures(figures, schemes, tables, edition, own_place),
        figures_before=before,
        readings=tidy_table(raw.tables.get("cach-hieu.csv", ())),
        corrections=tidy_table(rows),
        definitions=definitions_text(),
    )

"""The figures of a place for all years, as a record keeps them: published ones, and registers as sums of each year."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analysis.definitions import definitions_text
from analysis.edition import FIRST_YEAR, LAST_YEAR, Edition
from analysis.issued.record import PlaceData
from analysis.raw import RawData
from analysis.registers.reader import TableRef, read_registers
from analysis.schemes import figures_of_schemes, schemes_of
from analysis.tidy import Figure, figures_in, in_edition, tidy_figures, tidy_table

CORRECTIONS = "dinh-chinh.csv"


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


def place_data(
    raw: RawData, figures: pd.DataFrame, schemes: pd.DataFrame, tables: list[TableRef], edition: Edition, own_place: str
) -> PlaceData:
    """What a recomputation of any edition of this place needs; `figures` and `schemes` are those of all places."""
    before: list[Figure] = []
    corrections = raw.tables.get(CORRECTIONS, ())
    if corrections:
        bare = replace(raw, tables={name: rows for name, rows in raw.tables.items() if name != CORRECTIONS})
        registers = read_registers(bare.registers)
        before = all_figures(tidy_figures(bare)[0], registers.schemes, list(registers.tables), edition, own_place)
    return PlaceData(
        figures=all_figures(figures, schemes, tables, edition, own_place),
        figures_before=before,
        readings=tidy_table(raw.tables.get("cach-hieu.csv", ())),
        corrections=tidy_table(corrections),
        definitions=definitions_text(),
    )

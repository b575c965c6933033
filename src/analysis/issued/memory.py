"""What a run remembers of issued editions, and the data of a place that a record keeps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pandas as pd

from analysis.definitions.indicators import definitions_text
from analysis.edition import FIRST_YEAR, LAST_YEAR, Edition
from analysis.figures.figure import Figure, figures_in, in_edition
from analysis.figures.of_registers import figures_of_place
from analysis.figures.undone import without_corrections
from analysis.issued.record import NO_DATA, Note, PlaceData, Record, earlier_record
from analysis.raw.rows import RawData
from analysis.vocabulary import CORRECTIONS_TABLE, READINGS_TABLE


@dataclass(frozen=True)
class Memory:
    """What an edition knows of issued records: its own, the earlier edition's latest, and its revision notes."""

    place: PlaceData = NO_DATA
    own: list[Record] = field(default_factory=list)
    earlier: Record | None = None
    notes: list[Note] = field(default_factory=list)


def memory_of(
    records: Sequence[Record], edition: Edition, place: PlaceData, notes: Iterable[Note]
) -> Memory:
    """What the edition remembers."""
    own = sorted((r for r in records if r.edition == edition), key=lambda record: record.number)
    return Memory(
        place,
        own,
        earlier_record(records, edition),
        [n for n in notes if n.edition == edition.name],
    )


def all_figures(figures: pd.DataFrame, sums: pd.DataFrame, place: str) -> list[Figure]:
    """Every figure of a place: those of its registers, then published ones."""
    return [*figures_in(sums), *figures_in(in_edition(figures, place, FIRST_YEAR, LAST_YEAR))]


def place_data(
    raw: RawData, figures: pd.DataFrame, sums: pd.DataFrame, edition: Edition, own_place: str
) -> PlaceData:
    """What a recomputation of any edition of this place needs, from all published figures and the registers' sums."""
    before: list[Figure] = []
    rows = raw.tables.get(CORRECTIONS_TABLE, ())
    if rows:
        bare, registers = without_corrections(raw)
        undone = figures_of_place(registers.schemes, edition, own_place, registers.tables)
        before = all_figures(bare, undone, edition.place)
    return PlaceData(
        figures=all_figures(figures, sums, edition.place),
        figures_before=before,
        readings=raw.cells(READINGS_TABLE),
        corrections=[row.stripped for row in rows],
        definitions=definitions_text(),
    )

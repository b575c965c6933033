"""What a run remembers of issued editions, and the data of a place that a record keeps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter

from analysis.definitions.indicators import definitions_text
from analysis.figures.figure import Figure
from analysis.figures.of_edition import Lists
from analysis.figures.undone import without_corrections
from analysis.issued.record import NO_DATA, Note, PlaceData, Record, earlier_record
from analysis.vocabulary import CORRECTIONS_TABLE, READINGS_TABLE


@dataclass(frozen=True)
class Memory:
    """What an edition knows of issued records.

    Its own, the earlier edition's latest, and its revision notes.
    """

    place: PlaceData = NO_DATA
    own: list[Record] = field(default_factory=list)
    earlier: Record | None = None
    notes: list[Note] = field(default_factory=list)


def memory_of(
    records: Iterable[Record],
    lists: Lists,
    notes: Iterable[Note],
) -> Memory:
    """What the edition of these lists remembers."""
    edition = lists.edition
    own = [record for record in records if record.edition == edition]
    own.sort(key=attrgetter("number"))
    return Memory(
        place=place_data(lists),
        own=own,
        earlier=earlier_record(records, edition),
        notes=[note for note in notes if note.edition == edition.name],
    )


def place_data(lists: Lists) -> PlaceData:
    """What a recomputation of any edition of this place needs."""
    before: list[Figure] = []
    if lists.corrections:
        before = without_corrections(lists).figures
    return PlaceData(
        figures=lists.figures,
        figures_before=before,
        readings=lists.received.cells(READINGS_TABLE),
        corrections=lists.received.cells(CORRECTIONS_TABLE),
        definitions=definitions_text(),
    )

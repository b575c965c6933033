"""What a run remembers of issued editions, and the data of a place that a record keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from analysis.definitions.indicators import definitions_text
from analysis.figures.figure import Figure
from analysis.figures.of_edition import Lists
from analysis.figures.undone import without_corrections
from analysis.issued.record import NO_DATA, Note, PlaceData, Record, earlier_record
from analysis.raw.rows import RawRow
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
    small: Mapping[str, Sequence[RawRow]],
) -> Memory:
    """What the edition of these lists remembers; `small` are the used rows of the small tables."""
    edition = lists.edition
    own = [record for record in records if record.edition == edition]
    own.sort(key=attrgetter("number"))
    return Memory(
        place=place_data(lists, small),
        own=own,
        earlier=earlier_record(records, edition),
        notes=[note for note in notes if note.edition == edition.name],
    )


def place_data(lists: Lists, small: Mapping[str, Sequence[RawRow]]) -> PlaceData:
    """What a recomputation of the edition, and of the one that it is compared with, needs."""
    before: list[Figure] = []
    if lists.corrections:
        before = without_corrections(lists).figures
    return PlaceData(
        figures=lists.figures,
        figures_before=before,
        readings=[row.stripped for row in small[READINGS_TABLE]],
        corrections=[row.stripped for row in small[CORRECTIONS_TABLE]],
        definitions=definitions_text(),
        editions=[edition.name for edition in lists.editions],
        broken=[lists.edition.name] if lists.ground.is_broken else [],
    )

"""An issued edition as one record.

A record holds the values as published, the ids that the report prints, and all that a recomputation
needs: the figures of the place for all years (a register as its sums of each year), readings,
corrections and definitions. Its file is never changed; `data/issued/SHA256SUMS` holds its hash.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import attrgetter
from typing import Any, Final

from analysis.book.book import Origin, Value
from analysis.book.plain import plain, typed
from analysis.book.records import from_records
from analysis.definitions.provinces import usual, usual_name
from analysis.edition import Edition
from analysis.figures.figure import REGISTER_MARK, Figure
from analysis.issued.files import concerns, damaged, named_by
from analysis.json_text import json_text
from analysis.raw.rows import Cells
from analysis.span import Span

Values = Mapping[str, Value]
FORMAT: Final = 1
_YEARS: Final = ("place", "from", "to")
# Ids of what a report says about records: `.kt…` against an earlier edition, `.ph1` as issued the first time.
MEMORY_ID: Final = re.compile(r"\.(kt([0-3]|x|_(cl|dc|sl|pp|ky))|ph[0-9]+)$")
# Accounts of the raw files (`ledger`) and their residuals: a file of another place or year changes them.
# How many checks there were: a program that checks more changes no figure.
_ACCOUNT_ID: Final = re.compile(r"(dong|tien)_(cb|dm)_[a-z_]+|R1[89]a?|DC_(n|khop)")


def is_issued(id_: str) -> bool:
    """Whether a printed value is a figure that an issue fixes: no account and no memory."""
    stem = id_.partition(".")[0]
    return not MEMORY_ID.search(id_) and not _ACCOUNT_ID.fullmatch(stem)


@dataclass(frozen=True)
class PlaceData:
    """All that the values of some editions of a place are computed from.

    `figures_before` are the figures without the corrections, empty when there are none;
    `definitions` is the text of indicators.toml. `editions` are the names of the editions; none in
    records of older programs, which hold every year. `broken` are the names of those whose years are not added
    up, since they are of different territories.
    """

    figures: list[Figure]
    figures_before: list[Figure]
    readings: list[Cells]
    corrections: list[Cells]
    definitions: str
    editions: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def covers(self, edition: Edition) -> bool:
        """Whether it has all that the edition is computed from."""
        return not self.editions or edition.name in self.editions


NO_DATA: Final = PlaceData(
    [],
    [],
    [],
    [],
    "",
)


@dataclass(frozen=True)
class Note:
    """One row of dieu-chinh.csv: why an issued value changes.

    `row` counts records of the file from 1.
    """

    row: int
    edition: str
    id: str
    old: str
    new: str
    reason: str
    who: str


@dataclass(frozen=True)
class Record:
    """One issued edition.

    `file` is relative to the root, `number` counts the issues of an edition from 1.
    """

    file: str
    sha256: str
    edition: Edition
    number: int
    previous: str
    values: list[dict[str, Any]]
    printed: list[str]
    place: PlaceData
    revisions: list[dict[str, Any]]

    @cached_property
    def by_id(self) -> dict[str, Value]:
        """The issued values by their id."""
        return {value.id: value for value in from_records(self.values)}

    @cached_property
    def issued(self) -> dict[str, Value]:
        """The figures that the issue fixes by their id: printed ones, no account and no memory."""
        return {id_: self.by_id[id_] for id_ in self.printed if is_issued(id_)}

    @cached_property
    def tells_strict(self) -> bool:
        """False for a record of before values told whether their bound is strict."""
        return all("strict" in value for value in self.values)

    def origin(self, id_: str) -> Origin:
        """Where the record holds a value: list, n-th entry, key, text."""
        row = [value["id"] for value in self.values].index(id_) + 1
        text = str(self.values[row - 1]["value"])
        return Origin(
            self.file,
            self.sha256,
            "values",
            row,
            "value",
            text,
        )


# What is the same amount, of a value or of a figure.
amount_of = attrgetter("value", "bound")


def stated(value: Value, *records: Record) -> tuple[object, ...]:
    """What issues fix of a value; whether its bound is strict only where all the records tell that."""
    fixed = value.value, value.bound, value.unit
    if all(record.tells_strict for record in records):
        return *fixed, value.strict
    return fixed


def known(values: Values, id_: str) -> Value | None:
    """A value by its id; None when it is missing or not there."""
    value = values.get(id_)
    if value is None or value.value is None:
        return None
    return value


def issued_value(
    record: Record,
    id_: str,
    new_id: str,
    label: str,
) -> Value:
    """An issued value under another id, as a raw one: its cell is that of the record."""
    return replace(
        record.by_id[id_],
        id=new_id,
        label=label,
        formula=None,
        inputs=(),
        caveat="",
        origins=(record.origin(id_),),
        revised=False,
    )


def earlier_record(records: Iterable[Record], edition: Edition) -> Record | None:
    """The latest record of the edition to compare with.

    One as long as this if there is one, then the nearest.
    """
    before = [
        record
        for record in records
        if record.edition != edition and concerns(edition, record.edition)
    ]

    def order(record: Record) -> tuple[object, ...]:
        other = record.edition
        same_kind = other.is_single_year == edition.is_single_year
        same_length = len(other.years) == len(edition.years)
        return same_kind, same_length, other.year_to, other.year_from, record.number

    return max(before, key=order, default=None)


def without_rows(place: PlaceData) -> PlaceData:
    """The data of a place as a record keeps them: a register's figures do not name their rows."""
    figures = _without_rows(place.figures)
    before = _without_rows(place.figures_before)
    return replace(place, figures=figures, figures_before=before)


def _without_rows(figures: Iterable[Figure]) -> list[Figure]:
    return [replace(f, parts=REGISTER_MARK) if f.parts else f for f in figures]


def record_text(record: Record, manifest: Mapping[str, Any]) -> str:
    """The text of a record's file; the same record gives the same bytes."""
    content = {
        "format": FORMAT,
        "edition": _dated(record.edition, record.edition.told),
        "number": record.number,
        "previous": record.previous,
        "printed": record.printed,
        "values": record.values,
        **_plain_place(without_rows(record.place)),
        "revisions": record.revisions,
        "manifest": manifest,
    }
    return json_text(content) + "\n"


def _plain_place(place: PlaceData) -> dict[str, Any]:
    told: dict[str, Any] = plain(place)
    for name in ("figures", "figures_before"):
        figures = zip(getattr(place, name), told[name], strict=True)
        told[name] = [_dated(figure, fields) for figure, fields in figures]
        for fields in told[name]:
            # most figures have neither, as in every older record
            for later in ("rounding", "support", "sheet", "column"):
                if not fields[later]:
                    del fields[later]
    # a record of an older program holds every year
    if not place.editions:
        del told["editions"]
    if not place.broken:
        del told["broken"]
    return told


def _dated(span: Span, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of something that has a period: whole years name no days, as in every older record."""
    if span.is_part:
        return fields
    return {name: text for name, text in fields.items() if name not in ("from_date", "to_date")}


def parse_record(
    file: str,
    sha256: str,
    text: str,
) -> Record:
    """The record of a file.

    IssuedError when it is not one that `record_text` wrote under that name.
    """
    try:
        return _record_of(file, sha256, json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise damaged(file, "không phải bản phát hành do make freeze lập") from None


def _record_of(
    file: str,
    sha256: str,
    data: Mapping[str, Any],
) -> Record:
    named = named_by(file.rpartition("/")[2])
    if data["format"] != FORMAT or named is None or named[1] != data["number"]:
        raise ValueError(file)
    edition = named[0]
    own = data["edition"]
    written = replace(edition, place=own["place"])
    if usual(written) != edition:
        raise ValueError(file)
    # a record of an older program tells no days: it is of whole years
    for name, text in written.told.items():
        must = name in _YEARS
        if own.get(name, None if must else text) != text:
            raise ValueError(file)
    # a record holds the data of its place beside its own fields
    told = {**data, "file": file, "sha256": sha256, "edition": edition, "place": data}
    record = _by_one_name(typed(Record, told), written.place)
    if not record.by_id.keys() >= set(record.printed):
        raise ValueError(file)
    return record


def _by_one_name(record: Record, written: str) -> Record:
    """The record with its data under its edition's one name, not under the place that its file has."""
    edition, data = record.edition, record.place
    if written == edition.place:
        return record

    def placed(figures: Iterable[Figure]) -> list[Figure]:
        return [replace(f, place=edition.place) if f.place == written else f for f in figures]

    return replace(
        record,
        place=replace(
            data,
            figures=placed(data.figures),
            figures_before=placed(data.figures_before),
            editions=[*map(usual_name, data.editions)],
            broken=[*map(usual_name, data.broken)],
        ),
    )

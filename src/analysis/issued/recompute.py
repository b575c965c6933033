"""An edition computed anew from the data of a place.

Of a record, with corrections applied, or of today.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.book.book import Book, Origin
from analysis.definitions.indicators import Definitions
from analysis.edition import Edition
from analysis.figures.figure import Figure, Figures, parts_text, year_text
from analysis.figures.of_edition import Key, figures_for, keyed, period_of, without_broken_sums
from analysis.issued.record import PlaceData, Record, amount_of
from analysis.language.numbers import exact_text, parse_exact
from analysis.raw.rows import Cells
from analysis.values.indicators import build_book
from analysis.vocabulary import VALUE_COLUMN

Keyed = dict[Key, Figure]
# Parts the name of a record's file from that of its list while its figures are computed with.
_LIST = "#"
NO_CELLS = "[]"
# Where a figure of a record holds what a raw row holds in its columns.
KEYS = {VALUE_COLUMN: "value", "tu_nam": "year_from", "den_nam": "year_to"}


def recompute(
    figures: Figures | None,
    readings: Sequence[Cells],
    definitions: Definitions,
    edition: Edition,
    *,
    is_broken: bool = False,
) -> Book | None:
    """The values of an edition of the place; where its territory `is_broken` no sums over its years.

    None when its figures cannot be told, or none lies inside its period.
    """
    inside = without_broken_sums(figures_for(figures or [], edition), is_broken=is_broken)
    if not inside:
        return None
    return build_book(inside, edition, definitions, readings, is_broken=is_broken)


def bound_to(record: Record) -> PlaceData:
    """The data of a record with its figures as cells of the file.

    The row is the n-th entry of the list.
    """
    figures = _bound(record, "figures")
    before = _bound(record, "figures_before")
    return replace(record.place, figures=figures, figures_before=before)


def _bound(record: Record, name: str) -> list[Figure]:
    made = []
    file = f"{record.file}{_LIST}{name}"
    for row, figure in enumerate(getattr(record.place, name), start=1):
        bound = replace(
            figure,
            file=file,
            sha256=record.sha256,
            row=row,
            corrected="",
            sheet="",
            column="",
            year_cell="",
        )
        if figure.parts:
            value = Origin(
                record.file,
                record.sha256,
                name,
                row,
                "value",
                figure.value,
            )
            year = replace(value, column="year_from", printed=str(figure.year_from))
            bound = replace(bound, parts=parts_text([value]), year_cell=year_text(year))
        made.append(bound)
    return made


def with_record_cells(book: Book, record: Record) -> Book:
    """The book with the raw cells of a record's figures named as the record holds them."""

    def cell(origin: Origin) -> Origin:
        file, _, name = origin.file.partition(_LIST)
        if file != record.file or not name:
            return origin
        key = KEYS[origin.column]
        figures = getattr(record.place, name)
        printed = str(getattr(figures[origin.row - 1], key))
        return replace(
            origin,
            file=file,
            sheet=name,
            column=key,
            printed=printed,
        )

    values = {}
    for value in book:
        origins = tuple(map(cell, value.origins))
        values[value.id] = replace(value, origins=origins)
    return Book(values)


def corrected(
    a: PlaceData,
    b: PlaceData,
    edition: Edition,
) -> list[Figure] | None:
    """The figures of A with B's corrections in place of its own.

    A published figure changes only where it holds what the correction expects. None where
    corrections make figures of the edition into other figures (another status, fund, year) and A
    does not have them as they were.
    """
    moved = _moved(a, b, edition)
    if moved is None:
        return None
    gone, come = moved
    expected = keyed(a.figures_before)
    before = keyed(b.figures_before)
    after = keyed(b.figures)
    result = []
    for key, figure in keyed(a.figures).items():
        if key not in gone:
            own = expected.get(key, figure)
            old = before.get(key)
            new = after.get(key)
            if old is None or new is None or amount_of(old) == amount_of(new):
                # no correction of B: what A's own made of the figure is undone
                old = new = own
            result.append(_corrected(figure, own, old, new))
    result += come.values()
    if result == a.figures or edition.has_year_before or _sums_of(b.figures, edition):
        return result
    # B has no register sums of the edition's own period: they follow from the years
    sums = _sums_of(result, edition)
    return [figure for figure in result if figure not in sums]


def _corrected(
    figure: Figure,
    expected: Figure,
    before: Figure,
    after: Figure,
) -> Figure:
    """A figure of A after B's correction of `before` to `after`.

    It is `expected` without A's own correction.
    """
    if figure.value == after.value:
        return figure
    if expected.value == before.value:
        return after
    if not figure.parts:
        return figure
    # a register with other schemes too: what the correction changes is added, the rest is revised
    change = parse_exact(after.value) - parse_exact(before.value)
    return replace(figure, value=exact_text(parse_exact(expected.value) + change), parts=NO_CELLS)


def _sums_of(figures: Figures, edition: Edition) -> list[Figure]:
    """The figures of registers for the whole period of an edition."""
    period = period_of(edition)
    return [figure for figure in figures if figure.parts and period_of(figure) == period]


def _moved(
    a: PlaceData,
    b: PlaceData,
    edition: Edition,
) -> tuple[Keyed, Keyed] | None:
    """What A loses and gets where corrections of B change what a figure is.

    None where that cannot be told.
    """
    mine = _moves(a, edition)
    theirs = _moves(b, edition)
    if [*map(_values_of, mine)] == [*map(_values_of, theirs)]:
        return {}, {}
    gone, come = theirs
    here = _values_of(keyed(a.figures))
    as_it_was = _values_of(gone).items() <= here.items()
    # a figure that comes of none here was another place's or year's, but a register's sum may come
    # of a changed one
    known = gone or all(figure.parts for figure in come.values())
    already_there = not here.keys().isdisjoint(come)
    if any(mine) or already_there or not known or not as_it_was:
        return None
    return gone, come


def _moves(data: PlaceData, edition: Edition) -> tuple[Keyed, Keyed]:
    """Figures that bear on the edition, there only without and only with the corrections."""
    if not data.figures_before:
        return {}, {}
    before = _bearing(data.figures_before, edition)
    after = _bearing(data.figures, edition)
    return _without(before, after), _without(after, before)


def _without(figures: Keyed, others: Keyed) -> Keyed:
    return {key: figure for key, figure in figures.items() if key not in others}


def _bearing(figures: Figures, edition: Edition) -> Keyed:
    """The figures of the edition's period and of the year before it."""
    years = range(edition.year_from - 1, edition.year_to + 1)
    return {
        key: figure
        for key, figure in keyed(figures).items()
        if figure.year_from in years and figure.year_to in years
    }


def _values_of(figures: Keyed) -> dict[Key, str]:
    return {key: figure.value for key, figure in figures.items()}

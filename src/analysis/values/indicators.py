"""From figures to the book of an edition: raw values, inputs per point, indicators, and what other readings give."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from analysis.book.book import YEAR_UNIT, Book, Origin, Value, derived, needed
from analysis.book.points import Point
from analysis.definitions.indicators import YEARS_INPUT, Definitions, Indicator, Input, input_words
from analysis.edition import Edition
from analysis.figures.figure import Figure, origin_of
from analysis.language.formulas import Column, evaluate, parse_changes, parsed_formula, rename
from analysis.language.numbers import DONG
from analysis.values.facts import (
    STATUS_ORDER,
    Fact,
    facts_of,
    is_whole,
    matches,
    points_of,
    printed_values,
    raw_value,
)
from analysis.vocabulary import BENEFICIARIES, STATUS_SUFFIX

DERIVED_NOTE = "Suy ra từ các số liệu khác."
# The share of each type of establishment; those without an indicator of their own are computed beside them.
TYPE_SHARES = {"DNNVV": "I13", "HTX": "I14", "THT": "tl_THT", "HKD": "I15", "SXSH": "tl_SXSH"}


def build_book(
    figures: Sequence[Figure],
    edition: Edition,
    definitions: Definitions,
    readings: Sequence[Mapping[str, str]],
) -> Book:
    """The book of an edition from its figures, all of its place and inside its period."""
    book = Book()
    facts = facts_of(figures, edition, definitions, readings)
    for fact in facts:
        book.add(raw_value(fact, definitions))
    for fact in facts:
        for printed in printed_values(fact, definitions):
            book.add(printed)
    points = points_of(figures, edition)
    for point in points:
        _add_sums(book, facts, point, definitions)
        _add_derived(book, point, definitions)
    _add_sums_over_years(book, points, edition, definitions)
    _add_years(book, figures, edition)
    _add_indicators(book, points, edition, definitions)
    _add_type_shares(book, points)
    _add_readings(book, figures, definitions, readings)
    return book


def _add_sums(book: Book, facts: Sequence[Fact], point: Point, definitions: Definitions) -> None:
    suffix = point.suffix
    here = [fact for fact in facts if fact.point == point and fact.chosen]
    for entry in definitions.inputs.values():
        parts = without_parts([fact for fact in here if matches(fact.figure, entry)])
        if entry.sum and parts and entry.id + suffix not in book:
            unit = book[parts[0].id].unit
            formula = f"sum({', '.join(fact.id for fact in parts)})"
            label = entry.label + point.label
            book.derive(
                entry.id + suffix, label, unit, formula, status=point.status, caveat=DERIVED_NOTE
            )


def without_parts(facts: Sequence[Fact]) -> list[Fact]:
    """Facts that may be added: where one label has a line for both funds together, its lines by fund are left out."""
    whole = {fact.figure.activity_label for fact in facts if is_whole(fact.figure)}
    return [
        fact for fact in facts if is_whole(fact.figure) or fact.figure.activity_label not in whole
    ]


def _add_derived(book: Book, point: Point, definitions: Definitions) -> None:
    suffix = point.suffix
    for entry in definitions.inputs.values():
        if (
            entry.prefer_derived
            and book.known(entry.id + suffix)
            and not book[entry.id + suffix].derived
        ):
            _prefer_derived(book, entry, suffix, point)
    changed = True
    while changed:
        changed = False
        for entry in definitions.inputs.values():
            for formula in entry.derive:
                names = {name: name + suffix for name in parsed_formula(formula).names}
                if book.known(entry.id + suffix) or not all(
                    book.known(id_) for id_ in names.values()
                ):
                    continue
                text = rename(parsed_formula(formula), names).text
                label = entry.label + point.label
                unit = book[next(iter(names.values()))].unit
                book.derive(
                    entry.id + suffix, label, unit, text, status=point.status, caveat=DERIVED_NOTE
                )
                changed = True


def _prefer_derived(book: Book, entry: Input, suffix: str, point: Point) -> None:
    """Where the parts are printed too, their sum is the value and the printed total becomes a control, `<id>_in`."""
    names = {name: name + suffix for name in parsed_formula(entry.derive[0]).names}
    parts = list(names.values())
    # a part that follows from the printed total, L = P - Q, cannot stand in for it
    if all(map(book.known, parts)) and entry.id + suffix not in needed(book, parts):
        printed = book.values.pop(entry.id + suffix)
        control = replace(
            printed, id=f"{entry.id}_in{suffix}", label=f"{printed.label}, số tổng do nguồn công bố"
        )
        book.add(control)
        text = rename(parsed_formula(entry.derive[0]), names).text
        label = entry.label + point.label
        book.derive(entry.id + suffix, label, printed.unit, text, status=point.status)


def _add_sums_over_years(
    book: Book, points: Sequence[Point], edition: Edition, definitions: Definitions
) -> None:
    """A headline that no source prints is the sum of the years only when every year is there in one status."""
    if edition.is_single_year:
        return
    for status in dict.fromkeys(point.status for point in points):
        headline = Point.whole(edition, status)
        years = [Point(edition, year, year, status).suffix for year in edition.years]
        for entry in definitions.inputs.values():
            ids = [entry.id + suffix for suffix in years]
            id_ = entry.id + headline.suffix
            if (
                book.known(id_)
                or entry.measure in ("duration", "ratio", "share")
                or not all(map(book.known, ids))
            ):
                continue
            label = entry.label + headline.label
            book.derive(
                id_,
                label,
                book[ids[0]].unit,
                f"sum({', '.join(ids)})",
                status=status,
                caveat=DERIVED_NOTE,
            )
        _add_derived(book, headline, definitions)


def _add_years(book: Book, figures: Sequence[Figure], edition: Edition) -> None:
    """The number of calendar years of the period, from the cells that state it, else from those of its end years."""
    whole = [f for f in figures if (f.year_from, f.year_to) == (edition.year_from, edition.year_to)]
    # of a register the figures of single years, whose first scheme states that year
    stating = [f for f in whole if not f.parts] or [
        f for f in figures if not f.parts or f.year_from == f.year_to
    ]
    first = next((f for f in stating if f.year_from == edition.year_from), None)
    last = next((f for f in stating if f.year_to == edition.year_to), None)
    if first is None or last is None:
        return
    for id_, label, column, year, figure in (
        ("nam_dau", "Năm đầu của kỳ", "tu_nam", edition.year_from, first),
        ("nam_cuoi", "Năm cuối của kỳ", "den_nam", edition.year_to, last),
    ):
        origin = (
            Origin(**json.loads(figure.year_cell))
            if figure.parts
            else origin_of(figure, column, str(year))
        )
        book.add(
            Value(
                id_, label, Fraction(year), YEAR_UNIT, origins=(origin,), decimals=0, gather="cell"
            )
        )
    book.derive(
        YEARS_INPUT, "Số năm dương lịch của kỳ", "năm", "nam_cuoi - nam_dau + 1", decimals=0
    )


def _add_indicators(
    book: Book, points: Sequence[Point], edition: Edition, definitions: Definitions
) -> None:
    """Each indicator at the headline in the best status there is, beside it in the planned one, and each year's own."""
    headlines = [point for point in points if point.is_headline]
    years = [point for point in points if point.is_year or point.is_before]
    columns = _columns(book, [*headlines, *years], definitions)
    for indicator in definitions.indicators.values():
        result = evaluate(parsed_formula(indicator.formula), columns)
        at = dict(
            zip(
                [*headlines, *years],
                zip(result.values, result.valid, result.zero_division, strict=True),
                strict=True,
            )
        )
        best = min(
            (p for p in headlines if at[p][1]),
            key=lambda p: STATUS_ORDER.index(p.status),
            default=None,
        )
        book.add(
            _indicator(book, indicator, indicator.id, best or _blank_point(headlines, edition))
        )
        for point in headlines:
            if at[point][1] and point is not best:
                book.add(_indicator(book, indicator, indicator.id + point.suffix, point))
        for point in years:
            if at[point][1]:
                book.add(_indicator(book, indicator, indicator.id + point.suffix, point))


def _add_type_shares(book: Book, points: Sequence[Point]) -> None:
    """The shares of the types that have no indicator, at the point of the indicators' headline."""
    point = next((p for p in points if p.is_headline and book.known("N" + p.suffix)), None)
    for code, id_ in TYPE_SHARES.items() if point else ():
        count, total = f"n_{code}{point.suffix}", f"N{point.suffix}"
        if id_ not in book and book.known(count) and book[total].value:
            label = (
                f"Tỷ lệ {BENEFICIARIES[code].label.lower()} trong số cơ sở thụ hưởng{point.label}"
            )
            book.derive(
                id_, label, "%", f"100 * {count} / {total}", status=point.status, decimals=2
            )


def _blank_point(headlines: Sequence[Point], edition: Edition) -> Point:
    return headlines[0] if headlines else Point.whole(edition)


def _columns(book: Book, points: Sequence[Point], definitions: Definitions) -> dict[str, Column]:
    """Each input as a column over the points; the number of years does not depend on the status."""
    columns = {}
    for name in [*definitions.inputs, YEARS_INPUT]:
        cells = [book.values.get(_input_id(name, point)) for point in points]
        values = np.array(
            [cell.value if cell and cell.value is not None else Fraction(0) for cell in cells],
            dtype=object,
        )
        valid = np.array(
            [cell is not None and cell.value is not None for cell in cells], dtype=bool
        )
        columns[name] = Column(values, valid, np.zeros(len(points), dtype=bool))
    return columns


def _input_id(name: str, point: Point) -> str:
    if name == YEARS_INPUT:
        return name if point.is_headline else ""
    return name + point.suffix


def _indicator(book: Book, indicator: Indicator, id_: str, point: Point) -> Value:
    formula = parsed_formula(indicator.formula)
    text = rename(formula, {name: _input_id(name, point) or name for name in formula.names}).text
    label = indicator.label + point.label
    return derived(
        book, id_, label, indicator.unit, text,
        status=point.status, caveat=indicator.caveat, decimals=indicator.decimals,
    )  # fmt: skip


def missing_inputs(book: Book, indicator: Indicator, definitions: Definitions) -> list[str]:
    """The short names of the inputs that an edition lacks for an indicator, in the status that lacks the fewest."""
    names = parsed_formula(indicator.formula).names
    by_status = [
        [
            name
            for name in names
            if not (book.known(name + suffix) or (name == YEARS_INPUT and book.known(name)))
        ]
        for suffix in STATUS_SUFFIX.values()
    ]
    return [input_words(definitions)[name] for name in min(by_status, key=len)]


def _add_readings(
    book: Book,
    figures: Sequence[Figure],
    definitions: Definitions,
    readings: Sequence[Mapping[str, str]],
) -> None:
    """For each reading of a source of this edition: the inputs under its alternative, and what they change."""
    sources = {figure.source for figure in figures}
    for reading in readings:
        changes = parse_changes(reading.get("thay_the", ""))
        if reading["source"] in sources:
            mapping = _add_changed_inputs(book, changes, reading)
            _add_what_follows(book, mapping, definitions, reading)
            _add_changed_indicators(book, mapping, definitions, reading)


def _add_changed_inputs(
    book: Book, changes: Mapping[str, str], reading: Mapping[str, str]
) -> dict[str, str]:
    """The ids of the inputs under a reading's alternative, `CM.D01` for `CM`."""
    mapping: dict[str, str] = {}
    for name, formula in changes.items():
        if book.known(name) and all(book.known(n) for n in parsed_formula(formula).names):
            mapping[name] = f"{name}.{reading['id']}"
            label = f"{book[name].label}, theo cách hiểu khác ({reading['id']})"
            book.derive(
                mapping[name], label, book[name].unit, formula,
                status=book[name].status, caveat=f"“{reading['alternative']}”",
            )  # fmt: skip
    return mapping


def _add_what_follows(
    book: Book, mapping: dict[str, str], definitions: Definitions, reading: Mapping[str, str]
) -> None:
    """The inputs that are computed from a changed input change with it, `P.D05` for `P = Q + L`."""
    seen: set[str] = set()

    def follow(name: str) -> None:
        value = book.values.get(name)
        if name in mapping or name in seen or value is None or value.formula is None:
            return
        seen.add(name)
        formula = parsed_formula(value.formula)
        for part in formula.names:
            follow(part)
        if mapping.keys() & set(formula.names):
            id_, label = (
                f"{name}.{reading['id']}",
                f"{value.label}, theo cách hiểu khác ({reading['id']})",
            )
            text = rename(formula, mapping).text
            mapping[name] = book.derive(
                id_, label, value.unit, text, status=value.status, caveat=reading["alternative"]
            ).id

    for name in definitions.inputs:
        follow(name)


def _add_changed_indicators(
    book: Book, mapping: Mapping[str, str], definitions: Definitions, reading: Mapping[str, str]
) -> None:
    """The indicators of actual figures that rest on a changed input, `I26.D01` for `I26`."""
    for indicator in definitions.indicators.values():
        formula = parsed_formula(indicator.formula)
        actual = book.known(indicator.id) and not STATUS_ORDER.index(book[indicator.id].status)
        if actual and mapping.keys() & set(formula.names):
            text = rename(formula, mapping).text
            label = f"{indicator.label}, theo cách hiểu khác ({reading['id']})"
            book.derive(
                f"{indicator.id}.{reading['id']}", label, indicator.unit, text,
                caveat=f"“{reading['alternative']}”", decimals=indicator.decimals,
            )  # fmt: skip


NAMES = ("Q", "L", "P", "C", "DA", "I10")
LABELS = {
    "Q": "KCQG",
    "L": "KCĐP",
    "P": "Kinh phí khuyến công",
    "C": "Vốn đối ứng",
    "DA": "Số đề án",
    "I10": "Hệ số huy động đối ứng",
}


def pairs_of(edition: Edition) -> Iterator[tuple[int, str, str]]:
    """(year, suffix of the year before, suffix of the year) for each change that an edition can show."""
    if edition.is_single_year:
        yield edition.year_from, f".{edition.year_from - 1}", ""
        return
    for year in edition.years[1:]:
        yield year, f".{year - 1}", f".{year}"


def add_changes(book: Book, edition: Edition) -> None:
    """Add `P_chenh` (signed difference), `P_toc_do` (signed rate in %), `P_muc` and `P_ty_le` (their sizes)."""
    for year, before, now in pairs_of(edition):
        for name in NAMES:
            old, new = name + before, name + now
            if not book.known(old) or not book.known(new):
                continue
            unit, label = book[new].unit, f"{LABELS[name]}, năm {year} so với năm {year - 1}"
            decimals = 3 if unit == DONG else book[new].decimals
            book.derive(
                f"{name}_chenh{now}",
                f"Chênh lệch {label}",
                unit,
                f"{new} - {old}",
                decimals=decimals,
            )
            size = f"max({new}, {old}) - min({new}, {old})"
            book.derive(f"{name}_muc{now}", f"Mức thay đổi {label}", unit, size, decimals=decimals)
            if book[old].value:
                rate = f"{name}_chenh{now} / {old} * 100"
                book.derive(
                    f"{name}_toc_do{now}", f"Tốc độ thay đổi {label}", "%", rate, decimals=2
                )
                rate = f"{name}_muc{now} / {old} * 100"
                book.derive(f"{name}_ty_le{now}", f"Tỷ lệ thay đổi {label}", "%", rate, decimals=2)

"""From figures to the book of an edition.

Raw values, inputs per point, indicators, and what other readings give.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from analysis.book.book import YEAR_UNIT, Book, Value, needed
from analysis.book.points import At, Point, split_id
from analysis.definitions.indicators import YEARS_INPUT, Definitions, Indicator, Input, input_words
from analysis.edition import Edition
from analysis.figures.figure import Figure, year_origin
from analysis.language.formulas import parse_changes, parse_formula, rename
from analysis.values.chosen import Reading, facts_of
from analysis.values.fact_values import printed_values, raw_value
from analysis.values.facts import STATUS_ORDER, Fact, by_activity, is_whole, matches, points_of
from analysis.vocabulary import (
    BENEFICIARIES,
    CONTROL_MEASURES,
    PROMOTION_FUNDS,
    STATUS_SUFFIX,
    UNKNOWN_STATUS,
    cells,
)

DERIVED_NOTE = "Suy ra từ các số liệu khác."
# The share of each type of establishment; those without an indicator of their own are computed beside them.
TYPE_SHARES = {
    "DNNVV": "I13",
    "HTX": "I14",
    "THT": "tl_THT",
    "HKD": "I15",
    "LHHTX": "tl_LHHTX",
    "SXSH": "tl_SXSH",
    "HTCCN": "tl_HTCCN",
}
# The id and the label of the years in which a period begins and ends, their field, the column that states them.
PERIOD_ENDS = cells("""
nam_dau | Năm đầu của kỳ | year_from | tu_nam
nam_cuoi | Năm cuối của kỳ | year_to | den_nam
""")


def build_book(
    figures: Sequence[Figure],
    edition: Edition,
    definitions: Definitions,
    readings: Sequence[Reading],
    *,
    is_broken: bool = False,
) -> Book:
    """The book of an edition from its figures, all of its place and inside its period.

    Where the territory `is_broken` its years are not added up.
    """
    book = Book()
    facts = facts_of(figures, edition, definitions, readings)
    printed = [value for fact in facts for value in printed_values(fact, definitions)]
    for value in [*(raw_value(fact, definitions) for fact in facts), *printed]:
        book.add(value)
    points = points_of(figures, edition)
    for point in points:
        _add_sums(At(book, point), facts, definitions)
        _add_contents(At(book, point), facts)
        _add_derived(At(book, point), definitions)
    if not (edition.is_single_year or edition.is_part or is_broken):
        statuses = dict.fromkeys(point.status for point in points if point.status != UNKNOWN_STATUS)
        for status in statuses:
            _add_sums_over_years(At(book, Point.whole(edition, status)), definitions)
    _add_years(book, figures, edition)
    _add_indicators(book, points, edition, definitions)
    _add_type_shares(book, points)
    _add_readings(book, figures, definitions, readings)
    return book


def _add_sums(at: At, facts: Sequence[Fact], definitions: Definitions) -> None:
    """The inputs that are the sum of the matching figures of a point."""
    here = [fact for fact in facts if fact.point == at.point and fact.chosen]
    for entry in definitions.inputs.values():
        parts = without_parts([fact for fact in here if matches(fact.figure, entry)])
        if entry.sum and parts and at.new_id(entry.id) not in at.book:
            _add_sum(at, entry, [fact.id for fact in parts])


def _add_sum(at: At, entry: Input, ids: Sequence[str]) -> None:
    _follow(at, entry, f"sum({', '.join(ids)})")


def _follow(at: At, entry: Input, formula: str) -> None:
    """Add an input that follows from others, in the unit of the first of them."""
    unit = at[parse_formula(formula).names[0]].unit
    at.derive(
        entry.id,
        entry.label,
        formula,
        unit,
        caveat=DERIVED_NOTE,
    )


def without_parts(facts: Sequence[Fact]) -> list[Fact]:
    """Facts that may be added.

    Where one label has a line for both funds together, its lines by fund are left out.
    """
    whole = {fact.figure.activity_label for fact in facts if is_whole(fact.figure)}
    return [
        fact for fact in facts if is_whole(fact.figure) or fact.figure.activity_label not in whole
    ]


def contents_of(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    """Kinh phí khuyến công of each content of a source, by the id of its whole: a line, or the sum of those by fund.

    Args:
        facts: of one point, in the order of the sources.
    """
    money = [
        fact
        for fact in facts
        if fact.figure.measure == "amount" and fact.figure.fund in PROMOTION_FUNDS
    ]
    lines: dict[tuple[str, str], list[Fact]] = {}
    for fact in without_parts(money):
        key = (fact.figure.source, fact.figure.activity_label)
        lines.setdefault(key, []).append(fact)
    return {_content_id(parts): parts for parts in lines.values()}


def _content_id(parts: Sequence[Fact]) -> str:
    stem, suffix = split_id(parts[0].id)
    return f"{stem}_cac_nguon{suffix}" if len(parts) > 1 else parts[0].id


def _add_contents(at: At, facts: Sequence[Fact]) -> None:
    """The whole of each content that a source prints by fund; of a register its kinds of schemes have their own."""
    printed = [fact for fact in by_activity(facts, at.point) if not fact.figure.parts]
    for id_, parts in contents_of(printed).items():
        if len(parts) > 1:
            at.book.derive(
                id_,
                at.point.named(
                    f"Kinh phí khuyến công, nội dung “{parts[0].figure.activity_label}”"
                ),
                at.book[parts[0].id].unit,
                f"sum({', '.join(fact.id for fact in parts)})",
                status=at.point.status,
                caveat=DERIVED_NOTE,
            )


def _add_derived(at: At, definitions: Definitions) -> None:
    """What follows from the inputs of a point, until nothing more does."""
    entries = definitions.inputs.values()
    for entry in entries:
        if entry.prefer_derived and at.raw(entry.id):
            _prefer_derived(at, entry)
    # an input may follow from one that follows from others, in any order of the file
    changed = True
    while changed:
        changed = False
        for entry in entries:
            for formula in entry.derive:
                if at.known(*parse_formula(formula).names) and not at.known(entry.id):
                    _follow(at, entry, formula)
                    changed = True


def _prefer_derived(at: At, entry: Input) -> None:
    """Where the parts are printed too, their sum is the value and the printed total becomes a control, `<id>_in`."""
    printed, formula = at[entry.id], entry.derive[0]
    parts = parse_formula(formula).names
    # a part that follows from the printed total, L = P - Q, cannot stand in for it
    if at.known(*parts) and printed.id not in needed(at.book, map(at.id, parts)):
        label = f"{printed.label}, số tổng do nguồn công bố"
        del at.book.values[printed.id]
        at.book.add(replace(printed, id=at.new_id(f"{entry.id}_in"), label=label))
        at.derive(entry.id, entry.label, formula, printed.unit)


def _add_sums_over_years(at: At, definitions: Definitions) -> None:
    """A headline that no source prints is the sum of the years only when every year is there in one status."""
    edition, status = at.point.edition, at.point.status
    years = [Point(edition, year, year, status).suffix for year in edition.years]
    for entry in definitions.inputs.values():
        ids = [entry.id + suffix for suffix in years]
        if entry.measure not in CONTROL_MEASURES and at.known(*ids) and not at.known(entry.id):
            _add_sum(at, entry, ids)
    _add_derived(at, definitions)


def _add_years(book: Book, figures: Sequence[Figure], edition: Edition) -> None:
    """The number of calendar years of the period, from the cells that state it, else from those of its end years."""
    if edition.is_part:
        return
    whole = [figure for figure in figures if not figure.is_part]
    published = [figure for figure in whole if not figure.parts]
    stating = [figure for figure in published if figure.days == edition.days]
    if not stating:
        # of a register the figures of single years, whose first scheme states that year
        stating = [figure for figure in whole if not figure.parts or figure.is_single_year]
    found = []
    for id_, label, end, column in PERIOD_ENDS:
        year = getattr(edition, end)
        found += [
            Value(
                id_,
                label,
                Fraction(year),
                YEAR_UNIT,
                origins=(year_origin(figure, column, year),),
                decimals=0,
                gather="cell",
            )
            for figure in stating
            if getattr(figure, end) == year
        ][:1]
    if len(found) == len(PERIOD_ENDS):
        for value in found:
            book.add(value)
        label, formula = "Số năm dương lịch của kỳ", "nam_cuoi - nam_dau + 1"
        book.derive(
            YEARS_INPUT,
            label,
            "năm",
            formula,
            decimals=0,
        )


def _add_indicators(
    book: Book, points: Sequence[Point], edition: Edition, definitions: Definitions
) -> None:
    """Each indicator at the headline in the best status there is, beside it in the planned one, and each year's own."""
    headlines = [point for point in points if point.is_headline and not point.is_apart]
    headlines = headlines or [Point.whole(edition)]
    years = [point for point in points if point.is_year or point.is_before]
    for indicator in definitions.indicators.values():
        whole = _indicator(book, indicator, headlines)
        known = [value for value in whole if value.value is not None]
        # headlines come in the order of statuses, actual figures first
        best = (known or whole)[0]
        book.add(replace(best, id=indicator.id))
        for value in [*known[1:], *_indicator(book, indicator, years)]:
            if value.value is not None:
                book.add(value)


def _indicator(book: Book, indicator: Indicator, points: Iterable[Point]) -> list[Value]:
    values = [
        At(book, point).derived(
            indicator.id,
            indicator.label,
            indicator.formula,
            indicator.unit,
            decimals=indicator.decimals,
            caveat=indicator.caveat,
        )
        for point in points
    ]
    below = indicator.caveat_below_zero
    return [
        replace(value, caveat=below) if below and value.value and value.value < 0 else value
        for value in values
    ]


def _add_type_shares(book: Book, points: Sequence[Point]) -> None:
    """The shares of the types that have no indicator, at the point of the indicators' headline."""
    headlines = [At(book, point) for point in points if point.is_headline and not point.is_apart]
    at = next((at for at in headlines if at.known("N")), None)
    if at is None or not at.number("N"):
        return
    for code, id_ in TYPE_SHARES.items():
        if id_ not in book and at.known(f"n_{code}"):
            label = f"Tỷ lệ {BENEFICIARIES[code].label.lower()} trong số cơ sở thụ hưởng"
            share = at.derived(
                id_,
                label,
                f"100 * n_{code} / N",
                "%",
                decimals=2,
            )
            book.add(replace(share, id=id_))


def missing_inputs(book: Book, indicator: Indicator, definitions: Definitions) -> list[str]:
    """The short names of the inputs that an edition lacks for an indicator, in the status that lacks the fewest."""
    names = parse_formula(indicator.formula).names
    by_status = []
    for suffix in STATUS_SUFFIX.values():
        ids = {name: name + suffix for name in names} | {YEARS_INPUT: YEARS_INPUT}
        # plans lack other inputs than results: told is what is nearest to being there
        by_status.append([name for name in names if not book.known(ids[name])])
    words = input_words(definitions)
    return [words[name] for name in min(by_status, key=len)]


@dataclass(frozen=True)
class _Other:
    """What a source gives under the other reading of it.

    The new ids by those that they replace, `CM.D01` for `CM`.
    """

    book: Book
    reading: Reading
    replaced: dict[str, str]

    def add(
        self,
        name: str,
        formula: str,
        caveat: str = "“{}”",
        decimals: int = 3,
    ) -> None:
        """Add the value of a name under this reading, from a formula over what the reading gives.

        `{}` in the caveat is what the source says under the reading.
        """
        value, line = self.book[name], self.reading["id"]
        self.replaced[name] = f"{name}.{line}"
        self.book.derive(
            self.replaced[name],
            f"{value.label}, theo cách hiểu khác ({line})",
            value.unit,
            formula,
            status=value.status,
            caveat=caveat.format(self.reading["alternative"]),
            decimals=decimals,
        )

    def follow(
        self,
        name: str,
        formula: str,
        caveat: str = "“{}”",
        decimals: int = 3,
    ) -> None:
        """Add the value of a name when something that its formula reads has another value here."""
        parsed = parse_formula(formula)
        if not self.replaced.keys().isdisjoint(parsed.names):
            self.add(name, rename(parsed, self.replaced).text, caveat, decimals)


def _add_readings(
    book: Book,
    figures: Sequence[Figure],
    definitions: Definitions,
    readings: Sequence[Reading],
) -> None:
    """Add what each reading of a source of this edition gives.

    These are the inputs under its alternative, and what they change.
    """
    sources = {figure.source for figure in figures}
    for reading in readings:
        changes = parse_changes(reading.get("thay_the", ""))
        if reading["source"] not in sources:
            continue
        other = _Other(book, reading, {})
        for name, formula in changes.items():
            if all(map(book.known, (name, *parse_formula(formula).names))):
                other.add(name, formula)
        _add_what_follows(other, definitions)
        for indicator in definitions.indicators.values():
            # of actual figures alone
            if book.known(indicator.id) and book[indicator.id].status == STATUS_ORDER[0]:
                other.follow(indicator.id, indicator.formula, decimals=indicator.decimals)


def _add_what_follows(other: _Other, definitions: Definitions) -> None:
    """The inputs that are computed from a changed input change with it, `P.D05` for `P = Q + L`."""
    book, seen = other.book, set(other.replaced)

    def follow(name: str) -> None:
        if name in seen or name not in book or book[name].formula is None:
            return
        seen.add(name)
        for part in book[name].inputs:
            follow(part)
        other.follow(name, str(book[name].formula), "{}")

    for name in definitions.inputs:
        follow(name)

"""From figures to the book of an edition.

Raw values, inputs per point, indicators, and what other readings give.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from analysis.book.book import YEAR_UNIT, Book, Value, needed
from analysis.book.points import At, Point
from analysis.definitions.indicators import YEARS_INPUT, Definitions, Indicator, Input, input_words
from analysis.edition import Edition
from analysis.figures.figure import Figure, year_origin
from analysis.language.formulas import parse_changes, parse_formula, rename
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
from analysis.vocabulary import BENEFICIARIES, FUNDS, STATUS_SUFFIX

DERIVED_NOTE = "Suy ra từ các số liệu khác."
# Measures that years do not add up to.
NOT_ADDED = ("duration", "ratio", "share")
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
        _add_sums(At(book, point), facts, definitions)
        _add_derived(At(book, point), definitions)
    if not edition.is_single_year:
        for status in dict.fromkeys(point.status for point in points):
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
    formula, unit = f"sum({', '.join(ids)})", at[ids[0]].unit
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


def _add_derived(at: At, definitions: Definitions) -> None:
    """What follows from the inputs of a point, until nothing more does."""
    entries = definitions.inputs.values()
    for entry in entries:
        if entry.prefer_derived and at.raw(entry.id):
            _prefer_derived(at, entry)
    pairs = [(entry, formula) for entry in entries for formula in entry.derive]
    # an input may follow from one that follows from others, in any order of the file
    changed = True
    while changed:
        changed = False
        for entry, formula in pairs:
            names = parse_formula(formula).names
            if at.known(*names) and not at.known(entry.id):
                unit = at[names[0]].unit
                at.derive(
                    entry.id,
                    entry.label,
                    formula,
                    unit,
                    caveat=DERIVED_NOTE,
                )
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
        if entry.measure not in NOT_ADDED and at.known(*ids) and not at.known(entry.id):
            _add_sum(at, entry, ids)
    _add_derived(at, definitions)


def _add_years(book: Book, figures: Sequence[Figure], edition: Edition) -> None:
    """The number of calendar years of the period, from the cells that state it, else from those of its end years."""
    period = (edition.year_from, edition.year_to)
    published = [figure for figure in figures if not figure.parts]
    stating = [figure for figure in published if (figure.year_from, figure.year_to) == period]
    if not stating:
        # of a register the figures of single years, whose first scheme states that year
        stating = [
            figure for figure in figures if not figure.parts or figure.year_from == figure.year_to
        ]
    first = next((figure for figure in stating if figure.year_from == edition.year_from), None)
    last = next((figure for figure in stating if figure.year_to == edition.year_to), None)
    if first is None or last is None:
        return
    _add_year(
        book,
        "nam_dau",
        "Năm đầu của kỳ",
        first,
        "tu_nam",
        edition.year_from,
    )
    _add_year(
        book,
        "nam_cuoi",
        "Năm cuối của kỳ",
        last,
        "den_nam",
        edition.year_to,
    )
    label, formula = "Số năm dương lịch của kỳ", "nam_cuoi - nam_dau + 1"
    book.derive(
        YEARS_INPUT,
        label,
        "năm",
        formula,
        decimals=0,
    )


def _add_year(
    book: Book,
    id_: str,
    label: str,
    figure: Figure,
    column: str,
    year: int,
) -> None:
    number, origins = Fraction(year), (year_origin(figure, column, year),)
    book.add(
        Value(
            id_,
            label,
            number,
            YEAR_UNIT,
            origins=origins,
            decimals=0,
            gather="cell",
        )
    )


def _add_indicators(
    book: Book, points: Sequence[Point], edition: Edition, definitions: Definitions
) -> None:
    """Each indicator at the headline in the best status there is, beside it in the planned one, and each year's own."""
    headlines = [point for point in points if point.is_headline] or [Point.whole(edition)]
    years = [point for point in points if point.is_year or point.is_before]
    for indicator in definitions.indicators.values():
        whole = [_indicator(At(book, point), indicator) for point in headlines]
        known = [value for value in whole if value.value is not None]
        # headlines come in the order of statuses, actual figures first
        best = known[0] if known else whole[0]
        book.add(replace(best, id=indicator.id))
        inner = [_indicator(At(book, point), indicator) for point in years]
        for value in [*known[1:], *inner]:
            if value.value is not None:
                book.add(value)


def _indicator(at: At, indicator: Indicator) -> Value:
    return at.derived(
        indicator.id,
        indicator.label,
        indicator.formula,
        indicator.unit,
        decimals=indicator.decimals,
        caveat=indicator.caveat,
    )


def _add_type_shares(book: Book, points: Sequence[Point]) -> None:
    """The shares of the types that have no indicator, at the point of the indicators' headline."""
    headlines = [At(book, point) for point in points if point.is_headline]
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
        ids = {name: name if name == YEARS_INPUT else name + suffix for name in names}
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
    reading: Mapping[str, str]
    replaced: dict[str, str]

    def add(
        self,
        name: str,
        formula: str,
        caveat: str,
        decimals: int = 3,
    ) -> None:
        """Add the value of a name under this reading.

        Its formula is over what the reading gives.
        """
        value, id_ = self.book[name], f"{name}.{self.reading['id']}"
        label = f"{value.label}, theo cách hiểu khác ({self.reading['id']})"
        self.book.derive(
            id_,
            label,
            value.unit,
            formula,
            status=value.status,
            caveat=caveat,
            decimals=decimals,
        )

    def rests_on_it(self, formula: str) -> bool:
        """True when a name of the formula has another value under this reading."""
        return not self.replaced.keys().isdisjoint(parse_formula(formula).names)

    def renamed(self, formula: str) -> str:
        """The formula over the values of this reading."""
        return rename(parse_formula(formula), self.replaced).text


def _add_readings(
    book: Book,
    figures: Sequence[Figure],
    definitions: Definitions,
    readings: Sequence[Mapping[str, str]],
) -> None:
    """Add what each reading of a source of this edition gives.

    These are the inputs under its alternative, and what they change.
    """
    sources = {figure.source for figure in figures}
    for reading in readings:
        changes = parse_changes(reading.get("thay_the", ""))
        if reading["source"] in sources:
            other = _Other(book, reading, {})
            _add_changed_inputs(other, changes)
            _add_what_follows(other, definitions)
            _add_changed_indicators(other, definitions)


def _add_changed_inputs(other: _Other, changes: Mapping[str, str]) -> None:
    """The inputs under a reading's alternative."""
    for name, formula in changes.items():
        names = parse_formula(formula).names
        if other.book.known(name) and all(map(other.book.known, names)):
            other.add(name, formula, f"“{other.reading['alternative']}”")
            other.replaced[name] = f"{name}.{other.reading['id']}"


def _add_what_follows(other: _Other, definitions: Definitions) -> None:
    """The inputs that are computed from a changed input change with it, `P.D05` for `P = Q + L`."""
    seen: set[str] = set()

    def follow(name: str) -> None:
        value = other.book.values.get(name)
        if name in other.replaced or name in seen or value is None or value.formula is None:
            return
        seen.add(name)
        for part in value.inputs:
            follow(part)
        if other.rests_on_it(value.formula):
            other.add(name, other.renamed(value.formula), other.reading["alternative"])
            other.replaced[name] = f"{name}.{other.reading['id']}"

    for name in definitions.inputs:
        follow(name)


def _add_changed_indicators(other: _Other, definitions: Definitions) -> None:
    """The indicators of actual figures that rest on a changed input, `I26.D01` for `I26`."""
    for indicator in definitions.indicators.values():
        actual = (
            other.book.known(indicator.id) and other.book[indicator.id].status == STATUS_ORDER[0]
        )
        if actual and other.rests_on_it(indicator.formula):
            formula, caveat = other.renamed(indicator.formula), f"“{other.reading['alternative']}”"
            other.add(indicator.id, formula, caveat, indicator.decimals)


# What is compared with the year before, as its label names it.
LABELS = {
    **{fund.value: fund.title for fund in FUNDS.values() if fund.value not in ("", "T")},
    "DA": "Số đề án",
    "I10": "Hệ số huy động đối ứng",
}
NAMES = tuple(LABELS)


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
        for name, words in LABELS.items():
            old, new = name + before, name + now
            if book.known(old) and book.known(new):
                label = f"{words}, năm {year} so với năm {year - 1}"
                _add_change(
                    book,
                    old,
                    new,
                    label,
                    (f"{name}_", now),
                )


def _add_change(
    book: Book,
    old: str,
    new: str,
    label: str,
    ends: tuple[str, str],
) -> None:
    stem, now = ends
    unit = book[new].unit
    decimals = 3 if unit == DONG else book[new].decimals
    difference, size = f"{stem}chenh{now}", f"{stem}muc{now}"
    text = f"{new} - {old}"
    book.derive(
        difference,
        f"Chênh lệch {label}",
        unit,
        text,
        decimals=decimals,
    )
    text = f"max({new}, {old}) - min({new}, {old})"
    book.derive(
        size,
        f"Mức thay đổi {label}",
        unit,
        text,
        decimals=decimals,
    )
    if book[old].value:
        rates = (("toc_do", "Tốc độ", difference), ("ty_le", "Tỷ lệ", size))
        for rate, noun, of in rates:
            text = f"{of} / {old} * 100"
            book.derive(
                f"{stem}{rate}{now}",
                f"{noun} thay đổi {label}",
                "%",
                text,
                decimals=2,
            )

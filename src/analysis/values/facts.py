"""Which published figure is which value.

One fact a key and point, with the id that formulas and documents use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from analysis.book.book import Gather, Value
from analysis.book.points import Point, split_id
from analysis.definitions.indicators import ANY, Definitions, Input
from analysis.edition import Edition, place_slug
from analysis.figures.figure import Figure, correction_note, corrections_of, origins_of, own_cell
from analysis.language.numbers import DONG, find_unit, is_strict, parse_exact
from analysis.vocabulary import (
    BENEFICIARIES,
    CONTROL_MEASURES,
    FUNDS,
    MEASURES,
    PART_OF_ACTIVITY,
    PROMOTION_FUNDS,
    STATUSES,
    SUPPORTS,
    VALUE_COLUMN,
)

STATUS_ORDER = tuple(STATUSES)
LONGEST_SLUG = 50
# The words of ids where no input selects a figure alone.
MEASURE_IDS = {
    "amount": "kp",
    "schemes": "da",
    "beneficiaries": "cs",
    "recipients": "dv",
    "classes": "lop",
    "turns": "luot",
    "models": "mh",
    "products": "sp",
    "localities": "dp",
    "participants": "dv_tg",
    "completion": "tl_kh",
    "country_share": "tt_cn",
}
# What the ids of figures end in that count support to be paid back, `kp_KCQG_thu_hoi`.
RECOVERABLE_STEM = "thu_hoi"

_NUMERAL = re.compile(r"[0-9](?:[0-9.,]*[0-9])?")
_RIVAL = re.compile(r"_kh(?:ac|op)[0-9]*$")
# How far beyond a bound ("trên", "gần") the figure of another source may lie and still be the same.
BOUND_REACH = Fraction(15, 100)


# A line of cach-hieu.csv: how a source is read where it may be read otherwise.
Reading = Mapping[str, str]
# What a figure counts, apart from its point, and both together: figures of one group must agree.
Key = tuple[str, ...]
Group = tuple[Point, Key]


@dataclass(frozen=True)
class Fact:
    """What the sources say for one key at one point: `rows` agree; `chosen` is false for the rival of a conflict.

    A `control` is a published figure by activity where a register gives the activities itself; it
    is not chosen either, nor is one that `agrees` with a more exact figure, which is chosen and
    names it among its `noted`, nor one that is `beside` others: a line of an activity of which
    another source tells under other labels.
    """

    id: str
    rows: tuple[Figure, ...]
    point: Point
    chosen: bool = True
    control: bool = False
    agrees: bool = False
    beside: bool = False
    noted: tuple[Figure, ...] = ()

    @property
    def figure(self) -> Figure:
        """The row that stands for all: they agree in value and bound."""
        return self.rows[0]


def point_of(figure: Figure, edition: Edition) -> Point:
    """The period and status that a figure speaks of."""
    return Point(
        edition,
        figure.year_from,
        figure.year_to,
        figure.status,
        figure.from_date,
        figure.to_date,
    )


def key_of(figure: Figure) -> Key:
    """What a figure counts, apart from its point."""
    fund = "promotion" if is_whole(figure) else figure.fund
    key = (figure.measure, fund, figure.activity, figure.activity_label, figure.beneficiary_type)
    return (*key, figure.support) if figure.support else key


def is_whole(figure: Figure) -> bool:
    """True for a line of all promotion funds together.

    A count of schemes that names no fund counts those of all.
    """
    return figure.fund == "promotion" or (figure.measure == "schemes" and not figure.fund)


def matches(figure: Figure, entry: Input) -> bool:
    """True when a figure belongs to an input's selection."""
    if figure.support:
        # what is to be paid back is no part of any total or ratio
        return False
    labelled = figure.activity_label != ""
    if ANY in entry.activity:
        activity_fits = labelled and figure.activity != PART_OF_ACTIVITY
    else:
        # an input without an activity takes totals, one with an activity its lines
        activity_fits = figure.activity in entry.activity and labelled == (entry.activity != ("",))
    return (
        activity_fits
        and figure.measure == entry.measure
        and figure.fund in entry.fund
        and figure.beneficiary_type in entry.beneficiary_type
    )


def points_of(figures: Iterable[Figure], edition: Edition) -> list[Point]:
    """The edition's own period in every status that occurs, then every other point by period and status."""
    found = {point_of(figure, edition) for figure in figures}
    found |= {Point.whole(edition, point.status) for point in found}
    return sorted(
        found,
        key=lambda point: (
            not point.is_headline,
            *point.days,
            STATUS_ORDER.index(point.status),
        ),
    )


def by_activity(facts: Iterable[Fact], point: Point) -> list[Fact]:
    """The chosen facts of a point that name an activity, in the order of the source: lines that may be added."""
    return [fact for fact in _labelled(facts, point) if fact.figure.activity != PART_OF_ACTIVITY]


def parts_of_activities(facts: Iterable[Fact], point: Point) -> list[Fact]:
    """The chosen facts of a point of which another line already holds what they tell."""
    return [fact for fact in _labelled(facts, point) if fact.figure.activity == PART_OF_ACTIVITY]


def _labelled(facts: Iterable[Fact], point: Point) -> list[Fact]:
    return [
        fact for fact in facts if fact.point == point and fact.chosen and fact.figure.activity_label
    ]


def facts_of(
    figures: Sequence[Figure],
    edition: Edition,
    definitions: Definitions,
    readings: Sequence[Reading],
) -> list[Fact]:
    """One fact a key and point.

    Of figures of one key that agree within what their print leaves open the most exact one is
    chosen, and the others get ids with `_khop`. Of those that disagree a register's sum is chosen,
    else the one that a reading names first; the others get ids with `_khac`; without such a reading
    none is chosen. Lines of one activity by several sources are chosen of one of them alone.
    """
    groups: dict[Group, list[Figure]] = {}
    controls = controls_of(figures, edition)
    # controls stand apart: the register gives the activities itself
    apart = set(controls)
    for figure in figures:
        if figure not in apart:
            groups.setdefault((point_of(figure, edition), key_of(figure)), []).append(figure)
    stems = _stems(groups, definitions)
    facts: list[Fact] = []
    for group, rows in groups.items():
        facts += _facts_of_key(rows, stems[group], group[0], readings)
    facts = _of_one_source(facts)
    # names from what each control counts, so that other rows do not rename them and a waiver keeps its meaning
    taken: set[str] = set()
    for row in controls:
        point, number = point_of(row, edition), 1
        stem = f"cong_bo_{_words_of(row)}"
        while (id_ := _numbered(stem, number) + point.suffix) in taken:
            number += 1
        taken.add(id_)
        facts.append(
            Fact(
                id_,
                (row,),
                point,
                chosen=False,
                control=True,
            )
        )
    return facts


def lines_by_activity(facts: Iterable[Fact]) -> Iterator[list[Fact]]:
    """The facts that tell of one thing of one activity at one point, whatever they call it.

    Money of the two promotion funds is told apart where each line names one of them.
    """
    groups: dict[Group, list[Fact]] = {}
    for fact in facts:
        figure = fact.figure
        if figure.activity in ("", PART_OF_ACTIVITY) or figure.measure in CONTROL_MEASURES:
            continue
        fund = "" if figure.fund in PROMOTION_FUNDS else figure.fund
        key = (figure.measure, fund, figure.activity, figure.beneficiary_type, figure.support)
        groups.setdefault((fact.point, key), []).append(fact)
    for lines in groups.values():
        by_fund: dict[str, list[Fact]] = {}
        for fact in lines:
            by_fund.setdefault(fact.figure.fund, []).append(fact)
        if by_fund.keys() <= {"national", "local"}:
            yield from by_fund.values()
        else:
            yield lines


def _of_one_source(facts: Sequence[Fact]) -> list[Fact]:
    """Facts whose lines of one activity are chosen of one source: sources part an activity by labels of their own.

    The source with the most is chosen, since the other may tell of a part; both are compared.
    """
    beside: set[str] = set()
    for lines in lines_by_activity(fact for fact in facts if fact.chosen):
        by_source: dict[str, list[Fact]] = {}
        for fact in lines:
            for source in dict.fromkeys(row.source for row in (*fact.rows, *fact.noted)):
                by_source.setdefault(source, []).append(fact)
        used = max(by_source.values(), key=_added)
        if not any(fact.figure.parts for fact in lines):
            beside |= {fact.id for fact in lines if fact not in used}
    return [
        replace(fact, chosen=False, beside=True) if fact.id in beside else fact for fact in facts
    ]


def _added(facts: Iterable[Fact]) -> Fraction:
    return sum((parse_exact(fact.figure.value) for fact in facts), Fraction(0))


def _stems(groups: Mapping[Group, Sequence[Figure]], definitions: Definitions) -> dict[Group, str]:
    """The name of each group, another one for each group of a point."""
    figures_at: dict[Point, list[Figure]] = {}
    for (point, _), rows in groups.items():
        figures_at.setdefault(point, []).append(rows[0])
    stems: dict[Group, str] = {}
    taken: set[tuple[Point, str]] = set()
    for point, key in sorted(groups, key=lambda group: group[1]):
        stem = _stem(groups[point, key][0], figures_at[point], definitions)
        # an id must be one value's, and must not look like a rival's
        while (point, stem) in taken or _RIVAL.search(stem):
            stem += "_"
        taken.add((point, stem))
        stems[point, key] = stem
    return stems


def _numbered(stem: str, number: int) -> str:
    """A stem that occurs several times: the first has no number."""
    return stem if number == 1 else f"{stem}{number}"


def controls_of(figures: Iterable[Figure], edition: Edition) -> list[Figure]:
    """Published figures by activity of what a register gives by kind of scheme at the same point."""
    by_activity = [row for row in figures if row.activity_label]
    given = {(point_of(row, edition), row.measure) for row in by_activity if row.parts}
    return [
        row
        for row in by_activity
        if not row.parts and (point_of(row, edition), row.measure) in given
    ]


def _facts_of_key(
    rows: Sequence[Figure], stem: str, point: Point, readings: Sequence[Reading]
) -> list[Fact]:
    # the first row is printed for all: of one bound said both ways the one that is not strict
    rows = sorted(
        rows,
        key=lambda row: (
            not row.parts,
            parse_exact(row.value),
            row.bound,
            is_strict(row.qualifier),
        ),
    )
    versions: dict[Key, list[Figure]] = {}
    for row in rows:
        versions.setdefault((row.value, row.bound), []).append(row)
    main, *others = versions
    agreeing: dict[Key, list[Figure]] = {}
    # a register outweighs what was published; it was sorted to the front
    if others and not rows[0].parts:
        best = min(versions.values(), key=_inexactness)
        agreeing = {
            key: same
            for key, same in versions.items()
            if same is not best and all(agree(best[0], row) for row in same)
        }
        main = (best[0].value, best[0].bound)
        contested = [row for row in rows if (row.value, row.bound) not in agreeing]
        if len(versions) - len(agreeing) > 1:
            main = _named_by_reading(contested, readings)
        if main != (best[0].value, best[0].bound):
            agreeing = {}
    facts = []
    if main in versions:
        noted = tuple(row for same in agreeing.values() for row in same)
        facts.append(Fact(stem + point.suffix, tuple(versions.pop(main)), point, noted=noted))
    for number, (key, version) in enumerate(agreeing.items(), start=1):
        id_ = _numbered(f"{stem}_khop", number) + point.suffix
        facts.append(Fact(id_, tuple(version), point, chosen=False, agrees=True))
        del versions[key]
    for number, version in enumerate(versions.values(), start=1):
        id_ = _numbered(f"{stem}_khac", number) + point.suffix
        facts.append(Fact(id_, tuple(version), point, chosen=False))
    return facts


def last_digit(figure: Figure) -> Fraction:
    """One unit of the last printed digit of a published figure, in its base unit."""
    decimals = len(figure.printed.partition(",")[2])
    return Fraction(find_unit(figure.printed_unit).factor, 10**decimals)


def _inexactness(rows: Sequence[Figure]) -> tuple[object, ...]:
    """The less, the more is said: a number before a bound, more digits, the bound that leaves less open."""
    figure = rows[0]
    value = parse_exact(figure.value)
    if figure.bound == "at_least":
        value = -value
    return figure.bound != "exact", last_digit(figure), value


def agree(best: Figure, other: Figure) -> bool:
    """Whether two published figures of one thing say the same, the first being the more exact one.

    Of two numbers the finer lies within one unit of the last printed digit of the other. "trên" and
    "hơn" allow what lies from their number to 1,15 of it, "gần" and "dưới" from 0,85 of it.
    """
    value, rival = parse_exact(best.value), parse_exact(other.value)
    if other.bound == "exact":
        step = last_digit(other)
        finer = best.bound == "exact" and last_digit(best) < step
        return finer and abs(value - rival) < step
    if best.bound not in ("exact", other.bound):
        return False
    if other.bound == "at_least":
        return rival <= value <= rival * (1 + BOUND_REACH)
    return other.bound == "at_most" and rival * (1 - BOUND_REACH) <= value <= rival


def _named_by_reading(rows: Sequence[Figure], readings: Sequence[Reading]) -> Key:
    """The value and bound that a reading begins with, if its printed text holds every number of the conflict.

    Nothing when there is no such reading.
    """
    numerals = {row.printed for row in rows}
    for reading in readings:
        first = _NUMERAL.match(reading["reading"])
        if first is None or not numerals <= set(_NUMERAL.findall(reading["printed"])):
            continue
        for row in rows:
            if (row.source, row.printed) == (reading["source"], first[0]):
                return row.value, row.bound
    return ()


def _stem(figure: Figure, others: Sequence[Figure], definitions: Definitions) -> str:
    """The name of the input that selects this figure alone, else words of its key."""
    for entry in sorted(definitions.inputs.values(), key=lambda entry: entry.sum):
        if ANY not in entry.activity and [f for f in others if matches(f, entry)] == [figure]:
            return entry.id
    return _words_of(figure)


def _words_of(figure: Figure) -> str:
    fund = FUNDS[figure.fund].key if figure.fund else ""
    label = place_slug(figure.activity_label)[:LONGEST_SLUG]
    measure = MEASURE_IDS.get(figure.measure, figure.measure)
    support = RECOVERABLE_STEM if figure.support else ""
    parts = (measure, fund, label, figure.beneficiary_type, support)
    return "_".join(filter(None, parts)).replace("-", "_")


RIVAL_NOTE = "Nguồn in hai số không bằng nhau; số này không dùng để tính."
AGREES_NOTE = "Khớp với số chính xác hơn của nguồn khác; số này không dùng để tính."
BESIDE_NOTE = "Nguồn khác cũng nêu nội dung này; số này chỉ để đối chiếu, không cộng thêm."
CONTROL_NOTE = "Số nguồn công bố, chỉ dùng để đối chiếu với danh mục đề án."
PRINTED_NOTE = "Số nguồn in sai, đã được đính chính; không dùng để tính."


def raw_value(fact: Fact, definitions: Definitions) -> Value:
    """The entry of a fact: its exact value with one origin a row."""
    figure = fact.figure
    entry = definitions.inputs.get(_RIVAL.sub("", split_id(fact.id)[0]))
    label = entry.label if entry else _label(figure)
    if entry and entry.sum and figure.activity_label:
        label += f", “{figure.activity_label}”"
        if figure.fund in PROMOTION_FUNDS:
            label += f", {FUNDS[figure.fund].label}"
    # a register's schemes are counted, what else it has is summed
    gather: Gather = "cell"
    if any(row.parts for row in fact.rows):
        gather = "count" if figure.measure == "schemes" else "sum"
    note, money_unit = "", "triệu đồng"
    if not fact.chosen:
        note = CONTROL_NOTE if fact.control else RIVAL_NOTE
        if fact.agrees:
            note = AGREES_NOTE
        if fact.beside:
            note = BESIDE_NOTE
    elif fact.noted:
        others = (f"{row.source}: {printed_words(row)}" for row in fact.noted)
        note = f"Nguồn khác in số khớp với số này: “{'; '.join(others)}”."
    if figure.is_read:
        note = f"{figure.note[:1].upper()}{figure.note[1:]}. {note}".strip()
    if figure.unit == DONG:
        money_unit = figure.printed_unit.replace("tỉ", "tỷ")
    return Value(
        id=fact.id,
        label=fact.point.named(label),
        value=parse_exact(figure.value),
        unit=figure.unit,
        status=figure.status,
        bound=figure.bound,  # type: ignore[arg-type] # a column of text in the frame of figures
        caveat=f"{note} {correction_note(fact.rows)}".strip(),
        origins=tuple(origin for row in fact.rows for origin in origins_of(row)),
        decimals=len(figure.printed.partition(",")[2]),
        word=figure.qualifier,
        strict=is_strict(figure.qualifier),
        gather=gather,
        money_unit=money_unit,
    )


def printed_words(figure: Figure) -> str:
    """A published figure as its source prints it: "hơn 2,1 tỷ đồng"."""
    return f"{figure.qualifier} {figure.printed} {figure.printed_unit}".strip()


def printed_values(fact: Fact, definitions: Definitions) -> list[Value]:
    """`<id>_goc` for each corrected row of a fact.

    It is what the source prints in place of the right value.
    """
    found: list[Value] = []
    value, (stem, suffix) = raw_value(fact, definitions), split_id(fact.id)
    for row in fact.rows:
        mended = corrections_of(row).get(VALUE_COLUMN)
        if mended is None:
            continue
        printed = replace(
            value,
            id=_numbered(f"{stem}_goc", len(found) + 1) + suffix,
            label=f"{value.label}, như nguồn in, trước khi đính chính",
            value=parse_exact(mended.wrong_value) if mended.wrong_value else None,
            caveat=f"{PRINTED_NOTE} {correction_note([row])}".strip(),
            origins=(own_cell(row, VALUE_COLUMN, mended.wrong),),
            decimals=len(mended.wrong.partition(",")[2]),
        )
        found.append(printed)
    return found


def _label(figure: Figure) -> str:
    label = MEASURES[figure.measure].label
    if figure.measure in ("amount", *CONTROL_MEASURES):
        label = label.capitalize()
    else:
        label = f"Số {label}"
    if figure.fund:
        label += f", {FUNDS[figure.fund].label}"
    if figure.beneficiary_type:
        label += f", {BENEFICIARIES[figure.beneficiary_type].label.lower()}"
    if figure.activity_label:
        label += f", nội dung “{figure.activity_label}”"
    if figure.support:
        label += f", hỗ trợ {SUPPORTS[figure.support].label}"
    return label

"""Which of the figures of one thing is chosen: those that agree, and those that disagree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from analysis.book.points import Point
from analysis.definitions.indicators import Definitions
from analysis.edition import Edition
from analysis.figures.figure import Figure
from analysis.language.numbers import is_strict, parse_exact
from analysis.values.fact_ids import numbered, stems_of, words_of
from analysis.values.fact_values import last_digit
from analysis.values.facts import Fact, Group, Key, key_of, lines_by_activity, point_of

_NUMERAL = re.compile(r"[0-9](?:[0-9.,]*[0-9])?")
# How far beyond a bound ("trên", "gần") the figure of another source may lie and still be the same.
BOUND_REACH = Fraction(15, 100)
# A line of cach-hieu.csv: how a source is read where it may be read otherwise.
Reading = Mapping[str, str]


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
    stems = stems_of(groups, definitions)
    facts: list[Fact] = []
    for group, rows in groups.items():
        facts += _facts_of_key(rows, stems[group], group[0], readings)
    facts = _of_one_source(facts)
    # names from what each control counts, so that other rows do not rename them and a waiver keeps its meaning
    taken: set[str] = set()
    for row in controls:
        point, number = point_of(row, edition), 1
        stem = f"cong_bo_{words_of(row)}"
        while (id_ := numbered(stem, number) + point.suffix) in taken:
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
        id_ = numbered(f"{stem}_khop", number) + point.suffix
        facts.append(Fact(id_, tuple(version), point, chosen=False, agrees=True))
        del versions[key]
    for number, version in enumerate(versions.values(), start=1):
        id_ = numbered(f"{stem}_khac", number) + point.suffix
        facts.append(Fact(id_, tuple(version), point, chosen=False))
    return facts


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

"""Totals and parts tried against each other: what adds up is evidence, what nearly does is a finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from analysis.extracting.counted import OTHER
from analysis.extracting.meaning import Meaning
from analysis.language.numbers import shortest_decimals
from analysis.prose.fund_doubts import FUND_DOUBT
from analysis.prose.fund_words import ALL, COUNTERPART, LOCAL, NATIONAL, NONE, PROMOTION
from analysis.prose.quantities import Quantity
from analysis.prose.scopes import Context, last_of

MOST_PARTS = 12
# Parts that miss a total by less than this share of it were probably meant to meet it.
_NEAR = Fraction(1, 50)
_LEVELS = (NATIONAL, LOCAL, PROMOTION)
_MOST_DECIMALS = 6
_STATE = (*_LEVELS, NONE)


@dataclass(frozen=True)
class Sum:
    """A total and its parts by their numbers in the text; `gap` is what the parts miss."""

    total: int
    parts: tuple[int, ...]
    gap: Fraction = Fraction(0)


@dataclass(frozen=True)
class Impossible:
    """A quantity that words call a part of another one, which is smaller."""

    part: int
    whole: int


@dataclass(frozen=True)
class Rate:
    """A percentage and the quantity that it is of, by their numbers, with the whole that stands by them.

    `other` is another whole of the text that it fits where it does not fit that one.
    """

    share: int
    part: int
    whole: int
    other: int | None = None


def sums_of(context: Context, known: Sequence[Meaning]) -> list[Sum]:
    """All totals that the quantities around them add up to, each with its longest run of parts."""
    found = context.found
    nested = {number for number, one in enumerate(found) if _in_brackets(context, one)}
    sums: list[Sum] = []
    alike: dict[tuple[str, str], list[int]] = {}
    for number, quantity in enumerate(found):
        if _may_add(quantity, known[number]):
            alike.setdefault((quantity.kind, known[number].measure), []).append(number)
    # whole numbers are added far quicker than fractions
    values = [int(one.base) if one.base.denominator == 1 else one.base for one in found]
    for numbers in alike.values():
        plain = [number for number in numbers if number not in nested]
        outside = _sums_among(values, plain)
        met = {one.total for one in outside}
        sums.extend(outside)
        # what stands in brackets divides the amount before them
        sums.extend(one for one in _sums_among(values, numbers) if one.total not in met)
    return sorted(sums, key=lambda one: one.total)


def near_misses(context: Context, known: Sequence[Meaning], sums: Sequence[Sum]) -> list[Sum]:
    """Parts that a sentence lists behind its total ("trong đó", "gồm") and that miss it by little."""
    misses = []
    met = {one.total for one in sums}
    for total, quantity in enumerate(context.found):
        if total in met or not _may_add(quantity, known[total]):
            continue
        parts = tuple(_listed_parts(context, known, total))
        if len(parts) < 2:
            continue
        gap = quantity.base - sum(context.found[part].base for part in parts)
        if gap and abs(gap) <= quantity.base * _NEAR:
            misses.append(Sum(total, parts, gap))
    return misses


def rates_of(context: Context, known: Sequence[Meaning], sums: Sequence[Sum]) -> list[Rate]:
    """Percentages behind a part of a whole: what fits that whole, or another one of the text alone."""
    found = context.found
    wholes = {part: one.total for one in sums for part in one.parts}
    rates = []
    for share, quantity in enumerate(found):
        part = _told_of(context, known, share)
        whole = wholes.get(part) if part is not None else None
        if part is None or whole is None or quantity.bound != "exact" or share in (part, whole):
            continue
        if _fits(quantity, found[part], found[whole]):
            rates.append(Rate(share, part, whole))
            continue
        others = [
            number
            for number in range(len(found))
            if number not in (part, whole)
            and _alike(found, known, part, number)
            and _fits(quantity, found[part], found[number])
        ]
        # several wholes of one size are one
        if others and len({found[number].base for number in others}) == 1:
            rates.append(Rate(share, part, whole, others[0]))
    return rates


def _told_of(context: Context, known: Sequence[Meaning], share: int) -> int | None:
    """The quantity right before a percentage in its sentence, of which that tells; None of none that may add."""
    if context.found[share].unit != "%" or share == 0:
        return None
    before = share - 1
    is_here = context.arounds[before].sentence == context.arounds[share].sentence
    return before if is_here and _may_add(context.found[before], known[before]) else None


def _fits(share: Quantity, part: Quantity, whole: Quantity) -> bool:
    """Whether a percentage as printed, rounded to its decimals, is that of a part of a whole."""
    if whole.base <= part.base:
        return False
    step = Fraction(1, 10 ** shortest_decimals(share.value, _MOST_DECIMALS))
    return abs(part.base / whole.base * 100 - share.value) <= step / 2


def impossible_parts(context: Context, known: Sequence[Meaning]) -> list[Impossible]:
    """Amounts behind "trong đó" that are larger than the amount before them."""
    found = []
    for part, quantity in enumerate(context.found):
        around = context.arounds[part]
        if quantity.kind != "money" or known[part].outside:
            continue
        word = last_of(
            context.cues("whole", (around.before[0] - len(" trong đó "), quantity.start))
        )
        if word is None or context.text[word.start : word.end] != "trong đó":
            continue
        before = part - 1
        while before >= 0 and context.found[before].kind != "money":
            before -= 1
        if before < 0 or context.found[before].end < around.clause[0]:
            continue
        if context.found[before].base < quantity.base:
            found.append(Impossible(part, before))
    return found


def with_sums(known: Sequence[Meaning], sums: Sequence[Sum]) -> list[Meaning]:
    """Meanings with what the sums prove.

    A total with counterpart among its parts is of all funds; parts of a fund's total are of that fund.
    """
    better = list(known)
    for one in sums:
        parts = [better[part] for part in one.parts]
        if better[one.total].measure != "amount":
            continue
        funds = {part.fund for part in parts}
        total = better[one.total]
        is_given = any(part.fund == COUNTERPART and not part.is_weak for part in parts)
        if is_given and funds & set(_STATE):
            better[one.total] = _proven(total, ALL, "total")
        elif funds == {NATIONAL, LOCAL} and (total.is_weak or total.fund in (ALL, PROMOTION)):
            better[one.total] = _proven(total, PROMOTION, "total")
        elif funds == {total.fund} and not any(part.is_weak for part in parts):
            better[one.total] = _proven(total, total.fund, "total")
        elif total.fund == NONE and len(funds) == 1 and funds & set(_LEVELS):
            better[one.total] = replace(total, fund=parts[0].fund, role="total")
        elif total.fund in _LEVELS:
            for number in one.parts:
                part = better[number]
                if part.is_weak and not total.is_weak:
                    better[number] = _proven(part, total.fund, "part")
                elif part.fund == PROMOTION and not total.is_weak:
                    better[number] = replace(part, fund=total.fund, role="part")
    return better


def _proven(meaning: Meaning, fund: str, role: str) -> Meaning:
    """A meaning with the fund that a sum proves, which is no doubt any more."""
    doubts = tuple(doubt for doubt in meaning.doubts if doubt != FUND_DOUBT)
    return replace(meaning, fund=fund, role=role, doubts=doubts, is_weak=False)


def _may_add(quantity: Quantity, meaning: Meaning) -> bool:
    return quantity.kind in ("money", "count") and not quantity.place and meaning.measure != OTHER


def _alike(found: Sequence[Quantity], known: Sequence[Meaning], total: int, number: int) -> bool:
    """Whether a quantity may be a part of a total: of its kind and measure."""
    one, other = found[total], found[number]
    return (
        number != total
        and _may_add(other, known[number])
        and one.kind == other.kind
        and known[total].measure == known[number].measure
    )


def _in_brackets(context: Context, quantity: Quantity) -> bool:
    start = context.sentences[context.sentence_of(quantity.start)].start
    before = context.text[start : quantity.start]
    return before.count("(") > before.count(")")


def _sums_among(values: Sequence[Fraction | int], numbers: Sequence[int]) -> list[Sum]:
    """The totals among quantities of one measure, given by their numbers."""
    sums: list[Sum] = []
    for place, total in enumerate(numbers):
        behind = numbers[place + 1 : place + 1 + MOST_PARTS]
        before = numbers[max(0, place - MOST_PARTS) : place]
        sums.extend(_sums_at(values, total, behind, before[::-1]))
    return sums


def _sums_at(
    values: Sequence[Fraction | int], total: int, behind: Sequence[int], before: Sequence[int]
) -> Iterator[Sum]:
    """The longest run right behind a total that meets it, else the longest right before it."""
    for run in (behind, before):
        best = 0
        value: Fraction | int = 0
        for count, number in enumerate(run, start=1):
            value += values[number]
            if value >= values[total]:
                best = count if value == values[total] and count > 1 else 0
                break
        if best:
            yield Sum(total, tuple(sorted(run[:best])))
            return


def _listed_parts(context: Context, known: Sequence[Meaning], total: int) -> Iterator[int]:
    """The quantities of the same sentence behind a total that words call its parts."""
    sentence = context.arounds[total].sentence
    for number in range(total + 1, len(context.found)):
        if context.arounds[number].sentence != sentence:
            return
        if _alike(context.found, known, total, number) and known[number].role == "part":
            yield number

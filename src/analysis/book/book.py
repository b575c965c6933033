"""Values and where they come from: every number that a report prints is an entry of a `Book`.

A raw value has origins (raw cells) and no formula; a derived value has a formula over the ids of
its inputs. Money is in đồng in raw values and inputs; an indicator has the unit of its definition.
A missing value is an entry of None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import chain
from typing import Literal, TypedDict, Unpack

from analysis.book.bounds import propagate
from analysis.language.formulas import Formula, evaluate, parse_formula
from analysis.language.numbers import bound_word, format_number
from analysis.language.printed_units import BILLION, DONG, MONEY_SCALES
from analysis.vocabulary import Bound

YEAR_UNIT = "năm dương lịch"
# "distinct" stands in records issued before places were counted by their first rows
Gather = Literal["cell", "sum", "count", "ratios", "distinct"]
# The decimals to which each ratio of `ratios` is rounded, half up.
RATIO_DECIMALS = 4
SIGNIFICANT_DIGITS = 4
MONEY_DECIMALS = 3
# Before the numeral of an estimate of which is not known whether it is a least or a most.
UNKNOWN_WORD = "ước tính"
UNKNOWN_CAVEAT = "Không xác định được là mức tối thiểu hay tối đa, vì nguồn chỉ nêu số ước lượng."

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")


@dataclass(frozen=True)
class Origin:
    """A raw cell: file from the root, its sha256, sheet (None in a CSV), record number, column, text as printed.

    The origin of a sum over a register has `rows`, the records as ranges (`2-5, 7`), in place of
    row and print.
    """

    file: str
    sha256: str
    sheet: str | None
    row: int
    column: str
    printed: str
    rows: str = ""


@dataclass(frozen=True)
class Value:
    """One value with its label, unit, status, bound and lineage.

    `decimals` is the most that print shows, for money in `money_unit`, the unit in which print
    shows it; `word` is the qualifier that the source prints (gần, hơn), empty for a derived value;
    a `revised` value was issued otherwise. A `strict` bound leaves the value itself out ("trên", not
    "không dưới"). `gather` tells how a raw value follows from its cells:
    each is the value (cell), or its origins with `rows` are summed, or their rows counted; an
    origin of one cell beside them agrees. Of `ratios` three origins each have the same rows: in every
    row the first cell is divided by the sum of the other two and rounded, and the results are summed.
    """

    id: str
    label: str
    value: Fraction | None
    unit: str
    status: str = "actual"
    bound: Bound = "exact"
    formula: str | None = None
    inputs: tuple[str, ...] = ()
    caveat: str = ""
    origins: tuple[Origin, ...] = ()
    decimals: int = 3
    money_unit: str = "triệu đồng"
    word: str = ""
    revised: bool = False
    gather: Gather | None = None
    strict: bool = False

    @property
    def derived(self) -> bool:
        """True when the value is computed; a raw value rests on cells of the sources instead."""
        return self.formula is not None


class Told(TypedDict, total=False):
    """What may be said of a computed value beside its label, unit and formula, see `Value`."""

    status: str
    caveat: str
    decimals: int


@dataclass(frozen=True)
class Shown:
    """A value as printed: the numeral, its decimals, its power of ten and its unit."""

    text: str
    decimals: int
    scale: int
    unit: str


def show(
    value: Value,
    unit: str | None = None,
    decimals: int | None = None,
) -> Shown:
    """How a value is printed: money in `unit` when named, `decimals` fixed when given.

    Raises:
        ValueError: the value is missing.
    """
    number, scale = value.value, 0
    if number is None:
        raise ValueError(value.id)
    # a year has no thousands separator
    if value.unit == YEAR_UNIT:
        return Shown(str(number), 0, 0, "")
    if value.unit == DONG:
        small = abs(number) < BILLION
        # 0,3 tỷ đồng reads worse than 300 triệu đồng
        if unit is None and small and value.money_unit == "tỷ đồng":
            unit = "triệu đồng"
        unit = unit or value.money_unit
        scale = MONEY_SCALES[unit]
        number /= 10**scale
        usual = max(0, value.decimals + scale - MONEY_SCALES[value.money_unit])
        exact = money_decimals(number, usual)
    elif value.unit in MONEY_SCALES:
        # an indicator in triệu đồng
        unit = unit or value.unit
        scale = MONEY_SCALES[unit] - MONEY_SCALES[value.unit]
        number /= Fraction(10) ** scale
        exact = shown_decimals(number, max(0, value.decimals + scale))
    else:
        unit, exact = value.unit, shown_decimals(number, value.decimals)
    if decimals is None:
        decimals = exact
    text = format_number(number, decimals, value.bound)
    return Shown(
        text,
        decimals,
        scale,
        unit,
    )


def money_decimals(number: Fraction, usual: int) -> int:
    """Decimals for money: as many as its sources print, up to three, more only when it would not be exact."""
    if number == 0:
        return 0
    usual = min(usual, MONEY_DECIMALS)
    if (number * 10**usual).denominator == 1:
        return usual
    return shown_decimals(number, max(MONEY_SCALES.values()))


def shown_decimals(number: Fraction, most: int) -> int:
    """Decimals that print `number`.

    It is exact where `most` allow it, else it has at most four significant digits.
    """
    for decimals in range(most + 1):
        if (number * 10**decimals).denominator == 1:
            return decimals
    # no finite decimals, such as a third: what is left must not look more exact than it is
    return max(0, min(most, SIGNIFICANT_DIGITS - len(str(abs(int(number))))))


@dataclass
class Book:
    """The values of one edition by id, in the order in which they were added."""

    values: dict[str, Value] = field(default_factory=dict)

    def __getitem__(self, id_: str) -> Value:
        return self.values[id_]

    def __contains__(self, id_: object) -> bool:
        return id_ in self.values

    def __iter__(self) -> Iterator[Value]:
        return iter(self.values.values())

    def known(self, id_: str) -> bool:
        """True when the value is there and not missing."""
        return id_ in self.values and self.values[id_].value is not None

    def add(self, value: Value) -> Value:
        """Enter a value under its id; ValueError when the id is taken."""
        if value.id in self.values:
            raise ValueError(f"duplicate id {value.id}")
        self.values[value.id] = value
        return value

    def derive(self, id_: str, label: str, unit: str, formula: str, **told: Unpack[Told]) -> Value:
        """Add a value computed from entries of the book, see `derived`."""
        return self.add(
            derived(
                self,
                id_,
                label,
                unit,
                formula,
                **told,
            )
        )


def derived(
    book: Book, id_: str, label: str, unit: str, formula: str, **told: Unpack[Told]
) -> Value:
    """A value computed from entries of the book, not yet added.

    It is missing when an input is missing, then without a formula, or when a divisor is zero.
    """
    missing = Value(id_, label, None, unit, **told)
    parsed = parse_formula(formula)
    if not all(map(book.known, parsed.names)):
        return missing
    inputs = [book[name] for name in parsed.names]
    result = evaluate(parsed, {entry.id: entry.value for entry in inputs})
    value = replace(missing, value=result, formula=formula, inputs=parsed.names)
    if result is None:
        return value
    bound, strict = _bound(book, parsed)
    value = replace(value, bound=bound, strict=strict)
    if value.bound == "unknown":
        value = replace(value, caveat=f"{value.caveat} {UNKNOWN_CAVEAT}".strip())
    if unit == DONG:
        return _printed_like(value, inputs)
    return value


def _bound(book: Book, formula: Formula) -> tuple[Bound, bool]:
    """The bound of a result, found over raw values, and whether it is strict.

    An input that is itself computed is replaced by its formula, so that a value which occurs twice
    counts as one.
    """
    if all(book[name].bound == "exact" for name in formula.names):
        return "exact", False
    # bounds of computed inputs would count a raw value twice that two of them rest on
    raw = parse_formula(_over_raw(book, formula.text))
    inputs = [book[name] for name in raw.names]
    values = {entry.id: entry.value for entry in inputs}
    return propagate(
        raw,
        values,
        {entry.id: entry.bound for entry in inputs},
        [entry.id for entry in inputs if entry.strict],
    )


def _over_raw(book: Book, text: str) -> str:
    """A formula over raw values: each computed name gives way to its own formula."""

    def replaced(name: re.Match[str]) -> str:
        inside = book.values[name[0]].formula if name[0] in book else None
        return f"({_over_raw(book, inside)})" if inside else name[0]

    return _NAME.sub(replaced, text)


def _printed_like(value: Value, inputs: Iterable[Value]) -> Value:
    """Derived money is printed in the largest unit of its inputs.

    An amount in tỷ đồng goes down to their last printed digit.
    """
    money = [entry for entry in inputs if entry.unit == DONG]
    if not money or all(entry.money_unit != "tỷ đồng" for entry in money):
        return replace(value, decimals=0)
    unit = max((entry.money_unit for entry in money), key=lambda name: MONEY_SCALES[name])
    last = min(MONEY_SCALES[entry.money_unit] - entry.decimals for entry in money)
    return replace(
        value,
        money_unit=unit,
        decimals=max(0, MONEY_SCALES[unit] - last),
    )


def cells_of(book: Book, id_: str) -> tuple[Origin, ...]:
    """Every raw cell below a value, each once, in the order of the formula."""
    value = book[id_]
    below = [cells_of(book, name) for name in value.inputs]
    return tuple(dict.fromkeys(chain(value.origins, *below)))


def needed(book: Book, ids: Iterable[str]) -> list[str]:
    """The ids and everything they are computed from, in the book's order."""
    wanted: set[str] = set()
    waiting = list(ids)
    while waiting:
        id_ = waiting.pop()
        if id_ not in wanted:
            wanted.add(id_)
            waiting += book[id_].inputs
    return [id_ for id_ in book.values if id_ in wanted]


def printed_text(value: Value, unit: str | None = None) -> str | None:
    """The value with its unit, money in `unit` when named; None when it is missing."""
    if value.value is None:
        return None
    shown = show(value, unit)
    text = f"{spoken_bound(value)} {shown.text}".strip()
    if shown.unit in ("", "%"):
        return text + shown.unit
    return f"{text} {shown.unit}"


def spoken_bound(value: Value) -> str:
    """The word before a numeral: the source's own, or the one for the bound; '' for an exact value.

    Records of values have no word where the side of the bound is not known: their caveat says so.
    """
    return value.word or bound_word(value.bound, strict=value.strict)


def shown_bound(value: Value) -> str:
    """The word before a numeral where a reader sees the number alone, that of an unknown bound too."""
    return UNKNOWN_WORD if value.bound == "unknown" else spoken_bound(value)

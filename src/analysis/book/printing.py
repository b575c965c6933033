"""How one document prints its values: money in one unit, with decimals that are stated once.

A figure that a source prints more coarsely keeps its own digits, and what is computed from such
figures alone as well: "2,1 tỷ", never "2.100,0 triệu". In a column, whose head names the one unit
of all its amounts, it is "2.100". Exact values are for technical tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

from analysis.book.book import Book, Shown, Value, needed, show
from analysis.language.numbers import format_number
from analysis.language.printed_units import MONEY_SCALES
from analysis.parameter_reader import DEFAULT_UNIT, MoneyUnit

SHARE_DECIMALS = 2
BOUND_DECIMALS = 1
"""The most decimals of what is computed from bounds: more would look surer than it is."""
WHOLE_SHARES = (0, 100)
SMALL = Fraction(1, 100)
"""The most of a whole that a gap within rounding may be and be no money left."""
FINE = MONEY_SCALES["triệu đồng"]
"""A figure that is printed down to this power of ten of a đồng is not coarse, even in a document in đồng."""


@dataclass(frozen=True)
class Money:
    """The unit of money of a document and how many decimals it has there."""

    unit: str
    decimals: int


PRINTED_IN: Mapping[MoneyUnit, Money] = MappingProxyType(
    {
        "trieu": Money("triệu đồng", 1),
        "ty": Money("tỷ đồng", 3),
        "dong": Money("đồng", 0),
    }
)
"""By the parameter UNIT."""


def is_money(value: Value) -> bool:
    """Whether a value is an amount; of some indicators it is one in triệu đồng."""
    return value.unit in MONEY_SCALES


@dataclass(frozen=True)
class Printing:
    """The print of the values of a book in one document."""

    book: Book
    money: Money = PRINTED_IN[DEFAULT_UNIT]
    _last: dict[str, int] = field(default_factory=dict, repr=False, compare=False)

    def shown(self, value: Value) -> Shown:
        """A value of the book as sentences and charts print it.

        Raises:
            ValueError: the value is missing.
        """
        if is_money(value):
            return self._amount(value)
        plain = show(value)
        if not value.derived or value.value is None:
            return plain
        if value.bound != "exact":
            rounded = show(value, None, min(plain.decimals, BOUND_DECIMALS))
            # "dưới 12%": a zero behind the comma makes a bound no surer
            return show(value, None, 0) if rounded.text.endswith(",0") else rounded
        # a share that an act states is as it stands there
        if value.unit == "%" and value.inputs and value.value not in WHOLE_SHARES:
            return show(value, None, SHARE_DECIMALS)
        return plain

    def is_converted(self, value: Value) -> bool:
        """Whether sentences print an amount in a larger unit than the one that it has in a column."""
        if value.value is None or not is_money(value):
            return False
        return self.shown(value).unit != self.money.unit

    def in_column(self, value: Value) -> Shown:
        """The same print in the unit of the document, which the head of a column names; the same errors.

        The decimals of a coarse amount are below 0: "2,4 tỷ" is 2.400 triệu, of which the last two digits say nothing.
        """
        said = self.shown(value)
        if value.value is None or not self.is_converted(value):
            return said
        scale = MONEY_SCALES[self.money.unit]
        decimals = said.decimals - (MONEY_SCALES[said.unit] - scale)
        scale -= MONEY_SCALES[value.unit]
        number = value.value / Fraction(10) ** scale
        text = format_number(number, decimals, value.bound)
        return Shown(text, decimals, scale, self.money.unit)

    def exact(self, value: Value) -> Shown:
        """A value with all its digits, money in the unit of the document; the same errors."""
        return show(value, self.money.unit if is_money(value) else None)

    def unit(self, value: Value) -> str:
        """The unit in which the document gives a value."""
        return self.money.unit if is_money(value) else value.unit

    def _amount(self, value: Value) -> Shown:
        unit, scale = self.money.unit, MONEY_SCALES[self.money.unit]
        own = MONEY_SCALES[value.unit]
        if not value.value:
            return show(value, unit)
        last = max(scale - self.money.decimals, self.last_digit(value))
        if last > max(scale, FINE):
            unit = next(name for name, power in MONEY_SCALES.items() if power >= last)
            scale = MONEY_SCALES[unit]
        decimals = max(0, scale - last)
        if value.derived and value.bound != "exact":
            decimals = min(decimals, BOUND_DECIMALS)
        number = value.value / Fraction(10) ** (scale - own)
        return Shown(format_number(number, decimals, value.bound), decimals, scale - own, unit)

    def last_digit(self, value: Value) -> int:
        """The power of ten, in đồng, of the last digit that sources print of an amount.

        It is 0 for a sum over a register, which holds whole đồng, and for what does not come out
        even at the last digit of the finest amount that it is computed from.
        """
        if value.id not in self._last:
            self._last[value.id] = self._found_last_digit(value)
        return self._last[value.id]

    def _found_last_digit(self, value: Value) -> int:
        if value.gather == "sum" or value.value is None:
            return 0
        if not value.derived:
            return MONEY_SCALES[value.money_unit] - value.decimals
        dong = value.value * 10 ** MONEY_SCALES[value.unit]
        if not value.inputs:
            # an amount that an act states is as it stands there: 300 triệu đồng
            return next(power for power in range(FINE, -1, -1) if dong % 10**power == 0)
        amounts = filter(is_money, map(self.book.__getitem__, value.inputs))
        last = min(map(self.last_digit, amounts), default=0)
        return 0 if dong % 10**last else last

    def rounding(self, *ids: str) -> Fraction:
        """How far amounts may be off together, in đồng: half of the last digit of each figure that they are of."""
        figures = [self.book[id_] for id_ in needed(self.book, ids) if self.book[id_].origins]
        digits = (Fraction(10) ** self.last_digit(value) for value in figures if is_money(value))
        return sum(digits, Fraction(0)) / 2


def may_be_print(gap: Fraction, rounding: Fraction, whole: Fraction) -> bool:
    """Whether parts may miss their whole, all in one unit, by no more than print.

    Of a coarse whole the last digit is much of the money: half of "1 tỷ" may be its rounding, and is more likely what a
    list leaves out. So a gap above 0 is small beside the whole too; no list leaves out what it has too much.
    """
    return abs(gap) <= rounding and gap <= whole * SMALL


def rounded(shown: Shown) -> Fraction:
    """The number that a print says, in its unit."""
    return Fraction(shown.text.replace(".", "").replace(",", "."))

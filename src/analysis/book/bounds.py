"""What the bounds of its inputs make of a result: `trên 350` học viên over 7 lớp is `trên 50`.

The true value of an input is anywhere in v + t for at_least v, and in v / (1 + t) for at_most v,
with t >= 0 for each input on its own; at_most v thus means above 0, because amounts and counts are
not negative (for v <= 0 it is v - t). About an about or unknown v nothing is known of t in v + t.
The formula becomes one ratio n(t) / d(t) of polynomials in all these distances at once. Then

    n(t) / d(t) - n(0) / d(0) = g(t) / (d(t) * d(0))    with    g(t) = n(t) * d(0) - n(0) * d(t),

and d without a change of sign among its coefficients keeps the sign of d(0) wherever the inputs
truly are, so that coefficients of one sign in g decide the direction. Anything else is `unknown`.

A strict bound ("trên", where "không dưới" is not) means t > 0 for its input. A result is strict where
some term of g has strict inputs alone: that term is not 0, and no other has the opposite sign.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial, reduce

from analysis.language.formulas import Call, Constant, Formula, Name, Node, applied, evaluate
from analysis.vocabulary import Bound

MOST_TERMS = 5_000

# A polynomial maps each product of powers, as sorted pairs (name, power), to its coefficient, which is never 0.
Powers = tuple[tuple[str, int], ...]
Polynomial = dict[Powers, Fraction]
Ratio = tuple[Polynomial, Polynomial]
# A bound, and whether it is strict.
Found = tuple[Bound, bool]

_ONE: Polynomial = {(): Fraction(1)}


class _UndecidedError(Exception):
    """The formula is no ratio of polynomials in its bounded inputs, or one too large to look at."""


def propagate(
    formula: Formula,
    values: Mapping[str, Fraction | None],
    bounds: Mapping[str, Bound],
    strict: Collection[str] = (),
) -> Found:
    """The bound of the formula's value at `values`, and whether it is strict.

    A name without a bound is exact; `strict` are the names whose bounds are strict.

    A direction is right for all true values of all bounded inputs. A result that is shown not to
    depend on an input takes nothing from it. about and unknown inputs make the result about or
    unknown, unknown first. Where an input is not exact, a missing value or a zero divisor gives
    unknown.
    """
    # only these have a distance; exact inputs are coefficients
    bounded = {name: bounds[name] for name in formula.names if bounds.get(name, "exact") != "exact"}
    if not bounded:
        return "exact", False
    if evaluate(formula, values) is None:
        return "unknown", False
    known = {name: Fraction(value) for name, value in values.items() if value is not None}
    return _Inputs(known, bounded, frozenset(strict)).bound(formula.tree)


@dataclass(frozen=True)
class _Inputs:
    """The values of a formula's inputs, and the bounds of those that are not exact."""

    values: Mapping[str, Fraction]
    bounds: Mapping[str, Bound]
    strict: frozenset[str]

    def bound(self, node: Node) -> Found:
        """The bound of a formula, or of a part of it that no ratio of polynomials can hold."""
        try:
            return self.of_ratio(*self.ratio(node))
        except _UndecidedError:
            if isinstance(node, Call):
                found = [self.bound(argument) for argument in node.arguments]
                # the result may be that of one argument alone
                return _monotone({bound for bound, _ in found}), all(strict for _, strict in found)
            return "unknown", False

    def ratio(self, node: Node) -> Ratio:
        """A part of the formula as a ratio of polynomials in the distances."""
        if isinstance(node, Constant):
            return _constant(node.value), _ONE
        if isinstance(node, Name):
            return self.input(node.name)
        if isinstance(node, Call):
            # how many there are does not depend on what they are
            if node.function == "count":
                return _constant(Fraction(len(node.arguments))), _ONE
            return _called(node.function, [self.ratio(argument) for argument in node.arguments])
        result = self.ratio(node.first)
        for mark, operand in node.rest:
            result = _combined(mark, result, self.ratio(operand))
        return result

    def input(self, name: str) -> Ratio:
        """The true value of an input over its distance t from the value that is known."""
        value = self.values[name]
        known = _constant(value)
        if name not in self.bounds:
            return known, _ONE
        distance: Polynomial = {((name, 1),): Fraction(1)}
        if self.bounds[name] != "at_most":
            return _add(known, distance), _ONE
        if value > 0:
            return known, _add(_ONE, distance)
        return _add(known, _scale(distance, Fraction(-1))), _ONE

    def of_ratio(
        self,
        top: Polynomial,
        bottom: Polynomial,
    ) -> Found:
        """The bound of a ratio."""
        inexact = {name for name, bound in self.bounds.items() if bound in ("about", "unknown")}
        # an input that cancels out takes nothing from the result
        felt = {self.bounds[name] for name in inexact if _depends(top, bottom, name)}
        if "unknown" in felt:
            return "unknown", False
        direction, strict = self.direction(_without(top, inexact), _without(bottom, inexact))
        if felt and direction != "unknown":
            return "about", False
        return direction, strict

    def direction(self, top: Polynomial, bottom: Polynomial) -> Found:
        """The bound of a ratio whose inputs all have a direction."""
        top_at, bottom_at = (part.get((), Fraction(0)) for part in (top, bottom))
        if not bottom_at:
            return "unknown", False
        difference = _add(_scale(top, bottom_at), _scale(bottom, -top_at))
        if not difference:
            return "exact", False
        signs = _signs(difference)
        if len(signs) > 1 or len(_signs(bottom)) > 1:
            return "unknown", False
        strict = any(all(name in self.strict for name, _ in powers) for powers in difference)
        return "at_least" if True in signs else "at_most", strict


def _signs(polynomial: Polynomial) -> set[bool]:
    """Which signs (True above 0) the coefficients have."""
    return {coefficient > 0 for coefficient in polynomial.values()}


def _monotone(bounds: set[Bound]) -> Bound:
    """The bound of sum, median, min or max, none of which falls when an argument rises."""
    found = bounds - {"exact"} or {"exact"}
    if len(found) == 1:
        return found.pop()
    if found in ({"about", "at_least"}, {"about", "at_most"}):
        return "about"
    return "unknown"


def _depends(top: Polynomial, bottom: Polynomial, name: str) -> bool:
    """Whether the ratio changes with the distance of this input, whatever the others are."""
    top_fixed, bottom_fixed = _without(top, {name}), _without(bottom, {name})
    if (top_fixed, bottom_fixed) == (top, bottom):
        return False
    return _multiply(top_fixed, bottom) != _multiply(top, bottom_fixed)


def _called(function: str, arguments: Sequence[Ratio]) -> Ratio:
    if function == "sum":
        return reduce(partial(_combined, "+"), arguments)
    numbers = []
    for top, bottom in arguments:
        if any(top) or any(bottom):  # a bounded input: its powers are no empty product
            raise _UndecidedError
        numbers.append(top.get((), Fraction(0)) / bottom[()])
    return _constant(applied(function, numbers)), _ONE


def _combined(
    mark: str,
    left: Ratio,
    right: Ratio,
) -> Ratio:
    (top, bottom), (other_top, other_bottom) = left, right
    if mark == "*":
        return _multiply(top, other_top), _multiply(bottom, other_bottom)
    if mark == "/":
        if not other_top:
            raise _UndecidedError
        return _combined("*", left, (other_bottom, other_top))
    if mark == "-":
        other_top = _scale(other_top, Fraction(-1))
    if bottom == other_bottom:
        return _add(top, other_top), bottom
    across = _add(_multiply(top, other_bottom), _multiply(other_top, bottom))
    return across, _multiply(bottom, other_bottom)


def _constant(value: Fraction) -> Polynomial:
    return _gathered([((), value)])


def _gathered(terms: Iterable[tuple[Powers, Fraction]]) -> Polynomial:
    """The sum of terms: those of the same powers added, and what adds up to nothing left out."""
    total: Polynomial = defaultdict(Fraction)
    for powers, coefficient in terms:
        total[powers] += coefficient
    return {powers: coefficient for powers, coefficient in total.items() if coefficient}


def _add(left: Polynomial, right: Polynomial) -> Polynomial:
    return _gathered([*left.items(), *right.items()])


def _scale(polynomial: Polynomial, factor: Fraction) -> Polynomial:
    return _gathered((powers, term * factor) for powers, term in polynomial.items())


def _multiply(left: Polynomial, right: Polynomial) -> Polynomial:
    # a formula of an analyst may be long; the time to look at it must not be
    if len(left) * len(right) > MOST_TERMS:
        raise _UndecidedError
    return _gathered(
        (_product(powers, others), term * factor)
        for powers, term in left.items()
        for others, factor in right.items()
    )


def _product(left: Powers, right: Powers) -> Powers:
    powers = dict(left)
    for name, power in right:
        powers[name] = powers.get(name, 0) + power
    return tuple(sorted(powers.items()))


def _without(polynomial: Polynomial, names: set[str]) -> Polynomial:
    """The polynomial with the distances of these inputs at 0."""
    return {
        powers: coefficient
        for powers, coefficient in polynomial.items()
        if names.isdisjoint(dict(powers))
    }

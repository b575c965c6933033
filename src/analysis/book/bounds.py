"""What the bounds of its inputs make of a result: `trên 350` học viên over 7 lớp is `trên 50`.

The true value of an input is anywhere in v + t for at_least v, and in v / (1 + t) for at_most v,
with t >= 0 for each input on its own; at_most v thus means above 0, because amounts and counts are
not negative (for v <= 0 it is v - t). The formula becomes one ratio n(x) / d(x) of polynomials in
the inputs that are not exact. Then

    n(x) / d(x) - n(v) / d(v) = g(x) / (d(x) * d(v))    with    g(x) = n(x) * d(v) - n(v) * d(x),

and as a polynomial in all t at once, d without a change of sign among its coefficients keeps the
sign of d(v) wherever the inputs truly are, so that coefficients of one sign in g decide the
direction. Anything else is `unknown`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import comb, prod

from analysis.language.formulas import Call, Constant, Formula, Name, Node, applied, evaluate
from analysis.vocabulary import Bound

MOST_TERMS = 5_000

# A polynomial maps each product of powers, as sorted pairs (name, power), to its coefficient, which is never 0.
Powers = tuple[tuple[str, int], ...]
Polynomial = dict[Powers, Fraction]
Ratio = tuple[Polynomial, Polynomial]

_ONE: Polynomial = {(): Fraction(1)}


class _UndecidedError(Exception):
    """The formula is no ratio of polynomials in its bounded inputs, or one too large to look at."""


def propagate(
    formula: Formula, values: Mapping[str, Fraction | None], bounds: Mapping[str, Bound]
) -> Bound:
    """The bound of the formula's value at `values`; a name without a bound is exact.

    A direction is right for all true values of all bounded inputs. A result that is shown not to
    depend on an input takes nothing from it. about and unknown inputs make the result about or
    unknown, unknown first. Where an input is not exact, a missing value or a zero divisor gives
    unknown.
    """
    # only these are variables of the polynomials; exact inputs are coefficients
    bounded = {name: bounds[name] for name in formula.names if bounds.get(name, "exact") != "exact"}
    if not bounded:
        return "exact"
    if evaluate(formula, values) is None:
        return "unknown"
    known = {name: Fraction(value) for name, value in values.items() if value is not None}
    return _bound(formula.tree, known, bounded)


def _bound(node: Node, values: Mapping[str, Fraction], bounded: Mapping[str, Bound]) -> Bound:
    try:
        return _ratio_bound(_ratio(node, values, bounded), values, bounded)
    except _UndecidedError:
        if isinstance(node, Call):
            return _monotone([_bound(argument, values, bounded) for argument in node.arguments])
        return "unknown"


def _monotone(bounds: list[Bound]) -> Bound:
    """The bound of sum, median, min or max, none of which falls when an argument rises."""
    found = set(bounds) - {"exact"}
    if not found:
        return "exact"
    if len(found) == 1:
        return found.pop()
    if found in ({"about", "at_least"}, {"about", "at_most"}):
        return "about"
    return "unknown"


def _ratio_bound(
    ratio: Ratio, values: Mapping[str, Fraction], bounded: Mapping[str, Bound]
) -> Bound:
    inexact = [name for name, bound in bounded.items() if bound in ("about", "unknown")]
    # an input that cancels out takes nothing from the result
    felt = {bounded[name] for name in inexact if _depends(ratio, name, values[name])}
    if "unknown" in felt:
        return "unknown"
    at_values = {name: values[name] for name in inexact}
    top, bottom = (_fix(part, at_values) for part in ratio)
    direction = _direction(top, bottom, values, bounded)
    if felt and direction != "unknown":
        return "about"
    return direction


def _direction(
    top: Polynomial,
    bottom: Polynomial,
    values: Mapping[str, Fraction],
    bounded: Mapping[str, Bound],
) -> Bound:
    top_at, bottom_at = _value(top, values), _value(bottom, values)
    if bottom_at == 0:
        return "unknown"
    difference = _add(_scale(top, bottom_at), _scale(bottom, -top_at))
    if not difference:
        return "exact"
    signs = _signs(_along(difference, values, bounded))
    signs_below = _signs(_along(bottom, values, bounded))
    if len(signs) > 1 or len(signs_below) > 1:
        return "unknown"
    return "at_least" if signs == {True} else "at_most"


def _depends(ratio: Ratio, name: str, value: Fraction) -> bool:
    """Whether the ratio changes with this input, whatever the others are."""
    top, bottom = ratio
    at_value = {name: value}
    top_fixed, bottom_fixed = _fix(top, at_value), _fix(bottom, at_value)
    if (top_fixed, bottom_fixed) == (top, bottom):
        return False
    across, back = _multiply(top_fixed, bottom), _multiply(top, bottom_fixed)
    return bool(_add(across, _scale(back, Fraction(-1))))


def _along(
    polynomial: Polynomial, values: Mapping[str, Fraction], bounded: Mapping[str, Bound]
) -> Polynomial:
    """The polynomial over the distances t >= 0, cleared of the positive denominators (1 + t)."""
    cleared: dict[str, int] = {}
    for powers in polynomial:
        for name, power in powers:
            if bounded[name] == "at_most" and values[name] > 0:
                cleared[name] = max(power, cleared.get(name, 0))
    along: Polynomial = {}
    for powers, coefficient in polynomial.items():
        moved: Polynomial = {(): coefficient}
        # a term without a cleared input is multiplied by its denominator too
        for name, power in {**dict.fromkeys(cleared, 0), **dict(powers)}.items():
            if name in cleared:
                distances = _nearer(name, power, cleared[name], values[name])
            else:
                sign = 1 if bounded[name] == "at_least" else -1
                distances = _farther(name, power, values[name], sign)
            moved = _multiply(moved, distances)
        for distances_powers, factor in moved.items():
            _put(along, distances_powers, factor)
        if len(along) > MOST_TERMS:
            raise _UndecidedError
    return along


def _farther(name: str, power: int, value: Fraction, sign: int) -> Polynomial:
    """(v + t)**power, or (v - t)**power, in t."""
    terms = [comb(power, n) * value ** (power - n) * sign**n for n in range(power + 1)]
    return _in_one(name, terms)


def _nearer(name: str, power: int, degree: int, value: Fraction) -> Polynomial:
    """(v / (1 + t))**power * (1 + t)**degree in t."""
    terms = [value**power * comb(degree - power, n) for n in range(degree - power + 1)]
    return _in_one(name, terms)


def _in_one(name: str, terms: Sequence[Fraction]) -> Polynomial:
    """The polynomial in one name whose n-th power has the n-th of these coefficients."""
    polynomial = _constant(terms[0])
    for power, term in enumerate(terms[1:], start=1):
        if term:
            polynomial[(name, power),] = term
    return polynomial


def _ratio(node: Node, values: Mapping[str, Fraction], bounded: Mapping[str, Bound]) -> Ratio:
    if isinstance(node, Constant):
        return _constant(node.value), _ONE
    if isinstance(node, Name):
        if node.name in bounded:
            return {((node.name, 1),): Fraction(1)}, _ONE
        return _constant(values[node.name]), _ONE
    if isinstance(node, Call):
        if node.function == "count":
            return _constant(Fraction(len(node.arguments))), _ONE
        arguments = [_ratio(argument, values, bounded) for argument in node.arguments]
        return _call_ratio(node.function, arguments)
    result = _ratio(node.first, values, bounded)
    for mark, operand in node.rest:
        result = _combined(mark, result, _ratio(operand, values, bounded))
    return result


def _call_ratio(function: str, arguments: list[Ratio]) -> Ratio:
    if function == "sum":
        total = arguments[0]
        for argument in arguments[1:]:
            total = _combined("+", total, argument)
        return total
    numbers = []
    for top, bottom in arguments:
        if any(top) or any(bottom):  # a bounded input: its powers are no empty product
            raise _UndecidedError
        numbers.append(top.get((), Fraction(0)) / bottom[()])
    return _constant(applied(function, numbers)), _ONE


def _combined(mark: str, left: Ratio, right: Ratio) -> Ratio:
    (top, bottom), (other_top, other_bottom) = left, right
    if mark == "*":
        return _multiply(top, other_top), _multiply(bottom, other_bottom)
    if mark == "/":
        if not other_top:
            raise _UndecidedError
        return _multiply(top, other_bottom), _multiply(bottom, other_top)
    if mark == "-":
        other_top = _scale(other_top, Fraction(-1))
    if bottom == other_bottom:
        return _add(top, other_top), bottom
    across = _add(_multiply(top, other_bottom), _multiply(other_top, bottom))
    return across, _multiply(bottom, other_bottom)


def _constant(value: Fraction) -> Polynomial:
    return {(): value} if value else {}


def _put(polynomial: Polynomial, powers: Powers, coefficient: Fraction) -> None:
    total = polynomial.get(powers, 0) + coefficient
    if total:
        polynomial[powers] = total
    else:
        polynomial.pop(powers, None)


def _product(left: Powers, right: Powers) -> Powers:
    powers = dict(left)
    for name, power in right:
        powers[name] = powers.get(name, 0) + power
    return tuple(sorted(powers.items()))


def _add(left: Polynomial, right: Polynomial) -> Polynomial:
    total = dict(left)
    for powers, coefficient in right.items():
        _put(total, powers, coefficient)
    return total


def _scale(polynomial: Polynomial, factor: Fraction) -> Polynomial:
    if not factor:
        return {}
    return {powers: coefficient * factor for powers, coefficient in polynomial.items()}


def _multiply(left: Polynomial, right: Polynomial) -> Polynomial:
    # a formula of an analyst may be long; the time to look at it must not be
    if len(left) * len(right) > MOST_TERMS:
        raise _UndecidedError
    product: Polynomial = {}
    for powers, coefficient in left.items():
        for others, factor in right.items():
            _put(product, _product(powers, others), coefficient * factor)
    return product


def _fix(polynomial: Polynomial, values: Mapping[str, Fraction]) -> Polynomial:
    """The polynomial with these inputs at their values."""
    fixed: Polynomial = {}
    for powers, coefficient in polynomial.items():
        factors = [values[name] ** power for name, power in powers if name in values]
        left = tuple(pair for pair in powers if pair[0] not in values)
        _put(fixed, left, prod(factors, start=coefficient))
    return fixed


def _value(polynomial: Polynomial, values: Mapping[str, Fraction]) -> Fraction:
    return _fix(polynomial, values).get((), Fraction(0))


def _signs(polynomial: Polynomial) -> set[bool]:
    return {coefficient > 0 for coefficient in polynomial.values()}

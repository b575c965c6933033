"""What the bounds of its inputs make of a result: `trên 350` học viên over 7 lớp is `trên 50`.

The true value of an input is anywhere in v + t for at_least v, and in v / (1 + t) for at_most v, with t >= 0 for each
input on its own; at_most v thus means above 0, because amounts and counts are not negative (for v <= 0 it is v - t).
The formula becomes one ratio n(x) / d(x) of polynomials in the inputs that are not exact. Then

    n(x) / d(x) - n(v) / d(v) = g(x) / (d(x) * d(v))    with    g(x) = n(x) * d(v) - n(v) * d(x),

and as a polynomial in all t at once, d without a change of sign among its coefficients keeps the sign of d(v) wherever
the inputs truly are, so that coefficients of one sign in g decide the direction. Anything else is `unknown`.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import comb, prod

from analysis.language.formulas import Call, Constant, Formula, Name, Node, evaluate
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

    A direction is right for all true values of all bounded inputs. A result that is shown not to depend on an input
    takes nothing from it. about and unknown inputs make the result about or unknown, unknown first. Where an input is
    not exact, a missing value or a zero divisor gives unknown.
    """
    bounded = {name: bounds[name] for name in formula.names if bounds.get(name, "exact") != "exact"}
    if not bounded:
        return "exact"
    known = {
        name: Fraction(value) for name in formula.names if (value := values.get(name)) is not None
    }
    if evaluate(formula, known) is None:
        return "unknown"
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
    if len(found) == 1:
        return found.pop()
    if not found:
        return "exact"
    return "about" if "about" in found and "unknown" not in found and len(found) == 2 else "unknown"


def _ratio_bound(
    ratio: Ratio, values: Mapping[str, Fraction], bounded: Mapping[str, Bound]
) -> Bound:
    inexact = [name for name, bound in bounded.items() if bound in ("about", "unknown")]
    felt = {bounded[name] for name in inexact if _depends(ratio, name, values[name])}
    if "unknown" in felt:
        return "unknown"
    at_values = {name: values[name] for name in inexact}
    direction = _direction(_fix(ratio[0], at_values), _fix(ratio[1], at_values), values, bounded)
    return "about" if felt and direction != "unknown" else direction


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
    if len(signs) > 1 or len(_signs(_along(bottom, values, bounded))) > 1:
        return "unknown"
    return "at_least" if signs == {True} else "at_most"


def _depends(ratio: Ratio, name: str, value: Fraction) -> bool:
    """Whether the ratio changes with this input, whatever the others are."""
    top, bottom = ratio
    if not any(
        name == factor for polynomial in ratio for powers in polynomial for factor, _ in powers
    ):
        return False
    at_value = {name: value}
    fixed = _multiply(_fix(top, at_value), bottom), _multiply(top, _fix(bottom, at_value))
    return bool(_add(fixed[0], _scale(fixed[1], Fraction(-1))))


def _along(
    polynomial: Polynomial, values: Mapping[str, Fraction], bounded: Mapping[str, Bound]
) -> Polynomial:
    """The polynomial over the distances t >= 0, cleared of the positive denominators (1 + t)."""
    cleared: dict[str, int] = {}
    for name, power in (factor for powers in polynomial for factor in powers):
        if bounded[name] == "at_most" and values[name] > 0:
            cleared[name] = max(power, cleared.get(name, 0))
    along: Polynomial = {}
    for powers, coefficient in polynomial.items():
        moved: Polynomial = {(): coefficient}
        for name, power in {**dict.fromkeys(cleared, 0), **dict(powers)}.items():
            if name in cleared:
                distances = _nearer(name, power, cleared[name], values[name])
            else:
                distances = _farther(
                    name, power, values[name], 1 if bounded[name] == "at_least" else -1
                )
            moved = _multiply(moved, distances)
        for distance_powers, factor in moved.items():
            _put(along, distance_powers, factor)
        if len(along) > MOST_TERMS:
            raise _UndecidedError
    return along


def _farther(name: str, power: int, value: Fraction, sign: int) -> Polynomial:
    """(v + t)**power, or (v - t)**power, in t."""
    terms = {n: comb(power, n) * value ** (power - n) * sign**n for n in range(power + 1)}
    return {((name, n),) if n else (): term for n, term in terms.items() if term}


def _nearer(name: str, power: int, degree: int, value: Fraction) -> Polynomial:
    """(v / (1 + t))**power * (1 + t)**degree in t."""
    terms = {n: value**power * comb(degree - power, n) for n in range(degree - power + 1)}
    return {((name, n),) if n else (): term for n, term in terms.items()}


def _ratio(node: Node, values: Mapping[str, Fraction], bounded: Mapping[str, Bound]) -> Ratio:
    if isinstance(node, Constant):
        return _constant(node.value), _ONE
    if isinstance(node, Name):
        return (
            {((node.name, 1),): Fraction(1)}
            if node.name in bounded
            else _constant(values[node.name])
        ), _ONE
    if isinstance(node, Call) and node.function == "count":
        return _constant(Fraction(len(node.arguments))), _ONE
    if isinstance(node, Call):
        return _call_ratio(
            node.function, [_ratio(argument, values, bounded) for argument in node.arguments]
        )
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
    if any(powers for ratio in arguments for polynomial in ratio for powers in polynomial):
        raise _UndecidedError
    ordered = sorted(top.get((), Fraction(0)) / bottom[()] for top, bottom in arguments)
    middle = len(ordered) // 2
    chosen = {
        "min": ordered[0],
        "max": ordered[-1],
        "median": (ordered[middle] + ordered[~middle]) / 2,
    }
    return _constant(chosen[function]), _ONE


def _combined(mark: str, left: Ratio, right: Ratio) -> Ratio:
    if mark == "*":
        return _multiply(left[0], right[0]), _multiply(left[1], right[1])
    if mark == "/":
        if not right[0]:
            raise _UndecidedError
        return _multiply(left[0], right[1]), _multiply(left[1], right[0])
    added = right[0] if mark == "+" else _scale(right[0], Fraction(-1))
    if left[1] == right[1]:
        return _add(left[0], added), left[1]
    return _add(_multiply(left[0], right[1]), _multiply(added, left[1])), _multiply(
        left[1], right[1]
    )


def _constant(value: Fraction) -> Polynomial:
    return {(): value} if value else {}


def _put(polynomial: Polynomial, powers: Powers, coefficient: Fraction) -> None:
    present = polynomial.get(powers)
    total = coefficient if present is None else present + coefficient
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
    return (
        {powers: coefficient * factor for powers, coefficient in polynomial.items()}
        if factor
        else {}
    )


def _multiply(left: Polynomial, right: Polynomial) -> Polynomial:
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
        _put(
            fixed,
            tuple(pair for pair in powers if pair[0] not in values),
            prod(factors, start=coefficient),
        )
    return fixed


def _value(polynomial: Polynomial, values: Mapping[str, Fraction]) -> Fraction:
    return _fix(polynomial, values).get((), Fraction(0))


def _signs(polynomial: Polynomial) -> set[bool]:
    return {coefficient > 0 for coefficient in polynomial.values()}

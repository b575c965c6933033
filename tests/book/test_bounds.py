"""Bounds of results: a direction that is printed is right whatever the true inputs are."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.book.bounds import propagate
from analysis.language.formulas import Formula, evaluate, parse_formula
from analysis.vocabulary import Bound
from strategies import NAMES, amounts, bounds, directions, formula_texts

F = Fraction
VALUES: dict[str, Fraction | None] = {
    "Q": F(12982), "L": F(4205), "C": F(42995), "T": F(60182), "P": F(17187), "M": F(2630), "CM": F(29916), "H": F(350),
    "Z": F(0), "missing": None,
}  # fmt: skip
LOW: Bound = "at_least"
HIGH: Bound = "at_most"
ABOUT: Bound = "about"
UNKNOWN: Bound = "unknown"

EXAMPLES = [
    ("H/7", {"H": LOW}, LOW),
    ("7/H", {"H": LOW}, HIGH),
    ("C/P", {"C": LOW}, LOW),
    ("C/P", {"P": LOW}, HIGH),
    ("C/P", {"C": LOW, "P": LOW}, UNKNOWN),
    ("C/P", {"C": LOW, "P": HIGH}, LOW),
    ("C/P", {"C": HIGH, "P": LOW}, HIGH),
    ("100*Q/(Q+L+C)", {"Q": LOW}, LOW),
    ("100*Q/(Q+L+C)", {"C": LOW}, HIGH),
    ("100*Q/(Q+L+C)", {"C": HIGH}, LOW),
    ("100*Q/(Q+L+C)", {"Q": LOW, "L": HIGH, "C": HIGH}, LOW),
    ("100*Q/(Q+L+C)", {"Q": LOW, "L": LOW}, UNKNOWN),
    ("T - Q - L", {"T": HIGH}, HIGH),
    ("T - Q - L", {"T": HIGH, "Q": LOW}, HIGH),
    ("T - Q - L", {"T": LOW, "Q": LOW}, UNKNOWN),
    ("-Q", {"Q": LOW}, HIGH),
    ("(C-CM)/(P-M)", {"M": LOW}, UNKNOWN),
    ("(C-CM)/(P-M)", {"C": LOW}, LOW),
    ("(Q*Q+L*L+C*C)/(T*T)", {"Q": LOW}, LOW),
    ("Q/T + L/T", {"T": LOW}, HIGH),
    ("Q*Q - 40000*Q", {"Q": HIGH}, LOW),
    ("Q*Q - 20000*Q", {"Q": HIGH}, UNKNOWN),
    ("Q*Q - 20000*Q", {"Q": LOW}, LOW),
    ("Q*Q - 40000*Q", {"Q": LOW}, UNKNOWN),
    ("sum(Q, L, C)", {"Q": HIGH, "C": HIGH}, HIGH),
    ("sum(Q, L, C)", {"Q": HIGH, "C": LOW}, UNKNOWN),
    ("max(Q, L)", {"L": LOW}, LOW),
    ("median(Q, 2*L, -C)", {"L": LOW, "C": HIGH}, LOW),
    ("min(Q, -L)", {"Q": LOW, "L": LOW}, UNKNOWN),
    ("100*max(Q, L)", {"L": LOW}, UNKNOWN),
    ("100*max(Q, L)/C", {"C": LOW}, HIGH),
    ("count(Q, L)", {"Q": LOW, "L": UNKNOWN}, "exact"),
    ("Q/Q", {"Q": LOW}, "exact"),
    ("Q - Q + L", {"Q": UNKNOWN}, "exact"),
    ("L*Q/Q", {"Q": ABOUT, "L": LOW}, LOW),
    ("Z*Q", {"Q": ABOUT}, "exact"),
    ("Q + L", {"C": LOW}, "exact"),
    ("Q + L", {}, "exact"),
    ("Q + L", {"Q": ABOUT}, ABOUT),
    ("Q + L", {"Q": ABOUT, "L": LOW}, ABOUT),
    ("Q - L + C", {"Q": LOW, "L": LOW, "C": ABOUT}, UNKNOWN),
    ("Q + L", {"Q": ABOUT, "L": UNKNOWN}, UNKNOWN),
    ("Q + L", {"Q": UNKNOWN}, UNKNOWN),
    ("max(Q, L)", {"Q": ABOUT, "L": LOW}, ABOUT),
    ("max(Q, L, C)", {"Q": ABOUT, "L": LOW, "C": HIGH}, UNKNOWN),
    ("max(Q, L)", {"Q": UNKNOWN}, UNKNOWN),
    ("Q/Z", {"Q": LOW}, UNKNOWN),
    ("Q/(L/Z)", {"Z": LOW}, UNKNOWN),
    ("Q + missing", {"Q": LOW}, UNKNOWN),
]


@pytest.mark.parametrize(("text", "given_bounds", "bound"), EXAMPLES)
def test_a_result_takes_the_bound_of_its_inputs(
    text: str, given_bounds: dict[str, Bound], bound: Bound
) -> None:
    """A decided direction, a shown independence, about and unknown come out as the report states them."""
    assert propagate(parse_formula(text), VALUES, given_bounds) == (bound, False)


@pytest.mark.parametrize(
    ("text", "given_bounds", "strict", "said"),
    [
        ("H/7", {"H": LOW}, "H", (LOW, True)),
        ("H/7", {"H": LOW}, "", (LOW, False)),
        ("7/H", {"H": LOW}, "H", (HIGH, True)),
        ("Q + L", {"Q": LOW, "L": LOW}, "Q", (LOW, True)),
        ("C/P", {"C": HIGH, "P": LOW}, "P", (HIGH, True)),
        ("sum(Q, L, C)", {"Q": HIGH}, "Q", (HIGH, True)),
        ("max(Q, L)", {"L": LOW}, "L", (LOW, False)),
        ("max(Q, L)", {"Q": LOW, "L": LOW}, "QL", (LOW, True)),
        ("Q*Z", {"Q": LOW}, "Q", ("exact", False)),
        ("Q + L", {"Q": LOW, "L": ABOUT}, "Q", (ABOUT, False)),
    ],
)
def test_a_result_is_strict_where_a_strict_input_moves_it(
    text: str, given_bounds: dict[str, Bound], strict: str, said: tuple[Bound, bool]
) -> None:
    """More than 350 over 7 is more than 50; no less than 350 over 7 is no less than 50."""
    assert propagate(parse_formula(text), VALUES, given_bounds, strict) == said


def _truths(
    random: Random, value: Fraction, bound: Bound, size: int, *, strict: bool
) -> list[Fraction]:
    """True values that a printed one allows, near and far; amounts are above 0."""
    steps = (F(0), F(1, 10**6), F(1, 3), F(1), F(7), F(10**6))[strict:]
    far = [random.choice(steps) * random.randint(1, 9) for _ in range(size)]
    if bound == "at_least":
        return [value + distance for distance in far]
    if bound == "at_most":
        return [value / (1 + distance) if value > 0 else value - distance for distance in far]
    return [value] * size


def _wrong(
    formula: Formula, values: dict[str, Fraction], given_bounds: dict[str, Bound], random: Random
) -> bool:
    """Whether some true inputs contradict the bound that the formula is said to have."""
    strict_names = {name for name in values if random.random() < 0.5}
    said, strict = propagate(formula, values, given_bounds, strict_names)
    at_values = evaluate(formula, values)
    if said == "unknown" or at_values is None:
        return False
    truths = [
        _truths(random, values[name], given_bounds[name], 48, strict=name in strict_names)
        for name in values
    ]
    results = [
        evaluate(formula, dict(zip(values, row, strict=True))) for row in zip(*truths, strict=True)
    ]
    found = [result for result in results if result is not None]
    return (
        (said == "exact" and any(result != at_values for result in found))
        or (said == "at_least" and any(result < at_values for result in found))
        or (said == "at_most" and any(result > at_values for result in found))
        or (strict and at_values in found)
    )


def _random_text(random: Random, depth: int) -> str:
    if depth == 0 or random.random() < 0.15:
        return random.choice((*NAMES[:4], *NAMES[:4], "1", "2", "100"))
    parts = [_random_text(random, depth - 1) for _ in range(random.randint(2, 3))]
    if random.random() < 0.12:
        return random.choice(("sum", "min", "max", "median", "count")) + f"({', '.join(parts)})"
    text = parts[0] + "".join(random.choice("++-*/") + part for part in parts[1:])
    return f"({text})"


def test_no_direction_is_wrong_for_thousands_of_formulas() -> None:
    """Against brute force over independent true inputs: never a wrong direction, and most of the plain ones decided."""
    random = Random(2023)
    said: Counter[str] = Counter()
    for _ in range(2500):
        formula = parse_formula(_random_text(random, random.randint(1, 3)))
        values = {
            name: F(random.choice((0, 1, 2, 3, 7, 350, 12982)), random.choice((1, 1, 3)))
            for name in NAMES[:4]
        }
        chosen: list[Bound] = ["exact", "exact", "at_least", "at_most"]
        given_bounds = {name: random.choice(chosen) for name in values}
        assert not _wrong(formula, values, given_bounds, random), (
            formula.text,
            values,
            given_bounds,
        )
        if any(given_bounds[name] != "exact" for name in formula.names if name in values):
            said[propagate(formula, values, given_bounds)[0]] += 1
    assert min(said["at_least"], said["at_most"]) > 200
    assert said["unknown"] < said.total() / 2


@given(
    formula_texts(),
    st.fixed_dictionaries(dict.fromkeys(NAMES, amounts)),
    st.fixed_dictionaries(dict.fromkeys(NAMES, directions)),
    st.randoms(use_true_random=False),
)
def test_no_direction_is_wrong_for_any_formula(
    text: str, values: dict[str, Fraction], given_bounds: dict[str, Bound], random: Random
) -> None:
    """The same law on formulas that hypothesis grows, with functions, dots in names and zeros."""
    assert not _wrong(parse_formula(text), values, given_bounds, random)


@given(
    formula_texts(),
    st.fixed_dictionaries(dict.fromkeys(NAMES, amounts)),
    st.fixed_dictionaries(dict.fromkeys(NAMES, bounds)),
)
def test_only_bounded_inputs_make_a_bound(
    text: str, values: dict[str, Fraction], mixed: dict[str, Bound]
) -> None:
    """Exact inputs give an exact result; about and unknown never come from nowhere."""
    formula = parse_formula(text)
    assert propagate(formula, values, {}) == ("exact", False)
    said, _ = propagate(formula, values, mixed)
    read = {mixed[name] for name in formula.names}
    if said == "about":
        assert "about" in read
    if read == {"about"} and said != "unknown":
        assert said in ("about", "exact")
    if said in ("at_least", "at_most"):
        assert read & {"at_least", "at_most"}


def test_many_bounded_inputs_do_not_explode() -> None:
    """Dozens of bounded inputs are decided or given up, in well under a second each."""
    names = [f"x{n}" for n in range(60)]
    values = {name: F(n + 1) for n, name in enumerate(names)}
    for bound in (LOW, HIGH):
        bounded = dict.fromkeys(names, bound)
        assert propagate(parse_formula(f"sum({', '.join(names)})"), values, bounded)[0] == bound
        assert propagate(parse_formula("*".join(names)), values, bounded)[0] in (bound, "unknown")
    wide = parse_formula(f"({'+'.join(names)}) * {'*'.join(names[:10])}")
    assert propagate(wide, values, dict.fromkeys(names, LOW))[0] == "unknown"

"""The formula language: what it takes, what it refuses, and that its values are exact."""

from __future__ import annotations

import re
from fractions import Fraction
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import FormulaError
from analysis.language.formulas import (
    FUNCTIONS,
    display,
    evaluate,
    parse_formula,
    rename,
)
from strategies import NAMES, amounts, formula_texts, hostile_texts

F = Fraction
inputs = st.fixed_dictionaries({name: st.none() | st.just(F(0)) | amounts for name in NAMES})

KNOWN = {
    "Q": F(12982), "L": F(4205), "C": F(42995), "T": F(60182), "P": F(17187), "N": F(49),
    "M": F(2630), "CM": F(29916), "D": F(478), "K": F(7318), "S": F(2641),
}  # fmt: skip

INDICATORS = [
    ("Q + L", F(17187)),
    ("100*Q/(Q+L+C)", F(1298200, 60182)),
    ("100 * P / T", F(1718700, 60182)),
    ("CM/M", F(29916, 2630)),
    ("(C-CM)/(P-M)", F(13079, 14557)),
    ("P-(D+M+K+S)", F(4120)),
    ("(Q*Q + L*L + C*C) / (T*T)", F(2034784374, 3621873124)),
    ("sum(Q, L, C)", F(60182)),
    ("sum(Q, L, C) / count(Q, L, C)", F(60182, 3)),
    ("median(Q, L, C)", F(12982)),
    ("median(Q, L)", F(17187, 2)),
    ("max(Q, L, C) - min(Q, L, C)", F(38790)),
    ("23+8+18", F(49)),
    ("0.1*N", F(49, 10)),
    ("-Q - -L", F(-8777)),
    ("100 - 10 - 1", F(89)),
    ("100 / 10 / 5 * 2", F(4)),
]

REFUSED = [
    ("", 1),
    ("   ", 4),
    ("100Q/T", 4),
    ("Q L", 3),
    ("1e400*C", 2),
    ("1,5*Q", 2),
    ("1.", 2),
    (".5", 1),
    ("Q**2", 3),
    ("Q^2", 2),
    ("Q//L", 3),
    ("Q%L", 2),
    ("+Q", 1),
    ("(Q", 3),
    ("Q)", 2),
    ("Q,L", 2),
    ("sum", 4),
    ("sum()", 5),
    ("sum(Q,)", 7),
    ("sum Q", 5),
    ("exp(Q)", 1),
    ("Sum(Q)", 1),
    ("Q×L", 2),
    ("２*Q", 1),
    ("Q\u00a0+L", 2),
    ("kcđp", 3),
    ("Q if L else C", 3),
    ("C.to_csv('/x')", 10),
    ("__import__('os')", 12),
    ("[Q]", 1),
    ("Q==L", 2),
    ("lambda: Q", 7),
    ("(" * 60 + "Q" + ")" * 60, 51),
    ("9" * 5000, 1),
]


@pytest.mark.parametrize(("text", "value"), INDICATORS)
def test_indicators_have_their_known_values(text: str, value: Fraction) -> None:
    """The indicators of the conference report come out exactly, with the usual precedence, from left to right."""
    assert evaluate(parse_formula(text), KNOWN) == value


@pytest.mark.parametrize(("text", "position"), REFUSED)
def test_anything_else_is_refused_at_its_position(text: str, position: int) -> None:
    """What is not in the language is refused in Vietnamese, with the position from 1."""
    with pytest.raises(FormulaError, match=f"vị trí {position}:"):
        parse_formula(text)


@given(hostile_texts | st.text(alphabet="QLsumcount().,+-*/ 0159e_", max_size=30))
def test_any_text_is_a_formula_or_a_typed_refusal(text: str) -> None:
    """No text raises anything but FormulaError, and a formula evaluates without an exception."""
    try:
        formula = parse_formula(text)
    except FormulaError:
        return
    evaluate(formula, {name: F(2) for name in formula.names})


def _by_python(text: str, given_inputs: dict[str, Fraction | None]) -> Fraction | None:
    """The same text read by Python's own grammar, one row at a time."""
    exact = re.sub(r"(?<![\w.])[0-9]+(?:\.[0-9]+)?", lambda number: f"F('{number[0]}')", text)
    for name in sorted(NAMES, key=len, reverse=True):
        exact = re.sub(rf"(?<![\w.]){re.escape(name)}(?![\w.])", f"given_inputs['{name}']", exact)
    functions = {
        "sum": lambda *each: sum(each, F(0)),
        "count": lambda *each: F(len([value + 0 for value in each])),
        "median": lambda *each: F(median(each)) + sum(each, F(0)) * 0,
        "min": lambda *each: min(value + 0 for value in each),
        "max": lambda *each: max(value + 0 for value in each),
    }
    try:
        value: Fraction = eval(exact, {"F": F, "given_inputs": given_inputs, **functions})
    except ZeroDivisionError:
        return None
    return value


@given(formula_texts(), inputs)
def test_values_agree_with_python(text: str, row: dict[str, Fraction | None]) -> None:
    """A formula gives what Python's grammar and exact arithmetic give; missing is not 0."""
    formula = parse_formula(text)
    read = {name: row[name] for name in formula.names}
    expected = None if None in read.values() else _by_python(text, row)
    found = evaluate(formula, row)
    assert found == expected
    assert found is None or isinstance(found, Fraction)


@pytest.mark.parametrize(
    ("c", "p", "value"),
    [
        (F(6), F(4), F(3, 2)),
        (None, F(4), None),
        (F(6), F(0), None),
        (F(0), F(0), None),
        (F(6), None, None),
    ],
)
def test_neither_a_missing_input_nor_a_zero_divisor_leaves_a_value(
    c: Fraction | None, p: Fraction | None, value: Fraction | None
) -> None:
    assert evaluate(parse_formula("C/P"), {"C": c, "P": p}) == value
    assert evaluate(parse_formula("0 * (C / P)"), {"C": c, "P": p}) == (value and 0)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_missing_argument_leaves_no_value(function: str) -> None:
    """A function over a list with a gap has no value, because a gap is not 0 and not nothing."""
    assert evaluate(parse_formula(f"{function}(Q, L)"), {"Q": F(1), "L": None}) is None
    assert evaluate(parse_formula(f"{function}(Q, L)"), {"Q": F(1)}) is None
    assert evaluate(parse_formula(f"{function}(Q, L)"), {"Q": F(1), "L": F(1)}) is not None


def test_long_sums_are_no_deep_trees() -> None:
    """Thousands of terms, arguments or minus signs neither overflow nor are refused."""
    assert evaluate(parse_formula("+".join(["Q"] * 20_000)), {"Q": F(1, 3)}) == F(20_000, 3)
    assert evaluate(parse_formula(f"sum({', '.join(['Q'] * 10_000)})"), {"Q": F(1)}) == 10_000
    assert evaluate(parse_formula("-" * 10_001 + "Q"), {"Q": F(1)}) == -1


def test_names_are_listed_once_in_the_order_of_use() -> None:
    """Names with dots are names; functions are not among them."""
    formula = parse_formula(" sum(L.2017.kh, Q.kh) / Q.kh ")
    assert formula.names == ("L.2017.kh", "Q.kh")
    assert formula.text == "sum(L.2017.kh, Q.kh) / Q.kh"


@given(formula_texts(), inputs)
def test_renaming_keeps_the_value(text: str, given_inputs: dict[str, Fraction | None]) -> None:
    """A formula over renamed names has the same value on equally renamed inputs, also when names are swapped."""
    mapping = dict(zip(NAMES, NAMES[1:] + NAMES[:1], strict=True))
    formula = parse_formula(text)
    renamed = rename(formula, mapping)
    assert renamed.names == tuple(mapping[name] for name in formula.names)
    moved = {mapping[name]: value for name, value in given_inputs.items()}
    assert evaluate(renamed, moved) == evaluate(formula, given_inputs)


@pytest.mark.parametrize("new", ["Q+L", "sum", "", "2Q", "Q L", "Đ"])
def test_only_names_replace_names(new: str) -> None:
    """Renaming cannot smuggle in a term, a function or nothing."""
    with pytest.raises(FormulaError):
        rename(parse_formula("2*Q"), {"Q": new})


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("100*Q/T", "100 × KCQG / tổng"),
        ("0.5*(Q-L)", "0,5 × (KCQG - KCĐP)"),
        ("-Q+-L-(-T)", "-KCQG + -KCĐP - (-tổng)"),
        ("1000*P/N", "1.000 × “KCQG + KCĐP” / N"),
        ("sum(Q,-L)/count( Q, L )", "tổng(KCQG; -KCĐP) / số lượng(KCQG; KCĐP)"),
        (
            "median(Q,1.50)+min(Q,L)-max(Q,L)",
            "trung vị(KCQG; 1,50) + nhỏ nhất(KCQG; KCĐP) - lớn nhất(KCQG; KCĐP)",
        ),
    ],
)
def test_formulas_are_shown_in_vietnamese(text: str, shown: str) -> None:
    """Labels, decimal comma and × for readers; a label that holds a sign of its own is quoted."""
    labels = {"Q": "KCQG", "L": "KCĐP", "T": "tổng", "P": "KCQG + KCĐP"}
    assert display(parse_formula(text), labels) == shown

"""Hypothesis strategies of all tests: exact values, texts as sources print them and texts that are none, formulas."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import settings
from hypothesis import strategies as st

from analysis.language.numbers import format_number
from analysis.language.printed_units import UNITS
from analysis.vocabulary import Bound

# The same examples in every run, and no law fails because the machine was busy.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")

NAMES = ("Q", "L", "C", "T", "N.kh", "L.2017.kh")
COUNT_UNITS = sorted(name for name, unit in UNITS.items() if unit.kind == "count")
MONEY_UNITS = sorted(name for name, unit in UNITS.items() if unit.kind == "money")

bounds: st.SearchStrategy[Bound] = st.sampled_from(
    ("exact", "at_least", "at_most", "about", "unknown")
)
directions: st.SearchStrategy[Bound] = st.sampled_from(("exact", "at_least", "at_most"))

values = st.fractions(min_value=-(10**15), max_value=10**15, max_denominator=10**6)
amounts = st.fractions(min_value=0, max_value=10**6, max_denominator=10)
money = st.integers(min_value=10**6, max_value=10**15)
counts = st.integers(min_value=0, max_value=10**9)
days = st.dates(min_value=date(1945, 9, 2), max_value=date(2099, 12, 31))


@st.composite
def decimals(draw: st.DrawFn, places: int = 9) -> tuple[Fraction, int]:
    """An exact value that ends, with a number of decimals that prints it whole."""
    decimals_kept = draw(st.integers(min_value=0, max_value=places))
    return Fraction(
        draw(st.integers(min_value=-(10**18), max_value=10**18)), 10**decimals_kept
    ), decimals_kept


@st.composite
def grouped_texts(draw: st.DrawFn) -> tuple[str, Fraction]:
    """A non-negative number as sources print it, with any group sign or none, and its value."""
    value, kept = draw(decimals(6))
    text = format_number(abs(value), kept)
    return text.replace(".", draw(st.sampled_from((".", " ", "\u00a0", "\u202f", "")))), abs(value)


# Characters of which bad numbers are made: both separators, foreign digits, signs, words, spaces, a combining mark.
number_like = st.text(
    alphabet="0123456789.,-−+eE%()/ \u00a0\u202f\n_'x^²３٣∞~≈$đtrệuỷnaif\u0301", max_size=24
)
hostile_texts = st.one_of(
    number_like,
    st.text(max_size=24),
    st.from_regex(r"[0-9]{1,3}([.,][0-9]{2,4}){0,4}", fullmatch=True),
    st.sampled_from(
        (
            "NaN",
            "inf",
            "-inf",
            "1e400",
            "3E+08",
            "0x1E",
            "1_000",
            "１２",
            "١٢",
            "trên 35",
            "2-3",
            "9" * 5000,
        )
    ),
)


def formula_texts(names: tuple[str, ...] = NAMES, functions: bool = True) -> st.SearchStrategy[str]:
    """Texts in the formula language over these names."""
    leaves = st.one_of(st.sampled_from(names), st.sampled_from(("1", "2", "100", "0.5", "0")))

    def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        chains = st.tuples(inner, st.sampled_from(("+", "-", "*", "/", " + ", " / ")), inner).map(
            "".join
        )
        options = [
            chains,
            inner.map("({})".format),
            inner.map("-({})".format),
            inner.map("-{}".format),
        ]
        if functions:
            listed = st.lists(inner, min_size=1, max_size=4).map(", ".join)
            named = st.sampled_from(("sum", "count", "median", "min", "max"))
            options.append(st.tuples(named, listed).map(lambda call: f"{call[0]}({call[1]})"))
        return st.one_of(options)

    return st.recursive(leaves, grown, max_leaves=8)

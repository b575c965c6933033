"""The definitions of inputs and indicators: an analyst's file, checked as a whole before anything is computed."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from analysis.definitions.indicators import YEARS_INPUT, load_definitions, parse_definitions
from analysis.edition import Edition
from analysis.errors import FormulaError
from analysis.figures.figure import figures_in
from analysis.language.formulas import parse_formula
from analysis.raw.folder import read_raw
from analysis.stages.cleaning import clean_edition
from analysis.values.indicators import build_book
from data_builder import figure, write_raw

INPUT = '[inputs.Q]\nlabel = "a"\nshort = "b"\nmeasure = "amount"\nfund = ["national"]\n'
INDICATOR = '[indicators.I90]\nlabel = "Gấp đôi"\nunit = "triệu đồng"\nformula = "2 * Q / 1000000"\ndecimals = 1\n'


def test_the_projects_own_definitions_are_sound() -> None:
    """Every formula of the file reads known inputs only, and every input is read by something."""
    definitions = load_definitions()
    used = {
        name for i in definitions.indicators.values() for name in parse_formula(i.formula).names
    }
    used |= {
        name
        for i in definitions.inputs.values()
        for text in i.derive
        for name in parse_formula(text).names
    }
    assert used <= {*definitions.inputs, YEARS_INPUT}
    controls = {"LC", "LD", "n_THT", "n_LHHTX", "n_SXSH", "n_HTCCN", "h_nguon", "tt_Q", "tt_L"}
    assert set(definitions.inputs) - used == controls


def test_an_indicator_needs_no_program(tmp_path: Path) -> None:
    """An indicator added to the file is computed, printed and traced like the others."""
    folder = write_raw(tmp_path, [figure("100,5", fund="KCQG")])
    edition = Edition("thu", 2022, 2022)
    frame, clean = clean_edition(read_raw(folder), edition)
    value = build_book(
        figures_in(frame), edition, parse_definitions(INPUT + INDICATOR), clean.readings
    )["I90"]
    assert (value.value, value.unit, value.inputs, value.label) == (
        Fraction(201),
        "triệu đồng",
        ("Q",),
        "Gấp đôi",
    )


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (("[inputs.Q]", "[inputs.Q"), ""),
        (("Gấp đôi", "Gấp 2 lần"), "indicators.I90, Gấp 2 lần"),
        (('label = "a"\n', ""), "label"),
        (("measure = ", "mesure = "), "mesure"),
        (('"amount"', '"money"'), "money"),
        (('["national"]', '["trung ương"]'), "trung ương"),
        (('["national"]', '["national"]\nactivity = ["ND99"]'), "ND99"),
        (('["national"]', '["national"]\nbeneficiary_type = ["X"]'), "X"),
        (('["national"]', '["national"]\nderive = ["P - L"]'), "P, L"),
        (("2 * Q", "2 * X"), "X"),
        (("2 * Q", "2 ** Q"), "indicators.I90"),
        (("2 * Q", "__import__('os')"), "indicators.I90"),
        (("2 * Q", "eval(Q)"), "indicators.I90"),
        (("decimals = 1", 'decimals = "hai"'), "hai"),
        (("decimals = 1", "decimals = 1.5"), "1.5"),
        (("decimals = 1", "decimals = -1"), "I90"),
        (("decimals = 1\n", ""), "decimals"),
        (("decimals = 1", 'decimals = 1\ncaveats = "x"'), "caveats"),
        (("[indicators.I90]", "[indicators.Q]"), "Q"),
        (("[indicators.I90]", '[indicators."I 90"]'), "I 90"),
        (("[inputs.Q]", '[inputs."Q.kh"]'), "Q.kh"),
        (("[inputs.Q]", "inputs = 3\n[x]"), ""),
        (("[inputs.Q]", "inputs.Q = 3\n[x]"), ""),
        (("[indicators.I90]", "[x]"), "indicators"),
    ],
)
def test_a_wrong_definition_is_named(change: tuple[str, str], named: str) -> None:
    """A file that is no TOML, or has an unknown word, key, id, input or formula, is refused with that name."""
    text = (INPUT + INDICATOR).replace(*change)
    assert text != INPUT + INDICATOR
    with pytest.raises(FormulaError) as refused:
        parse_definitions(text)
    assert "indicators.toml" in str(refused.value)
    assert all(name in str(refused.value) for name in named.split(", "))


def test_all_problems_are_told_at_once() -> None:
    """Several wrong entries are one refusal that names each."""
    with pytest.raises(FormulaError) as refused:
        parse_definitions(
            (INPUT + INDICATOR)
            .replace("amount", "x")
            .replace("2 * Q", "Y")
            .replace("national", "z")
        )
    assert len(str(refused.value).splitlines()) == 3

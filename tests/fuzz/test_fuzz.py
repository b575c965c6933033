"""The laws of fuzzing in small: what broke a target once, its good inputs, and inputs that hypothesis makes of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fuzz_targets
import strategies  # noqa: F401 - the profile of all tests
from fuzz import TOKENS
from register_files import workbook

EXAMPLES = {"number": 300, "published": 200, "article": 12}


def changed(name: str) -> st.SearchStrategy[bytes]:
    """Good inputs of a target with pieces cut out and others put in, and any bytes."""
    known = list(fuzz_targets.seeds(name))

    @st.composite
    def change(draw: st.DrawFn) -> bytes:
        data = draw(st.sampled_from(known))
        for _ in range(draw(st.integers(1, 3))):
            start = draw(st.integers(0, len(data)))
            stop = draw(st.integers(start, min(len(data), start + 40)))
            data = (
                data[:start] + draw(st.sampled_from(TOKENS) | st.binary(max_size=6)) + data[stop:]
            )
        return data

    return change() | st.binary(max_size=200)


@pytest.mark.parametrize("name", fuzz_targets.TARGETS)
def test_good_inputs_and_finds_hold(name: str) -> None:
    """The inputs that fuzzing starts from, and those that broke a reader once, keep the law."""
    for data in fuzz_targets.seeds(name):
        fuzz_targets.timed(fuzz_targets.TARGETS[name], data)


@pytest.mark.parametrize("name", fuzz_targets.TARGETS)
def test_changed_inputs_hold(name: str) -> None:
    """Right sums or a typed error, in bounded time, for inputs near to good ones and for any bytes."""

    @settings(max_examples=EXAMPLES.get(name, 40))
    @given(changed(name))
    def law(data: bytes) -> None:
        fuzz_targets.timed(fuzz_targets.TARGETS[name], data)

    law()


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.234.567", 1_234_568), ("29.916", 29_917), ("300.000.000", 31), ("11,37", 1136)],
)
def test_the_judge_sees_a_wrong_digit(text: str, value: int) -> None:
    """The judge of the targets tells a value whose digits are not those of its text."""
    with pytest.raises(AssertionError, match="was read as"):
        fuzz_targets._same_digits(text, value)


def test_the_judge_sees_the_stored_numbers() -> None:
    """The judge of workbooks reads the base workbook's own numbers, and nothing where there is no workbook."""
    assert 310_000_000 in fuzz_targets._stored_row(workbook(), "Danh mục", 2)
    assert fuzz_targets._stored_row(b"PK", "Danh mục", 2) == ()


def test_fuzzing_ends_in_its_time_and_says_how_it_went(tmp_path: Path) -> None:
    """`make fuzz` without atheris says so, gives each target its seconds, writes below .build only, and ends well."""
    program = Path(__file__).with_name("fuzz.py")
    ran = subprocess.run(
        [sys.executable, str(program), "number", "random", "1"], cwd=tmp_path, check=False, capture_output=True,
        encoding="utf-8", timeout=120,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert "đầu vào" in ran.stdout
    assert [path.name for path in tmp_path.iterdir()] == [".build"]

"""A name that an analyst mistypes is answered by the names that there are, and shown without a trace."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

import analysis
from analysis.errors import AnalysisError, ExplorationError
from analysis.exploring.names import Named

FRAME = pd.DataFrame(
    {"tinh_trang": ["thực hiện", "kế hoạch", "thực hiện"], "nam": [2021, 2022, 2022]}
)


@pytest.mark.parametrize(
    ("wanted", "rows"),
    [
        ({"tinh_trang": "thực hiện"}, [0, 2]),
        ({"tinh_trang": "thư\u0323c hiê\u0323n "}, [0, 2]),
        ({"nam": [2021, 2022], "tinh_trang": "kế hoạch"}, [1]),
        ({}, [0, 1, 2]),
    ],
)
def test_rows_are_chosen_by_their_cells(wanted: dict[str, object], rows: list[int]) -> None:
    """The rows stay whose cells have the value, or one of the values, of each column; a text in any Unicode form."""
    assert list(analysis.choose(FRAME, **wanted).index) == rows


@pytest.mark.parametrize(
    ("ask", "typed", "known", "meant"),
    [
        (lambda: analysis.choose(FRAME, tinh_trng="kế hoạch"), "tinh_trng", "nam", "tinh_trang"),
        (
            lambda: analysis.choose(FRAME, tinh_trang="ke hoach"),
            "ke hoach",
            "thực hiện",
            "kế hoạch",
        ),
        (lambda: analysis.choose(FRAME, nam=[2021, 2032]), "2032", "2021", "2022"),
        (
            lambda: Named("mã một biểu đồ", {"fig-nguon": 1})["fig-ngun"],
            "fig-ngun",
            "",
            "fig-nguon",
        ),
        (lambda: analysis.draw_bars(FRAME, "ten"), "ten", "tinh_trang", ""),
    ],
)
def test_a_mistyped_name_is_answered_by_those_that_there_are(
    ask: Callable[[], object], typed: str, known: str, meant: str
) -> None:
    """What was typed is quoted, what exists listed, what was meant guessed; a notebook shows nothing else."""
    with pytest.raises(ExplorationError, match="name-unknown") as caught:
        ask()
    message = str(caught.value)
    assert message.startswith(f"“{typed}” ")
    assert known in message
    assert not meant or f"có phải “{meant}”?" in message
    assert caught.value._render_traceback_() == [message]


def test_a_table_without_rows_refuses_no_value() -> None:
    """Where an edition has no scheme, a filter gives no scheme and is no mistake; a wrong column still is."""
    assert analysis.choose(FRAME.head(0), nam=2024).empty
    with pytest.raises(ExplorationError):
        analysis.choose(FRAME.head(0), nan=2024)


def test_a_mistake_of_several_lines_is_shown_line_by_line() -> None:
    """Every mistake of the analyst is shown by its own text, whatever its kind."""
    assert AnalysisError("một\n- hai")._render_traceback_() == ["một", "- hai"]

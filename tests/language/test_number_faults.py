"""Why a text is no exact value."""

from __future__ import annotations

from analysis.faults import Fault, Place
from analysis.language.number_faults import unreadable


def test_a_refusal_makes_a_fault_that_is_safe_to_print() -> None:
    """A reader needs only the place; control characters and endless cells do not reach the terminal."""
    fault = unreadable("\x1b[31m" + "ba trăm\n" * 500)
    text = str(
        Fault(
            fault.code,
            Place("data/raw/a.csv", None, 2, "gia_tri"),
            fault.got,
            fault.wanted,
            fault.remedy,
        )
    )
    assert text.isprintable()
    assert len(text) < 500

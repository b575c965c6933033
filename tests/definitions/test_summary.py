"""The messages of the summary are data: every name in them is an input or an indicator."""

from __future__ import annotations

from analysis.definitions.indicators import load_definitions
from analysis.definitions.summary import load_summary
from analysis.language.marks import renamed


def test_a_message_names_only_values_that_are_defined() -> None:
    """A wrong name would leave its message out of every report without a word."""
    definitions = load_definitions()
    named: list[str] = []

    def listed(name: str) -> str:
        named.append(name)
        return name

    for message in load_summary().messages:
        for template in (message.figure, *message.says, *message.details):
            renamed(template, listed)
        if message.compare:
            named.append(message.compare)
    assert named
    assert set(named) <= {*definitions.inputs, *definitions.indicators}

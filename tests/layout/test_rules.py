"""The rules as data, and the guide that lists them."""

from __future__ import annotations

from pathlib import Path

from analysis.layout.rules import measure, rules

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "huong-dan.md"


def test_there_are_27_rules_that_say_what_to_do() -> None:
    """Each has a name, what is wanted and a remedy."""
    assert [rule.number for rule in rules().values()] == list(range(1, 28))
    for rule in rules().values():
        assert rule.code.startswith("layout-")
        assert rule.name
        assert rule.wanted
        assert rule.remedy


def test_the_guide_lists_every_rule_with_its_words() -> None:
    """A row for each: number, name, what is wanted, code."""
    guide = GUIDE.read_text(encoding="utf-8")
    for rule in rules().values():
        assert f"| {rule.number} | {rule.name} | {rule.wanted} | `{rule.code}` |" in guide


def test_a_measure_has_a_comma_and_no_idle_zeros() -> None:
    """As Vietnamese writes numbers."""
    assert [measure(value) for value in (13.0, 1.27, 12.5)] == ["13", "1,27", "12,5"]

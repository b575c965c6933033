"""Dataclasses to JSON and back: what is told is read again as it was, and another shape is refused."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal, TypedDict

import pytest

from analysis.book.plain import plain, typed


@dataclass(frozen=True)
class Part:
    """A name with what it may have."""

    name: str
    share: Fraction | None = None


class Told(TypedDict):
    """A record of JSON that stays one."""

    text: str


@dataclass(frozen=True)
class Whole:
    """Every shape that a field may have."""

    kind: Literal["a", "b"]
    count: int
    parts: tuple[Part, ...]
    by_name: dict[str, list[Part] | None] = field(default_factory=dict)
    anything: list[dict[str, Any]] = field(default_factory=list)
    other: Literal["c"] | None = None
    told: list[Told] = field(default_factory=list)


WHOLE = Whole(
    "a",
    3,
    (Part("x", Fraction(1, 3)), Part("y")),
    {"x": [Part("z", Fraction(2))], "none": None},
    [{"t": "so", "d": 2}],
    told=[{"text": "x"}],
)


def test_what_is_told_is_read_again() -> None:
    """Nested dataclasses, tuples, lists, dictionaries, fractions and missing ones survive the text of JSON."""
    text = json.dumps(plain(WHOLE), ensure_ascii=False)
    assert typed(Whole, json.loads(text)) == WHOLE
    assert '"share": "1/3"' in text
    assert list(json.loads(text)) == [
        "kind",
        "count",
        "parts",
        "by_name",
        "anything",
        "other",
        "told",
    ]


def test_older_and_newer_shapes_are_read() -> None:
    """A field that an older program did not know has its default; a name that is no field is passed over."""
    assert typed(Part, {"name": "x", "new": 1}) == Part("x")


@pytest.mark.parametrize(
    "data",
    [
        {"kind": "c", "count": 3, "parts": []},
        {"kind": "a", "count": "3", "parts": []},
        {"kind": "a", "count": 3, "parts": "xy"},
        {"kind": "a", "count": 3, "parts": [{"share": None}]},
        {"kind": "a", "count": 3, "parts": [], "by_name": []},
        {"kind": "a", "parts": []},
        ["a", 3],
        None,
    ],
)
def test_another_shape_is_refused(data: object) -> None:
    with pytest.raises(TypeError):
        typed(Whole, data)

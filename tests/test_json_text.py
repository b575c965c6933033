"""JSON as the program writes it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.json_text import json_text

SCALAR = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=5)
)
KEY = st.one_of(st.text(max_size=3), st.integers(), st.booleans(), st.none())
DATA = st.recursive(
    SCALAR,
    lambda part: st.one_of(
        st.lists(part, max_size=4),
        st.lists(part, max_size=3).map(tuple),
        st.lists(st.lists(st.integers() | st.booleans(), min_size=1, max_size=3), max_size=4),
        st.dictionaries(KEY, part, max_size=4),
    ),
    max_leaves=20,
)


@given(DATA)
def test_the_text_is_that_of_the_standard_library(data: Any) -> None:
    """Whatever the data, the text is that of `json.dumps` with an item a line, byte for byte."""
    assert json_text(data) == json.dumps(data, ensure_ascii=False, indent=1)


@given(st.dictionaries(st.text(max_size=3), DATA, max_size=4))
def test_sorted_keys_are_those_of_the_standard_library(data: dict[str, Any]) -> None:
    """With sorted keys too, at every depth where keys can be compared."""
    try:
        expected = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
    except TypeError:  # keys of several types have no order
        with pytest.raises(TypeError):
            json_text(data, sort_keys=True)
        return
    assert json_text(data, sort_keys=True) == expected


@pytest.mark.parametrize("data", [{"a": [object()]}, {(1, 2): 3}, {"a": {frozenset(): 1}}])
def test_what_json_cannot_hold_is_an_error(data: Any) -> None:
    """A thing without a form in JSON is refused, be it a part or a key, and not written in another form."""
    with pytest.raises(TypeError):
        json.dumps(data)
    with pytest.raises(TypeError):
        json_text(data)

"""Hashes over many rows: whole columns give what lines and cells give one by one."""

from __future__ import annotations

from collections.abc import Sequence

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given

from analysis.sheets.sheet import text_array
from analysis.stages import row_hash
from analysis.stages.row_hash import RowHash, frame_hash
from analysis.stages.used import with_hashes

CELL = st.text(st.sampled_from('aĐ1", \\/\n\r\t\x00\x1f\x7f\u2028é😀'), max_size=4)
LINES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), max_size=9)
)


@given(lines=LINES, at_once=st.integers(1, 4))
def test_columns_have_the_hash_of_their_lines(lines: list[list[str]], at_once: int) -> None:
    """Lines added as columns, cut anywhere, give the hash of the same lines one by one, whatever signs they hold."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(row_hash, "_AT_ONCE", at_once)
        whole, part = RowHash([["đầu"]]), RowHash([["đầu"]])
        columns = [text_array(["trước", *cells]) for cells in zip(*lines, strict=True)]
        whole.add(lines)
        if columns:
            part.add_columns([column.slice(1) for column in columns])
    assert part.hexdigest() == whole.hexdigest()


def test_a_line_without_a_text_is_never_left_out_of_a_hash() -> None:
    """It would change without a trace; the caller says what stands in its place."""
    with pytest.raises(ValueError, match="nulls"):
        RowHash().add_columns([text_array(["a"]), pa.array([None], pa.large_string())])


def frame(texts: pa.Array | pa.ChunkedArray, numbers: Sequence[int | None]) -> pd.DataFrame:
    dtype = pd.StringDtype("pyarrow", na_value=np.nan)
    return pd.DataFrame(
        {
            "name": pd.arrays.ArrowStringArray(texts, dtype=dtype),
            "tong": pd.array(numbers, dtype="Int64"),
        }
    )


def test_the_hash_of_a_frame_is_that_of_its_cells_alone() -> None:
    """How columns are cut in memory and counted changes nothing; another cell, border, order or blank does."""
    texts, numbers = ["ab", "c", ""], [1, 0, 2]
    base = frame_hash(frame(text_array(texts), numbers))
    chunks = pa.chunked_array([text_array(["x", "ab"]).slice(1), text_array(["c", ""])])
    cut = frame(chunks, numbers)
    assert frame_hash(cut.set_index(pd.Index([7, 8, 9]))) == base
    others = [
        frame(text_array(["a", "bc", ""]), numbers),
        frame(text_array(["c", "ab", ""]), numbers),
        frame(text_array(texts), [1, None, 2]),
        frame(text_array(texts), [None, 0, 2]),
        frame(text_array(texts), [0, 1, 2]),
        frame(text_array(texts), numbers).rename(columns={"tong": "kcqg"}),
    ]
    assert len({base, *map(frame_hash, others)}) == 1 + len(others)


def test_hashes_change_places_in_one_step() -> None:
    """Each hash becomes the other one wherever it stands, and what it became is not looked at again."""
    one, other = "a" * 64, "b" * 64
    text = f'"{one}", 1-2; {other} {one[:63]}'
    expected = f'"{other}", 1-2; {one} {one[:63]}'
    assert with_hashes([text], {one: other, other: one}) == [expected]

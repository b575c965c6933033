"""Columns of texts in a frame of schemes, made without a Python string for each cell."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pyarrow as pa

_CHUNK = 1 << 16
_TEXT = pd.StringDtype("pyarrow", na_value=np.nan)


def strings(column: pa.Array | pa.ChunkedArray) -> pd.Series:
    """Texts of Arrow as a column, not copied."""
    return pd.Series(pd.arrays.ArrowStringArray(column, dtype=_TEXT))


def repeated(text: str, count: int) -> pd.Series:
    """One text in every row: its chunks are the same memory."""
    whole, rest = divmod(count, _CHUNK)
    chunk = pa.repeat(pa.scalar(text, pa.large_string()), _CHUNK if whole else rest)
    return strings(pa.chunked_array([*[chunk] * whole, chunk.slice(0, rest)]))


def renamed(column: pd.Series, names: Mapping[str, str]) -> pd.Series:
    """A column of texts, none missing, with another text for each of them; its index stays.

    Raises:
        KeyError: a text has none.
    """
    numbers, texts = pd.factorize(column)
    others = [names[text] for text in texts]
    if len(set(others)) == 1:
        return repeated(others[0], len(column)).set_axis(column.index)
    found = pa.array(others, pa.large_string()).take(pa.array(numbers))
    return strings(found).set_axis(column.index)

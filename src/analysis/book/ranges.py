"""Numbers of rows as a text of ranges."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.book.records import span_text

# From so many on the ranges are written as one column.
MANY_RANGES = 100
_TEXT = pa.large_string()


def row_ranges(rows: np.ndarray) -> str:
    """Row numbers as text in rising order, neighbours as one range: '2-5, 7'."""
    steps = np.diff(rows)
    if (steps < 0).any():  # in order most often
        rows = np.sort(rows)
        steps = np.diff(rows)
    breaks = np.flatnonzero(steps != 1)
    # a range ends at each break and the next one starts after it
    starts, ends = np.append(rows[:1], rows[breaks + 1]), np.append(rows[breaks], rows[-1:])
    if len(starts) < MANY_RANGES:
        return ", ".join(map(span_text, starts.tolist(), ends.tolist()))
    first, last = (pc.cast(pa.array(numbers), _TEXT) for numbers in (starts, ends))
    spans = pc.binary_join_element_wise(first, last, pa.scalar("-", _TEXT))
    texts = pc.if_else(pa.array(starts == ends), first, spans)
    whole = pa.LargeListArray.from_arrays(pa.array([0, len(texts)]), texts)
    return str(pc.binary_join(whole, pa.scalar(", ", _TEXT))[0].as_py())

"""Hashes over many rows, made of whole columns without a Python string of a cell.

That over used rows is the SHA-256 of lines in UTF-8, each a JSON array of texts; lines come one by one, or as columns.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

# Rows that are put together at a time: their bytes stay in the cache.
_AT_ONCE = 1 << 14
_TEXT = pa.large_string()
_FIRST, _NEXT, _LAST, _NOTHING = (pa.scalar(text, _TEXT) for text in ('["', '", "', '"]\n', ""))


class RowHash:
    """A hash that lines are added to, in their order."""

    def __init__(self, lines: Iterable[Sequence[str]] = ()) -> None:
        self._digest = hashlib.sha256()
        self.add(lines)

    def add(self, lines: Iterable[Sequence[str]]) -> None:
        """Add lines, each of its texts."""
        for line in lines:
            self._digest.update(json.dumps(line, ensure_ascii=False).encode() + b"\n")

    def add_columns(self, columns: Sequence[pa.Array]) -> None:
        """Add the lines that columns hold side by side: of large strings, of one length, one or more, without nulls."""
        if any(column.null_count for column in columns):
            # a line with one would be joined to nothing, and no change in it be seen
            raise ValueError("a column has nulls")
        for start in range(0, len(columns[0]), _AT_ONCE):
            parts: list[pa.Array | pa.Scalar] = []
            for column in columns:
                parts += [_NEXT if parts else _FIRST, _escaped(column.slice(start, _AT_ONCE))]
            lines = pc.binary_join_element_wise(*parts, _LAST, _NOTHING)
            self._digest.update(_bytes_of(lines))

    def hexdigest(self) -> str:
        """The hash so far, in small letters."""
        return self._digest.hexdigest()


def frame_hash(frame: pd.DataFrame) -> bytes:
    """One hash over a frame of texts and whole numbers: names, values, what is missing, in the order of the rows."""
    digest = hashlib.sha256()
    for name, column in frame.items():
        values = pa.array(column, from_pandas=True)
        chunks = values.chunks if isinstance(values, pa.ChunkedArray) else [values]
        missing = values.null_count
        digest.update(f"{name} {len(values)} {missing}\n".encode())
        if missing == len(values):
            continue
        if missing:
            digest.update(np.asarray(pc.is_null(values)).tobytes())
        if not pa.types.is_large_string(values.type):
            for chunk in chunks:
                digest.update(np.asarray(chunk.fill_null(0)).tobytes())
            continue
        letters = [_bytes_of(chunk) for chunk in chunks]
        count = sum(map(len, letters))
        digest.update(f"{count}\n".encode())
        if not count:  # many columns are blank in every row
            continue
        # all lengths before all letters: how the column is cut says nothing
        for chunk in chunks:
            digest.update(np.asarray(pc.binary_length(chunk).fill_null(0)).tobytes())
        for some in letters:
            digest.update(some)
    return digest.digest()


def _escaped(column: pa.Array) -> pa.Array:
    """The texts as they stand between the quotes of JSON; the column itself where none has a sign to escape."""
    letters = np.frombuffer(_bytes_of(column), dtype=np.uint8)
    signs = (letters < ord(" ")) | (letters == ord('"')) | (letters == ord("\\"))
    if not signs.any():
        return column
    texts = (json.dumps(text, ensure_ascii=False)[1:-1] for text in column.to_pylist())
    return pa.array(texts, _TEXT)


def _bytes_of(column: pa.Array) -> memoryview:
    """The bytes of all texts of a column of large strings, not copied."""
    _, offsets, data = column.buffers()
    if data is None or not len(column):
        return memoryview(b"")
    ends = np.frombuffer(offsets, dtype=np.int64)[[column.offset, column.offset + len(column)]]
    return memoryview(data)[slice(*ends.tolist())]

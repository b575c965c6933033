"""A text as its UTF-8 bytes: what a large file is looked at by, without a Python string of all of it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

SAMPLE_CHARACTERS = 200_000
MOST_BYTES_A_CHARACTER = 4
# Any letter but these may be part of a decomposed one: Latin with the letters of Vietnamese, punctuation, currencies.
COMPOSED = "\x00-\u02ff\u1e00-\u1eff\u2010-\u20cf"


@dataclass(frozen=True)
class Utf8:
    """Valid UTF-8 without its byte order mark."""

    data: bytes

    @cached_property
    def head(self) -> str:
        """The first characters of the text."""
        some = self.data[: MOST_BYTES_A_CHARACTER * SAMPLE_CHARACTERS]
        return some.decode("utf-8", errors="ignore")[:SAMPLE_CHARACTERS]

    @property
    def whole(self) -> str:
        """All of the text."""
        return self.data.decode("utf-8")

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing but white space."""
        return not self.head.strip() and not self.whole.strip()

    @property
    def is_composed(self) -> bool:
        """Whether every letter stands with its marks in one character (NFC)."""
        doubtful = pc.match_substring_regex(_one_text(self.data), f"[^{COMPOSED}]")[0].as_py()
        return not doubtful or unicodedata.is_normalized("NFC", self.whole)


def is_utf8(data: bytes) -> bool:
    """Whether bytes are valid UTF-8."""
    try:
        _one_text(data).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _one_text(data: bytes) -> pa.Array:
    """Bytes as a column of one text, not copied."""
    ends = np.array([0, len(data)], dtype=np.int64)
    return pa.LargeStringArray.from_buffers(1, pa.py_buffer(ends), pa.py_buffer(data))

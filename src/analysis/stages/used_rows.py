"""The hash of used rows that were typed, file by file, and where they stand; needs no reader of registers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from analysis.book.ranges import row_ranges
from analysis.raw.rows import RawRow
from analysis.stages.row_hash import RowHash


@dataclass(frozen=True)
class Used:
    """By the name of each used file the hash of its used rows, and where these stand: '2-5, 7'."""

    hashes: dict[str, str]
    rows: dict[str, str]


def used_rows(rows: Iterable[RawRow]) -> Used:
    """Hash and place of used rows, by file."""
    by_file = defaultdict(list)
    for row in rows:
        by_file[row.file.name].append(row)
    used = Used({}, {})
    for name, own in by_file.items():
        cells = [list(row.cells.values()) for row in own]
        used.hashes[name] = RowHash([list(own[0].cells), *cells]).hexdigest()
        used.rows[name] = row_ranges(np.array([row.number for row in own]))
    return used

"""The department's own place: the first row of `co-quan.csv`, else the unnamed province."""

from __future__ import annotations

import csv
from pathlib import Path

from analysis.edition import UNNAMED_PLACE, place_slug


def own_place(raw: Path) -> str:
    """The slug of the department's place. A file that cannot be read is left to the reader of raw data to refuse."""
    path = raw / "co-quan.csv"
    if path.is_symlink() or not path.is_file():
        return UNNAMED_PLACE
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            row = next(csv.DictReader(file), {})
    except (OSError, ValueError, csv.Error):
        return UNNAMED_PLACE
    return place_slug(row.get("dia_ban") or "") or UNNAMED_PLACE

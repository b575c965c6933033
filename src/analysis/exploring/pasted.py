"""A pasted text to rows of published figures, as `make extract` drafts them."""

from __future__ import annotations

import pandas as pd

from analysis.edition import UNNAMED
from analysis.exploring.frames import whole
from analysis.extracting.article import Extracted, extract
from analysis.extracting.draft import DRAFT_COLUMNS, draft_rows
from analysis.language.printed_units import MONEY_UNITS

PASTED = "van-ban-dan"


def extract_text(text: str, place: str, year: int | None) -> pd.DataFrame:
    """A row a quantity; see `analysis.extract_text`."""
    found = extract(text)
    frame = pd.DataFrame(draft_rows(found, PASTED, place or UNNAMED, year), columns=DRAFT_COLUMNS)
    exact = pd.Series(map(_exact, found.quantities), index=frame.index, dtype=object)
    frame.insert(0, "nguyen_van", [one.text for one in found.quantities])
    frame.insert(1, "gia_tri_dung", exact)
    return frame.assign(
        tu_ky_tu=[one.start for one in found.quantities],
        den_ky_tu=[one.end for one in found.quantities],
    )


def _exact(one: Extracted) -> object:
    unit = MONEY_UNITS.get(one.quantity.unit)
    return whole(one.quantity.value * (unit.factor if unit else 1))

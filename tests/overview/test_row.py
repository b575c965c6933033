"""A row stands by itself: it has its edition's figures alone, and is the same when it was kept."""

from __future__ import annotations

import json

from analysis.book.plain import plain, typed
from analysis.overview.row import Row, row_of
from overview_cards import some_cards


def test_a_kept_row_is_the_row_that_was_made() -> None:
    """Written as JSON and read back, every row is the same, with a cell for each headline that has a figure."""
    for card in some_cards():
        row = row_of(card)
        assert typed(Row, json.loads(json.dumps(plain(row)))) == row
        assert row.figures.keys() == card.figures.keys()

"""What a process reads once serves every edition that it makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.edition import Edition
from analysis.errors import NoDataError
from analysis.raw.folder import read_raw
from analysis.stages import reading
from data_builder import figure, write_raw


def test_what_was_read_once_is_not_taken_apart_for_each_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edition is as without it, or as well refused; no row of all places is read again for it."""
    rows = [figure("1", fund="KCQG", place=place) for place in ("Bình Định", "Hà Tĩnh")]
    raw = read_raw(write_raw(tmp_path, rows))
    here, nowhere = Edition("ha-tinh", 2022, 2022), Edition("ha-tinh", 2019, 2019)
    before = reading.sound(raw, here)
    monkeypatch.setattr(reading, "_read_before", {})
    reading.read_once(raw)
    for name in ("tidy_figures", "periods_in", "read_registers"):
        monkeypatch.setattr(reading, name, None)
    assert reading.sound(raw, here).lists.published == before.lists.published != []
    with pytest.raises(NoDataError, match="Các kỳ có số liệu: 2022"):
        reading.sound(raw, nowhere)

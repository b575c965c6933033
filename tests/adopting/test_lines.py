"""The lines of doc-so.toml are known by their table and name, also behind #."""

from __future__ import annotations

import tomllib
from typing import Any

from analysis.adopting.lines import lines_of

TEXT = """\
# Cách đọc sổ
[[tep]]
ten = "a.xlsx"  # một sổ
# nam = 2023  # chưa rõ: ví dụ
[tep.trang."Quý 1"]
nguon="KCQG"
[[tep]]
ten = "b.xlsx"
mot_de_an = [
  [5, 8],
]
[tieu_de]
"""


def test_each_entry_is_known_by_its_table_and_name() -> None:
    """Proposals too, entries that go on below their line too; comments in words are none."""
    told = {(line.way, line.row, line.is_open) for line in lines_of(TEXT)}
    assert told == {
        (("tep", 0), 2, False),
        (("tep", 0, "ten"), 3, False),
        (("tep", 0, "nam"), 4, True),
        (("tep", 0, "trang", "Quý 1"), 5, False),
        (("tep", 0, "trang", "Quý 1", "nguon"), 6, False),
        (("tep", 1), 7, False),
        (("tep", 1, "ten"), 8, False),
        (("tep", 1, "mot_de_an"), 9, False),
        (("tieu_de", -1), 12, False),
    }


def test_the_lines_say_what_the_text_says() -> None:
    """An entry that ends on its line has the value that a reader of the whole text gives it."""
    whole: Any = tomllib.loads(TEXT)
    for line in lines_of(TEXT):
        if line.is_open or not line.name or line.value is None:
            continue
        told = whole[line.table][line.number]
        for name in line.part:
            told = told[name]
        assert told[line.name] == line.value

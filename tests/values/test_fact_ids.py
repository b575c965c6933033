"""Ids of facts: one each, and names that formulas can use."""

from __future__ import annotations

import re
from pathlib import Path

from analysis.language.formulas import parse_formula
from data_builder import figure, made, over

LABELS = [
    "Tập huấn",
    "Tập huấn!",
    "Tập huấn khác",
    "tap-huan",
    "???",
    "Đào tạo " * 30,
    "Đào tạo " * 30 + "thêm",
    "2022",
    "kh",
]


def test_every_fact_has_an_id_of_its_own_that_formulas_can_use(tmp_path: Path) -> None:
    """Labels that look alike, long ones and such without letters give different ids, each a name of the language."""
    rows = [
        figure(str(n + 10), fund=fund, label=label.strip())
        for n, label in enumerate(LABELS)
        for fund in ("KCQG", "KCĐP")
    ]
    rows += over(rows, gia_tri="9")
    computed = made(tmp_path, rows)
    ids = [fact.id for fact in computed.facts]
    assert len(ids) == len(set(ids)) == 4 * len(LABELS)
    assert all(parse_formula(id_).names == (id_,) for id_ in ids)
    assert all(re.search(r"_khac[0-9]*$", fact.id) for fact in computed.facts)

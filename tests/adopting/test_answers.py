"""Answers as text: whatever stands there is read, or told with its line, and never stops the program."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.adopting import answers as module
from analysis.adopting.answers import Answers, read_answers
from analysis.faults import Problems
from analysis.raw.rows import RawFile

NAMES = (
    "tieu_de tep them van_tay so_dong cot nghia tu loai_hinh_theo_ten ten sha256 trang nam tinh_trang don_vi"
    " nguon dia_ban khong_doc mot_de_an"
).split()
names = st.sampled_from([*NAMES, "Loại hình", "Năm", "2023", "TT"])
leaves = st.one_of(
    st.booleans(), st.integers(), st.text(max_size=5), st.sampled_from(["KCQG", "bỏ"])
)
values = st.recursive(
    leaves,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(names, inner, max_size=4)),
    max_leaves=12,
)
tables = st.dictionaries(st.sampled_from(["tieu_de", "tep", "them"]), values, max_size=3)
entries = st.dictionaries(names, values, max_size=5)
files = st.one_of(
    tables,
    st.dictionaries(
        st.sampled_from(["tieu_de", "tep", "them"]), st.lists(entries, max_size=3), max_size=3
    ),
)


@settings(max_examples=200)
@given(told=files)
def test_any_tables_are_read_or_told(told: dict[str, Any]) -> None:
    """Tables of any shape give answers or faults of the file, and no error of the program."""
    with pytest.MonkeyPatch.context() as patch:
        stand_in = SimpleNamespace(loads=lambda _: told, TOMLDecodeError=ValueError)
        patch.setattr(module, "tomllib", stand_in)
        problems = Problems()
        found = read_answers(RawFile("data/raw/doc-so.toml", "0" * 64, "x"), problems)
    assert isinstance(found, Answers)
    assert {fault.code for fault in problems.faults} <= {
        "answers-malformed",
        "answers-unknown",
        "answers-duplicate",
    }


@given(text=st.text(max_size=60))
def test_any_text_is_read_or_told(text: str) -> None:
    """A text that is no TOML is one fault."""
    problems = Problems()
    read_answers(RawFile("data/raw/doc-so.toml", "0" * 64, text), problems)
    assert len([fault for fault in problems.faults if fault.code == "answers-malformed"]) <= 1

"""What a notebook shows of a block."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.content.content import REFERRED_TO, preview
from analysis.document.blocks import Block, bold, inlines, reference


def prose(*text: object) -> Block:
    return {"kind": "prose", "blocks": [{"b": "p", "c": [*text]}]}


@pytest.mark.parametrize(
    ("id_", "word"), [("tbl-nguon", "Bảng …"), ("fig-doi-ung", "Hình …"), ("pl-bieu", "Phụ lục …")]
)
def test_a_reference_on_display_is_a_word_and_no_id(id_: str, word: str, tmp_path: Path) -> None:
    """Before the numbers are given a reference says what it leads to, in bold text as well."""
    refer = reference(id_)
    for text in (inlines("Xem ", refer), [bold([refer])]):
        shown = preview(prose(*text), "doan-thu", tmp_path)
        assert word in shown
        assert id_ not in shown


def test_every_reference_of_the_report_has_its_word() -> None:
    """Each id that a sentence of the report refers to begins with a sort that a notebook has a word for."""
    root = Path(__file__).resolve().parents[2] / "src" / "analysis"
    code = "".join(path.read_text(encoding="utf-8") for path in root.rglob("*.py"))
    sorts = set(re.findall(r"\{@([a-z]+)-|\breference\(\"([a-z]+)-", code))
    assert {one or other for one, other in sorts} == set(REFERRED_TO)

"""A pasted text as a table: what `make extract` drafts, with exact numbers."""

from __future__ import annotations

import unicodedata

import analysis

TEXT = "Năm 2022, tỉnh hỗ trợ trên 12 đề án khuyến công, kinh phí 3,25 tỷ đồng; doanh thu của cơ sở đạt 40 tỷ đồng."


def test_a_pasted_text_gives_exact_numbers_at_their_place() -> None:
    """Each quantity has its whole đồng, its bound, and a place in the text; what is no figure of the table says why."""
    found = analysis.extract_text(unicodedata.normalize("NFD", TEXT), "Bình Định")
    assert list(found["gia_tri_dung"]) == [12, 3_250_000_000, 40_000_000_000]
    assert list(found["dinh_ngu"]) == ["trên", "", ""]
    assert list(found["chi_tieu"]) == ["đề án", "kinh phí", ""]
    assert found["ly_do"].iloc[2]
    for row in found.to_dict("records"):
        assert TEXT[row["tu_ky_tu"] : row["den_ky_tu"]] == row["nguyen_van"]


def test_a_text_without_numbers_is_an_empty_table() -> None:
    """Nothing found is a table with its columns and no row."""
    found = analysis.extract_text("")
    assert found.empty
    assert "gia_tri_dung" in found

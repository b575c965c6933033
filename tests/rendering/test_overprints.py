"""Print over other print is found in a finished PDF, and what only looks like it is not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from analysis.fonts import choose_fonts
from analysis.rendering.readback import read_pdf

PAGE = """
#set document(title: "x")
#set page(width: 200pt, height: 120pt, margin: 20pt)
#set text(size: 12pt, lang: "vi", font: "{family}")
"""
NARROW = "#table(columns: (18pt, 90pt), align: left, [#box[612,345678]], [150])"
CASES = {
    "a numeral that is wider than its cell": (NARROW, True),
    "two lines in one": ("#par(leading: -0.5em)[Thực hiện #linebreak() Kế hoạch]", True),
    "a label on another": ("#place(dx: 4pt)[60,182] #place(dx: 9pt)[12,982]", True),
    "letters that are kerned": ("Tỷ trọng #strong[Tỷ] lệ AVAV", False),
    "letters with two marks in close lines": ("#par(leading: 0.5em)[ỄỘỢ #linebreak() ỄỘỢ]", False),
    "numerals side by side": (NARROW.replace("18pt", "90pt"), False),
    "the mark of a draft behind the text": (
        "#place(rotate(-50deg, text(size: 60pt, fill: luma(230))[DỰ THẢO])) Tổng 60,182 tỷ đồng",
        False,
    ),
}


def made(folder: Path, body: str) -> Path:
    import typst

    fonts = choose_fonts()
    source = folder / "x.typ"
    source.write_text(PAGE.format(family=fonts.family) + body, encoding="utf-8")
    pdf = typst.compile(source, font_paths=[path.parent for path in fonts.files], format="pdf")
    (folder / "x.pdf").write_bytes(pdf)
    return folder / "x.pdf"


@pytest.mark.parametrize("name", CASES)
def test_print_over_other_print_is_found(tmp_path: Path, name: str) -> None:
    """A numeral that crosses the line of its cell is told, as is a line over another; kerning and tones are not."""
    body, is_over = CASES[name]
    assert bool(read_pdf(made(tmp_path, body), Counter()).over) == is_over


def test_what_lies_over_what_is_told(tmp_path: Path) -> None:
    """The page and both texts are named."""
    over = read_pdf(made(tmp_path, NARROW), Counter()).over
    assert over == ("trang 1 in chồng “612,345678” và “150”",)

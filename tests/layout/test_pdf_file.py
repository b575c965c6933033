"""A PDF that was typed by hand: what is measured on its pages."""

from __future__ import annotations

from pathlib import Path

import pytest

import layout_sample as sample
from analysis.layout.pdf_file import read_pdf


def test_a_sound_letter_keeps_every_rule(tmp_path: Path) -> None:
    """Heads and signatures in columns, rules of the right length, numbers above, text in even lines."""
    assert sample.broken(sample.letter(tmp_path)) == {}


@pytest.mark.parametrize(
    ("code", "part", "text"),
    [
        ("layout-paper", "paper", "us-letter"),
        ("layout-margins", "left", "20mm"),
        ("layout-page-number", "number", sample.NUMBER_BELOW),
        ("layout-subject", "subject", "#text(size: 16pt)[Kết quả công tác]"),
        ("layout-end", "body", "#lorem(60)\n\n" * 9),
        ("layout-body", "body", "#[#set par(leading: 2em)\n" + sample.BODY + "]"),
        ("layout-body", "body", "#[#set par(justify: false)\n" + sample.BODY + "]"),
    ],
)
def test_a_fault_is_measured_on_the_page(tmp_path: Path, code: str, part: str, text: str) -> None:
    """Paper, margins, page numbers, sizes and spacing are told from where print stands."""
    assert set(sample.broken(sample.letter(tmp_path, **{part: text}))) == {code}


def test_a_paragraph_is_one_line_however_many_lines_it_has(tmp_path: Path) -> None:
    """Also over the end of a page, above which stands a number."""
    lines = read_pdf(sample.letter(tmp_path)).lines
    assert len([line for line in lines if line.text.startswith("Lorem ipsum")]) == 10

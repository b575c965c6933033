"""The verb that checks the layout: a table of verdicts and an exit code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import layout_sample as sample
from analysis.commands.layout import check_layout
from analysis.errors import LayoutError


def test_a_sound_file_ends_well_and_a_broken_one_does_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line for each rule; a broken one says where, what was found, what is wanted, the code and the remedy."""
    (tmp_path / "tốt.pdf").write_bytes(sample.letter(tmp_path))
    (tmp_path / "hỏng.pdf").write_bytes(sample.letter(tmp_path, left="20mm"))
    assert check_layout(str(tmp_path / "tốt.pdf")) == 0
    told = capsys.readouterr().out
    assert len(re.findall(r"^ *\d+  ", told, re.MULTILINE)) == 27
    assert check_layout(str(tmp_path / "hỏng.pdf")) == 1
    told = capsys.readouterr().out
    assert "Lề trang             không đạt\n       - lề trái 20 mm\n       cần: " in told
    assert "[layout-margins]. Cách khắc phục: đặt lại lề" in told
    assert ", 1 không đạt, " in told


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Also a folder under that name."""
    for name in ("không-có.docx", "."):
        with pytest.raises(LayoutError, match="file-missing"):
            check_layout(str(tmp_path / name))

"""What a run tells beside its own steps."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.edition import Edition
from analysis.faults import Finding
from analysis.parameters import Parameters
from analysis.project import Project
from analysis.running.building import tell_beside
from analysis.running.steps import Making
from analysis.stages.processed import write_beside


def test_what_is_understood_of_registers_of_others_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A register that the report does not use is told to lie beside it; how its cells are read is counted alone."""
    read = [Finding("lưu ý", "status-assumed", "khac.xlsx", f"câu {n}") for n in range(3)]
    beside = Finding("lưu ý", "row-beside", "khac.xlsx", "5 dòng của địa bàn khác")
    making = Making(Project(tmp_path), Edition("thu", 2022, 2022), Parameters(), tmp_path)
    write_beside(making.work, [*read, beside])
    tell_beside(making)
    assert capsys.readouterr().out.splitlines() == [
        f"  {beside}",
        "  và 3 lưu ý về cách đọc trang tính, năm, tệp không dùng cho kỳ này",
    ]

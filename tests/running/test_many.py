"""Many editions in one process."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis import stopping
from analysis.parameters import Parameters
from analysis.project import Project
from analysis.running import many


def test_a_request_that_an_edition_swallows_ends_the_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where editions are made in this process, the first one hears the request to end and no other is begun."""
    heard: list[bool] = []
    monkeypatch.setattr(many, "can_fork", lambda: False)
    monkeypatch.setattr(stopping, "_heard", heard)
    begun: list[str | None] = []

    def swallow(_project: Project, parameters: Parameters) -> bool:
        begun.append(parameters.place)
        heard.append(True)
        return True

    editions = {place: Parameters(place, 2022, 2022) for place in ("binh-dinh", "yen-bai")}
    with pytest.raises(KeyboardInterrupt):
        list(many.each(Project(tmp_path), editions, swallow))
    assert begun == ["binh-dinh"]

"""The published edition as its manifest tells it."""

from __future__ import annotations

import json
from typing import Any

from analysis.edition import Edition, Parameters, parse_parameters
from analysis.errors import AnalysisError, IssuedError
from analysis.paths import Project
from analysis.sums import MANIFEST


def manifest_of(project: Project, edition: Edition) -> dict[str, Any]:
    """The manifest of the published edition; IssuedError when there is none that can be read."""
    try:
        manifest: dict[str, Any] = json.loads((project.reports(edition) / MANIFEST).read_text(encoding="utf-8"))
        parameters_of(manifest)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, AnalysisError) as error:
        raise IssuedError(
            f"reports/{edition.name}: chưa có báo cáo đã lập, hoặc {MANIFEST} không đọc được [report-missing]."
            " Cách khắc phục: chạy make report với cùng tham số"
        ) from error
    return manifest


def parameters_of(manifest: dict[str, Any]) -> Parameters:
    """The parameters that the edition was made with; ParameterError when they are none."""
    return parse_parameters({name: str(text) for name, text in manifest["parameters"].items() if text != ""})

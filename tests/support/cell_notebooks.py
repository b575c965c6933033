"""Notebooks of a few cells, and where their cells may run in forks."""

from __future__ import annotations

import json
import os
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

FORKS = hasattr(os, "fork") and sys.platform != "darwin"
forking = pytest.mark.skipif(not FORKS, reason="hệ này không chạy sổ tay trong bản sao")


def write_notebook(path: Path, *cells: str) -> Path:
    """A notebook with a parameters cell and the code cells given."""
    sources = ["year: int = 2020", *(textwrap.dedent(cell).strip("\n") for cell in cells)]
    code: list[dict[str, Any]] = [
        {
            "cell_type": "code",
            "id": f"c{n}",
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": source,
        }
        for n, source in enumerate(sources)
    ]
    code[0]["metadata"] = {"tags": ["parameters"]}
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {"cells": code, "metadata": {"kernelspec": spec}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path

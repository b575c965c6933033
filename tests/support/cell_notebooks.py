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


def code(source: str, *tags: str) -> dict[str, Any]:
    """A code cell."""
    cell = {
        "cell_type": "code",
        "metadata": {"tags": [*tags]} if tags else {},
        "execution_count": None,
        "outputs": [],
    }
    return {**cell, "source": source.splitlines(keepends=True)}


def prose(source: str) -> dict[str, Any]:
    """A Markdown cell."""
    return {"cell_type": "markdown", "metadata": {}, "source": source.splitlines(keepends=True)}


PARAMETERS = code("year: int = 2020  # năm\nplace = 'tinh'", "parameters")


def write(folder: Path, *cells: dict[str, Any]) -> Path:
    """A notebook of cells of any type, in a folder that is made for it."""
    named = [{"id": f"o-{number}", **cell} for number, cell in enumerate(cells)]
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {
        "cells": named,
        "metadata": {"kernelspec": spec},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "01-thu.ipynb"
    path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")
    return path

"""The program's own tables and parts of pages: files beside its modules."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any


def packaged_text(path: str) -> str:
    """The text of a file of the package, by its path from the package's folder."""
    return resources.files("analysis").joinpath(path).read_text(encoding="utf-8")


def packaged_table(path: str) -> dict[str, Any]:
    """A TOML file of the package, by its path from the package's folder."""
    return tomllib.loads(packaged_text(path))

"""What one rendering works on: the same for every format."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.fonts import Fonts


@dataclass(frozen=True)
class Job:
    """The report in `work` that becomes documents in `out`.

    `meta` is the head of noi-dung.json, `epoch` the time stamp of the documents in seconds,
    `missing` the characters that the PDF's font lacks, with the code that is printed instead.
    """

    work: Path
    out: Path
    templates: Path
    meta: Mapping[str, Any]
    fonts: Fonts
    epoch: int
    missing: Mapping[str, str]

    def copy_fonts(self, folder: Path) -> None:
        """Put the font files into a folder of their own."""
        folder.mkdir(exist_ok=True)
        for file in self.fonts.files:
            shutil.copyfile(file, folder / file.name)

"""What one rendering works on: the same for every format."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.fonts import Fonts
from analysis.rendering.documents import DOCUMENTS, settings


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

    def hashes(self) -> dict[str, str]:
        """The SHA-256 of each document that is made already."""
        made = [one.name for one in DOCUMENTS if (self.out / one.name).is_file()]
        return {name: hashlib.sha256((self.out / name).read_bytes()).hexdigest() for name in made}

    def write_settings(self) -> None:
        """Tell the filter what the documents are, and the hashes of those that are made already."""
        text = json.dumps(settings(self.missing, self.hashes()), ensure_ascii=False, sort_keys=True)
        (self.work / "ket-xuat.json").write_text(text, encoding="utf-8", newline="\n")

"""What one rendering works on: the same for every format."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.document.blocks import Block
from analysis.fonts import Fonts
from analysis.project import SUMMARY_CHARTS
from analysis.rendering.documents import DOCUMENTS, STEM, ids_in, part_of_blocks, settings


@dataclass(frozen=True)
class Job:
    """The report in `work` that becomes documents in `out`.

    `content` is that of noi-dung.json, `epoch` the time stamp of the documents in seconds,
    `missing` the characters that the PDF's font lacks, with the code that is printed instead.
    """

    work: Path
    out: Path
    templates: Path
    content: Mapping[str, Any]
    fonts: Fonts
    epoch: int
    missing: Mapping[str, str]

    @property
    def meta(self) -> Mapping[str, Any]:
        """The head of the content."""
        head: Mapping[str, Any] = self.content["meta"]
        return head

    def copy_fonts(self, folder: Path) -> None:
        """Put the font files into a folder of their own."""
        folder.mkdir(exist_ok=True)
        for file in self.fonts.files:
            shutil.copyfile(file, folder / file.name)

    def write_contents(self) -> None:
        """Give the filter the content of each document: its own blocks, and of others what links need."""
        parts = part_of_blocks((self.work / f"{STEM}.md").read_text(encoding="utf-8"))
        blocks: Mapping[str, Block] = self.content["blocks"]
        for document in DOCUMENTS:
            held = set(ids_in(document, parts, self.content[SUMMARY_CHARTS]))
            own = {id_: block if id_ in held else _outline(block) for id_, block in blocks.items()}
            text = json.dumps({**self.content, "blocks": own}, ensure_ascii=False)
            path = self.work / f"{document.name}.json"
            path.write_text(text, encoding="utf-8", newline="\n")

    def hashes(self) -> dict[str, str]:
        """The SHA-256 of each document that is made already."""
        made = [one.name for one in DOCUMENTS if (self.out / one.name).is_file()]
        return {name: hashlib.sha256((self.out / name).read_bytes()).hexdigest() for name in made}

    def write_settings(self) -> None:
        """Tell the filter what the documents are, and the hashes of those that are made already."""
        text = json.dumps(settings(self.missing, self.hashes()), ensure_ascii=False, sort_keys=True)
        (self.work / "ket-xuat.json").write_text(text, encoding="utf-8", newline="\n")


def _outline(block: Block) -> dict[str, Any]:
    """Of a block of another document: its kind, whether it prints anything, and the rows that links lead to."""
    rows = [{"anchor": row["anchor"]} for row in block.get("rows", ()) if "anchor" in row]
    return {"kind": block["kind"], "rows": rows, "blocks": [{}] * bool(block.get("blocks"))}

"""What a rendering gives to the filter."""

from __future__ import annotations

import json
from pathlib import Path

import render_sample as sample
from analysis.fonts import choose_fonts
from analysis.rendering.documents import DOCUMENTS, HTML, TECHNICAL_PDF
from analysis.rendering.render import open_job

ROOT = Path(__file__).resolve().parents[2]


def test_a_document_is_given_its_own_blocks_and_what_links_need(tmp_path: Path) -> None:
    """The many cells of the trace are read where they are printed, its anchors everywhere."""
    work = sample.write_sample(tmp_path)
    open_job(work, tmp_path, ROOT / "templates", choose_fonts(), 0).write_contents()
    whole = sample.BLOCKS["tbl-vet"]
    anchors = [row["anchor"] for row in whole["rows"]]
    for document in DOCUMENTS:
        blocks = json.loads((work / f"{document.name}.json").read_text(encoding="utf-8"))["blocks"]
        assert blocks.keys() == sample.BLOCKS.keys()
        assert [row["anchor"] for row in blocks["tbl-vet"]["rows"]] == anchors
        printed = document in (HTML, TECHNICAL_PDF)
        assert ("cells" in blocks["tbl-vet"]["rows"][0]) == printed

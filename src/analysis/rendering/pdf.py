"""The PDF: Pandoc writes Typst, and Typst sets it in this process, in a folder of its own."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import RenderError
from analysis.faults import told
from analysis.rendering.job import Job
from analysis.rendering.pandoc import PDF, STEM, run_pandoc

if TYPE_CHECKING:
    from typst import PDFStandard

STANDARDS: list[PDFStandard] = ["ua-1", "a-2a"]


def make(job: Job) -> None:
    """Run Pandoc, then Typst, which sees the source, the charts and the fonts and no other file.

    Raises:
        RenderError: the report has faults, Pandoc failed, or Typst failed or warned.
    """
    # Typst may read all that lies below its root: neither data nor content of the report lie there.
    root = job.work / "typst"
    shutil.rmtree(root, ignore_errors=True)
    (root / "hinh").mkdir(parents=True)
    job.copy_fonts(root / "phong")
    options = ("--template=nd30.typ", f"--variable=mainfont:{job.fonts.family}")
    run_pandoc(job.work, job.epoch, "typst", root / f"{STEM}.typ", *options)
    codes = str.maketrans(dict(job.missing))
    for path in sorted((job.work / "hinh").glob("*.svg")):
        drawn = path.read_text(encoding="utf-8").translate(codes)
        (root / "hinh" / path.name).write_text(drawn, encoding="utf-8", newline="\n")
    (job.out / PDF).write_bytes(_typeset(root, job.epoch))


def _typeset(root: Path, epoch: int) -> bytes:
    import typst

    try:
        pdf, warnings = typst.compile_with_warnings(
            root / f"{STEM}.typ",
            root=root,
            font_paths=[root / "phong"],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=STANDARDS,
            timestamp=epoch,
            package_path=root,
            package_cache_path=root,
        )
    except typst.TypstError as error:
        text = f"Typst không dựng được bản PDF [render-failed]: {told(error.message)}"
        raise RenderError(text) from error
    # A warning is a missing letter or a label that leads nowhere: nothing that may be published.
    if warnings:
        listed = "; ".join(told(warning.message) for warning in warnings)
        raise RenderError(f"Typst cảnh báo khi dựng bản PDF [render-failed]: {listed}")
    return pdf


def is_whole(path: Path) -> bool:
    """Whether the file has its beginning and its end.

    Raises:
        OSError: it cannot be read.
    """
    content = path.read_bytes()
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-64:]

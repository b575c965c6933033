"""One report, several files: the exported notebook and its blocks become HTML, PDF and DOCX.

The Pandoc inside pypandoc_binary runs one Lua filter, once a file; `documents` lists the files and
their parts, `html`, `pdf` and `docx` know what a format needs before and after. A copy of
everything that they read lies in the work folder; nothing else of the machine reaches the result
but the font files. The same inputs give the same bytes whatever the time zone, locale, folder or
hash seed.
"""

from __future__ import annotations

import json
import shutil
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from analysis.errors import RenderError
from analysis.faults import Finding
from analysis.fonts import Fonts, needs_glyph
from analysis.messages import printable, told
from analysis.project import CONTENT, project_here
from analysis.rendering import docx, html, pdf
from analysis.rendering.documents import DOCUMENTS, PDF, STEM, Document, waves
from analysis.rendering.job import Job
from analysis.rendering.quarto import render_with_quarto

FORMATS = {"html": html, "pdf": pdf, "docx": docx}
FINISHED = {"html": html.finish, "docx": docx.finish}
"""What is done to a file that the embedded renderer or Quarto has made."""
COPIED = """
filter.lua _quarto.yml html/html.lua html/page.html pdf/typst.lua pdf/nd30.typ docx/docx.lua
""".split()
"""What the filter and the writers read of the templates as it is."""


def render_report(
    work: Path,
    out: Path,
    *,
    fonts: Fonts,
    epoch: int,
    renderer: str = "embedded",
    quarto: str | None = None,
    templates: Path | None = None,
) -> list[Finding]:
    """Write all documents and the charts into `out` from bao-cao.md, noi-dung.json and hinh/ of `work`.

    `epoch` is the time stamp of the documents in seconds; `renderer` is "embedded" or "quarto",
    `quarto` the program's path; `templates` defaults to that folder of the project in the working
    directory. Returns what a reviewer should know of the fonts.

    Raises:
        RenderError: a reference or anchor leads nowhere, a block has no place, or a document cannot
            be typeset.
    """
    if renderer not in ("embedded", "quarto"):
        named = printable(renderer)
        raise RenderError(f'"{named}": cần là "embedded" hoặc "quarto" [renderer-unknown]')
    job = open_job(work, out, templates or project_here().templates, fonts, epoch)
    prepare(job)
    out.mkdir(parents=True, exist_ok=True)
    if renderer == "quarto":
        render_with_quarto(job, quarto)
    else:
        make_embedded(job)
    for document in DOCUMENTS:
        if document.format in FINISHED:
            FINISHED[document.format](job, document)
    charts = work / "hinh"
    # an empty folder would be the only thing of an edition that its hashes do not know; what the last run kept has none
    if charts.is_dir() and any(charts.iterdir()):
        shutil.copytree(charts, out / "hinh", dirs_exist_ok=True)
    check_rendered(out)
    return list(_findings(job))


def open_job(work: Path, out: Path, templates: Path, fonts: Fonts, epoch: int) -> Job:
    """The job for the report that lies in `work`.

    Raises:
        RenderError: noi-dung.json cannot be read.
    """
    try:
        content: dict[str, Any] = json.loads((work / CONTENT).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        message = (
            f"{CONTENT}: không đọc được nội dung để kết xuất: {told(str(error))} [render-failed]"
        )
        raise RenderError(message) from error
    missing = _missing_characters(work, content, fonts)
    return Job(work, out, templates, content, fonts, epoch, missing)


def prepare(job: Job) -> None:
    """Copy into the work folder all that the filter and the writers read."""
    for name in COPIED:
        source = job.templates / name
        shutil.copyfile(source, job.work / source.name)
    docx.prepare(job)
    job.write_contents()
    job.write_settings()


def check_rendered(out: Path) -> None:
    """Open the finished files by light means.

    Raises:
        RenderError: one of them is missing, empty or cut off.
    """
    try:
        for document in DOCUMENTS:
            if not FORMATS[document.format].is_whole(out / document.name):
                kind = document.format.upper()
                raise RenderError(f"{document.name}: tệp {kind} không trọn vẹn [render-failed]")
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile, KeyError) as error:
        raise RenderError(
            f"không mở được tệp vừa kết xuất: {told(str(error))} [render-failed]"
        ) from error


def make_embedded(job: Job) -> None:
    """Make all documents; one that prints the hash of another is made after it."""
    pdf.prepare(job)
    for documents in waves():
        _make_together(job, documents)
        job.write_settings()


def _make_together(job: Job, documents: Sequence[Document]) -> None:
    """Make documents at once; their faults are raised together, each once."""
    with ThreadPoolExecutor(len(documents)) as pool:
        futures = [pool.submit(FORMATS[one.format].make, job, one) for one in documents]
    # A fault of the report itself is found with every document; it is told once.
    faults = []
    for future in futures:
        error = future.exception()
        if isinstance(error, RenderError):
            faults.append(str(error))
        elif error:
            raise error
    if faults:
        raise RenderError("\n".join(dict.fromkeys(faults)))


def _findings(job: Job) -> Iterator[Finding]:
    if job.fonts.fallback:
        message = (
            "máy này không có Times New Roman, Tinos hay Liberation Serif 2 đủ chữ Việt; bản PDF"
            f" dùng phông {job.fonts.family}."
            " Muốn đúng thể thức, cài một trong ba phông đó rồi lập lại báo cáo"
        )
        yield Finding("cảnh báo", "font-fallback", PDF.name, message)
    if job.missing:
        listed = ", ".join(job.missing.values())
        message = f"phông của bản PDF không có các ký tự sau, in mã thay cho chữ: {listed}"
        yield Finding("lưu ý", "glyph-missing", PDF.name, message)


def _missing_characters(work: Path, content: Mapping[str, Any], fonts: Fonts) -> dict[str, str]:
    """Characters that the PDF's font cannot draw, with the code that is printed instead."""
    texts = [(work / f"{STEM}.md").read_text(encoding="utf-8")]
    texts.append(json.dumps(content, ensure_ascii=False))
    texts += [path.read_text(encoding="utf-8") for path in sorted((work / "hinh").glob("*.svg"))]
    # each character is asked once
    used = set(filter(needs_glyph, set(unicodedata.normalize("NFC", "".join(texts)))))
    missing = sorted(used - fonts.covered(used))
    return {character: f"[U+{ord(character):04X}]" for character in missing}

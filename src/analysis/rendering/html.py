"""The page: one file with its style sheet, its script and the data that it checks itself with."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

from analysis.errors import RenderError
from analysis.project import PAGE_DATA
from analysis.rendering.documents import Document
from analysis.rendering.job import Job
from analysis.rendering.pandoc import run_pandoc

SCRIPT_PARTS = ("numbers", "cells", "formulas", "check", "places", "panel", "rows", "bar", "start")
"""The parts of the page's script in their order.

A part uses what stands before it while the page loads.
"""

_DATA_MARK = "<!-- so-lieu-trang -->"
_CHECKED = re.compile(r"<!-- kiem-tra -->\n(.*?)<!-- /kiem-tra -->\n", re.DOTALL)
_HASHED = re.compile(r'(<span class="x-ma" data-tep="([^"]+)">)(</span>)')
_STYLED = re.compile(r'<[a-zA-Z][^<>]*\sstyle="')


def prepare(job: Job) -> None:
    """Put the page's template into the work folder.

    The check of the page goes with its data, which only a whole report has.
    """
    source = job.templates / "html"
    page = (source / "page.html").read_text(encoding="utf-8")
    style = (source / "style.css").read_text(encoding="utf-8").strip()
    script = ""
    if (job.work / PAGE_DATA).is_file():
        script = page_script(source)
    template = build_page(page, style, script)
    (job.work / "page.html").write_text(template, encoding="utf-8", newline="\n")


def page_script(folder: Path) -> str:
    """The parts of the script in `folder` as one, whose names stay out of the page's own."""
    # One function around all: a name at the top of a script would be one of the browser's window.
    parts = [(folder / f"{part}.js").read_text(encoding="utf-8") for part in SCRIPT_PARTS]
    return '"use strict";\n\n(() => {\n' + "\n".join(parts) + "})();"


def build_page(page: str, style: str, script: str = "") -> str:
    """The Pandoc template of the page, with a policy that allows just its style and script."""
    allowed, bar, element = "'none'", "", ""
    if script:
        allowed, bar = _source_hash(script), r"\1"
        element = f"<script>{_template_text(script)}</script>\n"
    policy = (
        "default-src 'none';"
        f" style-src {_source_hash(style)};"
        f" script-src {allowed};"
        " img-src data:;"
        " connect-src 'none';"
        " base-uri 'none';"
        " form-action 'none'"
    )
    filled = _CHECKED.sub(bar, page).replace("{{policy}}", policy)
    filled = filled.replace("{{style}}", _template_text(style))
    return filled.replace("</body>", f"{element}</body>")


def make(job: Job, document: Document) -> None:
    """Run Pandoc.

    Raises:
        RenderError: the report has faults, or Pandoc failed.
    """
    options = ("--template=page.html", "--section-divs=false")
    run_pandoc(job.work, job.epoch, document, "html5", job.out / document.name, *options)


def finish(job: Job, document: Document) -> None:
    """Put in their place the hashes of other files and the data of the page.

    Pandoc would read the data as a template.
    """
    page = job.out / document.name
    hashes = job.hashes()
    text = _HASHED.sub(
        lambda found: found[1] + hashes[found[2]] + found[3], page.read_text(encoding="utf-8")
    )
    # the last mark: text of the report before it may hold the same words
    before, mark, after = text.rpartition(_DATA_MARK)
    data = job.work / PAGE_DATA
    if mark and data.is_file():
        values = data.read_text(encoding="utf-8").strip()
        element = f'<script type="application/json" id="so-lieu-trang">{values}</script>'
        text = before + element + after
    elif mark:
        text = before + after.lstrip()
    page.write_text(text, encoding="utf-8", newline="\n")


def is_whole(path: Path) -> bool:
    """Whether the page has its beginning and its end.

    Raises:
        RenderError: it has an attribute `style`, which its own policy forbids.
        OSError, UnicodeDecodeError: it cannot be read.
    """
    page = path.read_text(encoding="utf-8")
    if _STYLED.search(page):
        raise RenderError(f"{path.name}: còn thuộc tính style, trình duyệt sẽ chặn [render-failed]")
    ends = page.startswith("<!DOCTYPE html>") and page.rstrip().endswith("</html>")
    return ends and "<main" in page


def _source_hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _template_text(text: str) -> str:
    """Text that stands literally in a Pandoc template."""
    return text.replace("$", "$$")

"""The page: one file with its style sheet, its script and the data that it checks itself with."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from analysis.errors import RenderError
from analysis.project import PAGE_DATA
from analysis.rendering.job import Job
from analysis.rendering.pandoc import STEM, run_pandoc

NAME = f"{STEM}.html"
SCRIPT_PARTS = ("numbers", "cells", "formulas", "check", "places", "panel", "rows", "bar", "start")
"""The parts of the page's script in their order.

A part uses what stands before it while the page loads.
"""

_DATA_MARK = "<!-- so-lieu-trang -->"
_CHECKED = re.compile(r"<!-- kiem-tra -->\n(.*?)<!-- /kiem-tra -->\n", re.DOTALL)
_STYLED = re.compile(r'<[a-zA-Z][^<>]*\sstyle="')


def prepare(job: Job) -> None:
    """Put the filter's part and the page's template into the work folder.

    The check of the page goes with its data, which only a whole report has.
    """
    source = job.templates / "html"
    shutil.copyfile(source / "html.lua", job.work / "html.lua")
    page = (source / "page.html").read_text(encoding="utf-8")
    style = (source / "style.css").read_text(encoding="utf-8").strip()
    scripts = []
    if (job.work / PAGE_DATA).is_file():
        scripts.append(page_script(source))
    template = build_page(page, style, scripts)
    (job.work / "page.html").write_text(template, encoding="utf-8", newline="\n")


def page_script(folder: Path) -> str:
    """The parts of the script in `folder` as one, whose names stay out of the page's own."""
    # One function around all: a name at the top of a script would be one of the browser's window.
    parts = [(folder / f"{part}.js").read_text(encoding="utf-8") for part in SCRIPT_PARTS]
    return '"use strict";\n\n(() => {\n' + "\n".join(parts) + "})();"


def build_page(page: str, style: str, scripts: Sequence[str] = ()) -> str:
    """The Pandoc template of the page, with a policy that allows just its style and scripts."""
    allowed = " ".join(_source_hash(text) for text in scripts) or "'none'"
    policy = (
        f"default-src 'none'; style-src {_source_hash(style)}; script-src {allowed}; img-src data:;"
        " connect-src 'none'; base-uri 'none'; form-action 'none'"
    )
    bar = ""
    if scripts:
        bar = r"\1"
    elements = "".join(f"<script>{_template_text(text)}</script>\n" for text in scripts)
    filled = _CHECKED.sub(bar, page).replace("{{policy}}", policy)
    filled = filled.replace("{{style}}", _template_text(style))
    return filled.replace("</body>", f"{elements}</body>")


def make(job: Job) -> None:
    """Run Pandoc.

    Raises:
        RenderError: the report has faults, or Pandoc failed.
    """
    options = ("--template=page.html", "--section-divs=false")
    run_pandoc(job.work, job.epoch, "html5", job.out / NAME, *options)


def finish(job: Job) -> None:
    """Put the data of the page in their place; Pandoc would read them as a template."""
    page = job.out / NAME
    # the last mark: text of the report before it may hold the same words
    before, mark, after = page.read_text(encoding="utf-8").rpartition(_DATA_MARK)
    if not mark:
        return
    data = job.work / PAGE_DATA
    if data.is_file():
        values = data.read_text(encoding="utf-8").strip()
        element = f'<script type="application/json" id="so-lieu-trang">{values}</script>'
        text = before + element + after
    else:
        text = before + after.lstrip()
    page.write_text(text, encoding="utf-8", newline="\n")


def check(path: Path) -> None:
    """See that the page is whole and that its own policy leaves it so.

    Raises:
        RenderError: it is cut off, or has an attribute `style`.
        OSError, UnicodeDecodeError: it cannot be read.
    """
    page = path.read_text(encoding="utf-8")
    ends = page.startswith("<!DOCTYPE html>") and page.rstrip().endswith("</html>")
    if not ends or "<main" not in page:
        raise RenderError(f"{path.name}: tệp HTML không trọn vẹn [render-failed]")
    if _STYLED.search(page):
        raise RenderError(f"{path.name}: còn thuộc tính style, trình duyệt sẽ chặn [render-failed]")


def _source_hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _template_text(text: str) -> str:
    """Text that stands literally in a Pandoc template."""
    return text.replace("$", "$$")

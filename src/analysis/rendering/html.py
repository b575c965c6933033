"""The page: one file with its style sheet, its script and the data that it checks itself with."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from analysis.errors import RenderError
from analysis.project import PAGE_DATA
from analysis.rendering.documents import Document
from analysis.rendering.job import Job
from analysis.rendering.pandoc import run_pandoc

SCRIPT_PARTS = (
    "numbers",
    "cells",
    "formulas",
    "check",
    "places",
    "scroll",
    "panel",
    "rows",
    "bar",
    "start",
)
"""The parts of the page's script in their order.

A part uses what stands before it while the page loads.
"""

_HEAD_MARK = "<!-- dau-trang -->"
_DATA_MARK = "<!-- so-lieu-trang -->"
_CHECKED = re.compile(r"<!-- kiem-tra -->\n(.*?)<!-- /kiem-tra -->\n", re.DOTALL)
_HASHED = re.compile(r'(<span class="x-ma" data-tep="([^"]+)">)(</span>)')
_STYLED = re.compile(r'<[a-zA-Z][^<>]*\sstyle="')


def page_script(folder: Path) -> str:
    """The parts of the script in `folder` as one."""
    return script_of((folder / f"{part}.js").read_text(encoding="utf-8") for part in SCRIPT_PARTS)


def script_of(parts: Iterable[str]) -> str:
    """The parts of a script as one, whose names stay out of the page's own."""
    # One function around all: a name at the top of a script would be one of the browser's window.
    return '"use strict";\n\n(() => {\n' + "\n".join(parts) + "})();"


def make(job: Job, document: Document) -> None:
    """Run Pandoc.

    Raises:
        RenderError: the report has faults, or Pandoc failed.
    """
    options = ("--template=page.html", "--section-divs=false")
    run_pandoc(job.work, job.epoch, document, "html5", job.out / document.name, *options)


def finish(job: Job, document: Document) -> None:
    """Put in their place the hashes of other files, the style sheet, the script and the data of the page."""
    path = job.out / document.name
    hashes = job.hashes()
    page = _HASHED.sub(
        lambda found: found[1] + hashes[found[2]] + found[3], path.read_text(encoding="utf-8")
    )
    source = job.templates / "html"
    style = (source / "style.css").read_text(encoding="utf-8").strip()
    data = job.work / PAGE_DATA
    script = values = ""
    if data.is_file():
        script, values = page_script(source), data.read_text(encoding="utf-8").strip()
    path.write_text(complete(page, style, script, values), encoding="utf-8", newline="\n")


def complete(page: str, style: str, script: str = "", data: str = "") -> str:
    """The page with its style sheet and, where it has data, with what it checks itself by.

    Its policy allows just this style sheet and this script. Pandoc would read them as templates, letter
    by letter.
    """
    allowed, bar, element = "'none'", "", ""
    if data:
        allowed, bar = source_hash(script), r"\1"
        element = (
            f'<script type="application/json" id="so-lieu-trang">{data}</script>\n'
            f"<script>{script}</script>\n"
        )
    head = head_of(style, allowed)
    # the first mark and the last: text of the report between them may hold the same words
    top, _, below = _CHECKED.sub(bar, page, count=1).partition(_HEAD_MARK)
    body, _, end = below.rpartition(_DATA_MARK + "\n")
    return top + head + body + element + end


def head_of(style: str, allowed: str) -> str:
    """The policy of a page that reaches no network and allows this style sheet and a script, with the style sheet.

    `allowed` is the `source_hash` of the script, or 'none' in quotes.
    """
    policy = (
        "default-src 'none';"
        f" style-src {source_hash(style)};"
        f" script-src {allowed};"
        " img-src data:;"
        " connect-src 'none';"
        " base-uri 'none';"
        " form-action 'none'"
    )
    return f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n<style>{style}</style>'


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


def source_hash(text: str) -> str:
    """The hash by which a policy allows a style sheet or a script."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"

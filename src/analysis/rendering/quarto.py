"""The second renderer: Quarto, with the same Markdown, filter, styles and templates.

Quarto brings its own Pandoc and Typst: 1.7 has Pandoc 3.6 and Typst 0.13, which cannot tag a PDF;
from 1.9 on it takes PDF standards, and then the PDF is tagged as by the embedded renderer.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from analysis.errors import RenderError
from analysis.messages import printable
from analysis.rendering.documents import STEM, Document, names_of, waves
from analysis.rendering.job import Job
from analysis.rendering.pandoc import DOCUMENT_KEY, filter_faults, fixed_environment, run_program
from analysis.rendering.pdf import STANDARDS

OLDEST = (1, 7)
WITH_PDF_STANDARDS = (1, 9)
QUARTO_SECONDS = 300
RESULTS = "ket-qua"
FORMATS = {"html": "html", "pdf": "typst", "docx": "docx"}
"""Quarto's names of the formats."""

_HOW = (
    "Cách khắc phục: cài Quarto từ 1.7 trở lên"
    " (quarto.org, hoặc môi trường conda của environment.yml) rồi chạy lại,"
    " hoặc bỏ RENDERER=quarto: cách kết xuất mặc định không cần Quarto"
)
_INJECTED = re.compile(
    r"<link\b[^>]*>\s*|<script\b[^>]*>.*?</script>\s*|<style\b[^>]*>.*?</style>\s*", re.DOTALL
)


def render_with_quarto(job: Job, quarto: str | None) -> None:
    """Make all formats from the prepared work folder, the DOCX as Pandoc leaves it.

    `quarto` is the program, by default the one on the path.

    Raises:
        RenderError: Quarto is not there, is too old, fails, or leaves a file out.
    """
    program, version = find_quarto(quarto)
    work = job.work
    job.copy_fonts(work / "phong")
    settings: dict[str, object] = {"mainfont": job.fonts.family}
    if version >= WITH_PDF_STANDARDS:
        settings["pdf-standard"] = STANDARDS
    text = json.dumps(settings, ensure_ascii=False) + "\n"
    (work / "ket-xuat.yml").write_text(text, encoding="utf-8", newline="\n")
    # a document that prints the hash of another is made after it
    for documents in waves():
        for stem in dict.fromkeys(one.stem for one in documents):
            _render(job, program, version, [one for one in documents if one.stem == stem])
        job.write_settings()
    for name in names_of("html"):
        page = (job.out / name).read_text(encoding="utf-8")
        cleaned = remove_injected(page)
        (job.out / name).write_text(cleaned, encoding="utf-8", newline="\n")


def _render(
    job: Job, program: str, version: tuple[int, int], documents: Sequence[Document]
) -> None:
    """Make documents of one stem."""
    stem = documents[0].stem
    formats = {FORMATS[one.format]: "default" for one in documents}
    head = json.dumps({DOCUMENT_KEY: stem, "format": formats})
    text = (job.work / f"{STEM}.md").read_text(encoding="utf-8")
    source = job.work / f"{stem}.qmd"
    source.write_text(f"---\n{head}\n---\n\n{text}", encoding="utf-8", newline="\n")
    done = _run([program, "render", source.name], job.work, fixed_environment(job.epoch))
    if done.returncode:
        raise RenderError(filter_faults(done.stderr, "Quarto"))
    results = job.work / RESULTS
    # Quarto ends well also when it has left a format out.
    absent = ", ".join(one.name for one in documents if not (results / one.name).is_file())
    if absent:
        named = f"Quarto {version[0]}.{version[1]}"
        raise RenderError(f"{named} không làm ra {absent} [render-failed]. {_HOW}")
    for one in documents:
        shutil.copyfile(results / one.name, job.out / one.name)


def find_quarto(quarto: str | None) -> tuple[str, tuple[int, int]]:
    """The program and its version.

    Raises:
        RenderError: it is not installed, does not run, or is older than 1.7.
    """
    program = shutil.which(quarto or "quarto")
    if program is None:
        named = "Quarto"
        if quarto:
            named = f'Quarto ở "{printable(quarto)}"'
        raise RenderError(f"Không tìm thấy chương trình {named} [quarto-not-found]. {_HOW}")
    done = _run([program, "--version"], None, os.environ)
    match = re.match(r"(\d+)\.(\d+)", done.stdout.decode("utf-8", "replace").strip())
    if done.returncode or not match:
        named = f'"{printable(program)}"'
        message = f"{named}: không cho biết phiên bản Quarto [quarto-not-found]. {_HOW}"
        raise RenderError(message)
    version = (int(match[1]), int(match[2]))
    if version < OLDEST:
        raise RenderError(f"Quarto {match[0]} quá cũ [quarto-too-old]. {_HOW}")
    return program, version


def _run(
    command: Sequence[str], folder: Path | None, env: Mapping[str, str]
) -> subprocess.CompletedProcess[bytes]:
    return run_program("Quarto", command, folder, env, QUARTO_SECONDS, f". {_HOW}")


def remove_injected(html: str) -> str:
    """The page without the style sheets and scripts that Quarto puts into every page; it gets its own later."""
    return _INJECTED.sub("", html)

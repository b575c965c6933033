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
from analysis.faults import printable
from analysis.fonts import Fonts
from analysis.rendering.pandoc import NAMES, STEM, filter_faults, fixed_environment
from analysis.stopping import run_child

OLDEST = (1, 7)
WITH_PDF_STANDARDS = (1, 9)
QUARTO_SECONDS = 300
RESULTS = "ket-qua"

_HOW = (
    "Cách khắc phục: cài Quarto từ 1.7 trở lên (quarto.org, hoặc môi trường conda của environment.yml) rồi chạy lại,"
    " hoặc bỏ RENDERER=quarto: cách kết xuất mặc định không cần Quarto"
)
_INJECTED = re.compile(
    r"<link\b[^>]*>\s*|<script\b[^>]*>.*?</script>\s*|<style\b[^>]*>.*?</style>\s*", re.DOTALL
)


def render_with_quarto(
    work: Path, fonts: Fonts, epoch: int, standards: Sequence[str], quarto: str | None
) -> Path:
    """Render bao-cao.md in the prepared work folder; the folder with the three documents.

    `epoch` is the time stamp in seconds, `standards` the PDF standards for a Quarto that knows
    them, `quarto` the program, by default the one on the path. The DOCX is as Pandoc leaves it.

    Raises:
        RenderError: Quarto is not there, is too old, fails, or leaves a file out.
    """
    program, version = find_quarto(quarto)
    shutil.copyfile(work / f"{STEM}.md", work / f"{STEM}.qmd")
    (work / "phong").mkdir(exist_ok=True)
    for file in fonts.files:
        shutil.copyfile(file, work / "phong" / file.name)
    settings: dict[str, object] = {"mainfont": fonts.family}
    if version >= WITH_PDF_STANDARDS:
        settings["pdf-standard"] = list(standards)
    (work / "ket-xuat.yml").write_text(
        json.dumps(settings, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n"
    )
    done = _run([program, "render"], work, fixed_environment(epoch))
    if done.returncode:
        raise RenderError(filter_faults(done.stderr, "Quarto"))
    results = work / RESULTS
    # Quarto ends well also when it has left a format out.
    absent = [name for name in NAMES if not (results / name).is_file()]
    if absent:
        raise RenderError(
            f"Quarto {'.'.join(map(str, version))} không làm ra {', '.join(absent)} [render-failed]. {_HOW}"
        )
    html, page = results / NAMES[0], (work / "page.html").read_text(encoding="utf-8")
    html.write_text(
        remove_injected(html.read_text(encoding="utf-8"), page), encoding="utf-8", newline="\n"
    )
    return results


def find_quarto(quarto: str | None) -> tuple[str, tuple[int, ...]]:
    """The program and its version.

    Raises:
        RenderError: it is not installed, does not run, or is older than 1.7.
    """
    program = shutil.which(quarto or "quarto")
    if program is None:
        named = f' ở "{printable(quarto)}"' if quarto else ""
        raise RenderError(f"Không tìm thấy chương trình Quarto{named} [quarto-not-found]. {_HOW}")
    done = _run([program, "--version"], None, dict(os.environ))
    match = re.match(r"(\d+)\.(\d+)", done.stdout.decode("utf-8", "replace").strip())
    if done.returncode or not match:
        raise RenderError(
            f'"{printable(program)}": không cho biết phiên bản Quarto [quarto-not-found]. {_HOW}'
        )
    version = (int(match[1]), int(match[2]))
    if version < OLDEST:
        raise RenderError(f"Quarto {match[0]} quá cũ [quarto-too-old]. {_HOW}")
    return program, version


def remove_injected(html: str, page: str) -> str:
    """The page without the style sheets and scripts that Quarto puts into every page.

    The template's own are ours.
    """
    ours = {element.replace("$$", "$").strip() for element in _INJECTED.findall(page)}
    return _INJECTED.sub(lambda match: match[0] if match[0].strip() in ours else "", html)


def _run(
    command: list[str], folder: Path | None, env: Mapping[str, str]
) -> subprocess.CompletedProcess[bytes]:
    try:
        return run_child(command, folder, env, QUARTO_SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise RenderError(
            f"không chạy được Quarto: {printable(str(error))} [render-failed]. {_HOW}"
        ) from error

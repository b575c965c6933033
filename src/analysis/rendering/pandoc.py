"""Running Pandoc, the one inside pypandoc_binary, and reading what went wrong."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from analysis.errors import RenderError
from analysis.messages import printable, told
from analysis.rendering.documents import STEM, Document
from analysis.stopping import run_child

READER = (
    "markdown-smart-citations-tex_math_dollars-raw_tex-raw_html-native_divs-native_spans"
    "+ascii_identifiers"
)
TIMEOUT_SECONDS = 120
DOCUMENT_KEY = "van-ban"
"""The entry of the metadata by which the filter knows which document it makes."""

# What the system says where a disk takes no more, as programs pass it on.
_DISK_FULL = re.compile("No space left on device|Disk quota exceeded|File too large")
_FAULT = re.compile(r"^\[loi-ket-xuat\] (.+)$", re.MULTILINE)


def run_pandoc(
    work: Path, epoch: int, document: Document, to: str, target: Path, *options: str
) -> None:
    """Convert bao-cao.md of the work folder through its filter.lua to what `document` holds of it.

    `epoch` is the time stamp in seconds, `to` a format of Pandoc.

    Raises:
        RenderError: the filter found faults in the report, or Pandoc failed.
    """
    import pypandoc

    program = Path(pypandoc.__file__).with_name("files") / "pandoc"
    if os.name == "nt":
        program = program.with_suffix(".exe")
    # The user's own data folder may hold other templates; the sandbox keeps readers and writers to
    # the named files.
    command = [
        str(program),
        f"{STEM}.md",
        f"--from={READER}",
        f"--to={to}",
        f"--output={target.absolute()}",
        "--lua-filter=filter.lua",
        f"--metadata={DOCUMENT_KEY}:{document.stem}",
        "--data-dir=.",
        "--sandbox",
        "--wrap=none",
        "--eol=lf",
        "--standalone",
        *options,
    ]
    named = "Pandoc đi kèm gói pypandoc_binary"
    done = run_program(named, command, work, fixed_environment(epoch), TIMEOUT_SECONDS)
    if done.returncode:
        raise RenderError(filter_faults(done.stderr, "Pandoc"))


def run_program(
    named: str,
    command: Sequence[str],
    folder: Path | None,
    env: Mapping[str, str],
    seconds: float,
    advice: str = "",
) -> subprocess.CompletedProcess[bytes]:
    """Run a program to its end, with its output kept.

    Raises:
        RenderError: it cannot be started, or takes longer than `seconds`.
    """
    try:
        return run_child(command, folder, env, seconds)
    except (OSError, subprocess.TimeoutExpired) as error:
        text = f"không chạy được {named}: {told(str(error))} [render-failed]{advice}"
        raise RenderError(text) from error


def fixed_environment(epoch: int) -> Mapping[str, str]:
    """The environment of a renderer: this one with a fixed time, time zone and locale."""
    return {
        **os.environ,
        "SOURCE_DATE_EPOCH": str(epoch),
        "LC_ALL": "C.UTF-8",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
    }


def filter_faults(log: bytes, program: str) -> str:
    """The message of a failed run.

    The faults that the filter found, or that the disk is full, else the program's own last words.
    """
    text = log.decode("utf-8", "replace")
    faults = [f"- {printable(fault)}" for fault in dict.fromkeys(_FAULT.findall(text))]
    if faults:
        head = f"Bản thảo và nội dung báo cáo chưa khớp, có {len(faults)} lỗi [render-failed]:"
        return "\n".join([head, *faults])
    if _DISK_FULL.search(text):
        return f"{program} dừng vì hết chỗ trên ổ đĩa [disk-full]. Cách khắc phục: dọn bớt ổ đĩa rồi chạy lại"
    return f"{program} dừng khi kết xuất [render-failed]: {printable(text.strip()[-600:])}"

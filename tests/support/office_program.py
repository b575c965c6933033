"""What an office program computes: LibreOffice Calc, where the machine has it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


def recalculated(workbook: Path, folder: Path) -> bytes:
    """The workbook as LibreOffice saves it, with every formula computed; a test without it is skipped.

    `folder` is an empty one of the test's own.
    """
    soffice = shutil.which("soffice")
    if soffice is None or not Path(soffice).resolve().with_name("libsclo.so").exists():
        pytest.skip("máy này không có LibreOffice Calc")
    command = [
        soffice,
        f"-env:UserInstallation={(folder / 'lo').as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder / "dap"),
        str(workbook),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return (folder / "dap" / workbook.name).read_bytes()

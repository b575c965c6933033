"""Renew both locks from pyproject.toml: newest versions, hashes, no addresses, for all systems and Pythons.

The lab's lock is bound to the main one, so that one environment holds both.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

from setup_env import (
    LOCKS,
    ROOT,
    SETUP_FAILED,
    SetupError,
    failure_text,
    python_of,
    run,
    speak_utf8,
    uv_command,
)

SHARED: Final = (
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
)
CHOSEN: Final = {
    "report": ("--extra", "test", "--extra", "cluster"),
    "lab": ("--extra", "lab", "--constraint", LOCKS["report"]),
}


def main() -> int:
    """Write the locks; 0 when done, 3 when uv or the network is missing."""
    speak_utf8()
    os.chdir(ROOT)
    try:
        renew()
    except SetupError as error:
        print(error, file=sys.stderr)
        return SETUP_FAILED
    return 0


def renew() -> None:
    """Resolve both locks with uv, the main one first."""
    uv = uv_command(python_of(Path(".venv")))
    if uv is None:
        raise SetupError(
            "Không có uv để lập lại các tệp khóa [setup-failed]. Cách khắc phục: cài uv rồi chạy lại"
        )
    for kind, chosen in CHOSEN.items():
        output = ("--upgrade", "--quiet", "--output-file", LOCKS[kind])
        result = run([*uv, "pip", "compile", "pyproject.toml", *chosen, *SHARED, *output])
        if result.returncode != 0:
            raise SetupError(
                failure_text(
                    f"Không lập được {LOCKS[kind]}", "kiểm tra mạng rồi chạy lại", result.stdout
                )
            )
        print(f"Đã lập lại {LOCKS[kind]}.")


if __name__ == "__main__":
    sys.exit(main())

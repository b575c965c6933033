"""JSON as a run reads and writes it, the same bytes each time, and what a disk may refuse."""

from __future__ import annotations

import errno
import json
from pathlib import Path
from typing import Any

# Codes of OSError that a user can mend; Windows has no quota.
DISK_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
READ_ONLY = {errno.EACCES, errno.EPERM, errno.EROFS}


def read_json(path: Path) -> Any:
    """What a JSON file holds; OSError or ValueError when it cannot be read."""
    return json.loads(path.read_text(encoding="utf-8"))


def write_json(path: Path, data: object, *, sort_keys: bool = False) -> None:
    """Write data as JSON, one item a line."""
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=sort_keys)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")

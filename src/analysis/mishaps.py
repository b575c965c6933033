"""What a verb tells of an unexpected error: the disk, a missing package, or the log."""

from __future__ import annotations

import errno
from pathlib import Path

from analysis.errors import AnalysisError
from analysis.messages import printable
from analysis.project import TRACE_LOG, project_here

# Codes of OSError that a user can mend; Windows has no quota.
DISK_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
DISK_IS_FULL = "đĩa đã đầy, hết dung lượng"
READ_ONLY = {errno.EACCES, errno.EPERM, errno.EROFS}


def disk_trouble(error: Exception) -> str | None:
    """What the user can mend on the disk, or None when the error is something else."""
    if not isinstance(error, OSError):
        return None
    # of a copy that fails the second is what was written
    path = error.filename2 or error.filename
    where = f" ({printable(str(path))})" if path else ""
    if error.errno in DISK_FULL:
        return f"Hết chỗ trên ổ đĩa{where} [disk-full]. Cách khắc phục: dọn bớt ổ đĩa rồi chạy lại."
    if error.errno in READ_ONLY:
        return f"Không có quyền ghi hoặc đọc{where} [disk-permission]. Cách khắc phục: cấp quyền rồi chạy lại."
    return None


def missing_package(error: Exception) -> str | None:
    """What to do when this Python lacks a package of the lock; None for other errors."""
    name = (error.name or "").partition(".")[0] if isinstance(error, ModuleNotFoundError) else ""
    if name in ("", "analysis"):
        return None
    return lacking_package(name, "requirements.lock")


def lacking_package(name: str, lock: str) -> str:
    """That this Python lacks a package, and the command that installs those of its lock."""
    return (
        f"Môi trường Python này thiếu gói {printable(name)} [package-missing]."
        " Cách khắc phục: chạy bằng make, hoặc bằng Python trong .venv,"
        f" hoặc cài các gói: python -m pip install -r {lock}"
    )


def write_log() -> str:
    """Write the traceback of the present exception below `.build/`; where, or why not."""
    import traceback

    text = traceback.format_exc()
    log = Path(".build", TRACE_LOG)
    try:
        project_here()
        log.parent.mkdir(exist_ok=True)
        log.write_text(text, encoding="utf-8", errors="backslashreplace")
    except (OSError, AnalysisError):
        return "không ghi được nhật ký: " + printable(text.strip().rpartition("\n")[2])
    return f"chi tiết trong {log.as_posix()}"

"""Texts of data, of users and of other programs as a message shows them: on one line, none endless."""

from __future__ import annotations

import errno
from collections.abc import Sequence

LONGEST_SHOWN = 60
# What stands in a message whole, own words and all.
LONGEST_TOLD = 400
LONGEST_ADVICE = 2000
_NBSP = "\u00a0"
SHOWN_ROWS = 5
# The system says these in English.
_UNREAD = {
    errno.ENOENT: "không có tệp này",
    errno.ENOTDIR: "không có thư mục này",
    errno.EISDIR: "đó là thư mục, không phải tệp",
    errno.EACCES: "không có quyền đọc",
    errno.EPERM: "không có quyền đọc",
    errno.EINVAL: "không phải tệp thường",
    errno.EFBIG: "tệp quá lớn",
    errno.ELOOP: "tệp là liên kết",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.EIO: "ổ đĩa đọc lỗi",
}


def printable(text: str) -> str:
    """Text that is safe on one line of a terminal or a log.

    Control characters are shown as escapes.
    """
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text
    )


def told(text: str, most: int = LONGEST_TOLD) -> str:
    """The words of a message, whatever of data or of another program stands in them: one line, not endless.

    Blanks that keep numbers and units together stay.
    """
    return _NBSP.join(printable(part) for part in shortened(text, most).split(_NBSP))


def shortened(text: str, most: int) -> str:
    """Text cut where it is longer than `most` characters."""
    return text if len(text) <= most else text[:most] + "…"


def why_unread(error: OSError) -> str:
    """Why a file could not be read, in Vietnamese: the number of the system where it is a rare reason."""
    return _UNREAD.get(error.errno or 0, f"lỗi {error.errno} của hệ điều hành")


def shown(text: str, most: int = LONGEST_SHOWN) -> str:
    """Text of a cell or of a user as a message shows it: on one line, cut where it is very long."""
    return printable(shortened(text, most))


def first_of(texts: Sequence[str], most: int, others: str, between: str = ", ") -> str:
    """Texts in a row for a message: the first `most`, and how many of the `others` there are."""
    told = between.join(texts[:most])
    rest = len(texts) - most
    return f"{told} và {rest} {others} khác" if rest > 0 else told


def rows_text(rows: Sequence[int]) -> str:
    """Row numbers for a message: the first few and how many there are."""
    ordered = sorted(set(rows))
    first = ", ".join(str(row) for row in ordered[:SHOWN_ROWS])
    if len(ordered) > SHOWN_ROWS:
        first += f", … (tất cả {len(ordered)} dòng)"
    return first

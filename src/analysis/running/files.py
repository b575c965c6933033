"""JSON as a run reads and writes it, the same bytes each time; new files under free names."""

from __future__ import annotations

import codecs
import json
from pathlib import Path
from typing import Any

from analysis.errors import AnalysisError, NotebookError
from analysis.faults import Fault, Place
from analysis.json_text import json_text
from analysis.messages import why_unread

MERGE_MARKS = (b"<<<<<<<", b"=======", b">>>>>>>")


def read_json(path: Path) -> Any:
    """What a JSON file holds; OSError or ValueError when it cannot be read."""
    return json.loads(path.read_text(encoding="utf-8"))


def read_notebook(path: Path) -> dict[str, Any]:
    """What a notebook of format 4 holds.

    Raises:
        NotebookError: there is none, or it is none: the message says why and where.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _no_notebook(path, f"không đọc được ({why_unread(error)})") from error
    try:
        notebook = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise _no_notebook(path, _why_no_json(data, error)) from error
    if not isinstance(notebook, dict) or notebook.get("nbformat") != 4 or "cells" not in notebook:
        raise _no_notebook(path, "không phải sổ tay Jupyter")
    return notebook


def _no_notebook(path: Path, got: str) -> NotebookError:
    where = Place(f"{path.parent.name}/{path.name}")
    return NotebookError(str(Fault("notebook-unreadable", where, got)))


def _why_no_json(data: bytes, error: Exception) -> str:
    """What a person can see in a file that is no JSON."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "có dấu thứ tự byte (BOM) ở đầu tệp"
    for number, line in enumerate(data.splitlines(), 1):
        if line.startswith(MERGE_MARKS):
            return f"còn dấu xung đột của git ở dòng {number}"
    if isinstance(error, json.JSONDecodeError):
        if error.pos >= len(error.doc.rstrip()) or "Unterminated" in error.msg:
            return f"tệp bị cắt ở dòng {error.lineno}"
        return f"không phải JSON ở dòng {error.lineno}, cột {error.colno}"
    return "không phải JSON viết bằng UTF-8"


def write_json(path: Path, data: object, *, sort_keys: bool = False) -> None:
    """Write data as JSON, one item a line."""
    text = json_text(data, sort_keys=sort_keys)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def write_new(path: Path, content: bytes) -> None:
    """Write a workbook that a person may fill in, where no file of its name is.

    Raises:
        AnalysisError: there is one; it may be filled in, so it is left alone.
    """
    try:
        file = path.open("xb")
    except FileExistsError:
        raise AnalysisError(
            f"{path.name}: đã có tệp này trong thư mục của dự án; chương trình không ghi đè vì tệp có thể đã được điền "
            "[file-exists]. Cách khắc phục: đổi tên hoặc chuyển tệp cũ đi nơi khác rồi chạy lại"
        ) from None
    try:
        with file:
            file.write(content)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def free_name(wanted: Path) -> Path:
    """`bao-cao.docx`, `bao-cao-2.docx` …: the first that nothing has."""
    target, number = wanted, 1
    while target.exists() or target.is_symlink():
        number += 1
        target = wanted.with_stem(f"{wanted.stem}-{number}")
    return target

"""Where two files first differ, in the words of their kind: zip member, PDF object, value, line."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from itertools import zip_longest
from typing import Any

_OBJECT = re.compile(rb"(?:^|[\r\n])([0-9]+ [0-9]+) obj\b")
SHOWN = 80


def first_difference(name: str, made: bytes, published: bytes) -> str:
    """The first part in which the published file differs from the one made again; '' when they are equal."""
    if made == published:
        return ""
    if name.endswith((".docx", ".xlsx")):
        return _in_zip(made, published)
    if name.endswith(".pdf"):
        return _in_pdf(made, published)
    if name.endswith(".json"):
        return _in_json(made, published) or _in_text(made, published)
    return _in_text(made, published)


def _in_zip(made: bytes, published: bytes) -> str:
    try:
        ours, theirs = _members(made), _members(published)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as error:
        return f"tệp không mở được như một gói zip ({type(error).__name__})"
    for name in [*ours, *(name for name in theirs if name not in ours)]:
        if name not in theirs:
            return f"thiếu phần {name}"
        if name not in ours:
            return f"thừa phần {name}"
        if ours[name] != theirs[name]:
            return f"phần {name}: {_in_text(ours[name], theirs[name])}"
    return "cách đóng gói zip (thứ tự, thời gian hoặc cách nén của các phần)"


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _in_pdf(made: bytes, published: bytes) -> str:
    for ours, theirs in zip_longest(_objects(made), _objects(published)):
        if ours != theirs:
            return (ours or theirs)[0]
    return "phần cuối tệp"


def _objects(data: bytes) -> list[tuple[str, bytes]]:
    """The parts of a PDF: what stands before the first object, then each object with what follows it."""
    marks = [*_OBJECT.finditer(data)]
    ends = [mark.start() for mark in marks] + [len(data)]
    parts = [("phần đầu tệp", data[: ends[0]])]
    for mark, end in zip(marks, ends[1:], strict=True):
        body, closed, tail = data[mark.start() : end].rpartition(b"endobj")
        parts.append((f"đối tượng {mark[1].decode('ascii')}", body + closed if closed else tail))
        parts.append((f"phần sau đối tượng {mark[1].decode('ascii')}", tail if closed else b""))
    return parts


def _in_json(made: bytes, published: bytes) -> str:
    try:
        ours, theirs = json.loads(made), json.loads(published)
    except ValueError:
        return ""
    return _in_data(ours, theirs)


def _in_data(ours: Any, theirs: Any) -> str:
    if not isinstance(ours, dict) or not isinstance(theirs, dict):
        return ""
    for key in [*ours, *(key for key in theirs if key not in ours)]:
        if key not in ours or key not in theirs:
            return f"mục “{key}” {'thừa' if key in theirs else 'thiếu'}"
        if ours[key] == theirs[key]:
            continue
        if key == "values":
            return _in_values(ours[key], theirs[key])
        return f"mục “{key}”" + (f", {inner}" if (inner := _in_data(ours[key], theirs[key])) else "")
    return ""


def _in_values(ours: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> str:
    for mine, other in zip_longest(ours, theirs, fillvalue={}):
        if mine != other:
            keys = [key for key in {**mine, **other} if mine.get(key) != other.get(key)]
            return f"số liệu {mine.get('id') or other.get('id')}, {', '.join(keys)}"
    return ""


def _in_text(made: bytes, published: bytes) -> str:
    lines = zip_longest(made.split(b"\n"), published.split(b"\n"))
    for number, (ours, theirs) in enumerate(lines, start=1):
        if ours != theirs:
            at = next(
                (i for i, pair in enumerate(zip(ours or b"", theirs or b"", strict=False)) if pair[0] != pair[1]), 0
            )
            start = max(0, at - SHOWN // 2)
            shown = (theirs or b"")[start : start + SHOWN].decode("utf-8", "replace")
            return f"dòng {number}: “{''.join(c if c.isprintable() else '.' for c in shown)}”"
    return ""

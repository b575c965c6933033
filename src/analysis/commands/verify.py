"""`make verify`: the edition is made again in a clean folder and compared; the first difference is told by its kind."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from analysis.edition import Parameters
from analysis.issued.files import issued_hashes
from analysis.project import Project
from analysis.running.building import build_edition
from analysis.running.exchange import discard
from analysis.running.hashes import COMPARED, tree_hashes, up_to_date
from analysis.running.lock import RunLock, fresh_build
from analysis.running.manifest import manifest_of, parameters_of, wanted
from analysis.running.steps import Making

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
        if key not in ours:
            return f"mục “{key}” thừa"
        if key not in theirs:
            return f"mục “{key}” thiếu"
        if ours[key] == theirs[key]:
            continue
        if key == "values":
            return _in_values(ours[key], theirs[key])
        inner = _in_data(ours[key], theirs[key])
        return ", ".join(filter(None, (f"mục “{key}”", inner)))
    return ""


def _in_values(ours: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> str:
    nothing: dict[str, Any] = {}
    for mine, other in zip_longest(ours, theirs, fillvalue=nothing):
        if mine != other:
            keys = [key for key in {**mine, **other} if mine.get(key) != other.get(key)]
            return f"số liệu {mine.get('id') or other.get('id')}, {', '.join(keys)}"
    return ""


def _in_text(made: bytes, published: bytes) -> str:
    lines = zip_longest(made.split(b"\n"), published.split(b"\n"))
    for number, (ours, theirs) in enumerate(lines, start=1):
        if ours != theirs:
            at = _first_different(ours or b"", theirs or b"")
            start = max(0, at - SHOWN // 2)
            shown = (theirs or b"")[start : start + SHOWN].decode("utf-8", "replace")
            return f"dòng {number}: “{''.join(c if c.isprintable() else '.' for c in shown)}”"
    return ""


def _first_different(ours: bytes, theirs: bytes) -> int:
    """Where two lines begin to differ; 0 where one of them only goes on."""
    for at, (mine, other) in enumerate(zip(ours, theirs, strict=False)):
        if mine != other:
            return at
    return 0


MADE_FROM = ("inputs", "code", "lock")


def verify(project: Project, parameters: Parameters) -> int:
    """0 when the published files are, byte for byte, those that the manifest's inputs, code and lock give; else 1."""
    edition = project.edition(parameters)
    issued_hashes(project.issued)
    report = project.reports(edition)
    with RunLock(project.build):
        manifest = manifest_of(project, edition)
        published = parameters_of(manifest)
        now = wanted(project, edition, published)
        differing = [key for key in MADE_FROM if manifest.get(key) != now[key]]
        if differing:
            listed = ", ".join(COMPARED[key] for key in differing)
            print(
                f"Không dựng lại được reports/{edition.name}: khác với lúc lập ở {listed} [verify-inputs]."
            )
            for reason in up_to_date(report, now):
                print(f"- {reason}")
            print(
                "Cách khắc phục: lấy lại đúng các tệp ghi trong manifest.json, hoặc chạy make report để lập bản mới."
            )
            return 1
        print(f"Dựng lại {edition.name} trong .build để so sánh")
        build = fresh_build(project.build, edition.name)
        try:
            making = Making(project, edition, published, build)
            build_edition(making, now)
            found = list(_differences(making.report, report))
        finally:
            discard(build)
    for line in found:
        print(f"- {line}")
    if found:
        print(f"reports/{edition.name} khác bản dựng lại ở {len(found)} tệp [verify-differs].")
        print("Cách khắc phục: tệp đã bị sửa sau khi lập thì chạy make report để lập lại;")
        print(
            f"vẫn còn khác thì chạy make clean, xóa thư mục reports/{edition.name} rồi chạy make report."
        )
        return 1
    print(
        f"reports/{edition.name}: {len(tree_hashes(report))} tệp giống hệt bản dựng lại, từng byte."
    )
    return 0


def _differences(made: Path, published: Path) -> Iterator[str]:
    ours, theirs = tree_hashes(made), tree_hashes(published)
    for name in sorted({*ours, *theirs}):
        if name not in theirs:
            yield f"{name}: thiếu tệp"
        elif name not in ours:
            yield f"{name}: thừa tệp"
        elif ours[name] != theirs[name]:
            part = first_difference(
                name, (made / name).read_bytes(), (published / name).read_bytes()
            )
            yield f"{name}: khác trước hết ở {part}"

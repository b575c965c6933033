"""`make verify`: the edition is made again aside and compared; differences are told by kind."""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import zip_longest
from pathlib import Path
from typing import Any

from analysis.edition import Edition
from analysis.errors import AnalysisError
from analysis.issued.files import issued_hashes
from analysis.json_text import json_text
from analysis.parameters import Parameters
from analysis.project import CLEAN, Project
from analysis.running.building import build_edition, used_in
from analysis.running.exchange import discard
from analysis.running.files import read_json
from analysis.running.freshness import changes, damaged
from analysis.running.hashes import MANIFEST, SUMS, tree_hashes
from analysis.running.lock import fresh_build, run_lock
from analysis.running.manifest import published
from analysis.running.outputs import VALUES
from analysis.running.steps import Making
from analysis.stages.asked import edition_asked

_OBJECT = re.compile(rb"(?:^|(?<=[\r\n]))([0-9]+ [0-9]+) obj\b")
SHOWN = 80

Values = list[dict[str, Any]]  # of so-lieu.json


def first_difference(name: str, made: bytes, published: bytes) -> str:
    """The first part in which the published file differs from the one made again, or ''."""
    if made == published:
        return ""
    if name.endswith((".docx", ".xlsx")):
        return _in_zip(made, published)
    if name.endswith(".pdf"):
        return _in_pdf(made, published)
    where = ""
    if name.endswith(".json"):
        with suppress(ValueError):
            where = _in_data(json.loads(made), json.loads(published))
    # equal data may still be written otherwise
    return where or _in_text(made, published)


def _unlike(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Names that differ, ours first; "thiếu", "thừa" where the published side lacks or adds it."""
    for name in dict.fromkeys([*ours, *theirs]):
        if name not in theirs:
            yield name, "thiếu"
        elif name not in ours:
            yield name, "thừa"
        elif ours[name] != theirs[name]:
            yield name, ""


def _in_zip(made: bytes, published: bytes) -> str:
    try:
        ours, theirs = _members(made), _members(published)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as error:
        return f"tệp không mở được như một gói zip ({type(error).__name__})"
    for name, alone in _unlike(ours, theirs):
        if alone:
            return f"{alone} phần {name}"
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
    """The parts of a PDF: what comes first, then each object and what follows it."""
    beginning, *rest = _OBJECT.split(data)
    parts = [("phần đầu tệp", beginning)]
    for number, content in zip(rest[::2], rest[1::2], strict=True):
        body, closed, tail = content.partition(b"endobj")
        name = f"đối tượng {number.decode('ascii')}"
        parts += [(name, body + closed), (f"phần sau {name}", tail)]
    return parts


def _in_data(ours: Any, theirs: Any) -> str:
    if not isinstance(ours, dict) or not isinstance(theirs, dict):
        return ""
    for key, alone in _unlike(ours, theirs):
        if alone:
            return f"mục “{key}” {alone}"
        if key == "values":
            return _in_values(ours[key], theirs[key])
        inner = _in_data(ours[key], theirs[key])
        return ", ".join(filter(None, (f"mục “{key}”", inner)))
    return ""


def _in_values(ours: Values, theirs: Values) -> str:
    mine, other = ({value.get("id", ""): value for value in values} for values in (ours, theirs))
    for id_, _ in _unlike(mine, other):
        keys = [key for key, _ in _unlike(mine.get(id_, {}), other.get(id_, {}))]
        return f"số liệu {id_}, {', '.join(keys)}"
    return ""


def _in_text(made: bytes, published: bytes) -> str:
    lines = zip_longest(made.split(b"\n"), published.split(b"\n"))
    for number, (ours, theirs) in enumerate(lines, start=1):
        if ours != theirs:
            other = theirs or b""
            alike = os.path.commonprefix([ours or b"", other])  # noqa: RUF071 - no paths, bytes
            start = max(0, len(alike) - SHOWN // 2)
            shown = other[start : start + SHOWN].decode("utf-8", "replace")
            return f"dòng {number}: “{''.join(c if c.isprintable() else '.' for c in shown)}”"
    return ""


# What a report says of a value but for words and cells, which name rows.
TOLD = ("id", "value", "bound", "strict", "unit", "status", "formula", "inputs")


def verify(project: Project, parameters: Parameters) -> int:
    """0 when the published files are, byte for byte, what the manifest's origins give; else 1.

    What else lies in data/raw does not matter. Where used rows only stand in another place than when
    the report was made, values and formulas are compared instead of bytes.
    """
    edition = edition_asked(project, parameters)
    # what is damaged in data/issued is told by its own name, before anything is built
    issued_hashes(project.issued)
    report = project.reports(edition)
    with run_lock(project.build, edition.name):
        manifest, own_parameters, now = published(project, edition)
        if changed := changes(manifest, {key: now[key] for key in ("code", "lock")}):
            return _refused(edition, changed)
        print(f"Dựng lại {edition.name} trong .build để so sánh")
        build = fresh_build(project.build, edition.name)
        try:
            making = Making(project, edition, own_parameters, build)
            # without what steps kept: nothing of the run that is checked may come into the check
            try:
                build_edition(making, now)
            except AnalysisError:
                # other data than the report was made from may be refused by a later step
                if changed := _other_origins(manifest, making):
                    return _refused(edition, changed)
                raise
            if changed := _other_origins(manifest, making):
                return _refused(edition, changed)
            moved = manifest.get("rows") != used_in(making)["rows"]
            found = list((_other_values if moved else _differences)(making.report, report))
        finally:
            discard(build)
    for line in found:
        print(f"- {line}")
    if found:
        print(
            f"reports/{edition.name} khác bản dựng lại ở {len(found)} tệp [verify-differs].\n"
            "Cách khắc phục: tệp đã bị sửa sau khi lập thì chạy make report để lập lại;\n"
            f"vẫn còn khác thì chạy make clean, xóa thư mục reports/{edition.name} rồi chạy make report."
        )
        return 1
    if moved:
        print(
            f"reports/{edition.name}: mọi số liệu và công thức trong {VALUES} giống bản dựng lại; các dòng gốc chỉ dời"
            " chỗ trong tệp, số dòng in trong báo cáo là của lúc lập, nên các tệp khác chỉ được đối chiếu với mã băm"
            " ghi lúc lập [rows-moved]."
        )
        return 0
    print(
        f"reports/{edition.name}: {len(tree_hashes(report))} tệp giống hệt bản dựng lại, từng byte."
    )
    return 0


def _other_origins(manifest: Mapping[str, Any], making: Making) -> list[str]:
    """What the rows of the build are, or were read as, otherwise than those of the report."""
    if not (making.processed / CLEAN).is_file():
        return []
    used = used_in(making)
    return changes(manifest, {name: used[name] for name in ("inputs", "meaning")})


def _refused(edition: Edition, reasons: Iterable[str]) -> int:
    """Tell that the edition cannot be made again from what there is."""
    print(f"Không dựng lại được reports/{edition.name}: khác với lúc lập [verify-inputs].")
    for reason in reasons:
        print(f"- {reason}")
    print(
        "Cách khắc phục: lấy lại đúng các tệp ghi trong manifest.json, hoặc chạy make report để lập bản mới."
    )
    return 1


def _differences(made: Path, published: Path) -> Iterator[str]:
    for name, alone in sorted(_unlike(tree_hashes(made), tree_hashes(published))):
        if alone:
            yield f"{name}: {alone} tệp"
            continue
        ours, theirs = (made / name).read_bytes(), (published / name).read_bytes()
        if name == MANIFEST:
            ours, theirs = map(_without_seen, (ours, theirs))
        elif name == SUMS:
            ours, theirs = map(_without_manifest, (ours, theirs))
        if ours != theirs:
            yield f"{name}: khác trước hết ở {first_difference(name, ours, theirs)}"


def _without_seen(manifest: bytes) -> bytes:
    """A manifest without the files that the edition need not use."""
    with suppress(ValueError, AttributeError):
        data = json.loads(manifest)
        data.pop("seen", None)
        return json_text(data).encode()
    return manifest


def _without_manifest(sums: bytes) -> bytes:
    lines = sums.splitlines(keepends=True)
    return b"".join(line for line in lines if not line.endswith(f"  {MANIFEST}\n".encode()))


def _other_values(made: Path, published: Path) -> Iterator[str]:
    """What differs in the values of two editions whose rows stand elsewhere, and damage to the files."""
    broken = [*damaged(published, read_json(published / MANIFEST)["outputs"])]
    yield from broken
    if broken:
        return
    ours, theirs = (_told_values(folder) for folder in (made, published))
    if ours != theirs:
        yield f"{VALUES}: khác trước hết ở {_in_values(ours, theirs)}"


def _told_values(report: Path) -> list[dict[str, Any]]:
    """What a report says of each value but for words and cells, which name rows."""
    return [{key: value[key] for key in TOLD} for value in read_json(report / VALUES)["values"]]

"""Where two files first differ: the part is named in the words of the file's kind."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

import pytest

from analysis.commands.verify import first_difference

PDF = (
    b"%PDF-1.7\n%\xff\n1 0 obj\n<</Type/Catalog>>\nendobj\n\n12 0 obj\n<</Length 5>>stream\n3 0 obj\n"
    b"endstream\nendobj\n\n"
    b"xref\n0 3\ntrailer\n<</Root 1 0 R>>\nstartxref\n99\n%%EOF"
)


def packed(parts: dict[str, bytes], time: tuple[int, ...] = (1980, 1, 1, 0, 0, 0)) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name, time), data)  # type: ignore[arg-type]
    return buffer.getvalue()


BODY = "word/document.xml"
DOCX = {BODY: b"<a>\n<b/>1</a>", "word/styles.xml": b"<s/>"}
VALUES = {
    "edition": {"from": 2022},
    "values": [{"id": "Q", "value": "1"}, {"id": "I10", "value": "5/2", "label": "x"}],
}


def values(change: Callable[[dict], object] = lambda _data: None) -> bytes:
    data = json.loads(json.dumps(VALUES))
    change(data)
    return json.dumps(data, indent=1).encode()


@pytest.mark.parametrize(
    ("name", "made", "published", "part"),
    [
        ("a.docx", packed(DOCX), packed({**DOCX, BODY: b"<a>\n<b/>2</a>"}), f"phần {BODY}: dòng 2"),
        ("a.xlsx", packed(DOCX), packed({BODY: DOCX[BODY]}), "thiếu phần word/styles.xml"),
        ("a.docx", packed(DOCX), packed({**DOCX, "x.xml": b""}), "thừa phần x.xml"),
        ("a.docx", packed(DOCX), packed(DOCX, (1999, 1, 1, 0, 0, 0)), "cách đóng gói zip"),
        ("a.docx", packed(DOCX), b"PK\x03\x04 broken", "không mở được như một gói zip"),
        ("a.pdf", PDF, PDF.replace(b"Catalog", b"Katalog"), "đối tượng 1 0"),
        ("a.pdf", PDF, PDF.replace(b"3 0 obj\nends", b"4 0 obj\nends"), "đối tượng"),
        ("a.pdf", PDF, PDF.replace(b"startxref\n99", b"startxref\n98"), "phần sau đối tượng"),
        ("a.pdf", PDF, PDF.replace(b"%PDF-1.7", b"%PDF-1.4"), "phần đầu tệp"),
        ("so-lieu.json", values(), values(lambda d: d["values"][1].update(value="5/3")), "số liệu I10, value"),
        ("so-lieu.json", values(), values(lambda d: d["values"].pop()), "số liệu I10"),
        ("manifest.json", values(), values(lambda d: d["edition"].update({"from": 2021})), "mục “edition”, mục “from”"),
        ("manifest.json", values(), values(lambda d: d.pop("edition")), "mục “edition” thiếu"),
        ("manifest.json", values(), values() + b"\n", "dòng"),
        ("so-lieu.json", values(), b"{", "dòng 2"),
        ("a.html", b"<p>\n<b>12</b>", b"<p>\n<b>13</b>", "dòng 2: “<b>13</b>”"),
        ("a.csv", b"a\nb\n", b"a\n", "dòng 2"),
        ("a.html", b"x" * 500 + b"\x00\x01", b"x" * 500 + b"\x1b[2J", "dòng 1"),
    ],
)  # fmt: skip
def test_the_first_part_that_differs_is_named(
    name: str, made: bytes, published: bytes, part: str
) -> None:
    """Zip member, PDF object, value, key or line: the first one that differs, on one printable line."""
    told = first_difference(name, made, published)
    assert part in told
    assert told.isprintable()
    assert first_difference(name, made, made) == first_difference(name, published, published) == ""

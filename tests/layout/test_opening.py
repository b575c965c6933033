"""Files that are no document are told in words, whatever their bytes are."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import RGBColor

import layout_sample as sample
from analysis.errors import LayoutError
from analysis.layout.opening import opened


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in members.items():
            package.writestr(name, content)
    return out.getvalue()


def plain_document(colour: str = "auto") -> bytes:
    out = io.BytesIO()
    document = docx.Document()
    run = document.add_paragraph().add_run("Không có gì của một văn bản hành chính.")
    run.font.color.rgb = RGBColor(255, 0, 0)
    run.element.rPr.find(qn("w:color")).set(qn("w:val"), colour)
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK",
        b"Kinh gui",
        b"%PDF-1.7 cut",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old Word",
        zipped(a=b"b"),
        zipped(**{"[Content_Types].xml": b"<Types>", "word/document.xml": b"<"}),
        plain_document()[:4000],
    ],
    ids=[
        "empty",
        "two bytes",
        "text",
        "cut PDF",
        "old Word",
        "other zip",
        "broken XML",
        "cut DOCX",
    ],
)
def test_what_is_no_document_is_told(data: bytes) -> None:
    """One error with the name of the file, its code and a remedy."""
    with pytest.raises(
        LayoutError, match=r"^thư\.docx: .*\[layout-unreadable\]\. Cách khắc phục: "
    ):
        opened("thư.docx", data)


def test_a_document_of_any_kind_is_read() -> None:
    """A plain letter of another program is no error: it breaks rules."""
    assert "layout-country" in sample.broken(plain_document())


@pytest.mark.parametrize("colour", ["red", "#000000", "000"])
def test_a_colour_that_is_none_is_told(colour: str) -> None:
    """What a program wrote in the place of a colour breaks the rule of fonts and nothing else."""
    assert "layout-font" in sample.broken(plain_document(colour))


def test_the_bytes_tell_the_format_and_not_the_name(tmp_path: Path) -> None:
    """A PDF under the name of a DOCX is read as PDF."""
    assert opened("x.docx", sample.letter(tmp_path)).format == "PDF"

"""The DOCX: Pandoc with a reference document, then one pass over the package."""

from __future__ import annotations

import re
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

from analysis.rendering.documents import Document
from analysis.rendering.job import Job
from analysis.rendering.pandoc import run_pandoc

_DOCUMENT = "word/document.xml"
# What the filter leaves where a section ends, with what the section is; the mark of the last stands
# at the end of the text, its properties after all.
_MARK = re.compile(r'<w:sectPr><w:sectPr-template turned="(\w+)" follows="(\w+)"/></w:sectPr>')
_UPRIGHT = 'w:h="16838" w:w="11906"'
_TURNED = 'w:h="11906" w:w="16838" w:orient="landscape"'
_SECTION = re.compile(r"<w:sectPr[ >].*?</w:sectPr>", re.DOTALL)
_KEPT = re.compile(
    r"<w:keep-template ?/>(?P<row>.*?</w:tr>)|<w:keep-paragraph ?/>(?P<paragraph>.*?</w:p>)",
    re.DOTALL,
)
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_CORE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>\
<dc:language>vi-VN</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">{time}</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">{time}</dcterms:modified></cp:coreProperties>
"""


def prepare(job: Job) -> None:
    """Put the reference document into the work folder; a draft has one with a watermark."""
    reference = "reference.docx"
    if job.meta.get("draft"):
        reference = "reference-draft.docx"
    shutil.copyfile(job.templates / "docx" / reference, job.work / "reference.docx")


def make(job: Job, document: Document) -> None:
    """Run Pandoc.

    Raises:
        RenderError: the report has faults, or Pandoc failed.
    """
    target = job.out / document.name
    run_pandoc(job.work, job.epoch, document, "docx", target, "--reference-doc=reference.docx")


def finish(job: Job, document: Document) -> None:
    """Give sections the page set-up of the last, the package fixed properties and times."""
    path = job.out / document.name
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    body = parts[_DOCUMENT].decode("utf-8")
    parts[_DOCUMENT] = _KEPT.sub(_kept, _with_sections(body)).encode()
    core = _CORE.format(
        title=_xml_text(document.titled(job.meta["title"])),
        author=_xml_text(job.meta["co_quan_ban_hanh"]),
        time=datetime.fromtimestamp(job.epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    # Pandoc writes the time of its run there.
    parts["docProps/core.xml"] = core.encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            # zipfile writes its own system here, and with it other bytes on Windows
            info.create_system = 3
            info.external_attr = 0o644 << 16
            package.writestr(info, content, zipfile.ZIP_DEFLATED)


def _with_sections(body: str) -> str:
    """The body with the properties of each section in the place of its mark."""
    own = _SECTION.findall(body)[-1]
    last = [mark[0] for mark in _MARK.finditer(body)][-1]
    before, _, after = body.rpartition(last)
    body = before + after.replace(own, last)
    return _MARK.sub(lambda mark: _section(own, mark[1] == "true", mark[2] == "true"), body)


def _section(own: str, turned: bool, follows: bool) -> str:
    """The properties `own` for a section on its side, or one that is counted on."""
    if turned:
        own = own.replace(_UPRIGHT, _TURNED)
    if follows:
        own = re.sub(r"<w:(pgNumType|titlePg)\b[^>]*>", "", own)
    return own


def _kept(found: re.Match[str]) -> str:
    """A row or a paragraph that stays on the page of what follows, without the mark that asks for it."""
    content = found["row"] or found["paragraph"]
    return re.sub(r"<w:pStyle [^>]*/>", r"\g<0><w:keepNext/>", content)


def _xml_text(text: object) -> str:
    """Text for an XML element; control characters, which XML cannot hold, become U+FFFD."""
    return escape(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", str(text)))


def is_whole(path: Path) -> bool:
    """Whether no part of the package is spoiled and the document has its end.

    Raises:
        OSError, zipfile.BadZipFile, KeyError: it cannot be read, or is no document.
    """
    with zipfile.ZipFile(path) as package:
        return package.testzip() is None and b"</w:document>" in package.read(_DOCUMENT)

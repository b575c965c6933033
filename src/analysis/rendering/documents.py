"""The files of a report: which parts of the notebook each holds.

A heading of the first level opens a part by its class, the body where it has none; what stands
below it belongs to that part. The filter takes what is said here from ket-xuat.json.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from analysis.project import FORMS, TECHNICAL_FILE, WORKBOOK


@dataclass(frozen=True)
class Part:
    """A part of the notebook.

    `mark` is the class of its headings, `title` its name where it stands apart, `prefix` what
    stands before the numbers of its tables and figures. In a document with a letterhead a part
    that is `folded` opens only when it is asked for.
    """

    mark: str
    title: str = ""
    prefix: str = ""
    folded: bool = False


SUMMARY = Part("tom-tat", "Tóm tắt")
BODY = Part("than")
ANNEXES = Part("phu-luc")
TECHNICAL = Part("ky-thuat", "Phụ lục kỹ thuật", "KT", folded=True)
PARTS = (SUMMARY, BODY, ANNEXES, TECHNICAL)


@dataclass(frozen=True)
class Document:
    """One file: its name, whose ending is its format, and its parts.

    A document with a `title` has it in place of the letterhead, the signature and a heading of that
    name. One with `charts` fills its one page with the charts of the summary. A document that prints
    the hash of other files is made after them; the page gets it when it is finished.
    """

    name: str
    parts: tuple[Part, ...]
    title: str = ""
    charts: bool = False
    prints_hashes: bool = False

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return self.name.rpartition(".")[0]

    @property
    def format(self) -> str:
        """The ending of the name."""
        return self.name.rpartition(".")[2]

    def titled(self, report: str) -> str:
        """The title among the properties of the file; `report` is that of the report."""
        return f"{self.title}: {report}" if self.title else report


STEM = "bao-cao"
TECHNICAL_PDF = Document(TECHNICAL_FILE, (TECHNICAL,), TECHNICAL.title)
HTML = Document(f"{STEM}.html", PARTS)
PDF = Document(f"{STEM}.pdf", (SUMMARY, BODY, ANNEXES), prints_hashes=True)
DOCX = Document(f"{STEM}.docx", (SUMMARY, BODY, ANNEXES), prints_hashes=True)
SUMMARY_PDF = Document("tom-tat.pdf", (SUMMARY,), SUMMARY.title, charts=True)
SUMMARY_DOCX = Document("tom-tat.docx", (SUMMARY,), SUMMARY.title, charts=True)
DOCUMENTS = (HTML, PDF, DOCX, TECHNICAL_PDF, SUMMARY_PDF, SUMMARY_DOCX)
"""All files of a report; a link leads into the first PDF that holds its target."""

_HEADING = re.compile(r"# .*?(?:\{(?P<attributes>[^{}]*)\})?\s*")
_PLACEHOLDER = re.compile(r"::: \{#(?P<id>\S+) \.khoi\}\s*")


def names_of(format_: str) -> list[str]:
    """The names of all documents of one format."""
    return [document.name for document in DOCUMENTS if document.format == format_]


def waves() -> list[list[Document]]:
    """All documents in the order in which they are made: first those that print no hash."""
    return [[one for one in DOCUMENTS if one.prints_hashes is later] for later in (False, True)]


def part_of_blocks(markdown: str) -> dict[str, Part]:
    """The part in which each block of the exported notebook stands, by the id of the block."""
    found: dict[str, Part] = {}
    part = BODY
    for line in markdown.splitlines():
        if heading := _HEADING.fullmatch(line):
            part = _opened(heading["attributes"] or "")
        elif placeholder := _PLACEHOLDER.fullmatch(line):
            found[placeholder["id"]] = part
    return found


def ids_in(document: Document, parts: Mapping[str, Part], charts: Sequence[str]) -> list[str]:
    """The blocks of one document: those of its parts, and the charts of the summary where it has them.

    `parts` says in which part each block stands.
    """
    ids = [id_ for id_, part in parts.items() if part in document.parts]
    if document.charts:
        ids += charts
    return ids


def _opened(attributes: str) -> Part:
    classes = attributes.split()
    for part in PARTS:
        if f".{part.mark}" in classes:
            return part
    return BODY


def settings(missing: Mapping[str, str], hashes: Mapping[str, str]) -> dict[str, Any]:
    """What the filter needs to know: ket-xuat.json.

    `missing` are the characters that the PDF's font lacks, `hashes` the SHA-256 of files that were
    made before.
    """
    return {
        "missing": dict(missing),
        "hashes": dict(hashes),
        "workbook": WORKBOOK,
        "forms": FORMS,
        "parts": {part.mark: asdict(part) for part in PARTS},
        "documents": [
            {
                "name": document.name,
                "title": document.title,
                "charts": document.charts,
                "parts": [part.mark for part in document.parts],
            }
            for document in DOCUMENTS
        ],
    }

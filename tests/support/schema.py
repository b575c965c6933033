"""Whether a document fulfils the transitional schema of ISO/IEC 29500."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# CT_PageMar: the schema wants all of them, the rules of the SDK none
MARGINS = "top right bottom left header footer gutter".split()


def violations(path: Path) -> list[str]:
    """What the schema forbids in a DOCX: where it stands and what it is."""
    audit = pytest.importorskip("openxml_audit", reason="requirements.lock is not installed")
    # the oldest version of Word whose rules are those of the standard's second edition
    found = audit.OpenXmlValidator(file_format=audit.FileFormat.OFFICE_2010, max_errors=0).validate(
        path
    )
    told = [f"{error.part_uri}{error.path}: {error.description}" for error in found.errors]
    with zipfile.ZipFile(path) as package:
        document = etree.fromstring(package.read("word/document.xml"))
    for margins in document.iter(f"{W}pgMar"):
        told += [f"pgMar: no {name}" for name in MARGINS if margins.get(W + name) is None]
    return told

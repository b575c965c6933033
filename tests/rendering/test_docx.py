"""The DOCX as Word knows it: its settings, the style of its title, its lists of contents."""

from __future__ import annotations

import copy
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

import render_read as read
import render_sample as sample
from analysis.fonts import choose_fonts
from analysis.rendering import documents, docx
from analysis.rendering.render import open_job, prepare

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
MANY = 15


def made(folder: Path, exhibits: int) -> Path:
    """The DOCX of the sample with so many tables and charts."""
    data: dict[str, Any] = sample.content()
    extra = [f"tbl-them-{number}" for number in range(exhibits - 3)]
    for name in extra:
        data["blocks"][name] = copy.deepcopy(sample.BLOCKS["tbl-rong"])
    placed = "".join(f"::: {{#{name} .khoi}}\n:::\n\n" for name in extra)
    markdown = "# Tóm tắt {.tom-tat .unnumbered #tom-tat}\n\nBa năm.\n\n" + sample.MARKDOWN
    markdown = markdown.replace("# Phương hướng\n", placed + "# Phương hướng\n")
    work = sample.write_sample(folder / "work", data, markdown)
    (folder / "out").mkdir()
    job = open_job(work, folder / "out", TEMPLATES, choose_fonts(), sample.EPOCH)
    prepare(job)
    docx.make(job, documents.DOCX)
    docx.finish(job, documents.DOCX)
    return folder / "out" / documents.DOCX.name


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("long"), MANY)


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("short"), MANY - 1)


def test_word_reads_it_as_a_vietnamese_document_of_today(long: Path) -> None:
    """Layout of Word 2013 and later, separators and language of vi-VN."""
    with zipfile.ZipFile(long) as package:
        settings = package.read("word/settings.xml").decode()
        styles = package.read("word/styles.xml").decode()
    assert 'w:name="compatibilityMode"' in settings
    assert '<w:decimalSymbol w:val="," />' in settings
    assert '<w:listSeparator w:val=";" />' in settings
    assert '<w:themeFontLang w:val="vi-VN" />' in settings
    assert "updateFields" not in settings
    assert 'w:val="vi-VN"' in styles
    modes = [
        one.get(qn("w:val"))
        for one in Document(str(long)).settings.element.iter(qn("w:compatSetting"))
        if one.get(qn("w:name")) == "compatibilityMode"
    ]
    assert modes == ["15"]


def test_the_title_has_the_style_of_titles(short: Path) -> None:
    """Kind and subject, and nothing else."""
    titles = [one.text for one in Document(str(short)).paragraphs if one.style.name == "Title"]
    assert titles == [sample.META["ten_loai"], sample.META["trich_yeu"]]


@pytest.mark.parametrize("name", ["reference.docx", "reference-draft.docx"])
def test_notes_are_not_stretched(name: str) -> None:
    """Source lines and footnotes end where their words do; the text of the report is set to both margins."""
    styles = Document(str(TEMPLATES / "docx" / name)).styles
    for note in ("Ghi chú bảng", "Ghi chú hình", "Footnote Text"):
        assert styles[note].paragraph_format.alignment is not WD_ALIGN_PARAGRAPH.JUSTIFY
    for text in ("Body Text", "Gạch đầu dòng", "Nhận xét"):
        assert styles[text].paragraph_format.alignment is WD_ALIGN_PARAGRAPH.JUSTIFY


def test_a_long_report_has_lists_of_its_contents(long: Path, short: Path) -> None:
    """Below the summary: sections, tables and charts, each an entry that leads to its place, without page numbers."""
    assert "MỤC LỤC" not in read.docx_text(short)
    document = read.docx_part(long)
    fields = [one.text for one in document.iter(f"{read.W}instrText") if "TOC" in (one.text or "")]
    assert [field.split()[-1] for field in fields] == ["\\u", '"Bảng"', '"Hình"']
    marks = {one.get(f"{read.W}name") for one in document.iter(f"{read.W}bookmarkStart")}
    entries = list(document.iter(f"{read.W}hyperlink"))
    assert {one.get(f"{read.W}anchor") for one in entries} <= marks
    told = ["".join(one.itertext()) for one in entries]
    assert told[:2] == ["Tóm tắt", "I. Tình hình chung và căn cứ"]
    assert len([text for text in told if text.startswith("Bảng\u00a0")]) == MANY - 1
    assert told[-1].startswith("Hình\u00a01. ")
    text = read.docx_text(long)
    assert text.index("TÓM TẮT") < text.index("MỤC LỤC") < text.index("I. TÌNH HÌNH")

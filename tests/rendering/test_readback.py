"""The finished documents are opened and read back before they are published."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import typst

import reading
import render_sample
from analysis.errors import RenderError
from analysis.fonts import choose_fonts
from analysis.rendering.documents import (
    BODY,
    DOCUMENTS,
    PDF,
    SUMMARY_PDF,
    TECHNICAL_PDF,
    Document,
    Part,
    part_of_blocks,
)
from analysis.rendering.readback import check_finished, contents_of, read_docx, read_html, read_pdf
from analysis.rendering.render import render_report
from editions import ROOT, Edition

Blocks = dict[str, Any]


def kept_of(edition: Edition) -> Path:
    """The folder of what the documents were made from, as the run kept it."""
    return edition.scratch.root / ".build" / "da-lap" / edition.name / "bao-cao" / "tep" / "work"


def content_of(edition: Edition) -> dict[str, Any]:
    """The content that the documents were made from."""
    text = (kept_of(edition) / "noi-dung.json").read_text(encoding="utf-8")
    content: dict[str, Any] = json.loads(text)
    return content


def blocks_of(edition: Edition) -> Blocks:
    """All blocks of the edition by their ids."""
    blocks: Blocks = content_of(edition)["blocks"]
    return blocks


def parts_of(edition: Edition) -> dict[str, Part]:
    """The part of each block."""
    return part_of_blocks((kept_of(edition) / "bao-cao.md").read_text(encoding="utf-8"))


def blocks_in(edition: Edition, document: Document) -> Blocks:
    """The content of one document."""
    parts = parts_of(edition)
    return {id_: block for id_, block in blocks_of(edition).items() if parts[id_] in document.parts}


@pytest.fixture
def own(tinh: Edition, tmp_path: Path) -> Path:
    """The documents, to be spoiled."""
    for document in DOCUMENTS:
        shutil.copy(tinh.report / document.name, tmp_path)
    check_finished(tmp_path, content_of(tinh), parts_of(tinh), tagged=True)
    return tmp_path


def test_what_is_read_back_is_what_others_read(edition: Edition) -> None:
    """HTML and DOCX give the numbers that other libraries find in them; each document has what its parts hold."""
    html, docx = read_html(edition.html), read_docx(edition.docx)
    signed, technical = (contents_of(blocks_in(edition, one)) for one in (PDF, TECHNICAL_PDF))
    pdf = read_pdf(edition.pdf, signed.numbers)
    linked = edition.page.xpath("//a[contains(concat(' ', @class, ' '), ' so ')]")
    assert html.numbers == Counter(reading.one_line(link.text_content()) for link in linked)
    assert docx.numbers == Counter(
        reading.one_line(text) for text in reading.docx_numbers(edition.docx)
    )
    assert html == contents_of(blocks_of(edition))
    assert docx == pdf == signed
    assert read_pdf(edition.technical, technical.numbers) == technical
    assert html.tables == signed.tables + technical.tables == len(edition.page.xpath("//table"))
    assert min(signed.tables, technical.tables) > 0
    assert html.charts == signed.charts + technical.charts
    assert html.charts == len(edition.page.xpath("//figure[@class='hinh']"))


def edit_html(own: Path, old: str, new: str) -> None:
    path = own / "bao-cao.html"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def edit_docx(own: Path, old: str, new: str) -> None:
    path = own / "bao-cao.docx"
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert old.encode() in parts["word/document.xml"]
    parts["word/document.xml"] = parts["word/document.xml"].replace(old.encode(), new.encode(), 1)
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (
            lambda own: edit_html(own, ">29,916</a>", ">29,961</a>"),
            r"bao-cao\.html: số in ra .*29,916; 29,961",
        ),
        (lambda own: edit_html(own, "<table", "<div"), r"bao-cao\.html: có \d+ bảng"),
        (lambda own: edit_html(own, "<svg", "<div"), r"bao-cao\.html: có \d+ biểu đồ"),
        (
            lambda own: edit_docx(own, ">60.182<", ">60.128<"),
            r"bao-cao\.docx: số in ra .*60\.128; 60\.182",
        ),
        (
            lambda own: edit_docx(own, '<w:rStyle w:val="Sốliệu" />', ""),
            r"bao-cao\.docx: số in ra ",
        ),
        (
            lambda own: edit_docx(own, "w:tblCaption", "w:tblDescription"),
            r"bao-cao\.docx: có \d+ bảng",
        ),
    ],
    ids=[
        "number of the page",
        "table of the page",
        "chart of the page",
        "number of the DOCX",
        "mark of a number of the DOCX",
        "table of the DOCX",
    ],
)
def test_a_lost_table_chart_or_digit_is_found(
    own: Path, tinh: Edition, spoil: Callable[[Path], None], told: str
) -> None:
    """A table or chart that is missing, and a number with another digit, are told with their document."""
    spoil(own)
    with pytest.raises(RenderError, match=told):
        check_finished(own, content_of(tinh), parts_of(tinh), tagged=True)


@pytest.mark.parametrize("number", ["29,916", "11,37", "60,182"])
def test_a_number_misprinted_once_in_the_pdf_is_found(
    own: Path, tinh: Edition, number: str
) -> None:
    """The text of the PDF must have a number as often as the content prints it; part of another number is none."""
    wanted = contents_of(blocks_in(tinh, PDF)).numbers
    assert read_pdf(own / "bao-cao.pdf", wanted).numbers == wanted
    more = Counter({number: 10_000, number[1:]: 1})
    found = read_pdf(own / "bao-cao.pdf", more).numbers
    assert wanted[number] <= found[number] < 10_000
    assert found[number[1:]] == 0


def test_each_document_is_held_against_its_own_parts(own: Path, tinh: Edition) -> None:
    """The technical file in the place of the report lacks its charts, and the report in its place has too many."""
    report, technical = own / "bao-cao.pdf", own / "phu-luc-ky-thuat.pdf"
    report.rename(own / "khac.pdf")
    technical.rename(report)
    (own / "khac.pdf").rename(technical)
    with pytest.raises(RenderError) as caught:
        check_finished(own, content_of(tinh), parts_of(tinh), tagged=True)
    told = [line.partition(":")[0] for line in str(caught.value).splitlines()]
    assert set(told) == {report.name, technical.name}
    assert f"{technical.name}: có" in str(caught.value)


def test_the_pdf_of_another_edition_is_found(
    own: Path, tinh: Edition, finished: Callable[[str], Edition]
) -> None:
    """A PDF that lacks numbers, tables and charts of the content is told with all three."""
    shutil.copy(finished("ca-nuoc-2016").pdf, own / "bao-cao.pdf")
    with pytest.raises(RenderError) as caught:
        check_finished(own, content_of(tinh), parts_of(tinh), tagged=True)
    lines = str(caught.value).splitlines()
    assert [line.partition(":")[0] for line in lines] == ["bao-cao.pdf"] * 3
    assert ["bảng" in lines[0], "biểu đồ" in lines[1], "số in ra" in lines[2]] == [True] * 3


# A PDF without tags -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Untagged:
    """The sample report, its PDFs as a Typst leaves them that cannot write tags."""

    out: Path
    content: dict[str, Any]
    parts: dict[str, Part]


@pytest.fixture(scope="module")
def untagged(tmp_path_factory: pytest.TempPathFactory) -> Untagged:
    folder = tmp_path_factory.mktemp("khong-the")
    work, out = render_sample.write_sample(folder / "work"), folder / "out"
    render_report(
        work, out, fonts=choose_fonts(), epoch=render_sample.EPOCH, templates=ROOT / "templates"
    )
    for document in (PDF, TECHNICAL_PDF, SUMMARY_PDF):
        source = work / "typst" / f"{document.stem}.typ"
        fonts = [source.parent / "phong"]
        typst.compile(
            source, out / document.name, font_paths=fonts, ignore_system_fonts=True, pdf_tags=False
        )
    content = json.loads((work / "noi-dung.json").read_text(encoding="utf-8"))
    return Untagged(out, content, part_of_blocks(render_sample.MARKDOWN))


def test_tags_are_wanted_only_of_a_renderer_that_writes_them(untagged: Untagged) -> None:
    """A whole PDF without tags passes where there can be none, and is refused where there must be some."""
    check_finished(untagged.out, untagged.content, untagged.parts, tagged=False)
    with pytest.raises(RenderError, match=r"bao-cao\.pdf: có 0 bảng"):
        check_finished(untagged.out, untagged.content, untagged.parts, tagged=True)


def test_tags_that_are_there_are_counted_though_none_are_wanted(own: Path, tinh: Edition) -> None:
    """A PDF with tags is held against them whoever made it."""
    with pikepdf.open(own / PDF.name, allow_overwriting_input=True) as document:
        table = next(
            node
            for node in document.objects
            if isinstance(node, pikepdf.Dictionary) and node.get("/S") == "/Table"
        )
        table.S = pikepdf.Name.Div
        document.save()
    with pytest.raises(RenderError, match=r"bao-cao\.pdf: có \d+ bảng"):
        check_finished(own, content_of(tinh), parts_of(tinh), tagged=False)


@pytest.mark.parametrize(
    ("kind", "told"),
    [("table", r"có 2 bảng, nội dung có 3"), ("figure", r"có 1 biểu đồ, nội dung có 2")],
)
def test_a_table_or_chart_that_an_untagged_pdf_lacks_is_found(
    untagged: Untagged, kind: str, told: str
) -> None:
    """Without tags a table or chart is known by its caption: one that the PDF does not have is told."""
    lost = {"kind": kind, "caption": [], "columns": [], "head": [], "rows": []}
    blocks = {**untagged.content["blocks"], "them": lost}
    parts = {**untagged.parts, "them": BODY}
    with pytest.raises(RenderError, match=rf"bao-cao\.pdf: {told}"):
        check_finished(untagged.out, {**untagged.content, "blocks": blocks}, parts, tagged=False)


def test_a_number_misprinted_in_an_untagged_pdf_is_found(untagged: Untagged) -> None:
    """Numbers are read from the text of the page, with tags or without."""
    content = json.loads(json.dumps(untagged.content).replace('"1.234,5"', '"1.234,6"'))
    with pytest.raises(RenderError, match=r"bao-cao\.pdf: số in ra .*1\.234,6"):
        check_finished(untagged.out, content, untagged.parts, tagged=False)

from __future__ import annotations

import base64
import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pypdfium2
import pytest
from docx import Document
from docx.shared import Twips
from pdfminer.high_level import extract_text

import render_read as read
import render_sample as sample
from analysis.errors import RenderError
from analysis.fonts import EMBEDDED, choose_fonts
from analysis.project import FORMS, SUMMARY_CHARTS, WORKBOOK
from analysis.rendering.documents import DOCUMENTS
from analysis.rendering.html import SCRIPT_PARTS, complete, page_script
from analysis.rendering.quarto import find_quarto, remove_injected
from analysis.rendering.render import (
    check_rendered,
    make_embedded,
    open_job,
    prepare,
    render_report,
)
from reading import html_page
from schema import violations

ROOT = Path(__file__).resolve().parents[2]
HTML, PDF, DOCX, TECHNICAL, SUMMARY, SUMMARY_DOCX = (document.name for document in DOCUMENTS)
R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def render(
    folder: Path,
    data: dict[str, Any] | None = None,
    markdown: str = sample.MARKDOWN,
    **options: Any,
) -> Path:
    work = sample.write_sample(folder / "work", data, markdown)
    out = folder / "out"
    arguments = {
        "fonts": choose_fonts(),
        "epoch": sample.EPOCH,
        "templates": ROOT / "templates",
        **options,
    }
    render_report(work, out, **arguments)
    return out


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return render(tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return render(tmp_path_factory.mktemp("draft"), sample.content(draft=True))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def texts(report: Path) -> dict[str, str]:
    """The text of each format; the PDF without its page numbers, the technical file after it."""
    return {
        HTML: read.html_text(report / HTML),
        PDF: "\n".join([*pdf_pages(report / PDF), *pdf_pages(report / TECHNICAL)]),
        DOCX: read.docx_text(report / DOCX),
    }


def pdf_pages(path: Path) -> list[str]:
    """The text of each page without the number above it."""
    return [re.sub(r"\A\d\n", "", page) for page in read.pdf_pages(path)]


# Numbers, references, text ------------------------------------------------------------------------------------------


def test_the_numbers_are_the_same_in_the_same_order(report: Path) -> None:
    """HTML, DOCX and the tag trees of the PDF hold the same numbers in the same reading order."""
    html = read.html_numbers(report / HTML)
    assert html[:4] == [("I26", "11,37"), ("Q", "1.234,5"), ("Q", "1.234,5"), ("L", "1.395,5")]
    assert len(html) == 15
    assert {value for value, _ in html} == set(sample.VALUES)
    assert read.docx_numbers(report / DOCX) == [text for _, text in html]
    assert read.pdf_numbers(report / PDF) == html


def test_a_number_of_the_report_leads_to_its_line_in_the_technical_file(report: Path) -> None:
    """Each link into the file beside the PDF has its destination there, the row of the value, and says so in words."""
    destinations = read.pdf_destinations(report / TECHNICAL)
    with pikepdf.open(report / PDF) as pdf:
        links = [
            (*read.target_of(item), str(item.Contents))
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary)
            and item.get("/Subtype") == "/Link"
            and "/A" in item
        ]
    assert len(links) == 15 + 1
    for file, name, spoken in links:
        assert file == f"./{TECHNICAL}"
        code = f", mã {name.removeprefix('vet-')}" if name.startswith("vet-") else ""
        assert spoken == f"Phụ lục kỹ thuật{code}"
        assert destinations[name] == ("I." if name == "pl-vet" else name.removeprefix("vet-"))


def test_text_of_raw_cells_is_never_markup(report: Path) -> None:
    """Text with the markup of HTML, Markdown, Typst, XML and templates comes out literally in all formats."""
    for name, text in texts(report).items():
        assert squeezed(text).count(squeezed(sample.HOSTILE)) == 2, name
        assert "\x01" not in text


def test_characters_that_the_font_lacks_are_named(tmp_path: Path) -> None:
    """A character without a glyph stands as its code in the PDF, literally elsewhere, and is a finding."""
    work = sample.write_sample(tmp_path / "work")
    options: dict[str, Any] = {"fonts": choose_fonts(), "epoch": 0, "templates": ROOT / "templates"}
    findings = render_report(work, tmp_path / "out", **options)
    assert [finding.code for finding in findings if "U+1F600" in finding.message] == [
        "glyph-missing"
    ]
    found = texts(tmp_path / "out")
    assert "[U+1F600]" in found[PDF]
    assert "\U0001f600" in found[HTML]
    assert "\U0001f600" in found[DOCX]


def text_by_each_reader(path: Path) -> Iterator[tuple[str, str]]:
    """The text of a PDF by the programs that people copy it with: the reader, its text."""
    yield "pdfminer", extract_text(path)
    with pypdfium2.PdfDocument(path) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    yield "PDFium", "\n".join(pages)
    if shutil.which("pdftotext"):
        poppler = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
        yield "poppler", poppler.stdout.decode()


def test_numbers_of_documents_and_codes_are_found_and_copied_whole(tmp_path: Path) -> None:
    """Wherever a line ends, every reader of the PDF finds each code as typed, and no break mark."""
    codes = "28/2018/TT-BTC 26/2014/TTLT-BTC-BCT R-2022-01 tien_cb_dia_ban_khac a.b-c/d_e".split()
    data = sample.content()
    data["blocks"]["mo-dau"]["blocks"] = [
        {"b": "p", "c": [sample.s(f"Văn bản số {'i' * n} {code} và {code}, theo {code}.")]}
        for code in codes
        for n in range(1, 60, 3)
    ]
    row = [sample.s(" ".join(codes))]
    data["blocks"]["tbl-rong"]["rows"] = [{"cells": [row] + [[sample.s("1")]] * 8}]
    row_of_trace = data["blocks"]["tbl-vet"]["rows"][0]["cells"]
    row_of_trace[1] = row_of_trace[4] = row
    out = render(tmp_path, data)
    for name, times in ((PDF, 60 + 1), (TECHNICAL, 2)):
        for reader, text in text_by_each_reader(out / name):
            for code in codes:
                assert text.count(code) == times, (reader, code)
            assert not re.search("[\u200b\u00ad\u2010\u2011\u2060\ufffe\x02]", text), reader


def test_a_word_wider_than_its_column_breaks_without_a_mark(tmp_path: Path) -> None:
    """A hash or an address too long for its cell stays inside it; copied, only the ends of lines are added."""
    address = "data/raw/so-lieu-hoi-nghi-2023-04/bang-tong-hop-cuoi-cung.csv"
    data = sample.content()
    data["blocks"]["tbl-vet"]["rows"][0]["cells"][4] = [sample.s(f"{address} {sample.DIGEST}")]
    out = render(tmp_path, data) / TECHNICAL
    for reader, text in text_by_each_reader(out):
        assert address in re.sub(r"\s+", "", text), reader
        assert sample.DIGEST in re.sub(r"\s+", "", text), reader
    with pdfplumber.open(out) as pdf:
        edge = pdf.pages[0].width - 15 / 25.4 * 72
        printed = [character for page in pdf.pages for character in page.chars]
        assert all(c["x1"] < edge + 0.01 for c in printed if not c["text"].isspace())


def test_headings_are_numbered_by_the_vietnamese_alphabet(report: Path) -> None:
    """Mục I, II; khoản 1, 2; điểm a, b, c, d, đ; the same text in the outline, HTML and DOCX; titles in capitals."""
    title, *titles = bookmarks(report / PDF)
    assert title.startswith("BÁO CÁO")
    assert titles[:7] == [
        "I. TÌNH HÌNH CHUNG VÀ CĂN CỨ",
        "1. Bối cảnh",
        "a) Thuận lợi",
        "b) Khó khăn",
        "c) Nguyên nhân",
        "d) Bài học",
        "đ) Cách làm mới",
    ]
    assert titles[-1] == "Phụ lục\u00a0II BIỂU BỔ SUNG"
    technical = bookmarks(report / TECHNICAL)
    assert technical[0].startswith("PHỤ LỤC KỸ THUẬT")
    assert technical[1:] == ["I. TRUY XUẤT NGUỒN SỐ LIỆU", "1. Bảng truy xuất"]
    found = texts(report)
    for title in titles:
        assert squeezed(title) in squeezed(found[DOCX]), title
    for title in titles + technical[1:]:
        assert squeezed(title) in squeezed(found[HTML]), title


def bookmarks(path: Path) -> list[str]:
    """The titles of a PDF's bookmarks from top to bottom."""
    titles: list[str] = []

    def collect(items: Any) -> None:
        for item in items:
            titles.append(item.title)
            collect(item.children)

    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        collect(outline.root)
    return titles


def test_a_heading_without_content_is_left_out(report: Path) -> None:
    """A chapter whose only section prints nothing has no heading, and the next one takes its number."""
    for text in texts(report).values():
        assert "GIẢI PHÁP" not in text.upper()
        assert "PHƯƠNG HƯỚNG" not in text.upper()
        assert squeezed("III. KIẾN NGHỊ, ĐỀ XUẤT") in squeezed(text).upper()


def test_captions_and_references_carry_the_same_numbers(report: Path) -> None:
    """Labels such as "Bảng 1." and "Hình 1." and the references to them are printed alike in all formats."""
    for name, text in texts(report).items():
        plain = squeezed(text)
        for words in (
            "Bảng1.Kinhphíthựchiện",
            "Hình1.Cơcấu",
            "xemBảng1,Hình1vàMụcIPhụlụckỹthuật.",
        ):
            assert words in plain, (name, words)
        assert ("BảngKT1.Truyxuất" in plain) == (name != DOCX)


def test_exempt_text_and_statements_are_marked_in_the_page(report: Path) -> None:
    """Exempt text and words of direction are plain text in all formats; the page tells their kind and condition."""
    for name, text in texts(report).items():
        assert "TheoĐiều4<luật>,hệsốcao<hơn>." in squeezed(text), name
    page = (report / HTML).read_text(encoding="utf-8")
    assert '<span class="x-luat">Điều 4 &lt;luật&gt;</span>' in page
    assert '<span class="tu" data-v="I26" data-op="&gt;" data-r="Q">cao &lt;hơn&gt;</span>' in page


@pytest.mark.parametrize(
    ("spoil", "markdown", "words"),
    [
        (
            lambda b: b["mo-dau"]["blocks"][0]["c"].append({"t": "ref", "id": "tbl-la"}),
            "",
            "tbl-la",
        ),
        (lambda b: b["mo-dau"]["blocks"][0]["c"].append(sample.so("I99", "1")), "", "I99"),
        (lambda b: b["tbl-vet"]["rows"][0]["cells"][1].append(sample.so("I99", "1")), "", "I99"),
        (lambda b: b["mo-dau"]["blocks"][0]["c"].append(sample.tu("hơn", "I26", "I99")), "", "I99"),
        (lambda b: b.pop("tbl-rong"), "", "không có khối này"),
        (lambda b: b.update(thua={"kind": "prose", "blocks": []}), "", "không có chỗ đặt"),
        (lambda _: None, "\n\n::: {#mo-dau .khoi}\n:::\n", "hai lần"),
        (lambda b: b["tbl-vet"]["rows"].append(b["tbl-vet"]["rows"][0]), "", "hai dòng"),
        (lambda b: b["tbl-nguon"]["rows"][1]["cells"].pop(), "", "có 3 ô, cần 4"),
        (lambda b: b["fig-co-cau"].update(alt=""), "", "thiếu mô tả"),
        (lambda b: b["mo-dau"]["blocks"][0]["c"].append({"t": "la"}), "", "thành phần lạ"),
    ],
    ids=[
        "ref",
        "number",
        "number of the technical part",
        "statement",
        "no block",
        "no place",
        "twice",
        "anchor twice",
        "cells",
        "alt",
        "inline",
    ],
)
def test_a_report_that_does_not_fit_together_is_refused(
    tmp_path: Path, spoil: Callable[[dict[str, Any]], object], markdown: str, words: str
) -> None:
    """A link, block or row that leads nowhere stops the rendering with a Vietnamese message that names it."""
    data = sample.content()
    spoil(data["blocks"])
    with pytest.raises(RenderError) as error:
        render(tmp_path, data, sample.MARKDOWN + markdown)
    assert words in str(error.value)
    assert str(error.value).count("\n- ") == 1
    assert "Pandoc" not in str(error.value)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """Two faults are reported together, each once, though three formats find them."""
    data = sample.content()
    data["blocks"]["mo-dau"]["blocks"][0]["c"] += [sample.so("I98", "1"), sample.so("I99", "2")]
    with pytest.raises(RenderError) as error:
        render(tmp_path, data)
    assert [str(error.value).count(code) for code in ("I98", "I99")] == [1, 1]


# Layout -------------------------------------------------------------------------------------------------------------


def test_the_body_ends_with_its_mark(report: Path) -> None:
    """The body alone ends with "./.", and the signature stands between it and the first phụ lục."""
    for name, text in texts(report).items():
        assert text.count("./.") == 1, name
        plain = squeezed(text)
        body = plain.index("chỉđạo./.")
        assert body < plain.index("Nơinhận:") < plain.index("BIỂUTỔNGHỢP", body), name
        assert body < plain.index("NguyễnVănÁnh") < plain.index("BIỂUTỔNGHỢP", body), name


def test_page_numbers_of_the_pdf(report: Path) -> None:
    """The number stands in the header from page 2; the phụ lục begin a page together and count from 1."""
    firsts = [page.split("\n")[0] for page in read.pdf_pages(report / PDF)]
    shown = [line if line.isdigit() else "" for line in firsts]
    assert shown == ["", "2", "3", ""]
    assert firsts[3] == "Phụ lục I"
    technical = read.pdf_pages(report / TECHNICAL)
    assert [page.split("\n")[0] for page in technical] == ["PHỤ LỤC KỸ THUẬT", "2"]
    assert "(Kèm theo Báo cáo số 05/BC-SCT" in technical[0]


def test_a_long_pdf_has_its_contents_after_the_title(tmp_path: Path, report: Path) -> None:
    """From 16 pages on the sections are listed with their pages, as links; a shorter document has no list."""
    data = sample.content()
    data["blocks"]["tbl-vet"] = sample.trace(300)
    out = render(tmp_path, data)
    (first,) = read.pdf_pages(out / TECHNICAL, 1)
    with pikepdf.open(out / TECHNICAL) as pdf:
        assert len(pdf.pages) > 15
    assert re.search(r"MỤC LỤC\nI\. TRUY XUẤT NGUỒN SỐ LIỆU[ .\u2060]+1\n", first)
    assert tags(out / TECHNICAL)["/TOCI"] == 1
    assert not any("MỤC LỤC" in page for page in read.pdf_pages(report / TECHNICAL))


def tags(path: Path) -> Counter[str]:
    """How often each tag is in the structure of a PDF."""
    with pikepdf.open(path) as pdf:
        return Counter(
            str(item.S)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and "/S" in item
        )


def test_pdf_is_tagged_archival_a4_with_its_fonts(report: Path) -> None:
    """The PDF claims PDF/UA-1 and PDF/A-2a, has Vietnamese as its language, A4 pages and every font inside."""
    with pikepdf.open(report / PDF) as pdf:
        with pdf.open_metadata() as metadata:
            assert (
                metadata["pdfaid:part"],
                metadata["pdfaid:conformance"],
                metadata["pdfuaid:part"],
            ) == (
                "2",
                "A",
                "1",
            )
        assert str(pdf.Root.Lang) == "vi-VN"
        for page in pdf.pages:
            assert [round(float(side) * 25.4 / 72) for side in page.MediaBox] == [0, 0, 210, 297]
            for font in page.Resources.Font.values():
                descriptor = font.DescendantFonts[0].FontDescriptor
                assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


def test_margins_of_the_pdf(report: Path) -> None:
    """Text keeps the decree's margins: 30 mm at the left, 15 at the right, 20 below; above stands only the number."""
    import pdfplumber

    with pdfplumber.open(report / PDF) as pdf:
        for page in pdf.pages:
            words = [
                word
                for word in page.extract_words()
                if not (word["top"] < 50 and word["text"].isdigit())
            ]
            millimetres = 25.4 / 72
            assert min(word["x0"] for word in words) * millimetres >= 29.9
            assert max(word["x1"] for word in words) * millimetres <= 195.6
            assert min(word["top"] for word in words) * millimetres >= 19
            assert max(word["bottom"] for word in words) * millimetres <= 278


def test_long_tables_repeat_their_head(report: Path) -> None:
    """On every page of a long table the head row stands again, and no row is cut between two pages."""
    pages = read.pdf_pages(report / TECHNICAL)
    assert len(pages) == 2
    for page in pages:
        assert len(re.findall(r"^Mã Tên Giá trị", page, re.MULTILINE)) == 1
    places = [
        (page.count("data/raw/so-lieu"), page.count(sample.DIGEST[-6:]))
        for page in map(squeezed, pages)
    ]
    assert all(begun == ended > 0 for begun, ended in places)
    assert sum(begun for begun, _ in places) == 21


def test_rows_have_headers_in_all_formats(report: Path) -> None:
    """The first cell of each row that is more than a number of order names it, unless it is blank."""
    tables = {id_: block for id_, block in sample.BLOCKS.items() if block["kind"] == "table"}
    naming = {id_: int(id_ == "tbl-nguon") for id_ in tables}
    page = html_page(report / HTML)
    names = [
        cell.text_content().split()[0] for cell in page.xpath("//tbody/tr/th[@scope='row'][1]")
    ]
    assert names[:5] == ["A.", "Khuyến", "Khuyến", "trong", "Cộng"]
    named = sum(
        bool(row["cells"][min(naming[id_], len(row["cells"]) - 1)])
        for id_, block in tables.items()
        for row in block["rows"]
    )
    assert len(names) == len(page.xpath("//tbody//th")) == named
    scopes: Counter[str] = Counter()
    for name in (PDF, TECHNICAL):
        with pikepdf.open(report / name) as document:
            cells = [node for node in document.objects if tag_of(node) == "/TH"]
            attributes = [part for cell in cells for part in cell.A if part.O == "/Table"]
            scopes.update(str(part.Scope) for part in attributes)
    assert scopes["/Row"] == named
    document = read.docx_part(report / DOCX)
    looks = [look for look in document.iter(f"{read.W}tblLook") if look.get(f"{read.W}firstRow")]
    described = [*document.iter(f"{read.W}tblDescription")]
    captions = [*document.iter(f"{read.W}tblCaption")]
    assert {look.get(f"{read.W}firstColumn") for look in looks} == {"1"}
    assert len(looks) == len(described) == len(captions)
    assert described[0].get(f"{read.W}val", "").startswith("Các cột: STT; Nguồn kinh phí;")


def tag_of(node: Any) -> str:
    return str(node.get("/S", "")) if isinstance(node, pikepdf.Dictionary) else ""


def long_tables(data: dict[str, Any]) -> str:
    """Tables of twenty rows, each after a little more text, in place of all else; the manuscript that shows them."""
    data["blocks"] = {}
    data[SUMMARY_CHARTS] = []
    manuscript = ["# Bảng", "## Các bảng"]
    for number in range(8):
        rows = [{"cells": [[sample.s(f"d{number}-{n}")], [sample.s("1")]]} for n in range(20)]
        rows[9] = {"cells": [[sample.s(f"d{number}-9")]], "class": "nhom"}
        data["blocks"][f"tbl-{number}"] = {
            "kind": "table",
            "caption": [sample.s("Bảng dài")],
            "columns": [{"align": "l"}, {"align": "r"}],
            "head": [[[sample.s("Tên")], [sample.s("Số")]]],
            "rows": rows,
            "source": [sample.s(f"Nguồn của d{number}. " + "Tệp sổ đề án của tỉnh. " * 9)],
        }
        manuscript += ["Một đoạn văn.\n\n" * number, f"::: {{#tbl-{number} .khoi}}\n:::"]
    return "\n\n".join(manuscript)


def test_three_rows_of_a_table_stand_together(tmp_path: Path) -> None:
    """Where a page ends in a table, three rows at least stand before and after; below the last three is the source."""
    data = sample.content()
    manuscript = long_tables(data)
    out = render(tmp_path, data, manuscript)
    texts = read.pdf_pages(out / PDF)
    pages = [re.findall(r"\bd([0-9])-([0-9]+)", page) for page in texts]
    broken = 0
    for number in map(str, range(8)):
        parts = [[int(row) for table, row in page if table == number] for page in pages]
        parts = [part for part in parts if part]
        assert [*chain.from_iterable(parts)] == [*range(20)]
        broken += len(parts) > 1
        assert all(len(part) >= 3 for part in parts), parts
        assert all(part[-1] not in (9, 10) for part in parts), parts
        (below,) = [page for page in texts if f"Nguồn của d{number}" in page]
        assert f"d{number}-17" in below
    assert broken > 2
    kept = [
        "".join(row.itertext())
        for row in read.docx_part(out / DOCX).iter(f"{read.W}tr")
        if row.find(f".//{read.W}keepNext") is not None
    ]
    firsts = [f"d0-{row}" for row in (0, 1, 9, 10, 17, 18, 19)]
    assert [text for text in map(squeezed, kept) if text.startswith("d0-")] == [
        f"{name}{'' if name == 'd0-9' else '1'}" for name in firsts
    ]


@pytest.mark.parametrize(("last", "paragraphs"), [("tbl-cuoi", 11), ("fig-co-cau", 10)])
def test_the_mark_of_the_end_stands_with_the_source_of_a_table_or_chart(
    tmp_path: Path, last: str, paragraphs: int
) -> None:
    """A body that ends with either has its source, "./." and the signature on one page; the DOCX keeps it with next."""
    source = "Nguồn: Hội nghị tổng kết tháng 4/2023."
    rows = [{"cells": [[sample.s(f"Dòng {n}")]]} for n in range(42)]
    table = {"kind": "table", "caption": [sample.s("Bảng cuối")], "columns": [{"align": "l"}],
             "head": [[[sample.s("Tên")]]], "rows": rows, "note": [sample.s(source)]}  # fmt: skip
    data = sample.content()
    chart = {**sample.BLOCKS["fig-co-cau"], "caption": [sample.s("Hình cuối")], "headline": []}
    data["blocks"] = {last: {"tbl-cuoi": table, "fig-co-cau": chart}[last]}
    data[SUMMARY_CHARTS] = []
    manuscript = "# Mở đầu\n\n" + "Một đoạn văn.\n\n" * paragraphs + f"::: {{#{last} .khoi}}\n:::\n"
    out = render(tmp_path, data, manuscript)
    pages = [page for page in read.pdf_pages(out / PDF) if "./." in page]
    assert [source in page and "Nơi nhận" in page for page in pages] == [True]
    assert last != "tbl-cuoi" or "Dòng 39" in pages[0]
    kept = [
        "".join(paragraph.itertext())
        for paragraph in read.docx_part(out / DOCX).iter(f"{read.W}p")
        if paragraph.find(f"{read.W}pPr/{read.W}keepNext") is not None
    ]
    assert source in kept
    assert violations(out / DOCX) == []


def test_no_number_of_the_docx_is_wider_than_its_column(tmp_path: Path) -> None:
    """Each column has what its longest word needs, and all together the width of the page."""
    data = sample.content()
    funds = data["blocks"]["tbl-nguon"]
    funds["rows"].append(
        {"cells": [[sample.s(text)] for text in ("9", "Cộng", "190.000.000.000", "12.603.979,5")]}
    )
    document = read.docx_part(render(tmp_path, data) / DOCX)
    (table,) = [
        table
        for table in document.iter(f"{read.W}tbl")
        if "190.000.000.000" in "".join(table.itertext())
    ]
    widths = [int(column.get(f"{read.W}w", "0")) for column in table.iter(f"{read.W}gridCol")]
    margins = 140
    for width, digits, stops in ((widths[2], 12, 3), (widths[3], 9, 3)):
        assert width >= (digits * 0.5 + stops * 0.25) * 12 * 20 + margins
    assert 9350 <= sum(widths) <= 9354


def test_sections_of_the_docx(report: Path) -> None:
    """The phụ lục are a section of their own: numbered from 1, no number on the first page, the decree's page."""
    document = Document(str(report / DOCX))
    assert len(document.sections) == 2
    for section in document.sections:
        assert section.different_first_page_header_footer
        assert (section.left_margin, section.right_margin) == (
            document.sections[0].left_margin,
            Twips(851),
        )
        properties = section._sectPr
        assert properties.find(f"{read.W}pgNumType").get(f"{read.W}start") == "1"
        kinds = [
            element.get(f"{read.W}type")
            for element in properties.findall(f"{read.W}headerReference")
        ]
        assert sorted(kinds) == ["default", "first"]
    with zipfile.ZipFile(report / DOCX) as package:
        links = package.read("word/_rels/document.xml.rels").decode()
    for element in read.docx_part(report / DOCX).iter(f"{read.W}headerReference"):
        assert f'Id="{element.get(R_ID)}" Target="header' in links


def test_a_part_on_its_side_turns_the_page_and_is_counted_on(tmp_path: Path) -> None:
    """Below a heading of class "ngang" PDF and DOCX lie on their side, below the next they stand; pages count on."""
    markdown = sample.MARKDOWN.replace(
        "# Biểu bổ sung {.phu-luc", "# Biểu ngang {.phu-luc .ngang}\n\nA.\n\n# Biểu {.phu-luc"
    )
    out = render(tmp_path, None, markdown)
    with pikepdf.open(out / PDF) as pdf:
        turned = [page.MediaBox[2] > page.MediaBox[3] for page in pdf.pages]
    assert turned == [False, False, False, False, True, False]
    firsts = [page.split("\n")[0] for page in read.pdf_pages(out / PDF)]
    assert firsts[4:] == ["2", "3"]
    sections = Document(str(out / DOCX)).sections
    assert [section.page_width > section.page_height for section in sections] == [
        False,
        False,
        True,
        False,
    ]
    started = [section._sectPr.find(f"{read.W}pgNumType") is not None for section in sections]
    assert started == [True, True, False, False]
    assert violations(out / DOCX) == []


def test_the_docx_fulfils_the_schema_whatever_it_holds(report: Path, draft: Path) -> None:
    """Signs of markup, notes, nested emphasis and the mark of a draft leave a document that the standard allows."""
    assert violations(report / DOCX) == []
    assert violations(draft / DOCX) == []


def test_the_head_of_a_table_of_the_docx_stays_with_its_first_row(report: Path) -> None:
    """Every paragraph of a head is kept with the next one: a head alone at the foot of a page loses its table."""
    rows = [
        row
        for row in read.docx_part(report / DOCX).iter(f"{read.W}tr")
        if row.find(f"{read.W}trPr/{read.W}tblHeader") is not None
    ]
    assert rows
    for row in rows:
        for paragraph in row.iter(f"{read.W}p"):
            if "".join(paragraph.itertext()).strip():
                assert paragraph.find(f"{read.W}pPr/{read.W}keepNext") is not None


def test_fields_and_bookmarks_of_the_docx(report: Path) -> None:
    """Captions are SEQ fields, references REF fields; every target exists under a name that Word allows."""
    document = read.docx_part(report / DOCX)
    bookmarks = [
        element.get(f"{read.W}name") or "" for element in document.iter(f"{read.W}bookmarkStart")
    ]
    assert len(bookmarks) == len(set(bookmarks))
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name, re.ASCII) for name in bookmarks)
    fields = [(element.text or "").split() for element in document.iter(f"{read.W}instrText")]
    assert [field[1] for field in fields if field[0] == "SEQ"] == ["Bảng", "Hình", "Bảng"]
    targets = [field[1] for field in fields if field[0] == "REF"]
    assert len(targets) == 2
    assert set(targets) <= set(bookmarks)
    assert not list(document.iter(f"{read.W}hyperlink"))
    heads = list(document.iter(f"{read.W}tblHeader"))
    assert len(heads) == 2 + 1
    assert len(list(document.iter(f"{read.W}cantSplit"))) >= len(heads)


def test_figures_are_told_in_words(report: Path) -> None:
    """The same alt text goes with the figure in the PDF's tags, the page's SVG and the DOCX's picture."""
    alt = sample.BLOCKS["fig-co-cau"]["alt"]
    with pikepdf.open(report / PDF) as pdf:
        alts = [
            str(item.Alt)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and "/Alt" in item
        ]
    assert alts == [alt]
    escaped = alt.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    assert f'<svg aria-label="{escaped}"' in (report / HTML).read_text(encoding="utf-8")
    pictures = [
        element.get("descr")
        for element in read.docx_part(report / DOCX).iter()
        if element.tag.endswith("docPr")
    ]
    assert pictures == [alt]


def test_a_draft_says_so_on_every_page(draft: Path, report: Path) -> None:
    """DỰ THẢO stands on every page of PDF and DOCX and on the page in HTML, outside the text, and only on drafts."""
    for page in read.pdf_pages(draft / PDF):
        assert sorted(set("DỰTHẢO")) == sorted(set("DỰTHẢO") & set(page))
    with pikepdf.open(draft / PDF) as pdf:
        for page in pdf.pages:
            assert b"/Artifact" in page.Contents.read_bytes()
    for part in ("word/header1.xml", "word/header2.xml"):
        with zipfile.ZipFile(draft / DOCX) as package:
            assert 'string="DỰ THẢO"' in package.read(part).decode()
        with zipfile.ZipFile(report / DOCX) as package:
            assert "DỰ THẢO" not in package.read(part).decode()
    assert '<body class="du-thao">' in (draft / HTML).read_text(encoding="utf-8")
    assert "DỰ THẢO</strong>" not in (report / HTML).read_text(encoding="utf-8")
    assert read.pdf_numbers(draft / PDF) == read.pdf_numbers(report / PDF)


# The page -----------------------------------------------------------------------------------------------------------


def test_the_page_allows_nothing_but_its_own_style(report: Path) -> None:
    """The policy names the hash of the one style sheet; no style attribute, script or outside address is there."""
    page = (report / HTML).read_text(encoding="utf-8")
    styles = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert len(styles) == 1
    digest = base64.b64encode(hashlib.sha256(styles[0].encode()).digest()).decode()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in policy[1]
    markup = page.replace(styles[0], "")
    assert not re.search(r"<[a-z][^<>]*\sstyle=", markup)
    assert not re.search(r"<(script|link|img|iframe)\b", markup)
    addresses = re.findall(r'(?:href|src)="(?!#)([^"]*)"', markup)
    assert addresses == [PDF, DOCX, TECHNICAL, SUMMARY, SUMMARY_DOCX, WORKBOOK, FORMS]
    assert '<html lang="vi">' in page


def test_every_link_of_the_page_has_its_target(report: Path) -> None:
    """All ids of the page are unique and every link inside it leads to one of them."""
    page = (report / HTML).read_text(encoding="utf-8")
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_a_script_is_allowed_by_its_hash() -> None:
    """A script that is handed to the page stands in it once, literally, and its hash in the policy."""
    script = "let a = `${1}` // $b$"
    bare = "<head><!-- dau-trang --></head><!-- so-lieu-trang -->\n</body>"
    page = complete(bare, "a{}", script, "{}")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in page
    assert f"<script>{script}</script>\n</body>" in page
    assert "script-src 'none'" in complete(bare, "a{}")


# Same bytes, whole files --------------------------------------------------------------------------------------------


def test_the_same_report_has_the_same_bytes_everywhere(tmp_path: Path, report: Path) -> None:
    """Time zone, locale, hash seed, umask and working folder change no byte of the files."""
    work = sample.write_sample(tmp_path / "Tỉnh Đắk Lắk ’24" / "work")
    out = tmp_path / "out"
    code = (
        "import os; os.umask(0o077)\n"
        "from pathlib import Path\n"
        "from analysis.fonts import choose_fonts\n"
        "from analysis.rendering.render import render_report\n"
        f"render_report(Path({str(work)!r}), Path({str(out)!r}), fonts=choose_fonts(), epoch={sample.EPOCH},"
        f" templates=Path({str(ROOT / 'templates')!r}))"
    )
    strange = {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "77",
        "SOURCE_DATE_EPOCH": "1",
    }
    environment = {**os.environ, **strange, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    for name in (HTML, PDF, DOCX, TECHNICAL, SUMMARY, SUMMARY_DOCX):
        assert (out / name).read_bytes() == (report / name).read_bytes(), name


def test_without_a_font_of_the_system_the_report_says_so(tmp_path: Path) -> None:
    """With Typst's own font the PDF is whole and the finding font-fallback names the font."""
    work = sample.write_sample(tmp_path / "work")
    options: dict[str, Any] = {"fonts": EMBEDDED, "epoch": 0, "templates": ROOT / "templates"}
    findings = render_report(work, tmp_path / "out", **options)
    assert [finding.code for finding in findings] == ["font-fallback", "glyph-missing"]
    assert "ĐỘCLẬP" in squeezed(read.pdf_pages(tmp_path / "out" / PDF)[0]).upper()


def test_a_short_report_without_addressees_or_appendices(tmp_path: Path) -> None:
    """Parts that an analyst does not give are left out; a single addressee and a single phụ lục have no number."""
    single = {
        "kinh_gui": ["Ủy ban nhân dân tỉnh"],
        "can_cu": [],
        "quyen_han": "",
        "nguoi_ky": "…………",
    }
    data = sample.content(**single, noi_nhan=["- ………;", "– Lưu: VT."], title="Báo cáo <A> & \x01")
    data["blocks"], data["hinh_tom_tat"] = {}, []
    out = render(
        tmp_path, data, "# Mở đầu\n\nĐã xong.\n\n# Biểu {.phu-luc #pl-bieu}\n\n- Một;\n- Hai;\n"
    )
    assert Document(str(out / DOCX)).core_properties.title == "Báo cáo <A> & \ufffd"
    with pikepdf.open(out / PDF) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Báo cáo <A> & \ufffd"
    for name, text in texts(out).items():
        assert "Kính gửi: Ủy ban nhân dân tỉnh." in text, name
        assert "Đã xong./." in text, name
        assert "Phụ lục\nBIỂU" in text.replace("Phụ lục BIỂU", "Phụ lục\nBIỂU").replace(
            "lụcBIỂU", "lục\nBIỂU"
        ), name
        assert "………;" in text, name
        assert "Lưu: VT." in text, name
        assert "Hai;" in text, name
        assert text.count("./.") == 1, name


def test_a_report_without_charts_needs_no_folder_of_them(tmp_path: Path) -> None:
    """What a step kept holds files alone: a report without charts that is taken over has no such folder."""
    data = {**sample.content(), "hinh_tom_tat": [], "blocks": {}}
    work = sample.write_sample(tmp_path / "work", data, "# Mở đầu\n\nĐã xong.\n")
    for folder in ("hinh", "hinh-hep"):
        shutil.rmtree(work / folder)
    out = tmp_path / "out"
    render_report(work, out, fonts=EMBEDDED, epoch=0, templates=ROOT / "templates")
    assert (out / PDF).is_file()
    assert not (out / "hinh").exists()


def test_the_last_item_of_a_list_ends_the_body(tmp_path: Path) -> None:
    """A body that ends with a list ends in its last item with "./.", and without phụ lục the signature is last."""
    data = {**sample.content(), "hinh_tom_tat": []}
    items = [[sample.s("Một;")], [sample.so("T", "2.630,0"), sample.s(" tỷ đồng.")]]
    data["blocks"] = {
        "cuoi": {"kind": "prose", "blocks": [{"b": "ul", "items": items}]},
        "tbl-vet": sample.BLOCKS["tbl-vet"],
    }
    out = render(
        tmp_path, data, "# Mở đầu\n\n::: {#tbl-vet .khoi}\n:::\n\n::: {#cuoi .khoi}\n:::\n"
    )
    for name, text in texts(out).items():
        plain = squeezed(text)
        assert plain.index("Một;") < plain.index("2.630,0tỷđồng./.") < plain.index("Nơinhận:"), name
        assert text.count("./.") == 1, name


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        (HTML, lambda content: content[:-20]),
        (HTML, lambda content: content.replace(b"<main", b'<main style="color:red"')),
        (PDF, lambda content: content[: len(content) // 2]),
        (PDF, lambda _: b""),
        (DOCX, lambda content: content[: len(content) // 2]),
    ],
    ids=["page cut", "page with style", "pdf cut", "pdf empty", "docx cut"],
)
def test_a_file_that_is_not_whole_is_refused(
    tmp_path: Path, report: Path, name: str, spoil: Callable[[bytes], bytes]
) -> None:
    """A page, PDF or DOCX that is cut off or not as it must be does not pass the check after rendering."""
    shutil.copytree(report, tmp_path / "out")
    check_rendered(tmp_path / "out")
    (tmp_path / "out" / name).write_bytes(spoil((report / name).read_bytes()))
    with pytest.raises(RenderError, match=re.escape("[render-failed]")):
        check_rendered(tmp_path / "out")


def test_every_part_of_the_script_is_in_the_page_and_stands_alone() -> None:
    """Each script file of the templates is a part, each part a whole script, and all of them make one."""
    folder = ROOT / "templates" / "html"
    assert sorted(SCRIPT_PARTS) == sorted(path.stem for path in folder.glob("*.js"))
    script = page_script(folder)
    for part in SCRIPT_PARTS:
        assert (folder / f"{part}.js").read_text(encoding="utf-8") in script
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node to read the parts with")
    for part in SCRIPT_PARTS:
        subprocess.run([node, "--check", folder / f"{part}.js"], check=True)


# Quarto -------------------------------------------------------------------------------------------------------------

# read here: no test sees the parameters of the shell that started it
REAL_QUARTO = os.environ.get("QUARTO") or shutil.which("quarto")

# a shell starts it, since the line after #! cannot name an interpreter whose path has a blank
FAKE = """#!/bin/sh
"exec" "{python}" "$0" "$@"
import pathlib, shutil, sys
here = pathlib.Path.cwd()
if sys.argv[1:] == ["--version"]:
    print("{version}")
else:
    (here / "seen.txt").write_text(" ".join(sys.argv[1:]) + (here / "ket-xuat.yml").read_text())
    assert (here / "_quarto.yml").is_file() and (here / sys.argv[2]).is_file()
    (here / "ket-qua").mkdir(exist_ok=True)
    for path in pathlib.Path({made!r}).glob("*.*"):
        shutil.copy(path, here / "ket-qua")
"""


def fake_quarto(folder: Path, version: str, made: Path) -> str:
    if os.name == "nt":
        pytest.skip("the fake program is a script with a first line, which Windows does not start")
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / "quarto"
    program.write_text(
        FAKE.format(python=sys.executable, version=version, made=str(made)), encoding="utf-8"
    )
    program.chmod(0o755)
    return str(program)


@pytest.fixture(scope="module")
def unfinished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documents as a renderer leaves them, before they are finished."""
    folder = tmp_path_factory.mktemp("unfinished")
    work, out = sample.write_sample(folder / "work"), folder / "out"
    out.mkdir()
    job = open_job(work, out, ROOT / "templates", choose_fonts(), sample.EPOCH)
    prepare(job)
    make_embedded(job)
    return out


def test_quarto_that_is_missing_or_old_is_refused(tmp_path: Path) -> None:
    """Without Quarto 1.7 the message says how to get it and that the default renderer needs none."""
    with pytest.raises(
        RenderError, match=r"\[quarto-not-found\].*quarto\.org.*mặc định không cần Quarto"
    ):
        find_quarto(str(tmp_path / "quarto"))
    with pytest.raises(RenderError, match=r"1\.6.*\[quarto-too-old\]"):
        find_quarto(fake_quarto(tmp_path, "1.6.43", tmp_path))


@pytest.mark.parametrize(("version", "standards"), [("1.7.32", False), ("1.9.2", True)])
def test_quarto_is_run_in_the_work_folder(
    tmp_path: Path, report: Path, unfinished: Path, version: str, standards: bool
) -> None:
    """Quarto gets the project in the work folder, the font and, where it knows them, the PDF standards."""
    program = fake_quarto(tmp_path / "bin", version, unfinished)
    out = render(tmp_path, renderer="quarto", quarto=program)
    seen = (tmp_path / "work" / "seen.txt").read_text(encoding="utf-8")
    assert seen.startswith("render")
    assert choose_fonts().family in seen
    assert ("ua-1" in seen) == standards
    assert (out / HTML).read_bytes() == (report / HTML).read_bytes()
    assert read.docx_text(out / DOCX) == read.docx_text(report / DOCX)


def test_quarto_that_leaves_a_file_out_is_refused(tmp_path: Path, report: Path) -> None:
    """A format that Quarto did not make is an error that names the file."""
    shutil.copytree(report, tmp_path / "made")
    (tmp_path / "made" / PDF).unlink()
    with pytest.raises(RenderError, match=r"không làm ra bao-cao\.pdf"):
        render(
            tmp_path,
            renderer="quarto",
            quarto=fake_quarto(tmp_path / "bin", "1.7.1", tmp_path / "made"),
        )


def test_what_quarto_puts_into_the_page_is_taken_out() -> None:
    """No style, script or link stays in a page that Quarto made; it gets its own later."""
    made = (
        '<head><link rel="stylesheet" href="x.css">\n<style>x{}</style>\n<script src="y.js">'
        "</script><!-- dau-trang --></head><p>b</p>"
    )
    assert remove_injected(made) == "<head><!-- dau-trang --></head><p>b</p>"


def test_quarto_makes_the_same_report(tmp_path: Path, report: Path) -> None:
    """The real Quarto gives the same text and the same numbers as the embedded renderer."""
    if not REAL_QUARTO:
        pytest.skip("no quarto on the path or in QUARTO")
    out = render(tmp_path, renderer="quarto", quarto=REAL_QUARTO)
    for name, text in texts(report).items():
        assert squeezed(texts(out)[name]) == squeezed(text), name
    assert read.html_numbers(out / HTML) == read.html_numbers(report / HTML)
    assert read.docx_numbers(out / DOCX) == read.docx_numbers(report / DOCX)

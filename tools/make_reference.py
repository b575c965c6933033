"""Make the two Word reference documents of `templates/docx/` once; the files are committed, a run never makes them.

    python tools/make_reference.py

Needs pypandoc_binary and python-docx. The styles follow Nghị định 30/2020/NĐ-CP, Phụ lục I: Times New Roman, black, A4,
the page number centred in the header from page 2. `reference-draft.docx` has "DỰ THẢO" behind the text of every page
besides. Zip time stamps are fixed, so that making them again gives the same bytes.
"""

from __future__ import annotations

import copy
import io
import subprocess
import unicodedata
import zipfile
from pathlib import Path

import pypandoc
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Mm, Pt, RGBColor, Twips
from docx.styles.style import ParagraphStyle

TEMPLATES = Path(__file__).resolve().parents[1] / "templates" / "docx"
PANDOC = Path(pypandoc.__file__).parent / "files" / "pandoc"
Align = WD_ALIGN_PARAGRAPH
FONT = "Times New Roman"
BODY = 13
ZIP_TIME = (2020, 3, 5, 0, 0, 0)
CELL_ALIGN = {"trái": Align.LEFT, "giữa": Align.CENTER, "phải": Align.RIGHT}

WATERMARK = """<w:r {ns} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<w:rPr><w:noProof/></w:rPr><w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">
<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>
<v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>
<v:f eqn="sum @6 0 @5"/></v:formulas>
<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800"
 o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="DuThao{number}" o:spid="_x0000_s{spid}" type="#_x0000_t136" alt="" stroked="f" fillcolor="#d9d9d9"
 style="position:absolute;margin-left:0;margin-top:0;width:440pt;height:110pt;rotation:310;z-index:-251658752;
mso-position-horizontal:center;mso-position-horizontal-relative:margin;
mso-position-vertical:center;mso-position-vertical-relative:margin">
<v:fill opacity=".5"/><v:textpath style="font-family:&quot;Times New Roman&quot;;font-size:1pt;font-weight:bold"
 string="DỰ THẢO"/></v:shape></w:pict></w:r>"""


def main() -> None:
    """Write reference.docx and reference-draft.docx into templates/docx/."""
    default = subprocess.run(
        [PANDOC, "--print-default-data-file", "reference.docx"], capture_output=True, check=True
    )
    document = Document(io.BytesIO(default.stdout))
    set_defaults(document)
    set_styles(document)
    set_settings(document)
    set_page(document)
    empty_body(document)
    write(document, TEMPLATES / "reference.docx")
    add_watermarks(document)
    write(document, TEMPLATES / "reference-draft.docx")


def set_defaults(document: DocumentType) -> None:
    """One font and one language for the whole document, in place of the theme's."""
    styles = document.styles
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    set_fonts(defaults.find(qn("w:rFonts")))
    language = defaults.find(qn("w:lang"))
    language.set(qn("w:val"), "vi-VN")
    language.set(qn("w:eastAsia"), "vi-VN")
    for style in styles:
        properties = getattr(style.element, "rPr", None)
        if properties is None:
            continue
        fonts = properties.find(qn("w:rFonts"))
        if fonts is not None:
            set_fonts(fonts)
        colour = properties.find(qn("w:color"))
        if colour is not None:
            properties.remove(colour)


def set_settings(document: DocumentType) -> None:
    """Vietnamese, its separators of numbers and lists, and the layout of Word 2013 and later."""
    settings = document.settings.element
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), "vi-VN")
    settings.find(qn("w:decimalSymbol")).set(qn("w:val"), ",")
    settings.find(qn("w:listSeparator")).set(qn("w:val"), ";")
    compatibility = parse_xml(
        f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    settings.find(qn("w:footnotePr")).addnext(compatibility)


def set_fonts(fonts: OxmlElement) -> None:
    """Name the font itself for all scripts: theme fonts differ from machine to machine."""
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


def set_styles(document: DocumentType) -> None:
    """Paragraph styles: body, headings, captions, cells, remarks."""
    paragraph(document, "Normal", before=0, line=1.0)
    paragraph(document, "Title", size=14, bold=True, align=Align.CENTER, line=1.0, keep=True)
    for name in ("Body Text", "First Paragraph", "Compact"):
        paragraph(document, name, align=Align.JUSTIFY, first=1.27, before=6)
    paragraph(
        document,
        "Đoạn cuối",
        base="Body Text",
        align=Align.JUSTIFY,
        first=1.27,
        before=6,
        keep=True,
    )
    paragraph(
        document, "Gạch đầu dòng", base="Body Text", align=Align.JUSTIFY, first=1.27, before=6
    )
    last = "Gạch đầu dòng cuối"
    paragraph(
        document, last, base="Gạch đầu dòng", align=Align.JUSTIFY, first=1.27, before=6, keep=True
    )
    for level in range(1, 7):
        paragraph(
            document,
            f"Heading {level}",
            bold=level <= 2,
            first=1.27,
            before=10 if level == 1 else 7,
            after=2,
            keep=True,
        )
    paragraph(
        document,
        "Phụ lục",
        base="Heading 1",
        size=14,
        bold=True,
        align=Align.CENTER,
        first=0,
        before=0,
        after=0,
        keep=True,
    )
    paragraph(document, "Kèm theo", base="Normal", italic=True, align=Align.CENTER, after=10)
    paragraph(
        document,
        "Table Caption",
        size=12,
        align=Align.CENTER,
        before=10,
        after=4,
        line=1.0,
        keep=True,
    )
    paragraph(
        document, "Captioned Figure", align=Align.CENTER, before=8, after=2, line=1.0, keep=True
    )
    paragraph(document, "Image Caption", size=12, align=Align.CENTER, before=2, after=8, line=1.0)
    paragraph(
        document,
        "Ghi chú bảng",
        base="Normal",
        size=11,
        italic=True,
        before=4,
        after=4,
        line=1.0,
    )
    paragraph(
        document,
        "Ghi chú hình",
        base="Ghi chú bảng",
        size=11,
        italic=True,
        align=Align.CENTER,
        after=6,
        line=1.0,
    )
    paragraph(
        document,
        "Nhận xét",
        base="Body Text",
        align=Align.JUSTIFY,
        first=1.27,
        before=8,
        after=4,
    )
    side_rule(document, "Nhận xét")
    paragraph(document, "Footnote Text", size=10.5, line=1.0)
    for word, align in CELL_ALIGN.items():
        paragraph(
            document, f"Ô {word}", base="Normal", size=12, align=align, before=2, after=2, line=1.0
        )
        paragraph(
            document,
            f"Ô {word} nhỏ",
            base="Normal",
            size=10,
            align=align,
            before=2,
            after=2,
            line=1.0,
        )
    paragraph(document, "toc 1", base="Normal", size=12, before=2, line=1.0)
    paragraph(document, "table of figures", base="Normal", size=12, before=2, line=1.0)
    # the ids by which Word knows its own styles
    document.styles["toc 1"].element.styleId = "TOC1"
    document.styles["table of figures"].element.styleId = "TableofFigures"
    # Pandoc bases its style of tables on one that it does not have
    based = document.styles["Table"].element.find(qn("w:basedOn"))
    document.styles["Table"].element.remove(based)
    link = document.styles["Hyperlink"]
    link.font.color.rgb = RGBColor(0, 0, 0)
    link.font.underline = False


def paragraph(
    document: DocumentType,
    name: str,
    *,
    base: str | None = None,
    size: float = BODY,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = Align.LEFT,
    first: float = 0,
    before: float = 0,
    after: float = 0,
    line: float = 1.15,
    keep: bool = False,
) -> None:
    """Set a paragraph style, made on `base` where it does not exist; sizes in pt, indent in cm."""
    style: ParagraphStyle = (
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if base and name not in document.styles
        else document.styles[name]
    )
    if base:
        style.element.styleId = plain_id(name)
        style.base_style = document.styles[base]
    style.font.name, style.font.size = FONT, Pt(size)
    style.font.bold, style.font.italic, style.font.color.rgb = bold, italic, RGBColor(0, 0, 0)
    set_fonts(style.element.rPr.find(qn("w:rFonts")))
    form = style.paragraph_format
    form.alignment, form.first_line_indent = align, Cm(first)
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), line
    form.keep_with_next, form.widow_control = keep, True


def plain_id(name: str) -> str:
    """The id of a style: its name without diacritics and blanks, for programs that take no others."""
    letters = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return letters.encode("ascii", "ignore").decode().title().replace(" ", "")


def side_rule(document: DocumentType, name: str) -> None:
    """A grey rule at the left of a remark."""
    properties = document.styles[name].element.get_or_add_pPr()
    border = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="12" w:space="8" w:color="8A8A8A"/></w:pBdr>'
    )
    properties.insert_element_before(
        border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )
    document.styles[name].paragraph_format.left_indent = Cm(0.4)


def set_page(document: DocumentType) -> None:
    """A4, the decree's margins, page number in the header but not on page 1, numbering from 1 in each section."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Twips(851)
    section.header_distance, section.footer_distance = Mm(10), Mm(10)
    section.gutter = Mm(0)
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    header.style, header.alignment = document.styles["Normal"], Align.CENTER
    for kind, text in (
        ("begin", None),
        (None, " PAGE "),
        ("separate", None),
        ("text", "2"),
        ("end", None),
    ):
        add_field_part(header, kind, text)
    section.first_page_header.paragraphs[0].style = document.styles["Normal"]
    properties = section._sectPr  # noqa: SLF001 -- python-docx has no public way to page numbers
    notes = properties.find(qn("w:footnotePr"))
    if notes is not None:
        properties.remove(notes)
    numbering = OxmlElement("w:pgNumType")
    numbering.set(qn("w:start"), "1")
    properties.find(qn("w:pgMar")).addnext(numbering)


def add_field_part(header: object, kind: str | None, text: str | None) -> None:
    """One run of the PAGE field."""
    run = header.add_run("2" if kind == "text" else "")  # type: ignore[attr-defined]
    run.font.size = Pt(BODY)
    if kind == "text":
        return
    part = OxmlElement("w:instrText" if kind is None else "w:fldChar")
    if kind is None:
        part.set(qn("xml:space"), "preserve")
        part.text = text
    else:
        part.set(qn("w:fldCharType"), kind)
    run._r.append(part)  # noqa: SLF001 -- nor to fields


def empty_body(document: DocumentType) -> None:
    """The sample text of Pandoc's own reference is of no use: only the last section is kept."""
    body = document.element.body
    last = body.find(qn("w:sectPr"))
    for child in list(body):
        if child is not last:
            body.remove(child)


def add_watermarks(document: DocumentType) -> None:
    """DỰ THẢO behind the text, in the header of the first page and of the others."""
    section = document.sections[0]
    for number, header in enumerate((section.header, section.first_page_header)):
        mark = parse_xml(
            WATERMARK.format(ns=nsdecls("w"), number=number, spid=2049 + number).replace("\n", " ")
        )
        header.paragraphs[0]._p.append(copy.deepcopy(mark))  # noqa: SLF001 -- nor to drawings


def write(document: DocumentType, path: Path) -> None:
    """Save with fixed time stamps and entries in order."""
    buffer = io.BytesIO()
    document.save(buffer)
    with (
        zipfile.ZipFile(buffer) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.compress_type, info.create_system, info.external_attr = (
                zipfile.ZIP_DEFLATED,
                3,
                0o644 << 16,
            )
            target.writestr(info, source.read(name))


if __name__ == "__main__":
    main()

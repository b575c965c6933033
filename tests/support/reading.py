"""Reading a finished report back: the number elements in reading order, and the text, from HTML, DOCX and PDF.

A number is (id, text). Its id is never taken from the link alone: a link leads to a row of the appendix that traces the
values, and the first cell of that row is the id. A footnote is read where the text refers to it.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any
from unittest import mock

import docx
import pdfplumber
import pdfplumber.page
import pikepdf
import pypdfium2
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml import etree
from lxml import html as lxml_html
from pypdfium2 import raw

Numbers = list[tuple[str, str]]
Rows = dict[str, list[str]]

ANCHOR = "vet-"
BLOCKS = ("h1", "h2", "h3", "h4", "p", "li", "figcaption", "tr")
# Typst puts a link's target some 8 points above the text of its row, and no row is lower than 16.
ROW_REACH = 15.0
TRACED = "./phu-luc-ky-thuat.pdf#nameddest=vet-"
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u00ad\u2060"))


def one_line(text: str) -> str:
    """Text with every run of blanks as one blank and without break marks."""
    return re.sub(r"\s+", " ", text.translate(INVISIBLE)).strip()


# HTML ---------------------------------------------------------------------------------------------------------------


def html_page(path: Path) -> lxml_html.HtmlElement:
    """The parsed page."""
    return lxml_html.document_fromstring(
        path.read_bytes(), parser=lxml_html.HTMLParser(encoding="utf-8")
    )


FOLDED = "//details[@class='phan-gap']"
UNSIGNED = (
    ".//details[@class='phan-gap'] | .//p[@class='bang-du-thao'] | .//svg//title | .//svg//style"
    # the form of a chart for phones repeats the wide one
    " | .//div[@class='hep']"
)


def html_signed_text(page: lxml_html.HtmlElement) -> str:
    """The text of the page that is signed: with the labels of charts, and the dashes that the style sheet draws."""
    signed = deepcopy(page.find(".//main"))
    for part in signed.xpath(UNSIGNED):
        part.drop_tree()
    for item in signed.iter("li"):
        item.text = f"- {item.text or ''}"
    return "".join(signed.itertext())


def html_numbers(page: lxml_html.HtmlElement, *, folded: bool | None = None) -> Numbers:
    """The linked numbers of the page; the labels of charts are no part of it.

    `folded` picks those of the folded technical part, or the others; all by default.
    """
    notes = {
        note.get("id"): note
        for note in page.iter("li")
        if re.fullmatch(r"fn\d+", note.get("id") or "")
    }
    ids = {f"#{row.get('id')}": one_line(row[0].text_content()) for row in _html_rows(page)}

    def walk(element: Any) -> Iterator[tuple[str, str]]:
        classes = (element.get("class") or "").split()
        if element.tag == "a" and "so" in classes:
            yield ids[element.get("href")], element.text_content()
        elif element.tag == "a" and "footnote-ref" in classes:
            yield from walk(notes[element.get("href")[1:]])
        elif "phan-gap" in classes and folded is False:
            return
        elif element.tag != "svg" and "footnotes" not in classes:
            for child in element.iterchildren(etree.Element):
                yield from walk(child)

    inside = page.xpath(FOLDED) if folded else [page.body]
    return [number for element in inside for number in walk(element)]


def html_trace(page: lxml_html.HtmlElement) -> Rows:
    """The rows of the tracing appendix: id to the text of its cells."""
    rows = [[one_line(cell.text_content()) for cell in row] for row in _html_rows(page)]
    return {cells[0]: cells for cells in rows}


def _html_rows(page: lxml_html.HtmlElement) -> list[Any]:
    return page.xpath(f"//tr[starts-with(@id, '{ANCHOR}')]")


def outline(page: lxml_html.HtmlElement) -> list[str]:
    """The text of the report, a line a heading, paragraph, item, caption or table row, cells parted by ` | `.

    The mark of a draft is none of it: in the other formats it is the watermark of the page.
    """
    lines = []
    for element in page.find(".//main").iter(*BLOCKS):
        if element.get("class") == "bang-du-thao":
            continue
        inside = any(parent.tag in BLOCKS for parent in element.iterancestors())
        if element.tag == "tr":
            lines.append(" | ".join(one_line(cell.text_content()) for cell in element))
        elif not inside:
            lines.append(one_line(element.text_content()))
    return [line for line in lines if line.strip(" |")]


# DOCX ---------------------------------------------------------------------------------------------------------------


def docx_numbers(path: Path) -> list[str]:
    """The texts that are marked as numbers of the report, footnotes where they are referred to."""
    document = docx.Document(str(path))
    body, notes = document.element.body, _docx_notes(document)
    number = document.styles["Số liệu"].style_id

    def walk(element: Any) -> Iterator[str]:
        if element.tag == qn("w:r") and element.style == number:
            yield _docx_text(element)
        elif element.tag == qn("w:footnoteReference"):
            yield from walk(notes[element.get(qn("w:id"))])
        else:
            for child in element.iterchildren(etree.Element):
                yield from walk(child)

    return list(walk(body))


LISTS = ("TOCHeading", "TOC1", "TableofFigures")
"""The styles of the lists of contents in a DOCX."""


def docx_text(path: Path) -> str:
    """The text of the body and its footnotes, a paragraph a line, without the lists of contents, which repeat it."""
    document = docx.Document(str(path))
    parts = [document.element.body, *_docx_notes(document).values()]
    return "\n".join(
        one_line(_docx_text(paragraph))
        for part in parts
        for paragraph in part.iter(qn("w:p"))
        if _docx_style(paragraph) not in LISTS
    )


def _docx_style(paragraph: Any) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if style is None else str(style.get(qn("w:val")))


def _docx_text(element: Any) -> str:
    signs = {qn("w:tab"): " ", qn("w:br"): " ", qn("w:noBreakHyphen"): "-"}
    return "".join(
        (part.text or "") if part.tag == qn("w:t") else signs.get(part.tag, "")
        for part in element.iter()
    )


def _docx_notes(document: Any) -> dict[str, Any]:
    parts = [
        rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/footnotes")
    ]
    notes = parse_xml(parts[0].blob) if parts else ()
    return {note.get(qn("w:id")): note for note in notes}


# PDF ----------------------------------------------------------------------------------------------------------------


class _NestedMarks(pdfplumber.page.PDFPageAggregatorWithMarkedContent):
    """pdfplumber forgets the mark of an element at the first mark inside it, which Typst sets around break marks."""

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        around = self.cur_mcid
        super().begin_tag(tag, props)
        self.cur_mcid = around if self.cur_mcid is None else self.cur_mcid
        self._open = [*getattr(self, "_open", ()), around]

    def end_tag(self) -> None:
        super().end_tag()
        self.cur_mcid = self._open.pop()


def _letters(container: Any) -> Iterator[Any]:
    """The letters as pdfminer has them; pdfplumber's list holds colours too and takes half as much time again."""
    for part in container:
        if isinstance(part, pdfplumber.page.LTChar):
            yield part
        elif isinstance(part, pdfplumber.page.LTContainer):
            yield from _letters(part)


class TaggedPdf:
    """A tagged PDF: its structure tree with the text that each element marks on the pages."""

    def __init__(self, path: Path) -> None:
        self.pdf = pikepdf.open(path)
        self.number_of = {page.objgen: number for number, page in enumerate(self.pdf.pages)}
        self.marked: list[dict[int | None, list[dict[str, Any]]]] = []
        self.margins: list[str] = []
        name = "PDFPageAggregatorWithMarkedContent"
        with mock.patch.object(pdfplumber.page, name, _NestedMarks), pdfplumber.open(path) as shown:
            self.height = float(shown.pages[0].height)
            for page in shown.pages:
                marked: dict[int | None, list[dict[str, Any]]] = {}
                margin = ""
                for letter in _letters(page.layout):
                    top, bottom = page.height - letter.y1, page.height - letter.y0
                    text = letter.get_text()
                    character = {"text": text, "page_number": page.page_number, "top": top}
                    marked.setdefault(letter.mcid, []).append(character)
                    margin += text if bottom < 20 / 25.4 * 72 else ""
                self.marked.append(marked)
                self.margins.append(margin.strip())

    def numbers(self) -> Numbers:
        """The linked numbers in the order of the structure tree."""
        rows = self._rows()

        def walk(element: Any, page: Any) -> Iterator[tuple[str, str]]:
            page = element.get("/Pg", page)
            id_ = self._linked_id(element, rows) if element.get("/S") == "/Link" else None
            if id_ is not None:
                yield id_, "".join(c["text"] for c in self._characters(element, page))
                return
            for kid in _kids(element):
                if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                    yield from walk(kid, page)

        return list(walk(self.pdf.Root.StructTreeRoot, None))

    def trace(self) -> Rows:
        """The rows of the tracing appendix: id to the text of its cells."""
        return {cells[0]: cells for _, _, cells in self._rows()}

    def text(self, *, charts: bool = True) -> str:
        """The tagged text, an element that holds text a line; the drawing of a chart is a picture."""
        return "\n".join(self._texts(self.pdf.Root.StructTreeRoot, None, charts=charts))

    def titles(self) -> list[str]:
        """The titles of the bookmarks from top to bottom."""
        with self.pdf.open_outline() as tree:
            return [one_line(title) for title in _titles(tree.root)]

    def _texts(self, element: Any, page: Any, *, charts: bool) -> Iterator[str]:
        page = element.get("/Pg", page)
        # the list of contents says again what the headings say
        if element.get("/S") == "/TOC" or (element.get("/S") == "/Figure" and not charts):
            return
        kids = [
            kid for kid in _kids(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
        ]
        if (
            element.get("/S") in ("/P", "/H1", "/H2", "/H3", "/TD", "/TH", "/LBody", "/Caption")
            or not kids
        ):
            yield self._line(element, page)
        else:
            for kid in kids:
                yield from self._texts(kid, page, charts=charts)

    def _rows(self) -> list[tuple[int, float, list[str]]]:
        """(page, top of its first line, cells) of each row of the table that most links lead to: the tracing one.

        None where the trace is another file's.
        """
        named = pikepdf.NameTree(self.pdf.Root.Names.Dests)
        if not any(str(name).startswith(ANCHOR) for name in named):
            return []
        tables = [
            self._body(table, page)
            for table, page in self._elements(self.pdf.Root.StructTreeRoot, None, "/Table")
        ]
        places = [
            (self.number_of[d[0].objgen], self.height - float(d[3])) for d in self._destinations()
        ]

        def hits(rows: list[tuple[int, float, list[str]]]) -> int:
            return sum(
                where == number and 0 <= top - y < ROW_REACH
                for number, top, _ in rows
                for where, y in places
            )

        return max(tables, key=hits)

    def _body(self, table: Any, page: Any) -> list[tuple[int, float, list[str]]]:
        rows = []
        for row, where in self._elements(table, page, "/TR"):
            cells = _kids(row)
            # the first cell of a row of the body is its header; a row of the head has no other cells
            in_body = any(cell.get("/S") == "/TD" for cell in cells)
            first = self._characters(cells[0], where) if in_body else []
            if first:
                texts = [self._line(cell, where) for cell in cells]
                rows.append((first[0]["page_number"] - 1, first[0]["top"], texts))
        return rows

    def _elements(self, element: Any, page: Any, kind: str) -> Iterator[tuple[Any, Any]]:
        page = element.get("/Pg", page)
        if element.get("/S") == kind:
            yield element, page
        for kid in _kids(element):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from self._elements(kid, page, kind)

    def _destinations(self) -> Iterator[Any]:
        for link, _ in self._elements(self.pdf.Root.StructTreeRoot, None, "/Link"):
            destination = self._destination(link)
            if destination is not None:
                yield destination

    def _linked_id(self, link: Any, rows: list[tuple[int, float, list[str]]]) -> str | None:
        """The id of the traced value that a link leads to, here or in the technical file."""
        address = self._address(link)
        if address.startswith(TRACED):
            return address.removeprefix(TRACED)
        return self._row_at(self._destination(link), rows)

    @staticmethod
    def _address(link: Any) -> str:
        action = _annotation(link).get("/A", {})
        return str(action.get("/URI", ""))

    def addresses(self) -> set[str]:
        """The addresses of places in other files that links lead to."""
        links = self._elements(self.pdf.Root.StructTreeRoot, None, "/Link")
        return {self._address(link) for link, _ in links} - {""}

    @staticmethod
    def _destination(link: Any) -> Any:
        """Where a link leads as [page, /XYZ, x, y, zoom]; None for a heading, which has a name."""
        found = _annotation(link).get("/Dest")
        return found if isinstance(found, pikepdf.Array) else None

    def destinations(self) -> dict[str, str]:
        """The named destinations that are rows of the trace, each with the id in that row."""
        rows = self._rows()
        named = pikepdf.NameTree(self.pdf.Root.Names.Dests).items()
        found = {str(name): self._row_at(place, rows) for name, place in named}
        return {name: id_ for name, id_ in found.items() if id_ is not None}

    def _row_at(self, destination: Any, rows: list[tuple[int, float, list[str]]]) -> str | None:
        if destination is None:
            return None
        number, y = self.number_of[destination[0].objgen], self.height - float(destination[3])
        below = [
            (top, cells)
            for where, top, cells in rows
            if where == number and 0 <= top - y < ROW_REACH
        ]
        return min(below)[1][0] if below else None

    def _line(self, element: Any, page: Any) -> str:
        return one_line("".join(c["text"] for c in self._characters(element, page)))

    def _characters(self, element: Any, page: Any) -> list[dict[str, Any]]:
        if not isinstance(element, pikepdf.Dictionary):
            return self.marked[self.number_of[page.objgen]].get(int(element), [])
        page = element.get("/Pg", page)
        if element.get("/Type") == "/MCR":
            return self.marked[self.number_of[page.objgen]].get(int(element["/MCID"]), [])
        return [
            c for kid in _kids(element) if not _is_object(kid) for c in self._characters(kid, page)
        ]


def drawn_text(path: Path) -> str:
    """The text of a PDF as PDFium finds it drawn, but for artifacts: running numbers, repeated heads, a mark."""
    with pypdfium2.PdfDocument(path) as pdf:
        drawn = [
            part.extract()
            for page in pdf
            for part in page.get_objects(
                filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=page.get_textpage()
            )
            if not _is_artifact(part)
        ]
    return " ".join(drawn).translate(INVISIBLE)


def _is_artifact(part: Any) -> bool:
    names = []
    for number in range(raw.FPDFPageObj_CountMarks(part.raw)):
        mark = raw.FPDFPageObj_GetMark(part.raw, number)
        name, size = (raw.FPDF_WCHAR * 32)(), ctypes.c_ulong()
        raw.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), size)
        names.append(bytes(name)[: size.value].decode("utf-16-le").rstrip("\0"))
    return "Artifact" in names


@lru_cache(maxsize=16)
def tagged(path: Path) -> TaggedPdf:
    """The PDF read once; its file must not change."""
    return TaggedPdf(path)


def _annotation(link: Any) -> Any:
    return next(kid["/Obj"] for kid in _kids(link) if _is_object(kid))


def _titles(items: Any) -> Iterator[str]:
    for item in items:
        yield item.title
        yield from _titles(item.children)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _is_object(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"

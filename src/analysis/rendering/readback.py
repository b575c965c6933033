"""The finished documents opened and read back.

Their tables, their charts and every number that the content has.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from analysis.document.blocks import Block, nodes
from analysis.errors import RenderError
from analysis.faults import Finding
from analysis.messages import first_of
from analysis.project import SUMMARY_CHARTS
from analysis.rendering.documents import DOCUMENTS, Document, Part, ids_in
from analysis.rendering.overprints import overprints, run_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u00ad\u2060\ufeff\u0002\ufffe"))
_NUMBER = re.compile(r"[+\-−]?\d+(?:[.,]\d+)*")
_CAPTION = re.compile(r"^(Bảng|Hình)\s([A-Z]*[0-9]+)\. ", re.MULTILINE)
_SHOWN = 5
NUMBER_STYLE = "Số liệu"
"""The style by which a DOCX marks the numbers of the content."""


@dataclass(frozen=True)
class Contents:
    """What a document holds: tables, charts, and how often each printed number occurs.

    `over` tells what is printed over other print, by page.
    """

    tables: int
    charts: int
    numbers: Counter[str]
    over: tuple[str, ...] = ()


def check_finished(
    out: Path, content: Mapping[str, Any], parts: Mapping[str, Part], *, tagged: bool
) -> list[Finding]:
    """Hold each document of `out` against the blocks that it holds.

    `content` is noi-dung.json, `parts` says in which part each block stands, `tagged` whether a PDF
    must have tags.

    What lies over other print in the PDF is told, and stops nothing: an office needs its report.

    Raises:
        RenderError: a table, a chart or a number of the content is missing in a document, or one is
            there too often.
    """
    faults: list[str] = []
    findings: list[Finding] = []
    for document in DOCUMENTS:
        held = ids_in(document, parts, content[SUMMARY_CHARTS])
        wanted = contents_of({id_: content["blocks"][id_] for id_ in held})
        found = _read(out / document.name, document, wanted, tagged=tagged)
        faults += _differences(document.name, wanted, found)
        findings += [Finding("cảnh báo", "print-over", document.name, over) for over in found.over]
    if faults:
        raise RenderError("\n".join(faults))
    return findings


def _read(path: Path, document: Document, wanted: Contents, *, tagged: bool) -> Contents:
    if document.format == "html":
        return read_html(path)
    if document.format == "docx":
        return read_docx(path)
    return read_pdf(path, wanted.numbers, tagged=tagged)


def contents_of(blocks: Mapping[str, Block]) -> Contents:
    """What the blocks want printed."""
    kinds = Counter(block["kind"] for block in blocks.values())
    numbers = Counter(
        _one_line(part["s"])
        for part in nodes([*blocks.values()], _linked)
        if isinstance(part, dict) and part.get("t") == "so"
    )
    return Contents(kinds["table"], kinds["figure"], numbers)


def _linked(node: Mapping[str, Any]) -> list[Any]:
    """The parts whose numbers are printed as links.

    Not the rows that links lead to, nor the labels of charts.
    """
    if "anchor" in node:
        return []
    return [part for name, part in node.items() if name != "drawn"]


def _differences(name: str, wanted: Contents, found: Contents) -> Iterator[str]:
    for what, there, needed in (
        ("bảng", found.tables, wanted.tables),
        ("biểu đồ", found.charts, wanted.charts),
    ):
        if there != needed:
            yield f"{name}: có {there} {what}, nội dung có {needed} [render-failed]"
    amiss = sorted((wanted.numbers - found.numbers) | (found.numbers - wanted.numbers))
    if amiss:
        listed = first_of(amiss, _SHOWN, "số", "; ")
        yield f"{name}: số in ra không đúng với nội dung: {listed} [render-failed]"


class _Page(HTMLParser):
    """Counts tables and drawings of a page, and collects the text of its linked numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: Counter[str] = Counter()
        self.numbers: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.counts[tag] += 1
        if tag == "a" and "so" in (dict(attrs).get("class") or "").split():
            self._inside = True
            self.numbers.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.numbers[-1] += data


def read_html(path: Path) -> Contents:
    """What the page holds."""
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    return Contents(
        page.counts["table"], page.counts["svg"] // 2, Counter(map(_one_line, page.numbers))
    )


def read_docx(path: Path) -> Contents:
    """What the document and its footnotes hold.

    Tables without a caption belong to the letterhead.
    """
    from defusedxml.ElementTree import fromstring

    counts: Counter[str] = Counter()
    numbers: Counter[str] = Counter()
    with zipfile.ZipFile(path) as package:
        number_style = _number_style(package)
        # a document without notes may lack the part for them
        held = {"word/document.xml", "word/footnotes.xml"} & set(package.namelist())
        for name in sorted(held):
            part = fromstring(package.read(name))
            counts.update(element.tag for element in part.iter())
            for run in part.iter(f"{_W}r"):
                style = run.find(f"{_W}rPr/{_W}rStyle")
                if style is not None and style.get(f"{_W}val") == number_style:
                    numbers[_one_line("".join(run.itertext()))] += 1
    return Contents(counts[f"{_W}tblCaption"], counts[f"{_W}drawing"], numbers)


def _number_style(package: zipfile.ZipFile) -> str:
    """The id of the style of numbers; '' when the document has none."""
    from defusedxml.ElementTree import fromstring

    for style in fromstring(package.read("word/styles.xml")).iter(f"{_W}style"):
        if style.find(f"{_W}name").get(f"{_W}val") == NUMBER_STYLE:
            return str(style.get(f"{_W}styleId"))
    return ""


def read_pdf(path: Path, wanted: Counter[str], *, tagged: bool = True) -> Contents:
    """Tables and charts by their tags; each number as often as printed, at most as wanted; print over print.

    Where a PDF need not be `tagged` and has no tags, tables and charts are counted by their captions.
    """
    import pikepdf
    import pypdfium2

    tags: Counter[str] = Counter()
    with pikepdf.open(path) as document:
        tagged = tagged or "/StructTreeRoot" in document.Root
        for node in document.objects:
            if isinstance(node, pikepdf.Dictionary):
                tags[str(node.get("/S"))] += 1
    found: Counter[str] = Counter()
    captions: set[tuple[str, str]] = set()
    over: list[str] = []
    with pypdfium2.PdfDocument(path) as shown:
        for number, page in enumerate(shown, 1):
            text = page.get_textpage()
            captions.update(_CAPTION.findall(text.get_text_range()))
            runs = []
            # run by run: in the text of a whole page the numbers of neighbouring cells may touch
            drawn = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], textpage=text)
            for place, part in enumerate(drawn):
                words = part.extract()
                found.update(_NUMBER.findall(words.translate(_INVISIBLE)))
                runs.append(run_of(place, words, part))
            over += [
                f"trang {number} in chồng “{one.text.strip()}” và “{other.text.strip()}”"
                for one, other in overprints(list(filter(None, runs)))
            ]
    # a numeral may also stand in a caption or a date, where it is no value
    numbers = Counter({n: min(found[n], times) for n, times in wanted.items()})
    if tagged:
        return Contents(tags["/Table"], tags["/Figure"], numbers, tuple(over))
    named = Counter(kind for kind, _ in captions)
    return Contents(named["Bảng"], named["Hình"], numbers, tuple(over))


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text.translate(_INVISIBLE)).strip()

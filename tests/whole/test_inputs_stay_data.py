"""Raw texts, file names and sheet names are data: a whole report is made of hostile ones, and nothing of them acts."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pandas as pd
import pikepdf
import pytest
from lxml import html as lxml_html

import reading
from analysis.faults import Finding
from analysis.messages import printable
from analysis.project import FORMS, WORKBOOK
from analysis.rendering.documents import DOCUMENTS
from analysis.running.outputs import write_findings
from editions import Edition, fresh_copy
from hostile import (
    CSV_NAME,
    EDITION,
    NOTES,
    PERSONAL,
    PWNED,
    SHEET,
    TEXTS,
    XLSX_NAME,
    YEAR,
    write_hostile,
)
from page_browser import Page, start


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The report of a project whose raw folder holds hostile texts wherever a text may stand."""
    copy = fresh_copy(tmp_path_factory.mktemp("du-lieu-xau") / "du-an")
    write_hostile(copy.root)
    before = {path.name for path in copy.root.iterdir()}
    result = copy.report("--year", str(YEAR))
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    assert {path.name for path in copy.root.iterdir()} - before == {".build", "reports"}
    return Edition(copy, EDITION)


@pytest.fixture(scope="module")
def printed(made: Edition) -> dict[str, str]:
    """The text of the documents, each on one line: the page, what is signed of it, the DOCX, and both PDF together."""
    # the head of the technical file names the report once more
    _, _, technical = reading.tagged(made.technical).text().partition("I. CHỈ TIÊU")
    return {
        "html": reading.one_line(made.text),
        "signed": reading.one_line(made.signed),
        "docx": reading.one_line(reading.docx_text(made.docx)),
        "pdf": reading.one_line(f"{reading.tagged(made.pdf).text()} {technical}"),
    }


@pytest.mark.parametrize("kind", TEXTS)
def test_texts_are_printed_as_they_were_typed(
    made: Edition, printed: dict[str, str], kind: str
) -> None:
    """Each text stands letter by letter in the HTML, the PDF and the DOCX, as often in one as in the others."""
    wanted = reading.one_line(TEXTS[kind])
    # the PDF's font has no full-width sign: its code stands there instead
    drawn = wanted.replace("＝", "[U+FF1D]")
    counts = {
        name: text.count(drawn if name == "pdf" else wanted) for name, text in printed.items()
    }
    # charts are text in the PDF; in the page they are drawings, which its text leaves out
    labels = made.page.xpath("//figure/div[@class='rong']//*[local-name()='text']")
    # a long label is broken into lines, which both readers join
    in_charts = "".join(label.text_content() for label in labels).count(wanted)
    assert counts["html"] + in_charts == counts["pdf"] >= 5, counts
    assert counts["signed"] == counts["docx"] > 0, counts


@pytest.mark.parametrize("name", [CSV_NAME, XLSX_NAME, SHEET], ids=["file", "workbook", "sheet"])
def test_names_are_printed_as_they_are(printed: dict[str, str], name: str) -> None:
    """Names of files and sheets are texts like any other; what would turn the text behind them stands as its code."""
    wanted = reading.one_line(printable(name))
    counts = {format_: text.count(wanted) for format_, text in printed.items()}
    assert counts["html"] == counts["pdf"] > 0, counts
    assert counts["signed"] == counts["docx"], counts
    assert not [format_ for format_, text in printed.items() if "\u202e" in text]


def test_notes_are_printed_as_they_were_typed(printed: dict[str, str]) -> None:
    """A note is text: each of its paragraphs and bullets stands in all documents."""
    for note in NOTES:
        for word in ("Đoạn", "Gạch"):
            wanted = (
                reading.one_line(f"{word} {note}") if word == "Đoạn" else reading.one_line(note)
            )
            for format_, text in printed.items():
                assert wanted.replace("＝", "[U+FF1D]" if format_ == "pdf" else "＝") in text, (
                    format_,
                    note,
                )


TAGS = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "script",
        "body",
        "a",
        "nav",
        "h1",
        "h2",
        "h3",
        "h4",
        "main",
        "header",
    ),
    *(
        "div",
        "p",
        "strong",
        "em",
        "b",
        "i",
        "span",
        "br",
        "ul",
        "ol",
        "li",
        "figure",
        "figcaption",
        "table",
        "caption",
    ),
    *(
        "colgroup",
        "col",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "th",
        "td",
        "section",
        "aside",
        "footer",
        "button",
        "details",
    ),
    *(
        "summary",
        "input",
        "label",
        "small",
        "sup",
        "sub",
        "hr",
        "abbr",
        "svg",
        "g",
        "defs",
        "path",
        "rect",
        "circle",
    ),
    *("line", "use", "clippath", "text", "tspan", "pattern", "polygon", "polyline"),
}


def test_page_holds_only_our_own_elements(made: Edition) -> None:
    """The page has the elements that the program writes: none of a text, no foreign link, no handler."""
    page = made.page
    assert {
        str(element.tag).lower() for element in page.iter() if isinstance(element.tag, str)
    } <= TAGS
    assert page.xpath("//comment()") == []
    links = page.xpath(
        "//@href | //@xlink:href", namespaces={"xlink": "http://www.w3.org/1999/xlink"}
    )
    documents = [document.name for document in DOCUMENTS if document.format != "html"]
    assert [link for link in links if not link.startswith("#")] == [*documents, WORKBOOK, FORMS]
    assert [
        source
        for source in page.xpath("//@src | //@action | //@srcset")
        if not source.startswith("data:image/")
    ] == []
    names = {name for element in page.iter() for name in element.attrib}
    assert not [
        name for name in names if name.startswith("on") or name in ("style", "http-equiv-refresh")
    ]
    for script in page.iter("script"):
        text = script.text or ""
        if script.get("type") == "application/json":
            # no sign in it can end its element
            assert "alert(1)" in text
            assert not set("<>&") & set(text)
        else:
            assert PWNED not in text


@pytest.mark.parametrize("name", ["bao-cao.pdf", "phu-luc-ky-thuat.pdf"])
def test_pdf_links_lead_to_the_report_s_own_files_only(made: Edition, name: str) -> None:
    """An action of a PDF leads to a place in it or in the technical file beside it, and no file lies in it."""
    with pikepdf.open(made.report / name) as pdf:
        assert not {"/OpenAction", "/AA", "/AcroForm"} & set(pdf.Root.keys())
        assert not {"/EmbeddedFiles", "/JavaScript"} & set(
            pdf.Root.get("/Names", pikepdf.Dictionary()).keys()
        )
        objects = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary)]
        actions = {
            str(item.S)
            for item in objects
            if "/S" in item and str(item.get("/Type", "")) == "/Action"
        }
        assert actions <= {"/GoTo", "/URI"}
        addresses = {str(item.URI) for item in objects if "/URI" in item}
        beside = re.compile(r"\./phu-luc-ky-thuat\.pdf#nameddest=[\w.-]+", re.ASCII)
        assert [address for address in addresses if not beside.fullmatch(address)] == []
        assert not [item for item in objects if "/JS" in item or "/Launch" in item]


def test_docx_reaches_for_nothing(made: Edition) -> None:
    """The DOCX has no relationship to the outside, and only the fields of captions, references and page numbers."""
    with zipfile.ZipFile(made.docx) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            root = ET.fromstring(content)
            outside = [
                element for element in root.iter() if element.get("TargetMode") == "External"
            ]
            assert outside == [], name
            words = [
                "".join(element.itertext()).split()[0]
                for element in root.iter()
                if element.tag.endswith("}instrText")
            ]
            assert set(words) <= {"SEQ", "REF", "PAGE", "PAGEREF", "STYLEREF", "TOC"}, name
            names = {element.tag.rpartition("}")[2] for element in root.iter()}
            assert not names & {
                "altChunk",
                "object",
                "OLEObject",
                "control",
                "fldSimple",
                "attachedTemplate",
            }, name
    media = {name for name in parts if not name.endswith((".xml", ".rels"))}
    assert all(re.fullmatch(r"word/media/rId\d+\.png", name) for name in media)


def test_workbook_holds_strings(made: Edition) -> None:
    """In the XLSX every text is a string: no formula, no link, no name, and each text of a scheme is there."""
    path = made.report / "so-lieu.xlsx"
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    for name, content in parts.items():
        assert "External" not in content or not name.endswith(".rels"), name
        if name.startswith("xl/worksheets/"):
            assert not re.search(
                r"<(?:f|hyperlinks?|drawing|oleObject|dataValidations?)[ />]", content
            ), name
    assert "definedName>" not in re.sub(
        r"<definedName name=\"_xlnm[^<]*</definedName>", "", parts["xl/workbook.xml"]
    )
    cells = [
        cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row
    ]
    for text in TEXTS.values():
        found = [cell for cell in cells if cell.value == text]
        assert found, text
        assert {cell.data_type for cell in found} == {"s"}


def test_tables_for_people_start_no_formula(made: Edition) -> None:
    """A cell of the CSV files that a spreadsheet would take for a formula has an apostrophe before it."""
    count = 0
    for path in (made.report / "qa").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        count += len(cells)
        assert [
            cell
            for cell in cells
            if re.match(r"[=+@\t\r\n＝＋－＠]|-(?![\d.,/]+$)", cell)
            or re.search(r'[;\t\r\n]"*[=+\-@＝＋－＠]', cell)
        ] == [], path.name
    assert count > 20


@pytest.mark.parametrize("start", ["=1+1", "+1", "@SUM(A1)", "-cmd", "＝1", "＋1", "－1", "＠a"])
def test_a_formula_in_a_table_for_people_gets_an_apostrophe(tmp_path: Path, start: str) -> None:
    """Each cell of the CSV files, whatever column it stands in, is made harmless and else left as it is."""
    write_findings(
        tmp_path,
        [Finding("lưu ý", start, start, start), Finding("lưu ý", "ma", "-12", f"a{start}")],
    )
    assert cells_of(tmp_path)[1:] == [
        ["lưu ý", f"'{start}", f"'{start}", f"'{start}"],
        ["lưu ý", "ma", "-12", f"a{start}"],
    ]


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("a;=1+1", "a;'=1+1"),
        (";@SUM(A1);-x", ";'@SUM(A1);'-x"),
        ('a;""=1', 'a;""\'=1'),
        ("a\n=1", "a\n'=1"),
        ("a\r\n+1", "a\r\n'+1"),
        ("\t=1", "'\t'=1"),
        ("a; -1", "a; -1"),
        ("a-b;c=d", "a-b;c=d"),
    ],
)
def test_a_formula_behind_a_separator_gets_an_apostrophe(
    tmp_path: Path, text: str, harmless: str
) -> None:
    """A spreadsheet that splits at semicolons, as in Vietnam, finds no formula in the middle of a cell either."""
    write_findings(tmp_path, [Finding("lưu ý", "ma", text, "a")])
    assert cells_of(tmp_path)[1][2] == harmless


def cells_of(folder: Path) -> list[list[str]]:
    with (folder / "qa" / "phat-hien.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_executed_notebooks_show_texts_only(made: Edition) -> None:
    """What the executed notebooks would show in JupyterLab has the same elements as the page, and runs nothing."""
    shown = 0
    for path in (made.scratch.root / "data" / "processed" / made.name / "notebooks").glob(
        "*.ipynb"
    ):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        outputs = [output for cell in cells for output in cell.get("outputs", ())]
        kinds = {kind for output in outputs for kind in output.get("data", {})}
        assert kinds <= {
            "text/plain",
            "text/html",
            "text/markdown",
            "image/svg+xml",
            "image/png",
        }, path.name
        for output in outputs:
            markup = "".join(output.get("data", {}).get("text/html", ""))
            if markup.strip():
                shown += 1
                root = lxml_html.fragment_fromstring(markup, create_parent="div")
                assert {str(element.tag).lower() for element in root.iter()} <= TAGS - {
                    "script",
                    "meta",
                    "input",
                }
                assert [
                    link
                    for link in root.xpath("//@href | //@src")
                    if not re.match("#|data:image/", link)
                ] == []
    assert shown > 5


def test_nothing_was_run(made: Edition) -> None:
    """No text started a program: nobody made the file that each of them asks for."""
    around = made.scratch.root.parent
    assert [
        path
        for path in around.rglob("*")
        if PWNED in path.name and not path.is_relative_to(around / "du-an" / "data")
    ] == []
    assert not Path(PWNED).exists()


def opened(path: Path) -> bytes:
    """A file's content, its packed parts unpacked and its tables as text."""
    content = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            return b"\n".join(package.read(name) for name in package.namelist())
    if path.suffix == ".parquet":
        return pd.read_parquet(path).to_csv().encode()
    if path.suffix == ".pdf":
        return reading.tagged(path).text().encode()
    return content


def test_personal_data_reach_no_output(made: Edition) -> None:
    """Cells of columns that are not named, such as telephone numbers, reach no published or processed file."""
    root = made.scratch.root
    files = [
        path
        for folder in ("reports", "data/processed")
        for path in (root / folder).rglob("*")
        if path.is_file()
    ]
    assert len(files) > 10
    read = {path.relative_to(root).as_posix(): opened(path) for path in files}
    found = [
        (name, kind)
        for name, content in read.items()
        for kind, text in PERSONAL.items()
        if text.encode() in content
    ]
    assert found == []
    assert any(TEXTS["at"].encode() in content for content in read.values()), (
        "the search finds what is there"
    )


# In a browser -------------------------------------------------------------------------------------------------------

GLOBALS = "return Object.getOwnPropertyNames(window)"
SHOWN = "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)"
# One after another each value's panel is opened, as by a click on its first print; what its cells show is gathered.
PANELS = """
const first = new Map(), shown = new Set();
for (const e of document.querySelectorAll('main .so[data-v]')) if (!first.has(e.dataset.v)) first.set(e.dataset.v, e);
for (const e of first.values()) {
  e.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}));
  for (const cell of document.querySelectorAll('#bang-so td, #bang-so dd, #bang-so q')) shown.add(cell.textContent);
}
return [first.size, [...shown]]"""


@pytest.fixture(scope="module")
def opened_page(
    made: Edition, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Page, list[str]]]:
    """The report open in Chromium, and the names that the window of an empty page on the disk has."""
    page = Page(start(), tmp_path_factory.mktemp("trang"))
    empty = page.folder / "trong.html"
    empty.write_text("<!DOCTYPE html><title>.</title>", encoding="utf-8")
    page.open(empty).run(PANELS)
    names = page.run(GLOBALS)  # with what the driver itself leaves there
    page.complaints()
    page.requests()
    yield page.open(made.html), names
    page.driver.quit()


def test_a_browser_shows_each_text_as_itself(opened_page: tuple[Page, list[str]]) -> None:
    """In the browser's own tree each text is the whole text of a quotation, and of a cell in the panels."""
    page, _ = opened_page
    cells = set(page.run(SHOWN, "main .goc"))
    assert [kind for kind, text in TEXTS.items() if text not in cells] == []
    count, shown = page.run(PANELS)
    assert count > 100
    assert [kind for kind, text in TEXTS.items() if text not in shown] == []


def test_a_browser_runs_nothing_of_a_text(opened_page: tuple[Page, list[str]]) -> None:
    """No dialog, no request, no breach of the policy, no name left in the window; the page agrees with its cells."""
    from selenium.webdriver.support.expected_conditions import alert_is_present

    page, names = opened_page
    page.run(PANELS)
    verdict = page.check()
    assert alert_is_present()(page.driver) is False
    assert page.red == []
    assert verdict.startswith("Khớp.")
    assert set(page.run(GLOBALS)) - set(names) == set()
    assert PWNED not in page.driver.title
    assert (
        page.run(
            "return document.querySelectorAll('iframe, object, embed, img:not([src^=\"data:\"])').length"
        )
        == 0
    )
    assert page.complaints() == []
    assert page.requests() == []

"""Every numeral that the page shows is bound to a value, apart from a short list of what is no number of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html as lxml_html

from editions import Edition
from page_browser import data_of

# Elements whose text may hold digits that are no value, by class. x-* are marked in the content itself.
EXEMPT_CLASSES = {
    "so": "bound to a value",
    "tu": "a word with its condition",
    "goc": "quoted from a raw cell",
    "x-ky": "the period",
    "x-ngay": "a date",
    "x-luat": "a legal citation",
    "x-ma": "a code or a number of order",
    "tham-chieu": "Bảng 1, Phụ lục VI",
    "stt": "numbers of the contents list",
    "so-phu-luc": "Phụ lục VI",
    "footnote-ref": "the mark of a footnote",
    "footnote-back": "the way back from it",
    "the-thuc": "the letterhead with number and date of the document",
    "kem-theo": "the same at an appendix",
    "kiem-tra": "the bar, which is no part of the report",
}
EXEMPT_TAGS = {"h1", "h2", "h3", "h4", "script", "style", "title", "head"}
# The columns of two tables: codes, names of files and hashes, and where a value comes from with the text of its cell.
EXEMPT_COLUMNS = {"tbl-pl-truy-xuat": {0, 3}, "tbl-pl-tep": {0, 1}}


def test_every_numeral_is_bound_to_a_value(edition: Edition) -> None:
    """Text with a digit stands in a bound element or in one of the listed exemptions."""
    found = [(where, text) for where, text in loose_texts(edition.page) if re.search("[0-9]", text)]
    assert found == []


def test_labels_of_charts_are_bound(edition: Edition) -> None:
    """A text of a chart with a digit is a bound label, the year of a row, or the name of a row."""
    for label in edition.page.xpath("//*[local-name()='svg']//*[local-name()='text']"):
        own = "".join([label.text or "", *(part.tail or "" for part in label)])
        if "so" in (label.get("class") or "").split() or not re.search("[0-9]", own):
            continue
        rest = re.sub(
            r"^(?:19|20)[0-9]{2}(?=$|, [^0-9]+$)|\(D[0-9]+\)|nội dung [0-9](?=\s)", "", own
        )
        assert not re.search("[0-9]", rest), own


def test_every_bound_element_has_its_value(edition: Edition) -> None:
    """Whatever is bound, in text or charts, is bound to a value that the page holds, and a link leads to its line."""
    known = {entry["id"] for entry in data_of(edition.html.read_text(encoding="utf-8"))["values"]}
    bound = edition.page.xpath("//main//*[@data-v]")
    assert bound
    assert {element.get("data-v") for element in bound} <= known
    links = edition.page.xpath("//main//a[@data-v]")
    assert all(link.get("href") == f"#vet-{link.get('data-v')}" for link in links)


def loose_texts(page: lxml_html.HtmlElement) -> Iterator[tuple[str, str]]:
    """(id of the block, text) of each text node outside the exempt elements."""
    yield from _texts(page.find("body"), "")


def _texts(element: lxml_html.HtmlElement, block: str) -> Iterator[tuple[str, str]]:
    block = element.get("id") or block if element.tag == "figure" else block
    if not isinstance(element.tag, str) or _exempt(element, block):
        return
    yield block, element.text or ""
    for part in element:
        yield from _texts(part, block)
        yield block, part.tail or ""


def _exempt(element: lxml_html.HtmlElement, block: str) -> bool:
    classes = set((element.get("class") or "").split())
    numbering = element.tag == "b" and element.getparent().tag == "figcaption"  # Bảng 1.
    column = element.tag in ("td", "th") and list(element.getparent()).index(
        element
    ) in EXEMPT_COLUMNS.get(block, set())
    chart = element.tag.endswith("svg")  # the labels of charts have a law of their own
    return (
        element.tag in EXEMPT_TAGS
        or bool(classes & set(EXEMPT_CLASSES))
        or numbering
        or column
        or chart
    )

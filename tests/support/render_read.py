"""Readers of the finished report: numbers and text out of HTML, PDF and DOCX, in reading order."""

from __future__ import annotations

import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pdfplumber
import pikepdf

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Numbers = list[tuple[str, str]]


class _Page(HTMLParser):
    """Collects text, links of numbers and footnote marks, each footnote apart."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.events: dict[str, list[Any]] = {"": []}
        self._note = ""
        self._number: list[str] | None = None
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        classes = (names.get("class") or "").split()
        if tag in ("style", "script", "svg", "title"):
            self._silent += 1
        if tag == "li" and re.fullmatch(r"fn\d+", names.get("id") or ""):
            self._note = names["id"] or ""
            self.events[self._note] = []
        if tag == "a" and "footnote-ref" in classes:
            self.events[self._note].append((names["href"] or "")[1:])
        if tag == "a" and "so" in classes:
            self._number = [names["data-v"] or "", ""]

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script", "svg", "title"):
            self._silent -= 1
        if tag == "a" and self._number:
            self.events[self._note].append((self._number[0], self._number[1]))
            self._number = None
        if tag == "li":
            self._note = ""

    def handle_data(self, data: str) -> None:
        if self._number:
            self._number[1] += data
        if not self._silent:
            self.text.append(data)


def _page(path: Path) -> _Page:
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def html_text(path: Path) -> str:
    return "".join(_page(path).text)


def html_numbers(path: Path) -> Numbers:
    page = _page(path)
    return _flat(page.events[""], page.events)


def _flat(events: list[Any], notes: dict[str, list[Any]]) -> Numbers:
    out: Numbers = []
    for event in events:
        out += _flat(notes[event], notes) if isinstance(event, str) else [event]
    return out


def docx_part(path: Path, part: str = "word/document.xml") -> ET.Element:
    with zipfile.ZipFile(path) as package:
        return ET.fromstring(package.read(part))


def docx_text(path: Path) -> str:
    return "".join(element.text or "" for element in docx_part(path).iter(f"{W}t"))


def docx_numbers(path: Path) -> list[str]:
    """The texts that are marked as numbers; footnotes are read where they are referred to."""
    notes = {note.get(f"{W}id"): note for note in docx_part(path, "word/footnotes.xml")}

    styles = {
        style.get(f"{W}styleId"): style.find(f"{W}name").get(f"{W}val")
        for style in docx_part(path, "word/styles.xml").iter(f"{W}style")
    }

    def walk(element: ET.Element) -> list[str]:
        out: list[str] = []
        for child in element:
            style = child.find(f"{W}rPr/{W}rStyle")
            if child.tag == f"{W}footnoteReference":
                out += walk(notes[child.get(f"{W}id")])
            elif style is not None and styles[style.get(f"{W}val")] == "Số liệu":
                out.append("".join(part.text or "" for part in child.iter(f"{W}t")))
            else:
                out += walk(child)
        return out

    return walk(docx_part(path))


def pdf_pages(path: Path, most: int | None = None) -> list[str]:
    """The texts of the pages, or of the first ones."""
    with pdfplumber.open(path) as pdf:
        return [page.extract_text() for page in pdf.pages[:most]]


def pdf_numbers(path: Path) -> Numbers:
    """Links to rows of the trace table, in the order of the tag tree.

    A row is named by its first cell, one of another file by its destination there.
    """
    with pikepdf.open(path) as pdf, pdfplumber.open(path) as shown:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        words = [page.extract_words() for page in shown.pages]
        texts: list[dict[int, str]] = []
        for page in shown.pages:
            marked: dict[int, str] = {}
            for character in page.chars:
                if character.get("mcid") is not None:
                    marked[character["mcid"]] = (
                        marked.get(character["mcid"], "") + character["text"]
                    )
            texts.append(marked)
        height = float(shown.pages[0].height)

        def row_at(destination: Any) -> str:
            number, left, top = (
                pages[destination[0].objgen],
                float(destination[2]),
                height - float(destination[3]),
            )
            near = [
                word
                for word in words[number]
                if abs(word["x0"] - left) < 2 and -2 <= word["top"] - top < 14
            ]
            return str(min(near, key=lambda word: word["top"])["text"]) if near else ""

        def text_of(element: Any, page: Any) -> str:
            page = element.get("/Pg", page) if isinstance(element, pikepdf.Dictionary) else page
            if not isinstance(element, pikepdf.Dictionary):
                return texts[pages[page.objgen]].get(int(element), "")
            return "".join(
                text_of(kid, page) for kid in _kids(element) if not _is_object_reference(kid)
            )

        def walk(element: Any) -> Numbers:
            if not isinstance(element, pikepdf.Dictionary):
                return []
            kids = _kids(element)
            if element.get("/S") == "/Link":
                annotation = next(kid["/Obj"] for kid in kids if _is_object_reference(kid))
                destination = annotation.get("/Dest")
                if "/A" in annotation:
                    name = target_of(annotation)[1]
                    text = text_of(element, element.get("/Pg"))
                    traced = name.startswith("vet-")
                    return [(name.removeprefix("vet-"), text)] if traced else []
                found = row_at(destination) if isinstance(destination, pikepdf.Array) else ""
                return [(found, text_of(element, element.get("/Pg")))] if found else []
            return [number for kid in kids for number in walk(kid)]

        return walk(pdf.Root.StructTreeRoot)


def target_of(annotation: Any) -> tuple[str, str]:
    """The file beside the PDF and the destination in it that a link leads to."""
    file, _, name = str(annotation["/A"]["/URI"]).partition("#nameddest=")
    return file, name


def pdf_destinations(path: Path) -> dict[str, str]:
    """The names of the destinations of a PDF, each with the first word at or below it."""
    found = {}
    with pikepdf.open(path) as pdf, pdfplumber.open(path) as shown:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
        for name, place in pikepdf.NameTree(pdf.Root.Names.Dests).items():
            page = shown.pages[numbers[place[0].objgen]]
            top = float(page.height) - float(place[3])
            below = [word for word in page.extract_words() if word["top"] >= top]
            first = min(below, key=lambda word: (round(word["top"]), word["x0"]))
            found[str(name)] = str(first["text"])
    return found


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _is_object_reference(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"

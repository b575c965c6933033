"""From raw files to a published edition: what its files hold, that they agree, and that nothing else moves them."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import os
import platform
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from statistics import median
from types import ModuleType
from typing import Any

import docx
import pdfplumber
import pikepdf
import pytest
from docx.oxml.ns import qn

import reading
from analysis.edition import Edition as Period
from analysis.parameters import parse_parameters
from analysis.project import FORMS, WORKBOOK, Project
from analysis.rendering.documents import DOCUMENTS
from analysis.running.freshness import up_to_date
from analysis.running.manifest import wanted
from editions import REGISTER_NAMES, Edition, Scratch
from layout_sample import broken
from schema import violations

PUBLISHED = {
    "bao-cao.html", "bao-cao.pdf", "bao-cao.docx", "phu-luc-ky-thuat.pdf", "tom-tat.pdf",
    "tom-tat.docx", "bieu-mau.xlsx", "so-lieu.json", "so-lieu.xlsx", "manifest.json", "SHA256SUMS",
    "qa/phat-hien.csv", "qa/doi-chieu.csv",
}  # fmt: skip
LONG_ENOUGH = 5  # to stand nowhere by chance
LARGEST_PAGE = 5_000_000
MM = 72 / 25.4
SCALES = {"đồng": 0, "nghìn đồng": 3, "triệu đồng": 6, "tỷ đồng": 9}
KEYS = {
    "id",
    "label",
    "value",
    "unit",
    "status",
    "printed",
    "formula",
    "inputs",
    "bound",
    "caveat",
    "origins",
}
ORIGIN_KEYS = {"file", "sha256", "sheet", "row", "column", "printed"}
TABLES = [
    f"data/raw/{name}.csv"
    for name in ("so-lieu-cong-bo", "nguon", "cach-hieu", "mien-tru", "noi-dung", "dinh-chinh")
]
BOUNDS = {"exact", "at_least", "at_most", "about", "unknown"}
# Values, quotations, exempt text; numbering of headings, captions, references and footnotes; the letterhead.
DECLARED = (
    "so", "goc", "x-ky", "x-ngay", "x-luat", "x-ma", "stt", "so-phu-luc", "tham-chieu", "footnote-ref", "the-thuc",
    "trich-yeu", "kem-theo", "ky",
)  # fmt: skip
STATUSES = {"planned", "approved", "actual", "estimated"}


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


# The files ----------------------------------------------------------------------------------------------------------


def charts_of(edition: Edition) -> set[str]:
    """The files of the charts that the page shows: each as a drawing and as a picture."""
    drawn = edition.page.xpath("//figure[@class='hinh']/@id")
    return {f"hinh/{id_}{ending}" for id_ in drawn for ending in (".svg", ".png")}


def test_every_file_of_the_contract(edition: Edition) -> None:
    """A published edition holds the files of the contract, none empty, and no other."""
    files = {
        path.relative_to(edition.report).as_posix(): path
        for path in edition.report.rglob("*")
        if path.is_file()
    }
    assert files.keys() == PUBLISHED | charts_of(edition)
    assert all(path.stat().st_size > 100 for path in files.values())


def test_sums_cover_every_published_file(edition: Edition) -> None:
    """SHA256SUMS names every file but itself with its hash, in the form that `sha256sum -c` reads."""
    lines = (edition.report / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    named = dict(reversed(line.split("  ", 1)) for line in lines)
    assert named.keys() == (PUBLISHED | charts_of(edition)) - {"SHA256SUMS"}
    assert all(
        digest((edition.report / name).read_bytes()) == sha256 for name, sha256 in named.items()
    )


def used_hash(path: Path, rows: str) -> str:
    """The hash of some rows of a CSV with its header, as the manifest tells them: '2-5, 7'."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        records = list(csv.reader(file))
    lines = [records[0]]
    for span in rows.split(", "):
        first, _, last = span.partition("-")
        lines += records[int(first) - 1 : int(last or first)]
    texts = (json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    return digest("".join(texts).encode())


def test_manifest_tells_the_truth(edition: Edition) -> None:
    """The manifest's hashes of used rows, files, lock, processed data and outputs are theirs, the fonts are named."""
    root, manifest = (
        edition.scratch.root,
        json.loads((edition.report / "manifest.json").read_text(encoding="utf-8")),
    )
    raw = {
        f"data/raw/{path.name}": digest(path.read_bytes())
        for path in (root / "data" / "raw").iterdir()
    }
    assert manifest["seen"] == raw
    tables = {name: rows for name, rows in manifest["rows"].items() if name in TABLES}
    assert {name: manifest["inputs"][name] for name in tables} == {
        name: used_hash(root / name, rows) for name, rows in tables.items()
    }
    assert raw.keys() >= manifest["inputs"].keys() >= tables.keys()
    assert manifest["lock"] == digest((root / "requirements.lock").read_bytes())
    outputs = (PUBLISHED | charts_of(edition)) - {"manifest.json", "SHA256SUMS"}
    assert manifest["outputs"] == {
        name: digest((edition.report / name).read_bytes()) for name in sorted(outputs)
    }
    processed = root / "data" / "processed" / edition.name
    # the executed notebooks and the years that `compare` reads show all of data/raw
    names = sorted(
        path.name for path in processed.iterdir() if path.is_file() and path.name != "moi-nam.json"
    )
    listed = "".join(f"{digest((processed / name).read_bytes())}  {name}\n" for name in names)
    assert manifest["processed"] == digest(listed.encode())
    assert manifest["parameters"]["RENDERER"] == "embedded"
    assert all(len(file["sha256"]) == 64 for file in manifest["fonts"]["files"])
    assert {"python", "pandas", "typst", "pypandoc_binary", "papermill"} <= set(
        manifest["versions"]
    )


def test_nothing_names_the_machine(tinh: Edition) -> None:
    """No published or processed file names the folder, the user's home or the host it was made on."""
    root = tinh.scratch.root
    marks = [
        mark
        for mark in (str(root), root.name, str(Path.home()), platform.node())
        if len(mark) > LONG_ENOUGH
    ]
    for name, content in tinh.scratch.bytes_of(
        f"reports/{tinh.name}", f"data/processed/{tinh.name}"
    ).items():
        assert not [mark for mark in marks if mark.encode() in content], name


# so-lieu.json -------------------------------------------------------------------------------------------------------


def values(edition: Edition) -> dict[str, dict[str, Any]]:
    entries = json.loads((edition.report / "so-lieu.json").read_text(encoding="utf-8"))["values"]
    named = {entry["id"]: entry for entry in entries}
    assert len(named) == len(entries)
    return named


TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_][\w.]*)|([-+*/(),]))")
FUNCTIONS: dict[str, Callable[[list[Fraction]], Fraction]] = {
    "sum": lambda numbers: sum(numbers, Fraction(0)),
    "count": lambda numbers: Fraction(len(numbers)),
    "median": lambda numbers: Fraction(median(numbers)),
    "min": min,
    "max": max,
}


class Formula:
    """A small evaluator of its own: recursive descent over + - * / ( ) and five functions, in exact fractions."""

    def __init__(self, text: str, known: dict[str, Fraction]) -> None:
        self.known, self.used = known, set[str]()
        self.tokens, at = list[tuple[str, str]](), 0
        while at < len(text.rstrip()):
            match = TOKEN.match(text, at)
            assert match, f"{text!r} at {at}"
            kind = "number" if match[1] else "name" if match[2] else "sign"
            self.tokens.append((kind, match[0].strip()))
            at = match.end()
        self.tokens.append(("end", ""))

    def value(self) -> Fraction:
        result = self._sum()
        assert self.tokens[0][0] == "end"
        return result

    def _next(self) -> str:
        return self.tokens.pop(0)[1]

    def _sum(self) -> Fraction:
        result = self._product()
        while self.tokens[0][1] in ("+", "-"):
            result = result + self._product() if self._next() == "+" else result - self._product()
        return result

    def _product(self) -> Fraction:
        result = self._atom()
        while self.tokens[0][1] in ("*", "/"):
            result = result * self._atom() if self._next() == "*" else result / self._atom()
        return result

    def _atom(self) -> Fraction:
        kind, text = self.tokens.pop(0)
        if text == "-":
            return -self._atom()
        if text == "(":
            result = self._sum()
            assert self._next() == ")"
            return result
        if kind == "number":
            return Fraction(text)
        assert kind == "name", text
        if self.tokens[0][1] == "(":
            return FUNCTIONS[text](self._arguments())
        self.used.add(text)
        return self.known[text]

    def _arguments(self) -> list[Fraction]:
        self._next()
        found = [self._sum()]
        while self._next() == ",":
            found.append(self._sum())
        return found


def test_entries_fulfil_the_contract(edition: Edition) -> None:
    """Every entry has the keys and words of the contract, every input is an entry, every raw value has an origin."""
    whole = json.loads((edition.report / "so-lieu.json").read_text(encoding="utf-8"))
    place, *years = (
        edition.name.rsplit("-", 2)
        if edition.name.count("-20") > 1
        else edition.name.rsplit("-", 1)
    )
    days = {"from_date": f"{years[0]}-01-01", "to_date": f"{years[-1]}-12-31"}
    assert whole["edition"] == {
        "place": place,
        "from": int(years[0]),
        "to": int(years[-1]),
        **days,
    }
    known = values(edition)
    for id_, entry in known.items():
        assert set(entry) >= KEYS, id_
        assert entry["bound"] in BOUNDS, id_
        assert entry["status"] in STATUSES, id_
        assert set(entry["inputs"]) <= set(known), id_
        assert entry["label"], id_
        if entry["value"] is not None:
            assert re.fullmatch(r"-?\d+(\.\d+|/\d+)?", entry["value"]), id_
            assert (entry["formula"] is None) == bool(entry["origins"]), id_
        sums = ORIGIN_KEYS - {"row", "printed"} | {"rows"}
        assert all(set(origin) in (ORIGIN_KEYS, sums) for origin in entry["origins"]), id_
        raw_money = entry["origins"] and entry["unit"].endswith("đồng")
        assert not raw_money or entry["unit"] == "đồng", id_
    assert {id_ for id_ in known if re.fullmatch(r"I\d\d[ab]?", id_)} >= {
        "I01",
        "I10",
        "I26",
        "I33a",
        "I34b",
        "I35",
    }


def test_formulas_give_their_values(edition: Edition) -> None:
    """Each formula, computed anew from the entries it names and nothing else, gives the entry's exact value."""
    known = values(edition)
    numbers = {
        id_: Fraction(entry["value"]) for id_, entry in known.items() if entry["value"] is not None
    }
    derived = [
        entry
        for entry in known.values()
        if entry["formula"] is not None and entry["value"] is not None
    ]
    assert len(derived) > 5
    for entry in derived:
        formula = Formula(entry["formula"], numbers)
        assert formula.value() == numbers[entry["id"]], entry["id"]
        assert formula.used == set(entry["inputs"]), entry["id"]


def test_origins_are_the_raw_cells(edition: Edition) -> None:
    """Each origin's text is what the named record and column of the named file hold, with the hash of its used rows."""
    manifest = json.loads((edition.report / "manifest.json").read_text(encoding="utf-8"))
    tables: dict[str, list[list[str]]] = {}
    for entry in values(edition).values():
        for origin in entry["origins"]:
            if "rows" in origin or (
                edition.name in REGISTER_NAMES and entry["id"] in ("nam_dau", "nam_cuoi")
            ):
                continue  # of a register, or rows that are counted: test_register_report.py adds them up
            path = edition.scratch.root / origin["file"]
            if origin["file"] not in tables:
                with path.open(encoding="utf-8-sig", newline="") as file:
                    tables[origin["file"]] = list(csv.reader(file))
            rows = tables[origin["file"]]
            assert origin["sha256"] == manifest["inputs"][origin["file"]]
            assert origin["sheet"] is None
            assert rows[origin["row"] - 1][rows[0].index(origin["column"])] == origin["printed"], (
                entry["id"]
            )
    assert tables or edition.name in REGISTER_NAMES


def test_headlines_are_the_published_ones(tinh: Edition) -> None:
    """The conference figures and their leverage ratio come out exactly, under the main reading and the other one."""
    known = {id_: Fraction(entry["value"]) for id_, entry in values(tinh).items() if entry["value"]}
    assert (known["T"], known["Q"], known["L"], known["C"]) == (
        60_182 * 10**6,
        12_982 * 10**6,
        4_205 * 10**6,
        42_995 * 10**6,
    )
    assert known["I26"] == Fraction(29_916, 2_630)
    assert known["I26.D01"] == Fraction(29_916 - 2_630, 2_630)
    assert known["I01"] == 17_187


# Numbers, in the three files ----------------------------------------------------------------------------------------


def vietnamese(value: Fraction, decimals: int, scale: int, bound: str) -> str:
    """The numeral as the report has to print it: half up, a lower bound down, an upper bound up."""
    scaled = abs(value) / 10**scale * Fraction(10) ** decimals
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    down = bound == ("at_least" if value >= 0 else "at_most")
    up = bound == ("at_most" if value >= 0 else "at_least")
    whole += 0 if down else rest > 0 if up else 2 * rest >= scaled.denominator
    digits = str(int(whole)).rjust(decimals + 1, "0")
    integer, fraction = digits[:-decimals], digits[-decimals:]
    if decimals <= 0:
        # below 0 decimals the last digits before the comma are rounded too
        integer, fraction = str(int(whole) * 10**-decimals), ""
    grouped = re.sub(r"(?<=\d)(?=(\d{3})+$)", ".", integer)
    return ("-" if value < 0 and whole else "") + grouped + ("," + fraction if fraction else "")


def is_year(entry: dict[str, Any]) -> bool:
    return entry["unit"] == "năm dương lịch"


def test_the_same_numbers_in_all_files(edition: Edition) -> None:
    """HTML, DOCX and PDF hold the same numbers in the same order, each leading to the row of its own value."""
    page = reading.html_numbers(edition.page)
    signed = reading.html_numbers(edition.page, folded=False)
    technical = reading.html_numbers(edition.page, folded=True)
    assert len(page) > 15
    assert signed
    assert page == signed + technical
    assert [text for _, text in signed] == reading.docx_numbers(edition.docx)
    assert signed == reading.tagged(edition.pdf).numbers()
    assert technical == reading.tagged(edition.technical).numbers()
    marked = [
        (link.get("data-v"), link.text_content()) for link in edition.page.xpath("//a[@class='so']")
    ]
    assert marked == page


def test_a_number_of_the_pdf_leads_to_its_line_in_the_technical_file(edition: Edition) -> None:
    """Each address of another file is the technical file's, with a destination there: the row of the value."""
    named = reading.tagged(edition.technical).destinations()
    addresses = reading.tagged(edition.pdf).addresses()
    traced = {address for address in addresses if address.startswith(reading.TRACED)}
    assert len(traced) > 5
    for address in traced:
        id_ = address.removeprefix(reading.TRACED)
        assert named[f"vet-{id_}"] == id_
    sections = {address.partition("=")[2] for address in addresses - traced}
    tree = pikepdf.NameTree(reading.tagged(edition.technical).pdf.Root.Names.Dests)
    assert sections <= set(map(str, tree))


def test_the_same_words_and_digits_in_all_files(edition: Edition) -> None:
    """Words of direction, and digits of values, periods, citations, codes and quotations, come in one order in all."""
    words = {re.escape(word.text_content()) for word in edition.page.xpath("//span[@class='tu']")}
    told = re.compile("|".join([r"[0-9]+", *(rf"(?<!\w){word}(?!\w)" for word in sorted(words))]))
    signed = told.findall(edition.signed)
    assert len(signed) > 80
    assert signed == told.findall(reading.docx_text(edition.docx))
    assert signed == told.findall(reading.tagged(edition.pdf).text(charts=False))
    head, _, technical = (
        reading.tagged(edition.technical).text(charts=False).partition("I. CHỈ TIÊU")
    )
    assert told.findall(edition.text) == signed + told.findall(technical)
    assert set(told.findall(head)) <= set(signed)


def test_no_digit_is_typed(edition: Edition) -> None:
    """Every digit of the page is a value, quoted from a raw cell, or of a declared kind."""
    named = " or ".join(f"contains(concat(' ', @class, ' '), ' {name} ')" for name in DECLARED)
    loose = edition.page.xpath(
        f"//body//text()[not(ancestor::svg or ancestor::script or ancestor::*[{named}])]"
    )
    assert [text for text in loose if re.search(r"[0-9]", text)] == []
    assert not edition.page.xpath("//*[@class='x-']")


def test_words_of_direction_are_true(edition: Edition) -> None:
    """The condition that a word of direction carries holds for the values of so-lieu.json."""
    known = {
        id_: Fraction(entry["value"]) for id_, entry in values(edition).items() if entry["value"]
    }
    for word in edition.page.xpath("//span[@class='tu']"):
        value, rival = (
            known[word.get("data-v")],
            known[word.get("data-r")] if word.get("data-r") else 0,
        )
        holds = {
            ">": value > rival,
            "<": value < rival,
            ">=": value >= rival,
            "<=": value <= rival,
            "=": value == rival,
        }
        assert holds[word.get("data-op")], word.text_content()


def test_the_same_trace_in_the_page_and_the_technical_file(edition: Edition) -> None:
    """The section that traces the values has the same rows in both files, one for each value that is printed."""
    page = reading.html_trace(edition.page)
    assert page == reading.tagged(edition.technical).trace()
    shown = {number.get("data-v") for number in edition.page.xpath("//*[@data-v]")}
    known = values(edition)
    assert shown | {input_ for id_ in shown for input_ in known[id_]["inputs"]} <= set(page)
    assert set(page) <= set(known)


def test_numbers_are_the_values(edition: Edition) -> None:
    """Every numeral of the page is its entry of so-lieu.json with the decimals and the scale that it names."""
    known = values(edition)
    numbers = edition.page.xpath("//*[@data-v and @data-d]")
    assert len(numbers) > 30
    for number in numbers:
        entry = known[number.get("data-v")]
        printed = vietnamese(
            Fraction(entry["value"]),
            int(number.get("data-d")),
            int(number.get("data-k")),
            entry["bound"],
        )
        assert number.text_content() == (entry["value"] if is_year(entry) else printed), entry["id"]


def test_chart_labels_are_the_values(edition: Edition) -> None:
    """The number in each label of a chart is its entry's value at the label's own decimals."""
    known = values(edition)
    drawn = edition.page.xpath("//figure[@class='hinh']//svg")
    assert all(svg.xpath(".//*[@data-v]") for svg in drawn)
    for label in edition.page.xpath("//svg//*[@data-v]"):
        entry, text = known[label.get("data-v")], label.text_content()
        (numeral,) = re.findall(r"-?\d[\d.]*(?:,\d+)?", text)
        decimals = len(numeral.partition(",")[2])
        scales = SCALES.values() if entry["unit"] == "đồng" else (0,)
        fitting = {
            vietnamese(Fraction(entry["value"]), decimals, scale, entry["bound"])
            for scale in scales
        }
        assert numeral in fitting, f"{text} is not {entry['id']}"


def test_printed_texts_are_the_values(edition: Edition) -> None:
    """The text `printed` of an entry is its value in the unit named there, with the word of its bound."""
    words = {
        "exact": "",
        "at_least": "trên|hơn|ít nhất",
        "at_most": "dưới|gần|không quá",
        "about": "khoảng|gần",
        "unknown": "",
    }
    for id_, entry in values(edition).items():
        if entry["value"] is None:
            assert entry["printed"] is None, id_
            continue
        match = re.fullmatch(r"([^\d-]*)(-?[\d.]+(?:,\d+)?)(.*)", entry["printed"])
        assert match, id_
        unit = match[3].strip()
        scale = SCALES[unit] if entry["unit"] == "đồng" else 0
        printed = vietnamese(
            Fraction(entry["value"]), len(match[2].partition(",")[2]), scale, entry["bound"]
        )
        assert match[2] == (entry["value"] if is_year(entry) else printed), id_
        assert (
            re.fullmatch(words[entry["bound"]], match[1].strip())
            or entry.get("word") == match[1].strip()
        ), id_


# HTML ---------------------------------------------------------------------------------------------------------------


def test_page_is_closed(edition: Edition) -> None:
    """The page allows and needs nothing from outside: a strict policy, no style attribute, no address, one file."""
    content, page = edition.html.read_bytes(), edition.page
    assert len(content) < LARGEST_PAGE
    assert page.get("lang") == "vi"
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";") if rule.strip())
    assert rules["default-src"] == "'none'"
    assert rules["base-uri"] == rules["form-action"] == "'none'"
    assert not re.search(r"unsafe|\*|https?:|blob:", policy)
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        for element in page.iter(tag):
            if element.get("type") == "application/json":
                continue
            hashed = base64.b64encode(
                hashlib.sha256((element.text or "").encode()).digest()
            ).decode()
            assert f"'sha256-{hashed}'" in rules[rule]
    attributes = [
        (element.tag, name, text)
        for element in page.iter()
        for name, text in element.attrib.items()
    ]
    assert not [entry for entry in attributes if entry[1] == "style" or entry[1].startswith("on")]
    outside = [
        entry
        for entry in attributes
        if re.search(r"//|^data:(?!image/)", entry[2]) and not entry[1].startswith("xmlns")
    ]
    assert not outside
    assert not re.search(rb"@import|url\(\s*['\"]?(?!#|data:)", content)


def test_page_can_be_walked(edition: Edition) -> None:
    """Ids are unique, every link leads to one or to a file of the report, and headings do not skip a level."""
    page = edition.page
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = set(page.xpath("//@href"))
    beside = {link for link in links if not link.startswith("#")}
    assert beside == {document.name for document in DOCUMENTS} - {"bao-cao.html"} | {
        WORKBOOK,
        FORMS,
    }
    assert {link[1:] for link in links - beside} <= set(ids)
    levels = [int(heading.tag[1]) for heading in page.find(".//main").iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_pictures_speak(edition: Edition) -> None:
    """Every chart has an alternative text with its values, in the HTML, the two PDF and the DOCX alike."""
    drawn = edition.page.xpath("//figure[@class='hinh']//svg")
    narrow = edition.page.xpath("//figure[@class='hinh']/div[@class='hep']/svg")
    spoken = [svg.get("aria-label") for svg in drawn if svg not in narrow]
    assert [svg.get("aria-label") for svg in narrow] == spoken
    folded = edition.page.xpath(f"{reading.FOLDED}//figure[@class='hinh']/div[@class='hep']/svg")
    signed = spoken[: len(spoken) - len(folded)]
    assert all(text and len(text) > 40 and re.search(r"\d", text) for text in spoken)
    assert all(svg.get("role") == "img" for svg in drawn)
    assert not edition.page.xpath("//img[not(@alt) or @alt='']")
    assert _figures(edition.pdf) == signed
    assert _figures(edition.technical) == spoken[len(signed) :]
    pictures = docx.Document(str(edition.docx)).element.body.iter(qn("wp:docPr"))
    assert [picture.get("descr") for picture in pictures] == signed


def _figures(path: Path) -> list[str]:
    tagged = reading.tagged(path)
    elements = tagged._elements(tagged.pdf.Root.StructTreeRoot, None, "/Figure")
    return [str(element.get("/Alt", "")) for element, _ in elements]


# PDF ----------------------------------------------------------------------------------------------------------------


def test_pdf_is_an_archive_of_a4_pages(edition: Edition) -> None:
    """Pages are A4, every font lies in the file, the text is tagged and Vietnamese, and the standards are named."""
    for path in (edition.pdf, edition.technical):
        _is_an_archive(reading.tagged(path).pdf)


@pytest.mark.parametrize("name", ["tinh-2012-2022", "tinh-2023"])
def test_the_page_says_what_is_signed(finished: Callable[[str], Edition], name: str) -> None:
    """Letter by letter, with charts, the PDF and the page but for its folded part have one text, by a reader each."""
    made = finished(name)
    drawn, shown = reading.drawn_text(made.pdf), reading.html_signed_text(made.page)
    assert "".join(drawn.split()) == "".join(shown.split())


def _is_an_archive(pdf: pikepdf.Pdf) -> None:
    assert {tuple(sorted(round(float(x), 1) for x in page.mediabox[2:])) for page in pdf.pages} == {
        (595.3, 841.9)
    }
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang).startswith("vi")
    metadata = pdf.Root.Metadata.read_bytes()
    assert b"pdfuaid" in metadata
    assert b"pdfaid" in metadata
    assert str(pdf.docinfo.get("/Title", "")) or b"<dc:title>" in metadata
    fonts = [font for page in pdf.pages for font in page.resources.get("/Font", {}).values()]
    described = [font.DescendantFonts[0] if "/DescendantFonts" in font else font for font in fonts]
    assert described
    assert all(
        {"/FontFile", "/FontFile2", "/FontFile3"} & set(font.FontDescriptor.keys())
        for font in described
    )


def test_bookmarks_are_the_headings(edition: Edition) -> None:
    """The bookmarks of the PDF and the headings of the HTML and the DOCX are the same titles in one order."""
    headings = [
        reading.one_line(h.text_content())
        for h in edition.page.find(".//main").iter("h2", "h3", "h4")
    ]
    fold = headings.index("Phụ lục kỹ thuật")
    title = reading.one_line(edition.page.find(".//h1").text_content())
    about = title.removeprefix("BÁO CÁO ")
    technical = [f"PHỤ LỤC KỸ THUẬT {about}", *headings[fold + 1 :]]
    assert reading.tagged(edition.technical).titles() == technical
    headings = headings[:fold]
    assert headings[:2] == ["TÓM TẮT", "I. TÌNH HÌNH CHUNG VÀ CĂN CỨ"]
    assert reading.tagged(edition.pdf).titles() == [title, *headings]
    styles = ("Heading 1", "Heading 2", "Heading 3", "Phụ lục")
    paragraphs = [p for p in docx.Document(str(edition.docx)).paragraphs if p.style.name in styles]
    assert [reading.one_line(paragraph.text) for paragraph in paragraphs] == headings


def test_page_numbers(edition: Edition) -> None:
    """The number stands in the top margin from the second page on; the body and the appendices count from 1 (L04)."""
    tagged = reading.tagged(edition.pdf)
    annexes = first_annex_page(tagged)
    count = 0
    for number, margin in enumerate(tagged.margins):
        count = 1 if number in (0, annexes) else count + 1
        assert margin == ("" if count == 1 else str(count)), f"trang {number + 1}"


MOST_PAGES = {"tinh-2012-2022": 11, "tinh-2023": 16}


def test_the_signed_report_is_short_and_its_pages_are_full(edition: Edition) -> None:
    """A conference report has at most 11 pages, one of 36 schemes 16; no page inside a part is under a third full."""
    tagged = reading.tagged(edition.pdf)
    pages = tagged.pdf.pages
    assert len(pages) <= MOST_PAGES.get(edition.name, len(pages))
    ends = {first_annex_page(tagged) - 1, len(pages) - 1}
    ends |= {
        number
        for number, (page, after) in enumerate(pairwise(pages))
        if list(page.MediaBox) != list(after.MediaBox)
    }
    for number, marked in enumerate(tagged.marked):
        margin = 20 / 25.4 * 72
        height = float(pages[number].MediaBox[3]) - 2 * margin
        # numbers of pages and DỰ THẢO have no mark
        tops = [
            letter["top"]
            for id_, letters in marked.items()
            if id_ is not None
            for letter in letters
        ]
        lowest = max(tops)
        assert number in ends or lowest - margin >= height / 3, f"trang {number + 1}"


def first_annex_page(tagged: reading.TaggedPdf) -> int:
    """The page on which the annexes begin, from 0."""
    with tagged.pdf.open_outline() as outline:
        (title,) = outline.root
        for item in title.children:
            if item.title.startswith("Phụ lục"):
                return tagged.number_of[_page_of(tagged.pdf, item).objgen]
    raise AssertionError("no annex among the bookmarks")


def _page_of(pdf: pikepdf.Pdf, item: pikepdf.OutlineItem) -> Any:
    destination = item.destination if item.destination is not None else item.action.D
    if isinstance(destination, pikepdf.Array):
        return destination[0]
    names = pikepdf.NameTree(pdf.Root.Names.Dests)
    found = names[str(destination)]
    return (found.D if isinstance(found, pikepdf.Dictionary) else found)[0]


# DOCX ---------------------------------------------------------------------------------------------------------------


def test_documents_keep_the_layout_of_the_decree(edition: Edition) -> None:
    """No rule of `make layout` is broken by the report in either format."""
    for name in ("bao-cao.docx", "bao-cao.pdf"):
        assert broken((edition.report / name).read_bytes()) == {}, name


def test_docx_fulfils_the_schema(edition: Edition) -> None:
    """Every part of the document is as the transitional schema of ISO/IEC 29500 wants it."""
    assert violations(edition.docx) == []


def test_docx_has_the_official_page(edition: Edition) -> None:
    """Every section is A4 with the margins of L02, its number in the header, and none on the page with number 1."""
    document = docx.Document(str(edition.docx))
    for section in document.sections:
        # pages on their side go on with the numbers of the annexes before them
        follows = section.page_width > section.page_height
        assert sorted((round(section.page_width.mm), round(section.page_height.mm))) == [210, 297]
        assert 20 <= round(section.top_margin.mm, 1) <= 25
        assert 20 <= round(section.bottom_margin.mm, 1) <= 25
        assert 30 <= round(section.left_margin.mm, 1) <= 35
        assert 15 <= round(section.right_margin.mm, 1) <= 20
        assert section.different_first_page_header_footer != follows
        assert "PAGE" in section.header._element.xml
        assert "PAGE" not in section.first_page_header._element.xml
    # the body, the appendices together, and the list of schemes, which lies on its side
    assert edition.page.xpath("//h2[contains(@class, 'phu-luc')]")
    listed = bool(edition.page.xpath("//*[@id='pl-danh-muc']"))
    sides = [section.page_width > section.page_height for section in document.sections]
    assert sides == [False, False, True][: 2 + listed]
    assert document.styles["Normal"].font.name == "Times New Roman"


# Again, and when something changed ---------------------------------------------------------------------------------


def test_a_second_run_does_nothing(tinh: Edition) -> None:
    """What is up to date is said so and not touched."""
    paths = [
        path for folder in ("reports", "data") for path in (tinh.scratch.root / folder).rglob("*")
    ]
    before = {path: path.stat().st_mtime_ns for path in paths}
    result = tinh.scratch.report()
    assert result.returncode == 0
    assert "đã đúng với dữ liệu hiện có" in result.stdout
    assert "không phải lập lại" in result.stdout
    assert {path: path.stat().st_mtime_ns for path in paths} == before


def reasons(scratch: Scratch, edition: Edition) -> list[str]:
    """Why a default run would make the edition again."""
    parameters = parse_parameters({})
    project = Project(scratch.root)
    period = Period("tinh", parameters.year_from, parameters.year_to)
    assert period.name == edition.name
    return up_to_date(project.reports(period), wanted(project, period, parameters))


@pytest.fixture
def own_copy(tinh: Edition, tmp_path: Path) -> Scratch:
    """The finished edition in a project of its own, to be changed by one test."""
    return tinh.alone(tmp_path / "du-an")


def test_a_copied_project_is_up_to_date(own_copy: Scratch, tinh: Edition) -> None:
    """Content decides, not time or place: a copied project has nothing to do."""
    assert reasons(own_copy, tinh) == []


@pytest.mark.parametrize(
    "file", ["so-lieu-cong-bo.csv", "nguon.csv", "cach-hieu.csv", "nhan-dinh-tinh-2012-2022.md"]
)
def test_one_raw_byte_makes_it_stale(own_copy: Scratch, tinh: Edition, file: str) -> None:
    """One byte more in any raw file is noticed, and the file is named."""
    path = own_copy.root / "data" / "raw" / file
    path.write_bytes(path.read_bytes() + b"\n")
    assert file in " ".join(reasons(own_copy, tinh))


@pytest.mark.parametrize("file", sorted(PUBLISHED))
def test_a_lost_or_changed_output_makes_it_stale(
    own_copy: Scratch, tinh: Edition, file: str
) -> None:
    """A published file that is gone or was edited is noticed by name; the manifest by the sums over it."""
    path = own_copy.root / "reports" / tinh.name / file
    content = path.read_bytes()
    path.write_bytes(content + b" ")
    assert (file if file != "manifest.json" else "SHA256SUMS") in " ".join(reasons(own_copy, tinh))
    path.unlink()
    assert reasons(own_copy, tinh)
    path.write_bytes(content)
    assert reasons(own_copy, tinh) == []


def test_a_lost_output_comes_back(own_copy: Scratch, tinh: Edition) -> None:
    """The next run puts back what was deleted or edited, byte for byte, and says why it ran."""
    before = own_copy.bytes_of("reports")
    report = own_copy.root / "reports" / tinh.name
    (report / "bao-cao.pdf").unlink()
    (report / "so-lieu.json").write_text("{}", encoding="utf-8")
    result = own_copy.report()
    assert result.returncode == 0, result.stderr
    assert "bao-cao.pdf đã bị sửa hoặc không còn" in result.stdout
    assert own_copy.bytes_of("reports") == before


# Mistakes -----------------------------------------------------------------------------------------------------------

BAD_WORDS = [
    (["--year", "20x4"], "[parameter-malformed]", "YEAR"),
    (["--year", "1999"], "[year-no-rows]", "2012-2022"),
    (["--year", "3000"], "[parameter-out-of-range]", "YEAR"),
    (["--from", "2022", "--to", "2012"], "[parameter-", "2022"),
    (["--from", "2012"], "[parameter-", "TO"),
    (["--year", "2022", "--from", "2012"], "[parameter-", "FROM"),
    (["--nam", "2022"], "[parameter-unknown]", "--nam"),
    (["--place", "../x"], "[parameter-malformed]", "../x"),
    (["--place", "Bình Định"], "[parameter-malformed]", "binh-dinh"),
    (["--report-date", "2023-02-30"], "[parameter-malformed]", "REPORT_DATE"),
    (["--renderer", "latex"], "[parameter-malformed]", "embedded"),
    (["--draft=2"], "[parameter-malformed]", "DRAFT"),
]


@pytest.fixture(scope="module")
def with_mistakes(tinh: Edition, tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """A finished project in which the tests below make mistakes; none of them may leave a trace."""
    return tinh.alone(tmp_path_factory.mktemp("sai") / "du-an")


@pytest.fixture
def refused(with_mistakes: Scratch) -> Iterator[Callable[..., str]]:
    """Runs a command that has to be refused; what is published and the raw files have to stay as they were."""
    whole = with_mistakes.bytes_of("reports", "data")
    added: list[Path] = []

    def run(*words: str, files: dict[str, bytes] | None = None) -> str:
        for name, content in (files or {}).items():
            path = with_mistakes.root / "data" / "raw" / name
            path.write_bytes(content)
            added.append(path)
        before = with_mistakes.bytes_of("reports", "data")
        times = {
            path: path.stat().st_mtime_ns
            for path in (with_mistakes.root / "data" / "raw").iterdir()
        }
        result = with_mistakes.report(*words)
        output = result.stdout + result.stderr
        assert result.returncode in (1, 2), output
        assert "Traceback" not in output
        assert "Cách khắc phục" in output, output
        assert with_mistakes.bytes_of("reports", "data") == before
        assert {path: path.stat().st_mtime_ns for path in times} == times
        return output

    yield run
    originals = Path("data", "raw")
    for path in added:
        name = (originals / path.name).as_posix()
        path.write_bytes(whole[name]) if name in whole else path.unlink()


@pytest.mark.parametrize(("words", "code", "told"), BAD_WORDS)
def test_wrong_parameters_are_refused(
    refused: Callable[..., str], words: list[str], code: str, told: str
) -> None:
    """A wrong parameter, or a year without figures, ends the program with its code and the right form."""
    output = refused(*words)
    assert code in output
    assert told in output


def test_a_place_without_data_is_refused(refused: Callable[..., str]) -> None:
    """A place of which no raw file speaks is named, with the places that there are and the nearest one."""
    output = refused("--place", "ha-giang", "--year", "2022")
    assert '"ha-giang"' in output
    assert "[place-unknown]" in output
    assert "binh-dinh (Bình Định)" in output
    assert "có phải PLACE=ha-tinh?" in output


HEADER = (
    "nguon_tin,dia_ban,tu_nam,den_nam,chi_tieu,nguon_kinh_phi,noi_dung,loai_hinh,gia_tri,don_vi,dinh_ngu,tinh_trang,"
    "vi_tri,ghi_chu"
)


def test_wrong_cells_are_named_together(refused: Callable[..., str]) -> None:
    """A text for a number, an unknown unit, an unknown fund: all told in one go with file, row, column and code."""
    rows = [
        HEADER,
        "x,Bình Định,2022,2022,kinh phí,KCQG,,,3OO,triệu đồng,,thực hiện,,",
        "x,Bình Định,2022,2022,kinh phí,KCĐP,,,300,triệu đô,,thực hiện,,",
        "x,Bình Định,2022,2022,kinh phí,KCTW,,,300,triệu đồng,,thực hiện,,",
        "x,Bình Định,2O22,2022,kinh phí,KCQG,,,300,triệu đồng,,thực hiện,,",
        "x,Bình Định,2022,2022,kinh phí,KCQG,,,29.91,triệu đồng,,thực hiện,,",
    ]
    output = refused(files={"so-lieu-moi.csv": "\n".join(rows).encode()})
    expected = [
        (2, "gia_tri", "number-unreadable", "3OO"),
        (3, "don_vi", "unit-unknown", "triệu đô"),
        (4, "nguon_kinh_phi", "", "KCTW"),
        (5, "tu_nam", "year-unreadable", "2O22"),
        (6, "gia_tri", "number-", "29.91"),
    ]
    for row, column, code, got in expected:
        (line,) = [line for line in output.splitlines() if f"so-lieu-moi.csv, dòng {row}," in line]
        assert f'cột "{column}"' in line
        assert got in line
        assert re.search(rf"\[{code}[a-z-]*\]", line), line


def test_a_broken_raw_file_is_named(refused: Callable[..., str]) -> None:
    """A file that is cut in the middle of a letter, an empty one and a stranger are named with their codes."""
    broken = (HEADER + "\nx,Bình Định").encode()[:-3] + b"\xe1\xbb"
    output = refused(files={"hong.csv": broken, "rong.csv": b"", "la.bin": b"\x00\x01"})
    for name in ("hong.csv", "rong.csv", "la.bin"):
        line = next(line for line in output.splitlines() if line.startswith(f"- data/raw/{name}"))
        assert re.search(r"\[[a-z]+-[a-z0-9-]+\]", line), line


def test_make_refuses_and_finds_nothing_to_do(
    with_mistakes: Scratch, setup_env: ModuleType
) -> None:
    """Under make the same holds: a wrong one is refused, the default edition is found finished."""
    if shutil.which("make") is None or os.name != "posix" or sys.prefix == sys.base_prefix:
        pytest.skip("cần make và một môi trường ảo để chạy make report")
    venv = with_mistakes.root / ".venv"
    if not venv.exists():
        venv.mkdir()
        for name in ("bin", "lib", "pyvenv.cfg"):
            (venv / name).symlink_to(Path(sys.prefix, name))
        for kind, lock in setup_env.LOCKS.items():
            content = setup_env.stamp_content(venv, with_mistakes.root / lock)
            setup_env.stamp_of(venv, kind).write_bytes(content)
    before = with_mistakes.bytes_of("reports", "data")
    for words, told in (
        (["YEAR=20x4"], "[parameter-malformed]"),
        (["NAM=2022"], "[parameter-unknown]"),
    ):
        result = with_mistakes.run(["make", "report", *words])
        assert result.returncode != 0
        assert told in result.stdout + result.stderr
        assert "Traceback" not in result.stdout + result.stderr
    result = with_mistakes.run(["make", "report", "FROM=2012", "TO=2022"])
    assert result.returncode == 0, result.stderr
    assert "không phải lập lại" in result.stdout
    assert with_mistakes.bytes_of("reports", "data") == before


# In other programs --------------------------------------------------------------------------------------------------

PHONE = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless Chromium as a phone shows pages."""
    program, driver = (
        shutil.which("chromium") or shutil.which("google-chrome"),
        shutil.which("chromedriver"),
    )
    if program is None or driver is None:
        pytest.skip("máy này không có chromium và chromedriver")
    from selenium import webdriver

    settings = webdriver.ChromeOptions()
    settings.binary_location = program
    for word in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        settings.add_argument(word)
    settings.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    shown = webdriver.Chrome(options=settings, service=webdriver.ChromeService(driver))
    shown.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
    yield shown
    shown.quit()


@pytest.mark.parametrize("name", ["tinh-2012-2022", "binh-dinh-2016-2022"])
def test_page_fits_a_phone(browser: Any, finished: Callable[[str], Edition], name: str) -> None:
    """On a screen of 390 px the page does not scroll sideways, and the browser has nothing to complain of."""
    browser.get(finished(name).html.as_uri())
    width = browser.execute_script(
        "return [innerWidth, document.documentElement.scrollWidth, document.body.scrollWidth]"
    )
    assert width[0] == PHONE["width"]
    assert max(width) <= PHONE["width"]
    assert browser.execute_script("return document.styleSheets.length") == 1
    assert (
        browser.execute_script("return getComputedStyle(document.querySelector('td.r')).textAlign")
        == "right"
    )
    complaints = [
        entry for entry in browser.get_log("browser") if "favicon" not in entry["message"]
    ]
    assert complaints == []
    missing = browser.execute_script(
        "return performance.getEntriesByType('resource').map(entry => entry.name)"
    )
    assert missing == []


def test_the_summary_is_one_page(edition: Edition) -> None:
    """Messages and charts stay within one page; its numbers are those of the report's summary and of headlines."""
    path = edition.report / "tom-tat.pdf"
    with pdfplumber.open(path) as shown:
        (page,) = shown.pages
        # what is turned is the mark of a draft
        words = page.filter(lambda part: part.get("upright", True)).extract_words()
        assert max(word["bottom"] for word in words) < page.height - 20 * MM
        assert max(word["x1"] for word in words) < page.width - 15 * MM + 1
    summary = reading.TaggedPdf(path)
    told = edition.page.xpath("//h2[@id='tom-tat']/following-sibling::ul[1]//a[@class='so']")
    assert told
    headlines = edition.page.xpath("//figure/p[@class='y-chinh']//a[@class='so']")
    own, over = (
        {f"{reading.TRACED}{number.get('data-v')}" for number in numbers}
        for numbers in (told, headlines)
    )
    assert own <= summary.addresses() <= own | over


def test_docx_opens_in_an_office(tinh: Edition, tmp_path: Path) -> None:
    """LibreOffice prints the documents: the report on as many pages as the PDF give or take one, the summary on one."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("máy này không có LibreOffice")
    own = f"-env:UserInstallation={(tmp_path / 'ho-so').as_uri()}"
    command = [
        program,
        own,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tinh.docx),
        str(tinh.report / "tom-tat.docx"),
    ]
    result = tinh.scratch.run(command)
    assert result.returncode == 0, result.stderr
    with pdfplumber.open(tmp_path / "bao-cao.pdf") as printed:
        first, count = printed.pages[0].extract_text(), len(printed.pages)
    with pdfplumber.open(tmp_path / "tom-tat.pdf") as printed:
        assert len(printed.pages) == 1
    with pdfplumber.open(tinh.report / "bao-cao.pdf") as printed:
        assert abs(count - len(printed.pages)) <= 1
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in first
    assert "BÁO CÁO" in first

"""What a raw file may make others open: no workbook before it is looked at, no file or picture outside."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

import render_sample as sample
from analysis.errors import RenderError
from analysis.faults import Problems
from analysis.fonts import choose_fonts
from analysis.rendering import documents, pandoc, pdf, render
from analysis.sheets import xlsx_file
from analysis.sheets.archive import MOST_UNPACKED, packed, unpack
from program import ROOT
from register_files import fault_codes, in_sheet, read, rezipped, sums, workbook

NAME = "data/raw/so.xlsx"
SECRET = b"bi mat khong duoc lo"
PDFS = [document for document in documents.DOCUMENTS if document.format == "pdf"]


def same(_: str, content: bytes) -> bytes:
    return content


def with_members(extra: dict[str, bytes]) -> bytes:
    return rezipped(workbook(), same, extra)


def changed(name: str, change: Callable[[bytes], bytes]) -> bytes:
    return rezipped(
        workbook(), lambda member, content: change(content) if member == name else content
    )


def repeated(name: str) -> bytes:
    """A workbook with a second member of a name it has."""
    buffer = io.BytesIO(workbook())
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(name, "<a/>")
    return buffer.getvalue()


def overlapping() -> bytes:
    """An archive whose directory names one packed member many times, so that little unpacks to very much."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<a/>")
        archive.writestr("xl/workbook.xml", b"\0" * 20_000_000)
        first = archive.getinfo("xl/workbook.xml")
        for number in range(20):
            twin = zipfile.ZipInfo(f"xl/x{number}.xml")
            for field in ("header_offset", "CRC", "compress_size", "file_size", "compress_type"):
                setattr(twin, field, getattr(first, field))
            archive.filelist.append(twin)
    return buffer.getvalue()


def lying() -> bytes:
    """A workbook whose directory understates what a member unpacks to."""
    big = 30_000_000
    data = bytearray(with_members({"xl/x.xml": b" " * big}))
    at = data.rindex(b"xl/x.xml") - 46
    assert struct.unpack_from("<I", data, at + 24) == (big,)
    struct.pack_into("<I", data, at + 24, 100)
    return bytes(data)


DOCTYPE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
DANGEROUS: dict[str, tuple[Callable[[], bytes], str]] = {
    "an absolute name": (lambda: with_members({"/etc/x.xml": b"<a/>"}), "file-dangerous-zip"),
    "a name that climbs": (lambda: with_members({"xl/../../x.xml": b"<a/>"}), "file-dangerous-zip"),
    "a name of Windows": (lambda: with_members({"C:\\x.xml": b"<a/>"}), "file-dangerous-zip"),
    "a name with a control character": (
        lambda: with_members({"xl/\x1b[31m.xml": b"<a/>"}),
        "file-dangerous-zip",
    ),
    "a member twice": (lambda: repeated("xl/workbook.xml"), "file-dangerous-zip"),
    "a member twice in another case": (
        lambda: with_members({"XL/WORKBOOK.XML": b"<a/>"}),
        "file-dangerous-zip",
    ),
    "a document type in the sheet": (
        lambda: rezipped(workbook(), in_sheet("^", DOCTYPE.decode())),
        "file-dangerous-xml",
    ),
    "a document type in the strings": (
        lambda: with_members({"xl/y.xml": DOCTYPE + b"<x>&a;</x>"}),
        "file-dangerous-xml",
    ),
    "a document type in a relation": (
        lambda: changed("_rels/.rels", lambda xml: DOCTYPE + xml),
        "file-dangerous-xml",
    ),
    "a document type in UTF-16": (
        lambda: changed(
            "xl/styles.xml", lambda xml: (DOCTYPE.decode() + xml.decode()).encode("utf-16")
        ),
        "file-dangerous-xml",
    ),
    "another encoding": (
        lambda: changed(
            "xl/styles.xml", lambda _: b'<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE'
        ),
        "file-dangerous-xml",
    ),
    "members that overlap": (overlapping, "file-too-large"),
    "a size that is not true": (lying, "file-corrupt"),
    "too many members": (
        lambda: with_members({f"a/{n}.xml": b"" for n in range(2001)}),
        "file-too-large",
    ),
}


@pytest.mark.parametrize("what", DANGEROUS)
def test_a_dangerous_workbook_is_refused_before_any_reader(
    what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The container is judged by its directory and its bytes alone; no reader of sheets is called for a bad one."""

    def opened(*_: object) -> NoReturn:
        raise AssertionError("a reader was called")

    monkeypatch.setattr(xlsx_file, "_scanned", opened)
    monkeypatch.setattr(xlsx_file, "_read_sheets", opened)
    make, code = DANGEROUS[what]
    assert fault_codes(read(make(), NAME)) == {code}


@pytest.mark.parametrize(
    "cell",
    [
        "<v>310000000</v><v>410000000</v>",
        "<v>310</v><v>000000</v>",
        "<v>310<!-- x -->000000</v>",
        "<v>310000000<x>5</x></v>",
        "<v>310000000</v><is><t>5</t></is>",
    ],
)
def test_a_cell_that_two_readers_see_differently_is_refused(cell: str) -> None:
    """XML that one reader takes for one number and another for another is no workbook: neither number is used."""
    change = in_sheet('<c r="H2"[^>]*><v>310000000</v></c>', f'<c r="H2">{cell}</c>')
    assert fault_codes(read(rezipped(workbook(), change), NAME)) == {"file-corrupt"}


def test_readers_see_the_sheets_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Macros, pictures, other workbooks and programs in a workbook do not reach a reader; links are never followed."""
    link = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        b'Type="x" Target="http://host.test/a.xlsx" TargetMode="External"/></Relationships>'
    )
    extra = {"xl/vbaProject.bin": b"MZ", "xl/media/a.png": b"\x89PNG", "xl/a.exe": b"MZ"}
    data = with_members({**extra, "xl/externalLinks/_rels/externalLink1.xml.rels": link})
    members = unpack(NAME, data, Problems())
    assert members is not None
    assert not set(extra) & set(members)
    with zipfile.ZipFile(io.BytesIO(packed(members))) as archive:
        assert {info.external_attr >> 16 & 0o170000 for info in archive.infolist()} <= {0, 0o100000}
    monkeypatch.setattr("socket.socket", None)
    assert sums(read(data, NAME))[0] == 3


def test_a_bomb_takes_no_memory() -> None:
    """What would unpack to more than the limit is refused by the directory, before anything is unpacked."""
    import tracemalloc

    data = overlapping()
    tracemalloc.start()
    read(data, NAME)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < MOST_UNPACKED / 10


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A work folder with a filter that changes nothing, and a secret file and picture outside of it."""
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "filter.lua").write_text("", encoding="utf-8")
    (tmp_path / "bi-mat.png").write_bytes(b"\x89PNG\r\n\x1a\n" + SECRET)
    (tmp_path / "bi-mat.txt").write_bytes(SECRET)
    return folder


@pytest.mark.parametrize("format_", ["docx", "odt"])
@pytest.mark.parametrize("where", ["relative", "absolute", "address"])
def test_pandoc_opens_no_file_but_its_own(work: Path, format_: str, where: str) -> None:
    """Pandoc runs in its sandbox: a picture or file named in a text is not opened, wherever it lies."""
    secret = work.parent / "bi-mat.png"
    named = {"relative": "../bi-mat.png", "absolute": str(secret), "address": secret.as_uri()}[
        where
    ]
    (work / f"{pandoc.STEM}.md").write_text(f"![a]({named})\n", encoding="utf-8")
    target = work / f"a.{format_}"
    pandoc.run_pandoc(work, 0, documents.DOCX, format_, target)
    with zipfile.ZipFile(target) as package:
        assert [name for name in package.namelist() if SECRET in package.read(name)] == []


def test_pandoc_is_the_packaged_one(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pandoc or typst of the machine, or one that someone put first on the path, is never run."""
    programs = work.parent / "bin"
    programs.mkdir()
    for name in ("pandoc", "typst", "quarto", "python"):
        (programs / name).write_text(f"#!/bin/sh\ntouch {work.parent}/PWNED\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(programs))
    (work / f"{pandoc.STEM}.md").write_text("a\n", encoding="utf-8")
    pandoc.run_pandoc(work, 0, documents.HTML, "html5", work / "a.html")
    assert not (work.parent / "PWNED").exists()


def set_pdfs(folder: Path, template: Callable[[str], str] = str) -> Path:
    """Set all PDFs of the sample, with the Typst template changed; the folder that Typst sees."""
    folder = sample.write_sample(folder / "work")
    job = render.open_job(folder, folder, ROOT / "templates", choose_fonts(), sample.EPOCH)
    render.prepare(job)
    path = folder / "nd30.typ"
    path.write_text(template(path.read_text(encoding="utf-8")), encoding="utf-8")
    pdf.prepare(job)
    for document in PDFS:
        pdf.make(job, document)
    return folder / "typst"


def test_typst_sees_a_clean_folder(tmp_path: Path) -> None:
    """The root of Typst holds sources, charts and fonts: plain files, nothing of the project or its data."""
    root = set_pdfs(tmp_path)
    paths = [path for path in root.rglob("*") if not path.is_dir()]
    assert not [path for path in paths if path.is_symlink()]
    assert {path.suffix.lower() for path in paths} <= {".typ", ".svg", ".ttf", ".otf"}
    sources = {f"{document.stem}.typ" for document in PDFS}
    assert {path.relative_to(root).parts[0] for path in paths} == {*sources, "hinh", "phong"}


@pytest.mark.parametrize(
    "line",
    [
        '#read("../bao-cao.md")',
        '#read("/etc/passwd")',
        '#read("../../bi-mat.txt")',
        '#include "../nd30.typ"',
        '#image("../../bi-mat.png")',
    ],
)
def test_typst_reads_nothing_else(tmp_path: Path, line: str) -> None:
    """Even a line in the template itself reaches no file outside that folder."""
    (tmp_path / "bi-mat.txt").write_bytes(SECRET)
    (tmp_path / "bi-mat.png").write_bytes(SECRET)
    with pytest.raises(
        RenderError, match=r"\[render-failed\]: .*(would escape the project root|file not found)"
    ):
        set_pdfs(tmp_path, lambda text: f"{text}\n{line}\n")

"""A file to its text, or a message that says what it is and what to do."""

from __future__ import annotations

import io
import unicodedata
import zipfile

import pikepdf
import pytest

from analysis.extracting.reading import text_of
from analysis.faults import Problems
from analysis.raw.text_file import to_tcvn3, to_vni

WORDS = "Năm 2022, kinh phí khuyến công của tỉnh được hỗ trợ là 2,5 tỷ đồng cho các đề án và đơn vị thụ hưởng."
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


TABLE_ROW = ("KCQG", "2 tỷ đồng", "5 đề án")


def docx(body: str, name: str = "word/document.xml", head: str = "") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(
            name, f'{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        )
    return data.getvalue()


def pdf(password: str = "") -> bytes:
    """A page without text."""
    data = io.BytesIO()
    page = pikepdf.new()
    page.add_blank_page()
    page.save(
        data, encryption=pikepdf.Encryption(owner=password, user=password) if password else False
    )
    return data.getvalue()


def read(name: str, data: bytes) -> tuple[str | None, list[str]]:
    problems = Problems()
    text = text_of(name, data, problems)
    return text, [fault.code for fault in problems.faults]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bai.txt", WORDS.encode()),
        ("bai.txt", b"\xef\xbb\xbf" + WORDS.encode()),
        ("bai.txt", WORDS.encode("utf-16")),
        ("bai.txt", unicodedata.normalize("NFD", WORDS).encode()),
        (
            "bai.html",
            f"<p>{WORDS}</p><aside>Tin liên quan: hỗ trợ 99 đề án</aside><footer>Giấy phép số 12</footer>".encode(),
        ),
        (
            "bai.html",
            f"<!doctype html><title>Tin</title><script>let x = '9 đề án'</script><p>{WORDS}</p>".encode(),
        ),
        (
            "bai.docx",
            docx(
                f"<w:p><w:r><w:t>{WORDS[:20]}</w:t></w:r><w:r><w:t>{WORDS[20:]}</w:t></w:r></w:p>"
            ),
        ),
    ],
)
def test_a_text_reads_the_same_whatever_file_it_comes_in(name: str, data: bytes) -> None:
    """Encodings, markup and runs leave no trace; what a page hides is no text."""
    text, codes = read(name, data)
    assert not codes
    assert text is not None
    assert text.strip().removeprefix("Tin").strip() == WORDS


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("bai.txt", b"", "file-empty"),
        ("bai.txt", b" \r\n\t ", "file-empty"),
        ("bai.html", b"<html><body><script>x</script></body></html>", "file-empty"),
        ("bai.txt", bytes(range(256)) * 20, "encoding-unknown"),
        ("bai.txt", b"\x89PNG\r\n\x1a\n" + bytes(99), "file-type-mismatch"),
        ("bai.jpg", b"\xff\xd8\xff" + bytes(99), "file-type-unsupported"),
        ("bai.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "file-type-unsupported"),
        ("bai.txt", to_tcvn3(WORDS * 3).encode("latin-1"), "encoding-legacy-tcvn3"),
        ("bai.txt", to_vni(WORDS * 3).encode("latin-1"), "encoding-legacy-vni"),
        (
            "bai.docx",
            docx(f"<w:p><w:r><w:t>{to_tcvn3(WORDS * 3)}</w:t></w:r></w:p>"),
            "encoding-legacy-tcvn3",
        ),
        ("bai.docx", docx("", name="xl/workbook.xml"), "file-corrupt"),
        ("bai.docx", docx("<w:p>"), "file-corrupt"),
        ("bai.docx", docx("<w:p>&x;</w:p>", head='<!DOCTYPE d [<!ENTITY x "y">]>'), "file-corrupt"),
        (
            "bai.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "file-encrypted",
        ),
        ("bai.pdf", b"%PDF-1.7 cut", "file-corrupt"),
        ("bai.pdf", pdf(), "text-no-layer"),
        ("bai.pdf", pdf("x"), "file-encrypted"),
        ("bai.txt", b"a " * 1_100_000, "file-too-large"),
    ],
)
def test_what_is_no_text_is_refused_by_what_it_is(name: str, data: bytes, code: str) -> None:
    """One message a file, without a traceback."""
    text, codes = read(name, data)
    assert (text, codes) == (None, [code])


def test_deleted_text_of_a_document_is_no_text() -> None:
    """What a DOCX keeps as deleted, and the second copy of a text box, are left out."""
    fallback = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    body = (
        f"<w:p><w:del><w:r><w:t>3 đề án</w:t></w:r></w:del><w:r><w:t>5 đề án</w:t></w:r></w:p>"
        f'<f:Fallback xmlns:f="{fallback}"><w:p><w:r><w:t>7 đề án</w:t></w:r></w:p></f:Fallback>'
    )
    assert read("bai.docx", docx(body))[0] == "5 đề án\n\n"


def test_the_text_layer_of_a_pdf_is_read() -> None:
    """Lines of a page come in their order."""
    document = pikepdf.new()
    document.add_blank_page()
    page = document.pages[0]
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = document.make_stream(
        b"BT /F1 12 Tf 72 720 Td (KCQG 44,9%) Tj 0 -20 Td (KCDP 55,1%) Tj ET"
    )
    data = io.BytesIO()
    document.save(data)
    assert read("bai.pdf", data.getvalue()) == ("KCQG 44,9%\nKCDP 55,1%", [])


def test_a_row_of_a_table_is_a_line_with_its_label() -> None:
    """The first cell of a row is the label of the others, in a Word document as in a page."""
    wanted = "KCQG: 2 tỷ đồng; 5 đề án"
    cells = [f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in TABLE_ROW]
    word = text_of("a.docx", docx(f"<w:tbl><w:tr>{''.join(cells)}</w:tr></w:tbl>"), Problems())
    page = "<table><tr><th>KCQG</th><td>2 tỷ đồng</td><td><p>5 đề án</p></td></tr></table>"
    assert word is not None
    assert word.strip() == wanted
    assert text_of("a.html", page.encode(), Problems()) == wanted

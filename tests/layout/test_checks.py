"""The rules of layout: our own documents keep them, and each planted fault breaks its own rule alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

import layout_sample as sample
from analysis.layout.checks import verdicts
from analysis.layout.opening import opened
from analysis.layout.parts import parts_of
from analysis.layout.rules import rules

Change = Callable[[Any], None]


@pytest.fixture(scope="module")
def final(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample.made(tmp_path_factory.mktemp("final"))


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A draft with the blanks that a run without data of the office prints."""
    return sample.made(
        tmp_path_factory.mktemp("draft"),
        draft=True,
        kinh_gui=[],
        can_cu=[],
        co_quan_chu_quan="………………………",
        co_quan_ban_hanh="………………………",
        so_ky_hieu="Số: ………/BC-………",
        dia_danh_ngay="………, ngày …… tháng …… năm ……",
        quyen_han="",
        chuc_vu="………………………",
        nguoi_ky="………………………",
        noi_nhan=["………", "Lưu: VT"],
    )


@pytest.fixture(scope="module")
def sound(final: Path) -> bytes:
    return (final / "bao-cao.docx").read_bytes()


def paragraphs(document: Any) -> Iterator[Paragraph]:
    """Also those in cells."""
    return (Paragraph(p, document) for p in document.element.body.iter(qn("w:p")))


def joined(text: str) -> str:
    """Text with plain blanks."""
    return text.replace("\u00a0", " ")


def holding(document: Any, words: str) -> Paragraph:
    return next(one for one in paragraphs(document) if words in joined(one.text))


def replaced(words: str, by: str) -> Change:
    """The paragraph with these words says something else in their place."""

    def change(document: Any) -> None:
        run = next(run for run in holding(document, words).runs if words in joined(run.text))
        run.text = joined(run.text).replace(words, by)

    return change


def removed(words: str) -> Change:
    def change(document: Any) -> None:
        element = holding(document, words)._p
        element.getparent().remove(element)

    return change


def margin(document: Any) -> None:
    document.sections[0].left_margin = Mm(20)


def letter_paper(document: Any) -> None:
    document.sections[0].page_width, document.sections[0].page_height = Mm(216), Mm(279)


def arial(document: Any) -> None:
    run = holding(document, "Cơ sở công nghiệp").runs[0]
    run.font.name = "Arial"


def number_below(document: Any) -> None:
    """The page number in the footer, as many templates have it."""
    section = document.sections[0]
    for name in ("header", "footer"):
        getattr(section, name).is_linked_to_previous = False
    field = section.header.paragraphs[0]._p
    section.footer._element.append(field)


def wide_lines(document: Any) -> None:
    holding(document, "Cơ sở công nghiệp").paragraph_format.line_spacing = 2.0


def close_paragraphs(document: Any) -> None:
    holding(document, "Nhìn chung").paragraph_format.space_before = Pt(0)


def large_subject(document: Any) -> None:
    holding(document, "Kết quả thực hiện").runs[0].font.size = Pt(16)


def light_issuer(document: Any) -> None:
    holding(document, "SỞ CÔNG THƯƠNG").runs[0].font.bold = False
    holding(document, "UBND TỈNH").runs[0].font.bold = False


def second_end(document: Any) -> None:
    holding(document, "Biểu này để trống").add_run("./.")


def arabic_annex(document: Any) -> None:
    run = next(run for run in holding(document, "BIỂU BỔ SUNG").runs if "II" in run.text)
    run.text = run.text.replace("II", "2")


def no_end(document: Any) -> None:
    for run in holding(document, "Sở Công Thương kính").runs:
        run.text = run.text.replace("./.", ".")


FAULTS: dict[str, tuple[str, Change]] = {
    "the paper of letters": ("layout-paper", letter_paper),
    "a margin of 20 mm": ("layout-margins", margin),
    "another font": ("layout-font", arial),
    "the page number below": ("layout-page-number", number_below),
    "no name of the country": ("layout-country", removed("CỘNG HÒA")),
    "a motto without blanks": (
        "layout-motto",
        replaced("Độc lập - Tự do - Hạnh phúc", "Độc lập-Tự do-Hạnh phúc"),
    ),
    "an issuing body in light letters": ("layout-issuing-body", light_issuer),
    "a number without its zero": ("layout-number", replaced("Số: 05", "Số: 5")),
    "a place in lower case": ("layout-place-date", replaced("Bình An", "bình An")),
    "a March with a zero": (
        "layout-place-date",
        replaced("Bình An, ngày 05 tháng 01", "Bình An, ngày 05 tháng 03"),
    ),
    "no kind of document": ("layout-kind", removed("BÁO CÁO")),
    "a subject of 16 pt": ("layout-subject", large_subject),
    "a list that ends with a semicolon": (
        "layout-addressee",
        replaced("- Cục Công Thương địa phương.", "- Cục Công Thương;"),
    ),
    "double spacing": ("layout-body", wide_lines),
    "paragraphs without a gap": ("layout-body", close_paragraphs),
    "a section in lower case": (
        "layout-section",
        replaced("KIẾN NGHỊ, ĐỀ XUẤT", "Kiến nghị, đề xuất"),
    ),
    "a point after a letter that is left out": ("layout-point", replaced("b) ", "d) ")),
    "a signer with a degree": ("layout-signer", replaced("Nguyễn Văn Ánh", "TS. Nguyễn Văn Ánh")),
    "no list of recipients": ("layout-recipients", removed("Nơi nhận")),
    "a list without the archive": (
        "layout-recipient-list",
        replaced("- Lưu: VT, QLCN.", "- Sở Tài chính."),
    ),
    "an annex in Arabic numbers": ("layout-annex", arabic_annex),
    "an annex that goes with nothing": ("layout-annex-with", removed("(Kèm theo")),
    "no sign of the end": ("layout-end", no_end),
    "two signs of the end": ("layout-end", second_end),
}
# What goes with the fault: the cell of recipients has no name, and the subject cannot be told from other lines.
ALONG = {"no list of recipients": {"layout-recipient-list", "layout-authority"}}


@pytest.mark.parametrize(
    "name", ["bao-cao.docx", "bao-cao.pdf", "tom-tat.docx", "tom-tat.pdf", "phu-luc-ky-thuat.pdf"]
)
def test_our_documents_keep_every_rule(final: Path, draft: Path, name: str) -> None:
    """Both formats, final and draft, and what goes with the report."""
    for folder in (final, draft):
        assert sample.broken((folder / name).read_bytes()) == {}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_breaks_its_own_rule_alone(sound: bytes, fault: str) -> None:
    """The sound document with one fault breaks the rule of that fault and no other."""
    code, change = FAULTS[fault]
    found = set(sample.broken(sample.changed(sound, change)))
    assert code in found
    assert found - ALONG.get(fault, set()) == {code}


def test_every_rule_has_a_verdict(sound: bytes) -> None:
    """27 rules of different codes, each told once; those without a part say so."""
    read = opened("x", sound)
    told = verdicts(read, parts_of(read))
    assert [verdict.rule.number for verdict in told] == list(range(1, 28))
    assert [verdict.rule.code for verdict in told] == list(rules())
    assert {verdict.rule.code for verdict in told if verdict.state == "không có"} == {"layout-part"}

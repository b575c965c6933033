"""A sound document as this program makes it, in both formats, and a Typst page of an official letterhead."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx

import render_sample as sample
from analysis.fonts import choose_fonts
from analysis.layout.checks import FAILED, verdicts
from analysis.layout.opening import opened
from analysis.layout.parts import parts_of
from analysis.rendering.render import render_report

ROOT = Path(__file__).resolve().parents[2]
MARKDOWN = """# Tóm tắt {.tom-tat .unnumbered #tom-tat}

# Tình hình chung và căn cứ

## Bối cảnh

Cơ sở công nghiệp nông thôn được quan tâm hỗ trợ. Các đề án bám sát nhu cầu của cơ sở, được khảo sát kỹ trước khi
xây dựng kế hoạch hằng năm và được kiểm tra trong suốt quá trình thực hiện.

Nhìn chung các nguồn được giải ngân đúng tiến độ, số liệu chi tiết nêu tại Phụ lục I và Phụ lục II kèm theo báo cáo này.

### Khó khăn

Kinh phí còn hạn chế.

### Bài học

Cần lập kế hoạch sớm, phối hợp chặt chẽ với các địa phương.

## Nguồn kinh phí

::: {#tbl-nguon .khoi}
:::

::: {#fig-co-cau .khoi}
:::

# Kiến nghị, đề xuất

Sở Công Thương kính báo cáo Ủy ban nhân dân tỉnh xem xét, chỉ đạo.

# Biểu tổng hợp {.phu-luc #pl-bieu}

Biểu này để trống.

# Biểu bổ sung {.phu-luc #pl-bo-sung}

Biểu này cũng để trống.

# Truy xuất nguồn số liệu {.ky-thuat #pl-vet}

::: {#tbl-vet .khoi}
:::
"""


def made(folder: Path, **meta: Any) -> Path:
    """The folder with the documents of the sample; `meta` replaces entries of its metadata."""
    data = sample.content(**meta)
    data["blocks"] = {name: data["blocks"][name] for name in ("tbl-nguon", "fig-co-cau", "tbl-vet")}
    work = sample.write_sample(folder / "work", data, MARKDOWN)
    render_report(
        work, folder / "out", fonts=choose_fonts(), epoch=sample.EPOCH, templates=ROOT / "templates"
    )
    return folder / "out"


def broken(data: bytes) -> dict[str, tuple[str, ...]]:
    """The rules that a file breaks, with what was found."""
    read = opened("tệp", data)
    return {
        verdict.rule.code: verdict.notes
        for verdict in verdicts(read, parts_of(read))
        if verdict.state == FAILED
    }


def changed(data: bytes, change: Callable[[Any], None]) -> bytes:
    """A DOCX after a change of its document."""
    document = docx.Document(io.BytesIO(data))
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


LETTER = """
#set page(paper: "{paper}", margin: (top: 20mm, bottom: 20mm, left: {left}, right: 15mm), {number})
#set text(font: ("Times New Roman", "Tinos", "Liberation Serif", "Libertinus Serif"), size: 13pt, lang: "vi")
#set par(justify: true, leading: 0.78em, spacing: 0.78em + 6pt, first-line-indent: (amount: 1.27cm, all: true))
#grid(columns: (68mm, 1fr), row-gutter: 13pt, align: center,
  [#text(size: 12pt)[UBND TỈNH BÌNH AN] \\ #text(size: 12pt)[*SỞ CÔNG THƯƠNG*] #line(length: 16mm)],
  [#text(size: 12pt)[*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM*] \\ *Độc lập - Tự do - Hạnh phúc*
   #v(-8pt) #context line(length: measure[*Độc lập - Tự do - Hạnh phúc*].width)],
  [Số: 05/BC-SCT], [_Bình An, ngày 05 tháng 01 năm 2023_],
)
#align(center)[*BÁO CÁO* \\ *{subject}* #line(length: 14mm)]
{body}
#grid(columns: (68mm, 1fr),
  [#text(size: 12pt)[*_Nơi nhận:_*] \\ #text(size: 11pt)[#"- Sở Tài chính;" \\ #"- Lưu: VT."]],
  align(center)[*GIÁM ĐỐC* \\ \\ \\ *Nguyễn Văn Ánh*],
)
"""
NUMBER_ABOVE = "header: context if here().page() > 1 {align(center, str(here().page()))}"
NUMBER_BELOW = "footer: context align(center, str(here().page()))"
BODY = "#lorem(60)\n\n" * 9 + "#lorem(40)./."


def letter(folder: Path, **parts: str) -> bytes:
    """The PDF of a report typed by hand, two pages long; `parts` replaces parts of its source."""
    import typst

    given = {
        "paper": "a4",
        "left": "30mm",
        "number": NUMBER_ABOVE,
        "subject": "Kết quả công tác",
        "body": BODY,
    }
    text = LETTER
    for name, part in {**given, **parts}.items():
        text = text.replace("{" + name + "}", part)
    (folder / "x.typ").write_text(text, encoding="utf-8")
    out: bytes = typst.compile(folder / "x.typ", format="pdf")
    return out

"""A small report folder with every kind of block, as the report notebook hands it to rendering."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

EPOCH = 1_672_876_800
HOSTILE = (
    "*sao* _gạch_ #thẻ $x^2$ @người `mã` \\ [a](b) <b>&amp; \"nháy\" 'đơn' ~ ^ | // -- ..."
    " #let x = 1 <nhãn> ]]> {{policy}} $body$ 1. = + -"
)

META: dict[str, Any] = {
    "title": "Báo cáo kết quả thực hiện chương trình khuyến công năm 2022",
    "co_quan_chu_quan": "UBND TỈNH BÌNH AN",
    "co_quan_ban_hanh": "SỞ CÔNG THƯƠNG",
    "so_ky_hieu": "Số: 05/BC-SCT",
    "dia_danh_ngay": "Bình An, ngày 05 tháng 01 năm 2023",
    "ten_loai": "BÁO CÁO",
    "trich_yeu": "Kết quả thực hiện chương trình khuyến công giai đoạn 2012-2022",
    "kinh_gui": ["Ủy ban nhân dân tỉnh Bình An", "Cục Công Thương địa phương"],
    "can_cu": [
        "Căn cứ Nghị định số 45/2012/NĐ-CP ngày 21 tháng 5 năm 2012 của Chính phủ về khuyến công",
        "Căn cứ Thông tư số 36/2013/TT-BCT ngày 27 tháng 12 năm 2013 của Bộ trưởng Bộ Công Thương",
    ],
    "quyen_han": "KT. GIÁM ĐỐC",
    "chuc_vu": "PHÓ GIÁM ĐỐC",
    "nguoi_ky": "Nguyễn Văn Ánh",
    "noi_nhan": ["Như trên", "Giám đốc, các Phó Giám đốc", "Lưu: VT, QLCN"],
    "kem_theo": "(Kèm theo Báo cáo số 05/BC-SCT ngày 05 tháng 01 năm 2023 của Sở Công Thương)",
    "draft": False,
    "language": "vi",
}


def s(text: str) -> dict[str, Any]:
    return {"t": "s", "s": text}


def so(value: str, text: str) -> dict[str, Any]:
    return {"t": "so", "v": value, "s": text, "d": 2, "k": 0}


def tu(word: str, value: str, other: str) -> dict[str, Any]:
    return {"t": "tu", "s": word, "v": value, "op": ">", "r": other}


def _row(cells: list[Any], **rest: Any) -> dict[str, Any]:
    return {"cells": cells, **rest}


FUNDS = {
    "kind": "table",
    "caption": [
        s("Kinh phí thực hiện theo nguồn, giai đoạn 2012-2022 (tỷ đồng; hệ số "),
        so("I26", "11,37"),
        s(" lần)"),
    ],
    "columns": [
        {"align": "c"},
        {"align": "l"},
        {"align": "r"},
        {"align": "r"},
    ],
    "head": [
        [
            {"c": [s("STT")], "rowspan": 2},
            {"c": [s("Nguồn kinh phí")], "rowspan": 2},
            {"c": [s("Giai đoạn 2012-2022")], "colspan": 2},
        ],
        [[s("Kinh phí")], [s("Tỷ lệ (%)")]],
    ],
    "rows": [
        _row([{"c": [s("A. Ngân sách nhà nước")], "colspan": 4}], **{"class": "nhom"}),
        _row([[s("1")], [s("Khuyến công quốc gia")], [so("Q", "1.234,5")], [so("I01", "48,6")]]),
        _row(
            [
                [s("2")],
                [
                    s("Khuyến công địa phương "),
                    {"t": "fn", "c": [s("Gồm cả "), so("L", "1.395,5"), s(" của cấp huyện.")]},
                ],
                [so("L", "1.395,5")],
                [so("I02", "51,4")],
            ]
        ),
        _row(
            [[], [s("trong đó: vùng khó khăn")], [so("I01.kh", "312,25")], [s("không có số liệu")]],
            **{"class": "con"},
        ),
        _row([[], [s("Cộng")], [so("T", "2.630,0")], [s("100")]], **{"class": "tong"}),
    ],
    "note": [s("Tổng các tỷ lệ có thể không bằng 100% do làm tròn.")],
}

VALUES = {
    "I26": ("Hệ số thu hút vốn đối ứng", "11,37"),
    "Q": ("Khuyến công quốc gia", "1.234,5"),
    "L": ("Khuyến công địa phương", "1.395,5"),
    "I01": ("Tỷ trọng KCQG", "48,6"),
    "I02": ("Tỷ trọng KCĐP", "51,4"),
    "I01.kh": ("Kế hoạch", "312,25"),
    "T": ("Tổng", "2.630,0"),
}
DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def trace(repeat: int) -> dict[str, Any]:
    place = [s(f"data/raw/so-lieu-hoi-nghi-2023-04.csv, dòng 12, cột gia_tri, {DIGEST}")]
    printed = [{"t": "q", "s": "trên 60,182 <tỷ>"}]
    rows = [
        _row([[s(value)], [s(name)], [so(value, text)], printed, place], anchor=f"vet-{value}")
        for value, (name, text) in VALUES.items()
    ]
    rows += [
        _row(
            [[s(f"N{n}")], [s("Số gốc của một đề án")], [s(f"{n}.000")], [s("–")], place],
            anchor=f"vet-N{n}",
        )
        for n in range(repeat)
    ]
    return {
        "kind": "table",
        "caption": [s("Truy xuất nguồn của từng số liệu")],
        "columns": [{"align": align} for align in "llrll"],
        "head": [[[s("Mã")], [s("Tên")], [s("Giá trị")], [s("Như in ở nguồn")], [s("Nơi lấy")]]],
        "rows": rows,
    }


BLOCKS: dict[str, Any] = {
    "mo-dau": {
        "kind": "prose",
        "blocks": [
            {
                "b": "p",
                "c": [
                    s("Giai đoạn 2012-2022, vốn đối ứng gấp "),
                    so("I26", "11,37"),
                    s(" lần kinh phí khuyến công quốc gia"),
                    {"t": "fn", "c": [s("Tính trên "), so("Q", "1.234,5"), s(" tỷ đồng.")]},
                    s("; xem "),
                    {"t": "ref", "id": "tbl-nguon"},
                    s(", "),
                    {"t": "ref", "id": "fig-co-cau"},
                    s(" và "),
                    {"t": "ref", "id": "pl-vet"},
                    s("."),
                ],
            },
            {
                "b": "ul",
                "items": [
                    [{"t": "b", "c": [s("Quốc gia: "), so("Q", "1.234,5")]}, s(" tỷ đồng;")],
                    [{"t": "i", "c": [s("Địa phương: ")]}, so("L", "1.395,5"), s(" tỷ đồng.")],
                ],
            },
            {
                "b": "note",
                "c": [
                    s("Số liệu nguồn có hai cách hiểu; báo cáo dùng cách thứ nhất, hệ số "),
                    so("I26", "11,37"),
                    s("."),
                ],
            },
        ],
    },
    "chu-la": {
        "kind": "prose",
        "blocks": [
            {
                "b": "p",
                "c": [
                    s("Theo "),
                    {"t": "x", "s": "Điều 4 <luật>", "k": "luat"},
                    s(", hệ số "),
                    tu("cao <hơn>", "I26", "Q"),
                    s("."),
                ],
            },
            {
                "b": "p",
                "c": [
                    s(HOSTILE),
                    {"t": "br"},
                    {"t": "q", "s": HOSTILE},
                    s(" 中文 \U0001f600 \u202eđảo\u202c \x01\x7f."),
                ],
            },
        ],
    },
    "doan-rong": {"kind": "prose", "blocks": []},
    "tbl-nguon": FUNDS,
    "fig-co-cau": {
        "kind": "figure",
        "headline": [s("Hệ số của mô hình là "), so("I26", "11,37")],
        "caption": [s("Cơ cấu kinh phí theo nguồn (hệ số "), so("I26", "11,37"), s(")")],
        "alt": 'Biểu đồ thanh "cơ cấu": khuyến công quốc gia 48,6%, địa phương 51,4% <hết>',
        "note": [s("Nguồn: Hội nghị tổng kết tháng 4/2023.")],
    },
    "tbl-rong": {
        "kind": "table",
        "caption": [s("Kinh phí theo năm và nội dung (triệu đồng)")],
        "columns": [{"align": "l"}] + [{"align": "r"}] * 8,
        "head": [[[s("Nội dung hoạt động")], *([s(str(2015 + n))] for n in range(8))]],
        "rows": [
            _row([[s(f"Nội dung thứ {n}")], *([s(f"{n}.{m}00,5")] for m in range(8))])
            for n in range(1, 5)
        ],
    },
    "tbl-vet": trace(14),
}

CHARTS = ["fig-co-cau"]  # of the summary
MARKDOWN = """# Tình hình chung và căn cứ

## Bối cảnh

Đoạn văn cố định của báo cáo, có **chữ đậm** và *chữ nghiêng*, giá 100$ mỗi bộ, thư gửi a@b.vn #1.

::: {.cell .output}
::: {#mo-dau .khoi}
:::
:::

### Thuận lợi

Cơ sở công nghiệp nông thôn được quan tâm hỗ trợ. Các đề án bám sát nhu cầu của cơ sở, được khảo sát kỹ
trước khi xây dựng kế hoạch hằng năm và được kiểm tra trong suốt quá trình thực hiện.

### Khó khăn

Kinh phí còn hạn chế.

### Nguyên nhân

Nguồn thu của địa phương còn thấp.

### Bài học

Cần lập kế hoạch sớm.

### Cách làm mới

Khảo sát từng cơ sở.

::: {#chu-la .khoi}
:::

# Kết quả thực hiện

## Nguồn kinh phí

::: {#tbl-nguon .khoi}
:::

::: {#fig-co-cau .khoi}
:::

Nhìn chung các nguồn được giải ngân đúng tiến độ.

## Nội dung hoạt động

::: {#tbl-rong .khoi}
:::

# Phương hướng

## Giải pháp

::: {#doan-rong .khoi}
:::

# Kiến nghị, đề xuất

Sở Công Thương kính báo cáo Ủy ban nhân dân tỉnh xem xét, chỉ đạo.

# Biểu tổng hợp {.phu-luc #pl-bieu}

Biểu này để trống.

# Biểu bổ sung {.phu-luc #pl-bo-sung}

Biểu này cũng để trống.

# Truy xuất nguồn số liệu {.ky-thuat #pl-vet}

## Bảng truy xuất

::: {#tbl-vet .khoi}
:::
"""

_FAMILY = "'Times New Roman', Tinos, 'Liberation Serif', serif"
_SVG = f"""<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 460 120" width="460pt" height="120pt">
<defs><clipPath id="fig-co-cau-c"><rect x="0" y="0" width="460" height="120"/></clipPath></defs>
<g clip-path="url(#fig-co-cau-c)" font-size="11" font-family="{_FAMILY}">
<rect x="120" y="20" width="200" height="24" fill="#27496d"/>
<rect x="120" y="64" width="212" height="24" fill="#b9c7d6"/>
<text x="112" y="36" text-anchor="end">Quốc gia</text><text x="112" y="80" text-anchor="end">Địa phương</text>
<text class="so" data-v="I01" x="326" y="36">48,6%</text><text class="so" data-v="I02" x="338" y="80">51,4%</text></g>
</svg>
"""


def content(**meta: Any) -> dict[str, Any]:
    """Metadata and blocks of the sample; `meta` replaces entries of the metadata."""
    return {"meta": {**META, **meta}, "hinh_tom_tat": CHARTS, "blocks": copy.deepcopy(BLOCKS)}


def write_sample(work: Path, data: dict[str, Any] | None = None, markdown: str = MARKDOWN) -> Path:
    """Write the sample into the new folder `work`."""
    from PIL import Image

    for name in ("hinh", "hinh-hep"):
        (work / name).mkdir(parents=True)
        (work / name / "fig-co-cau.svg").write_text(
            _SVG.replace("fig-co-cau-c", f"{name}-c"), encoding="utf-8", newline="\n"
        )
    (work / "bao-cao.md").write_text(markdown, encoding="utf-8", newline="\n")
    (work / "noi-dung.json").write_text(
        json.dumps(data or content(), ensure_ascii=False), encoding="utf-8", newline="\n"
    )
    Image.new("RGB", (920, 240), "#dfe5ec").save(work / "hinh" / "fig-co-cau.png")
    return work

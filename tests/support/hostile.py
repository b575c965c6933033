"""Hostile texts for every place of the raw folder where a text may stand, and a project that is full of them."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments import Comment

from analysis.edition import Edition
from data_builder import HEADERS, Row, compute, figure, over, reading, write_table
from issued_data import issue, note, shelve, write_notes
from register_files import HEADER, ROWS, csv_text, numbers

YEAR = 2023
EDITION = f"tinh-{YEAR}"
PWNED = "PWNED"
CSV_NAME = "so 'a' \"b\" & ; <i> $(touch PWNED) `touch PWNED` [a](b) {x} %s #1.csv"
XLSX_NAME = "--so; $(touch PWNED) & {{ x }}.xlsx"
SHEET = "<b>'$(x)\" & =1+1 {x}\u202e"

# Each could be something to one of the languages that a report goes through.
TEXTS = {
    "html": "<script>document.title='PWNED'</script><img src=x onerror=alert(1)><iframe src='//host.test'></iframe>",
    # of a CSV, where it means itself; a workbook writes "=1+1" so
    "excel escapes": "_x003D_1+1 _x000D_=1 _x0041_",
    "html entities": "&lt;b&gt; &amp;amp; &#60;i&#62; --> <!-- ]]> </style></script></title>",
    "attribute": 'x" onmouseover="alert(1)" a=\'b',
    "markdown": "**đậm** _nghiêng_ ~~bỏ~~ `mã` [liên kết](https://host.test/a) ![ảnh](https://host.test/a.png) <http://a>",
    "markdown blocks": "# một ::: {.khoi #tbl-nguon} --- ``` > - * 1. | a | b |",
    "raw blocks": '`<b>a</b>`{=html} `#read("/etc/passwd")`{=typst} ```{=openxml} [^1] @tbl-nguon {{< include x >}}',
    "typst": '#import "@preview/x:1" #read("/etc/passwd") #link("//a.test")[a] $x^2$ @ref <nhan> \\ // /* */ = a',
    "latex": r"\input{/etc/passwd} \write18{touch PWNED} \href{https://host.test}{a} $\alpha$ % a & b ~ ^",
    "lua": 'os.execute("touch PWNED") ]] --[[ %1 %0 %%',
    "shell": "$(touch PWNED) `touch PWNED` ; touch PWNED | touch PWNED && touch PWNED ${HOME} ~ * ? 'a' \"b\" !! \\n",
    "template": "{I01} {I01#} {'nhan} {@tbl-nguon} {0} {0.__class__} {{ 7*7 }} {% a %} %s %(a)s ${a}",
    "formula": '=HYPERLINK("https://host.test","a")',
    "command formula": "=cmd|' /C touch PWNED'!A0",
    "plus": "+1+1|x",
    "at": "@SUM(A1)",
    "full width": "＝1+1",
    "address": "https://host.test/x?a=1&b=2 mailto:a@host.test file:///etc/passwd javascript:alert(1)",
    "json": '"}],"x":{"t":"so","v":"I01","s":"1"},"\\u003cb\\u003e',
    "path": "../../../etc/passwd C:\\Windows\\a.exe \\\\host.test\\a",
    "foreign content": "<svg/onload=alert(1)><math><style><![CDATA[</style><img src=x onerror=alert(1)>]]></math>",
    "data address": "data:text/html,<script>alert(1)</script> [a](javascript:alert(1)) vbscript:a <a href='data:,a'>",
    "decoded twice": "&amp;lt;script&amp;gt; %3Cscript%3E \\u003cscript\\u003e &#38;lt;i&#38;gt; &lt;script&gt;",
    "semicolon": "a;=1+1;\"=cmd|' /C touch PWNED'!A0;@SUM(A1)",
    "long": "dài " * 120 + "hết",
    "fields": '{ DDEAUTO c:\\\\a.exe } w:fldSimple HYPERLINK "https://host.test" </w:t></w:r>',
}
PERSONAL = {
    "Số điện thoại": "0912345678", "Số CCCD": "052099001234", "Email": "nguoi.nhan@host.test",
    "Ngày sinh": "17/09/1979", "Ghi chú nội bộ": "nợ thuế 77.777.777", "Tài khoản": "1020304050607",
}  # fmt: skip
# a quotation in a note may hold anything but marks; outside it digits and words of direction have a meaning
NOTES = [f"“{text}”" for text in TEXTS.values() if not re.search(r"[“”{}]|\[\[|\]\]", text)]


def schemes(texts: list[str]) -> list[list[str]]:
    """One scheme a text, which stands in each of its open cells."""
    return [
        [
            str(number),
            text,
            f"Cơ sở {text}",
            ROWS[0][3],
            f"Huyện {text}",
            str(YEAR),
            f"Mua {text}",
            *ROWS[0][7:],
        ]
        for number, text in enumerate(texts, start=1)
    ]


def workbook(rows: list[list[str]]) -> bytes:
    """The rows as a sheet with a hostile name; texts that begin like formulas are stored as texts."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = SHEET
    for row, values in enumerate(
        [[*HEADER, *PERSONAL], *([*numbers(cells[:11]), *cells[11:]] for cells in rows)], 1
    ):
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(row, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
    stream = io.BytesIO()
    sheet.cell(2, 2).comment = Comment(PERSONAL["Email"], PERSONAL["Email"])
    book.properties.creator = book.properties.lastModifiedBy = PERSONAL["Email"]
    book.save(stream)
    return stream.getvalue()


def figures(classes: str) -> list[Row]:
    """Published figures whose open cells are hostile, and how many classes there were."""
    rows = [
        figure("9,75", "tỷ đồng", "KCQG", position=TEXTS["markdown"], note=CORRECTED["gia_tri_sai"])
    ]
    rows += [
        figure(classes, "lớp", "", TEXTS["latex"], measure="lớp đào tạo", position=TEXTS["json"])
    ]
    rows += [
        figure(
            "1,25",
            "tỷ đồng",
            "KCQG",
            TEXTS["typst"],
            position=TEXTS["typst"],
            note=TEXTS["formula"],
        )
    ]
    return over(
        rows,
        tu_nam=str(YEAR),
        den_nam=str(YEAR),
        dia_ban="(không nêu tên)",
        nguon_tin=TEXTS["html"],
    )


# one line for a published figure, one for the name of a register's first scheme
CORRECTED = {
    "tep": "so-lieu.csv",
    "trang_tinh": "",
    "dong": "2",
    "cot": "ghi_chu",
    "gia_tri_sai": TEXTS["path"],
    "gia_tri_dung": TEXTS["shell"],
    "ly_do": TEXTS["fields"],
    "nguoi": TEXTS["attribute"],
}
MISTYPED = f"sai {TEXTS['raw blocks']}"


def corrections() -> list[dict[str, str]]:
    name = {
        "tep": CSV_NAME,
        "cot": HEADER[1],
        "gia_tri_sai": MISTYPED,
        "gia_tri_dung": next(iter(TEXTS.values())),
    }
    return [CORRECTED, {**CORRECTED, **name, "ly_do": TEXTS["json"], "nguoi": TEXTS["formula"]}]


def write_hostile(root: Path) -> None:
    """The raw folder and the issued record of a project, of hostile texts wherever a text may stand."""
    raw = root / "data" / "raw"
    shutil.rmtree(raw)
    raw.mkdir()
    texts = list(TEXTS.values())
    half = len(texts) // 2
    rows = [[*row, *PERSONAL.values()] for row in schemes(texts)]
    rows[0][1] = MISTYPED
    (raw / CSV_NAME).write_text(csv_text([[*HEADER, *PERSONAL], *rows[:half]]), encoding="utf-8")
    (raw / XLSX_NAME).write_bytes(workbook(rows[half:]))
    labels = {TEXTS["typst"]: "ND3-MH", TEXTS["latex"]: "ND2"}
    write_table(
        raw,
        "noi-dung.csv",
        [{"source": "", "label": text, "code": code} for text, code in labels.items()],
    )
    write_table(
        raw,
        "nguon.csv",
        [{**dict.fromkeys(HEADERS["nguon.csv"], TEXTS["markdown"]), "id": TEXTS["html"]}],
    )
    waiver = {
        "ma": "R16",
        "khoa": "R16_Q_khac.2023",
        "chenh_lech": str(9_750_000_000 - 310_000_000 * len(texts)),
        "ky": EDITION,
    }
    write_table(
        raw, "mien-tru.csv", [{**waiver, "ly_do": TEXTS["html"], "nguoi": TEXTS["markdown"]}]
    )
    office = dict.fromkeys(HEADERS["co-quan.csv"], TEXTS["html"])
    write_table(
        raw, "co-quan.csv", [{**office, "dia_ban": "(không nêu tên)", "nguoi_ky": TEXTS["typst"]}]
    )
    readings = [
        reading(
            "D01",
            TEXTS["latex"],
            source=TEXTS["html"],
            printed=TEXTS["lua"],
            other=TEXTS["template"],
        )
    ]
    write_table(raw, "cach-hieu.csv", readings)
    text = (
        "## Giải pháp\n\n"
        + "".join(f"Đoạn {note_}\n\n" for note_ in NOTES)
        + "- Gạch "
        + "\n- Gạch ".join(NOTES)
    )
    (raw / f"nhan-dinh-{EDITION}.md").write_text(text + "\n", encoding="utf-8")
    write_table(raw, "so-lieu.csv", figures("7"))
    write_table(raw, "dinh-chinh.csv", corrections())
    record = issue(compute(raw, Edition("tinh", YEAR, YEAR)))
    shelve(root / "data" / "issued", record)
    write_table(raw, "so-lieu.csv", figures("8"))
    write_notes(
        raw,
        note(
            "LOP",
            "7 lớp",
            "8 lớp",
            edition=EDITION,
            reason=TEXTS["semicolon"],
            who=TEXTS["address"],
        ),
    )

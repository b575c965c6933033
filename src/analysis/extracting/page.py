"""`doc.html`: the text with its quantities marked and joined to their draft rows, in one file that needs no network.

The text is text: whatever looks like markup in it is shown, and the policy of the page runs its own script alone.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from html import escape

from analysis.extracting.article import Extraction
from analysis.extracting.beside import notices
from analysis.extracting.draft import ACCEPTED, DRAFT_COLUMNS, Row
from analysis.packaged import packaged_text
from analysis.vocabulary import (
    BENEFICIARIES,
    FUNDS,
    MEASURES,
    STATUSES,
    first_printed,
    printed_words,
)

# The columns that a person changes in the page, and their names there.
_NAMES = {
    "chi_tieu": "Chỉ tiêu",
    "nguon_kinh_phi": "Nguồn kinh phí",
    "noi_dung": "Nội dung",
    "loai_hinh": "Loại hình",
    "gia_tri": "Giá trị",
    "don_vi": "Đơn vị",
    "dinh_ngu": "Định ngữ",
    "tinh_trang": "Tình trạng",
    "dia_ban": "Địa bàn",
    "tu_nam": "Từ năm",
    "den_nam": "Đến năm",
    "tu_ngay": "Từ ngày",
    "den_ngay": "Đến ngày",
    "ghi_chu": "Ghi chú",
}


# Those of which one line of the page would not hold the text.
_LONG = ("noi_dung", "ghi_chu")


def page_of(found: Extraction, rows: Sequence[Row], source: str) -> str:
    """The page of an extraction and its draft rows."""
    style, script = _file("page.css"), _file("page.js")
    data = {
        "source": source,
        "rows": list(rows),
        "columns": DRAFT_COLUMNS,
        "shown": list(_NAMES),
        "names": _NAMES,
        "long": _LONG,
        "choices": {
            "chi_tieu": list(first_printed(MEASURES).values()),
            "nguon_kinh_phi": printed_words(FUNDS),
            "loai_hinh": printed_words(BENEFICIARIES),
            "tinh_trang": list(first_printed(STATUSES).values()),
        },
        "accepted": ACCEPTED,
    }
    parts = {
        "title": escape(f"Bản nháp số liệu: {source}"),
        "source": escape(source),
        "style": style,
        "style_hash": _hash(style),
        "script": script,
        "script_hash": _hash(script),
        "notices": _notices(found),
        "text": _marked(found),
        # "<" would let a text end the element
        "data": json.dumps(data, ensure_ascii=False).replace("<", "\\u003c"),
    }
    page = _file("page.html")
    pieces = []
    for piece in page.split("{"):
        name, sign, rest = piece.partition("}")
        pieces.append(parts[name] + rest if sign and name in parts else piece)
    return "".join(pieces)


def _marked(found: Extraction) -> str:
    """The text, escaped, each quantity in a mark with the number of its row."""
    pieces = []
    end = 0
    for number, one in enumerate(found.quantities):
        pieces.append(escape(found.text[end : one.start]))
        pieces.append(
            f'<mark tabindex="0" role="button" data-dong="{number}">{escape(one.text)}</mark>'
        )
        end = one.end
    pieces.append(escape(found.text[end:]))
    return "".join(pieces)


def _notices(found: Extraction) -> str:
    items = "".join(f"<li>{escape(notice)}</li>" for notice in notices(found))
    return f"<ul>{items}</ul>" if items else ""


def _file(name: str) -> str:
    return packaged_text(f"extracting/{name}")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

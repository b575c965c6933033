"""Quantities to draft rows in the columns of published figures, which a person accepts, changes or drops.

A row stands for each quantity in the order of the text; one that is no figure has no `chi_tieu` and says why.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from analysis.edition import UNNAMED
from analysis.extracting.article import Extracted, Extraction
from analysis.language.number_faults import NumberError
from analysis.language.numbers import (
    bound_of,
    bound_word,
    format_number,
    parse_figure,
    shortest_decimals,
)
from analysis.prose.fund_words import ALL, COUNTERPART, LOCAL, NATIONAL, NONE, PROMOTION
from analysis.prose.places import others_in
from analysis.vocabulary import (
    ACTIVITIES,
    BENEFICIARIES,
    COUNT_UNITS,
    FIGURE_COLUMNS,
    MEASURES,
    PERIOD_COLUMNS,
    STATUSES,
    first_printed,
)

SENTENCE, CONFIDENCE, REASON = "cau", "tin_cay", "ly_do"
SURE, UNSURE, ACCEPTED = "khá chắc", "cần xem", "nhận"
DRAFT_COLUMNS = (*FIGURE_COLUMNS, *PERIOD_COLUMNS, SENTENCE, CONFIDENCE, REASON)
MOST_DECIMALS = 9
LONGEST_TOLD = 600
Row = dict[str, str]

_FUNDS = {
    NATIONAL: "KCQG",
    LOCAL: "KCĐP",
    PROMOTION: "khuyến công, không tách nguồn",
    COUNTERPART: "đối ứng",
    ALL: "tổng ba nguồn",
    NONE: "không nêu",
}
_MEASURES, _STATUSES = first_printed(MEASURES), first_printed(STATUSES)
_OUTSIDE = {
    "revenue": "doanh thu, giá bán",
    "output": "giá trị sản xuất, sản lượng, xuất khẩu",
    "tax": "thuế, nộp ngân sách",
    "wage": "thu nhập, tiền lương",
    "capital": "vốn vay, vốn đăng ký",
    "prize": "tiền thưởng, chi phí khác",
    "programme": "chương trình khác",
    "source": "tiền của nơi khác",
    "growth": "mức tăng, giảm",
    "level": "mức trước khi tăng, giảm",
    "described": "số của cả địa bàn, không phải số được hỗ trợ",
}
_KEY = (
    "dia_ban",
    "tu_nam",
    "den_nam",
    *PERIOD_COLUMNS,
    "chi_tieu",
    "nguon_kinh_phi",
    "noi_dung",
    "loai_hinh",
    "tinh_trang",
)


def draft_rows(found: Extraction, source: str, place: str, year: int | None = None) -> list[Row]:
    """A row for each quantity.

    Args:
        found: what was extracted.
        source: the id of the source.
        place: the name of the place; '' where the text may be about each of several, and the rows ask for it.
        year: the year of what has no period in the text; None asks for it.
    """
    rows = [_row(found, one, source, place, year) for one in found.quantities]
    _tell_repeated(rows)
    return rows


def _row(found: Extraction, one: Extracted, source: str, place: str, year: int | None) -> Row:
    row = dict.fromkeys(DRAFT_COLUMNS, "")
    reasons = list(one.meaning.doubts)
    why = no_figure(one)
    others: list[str] = []
    row.update(
        nguon_tin=source,
        dia_ban=place,
        **_period_cells(one, year),
        gia_tri=printed_value(one),
        don_vi=one.quantity.unit,
        dinh_ngu=_qualifier(one),
        tinh_trang=_STATUSES.get(one.meaning.status, ""),
        vi_tri=f"đoạn {one.sentence.paragraph}, câu {one.sentence.number}",
        cau=_sentence_told(found, one),
    )
    if why:
        reasons = [why]
    else:
        row.update(_meaning_cells(one))
        others = others_in(row["cau"], place) if place not in ("", UNNAMED) else []
        if others:
            reasons.append(f"câu nêu {', '.join(others)}, không nêu {place}")
        if not place:
            reasons.append("bài nêu nhiều địa bàn: ghi dia_ban")
        if not row["tu_nam"] or not row["den_nam"]:
            reasons.append("ghi tu_nam và den_nam")
        elif year is not None and one.meaning.period is None:
            reasons.append(f"kỳ theo YEAR={year}")
    is_dated = one.meaning.period is not None and None not in one.meaning.period
    is_sure = one.is_sure and is_dated and bool(place) and not others
    row[CONFIDENCE] = SURE if is_sure or (why and not one.quantity.doubt) else UNSURE
    row[REASON] = "; ".join(dict.fromkeys(reasons))
    return row


def _sentence_told(found: Extraction, one: Extracted) -> str:
    """The sentence of a quantity; of one that nobody reads to its end, what stands around the number."""
    # a spreadsheet takes what begins with a dash for a formula, and keeps #NAME? of the sentence
    sentence = found.sentences[one.sentence.number - 1].lstrip("-+=@ ")
    if len(sentence) <= LONGEST_TOLD:
        return sentence
    start, end = max(0, one.start - LONGEST_TOLD // 2), one.start + LONGEST_TOLD // 2
    return f"… {' '.join(found.text[start:end].split())} …"


def no_figure(one: Extracted) -> str:
    """Why a quantity is no published figure; '' of one that may be."""
    meaning = one.meaning
    if meaning.outside:
        return _OUTSIDE[meaning.outside]
    if meaning.status == "norm":
        return "mức quy định"
    if meaning.counted not in MEASURES:
        return "không phải đại lượng của bảng số liệu công bố"
    if one.quantity.place == "high":
        return "đầu trên của khoảng; một dòng chỉ ghi một mức"
    return ""


def _meaning_cells(one: Extracted) -> Row:
    meaning = one.meaning
    measure = meaning.counted
    fund = _FUNDS[meaning.fund]
    if measure != "amount" and meaning.fund not in (NATIONAL, LOCAL):
        fund = ""
    is_kind = meaning.beneficiary and measure in ("beneficiaries", "recipients")
    return {
        "chi_tieu": _MEASURES[measure],
        "nguon_kinh_phi": fund,
        "noi_dung": ACTIVITIES[meaning.activity].label if meaning.activity else "",
        "loai_hinh": BENEFICIARIES[meaning.beneficiary].printed[0] if is_kind else "",
        "don_vi": COUNT_UNITS.get(measure, one.quantity.unit),
    }


def _period_cells(one: Extracted, year: int | None) -> Row:
    """The years, and the days of a part of years."""
    period = one.meaning.period
    if period is None:
        text = str(year) if year is not None else ""
        return {"tu_nam": text, "den_nam": text}
    first, last = ("" if end is None else str(end) for end in period)
    cells = {"tu_nam": first[:4], "den_nam": last[:4]}
    if isinstance(period[0], str):
        cells.update(tu_ngay=first, den_ngay=last)
    return cells


def printed_value(one: Extracted) -> str:
    """The number as the text prints it where a table may print it so, else as tables print it."""
    quantity = one.quantity
    digits = one.text.partition(" ")[0].rstrip("%")
    try:
        unit = quantity.unit if quantity.kind != "count" else "đề án"
        if parse_figure(digits, unit) == quantity.base:
            return digits
    except NumberError:
        pass
    return format_number(quantity.value, shortest_decimals(quantity.value, MOST_DECIMALS))


def _qualifier(one: Extracted) -> str:
    """The word before the number, where tables know it, else the usual one of its bound."""
    quantity = one.quantity
    try:
        if bound_of(quantity.hedge) == quantity.bound:
            return quantity.hedge
    except NumberError:
        pass
    return bound_word(quantity.bound)


def _tell_repeated(rows: Sequence[Row]) -> None:
    """Take the same figure once, and ask about two numbers for one."""
    seen: dict[tuple[str, ...], Row] = {}
    for row in rows:
        if not row["chi_tieu"]:
            continue
        first = seen.setdefault(tuple(row[column] for column in _KEY), row)
        if first is row:
            continue
        if _printed(first) == _printed(row):
            row["chi_tieu"] = ""
            row[REASON] = f"đã có ở {first['vi_tri']}"
        else:
            for one, other in ((row, first), (first, row)):
                one[CONFIDENCE] = UNSURE
                told = f"{other['vi_tri']} in {' '.join(filter(None, _printed(other)))} cho cùng đại lượng"
                one[REASON] = "; ".join(filter(None, (one[REASON], told)))


def _printed(row: Row) -> tuple[str, str, str]:
    """The number of a row with the word of its bound and its unit."""
    return row["dinh_ngu"], row["gia_tri"], row["don_vi"]


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Rows as CSV with a header."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()

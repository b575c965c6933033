"""Beside the draft figures: lines of nguon.csv, noi-dung.csv and cach-hieu.csv, and what a person should know."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.extracting.article import Extracted, Extraction
from analysis.extracting.draft import CONFIDENCE, REASON, SENTENCE, UNSURE, Row, csv_text
from analysis.extracting.sums import Sum
from analysis.language.numbers import format_number, shortest_decimals
from analysis.prose.fund_words import COUNTERPART
from analysis.vocabulary import (
    ACTIVITIES_TABLE,
    ACTIVITY_COLUMNS,
    MEASURES,
    READING_COLUMNS,
    READINGS_TABLE,
    SOURCE_COLUMNS,
    SOURCES_TABLE,
    standard_activity,
)

READINGS_CHANGED = (*READING_COLUMNS, "thay_the")
COLUMNS = {
    SOURCES_TABLE: SOURCE_COLUMNS,
    ACTIVITIES_TABLE: ACTIVITY_COLUMNS,
    READINGS_TABLE: READINGS_CHANGED,
}
_DURATION = re.compile(
    r"(?<![\w.,/])([0-9]{1,2}) năm(?! [0-9]{4}| tuổi)(?= (?:qua|thực hiện|triển khai|\()|[ ,.;])"
)
# A row of a table as it is read: "nhãn: ô; ô; ô"; and a cell of it that is a bare number.
_ROW = re.compile(r"^[^;\n]*: [^;\n]*(?:;[^;\n]*)*$", re.MULTILINE)
_BARE = re.compile(r"(?<=[:;] )([0-9][0-9.,]*)(?=;|$)", re.MULTILINE)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_MOST_TITLE = 200
_YEARS_MISSED = 1
_DECIMALS = 9


def lines_beside(found: Extraction, rows: list[Row], source: str, place: str) -> dict[str, str]:
    """The text of each small table's draft by its name."""
    title = found.sentences[0][:_MOST_TITLE] if found.sentences else ""
    stated = {
        "id": source,
        "place": place,
        "subject": title,
        "publisher": "",
        "date": "",
        "url": "",
    }
    tables = {
        SOURCES_TABLE: [stated],
        ACTIVITIES_TABLE: list(_activities(rows, source)),
        READINGS_TABLE: list(_readings(found, source)),
    }
    return {name: csv_text(COLUMNS[name], lines) for name, lines in tables.items()}


def duration_rows(found: Extraction, rows: list[Row]) -> list[Row]:
    """A row of a stated number of years that is not that of the period: "10 năm" over 2012-2022."""
    made = []
    for sentence, years, first, last in _durations(found):
        row = dict.fromkeys(rows[0], "")
        row.update(
            {column: rows[0][column] for column in ("nguon_tin", "dia_ban")},
            tu_nam=str(first),
            den_nam=str(last),
            chi_tieu=MEASURES["duration"].label,
            gia_tri=str(years),
            don_vi="năm",
            tinh_trang="thực hiện",
            vi_tri=f"câu {sentence}",
        )
        row[SENTENCE] = found.sentences[sentence - 1]
        row[CONFIDENCE] = UNSURE
        row[REASON] = f"kỳ {first}-{last} là {last - first + 1} năm"
        made.append(row)
    return made


def notices(found: Extraction) -> Iterator[str]:
    """What was noticed in a text beside its figures, a line each."""
    if not found.quantities:
        yield "không thấy số liệu nào trong văn bản"
    if bare := _bare_numbers(found):
        yield f"{bare} số trong các dòng dạng bảng không có đơn vị đi kèm nên chưa đọc thành số liệu: ghi thêm bằng tay"
    for number, listed in found.unread:
        told, behind = found.text[listed.start : listed.end], found.quantities[number].text
        yield (
            f'"{" ".join(told.split())}" trước "{behind}" là {listed.numbers} số dùng chung đơn vị với số ấy'
            " nên chưa đọc thành số liệu: ghi thêm bằng tay"
        )
    for start, end in found.unbounded:
        yield f'"{found.text[start:end].strip()}" không nêu con số nên không ghi thành số liệu'
    for one in found.sums:
        yield f"khớp: {_sum_text(found, one)}"
    for one in found.misses:
        yield f"gần khớp, xem lại: {_sum_text(found, one)}, lệch {_amount(found, one)}"
    for rate in found.rates:
        share, part, whole = (found.quantities[one] for one in (rate.share, rate.part, rate.whole))
        if rate.other is None:
            yield f"khớp: {part.text} = {share.text} của {whole.text}"
        else:
            other = found.quantities[rate.other]
            of = f"{part.text} trên {other.text}, không phải trên {whole.text}"
            yield f"{share.text} là tỷ lệ của {of}; xem dòng cach-hieu.csv"
    for wrong in found.impossible:
        part, whole = found.quantities[wrong.part], found.quantities[wrong.whole]
        yield f'"trong đó {part.text}" lớn hơn {whole.text} nên không thể là một phần; xem dòng cach-hieu.csv'
    for sentence, years, first, last in _durations(found):
        yield f"câu {sentence} nói {years} năm, còn kỳ {first}-{last} là {last - first + 1} năm; xem dòng cach-hieu.csv"


def _bare_numbers(found: Extraction) -> int:
    """How many cells of lines that stand for rows of tables are a number and nothing else, years aside."""
    read = {place for one in found.quantities for place in range(one.start, one.end)}
    read |= {place for _, one in found.unread for place in range(one.start, one.end)}
    cells = (
        match
        for line in _ROW.finditer(found.text)
        for match in _BARE.finditer(found.text, line.start(), line.end())
    )
    return sum(match.start(1) not in read and not _YEAR.fullmatch(match[1]) for match in cells)


def _sum_text(found: Extraction, one: Sum) -> str:
    parts = " + ".join(found.quantities[part].text for part in one.parts)
    return f"{parts} {'≠' if one.gap else '='} {found.quantities[one.total].text}"


def _amount(found: Extraction, one: Sum) -> str:
    quantity = found.quantities[one.total].quantity
    gap = abs(one.gap) * quantity.value / quantity.base
    return f"{format_number(gap, shortest_decimals(gap, _DECIMALS))} {quantity.unit}"


def _activities(rows: list[Row], source: str) -> Iterator[Row]:
    labels = dict.fromkeys(row["noi_dung"] for row in rows if row["chi_tieu"] and row["noi_dung"])
    for label in labels:
        yield {"source": source, "label": label, "code": standard_activity(label)}


def _readings(found: Extraction, source: str) -> Iterator[Row]:
    number = 0
    for wrong in found.impossible:
        number += 1
        part, whole = found.quantities[wrong.part], found.quantities[wrong.whole]
        yield {
            "id": f"D{number:02d}",
            "source": source,
            "place": f"đoạn {part.sentence.paragraph}, câu {part.sentence.number}",
            "printed": f"trong đó {part.text} (sau {whole.text})",
            "reading": f"{part.text} là khoản kèm theo, ngoài {whole.text}",
            "alternative": f"{part.text} là tổng gồm cả {whole.text}",
            "thay_the": _change(part),
        }
    for rate in found.rates:
        if rate.other is None:
            continue
        number += 1
        share, part = found.quantities[rate.share], found.quantities[rate.part]
        whole, other = found.quantities[rate.whole], found.quantities[rate.other]
        yield {
            "id": f"D{number:02d}",
            "source": source,
            "place": f"đoạn {share.sentence.paragraph}, câu {share.sentence.number}",
            "printed": f"{part.text}, {share.text} (trong {whole.text})",
            "reading": f"{share.text} tính trên {other.text}",
            "alternative": f"{share.text} tính trên {whole.text}",
            "thay_the": "",
        }
    for sentence, years, first, last in _durations(found):
        number += 1
        yield {
            "id": f"D{number:02d}",
            "source": source,
            "place": f"câu {sentence}",
            "printed": f"{first}-{last}; {years} năm",
            "reading": f"{last - first + 1} năm dương lịch",
            "alternative": f"{years} năm",
            "thay_the": "so_nam = nam_nguon",
        }


def _change(part: Extracted) -> str:
    """The formula of the other reading, where the inputs of indicators have one for it."""
    is_model = part.meaning.fund == COUNTERPART and part.meaning.activity == "ND3-MH"
    return "CM = CM - M" if is_model else ""


def _durations(found: Extraction) -> Iterator[tuple[int, int, int, int]]:
    """Sentences that say a number of years which misses the longest period of the text by one; each number once."""
    spans = {
        (first, last)
        for one in found.quantities
        for first, last in [one.meaning.period or (None, None)]
        if isinstance(first, int) and isinstance(last, int)
    }
    seen = set()
    for number, sentence in enumerate(found.sentences, start=1):
        for match in _DURATION.finditer(sentence):
            years = int(match[1])
            for first, last in sorted(spans, key=lambda span: span[0] - span[1])[:1]:
                if (
                    abs(last - first + 1 - years) == _YEARS_MISSED
                    and years not in seen
                    and last > first
                ):
                    seen.add(years)
                    yield number, years, first, last

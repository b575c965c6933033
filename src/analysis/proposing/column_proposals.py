"""What the columns of a header are: as they were answered, by their own names, or proposed by words and cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from operator import itemgetter

import pyarrow as pa

from analysis.adopting.answer_values import DATE_ANSWERS, DATED_BY
from analysis.adopting.answers import LEFT_OUT, UNDECIDED, HeaderAnswers
from analysis.adopting.headers import BETWEEN, SUPPORT, header_texts, same_text
from analysis.adopting.kinds import kind_of_name, kind_of_word
from analysis.adopting.money import (
    LEAST_FIT,
    NUMBERS,
    YEARS,
    matching,
    may_hold_money,
    may_hold_years,
    names_money,
)
from analysis.adopting.statuses import adjusted_columns, money_code, other_sums
from analysis.language.year_parts import LONE_YEAR
from analysis.proposing.likeness import LEAST_WORDS, first_cells, percent_shared, words_in
from analysis.proposing.look import ASKED, KNOWN, LEFT, OPEN, SET, Line, code_of, label_of, of_year
from analysis.tables.column_names import read_name
from analysis.tables.columns import (
    BESIDE,
    MONEY,
    REGISTER_AMOUNTS,
    REGISTER_COLUMNS,
    REGISTER_REQUIRED,
)
from analysis.tables.dates import ASKED_DATE, deciding_date, read_day, years_of_range
from analysis.tables.fund_words import speaks_of
from analysis.tables.table import Table
from analysis.tables.units import folded, normal
from analysis.vocabulary import SUPPORT_COLUMNS

_COUNT = r"^\s*[0-9]{1,5}(?:\.0)?\s*$"
# Beside the words of funds: a column of money is proposed only where its name has words of its own.
_OWN_WORDS = {
    "doi_ung": re.compile(r"\b(?:doi|gop|tu co|tu bo tri)\b"),
    "tong": re.compile(r"\b(?:tong|cong)\b"),
}
_YEARS_OF_NAME = re.compile(rf"[(\[]?(?:năm )?{LONE_YEAR}[)\]]?", re.IGNORECASE)
_ADJUSTED_REASON = f"có cột trước và cột sau điều chỉnh: ghi cột của danh mục ở cột được dùng, {LEFT_OUT} ở cột kia"
_OTHER_REASON = f"có thể không phải tiền của riêng năm: ghi {LEFT_OUT}, hoặc cột của danh mục nếu đúng là tiền của năm"
# Everyday words of a column, where offices have names of their own for it.
_HINTS = {
    code: frozenset(words.split())
    for code, words in {
        "stt": "so tt thu tu",
        "name": "ten du de an nhiem vu cong trinh chuong noi dung",
        "beneficiary": "ben nhan thu huong co so doanh nghiep chu dau tu",
        "kind": "loai hinh nhom",
        "place": "noi dia chi diem ban huyen xa phuong",
        "year": "nam",
        "approved_on": "so qd quyet dinh phe duyet ngay",
        "kcqg": "tien kinh phi von quoc gia tw trung uong",
        "kcdp": "tien kinh phi von dia phuong tinh",
        "doi_ung": "tien kinh phi von co so doi ung gop tu bo tri",
        "tong": "tong cong tien kinh phi von",
    }.items()
}


def gone_columns(texts: Iterable[str], earlier: HeaderAnswers) -> tuple[str, ...]:
    """The columns of an earlier header that stand in none of the texts of this one."""
    here = {same_text(text) for text in texts if text}
    return tuple(text for text in earlier.texts if same_text(text) not in here)


def column_lines(
    table: Table, texts: Sequence[str], earlier: HeaderAnswers | None
) -> tuple[Line, ...]:
    """A line for each text of a header: what its column is known, said or proposed to be."""
    lines: dict[int, Line] = {}
    taken = set(table.header.columns)
    meanings = {} if earlier is None else earlier.meanings(texts)
    alike = Counter(same_text(text) for text in set(texts) if text)
    doubts = dict.fromkeys(other_sums(table), _OTHER_REASON)
    doubts |= dict.fromkeys(adjusted_columns(table), _ADJUSTED_REASON)
    for index, text in enumerate(texts):
        if not text:
            continue
        meant = meanings.get(text)
        if meant is not None:
            taken.add(meant)
            label = label_of(meant)
            if earlier is not None and (year := earlier.year_of(text)):
                label = of_year(label, year)
            lines[index] = Line(text, label, _state(text, meant), "như lần trước")
            continue
        if index in doubts:
            lines[index] = Line(text, UNDECIDED, ASKED, doubts[index])
            continue
        code = money_code(text) or table.header.code(index)
        if code and not (alike[same_text(text)] > 1 and code in (*MONEY, SUPPORT)):
            taken.add(code)
            lines[index] = Line(text, label_of(code), KNOWN)
    if SUPPORT in taken:
        taken.update(SUPPORT_COLUMNS)
    for index, text in enumerate(texts):
        if text and index not in lines and alike[same_text(text)] > 1:
            lines[index] = _asked_year(text)
        elif text and index not in lines:
            lines[index] = _proposed(table, index, text, taken)
            if lines[index].state == OPEN:
                taken.add(code_of(lines[index].meaning) or "")
    lines |= _one_of_several(table, texts, lines)
    if earlier is not None:
        lines |= _in_place_of_lost(table, texts, lines, taken, earlier)
    # two columns of one text are one question
    return tuple({lines[index].text: lines[index] for index in sorted(lines)}.values())


def _one_of_several(
    table: Table, texts: Sequence[str], lines: Mapping[int, Line]
) -> dict[int, Line]:
    """The questions in place of proposals of a fund of which another open column may hold money too, by index."""
    found: dict[int, Line] = {}
    is_open = [index for index, line in lines.items() if line.is_open]
    for index in is_open:
        line = lines[index]
        code = code_of(line.meaning)
        if line.state != OPEN or code not in SUPPORT_COLUMNS:
            continue
        others = [other for other in is_open if other != index and speaks_of(code, texts[other])]
        if any(may_hold_money(texts[other], first_cells(table, other)) for other in others):
            reason = f"có nhiều cột của nguồn này: ghi {line.meaning} ở cột được đọc, {LEFT_OUT} ở cột kia"
            found[index] = Line(texts[index], UNDECIDED, ASKED, reason)
    return found


def _in_place_of_lost(
    table: Table,
    texts: Sequence[str],
    lines: Mapping[int, Line],
    taken: AbstractSet[str],
    earlier: HeaderAnswers,
) -> dict[int, Line]:
    """The questions of columns that nothing knows and that may be one of last year's under another name, by index.

    Of a needed column that is gone the one at its place is proposed, else the only one whose cells fit. No fund is
    ever proposed: the name has no word of it.
    """
    unknown = [index for index, line in lines.items() if line.state in (LEFT, ASKED)]
    unknown = [index for index in unknown if normal(texts[index]) not in earlier.columns]
    found: dict[int, Line] = {}
    for gone in gone_columns(texts, earlier):
        code = earlier.columns.get(normal(gone), "")
        if code in taken or not (code in REGISTER_REQUIRED or code == SUPPORT):
            continue
        as_code = "tong" if code == SUPPORT else code
        fitting = [
            index
            for index in unknown
            if index not in found and _fit(first_cells(table, index), as_code) >= LEAST_FIT
        ]
        there = [index for index in fitting if _stands_as(texts, index, gone, earlier.texts)]
        chosen = there or fitting
        is_one = len(chosen) == 1 and code not in (*MONEY, SUPPORT)
        meaning = label_of(code) if is_one else UNDECIDED
        state = OPEN if is_one and there else ASKED
        reason = f"cột của lần trước không còn: {gone}"
        if not is_one:
            reason += f"; ghi {label_of(code)} nếu là cột đó, không thì ghi {LEFT_OUT}"
        found |= {index: Line(texts[index], meaning, state, reason) for index in chosen}
    return found


def _stands_as(texts: Sequence[str], index: int, gone: str, before: Sequence[str]) -> bool:
    """Whether a column has a neighbour that a column of an earlier header had on the same side."""
    here = [same_text(text) for text in texts if text]
    there = list(map(same_text, before))
    now, then = here.index(same_text(texts[index])), there.index(same_text(gone))
    left = now > 0 and then > 0 and here[now - 1] == there[then - 1]
    return left or (here[now + 1 : now + 2] == there[then + 1 : then + 2] != [])


def _asked_year(text: str) -> Line:
    """The question of a column that differs from another one only in its year: of which year its money is.

    Whether it is read at all only the office knows.
    """
    reason = "có cột khác chỉ khác ở năm"
    years = years_of_range(text)
    code = money_code(_YEARS_OF_NAME.sub("", text))
    if not code or not years:
        return Line(text, UNDECIDED, ASKED, reason)
    reason += f": tiền của năm {' hoặc '.join(map(str, years))}; không đọc thì ghi {LEFT_OUT}"
    return Line(text, of_year(label_of(code), years[-1]), ASKED, reason)


def _state(text: str, meant: str) -> str:
    """Who said what an answered column means: its own name, or a person."""
    if meant == LEFT_OUT:
        return LEFT
    codes = {money_code(text), *(read_name(part).code for part in text.split(BETWEEN))}
    return KNOWN if meant in codes else SET


def _proposed(table: Table, index: int, text: str, taken: set[str]) -> Line:
    """The best of the columns that the header lacks, where its words and the cells below are enough for one."""
    cells = first_cells(table, index)
    ranked = []
    for code, word in REGISTER_COLUMNS.items():
        if code in taken or code in BESIDE:
            continue
        shared = max(percent_shared(text, printed) for printed in (word.label, *word.printed))
        shared = max(shared, _hinted(text, code))
        if code in REGISTER_AMOUNTS and not _is_named(text, code):
            shared = 0
        ranked.append((shared, _fit(cells, code), code))
    shared, fit, code = max(ranked, key=itemgetter(0, 1), default=(0, 0, ""))
    if shared >= LEAST_WORDS and fit >= LEAST_FIT:
        return Line(text, label_of(code), OPEN, f"{shared}% từ phù hợp, {fit}% ô phù hợp")
    money = _money_reason(text, cells)
    # "Hỗ trợ của huyện" over numbers shares a word with a place and is none
    if shared >= LEAST_WORDS and (code in MONEY or not money):
        reason = f'có thể là "{label_of(code)}" nhưng chỉ {fit}% ô phù hợp'
        return Line(text, UNDECIDED, ASKED, reason)
    if money:
        return Line(text, UNDECIDED, ASKED, money)
    if "year" not in taken and may_hold_years(text, cells):
        reason = f"các ô là năm: ghi Năm nếu là năm của đề án, không thì ghi {LEFT_OUT}"
        return Line(text, UNDECIDED, ASKED, reason)
    return Line(
        text, LEFT_OUT, LEFT, "không là cột của danh mục; lời ghi vẫn được xét về tình trạng"
    )


def _is_named(text: str, code: str) -> bool:
    """Whether the name of a column has words of one money alone."""
    if code in SUPPORT_COLUMNS:
        return speaks_of(code, text)
    return _OWN_WORDS[code].search(folded(text)) is not None


def _money_reason(text: str, cells: pa.Array) -> str:
    """Why a column may hold money that nobody has spoken of: '' where neither its name nor its cells say so."""
    if names_money(text) and not len(cells):
        return "tên nói đến tiền, chưa có ô nào được ghi"
    if not may_hold_money(text, cells):
        return ""
    fit = matching(cells, NUMBERS)
    return f"{fit}% ô là số, có thể là tiền: ghi cột của danh mục, hoặc ghi {LEFT_OUT}"


def _hinted(text: str, code: str) -> int:
    """Percent of the words of a text that offices use for a column."""
    tokens = words_in(text)
    return 100 * len(tokens & _HINTS.get(code, frozenset())) // max(1, len(tokens))


def _fit(cells: pa.Array, code: str) -> int:
    """Percent of the cells that may stand in a column of a register."""
    if not len(cells):
        return 0
    if code == "stt" and cells[0].as_py() not in ("1", "1.0"):
        return 0
    texts = cells.to_pylist()
    if code == "approved_on":
        return 100 * sum(bool(read_day(text)) for text in texts) // len(texts)
    if code == "kind":
        return (
            100
            * sum(bool(kind_of_word(text) or kind_of_name(text)) for text in texts)
            // len(texts)
        )
    pattern = {"year": YEARS, "establishments": _COUNT, "stt": _COUNT}.get(code, r"\pL")
    return matching(cells, NUMBERS if code in MONEY else pattern)


def date_line(table: Table, own: HeaderAnswers | None) -> Line | None:
    """The question which of several columns of days places schemes in a part of a year; None where it is known."""
    if (own is not None and own.dated_by) or deciding_date(table) != ASKED_DATE:
        return None
    reason = f"có nhiều cột ngày, báo cáo 6 tháng, 9 tháng, quý xếp đề án theo một cột: ghi {', '.join(DATE_ANSWERS)}"
    return Line(DATED_BY, UNDECIDED, ASKED, reason)


def columns_by_code(columns: Iterable[Line], table: Table) -> dict[str, int]:
    """The column of each code, those that are proposed too."""
    texts = header_texts(table)
    codes: dict[str, int] = dict(table.header.columns)
    for line in columns:
        code = code_of(line.meaning)
        if code is not None:
            codes.setdefault(code, texts.index(line.text))
    return codes

"""The rules of the main text: paragraphs, the numbering of its sections, its end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from analysis.language.numbering import roman
from analysis.layout.forms import ABSENT, NEAR, UNCHECKED, NotHeld, PartMissing, form_faults
from analysis.layout.lines import Line
from analysis.layout.parts import CLAUSE, END, EXHIBIT, PART, POINT, SECTION, Parts
from analysis.layout.rules import CENTRED, JUSTIFIED, Rule, measure

_LONG_LINE = 90  # letters: what is longer is a sentence and no title


def body(rule: Rule, parts: Parts) -> Iterator[str]:
    """The paragraphs of the main text."""
    paragraphs = [line for line in text_lines(parts) if not _is_title(line)]
    if not paragraphs:
        raise NotHeld(UNCHECKED, "không thấy đoạn nội dung nào")
    lines = list(parts.main)
    for line in paragraphs:
        for found in _body_faults(rule, line):
            yield f"{line.where} {found}"
        at = lines.index(line)
        follows = at > 0 and lines[at - 1] in paragraphs
        if follows and line.before is not None and line.before < rule.bounds["before"] - 0.5:
            yield f"{line.where} cách đoạn trên {measure(round(max(line.before, 0), 1))} pt"


def _body_faults(rule: Rule, line: Line) -> Iterator[str]:
    least, most = rule.sizes
    if any(not least - NEAR <= size <= most + NEAR for size in line.sizes):
        yield f"cỡ chữ {', '.join(measure(size) for size in line.sizes)}"
    if line.bold:
        yield "đậm cả đoạn"
    if line.italic:
        yield "nghiêng cả đoạn"
    if line.align not in (JUSTIFIED, ""):
        yield f"căn {line.align}"
    for name, value, words in (
        ("indent", line.indent, "dòng đầu lùi {} cm"),
        ("spacing", line.spacing, "cách dòng {}"),
    ):
        least, most = rule.bounds[name]
        if value is not None and not least - NEAR <= value <= most + NEAR:
            yield words.format(measure(round(value, 2)))


def text_lines(parts: Parts) -> list[Line]:
    """The lines of the main text that are neither in a table nor belong to one."""
    return [
        line
        for line in parts.main
        if line.column is None
        and not line.is_note
        and line.has_letters
        and not EXHIBIT.match(line.text)
    ]


def _is_title(line: Line) -> bool:
    """Whether a line is a title and no sentence."""
    if line.text.isupper() or (PART.match(line.text) and len(line.text) < 20):
        return True
    numbered = SECTION.match(line.text) or CLAUSE.match(line.text) or POINT.match(line.text)
    return line.align == CENTRED or (numbered is not None and len(line.text) < _LONG_LINE)


def part(rule: Rule, parts: Parts) -> Iterator[str]:
    """Parts with their titles."""
    lines = text_lines(parts)
    found = [line for line in lines if PART.fullmatch(line.text)]
    if not found:
        raise NotHeld(ABSENT, "văn bản không chia phần")
    yield from form_faults(rule, found)
    for line in found:
        below = lines[lines.index(line) + 1 : lines.index(line) + 2]
        yield from (
            f"{title.where} tên phần in thường" for title in below if not title.text.isupper()
        )


def section(rule: Rule, parts: Parts) -> Iterator[str]:
    """Sections in Roman numerals."""
    found = _numbered(parts, SECTION, "mục")
    yield from form_faults(rule, found)
    yield from _number_faults(found, SECTION, ".", roman)


def clause(rule: Rule, parts: Parts) -> Iterator[str]:
    """Clauses in Arabic numerals."""
    found = _numbered(parts, CLAUSE, "khoản")
    yield from form_faults(rule, found)
    yield from _number_faults(found, CLAUSE, ".", str)
    for line in found:
        is_titled = len(line.text) < _LONG_LINE and not line.text.endswith((".", ";", ":", ","))
        if is_titled and line.bold is False:
            yield f"{line.where} tiêu đề không đậm"
        if not is_titled and line.bold and len(line.text) >= _LONG_LINE:
            yield f"{line.where} đậm cả đoạn"


def point(rule: Rule, parts: Parts) -> Iterator[str]:
    """Points in letters of the Vietnamese alphabet."""
    found = _numbered(parts, POINT, "điểm")
    yield from form_faults(rule, found)
    letters = rule.bounds["letters"]
    yield from _number_faults(
        found, POINT, ")", lambda number: letters[(number - 1) % len(letters)]
    )


def _numbered(parts: Parts, pattern: re.Pattern[str], name: str) -> list[Line]:
    """The lines of the main text that begin with a number of this form; NotHeld when there is none."""
    found = [line for line in text_lines(parts) if pattern.match(line.text)]
    if not found:
        raise NotHeld(ABSENT, f"văn bản không chia {name}")
    return found


def _number_faults(
    lines: Sequence[Line], pattern: re.Pattern[str], mark: str, nth: Callable[[int], str]
) -> Iterator[str]:
    """Numbers without their mark, and those that do not go on with the one before; `nth` gives each from 1."""
    numbers = [(line.where, *pattern.match(line.text).groups()) for line in lines]  # type: ignore[union-attr]
    for where, _, own_mark, *_ in numbers:
        if own_mark != mark:
            yield f"{where} sau số thứ tự không có dấu “{mark}”"
    wanted = 0
    for where, number, *_ in numbers:
        # the part above may number its own from the first
        wanted = 1 if number == nth(1) else wanted + 1
        if number != nth(wanted):
            yield f"{where} đánh {number}, cần {nth(wanted)}"


def end(_: Rule, parts: Parts) -> Iterator[str]:
    """The sign of the end, once."""
    everything = (*parts.main, *parts.signing, *parts.recipient_list, *parts.annex_lines)
    found = [line for line in everything for _ in END.findall(line.text)]
    last = next((line for line in reversed(parts.main) if not line.is_note), None)
    if not found:
        raise PartMissing
    if last is None or not last.text.endswith("./."):
        yield f"{found[0].where}: “./.” không đứng cuối nội dung"
    if len(found) > 1:
        yield f"có {len(found)} chỗ “./.”: {'; '.join(line.where for line in found)}"

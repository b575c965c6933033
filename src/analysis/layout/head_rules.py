"""The rules of the head: from the name of the country to the bases of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analysis.layout.forms import ABSENT, NotHeld, PartMissing, form_faults, needed, stop_faults
from analysis.layout.lines import Line
from analysis.layout.parts import COUNTRY, Parts
from analysis.layout.rules import Rule, measure

_CODE = re.compile(r"Số: (?:0[1-9]|[1-9]\d+|[.…\s]*)/[A-ZĐ.…]+(?:-[A-ZĐ\d.…]+)*", re.UNICODE)
_DATE = re.compile(
    r"(?P<place>.*), ngày (?P<day>\d+|[.…]+) tháng (?P<month>\d+|[.…]+) năm (?P<year>\d{4}|[.…]+)"
)


def country(rule: Rule, parts: Parts) -> Iterator[str]:
    """The name of the country."""
    line = needed(parts.country)
    yield from form_faults(rule, [line])
    if not COUNTRY.fullmatch(line.text):
        yield f"{line.where} có chữ khác ngoài Quốc hiệu"


def motto(rule: Rule, parts: Parts) -> Iterator[str]:
    """The motto with its rule."""
    line = needed(parts.motto)
    yield from form_faults(rule, [line])
    if line.text != "Độc lập - Tự do - Hạnh phúc":
        yield f"{line.where} không viết đúng Tiêu ngữ"
    if line.ruled == 0:
        yield f"{line.where} {'gạch chân chữ thay cho đường kẻ' if line.underlined else 'không có đường kẻ dưới'}"
    elif line.ruled is not None and not 0.9 <= line.ruled <= 1.1:
        yield f"{line.where} đường kẻ dài {measure(line.ruled)} dòng chữ, cần bằng dòng chữ"


def parent(rule: Rule, parts: Parts) -> Iterator[str]:
    """The body above the one that issues the document."""
    if not parts.parents:
        raise NotHeld(ABSENT, "phần đầu bên trái chỉ có tên một cơ quan")
    yield from form_faults(rule, parts.parents)


def issuer(rule: Rule, parts: Parts) -> Iterator[str]:
    """The body that issues the document, with its rule."""
    if not parts.issuers:
        raise PartMissing
    yield from form_faults(rule, parts.issuers)
    yield from _part_rule(parts.issuers)


def _part_rule(lines: Sequence[Line]) -> Iterator[str]:
    """A rule under the last of these lines, of a third to a half of the longest."""
    line = lines[-1]
    if line.ruled == 0:
        yield f"{line.where} không có đường kẻ dưới"
    elif line.ruled is not None and line.has_letters:
        share = line.ruled * line.width / max(one.width for one in lines)
        if not 0.3 <= share <= 0.55:
            yield f"{line.where} đường kẻ dài {measure(share)} dòng chữ"


def number(rule: Rule, parts: Parts) -> Iterator[str]:
    """Number and code."""
    line = needed(parts.number)
    yield from form_faults(rule, [line])
    if not _CODE.fullmatch(line.text):
        yield f"{line.where} không viết theo mẫu"


def place_date(rule: Rule, parts: Parts) -> Iterator[str]:
    """Place and date."""
    line = needed(parts.place_date)
    yield from form_faults(rule, [line])
    found = _DATE.fullmatch(line.text)
    if found is None:
        yield f"{line.where} không viết theo mẫu"
        return
    if not found["place"][:1].isupper() and any(map(str.isalpha, found["place"])):
        yield f"{line.where} địa danh viết thường"
    if re.fullmatch(r"[1-9]", found["day"]):
        yield f"{line.where} ngày thiếu số 0 đứng trước"
    if found["month"] in ("1", "2") or re.fullmatch(r"0[3-9]", found["month"]):
        yield f"{line.where} tháng viết {found['month']}: số 0 chỉ đứng trước tháng 1 và tháng 2"


def kind(rule: Rule, parts: Parts) -> Iterator[str]:
    """The kind of the document; a letter has none."""
    _no_letter(parts)
    yield from form_faults(rule, [needed(parts.kind)])


def subject(rule: Rule, parts: Parts) -> Iterator[str]:
    """What the document is about, with its rule."""
    _no_letter(parts)
    if not parts.subject:
        raise PartMissing
    yield from form_faults(rule, parts.subject)
    yield from _part_rule(parts.subject)


def _no_letter(parts: Parts) -> None:
    if parts.is_letter:
        raise NotHeld(ABSENT, "công văn không có tên loại; trích yếu ở dưới số, ký hiệu")


def addressee(rule: Rule, parts: Parts) -> Iterator[str]:
    """To whom the document goes."""
    if not parts.addressees:
        raise NotHeld(ABSENT, "văn bản không có Kính gửi")
    first, *listed = parts.addressees
    yield from form_faults(rule, parts.addressees)
    if not re.match(r"Kính gửi:", first.text):
        yield f"{first.where} thiếu dấu hai chấm sau “Kính gửi”"
    if listed:
        yield from stop_faults(listed)


def basis(rule: Rule, parts: Parts) -> Iterator[str]:
    """The bases of the document, each on its line."""
    if not parts.bases:
        raise NotHeld(ABSENT, "văn bản không có phần căn cứ ở đầu")
    yield from form_faults(rule, parts.bases)
    yield from stop_faults(parts.bases)

"""The rules of what closes a document: signature, recipients, annexes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.language.numbering import roman
from analysis.layout.forms import ABSENT, NotHeld, PartMissing, form_faults, needed, stop_faults
from analysis.layout.parts import Parts
from analysis.layout.rules import Rule


def authority(rule: Rule, parts: Parts) -> Iterator[str]:
    """The office that the signer holds, above the name."""
    lines = parts.signing[:-1]
    if not lines:
        raise PartMissing
    yield from form_faults(rule, lines)


def signer(rule: Rule, parts: Parts) -> Iterator[str]:
    """The name of the signer, without degrees."""
    line = needed(parts.signing[-1] if len(parts.signing) > 1 else None)
    yield from form_faults(rule, [line])
    for title in rule.bounds["titles"]:
        if re.match(rf"{re.escape(title)}[.\s]", line.text, re.IGNORECASE):
            yield f"{line.where} ghi “{title}”"
            return


def recipients(rule: Rule, parts: Parts) -> Iterator[str]:
    """The word above the list of recipients."""
    line = needed(parts.recipients)
    yield from form_faults(rule, [line])
    if line.text != "Nơi nhận:":
        yield f"{line.where} không đứng riêng một dòng với dấu hai chấm"


def recipient_list(rule: Rule, parts: Parts) -> Iterator[str]:
    """Who gets the document, the archive last."""
    lines = parts.recipient_list
    if not lines:
        raise PartMissing
    yield from form_faults(rule, lines)
    yield from stop_faults(lines)
    for line in lines:
        if not line.text.startswith("- "):
            yield f"{line.where} không có gạch đầu dòng"
    if not re.match(r"- Lưu: ?VT\b|- Lưu: [.…]", lines[-1].text):
        yield f"{lines[-1].where}: dòng cuối không phải “- Lưu: VT, …”"
    if parts.addressees and not lines[0].text.startswith("- Như trên"):
        yield f"{lines[0].where}: dòng đầu không phải “- Như trên;”"


def annex(rule: Rule, parts: Parts) -> Iterator[str]:
    """The word and the number above an annex."""
    _needs_annex(parts)
    yield from form_faults(rule, [annex.label for annex in parts.annexes])
    if len(parts.annexes) > 1:
        for number, annex in enumerate(parts.annexes, 1):
            if annex.label.text.casefold() != f"phụ lục {roman(number)}".casefold():
                yield f"{annex.label.where}: cần “Phụ lục {roman(number)}”"


def annex_title(rule: Rule, parts: Parts) -> Iterator[str]:
    """The title of an annex."""
    _needs_annex(parts)
    for annex in parts.annexes:
        if not annex.title:
            yield f"{annex.label.where}: không có tên phụ lục ở dòng dưới"
        yield from form_faults(rule, annex.title)


def annex_with(rule: Rule, parts: Parts) -> Iterator[str]:
    """The document that an annex goes with."""
    _needs_annex(parts)
    for annex in parts.annexes:
        if annex.goes_with is None:
            yield f"{annex.label.where}: không có dòng “(Kèm theo …)”"
            continue
        yield from form_faults(rule, [annex.goes_with])
        if not re.fullmatch(r"\(.*\)", annex.goes_with.text):
            yield f"{annex.goes_with.where} không ở trong ngoặc đơn"


def _needs_annex(parts: Parts) -> None:
    if not parts.annexes:
        raise NotHeld(ABSENT, "văn bản không có phụ lục")

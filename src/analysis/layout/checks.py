"""All rules held against a document: a verdict on each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from analysis.layout import closing_rules, head_rules, page_rules, text_rules
from analysis.layout.forms import ABSENT, UNCHECKED, NotHeld, PartMissing
from analysis.layout.lines import Opened
from analysis.layout.parts import Parts
from analysis.layout.rules import Rule, rules

PASSED, FAILED = "đạt", "không đạt"
STATES = (PASSED, FAILED, UNCHECKED, ABSENT)
_OF_PAGES: dict[str, Callable[[Rule, Opened], Iterator[str]]] = {
    "layout-paper": page_rules.paper,
    "layout-margins": page_rules.margins,
    "layout-font": page_rules.font,
    "layout-page-number": page_rules.page_number,
}
_OF_PARTS: dict[str, Callable[[Rule, Parts], Iterator[str]]] = {
    "layout-country": head_rules.country,
    "layout-motto": head_rules.motto,
    "layout-parent-body": head_rules.parent,
    "layout-issuing-body": head_rules.issuer,
    "layout-number": head_rules.number,
    "layout-place-date": head_rules.place_date,
    "layout-kind": head_rules.kind,
    "layout-subject": head_rules.subject,
    "layout-addressee": head_rules.addressee,
    "layout-basis": head_rules.basis,
    "layout-body": text_rules.body,
    "layout-part": text_rules.part,
    "layout-section": text_rules.section,
    "layout-clause": text_rules.clause,
    "layout-point": text_rules.point,
    "layout-authority": closing_rules.authority,
    "layout-signer": closing_rules.signer,
    "layout-recipients": closing_rules.recipients,
    "layout-recipient-list": closing_rules.recipient_list,
    "layout-annex": closing_rules.annex,
    "layout-annex-title": closing_rules.annex_title,
    "layout-annex-with": closing_rules.annex_with,
    "layout-end": text_rules.end,
}


@dataclass(frozen=True)
class Verdict:
    """What became of one rule: its state, and what was found in each place.

    A rule that is not held has the reason instead, one that is passed what else should be known.
    """

    rule: Rule
    state: str
    notes: tuple[str, ...] = ()


def verdicts(opened: Opened, parts: Parts) -> list[Verdict]:
    """The verdict on each rule, in the order of the decree."""
    return [_verdict(rule, opened, parts) for rule in rules().values()]


def _verdict(rule: Rule, opened: Opened, parts: Parts) -> Verdict:
    try:
        notes = tuple(dict.fromkeys(_broken(rule, opened, parts)))
    except NotHeld as reason:
        return Verdict(rule, reason.state, (str(reason),))
    if notes:
        return Verdict(rule, FAILED, notes)
    return Verdict(rule, PASSED, tuple(_limits(rule, opened)))


def _limits(rule: Rule, opened: Opened) -> Iterator[str]:
    """What else should be known of a passed rule: what the format does not tell, fonts of the same widths."""
    if rule.code in opened.limits:
        yield opened.limits[rule.code]
    alike = {page_rules.font_key(name): name for name in rule.bounds.get("alike", ())}
    used = {page_rules.font_key(name) for line in opened.lines for name in line.fonts}
    for name in sorted(alike[key] for key in used & set(alike)):
        yield f"{name}, cùng bề rộng chữ với Times New Roman"


def _broken(rule: Rule, opened: Opened, parts: Parts) -> Iterator[str]:
    """What of a rule is not kept; a part that is missing is told as a fault where the document needs it."""
    if rule.code in _OF_PAGES:
        yield from _OF_PAGES[rule.code](rule, opened)
        return
    try:
        yield from _OF_PARTS[rule.code](rule, parts)
    except PartMissing:
        if parts.is_attached:
            reason = "tệp đi kèm một văn bản, không có phần đầu và phần ký riêng"
            raise NotHeld(ABSENT, reason) from None
        yield "không thấy trong văn bản"

"""The rules of pages: paper, margins, fonts, page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.layout.forms import form_faults
from analysis.layout.lines import Opened
from analysis.layout.rules import Rule, measure

_NEAR_PAPER = 1.5  # mm
_DARK = 0x40
_COLOUR = re.compile(r"[0-9A-F]{6}")
_FONT_PARTS = re.compile(
    r"[\s,_-]|ps(?=mt|$|-|b|i)|mt$|bold|italic|regular|roman$|oblique", re.IGNORECASE
)


def paper(rule: Rule, opened: Opened) -> Iterator[str]:
    """The size of the pages."""
    for sheet in opened.sheets:
        size = sorted((sheet.width, sheet.height))
        if any(
            abs(side - wanted) > _NEAR_PAPER
            for side, wanted in zip(size, rule.bounds["paper"], strict=True)
        ):
            yield _at(
                sheet.where,
                f"khổ {measure(round(sheet.width))} x {measure(round(sheet.height))} mm",
            )
    if opened.sheets and opened.sheets[0].is_turned:
        yield "trang đầu nằm ngang"


def margins(rule: Rule, opened: Opened) -> Iterator[str]:
    """The margins; Word turns them with the page."""
    bounds = rule.bounds["margins"]
    for sheet in opened.sheets:
        wrong = _wrong_margins(sheet.margins, bounds)
        if sheet.is_turned and wrong:
            # Word turns the margins with the page
            sides = {"trên": "trái", "phải": "trên", "dưới": "phải", "trái": "dưới"}
            turned = {
                side: sheet.margins[sides[side]] for side in bounds if sides[side] in sheet.margins
            }
            back = {
                side: sheet.margins[other]
                for other, side in sides.items()
                if side in bounds and other in sheet.margins
            }
            if not _wrong_margins(turned, bounds) or not _wrong_margins(back, bounds):
                continue
        for side in wrong:
            least, most = sheet.margins[side]
            yield _at(
                sheet.where, f"lề {side} {measure(round(max(least, (least + most) / 2), 1))} mm"
            )


def _wrong_margins(
    margins: dict[str, tuple[float, float]], bounds: dict[str, list[float]]
) -> list[str]:
    """The sides whose margin cannot be within its bounds."""
    wrong = []
    for side, (least, most) in margins.items():
        if most < bounds[side][0] - 0.2 or least > bounds[side][1] + 0.2:
            wrong.append(side)
    return wrong


def _at(where: str, found: str) -> str:
    return f"{where}: {found}" if where else found


def font(rule: Rule, opened: Opened) -> Iterator[str]:
    """The font of all letters, the colour of those outside tables and charts."""
    known = {font_key(name) for name in rule.bounds["fonts"] + rule.bounds["alike"]}
    for line in opened.lines:
        other = sorted(name for name in line.fonts if font_key(name) not in known)
        if other:
            yield f"{line.where} phông {', '.join(other)}"
        if not line.fonts:
            yield f"{line.where} không ghi phông"
        if not line.is_note and line.column is None and not all(map(_is_dark, line.colours)):
            yield f"{line.where} chữ màu {', '.join(sorted(line.colours))}"


def font_key(name: str) -> str:
    """The name of a font without what programs add to it."""
    return _FONT_PARTS.sub("", name).casefold()


def _is_dark(colour: str) -> bool:
    """Whether a colour, six hexadecimal digits, prints as black; what a careless program wrote instead is none."""
    return bool(_COLOUR.fullmatch(colour)) and all(
        int(colour[at : at + 2], 16) <= _DARK for at in (0, 2, 4)
    )


def page_number(rule: Rule, opened: Opened) -> Iterator[str]:
    """The number in the top margin of all pages but the first."""
    numbers = opened.numbers
    if numbers.on_first:
        yield "trang đầu có số trang"
    yield from numbers.elsewhere
    yield from numbers.missing
    yield from form_faults(rule, numbers.shown)

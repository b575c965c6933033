"""Cells with nothing but a stored number, read at once: most cells of a register are such, and a parser is slow.

What else a sheet has stays for the parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from analysis.sheets.cells import Cell, address

# A number, a boolean, or the number of a shared string; as every program writes it.
_PLAIN_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,9})")?(?: t="([nsb])")?>'
    rb"<v>([-+0-9.eE]+)</v></c>"
)
_GROUPS = 1 + _PLAIN_CELL.groups  # what stands between two cells, and the groups of the second
# What stands before a cell of a row: the start of its row, or another cell.
_BEFORE = re.compile(rb"(?:<row(?: [^<>]*[^<>/])?|</c|<c [^<>]*/)>\s*")
_ROW_END = b"</row>"
# Letters of a sheet that are taken apart at a time.
_AT_ONCE = 1 << 23


@dataclass(frozen=True)
class PlainCells:
    """Cells by their place, with type, stored text and number of the style of each."""

    places: list[Cell] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    styles: list[int] = field(default_factory=list)


def hides_tags(xml: bytes) -> bool:
    """Whether something in XML may look like a tag and be none."""
    # The declaration at the start may follow the three bytes of a mark of order.
    return b"<![CDATA[" in xml or b"<!--" in xml or xml.rfind(b"<?") > 3


def without_plain_cells(xml: bytes) -> tuple[bytes, PlainCells]:
    """A sheet without its plain cells, and these; the sheet itself where something odd stands before one."""
    if hides_tags(xml):
        return xml, PlainCells()
    plain = PlainCells()
    columns: dict[bytes, int] = {}
    styles: dict[bytes | None, int] = {None: 0}
    kinds: dict[bytes | None, str] = {None: "n", b"n": "n", b"s": "s", b"b": "b"}
    left: list[bytes] = []
    for part in _parts(xml):
        pieces = _PLAIN_CELL.split(part)
        between = pieces[::_GROUPS]
        if not all(_stands_in_row(piece) for piece in _before_cells(between)):
            return xml, PlainCells()
        letters, rows, of_style, of_kind, texts = (
            pieces[group::_GROUPS] for group in range(1, _GROUPS)
        )
        columns |= {one: address(f"{one.decode()}1")[1] for one in {*letters}.difference(columns)}
        styles |= {one: int(one) for one in {*of_style}.difference(styles)}
        numbers = [int(row) - 1 for row in rows]
        plain.places.extend(zip(numbers, map(columns.__getitem__, letters), strict=True))
        plain.styles.extend(map(styles.__getitem__, of_style))
        plain.kinds.extend(map(kinds.__getitem__, of_kind))
        plain.texts.extend(b" ".join(texts).decode().split())
        left += between
    return b"".join(left), plain


def _parts(xml: bytes) -> Iterator[bytes]:
    """A sheet cut behind the ends of rows."""
    start = 0
    while start < len(xml):
        end = xml.find(_ROW_END, start + _AT_ONCE)
        end = len(xml) if end < 0 else end + len(_ROW_END)
        yield xml[start:end]
        start = end


def _before_cells(between: list[bytes]) -> Iterator[bytes]:
    """What stands before each cell that does not follow another one at once."""
    if len(between) > 1:
        yield between[0]
    yield from filter(None, between[1:-1])


def _stands_in_row(piece: bytes) -> bool:
    return _BEFORE.fullmatch(piece, max(piece.rfind(b"<"), 0)) is not None

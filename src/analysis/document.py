"""The report as data: inlines and blocks that rendering turns into HTML, PDF and DOCX. Raw text never becomes markup.

A sentence is written as a template. `{C}` prints a value with its bound word and unit, `{C#}` without the unit,
`{C|triệu đồng}` in that unit, `{@tbl-nguon}` a cross reference, `{'nhan}` a text quoted from a raw cell, given by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypedDict

from analysis.trace import Book, Value, show, spoken_bound

NO_DATA = "không có số liệu"
NBSP = "\u00a0"
REVISED = "(đã điều chỉnh)"

Inline = dict[str, Any]
Cell = list[Inline]


Row = TypedDict("Row", {"cells": list[Cell], "anchor": str, "class": str}, total=False)
"""A table row; `anchor` is the id that links lead to, `class` is 'tong' (a total) or 'nhom' (a group heading)."""


class Column(TypedDict):
    """A table column: alignment 'l', 'r' or 'c' and its share of the width."""

    align: str
    width: float


Block = dict[str, Any]

_MARK = re.compile(r"\{([^{}]*)\}")


def plain(text: str) -> Inline:
    """The program's own text; no character of it acts as markup in any format."""
    return {"t": "s", "s": text}


def quoted(text: str) -> Inline:
    """Text of a raw cell, shown as it is."""
    return {"t": "q", "s": text}


def bold(inlines: Sequence[Inline]) -> Inline:
    """Inlines in bold face; values among them stay links."""
    return {"t": "b", "c": list(inlines)}


def reference(id_: str) -> Inline:
    """A link that prints as 'Bảng 2' or 'Phụ lục VI': typesetting gives the number, in the order of the document."""
    return {"t": "ref", "id": id_}


def number(value: Value, unit: str | None = None, decimals: int | None = None, *, revised: bool = True) -> Cell:
    """The numeral of a value with its bound word before it and, where it was issued otherwise, a mark behind it."""
    if value.value is None:
        return [plain(NO_DATA)]
    shown = show(value, unit, decimals)
    word = spoken_bound(value)
    numeral = {"t": "so", "v": value.id, "s": shown.text, "d": shown.decimals, "k": shown.scale}
    mark = [plain(f" {REVISED}")] if value.revised and revised else []
    return [*([plain(word + NBSP)] if word else []), numeral, *mark]


def amount(value: Value, unit: str | None = None) -> list[Inline]:
    """A value with its bound word and unit, for running text."""
    if value.value is None:
        return [plain(NO_DATA)]
    shown_unit = show(value, unit).unit
    tail = "%" if shown_unit == "%" else f"{NBSP}{shown_unit}" if shown_unit else ""
    mark = f" {REVISED}" if value.revised else ""
    return [*number(value, unit, revised=False), *([plain(tail + mark)] if tail + mark else [])]


def sentence(template: str, book: Book, **quotes: str) -> list[Inline]:
    """The inlines of a template; see the module's docstring. An unknown id is a KeyError: a mistake of the program."""
    inlines: list[Inline] = []
    end = 0
    for mark in _MARK.finditer(template):
        if mark.start() > end:
            inlines.append(plain(template[end : mark.start()]))
        inlines += _marked(mark.group(1), book, quotes)
        end = mark.end()
    if end < len(template):
        inlines.append(plain(template[end:]))
    return inlines


def _marked(mark: str, book: Book, quotes: Mapping[str, str]) -> list[Inline]:
    if mark.startswith("@"):
        return [reference(mark[1:])]
    if mark.startswith("'"):
        return [quoted(quotes[mark[1:]])]
    if mark.endswith("#"):
        return number(book[mark[:-1]])
    id_, _, unit = mark.partition("|")
    return amount(book[id_], unit or None)


def paragraph(inlines: Sequence[Inline]) -> Block:
    """A paragraph of running text, one part of a prose block."""
    return {"b": "p", "c": list(inlines)}


def remark(inlines: Sequence[Inline]) -> Block:
    """A caveat, set apart from the text."""
    return {"b": "note", "c": list(inlines)}


def bullets(items: Iterable[Sequence[Inline]]) -> Block:
    """A list without numbers, one part of a prose block."""
    return {"b": "ul", "items": [list(item) for item in items]}


def prose(blocks: Iterable[Block]) -> Block:
    """Text that stands where a notebook shows it; without parts it prints nothing."""
    return {"kind": "prose", "blocks": list(blocks)}


def table(
    caption: Sequence[Inline],
    columns: Sequence[tuple[str, float]],
    head: Sequence[str],
    rows: Sequence[Row],
    note: Sequence[Inline] = (),
) -> Block:
    """A table block. `columns`: (alignment, share of the width) a column; the shares add up to 1."""
    block: Block = {
        "kind": "table",
        "caption": list(caption),
        "columns": [{"align": align, "width": width} for align, width in columns],
        "head": [[[plain(title)] for title in head]],
        "rows": list(rows),
    }
    if note:
        block["note"] = list(note)
    return block


def figure(caption: Sequence[Inline], alt: str, note: Sequence[Inline] = ()) -> Block:
    """The frame of a chart; `alt` tells in words what it shows. The drawing is a file named by the block's id."""
    block: Block = {"kind": "figure", "caption": list(caption), "alt": alt}
    if note:
        block["note"] = list(note)
    return block


def text_of(inlines: Iterable[Inline]) -> str:
    """The plain text of inlines, as a reader sees it (references by their id)."""
    parts = []
    for inline in inlines:
        if inline["t"] in ("s", "q", "so"):
            parts.append(inline["s"])
        elif inline["t"] == "ref":
            parts.append(inline["id"])
        elif "c" in inline:
            parts.append(text_of(inline["c"]))
    return "".join(parts)


def values_in(content: Any) -> list[str]:
    """The ids of all numerals inside inlines, blocks or a list of them, in reading order."""
    if isinstance(content, Mapping):
        if content.get("t") == "so":
            return [content["v"]]
        return [id_ for part in content.values() for id_ in values_in(part)]
    if isinstance(content, (list, tuple)):
        return [id_ for part in content for id_ in values_in(part)]
    return []

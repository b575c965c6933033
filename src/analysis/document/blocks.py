"""The report as data: inlines and blocks. Raw text never becomes markup.

Every digit is a value of the book, quoted from a raw cell, or of an exempt kind
(`language.digits`); every word of direction or rank has a condition that the values fulfil.
A sentence is a template with the marks of `language.marks`: `{C}` prints a value,
`{tăng|giảm: P_chenh}` a word, `[[năm 2021]]` an exempt text, `{@tbl-nguon}` a reference,
`{'nhan}` a quotation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, TypedDict

from analysis.book.book import Book, Shown, Value, show, shown_bound
from analysis.document.truth import decided
from analysis.errors import StatementError
from analysis.language.digits import QUOTE, has_digit, pieces
from analysis.language.marks import Token, claim_mark, exempt_kind, is_claim, tokens, value_mark
from analysis.language.printed_units import MONEY_SCALES

NO_DATA = "không có số liệu"
NBSP = "\u00a0"
REVISED = "(**)"  # behind a value that was issued otherwise; the report says once what it means

Inline = dict[str, Any]
Cell = list[Inline]
Text = str | Inline | Sequence[Inline]
"""What a cell, a caption or a paragraph is given as.

A `str` is the program's own text: what digits it has are known by their form, any other is refused.
"""

Printed = Callable[[Value], Shown]
"""How a document prints a known value."""

Row = TypedDict("Row", {"cells": list[Cell], "anchor": str, "class": str}, total=False)
"""A table row; links lead to `anchor`, `class` is 'tong' (a total) or 'nhom' (a heading)."""


class Column(NamedTuple):
    """A table column: alignment 'l', 'r' or 'c', its heading; its width follows from what stands in it."""

    align: str
    head: str


Block = dict[str, Any]


def plain(text: str) -> Inline:
    """The program's own text, without any digit.

    No character of it acts as markup in any format.
    """
    if has_digit(text):
        raise ValueError(f"a digit outside the values: {text!r}")
    return {"t": "s", "s": text}


def exempt(text: str, kind: str) -> Inline:
    """Text whose digits are no value: 'ky' a period, 'ngay' a date, 'luat' a citation, 'ma' a code."""
    return {"t": "x", "s": text, "k": kind}


def period(text: str | int) -> Inline:
    """A year or several."""
    return exempt(str(text), "ky")


def citation(text: str) -> Inline:
    """An act, an article, a form."""
    return exempt(text, "luat")


def code(text: str) -> Inline:
    """An id, a formula, a hash, a row of a raw file, a version."""
    return exempt(text, "ma")


def named(text: str) -> list[Inline]:
    """The name of a thing: periods, codes and quotations in it are known by their form."""
    made: list[Inline] = []
    for kind, part in pieces(text):
        if not kind:
            made.append(plain(part))
        elif kind == QUOTE:
            made.append(quoted(part))
        else:
            made.append(exempt(part, kind))
    return made


def unit_name(unit: str) -> Inline:
    """The name of a unit; a digit in it (đồng trên 1 đồng) belongs to the name."""
    return code(unit) if has_digit(unit) else plain(unit)


def quoted(text: str) -> Inline:
    """Text of a raw cell, shown as it is."""
    return {"t": "q", "s": text}


def file_hash(name: str) -> Inline:
    """The SHA-256 of a file beside the document, which typesetting knows."""
    return {"t": "tep", "s": name}


def line_break() -> Inline:
    """The rest of the paragraph begins a line."""
    return {"t": "br"}


def bold(text: Text) -> Inline:
    """Text in bold face; values in it stay links."""
    return {"t": "b", "c": inlines(text)}


def reference(id_: str) -> Inline:
    """A link that prints as 'Bảng 2' or 'Phụ lục II': typesetting gives the number."""
    return {"t": "ref", "id": id_}


def number(
    value: Value,
    printed: Printed = show,
    *,
    with_unit: bool = False,
    revised: bool = True,
) -> Cell:
    """The numeral of a value, its bound word before it, a mark behind it where it was revised.

    `printed` says how a known value is printed.
    """
    if value.value is None:
        return [plain(NO_DATA)]
    made = []
    word = shown_bound(value)
    if word:
        made.append(plain(word + NBSP))
    shown = printed(value)
    numeral = {
        "t": "so",
        "v": value.id,
        "s": shown.text,
        "d": shown.decimals,
        "k": shown.scale,
    }
    made.append(numeral)
    # a percent sign stands close to its numeral, other units behind a blank that does not break
    if with_unit and shown.unit == "%":
        made.append(plain(shown.unit))
    elif with_unit and shown.unit:
        made.append(unit_name(NBSP + shown.unit))
    # the mark comes after the unit: it is about the value, not about the numeral
    if value.revised and revised:
        made.append(plain(f" {REVISED}"))
    return made


def amount(value: Value, printed: Printed = show) -> Cell:
    """A value with its bound word and unit, for running text."""
    return number(value, printed, with_unit=True)


def sentence(template: str, book: Book, printed: Printed = show, **quotes: str) -> list[Inline]:
    """The inlines of a template; `printed` says how its values are printed.

    Raises:
        KeyError: an id that the book does not have.
        ValueError: a wrong mark, or a digit that was typed.
        StatementError: a word of direction that is not true of the values.
    """
    made: list[Inline] = []
    # the error names the whole template: it has to be found in the text
    try:
        for token in tokens(template):
            made += inlines_of(token, book, printed, quotes)
        return made
    except StatementError as error:
        raise StatementError(error.detail, template) from None


def inlines_of(
    token: Token, book: Book, printed: Printed, quotes: Mapping[str, str]
) -> list[Inline]:
    """The inlines of one part of a sentence; the same errors as `sentence`."""
    if token.kind == "mark":
        return _marked(token.text, book, printed, quotes)
    if token.kind == "exempt":
        return [exempt(token.text, exempt_kind(token.text))]
    if token.kind == "quote":
        return [quoted(token.text)]
    return [plain(token.text)]


def _marked(mark: str, book: Book, printed: Printed, quotes: Mapping[str, str]) -> list[Inline]:
    if mark.startswith("@"):
        return [reference(mark[1:])]
    if mark.startswith("'"):
        return [quoted(quotes[mark[1:]])]
    if is_claim(mark):
        claim = claim_mark(mark)
        word, operator, other = decided(book, claim)
        statement = {
            "t": "tu",
            "s": word,
            "v": claim.id,
            "op": operator,
            "r": other,
        }
        return [statement]
    wanted = value_mark(mark, tuple(MONEY_SCALES))
    if wanted.unit:
        printed = partial(show, unit=wanted.unit)
    return number(book[wanted.id], printed, with_unit=not wanted.bare)


def inlines(*parts: Text) -> list[Inline]:
    """Running text of parts."""
    made: list[Inline] = []
    for part in parts:
        if isinstance(part, str):
            made += named(part)
        elif isinstance(part, dict):
            made.append(part)
        else:
            made += part
    return made


def paragraph(*parts: Text) -> Block:
    """A paragraph of running text, one part of a prose block."""
    return {"b": "p", "c": inlines(*parts)}


def remark(*parts: Text) -> Block:
    """A caveat, set apart from the text."""
    return {"b": "note", "c": inlines(*parts)}


def bullets(items: Iterable[Text]) -> Block:
    """A list without numbers, one part of a prose block."""
    return {"b": "ul", "items": [inlines(item) for item in items]}


def prose(*blocks: Block) -> Block:
    """Text that stands where a notebook shows it; without parts it prints nothing."""
    return {"kind": "prose", "blocks": list(blocks)}


NOTHING = prose()
"""In the place of a table or a chart whose absence the text beside it tells."""


def columns(text: str) -> list[Column]:
    """A column a line: alignment, heading."""
    return [Column(*line.split(maxsplit=1)) for line in text.strip().splitlines()]


def row(*cells: Text) -> Row:
    """A row of a table."""
    return {"cells": [inlines(cell) for cell in cells]}


def padded(rows: Iterable[Row], columns: int) -> list[Row]:
    """The rows, those of fewer cells with blank ones at the end."""
    whole: list[Row] = []
    for given in rows:
        blank: list[Cell] = [[]] * (columns - len(given["cells"]))
        whole.append({**given, "cells": given["cells"] + blank})
    return whole


def table_block(
    caption: Text,
    layout: str | Sequence[Column],
    rows: Sequence[Row],
    note: Text = "",
    *,
    lacking: str = "",
) -> Block:
    """A table with a note below it; a row of fewer cells than columns ends in blank ones.

    Its layout is its columns, or the text that `columns` reads.

    One without rows is a paragraph that tells what is lacking, or nothing where the text beside it
    tells that.
    """
    if not rows:
        return prose(paragraph(lacking)) if lacking else NOTHING
    if isinstance(layout, str):
        layout = columns(layout)
    block: Block = {
        "kind": "table",
        "caption": inlines(caption),
        "columns": [{"align": column.align} for column in layout],
        "head": [[named(column.head) for column in layout]],
        "rows": padded(rows, len(layout)),
    }
    if note:
        block["note"] = inlines(note)
    return block


def figure_block(
    caption: Text, alt: str, ids: Iterable[str], note: Text = "", headline: Text = ""
) -> Block:
    """The frame of a chart; `alt` tells in words what it shows, `ids` are those of the values that it draws.

    The drawing is a file named by the block's id. Over it stands the `headline`, what it says.
    """
    drawn = [{"t": "so", "v": id_} for id_ in ids]
    block: Block = {"kind": "figure"}
    if headline:
        block["headline"] = inlines(headline)
    block |= {"caption": inlines(caption), "alt": alt, "drawn": drawn}
    if note:
        block["note"] = inlines(note)
    return block


def text_of(inlines: Iterable[Inline]) -> str:
    """The plain text of inlines, as a reader sees it (references by their id)."""
    parts = []
    for inline in inlines:
        if "c" in inline:
            parts.append(text_of(inline["c"]))
        else:
            parts.append(inline.get("s") or inline.get("id", ""))
    return "".join(parts)


def nodes(content: Any, entered: Callable[[Block], Iterable[Any]] = dict.values) -> Iterator[Any]:
    """Content and all its parts in reading order: inlines, blocks, lists, texts, numbers.

    `entered` gives of an inline or a block the parts to go on with.
    """
    yield content
    parts: Iterable[Any] = ()
    if isinstance(content, dict):
        parts = entered(content)
    elif isinstance(content, (list, tuple)):
        parts = content
    for part in parts:
        yield from nodes(part, entered)


def values_in(content: Any) -> list[str]:
    """The ids of all numerals and statements inside content, in reading order."""
    found: list[str] = []
    for part in nodes(content):
        if isinstance(part, dict) and part.get("t") in ("so", "tu"):
            found += filter(None, (part["v"], part.get("r")))
    return found

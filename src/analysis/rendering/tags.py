"""The tags of a finished PDF: a cell of each row names it, and what holds rows together is no cell.

Typst marks the cells of a table's head as headers; to those of rows it gives that only behind a
flag that its binding for Python does not take. A table that breaks between pages has a last column
without width or content (`giu` in nd30.typ) and a last row without content, the room for what stands
below (`bang`); they say nothing to a reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pikepdf

_HOLDING = ("/Document", "/Div")
"""What a table may stand in."""


def mark_rows(document: pikepdf.Pdf, naming: Iterable[int]) -> None:
    """Make a cell of each row of a table's body the header of that row; without tags nothing is done.

    `naming` has, for each table in the order of the text, the column of that cell, from 1.
    """
    root = document.Root.get("/StructTreeRoot")
    if root is None:
        return
    dropped: list[str] = []
    for table, column in zip(_tables(root), naming, strict=True):
        dropped += _mend(table, column)
    if dropped:
        names = pikepdf.NameTree(root.IDTree)
        for id_ in dropped:
            del names[id_]


def _tables(element: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """The tables below an element in the order of the text."""
    for part in element.K:
        if not isinstance(part, pikepdf.Dictionary):
            continue
        if part.get("/S") == "/Table":
            yield part
        elif part.get("/S") in _HOLDING:
            yield from _tables(part)


def _tagged(parts: Iterable[pikepdf.Object], tag: str) -> Iterator[pikepdf.Dictionary]:
    for part in parts:
        if isinstance(part, pikepdf.Dictionary) and part.get("/S") == tag:
            yield part


def _mend(table: pikepdf.Dictionary, column: int) -> Iterator[str]:
    """Mark the rows of a table and drop the column without content; the id of each of its heads."""
    keeper = None
    for group in table.K:
        for row in _tagged(group.get("/K", ()), "/TR"):
            last = row.K[-1]
            if last.get("/S") == "/TH" and _is_blank(last):
                keeper = str(last.ID)
                yield keeper
                del row.K[-1]
            elif keeper is not None and keeper in map(str, _of_table(last).get("/Headers", ())):
                del row.K[-1]
            _mark_name(row, column)
    last_group = table.K[-1]
    if all(map(_is_blank, last_group.K[-1].K)):
        del last_group.K[-1]


def _mark_name(row: pikepdf.Dictionary, column: int) -> None:
    """Make the cell of a row of the body that lies in a column, unless it is empty, the header of the row."""
    begins = 1
    for cell in row.K:
        attributes = _of_table(cell)
        begins += int(attributes.get("/ColSpan", 1))
        if column < begins:
            if cell.get("/S") == "/TD" and not _is_blank(cell):
                cell.S = pikepdf.Name.TH
                attributes.Scope = pikepdf.Name.Row
            return


def _is_blank(cell: pikepdf.Object) -> bool:
    content = cell.get("/K")
    return content is None or (isinstance(content, pikepdf.Array) and not len(content))


def _of_table(cell: pikepdf.Object) -> pikepdf.Object:
    """The attributes of a cell that tables know."""
    return next(part for part in cell.A if part.O == "/Table")

"""The tags of a finished PDF: the first cell of a row names it, and what holds rows together is no cell.

Typst marks the cells of a table's head as headers; to those of rows it gives that only behind a
flag that its binding for Python does not take. A table that breaks between pages has a last column
without width or content (`giu` in nd30.typ), which says nothing to a reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pikepdf


def mark_rows(document: pikepdf.Pdf) -> None:
    """Make the first cell of each row of a table's body the header of that row; without tags nothing is done."""
    root = document.Root.get("/StructTreeRoot")
    if root is None:
        return
    tables = [*_tagged(document.objects, "/Table")]
    dropped = [id_ for table in tables for id_ in _mend(table)]
    if dropped:
        names = pikepdf.NameTree(root.IDTree)
        for id_ in dropped:
            del names[id_]


def _tagged(parts: Iterable[pikepdf.Object], tag: str) -> Iterator[pikepdf.Dictionary]:
    for part in parts:
        if isinstance(part, pikepdf.Dictionary) and part.get("/S") == tag:
            yield part


def _mend(table: pikepdf.Dictionary) -> Iterator[str]:
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
            _mark_first(row)


def _mark_first(row: pikepdf.Dictionary) -> None:
    """Make the first cell of a row of the body, unless it is empty, the header of the row."""
    first = row.K[0]
    if first.get("/S") == "/TD" and not _is_blank(first):
        first.S = pikepdf.Name.TH
        _of_table(first).Scope = pikepdf.Name.Row


def _is_blank(cell: pikepdf.Object) -> bool:
    content = cell.get("/K")
    return content is None or (isinstance(content, pikepdf.Array) and not len(content))


def _of_table(cell: pikepdf.Object) -> pikepdf.Object:
    """The attributes of a cell that tables know."""
    return next(part for part in cell.A if part.O == "/Table")

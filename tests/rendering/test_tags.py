"""The tags of tables in a PDF: rows have headers, and what holds rows together is gone."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from analysis.rendering.tags import mark_rows

TABLE = """
#set document(title: "x")
#let giu(n) = table.cell(rowspan: n, inset: 0pt, stroke: none, breakable: false)[]
#table(
  columns: (1fr, 1fr, 1fr, 0pt),
  table.header([Năm], [KCQG], [KCĐP], giu(1)),
  [2021], [1], [], giu(2), [2022], [2], [3],
  table.cell(colspan: 3)[Kế hoạch], giu(1),
  [], [4], [5], giu(1),
)
"""


def typeset(folder: Path, text: str, *, tags: bool = True) -> bytes:
    import typst

    (folder / "x.typ").write_text(text, encoding="utf-8")
    made: bytes = typst.compile(folder / "x.typ", format="pdf", pdf_tags=tags)
    return made


def with_row_headers(pdf: bytes, naming: int = 1) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        mark_rows(document, [naming])
        document.save(out, static_id=True)
    return out.getvalue()


def rows_of(pdf: bytes) -> list[list[tuple[str, str]]]:
    """Of each row of the tables its cells: tag and scope."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [
            [(str(cell.S), scope_of(cell)) for cell in node.K]
            for node in document.objects
            if isinstance(node, pikepdf.Dictionary) and node.get("/S") == "/TR"
        ]


def scope_of(cell: Any) -> str:
    return "".join(str(part.get("/Scope", "")) for part in cell.A if part.O == "/Table")


def test_the_first_cell_of_a_row_is_its_header(tmp_path: Path) -> None:
    """Rows have a header unless their first cell is empty; what holds rows together is no cell."""
    column, row, data = ("/TH", "/Column"), ("/TH", "/Row"), ("/TD", "")
    assert rows_of(with_row_headers(typeset(tmp_path, TABLE))) == [
        [column] * 3,
        [row, data, data],
        [row, data, data],
        [row],
        [data] * 3,
    ]


def test_a_number_of_order_does_not_name_a_row(tmp_path: Path) -> None:
    """Where the names stand in another column, its cell is the header, or the one that lies over it."""
    column, row, data = ("/TH", "/Column"), ("/TH", "/Row"), ("/TD", "")
    assert rows_of(with_row_headers(typeset(tmp_path, TABLE), 2)) == [
        [column] * 3,
        [data, row, data],
        [data, row, data],
        [row],
        [data, row, data],
    ]


def test_every_id_of_the_tags_leads_somewhere(tmp_path: Path) -> None:
    """Cells name heads that there are, and the tree of names holds just these."""
    with pikepdf.open(io.BytesIO(with_row_headers(typeset(tmp_path, TABLE)))) as document:
        nodes = [node for node in document.objects if isinstance(node, pikepdf.Dictionary)]
        ids = {str(node.ID) for node in nodes if node.get("/S") == "/TH" and "/ID" in node}
        named = {str(name) for name in pikepdf.NameTree(document.Root.StructTreeRoot.IDTree)}
        cells = [part for node in nodes if node.get("/S") in ("/TH", "/TD") for part in node.A]
        heads = {str(head) for part in cells for head in part.get("/Headers", ())}
    assert len(ids) == 3
    assert named == ids
    assert heads == ids


@pytest.mark.parametrize("text", ["Không có bảng.", TABLE])
def test_a_pdf_without_tags_gets_none(tmp_path: Path, text: str) -> None:
    """What another program wrote without tags stays without."""
    pdf = with_row_headers(typeset(tmp_path, text, tags=False))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert "/StructTreeRoot" not in document.Root

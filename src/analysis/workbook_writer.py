"""How the program writes a workbook: text stays text, one font, the same bytes at any time and in any place."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from analysis.uncollected import uncollected

CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed date without a zone, not a moment
# A cell of raw data must never become a formula or an address.
TEXT_STAYS_TEXT = MappingProxyType(
    {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
)


@contextmanager
def open_workbook(target: Path | io.BytesIO, title: str, options: dict[str, Any]) -> Iterator[Any]:
    """An open `xlsxwriter.Workbook` whose sheets take many cells at once; it is written at the end.

    Args:
        target: where it is written to.
        title: what its properties call it.
        options: of the library, beside those that keep text as text; it keeps and changes them.
    """
    import xlsxwriter

    from analysis.workbook_sheet import ManyCells

    where = str(target) if isinstance(target, Path) else target
    with uncollected(), xlsxwriter.Workbook(where, {**TEXT_STAYS_TEXT, **options}) as workbook:
        workbook.worksheet_class = ManyCells
        workbook.set_properties({"created": CREATED, "title": title})
        yield workbook


def workbook_bytes(title: str, row_height: int, fill: Callable[[Any], None]) -> bytes:
    """A workbook for officials to read or fill in, in the font of documents.

    Args:
        title: what its properties call it.
        row_height: of a row without one of its own, in pixels.
        fill: writes the sheets of the open `xlsxwriter.Workbook`.
    """
    # the default font is the unit of all widths
    options = {
        "in_memory": True,
        "default_format_properties": {"font_name": "Times New Roman", "font_size": 12},
        "default_row_height": row_height,
        "default_column_width": 72,
    }
    buffer = io.BytesIO()
    with open_workbook(buffer, title, options) as workbook:
        fill(workbook)
    return buffer.getvalue()

"""Changes against the year before: differences and rates of actual figures, for each pair of years that has both."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.edition import Edition
from analysis.trace import DONG, Book

NAMES = ("Q", "L", "P", "C", "DA", "I10")
LABELS = {
    "Q": "KCQG",
    "L": "KCĐP",
    "P": "Kinh phí khuyến công",
    "C": "Vốn đối ứng",
    "DA": "Số đề án",
    "I10": "Hệ số huy động đối ứng",
}


def pairs_of(edition: Edition) -> Iterator[tuple[int, str, str]]:
    """(year, suffix of the year before, suffix of the year) for each change that an edition can show."""
    if edition.is_single_year:
        yield edition.year_from, f".{edition.year_from - 1}", ""
        return
    for year in edition.years[1:]:
        yield year, f".{year - 1}", f".{year}"


def add_changes(book: Book, edition: Edition) -> None:
    """Add `P_chenh` (signed difference), `P_toc_do` (signed rate in %), `P_muc` and `P_ty_le` (their sizes)."""
    for year, before, now in pairs_of(edition):
        for name in NAMES:
            old, new = name + before, name + now
            if not book.known(old) or not book.known(new):
                continue
            unit, label = book[new].unit, f"{LABELS[name]}, năm {year} so với năm {year - 1}"
            decimals = 3 if unit == DONG else book[new].decimals
            book.derive(f"{name}_chenh{now}", f"Chênh lệch {label}", unit, f"{new} - {old}", decimals=decimals)
            size = f"max({new}, {old}) - min({new}, {old})"
            book.derive(f"{name}_muc{now}", f"Mức thay đổi {label}", unit, size, decimals=decimals)
            if book[old].value:
                rate = f"{name}_chenh{now} / {old} * 100"
                book.derive(f"{name}_toc_do{now}", f"Tốc độ thay đổi {label}", "%", rate, decimals=2)
                rate = f"{name}_muc{now} / {old} * 100"
                book.derive(f"{name}_ty_le{now}", f"Tỷ lệ thay đổi {label}", "%", rate, decimals=2)

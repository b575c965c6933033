"""What the law fixes, as values of the book: caps and shares of support, how far priority raises a cap, a small group.

Such a value is a formula of one decimal; its label names the legal text.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Final

from analysis.norms import Norm, load_norms
from analysis.numbers import exact_text
from analysis.trace import DONG, Book

PRIORITY: Final = Fraction(3, 2)
PRIORITY_ID: Final = "uu_tien"
PRIORITY_LABEL: Final = "Mức ưu tiên so với mức trần, Điều 6.2 Thông tư liên tịch số 26/2014/TTLT-BTC-BCT"
SMALL_GROUP: Final = 5
SMALL_GROUP_ID: Final = "nhom_nho"
SMALL_GROUP_LABEL: Final = "Ngưỡng số đề án của nhóm nhỏ, quy ước của báo cáo"


def add_norm(book: Book, norm: Norm) -> None:
    """Enter the cap and the share of a norm, once."""
    if norm.cap_id in book:
        return
    book.derive(norm.cap_id, f"Mức hỗ trợ tối đa một {norm.unit}, {norm.text}", DONG, str(norm.cap))
    book.derive(norm.share_id, f"Tỷ lệ hỗ trợ tối đa trong chi phí, {norm.text}", "%", str(norm.share))


def add_priority(book: Book) -> None:
    """Enter by how much priority raises a cap, once."""
    if PRIORITY_ID not in book:
        book.derive(PRIORITY_ID, PRIORITY_LABEL, "lần", exact_text(PRIORITY))


def add_small_group(book: Book) -> None:
    """Enter below which number of schemes a group counts as small."""
    book.derive(SMALL_GROUP_ID, SMALL_GROUP_LABEL, "đề án", str(SMALL_GROUP), decimals=0)


@lru_cache(maxsize=1)
def all_norms() -> Book:
    """A book of these values alone, for text that stands outside an edition."""
    book = Book()
    for norm in load_norms():
        add_norm(book, norm)
    add_priority(book)
    return book

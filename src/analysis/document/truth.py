"""Words of direction and rank against the values: true, false, or unknown because of bounds."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from operator import eq, ge, gt, le, lt
from typing import Final

from analysis.book.book import Book, Value, printed_text
from analysis.errors import StatementError
from analysis.language.directions import wrong_way
from analysis.language.marks import ClaimMark

_COMPARE: Final[dict[str, Callable[[Fraction, Fraction], bool]]] = {
    ">": gt,
    "<": lt,
    ">=": ge,
    "<=": le,
    "=": eq,
}
_ZERO = Value("", "", Fraction(0), "")


def holds(book: Book, id_: str, operator: str, other: str = "") -> bool:
    """True when `value operator other` (other '': zero) is sure, whatever lies behind bounds."""
    value, rival = book[id_], _rival(book, other)
    if value.value is None or rival.value is None:
        return False
    if not _COMPARE[operator](value.value, rival.value):
        return False
    # equal bounds do not make equal values
    if operator == "=":
        return value.bound == rival.bound == "exact"
    greater, less = value, rival
    if operator.startswith("<"):
        greater, less = rival, value
    # A bound must push the true values further apart, or the word may be wrong.
    return greater.bound in ("exact", "at_least") and less.bound in ("exact", "at_most")


def _rival(book: Book, other: str) -> Value:
    """The value that another is held against; '' is zero."""
    return book[other] if other else _ZERO


def decided(book: Book, mark: ClaimMark) -> tuple[str, str, str]:
    """The true word of a mark, its operator and the other value's id ('' for zero).

    Against several values the nearest one is named: a word that holds for it holds for all. A word that points
    another way than its condition is never true.

    Raises:
        StatementError: no word of the mark is true.
    """
    if wrong := wrong_way(mark.words, mark.operator):
        raise StatementError(wrong)
    others = mark.others or ("",)
    # without an operator the sign picks the word
    operators = (mark.operator,) if mark.operator else (">", "<", "=")
    for word, operator in zip(mark.words, operators, strict=False):
        untrue = [other for other in others if not holds(book, mark.id, operator, other)]
        if not untrue:
            return word, operator, _nearest(book, mark.id, others)
    claimed = f"“{'|'.join(mark.words)}”: {_shown(book, mark.id)}"
    raise StatementError(f"{claimed} {mark.operator or '?'} {_shown(book, untrue[0])}")


def _shown(book: Book, id_: str) -> str:
    if not id_:
        return "0"
    printed = printed_text(book[id_]) or "không có số liệu"
    return f"{id_} ({printed})"


def _nearest(book: Book, id_: str, others: tuple[str, ...]) -> str:
    """The rival that lies closest.

    All of them are known, since each was held against the value before.
    """
    own = book[id_].value or Fraction(0)
    return min(others, key=lambda other: abs(own - (_rival(book, other).value or Fraction(0))))

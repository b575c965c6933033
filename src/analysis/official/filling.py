"""What each cell of the forms holds, exact, or why it is blank.

A register says what was done for a line by its schemes: money in đồng, establishments, counterpart. What it does
not say stays blank with a remark, and is never 0. Of a scheme paid by both funds the money is parted as the register
has it; what is not parted there (its counterpart, its establishments) goes to neither fund.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from analysis.definitions.forms import CountedLine, load_forms
from analysis.edition import Edition
from analysis.language.spelling import spelled
from analysis.official.placing import Placed
from analysis.tables.columns import EFFECT_COUNTS, REGISTER_COLUMNS
from analysis.values.groups import details_of
from analysis.values.households import without_households
from analysis.vocabulary import FUND_COLUMNS

NATIONAL, LOCAL = FUND_COLUMNS["national"], FUND_COLUMNS["local"]
COUNTERPART = FUND_COLUMNS["counterpart"]
NO_REGISTER = "không có danh mục đề án đã thực hiện của kỳ này"
NO_SCHEMES = "danh mục không có đề án thuộc dòng này"
NOT_TOLD = "danh mục đề án không ghi"
UNPLACED = "có đề án chưa rõ thuộc dòng này hay dòng khác, xem trang tính “Chưa xếp dòng”"
UNCOUNTED = "danh mục chưa ghi số cơ sở của mọi đề án ở dòng này"
UNTOLD = "danh mục chưa ghi {} của mọi đề án ở dòng này"
REPEATED = "có cơ sở được hỗ trợ ở nhiều đề án nên chưa rõ số cơ sở"
AS_COUNTERPART = "đọc là vốn đối ứng của cơ sở"
AS_OF_TRAINED = "đọc là việc làm của người được đào tạo"
NOT_OF_TRAINED = "danh mục không cho biết bao nhiêu người có việc làm là người được đào tạo"
AS_SCHEMES = "đọc là mỗi đề án một mô hình"
SHARED = "chung hai nguồn, chưa cộng vào cột nào: {}"
UNPAID = "không có kinh phí hỗ trợ, chưa cộng vào cột nào: {}"
MOST_NAMED = 10


@dataclass(frozen=True)
class Line:
    """The cells of a line by fund column (kcqg, kcdp), in đồng or pieces, and its remarks; a blank cell is left out."""

    cells: dict[str, int] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def speaking_schemes(schemes: pd.DataFrame, edition: Edition, hides: bool) -> pd.DataFrame:
    """The schemes that the forms of an edition hold: grants, done, of a register that speaks for all its years.

    `shown_name` and `shown_beneficiary` are added: the texts to print, with `hides` without households.
    """
    details = details_of(schemes, edition)
    own = details.schemes
    if details.status != "actual":
        own = own.head(0)
    shown = without_households(own) if hides else own
    return own.assign(shown_name=shown["name"], shown_beneficiary=shown["beneficiary"])


def funds_line(placed: Placed, number: str) -> Line:
    """The support of a line of the funds form, by fund; a fund without money in it stays blank."""
    blank = _blank(placed, number)
    if blank is not None:
        return blank
    part = placed.by_line[number]
    cells = {}
    for column in (NATIONAL, LOCAL):
        money = part[column].fillna(0)
        if money.any():
            cells[column] = int(money.sum())
    return Line(cells)


def counted_line(placed: Placed, line: CountedLine) -> Line:
    """What the register tells of a line of the form of results, by fund."""
    if not line.measure:
        # a scheme of an unknown line may be one of this line: the office has two things to look up
        return Line(remarks=(UNPLACED, NOT_TOLD) if placed.may_hold(line.line) else (NOT_TOLD,))
    blank = _blank(placed, line.line)
    if blank is not None:
        return blank
    part = placed.by_line[line.line]
    paid = part[[NATIONAL, LOCAL]].fillna(0).gt(0).astype(bool)
    is_shared = paid.all(axis="columns")
    remarks = []
    cells = {}
    for column in (NATIONAL, LOCAL):
        own = part[paid[column] & ~is_shared]
        if len(own):
            value, remark = _counted(own, line.measure)
            remarks.append(remark)
            if value is not None:
                cells[column] = value
    for apart, words in ((is_shared, SHARED), (~paid.any(axis="columns"), UNPAID)):
        if apart.any():
            remarks.append(words.format(_named(part.loc[apart, "shown_name"])))
    return Line(cells, tuple(dict.fromkeys(filter(None, remarks))))


def _blank(placed: Placed, number: str) -> Line | None:
    """A line that is blank for every fund, with the reason; None for one that has schemes."""
    if not placed.by_line and placed.apart.empty:
        return Line(remarks=(NO_REGISTER,))
    if placed.may_hold(number):
        return Line(remarks=(UNPLACED,))
    if number not in placed.by_line:
        return Line(remarks=(NO_SCHEMES,))
    return None


def _counted(schemes: pd.DataFrame, measure: str) -> tuple[int | None, str]:
    """A sum or a count over schemes, None where it is not known, with the remark that it needs."""
    if measure == "schemes":
        return len(schemes), AS_SCHEMES
    if measure == "counterpart":
        money = schemes[COUNTERPART].fillna(0)
        return (int(money.sum()) if money.any() else None), AS_COUNTERPART
    if measure in EFFECT_COUNTS:
        people = schemes[measure]
        if people.isna().any():
            return None, UNTOLD.format(REGISTER_COLUMNS[measure].label.lower())
        if measure != "jobs":
            return int(people.sum()), ""
        # a column of jobs may be of those that the schemes created, whoever has them
        trained = schemes["trained"]
        if trained.isna().any() or (people > trained).any():
            return None, NOT_OF_TRAINED
        return int(people.sum()), AS_OF_TRAINED
    counts = schemes["establishments"]
    if counts.isna().any():
        return None, UNCOUNTED
    if schemes["beneficiary"].map(spelled).str.casefold().duplicated().any():
        return None, REPEATED
    return int(counts.sum()), ""


def _named(names: Iterable[str]) -> str:
    told = [*names]
    rest = len(told) - MOST_NAMED
    more = f"; và {rest} đề án khác" if rest > 0 else ""
    return "; ".join(told[:MOST_NAMED]) + more


def results(placed: Placed) -> list[tuple[CountedLine, Line]]:
    """The lines of the form of results with what the register tells of them."""
    return [(line, counted_line(placed, line)) for line in load_forms().results]

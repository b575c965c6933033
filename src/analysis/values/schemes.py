"""What the report prints of a register beside its figures, into the book of an edition."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from analysis.book.book import Book
from analysis.edition import Edition
from analysis.figures.places import same_name
from analysis.language.printed_units import DONG
from analysis.raw.norms import ProvincialNorm
from analysis.registers.table_refs import TableRef
from analysis.tables.columns import EFFECT_MONEY
from analysis.values.compliance import add_compliance
from analysis.values.entered import SchemesAt
from analysis.values.groups import REST_STEM, Group, details_of
from analysis.values.norms import add_small_group
from analysis.values.ratios import add_median
from analysis.vocabulary import Bound

# The shares of the kind and of the place with the most support.
KINDS_SHARE, PLACES_SHARE = "P_ty_le_lo", "P_ty_le_db"
# The name of the value of an effect, its column, its label, its unit; the number of schemes that state it ends in `_n`.
EFFECT_VALUES = (
    ("HQ_LD", "jobs", "Số lao động có việc làm", "lao động"),
    ("HQ_VL", "posts", "Số việc làm mới", "việc làm"),
    ("HQ_DT", "trained", "Số lao động được đào tạo", "lao động"),
    ("HQ_DTHU", "revenue", "Doanh thu của cơ sở", DONG),
    ("HQ_GTSX", "output", "Giá trị sản xuất của cơ sở", DONG),
)


def _named(group: Group, printed: Collection[str]) -> str:
    """What a group is called, in quotation marks where a register prints its name."""
    return f"“{group.label}”" if group.stem in printed else group.label


def add_scheme_values(
    book: Book,
    schemes: pd.DataFrame,
    edition: Edition,
    tables: Sequence[TableRef],
    norms: Sequence[ProvincialNorm] = (),
) -> None:
    """Add what the report prints of a register beside its figures.

    Nothing when no register speaks for the edition. `norms` are those of the province.
    """
    details = details_of(schemes, edition, norms)
    if not details:
        return
    at = SchemesAt(book, details.point, tables)
    add_small_group(book)
    printed = {group.stem for group in details.places}
    for group in [*details.kinds, *details.places, *details.types]:
        name = _named(group, printed)
        at.add(group.id("DA"), f"Số đề án, {name}", group.schemes, "name")
        at.amounts(group, name)
    at.add(
        at.new_id("DB_n"),
        "Số địa bàn có đề án",
        details.schemes,
        "place",
    )
    for group in details.places:
        if group.stem == at.new_id(REST_STEM):
            at.add(group.id("DB"), "Số địa bàn còn lại", group.schemes, "place")
    for group in [*details.kinds, *details.places]:
        formula = f"{group.id('Q')} + {group.id('L')}"
        at.derive(group.id("P"), f"Kinh phí khuyến công, {_named(group, printed)}", formula)
    if at.known("P") and at.number("P"):
        for stem, groups, by in (
            (KINDS_SHARE, details.kinds, "loại hình"),
            (PLACES_SHARE, details.places, "địa bàn"),
        ):
            label = f"Tỷ trọng trong kinh phí khuyến công của {by} có nhiều kinh phí nhất"
            # of all groups, since another may lead when a cell changes
            amounts = ", ".join(
                group.id("P") for group in groups if group.stem != at.new_id(REST_STEM)
            )
            formula = f"100 * max({amounts}) / P"
            at.derive(stem, label, formula, "%", decimals=2)
    # a scheme that is both among the largest and listed has one entry
    alone = [*details.largest]
    if details.is_listed:
        alone += details.each(details.schemes.index)
    for group in {group.stem: group for group in alone}.values():
        at.scheme(group)
    add_median(at, details.schemes)
    # where some schemes state their establishments and some do not, no sum of them is known
    stating = details.schemes[details.schemes["establishments"].notna()]
    if 0 < len(stating) < len(details.schemes):
        at.add(at.new_id("CS_n"), "Số đề án nêu số cơ sở", stating, "name")
    _add_effects(at, details.schemes)
    add_compliance(at, details)


def _add_effects(at: SchemesAt, schemes: pd.DataFrame) -> None:
    """Each effect summed over the schemes that state it, and how many these are; nothing where none does."""
    for name, column, label, unit in EFFECT_VALUES:
        stating = schemes[schemes[column].notna()]
        if stating.empty:
            continue
        # an establishment of several schemes has its money once
        again = stating["beneficiary"].map(same_name).duplicated().any()
        bound: Bound = "at_most" if again and column in EFFECT_MONEY else "exact"
        whole = f"{label}, cộng theo danh mục"
        at.add(at.new_id(name), whole, stating, column, bound=bound, summed_in=unit)
        at.add(at.new_id(f"{name}_n"), f"Số đề án có số liệu: {label.lower()}", stating, "name")

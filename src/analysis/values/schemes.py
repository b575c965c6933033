"""Values of single schemes and of groups of them, with the rows that they come from, into the book of an edition."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from analysis.book.book import RATIO_DECIMALS, Book, Gather, Origin, Value
from analysis.book.points import At
from analysis.definitions.law import load_norms
from analysis.edition import Edition
from analysis.figures.origins import origins_by_row, origins_of, rows_of
from analysis.figures.places import same_name
from analysis.language.numbers import shortest_decimals
from analysis.language.printed_units import DONG, MILLION
from analysis.raw.norms import ProvincialNorm
from analysis.registers.table_refs import TableRef
from analysis.tables.columns import EFFECT_MONEY
from analysis.values.groups import (
    REST_STEM,
    Details,
    Group,
    details_of,
    norm_id,
    support_of,
    unchecked_id,
)
from analysis.values.norms import (
    SHARE,
    VERDICTS,
    WHY_NOT,
    add_norm,
    add_priority,
    add_small_group,
    norm_words,
)
from analysis.vocabulary import FUNDS, REGISTER_FUNDS, SUPPORT_COLUMNS, Bound

# Ratios are ordered as whole numbers; amounts have far fewer digits.
SCALE = 10**25
# The shares of the kind and of the place with the most support.
KINDS_SHARE, PLACES_SHARE = "P_ty_le_lo", "P_ty_le_db"
MEDIAN_NOTE = "Hệ số của đề án đứng giữa khi xếp theo hệ số, trong các đề án có cả kinh phí khuyến công và vốn đối ứng."
MEAN_NOTE = (
    "Mỗi đề án tính như nhau, không theo số tiền: hệ số của từng đề án được làm tròn đến bốn chữ số thập phân "
    "(từ nửa đơn vị thì làm tròn lên), cộng lại rồi chia cho số đề án."
)
# How a column's cells give a value, and its unit; any other column has numbers, which are summed.
GATHERED: dict[str, tuple[Gather, str]] = {
    "name": ("count", "đề án"),
    "place": ("count", "địa bàn"),
}
# The name of the value of an effect, its column, its label, its unit; the number of schemes that state it ends in `_n`.
EFFECT_VALUES = (
    ("HQ_LD", "jobs", "Số lao động có việc làm", "lao động"),
    ("HQ_VL", "posts", "Số việc làm mới", "việc làm"),
    ("HQ_DT", "trained", "Số lao động được đào tạo", "lao động"),
    ("HQ_DTHU", "revenue", "Doanh thu của cơ sở", DONG),
    ("HQ_GTSX", "output", "Giá trị sản xuất của cơ sở", DONG),
)


@dataclass(frozen=True)
class _Schemes(At):
    """The values of the schemes that speak for an edition, at their point, and the tables that they stand in.

    The ids of a group are complete: those of a single scheme have no status, as it has no other.
    """

    tables: Sequence[TableRef]

    def enter(
        self,
        id_: str,
        label: str,
        part: pd.DataFrame,
        *columns: str,
        bound: Bound = "exact",
        summed_in: str = DONG,
    ) -> None:
        """Add under this id, with this label, what cells of a part of the schemes give.

        Names are counted, places where they stand first, numbers of the columns summed in their unit.
        """
        if columns[0] == "place":
            # many names mean one place: counted is the row in which each stands first
            part = part.drop_duplicates("area")
        cells = rows_of(part)
        origins: list[Origin] = []
        for column in columns:
            origins += origins_of(cells, column, self.tables)
        gather, unit = GATHERED.get(columns[0], ("sum", summed_in))
        decimals = 0
        if gather == "count":
            value = Fraction(len(part))
        else:
            value = Fraction(sum(int(part[column].sum()) for column in columns))
        if unit == DONG:
            decimals = shortest_decimals(value / MILLION, 6)
        self.book.add(
            Value(
                id_,
                label,
                value,
                unit,
                self.point.status,
                bound,
                origins=tuple(origins),
                decimals=decimals,
                gather=gather,
            )
        )

    def add(
        self,
        id_: str,
        label: str,
        part: pd.DataFrame,
        *columns: str,
        bound: Bound = "exact",
        summed_in: str = DONG,
    ) -> None:
        """The same with the point's label."""
        label += self.point.label
        self.enter(id_, label, part, *columns, bound=bound, summed_in=summed_in)

    def amounts(self, group: Group, label: str) -> None:
        """Add the money of a group by fund, where a scheme of it states that."""
        for fund in REGISTER_FUNDS:
            if group.schemes[fund.column].notna().any():
                text = f"{fund.title}, {label}"
                self.add(group.id(fund.value), text, group.schemes, fund.column)

    def scheme(self, group: Group) -> None:
        """Add the money of a single scheme."""
        self.amounts(group, _scheme_words(group))


def _named(group: Group, printed: Collection[str]) -> str:
    """What a group is called, in quotation marks where a register prints its name."""
    return f"“{group.label}”" if group.stem in printed else group.label


def _scheme_words(group: Group) -> str:
    return f"đề án ở dòng {group.row}"


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
    at = _Schemes(book, details.point, tables)
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
    _add_median(at, details.schemes)
    # where some schemes state their establishments and some do not, no sum of them is known
    stating = details.schemes[details.schemes["establishments"].notna()]
    if 0 < len(stating) < len(details.schemes):
        at.add(at.new_id("CS_n"), "Số đề án nêu số cơ sở", stating, "name")
    _add_effects(at, details.schemes)
    _add_compliance(at, details)


def _add_effects(at: _Schemes, schemes: pd.DataFrame) -> None:
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


def _add_compliance(at: _Schemes, details: Details) -> None:
    """Add how many schemes meet each norm, `DM_N02_dat` and so on, and the money of those that are listed."""
    for (norm, fund), judged in details.judged.groupby(["norm", "fund"], sort=True):
        _add_verdicts(
            at,
            str(norm),
            str(fund),
            judged,
            details.schemes,
        )
    if not details.judged.empty or "trong" in details.unchecked:
        for why, part in details.unchecked.items():
            label = f"Số đề án không đối chiếu mức hỗ trợ: {WHY_NOT[why]}"
            at.enter(unchecked_id(why), label, part, "name")
    if not details.doubts.empty:
        held = set(details.judged["norm"])
        for version in (*load_norms(), *details.norms):
            if version.id in held:
                add_norm(at.book, version)
        add_priority(at.book)
    for group in details.doubtful:
        if group.id("Q") not in at.book:
            at.scheme(group)
    for doubt in details.doubts.itertuples(index=False):
        if SHARE in doubt.reason:
            _add_share(at, details.each([doubt.scheme])[0], doubt.fund)


def share_id(group: Group, fund: str) -> str:
    """The id of the support from a fund as a share of a scheme's cost."""
    return group.id(f"TL_{FUNDS[fund].value}")


def _add_share(at: _Schemes, group: Group, fund: str) -> None:
    """The cost of a scheme as the norms take it, the estimate where there is one, and the share of support in it."""
    label, cost, share = _scheme_words(group), group.id("CP"), share_id(group, fund)
    if cost not in at.book:
        column = "budget" if group.schemes["budget"].notna().iloc[0] else "tong"
        at.add(
            cost,
            f"Chi phí để tính mức hỗ trợ, {label}",
            group.schemes,
            column,
        )
    if share not in at.book:
        text = f"Tỷ lệ hỗ trợ của {FUNDS[fund].label} trong chi phí, {label}{at.point.label}"
        formula, status = f"100 * {group.id(FUNDS[fund].value)} / {cost}", at.point.status
        at.book.derive(
            share,
            text,
            "%",
            formula,
            status=status,
            decimals=2,
        )


def _add_verdicts(
    at: _Schemes,
    norm: str,
    fund: str,
    judged: pd.DataFrame,
    schemes: pd.DataFrame,
) -> None:
    """The number of schemes of each verdict; one that no scheme has is what the others leave of all.

    The ids and labels have no status: a norm is held against the schemes of one status only.
    """
    label = f"đối chiếu mức hỗ trợ {norm_words(norm)}, {FUNDS[fund].label}"
    known, empty = [norm_id(norm, fund)], {}
    at.enter(
        known[0],
        f"Số đề án {label}",
        schemes.loc[judged["scheme"]],
        "name",
    )
    for verdict in VERDICTS:
        id_, text = norm_id(norm, fund, verdict), f"Số đề án {verdict} {label}"
        part = schemes.loc[judged.loc[judged["verdict"] == verdict, "scheme"]]
        if part.empty:
            empty[id_] = text
        else:
            known.append(id_)
            at.enter(id_, text, part, "name")
    formula, status = " - ".join(known), at.point.status
    for id_, text in empty.items():
        at.book.derive(
            id_,
            text,
            "đề án",
            formula,
            status=status,
            decimals=0,
        )


def ratios_of(schemes: pd.DataFrame) -> pd.Series:
    """Counterpart in đồng for one đồng of support of each scheme that has both, as fractions, the least first.

    A scheme without either part has no ratio. Of equal ratios the one with less support comes first.
    """
    support = support_of(schemes).astype("int64")
    both = schemes[(support > 0) & (schemes["doi_ung"].fillna(0) > 0)]
    amounts = zip(both["doi_ung"].tolist(), support[both.index].tolist(), both.index, strict=True)
    # as whole numbers: fractions are put in order far more slowly
    ordered = sorted(
        (SCALE * part // amount, amount, part, index) for part, amount, index in amounts
    )
    ratios = [Fraction(part, amount) for _, amount, part, _ in ordered]
    return pd.Series(ratios, [index for *_, index in ordered], dtype=object)


def _ratio(at: _Schemes, row: pd.DataFrame, tail: str, which: str) -> str:
    """The formula of the ratio of one scheme, whose parts are entered under names with this tail."""
    label = f"của đề án {which} ở dòng {int(row['row'].iloc[0])}"
    counterpart, amount = f"HS_C{tail}", f"HS_P{tail}"
    at.add(at.new_id(counterpart), f"Vốn đối ứng {label}", row, "doi_ung")
    at.add(at.new_id(amount), f"Kinh phí khuyến công {label}", row, *SUPPORT_COLUMNS)
    return f"{counterpart} / {amount}"


def _add_median(at: _Schemes, schemes: pd.DataFrame) -> None:
    """The median of the schemes' own ratios, as the ratio of the scheme in the middle, what it covers, and the ends."""
    ratios = ratios_of(schemes)
    order = list(ratios.index)
    if not order:
        return
    both = schemes.loc[sorted(order)]
    label = "Số đề án có cả kinh phí khuyến công và vốn đối ứng"
    at.add(at.new_id("HS_n"), label, both, "name")
    at.add(
        at.new_id("HS_P"),
        "Kinh phí khuyến công của các đề án đó",
        both,
        *SUPPORT_COLUMNS,
    )
    for id_, index, which in (
        ("HS_nho_nhat", order[0], "thấp nhất"),
        ("HS_lon_nhat", order[-1], "cao nhất"),
    ):
        formula = _ratio(at, schemes.loc[[index]], id_.removeprefix("HS"), f"có hệ số {which}")
        at.derive(id_, f"Hệ số {which} của từng đề án", formula, "lần", decimals=2)
    # one scheme where their number is odd, else two
    middle = order[(len(order) - 1) // 2 : len(order) // 2 + 1]
    halves = [
        _ratio(at, schemes.loc[[index]], str(number), "đứng giữa")
        for number, index in enumerate(middle, start=1)
    ]
    formula = " + ".join(halves)
    if len(halves) > 1:
        formula = f"({formula}) / {len(halves)}"
    label = "Trung vị hệ số huy động đối ứng của từng đề án"
    at.derive(
        "HS_tv",
        label,
        formula,
        "lần",
        decimals=2,
        caveat=MEDIAN_NOTE,
    )
    _add_mean(at, both, ratios)
    if at.known("P"):
        label = "Tỷ trọng kinh phí khuyến công của các đề án có cả hai phần"
        at.derive(
            "HS_ty_le",
            label,
            "HS_P / P * 100",
            "%",
            decimals=2,
        )


def _add_mean(at: _Schemes, both: pd.DataFrame, ratios: pd.Series) -> None:
    """The mean of the schemes' own ratios, each rounded: their exact sum is no number that a reader could redo."""
    unit = 10**RATIO_DECIMALS
    units = [(2 * unit * ratio + 1) // 2 for ratio in ratios]
    cells = origins_by_row(rows_of(both), ("doi_ung", *SUPPORT_COLUMNS), at.tables)
    at.book.add(
        Value(
            at.new_id("HS_tong"),
            f"Tổng hệ số của từng đề án, đã làm tròn{at.point.label}",
            Fraction(sum(units), unit),
            "lần",
            at.point.status,
            origins=tuple(cells),
            decimals=RATIO_DECIMALS,
            gather="ratios",
        )
    )
    at.derive(
        "HS_tb",
        "Trung bình cộng hệ số huy động đối ứng của từng đề án",
        "HS_tong / HS_n",
        "lần",
        decimals=2,
        caveat=MEAN_NOTE,
    )

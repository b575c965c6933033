"""How many schemes meet each norm of support, and the cost and share of those that do not, into the book."""

from __future__ import annotations

import pandas as pd

from analysis.definitions.law import load_norms
from analysis.values.entered import SchemesAt, scheme_words
from analysis.values.groups import Details, Group, norm_id, unchecked_id
from analysis.values.norms import SHARE, VERDICTS, WHY_NOT, add_norm, add_priority, norm_words
from analysis.vocabulary import FUNDS


def add_compliance(at: SchemesAt, details: Details) -> None:
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


def _add_share(at: SchemesAt, group: Group, fund: str) -> None:
    """The cost of a scheme as the norms take it, the estimate where there is one, and the share of support in it."""
    label, cost, share = scheme_words(group), group.id("CP"), share_id(group, fund)
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
    at: SchemesAt,
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

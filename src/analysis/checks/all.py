"""All reconciliations, R01 to R21, in the order in which the report shows them, and the findings they give."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.book.book import Book
from analysis.checks import ledger, plausibility, registers, totals
from analysis.checks.case import AGREED, AGREEING, CHECKED, Case, Check, Rule
from analysis.document.blocks import text_of
from analysis.faults import Finding

RULES: tuple[Rule, ...] = (
    totals.check_sources,
    totals.check_years,
    totals.check_beneficiaries,
    totals.check_activities,
    totals.check_overlap,
    totals.check_counterpart_of_models,
    totals.check_feasible_funds,
    totals.check_recipients,
    totals.check_duration,
    totals.check_conflicts,
    totals.check_beside,
    plausibility.check_machinery_norm,
    plausibility.check_machinery_share,
    plausibility.check_model_share,
    plausibility.check_rounding,
    plausibility.check_shares,
    plausibility.check_difficult_areas,
    plausibility.check_printed_ratios,
    registers.check_published,
    registers.check_breakdowns,
    registers.check_same_facts,
    ledger.check_accounts,
)


def run_checks(case: Case) -> list[Check]:
    """All checks that apply, in the order of `RULES`.

    Their values are added to the book of the case.
    """
    return [check for rule in RULES for check in rule(case)]


def add_counts(book: Book, checks: Iterable[Check]) -> None:
    """Add how much was reconciled, counted over the residuals; nothing where nothing was."""
    compared = [check for check in checks if check.left]
    agreed = [check for check in compared if check.verdict in AGREEING]
    for id_, label, counted in (
        (CHECKED, "Số phép đối chiếu", compared),
        (AGREED, "Số phép đối chiếu khớp hoặc chỉ lệch do làm tròn", agreed),
    ):
        residuals = dict.fromkeys(check.residual for check in counted)
        if residuals:
            book.derive(id_, label, "phép đối chiếu", f"count({', '.join(residuals)})", decimals=0)


def findings_of(checks: Iterable[Check]) -> list[Finding]:
    """The findings of the checks that did not simply agree."""
    return [
        Finding(check.severity, check.code, check.title, text_of(check.text))
        for check in checks
        if check.severity is not None
    ]

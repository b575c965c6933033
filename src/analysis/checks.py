"""All reconciliations, R01 to R20, in the order in which the report shows them, and the findings they give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from analysis import ledger, plausible, reconcile, register_checks
from analysis.cases import Case, Check
from analysis.document import text_of
from analysis.errors import Finding

RULES: tuple[Callable[[Case], Iterator[Check]], ...] = (
    reconcile.check_sources,
    reconcile.check_beneficiaries,
    reconcile.check_activities,
    reconcile.check_overlap,
    reconcile.check_counterpart_of_models,
    reconcile.check_feasible_funds,
    reconcile.check_recipients,
    reconcile.check_duration,
    reconcile.check_conflicts,
    plausible.check_machinery_norm,
    plausible.check_machinery_share,
    plausible.check_model_share,
    plausible.check_rounding,
    plausible.check_shares,
    plausible.check_difficult_areas,
    plausible.check_printed_ratios,
    register_checks.check_published,
    register_checks.check_breakdowns,
    register_checks.check_same_facts,
    ledger.check_accounts,
)


def run_checks(case: Case) -> list[Check]:
    """All checks that apply, in the order of `RULES`; their values are added to the book of the case."""
    return [check for rule in RULES for check in rule(case)]


def findings_of(checks: Iterable[Check]) -> list[Finding]:
    """The findings of the checks that did not simply agree."""
    return [
        Finding(check.severity, check.code, check.title, text_of(check.text))
        for check in checks
        if check.severity is not None
    ]

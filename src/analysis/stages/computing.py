"""From clean figures to the values of an edition and what its checks found."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.book.book import Book, printed_text
from analysis.checks.all import add_counts, run_checks
from analysis.checks.case import Case, Check
from analysis.checks.ledger import add_accounts
from analysis.checks.waivers import waived
from analysis.definitions.indicators import load_definitions
from analysis.document.blocks import text_of
from analysis.figures.figure import Figures
from analysis.issued.causes import add_comparison
from analysis.issued.revisions import check_revisions, mark_revised
from analysis.stages.processed import Clean
from analysis.values.changes import add_changes, add_plan_shares
from analysis.values.chosen import facts_of
from analysis.values.facts import points_of
from analysis.values.groups import details_of
from analysis.values.indicators import build_book
from analysis.values.schemes import add_scheme_values
from analysis.values.sensitivity import add_undone


def compute(figures: Figures, clean: Clean) -> tuple[Book, list[Check]]:
    """The values of the edition and what its checks found."""
    definitions = load_definitions()
    edition, readings = clean.edition, clean.readings
    book = build_book(figures, edition, definitions, readings, is_broken=clean.is_broken)
    add_changes(book, edition, is_broken=clean.is_broken)
    add_plan_shares(book, edition)
    add_scheme_values(book, clean.listed, edition, clean.tables, clean.norms)
    facts = facts_of(figures, edition, definitions, readings)
    add_undone(
        book,
        clean.undone,
        edition,
        definitions,
        readings,
    )
    add_accounts(book, clean.accounts, facts)
    points = points_of(figures, edition)
    details = details_of(clean.listed, edition, clean.norms)
    case = Case(
        book,
        facts,
        points,
        edition,
        definitions,
        readings,
        details,
    )
    # the checks see the edition's own values: those of records are entered after them
    checks = waived(run_checks(case), clean.waivers, edition, book)
    add_counts(book, checks)
    add_comparison(book, clean.memory, edition)
    mark_revised(book, clean.memory, check_revisions(clean.memory, book))
    return book, checks


def values_table(book: Book) -> pd.DataFrame:
    """Every value as printed, with its formula."""
    rows = [(value.id, value.label, printed_text(value), value.formula) for value in book]
    return pd.DataFrame(
        rows,
        columns=[
            "mã",
            "số liệu",
            "giá trị",
            "công thức",
        ],
    )


def checks_table(checks: Sequence[Check]) -> pd.DataFrame:
    """What was compared and the verdict."""
    rows = [(check.code, check.title, text_of(check.text), check.verdict) for check in checks]
    return pd.DataFrame(
        rows,
        columns=[
            "mã",
            "đối chiếu",
            "kết quả",
            "kết luận",
        ],
    )

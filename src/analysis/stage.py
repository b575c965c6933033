"""What a notebook needs to start: the edition, its folders, and views of what it made for those who look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.cases import Case, Check
from analysis.changes import add_changes
from analysis.charts import register_fonts
from analysis.checks import run_checks
from analysis.content import Content
from analysis.definitions import load_definitions
from analysis.document import text_of
from analysis.edition import Edition
from analysis.facts import facts_of, points_of
from analysis.fonts import choose_fonts
from analysis.indicators import build_book
from analysis.issued.lineage import add_comparison
from analysis.issued.revisions import check_revisions, mark_revised
from analysis.ledger import add_accounts
from analysis.own_place import own_place
from analysis.paths import find_root
from analysis.raw import RawData
from analysis.report import Report, load_report
from analysis.scheme_groups import details_of
from analysis.scheme_values import add_compliance, add_scheme_values
from analysis.sensitivity import add_undone
from analysis.store import Clean
from analysis.tidy import Figure
from analysis.trace import Book, printed_text
from analysis.waivers import waived


@dataclass(frozen=True)
class Stage:
    """The edition and the folders that a notebook reads and writes."""

    edition: Edition
    raw: Path
    processed: Path
    work: Path
    issued: Path


def open_stage(
    place: str, year_from: int, year_to: int, *, raw_folder: str = "", processed: str = "", work: str = ""
) -> Stage:
    """The stage of an edition; empty folders mean those of the project that the notebook runs in."""
    # otherwise pandas asks once how wide its terminal is: executed copies would differ with the window and the kernel
    pd.set_option("display.max_columns", None)
    project = find_root(Path.cwd())
    edition = Edition(place or own_place(project.raw), year_from, year_to)
    return Stage(
        edition,
        Path(raw_folder) if raw_folder else project.raw,
        Path(processed) if processed else project.processed(edition),
        Path(work) if work else project.build / "so-tay" / edition.name,
        project.issued,
    )


def compute(figures: Sequence[Figure], clean: Clean) -> tuple[Book, list[Check]]:
    """The values of the edition and what its checks found."""
    definitions = load_definitions()
    book = build_book(figures, clean.edition, definitions, clean.readings)
    add_changes(book, clean.edition)
    add_scheme_values(book, clean.schemes, clean.edition, clean.tables)
    add_compliance(book, clean.schemes, clean.edition, clean.tables)
    facts = facts_of(figures, clean.edition, definitions, clean.readings)
    add_undone(book, clean.undone, clean.edition, definitions, clean.readings)
    add_accounts(book, clean.accounts, facts, clean.edition)
    points, details = points_of(figures, clean.edition), details_of(clean.schemes, clean.edition)
    case = Case(book, facts, points, clean.edition, definitions, clean.readings, details)
    checks = waived(run_checks(case), clean.waivers, clean.edition, book)
    add_comparison(book, clean.memory, clean.edition)
    mark_revised(book, clean.memory, check_revisions(clean.memory, book))
    return book, checks


def open_content(stage: Stage) -> tuple[Report, Content]:
    """The edition as the report sees it, and its empty content; charts will use the font of the PDF."""
    fonts = choose_fonts()
    register_fonts(fonts.files, fonts.family)
    return load_report(stage.processed), Content(stage.work)


def raw_table(raw: RawData) -> pd.DataFrame:
    """The raw files with their number of rows, of which a register's is known only once it is read, and their hash."""
    rows = {file.name: str(sum(r.file is file for rows in raw.tables.values() for r in rows)) for file in raw.files}
    known = [(name, rows.get(name, "danh mục đề án"), sha256) for name, sha256 in raw.hashes.items()]
    return pd.DataFrame(known, columns=["tệp", "số dòng", "sha256"])


def values_table(book: Book) -> pd.DataFrame:
    """Every value as printed, with its formula."""
    rows = [(value.id, value.label, printed_text(value), value.formula) for value in book]
    return pd.DataFrame(rows, columns=["mã", "số liệu", "giá trị", "công thức"])


def checks_table(checks: Sequence[Check]) -> pd.DataFrame:
    """What was compared and the verdict."""
    rows = [(check.code, check.title, text_of(check.text), check.verdict) for check in checks]
    return pd.DataFrame(rows, columns=["mã", "đối chiếu", "kết quả", "kết luận"])

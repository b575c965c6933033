"""What the office said of a file that a table of it says otherwise itself: the table is followed, and that is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from analysis.adopting.answers import SheetAnswers
from analysis.faults import Problems
from analysis.messages import shown
from analysis.tables.dates import read_year
from analysis.tables.table import Table
from analysis.vocabulary import REGISTER_STATUSES, code_of


def tell_unused(table: Table, here: SheetAnswers, problems: Problems) -> None:
    """Warn of the year and the status of a file against which the cells of the table's own columns speak.

    Args:
        table: the table, before anything is added to it.
        here: what the office said of its file or sheet.
        problems: receives answers-unused.
    """
    columns = table.header.columns
    if here.year is not None and "year" in columns:
        years = (read_year(text)[0] for text in table.texts("year").to_pylist())
        told = f'cột "{table.header.text(columns["year"])}"'
        tell_other_years(table, here.year, filter(None, years), told, problems)
    if here.status and "status" in columns:
        _tell_other_statuses(table, here.status, problems)


def tell_other_years(
    table: Table, answer: int, years: Iterable[int], words: str, problems: Problems
) -> None:
    """Warn of schemes whose year is another than the office said; `words` are what says it."""
    others = Counter(year for year in years if year != answer)
    if others:
        message = f"doc-so.toml ghi nam = {answer} mà {words} nêu {_counted(others)}; năm được lấy theo {words}"
        problems.warn("answers-unused", table.place_over(), message)


def _tell_other_statuses(table: Table, answer: str, problems: Problems) -> None:
    """A blank cell gets the office's word, so that it is of use; a full column leaves it without any."""
    texts = Counter(text.strip() for text in table.texts("status").to_pylist())
    if "" in texts:
        return
    codes = {text: code_of(REGISTER_STATUSES, table.meaning("status", text)) for text in texts}
    others = Counter({text: texts[text] for text in texts if codes[text] not in (None, answer)})
    if others:
        index = table.header.columns["status"]
        message = (
            f'doc-so.toml ghi tinh_trang = "{REGISTER_STATUSES[answer].label}" mà cột "{table.header.text(index)}" ghi'
            f" {_counted(others)}; tình trạng được lấy theo ô"
        )
        problems.warn("answers-unused", table.place_over(index), message)


def _counted(found: Counter[int] | Counter[str]) -> str:
    """Years or words with the number of their schemes."""
    return ", ".join(f"{shown(str(word))} ({count} đề án)" for word, count in found.items())

"""A register of one fund: it has no column of the other one, of which its schemes have nothing."""

from __future__ import annotations

import pyarrow as pa

from analysis.adopting.columns import ZERO, Filling, said, with_column
from analysis.adopting.funds import funds_of_rows
from analysis.faults import Problems
from analysis.messages import shown
from analysis.tables.table import Table
from analysis.vocabulary import FUNDS, SUPPORT_COLUMNS

_LABELS = {fund.column: fund.label for fund in FUNDS.values()}


def with_other_fund(table: Table, answer: str, problems: Problems) -> Table:
    """The table with 0 of the fund of which it has no column, where its words or the office name the other one alone.

    Args:
        table: the table.
        answer: the fund that the office named, '' for none.
        problems: receives fund-from-words.
    """
    lacking = [fund for fund in SUPPORT_COLUMNS if fund not in table.header.columns]
    if len(lacking) != 1 or lacking[0] in table.header.asked:
        return table
    (own,) = table.header.present(SUPPORT_COLUMNS)
    funds = funds_of_rows(table, answer)
    if {funds[row] for row in table.schemes.tolist()} != {own}:
        return table
    message = f'chỉ có cột "{shown(table.header.printed(own))}" và sổ chỉ nêu nguồn {_LABELS[own]}'
    message += f"; {_LABELS[lacking[0]]} của mọi đề án là 0"
    problems.tell("fund-from-words", table.place_over(table.header.columns[own]), message)
    if answer and funds_of_rows(table, "") != funds:
        table = said(table, {"fund": answer})
    rows = table.schemes
    zeros = pa.repeat(pa.scalar(ZERO, pa.large_string()), len(rows))
    return with_column(table, Filling(lacking[0], rows, zeros, zeros=rows))

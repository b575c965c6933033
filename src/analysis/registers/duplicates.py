"""Rows that say the same: exact duplicates are refused, suspected ones told; numbering of the rows."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.errors import Place
from analysis.registers.grid import Problems
from analysis.registers.table_rows import Table

MOST_TOLD = 1000
SAME = (
    "name", "beneficiary", "kind", "place", "year", "activity_text", "kcqg", "kcdp", "doi_ung", "tong", "status",
    "code", "approved_on", "difficult_area", "establishments", "beneficiary_type", "implementer", "budget",
)  # fmt: skip
_SHORT = (
    ("hợp tác xã", "htx"),
    ("tổ hợp tác", "tht"),
    ("trách nhiệm hữu hạn", "tnhh"),
    ("công ty", "cty"),
    ("cổ phần", "cp"),
)


def check_duplicates(frame: pd.DataFrame, problems: Problems, *, between_files: bool = False) -> None:
    """Exact and suspected duplicates of a frame of schemes; between files only pairs of two files count."""
    if len(frame) < 2:
        return
    names = _key(frame["name"])
    if pc.count_distinct(names).as_py() == len(names):
        return
    repeated = pd.Series(names.to_pylist(), dtype="object").duplicated(keep=False).to_numpy()
    part = frame[repeated].copy()
    part["_name"] = names.filter(pa.array(repeated)).to_pylist()
    part["_beneficiary"] = _key(part["beneficiary"]).to_pylist()
    exact = _told(part, list(SAME), between_files, lambda row, first: _fault(row, first, problems))
    _told(
        part[~part.index.isin(exact)],
        ["_name", "_beneficiary", "year"],
        between_files,
        lambda row, first: _warning(row, first, problems),
    )


def check_numbering(table: Table, stt: pa.Array, problems: Problems) -> None:
    """Numbers missing or repeated in the column STT, counted anew in each group of the table."""
    whole = pc.if_else(pc.match_substring_regex(stt, "^[0-9]{1,9}$"), stt, None)
    numbers = pc.cast(pc.cast(whole, pa.int64()), pa.float64()).to_numpy(zero_copy_only=False)
    if bool((np.diff(numbers) == 1).all()):
        return
    groups = np.searchsorted(np.array(table.breaks, dtype=np.int64), table.schemes)
    frame = pd.DataFrame({"group": groups, "number": numbers, "row": table.schemes}).dropna()
    if frame.empty:
        return
    restart = frame.groupby("group")["number"].min()
    anew = bool((restart == 1).sum() > 1)
    keys = ["group", "number"] if anew else ["number"]
    for row in frame.loc[frame.duplicated(keys), "row"].tolist():
        problems.warn("stt-duplicate", _stt_place(table, row), "số thứ tự lặp lại")
    for _, part in frame.groupby("group") if anew else [(0, frame)]:
        ordered = part.drop_duplicates("number").sort_values("number")
        gaps = ordered["number"].diff() > 1
        for row in ordered.loc[gaps, "row"].tolist():
            problems.warn("stt-gap", _stt_place(table, row), "số thứ tự trước dòng này bị thiếu")


def _stt_place(table: Table, row: int) -> Place:
    return table.sheet.place(int(row), table.header.columns["stt"], table.header.printed("stt"))


def _key(column: pd.Series) -> pa.Array:
    """Texts for comparing: one case, common abbreviations, letters and digits only."""
    text = pc.utf8_lower(_joined(pa.array(column, from_pandas=True)))
    for long, short in _SHORT:
        text = pc.replace_substring(text, long, short)
    return pc.replace_substring_regex(text, r"[^\pL\pN]+", "")


def _joined(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _told(
    frame: pd.DataFrame, keys: list[str], between_files: bool, tell: Callable[[pd.Series, pd.Series], None]
) -> list[int]:
    """Tell the later rows of each set of equal ones (the first `MOST_TOLD`); the index of all of them."""
    equal = frame[frame.duplicated(keys, keep=False)]
    if equal.empty:
        return []
    number = equal.groupby(keys, sort=False, dropna=False).ngroup()
    firsts = equal[~number.duplicated()].set_index(number[~number.duplicated()])
    later = equal[number.duplicated()]
    if between_files:
        later = later[later["file"].to_numpy() != firsts.loc[number[later.index], "file"].to_numpy()]
    for index, row in later.head(MOST_TOLD).iterrows():
        tell(row, firsts.loc[number[index]])
    return [int(index) for index in equal.index]


def _place(row: pd.Series) -> Place:
    return Place(row["file"], row["sheet"] or None, int(row["row"]))


def _fault(row: pd.Series, first: pd.Series, problems: Problems) -> None:
    got = f"đề án giống hệt {_place(first)}"
    problems.fault("row-duplicate", _place(row), got, "mỗi đề án một dòng", "bỏ một trong hai dòng")


def _warning(row: pd.Series, first: pd.Series, problems: Problems) -> None:
    problems.warn("row-duplicate-suspected", _place(row), f"có thể trùng với đề án ở {_place(first)}")

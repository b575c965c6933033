"""Rows that say the same: exact duplicates are refused, suspected ones told; numbering of the rows."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.faults import Place, Problems
from analysis.registers.rows import Table
from analysis.vocabulary import FUNDS_SUMMED

MOST_TOLD = 1000
# What makes two rows one scheme. The kind counts by its code; the total follows from the three funds; a status that is
# not stated has its default.
SAME = (
    "name",
    "beneficiary",
    "activity",
    "place",
    "year",
    "activity_text",
    "kcqg",
    "kcdp",
    "doi_ung",
    "status",
)
# Columns that a register may lack: they count where both tables have them.
OPTIONAL = (
    "code",
    "approved_on",
    "difficult_area",
    "establishments",
    "beneficiary_type",
    "implementer",
    "budget",
)
_TEXTS = ("name", "beneficiary", "place", "activity_text", "code", "implementer")
_SHORT = (
    ("hợp tác xã", "htx"),
    ("tổ hợp tác", "tht"),
    ("trách nhiệm hữu hạn", "tnhh"),
    ("công ty", "cty"),
    ("cổ phần", "cp"),
)
_SIGNS = r"[^\pL\pN]+"


def check_duplicates(
    frame: pd.DataFrame, problems: Problems, *, between_files: bool = False
) -> None:
    """Exact and suspected duplicates of a frame of schemes; between files only pairs of two files count."""
    if len(frame) < 2:
        return
    names = _key(frame["name"])
    encoded = names.dictionary_encode()
    if len(encoded.dictionary) == len(names):
        return
    numbers = encoded.indices.to_numpy(zero_copy_only=False)
    repeated = np.bincount(numbers)[numbers] > 1
    stated = _stated_columns(frame)
    part = frame[repeated].copy()
    part["_name"] = names.filter(pa.array(repeated)).to_pylist()
    part["_beneficiary"] = _key(part["beneficiary"]).to_pylist()
    # A blank that passed is a confirmed 0; spaces of any kind and number are one.
    part[list(FUNDS_SUMMED)] = part[list(FUNDS_SUMMED)].fillna(0)
    for name in _TEXTS:
        part[name] = _one_space(part[name])
    part["_stated"] = part["table"].map(stated)
    part = part[
        part.duplicated(list(SAME), keep=False)
        | part.duplicated(["_name", "_beneficiary", "year"], keep=False)
    ]
    exact = _tell_exact(part, between_files, problems)
    _told(
        part[~part.index.isin(exact)],
        ["_name", "_beneficiary", "year"],
        "file" if between_files else None,
        lambda row, first: _warning(row, first, problems),
    )


def _tell_exact(part: pd.DataFrame, between_files: bool, problems: Problems) -> set[int]:
    """Tell rows that are equal in every column that their two tables have; the index of all of them."""

    def tell(row: pd.Series, first: pd.Series) -> None:
        _fault(row, first, problems)

    exact: set[int] = set()
    forms = sorted(set(part["_stated"]))
    for number, columns in enumerate(forms):
        alike = part[part["_stated"] == columns]
        exact |= set(
            _told(alike, [*SAME, *columns.split()], "file" if between_files else None, tell)
        )
        for others in forms[number + 1 :]:
            both = part[part["_stated"].isin([columns, others])]
            shared = [
                name for name in OPTIONAL if name in columns.split() and name in others.split()
            ]
            exact |= set(_told(both, [*SAME, *shared], "_stated", tell))
    return exact


def _stated_columns(frame: pd.DataFrame) -> dict[int, str]:
    """For each table the optional columns that it has and that are not blank throughout, as one text."""
    tables = frame["table"].to_numpy()
    numbers = np.unique(tables)
    filled = {
        name: set(
            numbers.tolist()
            if len(numbers) == 1
            else np.unique(tables[_filled(frame[name])]).tolist()
        )
        for name in OPTIONAL
    }
    return {
        int(number): " ".join(name for name in OPTIONAL if number in filled[name])
        for number in numbers.tolist()
    }


def _filled(column: pd.Series) -> np.ndarray:
    return np.asarray(column.notna() if column.dtype == "Int64" else column != "", dtype=bool)


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
        if pc.any(pc.match_substring(text, long)).as_py():
            text = pc.replace_substring(text, long, short)
    text = pc.replace_substring(text, " ", "")
    signs = pc.match_substring_regex(text, _SIGNS)
    return pc.replace_with_mask(
        text, signs, pc.replace_substring_regex(text.filter(signs), _SIGNS, "")
    )


def _joined(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _one_space(column: pd.Series) -> list[str]:
    spaced = pc.replace_substring_regex(
        _joined(pa.array(column, from_pandas=True)), r"[\s\pZ]+", " "
    )
    return pc.utf8_trim_whitespace(spaced).to_pylist()


def _told(
    frame: pd.DataFrame,
    keys: list[str],
    apart: str | None,
    tell: Callable[[pd.Series, pd.Series], None],
) -> list[int]:
    """Tell the later rows of each set of equal ones (the first `MOST_TOLD`); the index of all rows of told sets.

    With `apart` only rows that differ from the first of their set in that column are told.
    """
    equal = frame[frame.duplicated(keys, keep=False)]
    if equal.empty:
        return []
    number = equal.groupby(keys, sort=False, dropna=False).ngroup()
    firsts = equal[~number.duplicated()].set_index(number[~number.duplicated()])
    later = equal[number.duplicated()]
    if apart is not None:
        later = later[later[apart].to_numpy() != firsts.loc[number[later.index], apart].to_numpy()]
    for index, row in later.head(MOST_TOLD).iterrows():
        tell(row, firsts.loc[number[index]])
    return [int(index) for index in equal.index[number.isin(number[later.index])]]


def _place(row: pd.Series) -> Place:
    return Place(row["file"], row["sheet"] or None, int(row["row"]))


def _fault(row: pd.Series, first: pd.Series, problems: Problems) -> None:
    got = f"đề án giống hệt {_place(first)}"
    problems.fault("row-duplicate", _place(row), got, "mỗi đề án một dòng")


def _warning(row: pd.Series, first: pd.Series, problems: Problems) -> None:
    problems.warn(
        "row-duplicate-suspected", _place(row), f"có thể trùng với đề án ở {_place(first)}"
    )

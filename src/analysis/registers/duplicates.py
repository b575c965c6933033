"""Rows that say the same: exact duplicates are refused, suspected ones told; numbering.

Texts are compared by `language.spelling`: two spellings of one name are no two schemes. A place without the word for
its unit is the one place of that name that has the word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations_with_replacement

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.faults import Place, Problems
from analysis.language.coarse import coarse
from analysis.language.place_words import without_unit
from analysis.language.spelling import MAY_DIFFER, spelled
from analysis.sheets.sheet import holds, text_array
from analysis.tables.fund_words import PRINTED_FUND
from analysis.tables.table import Table
from analysis.tables.units import plain
from analysis.vocabulary import FUNDS_SUMMED

MOST_TOLD = 1000
# What makes two rows one scheme. The kind counts by its code; the total follows from the three
# funds; a status that is not stated has its default.
SAME = "name beneficiary activity place year activity_text kcqg kcdp doi_ung status support".split()
# Columns that a register may lack: they count where both tables have them.
OPTIONAL = (
    "code approved_on difficult_area establishments beneficiary_type implementer budget".split()
)
_TEXTS = "name beneficiary place activity_text code implementer".split()
_NAMES = ["_name", "_beneficiary", "year"]
# Rows that are equal in these may be one scheme whose names are typed in two ways.
_ALIKE = ["year", "place", "doi_ung", "beneficiary"]
# In one file a plan and what came of it are no two entries of one scheme; what was stopped and what was done may be.
_BEFORE = ("planned", "approved", "estimated")
_SHORT = {
    "hợp tác xã": "htx",
    "tổ hợp tác": "tht",
    "trách nhiệm hữu hạn": "tnhh",
    "công ty": "cty",
    "cổ phần": "cp",
}
# Shortened by hand in one of two tables: looked for where the rows are alike.
_SHORT_ALIKE = {
    "coso": "cs",
    "ungdung": "ud",
    "doanhnghieptunhan": "dntn",
    "maymocthietbi": "mmtb",
    "sanxuat": "sx",
    "thuongmai": "tm",
    "dichvu": "dv",
}
_SIGNS = r"[^\pL\pN]+"
# The share of one fund, said behind the name of a scheme: "(phần KCĐP)", "- KCĐP", "(bổ sung vốn KCĐP)".
_SHARE = (
    r"(?i)\s*[-–—(\[,:;]\s*(?:phần|bổ sung|từ|nguồn|vốn|kinh phí|kp|hỗ trợ|\s)*"
    rf"{PRINTED_FUND}\s*[)\]]?\s*$"
)


def check_duplicates(
    frame: pd.DataFrame, problems: Problems, *, between_files: bool = False
) -> None:
    """Exact and suspected duplicates; between files only pairs of two files count.

    Args:
        frame: the columns of `result.COLUMNS`; its index names each row once.
        problems: receives row-duplicate, scheme-two-funds and row-duplicate-suspected.
        between_files: the rows of each file were compared before.
    """
    names = _key(frame["name"])
    repeated = _repeated(names) | _are_alike(frame)
    if not repeated.any():
        return
    part = frame[repeated].copy()
    part["_name"] = _loose_key(part["name"])
    part["_beneficiary"] = _loose_key(part["beneficiary"])
    part["_before"] = part["status"].where(part["status"].isin(_BEFORE), "")
    part["_stated"] = part["table"].map(_stated_columns(frame))
    # A blank that passed is a confirmed 0; spaces of any kind and number are one.
    part[list(FUNDS_SUMMED)] = part[list(FUNDS_SUMMED)].fillna(0)
    for name in _TEXTS:
        spaced = pc.replace_substring_regex(_texts(part[name]), r"[\s\pZ]+", " ")
        part[name] = _one_spelling(pc.utf8_trim_whitespace(spaced)).to_pylist()
    part["place"] = part["place"].replace(_in_full(frame["place"].unique()))
    part = part[part.duplicated(SAME, keep=False) | part.duplicated(_NAMES, keep=False)]
    apart = "file" if between_files else None
    exact = _refuse_exact(part, apart, problems)
    part = part[~part.index.isin(exact)]
    twice = _refuse_two_funds(part, problems)
    keys = _NAMES if between_files else [*_NAMES, "_before"]
    suspected, _ = _repeats(part[~part.index.isin(twice)], keys, apart)
    for where, first in suspected:
        problems.warn("row-duplicate-suspected", where, f"có thể trùng với đề án ở {first}")


def _are_alike(frame: pd.DataFrame) -> np.ndarray:
    """Which rows are equal to another one in `_ALIKE`."""
    # In a long list nearly every beneficiary stands once: only the others are compared in all columns.
    alike = _repeated(_texts(frame["beneficiary"]))
    if alike.any():
        alike[alike] = frame.loc[alike, _ALIKE].duplicated(keep=False)
    return alike


def _repeated(texts: pa.Array) -> np.ndarray:
    """Which texts stand more than once."""
    encoded = texts.dictionary_encode()
    if len(encoded.dictionary) == len(texts):
        return np.zeros(len(texts), dtype=bool)
    numbers = encoded.indices.to_numpy()
    repeated: np.ndarray = np.bincount(numbers)[numbers] > 1
    return repeated


def _refuse_exact(part: pd.DataFrame, apart: str | None, problems: Problems) -> set[int]:
    """Refuse rows equal in every column that their two tables have; the index of all of them."""
    exact: set[int] = set()
    forms = sorted(set(part["_stated"]))
    for one, other in combinations_with_replacement(forms, 2):
        shared = [name for name in OPTIONAL if name in one.split() and name in other.split()]
        both = part[part["_stated"].isin([one, other])]
        repeats, found = _repeats(both, [*SAME, *shared], apart if one == other else "_stated")
        exact |= found
        for where, first in repeats:
            problems.fault("row-duplicate", where, f"đề án giống hệt {first}", "mỗi đề án một dòng")
    return exact


def _refuse_two_funds(part: pd.DataFrame, problems: Problems) -> set[int]:
    """Refuse a scheme that stands under each of the two funds with one counterpart; the index of these rows.

    The counterpart, and the scheme, would be counted twice. Two codes tell two schemes.
    """
    refused: set[int] = set()
    national, local = part["kcqg"].gt(0), part["kcdp"].gt(0)
    paid = part[part["doi_ung"].gt(0) & (national ^ local)]
    keys = [*_NAMES, "doi_ung", "status"]
    paid = paid[paid.duplicated(keys, keep=False)]
    for _, rows in paid.groupby(keys, sort=False):
        for code in rows["code"].unique():
            # A row without a code may be the scheme of any code.
            alike = rows[rows["code"].isin(["", code])]
            first = alike.iloc[0]
            others = alike[alike["kcqg"].gt(0) != (first["kcqg"] > 0)]
            for index, row in others[~others.index.isin(refused)].iterrows():
                got = f"cùng đề án, cùng vốn đối ứng với dòng ghi nguồn kia ở {_place(first)}"
                problems.fault("scheme-two-funds", _place(row), got)
                refused |= {int(index), int(first.name)}
    return refused


def _stated_columns(frame: pd.DataFrame) -> dict[int, str]:
    """For each table the optional columns that it has and that are not blank throughout, as one text."""
    filled = frame[OPTIONAL].ne("").groupby(frame["table"]).any().astype(bool)
    return {int(number): " ".join(filled.columns[row]) for number, row in filled.iterrows()}


def _repeats(
    frame: pd.DataFrame, keys: list[str], apart: str | None
) -> tuple[list[tuple[Place, Place]], set[int]]:
    """Where rows stand that repeat the first of their set (the first `MOST_TOLD`), with the place of that one.

    Also the index of all rows of these sets. With `apart` only rows that differ from the first in
    that column count.
    """
    equal = frame[frame.duplicated(keys, keep=False)]
    number = equal.groupby(keys, sort=False, dropna=False).ngroup()
    first = equal.index.to_series().groupby(number).transform("first")
    later = first[first != first.index]
    # Plan and actual side by side are one row in two tables.
    cells = ["file", "sheet", "row"]
    is_same_row = (
        equal.loc[later.index, cells].to_numpy() == equal.loc[later, cells].to_numpy()
    ).all(axis=1)
    later = later[~is_same_row]
    if apart is not None:
        own = equal.loc[later.index, apart]
        firsts = equal.loc[later, apart]
        later = later[own.to_numpy() != firsts.to_numpy()]
    told = [
        (_place(equal.loc[row]), _place(equal.loc[before]))
        for row, before in later.head(MOST_TOLD).items()
    ]
    return told, set(first.index[first.isin(later)])


def _place(row: pd.Series) -> Place:
    return Place(row["file"], row["sheet"] or None, int(row["row"]))


def _key(column: pd.Series) -> pa.Array:
    """Texts for comparing: one spelling, one case, common abbreviations, letters and digits only."""
    text = pc.utf8_lower(_one_spelling(_texts(column)))
    for long, short in _SHORT.items():
        if holds(text, long):
            text = pc.replace_substring(text, long, short)
    text = pc.replace_substring(text, " ", "")
    # Regular expressions are slow in Arrow: only texts with another sign than a space pass through
    # one.
    signs = pc.match_substring_regex(text, coarse(_SIGNS))
    if not pc.any(signs).as_py():
        return text
    bare = pc.replace_substring_regex(text.filter(signs), _SIGNS, "")
    return pc.replace_with_mask(text, signs, bare)


def _loose_key(column: pd.Series) -> list[str]:
    """As `_key`, more loosely: without marks on letters and the share of a fund, with the abbreviations of lists."""
    shared = _texts(column)
    shared = pc.replace_substring_regex(_one_spelling(shared), _SHARE, "")
    words = _key(pd.Series(shared.to_pylist(), dtype=object)).dictionary_encode()
    texts = text_array(plain(text) for text in words.dictionary.to_pylist())
    for long, short in _SHORT_ALIKE.items():
        texts = pc.replace_substring(texts, long, short)
    keys: list[str] = texts.take(words.indices).to_pylist()
    return keys


def _one_spelling(texts: pa.Array) -> pa.Array:
    """Each text in the form that all of its spellings have; most texts have it already."""
    other = pc.match_substring_regex(texts, coarse(MAY_DIFFER))
    if not pc.any(other).as_py():
        return texts
    forms = [spelled(text) for text in texts.filter(other).to_pylist()]
    return pc.replace_with_mask(texts, other, pa.array(forms, texts.type))


def _in_full(places: Iterable[str]) -> dict[str, str]:
    """For each place without the word for its unit that one place has with it, that place.

    Which one is meant does not depend on capitals; texts in other capitals stay different.
    """
    texts = [" ".join(spelled(place).split()) for place in places]
    in_full = defaultdict(set)
    for text in texts:
        bare = without_unit(text)
        if bare != text:
            in_full[bare.casefold()].add(text.casefold())
    named: dict[str, str] = {}
    for text in texts:
        bare = without_unit(text)
        if bare != text and len(in_full[bare.casefold()]) == 1:
            named.setdefault(bare, text)
    return named


def _texts(column: pd.Series) -> pa.Array:
    texts = pa.array(column, from_pandas=True)
    return texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts


def check_numbering(table: Table, stt: pa.Array, problems: Problems) -> None:
    """Numbers missing or repeated in the column STT, counted anew in each group of the table.

    Args:
        table: the table; `stt` has one text for each of its schemes.
        stt: numbers as printed; other texts count as none.
        problems: receives stt-duplicate and stt-gap.
    """
    whole = pc.if_else(pc.match_substring_regex(stt, "^[0-9]{1,9}$"), stt, None)
    numbers = pc.cast(whole, pa.float64()).to_numpy(zero_copy_only=False)
    if (np.diff(numbers) == 1).all():
        return
    groups = np.searchsorted(table.breaks, table.schemes)
    frame = pd.DataFrame({"group": groups, "number": numbers, "row": table.schemes}).dropna()
    # Some offices count on through the groups: then the whole table is one.
    if (frame.groupby("group")["number"].min() == 1).sum() <= 1:
        frame["group"] = 0
    repeated = frame.duplicated(["group", "number"])
    for row in frame.loc[repeated, "row"].tolist():
        problems.warn("stt-duplicate", table.place("stt", row), "số thứ tự lặp lại")
    ordered = frame[~repeated].sort_values(["group", "number"])
    gaps = ordered.groupby("group")["number"].diff() > 1
    for row in ordered.loc[gaps, "row"].tolist():
        problems.warn("stt-gap", table.place("stt", row), "số thứ tự trước dòng này bị thiếu")

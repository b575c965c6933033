"""The schemes of registers as a table, and what they add up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.errors import AdoptionError
from analysis.exploring.frames import label_of
from analysis.exploring.names import refuse_other_columns
from analysis.registers.reader import read_register
from analysis.registers.table_refs import TableRef
from analysis.vocabulary import ACTIVITIES, BENEFICIARIES, STATUSES, SUPPORTS, Words

# The columns of `registers.result` under the names that analysts know, in the order of the table.
COLUMNS = {
    "year": "nam",
    "stt": "stt",
    "name": "de_an",
    "beneficiary": "don_vi_thu_huong",
    "kind": "loai_hinh",
    "activity": "ma_noi_dung",
    "area": "dia_ban",
    "status": "tinh_trang",
    "support": "ho_tro",
    "kcqg": "kcqg",
    "kcdp": "kcdp",
    "doi_ung": "doi_ung",
    "tong": "tong",
    "establishments": "so_co_so",
    "beneficiary_type": "loai_co_so",
    "implementer": "don_vi_thuc_hien",
    "jobs": "lao_dong",
    "posts": "viec_lam_moi",
    "trained": "duoc_dao_tao",
    "revenue": "doanh_thu",
    "output": "gia_tri_san_xuat",
    "territory": "tinh",
    "file": "tep",
    "sheet": "trang_tinh",
    "row": "dong",
}
PARTS = ["kcqg", "kcdp", "doi_ung"]
MONEY = [*PARTS, "tong"]
# What no sum goes over: results and plans, grants and what is to be paid back, provinces.
APART = ("tinh_trang", "ho_tro", "tinh")
WORDS: Mapping[str, Words] = {
    "status": STATUSES,
    "support": SUPPORTS,
    "beneficiary_type": BENEFICIARIES,
}


def schemes_frame(schemes: pd.DataFrame, tables: Sequence[TableRef]) -> pd.DataFrame:
    """Schemes (columns of `registers.result`) and their tables; see `analysis.schemes_frame`."""
    territories = {number: table.territory for number, table in enumerate(tables)}
    frame = schemes.assign(territory=schemes["table"].map(territories).astype("str"))
    for column, words in WORDS.items():
        labels = {code: label_of(words, code) for code in frame[column].unique()}
        frame[column] = frame[column].map(labels).astype("str")
    frame = frame[[*COLUMNS]].rename(columns=COLUMNS)
    activities = {code: word.label for code, word in ACTIVITIES.items()}
    named = frame["ma_noi_dung"].map(activities).fillna("").astype("str")
    frame.insert(frame.columns.get_loc("ma_noi_dung") + 1, "noi_dung", named)
    return frame


def schemes_in_text(text: str, name: str) -> pd.DataFrame:
    """The schemes of a register that is a text; see `analysis.read_register`."""
    result = read_register(name, text.encode())
    if result.faults:
        raise AdoptionError(result.faults)
    return schemes_frame(result.schemes, result.tables)


def sum_schemes(schemes: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """What groups of schemes add up to; see `analysis.sum_schemes`."""
    keys = list(dict.fromkeys([*by, *APART]))
    refuse_other_columns(schemes, [*keys, *MONEY])
    groups = schemes.groupby(keys, dropna=False, sort=False)
    # without the count pandas makes a sum of nothing 0
    sums = groups[MONEY].sum(min_count=1)
    # a total that is blank because a part is would count the same cell again
    blank = groups[PARTS].count().rsub(groups.size(), axis=0).sum(axis=1)
    sums.insert(0, "so_de_an", groups.size())
    return sums.assign(o_trong=blank).reset_index()

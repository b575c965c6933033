"""The tables of a province's own law, can-cu.csv and dinh-muc.csv, made in code."""

from __future__ import annotations

from pathlib import Path

from data_builder import Row, figure, write_raw, write_table

ACT_COLUMNS = tuple("loai so_ky_hieu ngay_ky co_quan trich_yeu tu_ngay den_ngay dia_ban".split())
NORM_COLUMNS = tuple(
    "noi_dung don_vi ty_le muc_tran_trieu_dong tu_ngay den_ngay van_ban dia_ban".split()
)


def act(**cells: str) -> Row:
    """A resolution of the end of 2021, in force from 2022 on."""
    council = "Hội đồng nhân dân tỉnh Thử"
    given = ("Nghị quyết", "10/2021/NQ-HĐND", "2021-12-09", council, "quy định mức chi")
    return {**dict(zip(ACT_COLUMNS, (*given, "2022-01-01", "", "Thử"), strict=True)), **cells}


def norm(**cells: str) -> Row:
    """A norm for machinery that is in force from 2021 on."""
    given = ("ND3-MM", "Cơ sở", "50", "300", "2021-01-01", "", "Nghị quyết 10", "Thử")
    return {**dict(zip(NORM_COLUMNS, given, strict=True)), **cells}


def with_acts(folder: Path, *rows: Row) -> Path:
    """A raw folder of 2022 with these acts."""
    write_raw(folder, [figure("1", fund="KCQG")])
    write_table(folder, "can-cu.csv", rows, ACT_COLUMNS)
    return folder


def with_norms(folder: Path, *rows: Row) -> Path:
    """A raw folder of 2022 with these norms."""
    write_raw(folder, [figure("1", fund="KCQG")])
    write_table(folder, "dinh-muc.csv", rows, NORM_COLUMNS)
    return folder

"""Raw rows to tidy tables: one row a published figure, words as codes, values exact in their base unit, origin kept.

Columns of the figures frame: place (slug), place_name, year_from, year_to, measure, fund, activity, activity_label,
beneficiary_type, status (codes of `vocabulary`, '' where the source says nothing), value (exact text, see
`numbers.exact_text`), unit (base unit: money is đồng), bound, printed, printed_unit, qualifier, source, position,
note, file, sha256, row.
"""

from __future__ import annotations

import contextlib
import difflib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from fractions import Fraction

import pandas as pd

from analysis import vocabulary
from analysis.edition import FIRST_YEAR, LAST_YEAR, place_slug
from analysis.faults import Fault, Finding, shown
from analysis.figures.figure import FIGURE_DTYPES, Figure, records
from analysis.language.numbers import (
    UNITS,
    NumberError,
    bound_of,
    exact_text,
    find_unit,
    parse_figure,
)
from analysis.raw.corrections import uncorrected
from analysis.raw.rows import CORRECTIONS_FILE, RIGHT_COLUMN, RawData, RawRow
from analysis.vocabulary import ACTIVITIES_TABLE, FIGURE_COLUMNS, SOURCES_TABLE, VALUE_COLUMN, Word

OTHER_UNITS = {
    "beneficiaries": ("đơn vị",),
    "recipients": ("cơ sở",),
    "schemes": ("chương trình, đề án",),
}


def tidy_figures(raw: RawData) -> tuple[pd.DataFrame, list[Fault]]:
    """The figures frame of all places and years, with every fault of its rows."""
    faults: list[Fault] = []
    codes = _activity_codes(raw, faults)
    figures = [
        figure
        for row in raw.tables["figures"]
        if (figure := _figure(row, codes, faults)) is not None
    ]
    frame = pd.DataFrame([asdict(f) for f in figures], columns=list(FIGURE_DTYPES)).astype(
        FIGURE_DTYPES
    )
    faults += _duplicate_rows(raw.tables["figures"])
    return frame, faults


def figures_as_printed(raw: RawData) -> pd.DataFrame:
    """The figures of the corrected rows as their files print them; a row that cannot be read so is left out."""
    codes = _activity_codes(raw, [])
    rows = [uncorrected(row) for row in raw.tables["figures"] if row.corrected]
    figures = [figure for row in rows if (figure := _figure(row, codes, [])) is not None]
    return pd.DataFrame([asdict(f) for f in figures], columns=list(FIGURE_DTYPES)).astype(
        FIGURE_DTYPES
    )


def findings_of_figures(raw: RawData, frame: pd.DataFrame) -> list[Finding]:
    """What a reviewer should know of the rows of a figures frame: sources without an entry, labels without a code."""
    return _unknown_sources(raw, frame) + _uncoded_labels(frame)


def _figure(
    row: RawRow, codes: Mapping[tuple[str, str], str], faults: list[Fault]
) -> Figure | None:
    cells = row.stripped
    before = len(faults)
    place = _required(row, "dia_ban", cells, faults)
    measure = _coded(row, "chi_tieu", cells, vocabulary.MEASURES, faults, required=True)
    fund = _coded(
        row, "nguon_kinh_phi", cells, vocabulary.FUNDS, faults, required=measure == "amount"
    )
    kind = _coded(row, "loai_hinh", cells, vocabulary.BENEFICIARIES, faults)
    status = _coded(row, "tinh_trang", cells, vocabulary.STATUSES, faults, required=True)
    years = _years(row, cells, faults)
    number = _number(row, cells, measure, faults)
    _required(row, "nguon_tin", cells, faults)
    if place and not place_slug(place):
        got, wanted = f'"{shown(place)}" không có chữ cái nào', "tên một địa bàn"
        faults.append(
            Fault("category-unknown", row.place("dia_ban"), got, wanted, "ghi tên địa bàn")
        )
    if len(faults) > before or years is None or number is None:
        return None
    value, unit, bound = number
    label = cells["noi_dung"]
    return Figure(
        place=place_slug(place),
        place_name=place,
        year_from=years[0],
        year_to=years[1],
        measure=measure,
        fund=fund,
        activity=codes.get((cells["nguon_tin"], label), codes.get(("", label), ""))
        if label
        else "",
        activity_label=label,
        beneficiary_type=kind,
        status=status,
        value=value,
        unit=unit,
        bound=bound,
        printed=cells[VALUE_COLUMN],
        printed_unit=_unit_name(cells),
        qualifier=cells["dinh_ngu"],
        source=cells["nguon_tin"],
        position=cells["vi_tri"],
        note=cells["ghi_chu"],
        file=row.file.name,
        sha256=row.file.sha256,
        row=row.number,
        corrected=_corrections(row, name=_unit_name(cells)),
    )


def _corrections(row: RawRow, name: str) -> str:
    """The corrections of a row as JSON, '' without any; a wrong value that is no figure stays text."""
    told = {}
    for column, line in row.corrected.items():
        place = {
            "file": CORRECTIONS_FILE,
            "sha256": line.sha256,
            "row": line.line,
            "column": RIGHT_COLUMN,
        }
        told[column] = {**place, "printed": line.right, "wrong": line.wrong, "wrong_value": ""}
        if column == VALUE_COLUMN:
            with contextlib.suppress(NumberError):
                told[column]["wrong_value"] = exact_text(parse_figure(line.wrong, name))
    return json.dumps(told, ensure_ascii=False) if told else ""


def _number(
    row: RawRow, cells: Mapping[str, str], measure: str, faults: list[Fault]
) -> tuple[str, str, str] | None:
    """Exact value, base unit and bound; None after a fault."""
    before = len(faults)
    name, bound, value = _unit(row, cells, measure, faults), "exact", Fraction(0)
    try:
        bound = bound_of(cells["dinh_ngu"])
    except NumberError as error:
        faults.append(_number_fault(error, row, "dinh_ngu"))
    try:
        value = parse_figure(cells[VALUE_COLUMN], name) if name else value
    except NumberError as error:
        faults.append(_number_fault(error, row, VALUE_COLUMN))
    if len(faults) > before:
        return None
    return exact_text(value), vocabulary.COUNT_UNITS.get(measure, UNITS[name].base), bound


def _unit(row: RawRow, cells: Mapping[str, str], measure: str, faults: list[Fault]) -> str:
    """The name of the printed unit, which must be one of its measure's; '' after a fault."""
    name = _unit_name(cells)
    try:
        find_unit(name)
    except NumberError as error:
        faults.append(_number_fault(error, row, "don_vi"))
        return ""
    kinds = vocabulary.MEASURE_UNITS.get(measure, ())
    counts = (vocabulary.COUNT_UNITS.get(measure), *OTHER_UNITS.get(measure, ()))
    units = [known for known, unit in UNITS.items() if unit.kind in kinds or known in counts]
    if measure and name not in units:
        got = f'đơn vị "{name}" không dùng cho "{cells["chi_tieu"]}"'
        faults.append(Fault("unit-conflict", row.place("don_vi"), got, ", ".join(units)))
        return ""
    return name


def _unit_name(cells: Mapping[str, str]) -> str:
    return " ".join(cells["don_vi"].split())


def _number_fault(error: NumberError, row: RawRow, column: str) -> Fault:
    return Fault(error.code, row.place(column), error.got, error.wanted, error.remedy)


def _years(row: RawRow, cells: Mapping[str, str], faults: list[Fault]) -> tuple[int, int] | None:
    years = []
    for column in ("tu_nam", "den_nam"):
        text = cells[column]
        if len(text) == 4 and text.isascii() and text.isdigit():
            year = int(text)
            if not FIRST_YEAR <= year <= LAST_YEAR:
                wanted = f"từ {FIRST_YEAR} đến {LAST_YEAR}"
                faults.append(Fault("year-out-of-range", row.place(column), f'"{text}"', wanted))
                continue
            years.append(year)
        else:
            got = f'"{shown(text)}" không phải năm'
            faults.append(Fault("year-unreadable", row.place(column), got))
    if len(years) < 2:
        return None
    if years[0] > years[1]:
        got = f"từ năm {years[0]} đến năm {years[1]}"
        faults.append(Fault("year-range", row.place("den_nam"), got))
        return None
    return years[0], years[1]


def _required(row: RawRow, column: str, cells: Mapping[str, str], faults: list[Fault]) -> str:
    if not cells[column]:
        faults.append(Fault("cell-required", row.place(column), "ô trống"))
    return cells[column]


def _coded(
    row: RawRow,
    column: str,
    cells: Mapping[str, str],
    words: Mapping[str, Word],
    faults: list[Fault],
    *,
    required: bool = False,
) -> str:
    text = cells[column]
    if not text:
        return _required(row, column, cells, faults) if required else ""
    code = vocabulary.code_of(words, text)
    if code is None:
        known = vocabulary.printed_words(words)
        near = difflib.get_close_matches(text, known, n=1)
        remedy = f'có phải "{near[0]}"?' if near else "dùng đúng một trong các từ trên"
        faults.append(
            Fault(
                "category-unknown",
                row.place(column),
                f'"{shown(text)}" là từ lạ',
                ", ".join(known),
                remedy,
            )
        )
    return code or ""


def _activity_codes(raw: RawData, faults: list[Fault]) -> dict[tuple[str, str], str]:
    """(source or '' for any, printed label) -> activity code."""
    codes: dict[tuple[str, str], str] = {}
    for row in raw.rows(ACTIVITIES_TABLE):
        cells = row.stripped
        key = (cells["source"], cells["label"])
        if cells["code"] not in vocabulary.ACTIVITIES:
            got, wanted = f'mã "{shown(cells["code"])}"', ", ".join(vocabulary.ACTIVITIES)
            faults.append(
                Fault(
                    "category-unknown",
                    row.place("code"),
                    got,
                    wanted,
                    "dùng đúng một trong các mã trên",
                )
            )
        elif codes.setdefault(key, cells["code"]) != cells["code"]:
            got = f'nội dung "{shown(cells["label"])}" có hai mã'
            faults.append(
                Fault(
                    "row-duplicate",
                    row.place("label"),
                    got,
                    "một mã cho mỗi nội dung",
                    "bỏ một dòng",
                )
            )
    return codes


def _duplicate_rows(rows: Sequence[RawRow]) -> list[Fault]:
    seen: dict[tuple[str, ...], RawRow] = {}
    faults = []
    for row in rows:
        first = seen.setdefault(tuple(row.cells[name].strip() for name in FIGURE_COLUMNS), row)
        if first is not row:
            got = f"dòng giống hệt dòng {first.number} của {first.file.name}"
            faults.append(Fault("row-duplicate", row.place(), got, "mỗi số liệu một dòng"))
    return faults


def _unknown_sources(raw: RawData, frame: pd.DataFrame) -> list[Finding]:
    known = [row.cells["id"].strip() for row in raw.rows(SOURCES_TABLE)]
    first = frame[~frame["source"].isin(known)].drop_duplicates("source")
    return [
        Finding(
            "cảnh báo",
            "source-unknown",
            f'{row["file"]}, dòng {row["row"]}, cột "nguon_tin"',
            f'nguồn "{shown(row["source"])}" không có trong nguon.csv',
        )
        for row in records(first)
    ]


def _uncoded_labels(frame: pd.DataFrame) -> list[Finding]:
    uncoded = frame[(frame["activity_label"] != "") & (frame["activity"] == "")]
    first = uncoded.drop_duplicates(["source", "activity_label"])
    return [
        Finding(
            "lưu ý",
            "activity-uncoded",
            f'{row["file"]}, dòng {row["row"]}, cột "noi_dung"',
            f'nội dung "{shown(row["activity_label"])}" chưa có mã trong noi-dung.csv; ghi là "{vocabulary.UNCODED}"',
        )
        for row in records(first)
    ]

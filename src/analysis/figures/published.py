"""Raw rows to tidy tables.

One row a published figure, words as codes, values exact in their base unit, origin kept. Columns of
the figures frame: place (slug), place_name, year_from, year_to, measure, fund, activity,
activity_label, beneficiary_type, status (codes of `vocabulary`, '' where the source says nothing),
value (exact text, see `numbers.exact_text`), unit (base unit: money is đồng), bound, printed,
printed_unit, qualifier, source, position, note, file, sha256, row.
"""

from __future__ import annotations

import contextlib
import difflib
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import pandas as pd

from analysis import vocabulary
from analysis.edition import FIRST_YEAR, LAST_YEAR, place_slug
from analysis.faults import Fault, Finding, shown
from analysis.figures.figure import (
    Figure,
    Mended,
    corrections_text,
    figure_frame,
    records,
)
from analysis.language.numbers import (
    UNITS,
    NumberError,
    bound_of,
    exact_text,
    find_unit,
    parse_figure,
)
from analysis.raw.corrections import uncorrected
from analysis.raw.rows import RawData, RawRow
from analysis.vocabulary import ACTIVITIES_TABLE, FIGURE_COLUMNS, SOURCES_TABLE, VALUE_COLUMN, Word

Codes = Mapping[tuple[str, str], str]
"""The activity code of a source ('' for any) and a printed label."""
OTHER_UNITS = {
    "beneficiaries": ("đơn vị",),
    "recipients": ("cơ sở",),
    "schemes": ("chương trình, đề án",),
}


def tidy_figures(raw: RawData) -> tuple[pd.DataFrame, list[Fault]]:
    """The figures frame of all places and years, with every fault of its rows."""
    rows = raw.tables["figures"]
    codes, faults = _activity_codes(raw)
    figures = _figures(rows, codes, faults)
    return figure_frame(figures), faults + _duplicate_rows(rows)


def figures_as_printed(raw: RawData) -> list[Figure]:
    """The figures of the corrected rows as their files print them.

    A row that cannot be read so is left out.
    """
    codes, _ = _activity_codes(raw)
    return _figures([uncorrected(row) for row in raw.tables["figures"] if row.corrected], codes, [])


def _figures(rows: Iterable[RawRow], codes: Codes, faults: list[Fault]) -> list[Figure]:
    figures = []
    for row in rows:
        reading = _Reading(row)
        figure = reading.figure(codes)
        faults += reading.faults
        if figure is not None:
            figures.append(figure)
    return figures


def findings_of_figures(raw: RawData, frame: pd.DataFrame) -> list[Finding]:
    """What a reviewer should know of the rows of a figures frame.

    Sources without an entry, labels without a code.
    """
    return _unknown_sources(raw, frame) + _uncoded_labels(frame)


class _Reading:
    """One row of published figures while it is read, with the faults of its cells."""

    def __init__(self, row: RawRow) -> None:
        self.row = row
        self.cells = row.stripped
        self.faults: list[Fault] = []

    def figure(self, codes: Codes) -> Figure | None:
        """The figure of the row; None after a fault."""
        cells = self.cells
        place = self.required("dia_ban")
        measure = self.coded("chi_tieu", vocabulary.MEASURES, required=True)
        needs_fund = measure == "amount"
        fund = self.coded("nguon_kinh_phi", vocabulary.FUNDS, required=needs_fund)
        kind = self.coded("loai_hinh", vocabulary.BENEFICIARIES)
        status = self.coded("tinh_trang", vocabulary.STATUSES, required=True)
        years = self.years()
        number = self.number(measure)
        source = self.required("nguon_tin")
        if place and not place_slug(place):
            got = f'"{shown(place)}" không có chữ cái nào'
            self.fault("category-unknown", "dia_ban", got, "tên một địa bàn", "ghi tên địa bàn")
        if self.faults or years is None or number is None:
            return None
        value, unit, bound = number
        label = cells["noi_dung"]
        activity = ""
        if label:
            activity = codes.get((source, label), codes.get(("", label), ""))
        return Figure(
            place=place_slug(place),
            place_name=place,
            year_from=years[0],
            year_to=years[1],
            measure=measure,
            fund=fund,
            activity=activity,
            activity_label=label,
            beneficiary_type=kind,
            status=status,
            value=value,
            unit=unit,
            bound=bound,
            printed=cells[VALUE_COLUMN],
            printed_unit=self.unit_name,
            qualifier=cells["dinh_ngu"],
            source=source,
            position=cells["vi_tri"],
            note=cells["ghi_chu"],
            file=self.row.file.name,
            sha256=self.row.file.sha256,
            row=self.row.number,
            corrected=corrections_text(self.corrections()),
        )

    @property
    def unit_name(self) -> str:
        """The unit as printed, without doubled blanks."""
        return " ".join(self.cells["don_vi"].split())

    def fault(self, code: str, column: str, got: str, wanted: str = "", remedy: str = "") -> None:
        """Add a fault of a cell; what is wanted and the remedy are else those of the catalogue."""
        self.faults.append(Fault(code, self.row.place(column), got, wanted, remedy))

    def number_fault(self, error: NumberError, column: str) -> None:
        """Add what the grammar of numbers refuses in a cell."""
        self.fault(error.code, column, error.got, error.wanted, error.remedy)

    def required(self, column: str) -> str:
        """A cell that must not be blank."""
        if not self.cells[column]:
            self.fault("cell-required", column, "ô trống")
        return self.cells[column]

    def coded(self, column: str, words: Mapping[str, Word], *, required: bool = False) -> str:
        """The code of the word in a cell; '' of a blank one, and after a fault."""
        text = self.cells[column]
        if not text:
            return self.required(column) if required else ""
        code = vocabulary.code_of(words, text)
        if code is None:
            known = vocabulary.printed_words(words)
            remedy = "dùng đúng một trong các từ trên"
            for near in difflib.get_close_matches(text, known, n=1):
                remedy = f'có phải "{near}"?'
            got = f'"{shown(text)}" là từ lạ'
            self.fault("category-unknown", column, got, ", ".join(known), remedy)
        return code or ""

    def years(self) -> tuple[int, int] | None:
        """First and last year; None after a fault."""
        first, last = self.year("tu_nam"), self.year("den_nam")
        if first is None or last is None:
            return None
        if first > last:
            got = f"từ năm {first} đến năm {last}"
            self.fault("year-range", "den_nam", got)
            return None
        return first, last

    def year(self, column: str) -> int | None:
        """The year in a cell: four digits of a sensible year."""
        text = self.cells[column]
        if not (len(text) == 4 and text.isascii() and text.isdigit()):
            got = f'"{shown(text)}" không phải năm'
            self.fault("year-unreadable", column, got)
            return None
        if not FIRST_YEAR <= int(text) <= LAST_YEAR:
            wanted = f"từ {FIRST_YEAR} đến {LAST_YEAR}"
            self.fault("year-out-of-range", column, f'"{text}"', wanted)
            return None
        return int(text)

    def number(self, measure: str) -> tuple[str, str, str] | None:
        """Exact value, base unit and bound; None after a fault."""
        before = len(self.faults)
        name, bound, value = self.unit(measure), "exact", Fraction(0)
        try:
            bound = bound_of(self.cells["dinh_ngu"])
        except NumberError as error:
            self.number_fault(error, "dinh_ngu")
        try:
            if name:
                value = parse_figure(self.cells[VALUE_COLUMN], name)
        except NumberError as error:
            self.number_fault(error, VALUE_COLUMN)
        if len(self.faults) > before:
            return None
        return exact_text(value), vocabulary.COUNT_UNITS.get(measure, UNITS[name].base), bound

    def unit(self, measure: str) -> str:
        """The name of the printed unit, which must be one of its measure's; '' after a fault."""
        name = self.unit_name
        try:
            find_unit(name)
        except NumberError as error:
            self.number_fault(error, "don_vi")
            return ""
        kinds = vocabulary.MEASURE_UNITS.get(measure, ())
        counts = (vocabulary.COUNT_UNITS.get(measure), *OTHER_UNITS.get(measure, ()))
        units = [known for known, unit in UNITS.items() if unit.kind in kinds or known in counts]
        if measure and name not in units:
            got = f'đơn vị "{name}" không dùng cho "{self.cells["chi_tieu"]}"'
            self.fault("unit-conflict", "don_vi", got, ", ".join(units))
            return ""
        return name

    def corrections(self) -> dict[str, Mended]:
        """The corrections of the row by column; a wrong amount that is no figure stays text."""
        found = {}
        for column, line in self.row.corrected.items():
            value = ""
            if column == VALUE_COLUMN:
                with contextlib.suppress(NumberError):
                    value = exact_text(parse_figure(line.wrong, self.unit_name))
            found[column] = Mended(line.right_cell, line.wrong, value)
        return found


def _activity_codes(raw: RawData) -> tuple[Codes, list[Fault]]:
    """The codes of the labels, with every fault of their table."""
    codes: dict[tuple[str, str], str] = {}
    faults: list[Fault] = []
    for row in raw.rows(ACTIVITIES_TABLE):
        cells = row.stripped
        label, code = cells["label"], cells["code"]
        if code not in vocabulary.ACTIVITIES:
            got, wanted = f'mã "{shown(code)}"', ", ".join(vocabulary.ACTIVITIES)
            where, remedy = row.place("code"), "dùng đúng một trong các mã trên"
            faults.append(Fault("category-unknown", where, got, wanted, remedy))
        elif codes.setdefault((cells["source"], label), code) != code:
            got, where = f'nội dung "{shown(label)}" có hai mã', row.place("label")
            faults.append(
                Fault("row-duplicate", where, got, "một mã cho mỗi nội dung", "bỏ một dòng")
            )
    return codes, faults


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

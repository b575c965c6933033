"""Raw rows to published figures.

A figure a row, words as codes, values exact in their base unit, origin kept. The fields of a
figure: place (slug), place_name, year_from, year_to, measure, fund, activity,
activity_label, beneficiary_type, status (codes of `vocabulary`, '' where the source says nothing),
from_date, to_date (ISO days of a part of years, else ''), value (exact text, see
`numbers.exact_text`), unit (base unit: money is đồng), bound, printed,
printed_unit, qualifier, source, position, note, file, sha256, row.
"""

from __future__ import annotations

import contextlib
import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from analysis import vocabulary
from analysis.definitions.provinces import slug_of
from analysis.edition import FIRST_YEAR, LAST_YEAR, place_slug
from analysis.faults import Fault, Finding, Place, Problems
from analysis.figures.figure import Figure, Figures, Mended, corrections_text
from analysis.figures.parts_of_years import days_in, part_told
from analysis.figures.places import other_names, same_name
from analysis.language.number_faults import NumberError
from analysis.language.numbers import bound_of, exact_text, parse_figure
from analysis.language.printed_units import UNITS, find_unit
from analysis.messages import shown
from analysis.raw.corrections import uncorrected
from analysis.raw.rows import RawData, RawRow
from analysis.raw.tables import sound_rows
from analysis.tables.columns import REGISTER_COLUMNS
from analysis.tables.units import folded
from analysis.vocabulary import (
    ACTIVITIES_TABLE,
    FIGURE_COLUMNS,
    PERIOD_COLUMNS,
    SOURCES_TABLE,
    VALUE_COLUMN,
)

Codes = Mapping[tuple[str, str], str]
"""The activity code of a source ('' for any) and a printed label."""
# Words of sources for what the measures with a unit of their own count.
OTHER_UNITS = {
    "beneficiaries": ("đơn vị", "lượt cơ sở"),
    "recipients": ("cơ sở",),
    "schemes": (
        "chương trình, đề án",
        "đề án, nhiệm vụ",
        "nhiệm vụ, đề án",
        "chương trình",
        "nhiệm vụ",
    ),
    "trainees": ("lao động",),
}


def tidy_figures(raw: RawData) -> tuple[list[Figure], list[Fault]]:
    """The figures of all places and years, with every fault of their rows."""
    problems = Problems()
    rows = raw.tables["figures"]
    figures = _figures(rows, _activity_codes(raw, problems), other_names(raw), problems)
    _refuse_duplicates(rows, problems)
    return figures, problems.faults


def figures_as_printed(raw: RawData) -> list[Figure]:
    """The figures of the corrected rows as their files print them.

    A row that cannot be read so is left out.
    """
    untold = Problems()
    rows = [uncorrected(row) for row in raw.tables["figures"] if row.corrected]
    return _figures(rows, _activity_codes(raw, untold), other_names(raw), untold)


def _figures(
    rows: Iterable[RawRow], codes: Codes, names: Mapping[str, str], problems: Problems
) -> list[Figure]:
    figures = (_Reading(row, problems).figure(codes, names) for row in rows)
    return [figure for figure in figures if figure is not None]


def findings_of_figures(raw: RawData, figures: Figures) -> list[Finding]:
    """What a reviewer should know of the rows of figures.

    Sources without an entry, then labels without a code, or with that of a usual word; each once, at its first row.
    """
    stated = {(cells["source"], cells["label"]) for cells in raw.cells(ACTIVITIES_TABLE)}
    known = {source["id"] for source in raw.cells(SOURCES_TABLE)}
    unknown: dict[str, Finding] = {}
    labels: dict[tuple[str, str], Finding] = {}
    for row in figures:
        if row.column:
            # a form says of itself what it is, and its lines have their codes
            continue
        source, label = row.source, row.activity_label
        if source not in known and source not in unknown:
            where = str(Place(row.file, None, row.row, "nguon_tin"))
            message = f'nguồn "{shown(source)}" không có trong nguon.csv'
            unknown[source] = Finding("cảnh báo", "source-unknown", where, message)
        is_stated = bool(stated.intersection({(source, label), ("", label)}))
        if label and not is_stated and (source, label) not in labels:
            where = str(Place(row.file, None, row.row, "noi_dung"))
            labels[source, label] = _label_finding(label, row.activity, where)
    return [*unknown.values(), *labels.values()]


def _label_finding(label: str, activity: str, where: str) -> Finding:
    """What is told of a label of which noi-dung.csv says nothing."""
    if activity:
        message = f'nội dung "{shown(label)}" được xếp vào {activity} theo từ quen dùng; khác thì ghi ở noi-dung.csv'
        return Finding("lưu ý", "activity-standard", where, message)
    message = (
        f'nội dung "{shown(label)}" chưa có mã trong noi-dung.csv; ghi là "{vocabulary.UNCODED}"'
    )
    return Finding("lưu ý", "activity-uncoded", where, message)


class _Reading:
    """One row of published figures while it is read; the faults of its cells are told."""

    def __init__(self, row: RawRow, problems: Problems) -> None:
        self.row = row
        self.cells = row.stripped
        self.problems = problems
        self.sound = True

    def figure(self, codes: Codes, names: Mapping[str, str]) -> Figure | None:
        """The figure of the row, `names` being other names of places; None after a fault."""
        cells = self.cells
        # every cell is read before the first fault ends the row: all faults are told at once
        place = self.required("dia_ban")
        measure = self.coded("chi_tieu", vocabulary.MEASURES, required=True)
        needs_fund = measure == "amount"
        fund = self.coded("nguon_kinh_phi", vocabulary.FUNDS, required=needs_fund)
        kind = self.coded("loai_hinh", vocabulary.BENEFICIARIES)
        status = self.coded("tinh_trang", vocabulary.STATUSES, required=True)
        first = self.year("tu_nam")
        last = self.year("den_nam")
        if first and last and first > last:
            self.fault("year-range", "den_nam", f"từ năm {first} đến năm {last}")
        from_date, to_date = self.days()
        unit = self.unit(measure)
        value, bound = self.number(unit)
        source = self.required("nguon_tin")
        if place and not place_slug(place):
            got = f'"{shown(place)}" không có chữ cái nào'
            self.fault("category-unknown", "dia_ban", got, "tên một địa bàn", "ghi tên địa bàn")
        if not self.sound or first is None or last is None:
            return None
        measure = vocabulary.UNIT_MEASURES.get((measure, unit), measure)
        # what one source means by a label goes before what any source means by it, and that before its usual meaning
        label = cells["noi_dung"]
        usual = vocabulary.standard_activity(label)
        activity = codes.get((source, label), codes.get(("", label), usual)) if label else ""
        return Figure(
            place=slug_of(names.get(same_name(place), place)),
            place_name=place,
            year_from=first,
            year_to=last,
            measure=measure,
            fund=fund,
            activity=activity,
            activity_label=label,
            beneficiary_type=kind,
            status=status,
            value=exact_text(value),
            unit=vocabulary.COUNT_UNITS.get(measure, UNITS[unit].base),
            bound=bound,
            printed=cells[VALUE_COLUMN],
            printed_unit=self.unit_name,
            qualifier=cells["dinh_ngu"].lower(),
            source=source,
            position=cells["vi_tri"],
            note=cells["ghi_chu"],
            file=self.row.file.name,
            sha256=self.row.file.sha256,
            row=self.row.number,
            corrected=corrections_text(self.corrections()),
            from_date=from_date,
            to_date=to_date,
        )

    @property
    def unit_name(self) -> str:
        """The unit as printed, without doubled blanks."""
        return " ".join(self.cells["don_vi"].split())

    def fault(self, code: str, column: str, got: str, *words: str) -> None:
        """Tell a fault of a cell; `words` are what is wanted and the remedy, else the catalogue's."""
        self.sound = False
        self.problems.fault(code, self.row.place(column), got, *words)

    @contextlib.contextmanager
    def told(self, column: str) -> Iterator[None]:
        """Tell what the grammar of numbers refuses in a cell."""
        try:
            yield
        except NumberError as error:
            self.fault(error.code, column, error.got, error.wanted, error.remedy)

    def required(self, column: str) -> str:
        """A cell that must not be blank."""
        if not self.cells[column]:
            self.fault("cell-required", column, "ô trống")
        return self.cells[column]

    def coded(self, column: str, words: vocabulary.Words, *, required: bool = False) -> str:
        """The code of the word in a cell; '' of a blank one, and after a fault."""
        if required:
            self.required(column)
        text = self.cells[column]
        if not text:
            return ""
        code = vocabulary.code_of(words, text)
        if code is None:
            known = vocabulary.printed_words(words)
            remedy = "dùng đúng một trong các từ trên"
            if near := _hint(text, words):
                remedy = f'có phải "{near}"?'
            got = f'"{shown(text)}" là từ lạ'
            self.fault("category-unknown", column, got, ", ".join(known), remedy)
        return code or ""

    def year(self, column: str) -> int | None:
        """The year in a cell: four digits of a sensible year; None after a fault."""
        text = self.cells[column]
        if not re.fullmatch("[0-9]{4}", text):
            self.fault("year-unreadable", column, f'"{shown(text)}" không phải năm')
        elif not FIRST_YEAR <= int(text) <= LAST_YEAR:
            wanted = f"từ {FIRST_YEAR} đến {LAST_YEAR}"
            self.fault("year-out-of-range", column, f'"{text}"', wanted)
        else:
            return int(text)
        return None

    def days(self) -> tuple[str, str]:
        """The days of a part of years, '' of whole years and after a fault."""
        column, words = part_told(self.cells)
        if words:
            got = f'"{shown(self.cells[column])}" nói đến một phần của năm ({shown(words)})'
            self.fault("period-unclear", column, got)
        days = days_in(self.cells)
        if days is None:
            texts = (f'{name} "{shown(self.cells.get(name, ""))}"' for name in PERIOD_COLUMNS)
            years = f"năm {self.cells['tu_nam']} đến {self.cells['den_nam']}"
            self.fault("period-days", PERIOD_COLUMNS[0], f"{', '.join(texts)}, {shown(years)}")
        return days or ("", "")

    def number(self, unit: str) -> tuple[Fraction, str]:
        """Exact value in the base unit, and bound; without use after a fault, also of the unit."""
        value = Fraction(0)
        bound = "exact"
        with self.told("dinh_ngu"):
            bound = bound_of(self.cells["dinh_ngu"])
        if unit:
            with self.told(VALUE_COLUMN):
                value = parse_figure(self.cells[VALUE_COLUMN], unit)
        return value, bound

    def unit(self, measure: str) -> str:
        """The name of the printed unit, which must be one of its measure's; '' after a fault."""
        name = self.unit_name
        with self.told("don_vi"):
            find_unit(name)
            kinds = vocabulary.MEASURE_UNITS.get(measure, ())
            counts = (vocabulary.COUNT_UNITS.get(measure), *OTHER_UNITS.get(measure, ()))
            units = [word for word, unit in UNITS.items() if unit.kind in kinds or word in counts]
            if name in units or not measure:
                return name
            got = f'đơn vị "{name}" không dùng cho "{self.cells["chi_tieu"]}"'
            self.fault("unit-conflict", "don_vi", got, ", ".join(units))
        return ""

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


def _activity_codes(raw: RawData, problems: Problems) -> Codes:
    """The codes of the labels; every fault of their table is told."""
    codes: dict[tuple[str, str], str] = {}
    for row, cells in sound_rows(raw, ACTIVITIES_TABLE, problems):
        label = cells["label"]
        code = cells["code"]
        if code not in vocabulary.LABEL_CODES:
            got = f'mã "{shown(code)}"'
            wanted = ", ".join(vocabulary.LABEL_CODES)
            remedy = "dùng đúng một trong các mã trên"
            problems.fault("category-unknown", row.place("code"), got, wanted, remedy)
        elif codes.setdefault((cells["source"], label), code) != code:
            got = f'nội dung "{shown(label)}" có hai mã'
            wanted = "một mã cho mỗi nội dung"
            problems.fault("row-duplicate", row.place("label"), got, wanted, "bỏ một dòng")
    return codes


def _refuse_duplicates(rows: Iterable[RawRow], problems: Problems) -> None:
    seen: dict[tuple[str, ...], RawRow] = {}
    for row in rows:
        cells = row.stripped
        columns = (*FIGURE_COLUMNS, *PERIOD_COLUMNS)
        first = seen.setdefault(tuple(cells.get(name, "") for name in columns), row)
        if first is not row:
            got = f"dòng giống hệt dòng {first.number} của {first.file.name}"
            problems.fault("row-duplicate", row.place(), got, "mỗi số liệu một dòng")


def _hint(text: str, words: vocabulary.Words) -> str:
    """The word that is meant, '' where none is sure: a fund is told by what registers call it, not by its letters."""
    if words is not vocabulary.FUNDS:
        known = vocabulary.printed_words(words)
        return next(iter(difflib.get_close_matches(text, known, n=1)), "")
    for fund in vocabulary.REGISTER_FUNDS:
        column = REGISTER_COLUMNS[fund.column]
        if folded(text) in map(folded, (column.label, *column.printed)):
            return fund.printed[0]
    return ""

"""Comparison of editions: each part of a difference is a recomputation, and the parts add up exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.book.book import cells_of
from analysis.commands.compare import comparison_text, prints_of
from analysis.definitions.indicators import definitions_text, load_definitions
from analysis.document.blocks import text_of
from analysis.edition import Edition
from analysis.figures.figure import figures_in
from analysis.figures.of_edition import figures_for
from analysis.issued.causes import (
    CAUSES,
    NOT_SPLIT,
    Change,
    Side,
    changes_between,
    side_of,
    step_books,
)
from analysis.issued.recompute import bound_to, recompute
from analysis.issued.record import PlaceData, Record
from analysis.language.numbers import exact_text
from analysis.report.earlier import table as changes_table
from analysis.report.earlier import text as since_earlier
from analysis.report.provenance import trace
from analysis.report.view import Report
from data_builder import Computed, Row, compute, figure, write_raw, write_table
from issued_data import issue
from register_files import HEADER, csv_text
from scheme_data import write_registers

OLD, NEW = Edition("thu", 2022, 2022), Edition("thu", 2023, 2023)


def year(number: int, q: str, local: str, c: str) -> list[Row]:
    years = (number, number)
    return [
        figure(q, fund="KCQG", years=years),
        figure(local, fund="KCĐP", years=years),
        figure(c, fund="đối ứng", years=years),
    ]


def made(folder: Path, edition: Edition, *rows: Row, issued: tuple[Record, ...] = ()) -> Computed:
    return compute(write_raw(folder, rows), edition, issued)


def side(computed: Computed) -> Side:
    return Side(computed.clean.edition, computed.book.values, computed.clean.place)


def change_of(a: Side, b: Side, id_: str) -> Change:
    (found,) = changes_between(a, b, step_books(a, b), (id_,))
    return found


def told_of(a: Side, b: Side, id_: str) -> str:
    return "\n".join(comparison_text([change_of(a, b, id_)], ("A", "B"), prints_of(a, b)))


def parts_of(change: Change) -> dict[str, Fraction]:
    return {part.cause: change.part(part) for part in change.parts}


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return issue(made(tmp_path / "a", OLD, *year(2022, "100", "40", "300")))


def test_a_later_year_is_the_period(record: Record, tmp_path: Path) -> None:
    """Nothing else changed: the whole difference is that of the period."""
    b = side(
        made(tmp_path / "b", NEW, *year(2022, "100", "40", "300"), *year(2023, "120", "40", "300"))
    )
    assert parts_of(change_of(side_of(record), b, "Q")) == {
        "dc": 0,
        "sl": 0,
        "pp": 0,
        "ky": 20_000_000,
    }


def test_a_revised_cell_is_revised_data(record: Record, tmp_path: Path) -> None:
    """What today's data say of the earlier period is told apart from what the period itself changes."""
    b = side(
        made(tmp_path / "b", NEW, *year(2022, "105", "40", "300"), *year(2023, "120", "40", "300"))
    )
    change = change_of(side_of(record), b, "Q")
    assert parts_of(change) == {"dc": 0, "sl": 5_000_000, "pp": 0, "ky": 15_000_000}
    assert change.difference == 20_000_000


def test_another_formula_is_the_method(tmp_path: Path) -> None:
    """A record keeps the formulas of its day: an indicator that is computed otherwise now differs by its method."""
    halved = definitions_text().replace('formula = "C / P"', 'formula = "C / P / 2"')
    assert halved != definitions_text()
    rows = year(2022, "100", "50", "300")
    record = issue(made(tmp_path / "a", OLD, *rows), definitions=halved)
    values = {**record.by_id, "I10": replace(record.by_id["I10"], value=Fraction(1))}
    a = replace(side_of(record), values=values)
    b = side(made(tmp_path / "b", NEW, *rows, *year(2023, "100", "50", "450")))
    assert parts_of(change_of(a, b, "I10")) == {"dc": 0, "sl": 0, "pp": 1, "ky": 1}


def test_another_program_is_the_method_too(record: Record, tmp_path: Path) -> None:
    """What today's program alone makes of the record's own data belongs to the method, so that the parts add up."""
    a = replace(
        side_of(record),
        values={**record.by_id, "I10": replace(record.by_id["I10"], value=Fraction(2))},
    )
    b = side(
        made(tmp_path / "b", NEW, *year(2022, "100", "40", "300"), *year(2023, "100", "40", "300"))
    )
    change = change_of(a, b, "I10")
    assert parts_of(change) == {"dc": 0, "sl": 0, "pp": Fraction(300, 140) - 2, "ky": 0}
    assert sum(parts_of(change).values()) == change.difference


def corrected(b: Computed, right: str, wrong: str) -> Side:
    """B with a correction: its figures hold the right value, those without corrections the wrong one."""
    data = b.clean.place
    before = [replace(f, value=wrong) if f.value == right else f for f in data.figures]
    return Side(b.clean.edition, b.book.values, replace(data, figures_before=before))


def test_a_correction_comes_first(record: Record, tmp_path: Path) -> None:
    """A correction of the value that A printed is the first part; it is not counted again as revised data."""
    b = made(tmp_path / "b", NEW, *year(2022, "110", "40", "300"), *year(2023, "120", "40", "300"))
    change = change_of(side_of(record), corrected(b, "110000000", "100000000"), "Q")
    assert parts_of(change) == {"dc": 10_000_000, "sl": 0, "pp": 0, "ky": 10_000_000}


def test_a_correction_of_another_value_is_none_of_a(record: Record, tmp_path: Path) -> None:
    """Where A did not print the value that the correction expects, the change is revised data."""
    b = made(tmp_path / "b", NEW, *year(2022, "110", "40", "300"), *year(2023, "120", "40", "300"))
    change = change_of(side_of(record), corrected(b, "110000000", "105000000"), "Q")
    assert parts_of(change) == {"dc": 0, "sl": 10_000_000, "pp": 0, "ky": 10_000_000}


def test_a_dropped_correction_is_taken_back(tmp_path: Path) -> None:
    """A had a correction that B lacks, as the source prints the right value now: minus the one, plus the other."""
    a = made(tmp_path / "a", OLD, *year(2022, "110", "40", "300"))
    was = corrected(a, "110000000", "100000000")
    b = side(
        made(tmp_path / "b", NEW, *year(2022, "110", "40", "300"), *year(2023, "120", "40", "300"))
    )
    assert parts_of(change_of(was, b, "Q")) == {
        "dc": -10_000_000,
        "sl": 10_000_000,
        "pp": 0,
        "ky": 10_000_000,
    }


def test_a_correction_in_both_changes_nothing(tmp_path: Path) -> None:
    """A correction that A had already is no part of the difference."""
    rows = year(2022, "110", "40", "300")
    was = corrected(made(tmp_path / "a", OLD, *rows), "110000000", "100000000")
    b = corrected(
        made(tmp_path / "b", NEW, *rows, *year(2023, "120", "40", "300")), "110000000", "100000000"
    )
    assert parts_of(change_of(was, b, "Q")) == {"dc": 0, "sl": 0, "pp": 0, "ky": 10_000_000}


def test_a_step_without_data_is_said(record: Record, tmp_path: Path) -> None:
    """Today's data may lack the earlier period: then its part is not computed, never 0, and the next part holds it."""
    b = side(made(tmp_path / "b", NEW, *year(2023, "120", "40", "300")))
    change = change_of(side_of(record), b, "I10")
    assert [part.cause for part in change.parts] == ["dc", "ky"]
    assert change.parts[-1].joined
    assert sum(parts_of(change).values()) == change.difference
    told = told_of(side_of(record), b, "I10")
    assert told.count(NOT_SPLIT) == 2
    assert (
        "không tính lại được bước: Số liệu sửa lại, Phương pháp; phần ấy nằm trong phần Kỳ" in told
    )


def test_what_one_side_lacks_is_said(record: Record, tmp_path: Path) -> None:
    """A value that only one edition has gets no difference, and the other side is named."""
    b = side(made(tmp_path / "b", NEW, figure("120", fund="KCQG", years=(2023, 2023))))
    told = told_of(side_of(record), b, "I10")
    assert "B không có số liệu này, chỉ A có; không tính chênh lệch" in told


def test_planned_is_not_compared_with_actual(record: Record, tmp_path: Path) -> None:
    """Two statuses are never subtracted from one another."""
    rows = [{**row, "tinh_trang": "kế hoạch"} for row in year(2023, "120", "40", "300")]
    a, b = side_of(record), side(made(tmp_path / "b", NEW, *rows))
    assert change_of(a, b, "I10").parts == ()
    assert "thực hiện và kế hoạch" in told_of(a, b, "I10")


AMOUNTS = st.integers(min_value=2, max_value=9_999).map(str)


@settings(max_examples=12, deadline=None)
@given(st.lists(AMOUNTS, min_size=9, max_size=9), st.sampled_from(["Q", "P", "I10", "I06", "I07"]))
def test_parts_add_up_exactly(
    tmp_path_factory: pytest.TempPathFactory, amounts: list[str], id_: str
) -> None:
    """Whatever the amounts of the record, of today's earlier year and of today's year: exact parts, exact sum."""
    folder = tmp_path_factory.mktemp("x")
    record = issue(made(folder / "a", OLD, *year(2022, *amounts[:3])))
    b = made(
        folder / "b", NEW, *year(2022, *amounts[3:6]), *year(2023, *amounts[6:]), issued=(record,)
    )
    change = change_of(side_of(record), side(b), id_)
    assert sum(parts_of(change).values()) == change.difference
    entries = {cause: b.book[f"{id_}.kt_{cause}"].value for cause in CAUSES}
    assert entries == parts_of(change)
    assert b.book[f"{id_}.kt_cl"].value == change.difference


def test_the_parts_are_values_with_their_cells(record: Record, tmp_path: Path) -> None:
    """In the book each part is a formula down to cells: those of the record are the texts that its file holds."""
    rows = [*year(2022, "105", "40", "300"), *year(2023, "120", "40", "300")]
    book = made(tmp_path / "b", NEW, *rows, issued=(record,)).book
    assert book["Q.kt_sl"].formula == "Q.kt2 - Q.kt0"
    assert book["Q.kt_dc"].formula == "Q.kt0 - Q.kt0"
    assert book["I10.kt_ky"].formula == "I10 - I10.kt2"
    origin = book["Q.kt0"].origins[0]
    assert (origin.file, origin.sheet, origin.printed) == (
        "data/issued/thu-2022.json",
        "values",
        "100000000",
    )
    assert record.values[origin.row - 1]["value"] == origin.printed
    for value in book:
        assert all(value_id in book for value_id in value.inputs)
        assert value.derived or value.value is None or cells_of(book, value.id), value.id


def test_without_a_record_nothing_is_added(tmp_path: Path) -> None:
    """An edition without an issued earlier one has no section and no value of it."""
    computed = made(
        tmp_path / "b", NEW, *year(2022, "105", "40", "300"), *year(2023, "120", "40", "300")
    )
    report = report_of(computed)
    assert not [value.id for value in computed.book if ".kt" in value.id]
    assert since_earlier(report)["blocks"] == []
    assert changes_table(report)["blocks"] == []


def report_of(computed: Computed) -> Report:
    return Report(
        computed.clean,
        figures_in(computed.frame),
        computed.book,
        computed.checks,
        load_definitions(),
    )


def test_the_section_prints_difference_and_parts(record: Record, tmp_path: Path) -> None:
    """The report's table has a row a headline: earlier, now, difference and a part a cause, each bound to its value.

    The file of the record stands in the trace, for what is signed names no file of the program.
    """
    rows = [*year(2022, "105", "40", "300"), *year(2023, "120", "40", "300")]
    report = report_of(made(tmp_path / "b", NEW, *rows, issued=(record,)))
    table = {
        text_of(row["cells"][0]): [text_of(cell) for cell in row["cells"][1:]]
        for row in changes_table(report)["rows"]
    }
    assert table["Kinh phí khuyến công quốc gia, triệu đồng"] == [
        "100",
        "120",
        "20",
        "0",
        "5",
        "0",
        "15",
    ]
    assert "data/issued/thu-2022.json" not in text_of(since_earlier(report)["blocks"][0]["c"])
    (traced,) = trace(report, ["Q.kt0"])["rows"]
    assert "data/issued/thu-2022.json, phần “values”" in " ".join(map(text_of, traced["cells"]))


def test_other_lengths_are_said(tmp_path: Path) -> None:
    """Where the editions are of different lengths the sentence says so."""
    record = issue(
        made(
            tmp_path / "a",
            Edition("thu", 2020, 2022),
            figure("100", fund="KCQG", years=(2020, 2022)),
        )
    )
    report = report_of(made(tmp_path / "b", NEW, *year(2023, "120", "40", "300"), issued=(record,)))
    assert "Hai kỳ dài ngắn khác nhau" in text_of(since_earlier(report)["blocks"][0]["c"])


@pytest.mark.parametrize(
    "edition",
    [Edition("tinh", 2023, 2023), Edition("tinh", 2022, 2023), Edition("tinh", 2022, 2022)],
)
def test_a_register_is_recomputed_from_its_yearly_sums(tmp_path: Path, edition: Edition) -> None:
    """A record holds a register as sums of each year; they give every value of the edition that the schemes gave."""
    write_registers(tmp_path)
    computed = compute(tmp_path, edition)
    record = issue(computed)
    place = bound_to(record)
    again = recompute(place.figures, place.readings, load_definitions(), edition)
    assert again is not None
    for value in again:
        assert (value.value, value.bound) == (
            computed.book[value.id].value,
            computed.book[value.id].bound,
        ), value.id
    assert len(again.values) > 40


def test_a_period_is_the_sum_of_its_years(tmp_path: Path) -> None:
    """The sums of a register over a period that no record was made for are those that its schemes give."""
    write_registers(tmp_path)
    whole = compute(tmp_path, Edition("tinh", 2022, 2023))
    only_years = compute(tmp_path, Edition("tinh", 2023, 2023)).clean.place.figures
    assert all(f.year_from == f.year_to for f in only_years if f.parts)
    summed = {
        (f.measure, f.fund, f.activity_label, f.beneficiary_type, f.status): (f.value, f.printed)
        for f in figures_for(only_years, Edition("tinh", 2022, 2023))
        if f.parts and f.year_from != f.year_to
    }
    given = {
        (f.measure, f.fund, f.activity_label, f.beneficiary_type, f.status): (f.value, f.printed)
        for f in figures_in(whole.frame)
        if f.parts and f.year_from != f.year_to
    }
    assert summed
    assert summed.items() <= given.items()
    assert {key for key in given.keys() - summed.keys() if key[0] in ("amount", "schemes")} == set()


def test_exact_values_are_told_where_print_rounds(record: Record, tmp_path: Path) -> None:
    """A ratio is printed rounded; beneath it the exact difference stands with its exact parts."""
    b = side(
        made(tmp_path / "b", NEW, *year(2022, "100", "40", "300"), *year(2023, "120", "40", "300"))
    )
    told = told_of(side_of(record), b, "I10")
    assert (
        f"chênh lệch {exact_text(Fraction(300, 160) - Fraction(300, 140))} = Đính chính 0" in told
    )


def test_no_data_is_no_comparison() -> None:
    """Two editions without headlines give a table that says so."""
    nothing = Side(OLD, {}, PlaceData([], [], [], [], definitions_text()))
    changes = changes_between(nothing, nothing, step_books(nothing, nothing))
    told = comparison_text(changes, ("A", "B"), prints_of(nothing, nothing))
    assert "Không có số chung nào" in "\n".join(told)


def test_values_have_the_digits_of_the_report(tmp_path: Path) -> None:
    """Shares have two decimals, bounds none behind a whole, "2,4 tỷ" is 2.400 triệu, as in columns of the report."""
    rows = [
        *year(2022, "100", "40", "300"),
        figure("2,4", "tỷ đồng", "KCQG", years=(2023, 2023)),
        figure("600", fund="KCĐP", years=(2023, 2023)),
        figure("1,1", "tỷ đồng", "đối ứng", years=(2023, 2023), word="trên"),
    ]
    record = issue(made(tmp_path / "a", OLD, *rows))
    b = made(tmp_path / "b", NEW, *rows)
    for id_ in ("Q", "L", "P", "C", "I07", "I10"):
        cell = text_of(b.report.cell(id_)).replace("\u00a0", " ")
        line = told_of(side_of(record), side(b), id_).splitlines()[6]
        assert line.startswith(id_)
        assert f"  {cell}  " in line, line
    line = told_of(side_of(record), side(b), "Q").splitlines()[6]
    assert line.split() == ["Q", "100", "2.400", "2.300", "0", "0", "0", "2.300"]


def line(row: int, column: str, wrong: str, right: str, file: str = "so-lieu.csv") -> Row:
    """A line of dinh-chinh.csv."""
    cells = {
        "tep": file,
        "trang_tinh": "",
        "dong": str(row),
        "cot": column,
        "ly_do": "văn bản gốc",
        "nguoi": "Lê A",
    }
    return {**cells, "gia_tri_sai": wrong, "gia_tri_dung": right}


SCHEMES = [
    (str(year), f"Đề án {year}", f"Cơ sở {year}", "Đào tạo nghề", "Huyện A", str(year), "Việc", "100000000", "0",
     "50000000", "150000000")
    for year in (2021, 2022, 2023)
]  # fmt: skip


def mend(folder: Path, *lines: Row) -> Path:
    write_table(folder, "dinh-chinh.csv", lines, tuple(lines[0]))
    return folder


def register(
    folder: Path, rows: Sequence[Sequence[str]] = SCHEMES, header: Sequence[str] = HEADER
) -> Path:
    folder.mkdir()
    (folder / "dm.csv").write_text(csv_text([header, *rows]), encoding="utf-8")
    return folder


AMOUNTS = [
    line(2, "Kinh phí KCQG", "100000000", "90000000", "dm.csv"),
    line(2, "Tổng kinh phí", "150000000", "140000000", "dm.csv"),
]


def test_a_register_that_needs_another_correction_is_still_corrected(tmp_path: Path) -> None:
    """A correction without which the register cannot be read stays; the others are told apart from revised data."""
    record = issue(compute(register(tmp_path / "a"), Edition("tinh", 2021, 2021)))
    unread = [*SCHEMES[:2], (*SCHEMES[2][:7], "một trăm", *SCHEMES[2][8:])]
    folder = mend(
        register(tmp_path / "b", unread),
        *AMOUNTS,
        line(4, "Kinh phí KCQG", "một trăm", "100000000", "dm.csv"),
    )
    b = side(compute(folder, Edition("tinh", 2022, 2022)))
    assert b.data.figures_before
    assert parts_of(change_of(side_of(record), b, "Q")) == {
        "dc": -10_000_000,
        "sl": 0,
        "pp": 0,
        "ky": 10_000_000,
    }


def test_a_correction_reaches_the_sums_of_another_period(tmp_path: Path) -> None:
    """The sums of A's period, which B's data do not have, follow from the corrected years."""
    record = issue(compute(register(tmp_path / "a"), Edition("tinh", 2021, 2022)))
    b = side(compute(mend(register(tmp_path / "b"), *AMOUNTS), Edition("tinh", 2022, 2023)))
    for id_ in ("Q", "T"):
        change = change_of(side_of(record), b, id_)
        assert parts_of(change) == {"dc": -10_000_000, "sl": 0, "pp": 0, "ky": 10_000_000}, id_


def test_a_corrected_fund_is_a_correction(record: Record, tmp_path: Path) -> None:
    """A correction may make a figure into another one: what A gets then is the correction's part, never a sure 0."""
    wrong = [figure("40", fund="KCQG"), figure("300", fund="đối ứng")]
    a = issue(made(tmp_path / "a", OLD, *wrong))
    rows = [
        figure("40", fund="KCĐP"),
        figure("300", fund="đối ứng"),
        *year(2023, "120", "45", "330"),
    ]
    mended = write_raw(tmp_path / "b", [{**rows[0], "nguon_kinh_phi": "KCQG"}, *rows[1:]])
    b = side(compute(mend(mended, line(2, "nguon_kinh_phi", "KCQG", "KCĐP")), NEW))
    for before in (record, a):
        change = change_of(side_of(before), b, "Q")
        assert "dc" not in parts_of(change)
        assert sum(parts_of(change).values()) == change.difference
        assert "không tính lại được bước: Đính chính" in told_of(side_of(before), b, "Q")


def test_a_corrected_status_is_a_correction(tmp_path: Path) -> None:
    """A planned figure that was actual all along: the value that A then gets is the correction's part."""
    rows = year(2022, "100", "40", "300")
    extra = figure("7", fund="KCQG", years=(2022, 2022))
    wrong = {**extra, "tinh_trang": "kế hoạch"}
    a = issue(made(tmp_path / "a", OLD, *rows[1:], wrong))
    later = year(2023, "120", "40", "300")
    folder = mend(
        write_raw(tmp_path / "b", [*rows[1:], wrong, *later]),
        line(4, "tinh_trang", "kế hoạch", "thực hiện"),
    )
    b = side(compute(folder, NEW))
    books = step_books(side_of(a), b)
    assert books[1] is not None
    assert books[1]["Q"].value == 7_000_000
    assert books[1]["Q"].status == "actual"


def test_a_corrected_status_in_a_register_is_a_correction(tmp_path: Path) -> None:
    """A scheme that was only planned leaves the actual sums of the record: the correction's part, not the period's."""
    header = [*HEADER, "Tình trạng"]
    more = (
        "9",
        "Đề án khác",
        "Cơ sở khác",
        *SCHEMES[0][3:7],
        "30000000",
        "0",
        "10000000",
        "40000000",
    )
    rows = [(*cells, "thực hiện") for cells in (*SCHEMES, more)]
    a = issue(compute(register(tmp_path / "a", rows, header), Edition("tinh", 2021, 2021)))
    folder = register(tmp_path / "b", rows, header)
    mend(folder, line(5, "Tình trạng", "thực hiện", "kế hoạch", "dm.csv"))
    b = side(compute(folder, Edition("tinh", 2022, 2022)))
    assert parts_of(change_of(side_of(a), b, "Q")) == {"dc": -30_000_000, "sl": 0, "pp": 0, "ky": 0}

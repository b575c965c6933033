"""Cleaning one edition: all faults at once, no edition without figures, and the small tables beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.edition import Edition, place_slug
from analysis.errors import InputErrors, NoDataError
from analysis.raw.folder import read_raw
from analysis.stages.cleaning import clean_edition
from data_builder import (
    FIGURES,
    HEADERS,
    MACHINERY,
    Row,
    compute,
    faults_of,
    figure,
    made,
    over,
    reading,
    schemes,
    write_raw,
    write_table,
)

ROWS = [figure("100", fund="KCQG"), figure("50", fund="KCĐP")]


def refusal(folder: Path, edition: Edition) -> str:
    with pytest.raises(NoDataError) as refused:
        clean_edition(read_raw(folder), edition)
    return str(refused.value)


def test_an_unknown_place_is_told_the_places_there_are(tmp_path: Path) -> None:
    """A place without figures is refused; the message lists every place there is, and the one it resembles."""
    write_raw(tmp_path, [*over(ROWS, dia_ban="Bình Định"), *over(ROWS, dia_ban="(không nêu tên)")])
    text = refusal(tmp_path, Edition("binh-dihn", 2022, 2022))
    assert "[place-unknown]" in text
    assert "binh-dinh (Bình Định), tinh (địa bàn của đơn vị)" in text
    assert "PLACE=binh-dinh" in text


def test_a_place_that_is_gone_is_told_the_province_that_it_became_part_of(tmp_path: Path) -> None:
    """Of Vĩnh Phúc in 2025 the refusal says where it is, and proposes Phú Thọ where that has figures; not of 2024."""
    write_raw(tmp_path, [figure("1", fund="KCQG", years=(2025, 2025), place="Phú Thọ")])
    text = refusal(tmp_path, Edition("vinh-phuc", 2025, 2025))
    assert "Vĩnh Phúc đã nhập vào Phú Thọ từ 01/7/2025" in text
    assert "có phải PLACE=phu-tho?" in text
    assert "đã nhập" not in refusal(tmp_path, Edition("vinh-phuc", 2024, 2024))
    write_raw(tmp_path, [figure("1", fund="KCQG", years=(2025, 2025), place="Hà Tĩnh")])
    elsewhere = refusal(tmp_path, Edition("vinh-phuc", 2025, 2025))
    assert "Vĩnh Phúc đã nhập vào Phú Thọ" in elsewhere
    assert "có phải" not in elsewhere


def test_a_period_without_figures_is_told_the_periods_there_are(tmp_path: Path) -> None:
    """A period in which no figure lies is refused with every period of the place; a longer one is not inside."""
    write_raw(
        tmp_path,
        [
            figure("1", fund="KCQG", years=years)
            for years in ((2016, 2020), (2019, 2019), (2022, 2022))
        ],
    )
    text = refusal(tmp_path, Edition("thu", 2018, 2018))
    assert "[year-no-rows]" in text
    assert "Các kỳ có số liệu: 2016-2020, 2019, 2022." in text


def test_a_period_that_no_command_can_have_is_no_advice(tmp_path: Path) -> None:
    """Days that no parameter names are told as such, and nobody is sent to choose them."""
    named = figure("10", fund="KCQG", years=(2021, 2022))
    days = {**named, "tu_ngay": "2021-01-01", "den_ngay": "2022-09-30"}
    write_table(tmp_path, FIGURES, [days], list(days))
    text = refusal(tmp_path, Edition("thu", 2022, 2022))
    assert "từ 01/01/2021 đến 30/9/2022 (không tham số nào gọi được kỳ ấy)" in text
    assert "chọn một kỳ trên" not in text
    write_table(tmp_path, FIGURES, [days, figure("9", fund="KCQG", years=(2020, 2020))], list(days))
    assert "chọn một kỳ trên" in refusal(tmp_path, Edition("thu", 2022, 2022))


def test_the_offices_own_place_is_called_so(tmp_path: Path) -> None:
    """A place that no file names is no name in brackets to a reader, but the office's own."""
    write_raw(tmp_path, over(ROWS, dia_ban="(không nêu tên)"))
    text = refusal(tmp_path, Edition("tinh", 2018, 2018))
    assert "không có số liệu nào của địa bàn của đơn vị nằm trong năm 2018" in text


def test_an_empty_folder_is_an_edition_without_data(tmp_path: Path) -> None:
    """With no file at all the refusal says that there are no figures, not that places are listed."""
    text = refusal(tmp_path, Edition("tinh", 2012, 2022))
    assert "[place-unknown]" in text
    assert ": ." not in text


def test_the_name_is_as_the_source_prints_it(tmp_path: Path) -> None:
    """The place is printed as in the figures and found by its slug, whatever its diacritics."""
    write_raw(tmp_path, over(ROWS, dia_ban="Đắk Lắk"))
    assert (
        clean_edition(read_raw(tmp_path), Edition("dak-lak", 2022, 2022))[1].place_name == "Đắk Lắk"
    )
    assert [place_slug(name) for name in ("Bà Rịa - Vũng Tàu", "(không nêu tên)", "Cả nước")] == [
        "ba-ria-vung-tau",
        "tinh",
        "ca-nuoc",
    ]


def test_counts_inputs_and_small_tables(tmp_path: Path) -> None:
    """The clean data name every used file, count the used rows, and keep the used rows of the small tables."""
    folder = write_raw(
        tmp_path, [*ROWS, *over(ROWS, dia_ban="Khác")], [reading("D1", "a", "Q = Q", printed=" b ")]
    )
    frame, clean = clean_edition(read_raw(folder), Edition("thu", 2022, 2022))
    assert list(clean.counts.values()) == [2, 0]
    names = ("cach-hieu.csv", "nguon.csv", "so-lieu.csv")
    assert list(clean.inputs) == [f"data/raw/{name}" for name in names]
    assert (clean.readings[0]["id"], clean.readings[0]["printed"]) == ("D1", "b")
    assert [source["id"] for source in clean.sources] == ["nguon-thu"]
    assert len(frame) == 2


def test_the_office_is_that_of_the_place(tmp_path: Path) -> None:
    """The issuing body is the row of the edition's place, and nobody else's when there is none."""
    folder = write_raw(tmp_path, [*ROWS, *over(ROWS, dia_ban="Khác")])
    offices = [{"dia_ban": name, "nguoi_ky": f"Người {name}"} for name in ("Sở nhà", "Thử")]
    write_table(folder, "co-quan.csv", offices)
    assert (
        clean_edition(read_raw(folder), Edition("thu", 2022, 2022))[1].narrative.office["nguoi_ky"]
        == "Người Thử"
    )
    assert clean_edition(read_raw(folder), Edition("khac", 2022, 2022))[1].narrative.office == {}


OFFICE = ("dia_ban", "so_ky_hieu", "nguoi_ky", "ky", "ngay")


def write_offices(folder: Path, *rows: str) -> None:
    """Rows of the office with what stands in the columns of `OFFICE`."""
    offices = [dict(zip(OFFICE, row.split(","), strict=True)) for row in rows]
    write_table(folder, "co-quan.csv", offices, (*HEADERS["co-quan.csv"], "ky", "ngay"))


def test_the_row_of_an_edition_wins_over_the_row_of_all(tmp_path: Path) -> None:
    """Number, day and signatory of one edition stand in its own row; what is blank there is that of all editions."""
    folder = write_raw(tmp_path, [*ROWS, figure("90", fund="KCQG", years=(2021, 2021))])
    write_offices(
        folder,
        "Thử,12/BC-SCT,Người thay,thu-2022,2023-01-05",
        "Thử,/BC-SCT,Người chung,,",
        "Thử,,Người sau,thu-2021,",
    )

    def office(year: int) -> list[str]:
        cells = clean_edition(read_raw(folder), Edition("thu", year, year))[1].narrative.office
        return [cells[name] for name in ("so_ky_hieu", "nguoi_ky", "ngay")]

    assert office(2022) == ["12/BC-SCT", "Người thay", "2023-01-05"]
    assert office(2021) == ["/BC-SCT", "Người sau", ""]


def test_number_and_day_of_one_document_are_not_those_of_every_edition(tmp_path: Path) -> None:
    """In the row of all editions they are not printed, and each edition without a row of its own is told so."""
    folder = write_raw(tmp_path, [*ROWS, figure("90", fund="KCQG", years=(2021, 2021))])
    write_offices(
        folder, "Thử,125/BC-SCT,Người chung,,2023-01-05", "Thử,7/BC-SCT,,thu-2021,2022-01-04"
    )

    def told(year: int) -> tuple[list[str], list[str]]:
        clean = clean_edition(read_raw(folder), Edition("thu", year, year))[1]
        narrative = clean.narrative
        texts = [str(found) for found in narrative.findings if found.code == "office-of-one"]
        return [narrative.office[name] for name in ("so_ky_hieu", "ngay", "nguoi_ky")], texts

    office, texts = told(2022)
    assert office == ["/BC-SCT", "", "Người chung"]
    assert ["125/BC-SCT" in texts[0], "2023-01-05" in texts[1]] == [True, True]
    assert told(2021) == (["7/BC-SCT", "2022-01-04", "Người chung"], [])


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (["Thử,,,thu-20x2,"], ("office-edition", 2, "ky")),
        (["Thử,,,khac-2022,"], ("office-edition", 2, "ky")),
        (["Thử,,,thu-2022,", "Thử,,,thu-2022,"], ("office-edition", 3, "ky")),
        (["Thử,,,,05/01/2023"], ("office-date", 2, "ngay")),
        (["Thử,,,,2023-02-30"], ("office-date", 2, "ngay")),
    ],
)
def test_an_office_of_no_edition_or_no_day_is_refused(
    tmp_path: Path, rows: list[str], fault: tuple[str, int, str]
) -> None:
    """A row that would be passed over, or print a day that is none, is told with its cell."""
    folder = write_raw(tmp_path, ROWS)
    write_offices(folder, *rows)
    with pytest.raises(InputErrors) as refused:
        clean_edition(read_raw(folder), Edition("thu", 2022, 2022))
    told = [(each.code, each.where.row, each.where.column) for each in refused.value.faults]
    assert told == [fault]


def codes(folder: Path, edition: Edition) -> list[tuple[str, str]]:
    findings = clean_edition(read_raw(folder), edition)[1].findings
    return [(finding.code, finding.where) for finding in findings if finding.code != "note-empty"]


def test_findings_are_those_of_the_editions_rows(tmp_path: Path) -> None:
    """A source without an entry and a label without a code are told for each edition that uses them, at its own row."""
    rows = [figure("10", fund="KCĐP", label="Lạ", years=(y, y), source="s") for y in (2020, 2021)]
    folder = write_raw(tmp_path, [*rows, *over(rows[:1], dia_ban="Khác")])
    for year, row in ((2020, 2), (2021, 3)):
        assert codes(folder, Edition("thu", year, year)) == [
            ("source-unknown", f'data/raw/so-lieu.csv, dòng {row}, cột "nguon_tin"'),
            ("activity-uncoded", f'data/raw/so-lieu.csv, dòng {row}, cột "noi_dung"'),
        ]
    assert len(codes(folder, Edition("thu", 2020, 2021))) == 2


def test_known_sources_and_coded_labels_are_no_finding(tmp_path: Path) -> None:
    """With an entry for the source and a code for the label there is nothing to tell."""
    folder = write_raw(tmp_path, [figure("10", fund="KCĐP", label=MACHINERY)])
    assert codes(folder, Edition("thu", 2022, 2022)) == []


READINGS: list[tuple[list[Row], list[tuple[str, str]]]] = [
    ([reading("D01", "a", "CM = CM - M"), reading("D02", "b", "A = A - M; MK = K")], []),
    ([reading("D04", "138", "DA = DA_khac2")], []),
    ([reading("D03", "a", "so_nam = nam_nguon")], []),
    ([reading("D01", "a", "")], []),
    ([reading("D01", "a", "CM")], [("reading-formula", 'dòng 2, cột "thay_the"')]),
    ([reading("D01", "a", "CM = CM -")], [("reading-formula", 'dòng 2, cột "thay_the"')]),
    ([reading("D01", "a", "CM = CM - X")], [("reading-formula", 'dòng 2, cột "thay_the"')]),
    ([reading("D01", "a", "X = CM")], [("reading-formula", 'dòng 2, cột "thay_the"')]),
    ([reading("D01", "a", "CM = M; CM = K")], [("reading-formula", 'dòng 2, cột "thay_the"')]),
    ([reading("D01", "a"), reading("D01", "b")], [("reading-id", 'dòng 3, cột "id"')]),
    ([reading("", "a")], [("reading-id", 'dòng 2, cột "id"')]),
    ([reading("D 1", "a")], [("reading-id", 'dòng 2, cột "id"')]),
    ([reading("kh", "a")], [("reading-id", 'dòng 2, cột "id"')]),
    ([reading("2022", "a")], [("reading-id", 'dòng 2, cột "id"')]),
]


@pytest.mark.parametrize(("readings", "faults"), READINGS)
def test_readings_are_checked_before_any_work(
    tmp_path: Path, readings: list[Row], faults: list[tuple[str, str]]
) -> None:
    """A reading has an id of its own that is no year and no status, and its change is a formula over known inputs."""
    folder = write_raw(tmp_path, ROWS, readings)
    found = [(fault.code, str(fault.where)) for fault in faults_of(folder)]
    assert found == [(code, f"data/raw/cach-hieu.csv, {place}") for code, place in faults]


def test_a_reading_of_a_plan_or_of_another_source_changes_nothing(tmp_path: Path) -> None:
    """A reading is applied to actual figures of its own source only."""
    plan = [*ROWS, *over(ROWS, tinh_trang="kế hoạch")]
    readings = [reading("D1", "x", "Q = L"), reading("D2", "x", "Q = L", source="khác")]
    computed = made(tmp_path / "a", plan, readings)
    assert [v.id for v in computed.book if v.id.startswith("Q.")] == ["Q.kh", "Q.D1"]
    assert not any(v.id.endswith(".D1") for v in made(tmp_path / "b", plan[2:], readings).book)


@pytest.mark.parametrize("name", HEADERS)
def test_each_small_table_has_its_own_header(tmp_path: Path, name: str) -> None:
    """A small table with a missing or an unknown column is refused by its own header."""
    folder = write_raw(tmp_path, ROWS)
    write_table(folder, name, [{}], header=HEADERS[name][1:])
    assert [fault.code for fault in faults_of(folder)] == ["header-missing"]
    write_table(folder, name, [{}], header=(*HEADERS[name], "x"))
    assert [fault.code for fault in faults_of(folder)] == ["header-unknown"]


def test_small_tables_are_optional(tmp_path: Path) -> None:
    """Figures alone make an edition; what the small tables would tell is a warning, not a fault."""
    folder = write_raw(tmp_path, [*ROWS, schemes("3", "KCQG", MACHINERY)], codes={}, sources=())
    assert compute(folder, Edition("thu", 2022, 2022)).value("P") == 150_000_000
    assert [code for code, _ in codes(folder, Edition("thu", 2022, 2022))] == [
        "source-unknown",
        "activity-uncoded",
    ]


def test_a_source_has_one_entry(tmp_path: Path) -> None:
    """Two entries for one source would be two publishers for one figure: refused at the second."""
    folder = write_raw(tmp_path, ROWS, sources=("a", "b", "a"))
    assert [(f.code, str(f.where)) for f in faults_of(folder)] == [
        ("row-duplicate", 'data/raw/nguon.csv, dòng 4, cột "id"')
    ]

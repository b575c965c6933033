"""Raw rows to exact figures: words to codes, numbers to whole đồng, every doubtful row refused with its place."""

from __future__ import annotations

import unicodedata
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import vocabulary
from analysis.edition import Edition, place_slug
from analysis.figures.figure import FIGURE_DTYPES, figure_frame, figures_in, in_edition
from analysis.figures.published import findings_of_figures, tidy_figures
from analysis.language.numbers import exact_text, format_money, parse_exact
from analysis.language.printed_units import UNITS
from analysis.raw.folder import read_raw
from analysis.stages.reading import sound
from data_builder import (
    FIGURES,
    HEADER,
    MACHINERY,
    Row,
    codes_of,
    compute,
    faults_of,
    figure,
    over,
    schemes,
    write_raw,
    write_table,
)
from strategies import MONEY_UNITS, hostile_texts, money

GOOD = figure("2,630", "tỷ đồng", "KCQG", MACHINERY, word="trên", position="đoạn 3", note="ghi chú")
CODES_FILE = "noi-dung.csv"


def tidied(folder: Path, *rows: Row, **given: object) -> pd.DataFrame:
    figures, faults = tidy_figures(read_raw(write_raw(folder, rows, **given)))  # type: ignore[arg-type]
    assert [str(fault) for fault in faults] == []
    return figure_frame(figures)


def test_a_row_becomes_a_figure_with_its_origin(tmp_path: Path) -> None:
    """Words become codes, the number whole đồng, and the cell stays as printed, with its file, hash and row."""
    frame = tidied(tmp_path, schemes("7"), GOOD)
    figure_ = figures_in(frame)[1]
    raw = next(file for file in read_raw(tmp_path).files if file.base == FIGURES)
    assert (figure_.place, figure_.place_name, figure_.year_from, figure_.year_to) == (
        "thu",
        "Thử",
        2022,
        2022,
    )
    assert (figure_.measure, figure_.fund, figure_.activity, figure_.status) == (
        "amount",
        "national",
        "ND3-MM",
        "actual",
    )
    assert (figure_.value, figure_.unit, figure_.bound) == ("2630000000", "đồng", "at_least")
    assert (figure_.printed, figure_.printed_unit, figure_.qualifier) == (
        "2,630",
        "tỷ đồng",
        "trên",
    )
    assert (figure_.position, figure_.note, figure_.source) == ("đoạn 3", "ghi chú", "nguon-thu")
    assert (figure_.file, figure_.sha256, figure_.row) == ("data/raw/so-lieu.csv", raw.sha256, 3)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Nghệ An", ["tỉnh Nghệ An", "Tỉnh  Nghệ An", "UBND tỉnh Nghệ An"]),
        (
            "Hồ Chí Minh",
            ["TP. Hồ Chí Minh", "TP Hồ Chí Minh", "Thành phố Hồ Chí Minh", "TP.HCM", "TPHCM"],
        ),
    ],
)
def test_a_province_is_one_place_with_and_without_the_word_for_its_kind(
    tmp_path: Path, name: str, words: list[str]
) -> None:
    """Its figures are used as those of its name alone, none is told to be of another place."""
    for word in words:
        folder = write_raw(
            tmp_path / word,
            [figure("4", fund="KCĐP", place=word), figure("10", fund="KCQG", place=name)],
        )
        used = compute(folder, Edition(place_slug(name), 2022, 2022))
        assert (used.value("Q"), used.value("L")) == (10_000_000, 4_000_000)
        assert "row-beside" not in [finding.code for finding in used.clean.beside]
        assert used.clean.place_name == name
        write_raw(folder, [figure("4", fund="KCĐP", place=word)])
        sound(read_raw(folder), Edition(place_slug(name), 2022, 2022))
        # an edition under the name with the word, as issued before, is of the same place
        for slug in (place_slug(name), place_slug(word)):
            alone = compute(folder, Edition(slug, 2022, 2022))
            assert (alone.value("L"), alone.clean.place_name) == (4_000_000, name)


def test_the_frame_has_the_columns_of_a_figure(tmp_path: Path) -> None:
    """The frame has one column a field, in order and typed, also when there is no figure."""
    for frame in (tidied(tmp_path, GOOD), tidied(tmp_path / "b", GOOD).iloc[:0]):
        assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == FIGURE_DTYPES


# what a cell is changed to -> the code and the column of its fault
BAD_CELLS: list[tuple[dict[str, str], str, str]] = [
    ({"nguon_tin": " "}, "cell-required", "nguon_tin"),
    ({"dia_ban": ""}, "cell-required", "dia_ban"),
    ({"dia_ban": "???"}, "category-unknown", "dia_ban"),
    ({"tu_nam": ""}, "year-unreadable", "tu_nam"),
    ({"tu_nam": "22"}, "year-unreadable", "tu_nam"),
    ({"tu_nam": "năm 2022"}, "year-unreadable", "tu_nam"),
    ({"den_nam": "2022.0"}, "year-unreadable", "den_nam"),
    ({"den_nam": "２０２２"}, "year-unreadable", "den_nam"),
    ({"den_nam": "2022-2023"}, "year-unreadable", "den_nam"),
    ({"tu_nam": "1899"}, "year-out-of-range", "tu_nam"),
    ({"den_nam": "2101"}, "year-out-of-range", "den_nam"),
    ({"tu_nam": "2023"}, "year-range", "den_nam"),
    ({"chi_tieu": ""}, "cell-required", "chi_tieu"),
    ({"chi_tieu": "kinh phi"}, "category-unknown", "chi_tieu"),
    ({"nguon_kinh_phi": "KCQG "}, "", ""),
    ({"nguon_kinh_phi": "kcqg"}, "category-unknown", "nguon_kinh_phi"),
    ({"nguon_kinh_phi": ""}, "cell-required", "nguon_kinh_phi"),
    ({"loai_hinh": "công ty"}, "category-unknown", "loai_hinh"),
    ({"tinh_trang": ""}, "cell-required", "tinh_trang"),
    ({"tinh_trang": "thực hiên"}, "category-unknown", "tinh_trang"),
    ({"dinh_ngu": "độ"}, "category-unknown", "dinh_ngu"),
    ({"don_vi": ""}, "unit-missing", "don_vi"),
    ({"don_vi": "tỷ"}, "unit-unknown", "don_vi"),
    ({"don_vi": "USD"}, "unit-currency", "don_vi"),
    ({"don_vi": "đề án"}, "unit-conflict", "don_vi"),
    ({"don_vi": "%"}, "unit-conflict", "don_vi"),
    ({"gia_tri": ""}, "amount-missing", "gia_tri"),
    ({"gia_tri": "n/a"}, "amount-missing", "gia_tri"),
    ({"gia_tri": "-"}, "amount-missing", "gia_tri"),
    ({"gia_tri": "-2,630"}, "amount-negative", "gia_tri"),
    ({"gia_tri": "hai tỷ"}, "number-unreadable", "gia_tri"),
    ({"gia_tri": "2,630 tỷ"}, "number-unreadable", "gia_tri"),
    ({"gia_tri": "trên 2,630"}, "number-approximate", "gia_tri"),
    ({"gia_tri": "2-3"}, "number-approximate", "gia_tri"),
    ({"gia_tri": "3E+08"}, "number-scientific", "gia_tri"),
    ({"gia_tri": "NaN"}, "amount-not-finite", "gia_tri"),
    ({"gia_tri": "2,630.5"}, "number-format-foreign", "gia_tri"),
    ({"gia_tri": "29.916.000"}, "amount-implausible", "gia_tri"),
    ({"gia_tri": "2,6301234567"}, "amount-not-whole", "gia_tri"),
    ({"gia_tri": "0,0005"}, "amount-implausible", "gia_tri"),
]


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    BAD_CELLS,
    ids=[f"{c}-{','.join(d.values())}" for d, _, c in BAD_CELLS],
)
def test_a_doubtful_cell_is_refused_at_its_place(
    tmp_path: Path, cells: Row, code: str, column: str
) -> None:
    """One wrong cell is one fault, with the file, the row and the column of that cell; the rest of the row is taken."""
    write_raw(tmp_path, [schemes("1"), {**GOOD, **cells}])
    found = [(fault.code, str(fault.where)) for fault in faults_of(tmp_path)]
    assert found == ([(code, f'data/raw/so-lieu.csv, dòng 3, cột "{column}"')] if code else [])


def test_every_fault_of_a_row_is_told(tmp_path: Path) -> None:
    """Several wrong cells of one row are several faults, each with its own column."""
    write_raw(
        tmp_path,
        [{**GOOD, "tu_nam": "x", "chi_tieu": "y", "tinh_trang": "", "don_vi": "z", "dia_ban": ""}],
    )
    wanted = [
        ("dia_ban", "cell-required"),
        ("chi_tieu", "category-unknown"),
        ("tinh_trang", "cell-required"),
        ("tu_nam", "year-unreadable"),
        ("don_vi", "unit-unknown"),
    ]
    assert sorted((str(f.where.column), f.code) for f in faults_of(tmp_path)) == sorted(wanted)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("khuyến công quốc gia", "KCQG"),
        ("Kinh phí khuyến công địa phương", "KCĐP"),
        ("vốn đối ứng", "đối ứng"),
        ("khuyến công tỉnh", ""),
        ("KCQP", ""),
    ],
)
def test_a_hint_never_names_another_fund(tmp_path: Path, typed: str, meant: str) -> None:
    """A fund is told by what registers call it; what only has nearly its letters gets the list of all."""
    write_raw(tmp_path, [{**GOOD, "nguon_kinh_phi": typed}])
    text = str(faults_of(tmp_path)[0])
    assert ("có phải" in text) == bool(meant)
    assert not meant or f'có phải "{meant}"?' in text


def test_a_wrong_word_gets_the_nearest_known_one(tmp_path: Path) -> None:
    """The remedy of a misspelt word is the word that it resembles, and all known words are listed."""
    write_raw(tmp_path, [{**GOOD, "tinh_trang": "thực hiên"}])
    text = str(faults_of(tmp_path)[0])
    assert 'có phải "thực hiện"?' in text
    assert all(word in text for word in vocabulary.printed_words(vocabulary.STATUSES))


def test_text_of_a_cell_never_breaks_a_message(tmp_path: Path) -> None:
    """A message stays one readable line, whatever the cell holds and however long it is."""
    write_raw(
        tmp_path,
        [
            {
                **GOOD,
                "chi_tieu": "kinh\nphí\u202e" + "x" * 5000,
                "tu_nam": "2\n2",
                "don_vi": "a\r\nb",
            }
        ],
    )
    texts = [str(fault) for fault in faults_of(tmp_path)]
    assert len(texts) == 4
    assert all(text.isprintable() and len(text) < 600 for text in texts)


# each measure with the units in which its figures are printed; any other unit is refused
UNITS_OF = {
    "kinh phí": {"đồng", "nghìn đồng", "triệu đồng", "tỷ đồng", "tỉ đồng"},
    "cơ sở thụ hưởng": {"cơ sở", "đơn vị", "lượt cơ sở"},
    "đơn vị thụ hưởng": {"cơ sở", "đơn vị"},
    "đề án": {
        "đề án",
        "chương trình, đề án",
        "đề án, nhiệm vụ",
        "nhiệm vụ, đề án",
        "chương trình",
        "nhiệm vụ",
    },
    "lớp đào tạo": {"lớp"},
    "học viên": {"học viên", "lao động"},
    "lao động đào tạo": {"học viên", "lao động"},
    "lao động được đào tạo": {"học viên", "lao động"},
    "lao động có việc làm": {"lao động"},
    "lượt cơ sở thụ hưởng": {"lượt cơ sở"},
    "mô hình": {"mô hình"},
    "sản phẩm được công nhận": {"sản phẩm"},
    "địa phương tham gia": {"địa phương"},
    "đơn vị tham gia": {"đơn vị"},
    "thời gian": {"năm"},
    "hệ số đối ứng": {"lần"},
    "tỷ trọng": {"%"},
    "tỷ lệ thực hiện kế hoạch": {"%"},
    "tỷ lệ thực hiện so với kế hoạch": {"%"},
    "tỷ trọng so với cả nước": {"%"},
}


@pytest.mark.parametrize("measure", UNITS_OF)
def test_a_measure_has_its_own_units(tmp_path: Path, measure: str) -> None:
    """A figure in a unit of another measure is refused: lớp are no học viên, and đồng are no đề án."""
    units = sorted(UNITS)
    write_raw(
        tmp_path,
        [figure("5000000", unit, "KCQG", measure=measure, position=unit) for unit in units],
    )
    refused = {fault.where.row for fault in faults_of(tmp_path) if fault.code == "unit-conflict"}
    assert {unit for row, unit in enumerate(units, start=2) if row not in refused} == UNITS_OF[
        measure
    ]
    assert set(UNITS_OF) == set(vocabulary.printed_words(vocabulary.MEASURES))


def test_a_capital_and_blanks_make_no_other_word(tmp_path: Path) -> None:
    """A word that begins with a capital or has a blank too many is that of the list; the capitals of "KCQG" count."""
    frame = tidied(tmp_path, {**GOOD, "tinh_trang": "Thực hiện", "loai_hinh": "Hộ  kinh doanh"})
    assert frame["status"].tolist() == ["actual"]
    assert frame["beneficiary_type"].tolist() == ["HKD"]
    assert vocabulary.code_of(vocabulary.FUNDS, "kcqg") is None


@pytest.mark.parametrize(
    "unit", ["tỷ  đồng", "tỷ\u00a0đồng", " tỷ đồng ", unicodedata.normalize("NFD", "tỷ đồng")]
)
def test_blanks_in_a_unit_do_not_change_it(tmp_path: Path, unit: str) -> None:
    """A unit with other blanks is the same unit for money, and just as wrong for a count."""
    frame = tidied(tmp_path / "a", {**GOOD, "don_vi": unit})
    assert frame["value"].tolist() == ["2630000000"]
    assert frame["printed_unit"].tolist() == ["tỷ đồng"]
    write_raw(tmp_path / "b", [{**schemes("5"), "don_vi": unit}])
    assert codes_of(tmp_path / "b") == ["unit-conflict"]


@settings(max_examples=60)
@given(
    amount=money,
    unit=st.sampled_from(MONEY_UNITS),
    words=st.sampled_from(["", "trên", "gần", "khoảng"]),
)
def test_printed_money_is_read_back_exactly(
    tmp_path_factory: pytest.TempPathFactory, amount: int, unit: str, words: str
) -> None:
    """An amount printed in any unit with all its decimals is the same whole đồng again."""
    frame = tidied(
        tmp_path_factory.mktemp("raw"),
        {**GOOD, "gia_tri": format_money(amount, unit), "don_vi": unit, "dinh_ngu": words},
    )
    assert frame["value"].tolist() == [str(amount)]
    assert frame["printed_unit"].tolist() == [unit]


@settings(max_examples=40)
@given(cells=st.lists(hostile_texts, min_size=4, max_size=4))
def test_a_row_is_a_figure_or_a_fault(
    tmp_path_factory: pytest.TempPathFactory, cells: list[str]
) -> None:
    """Any text for a number, a unit, a year or a label gives an exact non-negative value or a fault: no row is lost."""
    columns = ("gia_tri", "don_vi", "tu_nam", "noi_dung")
    row = {**GOOD, **dict(zip(columns, cells, strict=True))}
    try:
        ",".join(cells).encode()
    except UnicodeEncodeError:
        return
    folder = write_raw(tmp_path_factory.mktemp("raw"), [row])
    raw = read_raw(folder)
    figures, faults = tidy_figures(raw)
    assert len(figures) == 1 or faults or raw.faults
    assert all(parse_exact(figure.value) >= 0 for figure in figures)


def test_equal_rows_are_refused_wherever_they_lie(tmp_path: Path) -> None:
    """A row given twice is refused in one file or across files, also with other blanks or another order of columns."""
    write_raw(tmp_path, [GOOD, {**GOOD, "ghi_chu": " ghi chú "}])
    write_table(tmp_path, "z.csv", [GOOD], header=HEADER[::-1])
    found = [
        (f.code, str(f.where), "dòng 2 của data/raw/so-lieu.csv" in f.got)
        for f in faults_of(tmp_path)
    ]
    assert found == [
        ("row-duplicate", "data/raw/so-lieu.csv, dòng 3", True),
        ("row-duplicate", "data/raw/z.csv, dòng 2", True),
    ]


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    """The order of the columns is no information."""
    folder = write_raw(tmp_path, [GOOD])
    write_table(folder, FIGURES, [GOOD], header=HEADER[::-1])
    figures, faults = tidy_figures(read_raw(folder))
    assert faults == []
    assert [figure.value for figure in figures] == ["2630000000"]


def test_a_label_has_the_code_of_its_source_first(tmp_path: Path) -> None:
    """A code for the label of one source goes before the code for that label anywhere."""
    folder = write_raw(tmp_path, [GOOD, {**GOOD, "nguon_tin": "khác"}], codes={})
    rows = [
        {"source": "", "label": MACHINERY, "code": "ND3"},
        {"source": "khác", "label": MACHINERY, "code": "ND9"},
    ]
    write_table(folder, CODES_FILE, rows)
    figures, _ = tidy_figures(read_raw(folder))
    assert [figure.activity for figure in figures] == ["ND3", "ND9"]


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Chi phí quản lý", "QL"),
        ("chi phí  quản lý", "QL"),
        ("ĐÀO TẠO NGHỀ", "ND1"),
        ("Hội chợ triển lãm", "ND4"),
        ("Hợp tác quốc tế về khuyến công", "ND8"),
        ("Nâng cao năng lực quản lý", ""),
        ("Nhiều nội dung", ""),
        ("Chi phí", ""),
    ],
)
def test_a_usual_label_has_its_activity_unless_the_table_says_another(
    tmp_path: Path, label: str, code: str
) -> None:
    """Words of one activity need no line of noi-dung.csv, which goes before; both ways are told where they are not."""
    row = {**GOOD, "noi_dung": label}
    raw = read_raw(write_raw(tmp_path / "a", [row], codes={}))
    figures, _ = tidy_figures(raw)
    assert [one.activity for one in figures] == [code]
    told = "activity-standard" if code else "activity-uncoded"
    assert told in [finding.code for finding in findings_of_figures(raw, figures)]
    raw = read_raw(write_raw(tmp_path / "b", [row], codes={label: "ND6"}))
    figures, _ = tidy_figures(raw)
    assert [one.activity for one in figures] == ["ND6"]
    assert not {"activity-standard", "activity-uncoded"} & {
        finding.code for finding in findings_of_figures(raw, figures)
    }


@pytest.mark.parametrize(
    ("rows", "code", "place"),
    [
        ([("", MACHINERY, "ND10")], "category-unknown", 'dòng 2, cột "code"'),
        ([("", MACHINERY, "")], "category-unknown", 'dòng 2, cột "code"'),
        ([("", MACHINERY, "ND3"), ("", MACHINERY, "ND4")], "row-duplicate", 'dòng 3, cột "label"'),
        ([("a", MACHINERY, "ND3"), ("b", MACHINERY, "ND4")], "", ""),
    ],
)
def test_codes_of_labels_are_known_and_single(
    tmp_path: Path, rows: list[tuple[str, str, str]], code: str, place: str
) -> None:
    """An activity code is one of the law's list, and a label of a source has one."""
    folder = write_raw(tmp_path, [GOOD], codes={})
    write_table(
        folder,
        CODES_FILE,
        [dict(zip(("source", "label", "code"), row, strict=True)) for row in rows],
    )
    assert [(f.code, str(f.where)) for f in faults_of(folder)] == (
        [(code, f"data/raw/noi-dung.csv, {place}")] if code else []
    )


def test_an_edition_is_a_place_and_what_lies_inside_its_period(tmp_path: Path) -> None:
    """Figures of the place whose period lies inside the edition's belong to it; a longer period does not."""
    periods = [(2016, 2016), (2016, 2020), (2015, 2020), (2020, 2021), (2018, 2019)]
    rows = [figure(str(n + 1), fund="KCQG", years=years) for n, years in enumerate(periods)]
    frame = tidied(tmp_path, *rows, *over(rows, dia_ban="Nơi khác"))
    inside = in_edition(figures_in(frame), Edition("thu", 2016, 2020))
    assert [Fraction(figure.value) / 10**6 for figure in inside] == [1, 2, 5]
    assert Edition("thu", 2016, 2020).years == range(2016, 2021)


def test_exact_values_survive_the_frame(tmp_path: Path) -> None:
    """A ratio with decimals is kept as an exact text, not as a float."""
    frame = tidied(tmp_path, figure("11,374524715", "lần", "đối ứng", measure="hệ số đối ứng"))
    assert frame["value"].tolist() == [exact_text(Fraction("11.374524715"))]


@pytest.mark.parametrize("measure", ["cơ sở thụ hưởng", "lượt cơ sở thụ hưởng"])
def test_turns_are_no_establishments(tmp_path: Path, measure: str) -> None:
    """What is counted in lượt is a count of its own, whatever the source calls it: no number of establishments."""
    rows = [figure("300", "lượt cơ sở", measure=measure)]
    frame = tidied(tmp_path, *rows)
    assert frame[["measure", "unit", "value"]].to_numpy().tolist() == [
        ["turns", "lượt cơ sở", "300"]
    ]
    assert "N" not in compute(tmp_path, Edition("thu", 2022, 2022)).book

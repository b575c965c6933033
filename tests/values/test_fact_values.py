"""Facts as values: printed as their source does, with their own labels, units and notes."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.book.book import printed_text
from analysis.edition import Edition
from data_builder import SOURCE, compute, figure, made, reading, schemes, write_raw


@pytest.mark.parametrize(
    ("word", "derived"),
    [
        ("dưới", "dưới 5"),
        ("gần", "dưới 5"),
        ("không quá", "không quá 5"),
        ("trên", "trên 5"),
        ("hơn", "trên 5"),
        ("không dưới", "không dưới 5"),
    ],
)
def test_a_derived_bound_is_strict_only_where_the_source_said_so(
    tmp_path: Path, word: str, derived: str
) -> None:
    """A source's "dưới" is printed as it stands and makes what follows from it "dưới"; "không quá" stays so."""
    rows = [
        figure("35", "học viên", label="Nâng cao năng lực quản lý", measure="học viên", word=word),
        figure("7", "lớp", label="Nâng cao năng lực quản lý", measure="lớp đào tạo"),
    ]
    book = made(tmp_path, rows).book
    assert printed_text(book["HV"]) == f"{word} 35 học viên"
    assert str(printed_text(book["I32"])).startswith(f"{derived} ")
    assert book["HV"].strict is book["I32"].strict is not word.startswith("không ")


@pytest.mark.parametrize("words", [("dưới", "không quá"), ("không quá", "dưới")])
def test_a_bound_of_two_senses_is_strict_in_no_order_of_rows(
    tmp_path: Path, words: tuple[str, str]
) -> None:
    """One source says "dưới 55" and another "không quá 55": what both say is printed, whichever stands first."""
    rows = [
        figure("55", "học viên", label="Nâng cao năng lực quản lý", measure="học viên", word=word)
        for word in words
    ]
    book = made(tmp_path, rows).book
    assert (book["HV"].strict, printed_text(book["HV"])) == (False, "không quá 55 học viên")


def test_a_value_prints_as_its_source_does(tmp_path: Path) -> None:
    """A raw value keeps the printed unit, the printed decimals and the source's own word."""
    rows = [
        figure("2,630", "tỷ đồng", "KCQG"),
        figure("2,52", "tỉ đồng", "KCĐP", word="gần"),
        figure("425,06", fund="đối ứng", word="hơn"),
        schemes("09", "KCQG"),
        figure("114", "tỷ đồng", "tổng ba nguồn", word="khoảng"),
    ]
    book = made(tmp_path, rows).book
    printed = {id_: printed_text(book[id_]) for id_ in ("Q", "L", "C", "DA_Q", "T")}
    assert printed == {
        "Q": "2,630 tỷ đồng",
        "L": "gần 2,52 tỷ đồng",
        "C": "hơn 425,06 triệu đồng",
        "DA_Q": "9 đề án",
        "T": "khoảng 114 tỷ đồng",
    }


def test_a_rival_says_that_it_is_not_used(tmp_path: Path) -> None:
    """The label of a value is that of its input; a rival carries the note that it enters no computation."""
    computed = made(
        tmp_path, [schemes("137"), schemes("138")], [reading("D4", "138", printed="137, 138")]
    )
    assert computed.book["DA_khac"].label == computed.book["DA"].label == "Số đề án"
    assert "không dùng để tính" in computed.book["DA_khac"].caveat
    assert [value.id for value in computed.book if "DA_khac" in value.inputs] == ["R08_DA_khac"]
    assert computed.book["DA"].origins[0].file == "data/raw/so-lieu.csv"
    assert {fact.figure.source for fact in computed.facts} == {SOURCE}


def test_models_and_products_are_counts_with_their_units(tmp_path: Path) -> None:
    """Printed numbers of models, products and trained workers are values of the book, in words of their own."""
    rows = [
        figure("5", "mô hình", "", measure="mô hình"),
        figure("7", "sản phẩm", "", measure="sản phẩm được công nhận"),
        figure("9", "lao động", "", measure="lao động được đào tạo"),
    ]
    write_raw(tmp_path, rows)
    book = compute(tmp_path, Edition("thu", 2022, 2022)).book
    found = {id_: (int(book[id_].value), book[id_].unit) for id_ in ("mh", "sp", "trainees")}
    assert found == {"mh": (5, "mô hình"), "sp": (7, "sản phẩm"), "trainees": (9, "học viên")}

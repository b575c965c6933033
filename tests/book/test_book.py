"""From a printed number to its raw cell: records that recompute, origins that hold, and how a value is printed."""

from __future__ import annotations

import ast
import csv
import json
import operator
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from statistics import median
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.book.book import (
    Book,
    Origin,
    Value,
    cells_of,
    money_decimals,
    needed,
    printed_text,
    show,
    shown_decimals,
)
from analysis.book.records import from_records, to_records
from analysis.definitions.indicators import load_definitions
from analysis.figures.figure import figures_in
from analysis.language.numbers import exact_text, parse_exact
from analysis.stages.processed import (
    read_clean,
    read_clean_findings,
    read_indicators,
    write_clean,
    write_indicators,
)
from analysis.values.fact_values import raw_value
from analysis.vocabulary import Bound
from data_builder import (
    CONFERENCE,
    CONFERENCE_READINGS,
    MACHINERY,
    MODELS,
    Computed,
    compute,
    conference,
    figure,
    made,
    over,
    schemes,
    write_raw,
)
from strategies import bounds, decimals

F = Fraction
TY, TRIEU = 10**9, 10**6


def several_years() -> list[dict[str, str]]:
    """Quoted cells, two files' worth of bounds, plans beside results, a conflict and a control."""
    rows = [
        figure("2,925", "tỷ đồng", "KCQG + KCĐP"), figure("900", fund="KCQG"), figure("2.025", fund="KCĐP"),
        figure("8.588", fund="đối ứng", word="trên"), figure("425,06", fund="KCĐP", label=MACHINERY),
        schemes("17", "", MACHINERY), schemes("18", "", MACHINERY),
        figure("1,5", "lần", "đối ứng", measure="hệ số đối ứng", note='chữ "trong ngoặc",\nhai dòng'),
    ]  # fmt: skip
    rows = [*over(rows, tu_nam="2021", den_nam="2021"), *rows]
    return [
        *rows,
        *over(rows, tinh_trang="kế hoạch"),
        *over(rows[:1], tu_nam="2021", gia_tri="5,8"),
    ]


EDITIONS: dict[str, Callable[[Path], Computed]] = {
    "conference": lambda folder: compute(
        write_raw(folder, conference(), CONFERENCE_READINGS), CONFERENCE
    ),
    "several years": lambda folder: made(
        folder, several_years(), edition=replace(CONFERENCE, place="thu", year_from=2021)
    ),
    "one year": lambda folder: made(folder, several_years()[8:]),
}


@pytest.fixture(scope="module", params=EDITIONS)
def edition(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Computed]:
    root = tmp_path_factory.mktemp("project")
    return root, EDITIONS[request.param](root / "data" / "raw")


OPERATIONS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
CALLS: dict[str, Callable[[list[Any]], Any]] = {
    "sum": sum,
    "count": len,
    "median": median,
    "min": min,
    "max": max,
}


def recomputed(formula: str, values: dict[str, Fraction]) -> Fraction:
    """A formula of so-lieu.json by Python's own grammar over exact fractions, apart from the program's evaluator."""
    known: list[Fraction] = []

    def numbered(match: re.Match[str]) -> str:
        word = match[0]
        if word in CALLS:
            return word
        known.append(values[word] if word[0].isalpha() else Fraction(word))
        return f"_{len(known) - 1}"

    tree = ast.parse(
        re.sub(r"[A-Za-z_][A-Za-z0-9_.]*|[0-9][0-9.]*", numbered, formula), mode="eval"
    ).body

    def walk(node: ast.expr) -> Any:
        match node:
            case ast.Name(id=name):
                return known[int(name[1:])]
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -walk(operand)
            case ast.BinOp(left=left, op=op, right=right):
                return OPERATIONS[type(op)](walk(left), walk(right))
            case ast.Call(func=ast.Name(id=name), args=arguments):
                given = [walk(argument) for argument in arguments]
                return CALLS[name](given)
        raise AssertionError(ast.dump(node))

    return Fraction(walk(tree))


def test_every_formula_recomputes_its_value(edition: tuple[Path, Computed]) -> None:
    """In the records alone, every formula over its inputs gives the value, or divides by zero where it is null."""
    records = to_records(edition[1].book)
    values = {r["id"]: parse_exact(r["value"]) for r in records if r["value"] is not None}
    derived = [r for r in records if r["formula"] is not None]
    assert len(derived) > 20
    for record in derived:
        if record["value"] is None:
            with pytest.raises(ZeroDivisionError):
                recomputed(record["formula"], values)
        else:
            assert recomputed(record["formula"], values) == values[record["id"]], record["id"]


def test_every_input_is_an_entry(edition: tuple[Path, Computed]) -> None:
    """The inputs are the names of the formula, each an entry with a value; without a formula there are none."""
    records = {record["id"]: record for record in to_records(edition[1].book)}
    assert len(records) == len(edition[1].book.values)
    for record in records.values():
        names = re.findall(r"[A-Za-z_][A-Za-z0-9_.]*", record["formula"] or "")
        assert set(record["inputs"]) == set(names) - set(CALLS), record["id"]
        assert all(records[name]["value"] is not None for name in record["inputs"]), record["id"]


def test_a_value_has_a_formula_or_origins(edition: tuple[Path, Computed]) -> None:
    """What is known is computed or comes from cells, never both; what is missing has neither value nor origin."""
    for record in to_records(edition[1].book):
        if record["value"] is None:
            assert (record["origins"], record["printed"]) == ([], None), record["id"]
        else:
            assert (record["formula"] is None) == bool(record["origins"]), record["id"]
            assert record["printed"], record["id"]


def test_every_origin_is_the_cell_that_it_names(edition: tuple[Path, Computed]) -> None:
    """File, record number (the header counted) and column of an origin lead to a cell with the printed text."""
    root, computed = edition
    origins = [o for record in to_records(computed.book) for o in record["origins"]]
    assert origins
    hashes = computed.clean.inputs
    for origin in origins:
        with (root / origin["file"]).open(encoding="utf-8", newline="") as file:
            records = list(csv.reader(file))
        column = records[0].index(origin["column"])
        for first, last in origin.get("rows", []):
            assert all(records[row - 1][column] for row in range(first, last + 1))
        if "row" in origin:
            assert (
                unicodedata.normalize("NFC", records[origin["row"] - 1][column]).strip()
                == origin["printed"]
            )
        assert (origin["sheet"], origin["sha256"]) == (None, hashes[origin["file"]])


def test_every_known_value_leads_to_cells(edition: tuple[Path, Computed]) -> None:
    """The cells below a value are those of its inputs, each once; only a sum of constants has none."""
    book = edition[1].book
    for value in book:
        cells = cells_of(book, value.id)
        assert len(cells) == len(set(cells))
        assert set(cells) == set(value.origins).union(
            *(cells_of(book, name) for name in value.inputs)
        ), value.id
        assert bool(cells) == (
            value.value is not None and (bool(value.inputs) or not value.derived)
        ), value.id


def test_what_a_value_needs_comes_before_it(edition: tuple[Path, Computed]) -> None:
    """What values are computed from is listed once, in the book's order, and closed under inputs."""
    book = edition[1].book
    assert needed(book, [v.id for v in book]) == list(book.values)
    for value in book:
        ids = needed(book, [value.id])
        assert value.id in ids
        assert {name for id_ in ids for name in book[id_].inputs} <= set(ids)
        assert ids == [id_ for id_ in dict.fromkeys(v.id for v in book) if id_ in set(ids)]


def test_a_value_is_never_computed_from_itself(edition: tuple[Path, Computed]) -> None:
    """The inputs of a value never lead back to it."""
    book = edition[1].book
    for value in book:
        assert value.id not in needed(book, value.inputs), value.id


def test_the_records_are_the_book(edition: tuple[Path, Computed]) -> None:
    """The records hold all of the book, also through JSON."""
    book = edition[1].book
    assert from_records(json.loads(json.dumps(to_records(book)))) == book


def test_processed_data_are_read_back_as_they_were(
    edition: tuple[Path, Computed], tmp_path: Path
) -> None:
    """Figures (parquet), small tables, values and checks (JSON) survive the disk unchanged."""
    computed = edition[1]
    write_clean(tmp_path, computed.frame, computed.clean)
    write_indicators(tmp_path, computed.book, computed.checks)
    figures, clean = read_clean(tmp_path)
    assert (figures, clean) == (figures_in(computed.frame), computed.clean)
    assert read_indicators(tmp_path) == (computed.book, computed.checks)
    pd.testing.assert_frame_equal(clean.schemes, computed.clean.schemes)
    assert read_clean_findings(tmp_path) == computed.clean.findings
    pd.testing.assert_frame_equal(
        pd.DataFrame([f.__dict__ for f in figures]).astype(computed.frame.dtypes), computed.frame
    )


def test_writing_twice_gives_the_same_bytes(edition: tuple[Path, Computed], tmp_path: Path) -> None:
    """The files of one edition depend on its content alone."""
    computed = edition[1]
    for name in ("a", "b"):
        write_clean(tmp_path / name, computed.frame, computed.clean)
        write_indicators(tmp_path / name, computed.book, computed.checks)
    files = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert len(files) == 6
    assert all(
        (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
        for name in files
    )


def money(
    value: Fraction | int,
    unit: str = "triệu đồng",
    places: int = 0,
    bound: Bound = "exact",
    *,
    strict: bool = False,
) -> Value:
    told = {"decimals": places, "money_unit": unit}
    return Value("x", "", F(value), "đồng", bound=bound, strict=strict, **told)  # type: ignore[arg-type]


PRINTED: list[tuple[Value, str]] = [
    (money(2630 * TRIEU, "tỷ đồng", 3), "2,630 tỷ đồng"),
    (money(2500 * TRIEU, "tỷ đồng", 1), "2,5 tỷ đồng"),
    (money(425_060_000, places=2), "425,06 triệu đồng"),
    (money(135_900_000, places=2), "135,90 triệu đồng"),
    (money(2_164_460_000, places=2), "2.164,46 triệu đồng"),
    (money(478 * TRIEU), "478 triệu đồng"),
    (money(17187 * TRIEU), "17.187 triệu đồng"),
    (money(478 * TRIEU, "tỷ đồng", 3), "478 triệu đồng"),
    (money(-20 * TRIEU, "tỷ đồng", 3), "-20 triệu đồng"),
    (money(0, "tỷ đồng", 3), "0 triệu đồng"),
    (money(425_060_001), "425,060001 triệu đồng"),
    (money(F(7318 * TRIEU, 39), "tỷ đồng", 3), "187,6 triệu đồng"),
    (money(8_588 * TRIEU, bound="at_least", strict=True), "trên 8.588 triệu đồng"),
    (money(8_588 * TRIEU, bound="at_least"), "không dưới 8.588 triệu đồng"),
    (Value("x", "", F(17187), "triệu đồng"), "17.187 triệu đồng"),
    (
        Value("x", "", F(8588, 5820), "lần", bound="at_least", strict=True, decimals=2),
        "trên 1,47 lần",
    ),
    (Value("x", "", F(8588, 5820), "lần", bound="at_most", decimals=2), "không quá 1,48 lần"),
    (Value("x", "", F(8588, 5820), "lần", bound="about", decimals=2), "khoảng 1,48 lần"),
    (Value("x", "", F(8588, 5820), "lần", bound="unknown", decimals=2), "1,48 lần"),
    (Value("x", "", F(2300, 49), "%", decimals=2), "46,94%"),
    (Value("x", "", F(60182, 49), "triệu đồng", decimals=1), "1.228 triệu đồng"),
    (Value("x", "", F(1234567, 3), "triệu đồng", decimals=2), "411.522 triệu đồng"),
    (Value("x", "", F(1, 3), "(0-1)", decimals=4), "0,333 (0-1)"),
    (Value("x", "", F(5, 2), "lần", decimals=0), "3 lần"),
    (Value("x", "", F(7, 2), "lần", decimals=0), "4 lần"),
    (Value("x", "", F(-5, 2), "lần", decimals=0), "-3 lần"),
    (Value("x", "", F(0), "%", decimals=2), "0%"),
    (Value("x", "", F(2012), "năm dương lịch"), "2012"),
    (Value("x", "", F(11), "năm", decimals=0), "11 năm"),
    (
        Value("x", "", F(350), "học viên", bound="at_least", word="hơn", decimals=0),
        "hơn 350 học viên",
    ),
]


@pytest.mark.parametrize(("value", "text"), PRINTED, ids=[text for _, text in PRINTED])
def test_values_print_as_an_official_writes_them(value: Value, text: str) -> None:
    """Sources' decimals are kept, inexact values have at most four digits, halves go up, bounds go their own way."""
    assert printed_text(value) == text


def test_a_missing_value_prints_nothing() -> None:
    """Nothing is printed for what is not known, least of all 0."""
    missing = Value("x", "", None, "đồng")
    assert printed_text(missing) is None
    with pytest.raises(ValueError, match="x"):
        show(missing)


def test_an_asked_unit_and_decimals_are_kept() -> None:
    """A table may fix unit and decimals: the numeral is the value in that unit, its power of ten told."""
    value = money(2630 * TRIEU, "tỷ đồng", 3)
    assert (show(value, "triệu đồng").text, show(value, "triệu đồng").scale) == ("2.630", 6)
    assert show(value, "tỷ đồng", 1).text == "2,6"
    assert show(money(425_060_000, places=2), "tỷ đồng").text == "0,42506"
    assert show(money(20 * TRIEU, "tỷ đồng", 3), "tỷ đồng").text == "0,020"


def significant(text: str) -> int:
    return len(text.replace(",", "").replace(".", "").lstrip("-0"))


@given(st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**4), st.integers(0, 6))
def test_an_inexact_value_has_at_most_four_digits(number: Fraction, most: int) -> None:
    """A value that does not end within its decimals shows at most four significant digits, or all its whole ones."""
    places = shown_decimals(number, most)
    assert 0 <= places <= most
    text = show(Value("x", "", number, "lần", decimals=most)).text
    if (number * 10**most).denominator != 1:
        assert significant(text) <= max(4, len(str(abs(round(number)))))
    else:
        assert parse_exact(text.replace(".", "").replace(",", ".")) == number


@given(decimals(9), st.integers(0, 6))
def test_money_is_printed_whole(given_: tuple[Fraction, int], usual: int) -> None:
    """Money of whole đồng keeps every đồng, with no decimal more than its sources print unless it must."""
    number = abs(given_[0])
    places = money_decimals(number, usual)
    assert (number * 10**places).denominator == 1
    assert (
        places == (0 if number == 0 else min(usual, 3))
        or (number * 10 ** (places - 1)).denominator != 1
    )


@given(
    st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=10**4),
    bounds,
    st.integers(0, 4),
)
def test_a_printed_bound_is_still_a_bound(number: Fraction, bound: Any, most: int) -> None:
    """A lower bound is never printed above the value, an upper one never below, others within half the last digit."""
    shown = show(Value("x", "", number, "lần", bound=bound, decimals=most))
    printed = parse_exact(shown.text.replace(".", "").replace(",", "."))
    last = F(1, 10**shown.decimals)
    if bound == "at_least":
        assert number - last < printed <= number
    elif bound == "at_most":
        assert number <= printed < number + last
    else:
        assert abs(printed - number) <= last / 2


def test_derived_money_prints_like_what_it_comes_from(tmp_path: Path) -> None:
    """A sum of tỷ prints in tỷ down to the last printed digit of its parts, a sum of triệu in triệu."""
    rows = [
        figure("2,5", "tỷ đồng", "KCQG"),
        figure("425,06", fund="KCĐP"),
        figure("100", fund="đối ứng"),
    ]
    book = made(tmp_path / "a", rows).book
    assert [printed_text(book[id_]) for id_ in ("P", "T")] == ["2,92506 tỷ đồng", "3,02506 tỷ đồng"]
    book = made(tmp_path / "b", [figure("2.500", fund="KCQG"), figure("425,06", fund="KCĐP")]).book
    assert printed_text(book["P"]) == "2.925,06 triệu đồng"


def test_derived_bounds_count_each_cell_once() -> None:
    """A value that enters a formula twice, through other values, is one unknown: (Q + L) / Q of `trên` Q is at most."""
    book = Book()
    book.add(
        Value(
            "Q", "", F(10), "đồng", bound="at_least", origins=(Origin("f", "", None, 2, "c", "10"),)
        )
    )
    book.add(Value("L", "", F(5), "đồng", origins=(Origin("f", "", None, 3, "c", "5"),)))
    book.derive("P", "", "đồng", "Q + L")
    assert book.derive("R", "", "lần", "P / Q").bound == "at_most"
    assert book.derive("S", "", "lần", "(P - Q) / L").bound == "exact"


def test_an_id_is_taken_once() -> None:
    """A second value under one id is a mistake of the program, not an overwrite."""
    book = Book()
    book.add(Value("Q", "", F(1), "đồng"))
    with pytest.raises(ValueError, match="Q"):
        book.add(Value("Q", "", F(2), "đồng"))


@given(decimals(9))
def test_exact_texts_are_read_back(given_: tuple[Fraction, int]) -> None:
    """The exact text of a record is the value again."""
    assert parse_exact(exact_text(given_[0])) == given_[0]


def test_a_merged_fact_names_every_source(tmp_path: Path) -> None:
    """An entry that two sources agree on has both cells as origins."""
    computed = made(
        tmp_path,
        [
            figure("100", fund="KCQG"),
            figure("100", fund="KCQG", source="b"),
            figure("7", fund="KCQG", label=MODELS),
        ],
    )
    fact = next(fact for fact in computed.facts if fact.id == "Q")
    assert len(raw_value(fact, load_definitions()).origins) == 2

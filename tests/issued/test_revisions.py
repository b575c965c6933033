"""Revision notes: an issued figure changes only with its reason, and a note explains a change that is there."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from analysis.book.book import Book
from analysis.book.records import to_records
from analysis.document.blocks import NOTHING, REVISED, amount, number, text_of
from analysis.edition import Edition
from analysis.errors import InputErrors, IssuedError
from analysis.issued.record import Record
from analysis.issued.revisions import unlike_issued
from analysis.language.digits import typed
from analysis.report.earlier import issue_lines, revised_table, unlike_text
from analysis.report.earlier import revised_text as revised
from analysis.report.view import Report
from data_builder import Computed, Row, compute, faults_of, figure, write_raw
from issued_data import issue, note, write_notes

EDITION = Edition("thu", 2022, 2022)
Q, L, C = figure("100", fund="KCQG"), figure("40", fund="KCĐP"), figure("300", fund="đối ứng")


def raw(folder: Path, *rows: Row) -> Path:
    return write_raw(folder, rows)


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return issue(compute(raw(tmp_path / "first", Q, L, C), EDITION))


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """Raw data in which KCQG is 110 in place of the issued 100."""
    return raw(tmp_path / "changed", {**Q, "gia_tri": "110"}, L, C)


def unexplained(folder: Path, *records: Record) -> dict[str, str]:
    """The ids that stop the build, with the line of each."""
    with pytest.raises(IssuedError) as stopped:
        compute(folder, EDITION, records)
    lines = str(stopped.value).splitlines()[1:]
    assert all("[issued-changed]" in line and "Cách khắc phục" in line for line in lines)
    return {re.split(r"[ (]", line[2:])[0]: line for line in lines}


def followers(line: str) -> set[str]:
    """The ids that a message names as changed with its own."""
    return set(line.partition("đổi theo: ")[2].partition(" [")[0].split(", "))


def test_what_is_as_issued_needs_no_note(record: Record, tmp_path: Path) -> None:
    """The same data, and new figures beside them, pass; nothing is marked."""
    made = compute(
        raw(tmp_path / "again", Q, L, C, figure("7", "lớp", measure="lớp đào tạo", label="Lớp")),
        EDITION,
        [record],
    )
    assert not [value.id for value in made.book if value.revised]


def test_figures_that_the_record_lacks_are_told_by_number(record: Record, tmp_path: Path) -> None:
    """Made again with a figure more, the report and the run say in how many figures it is not as issued."""
    same = compute(raw(tmp_path / "again", Q, L, C), EDITION, [record])
    more = figure("7", "đơn vị", measure="đơn vị thụ hưởng")
    made = compute(raw(tmp_path / "more", Q, L, C, more), EDITION, [record])
    new = [value.id for value in made.book if value.id not in record.by_id]
    assert new
    shown = [*record.printed, *new]
    warnings = list(unlike_issued(made.clean.memory, made.book, shown))
    assert [f"ở {len(new)} số liệu" in str(warning) for warning in warnings] == [True]
    report = report_of(made)
    assert f"ở {len(new)} số liệu" in text_of(unlike_text(report, shown)["blocks"][0]["c"])
    assert "chưa được phát hành lại" in text_of(issue_lines(report, new)[-1])
    assert not list(unlike_issued(same.clean.memory, same.book, record.printed))
    assert unlike_text(report_of(same), record.printed) == NOTHING
    assert "chưa được phát hành lại" not in text_of(issue_lines(report_of(same), [])[-1])


def report_of(made: Computed) -> Report:
    return made.report


def test_rows_of_others_change_no_issued_figure(record: Record, tmp_path: Path) -> None:
    """Rows of another place or year change no value; an account that an older record printed needs no note."""
    others = [{**Q, "dia_ban": "Khác"}, figure("90", fund="KCQG", years=(2023, 2023))]
    made = compute(raw(tmp_path / "more", Q, L, C, *others), EDITION, [record])
    accounts = ("dong_cb_doc", "tien_cb_doc")
    for id_, value in record.by_id.items():
        assert made.book[id_].value == value.value, id_
    assert not {"R18", "R19", *accounts} & set(record.printed)
    values = [
        {**value, "value": "99"} if value["id"] in accounts else value for value in record.values
    ]
    old = replace(record, values=values, printed=[*record.printed, *accounts])
    assert not [
        value.id for value in compute(tmp_path / "more", EDITION, [old]).book if value.revised
    ]


def test_a_scheme_that_is_no_longer_listed_is_no_change(record: Record, tmp_path: Path) -> None:
    """The report lists the first schemes: one that other rows push off the list keeps its issued value."""
    listed = replace(record.by_id["Q"], id="Q_de_an_ma_x")
    values = [*record.values, *to_records(Book({listed.id: listed}))]
    old = replace(record, values=values, printed=[*record.printed, listed.id])
    assert not [
        value.id
        for value in compute(raw(tmp_path / "x", Q, L, C), EDITION, [old]).book
        if value.revised
    ]


def test_a_changed_figure_stops_the_build(record: Record, changed: Path) -> None:
    """What changed first is one message, old and new, with the line to add; what follows from it is named there."""
    found = unexplained(changed, record)
    assert list(found) == ["Q"]
    assert "đã phát hành 100 triệu đồng, nay là 110 triệu đồng; " in found["Q"]
    assert 'thu-2022,Q,"100 triệu đồng","110 triệu đồng"' in found["Q"]
    assert {"P", "T", "I01"} <= followers(found["Q"])
    assert not {"L", "C"} & followers(found["Q"])


@pytest.mark.parametrize(
    ("rows", "ids"),
    [
        ((L, C), {"Q"}),
        (({**Q, "dinh_ngu": "trên"}, L, C), {"Q"}),
        ((Q, L, {**C, "gia_tri": "300,5"}), {"C"}),
    ],
    ids=["gone", "bound", "value"],
)
def test_gone_bound_and_value_count(
    record: Record, tmp_path: Path, rows: tuple[Row, ...], ids: set[str]
) -> None:
    """A value that is missing now, or has another bound, is as changed as one with another number."""
    assert ids <= set(unexplained(raw(tmp_path / "x", *rows), record))


def test_a_bound_that_is_no_longer_strict_counts_where_the_record_tells(tmp_path: Path) -> None:
    """Where "trên 40" becomes "không dưới 40" a note is needed; a record that does not tell strict bounds stands."""
    record = issue(compute(raw(tmp_path / "first", Q, {**L, "dinh_ngu": "trên"}), EDITION))
    now = raw(tmp_path / "now", Q, {**L, "dinh_ngu": "không dưới"})
    lines = unexplained(now, record)
    assert "đã phát hành trên 40 triệu đồng, nay là không dưới 40 triệu đồng" in lines["L"]
    values = [
        {key: told for key, told in value.items() if key != "strict"} for value in record.values
    ]
    made = compute(now, EDITION, [replace(record, values=values)])
    assert not [value.id for value in made.book if value.revised]


def test_a_note_explains_what_follows_from_it(record: Record, changed: Path) -> None:
    """With a note of the raw value the build passes; it and what is computed from it are marked, the rest is not."""
    write_notes(changed, note("Q", "100 triệu đồng", "110 triệu đồng"))
    made = compute(changed, EDITION, [record])
    revised = {value.id for value in made.book if value.revised}
    assert {"Q", "P", "T", "I01"} <= revised
    assert not {"L", "C", "I05.x"} & revised
    old = made.book["Q.ph1"]
    assert not [value.label for value in made.book if typed(value.label)]
    assert (old.value, old.origins[0].file, old.origins[0].printed) == (
        100_000_000,
        "data/issued/thu-2022.json",
        "100000000",
    )
    assert text_of(number(made.book["Q"])) == f"110 {REVISED}"
    assert text_of(amount(made.book["Q"])).endswith(f"110\u00a0triệu đồng {REVISED}")
    assert REVISED not in text_of(amount(made.book["L"]))


@pytest.mark.parametrize(
    "new", ["110 triệu đồng", "0,110 tỷ đồng", "110.000.000 đồng", " 110  triệu đồng "]
)
def test_a_note_may_write_money_as_any_unit_prints_it(
    record: Record, changed: Path, new: str
) -> None:
    """Money in a note is compared as the report prints it, in whichever unit."""
    write_notes(changed, note("Q", "100.000 nghìn đồng", new))
    assert compute(changed, EDITION, [record]).book["Q"].revised


def test_one_note_does_not_explain_another_change(record: Record, tmp_path: Path) -> None:
    """A value that rests on two changed figures needs both explained."""
    folder = raw(tmp_path / "two", {**Q, "gia_tri": "110"}, {**L, "gia_tri": "50"}, C)
    write_notes(folder, note("Q", "100 triệu đồng", "110 triệu đồng"))
    found = unexplained(folder, record)
    assert list(found) == ["L"]
    assert "P" in followers(found["L"])


def test_a_changed_formula_needs_its_own_note(record: Record, tmp_path: Path) -> None:
    """A total that was computed and is printed now is another basis: notes of its parts do not explain it."""
    folder = raw(tmp_path / "x", Q, L, C, figure("450", fund="tổng ba nguồn"))
    found = unexplained(folder, record)
    assert "T" in found
    write_notes(folder, note("T", "440 triệu đồng", "450 triệu đồng"))
    assert compute(folder, EDITION, [record]).book["T"].revised


def test_a_value_that_is_gone_is_told_as_missing(record: Record, tmp_path: Path) -> None:
    """A note may say that a figure has no value any more; what needed it is explained with it."""
    folder = raw(tmp_path / "x", L, C)
    write_notes(folder, note("Q", "100 triệu đồng", "không có số liệu"))
    made = compute(folder, EDITION, [record])
    assert made.book["Q.ph1"].value == 100_000_000
    assert made.book["I01"].value is None


@pytest.mark.parametrize(
    ("given", "code", "column"),
    [
        (note("Q", "", "110 triệu đồng"), "cell-required", "gia_tri_cu"),
        (note("Q", "100 triệu đồng", "110 triệu đồng", reason=" "), "cell-required", "ly_do"),
        (note("Q", "100 triệu đồng", "110 triệu đồng", who=""), "cell-required", "nguoi"),
        (
            note("Q", "100 triệu đồng", "110 triệu đồng", edition="thu-2021"),
            "revision-unknown",
            "ky",
        ),
        (
            note("Q", "100 triệu đồng", "110 triệu đồng", edition="thu 2022"),
            "revision-unknown",
            "ky",
        ),
        (note("QQ", "100 triệu đồng", "110 triệu đồng"), "revision-unknown", "ma"),
        (note("Q", "101 triệu đồng", "110 triệu đồng"), "revision-old", "gia_tri_cu"),
        (note("Q", "100", "110 triệu đồng"), "revision-old", "gia_tri_cu"),
    ],
)
def test_a_wrong_note_is_refused_with_its_line(
    record: Record, changed: Path, given: Row, code: str, column: str
) -> None:
    """A note that is malformed, or names an edition, id or old value that was not issued, is refused in its cell."""
    write_notes(changed, note("P", "140 triệu đồng", "150 triệu đồng"), given)
    (fault,) = faults_of(changed, EDITION, [record])
    assert (fault.code, fault.where.file, fault.where.row, fault.where.column) == (
        code, "data/raw/dieu-chinh.csv", 3, column,
    )  # fmt: skip


def test_a_note_twice_is_refused(record: Record, changed: Path) -> None:
    """Two notes of one old value are one too many."""
    given = note("Q", "100 triệu đồng", "110 triệu đồng")
    write_notes(changed, given, {**given, "ly_do": "khác"})
    assert [fault.code for fault in faults_of(changed, EDITION, [record])] == ["row-duplicate"]


@pytest.mark.parametrize(
    ("given", "code", "column"),
    [
        (note("Q", "100 triệu đồng", "111 triệu đồng"), "revision-new", "gia_tri_moi"),
        (note("L", "40 triệu đồng", "41 triệu đồng"), "revision-nothing", "ma"),
        (note("L", "40 triệu đồng", "40 triệu đồng"), "revision-nothing", "ma"),
    ],
)
def test_a_note_must_meet_what_is_computed(
    record: Record, changed: Path, given: Row, code: str, column: str
) -> None:
    """A note whose new value is not computed, or of a value that did not change, is refused with its line."""
    write_notes(changed, note("P", "140 triệu đồng", "150 triệu đồng"), given)
    with pytest.raises(InputErrors) as refused:
        compute(changed, EDITION, [record])
    fault = next(fault for fault in refused.value.faults if fault.where.row == 3)
    assert (fault.code, fault.where.column) == (code, column)


def test_a_note_of_another_edition_does_not_disturb(record: Record, tmp_path: Path) -> None:
    """A note of an issued edition is no matter of a report of another one."""
    folder = raw(tmp_path / "x", Q, L, C, figure("90", fund="KCQG", years=(2023, 2023)))
    write_notes(folder, note("Q", "100 triệu đồng", "110 triệu đồng"))
    assert compute(folder, Edition("thu", 2023, 2023), [record]).book["Q"].value == 90_000_000


def test_the_history_of_a_value_is_kept(record: Record, changed: Path, tmp_path: Path) -> None:
    """After a second issue both changes stand in the report, each with its note; a lost note stops the build again."""
    first = note("Q", "100 triệu đồng", "110 triệu đồng", reason="lần một")
    write_notes(changed, first)
    second: Computed = compute(changed, EDITION, [record])
    again = issue(second, record)
    folder = raw(tmp_path / "third", {**Q, "gia_tri": "115"}, L, C)
    write_notes(folder, first, note("Q", "110 triệu đồng", "115 triệu đồng", reason="lần hai"))
    made = compute(folder, EDITION, [record, again])
    assert [made.book[id_].value for id_ in ("Q.ph1", "Q.ph2", "Q")] == [
        100_000_000,
        110_000_000,
        115_000_000,
    ]
    write_notes(folder, note("Q", "110 triệu đồng", "115 triệu đồng"))
    assert "Q" in unexplained(folder, record, again)


def test_what_print_does_not_show_is_not_marked(tmp_path: Path) -> None:
    """A ratio that changes in digits that are never printed is explained by what it rests on, and carries no mark."""
    large = figure("100.000", fund="KCQG"), L, figure("300.000", fund="đối ứng")
    record = issue(compute(raw(tmp_path / "a", *large), EDITION))
    folder = raw(tmp_path / "b", {**large[0], "gia_tri": "100.001"}, *large[1:])
    write_notes(folder, note("Q", "100.000 triệu đồng", "100.001 triệu đồng"))
    made = compute(folder, EDITION, [record])
    assert made.book["I10"].value == Fraction(300_000, 100_041)
    assert not made.book["I10"].revised
    assert made.book["Q"].revised


def test_the_report_says_from_which_issue_it_differs(
    record: Record, changed: Path, tmp_path: Path
) -> None:
    """A figure that is issued again differs from the issue before, no longer from the one that was issued last."""
    first = note("Q", "100 triệu đồng", "110 triệu đồng")
    write_notes(changed, first)
    made = compute(changed, EDITION, [record])
    again = issue(made, record)
    assert told(made) == "bản đã phát hành"
    assert told(compute(changed, EDITION, [record, again])) == "bản phát hành lần trước"
    folder = raw(tmp_path / "third", {**Q, "gia_tri": "115"}, L, C)
    write_notes(folder, first, note("Q", "110 triệu đồng", "115 triệu đồng"))
    assert told(compute(folder, EDITION, [record, again])) == "các bản phát hành trước"


def told(made: Computed) -> str:
    """What the revised figures are said to differ from, the same in the sentence and in the table's caption."""
    report = report_of(made)
    sentence = text_of(revised(report)["blocks"][0]["c"])
    against = sentence.partition("khác với ")[2].partition(";")[0]
    assert text_of(revised_table(report)["caption"]) == f"Số liệu điều chỉnh so với {against}"
    return against

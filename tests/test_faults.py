"""Faults: the words of the catalogue, one collector for what is wrong, text that is safe on a line."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from analysis.faults import (
    SHOWN_FAULTS,
    Fault,
    Finding,
    Place,
    Problems,
    catalogue,
    shortened_faults,
)
from program import ROOT

WHERE = Place("data/raw/so.csv", None, 3, "ma")


def told() -> Iterator[tuple[str, str, str]]:
    """Where a fault of a literal code is made, its code, and which word it takes from the catalogue."""
    for path in sorted((ROOT / "src" / "analysis").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            code = getattr(node.args[0], "value", None)
            if name not in ("Fault", "fault") or not isinstance(code, str):
                continue
            given = {keyword.arg for keyword in node.keywords}
            given.update(("wanted", "remedy")[: len(node.args) - 3])
            for word in {"wanted", "remedy"} - given:
                yield f"{path.name}:{node.lineno}", code, word


def test_every_fault_finds_its_words() -> None:
    """What a fault does not say itself, the catalogue says."""
    places = list(told())
    assert places
    assert not [place for place in places if place[2] not in catalogue().get(place[1], {})]


def test_no_word_of_a_message_is_markdown() -> None:
    """Code marks are for the guide: a message is plain text."""
    words = [entry.get(word, "") for entry in catalogue().values() for word in ("wanted", "remedy")]
    assert any(words)
    assert not [text for text in words if "`" in text]


def test_a_fault_takes_the_words_of_its_code() -> None:
    """Words given are kept; a code that is in no catalogue is a mistake of the program."""
    usual = catalogue()["cell-required"]
    fault = Fault("cell-required", WHERE, "ô trống")
    assert (fault.wanted, fault.remedy) == (usual["wanted"], usual["remedy"])
    assert Fault("cell-required", WHERE, "ô trống", "một tên").wanted == "một tên"
    with pytest.raises(KeyError):
        Fault("no-such-code", WHERE, "ô trống")


@pytest.mark.parametrize(("most", "kept", "told"), [(None, 5, 5), (2, 2, 3)])
def test_a_collector_may_be_limited(most: int | None, kept: int, told: int) -> None:
    """Without a limit all are kept; with one, the rest of a kind is told as a number."""
    problems = Problems(most=most)
    for row in range(5):
        problems.fault("cell-required", Place("so.csv", None, row, "ma"), "ô trống")
    assert len(problems.faults) == kept
    assert len(problems.all_faults("so.csv")) == told
    assert most is None or "còn 3 ô" in problems.all_faults("so.csv")[-1].got


HOSTILE = "\x1b[31m đỏ\r\n\u202e ngược \x00 " + "dài " * 5000


def test_what_data_or_programs_say_is_told_on_one_bounded_line() -> None:
    """Whatever stands in a cell or an exception, a fault and a finding are a printable line that ends."""
    fault = Fault("cell-required", WHERE, HOSTILE, HOSTILE, HOSTILE)
    finding = Finding("cảnh báo", "mã", "so.csv", HOSTILE)
    for text in (str(fault), str(finding)):
        assert text.isprintable()
        assert len(text) < 5000
    assert len(fault.got) <= 401 * 4


def test_blanks_that_keep_a_number_together_stay() -> None:
    """A no-break blank between number and unit is no sign to be escaped."""
    assert Finding("lưu ý", "mã", "", "12\u00a0triệu").message == "12\u00a0triệu"


def test_a_long_list_of_faults_names_codes_alone() -> None:
    """Of what is cut off every fault is counted and every code named once; cell numbers and places are none."""
    lines = [f"- ô {n} (In [4]): sai [cell-required]" for n in range(SHOWN_FAULTS)]
    text = "\n".join(
        [
            "Có lỗi:",
            *lines,
            "- x (In [4]): sai [row-width]",
            "- y [12]: sai [row-width]",
            "Dừng tại 01-lam-sach.ipynb.",
        ]
    )
    assert shortened_faults(text, "log").endswith(
        "- … và 2 lỗi khác, gồm các mã: row-width; xem log"
    )


def test_cells_that_one_step_mends_are_one_line_of_their_sheet() -> None:
    """Formulas without a value are told once for a sheet, with their number, rows and columns; other faults each."""
    problems = Problems(most=2)
    for sheet in ("Một", "Hai"):
        for row in range(2, 5):
            problems.fault("formula-no-value", Place("so.xlsx", sheet, row, "KCQG"), "chưa có")
    problems.fault("formula-no-value", Place("so.xlsx", "Hai", 2, "KCĐP"), "chưa có")
    problems.fault("cell-required", Place("so.xlsx", "Hai", 2, "Tên"), "ô trống")
    told = [(fault.where.sheet, fault.got) for fault in problems.all_faults("so.xlsx")]
    assert ("Một", "3 ô: chưa có (trong đó có dòng 2, 3; cột KCQG)") in told
    assert ("Hai", "4 ô: chưa có (trong đó có dòng 2, 3; cột KCQG, KCĐP)") in told
    assert len(told) == 3


@pytest.mark.parametrize(
    ("most", "told"),
    [
        (200, "trong đó có dòng 2, 3, 4, 5, 6;"),
        (None, "dòng 2, 3, 4, 5, 6, … (tất cả 300 dòng);"),
    ],
)
def test_all_rows_are_counted_only_where_none_was_cut(most: int | None, told: str) -> None:
    """Of cells that one step mends "tất cả" is said of all of them, never of those that were kept."""
    problems = Problems(most=most)
    for row in range(2, 302):
        problems.fault("formula-no-value", Place("so.xlsx", "Một", row, "KCQG"), "chưa có")
    [fault] = problems.all_faults("so.xlsx")
    assert fault.got == f"300 ô: chưa có ({told} cột KCQG)"

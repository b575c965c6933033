"""The legal basis: acts of the period, then what is for later years, then what holds only on the document's day."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.document.blocks import Block, text_of
from analysis.edition import Edition
from analysis.report import basis, funds
from analysis.report.view import Report
from data_builder import Row, beneficiaries, compute, figure, over, write_raw, write_table
from law_data import ACT_COLUMNS, act

DONE = beneficiaries("4", "DNNVV")


def report(folder: Path, year: int, *own: Row) -> Report:
    rows = over([figure("1", fund="KCQG")], tu_nam=str(year), den_nam=str(year))
    write_raw(folder, rows)
    if own:
        write_table(folder, "can-cu.csv", own, ACT_COLUMNS)
    return compute(folder, Edition("thu", year, year)).report


def lists(block: Block) -> list[list[str]]:
    """The acts of each list by number: the word behind "số"."""
    return [
        [text_of(item).partition("số ")[2].split()[0] for item in part["items"]]
        for part in block["blocks"]
        if part["b"] == "ul"
    ]


def test_an_act_without_its_first_day_is_not_called_in_force(tmp_path: Path) -> None:
    """On the day of the document it stands in a list of its own, which says that its first day is not known."""
    block = basis.legal_basis(report(tmp_path, 2023), "2025-10-15")
    heads = [text_of(part["c"]) for part in block["blocks"] if part["b"] == "p"]
    told = dict(zip(heads, lists(block), strict=True))
    assert CIRCULAR in told[basis.SIGNED_BY_ISSUE]
    assert CIRCULAR not in told[basis.AT_ISSUE]
    assert {DECREE, PROGRAMME} <= {*told[basis.AT_ISSUE]}


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([DONE], "1 phép đối chiếu, phép này khớp hoặc chỉ lệch do làm tròn."),
        ([beneficiaries("4"), DONE], "2 phép đối chiếu, cả 2 phép đều khớp hoặc chỉ lệch do làm tròn."),
        ([beneficiaries("5"), DONE], "2 phép đối chiếu, trong đó 1 phép khớp hoặc chỉ lệch do làm tròn;"),
    ],
)  # fmt: skip
def test_reconciliations_that_all_agree_are_told_as_all(
    tmp_path: Path, rows: list[Row], told: str
) -> None:
    """Where every one of them agrees the sentence says so, and does not name a part of them."""
    write_raw(tmp_path, rows)
    scope = basis.scope(compute(tmp_path, Edition("thu", 2022, 2022)).report)
    text = text_of([part for block in scope["blocks"] for part in block["c"]])
    assert f"Số liệu đã qua {told}" in text.replace("\u00a0", " ")


@pytest.mark.parametrize(("amount", "unit"), [("2,4", "tỷ đồng"), ("2400", "triệu đồng")])
def test_zeros_that_no_source_printed_are_told_where_there_are_some(
    tmp_path: Path, amount: str, unit: str
) -> None:
    """A coarse amount stands in a column with zeros of its unit, and the basis says so; of fine ones it is silent."""
    write_raw(tmp_path, [figure(amount, unit, fund="KCQG"), figure("405,5", fund="KCĐP")])
    own = compute(tmp_path, Edition("thu", 2022, 2022)).report
    cells = (text_of(cell) for row in funds.table(own)["rows"] for cell in row["cells"])
    assert any(text.startswith("2.400") for text in cells)
    said = text_of([part for block in basis.scope(own)["blocks"] for part in block["c"]])
    assert ("bằng các số không ở cuối" in said) == (unit == "tỷ đồng")


DECREE, CIRCULAR, PROGRAMME = "235/2025/NĐ-CP", "64/2024/TT-BTC", "2646/QĐ-BCT"


@pytest.mark.parametrize(
    ("year", "day", "inside", "later", "at_issue"),
    [
        (2023, "", "", "", ""),
        (2024, "", CIRCULAR, "", ""),
        (2024, "2025-09-22", CIRCULAR, "", ""),
        (2024, "2025-10-14", CIRCULAR, "", PROGRAMME),
        (2024, "2025-10-15", CIRCULAR, "", f"{DECREE} {PROGRAMME}"),
        (2025, "2026-01-10", f"{DECREE} {CIRCULAR}", PROGRAMME, ""),
        (2026, "", f"{DECREE} {CIRCULAR} {PROGRAMME}", "", ""),
    ],
)
def test_an_act_is_cited_where_it_is_in_force(
    tmp_path: Path, year: int, day: str, inside: str, later: str, at_issue: str
) -> None:
    """In the period, or apart on the day of the document; a programme of later years is none of the period."""
    block = basis.legal_basis(report(tmp_path, year), day)
    heads = [text_of(part["c"]) for part in block["blocks"] if part["b"] == "p"]
    found = dict(zip(heads, lists(block), strict=True))
    told = [found.pop(words, []) for words in (basis.LATER, basis.AT_ISSUE)]
    (of_period,) = found.values()
    watched = (DECREE, CIRCULAR, PROGRAMME)
    cited = [" ".join(act for act in acts if act in watched) for acts in (of_period, *told)]
    assert cited == [inside, later, at_issue]


def test_own_acts_follow_the_national_ones_and_their_start_may_be_unknown(tmp_path: Path) -> None:
    """The province's act stands last in the basis; one without a first day counts from sixty days after its signing."""
    own = act(tu_ngay="", ngay_ky="2021-11-02")
    made = report(tmp_path, 2022, own)
    (acts,) = lists(basis.legal_basis(made, ""))
    assert acts[-1] == "10/2021/NQ-HĐND"
    rows = {text_of(cells[0]).split()[3]: text_of(cells[1]) for cells in table(made)}
    assert rows["10/2021/NQ-HĐND"] == rows["17/2018/TT-BCT"] == "chưa rõ ngày hiệu lực"
    assert rows["45/2012/NĐ-CP"] == "từ 05/7/2012"
    assert rows["1881/QĐ-TTg"] == "từ 20/11/2020 đến 31/12/2025"


def table(made: Report) -> list[list[list[dict[str, object]]]]:
    return [row["cells"] for row in basis.acts_table(made, "")["rows"]]


def test_each_cited_act_has_its_row_with_what_was_seen(tmp_path: Path) -> None:
    """The technical table has the acts of the basis, none other, and says of each what was seen and where."""
    made = report(tmp_path, 2022, act(trich_yeu="mức chi 5 triệu đồng"))
    named = [text_of(cells[0]) for cells in table(made)]
    basis_acts = [number for acts in lists(basis.legal_basis(made, "")) for number in acts]
    assert [name.split("số ")[1].split()[0] for name in named] == basis_acts
    assert all(text_of(cell) for cells in table(made) for cell in cells)

"""Legal acts and support norms are data with dates: what was in force in a period, and nothing else."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from analysis.book.book import show
from analysis.definitions.law import acts_in_force, load_acts, load_norms, norms_between
from analysis.values.norms import PRIORITY_ID, all_norms
from analysis.vocabulary import ACTIVITIES

MILLION = 10**6
NUMBER = re.compile(r"[0-9]+/[0-9]{4}/[A-ZĐ-]+")


def whole(first: int, last: int) -> tuple[dt.date, dt.date]:
    """The first and the last day of whole years."""
    return dt.date(first, 1, 1), dt.date(last, 12, 31)


def names(first: int, last: int) -> list[str]:
    return [NUMBER.findall(act.name)[0] for act in acts_in_force(whole(first, last))]


@pytest.mark.parametrize(
    ("first", "last", "acts"),
    [
        (2011, 2011, ["134/2004/NĐ-CP"]),
        (2012, 2012, ["134/2004/NĐ-CP", "45/2012/NĐ-CP"]),
        (2013, 2013, ["45/2012/NĐ-CP", "46/2012/TT-BCT"]),
        (2015, 2017, ["45/2012/NĐ-CP", "46/2012/TT-BCT", "36/2013/TT-BCT", "26/2014/TTLT-BTC-BCT"]),
        (2022, 2022, ["45/2012/NĐ-CP", "46/2012/TT-BCT", "36/2013/TT-BCT", "28/2018/TT-BTC"]),
    ],
)
def test_acts_of_a_period_are_those_in_force_in_it(first: int, last: int, acts: list[str]) -> None:
    """A report cites the acts in force on some day of its years: not one repealed before, not one issued after."""
    assert names(first, last) == acts


def test_a_report_on_2012_2022_cites_nothing_of_2025() -> None:
    """The amendment of 2025 is cited for 2025 and later only."""
    assert "235/2025/NĐ-CP" not in names(2012, 2022)
    assert "235/2025/NĐ-CP" not in names(2012, 2024)
    amendment = next(act for act in acts_in_force(whole(2025, 2025)) if "235/2025" in act.name)
    assert amendment.start == dt.date(2025, 10, 15)


def test_dates_of_the_acts_are_those_of_the_official_journal() -> None:
    """Each act starts and ends on its day; where one act replaces another there is neither gap nor overlap."""
    acts = {NUMBER.findall(act.name)[0]: act for act in load_acts()}
    assert acts["134/2004/NĐ-CP"].end == dt.date(2012, 7, 4)
    assert acts["45/2012/NĐ-CP"].start == dt.date(2012, 7, 5)
    assert acts["46/2012/TT-BCT"].start == dt.date(2013, 2, 10)
    assert acts["36/2013/TT-BCT"].start == dt.date(2014, 2, 10)
    assert (acts["26/2014/TTLT-BTC-BCT"].start, acts["26/2014/TTLT-BTC-BCT"].end) == (
        dt.date(2014, 4, 8),
        dt.date(2018, 5, 10),
    )
    assert acts["28/2018/TT-BTC"].start == dt.date(2018, 5, 11)


def test_an_act_is_cited_by_its_own_title() -> None:
    """The circular of 2018 ends at "kinh phí khuyến công", unlike the joint one; no doubt stands in a name."""
    titles = {NUMBER.findall(act.name)[0]: act.title for act in load_acts()}
    circular, joint = titles["28/2018/TT-BTC"], titles["26/2014/TTLT-BTC-BCT"]
    assert circular.endswith(" hướng dẫn lập, quản lý, sử dụng kinh phí khuyến công")
    assert joint.endswith(" kinh phí khuyến công quốc gia và kinh phí khuyến công địa phương")
    for act in load_acts():
        assert act.citation == f"{act.name} {act.title}"
        assert not re.search(r"[()?]|kiểm tra|báo chí|chưa", act.citation), act.name


def test_citations_are_whole() -> None:
    """A first citation gives number, body and title, in force from a day not before the act's own date."""
    for act in load_acts():
        assert act.citation.startswith(f"{act.name} {act.title}")
        assert act.title.startswith("của ")
        signed = re.search(r"ngày ([0-9]+) tháng ([0-9]+) năm ([0-9]+)", act.name)
        if signed and act.start:
            assert dt.date(int(signed[3]), int(signed[2]), int(signed[1])) <= act.start, act.name


@pytest.mark.parametrize(
    ("id_", "first", "last", "caps"),
    [
        ("N04", 2012, 2013, []),
        ("N04", 2014, 2017, [200]),
        ("N04", 2018, 2018, [200, 300]),
        ("N04", 2019, 2022, [300]),
        ("N04", 2012, 2022, [200, 300]),
        ("N02", 2015, 2015, [500]),
        ("N02", 2012, 2022, [500, 1000]),
        ("N02", 2022, 2022, [1000]),
        ("N05", 2012, 2022, []),
    ],
)
def test_norms_of_a_period_are_those_in_force_in_it(
    id_: str, first: int, last: int, caps: list[int]
) -> None:
    """A support norm has the cap of its time; a time whose cap is not known has none, not the nearest one."""
    assert [norm.cap for norm in norms_between(id_, whole(first, last))] == [
        cap * MILLION for cap in caps
    ]


def test_norms_say_what_the_acts_say() -> None:
    """Models: 30% of the cost, a cap a model; machinery: 50%, a cap an establishment; each version from its act on."""
    assert {(n.id, n.activity, n.unit, n.share) for n in load_norms()} == {
        ("N02", "ND3-MH", "mô hình", 30), ("N04", "ND3-MM", "cơ sở", 50),
    }  # fmt: skip
    assert all(norm.activity in ACTIVITIES for norm in load_norms())
    acts = {act.name.partition(" ngày")[0]: act for act in load_acts()}
    assert all((n.start, n.end) == (acts[n.text].start, acts[n.text].end) for n in load_norms())


def test_every_norm_is_a_value_of_its_own() -> None:
    """Caps, shares and the factor of priority are values with the law's number as formula, no two under one id."""
    book = all_norms()
    for norm in load_norms():
        assert book[norm.cap_id].value == norm.cap
        assert book[norm.share_id].value == norm.share
        assert norm.text in book[norm.cap_id].label
        assert book[norm.cap_id].formula == str(norm.cap)
    assert len(list(book)) == 2 * len(load_norms()) + 1
    assert show(book[PRIORITY_ID]).text == "1,5"

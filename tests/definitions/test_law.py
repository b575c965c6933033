"""Legal acts and support norms are data with dates: what was in force in a period, and nothing else."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from analysis.book.book import show
from analysis.definitions.law import (
    UNTIL_CITED,
    Act,
    acts_in_force,
    load_acts,
    load_norms,
    norms_between,
)
from analysis.values.norms import PRIORITY_ID, all_norms
from analysis.vocabulary import ACTIVITIES

MILLION = 10**6
ONE_DAY = dt.timedelta(days=1)
NUMBER = re.compile(r"[0-9]+/(?:[0-9]{4}/)?[A-ZĐ]+-[A-Za-z-]+")


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
        (
            2015,
            2016,
            [
                "45/2012/NĐ-CP",
                "1288/QĐ-TTg",
                "46/2012/TT-BCT",
                "36/2013/TT-BCT",
                "26/2014/TTLT-BTC-BCT",
            ],
        ),
        (
            2022,
            2022,
            [
                "45/2012/NĐ-CP",
                "1881/QĐ-TTg",
                "46/2012/TT-BCT",
                "36/2013/TT-BCT",
                "20/2017/TT-BCT",
                "28/2018/TT-BTC",
                "17/2018/TT-BCT",
            ],
        ),
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


@pytest.mark.parametrize(
    ("act", "first", "last"),
    [
        ("45/2012/NĐ-CP", "2012-07-05", ""),
        ("235/2025/NĐ-CP", "2025-10-15", ""),
        # only the day of signing is known: sixty days later
        ("1288/QĐ-TTg", "2014-09-30", "2020-12-31"),
        ("1881/QĐ-TTg", "2020-11-20", "2025-12-31"),
        ("2646/QĐ-BCT", "2025-09-23", "2030-12-31"),
        ("46/2012/TT-BCT", "2013-02-10", ""),
        ("26/2014/TTLT-BTC-BCT", "2014-04-08", "2018-05-10"),
        ("20/2017/TT-BCT", "2017-11-28", ""),
        ("28/2018/TT-BTC", "2018-05-11", ""),
        # of its two days of signing the later one counts
        ("17/2018/TT-BCT", "2018-09-22", ""),
        ("64/2024/TT-BTC", "2024-10-27", ""),
    ],
)
def test_an_act_is_in_force_from_its_first_day_to_its_last(act: str, first: str, last: str) -> None:
    """The day before the first an act is not cited, on it it is, on the last still, and the day after no more."""

    def cited(day: dt.date) -> bool:
        return act in {NUMBER.findall(found.name)[0] for found in acts_in_force((day, day))}

    day = dt.date.fromisoformat(first)
    assert [cited(day - ONE_DAY), cited(day)] == [False, True]
    if last:
        end = dt.date.fromisoformat(last)
        assert [cited(end), cited(end + ONE_DAY)] == [True, False]


def test_acts_stand_in_the_order_in_which_they_are_cited() -> None:
    """Decrees, decisions of the Prime Minister, circulars, those of the ministry, and each by the day of signing."""
    order = ["Nghị định", "QĐ-TTg", "Thông tư", "QĐ-BCT"]

    def place(act: Act) -> tuple[int, dt.date]:
        rank = next(rank for rank, word in enumerate(order) if word in act.name)
        return rank, act.signed or dt.date.min

    acts = list(load_acts())
    assert acts == sorted(acts, key=place)


def test_each_act_says_what_was_seen_of_it_and_where() -> None:
    """What is known of an act has its source, and a start that nobody saw is only reckoned from the signing."""
    for act in load_acts():
        assert act.seen, act.name
        assert act.source, act.name
        if not act.start_known:
            assert act.signed is not None
            assert act.start - act.signed == UNTIL_CITED, act.name


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
        ("N01", 2013, 2013, []),
        ("N01", 2016, 2016, [10]),
        ("N01", 2018, 2018, [10, 10]),
        ("N01", 2025, 2025, [10]),
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
        ("N01", "ND2", "doanh nghiệp", None), ("N02", "ND3-MH", "mô hình", 30), ("N04", "ND3-MM", "cơ sở", 50),
    }  # fmt: skip
    assert all(norm.activity in ACTIVITIES for norm in load_norms())
    acts = {act.name.partition(" ngày")[0]: act for act in load_acts()}
    assert all((n.start, n.end) == (acts[n.text].start, acts[n.text].end) for n in load_norms())
    # an act whose first day nobody saw decides no verdict
    assert all(acts[norm.text].start_known for norm in load_norms())


def test_every_norm_is_a_value_of_its_own() -> None:
    """Caps, shares and the factor of priority are values with the law's number as formula, no two under one id."""
    book = all_norms()
    for norm in load_norms():
        assert book[norm.cap_id].value == norm.cap
        assert (norm.share_id in book) == (norm.share is not None)
        assert norm.share is None or book[norm.share_id].value == norm.share
        assert norm.text in book[norm.cap_id].label
        assert book[norm.cap_id].formula == str(norm.cap)
    limits = [limit for n in load_norms() for limit in (n.cap, n.share) if limit is not None]
    assert len(list(book)) == len(limits) + 1
    assert show(book[PRIORITY_ID]).text == "1,5"

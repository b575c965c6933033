"""The reconciliations R01 to R15: each passes where the figures agree and speaks where they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.checks.all import findings_of
from analysis.checks.case import AGREED, AGREEING, CHECKED, VERDICTS, WAIVED, Check, rounding_unit
from analysis.document.blocks import NBSP, text_of
from analysis.edition import Edition
from data_builder import (
    MACHINERY,
    MODELS,
    TRAINING,
    Row,
    beneficiaries,
    compute,
    figure,
    made,
    over,
    reading,
    schemes,
)
from register_files import register, row


def money(**by_fund: str) -> list[Row]:
    """Printed totals: T, P, Q, L, C by their short names, in triệu đồng; a word before the number is its qualifier."""
    funds = {
        "T": "tổng ba nguồn",
        "P": "KCQG + KCĐP",
        "Q": "KCQG",
        "L": "KCĐP",
        "C": "đối ứng",
        "LC": "tổng KCĐP + đối ứng",
    }
    return [
        figure(text.split()[-1], fund=funds[name], word=" ".join(text.split()[:-1]))
        for name, text in by_fund.items()
    ]


def dong(**by_fund: str) -> list[Row]:
    """Printed totals in đồng."""
    return over(money(**by_fund), don_vi="đồng")


def recipients(value: str) -> Row:
    return figure(value, "đơn vị", "", MACHINERY, measure="đơn vị thụ hưởng")


def support(value: str, label: str = MACHINERY, fund: str = "KCĐP", **given: str) -> Row:
    return figure(value, fund=fund, label=label, **given)  # type: ignore[arg-type]


def shown(check: Check) -> str:
    return text_of(check.text).replace(NBSP, " ")


def models(value: str) -> Row:
    return support(value, MODELS, "KCQG")


def invested(value: str, **given: str) -> Row:
    """Counterpart of the models."""
    return support(value, MODELS, "đối ứng", **given)


def training(value: str, **given: str) -> Row:
    return support(value, TRAINING, "không nêu", **given)


def together(value: str) -> Row:
    return support(value, MODELS, "KCQG + KCĐP")


def counted(total: str = "", **by_type: str) -> list[Row]:
    """Beneficiaries: the printed total, if any, and the counts by type."""
    return [beneficiaries(value, kind) for kind, value in {"": total, **by_type}.items() if value]


def planned(total: str = "", **counts: str) -> list[Row]:
    """Schemes: the printed total, those of Q and L, and those of KCĐP for machinery (K) and training (D)."""
    keys = {
        "": ("",),
        "Q": ("KCQG",),
        "L": ("KCĐP",),
        "K": ("KCĐP", MACHINERY),
        "D": ("KCĐP", TRAINING),
    }
    return [schemes(value, *keys[name]) for name, value in {"": total, **counts}.items() if value]


def total(value: str) -> Row:
    return figure(value, "tỷ đồng", "KCQG + KCĐP")


def ratio(value: str) -> Row:
    return figure(value, "lần", "đối ứng", measure="hệ số đối ứng")


def share(value: str) -> Row:
    return figure(value, "%", "KCQG", measure="tỷ trọng")


def plan(value: str) -> Row:
    return figure(value, fund="KCQG", status="kế hoạch")


def carried_out(value: str) -> Row:
    """The printed share of the plan of KCQG."""
    return figure(value, "%", "KCQG", measure="tỷ lệ thực hiện kế hoạch")


def share_of_machinery(value: str) -> Row:
    return figure(value, "%", "KCQG", MACHINERY, measure="tỷ trọng")


def machinery(value: str) -> Row:
    return figure(value, fund="KCQG", label=MACHINERY)


def duration(value: str) -> list[Row]:
    return over(
        [figure("500", fund="KCQG"), figure(value, "năm", measure="thời gian")], tu_nam="2018"
    )


D02 = [reading("D02", "hai khoản tách nhau", "A = A - M", other="hai khoản trùng nhau")]
DA = [reading("D04", "138 (33 + 105)", "DA = DA_khac", printed="137 và 138", other="137")]
BASE = money(Q="100", L="50")
OWN = money(C="500")
GROUP = schemes("25", "", MACHINERY)
KK = "thuộc địa bàn khó khăn, đặc biệt khó khăn"

# (code, what is shown, rows, readings, every verdict of that code)
CASES: list[tuple[str, str, list[Row], list[Row], list[str]]] = [
    ("R01", "exact", money(T="600", Q="100", L="50", C="450"), [], ["khớp"]),
    ("R01", "within rounding", money(T="602", Q="100", L="50", C="450"), [], ["làm tròn"]),
    ("R01", "off by more", money(T="603", Q="100", L="50", C="450"), [], ["lệch"]),
    ("R01", "an upper bound that its parts stay below", money(T="gần 620", Q="100", L="50", C="450"), [], ["làm tròn"]),
    ("R01", "an upper bound that its parts exceed", money(T="gần 500", Q="100", L="50", C="450"), [], ["lệch"]),
    ("R01", "a lower bound below its parts", money(T="trên 500", Q="100", L="50", C="450"), [], ["làm tròn"]),
    ("R01", "a lower bound above its parts", money(T="trên 700", Q="100", L="50", C="450"), [], ["lệch"]),
    ("R01", "a rough total far from its parts", money(T="khoảng 900", Q="100", L="50", C="450"), [], ["lưu ý"]),
    ("R01", "a part that follows from another total", money(T="700", P="150", Q="100", C="450"), [], ["lệch"]),
    ("R01", "a part below zero", money(P="100", Q="120"), [], ["lệch"]),
    ("R01", "the rest of the total below zero", money(T="100", Q="120", L="30"), [], ["lệch"]),
    ("R01", "the rest of the total", money(T="200", Q="120", L="30"), [], []),
    ("R01a", "exact", money(P="150", Q="100", L="50"), [], ["khớp"]),
    ("R01a", "a total printed with fewer digits", [total("7,6"), *money(Q="1.450", L="6.198")], [], ["làm tròn"]),
    ("R01a", "off by more than its last digit", [total("7,7"), *money(Q="1.450", L="6.198")], [], ["lệch"]),
    ("R01b", "exact", money(LC="150", L="100", C="50"), [], ["khớp"]),
    ("R01b", "off", money(LC="160", L="100", C="50"), [], ["lệch"]),
    ("R01c", "exact", planned("138", Q="33", L="105"), [], ["khớp"]),
    ("R01c", "one scheme off is no rounding", planned("138", Q="33", L="104"), [], ["lệch"]),
    ("R01c", "a part that follows from the total", planned("138", Q="33"), [], []),
    ("R01d", "a total of two printed parts", money(T="600", P="150", C="450"), [], ["khớp"]),
    ("R01d", "off", money(T="700", P="150", C="450"), [], ["lệch"]),
    ("R02", "printed and summed", counted("10", HTX="6", DNNVV="4"), [], ["khớp"]),
    ("R02", "a type that is not stated", counted("10", HTX="6"), [], ["chưa phân bổ"]),
    ("R02", "types beyond the total", counted("10", HTX="6", HKD="5"), [], ["lệch"]),
    ("R02", "derived", counted(HTX="6", DNNVV="4"), [], ["suy ra"]),
    ("R03", "all stated", [*BASE, training("150")], [], ["khớp"]),
    ("R03", "a gap", [*BASE, training("90")], [], ["chưa phân bổ"]),
    ("R03", "within rounding", [*BASE, training("151")], [], ["làm tròn"]),
    ("R03", "beyond the total", [*BASE, training("160")], [], ["lệch"]),
    ("R03", "beyond an upper bound", [*money(Q="gần 100", L="50"), training("160")], [], ["lệch"]),
    ("R03", "beyond a lower bound", [*money(Q="trên 100", L="50"), training("160")], [], ["làm tròn"]),
    ("R03", "far below an upper bound", [*money(Q="gần 100", L="50"), training("20")], [], ["chưa phân bổ"]),
    ("R03b", "all stated", [*money(L="100"), support("60"), support("40", TRAINING)], [], ["khớp"]),
    ("R03b", "beyond the fund", [*money(L="100"), support("60"), support("70", TRAINING)], [], ["lệch"]),
    ("R03e", "schemes that name no activity", planned(L="9", K="4", D="3"), [], ["chưa phân bổ"]),
    ("R03e", "one scheme too many", planned(L="6", K="4", D="3"), [], ["lệch"]),
    ("R04", "a reading that changes what is stated", [*BASE, models("60")], D02, ["cách hiểu"]),
    ("R04", "no such reading", [*BASE, models("60")], [], []),
    ("R05", "counterpart beyond the support", [*OWN, models("60"), invested("90")], [], ["cách hiểu", "đạt"]),
    ("R05", "counterpart within the support", [*OWN, models("60"), invested("50")], [], ["đạt"]),
    ("R05", "beyond all counterpart", [*money(C="80"), models("60"), invested("90")], [], ["cách hiểu", "lệch"]),
    ("R05", "beyond a lower bound", [*money(C="trên 80"), models("60"), invested("90")], [], ["cách hiểu", "đạt"]),
    ("R06", "feasible", [*BASE, models("60"), training("40")], [], ["đạt"]),
    ("R06", "some of it must be KCQG", [*BASE, models("30"), training("60")], [], ["đạt", "suy ra"]),
    ("R06", "beyond the fund", [*BASE, models("110"), training("10")], [], ["lệch"]),
    ("R06", "a line of both funds beside its parts", [*BASE, together("140"), models("100")], [], ["đạt", "suy ra"]),
    ("R07", "a group scheme", [beneficiaries("50"), recipients("39"), GROUP], [], ["đạt", "lưu ý"]),
    ("R07", "one recipient a scheme", [beneficiaries("50"), recipients("25"), GROUP], [], ["đạt"]),
    ("R07", "more recipients than beneficiaries", [beneficiaries("30"), recipients("39")], [], ["lệch"]),
    ("R08", "the stated duration agrees", duration("5"), [], ["khớp"]),
    ("R08", "the stated duration differs", duration("4"), [], ["xung đột"]),
    ("R08", "two figures and a reading", [schemes("137"), schemes("138")], DA, ["xung đột"]),
    ("R08", "two figures and no reading", [schemes("137"), schemes("138")], [], ["lệch"]),
    ("R08", "three figures", [schemes("136"), schemes("137"), schemes("138")], [], ["lệch", "lệch"]),
    ("R08", "figures that agree", [schemes("138"), schemes("138", position="tít")], [], []),
    ("R09", "below both caps", [support("600"), recipients("4")], [], ["đạt"]),
    ("R09", "above the cap", [support("1.300"), recipients("4")], [], ["lưu ý"]),
    ("R09", "a lower bound below the cap", [support("600", word="trên"), recipients("4")], [], ["lưu ý"]),
    ("R10", "enough counterpart", [*OWN, support("100", MACHINERY), invested("300")], [], ["đạt"]),
    ("R10", "too little counterpart", [*OWN, support("300", MACHINERY), invested("300")], [], ["lưu ý"]),
    ("R11", "a small share", [models("30"), invested("90")], [], ["đạt"]),
    ("R11", "a share above the limit", [models("60"), invested("90")], [], ["lưu ý"]),
    ("R11", "an upper bound of the counterpart", [models("30"), invested("90", word="gần")], [], ["lưu ý"]),
    ("R13", "tolerance unused", money(T="600", Q="100", L="50", C="450"), [], ["khớp"]),
    ("R13", "tolerance used", money(T="602", Q="100", L="50", C="450"), [], ["làm tròn"]),
    ("R13", "beyond the tolerance", money(T="603", Q="100", L="50", C="450"), [], ["lưu ý"]),
    ("R13", "a bound has no rounding to speak of", money(T="gần 620", Q="100", L="50", C="450"), [], []),
    ("R13", "figures printed to the đồng", dong(T="60000000", Q="10000000", L="5000000", C="45000000"), [], ["khớp"]),
    ("R14", "shares that print to 100", money(T="400", Q="100", L="100", C="200"), [], ["khớp"]),
    ("R14", "shares that print to 99,99", money(T="600", Q="200", L="200", C="200"), [], ["làm tròn"]),
    ("R14", "shares of a total that is wrong", money(T="700", Q="200", L="200", C="200"), [], []),
    ("R14", "a printed ratio that rounds", [*money(P="100", C="146"), ratio("1,5")], [], ["làm tròn"]),
    ("R14", "a printed ratio that is exact", [*money(P="100", C="150"), ratio("1,5")], [], ["khớp"]),
    ("R14", "a printed ratio that does not", [*money(P="100", C="140"), ratio("1,5")], [], ["lệch"]),
    ("R14", "a printed ratio above a lower bound", [*money(P="100", C="trên 140"), ratio("1,5")], [], ["lưu ý"]),
    ("R14", "a printed ratio below a lower bound", [*money(P="100", C="trên 140"), ratio("1,2")], [], ["lệch"]),
    ("R14", "a printed share of the plan", [*money(Q="80"), plan("100"), carried_out("80")], [], ["khớp"]),
    ("R14", "a share of the plan that it is not", [*money(Q="80"), plan("100"), carried_out("70")], [], ["lệch"]),
    ("R14", "a share of a plan that nobody prints", [*money(Q="80"), carried_out("70")], [], []),
    ("R14", "a printed share of an activity", [*money(Q="80"), machinery("40"), share_of_machinery("50")], [],
     ["khớp"]),
    ("R14", "a share of an activity that it is not", [*money(Q="80"), machinery("40"), share_of_machinery("30")], [],
     ["lệch"]),
    ("R14", "a printed share", [*money(Q="45", L="55"), share("45")], [], ["khớp"]),
    ("R14", "a printed share that is wrong", [*money(Q="45", L="55"), share("47")], [], ["lệch"]),
    ("R15", "a subset", [beneficiaries("10"), beneficiaries("3", KK)], [], ["đạt"]),
    ("R15", "no subset", [beneficiaries("2"), beneficiaries("3", KK)], [], ["lệch"]),
]  # fmt: skip
SEVERITIES = {
    "khớp": None, "đạt": None, "làm tròn": "lưu ý", "chưa phân bổ": "lưu ý", "suy ra": "lưu ý", "lưu ý": "lưu ý",
    "cách hiểu": "cảnh báo", "xung đột": "cảnh báo", "lệch": "lỗi",
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "rows", "readings", "verdicts"),
    [(c, r, d, v) for c, _, r, d, v in CASES],
    ids=[f"{c}-{w}" for c, w, *_ in CASES],
)
def test_each_check_says_what_the_figures_say(
    tmp_path: Path, code: str, rows: list[Row], readings: list[Row], verdicts: list[str]
) -> None:
    """A check gives its verdict with the severity that belongs to it, in the order of its facts, and nothing else."""
    computed = made(tmp_path, rows, readings)
    checks = [check for check in computed.checks if check.code == code]
    assert [check.verdict for check in checks] == verdicts
    assert [check.severity for check in checks] == [SEVERITIES[verdict] for verdict in verdicts]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (money(T="600", Q="100", L="50", C="450"), "lệch đến 2 triệu đồng; chênh lệch thực tế 0 triệu đồng"),
        (dong(T="60000001", Q="10000000", L="5000000", C="45000000"), "lệch đến 2 đồng; chênh lệch thực tế 1 đồng"),
    ],
)  # fmt: skip
def test_a_tolerance_is_told_in_the_unit_of_what_it_comes_from(
    tmp_path: Path, rows: list[Row], told: str
) -> None:
    """A total printed to the đồng may be off by a few đồng, not by nothing."""
    (check,) = [check for check in made(tmp_path, rows, []).checks if check.code == "R13"]
    assert told in shown(check)


def test_a_sum_without_rounding_has_no_tolerance_to_tell(tmp_path: Path) -> None:
    """The totals of a register are whole đồng: nothing is said of "0 triệu đồng" that they may be off by."""
    register(tmp_path, row(1, year=2023, place="Huyện A", q=10, c=30), name="danh-muc.csv")
    computed = compute(tmp_path, Edition("tinh", 2023, 2023))
    (check,) = [check for check in computed.checks if check.code == "R13"]
    assert shown(check) == (
        "Các số lấy đến từng đồng, không có sai số làm tròn; chênh lệch thực tế 0 đồng."
    )


def test_shares_are_judged_as_they_are_printed(tmp_path: Path) -> None:
    """By one decimal 49 establishments do not add up to 100; by the two that are printed they do."""
    rows = counted(DNNVV="23", HTX="8", HKD="18")
    (check,) = [check for check in made(tmp_path, rows, []).checks if check.code == "R14"]
    assert check.verdict == "khớp"


YEARS = Edition("thu", 2021, 2023)


def by_year(*values: str, total: str, **given: str) -> list[Row]:
    """KCQG of 2021, 2022, … in triệu đồng, and what is printed of all these years together."""
    last = 2020 + len(values)
    rows = [
        figure(text.split()[-1], fund="KCQG", word=" ".join(text.split()[:-1]), years=years)
        for text, years in [
            *((value, (2021 + number,) * 2) for number, value in enumerate(values)),
            (total, (2021, last)),
        ]
    ]
    return over(rows, **given)


@pytest.mark.parametrize(
    ("rows", "verdicts"),
    [
        (by_year("100", "200", "300", total="600"), ["khớp"]),
        (by_year("100", "200", "300", total="602"), ["làm tròn"]),
        (by_year("100", "200", "300", total="610"), ["lệch"]),
        (by_year("100", "200", "300", total="590"), ["lệch"]),
        (by_year("trên 100", "200", "300", total="650"), ["làm tròn"]),
        (by_year("trên 100", "200", "300", total="550"), ["lệch"]),
        (by_year("100", "khoảng 200", "300", total="650"), ["lưu ý"]),
        (by_year("100", "200", total="350"), ["lệch"]),
        (by_year("100", "200", "300", total="610")[1:], []),
        ([*by_year("100", "200", "300", total="600"), figure("9", fund="KCĐP", years=(2021, 2023))], ["khớp"]),
        ([*by_year("1", "2", "3", total="4", chi_tieu="đơn vị thụ hưởng", don_vi="đơn vị", nguon_kinh_phi=""),
          figure("9", fund="KCQG", years=(2021, 2023))], ["lưu ý"]),
        ([*by_year("1", "2", "3", total="9", chi_tieu="đơn vị thụ hưởng", don_vi="đơn vị", nguon_kinh_phi=""),
          figure("9", fund="KCQG", years=(2021, 2023))], ["lệch"]),
    ],
)  # fmt: skip
def test_years_that_are_all_printed_add_up_to_what_is_printed_of_them(
    tmp_path: Path, rows: list[Row], verdicts: list[str]
) -> None:
    """Within rounding and bounds; a missing year leaves it open, and establishments may come in several years."""
    computed = made(tmp_path, rows, edition=YEARS)
    assert computed.verdicts("R21") == verdicts


def test_plans_of_years_are_no_parts_of_what_was_done(tmp_path: Path) -> None:
    """A year that is only planned is no year of a total that was carried out."""
    rows = by_year("100", "200", "300", total="610")
    rows[0] = over(rows[:1], tinh_trang="kế hoạch")[0]
    assert made(tmp_path, rows, edition=YEARS).verdicts("R21") == []


def test_every_code_has_a_case_that_agrees_and_one_that_does_not() -> None:
    """R01 to R15 but the unused R12 are each shown passing (or silent) and speaking."""
    wanted = {f"R{n:02d}" for n in range(1, 16)} - {"R12"}
    quiet = {
        code[:3]
        for code, _, _, _, verdicts in CASES
        if not verdicts or set(verdicts) <= {"khớp", "đạt"}
    }
    loud = {code[:3] for code, _, _, _, verdicts in CASES if set(verdicts) - {"khớp", "đạt"}}
    assert (quiet, loud) == (wanted, wanted)
    assert (
        {verdict for *_, verdicts in CASES for verdict in verdicts}
        == set(VERDICTS) - {WAIVED}
        == set(SEVERITIES)
    )


def test_findings_are_the_checks_that_did_not_agree(tmp_path: Path) -> None:
    """A check that agrees is no finding; any other is one, with the check's code, title, text and severity."""
    computed = made(
        tmp_path, [*money(T="603", Q="100", L="50", C="450"), *planned("138", Q="33", L="105")]
    )
    assert computed.verdicts("R01c") == ["khớp"]
    loud = [check for check in computed.checks if check.severity]
    assert {check.code for check in loud} >= {"R01", "R13"}
    assert [(f.severity, f.code, f.where, f.message) for f in findings_of(computed.checks)] == [
        (c.severity, c.code, c.title, text_of(c.text)) for c in loud
    ]


def test_rounding_is_half_the_last_printed_digit_and_never_of_a_count(tmp_path: Path) -> None:
    """`7,6` tỷ may be off by 50 triệu, `2,630` tỷ by half a triệu, `425,06` triệu by 5.000 đồng, a count by nothing."""
    rows = [
        figure("7,6", "tỷ đồng", "KCQG"),
        figure("2,630", "tỷ đồng", "KCĐP"),
        figure("425,06", fund="đối ứng"),
        schemes("138"),
    ]
    assert [rounding_unit(fact) for fact in made(tmp_path, rows).facts] == [
        50_000_000,
        500_000,
        5_000,
        0,
    ]


def test_a_rival_is_told_from_a_label_that_ends_like_one(tmp_path: Path) -> None:
    """A label that ends in "khác" clashes with no rival of another label, and its own rival names the right value."""
    rows = [
        support("10", "Tập huấn"),
        support("20", "Tập huấn"),
        support("30", "Tập huấn khác"),
        support("40", "Tập huấn khác"),
    ]
    computed = made(tmp_path, rows, [reading("D05", "40 đúng", printed="30 và 40")])
    said = [(check.verdict, shown(check)) for check in computed.checks if check.code == "R08"]
    assert sorted(verdict for verdict, _ in said) == ["lệch", "xung đột"]
    assert [text for verdict, text in said if verdict == "xung đột"] == [
        "Nguồn in hai số: 40 triệu đồng và 30 triệu đồng; báo cáo dùng 40."
    ]


def test_a_second_rival_names_the_chosen_figure_too(tmp_path: Path) -> None:
    """With three figures and a reading both rivals say which figure is used."""
    rows = [schemes("136"), schemes("137"), schemes("138")]
    computed = made(tmp_path, rows, [reading("D04", "138 đề án", printed="136, 137 và 138 đề án")])
    texts = [shown(check) for check in computed.checks if check.code == "R08"]
    assert texts == [
        f"Nguồn in hai số: 138 đề án và {n} đề án; báo cáo dùng 138." for n in (136, 137)
    ]


@pytest.mark.parametrize(
    ("label", "rows", "text"),
    [
        (
            "raw text",
            [
                *money(Q="100", L="50"),
                support("30", MODELS, "KCQG"),
                support("60", "{I26} *x*", "không nêu"),
            ],
            "“{I26} *x*”",
        ),
        (
            "no promise",
            [
                *money(Q="100", L="50"),
                support("30", MODELS, "KCQG"),
                support("60", TRAINING, "không nêu", word="gần"),
            ],
            "",
        ),
    ],
)
def test_what_must_come_from_one_fund_is_said_only_when_it_follows(
    tmp_path: Path, label: str, rows: list[Row], text: str
) -> None:
    """The least share of KCQG is told for an exact amount, its label quoted as data; an upper bound tells nothing."""
    told = [
        text_of(c.text)
        for c in made(tmp_path, rows).checks
        if c.code == "R06" and c.verdict == "suy ra"
    ]
    assert [text in each for each in told] == [True] * bool(text), label


def test_checks_stay_at_their_point(tmp_path: Path) -> None:
    """Figures of another year or status never enter a check, and each check names its point."""
    rows = [
        *over(money(T="600", Q="100", L="50", C="450"), tu_nam="2021", den_nam="2021"),
        *over(
            money(T="700", Q="100", L="50", C="450"),
            tinh_trang="kế hoạch",
            tu_nam="2021",
            den_nam="2021",
        ),
        *money(T="800", Q="100", L="50", C="650"),
    ]
    computed = made(tmp_path, rows, edition=Edition("thu", 2021, 2022))
    found = {
        check.title.partition(" (")[2].rstrip(")"): check.verdict
        for check in computed.checks
        if check.code == "R01"
    }
    assert found == {"năm 2021": "khớp", "năm 2021, kế hoạch": "lệch", "năm 2022": "khớp"}


def test_checks_repair_nothing(tmp_path: Path) -> None:
    """A check adds its own values, R…, and changes no value of the book."""
    rows = [
        *money(T="603", Q="100", L="50", C="450"),
        support("60", MODELS, "KCQG"),
        support("90", MODELS, "đối ứng"),
    ]
    computed = made(tmp_path, rows)
    assert computed.value("T") == 603_000_000
    added = [v.id for v in computed.book if v.id.startswith("R")]
    assert {id_[:3] for id_ in added} >= {"R01", "R05", "R11", "R13"}


def test_a_part_of_a_year_is_held_against_the_plan_of_the_year(tmp_path: Path) -> None:
    """8,3 of 56,3 by the end of September is 14,8% before rounding, and no 15,8%."""
    days = {"tu_ngay": "2022-01-01", "den_ngay": "2022-09-30"}
    done = [figure("8,3", "tỷ đồng", "KCQG"), carried_out("14,8")]
    wrong = [figure("8,3", "tỷ đồng", "KCQG"), carried_out("15,8")]
    year = [figure("56,3", "tỷ đồng", "KCQG", status="kế hoạch")]
    verdicts = [
        made(tmp_path / name, [*year, *over(rows, **days)]).verdicts("R14")
        for name, rows in (("a", done), ("b", wrong))
    ]
    assert verdicts == [["làm tròn"], ["lệch"]]


PLANS = [plan("100"), figure("50", fund="KCĐP", status="kế hoạch")]
OF_PLAN = "kinh phí khuyến công (kế hoạch), 150 triệu đồng"
OTHER_WHOLES = {
    "the plan of both funds": (
        [*money(Q="80"), *PLANS, carried_out("53,3")],
        (
            f"Số nguồn in khớp khi mẫu số là {OF_PLAN}, thay cho"
            " kinh phí khuyến công quốc gia (kế hoạch), 100 triệu đồng."
        ),
    ),
    "the total with counterpart": (
        [*money(Q="45", L="55", C="50"), share("30")],
        (
            "Số nguồn in khớp khi mẫu số là tổng kinh phí thực hiện (ba nguồn), 150 triệu đồng,"
            " thay cho kinh phí khuyến công, 100 triệu đồng."
        ),
    ),
    "both funds, of an activity of one": (
        [*money(Q="80", L="20"), machinery("40"), share_of_machinery("40")],
        (
            "Số nguồn in khớp khi mẫu số là kinh phí khuyến công, 100 triệu đồng,"
            " thay cho kinh phí khuyến công quốc gia, 80 triệu đồng."
        ),
    ),
    "what was done as well as the plan": (
        [*money(Q="80", L="72"), *PLANS, carried_out("53")],
        (
            "Số nguồn in khớp với nhiều mẫu số khác nên chưa rõ nguồn tính trên số nào:"
            f" kinh phí khuyến công, 152 triệu đồng; {OF_PLAN}."
        ),
    ),
    "what was done as much as the plan": (
        [*money(Q="80", L="70"), *PLANS, carried_out("53,3")],
        (
            "Số nguồn in khớp với nhiều mẫu số khác nên chưa rõ nguồn tính trên số nào:"
            f" kinh phí khuyến công, 150 triệu đồng; {OF_PLAN}."
        ),
    ),
    "no sum that the data have": (
        [*money(Q="80"), *PLANS, carried_out("52")],
        "Nguồn in 52%; tính được 80%, không khớp.",
    ),
    "about as much": (
        [*money(Q="45", L="55", C="khoảng 50"), share("30")],
        "Nguồn in 30%; tính được 45%, không khớp.",
    ),
}


@pytest.mark.parametrize("case", OTHER_WHOLES)
def test_a_printed_share_over_another_whole_names_that_whole(case: str, tmp_path: Path) -> None:
    """The one exact sum that meets it within rounding is named with its figure, several as several; it stops."""
    rows, told = OTHER_WHOLES[case]
    checks = [one for one in made(tmp_path, rows, []).checks if one.code == "R14"]
    (check,) = [one for one in checks if one.verdict == "lệch"]
    assert shown(check).endswith(told)


@pytest.mark.parametrize("printed", ["80", "80,0"])
def test_a_share_that_its_own_whole_meets_names_no_other(printed: str, tmp_path: Path) -> None:
    """The plan of KCQG is what 80% is of, though what is done by both funds is as much."""
    rows = [*money(Q="80", L="20"), *PLANS, carried_out(printed)]
    (check,) = [one for one in made(tmp_path, rows, []).checks if "kế hoạch" in one.title]
    assert check.verdict == "khớp"
    assert "mẫu số" not in shown(check)


def test_the_number_of_checks_is_a_value_of_the_book(tmp_path: Path) -> None:
    """What was compared, and what of it agrees, is counted over the residuals."""
    computed = made(tmp_path, [figure("100", fund="KCQG"), figure("50", fund="KCĐP")])
    compared = [check for check in computed.checks if check.left]
    agreed = [check for check in compared if check.verdict in AGREEING]
    assert computed.book[CHECKED].value == len(compared) > 0
    assert computed.book[AGREED].value == len(agreed)


def test_figures_of_two_sources_are_told_with_both(tmp_path: Path) -> None:
    """Not that one source prints two figures."""
    rows = [schemes("136"), schemes("138", source="nguon-khac")]
    computed = made(tmp_path, rows)
    (text,) = (shown(check) for check in computed.checks if check.code == "R08")
    assert "Nguồn “nguon-thu” in 136 đề án, nguồn “nguon-khac” in 138 đề án" in text

"""R01 to R08: totals against parts, activities against funds, recipients against schemes, and conflicts of sources."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.book.book import needed
from analysis.book.points import Point, split_id
from analysis.checks.case import Case, CaseAt, Check, mark, marks
from analysis.definitions.indicators import YEARS_INPUT
from analysis.document.truth import holds
from analysis.values.facts import Fact, key_of
from analysis.values.indicators import without_parts
from analysis.vocabulary import PROMOTION_FUNDS

# Code, title, the printed whole, the parts that must add up to it.
SOURCES = (
    ("R01", "tổng ba nguồn kinh phí", "T", "Q + L + C"),
    ("R01a", "kinh phí khuyến công theo nguồn", "P_in", "Q + L"),
    ("R01b", "KCĐP và đối ứng", "LC", "L + C"),
    ("R01c", "số đề án theo nguồn", "DA", "DA_Q + DA_L"),
)
WITHOUT_FUNDS = ("R01d", "tổng của kinh phí khuyến công và đối ứng", "T", "P + C")
# Code, the printed whole, fund and measure of the lines by activity that may not exceed it.
ACTIVITIES = (
    ("R03a", "Q", "national", "amount"),
    ("R03b", "L", "local", "amount"),
    ("R03c", "LC", "local_counterpart", "amount"),
    ("R03d", "DA_Q", "national", "schemes"),
    ("R03e", "DA_L", "local", "schemes"),
)


def check_sources(case: Case) -> Iterator[Check]:
    """R01: each printed total is the sum of its printed parts."""
    for at in case.everywhere():
        for identity in SOURCES:
            yield from _identity(at, *identity)
        # with both funds known R01 says the same, part by part
        if not at.known("Q", "L"):
            yield from _identity(at, *WITHOUT_FUNDS)
        for name in ("Q", "L", "C", "DA_Q", "DA_L"):
            if at.known(name) and at[name].derived and at.below_zero(name):
                text = f"Số suy ra {{{name}}} {{nhỏ hơn không: {name} < 0}}: các số nguồn in mâu thuẫn nhau."
                id_ = at.id(name)
                yield case.check("R01", at[name].label, at.text(text), id_, "lệch")


def _identity(at: CaseAt, code: str, title: str, whole: str, formula: str) -> Iterator[Check]:
    """A printed whole against its parts, none of which follows from it.

    Exact, within rounding, or different.
    """
    parts = formula.split(" + ")
    if not (at.raw(whole) and at.known(*parts)):
        return
    if at.id(whole) in needed(at.book, [at.id(part) for part in parts]):
        return
    total, unit = f"{code}_tong", at[whole].unit
    at.derive(total, f"Cộng các phần: {title}", formula, unit)
    at.derive(code, f"Chênh lệch: {title}", f"{whole} - {total}", unit)
    difference, bound = at.number(code), at[code].bound
    may_be_nothing = (
        abs(difference) <= at.rounding(code)
        or (difference > 0 and bound == "at_most")
        or (difference < 0 and bound == "at_least")
    )
    gap = f"{mark(whole)}: chênh lệch {mark(code)}"
    if difference == 0:
        verdict, found = "khớp", f"= {mark(whole)}"
    elif may_be_nothing:
        verdict, found = "làm tròn", f"so với {gap}"
    elif bound in ("about", "unknown"):
        verdict, found = "lưu ý", f"so với {gap}; có số gần đúng nên không kết luận"
    else:
        verdict, found = "lệch", f"khác {gap}"
    yield at.check(
        code,
        title,
        f"{marks(parts)} {found}.",
        code,
        verdict,
        (whole, total),
    )


def check_beneficiaries(case: Case) -> Iterator[Check]:
    """R02: the number of beneficiaries is printed and meets its types, or is their sum and said to be derived."""
    title = "số cơ sở thụ hưởng theo loại hình"
    for at in case.everywhere():
        if at.raw("N") and at.known("N_loai"):
            at.derive("R02", f"Chênh lệch: {title}", "N - N_loai", "cơ sở")
            text = "{N_loai} cộng theo loại hình; nguồn in {N}"
            if at.below_zero("R02"):
                verdict, text = "lệch", f"{text}; các loại hình {{vượt: N_loai > N}} tổng."
            elif at.number("R02") > 0:
                verdict, text = "chưa phân bổ", f"{text}; còn {{R02}} nguồn không nêu loại hình."
            else:
                verdict, text = "khớp" if at.number("R02") == 0 else "làm tròn", f"{text}."
            yield at.check(
                "R02",
                title,
                text,
                "R02",
                verdict,
                ("N", "N_loai"),
            )
        elif at.known("N_loai"):
            text = "Nguồn không in tổng số; {N} là số cộng theo loại hình."
            yield at.check("R02", title, text, "N_loai", "suy ra")


def check_activities(case: Case) -> Iterator[Check]:
    """R03: what activities sum to, against kinh phí khuyến công and against each fund.

    The gap is named, not hidden.
    """
    for at in case.everywhere():
        if at.known("P", "A"):
            yield _allocation(
                at,
                "R03",
                "kinh phí khuyến công theo nội dung",
                "P",
                "A",
            )
        for code, whole, fund, measure in ACTIVITIES:
            parts = [
                fact.id
                for fact in at.by_activity
                if (fact.figure.fund, fact.figure.measure) == (fund, measure)
            ]
            # a single activity is no breakdown
            if at.raw(whole) and len(parts) > 1:
                noun = "số đề án" if measure == "schemes" else "kinh phí"
                short = case.definitions.inputs[whole].short.removeprefix("số đề án ")
                title = f"{noun} {short} theo nội dung"
                label = f"Cộng các khoản đã nêu: {title}"
                stated = at.summed(f"{code}_tong", label, parts, at[whole].unit)
                yield _allocation(at, code, title, whole, stated)


def _allocation(at: CaseAt, code: str, title: str, whole: str, stated: str) -> Check:
    at.derive(
        code,
        f"Phần chưa phân bổ: {title}",
        f"{whole} - {stated}",
        at[whole].unit,
    )
    difference = at.number(code)
    text = f"Các nội dung đã nêu cộng lại {mark(stated)}, tổng là {mark(whole)}"
    if difference == 0:
        verdict = "khớp"
    elif at.below_zero(code):
        verdict, text = "lệch", f"{text}; các nội dung {{vượt: {stated} > {whole}}} tổng"
    elif abs(difference) <= at.rounding(code):
        verdict, text = "làm tròn", f"{text}; chênh lệch {mark(code)}"
    elif difference < 0 or at[code].bound == "unknown":
        verdict, text = "làm tròn", f"{text}; có số gần đúng"
    else:
        verdict = "chưa phân bổ"
        text += f"; còn {mark(code)} nguồn không nêu nội dung, không phải sai số"
    return at.check(
        code,
        title,
        f"{text}.",
        code,
        verdict,
        (whole, stated),
    )


def check_overlap(case: Case) -> Iterator[Check]:
    """R04: where a reading changes what is allocated, the gap lies between two values."""
    at = case.whole()
    for reading in case.readings:
        other, residual = f"A.{reading['id']}", f"R04.{reading['id']}"
        if at.known("P", "A", other):
            at.derive(residual, "Phần chưa phân bổ theo cách hiểu khác", f"P - {other}")
            title = f"cách hiểu {reading['id']}: nội dung trùng nhau"
            text = f"Nếu {{'other}}, phần chưa phân bổ là {mark(residual)} thay cho {{R03}}."
            words = reading["alternative"]
            yield at.check(
                "R04",
                title,
                text,
                residual,
                "cách hiểu",
                ("P", other),
                other=words,
            )


def check_counterpart_of_models(case: Case) -> Iterator[Check]:
    """R05: counterpart larger than the support cannot be a part of it.

    It must fit into all counterpart.
    """
    for at in case.everywhere():
        printed = at.known("CM", "M") and at["CM"].gather != "sum"
        if printed and at.number("CM") > at.number("M"):
            if holds(case.book, at.id("CM"), ">", at.id("M")):
                text = (
                    "Đối ứng {CM} {lớn hơn: CM > M} kinh phí {M} nên không thể là một phần của "
                    "khoản này; được hiểu là vốn đối ứng kèm theo."
                )
            else:
                text = (
                    "Đối ứng {CM}, kinh phí {M}: có số gần đúng; được hiểu là vốn đối ứng kèm theo."
                )
            yield at.check(
                "R05",
                "đối ứng của mô hình trình diễn",
                text,
                "CM",
                "cách hiểu",
            )
        if at.known("CM", "C"):
            title = "đối ứng của mô hình trong tổng đối ứng"
            rest = ("R05_con", "Vốn đối ứng ngoài mô hình trình diễn")
            text = "Đối ứng của mô hình {CM} trong tổng đối ứng {C}; còn lại {R05_con}."
            yield at.check_part(
                "R05",
                title,
                "C",
                "CM",
                rest,
                text,
            )


def check_feasible_funds(case: Case) -> Iterator[Check]:
    """R06: amounts that name a fund fit into it, and amounts that name none fit into the rest."""
    for at in case.everywhere():
        facts = [fact for fact in at.by_activity if fact.figure.measure == "amount"]
        national = [fact.id for fact in facts if fact.figure.fund == "national"]
        unnamed = [fact for fact in facts if fact.figure.fund in ("promotion", "unstated")]
        stated = [fact.id for fact in without_parts(facts) if fact.figure.fund in PROMOTION_FUNDS]
        # each value is there whenever what it is computed from is, whatever the others are
        if at.known("Q") and national:
            label = "KCQG ngoài các nội dung đã nêu nguồn"
            at.derive("R06", label, f"Q - ({' + '.join(national)})")
        if at.known("P") and stated:
            label = "Kinh phí còn lại cho các nội dung không nêu nguồn"
            at.derive("R06_con", label, f"P - ({' + '.join(stated)})")
        if at.known("Q", "L", "P") and national and unnamed:
            verdict = "lệch" if at.below_zero("R06") else at.fits("R06_con")
            text = "KCQG còn {R06} ngoài các nội dung đã nêu nguồn; sau mọi nội dung còn {R06_con}."
            yield at.check(
                "R06",
                "khả năng đáp ứng theo nguồn",
                text,
                "R06_con",
                verdict,
            )
        if at.known("L"):
            for fact in unnamed:
                yield from _beyond_local(at, fact)


def _beyond_local(at: CaseAt, fact: Fact) -> Iterator[Check]:
    """An activity without a fund that has more than all of KCĐP has some of KCQG."""
    id_ = fact.id
    # with a bound on either side the true difference may have the other sign
    exact = at[id_].bound == at["L"].bound == "exact"
    if exact and at.number(id_) > at.number("L"):
        least = f"R06_{split_id(id_)[0]}"
        at.derive(least, "Phần KCQG tối thiểu của nội dung không nêu nguồn", f"{id_} - L")
        text = (
            f"Nội dung “{{'nhan}}” có {mark(id_)}, {{nhiều hơn: {id_} > L}} toàn bộ KCĐP {{L}}: "
            f"tối thiểu {mark(least)} là KCQG."
        )
        title, name = "nguồn của nội dung không nêu nguồn", fact.figure.activity_label
        yield at.check(
            "R06",
            title,
            text,
            least,
            "suy ra",
            nhan=name,
        )


def check_recipients(case: Case) -> Iterator[Check]:
    """R07: recipients of machinery against all beneficiaries and against schemes."""
    for at in case.everywhere():
        if at.known("DV_K", "N"):
            rest = ("R07", "Cơ sở thụ hưởng ngoài máy móc, thiết bị")
            text = "{DV_K} nhận máy móc trong {N}; còn {R07}, nếu các đơn vị không trùng nhau."
            yield at.check_part(
                "R07",
                "đơn vị nhận máy móc",
                "N",
                "DV_K",
                rest,
                text,
            )
        if at.known("DV_K", "DA_K") and at.number("DV_K") > at.number("DA_K"):
            text = "{DV_K} trên {DA_K}: có đề án hỗ trợ nhiều đơn vị."
            yield at.check("R07", "đề án nhóm", text, "", "lưu ý")


def check_duration(case: Case) -> Iterator[Check]:
    """R08: the period in calendar years against the duration that the source states."""
    at = case.whole()
    if not at.known("nam_nguon", YEARS_INPUT):
        return
    at.derive(
        "R08",
        "Chênh lệch số năm",
        f"{YEARS_INPUT} - nam_nguon",
        "năm",
        decimals=0,
    )
    text = f"Kỳ báo cáo có {mark(YEARS_INPUT)} dương lịch; nguồn nêu {{nam_nguon}}. "
    if at.number("R08") == 0:
        verdict, text = "khớp", text + "Hai số khớp nhau."
    else:
        verdict, text = "xung đột", text + "Bình quân năm được tính theo cả hai."
    sides = (YEARS_INPUT, "nam_nguon")
    yield at.check(
        "R08",
        "số năm của kỳ báo cáo",
        text,
        "R08",
        verdict,
        sides,
    )


def check_conflicts(case: Case) -> Iterator[Check]:
    """R08: two figures for one key; a reading says which is used, else none is."""
    chosen = {
        (fact.point, key_of(fact.figure)): fact for fact in reversed(case.facts) if fact.chosen
    }
    seen: dict[tuple[Point, tuple[str, ...]], str] = {}
    for rival in (fact for fact in case.facts if not fact.chosen and not fact.control):
        key = (rival.point, key_of(rival.figure))
        used = chosen.get(key)
        if used is not None and used.figure.parts:
            continue  # R16 compares it with the register
        first = used.id if used else seen.setdefault(key, rival.id)
        if first == rival.id:
            continue  # the next rival is compared with it
        at, residual, label = case.at(rival.point), f"R08_{rival.id}", case.book[rival.id].label
        difference = f"{first} - {rival.id}"
        at.derive(
            residual,
            f"Chênh lệch giữa hai số: {label}",
            difference,
            rival.figure.unit,
        )
        text = f"Nguồn in hai số: {mark(first)} và {mark(rival.id)}; "
        if used:
            verdict, text = "xung đột", text + f"báo cáo dùng {mark(first + '#')}."
        else:
            verdict = "lệch"
            text += "cach-hieu.csv chưa nêu số nào được dùng nên không dùng số nào."
        yield case.check(
            "R08",
            label,
            text,
            residual,
            verdict,
            (first, rival.id),
        )

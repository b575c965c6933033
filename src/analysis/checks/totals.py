"""R01 to R08, R21: totals against parts and years, activities against funds, recipients against schemes, conflicts."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.book.book import needed
from analysis.book.points import split_id
from analysis.book.printing import may_be_print
from analysis.checks.case import (
    ROUNDING,
    Case,
    CaseAt,
    Check,
    Checks,
    at_each_point,
    mark,
    marks,
    rounding_unit,
)
from analysis.definitions.indicators import YEARS_INPUT
from analysis.document.truth import holds
from analysis.figures.of_edition import COUNTED
from analysis.language.numbers import exact_text
from analysis.values.facts import Fact, Group, key_of, lines_by_activity
from analysis.values.indicators import without_parts
from analysis.vocabulary import CONTROL_MEASURES, PROMOTION_FUNDS, UNKNOWN_STATUS, cells

# Code, title, the printed whole, the parts that must add up to it.
SOURCES = cells("""
R01 | tổng ba nguồn kinh phí | T | Q + L + C
R01a | kinh phí khuyến công theo nguồn | P_in | Q + L
R01b | KCĐP và đối ứng | LC | L + C
R01c | số đề án theo nguồn | DA | DA_Q + DA_L
R01d | tổng của kinh phí khuyến công và đối ứng | T | P + C
""")
WITHOUT_FUNDS = "R01d"
# Code, the printed whole, fund and measure of the lines by activity that may not exceed it.
ACTIVITIES = cells("""
R03a | Q | national | amount
R03b | L | local | amount
R03c | LC | local_counterpart | amount
R03d | DA_Q | national | schemes
R03e | DA_L | local | schemes
""")


@at_each_point
def check_sources(at: CaseAt) -> Checks:
    """R01: each printed total is the sum of its printed parts."""
    for code, *identity in SOURCES:
        # with both funds known R01 says the same, part by part
        if code != WITHOUT_FUNDS or not at.known("Q", "L"):
            yield from _identity(at, code, *identity)
    for name in ("Q", "L", "C", "DA_Q", "DA_L"):
        if at.known(name) and at[name].derived and at.below_zero(name):
            text = f"Số suy ra {{{name}}} {{nhỏ hơn không: {name} < 0}}: các số nguồn in mâu thuẫn nhau."
            yield at.case.check("R01", at[name].label, at.text(text), "lệch", at.id(name))


def _identity(at: CaseAt, code: str, title: str, whole: str, formula: str) -> Checks:
    """A printed whole against its parts, none of which follows from it.

    Exact, within rounding, or different.
    """
    parts = formula.split(" + ")
    if not (at.raw(whole) and at.known(*parts)):
        return
    if at.id(whole) in needed(at.book, map(at.id, parts)):
        return
    total = f"{code}_tong"
    at.derive(total, f"Cộng các phần: {title}", formula, at[whole].unit)
    gap = at.gap(code, f"Chênh lệch: {title}", whole, total)
    verdict, text = _compared(at, code, whole)
    yield at.check(code, title, f"{marks(parts)} {text}.", verdict, *gap)


def _compared(at: CaseAt, residual: str, whole: str) -> tuple[str, str]:
    """The verdict on a whole less its parts, and what is said of the whole behind the sum of these."""
    difference, bound = at.number(residual), at[residual].bound
    may_be_nothing = (
        abs(difference) <= at.rounding(residual)
        or (difference > 0 and bound == "at_most")
        or (difference < 0 and bound == "at_least")
    )
    text = f"{mark(whole)}: chênh lệch {mark(residual)}"
    if difference == 0:
        return "khớp", f"= {mark(whole)}"
    if may_be_nothing:
        return "làm tròn", f"so với {text}"
    if bound in ("about", "unknown"):
        return "lưu ý", f"so với {text}; có số gần đúng nên không kết luận"
    return "lệch", f"không bằng {text}"


def check_years(case: Case) -> Checks:
    """R21: what a source prints of several years is the sum of these years, where each of them is printed too."""
    by_year = {
        (fact.point.year_from, fact.point.status, key_of(fact.figure)): fact
        for fact in case.facts
        if fact.chosen and fact.point.is_single_year
    }
    for fact in case.facts:
        point = fact.point
        is_total = fact.chosen and not (point.is_single_year or point.is_part or fact.figure.parts)
        is_unknown = point.status == UNKNOWN_STATUS
        if not is_total or is_unknown or fact.figure.measure in CONTROL_MEASURES:
            continue
        keys = [
            (year, point.status, key_of(fact.figure))
            for year in range(point.year_from, point.year_to + 1)
        ]
        years = [by_year[key] for key in keys if key in by_year]
        if len(years) == len(keys):
            yield _years_checked(case.at(point), fact, years)


def _years_checked(at: CaseAt, fact: Fact, years: Sequence[Fact]) -> Check:
    whole = _as_printed(at, fact)
    parts = [_as_printed(at, year) for year in years]
    residual = f"R21_{split_id(fact.id)[0]}"
    label = at.book[whole].label.removesuffix(at.point.label)
    total = f"{residual}_tong"
    at.derive(total, f"Cộng các năm: {label}", " + ".join(parts), at.book[whole].unit)
    gap = at.gap(residual, f"Chênh lệch với tổng các năm: {label}", whole, total)
    verdict, text = _compared(at, residual, whole)
    if fact.figure.measure in COUNTED and verdict == "lệch" and at.number(residual) < 0:
        # one establishment may stand in several years
        verdict, text = "lưu ý", f"{text}; một cơ sở có thể được hỗ trợ ở nhiều năm"
    title = "số của cả kỳ và của từng năm"
    return at.check("R21", f"{title}: {label}", f"{marks(parts)} {text}.", verdict, *gap)


def _as_printed(at: CaseAt, fact: Fact) -> str:
    """The id of what a source prints for a fact, also where the sum of its parts took its place."""
    stem, suffix = split_id(fact.id)
    printed = f"{stem}_in{suffix}"
    return printed if printed in at.book else fact.id


@at_each_point
def check_beneficiaries(at: CaseAt) -> Checks:
    """R02: the number of beneficiaries is printed and meets its types, or is their sum and said to be derived."""
    title = "số cơ sở thụ hưởng theo loại hình"
    if not at.known("N_loai"):
        return
    if not at.raw("N"):
        text = "Nguồn không in tổng số; {N} là số cộng theo loại hình."
        yield at.check("R02", title, text, "suy ra", "N_loai")
        return
    gap = at.gap("R02", f"Chênh lệch: {title}", "N", "N_loai")
    text = "{N_loai} cộng theo loại hình; nguồn in {N}"
    if at.below_zero("R02"):
        verdict, text = "lệch", f"{text}; các loại hình {{vượt: N_loai > N}} tổng"
    elif at.number("R02") > 0:
        verdict, text = "chưa phân bổ", f"{text}; còn {{R02}} nguồn không nêu loại hình"
    elif at.number("R02") == 0:
        verdict = "khớp"
    else:
        verdict = "làm tròn"
    yield at.check("R02", title, f"{text}.", verdict, *gap)


@at_each_point
def check_activities(at: CaseAt) -> Checks:
    """R03: what activities sum to, against kinh phí khuyến công and against each fund.

    The gap is named, not hidden.
    """
    if at.known("P", "A"):
        yield _allocation(at, "R03", "kinh phí khuyến công theo nội dung", "P", "A")
        _add_rounding(at)
    for code, whole, *counted in ACTIVITIES:
        parts = [
            fact.id for fact in at.by_activity if [fact.figure.fund, fact.figure.measure] == counted
        ]
        # a single activity is no breakdown
        if at.raw(whole) and len(parts) > 1:
            noun = "số đề án" if "schemes" in counted else "kinh phí"
            short = at.case.definitions.inputs[whole].short.removeprefix("số đề án ")
            title = f"{noun} {short} theo nội dung"
            label = f"Cộng các khoản đã nêu: {title}"
            stated = at.summed(f"{code}_tong", label, parts, at[whole].unit)
            yield _allocation(at, code, title, whole, stated)


def _allocation(at: CaseAt, code: str, title: str, whole: str, stated: str) -> Check:
    gap = at.gap(code, f"Phần chưa phân bổ: {title}", whole, stated)
    difference = at.number(code)
    text = f"Các nội dung đã nêu cộng lại {mark(stated)}, tổng là {mark(whole)}"
    if difference == 0:
        verdict = "khớp"
    elif at.below_zero(code):
        verdict, text = "lệch", f"{text}; các nội dung {{vượt: {stated} > {whole}}} tổng"
    elif may_be_print(difference, at.rounding(code), at.number(whole)):
        verdict, text = "làm tròn", f"{text}; chênh lệch {mark(code)}"
    elif difference < 0 or at[code].bound == "unknown":
        verdict, text = "làm tròn", f"{text}; có số gần đúng"
    else:
        verdict = "chưa phân bổ"
        text += f"; còn {mark(code)} nguồn chưa nêu theo nội dung"
    return at.check(code, title, f"{text}.", verdict, *gap)


def _add_rounding(at: CaseAt) -> None:
    """Add how far print alone may part the activities from their whole, where they are no further apart than that.

    Of "trên 100 tỷ đồng" what the activities lack is there at least: no print explains it.
    """
    rest = at["R03"]
    number, rounding = at.number("R03"), at.rounding("R03")
    is_least = number > 0 and rest.bound == "at_least"
    if number and abs(number) <= rounding and not is_least:
        label = "Mức làm tròn tối đa của các số nguồn in về kinh phí khuyến công và theo nội dung"
        at.derive(ROUNDING, label, exact_text(rounding))


def check_overlap(case: Case) -> Checks:
    """R04: where a reading changes what is allocated, the gap lies between two values."""
    at = case.whole()
    for reading in case.readings:
        line, words = reading["id"], reading["alternative"]
        if at.known("P", "A", f"A.{line}"):
            label = "Phần chưa phân bổ theo cách hiểu khác"
            gap = at.gap(f"R04.{line}", label, "P", f"A.{line}")
            title = f"cách hiểu {line}: nội dung trùng nhau"
            text = f"Nếu {{'other}}, phần chưa phân bổ là {{R04.{line}}} thay cho {{R03}}."
            yield at.check("R04", title, text, "cách hiểu", *gap, other=words)


@at_each_point
def check_counterpart_of_models(at: CaseAt) -> Checks:
    """R05: counterpart larger than the support cannot be a part of it.

    It must fit into all counterpart.
    """
    printed = at.known("CM", "M") and at["CM"].gather != "sum"
    if printed and at.number("CM") > at.number("M"):
        text = (
            "Đối ứng {CM} {lớn hơn: CM > M} kinh phí {M} nên không thể là một phần của "
            "khoản này; được hiểu là vốn đối ứng kèm theo."
        )
        if not holds(at.book, at.id("CM"), ">", at.id("M")):
            text = "Đối ứng {CM}, kinh phí {M}: có số gần đúng; được hiểu là vốn đối ứng kèm theo."
        yield at.check("R05", "đối ứng của mô hình trình diễn", text, "cách hiểu", "CM")
    if at.known("CM", "C"):
        title = "đối ứng của mô hình trong tổng đối ứng"
        gap = at.gap("R05_con", "Vốn đối ứng ngoài mô hình trình diễn", "C", "CM")
        text = "Đối ứng của mô hình {CM} trong tổng đối ứng {C}; còn lại {R05_con}."
        yield at.check_part("R05", title, text, gap)


@at_each_point
def check_feasible_funds(at: CaseAt) -> Checks:
    """R06: amounts that name a fund fit into it, and amounts that name none fit into the rest."""
    facts = [fact for fact in at.by_activity if fact.figure.measure == "amount"]
    national = [fact.id for fact in facts if fact.figure.fund == "national"]
    unnamed = [fact for fact in facts if fact.figure.fund in ("promotion", "unstated")]
    stated = [fact.id for fact in without_parts(facts) if fact.figure.fund in PROMOTION_FUNDS]
    # each value is there whenever what it is computed from is, whatever the others are
    if at.known("Q") and national:
        at.gap("R06", "KCQG ngoài các nội dung đã nêu nguồn", "Q", _sum(national))
    if at.known("P") and stated:
        label = "Kinh phí còn lại cho các nội dung không nêu nguồn"
        at.gap("R06_con", label, "P", _sum(stated))
    if at.known("Q", "L", "P") and national and unnamed:
        verdict = "lệch" if at.below_zero("R06") else at.fits("R06_con")
        text = "KCQG còn {R06} ngoài các nội dung đã nêu nguồn; sau mọi nội dung còn {R06_con}."
        yield at.check("R06", "khả năng đáp ứng theo nguồn", text, verdict, "R06_con")
    if at.known("L"):
        for fact in unnamed:
            yield from _beyond_local(at, fact)


def _sum(ids: list[str]) -> str:
    return f"({' + '.join(ids)})"


def _beyond_local(at: CaseAt, fact: Fact) -> Checks:
    """An activity without a fund that has more than all of KCĐP has some of KCQG."""
    id_ = fact.id
    # with a bound on either side the true difference may have the other sign
    exact = at[id_].bound == at["L"].bound == "exact"
    if exact and at.number(id_) > at.number("L"):
        title, name = "nguồn của nội dung không nêu nguồn", fact.figure.activity_label
        least = f"R06_{split_id(id_)[0]}"
        at.gap(least, "Phần KCQG tối thiểu của nội dung không nêu nguồn", id_, "L")
        text = (
            f"Nội dung “{{'nhan}}” có {mark(id_)}, {{nhiều hơn: {id_} > L}} toàn bộ KCĐP {{L}}: "
            f"tối thiểu {mark(least)} là KCQG."
        )
        yield at.check("R06", title, text, "suy ra", least, nhan=name)


@at_each_point
def check_recipients(at: CaseAt) -> Checks:
    """R07: recipients of machinery against all beneficiaries and against schemes."""
    if at.known("DV_K", "N"):
        gap = at.gap("R07", "Cơ sở thụ hưởng ngoài máy móc, thiết bị", "N", "DV_K")
        text = "{DV_K} nhận máy móc trong {N}; còn {R07}, nếu các đơn vị không trùng nhau."
        yield at.check_part("R07", "đơn vị nhận máy móc", text, gap)
    if at.known("DV_K", "DA_K") and at.number("DV_K") > at.number("DA_K"):
        text = "{DV_K} trên {DA_K}: có đề án hỗ trợ nhiều đơn vị."
        yield at.check("R07", "đề án nhóm", text, "lưu ý")


def check_duration(case: Case) -> Checks:
    """R08: the period in calendar years against the duration that the source states."""
    at, title, stated = case.whole(), "số năm của kỳ báo cáo", "nam_nguon"
    if not at.known(stated, YEARS_INPUT):
        return
    at.derive("R08", "Chênh lệch số năm", f"{YEARS_INPUT} - {stated}", "năm", decimals=0)
    text = f"Kỳ báo cáo có {mark(YEARS_INPUT)} dương lịch; nguồn nêu {mark(stated)}. "
    if at.number("R08") == 0:
        verdict, text = "khớp", text + "Hai số khớp nhau."
    else:
        verdict, text = "xung đột", text + "Bình quân năm được tính theo cả hai."
    yield at.check("R08", title, text, verdict, "R08", YEARS_INPUT, stated)


def check_conflicts(case: Case) -> Checks:
    """R08: two figures for one key; a reading says which is used, else none is."""
    chosen = {
        (fact.point, key_of(fact.figure)): fact for fact in reversed(case.facts) if fact.chosen
    }
    for fact in case.facts:
        if fact.agrees:
            yield _agreement(case, fact, chosen[fact.point, key_of(fact.figure)])
    seen: dict[Group, str] = {}
    for rival in (fact for fact in case.facts if _is_rival(fact)):
        key = (rival.point, key_of(rival.figure))
        used = chosen.get(key)
        if used is not None and used.figure.parts:
            continue  # R16 compares it with the register
        first = used.id if used else seen.setdefault(key, rival.id)
        if first == rival.id:
            continue  # the next rival is compared with it
        at, label = case.at(rival.point), case.book[rival.id].label
        gap = at.gap(f"R08_{rival.id}", f"Chênh lệch giữa hai số: {label}", first, rival.id)
        sources = {
            "truoc": (used or case.fact(first)).figure.source,
            "sau": rival.figure.source,
        }
        text = f"Nguồn in hai số: {mark(first)} và {mark(rival.id)}; "
        if sources["truoc"] != sources["sau"]:
            text = f"Nguồn “{{'truoc}}” in {mark(first)}, nguồn “{{'sau}}” in {mark(rival.id)}; "
        if used:
            verdict, text = "xung đột", text + f"báo cáo dùng {mark(first + '#')}."
        else:
            verdict = "lệch"
            text += "cach-hieu.csv chưa nêu số nào được dùng nên không dùng số nào."
        yield case.check("R08", label, text, verdict, *gap, **sources)


def _is_rival(fact: Fact) -> bool:
    return not (fact.chosen or fact.control or fact.agrees or fact.beside)


def check_beside(case: Case) -> Checks:
    """R08: what several sources tell of one activity under labels of their own; one of them is used."""
    told = [fact for fact in case.facts if fact.chosen or fact.beside]
    for lines in lines_by_activity(told):
        others = [fact for fact in lines if fact.beside]
        if others:
            used = [fact for fact in lines if fact.chosen]
            yield _beside(case, used, others)


def _beside(case: Case, used: Sequence[Fact], others: Sequence[Fact]) -> Check:
    first = others[0]
    at, label, unit = case.at(first.point), case.book[first.id].label, first.figure.unit
    residual = f"R08_{first.id}"
    left = at.summed(f"{residual}_dung", f"Nguồn được dùng: {label}", [f.id for f in used], unit)
    right = at.summed(f"{residual}_khac", f"Nguồn khác: {label}", [f.id for f in others], unit)
    gap = at.gap(residual, f"Chênh lệch giữa hai nguồn: {label}", left, right)
    rounded = max(map(rounding_unit, (*used, *others)))
    verdict, text = "khớp", ""
    difference = at.number(residual)
    if difference:
        verdict = "làm tròn" if abs(difference) <= rounded else "xung đột"
        # the source that is used has more, which "trên", "không dưới" of the other allow
        if verdict == "xung đột" and "at_least" in {fact.figure.bound for fact in others}:
            verdict = "lưu ý"
        text = f", chênh lệch {mark(residual)}"
    text = (
        f"Nguồn “{{'dung}}” có {marks([fact.id for fact in used])}; nguồn “{{'khac}}” nêu cùng nội dung: "
        f"{marks([fact.id for fact in others])}{text}. Báo cáo chỉ dùng nguồn thứ nhất."
    )
    sources = {"dung": used[0].figure.source, "khac": first.figure.source}
    return case.check("R08", label, text, verdict, *gap, **sources)


def _agreement(case: Case, other: Fact, used: Fact) -> Check:
    """A figure that says the same as the more exact one of another source."""
    at, label = case.at(other.point), case.book[other.id].label
    gap = at.gap(f"R08_{other.id}", f"Chênh lệch giữa hai số: {label}", used.id, other.id)
    text = (
        f"Nguồn “{{'khac}}” in {mark(other.id)}, khớp với {mark(used.id)} của nguồn “{{'nguon}}”; "
        "báo cáo dùng số chính xác hơn."
    )
    names = {"khac": other.figure.source, "nguon": used.figure.source}
    return case.check("R08", label, text, "làm tròn", *gap, **names)

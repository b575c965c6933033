"""R01 to R08: totals against parts, activities against funds, recipients against schemes, and conflicts of sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from analysis.book.book import needed
from analysis.book.points import Point
from analysis.checks.case import Case, Check
from analysis.definitions.indicators import YEARS_INPUT
from analysis.document.truth import holds
from analysis.values.facts import key_of
from analysis.values.indicators import without_parts
from analysis.vocabulary import PROMOTION_FUNDS


def _identity(
    case: Case, point: Point, code: str, title: str, whole: str, parts: Sequence[str]
) -> Iterator[Check]:
    """A printed whole against its parts, none of which follows from it: exact, within rounding, or different."""
    ids = [case.id(name, point) for name in (whole, *parts)]
    if not (case.raw(point, whole) and case.known(point, *parts)) or ids[0] in needed(
        case.book, ids[1:]
    ):
        return
    residual, unit = case.id(code, point), case.book[ids[0]].unit
    right = case.summed(
        case.id(f"{code}_tong", point), f"Cộng các phần: {title}", ids[1:], point, unit
    )
    case.derive(residual, f"Chênh lệch: {title}", f"{ids[0]} - {right}", point, unit)
    sides, difference, bound = (
        (ids[0], right),
        case.book[residual].value or Fraction(0),
        case.book[residual].bound,
    )
    above, below = difference > case.rounding(residual), difference < -case.rounding(residual)
    title += point.label
    left = " + ".join(f"{{{id_}}}" for id_ in ids[1:])
    if difference == 0:
        yield case.check(code, title, f"{left} = {{{ids[0]}}}.", residual, "khớp", sides)
    elif not (above or below) or (above and bound == "at_most") or (below and bound == "at_least"):
        text = f"{left} so với {{{ids[0]}}}: chênh lệch {{{residual}}}."
        yield case.check(code, title, text, residual, "làm tròn", sides)
    elif bound in ("about", "unknown"):
        text = f"{left} so với {{{ids[0]}}}: chênh lệch {{{residual}}}; có số gần đúng nên không kết luận."
        yield case.check(code, title, text, residual, "lưu ý", sides)
    else:
        yield case.check(
            code,
            title,
            f"{left} khác {{{ids[0]}}}: chênh lệch {{{residual}}}.",
            residual,
            "lệch",
            sides,
        )


def check_sources(case: Case) -> Iterator[Check]:
    """R01: each printed total is the sum of its printed parts."""
    for point in case.points:
        for code, title, whole, parts in (
            ("R01", "tổng ba nguồn kinh phí", "T", ("Q", "L", "C")),
            ("R01a", "kinh phí khuyến công theo nguồn", "P_in", ("Q", "L")),
            ("R01b", "KCĐP và đối ứng", "LC", ("L", "C")),
            ("R01c", "số đề án theo nguồn", "DA", ("DA_Q", "DA_L")),
        ):
            yield from _identity(case, point, code, title, whole, parts)
        if not case.known(point, "Q", "L"):
            yield from _identity(
                case, point, "R01d", "tổng của kinh phí khuyến công và đối ứng", "T", ("P", "C")
            )
        for id_ in (case.id(name, point) for name in ("Q", "L", "C", "DA_Q", "DA_L")):
            if case.book.known(id_) and case.book[id_].derived and case.below_zero(id_):
                text = f"Số suy ra {{{id_}}} {{nhỏ hơn không: {id_} < 0}}: các số nguồn in mâu thuẫn nhau."
                yield case.check("R01", case.book[id_].label, text, id_, "lệch")


def check_beneficiaries(case: Case) -> Iterator[Check]:
    """R02: the number of beneficiaries is printed and meets its types, or is their sum and said to be derived."""
    for point in case.points:
        title = "số cơ sở thụ hưởng theo loại hình" + point.label
        total, types = case.id("N", point), case.id("N_loai", point)
        if case.raw(point, "N") and case.known(point, "N_loai"):
            residual = case.id("R02", point)
            case.derive(
                residual,
                "Chênh lệch: số cơ sở thụ hưởng theo loại hình",
                f"{total} - {types}",
                point,
                "cơ sở",
            )
            text = f"{{{types}}} cộng theo loại hình; nguồn in {{{total}}}"
            if case.below_zero(residual):
                text += f"; các loại hình {{vượt: {types} > {total}}} tổng."
                yield case.check("R02", title, text, residual, "lệch", (total, types))
            elif (case.book[residual].value or 0) > 0:
                text += f"; còn {{{residual}}} nguồn không nêu loại hình."
                yield case.check("R02", title, text, residual, "chưa phân bổ", (total, types))
            else:
                verdict = "khớp" if case.book[residual].value == 0 else "làm tròn"
                yield case.check("R02", title, f"{text}.", residual, verdict, (total, types))
        elif case.known(point, "N_loai"):
            text = f"Nguồn không in tổng số; {{{total}}} là số cộng theo loại hình."
            yield case.check("R02", title, text, types, "suy ra")


def check_activities(case: Case) -> Iterator[Check]:
    """R03: what activities sum to, against kinh phí khuyến công and against each fund; the gap is named, not hidden."""
    for point in case.points:
        if case.known(point, "P", "A"):
            yield _allocation(
                case, point, "R03", "kinh phí khuyến công theo nội dung", "P", case.id("A", point)
            )
        for code, name, fund, measure in (
            ("R03a", "Q", "national", "amount"),
            ("R03b", "L", "local", "amount"),
            ("R03c", "LC", "local_counterpart", "amount"),
            ("R03d", "DA_Q", "national", "schemes"),
            ("R03e", "DA_L", "local", "schemes"),
        ):
            parts = [
                fact.id
                for fact in case.facts
                if fact.point == point and fact.chosen and fact.figure.activity_label
                and fact.figure.fund == fund and fact.figure.measure == measure
            ]  # fmt: skip
            if case.raw(point, name) and len(parts) > 1:
                noun = "số đề án" if measure == "schemes" else "kinh phí"
                short = case.definitions.inputs[name].short.removeprefix("số đề án ")
                yield _allocation(
                    case, point, code, f"{noun} {short} theo nội dung", name, " + ".join(parts)
                )


def _allocation(case: Case, point: Point, code: str, title: str, whole: str, parts: str) -> Check:
    total, residual = case.id(whole, point), case.id(code, point)
    unit = case.book[total].unit
    stated = parts if parts in case.book else case.id(f"{code}_tong", point)
    if stated != parts:
        case.derive(stated, f"Cộng các khoản đã nêu: {title}", parts, point, unit)
    case.derive(residual, f"Phần chưa phân bổ: {title}", f"{total} - {stated}", point, unit)
    difference = case.book[residual].value or Fraction(0)
    title += point.label
    values = f"Các nội dung đã nêu cộng lại {{{stated}}}, tổng là {{{total}}}"
    if difference == 0:
        return case.check(code, title, values + ".", residual, "khớp", (total, stated))
    if case.below_zero(residual):
        text = f"{values}; các nội dung {{vượt: {stated} > {total}}} tổng."
        return case.check(code, title, text, residual, "lệch", (total, stated))
    if abs(difference) <= case.rounding(residual):
        text = f"{values}; chênh lệch {{{residual}}}."
        return case.check(code, title, text, residual, "làm tròn", (total, stated))
    if difference < 0 or case.book[residual].bound == "unknown":
        return case.check(
            code, title, values + "; có số gần đúng.", residual, "làm tròn", (total, stated)
        )
    text = f"{values}; còn {{{residual}}} nguồn không nêu nội dung, không phải sai số."
    return case.check(code, title, text, residual, "chưa phân bổ", (total, stated))


def check_overlap(case: Case) -> Iterator[Check]:
    """R04: where a reading changes what is allocated, the gap lies between two values."""
    for point in case.headlines():
        for reading in case.readings:
            other = f"A.{reading['id']}"
            if point.status == "actual" and case.known(point, "P", "A") and case.book.known(other):
                residual = f"R04.{reading['id']}"
                case.derive(
                    residual, "Phần chưa phân bổ theo cách hiểu khác", f"P - {other}", point
                )
                text = (
                    f"Nếu {{'alternative}}, phần chưa phân bổ là {{{residual}}} thay cho {{R03}}."
                )
                yield case.check(
                    "R04", f"cách hiểu {reading['id']}: nội dung trùng nhau", text, residual, "cách hiểu", ("P", other),
                    alternative=reading["alternative"],
                )  # fmt: skip


def check_counterpart_of_models(case: Case) -> Iterator[Check]:
    """R05: counterpart larger than the support cannot be a part of it; it must fit into all counterpart."""
    for point in case.points:
        cm, m, c = (case.id(name, point) for name in ("CM", "M", "C"))
        printed = not any(
            fact.figure.parts for fact in case.facts if fact.point == point and fact.id == cm
        )
        if (
            case.known(point, "CM", "M")
            and printed
            and (case.book[cm].value or 0) > (case.book[m].value or 0)
        ):
            text = (
                f"Đối ứng {{{cm}}} {{lớn hơn: {cm} > {m}}} kinh phí {{{m}}} nên không thể là một phần của khoản này; "
                "được hiểu là vốn đối ứng kèm theo."
            )
            if not holds(case.book, cm, ">", m):
                text = f"Đối ứng {{{cm}}}, kinh phí {{{m}}}: có số gần đúng; được hiểu là vốn đối ứng kèm theo."
            yield case.check(
                "R05",
                "đối ứng của mô hình trình diễn" + point.label,
                text,
                cm,
                "cách hiểu",
            )
        if case.known(point, "CM", "C"):
            residual = case.id("R05_con", point)
            case.derive(residual, "Vốn đối ứng ngoài mô hình trình diễn", f"{c} - {cm}", point)
            verdict = "lệch" if case.below_zero(residual) else "đạt"
            text = (
                f"Đối ứng của mô hình {{{cm}}} trong tổng đối ứng {{{c}}}; còn lại {{{residual}}}."
            )
            title = "đối ứng của mô hình trong tổng đối ứng" + point.label
            yield case.check("R05", title, text, residual, verdict, (c, cm))


def check_feasible_funds(case: Case) -> Iterator[Check]:
    """R06: amounts that name a fund fit into it, and amounts that name none fit into the rest."""
    for point in case.points:
        facts = [
            fact for fact in case.facts
            if fact.point == point and fact.chosen and fact.figure.measure == "amount" and fact.figure.activity_label
        ]  # fmt: skip
        national = [fact.id for fact in facts if fact.figure.fund == "national"]
        open_ = [fact.id for fact in facts if fact.figure.fund in ("promotion", "unstated")]
        stated = [fact.id for fact in without_parts(facts) if fact.figure.fund in PROMOTION_FUNDS]
        q, loc, p = (case.id(name, point) for name in ("Q", "L", "P"))
        rest, free = case.id("R06", point), case.id("R06_con", point)
        # each value is there whenever what it is computed from is, whatever the others are
        if case.known(point, "Q") and national:
            case.derive(
                rest,
                "KCQG ngoài các nội dung đã nêu nguồn",
                f"{q} - ({' + '.join(national)})",
                point,
            )
        if case.known(point, "P") and stated:
            label = "Kinh phí còn lại cho các nội dung không nêu nguồn"
            case.derive(free, label, f"{p} - ({' + '.join(stated)})", point)
        if case.known(point, "Q", "L", "P") and national and open_:
            verdict = "lệch" if case.below_zero(rest) or case.below_zero(free) else "đạt"
            text = f"KCQG còn {{{rest}}} ngoài các nội dung đã nêu nguồn; sau mọi nội dung còn {{{free}}}."
            yield case.check(
                "R06",
                "khả năng đáp ứng theo nguồn" + point.label,
                text,
                free,
                verdict,
            )
        for fact in facts if case.known(point, "L") else ():
            amount, local = case.book[fact.id].value or 0, case.book[loc].value or 0
            surely = {case.book[fact.id].bound, case.book[loc].bound} == {"exact"}
            if fact.id in open_ and amount > local and surely:
                least = case.id(f"R06_{fact.id.partition('.')[0]}", point)
                case.derive(
                    least,
                    "Phần KCQG tối thiểu của nội dung không nêu nguồn",
                    f"{fact.id} - {loc}",
                    point,
                )
                text = f"Nội dung “{{'nhan}}” có {{{fact.id}}}, "
                text += f"{{nhiều hơn: {fact.id} > {loc}}} toàn bộ KCĐP {{{loc}}}: "
                text += f"tối thiểu {{{least}}} là KCQG."
                yield case.check(
                    "R06", "nguồn của nội dung không nêu nguồn" + point.label, text, least, "suy ra",
                    nhan=fact.figure.activity_label,
                )  # fmt: skip


def check_recipients(case: Case) -> Iterator[Check]:
    """R07: recipients of machinery against all beneficiaries and against schemes."""
    for point in case.points:
        if case.known(point, "DV_K", "N"):
            residual = case.id("R07", point)
            dv, n = case.id("DV_K", point), case.id("N", point)
            case.derive(
                residual, "Cơ sở thụ hưởng ngoài máy móc, thiết bị", f"{n} - {dv}", point, "cơ sở"
            )
            fits = not case.below_zero(residual)
            text = f"{{{dv}}} nhận máy móc trong {{{n}}}; còn {{{residual}}}, nếu các đơn vị không trùng nhau."
            title, verdict = (
                "đơn vị nhận máy móc" + point.label,
                "đạt" if fits else "lệch",
            )
            yield case.check("R07", title, text, residual, verdict, (n, dv))
        if case.known(point, "DV_K", "DA_K"):
            dv, da = case.id("DV_K", point), case.id("DA_K", point)
            if (case.book[dv].value or 0) > (case.book[da].value or 0):
                text = f"{{{dv}}} trên {{{da}}}: có đề án hỗ trợ nhiều đơn vị."
                yield case.check("R07", "đề án nhóm" + point.label, text, "", "lưu ý")


def check_duration(case: Case) -> Iterator[Check]:
    """R08: the period in calendar years against the duration that the source states."""
    if not (case.book.known("nam_nguon") and case.book.known(YEARS_INPUT)):
        return
    point = Point.whole(case.edition)
    case.derive("R08", "Chênh lệch số năm", f"{YEARS_INPUT} - nam_nguon", point, "năm", 0)
    text = f"Kỳ báo cáo có {{{YEARS_INPUT}}} dương lịch; nguồn nêu {{nam_nguon}}. "
    agrees = case.book["R08"].value == 0
    text += "Hai số khớp nhau." if agrees else "Bình quân năm được tính theo cả hai."
    sides = (YEARS_INPUT, "nam_nguon")
    yield case.check(
        "R08", "số năm của kỳ báo cáo", text, "R08", "khớp" if agrees else "xung đột", sides
    )


def check_conflicts(case: Case) -> Iterator[Check]:
    """R08: two figures for one key; a reading says which is used, else none is."""
    seen: dict[tuple[Point, tuple[str, ...]], str] = {}
    for rival in (fact for fact in case.facts if not fact.chosen and not fact.control):
        key = (rival.point, key_of(rival.figure))
        same = [f for f in case.facts if f.chosen and (f.point, key_of(f.figure)) == key]
        if any(fact.figure.parts for fact in same):
            continue  # R16 compares it with the register
        label = case.book[rival.id].label
        chosen = next((f.id for f in same), "")
        first = chosen or seen.setdefault(key, rival.id)
        if first == rival.id:
            continue  # the next rival is compared with it
        residual, unit = f"R08_{rival.id}", rival.figure.unit
        case.derive(
            residual, f"Chênh lệch giữa hai số: {label}", f"{first} - {rival.id}", rival.point, unit
        )
        if chosen:
            text = f"Nguồn in hai số: {{{chosen}}} và {{{rival.id}}}; báo cáo dùng {{{chosen}#}}."
            yield case.check("R08", label, text, residual, "xung đột", (first, rival.id))
        else:
            text = f"Nguồn in hai số: {{{first}}} và {{{rival.id}}}; cach-hieu.csv chưa nêu số nào được dùng nên không "
            yield case.check(
                "R08", label, text + "dùng số nào.", residual, "lệch", (first, rival.id)
            )

"""R09 to R15: support norms as plausibility, rounding, shares, subsets, and ratios that the sources print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product

from analysis.book.points import split_id
from analysis.checks.case import Case, CaseAt, Check, Checks, at_each_point, mark, rounding_unit
from analysis.definitions.law import norms_between
from analysis.language.formulas import evaluate, parse_formula
from analysis.language.numbers import exact_text, format_number
from analysis.language.printed_units import THOUSAND
from analysis.values.facts import Fact
from analysis.values.norms import add_norm
from analysis.vocabulary import FUNDS, cells

NORM_SCOPE = "Đây là đối chiếu tính hợp lý với mức của khuyến công quốc gia, không phải kết luận về tuân thủ."
# The parts of a whole that are printed side by side.
SHARES = cells("""
nguồn kinh phí | I03 + I04 + I05
loại hình cơ sở | I13 + I14 + I15
""")
# As the tables print shares.
SHARE_DECIMALS = 2
ALL_OF_IT = 100
# A ratio that a source prints, how it is named, what is divided and by what, its unit.
RATIOS = cells("""
h_nguon | hệ số đối ứng do nguồn in | C | P | lần
tt_Q | tỷ trọng KCQG do nguồn in | 100 * Q | P | %
tt_L | tỷ trọng KCĐP do nguồn in | 100 * L | P | %
""")
# The sums of money over which a source may have divided, of what was done and of these statuses.
DENOMINATORS = ("Q", "L", "P", "LC", "T", "A")
PLANS = ("planned", "approved")
# The money of which a printed share is one, by its fund.
WHOLES = {fund.code: fund.value for fund in FUNDS.values() if fund.value}


@at_each_point
def check_machinery_norm(at: CaseAt) -> Checks:
    """R09: mean machinery support a recipient against the cap of norm N04."""
    title = "mức hỗ trợ máy móc bình quân"
    if not at.known("K", "DV_K"):
        return
    at.derive("R09", "Hỗ trợ máy móc bình quân một đơn vị", "K / DV_K")
    norms = norms_between("N04", at.point.days)
    for number, norm in enumerate(norms, start=1):
        add_norm(at.book, norm)
        slack, cap = f"R09_{number}", norm.cap_id
        at.gap(slack, "Khoảng cách đến mức tối đa", cap, "R09")
        limit = f"{mark(cap + '|triệu đồng')} một {norm.unit} ([[{norm.text}]])"
        text = f"Bình quân {{R09|triệu đồng}} một đơn vị; mức tối đa {limit}. {NORM_SCOPE}"
        yield at.check("R09", title, text, at.plausible(slack), slack)


@at_each_point
def check_machinery_share(at: CaseAt) -> Checks:
    """R10: support of at most half the cost needs counterpart as large as the support."""
    text = (
        "Hỗ trợ {K} không quá một nửa chi phí thì cần đối ứng tối thiểu bằng chừng đó; "
        f"đối ứng ngoài mô hình còn dư {{R10}}. {NORM_SCOPE}"
    )
    if at.known("K", "C", "CM"):
        at.derive("R10", "Đối ứng còn lại sau phần cần cho máy móc", "C - CM - K")
        yield at.check("R10", "tỷ lệ hỗ trợ máy móc", text, at.plausible("R10"), "R10")


@at_each_point
def check_model_share(at: CaseAt) -> Checks:
    """R11: the share of support in the cost of demonstration models against norm N02."""
    if not at.known("M", "CM"):
        return
    label = "Tỷ lệ hỗ trợ trong chi phí mô hình"
    at.derive("R11", label, "100 * M / (M + CM)", "%", decimals=2)
    norms = norms_between("N02", at.point.days)
    if norms and at.known("R11"):
        # over several years the strictest of the versions in force
        norm = min(norms, key=lambda norm: norm.share or ALL_OF_IT)
        add_norm(at.book, norm)
        within = at.number("R11") <= at.number(norm.share_id) and at["R11"].bound in (
            "exact",
            "at_most",
        )
        verdict = "đạt" if within else "lưu ý"
        limit = mark(norm.share_id)
        text = f"Hỗ trợ bằng {{R11}} chi phí mô hình; mức tối đa {limit}. {NORM_SCOPE}"
        yield at.check("R11", "tỷ lệ hỗ trợ mô hình", text, verdict, "R11")


@at_each_point
def check_rounding(at: CaseAt) -> Checks:
    """R13: how far printed sources may miss their total by rounding alone.

    Beyond that R01 stops the build: a second stop would need a waiver that names the tolerance, not
    the difference.
    """
    names = ("T", "Q", "L", "C")
    exact = at.raw(*names) and all(at[name].bound == "exact" for name in names)
    if not (at.point.is_headline and exact):
        return
    halves = [rounding_unit(at.case.fact(at.id(name))) for name in names]
    formula = " + ".join(map(exact_text, halves))
    at.derive("R13", "Sai số làm tròn tối đa của tổng", formula)
    used = abs(at.number("R01"))
    # sources that print đồng are off by a few of them
    unit = "triệu đồng" if sum(halves) >= THOUSAND else "đồng"
    text = f"Số in làm tròn, tổng có thể lệch đến {{R13|{unit}}}"
    if not any(halves):
        text = "Các số lấy đến từng đồng, không có sai số làm tròn"
    text += f"; chênh lệch thực tế {{R01|{unit}}}"
    if used == 0:
        verdict = "khớp"
    elif used <= sum(halves):
        verdict = "làm tròn"
    else:
        verdict, text = "lưu ý", text + ", không phải do làm tròn"
    yield at.check("R13", "sai số làm tròn", f"{text}.", verdict, "R13")


def check_shares(case: Case) -> Checks:
    """R14: shares that belong together add up to 100 as printed, or the rounding note is due."""
    book, point = case.book, case.points[0]
    for parts, formula in SHARES:
        ids = formula.split(" + ")
        if not all(book.known(id_) and book[id_].bound == "exact" for id_ in ids):
            continue
        total, title = f"R14_{ids[0]}", f"tỷ trọng theo {parts}"
        # indicators stand under their bare ids, in the best status that there is
        label, status = f"Tổng {title}{point.label}", point.status
        whole = book.derive(total, label, "%", formula, status=status, decimals=2)
        # shares of other parts than these, or of a whole with a rest, need not meet
        if whole.value != 100:
            continue
        shares = [book[id_].value or Fraction(0) for id_ in ids]
        verdict, text = "khớp", f"Tỷ trọng cộng đủ {mark(total)}."
        if _printed_sum(shares, SHARE_DECIMALS) != 100:
            verdict = "làm tròn"
            text = (
                f"Tỷ trọng theo {parts} cộng đủ {mark(total)}, "
                "nhưng khi in hai chữ số thập phân thì không."
            )
        yield case.check("R14", title, text, verdict, total)


def _printed_sum(shares: Sequence[Fraction], decimals: int) -> Fraction:
    printed = [format_number(share, decimals) for share in shares]
    return sum((Fraction(text.replace(".", "").replace(",", ".")) for text in printed), Fraction(0))


@at_each_point
def check_difficult_areas(at: CaseAt) -> Checks:
    """R15: beneficiaries of difficult areas are a subset, never added."""
    title = "cơ sở thuộc địa bàn khó khăn"
    text = "{n_KK} thuộc địa bàn khó khăn nằm trong {N}, không cộng thêm."
    if at.known("n_KK", "N"):
        gap = at.gap("R15", "Cơ sở ngoài địa bàn khó khăn", "N", "n_KK")
        yield at.check_part("R15", title, text, gap)


@at_each_point
def check_printed_ratios(at: CaseAt) -> Checks:
    """R14: ratios and shares that a source prints are controls.

    The computed value rounds to them.
    """
    for name, title, above, below, unit in RATIOS:
        if at.known(name, below, *parse_formula(above).names):
            yield _printed_ratio(at, name, title, above, below, unit)
    for fact in at.case.facts:
        if fact.point != at.point or not fact.chosen:
            continue
        whole = WHOLES.get(fact.figure.fund, "")
        if fact.figure.measure == "share" and fact.figure.activity_label:
            yield from _share_of_activity(at, fact, whole)
        elif fact.figure.measure == "completion" and not fact.figure.activity_label:
            yield from _completion(at, fact, whole)


def _share_of_activity(at: CaseAt, share: Fact, whole: str) -> Checks:
    """The printed share of an activity in its fund."""
    same = ("amount", share.figure.fund, share.figure.activity_label)
    for fact in at.by_activity:
        figure = fact.figure
        is_same = (figure.measure, figure.fund, figure.activity_label) == same
        if is_same and at.known(whole, fact.id):
            title = f"tỷ trọng của nội dung “{figure.activity_label}” do nguồn in"
            name = split_id(share.id)[0]
            yield _printed_ratio(at, name, title, f"100 * {fact.id}", whole, "%")


def _completion(at: CaseAt, fact: Fact, whole: str) -> Checks:
    """The printed share of a plan that was carried out, by the end of the year or of a part of it."""
    plan = whole + _suffix_of_plan(at, "planned")
    if at.point.status == "actual" and at.known(whole, plan):
        title = f"tỷ lệ thực hiện kế hoạch {FUNDS[fact.figure.fund].money} do nguồn in"
        yield _printed_ratio(at, split_id(fact.id)[0], title, f"100 * {whole}", plan, "%")


def _suffix_of_plan(at: CaseAt, status: str) -> str:
    """What the ids of a plan end in: a part of a year is held against that of the year."""
    return replace(at.point, status=status, from_date="", to_date="").suffix


def _off_by_rounding(at: CaseAt, formula: str) -> Fraction:
    """How far a ratio may be off because the figures that it is computed from are rounded."""
    parsed, computed = parse_formula(formula), _computed(at, formula)
    if computed is None:
        return Fraction(0)
    off = Fraction(0)
    # a ratio is furthest off where each of its figures is
    for signs in product((-1, 1), repeat=len(parsed.names)):
        inputs: dict[str, Fraction | None] = {}
        for name, sign in zip(parsed.names, signs, strict=True):
            inputs[name] = at.number(name) + sign * at.rounding(name)
        found = evaluate(parsed, inputs)
        if found is not None:
            off = max(off, abs(found - computed))
    return off


def _computed(at: CaseAt, formula: str) -> Fraction | None:
    """What a formula gives here; None where it divides by nothing."""
    parsed = parse_formula(formula)
    return evaluate(parsed, {name: at.number(name) for name in parsed.names})


def _allowed(at: CaseAt, name: str, formula: str) -> Fraction:
    """How far a printed ratio may be from a computed one by rounding."""
    return rounding_unit(at.case.fact(at.id(name))) + _off_by_rounding(at, formula)


def _denominators(at: CaseAt, name: str, above: str, below: str) -> list[str]:
    """The other sums over which a printed ratio is met; of one status those of one size are one."""
    own = {at.id(one) for one in (below, *parse_formula(above).names)}
    plans = [_suffix_of_plan(at, status) for status in PLANS]
    found: dict[tuple[str, Fraction], str] = {}
    for suffix, whole in product(("", *plans), DENOMINATORS):
        other = whole + suffix
        if at.id(other) in own or not at.known(other) or at[other].bound != "exact":
            continue
        formula = f"{above} / {other}"
        computed = _computed(at, formula)
        if computed is None or abs(at.number(name) - computed) > _allowed(at, name, formula):
            continue
        found.setdefault((at[other].status, at.number(other)), other)
    return [*found.values()]


def _over_others(at: CaseAt, below: str, others: Sequence[str]) -> tuple[str, dict[str, str]]:
    """A sentence on the sums that meet a ratio in place of its own, '' without any, and the texts that it quotes."""
    if not others:
        return "", {}
    names = (*others, below)
    labels = {f"mau{number}": at[name].label for number, name in enumerate(names)}
    *told, own = (f"{{'{key}}}, {mark(name)}" for key, name in zip(labels, names, strict=True))
    if len(told) == 1:
        text = f" Số nguồn in khớp khi mẫu số là {told[0]}, thay cho {own}."
    else:
        text = f" Số nguồn in khớp với nhiều mẫu số khác nên chưa rõ nguồn tính trên số nào: {'; '.join(told)}."
    return text, {key: label[:1].lower() + label[1:] for key, label in labels.items()}


def _printed_ratio(at: CaseAt, name: str, title: str, above: str, below: str, unit: str) -> Check:
    formula = f"{above} / {below}"
    computed, residual = f"R14_{name}", f"R14_{name}_lech"
    at.derive(computed, f"Đối chiếu: {title}", formula, unit, decimals=2)
    at.derive(residual, f"Chênh lệch: {title}", f"{name} - {computed}", unit, decimals=2)
    # a divisor of zero leaves nothing to compare
    off = at[residual].value or Fraction(0)
    sure_way = "at_least" if off > 0 else "at_most"
    over, labels = "", dict[str, str]()
    if abs(off) <= _allowed(at, name, formula):
        verdict = "làm tròn" if off else "khớp"
        found = "làm tròn thì khớp"
    elif at[computed].bound in (sure_way, "about", "unknown"):
        verdict, found = "lưu ý", "là số gần đúng nên không kết luận"
    else:
        verdict, found = "lệch", "không khớp"
        over, labels = _over_others(at, below, _denominators(at, name, above, below))
    text = f"Nguồn in {mark(name)}; tính được {mark(computed)}, {found}.{over}"
    return at.check("R14", title, text, verdict, residual, name, computed, **labels)

"""R09 to R15: support norms as plausibility, rounding, shares, subsets, and ratios that the sources print."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from analysis.book.points import Point
from analysis.checks.case import Case, Check, rounding_unit
from analysis.definitions.law import Norm, norms_between
from analysis.language.formulas import parsed_formula, rename
from analysis.language.numbers import exact_text, format_number
from analysis.values.norms import add_norm

NORM_SCOPE = "Đây là đối chiếu tính hợp lý với mức của khuyến công quốc gia, không phải kết luận về tuân thủ."


def _cap(norm: Norm) -> str:
    return f"{{{norm.cap_id}|triệu đồng}} một {norm.unit} ([[{norm.text}]])"


def check_machinery_norm(case: Case) -> Iterator[Check]:
    """R09: mean machinery support a recipient against the cap of norm N04."""
    for point in case.points:
        if not case.known(point, "K", "DV_K"):
            continue
        k, dv, mean = (case.id(name, point) for name in ("K", "DV_K", "R09"))
        case.derive(mean, "Hỗ trợ máy móc bình quân một đơn vị", f"{k} / {dv}", point)
        for number, norm in enumerate(
            norms_between("N04", point.year_from, point.year_to), start=1
        ):
            slack = case.id(f"R09_{number}", point)
            add_norm(case.book, norm)
            case.derive(slack, "Khoảng cách đến mức tối đa", f"{norm.cap_id} - {mean}", point)
            text = (
                f"Bình quân {{{mean}|triệu đồng}} một đơn vị; mức tối đa {_cap(norm)}. {NORM_SCOPE}"
            )
            title = "mức hỗ trợ máy móc bình quân" + point.label
            yield case.check(
                "R09", title, text, slack, "đạt" if case.at_least_zero(slack) else "lưu ý"
            )


def check_machinery_share(case: Case) -> Iterator[Check]:
    """R10: support of at most half the cost needs counterpart as large as the support."""
    for point in case.points:
        if case.known(point, "K", "C", "CM"):
            k, c, cm = (case.id(name, point) for name in ("K", "C", "CM"))
            slack = case.id("R10", point)
            case.derive(
                slack, "Đối ứng còn lại sau phần cần cho máy móc", f"{c} - {cm} - {k}", point
            )
            text = (
                f"Hỗ trợ {{{k}}} không quá một nửa chi phí thì cần đối ứng tối thiểu bằng chừng đó; "
                f"đối ứng ngoài mô hình còn dư {{{slack}}}. {NORM_SCOPE}"
            )
            title = "tỷ lệ hỗ trợ máy móc" + point.label
            yield case.check(
                "R10", title, text, slack, "đạt" if case.at_least_zero(slack) else "lưu ý"
            )


def check_model_share(case: Case) -> Iterator[Check]:
    """R11: the share of support in the cost of demonstration models against norm N02."""
    for point in case.points:
        if not case.known(point, "M", "CM"):
            continue
        m, cm, share = case.id("M", point), case.id("CM", point), case.id("R11", point)
        case.derive(
            share, "Tỷ lệ hỗ trợ trong chi phí mô hình", f"100 * {m} / ({m} + {cm})", point, "%", 2
        )
        limits = sorted(
            norms_between("N02", point.year_from, point.year_to), key=lambda norm: norm.share
        )
        if limits and case.book.known(share):
            add_norm(case.book, limits[0])
            within = (case.book[share].value or 0) <= limits[0].share and case.book[
                share
            ].bound in ("exact", "at_most")
            verdict = "đạt" if within else "lưu ý"
            text = f"Hỗ trợ bằng {{{share}}} chi phí mô hình; mức tối đa {{{limits[0].share_id}}}. {NORM_SCOPE}"
            yield case.check("R11", "tỷ lệ hỗ trợ mô hình" + point.label, text, share, verdict)


def check_rounding(case: Case) -> Iterator[Check]:
    """R13: how far printed sources may miss their total by rounding alone.

    Beyond that R01 stops the build: a second stop would need a waiver that names the tolerance, not the difference.
    """
    for point in case.headlines():
        names = ("T", "Q", "L", "C")
        if not case.raw(point, *names):
            continue
        ids = [case.id(name, point) for name in names]
        if any(case.book[name].bound != "exact" for name in ids):
            continue
        halves = [rounding_unit(case.fact(name)) for name in ids]
        id_ = case.id("R13", point)
        formula = " + ".join(exact_text(half) for half in halves)
        case.derive(id_, "Sai số làm tròn tối đa của tổng", formula, point)
        used = abs(case.book[case.id("R01", point)].value or Fraction(0))
        verdict = "khớp" if used == 0 else "làm tròn" if used <= sum(halves) else "lưu ý"
        text = f"Số in làm tròn, tổng có thể lệch đến {{{id_}|triệu đồng}}; "
        text += f"chênh lệch thực tế {{{case.id('R01', point)}|triệu đồng}}"
        text += ", không phải do làm tròn." if verdict == "lưu ý" else "."
        yield case.check("R13", "sai số làm tròn" + point.label, text, id_, verdict)


def check_shares(case: Case) -> Iterator[Check]:
    """R14: shares that belong together add up to 100 as printed, or the rounding note is due."""
    for title, ids in (
        ("nguồn kinh phí", ("I03", "I04", "I05")),
        ("loại hình cơ sở", ("I13", "I14", "I15")),
    ):
        if not all(case.book.known(id_) and case.book[id_].bound == "exact" for id_ in ids):
            continue
        total = f"R14_{ids[0]}"
        case.derive(
            total, f"Tổng tỷ trọng theo {title}", " + ".join(ids), case.headlines()[0], "%", 2
        )
        if case.book[total].value != 100:
            continue
        missed = [
            words
            for decimals, words in ((2, "hai"), (1, "một"))
            if _printed_sum(case, ids, decimals) != 100
        ]
        if missed:
            text = f"Tỷ trọng theo {title} cộng đủ {{{total}}}, "
            text += f"nhưng khi in {' và '.join(missed)} chữ số thập phân thì không."
            yield case.check("R14", f"tỷ trọng theo {title}", text, total, "làm tròn")
        else:
            yield case.check(
                "R14", f"tỷ trọng theo {title}", f"Tỷ trọng cộng đủ {{{total}}}.", total, "khớp"
            )


def _printed_sum(case: Case, ids: tuple[str, ...], decimals: int) -> Fraction:
    printed = (format_number(case.book[id_].value or Fraction(0), decimals) for id_ in ids)
    return sum((Fraction(text.replace(".", "").replace(",", ".")) for text in printed), Fraction(0))


def check_difficult_areas(case: Case) -> Iterator[Check]:
    """R15: beneficiaries of difficult areas are a subset, never added."""
    for point in case.points:
        if case.known(point, "n_KK", "N"):
            n, flag, rest = case.id("N", point), case.id("n_KK", point), case.id("R15", point)
            case.derive(rest, "Cơ sở ngoài địa bàn khó khăn", f"{n} - {flag}", point, "cơ sở")
            text = f"{{{flag}}} thuộc địa bàn khó khăn nằm trong {{{n}}}, không cộng thêm."
            title = "cơ sở thuộc địa bàn khó khăn" + point.label
            yield case.check(
                "R15", title, text, rest, "lệch" if case.below_zero(rest) else "đạt", (n, flag)
            )


def check_printed_ratios(case: Case) -> Iterator[Check]:
    """R14: ratios and shares that a source prints are controls: the computed value rounds to them."""
    for point in case.points:
        for name, title, formula, unit in (
            ("h_nguon", "hệ số đối ứng do nguồn in", "C / P", "lần"),
            ("tt_Q", "tỷ trọng KCQG do nguồn in", "100 * Q / P", "%"),
            ("tt_L", "tỷ trọng KCĐP do nguồn in", "100 * L / P", "%"),
        ):
            names = parsed_formula(formula).names
            if case.known(point, name, *names):
                yield _printed_ratio(case, point, name, title, formula, unit)


def _printed_ratio(
    case: Case, point: Point, name: str, title: str, formula: str, unit: str
) -> Check:
    printed, computed = case.id(name, point), case.id(f"R14_{name}", point)
    parsed = parsed_formula(formula)
    formula = rename(parsed, {input_: case.id(input_, point) for input_ in parsed.names}).text
    case.derive(computed, f"Đối chiếu: {title}", formula, point, unit, 2)
    text, named = (
        f"Nguồn in {{{printed}}}; tính được {{{computed}}}",
        title + point.label,
    )
    residual = case.id(f"R14_{name}_lech", point)
    case.derive(residual, f"Chênh lệch: {title}", f"{printed} - {computed}", point, unit, 2)
    above, sides = case.book[residual].value or Fraction(0), (printed, computed)
    if abs(above) <= rounding_unit(case.fact(printed)):
        verdict = "khớp" if not above else "làm tròn"
        return case.check("R14", named, text + ", làm tròn thì khớp.", residual, verdict, sides)
    if case.book[computed].bound in (("at_least" if above > 0 else "at_most"), "about", "unknown"):
        return case.check(
            "R14", named, text + ", là số gần đúng nên không kết luận.", residual, "lưu ý", sides
        )
    return case.check("R14", named, text + ", không khớp.", residual, "lệch", sides)

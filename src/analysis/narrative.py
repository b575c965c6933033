"""The sentences of the report. No number and no direction word is typed: each is a value or follows from values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.document import Block, bullets, named, paragraph, prose, remark, sentence
from analysis.facts import Point
from analysis.indicators import TYPE_SHARES
from analysis.report import Report, status_text
from analysis.scheme_groups import Details, Group, support_of
from analysis.table_parts import headline_point, known_at, same_status, status_tail
from analysis.vocabulary import BENEFICIARIES


def paragraphs(report: Report, templates: Iterable[str]) -> list[Block]:
    """A paragraph a template, none for an empty one; `{'dia_ban}` in a template is the place."""
    place = report.place_text
    return [paragraph(sentence(template, report.book, dia_ban=place)) for template in templates if template]


def stated(status: str, text: str) -> str:
    """A sentence on figures of a status, which it names unless they are actual."""
    return text if status == "actual" else f"Theo số {status_text(status)}, {text[0].lower()}{text[1:]}"


def _listed(parts: Sequence[str]) -> str:
    """'a', 'a và b', 'a, b và c'."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} và {parts[-1]}"


def funds(report: Report) -> Block:
    """II.1: total, its parts and their shares."""
    point = headline_point(report, ("Q", "L", "C", "P", "T"))
    if point is None:
        text = f"Không có số liệu kinh phí chung cho [[{report.period_text}]]."
        where = " Số liệu từng năm nêu tại mục về diễn biến theo năm." if _years(report) else ""
        return prose(paragraphs(report, [text + where]))
    suffix = point.suffix(report.edition)
    plan = "" if point.status == "actual" else f"Theo số {status_text(point.status)}, "
    opening = f"{plan or 'Trong '}[[{report.period_text}]]"
    parts = _fund_parts(report, point)
    total = f"tổng kinh phí ba nguồn là {{T{suffix}}}, gồm " if report.known("T" + suffix) else "nguồn công bố "
    templates = [f"{opening}, {total}{_listed(parts)}." if parts else f"{opening}, {total.removesuffix(', gồm ')}."]
    if report.known("P" + suffix) and (report.known("Q" + suffix) or report.known("L" + suffix)):
        share = ", chiếm {I06} tổng kinh phí" if known_at(report, point, "I06") else ""
        derived = " (KCQG và KCĐP)" if report.known("Q" + suffix, "L" + suffix) else ""
        templates.append(stated(point.status, f"Kinh phí khuyến công{derived} là {{P{suffix}}}{share}."))
        if known_at(report, point, "I07", "I08"):
            text = "Trong kinh phí khuyến công, KCQG chiếm {I07}, KCĐP chiếm {I08}."
            templates.append(stated(point.status, text))
    drawn = sum(report.known(name + suffix) for name in ("Q", "L", "C")) > 1
    templates.append("Chi tiết tại {@tbl-nguon}" + (" và {@fig-nguon}." if drawn else "."))
    return prose([*paragraphs(report, [" ".join(templates)]), *_fund_remarks(report, suffix)])


def _fund_parts(report: Report, point: Point) -> list[str]:
    suffix = point.suffix(report.edition)
    split = report.known("Q" + suffix) or report.known("L" + suffix)
    promotion = [("KCQG", "Q", "I03"), ("KCĐP", "L", "I04")] if split else [("kinh phí khuyến công", "P", "I06")]
    names = [*promotion, ("vốn đối ứng của cơ sở công nghiệp nông thôn", "C", "I05")]
    known = [(fund, name, share) for fund, name, share in names if report.known(name + suffix)]
    return [
        f"{fund} {{{name}{suffix}}}" + (f" ({{{share}}})" if known_at(report, point, share) else "")
        for fund, name, share in known
    ]


def _fund_remarks(report: Report, suffix: str) -> list[Block]:
    derived = [
        report.book[name + suffix].label[0].lower() + report.book[name + suffix].label[1:]
        for name in ("T", "Q", "L", "C")
        if report.known(name + suffix) and report.book[name + suffix].derived
    ]
    if not derived:
        return []
    return [remark(named(f"Số suy ra từ các số khác vì nguồn không in: {_listed(derived)}."))]


def capital(text: str) -> str:
    """Text as a sentence begins; only its first letter changes."""
    return text[0].upper() + text[1:]


def _years(report: Report) -> list[Point]:
    return [point for point in report.points if point.is_year(report.edition)]


def activities(report: Report) -> Block:
    """II.2: what the sources give by activity, and what they leave open."""
    point = next((p for p in report.points if p.is_headline(report.edition) and report.facts_with_activity(p)), None)
    if point is None:
        where = " Số liệu từng năm theo nội dung nêu tại {@pl-noi-dung}." if _any_activities(report) else ""
        return prose(
            paragraphs(report, [f"Không có số liệu theo nội dung hoạt động cho [[{report.period_text}]].{where}"])
        )
    s = point.suffix(report.edition)
    tail = status_tail(point)
    lines = [f"{label}{tail}: {text}" for ids, label, text in _activity_lines(s) if report.known(*ids)]
    details = report.details
    if details is not None:
        lines = [
            f"{group.label}{status_tail(details)}: {{{group.id('DA')}}}, {{{group.id('P')}}}."
            for group in _by_support(details)
        ]
    plan = "" if point.status == "actual" else f" (số {status_text(point.status)})"
    templates = []
    if report.known("A" + s):
        share = ", chiếm {I21} kinh phí khuyến công" if known_at(report, point, "I21") else ""
        origin = "Danh mục đề án có" if details is not None and details.status == point.status else "Các nguồn nêu"
        templates.append(f"{origin} {{A{s}}} kinh phí theo nội dung{plan}{share}; chi tiết tại {{@tbl-noi-dung}}.")
    else:
        templates.append(f"Số liệu theo nội dung{plan} nêu tại {{@tbl-noi-dung}}.")
    blocks = paragraphs(report, templates)
    if len(lines) > 1:
        blocks.append(bullets(sentence(line, report.book) for line in lines))
    if report.known("R03" + s) and report.book["R03" + s].value:
        text = (
            f"Còn {{R03{s}}} kinh phí khuyến công nguồn không nêu nội dung; đây không phải sai số "
            "(xem {@pl-doi-chieu})."
        )
        blocks += paragraphs(report, [stated(point.status, text)])
    return prose(blocks)


def _by_support(details: Details) -> list[Group]:
    return sorted(details.kinds, key=lambda group: -support_of(group.schemes).sum())


def _any_activities(report: Report) -> bool:
    return any(report.facts_with_activity(point) for point in report.points)


def _activity_lines(s: str) -> list[tuple[tuple[str, ...], str, str]]:
    """By activity the values that its sentence needs, its name and the sentence; `s` is the suffix of the point."""
    return [
        (
            ("M" + s, "CM" + s),
            "Mô hình trình diễn kỹ thuật, chuyển giao công nghệ",
            f"{{M{s}}} kinh phí khuyến công, kèm theo {{CM{s}}} vốn đối ứng của cơ sở.",
        ),
        (
            ("K" + s, "DA_K" + s, "DV_K" + s),
            "Ứng dụng máy móc, thiết bị tiên tiến",
            f"{{DA_K{s}}} với {{DV_K{s}}} thụ hưởng, kinh phí {{K{s}}}.",
        ),
        (("S" + s,), "Phát triển sản phẩm công nghiệp nông thôn tiêu biểu", f"{{S{s}}}."),
        (("D" + s,), "Đào tạo nghề, truyền nghề, nâng cao tay nghề", f"{{D{s}}}."),
        (
            ("LOP" + s, "HV" + s),
            "Nâng cao năng lực quản lý",
            f"{{LOP{s}}} với {{HV{s}}}; nguồn không nêu kinh phí.",
        ),
    ]


def beneficiaries(report: Report, lacking: str = "") -> Block:
    """II.3: beneficiaries by type, after what the sources lack for them."""
    point = headline_point(report, ("N",))
    if point is None:
        text = lacking or f"Không có số liệu về cơ sở thụ hưởng cho [[{report.period_text}]]."
        return prose(paragraphs(report, [text, *_jobs(report)]))
    s = point.suffix(report.edition)
    kinds = [
        f"{{n_{code}{s}#}} {BENEFICIARIES[code].label.lower()}"
        + (f" ({{{share}}})" if known_at(report, point, share) else "")
        for code, share in TYPE_SHARES.items()
        if report.known(f"n_{code}{s}")
    ]
    source = ", là số cộng theo loại hình vì nguồn không in tổng số" if report.book["N" + s].derived else ""
    text = f"Số cơ sở được hỗ trợ là {{N{s}}}{source}"
    text += f", gồm {_listed(kinds)}. Chi tiết tại {{@tbl-co-so}}." if kinds else "."
    templates = [lacking, stated(point.status, text)]
    if same_status(report, "I17", "I18"):
        text = (
            "Bình quân một cơ sở được hỗ trợ {I17} kinh phí khuyến công và bỏ ra {I18} vốn đối ứng "
            "(theo quy ước nêu tại {@pl-chi-tieu})."
        )
        templates.append(stated(report.book["I17"].status, text))
    return prose(paragraphs(report, [*templates, *_jobs(report)]))


def _jobs(report: Report) -> list[str]:
    point = headline_point(report, ("LD",))
    if point is None:
        return []
    text = f"Số lao động có việc làm do nguồn công bố là {{LD{point.suffix(report.edition)}}}."
    return [stated(point.status, text)]


def areas(report: Report) -> Block:
    """II.4: beneficiaries in difficult areas."""
    point = headline_point(report, ("n_KK",))
    if point is None:
        return prose(paragraphs(report, ["Chưa có đủ số liệu về cơ sở thụ hưởng thuộc địa bàn khó khăn."]))
    s = point.suffix(report.edition)
    share = ", chiếm {I16} số cơ sở thụ hưởng" if known_at(report, point, "I16") else ""
    text = stated(point.status, f"Có {{n_KK{s}}} thuộc địa bàn khó khăn, đặc biệt khó khăn{share}.")
    subset = " Các cơ sở này đã nằm trong số liệu theo loại hình và không cộng thêm."
    return prose(paragraphs(report, [text + subset]))


def series(report: Report) -> Block:
    """II.5: which years have figures, in which status, and which have none."""
    edition, years = report.edition, _years(report)
    if edition.is_single_year:
        return prose(paragraphs(report, ["Kỳ báo cáo là một năm nên không có diễn biến theo năm."]))
    if not years:
        text = f"Các nguồn chỉ nêu số chung của [[{report.period_text}]]; không có số liệu theo từng năm."
        return prose(paragraphs(report, [text]))
    actual = sorted({p.year_from for p in years if p.status == "actual"})
    only_plan = sorted({p.year_from for p in years} - set(actual))
    gaps = [year for year in edition.years if year not in {p.year_from for p in years}]
    texts = [
        f"Số thực hiện có ở {_year_list(actual)}." if actual else "Không năm nào có số thực hiện.",
        f"{_year_list(only_plan, 'Năm')} chỉ có số {_statuses(years, only_plan)}." if only_plan else "",
        f"Không có số liệu {_year_list(gaps)}." if gaps else "Mọi năm của kỳ đều có số liệu.",
        "Chi tiết tại {@tbl-theo-nam}; kế hoạch và thực hiện không cộng chung, khoảng trống không được nội suy.",
    ]
    return prose(paragraphs(report, [" ".join(filter(None, texts)), *_inner_periods(report)]))


def _statuses(points: Sequence[Point], years: Sequence[int]) -> str:
    """The statuses that the years have, in words."""
    return " hoặc ".join(dict.fromkeys(status_text(p.status) for p in points if p.year_from in years))


def _year_list(years: Sequence[int], word: str = "năm") -> str:
    return f"[[{word} {_listed([str(year) for year in years])}]]"


def _inner_periods(report: Report) -> list[str]:
    texts = []
    for point in report.points:
        if any(test(report.edition) for test in (point.is_headline, point.is_year, point.is_before)):
            continue
        s = point.suffix(report.edition)
        parts = [
            f"{fund} {{{name}{s}}}"
            for fund, name in (("kinh phí khuyến công", "P"), ("vốn đối ứng", "C"), ("", "DA"))
            if report.known(name + s)
        ]
        if parts:
            listed = _listed([part.strip() for part in parts])
            text = f"Riêng [[giai đoạn {point.year_from}-{point.year_to}]], nguồn công bố {listed}; "
            texts.append(stated(point.status, text + "các số này chỉ dùng để đối chiếu."))
    return texts

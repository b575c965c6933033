"""The sentences of the report. No number and no direction word is typed: each is a value or follows from values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.claims import holds
from analysis.document import Block, Inline, bullets, code, named, paragraph, plain, prose, quoted, remark, sentence
from analysis.facts import Point
from analysis.indicators import TYPE_SHARES
from analysis.report import Report, status_text
from analysis.scheme_groups import Details, Group, support_of
from analysis.table_parts import headline_point
from analysis.vocabulary import BENEFICIARIES

BOUND_SENTENCES = {
    "exact": "",
    "at_least": " Đây là mức tối thiểu, vì nguồn chỉ nêu số ước lượng.",
    "at_most": " Đây là mức tối đa, vì nguồn chỉ nêu số ước lượng.",
    "about": " Đây là giá trị gần đúng, vì nguồn chỉ nêu số ước lượng.",
    "unknown": " Nguồn chỉ nêu số ước lượng nên không xác định được đây là mức tối thiểu hay tối đa.",
}


def paragraphs(report: Report, templates: Iterable[str]) -> list[Block]:
    """A paragraph a template, none for an empty one; `{'dia_ban}` in a template is the place."""
    place = report.place_text
    return [paragraph(sentence(template, report.book, dia_ban=place)) for template in templates if template]


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
    parts = _fund_parts(report, suffix)
    total = f"tổng kinh phí ba nguồn là {{T{suffix}}}, gồm " if report.known("T" + suffix) else "nguồn công bố "
    templates = [f"{opening}, {total}{_listed(parts)}." if parts else f"{opening}, {total.removesuffix(', gồm ')}."]
    if report.known("P" + suffix) and (report.known("Q" + suffix) or report.known("L" + suffix)):
        share = ", chiếm {I06} tổng kinh phí" if report.known("I06") else ""
        derived = " (KCQG và KCĐP)" if report.known("Q" + suffix, "L" + suffix) else ""
        templates.append(f"Kinh phí khuyến công{derived} là {{P{suffix}}}{share}.")
        split = "Trong kinh phí khuyến công, KCQG chiếm {I07}, KCĐP chiếm {I08}."
        templates[-1] += f" {split}" if report.known("I07", "I08") else ""
    drawn = sum(report.known(name + suffix) for name in ("Q", "L", "C")) > 1
    templates.append("Chi tiết tại {@tbl-nguon}" + (" và {@fig-nguon}." if drawn else "."))
    return prose([*paragraphs(report, [" ".join(templates)]), *_fund_remarks(report, suffix)])


def _fund_parts(report: Report, suffix: str) -> list[str]:
    split = report.known("Q" + suffix) or report.known("L" + suffix)
    promotion = [("KCQG", "Q", "I03"), ("KCĐP", "L", "I04")] if split else [("kinh phí khuyến công", "P", "I06")]
    names = [*promotion, ("vốn đối ứng của cơ sở công nghiệp nông thôn", "C", "I05")]
    known = [(fund, name, share) for fund, name, share in names if report.known(name + suffix)]
    return [
        f"{fund} {{{name}{suffix}}}" + (f" ({{{share}}})" if report.known(share) else "") for fund, name, share in known
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
    lines = [text for ids, text in _activity_lines(s) if all(report.known(id_) for id_ in ids)]
    if report.details is not None:
        lines = [f"{group.label}: {{{group.id('DA')}}}, {{{group.id('P')}}}." for group in _by_support(report.details)]
    plan = "" if point.status == "actual" else f" (số {status_text(point.status)})"
    templates = []
    if report.known("A" + s):
        share = (
            ", chiếm {I21} kinh phí khuyến công"
            if report.known("I21") and report.book["I21"].status == point.status
            else ""
        )
        origin = "Các nguồn nêu" if report.details is None else "Danh mục đề án có"
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
        blocks += paragraphs(report, [text])
    return prose(blocks)


def _by_support(details: Details) -> list[Group]:
    return sorted(details.kinds, key=lambda group: -support_of(group.schemes).sum())


def _any_activities(report: Report) -> bool:
    return any(report.facts_with_activity(point) for point in report.points)


def _activity_lines(s: str) -> list[tuple[tuple[str, ...], str]]:
    """Sentences by activity with the values that each needs; `s` is the suffix of the point."""
    return [
        (
            ("M" + s, "CM" + s),
            (
                f"Mô hình trình diễn kỹ thuật, chuyển giao công nghệ: {{M{s}}} kinh phí khuyến công, "
                f"kèm theo {{CM{s}}} vốn đối ứng của cơ sở."
            ),
        ),
        (
            ("K" + s, "DA_K" + s, "DV_K" + s),
            f"Ứng dụng máy móc, thiết bị tiên tiến: {{DA_K{s}}} với {{DV_K{s}}} thụ hưởng, kinh phí {{K{s}}}.",
        ),
        (("S" + s,), f"Phát triển sản phẩm công nghiệp nông thôn tiêu biểu: {{S{s}}}."),
        (("D" + s,), f"Đào tạo nghề, truyền nghề, nâng cao tay nghề: {{D{s}}}."),
        (("LOP" + s, "HV" + s), f"Nâng cao năng lực quản lý: {{LOP{s}}} với {{HV{s}}}; nguồn không nêu kinh phí."),
    ]


def beneficiaries(report: Report) -> Block:
    """II.3: beneficiaries by type."""
    point = headline_point(report, ("N",))
    if point is None:
        text = f"Không có số liệu về cơ sở thụ hưởng cho [[{report.period_text}]]."
        return prose([*paragraphs(report, [text]), *paragraphs(report, _jobs(report))])
    s = point.suffix(report.edition)
    kinds = [
        f"{{n_{code}{s}#}} {BENEFICIARIES[code].label.lower()}" + (f" ({{{share}}})" if report.known(share) else "")
        for code, share in TYPE_SHARES.items()
        if report.known(f"n_{code}{s}")
    ]
    source = ", là số cộng theo loại hình vì nguồn không in tổng số" if report.book["N" + s].derived else ""
    text = f"Số cơ sở được hỗ trợ là {{N{s}}}{source}"
    text += f", gồm {_listed(kinds)}. Chi tiết tại {{@tbl-co-so}}." if kinds else "."
    templates = [text]
    if report.known("I17", "I18"):
        templates.append(
            "Bình quân một cơ sở được hỗ trợ {I17} kinh phí khuyến công và bỏ ra {I18} vốn đối ứng "
            "(theo quy ước nêu tại {@pl-chi-tieu})."
        )
    return prose(paragraphs(report, [*templates, *_jobs(report)]))


def _jobs(report: Report) -> list[str]:
    point = headline_point(report, ("LD",))
    return [f"Số lao động có việc làm do nguồn công bố là {{LD{point.suffix(report.edition)}}}."] if point else []


def areas(report: Report) -> Block:
    """II.4: beneficiaries in difficult areas."""
    point = headline_point(report, ("n_KK",))
    if point is None:
        return prose(paragraphs(report, ["Chưa có đủ số liệu về cơ sở thụ hưởng thuộc địa bàn khó khăn."]))
    s = point.suffix(report.edition)
    share = ", chiếm {I16} số cơ sở thụ hưởng" if report.known("I16") else ""
    text = f"Có {{n_KK{s}}} thuộc địa bàn khó khăn, đặc biệt khó khăn{share}."
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
            texts.append(text + "các số này chỉ dùng để đối chiếu.")
    return texts


def assessment(report: Report) -> Block:
    """III.1: what the indicators say, each with the reading that it rests on."""
    if not report.known("I10"):
        texts = [f"Không đủ số liệu của [[{report.period_text}]] để tính hệ số huy động đối ứng."]
        if any(report.known(id_) for id_ in report.definitions.indicators):
            texts[0] += " Các chỉ tiêu tính được nêu tại {@pl-chi-tieu}."
        return prose(paragraphs(report, texts))
    value = report.book["I10"]
    plan = "" if value.status == "actual" else f" (theo số {status_text(value.status)})"
    text = f"Bình quân một đồng kinh phí khuyến công gắn với {{I10#}} đồng vốn đối ứng của cơ sở{plan}"
    text += f"{_printed_ratio(report)}.{BOUND_SENTENCES[value.bound]}"
    blocks = paragraphs(report, [text, _models(report), _averages(report)])
    return prose([*blocks, *_reading_remarks(report)])


def _printed_ratio(report: Report) -> str:
    check = next((c for c in report.checks if c.right == "R14_h_nguon" and c.verdict in ("khớp", "làm tròn")), None)
    return ", phù hợp với hệ số {h_nguon#} do nguồn công bố" if check else ""


def _models(report: Report) -> str:
    if not report.known("I26", "I28"):
        return ""
    if holds(report.book, "I26", ">", "I10") and holds(report.book, "I28", "<", "I10"):
        text = (
            "Kết quả chung {chủ yếu do: I26 > I10} các mô hình trình diễn: hệ số của mô hình là {I26}, "
            "ngoài mô hình {chỉ là: I28 < I10} {I28}."
        )
    else:
        text = "Hệ số của mô hình trình diễn là {I26}, ngoài mô hình là {I28}."
    share = " Vốn đối ứng của mô hình chiếm {I27} tổng vốn đối ứng." if report.known("I27") else ""
    return text + share + " Xem {@fig-doi-ung} và {@tbl-chi-tieu}."


def _averages(report: Report) -> str:
    if report.known("I33a", "I33b") and report.book["I33a"].value != report.book["I33b"].value:
        return (
            "Bình quân một năm, tổng vốn là {I33b} nếu chia cho {so_nam} dương lịch của kỳ, "
            "{I33a} nếu chia cho {nam_nguon} như nguồn nêu."
        )
    if report.known("I34b") and not report.edition.is_single_year:
        return "Bình quân một năm, kinh phí khuyến công là {I34b}."
    return ""


def _reading_remarks(report: Report) -> list[Block]:
    """For each reading that changes an indicator: what the source says and what the other reading would give."""
    remarks = []
    for reading in report.clean.readings:
        changed = [id_ for id_ in ("I26", "I28", "I21", "I22", "I23", "I33b") if report.known(f"{id_}.{reading['id']}")]
        if changed:
            inlines: list[Inline] = [plain("Cách hiểu "), code(reading["id"]), plain(": nguồn viết “")]
            inlines.append(quoted(reading["printed"]))
            inlines += [
                plain("”; báo cáo hiểu: "),
                quoted(reading["reading"]),
                plain(". Theo cách hiểu khác ("),
                quoted(reading["alternative"]),
                plain("): "),
            ]
            for number, id_ in enumerate(changed):
                text = f" là {{{id_}.{reading['id']}}} thay cho {{{id_}}}" + (";" if id_ != changed[-1] else ".")
                inlines += [*named((" " if number else "") + _short(report, id_)), *sentence(text, report.book)]
            remarks.append(remark(inlines))
    return remarks


def _short(report: Report, id_: str) -> str:
    name = report.definitions.indicators[id_].label
    return name[0].lower() + name[1:]

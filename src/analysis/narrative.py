"""The sentences of the report. No number and no direction word is typed: each is a value or follows from values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.document import Block, Inline, bullets, paragraph, plain, prose, quoted, remark, sentence
from analysis.errors import InputErrors, Fault, Place
from analysis.facts import Point
from analysis.legal import acts_in_force
from analysis.report import Report, status_text
from analysis.tables import headline_point
from analysis.vocabulary import BENEFICIARIES, BOUND_CAVEATS

NOTHING = "Phần này chưa có nội dung."
AGREE = ("khớp", "đạt")


def _paragraphs(report: Report, templates: Iterable[str]) -> list[Block]:
    return [paragraph(sentence(template, report.book)) for template in templates if template]


def _listed(parts: Sequence[str]) -> str:
    """'a', 'a và b', 'a, b và c'."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} và {parts[-1]}"


def legal_basis(report: Report) -> Block:
    """I.1: the acts in force in the period."""
    acts = acts_in_force(report.edition.year_from, report.edition.year_to)
    opening = "Công tác khuyến công trong kỳ báo cáo được thực hiện theo các văn bản sau:"
    items = [[plain(act.citation + (";" if act is not acts[-1] else "."))] for act in acts]
    return prose([paragraph([plain(opening)]), bullets(items)])


def scope(report: Report) -> Block:
    """I.2: what the figures are, and the words used for them."""
    templates = [
        f"Báo cáo tổng hợp số liệu khuyến công {report.period_text} của {report.place_text} đã được công bố; các nguồn "
        "được nêu tại {@pl-phuong-phap}. Số liệu được giữ như nguồn in; mỗi con số dẫn đến một dòng của {@pl-truy-xuat}, "
        "nơi nêu công thức tính và ô dữ liệu gốc.",
        "Trong báo cáo này, kinh phí khuyến công gồm kinh phí khuyến công quốc gia (KCQG) và kinh phí khuyến công địa "
        "phương (KCĐP). Vốn đối ứng là vốn của cơ sở thụ hưởng, không phải kinh phí khuyến công. Chỗ nào nguồn không nêu "
        "thì ghi là không có số liệu, không coi là bằng không.",
    ]
    statuses = [point.status for point in report.points if point.status != "actual"]
    if statuses:
        templates.append("Số kế hoạch và số thực hiện được tách riêng và không cộng chung.")
    return prose(_paragraphs(report, templates))


def funds(report: Report) -> Block:
    """II.1: total, its parts and their shares."""
    point = headline_point(report, ("Q", "L", "C", "P", "T"))
    if point is None:
        text = f"Không có số liệu kinh phí chung cho {report.period_text}."
        return prose([paragraph([plain(text + (" Số liệu từng năm nêu tại mục về diễn biến theo năm." if _years(report) else ""))])])
    suffix = point.suffix(report.edition)
    plan = "" if point.status == "actual" else f"Theo số {status_text(point.status)}, "
    opening = _capital(f"{plan}{'trong ' if not plan else ''}{report.period_text}")
    parts = _fund_parts(report, suffix)
    total = f"tổng kinh phí ba nguồn là {{T{suffix}}}, gồm " if report.known("T" + suffix) else "nguồn công bố "
    templates = [f"{opening}, {total}{_listed(parts)}." if parts else f"{opening}, {total.removesuffix(', gồm ')}."]
    if report.known("P" + suffix):
        share = ", bằng {I06} tổng kinh phí" if report.known("I06") else ""
        derived = " (KCQG và KCĐP)" if report.known("Q" + suffix, "L" + suffix) else ""
        templates.append(f"Kinh phí khuyến công{derived} là {{P{suffix}}}{share}.")
        split = "Trong kinh phí khuyến công, KCQG chiếm {I07}, KCĐP chiếm {I08}."
        templates[-1] += f" {split}" if report.known("I07", "I08") else ""
    templates.append("Chi tiết tại {@tbl-nguon}" + (" và {@fig-nguon}." if len(parts) > 1 else "."))
    return prose([*_paragraphs(report, [" ".join(templates)]), *_fund_remarks(report, suffix)])


def _fund_parts(report: Report, suffix: str) -> list[str]:
    names = (("KCQG", "Q", "I03"), ("KCĐP", "L", "I04"), ("vốn đối ứng của cơ sở công nghiệp nông thôn", "C", "I05"))
    known = [(label, name, share) for label, name, share in names if report.known(name + suffix)]
    return [f"{label} {{{name}{suffix}}}" + (f" ({{{share}}})" if report.known(share) else "") for label, name, share in known]


def _fund_remarks(report: Report, suffix: str) -> list[Block]:
    derived = [
        report.book[name + suffix].label[0].lower() + report.book[name + suffix].label[1:]
        for name in ("T", "Q", "L", "C")
        if report.known(name + suffix) and report.book[name + suffix].derived
    ]
    if not derived:
        return []
    return [remark([plain(f"Số suy ra từ các số khác vì nguồn không in: {_listed(derived)}.")])]


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _years(report: Report) -> list[Point]:
    return [point for point in report.points if point.is_year(report.edition)]


def activities(report: Report) -> Block:
    """II.2: what the sources give by activity, and what they leave open."""
    point = next((p for p in report.points if p.is_headline(report.edition) and report.facts_with_activity(p)), None)
    if point is None:
        where = " Số liệu từng năm theo nội dung nêu tại {@pl-noi-dung}." if _any_activities(report) else ""
        return prose(_paragraphs(report, [f"Không có số liệu theo nội dung hoạt động cho {report.period_text}.{where}"]))
    s = point.suffix(report.edition)
    lines = [text for ids, text in _activity_lines(s) if all(report.known(id_) for id_ in ids)]
    plan = "" if point.status == "actual" else f" (số {status_text(point.status)})"
    templates = []
    if report.known("A" + s):
        share = ", bằng {I21} kinh phí khuyến công" if report.known("I21") and report.book["I21"].status == point.status else ""
        templates.append(f"Các nguồn nêu {{A{s}}} kinh phí theo nội dung{plan}{share}; chi tiết tại {{@tbl-noi-dung}}.")
    else:
        templates.append(f"Số liệu theo nội dung{plan} nêu tại {{@tbl-noi-dung}}.")
    blocks = _paragraphs(report, templates)
    if lines:
        blocks.append(bullets(sentence(line, report.book) for line in lines))
    if report.known("R03" + s) and report.book["R03" + s].value:
        text = f"Còn {{R03{s}}} kinh phí khuyến công nguồn không nêu nội dung; đây không phải sai số (xem {{@pl-doi-chieu}})."
        blocks += _paragraphs(report, [text])
    return prose(blocks)


def _any_activities(report: Report) -> bool:
    return any(report.facts_with_activity(point) for point in report.points)


def _activity_lines(s: str) -> list[tuple[tuple[str, ...], str]]:
    """Sentences by activity with the values that each needs; `s` is the suffix of the point."""
    return [
        (("M" + s, "CM" + s), f"Mô hình trình diễn kỹ thuật, chuyển giao công nghệ: {{M{s}}} kinh phí khuyến công, kèm theo {{CM{s}}} vốn đối ứng của cơ sở."),
        (("K" + s, "DA_K" + s, "DV_K" + s), f"Ứng dụng máy móc, thiết bị tiên tiến: {{DA_K{s}}} với {{DV_K{s}}} thụ hưởng, kinh phí {{K{s}}}."),
        (("S" + s,), f"Phát triển sản phẩm công nghiệp nông thôn tiêu biểu: {{S{s}}}."),
        (("D" + s,), f"Đào tạo nghề, truyền nghề, nâng cao tay nghề: {{D{s}}}."),
        (("LOP" + s, "HV" + s), f"Nâng cao năng lực quản lý: {{LOP{s}}} với {{HV{s}}}; nguồn không nêu kinh phí."),
    ]


def beneficiaries(report: Report) -> Block:
    """II.3: beneficiaries by type."""
    point = headline_point(report, ("N",))
    if point is None:
        text = f"Không có số liệu về cơ sở thụ hưởng cho {report.period_text}."
        return prose([*_paragraphs(report, [text]), *_paragraphs(report, _jobs(report))])
    s = point.suffix(report.edition)
    kinds = [
        f"{{n_{code}{s}#}} {BENEFICIARIES[code].label.lower()}" + (f" ({{{share}}})" if report.known(share) else "")
        for code, share in (("DNNVV", "I13"), ("HTX", "I14"), ("THT", ""), ("HKD", "I15"), ("SXSH", ""))
        if report.known(f"n_{code}{s}")
    ]
    source = ", là số cộng theo loại hình vì nguồn không in tổng số" if report.book["N" + s].derived else ""
    text = f"Số cơ sở được hỗ trợ là {{N{s}}}{source}"
    text += f", gồm {_listed(kinds)}. Chi tiết tại {{@tbl-co-so}}." if kinds else "."
    templates = [text]
    if report.known("I17", "I18"):
        templates.append("Bình quân một cơ sở được hỗ trợ {I17} kinh phí khuyến công và bỏ ra {I18} vốn đối ứng (theo quy ước nêu tại {@pl-chi-tieu}).")
    return prose(_paragraphs(report, [*templates, *_jobs(report)]))


def _jobs(report: Report) -> list[str]:
    point = headline_point(report, ("LD",))
    return [f"Số lao động có việc làm do nguồn công bố là {{LD{point.suffix(report.edition)}}}."] if point else []


def areas(report: Report) -> Block:
    """II.4: beneficiaries in difficult areas."""
    point = headline_point(report, ("n_KK",))
    if point is None:
        return prose(_paragraphs(report, ["Không có số liệu về cơ sở thụ hưởng thuộc địa bàn khó khăn."]))
    s = point.suffix(report.edition)
    share = ", bằng {I16} số cơ sở thụ hưởng" if report.known("I16") else ""
    text = f"Có {{n_KK{s}}} thuộc địa bàn khó khăn, đặc biệt khó khăn{share}. Các cơ sở này đã nằm trong số liệu theo loại hình và không cộng thêm."
    return prose(_paragraphs(report, [text]))


def series(report: Report) -> Block:
    """II.5: which years have figures, in which status, and which have none."""
    edition, years = report.edition, _years(report)
    if edition.is_single_year:
        return prose(_paragraphs(report, ["Kỳ báo cáo là một năm nên không có diễn biến theo năm."]))
    if not years:
        return prose(_paragraphs(report, [f"Các nguồn chỉ nêu số chung của {report.period_text}; không có số liệu theo từng năm."]))
    actual = sorted({p.year_from for p in years if p.status == "actual"})
    only_plan = sorted({p.year_from for p in years} - set(actual))
    gaps = [year for year in edition.years if year not in {p.year_from for p in years}]
    texts = [
        f"Số thực hiện có ở {_year_list(actual)}." if actual else "Không năm nào có số thực hiện.",
        f"{_capital(_year_list(only_plan))} chỉ có số kế hoạch hoặc phê duyệt." if only_plan else "",
        f"Không có số liệu {_year_list(gaps)}." if gaps else "Mọi năm của kỳ đều có số liệu.",
        "Chi tiết tại {@tbl-theo-nam}; kế hoạch và thực hiện không cộng chung, khoảng trống không được nội suy.",
    ]
    return prose(_paragraphs(report, [" ".join(filter(None, texts)), *_inner_periods(report)]))


def _year_list(years: Sequence[int]) -> str:
    return f"năm {_listed([str(year) for year in years])}"


def _inner_periods(report: Report) -> list[str]:
    texts = []
    for point in report.points:
        if point.is_headline(report.edition) or point.is_year(report.edition):
            continue
        s = point.suffix(report.edition)
        parts = [f"{label} {{{name}{s}}}" for label, name in (("kinh phí khuyến công", "P"), ("vốn đối ứng", "C"), ("", "DA")) if report.known(name + s)]
        if parts:
            texts.append(f"Riêng giai đoạn {point.year_from}-{point.year_to}, nguồn công bố {_listed([p.strip() for p in parts])}; các số này chỉ dùng để đối chiếu.")
    return texts


def assessment(report: Report) -> Block:
    """III.1: what the indicators say, each with the reading that it rests on."""
    if not report.known("I10"):
        texts = [f"Không đủ số liệu của {report.period_text} để tính hệ số huy động đối ứng."]
        if any(report.known(id_) for id_ in report.definitions.indicators):
            texts[0] += " Các chỉ tiêu tính được nêu tại {@pl-chi-tieu}."
        return prose(_paragraphs(report, texts))
    value = report.book["I10"]
    plan = "" if value.status == "actual" else f" (theo số {status_text(value.status)})"
    texts = [f"Bình quân một đồng kinh phí khuyến công gắn với {{I10#}} đồng vốn đối ứng của cơ sở{plan}{_printed_ratio(report)}."]
    if BOUND_CAVEATS[value.bound]:
        texts[0] += f" Con số này {BOUND_CAVEATS[value.bound]}, vì nguồn chỉ nêu số ước lượng."
    texts += [_models(report), _averages(report)]
    blocks = _paragraphs(report, texts)
    return prose([*blocks, *_reading_remarks(report)])


def _printed_ratio(report: Report) -> str:
    check = next((c for c in report.checks if c.residual == "R14_h_nguon" and c.verdict == "khớp"), None)
    return ", phù hợp với hệ số {h_nguon#} do nguồn công bố" if check else ""


def _models(report: Report) -> str:
    if not report.known("I26", "I28"):
        return ""
    models, others, overall = (report.book[id_].value or 0 for id_ in ("I26", "I28", "I10"))
    if models > overall > others:
        text = "Kết quả chung chủ yếu do các mô hình trình diễn: hệ số của mô hình là {I26}, ngoài mô hình chỉ là {I28}."
    else:
        text = "Hệ số của mô hình trình diễn là {I26}, ngoài mô hình là {I28}."
    share = " Vốn đối ứng của mô hình bằng {I27} tổng vốn đối ứng." if report.known("I27") else ""
    return text + share + " Xem {@fig-doi-ung} và {@tbl-chi-tieu}."


def _averages(report: Report) -> str:
    if report.known("I33a", "I33b") and report.book["I33a"].value != report.book["I33b"].value:
        return "Bình quân một năm, tổng vốn là {I33b} nếu chia cho {so_nam} dương lịch của kỳ, {I33a} nếu chia cho {nam_nguon} như nguồn nêu."
    if report.known("I34b") and not report.edition.is_single_year:
        return "Bình quân một năm, kinh phí khuyến công là {I34b}."
    return ""


def _reading_remarks(report: Report) -> list[Block]:
    """For each reading that changes an indicator: what the source says and what the other reading would give."""
    remarks = []
    for reading in report.clean.readings:
        changed = [id_ for id_ in ("I26", "I28", "I21", "I22", "I23", "I33b") if report.known(f"{id_}.{reading['id']}")]
        if changed:
            inlines: list[Inline] = [plain(f"Cách hiểu {reading['id']}: nguồn viết “"), quoted(reading["printed"])]
            inlines += [plain("”; báo cáo hiểu: "), quoted(reading["reading"]), plain(". Theo cách hiểu khác ("), quoted(reading["alternative"]), plain("): ")]
            texts = [f"{_short(report, id_)} là {{{id_}.{reading['id']}}} thay cho {{{id_}}}" for id_ in changed]
            remarks.append(remark([*inlines, *sentence("; ".join(texts) + ".", report.book)]))
    return remarks


def _short(report: Report, id_: str) -> str:
    label = report.definitions.indicators[id_].label
    return label[0].lower() + label[1:]


def reconciliation(report: Report) -> Block:
    """Appendix V: in words, what agrees and what does not."""
    if not report.checks:
        return prose(_paragraphs(report, ["Không có số liệu nào đủ để đối chiếu."]))
    agree = [check.title for check in report.checks if check.verdict in AGREE]
    blocks = [paragraph([plain(f"Khớp hoặc đạt: {'; '.join(dict.fromkeys(agree))}.")])] if agree else []
    others = [check for check in report.checks if check.verdict not in AGREE]
    if others:
        blocks.append(paragraph([plain("Những điểm người đọc cần biết:")]))
        blocks.append(bullets([plain(f"{_capital(check.verdict)} ({check.code}): "), *check.text] for check in others))
    blocks.append(paragraph([plain("Không số liệu nào được sửa ngầm; chỗ nguồn chưa rõ được giữ nguyên và nêu cách hiểu.")]))
    return prose(blocks)


def notes(report: Report, *sections: str) -> Block:
    """The analyst's own text for one or several sections; several get their names as lead-ins."""
    blocks: list[Block] = []
    for section in sections:
        given = report.clean.notes.get(section, [])
        if given and len(sections) > 1:
            blocks.append(paragraph([{"t": "i", "c": [plain(f"{section}:")]}]))
        blocks += _note_blocks(report, given)
    return prose(blocks or [paragraph([plain(NOTHING)])])


def _note_blocks(report: Report, given: Sequence[dict[str, object]]) -> list[Block]:
    blocks: list[Block] = []
    for note in given:
        inlines = note_inlines(report, str(note["text"]))
        if note["bullet"] and blocks and blocks[-1]["b"] == "ul":
            blocks[-1]["items"].append(inlines)
        else:
            blocks.append(bullets([inlines]) if note["bullet"] else paragraph(inlines))
    return blocks


def note_inlines(report: Report, text: str) -> list[Inline]:
    """A note's text with its `{I26}` marks as values; a mark that names no value is the analyst's mistake."""
    try:
        return sentence(text, report.book)
    except (KeyError, IndexError) as error:
        where = Place(f"data/raw/nhan-dinh-{report.edition.name}.md")
        wanted = "mã có trong so-lieu.json, ví dụ {I26}"
        remedy = "sửa mã trong ngoặc nhọn hoặc bỏ ngoặc nhọn"
        raise InputErrors([Fault("note-value-unknown", where, f"{{{error.args[0]}}} không có", wanted, remedy)]) from None


def method(report: Report) -> Block:
    """Appendix VII: how the report was made and how to make it again."""
    edition = report.edition
    period = f"YEAR={edition.year_from}" if edition.is_single_year else f"FROM={edition.year_from} TO={edition.year_to}"
    texts = [
        "Báo cáo được lập tự động từ tệp dữ liệu gốc qua ba bước: làm sạch và kiểm tra số liệu; tính chỉ tiêu; lập văn bản. "
        "Mọi phép tính dùng số chính xác (tiền tính bằng đồng, tỷ lệ giữ ở dạng phân số) và chỉ làm tròn khi in: số lẻ từ "
        "một nửa trở lên làm tròn lên; mức tối thiểu làm tròn xuống, mức tối đa làm tròn lên.",
        f"Để lập lại báo cáo này, chạy: make report PLACE={edition.place} {period}. Mã băm SHA-256 của dữ liệu gốc, chương "
        "trình và các tệp kết quả nằm trong tệp manifest.json kèm theo; giá trị, công thức và xuất xứ của từng số nằm trong "
        "tệp so-lieu.json.",
    ]
    return prose([paragraph([plain(text)]) for text in texts])

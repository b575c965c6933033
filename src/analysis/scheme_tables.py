"""The tables that only a register of schemes allows: by kind, place and type, the largest, the list, the norms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.compliance import AMOUNT, SHARE, VERDICTS
from analysis.document import Block, Cell, Inline, Row, named, plain, quoted, sentence, table
from analysis.norm_values import SMALL_GROUP_ID
from analysis.report import Report, status_text
from analysis.scheme_groups import Details, Group, norm_id
from analysis.scheme_values import share_id
from analysis.table_parts import NOTHING, cell, dash_note, status_tail, total, words
from analysis.vocabulary import FUNDS

NORM_LABELS = {"N02": "Mô hình trình diễn kỹ thuật", "N04": "Ứng dụng máy móc, thiết bị"}
SMALL_MARK = " (*)"
SMALL_NOTE = f"(*) Nhóm có dưới {{{SMALL_GROUP_ID}}}: số của nhóm phụ thuộc nhiều vào từng đề án. "
MONEY_HEADS = ["KCQG", "KCĐP", "Đối ứng", "Tổng"]


def kinds(report: Report, details: Details) -> Block:
    """II.2: schemes and money by kind of scheme; a scheme of several activities stays whole."""
    return _groups(report, details, details.kinds, "Đề án theo nội dung", "Loại hình đề án")


def places(report: Report) -> Block:
    """II.4: schemes and money by place."""
    details = report.details
    if details is None:
        return NOTHING
    return _groups(report, details, details.places, "Đề án theo địa bàn", "Địa bàn")


def types(report: Report) -> Block:
    """II.3: schemes and money by type of establishment, with those that state none."""
    details = report.details
    if details is None or not details.types:
        return NOTHING
    return _groups(report, details, details.types, "Đề án theo loại hình cơ sở", "Loại hình cơ sở")


def _groups(report: Report, details: Details, groups: Sequence[Group], title: str, head: str) -> Block:
    rows: list[Row] = []
    for group in groups:
        values = [cell(report.book, group.id(name)) for name in ("DA", "Q", "L", "C", "T")]
        mark = [plain(SMALL_MARK)] if group.is_small else []
        rows.append({"cells": [[*_group_name(report, group), *mark], *values]})
    ends = [cell(report.book, name + details.suffix) for name in ("DA", "Q", "L", "C", "T")]
    rows.append(total({"cells": [words("Tổng cộng"), *ends]}))
    columns = [("l", 0.3), ("r", 0.1), ("r", 0.15), ("r", 0.15), ("r", 0.15), ("r", 0.15)]
    caption = f"{title}, {report.period_text}{status_tail(details)} (triệu đồng)"
    small = sentence(SMALL_NOTE, report.book) if any(group.is_small for group in groups) else []
    note = [*small, *dash_note(rows)]
    return table(named(caption), columns, [head, "Số đề án", *MONEY_HEADS], rows, note)


def _group_name(report: Report, group: Group) -> Cell:
    """The group's name, and for the places that have no row of their own how many they are."""
    if report.known(group.id("DB")):
        return sentence(f"{group.label} ({{{group.id('DB')}#}})", report.book)
    return [quoted(group.label)]


def statuses(report: Report) -> Block:
    """II.1: schemes and money by status, where a register has more than one; they are never added up."""
    points = [
        p for p in report.points if p.is_headline(report.edition) and report.known("DA" + p.suffix(report.edition))
    ]
    if report.details is None or len(points) < 2:
        return NOTHING
    rows: list[Row] = []
    for point in points:
        suffix = point.suffix(report.edition)
        values = [cell(report.book, name + suffix) for name in ("DA", "Q", "L", "C", "T")]
        rows.append({"cells": [words(status_text(point.status).capitalize()), *values]})
    columns = [("l", 0.25), ("r", 0.11), ("r", 0.16), ("r", 0.16), ("r", 0.16), ("r", 0.16)]
    caption = f"Đề án theo tình trạng, {report.period_text} (triệu đồng)"
    note = [plain("Đề án ở các tình trạng khác nhau không cộng chung. "), *dash_note(rows)]
    return table(named(caption), columns, ["Tình trạng", "Số đề án", *MONEY_HEADS], rows, note)


def largest(report: Report) -> Block:
    """II.2: the schemes with the most kinh phí khuyến công."""
    details = report.details
    if details is None:
        return NOTHING
    caption = f"Đề án có kinh phí khuyến công lớn, {report.period_text}{status_tail(details)} (triệu đồng)"
    return _schemes(report, details.largest, caption, [])


def listed(report: Report) -> Block:
    """Appendix I: the schemes of the register in its order, cut where it is long."""
    details = report.details
    if details is None:
        return NOTHING
    rest = len(details.schemes) - len(details.listed)
    where = "Bảng chỉ in các đề án đầu của danh mục; danh mục đầy đủ nằm trong tệp so-lieu.xlsx."
    caption = f"Danh mục đề án, {report.period_text}{status_tail(details)} (triệu đồng)"
    return _schemes(report, details.listed, caption, [plain(where + " ")] if rest else [])


def _schemes(report: Report, groups: Sequence[Group], caption: str, note: list[Inline]) -> Block:
    rows: list[Row] = []
    for group in groups:
        row = group.schemes.iloc[0]
        texts: list[Cell] = [[quoted(str(row[name]))] for name in ("name", "beneficiary", "place")]
        rows.append({"cells": [*texts, *[cell(report.book, group.id(name)) for name in ("Q", "L", "C")]]})
    columns = [("l", 0.29), ("l", 0.21), ("l", 0.14), ("r", 0.12), ("r", 0.12), ("r", 0.12)]
    heads = ["Đề án", "Đơn vị thụ hưởng", "Địa bàn", *MONEY_HEADS[:3]]
    return table(named(caption), columns, heads, rows, [*note, *dash_note(rows)])


def norms(report: Report) -> Block:
    """III.1: how many schemes meet each support norm, do not, or are left for people to look at."""
    details = report.details
    if details is None or details.judged.empty:
        return NOTHING
    rows: list[Row] = []
    judged = details.judged.sort_values(["norm", "fund"], ascending=[True, False], kind="stable")
    for (norm, fund), text in judged.groupby(["norm", "fund"], sort=False)["text"].agg(_acts).items():
        counts = [cell(report.book, norm_id(norm, fund, verdict)) for verdict in VERDICTS]
        name = f"{NORM_LABELS[norm]} ({FUNDS[fund].label})"
        rows.append({"cells": [words(name), words(text), *counts]})
    columns = [("l", 0.27), ("l", 0.34), ("r", 0.12), ("r", 0.13), ("r", 0.14)]
    heads = ["Mức hỗ trợ", "Văn bản", *(verdict.capitalize() for verdict in VERDICTS)]
    caption = f"Đối chiếu mức hỗ trợ của từng đề án, {report.period_text}{status_tail(details)} (số đề án)"
    return table(named(caption), columns, heads, rows, dash_note(rows))


def _acts(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(act for text in texts for act in text.split("; ")))


def doubts(report: Report) -> Block:
    """III.1: the schemes that a norm finds broken or leaves open, with what decided."""
    details = report.details
    if details is None or details.doubts.empty:
        return NOTHING
    groups = dict(zip(dict.fromkeys(details.doubts["scheme"]), details.doubtful, strict=True))
    rows: list[Row] = []
    for row in details.doubts.itertuples(index=False):
        group = groups[row.scheme]
        scheme = group.schemes.iloc[0]
        money = cell(report.book, group.id("Q" if row.fund == "national" else "L"))
        texts: list[Cell] = [[quoted(str(scheme["name"]))], words(FUNDS[row.fund].label)]
        rows.append({"cells": [*texts, money, words(row.verdict), _reason(report, group, row.fund, row.reason)]})
    cut = len(details.judged[details.judged["verdict"] != VERDICTS[0]]) > len(rows)
    note = [plain("Bảng chỉ in các đề án đầu; đầy đủ trong tệp so-lieu.xlsx. ")] if cut else []
    columns = [("l", 0.3), ("l", 0.1), ("r", 0.14), ("l", 0.13), ("l", 0.33)]
    heads = ["Đề án", "Nguồn", "Số tiền (triệu đồng)", "Kết luận", "Lý do"]
    caption = f"Đề án không đạt hoặc cần xem xét về mức hỗ trợ, {report.period_text}{status_tail(details)}"
    return table(named(caption), columns, heads, rows, [*note, *dash_note(rows)])


def _reason(report: Report, group: Group, fund: str, template: str) -> Cell:
    amount = group.id("Q" if fund == "national" else "L")
    return sentence(template.replace(AMOUNT, amount).replace(SHARE, share_id(group, fund)), report.book)

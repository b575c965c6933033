"""What is only planned is never printed as achieved: each sentence names the status of the values that it prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from analysis.book.book import Book
from analysis.document.blocks import NOTHING, Block, text_of, values_in
from analysis.edition import Edition
from analysis.report import (
    activities,
    areas,
    assessment,
    basis,
    funds,
    provenance,
    reconciliation,
    summary,
    years,
)
from analysis.report import beneficiaries as beneficiaries_chapter
from analysis.report.letterhead import letterhead
from analysis.report.page_data import page_data
from analysis.report.parts import small, stated, status_text
from analysis.report.titles import CHAPTERS, chapter, subject
from analysis.report.view import Report
from data_builder import (
    CLASSES,
    CONFERENCE,
    MACHINERY,
    MODELS,
    PRODUCTS,
    TRAINING,
    Computed,
    Row,
    beneficiaries,
    compute,
    conference,
    figure,
    made,
    over,
    schemes,
    write_raw,
)
from register_files import HEADER, csv_text, row

SPOKEN = (
    funds.text, activities.text, beneficiaries_chapter.text, areas.text,
    years.text, assessment.text, summary.text,
)  # fmt: skip
NOT_ACTUAL = ("kế hoạch", "phê duyệt", "ước thực hiện")
TYPED = {"kế hoạch": "kế hoạch", "phê duyệt": "phê duyệt", "ước thực hiện": "ước"}
NUMERAL = re.compile(r"⟦(.*?)⟧")


def report_of(made: Computed) -> Report:
    return made.report


def parts(block: Block) -> Iterator[list[dict[str, object]]]:
    for part in block["blocks"]:
        yield from part["items"] if part["b"] == "ul" else [part["c"]]


def sentences(report: Report) -> Iterator[str]:
    """Every sentence of the sections on results, with the ids of its values in ⟦⟧."""
    for speak in SPOKEN:
        for inlines in parts(speak(report)):
            marked = [
                {"t": "s", "s": f"⟦{part['v']}⟧"} if part["t"] == "so" else part for part in inlines
            ]
            yield from re.split(r"(?<=\.) ", text_of(marked))


def text_of_table(block: Block) -> str:
    return " ".join(str(value) for value in _texts(block))


def _texts(part: object) -> Iterator[object]:
    if isinstance(part, dict):
        for value in part.values():
            yield from _texts(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _texts(value)
    else:
        yield part


def told(report: Report) -> str:
    return "\n".join(text_of(inlines) for speak in SPOKEN for inlines in parts(speak(report)))


def unnamed(report: Report) -> list[str]:
    """The sentences with a value that is not actual and no word of its status."""
    wrong = []
    for sentence in sentences(report):
        statuses = {report.book[id_].status for id_ in NUMERAL.findall(sentence)} - {"actual"}
        wrong += [
            sentence for status in statuses if status_text(status) not in NUMERAL.sub("", sentence)
        ]
    return wrong


def register(
    folder: Path, rows: list[tuple[str, str]], *, kind: str = "Ứng dụng máy móc"
) -> Report:
    """Schemes of 2024 with 200 triệu đồng of KCQG and 230 of counterpart, each with its status and Số cơ sở."""
    money = [str(amount * 10**6) for amount in (200, 0, 230, 430)]
    cells = [
        (
            str(n),
            f"Đề án {n}",
            f"Cơ sở {n}",
            kind,
            "Xã A",
            "2024",
            f"Việc {n}",
            *money,
            status,
            count,
            "THT",
        )
        for n, (status, count) in enumerate(rows, start=1)
    ]
    folder.mkdir(exist_ok=True)
    header = (*HEADER, "Tình trạng", "Số cơ sở", "Loại hình cơ sở")
    (folder / "danh-muc.csv").write_text(csv_text([header, *cells]), encoding="utf-8")
    return report_of(compute(folder, Edition("tinh", 2024, 2024)))


@pytest.mark.parametrize("status", NOT_ACTUAL)
def test_a_planned_figure_is_called_planned(tmp_path: Path, status: str) -> None:
    """Of figures that are all planned, approved or estimated no sentence prints one without saying so."""
    rows = over(
        [*conference(), figure("60", "lao động", measure="lao động có việc làm")],
        tinh_trang=TYPED[status],
    )
    rows = over(rows, tu_nam="2012", den_nam="2022", dia_ban="(không nêu tên)")
    inner = over(
        [figure("2", "tỷ đồng", "KCQG", years=(2016, 2020), status=TYPED[status])],
        dia_ban="(không nêu tên)",
    )
    report = report_of(made(tmp_path, [*rows, *inner], (), CONFERENCE))
    assert unnamed(report) == []
    shown = {id_ for sentence in sentences(report) for id_ in NUMERAL.findall(sentence)}
    expected = {"I06", "I07", "I13", "I16", "I17", "I21", "I10", "I26", "I27", "I33b"}
    assert expected <= shown, expected - shown
    assert any(id_.startswith("LD.") for id_ in shown)
    chart = activities.chart(report).block
    assert all(text_of(chart[part]).endswith(f"({status})") for part in ("headline", "caption"))


def test_a_share_of_the_plan_does_not_stand_beside_an_actual_amount(tmp_path: Path) -> None:
    """Actual KCQG without a total, and a plan with one: the shares are the plan's and are left out."""
    actual: list[Row] = [
        figure("100", fund="KCQG"),
        beneficiaries("4"),
        beneficiaries("2", "thuộc địa bàn khó khăn, đặc biệt khó khăn"),
    ]
    planned = [
        figure("300", fund="KCQG"), figure("100", fund="KCĐP"), figure("600", fund="đối ứng"),
        beneficiaries("9"), beneficiaries("3", "HTX"),
    ]  # fmt: skip
    report = report_of(made(tmp_path, [*actual, *over(planned, tinh_trang="kế hoạch")]))
    assert report.book["I03"].status == report.book["I17"].status == "planned"
    assert unnamed(report) == []
    assert "KCQG 100\u00a0triệu đồng." in told(report)
    assert "Theo số kế hoạch, bình quân một cơ sở" in told(report)


@pytest.mark.parametrize("void", ["dừng thực hiện", "thu hồi"])
def test_what_was_stopped_or_recalled_stands_by_itself(tmp_path: Path, void: str) -> None:
    """Schemes that were stopped or recalled are in the table of statuses and in no sentence, sum or ratio."""
    both = register(tmp_path / "ca-hai", [("thực hiện", "1"), ("thực hiện", "1"), (void, "1")])
    alone = register(tmp_path / "rieng", [("thực hiện", "1"), ("thực hiện", "1")])
    assert told(both) == told(alone)
    ids = ("DA", "Q", "C", "T", "N", "I10", "I26")
    known = [id_ for id_ in ids if alone.known(id_)]
    assert len(known) > len(ids) // 2
    assert [both.book[id_].value for id_ in known] == [alone.book[id_].value for id_ in known]
    assert void in text_of_table(funds.by_status(both)).lower()
    only = register(tmp_path / "chi", [(void, "1")])
    assert not any(only.known(id_) for id_ in ids)


def test_the_one_planned_scheme_is_not_what_was_achieved(tmp_path: Path) -> None:
    """Nine schemes carried out, two of them without Số cơ sở, and one left: nothing is told of its count alone."""
    rows = [("thực hiện", "1")] * 7 + [("thực hiện", "")] * 2 + [("kế hoạch", "1")]
    report = register(tmp_path, rows)
    text = told(report)
    assert unnamed(report) == []
    assert (
        "Chưa có tổng số cơ sở thụ hưởng của năm 2024, vì danh mục chỉ ghi số cơ sở của 7 trong 9\u00a0đề án."
        in text
    )
    assert "kế hoạch" not in text, text
    assert "số cơ sở được hỗ trợ là" not in text


def test_how_many_schemes_state_their_establishments_is_told(tmp_path: Path) -> None:
    """Where some schemes state Số cơ sở the report says how many; where none does there is nothing to count."""
    some = told(
        register(tmp_path / "mot-phan", [("thực hiện", "2"), ("thực hiện", ""), ("thực hiện", "")])
    )
    assert "vì danh mục chỉ ghi số cơ sở của 1 trong 3\u00a0đề án." in some
    none = register(tmp_path / "khong", [("thực hiện", "")] * 3)
    # the table by type of establishment is there
    assert "tổng số cơ sở thụ hưởng" in "".join(map(text_of, parts(basis.scope(none))))
    every = told(register(tmp_path / "du", [("thực hiện", "2")] * 3))
    assert "chỉ ghi số cơ sở" not in every
    assert "Số cơ sở được hỗ trợ là 6\u00a0cơ sở" in every


@pytest.mark.parametrize("status", NOT_ACTUAL)
def test_a_planned_register_is_called_planned(tmp_path: Path, status: str) -> None:
    """A register of schemes that are all planned: places, medians and activities say so too."""
    report = register(tmp_path, [(status, "1"), (status, "1")], kind="Mô hình trình diễn")
    assert unnamed(report) == []
    assert f"Theo số {status}, các đề án thuộc" in told(report)
    assert f"Theo số {status}, tính riêng từng đề án" in told(report)


@pytest.mark.parametrize(
    ("models", "others", "words"),
    [
        ("900", "900", "cao hơn hệ số chung"),
        ("901", "900", "chủ yếu do các mô hình trình diễn"),
        ("100", "4000", "cao hơn hệ số chung"),
    ],
)
def test_the_models_are_the_main_part_only_beyond_half(
    tmp_path: Path, models: str, others: str, words: str
) -> None:
    """`chủ yếu` needs more than half of the counterpart; with a better ratio alone the sentence says no more."""
    total = str(int(models) + int(others))
    rows = [
        figure("1000", fund="KCQG"), figure("1", fund="KCĐP"), figure(total, fund="đối ứng"),
        figure("20", fund="KCQG", label=MODELS), figure(models, fund="đối ứng", label=MODELS),
    ]  # fmt: skip
    text = told(report_of(made(tmp_path, rows)))
    assert words in text
    assert ("chủ yếu" in text) == words.startswith("chủ yếu")


@pytest.mark.parametrize(
    ("date", "draft", "command"),
    [
        ("", False, "make report PLACE=thu YEAR=2022"),
        ("2023-01-15", False, "make report PLACE=thu YEAR=2022 REPORT_DATE=2023-01-15"),
        ("", True, "make report PLACE=thu YEAR=2022 DRAFT=1"),
        ("2023-01-15", True, "make report PLACE=thu YEAR=2022 REPORT_DATE=2023-01-15 DRAFT=1"),
    ],
)
def test_the_command_makes_this_report_again(
    tmp_path: Path, date: str, command: str, *, draft: bool
) -> None:
    """The command in the appendix holds the date and the draft that the report was given, and no other."""
    report = report_of(made(tmp_path, [figure("100", fund="KCQG")]))
    block = provenance.method(report, date, draft=draft)
    codes = [
        inline["s"] for inlines in parts(block) for inline in inlines if inline.get("k") == "ma"
    ]
    assert command in codes
    assert values_in(block) == []


def test_a_content_that_a_source_prints_by_fund_is_one_bar_and_one_line(tmp_path: Path) -> None:
    """KCQG and KCĐP of a content are added in the chart, its headline and the lines; a content of 0 has no bar."""
    amounts = {MODELS: ("600", "1.250"), MACHINERY: ("700", "100"), CLASSES: ("5", "2")}
    amounts |= {TRAINING: ("5", "1"), PRODUCTS: ("3", "1")}
    rows = [
        figure(amount, fund=fund, label=label)
        for label, both in amounts.items()
        for fund, amount in zip(("KCQG", "KCĐP"), both, strict=True)
    ]
    report = report_of(made(tmp_path, rows))
    # as a form has it that prints 0
    values = {
        value.id: replace(value, value=Fraction(0)) if CLASSES in value.label else value
        for value in report.book
    }
    drawn = activities.chart(replace(report, book=Book(values)))
    spoken = str(drawn.block["alt"])
    assert [spoken.count(label) for label in amounts] == [1, 1, 0, 1, 1]
    assert f"{MODELS}: 1.850 " in spoken
    assert "1.850" in str(drawn.block["headline"])
    lines = text_of_table(activities.text(report))
    assert "1.850" in lines
    assert "800" in lines


def test_a_sentence_is_told_only_where_each_of_its_values_is_known(tmp_path: Path) -> None:
    """A value that the point lacks, printed or only in a condition, takes its sentence away, not the others."""
    here = report_of(made(tmp_path, [figure("100", fund="KCQG", status="kế hoạch")])).headlines[-1]
    sentence = here.told("Nguồn nêu {Q} (xem {@tbl-nguon}).")
    assert sentence == "Theo số kế hoạch, nguồn nêu {Q.kh} (xem {@tbl-nguon})."
    assert here.told("Nguồn nêu {Q} và {L}.") == ""
    assert here.if_known("{cao hơn: Q > L}") == ""
    assert here.if_known("không có giá trị") == "không có giá trị"


def test_an_abbreviation_keeps_its_capitals_inside_a_sentence() -> None:
    """A word begins small there, "KCQG" does not; a sentence that begins with it is told so of a plan too."""
    words = ("KCQG giảm", "HTX", "Kinh phí KCQG", "Ý kiến", "Số đề án")
    assert [*map(small, words)] == ["KCQG giảm", "HTX", "kinh phí KCQG", "ý kiến", "số đề án"]
    assert stated("planned", "KCQG là {Q}.") == "Theo số kế hoạch, KCQG là {Q}."


def test_without_a_register_there_are_no_schemes_to_tell_of(tmp_path: Path) -> None:
    """The details of an edition of published figures alone are false, and each of their groups is empty."""
    details = report_of(made(tmp_path, [figure("100", fund="KCQG")])).details
    assert not details
    assert details.kinds == details.places == details.types == details.largest == []
    assert details.judged.empty
    assert details.doubtful == []


@pytest.mark.parametrize(("status", "subject"), [
    ("kế hoạch", "Kế hoạch công tác khuyến công giai đoạn 2012-2022"),
    ("phê duyệt", "Kinh phí, đề án khuyến công giai đoạn 2012-2022 đã phê duyệt"),
])  # fmt: skip
def test_a_report_of_a_plan_speaks_of_no_result(tmp_path: Path, status: str, subject: str) -> None:
    """Of figures that are all planned or approved no title, sentence, caption or label says result or done."""
    rows = over(conference(), tinh_trang=status, dia_ban="(không nêu tên)")
    report = report_of(made(tmp_path, rows, (), CONFERENCE))
    meta = letterhead(report, None, draft=False)
    assert meta["trich_yeu"].startswith(f"{subject} trên địa bàn")
    assert meta["title"].startswith(f"Báo cáo {subject[0].lower()}{subject[1:]}")
    blocks = [
        basis.scope(report), funds.text(report), funds.table(report), funds.appendix(report),
        funds.by_fund(report), funds.chart(report).block, activities.text(report),
        activities.table(report), beneficiaries_chapter.table(report), years.text(report),
        years.table(report), assessment.text(report), assessment.table(report),
        reconciliation.plausibility(report), reconciliation.findings(report),
        provenance.method(report, "", draft=False), provenance.trace(report, report.book.values),
    ]  # fmt: skip
    words = [str(meta), *(chapter(report, name) for name in CHAPTERS)]
    said = "\n".join([*words, *map(text_of_table, blocks)]).lower()
    said = re.sub(r"(quản lý và )?tổ chức thực hiện", "", said)  # activity 9 is called so
    for word in ("kết quả", "thực hiện"):
        assert word not in said, said[said.index(word) - 80 :][:200]


def test_a_report_with_something_done_is_one_of_results(tmp_path: Path) -> None:
    """One actual figure of the period beside the plan: the report is titled by what was done."""
    rows = [*over(conference(), tinh_trang="kế hoạch"), *conference()[:1]]
    report = report_of(made(tmp_path, over(rows, dia_ban="(không nêu tên)"), (), CONFERENCE))
    assert letterhead(report, None, draft=False)["trich_yeu"].startswith("Kết quả công tác")
    assert chapter(report, "Kết quả thực hiện") == "Kết quả thực hiện"
    assert "Số kế hoạch và số thực hiện được tách riêng" in text_of_table(basis.scope(report))


def test_what_was_assumed_stands_in_one_table(tmp_path: Path) -> None:
    """A blank status and a kind typed in other words are told in the table of assumptions, and nowhere else."""
    report = register(tmp_path, [("", "3"), ("thực hiện", "2")], kind="Ung dung may moc")
    codes = [finding.code for finding in report.clean.findings if finding.is_assumed]
    assert {"status-assumed", "category-mapped"} <= set(codes)
    table, others = reconciliation.assumptions(report), reconciliation.findings(report)
    assert len(table["rows"]) == len(codes)
    told = text_of_table(table)
    for words in ("ô Tình trạng trống được hiểu là thực hiện", "được hiểu là", "Từ của danh mục"):
        assert words in told
    assert "được hiểu là" not in text_of_table(others)


def test_the_page_of_a_plan_gives_no_value_the_status_done(tmp_path: Path) -> None:
    """The page names the status of each value; of a plan-only edition none is 'thực hiện', the ledger has none."""
    rows = over(conference(), tinh_trang="kế hoạch", dia_ban="(không nêu tên)")
    report = report_of(made(tmp_path, rows, (), CONFERENCE))
    values = page_data(report, report.book.values)["values"]
    done = [value["id"] for value in values if value.get("status") == "thực hiện"]
    assert done == []
    assert any(value.get("status") == "kế hoạch" for value in values)


def test_what_is_only_estimated_is_titled_so(tmp_path: Path) -> None:
    """Of figures that are all estimated the title and the chapter say so."""
    rows = over(conference(), tinh_trang="ước", dia_ban="(không nêu tên)")
    report = report_of(made(tmp_path, rows, (), CONFERENCE))
    meta = letterhead(report, None, draft=False)
    assert meta["trich_yeu"].startswith("Ước kết quả công tác khuyến công giai đoạn 2012-2022")
    assert chapter(report, "Kết quả thực hiện") == "Ước kết quả thực hiện"
    assert "Mọi số liệu trong báo cáo là số ước thực hiện." in text_of_table(basis.scope(report))


def test_the_year_before_and_a_part_of_the_year_make_no_report_of_results(tmp_path: Path) -> None:
    """A plan is titled as one, whatever was done before it or in some of its months."""
    rows = [
        figure("100", fund="KCQG", status="kế hoạch"),
        figure("90", fund="KCQG", years=(2021, 2021)),
        *over([figure("40", fund="KCQG")], tu_ngay="2022-01-01", den_ngay="2022-09-30"),
    ]
    assert subject(report_of(made(tmp_path, rows))).startswith("Kế hoạch")


@pytest.mark.parametrize(("word", "told"), [
    ("", "Các nội dung đã nêu cộng lại vượt kinh phí khuyến công mà nguồn in"),
    ("hơn", "Các nội dung đã nêu cộng lại không khớp với kinh phí khuyến công mà nguồn in"),
])  # fmt: skip
def test_parts_beyond_their_whole_leave_no_rest(tmp_path: Path, word: str, told: str) -> None:
    """Where activities come to more than kinh phí khuyến công no rest "-20" and no share of 120% is told."""
    rows = [
        figure("100", fund="KCQG + KCĐP", word=word),
        figure("120", fund="KCQG + KCĐP", label=MODELS),
    ]
    report = report_of(made(tmp_path, rows))
    text = text_of_table(activities.text(report))
    assert told in re.sub(
        r"\s+", " ", "".join(text_of(part) for part in parts(activities.text(report)))
    )
    assert "Còn" not in text
    assert "chiếm" not in text
    assert "Chưa phân bổ" not in text_of_table(activities.table(report))


WITHIN = "chênh lệch {} triệu đồng, trong mức làm tròn của các số nguồn in (±{} triệu đồng)."
LEFT = "Còn {} triệu đồng kinh phí khuyến công nguồn chưa nêu theo nội dung"
BESIDE = "; số này nằm trong mức làm tròn của các số nguồn in (±501 triệu đồng)."


@pytest.mark.parametrize(
    ("whole", "machinery", "told"),
    [
        (("", "1,0", "tỷ đồng"), "405", WITHIN.format(-5, 51)),
        (("", "1,0", "tỷ đồng"), "395", WITHIN.format(5, 51)),
        (("", "1,0", "tỷ đồng"), "400", ""),
        (("", "1000", "triệu đồng"), "395", LEFT.format(5) + "."),
        (("", "1,0", "tỷ đồng"), "340", LEFT.format(60) + "."),
        (("hơn", "1,0", "tỷ đồng"), "395", LEFT.format("trên 5") + "."),
        (("", "1,0", "tỷ đồng"), "460", "vượt kinh phí khuyến công mà nguồn in."),
        (("", "1", "tỷ đồng"), "50", LEFT.format(350) + BESIDE),
        (("", "5", "tỷ đồng"), "4000", LEFT.format(400) + BESIDE),
        (("", "5", "tỷ đồng"), "4800", WITHIN.format(-400, 501)),
    ],
)  # fmt: skip
def test_a_rest_within_rounding_names_both_and_no_cause(
    tmp_path: Path, whole: tuple[str, str, str], machinery: str, told: str
) -> None:
    """A rest is left in text and table unless it is small beside the money too; print is told as a bound alone."""
    word, *money = whole
    rows = [
        figure(*money, fund="KCQG + KCĐP", word=word),
        figure("600", fund="KCQG + KCĐP", label=MODELS),
        figure(machinery, fund="KCQG + KCĐP", label=MACHINERY),
    ]
    report = report_of(made(tmp_path, rows))
    (*_, last) = (text_of(part) for part in parts(activities.text(report)))
    said = last.replace("\u00a0", " ")
    is_left = told.startswith("Còn")
    assert told in said
    assert ("Còn" in said, "làm tròn" in said) == (is_left, "làm tròn" in told)
    assert "vì" not in said
    assert ("Chưa phân bổ" in text_of_table(activities.table(report))) == is_left


@pytest.mark.parametrize(("word", "told"), [
    ("", "Các loại hình đã nêu cộng lại là 7 cơ sở, vượt tổng số ấy: 4 doanh nghiệp"),
    ("hơn", "Các loại hình đã nêu cộng lại là 7 cơ sở, không khớp với tổng số ấy: 4 doanh nghiệp"),
])  # fmt: skip
def test_types_beyond_their_whole_are_no_parts_of_it(tmp_path: Path, word: str, told: str) -> None:
    """Where types come to more than their number it does not consist of them, and none has a share of it."""
    rows = [beneficiaries("4", "DNNVV"), beneficiaries("3", "HTX"), beneficiaries("6", word=word)]
    report = report_of(made(tmp_path, rows))
    text = text_of_table(beneficiaries_chapter.text(report))
    (only,) = parts(beneficiaries_chapter.text(report))
    assert told in text_of(only).replace("\u00a0", " ")
    assert "gồm" not in text
    assert "%" not in text
    assert "Không nêu" not in text_of_table(beneficiaries_chapter.table(report))


def test_counterpart_of_an_activity_stands_under_it_in_the_annex(tmp_path: Path) -> None:
    """Counterpart of machinery alone is in no sum of the body: the annex has it, also where nothing else is of it."""
    money = figure("21", "tỷ đồng", "đối ứng", MACHINERY, word="hơn")
    for others in ([], [figure("9", fund="KCĐP", label=MACHINERY)]):
        report = report_of(made(tmp_path, [figure("50", fund="KCĐP"), money, *others]))
        annex = activities.appendix(report)
        assert "(triệu đồng)" in text_of(annex["caption"])
        assert "hơn 21.000" in " ".join(
            text_of(cell) for row in annex["rows"] for cell in row["cells"]
        )
        assert text_of_table(annex).count(MACHINERY) == 1
        assert "Đối ứng" in text_of_table(annex)


def test_a_list_of_activities_has_all_that_their_sum_has(tmp_path: Path) -> None:
    """Money of classes and of what no line is about stands in the list too; then no line says that it is not stated."""
    money = ((MODELS, "100"), (MACHINERY, "50"), (CLASSES, "30"), ("Chi phí quản lý", "20"))
    rows = [figure(value, fund="KCQG", label=label) for label, value in money]
    rows.append(figure("200", fund="KCQG + KCĐP"))
    rows += [figure("7", "lớp", "", CLASSES, measure="lớp đào tạo")]
    rows += [figure("70", "học viên", "", CLASSES, measure="học viên")]
    report = report_of(made(tmp_path, rows))
    (listed,) = [block for block in activities.text(report)["blocks"] if block["b"] == "ul"]
    told = [text_of(item).replace("\u00a0", " ") for item in listed["items"]]
    assert [line.rpartition(": ")[2] for line in told] == [
        f"{value} triệu đồng{end}"
        for value, end in (("100", " kinh phí khuyến công."), ("50", "."), ("30", "."), ("20", "."))
    ]
    assert "Chưa phân bổ" not in text_of_table(activities.table(report))


@pytest.mark.parametrize(("number", "words"), [(1, "do mô hình"), (2, "do các mô hình")])
def test_one_model_is_not_called_several(tmp_path: Path, number: int, words: str) -> None:
    """The main part is that of the model, or of the models, as many as the register has."""
    models = [row(n, kind="Mô hình trình diễn", q=20, c=900) for n in range(1, number + 1)]
    rows = [HEADER, *models, row(9, q=1000, c=100)]
    (tmp_path / "dm.csv").write_text(csv_text(rows), encoding="utf-8")
    text = told(report_of(compute(tmp_path, Edition("tinh", 2023, 2023))))
    assert f"chủ yếu {words} trình diễn" in text


def test_money_of_no_stated_fund_is_told(tmp_path: Path) -> None:
    """A source that prints money without its fund is not said to print none."""
    report = report_of(made(tmp_path, [figure("7,4", "tỷ đồng", "không nêu", status="kế hoạch")]))
    (inlines,) = parts(funds.text(report))
    told = text_of(inlines).replace("\u00a0", " ")
    assert told.startswith(
        "Theo số kế hoạch, năm 2022, nguồn công bố kinh phí 7,4 tỷ đồng, không nêu"
    )


def test_counts_by_activity_lead_to_the_table_that_has_them(tmp_path: Path) -> None:
    """Where activities have counts alone no sentence leads to a table of money that is not there."""
    rows = [figure("2", "mô hình", "KCQG", MODELS, measure="mô hình")]
    report = report_of(made(tmp_path, rows))
    assert activities.table(report) == NOTHING
    said = str(activities.text(report))
    assert "tbl-noi-dung" not in said
    assert "pl-bieu" in said
    assert "Số mô hình" in text_of_table(beneficiaries_chapter.appendix(report))


def test_schemes_by_activity_of_no_fund_have_no_column_of_it(tmp_path: Path) -> None:
    """A table of numbers of schemes alone is called so, and has no blank column for a fund that no row has."""
    rows = [schemes("3", label=MODELS), schemes("5", label=MACHINERY)]
    block = activities.table(report_of(made(tmp_path, rows)))
    assert text_of(block["caption"]).startswith("Đề án theo nội dung")
    assert [text_of(cell) for cell in block["head"][0]] == ["Nội dung (như nguồn in)", "Số đề án"]
    assert "bảng không in: Nguồn kinh phí; Số tiền" in text_of(block["note"])


def test_a_line_that_another_line_holds_is_listed_beneath(tmp_path: Path) -> None:
    """Parts of an activity stand below the sum of the activities, under a heading that says so."""
    rows = [
        figure("30", fund="KCQG", label="Sản phẩm"),
        figure("20", fund="KCQG", label="Sản phẩm cấp tỉnh"),
    ]
    folder = write_raw(tmp_path, rows, codes={"Sản phẩm": "ND4", "Sản phẩm cấp tỉnh": "TP"})
    report = report_of(compute(folder, Edition("thu", 2022, 2022)))
    text = text_of_table(activities.table(report))
    order = ["Sản phẩm ", "Cộng các nội dung", "không cộng thêm", "Sản phẩm cấp tỉnh"]
    assert sorted(order, key=text.index) == order
    assert "thành phần" in text_of_table(activities.appendix(report))


def test_what_the_sources_lack_is_one_sentence(tmp_path: Path) -> None:
    """Chapters without a figure print nothing; the scope names all of them at once, and what could not be computed."""
    report = report_of(made(tmp_path, [figure("100", fund="KCQG")]))
    for chapter_of in (activities, beneficiaries_chapter, areas, years, assessment):
        assert chapter_of.text(report) == NOTHING
    scope = text_of_table(basis.scope(report))
    lacking = (
        "về kinh phí và số đề án theo nội dung hoạt động, số cơ sở thụ hưởng và số cơ sở thụ hưởng thuộc địa bàn"
        " khó khăn; chưa tính được hệ số huy động đối ứng."
    )
    assert "Nguồn chưa có số liệu của" in scope
    assert lacking in scope


def test_how_many_schemes_have_a_ratio_is_told_only_where_some_have_none(tmp_path: Path) -> None:
    """Of two schemes, both with support and counterpart, the median is of all; of three it says why one is left out."""
    rows = [row(n, q=100, c=50) for n in (1, 2)]
    every = told(of_schemes(tmp_path / "du", rows))
    assert "trung vị của hệ số là 0,5" in every
    assert "có cả kinh phí khuyến công và vốn đối ứng" not in every
    some = told(of_schemes(tmp_path / "thieu", [*rows, row(3, q=100)]))
    assert (
        "Chỉ 2 trong 3\u00a0đề án có cả kinh phí khuyến công và vốn đối ứng nên tính được" in some
    )


def of_schemes(folder: Path, rows: list[tuple[str, ...]]) -> Report:
    folder.mkdir()
    (folder / "danh-muc.csv").write_text(csv_text([HEADER, *rows]), encoding="utf-8")
    return report_of(compute(folder, Edition("tinh", 2023, 2023)))

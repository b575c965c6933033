"""Issue, revise, issue again and verify with the real command line: what is issued is kept, a change has its note."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import docx
import pytest

import reading
from analysis.project import Project
from analysis.running.index_file import write_index
from editions import Edition, Scratch, fresh_copy
from issued_data import analysis, done, note, period, write_notes
from overview_cards import republish

NAME = "thu-2023"
RAW = "data/raw/so-lieu-cong-bo.csv"
HEADER = (
    "nguon_tin,dia_ban,tu_nam,den_nam,chi_tieu,nguon_kinh_phi,noi_dung,loai_hinh,gia_tri,don_vi,dinh_ngu,tinh_trang,"
    "vi_tri,ghi_chu\n"
)
OFFICE = "data/raw/co-quan.csv"
SIGNED = (
    "dia_ban,co_quan_chu_quan,co_quan_ban_hanh,so_ky_hieu,dia_danh,quyen_han,chuc_vu,nguoi_ky,noi_nhan\n"
    "Thử,,Trung tâm Khuyến công,,Bình An,,Giám đốc,,\n"
)
LINE = "nguon-thu,Thử,{year},{year},kinh phí,{fund},,,{value},triệu đồng,,thực hiện,,\n"
ROWS = [(2022, "KCQG", "100"), (2022, "KCĐP", "40"), (2022, "đối ứng", "300")]
LATER = [(2023, "KCQG", "120"), (2023, "KCĐP", "45"), (2023, "đối ứng", "330")]


def write_figures(copy: Scratch, rows: list[tuple[int, str, str]]) -> None:
    lines = [LINE.format(year=year, fund=fund, value=value) for year, fund, value in rows]
    (copy.root / RAW).write_text(HEADER + "".join(lines), encoding="utf-8")
    (copy.root / OFFICE).write_text(SIGNED, encoding="utf-8")


def texts(made: Edition) -> dict[str, str]:
    """The text of the three files, without breaks."""
    return {
        "html": " ".join(made.text.split()),
        "docx": " ".join(reading.docx_text(made.docx).split()),
        "pdf": " ".join(reading.TaggedPdf(made.pdf).text().split()),
    }


def signed_numbers(made: Edition) -> list[tuple[str, str]]:
    """The numbers of the signed report, the same in all three files."""
    page = reading.html_numbers(made.page, folded=False)
    assert page == reading.TaggedPdf(made.pdf).numbers()
    assert [text for _, text in page] == reading.docx_numbers(made.docx)
    return page


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """A project that issued its report on 2022 and made the one on 2023."""
    copy = fresh_copy(tmp_path_factory.mktemp("phat-hanh") / "du-an")
    shutil.rmtree(copy.root / "data" / "raw")
    (copy.root / "data" / "raw").mkdir()
    write_figures(copy, ROWS)
    done(copy.report(*period("thu-2022")))
    done(analysis(copy, "freeze", *period("thu-2022")))
    return copy


def test_an_issued_report_names_its_record(issued: Scratch) -> None:
    """After `freeze` the report is made again and names the record's file and hash in all three files."""
    digest = re.match(
        r"[0-9a-f]{64}", (issued.root / "data/issued/SHA256SUMS").read_text(encoding="utf-8")
    )
    assert digest
    for text in texts(Edition(issued, "thu-2022")).values():
        line = "Kỳ báo cáo này đã phát hành: data/issued/thu-2022.json, SHA-256"
        assert line.replace(" ", "") in text.replace(" ", "")
        assert digest[0] in text.replace(" ", "")


def test_the_index_calls_only_the_issued_figures_issued(issued: Scratch, tmp_path: Path) -> None:
    """A report with the figures of its record is issued; with another figure it is said to be changed since."""
    copy = issued.copied(tmp_path / "du-an")
    project = Project(copy.root)
    index = copy.root / "reports" / "index.html"
    write_index(project)
    assert "Đã phát hành lần 1</span>" in index.read_text(encoding="utf-8")
    republish(copy.root / "reports" / "thu-2022", '"100000000"', '"110000000"')
    write_index(project)
    told = "Đã sửa sau phát hành (bản phát hành lần 1 là bản khác)</span>"
    assert told in index.read_text(encoding="utf-8")


def test_the_record_holds_what_was_published(issued: Scratch) -> None:
    """The record's values are those of so-lieu.json, `printed` the trace's ids but accounts, the manifest is kept."""
    record = json.loads((issued.root / "data/issued/thu-2022.json").read_text(encoding="utf-8"))
    made = Edition(issued, "thu-2022")
    published = json.loads((made.report / "so-lieu.json").read_text(encoding="utf-8"))
    assert record["values"] == published["values"]
    traced = set(reading.html_trace(made.page))
    assert set(record["printed"]) == {
        id_ for id_ in traced if not re.match(r"(dong|tien)_cb_|R1[89]|DC_", id_)
    }
    assert {"dong_cb_doc", "R18", "Q"} <= traced
    assert set(record["manifest"]["inputs"]) == {RAW, OFFICE}
    assert set(record["manifest"]["outputs"]) >= {
        "bao-cao.html",
        "bao-cao.pdf",
        "bao-cao.docx",
        "phu-luc-ky-thuat.pdf",
        "so-lieu.json",
    }


def test_handwork_is_kept_and_never_issued(issued: Scratch, tmp_path: Path) -> None:
    """An edited DOCX stops `freeze`; the next report keeps it beside the edition, and can then be issued."""
    copy = issued.copied(tmp_path / "x")
    edition, kept = period("thu-2022"), copy.root / "reports/thu-2022-sua-tay"
    edited = Edition(copy, "thu-2022").docx
    before = edited.read_bytes()
    for words in ("Sửa lần một", "Sửa lần hai"):
        document = docx.Document(str(edited))
        document.paragraphs[0].add_run(words)
        document.save(str(edited))
        by_hand = edited.read_bytes()
        refused = analysis(copy, "freeze", *edition)
        assert refused.returncode == 1
        assert "[freeze-handwork]" in refused.stderr
        assert edited.read_bytes() == by_hand
        told = done(copy.report(*edition)).stdout
        assert told.count("reports/thu-2022-sua-tay/bao-cao") == 1
        assert by_hand in [path.read_bytes() for path in kept.iterdir()]
        assert edited.read_bytes() == before
    assert sorted(path.name for path in kept.iterdir()) == ["bao-cao-2.docx", "bao-cao.docx"]
    done(analysis(copy, "freeze", *edition))


def test_freeze_twice_issues_once(issued: Scratch) -> None:
    """A second `freeze` of the same values says so and writes nothing."""
    before = issued.bytes_of("data", "reports")
    told = done(analysis(issued, "freeze", *period("thu-2022"))).stdout
    assert "đã phát hành với đúng các số này: data/issued/thu-2022.json" in told
    assert issued.bytes_of("data", "reports") == before


def test_sums_are_checked_by_the_usual_program(issued: Scratch) -> None:
    """`sha256sum -c SHA256SUMS` passes in the published folder and in data/issued, and finds a changed byte."""
    if shutil.which("sha256sum") is None:
        pytest.skip("máy này không có sha256sum")
    for folder in (issued.root / "reports" / "thu-2022", issued.root / "data" / "issued"):
        checked = subprocess.run(
            ["sha256sum", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, check=False
        )
        assert checked.returncode == 0, checked.stderr


def test_verify_and_what_it_finds(issued: Scratch, tmp_path: Path) -> None:
    """`verify` makes the edition again, changes nothing, and of tampered files, and no other, names the first part."""
    copy = issued.copied(tmp_path / "x")
    report = copy.root / "reports" / "thu-2022"
    values = (report / "so-lieu.json").read_text(encoding="utf-8")
    (report / "so-lieu.json").write_text(
        values.replace('"100000000"', '"100000001"', 1), encoding="utf-8"
    )
    page = (report / "bao-cao.html").read_text(encoding="utf-8")
    (report / "bao-cao.html").write_text(page.replace("KCQG", "KCQQ", 1), encoding="utf-8")
    (report / "bao-cao.pdf").write_bytes((report / "bao-cao.pdf").read_bytes()[:-3])
    (report / "qa" / "x.csv").write_text("x", encoding="utf-8")
    before = copy.bytes_of("data", "reports")
    found = analysis(copy, "verify", *period("thu-2022"))
    assert found.returncode == 1
    assert "so-lieu.json: khác trước hết ở số liệu Q, value" in found.stdout
    assert re.search(r"bao-cao\.html: khác trước hết ở dòng \d+", found.stdout)
    assert "bao-cao.pdf: khác trước hết ở phần" in found.stdout
    assert "qa/x.csv: thừa tệp" in found.stdout
    assert "khác bản dựng lại ở 4 tệp" in found.stdout
    assert "[verify-differs]" in found.stdout
    assert copy.bytes_of("data", "reports") == before
    write_figures(copy, [(2022, "KCQG", "101"), *ROWS[1:]])
    other = analysis(copy, "verify", *period("thu-2022"))
    assert other.returncode == 1
    assert "[verify-inputs]" in other.stdout
    assert RAW in other.stdout


@pytest.fixture(scope="module")
def draft(issued: Scratch, tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """The project once more, its report on 2022 made again as a draft."""
    copy = issued.copied(tmp_path_factory.mktemp("du-thao") / "x", steps=True)
    done(copy.report(*period("thu-2022"), "--draft"))
    return copy


def test_what_cannot_be_issued(issued: Scratch, draft: Scratch, tmp_path: Path) -> None:
    """No report, a stale report and a draft are not issued, each told by its code; nothing is written."""
    copy = issued.copied(tmp_path / "x")
    before = issued.bytes_of("data/issued")
    for words, code in (
        (period("thu-2021"), "report-missing"),
        (period("thu-2022"), "freeze-stale"),
    ):
        if code == "freeze-stale":
            write_figures(copy, [(2022, "KCQG", "101"), *ROWS[1:]])
        refused = analysis(copy, "freeze", *words)
        assert refused.returncode == 1
        assert f"[{code}]" in refused.stderr
    refused = analysis(draft, "freeze", *period("thu-2022"))
    assert refused.returncode == 1
    assert "[freeze-draft]" in refused.stderr
    assert before == copy.bytes_of("data/issued") == draft.bytes_of("data/issued")


def test_a_draft_says_so_in_the_three_files(draft: Scratch) -> None:
    """DRAFT=1 through a whole run: DỰ THẢO in the header of each section of the DOCX, on each PDF page, in the HTML."""
    import zipfile

    import pdfplumber

    made = Edition(draft, "thu-2022")
    assert '<body class="du-thao">' in made.html.read_text(encoding="utf-8")
    for path in (made.pdf, made.technical):
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                large = "".join(letter["text"] for letter in page.chars if letter["size"] > 60)
                assert re.sub(r"\s", "", large) == "DỰTHẢO"
    with zipfile.ZipFile(made.docx) as package:
        headers = [name for name in package.namelist() if re.match(r"word/header\d+\.xml", name)]
        assert headers
        assert all("DỰ THẢO" in package.read(name).decode("utf-8") for name in headers)
        document = package.read("word/document.xml").decode("utf-8")
    sections = re.findall(r"<w:sectPr[ >].*?</w:sectPr>", document, re.DOTALL)
    assert sections
    assert all("<w:headerReference" in section for section in sections)


def test_an_edited_record_is_found_by_any_run(issued: Scratch, tmp_path: Path) -> None:
    """A digit changed in a record stops report, ready, freeze, compare and verify, also of another edition."""
    copy = issued.copied(tmp_path / "x")
    write_figures(copy, [*ROWS, *LATER])
    path = copy.root / "data" / "issued" / "thu-2022.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"100000000"', '"100000001"'), encoding="utf-8"
    )
    before = copy.bytes_of("data", "reports")
    compared = ["--a", "thu-2022", "--b", "thu-2022"]
    for verb in ("report", "ready", "freeze", "verify", "compare"):
        words = (
            compared
            if verb == "compare"
            else period("thu-2023" if verb == "report" else "thu-2022")
        )
        refused = analysis(copy, verb, *words)
        assert refused.returncode == 1, verb
        assert "[issued-damaged]" in refused.stderr + refused.stdout, verb
    assert copy.bytes_of("data", "reports") == before


def test_a_changed_figure_needs_its_note_and_then_carries_its_mark(
    issued: Scratch, tmp_path: Path
) -> None:
    """A changed raw figure of an issued edition stops the build and the old report stays; a note lets it pass.

    The new report shows old and new value, reason and name, and the mark, in HTML, PDF and DOCX, and it is issued again
    beside the first record, which stays as it was.
    """
    copy = issued.copied(tmp_path / "x")
    write_figures(copy, [(2022, "KCQG", "110"), *ROWS[1:]])
    before = copy.bytes_of("reports", "data/issued", "data/processed")
    stopped = copy.report(*period("thu-2022"))
    assert stopped.returncode == 1
    assert (
        "- Q (Kinh phí khuyến công quốc gia): đã phát hành 100 triệu đồng, nay là 110 triệu đồng"
        in stopped.stderr
    )
    assert "[issued-changed]" in stopped.stderr
    assert copy.bytes_of("reports", "data/issued", "data/processed") == before
    write_notes(
        copy.root / "data" / "raw",
        note("Q", "100 triệu đồng", "110 triệu đồng", reason="quyết toán lại"),
    )
    done(copy.report(*period("thu-2022")))
    made = Edition(copy, "thu-2022")
    for kind, text in texts(made).items():
        assert "KCQG 110 triệu đồng (**)" in text.replace("\u00a0", " "), kind
        assert "Số liệu điều chỉnh so với bản đã phát hành" in text, kind
        assert " ".join(text.split()).count("có dấu (**) ngay sau số") == 1, kind
        for word in (
            "Đã phát hành",
            "Điều chỉnh thành",
            "quyết toán lại",
            "Nguyễn A",
            "tính lại theo kinh phí khuyến công quốc gia",
        ):
            assert word in text, (kind, word)
        assert "chưa được phát hành lại" in text, kind
    page = signed_numbers(made)
    assert ("Q.ph1", "100") in page
    trace = reading.html_trace(made.page)
    assert trace == reading.TaggedPdf(made.technical).trace()
    assert trace["Q"][2] == "110 triệu đồng (**)"
    assert "data/issued/thu-2022.json, phần “values”" in trace["Q.ph1"][3]
    first = copy.bytes_of("data/issued")
    done(analysis(copy, "freeze", *period("thu-2022")))
    again = copy.bytes_of("data/issued")
    assert {name: again[name] for name in first if name.endswith(".json")} == {
        name: data for name, data in first.items() if name.endswith(".json")
    }
    assert "data/issued/thu-2022.2.json" in again
    reissued = Edition(copy, "thu-2022")
    assert "Kỳ báo cáo này đã phát hành lần 2: data/issued/thu-2022.2.json" in reissued.text
    assert "chưa được phát hành lại" not in reissued.text
    assert "khác với bản đã phát hành" not in reissued.text
    assert "Số liệu điều chỉnh so với bản phát hành lần trước" in " ".join(reissued.text.split())
    assert "110 (**)" in reissued.text.replace("\u00a0", " ")


def test_the_next_edition_tells_what_changed(issued: Scratch, tmp_path: Path) -> None:
    """The report on 2023 has the section against the issued 2022, with parts that add up, the same in all files."""
    copy = issued.copied(tmp_path / "x")
    write_figures(copy, [(2022, "KCQG", "104"), *ROWS[1:], *LATER])
    done(copy.report(*period(NAME)))
    made = Edition(copy, NAME)
    assert any("Thay đổi so với kỳ trước" in line for line in made.outline)
    row = "Kinh phí khuyến công quốc gia, triệu đồng | 100 | 120 | 20 | 0 | 4 | 0 | 16"
    assert row in made.outline
    signed_numbers(made)
    told = done(analysis(copy, "compare", "--a", "thu-2022", "--b", NAME)).stdout
    assert re.search(r"^Q +100 +120 +20 +0 +4 +0 +16$", told, re.MULTILINE)
    unknown = analysis(copy, "compare", "--a", "thu-2022.3", "--b", NAME)
    assert unknown.returncode == 1
    assert "[edition-unknown]" in unknown.stderr
    assert "Thay đổi so với kỳ trước" not in Edition(issued, "thu-2022").text

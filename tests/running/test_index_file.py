"""`reports/index.html` shows what is published, as it is published, and is right again after every run."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.project import Project
from analysis.running.hashes import tree_hashes, write_sums
from analysis.running.index_file import KEPT, renew_index, write_index
from analysis.running.listed import LIST, UNMADE, Told, report_hash, write_list
from editions import ROOT, Edition
from overview_cards import republish
from rig import NAMES

BINH_DINH, YEN_BAI = NAMES
CELLS = re.compile(r"<td.*?</td>")
ROW = re.compile(r'^<tr data-ky="([^"]+)".*$', re.MULTILINE)


@pytest.fixture
def project(finished: Callable[[str], Edition], tmp_path: Path) -> Project:
    """What is published of two editions, in a folder of its own, with its index."""
    for name in NAMES:
        source = finished(name).scratch.root
        for folder in (f"reports/{name}", f"data/processed/{name}"):
            shutil.copytree(source / folder, tmp_path / folder)
    numbers = "templates/html/numbers.js"
    (tmp_path / numbers).parent.mkdir(parents=True)
    shutil.copy(ROOT / numbers, tmp_path / numbers)
    made = Project(tmp_path)
    write_index(made)
    return made


def rows(project: Project) -> dict[str, str]:
    """The row of each edition in the index."""
    text = (project.published / "index.html").read_text(encoding="utf-8")
    return {found[1]: found[0] for found in ROW.finditer(text)}


def test_every_figure_is_the_record_of_its_edition_and_leads_to_its_row(project: Project) -> None:
    """Value, bound and status of each figure are those of so-lieu.json, and its address is a place in the report."""
    link = re.compile(
        r'href="([^"#]+)/bao-cao\.html#(vet-([^"]+))" data-v="([^"]+)" data-b="(\w+)" data-s="(\w+)"'
    )
    shown = [found for row in rows(project).values() for found in link.findall(row)]
    assert len(shown) > 10
    for name, anchor, id_, value, bound, status in shown:
        report = project.published / name
        values = json.loads((report / "so-lieu.json").read_text(encoding="utf-8"))["values"]
        (record,) = [record for record in values if record["id"] == id_]
        assert (record["value"], record["bound"], record["status"]) == (value, bound, status)
        assert f'id="{anchor}"' in (report / "bao-cao.html").read_text(encoding="utf-8")


def test_a_changed_edition_changes_its_row_and_the_index_alone(project: Project) -> None:
    """One edition published anew: its row differs, every other row and file is as before, and the sums hold again."""
    before, files = rows(project), tree_hashes(project.root)
    republish(project.published / YEN_BAI, '"138"', '"139"')
    own = {name for name in tree_hashes(project.root) if f"/{YEN_BAI}/" in name}
    renew_index(project)
    after = rows(project)
    assert {name for name in before if before[name] != after[name]} == {YEN_BAI}
    now = tree_hashes(project.root)
    other = {name for name in now if now[name] != files.get(name)} - own
    assert {name for name in other if not name.startswith(".build/")} == {
        "reports/index.html",
        "reports/SHA256SUMS",
    }
    for line in (project.published / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ")
        assert now[f"reports/{name}"] == digest


def test_a_damaged_edition_shows_no_figure_until_it_is_whole(project: Project) -> None:
    """Other bytes in a published file or in its data: named, without a figure; put right, its row is there again."""
    whole = rows(project)
    for folder, name in (
        (project.published, "so-lieu.json"),
        (project.root / "data/processed", "clean.json"),
    ):
        file = folder / YEN_BAI / name
        kept = file.read_bytes()
        file.write_bytes(kept.replace(b"138", b"139") + b" ")
        write_index(project)
        assert rows(project).keys() == {BINH_DINH}
        text = (project.published / "index.html").read_text(encoding="utf-8")
        assert f"<b>{YEN_BAI}</b>: " in text
        assert "1 báo cáo không còn nguyên vẹn" in text
        file.write_bytes(kept)
        renew_index(project)
        assert rows(project) == whole


def test_an_edited_document_is_no_damage(project: Project) -> None:
    """Words that an office put into its DOCX leave the figures of the edition on the page, with a note."""
    before = rows(project)[YEN_BAI]
    with zipfile.ZipFile(project.published / YEN_BAI / "bao-cao.docx", "a") as document:
        document.comment = "sửa".encode()
    write_index(project)
    after = rows(project)[YEN_BAI]
    assert "Đã được sửa tay sau khi lập: bao-cao.docx." in after
    assert CELLS.findall(after) == CELLS.findall(before) != []


def test_every_file_of_an_edition_has_its_link(project: Project) -> None:
    """All formats of both editions, their data, checks and hashes are linked; pictures stand in the report."""
    for name, row in rows(project).items():
        files = tree_hashes(project.published / name, ("hinh",))
        linked = set(re.findall(rf'<li><a href="{name}/([^"]+)">', row))
        assert linked == {*files}


def test_an_edition_that_is_gone_or_unreadable_is_told(project: Project) -> None:
    """A folder taken away leaves the index with the next run; an empty one is named as unreadable."""
    shutil.rmtree(project.published / YEN_BAI)
    renew_index(project)
    assert rows(project).keys() == {BINH_DINH}
    (project.published / YEN_BAI).mkdir()
    renew_index(project)
    assert rows(project).keys() == {BINH_DINH}
    assert f"<b>{YEN_BAI}</b>: " in (project.published / "index.html").read_text(encoding="utf-8")


def test_an_edition_under_two_names_is_listed_once(project: Project) -> None:
    """A folder of before, by a name that commands no longer make, gives way to that of the usual name."""
    old = "binh-dinh-truoc-sap-xep" + BINH_DINH.removeprefix("binh-dinh")
    for folder in (project.published, project.root / "data/processed"):
        shutil.copytree(folder / BINH_DINH, folder / old)
    renew_index(project)
    assert rows(project).keys() == {BINH_DINH, YEN_BAI}
    shutil.rmtree(project.published / BINH_DINH)
    renew_index(project)
    text = (project.published / "index.html").read_text(encoding="utf-8")
    assert old in text


def test_the_page_follows_the_list_of_what_failed(project: Project) -> None:
    """A row is marked as soon as the list says so and until it does not, by a run too; the sums name the list."""
    before = rows(project)
    told = Told(UNMADE, "đối chiếu lệch", report_hash(project, YEN_BAI))
    write_list(project, {YEN_BAI: told})
    renew_index(project)
    after = rows(project)
    assert after[BINH_DINH] == before[BINH_DINH]
    assert "× Không lập lại được" in after[YEN_BAI]
    assert "đối chiếu lệch" in after[YEN_BAI]
    assert CELLS.findall(after[YEN_BAI]) == CELLS.findall(before[YEN_BAI])
    assert f"  {LIST}\n" in (project.published / "SHA256SUMS").read_text(encoding="utf-8")
    files = tree_hashes(project.published)
    write_list(project, {YEN_BAI: told})
    write_index(project)
    assert tree_hashes(project.published) == files
    republish(project.published / YEN_BAI, '"138"', '"139"')
    renew_index(project)
    assert "Không lập lại được</b>" not in rows(project)[YEN_BAI]


def test_an_index_that_is_right_stays_and_none_is_made_unasked(project: Project) -> None:
    """What is right is not written again; a project without an index gets none from a single run."""
    times = [(project.published / name).stat().st_mtime_ns for name in ("index.html", "SHA256SUMS")]
    renew_index(project)
    write_index(project)
    assert times == [
        (project.published / name).stat().st_mtime_ns for name in ("index.html", "SHA256SUMS")
    ]
    for name in ("index.html", "SHA256SUMS"):
        (project.published / name).unlink()
    renew_index(project)
    assert not (project.published / "index.html").exists()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"formula": "', '"formula": "** '),
        ('"status": "actual"', '"status": "cũ"'),
        ('"id": "', '"ma": "'),
    ],
)
def test_an_edition_of_another_program_harms_its_own_row_alone(
    project: Project, old: str, new: str
) -> None:
    """Whole by its hashes but with words, formulas or names unknown here: it is named, and all others are shown."""
    before = rows(project)
    republish(project.published / YEN_BAI, old, new)
    renew_index(project)
    assert rows(project) == {BINH_DINH: before[BINH_DINH]}
    assert f"<b>{YEN_BAI}</b>: " in (project.published / "index.html").read_text(encoding="utf-8")


def test_a_run_reads_what_changed_alone_and_a_batch_reads_all(project: Project) -> None:
    """Bytes changed by hand below sums that stand are found by a batch; a run finds every edition with other sums."""
    before = rows(project)
    values = project.published / BINH_DINH / "so-lieu.json"
    values.write_bytes(values.read_bytes() + b" ")
    republish(project.published / YEN_BAI, '"138"', '"139"')
    renew_index(project)
    assert rows(project)[BINH_DINH] == before[BINH_DINH]
    assert rows(project)[YEN_BAI] != before[YEN_BAI]
    write_index(project)
    assert rows(project).keys() == {YEN_BAI}


def test_rows_are_kept_only_as_this_program_made_them(project: Project) -> None:
    """Kept rows that another program or a hand changed are not shown: all editions are read again."""
    before = rows(project)
    kept = project.build / KEPT
    kept.write_text(kept.read_text(encoding="utf-8").replace("138", "831"), encoding="utf-8")
    (project.published / "SHA256SUMS").unlink()
    renew_index(project)
    assert rows(project) == before


def test_an_issue_without_its_record_harms_its_own_row_alone(project: Project) -> None:
    """A manifest names a record that the data of the edition do not remember: the edition is named as unreadable."""
    file = project.published / BINH_DINH / "manifest.json"
    manifest = json.loads(file.read_text(encoding="utf-8"))
    manifest["parameters"]["DRAFT"], manifest["unsigned"] = "0", []
    manifest["inputs"][f"data/issued/{BINH_DINH}.json"] = "0" * 64
    file.write_text(json.dumps(manifest), encoding="utf-8")
    write_sums(file.parent)
    renew_index(project)
    assert rows(project).keys() == {YEN_BAI}


def test_a_draft_and_an_unsigned_report_are_no_issue(project: Project) -> None:
    """A report that the office cannot sign, or made as a draft, is a draft whatever record its manifest names."""
    report = project.published / BINH_DINH
    manifest = json.loads((report / "manifest.json").read_text(encoding="utf-8"))
    for draft, unsigned in (("1", []), ("0", ["chuc_vu"])):
        manifest["parameters"]["DRAFT"], manifest["unsigned"] = draft, unsigned
        manifest["inputs"][f"data/issued/{BINH_DINH}.json"] = "0" * 64
        (report / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        write_sums(report)
        renew_index(project)
        assert "Dự thảo (bản phát hành lần 1 là bản khác)" in rows(project)[BINH_DINH]

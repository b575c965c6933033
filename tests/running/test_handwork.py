"""Handwork on a published report is never lost: kept before another document takes its place, and never changed."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from analysis.errors import PublishError
from analysis.running.handwork import edited_documents, keep_handwork
from analysis.running.hashes import write_sums

NAME = "bao-cao.docx"


def write_document(path: Path, words: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(words)
    document.save(str(path))
    return path.read_bytes()


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A published report as the program left it."""
    folder = tmp_path / "reports" / "thu-2022"
    folder.mkdir(parents=True)
    write_document(folder / NAME, "bản lập")
    write_sums(folder)
    return folder


def kept(report: Path) -> dict[str, bytes]:
    folder = report.with_name("thu-2022-sua-tay")
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*"))}


def test_a_document_as_published_is_no_handwork(report: Path) -> None:
    """What SHA256SUMS lists is the program's own; nothing is kept and no folder made."""
    keep_handwork(report, report)
    assert [path.name for path in report.parent.iterdir()] == ["thu-2022"]


def test_an_edited_document_is_kept_once_and_told(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its bytes stand beside the report and the message says where; looked at again, it is the same one."""
    edited = write_document(report / NAME, "bản sửa của trưởng phòng")
    keep_handwork(report, report)
    keep_handwork(report, report)
    assert kept(report) == {NAME: edited}
    assert "reports/thu-2022-sua-tay/bao-cao.docx" in capsys.readouterr().out


def test_an_older_handwork_is_never_overwritten(report: Path) -> None:
    """Each other document has a name of its own, whatever lies there already."""
    first = write_document(report / NAME, "bản sửa một")
    keep_handwork(report, report)
    second = write_document(report / NAME, "bản sửa hai")
    keep_handwork(report, report)
    assert kept(report) == {NAME: first, "bao-cao-2.docx": second}


def test_what_was_saved_while_the_folders_changed_is_kept_too(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The replaced folder is looked at again: a document saved meanwhile is kept, a known one is not told twice."""
    edited = write_document(report / NAME, "bản sửa")
    keep_handwork(report, report)
    replaced = report.rename(tmp_path / "cũ")
    capsys.readouterr()
    keep_handwork(replaced, report)
    assert capsys.readouterr().out == ""
    later = write_document(replaced / NAME, "bản sửa lúc đổi chỗ")
    keep_handwork(replaced, report)
    assert kept(report) == {NAME: edited, "bao-cao-2.docx": later}
    assert "bao-cao-2.docx" in capsys.readouterr().out


def test_a_document_behind_a_password_is_handwork(report: Path) -> None:
    """What Word protected cannot be looked into, and is kept."""
    (report / NAME).write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)
    assert edited_documents(report) == [report / NAME]


@pytest.mark.parametrize("damage", [b"", b"PK\3\4 half a download", b"text"])
def test_a_damaged_document_is_no_handwork(report: Path, damage: bytes) -> None:
    """A file that does not open is replaced as before; so is one that is gone, or a link."""
    (report / NAME).write_bytes(damage)
    assert edited_documents(report) == []
    (report / NAME).unlink()
    assert edited_documents(report) == []


def test_without_sums_a_document_is_kept(report: Path) -> None:
    """Where nothing tells what was published, the document is taken for handwork rather than lost."""
    (report / "SHA256SUMS").unlink()
    keep_handwork(report, report)
    assert list(kept(report)) == [NAME]


def test_nothing_is_kept_through_a_link(report: Path, tmp_path: Path) -> None:
    """A folder for handwork that leads elsewhere is refused by name."""
    elsewhere = tmp_path / "khac"
    elsewhere.mkdir()
    report.with_name("thu-2022-sua-tay").symlink_to(elsewhere)
    write_document(report / NAME, "bản sửa")
    with pytest.raises(PublishError, match="folder-link"):
        keep_handwork(report, report)
    assert list(elsewhere.iterdir()) == []


def test_whichever_step_is_cut_nothing_is_lost(
    report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that ends before its 1st, 2nd … file operation leaves the document in its place; the next keeps it once."""
    older = write_document(report / NAME, "bản sửa một")
    keep_handwork(report, report)
    for turn in itertools.count(1):
        edited = write_document(report / NAME, f"bản sửa {turn}, rất dài")
        numbers = itertools.count(1)

        def cut(
            real: Callable[..., Any], turn: int = turn, numbers: Any = numbers
        ) -> Callable[..., Any]:
            def call(*args: Any, **options: Any) -> Any:
                if next(numbers) == turn:
                    raise KeyboardInterrupt
                return real(*args, **options)

            return call

        ended = False
        with monkeypatch.context() as patched:
            for name in ("open", "write", "fsync", "close", "rename", "mkdir"):
                patched.setattr(os, name, cut(getattr(os, name)))
            try:
                keep_handwork(report, report)
            except KeyboardInterrupt:
                ended = True
        assert (report / NAME).read_bytes() == edited
        assert kept(report)[NAME] == older
        keep_handwork(report, report)
        assert list(kept(report).values()).count(edited) == 1
        assert not [name for name in kept(report) if name.startswith(".")]
        if not ended:
            break
    assert turn > 4

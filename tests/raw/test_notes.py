"""The analyst's notes: sections with paragraphs and bullets, their text kept as data."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.edition import Edition
from analysis.errors import InputErrors
from analysis.raw.folder import read_raw
from analysis.raw.notes import SECTIONS, line_of, parse_notes
from analysis.raw.rows import RawFile
from analysis.stages.cleaning import clean_edition
from data_builder import figure, write_raw

NAME = "nhan-dinh-thu-2022.md"


def parsed(text: str) -> tuple[dict[str, list[tuple[bool, str]]], list[tuple[str, str]]]:
    sections, faults = parse_notes(RawFile(f"data/raw/{NAME}", "", text))
    blocks = {
        name: [(block["bullet"], block["text"]) for block in given]
        for name, given in sections.items()
    }
    return blocks, [(fault.code, str(fault.where)) for fault in faults]


def test_paragraphs_and_bullets_of_a_section() -> None:
    """Lines of a paragraph are joined, a blank line ends it, `- ` starts a bullet, an indented line goes on with it."""
    text = "## Giải pháp\n\nMột dòng\nnữa.\n\nĐoạn hai\n- mục một\n  tiếp\n* mục hai\n\nĐoạn ba"
    assert parsed(text)[0] == {
        "Giải pháp": [
            (False, "Một dòng nữa."),
            (False, "Đoạn hai"),
            (True, "mục một tiếp"),
            (True, "mục hai"),
            (False, "Đoạn ba"),
        ]
    }


def test_every_character_has_its_line() -> None:
    """The line of a place in a note is that of the file, in a paragraph of several lines too."""
    text = "## Giải pháp\n\nMột dòng\n  nữa.\nvà nữa\n\n- mục\n tiếp"
    (paragraph, bullet) = parse_notes(RawFile(NAME, "", text))[0]["Giải pháp"]
    assert [
        line_of(paragraph, paragraph["text"].index(word)) for word in ("Một", "dòng", "nữa.", "và")
    ] == [3, 3, 4, 5]
    assert [line_of(bullet, bullet["text"].index(word)) for word in ("mục", "tiếp")] == [7, 8]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_is_one(end: str) -> None:
    """Sections, blocks and line numbers do not depend on the line end."""
    text = "## Giải pháp\nmột\n\n## Lạ\nhai".replace("\n", end)
    assert parsed(text) == (
        {"Giải pháp": [(False, "một")], "Lạ": [(False, "hai")]},
        [("note-section-unknown", f"data/raw/{NAME}, dòng 4")],
    )


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("## Giải phap\nx", [("note-section-unknown", 1)]),
        ("# Nhận định\n\n## Giải pháp\nx", [("note-section-unknown", 1)]),
        ("## Giải pháp\nx\n## Giải pháp\ny", [("note-section-twice", 3)]),
        ("mở đầu\n## Giải pháp\nx", [("note-section-missing", 1)]),
        ("\n\n- mục\ntiếp", [("note-section-missing", 3)]),
        ("## Giải pháp\na\x07b\nc\x1b[31m", [("cell-control-char", 2), ("cell-control-char", 3)]),
        ("## Giải pháp\na\x0bb", [("cell-control-char", 2)]),
        ("## Giải pháp\na\u202e321", [("text-invisible", 2)]),
        ("## Giải pháp\nchữ\tthường", []),
    ],
)
def test_each_fault_has_its_line(text: str, faults: list[tuple[str, int]]) -> None:
    """A section that is unknown, repeated or missing, or a control or turning character, is told once with its line."""
    assert parsed(text)[1] == [(code, f"data/raw/{NAME}, dòng {line}") for code, line in faults]


def test_a_misspelt_section_gets_the_nearest_name() -> None:
    """The remedy of an unknown section is the section that it resembles."""
    faults = parse_notes(RawFile(NAME, "", "## Giải phap"))[1]
    assert 'có phải "Giải pháp"?' in str(faults[0])
    assert str(faults[0]).isprintable()


words = st.text(
    # what no document can hold is refused, which is another law
    alphabet=st.characters(
        exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"], exclude_characters="\ufffe\uffff"
    ),
    min_size=1,
    max_size=20,
)


@given(
    st.lists(
        words.filter(
            lambda word: not word.startswith("#") and word not in "-*" and word.strip() == word
        ),
        min_size=1,
    )
)
def test_text_is_kept_as_it_is(lines: list[str]) -> None:
    """Whatever a paragraph holds (markup, braces, quotes) is its text, unchanged and in one block."""
    blocks, faults = parsed("## Giải pháp\n" + "\n".join(lines))
    assert faults == []
    assert blocks["Giải pháp"] == [(False, " ".join(lines))]


def test_an_edition_has_its_own_notes(tmp_path: Path) -> None:
    """The notes of the edition's name are its notes; those of other editions are not, but their faults count."""
    folder = write_raw(tmp_path, [figure("100", fund="KCQG")])
    (folder / NAME).write_text("## Giải pháp\nCủa kỳ này", encoding="utf-8")
    (folder / "nhan-dinh-thu-2021.md").write_text("## Giải pháp\nCủa kỳ khác", encoding="utf-8")
    clean = clean_edition(read_raw(folder), Edition("thu", 2022, 2022))[1]
    assert clean.narrative.notes == {
        "Giải pháp": [{"bullet": False, "text": "Của kỳ này", "line": 2, "breaks": []}]
    }
    (folder / "nhan-dinh-thu-2021.md").write_text("## Sai", encoding="utf-8")
    with pytest.raises(InputErrors, match=r"nhan-dinh-thu-2021\.md, dòng 1.*note-section-unknown"):
        clean_edition(read_raw(folder), Edition("thu", 2022, 2022))


def test_sections_without_notes_are_a_finding(tmp_path: Path) -> None:
    """Every section that has no text, or only its heading, is named in one finding that is no error."""
    folder = write_raw(tmp_path, [figure("100", fund="KCQG")])
    (folder / NAME).write_text("## Giải pháp\nx\n## Kết quả, tác động\n", encoding="utf-8")
    finding = clean_edition(read_raw(folder), Edition("thu", 2022, 2022))[1].narrative.findings[-1]
    assert (finding.severity, finding.code, finding.where) == (
        "lưu ý",
        "note-empty",
        f"data/raw/{NAME}",
    )
    assert finding.message.partition(": ")[2].split("; ") == [
        name for name in SECTIONS if name != "Giải pháp"
    ]

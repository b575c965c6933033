"""Words of the analyst and of the office stand apart from what figures rest on."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.edition import Edition
from analysis.errors import InputErrors
from analysis.project import NARRATIVE
from analysis.raw.folder import read_raw
from analysis.stages.cleaning import clean_edition
from analysis.stages.narrative import is_narrative, sound_narrative
from analysis.stages.processed import read_narrative, write_clean
from analysis.stages.workplace import raw_table
from data_builder import HEADERS, figure, write_raw, write_table

EDITION = Edition("thu", 2022, 2022)
NOTE, OFFICE = "nhan-dinh-thu-2022.md", "co-quan.csv"


def folder_with(folder: Path, note: str, signatory: str) -> Path:
    """A figure of the edition, a note, and the office with a signatory."""
    raw = write_raw(folder, [figure("100", fund="KCQG")])
    (raw / NOTE).write_text(f"## Giải pháp\n\n{note}\n", encoding="utf-8")
    cells = {**dict.fromkeys(HEADERS[OFFICE], ""), "dia_ban": "Thử", "nguoi_ky": signatory}
    write_table(raw, OFFICE, [cells])
    return raw


def kept(raw: Path, into: Path) -> dict[str, bytes]:
    """What cleaning leaves, and the files that notebook 01 shows."""
    received = read_raw(raw)
    figures, clean = clean_edition(received, EDITION)
    write_clean(into, figures, clean)
    left = {path.name: path.read_bytes() for path in into.iterdir()}
    shown = raw_table(received).to_csv() + repr((clean.meaning, clean.counts))
    return {**left, "01": shown.encode()}


def test_other_words_change_nothing_that_figures_rest_on(tmp_path: Path) -> None:
    """With another note and signatory one file of the processed data differs, and it has the new words."""
    before = kept(folder_with(tmp_path / "a", "Chữ.", "Người một"), tmp_path / "1")
    after = kept(folder_with(tmp_path / "b", "Khác.", "Người hai"), tmp_path / "2")
    assert {name for name in after if after[name] != before[name]} == {NARRATIVE}
    told = read_narrative(tmp_path / "2")
    assert told.office["nguoi_ky"] == "Người hai"
    assert [note["text"] for note in told.notes["Giải pháp"]] == ["Khác."]


def test_words_are_read_alone_as_with_all_other_files(tmp_path: Path) -> None:
    """The narrative of its own files is that which cleaning finds among all."""
    raw = folder_with(tmp_path, "Chữ.", "Người một")
    alone = sound_narrative(read_raw(raw, is_narrative), EDITION)
    assert alone == clean_edition(read_raw(raw), EDITION)[1].narrative
    assert [*alone.inputs] == [f"data/raw/{name}" for name in (OFFICE, NOTE)]


@pytest.mark.parametrize("name", ["vinh-long-2025", "vinh-long-sau-sap-xep-2025"])
def test_notes_under_either_name_of_the_edition_are_its_own(tmp_path: Path, name: str) -> None:
    """And two files under the two names are refused, since one of them would be passed over."""
    edition = Edition("vinh-long", 2025, 2025)
    raw = folder_with(tmp_path, "Chữ.", "Người một")
    (raw / f"nhan-dinh-{name}.md").write_text("## Giải pháp\n\nCủa kỳ.\n", encoding="utf-8")
    told = sound_narrative(read_raw(raw, is_narrative), edition)
    assert [note["text"] for note in told.notes["Giải pháp"]] == ["Của kỳ."]
    for other in ("vinh-long-2025", "vinh-long-sau-sap-xep-2025"):
        (raw / f"nhan-dinh-{other}.md").write_text(f"## Giải pháp\n\n{'a' * len(other)}.\n")
    with pytest.raises(InputErrors) as error:
        sound_narrative(read_raw(raw, is_narrative), edition)
    assert [fault.code for fault in error.value.faults] == ["note-twice"]


@pytest.mark.parametrize(
    ("file", "text", "code"),
    [
        ("nhan-dinh-thu-2030.md", "## Lạ\n", "note-section-unknown"),
        (NOTE, "## Giải pháp\n\nMua 5 máy.\n", "note-number"),
        (NOTE, "", "file-empty"),
        (OFFICE, "dia_ban\nThử\n", "header-missing"),
    ],
)
def test_words_with_a_fault_are_refused_when_read_alone(
    tmp_path: Path, file: str, text: str, code: str
) -> None:
    """What cleaning refuses in notes of any edition or in the office's table, reading them alone refuses."""
    raw = folder_with(tmp_path, "Chữ.", "Người một")
    (raw / file).write_text(text, encoding="utf-8")
    for refused in (
        lambda: clean_edition(read_raw(raw), EDITION),
        lambda: sound_narrative(read_raw(raw, is_narrative), EDITION),
    ):
        with pytest.raises(InputErrors) as error:
            refused()
        assert [fault.code for fault in error.value.faults] == [code]

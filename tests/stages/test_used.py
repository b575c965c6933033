"""What an edition uses of data/raw, and that nothing else in the folder changes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

from analysis.edition import Edition
from analysis.errors import InputErrors
from analysis.issued.record import Record
from analysis.project import APART
from analysis.raw.folder import read_raw
from analysis.stages.cleaning import clean_edition
from analysis.stages.processed import Clean, write_clean
from data_builder import HEADERS, figure, over, write_table
from register_files import HEADER, numbers, register, row

HOME = Edition("tinh", 2023, 2023)
BOOK, SHEET = "so.xlsx", "Danh mục"
ROWS = [row(1, q=300, c=700), row(2, l=120, c=200), row(3, q=80, l=20, c=60)]


def source_row(id_: str, subject: str) -> dict[str, str]:
    return {**dict.fromkeys(HEADERS["nguon.csv"], ""), "id": id_, "subject": subject}


def folder_of(tmp_path: Path) -> Path:
    """Figures of the edition, their small tables, and a workbook with the edition's schemes."""
    folder = tmp_path / "raw"
    rows = [figure("460", fund="KCQG", years=(2023, 2023), place="(không nêu tên)", source="s")]
    write_table(folder, "so-lieu.csv", rows)
    write_table(folder, "nguon.csv", [source_row("s", "Một nguồn")])
    write_book(folder, ROWS)
    return folder


def write_book(folder: Path, rows: Sequence[tuple[str, ...]], **sheets: tuple[str, ...]) -> None:
    """The workbook: a sheet of schemes without a year in its name, then others by their names."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, schemes in {SHEET: rows, **{name: [cells] for name, cells in sheets.items()}}.items():
        sheet = book.create_sheet(name)
        for cells in (HEADER, *map(numbers, schemes)):
            sheet.append(list(cells))
    book.save(folder / BOOK)


def kept(folder: Path, into: Path, edition: Edition = HOME) -> dict[str, bytes]:
    """The bytes of everything that cleaning keeps of an edition, without the years that `compare` reads."""
    frame, clean = clean_edition(read_raw(folder), edition)
    write_clean(into, frame, clean)
    return {path.name: path.read_bytes() for path in into.iterdir() if path.name not in APART}


def cleaned(folder: Path, *issued: Record) -> Clean:
    return clean_edition(read_raw(folder), HOME, issued)[1]


LATER = (row(4, q=70, c=70, year=2024), row(5, l=1000, year=2024))


def next_years_register(folder: Path) -> None:
    register(folder, *LATER, name="a-2024.csv")


def rows_below(folder: Path) -> None:
    write_book(folder, [*ROWS, *LATER])


def another_sheet(folder: Path) -> None:
    write_book(folder, ROWS, T2024=row(6, q=90, year=2024))


def figures_of_others(folder: Path) -> None:
    rows = [figure("7", fund="KCĐP", years=(2021, 2021), place="(không nêu tên)", source="t")]
    write_table(
        folder, "a.csv", [*rows, *over(rows, dia_ban="Khác", tu_nam="2023", den_nam="2023")]
    )


def rows_of_small_tables(folder: Path) -> None:
    write_table(folder, "nguon.csv", [source_row("s", "Một nguồn"), source_row("t", "Khác")])
    write_table(folder, "noi-dung.csv", [{"source": "t", "label": "Lạ", "code": "ND1"}])


def notes_of_another_edition(folder: Path) -> None:
    (folder / "nhan-dinh-tinh-2024.md").write_text("## Giải pháp\n\nChữ.\n", encoding="utf-8")


BESIDE: list[Callable[[Path], None]] = [
    next_years_register,
    rows_below,
    another_sheet,
    figures_of_others,
    rows_of_small_tables,
    notes_of_another_edition,
]


@pytest.mark.parametrize("add", BESIDE, ids=lambda add: add.__name__)
def test_what_an_edition_does_not_use_changes_nothing_of_it(
    tmp_path: Path, add: Callable[[Path], None]
) -> None:
    """Next year's register, a sheet, figures of others, notes of others leave every kept byte as it was."""
    folder = folder_of(tmp_path)
    before = kept(folder, tmp_path / "a")
    add(folder)
    assert kept(folder, tmp_path / "b") == before


def test_each_hash_is_that_of_the_used_rows(tmp_path: Path) -> None:
    """A changed used cell changes the hash of its file and no other; a moved row changes none, only where it stands."""
    folder = folder_of(tmp_path)
    before = cleaned(folder)
    write_book(folder, [LATER[0], *ROWS])
    moved = cleaned(folder)
    assert moved.inputs == before.inputs
    assert (before.rows[f"data/raw/{BOOK}"], moved.rows[f"data/raw/{BOOK}"]) == (
        f"{SHEET}: 2-4",
        f"{SHEET}: 3-5",
    )
    write_book(folder, [*ROWS[:2], row(3, q=80, l=20, c=61)])
    changed = cleaned(folder)
    others = {name for name, hash_ in changed.inputs.items() if hash_ != before.inputs[name]}
    assert others == {f"data/raw/{BOOK}"}


def test_a_cell_names_its_file_by_the_hash_that_is_printed_for_it(tmp_path: Path) -> None:
    """Figures, schemes and accounts name each file by the hash of its used rows, never by another one."""
    folder = folder_of(tmp_path)
    frame, clean = clean_edition(read_raw(folder), HOME)
    named = {(row.file, row.sha256) for row in frame.itertuples() if not row.parts}
    named |= set(zip(clean.schemes["file"], clean.schemes["sha256"], strict=True))
    for account in clean.accounts:
        named |= {(cell.file, cell.sha256) for cell in (*account.places, *account.cells)}
    assert named == {
        (f"data/raw/{name}", clean.inputs[f"data/raw/{name}"]) for name in (BOOK, "so-lieu.csv")
    }


def test_what_is_not_used_is_told_and_not_published(tmp_path: Path) -> None:
    """Rows of other years are told beside the edition, with their number; its findings do not speak of them."""
    folder = folder_of(tmp_path)
    own = cleaned(folder).findings
    for add in BESIDE:
        add(folder)
    clean = cleaned(folder)
    assert clean.findings == own
    told = {
        finding.where: finding.message for finding in clean.beside if finding.code == "row-beside"
    }
    assert {where: text.split()[0] for where, text in told.items()} == {
        "data/raw/a-2024.csv": "2",
        "data/raw/a.csv": "2",
        f"data/raw/{BOOK}": "1",
    }


def test_many_files_that_are_not_used_are_told_in_one_line(tmp_path: Path) -> None:
    """With the registers of a country nobody would find what counts: their notices and rows are one line."""
    folder = folder_of(tmp_path)
    for number in range(6):
        scheme = row(10 + number, year=2024, q=60 + number, c=70)
        header = ("TT", *HEADER[1:])
        register(folder, scheme, header=header, name=f"a-{number}.csv")
    beside = cleaned(folder).beside
    told = [
        finding
        for finding in beside
        if BOOK not in finding.where and "so-lieu" not in finding.where
    ]
    assert [(finding.code, finding.where) for finding in told] == [("row-beside", "data/raw")]
    assert told[0].message.startswith("6 danh mục khác (6 dòng)")


def test_a_year_that_cannot_be_read_stops_every_edition(tmp_path: Path) -> None:
    """A row is passed over only when its year was read: another file with an unreadable one refuses the edition."""
    folder = folder_of(tmp_path)
    odd = tuple("hai nghìn" if cell == "2024" else cell for cell in LATER[0])
    register(folder, odd, name="a-2024.csv")
    with pytest.raises(InputErrors) as refused:
        cleaned(folder)
    assert [fault.code for fault in refused.value.faults] == ["year-unreadable"]

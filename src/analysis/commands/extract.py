"""A text to draft rows of published figures below `data/trich/<source>/`; `data/raw` is not touched.

What stands in that folder and was changed by a person is kept beside the new drafts.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from analysis.commands.extract_asked import Extract
from analysis.definitions.provinces import territory_name
from analysis.edition import UNNAMED, UNNAMED_PLACE
from analysis.errors import ExtractionError
from analysis.extracting.article import Extraction, extract, jsonl
from analysis.extracting.beside import duration_rows, lines_beside, notices
from analysis.extracting.draft import CONFIDENCE, DRAFT_COLUMNS, UNSURE, csv_text, draft_rows
from analysis.extracting.page import page_of
from analysis.extracting.reading import MOST_BYTES, text_of
from analysis.faults import Place, Problems
from analysis.messages import printable, why_unread
from analysis.project import DRAFTS_FOLDER, Project
from analysis.prose.places import name_in, places_in
from analysis.running.exchange import disk_errors, write_at_once
from analysis.running.lock import exchange_lock

TEXT, LINES, DRAFT, PAGE = "van-ban.txt", "trich.jsonl", "ban-nhap.csv", "doc.html"
MOST_TOLD = 12
_ASK_PLACE = "chạy lại với PLACE=…, hoặc ghi cột dia_ban của từng dòng"


def extract_text(project: Project, asked: Extract) -> int:
    """Read a text and write its drafts; 0 also where nothing was found or something is to be decided.

    Raises:
        ExtractionError: the text cannot be read; nothing is written.
        PublishError: the disk refuses.
    """
    found = extract(_read(asked.text))
    places = _places(found, asked)
    place = places[0] if len(places) == 1 else ""
    rows = draft_rows(found, asked.source, place, asked.year)
    rows += duration_rows(found, rows)
    files = {
        TEXT: found.text,
        LINES: jsonl(found.quantities),
        DRAFT: csv_text(DRAFT_COLUMNS, rows),
        **lines_beside(found, rows, asked.source, place),
        PAGE: page_of(found, rows, asked.source),
    }
    with exchange_lock(project.build):
        kept = _write(project, asked.source, files)
    folder = f"{DRAFTS_FOLDER}/{asked.source}"
    figures = [row for row in rows if row["chi_tieu"]]
    unsure = sum(row[CONFIDENCE] == UNSURE for row in figures)
    print(
        f"Đã ghi {folder}: {len(found.quantities)} con số, {len(figures)} dòng nháp, {unsure} dòng cần xem."
    )
    asks = [f"- bài nêu nhiều địa bàn ({', '.join(places)}): {_ASK_PLACE}"] if not place else []
    for line in [*(f"- giữ bản cũ: {name}" for name in kept), *asks, *_told(found)]:
        print(line)
    print(f"Xem và quyết từng dòng: mở {folder}/{PAGE}, hoặc sửa {folder}/{DRAFT};")
    print(f"rồi chạy make extract ACCEPT={asked.source}")
    return 0


def _read(path: str) -> str:
    """The text of a file anywhere."""
    problems = Problems()
    where = Place(path)
    try:
        # a folder or a device would never end
        if not Path(path).is_file():
            problems.fault(
                "file-missing", where, "không có tệp này", "tệp văn bản", "sửa đường dẫn sau TEXT="
            )
            raise ExtractionError(problems.faults)
        with Path(path).open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        problems.fault("file-unreadable", where, f"không đọc được ({why_unread(error)})")
        raise ExtractionError(problems.faults) from error
    text = text_of(path, data, problems)
    if text is None:
        raise ExtractionError(problems.faults)
    return text


def _places(found: Extraction, asked: Extract) -> list[str]:
    """The name of the place that was given, else the one that the text is about; several where it may be each.

    Raises:
        ExtractionError: what was given is no province, and the text names no such place.
    """
    slug = asked.place
    if not slug:
        return places_in(found.text)
    if slug == UNNAMED_PLACE:
        return [UNNAMED]
    name = territory_name(slug)
    if name == slug:
        # a region or the country is called as the text calls it
        name = name_in(found.text, slug) or ""
    if not name:
        problems = Problems()
        got = f"PLACE={slug}: không phải tên một tỉnh, và văn bản không nêu địa bàn nào tên như vậy"
        wanted = "tên một tỉnh, hoặc một địa bàn mà văn bản nêu (ca-nuoc)"
        remedy = "sửa PLACE; hoặc bỏ PLACE rồi ghi cột dia_ban của bản nháp"
        problems.fault("category-unknown", Place(asked.text), got, wanted, remedy)
        raise ExtractionError(problems.faults)
    return [name]


def _write(project: Project, source: str, files: Mapping[str, str]) -> list[str]:
    """Write the drafts; the names under which earlier ones that differ were kept."""
    folder = project.drafts(source)
    kept = []
    with disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        made = {folder / name: _encoded(name, text) for name, text in files.items()}
        for path, data in made.items():
            if path.suffix == ".csv" and path.exists() and path.read_bytes() != data:
                kept.append(_put_aside(path))
        write_at_once(made)
    return kept


def _encoded(name: str, text: str) -> bytes:
    """The bytes of a file; a spreadsheet knows by the mark at its head that a table is in UTF-8."""
    return text.encode("utf-8-sig" if name.endswith(".csv") else "utf-8")


def _put_aside(path: Path) -> str:
    number = 1
    while (aside := path.with_name(f"{path.stem}.cu-{number}{path.suffix}")).exists():
        number += 1
    path.rename(aside)
    return aside.name


def _told(found: Extraction) -> list[str]:
    lines = [f"- {printable(notice)}" for notice in notices(found)]
    if len(lines) > MOST_TOLD:
        lines[MOST_TOLD:] = [f"- … và {len(lines) - MOST_TOLD} điều khác trong {PAGE}"]
    return lines

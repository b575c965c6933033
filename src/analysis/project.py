"""Where things lie: every path of the project, from the folder that the user works in.

The root is never the place of an installed package: a copied or moved folder works as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from analysis.delimited import plain_text, records_of
from analysis.edition import Edition, OwnPlace, own_place_in
from analysis.errors import ParameterError, PublishError
from analysis.messages import printable
from analysis.vocabulary import OFFICE_COLUMNS, OFFICE_TABLE

RAW_FOLDER = "data/raw"
# What systems and open spreadsheet programs leave there: nobody's data, neither read nor hashed nor sent.
LEFTOVER_NAMES = (".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep")
LEFTOVER_STARTS = ("~$", ".~lock")
# What is extracted from texts, a folder a source: drafts, which no report reads.
DRAFTS_FOLDER = "data/trich"
# The notebooks that make an edition, in their order; whatever else lies beside them is an analyst's own.
NOTEBOOKS = ("01-lam-sach.ipynb", "02-chi-tieu.ipynb", "03-bao-cao.ipynb")
EXPLORING = "04-kham-pha.ipynb"
# Below the processed data: the notebooks as they were run.
EXECUTED = "notebooks"
# What notebook 03 leaves for typesetting.
CONTENT = "noi-dung.json"
# In it, the ids of the charts that go with the summary.
SUMMARY_CHARTS = "hinh_tom_tat"
# Beside it, what each chart shows, and for notebook 03 alone the charts of the last run.
DRAWN, EARLIER = "ve-tu.json", "lan-truoc"
# What cleaning leaves in the folder of processed data, and beside it for the run alone.
FIGURES, SCHEMES, CELLS = "figures.parquet", "schemes.parquet", "cells.parquet"
CLEAN, MEMORY, NARRATIVE = "clean.json", "memory.json", "narrative.json"
CLEANED = (FIGURES, SCHEMES, CELLS, CLEAN, MEMORY, NARRATIVE)
BESIDE = "ngoai-ky.json"
# No part of an edition: the executed notebooks show all of data/raw, `compare` reads all years.
ALL_YEARS = "moi-nam.json"
APART = (EXECUTED, ALL_YEARS)
PAGE_DATA = "trang.json"
# The document beside the report to which each of its numbers leads.
TECHNICAL_FILE = "phu-luc-ky-thuat.pdf"
# The workbooks beside the report: its figures, and the official forms.
WORKBOOK, FORMS = "so-lieu.xlsx", "bieu-mau.xlsx"
# Logs below `.build`: the faults that a run tells, and the traceback of a fault of the program.
FAULT_LOG = "loi.txt"
TRACE_LOG = "su-co.log"


@dataclass(frozen=True)
class Project:
    """The folders of one project; `root` is absolute.

    Logs lie in `log_folder` of the build folder: runs at the same time have one each.
    """

    root: Path
    log_folder: str = ""

    @property
    def raw(self) -> Path:
        """Received files, never written."""
        return self.root / RAW_FOLDER

    @property
    def issued(self) -> Path:
        """Records of issued editions, only ever added to."""
        return self.root / "data" / "issued"

    @property
    def build(self) -> Path:
        """Build folders and logs, not part of the results."""
        return self.root / ".build"

    def kept(self, edition: Edition) -> Path:
        """Results of the steps of the edition's last run."""
        return self.build / "da-lap" / edition.name

    @property
    def logs(self) -> Path:
        """Where a run leaves what it tells in full."""
        return self.build / self.log_folder

    @property
    def notebooks(self) -> Path:
        """The notebooks that make an edition."""
        return self.root / "notebooks"

    @property
    def templates(self) -> Path:
        """Page, styles, filter and reference documents."""
        return self.root / "templates"

    def processed(self, edition: Edition) -> Path:
        """Folder of the edition's processed data."""
        return self.root / "data" / "processed" / edition.name

    @property
    def published(self) -> Path:
        """What is published: a folder an edition, and what tells of all of them."""
        return self.root / "reports"

    def reports(self, edition: Edition) -> Path:
        """Folder of the edition's published report."""
        return self.published / edition.name

    def own_place(self) -> OwnPlace:
        """The department's place; what cannot be read is left to the reader of raw data."""
        path = self.raw / OFFICE_TABLE
        # a link, or anything else that could be waited for, is not opened
        if path.is_file() and not path.is_symlink():
            with suppress(OSError, ValueError, IndexError):
                return own_place_in(_rows_in(path))
        return own_place_in(())

    def refuse_links(self, edition: Edition) -> None:
        """Let every path that a run writes lie in the project.

        A link there would lead the writing elsewhere.

        Raises:
            PublishError: one of the folders that are written is a link.
        """
        written: list[Path] = []
        for folder in (self.processed(edition), self.reports(edition), self.kept(edition)):
            written += (folder.parent, folder)
        self.refuse_linked(written)

    def drafts(self, source: str) -> Path:
        """The folder of the drafts that were extracted from a source's text; every part of it lies in the project.

        Raises:
            PublishError: one of the folders is a link.
        """
        folder = self.root / DRAFTS_FOLDER / source
        self.refuse_linked([folder.parent, folder])
        return folder

    def refuse_linked(self, folders: Iterable[Path]) -> None:
        """Refuse a link in the place of one of these folders, or of those that all writing goes through.

        Raises:
            PublishError: one of them is a link.
        """
        for folder in (self.build, self.root / "data", *folders):
            if folder.is_symlink():
                name = folder.relative_to(self.root).as_posix()
                raise PublishError(
                    f"{name}: là liên kết tới nơi khác; chương trình chỉ ghi trong thư mục của dự án [folder-link]. "
                    f"Cách khắc phục: thay liên kết bằng thư mục thật, rồi chép {name} tới nơi khác sau khi xong"
                )


def handwork_folder(report: Path) -> Path:
    """Where documents of a published report lie that a person changed."""
    return report.with_name(f"{report.name}-sua-tay")


def _rows_in(path: Path) -> list[dict[str, str]]:
    """The rows of `co-quan.csv` as `raw.folder` reads them, by the names of its columns."""
    data = path.read_bytes()
    text = plain_text(data)
    if text is None:
        text = data.decode("cp1258")
    top, records = records_of(text, OFFICE_COLUMNS)
    header = [name.strip() for name in records[top]]
    return [dict(zip(header, row, strict=False)) for row in records[top + 1 :] if any(row)]


def find_root(cwd: Path) -> Project:
    """The project that `cwd` is the root of.

    A notebook opened in JupyterLab runs in `notebooks/`, one level below.

    Raises:
        ParameterError: `cwd` is not a project folder.
    """
    here = Path(cwd).absolute()
    candidates = [here, here.parent] if here.name == "notebooks" else [here]
    for folder in candidates:
        if (folder / "data").is_dir() and (folder / "notebooks").is_dir():
            return Project(folder)
    raise ParameterError(
        f"{printable(str(here))}: đây không phải thư mục gốc của dự án; cần thư mục có data/ và notebooks/"
        " [project-not-found]. Cách khắc phục: chuyển vào thư mục chứa Makefile của dự án rồi chạy lại"
    )


def project_here() -> Project:
    """The project of the working folder, of which this program is a part.

    Raises:
        ParameterError: the working folder is no project, or the program that runs is another folder's, so that results
            would stand beside code that did not make them.
    """
    project = find_root(Path.cwd())
    code = Path(__file__).resolve().parent
    if not code.is_relative_to(project.root.resolve() / "src"):
        raise ParameterError(
            f"{printable(str(code))}: chương trình này nằm ngoài dự án đang làm việc, {printable(str(project.root))}"
            " [code-elsewhere]. Cách khắc phục: chạy bằng make; hoặc bỏ biến môi trường PYTHONPATH, gỡ bản đã cài"
            " (pip uninstall khuyen-cong), rồi chạy lại"
        )
    return project

"""The documents are true: their commands, parameters, columns, words, codes and files are those of the program."""

from __future__ import annotations

import ast
import re
import runpy
import shlex
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from benchmarks.results import Aim, Outcome, with_section
from benchmarks.results import section as result_section
from benchmarks.summary import summarize
from benchmarks.ways import Step

import analysis
from analysis import vocabulary
from analysis.checks.case import CODES, VERDICTS
from analysis.commands.compared import COMPARED_NAMES, parse_compared
from analysis.commands.extract_asked import parse_extract
from analysis.commands.main import VERBS
from analysis.definitions.indicators import YEARS_INPUT, load_definitions
from analysis.edition import Edition, edition_of
from analysis.errors import NoDataError
from analysis.faults import catalogue
from analysis.figures.periods import periods_in, refuse_no_data
from analysis.language.numbers import bound_of, is_strict
from analysis.language.printed_units import UNITS
from analysis.parameter_reader import option_of
from analysis.parameters import (
    BATCH_NAMES,
    NAMES,
    parse_batch,
    parse_file,
    parse_parameters,
    parse_path,
)
from analysis.project import EXPLORING, FORMS, NOTEBOOKS, WORKBOOK
from analysis.raw.folder import read_raw
from analysis.raw.notes import SECTIONS
from analysis.raw.tables import FIGURES_TABLE, SMALL_TABLES, SmallTable
from analysis.rendering.documents import names_of
from analysis.running.files import read_notebook
from analysis.running.hashes import MANIFEST, SUMS
from analysis.running.outputs import FINDINGS, LEDGER, VALUES
from analysis.span import dates_of_code
from analysis.stages.cleaning import clean_edition
from program import ROOT

READMES = ("README.md", "README.vi.md")
GUIDE = "docs/huong-dan.md"
YEARS_GUIDE = "docs/nam-2025-2026.md"
EXPLORING_GUIDE = "docs/tu-tim-hieu-so-lieu.md"
DOCUMENTS = (
    *READMES,
    GUIDE,
    YEARS_GUIDE,
    EXPLORING_GUIDE,
    "docs/architecture.md",
    "docs/decisions.md",
    "SECURITY.md",
)
CODE = re.compile(r"^[a-z]{2,}(?:-[a-z][a-z0-9]*)+$")
COINED_BY = {
    "Fault", "Finding", "_problem", "_error", "_fault", "_unknown_file", "_heading_fault", "fault", "warn", "tell",
    "refused",
}  # fmt: skip
LEDGERS = {"R18", "R18a", "R19", "R19a"}  # rows and money of the raw files, for each sort of file
# Ours to set up around the program, each with words that must follow
FOREIGN = (
    ("python", "-m", "venv"),
    ("pip", "install"),
    ("conda", "env", "create"),
    ("conda", "activate"),
)
PICTURE = ROOT / "docs" / "trang-1.png"
MACHINE = re.compile(r"/(?:root|home|tmp|work|Users|var|opt)/|[A-Z]:\\|localhost|127\.0\.0\.1")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def section(number: str) -> str:
    """The guide's text below the heading with this number, up to the next heading of any level."""
    found = re.search(
        rf"^#+ {re.escape(number)}\. .*?$(.*?)(?=^#|\Z)", text_of(GUIDE), re.MULTILINE | re.DOTALL
    )
    assert found, number
    return found[1]


def tables(text: str) -> list[list[list[str]]]:
    """The tables of a text, head included, as rows of cells."""
    blocks = re.findall(r"(?:^\|.*\n?)+", text, re.MULTILINE)
    return [
        [_cells(line) for line in block.splitlines() if not set(line) <= set("|- ")]
        for block in blocks
    ]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def table(text: str, head: str) -> list[list[str]]:
    """The rows of the table whose first head cell is `head`."""
    return next(rows[1:] for rows in tables(text) if rows[0][0] == head)


def marked(text: str) -> list[str]:
    """Words in code marks, outside fenced blocks; a mark does not run over a line's end."""
    return re.findall(
        r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    )


def first_words(text: str, head: str) -> list[str]:
    """All words in code marks of the first column."""
    return [word for row in table(text, head) for word in marked(row[0])]


def blocks(name: str, language: str) -> Iterator[list[str]]:
    """Commands of the fenced blocks in a language, each as words without its comment."""
    for block in re.findall(rf"^```{language}\n(.*?)^```", text_of(name), re.MULTILINE | re.DOTALL):
        lines = [shlex.split(line.replace("\\", "/"), comments=True) for line in block.splitlines()]
        yield from filter(None, lines)


# Folders that a run makes.
MADE = ("data/processed/", "data/trich/", "reports/")
CHECKED = {
    "compare": parse_compared,
    "adopt": parse_file,
    "extract": parse_extract,
    "layout": parse_path,
    "batch": parse_batch,
}


def make_verbs() -> list[str]:
    return re.findall(r"^([a-z-]+):.*## ", text_of("Makefile"), re.MULTILINE)


def test_guide_and_readme_list_the_verbs_of_make() -> None:
    """The table of commands in each README is the list that `make help` prints, in its order."""
    for name, head in zip(READMES, ("Command", "Lệnh"), strict=True):
        assert first_words(text_of(name), head) == [f"make {verb}" for verb in make_verbs()], name
    assert {f"make {verb}" for verb in make_verbs()} <= {*marked(section("2")), "make report"}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_exists(name: str) -> None:
    """A command in a block or in code marks is one that there is, with parameters that are accepted as they stand."""
    inline = [
        words
        for words in marked(text_of(name))
        if re.match(r"(make|python -m analysis) [a-z]", words)
    ]
    for words in [*blocks(name, "sh"), *map(shlex.split, inline)]:
        line = " ".join(words)
        if words[0] == "make":
            assert words[1] in make_verbs(), line
            checked = CHECKED.get(words[1], parse_parameters) if words[2:] else parse_parameters
            checked(dict(word.split("=", 1) for word in words[2:]))
        elif words[:3] == ["python", "-m", "analysis"]:
            assert words[3] in VERBS, line
            given = dict(zip(words[4::2], words[5::2], strict=True))
            by_name = {
                name: given.pop(option_of(name)) for name in NAMES if option_of(name) in given
            }
            assert not given, line
            parse_parameters(by_name)
        elif words != [".venv/Scripts/activate"]:
            assert any(tuple(words[: len(known)]) == known for known in FOREIGN), line
            files = [word for word in words if re.search(r"\.(lock|yml)$", word)]
            assert all((ROOT / file).is_file() for file in files), line


def test_every_parameter_is_documented() -> None:
    """The guide's table holds each parameter with its option, and each README shows all of them."""
    of_batch = [name for name in BATCH_NAMES if name not in NAMES]
    rows, known = (
        table(section("2"), "Tham số"),
        (*NAMES, *COMPARED_NAMES, "FILE", "TEXT", "SOURCE", "ACCEPT", *of_batch),
    )
    assert [(marked(row[0])[0], marked(row[1])[0]) for row in rows] == [
        (name, option_of(name)) for name in known
    ]
    for name in READMES:
        assert all(re.search(rf"\b{parameter}=", text_of(name)) for parameter in known), name


def test_shipped_figures_give_the_editions_that_are_promised() -> None:
    """Of the README's examples the named places have figures, and the new year has none yet."""
    raw = read_raw(ROOT / "data" / "raw")
    for edition in (
        Edition("tinh", 2012, 2022),
        Edition("binh-dinh", 2022, 2022),
        Edition("yen-bai", 2016, 2020),
    ):
        assert len(clean_edition(raw, edition)[0])
    with pytest.raises(NoDataError, match="2012-2022"):
        clean_edition(raw, Edition("tinh", 2023, 2023))


@pytest.mark.parametrize("name", [*READMES, GUIDE, YEARS_GUIDE, "Makefile"])
def test_examples_with_a_place_and_pairs_to_compare_can_be_made(name: str) -> None:
    """A reader who types an example of a place, or of two editions to compare, finds them in the shipped figures."""
    raw = read_raw(ROOT / "data" / "raw")
    pairs = re.findall(r"A=([a-z0-9-]+) B=([a-z0-9-]+)", text_of(name))
    found = [edition_of(text) for pair in pairs for text in pair]
    for words in blocks(name, "sh"):
        given = dict(word.split("=", 1) for word in words[2:] if words[0] == "make" and "=" in word)
        if "PLACE" in given and words[1] != "extract":
            asked = parse_parameters(given)
            days = (asked.from_date, asked.to_date)
            found.append(Edition(asked.place or "", asked.year_from, asked.year_to, *days))
    assert found
    for edition in found:
        assert edition is not None
        refuse_no_data(periods_in(raw), edition)


@pytest.mark.parametrize(
    ("number", "table"),
    [
        ("4.1", FIGURES_TABLE),
        ("4.2", SMALL_TABLES["nguon.csv"]),
        ("4.3", SMALL_TABLES["noi-dung.csv"]),
        ("4.4", SMALL_TABLES["cach-hieu.csv"]),
        ("4.5", SMALL_TABLES["co-quan.csv"]),
        ("4.8", SMALL_TABLES["dinh-chinh.csv"]),
        ("4.9", SMALL_TABLES["mien-tru.csv"]),
        ("4.10", SMALL_TABLES["dieu-chinh.csv"]),
        ("4.13", SMALL_TABLES["can-cu.csv"]),
        ("4.14", SMALL_TABLES["dinh-muc.csv"]),
    ],
)
def test_columns_are_those_of_the_program(number: str, table: SmallTable) -> None:
    """Each raw table is described column by column, the optional ones last."""
    assert first_words(section(number), "Cột") == [*table.columns, *table.optional]


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("chi_tieu", vocabulary.MEASURES),
        ("nguon_kinh_phi", vocabulary.FUNDS),
        ("loai_hinh", vocabulary.BENEFICIARIES),
        ("tinh_trang", vocabulary.STATUSES),
    ],
)
def test_words_are_those_of_the_program(column: str, words: dict[str, vocabulary.Word]) -> None:
    """A word stands in the guide exactly when the program accepts it in that column."""
    assert sorted(first_words(section("4.1"), f"`{column}`")) == sorted(
        vocabulary.printed_words(words)
    )


def test_units_and_qualifiers_are_those_of_the_program() -> None:
    """Every unit and every qualifier that is accepted is named, and each qualifier with its meaning."""
    assert set(UNITS) <= set(marked(section("4.1")))
    meanings = {
        "mức tối thiểu, lớn hơn hẳn số in": ("at_least", True),
        "mức tối đa, nhỏ hơn hẳn số in": ("at_most", True),
        "mức tối thiểu, có thể bằng số in": ("at_least", False),
        "mức tối đa, có thể bằng số in": ("at_most", False),
        "số gần đúng": ("about", False),
    }
    rows = table(section("4.1"), "`dinh_ngu`")
    told = [(word, meanings[row[1]]) for row in rows for word in marked(row[0])]
    assert {meaning for _, meaning in told} == set(meanings.values())
    assert all((bound_of(word), is_strict(word)) == meaning for word, meaning in told)


def test_activities_inputs_and_sections_are_those_of_the_program() -> None:
    """Codes of activities, inputs of formulas and headings of notes are listed with the program's own labels."""
    activities = [(marked(row[0])[0], row[1]) for row in table(section("4.3"), "`code`")]
    assert activities == [(word.code, word.label) for word in vocabulary.ACTIVITIES.values()]
    inputs = {marked(row[0])[0]: row[1] for row in table(section("4.4"), "Mã")}
    known = {id_: entry.label for id_, entry in load_definitions().inputs.items()}
    assert inputs == {**known, YEARS_INPUT: "Số năm dương lịch của kỳ"}
    assert tuple(re.findall(r"^- (.+)$", section("4.6"), re.MULTILINE)) == SECTIONS


def coined_codes() -> set[str]:
    """Every code of a fault, finding or error that the program can tell, found in its source."""
    codes = set(re.findall(r"\[([a-z]{2,}(?:-[a-z]+)+)\]", text_of("Makefile")))
    files = [*(ROOT / "src" / "analysis").rglob("*.py"), *(ROOT / "tools").glob("*.py")]
    for node in (
        node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    ):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            codes |= set(re.findall(r"\[([a-z]{2,}(?:-[a-z]+)+)\]", node.value))
        elif (
            isinstance(node, ast.Call)
            and getattr(node.func, "id", getattr(node.func, "attr", "")) in COINED_BY
        ):
            codes |= {
                word
                for argument in node.args[:2]
                for word in _constants(argument)
                if CODE.match(word)
            }
        elif isinstance(node, ast.Assign | ast.AnnAssign) and _target(node) in (
            "code",
            "_UNREADABLE",
        ):
            codes |= {word for word in _constants(node.value) if CODE.match(word)}
    # the readers of registers hand codes on as results, so that any word of a family of codes is one there
    families = {code.partition("-")[0] for code in codes}
    package = ROOT / "src" / "analysis"
    readers = [
        file for room in ("tables", "around", "registers") for file in (package / room).glob("*.py")
    ]
    for file in (*readers, package / "raw" / "text_file.py"):
        words = _constants(ast.parse(file.read_text(encoding="utf-8")))
        codes |= {
            word for word in words if CODE.fullmatch(word) and word.partition("-")[0] in families
        }
    return codes


def _target(node: ast.Assign | ast.AnnAssign) -> str:
    first = node.targets[0] if isinstance(node, ast.Assign) else node.target
    return getattr(first, "id", "")


def _constants(node: ast.AST | None) -> set[str]:
    inside = ast.walk(node) if node is not None else ()
    return {
        each.value
        for each in inside
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    }


def test_every_code_has_its_remedy_in_the_guide() -> None:
    """The guide explains each code that the program can tell, once, with what to do, and no other."""
    rows = [
        row
        for part in ("7", *(f"8.{n}" for n in range(1, 7)))
        for rows in tables(section(part))
        for row in rows
    ]
    told = [(marked(row[0])[0], row) for row in rows if len(row) == 3 and marked(row[0])]
    assert all(all(row) for _, row in told)
    assert {code for code, _ in told} ^ coined_codes() == set()
    assert len(told) == len(dict(told))


def test_the_tables_of_codes_are_written_from_the_catalogue() -> None:
    """Chapter 8 says what faults.toml says, and each code there has words for the guide."""
    written = runpy.run_path(str(ROOT / "tools" / "write_fault_chapter.py"))["guide_with_tables"]
    assert written(text_of(GUIDE)) == text_of(GUIDE)
    listed = [marked(row[0])[0] for n in range(1, 7) for row in table(section(f"8.{n}"), "Mã")]
    assert listed == list(catalogue())


def test_every_check_and_verdict_is_explained() -> None:
    """The codes of the checks and their verdicts with the level of each are those of the program."""
    sources = [
        text_of(f"src/analysis/{name}.py")
        for name in ("checks/totals", "checks/plausibility", "checks/registers")
    ]
    # a code stands in quotes, or begins a row of a table
    codes = set(re.findall(r'(?m)(?:"|^)(R\d\d[a-z]?)(?:"| \|)', "\n".join(sources))) | LEDGERS
    assert codes == set(CODES)
    assert first_words(section("7"), "Mã")[: len(codes)] == sorted(codes)
    assert {row[0]: row[1] or None for row in table(section("7"), "Kết luận")} == VERDICTS


def test_published_files_and_notebooks_are_listed() -> None:
    """The guide lists each file of a finished edition and the notebooks in their order."""
    files = {
        *names_of("html"),
        *names_of("pdf"),
        *names_of("docx"),
        VALUES,
        WORKBOOK,
        FORMS,
        FINDINGS,
        LEDGER,
        MANIFEST,
        SUMS,
        "hinh/",
    }
    assert set(first_words(section("6"), "Tệp")) == files
    assert tuple(first_words(section("9"), "Sổ tay")) == NOTEBOOKS


def test_the_page_for_analysts_shows_cells_of_their_notebook() -> None:
    """Python on the page is whole cells of notebook 04, which the tests run, and every public name is listed."""
    cells = read_notebook(ROOT / "notebooks" / EXPLORING)["cells"]
    run = {"".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"}
    shown = re.findall(
        r"^```python\n(.*?)\n^```", text_of(EXPLORING_GUIDE), re.MULTILINE | re.DOTALL
    )
    assert len(shown) > 5
    assert set(shown) <= run
    assert sorted(first_words(text_of(EXPLORING_GUIDE), "Hàm")) == analysis.__all__


@pytest.mark.parametrize(("name", "head"), list(zip(READMES, ("Folder", "Thư mục"), strict=True)))
def test_the_tree_is_there(name: str, head: str) -> None:
    """Each folder of the tree exists, or is one that a run makes."""
    folders = first_words(text_of(name), head)
    assert [f for f in folders if not (ROOT / f).is_dir() and f not in MADE] == []
    shown = {folder.split("/")[0] for folder in folders}
    assert {
        path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] not in "._"
    } <= shown


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    """A relative link names a file of the project, and its fragment a heading there."""
    for target in re.findall(r"\]\(([^)\s]+)\)", text_of(name)):
        path, _, fragment = target.partition("#")
        assert "://" not in target, target
        file = ((ROOT / name).parent / path).resolve() if path else ROOT / name
        assert file.is_file(), target
        assert not fragment or fragment in anchors(file), target


def anchors(file: Path) -> set[str]:
    """The fragments that a Markdown host gives the headings of a file."""
    headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_text_is_clean(name: str) -> None:
    """Documents are NFC with LF ends, and name no path of one machine and no host."""
    text = (ROOT / name).read_bytes().decode("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert not {"\r", "\t"} & set(text)
    assert MACHINE.findall(text) == []


def test_the_publishers_of_the_figures_are_credited() -> None:
    """Both READMEs name everyone whose figures are shipped."""
    publishers = {
        row.cells["publisher"].strip()
        for row in read_raw(ROOT / "data" / "raw").tables["nguon.csv"]
    }
    for name in READMES:
        text = " ".join(text_of(name).split())
        assert {
            publisher
            for publisher in publishers - {"bài tường thuật hội nghị"}
            if publisher not in text
        } == set()


def test_the_picture_is_light() -> None:
    """The picture of the first page is a PNG of less than 300 KB, so that the README opens at once."""
    assert PICTURE.read_bytes().startswith(b"\x89PNG")
    assert PICTURE.stat().st_size < 300_000


def test_the_bench_tells_ratios_of_the_best_runs() -> None:
    """The least time of each way is divided by the least of the plain commands, and a missed target is told."""
    runs = {
        "report": [[Step("a", 4.0)], [Step("a", 3.0)]],
        "plain": [[Step("b", 4.0), Step("b", 2.0)], [Step("b", 5.0), Step("b", 5.0)]],
        "nothing": [[Step("c", 1.2)], [Step("c", 9.0)]],
    }
    assert summarize(runs)[-2:] == [
        "Tỷ lệ a/b = 0,500 (mục tiêu: không quá 0,60): đạt",
        "Tỷ lệ c/b = 0,200 (mục tiêu: không quá 0,05): chưa đạt",
    ]


def test_a_row_measured_again_takes_the_place_of_its_own_section() -> None:
    """RESULTS.md keeps the sections of other rows, in the order of the rows; a ratio beyond its aim is told so."""
    text = ""
    for name, ratios, is_least in (
        ("jobs", [1.5, 1.7, 1.4], True),
        ("cold", [0.3], False),
        ("jobs", [1.7, 1.6, 1.8], True),
    ):
        aim = Aim("A", "B", 1.6, is_least=is_least)
        written = result_section(name, aim, Outcome(ratios, ["a: 1 s"]))
        text = with_section(text, name, written, ["cold", "jobs"])
    assert re.findall("^## (.*)", text, re.MULTILINE) == ["cold", "jobs"]
    assert "**0.300** (0.300 to 0.300, 1 rounds); wanted: at most 1.6, met." in text
    assert "**1.700** (1.600 to 1.800, 3 rounds); wanted: at least 1.6, met." in text
    assert Aim("A", "B", 1.6, is_least=True).verdict(1.5) == "not met"


def test_each_statement_on_security_has_its_test() -> None:
    """Every paragraph and point of what SECURITY.md calls defended names a test, and each test named is there."""
    blocks_ = re.search(
        r"^## What is defended\n\n(.*?)\n\n^## ", text_of("SECURITY.md"), re.MULTILINE | re.DOTALL
    )
    assert blocks_ is not None
    paragraphs = [*blocks_[1].split("\n\n"), ""]
    said = [p for p, after in pairwise(paragraphs) if not after.startswith("- ")]
    statements = [
        point for paragraph in said for point in paragraph.removeprefix("- ").split("\n- ")
    ]
    assert len(statements) > 15
    for statement in statements:
        named = re.findall(r"`([a-z_/]+\.py)::(test_\w+)`", statement)
        assert named, statement
        for file, name in named:
            assert f"\ndef {name}(" in text_of(f"tests/{file}"), f"{file}::{name}"


@pytest.mark.parametrize(
    ("document", "first", "last"),
    [
        ("docs/architecture.md", "- `.2017` a year", "- `.D01`"),
        (GUIDE, "Đuôi của mã:", "`.D01`"),
    ],
)
def test_the_suffixes_of_ids_are_listed(document: str, first: str, last: str) -> None:
    """Every status and every form of a period that an id may end in stands in the list of suffixes."""
    listed = text_of(document).partition(first)[2].partition(last)[0]
    found = re.findall(r"`(\.[a-z0-9_]+)`", first + listed)
    statuses = {suffix for suffix in vocabulary.STATUS_SUFFIX.values() if suffix}
    assert statuses <= {*found}
    periods = [dates_of_code(suffix[1:]) for suffix in found if suffix not in statuses]
    assert None not in periods
    forms = {re.sub("[0-9]+", "0", suffix) for suffix in found if suffix not in statuses}
    assert forms >= {".0_0t", ".0_q0", ".den_0", ".tu_0_den_0"}

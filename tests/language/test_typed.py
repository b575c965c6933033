"""What people write: no typed number and no typed direction in notes, notebooks and the program's own sentences."""

from __future__ import annotations

import ast
import json
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from re import sub

import pytest

from analysis.commands.lint import prose_faults
from analysis.edition import Edition
from analysis.errors import InputErrors
from analysis.language.directions import COMPOUNDS, DIRECTIONS
from analysis.language.marks import printed_marks
from analysis.language.typed import note_slips, slips
from analysis.project import Project
from analysis.raw.folder import read_raw
from analysis.raw.notes import note_faults, notebook_faults, parse_notes
from analysis.raw.rows import RawFile
from analysis.stages.cleaning import clean_edition
from data_builder import figure, write_raw
from editions import Run, fresh_copy
from program import ROOT

NAME = "data/raw/nhan-dinh-thu-2022.md"
# Words that weigh a part against the whole: in the program's own sentences a condition decides them.
WEIGHTS = (
    "chủ yếu",
    "phần lớn",
    "phần nhiều",
    "hầu hết",
    "hầu như",
    "đa số",
    "đa phần",
    "phần đông",
    "đại đa số",
)
# Modules whose sentences are printed.
CONTENT = (
    "report/funds", "report/activities", "report/activity_lines", "report/beneficiaries", "report/areas",
    "report/years", "report/assessment", "report/reconciliation", "report/provenance", "report/notes", "report/basis",
    "report/parts", "report/schemes", "checks/totals", "checks/plausibility", "checks/registers", "values/norms",
)  # fmt: skip


def found(text: str) -> list[tuple[str, str]]:
    return [(slip.kind, slip.text) for slip in note_slips(text)]


@pytest.mark.parametrize("word", DIRECTIONS)
def test_each_word_of_the_list_is_found(word: str) -> None:
    """A word of direction or rank is found in small and capital letters, over any blank, and as a whole word only."""
    shown = word.replace("…", "năm")
    for text in (shown, shown.upper(), shown.replace(" ", "\u00a0"), shown.replace(" ", "\n")):
        assert [slip.kind for slip in slips(f"Kinh phí {text}, rồi")] == ["direction"]
    assert not list(slips(f"x{shown}y"))


@pytest.mark.parametrize(
    "text", [*COMPOUNDS, "tâng", "giấm", "tang", "nhiều", "lớn", "cao", "Tăng cường phối hợp"]
)
def test_other_words_are_free(text: str) -> None:
    """Words with other marks, and words of the trade that hold one of the list, say no direction."""
    assert not list(slips(f"Việc {text} là cần thiết"))


def test_the_guide_has_the_list() -> None:
    """The user guide names every word of the list and every compound that is free, in this order."""
    guide = " ".join((ROOT / "docs" / "huong-dan.md").read_text(encoding="utf-8").split())
    assert f"thứ bậc là: {', '.join(DIRECTIONS)}. Không tính: {', '.join(COMPOUNDS)}." in guide


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Có 12 đề án, gấp 3 lần", [("number", "12"), ("number", "3"), ("direction", "gấp 3 lần")]),
        ("Đạt 12,5% (năm 2021).", [("number", "12,5%"), ("number", "2021")]),
        ("Diện tích 5m² và ½ kinh phí", [("number", "5m²"), ("number", "½")]),
        ("Theo [[Nghị định số 45/2012/NĐ-CP]] và [[Điều 4]], từ [[năm 2021]]", []),
        ("Nguồn viết “tăng 12% so với năm trước” và “{I26}”", []),
        ("Hệ số {I26}, {C|triệu đồng}, {C#}; {tăng|giảm: P_chenh}; {cao nhất: A > B, C}", []),
    ],
)
def test_notes_have_values_and_marks_only(text: str, wanted: list[tuple[str, str]]) -> None:
    """A typed numeral or word is told; values, statements, marked citations and quotations are free."""
    assert found(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "{I26",
        "I26}",
        "[[120 đề án]]",
        "{tăng: P}",
        "{C|tỷ}",
        "{@tbl-nguon}",
        "{'nhan}",
        "{}",
        "lời “trích",
        "[[]]",
        "{12}",
        "{thấp hơn: I26 > I28}",
        "{giảm|tăng: P_chenh}",
    ],
)
def test_a_wrong_mark_is_told(text: str) -> None:
    """A mark that is not closed, empty, of no known form, or of templates only is a fault of the note."""
    assert "mark" in {kind for kind, _ in found(text)}


def test_a_wrong_mark_hides_no_other_slip() -> None:
    """Beside a mark that is not closed typed numbers and words are told all the same."""
    assert {kind for kind, _ in found("{I26 tăng 12 lần")} == {"mark", "number", "direction"}


def test_faults_name_file_line_and_word() -> None:
    """Each fault of a note has its code and its own line, in a paragraph of several lines too."""
    text = "## Giải pháp\n\nMột dòng\nvà 12 nữa.\n\n- mục vượt\n- {x y}"
    faults = note_faults(NAME, parse_notes(RawFile(NAME, "", text))[0])
    assert [(fault.code, str(fault.where)) for fault in faults] == [
        ("note-number", f"{NAME}, dòng 4"),
        ("note-direction", f"{NAME}, dòng 6"),
        ("note-mark", f"{NAME}, dòng 7"),
    ]
    assert [
        word in str(fault) for word, fault in zip(('"12"', '"vượt"', "{x y}"), faults, strict=True)
    ] == [True] * 3


def test_notebook_cells_are_looked_through() -> None:
    """In Markdown cells the attributes of headings are no prose; cell and line are told, NFD is read."""
    cells = [
        (1, "# Kinh phí {.phu-luc #pl-2}\n\nTheo [[Điều 4]], “tăng 3%”."),
        (
            4,
            unicodedata.normalize("NFD", "## Kết quả\n\nKinh phí giảm, còn 30%, xem [[30 đề án]]."),
        ),
    ]
    faults = notebook_faults("notebooks/x.ipynb", cells)
    assert [(fault.code, str(fault.where)) for fault in faults] == [
        ("notebook-direction", "notebooks/x.ipynb, ô số 4, dòng 3"),
        ("notebook-number", "notebooks/x.ipynb, ô số 4, dòng 3"),
        ("notebook-mark", "notebooks/x.ipynb, ô số 4, dòng 3"),
    ]


def test_marked_prose_of_notebooks_is_printed_as_such() -> None:
    """A citation and a quotation of a Markdown cell become spans of their kind for the report."""
    made = printed_marks("Theo [[Điều 4]], “còn 3%” và “nguyên văn”.")
    assert made == "Theo [Điều 4]{.x-luat}, “[còn 3%]{.goc}” và “nguyên văn”."


def test_the_shipped_prose_is_clean() -> None:
    """The notebooks and notes of the project hold no typed number and no typed direction."""
    assert [str(fault) for fault in prose_faults(Project(ROOT))] == []


def test_lint_refuses_typed_prose(tmp_path: Path) -> None:
    """`lint` ends with 1 and names the cell of a notebook and the line of a note, before any style is checked."""
    copy = fresh_copy(tmp_path / "du-an")
    path = copy.root / "notebooks" / "03-bao-cao.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][3]["source"] = ["# Tình hình chung\n", "\n", "Kinh phí tăng 12%."]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    note = copy.root / "data" / "raw" / "nhan-dinh-tinh-2012-2022.md"
    text = note.read_text(encoding="utf-8")
    note.write_text(text + "- Đứng đầu cả nước.\n", encoding="utf-8")
    result: Run = copy.run([sys.executable, "-m", "analysis", "lint"])
    assert result.returncode == 1
    for part in (
        'notebooks/03-bao-cao.ipynb, ô số 4, dòng 3: chữ số gõ tay "12%"',
        'từ chỉ hướng hoặc thứ bậc gõ tay "tăng"',
        f"nhan-dinh-tinh-2012-2022.md, dòng {text.count(chr(10)) + 1}",
        '"Đứng đầu"',
    ):
        assert part in result.stderr, result.stderr


def test_cleaning_refuses_typed_notes(tmp_path: Path) -> None:
    """A note with a typed number or direction stops the edition, with file and line, in the notes of any edition."""
    folder = write_raw(tmp_path, [figure("100", fund="KCQG")])
    (folder / "nhan-dinh-thu-2021.md").write_text("## Giải pháp\nGiảm 5%.", encoding="utf-8")
    with pytest.raises(InputErrors) as error:
        clean_edition(read_raw(folder), Edition("thu", 2022, 2022))
    assert {(fault.code, fault.where.row) for fault in error.value.faults} == {
        ("note-number", 2),
        ("note-direction", 2),
    }


def test_statements_of_notes_are_held_against_the_values(tmp_path: Path) -> None:
    """`ready` and `report` refuse an id that is not there and a word that is not true, each with its own line."""
    copy = fresh_copy(tmp_path / "du-an")
    note = copy.root / "data" / "raw" / "nhan-dinh-tinh-2012-2022.md"
    lines = [
        "- {tăng|giảm: I26} {cao nhất: I26 > I10, I28} [[năm 2021]]",
        "- {cao hơn: I28 > I26}",
        "- {I99}",
    ]
    text = note.read_text(encoding="utf-8")
    first = text.count("\n") + 1
    note.write_text(text + "\n".join(lines) + "\n", encoding="utf-8")
    result: Run = copy.run([sys.executable, "-m", "analysis", "ready"])
    assert result.returncode == 1
    assert f"dòng {first + 1}: “cao hơn”: I28 (0,90 lần) > I26 (11,37 lần)" in result.stdout
    assert "[note-untrue]" in result.stdout
    assert f"dòng {first + 2}: {{I99}}: I99 không có" in result.stdout
    assert f"dòng {first}:" not in result.stdout


def test_a_wrong_mark_hides_no_untrue_word(tmp_path: Path) -> None:
    """`ready` tells wrong marks, typed numbers, unknown codes and untrue words of all notes at once."""
    copy = fresh_copy(tmp_path / "du-an")
    note = copy.root / "data" / "raw" / "nhan-dinh-tinh-2012-2022.md"
    text = note.read_text(encoding="utf-8")
    first = text.count("\n") + 1
    lines = ["- {x y} {I99}, {giảm: I26 > I28}", "- {cao hơn: I28 > I26} và {I98", "- có 12 đề án"]
    note.write_text(text + "\n".join(lines) + "\n", encoding="utf-8")
    result: Run = copy.run([sys.executable, "-m", "analysis", "ready"])
    assert result.returncode == 1
    for line, code, word in (
        (first, "note-mark", "{x y}"),
        (first, "note-mark", "từ “giảm” đi với <, không đi với >"),
        (first, "note-value-unknown", "I99 không có"),
        (first + 1, "note-mark", "dấu { không có dấu đi cùng"),
        (first + 1, "note-untrue", "“cao hơn”"),
        (first + 2, "note-number", '"12"'),
    ):
        told = [
            part
            for part in result.stdout.splitlines()
            if f"dòng {line}:" in part and f"[{code}]" in part
        ]
        assert any(word in part for part in told), (line, code, result.stdout)


def literals(module: str) -> Iterator[tuple[int, str]]:
    """The texts of a module with its line; what an f-string puts in is x, docstrings are left out."""
    tree = ast.parse((ROOT / "src" / "analysis" / f"{module}.py").read_text(encoding="utf-8"))
    inside = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
    }
    documents = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else "x" for part in node.values]
            yield node.lineno, "".join(map(str, parts))
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in inside | documents
        ):
            yield node.lineno, node.value


@pytest.mark.parametrize("module", CONTENT)
def test_the_program_types_no_direction(module: str) -> None:
    """A word of direction, rank or weight in a sentence of the program stands in a statement with its condition."""
    wrong = []
    for line, text in literals(module):
        free = sub(r"\{[^{}]*:[^{}]*\}", "", text)
        wrong += [
            f"{module}.py:{line}: {slip.text}" for slip in slips(free) if slip.kind == "direction"
        ]
        wrong += [f"{module}.py:{line}: {word}" for word in WEIGHTS if word in free.lower()]
    assert wrong == []

"""The editions of a batch: all mistakes of a list at once, before anything is started."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.commands.editions import editions_of
from analysis.edition import Edition
from analysis.errors import InputErrors, ParameterError
from analysis.figures.periods import left_out
from analysis.parameters import Parameters, parse_batch
from analysis.project import Project
from analysis.raw.folder import read_raw
from analysis.stages.asked import edition_asked
from analysis.stages.reading import read_once
from analysis.vocabulary import ACT_COLUMNS, NORM_COLUMNS
from data_builder import FIGURES, figure, write_raw, write_table
from filled_forms import OFFICE, funds, text
from register_files import HEADER, csv_text, row

NORM = "ND3-MM,cơ sở,50,300,2021-01-01,,NQ"
ACT = "Nghị quyết,10/2021/NQ-HĐND,2021-02-30,Hội đồng nhân dân tỉnh Hà Tĩnh,x,,"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Published figures of two years of one place, and a register of the own place for a third."""
    figures = [figure("10", fund="KCQG", years=(year, year)) for year in (2021, 2022)]
    write_raw(tmp_path / "data" / "raw", figures)
    register = csv_text([HEADER, row(1, q=10, c=20, year=2023)])
    (tmp_path / "data" / "raw" / "dm.csv").write_text(register, encoding="utf-8")
    return Project(tmp_path)


def asked(project: Project, **given: str) -> list[Parameters]:
    raw = read_raw(project.raw)
    return editions_of(project, parse_batch(given), raw, read_once(raw))


def names(project: Project, **given: str) -> list[str]:
    return [edition_asked(project, parameters).name for parameters in asked(project, **given)]


def test_three_ways_tell_the_same_editions(project: Project) -> None:
    """A file, all that data/raw has, and places by years; each edition with what is asked of all."""
    (project.root / "e.csv").write_text(
        "place;year;from;to\nthu;;2021;2022\n\nthu;2021;;\n", encoding="utf-8-sig"
    )
    assert names(project, EDITIONS="e.csv") == ["thu-2021-2022", "thu-2021"]
    assert names(project, PLACES="thu", YEARS="2021-2022") == ["thu-2021", "thu-2022"]
    every = names(project, EDITIONS="all")
    assert [name for name in every if name.startswith("thu-")] == ["thu-2021", "thu-2022"]
    assert [name[-4:] for name in every if not name.startswith("thu-")] == ["2023"]
    own = asked(project, YEARS="2023", UNIT="ty", DRAFT="1")
    assert [(each.unit, each.draft, each.year_to) for each in own] == [("ty", True, 2023)]


def test_the_period_of_a_filled_form_is_one_of_all(project: Project) -> None:
    """A form of six months makes an edition of six months, of the province that it names."""
    form = funds({"9": {"local": 500}}, period="6 tháng đầu năm 2026")
    (project.raw / "bieu.csv").write_text(text(form), encoding="utf-8")
    assert "ha-tinh-2026-6t" in names(project, EDITIONS="all")


def test_all_leaves_out_what_no_parameters_ask_for(project: Project) -> None:
    """Days that no parameter names, and a province of before the reform in years after it: told, each with its rows."""
    before = figure("10", fund="KCQG", years=(2021, 2025), place="Lào Cai (trước sắp xếp)")
    named = figure("10", fund="KCQG", years=(2021, 2022))
    days = {**named, "tu_ngay": "2021-01-01", "den_ngay": "2022-09-30"}
    write_raw(project.raw, [before, named])
    assert names(project, EDITIONS="all")[:1] == ["thu-2021-2022"]
    write_table(project.raw, FIGURES, [before, days], list(days))
    made = [edition_asked(project, each) for each in asked(project, EDITIONS="all")]
    assert not [edition for edition in made if edition.place.startswith(("thu", "lao"))]
    assert left_out(read_raw(project.raw), made) == (
        "Không thuộc kỳ nào lập được: 1 dòng của Lào Cai (trước sắp xếp), giai đoạn 2021-2025"
        " (kỳ kết thúc sau ngày 30/6/2025, khi địa bàn ấy không còn);"
        " 1 dòng của Thử, từ 01/01/2021 đến 30/9/2022 (không tham số nào gọi được kỳ ấy)"
    )
    write_raw(project.raw, [named])
    assert not left_out(read_raw(project.raw), [Edition("thu", 2021, 2022)])


def test_the_places_there_are_are_listed_once(project: Project) -> None:
    """Every unknown place of a list is told, with the place it resembles; what places there are in the first line."""
    lines = "PLACE,YEAR\nthuu,2022\nkhong-co,2022\nthuw,2022"
    (project.root / "e.csv").write_text(lines, encoding="utf-8")
    with pytest.raises(ParameterError) as refused:
        names(project, EDITIONS="e.csv")
    told = str(refused.value).splitlines()[1:]
    assert ["thu (Thử)" in line for line in told] == [True, False, False]
    assert ["có phải PLACE=thu?" in line for line in told] == [True, False, True]


def test_every_mistake_of_a_list_is_told_at_once(project: Project) -> None:
    """Unknown places and years, wrong cells, cells too many and doubled editions, each with its row."""
    rows = ["thu,2022", "khong-co,2022", "thu,2010", "thu,20x2", "thu,2022,x", "thu,2022", "thu,"]
    lines = "\n".join(["PLACE,YEAR", *rows])
    (project.root / "e.csv").write_text(lines, encoding="utf-8")
    with pytest.raises(ParameterError) as refused:
        names(project, EDITIONS="e.csv")
    told = str(refused.value)
    assert told.startswith("Danh sách kỳ có 6 lỗi; chưa lập báo cáo nào:\n")
    found = re.findall(r"^- e\.csv, dòng (\d): .*?\[([a-z-]+)\]", told, re.MULTILINE)
    assert found == [
        ("3", "place-unknown"),
        ("4", "year-no-rows"),
        ("5", "parameter-malformed"),
        ("6", "parameter-unknown"),
        ("7", "edition-twice"),
        ("8", "edition-period"),
    ]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (None, r"không có tệp này\) \[editions-unreadable\]"),
        (b"", r"hàng tiêu đề .*\[editions-unreadable\]"),
        ("tỉnh,năm\nthu,2022".encode(), r"hàng tiêu đề .*\[editions-unreadable\]"),
        (b'PLACE,YEAR\n"thu,2022', r"e\.csv, dòng 2: dấu ngoặc kép .*\[editions-unreadable\]"),
        (b"PLACE,YEAR\nth\xec,2022", r"UTF-8 \[editions-unreadable\]"),
        (b"PLACE,YEAR,Year\nthu,2022,2021", r"hai cột YEAR \[editions-unreadable\]"),
        (b"PLACE,YEAR\n,\n", r"\[editions-empty\]"),
    ],
)
def test_a_list_that_is_none_is_named(project: Project, data: bytes | None, why: str) -> None:
    """A file that is not there, is no table, has a column twice or no edition is told by its name or its lack."""
    if data is not None:
        (project.root / "e.csv").write_bytes(data)
    with pytest.raises(ParameterError, match=why):
        names(project, EDITIONS="e.csv")


def test_two_names_of_one_province_are_one_edition(project: Project) -> None:
    """All have it once, by its usual name, under which the office is found; a list with both names is refused."""
    printed = ("Vĩnh Long", "Vĩnh Long (từ 01/7/2025)", "Thừa Thiên Huế", "Huế")
    figures = [
        figure("10", fund=("KCQG", "KCĐP")[at % 2], years=(2025, 2025), place=place)
        for at, place in enumerate(printed)
    ]
    write_raw(project.raw, figures)
    every = [name for name in names(project, EDITIONS="all") if name.endswith("-2025")]
    assert every == ["hue-2025", "vinh-long-2025"]
    both = "PLACE,YEAR\nvinh-long,2025\nvinh-long-sau-sap-xep,2025"
    (project.root / "e.csv").write_text(both, encoding="utf-8")
    with pytest.raises(
        ParameterError, match=r"dòng 3: kỳ vinh-long-2025 đã có ở e\.csv, dòng 2 \[edition-twice\]"
    ):
        names(project, EDITIONS="e.csv")


def test_a_place_of_registers_alone_is_listed_by_its_name(project: Project) -> None:
    """Beside its code stands the name of the office's place, as the table of offices has it."""
    (project.raw / "co-quan.csv").write_text(OFFICE, encoding="utf-8")
    with pytest.raises(ParameterError, match=r"ha-tinh \(Hà Tĩnh\)"):
        names(project, PLACES="khong-co", YEARS="2023")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("dm.csv", csv_text([HEADER, row(1, q=10, c=20)[:-1]]), "row-width"),
        ("dinh-muc.csv", "\n".join([",".join(NORM_COLUMNS), NORM, NORM]), "norm-overlap"),
        ("can-cu.csv", "\n".join([",".join(ACT_COLUMNS), ACT]), "act-date"),
        (
            "bieu.csv",
            text(funds({"9": {"local": 501}}, period="6 tháng đầu năm 2026")),
            "form-conflict",
        ),
    ],
)
def test_faults_of_the_data_are_told_once(
    project: Project, name: str, content: str, code: str
) -> None:
    """What no edition could be made of, in whatever file, is no failure of each of them."""
    form = text(funds({"9": {"local": 500}}, period="6 tháng đầu năm 2026"))
    (project.raw / "bieu-1.csv").write_text(form, encoding="utf-8")
    assert names(project, EDITIONS="all")
    (project.raw / name).write_text(content, encoding="utf-8")
    with pytest.raises(InputErrors, match=rf"\[{code}\]"):
        names(project, EDITIONS="all")

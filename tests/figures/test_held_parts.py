"""A list of a part of a year whose days say so serves what lies in that part, and is never taken as its year."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.adopting.headers import fingerprint_of
from analysis.edition import Edition, edition_of
from analysis.errors import InputErrors, NoDataError
from analysis.raw.folder import read_raw
from analysis.stages.reading import sound
from data_builder import Computed, compute
from filled_forms import funds, text
from register_files import HEADER, csv_text, register, row

ACCEPTED = "Ngày nghiệm thu"
TITLE = "DANH MỤC ĐỀ ÁN KHUYẾN CÔNG 6 THÁNG ĐẦU NĂM 2025"
MILLION = 1_000_000
DAYS = ("02/01/2025", "31/3/2025", "30/6/2025")


def part(name: str) -> Edition:
    """The unnamed place in a period by the end of its folder's name: "2025-6t"."""
    edition = edition_of(f"tinh-{name}")
    assert edition is not None
    return edition


def listed(
    folder: Path,
    title: str = TITLE,
    days: tuple[str, ...] = DAYS,
    columns: tuple[str, ...] = (ACCEPTED,),
    name: str = "dm.csv",
    year: int = 2025,
) -> Path:
    """A register of a year under a title, of each scheme 16, 32, 64 … triệu đồng of KCQG and one day in each column."""
    header = (*HEADER, *columns)
    rows = [
        (*row(number, year=year, q=16 * 2**number, l=20, c=100), *[day] * len(columns))
        for number, day in enumerate(days)
    ]
    top = (title, *[""] * (len(header) - 1))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(csv_text([top, header, *rows]), encoding="utf-8")
    return folder


def kcqg(made: Computed) -> int:
    return int(made.value("Q")) // MILLION


def refused(folder: Path, name: str) -> list[str]:
    """Code and cell of each fault for which a period is refused."""
    with pytest.raises(InputErrors) as error:
        sound(read_raw(folder), part(name))
    return [f"{fault.code} {fault.where.row} {fault.where.column}" for fault in error.value.faults]


@pytest.mark.parametrize(("name", "amount"), [("2025-6t", 112), ("2025-q1", 48), ("2025-q2", 64)])
def test_a_list_of_six_months_serves_what_lies_in_them(
    name: str, amount: int, tmp_path: Path
) -> None:
    """Its part and each shorter one by the days, and it is told by which title and which days."""
    made = compute(listed(tmp_path), part(name))
    assert kcqg(made) == amount
    messages = {finding.code: finding.message for finding in made.clean.findings}
    assert TITLE in messages["period-from-title"]
    assert "theo ngày nghiệm thu" in messages["period-by-date"]
    assert "đề án của 6 tháng đầu năm 2025" in messages["period-by-date"]


@pytest.mark.parametrize("name", ["2025", "2024-2025", "2025-9t"])
def test_a_list_of_six_months_is_refused_for_what_has_more(name: str, tmp_path: Path) -> None:
    """The year, several years, nine months: it lacks what came later, whatever its days say."""
    assert refused(listed(tmp_path), name) == ["period-unclear None None"]


@pytest.mark.parametrize("name", ["2025-q3", "2024", "2026"])
def test_a_list_of_six_months_has_nothing_of_other_periods(name: str, tmp_path: Path) -> None:
    """What there is names the part with the parameter that asks for it, and no year."""
    with pytest.raises(
        NoDataError, match=r"Các kỳ có số liệu: 6 tháng đầu năm 2025 \(PERIOD=2025-6T\)"
    ):
        sound(read_raw(listed(tmp_path)), part(name))


def test_the_year_after_a_list_of_six_months_is_not_compared_with_it(tmp_path: Path) -> None:
    """A year is made beside it without a word of growth, and it is told why; six months are compared with the six."""
    days = tuple(day.replace("2025", "2026") for day in DAYS)
    folder = listed(tmp_path, TITLE.replace("2025", "2026"), days, year=2026)
    header = (*HEADER, ACCEPTED)
    rows = [
        (*row(number, year=2027, q=200, c=100), day)
        for number, day in ((11, "10/5/2027"), (12, "10/10/2027"))
    ]
    register(folder, *rows, header=header, name="moi.csv")
    made = compute(folder, part("2027"))
    assert kcqg(made) == 400
    assert "Q_chenh" not in made.book
    told = [note.message for note in made.clean.findings if note.code == "period-not-compared"]
    assert told == [
        "danh mục năm 2026 chỉ của 6 tháng đầu năm 2026, nên danh mục không so với cùng kỳ"
    ]
    assert compute(folder, part("2027-6t")).value("Q_chenh") == (200 - 112) * MILLION
    nine = compute(folder, part("2027-9t"))
    assert "Q_chenh" not in nine.book
    assert [note for note in nine.clean.findings if note.code == "period-not-compared"]


def whole(folder: Path, name: str, year: int, q: int, first: int) -> None:
    """A register of a year with two schemes, one in each half."""
    rows = [
        (*row(first + at, year=year, q=q, c=100), f"{day}/{year}")
        for at, day in enumerate(("10/5", "10/10"))
    ]
    register(folder, *rows, header=(*HEADER, ACCEPTED), name=name)


@pytest.mark.parametrize(("title", "name"), [("6 THÁNG ĐẦU", "2027"), ("QUÝ I", "2027-6t")])
def test_a_year_with_a_list_of_a_part_beside_another_is_compared_with_nothing(
    title: str, name: str, tmp_path: Path
) -> None:
    """The list's own schemes are set aside, and what is left of the year without them is no whole one."""
    whole(tmp_path, "nay.csv", 2027, 200, 10)
    whole(tmp_path, "truoc.csv", 2026, 100, 40)
    days = ("02/01/2026", "15/3/2026")
    listed(tmp_path, f"DANH MỤC ĐỀ ÁN {title} NĂM 2026", days, name="phan.csv", year=2026)
    made = compute(tmp_path, part(name))
    assert not {"Q_chenh", "Q_toc_do", "Q_muc"} & {value.id for value in made.book}
    assert not [value.id for value in made.book if ".2026" in value.id]
    assert "period-not-compared" in [note.code for note in made.clean.findings]


def test_a_province_with_a_list_of_six_months_makes_no_whole_year_of_a_merged_one(
    tmp_path: Path,
) -> None:
    """Two of three provinces are no year before, whether the third has no list or one of six months."""
    for at, name in enumerate(("bt25", "tv25", "vl25")):
        whole(tmp_path, f"{name}.csv", 2025, 100, 10 * at + 10)
    for at, name in enumerate(("bt24", "vl24")):
        whole(tmp_path, f"{name}.csv", 2024, 100, 10 * at + 40)
    days = ("02/01/2024", "31/3/2024", "30/6/2024")
    listed(tmp_path, TITLE.replace("2025", "2024"), days, name="tv24.csv", year=2024)
    names = {"bt": "Bến Tre", "tv": "Trà Vinh", "vl": "Vĩnh Long (trước sắp xếp)"}
    lines = [f"{path.name},,{names[path.name[:2]]}" for path in sorted(tmp_path.glob("*2?.csv"))]
    (tmp_path / "dia-ban.csv").write_text(
        "\n".join(["tep,ten,dia_ban", *lines, ""]), encoding="utf-8"
    )
    made = compute(tmp_path, Edition("vinh-long", 2025, 2025))
    assert kcqg(made) == 600
    assert "Q_chenh" not in made.book


def test_a_scheme_in_the_list_of_six_months_and_in_that_of_its_year_is_refused(
    tmp_path: Path,
) -> None:
    """It would count twice where its amount was settled meanwhile; another fund's list has other schemes."""
    listed(tmp_path)
    settled = [(*row(number, year=2025, q=1000, c=100), day) for number, day in enumerate(DAYS)]
    register(tmp_path, *settled, header=(*HEADER, ACCEPTED), name="nam.csv")
    assert "period-unclear None None" in refused(tmp_path, "2025-6t")
    whole(tmp_path, "nam.csv", 2025, 100, 50)
    assert kcqg(compute(tmp_path, part("2025-6t"))) == 212


@pytest.mark.parametrize(
    "title",
    [
        "DANH MỤC BỔ SUNG SAU 6 THÁNG ĐẦU NĂM 2025",
        "DANH MỤC ĐỀ ÁN TRỪ 6 THÁNG ĐẦU NĂM 2025",
        "DANH MỤC CHUYỂN TỪ 6 THÁNG ĐẦU NĂM 2025",
        "DANH MỤC CHƯA THỰC HIỆN 6 THÁNG ĐẦU NĂM 2025",
        "DANH MUC DE AN QUY I VA QUY II NAM 2025",
    ],
)
def test_a_title_that_says_another_thing_of_a_part_names_no_list_of_it(
    title: str, tmp_path: Path
) -> None:
    """After, without or beside six months is not in them: such a list is refused as ever."""
    folder = listed(tmp_path, title, columns=("Ngày phê duyệt",))
    assert any(one.startswith("period-unclear") for one in refused(folder, "2025-6t"))


def test_no_year_is_summed_up_from_a_list_of_six_months(tmp_path: Path) -> None:
    """What an edition keeps of its place for all years has the part alone."""
    edition = part("2025-6t")
    made = compute(listed(tmp_path), edition)
    periods = {figure.days for figure in made.clean.place.figures}
    assert periods == {edition.days}


def test_days_that_contradict_the_title_are_refused_with_their_cells(tmp_path: Path) -> None:
    """For every period: the days or the title are wrong, and nobody but the office knows which."""
    days = ("02/01/2025", "01/7/2025", "30/6/2025", "31/12/2024")
    folder = listed(tmp_path, days=days)
    cells = ["date-outside-part 4 Ngày nghiệm thu", "date-outside-part 6 Ngày nghiệm thu"]
    assert refused(folder, "2025-6t") == cells
    assert refused(folder, "2024") == cells


def test_an_approval_of_the_year_before_contradicts_no_list_from_january(tmp_path: Path) -> None:
    """Plans are approved in December; of the second half of a year such a day is a contradiction."""
    columns = ("Ngày phê duyệt",)
    first = listed(tmp_path / "a", days=("20/12/2024", "30/6/2025"), columns=columns)
    assert kcqg(compute(first, part("2025-6t"))) == 48
    title = TITLE.replace("ĐẦU", "CUỐI")
    second = listed(tmp_path / "b", title, ("20/12/2024", "30/7/2025"), columns)
    assert refused(second, "2024") == ["date-outside-part 3 Ngày phê duyệt"]


@pytest.mark.parametrize(
    ("title", "days", "columns"),
    [
        (TITLE, ("",) * 3, (ACCEPTED,)),
        (TITLE, DAYS, ("Ghi chú",)),
        (TITLE, DAYS, (ACCEPTED, "Ngày giải ngân")),
        ("DANH MỤC 6 THÁNG ĐẦU NĂM VÀ ƯỚC CẢ NĂM 2025", DAYS, (ACCEPTED,)),
        ("DANH MỤC QUÝ I, II NĂM 2025", DAYS, (ACCEPTED,)),
        ("DANH MỤC 6 THÁNG ĐẦU NĂM 2025 (CẬP NHẬT ĐẾN 15/7/2025)", DAYS, (ACCEPTED,)),
    ],
)
def test_without_days_or_with_an_unclear_title_it_is_refused_as_ever(
    title: str, days: tuple[str, ...], columns: tuple[str, ...], tmp_path: Path
) -> None:
    """No day, several columns of days of which none is named, a title that says more than one part."""
    folder = listed(tmp_path, title, days, columns)
    for name in ("2025-6t", "2025", "2024"):
        assert any(told.startswith("period-unclear 1 ") for told in refused(folder, name))


def test_the_office_says_which_of_several_days_place_the_schemes(tmp_path: Path) -> None:
    """With `ky_theo` the list of several columns of days serves its part."""
    columns = (ACCEPTED, "Ngày giải ngân")
    folder = listed(tmp_path, columns=columns)
    header = [*HEADER, *columns]
    shown = ", ".join(f'"{text}"' for text in header)
    answer = f'[[tieu_de]]\nvan_tay = "{fingerprint_of(header)}"\ncot = [{shown}]\nky_theo = "{ACCEPTED}"\n'
    (folder / "doc-so.toml").write_text(answer, encoding="utf-8")
    assert kcqg(compute(folder, part("2025-6t"))) == 112


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("DANH MỤC ĐỀ ÁN 6 THÁNG ĐẦU NĂM", "dm.csv"),
        ("DANH MUC DE AN 6 THANG DAU NAM 2025", "dm.csv"),
        ("TÍNH ĐẾN 30/6/2025", "dm.csv"),
        ("DANH MỤC ĐỀ ÁN", "danh-muc-6t-2025.csv"),
        (TITLE, "danh-muc-6-thang-dau-nam-2025.csv"),
    ],
)
def test_a_part_is_known_from_title_and_name(title: str, name: str, tmp_path: Path) -> None:
    """With or without the year, without marks, up to a day, in the name of the file, or in both alike."""
    assert kcqg(compute(listed(tmp_path, title, name=name), part("2025-6t"))) == 112


def test_a_title_and_a_name_of_two_parts_are_refused(tmp_path: Path) -> None:
    """Six months in the title and nine in the name of the file: nobody knows which it is."""
    folder = listed(tmp_path, name="danh-muc-9t-2025.csv")
    assert [told.partition(" ")[0] for told in refused(folder, "2025-6t")] == ["period-unclear"] * 2


def test_a_form_of_the_year_is_not_held_against_a_list_of_six_months(tmp_path: Path) -> None:
    """Sums of six months that agree crosswise with a form of the whole year say nothing of its columns."""
    folder = listed(tmp_path, days=("31/3/2025",))
    year = funds({"1": {"local": 16, "national": 20}}, {"local": 16, "national": 20})
    half = funds(
        {"1": {"local": 16, "national": 20}},
        {"local": 16, "national": 20},
        period="6 tháng đầu năm 2025",
    )
    (folder / "bieu.csv").write_text(text(year), encoding="utf-8")
    (folder / "dia-ban.csv").write_text(
        "tep,ten,dia_ban\nbieu.csv,,Hà Tĩnh\ndm.csv,,Hà Tĩnh\n", "utf-8"
    )
    edition = Edition("ha-tinh", *part("2025-6t").fields)
    sound(read_raw(folder), edition)
    (folder / "bieu.csv").write_text(text(half), encoding="utf-8")
    with pytest.raises(InputErrors, match="form-swapped"):
        sound(read_raw(folder), edition)

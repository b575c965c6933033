"""`adopt` adds what a workbook would have to be told to doc-so.toml, and nothing else in data/raw changes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from analysis.commands.adopt import adopt
from analysis.commands.ready import check_ready
from analysis.errors import AdoptionError, PublishError
from analysis.parameters import parse_parameters
from analysis.project import Project
from analysis.proposing.written import BEGINNING, open_entry
from analysis.raw.folder import read_raw
from analysis.stages.asked import edition_asked
from analysis.stages.cleaning import clean_edition
from office_books import WHOLE_HEADER, book

ANSWERS = '[[tep]]\nten = "a.xlsx"\nsha256 = "1"\n'
WORD = [1, "Máy sấy", "HTX Một", "Trang bị máy sấy", "Huyện A", 2023, 10**8, 0, 10**8]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "data" / "raw").mkdir(parents=True)
    return Project(tmp_path)


def put(project: Project, *rows: list[object], name: str = "so.xlsx") -> None:
    (project.raw / name).write_bytes(book({"2023": [WHOLE_HEADER, *rows]}))


def answers(project: Project) -> str:
    path = project.raw / "doc-so.toml"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def accept(project: Project) -> None:
    """Accept every proposal as a person would: the mark at the beginning of its line goes."""
    lines = answers(project).splitlines()
    accepted = [line[2:] if line.startswith(('# "', "# loai")) else line for line in lines]
    (project.raw / "doc-so.toml").write_text("\n".join([*accepted, ""]), encoding="utf-8")


def test_a_proposal_is_read_by_nothing_until_it_is_accepted(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first run proposes, the second has nothing to add; once accepted the file is read with its sums."""
    put(project, WORD)
    adopt(project, "so.xlsx")
    first = answers(project)
    assert '# "Trang bị máy sấy" = "Ứng dụng máy móc"' in first
    assert "Hiện chưa đọc được sổ" in capsys.readouterr().out
    adopt(project, "so.xlsx")
    assert answers(project) == first
    accept(project)
    accepted = answers(project)
    capsys.readouterr()
    adopt(project, "so.xlsx")
    assert answers(project) == accepted
    assert "1 đề án, KCQG 100.000.000, KCĐP 0, đối ứng 100.000.000" in capsys.readouterr().out


def test_next_years_file_asks_only_for_what_is_new(project: Project) -> None:
    """A file under a known header adds its new words alone, and what stood there stays byte by byte."""
    put(project, WORD)
    adopt(project, "so.xlsx")
    accept(project)
    before = answers(project)
    put(
        project,
        WORD,
        [2, "Máy ép", "HTX Hai", "Mua máy móc mới", "Huyện A", 2023, 10**8, 0, 10**8],
        name="so-2.xlsx",
    )
    adopt(project, "so-2.xlsx")
    after = answers(project)
    assert after.startswith(before)
    added = after[len(before) :]
    assert '"Mua máy móc mới" = ' in added
    assert "Trang bị máy sấy" not in added


def test_what_stands_in_the_way_is_one_message_and_nothing_is_written(project: Project) -> None:
    """No such file, a file that is open elsewhere, answers that cannot be read."""
    put(project, WORD)
    with pytest.raises(AdoptionError, match="file-missing"):
        adopt(project, "khac.xlsx")
    mark = project.raw / "~$so.xlsx"
    mark.write_bytes(b"x")
    with pytest.raises(AdoptionError, match="file-open"):
        adopt(project, "so.xlsx")
    mark.unlink()
    assert not answers(project)
    (project.raw / "doc-so.toml").write_text('[[tep]]\nten = "so.xlsx\n', encoding="utf-8")
    with pytest.raises(AdoptionError, match="answers-malformed"):
        adopt(project, "so.xlsx")
    assert answers(project) == '[[tep]]\nten = "so.xlsx\n'


def refused(project: Project, name: str) -> str:
    """The message of a look at a file, after which data/raw is as it was."""
    before = {path: path.read_bytes() for path in project.raw.iterdir() if path.is_file()}
    with pytest.raises(AdoptionError) as told:
        adopt(project, name)
    assert {path: path.read_bytes() for path in project.raw.iterdir() if path.is_file()} == before
    return str(told.value)


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (ANSWERS.encode("utf-16"), "encoding-bad-byte"),
        (BEGINNING.encode() + b"# \xff\n", "encoding-bad-byte"),
        (b"\n", "file-empty"),
        (f"{ANSWERS}khong_doc = true\n".encode(), "answers-malformed"),
        (f'{ANSWERS}nam = 2023\nten = "so.xlsx\n'.encode(), "answers-malformed"),
    ],
)
def test_answers_to_which_nothing_can_be_added_are_one_message(
    project: Project, made: bytes, code: str
) -> None:
    """Another encoding, a broken byte, nothing at all, an answer that cannot be followed: told, and kept as it is."""
    put(project, WORD)
    (project.raw / "doc-so.toml").write_bytes(made)
    message = refused(project, "so.xlsx")
    assert message.count(f"[{code}]") == 1
    assert "data/raw/doc-so.toml" in message


def test_answers_that_the_register_does_not_bear_out_are_told_first(project: Project) -> None:
    """A sheet that is not there is named, and nothing is added below it."""
    put(project, WORD)
    mark = hashlib.sha256((project.raw / "so.xlsx").read_bytes()).hexdigest()
    text = f'[[tep]]\nten = "so.xlsx"\nsha256 = "{mark}"\n[tep.trang."2022"]\nnam = 2022\n'
    (project.raw / "doc-so.toml").write_text(text, encoding="utf-8")
    assert "[answers-unknown]" in refused(project, "so.xlsx")


def test_what_is_wrong_with_the_name_and_the_answers_is_told_at_once(project: Project) -> None:
    """A file that is not there and answers that cannot be followed are two lines of one message."""
    (project.raw / "doc-so.toml").write_text(f"{ANSWERS}nam = 1\n", encoding="utf-8")
    message = refused(project, "khac.xlsx")
    assert "[file-missing]" in message
    assert "[answers-malformed]" in message


def test_what_is_no_register_is_not_looked_at(project: Project) -> None:
    """A folder, a table of the program's own and the answers themselves are told for what they are."""
    (project.raw / "so.xlsx").mkdir()
    assert "[file-not-regular]" in refused(project, "so.xlsx")
    (project.raw / "doc-so.toml").write_text(ANSWERS, encoding="utf-8")
    assert "là tệp khác" in refused(project, "doc-so.toml")


def test_a_disk_that_refuses_is_told_and_leaves_no_part(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A read-only data/raw keeps its files as they are."""
    put(project, WORD)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PublishError):
        adopt(project, "so.xlsx")
    assert [path.name for path in project.raw.iterdir()] == ["so.xlsx"]


def test_ready_names_the_command_what_is_undecided_and_the_sums(project: Project) -> None:
    """A register that one answer makes readable is named with its command; once accepted its sums come first."""
    put(project, WORD)
    parameters = parse_parameters({"YEAR": "2023"})
    edition = edition_asked(project, parameters)
    asked = check_ready(project, edition, parameters)
    assert any('make adopt FILE="so.xlsx"' in line for line in asked.undecided)
    assert not asked.sums
    adopt(project, "so.xlsx")
    assert any(
        '"Trang bị máy sấy"' in line for line in check_ready(project, edition, parameters).undecided
    )
    accept(project)
    told = check_ready(project, edition, parameters)
    assert not told.undecided
    assert ["1 đề án" in line for line in told.sums] == [True]


def test_an_answer_for_another_file_leaves_the_hashes_of_an_edition(project: Project) -> None:
    """Only the entries that the edition's rows use are a part of what it is made from."""
    put(project, WORD)
    adopt(project, "so.xlsx")
    accept(project)
    edition = edition_asked(project, parse_parameters({"YEAR": "2023"}))
    used = clean_edition(read_raw(project.raw), edition)[1].inputs
    assert "data/raw/doc-so.toml" in used
    text = answers(project)
    more = '\n[[tep]]\nten = "khac.xlsx"\nsha256 = "1"\nnam = 2020\n'
    other = text.replace(
        '"Trang bị máy sấy" = ', '"Mua máy" = "Đào tạo nghề"\n"Trang bị máy sấy" = '
    )
    (project.raw / "doc-so.toml").write_text(other + more, encoding="utf-8")
    assert clean_edition(read_raw(project.raw), edition)[1].inputs == used
    changed = text.replace('= "Ứng dụng máy móc"', '= "Mô hình trình diễn"')
    (project.raw / "doc-so.toml").write_text(changed, encoding="utf-8")
    assert clean_edition(read_raw(project.raw), edition)[1].inputs != used


OWN = [
    "Số",
    "Nội dung dự án",
    "Bên nhận hỗ trợ",
    "Nơi làm",
    "Loại hình",
    "Tiền hỗ trợ quốc gia",
    "Tiền hỗ trợ của tỉnh",
    "Tiền cơ sở đối ứng",
    "Ghi chú",
]


def own_book(header: list[str], year: int, place: str) -> bytes:
    """A register under the names of its office; its columns in the order of a header."""
    rows: list[list[object]] = [[f"BẢNG KÊ NĂM {year}"], ["ĐVT: triệu đồng"], list(header)]
    for number in (1, 2):
        cells: dict[str, object] = dict.fromkeys(header, 10 * number)
        cells |= {
            "Số": number,
            "Nội dung dự án": f"Máy {number}",
            "Bên nhận hỗ trợ": f"HTX {number}",
        }
        cells |= {"Nơi làm": place, "Loại hình": "Ứng dụng máy móc", "Ghi chú": ""}
        rows.append([cells[name] for name in header])
    return book({"DS": rows})


def open_lines(text: str) -> list[str]:
    """The texts of the proposals that stand in an answers file."""
    entries = filter(None, map(open_entry, text.splitlines()))
    return [entry.split('"')[1] for entry in entries]


def test_a_book_that_did_not_change_asks_nothing_the_year_after(project: Project) -> None:
    """Its new name, content and sheets are no question; it is read and its sums are told."""
    (project.raw / "so-2023.xlsx").write_bytes(own_book(OWN, 2023, "Huyện A"))
    adopt(project, "so-2023.xlsx")
    accept(project)
    before = answers(project)
    (project.raw / "so-2024.xlsx").write_bytes(own_book(OWN, 2024, "Huyện A"))
    adopt(project, "so-2024.xlsx")
    assert answers(project) == before


def test_a_book_that_changed_asks_once_for_each_change(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """A column renamed, one new and a place renamed are asked about once; one moved and one gone are not mapped."""
    (project.raw / "so-2023.xlsx").write_bytes(own_book(OWN, 2023, "Huyện A"))
    adopt(project, "so-2023.xlsx")
    accept(project)
    before = answers(project)
    names = [name for name in OWN if name not in ("Ghi chú", "Nơi làm")]
    names[names.index("Tiền hỗ trợ của tỉnh")] = "Tiền tỉnh cấp"
    names += ["Kinh phí bổ sung", "Nơi làm"]
    (project.raw / "so-2024.xlsx").write_bytes(own_book(names, 2024, "Xã A"))
    capsys.readouterr()
    adopt(project, "so-2024.xlsx")
    asked = answers(project)
    changes = ["Tiền tỉnh cấp", "Kinh phí bổ sung", "Xã A"]
    assert open_lines(asked.removeprefix(before)) == changes
    assert "không còn cột của lần trước: Tiền hỗ trợ của tỉnh, Ghi chú" in capsys.readouterr().out
    adopt(project, "so-2024.xlsx")
    assert answers(project) == asked
    parameters = parse_parameters({"YEAR": "2024"})
    edition = edition_asked(project, parameters)
    ready = check_ready(project, edition, parameters)
    undecided = " ".join(ready.undecided)
    assert '"Tiền tỉnh cấp" = "Kinh phí KCĐP"' in undecided
    assert '"Kinh phí bổ sung" = "?"' in undecided
    assert any("thiếu cột" in line for line in ready.refused)
    accept(project)
    decided = answers(project).replace('"Kinh phí bổ sung" = "?"', '"Kinh phí bổ sung" = "bỏ"')
    (project.raw / "doc-so.toml").write_text(decided, encoding="utf-8")
    told = check_ready(project, edition, parameters)
    assert not told.undecided
    assert [("KCQG 30.000.000, KCĐP 30.000.000" in line) for line in told.sums] == [True]
    assert [line for line in told.assumed if "để ngoài 30.000.000 đồng" in line]
    schemes = clean_edition(read_raw(project.raw), edition)[1].schemes
    assert set(schemes["place"]) == {"Xã A"}


def told_of(project: Project, capsys: pytest.CaptureFixture[str], *rows: list[object]) -> list[str]:
    """The faults that the command prints of a register of these rows."""
    (project.raw / "so.xlsx").write_bytes(book({"2023": list(rows)}))
    adopt(project, "so.xlsx")
    return [line for line in capsys.readouterr().out.splitlines() if "Cách khắc phục" in line]


def test_a_fault_names_the_proposals_that_answer_it_before_its_own_remedy(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """A column, a word, a year and the kinds by the names: who reads the message need not add a column by hand."""
    (word,) = told_of(project, capsys, WHOLE_HEADER, WORD)
    assert (
        'Cách khắc phục: nhận đề xuất "Trang bị máy sấy" trong data/raw/doc-so.toml, hoặc' in word
    )
    names = [name for name in WHOLE_HEADER if name != "Loại hình"]
    row = [
        1,
        "Ứng dụng máy móc thiết bị tiên tiến vào sản xuất gỗ",
        "HTX Một",
        "Huyện A",
        2023,
        10**8,
        0,
        10**8,
    ]
    (kinds,) = told_of(project, capsys, names, row)
    assert "Cách khắc phục: nhận đề xuất loai_hinh_theo_ten trong data/raw/doc-so.toml" in kinds
    known = [*WORD[:3], "Ứng dụng máy móc", WORD[4]]
    (year,) = told_of(project, capsys, WHOLE_HEADER, [*known, "2022-2023", *WORD[6:]])
    assert "Cách khắc phục: nhận đề xuất nam_cua_dong" in year


def test_a_fault_that_no_proposal_answers_keeps_its_remedy(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """A column that is missing and of which nothing is proposed is to be added, whatever else is proposed."""
    names = [name for name in WHOLE_HEADER if name != "Tên đề án"]
    faults = told_of(project, capsys, names, [WORD[0], *WORD[2:]])
    (missing,) = (line for line in faults if '"Tên đề án"' in line)
    assert "Cách khắc phục: thêm cột còn thiếu" in missing


def test_a_status_that_one_cell_leaves_open_is_no_question_of_its_sheet(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """A note "Không thực hiện" is of its scheme; a status of the sheet is asked for where its title has such words."""
    row = [1, "Máy sấy", "HTX Một", "Ứng dụng máy móc", "Huyện A", 2023, 10**8, 0, 10**8]
    (fault,) = told_of(project, capsys, [*WHOLE_HEADER, "Ghi chú"], [*row, "Không thực hiện"])
    assert "[status-unclear]" in fault
    assert "tinh_trang" not in answers(project)
    (fault,) = told_of(project, capsys, ["DANH MỤC ĐỀ ÁN DỰ KIẾN"], WHOLE_HEADER, row)
    assert "[status-unclear]" in fault
    assert "# tinh_trang = " in answers(project)


def test_what_is_said_of_proposals_is_said_where_there_are_some(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """A register that asks nothing is not said to wait for anybody; one with a proposal is."""
    known = [*WORD[:3], "Ứng dụng máy móc", *WORD[4:]]
    waits = "chưa có gì được dùng khi dòng còn dấu #"
    put(project, known, name="mot.xlsx")
    adopt(project, "mot.xlsx")
    told = capsys.readouterr().out
    assert "Đã ghi vào cuối" in told
    assert "Đọc được, không cần hỏi thêm gì." in told
    assert waits not in told
    put(project, WORD)
    adopt(project, "so.xlsx")
    assert waits in capsys.readouterr().out


def test_the_state_is_told_as_it_is_after_what_was_carried_over(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """Answers of last year's book that this year's takes over are read at once: none of them is told as lacking."""
    (project.raw / "so-2023.xlsx").write_bytes(own_book(OWN, 2023, "Huyện A"))
    adopt(project, "so-2023.xlsx")
    accept(project)
    (project.raw / "so-2024.xlsx").write_bytes(own_book([*OWN, "Thông tin thêm"], 2024, "Huyện A"))
    capsys.readouterr()
    adopt(project, "so-2024.xlsx")
    told = capsys.readouterr().out
    assert "Đã ghi vào cuối" in told
    assert "Hiện chưa đọc được sổ" not in told
    assert "so-2024.xlsx, năm 2024" in told


def test_the_command_is_named_only_until_its_proposals_are_written(project: Project) -> None:
    """Who already has the proposals is asked to decide them; for another content of the file the command is due."""
    row = [1, "Máy sấy", "HTX Một", "Ứng dụng máy móc", "Huyện A", "2022-2023", 10**8, 0, 10**8]
    put(project, row)
    parameters = parse_parameters({"YEAR": "2023"})
    edition = edition_asked(project, parameters)

    def is_named() -> bool:
        undecided = check_ready(project, edition, parameters).undecided
        return any("make adopt" in line for line in undecided)

    assert is_named()
    adopt(project, "so.xlsx")
    assert not is_named()
    put(project, row, [2, *row[1:]])
    assert is_named()


def test_the_province_that_is_given_for_a_file_is_that_of_its_places(project: Project) -> None:
    """Two files without a name of a province are of those that dia-ban.csv gives, and not held against each other."""
    lines = ["tep,ten,dia_ban", *(f"{n}.xlsx,,{p}" for n, p in ((1, "Phú Thọ"), (2, "Gia Lai")))]
    (project.raw / "dia-ban.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    for number, place in ((1, "Xã A"), (2, "Xã B")):
        put(project, [number, f"Máy {number}", *WORD[2:4], place, *WORD[5:]], name=f"{number}.xlsx")
        adopt(project, f"{number}.xlsx")
    assert '.dia_ban_tinh."Phú Thọ"]\n"Xã A" = "Xã A"' in answers(project)
    assert '.dia_ban_tinh."Gia Lai"]\n"Xã B" = "Xã B"' in answers(project)


@pytest.mark.parametrize("name", ["Gia Lia", "Hà Tây", "Huyện Chư Sê"])
def test_a_name_that_is_no_province_is_told_by_its_own_line(project: Project, name: str) -> None:
    """The line of dia-ban.csv is at fault and nothing is written; a wrong line of another file stops nothing."""
    lines = ["tep,ten,dia_ban", "1.xlsx,,Gia Lai", f"2.xlsx,,{name}", ""]
    (project.raw / "dia-ban.csv").write_text("\n".join(lines), encoding="utf-8")
    for number in (1, 2):
        put(project, [number, f"Máy {number}", *WORD[2:]], name=f"{number}.xlsx")
    told = refused(project, "2.xlsx")
    assert f'data/raw/dia-ban.csv, dòng 3, cột "dia_ban": "{name}" không phải tên một tỉnh' in told
    assert "doc-so.toml" not in told
    assert not (project.raw / "doc-so.toml").exists()
    adopt(project, "1.xlsx")
    assert "Gia Lai" in answers(project)


def test_questions_of_a_register_that_is_gone_are_one_line(project: Project) -> None:
    """Each question of a register of data/raw is told, those of one that was taken away together with what to do."""
    row = [1, "Máy sấy", "HTX Một", "Trang bị máy sấy", "Huyện A", "2022-2023", 10**8, 0, 10**8]
    parameters = parse_parameters({"YEAR": "2023"})
    edition = edition_asked(project, parameters)
    put(project, row, name="cu.xlsx")
    adopt(project, "cu.xlsx")
    asked = [line for line in check_ready(project, edition, parameters).undecided if "dòng" in line]
    assert len(asked) > 1
    (project.raw / "cu.xlsx").unlink()
    (told,) = check_ready(project, edition, parameters).undecided
    assert f"{len(asked)} dòng chưa quyết của sổ cu.xlsx" in told


def test_the_command_is_not_named_where_it_asks_nothing(project: Project) -> None:
    """What only the register can say is told with its remedy there; nobody is sent to a command and back."""
    row = [1, "Máy sấy", "HTX Một", "Ứng dụng máy móc", "Huyện A", 2023, 10**8, 0, 10**8]
    rows = [[*WHOLE_HEADER, "Ghi chú"], [*row, "Không thực hiện"]]
    (project.raw / "so.xlsx").write_bytes(book({"2023": rows}))
    parameters = parse_parameters({"YEAR": "2023"})
    told = check_ready(project, edition_asked(project, parameters), parameters)
    assert not told.undecided
    (fault,) = (line for line in told.refused if "[status-unclear]" in line)
    assert "Cách khắc phục: ghi ở cột Tình trạng" in fault


def test_ready_advises_the_command_and_then_its_proposals_before_a_column_is_added(
    project: Project,
) -> None:
    """Who reads that a column is missing is told first what needs no change of the book."""
    names = ["TT", "Tên đề án", "Cơ sở được hỗ trợ", *WHOLE_HEADER[3:]]
    rows = [names, [1, "Máy sấy", "HTX Một", "Ứng dụng máy móc", "Huyện A", 2023, 10**8, 0, 10**8]]
    (project.raw / "so.xlsx").write_bytes(book({"2023": rows}))
    parameters = parse_parameters({"YEAR": "2023"})
    edition = edition_asked(project, parameters)

    def remedy() -> str:
        refused = check_ready(project, edition, parameters).refused
        (missing,) = (line for line in refused if "[header-missing]" in line)
        return missing.partition("Cách khắc phục: ")[2]

    assert remedy().startswith('chạy make adopt FILE="so.xlsx", hoặc thêm cột')
    adopt(project, "so.xlsx")
    assert remedy().startswith("nhận đề xuất cho sổ này trong data/raw/doc-so.toml, hoặc thêm cột")


def test_the_sums_of_a_register_tell_how_much_of_them_is_paid_back(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """`adopt` and `ready` tell the same line; its part to be paid back is what the report leaves to be summed apart."""
    schemes = [
        [number, f"Máy {number}", f"HTX {number}", "Ứng dụng máy móc", "Huyện A", 2023,
         number * 10**8, 0, number * 10**8, form]
        for number, form in enumerate(["", "có thu hồi", "không hoàn lại"], 1)
    ]  # fmt: skip
    rows: list[list[object]] = [[*WHOLE_HEADER, "Hình thức hỗ trợ"], *schemes]
    (project.raw / "so.xlsx").write_bytes(book({"2023": rows}))
    line = (
        "data/raw/so.xlsx, năm 2023, thực hiện: 3 đề án, KCQG 600.000.000, KCĐP 0, đối ứng 600.000.000,"
        " tổng 1.200.000.000 đồng; trong đó có thu hồi 1 đề án, KCQG 200.000.000, KCĐP 0, đối ứng 200.000.000,"
        " tổng 400.000.000 đồng, báo cáo cộng riêng"
    )
    adopt(project, "so.xlsx")
    assert f"- {line}" in capsys.readouterr().out.splitlines()
    parameters = parse_parameters({"YEAR": "2023"})
    assert check_ready(project, edition_asked(project, parameters), parameters).sums == [line]


def test_a_header_that_nothing_knows_is_answered_by_its_own_proposals(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is to be done first where no header was found is to accept what is proposed for its columns."""
    names = ["So", "Du an", "Ben nhan", "Nhom", "Noi", "Nam", "Tien TW", "Tien tinh", "Gop"]
    (project.raw / "so.xlsx").write_bytes(book({"2023": [names, WORD]}))
    adopt(project, "so.xlsx")
    told = capsys.readouterr().out
    assert '[header-not-found]. Cách khắc phục: nhận đề xuất "So", "Du an"' in told


def test_ready_names_the_file_wherever_a_remedy_sends_to_the_answers(project: Project) -> None:
    """A column of years under another name is asked for: `ready` gives the whole command, and lists the book."""
    header = [*WHOLE_HEADER[:5], *WHOLE_HEADER[6:], "Niên độ"]
    row = ["Máy sấy", "HTX Một", "Ứng dụng máy móc", "Huyện A", 10**8, 0, 10**8, 2022]
    rows = [["DANH MỤC ĐỀ ÁN NĂM 2023"], header, [1, *row]]
    (project.raw / "so.xlsx").write_bytes(book({"DM": rows}))
    parameters = parse_parameters({"YEAR": "2023"})
    ready = check_ready(project, edition_asked(project, parameters), parameters)
    assert any('chạy make adopt FILE="so.xlsx" rồi ghi bỏ' in line for line in ready.refused)
    assert ready.undecided

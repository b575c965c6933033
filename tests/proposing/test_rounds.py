"""The questions of a book are asked at once, also those that only its proposals lead to."""

from __future__ import annotations

from analysis.proposing.look import FileLook
from analysis.proposing.rounds import asked_at_once
from analysis.proposing.sheet_proposals import answering
from analysis.proposing.written import block_of
from analysis.raw.rows import RegisterSource
from office_books import FUND_TITLES, UNIT, Rows, book, read_book, sha256
from register_files import sums

HEADER = ["TT", "Tên đề án", "Đơn vị thụ hưởng", "Địa bàn", "Kinh phí khuyến công", "Đối ứng"]
NAME = "Ứng dụng máy móc thiết bị sản xuất gỗ"
OPEN_MARK = "  # đề xuất"


def source(rows: Rows, sheet: str = "2023") -> RegisterSource:
    data = book({sheet: rows})
    return RegisterSource("data/raw/so.xlsx", sha256(data), data)


def asked(look: FileLook) -> list[str]:
    return [line.text for line in look.lines if line.is_open]


def accepted(text: str) -> str:
    lines = text.splitlines()
    return "\n".join(line[2:] if OPEN_MARK in line else line for line in lines)


def two_funds() -> Rows:
    """A scheme in the sections of both funds, without a column of kinds."""
    scheme = [1, NAME, "HTX Một", "Huyện A"]
    return [
        ["DANH MỤC ĐỀ ÁN"],
        [UNIT],
        HEADER,
        ["A", FUND_TITLES[0]],
        [*scheme, 300, 450],
        ["B", FUND_TITLES[1]],
        [*scheme, 100, 450],
    ]


def test_what_a_proposal_leads_to_is_asked_beside_it() -> None:
    """Kinds by name, and a scheme under two funds that is seen only with them, are one round; then the book is read."""
    given = source(two_funds())
    look = asked_at_once(given, "")
    assert asked(look) == ["loai_hinh_theo_ten", "mot_de_an"]
    assert not len(look.result.schemes)
    text = accepted(block_of(look, ""))
    assert sums(read_book(given.data, text)) == [1, *(n * 10**6 for n in (300, 100, 450, 850))]


def test_a_year_that_nobody_says_hides_no_other_question() -> None:
    """The year is asked with all else; what stands ready for it is used to find the others, for nothing more."""
    look = asked_at_once(source(two_funds(), "DS"), "")
    assert asked(look) == ["loai_hinh_theo_ten", "nam", "mot_de_an"]
    assert not len(look.result.schemes)


def test_a_name_that_says_no_kind_is_asked_with_the_kinds_by_name() -> None:
    """Most names say a kind: the one that says none is asked for its own, and the book is read by both."""
    rows = two_funds()
    rows[6] = [2, "Hỗ trợ cơ sở mây tre", "HTX Hai", "Huyện A", 100, 50]
    rows += [[n, f"{NAME} số {n}", f"HTX {n}", "Huyện A", 200, 50] for n in range(3, 6)]
    given = source(rows)
    look = asked_at_once(given, "")
    assert asked(look) == ["Hỗ trợ cơ sở mây tre", "loai_hinh_theo_ten"]
    text = accepted(block_of(look, ""))
    assert read_book(given.data, text).faults
    told = text.replace('# "Hỗ trợ cơ sở mây tre" = ""', '"Hỗ trợ cơ sở mây tre" = "Đào tạo nghề"')
    assert list(read_book(given.data, told).schemes["activity"]) == [
        "ND3-MM",
        "ND1",
        *["ND3-MM"] * 3,
    ]


def test_kinds_by_name_are_not_asked_again_where_a_column_has_another_name() -> None:
    """What was said of the names of schemes holds for the next header too; only the renamed column is asked about."""
    first = source(two_funds())
    text = accepted(block_of(asked_at_once(first, ""), ""))
    rows = two_funds()[:5]
    rows[2] = [*HEADER[:3], "Địa bàn xã", *HEADER[4:]]
    look = asked_at_once(source(rows), text)
    assert asked(look) == ["Địa bàn xã"]
    whole = f"{text}\n{accepted(block_of(look, text))}"
    assert sums(read_book(source(rows).data, whole))[:2] == [1, 300 * 10**6]


def test_a_group_of_no_kind_is_asked_once_for_all_its_schemes() -> None:
    """Where groups are kinds, one that is none is asked by its name: no name of a scheme, and nothing where all are."""
    rows = two_funds()
    rows[0] = [f"DANH MỤC ĐỀ ÁN {FUND_TITLES[0]}"]
    rows[3:] = [
        ["I", "Ứng dụng máy móc"],
        [1, "Hỗ trợ cơ sở mây tre", "HTX Một", "Huyện A", 300, 450],
        ["II", "Tư vấn, phát triển thị trường"],
        [2, "Hội chợ", "HTX Hai", "Huyện A", 100, 50],
        [3, "Phòng trưng bày", "HTX Ba", "Huyện A", 100, 50],
    ]
    look = asked_at_once(source(rows), "")
    assert asked(look) == ["Tư vấn, phát triển thị trường"]
    (fault,) = look.result.faults
    assert list(answering(fault, look)) == ['"Tư vấn, phát triển thị trường"']
    text = accepted(block_of(look, ""))
    assert list(read_book(source(rows).data, text).schemes["activity"]) == ["ND3-MM", "ND5", "ND5"]
    rows[5] = ["II", "Tư vấn"]
    assert asked(asked_at_once(source(rows), "")) == []

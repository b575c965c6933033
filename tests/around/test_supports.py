"""Support that is to be paid back: how it is known, asked and told."""

from __future__ import annotations

import pytest

from register_files import (
    HEADER,
    ROWS,
    csv_text,
    fault_codes,
    finding_codes,
    read,
    sums,
    with_below,
    with_rows,
    with_text,
    worded_register,
)


def test_a_part_that_is_paid_back_is_asked_where_it_has_a_row() -> None:
    """Rows of parts "vốn có thu hồi" and "vốn không thu hồi" leave open how much of the scheme is a grant."""
    parts = [["", "- Vốn có thu hồi", ""], ["", "- Vốn không thu hồi", ""]]
    assert fault_codes(read(with_rows(*parts))) == {"support-unclear"}
    assert not read(with_rows(parts[1])).faults


@pytest.mark.parametrize("note", ["(*) Đề án số 2 hỗ trợ có thu hồi", "* Vốn có thu hồi"])
def test_a_note_below_of_money_that_comes_back_is_asked(note: str) -> None:
    """A footnote does not say surely of which schemes it speaks."""
    assert fault_codes(read(with_below(note))) == {"support-unclear"}
    assert not read(with_below("Vốn hỗ trợ không thu hồi")).faults


def with_column(column: str, name: str) -> str:
    """The base register with another name of a column of money."""
    return worded_register().replace(column, name)


@pytest.mark.parametrize(
    ("text", "recoverable"),
    [
        (worded_register(notes=("", "Hỗ trợ có thu hồi", "")), [2]),
        (worded_register(notes=("", "Vốn có thu hồi 100%", "")), [2]),
        (worded_register(groups=("Hỗ trợ không hoàn lại", "Hỗ trợ có thu hồi", "")), [2, 3]),
        (worded_register(groups=("Hỗ trợ có thu hồi", "", "Hỗ trợ không hoàn lại")), [1, 2]),
        (with_rows(["II", "Hỗ trợ có thu hồi", "", True]), [3]),
        (with_text("Tên đề án", "Máy sấy (vốn có thu hồi)"), [2]),
        (with_text("Nội dung hoạt động", "Mua máy sấy - hỗ trợ có hoàn lại"), [2]),
        (with_text("Tên đề án", "Hỗ trợ hệ thống có thu hồi dung môi"), []),
        (
            worded_register(groups=("Hỗ trợ có thu hồi", "", ""), notes=("Không thu hồi", "", "")),
            [2, 3],
        ),
        (worded_register(title=("ĐỀ ÁN HỖ TRỢ CÓ THU HỒI",)), [1, 2, 3]),
        (
            worded_register(
                header=("Hình thức hỗ trợ",), notes=("không hoàn lại", "có thu hồi", "")
            ),
            [2],
        ),
        (worded_register(header=("Kinh phí hỗ trợ có thu hồi",), notes=("", "x", "0")), [2]),
        (worded_register(header=("Trong đó: có thu hồi",), notes=(ROWS[0][7], "", "")), [1]),
        (with_column("Kinh phí KCQG", "Kinh phí KCQG có thu hồi"), None),
        (
            worded_register(notes=("Không có thu hồi", "Thiết bị có thu hồi nhiệt", "Thu hồi bụi")),
            [],
        ),
        (worded_register(header=("Hình thức hỗ trợ",), notes=("Hỗ trợ máy móc", "", "")), []),
        (worded_register(title=("ĐỀ ÁN HỖ TRỢ KHÔNG HOÀN LẠI",)), []),
    ],
)
def test_support_that_is_paid_back_is_known_by_its_scheme(
    text: str, recoverable: list[int] | None
) -> None:
    """The nearest word decides, a denied one and one of what a machine recovers say nothing, and it is told."""
    result = read(text)
    if recoverable is None:
        # of the base register two schemes have money of both funds
        assert fault_codes(result) == {"support-unclear"}
        return
    assert not result.faults
    own = result.schemes["support"] == "recoverable"
    assert [number + 1 for number, is_own in enumerate(own) if is_own] == recoverable
    assert sums(result) == sums(read(worded_register()))
    assert ("support-recoverable" in finding_codes(result)) is bool(recoverable)


@pytest.mark.parametrize(
    "text",
    [
        worded_register(notes=("", "Hỗ trợ có thu hồi 50%", "")),
        worded_register(notes=("", "Có thu hồi một phần", "")),
        worded_register(statuses=["thực hiện"] * 3, notes=("", "Thu hồi một phần", "")),
        worded_register(groups=("", "Hỗ trợ không hoàn lại và có thu hồi", "")),
        worded_register(header=("Hình thức hỗ trợ",), notes=("có thu hồi một phần", "", "")),
        worded_register(header=("Trong đó: có thu hồi",), notes=("100000000", "", "")),
        worded_register(header=("Kinh phí KCQG có thu hồi",), notes=("100000000", "", "")),
        worded_register(title=("HỖ TRỢ CÓ THU HỒI VÀ KHÔNG THU HỒI",)),
    ],
)
def test_a_part_that_is_paid_back_is_asked(text: str) -> None:
    """Where only some of a scheme's support is to be paid back nothing is guessed."""
    assert fault_codes(read(text)) == {"support-unclear"}


@pytest.mark.parametrize(
    ("text", "where", "origin"),
    [
        (
            worded_register(header=("Hình thức hỗ trợ",), notes=("", "có thu hồi", "")),
            'dòng 3, cột "Hình thức hỗ trợ"',
            'ô ghi "có thu hồi"',
        ),
        (
            worded_register(notes=("", "", "Vốn có thu hồi")),
            'dòng 4, cột "Ghi chú"',
            'ô ghi "Vốn có thu hồi"',
        ),
        (
            worded_register(groups=("", "Hỗ trợ có thu hồi", "")),
            'dòng 4, 5, cột "Tên đề án"',
            'dòng nhóm (data/raw/so.csv, dòng 3) ghi "II Hỗ trợ có thu hồi"',
        ),
    ],
)
def test_support_that_is_paid_back_is_told_with_the_cell_that_says_so(
    text: str, where: str, origin: str
) -> None:
    """The place of the message is that of the words; words outside a scheme's row are named by their own place."""
    told = [finding for finding in read(text).findings if finding.code == "support-recoverable"]
    assert [(finding.where, finding.message) for finding in told] == [
        (
            f"data/raw/so.csv, {where}",
            f"được hiểu là hỗ trợ có thu hồi vì {origin}; được cộng riêng",
        )
    ]


@pytest.mark.parametrize("word", ["Thu hồi", "Phải thu hồi", "Hoàn trả", "Hoàn lại", "Có hoàn vốn"])
def test_a_form_of_support_that_comes_back_is_no_grant(word: str) -> None:
    """Under "Hình thức hỗ trợ" every word for a return means it, with or without "có"."""
    result = read(worded_register(header=("Hình thức hỗ trợ",), notes=(word, "", "")))
    assert list(result.schemes["support"]) == ["recoverable", "grant", "grant"]
    assert "support-recoverable" in finding_codes(result)


@pytest.mark.parametrize(
    "word", ["Vay vốn", "Cho vay", "Tín dụng ưu đãi", "Chưa thu hồi", "Thu hồi 50%", "Theo QĐ", "?"]
)
def test_the_forms_of_support_are_a_closed_list(word: str) -> None:
    """Another word under "Hình thức hỗ trợ" than those of the two forms is asked, never taken for a grant."""
    text = worded_register(header=("Hình thức hỗ trợ",), notes=(word, "", ""))
    assert "support-unclear" in fault_codes(read(text))


@pytest.mark.parametrize(
    "word",
    ["Hỗ trợ trực tiếp", "Hỗ trợ 50% chi phí", "Ngân sách nhà nước cấp", "Mô hình", "Không phải thu hồi", "-"],
)  # fmt: skip
def test_usual_words_for_a_grant_are_no_question(word: str) -> None:
    """How a grant is paid, what it is for, and a denied return leave a grant."""
    result = read(worded_register(header=("Hình thức hỗ trợ",), notes=(word, "", "")))
    assert not result.faults
    assert "support" not in result.schemes or set(result.schemes["support"]) == {"grant"}


@pytest.mark.parametrize(
    "text",
    [
        worded_register(header=("Vốn thu hồi",), notes=("30000000", "", "")),
        worded_register(header=("Số phải hoàn trả",), notes=("30000000", "", "")),
        worded_register(title=("DANH MỤC ĐỀ ÁN CHO VAY VỐN KHUYẾN CÔNG",)),
        worded_register(statuses=["thực hiện"] * 3, notes=("", "Phải hoàn trả", "")),
    ],
)
def test_money_that_may_come_back_is_asked(text: str) -> None:
    """A column, a title or a note of a return or a loan leaves the form open."""
    assert fault_codes(read(text)) == {"support-unclear"}


@pytest.mark.parametrize(
    "text",
    [
        worded_register(statuses=["thực hiện"] * 3, notes=("", "Không thuộc diện có thu hồi", "")),
        worded_register(statuses=["thực hiện"] * 3, notes=("", "Không phải hoàn trả kinh phí", "")),
        worded_register(header=("Thu hồi tạm ứng",), notes=("30000000", "", "")),
        worded_register(header=("Vốn vay ngân hàng",), notes=("30000000", "", "")),
        worded_register(header=("Vốn thu hồi",), notes=("0", "", "-")),
    ],
)
def test_a_denied_return_and_the_money_of_others_leave_a_grant(text: str) -> None:
    """A note "Không thuộc diện có thu hồi" is no "có thu hồi"; a settled advance and a bank's loan are no support."""
    result = read(text)
    assert not result.faults, [str(fault) for fault in result.faults]
    assert "support" not in result.schemes or set(result.schemes["support"]) == {"grant"}


def test_a_fund_that_is_paid_back_makes_its_schemes_so() -> None:
    """A column of one fund tells the form of the schemes that have money of that fund alone."""
    rows = [list(ROWS[0]), [*ROWS[2][:7], "0", *ROWS[2][8:]]]
    rows[1][10] = str(sum(map(int, rows[1][7:10])))
    header = [name.replace("KCQG", "KCQG có thu hồi") for name in HEADER]
    result = read(csv_text([header, *rows]))
    assert list(result.schemes["support"]) == ["recoverable", "grant"]


@pytest.mark.parametrize(
    "text",
    [
        worded_register(title=("HỖ TRỢ KINH PHÍ HOÀN LẠI",)),
        worded_register(groups=("Vốn hoàn lại", "", "")),
        worded_register(notes=("Kinh phí hoàn lại sau 3 năm", "", "")),
        worded_register(header=("Nộp trả NSNN",), notes=("5", "", "")),
        worded_register().replace("Kinh phí KCQG", "KCQG (thu hồi)"),
        worded_register().replace("Kinh phí KCQG", "KCQG (hoàn lại)"),
        worded_register(header=("Hình thức hỗ trợ",), notes=("1", "2", "1")),
    ],
)
def test_money_of_a_return_without_a_verb_and_a_form_by_a_number_are_asked(text: str) -> None:
    """The money "hoàn lại" is no grant without "có", and a number under the form of support is no word of one."""
    assert fault_codes(read(text)) == {"support-unclear"}


@pytest.mark.parametrize("name", ["Hình thức", "Hình thức cấp vốn"])
def test_a_return_under_any_name_of_a_form_is_one(name: str) -> None:
    """Under every name that begins with "Hình thức" the bare word is heard, and other words ask nothing."""
    result = read(worded_register(header=(name,), notes=("Hoàn lại", "Tập trung", "")))
    assert list(result.schemes["support"]) == ["recoverable", "grant", "grant"]


def test_a_grant_against_the_words_beside_it_is_warned_of() -> None:
    """The column of forms decides, and a note of a return beside its grant is told."""
    header = ("Hình thức hỗ trợ", "Ghi chú")
    rows = [[*HEADER, *header], *([*row, "Không hoàn lại", ""] for row in ROWS)]
    rows[2][-1] = "Vốn có thu hồi"
    told = [
        found for found in read(csv_text(rows)).findings if found.code == "support-contradicted"
    ]
    assert [found.where for found in told] == ['data/raw/so.csv, dòng 3, cột "Hình thức hỗ trợ"']


@pytest.mark.parametrize(
    "name",
    [
        "Hình thức hỗ trợ (hoàn lại/không hoàn lại)",
        "Hình thức (có thu hồi hay không)",
        "Hinh thuc: co thu hoi, khong thu hoi",
    ],
)
def test_a_column_that_lists_the_forms_of_support_is_that_of_forms(name: str) -> None:
    """Its cells say the form, none of them is asked for its name, and a cell of no form is asked."""
    result = read(worded_register(header=(name,), notes=("Hoàn lại", "Không hoàn lại", "")))
    assert list(result.schemes["support"]) == ["recoverable", "grant", "grant"]
    unclear = read(worded_register(header=(name,), notes=("x", "Không hoàn lại", "")))
    assert [fault.where.row for fault in unclear.faults] == [2]
